"""Cases about duration, resolution and aspect ratio."""

from collections.abc import Iterator

from seedance_rules import Code, Spec
from seedance_rules.conformance.counting import inferred_counts, inferred_mode, refusals
from seedance_rules.conformance.drafts import Draft, accepted, rejected
from seedance_rules.conformance.samples import LEFT_OUT, list_of, other_name, sample
from seedance_rules.conformance.settings import (
    MANY,
    Setting,
    in_words,
    is_open,
    least,
    modes_of,
    place,
    plain_setting,
    typical,
    usual_type,
)

__all__ = ["aspect_ratios", "auto_aspect_ratio", "durations", "resolutions"]


def durations(spec: Spec) -> Iterator[Draft]:
    """Clauses `duration`, `duration-integer`, `duration-default`.

    Both edges and both sides for the usual task type in each mode, the edges for every other one,
    and all of it again where another one has a range or a default of its own.
    """
    usual = usual_type(spec).name
    for task_type in spec.task_types:
        for at, mode in enumerate(modes_of(spec, task_type)):
            column = spec.rules[task_type].columns[mode]
            twin = spec.rules[usual].columns.get(mode)
            differs = twin is None or twin.durations != column.durations
            yield from _duration(
                spec,
                typical(spec, task_type, mode),
                edges=task_type == usual or differs or at == 0,
                sides=task_type == usual or differs,
                default=task_type == usual
                or twin is None
                or twin.default_duration != column.default_duration,
            )
    setting = plain_setting(spec)
    numbers = spec.rules[setting.task_type].columns[setting.mode].durations
    whole = sample(spec, setting, duration=float(numbers.start))
    yield accepted("duration/whole-float", "duration-integer", whole)
    half = sample(spec, setting, duration=numbers.start + 0.5)
    yield rejected("duration/half", half, Code.WRONG_TYPE)


def _duration(
    spec: Spec, setting: Setting, *, edges: bool, sides: bool, default: bool
) -> Iterator[Draft]:
    column = spec.rules[setting.task_type].columns[setting.mode]
    numbers, bounded = column.durations, not is_open(column.durations)
    prefix = f"duration/{place(spec, setting)}"
    clause = column.clauses[Code.DURATION_OUT_OF_RANGE]
    if edges:
        last = numbers.stop - 1 if bounded else numbers.start + MANY
        for what, number in (("minimum", numbers.start), ("maximum", last)):
            request = sample(spec, setting, duration=number)
            yield accepted(f"{prefix}/at-{what}", clause, request)
    if sides:
        outside = [("below-minimum", numbers.start - 1)]
        outside += [("above-maximum", numbers.stop)] if bounded else []
        for what, number in outside:
            request = sample(spec, setting, duration=number)
            yield rejected(f"{prefix}/{what}", request, Code.DURATION_OUT_OF_RANGE)
    if default:
        request = sample(spec, setting, duration=LEFT_OUT)
        yield accepted(f"{prefix}/left-out", "duration-default", request)


def resolutions(spec: Spec) -> Iterator[Draft]:
    """Clauses `resolution`, `resolution-fast`, `resolution-mini`: defaults, and what is refused."""
    usual = plain_setting(spec)
    for task_type in spec.task_types.values():
        setting = plain_setting(spec, task_type.name)
        column = spec.rules[task_type.name].columns[setting.mode]
        common = spec.rules[usual.task_type].columns[usual.mode].default_resolution
        own = column.default_resolution != common
        yield accepted(
            f"resolution/{task_type.name}/left-out",
            column.clauses[Code.UNSUPPORTED_RESOLUTION] if own else "resolution",
            sample(spec, setting, resolution=LEFT_OUT),
        )
        for resolution in spec.resolutions:
            if resolution not in task_type.prices:
                request = sample(spec, setting, resolution=resolution)
                yield rejected(
                    f"resolution/{task_type.name}/{resolution}",
                    request,
                    Code.UNSUPPORTED_RESOLUTION,
                )
    digits = tuple(name.rstrip("p") for name in spec.resolutions)
    for name in (
        *other_name(spec.resolutions, "4k", "8k"),
        *other_name(spec.resolutions, *digits),
    ):
        request = sample(spec, usual, resolution=name)
        yield rejected(f"resolution/{name}", request, Code.UNKNOWN_RESOLUTION)


