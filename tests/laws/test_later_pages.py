"""What later pages are known to say is a change of tables, and nothing else."""

from decimal import Decimal
from typing import Any

import pytest
from making import request
from tables import CITED, GONE, Change, Place, changed, spec_with, without

from seedance_rules import (
    Code,
    InputDurationError,
    InvalidRequest,
    InvalidSpec,
    NotInTables,
    OutputDurationError,
    Spec,
    conformance,
    credits,
    infer_mode,
    load_spec,
    prompt_references,
    quote,
    validate,
)


def judged(spec: Spec, given: dict[str, Any]) -> list[tuple[str, str, object, object]]:
    """List the violations of a request with values and what is allowed; messages are written."""
    report = validate(given, spec=spec)
    assert all(finding.message and finding.clause in spec.clauses for finding in report.violations)
    return [(str(f.code), f.path, f.value, f.allowed) for f in report.violations]


class TestLimitsByTaskType:
    """A duration range, aspect ratios or `auto` may differ by task type, mode, or both."""

    def test_a_duration_range_of_one_task_type(self) -> None:
        limits = ("task_types", "seedance-2-mini", "limits", "duration")
        spec = spec_with((limits, {"maximum": 10}))
        fault = ("duration_out_of_range", "/input/duration", 11, (4, 10))
        assert judged(spec, request("seedance-2-mini", duration=11)) == [fault]
        assert judged(spec, request("seedance-2", duration=11)) == []
        with pytest.raises(OutputDurationError, match="4 to 10"):
            credits("seedance-2-mini", "720p", 11, spec=spec)

    def test_where_types_differ_an_unknown_one_is_not_judged(self) -> None:
        limits = ("task_types", "seedance-2-mini", "limits", "duration")
        spec = spec_with((limits, {"maximum": 10}))
        assert [f[0] for f in judged(spec, request("x", duration=99))] == ["unknown_task_type"]

    def test_a_duration_range_of_one_mode(self) -> None:
        spec = spec_with((("modes", "omni_reference", "limits", "duration"), {"maximum": 10}))
        assert judged(spec, request(duration=15)) == []
        fault = ("duration_out_of_range", "/input/duration", 15, (4, 10))
        assert judged(spec, request(duration=15, videos=1)) == [fault]
        assert credits("seedance-2", "480p", 15, spec=spec) == Decimal("1.5")
        with pytest.raises(OutputDurationError, match="4 to 10"):
            credits("seedance-2", "480p", 15, 1, spec=spec)

    def test_the_most_particular_statement_counts(self) -> None:
        spec = spec_with(
            (("modes", "omni_reference", "limits", "duration"), {"maximum": 10}),
            (("task_types", "seedance-2", "limits", "duration"), {"maximum": 12}),
            (("task_types", "seedance-2", "mode_limits"), {"omni_reference": {"duration": {"maximum": 20}}}),
        )  # fmt: skip
        for given, maximum in (
            (request(), 12),
            (request(videos=1), 20),
            (request("seedance-2-fast"), 15),
            (request("seedance-2-fast", videos=1), 10),
        ):
            given["input"]["duration"] = 99
            ((_, _, _, allowed),) = judged(spec, given)
            assert allowed == (4, maximum)

    def test_a_duration_without_a_maximum(self) -> None:
        data = spec_with().to_dict()
        del data["limits"]["duration"]["maximum"]
        spec = Spec.from_dict(data)
        assert quote(request(duration=10**6), spec=spec).credits == 100_000
        fault = ("duration_out_of_range", "/input/duration", 3, (4, None))
        assert judged(spec, request(duration=3)) == [fault]

    def test_a_duration_without_a_minimum(self) -> None:
        spec = Spec.from_dict(without("limits", "duration", "minimum"))
        assert judged(spec, request(duration=1)) == []
        fault = ("duration_out_of_range", "/input/duration", 0, (1, 15))
        assert judged(spec, request(duration=0)) == [fault]

    def test_aspect_ratios_of_one_task_type(self) -> None:
        limits = ("task_types", "seedance-2-mini", "limits", "aspect_ratio")
        spec = spec_with((limits, {"values": ["16:9", "1:1"]}))
        fault = ("unsupported_aspect_ratio", "/input/aspect_ratio", "4:3", ("16:9", "1:1"))
        assert judged(spec, request("seedance-2-mini", aspect_ratio="4:3")) == [fault]
        assert judged(spec, request(aspect_ratio="4:3")) == []

    def test_aspect_ratios_of_one_mode(self) -> None:
        values, fault = {"values": ["16:9"]}, "unsupported_aspect_ratio"
        of_mode: Place = ("modes", "omni_reference", "limits", "aspect_ratio", "values")
        of_both: Place = ("task_types", "seedance-2", "mode_limits", "omni_reference")
        for spec in (
            spec_with((of_mode, ["16:9"])),
            spec_with((of_both, {"aspect_ratio": values})),
        ):
            (found,) = judged(spec, request(videos=1, aspect_ratio="4:3"))
            assert found[0] == fault and found[3] == ("16:9",)
            assert judged(spec, request(aspect_ratio="4:3")) == []

    def test_where_the_mode_is_unknown_nothing_of_it_is_judged(self) -> None:
        spec = spec_with(
            (("modes", "first_last_frames", "limits", "aspect_ratio", "auto"), False),
            (("limits", "references", "maximum"), 3),
            (("modes", "omni_reference", "limits", "references", "maximum"), 3),
        )
        given = request(mode="edit", images=5, aspect_ratio="auto")
        assert [fault[:2] for fault in judged(spec, given)] == [("unknown_mode", "/input/mode")]

    def test_auto_of_one_task_type(self) -> None:
        limits = ("task_types", "seedance-2-mini", "limits", "aspect_ratio")
        spec = spec_with((limits, {"auto": False}))
        (fault,) = judged(spec, request("seedance-2-mini", images=1, aspect_ratio="auto"))
        assert fault[:2] == ("auto_not_allowed", "/input/aspect_ratio")
        assert judged(spec, request(images=1, aspect_ratio="auto")) == []


