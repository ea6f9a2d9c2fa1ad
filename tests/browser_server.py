"""Serving the example page: `python tests/browser_server.py` puts it together and says where it is.

Pyodide comes from `tests/node` (`npm ci --prefix tests/node`). The server listens on this machine
alone.
"""

import shutil
import subprocess
import sys
import tempfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

__all__ = ["PAGE", "server_of", "site", "wheels"]

TESTS = Path(__file__).parent
PAGE = TESTS / "browser" / "calculator.html"
WHEELS = TESTS / "node" / "wheels"
DOWNLOAD = "python -m pip download --no-deps --only-binary=:all: --dest tests/node/wheels attrs"


class _Quiet(SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012 - of the base class, where it is not a constant either
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *args: object) -> None:
        """Say nothing of what is asked for."""


def wheels(folder: Path) -> list[Path]:
    """Find the wheel of attrs, and build that of this project into a folder, as it is in the tree.

    That needs what the extra `test` installs. Raises `LookupError` where the one of attrs is not
    there, and says how to get it.
    """
    attrs = sorted(WHEELS.glob("attrs-*.whl"))
    if not attrs:
        raise LookupError(f"there is no wheel of attrs in tests/node/wheels: {DOWNLOAD}")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir"]
    done = subprocess.run([*command, folder, TESTS.parent], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return [attrs[-1], *folder.glob("*.whl")]


def site(folder: Path, wheels: list[Path]) -> Path:
    """Put the page, Pyodide and the wheels together in an empty folder, and return it."""
    shutil.copy(PAGE, folder / "index.html")
    (folder / "pyodide").symlink_to(TESTS / "node" / "node_modules" / "pyodide")
    (folder / "wheels").mkdir()
    for wheel in wheels:
        shutil.copy(wheel, folder / "wheels" / f"{wheel.name.partition('-')[0]}.whl")
    return folder


def server_of(folder: Path) -> ThreadingHTTPServer:
    """Return a server of a folder, at any port that is free, which does not run yet."""
    return ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))


def main() -> None:
    """Build, serve and say where, until the program is stopped."""
    with tempfile.TemporaryDirectory() as name:
        (folder := Path(name, "site")).mkdir()
        with server_of(site(folder, wheels(Path(name)))) as server:
            print(f"http://127.0.0.1:{server.server_port}/")
            server.serve_forever()


if __name__ == "__main__":
    main()
