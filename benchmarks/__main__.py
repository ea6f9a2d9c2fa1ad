"""The command: `python -m benchmarks [--quick] [--stream N]`, in the root of the repository."""

import argparse
import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from attrs import frozen

from benchmarks.growth import measure_growth
from benchmarks.imports import measure_imports
from benchmarks.stream import measure_stream

PEERS: Final = ("pydantic", "jsonschema-rs", "fastjsonschema", "genai-prices")


@frozen
class Effort:
    """How long to measure."""

    rounds: int
    growth_rounds: int
    batch_seconds: float
    imports: int
    stream: int


FULL: Final = Effort(
    rounds=500, growth_rounds=60, batch_seconds=0.0003, imports=41, stream=1_000_000
)
QUICK: Final = Effort(rounds=60, growth_rounds=12, batch_seconds=0.0003, imports=7, stream=40_000)


def main(arguments: list[str] | None = None) -> None:
    """Measure everything once and print it."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Print how fast seedance_rules is, from one run."
    )
    parser.add_argument("--quick", action="store_true", help="measure for some seconds only")
    parser.add_argument("--stream", type=int, metavar="N", help="requests in the stream")
    options = parser.parse_args(arguments)
    effort = QUICK if options.quick else FULL
    count = effort.stream if options.stream is None else options.stream
    if count < 2:
        parser.error("--stream takes 2 requests or more")

    print(_header(), flush=True)

    # Fresh processes start from the peak memory of this one: they run before the peers are here.
    imports = measure_imports(effort.imports)
    runs = [measure_stream(count, processes) for processes in (1, 2)]
    one, two = (sum(part.credits for part in parts) for parts in runs)
    if one != two:
        raise AssertionError(f"one process adds up {one} credits and two add up {two}")

    from benchmarks import report
    from benchmarks.comparison import compare
    from benchmarks.rows import engine_rows, peer_rows
    from benchmarks.steps import measure_steps

    found = compare(
        (*engine_rows(), *peer_rows()), rounds=effort.rounds, batch_seconds=effort.batch_seconds
    )
    _show("One request", report.comparison_table(found))
    _show("Targets", report.target_table(report.targets(found, imports)))
    steps = measure_steps(rounds=effort.rounds, batch_seconds=effort.batch_seconds)
    _show("Where the time of a quote goes", report.step_table(steps))
    _show("Import", report.import_lines(imports))
    _show("Stream", report.stream_lines(runs))
    ladders = measure_growth(rounds=effort.growth_rounds, batch_seconds=effort.batch_seconds)
    _show("Growth", "\n\n".join(map(report.growth_table, ladders)))


def _header() -> str:
    """Say on what this runs; end the program when a peer is not installed."""
    try:
        peers = ", ".join(f"{name} {version(name)}" for name in PEERS)
    except PackageNotFoundError as missing:
        sys.exit(f"{missing.name} is not installed; run: python -m pip install --group bench")
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python}, {platform.machine()}, {os.cpu_count()} cores\n{peers}"


def _show(title: str, body: str) -> None:
    print(f"\n{title}\n{'-' * len(title)}\n{body}", flush=True)


if __name__ == "__main__":
    main()
