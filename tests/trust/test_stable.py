"""Stable: what the README promises to keep from version to version, written down once more.

Names may be added to every list here; none is taken away without a new major version. Tables that
are published never change: a correction is a version of its own.
"""

import hashlib
import inspect
import json
import sys

import face
import pytest

import seedance_rules
from seedance_rules import Code, load_spec, quote, validate, verdict, versions

PUBLISHED = {
    "2026-06": "2ad820d715888997b45326cdbc7f01bd47f63c9397370b550851192d640f90e5",
}
"""The SHA-256 of the rules of published versions, as JSON with sorted keys.

`test_versions` has the digest of every version, as the package gives it; this one is independent.
"""

NOT_RULES = ("version", "source", "clauses", "markup_claims", "hints", "page")
"""Tables that no verdict and no price rests on: prose, and what a page looks like, may be mended."""

FUNCTIONS = {
    "asset_plan": ("request", "spec"),
    "credits": ("task_type", "resolution", "duration", "total_input_video_duration", "spec"),
    "infer_mode": ("request", "spec"),
    "load_spec": ("version",),
    "moderation": ("task_type", "spec"),
    "on_content_rejection": ("task_type", "attempt", "spec"),
    "prompt_references": ("prompt", "spec"),
    "quote": (
        "request",
        "total_input_video_duration",
        "total_input_audio_duration",
        "reject",
        "spec",
    ),
    "validate": (
        "request",
        "total_input_video_duration",
        "total_input_audio_duration",
        "reject",
        "spec",
    ),
    "verdict": (
        "request",
        "total_input_video_duration",
        "total_input_audio_duration",
        "reject",
        "spec",
    ),
    "version_info": ("name",),
    "version_on": ("day",),
    "versions": (),
}
"""The functions, and the names of what they take."""

CLASSES = {
    "AssetUse": {"handling", "path", "retention_hours", "to_dict", "url"},
    "Clause": {
        *("choice", "id", "question", "reason", "status", "text", "to_dict", "when", "who"),
    },
    "Finding": {"allowed", "clause", "code", "http_status", "message", "path", "to_dict", "value"},
    "Limits": {
        *("aspect_ratios", "auto_aspect_ratio", "default_aspect_ratio", "default_duration"),
        *("default_resolution", "durations", "ignores", "kinds", "mode", "otherwise_aspect_ratio"),
        *("prompt_maximum", "references_maximum", "references_minimum", "references_named"),
        *("resolutions", "retention_hours", "takes", "task_type", "to_dict"),
    },
    "ModerationPolicy": {
        *("clause", "final_clause", "name", "refunded", "retries", "review", "to_dict"),
    },
    "PromptReference": {"end", "index", "kind", "start", "text", "to_dict"},
    "Quote": {
        *("currency", "points", "rounded", "spec_digest"),
        *("credits", "duration", "input_video_credits", "mode", "notices", "output_credits"),
        *("request", "resolution", "spec_version", "task_type", "to_dict", "unit_price"),
        "total_input_video_duration",
    },
    "RejectionOutcome": {
        *("clause", "credits_refunded", "final", "service_may_retry", "to_dict"),
    },
    "Report": {
        *("mode", "notices", "ok", "raise_for_violations", "request", "spec_version", "to_dict"),
        *("spec_digest", "violations"),
    },
    "Request": {
        *("aspect_ratio", "asset_retention_hours", "audio_urls", "auto_upload_assets", "duration"),
        *("envelope_extra", "image_urls", "input_extra", "mode", "model", "prompt", "resolution"),
        *("task_type", "to_dict", "video_urls"),
    },
    "Spec": {
        *("aliases", "clauses", "digest", "from_dict", "hints", "limits", "modes", "price_rows"),
        *("task_types", "to_dict", "to_markdown", "unit_price", "version", "with_changes"),
    },
    "TaskType": {
        *("assets", "inference", "moderation", "modes", "name", "prices", "strict_twin", "tier"),
        "to_dict",
    },
    "VersionInfo": {"first_seen", "last_seen", "name", "sources", "to_dict"},
}
"""The classes, and their attributes and methods."""

ERRORS = {
    "InputDurationError": ValueError,
    "InvalidRequest": ValueError,
    "InvalidSpec": ValueError,
    "NotInTables": LookupError,
    "OutputDurationError": ValueError,
    "UnknownVersion": LookupError,
}
"""The errors, and the builtin one that also catches each."""

CODES = {
    *("not_an_object", "missing_field", "wrong_type", "unknown_model", "unknown_task_type"),
    *("unknown_mode", "unsupported_mode", "duration_out_of_range", "unknown_resolution"),
    *("unsupported_resolution", "unknown_aspect_ratio", "unsupported_aspect_ratio"),
    *("auto_not_allowed", "media_not_supported", "references_not_allowed", "image_count"),
    *("too_many_references", "invalid_url", "unsupported_format", "asset_not_allowed"),
    *("audio_too_long", "video_too_long", "reference_out_of_range", "invalid_retention"),
    *("prompt_too_long", "value_replaced", "unread_reference", "unnamed_reference"),
    *("reference_required", "unsupported_field", "value_not_allowed", "deprecated_task_type"),
    *("unknown_field", "ignored_field", "auto_fell_back"),
}
"""The codes of findings."""

