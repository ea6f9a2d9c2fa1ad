"""What a page said, as `<version>.page.toml` states it: tables, statements, JSON examples."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from attrs import frozen

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


@frozen
class KnownTable:
    """A table of the page: its headings by what a column is for, and how it writes values."""

    name: str
    clause: str
    clauses: Mapping[str, str]
    headings: Mapping[str, str]
    words: Mapping[str, str]

    @classmethod
    def read(cls, name: str, table: Table, clauses: tuple[str, ...]) -> "KnownTable":
        """Read an entry of `tables`."""
        if name not in _COLUMNS:
            raise table.wrong(f"unknown table of a page; use {either(_COLUMNS)}")
        headings = table.texts("headings")
        fitting = [columns for columns in _COLUMNS[name] if len(columns) == len(headings)]
        if not fitting:
            raise table.wrong(f"must be those of {', '.join(_COLUMNS[name][0])}", "headings")
        return cls(
            name=name,
            clause=table.one_of("clause", clauses, "clause"),
            clauses=_texts(table, "clauses", clauses),
            headings=dict(zip(fitting[0], headings, strict=True)),
            words=_texts(table, "words"),
        )


@frozen
class Statement:
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
        """Return how a difference names the statement."""
        return f"'{self.starts} …'"

    @property
    def anchor(self) -> str:
        """Return the first words as they are looked for."""
        return lowered(squeezed(self.starts))

    @classmethod
    def read(cls, table: Table, clauses: tuple[str, ...]) -> "Statement":
        """Read an entry of `statements`."""
        statement = cls(
            clause=_clause(table, clauses),
            says=table.text("says"),
            starts=table.text("starts"),
            length=table.positive("length"),
            hash=table.text("hash"),
            times=table.optional("times", table.positive) or 1,
            rests_on=_texts(table, "rests_on"),
        )
        if not _HASH.fullmatch(statement.hash):
            raise table.wrong("must be 12 hexadecimal digits in lower case", "hash")
        if not 0 < len(statement.anchor) <= statement.length:
            raise table.wrong("must be letters, and no more than `length`", "starts")
        return statement


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
    found = Page(
        tables=tuple(KnownTable.read(name, table, known) for name, table in tables.items()),
        statements=tuple(
            Statement.read(table, known) for table in page.optional("statements", page.tables) or ()
        ),
        examples=tuple(
            KnownExample(_clause(table, known), table.text("says"), _texts(table, "values"))
            for table in page.optional("examples", page.tables) or ()
        ),
    )
    page.done()
    return found


def _clause(table: Table, known: tuple[str, ...]) -> str | None:
    return table.optional("clause", lambda key: table.one_of(key, known, "clause"))


def _texts(table: Table, key: str, clauses: tuple[str, ...] = ()) -> dict[str, str]:
    inner = table.optional(key, table.table) or Table({})
    texts = {name: inner.text(name) for name in inner.keys()}
    for name, text in texts.items() if clauses else ():
        inner.known(name, text, clauses, "clause")
    return texts
