"""From an accepted request to the one to send: the mode and every default filled in.

Nothing is judged here; what rules have accepted is taken as it stands.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from seedance_rules.request import Request, whole_number
from seedance_rules.scope import Scope
from seedance_rules.spec import Spec
from seedance_rules.values import FrozenDict

__all__ = ["normalized"]


def normalized(scope: Scope) -> Request | None:
    """Return the normalized request (clause `absent` and the defaults), None for a rejected one."""
    # What was given has the types that the rules have just made sure of.
    given: Any = scope.given
    column, spec, task_type, mode = scope.column, scope.spec, scope.task_type, scope.mode
    if scope.violations or task_type is None or mode is None:
        return None
    ratio, auto = given.aspect_ratio or column.default_aspect_ratio, spec.auto_aspect_ratio
    if auto is not None and ratio == auto.value and not column.auto:
        ratio = auto.fallback
    upload, hours, extra = given.auto_upload_assets, given.asset_retention_hours, given.input_extra
    if hours is not None and not (task_type.assets and upload is True):
        extra, hours = {**extra, "asset_retention_hours": hours}, None
    if upload is not None and not task_type.assets:
        extra, upload = {**extra, "auto_upload_assets": upload}, None
    if extra:
        extra = FrozenDict(_passed_through(extra, spec))
    images, videos, audios = given.lists
    return Request(
        spec.model,
        task_type.name,
        mode,
        given.prompt,
        column.default_duration if given.duration is None else int(given.duration),
        given.resolution or column.default_resolution,
        ratio,
        images,
        videos,
        audios,
        upload,
        None if hours is None else int(hours),
        extra,
        given.envelope_extra,
    )


def _passed_through(extra: Mapping[str, object], spec: Spec) -> Iterator[tuple[str, object]]:
    """Yield keys and values as they were given; of a field of the tables, as its type has them."""
    for name, value in extra.items():
        field = spec.fields.get(name) if type(name) is str else None
        if field is None:
            yield name, value
        elif value is not None:
            yield name, whole_number(value) if field.type == "integer" else value
