"""What people write today: the structure of a request as a JSON Schema, and a dict of prices.

The schema is written by hand for this comparison, as such schemas are: types, names, ranges and
patterns. What spans several fields (modes, assets, prompt references) or looks into a URL is left
to the service, so only a fault in the structure is found. Both validators stop at the first one,
which is the fastest they can do and still say what is wrong.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import fastjsonschema
import jsonschema_rs

__all__ = ["REJECTIONS", "SCHEMA", "price_with_fastjsonschema", "price_with_jsonschema_rs"]

REJECTIONS: Final = (
    fastjsonschema.JsonSchemaValueException,
    jsonschema_rs.ValidationError,
    LookupError,
)

PRICES: Final = {
    "seedance-2": {"480p": Decimal("0.10"), "720p": Decimal("0.20"), "1080p": Decimal("0.50")},
    "seedance-2-fast": {"480p": Decimal("0.08"), "720p": Decimal("0.16")},
    "seedance-2-mini": {"720p": Decimal("0.15")},
    "seedance-2-less-restriction": {
        "480p": Decimal("0.11"),
        "720p": Decimal("0.22"),
        "1080p": Decimal("0.55"),
    },
    "seedance-2-fast-less-restriction": {"480p": Decimal("0.088"), "720p": Decimal("0.176")},
}
DEPRECATED: Final = {
    "seedance-2-preview": "seedance-2",
    "seedance-2-preview-vip": "seedance-2",
    "seedance-2-fast-preview": "seedance-2-fast",
    "seedance-2-fast-preview-vip": "seedance-2-fast",
}


_URLS: Final = {
    "type": "array",
    "maxItems": 9,
    "items": {"type": "string", "pattern": r"^(https?|asset)://\S+$"},
}

# jsonschema_rs takes `dict[str, Any]`, and nothing narrower.
SCHEMA: Final[dict[str, Any]] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "required": ["model", "task_type", "input"],
    "properties": {
        "model": {"const": "seedance"},
        "task_type": {"enum": [*PRICES, *DEPRECATED]},
        "input": {
            "type": "object",
            "required": ["prompt"],
            "properties": {
                "prompt": {"type": "string", "pattern": r"\S"},
                "mode": {"enum": ["text_to_video", "first_last_frames", "omni_reference"]},
                "duration": {"type": "integer", "minimum": 4, "maximum": 15},
                "resolution": {"enum": ["480p", "720p", "1080p"]},
                "aspect_ratio": {
                    "enum": ["21:9", "16:9", "4:3", "1:1", "3:4", "9:16", "auto"],
                },
                "image_urls": _URLS,
                "video_urls": _URLS,
                "audio_urls": _URLS,
                "auto_upload_assets": {"type": "boolean"},
                "asset_retention_hours": {"type": "integer", "minimum": 1},
            },
        },
    },
}

_check_with_rust: Final = jsonschema_rs.validator_for(SCHEMA)
_check_with_generated_code: Final[Callable[[object], object]] = fastjsonschema.compile(
    SCHEMA, use_default=False
)


def price_with_jsonschema_rs(
    request: dict[str, Any], video_seconds: float | None = None
) -> Decimal:
    """Return the credits of a request; one of `REJECTIONS` where its structure is wrong."""
    _check_with_rust.validate(request)
    return _price(request, video_seconds)


def price_with_fastjsonschema(
    request: dict[str, Any], video_seconds: float | None = None
) -> Decimal:
    """Return the credits of a request; one of `REJECTIONS` where its structure is wrong."""
    _check_with_generated_code(request)
    return _price(request, video_seconds)


def _price(request: dict[str, Any], video_seconds: float | None) -> Decimal:
    """Price a request whose structure is right; `LookupError` for a pair without a price."""
    given, task_type = request["input"], request["task_type"]
    task_type = DEPRECATED.get(task_type, task_type)
    default = "720p" if task_type == "seedance-2-mini" else "480p"
    unit_price = PRICES[task_type][given.get("resolution", default)]
    credits = unit_price * int(given.get("duration", 5))
    if not given.get("video_urls"):
        return credits
    return credits + unit_price / 2 * Decimal(str(video_seconds))
