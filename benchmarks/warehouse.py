"""A year of logs, priced and judged where the data lives: `python -m benchmarks.warehouse`.

Makes a log of a million tasks, each of a day of the year and of the version that held on it, as
Parquet files, and runs over it, a fresh read each time: a Python loop on one core and on two
processes, SQLite, DuckDB and a local Spark with two workers. Prints the rows a second of each for
prices and for whole verdicts, and exits with an error unless every total is the same. Needs the
dependency group `warehouse`, and Java 17 for Spark.

Clocks start when a way is warm, from an eighth of the log, and stop at the total; what they time
includes reading the files. SQLite reads a table of its own.
"""

import argparse
import json
import os
import platform
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any, Final, NamedTuple

import duckdb
import pyarrow
import pyarrow.parquet
import pyspark
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from seedance_rules import (
    Limits,
    UnknownVersion,
    credits,
    load_spec,
    sql,
    version_info,
    version_on,
    versions,
)

ROOT: Final = Path(__file__).resolve().parent.parent
FIRST: Final = version_info(versions()[0]).first_seen
DAYS: Final = (version_info(versions()[-1]).last_seen - FIRST).days + 1
"""The days of the log: from the first that any version covers to the last, those between too."""

FILES: Final = 8
"""Parquet files that a log is made of, for two processes to share."""

PRICE_COLUMNS: Final = (
    *("task_type", "resolution", "duration", "total_input_video_duration", "created_on"),
)
VERDICT_COLUMNS: Final = ("request", "total_input_video_duration", "created_on")
SCHEMA: Final = pyarrow.schema(
    [
        ("number", pyarrow.int64()),
        ("request", pyarrow.string()),
        ("task_type", pyarrow.string()),
        ("resolution", pyarrow.string()),
        ("duration", pyarrow.int32()),
        ("total_input_video_duration", pyarrow.float64()),
        ("created_on", pyarrow.date32()),
    ]
)


NOT_JUDGED: Final = "no version covers the day"


class Prices(NamedTuple):
    """What a run over the prices of a log adds up to."""

    rows: int = 0
    priced: int = 0
    credits: Decimal = Decimal(0)


class Verdicts(NamedTuple):
    """What a run over the verdicts of a log adds up to; `codes` has each row's violations."""

    rows: int = 0
    priced: int = 0
    credits: Decimal = Decimal(0)
    accepted: int = 0
    codes: tuple[tuple[str, int], ...] = ()


def make_log(folder: Path, rows: int) -> list[str]:
    """Write a log, always the same for a number of rows: 3 in 100 are faulty or unreadable."""
    draw = random.Random(2026)
    paths = []
    for part in range(FILES):
        first, last = rows * part // FILES, rows * (part + 1) // FILES
        tasks = [logged_task(draw, number) for number in range(first, last)]
        columns: list[Any] = [*zip(*tasks, strict=True)] or [[] for _ in SCHEMA]
        table = pyarrow.table(columns, schema=SCHEMA)
        paths.append(str(folder / f"part-{part}.parquet"))
        pyarrow.parquet.write_table(table, paths[-1])
    return paths


def logged_task(draw: random.Random, number: int) -> tuple[object, ...]:
    """Return one row of the log: the request as text, and the columns that prices need."""
    day = FIRST + timedelta(days=draw.randrange(DAYS))
    try:
        spec = load_spec(version_on(day))
    except UnknownVersion:
        spec = load_spec()
    name = draw.choice((*spec.task_types, *spec.aliases))
    task_type = spec.task_type(name)
    fault = draw.randrange(200)
    takes_videos = "omni_reference" in task_type.modes or fault == 5
    with_video = takes_videos and draw.random() < 0.3
    mode = "omni_reference" if with_video else "text_to_video"
    resolution = draw.choice((None, *task_type.prices))
    duration = draw.choice((None, *spec.limits(task_type.name, "text_to_video").durations))
    seconds: float | None = draw.randrange(1, 15_000) / 1000 if with_video else 0.0
    if fault == 0:
        name = "seedance-3"
    elif fault == 1:
        resolution = "4k"
    elif fault == 2:
        duration = 16
    elif fault == 3 and with_video:
        seconds = None
    elif fault == 4:
        return number, '{"model": "seedance", "task_ty', None, None, None, None, day
    body = {
        "prompt": f"shot {number}: the cat walks through a garden at dusk",
        "mode": mode,
        "aspect_ratio": "16:9",
        "resolution": resolution,
        "duration": duration,
        "video_urls": [f"https://example.com/{number}.mp4"] if with_video else [],
    }
    request = json.dumps({"model": spec.model, "task_type": name, "input": body})
    return number, request, name, resolution, duration, seconds, day


