"""Comparing what a request costs elsewhere, and what a budget pays for.

Each function changes a request in one respect (its task type and resolution, or its duration), asks
the engine for quotes, and puts them side by side. Nothing here judges or prices by itself.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal, Inexact, InvalidOperation
from fractions import Fraction
from typing import Final

from attrs import frozen

from seedance_rules import (
    Finding,
    InvalidRequest,
    Quote,
    Seconds,
    Spec,
    load_spec,
    quote,
)
from seedance_rules.money import EXACT, tidy
from seedance_rules.values import exact, is_object, items_of
from seedance_rules.wording import few, kind_of, number, show

__all__ = ["Alternative", "BudgetError", "Longest", "alternatives", "longest_within", "total"]

Amount = int | float | Decimal | str
"""How a budget is stated, in credits; a float is read as the digits it prints as."""

_LARGEST_BUDGET: Final = 10**18
_MOST_PLACES: Final = 30
_FINEST: Final = Decimal(1).scaleb(-_MOST_PLACES, EXACT)


class BudgetError(ValueError):
    """A budget that is no amount of credits: negative, NaN, infinite, or no number at all."""


@frozen
class Alternative:
    """The same request on one task type at one resolution: its quote, or what stops it."""

    task_type: str
    resolution: str
    quote: Quote | None
    findings: tuple[Finding, ...]
    """The violations; empty where there is a quote."""
    difference: Decimal | None
    """Credits above what was asked costs (below zero: less); None where either has no quote."""

    def to_dict(self) -> dict[str, object]:
        """Return the alternative as plain data that `json.dumps` takes, amounts as strings."""
        return {
            "task_type": self.task_type,
            "resolution": self.resolution,
            "quote": None if self.quote is None else self.quote.to_dict(),
            "findings": [finding.to_dict() for finding in self.findings],
            "difference": None if self.difference is None else number(self.difference),
        }

    def __str__(self) -> str:
        """Name the pair and its credits on a line, or why it is rejected on several."""
        pair = f"{self.task_type} {self.resolution}"
        if self.quote is None:
            return "\n  ".join([f"{pair}: rejected", *few(self.findings, "violation")])
        return f"{pair}: {number(self.quote.credits)} credits{_compared(self.difference)}"


@frozen
class Longest:
    """The longest output that a budget pays for, or why it pays for none.

    `quote` is that output's. Without one, either `findings` reject the request whatever its
    duration, or `shortest` is the quote of the shortest output, which costs more than the budget.
    """

    budget: Decimal
    quote: Quote | None
    shortest: Quote | None
    findings: tuple[Finding, ...]

    @property
    def duration(self) -> int | None:
        """Seconds of output, or None where the budget pays for none."""
        return None if self.quote is None else self.quote.duration

    @property
    def left(self) -> Decimal | None:
        """Credits of the budget that are left over, or None where it pays for none."""
        return None if self.quote is None else _less(self.budget, self.quote.credits)

    @property
    def reason(self) -> str | None:
        """Why the budget pays for no output, or None where it pays for one."""
        if self.quote is not None:
            return None
        if self.shortest is None:
            return "\n".join(few(self.findings, "violation"))
        missing = number(_less(self.shortest.credits, self.budget))
        return (
            f"the shortest output, {self.shortest.duration} s, costs "
            f"{number(self.shortest.credits)} credits, {missing} more than the budget"
        )

    def to_dict(self) -> dict[str, object]:
        """Return the answer as plain data that `json.dumps` takes, amounts as strings."""
        return {
            "budget": number(self.budget),
            "duration": self.duration,
            "left": None if self.left is None else number(self.left),
            "quote": None if self.quote is None else self.quote.to_dict(),
            "shortest": None if self.shortest is None else self.shortest.to_dict(),
            "findings": [finding.to_dict() for finding in self.findings],
            "reason": self.reason,
        }

    def __str__(self) -> str:
        budget = f"{number(self.budget)} credits"
        if self.quote is None or self.left is None:
            reason = str(self.reason).replace("\n", "\n  ")
            return f"{budget} pay for no output:\n  {reason}"
        return f"{budget} pay for {self.duration} s, {number(self.left)} left\n{self.quote}"


def alternatives(
    request: Mapping[str, object],
    *,
    total_input_video_duration: Seconds | None = None,
    total_input_audio_duration: Seconds | None = None,
    spec: Spec | str | None = None,
) -> tuple[Alternative, ...]:
    """Return the same request on every task type and resolution that has a price (`prices`).

    The cheapest stand first, equal ones in the order of the tables, and after them, in that order
    too, those that are rejected, with the findings that stop them. What was asked is one of them
    where it has a quote, with the difference 0. The two totals are those of `quote`.

    Raises `InputDurationError` and `UnknownVersion` as `quote` does, the former where any pair
    would be accepted; never for what stands in the request.
    """
    tables = spec if isinstance(spec, Spec) else load_spec(spec)

    def quoted(wanted: Mapping[str, object]) -> tuple[Quote | None, tuple[Finding, ...]]:
        return _quoted(wanted, total_input_video_duration, total_input_audio_duration, tables)

    asked, _ = quoted(request)
    accepted: list[tuple[Decimal, Alternative]] = []
    rejected: list[Alternative] = []
    for task_type in tables.task_types.values():
        for resolution in task_type.prices:
            changed = _changed(request, {"task_type": task_type.name}, {"resolution": resolution})
            found, findings = quoted(changed)
            if found is None:
                rejected.append(Alternative(task_type.name, resolution, None, findings, None))
                continue
            difference = None if asked is None else _less(found.credits, asked.credits)
            alternative = Alternative(task_type.name, resolution, found, (), difference)
            accepted.append((found.credits, alternative))
    accepted.sort(key=lambda priced: priced[0])
    return (*(alternative for _, alternative in accepted), *rejected)


def longest_within(
    budget: Amount,
    request: Mapping[str, object],
    *,
    total_input_video_duration: Seconds | None = None,
    total_input_audio_duration: Seconds | None = None,
    spec: Spec | str | None = None,
) -> Longest:
    """Return the longest output duration of a request that a budget of credits pays for.

    The request's own duration counts for nothing. The budget is an int, a `Decimal`, a string of
    digits such as `"2.50"`, or a float, which is read as the digits it prints as. The two totals
    are those of `quote`.

    Raises `BudgetError`, a `ValueError`, for a budget that is no number, negative, NaN, infinite,
    above 10^18 or finer than 30 decimal places, and `InputDurationError` and `UnknownVersion` as
    `quote` does.
    """
    tables = spec if isinstance(spec, Spec) else load_spec(spec)
    credits = _budget(budget)

    def quoted(duration: int | None) -> tuple[Quote | None, tuple[Finding, ...]]:
        wanted = _changed(request, {}, {"duration": duration})
        return _quoted(wanted, total_input_video_duration, total_input_audio_duration, tables)

    some, findings = quoted(None)
    if some is None:
        return Longest(credits, None, None, findings)
    durations = tables.rules[some.task_type].columns[some.mode].durations
    # The formula, solved for the output duration; the quote below is the engine's own.
    for_output = Fraction(credits) - Fraction(some.input_video_credits)
    affordable = for_output // Fraction(some.unit_price)
    if affordable < durations.start:
        shortest, findings = quoted(durations.start)
        return Longest(credits, None, shortest, findings)
    longest, findings = quoted(min(affordable, durations[-1]))
    return Longest(credits, longest, None, findings)


def total(quotes: Iterable[Quote]) -> Decimal:
    """Return the credits of several quotes together, such as those of a shot list; 0 for none.

    Raises `TypeError` for anything that is no `Quote`.
    """
    credits = Decimal(0)
    for at, found in enumerate(quotes):
        if not isinstance(found, Quote):
            raise TypeError(f"total takes quotes; entry {at} is a {type(found).__name__}")
        credits = EXACT.add(credits, found.credits)
    return tidy(credits)


def _changed(
    request: Mapping[str, object], envelope: Mapping[str, object], body: Mapping[str, object]
) -> Mapping[str, object]:
    """Return a request with some keys changed beside and inside `input`, where it is an object."""
    if not is_object(request):
        return request
    changed = {**_plain(request), **envelope}
    inside = changed.get("input")
    if is_object(inside):
        changed["input"] = {**_plain(inside), **body}
    return changed


def _plain(given: Mapping[str, object]) -> dict[str, object]:
    """Return a mapping as a dict, without the methods that it or its keys may have of their own."""
    return {exact(key): value for key, value in items_of(given) or ()}


def _quoted(
    request: Mapping[str, object], video: Seconds | None, audio: Seconds | None, spec: Spec
) -> tuple[Quote | None, tuple[Finding, ...]]:
    """Return the quote of a request, or None and what is wrong with it."""
    try:
        found = quote(
            request,
            total_input_video_duration=video,
            total_input_audio_duration=audio,
            spec=spec,
        )
    except InvalidRequest as error:
        return None, error.report.violations
    return found, ()


def _budget(stated: Amount) -> Decimal:
    """Read a budget exactly; `BudgetError` says what is wrong with it."""
    amount = exact(stated)
    if isinstance(amount, bool) or not isinstance(amount, (int, float, Decimal, str)):
        raise BudgetError(f"a budget is a number of credits, not {kind_of(stated)}")
    if isinstance(amount, int) and not 0 <= amount <= _LARGEST_BUDGET:
        raise _no_budget(stated)
    try:
        credits = Decimal(repr(amount) if isinstance(amount, float) else amount, EXACT)
        if credits.is_finite() and 0 <= credits <= _LARGEST_BUDGET:
            return tidy(EXACT.quantize(credits, _FINEST))
    except (Inexact, InvalidOperation):
        pass
    raise _no_budget(stated)


def _no_budget(stated: object) -> BudgetError:
    return BudgetError(
        f"budget {show(stated)} is no amount of credits; state it as an int, a Decimal or a string "
        f'such as "2.50", from 0 to {_LARGEST_BUDGET}, with at most {_MOST_PLACES} decimal places'
    )


def _less(one: Decimal, other: Decimal) -> Decimal:
    return tidy(EXACT.subtract(one, other))


def _compared(difference: Decimal | None) -> str:
    """Write a difference to what was asked after the credits."""
    if difference is None:
        return ""
    if not difference:
        return ", as asked"
    return f", {number(difference.copy_abs())} {'more' if difference > 0 else 'less'}"
