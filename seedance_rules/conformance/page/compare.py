"""A saved page against what the page of a version said, and against its tables.

Tables are compared cell by cell. The text around them is laid out in the statements that are known,
each found by its first words and told by its hash. What is left between them is new, or one of them
that was changed; so is an example whose values are not those of one that is known.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise, takewhile
from math import inf
from typing import Any, Final, NamedTuple

from attrs import asdict, field, frozen

from seedance_rules import Finding, Spec, validate
from seedance_rules.conformance.page.known import COLUMNS, page_of
from seedance_rules.conformance.page.saved import APART, Prose, form, hashed, tables_of, take_apart
from seedance_rules.fields import ENVELOPE_FIELDS, field_of, pointer
from seedance_rules.spec import Limits, spec_of
from seedance_rules.values import exact
from seedance_rules.wording import bounds, cut, number, printable, span

__all__ = ["Difference", "compare_document", "compare_tables", "lay_out", "values_of"]

_MOST: Final = 50
_LONGEST: Final = 200
_DIGITS: Final = re.compile("[0-9]+")
_AMOUNT: Final = re.compile(r"(?:us)?\$?([0-9]{1,20}(?:\.[0-9]{1,20})?|(?<=\$)\.[0-9]{1,20})")
_GOES_ON: Final = re.compile(r"[\w-]|\.[0-9]")

_Known = Mapping[str, Any]
"""An entry of a page file."""

_LaidOut = tuple[list["Piece"], Counter[int]]
"""The pieces of a page, in its order, and how often each statement is gone."""

_Held = dict[tuple[str, str], tuple[str, str]]
"""What our tables hold, by row and column: the key, and the value in our words."""


def _short(text: str | None) -> str | None:
    return None if text is None else cut(text, 300)


@frozen
class Difference:
    """One place where a page does not say what it said, or what the tables say.

    `clause` is the id of the clause that the place states, None where no rule rests on it; `place`
    is where on the page. `expected` is what the tables say there or, in our own words, what the
    page said; None for what is new. `found` is what the page says there; None for what is gone, and
    `line` (of the saved page, from 1) too. `key` is where the tables say it, such as
    `prices.seedance-2.720p`, None where they say nothing of the kind. Texts are cut short.
    """

    clause: str | None
    place: str
    expected: str | None = field(converter=_short)
    found: str | None = field(converter=_short)
    line: int | None = None
    key: str | None = None

    def __str__(self) -> str:
        """Say on one line where it is, what was expected, what was found, and the clause."""
        where = f"line {self.line}, {self.place}" if self.line else self.place
        expected, found = (
            "nothing" if text is None else f"'{text}'" for text in (self.expected, self.found)
        )
        said = f"the page said {expected}, now it says {found}"
        if self.key:
            said = f"the tables say {expected} ({self.key}), the page says {found}"
        text = f"{where}: {said}" + (f" (clause {self.clause})" if self.clause else "")
        return printable(text, len(text))

    def to_dict(self) -> dict[str, Any]:
        """Return the difference as plain data that JSON can carry."""
        return asdict(self)


def _first_few(told: Sequence[Difference], count: int) -> Iterator[Difference]:
    """Yield the first fifty; of more, one that says how many are left."""
    yield from told[:_MOST]
    if count > _MOST:
        more = f"{count - _MOST} more like those before"
        yield Difference(None, "and further", None, more, told[_MOST].line)


def compare_document(text: str, *, spec: Spec | str | None = None) -> tuple[Difference, ...]:
    """Return where a saved documentation page does not say what it said, in its order.

    `text` is the page as Markdown. Every table, statement and JSON example of it is accounted for:
    `()` means that the page says what it said, and that the tables say the same. White space, line
    breaks lost or restored, headings, bullets, marks of Markdown and kinds of dashes, quotes and
    signs make no difference. `spec` is a `Spec`, a version, or None for the default one.

    Never raises for anything in the text. Raises `TypeError` for a text that is not a string,
    `UnknownVersion` for a version without tables, `NoPage`, a `LookupError`, for tables without
    page data, and `InvalidSpec` for a key `page` that does not follow the format.
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}")
    text, tables = exact(text), spec_of(spec)
    page, (lines, examples) = page_of(tables), take_apart(text)
    found, known = compare_tables(page["tables"], lines, tables), page["statements"]
    laid_out = lay_out(prose := Prose(lines), known)
    there = sum(piece.as_it_was for piece in laid_out[0])
    if found is None or not (page["tables"] or there):
        kind = "HTML" if "</" in text else "another text" if text.strip() else "nothing"
        expected = f"a page in Markdown with tables: {' or '.join(page['tables'] or ['none'])}"
        kind += f": none of these tables, and {there} of {len(known)} statements"
        return (Difference(None, "the whole page", expected, kind),)
    found += _compare_statements(prose, known, laid_out, tables)
    found += _compare_examples(examples, page["examples"], tables)
    return tuple(sorted(found, key=lambda difference: difference.line or inf))