class TestReferences:
    """Each kind may have a maximum beside the shared one, and need another kind beside it."""

    OMNI: Place = ("modes", "omni_reference", "limits", "references")

    def test_a_maximum_of_one_kind(self) -> None:
        spec = spec_with(((*self.OMNI, "video"), {"maximum": 3}), *CITED)
        assert judged(spec, request(videos=3, images=6)) == []
        fault = ("too_many_references", "/input/video_urls", 4, 3)
        assert judged(spec, request(videos=4)) == [fault]
        shared = ("too_many_references", "/input", 10, 9)
        assert judged(spec, request(videos=4, images=6)) == [shared, fault]

    def test_audio_only_beside_an_image_or_a_video(self) -> None:
        spec = spec_with(((*self.OMNI, "audio"), {"requires_one_of": ["image", "video"]}), *CITED)
        assert judged(spec, request(audios=1, images=1)) == []
        assert judged(spec, request(audios=1, videos=1)) == []
        fault = ("reference_required", "/input/audio_urls", 1, ("image_urls", "video_urls"))
        assert judged(spec, request(audios=1)) == [fault]

    def test_seconds_count_where_there_are_too_many_audios(self) -> None:
        spec = spec_with(((*self.OMNI, "audio"), {"maximum": 1}), *CITED)
        report = validate(request(audios=2), total_input_audio_duration=16, spec=spec)
        assert [str(fault.code) for fault in report.violations] == [
            "too_many_references",
            "audio_too_long",
        ]

    def test_messages_count_one_as_one(self) -> None:
        limits: Place = ("modes", "first_last_frames", "limits", "references", "image")
        spec = spec_with((limits, {"minimum": 1, "maximum": 1}))
        (fault,) = validate(request(mode="first_last_frames", images=3), spec=spec).violations
        assert fault.message == (
            "image_urls: the mode first_last_frames takes exactly 1 image, 3 given; remove 2, "
            "or use the mode omni_reference"
        )
        spec = spec_with(((*self.OMNI, "video"), {"minimum": 3}), *CITED)
        (fault,) = validate(request(videos=1), spec=spec).violations
        assert fault.message == (
            "the mode omni_reference needs at least 3 videos in video_urls, 1 given; add 2"
        )

    def test_as_many_allowed_as_required(self) -> None:
        limits: Place = ("modes", "first_last_frames", "limits", "references", "maximum")
        spec = spec_with((limits, 1))
        assert judged(spec, request(images=1)) == []
        shared = ("too_many_references", "/input", 2, 1)
        assert judged(spec, request(images=2)) == [shared]

    def test_a_required_video(self) -> None:
        spec = spec_with(((*self.OMNI, "video"), {"minimum": 1}), *CITED)
        fault = ("reference_required", "/input/video_urls", 0, (1, None))
        assert judged(spec, request(images=3)) == [fault]
        assert judged(spec, request(images=3, videos=1)) == []


