"""The SQL of `seedance_rules.sql` says what `quote` and `credits` say, row for row, in SQLite.

SQLite is in the standard library, so these tests run everywhere. The same rows go through DuckDB
and Spark in `test_warehouse.py`.
"""

import decimal
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from sql_rows import (
    ACCEPTED,
    COLUMNS,
    SPEC,
    Row,
    calculated,
    dated_rows,
    drawn_rows,
    every_row,
    is_finer,
    on_its_day,
    other_tables,
    quoted,
    rows_of_other_tables,
    takes_videos,
)

from seedance_rules import Spec, UnknownVersion, load_spec, sql, versions

PLACES = sql.INPUT_SECOND_PLACES


def connected() -> closing[sqlite3.Connection]:
    """Return an empty database in memory, to be closed: one left open is an error in Python 3.13."""
    return closing(sqlite3.connect(":memory:"))


def database(rows: Iterable[Row], columns: Sequence[str] = COLUMNS) -> closing[sqlite3.Connection]:
    """Return a log in SQLite, its columns without types so that each value keeps its own."""
    connection = sqlite3.connect(":memory:")
    names = ", ".join('"' + column.replace('"', '""') + '"' for column in columns)
    connection.execute(f"CREATE TABLE tasks (number INTEGER PRIMARY KEY, {names})")
    connection.executemany(
        "INSERT INTO tasks VALUES (NULL, ?, ?, ?, ?)",
        rows,
    )
    return closing(connection)


def priced(
    rows: Iterable[Row], spec: Spec = SPEC, input_second_places: int = PLACES
) -> list[Decimal | None]:
    """Return the credits that SQLite finds for each row."""
    places = sql.credit_places(spec, input_second_places=input_second_places)
    query = sql.credits_query(
        "tasks", dialect="sqlite", spec=spec, input_second_places=input_second_places
    )
    with database(rows) as connection:
        found = [row[-1] for row in connection.execute(f"{query} ORDER BY number")]
    assert all(units is None or type(units) is int for units in found)
    return [None if units is None else Decimal(units).scaleb(-places) for units in found]


def dated(rows: Iterable[tuple[object, ...]]) -> sqlite3.Connection:
    """Return a log in SQLite that says the day of each row."""
    connection = sqlite3.connect(":memory:")
    names = ", ".join((*COLUMNS, "created_on"))
    connection.execute(f"CREATE TABLE tasks (number INTEGER PRIMARY KEY, {names})")
    connection.executemany("INSERT INTO tasks VALUES (NULL, ?, ?, ?, ?, ?)", rows)
    return connection


def priced_on(rows: Iterable[tuple[object, ...]]) -> list[Decimal | None]:
    """Return the credits that SQLite finds for each row on its day."""
    query = sql.credits_query("tasks", dialect="sqlite", on="created_on")
    with closing(dated(rows)) as connection:
        found = [row[-1] for row in connection.execute(f"{query} ORDER BY number")]
    places = sql.credit_places(on=True)
    return [None if units is None else Decimal(units).scaleb(-places) for units in found]


