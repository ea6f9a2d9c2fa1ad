"""The cases made from the tables: what they are, and that they cover what a request can show."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import oracle
import pytest

import seedance_rules
from seedance_rules import Spec, conformance, load_spec
from seedance_rules.conformance import Case, cases
from seedance_rules.conformance.clients import of_fields, of_references
from seedance_rules.conformance.clients.making import Samples

SPEC = load_spec("2026-06")
CASES = cases(SPEC)
BY_ID = {case.id: case for case in CASES}


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

    @pytest.mark.parametrize("case", CASES, ids=str)
    def test_a_second_reading_of_the_page_says_the_same(self, case: Case) -> None:
        stated = case.total_input_video_duration, case.total_input_audio_duration
        verdict = oracle.judge(case.request, *stated)
        assert (verdict.accepted, verdict.mode) == (case.accepted, case.mode)
        assert tuple(code for code, _ in verdict.violations) == case.codes
        assert verdict.credits == case.credits

    def test_what_is_made_to_show_a_code_shows_it_alone(self) -> None:
        samples = Samples(SPEC)
        for maker in (*of_fields.MAKERS, *of_references.MAKERS):
            for draft in maker(samples):
                if draft.code is not None and draft.id in BY_ID:
                    assert BY_ID[draft.id].codes == (draft.code,), draft.id

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
            "twin": None,
        }
        assert case.to_dict()["request"] is not case.request
        assert BY_ID["duration/half"].to_dict()["twin"] == "prices/seedance-2/480p"

    def test_a_caller_may_change_a_request_and_harm_no_one(self) -> None:
        first = cases()[0]
        first.request.clear()
        assert cases()[0] == CASES[0] != first
        assert hash(first) == hash(CASES[0])
        assert len(repr(BY_ID["duration/half"])) < 1000

    def test_a_version_is_asked_for_as_everywhere(self) -> None:
        assert cases(SPEC.version) == cases(SPEC) == CASES
        with pytest.raises(seedance_rules.UnknownVersion):
            cases("1999-01")


TOO_MANY = ["too_many_references"]
UNCITED = {"mini-modes"}
"""Clauses that later versions state of one type in prose, and that no limit cites there."""


class TestCoverage:
    """Every clause, code, price, name, limit and spelling that a request can show has its cases."""

    @pytest.mark.parametrize("version", seedance_rules.versions())
    def test_every_clause_has_a_case_or_a_reason_for_having_none(self, version: str) -> None:
        shown = {case.clause for case in cases(version)}
        reasons = conformance.clauses_without_cases(version)
        assert not shown & set(reasons)
        assert shown | set(reasons) >= set(load_spec(version).clauses) - UNCITED
        assert all(reason.endswith(".") for reason in reasons.values())

    def test_every_violation_that_the_version_can_raise_is_shown(self) -> None:
        notices = {"deprecated_task_type", "unknown_field", "ignored_field", "auto_fell_back"}
        notices |= {"unnamed_reference", "unread_reference"}
        # Every aspect ratio is allowed everywhere in this version.
        never_raised = {"unsupported_aspect_ratio"}
        shown = {code for case in CASES for code in case.codes}
        assert shown == set(SPEC.citations.by_code) - notices - never_raised

    @pytest.mark.parametrize("version", seedance_rules.versions())
    def test_every_version_has_cases_of_its_own_with_twins(self, version: str) -> None:
        made = {case.id: case for case in cases(version)}
        assert len(made) == len(cases(version)) > 250
        assert all(case.accepted or case.twin == made[str(case.twin)] for case in made.values())

    @pytest.mark.parametrize(
        ("version", "case_id", "clause", "codes"),
        [
            ("2026-04-08", "modes/inferred/nothing", "mode-inference", ["missing_field"]),
            ("2026-04-08", "absent/mode-null", "mode-inference", ["missing_field"]),
            ("2026-04-08", "aspect-ratio/first_last_frames/9:16", "aspect-ignored", []),
            ("2026-04-08", "aspect-ratio/adaptive", "aspect-otherwise", []),
            ("2026-04-08", "assets/seedance-2", "assets", ["asset_not_allowed"]),
            ("2026-08-01", "prompt/above-maximum", "prompt-length", ["prompt_too_long"]),
            ("2026-08-01", "video-seconds/above-maximum", "video-seconds", ["video_too_long"]),
            ("2026-08-01", "modes/omni_reference/1-audio", "audio-beside", ["reference_required"]),
            ("2026-08-01", "modes/omni_reference/nothing", "omni-empty", ["reference_required"]),
            ("2026-08-01", "fields/audio/text_to_video", "audio-field", []),
            ("2026-08-08", "modes/omni_reference/4-videos", "omni-reference", TOO_MANY),
        ],
    )
    def test_other_pages_show_what_they_say(
        self, version: str, case_id: str, clause: str, codes: list[str]
    ) -> None:
        found = {case.id: case for case in cases(version)}[case_id]
        assert (found.clause, [*found.codes]) == (clause, codes)

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

    @pytest.mark.parametrize("words", ["{}-images", "{}-videos", "1-image-{}-audios"])
    @pytest.mark.parametrize(
        "task_type", [name for name in SPEC.task_types if name != "seedance-2-mini"]
    )
    def test_nine_references_are_the_most_of_any_kind(self, task_type: str, words: str) -> None:
        place = "modes" if task_type == "seedance-2" else f"modes/{task_type}"
        most = 8 if words.startswith("1-") else 9
        assert BY_ID[f"{place}/omni_reference/{words.format(most)}"].accepted
        assert not BY_ID[f"{place}/omni_reference/{words.format(most + 1)}"].accepted

    @pytest.mark.parametrize("task_type", SPEC.task_types)
    def test_every_type_shows_what_holds_for_it(self, task_type: str) -> None:
        place = "" if task_type == "seedance-2" else f"{task_type}/"
        for ratio in SPEC.aspect_ratios:
            assert BY_ID[f"aspect-ratio/{place}text_to_video/{ratio}"].accepted
        assert BY_ID[f"aspect-ratio/auto/{place}first_last_frames/with-image"].accepted
        assert self._input(f"duration/{place}text_to_video/middle")["duration"] == 9
        for name in ("duration", "resolution"):
            where = (
                f"resolution/{task_type}"
                if name == "resolution"
                else f"duration/{place}text_to_video"
            )
            assert name not in self._input(f"{where}/left-out")
        with_video = BY_ID.get(f"resolution/{task_type}/left-out/with-video")
        assert (with_video is None) == (task_type == "seedance-2-mini")

    def test_every_known_field_is_null_somewhere(self) -> None:
        nulls = {name for case in CASES if case.accepted for name in self._nulls(case)}
        assert nulls == set(SPEC.known_fields) - {"prompt"}

    def test_every_word_is_referred_to_with_and_without_a_separator(self) -> None:
        prompts = [str(self._input(case.id).get("prompt")) for case in CASES if not case.accepted]
        last = {prompt.split(" ")[-1] for prompt in prompts}
        for word in (word for media in SPEC.media.values() for word in media.words):
            assert {f"@{word}_2", f"@{word}2"} <= last

    def _nulls(self, case: Case) -> Iterator[str]:
        yield from [name for name, value in self._input(case.id).items() if value is None]

    def _input(self, case_id: str) -> dict[str, object]:
        body = BY_ID[case_id].request.get("input")
        return body if isinstance(body, dict) else {}


class TestTwins:
    """Every rejected case names the accepted one that differs in the fault alone."""

    @pytest.mark.parametrize("case", [case for case in CASES if not case.accepted], ids=str)
    def test_a_rejected_case_differs_from_its_twin_in_one_place(self, case: Case) -> None:
        twin = case.twin
        assert twin is not None and twin.accepted and twin is BY_ID[twin.id]
        changed = set(places(case.request, twin.request))
        if case.total_input_audio_duration != twin.total_input_audio_duration:
            changed.add("total_input_audio_duration")
        if len(changed) > 1:
            # With the number of references goes the prompt, which names them all.
            changed.remove("input.prompt")
        assert len(changed) == 1

    def test_an_accepted_case_has_no_twin(self) -> None:
        assert not any(case.twin for case in CASES if case.accepted)

    def test_clients_take_the_other_cases_as_they_are(self) -> None:
        """Prompts name every reference, and audio is alone in the cases that are about it."""
        of_prompts = ("prompt/", "prompt-references/every-spelling", "prompt-references/unnamed")
        alone = set()
        for case in CASES:
            body = case.request.get("input")
            if not case.accepted or not isinstance(body, dict):
                continue
            lists = [body.get(f"{kind}_urls") or [] for kind in ("image", "video", "audio")]
            names = [
                f"@{kind}{number}"
                for kind, entries in zip(("image", "video", "audio"), lists, strict=True)
                for number, _ in enumerate(entries, start=1)
            ]
            assert all(name in body["prompt"] for name in names) or case.id.startswith(of_prompts)
            if lists[2] and not (lists[0] or lists[1]):
                alone.add(case.id)
        assert alone == {"modes/inferred/1-audio", "modes/omni_reference/1-audio"}


def places(one: object, other: object, place: str = "") -> Iterator[str]:
    """Yield the places in which two requests differ, a list as a whole."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in {*one, *other}:
            inner = f"{place}.{name}" if place else name
            yield from places(one.get(name, ...), other.get(name, ...), inner)
    elif type(one) is not type(other) or one != other:
        yield place


