"""One column of limits against another: which limits allow less, or lead to a higher price.

A column is what holds for a task type in a mode. Only what a request could reach before counts: a
limit that nothing came up to takes nothing away.
"""

from collections.abc import Iterator
from typing import Final

from seedance_rules.fields import KINDS
from seedance_rules.limits import OPEN, Column, KindLimits

__all__ = ["LIMITS", "Counts", "most_references", "narrowed"]

LIMITS: Final = frozenset(
    {
        "prompt.maximum_length",
        "duration.minimum",
        "duration.maximum",
        "duration.default",
        "resolution.default",
        "aspect_ratio.values",
        "aspect_ratio.default",
        "aspect_ratio.auto",
        "asset_retention_hours.minimum",
        "asset_retention_hours.maximum",
        "references.takes",
        "references.maximum",
        "references.audio.maximum_seconds",
        *(
            f"references.{kind}.{leaf}"
            for kind in KINDS
            for leaf in ("minimum", "maximum", "requires_one_of")
        ),
    }
)
"""The limits that `narrowed` knows, by their names in the tables."""

Counts = tuple[range, ...]
"""Counts of images, videos and audios that no limit and no condition tells apart."""


def most_references(column: Column, counts: Counts) -> int | None:
    """Return how many references of these counts a column takes at most, None if it takes none."""
    least = [counted.start for counted in counts]
    for limits, count in zip(column.kinds or (), least, strict=True):
        if count not in (limits.counts if limits.taken else range(1)):
            return None
        needs = limits.requires_one_of
        if count and needs and not any(least[KINDS.index(kind)] for kind in needs):
            return None
    most, maximum = sum(counted.stop - 1 for counted in counts), column.references_maximum
    if maximum is None:
        return most
    return min(most, maximum) if sum(least) <= maximum else None


def narrowed(before: Column, now: Column) -> Iterator[str]:
    """Yield the limits that allow less than before; that of the resolution is for its price to say."""
    yield from _range("duration", before.durations, now.durations)
    yield from _range("asset_retention_hours", before.retention_hours, now.retention_hours)
    if now.default_duration > before.default_duration:
        yield "duration.default"
    longest = now.prompt_maximum
    if longest is not None and (before.prompt_maximum is None or longest < before.prompt_maximum):
        yield "prompt.maximum_length"
    if not set(before.aspect_ratios) <= set(now.aspect_ratios):
        yield "aspect_ratio.values"
    if before.auto and not now.auto:
        yield "aspect_ratio.auto"
    yield from _references(before, now)


def _references(before: Column, now: Column) -> Iterator[str]:
    together = OPEN if before.references_maximum is None else before.references_maximum
    reached: list[int] = []
    for kind, was, limits in zip(KINDS, before.kinds or (), now.kinds or (), strict=True):
        most = min(was.counts.stop - 1, together) if was.taken else 0
        reached.append(most)
        if was.taken and not limits.taken:
            yield "references.takes"
        if limits.taken:
            counts = range(was.counts.start, most + 1)
            yield from _range(f"references.{kind}", counts, limits.counts)
            if most and _needs_more(kind, was, limits):
                yield f"references.{kind}.requires_one_of"
    if now.references_maximum is not None and now.references_maximum < min(sum(reached), together):
        yield "references.maximum"
    seconds = now.audio_seconds
    if reached[KINDS.index("audio")] and seconds is not None:
        if before.audio_seconds is None or seconds < before.audio_seconds:
            yield "references.audio.maximum_seconds"


def _needs_more(kind: str, before: KindLimits, now: KindLimits) -> bool:
    """Tell whether a kind needs others beside it that it did not; beside itself it needs none."""
    needed, needs = before.requires_one_of, now.requires_one_of
    if not needs or kind in needs:
        return False
    return not needed or kind in needed or not set(needed) <= set(needs)


def _range(name: str, before: range, now: range) -> Iterator[str]:
    if now.start > before.start:
        yield f"{name}.minimum"
    if now.stop < before.stop:
        yield f"{name}.maximum"
