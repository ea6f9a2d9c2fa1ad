"""A request as a JSON Schema: it accepts what the engine accepts, and rejects what it can see."""

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from typing import Any

import pytest
from drawing import many, sample
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError
from making import request as a_request
from schema_requests import (
    ENTRIES,
    SPECS,
    made_up,
    one_entry,
    requests,
    seen_by_a_schema,
)

from seedance_rules import (
    Code,
    NotInTables,
    Spec,
    UnknownVersion,
    conformance,
    load_spec,
    validate,
)
from seedance_rules.findings import NOTICES
from seedance_rules.schema import ONLY_THE_ENGINE, json_schema
from seedance_rules.schema.keywords import at_least, at_most

SPEC = load_spec()


@cache
def validator(
    task_type: str | None = None, tables: str = "as shipped", nullable: bool = True
) -> Draft202012Validator:
    """Return what judges requests by the schema of one of `SPECS`."""
    schema = json_schema(task_type, nullable=nullable, spec=SPECS[tables])
    return Draft202012Validator(schema)


WHOLE = validator()

ASTRAY = [
    made_up({"inference": [{"mode": "omni_reference", "when": when} for when in ways]})
    for ways in (
        [{"video": {"minimum": 1}}],
        [{"image": {"maximum": 0}}, {"image": {"minimum": 2}}],
    )
]
"""Tables in which one way leads to a mode that not all types have, and two ways."""

every_spec = pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)


def codes_of(request: Mapping[str, object], spec: Spec = SPEC) -> list[str]:
    return [str(finding.code) for finding in validate(request, spec=spec).violations]


def parts_of(schema: object) -> Iterator[Mapping[str, object]]:
    """Yield every object of a schema."""
    if isinstance(schema, dict):
        yield schema
    for inner in (
        schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    ):
        yield from parts_of(inner)


def fields_of(schema: object) -> dict[str, Any]:
    """Return the fields of `input`."""
    assert isinstance(schema, dict)
    found = schema["properties"]["input"]["properties"]
    assert isinstance(found, dict)
    return found


def agree(tables: str, request: Mapping[str, object]) -> None:
    """Compare the schemas of some tables with the engine.

    That of one task type also takes the deprecated names that mean it, and no other.
    """
    spec = SPECS[tables]
    codes = codes_of(request, spec)
    refused = seen_by_a_schema(codes, spec)
    assert validator(None, tables).is_valid(request) != refused, codes
    given_type = request.get("task_type")
    for name in spec.task_types:
        is_its_own = isinstance(given_type, str) and given_type in (
            name,
            *(alias for alias, meant in spec.aliases.items() if meant == name),
        )
        accepted = validator(name, tables).is_valid(request)
        assert accepted == (is_its_own and not refused), (name, codes)


