"""The SQL and the verdicts of `seedance_rules.sql` in real engines: DuckDB, and a local Spark.

The rows and the answers are those of `test_sql.py` and `test_sql_verdicts.py`, here in columns
with types. What is missing (a library, Java) skips these tests, and fails them in CI.
"""

import importlib
import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from sql_requests import MALFORMED, drawn_log, expected
from sql_rows import (
    COLUMNS,
    SPEC,
    Row,
    as_decimal,
    as_double,
    as_whole,
    calculated,
    dated_rows,
    in_columns,
    on_its_day,
    other_tables,
    quoted,
    rows_of_other_tables,
    takes_videos,
)

from seedance_rules import load_spec, sql

pytestmark = pytest.mark.warehouse

ROOT = Path(__file__).parent.parent.parent
PLACES = sql.INPUT_SECOND_PLACES
EXTRA = "the dependency group warehouse is not installed"

KINDS = {
    "INTEGER": as_whole,
    "BIGINT": as_whole,
    "DOUBLE": as_double,
    "DECIMAL(9, 2)": as_decimal(9, 2),
    "DECIMAL(18, 6)": as_decimal(18, 6),
    "DECIMAL(38, 28)": as_decimal(38, 28),
}
"""Types of columns of seconds, and what makes a number such a value."""

PAIRS = [
    ("INTEGER", "DOUBLE"),
    ("DOUBLE", "DECIMAL(18, 6)"),
    ("DECIMAL(9, 2)", "INTEGER"),
    ("BIGINT", "DECIMAL(38, 28)"),
]
"""Types of the output duration and of the input seconds."""

LOG_SCHEMA = (
    "number BIGINT, request STRING, total_input_video_duration DOUBLE,"
    " total_input_audio_duration DOUBLE"
)

A_ROW = (
    "SELECT 'seedance-2' AS task_type, '480p' AS resolution, 5 AS duration,"
    " 0 AS total_input_video_duration"
)
DAYS = {
    "DATE '2026-06-20'": Decimal("0.5"),
    "'2026-06-20'": Decimal("0.5"),
    "'2026-6-20'": None,
    "'2026-06-20 10:00:00'": None,
    "TIMESTAMP '2026-06-20 00:00:00'": None,
    "DATE '2025-06-20'": None,
    "20260620": None,
    "2026.5": None,
    "true": None,
    "NULL": None,
}
"""What a column of days may hold, and what the row then costs."""

HOSTILE = [
    "` FROM tasks; DROP TABLE tasks; --",
    '" FROM tasks; DROP TABLE tasks; --',
    "a`b``c\"d'e[f]g\\h /* i",
    "tasks.duration",
    "图片 1",
]

# duckdb, pyspark, pandas and pyarrow may not be installed where types are checked: what comes from
# them is Any here, and only here.


@pytest.fixture
def duck() -> Iterator[Any]:
    """A DuckDB in memory."""
    duckdb = pytest.importorskip("duckdb", reason=EXTRA)
    pytest.importorskip("pyarrow", reason=EXTRA)
    with duckdb.connect() as connection:
        yield connection


def need_spark() -> None:
    """Skip the test where there can be no Spark."""
    for library in ("pandas", "pyarrow", "pyspark"):
        pytest.importorskip(library, reason=EXTRA)
    if java_version() < 17:
        pytest.skip("Spark needs Java 17 or later: no such `java` is on the path")


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A Spark on this machine, with two workers, that listens to nobody else."""
    need_spark()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYSPARK_PYTHON", sys.executable)
        environment.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        environment.setenv("PYTHONPATH", str(ROOT))
        session = (
            importlib.import_module("pyspark.sql")
            .SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.log.level", "ERROR")
            # Small jobs end before Java's second compiler and its parallel collector pay off.
            .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("spark")))
            .getOrCreate()
        )
        yield session
        session.stop()


def java_version() -> int:
    """Return the first number of the version of the Java that Spark would start, 0 without one."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home, "bin")) if home else None)
    if java is None:
        return 0
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    found = re.search(r'version "(\d+)', told.stderr)
    return int(found[1]) if found else 0


