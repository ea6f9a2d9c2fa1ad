"""What changed between two versions of the tables, and what of it can break a client.

Changes are found in the plain data, so that each has a place to look at; whether one is breaking is
for `breaking` to judge.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import frozen

from seedance_rules import Spec, load_spec
from seedance_rules.conformance.breaking import is_breaking
from seedance_rules.conformance.difference import cut
from seedance_rules.conformance.two_versions import Versions
from seedance_rules.rendering import Section, to_markdown

__all__ = ["Change", "changes_to_markdown", "compare_specs"]

_ENTRIES: Final = {("task_types",), ("modes",), ("moderation",), ("fields",), ("clauses",)}
"""Tables of named tables: one that is added or removed is one change, not one for each key of it."""


@frozen
class Change:
    """One place at which two versions of the tables differ.

    `path` is the place in the tables, keys joined by dots, `prices.seedance-2.720p`; `old` and
    `new` are the plain data there, None where there is nothing. `breaking` tells whether a request
    that was accepted can now be rejected or cost more, or whether a content rejection can now be
    final or unpaid where it was not; where that cannot be told, it is True.
    """

    path: str
    old: object
    new: object
    breaking: bool

    def __str__(self) -> str:
        old, new = (
            "nothing" if value is None else cut(repr(value)) for value in (self.old, self.new)
        )
        return f"{self.path}: {old} -> {new}{' (breaking)' if self.breaking else ''}"


def compare_specs(old: Spec | str | None, new: Spec | str | None) -> tuple[Change, ...]:
    """Return what changed from one version of the tables to another, in the order of the tables.

    Each is a `Spec`, a version, or None for the default version. Raises `UnknownVersion` for a
    version without tables.
    """
    versions = Versions(*(s if isinstance(s, Spec) else load_spec(s) for s in (old, new)))
    return tuple(
        Change(".".join(map(_key, path)), before, now, is_breaking(path, before, now, versions))
        for path, before, now in _changes((), versions.old.to_dict(), versions.new.to_dict())
    )


def changes_to_markdown(changes: Iterable[Change]) -> str:
    """Write changes as a table for the description of a pull request, the breaking ones first."""
    listed = sorted(changes, key=lambda change: not change.breaking)
    breaking = sum(change.breaking for change in listed)
    rows = [
        (
            change.path,
            _written(change.old),
            _written(change.new),
            "yes" if change.breaking else "no",
        )
        for change in listed
    ]
    title = f"Changes of the tables: {len(listed)}, of them breaking: {breaking}"
    return to_markdown([Section(title, ("Place", "Before", "Now", "Breaking"), rows)])


def _changes(
    path: tuple[str, ...], old: object, new: object
) -> Iterator[tuple[tuple[str, ...], object, object]]:
    """Yield each place at which plain data differ, with what stands there on both sides."""
    if old == new:
        return
    before, now = _entries(old), _entries(new)
    one_is_there = path[:-1] in _ENTRIES and (old is None or new is None)
    if before is None or now is None or one_is_there:
        yield path, old, new
        return
    for key in {**before, **now}:
        yield from _changes((*path, key), before.get(key), now.get(key))


def _entries(value: object) -> Mapping[str, object] | None:
    """Return what can be compared key by key: a table, or a list of tables that have an id."""
    if value is None:
        return {}
    if isinstance(value, Mapping):
        return value
    if isinstance(value, Sequence) and not isinstance(value, str):
        tables = [entry for entry in value if isinstance(entry, Mapping) and "id" in entry]
        if tables and len(tables) == len(value):
            return {str(entry["id"]): entry for entry in tables}
    return None


def _key(key: str) -> str:
    """Write a key of a path; one that holds more than TOML lets stand bare is quoted."""
    bare = key.isascii() and key.replace("-", "a").replace("_", "a").isalnum()
    return key if bare else json.dumps(key)


def _written(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, (list, tuple)) and all(isinstance(entry, str) for entry in value):
        return cut(", ".join(value))
    return cut(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
