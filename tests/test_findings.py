"""Each finding as a caller reads it: where it points, what it holds, and what it says to a person.

A row is a request with one fault, its code, path, value, what is allowed, clause and message. The
verdicts are tested clause by clause; here a finding is held to what it promises to tell.
"""

from decimal import Decimal
from typing import Any

import pytest
from making import HOST, request
from tables import CITED, GONE, Change, Place, changed, spec_with

from seedance_rules import Code, Finding, Report, Spec, validate

TYPES = (
    "seedance-2",
    "seedance-2-fast",
    "seedance-2-mini",
    "seedance-2-less-restriction",
    "seedance-2-fast-less-restriction",
)
_, FAST, MINI, LESS, _ = TYPES
MODES = ("text_to_video", "first_last_frames", "omni_reference")
FIELDS = (
    "prompt",
    "mode",
    "duration",
    "resolution",
    "aspect_ratio",
    "image_urls",
    "video_urls",
    "audio_urls",
    "auto_upload_assets",
    "asset_retention_hours",
)
RATIOS = ("21:9", "16:9", "4:3", "1:1", "3:4", "9:16")

Row = tuple[Any, str, str, object, object, str, str]
"""A request, and the code, path, value, what is allowed, clause and message of its one finding."""


def only(report: Report) -> Finding:
    """Return the one finding of a report."""
    (finding,) = (*report.violations, *report.notices)
    return finding


def told(finding: Finding) -> tuple[object, ...]:
    """List what a finding tells, in the order of a row."""
    return (
        str(finding.code),
        finding.path,
        finding.value,
        finding.allowed,
        finding.clause,
        finding.message,
    )


