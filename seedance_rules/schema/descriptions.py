"""Descriptions of the fields of `input`, in words for people and models, made from the limits.

Each says what the field is for, what it takes, and what it is when left out; where task types or
modes differ, what holds in which. No name, price or limit is written here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeVar

from seedance_rules import InvalidRequest, infer_mode
from seedance_rules.fields import field_of
from seedance_rules.schema.cells import counts_of, inference
from seedance_rules.spec import Limits, ReferenceLimits, Spec, TaskType
from seedance_rules.wording import bounds, either, number

__all__ = ["descriptions"]

_Cell = tuple[str, str]
"""A task type and a mode."""

_K = TypeVar("_K")
_Ends = tuple[int, int | None]
_ANY: Final[_Ends] = (0, None)


def descriptions(tables: Spec, types: Sequence[TaskType]) -> dict[str, str]:
    """Describe the fields of `input`, as some task types take them."""
    words = _Words(tables, types)
    found = {
        "prompt": words.prompt(),
        "mode": words.mode(),
        "duration": words.duration(),
        "resolution": words.resolution(),
        "aspect_ratio": words.aspect_ratio(),
        **{field_of(kind): words.references(kind) for kind in tables.media},
        "auto_upload_assets": ["True uploads each URL as an asset for this request alone"],
        "asset_retention_hours": words.retention(),
        **{name: words.further(name) for name in tables.fields},
    }
    return {field: " ".join(f"{text}." for text in said if text) for field, said in found.items()}


class _Words:
    """Some task types in their modes, and what to say of each field there, in sentences."""

    def __init__(self, tables: Spec, types: Sequence[TaskType]) -> None:
        self.tables = tables
        self.types = types
        self.cells: Mapping[_Cell, Limits] = {
            (known.name, mode): tables.limits(known.name, mode)
            for known in types
            for mode in known.modes
        }

    def each(self, before: str, say: Callable[[Limits], str], mode: str | None = None) -> str:
        """Say something of every cell, or of those of a mode: once, or with where it holds.

        What there is nothing to say of is not mentioned.
        """
        cells = {c: say(of) for c, of in self.cells.items() if mode is None or c[1] == mode}
        return _told(before, cells, _cells_named)

    def each_type(self, before: str, say: Callable[[TaskType], str]) -> str:
        """Say something of every task type: once where all say the same, else with its name."""
        types = {known.name: say(known) for known in self.types}
        return _told(before, types, lambda names, _: f"for {_all_of(names)}")

    def takes(self, kind: str) -> bool:
        """Tell whether any cell takes references of a kind."""
        return any(limits.kinds[kind].taken for limits in self.cells.values())

    def prompt(self) -> list[str]:
        marker, media = self.tables.prompt_marker, self.tables.media
        named = [
            f"`{marker}{media[kind].words[0]}1` names the first entry of {field_of(kind)}"
            for kind in media
            if self.takes(kind)
        ]
        return [
            "What the video shows, in words",
            f"In it, {_all_of(named)}; name only entries that are given" if named else "",
            self.each("At most ", lambda c: _or_nothing(c.prompt_maximum, " characters")),
        ]

    def mode(self) -> list[str]:
        modes = dict.fromkeys(mode for _, mode in self.cells)
        takes = [self.each(f"{mode} takes ", _references, mode) for mode in modes]
        left_out = self.each_type("When left out: ", self._inferred)
        return ["How the references are used", *takes, left_out]

    def _inferred(self, task_type: TaskType) -> str:
        ways = inference(task_type)
        said = [f"{mode} {_led(counts)}" for mode, counts in ways if mode in task_type.modes]
        if any(mode not in task_type.modes for mode, _ in ways):
            said.append("otherwise refused")
        elif not any(set(map(bounds, counts.values())) == {_ANY} for _, counts in ways):
            said.append("otherwise required" if said else "required")
        return ", ".join(said)

    def duration(self) -> list[str]:
        before = "How long the video is, in whole seconds: "
        return [
            self.each(before, lambda c: _count(bounds(c.durations), "second")),
            self.each("When left out: ", lambda c: f"{c.default_duration}"),
        ]

    def resolution(self) -> list[str]:
        def prices(known: TaskType) -> str:
            currency = self.tables.currency
            return _all_of(f"{number(p)} {currency} at {r}" for r, p in known.prices.items())

        return [
            self.each_type("", lambda known: either(known.prices)),
            self.each("When left out: ", lambda c: c.default_resolution),
            self.each_type("A second of video costs ", prices),
        ]

    def aspect_ratio(self) -> list[str]:
        def ratios(limits: Limits) -> str:
            ignored = "aspect_ratio" in limits.ignores
            return "without effect" if ignored else either(limits.aspect_ratios)

        def otherwise(limits: Limits) -> str:
            ignored = "aspect_ratio" in limits.ignores
            return "" if ignored else limits.otherwise_aspect_ratio or ""

        auto = self.tables.auto_aspect_ratio
        follows = f"{auto.value} follows the first {auto.follows}" if auto else ""
        return [
            self.each("Width to height: ", ratios),
            self.each("When left out: ", lambda c: c.default_aspect_ratio or ""),
            self.each("", lambda c: follows if c.auto_aspect_ratio else ""),
            self.each("Any other text becomes ", otherwise),
        ]

    def references(self, kind: str) -> list[str]:
        if not self.takes(kind):
            return ["Not taken"]
        spec, formats = self.tables, self.tables.media[kind].formats
        web = either(spec.url_schemes[:-1])
        entry = f"{kind.capitalize()}s to make the video from, each a full {web} URL"
        rate = f"A second of them costs {number(spec.input_video_rate)} times a second of the video"

        def of_kind(say: Callable[[ReferenceLimits], str]) -> Callable[[Limits], str]:
            return lambda c: say(c.kinds[kind]) if c.kinds[kind].taken else ""

        def shared(limits: Limits) -> str:
            taken = [name for name, own in limits.kinds.items() if own.taken]
            counts = kind in taken and len(taken) > 1
            return _or_nothing(limits.references_maximum) if counts else ""

        def seconds(own: ReferenceLimits) -> str:
            return "" if own.maximum_seconds is None else number(own.maximum_seconds)

        def beside(own: ReferenceLimits) -> str:
            others = own.requires_one_of
            return f"beside at least one {either(others)}" if others else ""

        return [
            entry,
            self.each_type("Also ", lambda t: f"{spec.asset_prefix}<id>" if t.assets else ""),
            f"Formats: {_all_of(formats)}" if formats else "",
            self.each("How many: ", lambda c: _count(bounds(counts_of(c, kind)), kind)),
            self.each("All references together: at most ", shared),
            self.each(f"Seconds of all {kind}s together: at most ", of_kind(seconds)),
            self.each("Only ", of_kind(beside)),
            rate if kind == "video" else "",
            self.each_type(f"Two {kind}s alone are taken as ", lambda t: self._two(kind, t)),
        ]

    def _two(self, kind: str, known: TaskType) -> str:
        """Say in which mode two references of a kind run, where there is a choice."""
        modes = [mode for mode in known.modes if self.cells[known.name, mode].kinds[kind].taken]
        given = {field_of(kind): [kind] * 2}
        try:
            found = infer_mode({"task_type": known.name, "input": given}, spec=self.tables)
        except InvalidRequest:
            return ""
        return f"{found} unless mode says otherwise" if found in modes and len(modes) > 1 else ""

    def retention(self) -> list[str]:
        before = "How long such assets are kept, in whole hours: "
        return [
            self.each(before, lambda c: _count(bounds(c.retention_hours), "hour")),
            "Without effect unless auto_upload_assets is true",
        ]

    def further(self, name: str) -> list[str]:
        field = self.tables.fields[name]
        text = self.tables.clauses[field.clause].text.rstrip(".")
        return [text, f"Only in {either(field.modes)}" if field.modes else ""]


def _told(
    before: str, said: Mapping[_K, str], named: Callable[[Sequence[_K], Sequence[_K]], str]
) -> str:
    """Join what is said of several, once for those of which the same is said."""
    groups: dict[str, list[_K]] = {}
    for key, text in said.items():
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


def _or_nothing(value: int | None, unit: str = "") -> str:
    return "" if value is None else f"{value}{unit}"


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


def _led(counts: Mapping[str, range]) -> str:
    """Write which references lead to a mode."""
    kinds = {kind: bounds(numbers) for kind, numbers in counts.items()}
    given = {kind: numbers for kind, numbers in kinds.items() if numbers[1] != 0}
    if not given:
        return "without references"
    said = [_count(numbers, kind) for kind, numbers in given.items() if numbers != _ANY]
    if len(said) == len(given) < len(kinds):
        return f"with {_all_of(said)} alone"
    said += [f"no {kind}s" for kind in kinds if kind not in given]
    return f"with {_all_of(said)}" if said else "otherwise"
