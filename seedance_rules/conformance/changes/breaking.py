"""Whether a change of the tables can break a client: what is rejected now, and what costs more.

A statement in the tables may be overruled by a more particular one, so a change is judged by what
holds before and after it, for every task type and mode that both versions have. Only the verdict,
the price and the end after a content rejection count; what cannot be told counts as breaking.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from typing import Final

from attrs import frozen

from seedance_rules import Spec
from seedance_rules.conformance.changes.limits import LIMITS
from seedance_rules.fields import KINDS
from seedance_rules.spec.parts import Counts, inferred_mode

__all__ = ["Versions"]

_SOME: Final = frozenset(range(14))
"""Counts of references that are tried, beside those at which a limit or a condition ends."""


@frozen
class Versions:
    """An old and a new version of the tables.

    Names are the task types and the deprecated names of the old version.
    """

    old: Spec
    new: Spec

    def breaks(self, path: Sequence[str], old: object, new: object) -> bool:
        """Tell whether the change from `old` to `new`, plain data at a place, can break.

        None means that nothing is at that place.
        """
        match list(path):
            case ["findings", *_] | ["deprecated", "keep_resolution", *_]:
                return False
            case ["modes" | "task_types" | "media", _, "clauses", *_]:
                return False
            case ["resolutions" | "aspect_ratios"] | ["urls", "schemes"]:
                return _lost(old, new)
            case ["prices", name, resolution]:
                return self._dearer(name, resolution)
            case ["billing", "input_video_rate"]:
                return self.new.input_video_rate > self.old.input_video_rate
            case ["billing", "points_per_credit"]:
                return old is not None and new is not None
            case ["limits", *limit]:
                return self._narrows(".".join(limit))
            case ["modes", _]:
                return old is not None
            case ["modes", mode, "limits", *limit]:
                return self._narrows(".".join(limit), mode=mode)
            case ["inference"]:
                return any(map(self._infers_worse, self._names))
            case ["task_types", name, *rest]:
                return self._task_type(name, rest)
            case ["deprecated", "task_types", name]:
                return self._worse(name)
            case ["moderation", policy, *rest]:
                return self._moderation(policy, rest)
            case ["auto_aspect_ratio", "value"]:
                return old is not None
            case ["auto_aspect_ratio", "fallback"]:
                return old is not None and new is None
            case ["auto_aspect_ratio", "follows"]:
                auto = self.old.auto_aspect_ratio
                return auto is not None and auto.fallback is not None
            case ["media", _, "words"]:
                # A word more can put a reference out of range; one less leaves it unread.
                return _lost(new, old)
            case ["media", kind, "formats"]:
                return bool(self._newly_refused(kind))
            case ["media", _, "known_extensions"]:
                changed = _listed(old) ^ _listed(new)
                return any(changed & self._newly_refused(kind) for kind in KINDS)
            case ["fields", _, *rest]:
                return _field(rest, old, new)
            case _:
                return True

    def _task_type(self, name: str, rest: Sequence[str]) -> bool:
        """Judge a change of a task type, which may live on as a deprecated name."""
        match list(rest):
            case []:
                return self._worse(name)
            case ["tier" | "strict_twin"]:  # labels
                return False
            case ["modes"]:
                return self._loses_mode(name)
            case ["moderation"]:
                return bool(self._rejected_worse(name))
            case ["limits", *limit]:
                return self._narrows(".".join(limit), name=name)
            case ["mode_limits", mode, *limit]:
                return self._narrows(".".join(limit), name=name, mode=mode)
            case ["inference", *_]:
                return self._infers_worse(name)
            case _:
                # A type that takes assets also checks the two fields that it ignored before.
                return True

    @property
    def _names(self) -> list[str]:
        """The names that both versions have."""
        return [name for name in (*self.old.task_types, *self.old.aliases) if _has(self.new, name)]

    def _worse(self, name: str) -> bool:
        """Tell whether a request under a name can be rejected, cost more or end worse."""
        if not _has(self.old, name):
            return False
        if not _has(self.new, name):
            return True
        before, now = self.old.task_type(name), self.new.task_type(name)
        return (
            any(self._dearer(name, resolution) for resolution in before.prices)
            or any(self._narrowed(name, mode, mode) for mode in before.modes if mode in now.modes)
            or self._loses_mode(name)
            or before.assets != now.assets
            or bool(self._rejected_worse(name))
            or self._infers_worse(name)
        )

    def _dearer(self, name: str, resolution: str) -> bool:
        """Tell whether a resolution costs more under a name than before, or is gone."""
        if not _has(self.old, name) or resolution not in self.old.task_type(name).prices:
            return False
        now = self.new.task_type(name).prices if _has(self.new, name) else {}
        return now.get(resolution, Decimal("inf")) > self.old.task_type(name).prices[resolution]

    def _loses_mode(self, name: str) -> bool:
        return not set(self.old.task_type(name).modes) <= set(self.new.task_type(name).modes)

    def _rejected_worse(self, name: str) -> frozenset[str]:
        """Return what is worse when content is rejected; another review may be stricter."""
        before, now = (spec.task_type(name).moderation for spec in (self.old, self.new))
        worse = {
            "review": before.review != now.review,
            "retries": now.retries < before.retries,
            "refunded": before.refunded and not now.refunded,
        }
        return frozenset(leaf for leaf, is_worse in worse.items() if is_worse)

    def _moderation(self, policy: str, rest: Sequence[str]) -> bool:
        if rest and rest[0] in ("clause", "final_clause"):
            return False
        worse: set[str] = set()
        for name in self._names:
            policies = {spec.task_type(name).moderation.name for spec in (self.old, self.new)}
            worse |= self._rejected_worse(name) if policy in policies else set()
        return bool(worse) if not rest else rest[0] in worse

    def _newly_refused(self, kind: str) -> set[str]:
        before, now = (spec.media[kind].refused_extensions for spec in (self.old, self.new))
        return {*now} - {*before}

    def _narrows(self, limit: str, *, name: str | None = None, mode: str | None = None) -> bool:
        """Tell whether a limit allows less, anywhere that a statement at this place reaches."""
        return limit not in LIMITS or any(
            limit in self._narrowed(other, of_mode, of_mode)
            for other in ([name] if name else self._names)
            for of_mode in self.old.task_type(other).modes
            if mode in (None, of_mode) and of_mode in self.new.task_type(other).modes
        )

    def _narrowed(self, name: str, old_mode: str, new_mode: str) -> set[str]:
        """Return the limits that allow less under a name, or lead to a higher price."""
        before, now = self.old.limits(name, old_mode), self.new.limits(name, new_mode)
        found = {limit for limit, narrows in LIMITS.items() if narrows(before, now)}
        was = self.old.unit_price(name, before.default_resolution)
        if self.new.unit_price(name, now.default_resolution) > was:
            found.add("resolution.default")
        return found

    def _infers_worse(self, name: str) -> bool:
        """Tell whether a request without a mode now runs in one that takes it less well."""
        if self.old.task_type(name).inference == self.new.task_type(name).inference:
            return False
        images, videos, audios = self._tried(name)
        return any(self._runs_worse(name, counts) for counts in product(images, videos, audios))

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
            not limit.startswith("references.") or limit.endswith(".maximum_seconds")
            for limit in self._narrowed(name, was, runs)
        )

    def _tried(self, name: str) -> list[set[int]]:
        """Return counts of each kind, some, and those at which a limit or a condition ends."""
        tried = [set(_SOME) for _ in KINDS]
        for spec in (self.old, self.new):
            of_type = spec.task_type(name)
            for rule in of_type.inference:
                for counts, wanted in zip(tried, rule[1:], strict=True):
                    counts |= {wanted.start, wanted.stop}
            for limits in (spec.limits(name, mode) for mode in of_type.modes):
                for counts, kind in zip(tried, KINDS, strict=True):
                    ends = (limits.kinds[kind].maximum, limits.references_maximum)
                    counts |= {limits.kinds[kind].minimum, *(end for end in ends if end)}
        return tried


def _has(spec: Spec, name: str) -> bool:
    return name in spec.task_types or name in spec.aliases


def _refused_fields(spec: Spec, mode: str) -> frozenset[str]:
    return frozenset(
        name for name, field in spec.fields.items() if field.modes and mode not in field.modes
    )


def _field(rest: Sequence[str], old: object, new: object) -> bool:
    """Judge a change of a further field, which takes any value while the tables do not know it."""
    match list(rest):
        case []:
            return old is None
        case ["clause"]:
            return False
        case ["type"]:
            return (old, new) != ("integer", "number")
        case ["minimum"]:
            return new is not None and (old is None or _number(new) > _number(old))
        case ["maximum"]:
            return new is not None and (old is None or _number(new) < _number(old))
        case ["values"]:
            return new is not None and (old is None or _lost(old, new))
        case ["task_types" | "modes"]:
            # An empty list is as good as none: everyone takes the field.
            return bool(new) and (not old or _lost(old, new))
        case _:
            return True


def _lost(old: object, new: object) -> bool:
    """Tell whether a list lacks an entry that it had."""
    return bool(_listed(old) - _listed(new))


def _listed(value: object) -> frozenset[str]:
    return frozenset(map(str, value)) if isinstance(value, list) else frozenset()


def _number(value: object) -> Decimal:
    return Decimal(str(value))
