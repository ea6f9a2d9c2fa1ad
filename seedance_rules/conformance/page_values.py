"""The values of the tables by the names that texts of the section `page` call them.

A value is a text, a number, a flag, a list of names, or a group: named entries with values of their
own. Limits are those that hold, whichever table states them. Nothing here is a text of the page.
"""

from collections.abc import Iterable, Mapping

from seedance_rules import ModerationPolicy, Spec, TaskType
from seedance_rules.fields import KINDS, field_of
from seedance_rules.limits import Column, bounds
from seedance_rules.parts import Field, Media, TypeRules

__all__ = ["Values", "values"]

Values = dict[str, object]


def values(spec: Spec) -> Values:
    """Return every value and group by its name."""
    rules, auto, keep = spec.rules, spec.auto_aspect_ratio, spec.keep_resolution
    return {
        **_general(spec, rules[None]),
        "auto_aspect_ratio": {
            "value": auto.value if auto else None,
            "follows": auto.follows if auto else None,
            "fallback": auto.fallback if auto else None,
        },
        "keep_resolution": keep.value if keep else None,
        "markup_claims": {
            str(index): {"percent": claim.percent} for index, claim in enumerate(spec.markup_claims)
        },
        "http_statuses": dict(spec.citations.http_statuses),
        "fields": {name: _field(field) for name, field in spec.fields.items()},
        "media": _media(spec.prompt_marker, spec.media),
        **_modes(rules[None].columns),
        **_task_types(spec.task_types, rules, spec.resolutions),
        "moderation": _moderation(spec.moderation, spec.task_types.values()),
        "deprecated": {alias: {"means": means} for alias, means in spec.aliases.items()},
    }


def _general(spec: Spec, every: TypeRules) -> Values:
    """Return what is stated once and holds for every request."""
    resolutions, column = spec.resolutions, every.columns[None]
    # Where no task type has the general default, the resolutions all come after it.
    at = [*resolutions, column.default_resolution].index(column.default_resolution) + 1
    return {
        "model": spec.model,
        "resolutions": resolutions,
        "default_resolution": column.default_resolution,
        "resolutions_to_default": resolutions[:at],
        "resolutions_after_default": resolutions[at:],
        "aspect_ratios": spec.aspect_ratios,
        "default_aspect_ratio": column.default_aspect_ratio,
        "default_duration": column.default_duration,
        "inferred_modes": tuple(str(rule.mode) for rule in every.inference),
        "input_video_rate": spec.input_video_rate,
        "asset_prefix": spec.asset_prefix,
        "prompt_separator": spec.prompt_separator,
        "lists": tuple(map(field_of, KINDS)),
    }


def _field(field: Field) -> Values:
    return {
        "type": field.type,
        "values": field.values,
        **_ends(field.bounds),
        "task_types": field.task_types,
        "modes": field.modes,
    }


def _task_types(
    types: Mapping[str, TaskType],
    rules: Mapping[str | None, TypeRules],
    resolutions: tuple[str, ...],
) -> Values:
    """Return the groups of task types, of their tiers and of their prices."""
    listed = tuple(types.values())
    modes = [mode for mode in rules[None].columns if mode is not None]
    tiers: dict[str, list[TaskType]] = {}
    for task_type in listed:
        tiers.setdefault(task_type.tier, []).append(task_type)
    return {
        "task_types": {
            name: {
                "tier": task_type.tier,
                "review": task_type.moderation.review,
                "assets": task_type.assets,
                "modes": task_type.modes,
                "other_modes": tuple(mode for mode in modes if mode not in task_type.modes),
                "resolutions": tuple(task_type.prices),
                "other_resolutions": _without_price(resolutions, [task_type]),
                "has_less_restrictive": any(t.strict_twin == name for t in listed),
                **_limits(rules[name].columns[None]),
                **_kinds(rules[name].takes),
            }
            for name, task_type in types.items()
        },
        "asset_task_types": tuple(task_type.name for task_type in listed if task_type.assets),
        "tiers": {
            tier: {
                "task_types": tuple(task_type.name for task_type in in_tier),
                "other_resolutions": _without_price(resolutions, in_tier),
            }
            for tier, in_tier in tiers.items()
        },
        "prices": {
            f"{task_type.name} {resolution}": {
                "task_type": task_type.name,
                "resolution": resolution,
                "price": price,
            }
            for task_type in listed
            for resolution, price in task_type.prices.items()
        },
    }


def _without_price(resolutions: tuple[str, ...], types: Iterable[TaskType]) -> tuple[str, ...]:
    """Return the resolutions that none of the task types has."""
    priced = {resolution for task_type in types for resolution in task_type.prices}
    return tuple(resolution for resolution in resolutions if resolution not in priced)


def _moderation(policies: Mapping[str, ModerationPolicy], types: Iterable[TaskType]) -> Values:
    listed = tuple(types)
    return {
        name: {
            "task_types": tuple(t.name for t in listed if t.moderation.name == name),
            "review": policy.review,
            "retries": policy.retries,
            "refunded": policy.refunded,
        }
        for name, policy in policies.items()
    }


def _modes(columns: Mapping[str | None, Column]) -> Values:
    """Return the group of modes, each with the limits on which all its task types agree."""
    found: Values = {}
    for mode, column in columns.items():
        if mode is not None and column.kinds is not None:
            counts = {
                kind: {
                    "taken": limits.taken,
                    "required": limits.counts.start > 0,
                    "optional": limits.taken and limits.counts.start == 0,
                    **_ends(bounds(limits.counts)),
                }
                for kind, limits in zip(KINDS, column.kinds, strict=True)
            }
            found[mode] = {
                "auto": bool(column.auto),
                "references_maximum": column.references_maximum,
                **_limits(column),
                **_kinds(tuple(limits.taken for limits in column.kinds)),
                **counts,
            }
    taking_auto = tuple(mode for mode, column in columns.items() if mode and column.auto)
    return {"modes": found, "auto_modes": taking_auto}


def _media(marker: str, kinds: Mapping[str, Media]) -> Values:
    return {
        kind: {
            "list": field_of(kind),
            "formats": entry.formats,
            "references": tuple(marker + word for word in entry.words),
            "reference": marker + next(iter(entry.words), ""),
            "other_references": tuple(marker + word for word in entry.words[1:]),
        }
        for kind, entry in kinds.items()
    }


def _limits(column: Column) -> Values:
    return {
        "duration": {**_ends(bounds(column.durations)), "default": column.default_duration},
        "default_resolution": column.default_resolution,
        "aspect_ratios": column.aspect_ratios,
        "default_aspect_ratio": column.default_aspect_ratio,
        "prompt_maximum": column.prompt_maximum,
        "audio_seconds": column.audio_seconds,
        "retention_hours": _ends(bounds(column.retention_hours)),
    }


def _kinds(takes: tuple[bool, ...]) -> Values:
    taken = tuple(kind for kind, take in zip(KINDS, takes, strict=True) if take)
    other = tuple(kind for kind in KINDS if kind not in taken)
    return {
        "kinds": taken,
        "other_kinds": other,
        "lists": tuple(map(field_of, taken)),
        "other_lists": tuple(map(field_of, other)),
        "takes": dict(zip(KINDS, takes, strict=True)),
    }


def _ends(ends: tuple[int | None, int | None]) -> Values:
    return {"minimum": ends[0], "maximum": ends[1]}
