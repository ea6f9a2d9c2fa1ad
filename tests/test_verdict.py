"""`verdict`: judge and price in one value that JSON can carry, whatever is asked; and `reject`."""

import copy
import json
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import pytest
from drawing import many
from hostile import VALUES, Odd, anything, real
from hypothesis import given
from hypothesis import strategies as st
from making import HOST, found, request

from seedance_rules import (
    Code,
    InputDurationError,
    InvalidRequest,
    NotInTables,
    UnknownVersion,
    load_spec,
    quote,
    validate,
    verdict,
    versions,
)
from seedance_rules.findings import NOTICES
from seedance_rules.strategies import requests

KEYS: Final = (
    *("ok", "mode", "violations", "notices", "spec_version", "spec_digest"),
    *("request", "quote", "unpriced"),
)
FINDING_KEYS: Final = ("code", "path", "message", "value", "allowed", "http_status", "clause")
ONE_OF_EACH: Final = {"deprecated_task_type", "unknown_field", "ignored_field", "auto_fell_back"}


def strict(value: object) -> str:
    """Write JSON that every reader takes: no NaN, no infinity, no lone surrogate."""
    return json.dumps(value, allow_nan=False)


class TestVerdict:
    """The keys, always all of them."""

    def test_of_an_accepted_request(self) -> None:
        told = verdict(request(images=1))
        assert [*told] == [*KEYS]
        report, asked = validate(request(images=1)), quote(request(images=1))
        assert told["ok"] is True and told["mode"] == "first_last_frames"
        assert told["violations"] == told["notices"] == []
        assert told["request"] == asked.request.to_dict() and told["quote"] == asked.to_dict()
        assert told["unpriced"] is None
        assert told["spec_version"] == report.spec_version == "2026-06"
        assert told["spec_digest"] == load_spec().digest

    def test_of_a_rejected_request(self) -> None:
        told = verdict(request(duration=99, seed=1))
        assert [*told] == [*KEYS] and told["ok"] is False
        assert told["request"] is told["quote"] is told["unpriced"] is None
        assert [finding["code"] for finding in told["violations"]] == ["duration_out_of_range"]
        assert [finding["code"] for finding in told["notices"]] == ["unknown_field"]
        assert [*told["violations"][0]] == [*FINDING_KEYS]

    def test_of_an_accepted_request_without_a_price(self) -> None:
        told = verdict(request(videos=1))
        assert told["ok"] and told["quote"] is None and told["request"] is not None
        assert "state their total" in told["unpriced"]
        for stated, why in ((5, "video_urls; leave the duration out"), ("x", "not 'x'")):
            told = verdict(request(), total_input_video_duration=stated)
            assert told["ok"] and told["quote"] is None and told["unpriced"].count(why) == 1

    def test_a_rejected_request_with_seconds_that_cannot_be_used(self) -> None:
        told = verdict(request(duration=99), total_input_video_duration="x")
        assert not told["ok"] and told["violations"] and "not 'x'" in told["unpriced"]

    def test_stated_seconds_count(self) -> None:
        told = verdict(request(audios=1, images=1), total_input_audio_duration="15.1")
        assert [finding["code"] for finding in told["violations"]] == ["audio_too_long"]
        told = verdict(request(videos=2), total_input_video_duration=["2.5", 4])
        assert told["quote"]["total_input_video_duration"] == "6.5"

    def test_in_every_version(self) -> None:
        for version in versions():
            told = verdict(request(mode="text_to_video"), spec=version)
            assert told["ok"] and told["spec_version"] == version
            assert verdict(request(mode="text_to_video"), spec=load_spec(version)) == told