class TestFilters:
    """`cases(spec, documented=, task_types=, priced=, given=, without=, clauses=)`."""

    @pytest.mark.parametrize(
        ("filters", "holds"),
        [
            ({"documented": True}, lambda c: SPEC.clauses[c.clause].status == "documented"),
            ({"documented": False}, lambda c: SPEC.clauses[c.clause].status == "reading"),
            (
                {"task_types": ["seedance-2-preview"]},
                lambda c: c.request.get("task_type") == "seedance-2-preview",
            ),
            (
                {"task_types": "seedance-2-mini"},
                lambda c: c.request.get("task_type") == "seedance-2-mini",
            ),
            ({"priced": True}, lambda c: c.credits is not None),
            ({"priced": False}, lambda c: c.credits is None),
            ({"given": ["duration", "resolution"]}, lambda c: gives(c, "duration", "resolution")),
            ({"given": "video"}, lambda c: gives(c, "video_urls")),
            ({"without": ("audio", "mode")}, lambda c: not gives_any(c, "audio_urls", "mode")),
            ({"clauses": ["exact", "prices"]}, lambda c: c.clause in ("exact", "prices")),
            (
                {"priced": True, "without": "video", "documented": True},
                lambda c: (
                    c.credits is not None
                    and not gives_any(c, "video_urls")
                    and SPEC.clauses[c.clause].status == "documented"
                ),
            ),
        ],
        ids=lambda given: "" if callable(given) else str(given),
    )
    def test_a_filter_keeps_what_it_says_in_order(self, filters: Any, holds: Any) -> None:
        found = cases(SPEC, **filters)
        assert found == tuple(filter(holds, CASES))
        assert 0 < len(found) < len(CASES)

    @pytest.mark.parametrize(
        ("filters", "named"),
        [
            ({"task_types": ["seedance-3"]}, "task type 'seedance-3' is not in the tables"),
            ({"given": ["seconds"]}, "field 'seconds' is not in the tables"),
            ({"without": "ratio"}, "field 'ratio' is not in the tables"),
            ({"clauses": ["price"]}, "clause 'price' is not in the tables.*did you mean 'prices'"),
        ],
        ids=str,
    )
    def test_a_name_that_no_case_has_is_told(self, filters: Any, named: str) -> None:
        with pytest.raises(seedance_rules.NotInTables, match=named):
            cases(SPEC, **filters)


def given_by(case: Case) -> set[str]:
    """Name the fields of `input` that a case gives."""
    body = case.request.get("input")
    return {name for name, value in body.items() if value} if isinstance(body, dict) else set()


def gives(case: Case, *names: str) -> bool:
    return given_by(case) >= set(names)


def gives_any(case: Case, *names: str) -> bool:
    return bool(given_by(case) & set(names))


def test_clauses_without_cases_follow_the_tables() -> None:
    other = without_clause("tier-words")
    assert "tier-words" in conformance.clauses_without_cases()
    assert "tier-words" not in conformance.clauses_without_cases(other)


def test_a_case_whose_clause_the_tables_do_not_have_is_left_out() -> None:
    made = {case.id for case in cases(without_clause("asset-free"))}
    assert "assets/video_urls" not in made
    assert made < set(BY_ID)


def without_clause(name: str) -> Spec:
    """Return the tables without a clause that no finding cites."""
    data: dict[str, Any] = SPEC.to_dict()
    del data["clauses"][name]
    return Spec.from_dict(data)
