"""What people write today: a pydantic model of the request, with validators, and a dict of prices.

It decides and prices as the page says, in the way that a service would have it in its own code:
types, names, ranges and patterns are left to pydantic, which checks them in compiled code, and what
spans several fields stands in one validator of the whole. There are no notices, no versions and no
normalized body.
"""

import re
from decimal import Decimal
from typing import Annotated, Final, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

__all__ = ["REJECTIONS", "Task", "price"]

REJECTIONS: Final = (ValidationError, ValueError)

PRICES: Final = {
    ("seedance-2", "480p"): Decimal("0.10"),
    ("seedance-2", "720p"): Decimal("0.20"),
    ("seedance-2", "1080p"): Decimal("0.50"),
    ("seedance-2-fast", "480p"): Decimal("0.08"),
    ("seedance-2-fast", "720p"): Decimal("0.16"),
    ("seedance-2-mini", "720p"): Decimal("0.15"),
    ("seedance-2-less-restriction", "480p"): Decimal("0.11"),
    ("seedance-2-less-restriction", "720p"): Decimal("0.22"),
    ("seedance-2-less-restriction", "1080p"): Decimal("0.55"),
    ("seedance-2-fast-less-restriction", "480p"): Decimal("0.088"),
    ("seedance-2-fast-less-restriction", "720p"): Decimal("0.176"),
}
DEPRECATED: Final = {
    "seedance-2-preview": "seedance-2",
    "seedance-2-preview-vip": "seedance-2",
    "seedance-2-fast-preview": "seedance-2-fast",
    "seedance-2-fast-preview-vip": "seedance-2-fast",
}
IMAGES: Final = set("jpg jpeg png webp bmp gif tif tiff heic heif avif svg".split())
VIDEOS: Final = set("mp4 mov m4v webm avi mkv mpg mpeg wmv flv 3gp".split())
AUDIOS: Final = set("mp3 wav aac flac ogg oga opus m4a wma aiff".split())
REFUSED: Final = {
    "image": VIDEOS | AUDIOS,
    "video": IMAGES | AUDIOS | VIDEOS - {"mp4", "mov"},
    "audio": IMAGES | VIDEOS | AUDIOS - {"mp3", "wav"},
}
REFERENCE: Final = re.compile(r"@(image|video|audio|图片|视频|音频)_?([0-9]+)")
KIND: Final = {"图片": "image", "视频": "video", "音频": "audio"}

TaskName = Literal[
    "seedance-2",
    "seedance-2-fast",
    "seedance-2-mini",
    "seedance-2-less-restriction",
    "seedance-2-fast-less-restriction",
    "seedance-2-preview",
    "seedance-2-preview-vip",
    "seedance-2-fast-preview",
    "seedance-2-fast-preview-vip",
]
Url = Annotated[str, StringConstraints(pattern=r"^(?:(?i:https?)://[^\s/?#]+|asset://)\S*$")]


class Input(BaseModel):
    """The `input` of a request, field by field."""

    model_config = ConfigDict(strict=True)

    prompt: str
    mode: Literal["text_to_video", "first_last_frames", "omni_reference"] | None = None
    duration: int = Field(default=5, ge=4, le=15)
    resolution: Literal["480p", "720p", "1080p"] | None = None
    aspect_ratio: Literal["21:9", "16:9", "4:3", "1:1", "3:4", "9:16", "auto"] = "16:9"
    image_urls: list[Url] = []
    video_urls: list[Url] = []
    audio_urls: list[Url] = []
    auto_upload_assets: bool = False
    asset_retention_hours: int | None = Field(default=None, ge=1)

    @field_validator("prompt")
    @classmethod
    def not_blank(cls, prompt: str) -> str:
        """A prompt says something."""
        if not prompt or prompt.isspace():
            raise ValueError("prompt must not be blank")
        return prompt


class Task(BaseModel):
    """A request, with the rules that span its fields."""

    model: Literal["seedance"]
    task_type: TaskName
    input: Input

    @property
    def priced_as(self) -> tuple[str, str]:
        """The task type and the resolution that the price depends on."""
        task_type = DEPRECATED.get(self.task_type, self.task_type)
        default = "720p" if task_type == "seedance-2-mini" else "480p"
        return task_type, self.input.resolution or default

    @model_validator(mode="after")
    def rules_hold(self) -> Self:
        """Check what no field can check alone."""
        given = self.input
        lists = {"image": given.image_urls, "video": given.video_urls, "audio": given.audio_urls}
        images, videos, audios = map(len, lists.values())
        if self.priced_as not in PRICES:
            raise ValueError(f"{self.task_type} has no {given.resolution}")

        mode = given.mode
        if mode is None:
            if videos or audios or images > 2:
                mode = "omni_reference"
            else:
                mode = "first_last_frames" if images else "text_to_video"
        if mode == "text_to_video" and (images or videos or audios):
            raise ValueError("text_to_video takes no references")
        if mode == "first_last_frames" and (videos or audios or not 1 <= images <= 2):
            raise ValueError("first_last_frames takes one or two images")
        if mode == "omni_reference":
            if self.task_type == "seedance-2-mini":
                raise ValueError("seedance-2-mini has no omni_reference")
            if images + videos + audios > 9:
                raise ValueError("omni_reference takes 9 references at most")
        falls_back = given.mode is None and not images
        if given.aspect_ratio == "auto" and mode != "first_last_frames" and not falls_back:
            raise ValueError("auto is for first_last_frames")

        takes_assets = self.task_type.endswith("-less-restriction")
        for kind, urls in lists.items():
            for url in urls:
                if url.startswith("asset://"):
                    if not takes_assets:
                        raise ValueError(f"{self.task_type} takes no assets")
                elif extension_of(url) in REFUSED[kind]:
                    raise ValueError(f"{url} has no {kind} format")
        for match in REFERENCE.finditer(given.prompt):
            word, index = match.groups()
            if not 1 <= int(index) <= len(lists[KIND.get(word, word)]):
                raise ValueError(f"{match[0]} names nothing")
        return self


def extension_of(url: str) -> str:
    """Return the extension of a URL's path, in lower case."""
    path = url.partition("://")[2].partition("?")[0].partition("#")[0].partition("/")[2]
    stem, _, extension = path.rpartition("/")[2].rpartition(".")
    return extension.lower() if stem else ""


def price(
    request: object, video_seconds: float | None = None, audio_seconds: float | None = None
) -> Decimal:
    """Return the credits of a request; one of `REJECTIONS` for one that is not accepted."""
    task = Task.model_validate(request)
    given = task.input
    unit_price = PRICES[task.priced_as]
    if given.audio_urls and audio_seconds is not None and audio_seconds > 15:
        raise ValueError("audio is 15 seconds at most")
    if not given.video_urls:
        return unit_price * given.duration
    if not video_seconds:
        raise ValueError("the seconds of the input videos are unknown")
    return unit_price * given.duration + unit_price / 2 * Decimal(str(video_seconds))