class TestAgreement:
    """Apart from what `ONLY_THE_ENGINE` lists, the schema and the engine agree on every request."""

    @pytest.mark.parametrize("tables", SPECS)
    @many(60)
    @given(data=st.data())
    def test_schema_and_engine_agree_on_every_request(
        self, tables: str, data: st.DataObject
    ) -> None:
        agree(tables, data.draw(requests(SPECS[tables])))

    @pytest.mark.slow
    @pytest.mark.parametrize("tables", SPECS)
    @many(600)
    @given(data=st.data())
    def test_schema_and_engine_agree_on_many_more(self, tables: str, data: st.DataObject) -> None:
        agree(tables, data.draw(requests(SPECS[tables])))

    @pytest.mark.parametrize("case", conformance.cases(), ids=lambda case: str(case.id))
    def test_on_every_conformance_case(self, case: conformance.Case) -> None:
        assert WHOLE.is_valid(case.request) != seen_by_a_schema(case.codes, SPEC)

    @pytest.mark.parametrize("spec", ASTRAY, ids=["one way", "two ways"])
    @many(40)
    @given(data=st.data())
    def test_where_only_a_mode_is_inferred_that_the_type_lacks(
        self, spec: Spec, data: st.DataObject
    ) -> None:
        request = data.draw(requests(spec))
        schema = Draft202012Validator(json_schema(spec=spec))
        codes = codes_of(request, spec)
        assert schema.is_valid(request) != seen_by_a_schema(codes, spec), codes

    @pytest.mark.parametrize("count", [0, 2])
    def test_each_way_to_a_mode_that_the_type_lacks_is_refused(self, count: int) -> None:
        request = a_request("seedance-2-mini", image_urls=ENTRIES["image"][:1] * count)
        schema = Draft202012Validator(json_schema("seedance-2-mini", spec=ASTRAY[1]))
        assert codes_of(request, ASTRAY[1]) == ["unsupported_mode"]
        assert not schema.is_valid(request)

    def test_a_field_of_the_tables_may_have_any_name(self) -> None:
        """What is said of it does not take the place of what is said of another."""
        names = ["auto", "retention", "some mode", "references at_most"]
        field = {"type": "boolean", "clause": "types"}
        spec = made_up({"fields": dict.fromkeys(names, field)})
        image = ENTRIES["image"][0]
        for wrong in (
            {"mode": "text_to_video", "aspect_ratio": "auto"},
            {"auto_upload_assets": True, "asset_retention_hours": 0},
            {"image_urls": [image] * 10},
        ):
            request = a_request("seedance-2-less-restriction", **wrong)
            assert len(codes_of(request, spec)) == 1
            assert not Draft202012Validator(json_schema(spec=spec)).is_valid(request)

    def test_draws_are_of_every_sort(self) -> None:
        """Many are accepted, and many hang on a single violation, of many kinds."""
        drawn = sample(requests(SPEC), 400)
        found = Counter(tuple(codes_of(request)) for request in drawn)
        assert found[()] > 80
        assert sum(count for codes, count in found.items() if len(codes) == 1) > 80
        assert sum(count for codes, count in found.items() if len(codes) > 1) > 10
        assert len([codes for codes in found if len(codes) == 1]) > 10

    def test_on_every_number_of_references(self) -> None:
        """Clauses omni-reference, mode-inference: a sum, which a schema can only list."""
        for counts in product(range(11), repeat=3):
            if sum(counts) not in (1, 2, 3, 9, 10):
                continue
            lists = {
                f"{kind}_urls": ENTRIES[kind][:1] * count
                for kind, count in zip(ENTRIES, counts, strict=True)
            }
            request = a_request("seedance-2", **lists)
            assert WHOLE.is_valid(request) == validate(request).ok, counts

    @many(150)
    @given(one_entry(SPEC))
    def test_on_every_prompt_and_every_entry(self, request: dict[str, object]) -> None:
        """Clauses prompt-required, urls, formats-by-extension."""
        assert WHOLE.is_valid(request) == validate(request).ok


def one_fault() -> dict[str, tuple[Spec, dict[str, object]]]:
    """Return for each violation a request with nothing else wrong, and the tables that raise it."""
    image, video, audio = (entries[0] for entries in ENTRIES.values())
    strict = SPECS["limits in every place"]
    mini = "seedance-2-mini"
    return {
        "not_an_object": (SPEC, {**a_request(), "input": []}),
        "missing_field": (SPEC, a_request(prompt=" \u3000")),
        "wrong_type": (SPEC, a_request(duration="5")),
        "unknown_model": (SPEC, {**a_request(), "model": "sea dance"}),
        "unknown_task_type": (SPEC, a_request("seedance-2-mini-less-restriction")),
        "unknown_mode": (SPEC, a_request(mode="omni")),
        "unsupported_mode": (SPEC, a_request(mini, mode="omni_reference")),
        "duration_out_of_range": (SPEC, a_request(duration=16)),
        "unknown_resolution": (SPEC, a_request(resolution="720P")),
        "unsupported_resolution": (SPEC, a_request("seedance-2-fast", resolution="1080p")),
        "unknown_aspect_ratio": (SPEC, a_request(aspect_ratio="2:1")),
        "unsupported_aspect_ratio": (
            strict,
            a_request("seedance-2-fast", prompt="a", aspect_ratio="1:1"),
        ),
        "auto_not_allowed": (SPEC, a_request(aspect_ratio="auto", image_urls=[image] * 3)),
        "media_not_supported": (SPEC, a_request(mini, video_urls=[video])),
        "references_not_allowed": (SPEC, a_request(mode="text_to_video", image_urls=[image])),
        "image_count": (SPEC, a_request(mode="first_last_frames", image_urls=[image] * 3)),
        "too_many_references": (SPEC, a_request(image_urls=[image] * 9, audio_urls=[audio])),
        "invalid_url": (SPEC, a_request(image_urls=["example.com/a.png"])),
        "unsupported_format": (SPEC, a_request(video_urls=["https://example.com/a.webm"])),
        "asset_not_allowed": (SPEC, a_request(image_urls=["asset://a-1"])),
        "invalid_retention": (
            SPEC,
            a_request(
                "seedance-2-less-restriction", auto_upload_assets=True, asset_retention_hours=0
            ),
        ),
        "prompt_too_long": (strict, a_request(prompt="a" * 31)),
        "reference_required": (strict, a_request(prompt="a", audio_urls=[audio])),
        "unsupported_field": (
            strict,
            a_request(mini, prompt="a", mode="first_last_frames", image_urls=[image], strength=1),
        ),
        "value_not_allowed": (strict, a_request(prompt="a", speed="warp")),
    }


