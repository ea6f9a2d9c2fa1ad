"""The rows of the comparison: what is called for a request, and which answer it gives.

Only the same answer is worth timing, so each row says what it answers at all, and `check` holds it
to the answer of the case before anything is timed. Where a row has no such answer (a price alone of
a request that is rejected) it is not timed.
"""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Final

from attrs import frozen

import seedance_rules
from benchmarks.cases import Case
from benchmarks.least import REJECTED, least
from benchmarks.timing import Call

__all__ = ["ANSWERS", "NO_ANSWER", "Disagreement", "Row", "check", "engine_rows", "peer_rows"]

NO_ANSWER: Final = object()
"""In the place of an answer that a row does not claim to give."""


class Disagreement(AssertionError):
    """A row whose answer is not that of the case."""


def _price_alone(case: Case) -> object:
    return NO_ANSWER if case.credits is None else case.credits


def _structure_and_price(case: Case) -> object:
    return case.credits if case.credits is not None or case.in_structure else NO_ANSWER


ANSWERS: Final[Mapping[str, Callable[[Case], object]]] = MappingProxyType(
    {
        "the request": lambda case: case.request,
        "verdict and price": lambda case: case.credits,
        "verdict": lambda case: case.credits is not None,
        "mode": lambda case: case.mode,
        "structure and price": _structure_and_price,
        "a price alone": _price_alone,
    }
)
"""What a row may answer, and the right answer to a case; None is a rejection."""


@frozen
class Row:
    """One thing that is timed.

    `bind` makes the call for a case; `rejections` are what it raises for a rejected request, and
    `answer` reads what it returns as something to compare.
    """

    name: str
    answers: str
    bind: Callable[[Case], Callable[[], object]]
    rejections: tuple[type[Exception], ...] = ()
    answer: Callable[[object], object] = lambda returned: returned

    def call_for(self, case: Case) -> Call | None:
        """Return the call to time, or None where the row has no answer to the case."""
        if ANSWERS[self.answers](case) is NO_ANSWER:
            return None
        return Call(self.bind(case), self.rejections)


def check(row: Row, case: Case) -> None:
    """Raise `Disagreement` unless the row's answer is that of the case, where it gives one."""
    expected = ANSWERS[row.answers](case)
    call = row.call_for(case)
    if call is None:
        return
    try:
        found = row.answer(call.run())
    except row.rejections:
        found = None
    if found != expected:
        raise Disagreement(f"{row.name} answers {found!r} to {case.name!r}, not {expected!r}")


def engine_rows() -> tuple[Row, ...]:
    """Return decoding, the functions of this library, and the least there is."""
    return (
        Row("json.loads", "the request", lambda case: partial(json.loads, case.text)),
        Row(
            "quote",
            "verdict and price",
            lambda case: partial(seedance_rules.quote, case.request, **case.durations()),
            (seedance_rules.InvalidRequest,),
            lambda quote: quote.credits if isinstance(quote, seedance_rules.Quote) else quote,
        ),
        Row(
            "validate",
            "verdict",
            lambda case: partial(seedance_rules.validate, case.request, **case.durations()),
            answer=lambda report: isinstance(report, seedance_rules.Report) and report.ok,
        ),
        Row("infer_mode", "mode", lambda case: partial(seedance_rules.infer_mode, case.request)),
        Row("credits", "a price alone", _bind_credits),
        Row(
            "least",
            "verdict and price",
            lambda case: partial(least, case.request, case.video_seconds, case.audio_seconds),
            answer=lambda micro: None if micro == REJECTED else Decimal(str(micro)) / 10**6,
        ),
    )


def peer_rows() -> tuple[Row, ...]:
    """Return what people use today. Importing it is what costs, so it is done here."""
    from benchmarks import genai_prices_peer, pydantic_peer, schema_peers

    genai_prices_peer.install_prices()
    return (
        Row(
            "pydantic",
            "verdict and price",
            lambda case: partial(
                pydantic_peer.price, case.request, case.video_seconds, case.audio_seconds
            ),
            pydantic_peer.REJECTIONS,
        ),
        Row(
            "jsonschema-rs",
            "structure and price",
            lambda case: partial(
                schema_peers.price_with_jsonschema_rs, case.request, case.video_seconds
            ),
            schema_peers.REJECTIONS,
        ),
        Row(
            "fastjsonschema",
            "structure and price",
            lambda case: partial(
                schema_peers.price_with_fastjsonschema, case.request, case.video_seconds
            ),
            schema_peers.REJECTIONS,
        ),
        Row(
            "genai-prices",
            "a price alone",
            lambda case: partial(genai_prices_peer.price, *_priced(case, "{}/{}")),
        ),
    )


def _bind_credits(case: Case) -> Callable[[], object]:
    request = _normalized(case)
    return partial(
        seedance_rules.credits,
        request.task_type,
        request.resolution,
        request.duration,
        case.video_seconds or 0,
    )


def _priced(case: Case, name: str) -> tuple[str, int, float]:
    request = _normalized(case)
    model = name.format(request.task_type, request.resolution)
    return model, request.duration, case.video_seconds or 0


def _normalized(case: Case) -> seedance_rules.Request:
    """Return what a calculator holds: the request with its defaults, worked out beforehand."""
    return seedance_rules.quote(case.request, **case.durations()).request
