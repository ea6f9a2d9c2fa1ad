"""Every row on every case, timed against each other, and the ratios that matter.

A ratio is of two times of the same request from the same run. A mean is the mean of such ratios, so
that a long request counts no more than a short one.
"""

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Final

from attrs import frozen

from benchmarks.cases import INVALID, VALID, Case
from benchmarks.rows import Row, check
from benchmarks.timing import measure

__all__ = ["BASE", "CASES", "Comparison", "compare"]

CASES: Final = (*VALID, *INVALID)
BASE: Final = "json.loads"
"""The row that all others are shown as multiples of."""


@frozen
class Comparison:
    """The seconds of each row on each case that it answers, by their names."""

    rows: tuple[Row, ...]
    seconds: Mapping[tuple[str, str], float]

    def ratio(self, row: str, other: str, case: str) -> float | None:
        """Return how many times as long one row takes as another; None where one has no answer."""
        mine, theirs = self.seconds.get((row, case)), self.seconds.get((other, case))
        return None if mine is None or theirs is None else mine / theirs

    def mean_ratio(self, row: str, other: str, cases: Sequence[Case] = VALID) -> float | None:
        """Return the mean of the ratios over those of the cases that both rows answer."""
        ratios = [self.ratio(row, other, case.name) for case in cases]
        known = [ratio for ratio in ratios if ratio is not None]
        return fmean(known) if known else None

    def fault_ratio(self, row: str) -> float:
        """Return how many times as long the rejected requests take as those they are copies of."""
        pairs = [(case.name, str(case.twin)) for case in INVALID]
        rejected = sum(self.seconds[row, name] for name, _ in pairs)
        return rejected / sum(self.seconds[row, twin] for _, twin in pairs)


def compare(
    rows: Sequence[Row],
    *,
    rounds: int,
    batch_seconds: float,
    cases: Sequence[Case] = CASES,
) -> Comparison:
    """Check that every row gives the right answers, then time them all.

    Raises `Disagreement` for a row that does not.
    """
    for row in rows:
        for case in cases:
            check(row, case)
    calls = {
        (row.name, case.name): call
        for case in cases
        for row in rows
        if (call := row.call_for(case)) is not None
    }
    times = measure(list(calls.values()), rounds=rounds, batch_seconds=batch_seconds)
    return Comparison(tuple(rows), dict(zip(calls, times, strict=True)))