class TestViolations:
    def test_the_schema_sees_all_but_those_listed(self) -> None:
        assert one_fault().keys() - {"too_many_references"} == (
            set(Code) - NOTICES - ONLY_THE_ENGINE.keys()
        )

    @pytest.mark.parametrize("code", one_fault())
    def test_the_schema_sees_each_violation(self, code: str) -> None:
        spec, request = one_fault()[code]
        assert codes_of(request, spec) == [code]
        assert not Draft202012Validator(json_schema(spec=spec)).is_valid(request)

    def test_the_schema_does_not_see_a_reference_to_nothing(self) -> None:
        request = a_request(prompt="@image3 dances")
        assert codes_of(request) == [Code.REFERENCE_OUT_OF_RANGE]
        assert WHOLE.is_valid(request)

    def test_the_schema_does_not_see_seconds_of_audio(self) -> None:
        request = a_request(audio_urls=[ENTRIES["audio"][0]])
        report = validate(request, total_input_audio_duration=16)
        assert [finding.code for finding in report.violations] == [Code.AUDIO_TOO_LONG]
        assert WHOLE.is_valid(request)

    @pytest.mark.parametrize("most", [20, 21, 10**9])
    def test_the_schema_does_not_see_a_large_sum(self, most: int) -> None:
        """Three lists can be 20 entries together in 231 ways, which it lists, but 21 in 253."""
        references = {"references": {"maximum": most}}
        spec = made_up({"modes": {"omni_reference": {"limits": references}}})
        schema = json_schema("seedance-2", spec=spec)
        video, audio = ENTRIES["video"][0], ENTRIES["audio"][0]
        request = a_request(video_urls=[video] * 11, audio_urls=[audio] * 11)
        assert validate(request, spec=spec).ok == (most > 21)
        assert Draft202012Validator(schema).is_valid(request) == (most > 20)
        assert len(json.dumps(schema)) < 60_000

    def test_each_comes_with_a_reason(self) -> None:
        assert all(isinstance(code, Code) and reason for code, reason in ONLY_THE_ENGINE.items())


