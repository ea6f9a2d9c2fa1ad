"""What is made of the tables: the schema of a request, that of a tool, and the tables as data."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from seedance_rules import Code
from seedance_rules.schema.cells import (
    MOST_WAYS,
    aliases_of,
    cells_of,
    conditions,
    inference,
    loosest,
    said_by_all,
)
from seedance_rules.schema.descriptions import descriptions
from seedance_rules.schema.keywords import Schema, one_of, whole, with_fields, without_null
from seedance_rules.spec import Limits, Spec, TaskType, spec_of
from seedance_rules.wording import bounds, number

__all__ = ["ONLY_THE_ENGINE", "json_schema", "tables_json", "tool_schema"]

_BESIDE: Final = "how long the {} are: their seconds are stated beside a request, not in it"

ONLY_THE_ENGINE: Final[Mapping[Code, str]] = MappingProxyType(
    {
        Code.REFERENCE_OUT_OF_RANGE: (
            "whether a prompt names an entry that is not there: a schema cannot compare a number "
            "inside a text with the length of a list"
        ),
        Code.VIDEO_TOO_LONG: _BESIDE.format("videos"),
        Code.AUDIO_TOO_LONG: _BESIDE.format("audios"),
        Code.TOO_MANY_REFERENCES: (
            f"a shared maximum that lists can keep in more than {MOST_WAYS} ways: a schema cannot "
            "add, so it lists the ways, and beyond that number it limits each list alone"
        ),
    }
)
"""The violations that the schema does not see, and why; it sees every other one.

No shipped version has a shared maximum or minimum that large. A schema judges JSON: what JSON
cannot carry (a NaN, a `Decimal`, a tuple) is for the engine, too.
"""


def json_schema(
    task_type: str | None = None, *, nullable: bool = True, spec: Spec | str | None = None
) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a request, or of a request to one task type.

    The deprecated names of a task type are accepted with it and marked `deprecated`. For one task
    type, every condition is inside `["properties"]["input"]`, which can then be used alone. A
    condition fails at the field that is wrong. With `nullable=False` null is taken nowhere, which
    is what form builders need: what is not given is left out.

    The result is new at each call and the same each time. Raises `NotInTables`, which names the
    known ones, for an unknown task type, and `UnknownVersion` for a version without tables.
    """
    tables = spec_of(spec)
    types = [*tables.task_types.values()] if task_type is None else [tables.task_type(task_type)]
    cells = cells_of(tables, types)
    fields = said_by_all(tables, cells)
    of_all, of_some = conditions(tables, types, cells, fields)
    said = descriptions(tables, types)
    # A form cannot show a field of which nothing is said; it shows one when a condition says more.
    described = {
        name: {"description": said[name], **schema}
        for name, schema in fields.items()
        if schema or nullable
    }
    envelope = {
        "model": {"const": tables.model, "description": "Who makes the video"},
        "task_type": _task_types(tables, types),
        "input": {"type": "object", **with_fields(described, of_all)},
    }
    found = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{tables.model} request" + (f" ({types[0].name})" if task_type else ""),
        "description": (
            f"Tables of version {tables.version}. "
            f"What this schema cannot see: {', '.join(ONLY_THE_ENGINE)}."
        ),
        "type": "object",
        **with_fields(envelope, of_some),
    }
    plain: dict[str, Any] = found if nullable else without_null(found)
    return plain


def _task_types(tables: Spec, types: Sequence[TaskType]) -> Schema:
    """Name the task types, and the deprecated names that mean one of them."""
    choices: list[Schema] = [
        {"const": known.name, "title": f"{known.name} ({known.tier}, {known.moderation.review})"}
        for known in types
    ]
    choices += [
        {"const": old, "title": f"{old}: now {tables.aliases[old]}", "deprecated": True}
        for old in aliases_of(tables, [known.name for known in types])
    ]
    return {"type": "string", "description": "The model to use.", "oneOf": choices}


_OF_A_TOOL: Final = ("type", "enum", "items", "minimum", "maximum", "minItems", "maxItems")
"""The keywords of a field that the APIs of language models take."""


