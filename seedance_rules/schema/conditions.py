"""What all cells say, and under which conditions some say more."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import evolve

from seedance_rules import InvalidRequest, infer_mode
from seedance_rules.fields import field_of
from seedance_rules.schema.cells import Cells, Part, inference, long_as
from seedance_rules.schema.keywords import EMPTY, Schema, any_of, entries, when, with_fields
from seedance_rules.spec import Spec, TaskType

__all__ = ["conditions", "loosest", "names_of", "said_by_all"]

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
