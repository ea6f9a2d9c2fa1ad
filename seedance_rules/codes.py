"""The codes of findings: what can be wrong with a request, and what can be worth a notice.

Codes are the one list of names that stands in Python, so that callers can branch on them safely.
"""

from enum import StrEnum

__all__ = ["NOTICES", "Code"]


class Code(StrEnum):
    """What a finding is about. Codes are stable across versions of the tables."""

    NOT_AN_OBJECT = "not_an_object"
    MISSING_FIELD = "missing_field"
    WRONG_TYPE = "wrong_type"
    UNKNOWN_MODEL = "unknown_model"
    UNKNOWN_TASK_TYPE = "unknown_task_type"
    UNKNOWN_MODE = "unknown_mode"
    UNSUPPORTED_MODE = "unsupported_mode"
    DURATION_OUT_OF_RANGE = "duration_out_of_range"
    UNKNOWN_RESOLUTION = "unknown_resolution"
    UNSUPPORTED_RESOLUTION = "unsupported_resolution"
    UNKNOWN_ASPECT_RATIO = "unknown_aspect_ratio"
    UNSUPPORTED_ASPECT_RATIO = "unsupported_aspect_ratio"
    AUTO_NOT_ALLOWED = "auto_not_allowed"
    MEDIA_NOT_SUPPORTED = "media_not_supported"
    REFERENCES_NOT_ALLOWED = "references_not_allowed"
    IMAGE_COUNT = "image_count"
    TOO_MANY_REFERENCES = "too_many_references"
    INVALID_URL = "invalid_url"
    UNSUPPORTED_FORMAT = "unsupported_format"
    ASSET_NOT_ALLOWED = "asset_not_allowed"
    AUDIO_TOO_LONG = "audio_too_long"
    REFERENCE_OUT_OF_RANGE = "reference_out_of_range"
    INVALID_RETENTION = "invalid_retention"
    PROMPT_TOO_LONG = "prompt_too_long"
    REFERENCE_REQUIRED = "reference_required"
    UNSUPPORTED_FIELD = "unsupported_field"
    VALUE_NOT_ALLOWED = "value_not_allowed"
    DEPRECATED_TASK_TYPE = "deprecated_task_type"
    UNKNOWN_FIELD = "unknown_field"
    IGNORED_FIELD = "ignored_field"
    AUTO_FELL_BACK = "auto_fell_back"


NOTICES = frozenset(
    {Code.DEPRECATED_TASK_TYPE, Code.UNKNOWN_FIELD, Code.IGNORED_FIELD, Code.AUTO_FELL_BACK}
)
"""The codes of notices; every other code is a violation."""