@cache
def limits_of(task_type: str, version: str) -> Limits:
    """Return the limits of a task type, whose modes agree on what is not given."""
    known = load_spec(version).task_type(task_type)
    return load_spec(version).limits(known.name, known.modes[0])


def rows_of(path: str, columns: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of one file as Python values."""
    with pyarrow.parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(columns=list(columns)):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def loop_prices(path: str) -> Prices:
    """Price one file in a Python loop."""
    rows, priced, total = 0, 0, Decimal(0)
    for name, resolution, duration, seconds, day in rows_of(path, PRICE_COLUMNS):
        rows += 1
        try:
            version = version_on(day)
            limits = limits_of(name, version)
            total += credits(
                name,
                limits.default_resolution if resolution is None else resolution,
                limits.default_duration if duration is None else duration,
                seconds,
                spec=version,
            )
        except (LookupError, ValueError):
            continue
        priced += 1
    return Prices(rows, priced, total)


def loop_verdicts(path: str) -> Verdicts:
    """Judge one file in a Python loop."""
    rows, priced, total, accepted = 0, 0, Decimal(0), 0
    codes: Counter[str] = Counter()
    for request, seconds, day in rows_of(path, VERDICT_COLUMNS):
        rows += 1
        try:
            version = version_on(day)
        except UnknownVersion:
            codes[NOT_JUDGED] += 1
            continue
        found = sql.verdict(request, total_input_video_duration=seconds, spec=version)
        accepted += found["accepted"]
        codes[found["violations"]] += 1
        if found["credits"] is not None:
            priced += 1
            total += found["credits"]
    return Verdicts(rows, priced, total, accepted, tuple(sorted(codes.items())))


def add_prices(parts: Iterable[Prices]) -> Prices:
    """Add up the files of a log."""
    rows, priced, amounts = zip(*parts, strict=True)
    return Prices(sum(rows), sum(priced), sum(amounts, Decimal(0)))


def add_verdicts(parts: Iterable[Verdicts]) -> Verdicts:
    """Add up the files of a log."""
    rows, priced, amounts, accepted, codes = zip(*parts, strict=True)
    counts: Counter[str] = Counter()
    for part in codes:
        counts.update(dict(part))
    total = sum(amounts, Decimal(0))
    return Verdicts(sum(rows), sum(priced), total, sum(accepted), tuple(sorted(counts.items())))


def totals_query(dialect: str, log: str) -> str:
    """Return the query that adds up the prices of a log."""
    expression = sql.credits_expression(dialect=dialect, on="created_on")
    credits = f"(SELECT {expression} AS c FROM {log})"
    return f"SELECT COUNT(*), COUNT(c), COALESCE(SUM(c), 0) FROM {credits} AS priced"


def sqlite_prices(connection: sqlite3.Connection) -> Prices:
    """Price a log that is a table in SQLite."""
    rows, known, units = connection.execute(totals_query("sqlite", "tasks")).fetchone()
    return Prices(rows, known, Decimal(units).scaleb(-sql.credit_places(on=True)))


def in_sqlite(paths: list[str], database: Path) -> sqlite3.Connection:
    """Copy a log into SQLite."""
    connection = sqlite3.connect(database)
    connection.execute(
        "CREATE TABLE tasks (task_type TEXT, resolution TEXT, duration INTEGER,"
        " total_input_video_duration REAL, created_on TEXT)"
    )
    for path in paths:
        rows = ((*row, day.isoformat()) for *row, day in rows_of(path, PRICE_COLUMNS))
        connection.executemany("INSERT INTO tasks VALUES (?, ?, ?, ?, ?)", rows)
    connection.commit()
    return connection


def duckdb_prices(connection: duckdb.DuckDBPyConnection, paths: list[str]) -> Prices:
    """Price a log in DuckDB, from its files."""
    (found,) = connection.execute(totals_query("duckdb", "read_parquet(?)"), [paths]).fetchall()
    return Prices(*found)


def spark_prices(spark: SparkSession, paths: list[str]) -> Prices:
    """Price a log in Spark, from its files."""
    spark.read.parquet(*paths).createOrReplaceTempView("tasks")
    (found,) = spark.sql(totals_query("spark", "tasks")).collect()
    return Prices(*found)


def spark_verdicts(spark: SparkSession, paths: list[str]) -> Verdicts:
    """Judge a log in Spark, from its files, in as many Python workers as Spark has cores."""
    log = spark.read.parquet(*paths).select(*VERDICT_COLUMNS)
    columns = (
        f"request STRING, total_input_video_duration DOUBLE, created_on DATE, {sql.VERDICT_SCHEMA}"
    )
    judge = partial(sql.verdicts, total_input_audio_duration=None, on="created_on")
    found = (
        log.mapInPandas(judge, columns)
        .groupBy(F.coalesce("violations", F.lit(NOT_JUDGED)))
        .agg(
            F.count("*"),
            F.count("credits"),
            F.coalesce(F.sum("credits"), F.lit(0)),
            F.count_if("accepted"),
        )
        .collect()
    )
    return add_verdicts(
        Verdicts(rows, priced, Decimal(total), accepted, ((codes, rows),))
        for codes, rows, priced, total, accepted in found
    )


def start_spark(folder: Path) -> SparkSession:
    """Start a Spark on this machine, with two workers, that listens to nobody else."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYTHONPATH"] = str(ROOT)
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "ERROR")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
        .getOrCreate()
    )
    spark.range(1).collect()
    return spark


