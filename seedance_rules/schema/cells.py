"""Cells: what a task type says of `input` in one mode, and how what not all say is put.

A cell has a part for each field, and for what is said of fields together. What the cells say of a
field is joined to the loosest; the rest is under conditions on the task type and the mode.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Final, NamedTuple

from seedance_rules.fields import ASSET_FIELDS, KINDS, field_of
from seedance_rules.schema.keywords import (
    EMPTY,
    NOT_BLANK,
    NOT_EMPTY,
    Schema,
    all_of,
    any_of,
    at_least,
    at_most,
    between,
    entries,
    lengths,
    one_of,
    url,
    when,
    whole,
    with_fields,
)
from seedance_rules.spec import Limits, Spec, TaskType
from seedance_rules.spec.parts import inferred_mode
from seedance_rules.wording import OPEN

__all__ = [
    "MOST_WAYS",
    "Cells",
    "aliases_of",
    "cells_of",
    "conditions",
    "counts_of",
    "inference",
    "loosest",
    "said_by_all",
]

MOST_WAYS: Final = 250
"""The ways to keep a shared maximum or minimum that a schema still lists."""

_GIVEN: Final[Schema] = with_fields({"mode": {"type": "string"}})
"""Says that a request gives its mode."""


class Part(NamedTuple):
    """What a cell says something of: a field, or, in a rule, `input` for the sake of that field."""

    field: str
    is_rule: bool = False
    what: str = ""


Said = Iterator[tuple[Part, Schema]]

Cells = Mapping[Part, Mapping[tuple[str, str], Schema]]
"""What is said of each part, by task type and mode; an empty schema where it is nothing."""


def cells_of(tables: Spec, types: Iterable[TaskType]) -> Cells:
    """Make the cells of some task types, without what they ignore."""
    cells = {}
    for known in types:
        for mode in known.modes:
            limits = tables.limits(known.name, mode)
            said = chain(
                _parameters(known, limits),
                _lists(tables, known, limits),
                _aspect_ratio(tables, limits),
                _further_fields(tables, limits),
                _astray(known),
            )
            cells[known.name, mode] = {p: s for p, s in said if p.field not in limits.ignores}
    parts = dict.fromkeys(part for cell in cells.values() for part in cell)
    return {part: {who: cell.get(part, {}) for who, cell in cells.items()} for part in parts}


def inference(task_type: TaskType) -> list[tuple[str, Mapping[str, range]]]:
    """Return the modes that are inferred, in order, and the counts by kind that lead to each."""
    return [(mode, dict(zip(KINDS, counts, strict=True))) for mode, *counts in task_type.inference]


def counts_of(limits: Limits, kind: str) -> range:
    """Return how many references of a kind there may be, the shared maximum included."""
    own, shared = limits.kinds[kind], limits.references_maximum
    maxima = [most for most in (own.maximum, shared) if most is not None]
    return range(own.minimum, min(maxima) + 1 if maxima else OPEN)


def _parameters(task_type: TaskType, limits: Limits) -> Said:
    most = {} if limits.prompt_maximum is None else {"maxLength": limits.prompt_maximum}
    yield Part("prompt"), {"type": ["string"], "pattern": NOT_BLANK, **most}
    yield Part("mode"), one_of(task_type.modes)
    yield Part("duration"), {**whole(limits.durations), "default": limits.default_duration}
    default = limits.default_resolution
    yield Part("resolution"), {**one_of(limits.resolutions), "default": default}
    leading = [_long_as(counts) for _, counts in inference(task_type)]
    if not leading:
        yield Part("mode", is_rule=True), _GIVEN
    elif all(leading):
        led = any_of([*map(with_fields, leading)])
        yield Part("mode", is_rule=True), when({"not": led}, _GIVEN)


def _long_as(counts: Mapping[str, range]) -> dict[str, Schema]:
    """Say how long lists are; nothing of one that may have any length."""
    said = {field_of(kind): entries(numbers) for kind, numbers in counts.items()}
    return {field: schema for field, schema in said.items() if schema.keys() != {"type"}}


def _ways(task_type: TaskType) -> Iterator[tuple[str, Schema]]:
    """Yield the modes that are inferred, each with what leads to it (clause `mode-inference`)."""
    earlier: list[Mapping[str, range]] = []
    for mode, counts in inference(task_type):
        way = with_fields({"mode": {"type": ["null"]}, **_long_as(counts)})
        before = [with_fields(_long_as(other)) for other in earlier if _overlap(counts, other)]
        yield mode, {**way, "not": any_of(before)} if before else way
        earlier.append(counts)


def _overlap(some: Mapping[str, range], others: Mapping[str, range]) -> bool:
    """Tell whether the same lists can have lengths of both."""
    return all(
        some[name].start < others[name].stop and others[name].start < some[name].stop
        for name in some
    )


def _lists(tables: Spec, task_type: TaskType, limits: Limits) -> Said:
    """Say what the lists of references may hold, how much, beside what, and how much together."""
    *schemes, asset_scheme = tables.url_schemes
    assets = asset_scheme if task_type.assets else None
    maxima: dict[str, int] = {}
    for kind, of_kind in limits.kinds.items():
        field, counts = field_of(kind), counts_of(limits, kind)
        entry = url(schemes, assets, tables.media[kind].refused_extensions)
        yield Part(field, what="entries"), {"type": ["array", "null"], "items": entry}
        yield Part(field), entries(counts)
        if of_kind.requires_one_of:
            alone = with_fields({field_of(k): entries(EMPTY) for k in of_kind.requires_one_of})
            yield Part(field, is_rule=True), when(alone, with_fields({field: entries(EMPTY)}))
        if counts.stop > 1:
            maxima[field] = counts.stop - 1
    for total, say in ((limits.references_maximum, at_most), (limits.references_minimum, at_least)):
        ways = islice(lengths(total or 0, [*maxima.values()][1:]), MOST_WAYS + 1)
        if total and maxima and len([*ways]) <= MOST_WAYS and (rules := [*say(total, maxima)]):
            yield Part("input", is_rule=True, what=say.__name__), all_of(rules)


def _aspect_ratio(tables: Spec, limits: Limits) -> Said:
    """Say what the aspect ratio may be, and when it may follow a reference."""
    part, auto, ratios = Part("aspect_ratio"), tables.auto_aspect_ratio, limits.aspect_ratios
    default = {"default": limits.default_aspect_ratio}
    if limits.otherwise_aspect_ratio is not None:
        yield part, {"type": ["string", "null"], **default}
    elif auto is None or (limits.auto_aspect_ratio is None and auto.fallback is None):
        yield part, {**one_of(ratios), **default}
    else:
        yield part, {**one_of([*ratios, auto.value]), **default}
        if limits.auto_aspect_ratio is None:
            # It falls back where no mode is given and there is nothing to follow.
            followed = with_fields({field_of(auto.follows): entries(NOT_EMPTY)})
            fixed = with_fields({part.field: one_of(ratios)})
            yield Part(part.field, is_rule=True), when(any_of([_GIVEN, followed]), fixed)


def _further_fields(tables: Spec, limits: Limits) -> Said:
    """Say what the asset fields may be, and those that the tables alone know."""
    upload, hours = ASSET_FIELDS
    right = with_fields({hours: whole(limits.retention_hours)})
    yield Part(upload), {"type": ["boolean", "null"]}
    yield Part(hours), {}
    yield Part(hours, is_rule=True), when(with_fields({upload: {"const": True}}), right)
    for name, field in tables.fields.items():
        if not field.is_taken(limits.task_type, limits.mode):
            yield Part(name), {"type": ["null"]}
        elif field.values is not None:
            yield Part(name), one_of(field.values)
        else:
            yield Part(name), {"type": [field.type, "null"], **between(*field.bounds)}


def _astray(task_type: TaskType) -> Said:
    """Refuse what leads to a mode that a task type lacks, at the lists that lead there."""
    without = inferred_mode(task_type.inference, (0, 0, 0))
    empty = with_fields({field_of(kind): entries(EMPTY) for kind in KINDS})
    for at, (mode, led) in enumerate(_ways(task_type)):
        if mode not in task_type.modes:
            refused = when(led, _GIVEN if without == mode else empty)
            yield Part("mode", is_rule=True, what=f"way {at}"), refused


# What all cells say


def aliases_of(tables: Spec, types: Collection[str]) -> list[str]:
    """Return the deprecated names that mean one of some task types."""
    return [alias for alias, meant in tables.aliases.items() if meant in types]


def said_by_all(tables: Spec, cells: Cells) -> dict[str, Schema]:
    """Return for each field the loosest schema: what it may be in some cell."""
    found: dict[str, Schema] = {}
    for part, said in cells.items():
        if not part.is_rule:
            found[part.field] = {**found.get(part.field, {}), **loosest([*said.values()])}
    return {field: found[field] for field in tables.known_fields if field in found}


def loosest(schemas: Sequence[Schema]) -> Schema:
    """Keep of each keyword what allows all that any of the schemas allows."""
    found: dict[str, object] = {}
    for keyword, first in schemas[0].items():
        values = [schema[keyword] for schema in schemas if keyword in schema]
        if len(values) < len(schemas):
            continue
        if all(value == first for value in values):
            found[keyword] = first
        elif keyword in ("type", "enum"):
            # Each entry once, null at the end.
            united = dict.fromkeys(entry for value in values for entry in value)
            found[keyword] = sorted(united, key=lambda entry: entry in (None, "null"))
        elif keyword in ("minimum", "minItems"):
            found[keyword] = min(values)
        elif keyword in ("maximum", "maxItems", "maxLength"):
            found[keyword] = max(values)
        elif keyword == "items":
            found[keyword] = loosest(values)
    return found


def _narrower(schema: Schema, loose: Schema) -> Schema:
    """Return what a schema says beyond the loose one, with its type; nothing when that is all."""
    found: dict[str, object] = {}
    for keyword, value in schema.items():
        other = loose.get(keyword)
        own = _narrower(value, other) or other if keyword == "items" and other else value
        if own != other:
            found[keyword] = own
    return {"type": schema["type"], **found} if found else {}


# What some say, and under which conditions


def conditions(
    tables: Spec, types: Sequence[TaskType], cells: Cells, fields: Mapping[str, Schema]
) -> tuple[list[Schema], list[Schema]]:
    """Return what holds under conditions: of `input` alone, and of a request where types differ."""
    found: dict[tuple[tuple[str, ...], str | None], list[tuple[Part, Schema]]] = {}
    for part, column in cells.items():
        for members, mode in _who_say_alike(tables, types, column):
            said = column[members[0].name, mode or members[0].modes[0]]
            if said and not part.is_rule:
                said = _narrower(said, fields[part.field])
            if said:
                names = tuple(known.name for known in members)
                found.setdefault((names, mode), []).append((part, said))
    every = tuple(known.name for known in types)
    alike = len({known.inference for known in types}) == 1
    of_all: list[Schema] = []
    of_some: list[Schema] = []
    for (names, mode), parts in found.items():
        then, runs = _together(parts), None
        if mode is not None:
            ways = _ways(tables.task_types[names[0]])
            given = with_fields({"mode": {"const": mode}})
            runs = any_of([given, *(led for inferred, led in ways if inferred == mode)])
        having = tuple(known.name for known in types if mode in known.modes)
        if names == every or (runs and names == having and alike):
            # A type without the mode refuses it anyway, so the mode alone is condition enough.
            of_all.append(when(runs, then) if runs else then)
            continue
        condition: dict[str, Schema] = {"task_type": {"enum": [*names, *aliases_of(tables, names)]}}
        if runs:
            condition["input"] = {"type": "object", **runs}
        within = {"properties": {"input": {"type": "object", **then}}}
        of_some.append(when({"properties": condition}, within))
    return of_all, of_some


def _who_say_alike(
    tables: Spec, types: Sequence[TaskType], said: Mapping[tuple[str, str], Schema]
) -> Iterator[tuple[list[TaskType], str | None]]:
    """Group the task types that say the same of a part: in all their modes, or in one."""

    def alike_in(mode: str, among: Iterable[TaskType]) -> list[list[TaskType]]:
        having = [known for known in among if mode in known.modes]
        return _alike(having, lambda known: (said[known.name, mode], known.inference))

    first = {known: said[known.name, known.modes[0]] for known in types}
    steady = [k for k in types if all(said[k.name, mode] == first[k] for mode in k.modes)]
    others = [known for known in types if known not in steady]
    if others and all(len(alike_in(mode, types)) <= 1 for mode in tables.modes):
        # The mode alone decides, whatever the task type.
        steady, others = [], [*types]
    for members in _alike(steady, first.__getitem__):
        yield members, None
    for mode in tables.modes:
        for members in alike_in(mode, others):
            yield members, mode


def _alike(types: Iterable[TaskType], key: Callable[[TaskType], object]) -> list[list[TaskType]]:
    """Group task types by what is said of them, in the order of the tables."""
    groups: dict[str, list[TaskType]] = {}
    for known in types:
        # A schema has no hash; those that say the same are written the same.
        groups.setdefault(repr(key(known)), []).append(known)
    return [*groups.values()]


def _together(said: Iterable[tuple[Part, Schema]]) -> Schema:
    """Say several parts of `input` at once."""
    fields: dict[str, Schema] = {}
    for part, schema in said:
        if not part.is_rule:
            fields[part.field] = {**fields.get(part.field, {}), **schema}
    rules = [schema for part, schema in said if part.is_rule]
    return rules[0] if len(rules) == 1 and not fields else with_fields(fields, rules)
