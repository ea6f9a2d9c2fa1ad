"""Cases about the shape of a request: its envelope, what counts as given, the prompt, the types."""

from collections.abc import Iterator

from seedance_rules import Code, Spec
from seedance_rules.conformance.counting import is_inferable, refusals
from seedance_rules.conformance.drafts import Draft, accepted, rejected
from seedance_rules.conformance.samples import (
    LEFT_OUT,
    PROMPT,
    changed,
    list_of,
    other_name,
    sample,
    url,
)
from seedance_rules.conformance.settings import plain_setting, setting_with, with_assets

__all__ = ["absent", "envelope", "further_keys", "prompt", "types"]


def envelope(spec: Spec) -> Iterator[Draft]:
    """Clauses `envelope`, `envelope-extra`."""
    setting = plain_setting(spec)
    whole = sample(spec, setting)
    for key in ("model", "task_type", "input"):
        request = changed(whole, **{key: LEFT_OUT})
        yield rejected(f"request/{key}-missing", request, Code.MISSING_FIELD)
    for name in other_name([spec.model], setting.task_type):
        request = changed(whole, model=name)
        yield rejected("request/model-a-task-type", request, Code.UNKNOWN_MODEL)
    yield rejected("request/input-a-text", changed(whole, input=PROMPT), Code.NOT_AN_OBJECT)
    config = {"webhook_config": {"endpoint": "https://client.example/done"}}
    request = changed(whole, config=config, service_mode="public", reference=None)
    yield accepted("request/other-keys", "envelope-extra", request)


def absent(spec: Spec) -> Iterator[Draft]:
    """Clause `absent`: what is not given, and what only looks as if it were not."""
    plain = plain_setting(spec)
    with_image, uploading = setting_with(spec, "image"), setting_with(spec, among=with_assets(spec))
    counts = {list_of(kind): count for kind, count in zip(spec.media, plain.counts, strict=True)}
    for name in spec.known_fields:
        if name == "prompt" or counts.get(name):
            continue
        setting, changes = plain, dict[str, object]({name: None})
        if name == "mode":
            setting = with_image if with_image and is_inferable(spec, with_image) else plain
        if name in ("auto_upload_assets", "asset_retention_hours") and uploading:
            # These two are looked at only where they have an effect.
            setting, changes = uploading, {"auto_upload_assets": True, **changes}
        yield accepted(f"absent/{name}-null", "absent", sample(spec, setting, **changes))
    empty: dict[str, object] = {name: [] for name, count in counts.items() if not count}
    for name in empty:
        yield accepted(f"absent/{name}-empty", "absent", sample(spec, plain, **{name: []}))
    if is_inferable(spec, plain):
        request = sample(spec, plain, mode=LEFT_OUT, **empty)
        yield accepted("absent/empty-lists-and-no-mode", "absent", request, mode=plain.mode)
    for what, name, value, code in (
        ("empty-text", "mode", "", Code.UNKNOWN_MODE),
        ("zero", "duration", 0, Code.DURATION_OUT_OF_RANGE),
        ("empty-text", "resolution", "", Code.UNKNOWN_RESOLUTION),
        ("empty-text", "aspect_ratio", "", Code.UNKNOWN_ASPECT_RATIO),
        ("empty-text", "image_urls", "", Code.WRONG_TYPE),
        ("false", "video_urls", False, Code.WRONG_TYPE),
        ("empty-object", "audio_urls", {}, Code.WRONG_TYPE),
    ):
        request = sample(spec, plain, **{name: value})
        yield rejected(f"absent/{name}-{what}", request, code, clause="absent")


