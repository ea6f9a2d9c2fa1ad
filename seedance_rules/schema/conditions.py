"""What all cells say, and under which conditions some say more."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import evolve

from seedance_rules import Code, Spec, TaskType
from seedance_rules.schema.cells import Cells, Part
from seedance_rules.schema.citing import description
from seedance_rules.schema.inferring import runs_in
from seedance_rules.schema.keywords import Schema, with_fields
from seedance_rules.schema.merging import loosest, narrower

__all__ = ["conditions", "names_of", "said_by_all"]


def names_of(tables: Spec, types: Sequence[str]) -> list[str]:
    """Return the names of task types, and after them the deprecated names that mean one of them."""
    return [*types, *(alias for alias, meant in tables.aliases.items() if meant in types)]


def said_by_all(tables: Spec, cells: Cells) -> dict[str, Schema]:
    """Return for each field the loosest schema: what it may be in some cell."""
    found: dict[str, Schema] = {}
    for name in _parts_of(cells):
        field = next(cell[name].field for cell in cells.values() if name in cell)
        if field is not None:
            said = [cell[name].schema if name in cell else {} for cell in cells.values()]
            found[field] = {**found.get(field, {}), **loosest(said)}
    return {field: found[field] for field in tables.known_fields if field in found}


def _parts_of(cells: Cells) -> Iterable[str]:
    return dict.fromkeys(name for cell in cells.values() for name in cell)


def conditions(
    tables: Spec, types: Sequence[TaskType], cells: Cells, fields: Mapping[str, Schema]
) -> tuple[list[Schema], list[Schema]]:
    """Return what holds under conditions: of `input` alone, and of a request where types differ."""
    every = [known.name for known in types]
    inference = {name: tables.rules[name].inference for name in every}
    of_all: list[Schema] = []
    of_some: list[Schema] = []
    for (names, mode), parts in _sorted_out(tables, types, cells, fields).items():
        having = [known.name for known in types if mode in known.modes]
        alike = all(other == inference[names[0]] for other in inference.values())
        then = _together(tables, parts)
        if [*names] == every or (mode is not None and [*names] == having and alike):
            # A type without the mode refuses it anyway, so the mode alone is condition enough.
            of_all.append({"if": runs_in(tables, names[0], mode), "then": then} if mode else then)
            continue
        condition: dict[str, Schema] = {"task_type": {"enum": names_of(tables, names)}}
        if mode is not None:
            condition["input"] = {"type": "object", **runs_in(tables, names[0], mode)}
        of_some.append(
            {
                "if": {"properties": condition},
                "then": {"properties": {"input": {"type": "object", **then}}},
            }
        )
    return of_all, of_some


def _sorted_out(
    tables: Spec, types: Sequence[TaskType], cells: Cells, fields: Mapping[str, Schema]
) -> dict[tuple[tuple[str, ...], str | None], list[Part]]:
    """Sort what not all cells say by who says it: by task types, and by the mode if not in all."""
    found: dict[tuple[tuple[str, ...], str | None], list[Part]] = {}

    def add(part: Part, members: Sequence[TaskType], mode: str | None) -> None:
        found.setdefault((tuple(known.name for known in members), mode), []).append(part)

    for name in _parts_of(cells):
        everywhere = set.intersection(
            *(set(cell[name].clauses) if name in cell else set() for cell in cells.values())
        )
        for members, mode in _who_say_alike(tables, types, cells, name):
            places = [
                (known.name, m) for known in members for m in (mode and [mode]) or known.modes
            ]
            part = cells[places[0]].get(name)
            if part is None:
                continue
            schema = narrower(part.schema, fields[part.field]) if part.field else part.schema
            if schema:
                cited = [clause for place in places for clause in cells[place][name].clauses]
                own = [clause for clause in cited if clause not in everywhere]
                add(evolve(part, schema=schema, clauses=tuple(own)), members, mode)
    for mode in tables.modes:
        led_astray = [
            known
            for known in types
            if mode not in known.modes
            and any(rule.mode == mode for rule in tables.rules[known.name].inference)
        ]
        for members in _alike(led_astray, lambda known: tables.rules[known.name].inference):
            general = tables.rules[members[0].name].columns[None]
            clause = general.clauses.get(Code.UNSUPPORTED_MODE)
            add(Part({"not": {}}, (clause,) if clause else (), None), members, mode)
    return found


def _who_say_alike(
    tables: Spec, types: Sequence[TaskType], cells: Cells, name: str
) -> Iterator[tuple[list[TaskType], str | None]]:
    """Group the task types that say the same of a part: in all their modes, or in one."""

    def said(known: TaskType, mode: str) -> Schema | None:
        part = cells[known.name, mode].get(name)
        return None if part is None else part.schema

    def alike_in(mode: str, among: Iterable[TaskType]) -> list[list[TaskType]]:
        having = [known for known in among if mode in known.modes]
        return _alike(having, lambda k: (said(k, mode), tables.rules[k.name].inference))

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


def _together(tables: Spec, parts: Sequence[Part]) -> Schema:
    """Say several parts of `input` at once."""
    fields: dict[str, Schema] = {}
    for part in parts:
        if part.field is not None:
            fields[part.field] = {**fields.get(part.field, {}), **part.schema}
    others = [part.schema for part in parts if part.field is None]
    found = {
        **description(tables, [clause for part in parts for clause in part.clauses]),
        **(with_fields(fields) if fields else {}),
    }
    if len(others) == 1:
        return {**found, **others[0]}
    return {**found, "allOf": others} if others else found
