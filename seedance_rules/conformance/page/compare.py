"""A saved page against what the page of a version said, and against its tables.

The text of a page is laid out in the statements that are known, each found by its first words and
told by its hash. What is left between them is new, or one of them that was changed; so is an
example whose values are not those of one that is known.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import inf
from typing import Any, Final, NamedTuple

from seedance_rules import Spec, validate
from seedance_rules.conformance.page.difference import Difference, first_few
from seedance_rules.conformance.page.known import page_of
from seedance_rules.conformance.page.saved import (
    Prose,
    fingerprint,
    lowered,
    squeezed,
    take_apart,
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
    text, tables = exact(text), spec_of(spec)
    page, (lines, examples) = page_of(tables), take_apart(text)
    found = compare_tables(page["tables"], lines, tables)
    prose, known = Prose(lines), page["statements"]
    pieces, gone = lay_out(prose, known)
    there = sum(piece.as_it_was for piece in pieces)
    if found is None or not (page["tables"] or there):
        kind = "HTML" if "</" in text else "another text" if text.strip() else "nothing"
        expected = f"a page in Markdown with tables: {' or '.join(page['tables'])}"
        kind += f": none of these tables, and {there} of {len(known)} statements"
        return (Difference(None, "the whole page", expected, kind),)
    found += compare_statements(prose, known, pieces, gone, tables.to_dict())
    found += compare_examples(examples, page["examples"], tables)
    return tuple(sorted(found, key=lambda difference: difference.line or inf))


class Piece(NamedTuple):
    """A part of a text, from and up to, and the place of the statement that it is, or -1."""

    start: int
    end: int
    known: int
    as_it_was: bool


def lay_out(
    prose: Prose, statements: Sequence[Mapping[str, Any]]
) -> tuple[list[Piece], Counter[int]]:
    """Return the pieces of a page, in its order, and how often each statement is gone.

    Of those that begin in one place the longest counts, since another may be its beginning. A new
    piece takes the place of the statement whose first words it has, else of one that is gone there.
    """
    text, low = prose.text, lowered(prose.text)
    lengths = [*(known["length"] for known in statements), 0]  # none, of a new one
    gone = Counter({index: known.get("times", 1) for index, known in enumerate(statements)})
    places = [
        (found.start(), -lengths[index], index)
        for index, known in enumerate(statements)
        for found in re.finditer(re.escape(lowered(squeezed(known["starts"]))), low)
    ]
    pieces = [Piece(0, 0, -1, True)]
    changed: list[tuple[int, int]] = []
    for at, length, index in sorted(places):
        if at >= pieces[-1].end:
            end = at - length
            if gone[index] and fingerprint(text[at:end]) == statements[index]["hash"]:
                pieces.append(Piece(at, end, index, True))
                gone[index] -= 1
            else:
                changed.append((index, at))
    there = {piece.start: piece for piece in pieces[1:]}
    begins: dict[int, int] = {}
    for index, at in sorted(changed):
        if gone[index] and at not in there and begins.setdefault(at, index) == index:
            gone[index] -= 1
    cuts = {*prose.blocks, *begins, *there, *(piece.end for piece in pieces), len(text)}
    pieces = pieces[:1]
    for at, end in pairwise(sorted(cuts)):
        last = pieces[-1]
        if at in there:
            pieces.append(there[at])
        elif at in begins:
            pieces.append(Piece(at, end, begins[at], False))
        elif at < last.end or text[at] == "\n":
            continue
        elif at == last.end and not last.as_it_was and at - last.start < lengths[last.known] // 2:
            # A statement that was changed may have been cut into paragraphs, too.
            pieces[-1] = last._replace(end=end)
        else:
            pieces.append(Piece(at, end, -1, False))
    known = fill_in([piece.known for piece in pieces[1:]], gone)
    return [one._replace(known=at) for one, at in zip(pieces[1:], known, strict=True)], gone


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


def compare_statements(
    prose: Prose,
    statements: Sequence[Mapping[str, Any]],
    pieces: Sequence[Piece],
    gone: Counter[int],
    tables: Mapping[str, Any],
) -> Iterator[Difference]:
    """Yield what is gone, changed or new, and the figures that the tables hold otherwise."""
    held, before = dict(_held(tables)), None
    new: list[tuple[Piece, Mapping[str, Any] | None]] = []
    for piece in pieces:
        if piece.known < 0:
            new.append((piece, before))
            continue
        before = known = statements[piece.known]
        clause, place, line = known.get("clause"), f"'{known['starts']} …'", prose.line(piece.start)
        if not piece.as_it_was:
            found = prose.quote(piece.start, piece.end)
            yield Difference(clause, place, known["says"], found, line)
        for key, stated in known.get("rests_on", {}).items() if piece.as_it_was else ():
            if (now := held.get(f".{key}")) != stated:
                yield Difference(clause, place, now, stated, line, key)
    for known in map(statements.__getitem__, gone.elements()):
        yield Difference(known.get("clause"), f"'{known['starts']} …'", known["says"], None)

    def tell(new: tuple[Piece, Mapping[str, Any] | None]) -> Difference:
        (start, end, *_), after = new
        place = f"after '{after['starts']} …'" if after else "at the beginning"
        clause = after.get("clause") if after and start not in prose.blocks else None
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
    saved: Sequence[tuple[int, Any]], known: Sequence[Mapping[str, Any]], spec: Spec
) -> Iterator[Difference]:
    """Yield each key and value that is not as it was, and what the tables would reject."""
    values = [dict(values_of(data)) for _, data in saved]
    gone = Counter(range(len(known)))
    there: list[int] = []
    for found in values:
        there.append(next((at for at in gone.elements() if known[at]["values"] == found), -1))
        gone[there[-1]] -= 1
    new: list[tuple[int, Any]] = []
    for (line, data), found, index in zip(saved, values, fill_in(there, gone), strict=True):
        if index < 0:
            new.append((line, data))
            continue
        was, clauses = known[index]["values"], {}
        for place, (clause, message) in _rejected(data, spec).items():
            clauses[place] = clause
            found[place] = f"{found.get(place, 'nothing')} (rejected: {message})"
        yield from first_few(
            [place for place in {**was, **found} if was.get(place) != found.get(place)],
            lambda place: Difference(
                clauses.get(place, known[index].get("clause")),
                f"example, {place}",
                was.get(place),
                found.get(place),
                line,
            ),
        )
    for one in map(known.__getitem__, gone.elements()):
        yield Difference(one.get("clause"), "example", one["says"], None)

    def tell(example: tuple[int, Any]) -> Difference:
        line, data = example
        told = [f"(rejected: {message})" for _, message in _rejected(data, spec).values()]
        found = " ".join([*told, json.dumps(data, ensure_ascii=False)])
        return Difference(None, "a further example", None, found, line)

    yield from first_few(new, tell)


def _rejected(data: Any, spec: Spec) -> dict[str, tuple[str, str]]:
    """Return where the tables reject an example that is a request: by path, clause and message."""
    is_request = any(field in data for field in ENVELOPE_FIELDS)
    violations = validate(data, spec=spec).violations if is_request else ()
    return {violation.path: (violation.clause, violation.message) for violation in violations}
