"""Cells: what a task type says of `input` in one mode, and how what not all say is put.

A cell has a part for each field, and for what is said of fields together. What the cells say of a
field is joined to the loosest; the rest is under conditions on the task type and the mode.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from attrs import evolve, frozen

from seedance_rules import InvalidRequest, infer_mode
from seedance_rules.fields import KINDS, field_of
from seedance_rules.schema.keywords import (
    EMPTY,
    NOT_EMPTY,
    Schema,
    all_of,
    any_of,
    at_least,
    at_most,
    between,
    entries,
    lengths,
    not_blank,
    one_of,
    url,
    when,
    whole,
    with_fields,
)
from seedance_rules.spec import Limits, Spec, TaskType
from seedance_rules.wording import OPEN

__all__ = [
    "MOST_WAYS",
    "Cells",
    "cells_of",
    "conditions",
    "counts_of",
    "inference",
    "loosest",
    "names_of",
    "said_by_all",
]

MOST_WAYS: Final = 250
"""The ways to keep a shared maximum or minimum that a schema still lists."""

_GIVEN: Final[Schema] = with_fields({"mode": {"type": "string"}})
"""Says that a request gives its mode."""


@frozen
class Part:
    """What a cell says of one field, or, as a rule, of `input` for the sake of one field."""

    field: str
    schema: Schema
    is_rule: bool = False


Cells = Mapping[tuple[str, str], Mapping[str, Part]]
"""By task type and mode: the parts of a cell, each by a name of its own."""

Way = tuple[str, Mapping[str, range]]
"""A mode, and the counts of references by kind that lead to it."""


def cells_of(tables: Spec, types: Iterable[TaskType]) -> Cells:
    """Make the cells of some task types, without what they ignore."""
    found = {}
    for known in types:
        for mode in known.modes:
            limits = tables.limits(known.name, mode)
            parts = {
                **_parameters(known, limits),
                **_mode(known),
                **_lists(tables, known, limits),
                **_shared(limits),
                **_aspect_ratio(tables, limits),
                **_asset_fields(known, limits),
                **_further_fields(tables, known, mode),
            }
            ignored = limits.ignores
            found[known.name, mode] = {n: p for n, p in parts.items() if p.field not in ignored}
    return found


def inference(task_type: TaskType) -> list[Way]:
    """Return the modes that are inferred, in order, and which counts lead to each."""
    return [(mode, dict(zip(KINDS, counts, strict=True))) for mode, *counts in task_type.inference]


def long_as(counts: Mapping[str, range]) -> dict[str, Schema]:
    """Say how long lists are; nothing of one that may have any length."""
    said = {field_of(kind): entries(numbers) for kind, numbers in counts.items()}
    return {field: schema for field, schema in said.items() if schema.keys() != {"type"}}


def counts_of(limits: Limits, kind: str) -> range:
    """Return how many references of a kind there may be, the shared maximum included."""
    own, shared = limits.kinds[kind], limits.references_maximum
    maxima = [most for most in (own.maximum, shared) if most is not None]
    return range(own.minimum, min(maxima) + 1 if maxima else OPEN)


def _parameters(task_type: TaskType, limits: Limits) -> dict[str, Part]:
    most = limits.prompt_maximum
    fields: dict[str, Schema] = {
        "prompt": {
            "type": ["string"],
            "pattern": not_blank(),
            **({} if most is None else {"maxLength": most}),
        },
        "mode": one_of(task_type.modes),
        "duration": {**whole(limits.durations), "default": limits.default_duration},
        "resolution": {**one_of(limits.resolutions), "default": limits.default_resolution},
    }
    return {field: Part(field, schema) for field, schema in fields.items()}


def _mode(task_type: TaskType) -> dict[str, Part]:
    """Say that the mode is required where nothing leads to one."""
    leading = [long_as(counts) for _, counts in inference(task_type)]
    if not leading:
        return {"some mode": Part("mode", _GIVEN, is_rule=True)}
    if all(leading):
        led = any_of([*map(with_fields, leading)])
        return {"some mode": Part("mode", when({"not": led}, _GIVEN), is_rule=True)}
    return {}


def _lists(tables: Spec, task_type: TaskType, limits: Limits) -> dict[str, Part]:
    """Say what the lists of references may hold, how much, and beside what."""
    found = {}
    *schemes, asset_scheme = tables.url_schemes
    assets = asset_scheme if task_type.assets else None
    for kind, of_kind in limits.kinds.items():
        field = field_of(kind)
        entry = url(schemes, assets, tables.media[kind].refused_extensions)
        found[f"{field} entries"] = Part(field, {"type": ["array", "null"], "items": entry})
        found[field] = Part(field, entries(counts_of(limits, kind)))
        if of_kind.requires_one_of:
            alone = with_fields({field_of(k): entries(EMPTY) for k in of_kind.requires_one_of})
            rule = when(alone, with_fields({field: entries(EMPTY)}))
            found[f"{field} beside others"] = Part(field, rule, is_rule=True)
    return found


def _shared(limits: Limits) -> dict[str, Part]:
    """Say what the lists of references may be together."""
    counts = {field_of(kind): counts_of(limits, kind) for kind in limits.kinds}
    maxima = {field: numbers.stop - 1 for field, numbers in counts.items() if numbers.stop > 1}
    found = {}
    for total, say in ((limits.references_maximum, at_most), (limits.references_minimum, at_least)):
        ways = islice(lengths(total or 0, [*maxima.values()][1:]), MOST_WAYS + 1)
        if total and maxima and len([*ways]) <= MOST_WAYS and (rules := [*say(total, maxima)]):
            found[f"references {say.__name__}"] = Part("input", all_of(rules), is_rule=True)
    return found


def _aspect_ratio(tables: Spec, limits: Limits) -> dict[str, Part]:
    """Say what the aspect ratio may be, and when it may follow a reference."""
    field, auto, ratios = "aspect_ratio", tables.auto_aspect_ratio, limits.aspect_ratios
    default = {"default": limits.default_aspect_ratio}
    if limits.otherwise_aspect_ratio is not None:
        return {field: Part(field, {"type": ["string", "null"], **default})}
    if auto is None or (limits.auto_aspect_ratio is None and auto.fallback is None):
        return {field: Part(field, {**one_of(ratios), **default})}
    found = {field: Part(field, {**one_of([*ratios, auto.value]), **default})}
    if limits.auto_aspect_ratio is None:
        # It falls back where no mode is given and there is nothing to follow.
        followed = with_fields({field_of(auto.follows): entries(NOT_EMPTY)})
        rule = when(any_of([_GIVEN, followed]), with_fields({field: one_of(ratios)}))
        found["auto"] = Part(field, rule, is_rule=True)
    return found


def _asset_fields(task_type: TaskType, limits: Limits) -> dict[str, Part]:
    """Say what the asset fields may be, on a task type that reads them."""
    if not task_type.assets:
        return {}
    upload, hours = "auto_upload_assets", "asset_retention_hours"
    is_read = with_fields({upload: {"const": True}})
    rule = when(is_read, with_fields({hours: whole(limits.retention_hours)}))
    return {
        upload: Part(upload, {"type": ["boolean", "null"]}),
        hours: Part(hours, {}),
        "retention": Part(hours, rule, is_rule=True),
    }


def _further_fields(tables: Spec, task_type: TaskType, mode: str) -> dict[str, Part]:
    """Say what the fields may be that the tables alone know."""
    found = {}
    for name, field in tables.fields.items():
        schema: Schema = {"type": [field.type, "null"], **between(*field.bounds)}
        if not field.is_taken(task_type.name, mode):
            schema = {"type": ["null"]}
        elif field.values is not None:
            schema = one_of(field.values)
        found[name] = Part(name, schema)
    return found


# What all cells say, and under which conditions some say more

_Who = tuple[tuple[str, ...], str | None]
"""Task types, and the mode in which they say something, None for all of their modes."""


def names_of(tables: Spec, types: Sequence[str]) -> list[str]:
    """Return the names of task types, and after them the deprecated names that mean one of them."""
    return [*types, *(alias for alias, meant in tables.aliases.items() if meant in types)]


def said_by_all(tables: Spec, cells: Cells) -> dict[str, Schema]:
    """Return for each field the loosest schema: what it may be in some cell."""
    found: dict[str, Schema] = {}
    for name in _parts_of(cells):
        parts = [cell.get(name) for cell in cells.values()]
        one = next(part for part in parts if part is not None)
        if not one.is_rule:
            said = loosest([part.schema if part else {} for part in parts])
            found[one.field] = {**found.get(one.field, {}), **said}
    return {field: found[field] for field in tables.known_fields if field in found}


def _parts_of(cells: Cells) -> Iterable[str]:
    return dict.fromkeys(name for cell in cells.values() for name in cell)


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


def conditions(
    tables: Spec, types: Sequence[TaskType], cells: Cells, fields: Mapping[str, Schema]
) -> tuple[list[Schema], list[Schema]]:
    """Return what holds under conditions: of `input` alone, and of a request where types differ."""
    every = [known.name for known in types]
    alike = len(_alike(types, inference)) == 1
    of_all: list[Schema] = []
    of_some: list[Schema] = []
    for (names, mode), parts in _sorted_out(tables, types, cells, fields).items():
        having = [known.name for known in types if mode in known.modes]
        then = _together(parts)
        if [*names] == every or (mode is not None and [*names] == having and alike):
            # A type without the mode refuses it anyway, so the mode alone is condition enough.
            of_all.append(when(_runs_in(tables.task_types[names[0]], mode), then) if mode else then)
            continue
        condition: dict[str, Schema] = {"task_type": {"enum": names_of(tables, names)}}
        if mode is not None:
            condition["input"] = {"type": "object", **_runs_in(tables.task_types[names[0]], mode)}
        within = {"properties": {"input": {"type": "object", **then}}}
        of_some.append(when({"properties": condition}, within))
    return of_all, of_some


def _runs_in(task_type: TaskType, mode: str) -> Schema:
    """Say of `input` that it runs in a mode: by giving it, or by what leads to it."""
    given = with_fields({"mode": {"const": mode}})
    return any_of([given, *_led_to(task_type, mode)])


def _led_to(task_type: TaskType, mode: str) -> Iterator[Schema]:
    """Say of `input` that it gives no mode and leads to one (clause `mode-inference`)."""
    earlier: list[Mapping[str, range]] = []
    for found, counts in inference(task_type):
        if found == mode:
            way = with_fields({"mode": {"type": ["null"]}, **long_as(counts)})
            before = [with_fields(long_as(other)) for other in earlier if _overlap(counts, other)]
            yield {**way, "not": any_of(before)} if before else way
        earlier.append(counts)


def _overlap(some: Mapping[str, range], others: Mapping[str, range]) -> bool:
    """Tell whether the same lists can have lengths of both."""
    return all(
        some[name].start < others[name].stop and others[name].start < some[name].stop
        for name in some
    )


def _sorted_out(
    tables: Spec, types: Sequence[TaskType], cells: Cells, fields: Mapping[str, Schema]
) -> dict[_Who, list[Part]]:
    """Sort what not all cells say by who says it: by task types, and by the mode if not in all."""
    found: dict[_Who, list[Part]] = {}

    def add(part: Part, members: Sequence[TaskType], mode: str | None) -> None:
        found.setdefault((tuple(known.name for known in members), mode), []).append(part)

    for name in _parts_of(cells):
        for members, mode in _who_say_alike(tables, types, cells, name):
            part = cells[members[0].name, mode or members[0].modes[0]].get(name)
            if part is not None and not part.is_rule:
                part = evolve(part, schema=_narrower(part.schema, fields[part.field]))
            if part is not None and part.schema:
                add(part, members, mode)
    for mode in tables.modes:
        lacking = [known for known in types if mode not in known.modes]
        for members in _alike(lacking, inference):
            for led in _led_to(members[0], mode):
                add(Part("mode", _astray(tables, members[0], mode, led), True), members, None)
    return found


def _astray(tables: Spec, task_type: TaskType, mode: str, led: Schema) -> Schema:
    """Refuse what leads to a mode that a task type does not have, at the lists that lead there."""
    try:
        without = infer_mode({"task_type": task_type.name, "input": {}}, spec=tables)
    except InvalidRequest:
        without = None
    if without == mode:
        return when(led, with_fields({"mode": {"type": "string"}}))
    return when(led, with_fields({field_of(kind): entries(EMPTY) for kind in tables.media}))


def _who_say_alike(
    tables: Spec, types: Sequence[TaskType], cells: Cells, name: str
) -> Iterator[tuple[list[TaskType], str | None]]:
    """Group the task types that say the same of a part: in all their modes, or in one."""

    def said(known: TaskType, mode: str) -> Part | None:
        return cells[known.name, mode].get(name)

    def alike_in(mode: str, among: Iterable[TaskType]) -> list[list[TaskType]]:
        having = [known for known in among if mode in known.modes]
        return _alike(having, lambda k: (said(k, mode), inference(k)))

    steady = [k for k in types if all(said(k, mode) == said(k, k.modes[0]) for mode in k.modes)]
    others = [known for known in types if known not in steady]
    if others and all(len(alike_in(mode, types)) <= 1 for mode in tables.modes):
        # The mode alone decides, whatever the task type.
        steady, others = [], [*types]
    for members in _alike(steady, lambda known: said(known, known.modes[0])):
        yield members, None
    for mode in tables.modes:
        for members in alike_in(mode, others):
            yield members, mode


def _alike(types: Iterable[TaskType], key: Callable[[TaskType], object]) -> list[list[TaskType]]:
    """Group task types by an equal key, in the order of the tables."""
    groups: list[tuple[object, list[TaskType]]] = []
    for known in types:
        value = key(known)
        for other, members in groups:
            if other == value:
                members.append(known)
                break
        else:
            groups.append((value, [known]))
    return [members for _, members in groups]


def _together(parts: Sequence[Part]) -> Schema:
    """Say several parts of `input` at once."""
    fields: dict[str, Schema] = {}
    for part in parts:
        if not part.is_rule:
            fields[part.field] = {**fields.get(part.field, {}), **part.schema}
    rules = [part.schema for part in parts if part.is_rule]
    if len(rules) == 1 and not fields:
        return rules[0]
    said = with_fields(fields) if fields else {}
    return {**said, "allOf": rules} if rules else said
