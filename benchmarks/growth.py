"""Requests of growing size, to show that the cost of one grows no faster than the request does."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Final

from attrs import frozen

import seedance_rules
from benchmarks.timing import Call, measure

__all__ = ["LENGTHS", "REFERENCES", "Growth", "measure_growth", "with_prompt", "with_references"]

REFERENCES: Final = (1, 3, 5, 7, 9)
LENGTHS: Final = (10, 100, 1_000, 10_000, 100_000, 1_000_000)

_PROSE: Final = "A tram climbs the hill in the rain, windows lit, and nobody on it looks up. "
_DENSE: Final = "@image1 "


@frozen
class Growth:
    """What requests of several sizes take: seconds for each, in the order of the sizes."""

    what: str
    unit: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]

    def per_unit(self) -> tuple[float, ...]:
        """Return the seconds of each further unit, from one size to the next."""
        steps = list(zip(self.sizes, self.seconds, strict=True))
        return tuple(
            (seconds - before) / (size - smaller)
            for (smaller, before), (size, seconds) in pairwise(steps)
        )


def with_references(count: int) -> dict[str, object]:
    """Return a request with so many images, each of them named in the prompt."""
    return {
        "model": "seedance",
        "task_type": "seedance-2",
        "input": {
            "prompt": "All at one table: " + ", ".join(f"@image{at + 1}" for at in range(count)),
            "mode": "omni_reference",
            "image_urls": [f"https://media.example.com/cast/guest-{at}.png" for at in range(count)],
        },
    }


def with_prompt(length: int, *, dense: bool) -> dict[str, object]:
    """Return a request whose prompt has so many characters: prose, or one reference to the next."""
    text = _DENSE if dense else _PROSE
    prompt = (text * (length // len(text) + 1))[:length]
    images = {"image_urls": ["https://media.example.com/cast/host.png"]} if dense else {}
    return {
        "model": "seedance",
        "task_type": "seedance-2",
        "input": {"prompt": prompt, **images},
    }


def measure_growth(*, rounds: int, batch_seconds: float) -> tuple[Growth, ...]:
    """Time `quote` on all sizes, against each other."""
    ladders: tuple[tuple[str, str, Mapping[int, dict[str, object]]], ...] = (
        (
            "references, each named in the prompt",
            "reference",
            {count: with_references(count) for count in REFERENCES},
        ),
        (
            "characters of prose in the prompt",
            "character",
            {length: with_prompt(length, dense=False) for length in LENGTHS},
        ),
        (
            "characters of nothing but references in the prompt",
            "character",
            {length: with_prompt(length, dense=True) for length in LENGTHS},
        ),
    )
    calls = [
        Call(partial(seedance_rules.quote, request))
        for _, _, requests in ladders
        for request in requests.values()
    ]
    times: Sequence[float] = measure(calls, rounds=rounds, batch_seconds=batch_seconds)
    found: list[Growth] = []
    for what, unit, requests in ladders:
        seconds, times = times[: len(requests)], times[len(requests) :]
        found.append(Growth(what, unit, tuple(requests), tuple(seconds)))
    return tuple(found)
