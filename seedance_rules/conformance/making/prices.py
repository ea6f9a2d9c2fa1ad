"""Cases about money: every price, the formula, what is not billed, and that nothing is rounded."""

from collections.abc import Iterator
from decimal import Decimal

from seedance_rules import Spec
from seedance_rules.conformance.drafts import INPUT_SECONDS, Draft, accepted
from seedance_rules.conformance.samples import price, sample
from seedance_rules.conformance.settings import (
    Setting,
    is_open,
    plain_setting,
    setting_with,
)

__all__ = ["exactness", "input_seconds", "prices"]


def prices(spec: Spec) -> Iterator[Draft]:
    """Clauses `prices`, `markup`, `formula`, `formula-mini`: every pair, also with input videos."""
    for task_type in spec.task_types.values():
        plain = plain_setting(spec, task_type.name)
        with_videos = setting_with(spec, "video", among=[task_type.name])
        clause = "markup" if task_type.strict_twin else "prices"
        clause = "formula-mini" if with_videos is None else clause
        for resolution in task_type.prices:
            case_id = f"prices/{task_type.name}/{resolution}"
            yield _priced(case_id, clause, spec, plain, resolution)
            if with_videos is not None:
                case_id = f"{case_id}/with-video"
                yield _priced(case_id, "formula", spec, with_videos, resolution)


def input_seconds(spec: Spec) -> Iterator[Draft]:
    """Clauses `formula`, `input-seconds`: one total, as it is stated, and of the videos alone."""
    setting = setting_with(spec, "video")
    if setting is None:
        return
    numbers = spec.rules[setting.task_type].columns[setting.mode].durations
    longest = numbers.start if is_open(numbers) else numbers.stop - 1
    for what, seconds in (
        ("below-one", Decimal("0.4")),
        ("above-the-longest-output", Decimal(4 * longest)),
    ):
        case_id = f"prices/input-seconds/{what}"
        yield _priced(case_id, "formula", spec, setting, seconds=seconds)
    for what, stated in (("not-stated", None), ("zero", Decimal(0))):
        request = sample(spec, setting)
        yield accepted(f"prices/input-seconds/{what}", "input-seconds", request, videos=stated)
    with_audio = setting_with(spec, "video", "audio")
    if with_audio is not None:
        most = spec.rules[with_audio.task_type].columns[with_audio.mode].audio_seconds
        seconds = INPUT_SECONDS if most is None else min(INPUT_SECONDS, most)
        case_id = "prices/input-seconds/beside-audio"
        yield _priced(case_id, "formula", spec, with_audio, audios=seconds)


def exactness(spec: Spec) -> Iterator[Draft]:
    """Clauses `credit-unit`, `exact`."""
    pairs = [
        (spec.task_types[task_type], resolution)
        for task_type in spec.task_types
        for resolution in spec.task_types[task_type].prices
    ]
    one_credit, inexact = None, None
    for task_type, resolution in pairs:
        setting = plain_setting(spec, task_type.name)
        numbers = spec.rules[task_type.name].columns[setting.mode].durations
        unit = task_type.prices[resolution]
        for duration in numbers[:100]:
            found = (setting, resolution, duration)
            if one_credit is None and unit * duration == 1:
                one_credit = found
            if inexact is None and Decimal(repr(float(unit) * duration)) != unit * duration:
                inexact = found
    for case_id, clause, chosen in (
        ("prices/one-credit", "credit-unit", one_credit),
        ("prices/inexact-in-binary", "exact", inexact),
    ):
        if chosen is not None:
            setting, resolution, duration = chosen
            yield _priced(case_id, clause, spec, setting, resolution, duration)
    cheapest, resolution = min(pairs, key=lambda pair: pair[0].prices[pair[1]])
    with_video = setting_with(spec, "video", among=[cheapest.name])
    if with_video is not None:
        yield _priced(
            "prices/many-decimals",
            "exact",
            spec,
            with_video,
            resolution,
            seconds=INPUT_SECONDS + Decimal("0.00001"),
        )


def _priced(
    case_id: str,
    clause: str,
    spec: Spec,
    setting: Setting,
    resolution: str | None = None,
    duration: int | None = None,
    *,
    seconds: Decimal = INPUT_SECONDS,
    audios: Decimal | None = None,
) -> Draft:
    """Draft a sample with its price by the formula, at default values where none are given."""
    column = spec.rules[setting.task_type].columns[setting.mode]
    resolution = resolution or column.default_resolution
    duration = duration or column.default_duration
    billed = seconds if setting.counts[list(spec.media).index("video")] else Decimal(0)
    return accepted(
        case_id,
        clause,
        sample(spec, setting, resolution=resolution, duration=duration),
        credits=price(spec, setting.task_type, resolution, duration, billed),
        videos=seconds,
        audios=audios,
    )
