"""What importing the library adds to importing attrs, in fresh processes.

Each run is a new interpreter that imports attrs, then what else the library needs of the standard
library, then the library, its default tables ready, so that all three are measured in the same
moment of the machine. The time is the processor's, and the least of all runs counts.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

__all__ = ["measure_imports"]

_ROOT: Final = Path(__file__).resolve().parent.parent
_PROGRAM: Final = """
from time import process_time
start = process_time()
import attrs
after_attrs = process_time()
import datetime, decimal, json, re
before = process_time()
import seedance_rules
seedance_rules.load_spec()
print(after_attrs - start, before - after_attrs, process_time() - before)
"""


def measure_imports(runs: int) -> tuple[float, float, float]:
    """Return the seconds of the three parts; a first run, which does not count, compiles."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    printed = [
        subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            cwd=_ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout
        for _ in range(runs + 1)
    ]
    timed = [tuple(map(float, text.split())) for text in printed[1:]]
    attrs, standard, library = map(min, zip(*timed, strict=True))
    return attrs, standard, library