ROWS: list[Row] = [
    (
        None,
        "not_an_object", "", None, None, "envelope",
        "the request must be an object with keys, not null",
    ),
    (
        [],
        "not_an_object", "", [], None, "envelope",
        "the request must be an object with keys, not a list",
    ),
    (
        request() | {"input": "a cat"},
        "not_an_object", "/input", "a cat", None, "envelope",
        "input must be an object with keys, not a string; decode it from valid JSON",
    ),
    (
        request() | {"model": None},
        "missing_field", "/model", None, ("seedance",), "envelope",
        "model is missing; give 'seedance'",
    ),
    (
        request() | {"input": None},
        "missing_field", "/input", None, None, "envelope",
        "input is missing; give an object with at least a prompt",
    ),
    (
        request(prompt=None),
        "missing_field", "/input/prompt", None, None, "prompt-required",
        "prompt is missing; give a text that describes the video",
    ),
    (
        request(prompt=" "),
        "missing_field", "/input/prompt", None, None, "prompt-required",
        "prompt is blank; give a text that describes the video",
    ),
    (
        request() | {"task_type": None},
        "missing_field", "/task_type", None, TYPES, "envelope",
        "task_type is missing; give 'seedance-2', 'seedance-2-fast', 'seedance-2-mini', "
        "'seedance-2-less-restriction' or 'seedance-2-fast-less-restriction'",
    ),
    (
        request() | {"model": 2},
        "wrong_type", "/model", 2, ("seedance",), "types",
        "model must be a string, not the number 2; use seedance",
    ),
    (
        request() | {"task_type": 5},
        "wrong_type", "/task_type", 5, TYPES, "types",
        "task_type must be a string, not the number 5; use seedance-2, seedance-2-fast, "
        "seedance-2-mini, seedance-2-less-restriction or seedance-2-fast-less-restriction",
    ),
    (
        request(prompt=["a"]),
        "wrong_type", "/input/prompt", ["a"], None, "types",
        "prompt must be a string, not a list",
    ),
    (
        request(mode=1),
        "wrong_type", "/input/mode", 1, MODES, "types",
        "mode must be a string, not the number 1; use text_to_video, first_last_frames or "
        "omni_reference",
    ),
    (
        request(duration="5"),
        "wrong_type", "/input/duration", "5", (4, 15), "duration-integer",
        "duration must be a whole number of seconds, 4 to 15, not the string '5'; give 5, "
        "without quotes",
    ),
    (
        request(duration=5.5),
        "wrong_type", "/input/duration", 5.5, (4, 15), "duration-integer",
        "duration must be a whole number of seconds, 4 to 15, not the number 5.5",
    ),
    (
        request(duration=True),
        "wrong_type", "/input/duration", True, (4, 15), "duration-integer",
        "duration must be a whole number of seconds, 4 to 15, not true",
    ),
    (
        request(**{"a/b~c": 1}),
        "unknown_field", "/input/a~1b~0c", 1, FIELDS, "input-extra",
        "input has 'a/b~c', which the tables of 2026-06 do not name and pass through; the "
        "fields are prompt, mode, duration, resolution, aspect_ratio, image_urls, video_urls,"
        " audio_urls, auto_upload_assets or asset_retention_hours",
    ),
    (
        request(resolution=720),
        "wrong_type", "/input/resolution", 720, ("480p", "720p", "1080p"), "types",
        "resolution must be a string, not the number 720; use 480p, 720p or 1080p; write '720p', "
        "as text",
    ),
    (
        request(aspect_ratio=1.5),
        "wrong_type", "/input/aspect_ratio", 1.5, (*RATIOS, "auto"), "types",
        "aspect_ratio must be a string, not the number 1.5; use 21:9, 16:9, 4:3, 1:1, 3:4, "
        "9:16 or auto",
    ),
    (
        request(image_urls="x"),
        "wrong_type", "/input/image_urls", "x", None, "types",
        "image_urls must be a list of URLs, not the string 'x'; give ['x']",
    ),
    (
        request(image_urls=[5]),
        "wrong_type", "/input/image_urls/0", 5, None, "types",
        "image_urls[0] must be a URL, not the number 5; give its URL, as text",
    ),
    (
        request(video_urls=[None]),
        "wrong_type", "/input/video_urls/0", None, None, "types",
        "video_urls[0] must be a URL, not null; leave the entry out, or give its URL",
    ),
    (
        request(audio_urls=[{}]),
        "wrong_type", "/input/audio_urls/0", {}, None, "types",
        "audio_urls[0] must be a URL, not an object; give the URL alone, as text",
    ),
    (
        request(LESS, auto_upload_assets="yes"),
        "wrong_type", "/input/auto_upload_assets", "yes", None, "types",
        "auto_upload_assets must be true or false, not the string 'yes'",
    ),
    (
        request(LESS, auto_upload_assets=True, asset_retention_hours="3"),
        "wrong_type", "/input/asset_retention_hours", "3", (1, None), "retention",
        "asset_retention_hours must be a whole number of hours, at least 1, not the string "
        "'3'; give 3, without quotes",
    ),
    (
        request() | {"model": "sora"},
        "unknown_model", "/model", "sora", ("seedance",), "envelope",
        "model 'sora' is not known; use seedance",
    ),
    (
        request("seedance-2-fst"),
        "unknown_task_type", "/task_type", "seedance-2-fst", TYPES, "task-types",
        "task_type 'seedance-2-fst' is not known to the tables of 2026-06; use seedance-2, "
        "seedance-2-fast, seedance-2-mini, seedance-2-less-restriction or "
        "seedance-2-fast-less-restriction; did you mean 'seedance-2-fast'?",
    ),
    (
        request("veo"),
        "unknown_task_type", "/task_type", "veo", TYPES, "task-types",
        "task_type 'veo' is not known to the tables of 2026-06; use seedance-2, "
        "seedance-2-fast, seedance-2-mini, seedance-2-less-restriction or "
        "seedance-2-fast-less-restriction",
    ),
    (
        request(mode="omni"),
        "unknown_mode", "/input/mode", "omni", MODES, "modes",
        "mode 'omni' is not known; use text_to_video, first_last_frames or omni_reference; "
        "here that is omni_reference",
    ),
    (
        request(MINI, mode="x"),
        "unknown_mode", "/input/mode", "x", MODES, "modes",
        "mode 'x' is not known; use text_to_video, first_last_frames or omni_reference",
    ),
    (
        request(MINI, mode="omni_reference"),
        "unsupported_mode", "/input/mode", "omni_reference", MODES[:2], "mini-modes",
        "mode 'omni_reference' is not a mode of seedance-2-mini; use the mode text_to_video, "
        "or use the task type seedance-2 or seedance-2-fast",
    ),
    (
        request(MINI, images=3),
        "unsupported_mode", "/input/image_urls", "omni_reference", MODES[:2], "mini-modes",
        "image_urls: 3 images make the request omni_reference, a mode that seedance-2-mini "
        "does not have; give at most 2 images, or use the task type seedance-2 or "
        "seedance-2-fast",
    ),
    (
        request(duration=16),
        "duration_out_of_range", "/input/duration", 16, (4, 15), "duration",
        "duration 16 is out of range; give a whole number of seconds, 4 to 15",
    ),
    (
        request(resolution="4k"),
        "unknown_resolution", "/input/resolution", "4k", ("480p", "720p", "1080p"), "resolution",
        "resolution '4k' is not known; use 480p, 720p or 1080p",
    ),
    (
        request(resolution="720P"),
        "unknown_resolution", "/input/resolution", "720P", ("480p", "720p", "1080p"), "resolution",
        "resolution '720P' is not known; use 480p, 720p or 1080p; did you mean '720p'?",
    ),
    (
        request(FAST, resolution="1080p"),
        "unsupported_resolution", "/input/resolution", "1080p", ("480p", "720p"), "resolution-fast",
        "resolution '1080p' is not for seedance-2-fast; use 480p or 720p, or use the task "
        "type seedance-2",
    ),
    (
        request(MINI, resolution="480p"),
        "unsupported_resolution", "/input/resolution", "480p", ("720p",), "resolution-mini",
        "resolution '480p' is not for seedance-2-mini; use 720p, or use the task type "
        "seedance-2 or seedance-2-fast",
    ),
    (
        request(aspect_ratio="16x9"),
        "unknown_aspect_ratio", "/input/aspect_ratio", "16x9", (*RATIOS, "auto"), "aspect-ratio",
        "aspect_ratio '16x9' is not known; use 21:9, 16:9, 4:3, 1:1, 3:4, 9:16 or auto; did "
        "you mean '16:9'?",
    ),
    (
        request(aspect_ratio="auto-fit"),
        "unknown_aspect_ratio", "/input/aspect_ratio", "auto-fit", (*RATIOS, "auto"), "aspect-ratio",
        "aspect_ratio 'auto-fit' is not known; use 21:9, 16:9, 4:3, 1:1, 3:4, 9:16 or auto",
    ),
    (
        request(images=1, aspect_ratio="5:3"),
        "unknown_aspect_ratio", "/input/aspect_ratio", "5:3", (*RATIOS, "auto"), "aspect-ratio",
        "aspect_ratio '5:3' is not known; use 21:9, 16:9, 4:3, 1:1, 3:4, 9:16 or auto",
    ),
    (
        request(images=3, aspect_ratio="auto"),
        "auto_not_allowed", "/input/aspect_ratio", "auto", RATIOS, "aspect-auto",
        "aspect_ratio 'auto' is not for seedance-2 in omni_reference; use 21:9, 16:9, 4:3, "
        "1:1, 3:4 or 9:16",
    ),
    (
        request(mode="text_to_video", aspect_ratio="auto"),
        "auto_not_allowed", "/input/aspect_ratio", "auto", RATIOS, "aspect-auto-fallback",
        "aspect_ratio 'auto' is not for seedance-2 in text_to_video; use 21:9, 16:9, 4:3, "
        "1:1, 3:4 or 9:16, or leave mode out: aspect_ratio then becomes 16:9",
    ),
    (
        request(MINI, videos=1),
        "media_not_supported", "/input/video_urls", 1, None, "mini-modes",
        "seedance-2-mini takes no video_urls, 1 given; leave video_urls out, or use the task "
        "type seedance-2 or seedance-2-fast",
    ),
    (
        request(MINI, audios=2),
        "media_not_supported", "/input/audio_urls", 2, None, "mini-modes",
        "seedance-2-mini takes no audio_urls, 2 given; leave audio_urls out, or use the task "
        "type seedance-2 or seedance-2-fast",
    ),
    (
        request(mode="text_to_video", images=1),
        "references_not_allowed", "/input/image_urls", 1, None, "text-to-video",
        "the mode text_to_video takes no image_urls, 1 given; leave image_urls out, or use "
        "the mode first_last_frames or omni_reference",
    ),
    (
        request(mode="first_last_frames", images=1, videos=2),
        "references_not_allowed", "/input/video_urls", 2, None, "first-last-frames",
        "the mode first_last_frames takes no video_urls, 2 given; leave video_urls out, or "
        "use the mode omni_reference",
    ),
    (
        request(mode="first_last_frames"),
        "image_count", "/input/image_urls", 0, (1, 2), "first-last-frames",
        "image_urls: the mode first_last_frames takes 1 to 2 images, 0 given; add 1, or use "
        "the mode text_to_video or omni_reference",
    ),
    (
        request(mode="first_last_frames", images=3),
        "image_count", "/input/image_urls", 3, (1, 2), "first-last-frames",
        "image_urls: the mode first_last_frames takes 1 to 2 images, 3 given; remove 1, or "
        "use the mode omni_reference",
    ),
    (
        request(images=6, videos=6),
        "too_many_references", "/input", 12, 9, "omni-reference",
        "input: the mode omni_reference takes at most 9 references together, 12 given; remove"
        " 3",
    ),
    (
        request(image_urls=["x"]),
        "invalid_url", "/input/image_urls/0", "x", ("http", "https"), "urls",
        "image_urls[0] 'x' is not an absolute URL; give one that begins with http:// or "
        "https://",
    ),
    (
        request("seedance-2-less-restriction", image_urls=["asset://"]),
        "invalid_url", "/input/image_urls/0", "asset://", ("http", "https", "asset"), "urls",
        "image_urls[0] 'asset://' lacks the asset id; write asset:// and the id, or give an "
        "absolute http or https URL",
    ),
    (
        request(video_urls=[f"{HOST}/a.webm"]),
        "unsupported_format", "/input/video_urls/0", f"{HOST}/a.webm", ("mp4", "mov"), "video-formats",
        "video_urls[0] ends in .webm, a video format; video_urls takes mp4 or mov",
    ),
    (
        request(image_urls=[f"{HOST}/a.mp4"]),
        "unsupported_format", "/input/image_urls/0", f"{HOST}/a.mp4", None, "formats-by-extension",
        "image_urls[0] ends in .mp4, a video format; image_urls takes images",
    ),
    (
        request(audio_urls=[f"{HOST}/a.mp4"]),
        "unsupported_format", "/input/audio_urls/0", f"{HOST}/a.mp4", ("mp3", "wav"), "audio-formats",
        "audio_urls[0] ends in .mp4, a video format; audio_urls takes mp3 or wav",
    ),
    (
        request(image_urls=["asset://a"]),
        "asset_not_allowed", "/input/image_urls/0", "asset://a", (LESS,), "assets",
        "image_urls[0]: seedance-2 takes no asset references, 'asset://a' given; use the task"
        " type seedance-2-less-restriction, or give an http or https URL",
    ),
    (
        request(FAST, video_urls=["asset://a"]),
        "asset_not_allowed", "/input/video_urls/0", "asset://a", ("seedance-2-fast-less-restriction",), "assets",
        "video_urls[0]: seedance-2-fast takes no asset references, 'asset://a' given; use the"
        " task type seedance-2-fast-less-restriction, or give an http or https URL",
    ),
    (
        request(MINI, image_urls=["asset://a"]),
        "asset_not_allowed", "/input/image_urls/0", "asset://a", TYPES[3:], "assets",
        "image_urls[0]: seedance-2-mini takes no asset references, 'asset://a' given; use the"
        " task type seedance-2-less-restriction or seedance-2-fast-less-restriction, or give "
        "an http or https URL",
    ),
    (
        request(prompt="@image1"),
        "reference_out_of_range", "/input/prompt", "@image1", 0, "prompt-reference-range",
        "prompt names '@image1', but no images are given; give at least 1 image, or remove it"
        " from the prompt",
    ),
    (
        request(prompt="@image2", images=1),
        "reference_out_of_range", "/input/prompt", "@image2", 1, "prompt-reference-range",
        "prompt names '@image2', but only 1 image is given; write @image1, or give at least 2"
        " images, or remove it from the prompt",
    ),
    (
        request(prompt="@video3", videos=2),
        "reference_out_of_range", "/input/prompt", "@video3", 2, "prompt-reference-range",
        "prompt names '@video3', but only 2 videos are given; write @video1 or @video2, or "
        "give at least 3 videos, or remove it from the prompt",
    ),
    (
        request(prompt="@audio0", audios=1),
        "reference_out_of_range", "/input/prompt", "@audio0", 1, "prompt-reference-range",
        "prompt names '@audio0', but entries are counted from 1; write @audio1, or remove it "
        "from the prompt",
    ),
    (
        request(LESS, auto_upload_assets=True, asset_retention_hours=0),
        "invalid_retention", "/input/asset_retention_hours", 0, (1, None), "retention",
        "asset_retention_hours 0 is out of range; give a whole number of hours, at least 1",
    ),
    (
        request("seedance-2-preview"),
        "deprecated_task_type", "/task_type", "seedance-2-preview", ("seedance-2",), "deprecated-720p",
        "task_type 'seedance-2-preview' is deprecated and taken as seedance-2; use that name;"
        " no resolution is given and seedance-2 defaults to 480p: set resolution '720p' to "
        "keep the output quality",
    ),
    (
        request("seedance-2-fast-preview", resolution="480p"),
        "deprecated_task_type", "/task_type", "seedance-2-fast-preview", ("seedance-2-fast",), "deprecated",
        "task_type 'seedance-2-fast-preview' is deprecated and taken as seedance-2-fast; use "
        "that name",
    ),
    (
        request(promt=1),
        "unknown_field", "/input/promt", 1, FIELDS, "input-extra",
        "input has 'promt', which the tables of 2026-06 do not name and pass through; the "
        "fields are prompt, mode, duration, resolution, aspect_ratio, image_urls, video_urls,"
        " audio_urls, auto_upload_assets or asset_retention_hours; did you mean 'prompt'?",
    ),
    (
        request(webhook=1),
        "unknown_field", "/input/webhook", 1, FIELDS, "input-extra",
        "input has 'webhook', which is passed through unread; it belongs beside input, as "
        "config.webhook_config",
    ),
    (
        request(auto_upload_assets=True),
        "ignored_field", "/input/auto_upload_assets", True, None, "auto-upload-strict",
        "auto_upload_assets has no effect with seedance-2; leave it out",
    ),
    (
        request(asset_retention_hours=1),
        "ignored_field", "/input/asset_retention_hours", 1, None, "auto-upload-strict",
        "asset_retention_hours has no effect with seedance-2; leave it out",
    ),
    (
        request(LESS, asset_retention_hours=1),
        "ignored_field", "/input/asset_retention_hours", 1, None, "retention",
        "asset_retention_hours has no effect without auto_upload_assets: true; set that, or "
        "leave asset_retention_hours out",
    ),
    (
        request(aspect_ratio="auto"),
        "auto_fell_back", "/input/aspect_ratio", "auto", None, "aspect-auto-fallback",
        "aspect_ratio 'auto' follows the first image, and none is given; it becomes 16:9",
    ),
    (
        request(prompt="as in @Image2", images=2),
        "unread_reference", "/input/prompt", "@Image2", ("@image2",), "prompt-reference-syntax",
        "prompt contains '@Image2', which is not read as a reference; write @image2",
    ),
    (
        request(prompt="as in <<<image_1>>>"),
        "unread_reference", "/input/prompt", "<<<image_1>>>", ("@image1",), "prompt-reference-syntax",
        "prompt contains '<<<image_1>>>', which is not read as a reference, and no image is "
        "given; references are written as in @image1",
    ),
    (
        request(prompt="with @image1 and @图2", images=1),
        "unread_reference", "/input/prompt", "@图2", ("@image1",), "prompt-reference-syntax",
        "prompt contains '@图2', which is not read as a reference, and only 1 image is given; "
        "references are written as in @image1",
    ),
    (
        request(prompt="with @image1 and @video2", images=2, videos=2),
        "unnamed_reference", "/input/prompt", 2, None, "prompt-references",
        "prompt names some references, but not @image2 or @video1; "
        "name each in the prompt, or leave out what is not meant",
    ),
]  # fmt: skip