def table_of(rows: Sequence[Row], kinds: tuple[str, str]) -> Any:
    """Return rows as an Arrow table, which both engines take, its seconds of these types."""
    pyarrow: Any = importlib.import_module("pyarrow")
    simple = {"INTEGER": pyarrow.int32(), "BIGINT": pyarrow.int64(), "DOUBLE": pyarrow.float64()}
    types = [pyarrow.string(), pyarrow.string()]
    for kind in kinds:
        digits = [int(found) for found in re.findall(r"\d+", kind)]
        types.append(pyarrow.decimal128(*digits) if digits else simple[kind])
    columns = [pyarrow.array(range(len(rows)))]
    columns += map(pyarrow.array, zip(*rows, strict=True), types)
    return pyarrow.table(columns, names=["number", *COLUMNS])


def dated_table(rows: Sequence[tuple[Row, date | None]]) -> Any:
    """Return rows and their days as an Arrow table with a column of dates."""
    pyarrow: Any = importlib.import_module("pyarrow")
    table = table_of([row for row, _ in rows], ("INTEGER", "DOUBLE"))
    days = pyarrow.array([day for _, day in rows], pyarrow.date32())
    return table.append_column("created_on", days)


def dated_answers(seed: int) -> list[Decimal | None]:
    """Return what those rows cost, each by the version of its day."""
    return [on_its_day(row, day) for row, day in dated_rows(seed)]


@cache
def rows_of(kinds: tuple[str, str]) -> list[Row]:
    """Return the rows that columns of these types can hold."""
    return in_columns(KINDS[kinds[0]], KINDS[kinds[1]])


@cache
def answers(kinds: tuple[str, str]) -> list[Decimal | None]:
    """Return what those rows cost."""
    return [quoted(row, PLACES) for row in rows_of(kinds)]


BILLS = """
    SELECT task_type, '480p' AS resolution, duration, total_input_video_duration,
        CAST(created_on AS DATE) AS created_on, points FROM (VALUES
        ('seedance-2-fast', 4, 4, '2026-08-25', 3840000),
        ('seedance-2-fast-less-restriction', 10, 10, '2026-08-25', 10500000),
        ('seedance-2-mini-less-restriction', 10, 10, '2026-08-25', 6900000),
        ('seedance-2-fast', 4, 0, '2026-05-20', 3200000),
        ('seedance-2-fast', 10, 7.3, '2026-08-25', 8960000),
        ('seedance-2-fast', 4, 0, '2026-06-10', 3200000)
    ) AS tasks (task_type, duration, total_input_video_duration, created_on, points)
"""
"""Four real bills, one with input rounded up, and one of a day that no version covers."""


def audit(dialect: str) -> str:
    """Return the query of the guide: the bills that differ from the tables of their day."""
    expression = sql.credits_expression(dialect=dialect, on="created_on")
    ratio = load_spec("2026-08-08").points_per_credit
    return (
        f"SELECT points, credits FROM (SELECT *, {expression} AS credits FROM ({BILLS}) AS bills)"
        f" AS priced WHERE credits * {ratio} IS DISTINCT FROM points ORDER BY created_on DESC"
    )


DIFFERING = [(8_960_000, Decimal("0.8736")), (3_200_000, None)]


