"""The four lines of pytest that check a client, as they are run in somebody else's project."""

import subprocess
import sys
from pathlib import Path

from seedance_rules import conformance

LINES = """\
@pytest.mark.parametrize("case", conformance.cases(), ids=str)
def test_client(case):
    for mismatch in conformance.check(client, cases=[case]):
        pytest.fail(str(mismatch))
"""

CLIENT = """\
import pytest
import seedance_rules
from seedance_rules import conformance


def client(request, video_seconds, audio_seconds):
    if request.get("input", {}) and "16:9" in str(request["input"]):
        return conformance.Answer(accepted=False)
    report = seedance_rules.validate(request, total_input_audio_duration=audio_seconds)
    return conformance.Answer(report.ok, report.mode)


"""


def test_a_wrong_client_fails_where_it_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "test_client.py").write_text(CLIENT + LINES, encoding="utf-8")
    root = Path(__file__).parent.parent.parent
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_client.py"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(root)},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 1
    assert f"1 failed, {len(conformance.cases()) - 1} passed" in done.stdout
    assert "FAILED test_client.py::test_client[aspect-ratio/text_to_video/16:9]" in done.stdout
    assert "the documentation accepts this request; the client rejects it" in done.stdout
    assert "clause aspect-ratio (documented): `aspect_ratio` is" in done.stdout
