"""Rows of a log, and what each must cost: what every test of `seedance_rules.sql` draws on.

The answers come from the public face, which knows nothing of SQL. None means NULL, in a row
and as an answer.
"""

import itertools
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, TypeVar, cast

from seedance_rules import (
    InputDurationError,
    InvalidRequest,
    Spec,
    UnknownVersion,
    credits,
    load_spec,
    quote,
    version_info,
    version_on,
    versions,
)

T = TypeVar("T")

Value = str | int | float | Decimal | bytes | None
Row = tuple[Value, Value, Value, Value]
"""A task type, a resolution, seconds of output and total seconds of input video."""

DATED_SECONDS: Final = (0.0, 0.0, 0.0, 7.3, 15.4, 15.401, 16.0, 1e9, None)
"""Input seconds around the most that the later versions take."""

COLUMNS: Final = ("task_type", "resolution", "duration", "total_input_video_duration")

SPEC: Final = load_spec()
ACCEPTED: Final = (*SPEC.task_types, *SPEC.aliases)

TASK_TYPES: Final = (*ACCEPTED, "seedance-3", "Seedance-2", "seedance-2 ", "", "480p", None)
RESOLUTIONS: Final = (*SPEC.resolutions, "4k", "720P", "", None)
DURATIONS: Final = (None, 4, 5, 9, 15, 5.0, 3, 16, 0, -5, 4.5, 15.0001, 10**9, 1e300)
INPUT_SECONDS: Final = (
    *(None, 0, 0.0, -0.0, 7, 15.0, 1e9, 10**9),
    *(7.3, 0.1, 0.001, 5.042, 3600.123, 999999999.999),
    *(0.0005, 5.041667, 1 / 3, 7.0000001, 1e-300),
    *(-1, -0.001, 1e9 + 1, 10**9 + 1, 1e300, float("inf"), float("nan")),
)


def every_row() -> Iterator[Row]:
    """Yield each task type with each resolution, output duration and input duration."""
    yield from itertools.product(TASK_TYPES, RESOLUTIONS, DURATIONS, INPUT_SECONDS)


def drawn_rows(count: int, seed: int) -> Iterator[Row]:
    """Yield rows such as a log holds: most of them priced, all different."""
    draw = random.Random(seed)
    for _ in range(count):
        seconds = draw.choice((0, draw.randrange(10**6) / 1000, draw.randrange(10**12) / 1000))
        yield (
            draw.choice(ACCEPTED),
            draw.choice((*SPEC.resolutions, None)),
            draw.choice((*range(4, 16), None)),
            seconds if draw.random() < 0.9 else draw.random() * 100,
        )


def quoted(row: Row, places: int) -> Decimal | None:
    """Return what `quote` says of the request that a row means.

    None where it refuses, and for input seconds that are not known or finer than these places.
    """
    task_type, resolution, duration, seconds = row
    if seconds is None or is_finer(seconds, places):
        return None
    body = {
        "prompt": "a cat in a garden",
        "resolution": resolution,
        "duration": duration,
        "video_urls": ["https://example.com/a.mp4"] if seconds else None,
    }
    try:
        return quote(
            {"model": SPEC.model, "task_type": task_type, "input": body},
            total_input_video_duration=cast(float, seconds),
        ).credits
    except (InvalidRequest, InputDurationError):
        return None


def calculated(row: Row, places: int, spec: Spec) -> Decimal | None:
    """Return what `credits` says of a row of any tables, with the defaults that are beyond doubt.

    A row does not tell its mode: only the default on which all modes of the type (those that take
    videos, with input seconds) agree is filled in.
    """
    task_type, resolution, duration, seconds = row
    if seconds is None or is_finer(seconds, places):
        return None
    try:
        # The types of a log are not known before it is read; the face looks at each itself.
        named = spec.task_type(cast(str, task_type))
        modes = [spec.limits(named.name, mode) for mode in named.modes]
        modes = [one for one in modes if not seconds or one.kinds["video"].taken]
        if resolution is None:
            resolution = agreed({one.default_resolution for one in modes})
        if duration is None:
            duration = agreed({one.default_duration for one in modes})
        return credits(
            named.name,
            cast(str, resolution),
            cast(int, duration),
            cast(float, seconds),
            spec=spec,
        )
    except (LookupError, ValueError):
        return None


def agreed(defaults: set[T]) -> T | None:
    """Return the default on which all modes agree, None where they do not."""
    return defaults.pop() if len(defaults) == 1 else None


def dated_rows(seed: int) -> list[tuple[Row, date | None]]:
    """Return rows of all task types and resolutions there are, around the ends of versions."""
    draw = random.Random(seed)
    specs = [load_spec(version) for version in versions()]
    names = dict.fromkeys(name for spec in specs for name in (*spec.task_types, *spec.aliases))
    resolutions = dict.fromkeys(name for spec in specs for name in spec.resolutions)
    known = [version_info(version) for version in versions()]
    ends = [day for info in known for day in (info.first_seen, info.last_seen)]
    days = [day + timedelta(days=off) for day in ends for off in (-1, 0, 1)]
    return [
        (
            (name, resolution, draw.choice((None, *range(3, 17))), draw.choice(DATED_SECONDS)),
            day,
        )
        for day in (*dict.fromkeys(days), date(1, 1, 1), None)
        for name in names
        for resolution in (*resolutions, None)
    ]


