"""Parameters: a class a clause, named after it."""

from decimal import Decimal
from typing import Any

import pytest
from making import HOST, codes, notices, request, urls

from seedance_rules import load_spec, quote, validate

SPEC = load_spec("2026-06")
RATIOS = ("21:9", "16:9", "4:3", "1:1", "3:4", "9:16")
COUNTS = {"text_to_video": 0, "first_last_frames": 1, "omni_reference": 3}


class TestDuration:
    """`duration`: 4 to 15 seconds, in every mode."""

    @pytest.mark.parametrize(("mode", "images"), COUNTS.items())
    @pytest.mark.parametrize(
        ("seconds", "accepted"), [(3, False), (4, True), (15, True), (16, False)]
    )
    def test_both_ends_of_the_duration(
        self, mode: str, images: int, seconds: int, accepted: bool
    ) -> None:
        report = validate(request(mode=mode, images=images, duration=seconds))
        assert report.ok is accepted
        for finding in report.violations:
            assert (finding.code, finding.path) == ("duration_out_of_range", "/input/duration")
            assert (finding.value, finding.allowed) == (seconds, (4, 15))

    @pytest.mark.parametrize(
        "seconds",
        [0, -5, 10**5000, -(10**5000), 1e300, Decimal("1E+999999")],
        ids=["0", "-5", "huge", "-huge", "1e300", "1E+999999"],
    )
    def test_durations_far_outside(self, seconds: object) -> None:
        assert codes(request(duration=seconds)) == [("duration_out_of_range", "/input/duration")]


class TestDurationInteger:
    """`duration-integer`: whole seconds; 5.0 is 5, a fraction, NaN and infinities are rejected."""

    @pytest.mark.parametrize("seconds", [5.0, Decimal(5), Decimal("5.000"), Decimal("0.5E1")])
    def test_a_whole_number_is_made_an_integer(self, seconds: object) -> None:
        normalized = quote(request(duration=seconds)).request
        assert normalized.duration == 5 and type(normalized.duration) is int

    @pytest.mark.parametrize(
        "seconds",
        [
            5.5,
            Decimal("5.5"),
            Decimal("1E-999999"),
            float("nan"),
            float("inf"),
            Decimal("sNaN"),
            True,
        ],
    )
    def test_any_other_duration_is_of_the_wrong_type(self, seconds: object) -> None:
        (finding,) = validate(request(duration=seconds)).violations
        assert (finding.code, finding.clause) == ("wrong_type", "duration-integer")


class TestDurationDefault:
    """`duration-default`: 5 when not given."""

    @pytest.mark.parametrize("task_type", [*SPEC.task_types, *SPEC.aliases])
    def test_the_default_duration_is_five(self, task_type: str) -> None:
        assert quote(request(task_type)).duration == 5


class TestResolution:
    """`resolution`: 480p, 720p, 1080p; default 480p."""

    @pytest.mark.parametrize("resolution", ["480p", "720p", "1080p"])
    def test_there_are_three_resolutions(self, resolution: str) -> None:
        assert quote(request(resolution=resolution)).resolution == resolution

    @pytest.mark.parametrize("task_type", [n for n in SPEC.task_types if n != "seedance-2-mini"])
    def test_the_default_resolution(self, task_type: str) -> None:
        assert quote(request(task_type)).resolution == "480p"

    def test_another_exists_nowhere(self) -> None:
        (finding,) = validate(request(resolution="720P")).violations
        assert finding.code == "unknown_resolution"
        assert finding.allowed == ("480p", "720p", "1080p")
        assert "did you mean '720p'?" in finding.message


class TestResolutionFast:
    """`resolution-fast`: the fast types have no 1080p."""

    @pytest.mark.parametrize(
        ("task_type", "instead"),
        [
            ("seedance-2-fast", "seedance-2"),
            ("seedance-2-fast-less-restriction", "seedance-2-less-restriction"),
        ],
    )
    def test_1080p_is_unsupported(self, task_type: str, instead: str) -> None:
        (finding,) = validate(request(task_type, resolution="1080p")).violations
        assert (finding.code, finding.clause) == ("unsupported_resolution", "resolution-fast")
        assert finding.message == (
            f"resolution '1080p' is not for {task_type}; "
            f"use 480p or 720p, or use the task type {instead}"
        )


