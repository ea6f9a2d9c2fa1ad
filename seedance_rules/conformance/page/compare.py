"""A saved page against what the page of a version said, and against its tables.

A page is read as text, in which each cell of a known table and each value of an example is a
statement too. It is laid out in the statements that are known; what is left is new, or changed.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import inf
from typing import Any

from attrs import asdict, frozen

from seedance_rules import Spec, validate
from seedance_rules.conformance.page.known import page_of
from seedance_rules.conformance.page.saved import APART, Prose, form, hashed, take_apart
from seedance_rules.conformance.page.tables import read_tables
from seedance_rules.fields import ENVELOPE_FIELDS
from seedance_rules.spec import spec_of
from seedance_rules.values import exact
from seedance_rules.wording import printable

__all__ = ["Difference", "compare_document", "lay_out"]

_Known = Mapping[str, Any]  # a statement of a page file
_Piece = tuple[int, int, int, bool]  # of a text, from, up to; statement or -1; is it as it was


@frozen
class Difference:
    """One place where a page does not say what it said, or what the tables say.

    `clause` is the id of the clause that the place states, None where no rule rests on it; `place`
    is where on the page. `expected` is what the tables say there or, in our own words, what the
    page said; None for what is new. `found` is what the page says there; None for what is gone, and
    `line` (of the saved page, from 1) too. `key` is where the tables say it, such as
    `prices.seedance-2.720p`, None where they say nothing of the kind. `found` is cut short.
    """

    clause: str | None
    place: str
    expected: str | None
    found: str | None
    line: int | None = None
    key: str | None = None

    def __str__(self) -> str:
        """Say on one line where it is, what was expected, what was found, and the clause."""
        where = f"line {self.line}, {self.place}" if self.line else self.place
        texts = (self.expected, self.found)
        expected, found = ("nothing" if text is None else f"'{text}'" for text in texts)
        said = f"the page said {expected}, now it says {found}"
        if self.key:
            said = f"the tables say {expected} ({self.key}), the page says {found}"
        text = f"{where}: {said}" + (f" (clause {self.clause})" if self.clause else "")
        return printable(text, len(text))

    def to_dict(self) -> dict[str, Any]:
        """Return the difference as plain data that JSON can carry."""
        return asdict(self)


def compare_document(text: str, *, spec: Spec | str | None = None) -> tuple[Difference, ...]:
    """Return where a saved page does not say what it said, or what the tables say; in its order.

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
    known = [*page["statements"], *read_tables(lines, page, tables)]
    pieces = lay_out(prose := Prose(lines), known)
    there = [(known[index], is_same) for _, end, index, is_same in pieces if end and index >= 0]
    if not any("key" in one if page["tables"] else is_same for one, is_same in there):
        kind = "HTML" if "</" in text else "another text" if text.strip() else "nothing"
        expected = f"a page in Markdown with tables: {' or '.join(page['tables'] or ['none'])}"
        return (Difference(None, "the whole page", expected, f"{kind}: none of these tables"),)
    found = [*_differences(prose, pieces, known, tables)]
    for line, data in examples:
        if any(name in data for name in ENVELOPE_FIELDS):
            for one in validate(data, spec=tables).violations:
                said = ("a request that the tables accept", f"one that they reject: {one.message}")
                found.append(Difference(one.clause, f"example, {one.path}", *said, line))
    return tuple(sorted(found, key=lambda difference: difference.line or inf))


def lay_out(prose: Prose, known: Sequence[_Known]) -> list[_Piece]:
    """Return the pieces of a page in its order, then the statements that are gone, from 0 up to 0.

    Of those that begin in one place the longest counts, since another may be its beginning. A new
    piece takes the place of the statement whose first words it has, else of the one that came after
    the statement before it, if that is gone.
    """
    gone = Counter({at: one.get("times", 1) for at, one in enumerate(known)})
    begins = sorted(
        (found.start(), -int(one["hash"].partition(":")[0]), index)
        for index, one in enumerate(known)
        for found in re.finditer(re.escape(form(one["starts"])), prose.low)
    )
    placed: dict[int, tuple[int, int, bool]] = {}  # up to, place of the statement, is it as it was
    changed: list[tuple[int, int]] = []
    done = reached = following = 0
    for at, length, index in begins:
        if at < done:
            continue
        if gone[index] and hashed(prose.text[at : at - length]) == known[index]["hash"]:
            placed[at], done = (at - length, index, True), at - length
            gone[index] -= 1
        else:
            changed.append((index, at))
    for index, at in sorted(changed):
        if gone[index] and at not in placed:
            placed[at] = (at, index, False)
            gone[index] -= 1
    cuts = {*prose.blocks, len(prose.text), *placed, *(end for end, _, _ in placed.values())}
    pieces: list[_Piece] = []
    for start, cut in pairwise(sorted(cuts)):
        if start not in placed and (start < reached or prose.text[start] == APART):
            continue
        is_next = gone[following] > 0 and "key" not in known[following]
        end, index, as_it_was = placed.get(start, (cut, following if is_next else -1, False))
        gone[index] -= start not in placed  # those are counted
        reached = max(end, cut)
        following = following if index < 0 or "key" in known[index] else index + 1
        pieces.append((start, reached, index, as_it_was))
    return pieces + [(0, 0, index, False) for index in gone.elements()]


def _differences(
    prose: Prose, pieces: Sequence[_Piece], known: Sequence[_Known], spec: Spec
) -> Iterator[Difference]:
    """Yield what is gone, changed or new, and the figures that the tables hold otherwise."""
    held, place, clause = spec.to_dict(), "the beginning", None
    for start, end, index, as_it_was in pieces:
        line, said = (prose.line(start), prose.quote(start, end)) if end else (None, None)
        if index < 0:
            follows = None if start in prose.blocks else clause
            yield Difference(follows, f"after {place}", None, said, line)
            continue
        one = known[index]
        place, clause = one.get("place", f"'{one['starts']} …'"), one.get("clause")
        if not as_it_was:
            yield Difference(clause, place, one["says"], said, line, one.get("key"))
        for key, stated, now in _otherwise(one.get("rests_on", {}), held) if as_it_was else ():
            yield Difference(clause, place, now, stated, line, key)


def _otherwise(stated: Any, held: Any, key: str = "") -> Iterator[tuple[str, str, str | None]]:
    """Yield the keys at which tables do not hold what is stated of them, and both."""
    if isinstance(stated, dict):
        entries = {str(at): one for at, one in enumerate(held)} if isinstance(held, list) else held
        for name, value in stated.items():
            now = entries.get(name) if isinstance(entries, dict) else None
            yield from _otherwise(value, now, f"{key}.{name}" if key else name)
    elif stated != held:
        texts = [json.dumps(one, ensure_ascii=False).strip('"') for one in (stated, held)]
        yield key, texts[0], None if held is None else texts[1]