def on_its_day(row: Row, day: date | None, places: int = 3) -> Decimal | None:
    """Return what `credits` says of a row by the version of its day, None where none covers it."""
    try:
        return None if day is None else calculated(row, places, load_spec(version_on(day)))
    except UnknownVersion:
        return None


def takes_videos(task_type: str, spec: Spec = SPEC) -> bool:
    """Tell whether any mode of a task type takes input videos."""
    known = spec.task_type(task_type)
    return any(spec.limits(known.name, mode).kinds["video"].taken for mode in known.modes)


def other_tables(seed: int) -> Spec:
    """Return drawn tables: prices, rate, modes, and durations and defaults by type and by mode."""
    draw = random.Random(seed)
    data = SPEC.to_dict()
    task_types, prices, limits = data["task_types"], data["prices"], data["limits"]
    assert isinstance(task_types, dict) and isinstance(prices, dict) and isinstance(limits, dict)

    def durations() -> dict[str, int]:
        minimum, default, maximum = sorted(draw.sample(range(2, 21), 3))
        return {"minimum": minimum, "default": default, "maximum": maximum}

    rate = draw.choice(("0", "0.5", "0.3", "0.25", "1", "1.6"))
    data["billing"] = {"currency": "USD", "input_video_rate": rate}
    limits["duration"] = durations()
    if draw.random() < 0.3:
        for entry in task_types.values():
            entry["modes"] = list(SPEC.modes)
    for name, entry in task_types.items():
        prices[name] = {
            resolution: str(Decimal(draw.randint(1, 30_000)).scaleb(-4))
            for resolution in prices[name]
        }
        if draw.random() < 0.5:
            entry["limits"] = {**entry.get("limits", {}), "duration": durations()}
        for mode in entry["modes"]:
            particular = entry.setdefault("mode_limits", {}).setdefault(mode, {})
            if draw.random() < 0.3:
                particular["duration"] = durations()
            if draw.random() < 0.3:
                particular["resolution"] = {"default": draw.choice(list(prices[name]))}
    return Spec.from_dict(data)


def rows_of_other_tables(seed: int) -> list[Row]:
    """Return rows for which those tables differ from the documented ones."""
    draw = random.Random(seed)
    return [
        (name, resolution, draw.choice((None, *range(1, 22))), seconds)
        for name in ACCEPTED
        for resolution in (*SPEC.resolutions, None)
        for seconds in (0.0, 7.0, 7.3, 0.001, 1e9, 0.0001, None)
    ]


def is_finer(seconds: Value, places: int) -> bool:
    """Tell whether a number prints with more decimal places than these."""
    exact = Decimal(repr(seconds)) if isinstance(seconds, float) else seconds
    if not isinstance(exact, Decimal) or not exact.is_finite():
        return False
    numerator, denominator = exact.as_integer_ratio()
    return bool(numerator * 10**places % denominator)


def as_whole(value: Value) -> int | None:
    """Return a number as a 32-bit integer; raise `ValueError` where it is not one."""
    if value is None:
        return None
    if not isinstance(value, (int, float)) or value != value // 1 or abs(value) >= 2**31:
        raise ValueError(value)
    return int(value)


def as_double(value: Value) -> float | None:
    """Return a number as a double."""
    return None if value is None else float(value)


def as_decimal(digits: int, places: int) -> Callable[[Value], Decimal | None]:
    """Return what makes a number a DECIMAL(digits, places), with `ValueError` where it is not one."""

    def convert(value: Value) -> Decimal | None:
        if value is None:
            return None
        exact = Decimal(repr(value))
        if not exact.is_finite() or is_finer(exact, places):
            raise ValueError(value)
        if abs(exact) >= 10 ** (digits - places):
            raise ValueError(value)
        return exact

    return convert


def in_columns(duration: Callable[[Value], Value], seconds: Callable[[Value], Value]) -> list[Row]:
    """Return every row that two typed columns can hold, and drawn ones, as they hold them."""

    def held(values: tuple[Value, ...], convert: Callable[[Value], Value]) -> list[Value]:
        found = []
        for value in values:
            try:
                found.append(convert(value))
            except ValueError:
                continue
        return list(dict.fromkeys(found))

    rows: list[Row] = list(
        itertools.product(
            TASK_TYPES, RESOLUTIONS, held(DURATIONS, duration), held(INPUT_SECONDS, seconds)
        )
    )
    for row in drawn_rows(3000, seed=7):
        for output, input_ in itertools.product(held(row[2:3], duration), held(row[3:], seconds)):
            rows.append((row[0], row[1], output, input_))
    return rows
