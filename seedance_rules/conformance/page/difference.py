"""One place where a documentation page does not say what it said, or what the tables hold."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from attrs import asdict, frozen

from seedance_rules.wording import cut, printable

__all__ = ["Difference", "first_few"]

_LONGEST_QUOTE = 300
_MOST = 50
_T = TypeVar("_T")


@frozen
class Difference:
    """One place where a page does not say what it said, or what the tables hold.

    `clause` is the id of the clause that the place states, None where no rule rests on it; `place`
    is where on the page. `expected` is what the tables hold there or, in our own words, what the
    page said; None for what is new. `found` is what the page says there; None for what is gone, and
    `line` (of the saved page, from 1) too. `key` is where the tables hold it, such as
    `prices.seedance-2.720p`, None where they hold nothing of the kind.
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
        expected, found = _quoted(self.expected), _quoted(self.found)
        if self.key:
            text = f"{where}: the tables say {expected} ({self.key}), the page says {found}"
        else:
            text = f"{where}: the page said {expected}, now it says {found}"
        text += f" (clause {self.clause})" if self.clause else ""
        return printable(text, len(text))

    def to_dict(self) -> dict[str, Any]:
        """Return the difference as plain data that JSON can carry."""
        return asdict(self)


def _quoted(text: str | None) -> str:
    return "nothing" if text is None else f"'{cut(text, _LONGEST_QUOTE)}'"


def first_few(found: Sequence[_T], tell: Callable[[_T], Difference]) -> Iterator[Difference]:
    """Yield a difference for each of the first fifty; one more says how many are left."""
    yield from map(tell, found[:_MOST])
    if len(found) > _MOST:
        first_left = tell(found[_MOST])
        more = f"{len(found) - _MOST} more like those before"
        yield Difference(None, "and further", None, more, first_left.line)
