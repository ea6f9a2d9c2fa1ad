"""Cells: what a task type says of `input` in one mode, part by part, each with its clauses.

What is said here is what the engine's rules find; `spec.rules` is where both read it.
"""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Final

from attrs import evolve, frozen

from seedance_rules import Code, Spec, TaskType
from seedance_rules.schema.inferring import inference, lengths
from seedance_rules.schema.keywords import (
    EMPTY,
    NOT_EMPTY,
    Schema,
    any_way,
    between,
    entries,
    one_of,
    ways_to_keep,
    whole,
    with_fields,
)
from seedance_rules.schema.patterns import not_blank, url

__all__ = ["Cells", "Part", "cells_of", "list_of"]

_MOST_WAYS: Final = 250
"""The ways to keep a shared maximum that a schema still lists."""


@frozen
class Part:
    """What a cell says of one field, or of the fields of `input` together, and by which clauses."""

    schema: Schema
    clauses: tuple[str, ...]
    field: str | None
    """The field, or None for what is said of fields together."""


Cells = Mapping[tuple[str, str], Mapping[str, Part]]
"""By task type and mode: the parts of a cell, each by a name of its own."""


class _Place:
    """A task type in one mode, and what the tables say of it."""

    def __init__(self, tables: Spec, task_type: TaskType, mode: str) -> None:
        self.tables = tables
        self.task_type = task_type
        self.mode = mode
        self.rules = tables.rules[task_type.name]
        self.column = self.rules.columns[mode]

    def of(self, field: str, schema: Schema, *codes: Code) -> Part:
        """Say something of a field, by the clauses that findings with these codes cite here."""
        by_path, by_code = self.tables.citations.by_path, self.column.clauses
        cited = [by_path.get((code, f"/input/{field}")) or by_code.get(code) for code in codes]
        return Part(schema, tuple(clause for clause in cited if clause), field)

    def together(self, field: str, schema: Schema, *codes: Code) -> Part:
        """Say something of several fields, by the clauses that findings at this one cite."""
        return evolve(self.of(field, schema, *codes), field=None)


def cells_of(tables: Spec, types: Iterable[TaskType]) -> Cells:
    """Make the cells of some task types."""
    return {
        (known.name, mode): _cell(_Place(tables, known, mode))
        for known in types
        for mode in known.modes
    }


def list_of(kind: str) -> str:
    """Name the list of the references of a kind."""
    return f"{kind}_urls"


def _cell(place: _Place) -> dict[str, Part]:
    return {
        "prompt": _prompt(place),
        **_mode(place),
        **_duration_and_resolution(place),
        **_references(place),
        **_aspect_ratio(place),
        **_asset_fields(place),
        **_further_fields(place),
    }


def _prompt(place: _Place) -> Part:
    most = place.column.prompt_maximum
    schema = {
        "type": ["string"],
        "pattern": not_blank(),
        **({} if most is None else {"maxLength": most}),
    }
    codes = Code.MISSING_FIELD, Code.PROMPT_TOO_LONG, Code.REFERENCE_OUT_OF_RANGE
    return place.of("prompt", schema, *codes)


def _mode(place: _Place) -> dict[str, Part]:
    modes = one_of(place.task_type.modes)
    found = {"mode": place.of("mode", modes, Code.UNKNOWN_MODE, Code.UNSUPPORTED_MODE)}
    leading = [lengths(counts) for _, counts in inference(place.tables, place.task_type.name)]
    if all(leading):
        # Nothing leads to a mode whatever is given, so what leads to none must give one.
        given = with_fields({"mode": {"type": "string"}})
        rule = {"anyOf": [given, *map(with_fields, leading)]}
        found["some mode"] = place.together("mode", rule, Code.MISSING_FIELD)
    return found


def _duration_and_resolution(place: _Place) -> dict[str, Part]:
    column, prices = place.column, place.task_type.prices
    duration = {**whole(column.durations), "default": column.default_duration}
    resolution = {**one_of(prices), "default": column.default_resolution}
    of_resolution = Code.UNKNOWN_RESOLUTION, Code.UNSUPPORTED_RESOLUTION
    return {
        "duration": place.of("duration", duration, Code.DURATION_OUT_OF_RANGE, Code.WRONG_TYPE),
        "resolution": place.of("resolution", resolution, *of_resolution),
    }


