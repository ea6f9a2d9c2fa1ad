"""What a request may say: the limits of each task type in each mode, worked out once for a `Spec`.

Tables state limits in four places: for every request, for a mode, for a task type, and for a task
type in one mode. The most particular statement counts, limit by limit (`ignores` adds up), and what
no place states is not limited. A field of `Limits` or of `ReferenceLimits` says where its limit is
stated and of which shape it is; a new limit of a known shape is one field here, and its rule.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Any, Final, NamedTuple

from attrs import field, fields, frozen

from seedance_rules.errors import InvalidSpec
from seedance_rules.fields import ASSET_FIELDS, IGNORABLE_FIELDS, KINDS, LASTING_KINDS
from seedance_rules.spec.parts import (
    AutoAspectRatio,
    Clause,
    Counts,
    Inference,
    Media,
    Mode,
    TaskType,
    clauses_of,
    inferred_mode,
)
from seedance_rules.spec.reading import Table
from seedance_rules.values import FrozenDict
from seedance_rules.wording import OPEN, bounds, either, plain_fields, show, span

__all__ = ["Limits", "ReferenceLimits", "TypeLimits", "type_limits"]

_Read = Callable[[Table, str], object]

Statement = Mapping[str, Any]
"""What a place in the tables states, or several laid over each other: values by dotted name."""

_FEW: Final = 4
_MOST_READY: Final = 9
"""References of a kind up to which right counts are ready, a few where no maximum is stated.

