"""A saved page against what the page of a version said, and against its tables.

The text of a page is laid out in the statements that are known, each found by its first words and
told by its hash. What is left between them is new, or one of them that was changed; so is an
example whose values are not those of one that is known.
"""

import json
import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import inf
from typing import Any, Final, NamedTuple

from seedance_rules import Spec, validate
from seedance_rules.conformance.page.difference import Difference, first_few
from seedance_rules.conformance.page.expected import KnownExample, Page, Statement, page_of
from seedance_rules.conformance.page.saved import (
    Example,
    Prose,
    Saved,
    fingerprint,
    lowered,
    squeezed,
)
from seedance_rules.conformance.page.tables import compare_tables
from seedance_rules.fields import ENVELOPE_FIELDS, pointer
from seedance_rules.spec import spec_of
from seedance_rules.values import exact

__all__ = ["compare_document", "lay_out", "values_of"]

_LONGEST: Final = 200


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
    tables = spec_of(spec)
    page, saved = page_of(tables), Saved.of(exact(text))
    differences = compare_tables(page.tables, saved, tables)
    prose = Prose.of(saved.lines)
    laid_out = lay_out(prose, page.statements)
    there = sum(piece.as_it_was for piece in laid_out[0])
    if differences is None or not (page.tables or there):
        return (_wrong_kind(exact(text), page, there),)
    differences += compare_statements(prose, page.statements, laid_out, tables.to_dict())
    differences += compare_examples(saved.examples, page.examples, tables)
    return tuple(sorted(differences, key=lambda found: found.line or inf))


def _wrong_kind(text: str, page: Page, there: int) -> Difference:
    kind = "HTML" if "</" in text else "another text" if text.strip() else "nothing"
    tables = " or ".join([known.name for known in page.tables] or ["without tables"])
    return Difference(
        None,
        "the whole page",
        f"a page in Markdown with tables: {tables}",
        f"{kind}: none of these tables, and {there} of {len(page.statements)} statements",
    )


class Piece(NamedTuple):
    """A part of a text, from and up to, and the place of the statement that it is, or -1."""

    start: int
    end: int
    known: int
    as_it_was: bool


def lay_out(prose: Prose, statements: Sequence[Statement]) -> tuple[list[Piece], Counter[int]]:
    """Return the pieces of a page, in its order, and how often each statement is gone.

    The longest are looked for first, since one may be the beginning of another. A new piece takes
    the place of the statement whose first words it has, else of one that is gone there.
    """
    text, low = prose.text, lowered(prose.text)
    taken = [(0, 0, -1), (len(text), len(text), -1)]
    gone = Counter({index: known.times for index, known in enumerate(statements)})

    def places(index: int, length: int) -> Iterator[int]:
        """Yield where the first words of a statement are, and as much is not taken."""
        at = low.find(statements[index].anchor)
        while at >= 0 and gone[index]:
            place = bisect_left(taken, (at, len(text)))
            if taken[place - 1][1] <= at and at + length <= taken[place][0]:
                yield at
            at = low.find(statements[index].anchor, at + 1)

    for index in sorted(gone, key=lambda index: -statements[index].length):
        length = statements[index].length
        for at in places(index, length):
            if fingerprint(text[at : at + length]) == statements[index].hash:
                insort(taken, (at, at + length, index))
                gone[index] -= 1
    begins: dict[int, int] = {}
    for index in gone:
        for at in places(index, 1):
            if begins.setdefault(at, index) == index:
                gone[index] -= 1
    points = sorted({*begins, *prose.blocks})
    pieces: list[Piece] = []
    for (_, done, _), (start, end, index) in pairwise(taken):
        for part in re.finditer("[^\n]+", text[done:start]):
            at, stop = done + part.start(), done + part.end()
            for point in (*points[bisect_right(points, at) : bisect_left(points, stop)], stop):
                known = begins.get(at, -1)
                half = statements[known].length // 2 if known >= 0 else 0
                # A statement that was changed may have been cut into paragraphs, too.
                if point in begins or point == stop or point >= at + half:
                    pieces.append(Piece(at, point, known, False))
                    at = point
        pieces.append(Piece(start, end, index, True))
    in_place = _in_place([piece.known for piece in pieces[:-1]], gone)
    return [one._replace(known=at) for one, at in zip(pieces, in_place, strict=False)], gone


