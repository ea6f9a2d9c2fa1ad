"""The statements of a page: which of them a saved one holds as they were, and what else it says.

The text of a page is laid out in the statements that are known, each found by its first words and
told by its hash. What is left between them is new, or one of them that was changed.
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from typing import Any

from seedance_rules.conformance.page.difference import Difference, first_few
from seedance_rules.conformance.page.expected import Statement
from seedance_rules.conformance.page.saved import Prose, fingerprint, lowered

__all__ = ["Piece", "compare_statements", "lay_out"]

Piece = tuple[int, int, int]
"""Of a text, from and up to; the place of the statement that it is, or -1."""


def _places(text: str, anchor: str) -> Iterator[int]:
    at = text.find(anchor)
    while at >= 0:
        yield at
        at = text.find(anchor, at + 1)


def lay_out(text: str, statements: Sequence[Statement]) -> list[Piece]:
    """Return the pieces of a text, in its order: statements as they were, and what is between.

    The longest are looked for first, since one may be the beginning of another.
    """
    low = lowered(text)
    taken: list[Piece] = [(0, 0, -1), (len(text), len(text), -1)]
    for index in sorted(range(len(statements)), key=lambda index: -statements[index].length):
        known, left = statements[index], statements[index].times
        for at in _places(low, known.anchor):
            end, place = at + known.length, bisect_left(taken, (at, len(text)))
            is_free = taken[place - 1][1] <= at and end <= taken[place][0]
            if left and is_free and fingerprint(text[at:end]) == known.hash:
                insort(taken, (at, end, index))
                left -= 1
    pieces: list[Piece] = []
    for (_, done, _), (start, end, index) in zip(taken, taken[1:], strict=False):
        between = re.finditer("[^\n]+", text[done:start])
        pieces += ((done + part.start(), done + part.end(), -1) for part in between)
        pieces.append((start, end, index))
    return pieces[:-1]


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
    as_they_were, blocks = {*pieces}, {*prose.blocks}
    new: list[tuple[int, int, Statement | None]] = []
    before: Statement | None = None
    for start, end, index in _paired(prose, pieces, statements, gone):
        if index < 0:
            new.append((start, end, before))
            continue
        before = known = statements[index]
        line = prose.line(start)
        if (start, end, index) not in as_they_were:
            yield _changed(known, prose.quote(start, end), line)
            continue
        for key, stated in known.rests_on.items():
            if (held := _held(tables, key.split("."))) != stated:
                yield Difference(known.clause, f"'{known.starts} …'", held, stated, line, key)
    for index in gone:
        yield _changed(statements[index], None, None)

    def tell(piece: tuple[int, int, Statement | None]) -> Difference:
        start, end, after = piece
        clause = after.clause if after and start not in blocks else None
        place = f"after '{after.starts} …'" if after else "at the beginning"
        return Difference(clause, place, None, prose.quote(start, end), prose.line(start))

    yield from first_few(new, tell)


def _changed(known: Statement, found: str | None, line: int | None) -> Difference:
    return Difference(known.clause, f"'{known.starts} …'", known.says, found, line)


def _held(value: Any, names: Sequence[str]) -> str | None:
    """Write what the tables hold at a dotted key; a name in it may have dots of its own."""
    if names and isinstance(value, list):
        value = dict(zip(map(str, range(len(value))), value, strict=True))
    if names and isinstance(value, dict):
        fitting = (size for size in range(len(names), 0, -1) if ".".join(names[:size]) in value)
        size = next(fitting, 0)
        return _held(value[".".join(names[:size])], names[size:]) if size else None
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return None if names else str(value).lower() if isinstance(value, bool) else str(value)


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
        for at in _places(low, statements[index].anchor):
            _, end, known = pieces[bisect_right(pieces, (at, len(low) + 1)) - 1]
            if known < 0 and at < end and at not in begins:
                begins[at] = index
                gone.remove(index)
                break
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
    following = [len(statements)]
    for _, _, index in reversed(cut):
        following.append(following[-1] if index < 0 else index)
    before = -1
    for (start, end, index), after in zip(cut, following[-2::-1], strict=True):
        if index < 0:
            index = next((near for near in (before + 1, after - 1) if near in gone), -1)
            if index >= 0:
                gone.remove(index)
        before = index if index >= 0 else before
        yield start, end, index
