"""Asking a client about the cases, and saying where its answers differ from the documentation.

A client is any function of a request and its stated durations. Whatever it does instead of
answering (raising, answering nonsense, changing the request) is said as a mismatch too.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Any, Final

from attrs import fields_dict, frozen

from seedance_rules import (
    Clause,
    Code,
    InputDurationError,
    InvalidRequest,
    NotInTables,
    Quote,
    Report,
    Spec,
    quote,
    validate,
    versions,
)
from seedance_rules.conformance.clients.cases import STATED, Case, inputs_of, stated_of
from seedance_rules.conformance.clients.cases import cases as cases_of
from seedance_rules.conformance.clients.mismatches import (
    NOT_ASKED,
    Answer,
    Client,
    Deviation,
    Mismatch,
    Mismatches,
    changes,
    like,
    shown,
)
from seedance_rules.fields import field_of
from seedance_rules.spec import spec_of
from seedance_rules.values import exact
from seedance_rules.wording import number, plain_fields, show

__all__ = ["Closeness", "check", "check_answers", "closest_versions"]

_MOST_DIGITS: Final = 20
_NEAR: Final = Fraction(1, 10**9)
"""By what part of the right one a price in binary floats may be off."""

_AMOUNT: Final = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?")
_PLAIN: Final = Context(prec=100)
_ROUNDINGS: Final = (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_FLOOR, ROUND_CEILING)


@frozen
class _Heard:
    """What came back from a client that was asked about a case."""

    answer: object = None
    error: Exception | None = None
    changed: bool = False


def check(
    client: Client, *, cases: Iterable[Case] | None = None, spec: Spec | str | None = None
) -> Mismatches:
    """Ask a client about every case and return the mismatches, at most one a case, in their order.

    `spec` is a `Spec`, a version or None for the default one: the tables that the cases are made
    from, and whose clauses mismatches quote. `cases` are some of them, or None for all; the
    accepted twins of those that the client rejects are asked too. Every call of the client gets a
    request of its own. Raises `UnknownVersion` for a version without tables; never for what the
    client does, unless that is not an `Exception`.
    """
    tables = spec_of(spec)

    def ask(case: Case) -> _Heard:
        request = deepcopy(case.request)
        try:
            answer = client(request, *stated_of(case).values())
        except Exception as error:
            return _Heard(error=error)
        return _Heard(answer, changed=_text(request) != _text(case.request))

    return _judged(ask, cases_of(tables) if cases is None else cases, tables)


def check_answers(
    answers: Mapping[str, object],
    *,
    cases: Iterable[Case] | None = None,
    spec: Spec | str | None = None,
) -> Mismatches:
    """Compare answers that a client has written down, and return what `check` would.

    `answers` holds an `Answer` for the id of each case, or an object with some of its attributes,
    as JSON gives it. A case that it does not have, or has as null, was not asked. Raises
    `UnknownVersion`, and `NotInTables` for an id that is not a case of the tables.
    """
    tables = spec_of(spec)
    made = cases_of(tables)
    asked = made if cases is None else tuple(cases)
    unknown = [name for name in answers if name not in {case.id for case in (*made, *asked)}]
    if unknown:
        raise NotInTables(
            f"{len(unknown)} of the answers are not for cases of version {tables.version}, such as "
            f"the one for {show(unknown[0])}; answer the cases that to_json gives for this version"
        )
    return _judged(lambda case: _Heard(_read(answers.get(case.id))), asked, tables)


def _read(value: object) -> object:
    """Make an answer of plain data; what is not one is returned as it is."""
    if value is None:
        return NOT_ASKED
    if isinstance(value, Mapping) and set(value) <= set(fields_dict(Answer)):
        return Answer(**value)
    return value


def _judged(hear: Callable[[Case], _Heard], cases: Iterable[Case], spec: Spec) -> Mismatches:
    found, counts, heard = [], Counter[str](), dict[str, _Heard]()
    for case in cases:
        heard[case.id] = said = hear(case)
        differences = tuple(_differences(case, said, spec))
        if differences:
            counts["differ"] += 1
            found.append(Mismatch(case, differences, said.answer, said.error))
            continue
        assert isinstance(said.answer, Answer), "anything else is a difference"
        outcome, twin = _outcome(case, said.answer, spec), case.twin
        if outcome == "as documented" and said.answer.accepted is False and twin is not None:
            of_twin = (heard[twin.id] if twin.id in heard else hear(twin)).answer
            if isinstance(of_twin, Answer) and of_twin.accepted is False:
                outcome = "say nothing"
        counts[outcome] += 1
    return Mismatches(found, counts)


def _outcome(case: Case, answer: Answer, spec: Spec) -> str:
    """Say what became of a case in which the client does not differ."""
    if answer.sends is not None and not case.accepted:
        return "repaired" if _report(case, answer.sends, spec).ok else "passed on"
    priced = answer.credits is not None and case.accepted
    asked = (answer.accepted, answer.mode, answer.sends) != (None, None, None) or priced
    return "as documented" if asked else "not asked"


def _differences(case: Case, heard: _Heard, spec: Spec) -> Iterator[Deviation]:
    """Say what is wrong with an answer, or with what there is in the place of one."""
    own, verdict = spec.clauses.get(case.clause), _verdict(case)
    answer, error = heard.answer, heard.error
    if error is not None:
        did = f"raises {type(error).__name__}: {like(error)}"
        yield Deviation(did, f"{verdict}; the client raised {shown(error)}", own)
    elif not isinstance(answer, Answer):
        text = f"{verdict}; the client returned {shown(answer)}, which is not an Answer"
        yield Deviation(f"returns {like(shown(answer))}, which is not an Answer", text, own)
    else:
        for compare in (_of_mode, _of_verdict, _of_sent, _of_credits):
            yield from compare(case, answer, spec)
        if heard.changed:
            text = "the client changed the request, which belongs to its caller"
            yield Deviation("changes the request", text, own)


def _of_verdict(case: Case, answer: Answer, spec: Spec) -> Iterator[Deviation]:
    said, reason = answer.accepted, answer.reason
    if said is None or said is case.accepted:
        return
    because, alike = ("", "") if reason is None else (f": {shown(reason)}", f": {like(reason)}")
    if not isinstance(said, bool):
        text = f"says accepted={shown(said)}, which is neither True nor False"
        did = "says neither True nor False"
    elif said:
        text, did = f"accepts it{because}", f"accepts what is rejected ({', '.join(case.codes)})"
    else:
        text, did = f"rejects it{because}", f"rejects what is accepted{alike}"
    yield Deviation(did, f"{_verdict(case)}; the client {text}", spec.clauses.get(case.clause))


def _of_mode(case: Case, answer: Answer, spec: Spec) -> Iterator[Deviation]:
    said = exact(answer.mode)
    if said is None or (type(said) is str and said == case.mode):
        return
    right = "no mode, since none can be told" if case.mode is None else f"mode {case.mode}"
    text = f"the documentation says {right}; the client says {shown(answer.mode)}"
    did = f"says mode {shown(answer.mode)} where the documentation says {right}"
    yield Deviation(did, text, _clause_of("mode", case, spec))


def _of_credits(case: Case, answer: Answer, spec: Spec) -> Iterator[Deviation]:
    """Compare a price; one without a verdict only where the request is accepted."""
    if answer.credits is None or (answer.accepted is None and not case.accepted):
        return
    said, amount, right = shown(answer.credits), _amount(answer.credits), case.credits
    if right is None:
        why = "to a request that it rejects"
        why = "while the seconds of the videos are not stated" if case.accepted else why
        text = f"the documentation gives no price {why}; the client says {said}"
        yield Deviation(f"gives a price {why}", text, spec.clauses.get(case.clause))
        return
    did, found = "gives a price that is not a number", tuple[str, ...]()
    if amount is not None:
        in_floats = isinstance(answer.credits, float) and case.clause != "exact"
        if amount == right or (in_floats and _is_near(Fraction(amount), Fraction(right))):
            return
        did, found = "gives a price that is far off", explanations(case, amount, spec)
        if amount.adjusted() < _MOST_DIGITS:
            did = f"gives {float(Fraction(amount) / Fraction(right)):.3g} times the price"
    text = f"the documentation says {number(right)} credits; the client says {said}"
    of_default = [
        name for name in _CITED if f"for the {name} that is left out" in "".join(found[:1])
    ]
    yield Deviation(did, text, _clause_of((*of_default, "credits")[0], case, spec), found)


def _of_sent(case: Case, answer: Answer, spec: Spec) -> Iterator[Deviation]:
    """Judge the body that is sent for an accepted request, and compare what has an effect."""
    if answer.sends is None or not case.accepted:
        return
    sent, right = _report(case, answer.sends, spec), _report(case, case.request, spec)
    if sent.request is None or right.request is None:
        codes, first = ", ".join(found.code for found in sent.violations), sent.violations[0]
        text = f"{_verdict(case)}; what the client sends is rejected: {first}"
        clause = spec.clauses.get(first.clause)
        yield Deviation(f"breaks what is accepted ({codes})", text, clause)
        return
    ours, theirs = _with_effect(right, spec), _with_effect(sent, spec)
    names = [name for name in {**ours, **theirs} if ours.get(name) != theirs.get(name)]
    did = f"sends something else: {', '.join(names)}"
    seconds = case.total_input_video_duration if sent.request.video_urls else None
    cost, costs = _quote(answer.sends, {STATED[0]: seconds}, spec), ""
    if cost is not None and case.credits is not None and cost.credits != case.credits:
        costs = f" (it costs {number(cost.credits)} credits instead of {number(case.credits)})"
    for name in names:
        what = "; ".join(changes({name: theirs.get(name)}, {name: ours.get(name)}))
        text = f"the client sends something else: {what}{costs}"
        yield Deviation(did, text, _clause_of(name, case, spec))


def _with_effect(report: Report, spec: Spec) -> dict[str, object]:
    """Return the fields of an accepted body that the tables know and that have an effect."""
    assert report.request is not None
    whole: dict[str, Any] = report.request.to_dict()
    ignored = {found.path for found in report.notices if found.code == Code.IGNORED_FIELD}
    return {"task_type": whole["task_type"]} | {
        name: value
        for name, value in whole["input"].items()
        if name in spec.known_fields
        and f"/input/{name}" not in ignored
        # A switch that is off and one that is not there are the same.
        and not (name == "auto_upload_assets" and value is False)
    }


def _report(case: Case, body: Mapping[str, object], spec: Spec) -> Report:
    return validate(body, **stated_of(case), spec=spec)


_CITED: Final = {
    "task_type": Code.UNKNOWN_TASK_TYPE,
    "duration": Code.DURATION_OUT_OF_RANGE,
    "resolution": Code.UNKNOWN_RESOLUTION,
    "aspect_ratio": Code.UNKNOWN_ASPECT_RATIO,
    "asset_retention_hours": Code.INVALID_RETENTION,
}
"""The code whose clause says what a field is."""

_OF_MONEY: Final = re.compile("exact|formula.*|markup|prices|credit-unit|input-seconds.*")
"""The clauses about money, by their ids."""


def _clause_of(about: str, case: Case, spec: Spec) -> Clause | None:
    """Return the clause that a field, or the price, is about; that of the case for any other."""
    fields, found = inputs_of(case), case.clause
    if about == "mode":
        found = "mode-strict" if fields.get("mode") else "mode-inference"
    elif about == "credits" and not _OF_MONEY.fullmatch(found):
        found = "formula" if fields.get(field_of("video")) else "prices"
    elif about == "duration" and fields.get(about) is None:
        found = "duration-default"
    elif about in _CITED:
        found = spec.citations.by_code[_CITED[about]]
    return spec.clauses.get(found, spec.clauses.get(case.clause))


def _verdict(case: Case) -> str:
    if case.accepted:
        return "the documentation accepts this request"
    return f"the documentation rejects this request ({', '.join(case.codes)})"


def _amount(credits: object) -> Decimal | None:
    """Read an amount; None for what is not one."""
    said = exact(credits)
    if type(said) is str:
        return Decimal(said) if _AMOUNT.fullmatch(said) else None
    if type(said) is float:
        said = Decimal(repr(said))
    if type(said) is int or type(said) is Decimal:
        amount = Decimal(said)
        return amount if amount.is_finite() else None
    return None


def _is_near(said: Fraction, right: Fraction) -> bool:
    return abs(said - right) <= right * _NEAR


def _text(request: object) -> str | None:
    """Write a request as JSON, or None where it is not JSON any more."""
    try:
        return json.dumps(request, sort_keys=True)
    except (TypeError, ValueError, RecursionError):
        return None


def explanations(case: Case, amount: Decimal, spec: Spec) -> tuple[str, ...]:
    """Return everything that would make `amount` of the price of a case, the most telling first."""
    stated = stated_of(case)
    right = _quote(case.request, stated, spec)
    if right is None or not -_MOST_DIGITS < amount.adjusted() < _MOST_DIGITS:
        return ()
    possible = [*_from_tables(case, right, spec)]
    for places, name in ((2, "cents"), (0, "whole credits"), (3, "3 decimals")):
        for rounding in _ROUNDINGS:
            rounded = right.credits.quantize(Decimal((0, (1,), -places)), rounding, _PLAIN)
            if rounded != right.credits:
                possible.append((f"rounded to {name}", Fraction(rounded)))
    for version in versions():
        other = _quote(case.request, stated, version) if version != spec.version else None
        if other is not None and other.credits != right.credits:
            possible.append((f"prices of {version}", Fraction(other.credits)))
    near = [name for name, price in possible if _is_near(Fraction(amount), price)]
    return tuple(dict.fromkeys(near))


def _from_tables(case: Case, right: Quote, spec: Spec) -> Iterator[tuple[str, Fraction]]:
    unit, videos = Fraction(right.unit_price), Fraction(right.total_input_video_duration)
    output, whole = Fraction(right.output_credits), Fraction(right.credits)
    if videos:
        yield "leaves out input video", output
        yield "bills input video at the full rate", output + unit * videos
    own, given = spec.task_types[right.task_type], inputs_of(case)
    if own.strict_twin is not None:
        strict = Fraction(spec.unit_price(own.strict_twin, right.resolution)) / unit * whole
        yield "the price of the strict type", strict
        for claim in spec.markup_claims:
            marked_up = strict * (1 + Fraction(claim.percent) / 100)
            yield f"+{number(claim.percent)} % on the price of the strict type", marked_up
    for other in spec.task_types.values():
        price = other.prices.get(right.resolution)
        if price is not None and other is not own:
            yield f"the price of {other.name}", whole * Fraction(price) / unit
    if given.get("resolution") is None:
        for name, price in own.prices.items():
            said = f"takes {name} for the resolution that is left out"
            yield said, whole * Fraction(price) / unit
    if given.get("duration") is None:
        for seconds in spec.limits(right.task_type, right.mode).durations[:60]:
            said = f"takes {seconds} s for the duration that is left out"
            yield said, whole - output + unit * seconds
    if right.points is not None:
        yield "counted in points", Fraction(right.points)
    yield "a binary float", whole


def _quote(body: Mapping[str, object], stated: dict[str, Any], spec: Spec | str) -> Quote | None:
    try:
        return quote(body, **stated, spec=spec)
    except (InvalidRequest, InputDurationError):
        return None


@frozen
class Closeness:
    """How well a client agrees with a version: of `asked` cases, it differs in `differ`."""

    version: str
    asked: int
    differ: int

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as plain data."""
        return plain_fields(self)

    def __str__(self) -> str:
        return f"{self.version}: differs in {self.differ} of {self.asked} cases"


def closest_versions(
    client: Client, *, specs: Iterable[Spec | str] | None = None
) -> tuple[Closeness, ...]:
    """Return the versions, or these of them, from the one that a client agrees with most.

    It is asked about the cases that have a price and those that are rejected: these tell versions
    apart. Cases that it is not asked about, or that say nothing, do not count. Raises
    `UnknownVersion` for a version without tables.
    """
    ranked = []
    for one in versions() if specs is None else specs:
        spec = spec_of(one)
        telling = [case for case in cases_of(spec) if case.credits is not None or not case.accepted]
        counts = check(client, cases=telling, spec=spec).counts
        asked = counts.get("as documented", 0) + counts.get("differ", 0)
        ranked.append(Closeness(spec.version, asked, counts.get("differ", 0)))
    return tuple(sorted(ranked, key=lambda found: found.differ / max(found.asked, 1)))
