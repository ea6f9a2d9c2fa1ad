"""The README does what it says: its Python blocks run, its command prints what it shows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PYTHON = [text for language, text in BLOCKS if language == "python" and "pyspark" not in text]
"""The blocks that need Spark run in `test_warehouse`."""


@pytest.mark.parametrize("block", PYTHON, ids=[text.split("\n", 1)[0] for text in PYTHON])
def test_a_python_block_runs(block: str) -> None:
    exec(compile(block, "README.md", "exec"), {"__name__": "readme"})


def test_the_first_command_prints_what_is_shown() -> None:
    shell, shown = BLOCKS[0][1], BLOCKS[1][1]
    (program,) = re.findall(r"<<'EOF'\n(.*?)^EOF$", shell, re.MULTILINE | re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == shown


def test_ci_runs_the_test_command() -> None:
    command = BLOCKS[2][1].strip()
    assert command.endswith("-m pytest")
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
