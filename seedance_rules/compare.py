"""Comparing what a request costs elsewhere, and what a budget pays for.

Each function changes requests in one respect (task type and resolution, or duration), asks the
engine for quotes, and puts them side by side. Nothing here judges or prices by itself.

`alternatives` puts the same request on every task type and resolution that has a price, the
cheapest first; what is rejected comes last and says why.

```python
from seedance_rules.compare import alternatives, longest_within

request = {
    "model": "seedance",
    "task_type": "seedance-2-fast",
    "input": {
        "prompt": "Follow the motion of @video1",
        "video_urls": ["https://media.example/motion.mp4"],
        "resolution": "720p",
        "duration": 10,
    },
}
found = alternatives(request, total_input_video_duration=6, spec="2026-06")
assert str(found[0]) == "seedance-2-fast 480p: 1.04 credits, 1.04 less"
assert found[0].quote.request.to_dict()["input"]["resolution"] == "480p"
assert (found[-1].task_type, found[-1].quote) == ("seedance-2-mini", None)
assert found[-1].findings[0].code == "media_not_supported"
rows = found.rows()  # flat: pandas.DataFrame(rows); in a notebook, `found` itself shows a table
assert (rows[4]["task_type"], rows[4]["difference"]) == ("seedance-2-fast", 0)
```

`longest_within` replaces the duration by the longest that a budget of credits pays for. Where it
pays for none, `reason` says why.

```python
longest = longest_within("2.50", request, total_input_video_duration=6, spec="2026-06")
assert (longest.duration, str(longest.left)) == (12, "0.1")
assert longest_within("0.90", request, total_input_video_duration=6, spec="2026-06").reason == (
    "the shortest output, 4 s, costs 1.12 credits, 0.22 more than the budget"
)
```

Both take a shot list too: a list of requests. An alternative is then the whole list on one task
type at one resolution, and the budget pays for the same duration in every shot, as far as the shot
takes it. The seconds of input are then a list with an entry for each request.

```python
shots = [
    {**request, "input": {"prompt": "A lantern", "duration": seconds}} for seconds in (4, 8, 15)
]
moved = alternatives(shots, spec="2026-06")
assert str(moved[0]) == "seedance-2-fast 480p: 2.16 credits, as asked"
longest = longest_within(3, shots, spec="2026-06")
assert [quote.duration for quote in longest.quotes] == [12, 12, 12]
```

Every amount is exact. All results have `str()` and `to_dict()`, and show as tables in a notebook.
"""

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, Inexact, InvalidOperation
from functools import reduce
from itertools import chain
from typing import Any, Final

from attrs import evolve, frozen

from seedance_rules import Finding, InputDurationError, InvalidRequest, Quote, Seconds, Spec, quote
from seedance_rules.amounts import EXACT, tidy
from seedance_rules.rendering import Section, to_html, to_markdown
from seedance_rules.spec import spec_of
from seedance_rules.values import entries_of, exact, is_list, is_object, items_of
from seedance_rules.wording import few, kind_of, number, plain_fields, show

__all__ = [
    "Alternative",
    "Alternatives",
    "BudgetError",
    "Longest",
    "alternatives",
    "longest_within",
    "total",
]

Amount = int | float | Decimal | str
"""How a budget is stated, in credits; a float is read as the digits it prints as."""

Requests = Mapping[str, object] | Sequence[Mapping[str, object]]
"""One request, or a list or tuple of them: a shot list."""

StatedSeconds = Seconds | Sequence[Any] | None
"""Stated seconds as `quote` takes them; for a shot list, None or an entry for each request."""

_Shot = tuple[Any, Any, Any]
"""A request, and what is stated of the seconds of its videos and of its audios."""

_LARGEST_BUDGET: Final = 10**18
_MOST_PLACES: Final = 30
_FINEST: Final = Decimal(1).scaleb(-_MOST_PLACES, EXACT)


class BudgetError(ValueError):
    """A budget that is not an amount of credits: negative, NaN, infinite, or not a number."""


class _Shown:
    """What shows as a table in a notebook."""

    __slots__ = ()

    @abstractmethod
    def _section(self) -> Section:
        """Return the table."""

    def _repr_markdown_(self) -> str:
        return to_markdown([self._section()], level=4)

    def _repr_html_(self) -> str:
        return to_html([self._section()], level=4)


