"""Every public value gives plain data that JSON carries, and every integer is an integer."""

import enum
import importlib
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

import seedance_rules
from seedance_rules import (
    asset_plan,
    bills,
    compare,
    conformance,
    credits,
    load_spec,
    moderation,
    on_content_rejection,
    prompt_references,
    quote,
    validate,
    version_info,
)

IMAGE = "https://media.example/a.png"
BODY = {"prompt": "@image1", "image_urls": [IMAGE], "duration": 7, "audio": True}
REQUEST = {"model": "seedance", "task_type": "seedance-2", "input": BODY}
SPEC = load_spec("2026-06")


def client(request: object, video: object, audio: object) -> conformance.Answer:
    return conformance.Answer(accepted=True, credits=Decimal("0.10"), sends={}, reason="so")


def failing(request: object, video: object, audio: object) -> conformance.Answer:
    raise OSError("no connection")


def answering(request: object, video: object, audio: object) -> Any:
    return {1, 2}


CASES = conformance.cases(SPEC)[:3]
MISMATCHES = conformance.check(client, cases=CASES, spec=SPEC)
CHANGED = SPEC.with_changes({"prices": {"seedance-2": {"480p": "0.20"}}}, label="acme")

VALUES: dict[str, Callable[[], object]] = {
    "AssetUse": lambda: asset_plan(REQUEST)[0],
    "Clause": lambda: SPEC.clauses["mode-inference"],
    "Finding": lambda: validate(REQUEST).notices[0],
    "Limits": lambda: SPEC.limits("seedance-2", "omni_reference"),
    "ModerationPolicy": lambda: moderation("seedance-2"),
    "PromptReference": lambda: prompt_references("@image1")[0],
    "Quote": lambda: quote(REQUEST),
    "ReferenceLimits": lambda: SPEC.limits("seedance-2", "omni_reference").kinds["image"],
    "RejectionOutcome": lambda: on_content_rejection("seedance-2"),
    "Report": lambda: validate(REQUEST),
    "Request": lambda: quote(REQUEST).request,
    "Spec": lambda: SPEC,
    "TaskType": lambda: SPEC.task_type("seedance-2"),
    "VersionInfo": lambda: version_info("2026-06"),
    "Explanation": lambda: bills.explain(REQUEST, billed=quote(REQUEST).credits)[0],
    "Replay": lambda: bills.replay(bills.record(REQUEST)),
    "Alternative": lambda: compare.alternatives(REQUEST)[0],
    "Longest": lambda: compare.longest_within(1, REQUEST),
    "Answer": lambda: client(REQUEST, None, None),
    "Case": lambda: CASES[0],
    "Change": lambda: conformance.compare_specs(SPEC, CHANGED)[0],
    "Closeness": lambda: conformance.closest_versions(client, specs=[SPEC])[0],
    "Deviation": lambda: MISMATCHES[0].differences[0],
    "Difference": lambda: conformance.compare_document("| Model |\n|---|\n| x |", spec=SPEC)[0],
    "Mismatch": lambda: MISMATCHES[0],
    "Mismatches": lambda: MISMATCHES,
}
"""A value of each public class that is not itself what JSON has."""


def public_classes() -> Iterator[type]:
    """Yield the classes that the face, `spec` and the kits name."""
    for name in ("", ".spec", *(f".{kit}" for kit in seedance_rules._KITS)):
        module = importlib.import_module(f"seedance_rules{name}")
        for public in (getattr(module, name) for name in module.__all__):
            if isinstance(public, type) and not issubclass(public, Exception):
                yield public


def test_every_public_class_is_here() -> None:
    """Texts, typed dicts and tuples of such values are what JSON has already."""
    found = {one.__name__ for one in public_classes() if not issubclass(one, (str, dict))}
    assert found - {"Alternatives"} == set(VALUES)


@pytest.mark.parametrize("name", VALUES)
def test_a_public_value_gives_plain_data(name: str) -> None:
    value: Any = VALUES[name]()
    assert type(value).__name__ == name
    told = value.to_dict()
    assert told and json.loads(json.dumps(told)) == told
    assert not [leaf for leaf in leaves(told) if isinstance(leaf, (float, enum.Enum))]
    told.clear()
    assert value.to_dict(), "what is given is the caller's own"


def leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from (leaf for entry in value.values() for leaf in leaves(entry))
    elif isinstance(value, list):
        yield from (leaf for entry in value for leaf in leaves(entry))
    else:
        yield value


def test_an_answer_that_is_written_down_is_read_as_itself() -> None:
    written = json.loads(json.dumps({case.id: client({}, None, None).to_dict() for case in CASES}))
    again = conformance.check_answers(written, cases=CASES, spec=SPEC)
    assert [did(one) for one in again] == [did(one) for one in MISMATCHES]


def did(mismatch: conformance.Mismatch) -> list[str]:
    return [found.did for found in mismatch.differences]


def test_what_a_client_does_instead_of_answering_is_told_as_text() -> None:
    (raised,) = conformance.check(failing, cases=CASES[:1], spec=SPEC)
    assert raised.to_dict()["error"] == "OSError('no connection')"
    (said,) = conformance.check(answering, cases=CASES[:1], spec=SPEC)
    assert said.to_dict()["answer"] == "a Python set"


class Whole:
    """An integer of another library, which no type in Python's own numbers is a base of."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __index__(self) -> int:
        return self.value


def integers() -> list[Callable[[int], Any]]:
    """Return what makes an integer that is not an `int`: those of numpy too, where it is there."""
    try:
        import numpy
    except ImportError:
        return [Whole]
    return [Whole, numpy.int64, numpy.uint8, numpy.int16]


@pytest.mark.parametrize("whole", integers(), ids=lambda whole: whole.__name__)
def test_integers_of_any_library_count(whole: Callable[[int], Any]) -> None:
    body = {**BODY, "duration": whole(7), "video_urls": ["https://media.example/a.mp4"]}
    request = {**REQUEST, "input": body}
    found = quote(request, total_input_video_duration=whole(6))
    assert type(found.duration) is int
    json.dumps(found.request.to_dict())
    assert found == quote(
        {**request, "input": {**body, "duration": 7}}, total_input_video_duration=6
    )
    assert credits("seedance-2", "720p", whole(7), whole(6)) == Decimal(2)
    assert compare.longest_within(whole(2), request, total_input_video_duration=6).quotes
    assert on_content_rejection("seedance-2", attempt=whole(2)).final
    (wrong,) = validate({**REQUEST, "input": {**BODY, "duration": whole(16)}}).violations
    assert (wrong.code, wrong.message.partition(";")[0]) == (
        "duration_out_of_range",
        "duration 16 is out of range",
    )
    less = {**REQUEST, "task_type": "seedance-2-less-restriction"}
    kept = {"auto_upload_assets": True, "asset_retention_hours": whole(3)}
    (use,) = asset_plan({**less, "input": {**BODY, **kept}}, spec="2026-06")
    assert use.retention_hours == 3