class TestFindings:
    """Under the shipped tables: every code that they can raise."""

    @pytest.mark.parametrize("row", ROWS, ids=[f"{row[1]}-{at}" for at, row in enumerate(ROWS)])
    def test_what_each_finding_tells(self, row: Row) -> None:
        assert told(only(validate(row[0]))) == row[1:]

    def test_audio_that_is_too_long(self) -> None:
        report = validate(request(audios=2), total_input_audio_duration=15.5)
        assert told(only(report)) == (
            *("audio_too_long", "/input/audio_urls", Decimal("15.5"), 15, "audio-formats"),
            "audio_urls: 15.5 seconds together are too long; "
            "seedance-2 in omni_reference takes at most 15 seconds; shorten them or remove some",
        )

    def test_videos_that_are_too_long(self) -> None:
        place: Place = ("modes", "omni_reference", "limits", "references", "video")
        spec = spec_with(((*place, "maximum_seconds"), "15.40"), *CITED)
        report = validate(request(videos=2), total_input_video_duration="15.405", spec=spec)
        assert told(only(report)) == (
            *("video_too_long", "/input/video_urls", Decimal("15.405"), Decimal("15.40"), "types"),
            "video_urls: 15.405 seconds together are too long; "
            "seedance-2 in omni_reference takes at most 15.4 seconds; shorten them or remove some",
        )

    def test_an_unknown_mode_of_an_unknown_type(self) -> None:
        _, finding = validate(request("veo", mode="omni")).violations
        assert told(finding) == (
            *("unknown_mode", "/input/mode", "omni", MODES, "modes"),
            "mode 'omni' is not known; use text_to_video, first_last_frames or omni_reference; "
            "here that is omni_reference",
        )

    def test_references_that_are_not_there(self) -> None:
        def of(missing: int) -> tuple[Finding, ...]:
            prompt = " ".join(f"@image{index}" for index in range(1, missing + 1))
            return validate(request(prompt=prompt)).violations

        assert len(of(10)) == 10
        assert len(of(11)) == 11 and of(11)[-1].value == 1
        assert of(11)[-1].message == "prompt names 1 more reference that is not there; remove it"
        assert told(of(13)[-1]) == (
            *("reference_out_of_range", "/input/prompt", 3, None, "prompt-reference-range"),
            "prompt names 3 more references that are not there; remove them",
        )

    def test_every_code_has_a_row(self) -> None:
        shown = {row[1] for row in (*ROWS, *LATER.values())} | {"audio_too_long", "video_too_long"}
        assert shown == set(Code)

    def test_as_plain_data(self) -> None:
        finding = only(validate(request(image_urls=["asset://a"])))
        assert finding.to_dict() == {
            "code": "asset_not_allowed",
            "path": "/input/image_urls/0",
            "message": finding.message,
            "value": "asset://a",
            "allowed": ["seedance-2-less-restriction"],
            "http_status": 422,
            "clause": "assets",
        }
        assert str(finding) == f"/input/image_urls/0: {finding.message}"
        nothing: Any = None
        assert str(only(validate(nothing))).startswith("(the request): ")


