"""What a client answers, and how it is told where its answers differ from the documentation."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from reprlib import Repr
from typing import Any, Final, Self

from attrs import field, fields_dict, frozen

from seedance_rules import Clause
from seedance_rules.conformance.clients.cases import STATED, Case, stated_of
from seedance_rules.wording import either, number, plain, plain_fields, printable, show

__all__ = [
    "NOT_ASKED",
    "Answer",
    "Client",
    "Deviation",
    "Mismatch",
    "Mismatches",
    "changes",
    "like",
    "shown",
    "summary",
]

_LONGEST_REQUEST: Final = 400
_LONGEST_REASON: Final = 120
_IDS: Final = 3
_NAMES: Final = re.compile(r"""(?<!\w)'[^']*'|"[^"]*"|`[^`]*`|\S*[\d_/@]\S*""")

_SHORT: Final = Repr()
_SHORT.maxstring = _SHORT.maxother = _LONGEST_REASON


@frozen
class Answer:
    """What a client says of a request. What is None is not compared.

    `accepted` is its verdict, `mode` the mode that it takes the request to run in, `credits` its
    price: a `Decimal`, an `int` or decimal text, which must be exact, or a `float`, which may be
    off by a billionth (not in cases of the clause `exact`). `sends` is the body that it would send;
    `reason` is its own message, for people.
    """

    accepted: bool | None = None
    mode: str | None = None
    credits: Decimal | int | float | str | None = None
    sends: Mapping[str, object] | None = None
    reason: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data, as `check_answers` takes it; a `Decimal` as text."""
        return {name: _plain(getattr(self, name)) for name in fields_dict(Answer)}


NOT_ASKED: Final = Answer()
"""The answer of a client that a request is not for."""

Client = Callable[[dict[str, object], Decimal | None, Decimal | None], Answer]
"""A function of a request, and of the total seconds of its videos and audios, None if unknown."""


@frozen
class Deviation:
    """One way in which a client differs from the documentation in a case."""

    did: str
    """What the client did, in the words that are the same for every case in which it does so."""
    text: str
    """What the documentation says and what the client did, in a sentence."""
    clause: Clause | None
    """The clause that this is about; None where the tables do not have it."""
    explanations: tuple[str, ...] = ()
    """What would explain a wrong price, the most telling first."""

    def to_dict(self) -> dict[str, Any]:
        """Return the deviation as plain data, the clause by its id."""
        return plain_fields(self) | {"clause": self.clause and self.clause.id}

    def __str__(self) -> str:
        because = f" ({either(self.explanations)}?)" if self.explanations else ""
        return f"{self.text}{because}"


@frozen
class Mismatch:
    """A case, and where a client differs from it; `str()` tells it to a person."""

    case: Case
    differences: tuple[Deviation, ...]
    """Never empty."""
    answer: object = field(default=None, eq=False)
    """What the client answered, whatever it was."""
    error: Exception | None = field(default=None, eq=False)
    """What the client raised instead of answering."""

    def to_dict(self) -> dict[str, Any]:
        """Return the mismatch as plain data; an answer that is not one, and an error, as text."""
        answer = self.answer.to_dict() if isinstance(self.answer, Answer) else _plain(self.answer)
        return {
            "case": self.case.to_dict(),
            "differences": [found.to_dict() for found in self.differences],
            "answer": answer,
            "error": None if self.error is None else shown(self.error),
        }

    def __str__(self) -> str:
        lines = [self.case.id]
        for found in self.differences:
            lines.append(f"  {found}")
            if found.clause is not None:
                lines.append(f"    {found.clause.id} ({found.clause.status}): {found.clause.text}")
        whole, twin = whole_of(self.case), self.case.twin
        if twin is None:
            text = json.dumps(self.case.request, ensure_ascii=False)
            lines.append(f"  request {printable(text, _LONGEST_REQUEST)}")
            lines += [f"  {name} {value}" for name, value in whole.items() if name in STATED]
        else:
            lines.append(f"  against {twin.id}, which is accepted:")
            lines += [f"    {change}" for change in changes(whole, whole_of(twin))]
        return "\n".join(lines)


class Mismatches(tuple[Mismatch, ...]):
    """The mismatches of a client, at most one a case, in the order of the cases.

    `counts` says what became of every case: `as documented`, `differ`, `not asked`; `say nothing`,
    where the client rejects what is to be rejected, and its accepted twin too; and of what it sends
    for a request that is to be rejected, `passed on` and `repaired`.
    """

    counts: Mapping[str, int]

    def __new__(
        cls, found: Iterable[Mismatch] = (), counts: Mapping[str, int] | None = None
    ) -> Self:
        """Make them of what was found, and of what became of every case."""
        made = super().__new__(cls, found)
        made.counts = dict(counts or {})
        return made

    def to_dict(self) -> dict[str, Any]:
        """Return the counts and the mismatches as plain data."""
        return {"counts": {**self.counts}, "mismatches": [found.to_dict() for found in self]}


@frozen
class _Group:
    """Mismatches in which the client did the same."""

    did: str
    mismatches: tuple[Mismatch, ...]

    @property
    def clauses(self) -> list[Clause]:
        """What they are about, the most frequent first."""
        cited = [mismatch.differences[0].clause for mismatch in self.mismatches]
        return [clause for clause, _ in Counter(filter(None, cited)).most_common()]

    @property
    def documented(self) -> bool:
        """Whether the client differs from something that is documented, not only from readings."""
        return any(clause.status == "documented" for clause in self.clauses)

    def __str__(self) -> str:
        ids = [mismatch.case.id for mismatch in self.mismatches]
        more = ", …" if len(ids) > _IDS else ""
        names = [clause.id for clause in self.clauses[:_IDS]]
        return f"{len(ids):>5}  {self.did} ({', '.join(names)}): {', '.join(ids[:_IDS])}{more}"


def summary(mismatches: Iterable[Mismatch], *, longest: int = 16) -> str:
    """Tell mismatches on a page: how many there are, and what the client did, in groups.

    A group is of one thing that the client did: a verdict with the code or with the client's own
    reason, names and numbers left out; a mode; a field that it sends; a price with what would
    explain most of them. What differs from the documentation comes before what differs from
    readings, then the largest first, each with three ids; of more than `longest` groups, and of
    more than a quarter of that from readings, the rest is counted.
    """
    found = tuple(mismatches)
    counts = mismatches.counts if isinstance(mismatches, Mismatches) else {}
    asked = sum(counts.values())
    groups = _groups(found)
    lines = [f"{len(found)} mismatch{'' if len(found) == 1 else 'es'}"]
    if asked:
        told = [f"{count} {what}" for what, count in Counter(counts).most_common()]
        lines = [f"{asked} cases: {', '.join(told)}"]
        if counts.get("not asked") == asked:
            lines.append("the client was asked nothing, or never answered")
    if len(groups) == 1 and len(found) > 1 and all(mismatch.error for mismatch in found):
        where = "in every case" if len(found) == asked else f"in {len(found)} cases"
        lines.append(f"the client raised the same error {where}")
    for status, kept, most in (
        ("what is documented", True, longest),
        ("readings", False, longest // 4),
    ):
        of_status = [group for group in groups if group.documented is kept]
        lines += [f"from {status}:"] if of_status else []
        lines += map(str, of_status[:most])
        rest = of_status[most:]
        if rest:
            hidden = sum(len(group.mismatches) for group in rest)
            lines.append(f"{hidden:>5}  in {len(rest)} smaller group{'s' if len(rest) > 1 else ''}")
    return "\n".join(lines)


def _groups(mismatches: Sequence[Mismatch]) -> list[_Group]:
    """Group mismatches by the first thing that the client did, largest first.

    A wrong price may have several explanations: the one that explains most counts.
    """
    found: list[_Group] = []
    left = [*mismatches]
    while left:
        told = Counter(name for mismatch in left for name in _names(mismatch))
        ((best, _),) = told.most_common(1)
        found.append(_Group(best, tuple(one for one in left if best in _names(one))))
        left = [one for one in left if best not in _names(one)]
    return sorted(found, key=lambda group: -len(group.mismatches))


def _names(mismatch: Mismatch) -> list[str]:
    first = mismatch.differences[0]
    return [*(f"price: {name}" for name in first.explanations), first.did]


def whole_of(case: Case) -> dict[str, object]:
    """Return the request of a case, with the seconds that are stated beside it."""
    stated = stated_of(case).items()
    return case.request | {name: number(value) for name, value in stated if value is not None}


def changes(now: object, before: object, place: str = "") -> Iterator[str]:
    """Say in which places two values differ, and how."""
    if isinstance(now, Mapping) and isinstance(before, Mapping):
        for name in {**before, **now}:
            inner = f"{place}.{name}" if place else str(name)
            yield from changes(now.get(name, _ABSENT), before.get(name, _ABSENT), inner)
    elif isinstance(now, list) and isinstance(before, list) and len(now) == len(before):
        for at, pair in enumerate(zip(now, before, strict=True)):
            yield from changes(*pair, f"{place}[{at}]")
    elif type(now) is not type(before) or now != before:
        yield f"{place}: {_value(now)} instead of {_value(before)}"


_ABSENT: Final = object()


def _value(value: object) -> str:
    if value is _ABSENT:
        return "nothing"
    if isinstance(value, list | tuple):
        return f"{len(value)} entr{'y' if len(value) == 1 else 'ies'}"
    # Of a long text the end is where cases differ.
    return show(f"…{value[-50:]}" if isinstance(value, str) and len(value) > 60 else value)


def like(message: object) -> str:
    """Write a client's own message with names and numbers blanked, so that like ones are alike.

    One of which nothing is left then is a code, and remains.
    """
    text = shown(message, str)
    blank = re.sub(r"…(?:[\s,;]*…)+", "…", _NAMES.sub("…", text))
    left = blank if re.search(r"\w", blank) else text
    return printable(" ".join(left.split()), _LONGEST_REASON)


def _plain(value: object) -> object:
    """Return what a client gave as plain data, an amount as text."""
    return number(value) if type(value) is Decimal and value.is_finite() else plain(value)


def shown(value: object, write: Callable[[object], str] = _SHORT.repr) -> str:
    """Write what a client gave, in short, whatever it is."""
    try:
        return printable(write(value), 2 * _LONGEST_REASON)
    except Exception:
        return f"a {type(value).__name__} that cannot be shown"