class TestWhatItTakes:
    """A mapping, or JSON text or bytes of one."""

    def test_text_and_bytes(self) -> None:
        given = request(images=2, prompt="@图片1 becomes @image2")
        text, plain = json.dumps(given), verdict(given)
        for same in (
            text,
            f"\n {json.dumps(given, ensure_ascii=False, indent=2)} ",
            text.encode(),
            json.dumps(given, ensure_ascii=False).encode(),
            bytearray(text.encode()),
            text.encode("utf-16"),
            MappingProxyType(given),
            type("Text", (str,), {})(text),
        ):
            assert verdict(same) == plain

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "null",
            "5",
            '"x"',
            "[]",
            "[{}]",
            "{",
            '{"model": "seedance",}',
            "nonsense",
            "\x00",
            "[" * 100_000,
            '{"a":' * 100_000,
            "NaN",
            "\ud800",
            "9" * 5000,
        ],
        ids=lambda text: f"{len(text)} of {ord(text[:1] or ' '):#x}",
    )
    def test_text_that_is_not_an_object(self, text: str) -> None:
        told = verdict(text)
        assert [finding["code"] for finding in told["violations"]] == ["not_an_object"]
        assert strict(told)

    @pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"\x80", b"{\xe9}", bytearray(b"[")])
    def test_bytes_that_are_not_an_object(self, data: bytes) -> None:
        assert [v["code"] for v in verdict(data)["violations"]] == ["not_an_object"]

    def test_numbers_of_json_that_are_not_finite(self) -> None:
        text = json.dumps(request(duration=float("nan"), seed=float("inf")))
        told = verdict(text)
        assert strict(told) and [v["path"] for v in told["violations"]] == ["/input/duration"]

    def test_decimals_that_are_short_and_huge(self) -> None:
        for number in ("1e999999999", "-1e999999999", "1e-999999999", "5.50", "1e18"):
            told = verdict(request(duration=Decimal(number)))
            assert len(strict(told)) < 2000 and len(told["violations"]) == 1

    def test_text_that_cannot_be_decoded_is_told_as_text(self) -> None:
        (violation,) = verdict('{"model": ')["violations"]
        assert violation["message"] == (
            "the request must be an object with keys, not a string; decode it from valid JSON"
        )


class TestNeverRaises:
    """For nothing in a request and no seconds: all is in the value, which JSON can carry."""

    @many(150)
    @given(requests(), st.none() | st.integers() | st.floats() | st.text(max_size=9))
    def test_of_requests_of_every_sort(self, given: Any, stated: Any) -> None:
        for total in ({}, {"total_input_video_duration": stated}):
            told = verdict(given, **total)
            assert [*told] == [*KEYS] and strict(told)
            assert told["ok"] == validate(given).ok
            assert (told["quote"] is not None) == (told["ok"] and told["unpriced"] is None)

    @many(150)
    @given(anything(), anything())
    def test_of_anything_at_all(self, given: Any, stated: Any) -> None:
        total: Any = real(stated)
        told = verdict(
            real(given), total_input_video_duration=total, total_input_audio_duration=total
        )
        assert [*told] == [*KEYS] and strict(told)

    @pytest.mark.parametrize("name", VALUES)
    def test_of_a_hostile_value_anywhere(self, name: str) -> None:
        value = real(Odd(name))
        for one in (
            value,
            request() | {"input": value},
            request() | {"task_type": value},
            request() | {"beside": value},
            request(prompt=value),
            request(duration=value),
            request(image_urls=value),
            request(image_urls=[value]),
            request(further=value),
        ):
            assert strict(verdict(one))

    def test_a_verdict_raises_for_what_the_caller_names_wrongly(self) -> None:
        with pytest.raises(UnknownVersion):
            verdict(request(), spec="2020-01")
        with pytest.raises(ValueError, match="nonsense"):
            verdict({}, reject=["nonsense"])

    def test_a_verdict_is_new_each_time(self) -> None:
        given = request(further={"a": [1]})
        told = verdict(given)
        told["request"]["input"]["further"]["a"].append(2)
        told["violations"].append(1)
        assert given["input"]["further"] == {"a": [1]} and verdict(given)["violations"] == []


ASSET: Final = {"auto_upload_assets": True}
WITH_NOTICES: Final = request("seedance-2-preview", aspect_ratio="auto", seed=1, **ASSET)


