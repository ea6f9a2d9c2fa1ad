"""The tables of a page against ours, cell by cell, whatever the order of rows and columns."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import takewhile
from typing import Any, Final

from seedance_rules import Spec
from seedance_rules.conformance.page.difference import Difference, first_few
from seedance_rules.conformance.page.known import COLUMNS
from seedance_rules.conformance.page.saved import APART, lowered, squeezed, tables_of
from seedance_rules.fields import field_of
from seedance_rules.spec import Limits
from seedance_rules.wording import bounds, number, span

__all__ = ["compare_tables"]

_DIGITS: Final = re.compile("[0-9]+")
_AMOUNT: Final = re.compile(r"(?:us)?\$?([0-9]{1,20}(?:\.[0-9]{1,20})?|(?<=\$)\.[0-9]{1,20})")
_GOES_ON: Final = re.compile(r"[\w-]|\.[0-9]")

_Held = dict[tuple[str, str], tuple[str, str]]
"""What our tables hold, by row and column: the key, and the value in our words."""


def compare_tables(
    known: Mapping[str, Any], lines: list[str], spec: Spec
) -> list[Difference] | None:
    """Return where the tables of a page and ours differ; None where it has none that is known.

    A table is known by the headings and rows that it shares with ours, and may be in several parts.
    Of its lines, `lines` keeps what they say besides.
    """
    held = _held_by(spec)
    ours = [_Ours(name, table, held[name]) for name, table in known.items()]
    wrong: list[Difference] = []
    found = not ours
    for at, before, (first, *others), rows in tables_of(lines):
        ends = [one.heading for one in ours if first.endswith(one.heading)]
        heading = max(ends, key=len, default=first)
        names = {*map(_form, (heading, *others, *(cells[0] for cells in rows)))}
        one = max(ours, key=lambda one: one.shared(names), default=None)
        if one and one.shared(names) > 1:
            lines[at] = f"{before} {first.removesuffix(heading)}{APART}"
            wrong += one.wrong(at, [heading, *others], rows, lines)
            found = True
        else:
            lines[at] = before + APART + " | ".join([first, *others])
            lines[at + 1 + len(rows)] += APART
        lines[at + 1] = ""
    missing = [gone for one in ours for gone in one.missing()]
    return [*first_few(wrong, lambda difference: difference), *missing] if found else None


def _held_by(spec: Spec) -> dict[str, _Held]:
    """Return what our tables hold of each table that a page may have."""
    held: dict[str, _Held] = {name: {} for name in COLUMNS}
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


class _Ours:
    """A table that the page has, and what ours hold of it; names by how they are compared."""

    def __init__(self, name: str, known: Mapping[str, Any], held: _Held) -> None:
        self.name, self.known, self.held, self.left = name, known, held, {**held}
        roles = COLUMNS[name][len(known["headings"])]
        self.heading, self.clauses = known["headings"][0], known.get("clauses", {})
        # A mode or a resolution may be a column, and is its heading then.
        columns = {column: column for _, column in held if column not in roles}
        columns |= dict(zip(known["headings"], roles, strict=True))
        self.columns = {_form(heading): column for heading, column in columns.items()}
        self.rows = {_form(row): row for row, _ in held}

    def shared(self, names: set[str]) -> int:
        return len(names & self.columns.keys()) + len(names & self.rows.keys())

    def differs(self, line, expected, found, *where, key=None):
        clauses = [self.clauses[name] for name in where if name in self.clauses]
        clause = (*clauses, self.known["clause"])[0]
        return Difference(
            clause, ", ".join((f"table {self.name}", *where)), expected, found, line, key
        )

    def wrong(self, line, header, rows, lines) -> Iterator[Difference]:
        """Yield what a part of it says otherwise, and leave in `lines` what it says besides."""
        columns = [self.columns.get(_form(heading)) for heading in header]
        places = {column: at for at, column in reversed([*enumerate(columns)]) if column}
        if "price" in places:  # beside it, a column for a resolution would say it twice
            places = {c: at for c, at in places.items() if c in ("row", "resolution", "price")}
        for at in sorted({*range(len(header))} - {*places.values()}):
            texts = [cells[at] for cells in (header, *rows[:20]) if at < len(cells)]
            yield self.differs(line, None, " | ".join(texts), "a further column")
        for at, cells in enumerate(rows, line + 2):
            lines[at] = APART + "|".join(cells[len(header) :]) + APART
            said = {column: cells[at] for column, at in places.items() if at < len(cells)}
            row = self.rows.get(_form(said.pop("row", cells[0])))
            if row is None:
                yield self.differs(at, None, " | ".join(cells[: len(header)][:20]), "a further row")
                continue
            price, size = said.pop("price", None), said.pop("resolution", None)
            if price is not None:
                sizes = [column for name, column in self.held if name == row]
                sizes = sizes if size is None else [self.columns.get(_form(size), size)]
                said |= dict.fromkeys(sizes, price)
            for column, cell in said.items():
                self.left.pop((row, column), None)
                key, value = self.held.get((row, column), (f"{self.name}.{row}.{column}", None))
                rest = _rest(cell, value, self.known.get("words", {}))
                if rest is None:
                    yield self.differs(at, value, cell or None, row, column, key=key)
                elif rest:
                    lines[at] += f"{row} {column}: {cell}{APART}"

    def missing(self) -> Iterator[Difference]:
        """Yield what a page leaves out, as few times as tell it all: whole, by row, by column."""
        for start, end in ((0, 0), (0, 1), (1, 2), (0, 2)):
            groups: dict[tuple[str, ...], list[tuple[str, str]]] = {}
            for at in self.held:
                groups.setdefault(at[start:end], []).append(at)
            for names, group in groups.items():
                if self.left.keys() >= {*group}:
                    keys, values = zip(*map(self.left.pop, group), strict=True)
                    ends = zip(min(keys).split("."), max(keys).split("."), strict=False)
                    key = ".".join(
                        one for one, _ in takewhile(lambda pair: len({*pair}) == 1, ends)
                    )
                    place = ", ".join((f"table {self.name}", *names))
                    expected = "; ".join(dict.fromkeys(values))
                    yield Difference(self.known["clause"], place, expected, None, None, key)


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
