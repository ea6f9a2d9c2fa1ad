"""The tables as compact data: they say what the limits say, and a page can price with them."""

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from drawing import sample
from node_runner import run
from schema_requests import SPECS

from seedance_rules import (
    Spec,
    UnknownVersion,
    conformance,
    load_spec,
    quote,
    schema,
    versions,
)
from seedance_rules.schema import tables_json
from seedance_rules.strategies import priced_requests

GUIDE = Path(schema.__file__).with_name("README.md").read_text(encoding="utf-8")
(CALCULATOR,) = re.findall(r"^```js\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)

every_spec = pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)


def whole(number: dict[str, int]) -> tuple[int, int | None]:
    return number.get("minimum", 0), number.get("maximum")


@every_spec
def test_tables_json_says_what_the_limits_say(spec: Spec) -> None:
    data = tables_json(spec)
    assert [*data["task_types"]] == [*spec.task_types]
    for name, known in spec.task_types.items():
        of_type = data["task_types"][name]
        assert {r: Decimal(price) for r, price in of_type["prices"].items()} == known.prices
        assert [*of_type["modes"]] == [*known.modes]
        for mode in known.modes:
            limits, said = spec.limits(name, mode), of_type["limits"] | of_type["modes"][mode]
            assert said["duration"]["default"] == limits.default_duration in limits.durations
            assert said["duration"].get("minimum", 0) == limits.durations.start
            assert said["resolution"]["default"] == limits.default_resolution
            assert said["aspect_ratio"]["values"] == [*limits.aspect_ratios]
            assert said["aspect_ratio"].get("default") == limits.default_aspect_ratio
            assert said["aspect_ratio"].get("otherwise") == limits.otherwise_aspect_ratio
            assert said["auto"] == (limits.auto_aspect_ratio is not None)
            assert said.get("prompt", {}).get("maximum") == limits.prompt_maximum
            assert whole(said.get("references", {})) == (
                limits.references_minimum,
                limits.references_maximum,
            )
            assert said.get("ignores", []) == [*limits.ignores]
            for kind, own in limits.kinds.items():
                of_kind = said.get(kind, {})
                assert whole(of_kind) == (own.minimum, own.maximum)
                assert of_kind.get("beside", []) == [*own.requires_one_of]
                if own.taken:
                    most = of_kind.get("seconds")
                    assert (most and Decimal(most)) == own.maximum_seconds


@every_spec
def test_tables_json_is_plain_and_new_each_time(spec: Spec) -> None:
    data = tables_json(spec)
    assert json.loads(json.dumps(data)) == data == tables_json(spec)
    for of_type in data["task_types"].values():
        of_type["limits"].clear()
    assert tables_json(spec) != data


def test_tables_json_is_a_few_kilobytes() -> None:
    assert len(json.dumps(tables_json(), separators=(",", ":"))) < 5_000


def test_the_tables_are_those_asked_for() -> None:
    assert tables_json("2026-06") == tables_json(load_spec()) == tables_json()
    assert tables_json()["version"] == "2026-06"
    assert tables_json("2026-08-01")["points_per_credit"] == "10000000"
    assert tables_json()["digest"] == load_spec().digest
    with pytest.raises(UnknownVersion, match="2026-06"):
        tables_json("1999-01")


def test_the_calculator_is_short() -> None:
    code = [line for line in CALCULATOR.splitlines() if line and not line.startswith("/**")]
    assert len(code) <= 20


def priced(spec: Spec, cases: Sequence[tuple[object, object]]) -> list[str]:
    """Return what the calculator says that requests cost, with stated seconds of input video."""
    given = [{"request": request, "seconds": seconds} for request, seconds in cases]
    asked = {"source": CALCULATOR, "tables": tables_json(spec), "cases": given}
    found = json.loads(run("calculator.mjs", json.dumps(asked)))
    assert isinstance(found, list)
    return found


@pytest.mark.node
def test_the_calculator_agrees_on_all_priced_cases() -> None:
    """In JavaScript, exactly."""
    spec = load_spec()
    cases = [case.to_dict() for case in conformance.cases(spec) if case.credits is not None]
    asked = [(case["request"], case["total_input_video_duration"]) for case in cases]
    assert len(cases) > 150
    assert priced(spec, asked) == [case["credits"] for case in cases]


@pytest.mark.node
@pytest.mark.parametrize("version", versions())
def test_the_calculator_agrees_on_every_version(version: str) -> None:
    spec = load_spec(version)
    drawn = sample(priced_requests(spec), 40)
    quotes = [quote(request, spec=spec, **stated) for request, stated in drawn]
    asked = [
        (request, found.to_dict()["total_input_video_duration"])
        for (request, _), found in zip(drawn, quotes, strict=True)
    ]
    assert priced(spec, asked) == [found.to_dict()["credits"] for found in quotes]
