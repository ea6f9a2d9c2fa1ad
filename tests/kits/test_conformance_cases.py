"""The cases made from the tables: what they are, and that they cover what a request can show."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest

import seedance_rules
from seedance_rules import Code, Spec, conformance, load_spec
from seedance_rules.conformance import Answer, Case, cases
from seedance_rules.conformance import case as making
from seedance_rules.conformance.drafts import Draft, accepted, rejected

SPEC = load_spec()
CASES = cases()
BY_ID = {case.id: case for case in CASES}


def engine(request: dict[str, object], videos: Decimal | None, audios: Decimal | None) -> Answer:
    """Answer as the engine does, as a user would build a client on it."""
    report = seedance_rules.validate(
        request, total_input_video_duration=videos, total_input_audio_duration=audios
    )
    try:
        price = seedance_rules.quote(
            request, total_input_video_duration=videos, total_input_audio_duration=audios
        ).credits
    except (seedance_rules.InvalidRequest, seedance_rules.InputDurationError):
        price = None
    return Answer(report.ok, report.mode, price)


def test_the_engine_passes() -> None:
    assert conformance.check(engine) == ()


class TestCase:
    """`Case`: an id, a request in plain JSON, and what the documentation says of it."""

    def test_ids_are_stable_readable_and_different(self) -> None:
        assert len(BY_ID) == len(CASES)
        assert all(re.fullmatch(r"[A-Za-z0-9_:/.-]+", case.id) for case in CASES)
        assert [case.id for case in cases()] == [case.id for case in CASES]
        assert all(str(case) == case.id for case in CASES)

    def test_no_two_cases_ask_the_same(self) -> None:
        asked = {json.dumps({**case.to_dict(), "id": "", "clause": ""}) for case in CASES}
        assert len(asked) == len(CASES)

    def test_requests_are_plain_json(self) -> None:
        for case in CASES:
            text = json.dumps(case.request, allow_nan=False)
            assert json.loads(text) == case.request
            assert set(case.request) - {"config", "service_mode", "reference"} <= {
                "model",
                "task_type",
                "input",
            }

    def test_a_rejected_request_shows_codes_and_has_no_price(self) -> None:
        for case in CASES:
            assert case.accepted == (not case.codes)
            assert case.accepted or case.credits is None

    def test_only_input_videos_of_unknown_length_leave_an_accepted_request_without_a_price(
        self,
    ) -> None:
        unpriced = {case.id for case in CASES if case.accepted and case.credits is None}
        assert unpriced == {"prices/input-seconds/not-stated", "prices/input-seconds/zero"}

    def test_to_dict_holds_every_attribute_with_decimals_as_text(self) -> None:
        case = BY_ID["prices/many-decimals"]
        assert case.to_dict() == {
            "id": "prices/many-decimals",
            "clause": "exact",
            "request": case.request,
            "total_input_video_duration": "7.00001",
            "total_input_audio_duration": None,
            "accepted": True,
            "mode": "omni_reference",
            "codes": [],
            "credits": "0.6800004",
        }
        assert case.to_dict()["request"] is not case.request

    def test_a_caller_may_change_a_request_and_harm_no_one(self) -> None:
        first = cases()[0]
        first.request.clear()
        assert cases()[0] == CASES[0] != first
        assert hash(first) == hash(CASES[0])

    def test_a_version_is_asked_for_as_everywhere(self) -> None:
        assert cases(SPEC.version) == cases(SPEC) == CASES
        with pytest.raises(seedance_rules.UnknownVersion):
            cases("1999-01")


class TestCoverage:
    """Every clause, code, price, name, limit and spelling that a request can show has its cases."""

    def test_every_clause_has_a_case_or_a_reason_for_having_none(self) -> None:
        shown, reasons = {case.clause for case in CASES}, conformance.clauses_without_cases()
        assert not shown & set(reasons)
        assert shown | set(reasons) == set(SPEC.clauses)
        assert all(reason.endswith(".") for reason in reasons.values())

    def test_every_violation_that_the_version_can_raise_is_shown(self) -> None:
        notices = {"deprecated_task_type", "unknown_field", "ignored_field", "auto_fell_back"}
        # Every aspect ratio is allowed everywhere in this version.
        never_raised = {"unsupported_aspect_ratio"}
        shown = {code for case in CASES for code in case.codes}
        assert shown == set(SPEC.citations.by_code) - notices - never_raised

    @pytest.mark.parametrize("row", SPEC.price_rows(), ids=str)
    def test_every_price_is_shown_with_and_without_input_video(
        self, row: dict[str, str | Decimal]
    ) -> None:
        name, resolution, price = row["task_type"], row["resolution"], Decimal(row["unit_price"])
        plain = BY_ID[f"prices/{name}/{resolution}"]
        assert plain.credits == price * 5
        with_video = BY_ID.get(f"prices/{name}/{resolution}/with-video")
        assert (with_video is None) == (name == "seedance-2-mini")
        assert with_video is None or with_video.credits == price * 5 + price / 2 * 7

    def test_every_name_of_a_task_type_is_accepted_somewhere(self) -> None:
        accepted_names = {case.request["task_type"] for case in CASES if case.accepted}
        assert accepted_names == {*SPEC.task_types, *SPEC.aliases}

    def test_every_mode_is_given_and_inferred(self) -> None:
        given: set[str | None] = set()
        inferred: set[str | None] = set()
        for case in CASES:
            body = case.request.get("input")
            if case.accepted and isinstance(body, dict):
                (given if body.get("mode") else inferred).add(case.mode)
        assert given == inferred == set(SPEC.modes)

    @pytest.mark.parametrize("mode", SPEC.modes)
    def test_duration_has_both_edges_and_both_sides_in_every_mode(self, mode: str) -> None:
        for what, seconds in (("below-minimum", 3), ("at-minimum", 4)):
            assert self._input(f"duration/{mode}/{what}")["duration"] == seconds
        for what, seconds in (("at-maximum", 15), ("above-maximum", 16)):
            assert self._input(f"duration/{mode}/{what}")["duration"] == seconds
        assert "duration" not in self._input(f"duration/{mode}/left-out")

    @pytest.mark.parametrize("count", range(4))
    def test_every_number_of_images_that_matters_is_inferred_from(self, count: int) -> None:
        modes = ["text_to_video", "first_last_frames", "first_last_frames", "omni_reference"]
        name = {0: "nothing", 1: "1-image"}.get(count, f"{count}-images")
        assert BY_ID[f"modes/inferred/{name}"].mode == modes[count]

    @pytest.mark.parametrize("kind", ["image", "video", "audio"])
    def test_nine_references_are_the_most_of_any_kind(self, kind: str) -> None:
        assert BY_ID[f"modes/omni_reference/9-{kind}s"].accepted
        assert not BY_ID[f"modes/omni_reference/10-{kind}s"].accepted

    def test_every_known_field_is_null_somewhere(self) -> None:
        nulls = {name for case in CASES if case.accepted for name in self._nulls(case)}
        assert nulls == set(SPEC.known_fields) - {"prompt"}

    def test_every_word_is_referred_to_with_and_without_a_separator(self) -> None:
        prompts = [str(self._input(case.id).get("prompt")) for case in CASES if not case.accepted]
        for word in (word for media in SPEC.media.values() for word in media.words):
            assert f"@{word}_2" in prompts
            assert f"@{word}2" in prompts

    def _nulls(self, case: Case) -> Iterator[str]:
        yield from [name for name, value in self._input(case.id).items() if value is None]

    def _input(self, case_id: str) -> dict[str, object]:
        body = BY_ID[case_id].request.get("input")
        return body if isinstance(body, dict) else {}


class TestContradiction:
    """A maker states what its request is for, and is not overruled by the engine in silence."""

    PLAIN = BY_ID["prices/seedance-2/480p"].request

    @pytest.mark.parametrize(
        "draft",
        [
            rejected("wrong/codes", PLAIN, Code.WRONG_TYPE),
            accepted("wrong/mode", "modes", PLAIN, mode="omni_reference"),
            accepted("wrong/credits", "prices", PLAIN, credits=Fraction(1)),
        ],
        ids=lambda draft: draft.id,
    )
    def test_what_the_engine_says_otherwise_is_an_error(
        self, draft: Draft, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(making, "MAKERS", (lambda spec: iter([draft]),))
        with pytest.raises(conformance.Contradiction, match=draft.id):
            cases()

    def test_so_are_two_cases_of_one_id(self, monkeypatch: pytest.MonkeyPatch) -> None:
        draft = accepted("the-same", "prices", self.PLAIN)
        monkeypatch.setattr(making, "MAKERS", (lambda spec: iter([draft, draft]),))
        with pytest.raises(conformance.Contradiction, match="the-same"):
            cases()

    def test_a_case_without_a_clause_to_stand_on_is_left_out(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        draft = accepted("groundless", "no-such-clause", self.PLAIN)
        monkeypatch.setattr(making, "MAKERS", (lambda spec: iter([draft]),))
        assert cases() == ()


def test_clauses_without_cases_follow_the_tables() -> None:
    data = SPEC.to_dict()
    assert isinstance(data["clauses"], list)
    data["clauses"] = [clause for clause in data["clauses"] if clause["id"] != "tier-words"]
    other = Spec.from_dict(data)
    assert "tier-words" in conformance.clauses_without_cases()
    assert "tier-words" not in conformance.clauses_without_cases(other)
