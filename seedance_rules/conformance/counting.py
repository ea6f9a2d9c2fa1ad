"""What a number of references leads to, worked out from the tables apart from the engine.

Given how many images, videos and audios a request has, this says which mode it runs in and which
codes their numbers show, and which numbers are worth a case: those at which anything changes.
"""

from collections.abc import Iterable, Iterator

from seedance_rules import Code, Spec
from seedance_rules.conformance.settings import MANY, Setting, least, modes_of, spread

__all__ = ["Counts", "given_counts", "inferred_counts", "inferred_mode", "is_inferable", "refusals"]

Counts = tuple[int, ...]
"""How many references of each kind, in the order of the kinds in `Spec.media`."""


def inferred_mode(spec: Spec, task_type: str, counts: Counts) -> str | None:
    """Return the first mode of the task type's inference whose conditions the counts meet."""
    for mode, conditions in _inference(spec, task_type):
        if all(count in wanted for count, wanted in zip(counts, conditions, strict=True)):
            return mode
    return None


def is_inferable(spec: Spec, setting: Setting) -> bool:
    """Tell whether a request for a setting runs in the same mode when it does not give one."""
    return inferred_mode(spec, setting.task_type, setting.counts) == setting.mode


def refusals(spec: Spec, task_type: str, given: str | None, counts: Counts) -> list[Code]:
    """Return the codes that the numbers of references show, with a mode given or to be inferred."""
    rules = spec.rules[task_type]
    mode = given or inferred_mode(spec, task_type, counts)
    never = [count for count, taken in zip(counts, rules.takes, strict=True) if count and not taken]
    codes = [Code.MEDIA_NOT_SUPPORTED for _ in never]
    if mode is None:
        return [*codes, Code.MISSING_FIELD]
    if mode not in rules.columns:
        # What the type never takes is the one fault, also where it led to the mode.
        return codes if never and not given else [*codes, Code.UNSUPPORTED_MODE]
    column = rules.columns[mode]
    if column.references_maximum is not None and sum(counts) > column.references_maximum:
        codes.append(Code.TOO_MANY_REFERENCES)
    by_kind = dict(zip(spec.media, counts, strict=True))
    for kind, taken, limits in zip(spec.media, rules.takes, column.kinds or (), strict=True):
        count, needs = by_kind[kind], limits.requires_one_of
        if count and not limits.taken:
            codes += [Code.REFERENCES_NOT_ALLOWED] if taken else []
            continue
        if count not in limits.counts:
            too_few = count < limits.counts.start
            if kind == "image" and limits.counts.start:
                codes.append(Code.IMAGE_COUNT)
            else:
                codes.append(Code.REFERENCE_REQUIRED if too_few else Code.TOO_MANY_REFERENCES)
        if count and needs and not any(by_kind[other] for other in needs):
            codes.append(Code.REFERENCE_REQUIRED)
    return codes


def inferred_counts(spec: Spec, task_type: str) -> Iterator[Counts]:
    """Yield the counts at which the inferred mode changes, and the first above a shared maximum.

    Those are each kind alone at the edges of the inference, the first kind with each other one, and
    one reference more than the task type takes, of as many kinds as it takes.
    """
    none = tuple(0 for _ in spec.media)
    for at, _ in enumerate(spec.media):
        ranges = [conditions[at] for _, conditions in _inference(spec, task_type)]
        for count in _edges(ranges, 0, 1):
            yield _with(none, at, count)
    for other in range(1, len(spec.media)):
        yield _with(_with(none, 0, 1), other, 1)
    for mode in modes_of(spec, task_type):
        yield from _at_shared_maximum(spec, task_type, mode)[1:]


def given_counts(spec: Spec, task_type: str, mode: str) -> Iterator[Counts]:
    """Yield the counts at which the verdict on a given mode changes.

    Those are the edges of each limit, each kind alone where it is refused or leads to another mode,
    and as many references as the mode takes and one more, of as many kinds as it takes.
    """
    none = tuple(0 for _ in spec.media)
    if mode not in spec.task_types[task_type].modes:
        yield from (none, _with(none, 0, 1))
        return
    column = spec.rules[task_type].columns[mode]
    base = least(spec, task_type, mode)
    assert base is not None, "every mode of valid tables can be satisfied"
    if any(base) or inferred_mode(spec, task_type, base) != mode:
        yield base
    for at, (kind, limits) in enumerate(zip(spec.media, column.kinds or (), strict=True)):
        one = _with(base, at, 1)
        if refusals(spec, task_type, mode, one) or inferred_mode(spec, task_type, one) != mode:
            yield one
        fewest = least(spec, task_type, mode, [kind])
        if fewest is not None:
            ranges = [limits.counts]
            if column.references_maximum is not None:
                others = sum(fewest) - fewest[at]
                ranges.append(range(column.references_maximum - others + 1))
            for count in _edges(ranges):
                yield _with(fewest, at, count)
    yield from _at_shared_maximum(spec, task_type, mode)


def _inference(spec: Spec, task_type: str) -> Iterator[tuple[str, tuple[range, ...]]]:
    for rule in spec.rules[task_type].inference:
        yield rule.mode, (rule.images, rule.videos, rule.audios)


def _at_shared_maximum(spec: Spec, task_type: str, mode: str) -> list[Counts]:
    """Return as many references as a mode takes together, and one more, of all kinds it takes."""
    most = spec.rules[task_type].columns[mode].references_maximum
    totals = () if most is None else (most, most + 1)
    found = [spread(spec, task_type, mode, total) for total in totals]
    return [counts for counts in found if counts is not None]


def _edges(ranges: Iterable[range], *more: int) -> list[int]:
    """Return the numbers on both sides of the edges of some ranges, where they can be counts."""
    around = {
        count
        for numbers in ranges
        for count in (numbers.start - 1, numbers.start, numbers.stop - 1, numbers.stop)
    }
    return sorted(count for count in around.union(more) if 0 <= count <= MANY)


def _with(counts: Counts, at: int, count: int) -> Counts:
    return (*counts[:at], count, *counts[at + 1 :])
