"""What is called for a request: decoding it, and this library's functions.

Only the right answer is worth timing, so `check` compares each row's answers with those of the
hand-written cases before anything is timed.
"""

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from attrs import frozen

import seedance_rules
from benchmarks.cases import ACCEPTED, REJECTED, Case
from benchmarks.timing import Call

__all__ = ["ROWS", "Disagreement", "Row", "check", "in_turn"]


class Disagreement(AssertionError):
    """A row whose answer is not that of the case."""


@frozen
class Row:
    """One thing that is timed.

    `bind` makes the call for a case, and `rejections` are what the call raises for a rejected one.
    `answer` reads what the call returns, as something to compare with what is `expected`.
    """

    name: str
    bind: Callable[[Case], Call]
    expected: Callable[[Case], object] = lambda case: case.credits
    answer: Callable[[Any], object] = lambda returned: returned
    rejections: tuple[type[Exception], ...] = ()
    cases: tuple[Case, ...] = (*ACCEPTED, *REJECTED)
    """Those that it gives the right answer to."""


def _quote(case: Case) -> Call:
    return partial(seedance_rules.quote, case.request, **case.stated)


def _quote_and_credits(case: Case) -> Call:
    request, stated = case.request, case.stated
    return lambda: seedance_rules.quote(request, **stated).credits


def _credits(case: Case) -> Call:
    """A calculator holds the request with its defaults, worked out beforehand."""
    sent = seedance_rules.quote(case.request, **case.stated).request
    seconds = case.seconds[0] or 0
    return partial(seedance_rules.credits, sent.task_type, sent.resolution, sent.duration, seconds)


ROWS: Final = {
    row.name: row
    for row in (
        Row("json.loads", lambda case: partial(json.loads, case.text), lambda case: case.request),
        Row(
            "quote",
            _quote,
            answer=lambda quote: quote.credits,
            rejections=(seedance_rules.InvalidRequest,),
        ),
        Row(
            "quote().credits",
            _quote_and_credits,
            rejections=(seedance_rules.InvalidRequest,),
        ),
        Row(
            "validate",
            lambda case: partial(seedance_rules.validate, case.request, **case.stated),
            lambda case: case.codes,
            answer=lambda report: tuple(finding.code for finding in report.violations),
        ),
        Row(
            "infer_mode",
            lambda case: partial(seedance_rules.infer_mode, case.request),
            lambda case: case.mode,
        ),
        Row("credits", _credits, cases=ACCEPTED),
    )
}
"""Decoding and this library, by name."""


def check(row: Row) -> None:
    """Raise `Disagreement` unless the row gives the right answer to each case that it is for.

    What it raises for a rejected one is the answer None, or False.
    """
    for case in row.cases:
        expected = row.expected(case)
        try:
            found = row.answer(row.bind(case)())
        except row.rejections:
            found = None if expected is None else False
        if found != expected:
            raise Disagreement(f"{row.name} answers {found!r} to {case.name!r}, not {expected!r}")


def in_turn(row: Row, cases: Sequence[Case]) -> Call:
    """Return one call that asks the row about all the cases in turn."""
    calls, rejections = [row.bind(case) for case in cases], row.rejections

    def ask() -> None:
        for call in calls:
            try:
                call()
            except rejections:
                pass

    return ask