def aspect_ratios(spec: Spec) -> Iterator[Draft]:
    """Clause `aspect-ratio`: every ratio where it is allowed, and where it is not."""
    usual = plain_setting(spec)
    for task_type in spec.task_types:
        for mode in modes_of(spec, task_type):
            setting = typical(spec, task_type, mode)
            column = spec.rules[task_type].columns[mode]
            clause = column.clauses[Code.UNKNOWN_ASPECT_RATIO]
            taken = column.aspect_ratios if setting == usual else column.aspect_ratios[:1]
            for ratio in spec.aspect_ratios:
                case_id = f"aspect-ratio/{place(spec, setting)}/{ratio}"
                request = sample(spec, setting, aspect_ratio=ratio)
                if ratio not in column.aspect_ratios:
                    yield rejected(case_id, request, Code.UNSUPPORTED_ASPECT_RATIO)
                elif ratio in taken and task_type == usual.task_type:
                    yield accepted(case_id, clause, request)
    known = spec.aspect_ratios
    turned = [":".join(reversed(ratio.split(":"))) for ratio in known]
    for name in (
        *other_name(known, *turned),
        *other_name(known, known[0].replace(":", "x")),
        *other_name(known, "adaptive", "original"),
    ):
        request = sample(spec, usual, aspect_ratio=name)
        yield rejected(f"aspect-ratio/{name}", request, Code.UNKNOWN_ASPECT_RATIO)


def auto_aspect_ratio(spec: Spec) -> Iterator[Draft]:
    """Clauses `aspect-auto`, `aspect-auto-fallback`: in each mode, given, and inferred."""
    auto = spec.auto_aspect_ratio
    if auto is None:
        return
    follows = list(spec.media).index(auto.follows)
    task_type = usual_type(spec).name
    columns = spec.rules[task_type].columns
    for mode in modes_of(spec, task_type):
        for kinds in ((), (auto.follows,)):
            counts = least(spec, task_type, mode, kinds)
            if counts is None or (kinds and counts == least(spec, task_type, mode)):
                continue
            request = sample(spec, Setting(task_type, mode, counts), aspect_ratio=auto.value)
            with_it = f"/with-{auto.follows}" if counts[follows] else f"/without-{auto.follows}"
            case_id = f"aspect-ratio/{auto.value}/{mode}{with_it}"
            if columns[mode].auto:
                yield accepted(case_id, "aspect-auto", request)
            else:
                yield rejected(case_id, request, Code.AUTO_NOT_ALLOWED)
    seen: set[tuple[str, bool, bool]] = set()
    for counts in inferred_counts(spec, task_type):
        inferred = inferred_mode(spec, task_type, counts)
        if inferred is None or refusals(spec, task_type, None, counts):
            continue
        # Whether it follows something, in which mode and beside what: once each.
        alike = inferred, bool(counts[follows]), sum(map(bool, counts)) > 1
        if alike in seen:
            continue
        seen.add(alike)
        setting = Setting(task_type, inferred, counts)
        changes = {"mode": LEFT_OUT, "aspect_ratio": auto.value}
        request = sample(spec, setting, **changes)
        case_id = f"aspect-ratio/{auto.value}/inferred/{in_words(spec, counts)}"
        fell_back = not counts[follows] and auto.fallback is not None
        if columns[inferred].auto:
            yield accepted(case_id, "aspect-auto", request, mode=inferred)
        elif fell_back:
            yield accepted(case_id, "aspect-auto-fallback", request, mode=inferred)
            if not any(counts):
                request = sample(spec, setting, **changes, **{list_of(auto.follows): []})
                yield accepted(f"{case_id}-but-an-empty-list", "aspect-auto-fallback", request)
        else:
            clause = "aspect-auto-fallback"
            yield rejected(case_id, request, Code.AUTO_NOT_ALLOWED, clause=clause)
