"""What people use in this library's place: a model of their own, or a schema in a validator."""

from decimal import Decimal
from functools import partial
from typing import Annotated, Final, Literal, Self

import jsonschema_rs
from pydantic import BaseModel, Field, model_validator

from benchmarks.cases import ACCEPTED, REJECTED
from benchmarks.rows import Row
from seedance_rules.schema import json_schema

__all__ = ["PEERS", "Task", "price"]

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
Urls = Annotated[list[str], Field(max_length=9)]


class Input(BaseModel):
    """The `input` of a request: names, types and ranges, left to pydantic's compiled code."""

    prompt: str = Field(min_length=1)
    mode: Literal["text_to_video", "first_last_frames", "omni_reference"] | None = None
    duration: int = Field(default=5, ge=4, le=15)
    resolution: Literal["480p", "720p", "1080p"] | None = None
    aspect_ratio: Literal["21:9", "16:9", "4:3", "1:1", "3:4", "9:16", "auto"] = "16:9"
    image_urls: Urls = []
    video_urls: Urls = []
    audio_urls: Urls = []
    auto_upload_assets: bool = False
    asset_retention_hours: int | None = Field(default=None, ge=1)


class Task(BaseModel):
    """A request as people model it: its structure, how many references a mode takes, its price.

    What a URL is, which references a prompt names, assets, notices and the normalized body are
    left out, as they are in such models; so it does less than `quote`.
    """

    model: Literal["seedance"]
    task_type: Literal[
        "seedance-2",
        "seedance-2-fast",
        "seedance-2-mini",
        "seedance-2-less-restriction",
        "seedance-2-fast-less-restriction",
    ]
    input: Input

    @property
    def unit_price(self) -> Decimal | None:
        """What a second costs, or None for an unknown resolution."""
        default = "720p" if self.task_type == "seedance-2-mini" else "480p"
        return PRICES.get((self.task_type, self.input.resolution or default))

    @model_validator(mode="after")
    def counts_are_right(self) -> Self:
        """Check what no field can check alone."""
        given = self.input
        images, moving = len(given.image_urls), len(given.video_urls) + len(given.audio_urls)
        mode = given.mode
        if mode is None:
            if moving or images > 2:
                mode = "omni_reference"
            else:
                mode = "first_last_frames" if images else "text_to_video"
        if mode == "text_to_video" and (images or moving):
            raise ValueError("text_to_video takes no references")
        if mode == "first_last_frames" and (moving or not 1 <= images <= 2):
            raise ValueError("first_last_frames takes one or two images")
        if mode == "omni_reference" and images + moving > 9:
            raise ValueError("omni_reference takes 9 references at most")
        if mode == "omni_reference" and self.task_type == "seedance-2-mini":
            raise ValueError("seedance-2-mini has no omni_reference")
        if self.unit_price is None:
            raise ValueError(f"{self.task_type} has no {given.resolution}")
        return self


def price(request: object, video_seconds: float | None = None) -> Decimal:
    """Return the credits of a request; a `ValueError` where the model refuses it."""
    task = Task.model_validate(request)
    unit_price = task.unit_price
    assert unit_price is not None
    credits = unit_price * task.input.duration
    if task.input.video_urls:
        if not video_seconds:
            raise ValueError("the seconds of the input videos are unknown")
        credits += unit_price / 2 * Decimal(str(video_seconds))
    return credits


_VALIDATOR: Final = jsonschema_rs.validator_for(json_schema())
_SEEN: Final = (*ACCEPTED, *(case for case in REJECTED if case.name != "lost"))
"""The cases without the fault that neither sees: a prompt that names an image that is not there."""

PEERS: Final = {
    row.name: row
    for row in (
        Row(
            "pydantic",
            lambda case: partial(price, case.request, case.seconds[0]),
            rejections=(ValueError,),  # pydantic's own is one
            cases=_SEEN,
        ),
        Row(
            "jsonschema-rs",
            lambda case: partial(_VALIDATOR.validate, case.request),
            lambda case: None if case.credits is None else "valid",
            answer=lambda _: "valid",
            rejections=(jsonschema_rs.ValidationError,),
            cases=_SEEN,
        ),
    )
}
"""A pydantic model and a price dict; this library's own JSON Schema in a compiled validator."""