FURTHER: dict[str, dict[str, Any]] = {
    "audio": {"type": "boolean", "task_types": ["seedance-2"]},
    "seed": {"type": "integer", "minimum": 0, "maximum": 9},
    "strength": {"type": "number", "maximum": 1},
    "style": {"type": "string", "values": ["film", "anime"]},
    "camera": {"type": "string", "modes": ["text_to_video"]},
}


def later_spec() -> Spec:
    """Build tables that can raise what the shipped ones cannot."""
    omni: Place = ("modes", "omni_reference", "limits", "references")
    return spec_with(
        ((*omni, "video"), {"minimum": 1, "maximum": 3}),
        ((*omni, "audio"), {"requires_one_of": ["image"]}),
        (("modes", "first_last_frames", "limits", "aspect_ratio", "otherwise"), "1:1"),
        (("limits", "prompt"), {"maximum_length": 40}),
        (("limits", "aspect_ratio", "values"), ["16:9", "1:1"]),
        (("hints", "fields", "audio"), GONE),
        (("fields",), {name: field | {"clause": "duration"} for name, field in FURTHER.items()}),
        *CITED,
    )


LATER: dict[str, Row] = {
    "a list that is required": (
        request(images=3),
        "reference_required", "/input/video_urls", 0, (1, 3), "types",
        "the mode omni_reference needs 1 to 3 videos in video_urls, 0 given; add 1",
    ),
    "a list that is too long": (
        request(videos=4),
        "too_many_references", "/input/video_urls", 4, 3, "omni-reference",
        "video_urls: the mode omni_reference takes at most 3 videos, 4 given; remove 1",
    ),
    "a list that needs another": (
        request(videos=1, audios=2),
        "reference_required", "/input/audio_urls", 2, ("image_urls",), "types",
        "audio_urls cannot be given without image_urls in the mode omni_reference; give "
        "image_urls beside it, or leave audio_urls out",
    ),
    "a long prompt": (
        request(prompt="x" * 41),
        "prompt_too_long", "/input/prompt", 41, 40, "types",
        "prompt has 41 characters; shorten it to at most 40",
    ),
    "a ratio of another type": (
        request(MINI, aspect_ratio="4:3"),
        "unsupported_aspect_ratio", "/input/aspect_ratio", "4:3", ("16:9", "1:1"), "aspect-ratio",
        "aspect_ratio '4:3' is not for seedance-2-mini in text_to_video; use 16:9 or 1:1",
    ),
    "a ratio that is taken as another": (
        request(images=1, aspect_ratio="4:3"),
        "value_replaced", "/input/aspect_ratio", "4:3", ("16:9", "1:1"), "types",
        "aspect_ratio '4:3' is not one of 16:9 or 1:1; the service takes 1:1 instead",
    ),
    "no boolean": (
        request(audio=1),
        "wrong_type", "/input/audio", 1, None, "duration",
        "audio must be true or false, not the number 1",
    ),
    "no integer": (
        request(seed=0.5),
        "wrong_type", "/input/seed", 0.5, None, "duration",
        "seed must be a whole number, not the number 0.5",
    ),
    "no number": (
        request(strength="x"),
        "wrong_type", "/input/strength", "x", None, "duration",
        "strength must be a number, not the string 'x'",
    ),
    "no string": (
        request(style=1),
        "wrong_type", "/input/style", 1, None, "duration",
        "style must be a string, not the number 1",
    ),
    "below a range": (
        request(seed=-1),
        "value_not_allowed", "/input/seed", -1, (0, 9), "duration",
        "seed -1 is out of range; give a number, 0 to 9",
    ),
    "above an open range": (
        request(strength=Decimal("1.01")),
        "value_not_allowed", "/input/strength", Decimal("1.01"), (None, 1), "duration",
        "strength 1.01 is out of range; give a number, at most 1",
    ),
    "none of the values": (
        request(style="Film"),
        "value_not_allowed", "/input/style", "Film", ("film", "anime"), "duration",
        "style 'Film' is not allowed; use film or anime; did you mean 'film'?",
    ),
    "a field of another task type": (
        request(MINI, audio=True),
        "unsupported_field", "/input/audio", True, ("seedance-2",), "duration",
        "audio is not a field of seedance-2-mini; leave it out, or use the task type "
        "seedance-2",
    ),
    "a field of another mode": (
        request(images=1, camera="pan"),
        "unsupported_field", "/input/camera", "pan", ("text_to_video",), "duration",
        "camera is not a field of first_last_frames; leave it out",
    ),
}  # fmt: skip