class Run(NamedTuple):
    """One way over the log, timed."""

    way: str
    result: Prices | Verdicts
    seconds: float


def timed(way: str, work: Callable[[list[str]], Prices | Verdicts], paths: list[str]) -> Run:
    """Do the work over one file, so that all is loaded and compiled, then over all, timed."""
    print(f"{way} …", end="", file=sys.stderr, flush=True)
    work(paths[:1])
    start = time.perf_counter()
    result = work(paths)
    seconds = time.perf_counter() - start
    print(f" {seconds:.1f} s", file=sys.stderr, flush=True)
    return Run(way, result, seconds)


def measure(rows: int, folder: Path) -> list[Run]:
    """Go over the same log in every way."""
    paths = make_log(folder, rows)
    one, two = "Python loop, one core", "Python loop, two processes"
    runs = [
        timed(one, lambda files: add_prices(map(loop_prices, files)), paths),
        timed(one, lambda files: add_verdicts(map(loop_verdicts, files)), paths),
    ]
    with ProcessPoolExecutor(2) as pool:
        runs += [
            timed(two, lambda files: add_prices(pool.map(loop_prices, files)), paths),
            timed(two, lambda files: add_verdicts(pool.map(loop_verdicts, files)), paths),
        ]
    database = in_sqlite(paths, folder / "log.sqlite")
    runs.append(timed("SQLite", lambda files: sqlite_prices(database), paths))
    database.close()
    with duckdb.connect() as duck:
        duck.execute("SET threads = 2")
        runs.append(timed("DuckDB, two threads", partial(duckdb_prices, duck), paths))
    spark = start_spark(folder)
    runs.append(timed("Spark local[2]", partial(spark_prices, spark), paths))
    runs.append(timed("Spark local[2]", partial(spark_verdicts, spark), paths))
    spark.stop()
    return runs


def report(runs: list[Run]) -> str:
    """Return the table, and what all runs agree on; raise `AssertionError` where they do not."""
    prices = {run.way: run for run in runs if isinstance(run.result, Prices)}
    verdicts = {run.way: run for run in runs if isinstance(run.result, Verdicts)}
    amounts = {run.result[:3] for run in runs}
    judged = {run.result for run in verdicts.values()}
    if len(amounts) != 1 or len(judged) != 1:
        raise AssertionError("\n".join(f"{run.way}: {run.result}" for run in runs))

    def speed(run: Run | None) -> str:
        return "–" if run is None else f"{run.result.rows / run.seconds:,.0f}"

    ((rows, priced, total),) = amounts
    (verdict,) = judged
    assert isinstance(verdict, Verdicts)
    used = (
        f"CPython {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
        f"DuckDB {duckdb.__version__}",
        f"Spark {pyspark.__version__}",
        f"{os.cpu_count()} cores",
    )
    lines = [
        ", ".join(used),
        "",
        "| rows a second | prices | whole verdicts |",
        "|---|--:|--:|",
        *(f"| {way} | {speed(prices[way])} | {speed(verdicts.get(way))} |" for way in prices),
        "",
        f"In each of the {len(runs)} runs: {rows:,} rows, {priced:,} priced, {total:f} credits.",
        f"In each run of verdicts: {verdict.accepted:,} accepted; not accepted: "
        + ", ".join(f"{codes} {count:,}" for codes, count in verdict.codes if codes)
        + ".",
    ]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    """Make the log, measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.warehouse",
        description="Price and judge a log in Python, SQLite, DuckDB and Spark.",
    )
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the log")
    rows = parser.parse_args(arguments).rows
    if rows < 1:
        parser.error("--rows takes a number of at least 1")
    with tempfile.TemporaryDirectory() as folder:
        print(report(measure(rows, Path(folder))))


if __name__ == "__main__":
    main()
