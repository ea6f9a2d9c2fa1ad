"""The requests that everything is timed on.

Eight are written by hand, each with its answer. Five are accepted; three are rejected, each of them
one of the five with faults in it, so that the cost of finding faults can be told from the cost of
reading the request. Beside them is a stream of requests, each worked out from its number, and
requests that grow.
"""

import json
import random
from decimal import Decimal
from typing import Any, Final

from attrs import field, frozen

from seedance_rules import load_spec

__all__ = ["ACCEPTED", "REJECTED", "Case", "stream", "with_prompt", "with_references", "wrong_urls"]


@frozen
class Case:
    """A request, the stated seconds of its videos and audios, and the answer to it.

    A rejected one has no `credits` but violations, `codes` in order, and is a copy of its `twin`,
    an accepted one. `text` is the request as a client writes it: compact JSON.
    """

    name: str
    request: dict[str, Any]
    seconds: tuple[float | None, float | None] = (None, None)
    mode: str = ""
    credits: Decimal | None = None
    codes: tuple[str, ...] = ()
    twin: str = ""
    text: str = field(init=False)

    @text.default
    def _as_json(self) -> str:
        return json.dumps(self.request, ensure_ascii=False, separators=(",", ":"))

    @property
    def stated(self) -> dict[str, Any]:
        """The stated seconds, as `quote` and `validate` take them."""
        names = ("total_input_video_duration", "total_input_audio_duration")
        pairs = zip(names, self.seconds, strict=True)
        return {name: seconds for name, seconds in pairs if seconds is not None}


def _request(task_type: str, **fields: object) -> dict[str, Any]:
    return {"model": "seedance", "task_type": task_type, "input": fields}