class TestFindingsOfLaterPages:
    """Under tables that use what the shipped ones leave empty."""

    @pytest.mark.parametrize("row", LATER.values(), ids=LATER)
    def test_what_each_finding_of_a_later_page_tells(self, row: Row) -> None:
        assert told(only(validate(row[0], spec=later_spec()))) == row[1:]

    def test_both_ends_of_a_range_belong_to_it(self) -> None:
        for seed in (0, 9):
            assert validate(request(seed=seed, strength=1), spec=later_spec()).ok

    def test_a_ratio_where_type_or_mode_is_unknown(self) -> None:
        spec = later_spec()
        for given, at, who in (
            (request("veo", aspect_ratio="4:3"), 1, "the task type in text_to_video"),
            (request(image_urls="x", aspect_ratio="4:3"), 0, "seedance-2"),
        ):
            finding = validate(given, spec=spec).violations[at]
            assert finding.message == f"aspect_ratio '4:3' is not for {who}; use 16:9 or 1:1"

    def test_a_mode_that_cannot_be_inferred(self) -> None:
        data = changed()
        del data["inference"][0]
        data["inference"].pop()
        assert told(only(validate(request(), spec=Spec.from_dict(data)))) == (
            *("missing_field", "/input/mode", None, (MODES[0], MODES[2]), "envelope"),
            "mode is missing; give 'text_to_video' or 'omni_reference'",
        )

    def test_an_inferred_mode_that_the_type_does_not_have(self) -> None:
        spec = spec_with((("task_types", "seedance-2", "modes"), ["omni_reference"]))
        for given, path, mode, why in (
            (request(), "/input", "text_to_video", "input: without references the request is"),
            (
                request(images=1),
                *(
                    "/input/image_urls",
                    "first_last_frames",
                    "image_urls: 1 image makes the request",
                ),
            ),
        ):
            assert told(only(validate(given, spec=spec))) == (
                *("unsupported_mode", path, mode, ("omni_reference",), "modes"),
                f"{why} {mode}, a mode that seedance-2 does not have; "
                "use the task type seedance-2-fast or seedance-2-mini",
            )

    def test_a_list_that_an_inferred_mode_refuses(self) -> None:
        spec = spec_with((("inference",), [{"mode": "text_to_video"}]))
        assert told(only(validate(request(images=1), spec=spec))) == (
            *("references_not_allowed", "/input/image_urls", 1, None, "text-to-video"),
            "the mode text_to_video takes no image_urls, 1 given; leave image_urls out",
        )

    def test_a_value_or_a_list_that_nobody_takes(self) -> None:
        frames: Place = ("modes", "first_last_frames", "limits", "aspect_ratio")
        omni: Place = ("modes", "omni_reference", "limits", "references")
        spec = spec_with((frames, {"auto": False}), ((*omni, "takes"), ["image", "video"]))
        auto = only(validate(request(images=1, aspect_ratio="auto"), spec=spec))
        audio = only(validate(request(audios=1), spec=spec))
        assert auto.message == (
            "aspect_ratio 'auto' is not for seedance-2 in first_last_frames; "
            "use 21:9, 16:9, 4:3, 1:1, 3:4 or 9:16"
        )
        assert audio.message == "seedance-2 takes no audio_urls, 1 given; leave audio_urls out"

    def test_seconds_are_written_plainly(self) -> None:
        place: Place = ("limits", "references", "audio", "maximum_seconds")
        spec = spec_with((place, "20.50"))
        report = validate(request(audios=1), total_input_audio_duration=21, spec=spec)
        assert only(report).message == (
            "audio_urls: 21 seconds together are too long; "
            "seedance-2 in omni_reference takes at most 20.5 seconds; shorten them or remove some"
        )

    def test_what_is_advised_fits_the_other_fields(self) -> None:
        spec = spec_with((("modes", "omni_reference", "limits", "duration"), {"maximum": 10}))
        for duration, modes in ((10, "first_last_frames or omni_reference"), (15, MODES[1])):
            given = request(mode="text_to_video", images=1, duration=duration)
            assert only(validate(given, spec=spec)).message == (
                "the mode text_to_video takes no image_urls, 1 given; "
                f"leave image_urls out, or use the mode {modes}"
            )

    def test_what_is_advised_has_the_resolution(self) -> None:
        spec = spec_with(*((("task_types", name, "strict_twin"), GONE) for name in TYPES[3:]))
        for resolution, types in (("720p", TYPES[3:]), ("1080p", (LESS,))):
            given = request(image_urls=["asset://a"], resolution=resolution)
            assert only(validate(given, spec=spec)).allowed == types

    def test_where_a_list_cannot_be_counted_the_others_are(self) -> None:
        given = request(mode=MODES[0], image_urls="x", videos=2)
        _, finding = validate(given).violations
        assert finding.message == (
            "the mode text_to_video takes no video_urls, 2 given; "
            "leave video_urls out, or use the mode omni_reference"
        )

    def test_a_deprecated_name_whose_default_keeps_the_quality(self) -> None:
        spec = spec_with((("limits", "resolution", "default"), "720p"))
        finding = only(validate(request("seedance-2-preview"), spec=spec))
        assert finding.clause == "deprecated" and finding.message.endswith("; use that name")

    def test_white_space_far_behind(self) -> None:
        url = f"{HOST}/{'a' * 10_000} b.png"
        message = only(validate(request(image_urls=[url]))).message
        assert message.endswith("…' contains white space or a control character; remove it")

    def test_of_many_names_twelve_are_listed(self) -> None:
        for count, end in ((12, "10:1 or 11:1"), (13, "11:1 or 1 more"), (15, "11:1 or 3 more")):
            ratios = ["16:9", *(f"{number}:1" for number in range(1, count))]
            spec = spec_with((("aspect_ratios",), ratios), (("hints",), GONE))
            message = only(validate(request(mode=MODES[2], aspect_ratio="wide"), spec=spec)).message
            assert message.startswith("aspect_ratio 'wide' is not known; use 16:9, 1:1, ")
            assert message.endswith(end)

    def test_a_long_key_is_cut_short(self) -> None:
        (whole,), (cut,) = (validate(request(**{"k" * length: 1})).notices for length in (80, 81))
        assert f"'{'k' * 80}'" in whole.message and f"'{'k' * 80}…'" in cut.message

    def test_an_automatic_ratio_that_another_mode_takes(self) -> None:
        auto = only(validate(request(mode=MODES[2], images=1, aspect_ratio="auto")))
        assert auto.message.endswith(", or use the mode first_last_frames")

    def test_leaving_mode_out_is_offered_where_a_mode_is_inferred_that_the_type_has(self) -> None:
        """`auto` falls back where nothing is given that it follows, and no mode."""
        given = request(MINI, mode=MODES[2], aspect_ratio="auto")
        its_modes: Place = ("task_types", MINI, "modes")
        for changes, offered in (
            ([(its_modes, [*MODES])], True),
            ([(its_modes, [MODES[2]])], False),
            ([(its_modes, [*MODES]), (("inference",), GONE)], False),
        ):
            message = only(validate(given, spec=spec_with(*changes))).message
            assert ("leave mode out: aspect_ratio then becomes 16:9" in message) is offered

    def test_a_field_of_another_mode(self) -> None:
        field = {"type": "boolean", "modes": [MODES[0]], "clause": "types"}
        spec = spec_with((("fields",), {"camera": field}))
        for more, end in (
            ({}, ", or use the mode text_to_video"),
            ({"images": 1}, "; leave it out"),
        ):
            message = only(validate(request(mode=MODES[2], camera=True, **more), spec=spec)).message
            assert message.endswith(end)

    def test_with_how_many_references_a_type_has_the_mode(self) -> None:
        for count in (3, 4, 5, 9):
            message = only(validate(request(MINI, images=count))).message
            assert "; give at most 2 images, or use the task type " in message
        one: list[Change] = [
            (("inference", 1, "when", "image", "maximum"), 1),
            (("modes", MODES[1], "limits", "references", "image", "maximum"), 1),
        ]
        message = only(validate(request(MINI, images=2), spec=spec_with(*one))).message
        assert "; give at most 1 image, or use" in message

    def test_without_a_list_a_mode_is_inferred_that_the_type_has(self) -> None:
        """The lists of other kinds stay as they are."""
        rule = {"mode": MODES[1], "when": {kind: {"minimum": 1} for kind in ("image", "video")}}
        inference = [rule, *changed()["inference"]]
        spec = spec_with((("inference",), inference), (("task_types", MINI, "modes"), [MODES[2]]))
        message = only(validate(request(MINI, images=1, videos=1), spec=spec)).message
        assert message.endswith(", a mode that seedance-2-mini does not have; leave image_urls out")

    def test_of_lists_that_are_refused_together_each_may_be_left_out(self) -> None:
        report = validate(request(mode=MODES[0], images=1, videos=2))
        for finding, name in zip(report.violations, ("image_urls", "video_urls"), strict=True):
            assert f"; leave {name} out, or use the mode omni_reference" in finding.message
        given = request(mode=MODES[2], videos=1, audios=2)
        message = only(validate(given, spec=later_spec())).message
        assert message.endswith("; give image_urls beside it, or leave audio_urls out")

    def test_lists_are_named_that_have_room(self) -> None:
        omni: Place = ("modes", MODES[2], "limits", "references")
        full = spec_with(((*omni, "minimum"), 2), ((*omni, "image"), {"maximum": 1}), *CITED)
        message = only(validate(request(mode=MODES[2]), spec=full)).message
        assert message.endswith("2 to 9 references, 0 given; add 2, in video_urls or audio_urls")
        beside = {"image": {"maximum": 1}, "audio": {"requires_one_of": ["image"]}}
        spec = spec_with(*(((*omni, kind), limits) for kind, limits in beside.items()), *CITED)
        message = only(validate(request(audios=1), spec=spec)).message
        assert "; give image_urls beside it, or " in message

    def test_types_of_another_review_are_named_where_none_is_alike(self) -> None:
        data = changed()
        for task_type in data["task_types"].values():
            task_type["modes"] = ["text_to_video"]
        data["task_types"][LESS]["modes"] = [*MODES]
        spec = Spec.from_dict(data)
        given, led = request(mode="omni_reference"), request(images=1)
        messages = [only(validate(one, spec=spec)).message for one in (given, led)]
        assert messages[0] == (
            "mode 'omni_reference' is not a mode of seedance-2; "
            f"use the mode text_to_video, or use the task type {LESS}"
        )
        assert messages[1] == (
            "seedance-2 takes no image_urls, 1 given; "
            f"leave image_urls out, or use the task type {LESS}"
        )


