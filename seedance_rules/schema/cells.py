"""Cells: what a task type says of `input` in one mode, part by part, as `Spec.limits` has it."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Final

from attrs import frozen

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

__all__ = ["MOST_WAYS", "Cells", "Part", "Way", "cells_of", "counts_of", "inference", "long_as"]

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