CLAUSES = {
    *("envelope", "envelope-extra", "absent", "prompt-required", "input-extra", "types", "urls"),
    *("task-types", "tier-words", "same-schema", "deprecated", "deprecated-720p", "modes"),
    *("mode-inference", "mode-strict", "text-to-video", "first-last-frames", "omni-reference"),
    *("omni-empty", "mini-modes", "duration", "duration-integer", "duration-default"),
    *("resolution", "resolution-fast", "resolution-mini", "aspect-ratio", "aspect-auto"),
    *("aspect-default", "formula-when", "input-seconds-unrounded"),
    *("aspect-auto-fallback", "video-formats", "audio-formats", "formats-by-extension"),
    *("audio-seconds", "prompt-references", "prompt-reference-range", "prompt-reference-syntax"),
    *("assets", "auto-upload", "auto-upload-strict", "retention", "asset-free", "prices"),
    *("markup", "formula", "formula-mini", "credit-unit", "exact", "input-seconds"),
    *("moderation-strict", "moderation-less", "moderation-mini", "moderation-strict-final"),
}
"""The ids of clauses, which findings cite: in every version, while its page has such a rule."""


@pytest.mark.parametrize("version", PUBLISHED)
def test_published_tables_never_change(version: str) -> None:
    """What was priced under a version is priced so for ever; a correction is `YYYY-MM.N`."""
    tables = load_spec(version).to_dict()
    rules = {key: value for key, value in tables.items() if key not in NOT_RULES}
    said = json.dumps(rules, sort_keys=True, ensure_ascii=True)
    digest = hashlib.sha256(said.encode("ascii")).hexdigest()
    assert digest == PUBLISHED[version], f"{version} is published; make a correction of it instead"


def test_published_versions_stay() -> None:
    assert set(PUBLISHED) <= set(versions())


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_take_what_they_took(name: str) -> None:
    """Under the same names; what is new has a default."""
    parameters = inspect.signature(getattr(seedance_rules, name)).parameters
    assert tuple(parameters)[: len(FUNCTIONS[name])] == FUNCTIONS[name]
    added = [*parameters.values()][len(FUNCTIONS[name]) :]
    assert all(parameter.default is not parameter.empty for parameter in added)


@pytest.mark.parametrize("name", CLASSES)
def test_classes_have_what_they_had(name: str) -> None:
    one = getattr(seedance_rules, name)
    fields = {field.name for field in getattr(one, "__attrs_attrs__", ())}
    assert CLASSES[name] <= fields | {member for member, _ in inspect.getmembers_static(one)}


@pytest.mark.parametrize("name", ERRORS)
def test_errors_are_caught_as_they_were(name: str) -> None:
    assert issubclass(getattr(seedance_rules, name), ERRORS[name])


def test_every_name_is_written_down() -> None:
    written = {*FUNCTIONS, *CLASSES, *ERRORS, "Code", "Mode", "Seconds"}
    assert set(seedance_rules.__all__) == written


@pytest.mark.parametrize("kit", ["bills", "compare", "conformance", "schema", "sql", "strategies"])
def test_kits_are_attributes_of_the_package(kit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Imported when they are first used; one whose own needs are missing is not there, and says so."""
    assert kit in dir(seedance_rules)
    assert getattr(seedance_rules, kit).__name__ == f"seedance_rules.{kit}"
    monkeypatch.delattr(seedance_rules, kit)
    monkeypatch.setitem(sys.modules, f"seedance_rules.{kit}", None)
    assert not hasattr(seedance_rules, kit)


def test_nothing_else_is() -> None:
    assert not hasattr(seedance_rules, "engines")


def test_codes_stay() -> None:
    assert set(map(str, Code)) == CODES


def test_clause_ids_stay() -> None:
    assert set(load_spec("2026-06").clauses) == CLAUSES


def test_plain_data_keeps_its_keys() -> None:
    report = validate({}).to_dict()
    assert {"ok", "mode", "violations", "notices", "spec_version", "spec_digest"} <= set(report)
    (finding, *_) = validate({}).violations
    shown = set(finding.to_dict())
    assert {"code", "path", "message", "value", "allowed", "http_status", "clause"} <= shown
    price = quote(face.as_dict(face.asked()[0])).to_dict()
    assert {
        *("credits", "unit_price", "output_credits", "input_video_credits", "task_type", "mode"),
        *("resolution", "duration", "total_input_video_duration", "notices", "spec_version"),
        *("spec_digest", "points", "currency"),
    } <= set(price)
    assert {
        *("ok", "mode", "violations", "notices", "request", "quote", "unpriced", "spec_version"),
        "spec_digest",
    } <= set(verdict({}))
