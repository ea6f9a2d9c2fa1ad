"""What becomes of each URL of an accepted request: fetched, looked up, or made an asset."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from seedance_rules.amounts import NOT_STATED
from seedance_rules.fields import KINDS, field_of, pointer
from seedance_rules.report import accepted, judge
from seedance_rules.spec import Spec, spec_of
from seedance_rules.wording import plain_fields

__all__ = ["AssetUse", "asset_plan"]


@frozen
class AssetUse:
    """How one URL is handled: `raw`, `asset` (in the library) or `ephemeral` (made for the task).

    `path` is the JSON Pointer to it in the request. `retention_hours` is how long an ephemeral
    asset is asked to be kept, None where that is not given or nothing is made.
    """

    path: str
    url: str
    handling: str
    retention_hours: int | None

    def to_dict(self) -> dict[str, Any]:
        """Return how the URL is handled as plain data."""
        return plain_fields(self)


def asset_plan(
    request: Mapping[str, object], *, spec: Spec | str | None = None
) -> tuple[AssetUse, ...]:
    """Return the handling of each URL, in the order of the lists (clauses `assets`, `auto-upload`).

    Raises `InvalidRequest` for a request that is rejected.
    """
    tables = spec_of(spec)
    given = accepted(judge(request, tables, NOT_STATED), tables)
    uploads = given.auto_upload_assets is True
    plan = []
    for kind, urls in zip(
        KINDS, (given.image_urls, given.video_urls, given.audio_urls), strict=True
    ):
        for index, url in enumerate(urls):
            is_asset = url.startswith(tables.asset_prefix)
            handling = "asset" if is_asset else "ephemeral" if uploads else "raw"
            hours = given.asset_retention_hours if handling == "ephemeral" else None
            plan.append(AssetUse(pointer("input", field_of(kind), index), url, handling, hours))
    return tuple(plan)
