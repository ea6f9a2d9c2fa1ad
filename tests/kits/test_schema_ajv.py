"""A second validator, in another language, reads the schema as the first one does."""

import json

import pytest
from drawing import sample
from jsonschema import Draft202012Validator
from node_runner import need, run
from schema_requests import SPECS, one_entry, requests, seen_by_a_schema

from seedance_rules import Spec, validate
from seedance_rules.schema import json_schema

pytestmark = pytest.mark.node


every_spec = pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)


@every_spec
def test_ajv_agrees_with_the_engine_and_with_jsonschema(spec: Spec) -> None:
    """Under ajv's strict mode, in which it takes no keyword that it could misunderstand."""
    agree(spec, sample(requests(spec), 60) + sample(one_entry(spec), 45))


@pytest.mark.slow
@every_spec
def test_ajv_agrees_on_many_more(spec: Spec) -> None:
    agree(spec, sample(requests(spec), 400) + sample(one_entry(spec), 300))


def agree(spec: Spec, judged: list[dict[str, object]]) -> None:
    """Compare both validators and the engine."""
    need("ajv")
    schemas = [json_schema(name, spec=spec) for name in (None, *spec.task_types)]
    given_to_ajv = [{"schema": schema, "requests": judged} for schema in schemas]
    whole, *of_types = json.loads(run("ajv.mjs", json.dumps(given_to_ajv)))
    for request, accepted in zip(judged, whole, strict=True):
        codes = [str(finding.code) for finding in validate(request, spec=spec).violations]
        assert accepted != seen_by_a_schema(codes, spec), (codes, request)
    for schema, verdicts in zip(schemas[1:], of_types, strict=True):
        validator = Draft202012Validator(schema)
        for request, accepted in zip(judged, verdicts, strict=True):
            assert accepted == validator.is_valid(request), request
    assert 1 / 14 < sum(whole) / len(whole) < 13 / 14
