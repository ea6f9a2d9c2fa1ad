"""Whether a change of the tables can break a client: what is rejected now, and what costs more.

A statement in the tables may be overruled by a more particular one, so a change is judged by what
holds before and after it, for every task type and mode that both versions have. Only the verdict,
the price and the end after a content rejection count; what cannot be told counts as breaking.
"""

from collections.abc import Sequence
from decimal import Decimal

from seedance_rules.conformance.columns import LIMITS
from seedance_rules.conformance.two_versions import Versions

__all__ = ["is_breaking"]

_NEVER = {"version", "default", "source", "clauses", "findings", "markup_claims", "page"}
"""Tables that state no rule: names, citations, claims, and what the page looks like."""


def is_breaking(path: Sequence[str], old: object, new: object, versions: Versions) -> bool:
    """Tell whether the change from `old` to `new`, plain data at a place of the tables, can break.

    None stands for nothing at that place.
    """
    match list(path):
        case [top, *_] if top in _NEVER:
            return False
        case ["modes" | "task_types" | "media", _, "clauses", *_]:
            return False
        case ["resolutions" | "aspect_ratios"] | ["urls", "schemes"]:
            return _lost(old, new)
        case ["limits", *limit]:
            return _narrowed(versions, ".".join(limit))
        case ["inference"]:
            return any(map(versions.infers_worse, versions.names))
        case ["modes", *rest]:
            return _mode(rest, old, versions)
        case ["task_types", name, *rest]:
            return _task_type(name, rest, versions)
        case ["moderation", policy, *rest]:
            return _moderation(policy, rest, versions)
        case ["deprecated", "task_types", name]:
            return versions.worse(name)
        case ["deprecated", "keep_resolution", *_]:
            return False
        case ["prices", name, resolution]:
            return versions.dearer(name, resolution)
        case ["auto_aspect_ratio", leaf]:
            return _auto_aspect_ratio(leaf, old, new, versions)
        case ["billing", "input_video_rate"]:
            return versions.new.input_video_rate > versions.old.input_video_rate
        case ["media", kind, leaf]:
            return _media(kind, leaf, old, new, versions)
        case ["fields", name, *rest]:
            return _field(rest, old, new)
        case _:
            return True


def _mode(rest: Sequence[str], old: object, versions: Versions) -> bool:
    match list(rest):
        case [_]:
            return old is not None
        case [mode, "limits", *limit]:
            return _narrowed(versions, ".".join(limit), mode=mode)
        case _:
            return True


def _task_type(name: str, rest: Sequence[str], versions: Versions) -> bool:
    """A task type that is gone may live on as a deprecated name; its tier and twin are labels."""
    match list(rest):
        case []:
            return versions.worse(name)
        case ["tier" | "strict_twin"]:
            return False
        case ["modes"]:
            return versions.loses_mode(name)
        case ["moderation"]:
            return bool(versions.rejected_worse(name))
        case ["assets"]:
            # A type that takes assets also checks the two fields that it ignored before.
            return True
        case ["limits", *limit]:
            return _narrowed(versions, ".".join(limit), name=name)
        case ["mode_limits", mode, *limit]:
            return _narrowed(versions, ".".join(limit), name=name, mode=mode)
        case ["inference", *_]:
            return versions.infers_worse(name)
        case _:
            return True


def _narrowed(
    versions: Versions, limit: str, *, name: str | None = None, mode: str | None = None
) -> bool:
    """Tell whether a limit allows less, anywhere that a statement at this place reaches."""
    return limit not in LIMITS or any(
        limit in versions.narrowed(other, column)
        for other in ([name] if name else versions.names)
        for column in versions.modes_of(other)
        if mode in (None, column)
    )


def _moderation(policy: str, rest: Sequence[str], versions: Versions) -> bool:
    if rest and rest[0] in ("clause", "final_clause"):
        return False
    worse = {leaf for name in versions.under(policy) for leaf in versions.rejected_worse(name)}
    return bool(worse) if not rest else rest[0] in worse


def _auto_aspect_ratio(leaf: str, old: object, new: object, versions: Versions) -> bool:
    before = versions.old.auto_aspect_ratio
    if before is None:
        return False
    match leaf:
        case "value":
            return True
        case "fallback":
            return old is not None and new is None
        case "follows":
            return before.fallback is not None
        case _:
            return True


def _media(kind: str, leaf: str, old: object, new: object, versions: Versions) -> bool:
    """A word more can put a reference of a prompt out of range; a word less leaves it unread."""
    match leaf:
        case "words":
            return _lost(new, old)
        case "formats":
            return bool(versions.newly_refused(kind))
        case "known_extensions":
            changed = _listed(old) ^ _listed(new)
            return any(changed & versions.newly_refused(other) for other in versions.new.media)
        case _:
            return True


def _field(rest: Sequence[str], old: object, new: object) -> bool:
    """A further field is accepted with any value before the tables know it, and after."""
    match list(rest):
        case []:
            return old is None
        case ["clause"]:
            return False
        case ["type"]:
            return (old, new) != ("integer", "number")
        case ["minimum"]:
            return new is not None and (old is None or _number(new) > _number(old))
        case ["maximum"]:
            return new is not None and (old is None or _number(new) < _number(old))
        case ["values"]:
            return new is not None and (old is None or _lost(old, new))
        case ["task_types" | "modes"]:
            # An empty list is as good as none: everyone takes the field.
            return bool(new) and (not old or _lost(old, new))
        case _:
            return True


def _lost(old: object, new: object) -> bool:
    """Tell whether a list lacks an entry that it had."""
    return bool(_listed(old) - _listed(new))


def _listed(value: object) -> frozenset[str]:
    return frozenset(map(str, value)) if isinstance(value, (list, tuple)) else frozenset()


def _number(value: object) -> Decimal:
    return Decimal(str(value))
