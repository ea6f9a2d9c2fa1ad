"""The documented rules of the Seedance 2 task API: is a request accepted, how, and at what price?

Pure functions over versioned tables: nothing here opens a file, asks the clock or the environment,
or changes what it is given. Start with `quote`, `validate` and `load_spec`.

What is built on them is in kits, each imported by its name or when it is first used:

`bills`        keep a quote as a record, make it again, explain what was charged
`compare`      what a request costs elsewhere, and what a budget pays for
`conformance`  check clients, saved pages and versions of the tables against the rules
`schema`       JSON Schema for forms, tools for language models, tables as data
`sql`          prices and verdicts in SQLite, DuckDB and Spark
`strategies`   requests drawn for property tests; needs hypothesis
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from seedance_rules import bills as bills
    from seedance_rules import compare as compare
    from seedance_rules import conformance as conformance
    from seedance_rules import schema as schema
    from seedance_rules import sql as sql
    from seedance_rules import strategies as strategies

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

__version__ = "0.1.0"

_KITS = ("bills", "compare", "conformance", "schema", "sql", "strategies")

if not TYPE_CHECKING:  # pragma: no branch; a checker would take any misspelt name for a kit

    def __getattr__(name: str) -> Any:
        """Import a kit when it is first used."""
        if name not in _KITS:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        try:
            return import_module(f"{__name__}.{name}")
        except ImportError as error:  # `hasattr` and `help` expect nothing else
            raise AttributeError(str(error)) from error


def __dir__() -> list[str]:
    return sorted([*__all__, *_KITS, "__version__"])
