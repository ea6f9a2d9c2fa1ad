"""The tables as sections of a page, to be checked against the documentation.

Everything here is read from a spec; nothing is added and nothing is judged.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from seedance_rules.fields import KINDS, field_of
from seedance_rules.rendering import Section
from seedance_rules.spec.limits import Limits
from seedance_rules.spec.parts import (
    Clause,
    Field,
    Inference,
    MarkupClaim,
    Media,
    TaskType,
)
from seedance_rules.wording import bounds, either, number, span

if TYPE_CHECKING:  # a Spec writes itself as these sections
    from seedance_rules.spec.spec import Spec

__all__ = ["sections"]


def sections(spec: "Spec") -> list[Section]:
    """Return all tables of a spec, section by section."""
    types = spec.task_types.values()
    return [
        Section("Source", (), (), [spec.source]),
        _models(types),
        *_deprecated(spec.aliases),
        _prices(types, spec.input_video_rate, spec.markup_claims),
        *_modes(spec),
        _inference(spec.inference),
        _media(spec.media.values()),
        *_fields(spec.fields.values()),
        *_clauses(spec.clauses.values()),
    ]


def _models(types: Iterable[TaskType]) -> Section:
    """List the task types with their labels, modes and moderation."""
    header = ("Task type", "Tier", "Moderation", "Retries", "Refunded", "Assets", "Modes")
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


def _deprecated(aliases: Mapping[str, str]) -> list[Section]:
    """List the deprecated names and what they mean, if there are any."""
    header = ("Deprecated task type", "Means")
    return [Section("Deprecated names", header, [*aliases.items()])] if aliases else []


def _prices(types: Iterable[TaskType], rate: Decimal, claims: Iterable[MarkupClaim]) -> Section:
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


def _modes(spec: "Spec") -> list[Section]:
    """Lay out the mode/parameter matrix as for the first task type, then where another differs."""
    cells = {
        (task_type.name, mode): _cells(spec.limits(task_type.name, mode))
        for task_type in spec.task_types.values()
        for mode in task_type.modes
    }
    usual = {mode: cells[next(key for key in cells if key[1] == mode)] for mode in spec.modes}
    parameters = next(iter(usual.values()))
    rows = [(name, *(usual[mode][name] for mode in spec.modes)) for name in parameters]
    differing = [
        (name, mode, parameter, text)
        for (name, mode), of_mode in cells.items()
        for parameter, text in of_mode.items()
        if text != usual[mode][parameter]
    ]
    found = [Section("Modes", ("Parameter", *spec.modes), rows)]
    if differing:
        header = ("Task type", "Mode", "Parameter", "Instead")
        found.append(Section("Where a task type differs", header, differing))
    return found


def _cells(limits: Limits) -> dict[str, str]:
    """Write what holds for a task type in a mode, parameter by parameter."""
    auto = [] if limits.auto_aspect_ratio is None else [limits.auto_aspect_ratio]
    ratios, most = [*limits.aspect_ratios, *auto], limits.prompt_maximum
    ratio = f"{', '.join(ratios)}, default {limits.default_aspect_ratio}"  # or ignored, below
    if limits.otherwise_aspect_ratio is not None:
        ratio += f"; any other becomes {limits.otherwise_aspect_ratio}"
    cells = {
        "prompt": "required" if most is None else f"required, at most {most} characters",
        "duration": f"{span(bounds(limits.durations))} seconds, default {limits.default_duration}",
        "resolution": f"{', '.join(limits.resolutions)}, default {limits.default_resolution}",
        "aspect_ratio": ratio,
    }
    taken = []
    for kind, of_kind in limits.kinds.items():
        text = span((of_kind.minimum, of_kind.maximum))
        if limits.references_maximum and text == span((None, None)):
            text = f"at most {limits.references_maximum} of all kinds"
        if of_kind.maximum_seconds is not None:
            text += f", at most {number(of_kind.maximum_seconds)} seconds together"
        if of_kind.requires_one_of:
            text += f", with {either(map(field_of, of_kind.requires_one_of))}"
        cells[field_of(kind)] = text if of_kind.taken else "not taken"
        taken += [kind] if of_kind.taken else []
    together = span((limits.references_minimum or None, limits.references_maximum))
    cells["all references"] = together if taken else "not taken"
    cells["asset_retention_hours"] = span(bounds(limits.retention_hours))
    return cells | dict.fromkeys(limits.ignores, "no effect")


def _inference(rules: Iterable[Inference]) -> Section:
    """List how the mode of a request without one is inferred: the first row that holds counts."""
    rows = [
        (rule.mode, *(span(bounds(counts)) for counts in (rule.images, rule.videos, rule.audios)))
        for rule in rules
    ]
    notes = [] if rows else ["Nothing is inferred: mode is required."]
    return Section("Inference", ("Mode", *map(field_of, KINDS)), rows, notes)


def _media(kinds: Iterable[Media]) -> Section:
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


def _fields(further: Iterable[Field]) -> list[Section]:
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


def _clauses(known: Iterable[Clause]) -> list[Section]:
    """List every clause, the question, choice and reason of each reading, and who reports what."""
    listed = [*known]
    readings = [(c.id, c.question, c.choice, c.reason) for c in listed if c.question is not None]
    reports = [(c.id, c.who, c.when) for c in listed if c.who is not None]
    found = [
        Section(
            "Clauses",
            ("Clause", "Status", "Text"),
            [(clause.id, clause.status, clause.text) for clause in listed],
        ),
        Section("What rests on a reading", ("Clause", "Question", "Choice", "Reason"), readings),
    ]
    if reports:
        found.append(Section("What others report", ("Clause", "Who", "When"), reports))
    return found


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"
