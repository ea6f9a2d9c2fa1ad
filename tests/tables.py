"""Making tables for tests: those of a version, with something changed by its place."""

from typing import Any

from seedance_rules import Spec, load_spec

__all__ = ["changed", "spec_with", "without"]

Place = tuple[str | int, ...]


def changed(*changes: tuple[Place, Any], version: str = "2026-06") -> dict[str, Any]:
    """Return the plain data of a version, each place set to a value; tables on the way are made."""
    data: dict[str, Any] = load_spec(version).to_dict()
    for place, value in changes:
        inner: Any = data
        for key in place[:-1]:
            inner = inner.setdefault(key, {}) if isinstance(inner, dict) else inner[key]
        inner[place[-1]] = value
    return data


def without(*place: str | int, version: str = "2026-06") -> dict[str, Any]:
    """Return the plain data of a version, without what stands at a place."""
    data: dict[str, Any] = load_spec(version).to_dict()
    inner: Any = data
    for key in place[:-1]:
        inner = inner[key]
    del inner[place[-1]]
    return data


def spec_with(*changes: tuple[Place, Any]) -> Spec:
    """Build a spec of the tables of a version, changed."""
    return Spec.from_dict(changed(*changes))