class TestTheSamePrices:
    """Clauses `prices`, `formula`, `formula-mini`, `deprecated`, the defaults, `input-seconds`."""

    def test_every_kind_of_row(self) -> None:
        rows = list(every_row())
        assert priced(rows) == [quoted(row, PLACES) for row in rows]

    def test_thousands_of_drawn_rows(self) -> None:
        rows = list(drawn_rows(5000, seed=1))
        found = priced(rows)
        assert found == [quoted(row, PLACES) for row in rows]
        assert found == [calculated(row, PLACES, SPEC) for row in rows]
        assert sum(credits is not None for credits in found) > 2000

    @given(
        st.lists(
            st.tuples(
                st.sampled_from(ACCEPTED),
                st.sampled_from((*SPEC.resolutions, None)),
                st.integers(3, 16) | st.none() | st.floats(4, 15),
                st.floats(0, 2e9)
                | st.floats()
                | st.integers(-1, 2 * 10**9)
                | st.integers(0, 10**15).map(lambda units: units / 10**6),
            )
        ),
        st.integers(0, sql.MOST_INPUT_SECOND_PLACES),
    )
    def test_any_seconds_in_any_places(self, rows: list[Row], places: int) -> None:
        assert priced(rows, input_second_places=places) == [quoted(row, places) for row in rows]

    def test_the_sum_over_all_rows_is_exact(self) -> None:
        rows = list(drawn_rows(1000, seed=2))
        query = sql.credits_query("tasks", dialect="sqlite")
        with database(rows) as connection:
            ((total,),) = connection.execute(f"SELECT SUM(credits) FROM ({query})")
        found = [quoted(row, PLACES) for row in rows]
        assert Decimal(total) == sum(c for c in found if c is not None) * 10**6

    def test_every_pair_is_priced(self) -> None:
        pairs = [(row["task_type"], row["resolution"]) for row in SPEC.price_rows()]
        rows: list[Row] = [(name, resolution, 5, 0) for name, resolution in pairs]
        found = dict(zip(pairs, priced(rows), strict=True))
        assert found == {
            (row["task_type"], row["resolution"]): row["unit_price"] * 5
            for row in SPEC.price_rows()
            if isinstance(row["unit_price"], Decimal)
        }


class TestNoPrice:
    """A row without a price is NULL, never a number."""

    @pytest.mark.parametrize(
        "row",
        [
            ("seedance-2", "480p", "5", 0),
            ("seedance-2", "480p", 5, "7.3"),
            ("seedance-2", "480p", 5, ""),
            ("seedance-2", "480p", b"5", 0),
            (b"seedance-2", "480p", 5, 0),
            ("seedance-2", b"480p", 5, 0),
            (2, 480, 5, 0),
        ],
    )
    def test_a_value_of_another_type_has_no_price(self, row: Row) -> None:
        assert priced([row]) == [None]

    @pytest.mark.parametrize("seconds", ["0", "0.5", "1", "7.3", "10"])
    def test_text_is_not_a_number_in_a_column_of_texts(self, seconds: str) -> None:
        with connected() as connection:
            connection.execute(
                "CREATE TABLE tasks (task_type TEXT, resolution TEXT, duration INTEGER,"
                " total_input_video_duration TEXT)"
            )
            connection.execute("INSERT INTO tasks VALUES ('seedance-2', '480p', 5, ?)", [seconds])
            query = sql.credits_query("tasks", dialect="sqlite")
            assert [row[-1] for row in connection.execute(query)] == [None]

    def test_names_are_case_sensitive_in_a_column_that_is_not(self) -> None:
        with connected() as connection:
            connection.execute(
                "CREATE TABLE tasks (task_type TEXT COLLATE NOCASE, resolution TEXT COLLATE RTRIM,"
                " duration INTEGER, total_input_video_duration REAL)"
            )
            connection.execute("INSERT INTO tasks VALUES ('SEEDANCE-2', '480p', 5, 0)")
            connection.execute("INSERT INTO tasks VALUES ('seedance-2', '480p  ', 5, 0)")
            connection.execute("INSERT INTO tasks VALUES ('seedance-2', '480p', 5, 0)")
            query = sql.credits_query("tasks", dialect="sqlite")
            assert [row[-1] for row in connection.execute(query)] == [None, None, 500000]

    def test_more_output_seconds_than_are_priced_where_the_tables_set_no_limit(self) -> None:
        data = SPEC.to_dict()
        limits = data["limits"]
        assert isinstance(limits, dict)
        limits["duration"] = {"default": 5}
        spec = Spec.from_dict(data)
        most = sql.MOST_SECONDS
        rows: list[Row] = [("seedance-2", "480p", seconds, 0) for seconds in (1, most, most + 1)]
        assert priced(rows, spec) == [Decimal("0.1"), most * Decimal("0.1"), None]