class TestReject:
    """Notices that a caller wants as violations."""

    def test_the_request_has_one_of_each(self) -> None:
        report = validate(WITH_NOTICES)
        assert report.ok and {str(notice.code) for notice in report.notices} == ONE_OF_EACH

    @many(60)
    @given(st.sets(st.sampled_from(sorted(ONE_OF_EACH))))
    def test_those_named_are_violations_and_no_others(self, named: set[str]) -> None:
        plain = validate(WITH_NOTICES)
        report = validate(WITH_NOTICES, reject=named)
        assert [*report.violations] == [n for n in plain.notices if n.code in named]
        assert [*report.notices] == [n for n in plain.notices if n.code not in named]
        assert report.ok == bool(report) == (not named)
        assert (report.request is None) == bool(named) and report.mode == plain.mode

    @pytest.mark.parametrize("way", [set, frozenset, list, tuple, dict.fromkeys])
    def test_codes_or_their_names_in_any_collection(self, way: Any) -> None:
        for code in (Code.UNKNOWN_FIELD, "unknown_field"):
            assert found(validate(request(seed=1), reject=way([code]))) == [
                ("unknown_field", "/input/seed")
            ]

    @pytest.mark.parametrize("given", [5, None])
    def test_a_notice_is_a_violation_where_there_is_no_input_too(self, given: object) -> None:
        whole = request("seedance-2-preview") | {"input": given}
        plain, report = validate(whole), validate(whole, reject=["deprecated_task_type"])
        assert [str(notice.code) for notice in plain.notices] == ["deprecated_task_type"]
        assert report.violations == (*plain.notices, *plain.violations)
        assert report.notices == ()
        assert found(validate(whole | {"task_type": []}))[0] == ("wrong_type", "/task_type")

    def test_rejected_notices_keep_their_place_in_the_order(self) -> None:
        given = request(
            "seedance-2-preview",
            aspect_ratio="auto",
            duration=99,
            prompt="@image1",
            seed=1,
            **ASSET,
        )
        report = validate(given, reject=[*NOTICES])
        assert found(report) == [
            ("deprecated_task_type", "/task_type"),
            ("duration_out_of_range", "/input/duration"),
            ("auto_fell_back", "/input/aspect_ratio"),
            ("reference_out_of_range", "/input/prompt"),
            ("ignored_field", "/input/auto_upload_assets"),
            ("unknown_field", "/input/seed"),
        ]
        assert report.notices == ()

    def test_unread_and_unnamed_references(self) -> None:
        given = request(mode="omni_reference", images=2, prompt="@image1 and @Image2")
        for code in ("unread_reference", "unnamed_reference"):
            report = validate(given, reject=[code])
            assert found(report) == [(code, "/input/prompt")] and len(report.notices) == 1

    def test_the_same_from_every_function(self) -> None:
        with pytest.raises(InvalidRequest) as error:
            quote(WITH_NOTICES, reject=["unknown_field"])
        assert error.value.report == validate(WITH_NOTICES, reject=["unknown_field"])
        told = verdict(WITH_NOTICES, reject=["unknown_field"])
        assert not told["ok"] and told["request"] is told["quote"] is None
        assert [violation["code"] for violation in told["violations"]] == ["unknown_field"]

    def test_codes_of_violations_change_nothing(self) -> None:
        for one in (request(), request(duration=99), WITH_NOTICES):
            assert validate(one, reject=[c for c in Code if c not in NOTICES]) == validate(one)

    def test_reject_rejects_no_request_without_notices(self) -> None:
        asked = quote(request(images=1), reject=list(Code))
        assert asked == quote(request(images=1))

    @pytest.mark.parametrize(
        "reject", [["unknown"], ["UNKNOWN_FIELD"], [None], [5], ["unknown_field", ""], "unknown"]
    )
    def test_an_unknown_code_names_the_codes(self, reject: Any) -> None:
        for call in (validate, quote, verdict):
            with pytest.raises(ValueError, match=r"reject: .* is not a code; use ") as error:
                call(request(), reject=reject)
            told = str(error.value)
            assert all(str(code) in told for code in NOTICES)
            assert not isinstance(error.value, (InvalidRequest, InputDurationError, NotInTables))

    @pytest.mark.parametrize("odd", ["x" * 10**6, "\x07\n", "\ud800", object(), ["unknown_field"]])
    def test_an_odd_code_is_told_shortly(self, odd: Any) -> None:
        with pytest.raises(ValueError, match="is not a code") as error:
            validate(request(), reject=[odd])
        assert str(error.value).isprintable() and len(str(error.value)) < 1200


class TestReport:
    """A report is true where the request is accepted, and gives the request to send."""

    def test_a_report_is_true_where_the_request_is_accepted(self) -> None:
        assert validate(request()) and not validate({}) and bool(validate(request(seed=1)))

    def test_the_request_to_send(self) -> None:
        report = validate(request(image_urls=[f"{HOST}/a.png"]))
        assert report.raise_for_violations() is report.request
        rejected = validate(request(duration=99))
        with pytest.raises(InvalidRequest) as error:
            rejected.raise_for_violations()
        assert error.value.report is rejected
        assert copy.copy(error.value).report is rejected
