"""A tool for a language model: its APIs take it, and the engine's messages do the rest."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from drawing import many
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from making import request as a_request
from schema_requests import ENTRIES, SPECS

from seedance_rules import NotInTables, Spec, UnknownVersion, load_spec, validate
from seedance_rules.schema import json_schema, tool_schema

SPEC = load_spec()

every_spec = pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)


def keywords(schema: Mapping[str, Any]) -> Iterator[str]:
    """Yield every keyword of a schema, those of its fields and of their entries included."""
    yield from schema
    for field in schema.get("properties", {}).values():
        yield from keywords(field)
    yield from schema.get("items", {})


class TestShape:
    """The APIs of the large vendors refuse a tool that says more than this."""

    @every_spec
    def test_the_keywords_of_a_tool_schema(self, spec: Spec) -> None:
        used = {word for name in spec.task_types for word in keywords(tool_schema(name, spec=spec))}
        assert used <= {
            "type",
            "properties",
            "required",
            "enum",
            "items",
            "description",
            "additionalProperties",
            "minimum",
            "maximum",
            "minItems",
            "maxItems",
        }

    @every_spec
    def test_a_tool_schema_is_flat_closed_and_without_null(self, spec: Spec) -> None:
        for name in spec.task_types:
            tool = tool_schema(name, spec=spec)
            assert [*tool] == ["type", "properties", "required", "additionalProperties"]
            assert (tool["type"], tool["additionalProperties"]) == ("object", False)
            assert "null" not in json.dumps(tool)
            for field in tool["properties"].values():
                assert isinstance(field["type"], str) and field["type"] != "object"
                assert field.get("items", {"type": "string"}) == {"type": "string"}
                assert [*field][-1] == "description"
            assert len(json.dumps(tool)) < 6_000

    @every_spec
    def test_a_tool_schema_is_new_each_time(self, spec: Spec) -> None:
        for name in spec.task_types:
            tool = tool_schema(name, spec=spec)
            assert json.loads(json.dumps(tool)) == tool
            tool["properties"]["prompt"].clear()
            tool["properties"]["mode"]["enum"].clear()
            assert tool_schema(name, spec=spec)["properties"]["mode"]["enum"]

    def test_fields_that_the_type_takes(self) -> None:
        fields = {name: [*tool_schema(name)["properties"]] for name in SPEC.task_types}
        plain = ["prompt", "mode", "duration", "resolution", "aspect_ratio", "image_urls"]
        assert fields["seedance-2-mini"] == plain
        assert fields["seedance-2"] == [*plain, "video_urls", "audio_urls"]
        assert fields["seedance-2-less-restriction"] == [*SPEC.known_fields]

    def test_what_is_required(self) -> None:
        assert tool_schema("seedance-2")["required"] == ["prompt"]
        spec = SPECS["every task type takes what its modes require"]
        assert tool_schema("seedance-2", spec=spec)["required"] == ["prompt", "image_urls"]

    def test_numbers_and_names(self) -> None:
        fields = tool_schema("seedance-2-less-restriction")["properties"]
        del fields["asset_retention_hours"]["description"], fields["duration"]["description"]
        assert fields["asset_retention_hours"] == {"type": "integer", "minimum": 1}
        assert fields["duration"] == {"type": "integer", "minimum": 4, "maximum": 15}
        assert fields["aspect_ratio"]["enum"] == [*SPEC.aspect_ratios, "auto"]
        assert "asset://<id>" in fields["image_urls"]["description"]

    def test_a_deprecated_name_means_its_task_type(self) -> None:
        for alias, meant in SPEC.aliases.items():
            assert tool_schema(alias) == tool_schema(meant)

    def test_an_unknown_task_type_is_refused(self) -> None:
        with pytest.raises(NotInTables, match="seedance-2-mini"):
            tool_schema("seedance-3")
        with pytest.raises(UnknownVersion, match="2026-06"):
            tool_schema("seedance-2", spec="1999-01")


GOOD = {f"{kind}_urls": entries[0] for kind, entries in ENTRIES.items()}


def follow(finding: Any, body: dict[str, Any], modes: list[str]) -> None:
    """Do what the message of a finding says, as far as a finding says it in data."""
    _, _, field, *entry = [*finding.path.split("/"), ""][:4]
    lists = [name for name in GOOD if body.get(name)]
    if any(entry):
        body[field][int(entry[0])] = GOOD[field]
    elif field in GOOD:
        # As many as the finding allows; none where it allows none, or names something else.
        allowed = (0, finding.allowed) if isinstance(finding.allowed, int) else finding.allowed
        least, most = allowed if allowed and isinstance(allowed[0], int) else (0, 0)
        kept = body.pop(field, [])[:most]
        body[field] = [*kept, *[GOOD[field]] * (least - len(kept))]
    elif field == "prompt":
        body[field] = "a cat"
    elif field in body:
        del body[field]
    elif lists and field != "mode":
        body[max(reversed(lists), key=lambda name: len(body[name]))].pop()
    else:
        body["mode"] = modes[0]


class TestLoop:
    """What the tool cannot say comes back as messages, and following them ends well."""

    @pytest.mark.parametrize(
        ("arguments", "messages"),
        [
            ({"prompt": " "}, ["prompt is blank"]),
            ({"prompt": "@image2 dances", "image_urls": [ENTRIES["image"][0]]}, ["@image2"]),
            ({"prompt": "a cat", "mode": "first_last_frames"}, ["image_urls"]),
            (
                {"prompt": "a cat", "aspect_ratio": "auto", "mode": "text_to_video"},
                ["aspect_ratio"],
            ),
            (
                {"prompt": "a cat", "mode": "text_to_video", "video_urls": ["clip.mp4"]},
                ["video_urls", "clip.mp4"],
            ),
        ],
        ids=str,
    )
    def test_messages_say_what_a_tool_schema_cannot(
        self, arguments: dict[str, Any], messages: list[str]
    ) -> None:
        assert Draft202012Validator(tool_schema("seedance-2")).is_valid(arguments)
        report = validate({**a_request(), "input": arguments})
        said = [finding.message for finding in report.violations]
        assert len(said) == len(messages)
        assert all(part in text for part, text in zip(messages, said, strict=True)), said

    @every_spec
    @many(60)
    @given(data=st.data())
    def test_following_them_ends_in_an_accepted_request(
        self, spec: Spec, data: st.DataObject
    ) -> None:
        name = data.draw(st.sampled_from([*spec.task_types]))
        tool = tool_schema(name, spec=spec)
        body = data.draw(arguments(tool))
        assert Draft202012Validator(tool).is_valid(body)
        for _ in range(60):
            request = {"model": spec.model, "task_type": name, "input": body}
            report = validate(request, spec=spec)
            if report.ok:
                break
            assert all(finding.message for finding in report.violations)
            follow(report.violations[0], body, tool["properties"]["mode"]["enum"])
        assert report.ok, (report.violations, body)

    @every_spec
    def test_what_it_offers_is_accepted_alone(self, spec: Spec) -> None:
        """Each value of each field is one that some request to the task type may have."""
        for name in spec.task_types:
            whole = json_schema(name, spec=spec)["properties"]["input"]["properties"]
            for field, schema in tool_schema(name, spec=spec)["properties"].items():
                for value in schema.get("enum", ()):
                    assert Draft202012Validator(whole[field]).is_valid(value)


def arguments(tool: Mapping[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw arguments as a model may give them: what the schema of a tool takes."""
    values: dict[str, st.SearchStrategy[Any]] = {}
    for field, schema in tool["properties"].items():
        if "enum" in schema:
            values[field] = st.sampled_from(schema["enum"])
        elif schema["type"] == "array":
            entry = st.sampled_from([*GOOD.values(), "asset://a", "clip.mp4", "https://h/a.webm"])
            most = min(schema.get("maxItems", 12), 12)
            values[field] = st.lists(entry, min_size=schema.get("minItems", 0), max_size=most)
        elif schema["type"] == "boolean":
            values[field] = st.booleans()
        elif schema["type"] == "string":
            values[field] = st.sampled_from(["a cat", "", " ", "@image1 and @audio2", "x" * 40])
        else:
            low = schema.get("minimum", schema.get("maximum", 0) - 9)
            values[field] = st.integers(low, schema.get("maximum", low + 99))
    required = {field: values.pop(field) for field in tool["required"]}
    return st.fixed_dictionaries(required, optional=values)
