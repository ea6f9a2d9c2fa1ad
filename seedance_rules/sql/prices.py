"""The price table and the formula as SQL text, made of a `Spec` (clauses `prices`, `formula`).

All arithmetic is on whole numbers: input seconds in units of their last decimal place, credits in
units of theirs, which is a micro-credit or finer. SQLite gets that number; the others get the
DECIMAL. A row without a price gives NULL, never a number: an unknown task type, a pair that does
not exist, seconds that the type does not have, and seconds that are not known or too fine.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from seedance_rules import Spec, load_spec, version_info, versions
from seedance_rules.spec import Limits, spec_of
from seedance_rules.sql.dialects import Dialect, Name, dialect_of, literal

__all__ = [
    "CREDIT_DIGITS",
    "INPUT_SECOND_PLACES",
    "MOST_INPUT_SECOND_PLACES",
    "MOST_SECONDS",
    "PrecisionExceeded",
    "credit_places",
    "credits_expression",
    "credits_query",
    "prices_query",
]

INPUT_SECOND_PLACES: Final = 3
"""Decimal places of input seconds where the caller asks for no others: milliseconds."""

MOST_INPUT_SECOND_PLACES: Final = 6
"""The finest input seconds: with `MOST_SECONDS`, fifteen digits, as many as any double keeps."""

MOST_SECONDS: Final = 10**9
"""The most seconds that are priced: of input as in `quote`, of output where tables set no limit."""

CREDIT_DIGITS: Final = 18
"""Digits of an amount of credits, `DECIMAL(18, credit_places())`: those of a 64-bit integer."""

_LEAST_CREDIT_PLACES: Final = 6


class PrecisionExceeded(ValueError):
    """Credits so fine and large that they do not fit into `CREDIT_DIGITS`, or too fine seconds."""


@frozen
class _Scale:
    """Whole numbers for the formula: credits are `price × (output × seconds + input × units)`.

    `prices` has the factor of each unit price; `places` are those of the credits.
    """

    prices: Mapping[Decimal, int]
    output: int
    input: int
    places: int


@frozen
class _Columns:
    """The SQL of what a row says: two texts, the column and the number of each kind of seconds."""

    task_type: str
    resolution: str
    duration: str
    output_seconds: str
    videos: str
    input_seconds: str


_Row = tuple[str, bool]
"""What tables tell rows apart by: the task type, and whether there are input videos."""

_Modes = Mapping[_Row, Sequence[Limits]]
"""The limits of the modes that a row may have run in; types without videos have no such rows."""


def credit_places(
    spec: Spec | str | None = None,
    *,
    input_second_places: int = INPUT_SECOND_PLACES,
    on: bool = False,
) -> int:
    """Return the decimal places of credits: SQLite's unit is ten to the minus that.

    At least 6, a micro-credit, and more where prices or input seconds are finer, so that every
    price of such seconds is exact. With `on`, those of the finest version: what rows that are
    priced by their day have. Raises `PrecisionExceeded` where that takes more than `CREDIT_DIGITS`,
    and for places that are not from 0 to `MOST_INPUT_SECOND_PLACES`.
    """
    return _scales(_tables(spec, on), input_second_places)[0].places


def prices_query(
    *,
    dialect: str,
    spec: Spec | str | None = None,
    input_second_places: int = INPUT_SECOND_PLACES,
) -> str:
    """Return a query for the price table: a row for each accepted task type and resolution.

    Columns: `version`, `task_type` (deprecated names too), `priced_as` (the task type it means),
    `tier`, `review`, `resolution`, `unit_price` and `input_video_price`, credits for a second of
    output and of input video, NULL where the type takes none. Amounts are as in
    `credits_expression`, whose errors this raises too.
    """
    (tables,), writing = _tables(spec, False), dialect_of(dialect)
    (scale,), modes = _scales([tables], input_second_places), _modes(tables)

    def amount(credits: Fraction | None) -> str:
        units = None if credits is None else int(credits * 10**scale.places)
        return writing.constant(units, CREDIT_DIGITS, scale.places)

    rate = Fraction(tables.input_video_rate)
    rows = [
        ", ".join(
            (
                *map(literal, (tables.version, name, task_type.name)),
                *map(literal, (task_type.tier, task_type.moderation.review, resolution)),
                amount(Fraction(price)),
                amount(Fraction(price) * rate if (task_type.name, True) in modes else None),
            )
        )
        for task_type in tables.task_types.values()
        for name in _names([task_type.name], tables)
        for resolution, price in task_type.prices.items()
    ]
    return (
        "WITH prices (version, task_type, priced_as, tier, review, resolution, unit_price, "
        "input_video_price) AS (VALUES\n  (" + "),\n  (".join(rows) + ")\n)\nSELECT * FROM prices"
    )


def credits_expression(
    *,
    dialect: str,
    task_type: Name = "task_type",
    resolution: Name = "resolution",
    duration: Name = "duration",
    total_input_video_duration: Name = "total_input_video_duration",
    on: Name | None = None,
    spec: Spec | str | None = None,
    input_second_places: int = INPUT_SECOND_PLACES,
) -> str:
    """Return an expression for the credits of a row: what `credits` and `quote` say, or NULL.

    The names are columns; a sequence of names is a path. Text columns hold the names of the
    page, deprecated ones included, matched exactly; a NULL resolution or duration is the default
    of the task type, NULL where its modes do not agree on one. Seconds may be integers, doubles
    (read as the digits they print as) or decimals of up to 28 places; any other type, text too, is
    not a number. Input seconds of 0 mean no videos; NULL, more than `input_second_places` decimal
    places and more seconds than any mode of the type takes give NULL.

    `on` is a column of days: each row is priced by the version that `version_on` gives for its day,
    and is NULL on a day that no version covers. A day is a DATE, or its ISO text (`2026-08-25`);
    what has a time of day is not one, and gives NULL.

    `dialect` is one of `DIALECTS`. The credits are `DECIMAL(18, credit_places(...))`; in SQLite,
    which has none, the same as an INTEGER of units: micro-credits, with the defaults. With `on` all
    rows are in the unit of the finest version, `credit_places(on=True)`. Raises `UnknownDialect`,
    `InvalidName` and `PrecisionExceeded` (all a `ValueError`), `UnknownVersion` for a version
    without tables, and `TypeError` for `on` beside `spec`.
    """
    every, writing = _tables(spec, on is not None), dialect_of(dialect)
    scales = _scales(every, input_second_places)
    videos, output = map(writing.identifier, (total_input_video_duration, duration))
    row = _Columns(
        task_type=writing.text.format(writing.identifier(task_type)),
        resolution=writing.text.format(writing.identifier(resolution)),
        duration=output,
        output_seconds=writing.number(output),
        videos=videos,
        input_seconds=writing.number(videos),
    )
    units = [
        _units(row, tables, scale, writing, input_second_places)
        for tables, scale in zip(every, scales, strict=True)
    ]
    found = units[0]
    if on is not None:
        day = writing.text.format(writing.identifier(on))
        branches = "".join(
            f"\n  WHEN {day} BETWEEN {literal(first)} AND {literal(last)} THEN {of_version}"
            for tables, of_version in zip(every, units, strict=True)
            for first, last in (_days(tables.version),)
        )
        found = f"CASE WHEN {writing.day.format(day)} = {day} THEN CASE{branches} END END"
    return writing.amount(f"({found})", CREDIT_DIGITS, scales[0].places)


def credits_query(
    table: Name,
    *,
    dialect: str,
    name: str = "credits",
    task_type: Name = "task_type",
    resolution: Name = "resolution",
    duration: Name = "duration",
    total_input_video_duration: Name = "total_input_video_duration",
    on: Name | None = None,
    spec: Spec | str | None = None,
    input_second_places: int = INPUT_SECOND_PLACES,
) -> str:
    """Return a query for every row of a table, with its credits as one more column, `name`.

    For all else see `credits_expression`.
    """
    expression = credits_expression(
        dialect=dialect,
        task_type=task_type,
        resolution=resolution,
        duration=duration,
        total_input_video_duration=total_input_video_duration,
        on=on,
        spec=spec,
        input_second_places=input_second_places,
    )
    identifier = dialect_of(dialect).identifier
    return f"SELECT *, {expression} AS {identifier((name,))}\nFROM {identifier(table)}"


def _tables(spec: Spec | str | None, on: bool) -> list[Spec]:
    """Return the tables that rows are priced by: of each version, where each row tells its day."""
    if not on:
        return [spec_of(spec)]
    if spec is not None:
        raise TypeError("`on` prices each row by the version of its day; leave `spec` out, or `on`")
    return [load_spec(version) for version in versions()]


def _days(version: str) -> tuple[str, str]:
    """Return the first and the last day on which a version is known to have held."""
    known = version_info(version)
    return known.first_seen.isoformat(), known.last_seen.isoformat()


def _modes(spec: Spec) -> _Modes:
    """Return the limits of the modes that each sort of row may have run in."""
    found: dict[_Row, Sequence[Limits]] = {}
    for task_type in spec.task_types.values():
        every = [spec.limits(task_type.name, mode) for mode in task_type.modes]
        found[task_type.name, False] = every
        with_videos = [limits for limits in every if limits.kinds["video"].taken]
        if with_videos:
            found[task_type.name, True] = with_videos
    return found


def _most_input(modes: Sequence[Limits]) -> Decimal:
    """Return the most seconds of input video that any of these modes takes."""
    most = [limits.kinds["video"].maximum_seconds for limits in modes]
    return max(Decimal(MOST_SECONDS) if seconds is None else seconds for seconds in most)


def _last(seconds: range) -> int:
    return min(seconds.stop - 1, MOST_SECONDS)


def _scales(specs: Sequence[Spec], input_places: int) -> list[_Scale]:
    """Find the smallest whole numbers in which no price of any of these tables is rounded.

    With a rate of n/d, the factor of a price is its d-th part: that many, d times for a second of
    output and n times for one of input video.
    """
    if type(input_places) is not int or not 0 <= input_places <= MOST_INPUT_SECOND_PLACES:
        raise PrecisionExceeded(
            f"input_second_places must be from 0 to {MOST_INPUT_SECOND_PLACES}, "
            f"not {input_places!r:.100}"
        )
    parts = [_parts(spec) for spec in specs]
    places = max(0, _LEAST_CREDIT_PLACES - input_places)
    while any((p * 10**places).denominator > 1 for of_one in parts for p in of_one.values()):
        places += 1
    return [
        _scale(spec, of_one, input_places, places)
        for spec, of_one in zip(specs, parts, strict=True)
    ]


def _parts(spec: Spec) -> dict[Decimal, Fraction]:
    """Return the part of each unit price that is its factor."""
    prices = {price for entry in spec.task_types.values() for price in entry.prices.values()}
    return {
        price: Fraction(price) / Fraction(spec.input_video_rate).denominator for price in prices
    }


def _scale(spec: Spec, parts: Mapping[Decimal, Fraction], input_places: int, places: int) -> _Scale:
    """Return the numbers for one version; `PrecisionExceeded` where an amount might not fit."""
    rate, unit = Fraction(spec.input_video_rate), 10**input_places
    scale = _Scale(
        prices={price: int(part * 10**places) for price, part in parts.items()},
        output=rate.denominator * unit,
        input=rate.numerator,
        places=places + input_places,
    )
    modes = _modes(spec)
    output = max(_last(limits.durations) for every in modes.values() for limits in every)
    videos = max((_most_input(every) for row, every in modes.items() if row[1]), default=Decimal(0))
    most = scale.output * output + scale.input * int(Fraction(videos) * unit)
    digits = len(str(max(scale.prices.values()) * most))
    if digits > CREDIT_DIGITS:
        raise PrecisionExceeded(
            f"exact credits of tables {spec.version} take {digits} digits with input seconds of "
            f"{input_places} decimal places, more than {CREDIT_DIGITS}; "
            "give a smaller input_second_places"
        )
    return scale


def _units(row: _Columns, spec: Spec, scale: _Scale, writing: Dialect, input_places: int) -> str:
    """Return the credits of a row by one version, in units of their last place."""
    modes = _modes(spec)
    return (
        f"/* {spec.version}: credits * 10^{scale.places} = price * ({scale.output} * output seconds"
        f" + {scale.input} * input seconds * 10^{input_places}) */\n"
        f"  {_price(row, modes, spec, scale)}\n"
        f"  * ({scale.output} * {_output(row, modes, spec, writing)}\n"
        f"    + {scale.input} * {_input(row, modes, spec, writing, input_places)})"
    )


def _price(row: _Columns, modes: _Modes, spec: Spec, scale: _Scale) -> str:
    """Return the factor of a row's unit price, with the default resolution where none is given."""
    branches = []
    for task_type in spec.task_types.values():
        defaults = {
            key: _agreed(literal(limits.default_resolution) for limits in every)
            for key, every in modes.items()
            if key[0] == task_type.name
        }
        prices = " ".join(
            f"WHEN {literal(resolution)} THEN {scale.prices[price]}"
            for resolution, price in task_type.prices.items()
        )
        branches.append(
            f"\n  WHEN {_is_any_of([task_type.name], row, spec)}"
            f" THEN CASE COALESCE({row.resolution}, {_choose(defaults, row, spec)}) {prices} END"
        )
    return f"CASE{''.join(branches)} END"


