"""The cases as JSON: the committed files are what the tables give, and clients run from them."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import oracle
import pytest

from seedance_rules import load_spec, versions
from seedance_rules.conformance import cases, clauses_without_cases, to_json
from spec_tables.__main__ import HERE, generate_cases, read_tables

TABLES = read_tables()


def text_of(version: str) -> str:
    """Return the committed file of a version."""
    path: Path = HERE / f"{version}.cases.json"
    return path.read_text(encoding="utf-8")


def test_every_version_has_its_cases() -> None:
    written = {path.name.removesuffix(".cases.json") for path in HERE.glob("*.cases.json")}
    assert written == set(TABLES) == set(versions())


@pytest.mark.parametrize("version", TABLES)
def test_the_committed_cases_are_not_stale(version: str) -> None:
    assert text_of(version) == generate_cases(TABLES[version]), "run `python -m spec_tables`"


class TestFormat:
    """The format that `spec_tables/README.md` documents."""

    DATA: dict[str, Any] = json.loads(text_of(load_spec().version))

    def test_the_keys_of_the_document(self) -> None:
        assert list(self.DATA) == ["format", "version", "clauses", "clauses_without_cases", "cases"]
        assert (self.DATA["format"], self.DATA["version"]) == (1, load_spec().version)

    def test_the_cases_are_those_of_the_library(self) -> None:
        assert self.DATA["cases"] == [case.to_dict() for case in cases()]

    def test_the_clauses_are_quoted(self) -> None:
        spec = load_spec()
        assert set(self.DATA["clauses"]) == {case.clause for case in cases()}
        for name, clause in self.DATA["clauses"].items():
            assert clause == {"status": spec.clauses[name].status, "text": spec.clauses[name].text}
        assert self.DATA["clauses_without_cases"] == clauses_without_cases()

    def test_a_case_has_the_same_keys_and_types_everywhere(self) -> None:
        for case in self.DATA["cases"]:
            assert {key: type(value) for key, value in case.items()} == {
                "id": str,
                "clause": str,
                "request": dict,
                "total_input_video_duration": type(case["total_input_video_duration"]),
                "total_input_audio_duration": type(case["total_input_audio_duration"]),
                "accepted": bool,
                "mode": type(case["mode"]),
                "codes": list,
                "credits": type(case["credits"]),
            }
            assert {type(case[key]) for key in ("mode", "credits")} <= {str, type(None)}

    def test_money_and_durations_are_plain_decimal_strings(self) -> None:
        amounts = [
            case[key]
            for case in self.DATA["cases"]
            for key in ("credits", "total_input_video_duration", "total_input_audio_duration")
            if case[key] is not None
        ]
        assert amounts
        for amount in amounts:
            assert str(Decimal(amount)) == amount
            assert "." not in amount or not amount.endswith("0")

    def test_each_clause_and_case_is_a_line(self) -> None:
        lines = to_json().splitlines()
        for case in cases():
            (line,) = [line for line in lines if line.startswith(f'  {{"id": "{case.id}",')]
            assert json.loads(line.rstrip(",")) == case.to_dict()

    def test_a_client_can_be_run_from_the_file_alone(self) -> None:
        def seconds(text: str | None) -> Decimal | None:
            return None if text is None else Decimal(text)

        for case in self.DATA["cases"]:
            verdict = oracle.judge(
                case["request"],
                seconds(case["total_input_video_duration"]),
                seconds(case["total_input_audio_duration"]),
            )
            assert verdict.accepted == case["accepted"]
            assert verdict.mode == case["mode"]
            assert [code for code, _ in verdict.violations] == case["codes"]
            credits = case["credits"]
            assert verdict.credits == (None if credits is None else Decimal(credits))
