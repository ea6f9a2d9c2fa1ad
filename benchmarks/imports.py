"""What `import seedance_rules` adds to `import attrs`: milliseconds, and memory that stays.

Each run is a fresh interpreter that imports attrs and then the library, so that what attrs costs is
never charged to the library, and both are measured in the same moment of the machine. The time is
the processor's, and as in `timing` the least counts; compiled files are written by a first run that
does not.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from attrs import frozen

__all__ = ["Imports", "measure_imports"]

_ROOT: Final = Path(__file__).resolve().parent.parent

_TIMED: Final = """
from time import process_time
start = process_time()
import attrs
between = process_time()
import seedance_rules
print(between - start, process_time() - between)
"""
_TRACED: Final = """
import gc, tracemalloc
tracemalloc.start()
import attrs
gc.collect()
before, _ = tracemalloc.get_traced_memory()
import seedance_rules
gc.collect()
after, _ = tracemalloc.get_traced_memory()
print(before, after - before)
"""


@frozen
class Imports:
    """What importing costs: seconds (the least of all runs) and bytes that stay allocated."""

    attrs_seconds: float
    added_seconds: float
    attrs_bytes: int
    added_bytes: int


def measure_imports(runs: int) -> Imports:
    """Import in so many fresh interpreters, the default spec ready at the end of each."""
    _run(_TIMED)
    timed = [_run(_TIMED) for _ in range(runs)]
    attrs_bytes, added_bytes = _run(_TRACED)
    return Imports(
        min(attrs for attrs, _ in timed),
        min(added for _, added in timed),
        round(attrs_bytes),
        round(added_bytes),
    )


def _run(program: str) -> tuple[float, float]:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    printed = subprocess.run(
        [sys.executable, "-c", program],
        cwd=_ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    first, second = map(float, printed.split())
    return first, second
