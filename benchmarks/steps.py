"""Where the time of a quote goes: its steps on each accepted request, by what they take alone.

The only place here that calls the rooms of the engine and not its face: what is to be shown is what
is inside.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from attrs import frozen

import seedance_rules
from benchmarks.cases import VALID, Case
from benchmarks.timing import Call, measure
from seedance_rules.normalizing import normalized
from seedance_rules.request import read
from seedance_rules.rules import check
from seedance_rules.scope import scope_of

__all__ = ["STEPS", "Steps", "measure_steps"]

STEPS: Final = (
    "reading the request",
    "finding what holds for it",
    "the rules",
    "the normalized request",
    "the quote, and the calls between",
)


@frozen
class Steps:
    """The seconds of each step of `STEPS`, in their order, by the name of the case."""

    seconds: Mapping[str, tuple[float, ...]]


def measure_steps(*, rounds: int, batch_seconds: float) -> Steps:
    """Time the steps, and from the sums of them the whole, against each other."""
    calls = [Call(call) for case in VALID for call in _nested(case)]
    times = iter(measure(calls, rounds=rounds, batch_seconds=batch_seconds))
    found: dict[str, tuple[float, ...]] = {}
    for case in VALID:
        reading, finding, judging, normalizing, whole = (next(times) for _ in STEPS)
        found[case.name] = (
            reading,
            finding,
            judging - reading - finding,
            normalizing,
            whole - judging - normalizing,
        )
    return Steps(found)


def _nested(case: Case) -> tuple[Callable[[], object], ...]:
    """Return the calls to time: two steps, these with the rules, one more step, and all of it."""
    spec, request = seedance_rules.load_spec(), case.request
    given, judged = read(request), check(request, spec, None)
    return (
        partial(read, request),
        partial(scope_of, given, spec),
        partial(check, request, spec, None),
        partial(normalized, judged),
        partial(seedance_rules.quote, request, **case.durations()),
    )
