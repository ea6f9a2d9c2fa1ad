"""Places: a task type in a mode, and what a request there may say and how many references it has.

Read from the public attributes of a `Spec` and written down once, so that the strategies only have
to choose. Nothing here draws anything.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import Final

from attrs import frozen

from seedance_rules import (
    Code,
    InvalidRequest,
    NotInTables,
    Spec,
    TaskType,
    infer_mode,
    load_spec,
)

__all__ = [
    "MOST_SPECS",
    "Counts",
    "Place",
    "Spellings",
    "every_count",
    "field_of",
    "kinds_of",
    "places_of",
    "spec_of",
    "spellings_of",
]

Counts = tuple[int, ...]
"""How many references of each kind there are, in the order of `Spec.media`."""

Spellings = tuple[tuple[str, ...], ...]
"""What comes before the index where a prompt names a reference, for each kind: `@image`."""

MOST_SPECS: Final = 16
"""Strategies for so many specs are kept: they are dear to make, and asked for again and again."""

_FEW: Final = (0, 1, 2, 3, 4)
_LONGEST_LIST: Final = 60
"""A list up to a maximum above this is not drawn: it would make every other draw slow."""


def spec_of(spec: Spec | str | None) -> Spec:
    """Return the spec that an argument named `spec` means: itself, a version's, or the default."""
    return spec if isinstance(spec, Spec) else load_spec(spec)


def kinds_of(spec: Spec) -> tuple[str, ...]:
    """Return the kinds of references, in the order in which counts name them."""
    return tuple(spec.media)


def field_of(kind: str) -> str:
    """Return the `input` key that lists the references of a kind."""
    return f"{kind}_urls"


def spellings_of(spec: Spec) -> Spellings:
    """Return the ways to name a reference that tables have, the plainest first."""
    table = spec.to_dict()["prompt_references"]
    between = str(table.get("separator", "")) if isinstance(table, Mapping) else ""
    ways = (("", ""), ("", between), ("me", "00"))
    return tuple(
        tuple(
            f"{before}{spec.prompt_marker}{word}{after}"
            for before, after in ways
            for word in media.words
        )
        for media in spec.media.values()
    )


@frozen
class Place:
    """One task type in one mode, and what a request may say there.

    `counts` are the numbers of references that it takes, the fewest first; `refused` those just
    outside, by the codes of the violations that a request which gives the mode then has.
    """

    spec: Spec
    task_type: TaskType
    names: tuple[str, ...]
    """The task type's own name, then the deprecated ones."""
    mode: str
    durations: range
    aspect_ratios: tuple[str, ...]
    auto: bool
    prompt_maximum: int | None
    retention_hours: range
    audio_seconds: Decimal | None
    takes: tuple[bool, ...]
    """For each kind, whether any mode of the task type takes it."""
    spellings: Spellings
    fields: tuple[str, ...]
    """The further fields of the tables that may be given here."""
    counts: tuple[Counts, ...]
    refused: Mapping[frozenset[Code], tuple[Counts, ...]]

    def infer(self, counts: Counts) -> str | None:
        """Return the mode that a request with so many references runs in, None if none is told."""
        lists = {
            field_of(kind): [""] * count
            for kind, count in zip(kinds_of(self.spec), counts, strict=True)
        }
        try:
            return infer_mode({"task_type": self.task_type.name, "input": lists}, spec=self.spec)
        except InvalidRequest:
            return None

    def with_one_of(self, kind: str) -> tuple[Counts, ...]:
        """Return the counts with at least one reference of a kind."""
        at = kinds_of(self.spec).index(kind)
        return tuple(counts for counts in self.counts if counts[at])


