"""The tables as sections of a page, to be held against the documentation.

Everything here is read from the parts of a spec; nothing is added and nothing is judged.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from seedance_rules.fields import KINDS, field_of
from seedance_rules.limits import Column, bounds
from seedance_rules.parts import (
    AutoAspectRatio,
    Clause,
    Field,
    Inference,
    MarkupClaim,
    Media,
    TaskType,
    TypeRules,
)
from seedance_rules.rendering import Section
from seedance_rules.wording import either, number, span

__all__ = ["clauses", "deprecated", "fields", "inference", "media", "models", "modes", "prices"]


def models(types: Iterable[TaskType]) -> Section:
    """List the task types with their labels, modes and moderation."""
    header = ("Task type", "Tier", "Review", "Retries", "Refunded", "Assets", "Modes")
    rows = [
        (
            task_type.name,
            task_type.tier,
            task_type.moderation.review,
            task_type.moderation.retries,
            _yes(task_type.moderation.refunded),
            _yes(task_type.assets),
            ", ".join(task_type.modes),
        )
        for task_type in types
    ]
    return Section("Models", header, rows)


def deprecated(aliases: Mapping[str, str]) -> Section:
    """List the deprecated names and what they mean."""
    return Section("Deprecated names", ("Deprecated task type", "Means"), [*aliases.items()])


def prices(types: Iterable[TaskType], rate: Decimal, claims: Iterable[MarkupClaim]) -> Section:
    """List the prices, with the rate of input video and what is claimed of the markup."""
    header = ("Task type", "Resolution", "Credits per second")
    rows = [
        (task_type.name, resolution, price)
        for task_type in types
        for resolution, price in task_type.prices.items()
    ]
    notes = [f"A second of input video costs {number(rate)} of a second of output."]
    for claim in claims:
        verdict = "the prices bear it out" if claim.holds else "the prices do not bear it out"
        notes.append(f"A markup of {number(claim.percent)} % is stated {claim.stated}: {verdict}.")
    return Section("Prices", header, rows, notes)


def modes(rules: Mapping[str | None, TypeRules], auto: AutoAspectRatio | None) -> list[Section]:
    """Lay out the mode/parameter matrix: what all task types share, then where one differs."""
    shared = {
        mode: _cells(column, auto)
        for mode, column in rules[None].columns.items()
        if mode is not None
    }
    parameters = next(iter(shared.values()))
    rows = [(name, *(cells[name] for cells in shared.values())) for name in parameters]
    differing = [
        (name, mode, parameter, text)
        for name, of_type in rules.items()
        if of_type.task_type is not None and of_type.task_type.name == name
        for mode, column in of_type.columns.items()
        if mode is not None
        for parameter, text in _cells(column, auto).items()
        if text != shared[mode][parameter]
    ]
    sections = [Section("Modes", ("Parameter", *shared), rows)]
    if differing:
        header = ("Task type", "Mode", "Parameter", "Instead")
        sections.append(Section("Where a task type differs", header, differing))
    return sections


def _cells(column: Column, auto: AutoAspectRatio | None) -> dict[str, str]:
    """Write a column of the matrix, parameter by parameter."""
    ratios = [*column.aspect_ratios, *([auto.value] if auto and column.auto else [])]
    most = column.prompt_maximum
    cells = {
        "prompt": "required" if most is None else f"required, at most {most} characters",
        "duration": f"{span(bounds(column.durations))} seconds, default {column.default_duration}",
        "resolution": f"default {column.default_resolution}",
        "aspect_ratio": f"{', '.join(ratios)}, default {column.default_aspect_ratio}",
    }
    for kind, limits in zip(KINDS, column.kinds or (), strict=True):
        text = span(bounds(limits.counts)) if limits.taken else "not taken"
        if limits.requires_one_of:
            text += f", with {either(map(field_of, limits.requires_one_of))}"
        cells[field_of(kind)] = text
    together, seconds = column.references_maximum, column.audio_seconds
    cells["all references"] = "any number" if together is None else f"at most {together}"
    cells["audio seconds"] = "any number" if seconds is None else f"at most {number(seconds)}"
    cells["asset_retention_hours"] = span(bounds(column.retention_hours))
    return cells


def inference(rules: Iterable[Inference]) -> Section:
    """List how the mode of a request without one is inferred: the first row that holds counts."""
    rows = [
        (rule.mode, *(span(bounds(counts)) for counts in (rule.images, rule.videos, rule.audios)))
        for rule in rules
    ]
    return Section("Inference", ("Mode", *map(field_of, KINDS)), rows)


def media(kinds: Iterable[Media]) -> Section:
    """List the kinds of references: words, formats and extensions."""
    header = ("Kind", "Words in prompts", "Formats", "Extensions known as such")
    any_format = "any that is not known as another kind's"
    rows = [
        (
            kind.kind,
            ", ".join(kind.words),
            any_format if kind.formats is None else ", ".join(kind.formats),
            ", ".join(kind.known_extensions),
        )
        for kind in kinds
    ]
    return Section("Media", header, rows)


def fields(further: Iterable[Field]) -> list[Section]:
    """List the further fields of a version, if it has any."""
    rows = [
        (
            field.name,
            field.type,
            ", ".join(field.values) if field.values else span(field.bounds),
            ", ".join(field.task_types) if field.task_types else "all",
            ", ".join(field.modes) if field.modes else "all",
        )
        for field in further
    ]
    header = ("Field", "Type", "Values", "Task types", "Modes")
    return [Section("Further fields", header, rows)] if rows else []


def clauses(known: Iterable[Clause]) -> list[Section]:
    """List every clause, and the question, choice and reason of each reading."""
    listed = list(known)
    readings = [
        (clause.id, clause.question, clause.choice, clause.reason)
        for clause in listed
        if clause.status == "reading"
    ]
    rows = [(clause.id, clause.status, clause.text) for clause in listed]
    return [
        Section("Clauses", ("Clause", "Status", "Text"), rows),
        Section("What rests on a reading", ("Clause", "Question", "Choice", "Reason"), readings),
    ]


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"