class TestOtherTables:
    """The SQL is generated: other tables give other text, and never other rules."""

    @given(st.integers(0, 10**6))
    def test_other_tables_give_the_prices_of_credits(self, seed: int) -> None:
        spec = other_tables(seed)
        rows = rows_of_other_tables(seed)
        assert priced(rows, spec) == [calculated(row, PLACES, spec) for row in rows]

    def test_tables_in_which_no_type_takes_videos(self) -> None:
        data = SPEC.to_dict()
        modes, inference, task_types = data["modes"], data["inference"], data["task_types"]
        assert isinstance(modes, dict) and isinstance(task_types, dict)
        assert isinstance(inference, list)
        del modes["omni_reference"], inference[-1], data["hints"]
        for entry in task_types.values():
            entry["modes"] = list(modes)
        spec = Spec.from_dict(data)
        rows: list[Row] = [("seedance-2", "480p", 5, 0), ("seedance-2", "480p", 5, 7)]
        assert priced(rows, spec) == [Decimal("0.5"), None]

    def test_a_version_by_name(self) -> None:
        version = load_spec().version
        assert sql.credits_expression(dialect="spark", spec=version) == sql.credits_expression(
            dialect="spark", spec=SPEC
        )
        with pytest.raises(UnknownVersion):
            sql.credits_expression(dialect="spark", spec="1999-01")

    def test_a_name_that_cannot_be_written_is_refused(self) -> None:
        for name in ("it's", "back\\slash", "${env:HOME}", "line\nbreak"):
            data = SPEC.to_dict()
            data["deprecated"] = {"task_types": {name: "seedance-2"}}
            with pytest.raises(sql.InvalidName):
                sql.credits_expression(dialect="sqlite", spec=Spec.from_dict(data))


class TestByDate:
    """`on`: each row by the version that was known to hold on its day."""

    def test_every_row_as_credits_on_its_day(self) -> None:
        rows = dated_rows(seed=11)
        found = priced_on([(*row, day and day.isoformat()) for row, day in rows])
        assert found == [on_its_day(row, day) for row, day in rows]
        assert sum(credits is not None for credits in found) > len(found) / 5

    @given(st.dates(date(2026, 3, 1), date(2026, 12, 31)))
    def test_any_day_has_the_price_of_its_version(self, day: date) -> None:
        row: Row = ("seedance-2-fast", "480p", 5, 0)
        assert priced_on([(*row, day.isoformat())]) == [on_its_day(row, day)]

    @pytest.mark.parametrize(
        "day",
        [
            *(None, "", "now", "2026-06", "2026-6-20", "2026-06-31", "2026-06-20 ", " 2026-06-20"),
            *("2026-06-20 10:00:00", "2026-06-20T00:00:00Z", "20260620", 20260620, 2461211.5, 5),
            *(b"2026-06-20", float("inf")),
        ],
    )
    def test_what_is_not_a_day_has_no_price(self, day: object) -> None:
        assert priced_on([("seedance-2", "480p", 5, 0, day)]) == [None]

    def test_all_rows_are_in_the_unit_of_the_finest_version(self) -> None:
        of_each = [sql.credit_places(version) for version in versions()]
        assert sql.credit_places(on=True) == max(of_each) > min(of_each)
        assert sql.credit_places(input_second_places=0, on=True) == 6

    def test_an_expression(self) -> None:
        expression = sql.credits_expression(dialect="sqlite", on=("tasks", "created_on"))
        with closing(dated([("seedance-2-fast", "480p", 5, 0, "2026-08-25")])) as connection:
            ((units,),) = connection.execute(f"SELECT {expression} FROM tasks")
        assert Decimal(units).scaleb(-sql.credit_places(on=True)) == Decimal("0.32")

    def test_one_version_or_that_of_the_day(self) -> None:
        with pytest.raises(TypeError, match="leave `spec` out"):
            sql.credits_expression(dialect="sqlite", on="created_on", spec="2026-06")
        with pytest.raises(TypeError, match="leave `spec` out"):
            sql.credit_places("2026-06", on=True)

    def test_seconds_that_are_too_fine_for_all_versions_at_once(self) -> None:
        with pytest.raises(sql.PrecisionExceeded, match="give a smaller input_second_places"):
            sql.credits_query("tasks", dialect="duckdb", on="day", input_second_places=6)


