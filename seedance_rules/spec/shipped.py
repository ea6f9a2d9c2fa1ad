"""The versions that are shipped: their names, when each held, and the specs made of their tables.

Versions are in the order in which the page had them, which names alone do not tell. The day comes
from the caller: nothing here looks at a clock.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Final, NamedTuple

from attrs import frozen

from seedance_rules.errors import UnknownVersion
from seedance_rules.spec import layers
from seedance_rules.spec._tables import HISTORY, TABLES
from seedance_rules.spec.reading import Table
from seedance_rules.spec.spec import Spec
from seedance_rules.values import FrozenDict, exact
from seedance_rules.wording import either, kind_of, plain_fields, show

__all__ = [
    "DEFAULT_SPEC",
    "Source",
    "VersionInfo",
    "load_spec",
    "read_history",
    "spec_of",
    "version_info",
    "version_on",
    "versions",
]

_KINDS: Final = ("page", "vendor", "client")


class Source(NamedTuple):
    """Where a version is known from.

    `kind` is `page` (a stored copy of the documentation page), `vendor` (another page of the same
    vendor) or `client` (code, notes and bills of third parties); `what` it is, and `when` it was
    seen, both in words.
    """

    kind: str
    what: str
    when: str

    def to_dict(self) -> dict[str, Any]:
        """Return the source as plain data."""
        return plain_fields(self)


@frozen
class VersionInfo:
    """A version, the first and the last day on which it is known to have held, and how so."""

    name: str
    first_seen: date
    last_seen: date
    sources: tuple[Source, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the version as plain data, days as ISO 8601 text: `2026-06-15`."""
        return plain_fields(self)


class History(NamedTuple):
    """Which version counts where none is asked for, and all of them by name, oldest first."""

    default: str
    versions: Mapping[str, VersionInfo]


def read_history(data: Mapping[str, object], rules: Collection[str]) -> History:
    """Read the plain data of `versions.toml`, days as ISO 8601 text.

    `rules` names the versions that there are rules of. Raises `InvalidSpec` for days out of order,
    a default that is not there, and versions that are listed twice, without rules, or not at all.
    """
    root = Table(data)
    found: dict[str, VersionInfo] = {}
    for table in root.tables("versions"):
        info = _version_info(table)
        if info.name in found:
            raise table.wrong(f"{show(info.name)} is listed twice", "name")
        if info.name not in rules:
            raise table.wrong(f"there are no rules of {show(info.name)}", "name")
        for before in [*found.values()][-1:]:
            if info.first_seen <= before.last_seen:
                problem = f"must be after {before.last_seen}, when {before.name} was last seen"
                raise table.wrong(problem, "first_seen")
        found[info.name] = info
    for name in rules:
        if name not in found:
            raise root.wrong(f"{show(name)} is missing, and there are rules of it", "versions")
    default = root.one_of("default", found, "version")
    root.done()
    return History(default, FrozenDict(found))


def _version_info(table: Table) -> VersionInfo:
    first, last = (_day(table, key) for key in ("first_seen", "last_seen"))
    if last < first:
        raise table.wrong(f"must not be before `first_seen`, {first}", "last_seen")
    sources = [
        Source(inner.one_of("kind", _KINDS, "kind"), inner.text("what"), inner.text("when"))
        for inner in table.tables("sources")
    ]
    if not sources:
        raise table.wrong("must say how the version is known", "sources")
    return VersionInfo(table.text("name"), first, last, tuple(sources))


def _day(table: Table, key: str) -> date:
    text = table.text(key)
    try:
        day = date.fromisoformat(text)
        # Python also reads `20260615` and weeks, which is not how days are written here.
        if day.isoformat() == text:
            return day
    except ValueError:
        pass
    raise table.wrong(f"must be a day, as 2026-06-15, not {show(text)}", key)


_HISTORY: Final = read_history(HISTORY, TABLES)


def versions() -> tuple[str, ...]:
    """Return the versions whose tables are shipped, oldest first."""
    return tuple(_HISTORY.versions)


def version_info(name: str) -> VersionInfo:
    """Return when a version held, and how that is known.

    Raises `UnknownVersion`, a `LookupError` that names the known ones.
    """
    return _HISTORY.versions[_known(name)]


def version_on(day: date) -> str:
    """Return the version that is known to have held on a day: from its first to its last day seen.

    Raises `UnknownVersion`, naming the neighbours, for a day before, after or between the days of
    all versions, and `TypeError` for anything but a `datetime.date`; a `datetime` is refused, since
    the day of a moment depends on the time zone.
    """
    if issubclass(type(day), datetime):
        raise TypeError(
            "version_on takes a day, not a datetime, whose day depends on the time zone; "
            "give .date() of it, in the time zone that you mean"
        )
    if not issubclass(type(day), date):
        raise TypeError(
            f"version_on takes a day, a datetime.date, not {kind_of(day)}; "
            "datetime.date.fromisoformat('2026-06-15') reads one"
        )
    known = []
    for info in _HISTORY.versions.values():
        if info.last_seen < day:
            known = [f"{info.name} was last seen on {info.last_seen}"]
        elif info.first_seen <= day:
            return info.name
        else:
            known.append(f"{info.name} was first seen on {info.first_seen}")
            break
    raise UnknownVersion(
        f"which version held on {day} is not known: {' and '.join(known)}; name the one you mean"
    )


def load_spec(version: str | None = None) -> Spec:
    """Return the tables of a version, or of the default one.

    Raises `UnknownVersion`, a `LookupError` that names the known ones.
    """
    return DEFAULT_SPEC if version is None else _load(_known(version))


def _known(version: str) -> str:
    name = exact(version)
    if type(name) is not str or name not in TABLES:
        raise UnknownVersion(
            f"there are no tables of version {show(version)}; use {either(versions())}"
        )
    return name


@cache
def _load(version: str) -> Spec:
    rules = TABLES[version]
    whole = layers.merged(rules, TABLES) if "base" in rules else rules
    return Spec._of(whole, published=version)


DEFAULT_SPEC: Final = _load(_HISTORY.default)
"""The tables that count where no version is asked for; built on import, so that no call waits."""


def spec_of(spec: Spec | str | None) -> Spec:
    """Return the spec that an argument named `spec` means: itself, a version's, or the default."""
    if spec is None:
        return DEFAULT_SPEC
    return spec if isinstance(spec, Spec) else load_spec(spec)
