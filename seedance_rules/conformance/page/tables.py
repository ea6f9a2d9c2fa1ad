"""The tables of a page against ours, cell by cell, whatever the order of rows and columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import takewhile
from typing import Final

from seedance_rules import Spec
from seedance_rules.conformance.page.difference import Difference, first_few
from seedance_rules.conformance.page.expected import KnownTable
from seedance_rules.conformance.page.saved import SavedTable, lowered, squeezed
from seedance_rules.fields import field_of
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
    models = {
        (t.name, column): (f"task_types.{t.name}.{column}", value)
        for t in types
        for column, value in (("tier", t.tier), ("moderation", t.moderation.review))
    }
    deprecated = {
        (name, "means"): (f"deprecated.task_types.{name}", means)
        for name, means in spec.aliases.items()
    }
    prices = {
        (t.name, resolution): (f"prices.{t.name}.{resolution}", number(price))
        for t in types
        for resolution, price in t.prices.items()
    }
    parameters: dict[tuple[str, str], tuple[str, str]] = {}
    for mode in spec.modes:
        of_types = [_told(spec.limits(t.name, mode)) for t in types if mode in t.modes]
        for field, (key, _) in of_types[0].items():
            told = " / ".join(dict.fromkeys(one[field][1] for one in of_types))
            parameters[field, mode] = (f"modes.{mode}.limits.{key}", told)
    return {
        "models": models,
        "deprecated": deprecated,
        "prices": prices,
        "parameters": parameters,
    }


def _told(limits: Limits) -> dict[str, tuple[str, str]]:
    """Return the rows of the parameter table for a task type in a mode: the key, and in words."""
    ratios = limits.auto_aspect_ratio or f"{len(limits.aspect_ratios)} values"
    told = {
        "duration": ("duration", f"{span(bounds(limits.durations))} seconds"),
        "aspect_ratio": ("aspect_ratio", ratios),
    }
    for kind, counts in limits.kinds.items():
        own = span((counts.minimum, counts.maximum)) + (" required" if counts.minimum else "")
        if counts.maximum == 0:
            own = "not taken"
        elif limits.references_maximum and own == "any number":
            own = f"at most {limits.references_maximum} together"
        told[field_of(kind)] = (f"references.{kind}", own)
    return told


def _form(text: str) -> str:
    return lowered(squeezed(text))


def assign(
    tables: Sequence[KnownTable], held: Mapping[str, Held], saved: Sequence[SavedTable]
) -> dict[str, list[SavedTable]]:
    """Find the parts of each known table on a page, by the headings and rows that they share."""
    found: dict[str, list[SavedTable]] = {known.name: [] for known in tables}
    first_headings = sorted({known.headings["row"] for known in tables})
    headings = {
        known.name: {*map(_form, known.headings.values()), *_columns(known, held[known.name])}
        for known in tables
    }
    names = {known.name: {_form(row) for row, _ in held[known.name]} for known in tables}
    for table in saved:
        first = table.header[0]
        for heading in first_headings:
            if first.endswith(heading) and first != heading:
                table.add(table.line, first.removesuffix(heading))
                table.header[0] = heading
        header = {*map(_form, table.header)}
        rows = {_form(cells[0]) for _, cells in table.rows}
        shared = {of: (len(header & headings[of]), len(rows & names[of])) for of in found}
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
        roles: list[str | None] = []
        for heading in table.header:
            role = named.get(_form(heading))
            roles.append(None if role in roles else role)
        if "price" in roles:
            roles = [None if role in columns.values() else role for role in roles]
        wrong: list[Difference] = []
        for at in (at for at, role in enumerate(roles) if role is None):
            said = [table.header[at], *(cells[at] for _, cells in table.rows if at < len(cells))]
            found, where = " | ".join(said[:20]), f"{place}, a further column"
            wrong.append(Difference(known.clause, where, None, found, table.line))
        for line, cells in table.rows:
            texts = dict(zip(roles, cells, strict=False))
            row = rows.get(_form(texts.get("row", cells[0])))
            if row is None:
                found = " | ".join(cells)
                wrong.append(Difference(known.clause, f"{place}, a further row", None, found, line))
                continue
            if "price" in texts:
                size = texts.get("resolution")
                priced = [column for name, column in held if name == row]
                in_column = priced if size is None else [columns.get(_form(size), size)]
                texts = dict.fromkeys(in_column, texts["price"])
            for column, cell in texts.items():
                if column in (None, "row", "resolution"):
                    continue
                seen.add((row, column))
                key, value = held.get((row, column), (f"{known.name}.{row}.{column}", None))
                rest = _rest(cell, value, known.words)
                if rest is None:
                    clause = known.clauses.get(row) or known.clauses.get(column, known.clause)
                    cell_at = f"{place}, {row}, {column}"
                    wrong.append(Difference(clause, cell_at, value, cell or None, line, key))
                elif rest:
                    table.add(line, f"{row} {column}: {cell}")
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
                parts = takewhile(
                    lambda p: len({*p}) == 1, zip(*(k.split(".") for k in keys), strict=False)
                )
                key = ".".join(part for part, *_ in parts)
                place = ", ".join((f"table {known.name}", *names))
                yield Difference(
                    known.clause, place, "; ".join(dict.fromkeys(values)), None, None, key
                )
