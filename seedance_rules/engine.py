"""The way through, as callers take it: mode, verdict and price of a request, without sending it.

Thin on purpose: each function finds its tables, reads what the caller states and hands over to the
room that does the work. `spec` is a `Spec`, a version, or None for the default version.
"""

from collections.abc import Mapping
from decimal import Decimal

from seedance_rules.durations import Seconds, seconds_of
from seedance_rules.parts import Mode
from seedance_rules.pricing import Quote, credits_of, quote_of
from seedance_rules.references import PromptReference, find_references
from seedance_rules.report import InvalidRequest, Report, report_of
from seedance_rules.rules import check, mode_of
from seedance_rules.spec import Spec
from seedance_rules.values import exact
from seedance_rules.versions import DEFAULT_SPEC, spec_of
from seedance_rules.wording import kind_of

__all__ = ["credits", "infer_mode", "prompt_references", "quote", "validate"]


def validate(
    request: Mapping[str, object],
    *,
    total_input_video_duration: Seconds | None = None,
    total_input_audio_duration: Seconds | None = None,
    spec: Spec | str | None = None,
) -> Report:
    """Judge a request: every violation and notice at once.

    The two totals are seconds of all input videos and of all input audios, None where unknown.
    Never raises for what stands in the request, whatever it is. Raises `InputDurationError` for a
    total that is no duration, `UnknownVersion` for a version without tables.
    """
    tables = DEFAULT_SPEC if spec is None else spec_of(spec)
    video, audio = total_input_video_duration, total_input_audio_duration
    audio_seconds = None if audio is None else seconds_of(audio, "total_input_audio_duration")
    if video is not None:
        seconds_of(video, "total_input_video_duration")
    return report_of(check(request, tables, audio_seconds))


def quote(
    request: Mapping[str, object],
    *,
    total_input_video_duration: Seconds | None = None,
    total_input_audio_duration: Seconds | None = None,
    spec: Spec | str | None = None,
) -> Quote:
    """Judge a request and price it in credits (clauses `formula`, `formula-mini`, `prices`).

    Raises what `validate` raises, `InvalidRequest` with the report for a rejected request, and
    `InputDurationError` for videos without their total seconds, or for seconds of videos or audios
    that the request does not have (clause `input-seconds`).
    """
    tables = DEFAULT_SPEC if spec is None else spec_of(spec)
    video, audio = total_input_video_duration, total_input_audio_duration
    audio_seconds = None if audio is None else seconds_of(audio, "total_input_audio_duration")
    video_seconds = None if video is None else seconds_of(video, "total_input_video_duration")
    return quote_of(check(request, tables, audio_seconds), video_seconds, audio_seconds)


def infer_mode(request: Mapping[str, object], *, spec: Spec | str | None = None) -> Mode:
    """Return the mode that a request runs in, whatever else is wrong with it (`mode-inference`).

    That is the mode it gives when the tables have it, else the one its references lead to. Raises
    `InvalidRequest` with the report when it cannot be told.
    """
    tables = spec_of(spec)
    mode = mode_of(request, tables)
    if mode is None:
        raise InvalidRequest(report_of(check(request, tables, None)))
    return mode


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
    type's limits, and `InputDurationError` for input seconds that are no duration.
    """
    tables = DEFAULT_SPEC if spec is None else spec_of(spec)
    return credits_of(task_type, resolution, duration, total_input_video_duration, tables)


def prompt_references(
    prompt: str, *, spec: Spec | str | None = None
) -> tuple[PromptReference, ...]:
    """Return the references in a prompt, in order of appearance (clause `prompt-references`).

    Positions are code points. An index of more than nine digits is given as 10^9. Raises
    `TypeError` for a prompt that is no string.
    """
    text = exact(prompt)
    if type(text) is not str:
        raise TypeError(f"prompt must be a str, not {kind_of(prompt)}")
    return tuple(find_references(text, spec_of(spec)))
