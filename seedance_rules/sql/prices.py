"""The price table and the formula as SQL text, generated from a `Spec` (clauses `prices`, `formula`).

All arithmetic is on whole numbers: input seconds in units of their last decimal place, credits in
units of theirs, which is a micro-credit or finer. SQLite gets that number; the others get the
DECIMAL. A row without a price gives NULL, never a number: an unknown task type, a pair that does
not exist, seconds that the type does not have, and seconds that are not known or too fine.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from seedance_rules import Spec, TaskType, load_spec
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
"""The most seconds that are priced, of input as in `quote` and of output where the tables set none."""

CREDIT_DIGITS: Final = 18
"""Digits of an amount of credits, `DECIMAL(18, credit_places())`: those of a 64-bit integer."""

_LEAST_CREDIT_PLACES: Final = 6


class PrecisionExceeded(ValueError):
    """Credits so fine and so large that they do not fit into `CREDIT_DIGITS`, or too fine seconds."""


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


def credit_places(
    spec: Spec | str | None = None, *, input_second_places: int = INPUT_SECOND_PLACES
) -> int:
    """Return the decimal places of credits: SQLite's unit is ten to the minus that.

    At least 6, a micro-credit, and more where prices or input seconds are finer, so that every
    price of such seconds is exact. Raises `PrecisionExceeded` where that takes more than
    `CREDIT_DIGITS`, and for places that are not from 0 to `MOST_INPUT_SECOND_PLACES`.
    """
    return _scale(_spec_of(spec), input_second_places).places


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
    tables, writing = _spec_of(spec), dialect_of(dialect)
    places = _scale(tables, input_second_places).places

    def amount(credits: Fraction | None) -> str:
        units = None if credits is None else int(credits * 10**places)
        return writing.constant(units, CREDIT_DIGITS, places)

    rate = Fraction(tables.input_video_rate)
    rows = [
        ", ".join(
            (
                *map(literal, (tables.version, name, task_type.name)),
                *map(literal, (task_type.tier, task_type.moderation.review, resolution)),
                amount(Fraction(price)),
                amount(Fraction(price) * rate if tables.rules[name].video_durations else None),
            )
        )
        for task_type in tables.task_types.values()
        for name in _names(task_type, tables)
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
    spec: Spec | str | None = None,
    input_second_places: int = INPUT_SECOND_PLACES,
) -> str:
    """Return an expression for the credits of a row: what `credits` and `quote` say, or NULL.

    The four names are columns; a sequence of names is a path. Text columns hold the names of the
    page, deprecated ones included, matched exactly; a NULL resolution or duration is the default
    of the task type, NULL where its modes do not agree on one. Seconds may be integers, doubles
    (read as the digits they print as) or decimals of up to 28 places; any other type, text too, is
    no number. Input seconds of 0 mean no videos; NULL, and more than `input_second_places` decimal
    places, give NULL.

    `dialect` is one of `DIALECTS`. The credits are `DECIMAL(18, credit_places(...))`; in SQLite,
    which has none, the same as an INTEGER of units: micro-credits, with the defaults. Raises
    `UnknownDialect`, `InvalidName` and `PrecisionExceeded` (all a `ValueError`), and
    `UnknownVersion` for a version without tables.
    """
    tables, writing = _spec_of(spec), dialect_of(dialect)
    scale = _scale(tables, input_second_places)
    videos, output = map(writing.identifier, (total_input_video_duration, duration))
    row = _Columns(
        task_type=writing.text.format(writing.identifier(task_type)),
        resolution=writing.text.format(writing.identifier(resolution)),
        duration=output,
        output_seconds=writing.number(output),
        videos=videos,
        input_seconds=writing.number(videos),
    )
    units = (
        f"/* {tables.version}: credits * 10^{scale.places} = price * ({scale.output} * output seconds"
        f" + {scale.input} * input seconds * 10^{input_second_places}) */\n"
        f"  {_price(row, tables, scale)}\n"
        f"  * ({scale.output} * {_output(row, tables, writing)}\n"
        f"    + {scale.input} * {_input(row, tables, writing, input_second_places)})"
    )
    return writing.amount(f"({units})", CREDIT_DIGITS, scale.places)


def credits_query(
    table: Name,
    *,
    dialect: str,
    name: str = "credits",
    task_type: Name = "task_type",
    resolution: Name = "resolution",
    duration: Name = "duration",
    total_input_video_duration: Name = "total_input_video_duration",
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
        spec=spec,
        input_second_places=input_second_places,
    )
    identifier = dialect_of(dialect).identifier
    return f"SELECT *, {expression} AS {identifier((name,))}\nFROM {identifier(table)}"


def _spec_of(spec: Spec | str | None) -> Spec:
    return spec if isinstance(spec, Spec) else load_spec(spec)


def _scale(spec: Spec, input_places: int) -> _Scale:
    """Find the smallest whole numbers in which no price of these tables is rounded.

    With a rate of n/d, the factor of a price is its d-th part: that many, d times for a second of
    output and n times for one of input video.
    """
    if type(input_places) is not int or not 0 <= input_places <= MOST_INPUT_SECOND_PLACES:
        raise PrecisionExceeded(
            f"input_second_places must be from 0 to {MOST_INPUT_SECOND_PLACES}, "
            f"not {input_places!r:.100}"
        )
    rate = Fraction(spec.input_video_rate)
    prices = {price for entry in spec.task_types.values() for price in entry.prices.values()}
    parts = {price: Fraction(price) / rate.denominator for price in prices}
    places = max(0, _LEAST_CREDIT_PLACES - input_places)
    while any((part * 10**places).denominator > 1 for part in parts.values()):
        places += 1
    unit = 10**input_places
    scale = _Scale(
        prices={price: int(part * 10**places) for price, part in parts.items()},
        output=rate.denominator * unit,
        input=rate.numerator,
        places=places + input_places,
    )
    most_output = max(
        _last(found) for name in spec.task_types for found in spec.rules[name].durations
    )
    most_units = scale.output * most_output + scale.input * MOST_SECONDS * unit
    digits = len(str(max(scale.prices.values()) * most_units))
    if digits > CREDIT_DIGITS:
        raise PrecisionExceeded(
            f"exact credits of tables {spec.version} take {digits} digits with input seconds of "
            f"{input_places} decimal places, more than {CREDIT_DIGITS}; "
            "give a smaller input_second_places"
        )
    return scale


def _last(seconds: range) -> int:
    return min(seconds.stop - 1, MOST_SECONDS)


def _names(task_type: TaskType, spec: Spec) -> tuple[str, ...]:
    """Return the task type's own name, and the deprecated ones that mean it."""
    deprecated = [alias for alias, meant in spec.aliases.items() if meant == task_type.name]
    return task_type.name, *deprecated