@frozen
class _Answer(_Shown):
    """What one request, or each request of a shot list, came to.

    `quotes` has one for each request, and is empty where any is rejected; `rejections` has the
    violations of each.
    """

    quotes: tuple[Quote, ...]
    rejections: tuple[tuple[Finding, ...], ...]

    @property
    def quote(self) -> Quote | None:
        """The quote of one request; None without one, and for a shot list of several."""
        return self.quotes[0] if len(self.quotes) == 1 else None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The violations of all the requests; empty where there are quotes."""
        return tuple(chain(*self.rejections))

    @property
    def credits(self) -> Decimal | None:
        """What the quotes cost together, in credits; None where there are none."""
        return total(self.quotes) if self.quotes else None

    def _reasons(self) -> list[str]:
        """Write the violations, a line each, with the request of a shot list that each is of."""
        requests = len(self.rejections)
        told = [
            f"request {at} of {requests}: {finding}" if requests > 1 else finding
            for at, found in enumerate(self.rejections, 1)
            for finding in found
        ]
        return few(told, "violation")

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data that `json.dumps` takes, amounts as strings.

        Of one request `quote`, None without one, and `findings`; of several `quotes` and
        `rejections`.
        """
        told = plain_fields(self)
        quotes, rejections = told.pop("quotes"), told.pop("rejections")
        if len(rejections) > 1:
            return {**told, "quotes": quotes, "rejections": rejections}
        return {**told, "quote": quotes[0] if quotes else None, "findings": rejections[0]}


@frozen
class Alternative(_Answer):
    """The same request, or shot list, on one task type at one resolution.

    `difference` is credits above what was asked costs (below zero: less), None where either has no
    quote.
    """

    task_type: str
    resolution: str
    difference: Decimal | None

    def row(self) -> dict[str, Any]:
        """Return the alternative as one flat row, for a data frame or a CSV file.

        `task_type`, `resolution`, `credits` and `difference` (`Decimal` or None), and `rejected`:
        why there are no credits, or None.
        """
        return {
            "task_type": self.task_type,
            "resolution": self.resolution,
            "credits": self.credits,
            "difference": self.difference,
            "rejected": "; ".join(self._reasons()) or None,
        }

    def _compared(self) -> str:
        """Say how much more or less than what was asked, if that is known."""
        if not self.difference:
            return "" if self.difference is None else "as asked"
        more = "more" if self.difference > 0 else "less"
        return f"{number(self.difference.copy_abs())} {more}"

    def _section(self) -> Section:
        return Alternatives([self])._section()

    def __str__(self) -> str:
        """Name the pair and its credits on a line, or why it is rejected on several."""
        pair = f"{self.task_type} {self.resolution}:"
        if self.credits is None:
            return "\n  ".join([f"{pair} rejected", *self._reasons()])
        told = [f"{pair} {number(self.credits)} credits", self._compared()]
        return ", ".join(filter(None, told))


class Alternatives(tuple[Alternative, ...], _Shown):
    """Alternatives in order, which show as a table in a notebook."""

    __slots__ = ()

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each alternative: what `Alternative.row` says."""
        return [alternative.row() for alternative in self]

    def _section(self) -> Section:
        rows = [
            (
                one.task_type,
                one.resolution,
                "rejected" if one.credits is None else number(one.credits),
                "; ".join(one._reasons()) or one._compared(),
            )
            for one in self
        ]
        return Section("Alternatives", ("Task type", "Resolution", "Credits", ""), rows)


@frozen
class Longest(_Answer):
    """The longest output that a budget pays for, or why it pays for none.

    The quotes are those of that output. Without them, either `rejections` has what rejects a
    request whatever its duration, or `shortest_quotes` has those of the shortest output, which cost
    more than the budget.
    """

    budget: Decimal
    shortest_quotes: tuple[Quote, ...] = ()

    @property
    def shortest(self) -> Quote | None:
        """The quote of the shortest output of one request, where even that costs too much."""
        return self.shortest_quotes[0] if len(self.shortest_quotes) == 1 else None

    @property
    def duration(self) -> int | None:
        """Seconds of output (of the longest shot), or None where the budget pays for none."""
        return max((found.duration for found in self.quotes), default=None)

    @property
    def left(self) -> Decimal | None:
        """Credits of the budget that are left over, or None where it pays for none."""
        return None if self.credits is None else _less(self.budget, self.credits)

    @property
    def reason(self) -> str | None:
        """Why the budget pays for no output, or None where it pays for one."""
        return "\n".join(self._reasons()) or None

    def _reasons(self) -> list[str]:
        if not self.shortest_quotes:
            return super()._reasons()
        cost, seconds = total(self.shortest_quotes), sum(q.duration for q in self.shortest_quotes)
        told = f"outputs, {seconds} s together, cost"
        if self.shortest:
            told = f"output, {seconds} s, costs"
        missing = number(_less(cost, self.budget))
        return [f"the shortest {told} {number(cost)} credits, {missing} more than the budget"]

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data that `json.dumps` takes, amounts as strings."""
        told = super().to_dict()
        shortest = told.pop("shortest_quotes")
        if len(self.rejections) == 1:
            shortest = shortest[0] if shortest else None
        left = None if self.left is None else number(self.left)
        more = {"duration": self.duration, "left": left, "reason": self.reason}
        return {**told, **more, "shortest": shortest}

    def _section(self) -> Section:
        rows = [(q.task_type, q.resolution, q.duration, number(q.credits)) for q in self.quotes]
        left = [] if self.left is None else [f"{number(self.left)} credits are left."]
        title = f"What {number(self.budget)} credits pay for"
        header = ("Task type", "Resolution", "Seconds", "Credits")
        return Section(title, header, rows, left or self._reasons())

    def __str__(self) -> str:
        pay = f"{number(self.budget)} credits pay for"
        if self.left is None:
            return "\n  ".join([f"{pay} no output:", *self._reasons()])
        paid = f"{pay} {self.duration} s, {number(self.left)} left"
        return "\n".join([paid, *map(str, self.quotes)])