class TestForms:
    """What form builders need: no null, and errors at the field that is wrong."""

    @every_spec
    def test_null_is_nowhere(self, spec: Spec) -> None:
        for name in (None, *spec.task_types):
            schema = json_schema(name, nullable=False, spec=spec)
            Draft202012Validator.check_schema(schema)
            assert "null" not in json.dumps(schema)
            assert all(isinstance(part.get("type", ""), str | dict) for part in parts_of(schema))

    @pytest.mark.parametrize("tables", SPECS)
    @many(60)
    @given(data=st.data())
    def test_of_what_is_not_null_it_says_the_same(self, tables: str, data: st.DataObject) -> None:
        request = data.draw(requests(SPECS[tables]))
        body = request.get("input")
        if isinstance(body, dict):
            request["input"] = {name: value for name, value in body.items() if value is not None}
        found = [validator(None, tables, null).is_valid(request) for null in (True, False)]
        assert found[0] == found[1]

    def test_null_is_refused(self) -> None:
        schema = Draft202012Validator(json_schema(nullable=False))
        assert schema.is_valid(a_request(image_urls=[]))
        assert not schema.is_valid(a_request(duration=None))
        assert not schema.is_valid(a_request(image_urls=None))

    @pytest.mark.parametrize("nullable", [True, False])
    @pytest.mark.parametrize("code", one_fault())
    def test_the_schema_fails_where_the_engine_does(self, code: str, nullable: bool) -> None:
        """Where the engine blames all lists together, a schema blames the one with no room left."""
        if code == "unsupported_field" and not nullable:
            return  # jsonschema does not say which field the schema `false` refuses; ajv does
        spec, request = one_fault()[code]
        (finding,) = validate(request, spec=spec).violations
        schema = Draft202012Validator(json_schema(spec=spec, nullable=nullable))
        paths = set(map(path_of, schema.iter_errors(request)))
        assert paths == {finding.path} or (
            finding.path == "/input" and paths <= {f"/input/{kind}_urls" for kind in spec.media}
        )

    @pytest.mark.parametrize(
        ("most", "counts"),
        [(total, counts) for total in (1, 2, 4) for counts in product(range(4), repeat=3)],
    )
    def test_sums_over_all_lists(self, most: int, counts: tuple[int, ...]) -> None:
        """Clause omni-reference, and what a shared minimum would be."""
        lists = {field: [0] * count for field, count in zip("abc", counts, strict=True)}
        maxima = dict.fromkeys("abc", 3)
        for say, right in ((at_most, sum(counts) <= most), (at_least, sum(counts) >= most)):
            rules = Draft202012Validator({"allOf": [*say(most, maxima)]})
            assert rules.is_valid(lists) == right

    def test_no_lists_have_no_sum(self) -> None:
        assert [*at_most(2, {"a": 2})] == [] != [*at_most(1, {"a": 2})]


def path_of(error: ValidationError) -> str:
    """Return the JSON Pointer to what is wrong: to a field that is missing, not what lacks it."""
    path = "".join(f"/{key}" for key in error.absolute_path)
    if error.validator == "required":
        assert isinstance(error.validator_value, list) and isinstance(error.instance, dict)
        (missing,) = set(error.validator_value) - error.instance.keys()
        return f"{path}/{missing}"
    return path


class TestReading:
    """Clauses absent, types, envelope-extra, input-extra, prompt-required."""

    @pytest.mark.parametrize(
        "fields",
        [
            {"duration": 5.0},
            dict.fromkeys(sorted({*SPEC.known_fields} - {"prompt"})),
            {"image_urls": [], "video_urls": [], "audio_urls": []},
            {"anything": {"else": 1}},
            {"auto_upload_assets": "yes", "asset_retention_hours": -1},
            {"aspect_ratio": "auto"},
            {"aspect_ratio": "auto", "audio_urls": [ENTRIES["audio"][0]]},
        ],
        ids=str,
    )
    def test_what_readers_of_json_take_alike_is_accepted(
        self, fields: Mapping[str, object]
    ) -> None:
        request = {
            **a_request("seedance-2", **fields),
            "config": {"webhook": "https://example.com"},
        }
        assert WHOLE.is_valid(request)
        assert Draft202012Validator(json_schema("seedance-2")).is_valid(request)
        assert validate(request).ok

    def test_white_space_and_control_characters(self) -> None:
        """Outside of the first plane of Unicode there are none."""
        fields = fields_of(json_schema("seedance-2"))
        prompt = re.compile(fields["prompt"]["pattern"])
        never = re.compile(fields["image_urls"]["items"]["not"]["pattern"])
        for letter in map(chr, range(0x10000)):
            assert bool(prompt.search(letter)) != letter.isspace()
            is_bad = letter.isspace() or unicodedata.category(letter) == "Cc"
            assert bool(never.search(f"https://example.com/{letter}")) == is_bad

    def test_patterns_are_of_every_dialect(self) -> None:
        """Nothing beyond the subset that JSON Schema recommends, but for \\x, which all have."""
        for part in parts_of(json_schema()):
            pattern = str(part.get("pattern", ""))
            assert "(?" not in pattern
            assert set(re.findall(r"\\(.)", pattern)) <= set("x.[]+")


