"""The runners of the guide do what it says, in pytest and Node; `test_readme` runs its Python."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from node_runner import NODE

from seedance_rules import conformance
from seedance_rules.conformance import check_answers, summary, to_json

ROOT = Path(__file__).parent.parent.parent
GUIDE = ROOT / "seedance_rules" / "conformance" / "clients" / "README.md"
BLOCKS = re.findall(
    r"^```(\w+)\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)
(RUNNER,) = [text for language, text in BLOCKS if language == "js"]
CLIENT, PYTEST, *_ = [text for language, text in BLOCKS if language == "python"]


def test_a_wrong_client_fails_in_pytest_with_the_summary(tmp_path: Path) -> None:
    (tmp_path / "test_client.py").write_text(CLIENT + PYTEST, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_client.py"],
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 1
    assert "1 failed" in done.stdout
    assert "rejects what is accepted: duration … is not … or …" in done.stdout
    assert len(done.stdout.splitlines()) < 80


def run_in_node(folder: Path, client: str) -> subprocess.CompletedProcess[str]:
    """Run the runner of the guide on a JavaScript client of `tests/node`."""
    if shutil.which("node") is None:
        pytest.skip("Node.js 20 or later is not installed")
    shutil.copy(NODE / "conformance_client.mjs", folder / "right_client.mjs")
    shutil.copy(NODE / client, folder / "client.mjs")
    (folder / "conformance.test.mjs").write_text(RUNNER, encoding="utf-8")
    (folder / "2026-06.cases.json").write_text(to_json("2026-06"), encoding="utf-8")
    return subprocess.run(
        ["node", "--test", "--test-reporter=tap", "conformance.test.mjs"],
        check=False,
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


@pytest.mark.node
def test_the_runner_is_twenty_lines_and_passes_a_right_client(tmp_path: Path) -> None:
    assert len(RUNNER.splitlines()) <= 20
    done = run_in_node(tmp_path, "conformance_client.mjs")
    assert done.returncode == 0, done.stdout[-2000:]
    passed = re.findall(r"^\s*ok \d+ - (\S+)$", done.stdout, re.MULTILINE)
    priced = conformance.cases("2026-06", priced=True)
    assert {case.id for case in priced} <= set(passed)


@pytest.mark.node
def test_the_runner_fails_a_wrong_client_where_it_is_wrong(tmp_path: Path) -> None:
    done = run_in_node(tmp_path, "conformance_wrong_client.mjs")
    assert done.returncode == 1
    failed = set(re.findall(r"^\s*not ok \d+ - (\S+)$", done.stdout, re.MULTILINE))
    assert {"prices/seedance-2/480p/with-video", "modes/inferred/1-image"} <= failed
    assert "duration/text_to_video/at-minimum" not in failed
    assert "0.5 credits instead of 0.85" in done.stdout
    assert "mode-inference (reading): `mode` is optional" in done.stdout


@pytest.mark.node
@pytest.mark.parametrize(
    ("client", "groups"), [("conformance_client.mjs", 1), ("conformance_wrong_client.mjs", 4)]
)
def test_answers_that_node_writes_down_are_summed_up(
    client: str, groups: int, tmp_path: Path
) -> None:
    run_in_node(tmp_path, client)
    script = (
        'import { readFileSync } from "node:fs"; import { client } from "./client.mjs";'
        'const { cases } = JSON.parse(readFileSync("2026-06.cases.json", "utf8"));'
        "console.log(JSON.stringify(Object.fromEntries(cases.map((one) =>"
        "[one.id, client(one.request, one.total_input_video_duration)]))));"
    )
    (tmp_path / "answer.mjs").write_text(script, encoding="utf-8")
    written = subprocess.run(
        ["node", "answer.mjs"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True
    )
    told = summary(check_answers(json.loads(written.stdout), spec="2026-06"))
    assert len(re.findall(r"^ +\d+  ", told, re.MULTILINE)) == groups
    assert "price: a binary float" in told
