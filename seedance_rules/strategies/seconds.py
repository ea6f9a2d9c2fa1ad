"""Stated durations: the totals of input seconds that a caller gives beside a request."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Final, TypedDict

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from seedance_rules import NotInTables, Request, Spec, validate
from seedance_rules.strategies.accepted import (
    choose,
    draw_counts,
    draw_request,
    rarely,
    valid_requests,
)
from seedance_rules.strategies.places import Counts, Place, places_of, spec_of

__all__ = [
    "MediaDurations",
    "invalid_durations",
    "media_durations",
    "overlong_audio",
    "priced_requests",
    "seconds",
]

Seconds = int | float | Decimal

_LONGEST: Final = 10**9
_AN_HOUR: Final = 3600
_MILLISECONDS: Final = 3
_FINEST: Final = 30
"""The decimal places of a total: those that a `float` is drawn with, and the most there may be."""


class MediaDurations(TypedDict, total=False):
    """The totals that `validate` and `quote` take: `quote(request, **durations)`."""

    total_input_video_duration: Seconds
    total_input_audio_duration: Seconds


def seconds(most: Seconds = _LONGEST, *, above: Seconds = 0) -> SearchStrategy[Seconds]:
    """Draw totals of seconds above one number and at most another: `int`, `float` or `Decimal`.

    Raises `ValueError` where no such total can be stated.
    """
    low, high = Fraction(str(above)), Fraction(str(most))
    whole = _steps(low, high, 0)
    coarse = _steps(low, high, _MILLISECONDS)
    fine = _steps(low, high, _FINEST)
    if low < 0 or high > _LONGEST or not fine:
        raise ValueError(f"no seconds above {above} and at most {most} can be stated")
    choices: list[SearchStrategy[Seconds]] = []
    if whole:
        choices.append(st.integers(whole.start, min(whole.stop - 1, whole.start + _AN_HOUR)))
    if coarse:
        exact = st.integers(coarse.start, coarse.stop - 1).map(_milliseconds)
        choices += [exact, exact.map(float)]
    edges = st.sampled_from([fine.stop - 1, fine.start]) | st.integers(fine.start, fine.stop - 1)
    choices.append(edges.map(lambda number: Decimal(f"{number}E-{_FINEST}")))
    return st.one_of(*choices)


def _steps(low: Fraction, high: Fraction, places: int) -> range:
    """Return the numbers of steps of so many decimal places above `low`, up to `high`."""
    return range(floor(low * 10**places) + 1, floor(high * 10**places) + 1)


def _milliseconds(number: int) -> Decimal:
    return Decimal(f"{number}E-{_MILLISECONDS}")


def invalid_durations() -> SearchStrategy[object]:
    """Draw what is no total of seconds: each is an `InputDurationError` where one is stated."""
    return st.sampled_from(
        (
            -1,
            True,
            "5",
            [5],
            float("nan"),
            float("inf"),
            -0.001,
            _LONGEST + 1,
            10**5000,
            Decimal("NaN"),
            Decimal("sNaN"),
            Decimal("Infinity"),
            Decimal("1E+999999"),
            Decimal(f"1E-{_FINEST + 1}"),
            5e-324,
        )
    )


def media_durations(
    request: Mapping[str, object], *, spec: Spec | str | None = None
) -> SearchStrategy[MediaDurations]:
    """Draw stated totals with which an accepted request has a price (clause `input-seconds`).

    The video total is there for a request with videos, and zero or not there for any other; the
    audio total is never above what is allowed. Raises `InvalidRequest` for a rejected request.
    """
    tables = spec_of(spec)
    report = validate(request, spec=tables)
    report.raise_for_violations()
    assert report.request is not None
    accepted = report.request

    @st.composite
    def durations(draw: DrawFn) -> MediaDurations:
        return _draw_durations(draw, accepted, tables)

    return durations()


def _draw_durations(draw: DrawFn, request: Request, spec: Spec) -> MediaDurations:
    found: MediaDurations = {}
    if request.video_urls:
        found["total_input_video_duration"] = draw(seconds())
    elif rarely(draw):
        found["total_input_video_duration"] = draw(_zeros())
    if draw(st.booleans()):
        most = spec.rules[request.task_type].columns[request.mode].audio_seconds
        allowed = _zeros()
        if request.audio_urls and most != 0:
            allowed = allowed | seconds(_LONGEST if most is None else most)
        found["total_input_audio_duration"] = draw(allowed)
    return found


def _zeros() -> SearchStrategy[Seconds]:
    return st.sampled_from((0, 0.0, Decimal("0.00")))


def priced_requests(
    spec: Spec | str | None = None, *, task_type: str | None = None, mode: str | None = None
) -> SearchStrategy[tuple[dict[str, object], MediaDurations]]:
    """Draw accepted requests with stated totals: `quote(request, **durations)` gives a price.

    The arguments are those of `valid_requests`.
    """
    tables = spec_of(spec)
    requests = valid_requests(tables, task_type=task_type, mode=mode)

    @st.composite
    def priced(draw: DrawFn) -> tuple[dict[str, object], MediaDurations]:
        request = draw(requests)
        return request, draw(media_durations(request, spec=tables))

    return priced()


def overlong_audio(
    spec: Spec | str | None = None,
) -> SearchStrategy[tuple[dict[str, object], MediaDurations]]:
    """Draw requests that are rejected for the stated seconds of their audios alone.

    The one violation is `audio_too_long` (clause `audio-seconds`). Raises `NotInTables` where the
    tables limit no audio.
    """
    recipes = [
        (place, counts)
        for place in places_of(spec_of(spec))
        if place.audio_seconds is not None and (counts := place.with_one_of("audio"))
    ]
    if not recipes:
        raise NotInTables("these tables limit the seconds of no audio; there is none to overstep")

    @st.composite
    def overlong(draw: DrawFn) -> tuple[dict[str, object], MediaDurations]:
        return _draw_overlong(draw, *choose(draw, recipes))

    return overlong()


def _draw_overlong(
    draw: DrawFn, place: Place, among: tuple[Counts, ...]
) -> tuple[dict[str, object], MediaDurations]:
    counts = draw_counts(draw, among)
    says_mode = draw(st.booleans()) or place.infer(counts) != place.mode
    most = place.audio_seconds or Decimal(0)
    durations: MediaDurations = {
        "total_input_audio_duration": draw(seconds(int(most) + _AN_HOUR, above=most))
    }
    request = draw_request(draw, place, counts, says_mode=says_mode)
    body = request["input"]
    if isinstance(body, Mapping) and body.get("video_urls"):
        durations["total_input_video_duration"] = draw(seconds())
    return request, durations
