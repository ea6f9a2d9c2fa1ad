"""Timing calls against each other: short batches, round after round, and the quietest one counts.

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

__all__ = ["Call", "measure"]

Call = Callable[[], object]
"""Something to time."""

_TRIES: Final = 3


def measure(
    calls: Sequence[Call],
    *,
    rounds: int,
    batch_seconds: float,
    clock: Callable[[], float] = process_time,
) -> list[float]:
    """Return the seconds that each call takes: the least of its batches, one batch a round.

    A batch is as many runs as take about `batch_seconds`, at least one.
    """
    was_enabled = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        sizes = [_batch_size(call, batch_seconds, clock) for call in calls]
        least = [float("inf")] * len(calls)
        forwards = range(len(calls))
        for number in range(rounds):
            for at in reversed(forwards) if number % 2 else forwards:
                least[at] = min(least[at], _batch(calls[at], sizes[at], clock) / sizes[at])
        return least
    finally:
        if was_enabled:
            gc.enable()


def _batch_size(call: Call, seconds: float, clock: Callable[[], float]) -> int:
    """Find how many runs take about so many seconds; that also warms the call up.

    The least of several tries counts here too: one disturbed try would make batches so short that
    the clock is most of them.
    """
    size = 1
    while (taken := min(_batch(call, size, clock) for _ in range(_TRIES))) < seconds / 2:
        size *= 2
    return max(1, round(size * seconds / taken))


def _batch(call: Call, size: int, clock: Callable[[], float]) -> float:
    start = clock()
    for _ in repeat(None, size):
        call()
    return clock() - start