def _price(row: _Columns, spec: Spec, scale: _Scale) -> str:
    """Return the factor of a row's unit price, with the default resolution where none is given."""
    defaults = _defaults(spec, "resolution")
    branches = []
    for task_type in spec.task_types.values():
        own = {key: text for key, text in defaults.items() if key[0] == task_type.name}
        default = _choose(own, row, spec)
        prices = " ".join(
            f"WHEN {literal(resolution)} THEN {scale.prices[price]}"
            for resolution, price in task_type.prices.items()
        )
        branches.append(
            f"\n  WHEN {row.task_type} IN ({_list(_names(task_type, spec))})"
            f" THEN CASE COALESCE({row.resolution}, {default}) {prices} END"
        )
    return f"CASE{''.join(branches)} END"


def _output(row: _Columns, spec: Spec, writing: Dialect) -> str:
    """Return a row's whole seconds of output: the default where none are given."""
    defaults = _defaults(spec, "duration")
    ranges = {
        (name, videos): " OR ".join(
            f"{row.output_seconds} BETWEEN {found.start} AND {_last(found)}"
            for found in (rules.video_durations if videos else rules.durations)
        )
        for (name, videos) in defaults
        for rules in (spec.rules[name],)
    }
    return (
        f"CASE WHEN {row.duration} IS NULL THEN {_choose(defaults, row, spec)}"
        f" WHEN ({_choose(ranges, row, spec)}) AND {writing.fits(row.duration, 0)}"
        f" THEN {writing.units(row.duration, 0)} END"
    )


def _input(row: _Columns, spec: Spec, writing: Dialect, places: int) -> str:
    """Return a row's input seconds in units of their last place: 0, where the type takes none."""
    takers = [entry for entry in spec.task_types.values() if spec.rules[entry.name].video_durations]
    known = f"{row.input_seconds} BETWEEN 0 AND {MOST_SECONDS}"
    if len(takers) < len(spec.task_types):
        names = [name for taker in takers for name in _names(taker, spec)]
        # No list may be empty, and no task type is.
        taken = f"{row.task_type} IN ({_list(names or [''])})"
        known = f"({row.input_seconds} = 0 OR {taken}) AND {known}"
    return (
        f"CASE WHEN {known} AND {writing.fits(row.videos, places)}"
        f" THEN {writing.units(row.videos, places)} END"
    )


def _defaults(spec: Spec, field: str) -> dict[_Row, str]:
    """Return the default of the modes that a row may have run in, NULL where they disagree."""
    video = tuple(spec.media).index("video")
    found: dict[_Row, set[str]] = {}
    for name in spec.task_types:
        for mode, column in spec.rules[name].columns.items():
            if mode is None or column.kinds is None:
                continue
            if field == "resolution":
                default = literal(column.default_resolution)
            else:
                default = str(column.default_duration)
            for videos in (False, True) if column.kinds[video].taken else (False,):
                found.setdefault((name, videos), set()).add(default)
    return {row: texts.pop() if len(texts) == 1 else "NULL" for row, texts in found.items()}


def _choose(choices: Mapping[_Row, str], row: _Columns, spec: Spec) -> str:
    """Return the SQL that holds for a row: without a question, where it is the same for all."""
    groups: dict[str, list[_Row]] = {}
    for key, text in choices.items():
        groups.setdefault(text, []).append(key)
    if len(groups) == 1:
        return next(iter(groups))
    branches = []
    for text, keys in groups.items():
        conditions = []
        for videos, sign in ((False, "="), (True, ">")):
            names = [
                alias
                for name, has_videos in keys
                if has_videos is videos
                for alias in _names(spec.task_types[name], spec)
            ]
            if names:
                conditions.append(
                    f"{row.input_seconds} {sign} 0 AND {row.task_type} IN ({_list(names)})"
                )
        branches.append(f" WHEN {' OR '.join(conditions)} THEN {text}")
    return f"CASE{''.join(branches)} END"


def _list(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(map(literal, names))
