"""The documented rules of the Seedance 2 task API: is a request accepted, how, and at what price?

Pure functions over versioned tables: nothing here opens a file, asks the clock or the environment,
or changes what it is given. Start with `quote`, `validate` and `load_spec`.
"""

from seedance_rules.amounts import Seconds
from seedance_rules.assets import AssetUse, asset_plan
from seedance_rules.engine import (
    credits,
    infer_mode,
    prompt_references,
    quote,
    validate,
    verdict,
)
from seedance_rules.errors import (
    InputDurationError,
    InvalidSpec,
    NotInTables,
    OutputDurationError,
    UnknownVersion,
)
from seedance_rules.findings import Code, Finding
from seedance_rules.pricing import Quote
from seedance_rules.references import PromptReference
from seedance_rules.report import InvalidRequest, Report
from seedance_rules.request import Request
from seedance_rules.review import RejectionOutcome, moderation, on_content_rejection
from seedance_rules.spec import (
    Clause,
    Limits,
    Mode,
    ModerationPolicy,
    Spec,
    TaskType,
    VersionInfo,
    load_spec,
    version_info,
    version_on,
    versions,
)

__all__ = [
    "AssetUse",
    "Clause",
    "Code",
    "Finding",
    "InputDurationError",
    "InvalidRequest",
    "InvalidSpec",
    "Limits",
    "Mode",
    "ModerationPolicy",
    "NotInTables",
    "OutputDurationError",
    "PromptReference",
    "Quote",
    "RejectionOutcome",
    "Report",
    "Request",
    "Seconds",
    "Spec",
    "TaskType",
    "UnknownVersion",
    "VersionInfo",
    "asset_plan",
    "credits",
    "infer_mode",
    "load_spec",
    "moderation",
    "on_content_rejection",
    "prompt_references",
    "quote",
    "validate",
    "verdict",
    "version_info",
    "version_on",
    "versions",
]
