"""What a page said, as `<version>.page.toml` states it: tables, statements, JSON examples."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from seedance_rules import Spec, load_spec
from seedance_rules.conformance.page._tables import PAGES
from seedance_rules.conformance.page.saved import lowered, squeezed
from seedance_rules.spec.reading import Table
from seedance_rules.wording import either

__all__ = ["KnownExample", "KnownTable", "NoPage", "Page", "Statement", "page_of", "read"]

_HASH: Final = re.compile("[0-9a-f]{12}")
_COLUMNS: Final = {
    "models": (("row", "tier", "moderation"),),
    "deprecated": (("row", "means"),),
    "prices": (("row", "resolution", "price"), ("row", "price")),
    "parameters": (("row",),),
}
"""The tables of a page that hold what ours do, and what their columns are for."""


class NoPage(LookupError):
    """The tables have no page data, so that no saved page can be compared with them."""


class KnownTable(NamedTuple):
    """A table of the page: its headings by what a column is for, and how it writes values."""

    name: str
    clause: str
    clauses: Mapping[str, str]
    headings: Mapping[str, str]
    words: Mapping[str, str]


class Statement(NamedTuple):
    """What the page says in one place, in our words; known by its first words and its hash."""

    clause: str | None
    says: str
    starts: str
    length: int
    hash: str
    times: int
    rests_on: Mapping[str, str]

    @property
    def place(self) -> str:
        """How a difference names it."""
        return f"'{self.starts} …'"

    @property
    def anchor(self) -> str:
        """The first words as they are looked for."""
        return lowered(squeezed(self.starts))


class KnownExample(NamedTuple):
    """A JSON example of the page: its values by JSON Pointer, each as JSON."""

    clause: str | None
    says: str
    values: Mapping[str, str]


class Page(NamedTuple):
    """What a page said; statements and examples in its own order."""

    tables: tuple[KnownTable, ...]
    statements: tuple[Statement, ...]
    examples: tuple[KnownExample, ...]


def page_of(spec: Spec) -> Page:
    """Return what the page of these tables said.

    Raises `NoPage` where they hold nothing of one, and `InvalidSpec` for what does not follow the
    format.
    """
    data = spec.to_dict().get("page")
    if data is not None:
        return read(data, spec.clauses)
    if spec.published not in PAGES:
        raise NoPage(
            f"the tables of version {spec.version} have no page data: there is nothing that a "
            "saved page could be compared with"
        )
    return read(PAGES[spec.published], load_spec(spec.published).clauses)


def read(data: Any, clauses: Iterable[str]) -> Page:
    """Read a page file; `InvalidSpec` says where it does not follow the format."""
    page, known = Table(data, "page"), tuple(clauses)
    tables = page.optional("tables", page.named) or {}
    statements = page.optional("statements", page.tables) or ()
    examples = page.optional("examples", page.tables) or ()
    found = Page(
        tuple(_table(name, table, known) for name, table in tables.items()),
        tuple(_statement(table, known) for table in statements),
        tuple(
            KnownExample(_clause(table, known), table.text("says"), _texts(table, "values"))
            for table in examples
        ),
    )
    page.done()
    return found


def _table(name: str, table: Table, known: tuple[str, ...]) -> KnownTable:
    if name not in _COLUMNS:
        raise table.wrong(f"unknown table of a page; use {either(_COLUMNS)}")
    headings = table.texts("headings")
    roles = {len(columns): columns for columns in _COLUMNS[name]}.get(len(headings))
    if roles is None:
        raise table.wrong(f"must be those of {', '.join(_COLUMNS[name][0])}", "headings")
    clauses = _texts(table, "clauses")
    for place, clause in clauses.items():
        table.table("clauses").known(place, clause, known, "clause")
    return KnownTable(
        name=name,
        clause=table.one_of("clause", known, "clause"),
        clauses=clauses,
        headings=dict(zip(roles, headings, strict=True)),
        words=_texts(table, "words"),
    )


def _clause(table: Table, known: tuple[str, ...]) -> str | None:
    return table.optional("clause", lambda key: table.one_of(key, known, "clause"))


def _statement(table: Table, known: tuple[str, ...]) -> Statement:
    found = Statement(
        clause=_clause(table, known),
        says=table.text("says"),
        starts=table.text("starts"),
        length=table.positive("length"),
        hash=table.text("hash"),
        times=table.optional("times", table.positive) or 1,
        rests_on=_texts(table, "rests_on"),
    )
    if not _HASH.fullmatch(found.hash):
        raise table.wrong("must be 12 hexadecimal digits in lower case", "hash")
    if not 0 < len(found.anchor) <= found.length:
        raise table.wrong("must be letters, and no more than `length`", "starts")
    return found


def _texts(table: Table, key: str) -> dict[str, str]:
    inner = table.optional(key, table.table) or Table({})
    return {name: inner.text(name) for name in inner.keys()}
