"""The rules: what is wrong with a request, every violation at once and in a fixed order.

One function a part of the request, in the order of its findings; the references have a room of
their own. Each looks only at what was given and at what holds for it, none at what another found.
What depends on something unknown (a task type, a mode, a list that is none) is not judged.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from seedance_rules.codes import Code
from seedance_rules.fields import KINDS, pointer
from seedance_rules.limits import bounds
from seedance_rules.modes import NO_REFERENCES, known_mode
from seedance_rules.parts import Field, Mode, TaskType
from seedance_rules.reference_rules import check_lists, check_prompt_references
from seedance_rules.request import NO_LISTS, finite_number, read, whole_number
from seedance_rules.scope import Scope, scope_of
from seedance_rules.spec import Spec
from seedance_rules.values import exact
from seedance_rules.wording import either, show

__all__ = ["check", "mode_of"]

_PROMPT: Final = ("a text that describes the video",)


def mode_of(request: object, spec: Spec) -> Mode | None:
    """Return the mode that a request runs in, whatever else is wrong with it; None if unknown."""
    return scope_of(read(request), spec).mode


def check(request: object, spec: Spec, audio_seconds: Decimal | None) -> Scope:
    """Judge a request, with the total seconds of its audios where they are stated.

    The findings are in the scope that is returned.
    """
    given = read(request)
    scope = scope_of(given, spec)
    if not given.is_object:
        scope.add(Code.NOT_AN_OBJECT, "", request)
        return scope
    _check_envelope(scope)
    if given.has_input:
        column = scope.column
        if given.mode is not None or column.kinds is None:
            _check_mode(scope)
        if given.duration is not None:
            _check_duration(scope, given.duration)
        if given.resolution is not None:
            _check_resolution(scope, given.resolution)
        if given.aspect_ratio is not None:
            _check_aspect_ratio(scope, given.aspect_ratio)
        if given.lists is not NO_LISTS or column.required:
            check_lists(scope, audio_seconds)
        _check_prompt(scope)
        if given.auto_upload_assets is not None or given.asset_retention_hours is not None:
            _check_asset_fields(scope)
        if given.input_extra:
            _check_extra(scope)
    return scope


def _check_envelope(scope: Scope) -> None:
    """Clauses `envelope`, `task-types`, `deprecated`, `deprecated-720p`."""
    given, spec = scope.given, scope.spec
    if type(given.model) is not str or given.model != spec.model:
        _not_one_of(scope, "/model", given.model, (spec.model,), Code.UNKNOWN_MODEL)
    task_type = scope.task_type
    if task_type is None:
        known = tuple(spec.task_types)
        _not_one_of(scope, "/task_type", given.task_type, known, Code.UNKNOWN_TASK_TYPE)
    elif given.task_type != task_type.name:
        _deprecated(scope, task_type)
    if given.input is None:
        about = ("an object with at least a prompt",)
        scope.add(Code.MISSING_FIELD, "/input", about=about)
    elif not given.has_input:
        scope.add(Code.NOT_AN_OBJECT, "/input", given.input)


def _not_one_of(scope: Scope, path: str, value: object, known: tuple[str, ...], code: Code) -> None:
    """Add that a name is missing, is no string, or is none of those known."""
    if value is None:
        scope.add(Code.MISSING_FIELD, path, about=(either(map(show, known)),))
    elif type(value) is not str:
        scope.add(Code.WRONG_TYPE, path, value, about=("a string",))
    else:
        scope.add(code, path, value, known)


def _deprecated(scope: Scope, task_type: TaskType) -> None:
    given, keep = scope.given, scope.spec.keep_resolution
    about: tuple[str, ...] = (task_type.name,)
    clause = None
    default = scope.column.default_resolution
    if keep is not None and given.has_input and given.resolution is None and default != keep.value:
        about, clause = (task_type.name, default, keep.value), keep.clause
    scope.add(
        Code.DEPRECATED_TASK_TYPE,
        "/task_type",
        given.task_type,
        (task_type.name,),
        about,
        clause=clause,
    )


def _check_mode(scope: Scope) -> None:
    """Clauses `modes`, `mode-strict`, `mini-modes`; references answer for a mode they led to."""
    given, spec = scope.given, scope.spec
    if given.mode is None:
        if scope.mode is None and scope.counts is not None:
            about = (f"one of {either(spec.modes)}, since none can be inferred",)
            scope.add(Code.MISSING_FIELD, "/input/mode", about=about)
        elif not scope.mode_fits and scope.counts == NO_REFERENCES:
            scope.add_unsupported_mode("/input")
    elif known_mode(given, spec) is None:
        _not_one_of(scope, "/input/mode", given.mode, tuple(spec.modes), Code.UNKNOWN_MODE)
    elif not scope.mode_fits:
        scope.add_unsupported_mode("/input/mode")


def _check_duration(scope: Scope, duration: object) -> None:
    """Clauses `duration`, `duration-integer`."""
    seconds = whole_number(duration)
    if seconds is None:
        allowed, about = bounds(scope.column.durations), ("a whole number of seconds",)
        scope.add(Code.WRONG_TYPE, "/input/duration", duration, allowed, about)
    elif seconds not in scope.column.durations:
        allowed = bounds(scope.column.durations)
        scope.add(Code.DURATION_OUT_OF_RANGE, "/input/duration", duration, allowed)


def _check_resolution(scope: Scope, resolution: object) -> None:
    """Clauses `resolution`, `resolution-fast`, `resolution-mini`, `prices`."""
    known, task_type = scope.spec.resolutions, scope.task_type
    choices = known if task_type is None else task_type.prices
    if type(resolution) is str and resolution in choices:
        return
    allowed = tuple(choices)
    if task_type is not None and type(resolution) is str and resolution in known:
        about = (task_type.name, *scope.types_where(lambda other: resolution in other.prices))
        scope.add(Code.UNSUPPORTED_RESOLUTION, "/input/resolution", resolution, allowed, about)
    else:
        _not_one_of(scope, "/input/resolution", resolution, allowed, Code.UNKNOWN_RESOLUTION)


def _check_aspect_ratio(scope: Scope, ratio: object) -> None:
    """Clauses `aspect-ratio`, `aspect-auto`, `aspect-auto-fallback`."""
    column, auto, allowed = scope.column, scope.spec.auto_aspect_ratio, scope.column.aspect_ratios
    if type(ratio) is str and ratio in allowed:
        return
    if auto is not None and type(ratio) is str and ratio == auto.value:
        fallback = _auto_fallback(scope)
        if column.auto is not False:
            return
        if fallback is not None:
            about: tuple[str, ...] = (auto.follows, fallback)
            scope.add(Code.AUTO_FELL_BACK, "/input/aspect_ratio", ratio, about=about)
        else:
            with_auto = [mode for mode, other in scope.rules.columns.items() if mode and other.auto]
            about = (str(scope.mode), *with_auto)
            scope.add(Code.AUTO_NOT_ALLOWED, "/input/aspect_ratio", ratio, allowed, about)
    elif type(ratio) is str and ratio in scope.spec.aspect_ratios:
        subject = scope.task_type.name if scope.task_type else "the task type"
        about = (f"{subject} in {scope.mode}" if scope.mode else subject,)
        scope.add(Code.UNSUPPORTED_ASPECT_RATIO, "/input/aspect_ratio", ratio, allowed, about)
    else:
        choices = (*allowed, auto.value) if auto is not None and column.auto else allowed
        _not_one_of(scope, "/input/aspect_ratio", ratio, choices, Code.UNKNOWN_ASPECT_RATIO)


def _auto_fallback(scope: Scope) -> str | None:
    """Return what an automatic aspect ratio becomes, or None where it is rejected instead.

    It falls back only where the mode is inferred and nothing is given that it could follow.
    """
    auto = scope.spec.auto_aspect_ratio
    if auto is None or scope.given.mode is not None or scope.counts is None:
        return None
    return None if scope.counts[KINDS.index(auto.follows)] else auto.fallback


def _check_prompt(scope: Scope) -> None:
    """Clauses `prompt-required`, `prompt-reference-range`."""
    prompt, most = scope.given.prompt, scope.column.prompt_maximum
    if prompt is None:
        scope.add(Code.MISSING_FIELD, "/input/prompt", about=_PROMPT)
    elif type(prompt) is not str:
        scope.add(Code.WRONG_TYPE, "/input/prompt", prompt, about=("a string",))
    elif not prompt or prompt.isspace():
        scope.add(Code.MISSING_FIELD, "/input/prompt", about=(*_PROMPT, "blank"))
    else:
        if most is not None and len(prompt) > most:
            scope.add(Code.PROMPT_TOO_LONG, "/input/prompt", len(prompt), most)
        if scope.spec.prompt_marker in prompt:
            check_prompt_references(scope, prompt)


def _check_asset_fields(scope: Scope) -> None:
    """Clauses `auto-upload`, `auto-upload-strict`, `retention`."""
    upload, hours = scope.given.auto_upload_assets, scope.given.asset_retention_hours
    task_type = scope.task_type
    if task_type is None:
        return
    if not task_type.assets:
        about = (f"{task_type.name} takes no assets; leave it out",)
        for field, value in (("auto_upload_assets", upload), ("asset_retention_hours", hours)):
            if value is not None:
                scope.add(Code.IGNORED_FIELD, f"/input/{field}", value, about=about)
        return
    if upload is not None and type(upload) is not bool:
        about = ("true or false",)
        scope.add(Code.WRONG_TYPE, "/input/auto_upload_assets", upload, about=about)
    elif hours is not None and upload:
        allowed, about = bounds(scope.column.retention_hours), ("a whole number of hours",)
        whole = whole_number(hours)
        if whole is None:
            scope.add(Code.WRONG_TYPE, "/input/asset_retention_hours", hours, allowed, about)
        elif whole not in scope.column.retention_hours:
            scope.add(Code.INVALID_RETENTION, "/input/asset_retention_hours", hours, allowed)
    elif hours is not None:
        about = ("nothing is kept without auto_upload_assets: true; set it or leave this out",)
        scope.add(Code.IGNORED_FIELD, "/input/asset_retention_hours", hours, about=about)


def _check_extra(scope: Scope) -> None:
    """Clause `input-extra`, and the further fields of the tables."""
    for name, value in scope.given.input_extra.items():
        field = scope.spec.fields.get(name) if type(name) is str else None
        if field is not None:
            if value is not None:
                _check_field(scope, field, value)
            continue
        key = exact(name)
        path = pointer("input", key if type(key) is str else show(key))
        scope.add(Code.UNKNOWN_FIELD, path, value, about=scope.spec.known_fields)


_IS_OF_TYPE: Final[Mapping[str, tuple[str, Callable[[object], bool]]]] = {
    "boolean": ("true or false", lambda value: type(value) is bool),
    "integer": ("a whole number", lambda value: whole_number(value) is not None),
    "number": ("a number", lambda value: finite_number(value) is not None),
    "string": ("a string", lambda value: type(value) is str),
}


def _check_field(scope: Scope, field: Field, value: object) -> None:
    """Judge a further field by its table: who reads it, its type, its values or its range."""
    task_type, mode, path, clause = (
        scope.task_type,
        scope.mode,
        pointer("input", field.name),
        field.clause,
    )
    what, is_of_type = _IS_OF_TYPE[field.type]
    (low, high), number = field.bounds, finite_number(value)
    if task_type is not None and field.task_types and task_type.name not in field.task_types:
        about: tuple[str, ...] = (task_type.name,)
        scope.add(Code.UNSUPPORTED_FIELD, path, value, field.task_types, about, clause)
    elif scope.mode_fits and field.modes and mode not in field.modes:
        scope.add(Code.UNSUPPORTED_FIELD, path, value, field.modes, (str(mode),), clause)
    elif not is_of_type(value):
        scope.add(Code.WRONG_TYPE, path, value, about=(what,), clause=clause)
    elif field.values is not None and value not in field.values:
        scope.add(Code.VALUE_NOT_ALLOWED, path, value, field.values, clause=clause)
    elif number is not None and (
        (low is not None and number < low) or (high is not None and number > high)
    ):
        scope.add(Code.VALUE_NOT_ALLOWED, path, value, field.bounds, ("range",), clause)