class TestInputLimits:
    """Input seconds above what every mode of a type takes have no price, as in `credits`."""

    @pytest.mark.parametrize("most", ["15.4", "15", "15.4004", "0.0001"])
    def test_up_to_the_most(self, most: str) -> None:
        video = {"video": {"maximum_seconds": most}}
        changes = {"task_types": {"seedance-2": {"limits": {"references": video}}}}
        spec = SPEC.with_changes(changes, label="short")
        seconds = (0, 0.001, 15, 15.0, 15.399, 15.4, 15.401, 16, 1e9)
        rows: list[Row] = [
            (name, "480p", 5, value)
            for name in ("seedance-2", "seedance-2-preview", "seedance-2-fast", "seedance-2-mini")
            for value in seconds
        ]
        found = priced(rows, spec)
        assert found == [calculated(row, PLACES, spec) for row in rows]
        taken = [row for row, price in zip(rows, found, strict=True) if price is not None]
        assert {s for name, _, _, s in taken if name == "seedance-2"} == {
            value for value in seconds if Decimal(repr(value)) <= Decimal(most)
        }
        assert {s for name, _, _, s in taken if name == "seedance-2-fast"} == {*seconds}


class TestPrecision:
    """Amounts are exact, their precision is stated, and it is never exceeded (clause `exact`)."""

    def test_milliseconds_are_micro_credits(self) -> None:
        assert sql.INPUT_SECOND_PLACES == 3
        assert sql.credit_places() == 6

    @pytest.mark.parametrize(("places", "credit_places"), [(0, 6), (3, 6), (4, 7), (6, 9)])
    def test_finer_seconds_are_finer_credits(self, places: int, credit_places: int) -> None:
        assert sql.credit_places(input_second_places=places) == credit_places

    def test_seconds_finer_than_that_are_not_rounded(self) -> None:
        row = ("seedance-2-fast-less-restriction", "480p", 5, 5.041667)
        assert priced([row]) == [None]
        assert priced([row], input_second_places=6) == [Decimal("0.661833348")]

    @pytest.mark.parametrize("places", [-1, 7, True, 3.0, "3", None])
    def test_invalid_places_are_refused(self, places: int) -> None:
        with pytest.raises(sql.PrecisionExceeded, match="from 0 to 6"):
            sql.credit_places(input_second_places=places)

    @pytest.mark.parametrize(("price", "places"), [("11", 6), ("123.4567", 6), ("0.00000001", 5)])
    def test_credits_that_would_not_fit_are_refused_beforehand(
        self, price: str, places: int
    ) -> None:
        data = SPEC.to_dict()
        prices = data["prices"]
        assert isinstance(prices, dict)
        prices["seedance-2"]["480p"] = price
        spec = Spec.from_dict(data)
        with pytest.raises(sql.PrecisionExceeded, match="more than 18; give a smaller"):
            sql.credits_expression(dialect="duckdb", spec=spec, input_second_places=places)
        row = ("seedance-2", "480p", 5, 10**9)
        assert priced([row], spec, 0) == [calculated(row, 0, spec)]

    def test_the_largest_amount_fits(self) -> None:
        for places in range(sql.MOST_INPUT_SECOND_PLACES + 1):
            finest = sql.MOST_SECONDS - Decimal(1).scaleb(-places)
            rows: list[Row] = [
                (name, None, 15, float(seconds))
                for name in SPEC.task_types
                for seconds in (sql.MOST_SECONDS, finest)
            ]
            assert priced(rows, input_second_places=places) == [quoted(r, places) for r in rows]

    def test_the_callers_decimal_context_changes_nothing(self) -> None:
        text = sql.credits_query("tasks", dialect="duckdb"), sql.prices_query(dialect="duckdb")
        with decimal.localcontext(decimal.Context(prec=1, traps=[decimal.Inexact])):
            assert text == (
                sql.credits_query("tasks", dialect="duckdb"),
                sql.prices_query(dialect="duckdb"),
            )


