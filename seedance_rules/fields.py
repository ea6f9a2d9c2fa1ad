"""The fields of a request that the engine has a rule for, by their names in the documentation.

Names alone: what a field may hold is for the tables. A field that a later page adds and that
only has a type, a range or a list of values is a `[fields.<name>]` table, and no entry here.
"""

from typing import Final

__all__ = [
    "ASSET_FIELDS",
    "ENVELOPE_FIELDS",
    "IGNORABLE_FIELDS",
    "INPUT_FIELDS",
    "KINDS",
    "LASTING_KINDS",
    "field_of",
    "path_of",
    "pointer",
]

KINDS: Final = ("image", "video", "audio")
"""The kinds of references, in the order in which requests and findings name them."""

LASTING_KINDS: Final = ("video", "audio")
"""The kinds whose seconds can be stated."""

ENVELOPE_FIELDS: Final = ("model", "task_type", "input")
"""The keys of a request; any other belongs to the transport (clause `envelope-extra`)."""

ASSET_FIELDS: Final = ("auto_upload_assets", "asset_retention_hours")
"""The keys of `input` that are about the asset library."""

INPUT_FIELDS: Final = (
    "prompt",
    "mode",
    "duration",
    "resolution",
    "aspect_ratio",
    "image_urls",
    "video_urls",
    "audio_urls",
    *ASSET_FIELDS,
)
"""The keys of `input` that the documentation names (clause `input-extra`)."""

IGNORABLE_FIELDS: Final = ("aspect_ratio", *ASSET_FIELDS)
"""The keys of `input` that tables may say have no effect; the verdict and the price need others."""


def field_of(kind: str) -> str:
    """Return the `input` key that lists the references of a kind."""
    return f"{kind}_urls"


def pointer(*keys: object) -> str:
    """Return the JSON Pointer (RFC 6901) to a place in a request."""
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in keys)


def path_of(field: str) -> str:
    """Return the JSON Pointer to a documented field, whose name needs no escape."""
    return f"/{field}" if field in ENVELOPE_FIELDS else f"/input/{field}"
