"""Mode: a class a clause, named after it."""

from typing import Any

import pytest
from making import codes, notices, request

from seedance_rules import InvalidRequest, infer_mode, load_spec, validate

SPEC = load_spec("2026-06")
FULL = [name for name, task_type in SPEC.task_types.items() if len(task_type.modes) == 3]


class TestModes:
    """`modes`: text_to_video, first_last_frames, omni_reference."""

    def test_there_are_three_modes(self) -> None:
        assert tuple(SPEC.modes) == ("text_to_video", "first_last_frames", "omni_reference")

    def test_any_other_mode_is_unknown(self) -> None:
        assert codes(request(mode="image_to_video")) == [("unknown_mode", "/input/mode")]

    def test_what_depends_on_an_unknown_mode_is_not_judged(self) -> None:
        given = request(mode="omni", images=10, audios=1, aspect_ratio="auto")
        assert codes(given) == [("unknown_mode", "/input/mode")]
        assert validate(given).mode == "omni_reference"


class TestModeInference:
    """`mode-inference`: no references, one or two images alone, anything else."""

    @pytest.mark.parametrize(
        ("images", "videos", "audios", "mode"),
        [
            (0, 0, 0, "text_to_video"),
            (1, 0, 0, "first_last_frames"),
            (2, 0, 0, "first_last_frames"),
            (3, 0, 0, "omni_reference"),
            (10, 0, 0, "omni_reference"),
            (0, 1, 0, "omni_reference"),
            (0, 0, 1, "omni_reference"),
            (1, 1, 0, "omni_reference"),
            (2, 0, 1, "omni_reference"),
        ],
    )
    def test_the_mode_follows_from_the_references(
        self, images: int, videos: int, audios: int, mode: str
    ) -> None:
        given = request(images=images, videos=videos, audios=audios)
        assert infer_mode(given) == mode
        assert validate(given).mode == mode

    def test_the_mode_is_inferred_whatever_else_is_wrong(self) -> None:
        assert infer_mode({"input": {"image_urls": [None, 5]}}) == "first_last_frames"

    @pytest.mark.parametrize(
        "given", [None, {}, {"input": 5}, request(image_urls="x"), request(videos=1, audio_urls=0)]
    )
    def test_the_mode_cannot_be_told_without_lists(self, given: Any) -> None:
        with pytest.raises(InvalidRequest) as raised:
            infer_mode(given)
        assert raised.value.report.mode is None
        assert raised.value.report.violations


class TestModeStrict:
    """`mode-strict`: a given mode must fit as it is."""

    @pytest.mark.parametrize(
        ("mode", "references", "fault"),
        [
            ("text_to_video", {"images": 1}, ("references_not_allowed", "/input/image_urls")),
            ("first_last_frames", {"images": 3}, ("image_count", "/input/image_urls")),
            ("first_last_frames", {}, ("image_count", "/input/image_urls")),
        ],
    )
    def test_what_another_mode_would_take_is_rejected(
        self, mode: str, references: dict[str, int], fault: tuple[str, str]
    ) -> None:
        given = request(**references)
        assert codes(given) == []
        given["input"] |= {"mode": mode}
        assert codes(given) == [fault]
        assert infer_mode(given) == mode


class TestTextToVideo:
    """`text-to-video`: no image, video or audio URLs."""

    def test_every_list_is_refused(self) -> None:
        given = request(mode="text_to_video", images=1, videos=1, audios=1)
        assert codes(given) == [
            ("references_not_allowed", "/input/image_urls"),
            ("references_not_allowed", "/input/video_urls"),
            ("references_not_allowed", "/input/audio_urls"),
        ]

    def test_entries_of_a_refused_list_are_judged(self) -> None:
        given = request(mode="text_to_video", video_urls=["x", "https://media.example/a.webm"])
        assert codes(given) == [
            ("references_not_allowed", "/input/video_urls"),
            ("invalid_url", "/input/video_urls/0"),
            ("unsupported_format", "/input/video_urls/1"),
        ]


class TestFirstLastFrames:
    """`first-last-frames`: one or two images; video and audio URLs rejected."""

    @pytest.mark.parametrize(("count", "accepted"), [(0, False), (1, True), (2, True), (3, False)])
    def test_one_or_two_images_are_required(self, count: int, accepted: bool) -> None:
        report = validate(request(mode="first_last_frames", images=count))
        assert report.ok is accepted
        if not accepted:
            (finding,) = report.violations
            assert (finding.code, finding.value, finding.allowed) == ("image_count", count, (1, 2))

    def test_videos_and_audios_are_refused(self) -> None:
        given = request(mode="first_last_frames", images=2, videos=1, audios=1)
        assert codes(given) == [
            ("references_not_allowed", "/input/video_urls"),
            ("references_not_allowed", "/input/audio_urls"),
        ]


class TestOmniReference:
    """`omni-reference`: images, videos and audios, all optional, at most 9 together."""

    @pytest.mark.parametrize("mode", [None, "omni_reference"])
    @pytest.mark.parametrize("counts", [(9, 0, 0), (0, 9, 0), (0, 0, 9), (3, 3, 3), (1, 1, 7)])
    def test_at_most_nine_references_together(
        self, mode: str | None, counts: tuple[int, int, int]
    ) -> None:
        images, videos, audios = counts
        given = request(mode=mode, images=images, videos=videos, audios=audios)
        assert codes(given) == []
        given = request(mode=mode, images=images + 1, videos=videos, audios=audios)
        (finding,) = validate(given).violations
        assert (finding.code, finding.path) == ("too_many_references", "/input")
        assert (finding.value, finding.allowed) == (10, 9)


class TestOmniEmpty:
    """`omni-empty`: explicit omni_reference without references is accepted."""

    @pytest.mark.parametrize("task_type", FULL)
    def test_omni_reference_without_references_is_accepted(self, task_type: str) -> None:
        assert notices(request(task_type, mode="omni_reference")) == []


class TestMiniModes:
    """`mini-modes`: mini has no omni_reference; any video or audio list is rejected."""

    def test_a_given_omni_reference_is_unsupported(self) -> None:
        given = request("seedance-2-mini", mode="omni_reference")
        (finding,) = validate(given).violations
        assert (finding.code, finding.path) == ("unsupported_mode", "/input/mode")
        assert finding.allowed == ("text_to_video", "first_last_frames")
        assert finding.clause == "mini-modes"

    def test_an_inferred_omni_reference_is_found_at_the_images_that_led_to_it(self) -> None:
        given = request("seedance-2-mini", images=3)
        assert codes(given) == [("unsupported_mode", "/input/image_urls")]

    @pytest.mark.parametrize("kind", ["video", "audio"])
    def test_a_list_that_mini_never_takes_is_one_finding(self, kind: str) -> None:
        given = request("seedance-2-mini", images=3, **{f"{kind}s": 1})
        assert codes(given) == [("media_not_supported", f"/input/{kind}_urls")]

    def test_beside_a_given_mode_both_are_found(self) -> None:
        given = request("seedance-2-mini", mode="omni_reference", videos=1)
        assert codes(given) == [
            ("unsupported_mode", "/input/mode"),
            ("media_not_supported", "/input/video_urls"),
        ]

    def test_the_two_modes_of_mini_are_taken(self) -> None:
        assert codes(request("seedance-2-mini")) == []
        assert codes(request("seedance-2-mini", mode="first_last_frames", images=2)) == []