def _output(row: _Columns, modes: _Modes, spec: Spec, writing: Dialect) -> str:
    """Return a row's whole seconds of output: the default where none are given."""
    defaults = {
        key: _agreed(str(limits.default_duration) for limits in every)
        for key, every in modes.items()
    }
    ranges = {
        key: " OR ".join(
            f"{row.output_seconds} BETWEEN {durations.start} AND {_last(durations)}"
            for durations in dict.fromkeys(limits.durations for limits in every)
        )
        for key, every in modes.items()
    }
    return (
        f"CASE WHEN {row.duration} IS NULL THEN {_choose(defaults, row, spec)}"
        f" WHEN ({_choose(ranges, row, spec)}) AND {writing.fits(row.duration, 0)}"
        f" THEN {writing.units(row.duration, 0)} END"
    )


def _input(row: _Columns, modes: _Modes, spec: Spec, writing: Dialect, places: int) -> str:
    """Return a row's input seconds in units of their last place: 0, where the type takes none."""
    by_most: dict[str, list[str]] = {}
    for (name, videos), every in modes.items():
        # Cut off after the places of a row, the most is as exact as a double as the row is.
        most = Fraction(int(Fraction(_most_input(every)) * 10**places), 10**places) if videos else 0
        text = str(int(most)) if most == int(most) else repr(float(most))
        if videos or (name, True) not in modes:
            by_most.setdefault(text, []).append(name)
    known = " OR ".join(
        f"{row.input_seconds} BETWEEN 0 AND {most}"
        + (f" AND {_is_any_of(names, row, spec)}" if len(by_most) > 1 else "")
        for most, names in by_most.items()
    )
    return (
        f"CASE WHEN ({known}) AND {writing.fits(row.videos, places)}"
        f" THEN {writing.units(row.videos, places)} END"
    )


