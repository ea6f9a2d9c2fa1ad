"""Descriptions of the fields of `input`, in words for people and models, made from the limits.

Each says what the field is for, what it takes, and what it is when left out; where task types or
modes differ, what holds in which. No name, price or limit is written here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeVar

from seedance_rules.fields import field_of
from seedance_rules.schema.cells import counts_of, inference
from seedance_rules.spec import Limits, ReferenceLimits, Spec, TaskType
from seedance_rules.wording import bounds, either, number

__all__ = ["descriptions"]

_Cell = tuple[str, str]
"""A task type and a mode."""

_Say = Callable[[Limits], object]
_K = TypeVar("_K")
_Ends = tuple[int, int | None]
_ANY: Final[_Ends] = (0, None)


def descriptions(tables: Spec, types: Sequence[TaskType]) -> dict[str, str]:
    """Describe the fields of `input`, as some task types take them."""
    cells = _Cells(tables, types)
    each, each_type, auto = cells.each, cells.each_type, tables.auto_aspect_ratio
    names = [
        f"`{tables.prompt_marker}{media.words[0]}1` names the first entry of {field_of(kind)}"
        for kind, media in tables.media.items()
        if cells.take(kind)
    ]
    modes = dict.fromkeys(mode for _, mode in cells.limits)
    follows = f"{auto.value} follows the first {auto.follows}" if auto else None

    def prices(known: TaskType) -> str:
        return _all_of(f"{number(p)} {tables.currency} at {r}" for r, p in known.prices.items())

    def unless_ignored(say: _Say, ignored: str | None = None) -> _Say:
        return lambda limits: ignored if "aspect_ratio" in limits.ignores else say(limits)

    found = {
        "prompt": [
            "What the video shows, in words",
            f"In it, {_all_of(names)}; name only entries that are given" if names else "",
            each("At most ", lambda c: c.prompt_maximum and f"{c.prompt_maximum} characters"),
        ],
        "mode": [
            "How the references are used",
            *(each(f"{mode} takes ", _references, mode) for mode in modes),
            each_type("When left out: ", _inferred),
        ],
        "duration": [
            each(
                "How long the video is, in whole seconds: ",
                lambda c: _count(bounds(c.durations), "second"),
            ),
            each("When left out: ", lambda c: c.default_duration),
        ],
        "resolution": [
            each_type("", lambda known: either(known.prices)),
            each("When left out: ", lambda c: c.default_resolution),
            each_type("A second of video costs ", prices),
        ],
        "aspect_ratio": [
            each(
                "Width to height: ",
                unless_ignored(lambda c: either(c.aspect_ratios), "without effect"),
            ),
            each("When left out: ", lambda c: c.default_aspect_ratio),
            each("", lambda c: follows if c.auto_aspect_ratio else None),
            each("Any other text becomes ", unless_ignored(lambda c: c.otherwise_aspect_ratio)),
        ],
        **{field_of(kind): _of_references(tables, cells, kind) for kind in tables.media},
        "auto_upload_assets": ["True uploads each URL as an asset for this request alone"],
        "asset_retention_hours": [
            each(
                "How long such assets are kept, in whole hours: ",
                lambda c: _count(bounds(c.retention_hours), "hour"),
            ),
            "Without effect unless auto_upload_assets is true",
        ],
    }
    for name, field in tables.fields.items():
        text = tables.clauses[field.clause].text.rstrip(".")
        found[name] = [text, f"Only in {either(field.modes)}" if field.modes else ""]
    return {field: " ".join(f"{text}." for text in said if text) for field, said in found.items()}


def _of_references(tables: Spec, cells: "_Cells", kind: str) -> list[str]:
    """Describe the list of references of a kind, in sentences."""
    if not cells.take(kind):
        return ["Not taken"]
    each, each_type, formats = cells.each, cells.each_type, tables.media[kind].formats
    web = either(tables.url_schemes[:-1])
    rate = f"A second of them costs {number(tables.input_video_rate)} times a second of the video"

    def where_taken(say: Callable[[ReferenceLimits], object]) -> _Say:
        return lambda limits: say(limits.kinds[kind]) if limits.kinds[kind].taken else None

    def shared(limits: Limits) -> int | None:
        taken = [name for name, own in limits.kinds.items() if own.taken]
        return limits.references_maximum if kind in taken and len(taken) > 1 else None

    def beside(own: ReferenceLimits) -> str | None:
        others = own.requires_one_of
        return f"beside at least one {either(others)}" if others else None

    def two(known: TaskType) -> str | None:
        modes = [mode for mode in known.modes if cells.limits[known.name, mode].kinds[kind].taken]
        for found, counts in inference(known):
            if all((2 if name == kind else 0) in numbers for name, numbers in counts.items()):
                is_choice = found in modes and len(modes) > 1
                return f"{found} unless mode says otherwise" if is_choice else None
        return None

    return [
        f"{kind.capitalize()}s to make the video from, each a full {web} URL",
        each_type("Also ", lambda known: f"{tables.asset_prefix}<id>" if known.assets else None),
        f"Formats: {_all_of(formats)}" if formats else "",
        each("How many: ", lambda c: _count(bounds(counts_of(c, kind)), kind)),
        each("All references together: at most ", shared),
        each(
            f"Seconds of all {kind}s together: at most ",
            where_taken(lambda own: own.maximum_seconds),
        ),
        each("Only ", where_taken(beside)),
        rate if kind == "video" else "",
        each_type(f"Two {kind}s alone are taken as ", two),
    ]


class _Cells:
    """Some task types in their modes, and how to say something of all of them, in a sentence.

    Where there is nothing to say, None or "", a task type or a mode is not mentioned.
    """

    def __init__(self, tables: Spec, types: Sequence[TaskType]) -> None:
        self.types = types
        self.limits: Mapping[_Cell, Limits] = {
            (known.name, mode): tables.limits(known.name, mode)
            for known in types
            for mode in known.modes
        }

    def each(self, before: str, say: _Say, mode: str | None = None) -> str:
        """Say something of every cell, or of those of a mode: once, or with where it holds."""
        cells = {c: say(of) for c, of in self.limits.items() if mode is None or c[1] == mode}
        return _told(before, cells, _cells_named)

    def each_type(self, before: str, say: Callable[[TaskType], object]) -> str:
        """Say something of every task type: once where all say the same, else with its name."""
        types = {known.name: say(known) for known in self.types}
        return _told(before, types, lambda names, _: f"for {_all_of(names)}")

    def take(self, kind: str) -> bool:
        """Tell whether any cell takes references of a kind."""
        return any(limits.kinds[kind].taken for limits in self.limits.values())


def _told(
    before: str, said: Mapping[_K, object], named: Callable[[Sequence[_K], Sequence[_K]], str]
) -> str:
    """Join what is said of several, once for those of which the same is said."""
    groups: dict[str, list[_K]] = {}
    for key, value in said.items():
        text = number(value) if isinstance(value, Decimal) else f"{'' if value is None else value}"
        groups.setdefault(text, []).append(key)
    of_some = [f"{text} {named(keys, [*said])}" for text, keys in groups.items() if text]
    told = [*groups] if len(groups) == 1 else of_some
    return before + "; ".join(told) if any(told) else ""


def _cells_named(cells: Sequence[_Cell], among: Sequence[_Cell]) -> str:
    """Name some cells: by their modes, by their task types, or one by one."""
    modes = dict.fromkeys(mode for _, mode in cells)
    types = dict.fromkeys(name for name, _ in cells)
    if len(cells) == sum(mode in modes for _, mode in among):
        return f"in {_all_of(modes)}"
    if len(cells) == sum(name in types for name, _ in among):
        return f"for {_all_of(types)}"
    return f"for {_all_of(f'{name} in {mode}' for name, mode in cells)}"


def _all_of(names: Iterable[str]) -> str:
    return either(names, "and")


def _count(numbers: _Ends, noun: str) -> str:
    """Write how many of something there may be."""
    least, most = numbers
    if most is None:
        return f"{least} or more {noun}s" if least else f"any number of {noun}s"
    plural = noun if most == 1 else f"{noun}s"
    if least == most:
        return f"{most or 'no'} {plural}"
    return f"{least} to {most} {plural}" if least else f"at most {most} {plural}"


def _references(limits: Limits) -> str:
    """Write which references a cell takes."""
    taken = {kind: (own.minimum, own.maximum) for kind, own in limits.kinds.items() if own.taken}
    said = [f"{k}s" if numbers == _ANY else _count(numbers, k) for k, numbers in taken.items()]
    together = limits.references_minimum, limits.references_maximum
    if len(taken) > 1 and together != _ANY:
        return f"{_all_of(said)}, {_count(together, 'reference')} together"
    return _all_of(said) if said else "no references"


def _inferred(task_type: TaskType) -> str:
    """Write which mode a task type runs in where none is given."""
    ways = [(mode, {kind: bounds(n) for kind, n in c.items()}) for mode, c in inference(task_type)]
    said = [f"{mode} {_led(ends)}" for mode, ends in ways if mode in task_type.modes]
    if any(mode not in task_type.modes for mode, _ in ways):
        said.append("otherwise refused")
    elif not any(set(ends.values()) == {_ANY} for _, ends in ways):
        said.append("otherwise required" if said else "required")
    return ", ".join(said)


def _led(kinds: Mapping[str, _Ends]) -> str:
    """Write which references lead to a mode."""
    given = {kind: numbers for kind, numbers in kinds.items() if numbers[1] != 0}
    if not given:
        return "without references"
    said = [_count(numbers, kind) for kind, numbers in given.items() if numbers != _ANY]
    if len(said) == len(given) < len(kinds):
        return f"with {_all_of(said)} alone"
    said += [f"no {kind}s" for kind in kinds if kind not in given]
    return f"with {_all_of(said)}" if said else "otherwise"
