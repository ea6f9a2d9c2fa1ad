"""The tables of a page against ours, cell by cell, whatever the order of rows and columns.

A cell is compared by what it says in our words: `User input (4–15)` is `4 to 15`. What it says
beyond that is read with the text of the page, beside the names of its row and column.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import zip_longest
from os.path import commonprefix
from typing import Final

from seedance_rules import Spec
from seedance_rules.conformance.page.difference import Difference, first_few
from seedance_rules.conformance.page.expected import KnownTable
from seedance_rules.conformance.page.saved import Line, SavedTable, folded, lowered, plain, squeezed
from seedance_rules.fields import KINDS, field_of
from seedance_rules.limits import Limits, bounds
from seedance_rules.wording import number, span

__all__ = ["Held", "assign", "compare_table", "held_by"]

Held = Mapping[tuple[str, str], tuple[str, str]]
"""What our tables hold, by row and column of the page's: the key, and the value in words."""

_NUMBER: Final = r"(?:us)?\s*\$?\s*([0-9]{0,20}\.?[0-9]{1,20})"
_PART: Final = re.compile(r"#|\w+|[^\w\s]")
_ENDS: Final = r"(?![\w-]|\.[0-9])"


def held_by(spec: Spec) -> dict[str, Held]:
    """Return what our tables hold of each table that a page may have."""
    types = spec.task_types.values()
    facts: dict[str, tuple[str, Callable[[Limits], str]]] = {
        "duration": ("duration", lambda limits: span(bounds(limits.durations))),
        "aspect_ratio": ("aspect_ratio", _aspect_ratio),
    }
    facts |= {field_of(kind): (f"references.{kind}", _references(kind)) for kind in KINDS}
    return {
        "models": {
            (t.name, column): (f"task_types.{t.name}.{column}", value)
            for t in types
            for column, value in (("tier", t.tier), ("moderation", t.moderation.review))
        },
        "deprecated": {
            (name, "means"): (f"deprecated.task_types.{name}", means)
            for name, means in spec.aliases.items()
        },
        "prices": {
            (t.name, resolution): (f"prices.{t.name}.{resolution}", number(price))
            for t in types
            for resolution, price in t.prices.items()
        },
        "parameters": {
            (field, mode): (f"modes.{mode}.limits.{key}", " / ".join(dict.fromkeys(told)))
            for field, (key, tell) in facts.items()
            for mode in spec.modes
            for told in [[tell(spec.limits(t.name, mode)) for t in types if mode in t.modes]]
        },
    }


def _aspect_ratio(limits: Limits) -> str:
    return limits.auto_aspect_ratio or f"{len(limits.aspect_ratios)} values"


def _references(kind: str) -> Callable[[Limits], str]:
    def tell(limits: Limits) -> str:
        counts, together = limits.kinds[kind], limits.references_maximum
        if counts.maximum == 0:
            return "not taken"
        if together is None or counts.minimum or counts.maximum is not None:
            return span((counts.minimum, counts.maximum))
        return f"at most {together} together"

    return tell


def _form(text: str) -> str:
    return lowered(squeezed(text))


def assign(
    tables: Sequence[KnownTable], held: Mapping[str, Held], saved: list[SavedTable]
) -> dict[str, list[SavedTable]]:
    """Find each known table on the page: by its headings, else by what the two have in common."""
    found: dict[str, list[SavedTable]] = {}
    free = [*saved]
    for known in tables:
        for table in free:
            heading, first = known.headings["row"], table.header[0]
            if first.endswith(heading) and first != heading:
                table.beside.insert(0, (table.lines[0][0], first.removesuffix(heading)))
                table.header[0] = heading
        names = {*map(_form, known.headings.values())}
        names |= {_form(column) for _, column in held[known.name]}
        found[known.name] = [table for table in free if names.issuperset(map(_form, table.header))]
        free = [table for table in free if table not in found[known.name]]
    for known in tables:
        if free and not found[known.name]:
            names = {*map(_form, known.headings.values())}
            names |= {_form(name) for cell in held[known.name] for name in cell}
            shared = [
                len(names & {_form(text) for text in (*table.header, *(c[0] for _, c in table.rows))})
                for table in free
            ]
            if max(shared) > 1:
                found[known.name] = [free.pop(shared.index(max(shared)))]
    return found