class TestDuckDB:
    @pytest.mark.parametrize("kinds", PAIRS)
    def test_prices_are_those_of_credits(self, duck: Any, kinds: tuple[str, str]) -> None:
        duck.register("tasks", table_of(rows_of(kinds), kinds))
        found = duck.sql(f"{sql.credits_query('tasks', dialect='duckdb')} ORDER BY number")
        assert str(found.types[-1]) == f"DECIMAL({sql.CREDIT_DIGITS},{sql.credit_places()})"
        assert [row[-1] for row in found.fetchall()] == answers(kinds)
        assert sum(credits is not None for credits in answers(kinds)) > 1000

    @pytest.mark.parametrize("seed", range(12))
    def test_prices_by_other_tables(self, duck: Any, seed: int) -> None:
        spec, rows = other_tables(seed), rows_of_other_tables(seed)
        duck.register("tasks", table_of(rows, ("INTEGER", "DOUBLE")))
        query = sql.credits_query("tasks", dialect="duckdb", spec=spec)
        found = duck.execute(f"{query} ORDER BY number").fetchall()
        assert [row[-1] for row in found] == [calculated(row, PLACES, spec) for row in rows]

    def test_finer_seconds(self, duck: Any) -> None:
        rows = rows_of(("INTEGER", "DOUBLE"))[-2000:]
        duck.register("tasks", table_of(rows, ("INTEGER", "DOUBLE")))
        for places in range(sql.MOST_INPUT_SECOND_PLACES + 1):
            query = sql.credits_query("tasks", dialect="duckdb", input_second_places=places)
            found = duck.execute(f"{query} ORDER BY number").fetchall()
            assert [row[-1] for row in found] == [quoted(row, places) for row in rows]

    def test_by_the_day_of_each_row(self, duck: Any) -> None:
        duck.register("tasks", dated_table(dated_rows(seed=12)))
        query = sql.credits_query("tasks", dialect="duckdb", on="created_on")
        found = duck.sql(f"{query} ORDER BY number")
        assert str(found.types[-1]) == f"DECIMAL(18,{sql.credit_places(on=True)})"
        assert [row[-1] for row in found.fetchall()] == dated_answers(12)

    def test_the_audit_of_a_year(self, duck: Any) -> None:
        assert duck.sql(audit("duckdb")).fetchall() == DIFFERING

    @pytest.mark.parametrize("day", DAYS)
    def test_what_is_a_day(self, duck: Any, day: str) -> None:
        expression = sql.credits_expression(dialect="duckdb", on="day")
        found = duck.sql(f"SELECT {expression} FROM ({A_ROW}, {day} AS day)").fetchall()
        assert found == [(DAYS[day],)]

    @pytest.mark.parametrize(
        ("duration", "seconds", "credits"),
        [
            ("5::HUGEINT", "7::UTINYINT", "0.85"),
            ("5::DECIMAL(38, 28)", "7.5::FLOAT", "0.875"),
            ("5::DECIMAL(38, 0)", "7.3::FLOAT", None),
            ("5.00000000000000001", "0", None),
            ("5", "7.3000000000000000001", None),
            ("5", "7.3000000000000000000000000001", None),
            ("5", "1000000000.0000000001", None),
            ("5", "0::DECIMAL(38, 30)", None),
            ("5", "1e38::HUGEINT", None),
            ("'5'", "0", None),
            ("5", "'7.3'", None),
            ("5", "''", None),
            ("5", "true", None),
            ("true", "0", None),
            ("5", "DATE '2026-06-08'", None),
            ("NULL", "[1]", None),
        ],
    )
    def test_columns_of_other_types(
        self, duck: Any, duration: str, seconds: str, credits: str | None
    ) -> None:
        duck.execute(
            f"CREATE TABLE tasks AS SELECT 'seedance-2' AS task_type, '480p' AS resolution,"
            f" {duration} AS duration, {seconds} AS total_input_video_duration"
        )
        ((*_, found),) = duck.execute(sql.credits_query("tasks", dialect="duckdb")).fetchall()
        assert found == (None if credits is None else Decimal(credits))

    def test_names_are_matched_exactly_whatever_the_column(self, duck: Any) -> None:
        duck.execute(
            "CREATE TABLE tasks (task_type VARCHAR COLLATE NOCASE,"
            " resolution ENUM ('480p', '4k'), duration INTEGER, total_input_video_duration DOUBLE)"
        )
        duck.execute("INSERT INTO tasks VALUES ('SEEDANCE-2', NULL, NULL, 0)")
        duck.execute("INSERT INTO tasks VALUES ('seedance-2', NULL, NULL, 0)")
        duck.execute("INSERT INTO tasks VALUES ('seedance-2', '4k', NULL, 0)")
        duck.execute("SET default_collation = 'nocase'")
        found = duck.execute(sql.credits_query("tasks", dialect="duckdb")).fetchall()
        assert [row[-1] for row in found] == [None, Decimal("0.5"), None]

    def test_the_price_table(self, duck: Any) -> None:
        found = duck.sql(sql.prices_query(dialect="duckdb"))
        assert {str(kind) for kind in found.types[-2:]} == {"DECIMAL(18,6)"}
        assert_price_table(found.columns, found.fetchall())

    @pytest.mark.parametrize("name", HOSTILE)
    def test_names_stay_in_their_place(self, duck: Any, name: str) -> None:
        quoted_name = '"' + name.replace('"', '""') + '"'
        duck.execute(
            f"CREATE TABLE {quoted_name} AS SELECT 'seedance-2' AS {quoted_name},"
            " NULL AS resolution, 5 AS duration, 0 AS total_input_video_duration"
        )
        query = sql.credits_query(name, dialect="duckdb", task_type=name)
        assert duck.execute(query).fetchall()[0][-1] == Decimal("0.5")

    def test_duckdb_takes_the_columns_of_a_verdict(self, duck: Any) -> None:
        duck.execute(f"CREATE TABLE verdicts ({sql.VERDICT_SCHEMA})")
        row = sql.verdict('{"model": "seedance"}')
        marks = ", ".join("?" * len(row))
        duck.execute(f"INSERT INTO verdicts VALUES ({marks})", [*row.values()])
        assert duck.execute("SELECT * FROM verdicts").fetchall() == [tuple(row.values())]