def prompt(spec: Spec) -> Iterator[Draft]:
    """Clause `prompt-required`, and a maximum of characters where there is one."""
    setting = plain_setting(spec)
    for what, value, code in (
        ("missing", LEFT_OUT, Code.MISSING_FIELD),
        ("null", None, Code.MISSING_FIELD),
        ("empty", "", Code.MISSING_FIELD),
        ("blank", " \n\u3000", Code.MISSING_FIELD),
        ("a-number", 5, Code.WRONG_TYPE),
        ("a-list", [PROMPT], Code.WRONG_TYPE),
    ):
        yield rejected(f"prompt/{what}", sample(spec, setting, prompt=value), code)
    request = sample(spec, setting, prompt="猫")
    yield accepted("prompt/one-character", "prompt-required", request)
    most = spec.rules[setting.task_type].columns[setting.mode].prompt_maximum
    if most is None:
        request = sample(spec, setting, prompt=f"{PROMPT} " * 120)
        yield accepted("prompt/long", "prompt-required", request)
        return
    clause = spec.citations.by_code[Code.PROMPT_TOO_LONG]
    # A character outside the basic plane counts once, though it is two units of UTF-16.
    at_most, longer = "🎬" + "a" * (most - 1), "a" * (most + 1)
    yield accepted("prompt/at-maximum", clause, sample(spec, setting, prompt=at_most))
    request = sample(spec, setting, prompt=longer)
    yield rejected("prompt/above-maximum", request, Code.PROMPT_TOO_LONG)


def further_keys(spec: Spec) -> Iterator[Draft]:
    """Clause `input-extra`: keys of `input` that the documentation does not name change nothing."""
    setting = plain_setting(spec)
    named: list[tuple[str, object]] = [
        ("seed", 42),
        ("Duration", 1),
        ("image_url", url(spec, "image")),
    ]
    for name, value in named:
        for unknown in other_name(spec.known_fields, name):
            request = sample(spec, setting, **{unknown: value})
            yield accepted(f"input/{unknown}", "input-extra", request)


def types(spec: Spec) -> Iterator[Draft]:
    """Clause `types`: names are matched exactly, and no value is converted."""
    setting = plain_setting(spec)
    whole = sample(spec, setting)
    column = spec.rules[setting.task_type].columns[setting.mode]
    resolution = column.default_resolution
    for name, value, code in (
        ("model", spec.model, Code.UNKNOWN_MODEL),
        ("task_type", setting.task_type, Code.UNKNOWN_TASK_TYPE),
    ):
        for what, variant in _variants(value):
            yield rejected(
                f"types/{name}-{what}", changed(whole, **{name: variant}), code, clause="types"
            )
    named = [
        ("mode", setting.mode, Code.UNKNOWN_MODE),
        ("resolution", resolution, Code.UNKNOWN_RESOLUTION),
        ("aspect_ratio", column.default_aspect_ratio, Code.UNKNOWN_ASPECT_RATIO),
    ]
    for name, value, code in named:
        for what, variant in _variants(value):
            request = sample(spec, setting, **{name: variant})
            yield rejected(f"types/{name}-{what}", request, code, clause="types")
    digits = "".join(filter(str.isdecimal, resolution))
    for what, name, wrong in (
        ("text", "duration", str(column.default_duration)),
        ("a-number", "resolution", int(digits or 0)),
        ("a-number", "aspect_ratio", 1.78),
    ):
        request = sample(spec, setting, **{name: wrong})
        yield rejected(f"types/{name}-{what}", request, Code.WRONG_TYPE)
    yield from _list_types(spec)


def _list_types(spec: Spec) -> Iterator[Draft]:
    """Draft what stands for a list of URLs, or in one; an entry of a wrong type counts as one."""
    for at, kind in enumerate(spec.media):
        setting, name, link = setting_with(spec, kind), list_of(kind), url(spec, kind)
        if setting is None:
            continue
        yield rejected(
            f"types/{name}-a-text", sample(spec, setting, **{name: link}), Code.WRONG_TYPE
        )
        more = (*setting.counts[:at], 2, *setting.counts[at + 1 :])
        codes = refusals(spec, setting.task_type, setting.mode, more)
        for what, entry in (("null", None), ("object", {"url": link})):
            if what == "null" or kind == "image":
                request = sample(spec, setting, **{name: [link, entry]})
                yield rejected(f"types/{name}-{what}-in-it", request, Code.WRONG_TYPE, *codes)


def _variants(name: str) -> Iterator[tuple[str, str]]:
    """Yield a name in upper case, where it has a letter, and with a space after it."""
    if name.upper() != name:
        yield "upper-case", name.upper()
    yield "padded", f"{name} "
