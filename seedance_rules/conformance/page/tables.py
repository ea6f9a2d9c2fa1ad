"""The tables of a page that say what sections of `Spec.to_markdown` do, a statement a cell."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise, takewhile
from typing import Any, Final

from seedance_rules import Spec
from seedance_rules.conformance.page.saved import APART, form, hashed, squeezed
from seedance_rules.rendering import Section
from seedance_rules.spec.markdown import sections
from seedance_rules.wording import number

__all__ = ["Ours", "read_tables"]

_SIZE, _PRICE = "Resolution", "Credits per second"
_AMOUNT: Final = re.compile(r"(?:us)?\$?([0-9]{1,20}(?:\.[0-9]{1,20})?|(?<=\$)\.[0-9]{1,20})")


class Ours:
    """A table that the page has, and what ours holds of it, by row and column."""

    def __init__(self, name: str, known: Mapping[str, Any], titled: Mapping[str, Section]) -> None:
        self.name, self.known = name, known
        section = titled.get(known["section"], Section("", (), ()))
        self.first, self.row = next(iter(known["headings"].items()))
        columns = {_SIZE, *known["headings"].values()}
        self.held: dict[tuple[str, str], str] = {}
        for cells in section.rows:
            said = zip(section.header, map(str, cells), strict=True)
            row, values = self.said({column: cell for column, cell in said if column in columns})
            if row in known.get("rows", [row]):
                self.held |= {(row, column): value for column, value in values.items()}
        self.headings = {form(heading): ours for heading, ours in known["headings"].items()}
        self.columns = {form(c): c for _, c in self.held if c not in columns} | self.headings
        self.rows = {form(row): row for row, _ in self.held}

    def said(self, cells: dict[str, str]) -> tuple[str, dict[str, str]]:
        """Return what a row is about, and what it says by column; a price by resolution."""
        row = cells.pop(self.row, "")
        return row, {cells.pop(_SIZE): cells.pop(_PRICE, "")} | cells if _SIZE in cells else cells

    def cell(self, row: str, column: str, said: str | None = None) -> str:
        """Write a cell as a statement; as the page should have it, if it says that."""
        value = self.held.get((row, column), "")
        expected = self.known.get("words", {}).get(value, value)
        same = said is None or _amounts(said) == _amounts(expected)
        return f"{row} {column}: {expected if same else said};"

    def statements(self) -> Iterator[dict[str, Any]]:
        """Yield the statements that cells should be."""
        clauses = self.known.get("clauses", {})
        for (row, column), value in self.held.items():
            yield {
                "clause": clauses.get(row) or clauses.get(column) or self.known["clause"],
                "place": f"table {self.name}, {row}, {column}",
                "key": self.known["key"].replace("{row}", row).replace("{column}", column.lower()),
                "says": value,
                "starts": f"{row} {column}:",
                "hash": hashed(squeezed(self.cell(row, column))),
            }

    def read(self, header: list[str], rows: list[list[str]]) -> Iterator[str]:
        """Yield what each row says, the header first: its cells, and further text as it is."""
        names = [self.headings.get(form(heading)) for heading in header]
        if _PRICE not in names:  # beside it, a column of a resolution would say it twice
            names = [self.columns.get(form(heading)) for heading in header]
        places = {name: place for place, name in reversed([*enumerate(names)]) if name}
        yield APART.join(h or "unnamed" for i, h in enumerate(header) if i not in places.values())
        if len(lost := {*self.headings.values()} - {*names}) == names.count(None) == 1:
            places[lost.pop()] = names.index(None)  # called otherwise, as has been told
        places.setdefault(self.row, 0)  # names come first
        for cells in rows:
            said = {name: cells[place] for name, place in places.items() if place < len(cells)}
            row, values = self.said(said)
            row = self.rows.get(form(row), "")
            texts = [cell for i, cell in enumerate(cells) if not row or i not in places.values()]
            if (price := values.pop(_PRICE, None)) is not None:  # one for all resolutions
                values |= {column: price for name, column in self.held if name == row}
            for name, cell in values.items() if row else ():
                column = self.columns.get(form(name), name)
                is_new = name not in places or form(cell) not in ("", "-", "n/a")
                if is_new or (row, column) in self.held:
                    texts.append(self.cell(row, column, cell))
            yield (APART if row else " | ").join(["", *texts, ""])


def _amounts(text: str) -> str:
    amount = _AMOUNT.fullmatch(form(text))
    return number(Decimal(amount[1])) if amount else squeezed(text)


def read_tables(lines: list[str], page: Mapping[str, Any], spec: Spec) -> list[dict[str, Any]]:
    """Put what tables say in place of the lines of a page; return the statements of our cells.

    Those of the page file itself are left out. A table is known by the headings and rows that it
    shares with ours. Rows may lack outer pipes, and have any number of cells. The line above the
    dashes may have lost the break before it: the header is its last cells, from a known heading.
    """
    titled = {section.title: section for section in sections(spec)}
    ours = [Ours(name, known, titled) for name, known in page["tables"].items()]
    dashes = {at for at, line in enumerate(lines) if {*"|-"} <= {*line} <= {*"|-: \v"}}
    headers = sorted(at - 1 for at in dashes if at - 1 not in dashes and "|" in lines[at - 1])
    for at, following in pairwise([*headers, len(lines)]):
        cells, count = _cells(lines[at]), len(_cells(lines[at + 1]))
        first, *others = [*cells[-count:], *[""] * (count - len(cells))]
        name = max((o.first for o in ours if first.endswith(o.first)), key=len, default=first)
        rows = [*map(_cells, takewhile(lambda line: "|" in line, lines[at + 2 : following]))]
        names = {*form(APART.join([name, *others, *(row[0] for row in rows)])).split(APART)}
        shared = [len(names & {*one.columns, *one.rows}) for one in ours]
        texts = [" | ".join([name, *others]), *lines[at + 2 : at + 2 + len(rows)]]
        if max(shared, default=0) > 1:
            texts = [*ours[shared.index(max(shared))].read([name, *others], rows)]
        before = [*cells[:-count], first.removesuffix(name)]
        lines[at : at + 1 + len(texts)] = [APART.join([*before, texts[0]]), "", *texts[1:]]
        lines[at + len(texts)] += APART
    stated = {one["starts"] for one in page["statements"]}
    return [cell for one in ours for cell in one.statements() if cell["starts"] not in stated]


def _cells(line: str) -> list[str]:
    inner = re.sub(r"^\||(?<!\\)\|$", "", line.strip())
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", inner)]