def alternatives(
    request: Requests,
    *,
    total_input_video_duration: StatedSeconds = None,
    total_input_audio_duration: StatedSeconds = None,
    spec: Spec | str | None = None,
) -> Alternatives:
    """Return the same request on every task type and resolution that has a price (`prices`).

    The cheapest come first, equal ones in the order of the tables, and after them, in that order
    too, those that are rejected, with the findings that stop them. What was asked is one of them
    where it has a quote, with the difference 0. The two totals are those of `quote`.

    A list of requests is a shot list, all on the same task type and resolution; each of the two
    totals is then None or a list with an entry for each request.

    Raises `InputDurationError` and `UnknownVersion` as `quote` does, the former where any pair
    would be accepted, and for totals that are not one for each request; never for what is in a
    request.
    """
    tables = spec_of(spec)
    shots = _shots(request, total_input_video_duration, total_input_audio_duration)
    asked, _ = _quotes(shots, tables, {}, {})
    found: list[Alternative] = []
    for name, task_type in tables.task_types.items():
        for resolution in task_type.prices:
            names = {"task_type": name}, {"resolution": resolution}
            quotes, rejections = _quotes(shots, tables, *names)
            difference = _less(total(quotes), total(asked)) if quotes and asked else None
            found.append(Alternative(quotes, rejections, name, resolution, difference))
    return Alternatives(sorted(found, key=lambda one: (one.credits is None, one.credits or 0)))


def longest_within(
    budget: Amount,
    request: Requests,
    *,
    total_input_video_duration: StatedSeconds = None,
    total_input_audio_duration: StatedSeconds = None,
    spec: Spec | str | None = None,
) -> Longest:
    """Return the longest output duration of a request that a budget of credits pays for.

    The request's own duration counts for nothing. The budget is an int, a `Decimal`, a string of
    digits such as `"2.50"`, or a float, which is read as the digits it prints as. The two totals
    are those of `quote`.

    A list of requests is a shot list, which the budget pays together: every shot gets the same
    duration, or the nearest to it that the shot takes. Each of the two totals is then None or a
    list with an entry for each request.

    Raises `BudgetError`, a `ValueError`, for a budget that is not a number, negative, NaN,
    infinite, above 10^18 or finer than 30 decimal places, and `InputDurationError` and
    `UnknownVersion` as `alternatives` does.
    """
    tables, amount = spec_of(spec), _budget(budget)
    shots = _shots(request, total_input_video_duration, total_input_audio_duration)
    some, rejections = _quotes(shots, tables, {}, {"duration": None})
    if not some:
        return Longest((), rejections, amount)
    ranges = [tables.limits(one.task_type, one.mode).durations for one in some]

    def of(seconds: int) -> tuple[Quote, ...]:
        """Quote every shot with that duration, or the nearest that it takes."""
        nearest = [min(max(seconds, taken.start), taken.stop - 1) for taken in ranges]
        return tuple(
            evolve(one, request=evolve(one.request, duration=duration))
            for one, duration in zip(some, nearest, strict=True)
        )

    longest, stop = min(taken.start for taken in ranges), max(taken.stop for taken in ranges)
    if total(of(longest)) > amount:
        return Longest((), rejections, amount, of(longest))
    step = 1
    while step:
        # Durations may be open-ended: steps double while the budget pays, and halve where not.
        if longest + step < stop and total(of(longest + step)) <= amount:
            longest, step = longest + step, step * 2
        else:
            step //= 2
    return Longest(of(longest), rejections, amount)


