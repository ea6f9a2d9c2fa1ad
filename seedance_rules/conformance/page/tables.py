"""The tables of a page against ours, cell by cell, whatever the order of rows and columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import takewhile
from typing import Final, NamedTuple

from seedance_rules import Spec
from seedance_rules.conformance.page.difference import Difference, first_few
from seedance_rules.conformance.page.expected import KnownTable
from seedance_rules.conformance.page.saved import Saved, SavedTable, lowered, squeezed
from seedance_rules.fields import field_of
from seedance_rules.spec import Limits
from seedance_rules.wording import bounds, number, span

__all__ = ["compare_tables"]

_DIGITS: Final = re.compile("[0-9]+")
_AMOUNT: Final = re.compile(r"(?:us)?\$?([0-9]{1,20}(?:\.[0-9]{1,20})?|(?<=\$)\.[0-9]{1,20})")
_GOES_ON: Final = re.compile(r"[\w-]|\.[0-9]")

_Held = dict[tuple[str, str], tuple[str, str]]
"""What our tables hold, by row and column: the key, and the value in our words."""


class _Ours(NamedTuple):
    """A table that the page has, and what ours hold of it; names by how they are compared."""

    known: KnownTable
    held: _Held
    columns: Mapping[str, str]
    rows: Mapping[str, str]


def compare_tables(
    tables: Sequence[KnownTable], saved: Saved, spec: Spec
) -> list[Difference] | None:
    """Return where the tables of a page and ours differ; None where it has none that is known.

    A table is known by the headings and rows that it shares, and may be in several parts. Of its
    lines, `saved` keeps what they say besides.
    """
    ours = {known.name: _ours(known, spec) for known in tables}
    parts: dict[str, list[SavedTable]] = {name: [] for name in ours}
    for table in saved.tables:
        first = table.header[0]
        ends = [one.headings["row"] for one in tables if first.endswith(one.headings["row"])]
        table.header[0] = max(ends, key=len, default=first)
        headings = {*map(_form, table.header)}
        rows = {_form(cells[0]) for _, cells in table.rows}
        shared = {
            name: (len(headings & one.columns.keys()), len(rows & one.rows.keys()))
            for name, one in ours.items()
        }
        best = max(shared, key=lambda name: shared[name], default="")
        if best and sum(shared[best]) > 1:
            parts[best].append(table)
            saved.take_out(table)
            saved.add(table.line, first.removesuffix(table.header[0]))
    found = [one for name in ours for one in _compared(ours[name], parts[name], saved)]
    return found if any(parts.values()) or not tables else None


def _ours(known: KnownTable, spec: Spec) -> _Ours:
    held, roles = _held_by(spec)[known.name], known.headings
    # A mode or a resolution may be a column, and is its heading then.
    columns = {_form(column): column for _, column in held if column not in roles}
    columns |= {_form(heading): role for role, heading in roles.items()}
    return _Ours(known, held, columns, {_form(row): row for row, _ in held})


def _held_by(spec: Spec) -> dict[str, _Held]:
    """Return what our tables hold of each table that a page may have."""
    held: dict[str, _Held] = {"models": {}, "deprecated": {}, "prices": {}, "parameters": {}}
    for name, means in spec.aliases.items():
        held["deprecated"][name, "means"] = (f"deprecated.task_types.{name}", means)
    for name, one in spec.task_types.items():
        for column, value in (("tier", one.tier), ("moderation", one.moderation.review)):
            held["models"][name, column] = (f"task_types.{name}.{column}", value)
        for column, price in one.prices.items():
            held["prices"][name, column] = (f"prices.{name}.{column}", number(price))
    for mode in spec.modes:
        types = [name for name, one in spec.task_types.items() if mode in one.modes]
        for told in zip(*(_told(spec.limits(name, mode)) for name in types), strict=True):
            fields, keys, texts = zip(*told, strict=True)
            said = " / ".join(dict.fromkeys(texts))
            held["parameters"][fields[0], mode] = (f"modes.{mode}.limits.{keys[0]}", said)
    return held


def _told(limits: Limits) -> Iterator[tuple[str, str, str]]:
    """Yield the rows of the parameter table for a task type in a mode: field, key, and in words."""
    yield "duration", "duration", f"{span(bounds(limits.durations))} seconds"
    ratios = limits.auto_aspect_ratio or f"{len(limits.aspect_ratios)} values"
    yield "aspect_ratio", "aspect_ratio", ratios
    for kind, counts in limits.kinds.items():
        told = span((counts.minimum, counts.maximum)) + (" required" if counts.minimum else "")
        if not counts.taken:
            told = "not taken"
        elif limits.references_maximum and told == "any number":
            told = f"at most {limits.references_maximum} together"
        yield field_of(kind), f"references.{kind}", told


def _compared(ours: _Ours, parts: Sequence[SavedTable], saved: Saved) -> Iterator[Difference]:
    """Yield where a table of the page, which may be in several parts, and ours differ.

    A cell that says more than its value is, whole, a text of the page.
    """
    (known, held, columns, rows), left = ours, {**ours.held}
    for table in parts:
        wrong: list[Difference] = []
        roles: list[str | None] = []
        for heading in table.header:
            role = columns.get(_form(heading))
            roles.append(None if role in roles else role)
        if "price" in roles:  # beside it, a column for a resolution would say it twice
            roles = [role if role in known.headings else None for role in roles]
        lines = [(table.line, table.header), *table.rows]
        further = [
            ("column", table.line, [cells[at] for _, cells in lines if at < len(cells)])
            for at, role in enumerate(roles)
            if role is None
        ]
        for line, cells in table.rows:
            texts = dict(zip(roles, cells, strict=False))
            row = rows.get(_form(texts.pop("row", cells[0])))
            if row is None:
                further.append(("row", line, cells))
                continue
            size = texts.pop("resolution", None)
            if "price" in texts:
                all_sizes = [column for name, column in held if name == row]
                sizes = all_sizes if size is None else [columns.get(_form(size), size)]
                texts = dict.fromkeys(sizes, texts["price"])
            for column, cell in texts.items():
                if column is None:
                    continue
                left.pop((row, column), None)
                key, value = held.get((row, column), (f"{known.name}.{row}.{column}", None))
                rest = _rest(cell, value, known.words)
                if rest is None:
                    clause = known.clauses.get(row) or known.clauses.get(column, known.clause)
                    place = f"table {known.name}, {row}, {column}"
                    wrong.append(Difference(clause, place, value, cell or None, line, key))
                elif rest:
                    saved.add(line, f"{row} {column}: {cell}")
        for what, line, said in further:
            place, found = f"table {known.name}, a further {what}", " | ".join(said[:20])
            wrong.append(Difference(known.clause, place, None, found, line))
        yield from first_few(wrong, lambda difference: difference)
    yield from _missing(known, held, left)


def _missing(known: KnownTable, held: _Held, left: _Held) -> Iterator[Difference]:
    """Yield what a page leaves out, as few times as tell it all: whole, by row, by column."""
    for start, end in ((0, 0), (0, 1), (1, 2), (0, 2)):
        groups: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for at in held:
            groups.setdefault(at[start:end], []).append(at)
        for names, group in groups.items():
            if left.keys() >= {*group}:
                keys, values = zip(*map(left.pop, group), strict=True)
                ends = zip(min(keys).split("."), max(keys).split("."), strict=False)
                key = ".".join(one for one, _ in takewhile(lambda pair: len({*pair}) == 1, ends))
                place = ", ".join((f"table {known.name}", *names))
                expected = "; ".join(dict.fromkeys(values))
                yield Difference(known.clause, place, expected, None, None, key)


def _rest(cell: str, value: str | None, words: Mapping[str, str]) -> str | None:
    """Return what a cell says beyond a value; None where it does not say the value at all."""
    said = _amounts(cell)
    if value is None:
        return "" if said in ("", "-", "n/a") else None
    numbers = iter(_DIGITS.findall(value))
    written = words.get(_DIGITS.sub("#", value), value)
    expected = _amounts(re.sub("#", lambda _: next(numbers, "#"), written))
    rest = said.removeprefix(expected)
    return None if not said.startswith(expected) or _GOES_ON.match(rest) else rest


def _amounts(text: str) -> str:
    return _AMOUNT.sub(lambda amount: number(Decimal(amount[1])), _form(text))


def _form(text: str) -> str:
    return lowered(squeezed(text))