class TestDescriptions:
    """They are made from the limits of the task types that a schema is for."""

    @every_spec
    def test_every_field_is_described_in_words(self, spec: Spec) -> None:
        """Without clause ids, and without anything that only Python knows."""
        for name in (None, *spec.task_types):
            for described in fields_of(json_schema(name, spec=spec)).values():
                text = described["description"]
                assert text.endswith(".") and not text.startswith((" ", ";", ".")), text
                assert not re.search(
                    r"None|True\b.*isspace|\(clause|\[|\{|  |\.\.|: ;|: \.", text
                ), text

    @pytest.mark.parametrize(
        ("task_type", "field", "said"),
        [
            ("seedance-2-mini", "resolution", "720p. When left out: 720p. A second of video costs"),
            ("seedance-2", "resolution", "0.1 USD at 480p, 0.2 USD at 720p and 0.5 USD at 1080p."),
            ("seedance-2", "prompt", "`@image1` names the first entry of image_urls"),
            (
                "seedance-2-mini",
                "mode",
                "first_last_frames with 1 to 2 images alone, otherwise refused",
            ),
            (
                "seedance-2",
                "mode",
                "omni_reference takes images, videos and audios, at most 9 refer",
            ),
            ("seedance-2", "image_urls", "Two images alone are taken as first_last_frames unless"),
            ("seedance-2", "video_urls", "A second of them costs 0.5 times a second of the video."),
            (
                "seedance-2",
                "audio_urls",
                "Seconds of all audios together: at most 15 in omni_refere",
            ),
            ("seedance-2-mini", "audio_urls", "Not taken."),
            (None, "resolution", "720p for seedance-2-mini."),
        ],
    )
    def test_what_a_description_says(self, task_type: str | None, field: str, said: str) -> None:
        assert said in fields_of(json_schema(task_type))[field]["description"]

    def test_of_one_type_nothing_is_said_of_another(self) -> None:
        text = json.dumps(fields_of(json_schema("seedance-2-mini")))
        assert "480p" not in text and "omni_reference" not in text and "asset" not in text

    @pytest.mark.parametrize(
        ("field", "said"),
        [
            ("prompt", "At most 30 characters."),
            (
                "duration",
                "4 to 15 seconds in text_to_video and first_last_frames; 5 to 10 seconds in",
            ),
            ("audio_urls", "Only beside at least one image or video"),
            ("strength", "Only in omni_reference or text_to_video."),
        ],
    )
    def test_limits_in_every_place(self, field: str, said: str) -> None:
        fields = fields_of(json_schema("seedance-2", spec=SPECS["limits in every place"]))
        assert said in fields[field]["description"]

    def test_a_ratio_that_has_no_effect_or_becomes_another(self) -> None:
        """Clauses aspect-ignored, aspect-otherwise of the page of April."""
        fields = fields_of(json_schema("seedance-2", spec=load_spec("2026-04-08")))
        text = fields["aspect_ratio"]["description"]
        assert "without effect in first_last_frames." in text
        assert "Any other text becomes 16:9 in text_to_video and omni_reference." in text
        assert "When left out: required." in fields["mode"]["description"]

    def test_cells_that_neither_modes_nor_types_tell_apart(self) -> None:
        fields = fields_of(json_schema(spec=SPECS["limits in every place"]))
        said = "4 to 8 seconds for seedance-2-fast in first_last_frames"
        assert said in fields["duration"]["description"]


