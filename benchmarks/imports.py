"""What importing the library adds to importing attrs, in fresh processes.

Each run is a new interpreter that imports attrs, then what the library needs of the standard
library, then the library, its default tables ready: so that what attrs and the standard library
cost is not charged to it, and all three are measured in the same moment of the machine. The time
is the processor's, and the least of all runs counts.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from attrs import frozen

__all__ = ["Imports", "measure_imports"]

_ROOT: Final = Path(__file__).resolve().parent.parent
_PROGRAM: Final = """
from time import process_time
start = process_time()
import attrs
after_attrs = process_time()
import decimal, json, re
before = process_time()
import seedance_rules
seedance_rules.load_spec()
print(after_attrs - start, before - after_attrs, process_time() - before)
"""


@frozen
class Imports:
    """The seconds of each part of importing, the least of all runs."""

    attrs: float
    standard: float
    """`decimal`, `json` and `re`, where attrs has not imported them already."""
    library: float


def measure_imports(runs: int) -> Imports:
    """Import in so many new interpreters; a first one, which does not count, compiles."""
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
    return Imports(*map(min, zip(*timed, strict=True)))