class TestTogether:
    """A minimum of references of all kinds together, and seconds of videos."""

    OMNI: Place = ("modes", "omni_reference", "limits", "references")

    def test_a_minimum_of_all_references(self) -> None:
        spec = spec_with(((*self.OMNI, "minimum"), 2), *CITED)
        assert judged(spec, request(images=1, videos=1)) == []
        fault = ("reference_required", "/input", 1, (2, 9))
        assert judged(spec, request(videos=1)) == [fault]
        assert judged(spec, request(mode="omni_reference")) == [(*fault[:2], 0, (2, 9))]
        assert judged(spec, request(images=1)) == []
        (finding,) = validate(request(videos=1), spec=spec).violations
        assert finding.message == (
            "input: the mode omni_reference needs 2 to 9 references, 1 given; add 1, in "
            "image_urls, video_urls or audio_urls"
        )

    def test_a_minimum_without_a_maximum(self) -> None:
        spec = spec_with((self.OMNI, {"minimum": 1}), *CITED)
        assert judged(spec, request(images=99)) == []
        assert judged(spec, request(mode="omni_reference")) == [
            ("reference_required", "/input", 0, (1, None))
        ]

    def test_seconds_of_videos(self) -> None:
        spec = spec_with(((*self.OMNI, "video", "maximum_seconds"), "15.5"), *CITED)
        stated: list[tuple[Any, int]] = [("15.5", 0), (15.5, 0), ([10, "5.5"], 0), ("15.51", 1)]
        for seconds, faults in stated:
            report = validate(request(videos=2), total_input_video_duration=seconds, spec=spec)
            assert len(report.violations) == faults
            for finding in report.violations:
                assert (finding.code, finding.path) == ("video_too_long", "/input/video_urls")
                assert (finding.value, finding.allowed) == (Decimal("15.51"), Decimal("15.5"))
        assert judged(spec, request(videos=2)) == []
        with pytest.raises(InvalidRequest):
            quote(request(videos=2), total_input_video_duration=16, spec=spec)

    def test_the_formula_prices_no_more_than_any_mode_takes(self) -> None:
        spec = spec_with(((*self.OMNI, "video", "maximum_seconds"), "15.5"), *CITED)
        assert credits("seedance-2", "480p", 5, "15.5", spec=spec) == Decimal("1.275")
        with pytest.raises(InputDurationError) as raised:
            credits("seedance-2", "480p", 5, "15.6", spec=spec)
        assert str(raised.value) == (
            "total_input_video_duration must be at most 15.5 seconds with seedance-2, not 15.6"
        )