_CLIFFS: Final = (
    "Slow aerial shot over sea cliffs at dawn, mist lifting off the water, gulls crossing the "
    "frame from left to right"
)
_SNOW: Final = "The empty street of @image1 fills with snow until it is the street of @图片_"
_FRAMES: Final[dict[str, Any]] = {
    "duration": 5,
    "resolution": "720p",
    "aspect_ratio": "auto",
    "image_urls": [
        "https://media.example.com/storyboard/0412/first.png",
        "https://media.example.com/storyboard/0412/last.png",
    ],
}
_OMNI: Final[dict[str, Any]] = {
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

ACCEPTED: Final = (
    Case(  # text to video, every parameter given
        "text",
        _request("seedance-2", prompt=_CLIFFS, duration=8, resolution="1080p", aspect_ratio="16:9"),
        mode="text_to_video",
        credits=Decimal(4),  # 0.50 × 8
    ),
    Case(  # mini, the resolution left to its default
        "mini",
        _request("seedance-2-mini", prompt=_CLIFFS, duration=6, aspect_ratio="9:16"),
        mode="text_to_video",
        credits=Decimal("0.9"),  # 0.15 × 6
    ),
    Case(  # first and last frame, both named in the prompt, the ratio of the first image
        "frames",
        _request("seedance-2-fast", prompt=f"{_SNOW}2", **_FRAMES),
        mode="first_last_frames",
        credits=Decimal("0.8"),  # 0.16 × 5
    ),
    Case(  # four images, two videos and a soundtrack, all named in the prompt
        "omni",
        _request("seedance-2", **_OMNI),
        seconds=(12.5, 9.75),
        mode="omni_reference",
        credits=Decimal("3.25"),  # 0.20 × 10 + 0.20 / 2 × 12.5
    ),
    Case(  # an asset beside a raw URL that is uploaded for the task and kept for a day
        "asset",
        _request(
            "seedance-2-fast-less-restriction",
            prompt="The woman of @image1 opens the door of @image2 and looks straight at us",
            duration=5,
            resolution="480p",
            image_urls=["asset://asset-20260611090211-k4t8w", _FRAMES["image_urls"][0]],
            auto_upload_assets=True,
            asset_retention_hours=24,
        ),
        mode="first_last_frames",
        credits=Decimal("0.44"),  # 0.088 × 5
    ),
)
"""Requests that are accepted, and have no notices."""

REJECTED: Final = (
    Case(  # three values that exist nowhere
        "value",
        _request("seedance-2", prompt=_CLIFFS, duration=30, resolution="4k", aspect_ratio="2:1"),
        mode="text_to_video",
        codes=("duration_out_of_range", "unknown_resolution", "unknown_aspect_ratio"),
        twin="text",
    ),
    Case(  # a prompt that names a third image of two
        "lost",
        _request("seedance-2-fast", prompt=f"{_SNOW}3", **_FRAMES),
        mode="first_last_frames",
        codes=("reference_out_of_range",),
        twin="frames",
    ),
    Case(  # the mini type, which has no such mode and takes no such media
        "type",
        _request("seedance-2-mini", **_OMNI),
        seconds=(12.5, 9.75),
        mode="omni_reference",
        codes=("unsupported_mode", "media_not_supported", "media_not_supported"),
        twin="omni",
    ),
)
"""Requests that are rejected."""

_SPEC: Final = load_spec()
_SHAPES: Final = (  # images, videos, audios; a task type without videos takes the first four
    *((0, 0, 0), (1, 0, 0), (2, 0, 0), (0, 0, 0)),
    *((3, 0, 0), (2, 1, 0), (1, 1, 1), (4, 2, 1)),
)
_FAULTS: Final[tuple[dict[str, Any], ...]] = (
    {"duration": 16},
    {"resolution": "8k"},
    {"aspect_ratio": "2:1"},
    {"prompt": "as in @image8"},
    {"duration": "5"},
)


def stream(start: int, stop: int) -> list[Case]:
    """Return the requests with these numbers: no two alike, one in twenty rejected for one fault.

    Every task type and mode is there, deprecated names too, which are accepted with a notice.
    """
    return [_numbered(number) for number in range(start, stop)]


def _numbered(number: int) -> Case:
    draw = random.Random(number)
    name = draw.choice((*_SPEC.task_types, *_SPEC.task_types, *_SPEC.aliases))
    task_type = _SPEC.task_type(name)
    takes_videos = "omni_reference" in task_type.modes
    images, videos, audios = draw.choice(_SHAPES if takes_videos else _SHAPES[:4])
    host = f"https://media.example.com/{number}"
    named = [
        f"@{kind}{at + 1}"
        for kind, most in (("image", images), ("video", videos), ("audio", audios))
        for at in range(most)
    ]
    fields: dict[str, Any] = {
        "prompt": " ".join((*named, f"in the harbour at dusk, take {number}")),
        "duration": draw.randint(4, 15),
        "resolution": draw.choice((None, *task_type.prices)),
        "aspect_ratio": draw.choice((None, *_SPEC.aspect_ratios)),
        "image_urls": [f"{host}/still-{at}.png" for at in range(images)],
        "video_urls": [f"{host}/motion-{at}.mp4" for at in range(videos)],
        "audio_urls": [f"{host}/sound-{at}.mp3" for at in range(audios)],
    }
    if draw.randrange(20) == 0:
        fields.update(draw.choice(_FAULTS))
    given = {field: value for field, value in fields.items() if value not in (None, [])}
    seconds = draw.randint(1, 8) * 2.5 if videos else None
    return Case(str(number), _request(name, **given), (seconds, None))


def with_references(count: int) -> Case:
    """Return a request with so many images, each of them named in the prompt."""
    names = ", ".join(f"@image{at + 1}" for at in range(count))
    urls = [f"https://media.example.com/cast/guest-{at}.png" for at in range(count)]
    prompt = f"All at one table: {names}"
    request = _request("seedance-2", prompt=prompt, mode="omni_reference", image_urls=urls)
    return Case(f"{count} references", request)


def with_prompt(length: int, text: str) -> Case:
    """Return a request whose prompt has so many characters, of the same text over and over."""
    prompt = (text * (length // len(text) + 1))[:length]
    urls = ["https://media.example.com/cast/host.png"]
    return Case(f"{length:,} characters", _request("seedance-2", prompt=prompt, image_urls=urls))


def wrong_urls(count: int) -> Case:
    """Return a request that is rejected for each of so many entries of a list."""
    urls = [f"media.example.com/{at}.png" for at in range(count)]
    return Case(f"{count:,} wrong", _request("seedance-2", prompt="A kite", image_urls=urls))
