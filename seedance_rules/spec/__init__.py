"""One version of the tables, and the versions that are shipped. Nothing here knows a request."""

from seedance_rules.spec.limits import Limits, ReferenceLimits
from seedance_rules.spec.parts import Clause, Mode, ModerationPolicy, TaskType
from seedance_rules.spec.shipped import (
    VersionInfo,
    load_spec,
    spec_of,
    version_info,
    version_on,
    versions,
)
from seedance_rules.spec.spec import PriceRow, Spec

__all__ = [
    "Clause",
    "Limits",
    "Mode",
    "ModerationPolicy",
    "PriceRow",
    "ReferenceLimits",
    "Spec",
    "TaskType",
    "VersionInfo",
    "load_spec",
    "spec_of",
    "version_info",
    "version_on",
    "versions",
]