class TestIgnored:
    """A field that is taken and has no effect, in any of the four places; what they say adds up."""

    FRAMES: Place = ("modes", "first_last_frames", "limits", "ignores")

    def test_an_ignored_aspect_ratio(self) -> None:
        spec = spec_with((self.FRAMES, ["aspect_ratio"]))
        ratios: list[Any] = ["4:3", "auto", "wide", 7, {}, [None]]
        for ratio in ratios:
            given = request(images=1, aspect_ratio=ratio)
            report = validate(given, spec=spec)
            assert [(f.code, f.path, f.value) for f in report.notices] == [
                ("ignored_field", "/input/aspect_ratio", ratio)
            ]
            normalized = report.raise_for_violations()
            assert normalized.aspect_ratio is None
            assert normalized.to_dict()["input"]["aspect_ratio"] == ratio
            assert validate(normalized.to_dict(), spec=spec).request == normalized
            assert report.notices[0].message == (
                "aspect_ratio has no effect with seedance-2 in first_last_frames; leave it out"
            )

    def test_an_ignored_ratio_that_is_not_given_is_not_filled_in(self) -> None:
        spec = spec_with((self.FRAMES, ["aspect_ratio"]))
        frames = validate(request(images=1), spec=spec).raise_for_violations()
        assert "aspect_ratio" not in frames.to_dict()["input"]
        assert frames.aspect_ratio is None
        assert spec.limits("seedance-2", "first_last_frames").default_aspect_ratio is None
        text = validate(request(), spec=spec).raise_for_violations()
        assert text.aspect_ratio == "16:9"

    def test_where_the_mode_is_unknown_it_is_not_judged(self) -> None:
        spec = spec_with((self.FRAMES, ["aspect_ratio"]))
        given = request(mode="edit", images=1, aspect_ratio="wide")
        assert [fault[0] for fault in judged(spec, given)] == ["unknown_mode"]

    def test_what_the_places_say_adds_up(self) -> None:
        less = "seedance-2-less-restriction"
        spec = spec_with(
            (("limits", "ignores"), ["asset_retention_hours"]),
            (self.FRAMES, ["aspect_ratio"]),
            (("task_types", less, "limits"), {"ignores": []}),
            (("task_types", less, "mode_limits"), {"first_last_frames": {"ignores": ["auto_upload_assets"]}}),
        )  # fmt: skip
        assert spec.limits(less, "text_to_video").ignores == ("asset_retention_hours",)
        assert spec.limits(less, "first_last_frames").ignores == (
            "aspect_ratio",
            "auto_upload_assets",
            "asset_retention_hours",
        )
        assert spec.limits("seedance-2", "text_to_video").ignores == (
            "auto_upload_assets",
            "asset_retention_hours",
        )

    def test_an_asset_field_of_a_type_that_takes_assets(self) -> None:
        less = "seedance-2-less-restriction"
        spec = spec_with((("limits", "ignores"), ["asset_retention_hours"]))
        given = request(less, auto_upload_assets=True, asset_retention_hours="x")
        report = validate(given, spec=spec)
        assert [(f.code, f.path) for f in report.notices] == [
            ("ignored_field", "/input/asset_retention_hours")
        ]
        normalized = report.raise_for_violations()
        assert normalized.auto_upload_assets is True
        assert normalized.input_extra == {"asset_retention_hours": "x"}


class TestOtherwise:
    """What an aspect ratio that is not one of the limits becomes."""

    TEXT: Place = ("modes", "text_to_video", "limits", "aspect_ratio")

    def test_any_other_string_is_replaced(self) -> None:
        spec = spec_with(
            ((*self.TEXT, "otherwise"), "1:1"), ((*self.TEXT, "values"), ["16:9", "1:1"])
        )
        for ratio in ("4:3", "wide", "", "16x9", "auto"):
            report = validate(request(aspect_ratio=ratio), spec=spec)
            (notice,) = report.notices
            assert (notice.code, notice.path) == ("value_replaced", "/input/aspect_ratio")
            assert (notice.value, notice.allowed) == (ratio, ("16:9", "1:1"))
            assert report.raise_for_violations().aspect_ratio == "1:1"
        for ratio in ("16:9", "1:1"):
            assert not validate(request(aspect_ratio=ratio), spec=spec).notices

    def test_a_ratio_of_another_type_is_wrong(self) -> None:
        spec = spec_with(((*self.TEXT, "otherwise"), "1:1"))
        ((code, path, value, _),) = judged(spec, request(aspect_ratio=16))
        assert (code, path, value) == ("wrong_type", "/input/aspect_ratio", 16)

    def test_a_replaced_value_may_count_as_a_violation(self) -> None:
        spec = spec_with(((*self.TEXT, "otherwise"), "1:1"))
        report = validate(request(aspect_ratio="wide"), spec=spec, reject=[Code.VALUE_REPLACED])
        assert [str(finding.code) for finding in report.violations] == ["value_replaced"]


