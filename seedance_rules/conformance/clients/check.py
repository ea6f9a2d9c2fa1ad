"""Asking a client about the cases, and saying where its answers differ from the documentation.

A client is any function of a request and its stated durations. Whatever it does instead of
answering (raising, answering nonsense, changing the request) is said as a mismatch too.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from reprlib import Repr
from typing import Any, Final, Self

from attrs import field, fields_dict, frozen

from seedance_rules import (
    Clause,
    Code,
    InputDurationError,
    NotInTables,
    Report,
    Spec,
    load_spec,
    quote,
    validate,
)
from seedance_rules.conformance.clients.cases import Case
from seedance_rules.conformance.clients.cases import cases as cases_of
from seedance_rules.conformance.clients.explain import explanations
from seedance_rules.fields import field_of
from seedance_rules.wording import either, number, plain, printable, show

__all__ = [
    "NOT_ASKED",
    "Answer",
    "Client",
    "Deviation",
    "Mismatch",
    "Mismatches",
    "check",
    "check_answers",
]

_LONGEST_REQUEST: Final = 400
_LONGEST_REASON: Final = 120
_MOST_DIGITS: Final = 20
_TOLERANCE: Final = Fraction(1, 10**9)
_NAMES: Final = re.compile(r"""(?<!\w)'[^']*'|"[^"]*"|`[^`]*`|\S*[\d_/@]\S*""")
_AMOUNT: Final = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?")

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
        clause = None if self.clause is None else self.clause.id
        told = {"did": self.did, "text": self.text, "clause": clause}
        return {**told, "explanations": [*self.explanations]}

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
            "error": None if self.error is None else _show(self.error),
        }

    def __str__(self) -> str:
        lines = [self.case.id]
        for found in self.differences:
            lines.append(f"  {found}")
            if found.clause is not None:
                lines.append(f"    {found.clause.id} ({found.clause.status}): {found.clause.text}")
        if self.case.twin is None:
            text = json.dumps(self.case.request, ensure_ascii=False)
            lines.append(f"  request {printable(text, _LONGEST_REQUEST)}")
            stated = _whole(self.case).items()
            lines += [f"  {name} {value}" for name, value in stated if name.startswith("total")]
        else:
            lines.append(f"  against {self.case.twin.id}, which is accepted:")
            changes = _between(_whole(self.case), _whole(self.case.twin))
            lines += [f"    {change}" for change in changes]
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
    tables = spec if isinstance(spec, Spec) else load_spec(spec)

    def ask(case: Case) -> _Heard:
        request = deepcopy(case.request)
        stated = case.total_input_video_duration, case.total_input_audio_duration
        try:
            answer = client(request, *stated)
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
    tables = spec if isinstance(spec, Spec) else load_spec(spec)
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
        answer = said.answer
        assert isinstance(answer, Answer), "anything else is a difference"
        outcome = _outcome(case, answer, spec)
        twin = case.twin
        if outcome == "as documented" and answer.accepted is False and twin is not None:
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
    own, answer = spec.clauses.get(case.clause), heard.answer
    if heard.error is not None:
        did = f"raises {type(heard.error).__name__}: {_like(heard.error)}"
        yield Deviation(did, f"{_verdict(case)}; the client raised {_show(heard.error)}", own)
        return
    if not isinstance(answer, Answer):
        text = f"{_verdict(case)}; the client returned {_show(answer)}, which is not an Answer"
        yield Deviation(f"returns {_like(_show(answer))}, which is not an Answer", text, own)
        return
    yield from _of_mode(case, answer, spec)
    yield from _of_verdict(case, answer, own)
    yield from _of_sent(case, answer, spec)
    yield from _of_credits(case, answer, spec)
    if heard.changed:
        text = "the client changed the request, which belongs to its caller"
        yield Deviation("changes the request", text, own)


def _of_verdict(case: Case, answer: Answer, clause: Clause | None) -> Iterator[Deviation]:
    if answer.accepted is None or answer.accepted is case.accepted:
        return
    because = "" if answer.reason is None else f": {_show(answer.reason)}"
    like = "" if answer.reason is None else f": {_like(answer.reason)}"
    if not isinstance(answer.accepted, bool):
        said = f"says accepted={_show(answer.accepted)}, which is neither True nor False"
        did = "says neither True nor False"
    elif answer.accepted:
        said, did = f"accepts it{because}", f"accepts what is rejected ({', '.join(case.codes)})"
    else:
        said, did = f"rejects it{because}", f"rejects what is accepted{like}"
    yield Deviation(did, f"{_verdict(case)}; the client {said}", clause)


def _of_mode(case: Case, answer: Answer, spec: Spec) -> Iterator[Deviation]:
    mode = answer.mode
    if mode is None or (isinstance(mode, str) and str.__str__(mode) == case.mode):
        return
    right = "no mode, since none can be told" if case.mode is None else f"mode {case.mode}"
    text = f"the documentation says {right}; the client says {_show(mode)}"
    did = f"says mode {_show(mode)} where the documentation says {right}"
    yield Deviation(did, text, _clause_of("mode", case, spec))