class TestPriceTable:
    """The price table as a relation (clauses `prices`, `deprecated`)."""

    def test_the_query_gives_the_price_table(self) -> None:
        with connected() as connection:
            rows = connection.execute(sql.prices_query(dialect="sqlite"))
            names = [column[0] for column in rows.description]
            found = [dict(zip(names, row, strict=True)) for row in rows]
        own = [row for row in found if row["task_type"] == row["priced_as"]]
        assert [
            {
                "version": row["version"],
                "task_type": row["task_type"],
                "tier": row["tier"],
                "review": row["review"],
                "resolution": row["resolution"],
                "unit_price": Decimal(row["unit_price"]) / 10**6,
            }
            for row in own
        ] == list(SPEC.price_rows())
        assert {(r["task_type"], r["priced_as"]) for r in found if r not in own} == set(
            SPEC.aliases.items()
        )

    def test_a_second_of_input_video(self) -> None:
        query = sql.prices_query(dialect="sqlite")
        columns = "task_type, unit_price, input_video_price"
        with connected() as connection:
            rows = connection.execute(f"SELECT {columns} FROM ({query})").fetchall()
        for task_type, unit_price, input_video_price in rows:
            if takes_videos(task_type):
                assert input_video_price == unit_price * SPEC.input_video_rate
            else:
                assert input_video_price is None


class TestNames:
    """Nothing that a caller passes can break out of its place."""

    @given(st.text())
    @example("task_type")
    @example("` FROM tasks; DROP TABLE tasks; --")
    @example("a`b``c\"d'e[f]g\\")
    @example("tasks.number")
    @example("${env:HOME}")
    @example("")
    def test_any_text_names_a_column_or_is_refused(self, name: str) -> None:
        assume(name.casefold() not in ("number", "r", "d", "v"))
        try:
            query = sql.credits_query(
                "tasks",
                dialect="sqlite",
                name=name,
                task_type=name,
                resolution="r",
                duration="d",
                total_input_video_duration="v",
            )
        except sql.InvalidName:
            assert not name or not name.isprintable() or "${" in name
            return
        row: Row = ("seedance-2", "480p", 5, 0)
        with database([row], (name, "r", "d", "v")) as connection:
            found = connection.execute(query)
            assert found.description[-1][0] == name
            assert found.fetchall() == [(1, *row, 500000)]

    def test_a_path(self) -> None:
        query = sql.credits_query(
            ("main", "tasks"),
            dialect="sqlite",
            task_type=("tasks", "task_type"),
            duration=["main", "tasks", "duration"],
        )
        with database([("seedance-2", "480p", 5, 0)]) as connection:
            assert [row[-1] for row in connection.execute(query)] == [500000]

    @pytest.mark.parametrize("name", [(), ("tasks", ""), b"tasks", None, 5, "a\0b", "\ud800"])
    def test_what_is_not_a_name_is_refused(self, name: Sequence[str]) -> None:
        for dialect in sql.DIALECTS:
            with pytest.raises(sql.InvalidName):
                sql.credits_query(name, dialect=dialect)

    def test_a_column_that_is_not_there_is_an_error_and_no_text(self) -> None:
        query = sql.credits_query("tasks", dialect="sqlite", task_type="task_typo")
        with (
            database([]) as connection,
            pytest.raises(sqlite3.OperationalError, match="task_typo"),
        ):
            connection.execute(query)

    @pytest.mark.parametrize("dialect", ["mysql", "SQLite", "", None, ["sqlite"]])
    def test_an_unknown_dialect(self, dialect: str) -> None:
        with pytest.raises(sql.UnknownDialect, match="'sqlite', 'duckdb', 'spark'"):
            sql.prices_query(dialect=dialect)


def test_the_kit_needs_no_database_library() -> None:
    code = (
        "import sys, seedance_rules.sql;"
        "print(*sorted({'duckdb', 'numpy', 'pandas', 'pyspark', 'sqlite3'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


def test_what_is_finer() -> None:
    assert is_finer(7.3, 0) and not is_finer(7.3, 1) and is_finer(Decimal("7.30001"), 4)
    assert not is_finer(7, 0) and not is_finer(7.0, 0) and is_finer(1e-300, 6)
