"""What a finding says to a person: what was given, what is allowed and what to do.

One function a code. A message is written when it is read, from what the finding holds, so that
findings cost little until somebody looks. `about` holds the names a message needs beside the value
and what is allowed; each function says which. No message is longer than a few lines.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from seedance_rules.codes import Code
from seedance_rules.wording import (
    either,
    kind_of,
    nearest,
    number,
    printable,
    show,
    span,
)

__all__ = ["Allowed", "say"]

Allowed = tuple[str, ...] | tuple[int | None, int | None] | int | Decimal | None
"""What a finding allows: names, both ends of a range, a maximum, or nothing to list."""

_LONGEST_PATH: Final = 80
_LONGEST_LIST: Final = 12


def say(code: Code, path: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    """Write the message of a finding."""
    last = path.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
    field = printable(last, _LONGEST_PATH) if path else "the request"
    return _MESSAGES[code](field, value, allowed, about)


def _choices(allowed: Allowed) -> str:
    names = [str(name) for name in allowed] if isinstance(allowed, tuple) else []
    if len(names) > _LONGEST_LIST:
        names[_LONGEST_LIST:] = [f"{len(names) - _LONGEST_LIST} more"]
    return either(names)


def _range(allowed: Allowed) -> str:
    match allowed:
        case (int() | None as minimum, int() | None as maximum):
            return span((minimum, maximum))
        case _:
            return span((None, None))


def _meant(value: object, allowed: Allowed) -> str:
    near = nearest(value, [str(name) for name in allowed]) if isinstance(allowed, tuple) else None
    return f"did you mean {show(near)}?" if near else f"use {_choices(allowed)}"


def _counted(count: object, noun: str) -> str:
    return f"{show(count)} {noun}" if count == 1 else f"{show(count)} {noun}s"


def _many(allowed: Allowed, noun: str) -> str:
    """Write a range of things: `exactly 1 image`, `1 to 2 images`."""
    within = _range(allowed)
    return f"{within} {noun}" if within.endswith(" 1") else f"{within} {noun}s"


def _remedy(value: object, allowed: Allowed) -> str:
    """Say how many to add or to remove, for a count that is outside a range."""
    match value, allowed:
        case int(), (int() as minimum, _) if value < minimum:
            return f"; add {minimum - value}"
        case int(), (_, int() as maximum):
            return f"; remove {value - maximum}"
        case _:
            return ""


def _not_an_object(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    return f"{field} must be an object with keys, not {kind_of(value)}"


def _missing_field(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    """`about`: what the field is, and "blank" when it is there and blank."""
    what, *blank = about
    return f"{field} is {'blank' if blank else 'missing'}; give {what}"


def _wrong_type(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    """`about`: what the field must be."""
    given, kind = show(value), kind_of(value)
    was = kind if given in (kind, "null") else f"{kind}, {given}"
    if kind == "a number" and "number" in about[0]:
        was = given
    where = f"entry {field}" if field.isdecimal() else field
    within = f", {_range(allowed)}" if allowed else ""
    return f"{where} must be {about[0]}{within}, not {was}"


def _unknown(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    return f"{field} {show(value)} is not known; {_meant(value, allowed)}"


def _unsupported_mode(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    """`about`: the task type, "given" or "inferred", and the task types that have the mode."""
    task_type, how, *others = about
    instead = f", or {either(others)}" if others else ""
    if how == "given":
        return f"{task_type} has no {value}; use {_choices(allowed)}{instead}"
    return (
        f"these references make the request {value}, which {task_type} does not have; "
        f"give references that fit {_choices(allowed)}, "
        f"or use {either(others or ['another task type'])}"
    )


def _duration(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    return (
        f"{field} {show(value)} is out of range; give a whole number of seconds, {_range(allowed)}"
    )


def _unsupported_value(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    """`about`: who has no such value, and the task types that do."""
    subject, *others = about
    instead = f", or {either(others)}" if others else ""
    return f"{subject} has no {value}; use {_choices(allowed)}{instead}"


def _auto_not_allowed(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    """`about`: the mode, and the modes that take the value."""
    mode, *others = about
    instead = f", or the mode {either(others)}" if others else ""
    return f"{field} {show(value)} is not for {mode}; use {_choices(allowed)}{instead}"


def _media_not_supported(
    field: str, value: object, allowed: Allowed, about: tuple[str, ...]
) -> str:
    """`about`: the task type, and the task types that take such a list."""
    task_type, *others = about
    instead = f", or use {either(others)}" if others else ""
    return f"{task_type} takes no {field}, {show(value)} given; leave {field} out{instead}"


def _references_not_allowed(
    field: str, value: object, allowed: Allowed, about: tuple[str, ...]
) -> str:
    """`about`: the mode, "given" or "inferred", and the modes that take such a list."""
    mode, how, *others = about
    instead = f", or use the mode {either(others)}" if others and how == "given" else ""
    return f"{mode} takes no {field}, {show(value)} given; leave {field} out{instead}"


def _count(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    """`about`: the mode, and the kind of reference."""
    mode, kind = about
    taken = _many(allowed, kind)
    return f"{mode} takes {taken} in {field}, {show(value)} given{_remedy(value, allowed)}"


def _too_many(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    """`about`: the mode, and the kind of reference or "reference" for all of them together."""
    mode, kind = about
    together = " together" if kind == "reference" else ""
    return (
        f"{mode} takes at most {_counted(allowed, kind)}{together}, {show(value)} given; "
        f"remove {_excess(value, allowed)}"
    )


def _excess(value: object, allowed: Allowed) -> str:
    return str(value - allowed) if isinstance(value, int) and isinstance(allowed, int) else "some"


def _invalid_url(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    return (
        f"{show(value)} is no URL that can be used; give an absolute {_choices(allowed)} URL "
        "with nothing missing, and no white space or control characters in it"
    )


def _unsupported_format(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    """`about`: the kind of reference, and the extension."""
    kind, extension = about
    takes = _choices(allowed) if allowed else f"an {kind}"
    return f"{show(value)} is .{extension}, which is no format for {kind} references; use {takes}"


def _asset_not_allowed(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    """`about`: the task type."""
    return (
        f"{about[0]} takes no asset references, {show(value)} given; "
        f"use {_choices(allowed)}, or a URL that can be fetched"
    )


def _audio_too_long(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    most = number(allowed) if isinstance(allowed, Decimal) else allowed
    return (
        f"{field} last {show(value)} seconds together and at most {most} are allowed; "
        "shorten them or remove some"
    )


def _out_of_range(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    """`about`: the kind of reference; nothing for the finding that counts the rest."""
    if not about:
        those, them = ("that is", "it") if value == 1 else ("that are", "them")
        return f"{field} names {_counted(value, 'more reference')} {those} not there; remove {them}"
    kind = about[0]
    if not isinstance(allowed, int) or not allowed:
        return f"{field} names {show(value)}, but no {kind}s are given; add them or remove it"
    given = f"{_counted(allowed, kind)} {'is' if allowed == 1 else 'are'} given"
    last = "" if allowed == 1 else f" to {allowed}"
    return f"{field} names {show(value)}, but only {given}; use 1{last}, or give more"


def _invalid_retention(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    return f"{field} {show(value)} is out of range; give a whole number of hours, {_range(allowed)}"


def _prompt_too_long(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    return f"{field} has {show(value)} characters; shorten it to at most {allowed}"


def _reference_required(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    """`about`: the mode, and the kind that is too few; no kind where a list stands alone."""
    mode, *kind = about
    if kind:
        needed = _many(allowed, kind[0])
        return f"{mode} needs {needed} in {field}, {show(value)} given{_remedy(value, allowed)}"
    return (
        f"{field} cannot stand alone in {mode}; give {_choices(allowed)} too, or leave {field} out"
    )


def _unsupported_field(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    """`about`: the task type or mode that does not read the field."""
    return f"{about[0]} has no {field}; leave it out, or use {_choices(allowed)}"


def _value_not_allowed(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    """`about`: "range" when numbers are allowed, nothing when names are."""
    if about:
        return f"{field} {show(value)} is out of range; give a number, {_range(allowed)}"
    return f"{field} {show(value)} is not allowed; {_meant(value, allowed)}"


def _deprecated(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    """`about`: what the name means; its default resolution and the one to keep, if not given."""
    meant, *resolutions = about
    advice = ""
    if resolutions:
        default, keep = resolutions
        advice = (
            f"; no resolution is given and {meant} defaults to {default}: "
            f"set resolution {show(keep)} to keep the output quality"
        )
    return f"{field} {show(value)} is deprecated and taken as {meant}; use that name{advice}"


def _unknown_field(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    near = nearest(field, about)
    meant = f"did you mean {show(near)}?" if near else "check its name"
    return f"'{field}' is not a documented input field and is passed through; {meant}"


def _ignored_field(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    """`about`: why it has no effect."""
    return f"{field} has no effect: {about[0]}"


def _fell_back(field: str, value: object, allowed: Allowed, about: tuple[str, ...]) -> str:
    """`about`: the kind it would follow, and what it becomes."""
    kind, fallback = about
    return (
        f"{field} {show(value)} follows the first {kind} and none is given; it becomes {fallback}"
    )


_MESSAGES: Final[dict[Code, Callable[[str, object, Allowed, tuple[str, ...]], str]]] = {
    Code.NOT_AN_OBJECT: _not_an_object,
    Code.MISSING_FIELD: _missing_field,
    Code.WRONG_TYPE: _wrong_type,
    Code.UNKNOWN_MODEL: _unknown,
    Code.UNKNOWN_TASK_TYPE: _unknown,
    Code.UNKNOWN_MODE: _unknown,
    Code.UNSUPPORTED_MODE: _unsupported_mode,
    Code.DURATION_OUT_OF_RANGE: _duration,
    Code.UNKNOWN_RESOLUTION: _unknown,
    Code.UNSUPPORTED_RESOLUTION: _unsupported_value,
    Code.UNKNOWN_ASPECT_RATIO: _unknown,
    Code.UNSUPPORTED_ASPECT_RATIO: _unsupported_value,
    Code.AUTO_NOT_ALLOWED: _auto_not_allowed,
    Code.MEDIA_NOT_SUPPORTED: _media_not_supported,
    Code.REFERENCES_NOT_ALLOWED: _references_not_allowed,
    Code.IMAGE_COUNT: _count,
    Code.TOO_MANY_REFERENCES: _too_many,
    Code.INVALID_URL: _invalid_url,
    Code.UNSUPPORTED_FORMAT: _unsupported_format,
    Code.ASSET_NOT_ALLOWED: _asset_not_allowed,
    Code.AUDIO_TOO_LONG: _audio_too_long,
    Code.REFERENCE_OUT_OF_RANGE: _out_of_range,
    Code.INVALID_RETENTION: _invalid_retention,
    Code.PROMPT_TOO_LONG: _prompt_too_long,
    Code.REFERENCE_REQUIRED: _reference_required,
    Code.UNSUPPORTED_FIELD: _unsupported_field,
    Code.VALUE_NOT_ALLOWED: _value_not_allowed,
    Code.DEPRECATED_TASK_TYPE: _deprecated,
    Code.UNKNOWN_FIELD: _unknown_field,
    Code.IGNORED_FIELD: _ignored_field,
    Code.AUTO_FELL_BACK: _fell_back,
}
