"""The requests that everything is timed on, each with its answer worked out by hand.

Five are accepted. Three are rejected, each of them a copy of an accepted one with faults in it, so
that the cost of finding faults can be told from the cost of reading the request.
"""

import json
from decimal import Decimal
from typing import Final, TypedDict

from attrs import field, frozen

__all__ = ["INVALID", "VALID", "Case", "Durations"]


class Durations(TypedDict, total=False):
    """Seconds of all input videos and of all input audios, where they are stated."""

    total_input_video_duration: float
    total_input_audio_duration: float


@frozen
class Case:
    """A request, what is known of its media, and the answer to it."""

    name: str
    about: str
    request: dict[str, object]
    mode: str
    """The mode that the request runs in, or would."""
    credits: Decimal | None
    """The price, or None for a request that is rejected."""
    codes: tuple[str, ...] = ()
    """The violations in order, where it is rejected."""
    twin: str | None = None
    """The accepted request that a rejected one is a copy of."""
    in_structure: bool = True
    """Whether a schema of types, names and ranges is enough to see that it is rejected."""
    video_seconds: float | None = None
    audio_seconds: float | None = None
    text: str = field(init=False)
    """The request as a client writes it: compact JSON."""

    @text.default
    def _as_json(self) -> str:
        return json.dumps(self.request, ensure_ascii=False, separators=(",", ":"))

    def durations(self) -> Durations:
        """Return what is stated of the durations, as `quote` and `validate` take it."""
        stated = Durations()
        if self.video_seconds is not None:
            stated["total_input_video_duration"] = self.video_seconds
        if self.audio_seconds is not None:
            stated["total_input_audio_duration"] = self.audio_seconds
        return stated


def _request(task_type: str, **fields: object) -> dict[str, object]:
    return {"model": "seedance", "task_type": task_type, "input": fields}


_CLIFFS: Final = (
    "Slow aerial shot over sea cliffs at dawn, mist lifting off the water, gulls crossing the "
    "frame from left to right"
)
_FRAMES: Final = [
    "https://media.example.com/storyboard/0412/first.png",
    "https://media.example.com/storyboard/0412/last.png",
]
_OMNI: Final[dict[str, object]] = {
    "prompt": (
        "The dancer from @image1 in the coat of @image2, on the stage of @image3 under the light "
        "of @image4; she moves as in @video1, the camera as in @video2, cut to @audio1"
    ),
    "mode": "omni_reference",
    "duration": 10,
    "resolution": "720p",
    "aspect_ratio": "21:9",
    "image_urls": [
        "https://media.example.com/cast/dancer.png",
        "https://media.example.com/wardrobe/coat.webp",
        "https://media.example.com/sets/stage.jpg",
        "https://media.example.com/light/amber.jpeg?width=2048",
    ],
    "video_urls": [
        "https://media.example.com/motion/turn.mp4",
        "https://media.example.com/motion/crane.mov",
    ],
    "audio_urls": ["https://media.example.com/score/theme.mp3?expires=1780000000"],
}

VALID: Final = (
    Case(
        "text",
        "text to video, every parameter given",
        _request("seedance-2", prompt=_CLIFFS, duration=8, resolution="1080p", aspect_ratio="16:9"),
        mode="text_to_video",
        credits=Decimal(4),  # 0.50 × 8
    ),
    Case(
        "mini",
        "mini, text to video, the resolution left to its default",
        _request("seedance-2-mini", prompt=_CLIFFS, duration=6, aspect_ratio="9:16"),
        mode="text_to_video",
        credits=Decimal("0.9"),  # 0.15 × 6
    ),
    Case(
        "frames",
        "first and last frame, both named in the prompt, the ratio of the first image",
        _request(
            "seedance-2-fast",
            prompt="The empty street of @image1 fills with snow until it is the street of @图片_2",
            duration=5,
            resolution="720p",
            aspect_ratio="auto",
            image_urls=_FRAMES,
        ),
        mode="first_last_frames",
        credits=Decimal("0.8"),  # 0.16 × 5
    ),
    Case(
        "omni",
        "four images, two videos and a soundtrack, all named in the prompt",
        _request("seedance-2", **_OMNI),
        mode="omni_reference",
        credits=Decimal("3.25"),  # 0.20 × 10 + 0.20 / 2 × 12.5
        video_seconds=12.5,
        audio_seconds=9.75,
    ),
    Case(
        "asset",
        "an asset beside a raw URL that is uploaded for the task and kept for a day",
        _request(
            "seedance-2-fast-less-restriction",
            prompt="The woman of @image1 opens the door of @image2 and looks straight at us",
            duration=5,
            resolution="480p",
            image_urls=["asset://asset-20260611090211-k4t8w", _FRAMES[0]],
            auto_upload_assets=True,
            asset_retention_hours=24,
        ),
        mode="first_last_frames",
        credits=Decimal("0.44"),  # 0.088 × 5
    ),
)
"""Requests that are accepted."""

INVALID: Final = (
    Case(
        "value",
        "three values that exist nowhere",
        _request("seedance-2", prompt=_CLIFFS, duration=30, resolution="4k", aspect_ratio="2:1"),
        mode="text_to_video",
        credits=None,
        codes=("duration_out_of_range", "unknown_resolution", "unknown_aspect_ratio"),
        twin="text",
    ),
    Case(
        "lost",
        "a prompt that names a third image of two",
        _request(
            "seedance-2-fast",
            prompt="The empty street of @image1 fills with snow until it is the street of @图片_3",
            duration=5,
            resolution="720p",
            aspect_ratio="auto",
            image_urls=_FRAMES,
        ),
        mode="first_last_frames",
        credits=None,
        codes=("reference_out_of_range",),
        twin="frames",
        in_structure=False,
    ),
    Case(
        "type",
        "the mini type, which has no such mode and takes no such media",
        _request("seedance-2-mini", **_OMNI),
        mode="omni_reference",
        credits=None,
        codes=("unsupported_mode", "media_not_supported", "media_not_supported"),
        twin="omni",
        in_structure=False,
        video_seconds=12.5,
        audio_seconds=9.75,
    ),
)
"""Requests that are rejected."""
