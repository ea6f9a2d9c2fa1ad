"""A matcher that counts: Python's patterns, read by a backtracking matcher written out in steps.

`re` does not tell how often it goes over a text, and a clock tells it badly. This walks the parsed
pattern as `re` does, greedy first and back where that fails, and counts each comparison. It knows
the few constructs that the package's patterns have and refuses any other, and every answer is held
against that of `re`, so what it counts is the work that `re` has to do.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from re import _constants as ops  # type: ignore[attr-defined]  # the names `re` parses to
from re import _parser as parser  # type: ignore[attr-defined]  # what `re` itself parses with

__all__ = ["steps_of"]

Node = tuple[object, object]
"""One construct of a parsed pattern: what it is, and its arguments."""


def steps_of(pattern: re.Pattern[str], text: str, *, all_of: bool = False) -> int:
    """Return the steps that a match at the beginning takes, or, with `all_of`, of every match."""
    matcher = _Matcher(text)
    nodes = list(parser.parse(pattern.pattern, pattern.flags))
    if not all_of:
        match = pattern.match(text)
        assert matcher.first(nodes, 0) == (match.end() if match else None)
        return matcher.steps
    position, found = 0, list[tuple[int, int]]()
    while position <= len(text):
        end = matcher.first(nodes, position)
        if end is None:
            position += 1
        else:
            found.append((position, end))
            position = end
    assert found == [match.span() for match in pattern.finditer(text)]
    return matcher.steps


class _Matcher:
    """A text, and the steps taken over it so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.steps = 0

    def first(self, nodes: Sequence[Node], start: int) -> int | None:
        """Return where the preferred match of a sequence from `start` ends, None without one."""
        return next(self.ends(nodes, start), None)

    def ends(self, nodes: Sequence[Node], start: int) -> Iterator[int]:
        """Yield where matches of a sequence from `start` end, the preferred one first."""
        if not nodes:
            yield start
            return
        for middle in self.ends_of_one(nodes[0], start):
            yield from self.ends(nodes[1:], middle)

    def ends_of_one(self, node: Node, start: int) -> Iterator[int]:
        operation, argument = node
        if operation is ops.BRANCH:
            for alternative in _list(_list(argument)[1]):
                yield from self.ends(_nodes(alternative), start)
        elif operation is ops.SUBPATTERN:
            _group, added, _removed, body = _list(argument)
            assert isinstance(added, int)
            nodes = _nodes(body)
            yield from self.ends(_in_any_case(nodes) if added & re.IGNORECASE else nodes, start)
        elif operation is ops.POSSESSIVE_REPEAT:
            yield from self.repeats(argument, start)[-1:]
        elif operation is ops.MAX_REPEAT:
            yield from reversed(self.repeats(argument, start))
        elif operation is ops.ASSERT:
            _direction, body = _list(argument)
            if self.first(_nodes(body), start) is not None:
                yield start
        elif operation is ops.AT:
            assert argument is ops.AT_END_STRING
            self.steps += 1
            if start == len(self.text):
                yield start
        else:
            self.steps += 1
            if start < len(self.text) and _holds(node, self.text[start]):
                yield start + 1

    def repeats(self, argument: object, start: int) -> list[int]:
        """Return where one repetition more and more ends; each takes what its body prefers."""
        least, most, body = _list(argument)
        assert isinstance(least, int) and isinstance(most, int)
        nodes, found = _nodes(body), [start]
        while len(found) <= most:
            end = self.first(nodes, found[-1])
            if end is None or end == found[-1]:
                break
            found.append(end)
        return found[least:]


def _list(argument: object) -> list[object]:
    assert isinstance(argument, (list, tuple))
    return list(argument)


def _nodes(body: object) -> list[Node]:
    assert isinstance(body, (list, parser.SubPattern))
    return list(body)


def _in_any_case(nodes: Sequence[Node]) -> list[Node]:
    """Return a sequence of literals that match in any case: it is all that patterns need."""
    found: list[Node] = []
    for operation, argument in nodes:
        if operation is ops.BRANCH:
            first, alternatives = _list(argument)
            changed = [_in_any_case(_nodes(one)) for one in _list(alternatives)]
            found.append((operation, (first, changed)))
        elif operation is ops.SUBPATTERN:
            *rest, body = _list(argument)
            found.append((operation, (*rest, _in_any_case(_nodes(body)))))
        else:
            assert operation is ops.LITERAL and isinstance(argument, int)
            letters = {chr(argument).lower(), chr(argument).upper()}
            found.append((ops.IN, [(operation, ord(letter)) for letter in letters]))
    return found


def _holds(node: Node, character: str) -> bool:
    """Tell whether a construct of one character matches it."""
    operation, argument = node
    tests: dict[object, Callable[[], bool]] = {
        ops.LITERAL: lambda: ord(character) == argument,
        ops.NOT_LITERAL: lambda: ord(character) != argument,
        ops.RANGE: lambda: _between(ord(character), _list(argument)),
        ops.IN: lambda: _in_set(character, _nodes(argument)),
        ops.ANY: lambda: True,
    }
    return tests[operation]()


def _between(code: int, ends: list[object]) -> bool:
    low, high = ends
    assert isinstance(low, int) and isinstance(high, int)
    return low <= code <= high


def _in_set(character: str, members: list[Node]) -> bool:
    if members[0][0] is ops.NEGATE:
        return not any(_holds(member, character) for member in members[1:])
    return any(_holds(member, character) for member in members)
