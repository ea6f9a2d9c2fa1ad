"""Working out, once, what rules look up: the columns of every task type in every mode.

Limits that stand in several places are laid over each other here, the most particular last, and
what is common to all is kept for the requests whose task type or mode is unknown.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from seedance_rules import limits, money
from seedance_rules.building import clauses_of, inference
from seedance_rules.codes import Code
from seedance_rules.fields import KINDS
from seedance_rules.limits import Column, Statement
from seedance_rules.parts import Citations, Clause, Inference, TaskType, TypeRules
from seedance_rules.tables import Table
from seedance_rules.values import FrozenDict
from seedance_rules.wording import either, show

__all__ = ["check_raisable", "output_credits", "type_rules"]

_MINUTE: Final = 60
"""Longer outputs are priced one by one."""


def type_rules(
    root: Table,
    *,
    types: Mapping[str, TaskType],
    names: Mapping[str, str],
    ratios: tuple[str, ...],
    inferred: tuple[Inference, ...],
    known: Mapping[str, Clause],
    cited: Mapping[str, str],
) -> dict[str | None, TypeRules]:
    """Resolve the limits of every task type in every mode, and what is common to them."""
    general = _limits(root, ratios)
    mode_tables = root.named("modes")
    of_mode = {mode: _limits(table, ratios) for mode, table in mode_tables.items()}
    cited_in = {mode: clauses_of(table, known) for mode, table in mode_tables.items()}

    def resolve(
        stated: Statement, place: str, clauses: Mapping[str, str], mode: str | None
    ) -> Column:
        return limits.column(
            stated,
            aspect_ratios=ratios,
            clauses=FrozenDict(clauses),
            place=place,
            mode_known=mode is not None,
        )

    found: dict[str | None, TypeRules] = {}
    in_mode: dict[str, list[Statement]] = {mode: [] for mode in of_mode}
    for name, table in root.named("task_types").items():
        task_type = types[name]
        own, own_clauses = _limits(table, ratios), clauses_of(table, known)
        particular = table.optional("mode_limits", table.table)
        stated: dict[str, Statement] = {}
        for mode in task_type.modes:
            most = particular.optional(mode, particular.table) if particular else None
            stated[mode] = {
                **general,
                **of_mode[mode],
                **own,
                **(limits.statement(most, ratios) if most else {}),
            }
            in_mode[mode].append(stated[mode])
        columns: dict[str | None, Column] = {}
        for mode, layered in stated.items():
            place = f"limits of {name} in {mode}"
            clauses = {**cited, **cited_in[mode], **own_clauses}
            columns[mode] = resolve(layered, place, clauses, mode)
            limits.check(columns[mode], place)
            if columns[mode].default_resolution not in task_type.prices:
                default = columns[mode].default_resolution
                raise table.wrong(
                    f"the default resolution {show(default)} has no price for it; "
                    f"use {either(task_type.prices)}"
                )
        shared = limits.common([*stated.values()], general)
        columns[None] = resolve(shared, f"limits of {name}", {**cited, **own_clauses}, None)
        found[name] = _rules(
            task_type,
            inference(table, task_type.modes) if table.has("inference") else inferred,
            columns,
        )
    for alias, meant in names.items():
        found[alias] = found[meant]
    unknown: dict[str | None, Column] = {
        mode: resolve(limits.common(stated, general), mode, {**cited, **cited_in[mode]}, mode)
        for mode, stated in in_mode.items()
    }
    every = limits.common([entry for stated in in_mode.values() for entry in stated], general)
    unknown[None] = resolve(every, "limits", cited, None)
    found[None] = _rules(None, inferred, unknown)
    return found


def _rules(
    task_type: TaskType | None,
    inferred: tuple[Inference, ...],
    columns: Mapping[str | None, Column],
) -> TypeRules:
    """Gather what rules look up, with what the columns of the modes say together."""
    in_modes = [column for mode, column in columns.items() if mode is not None]
    takes = tuple(
        any(column.kinds is not None and column.kinds[at].taken for column in in_modes)
        for at in range(len(KINDS))
    )
    videos = KINDS.index("video")
    with_videos = [c for c in in_modes if c.kinds is not None and c.kinds[videos].taken]
    return TypeRules(
        task_type=task_type,
        inference=inferred,
        columns=FrozenDict(columns),
        takes=takes,
        durations=tuple(dict.fromkeys(column.durations for column in in_modes)),
        video_durations=tuple(dict.fromkeys(column.durations for column in with_videos)),
    )


def _limits(table: Table, ratios: tuple[str, ...]) -> Statement:
    stated = table.optional("limits", table.table)
    return {} if stated is None else limits.statement(stated, ratios)


def output_credits(
    unit_prices: Mapping[tuple[str, str], Decimal], rules: Mapping[str | None, TypeRules]
) -> dict[tuple[str, str, int], Decimal]:
    """Work out what output costs, for every price and every duration up to a minute."""
    return {
        (name, resolution, seconds): money.output_credits(unit_price, seconds)
        for (name, resolution), unit_price in unit_prices.items()
        for durations in rules[name].durations
        for seconds in range(durations.start, min(durations.stop, _MINUTE + 1))
    }


def check_raisable(
    root: Table, cited: Citations, rules: Iterable[TypeRules], *, has_fields: bool
) -> None:
    """Refuse tables in which a finding that they can raise cites no clause."""
    columns = [column for of_type in rules for column in of_type.columns.values()]
    kinds = [limits for column in columns for limits in column.kinds or ()]
    raised_by = {
        Code.PROMPT_TOO_LONG: any(column.prompt_maximum is not None for column in columns),
        Code.REFERENCE_REQUIRED: any(limits.requires_one_of for limits in kinds)
        or any(
            limits.counts.start
            for column in columns
            for kind, limits in zip(KINDS, column.kinds or (), strict=False)
            if kind != "image"
        ),
        Code.UNSUPPORTED_FIELD: has_fields,
        Code.VALUE_NOT_ALLOWED: has_fields,
    }
    findings = root.table("findings")
    for code in Code:
        if raised_by.get(code, True) and code not in cited.by_code:
            raise findings.wrong("is missing, and these tables can raise it", str(code))
