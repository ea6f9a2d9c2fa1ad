"""Where a request runs: the task types, modes and numbers of references that the tables allow.

Everything here is looked up in the tables, or worked out from their limits; no request is made.
"""

from collections.abc import Iterable
from typing import Final

from attrs import frozen

from seedance_rules import Spec, TaskType

__all__ = [
    "MANY",
    "Setting",
    "clause_of_mode",
    "fullest",
    "in_words",
    "is_open",
    "least",
    "modes_of",
    "place",
    "plain_setting",
    "setting_with",
    "spread",
    "typical",
    "usual_type",
    "with_assets",
]

MANY: Final = 20
"""Where a number of references that nothing limits is many enough."""


@frozen
class Setting:
    """Where a request runs: a task type, a mode, and how many references of each kind it has.

    `counts` follow the order of the kinds in `Spec.media`.
    """

    task_type: str
    mode: str
    counts: tuple[int, ...]


def usual_type(spec: Spec) -> TaskType:
    """Return the task type that cases run with where any would do: the first with most modes."""
    return max(spec.task_types.values(), key=lambda task_type: len(task_type.modes))


def modes_of(spec: Spec, task_type: str) -> tuple[str, ...]:
    """Return the modes of a task type in the order of the tables."""
    return tuple(mode for mode in spec.modes if mode in spec.task_types[task_type].modes)


def with_assets(spec: Spec) -> list[str]:
    """Name the task types that take assets."""
    return [task_type.name for task_type in spec.task_types.values() if task_type.assets]


def least(
    spec: Spec, task_type: str, mode: str, kinds: Iterable[str] = ()
) -> tuple[int, ...] | None:
    """Return the smallest counts that a task type takes in a mode, with one of each of `kinds`.

    None where it takes no such references together.
    """
    column = spec.rules[task_type].columns[mode]
    limits = dict(zip(spec.media, column.kinds or (), strict=False))
    counts = {
        kind: max(of_kind.counts.start, 1 if kind in kinds else 0)
        for kind, of_kind in limits.items()
    }
    for _ in limits:  # one reference may require another, which may require a third
        for kind, of_kind in limits.items():
            needs = of_kind.requires_one_of
            if counts[kind] and needs and not any(counts[other] for other in needs):
                counts[next(other for other in needs if limits[other].taken)] += 1
    for kind, count in counts.items():
        if count not in limits[kind].counts or (count and not limits[kind].taken):
            return None
    most = column.references_maximum
    return None if most is not None and sum(counts.values()) > most else tuple(counts.values())


def typical(spec: Spec, task_type: str, mode: str) -> Setting:
    """Return a setting for a mode, with a reference of the first kind that it takes, if any."""
    wanted = [*([kind] for kind in spec.media), []]
    possible = (least(spec, task_type, mode, kinds) for kinds in wanted)
    return Setting(task_type, mode, next(counts for counts in possible if counts is not None))


def spread(spec: Spec, task_type: str, mode: str, total: int) -> tuple[int, ...] | None:
    """Share out a number of references over the lists of a mode; None where they cannot take it."""
    kinds = spec.rules[task_type].columns[mode].kinds or ()
    counts = [limits.counts.start for limits in kinds]
    while sum(counts) < total:
        growing = [
            at
            for at, limits in enumerate(kinds)
            if limits.taken and counts[at] + 1 in limits.counts
        ]
        if not growing:
            return None
        counts[min(growing, key=lambda at: counts[at])] += 1
    return tuple(counts) if sum(counts) == total else None


def fullest(spec: Spec, task_type: str, mode: str) -> tuple[int, ...]:
    """Return the most references that a task type takes in a mode, of as many kinds as it takes."""
    column = spec.rules[task_type].columns[mode]
    most = MANY if column.references_maximum is None else column.references_maximum
    possible = (spread(spec, task_type, mode, total) for total in range(most, -1, -1))
    return next(counts for counts in possible if counts is not None)


def setting_with(spec: Spec, *kinds: str, among: Iterable[str] | None = None) -> Setting | None:
    """Return the first setting, of those with the fewest references, with one of each of `kinds`.

    Only the task types named by `among` are looked at, or all of them, the usual one first. None
    where no such setting exists.
    """
    found: list[Setting] = []
    usual = usual_type(spec).name
    names = (usual, *(name for name in spec.task_types if name != usual))
    for name in names if among is None else among:
        for mode in modes_of(spec, name):
            counts = least(spec, name, mode, kinds)
            if counts is not None:
                found.append(Setting(name, mode, counts))
    return min(found, key=lambda setting: sum(setting.counts), default=None)


def plain_setting(spec: Spec, task_type: str | None = None) -> Setting:
    """Return the setting with the fewest references, of a task type or of the usual one."""
    setting = setting_with(spec, among=[task_type or usual_type(spec).name])
    assert setting is not None, "every mode of valid tables can be satisfied"
    return setting


def place(spec: Spec, setting: Setting) -> str:
    """Name a setting in an id: its mode, after its task type where that is not the usual one."""
    usual = setting.task_type == usual_type(spec).name
    return setting.mode if usual else f"{setting.task_type}/{setting.mode}"


def in_words(spec: Spec, counts: Iterable[int]) -> str:
    """Write counts for an id: `2-images-1-video`, `nothing`."""
    given = [(count, kind) for kind, count in zip(spec.media, counts, strict=True) if count]
    return "-".join(f"{n}-{kind}{'s' if n > 1 else ''}" for n, kind in given) or "nothing"


def clause_of_mode(spec: Spec, mode: str) -> str:
    """Return the clause of a mode's own column: the one that it cites where others do not."""
    for code, clause in spec.modes[mode].clauses.items():
        if spec.citations.by_code.get(code) != clause:
            return clause
    return "modes"


def is_open(numbers: range) -> bool:
    """Tell whether a range of the tables has no maximum."""
    return numbers.stop > 10**9
