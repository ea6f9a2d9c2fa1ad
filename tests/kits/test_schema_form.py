"""A form library shows the schema: nothing in it is called null, and errors are at their fields."""

import json
from typing import Any

import pytest
from node_runner import need, run
from schema_requests import ENTRIES

from seedance_rules import load_spec
from seedance_rules.schema import json_schema

pytestmark = pytest.mark.node

SPEC = load_spec()
IMAGE, VIDEO, AUDIO = (entries[0] for entries in ENTRIES.values())


def shown(task_type: str, *data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what react-jsonschema-form shows: fields, choices, and where something is wrong."""
    need("@rjsf/core")
    schema = json_schema(task_type, nullable=False)["properties"]["input"]
    given = [{"prompt": "a cat", **fields} for fields in data]
    (found,) = json.loads(run("rjsf.mjs", json.dumps([{"schema": schema, "data": given}])))
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("task_type", [*SPEC.task_types])
def test_selects_offer_what_the_tables_have(task_type: str) -> None:
    known = SPEC.task_types[task_type]
    (form,) = shown(task_type, {})
    assert form["wrong"] == []
    assert [*form["choices"]][:3] == ["mode", "resolution", "aspect_ratio"]
    assert form["choices"]["mode"] == ["", *known.modes]
    assert form["choices"]["resolution"] == [*known.prices]
    assert form["choices"]["aspect_ratio"] == [*SPEC.aspect_ratios, "auto"]
    assert "null" not in json.dumps(form)


def test_every_field_is_shown() -> None:
    """How long assets are kept, where they are uploaded: before that it has no effect."""
    plain, uploading = shown("seedance-2-less-restriction", {}, {"auto_upload_assets": True})
    fields = [
        [name for name in form["fields"] if name in SPEC.known_fields]
        for form in (plain, uploading)
    ]
    assert fields == [[*SPEC.known_fields[:-1]], [*SPEC.known_fields]]


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"mode": "first_last_frames"}, {"image_urls"}),
        ({"mode": "text_to_video", "image_urls": [IMAGE]}, {"image_urls"}),
        ({"mode": "omni_reference", "aspect_ratio": "auto"}, {"aspect_ratio"}),
        ({"image_urls": [IMAGE] * 3, "aspect_ratio": "auto"}, {"aspect_ratio"}),
        ({"image_urls": [IMAGE] * 5, "video_urls": [VIDEO] * 5}, {"image_urls"}),
        ({"image_urls": ["clip.png"]}, {"image_urls.0"}),
        ({"resolution": "4k", "duration": 16}, {"resolution", "duration"}),
        ({"prompt": " "}, {"prompt"}),
    ],
    ids=lambda given: str(sorted(given)) if isinstance(given, set) else str(given),
)
def test_what_is_wrong_is_said_at_its_field(fields: dict[str, Any], where: set[str]) -> None:
    (form,) = shown("seedance-2", fields)
    assert {path.removeprefix(".") for path in form["wrong"]} == where


def test_a_choice_narrows_the_others() -> None:
    free, text, frames = shown(
        "seedance-2", {}, {"mode": "text_to_video"}, {"mode": "first_last_frames"}
    )
    ratios = [set(form["choices"]["aspect_ratio"]) for form in (free, text, frames)]
    assert ratios[1] == set(SPEC.aspect_ratios)
    assert ratios[0] == ratios[2] == {*SPEC.aspect_ratios, "auto"}
    assert not any("anyof" in name for form in (free, text, frames) for name in form["fields"])
