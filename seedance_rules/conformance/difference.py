"""One place where a documentation page and the tables do not say the same."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from attrs import frozen

from seedance_rules.wording import printable

__all__ = ["Difference", "cut", "unexpected"]

_LONGEST: Final = 300
_MOST_UNEXPECTED: Final = 20

_T = TypeVar("_T")


@frozen
class Difference:
    """One place where the tables and the page do not say the same.

    `expected` is what the page would have to say there by the tables, None where they know of
    nothing; `found` is what the page says there, None where nothing like it was found. `clause` is
    the id of the clause that the place states. What is quoted from a page is cut at 300 characters.
    """

    clause: str
    place: str
    expected: str | None
    found: str | None

    def __str__(self) -> str:
        return (
            f"{self.place}: the tables say {_quoted(self.expected)}, "
            f"the page says {_quoted(self.found)} (clause {self.clause})"
        )


def _quoted(text: str | None) -> str:
    return "nothing" if text is None else f"'{printable(text, len(text))}'"


def cut(text: str) -> str:
    """Return a text of the page, or the beginning of one that is too long to show."""
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def unexpected(
    clause: str, place: str, found: Sequence[_T], quote: Callable[[_T], str]
) -> Iterator[Difference]:
    """Yield a difference for each of the first twenty things beyond the tables; one more counts the rest."""
    for one in found[:_MOST_UNEXPECTED]:
        yield Difference(clause, place, None, cut(quote(one)))
    if len(found) > _MOST_UNEXPECTED:
        yield Difference(clause, place, None, f"{len(found) - _MOST_UNEXPECTED} more like it")