def _agreed(texts: Iterable[str]) -> str:
    """Return the text on which all agree, NULL where they do not."""
    found = {*texts}
    return found.pop() if len(found) == 1 else "NULL"


def _choose(choices: Mapping[_Row, str], row: _Columns, spec: Spec) -> str:
    """Return the SQL that holds for a row: without a question, where it is the same for all."""
    groups: dict[str, list[_Row]] = {}
    for key, text in choices.items():
        groups.setdefault(text, []).append(key)
    if len(groups) == 1:
        return next(iter(groups))
    branches = []
    for text, keys in groups.items():
        conditions = [
            f"{row.input_seconds} {sign} 0 AND {_is_any_of(names, row, spec)}"
            for videos, sign in ((False, "="), (True, ">"))
            if (names := [name for name, has_videos in keys if has_videos is videos])
        ]
        branches.append(f" WHEN {' OR '.join(conditions)} THEN {text}")
    return f"CASE{''.join(branches)} END"


def _is_any_of(task_types: Sequence[str], row: _Columns, spec: Spec) -> str:
    """Return a condition: the row's task type is one of these, or a deprecated name of one."""
    return f"{row.task_type} IN ({', '.join(map(literal, _names(task_types, spec)))})"


def _names(task_types: Sequence[str], spec: Spec) -> list[str]:
    """Return each task type's own name, and the deprecated ones that mean it."""
    deprecated = {name: [name] for name in task_types}
    for alias, meant in spec.aliases.items():
        if meant in deprecated:
            deprecated[meant].append(alias)
    return [name for names in deprecated.values() for name in names]
