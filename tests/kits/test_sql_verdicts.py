"""Flat rows of whole verdicts: they say what `validate` and `quote` say, and lose no row.

The frames here are the least that has the methods which `verdicts` uses; `test_warehouse.py` runs
the same over pandas, in the partitions of a real Spark.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pickle import dumps, loads

import oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sql_requests import MALFORMED, SPEC, Logged, drawn_log, expected

from seedance_rules import UnknownVersion, sql

REQUEST = {"model": "seedance", "task_type": "seedance-2", "input": {"prompt": "a cat"}}
WITH_VIDEO = {
    "model": "seedance",
    "task_type": "seedance-2-fast-less-restriction",
    "input": {"prompt": "a cat", "video_urls": ["https://example.com/a.mp4"]},
}


NAN = float("nan")


class Column:
    """The little of a pandas column that `verdicts` uses."""

    def __init__(self, values: Iterable[object]) -> None:
        self.values = list(values)

    def tolist(self) -> list[object]:
        return self.values

    def notna(self) -> Iterator[bool]:
        return (value not in (None, NAN) for value in self.values)


class Table:
    """The little of a pandas frame that `verdicts` uses."""

    def __init__(self, columns: Mapping[str, Iterable[object]]) -> None:
        self.columns = {name: Column(values) for name, values in columns.items()}

    def __contains__(self, column: object) -> bool:
        return column in self.columns

    def __getitem__(self, column: str) -> Column:
        return self.columns[column]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())).values)

    def assign(self, **columns: list[object]) -> "Table":
        own = {name: column.values for name, column in self.columns.items()}
        return Table({**own, **columns})

    def rows(self) -> list[dict[str, object]]:
        values = zip(*(column.values for column in self.columns.values()), strict=True)
        return [dict(zip(self.columns, row, strict=True)) for row in values]


def as_table(log: list[Logged]) -> Table:
    return Table({name: [getattr(row, name) for row in log] for name in Logged._fields})


class TestOneVerdict:
    def test_a_verdict_has_the_stated_columns(self) -> None:
        assert tuple(sql.verdict(REQUEST)) == tuple(sql.VERDICT_COLUMNS)
        assert sql.VERDICT_SCHEMA.startswith(
            "accepted BOOLEAN, mode STRING, credits DECIMAL(38, 24)"
        )

    def test_an_accepted_request_has_credits(self) -> None:
        assert sql.verdict(REQUEST) == {
            "accepted": True,
            "mode": "text_to_video",
            "credits": Decimal("0.5"),
            "unpriced": None,
            "violations": "",
            "notices": "",
            "findings": None,
            "spec_version": "2026-06",
        }

    def test_a_rejected_request_has_codes(self) -> None:
        found = sql.verdict({"model": "seedance", "task_type": "seedance-2-pro", "input": {}})
        assert found["accepted"] is False and found["credits"] is None
        assert found["violations"] == "unknown_task_type missing_field"
        assert isinstance(found["findings"], str)
        assert [entry["path"] for entry in json.loads(found["findings"])] == [
            "/task_type",
            "/input/prompt",
        ]

    @pytest.mark.parametrize("as_given", [json.dumps(REQUEST), json.dumps(REQUEST).encode()])
    def test_json_is_read(self, as_given: str | bytes) -> None:
        assert sql.verdict(as_given) == sql.verdict(REQUEST)

    @pytest.mark.parametrize("seconds", [None, 0, -1, float("nan"), 1e10])
    def test_an_accepted_request_without_usable_seconds_has_a_reason(
        self, seconds: float | None
    ) -> None:
        found = sql.verdict(WITH_VIDEO, total_input_video_duration=seconds)
        assert found["accepted"] is True and found["mode"] == "omni_reference"
        assert found["credits"] is None
        assert "total_input_video_duration" in str(found["unpriced"])

    def test_unusable_seconds_hide_no_violation(self) -> None:
        request = {
            **WITH_VIDEO,
            "input": {"prompt": "a cat", "audio_urls": ["https://example.com/a.mp3"]},
        }
        found = sql.verdict(request, total_input_video_duration=-1, total_input_audio_duration=15.1)
        assert found["violations"] == "audio_too_long"
        assert "-1" in str(found["unpriced"])
        both = sql.verdict(request, total_input_video_duration=-1, total_input_audio_duration=-1)
        assert both["accepted"] is True and both["violations"] == ""

    def test_credits_too_fine_for_the_column_are_not_rounded(self) -> None:
        finest, finer = Decimal(1).scaleb(-21), Decimal(1).scaleb(-22)
        found = sql.verdict(WITH_VIDEO, total_input_video_duration=finest)
        assert found["credits"] == Decimal("0.44") + finest * Decimal("0.044")
        found = sql.verdict(WITH_VIDEO, total_input_video_duration=finer)
        assert found["credits"] is None and found["accepted"] is True
        assert "do not fit into DECIMAL(38, 24)" in str(found["unpriced"])

    def test_an_unknown_version(self) -> None:
        with pytest.raises(UnknownVersion):
            sql.verdict(REQUEST, spec="1999-01")

    @pytest.mark.parametrize("text", MALFORMED)
    def test_what_is_malformed_comes_back_as_findings(self, text: str | None) -> None:
        found = sql.verdict(text)
        assert found["accepted"] is False
        assert found["violations"]
        assert isinstance(found["findings"], str)
        assert len(found["findings"]) < 20_000

    @given(st.text() | st.binary() | st.none() | st.integers() | st.lists(st.text()))
    def test_anything_at_all_has_a_verdict(self, request: object) -> None:
        found = sql.verdict(request)
        assert found["accepted"] is False
        json.dumps({**found, "credits": None}).encode()


class TestALog:
    def test_each_verdict_is_that_of_validate_and_quote(self) -> None:
        log = drawn_log(2000, seed=3)
        (found,) = sql.verdicts([as_table(log)])
        assert found.rows() == [{**row._asdict(), **expected(row)} for row in log]

    def test_each_verdict_is_that_of_a_second_reading_of_the_page(self) -> None:
        for row in drawn_log(500, seed=4):
            found = sql.verdict(row.request)
            try:
                second = oracle.judge(json.loads(row.request or ""))
            except (ValueError, RecursionError):
                continue
            assert found["accepted"] == second.accepted
            assert str(found["violations"]).split() == [code for code, _ in second.violations]
            assert found["credits"] == second.credits

    def test_every_frame_comes_back_with_its_own_columns_first(self) -> None:
        log = drawn_log(300, seed=5)
        frames = [as_table(log[:100]), as_table([]), as_table(log[100:])]
        found = list(sql.verdicts(frames))
        assert [len(frame) for frame in found] == [100, 0, 200]
        assert all([*f.columns] == [*Logged._fields, *sql.VERDICT_COLUMNS] for f in found)
        assert [row["number"] for frame in found for row in frame.rows()] == list(range(300))

    def test_columns_by_other_names_and_columns_that_are_not_there(self) -> None:
        table = Table({"body": [json.dumps(WITH_VIDEO)] * 2, "seconds": [7.3, NAN]})
        (found,) = sql.verdicts(
            [table],
            request="body",
            total_input_video_duration="seconds",
            total_input_audio_duration=None,
        )
        assert found["credits"].tolist() == [Decimal("0.7612"), None]
        assert found["accepted"].tolist() == [True, True]

    def test_a_column_of_the_log_is_never_replaced(self) -> None:
        table = Table({"request": [""], "mode": ["std"], "credits": [5]})
        with pytest.raises(sql.ColumnTaken, match="mode, credits already; rename"):
            list(sql.verdicts([table]))

    def test_each_row_by_the_version_of_its_day(self) -> None:
        days = [date(2026, 6, 20), "2026-08-25", date(2026, 6, 10), None, "2026-6-20", "", 5]
        days += [datetime(2026, 6, 20), "2026-06-20 10:00", "20260620", date(2026, 9, 30)]
        body = json.dumps({**REQUEST, "task_type": "seedance-2-fast"})
        table = Table({"request": [body] * len(days), "created_on": days})
        (found,) = sql.verdicts(
            [table],
            on="created_on",
            total_input_video_duration=None,
            total_input_audio_duration=None,
        )
        rows = found.rows()
        versions = {0: "2026-06", 1: "2026-08-08", 10: "2026-09-22"}
        for at, row in enumerate(rows):
            own = {name: row[name] for name in sql.VERDICT_COLUMNS}
            if at in versions:
                assert own == sql.verdict(body, spec=versions[at])
                assert own["spec_version"] == versions[at]
            else:
                reason = own.pop("unpriced")
                assert {*own.values()} == {None}
                assert "2026-06-10" in str(reason) if at == 2 else "is not a day" in str(reason)
        assert [rows[at]["credits"] for at in versions] == [
            Decimal("0.4"),
            Decimal("0.32"),
            Decimal("0.24"),
        ]

    def test_one_version_or_that_of_the_day(self) -> None:
        with pytest.raises(TypeError, match="leave `spec` out"):
            next(sql.verdicts([Table({"request": []})], on="created_on", spec="2026-06"))

    def test_what_a_job_sends_to_its_workers_can_be_pickled(self) -> None:
        job = loads(dumps(partial(sql.verdicts, spec=SPEC)))
        log = drawn_log(50, seed=6)
        (found,) = job([as_table(log)])
        assert found.rows() == [{**row._asdict(), **expected(row)} for row in log]