class TestResolutionMini:
    """`resolution-mini`: 720p only, and by default; another value is rejected and echoed."""

    def test_the_default_resolution_of_mini(self) -> None:
        assert quote(request("seedance-2-mini")).resolution == "720p"

    @pytest.mark.parametrize("resolution", ["480p", "1080p"])
    def test_the_other_resolutions_are_rejected_for_mini(self, resolution: str) -> None:
        (finding,) = validate(request("seedance-2-mini", resolution=resolution)).violations
        assert (finding.code, finding.clause) == ("unsupported_resolution", "resolution-mini")
        assert finding.allowed == ("720p",) and resolution in finding.message
        assert finding.http_status is None


class TestAspectRatio:
    """`aspect-ratio`: six."""

    @pytest.mark.parametrize(("mode", "images"), COUNTS.items())
    def test_six_aspect_ratios_in_every_mode(self, mode: str, images: int) -> None:
        for ratio in RATIOS:
            assert codes(request(mode=mode, images=images, aspect_ratio=ratio)) == []

    @pytest.mark.parametrize("ratio", ["2:1", "16x9", "AUTO", ""])
    def test_another_exists_nowhere(self, ratio: str) -> None:
        assert codes(request(aspect_ratio=ratio)) == [
            ("unknown_aspect_ratio", "/input/aspect_ratio")
        ]


class TestAspectDefault:
    """`aspect-default`: 16:9, which is sent when none is given."""

    @pytest.mark.parametrize(("mode", "images"), COUNTS.items())
    @pytest.mark.parametrize("task_type", [*SPEC.task_types, *SPEC.aliases])
    def test_the_default_aspect_ratio_is_sent(self, task_type: str, mode: str, images: int) -> None:
        if mode in SPEC.task_type(task_type).modes:
            normalized = quote(request(task_type, mode=mode, images=images)).request
            assert normalized.aspect_ratio == "16:9"
            assert normalized.to_dict()["input"]["aspect_ratio"] == "16:9"


class TestAspectAuto:
    """`aspect-auto`: for first_last_frames only."""

    @pytest.mark.parametrize("mode", [None, "first_last_frames"])
    def test_auto_is_taken_with_frames(self, mode: str | None) -> None:
        given = request(mode=mode, images=1, aspect_ratio="auto")
        assert notices(given) == []
        assert quote(given).request.aspect_ratio == "auto"

    @pytest.mark.parametrize(("mode", "images"), [("text_to_video", 0), ("omni_reference", 2)])
    def test_auto_is_rejected_in_other_modes(self, mode: str, images: int) -> None:
        given = request(mode=mode, images=images, aspect_ratio="auto")
        (finding,) = validate(given).violations
        assert (finding.code, finding.path) == ("auto_not_allowed", "/input/aspect_ratio")
        assert finding.allowed == RATIOS


class TestAspectAutoFallback:
    """`aspect-auto-fallback`: 16:9 with a notice, when neither mode nor image is given."""

    @pytest.mark.parametrize("videos", [0, 1])
    def test_auto_falls_back_without_mode_and_image(self, videos: int) -> None:
        given = request(videos=videos, aspect_ratio="auto")
        assert notices(given) == [("auto_fell_back", "/input/aspect_ratio")]
        normalized = validate(given).request
        assert normalized is not None and normalized.aspect_ratio == "16:9"

    @pytest.mark.parametrize("given", [request(images=3, aspect_ratio="auto"),
                                       request(images=1, audios=1, aspect_ratio="auto"),
                                       request(mode="omni_reference", aspect_ratio="auto")])  # fmt: skip
    def test_auto_is_rejected_with_an_image_or_a_mode(self, given: dict[str, Any]) -> None:
        assert codes(given) == [("auto_not_allowed", "/input/aspect_ratio")]


class TestVideoFormats:
    """`video-formats`: mp4 or mov."""

    @pytest.mark.parametrize("extension", ["mp4", "mov", "MP4", "Mov"])
    def test_the_two_are_taken(self, extension: str) -> None:
        assert codes(request(video_urls=[f"{HOST}/clip.{extension}"])) == []

    @pytest.mark.parametrize("extension", ["webm", "mkv", "m4v", "png", "mp3"])
    def test_other_known_ones_are_not(self, extension: str) -> None:
        given = request(video_urls=[*urls("video", 1), f"{HOST}/clip.{extension}"])
        (finding,) = validate(given).violations
        assert (finding.code, finding.path) == ("unsupported_format", "/input/video_urls/1")
        assert (finding.allowed, finding.clause) == (("mp4", "mov"), "video-formats")


