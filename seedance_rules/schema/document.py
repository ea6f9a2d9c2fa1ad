"""The whole schema of a request, put together."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from seedance_rules import Code, Spec, TaskType, load_spec
from seedance_rules.schema.cells import cells_of
from seedance_rules.schema.citing import description, general, telling
from seedance_rules.schema.conditions import conditions, names_of, said_by_all
from seedance_rules.schema.keywords import Schema, with_fields

__all__ = ["ONLY_THE_ENGINE", "json_schema"]

ONLY_THE_ENGINE: Final[Mapping[Code, str]] = MappingProxyType(
    {
        Code.REFERENCE_OUT_OF_RANGE: (
            "whether a prompt names an entry that is not there: a schema cannot compare a number "
            "inside a text with the length of a list"
        ),
        Code.AUDIO_TOO_LONG: (
            "how long the audios are: their seconds are stated beside a request, not in it"
        ),
        Code.TOO_MANY_REFERENCES: (
            "a shared maximum that lists can keep in more than 250 ways: a schema cannot add, so "
            "it lists the ways, and beyond that number it limits each list alone"
        ),
    }
)
"""The violations that the schema does not see, and why; it sees every other one.

No shipped version has a shared maximum that large. A schema judges JSON: what JSON cannot carry (a
NaN, a `Decimal`, a tuple) is for the engine, too.
"""


def json_schema(
    task_type: str | None = None, *, spec: Spec | str | None = None
) -> dict[str, object]:
    """Return the JSON Schema (draft 2020-12) of a request, or of a request to one task type.

    The deprecated names of a task type are accepted with it and marked `deprecated`. For one task
    type, every condition stands inside `["properties"]["input"]`, which can then be used alone.
    The result is new at each call and the same each time. Raises `NotInTables`, which names the
    known ones, for an unknown task type, and `UnknownVersion` for a version without tables.
    """
    tables = spec if isinstance(spec, Spec) else load_spec(spec)
    types = [*tables.task_types.values()] if task_type is None else [tables.task_type(task_type)]
    cells = cells_of(tables, types)
    fields = said_by_all(tables, cells)
    of_all, of_some = conditions(tables, types, cells, fields)
    described = {
        name: {**description(tables, telling(tables, name, cells)), **schema}
        for name, schema in fields.items()
    }
    body: Schema = {
        "type": "object",
        **with_fields(described),
        **({"allOf": of_all} if of_all else {}),
    }
    model = {
        "const": tables.model,
        **description(tables, general(tables, Code.UNKNOWN_MODEL)),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{tables.model} request" + (f" ({types[0].name})" if task_type else ""),
        "description": (
            f"Tables of version {tables.version}. "
            f"What this schema cannot see: {', '.join(ONLY_THE_ENGINE)}."
        ),
        "type": "object",
        **with_fields({"model": model, "task_type": _task_types(tables, types), "input": body}),
        **({"allOf": of_some} if of_some else {}),
    }


def _task_types(tables: Spec, types: Sequence[TaskType]) -> Schema:
    """Name the task types, and the deprecated names that mean one of them."""
    choices: list[Schema] = []
    for name in names_of(tables, [known.name for known in types]):
        if name in tables.aliases:
            title = f"{name}: now {tables.aliases[name]}"
            choices.append({"const": name, "title": title, "deprecated": True})
        else:
            known = tables.task_types[name]
            title = f"{name} ({known.tier}, {known.moderation.review})"
            choices.append({"const": name, "title": title})
    cited = general(tables, Code.UNKNOWN_TASK_TYPE, Code.DEPRECATED_TASK_TYPE)
    return {"type": "string", **description(tables, cited), "oneOf": choices}
