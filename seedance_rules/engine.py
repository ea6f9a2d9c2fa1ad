"""The way through: mode, verdict and price of a request, without sending it.

    request ─▶ judge (read, look up, rules) ─▶ Report
                                            └▶ price ─▶ Quote

A walk of one request, as a debugger shows it:

1. `quote` finds the tables (`spec.shipped`) and reads the stated seconds (`amounts.stated`);
2. `report.judge` takes the request apart: `request.parted` of the envelope, then of `input`;
3. its task type is looked up in the tables, then its lists, its mode, and with both the `Limits`;
4. every field is looked up in what these limits take; what misses is noted with its rule;
5. for a request that misses nothing, the normalized `request.Request` is made, and judging is over;
6. else a `scope.Scope` is made, and the rule of each field that missed (`rules`, `references`) says
   what is wrong, as a `findings.Finding`, or what else the value is taken as;
7. `pricing.price` refuses seconds that price nothing and makes the `Quote`;
8. a rejected request becomes a `report.Report` instead, inside an `InvalidRequest`;
9. `quote.credits` applies the formula (`pricing.cost`);
10. a message is written when it is read (`findings.say`).

Each function here finds its tables, reads what the caller states and hands over. `spec` is a
`Spec`, a version, or None for the default version.
"""

import json
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from seedance_rules.amounts import NOT_STATED, Seconds, stated
from seedance_rules.errors import InputDurationError
from seedance_rules.findings import Code
from seedance_rules.pricing import Quote, check_entries, credits_of, price
from seedance_rules.references import PromptReference, find_references
from seedance_rules.report import InvalidRequest, Report, judge, report_of
from seedance_rules.spec import Mode, Spec, spec_of
from seedance_rules.spec.shipped import DEFAULT_SPEC
from seedance_rules.values import exact
from seedance_rules.wording import either, kind_of, plain, show

__all__ = ["credits", "infer_mode", "prompt_references", "quote", "validate", "verdict"]


def validate(
    request: Mapping[str, object],
    *,
    total_input_video_duration: Seconds | None = None,
    total_input_audio_duration: Seconds | None = None,
    reject: Collection[str] = (),
    spec: Spec | str | None = None,
) -> Report:
    """Judge a request: every violation and notice at once.

    The two totals are seconds of all input videos and of all input audios, None where unknown; or a
    list with the seconds of each. `reject` names codes of notices that are to count as violations.
    Never raises for anything in the request. Raises `InputDurationError` for seconds that are not a
    duration and for a list of another length than that of the URLs, `UnknownVersion` for a version
    without tables, `ValueError` for a code in `reject` that does not exist.
    """
    tables = DEFAULT_SPEC if spec is None else spec_of(spec)
    video, audio = total_input_video_duration, total_input_audio_duration
    totals = NOT_STATED if video is None is audio else stated(video, audio)
    judged = judge(request, tables, totals, reject and codes_of(reject))
    if totals is not NOT_STATED:
        check_entries(judged[1], totals)
    return report_of(judged, tables)


def quote(
    request: Mapping[str, object],
    *,
    total_input_video_duration: Seconds | None = None,
    total_input_audio_duration: Seconds | None = None,
    reject: Collection[str] = (),
    spec: Spec | str | None = None,
) -> Quote:
    """Judge a request and price it in credits (clauses `formula`, `formula-mini`, `prices`).

    Raises what `validate` raises, `InvalidRequest` with the report for a rejected request, and
    `InputDurationError` for videos without their total seconds, or for seconds of videos or audios
    that the request does not have (clause `input-seconds`).
    """
    tables = DEFAULT_SPEC if spec is None else spec_of(spec)
    video, audio = total_input_video_duration, total_input_audio_duration
    totals = NOT_STATED if video is None is audio else stated(video, audio)
    return price(judge(request, tables, totals, reject and codes_of(reject)), tables, totals)


