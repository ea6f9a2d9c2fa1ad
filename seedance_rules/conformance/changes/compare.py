"""Every place at which two versions of the tables differ, in the order of a changelog."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from seedance_rules import Spec
from seedance_rules.conformance.changes.breaking import Versions
from seedance_rules.rendering import Section, to_markdown
from seedance_rules.spec import spec_of
from seedance_rules.wording import cut, plain_fields

__all__ = ["Change", "changes_to_markdown", "compare_specs"]

_ENTRIES: Final = ("task_types", "modes", "moderation", "fields", "clauses")
"""Tables of named tables: one that is added or removed is one change, not one for each key."""

_ORDER: Final = (
    *("prices", "billing", "task_types", "deprecated", "modes", "inference", "limits"),
    *("resolutions", "aspect_ratios", "auto_aspect_ratio", "fields", "media", "urls"),
    *("prompt_references", "moderation", "model", "findings"),
)
"""The tables of rules, as a changelog has them; others follow, wording last."""

_WORDING: Final = ("version", "source", "markup_claims", "hints", "page", "clauses")
"""Tables that state no rule: names, claims, advice, prose, and what the page looks like."""

_KNOWN: Final = re.compile(r"clauses\.(.+)\.(?:status|question|choice|reason|who|when)")
"""Places that tell how a clause is known, of which there may be several of one clause."""

_HEADER: Final = ("Place", "Before", "Now")
_LONGEST: Final = 300


@frozen
class Change:
    """One place at which two versions of the tables differ.

    `path` is the place in the tables, keys joined by dots, `prices.seedance-2.720p`; `old` and
    `new` are the plain data there, None where there is nothing. `breaking` tells whether a request
    that was accepted can now be rejected or cost more, or whether a content rejection can now be
    final or unpaid where it was not; where that cannot be told, it is True. `wording` tells whether
    the place is one that no verdict and no price rests on, such as the text of a clause.
    """

    path: str
    old: object
    new: object
    breaking: bool
    wording: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return the change as plain data."""
        return plain_fields(self)

    def __str__(self) -> str:
        old, new = (
            "nothing" if value is None else cut(repr(value), _LONGEST)
            for value in (self.old, self.new)
        )
        return f"{self.path}: {old} -> {new}{' (breaking)' if self.breaking else ''}"


def compare_specs(old: Spec | str | None, new: Spec | str | None) -> tuple[Change, ...]:
    """Return what changed from one version of the tables to another: prices first, clauses last.

    Each is a `Spec`, a version, or None for the default version. Raises `UnknownVersion` for a
    version without tables.
    """
    versions = Versions(spec_of(old), spec_of(new))
    before, now = versions.old.to_dict(), versions.new.to_dict()
    found: list[Change] = []
    for top in sorted({**before, **now}, key=_place):
        wording = top in _WORDING
        for path, was, is_now in _changes((top,), before.get(top), now.get(top)):
            breaking = not wording and versions.breaks(path, was, is_now)
            found.append(Change(".".join(map(_key, path)), was, is_now, breaking, wording))
    return tuple(found)


def changes_to_markdown(changes: Iterable[Change]) -> str:
    """Write changes for the description of a pull request: rules in full, wording in short.

    How clauses are known is only counted: with another base, it is otherwise for most.
    """
    listed = [*changes]
    rules = [change for change in listed if not change.wording]
    wording = [change for change in listed if change.wording]
    breaking = sum(change.breaking for change in rules)
    title = f"Changes of the rules: {len(rules)}, of them breaking: {breaking}"
    rows = [(*_row(change), "yes" if change.breaking else "no") for change in rules]
    sections = [Section(title, (*_HEADER, "Breaking"), rows)]
    if wording:
        texts = [_row(change) for change in wording if not _KNOWN.fullmatch(change.path)]
        known = {found[1] for change in wording if (found := _KNOWN.fullmatch(change.path))}
        notes = [f"Clauses that are known otherwise than before: {len(known)}"] if known else []
        sections.append(Section(f"Changes of the wording: {len(wording)}", _HEADER, texts, notes))
    return to_markdown(sections)


def _changes(
    path: tuple[str, ...], old: object, new: object
) -> Iterator[tuple[tuple[str, ...], object, object]]:
    """Yield each place at which plain data differ, with what is there on both sides."""
    if old == new:
        return
    before, now = ({} if value is None else value for value in (old, new))
    one_is_there = path[0] in _ENTRIES and len(path) == 2 and (old is None or new is None)
    if one_is_there or not isinstance(before, Mapping) or not isinstance(now, Mapping):
        yield path, old, new
        return
    for key in {**before, **now}:
        yield from _changes((*path, key), before.get(key), now.get(key))


def _place(top: str) -> tuple[bool, int]:
    order = _WORDING if top in _WORDING else _ORDER
    return top in _WORDING, order.index(top) if top in order else len(order)


def _key(key: str) -> str:
    """Write a key of a path; one that holds more than TOML lets be bare is quoted."""
    bare = key.isascii() and key.replace("-", "a").replace("_", "a").isalnum()
    return key if bare else json.dumps(key)


def _row(change: Change) -> tuple[str, str, str]:
    return change.path, _written(change.old), _written(change.new)


def _written(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        value = ", ".join(value)
    return cut(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), _LONGEST)
