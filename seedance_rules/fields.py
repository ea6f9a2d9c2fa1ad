"""The fields of a request that the engine has a rule for, by their names in the documentation.

Names alone: what may stand in a field is for the tables. A field that a later page adds and that
only has a type, a range or a list of values is a `[fields.<name>]` table, and no entry here.
"""

from typing import Final

__all__ = ["ENVELOPE_FIELDS", "INPUT_FIELDS", "KINDS", "field_of", "path_of", "pointer"]

KINDS: Final = ("image", "video", "audio")
"""The kinds of references, in the order in which requests and findings name them."""

ENVELOPE_FIELDS: Final = ("model", "task_type", "input")
"""The keys of a request; any other belongs to the transport (clause `envelope-extra`)."""

INPUT_FIELDS: Final = (
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
"""The keys of `input` that the documentation names (clause `input-extra`)."""


def field_of(kind: str) -> str:
    """Return the `input` key that lists the references of a kind."""
    return f"{kind}_urls"


def pointer(*keys: object) -> str:
    """Return the JSON Pointer (RFC 6901) to a place in a request."""
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in keys)


def path_of(field: str) -> str:
    """Return the JSON Pointer to a documented field, whose name needs no escape."""
    return f"/{field}" if field in ENVELOPE_FIELDS else f"/input/{field}"
