"""From an accepted request to the one to send: the mode and every default filled in.

Nothing is judged here; what rules have accepted is taken as it stands.
"""

from typing import Any

from seedance_rules.request import Request
from seedance_rules.scope import Scope
from seedance_rules.values import FrozenDict

__all__ = ["normalized"]


def normalized(scope: Scope) -> Request | None:
    """Return the normalized request (clause `absent` and the defaults), None for a rejected one."""
    # What was given has the types that the rules have just made sure of.
    given: Any = scope.given
    column, spec = scope.column, scope.spec
    task_type, mode, auto = scope.task_type, scope.mode, spec.auto_aspect_ratio
    if scope.violations or task_type is None or mode is None:
        return None
    ratio = given.aspect_ratio or column.default_aspect_ratio
    if auto is not None and ratio == auto.value and not column.auto:
        ratio = auto.fallback
    upload, hours, extra = given.auto_upload_assets, given.asset_retention_hours, given.input_extra
    if extra or upload is not None or hours is not None:
        kept = {
            name: value
            for name, value in extra.items()
            if value is not None or name not in spec.fields
        }
        if hours is not None and not (task_type.assets and upload is True):
            kept["asset_retention_hours"], hours = hours, None
        if upload is not None and not task_type.assets:
            kept["auto_upload_assets"], upload = upload, None
        extra = FrozenDict(kept)
    return Request(
        spec.model,
        task_type.name,
        mode,
        given.prompt,
        column.default_duration if given.duration is None else int(given.duration),
        given.resolution or column.default_resolution,
        ratio,
        given.image_urls,
        given.video_urls,
        given.audio_urls,
        upload,
        None if hours is None else int(hours),
        extra,
        given.envelope_extra,
    )