Larger counts are looked at in full."""


class Shape(NamedTuple):
    """What a kind of limit looks like in the tables, by what follows its name, and as a value."""

    leaves: Mapping[str, _Read]
    make: Callable[[Statement, str], object]


def _one(read: _Read) -> Shape:
    """Return the shape of a limit that is a single value: a maximum, a name, a flag."""
    return Shape({"": read}, lambda stated, name: stated.get(name))


def _names(known: Callable[[Table], Iterable[str]], what: str, *, least: int = 0) -> Shape:
    """Return the shape of a limit that is a list of names, of `least` names or more."""

    def read(table: Table, key: str) -> tuple[str, ...]:
        values = table.some_of(key, known(table), what)
        if len(values) < least:
            raise table.wrong("must not be empty; leave it out to allow them all", key)
        return values

    return Shape({"": read}, lambda stated, name: stated.get(name, ()))


def _range(least: int) -> Shape:
    """Return the shape of a limit that is a range of whole numbers, `least` the lowest of all."""

    def make(stated: Statement, name: str) -> range:
        minimum, maximum = stated.get(f"{name}.minimum", least), stated.get(f"{name}.maximum")
        return range(minimum, OPEN if maximum is None else maximum + 1)

    read = Table.positive if least else Table.whole
    return Shape({".minimum": read, ".maximum": read}, make)


def _stated(name: str, shape: Shape) -> Any:
    """Declare the field of a limit: its name in the tables, and its shape."""
    return field(metadata={"limit": (name, shape)})


def _ratios(table: Table) -> Iterable[str]:
    return table.root.texts("aspect_ratios")


@frozen
class ReferenceLimits:
    """How many references of one kind a request may have in a mode, and what they must be.

    `maximum` is None where only the maximum of all kinds together counts, and 0 where the mode does
    not take the kind. `formats` are extensions, None where any is taken. `maximum_seconds` is the
    most that all of them together may last. `requires_one_of` names kinds of which one must be
    given beside them.
    """

    formats: tuple[str, ...] | None
    minimum: int = _stated("minimum", _one(Table.whole))
    maximum: int | None = _stated("maximum", _one(Table.whole))
    maximum_seconds: Decimal | None = _stated("maximum_seconds", _one(Table.amount))
    requires_one_of: tuple[str, ...] = _stated(
        "requires_one_of", _names(lambda table: KINDS, "kind of reference")
    )

    @property
    def taken(self) -> bool:
        """Whether the mode takes references of this kind."""
        return self.maximum != 0

    def allows(self, count: int) -> bool:
        """Tell whether so many references are neither too few nor too many."""
        return self.minimum <= count and (self.maximum is None or count <= self.maximum)

    def to_dict(self) -> dict[str, Any]:
        """Return the limits as plain data, seconds as a decimal string."""
        return plain_fields(self)


@frozen(eq=False)
class Limits:
    """What holds for a task type in a mode: what a form builder needs, and every kit asks.

    `durations` and `retention_hours` are ranges of whole seconds and hours; `resolutions` those
    with a price. `default_aspect_ratio` is None where the field has no effect and nothing is filled
    in. `auto_aspect_ratio` is the value that follows a reference, None where it is not
    taken; `otherwise_aspect_ratio` is what any other string becomes, None where it is refused.
    `kinds` has an entry for each kind of reference, `references_minimum` and `_maximum` are of all
    kinds together. `ignores` names the fields that are taken and have no effect. `clauses` is the
    clause that a finding cites, by its code.
    """

    task_type: str | None
    mode: str | None
    resolutions: tuple[str, ...]
    kinds: Mapping[str, ReferenceLimits]
    clauses: Mapping[str, str]
    ratios_as_given: frozenset[str] = field(repr=False)
    """The aspect ratios that are taken as they are given."""
    right_counts: frozenset[Counts] = field(repr=False)
    """Counts of references that break no limit; of very many, those of a few of each kind."""
    prompt_maximum: int | None = _stated("prompt.maximum_length", _one(Table.positive))
    durations: range = _stated("duration", _range(1))
    default_duration: int = _stated("duration.default", _one(Table.positive))
    default_resolution: str = _stated("resolution.default", _one(Table.text))
    aspect_ratios: tuple[str, ...] = _stated(
        "aspect_ratio.values", _names(_ratios, "aspect ratio", least=1)
    )
    default_aspect_ratio: str | None = _stated("aspect_ratio.default", _one(Table.text))
    auto_aspect_ratio: str | None = _stated("aspect_ratio.auto", _one(Table.flag))
    otherwise_aspect_ratio: str | None = _stated("aspect_ratio.otherwise", _one(Table.text))
    references_minimum: int = _stated("references.minimum", _one(Table.whole))
    references_maximum: int | None = _stated("references.maximum", _one(Table.whole))
    references_named: bool = _stated("references.named", _one(Table.flag))
    retention_hours: range = _stated("asset_retention_hours", _range(1))
    ignores: tuple[str, ...] = _stated(
        "ignores", _names(lambda table: IGNORABLE_FIELDS, "field that can be ignored")
    )

    def takes(self, counts: Counts) -> bool:
        """Tell whether counts of references, by kind, break no limit."""
        least, most = self.references_minimum, self.references_maximum
        return counts in self.right_counts or bool(_right([counts], self.kinds, least, most))

    def to_dict(self) -> dict[str, Any]:
        """Return the limits as plain data: ranges as both ends, None for an open one."""
        return plain_fields(self)


def _declared(of: type) -> dict[str, tuple[str, Shape]]:
    """Return where the limits of a class are stated, and their shapes, by its fields."""
    return {entry.name: entry.metadata["limit"] for entry in fields(of) if entry.metadata}


_LIMITS: Final = _declared(Limits)
_OF_A_KIND: Final = _declared(ReferenceLimits)


def _leaves() -> dict[str, _Read]:
    """Return how to read each value of a `limits` table, by its dotted name."""
    declared = [*_LIMITS.values()]
    for kind in KINDS:
        for name, shape in _OF_A_KIND.values():
            if name != "maximum_seconds" or kind in LASTING_KINDS:
                declared.append((f"references.{kind}.{name}", shape))
    # What a mode takes is said for all kinds at once.
    takes = _names(lambda table: KINDS, "kind of reference")
    declared.append(("references.takes", takes))
    return {name + end: read for name, shape in declared for end, read in shape.leaves.items()}


_LEAVES: Final = _leaves()
_BRANCHES: Final = frozenset(
    leaf[:at] for leaf in _LEAVES for at, letter in enumerate(leaf) if letter == "."
)


def _read(table: Table) -> Statement:
    """Read the `limits` that a place states, if it does; `InvalidSpec` for what is not a limit."""
    stated = table.optional("limits", table.table)
    return {} if stated is None else _read_leaves(stated, "")


def _read_leaves(table: Table, prefix: str) -> dict[str, Any]:
    stated: dict[str, Any] = {}
    for key in table.keys():
        name = prefix + key
        if name in _LEAVES:
            stated[name] = _LEAVES[name](table, key)
        elif name in _BRANCHES:
            stated |= _read_leaves(table.table(key), f"{name}.")
        else:
            ends = (
                leaf[len(prefix) :].partition(".")[0] for leaf in _LEAVES if leaf.startswith(prefix)
            )
            table.known(key, name, [prefix + end for end in dict.fromkeys(ends)], "limit")
    return stated


def _over(*statements: Statement) -> Statement:
    """Lay statements over each other, the most particular last; what they ignore adds up."""
    layered: dict[str, Any] = {}
    for stated in statements:
        ignores = (*layered.get("ignores", ()), *stated.get("ignores", ()))
        layered |= stated
        layered["ignores"] = tuple(name for name in IGNORABLE_FIELDS if name in ignores)
    return layered


def _common(statements: Iterable[Statement], general: Statement) -> Statement:
    """Keep what all statements agree on: only that can be judged for any of them.

    Defaults are the general ones where they differ; without the task type or the mode they fill
    nothing in.
    """
    first, *rest = statements
    agreed = {
        name: value
        for name, value in first.items()
        if all(name in other and other[name] == value for other in rest)
    }
    ignored = [stated.get("ignores", ()) for stated in (first, *rest)]
    agreed["ignores"] = tuple(
        name for name in ignored[0] if all(name in other for other in ignored)
    )
    return {n: v for n, v in general.items() if n.endswith(".default")} | agreed


class TypeLimits:
    """What rules look up for a task type, or for one that is unknown (`task_type` None).

    `limits` has an entry for each mode of the type, and one under None for a mode that is unknown
    or not among them: it limits what does not depend on the mode. `takes` tells for each kind, in
    the order of `KINDS`, whether any mode takes it.
    """

    __slots__ = (
        "assets",
        "inference",
        "inferred",
        "limits",
        "name",
        "of_modes",
        "prices",
        "takes",
        "task_type",
    )

    def __init__(
        self,
        task_type: TaskType | None,
        inference: tuple[Inference, ...],
        limits: Mapping[str | None, Limits],
    ) -> None:
        of_modes = tuple(of_mode for mode, of_mode in limits.items() if mode is not None)
        self.task_type = task_type
        self.name = task_type.name if task_type else ""
        self.assets = task_type is not None and task_type.assets
        self.prices: Mapping[str, Decimal] = task_type.prices if task_type else FrozenDict()
        self.inference = inference
        self.limits = FrozenDict(limits)
        self.of_modes = of_modes
        self.takes = tuple(any(each.kinds[kind].taken for each in of_modes) for kind in KINDS)
        self.inferred = _inferred(inference, frozenset(each.right_counts for each in of_modes))

    def infer(self, counts: Counts) -> Mode | None:
        """Return the mode that counts of references lead to, None where none is inferred."""
        found = self.inferred.get(counts)
        return inferred_mode(self.inference, counts) if found is None else found


@cache
def _inferred(
    inference: tuple[Inference, ...], ready: frozenset[frozenset[Counts]]
) -> Mapping[Counts, Mode | None]:
    """Infer the mode of all counts that are right in some mode: task types share them."""
    every = {counts for of_mode in ready for counts in of_mode}
    return FrozenDict({counts: inferred_mode(inference, counts) for counts in every})


def type_limits(
    root: Table,
    *,
    types: Mapping[str, TaskType],
    names: Mapping[str, str],
    inference: tuple[Inference, ...],
    auto: AutoAspectRatio | None,
    media: Mapping[str, Media],
    known: Mapping[str, Clause],
    cited: Mapping[str, str],
) -> dict[str | None, TypeLimits]:
    """Work out the limits of every task type in every mode, and what is common to them.

    By task type and by deprecated name; under None, what all task types have in common.
    """
    maker = _Maker(root.texts("aspect_ratios"), auto, media)
    general, mode_tables = _read(root), root.named("modes")
    of_mode = {mode: _read(table) for mode, table in mode_tables.items()}
    cited_in = {mode: clauses_of(table, known) for mode, table in mode_tables.items()}
    in_mode: dict[str, list[Statement]] = {mode: [] for mode in of_mode}
    found: dict[str | None, TypeLimits] = {}
    for name, table in root.named("task_types").items():
        task_type = types[name]
        own, own_clauses = _read(table), clauses_of(table, known)
        if not task_type.assets:
            own = _over({"ignores": ASSET_FIELDS}, own)
        particular = table.optional("mode_limits", table.table)
        limits: dict[str | None, Limits] = {}
        layered: list[Statement] = []
        for mode in task_type.modes:
            most = particular.optional(mode, particular.table) if particular else None
            narrow = {} if most is None else _read_leaves(most, "")
            layered.append(_over(general, of_mode[mode], own, narrow))
            clauses = {**cited, **cited_in[mode], **own_clauses}
            limits[mode] = maker.limits(layered[-1], clauses, task_type, mode)
            in_mode[mode].append(layered[-1])
        shared = _common(layered, general)
        limits[None] = maker.limits(shared, {**cited, **own_clauses}, task_type, None)
        found[name] = TypeLimits(task_type, task_type.inference, limits)
    for alias, meant in names.items():
        found[alias] = found[meant]
    unknown: dict[str | None, Limits] = {
        mode: maker.limits(_common(stated, general), {**cited, **cited_in[mode]}, None, mode)
        for mode, stated in in_mode.items()
    }
    every = _common([entry for stated in in_mode.values() for entry in stated], general)
    unknown[None] = maker.limits(every, cited, None, None)
    found[None] = TypeLimits(None, inference, unknown)
    return found


class _Maker:
    """Makes `Limits` of what is stated, and refuses those that nothing can satisfy."""

    def __init__(
        self, ratios: tuple[str, ...], auto: AutoAspectRatio | None, media: Mapping[str, Media]
    ) -> None:
        self._ratios, self._auto, self._media = ratios, auto, media
        self._counts: dict[object, frozenset[Counts]] = {}

    def limits(
        self,
        stated: Statement,
        clauses: Mapping[str, str],
        task_type: TaskType | None,
        mode: str | None,
    ) -> Limits:
        """Make the limits of a task type in a mode, None for one that is unknown.

        Raises `InvalidSpec` for a range that is empty, a default that is missing, and, where both
        are known, for limits that exclude each other or the defaults.
        """
        place = f"limits of {task_type.name} in {mode}" if task_type and mode else "limits"
        if mode is None:
            # What depends on the mode is not judged without one.
            stated = {n: v for n, v in stated.items() if not _is_of_the_mode(n)}
        for name, shape in _LIMITS.values():
            if name.endswith(".default") and name not in stated:
                raise InvalidSpec(f"{place}.{name}", "is missing")
            _check_range(stated, name, shape, place)
        values: dict[str, Any] = {
            to: shape.make(stated, name) for to, (name, shape) in _LIMITS.items()
        }
        takes = stated.get("references.takes", KINDS)
        kinds = {kind: self._of_kind(kind, stated, kind in takes, place) for kind in KINDS}
        ratios = values["aspect_ratios"] = values["aspect_ratios"] or self._ratios
        auto = self._auto if stated.get("aspect_ratio.auto") is not False else None
        values["auto_aspect_ratio"] = value = auto.value if auto is not None else None
        values["references_minimum"] = values["references_minimum"] or 0
        values["references_named"] = bool(values["references_named"])
        as_given: tuple[str | None, ...] = (*ratios, value)
        if "aspect_ratio" in stated["ignores"]:
            as_given, values["default_aspect_ratio"] = (), None
        least, most = values["references_minimum"], values["references_maximum"]
        ready = (*kinds.values(), least, most)
        if ready not in self._counts:
            self._counts[ready] = _right_counts(kinds, least, most)
        found = Limits(
            task_type=task_type.name if task_type else None,
            mode=mode,
            resolutions=tuple(task_type.prices) if task_type else (),
            kinds=FrozenDict(kinds),
            clauses=FrozenDict(clauses),
            ratios_as_given=frozenset(ratio for ratio in as_given if ratio is not None),
            right_counts=self._counts[ready] if mode is not None else frozenset(),
            **values,
        )
        if task_type is not None and mode is not None:
            _check(found, task_type, place)
        return found

    def _of_kind(self, kind: str, stated: Statement, taken: bool, place: str) -> ReferenceLimits:
        prefix = f"references.{kind}."
        values: dict[str, Any] = {
            to: shape.make(stated, prefix + name) for to, (name, shape) in _OF_A_KIND.items()
        }
        values["minimum"] = least = values["minimum"] or 0
        most = values["maximum"]
        if most is not None and least > most:
            raise InvalidSpec(f"{place}.{prefix[:-1]}", f"minimum {least} is above maximum {most}")
        if not taken:
            if least:
                raise InvalidSpec(f"{place}.{prefix}minimum", "the mode takes no such list")
            values["maximum"] = 0
        return ReferenceLimits(formats=self._media[kind].formats, **values)


def _is_of_the_mode(name: str) -> bool:
    """Tell whether a limit can only be judged in a known mode."""
    counted = name.startswith("references.") and not name.endswith(".maximum_seconds")
    return counted or name == "aspect_ratio.auto"


def _check_range(stated: Statement, name: str, shape: Shape, place: str) -> None:
    if ".minimum" in shape.leaves and not shape.make(stated, name):
        least, most = stated.get(f"{name}.minimum", 1), stated.get(f"{name}.maximum")
        raise InvalidSpec(f"{place}.{name}", f"minimum {least} is above maximum {most}")


def _right(
    every: Iterable[Counts], kinds: Mapping[str, ReferenceLimits], least: int, most: int | None
) -> list[Counts]:
    """Keep the counts of references that break no limit."""
    total = range(least, OPEN if most is None else most + 1)
    right = [counts for counts in every if sum(counts) in total]
    for at, of_kind in enumerate(kinds.values()):
        right = [counts for counts in right if of_kind.allows(counts[at])]
        others = [KINDS.index(other) for other in of_kind.requires_one_of]
        if others:
            right = [
                counts for counts in right if not counts[at] or any(counts[to] for to in others)
            ]
    return right


def _right_counts(
    kinds: Mapping[str, ReferenceLimits], least: int, most: int | None
) -> frozenset[Counts]:
    """List the counts of references that break no limit, up to a few of each kind."""
    ranges = []
    for kind in kinds.values():
        stated = [number for number in (kind.maximum, most) if number is not None]
        ranges.append(range(kind.minimum, min([*stated, _MOST_READY if stated else _FEW]) + 1))
    return frozenset(_right(product(ranges[0], ranges[1], ranges[2]), kinds, least, most))


def _check(found: Limits, task_type: TaskType, place: str) -> None:
    """Raise `InvalidSpec` for limits that nothing can satisfy, their own defaults included."""
    if found.default_duration not in found.durations:
        raise InvalidSpec(
            f"{place}.duration.default",
            f"{found.default_duration} is outside its own limits, {span(bounds(found.durations))}",
        )
    for name, ratio in (
        ("default", found.default_aspect_ratio),
        ("otherwise", found.otherwise_aspect_ratio),
    ):
        if ratio is not None and ratio not in found.aspect_ratios:
            raise InvalidSpec(
                f"{place}.aspect_ratio.{name}",
                f"{show(ratio)} is outside its own limits, {either(found.aspect_ratios)}",
            )
    for kind, limits in found.kinds.items():
        others = limits.requires_one_of
        if others and not any(found.kinds[other].taken for other in others):
            problem = "the mode takes none of these kinds"
            raise InvalidSpec(f"{place}.references.{kind}.requires_one_of", problem)
    least = max(sum(kind.minimum for kind in found.kinds.values()), found.references_minimum)
    if found.references_maximum is not None and least > found.references_maximum:
        raise InvalidSpec(
            f"{place}.references.maximum",
            f"{found.references_maximum} is less than the {least} references that are required",
        )
    if found.references_minimum and not any(kind.taken for kind in found.kinds.values()):
        raise InvalidSpec(f"{place}.references.minimum", "the mode takes no references")
    if found.default_resolution not in task_type.prices:
        raise InvalidSpec(
            f"task_types.{task_type.name}",
            f"the default resolution {show(found.default_resolution)} has no price for it; "
            f"use {either(task_type.prices)}",
        )