def places_of(
    spec: Spec, *, task_type: str | None = None, mode: str | None = None
) -> tuple[Place, ...]:
    """Return the places of a spec, those with the fewest references first within a task type.

    Raises `NotInTables` for a task type or a mode that there is not, and for a task type without
    that mode. A deprecated name is a place of its own name alone.
    """
    if mode is not None and mode not in spec.modes:
        raise NotInTables.named("mode", mode, spec.modes)
    types = spec.task_types.values() if task_type is None else [spec.task_type(task_type)]
    found, spellings = [], spellings_of(spec)
    for wanted in types:
        names = (wanted.name, *(old for old, meant in spec.aliases.items() if meant == wanted.name))
        for name in wanted.modes:
            if mode in (None, name):
                own = names if task_type is None else (task_type,)
                found.append(_place(spec, wanted, name, own, spellings))
    if not found:
        raise NotInTables.named(
            f"for {task_type}, mode", mode, spec.task_type(str(task_type)).modes
        )
    return tuple(place for place in found if place.counts)


def _place(
    spec: Spec, task_type: TaskType, mode: str, names: tuple[str, ...], spellings: Spellings
) -> Place:
    columns = spec.rules[task_type.name].columns
    column = columns[mode]
    limits, kinds = column.kinds or (), kinds_of(spec)
    shared = column.references_maximum
    of_each = zip(*(columns[other].kinds or () for other in task_type.modes), strict=True)
    takes = tuple(any(of_kind.taken for of_kind in of_modes) for of_modes in of_each)

    def codes(counts: Counts) -> frozenset[Code]:
        found = set()
        if shared is not None and sum(counts) > shared:
            found.add(Code.TOO_MANY_REFERENCES)
        for kind, count, of_kind, taken in zip(kinds, counts, limits, takes, strict=True):
            if count and not taken:
                found.add(Code.MEDIA_NOT_SUPPORTED)
                continue
            if count and not of_kind.taken:
                found.add(Code.REFERENCES_NOT_ALLOWED)
                continue
            if count not in of_kind.counts:
                if of_kind.counts.start and kind == "image":
                    found.add(Code.IMAGE_COUNT)
                elif count < of_kind.counts.start:
                    found.add(Code.REFERENCE_REQUIRED)
                else:
                    found.add(Code.TOO_MANY_REFERENCES)
            beside = of_kind.requires_one_of
            if count and beside and not any(counts[kinds.index(other)] for other in beside):
                found.add(Code.REFERENCE_REQUIRED)
        return frozenset(found)

    by_codes: dict[frozenset[Code], list[Counts]] = {}
    each = [_edges(of_kind.counts, shared) if of_kind.taken else _FEW[:3] for of_kind in limits]
    for counts in sorted(product(*each), key=_fewest_first):
        by_codes.setdefault(codes(counts), []).append(counts)
    return Place(
        spec=spec,
        task_type=task_type,
        names=names,
        mode=mode,
        durations=column.durations,
        aspect_ratios=column.aspect_ratios,
        auto=bool(column.auto) and spec.auto_aspect_ratio is not None,
        prompt_maximum=column.prompt_maximum,
        retention_hours=column.retention_hours,
        audio_seconds=column.audio_seconds,
        takes=takes,
        spellings=spellings,
        fields=tuple(
            name
            for name, further in spec.fields.items()
            if (further.task_types is None or task_type.name in further.task_types)
            and (further.modes is None or mode in further.modes)
        ),
        counts=tuple(by_codes.get(frozenset(), ())),
        refused={found: tuple(listed) for found, listed in by_codes.items() if found},
    )


def every_count(spec: Spec) -> Iterator[Counts]:
    """Yield a few counts of every kind with every few of the others, the fewest first."""
    yield from sorted(product(_FEW, repeat=len(spec.media)), key=_fewest_first)


def _edges(allowed: range, shared: int | None) -> Sequence[int]:
    """Return counts on both sides of the ends of a range and of the shared maximum."""
    ends = [allowed.start, allowed.stop - 1, *([] if shared is None else [shared])]
    near = {end + step for end in ends if end <= _LONGEST_LIST for step in (-1, 0, 1)}
    return sorted(count for count in near.union(_FEW[:-1]) if count >= 0)


def _fewest_first(counts: Counts) -> tuple[int, Counts]:
    """Order counts by their sum; among the same, what there is of the first kind comes first."""
    return sum(counts), tuple(-count for count in counts)
