"""Asking a client about the cases, and saying where its answers differ from the documentation.

A client is any function of a request and its stated durations. Whatever it does instead of
answering (raising, answering nonsense, changing the request) is said as a mismatch too.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from decimal import Decimal
from math import isfinite
from reprlib import Repr
from typing import Final

from attrs import field, frozen

from seedance_rules import Clause, Spec, load_spec
from seedance_rules.conformance.case import Case
from seedance_rules.conformance.case import cases as cases_of

__all__ = ["Answer", "Client", "Mismatch", "check"]

_LONGEST_REQUEST: Final = 400

_SHORT: Final = Repr()
_SHORT.maxstring = _SHORT.maxother = 120


@frozen
class Answer:
    """What a client says of a request. What is None is not compared.

    `credits` is an `int`, a `Decimal`, or a `float`, which is read as the digits it prints as.
    """

    accepted: bool
    mode: str | None = None
    credits: Decimal | int | float | None = None


Client = Callable[[dict[str, object], Decimal | None, Decimal | None], Answer]
"""A function of a request, and of the total seconds of its videos and audios, None if unknown."""


@frozen
class Mismatch:
    """A case, and where a client differs from it; `str()` tells it to a person."""

    case: Case
    differences: tuple[str, ...]
    """What the documentation says and what the client did, a sentence each; never empty."""
    answer: object = field(default=None, eq=False)
    """What the client answered, whatever it was."""
    error: Exception | None = field(default=None, eq=False)
    """What the client raised instead of answering."""
    clause: Clause | None = None
    """The clause of the case, None where the tables do not have it."""

    def __str__(self) -> str:
        lines = [self.case.id, *(f"  {difference}" for difference in self.differences)]
        if self.clause is None:
            lines.append(f"  clause {self.case.clause}")
        else:
            lines.append(f"  clause {self.clause.id} ({self.clause.status}): {self.clause.text}")
        text = json.dumps(self.case.request, ensure_ascii=False)
        short = text if len(text) <= _LONGEST_REQUEST else f"{text[:_LONGEST_REQUEST]}…"
        lines.append(f"  request {short}")
        for name in ("total_input_video_duration", "total_input_audio_duration"):
            seconds = self.case.to_dict()[name]
            if seconds is not None:
                lines.append(f"  {name} {seconds}")
        return "\n".join(lines)


def check(
    client: Client, *, cases: Iterable[Case] | None = None, spec: Spec | str | None = None
) -> tuple[Mismatch, ...]:
    """Ask a client about every case and return the mismatches, at most one a case, in their order.

    `spec` is a `Spec`, a version or None for the default one: the tables that the cases are made
    from, and whose clauses mismatches quote. `cases` are some of them, or None for all. Every call
    of the client gets a request of its own. Raises `UnknownVersion` for a version without tables;
    never for what the client does, unless that is no `Exception`.
    """
    tables = spec if isinstance(spec, Spec) else load_spec(spec)
    asked = cases_of(tables) if cases is None else cases
    found = (_mismatch(client, case, tables.clauses.get(case.clause)) for case in asked)
    return tuple(mismatch for mismatch in found if mismatch is not None)


def _mismatch(client: Client, case: Case, clause: Clause | None) -> Mismatch | None:
    request = deepcopy(case.request)
    try:
        answer = client(request, case.total_input_video_duration, case.total_input_audio_duration)
    except Exception as error:
        raised = f"{_verdict(case)}; the client raised {_show(error)}"
        return Mismatch(case, (raised,), error=error, clause=clause)
    differences = [*_differences(case, answer)]
    if _text(request) != _text(case.request):
        differences.append("the client changed the request, which belongs to its caller")
    if not differences:
        return None
    return Mismatch(case, tuple(differences), answer=answer, clause=clause)


def _differences(case: Case, answer: object) -> Iterator[str]:
    """Say what is wrong with an answer, or with what stands in the place of one."""
    if not isinstance(answer, Answer):
        yield f"{_verdict(case)}; the client returned {_show(answer)}, which is no Answer"
        return
    if not isinstance(answer.accepted, bool):
        yield (
            f"{_verdict(case)}; the client says accepted={_show(answer.accepted)}, "
            "which is neither True nor False"
        )
    elif answer.accepted != case.accepted:
        said = "accepts" if answer.accepted else "rejects"
        yield f"{_verdict(case)}; the client {said} it"
    mode = "no mode, since none can be told" if case.mode is None else f"mode {case.mode}"
    if answer.mode is not None and (
        not isinstance(answer.mode, str) or str.__str__(answer.mode) != case.mode
    ):
        yield f"the documentation says {mode}; the client says {_show(answer.mode)}"
    if answer.credits is not None:
        credits = _amount(answer.credits)
        if credits is None or credits != case.credits:
            yield f"{_price(case)}; the client says {_show(answer.credits)}"


def _verdict(case: Case) -> str:
    if case.accepted:
        return "the documentation accepts this request"
    return f"the documentation rejects this request ({', '.join(case.codes)})"


def _price(case: Case) -> str:
    if case.credits is not None:
        return f"the documentation says {case.to_dict()['credits']} credits"
    if case.accepted:
        return "the documentation gives no price while the seconds of the videos are not stated"
    return "the documentation gives no price to a request that it rejects"


def _amount(credits: object) -> Decimal | None:
    """Read an amount exactly; None for what is no amount."""
    if isinstance(credits, bool):
        return None
    if isinstance(credits, int):
        return Decimal(int(credits))
    if isinstance(credits, float):
        return Decimal(float.__repr__(credits)) if isfinite(credits) else None
    if isinstance(credits, Decimal):
        return credits if credits.is_finite() else None
    return None


def _text(request: object) -> str | None:
    """Write a request as JSON, or None where it is none any more."""
    try:
        return json.dumps(request, sort_keys=True)
    except (TypeError, ValueError, RecursionError):
        return None


def _show(value: object) -> str:
    """Write what a client gave, in short, whatever it is."""
    try:
        return _SHORT.repr(value)
    except Exception:
        return f"a {type(value).__name__} that cannot be shown"
