"""The facts outside the tables of a page: found where it states them, whatever values it states.

A fact is words of the page with values between them. It is looked for by the longest of its words:
around those it stands as expected, or else the next of its words are taken, each at its nearest, so
that a page which states another value is found too. Nothing is tried twice: every step is linear
in the length of the page.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from attrs import frozen

from seedance_rules.conformance.difference import Difference, unexpected
from seedance_rules.conformance.saved_page import Prose, squeezed
from seedance_rules.conformance.page_facts import PageFact

__all__ = ["compare_facts"]

_LONGEST_VALUE: Final = 200
"""A value on the page may be that long, or twice as long as an expected one."""

_OPERATORS: Final = frozenset("×*/+÷^")
"""What goes on with one of these states another formula."""

_SENTENCE_END: Final = re.compile(r"[;!?|]|(?<![0-9])\.|\.(?![0-9])")
_VALUE_END: Final = re.compile(r"[;!?|()]|(?<![0-9])\.|\.(?![0-9])")

_SHORTEST_PIECE: Final = 12
_AROUND: Final = 24
"""How much of the page beside a piece of a lost statement is quoted with it."""

_Span = tuple[int, int]
"""Where something stands in the squeezed text: from, and up to."""


@frozen
class _Pattern:
    """What facts of the same words look like, squeezed: the words, and the whole of each fact.

    Each of `expected` is what stands before the longest of the words, and what stands behind it.
    `joints` is what may join the entries of a list: a value that one of them leads on is not over.
    """

    words: tuple[str, ...]
    longest: int
    """The place of the longest of the words among them."""
    expected: tuple[tuple[str, str], ...]
    longest_value: int
    joints: tuple[str, ...]

    @classmethod
    def of(cls, facts: Sequence[PageFact], joints: Iterable[str]) -> "_Pattern":
        """Make the pattern of facts that have their words in common."""
        parts = [tuple(map(squeezed, fact.parts)) for fact in facts]
        words = parts[0][::2]
        longest = max(range(len(words)), key=lambda at: len(words[at]))
        at = 2 * longest
        values = [len(value) for squeezed_parts in parts for value in squeezed_parts[1::2]]
        return cls(
            words,
            longest,
            tuple(("".join(p[:at]), "".join(p[at + 1 :])) for p in parts),
            max([_LONGEST_VALUE, *(2 * length for length in values)]),
            tuple(map(squeezed, joints)),
        )

    def places(self, text: str) -> Iterator[_Span]:
        """Yield where a text states this, in order, whatever the values."""
        longest = self.words[self.longest]
        at = text.find(longest)
        while at >= 0:
            end = at + len(longest)
            span = self._as_expected(text, at, end) or self._otherwise(text, at, end)
            if span is not None:
                yield span
            at = text.find(longest, end)

    def _as_expected(self, text: str, at: int, end: int) -> _Span | None:
        for before, behind in self.expected:
            start, stop = at - len(before), end + len(behind)
            if start >= 0 and text.startswith(before, start) and text.startswith(behind, end):
                if not self._goes_on(text, start, stop):
                    return start, stop
        return None

    def _goes_on(self, text: str, start: int, end: int) -> bool:
        """Tell whether what stands there is only a part of a longer value or formula."""
        before, behind = text[max(start - 1, 0) : start], text[end : end + 1]
        if before in _OPERATORS or behind in _OPERATORS:
            return True
        first_is_value, last_is_value = not self.words[0], not self.words[-1]
        return (
            first_is_value
            and (before.isdecimal() or any(text.endswith(j, 0, start) for j in self.joints))
            or last_is_value
            and (behind.isdecimal() or any(text.startswith(j, end) for j in self.joints))
        )

    def _otherwise(self, text: str, at: int, end: int) -> _Span | None:
        """Go from word to word, to both sides; a value does not run over the end of a sentence."""
        for word in reversed(self.words[: self.longest]):
            window = max(0, at - self.longest_value - len(word))
            if not word:
                marks = [mark.end() for mark in _VALUE_END.finditer(text[window:at])]
                return self._to_the_end(text, window + (marks[-1] if marks else 0), end)
            found = text.rfind(word, window, at)
            if found < 0 or _SENTENCE_END.search(text[found + len(word) : at]):
                return None
            at = found
        return self._to_the_end(text, at, end)

    def _to_the_end(self, text: str, start: int, end: int) -> _Span | None:
        for word in self.words[self.longest + 1 :]:
            window = text[end : end + self.longest_value + len(word)]
            if not word:
                mark = _VALUE_END.search(window)
                end += mark.start() if mark else len(window)
                continue
            found = window.find(word)
            if found < 0 or _SENTENCE_END.search(window[:found]):
                return None
            end += found + len(word)
        formula_goes_on = self.words[0] and text[max(start - 1, 0) : start] in _OPERATORS
        return None if formula_goes_on or text[end : end + 1] in _OPERATORS else (start, end)


def compare_facts(
    facts: Iterable[PageFact], joints: Iterable[str], prose: Prose
) -> Iterator[Difference]:
    """Compare each fact, in every place where it is expected, with what the page states there.

    Facts of the same words are taken in the order in which they stand on the page. A statement that
    stands more often than expected is a difference too.
    """
    groups: dict[tuple[str, ...], list[PageFact]] = {}
    for fact in facts:
        groups.setdefault(tuple(map(squeezed, fact.parts[::2])), []).append(fact)
    joined_by = tuple(joints)
    paired: list[tuple[PageFact, _Span | None]] = []
    further: list[tuple[PageFact, list[_Span]]] = []
    for stated in groups.values():
        places = list(_Pattern.of(stated, joined_by).places(prose.text))
        pairs, rest = _paired(stated, places, prose.text)
        paired += pairs
        further.append((stated[0], rest))
    taken = sorted(span for _, span in paired if span is not None)
    for fact, span in paired:
        yield from _compare(fact, span, taken, prose)
    for fact, spans in further:
        place = f"beside {fact.place}"
        yield from unexpected(fact.clause, place, spans, lambda span: prose.quote(*span))


def _paired(
    stated: Sequence[PageFact], places: Sequence[_Span], text: str
) -> tuple[list[tuple[PageFact, _Span | None]], list[_Span]]:
    """Pair facts with places, in their order if there are as many, else the equal ones first.

    Returns the pairs, None for a fact without a place, and the places that are left over.
    """
    pairs: list[tuple[PageFact, _Span | None]] = []
    facts, rest = list(stated), list(places)
    if len(facts) != len(rest):
        rest = []
        for start, end in places:
            equal = next((fact for fact in facts if _said(fact) == text[start:end]), None)
            if equal is None:
                rest.append((start, end))
            else:
                facts.remove(equal)
                pairs.append((equal, (start, end)))
    pairs += zip(facts, rest, strict=False)
    pairs += ((fact, None) for fact in facts[len(rest) :])
    return pairs, rest[len(facts) :]


def _said(fact: PageFact) -> str:
    return squeezed("".join(fact.parts))


def _compare(
    fact: PageFact, span: _Span | None, taken: Sequence[_Span], prose: Prose
) -> Iterator[Difference]:
    expected = " ".join("".join(fact.parts).split())
    if span is None:
        yield Difference(fact.clause, fact.place, expected, _remains(fact, taken, prose))
    elif prose.text[span[0] : span[1]] != _said(fact):
        yield Difference(fact.clause, fact.place, expected, prose.quote(*span))


def _remains(fact: PageFact, taken: Sequence[_Span], prose: Prose) -> str | None:
    """Quote the page where it has the beginning or the end of a statement that is not there."""
    said = _said(fact)
    for share in (3, 2):
        size = len(said) * share // 4
        if size < _SHORTEST_PIECE:
            break
        for piece in (said[:size], said[-size:]):
            at = prose.text.find(piece)
            while at >= 0 and _overlaps(taken, at, at + size):
                at = prose.text.find(piece, at + 1)
            if at >= 0:
                around = len(said) - size + _AROUND
                before, after = (0, around) if said.startswith(piece) else (around, 0)
                return prose.quote(max(0, at - before), at + size + after)
    return None


def _overlaps(taken: Sequence[_Span], start: int, end: int) -> bool:
    at = bisect_left(taken, (end, end))
    return at > 0 and taken[at - 1][1] > start