PRO = TYPES[0]
OF_PRO: Place = ("task_types", PRO, "limits")
ASSETS: list[Change] = [(("task_types", name, "assets"), name == PRO) for name in TYPES]
"""Changes after which one strict type takes assets, and no other."""

GRAIN: dict[str, Any] = {"type": "boolean", "clause": "types"}

OFFERED: dict[str, tuple[list[Change], dict[str, Any], bool]] = {
    "nothing else": ([], {}, True),
    "a longer prompt": ([((*OF_PRO, "prompt"), {"maximum_length": 4})], {"prompt": "12345"}, False),
    "a prompt at the end": (
        [((*OF_PRO, "prompt"), {"maximum_length": 5})],
        {"prompt": "12345"},
        True,
    ),
    "a prompt at its own end": (
        [
            ((*OF_PRO, "prompt"), {"maximum_length": 4}),
            (("limits", "prompt"), {"maximum_length": 5}),
        ],
        {"prompt": "12345"},
        False,
    ),
    "a prompt too long for both": (
        [(("limits", "prompt"), {"maximum_length": 4})],
        {"prompt": "12345"},
        True,
    ),
    "a prompt of another type": (
        [((*OF_PRO, "prompt"), {"maximum_length": 1})],
        {"prompt": 5},
        True,
    ),
    "a ratio that it lacks": (
        [((*OF_PRO, "aspect_ratio"), {"values": ["16:9"]})],
        {"aspect_ratio": "1:1"},
        False,
    ),
    "a ratio that it has": (
        [((*OF_PRO, "aspect_ratio"), {"values": ["16:9"]})],
        {"aspect_ratio": "16:9"},
        True,
    ),
    "a ratio that it ignores": (
        [((*OF_PRO, "ignores"), ["aspect_ratio"])],
        {"aspect_ratio": 5},
        True,
    ),
    "a ratio that it replaces": (
        [((*OF_PRO, "aspect_ratio"), {"values": ["16:9"], "otherwise": "16:9"})],
        {"aspect_ratio": "1:1"},
        True,
    ),
    "a ratio that only this one replaces": (
        [(("task_types", FAST, "limits", "aspect_ratio"), {"otherwise": "16:9"})],
        {"aspect_ratio": "wide"},
        False,
    ),
    "a ratio of another type that only this one ignores": (
        [(("task_types", FAST, "limits", "ignores"), ["aspect_ratio"])],
        {"aspect_ratio": 5},
        False,
    ),
    "a ratio that nobody has": ([], {"aspect_ratio": "wide"}, True),
    "an automatic ratio that falls back": ([], {"aspect_ratio": "auto"}, True),
    "an automatic ratio": (
        [((*OF_PRO, "aspect_ratio"), {"auto": False})],
        {"aspect_ratio": "auto", "images": 1},
        False,
    ),
    "hours and an upload": (ASSETS, {"auto_upload_assets": True, "asset_retention_hours": 3}, True),
    "an upload of another type": (ASSETS, {"auto_upload_assets": "yes"}, False),
    "hours of another type": (
        ASSETS,
        {"auto_upload_assets": True, "asset_retention_hours": 1.5},
        False,
    ),
    "hours out of range": (ASSETS, {"auto_upload_assets": True, "asset_retention_hours": 0}, False),
    "hours without an upload": (
        ASSETS,
        {"auto_upload_assets": False, "asset_retention_hours": 0},
        True,
    ),
    "an upload without hours": (ASSETS, {"auto_upload_assets": True}, True),
    "seconds that are too long": (
        [((*OF_PRO, "references"), {"audio": {"maximum_seconds": "4"}})],
        {"audios": 1},
        False,
    ),
    "seconds at the end": (
        [((*OF_PRO, "references"), {"audio": {"maximum_seconds": "5"}})],
        {"audios": 1},
        True,
    ),
    "a field that it lacks": (
        [(("fields",), {"grain": GRAIN | {"task_types": [FAST]}})],
        {"grain": True},
        False,
    ),
    "a field that is not given": (
        [(("fields",), {"grain": GRAIN | {"task_types": [FAST]}})],
        {"grain": None},
        True,
    ),
    "a field of the mode": (
        [(("fields",), {"grain": GRAIN | {"modes": ["text_to_video"]}})],
        {"grain": True},
        True,
    ),
    "a mode that it lacks": (
        [(("task_types", PRO, "modes"), ["text_to_video"])],
        {"images": 1, "mode": "first_last_frames"},
        False,
    ),
    "references in a mode that it lacks": (
        [(("task_types", PRO, "modes"), ["text_to_video"])],
        {"images": 1},
        False,
    ),
}
"""Changes of the tables, what a request gives, and whether the other type is offered for it."""