def compare_tables(
    known: Mapping[str, _Known], lines: list[str], spec: Spec
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
        ends = (one.heading for one in ours if first.endswith(one.heading))
        header = [max(ends, key=len, default=first), *others]
        names = {*form("\n".join([*header, *(cells[0] for cells in rows)])).split("\n")}
        one = max(ours, key=lambda one: len(names & one.names), default=None)
        if one and len(names & one.names) > 1:
            lines[at] = before + APART + first.removesuffix(header[0]) + APART
            wrong += one.compared(at, header, rows, lines)
            found = True
        else:
            lines[at] = before + APART + " | ".join([first, *others])
            lines[at + 1 + len(rows)] += APART
        lines[at + 1] = ""
    missing = [gone for one in ours for gone in one.missing()]
    return [*_first_few(wrong, len(wrong)), *missing] if found else None


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

    def __init__(self, name: str, known: _Known, held: _Held) -> None:
        self.name, self.known, self.held, self.left = name, known, held, {**held}
        self.clauses, self.words = known.get("clauses", {}), known.get("words", {})
        self.heading, roles = known["headings"][0], COLUMNS[name][len(known["headings"])]
        # A mode or a resolution may be a column, and is its heading then.
        columns = {column: column for _, column in held if column not in roles}
        columns |= dict(zip(known["headings"], roles, strict=True))
        self.columns = {form(heading): column for heading, column in columns.items()}
        self.rows = {form(row): row for row, _ in held}
        self.names = {*self.columns, *self.rows}

    def compared(
        self, line: int, header: list[str], rows: list[list[str]], lines: list[str]
    ) -> Iterator[Difference]:
        """Yield what a part of it says otherwise, and leave in `lines` what it says besides."""
        columns = [self.columns.get(form(heading)) for heading in header]
        places = {column: at for at, column in reversed([*enumerate(columns)]) if column}
        if "price" in places:  # beside it, a column for a resolution would say it twice
            places = {c: at for c, at in places.items() if c in ("row", "resolution", "price")}
        for at in sorted({*range(len(header))} - {*places.values()}):
            texts = [cells[at] for cells in (header, *rows[:20]) if at < len(cells)]
            yield self.tell(["a further column"], None, " | ".join(texts), line)
        for at, cells in enumerate(rows, line + 2):
            lines[at] = APART + "|".join(cells[len(header) :]) + APART
            said = {column: cells[place] for column, place in places.items() if place < len(cells)}
            row = self.rows.get(form(said.pop("row", cells[0])))
            if row is None:
                texts = cells[: min(len(header), 20)]
                yield self.tell(["a further row"], None, " | ".join(texts), at)
                continue
            price, size = said.pop("price", None), said.pop("resolution", None)
            if price is not None:
                sizes = [column for name, column in self.held if name == row]
                sizes = sizes if size is None else [self.columns.get(form(size), size)]
                said |= dict.fromkeys(sizes, price)
            for column, cell in said.items():
                self.left.pop((row, column), None)
                key, value = self.held.get((row, column), (f"{self.name}.{row}.{column}", None))
                rest = _rest(cell, value, self.words)
                if rest is None:
                    yield self.tell([row, column], value, cell or None, at, key)
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
                    parts = zip(*(key.split(".") for key in keys), strict=False)
                    same = takewhile(lambda names: len({*names}) == 1, parts)
                    key = ".".join(name for name, *_ in same)
                    yield self.tell(names, "; ".join(dict.fromkeys(values)), None, None, key)

    def tell(self, where: Sequence[str], *said: Any) -> Difference:
        """Return a difference in a place, with what was expected, found, and so on."""
        clauses = [self.clauses[name] for name in where if name in self.clauses]
        place = ", ".join((f"table {self.name}", *where))
        return Difference([*clauses, self.known["clause"]][0], place, *said)


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
    return _AMOUNT.sub(lambda amount: number(Decimal(amount[1])), form(text))


class Piece(NamedTuple):
    """A part of a text, from and up to, and the place of the statement that it is, or -1."""

    start: int
    end: int
    known: int
    as_it_was: bool


def lay_out(prose: Prose, statements: Sequence[_Known]) -> _LaidOut:
    """Find the statements in the text of a page.

    Of those that begin in one place the longest counts, since another may be its beginning. A new
    piece takes the place of the statement whose first words it has, else of one that is gone there.
    """
    gone = Counter({index: known.get("times", 1) for index, known in enumerate(statements)})
    begins = sorted(
        (found.start(), -known["length"], index)
        for index, known in enumerate(statements)
        for found in re.finditer(re.escape(form(known["starts"])), prose.low)
    )
    there: dict[int, Piece] = {}
    changed: list[tuple[int, int]] = []
    done = 0
    for at, length, index in begins:
        end = at - length
        if at < done:
            continue
        if gone[index] and hashed(prose.text[at:end]) == statements[index]["hash"]:
            there[at], done = Piece(at, end, index, True), end
            gone[index] -= 1
        else:
            changed.append((index, at))
    for index, at in sorted(changed):
        if gone[index] and at not in there:
            there[at] = Piece(at, at, index, False)
            gone[index] -= 1
    cuts = {*prose.blocks, len(prose.text), *(at for piece in there.values() for at in piece[:2])}
    pieces: list[Piece] = []
    done = half = 0
    for at, end in pairwise(sorted(cuts)):
        if at in there:
            _, stop, index, as_it_was = piece = there[at]
            pieces.append(piece._replace(end=max(stop, end)))
            half = 0 if as_it_was else at + statements[index]["length"] // 2
        elif at < done or prose.text[at] == "\n":
            continue
        elif at == done and at < half:  # what was changed may have been cut into paragraphs, too
            pieces[-1] = pieces[-1]._replace(end=end)
        else:
            pieces.append(Piece(at, end, -1, False))
            half = 0
        done = pieces[-1].end
    known = fill_in([piece.known for piece in pieces], gone)
    return [one._replace(known=index) for one, index in zip(pieces, known, strict=True)], gone


def fill_in(there: list[int], gone: Counter[int]) -> list[int]:
    """Put, for each -1 of what is there, what is gone there, if anything; `gone` keeps the others.

    That is what followed the one before it, or else came before the one that follows.
    """
    for step in (1, -1):
        beside = -1
        for at in range(len(there))[::step]:
            if there[at] < 0 and gone[beside + step] > 0:
                there[at] = beside + step
                gone[there[at]] -= 1
            beside = there[at] if there[at] >= 0 else beside
    return there


def _compare_statements(
    prose: Prose, known: Sequence[_Known], laid_out: _LaidOut, spec: Spec
) -> Iterator[Difference]:
    """Yield what is gone, changed or new, and the figures that the tables hold otherwise."""
    (pieces, gone), held = laid_out, dict(_held(spec.to_dict()))
    places = [f"'{one['starts']} …'" for one in known]
    clauses = [one.get("clause") for one in known]
    new: list[tuple[Piece, int]] = []
    before = -1
    for piece in pieces:
        start, end, index, as_it_was = piece
        if index < 0:
            new.append((piece, before))
            continue
        before, said, line = index, (clauses[index], places[index]), prose.line(start)
        if not as_it_was:
            yield Difference(*said, known[index]["says"], prose.quote(start, end), line)
        for key, stated in known[index].get("rests_on", {}).items() if as_it_was else ():
            if (now := held.get(f".{key}")) != stated:
                yield Difference(*said, now, stated, line, key)
    for index in gone.elements():
        yield Difference(clauses[index], places[index], known[index]["says"], None)
    told = []
    for (start, end, *_), after in new[: _MOST + 1]:
        place = f"after {places[after]}" if after >= 0 else "at the beginning"
        clause = None if after < 0 or start in prose.blocks else clauses[after]
        told.append(Difference(clause, place, None, prose.quote(start, end), prose.line(start)))
    yield from _first_few(told, len(new))


def _held(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield what tables hold by key, a dot before each name of it; of a list, the whole too."""
    if isinstance(value, list):
        yield key, ", ".join(map(str, value))
        value = dict(enumerate(value))
    if isinstance(value, dict):
        for name, entry in value.items():
            yield from _held(entry, f"{key}.{name}")
    else:
        yield key, str(value).lower() if isinstance(value, bool) else str(value)


def values_of(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield the values of a JSON example by JSON Pointer, each as JSON.

    Of a text of several words, and of what is nested too deep, only the hash is given.
    """
    if value and isinstance(value, (dict, list)) and len(place) < _LONGEST:
        for key, entry in value.items() if isinstance(value, dict) else enumerate(value):
            yield from values_of(entry, place + pointer(key))
        return
    written = json.dumps(value, ensure_ascii=False)
    said = value if isinstance(value, str) else written
    is_long = len(written) > _LONGEST or len(said.split()) > 1
    yield place, f"hash {hashed(said)}" if is_long else written


def _compare_examples(
    saved: Sequence[tuple[int, dict[str, Any]]], known: Sequence[_Known], spec: Spec
) -> Iterator[Difference]:
    """Yield each key and value that is not as it was, and what the tables would reject."""
    values = [dict(values_of(data)) for _, data in saved]
    gone = Counter(range(len(known)))
    there: list[int] = []
    for found in values:
        there.append(next((at for at in gone.elements() if known[at].get("values") == found), -1))
        gone[there[-1]] -= 1
    new: list[tuple[int, dict[str, Any]]] = []
    for (line, data), now, index in zip(saved, values, fill_in(there, gone), strict=True):
        if index < 0:
            new.append((line, data))
            continue
        was, violations = known[index].get("values", {}), _violations(data, spec)
        clauses = {one.path: one.clause for one in violations}
        for one in violations:
            now[one.path] = f"{now.get(one.path, 'nothing')} (rejected: {one.message})"
        wrong = [
            Difference(clauses.get(at, known[index].get("clause")), f"example, {at}", *said, line)
            for at in {**was, **now}
            if (said := (was.get(at), now.get(at)))[0] != said[1]
        ]
        yield from _first_few(wrong, len(wrong))
    for index in gone.elements():
        yield Difference(known[index].get("clause"), "example", known[index]["says"], None)
    told = []
    for line, data in new[: _MOST + 1]:
        messages = [f"(rejected: {one.message})" for one in _violations(data, spec)]
        text = " ".join([*messages, json.dumps(data, ensure_ascii=False)])
        told.append(Difference(None, "a further example", None, text, line))
    yield from _first_few(told, len(new))


def _violations(data: Mapping[str, Any], spec: Spec) -> tuple[Finding, ...]:
    is_request = any(field in data for field in ENVELOPE_FIELDS)
    return validate(data, spec=spec).violations if is_request else ()
