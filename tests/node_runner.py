"""Running what is in `tests/node`, for the tests marked `node`.

Nothing is downloaded: where Node or a package is missing, a test is skipped and says what installs
it.
"""

import shutil
import subprocess
from pathlib import Path

import pytest
from browser_server import wheels

__all__ = ["NODE", "need", "need_wheels", "run"]

NODE = Path(__file__).parent / "node"
_NPM = "npm ci --prefix tests/node"


def need(package: str) -> None:
    """Skip the test where Node or one of its packages is missing."""
    if shutil.which("node") is None:
        pytest.skip("Node.js 20 or later is not installed")
    if not (NODE / "node_modules" / package).is_dir():
        pytest.skip(f"the npm package {package} is not installed: {_NPM}")


def need_wheels(folder: Path) -> list[Path]:
    """Return the wheels that Pyodide loads; skip the test where something for them is missing."""
    need("pyodide")
    try:
        return wheels(folder)
    except LookupError as error:
        pytest.skip(str(error))


def run(script: str, given: str, *arguments: str) -> str:
    """Run a script of `tests/node` on a text, and return the text that it prints."""
    done = subprocess.run(
        ["node", NODE / script, *arguments],
        check=False,
        input=given,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
