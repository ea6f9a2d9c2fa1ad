"""The cases: requests made from the tables, each with what the documentation says of it.

A maker states what its request is for; the engine says the rest, and where the two contradict each
other there is no case but an error. So a case is neither a guess nor merely what the engine says.
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import field, frozen

from seedance_rules import InputDurationError, Report, Spec, load_spec, quote, validate
from seedance_rules.conformance.drafts import Draft
from seedance_rules.conformance.making import MAKERS

__all__ = ["Case", "Contradiction", "cases", "clauses_without_cases"]

_LABELS: Final = "tier-words"


@frozen
class Case:
    """A request, and what the documentation says of it.

    Durations are total seconds, None where none are stated. `mode` is None where it cannot be told;
    a rejected request has one all the same. `credits` is None for a rejected request and for one
    that has no price, since the seconds of its input videos are not stated.
    """

    id: str
    clause: str
    """The clause that the case is there for, by its id in the tables."""
    request: dict[str, object] = field(hash=False)
    """Plain JSON: what is sent to the service."""
    total_input_video_duration: Decimal | None
    total_input_audio_duration: Decimal | None
    accepted: bool
    mode: str | None
    codes: tuple[str, ...]
    """The codes of the violations, in the order in which `validate` gives them."""
    credits: Decimal | None

    def to_dict(self) -> dict[str, object]:
        """Return the case as plain data that `json.dumps` takes, decimals as plain strings."""
        return {
            "id": self.id,
            "clause": self.clause,
            "request": json.loads(json.dumps(self.request)),
            "total_input_video_duration": _plain(self.total_input_video_duration),
            "total_input_audio_duration": _plain(self.total_input_audio_duration),
            "accepted": self.accepted,
            "mode": self.mode,
            "codes": list(self.codes),
            "credits": _plain(self.credits),
        }

    def __str__(self) -> str:
        return self.id


class Contradiction(Exception):
    """A maker and the engine disagree on a request: one of them misreads the tables."""


def cases(spec: Spec | str | None = None) -> tuple[Case, ...]:
    """Return the cases of a version: of a `Spec`, of a version's name, or of the default one.

    They are made anew by each call, so that a caller may change a request. Raises `UnknownVersion`
    for a version without tables, and `Contradiction` for tables that this kit misunderstands.
    """
    tables = spec if isinstance(spec, Spec) else load_spec(spec)
    return tuple(_cases(tables))


def clauses_without_cases(spec: Spec | str | None = None) -> Mapping[str, str]:
    """Return the clauses that no request can show, each with the reason, by their ids."""
    tables = spec if isinstance(spec, Spec) else load_spec(spec)
    reasons = {_LABELS: "Labels and remarks are no rule: no request is judged or priced by them."}
    for policy in tables.moderation.values():
        for clause in (policy.clause, policy.final_clause):
            reasons[clause] = (
                "What follows a rejection of content is decided after a request was accepted; "
                "on_content_rejection tells it."
            )
    return {clause: reasons[clause] for clause in tables.clauses if clause in reasons}


def _cases(spec: Spec) -> Iterator[Case]:
    ids: set[str] = set()
    for maker in MAKERS:
        for draft in maker(spec):
            case = _case(draft, spec)
            if case is None:
                continue
            if case.id in ids:
                raise Contradiction(f"{case.id}: two cases have this id")
            ids.add(case.id)
            yield case


def _case(draft: Draft, spec: Spec) -> Case | None:
    """Complete a draft; None where the tables have no clause that it could stand on."""
    report = validate(
        draft.request,
        total_input_video_duration=draft.total_input_video_duration,
        total_input_audio_duration=draft.total_input_audio_duration,
        spec=spec,
    )
    credits = _credits(draft, spec) if report.ok else None
    _agree(draft, report, credits)
    clauses = [draft.clause, *(violation.clause for violation in report.violations)]
    clause = next((found for found in clauses if found in spec.clauses), None)
    if clause is None:
        return None
    return Case(
        id=draft.id,
        clause=clause,
        request=draft.request,
        total_input_video_duration=draft.total_input_video_duration,
        total_input_audio_duration=draft.total_input_audio_duration,
        accepted=report.ok,
        mode=None if report.mode is None else str(report.mode),
        codes=tuple(str(violation.code) for violation in report.violations),
        credits=credits,
    )


def _credits(draft: Draft, spec: Spec) -> Decimal | None:
    """Return the price of an accepted request, or None where the stated seconds give it none."""
    try:
        return quote(
            draft.request,
            total_input_video_duration=draft.total_input_video_duration,
            total_input_audio_duration=draft.total_input_audio_duration,
            spec=spec,
        ).credits
    except InputDurationError:
        return None


def _agree(draft: Draft, report: Report, credits: Decimal | None) -> None:
    """Raise `Contradiction` where the engine says something else than the maker states."""
    stated: tuple[object, object] = sorted(draft.codes), draft.mode or report.mode
    found: tuple[object, object] = sorted(v.code for v in report.violations), report.mode
    if stated != found:
        raise Contradiction(f"{draft.id}: made to show {stated}, and shows {found}: {report}")
    if draft.credits is not None and (credits is None or Fraction(credits) != draft.credits):
        raise Contradiction(f"{draft.id}: made to cost {draft.credits}, and costs {credits}")


def _plain(number: Decimal | None) -> str | None:
    """Write a decimal without exponent or trailing zeros."""
    if number is None:
        return None
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
