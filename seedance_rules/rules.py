"""The rules: what is wrong with the envelope and the parameters of a request.

One function a field; `report` asks it only where the look-up of the field missed, in the order of
the findings. A rule says what is wrong, or returns what else the value is taken as. Each looks only
at what was given and at the limits that apply, never at what another rule found.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Final

from seedance_rules.fields import ASSET_FIELDS, ENVELOPE_FIELDS, KINDS, field_of, path_of, pointer
from seedance_rules.findings import About, Code
from seedance_rules.references import add_unsupported_mode, check_prompt_references
from seedance_rules.request import finite_number, whole_number
from seedance_rules.scope import NO_REFERENCES, Scope
from seedance_rules.spec import TaskType
from seedance_rules.spec.parts import Field
from seedance_rules.values import exact
from seedance_rules.wording import bounds, form, show

__all__ = [
    "aspect_ratio_of",
    "asset_fields_of",
    "check_envelope",
    "check_input",
    "check_mode",
    "duration_of",
    "extra_of",
    "prompt_of",
    "resolution_of",
]


def check_envelope(scope: Scope) -> None:
    """Clauses `envelope`, `task-types`, `deprecated`, `deprecated-720p`."""
    model, name, spec = scope.envelope("model"), scope.envelope("task_type"), scope.spec
    task_type = scope.task_type
    if type(model) is not str or model != spec.model:
        _not_one_of(
            scope,
            "/model",
            model,
            (spec.model,),
            Code.UNKNOWN_MODEL,
            lambda: {
                "is_type": type(model) is str and model in (*spec.task_types, *spec.aliases),
                "has_type": task_type is not None,
                "written": _written_otherwise(scope, "model"),
            },
        )
    if task_type is None:
        _not_one_of(
            scope,
            "/task_type",
            name,
            tuple(spec.task_types),
            Code.UNKNOWN_TASK_TYPE,
            lambda: {
                "hints": _hints(scope, "task_types", name, spec.task_types),
                "version": spec.version,
                "written": _written_otherwise(scope, "task_type"),
            },
        )
    elif name != task_type.name:
        _deprecated(scope, task_type, name)


def check_input(scope: Scope) -> None:
    """Clause `envelope`: an `input` that is missing or not an object."""
    given = scope.envelope("input")
    if given is None:
        fields, beside = scope.spec.known_fields, scope.envelope_extra
        scope.add(
            Code.MISSING_FIELD,
            "/input",
            about=lambda: {
                "beside": [field for field in fields if beside.get(field) is not None],
                "written": _written_otherwise(scope, "input"),
            },
        )
    else:
        scope.add(Code.NOT_AN_OBJECT, "/input", given)


def _written_otherwise(scope: Scope, field: str) -> str | None:
    """Return the key that the request has instead of a field of the envelope, if it has one."""
    for key, value in scope.envelope_extra.items():
        if type(key) is str and value is not None:
            if form(key) == form(field) or _hints(scope, "envelope", key, (field,)):
                return key
    return None


def _hints(scope: Scope, kind: str, value: object, fitting: Iterable[str]) -> tuple[str, ...]:
    """Return what the tables say that others mean by a value, as far as it fits the request."""
    if type(value) is not str:
        return ()
    meant = scope.spec._lookups.hints[kind].get(form(value), ())
    return tuple(name for name in meant if name in fitting)


def _hints_of_mode(scope: Scope, mode: object) -> tuple[str, ...]:
    fitting = scope.modes_instead() if scope.task_type else scope.spec.modes
    return _hints(scope, "modes", mode, fitting)


def _not_one_of(
    scope: Scope,
    path: str,
    value: object,
    known: tuple[str, ...],
    code: Code,
    about: About = None,
) -> None:
    """Add that a name is missing, is not a string, or is not one of those known."""
    if value is None:
        scope.add(Code.MISSING_FIELD, path, None, known, about)
    elif type(value) is not str:
        scope.add(Code.WRONG_TYPE, path, value, known, about)
    else:
        scope.add(code, path, value, known, about)


def _deprecated(scope: Scope, task_type: TaskType, name: object) -> None:
    keep, default = scope.spec.keep_resolution, scope.limits.default_resolution
    has_input = scope.envelope("input") is not None and scope.counts is not None
    if not has_input or scope.given("resolution") is not None or (keep and default == keep.value):
        keep = None
    scope.add(
        Code.DEPRECATED_TASK_TYPE,
        "/task_type",
        name,
        (task_type.name,),
        lambda: {"default": default, "keep": keep and keep.value},
        clause=keep and keep.clause,
    )


def check_mode(scope: Scope) -> None:
    """Clauses `modes`, `mode-strict`, `mini-modes`; references answer for a mode they led to."""
    mode, spec = scope.given("mode"), scope.spec
    if mode is None:
        if scope.mode is None and scope.counts is not None:
            known = scope.task_type.modes if scope.task_type else spec.modes
            scope.add(Code.MISSING_FIELD, "/input/mode", None, scope.modes_instead() or known)
        elif not scope.mode_fits and scope.counts == NO_REFERENCES:
            add_unsupported_mode(scope, "/input")
    elif type(mode) is not str or mode not in spec.modes:
        _not_one_of(
            scope,
            "/input/mode",
            mode,
            spec.modes,
            Code.UNKNOWN_MODE,
            lambda: {"hints": _hints_of_mode(scope, mode)},
        )
    else:
        add_unsupported_mode(scope, "/input/mode")


def duration_of(scope: Scope) -> int | None:
    """Clauses `duration`, `duration-integer`."""
    duration, limits = scope.given("duration"), scope.limits
    seconds = whole_number(duration)
    if seconds is None or seconds not in limits.durations:
        scope.add(
            Code.WRONG_TYPE if seconds is None else Code.DURATION_OUT_OF_RANGE,
            "/input/duration",
            duration,
            bounds(limits.durations),
            lambda: {
                "what": "a whole number of seconds",
                "default": limits.default_duration,
                "automatic": _is_automatic(scope, duration),
            },
        )
    return seconds


def _is_automatic(scope: Scope, duration: object) -> bool:
    """Tell whether a duration is how other services ask for an automatic one."""
    seconds = whole_number(duration)
    text = str(seconds) if seconds is not None and abs(seconds) < 100 else duration
    return type(text) is str and text.strip().casefold() in scope.spec.hints["durations"]


def resolution_of(scope: Scope) -> str | None:
    """Clauses `resolution`, `resolution-fast`, `resolution-mini`, `prices`."""
    resolution, known = scope.given("resolution"), scope.spec.resolutions
    task_type = scope.task_type
    choices = known if task_type is None else tuple(task_type.prices)
    path = "/input/resolution"
    if type(resolution) is str and resolution in choices:
        return resolution
    if task_type is not None and type(resolution) is str and resolution in known:
        scope.add(
            Code.UNSUPPORTED_RESOLUTION,
            path,
            resolution,
            choices,
            lambda: {
                "subject": task_type.name,
                "types": scope.types_where(lambda other: resolution in other.prices),
            },
        )
    else:
        _not_one_of(scope, path, resolution, choices, Code.UNKNOWN_RESOLUTION)
    return None


def aspect_ratio_of(scope: Scope) -> object:
    """Clauses `aspect-ratio`, `aspect-auto`, `aspect-auto-fallback`."""
    ratio, limits, auto = (
        scope.given("aspect_ratio"),
        scope.limits,
        scope.spec.auto_aspect_ratio,
    )
    allowed, path = limits.aspect_ratios, "/input/aspect_ratio"
    if "aspect_ratio" in limits.ignores:
        scope.add(Code.IGNORED_FIELD, path, ratio, about={"subject": scope.subject})
        return None
    if type(ratio) is str and ratio in limits.ratios_as_given:
        return ratio
    if not scope.mode_fits and any(
        "aspect_ratio" in of_mode.ignores for of_mode in scope.of_type.limits.values()
    ):
        return ratio
    otherwise = limits.otherwise_aspect_ratio
    if type(ratio) is str and otherwise is not None:
        scope.add(Code.VALUE_REPLACED, path, ratio, allowed, {"becomes": otherwise})
        return otherwise
    if auto is not None and type(ratio) is str and ratio == auto.value:
        fallback = scope.auto_fallback(ratio, scope.counts)
        if fallback is not None:
            about = {"kind": auto.follows, "becomes": fallback}
            scope.add(Code.AUTO_FELL_BACK, path, ratio, about=about)
            return fallback
        _add_auto_not_allowed(scope, ratio)
    elif type(ratio) is str and ratio in scope.spec.aspect_ratios:
        code = Code.UNSUPPORTED_ASPECT_RATIO
        scope.add(code, path, ratio, allowed, {"subject": scope.subject})
    else:
        if auto is not None and (
            (limits.auto_aspect_ratio is not None and scope.mode_fits)
            or scope.auto_fallback(auto.value, scope.counts) is not None
        ):
            allowed = (*allowed, auto.value)
        _not_one_of(
            scope,
            path,
            ratio,
            allowed,
            Code.UNKNOWN_ASPECT_RATIO,
            partial(_about_ratio, scope, ratio, allowed),
        )
    return None


def _about_ratio(scope: Scope, ratio: object, allowed: tuple[str, ...]) -> Mapping[str, object]:
    """Find out what a ratio may mean, and the modes in which one that is automatic could be had."""
    auto, limits = scope.spec.auto_aspect_ratio, scope.of_type.limits
    about: dict[str, object] = {"hints": _hints(scope, "aspect_ratios", ratio, allowed)}
    if auto is not None and auto.value not in allowed:
        if _hints(scope, "aspect_ratios", ratio, (auto.value,)):
            modes = [mode for mode in limits if mode and limits[mode].auto_aspect_ratio]
            about |= {"elsewhere": tuple(modes), "follows": auto.follows}
    return about


def _add_auto_not_allowed(scope: Scope, ratio: object) -> None:
    """Cite `aspect-auto-fallback` where nothing is given that `auto` could follow."""
    auto, counts, cited = scope.spec.auto_aspect_ratio, scope.counts, scope.spec.citations
    assert auto is not None
    lone = counts is not None and not any(
        count
        for count, kind in zip(counts, scope.limits.kinds, strict=True)
        if kind == auto.follows
    )
    inferred = scope.of_type.infer(counts) if lone and counts is not None else None
    limits = scope.of_type.limits
    scope.add(
        Code.AUTO_NOT_ALLOWED,
        "/input/aspect_ratio",
        ratio,
        scope.limits.aspect_ratios,
        lambda: {
            "subject": scope.subject,
            "modes": tuple(
                mode for mode in scope.modes_instead() if limits[mode].auto_aspect_ratio is not None
            ),
            "becomes": auto.fallback if inferred and inferred in limits else None,
        },
        clause=cited.by_code.get(Code.AUTO_FELL_BACK) if lone else None,
    )


def prompt_of(scope: Scope) -> object:
    """Clauses `prompt-required`, `prompt-reference-range`."""
    prompt, most, path = scope.given("prompt"), scope.limits.prompt_maximum, "/input/prompt"
    if prompt is None:
        stray = scope.envelope_extra.get("prompt")
        is_beside = type(stray) is str and bool(stray.strip())
        scope.add(Code.MISSING_FIELD, path, about={"beside": is_beside})
    elif type(prompt) is not str:
        scope.add(Code.WRONG_TYPE, path, prompt)
    elif not prompt or prompt.isspace():
        scope.add(Code.MISSING_FIELD, path, about={"blank": True})
    else:
        if most is not None and len(prompt) > most:
            scope.add(Code.PROMPT_TOO_LONG, path, len(prompt), most)
        check_prompt_references(scope, prompt)
    return prompt


def asset_fields_of(scope: Scope) -> tuple[object, object]:
    """Clauses `auto-upload`, `auto-upload-strict`, `retention`."""
    task_type, path = scope.task_type, "/input/asset_retention_hours"
    if task_type is None:
        return None, None
    subject = scope.subject if task_type.assets else task_type.name
    read: list[object] = []
    for field in ASSET_FIELDS:
        value = scope.given(field)
        if value is not None and field in scope.limits.ignores:
            scope.add(Code.IGNORED_FIELD, path_of(field), value, about={"subject": subject})
            value = None
        read.append(value)
    upload, hours = read
    if upload is not None and type(upload) is not bool:
        about: About = {"what": "true or false"}
        scope.add(Code.WRONG_TYPE, "/input/auto_upload_assets", upload, about=about)
    elif hours is not None and upload:
        whole, allowed = whole_number(hours), bounds(scope.limits.retention_hours)
        if whole is None:
            about = {"what": "a whole number of hours"}
            scope.add(Code.WRONG_TYPE, path, hours, allowed, about)
        elif whole not in scope.limits.retention_hours:
            scope.add(Code.INVALID_RETENTION, path, hours, allowed)
        return upload, whole
    elif hours is not None:
        about = {"needs": "auto_upload_assets: true"}
        scope.add(Code.IGNORED_FIELD, path, hours, about=about)
    return upload, None


def extra_of(scope: Scope) -> Mapping[str, object]:
    """Clause `input-extra`, and the further fields of the tables.

    Returns what is passed through: unknown keys and ignored fields as they were given, a further
    field as its type has it.
    """
    passed: dict[str, object] = {}
    for name, value in scope.extra.items():
        field = scope.spec.fields.get(name) if type(name) is str else None
        if field is None:
            _add_unknown(scope, name, value)
            passed[name] = value
        elif value is not None:
            _check_field(scope, field, value)
            passed[name] = whole_number(value) if field.type == "integer" else value
    return passed


def ignored_of(scope: Scope) -> dict[str, object]:
    """Return the fields that were given and have no effect: they are sent as they are."""
    assets = scope.of_type.assets
    ignores = [*scope.limits.ignores]
    if assets and scope.given("auto_upload_assets") is not True:
        ignores.append("asset_retention_hours")
    return {name: value for name in reversed(ignores) if (value := scope.given(name)) is not None}


def _add_unknown(scope: Scope, name: object, value: object) -> None:
    """Say that `input` has a key that the tables do not name, and what may have been meant."""
    spec, key = scope.spec, exact(name)
    scope.add(
        Code.UNKNOWN_FIELD,
        pointer("input", key if type(key) is str else show(key)),
        value,
        spec.known_fields,
        lambda: {
            "hints": _hints_of_field(scope, key, value),
            "elsewhere": _place_beside_input(scope, key),
            "version": spec.version,
        },
    )


def _place_beside_input(scope: Scope, key: object) -> tuple[str, ...]:
    """Return where a key belongs that is one of those beside `input`, if it is."""
    if type(key) is not str:
        return ()
    return (
        (key,)
        if key in ENVELOPE_FIELDS
        else scope.spec._lookups.hints["elsewhere"].get(form(key), ())
    )


def _hints_of_field(scope: Scope, key: object, value: object) -> tuple[str, ...]:
    """Return what a key may mean, but for fields that are given or could not hold the value."""
    missing = [name for name in scope.spec.known_fields if scope.given(name) is None]
    if type(value) is bool or finite_number(value) is not None:
        lists = [*map(field_of, KINDS)]
        missing = [name for name in missing if name not in lists]
    return _hints(scope, "fields", key, missing)


_IS_OF_TYPE: Final[Mapping[str, tuple[str, Callable[[object], bool]]]] = {
    "boolean": ("true or false", lambda value: type(value) is bool),
    "integer": ("a whole number", lambda value: whole_number(value) is not None),
    "number": ("a number", lambda value: finite_number(value) is not None),
    "string": ("a string", lambda value: type(value) is str),
}


def _check_field(scope: Scope, field: Field, value: object) -> None:
    """Judge a further field by its table: who reads it, its type, its values or its range."""
    task_type, mode, path = scope.task_type, scope.mode, pointer("input", field.name)
    what, is_of_type = _IS_OF_TYPE[field.type]
    (low, high), number, clause = field.bounds, finite_number(value), field.clause
    if task_type is not None and field.task_types and task_type.name not in field.task_types:
        takes = field.task_types
        scope.add(
            Code.UNSUPPORTED_FIELD,
            path,
            value,
            takes,
            lambda: {
                "subject": task_type.name,
                "types": scope.types_where(lambda other: other.name in takes),
            },
            clause=clause,
        )
    elif scope.mode_fits and field.modes and mode not in field.modes:
        scope.add(
            Code.UNSUPPORTED_FIELD,
            path,
            value,
            field.modes,
            lambda: {"subject": str(mode), "modes": scope.modes_instead()},
            clause=clause,
        )
    elif not is_of_type(value):
        scope.add(Code.WRONG_TYPE, path, value, about={"what": what}, clause=clause)
    elif field.values is not None and value not in field.values:
        scope.add(Code.VALUE_NOT_ALLOWED, path, value, field.values, clause=clause)
    elif number is not None and (
        (low is not None and number < low) or (high is not None and number > high)
    ):
        code, about = Code.VALUE_NOT_ALLOWED, {"is_range": True}
        scope.add(code, path, value, field.bounds, about, clause=clause)
