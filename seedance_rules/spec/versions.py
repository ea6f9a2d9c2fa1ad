"""The versions that are shipped, and the specs made of their tables."""

from functools import cache
from typing import Final

from seedance_rules.errors import UnknownVersion
from seedance_rules.spec import layers
from seedance_rules.spec._tables import TABLES
from seedance_rules.spec.spec import Spec
from seedance_rules.values import exact
from seedance_rules.wording import either, show

__all__ = ["DEFAULT_SPEC", "load_spec", "spec_of", "versions"]

_DEFAULT: Final = "2026-06"


def versions() -> tuple[str, ...]:
    """Return the versions whose tables are shipped, oldest first."""
    return tuple(TABLES)


def load_spec(version: str | None = None) -> Spec:
    """Return the tables of a version, or of the default one.

    Raises `UnknownVersion`, a `LookupError` that names the known ones.
    """
    if version is None:
        return DEFAULT_SPEC
    name = exact(version)
    if type(name) is not str or name not in TABLES:
        raise UnknownVersion(
            f"there are no tables of version {show(version)}; use {either(TABLES)}"
        )
    return _load(name)


@cache
def _load(version: str) -> Spec:
    return Spec._of(layers.merged(TABLES[version], TABLES.__getitem__), published=version)


DEFAULT_SPEC: Final = _load(_DEFAULT)
"""The tables that count where no version is asked for; built on import, so that no call waits."""


def spec_of(spec: Spec | str | None) -> Spec:
    """Return the spec that an argument named `spec` means: itself, a version's, or the default."""
    if spec is None:
        return DEFAULT_SPEC
    return spec if isinstance(spec, Spec) else load_spec(spec)
