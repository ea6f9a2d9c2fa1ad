"""Serving the example page: `python tests/browser_server.py` puts it together and says where it is.

Pyodide comes from `tests/node` (`npm ci --prefix tests/node`), the wheel of attrs from
`tests/node/wheels` (`python -m pip download --no-deps --dest tests/node/wheels attrs`), and the
wheel of this project is built from the tree, with what the extra `test` installs. The server
listens on this machine alone.
"""

import shutil
import subprocess
import sys
import tempfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

__all__ = ["BUILD", "PAGE", "server_of", "site"]

TESTS = Path(__file__).parent
PAGE = TESTS / "browser" / "calculator.html"
BUILD = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir")


class _Quiet(SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012 - of the base class, where it is not a constant either
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *args: object) -> None:
        """Say nothing of what is asked for."""


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
        subprocess.run([*BUILD, name, TESTS.parent], check=True, stdout=subprocess.DEVNULL)
        attrs = max((TESTS / "node" / "wheels").glob("attrs-*.whl"))
        (folder := Path(name, "site")).mkdir()
        with server_of(site(folder, [attrs, *Path(name).glob("*.whl")])) as server:
            print(f"http://127.0.0.1:{server.server_port}/")
            server.serve_forever()


if __name__ == "__main__":
    main()
