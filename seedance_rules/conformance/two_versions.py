"""Two versions of the tables side by side: what holds for a name in the one and in the other.

Names are the task types and the deprecated names of the old version. Everything is read from what
the specs have worked out; nothing here looks at plain data.
"""

from collections.abc import Iterator
from itertools import pairwise, product, starmap

from attrs import frozen

from seedance_rules import Mode, Spec
from seedance_rules.conformance.columns import Counts, most_references, narrowed
from seedance_rules.fields import KINDS
from seedance_rules.limits import OPEN
from seedance_rules.parts import Inference

__all__ = ["Versions"]


@frozen
class Versions:
    """An old and a new version of the tables."""

    old: Spec
    new: Spec

    @property
    def names(self) -> tuple[str, ...]:
        """The task types and deprecated names that both versions have."""
        return tuple(name for name in (*self.old.task_types, *self.old.aliases) if self._has(name))

    def _has(self, name: str) -> bool:
        return name in self.new.task_types or name in self.new.aliases

    def modes_of(self, name: str) -> tuple[str, ...]:
        """Return the modes that a name, which both versions have, has in both."""
        now = self.new.task_type(name).modes
        return tuple(mode for mode in self.old.task_type(name).modes if mode in now)

    def under(self, policy: str) -> tuple[str, ...]:
        """Return the names that a moderation policy holds for, in either version."""
        return tuple(
            name
            for name in self.names
            if policy in {spec.task_type(name).moderation.name for spec in (self.old, self.new)}
        )

    def worse(self, name: str) -> bool:
        """Tell whether a request under a name can be rejected, cost more or end worse than before."""
        if name not in self.old.task_types and name not in self.old.aliases:
            return False
        if not self._has(name):
            return True
        before, now = self.old.task_type(name), self.new.task_type(name)
        return (
            any(self.dearer(name, resolution) for resolution in before.prices)
            or any(self.narrowed(name, mode) for mode in self.modes_of(name))
            or self.loses_mode(name)
            or before.assets != now.assets
            or bool(self.rejected_worse(name))
            or self.infers_worse(name)
        )

    def dearer(self, name: str, resolution: str) -> bool:
        """Tell whether a resolution costs more under a name than before, or is gone."""
        if name not in self.old.task_types and name not in self.old.aliases:
            return False
        price = self.old.task_type(name).prices.get(resolution)
        if price is None:
            return False
        now = self.new.task_type(name).prices.get(resolution) if self._has(name) else None
        return now is None or now > price

    def loses_mode(self, name: str) -> bool:
        """Tell whether a name that both versions have lacks a mode that it had."""
        return not set(self.old.task_type(name).modes) <= set(self.new.task_type(name).modes)

    def rejected_worse(self, name: str) -> frozenset[str]:
        """Return what is worse when content is rejected under a name that both versions have.

        Another review may be stricter, so it counts as worse.
        """
        before, now = (spec.task_type(name).moderation for spec in (self.old, self.new))
        worse = {
            "review": before.review != now.review,
            "retries": now.retries < before.retries,
            "refunded": before.refunded and not now.refunded,
        }
        return frozenset(leaf for leaf, is_worse in worse.items() if is_worse)

    def newly_refused(self, kind: str) -> frozenset[str]:
        """Return the extensions that a kind of reference refuses now and did not before."""
        refused = self.new.media[kind].refused_extensions
        return refused - self.old.media[kind].refused_extensions

    def narrowed(self, name: str, mode: str) -> frozenset[str]:
        """Return the limits that allow less under a name in a mode, or lead to a higher price."""
        return self._narrowed(name, mode, mode)

    def _narrowed(self, name: str, old_mode: str, new_mode: str) -> frozenset[str]:
        before = self.old.rules[name].columns[old_mode]
        now = self.new.rules[name].columns[new_mode]
        types = self.old.task_type(name), self.new.task_type(name)
        found = set(narrowed(before, now))
        if not types[0].assets:
            found -= {"asset_retention_hours.minimum", "asset_retention_hours.maximum"}
        if self.old.auto_aspect_ratio is None:
            found -= {"aspect_ratio.auto"}
        resolution = before.default_resolution, now.default_resolution
        if types[1].prices[resolution[1]] > types[0].prices[resolution[0]]:
            found.add("resolution.default")
        return frozenset(found)

    def infers_worse(self, name: str) -> bool:
        """Tell whether a request without a mode now runs in one that takes it less well.

        Both versions have the name.
        """
        if self.old.rules[name].inference == self.new.rules[name].inference:
            return False
        return any(self._runs_worse(name, counts) for counts in self._alike(name))

    def _runs_worse(self, name: str, counts: Counts) -> bool:
        was = _inferred(self.old.rules[name].inference, counts)
        runs = _inferred(self.new.rules[name].inference, counts)
        if was == runs or was is None or was not in self.old.task_type(name).modes:
            return False
        before = self.old.rules[name].columns[was]
        most = most_references(before, counts)
        if most is None:
            return False
        if runs is None or runs not in self.new.task_type(name).modes:
            return True
        fits = most_references(self.new.rules[name].columns[runs], counts)
        narrowed = {
            limit
            for limit in self._narrowed(name, was, runs)
            if not limit.startswith("references.") or limit == "references.audio.maximum_seconds"
        }
        refused = _refused_fields(self.new, runs) - _refused_fields(self.old, was)
        return fits is None or fits < most or bool(narrowed or refused)

    def _alike(self, name: str) -> Iterator[Counts]:
        """Yield all counts of references, those together that nothing in either version tells apart."""
        edges: list[set[int]] = [{0, 1, OPEN} for _ in KINDS]
        for spec in (self.old, self.new):
            rules = spec.rules[name]
            told_apart = [(rule.images, rule.videos, rule.audios) for rule in rules.inference]
            told_apart += (
                (images.counts, videos.counts, audios.counts)
                for images, videos, audios in (
                    column.kinds for column in rules.columns.values() if column.kinds
                )
            )
            for counts in told_apart:
                for of_kind, wanted in zip(edges, counts, strict=True):
                    of_kind |= {wanted.start, wanted.stop}
        yield from product(*(list(starmap(range, pairwise(sorted(kind)))) for kind in edges))


def _inferred(inference: tuple[Inference, ...], counts: Counts) -> Mode | None:
    """Return the mode that is inferred for all these counts."""
    images, videos, audios = (counted.start for counted in counts)
    for rule in inference:
        if images in rule.images and videos in rule.videos and audios in rule.audios:
            return rule.mode
    return None


def _refused_fields(spec: Spec, mode: str) -> frozenset[str]:
    return frozenset(
        name for name, field in spec.fields.items() if field.modes and mode not in field.modes
    )