def tool_schema(task_type: str, *, spec: Spec | str | None = None) -> dict[str, Any]:
    """Return the parameters of a tool, for a language model that fills in `input` for a task type.

    One flat, closed object of `type`, `properties`, `required`, `enum`, `items`, `description`,
    `additionalProperties` and bounds of numbers and lists: the APIs of the large vendors refuse a
    tool that says more. It has the fields that the task type takes, described in words. What it
    cannot say is for `validate`, whose messages go back to the model.

    The result is new at each call and the same each time. Raises `NotInTables`, which names the
    known ones, for an unknown task type, and `UnknownVersion` for a version without tables.
    """
    tables = spec_of(spec)
    known = tables.task_type(task_type)
    limits = [tables.limits(known.name, mode) for mode in known.modes]
    fields = said_by_all(tables, cells_of(tables, [known]))
    # A request may hold more than is good to choose: a ratio that is read as another, hours that
    # have no effect.
    offered: dict[str, list[Schema]] = {
        "aspect_ratio": [
            one_of([*of_mode.aspect_ratios, *filter(None, [of_mode.auto_aspect_ratio])])
            for of_mode in limits
            if "aspect_ratio" not in of_mode.ignores
        ],
        "asset_retention_hours": [whole(of_mode.retention_hours) for of_mode in limits],
    }
    fields |= {field: loosest(schemas) for field, schemas in offered.items() if field in fields}
    taken = {
        field: schema
        for field, schema in fields.items()
        if schema.get("maxItems") != 0 and {*schema.get("type", ())} - {"null"}
    }
    required = with_fields(taken)["required"]
    if not any(mode in known.modes for mode, _ in inference(known)):
        required = [*required, "mode"]
    said = descriptions(tables, [known])
    return {
        "type": "object",
        "properties": {
            field: {**_flat(schema), "description": said[field]} for field, schema in taken.items()
        },
        "required": [field for field in taken if field in required],
        "additionalProperties": False,
    }


def _flat(schema: Schema) -> Schema:
    """Keep what a tool may say of a field."""
    items = {"items": {"type": "string"}} if "items" in schema else {}
    plain: Schema = without_null({**schema, **items})
    return {keyword: plain[keyword] for keyword in _OF_A_TOOL if keyword in plain}


def tables_json(spec: Spec | str | None = None) -> dict[str, Any]:
    """Return the prices, limits and defaults as compact plain data, for pages and other languages.

    The README beside this module says what is where. Amounts are decimal strings; a bound that
    there is not is left out. Whether a request is accepted is for the engine. The result is new at
    each call. Raises `UnknownVersion` for a version without tables.
    """
    tables = spec_of(spec)
    auto, media = tables.auto_aspect_ratio, tables.media.items()
    return {
        "version": tables.version,
        "digest": tables.digest,
        "model": tables.model,
        "currency": tables.currency,
        **_stated(points_per_credit=tables.points_per_credit),
        "input_video_rate": number(tables.input_video_rate),
        **_stated(auto_aspect_ratio=auto and _stated(**auto._asdict())),
        "formats": _stated(**{kind: of_kind.formats for kind, of_kind in media}),
        "deprecated": {**tables.aliases},
        "task_types": {known.name: _of_type(tables, known) for known in tables.task_types.values()},
    }


def _of_type(tables: Spec, known: TaskType) -> dict[str, Any]:
    modes = {mode: _of_mode(tables.limits(known.name, mode)) for mode in known.modes}
    one, *others = modes.values()
    same = [key for key in one if all(other.get(key) == one[key] for other in others)]
    return {
        "tier": known.tier,
        "review": known.moderation.review,
        "assets": known.assets,
        "prices": {resolution: number(price) for resolution, price in known.prices.items()},
        "inference": [
            {"mode": str(mode), **_stated(**{kind: _ends(bounds(n)) for kind, n in counts.items()})}
            for mode, counts in inference(known)
        ],
        "limits": {key: one[key] for key in same},
        "modes": {
            mode: {key: value for key, value in of_mode.items() if key not in same}
            for mode, of_mode in modes.items()
        },
    }


def _of_mode(limits: Limits) -> dict[str, Any]:
    kinds = {
        kind: _ends(
            (own.minimum, own.maximum),
            seconds=own.maximum_seconds if own.taken else None,
            beside=own.requires_one_of if own.taken else None,
        )
        for kind, own in limits.kinds.items()
    }
    return _stated(
        prompt=_stated(maximum=limits.prompt_maximum),
        duration=_ends(bounds(limits.durations), default=limits.default_duration),
        resolution={"default": limits.default_resolution},
        aspect_ratio=_stated(
            values=limits.aspect_ratios,
            default=limits.default_aspect_ratio,
            otherwise=limits.otherwise_aspect_ratio,
        ),
        auto=limits.auto_aspect_ratio is not None,
        references=_ends((limits.references_minimum, limits.references_maximum)),
        **kinds,
        retention_hours=_ends(bounds(limits.retention_hours)),
        ignores=limits.ignores,
    )


def _ends(ends: tuple[int, int | None], **more: Any) -> dict[str, Any]:
    """Return the bounds of a number as tables state them, and what they state beside."""
    least, most = ends
    return _stated(minimum=least or None, maximum=most, **more)


def _stated(**values: Any) -> dict[str, Any]:
    """Return what tables state, without what they do not, as plain data."""
    plain = {key: _plain(value) for key, value in values.items()}
    return {key: value for key, value in plain.items() if value not in (None, [], {})}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return number(value)
    return [*value] if isinstance(value, tuple) else value
