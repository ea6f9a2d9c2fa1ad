"""Stated durations: the totals of input seconds that a caller gives beside a request."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Final, TypedDict

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from seedance_rules import NotInTables, Seconds, validate
from seedance_rules.spec import Spec, spec_of
from seedance_rules.strategies.drawing import (
    choose,
    draw_counts,
    draw_request,
    rarely,
    valid_requests,
)
from seedance_rules.strategies.places import places_of

__all__ = [
    "MediaDurations",
    "invalid_durations",
    "media_durations",
    "overlong_audio",
    "overlong_video",
    "priced_requests",
    "seconds",
]

_LONGEST: Final = 10**9
_AN_HOUR: Final = 3600
_MILLISECONDS: Final = 3
_FINEST: Final = 30
"""The decimal places of a total: those that a `float` is drawn with, and the most there may be."""


class MediaDurations(TypedDict, total=False):
    """The totals that `validate` and `quote` take: `quote(request, **durations)`."""

    total_input_video_duration: Seconds
    total_input_audio_duration: Seconds


_Stated = tuple[dict[str, object], MediaDurations]


def seconds(
    most: int | float | Decimal | str = _LONGEST, *, above: int | float | Decimal | str = 0
) -> SearchStrategy[int | float | Decimal | str]:
    """Draw totals of seconds above one number and at most another, as numbers or decimal text.

    Raises `ValueError` where no such total can be stated.
    """
    low, high = Fraction(str(above)), Fraction(str(most))
    whole, coarse, fine = (_steps(low, high, places) for places in (0, _MILLISECONDS, _FINEST))
    if low < 0 or high > _LONGEST or not fine:
        raise ValueError(f"no seconds above {above} and at most {most} can be stated")
    choices: list[SearchStrategy[int | float | Decimal | str]] = []
    if whole:
        choices.append(st.integers(whole.start, min(whole.stop - 1, whole.start + _AN_HOUR)))
    if coarse:
        exact = st.integers(coarse.start, coarse.stop - 1).map(
            lambda number: Decimal(f"{number}E-{_MILLISECONDS}")
        )
        choices += [exact, exact.map(float), exact.map(str)]
    edges = st.sampled_from([fine.stop - 1, fine.start]) | st.integers(fine.start, fine.stop - 1)
    choices.append(edges.map(lambda number: Decimal(f"{number}E-{_FINEST}")))
    return st.one_of(*choices)


def _steps(low: Fraction, high: Fraction, places: int) -> range:
    """Return the numbers of steps of so many decimal places above `low`, up to `high`."""
    return range(floor(low * 10**places) + 1, floor(high * 10**places) + 1)


def invalid_durations() -> SearchStrategy[object]:
    """Draw what is not a total of seconds: each is an `InputDurationError` where it is stated."""
    others: list[object] = [-1, True, "5 s", "", [5, None]]
    floats = [float("nan"), float("inf"), -0.001]
    decimals = ("NaN", "sNaN", "Infinity", "1E+999999", f"1E-{_FINEST + 1}")
    huge = [_LONGEST + 1, 10**5000]
    return st.sampled_from([*others, *floats, *huge, *map(Decimal, decimals), 5e-324])


def media_durations(
    request: Mapping[str, object], *, spec: Spec | str | None = None
) -> SearchStrategy[MediaDurations]:
    """Draw stated seconds with which an accepted request has a price (clause `input-seconds`).

    Those of videos are there for a request with videos, those of audios at times; for a kind that
    the request does not have they are zero or not there. No total is above what is allowed, and
    some are lists, with one for each URL. Raises `InvalidRequest` for a rejected request.
    """
    tables = spec_of(spec)
    accepted = validate(request, spec=tables).raise_for_violations()
    videos, audios = len(accepted.video_urls), len(accepted.audio_urls)
    kinds = tables.limits(accepted.task_type, accepted.mode).kinds
    zeros: SearchStrategy[Seconds] = st.sampled_from((0, 0.0, Decimal("0.00")))

    @st.composite
    def durations(draw: DrawFn) -> MediaDurations:
        found: MediaDurations = {}
        if videos:
            most = kinds["video"].maximum_seconds
            found["total_input_video_duration"] = _draw_stated(draw, videos, most)
        elif rarely(draw):
            found["total_input_video_duration"] = draw(zeros)
        if draw(st.booleans()):
            most = kinds["audio"].maximum_seconds
            some = audios and most != 0 and draw(st.booleans())
            stated = _draw_stated(draw, audios, most) if some else draw(zeros)
            found["total_input_audio_duration"] = stated
        return found

    return durations()


def _draw_stated(draw: DrawFn, count: int, most: Decimal | None) -> Seconds:
    """Draw a total, or at times seconds for each of so many URLs, up to a total."""
    highest = Fraction(_LONGEST if most is None else most)
    if draw(st.sampled_from((True, True, False))):
        return draw(seconds(str(highest)))
    return [draw(seconds(str(highest / count))) for _ in range(count)]


def priced_requests(
    spec: Spec | str | None = None, *, task_type: str | None = None, mode: str | None = None
) -> SearchStrategy[_Stated]:
    """Draw accepted requests with stated seconds: `quote(request, **durations)` gives a price.

    The arguments are those of `valid_requests`.
    """
    tables = spec_of(spec)
    requests = valid_requests(tables, task_type=task_type, mode=mode)

    @st.composite
    def priced(draw: DrawFn) -> _Stated:
        request = draw(requests)
        return request, draw(media_durations(request, spec=tables))

    return priced()


def overlong_audio(spec: Spec | str | None = None) -> SearchStrategy[_Stated]:
    """Draw requests that are rejected for the stated seconds of their audios alone.

    The one violation is `audio_too_long` (clause `audio-seconds`). Raises `NotInTables` where the
    tables limit no audio.
    """
    return _overlong(spec_of(spec), "audio")


def overlong_video(spec: Spec | str | None = None) -> SearchStrategy[_Stated]:
    """Draw requests that are rejected for the stated seconds of their videos alone.

    The one violation is `video_too_long`. Raises `NotInTables` where the tables limit no video.
    """
    return _overlong(spec_of(spec), "video")


def _overlong(spec: Spec, kind: str) -> SearchStrategy[_Stated]:
    recipes = [
        (place, counts, most)
        for place in places_of(spec)
        if (most := place.limits.kinds[kind].maximum_seconds) is not None
        and (counts := place.with_one_of(kind))
    ]
    if not recipes:
        raise NotInTables(f"these tables limit the seconds of no {kind}; none is too long")

    @st.composite
    def overlong(draw: DrawFn) -> _Stated:
        place, among, most = choose(draw, recipes)
        counts, says_mode = draw_counts(draw, place, among)
        request = draw_request(draw, place, counts, says_mode=says_mode)
        durations = draw(media_durations(request, spec=spec))
        too_long = draw(seconds(int(most) + _AN_HOUR, above=most))
        if kind == "video":
            return request, {**durations, "total_input_video_duration": too_long}
        return request, {**durations, "total_input_audio_duration": too_long}

    return overlong()