def total(quotes: Iterable[Quote]) -> Decimal:
    """Return the credits of several quotes together, such as those of a shot list; 0 for none.

    Raises `TypeError` for anything that is not a `Quote`.
    """
    amounts = []
    for at, found in enumerate(quotes):
        if not isinstance(found, Quote):
            raise TypeError(f"total takes quotes; entry {at} is a {type(found).__name__}")
        amounts.append(found.credits)
    return tidy(reduce(EXACT.add, amounts, Decimal(0)))


def _less(one: Decimal, other: Decimal) -> Decimal:
    return tidy(EXACT.subtract(one, other))


def _shots(request: Any, videos: StatedSeconds, audios: StatedSeconds) -> list[_Shot]:
    """Put the stated seconds beside the request, or beside each request of a shot list."""
    requests = entries_of(request) if is_list(request) else ()
    if not requests:
        return [(request, videos, audios)]

    def of_each(stated: StatedSeconds, kind: str) -> Sequence[Any]:
        if stated is None:
            return [None] * len(requests)
        if is_list(stated) and len(stated) == len(requests):
            return entries_of(stated)
        raise InputDurationError(
            f"total_input_{kind}_duration of {len(requests)} requests must be None or a list of "
            f"{len(requests)} entries, None where a request has no {kind}; not {show(stated)}"
        )

    return [*zip(requests, of_each(videos, "video"), of_each(audios, "audio"), strict=True)]


def _quotes(
    shots: Iterable[_Shot], spec: Spec, beside: Mapping[str, object], inside: Mapping[str, object]
) -> tuple[tuple[Quote, ...], tuple[tuple[Finding, ...], ...]]:
    """Quote requests with some keys changed, beside and inside `input`.

    Returns the quotes, none where any is rejected, and the violations of each.
    """
    quotes: list[Quote] = []
    rejections: list[tuple[Finding, ...]] = []
    for request, videos, audios in shots:
        try:
            found = quote(
                _changed(request, beside, inside),
                total_input_video_duration=videos,
                total_input_audio_duration=audios,
                spec=spec,
            )
            quotes.append(found)
            rejections.append(())
        except InvalidRequest as error:
            rejections.append(error.report.violations)
    return () if any(rejections) else tuple(quotes), tuple(rejections)


def _changed(request: Any, beside: Mapping[str, object], inside: Mapping[str, object]) -> Any:
    """Change some keys of a request and of its `input`, where these are objects."""
    if not is_object(request):
        return request
    changed = {**_plain(request), **beside}
    if is_object(body := changed.get("input")):
        changed["input"] = {**_plain(body), **inside}
    return changed


def _plain(given: Mapping[str, object]) -> dict[str, Any]:
    """Return a mapping as a dict, without the methods that it or its keys may have of their own."""
    return {exact(key): value for key, value in items_of(given) or ()}


def _budget(stated: Amount) -> Decimal:
    """Read a budget exactly; `BudgetError` says what is wrong with it."""
    given: Any = exact(stated)
    if kind_of(given) not in ("a number", "a string"):
        raise BudgetError(f"a budget is a number of credits, not {kind_of(stated)}")
    try:
        amount = Decimal(given, EXACT) if type(given) is str else given
        if 0 <= amount <= _LARGEST_BUDGET:
            credits = Decimal(repr(amount) if type(amount) is float else amount)
            return tidy(EXACT.quantize(credits, _FINEST))
    except (Inexact, InvalidOperation):  # too fine, or not a number
        pass
    raise BudgetError(
        f"budget {show(stated)} is not an amount of credits; state it as an int, a Decimal or a "
        f'string such as "2.50", from 0 to {_LARGEST_BUDGET}, with at most {_MOST_PLACES} decimal '
        "places"
    )
