"""The statements of a page: which of them a saved one holds as they were, and what else it says.

The text of a page is laid out in the statements that are known, each found by its first words and
told by its hash. What is left between them is new, or one of them that was changed.
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from seedance_rules.conformance.page.difference import Difference, first_few
from seedance_rules.conformance.page.expected import Statement
from seedance_rules.conformance.page.saved import Prose, fingerprint, lowered

__all__ = ["Piece", "compare_statements", "lay_out"]

Piece = tuple[int, int, int]
"""Of a text, from and up to; the place of the statement that it is, or -1."""


def lay_out(text: str, statements: Sequence[Statement]) -> list[Piece]:
    """Return the pieces of a text, in its order: statements as they were, and what is between.

    The longest are looked for first, since one may be the beginning of another.
    """
    low = lowered(text)
    taken: list[Piece] = []
    for index in sorted(range(len(statements)), key=lambda index: -statements[index].length):
        known, left = statements[index], statements[index].times
        at = low.find(known.anchor)
        while at >= 0 and left:
            end, place = at + known.length, bisect_left(taken, (at,))
            is_free = (not place or taken[place - 1][1] <= at) and (
                place == len(taken) or end <= taken[place][0]
            )
            if is_free and fingerprint(text[at:end]) == known.hash:
                insort(taken, (at, end, index))
                left -= 1
            at = low.find(known.anchor, at + 1)
    pieces: list[Piece] = []
    done = 0
    for start, end, index in [*taken, (len(text), len(text), -1)]:
        between = re.finditer("[^\n]+", text[done:start])
        pieces += ((done + part.start(), done + part.end(), -1) for part in between)
        pieces += [(start, end, index)] if end > start else []
        done = end
    return pieces


def compare_statements(
    prose: Prose, pieces: list[Piece], statements: Sequence[Statement], tables: Any
) -> Iterator[Difference]:
    """Yield what is gone, changed or new, and the figures that the tables hold otherwise."""
    there = [index for _, _, index in pieces]
    gone = [
        index
        for index, known in enumerate(statements)
        for _ in range(known.times - there.count(index))
    ]
    as_they_were = frozenset(pieces)
    new: list[Piece] = []
    before = -1
    for start, end, index in _paired(prose, pieces, statements, gone):
        line = prose.line(start)
        if index < 0:
            new.append((start, end, before))
            continue
        before, known = index, statements[index]
        if (start, end, index) in as_they_were:
            for key, stated in known.rests_on.items():
                if (held := _held(tables, key.split("."))) != stated:
                    shown = None if held is None else str(held)
                    place = f"'{known.starts} …'"
                    yield Difference(known.clause, place, shown, str(stated), line, key)
        else:
            yield _changed(known, prose.quote(start, end), line)
    for index in gone:
        yield _changed(statements[index], None, None)

    def tell(piece: Piece) -> Difference:
        start, end, after = piece
        goes_on = after >= 0 and start not in prose.blocks
        clause = statements[after].clause if goes_on else None
        place = f"after '{statements[after].starts} …'" if after >= 0 else "at the beginning"
        return Difference(clause, place, None, prose.quote(start, end), prose.line(start))

    yield from first_few(new, tell)


def _changed(known: Statement, found: str | None, line: int | None) -> Difference:
    return Difference(known.clause, f"'{known.starts} …'", known.says, found, line)


def _held(value: Any, names: list[str]) -> Any:
    """Return what the tables hold at a dotted key; a name among them may have dots of its own."""
    if not names:
        return value
    if isinstance(value, list):
        inside = names[0].isdecimal() and int(names[0]) < len(value)
        return _held(value[int(names[0])], names[1:]) if inside else None
    for size in range(len(names), 0, -1):
        if isinstance(value, dict) and (name := ".".join(names[:size])) in value:
            return _held(value[name], names[size:])
    return None


def _paired(
    prose: Prose, pieces: list[Piece], statements: Sequence[Statement], gone: list[int]
) -> Iterator[Piece]:
    """Yield the pieces, those that take the place of a statement that is gone as that one.

    A new piece takes the place of the statement whose first words it has, else of the one that
    followed what is before it, or came before what follows. `gone` keeps the others.
    """
    low = lowered(prose.text)
    begins: dict[int, int] = {}
    for index in [*gone]:
        at = low.find(statements[index].anchor)
        while at >= 0:
            start, end, known = pieces[bisect_right(pieces, (at, len(low) + 1)) - 1]
            if known < 0 and start <= at < end and at not in begins:
                begins[at] = index
                gone.remove(index)
                break
            at = low.find(statements[index].anchor, at + 1)
    points = sorted({*begins, *prose.blocks})
    cut: list[Piece] = []
    for start, end, index in pieces:
        at, known = start, index if index >= 0 else begins.get(start, -1)
        inside = points[bisect_right(points, start) : bisect_left(points, end)]
        for point in inside if index < 0 else ():
            if point in begins or known < 0 or point >= at + statements[known].length // 2:
                cut.append((at, point, known))
                at, known = point, begins.get(point, -1)
        cut.append((at, end, known))
    behind = [index for _, _, index in reversed(cut)]
    following = accumulate(
        behind, lambda later, index: later if index < 0 else index, initial=len(statements)
    )
    before = -1
    for (start, end, index), after in zip(cut, [*following][-2::-1], strict=True):
        near = [known for known in (before + 1, after - 1) if index < 0 and known in gone]
        if near:
            gone.remove(near[0])
        before = near[0] if near else max(index, -1) if index >= 0 else before
        yield start, end, near[0] if near else index
