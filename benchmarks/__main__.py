"""The command: `python -m benchmarks [--quick]`, in the root of the repository."""

import argparse
import os
import platform
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from benchmarks.figures import Effort, Figure, measure_all
from benchmarks.rows import ROWS, check

PEERS: Final = ("pydantic", "jsonschema-rs")
FULL: Final = Effort(rounds=500, long_rounds=60, imports=41, stream=2_000)
QUICK: Final = Effort(rounds=60, long_rounds=12, imports=7, stream=500)


def main(arguments: list[str] | None = None) -> None:
    """Measure everything once and print it as one table."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Print how fast seedance_rules is, from one run."
    )
    parser.add_argument("--quick", action="store_true", help="measure for some seconds only")
    effort = QUICK if parser.parse_args(arguments).quick else FULL
    print(header(PEERS), flush=True)

    from benchmarks import peers

    rows = {**ROWS, **peers.PEERS}
    for row in rows.values():
        check(row)
    print("\n" + table(measure_all(rows, effort)))


def header(peers: Iterable[str]) -> str:
    """Say on what this runs; end the program where a peer is not installed."""
    try:
        versions = ", ".join(f"{name} {version(name)}" for name in peers)
    except PackageNotFoundError as missing:
        sys.exit(f"{missing.name} is not installed; run: python -m pip install --group bench")
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python}, {platform.machine()}, {os.cpu_count()} cores, {versions}"


def table(figures: Iterable[Figure]) -> str:
    """Return all figures, each beside the most that it should be and the time behind it."""
    lines = [f"{'':44}{'found':>8}{'at most':>9}"]
    of = ""
    for figure in figures:
        if figure.of != of:
            of = figure.of
            lines += ["", of]
        most = "" if figure.most is None else f"{figure.most:.2f}"
        above = "above" if figure.most is not None and figure.value > figure.most else ""
        lines.append(
            f"  {figure.what:42}{figure.value:8.2f}{most:>9}  {above:5}{figure.time:>18}".rstrip()
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