def _of_credits(case: Case, answer: Answer, spec: Spec) -> Iterator[Deviation]:
    """Compare a price; one without a verdict only where the request is accepted."""
    if answer.credits is None or (answer.accepted is None and not case.accepted):
        return
    said, amount = _show(answer.credits), _amount(answer.credits)
    if case.credits is None:
        why = "to a request that it rejects"
        why = "while the seconds of the videos are not stated" if case.accepted else why
        text = f"the documentation gives no price {why}; the client says {said}"
        yield Deviation(f"gives a price {why}", text, spec.clauses.get(case.clause))
        return
    if amount is not None and _same(amount, case, isinstance(answer.credits, float)):
        return
    text = f"the documentation says {number(case.credits)} credits; the client says {said}"
    did, found = "gives a price that is not a number", tuple[str, ...]()
    if amount is not None:
        did, found = "gives a price that is far off", explanations(case, amount, spec)
        if amount.adjusted() < _MOST_DIGITS:
            did = f"gives {float(Fraction(amount) / Fraction(case.credits)):.3g} times the price"
    first = found[0] if found else ""
    of_default = [name for name in _CITED if f"for the {name} that is left out" in first]
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
    try:
        cost = quote(answer.sends, total_input_video_duration=seconds, spec=spec).credits
    except InputDurationError:
        cost = None
    costs = ""
    if cost is not None and case.credits is not None and cost != case.credits:
        costs = f" (it costs {number(cost)} credits instead of {number(case.credits)})"
    for name in names:
        changes = "; ".join(_between({name: theirs.get(name)}, {name: ours.get(name)}))
        text = f"the client sends something else: {changes}{costs}"
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
    return validate(
        body,
        total_input_video_duration=case.total_input_video_duration,
        total_input_audio_duration=case.total_input_audio_duration,
        spec=spec,
    )


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
    body = case.request.get("input")
    fields = body if isinstance(body, Mapping) else {}
    found = case.clause
    if about == "mode":
        found = "mode-strict" if fields.get("mode") else "mode-inference"
    elif about == "credits" and not _OF_MONEY.fullmatch(found):
        found = "formula" if fields.get(field_of("video")) else "prices"
    elif about == "duration" and fields.get(about) is None:
        found = "duration-default"
    elif about in _CITED:
        found = spec.citations.by_code[_CITED[about]]
    return spec.clauses.get(found, spec.clauses.get(case.clause))


def _whole(case: Case) -> dict[str, object]:
    """Return the request of a case, with the seconds that are stated beside it."""
    stated = {name: value for name, value in case.to_dict().items() if name.startswith("total")}
    return {**case.request, **{name: value for name, value in stated.items() if value is not None}}


def _between(now: object, before: object, place: str = "") -> Iterator[str]:
    """Say in which places two values differ, and how."""
    if isinstance(now, Mapping) and isinstance(before, Mapping):
        for name in {**before, **now}:
            inner = f"{place}.{name}" if place else str(name)
            yield from _between(now.get(name, _ABSENT), before.get(name, _ABSENT), inner)
    elif isinstance(now, list) and isinstance(before, list) and len(now) == len(before):
        for at, pair in enumerate(zip(now, before, strict=True)):
            yield from _between(*pair, f"{place}[{at}]")
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


def _verdict(case: Case) -> str:
    if case.accepted:
        return "the documentation accepts this request"
    return f"the documentation rejects this request ({', '.join(case.codes)})"


def _amount(credits: object) -> Decimal | None:
    """Read an amount; None for what is not one."""
    if isinstance(credits, bool):
        return None
    if isinstance(credits, int):
        return Decimal(int(credits))
    if isinstance(credits, float):
        return Decimal(float.__repr__(credits)) if isfinite(credits) else None
    if isinstance(credits, str):
        return Decimal(str(credits)) if _AMOUNT.fullmatch(credits) else None
    if isinstance(credits, Decimal):
        return credits if credits.is_finite() else None
    return None


def _same(amount: Decimal, case: Case, is_float: bool) -> bool:
    """Compare an amount with the price of a case, a float within a billionth."""
    assert case.credits is not None
    if amount == case.credits or not is_float or case.clause == "exact":
        return amount == case.credits
    right = Fraction(case.credits)
    return abs(Fraction(amount) - right) <= right * _TOLERANCE


def _text(request: object) -> str | None:
    """Write a request as JSON, or None where it is not JSON any more."""
    try:
        return json.dumps(request, sort_keys=True)
    except (TypeError, ValueError, RecursionError):
        return None


def _like(message: object) -> str:
    """Write a client's own message with names and numbers blanked, so that like ones are alike.

    One of which nothing is left then is a code, and remains.
    """
    text = _show(message, str)
    blank = re.sub(r"…(?:[\s,;]*…)+", "…", _NAMES.sub("…", text))
    left = blank if re.search(r"\w", blank) else text
    return printable(" ".join(left.split()), _LONGEST_REASON)


def _plain(value: object) -> object:
    """Return what a client gave as plain data, an amount as text."""
    return number(value) if type(value) is Decimal and value.is_finite() else plain(value)


def _show(value: object, write: Callable[[object], str] = _SHORT.repr) -> str:
    """Write what a client gave, in short, whatever it is."""
    try:
        return printable(write(value), 2 * _LONGEST_REASON)
    except Exception:
        return f"a {type(value).__name__} that cannot be shown"
