"""What is called for a request: decoding it, and this library's functions.

Only the right answer is worth timing, so `check` compares each row's answers with those of the
hand-written cases before anything is timed.
"""

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from attrs import frozen

from benchmarks.cases import ACCEPTED, REJECTED, Case
from benchmarks.timing import Call
from seedance_rules import InvalidRequest, credits, infer_mode, quote, validate

__all__ = ["ROWS", "Disagreement", "Row", "check", "in_turn"]


class Disagreement(AssertionError):
    """A row whose answer is not that of the case."""


@frozen
class Row:
    """One thing that is timed.

    `bind` makes the call for a case; what the call returns, read by `answer`, is to be what is
    `expected`. The answer of one that raises `rejections` is None.
    """

    name: str
    bind: Callable[[Case], Call]
    expected: Callable[[Case], object] = lambda case: case.credits
    answer: Callable[[Any], object] = lambda returned: returned
    rejections: tuple[type[Exception], ...] = ()
    cases: tuple[Case, ...] = (*ACCEPTED, *REJECTED)
    """Those that it gives the right answer to."""


def _quote_and_credits(case: Case) -> Call:
    request, stated = case.request, case.stated
    return lambda: quote(request, **stated).credits


def _credits(case: Case) -> Call:
    """Make the call of a calculator, which holds the request with its defaults."""
    sent = quote(case.request, **case.stated).request
    return partial(credits, sent.task_type, sent.resolution, sent.duration, case.seconds[0] or 0)


ROWS: Final = {
    row.name: row
    for row in (
        Row("json.loads", lambda case: partial(json.loads, case.text), lambda case: case.request),
        Row(
            "quote",
            lambda case: partial(quote, case.request, **case.stated),
            answer=lambda quoted: quoted.credits,
            rejections=(InvalidRequest,),
        ),
        Row("quote().credits", _quote_and_credits, rejections=(InvalidRequest,)),
        Row(
            "validate",
            lambda case: partial(validate, case.request, **case.stated),
            lambda case: case.codes,
            answer=lambda report: tuple(finding.code for finding in report.violations),
        ),
        Row("infer_mode", lambda case: partial(infer_mode, case.request), lambda case: case.mode),
        Row("credits", _credits, cases=ACCEPTED),
    )
}
"""Decoding and this library, by name."""


def check(row: Row) -> None:
    """Raise `Disagreement` unless the row gives the right answer to each case that it is for."""
    for case in row.cases:
        expected = row.expected(case)
        try:
            found = row.answer(row.bind(case)())
        except row.rejections:
            found = None
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
                continue

    return ask
