"""Descriptions of parts of a schema: the clauses that they rest on."""

import re
from collections.abc import Iterable

from seedance_rules import Code, Spec
from seedance_rules.schema.cells import Cells, list_of
from seedance_rules.schema.keywords import Schema

__all__ = ["description", "general", "telling"]


def description(tables: Spec, clauses: Iterable[str]) -> Schema:
    """Describe a part by the text of the first clause and the ids of all."""
    ids = [*dict.fromkeys(clauses)]
    if not ids:
        return {}
    word = "clause" if len(ids) == 1 else "clauses"
    return {"description": f"{tables.clauses[ids[0]].text} ({word} {', '.join(ids)})"}


def general(tables: Spec, *codes: Code) -> list[str]:
    by_code = tables.citations.by_code
    return [by_code[code] for code in codes if code in by_code]


def telling(tables: Spec, field: str, cells: Cells) -> list[str]:
    """Return the clauses of a field, those first that begin by naming it."""
    parts = [part for cell in cells.values() for part in cell.values() if part.field == field]
    cited = [clause for part in parts for clause in part.clauses]
    named = re.compile(rf"`(input\.)?{re.escape(field)}\b")
    naming = [
        clause.id for clause in tables.clauses.values() if named.search(clause.text.split(". ")[0])
    ]
    if field in map(list_of, tables.media):
        naming = []  # Clauses name all three lists at once, and say little of each.
    return [*(clause for clause in cited if clause in naming), *naming, *cited]