def _in_place(there: Sequence[int], gone: Counter[int]) -> Iterator[int]:
    """Yield which known one each piece of a page is, or takes the place of; -1 for a new one.

    Of those that are gone it is the one that followed what is before the piece, or came before what
    follows. `gone` keeps the others.
    """
    behind = [-1]
    for index in reversed(there):
        behind.append(behind[-1] if index < 0 else index)
    before = -1
    for index, after in zip(there, behind[:0:-1], strict=True):
        found = index
        if index < 0:
            found = next((one for one in (before + 1, after - 1) if gone[one] > 0), -1)
            gone[found] -= 1
        before = found if found >= 0 else before
        yield found


def compare_statements(
    prose: Prose,
    statements: Sequence[Statement],
    laid_out: tuple[list[Piece], Counter[int]],
    tables: Mapping[str, Any],
) -> Iterator[Difference]:
    """Yield what is gone, changed or new, and the figures that the tables hold otherwise."""
    (pieces, gone), held = laid_out, dict(_held(tables))
    new: list[tuple[Piece, Statement | None]] = []
    before: Statement | None = None
    for piece in pieces:
        if piece.known < 0:
            new.append((piece, before))
            continue
        before = known = statements[piece.known]
        line = prose.line(piece.start)
        if not piece.as_it_was:
            found = prose.quote(piece.start, piece.end)
            yield Difference(known.clause, known.place, known.says, found, line)
            continue
        for key, stated in known.rests_on.items():
            if (now := held.get(f".{key}")) != stated:
                yield Difference(known.clause, known.place, now, stated, line, key)
    for known in map(statements.__getitem__, gone.elements()):
        yield Difference(known.clause, known.place, known.says, None)

    def tell(new: tuple[Piece, Statement | None]) -> Difference:
        (start, end, *_), after = new
        clause = after.clause if after and start not in prose.blocks else None
        place = f"after {after.place}" if after else "at the beginning"
        return Difference(clause, place, None, prose.quote(start, end), prose.line(start))

    yield from first_few(new, tell)


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
    said = value if isinstance(value, str) else ""
    if len(written) > _LONGEST or len(said.split()) > 1:
        written = f"hash {fingerprint(squeezed(said or written))}"
    yield place, written


def compare_examples(
    saved: Sequence[Example], known: Sequence[KnownExample], spec: Spec
) -> Iterator[Difference]:
    """Yield each key and value that is not as it was, and what the tables would reject."""
    values = [dict(values_of(example.data)) for example in saved]
    gone = Counter(range(len(known)))
    there: list[int] = []
    for found in values:
        there.append(next((at for at in gone.elements() if known[at].values == found), -1))
        gone[there[-1]] -= 1
    new: list[Example] = []
    for example, found, index in zip(saved, values, _in_place(there, gone), strict=True):
        if index < 0:
            new.append(example)
        else:
            yield from _compared(example, found, known[index], spec)
    for one in map(known.__getitem__, gone.elements()):
        yield Difference(one.clause, "example", one.says, None)

    def tell(example: Example) -> Difference:
        told = [f"(rejected: {text})" for _, text in _rejected(example, spec).values()]
        found = " ".join([*told, json.dumps(example.data, ensure_ascii=False)])
        return Difference(None, "a further example", None, found, example.line)

    yield from first_few(new, tell)


def _compared(
    example: Example, values: Mapping[str, str], known: KnownExample, spec: Spec
) -> Iterator[Difference]:
    clauses, now = {}, {**values}
    for place, (clause, message) in _rejected(example, spec).items():
        clauses[place] = clause
        now[place] = f"{values.get(place, 'nothing')} (rejected: {message})"

    def tell(place: str) -> Difference:
        clause, was = clauses.get(place, known.clause), known.values.get(place)
        return Difference(clause, f"example, {place}", was, now.get(place), example.line)

    places = {**known.values, **now}
    yield from first_few([p for p in places if known.values.get(p) != now.get(p)], tell)


def _rejected(example: Example, spec: Spec) -> dict[str, tuple[str, str]]:
    """Return where the tables reject an example that is a request: by path, clause and message."""
    is_request = any(field in example.data for field in ENVELOPE_FIELDS)
    violations = validate(example.data, spec=spec).violations if is_request else ()
    return {violation.path: (violation.clause, violation.message) for violation in violations}