@pytest.fixture(params=["true", "false"], ids=["ansi", "no ansi"])
def any_spark(request: pytest.FixtureRequest, spark: Any) -> Iterator[Any]:
    """Spark with its two settings that change how numbers are computed, on and off together."""
    settings = ("spark.sql.ansi.enabled", "spark.sql.decimalOperations.allowPrecisionLoss")
    before = {setting: spark.conf.get(setting) for setting in settings}
    for setting in settings:
        spark.conf.set(setting, request.param)
    yield spark
    for setting, value in before.items():
        spark.conf.set(setting, value)


def credits_of(frame: Any) -> list[Decimal | None]:
    """Return the credits in a frame of Spark, in its order; as Arrow, since rows take long to make."""
    found: list[Decimal | None] = frame.select("credits").toArrow()["credits"].to_pylist()
    return found


class TestSpark:
    @pytest.mark.parametrize("kinds", PAIRS)
    def test_prices_are_those_of_credits(self, any_spark: Any, kinds: tuple[str, str]) -> None:
        log = any_spark.createDataFrame(table_of(rows_of(kinds), kinds))
        log.createOrReplaceTempView("tasks")
        found = any_spark.sql(f"{sql.credits_query('tasks', dialect='spark')} ORDER BY number")
        assert found.dtypes[-1] == (
            "credits",
            f"decimal({sql.CREDIT_DIGITS},{sql.credit_places()})",
        )
        assert credits_of(found) == answers(kinds)

    @pytest.mark.parametrize("seed", range(3))
    def test_prices_by_other_tables(self, any_spark: Any, seed: int) -> None:
        spec, rows = other_tables(seed), rows_of_other_tables(seed)
        log = any_spark.createDataFrame(table_of(rows, ("INTEGER", "DOUBLE")))
        log.createOrReplaceTempView("tasks")
        query = sql.credits_query("tasks", dialect="spark", spec=spec)
        found = any_spark.sql(f"{query} ORDER BY number")
        assert credits_of(found) == [calculated(row, PLACES, spec) for row in rows]

    def test_finer_seconds(self, any_spark: Any) -> None:
        rows = rows_of(("INTEGER", "DOUBLE"))[-2000:]
        log = any_spark.createDataFrame(table_of(rows, ("INTEGER", "DOUBLE")))
        log.createOrReplaceTempView("tasks")
        for places in (0, sql.MOST_INPUT_SECOND_PLACES):
            query = sql.credits_query("tasks", dialect="spark", input_second_places=places)
            found = any_spark.sql(f"{query} ORDER BY number")
            assert credits_of(found) == [quoted(row, places) for row in rows]

    def test_by_the_day_of_each_row(self, any_spark: Any) -> None:
        log = any_spark.createDataFrame(dated_table(dated_rows(seed=13)))
        log.createOrReplaceTempView("tasks")
        query = sql.credits_query("tasks", dialect="spark", on="created_on")
        found = any_spark.sql(f"{query} ORDER BY number")
        assert found.dtypes[-1] == ("credits", f"decimal(18,{sql.credit_places(on=True)})")
        assert credits_of(found) == dated_answers(13)

    def test_the_audit_of_a_year(self, any_spark: Any) -> None:
        assert [tuple(row) for row in any_spark.sql(audit("spark")).collect()] == DIFFERING

    @pytest.mark.parametrize("day", DAYS)
    def test_what_is_a_day(self, any_spark: Any, day: str) -> None:
        expression = sql.credits_expression(dialect="spark", on="day")
        found = any_spark.sql(f"SELECT {expression} AS credits FROM ({A_ROW}, {day} AS day)")
        assert credits_of(found) == [DAYS[day]]

    @pytest.mark.parametrize(
        ("duration", "seconds", "credits"),
        [
            ("5Y", "7S", "0.85"),
            ("CAST(5 AS DECIMAL(38, 28))", "CAST(7.5 AS FLOAT)", "0.875"),
            ("CAST(5 AS DECIMAL(38, 0))", "CAST(7.3 AS FLOAT)", None),
            ("5.00000000000000001", "0", None),
            ("5", "7.3000000000000000001", None),
            ("5", "7.3000000000000000000000000001", None),
            ("5", "1000000000.0000000001", None),
            ("5", "CAST(0 AS DECIMAL(38, 30))", None),
            ("5", "CAST(1e37 AS DECIMAL(38, 0))", None),
            ("5", "CAST('NaN' AS DOUBLE)", None),
            ("'5'", "0", None),
            ("5", "'7.3'", None),
            ("5", "''", None),
            ("5", "true", None),
            ("true", "0", None),
            ("NULL", "NULL", None),
            ("5", "TIMESTAMP '2026-06-08 00:00:00'", None),
        ],
    )
    def test_columns_of_other_types(
        self, any_spark: Any, duration: str, seconds: str, credits: str | None
    ) -> None:
        any_spark.sql(
            f"SELECT 'seedance-2' AS task_type, '480p' AS resolution, {duration} AS duration,"
            f" {seconds} AS total_input_video_duration"
        ).createOrReplaceTempView("tasks")
        ((*_, found),) = any_spark.sql(sql.credits_query("tasks", dialect="spark")).collect()
        assert found == (None if credits is None else Decimal(credits))

    def test_names_are_matched_exactly_whatever_the_column(self, any_spark: Any) -> None:
        any_spark.sql(
            "SELECT task_type COLLATE UTF8_LCASE AS task_type, NULL AS resolution, 5 AS duration,"
            " 0 AS total_input_video_duration FROM VALUES ('SEEDANCE-2'), ('seedance-2') AS"
            " t (task_type)"
        ).createOrReplaceTempView("tasks")
        found = any_spark.sql(sql.credits_query("tasks", dialect="spark")).collect()
        assert [row.credits for row in found] == [None, Decimal("0.5")]

    def test_an_expression_in_a_frame(self, any_spark: Any) -> None:
        frame = any_spark.createDataFrame(
            [("seedance-2", None, 5, 7.3)], "a STRING, b STRING, c INT, d DOUBLE"
        )
        expression = sql.credits_expression(
            dialect="spark",
            task_type="a",
            resolution="b",
            duration="c",
            total_input_video_duration="d",
        )
        found = frame.selectExpr("*", f"{expression} AS credits").collect()
        assert [row.credits for row in found] == [Decimal("0.865")]

    def test_the_price_table(self, any_spark: Any) -> None:
        found = any_spark.sql(sql.prices_query(dialect="spark"))
        assert {kind for _, kind in found.dtypes[-2:]} == {"decimal(18,6)"}
        assert_price_table(found.columns, [tuple(row) for row in found.collect()])

    @pytest.mark.parametrize("name", HOSTILE)
    def test_names_stay_in_their_place(self, spark: Any, name: str) -> None:
        row = ("seedance-2", "480p", 5, 0)
        frame = spark.createDataFrame([row], [name, "resolution", "duration", "v"])
        expression = sql.credits_expression(
            dialect="spark", task_type=name, total_input_video_duration="v"
        )
        assert frame.selectExpr(expression).collect()[0][0] == Decimal("0.5")


