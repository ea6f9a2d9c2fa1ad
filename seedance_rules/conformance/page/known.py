"""What a page said: `<version>.page.toml`, checked; `spec_tables/README.md` documents the keys."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from seedance_rules import Spec, load_spec
from seedance_rules.conformance.page._tables import PAGES
from seedance_rules.conformance.page.saved import form
from seedance_rules.spec.reading import Table
from seedance_rules.wording import either

__all__ = ["COLUMNS", "NoPage", "checked", "page_of"]

COLUMNS: Final[Mapping[str, Mapping[int, tuple[str, ...]]]] = {
    "models": {3: ("row", "tier", "moderation")},
    "deprecated": {2: ("row", "means")},
    "prices": {3: ("row", "resolution", "price"), 2: ("row", "price")},
    "parameters": {1: ("row",)},
}
"""The tables of a page that hold what ours do, and what so many headings of one are of."""


class NoPage(LookupError):
    """The tables have no page data, so that no saved page can be compared with them."""


def page_of(spec: Spec) -> dict[str, Any]:
    """Return what the page of these tables said.

    Raises `NoPage` where they hold nothing of one, and `InvalidSpec` for what does not follow the
    format.
    """
    if (data := spec.to_dict().get("page")) is not None:
        return checked(data, spec.clauses)
    if spec.published in PAGES:
        return checked(PAGES[spec.published], load_spec(spec.published).clauses)
    raise NoPage(
        f"the tables of version {spec.version} have no page data: there is nothing that a saved "
        "page could be compared with"
    )


def checked(data: Any, clauses: Iterable[str]) -> dict[str, Any]:
    """Return a page file with all its lists; `InvalidSpec` says where it breaks the format."""
    page, known = Table(data, "page"), tuple(clauses)

    def clause(table: Table) -> None:
        table.optional("clause", lambda key: table.one_of(key, known, "clause"))

    def texts(table: Table, key: str) -> None:
        inner = table.optional(key, table.table) or Table({})
        for name in inner.keys():
            text = inner.text(name)
            if key == "clauses":
                inner.known(name, text, known, "clause")

    for name, table in (page.optional("tables", page.named) or {}).items():
        if name not in COLUMNS:
            raise table.wrong(f"unknown table of a page; use {either(COLUMNS)}")
        if len(table.texts("headings")) not in COLUMNS[name]:
            columns = next(iter(COLUMNS[name].values()))
            raise table.wrong(f"must be those of {', '.join(columns)}", "headings")
        table.one_of("clause", known, "clause")
        texts(table, "clauses")
        texts(table, "words")
    for table in page.optional("statements", page.tables) or ():
        table.text("says")
        clause(table)
        starts, length = form(table.text("starts")), table.positive("length")
        if not re.fullmatch("[0-9a-f]{12}", table.text("hash")):
            raise table.wrong("must be 12 hexadecimal digits in lower case", "hash")
        if not 0 < len(starts) <= length:
            raise table.wrong("must be letters, and no more than `length`", "starts")
        table.optional("times", table.positive)
        texts(table, "rests_on")
    for table in page.optional("examples", page.tables) or ():
        table.text("says")
        clause(table)
        texts(table, "values")
    page.done()
    return {"tables": {}, "statements": [], "examples": [], **data}
