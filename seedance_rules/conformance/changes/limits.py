"""The limits of a task type in a mode against those of another version: which allow less.

Only what a request could reach before counts: a limit that nothing came up to takes nothing away.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from math import inf
from typing import Final

from seedance_rules.fields import KINDS
from seedance_rules.spec import Limits

__all__ = ["LIMITS"]

Narrows = Callable[[Limits, Limits], bool]


def _lower(before: float | Decimal | None, now: float | Decimal | None) -> bool:
    """Tell whether a maximum is lower than before; None means unlimited."""
    return now is not None and (before is None or now < before)


def _ratios(limits: Limits) -> set[str] | None:
    """Return the aspect ratios that are accepted, None where any is."""
    any_is = "aspect_ratio" in limits.ignores or limits.otherwise_aspect_ratio is not None
    return None if any_is else {*limits.aspect_ratios}


def _most(limits: Limits, kind: str) -> float:
    """Return the most references of a kind that a request can have."""
    maxima = (limits.references_maximum, limits.kinds[kind].maximum)
    return min((maximum for maximum in maxima if maximum is not None), default=inf)


def _together(limits: Limits) -> float:
    most = sum(_most(limits, kind) for kind in KINDS)
    return most if limits.references_maximum is None else min(most, limits.references_maximum)


def _least(limits: Limits) -> int:
    return max(limits.references_minimum, sum(kind.minimum for kind in limits.kinds.values()))


def _of_kind(kind: str) -> Mapping[str, Narrows]:
    def needs_more(old: Limits, new: Limits) -> bool:
        needed, needs = (limits.kinds[kind].requires_one_of for limits in (old, new))
        if not _most(old, kind) or not needs or kind in needs:  # beside itself it needs none
            return False
        return not needed or kind in needed or not set(needed) <= set(needs)

    def shorter(old: Limits, new: Limits) -> bool:
        was, seconds = (limits.kinds[kind].maximum_seconds for limits in (old, new))
        return _most(old, kind) > 0 and _lower(was, seconds)

    return {
        "minimum": lambda old, new: new.kinds[kind].minimum > old.kinds[kind].minimum,
        "maximum": lambda old, new: _lower(_most(old, kind), new.kinds[kind].maximum),
        "requires_one_of": needs_more,
        "maximum_seconds": shorter,
    }


LIMITS: Final[Mapping[str, Narrows]] = {
    "prompt.maximum_length": lambda old, new: _lower(old.prompt_maximum, new.prompt_maximum),
    "duration.minimum": lambda old, new: new.durations.start > old.durations.start,
    "duration.maximum": lambda old, new: new.durations.stop < old.durations.stop,
    "duration.default": lambda old, new: new.default_duration > old.default_duration,
    # Whether another default costs more is for the prices to say.
    "resolution.default": lambda old, new: False,
    "aspect_ratio.values": lambda old, new: (
        not {*old.aspect_ratios} <= (_ratios(new) or {*old.aspect_ratios})
    ),
    "aspect_ratio.default": lambda old, new: False,
    "aspect_ratio.auto": lambda old, new: bool(
        old.auto_aspect_ratio and not new.auto_aspect_ratio and _ratios(new)
    ),
    "aspect_ratio.otherwise": lambda old, new: _ratios(old) is None and _ratios(new) is not None,
    "ignores": lambda old, new: not {*old.ignores} <= {*new.ignores},
    "asset_retention_hours.minimum": lambda old, new: (
        "asset_retention_hours" not in old.ignores
        and new.retention_hours.start > old.retention_hours.start
    ),
    "asset_retention_hours.maximum": lambda old, new: (
        "asset_retention_hours" not in old.ignores
        and new.retention_hours.stop < old.retention_hours.stop
    ),
    "references.named": lambda old, new: False,
    "references.takes": lambda old, new: any(
        old.kinds[kind].taken and not new.kinds[kind].taken for kind in KINDS
    ),
    "references.minimum": lambda old, new: _least(new) > _least(old),
    "references.maximum": lambda old, new: _lower(_together(old), new.references_maximum),
    **{
        f"references.{kind}.{leaf}": narrows
        for kind in KINDS
        for leaf, narrows in _of_kind(kind).items()
    },
}
"""How each limit is told to allow less, or to lead to longer outputs, by its name in the tables."""
