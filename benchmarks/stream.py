"""A long stream of requests, priced one after another on one process and on two.

The requests are worked out from their number alone: no two are the same, any part of the stream can
be made anywhere, and nothing is kept. Each is made before the clock runs. What the processes add up
must agree, and the memory of a process must not grow with what it has seen.
"""

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from itertools import islice
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from time import perf_counter
from typing import Final

from attrs import frozen

import seedance_rules

__all__ = ["Item", "Part", "Unbounded", "generate", "measure_stream", "price_part"]

MOST_GROWTH: Final = 4 * 2**20
"""Bytes by which the peak memory may grow after the first tenth: noise, far from a request each."""

_CHUNK: Final = 1000
_SCRAMBLE: Final = 0x9E3779B97F4A7C15
_WORDS: Final = "harbour kite lantern meadow orchard rain rooftop snow tram violin".split()
_RESOLUTIONS: Final = {
    "seedance-2": ("480p", "720p", "1080p", None),
    "seedance-2-fast": ("480p", "720p", None),
    "seedance-2-mini": ("720p", None),
    "seedance-2-less-restriction": ("480p", "720p", "1080p", None),
    "seedance-2-fast-less-restriction": ("480p", "720p", None),
    "seedance-2-fast-preview": ("720p",),
}
_TASK_TYPES: Final = tuple(_RESOLUTIONS)
_RATIOS: Final = ("16:9", "9:16", "1:1", "21:9", "4:3", "3:4", None)
_SHAPES: Final = (
    # images, videos, audios
    (0, 0, 0),
    (1, 0, 0),
    (2, 0, 0),
    (0, 0, 0),
    (3, 0, 0),
    (2, 1, 0),
    (1, 1, 1),
    (4, 2, 1),
)
_FAULTS: Final[tuple[tuple[str, object], ...]] = (
    ("duration", 16),
    ("resolution", "8k"),
    ("aspect_ratio", "2:1"),
    ("prompt", "as in @image8"),
    ("duration", "5"),
)
_ONE_FAULT_IN: Final = 20

Item = tuple[dict[str, object], float | None]
"""A request, and the total seconds of its input videos."""


class Unbounded(AssertionError):
    """Memory that grows with the length of the stream."""


@frozen
class Part:
    """What pricing one part of the stream came to."""

    requests: int
    accepted: int
    credits: Decimal
    seconds: float
    growth: int
    """Bytes by which the peak memory grew after the first tenth."""


def generate(start: int, stop: int) -> Iterator[Item]:
    """Yield the requests with these numbers; about one in twenty is rejected for one fault."""
    for number in range(start, stop):
        yield _item(number)


def _item(number: int) -> Item:
    mixed = (number * _SCRAMBLE & 0xFFFFFFFFFFFFFFFF) >> 16

    def choose(choices: int) -> int:
        nonlocal mixed
        mixed, choice = divmod(mixed, choices)
        return choice

    task_type = _TASK_TYPES[choose(len(_TASK_TYPES))]
    resolutions = _RESOLUTIONS[task_type]
    resolution = resolutions[choose(len(resolutions))]
    ratio = _RATIOS[choose(len(_RATIOS))]
    shapes = 4 if task_type == "seedance-2-mini" else len(_SHAPES)
    images, videos, audios = _SHAPES[choose(shapes)]
    prompt = f"{_WORDS[choose(10)]} and {_WORDS[choose(10)]}, take {number}"
    fields: dict[str, object] = {"prompt": prompt, "duration": 4 + choose(12)}
    if resolution is not None:
        fields["resolution"] = resolution
    if ratio is not None:
        fields["aspect_ratio"] = ratio
    host = f"https://media.example.com/{number}"
    if images:
        fields["prompt"] = f"@image{images} in {prompt}"
        fields["image_urls"] = [f"{host}/still-{at}.png" for at in range(images)]
    if videos:
        fields["video_urls"] = [f"{host}/motion-{at}.mp4" for at in range(videos)]
    if audios:
        fields["audio_urls"] = [f"{host}/sound-{at}.mp3" for at in range(audios)]
    if choose(_ONE_FAULT_IN) == 0:
        field, value = _FAULTS[choose(len(_FAULTS))]
        fields[field] = value
    seconds = 2.5 * (1 + choose(8)) if videos else None
    return {"model": "seedance", "task_type": task_type, "input": fields}, seconds


def price_part(start: int, stop: int) -> Part:
    """Quote the requests with these numbers, timing the quotes and not their making."""
    items = generate(start, stop)
    accepted, credits, seconds = 0, Decimal(0), 0.0
    done, settled = 0, 0
    while chunk := list(islice(items, _CHUNK)):
        begin = perf_counter()
        for request, video_seconds in chunk:
            try:
                quote = seedance_rules.quote(request, total_input_video_duration=video_seconds)
            except seedance_rules.InvalidRequest:
                continue
            accepted += 1
            credits += quote.credits
        seconds += perf_counter() - begin
        done += len(chunk)
        if not settled and done * 10 >= stop - start:
            settled = _peak_memory()
    return Part(done, accepted, credits, seconds, _peak_memory() - settled)


def _peak_memory() -> int:
    """Return the most memory that this process has had, in bytes.

    On Linux a new process starts from the peak of the one that started it, which is therefore to
    be kept small: a peak below that one would not be seen.
    """
    import resource  # not on Windows, where everything else here runs

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def measure_stream(count: int, processes: int) -> tuple[Part, ...]:
    """Price a stream of so many requests on fresh processes, each an equal part at the same time.

    Raises `Unbounded` when the memory of one of them grows.
    """
    context = get_context("spawn")
    bounds = [count * at // processes for at in range(processes + 1)]
    with ProcessPoolExecutor(
        processes, context, initializer=_meet, initargs=(context.Barrier(processes),)
    ) as pool:
        parts = tuple(pool.map(price_part, bounds, bounds[1:]))
    for part in parts:
        check_memory(part)
    return parts


def _meet(barrier: Barrier) -> None:
    """Wait for the other processes, so that all of them price at the same time."""
    barrier.wait(timeout=60)


def check_memory(part: Part) -> None:
    """Raise `Unbounded` when memory grew by more than noise."""
    if part.growth > MOST_GROWTH:
        raise Unbounded(
            f"peak memory grew by {part.growth / 2**20:.1f} MB over {part.requests} requests; "
            f"at most {MOST_GROWTH / 2**20:.0f} MB is noise"
        )