def _aspect_ratio(place: _Place) -> dict[str, Part]:
    """Say what the aspect ratio may be, and when it may follow a reference."""
    auto, column, field = place.tables.auto_aspect_ratio, place.column, "aspect_ratio"
    ratios, found = column.aspect_ratios, {}
    of_auto = [Code.AUTO_NOT_ALLOWED, Code.AUTO_FELL_BACK]
    if auto is None or not (column.auto or auto.fallback is not None):
        of_auto = []
    else:
        ratios = (*ratios, auto.value)
        if not column.auto:
            # It falls back where no mode is given and there is nothing to follow.
            nothing = {"mode": {"type": "null"}, list_of(auto.follows): entries(EMPTY)}
            is_auto = with_fields({field: {"const": auto.value}})
            rule = {"if": is_auto, "then": with_fields(nothing)}
            found["auto"] = place.together(field, rule, *of_auto)
    schema = {**one_of(ratios), "default": column.default_aspect_ratio}
    return {field: place.of(field, schema, Code.UNKNOWN_ASPECT_RATIO, *of_auto), **found}


def _references(place: _Place) -> dict[str, Part]:
    """Say what the three lists may hold, and how much, each alone and all together."""
    most = place.column.references_maximum
    found: dict[str, Part] = {}
    maxima: dict[str, int] = {}
    for kind, limits in zip(place.tables.media, place.column.kinds or (), strict=True):
        field = list_of(kind)
        counts = limits.counts if limits.taken else EMPTY
        if limits.taken and most is not None:
            counts = range(counts.start, min(counts.stop, most + 1))
            maxima[field] = counts.stop - 1
        found[f"{field} entries"] = _entries(place, kind)
        code = _code_of_counts(place, kind, taken=limits.taken, least=counts.start)
        found[field] = place.of(field, entries(counts), code)
        if limits.requires_one_of:
            others = [with_fields({list_of(k): entries(NOT_EMPTY)}) for k in limits.requires_one_of]
            rule = {"if": with_fields({field: entries(NOT_EMPTY)}), "then": {"anyOf": others}}
            beside = place.together(field, rule, Code.REFERENCE_REQUIRED)
            found[f"{field} beside others"] = beside
    ways = [*islice(ways_to_keep(most or 0, [*maxima.values()]), _MOST_WAYS + 1)]
    if 1 < len(ways) <= _MOST_WAYS:
        together = place.together("input", any_way([*maxima], ways), Code.TOO_MANY_REFERENCES)
        found["references"] = together
    return found


def _code_of_counts(place: _Place, kind: str, *, taken: bool, least: int) -> Code:
    """Return the code of a list that is longer or shorter than it may be."""
    takes = dict(zip(place.tables.media, place.rules.takes, strict=True))
    if not takes[kind]:
        return Code.MEDIA_NOT_SUPPORTED
    if not taken:
        return Code.REFERENCES_NOT_ALLOWED
    if not least:
        return Code.TOO_MANY_REFERENCES
    return Code.IMAGE_COUNT if kind == "image" else Code.REFERENCE_REQUIRED


def _entries(place: _Place, kind: str) -> Part:
    """Say what stands in a list, where it is taken and where it is not."""
    media, takes_assets = place.tables.media[kind], place.task_type.assets
    *schemes, asset_scheme = place.tables.url_schemes
    entry = url(schemes, asset_scheme if takes_assets else None, media.refused_extensions)
    codes = [Code.INVALID_URL] if takes_assets else [Code.INVALID_URL, Code.ASSET_NOT_ALLOWED]
    part = place.of(list_of(kind), {"type": ["array", "null"], "items": entry}, *codes)
    of_format = media.clauses.get(Code.UNSUPPORTED_FORMAT)
    return part if of_format is None else evolve(part, clauses=(of_format, *part.clauses))


def _asset_fields(place: _Place) -> dict[str, Part]:
    """Say what the asset fields may be, on a task type that reads them."""
    if not place.task_type.assets:
        return {}
    upload, hours = "auto_upload_assets", "asset_retention_hours"
    is_read = with_fields({upload: {"const": True}})
    rule = {"if": is_read, "then": with_fields({hours: whole(place.column.retention_hours)})}
    return {
        upload: place.of(upload, {"type": ["boolean", "null"]}, Code.IGNORED_FIELD),
        hours: place.of(hours, {}, Code.INVALID_RETENTION, Code.IGNORED_FIELD),
        "retention": place.together(hours, rule, Code.INVALID_RETENTION),
    }


def _further_fields(place: _Place) -> dict[str, Part]:
    """Say what the fields may be that the tables alone know."""
    found: dict[str, Part] = {}
    for name, field in place.tables.fields.items():
        other_type = field.task_types is not None and place.task_type.name not in field.task_types
        other_mode = field.modes is not None and place.mode not in field.modes
        schema: Schema = {"type": [field.type, "null"], **between(*field.bounds)}
        if other_type or other_mode:
            schema = {"type": ["null"]}
        elif field.values is not None:
            schema = one_of(field.values)
        found[name] = Part(schema, (field.clause,), name)
    return found