def assert_price_table(names: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
    """Check the rows of the price relation against the tables, deprecated names included."""
    rate = SPEC.input_video_rate
    wanted: list[dict[str, object]] = [
        {
            **row,
            "task_type": name,
            "priced_as": known,
            "input_video_price": row["unit_price"] * rate if takes_videos(known) else None,
        }
        for row in SPEC.price_rows()
        for known in (row["task_type"],)
        for name in (known, *(old for old, meant in SPEC.aliases.items() if meant == known))
    ]
    found = [dict(zip(names, row, strict=True)) for row in rows]
    assert sorted(found, key=str) == sorted(({n: w[n] for n in names} for w in wanted), key=str)


class TestVerdictsInSpark:
    """The recipe: `verdicts` over the partitions of a log, in two Python workers at once."""

    def test_each_verdict_is_that_of_validate_and_quote(self, spark: Any) -> None:
        rows = drawn_log(2000, seed=8)
        log = spark.createDataFrame(rows, LOG_SCHEMA)
        columns = f"{LOG_SCHEMA}, {sql.VERDICT_SCHEMA}"
        judged = log.repartition(2).mapInPandas(partial(sql.verdicts, spec=SPEC), columns)
        found = {row.number: row.asDict() for row in judged.collect()}
        assert len(found) == len(rows)
        for row in rows:
            assert found[row.number] == {**row._asdict(), **expected(row)}
        assert {row.request for row in rows} >= set(MALFORMED)

    def test_two_workers_share_the_log(self, spark: Any) -> None:
        def with_worker(frames: Iterator[Any]) -> Iterator[Any]:
            for frame in sql.verdicts(frames):
                yield frame.assign(worker=os.getpid())[["accepted", "worker"]]

        log = spark.createDataFrame(drawn_log(200, seed=9), LOG_SCHEMA)
        # A barrier starts all partitions at once: neither worker can do the other's.
        judged = log.repartition(2).mapInPandas(
            with_worker, "accepted BOOLEAN, worker BIGINT", barrier=True
        )
        found = judged.collect()
        assert len(found) == 200
        assert len({row.worker for row in found}) == 2
        assert os.getpid() not in {row.worker for row in found}

    def test_nothing_of_the_log_is_lost(self, spark: Any) -> None:
        columns = "number BIGINT, request STRING, seconds INT, amount DECIMAL(38, 18)"
        rows = [
            (2**63 - 1, "{", None, Decimal("0.000000000000000001")),
            (None, None, 7, None),
            (-(2**63), MALFORMED[-1], None, Decimal(10) ** 19),
        ]
        log = spark.createDataFrame(rows, columns)
        judge = partial(
            sql.verdicts, total_input_video_duration="seconds", total_input_audio_duration=None
        )
        judged = log.coalesce(1).mapInPandas(judge, f"{columns}, {sql.VERDICT_SCHEMA}").collect()
        assert [tuple(row)[:4] for row in judged] == rows
        assert [row.accepted for row in judged] == [False, False, False]


def test_the_blocks_of_the_guide_that_need_an_engine(spark: Any, tmp_path: Path) -> None:
    guide = Path(str(sql.__file__)).with_name("README.md").read_text("utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", guide, re.DOTALL | re.MULTILINE)
    own = [block for block in blocks if "pyspark" in block]
    assert any("mapInPandas" in block for block in own)
    for block in own:
        script = tmp_path / "block.py"
        script.write_text(block, "utf-8")
        runpy.run_path(str(script))


def test_each_way_of_the_benchmark_comes_to_the_same(spark: Any, tmp_path: Path) -> None:
    """But for two processes, which the whole command has."""
    ways: Any = importlib.import_module("benchmarks.warehouse")
    duckdb: Any = importlib.import_module("duckdb")
    paths = ways.make_log(tmp_path, 400)
    with duckdb.connect() as duck, closing(ways.in_sqlite(paths, tmp_path / "log")) as sqlite:
        results = {
            "a loop over prices": ways.add_prices(map(ways.loop_prices, paths)),
            "a loop over verdicts": ways.add_verdicts(map(ways.loop_verdicts, paths)),
            "SQLite": ways.sqlite_prices(sqlite),
            "DuckDB": ways.duckdb_prices(duck, paths),
            "Spark, prices": ways.spark_prices(spark, paths),
            "Spark, verdicts": ways.spark_verdicts(spark, paths),
        }
    told = ways.report([ways.Run(way, result, 1) for way, result in results.items()])
    assert "In each of the 6 runs: 400 rows" in told


@pytest.mark.slow
def test_all_totals_of_the_benchmark_are_the_same() -> None:
    need_spark()
    pytest.importorskip("duckdb", reason=EXTRA)
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.warehouse", "--rows", "2000"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert run.returncode == 0, run.stderr
    assert "In each of the 8 runs: 2,000 rows" in run.stdout
