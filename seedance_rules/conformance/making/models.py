"""Cases about task types and their deprecated names."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from seedance_rules import Code, Spec
from seedance_rules.conformance.drafts import Draft, accepted, rejected
from seedance_rules.conformance.samples import (
    LEFT_OUT,
    changed,
    other_name,
    price,
    sample,
)
from seedance_rules.conformance.settings import plain_setting

__all__ = ["deprecated", "task_types"]


def task_types(spec: Spec) -> Iterator[Draft]:
    """Clause `task-types`: names that are none, such as a twin that a task type does not have."""
    usual = plain_setting(spec)
    known = [*spec.task_types, *spec.aliases]
    for name in other_name(known, f"{usual.task_type}-turbo", f"{usual.task_type}-max"):
        request = changed(sample(spec, usual), task_type=name)
        yield rejected(f"task-types/{name}", request, Code.UNKNOWN_TASK_TYPE)
    twins = {
        task_type.name: task_type.strict_twin
        for task_type in spec.task_types.values()
        if task_type.strict_twin is not None
    }
    alone = [name for name in spec.task_types if name not in {*twins, *twins.values()}]
    for name, unknown in _named_alike(alone, twins, known):
        request = changed(sample(spec, plain_setting(spec, name)), task_type=unknown)
        yield rejected(f"task-types/{unknown}", request, Code.UNKNOWN_TASK_TYPE)


def deprecated(spec: Spec) -> Iterator[Draft]:
    """Clauses `deprecated`, `deprecated-720p`: a name is checked and priced as what it means."""
    keep = spec.keep_resolution
    for alias, meant in spec.aliases.items():
        setting = plain_setting(spec, meant)
        column = spec.rules[meant].columns[setting.mode]
        prices = spec.task_types[meant].prices
        plain = sample(spec, setting, resolution=LEFT_OUT)
        yield accepted(
            f"deprecated/{alias}/resolution-left-out",
            keep.clause if keep else "deprecated",
            changed(plain, task_type=alias),
            credits=price(spec, meant, column.default_resolution, column.default_duration),
        )
        missing = [name for name in spec.resolutions if name not in prices]
        for resolution in (*missing[:1], *[*prices][-1:]):
            request = changed(sample(spec, setting, resolution=resolution), task_type=alias)
            case_id = f"deprecated/{alias}/{resolution}"
            if resolution in missing:
                yield rejected(case_id, request, Code.UNSUPPORTED_RESOLUTION, clause="deprecated")
            else:
                credits = price(spec, meant, resolution, column.default_duration)
                yield accepted(case_id, "deprecated", request, credits=credits)
    known = [*spec.task_types, *spec.aliases]
    never_renamed = [name for name in spec.task_types if name not in spec.aliases.values()]
    for name, unknown in _named_alike(never_renamed, spec.aliases, known):
        request = changed(sample(spec, plain_setting(spec, name)), task_type=unknown)
        case_id = f"deprecated/{unknown}"
        yield rejected(case_id, request, Code.UNKNOWN_TASK_TYPE, clause="deprecated")


def _named_alike(
    names: Iterable[str], others: Mapping[str, str], known: Collection[str]
) -> list[tuple[str, str]]:
    """Return one of some names, and one made from it as others are made from theirs, if unknown."""
    suffixes = [
        alike.removeprefix(name) for alike, name in others.items() if alike.startswith(name)
    ]
    pairs = [(name, f"{name}{suffix}") for name in names for suffix in suffixes]
    return [(name, unknown) for name, unknown in pairs if unknown not in known][:1]
