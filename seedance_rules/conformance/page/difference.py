"""One place where a documentation page does not say what it said, or what the tables say."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, TypeVar

from attrs import asdict, field, frozen

from seedance_rules.wording import cut, printable

__all__ = ["Difference", "first_few"]

_MOST: Final = 50
_T = TypeVar("_T")


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


def first_few(found: Sequence[_T], tell: Callable[[_T], Difference]) -> Iterator[Difference]:
    """Yield a difference for each of the first fifty; one more says how many are left."""
    yield from map(tell, found[:_MOST])
    if len(found) > _MOST:
        line, more = tell(found[_MOST]).line, f"{len(found) - _MOST} more like those before"
        yield Difference(None, "and further", None, more, line)
