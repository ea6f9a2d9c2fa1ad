"""The price table and the formula as SQL text, made of a `Spec` (clauses `prices`, `formula`).

All arithmetic is on whole numbers: input seconds in units of their last decimal place, credits in
units of theirs, which is a micro-credit or finer. SQLite gets that number; the others get the
DECIMAL. A row without a price gives NULL, never a number: an unknown task type, a pair that does
not exist, seconds that the type does not have, and seconds that are not known or too fine.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from seedance_rules import Spec, load_spec, version_info, versions
from seedance_rules.spec import Limits, spec_of
from seedance_rules.sql.dialects import CREDIT_DIGITS, Dialect, Name, dialect_of, literal

__all__ = [
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

_LEAST_CREDIT_PLACES: Final = 6


class PrecisionExceeded(ValueError):
    """Credits so fine and large that they do not fit into `CREDIT_DIGITS`, or too fine seconds."""


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
    return _places(_tables(spec, on), input_second_places)


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
    tables, writing = spec_of(spec), dialect_of(dialect)
    places, modes = _places([tables], input_second_places), _modes(tables)

    def amount(credits: Fraction | None) -> str:
        units = "NULL" if credits is None else str(int(credits * 10**places))
        return writing.amount(units, places)

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
    places = _places(every, input_second_places)
    columns = (
        writing,
        writing.text(task_type),
        writing.text(resolution),
        writing.identifier(duration),
        writing.identifier(total_input_video_duration),
    )
    units = [
        _Version(tables, _modes(tables), *columns, input_second_places, places).units()
        for tables in every
    ]
    found = units[0]
    if on is not None:
        day, branches = writing.text(on), ""
        for tables, of_version in zip(every, units, strict=True):
            known = version_info(tables.version)
            held = f"BETWEEN '{known.first_seen}' AND '{known.last_seen}'"
            branches += f"\n  WHEN {day} {held} THEN {of_version}"
        found = f"CASE WHEN {writing.day.format(day)} = {day} THEN CASE{branches} END END"
    return writing.amount(f"({found})", places)


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


_Modes = Mapping[tuple[str, bool], Sequence[Limits]]
"""The limits of the modes that a row may have run in, by what tables tell rows apart by.

