"""Places: a task type in a mode, and how many references a request may have there.

What a request may say is `Spec.limits`; which counts are refused, and with which codes, is asked of
the engine. Nothing here draws anything.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from attrs import frozen

from seedance_rules import Code, NotInTables, Report, validate
from seedance_rules.fields import KINDS, field_of
from seedance_rules.spec import Limits, ReferenceLimits, Spec, TaskType

__all__ = ["MOST_SPECS", "Counts", "Place", "places_of"]

Counts = tuple[int, int, int]
"""How many references of each kind there are, in the order of `KINDS`."""

MOST_SPECS: Final = 16
"""Strategies for so many specs are kept: they are dear to make, and asked for again and again."""

_FEW: Final = (0, 1, 2, 3, 4)
_LONGEST_LIST: Final = 60
"""A list up to a maximum above this is not drawn: it would make every other draw slow."""


@frozen(eq=False)
class Place:
    """One task type in one mode, the names of the type, and the counts of references taken there.

    The type's own name comes before the deprecated ones, the fewest references before more.
    """

    spec: Spec
    task_type: TaskType
    names: tuple[str, ...]
    mode: str
    limits: Limits
    counts: tuple[Counts, ...]

    def infer(self, counts: Counts) -> str | None:
        """Return the mode that a request with so many references runs in, None if none is told."""
        return self._report(counts, says_mode=False).mode

    def with_one_of(self, kind: str) -> tuple[Counts, ...]:
        """Return the counts with at least one reference of a kind."""
        at = KINDS.index(kind)
        return tuple(counts for counts in self.counts if counts[at])

    def takes(self, field: str) -> bool:
        """Tell whether a further field of the tables may be given here."""
        return self.spec.fields[field].is_taken(self.task_type.name, self.mode)

    def refused(self) -> Mapping[frozenset[Code], list[Counts]]:
        """Return counts just outside those taken, by the codes of a request that gives the mode."""
        some = [_beside(of_kind, self.limits) for of_kind in self.limits.kinds.values()]
        wrong = [counts for counts in _all_counts(some) if not self.limits.takes(counts)]
        return self._by_codes(wrong, says_mode=True)

    def astray(self) -> Mapping[frozenset[Code], list[Counts]]:
        """Return counts that lead to no mode, or to one that the type lacks, by their codes."""
        few = _all_counts([_FEW] * len(KINDS))
        lost = [counts for counts in few if self.infer(counts) not in self.task_type.modes]
        return self._by_codes(lost, says_mode=False)

    def _by_codes(
        self, among: Iterable[Counts], *, says_mode: bool
    ) -> Mapping[frozenset[Code], list[Counts]]:
        found: dict[frozenset[Code], list[Counts]] = {}
        for counts in among:
            report = self._report(counts, says_mode=says_mode)
            codes = frozenset(finding.code for finding in report.violations)
            found.setdefault(codes, []).append(counts)
        return found

    def _report(self, counts: Counts, *, says_mode: bool) -> Report:
        """Ask the engine about a request with so many references, and nothing else in it."""
        url = f"{self.spec.url_schemes[0]}://example.com"
        body: dict[str, object] = {"prompt": "x", "mode": self.mode if says_mode else None}
        body |= {field_of(kind): [url] * n for kind, n in zip(KINDS, counts, strict=True)}
        request = {"model": self.spec.model, "task_type": self.task_type.name, "input": body}
        return validate(request, spec=self.spec)


def places_of(
    spec: Spec, *, task_type: str | None = None, mode: str | None = None
) -> tuple[Place, ...]:
    """Return the places of a spec, in the order of its task types and their modes.

    Raises `NotInTables` for a task type or a mode that there is not, and for a task type without
    that mode. A deprecated name is a place of its own name alone.
    """
    if mode is not None and mode not in spec.modes:
        raise NotInTables.named("mode", mode, spec.modes)
    types = spec.task_types.values() if task_type is None else [spec.task_type(task_type)]
    found = []
    for wanted in types:
        names = (wanted.name, *(old for old, meant in spec.aliases.items() if meant == wanted.name))
        own = names if task_type is None else (task_type,)
        for name in wanted.modes if mode is None else {mode}.intersection(wanted.modes):
            limits = spec.limits(wanted.name, name)
            some = [_edges(of_kind, limits) for of_kind in limits.kinds.values()]
            counts = tuple(filter(limits.takes, _all_counts(some)))
            found.append(Place(spec, wanted, own, name, limits, counts))
    if not found:
        raise NotInTables.named(
            f"for {task_type}, mode", mode, spec.task_type(str(task_type)).modes
        )
    return tuple(place for place in found if place.counts)


def _all_counts(each: Sequence[Iterable[int]]) -> list[Counts]:
    """Return every count of each kind with every one of the others.

    Those with the fewest references come first, and of them those with most of the first kind.
    """
    every = [(images, videos, audios) for images, videos, audios in product(*each)]
    return sorted(every, key=lambda counts: (sum(counts), [-count for count in counts]))


def _edges(of_kind: ReferenceLimits, limits: Limits) -> Iterator[int]:
    """Yield a few counts of a kind, and those near the ends of what it may have."""
    yield from {0, 1, 2, 3}.union(*([end - 1, end] for end in _ends(of_kind, limits))) - {-1}


def _beside(of_kind: ReferenceLimits, limits: Limits) -> Iterator[int]:
    """Yield the ends of what a kind may have, and the counts right outside."""
    if not of_kind.taken:
        yield from _FEW[:2]
        return
    ends = _ends(of_kind, limits)
    yield from {0, 1}.union(*([end, end + 1] for end in ends), [max(0, of_kind.minimum - 1)])


def _ends(of_kind: ReferenceLimits, limits: Limits) -> list[int]:
    ends = of_kind.minimum, of_kind.maximum, limits.references_maximum
    return [end for end in ends if end is not None and end <= _LONGEST_LIST]
