"""What a page said, as `<version>.page.toml` states it: tables, statements, JSON examples."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from attrs import frozen

from seedance_rules import Spec, load_spec, versions
from seedance_rules.conformance.page._tables import PAGES
from seedance_rules.conformance.page.saved import lowered, squeezed
from seedance_rules.tables import Table

__all__ = ["KnownExample", "KnownTable", "NoPage", "Page", "Statement", "page_of", "read"]

_HASH: Final = re.compile("[0-9a-f]{12}")
_COLUMNS: Final = {
    "models": (("row", "tier", "moderation"),),
    "deprecated": (("row", "means"),),
    "prices": (("row", "resolution", "price"), ("row", "price")),
    "parameters": (("row",),),
}
"""The tables of a page that hold what ours do, and what the columns of each are for."""


class NoPage(LookupError):
    """The tables hold nothing of a documentation page, so that none can be compared with them."""


@frozen
class KnownTable:
    """A table of the page: its headings by what a column is for, and how it writes values."""

    name: str
    clause: str
    clauses: Mapping[str, str]
    headings: Mapping[str, str]
    words: Mapping[str, str]


@frozen
class Statement:
    """What the page says in one place, in our words; known by its first words and its hash."""

    clause: str | None
    says: str
    starts: str
    anchor: str
    length: int
    hash: str
    times: int
    rests_on: Mapping[str, object]


@frozen
class KnownExample:
    """A JSON example of the page, and its values by JSON Pointer."""

    clause: str | None
    says: str
    values: Mapping[str, object]


@frozen
class Page:
    """What a page said; statements and examples in its own order."""

    tables: tuple[KnownTable, ...]
    statements: tuple[Statement, ...]
    examples: tuple[KnownExample, ...]


def page_of(spec: Spec) -> Page:
    """Return what the page of these tables said.

    Raises `NoPage` where they hold nothing of one, and `InvalidSpec` for what does not follow the
    format.
    """
    data: Any = spec.to_dict().get("page")
    clauses = spec.clauses
    if data is None:
        published = _published(spec)
        if published not in PAGES:
            raise NoPage(
                f"the tables of version {spec.version} have no page data: there is nothing that a "
                "saved page could be compared with"
            )
        data, clauses = PAGES[published], load_spec(published).clauses
    return read(data, clauses)


def _published(spec: Spec) -> str | None:
    # TO CHANGE when a Spec carries it: `spec.published` takes the place of this function.
    return spec.version if spec.version in versions() and spec == load_spec(spec.version) else None


def read(data: Any, clauses: Iterable[str]) -> Page:
    """Read the plain data of a page file; `InvalidSpec` says where it does not follow the format."""
    page, known = Table(data, "page"), tuple(clauses)
    found = Page(
        tables=tuple(
            _table(page, name, table, known)
            for name, table in (page.optional("tables", page.named) or {}).items()
        ),
        statements=tuple(
            _statement(table, written, known)
            for table, written in zip(
                page.optional("statements", page.tables) or (),
                data.get("statements", ()),
                strict=True,
            )
        ),
        examples=tuple(
            KnownExample(_clause(table, known), table.text("says"), _any(table, "values", written))
            for table, written in zip(
                page.optional("examples", page.tables) or (), data.get("examples", ()), strict=True
            )
        ),
    )
    page.done()
    return found


def _clause(table: Table, known: tuple[str, ...]) -> str | None:
    return table.optional("clause", lambda key: table.one_of(key, known, "clause"))


def _any(table: Table, key: str, written: Any) -> Mapping[str, object]:
    """Return a table whose values may be anything."""
    if table.has(key):
        table.table(key)
    table.leave(key)
    values: Mapping[str, object] = written.get(key, {})
    return values


def _table(page: Table, name: str, table: Table, known: tuple[str, ...]) -> KnownTable:
    page.known(f"tables.{name}", name, _COLUMNS, "kind of table")
    headings = table.texts("headings")
    columns = next((c for c in _COLUMNS[name] if len(c) == len(headings)), None)
    if columns is None:
        raise table.wrong(f"must name the columns {', '.join(_COLUMNS[name][0])}", "headings")
    words = table.optional("words", table.table)
    clauses = table.optional("clauses", table.table)
    return KnownTable(
        name=name,
        clause=table.one_of("clause", known, "clause"),
        clauses={k: clauses.one_of(k, known, "clause") for k in clauses.keys()} if clauses else {},
        headings=dict(zip(columns, headings, strict=True)),
        words={key: words.text(key) for key in words.keys()} if words else {},
    )


def _statement(table: Table, written: Any, known: tuple[str, ...]) -> Statement:
    starts, length, digest = table.text("starts"), table.positive("length"), table.text("hash")
    if not _HASH.fullmatch(digest):
        raise table.wrong("must be 12 hexadecimal digits in lower case", "hash")
    anchor = lowered(squeezed(starts))
    if not 0 < len(anchor) <= length:
        raise table.wrong(f"must be letters, no more than the length, {length}", "starts")
    return Statement(
        clause=_clause(table, known),
        says=table.text("says"),
        starts=starts,
        anchor=anchor,
        length=length,
        hash=digest,
        times=table.optional("times", table.positive) or 1,
        rests_on=_any(table, "rests_on", written),
    )
