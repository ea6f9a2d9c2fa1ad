"""Whether a change of the tables can break a client: what is rejected now, and what costs more.

A statement in the tables may be overruled by a more particular one, so a change is judged by what
holds before and after it, for every task type and mode that both versions have. Only the verdict,
the price and the end after a content rejection count, and of limits only what a request could reach
before: one that nothing came up to takes nothing away. What cannot be told counts as breaking.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import product
from math import inf
from typing import Any

from attrs import frozen

from seedance_rules import Spec
from seedance_rules.fields import KINDS
from seedance_rules.spec import Limits, ModerationPolicy
from seedance_rules.spec.parts import Counts, inferred_mode

__all__ = ["Versions"]


@frozen
class Versions:
    """An old and a new version of the tables.

    Names are the task types and the deprecated names of the old version.
    """

    old: Spec
    new: Spec

    def breaks(self, path: Sequence[str], old: Any, new: Any) -> bool:
        """Tell whether the change from `old` to `new`, plain data at a place, can break.

        None means that nothing is at that place.
        """
        match list(path):
            case (
                ["findings", *_]
                | ["deprecated", "keep_resolution", *_]
                | ["modes" | "task_types" | "media", _, "clauses", *_]
                | ["task_types", _, "tier" | "strict_twin"]
                | ["moderation", _, "clause" | "final_clause"]
                | ["fields", _, "clause"]
            ):
                return False
            case ["modes", _] | ["auto_aspect_ratio", "value"]:
                return old is not None
            case ["auto_aspect_ratio", "fallback"]:
                return old is not None and new is None
            case ["auto_aspect_ratio", "follows"]:
                auto = self.old.auto_aspect_ratio
                return auto is not None and auto.fallback is not None
            case ["billing", "input_video_rate"]:
                return self.new.input_video_rate > self.old.input_video_rate
            case ["billing", "points_per_credit"]:
                return old is not None and new is not None
            case ["resolutions" | "aspect_ratios"] | ["urls", "schemes"]:
                return _lost(old, new)
            case ["media", _, "words"]:
                # A word more can put a reference out of range; one less leaves it unread.
                return _lost(new, old)
            case ["media", kind, "formats"]:
                return bool(self._newly_refused(kind))
            case ["media", _, "known_extensions"]:
                changed = {*(old or ())} ^ {*(new or ())}
                return any(changed & self._newly_refused(kind) for kind in KINDS)
            case ["prices", name, resolution]:
                return self._dearer(name, resolution)
            case ["task_types", name] | ["deprecated", "task_types", name]:
                return self._worse(name)
            case ["task_types", name, "modes"]:
                return self._loses_mode(name)
            case ["task_types", name, "moderation"]:
                return bool(self._ends_worse(name))
            case ["moderation", policy, *leaf]:
                names = [n for n in self._names if policy in (p.name for p in self._policies(n))]
                worse = {leaf for name in names for leaf in self._ends_worse(name)}
                return bool(worse & {*leaf} if leaf else worse)
            case ["task_types", name, "inference", *_]:
                return self._infers_worse(name)
            case ["inference"]:
                return any(map(self._infers_worse, self._names))
            case ["limits", *limit]:
                return self._narrows(*limit)
            case ["modes", mode, "limits", *limit]:
                return self._narrows(*limit, mode=mode)
            case ["task_types", name, "limits", *limit]:
                return self._narrows(*limit, name=name)
            case ["task_types", name, "mode_limits", mode, *limit]:
                return self._narrows(*limit, name=name, mode=mode)
            # A further field takes any value while the tables do not know it.
            case ["fields", _]:
                return old is None
            case ["fields", _, "type"]:
                return (old, new) != ("integer", "number")
            case ["fields", _, "minimum"]:
                return new is not None and (old is None or new > old)
            case ["fields", _, "maximum"]:
                return new is not None and (old is None or new < old)
            case ["fields", _, "values"]:
                return new is not None and (old is None or _lost(old, new))
            case ["fields", _, "task_types" | "modes"]:
                # An empty list is as good as none: everyone takes the field.
                return bool(new) and (not old or _lost(old, new))
            case _:
                # Such as `assets`: a type that takes them also checks two fields it ignored before.
                return True

    @property
    def _names(self) -> list[str]:
        """The names that both versions have."""
        return [name for name in (*self.old.task_types, *self.old.aliases) if _has(self.new, name)]

    def _worse(self, name: str) -> bool:
        """Tell whether a request under a name can be rejected, cost more or end worse."""
        if not _has(self.old, name) or not _has(self.new, name):
            return _has(self.old, name)
        before, now = self.old.task_type(name), self.new.task_type(name)
        return (
            any(self._dearer(name, resolution) for resolution in before.prices)
            or self._narrows(name=name)
            or self._loses_mode(name)
            or before.assets != now.assets
            or bool(self._ends_worse(name))
            or self._infers_worse(name)
        )

    def _dearer(self, name: str, resolution: str) -> bool:
        """Tell whether a resolution costs more under a name than before, or is gone."""
        if not _has(self.old, name) or resolution not in self.old.task_type(name).prices:
            return False
        now = self.new.task_type(name).prices if _has(self.new, name) else {}
        return now.get(resolution, Decimal("inf")) > self.old.task_type(name).prices[resolution]

    def _loses_mode(self, name: str) -> bool:
        return _lost(self.old.task_type(name).modes, self.new.task_type(name).modes)

    def _policies(self, name: str) -> list[ModerationPolicy]:
        return [spec.task_type(name).moderation for spec in (self.old, self.new)]

    def _ends_worse(self, name: str) -> set[str]:
        """Return what is worse when content is rejected; another review may be stricter."""
        before, now = self._policies(name)
        worse = {
            "review": before.review != now.review,
            "retries": now.retries < before.retries,
            "refunded": before.refunded and not now.refunded,
        }
        return {leaf for leaf, is_worse in worse.items() if is_worse}

    def _newly_refused(self, kind: str) -> set[str]:
        before, now = (spec.media[kind].refused_extensions for spec in (self.old, self.new))
        return {*now} - {*before}

    def _narrows(self, *limit: str, name: str | None = None, mode: str | None = None) -> bool:
        """Tell whether a limit, or any, allows less, anywhere that a statement here reaches."""
        narrowed = (
            self._narrowed(other, of_mode, of_mode)
            for other in ([name] if name else self._names)
            for of_mode in self.old.task_type(other).modes
            if mode in (None, of_mode) and of_mode in self.new.task_type(other).modes
        )
        key = ".".join(limit)
        return any(one.get(key, True) if key else any(one.values()) for one in narrowed)

    def _narrowed(self, name: str, old_mode: str, new_mode: str) -> dict[str, bool]:
        """Tell of each limit whether it allows less under a name, or leads to a higher price."""
        before, now = self.old.limits(name, old_mode), self.new.limits(name, new_mode)
        was = self.old.unit_price(name, before.default_resolution)
        dearer = self.new.unit_price(name, now.default_resolution) > was
        return _narrowed(before, now) | {"resolution.default": dearer}

    def _infers_worse(self, name: str) -> bool:
        """Tell whether a request without a mode now runs in one that takes it less well."""
        types = [(spec, spec.task_type(name)) for spec in (self.old, self.new)]
        if types[0][1].inference == types[1][1].inference:
            return False
        # Some counts of references, and those at which a limit or a condition ends.
        tried = {*range(14)}
        for spec, of_type in types:
            for rule in of_type.inference:
                tried.update(end for of in rule[1:] for end in (of.start, of.stop))
            for limits in (spec.limits(name, mode) for mode in of_type.modes):
                kinds = limits.kinds.values()
                ends = [limits.references_maximum, *(of.maximum for of in kinds)]
                tried.update((of.minimum for of in kinds), filter(None, ends))
        return any(self._runs_worse(name, counts) for counts in product(tried, repeat=len(KINDS)))

    def _runs_worse(self, name: str, counts: Counts) -> bool:
        before, now = self.old.task_type(name), self.new.task_type(name)
        was, runs = (inferred_mode(of_type.inference, counts) for of_type in (before, now))
        if was is None or was == runs or was not in before.modes:
            return False
        if not self.old.limits(name, was).takes(counts):
            return False
        if runs not in now.modes or not self.new.limits(name, runs).takes(counts):
            return True
        return not _refused_fields(self.new, runs) <= _refused_fields(self.old, was) or any(
            narrower and (not limit.startswith("references.") or limit.endswith("_seconds"))
            for limit, narrower in self._narrowed(name, was, runs).items()
        )


def _has(spec: Spec, name: str) -> bool:
    return name in spec.task_types or name in spec.aliases


def _refused_fields(spec: Spec, mode: str) -> set[str]:
    return {name for name, field in spec.fields.items() if field.modes and mode not in field.modes}


def _lost(old: Iterable[str] | None, new: Iterable[str] | None) -> bool:
    """Tell whether a list lacks an entry that it had."""
    return not {*(old or ())} <= {*(new or ())}


def _narrowed(old: Limits, new: Limits) -> dict[str, bool]:
    """Tell of each limit, by its name in the tables, whether it allows less than before.

    So does a default duration that is longer, since it costs more. Of the default resolution, the
    prices tell.
    """
    any_before, any_now = (
        "aspect_ratio" in of.ignores or of.otherwise_aspect_ratio is not None for of in (old, new)
    )
    least, needed = (
        max(of.references_minimum, sum(kind.minimum for kind in of.kinds.values()))
        for of in (old, new)
    )
    most = {kind: _most(old.references_maximum, of.maximum) for kind, of in old.kinds.items()}
    together = _most(old.references_maximum, sum(most.values()))
    loses_auto = old.auto_aspect_ratio is not None and new.auto_aspect_ratio is None
    keeps = "asset_retention_hours" not in old.ignores
    found = {
        "prompt.maximum_length": _lower(old.prompt_maximum, new.prompt_maximum),
        "duration.minimum": new.durations.start > old.durations.start,
        "duration.maximum": new.durations.stop < old.durations.stop,
        "duration.default": new.default_duration > old.default_duration,
        "aspect_ratio.values": not any_now and _lost(old.aspect_ratios, new.aspect_ratios),
        "aspect_ratio.default": False,
        "aspect_ratio.auto": loses_auto and not any_now,
        "aspect_ratio.otherwise": any_before and not any_now,
        "ignores": _lost(old.ignores, new.ignores),
        "asset_retention_hours.minimum": (
            keeps and new.retention_hours.start > old.retention_hours.start
        ),
        "asset_retention_hours.maximum": (
            keeps and new.retention_hours.stop < old.retention_hours.stop
        ),
        "references.named": False,
        "references.takes": any(old.kinds[kind].taken > new.kinds[kind].taken for kind in KINDS),
        "references.minimum": needed > least,
        "references.maximum": _lower(together, new.references_maximum),
    }
    for kind, now in new.kinds.items():
        was, of_kind = old.kinds[kind], f"references.{kind}"
        # A kind that may be given beside itself alone needs no other.
        one_of, now_one_of = (
            {*of.requires_one_of} if kind not in of.requires_one_of else set() for of in (was, now)
        )
        found |= {
            f"{of_kind}.minimum": now.minimum > was.minimum,
            f"{of_kind}.maximum": _lower(most[kind], now.maximum),
            f"{of_kind}.maximum_seconds": (
                most[kind] > 0 and _lower(was.maximum_seconds, now.maximum_seconds)
            ),
            f"{of_kind}.requires_one_of": (
                most[kind] > 0 and bool(now_one_of) and not (one_of and one_of <= now_one_of)
            ),
        }
    return found


def _most(*maxima: float | None) -> float:
    return min((maximum for maximum in maxima if maximum is not None), default=inf)


def _lower(before: float | Decimal | None, now: float | Decimal | None) -> bool:
    """Tell whether a maximum is lower than before; None is no maximum."""
    return now is not None and (before is None or now < before)
