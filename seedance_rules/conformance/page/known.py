"""What a page said: `<version>.page.toml`, checked; README.md documents the keys."""

import re
from collections.abc import Iterable
from typing import Any

from seedance_rules import Spec
from seedance_rules.conformance.page._tables import PAGES
from seedance_rules.conformance.page.saved import form
from seedance_rules.spec.reading import Table

__all__ = ["NoPage", "checked", "page_of"]


class NoPage(LookupError):
    """The tables have no page data, so that no saved page can be compared with them."""


def page_of(spec: Spec) -> dict[str, Any]:
    """Return what the page of these tables said.

    Raises `NoPage` where they hold none, and `InvalidSpec` where it does not follow the format.
    """
    if (data := spec.to_dict().get("page")) is not None:
        return checked(data, spec.clauses)
    if spec.published in PAGES:
        return PAGES[spec.published]
    raise NoPage(f"the tables of version {spec.version} have no page data to compare a page with")


def checked(data: Any, clauses: Iterable[str]) -> dict[str, Any]:
    """Return a page file with all its lists; `InvalidSpec` says where it breaks the format."""
    page, known = Table(data, "page"), tuple(clauses)

    def clause(table: Table, key: str = "clause") -> None:
        table.optional(key, lambda key: table.one_of(key, known, "clause"))

    for table in (page.optional("tables", page.named) or {}).values():
        table.one_of("clause", known, "clause")
        for key in ("section", "key"):
            table.text(key)
        if not table.table("headings").keys():
            raise table.wrong("must not be empty", "headings")
        for key in ("headings", "clauses", "words"):
            inner = table.optional(key, table.table) or Table({})
            for name in inner.keys():
                clause(inner, name) if key == "clauses" else inner.text(name)
        table.optional("rows", table.texts)
    for table in page.optional("statements", page.tables) or ():
        clause(table)
        table.text("says")
        whole = re.fullmatch("([1-9][0-9]{0,6}):[0-9a-f]{12}", table.text("hash")) or "00"
        if not 0 < len(form(table.text("starts"))) <= int(whole[1]):
            raise table.wrong("must be a length, not below that of `starts`, and a hash", "hash")
        table.optional("times", table.positive)
        if rests_on := table.optional("rests_on", table.table):
            any(map(rests_on.leave, rests_on.keys()))  # values are those of any table
    page.done()
    return {"tables": {}, "statements": [], **data}
