"""The cases as JSON: the committed files are what the tables give, and clients run from them."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

import oracle
import pytest
from jsonschema import Draft202012Validator
from spoiling import right

from seedance_rules import NotInTables, UnknownVersion, load_spec, versions
from seedance_rules.conformance import (
    Answer,
    cases,
    check,
    check_answers,
    clauses_without_cases,
    json_format,
    to_json,
)
from spec_tables.__main__ import HERE


def text_of(version: str) -> str:
    """Return the committed file of a version."""
    path: Path = HERE / f"{version}.cases.json"
    return path.read_text(encoding="utf-8")


def test_the_default_and_the_newest_version_have_their_cases() -> None:
    written = {path.name.removesuffix(".cases.json") for path in HERE.glob("*.cases.json")}
    assert written <= {load_spec().version, versions()[-1]}


@pytest.mark.parametrize("path", [*HERE.glob("*.cases.json")], ids=lambda path: path.name)
def test_the_committed_cases_are_not_stale(path: Path) -> None:
    version = path.name.removesuffix(".cases.json")
    assert text_of(version) == to_json(version), "run `python -m spec_tables`"


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
                "twin": type(case["twin"]),
            }
            assert {type(case[key]) for key in ("mode", "credits", "twin")} <= {str, type(None)}

    def test_twins_are_accepted_cases(self) -> None:
        accepted = {case["id"] for case in self.DATA["cases"] if case["accepted"]}
        for case in self.DATA["cases"]:
            assert (case["twin"] is None) == case["accepted"]
            assert case["twin"] is None or case["twin"] in accepted

    @pytest.mark.parametrize("version", versions())
    def test_the_document_follows_its_json_schema(self, version: str) -> None:
        schema = json_format()
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(json.loads(to_json(version)))

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("credits", 0.5),
            ("credits", "0.50"),
            ("credits", "5e-1"),
            ("accepted", None),
            ("twin", 1),
            ("codes", "wrong_type"),
            ("request", []),
            ("total_input_video_duration", 7),
        ],
    )
    def test_its_json_schema_refuses_another(self, key: str, value: object) -> None:
        validator = Draft202012Validator(json_format())
        document = json.loads(to_json("2026-06"))
        del document["cases"][1:]
        assert validator.is_valid(document)
        document["cases"][0][key] = value
        assert not validator.is_valid(document)
        del document["cases"][0][key]
        assert not validator.is_valid(document)

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


class TestCheckAnswers:
    """`check_answers(answers)`: what a client in any language has written down."""

    RIGHT: ClassVar = {
        case.id: right(
            case.request, case.total_input_video_duration, case.total_input_audio_duration
        )
        for case in cases("2026-06")
    }

    def test_answers_and_plain_data_are_the_same(self) -> None:
        plain = {
            name: {"accepted": said.accepted, "mode": said.mode, "credits": text(said.credits)}
            for name, said in self.RIGHT.items()
        }
        for answers in (self.RIGHT, json.loads(json.dumps(plain))):
            found = check_answers(answers, spec="2026-06")
            assert found.counts == {"as documented": len(self.RIGHT)} and found == ()

    def test_mismatches_are_those_of_check(self) -> None:
        wrong = {name: Answer(True, credits=0.5) for name in self.RIGHT}
        found = check_answers(wrong, spec="2026-06")
        asked = check(lambda *asked: Answer(True, credits=0.5), spec="2026-06")
        assert found == asked and found.counts == asked.counts

    def test_what_is_not_there_or_null_was_not_asked(self) -> None:
        found = check_answers({"duration/half": None}, spec="2026-06")
        assert found.counts == {"not asked": len(self.RIGHT)} and found == ()

    def test_a_twin_that_is_rejected_too_is_seen(self) -> None:
        refused = {"accepted": False}
        twins = {"duration/half": refused, "prices/seedance-2/480p": refused}
        (half,) = [case for case in cases("2026-06") if case.id == "duration/half"]
        assert check_answers(twins, cases=[half]).counts == {"say nothing": 1}
        assert check_answers({"duration/half": refused}, cases=[half]).counts == {
            "as documented": 1
        }

    @pytest.mark.parametrize("answer", [[], "yes", {"acepted": True}, {"accepted": True, "": 1}])
    def test_what_is_not_an_answer_is_told(self, answer: object) -> None:
        (mismatch,) = check_answers({"duration/half": answer})
        assert str(mismatch.differences[0]).endswith("which is not an Answer")

    def test_nan_is_told(self) -> None:
        answers = json.loads('{"prices/seedance-2/480p": {"credits": NaN}}')
        (mismatch,) = check_answers(answers)
        assert "the client says nan" in str(mismatch)

    def test_ids_that_are_not_cases_are_told_once(self) -> None:
        with pytest.raises(
            NotInTables, match=r"^2 of the answers are not for cases of .*'made/up'"
        ):
            check_answers({"made/up": None, "duration/half": None, "made/too": None})

    def test_an_unknown_version_is_told(self) -> None:
        with pytest.raises(UnknownVersion):
            check_answers({}, spec="1999-01")


def text(amount: object) -> str | None:
    """Write an amount as JSON has it."""
    return None if amount is None else str(amount)