def verdict(
    request: object,
    *,
    total_input_video_duration: Seconds | None = None,
    total_input_audio_duration: Seconds | None = None,
    reject: Collection[str] = (),
    spec: Spec | str | None = None,
) -> dict[str, Any]:
    """Judge and price a request, as one value that `json.dumps` takes: for browsers and servers.

    `request` is a mapping, or JSON text or bytes of one. The keys: `ok`, `mode`, `violations`,
    `notices`, `spec_version` and `spec_digest` as in `Report.to_dict`; `request`, the body to send,
    None for a rejected one; `quote`, as in `Quote.to_dict`, None without a price; `unpriced`, why
    an accepted request has no price, or what is wrong with the stated seconds.

    Raises nothing for the request or the seconds: `UnknownVersion` for a version without tables,
    `ValueError` for a code in `reject` that does not exist.
    """
    tables, codes = spec_of(spec), codes_of(reject)
    body, quoted, unpriced = _decoded(request), None, None
    video, audio = total_input_video_duration, total_input_audio_duration
    try:
        totals = stated(video, audio)
    except InputDurationError as error:
        totals, unpriced = NOT_STATED, str(error)
        for alone in ((video, None), (None, audio)):
            try:
                totals = stated(*alone)
            except InputDurationError:  # the other total is not wrong for that
                continue
    judged = judge(body, tables, totals, codes)
    report = report_of(judged, tables)
    try:
        check_entries(judged[1], totals)
        if report.ok and unpriced is None:
            quoted = price(judged, tables, totals).to_dict()
    except InputDurationError as error:
        unpriced = str(error)
    return {
        **report.to_dict(),
        "request": None if report.request is None else plain(report.request.to_dict()),
        "quote": quoted,
        "unpriced": unpriced,
    }


def _decoded(request: object) -> object:
    """Decode JSON text or bytes; anything else, and what is not JSON, is returned as it is."""
    text: Any = exact(request)
    if issubclass(type(text), (bytes, bytearray)):
        text = bytes(memoryview(text))  # whatever a subclass says that it holds
    elif type(text) is not str:
        return request
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def codes_of(reject: Collection[str]) -> frozenset[str]:
    """Return the codes to reject; `ValueError` for one that does not exist."""
    known = frozenset(Code)
    for code in reject:
        if type(code) is not Code and (type(code) is not str or code not in known):
            raise ValueError(f"reject: {show(code)} is not a code; use {either(Code)}")
    return frozenset(reject)


def infer_mode(request: Mapping[str, object], *, spec: Spec | str | None = None) -> Mode:
    """Return the mode that a request runs in, whatever else is wrong with it (`mode-inference`).

    That is the mode it gives when the tables have it, else the one its references lead to. Raises
    `InvalidRequest` with the report when it cannot be told.
    """
    tables = spec_of(spec)
    judged = judge(request, tables, NOT_STATED)
    if judged[0] is None:
        raise InvalidRequest(report_of(judged, tables))
    return judged[0]


def credits(
    task_type: str,
    resolution: str,
    duration: int,
    total_input_video_duration: Seconds = 0,
    *,
    spec: Spec | str | None = None,
) -> Decimal:
    """Return the credits of the formula alone, for a calculator that holds no request.

    `duration` is whole seconds of output, `total_input_video_duration` seconds of input videos. A
    deprecated task type is priced as what it means. Raises `NotInTables` for an unknown task type,
    for a pair without a price and for input seconds on a task type that takes no videos,
    `OutputDurationError` (a `ValueError`) for an output duration that is not whole or outside the
    type's limits, and `InputDurationError` for input seconds that are not a duration or more than
    any mode of the type takes.
    """
    tables = DEFAULT_SPEC if spec is None else spec_of(spec)
    return credits_of(task_type, resolution, duration, total_input_video_duration, tables)


def prompt_references(
    prompt: str, *, spec: Spec | str | None = None
) -> tuple[PromptReference, ...]:
    """Return the references in a prompt, in order of appearance (clause `prompt-references`).

    Positions are code points. An index of more than nine digits is given as 10^9. Raises
    `TypeError` for a prompt that is not a string.
    """
    text = exact(prompt)
    if type(text) is not str:
        raise TypeError(f"prompt must be a str, not {kind_of(prompt)}")
    return tuple(find_references(text, spec_of(spec)))