class TestOwnTables:
    """Tables of one's own, as differences from those of a version."""

    def test_a_price_list(self) -> None:
        base = load_spec("2026-06")
        spec = base.with_changes({"prices": {"seedance-2": {"480p": "0.07"}}}, label="acme")
        assert (spec.version, spec.published) == ("2026-06+acme", "2026-06")
        assert spec.digest != base.digest
        asked = quote(request(), spec=spec)
        assert (asked.credits, asked.spec_version) == (Decimal("0.35"), "2026-06+acme")
        assert asked.spec_digest == asked.to_dict()["spec_digest"] == spec.digest
        assert quote(request(resolution="720p"), spec=spec).credits == 1

    def test_the_last_label_counts(self) -> None:
        spec = load_spec("2026-06").with_changes({}, label="a-1.b").with_changes({}, label="c")
        assert spec.version == "2026-06+c"

    def test_entries_are_taken_out(self) -> None:
        spec = load_spec("2026-06").with_changes(
            {}, remove=["prices.seedance-2.1080p"], label="small"
        )
        assert spec.limits("seedance-2", "text_to_video").resolutions == ("480p", "720p")

    @pytest.mark.parametrize("label", ["", "a b", "a+b", "ä", ".a", "a.", None, 5])
    def test_a_label_is_letters_and_digits(self, label: Any) -> None:
        with pytest.raises(InvalidSpec, match=r"^label: must be letters and digits"):
            load_spec("2026-06").with_changes({}, label=label)

    def test_changes_are_refused_where_they_are_wrong(self) -> None:
        with pytest.raises(InvalidSpec, match=r"^prices.seedance-2.480p: must be a string"):
            load_spec("2026-06").with_changes({"prices": {"seedance-2": {"480p": 1}}}, label="x")
        with pytest.raises(InvalidSpec, match=r"^remove\[0\]: "):
            load_spec("2026-06").with_changes({}, remove=["prices.seedance-3"], label="x")

    def test_from_plain_data_with_a_base(self) -> None:
        data = {"version": "2026-06+acme", "source": "our price list", "base": "2026-06"}
        spec = Spec.from_dict({**data, "prices": {"seedance-2": {"480p": "0.07"}}})
        assert credits("seedance-2", "480p", 10, spec=spec) == Decimal("0.7")
        assert (spec.version, spec.published, spec.source) == (
            "2026-06+acme",
            None,
            "our price list",
        )
        assert "base" not in spec.to_dict()
        assert Spec.from_dict(spec.to_dict()) == spec

    def test_a_ratio_of_points(self) -> None:
        place: Place = ("billing", "points_per_credit")
        assert quote(request()).points is None
        asked = quote(request(), spec=spec_with((place, "10000000")))
        assert asked.points == 5_000_000 and asked.to_dict()["points"] == "5000000"

    def test_a_clause_that_others_report(self) -> None:
        reported = {
            "status": "reported",
            "text": "Prompts have a maximum length.",
            "who": "two clients",
            "when": "2026-08-01",
        }
        clauses = changed()["clauses"] | {"prompt-length": reported}
        spec = spec_with((("clauses",), clauses))
        clause = spec.clauses["prompt-length"]
        assert clause.to_dict() == {
            "id": "prompt-length",
            **reported,
            "question": None,
            "choice": None,
            "reason": None,
        }
        assert "two clients" in spec.to_markdown()