@pytest.mark.parametrize("case", OFFERED)
def test_a_type_is_offered_only_where_it_brings_no_new_fault(case: str) -> None:
    """The one strict type with 1080p is named to a request of another that asks for it."""
    changes, given, offered = OFFERED[case]
    spec = spec_with(*changes)
    asked = request(FAST, resolution="1080p", **given)
    seconds = 5 if given.get("audios") else None
    report = validate(asked, total_input_audio_duration=seconds, spec=spec)
    (finding,) = (f for f in report.violations if f.code == "unsupported_resolution")
    assert finding.message.endswith(f"use the task type {PRO}") is offered
    assert finding.message.startswith(f"resolution '1080p' is not for {FAST}")


@pytest.mark.parametrize(
    ("entries", "types"), [(["asset://a"], (LESS,)), ([f"{HOST}/a.png"], (PRO, LESS))]
)
def test_a_type_without_assets_is_not_offered_for_assets(
    entries: list[str], types: tuple[str, ...]
) -> None:
    alike: list[Change] = [(("task_types", n, "moderation"), "strict") for n in TYPES[3:]]
    spec = spec_with(*alike, (("moderation", "less_restrictive"), GONE))
    asked = request(TYPES[4], resolution="1080p", image_urls=entries)
    (finding,) = validate(asked, spec=spec).violations
    assert finding.message.endswith(f"use the task type {' or '.join(types)}")
