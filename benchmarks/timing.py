"""Timing many calls against each other: short batches, round after round, the quietest one counts.

The clock is the processor's time of this process, so that waiting for others does not count. What
else a machine does still slows some batches down (it takes caches and speed) and speeds none up, so
the least time of a batch is the nearest to what the call costs. Rounds go through all calls in
turn, forwards and backwards, so that no call has a better hour than another. The garbage collector
is off, since it would charge one call with what another left.
"""

import gc
from collections.abc import Callable, Sequence
from itertools import repeat
from time import process_time
from typing import Final

from attrs import frozen

__all__ = ["Call", "measure"]

Clock = Callable[[], float]

_TRIES: Final = 3


@frozen
class Call:
    """Something to time, and what it raises for its answer."""

    run: Callable[[], object]
    rejections: tuple[type[Exception], ...] = ()


def measure(
    calls: Sequence[Call], *, rounds: int, batch_seconds: float, clock: Clock = process_time
) -> list[float]:
    """Return the seconds that each call takes.

    Each is run in batches of about `batch_seconds`, one batch a round.
    """
    was_enabled = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        return _least_times(calls, rounds, batch_seconds, clock)
    finally:
        if was_enabled:
            gc.enable()


def _least_times(
    calls: Sequence[Call], rounds: int, batch_seconds: float, clock: Clock
) -> list[float]:
    sizes = [_batch_size(call, batch_seconds, clock) for call in calls]
    least = [float("inf")] * len(calls)
    forwards = list(range(len(calls)))
    for number in range(rounds):
        for at in forwards if number % 2 == 0 else reversed(forwards):
            seconds = _batch(calls[at], sizes[at], clock) / sizes[at]
            least[at] = min(least[at], seconds)
    return least


def _batch_size(call: Call, seconds: float, clock: Clock) -> int:
    """Find how many runs take about so many seconds; that also warms the call up.

    The least of several tries counts here too: one disturbed try would make batches so short that
    the clock is most of them.
    """
    size = 1
    while (taken := min(_batch(call, size, clock) for _ in range(_TRIES))) < seconds / 2:
        size *= 2
    return max(1, round(size * seconds / taken))


def _batch(call: Call, size: int, clock: Clock) -> float:
    run, rejections = call.run, call.rejections
    start = clock()
    for _ in repeat(None, size):
        try:
            run()
        except rejections:
            pass
    return clock() - start
