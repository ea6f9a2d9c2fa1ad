"""Making documentation pages for tests: in the layout of a saved one, in words of our own.

What a page states is taken from the tables; between that stands text that states nothing. Like a
saved page it has lost line breaks: headers of tables and sentences are glued to what stands before.
"""

from collections.abc import Mapping, Sequence

from seedance_rules import Spec
from seedance_rules.conformance import page_facts
from seedance_rules.conformance.page_facts import Page

__all__ = ["cells_of", "document", "documentation", "facts_of", "glue", "rows_text"]

Cells = dict[tuple[str, int, int], str]
"""The cells of the tables of a page: by table, row (0 is the header) and column."""

OPENING = "Lanterns drift over the lake, and the ferry waits.\n"
BETWEEN = "Of ferries more is said elsewhere."
CLOSING = "Nothing else is known of the ferry.\n"

_SHORTEST_OVERLAP = 5


def documentation(spec: Spec) -> Page:
    """Return the texts of the page that a spec lays down."""
    page = page_facts.documentation(spec)
    assert page is not None
    return page


def cells_of(spec: Spec) -> Cells:
    """Return every cell that the page has by the tables."""
    return {
        (table.name, row, column): text
        for table in documentation(spec).tables
        for row, texts in enumerate(
            [table.header, *(tuple(cell.text for cell in row.cells) for row in table.rows)]
        )
        for column, text in enumerate(texts)
    }


def facts_of(spec: Spec) -> list[tuple[str, ...]]:
    """Return the parts of every fact: words and values in turn."""
    return [fact.parts for fact in documentation(spec).facts]


def rows_text(cells: Cells, table: str, *, left: str = "| ", right: str = " |") -> str:
    """Write a table of cells; its rows may lack their outer pipes."""
    rows: dict[int, list[str]] = {}
    for (name, row, _), text in cells.items():
        if name == table:
            rows.setdefault(row, []).append(text)
    header, *rest = rows.values()
    lines = [f"| {' | '.join(header)} |", "|---" * len(header) + "|"]
    return "\n".join(lines + [f"{left}{' | '.join(row)}{right}" for row in rest])


def glue(facts: Sequence[Sequence[str]]) -> str:
    """Write facts as a saved page has them: glued together, what two of them share only once.

    A fact that begins with a value follows the end of a sentence.
    """
    written = before = ""
    for index, parts in enumerate(facts):
        text = "".join(parts)
        most = min(len(text), len(before)) - 1
        lengths = range(most, _SHORTEST_OVERLAP, -1)
        shared = next((n for n in lengths if before.endswith(text[:n])), 0)
        if not shared:
            ends = "" if parts[0] or written.endswith(".") else "."
            written += ends if index % 4 else f". {BETWEEN}"
        written += text[shared:]
        before = text
    return written


def document(
    spec: Spec,
    *,
    cells: Mapping[tuple[str, int, int], str] | None = None,
    facts: Sequence[Sequence[str]] | None = None,
) -> str:
    """Write a page as it would be saved. `cells` are put in place of those of the tables."""
    known = cells_of(spec) | dict(cells or {})
    names = [table.name for table in documentation(spec).tables]
    tables = [
        rows_text(known, name, left="" if index % 2 == 0 else "| ")
        for index, name in enumerate(names)
    ]
    listed = facts_of(spec) if facts is None else list(facts)
    share = -(-len(listed) // max(len(tables), 1))
    page = OPENING
    for index, table in enumerate(tables):
        page += table + "\n" + glue(listed[index * share : (index + 1) * share])
    return page + "\n" + CLOSING
