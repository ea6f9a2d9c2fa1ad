"""The tables of a page against ours, cell by cell, whatever the order of rows and columns."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from os.path import commonprefix
from typing import Final

from seedance_rules import Spec
from seedance_rules.conformance.page.difference import Difference, first_few
from seedance_rules.conformance.page.expected import KnownTable
from seedance_rules.conformance.page.saved import SavedTable, lowered, squeezed
from seedance_rules.fields import KINDS, field_of
from seedance_rules.spec import Limits
from seedance_rules.wording import bounds, number, span

__all__ = ["Held", "assign", "compare_table", "held_by"]

Held = Mapping[tuple[str, str], tuple[str, str]]
"""What our tables hold, by row and column of the page's: the key, and the value in our words."""

_DIGITS: Final = re.compile("[0-9]+")
_AMOUNT: Final = re.compile(r"(?:us)?\$?([0-9]{1,20}(?:\.[0-9]{1,20})?|(?<=\$)\.[0-9]{1,20})")
_GOES_ON: Final = re.compile(r"[\w-]|\.[0-9]")


def held_by(spec: Spec) -> dict[str, Held]:
    """Return what our tables hold of each table that a page may have."""
    types = spec.task_types.values()
    limits: dict[str, tuple[str, Callable[[Limits], str]]] = {
        "duration": ("duration", lambda held: f"{span(bounds(held.durations))} seconds"),
        "aspect_ratio": (
            "aspect_ratio",
            lambda held: held.auto_aspect_ratio or f"{len(held.aspect_ratios)} values",
        ),
    }
    limits |= {field_of(kind): (f"references.{kind}", _references(kind)) for kind in KINDS}
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
            for field, (key, tell) in limits.items()
            for mode in spec.modes
            for told in [[tell(spec.limits(t.name, mode)) for t in types if mode in t.modes]]
        },
    }


def _references(kind: str) -> Callable[[Limits], str]:
    def tell(limits: Limits) -> str:
        counts = limits.kinds[kind]
        if counts.maximum == 0:
            return "not taken"
        together = f"at most {limits.references_maximum} together"
        own = span((counts.minimum, counts.maximum)) + (" required" if counts.minimum else "")
        return together if limits.references_maximum and own == "any number" else own

    return tell


@lru_cache
def _form(text: str) -> str:
    return lowered(squeezed(text))


def assign(
    tables: Sequence[KnownTable], held: Mapping[str, Held], saved: Sequence[SavedTable]
) -> dict[str, list[SavedTable]]:
    """Find the parts of each known table on a page, by the headings and rows that they share."""
    found: dict[str, list[SavedTable]] = {known.name: [] for known in tables}
    first_headings = {known.headings["row"] for known in tables}
    names = {
        known.name: (
            {*map(_form, known.headings.values()), *_columns(known, held[known.name])},
            {_form(row) for row, _ in held[known.name]},
        )
        for known in tables
    }
    for table in saved:
        first = table.header[0]
        for heading in first_headings - {first}:
            if first.endswith(heading):
                table.beside.append((table.lines[0][0], first.removesuffix(heading)))
                table.header[0] = heading
        header = {*map(_form, table.header)}
        rows = {_form(cells[0]) for _, cells in table.rows}
        shared = {name: (len(header & of[0]), len(rows & of[1])) for name, of in names.items()}
        best = max(shared, key=lambda name: shared[name], default="")
        if best and sum(shared[best]) > 1:
            found[best].append(table)
    return found


def _columns(known: KnownTable, held: Held) -> dict[str, str]:
    """Return the columns that a page may name as our tables do: modes, resolutions."""
    return {_form(column): column for _, column in held if column not in known.headings}


def compare_table(
    known: KnownTable, held: Held, saved: Sequence[SavedTable]
) -> Iterator[Difference]:
    """Yield where a table of the page, which may be in several parts, and ours differ.

    A cell that says more than its value goes, whole, to `beside` of its part.
    """
    place, columns = f"table {known.name}", _columns(known, held)
    named = columns | {_form(heading): role for role, heading in known.headings.items()}
    rows = {_form(row): row for row, _ in held}
    seen: set[tuple[str, str]] = set()
    for table in saved:
        roles = [named.get(_form(heading)) for heading in table.header]
        for at in (at for at, role in enumerate(roles) if role is None):
            said = [table.header[at], *(cells[at] for _, cells in table.rows if at < len(cells))]
            found, line = " | ".join(said[:20]), table.lines[0][0]
            yield Difference(known.clause, f"{place}, a further column", None, found, line)
        wrong: list[Difference] = []
        for line, cells in table.rows:
            texts = dict(zip(roles, cells, strict=False))
            row = rows.get(_form(texts.get("row", cells[0])))
            if row is None:
                found = " | ".join(cells)
                wrong.append(Difference(known.clause, f"{place}, a further row", None, found, line))
                continue
            if "resolution" in texts:
                name = texts["resolution"]
                texts = {columns.get(_form(name), name): texts.get("price", "")}
            elif "price" in texts:
                texts = {column: texts["price"] for name, column in held if name == row}
            for column, cell in texts.items():
                if column is None or column == "row":
                    continue
                seen.add((row, column))
                key, value = held.get((row, column), (f"{known.name}.{row}.{column}", None))
                rest = _rest(cell, value, known.words)
                if rest is None:
                    clause = known.clauses.get(row) or known.clauses.get(column, known.clause)
                    cell_at = f"{place}, {row}, {column}"
                    wrong.append(Difference(clause, cell_at, value, cell or None, line, key))
                elif rest:
                    table.beside.append((line, f"{row} {column}: {cell}"))
        yield from first_few(wrong, lambda difference: difference)
    yield from _missing(known, held, seen)


def _rest(cell: str, value: str | None, words: Mapping[str, str]) -> str | None:
    """Return what a cell says beyond a value; None where it does not say the value at all."""
    said = _AMOUNT.sub(lambda amount: number(Decimal(amount[1])), _form(cell))
    if value is None:
        return "" if said in ("", "-", "n/a") else None
    numbers = iter(_DIGITS.findall(value))
    written = words.get(_DIGITS.sub("#", value))
    if written is not None:
        value = re.sub("#", lambda _: next(numbers, "#"), written)
    expected = _AMOUNT.sub(lambda amount: number(Decimal(amount[1])), _form(value))
    rest = said.removeprefix(expected)
    return None if not said.startswith(expected) or _GOES_ON.match(rest) else rest


def _missing(known: KnownTable, held: Held, seen: set[tuple[str, str]]) -> Iterator[Difference]:
    """Yield the rows, columns and cells that a page leaves out, as few as tell it all."""
    left = {cell: entry for cell, entry in held.items() if cell not in seen}
    for start, end in ((0, 0), (0, 1), (1, 2), (0, 2)):
        groups: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for cell in held:
            groups.setdefault(cell[start:end], []).append(cell)
        for names, cells in groups.items():
            if all(cell in left for cell in cells):
                keys, values = zip(*(left.pop(cell) for cell in cells), strict=True)
                key = ".".join(commonprefix([key.split(".") for key in keys]))
                place = ", ".join((f"table {known.name}", *names))
                yield Difference(
                    known.clause, place, "; ".join(dict.fromkeys(values)), None, None, key
                )