That is the task type, and whether there are input videos; types without them have no such rows.
"""


_Say = Callable[[Iterable[Limits]], str]
"""What is said, in SQL, of the modes that a row may have run in."""


def _modes(spec: Spec) -> _Modes:
    """Return the limits of the modes that each sort of row may have run in."""
    found: dict[tuple[str, bool], Sequence[Limits]] = {}
    for task_type in spec.task_types.values():
        every = [spec.limits(task_type.name, mode) for mode in task_type.modes]
        found[task_type.name, False] = every
        with_videos = [limits for limits in every if limits.kinds["video"].taken]
        if with_videos:
            found[task_type.name, True] = with_videos
    return found


def _most_input(modes: Iterable[Limits]) -> Fraction:
    """Return the most seconds of input video that any of these modes takes."""
    videos = [limits.kinds["video"] for limits in modes]
    most = [
        MOST_SECONDS if v.maximum_seconds is None else v.maximum_seconds for v in videos if v.taken
    ]
    return Fraction(max(most, default=0))


def _last(seconds: range) -> int:
    return min(seconds.stop - 1, MOST_SECONDS)


def _part(price: Decimal, spec: Spec) -> Fraction:
    """Return the part of a unit price that all is counted in.

    With a rate of n/d, that is its d-th part: d of them are a second of output, n one of input.
    """
    return Fraction(price) / Fraction(spec.input_video_rate).denominator


def _places(specs: Sequence[Spec], input_places: int) -> int:
    """Return the fewest places of credits in which no price of any of these tables is rounded.

    Raises `PrecisionExceeded` where an amount might not fit.
    """
    if type(input_places) is not int or not 0 <= input_places <= MOST_INPUT_SECOND_PLACES:
        raise PrecisionExceeded(
            f"input_second_places must be from 0 to {MOST_INPUT_SECOND_PLACES}, "
            f"not {input_places!r:.100}"
        )
    parts = [_part(row["unit_price"], spec) for spec in specs for row in spec.price_rows()]
    places = max(_LEAST_CREDIT_PLACES, input_places)
    while any((part * 10 ** (places - input_places)).denominator > 1 for part in parts):
        places += 1
    for spec in specs:
        modes = [limits for every in _modes(spec).values() for limits in every]
        output = max(_last(limits.durations) for limits in modes)
        seconds = output + Fraction(spec.input_video_rate) * _most_input(modes)
        dearest = Fraction(max(row["unit_price"] for row in spec.price_rows()))
        digits = len(str(int(dearest * seconds * 10**places)))
        if digits > CREDIT_DIGITS:
            raise PrecisionExceeded(
                f"exact credits of tables {spec.version} take {digits} digits with input seconds "
                f"of {input_places} decimal places, more than {CREDIT_DIGITS}; "
                "give a smaller input_second_places"
            )
    return places


@frozen
class _Version:
    """Writes the credits of a row by the tables of one version.

    Of the columns, two are texts and two are seconds.
    """

    spec: Spec
    modes: _Modes
    writing: Dialect
    task_type: str
    resolution: str
    duration: str
    videos: str
    input_places: int
    places: int

    def units(self) -> str:
        """Return the credits in units of their last place."""
        rate = Fraction(self.spec.input_video_rate)
        output = rate.denominator * 10**self.input_places
        return (
            f"/* {self.spec.version}: credits * 10^{self.places} = price * ({output} * output"
            f" seconds + {rate.numerator} * input seconds * 10^{self.input_places}) */\n"
            f"  {self._price()}\n"
            f"  * ({output} * {self._output()}\n"
            f"    + {rate.numerator} * {self._input()})"
        )

    def _price(self) -> str:
        """Return the parts of the unit price, at the default resolution where none is given."""
        finest, branches = 10 ** (self.places - self.input_places), ""
        for name, task_type in self.spec.task_types.items():
            default = self._choose(_agreed(lambda limits: literal(limits.default_resolution)), name)
            prices = " ".join(
                f"WHEN {literal(resolution)} THEN {int(_part(price, self.spec) * finest)}"
                for resolution, price in task_type.prices.items()
            )
            given = f"COALESCE({self.resolution}, {default})"
            branches += f"\n  WHEN {self._is_any_of([name])} THEN CASE {given} {prices} END"
        return f"CASE{branches} END"

    def _output(self) -> str:
        """Return the whole seconds of output: the default where none are given."""
        seconds = self.writing.number(self.duration)
        default = self._choose(_agreed(lambda limits: str(limits.default_duration)))

        def in_range(modes: Iterable[Limits]) -> str:
            ranges = dict.fromkeys(limits.durations for limits in modes)
            return " OR ".join(f"{seconds} BETWEEN {r.start} AND {_last(r)}" for r in ranges)

        return (
            f"CASE WHEN {self.duration} IS NULL THEN {default}"
            f" WHEN ({self._choose(in_range)}) AND {self.writing.fits(self.duration, 0)}"
            f" THEN {self.writing.units(self.duration, 0)} END"
        )

    def _input(self) -> str:
        """Return the input seconds in units of their last place."""
        column, places = self.videos, self.input_places

        def most(modes: Iterable[Limits]) -> str:
            # Cut off after the places of a row, it is as exact as a double as the row is.
            return repr(int(_most_input(modes) * 10**places) / 10**places)

        return (
            f"CASE WHEN {self.writing.number(column)} BETWEEN 0 AND {self._choose(most)}"
            f" AND {self.writing.fits(column, places)}"
            f" THEN {self.writing.units(column, places)} END"
        )

    def _choose(self, say: _Say, only: str | None = None) -> str:
        """Return what is said of the modes of a row, by its task type and whether it has videos.

        Without a question, where it is the same for all rows, or all of the `only` task type.
        """
        groups: dict[str, list[tuple[str, bool]]] = {}
        for key, every in self.modes.items():
            if only in (None, key[0]):
                groups.setdefault(say(every), []).append(key)
        if len(groups) == 1:
            return next(iter(groups))
        seconds, branches = self.writing.number(self.videos), ""
        for text, keys in groups.items():
            conditions = [
                f"{seconds} {sign} 0 AND {self._is_any_of(names)}"
                for videos, sign in ((False, "="), (True, ">"))
                if (names := [name for name, has_videos in keys if has_videos is videos])
            ]
            branches += f" WHEN {' OR '.join(conditions)} THEN {text}"
        return f"CASE{branches} END"

    def _is_any_of(self, task_types: Sequence[str]) -> str:
        """Return a condition: the task type is one of these, or a deprecated name of one."""
        return f"{self.task_type} IN ({', '.join(map(literal, _names(task_types, self.spec)))})"


def _agreed(say: Callable[[Limits], str]) -> _Say:
    """Say that on which all modes of a row agree, NULL where they do not."""

    def agreed(modes: Iterable[Limits]) -> str:
        found = {*map(say, modes)}
        return found.pop() if len(found) == 1 else "NULL"

    return agreed


def _names(task_types: Sequence[str], spec: Spec) -> list[str]:
    """Return the names of these task types, and the deprecated ones that mean them."""
    meant = {**{name: name for name in spec.task_types}, **spec.aliases}
    return [name for name, priced_as in meant.items() if priced_as in task_types]