class TestAudioFormats:
    """`audio-formats`: mp3 or wav, at most 15 seconds together."""

    @pytest.mark.parametrize("extension", ["mp3", "wav"])
    def test_the_two_are_taken(self, extension: str) -> None:
        assert codes(request(audio_urls=[f"{HOST}/song.{extension}"])) == []

    @pytest.mark.parametrize("extension", ["aac", "flac", "m4a", "mp4"])
    def test_other_known_ones_are_not(self, extension: str) -> None:
        given = request(audio_urls=[f"{HOST}/song.{extension}"])
        assert codes(given) == [("unsupported_format", "/input/audio_urls/0")]

    @pytest.mark.parametrize(("seconds", "accepted"), [(15, True), (15.0, True), (15.001, False)])
    def test_fifteen_seconds_of_audio_together(self, seconds: float, accepted: bool) -> None:
        report = validate(request(audios=2), total_input_audio_duration=seconds)
        assert report.ok is accepted
        for finding in report.violations:
            assert (finding.code, finding.path) == ("audio_too_long", "/input/audio_urls")
            assert (finding.value, finding.allowed) == (Decimal("15.001"), 15)


class TestFormatsByExtension:
    """`formats-by-extension`: judged by the extension of the path, where it is one we know."""

    @pytest.mark.parametrize(
        "url",
        [
            f"{HOST}/image",
            f"{HOST}/image.",
            f"{HOST}/image.xyz",
            f"{HOST}/.mp4",
            f"{HOST}/folder/.mp4",
            f"{HOST}/a.mp4/",
            f"{HOST}/a.mp4/image",
            f"{HOST}?name=a.mp4",
            f"{HOST}/image#.mp4",
            f"{HOST}/image.mp4.png",
            "https://media.mp4",
        ],
    )
    def test_what_cannot_be_judged_or_is_fine_is_accepted(self, url: str) -> None:
        assert codes(request(image_urls=[url])) == []

    @pytest.mark.parametrize(
        "url",
        [
            f"{HOST}/a.mp4",
            f"{HOST}/a.MP4?size=1.png",
            f"{HOST}/a.wav#b.png",
            f"{HOST}/a.png.webm",
            f"{HOST}/..mp4",
        ],
    )
    def test_another_kind_among_images_is_rejected(self, url: str) -> None:
        assert codes(request(image_urls=[url])) == [("unsupported_format", "/input/image_urls/0")]

    def test_assets_are_never_judged(self) -> None:
        given = request("seedance-2-less-restriction", image_urls=["asset://a.mp4"])
        assert codes(given) == []

    def test_the_known_extensions(self) -> None:
        known = {kind: " ".join(media.known_extensions) for kind, media in SPEC.media.items()}
        assert known == {
            "image": "jpg jpeg jfif png webp bmp gif tif tiff heic heif avif svg jxl ico",
            "video": "mp4 mov m4v webm avi mkv mpg mpeg m2v wmv flv 3gp 3g2 ogv ts mts m2ts vob asf",
            "audio": "mp3 wav aac flac ogg oga opus weba m4a wma aif aiff aifc amr caf mka mid midi",
        }


class TestAudioSeconds:
    """`audio-seconds`: the limit is checked only when the seconds are stated."""

    def test_seconds_that_are_not_stated_are_not_checked(self) -> None:
        assert codes(request(audios=9)) == []

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            (request(mode="text_to_video", audios=1), "references_not_allowed"),
            (request("seedance-2-mini", audios=1), "media_not_supported"),
        ],
    )
    def test_seconds_of_a_refused_list_are_not_checked(
        self, given: dict[str, Any], code: str
    ) -> None:
        assert codes(given, total_input_audio_duration=20) == [(code, "/input/audio_urls")]

    def test_seconds_are_checked_whatever_the_mode(self) -> None:
        given = request(mode="omni", audios=1)
        assert codes(given, total_input_audio_duration=20) == [
            ("unknown_mode", "/input/mode"),
            ("audio_too_long", "/input/audio_urls"),
        ]