def compare_table(
    known: KnownTable, held: Held, saved: Sequence[SavedTable]
) -> Iterator[Difference]:
    """Yield where a table of the page, which may be in several parts, and ours differ.

    What a cell says beyond its value goes to `beside` of its part.
    """
    place = f"table {known.name}"
    read = _reader([*known.words.items(), *((value, value) for _, value in held.values())])
    rows, columns = ({_form(cell[at]): cell[at] for cell in held} for at in (0, 1))
    seen: set[tuple[str, str]] = set()
    for table in saved:
        roles, further = _roles(known, columns, table)
        row_at = roles.index("row") if "row" in roles else 0
        for at, heading in further:
            said = "; ".join(cells[at] for _, cells in table.rows[:20] if at < len(cells))
            found = f"{table.header[at]}: {said}" if heading is None else table.header[at]
            yield Difference(known.clause, f"{place}, column", heading, found, table.lines[0][0])
        unknown: list[Line] = []
        for line, cells in table.rows:
            texts = dict(zip_longest(roles, cells[: len(roles)], fillvalue=""))
            row = rows.get(_form(cells[row_at] if row_at < len(cells) else ""))
            if row is None:
                unknown.append((line, " | ".join(cells)))
                continue
            if "resolution" in texts:
                column = plain(texts["resolution"])
                texts = {columns.get(_form(column), column): texts.get("price", "")}
            elif "price" in texts:
                texts |= {column: texts["price"] for of, column in held if of == row}
            for column in (name for name in texts if name not in (None, "row", "price")):
                seen.add((row, column))
                value, rest = read(texts[column])
                key, expected = held.get((row, column), (f"{known.name}.{row}.{column}", None))
                if rest:
                    table.beside.append((line, f"{row} {column}: {rest}"))
                if value != expected:
                    clause = known.clauses.get(row) or known.clauses.get(column, known.clause)
                    cell_place = f"{place}, {row}, {column}"
                    yield Difference(clause, cell_place, expected, texts[column], line, key)
        yield from first_few(
            unknown,
            lambda row: Difference(known.clause, f"{place}, a further row", None, row[1], row[0]),
        )
    yield from _missing(known, held, seen)


def _roles(
    known: KnownTable, columns: Mapping[str, str], table: SavedTable
) -> tuple[list[str | None], list[tuple[int, str | None]]]:
    """Return what each column of a part is for, and those with another heading or a further one."""
    by_heading = {_form(heading): role for role, heading in known.headings.items()}
    roles = [by_heading.get(_form(h)) or columns.get(_form(h)) for h in table.header]
    absent = [role for role in known.headings if role not in roles]
    other = [at for at, role in enumerate(roles) if role is None]
    further: list[tuple[int, str | None]] = []
    for at in other:
        named = absent.pop(0) if absent and len(roles) == len(known.headings) else None
        roles[at] = named
        further.append((at, known.headings[named] if named else None))
    return roles, further


def _reader(words: Sequence[tuple[str, str]]) -> Callable[[str], tuple[str | None, str]]:
    """Return what tells the value of a cell, and what else the cell says.

    `words` are pairs of what a page writes and what it means. A `#` is a number, with or without a
    dollar sign, the same one on both sides.
    """
    patterns = [
        (re.compile(r"\s*".join(_NUMBER if p == "#" else re.escape(p) for p in parts) + _ENDS), means)
        for written, means in sorted([*words, ("#", "#")], key=lambda pair: -len(pair[0]))
        for parts in [_PART.findall(lowered(folded(written)))]
    ]

    @cache
    def read(cell: str) -> tuple[str | None, str]:
        said = folded(cell).strip()
        if said.lower() in ("", "-", "n/a"):
            return None, ""
        for pattern, means in patterns:
            if match := pattern.match(lowered(said)):
                numbers = iter(match.groups())
                value = re.sub("#", lambda _: number(Decimal(next(numbers))), means)
                return value, said[match.end() :].strip(" ,;:")
        return cell, ""

    return read


def _missing(known: KnownTable, held: Held, seen: set[tuple[str, str]]) -> Iterator[Difference]:
    """Yield what the page leaves out: the whole table, or rows, columns and cells of it."""
    left = {cell: entry for cell, entry in held.items() if cell not in seen}
    for at in (0, 1, None):
        groups: dict[str, list[tuple[str, str]]] = {}
        for cell in held:
            groups.setdefault(", ".join(cell) if at is None else cell[at], []).append(cell)
        for name, cells in groups.items():
            if all(cell in left for cell in cells):
                keys, values = zip(*(left.pop(cell) for cell in cells), strict=True)
                key = ".".join(commonprefix([key.split(".") for key in keys]))
                place = f"table {known.name}, {name}"
                yield Difference(known.clause, place, "; ".join(values), None, None, key)