class TestPromptReferences:
    """Other words, and another separator."""

    def test_a_word_that_ends_in_any_letter(self) -> None:
        spec = spec_with((("media", "image", "words"), ["pix", "PIX"]))
        assert judged(spec, request(prompt="@pix1 @PIX_1", images=1)) == []
        fault = ("reference_out_of_range", "/input/prompt", "@PIX12", 1)
        assert judged(spec, request(prompt="@PIX12", images=1)) == [fault]


class TestFields:
    """A prompt length, a range of hours, further typed fields."""

    def test_a_whole_number_is_sent_as_an_integer(self) -> None:
        fields = {
            "seed": {"type": "integer", "clause": "types"},
            "strength": {"type": "number", "clause": "types"},
        }
        report = validate(
            request(seed=3.0, strength=3.0, x=3.0), spec=spec_with((("fields",), fields), *CITED)
        )
        assert report.request is not None
        sent = report.request.input_extra
        assert [type(sent[name]) for name in ("seed", "strength", "x")] == [int, float, float]

    def test_a_prompt_length(self) -> None:
        spec = spec_with((("limits", "prompt"), {"maximum_length": 10}), *CITED)
        assert judged(spec, request(prompt="0123456789")) == []
        fault = ("prompt_too_long", "/input/prompt", 11, 10)
        assert judged(spec, request(prompt="0123456789x")) == [fault]

    def test_a_range_of_retention_hours(self) -> None:
        hours = ("limits", "asset_retention_hours")
        spec = spec_with((hours, {"minimum": 2, "maximum": 72}))
        for value, faults in ((2, 0), (72, 0), (1, 1), (73, 1)):
            given = request(
                "seedance-2-less-restriction", auto_upload_assets=True, asset_retention_hours=value
            )
            found = judged(spec, given)
            assert len(found) == faults
            assert all(f[0] == "invalid_retention" and f[3] == (2, 72) for f in found)

    def test_retention_hours_without_a_minimum(self) -> None:
        spec = Spec.from_dict(without("limits", "asset_retention_hours", "minimum"))
        for hours, faults in ((0, 1), (1, 0)):
            given = request(
                "seedance-2-less-restriction", auto_upload_assets=True, asset_retention_hours=hours
            )
            assert len(judged(spec, given)) == faults

    FIELDS: tuple[Place, Any] = (
        ("fields",),
        {
            "audio": {"type": "boolean", "clause": "types", "task_types": ["seedance-2"]},
            "seed": {"type": "integer", "clause": "types", "minimum": 0, "maximum": 9},
            "strength": {"type": "number", "clause": "types", "maximum": 1},
            "style": {"type": "string", "clause": "types", "values": ["film", "anime"]},
            "camera": {"type": "string", "clause": "types", "modes": ["text_to_video"]},
        },
    )

    NO_HINT: Change = (("hints", "fields", "audio"), GONE)
    """A hint says what `audio` means where it is not a field."""

    @pytest.mark.parametrize(
        ("given", "fault"),
        [
            (request(audio=True, seed=9, strength=0.5, style="film", camera="pan"), None),
            (request(audio=None, seed=9.0), None),
            (request(audio="yes"), ("wrong_type", "/input/audio", "yes", None)),
            (request(seed=1.5), ("wrong_type", "/input/seed", 1.5, None)),
            (request(strength=float("inf")), ("wrong_type", "/input/strength", float("inf"), None)),
            (request(strength=Decimal("-0.5")), None),
            (
                request(strength=Decimal("-Infinity")),
                ("wrong_type", "/input/strength", Decimal("-Infinity"), None),
            ),
            (request(style=3), ("wrong_type", "/input/style", 3, None)),
            (request(seed=10), ("value_not_allowed", "/input/seed", 10, (0, 9))),
            (request(strength=1.01), ("value_not_allowed", "/input/strength", 1.01, (None, 1))),
            (
                request(style="Film"),
                ("value_not_allowed", "/input/style", "Film", ("film", "anime")),
            ),
            (
                request("seedance-2-mini", audio=True),
                ("unsupported_field", "/input/audio", True, ("seedance-2",)),
            ),
            (
                request(camera="pan", images=1),
                ("unsupported_field", "/input/camera", "pan", ("text_to_video",)),
            ),
        ],
    )
    def test_a_further_field(self, given: dict[str, Any], fault: Any) -> None:
        spec = spec_with(self.FIELDS, self.NO_HINT, *CITED)
        assert judged(spec, given) == ([] if fault is None else [fault])

    def test_a_field_of_empty_lists_is_taken_by_every_type_in_every_mode(self) -> None:
        seed = {"type": "integer", "clause": "types", "task_types": [], "modes": []}
        spec = spec_with((("fields",), {"seed": seed}), *CITED)
        assert judged(spec, request(seed=3)) == []
        cases = [
            case for case in conformance.cases(spec=spec) if case.id.startswith("fields/seed/")
        ]
        assert [case.id for case in cases if not case.accepted] == ["fields/seed/wrong-type"]
        every = sum(len(task_type.modes) for task_type in spec.task_types.values())
        assert len(cases) == every + 1

    def test_a_range_of_one_number(self) -> None:
        seed = {"type": "integer", "clause": "types", "minimum": 3, "maximum": 3}
        spec = spec_with((("fields",), {"seed": seed}), *CITED)
        assert judged(spec, request(seed=3)) == []
        assert judged(spec, request(seed=4)) == [("value_not_allowed", "/input/seed", 4, (3, 3))]

    def test_a_prompt_reference_of_another_form(self) -> None:
        spec = spec_with(
            (("prompt_references",), {"marker": "#"}),
            (("media", "image", "words"), ["pic", "picture"]),
            (("hints", "words"), GONE),
        )
        found = prompt_references(
            "#pic1 #picture2 #pic_3 @pic4 #video5 #XXXX6 #picXXXX7", spec=spec
        )
        assert [(one.kind, one.index) for one in found] == [
            ("image", 1),
            ("image", 2),
            ("video", 5),
        ]

    def test_a_further_field_is_known_and_passed_through(self) -> None:
        spec = spec_with(self.FIELDS, self.NO_HINT, *CITED)
        report = validate(request(seed=3, audio=None, sed=1), spec=spec)
        assert [str(notice.code) for notice in report.notices] == ["unknown_field"]
        assert "did you mean 'seed'?" in report.notices[0].message
        assert report.request is not None and report.request.input_extra == {"seed": 3, "sed": 1}


