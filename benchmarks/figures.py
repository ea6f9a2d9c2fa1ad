"""What is measured: ratios of two times from the same run, and the most that they should be."""

import gc
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from attrs import frozen

from benchmarks.cases import (
    ACCEPTED,
    REJECTED,
    Case,
    stream,
    with_prompt,
    with_references,
    wrong_urls,
)
from benchmarks.imports import measure_imports
from benchmarks.rows import ROWS, Row, in_turn
from benchmarks.timing import measure

__all__ = ["Effort", "Figure", "measure_all"]

MOST_OF_DECODING: Final = 1.9 if sys.version_info >= (3, 13) else 2.2
MOST_OF_PYDANTIC: Final = 1.0
MOST_OF_TWIN: Final = 3.0
MOST_OF_ATTRS: Final = 0.65
MOST_OF_SIZE: Final = 1.2  # 1 is in proportion; the rest is what caches do to large requests
MOST_KEPT: Final = 0.1

Key = tuple[str, str]
"""A row and a case, by their names."""

_PROSE: Final = "A tram climbs the hill in the rain, windows lit, and nobody on it looks up. "
_LADDERS: Final[tuple[tuple[str, str, Callable[[int], Case], int, int], ...]] = (
    ("images, each named in the prompt", "quote", with_references, 3, 9),
    ("characters of prose", "quote", lambda size: with_prompt(size, _PROSE), 10**5, 10**6),
    ("characters of references", "quote", lambda size: with_prompt(size, "@image1 "), 10**4, 10**5),
    ("wrong URLs", "validate", wrong_urls, 10**3, 10**4),
)


@frozen
class Effort:
    """How long to measure: rounds of short batches, and rounds of what takes long."""

    rounds: int
    long_rounds: int
    imports: int
    stream: int
    batch_seconds: float = 0.0003


@frozen
class Figure:
    """A ratio, the most that it should be where there is a target, and the time behind it."""

    of: str
    """What the figures beside it are multiples of, too."""
    what: str
    value: float
    most: float | None = None
    time: str = ""


def measure_all(rows: Mapping[str, Row], effort: Effort) -> Iterator[Figure]:
    """Measure everything; what is compared with each other is timed in turns."""
    yield from _of_cases(rows, effort)
    yield from _of_the_stream(rows, effort)
    yield from _of_growth(effort)
    yield _of_memory(effort)
    yield from _of_importing(effort)


def _of_cases(rows: Mapping[str, Row], effort: Effort) -> Iterator[Figure]:
    """Time every row on the accepted requests in turn, and some on each request alone."""
    calls = {(name, "all"): in_turn(row, ACCEPTED) for name, row in rows.items()}
    for case in (*ACCEPTED, *REJECTED):
        # As many as the accepted, so that the loop around them weighs as much.
        alone = [case] * len(ACCEPTED)
        for name in ("json.loads", "quote", "validate"):
            calls[name, case.name] = in_turn(rows[name], alone)
    times = measure([*calls.values()], rounds=effort.rounds, batch_seconds=effort.batch_seconds)
    seconds = {key: time / len(ACCEPTED) for key, time in zip(calls, times, strict=True)}

    def figure(of: str, what: str, one: Key, other: Key, most: float | None = None) -> Figure:
        return Figure(of, what, seconds[one] / seconds[other], most, _micro(seconds[one]))

    for name in rows:
        most = MOST_OF_DECODING if name == "quote" else None
        of = "accepted requests in turn, × json.loads"
        yield figure(of, name, (name, "all"), ("json.loads", "all"), most)
    for name, most in {"quote": MOST_OF_PYDANTIC, "quote().credits": None}.items():
        of = "accepted requests in turn, × pydantic"
        yield figure(of, name, (name, "all"), ("pydantic", "all"), most)
    for case in ACCEPTED:
        one, other = ("quote", case.name), ("json.loads", case.name)
        yield figure("quote of each alone, × json.loads", case.name, one, other)
    for case in REJECTED:
        one, other = ("validate", case.name), ("validate", case.twin)
        of = "validate of a rejected request, × of the same without faults"
        yield figure(of, f"{case.name} ({case.twin})", one, other, MOST_OF_TWIN)


def _of_the_stream(rows: Mapping[str, Row], effort: Effort) -> Iterator[Figure]:
    """Time what quotes on requests of which no two are alike: nothing can be remembered."""
    cases, names = stream(0, effort.stream), ("json.loads", "quote", "quote().credits", "pydantic")
    calls = [in_turn(rows[name], cases) for name in names]
    times = measure(calls, rounds=effort.long_rounds, batch_seconds=effort.batch_seconds)
    for name, time in zip(names, times, strict=True):
        of = "a stream, no two alike, one in twenty rejected, × json.loads"
        yield Figure(of, name, time / times[0], None, f"{len(cases) / time:,.0f} a second")


def _of_growth(effort: Effort) -> Iterator[Figure]:
    """Time requests that are several times as large."""
    calls = [in_turn(ROWS[name], [make(n)]) for _, name, make, *sizes in _LADDERS for n in sizes]
    times = iter(measure(calls, rounds=effort.long_rounds, batch_seconds=effort.batch_seconds))
    for what, _, _, small, large in _LADDERS:
        before, after = next(times), next(times)
        of = "larger requests: how much longer, × how much larger"
        value = after / before * small / large
        yield Figure(of, f"{large:,} {what}", value, MOST_OF_SIZE, _micro(after))


def _of_memory(effort: Effort) -> Figure:
    """Count the blocks of memory that are still there after a stream was quoted."""
    counts = []
    for part in range(2):  # the first brings everything to where it stays
        in_turn(ROWS["quote"], stream(part * effort.stream, (part + 1) * effort.stream))()
        gc.collect()
        counts.append(sys.getallocatedblocks())
    kept = (counts[1] - counts[0]) / effort.stream
    return Figure("memory", "blocks kept of a quoted request", kept, MOST_KEPT)


def _of_importing(effort: Effort) -> Iterator[Figure]:
    """Time imports in new processes."""
    attrs, standard, library = measure_imports(effort.imports)
    for what, seconds, most in (
        ("datetime, decimal, json, re", standard, None),
        ("seedance_rules after these", library, MOST_OF_ATTRS),
        ("both", standard + library, None),
    ):
        of = f"import after attrs, × import attrs ({attrs * 1e3:.1f} ms)"
        yield Figure(of, what, seconds / attrs, most, f"{seconds * 1e3:.1f} ms")


def _micro(seconds: float) -> str:
    return f"{seconds * 1e6:,.2f} µs"