class TestShape:
    @every_spec
    def test_every_schema_follows_the_draft(self, spec: Spec) -> None:
        for name in (None, *spec.task_types):
            Draft202012Validator.check_schema(json_schema(name, spec=spec))

    @every_spec
    def test_a_schema_is_plain_and_complete_in_itself(self, spec: Spec) -> None:
        """It needs nothing beside it, and is new each time, so that a caller may change it."""
        for name in (None, *spec.task_types):
            schema = json_schema(name, spec=spec)
            assert json.loads(json.dumps(schema)) == schema == json_schema(name, spec=spec)
            assert not any(part.keys() & {"$ref", "$id", "$defs"} for part in parts_of(schema))
            for part in parts_of(schema):
                assert isinstance(part, dict)
                part.clear()
            assert json_schema(name, spec=spec)

    def test_a_schema_is_the_same_in_every_process(self) -> None:
        code = (
            "import json; from seedance_rules.schema import json_schema; "
            "print(json.dumps(json_schema()))"
        )
        outputs = {
            subprocess.run(
                [sys.executable, "-c", code],
                env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "."},
                check=True,
                capture_output=True,
                text=True,
            ).stdout
            for seed in ("0", "7")
        }
        assert outputs == {json.dumps(json_schema()) + "\n"}

    def test_a_schema_is_not_large(self) -> None:
        def size(task_type: str | None = None) -> int:
            return len(json.dumps(json_schema(task_type), separators=(",", ":")))

        assert size() < 24_000
        assert all(size(name) < 19_000 for name in SPEC.task_types)
        assert size("seedance-2-mini") < 8_000

    def test_input_of_one_task_type_can_be_used_alone(self) -> None:
        """As the parameters of a tool, for one."""
        for name in SPEC.task_types:
            schema = json_schema(name)
            assert "allOf" not in schema
            assert isinstance(schema["properties"], dict)
            parameters = Draft202012Validator(schema["properties"]["input"])
            for fields in ({}, {"resolution": "1080p"}, {"video_urls": [ENTRIES["video"][0]]}):
                request = a_request(name, **fields)
                assert parameters.is_valid(request["input"]) == validate(request).ok

    @every_spec
    def test_fields_come_in_the_order_of_the_tables(self, spec: Spec) -> None:
        fields = fields_of(json_schema(spec=spec))
        assert [*fields] == [name for name in spec.known_fields if name in fields]

    def test_fields_as_a_form_needs_them(self) -> None:
        fields = fields_of(json_schema("seedance-2"))
        assert (fields["duration"]["minimum"], fields["duration"]["maximum"]) == (4, 15)
        assert {name: f["default"] for name, f in fields.items() if "default" in f} == {
            "duration": 5,
            "resolution": "480p",
            "aspect_ratio": "16:9",
        }
        assert fields["resolution"]["enum"] == ["480p", "720p", "1080p", None]
        assert fields["aspect_ratio"]["enum"] == [*SPEC.aspect_ratios, "auto", None]
        assert {name for name, f in fields.items() if "null" not in f["type"]} == {"prompt"}
        assert not {"auto_upload_assets", "asset_retention_hours"} & fields.keys()

    def test_a_task_types_own_default(self) -> None:
        resolution = fields_of(json_schema("seedance-2-mini"))["resolution"]
        assert (resolution["enum"], resolution["default"]) == (["720p", None], "720p")

    def test_deprecated_names_are_marked(self) -> None:
        """Clause deprecated."""
        schema = json_schema()
        assert isinstance(schema["properties"], dict)
        choices = schema["properties"]["task_type"]["oneOf"]
        marked = [choice["const"] for choice in choices if choice.get("deprecated")]
        assert marked == [*SPEC.aliases]
        assert [choice["const"] for choice in choices] == [*SPEC.task_types, *SPEC.aliases]

    def test_a_deprecated_name_gives_the_schema_of_what_it_means(self) -> None:
        for alias, meant in SPEC.aliases.items():
            assert json_schema(alias) == json_schema(meant)

    @pytest.mark.parametrize("name", ["seedance-3", "", 5, ["seedance-2"]], ids=str)
    def test_an_unknown_task_type(self, name: str) -> None:
        with pytest.raises(NotInTables, match="seedance-2-mini"):
            json_schema(name)

    def test_the_tables_are_those_asked_for(self) -> None:
        assert json_schema(spec="2026-06") == json_schema(spec=SPEC) == json_schema()
        with pytest.raises(UnknownVersion, match="2026-06"):
            json_schema(spec="1999-01")
