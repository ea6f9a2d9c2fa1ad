"""Making tables for tests: those of a version, with something changed by its place."""

from collections.abc import Iterator
from typing import Any, Final

from seedance_rules import Spec, load_spec

__all__ = ["CITED", "GONE", "Change", "Place", "changed", "places", "spec_with", "without"]

Place = tuple[str | int, ...]
"""Where something is in tables: keys, and places in lists."""

Change = tuple[Place, Any]

GONE: Final = object()
"""What a change puts where something is to be taken away, if it is there."""

CITED: Final[list[Change]] = [
    (("findings", code), {"clause": "types"})
    for code in (
        "prompt_too_long",
        "reference_required",
        "unsupported_field",
        "value_not_allowed",
        "value_replaced",
        "video_too_long",
    )
]
"""Changes that let tables raise the codes that no request of version 2026-06 leads to."""


def places(value: object, before: Place = ()) -> Iterator[Place]:
    """Yield the place of everything that is in some data, what holds it first."""
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = [*value.items()]
    elif isinstance(value, list):
        inner = [*enumerate(value)]
    for key, entry in inner:
        yield (*before, key)
        yield from places(entry, (*before, key))


def changed(*changes: Change, version: str = "2026-06") -> dict[str, Any]:
    """Return the plain data of a version, each place set to a value; tables on the way are made."""
    data: dict[str, Any] = load_spec(version).to_dict()
    for place, value in changes:
        inner: Any = data
        for key in place[:-1]:
            inner = inner.setdefault(key, {}) if isinstance(inner, dict) else inner[key]
        if value is not GONE:
            inner[place[-1]] = value
        elif place[-1] in inner or not isinstance(inner, dict):
            del inner[place[-1]]
    return data


def without(*place: str | int, version: str = "2026-06") -> dict[str, Any]:
    """Return the plain data of a version, without what is at a place."""
    data: dict[str, Any] = load_spec(version).to_dict()
    inner: Any = data
    for key in place[:-1]:
        inner = inner[key]
    del inner[place[-1]]
    return data


def spec_with(*changes: Change) -> Spec:
    """Build a spec of the tables of a version, changed."""
    return Spec.from_dict(changed(*changes))
