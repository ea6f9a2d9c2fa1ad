"""The tables of a saved page held against those that the tables expect, cell by cell."""

from collections.abc import Iterable, Iterator, Sequence

from seedance_rules.conformance.difference import Difference, cut, unexpected
from seedance_rules.conformance.saved_page import SavedTable, plain, same, squeezed
from seedance_rules.conformance.page_facts import PageTable

__all__ = ["claimed", "compare_table", "glued"]

_Row = tuple[str | None, ...]
"""The cells of a row of the page, in the order of the tables; None where a column is not there."""


def claimed(
    tables: Iterable[PageTable], saved: Iterable[SavedTable]
) -> dict[str, list[SavedTable]]:
    """Find each expected table on the page: by its header, else by what the two have in common."""
    listed, free = list(tables), list(saved)
    found: dict[str, list[SavedTable]] = {}
    for table in listed:
        fitting = [_has_header(table, other) for other in free]
        found[table.name] = [other for other, fits in zip(free, fitting, strict=True) if fits]
        free = [other for other, fits in zip(free, fitting, strict=True) if not fits]
    for table in listed:
        if not found[table.name] and free:
            likeness = _likeness(table, free)
            best = max(likeness)
            if best:
                found[table.name] = [free.pop(likeness.index(best))]
    return found


def _has_header(table: PageTable, saved: SavedTable) -> bool:
    return len(table.header) == len(saved.header) and all(
        map(same, table.header, _headings(table, saved))
    )


def glued(table: PageTable, saved: SavedTable) -> str:
    """Return what is glued to the first heading of a table where no pipe parts the two, else ""."""
    heading = plain(table.header[0])
    cell = saved.header[0]
    return cell[: -len(heading)] if saved.open and cell.endswith(heading) else ""


def _headings(table: PageTable, saved: SavedTable) -> tuple[str, ...]:
    """Return the header of the page without what is glued to it."""
    return (saved.header[0][len(glued(table, saved)) :], *saved.header[1:])


def _likeness(table: PageTable, saved: Iterable[SavedTable]) -> list[int]:
    """Count the headings and the names of rows that each has in common with the expected table."""
    headings = frozenset(map(squeezed, table.header))
    names = frozenset(_name(cell.text for cell in row.cells[: table.keys]) for row in table.rows)
    return [
        len(headings.intersection(map(squeezed, other.header)))
        + len(names.intersection(_name(row[: table.keys]) for row in other.rows))
        for other in saved
    ]


def _name(cells: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(squeezed(cell or "") for cell in cells)


def compare_table(table: PageTable, saved: Sequence[SavedTable]) -> Iterator[Difference]:
    """Compare a table, which may stand on the page more than once, with what was found of it.

    Rows and columns that one side lacks are a difference each. A row that stands twice is compared
    twice.
    """
    rows: dict[tuple[str, ...], list[_Row]] = {}
    for other in saved:
        columns = _columns(table, other)
        yield from _compare_header(table, other, columns)
        for cells in other.rows:
            row = tuple(
                None if at is None else cells[at] if at < len(cells) else "" for at in columns
            )
            rows.setdefault(_name(row[: table.keys]), []).append(row)
    for expected in table.rows:
        texts = [cell.text for cell in expected.cells]
        place = f"{table.name}, {expected.name}"
        found = rows.pop(_name(texts[: table.keys]), [])
        if not found:
            yield Difference(table.clause, place, " | ".join(texts), None)
        for row in found:
            for heading, cell, text in zip(table.header, expected.cells, row, strict=True):
                if text is not None and not same(cell.text, text):
                    yield Difference(cell.clause, f"{place}, {heading}", cell.text, cut(text))
    further = [row for found in rows.values() for row in found]
    yield from unexpected(
        table.clause,
        f"{table.name}, a further row",
        further,
        lambda row: " | ".join(cell for cell in row if cell is not None),
    )


def _columns(table: PageTable, saved: SavedTable) -> list[int | None]:
    """Return where each column stands on the page: by its heading, else by its place."""
    free: dict[str, list[int]] = {}
    for at, heading in enumerate(_headings(table, saved)):
        free.setdefault(squeezed(heading), []).append(at)
    columns = [
        free[squeezed(heading)].pop(0) if free.get(squeezed(heading)) else None
        for heading in table.header
    ]
    if len(table.header) == len(saved.header):
        rest = iter(
            sorted(set(range(len(columns))).difference(at for at in columns if at is not None))
        )
        columns = [next(rest) if at is None else at for at in columns]
    return columns


def _compare_header(
    table: PageTable, saved: SavedTable, columns: Sequence[int | None]
) -> Iterator[Difference]:
    headings = _headings(table, saved)
    for heading, at in zip(table.header, columns, strict=True):
        found = None if at is None else headings[at]
        if found is None or not same(heading, found):
            place = f"{table.name}, heading {heading}"
            yield Difference(table.clause, place, heading, None if found is None else cut(found))
    known = set(columns)
    further = [heading for at, heading in enumerate(headings) if at not in known]
    yield from unexpected(table.clause, f"{table.name}, a further column", further, str)
