"""Cases about modes: each one given and inferred, with every number of references that matters."""

from collections.abc import Iterator

from seedance_rules import Code, Spec
from seedance_rules.conformance.counting import (
    Counts,
    given_counts,
    inferred_counts,
    inferred_mode,
    refusals,
)
from seedance_rules.conformance.drafts import Draft, accepted, rejected
from seedance_rules.conformance.samples import LEFT_OUT, other_name, sample
from seedance_rules.conformance.settings import (
    Setting,
    clause_of_mode,
    fullest,
    in_words,
    modes_of,
    plain_setting,
    usual_type,
)

__all__ = ["full_modes", "names", "reference_counts"]


def names(spec: Spec) -> Iterator[Draft]:
    """Clause `modes`: names that are none."""
    setting = plain_setting(spec)
    candidates = ("image_to_video", "first_frame", "reference_to_video")
    hyphens = tuple(mode.replace("_", "-") for mode in spec.modes)
    for name in (*other_name(spec.modes, *candidates), *other_name(spec.modes, *hyphens)):
        yield rejected(f"modes/{name}", sample(spec, setting, mode=name), Code.UNKNOWN_MODE)


def reference_counts(spec: Spec) -> Iterator[Draft]:
    """Clauses `mode-inference`, `mode-strict`, `mini-modes`, and the one of each mode.

    The usual task type gets every count; another one gets those of a single kind on which its
    verdict differs. A request without references in its own mode is among the prices.
    """
    usual = usual_type(spec).name
    for task_type in (usual, *(name for name in spec.task_types if name != usual)):
        for given in (None, *spec.modes):
            for counts in dict.fromkeys(_counts(spec, task_type, given)):
                if task_type == usual:
                    yield _draft(spec, task_type, given, counts)
                elif sum(map(bool, counts)) < 2 and _differs(spec, task_type, given, counts):
                    yield _draft(spec, task_type, given, counts, f"{task_type}/")


def full_modes(spec: Spec) -> Iterator[Draft]:
    """Clauses `modes`, `same-schema`: every other task type in each mode with references."""
    for task_type in spec.task_types.values():
        if task_type == usual_type(spec):
            continue
        clause = "modes" if task_type.strict_twin is None else "same-schema"
        for mode in modes_of(spec, task_type.name):
            setting = Setting(task_type.name, mode, fullest(spec, task_type.name, mode))
            if any(setting.counts):
                case_id = f"modes/{task_type.name}/{mode}/full"
                yield accepted(case_id, clause, sample(spec, setting), mode=mode)


def _counts(spec: Spec, task_type: str, given: str | None) -> Iterator[Counts]:
    if given is None:
        return inferred_counts(spec, task_type)
    return given_counts(spec, task_type, given)


def _differs(spec: Spec, task_type: str, given: str | None, counts: Counts) -> bool:
    """Tell whether counts are judged otherwise than with the usual type, which may lack the mode."""
    usual = usual_type(spec)
    if given in spec.task_types[task_type].modes and given not in usual.modes:
        return True
    verdicts = [
        (given or inferred_mode(spec, name, counts), not refusals(spec, name, given, counts))
        for name in (usual.name, task_type)
    ]
    return verdicts[0] != verdicts[1]


def _draft(
    spec: Spec, task_type: str, given: str | None, counts: Counts, prefix: str = ""
) -> Draft:
    inferred = inferred_mode(spec, task_type, counts)
    mode = given or inferred
    case_id = f"modes/{prefix}{given or 'inferred'}/{in_words(spec, counts)}"
    setting = Setting(task_type, mode or "", counts)
    request = sample(spec, setting, mode=LEFT_OUT if given is None else given)
    codes = refusals(spec, task_type, given, counts)
    if codes:
        return rejected(case_id, request, *codes, mode=mode)
    if given is None:
        clause = "mode-inference"
    elif any(spec.rules[task_type].takes) and not any(counts) and given != inferred:
        clause = "omni-empty"
    else:
        clause = clause_of_mode(spec, given) if given == inferred else "mode-strict"
    return accepted(case_id, clause, request, mode=mode)
