"""A calculator in the browser: the built wheel gives the same answers in Pyodide as in CPython.

Node runs Pyodide as a browser would, on the wheel of this project and on that of attrs, with
nothing beside them and nothing fetched.
"""

import inspect
import json
from pathlib import Path

import pytest
from drawing import sample
from node_runner import need_wheels, run
from schema_requests import requests

from seedance_rules import conformance, load_spec

pytestmark = pytest.mark.node


def answers_to(cases: str) -> str:
    """Ask everything about some cases, given as JSON, and return the answers as JSON.

    This runs in both Pythons, in one of them from its source alone: it imports what it needs.
    """
    import json
    from collections.abc import Callable
    from decimal import Decimal
    from typing import Any

    import seedance_rules as rules
    from seedance_rules import compare, schema

    def answer(ask: Callable[[], object]) -> object:
        try:
            return ask()
        except (LookupError, ValueError) as error:
            return [type(error).__name__, str(error)]

    def ask_all(request: Any, video: str | None, audio: str | None) -> list[object]:
        stated: dict[str, Any] = {
            "total_input_video_duration": None if video is None else Decimal(video),
            "total_input_audio_duration": None if audio is None else Decimal(audio),
        }
        return [
            answer(lambda: rules.infer_mode(request)),
            answer(lambda: rules.validate(request, **stated).to_dict()),
            answer(lambda: str(rules.validate(request, **stated))),
            answer(lambda: rules.quote(request, **stated).to_dict()),
            answer(lambda: rules.quote(request, **stated).request.to_dict()),
            answer(lambda: str(rules.quote(request, **stated))),
            answer(lambda: str(rules.asset_plan(request))),
            answer(lambda: [str(found) for found in compare.alternatives(request, **stated)]),
            answer(lambda: compare.longest_within("1.10", request, **stated).to_dict()),
        ]

    spec = rules.load_spec()
    prices = [
        str(rules.credits(name, resolution, 13))
        for name, known in spec.task_types.items()
        for resolution in known.prices
    ]
    asked = [ask_all(*case) for case in json.loads(cases)]
    return json.dumps([asked, spec.to_dict(), schema.json_schema(), prices])


def the_cases() -> list[tuple[object, str | None, str | None]]:
    """Return requests with the seconds of their videos and audios, the same in every run."""
    found: list[tuple[object, str | None, str | None]] = []
    for case in conformance.cases():
        seconds = case.total_input_video_duration, case.total_input_audio_duration
        video, audio = (None if stated is None else str(stated) for stated in seconds)
        found.append((case.request, video, audio))

    for request in sample(requests(load_spec()), 100):
        body = request.get("input")
        has_videos = isinstance(body, dict) and body.get("video_urls")
        found.append((request, "7.35" if has_videos else None, None))
    return found


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Build the wheel of this project, and find the one of attrs."""
    return need_wheels(tmp_path_factory.mktemp("wheel"))


def test_pyodide_gives_the_same_answers(wheels: list[Path]) -> None:
    cases = json.dumps(the_cases())
    program = {"source": inspect.getsource(answers_to), "cases": cases}
    there = json.loads(run("pyodide.mjs", json.dumps(program), *map(str, wheels)))
    here = json.loads(answers_to(cases))
    assert there == here
    quotes = [answers[3] for answers in here[0] if isinstance(answers[3], dict)]
    assert len(quotes) > 100