class TestTaskTypes:
    """A task type with prices that are not the stated markup, and one with its own modes."""

    def test_prices_that_are_not_the_stated_markup(self) -> None:
        spec = spec_with((("prices", "seedance-2-less-restriction", "480p"), "0.125"))
        assert credits("seedance-2-less-restriction", "480p", 4, spec=spec) == Decimal("0.5")
        assert [claim.holds for claim in spec.markup_claims] == [False, False]

    def test_a_task_type_with_its_own_mode(self) -> None:
        spec = spec_with(
            (("modes", "extend"), {"limits": {"aspect_ratio": {"auto": False}, "references": {
                "takes": ["video"], "video": {"minimum": 1, "maximum": 1}}}}),
            (("task_types", "seedance-2-extend"), {
                "tier": "pro", "moderation": "strict", "modes": ["extend"], "assets": False,
                "inference": [{"mode": "extend"}]}),
            (("prices", "seedance-2-extend"), {"480p": "0.05"}),
            *CITED,
        )  # fmt: skip
        given = request("seedance-2-extend", videos=1)
        asked = quote(given, total_input_video_duration=10, spec=spec)
        assert (asked.mode, asked.credits) == ("extend", Decimal("0.5"))
        assert judged(spec, request("seedance-2-extend")) == [
            ("reference_required", "/input/video_urls", 0, (1, 1))
        ]
        assert judged(spec, request("seedance-2-extend", images=1, videos=2)) == [
            ("media_not_supported", "/input/image_urls", 1, None),
            ("too_many_references", "/input/video_urls", 2, 1),
        ]
        (fault,) = judged(spec, request(mode="extend", videos=1))
        assert fault[:2] == ("unsupported_mode", "/input/mode")
        assert quote(request(), spec=spec).mode == "text_to_video"

    @pytest.mark.parametrize(
        ("images", "videos", "audios", "when", "led"),
        [
            (1, 1, 1, {"video": {"minimum": 1}}, "video"),
            (1, 1, 1, {"audio": {"minimum": 1}}, "audio"),
            (1, 1, 0, {"image": {"minimum": 1}, "video": {"minimum": 1}}, "image"),
            (0, 1, 1, {"video": {"minimum": 1}, "audio": {"minimum": 1}}, "video"),
            (1, 1, 1, {}, "image"),
        ],
    )
    def test_the_list_that_led_to_a_mode(
        self, images: int, videos: int, audios: int, when: dict[str, Any], led: str
    ) -> None:
        last = [{"mode": "omni_reference"}] if when else []
        spec = spec_with(
            (("task_types", "seedance-2", "modes"), ["omni_reference"]),
            (("inference",), [{"mode": "text_to_video", "when": when}, *last]),
        )
        given = request(images=images, videos=videos, audios=audios)
        (fault,) = judged(spec, given)
        assert fault[:3] == ("unsupported_mode", f"/input/{led}_urls", "text_to_video")

    def test_a_mode_that_nothing_leads_to(self) -> None:
        data = spec_with().to_dict()
        del data["inference"][0]
        data["inference"].pop()
        spec = Spec.from_dict(data)
        assert judged(spec, request()) == [
            ("missing_field", "/input/mode", None, ("text_to_video", "omni_reference"))
        ]
        assert judged(spec, request(mode="text_to_video")) == []

    def test_a_mode_that_is_required(self) -> None:
        spec = Spec.from_dict(without("inference"))
        for given, modes in (
            (request(), ("text_to_video", "omni_reference")),
            (request(images=1), ("first_last_frames", "omni_reference")),
            (request("seedance-2-mini", images=2), ("first_last_frames",)),
            (request("seedance-2-mini", images=3), ("text_to_video", "first_last_frames")),
        ):
            report = validate(given, spec=spec)
            assert report.mode is None
            assert ("missing_field", "/input/mode", None, modes) in judged(spec, given)
        report = validate(request(mode="first_last_frames", images=1), spec=spec)
        assert report.ok and report.mode == "first_last_frames"
        with pytest.raises(InvalidRequest):
            infer_mode(request(images=1), spec=spec)

    def test_no_task_type_with_assets(self) -> None:
        less = ("seedance-2-less-restriction", "seedance-2-fast-less-restriction")
        spec = spec_with(*((("task_types", name, "assets"), False) for name in less))
        given = request(auto_upload_assets=True, asset_retention_hours=3)
        report = validate(given, spec=spec)
        assert [(notice.code, notice.path) for notice in report.notices] == [
            ("unknown_field", "/input/auto_upload_assets"),
            ("unknown_field", "/input/asset_retention_hours"),
        ]
        assert report.request is not None
        assert report.request.to_dict()["input"].items() >= given["input"].items()
        assert judged(spec, request(less[0], image_urls=["asset://a"])) == [
            ("asset_not_allowed", "/input/image_urls/0", "asset://a", ())
        ]

    def test_another_rate_for_input_videos(self) -> None:
        spec = spec_with((("billing", "input_video_rate"), "0.75"))
        assert credits("seedance-2", "720p", 5, 4, spec=spec) == Decimal("1.6")
        with pytest.raises(NotInTables):
            credits("seedance-2-mini", "720p", 5, 4, spec=spec)

    def test_no_automatic_aspect_ratio(self) -> None:
        data = spec_with().to_dict()
        del data["auto_aspect_ratio"]
        (fault,) = judged(Spec.from_dict(data), request(images=1, aspect_ratio="auto"))
        assert fault[0] == "unknown_aspect_ratio"
