"""Cases about assets: who takes them, and the two fields that make ephemeral ones."""

from collections.abc import Iterator
from decimal import Decimal

from seedance_rules import Code, Spec
from seedance_rules.conformance.counting import is_inferable, refusals
from seedance_rules.conformance.drafts import INPUT_SECONDS, Draft, accepted, rejected
from seedance_rules.conformance.samples import (
    LEFT_OUT,
    changed,
    list_of,
    price,
    sample,
    url,
    with_entry,
)
from seedance_rules.conformance.settings import (
    MANY,
    Setting,
    is_open,
    modes_of,
    plain_setting,
    setting_with,
    with_assets,
)

__all__ = ["assets", "auto_upload", "retention"]


def assets(spec: Spec) -> Iterator[Draft]:
    """Clauses `assets`, `asset-free`: for every name of a task type, and in every list."""
    taking, asset = with_assets(spec), f"{spec.asset_prefix}asset-1"
    strict = [name for name in spec.task_types if name not in taking]
    first, *others = spec.media
    for name in (*spec.task_types, *spec.aliases):
        meant = spec.aliases.get(name, name)
        setting = setting_with(spec, first, among=[meant])
        if setting is None:
            continue
        request = changed(with_entry(spec, setting, first, asset), task_type=name)
        if meant in taking:
            yield accepted(f"assets/{name}", "assets", request)
        else:
            yield rejected(f"assets/{name}", request, Code.ASSET_NOT_ALLOWED)
    for kind in others:
        refusing = setting_with(spec, kind, among=strict)
        if refusing is not None:
            request = with_entry(spec, refusing, kind, asset)
            yield rejected(f"assets/strict-{list_of(kind)}", request, Code.ASSET_NOT_ALLOWED)
        setting = setting_with(spec, kind, among=taking)
        if setting is not None:
            column = spec.rules[setting.task_type].columns[setting.mode]
            seconds = INPUT_SECONDS if kind == "video" else Decimal(0)
            yield accepted(
                f"assets/{list_of(kind)}",
                "asset-free" if kind == "video" else "assets",
                with_entry(spec, setting, kind, asset),
                credits=price(
                    spec,
                    setting.task_type,
                    column.default_resolution,
                    column.default_duration,
                    seconds,
                ),
            )
    setting = setting_with(spec, first, among=taking)
    if setting is not None and is_inferable(spec, setting):
        request = with_entry(spec, setting, first, asset, mode=LEFT_OUT)
        yield accepted("assets/counted", "assets", request, mode=setting.mode)


def auto_upload(spec: Spec) -> Iterator[Draft]:
    """Clauses `auto-upload`, `auto-upload-strict`: with URLs, with assets, where ignored."""
    taking, asset = with_assets(spec), f"{spec.asset_prefix}asset-1"
    strict = [name for name in spec.task_types if name not in taking]
    kind = next(iter(spec.media))
    setting = setting_with(spec, kind, among=taking)
    if setting is not None:
        for value in (True, False):
            request = sample(spec, setting, auto_upload_assets=value)
            yield accepted(f"assets/auto-upload-{str(value).lower()}", "auto-upload", request)
        for what, wrong in (("text", "true"), ("number", 1), ("empty-text", "")):
            request = sample(spec, setting, auto_upload_assets=wrong)
            yield rejected(f"assets/auto-upload-{what}", request, Code.WRONG_TYPE)
    both = _with_two(spec, kind, taking)
    if both is not None:
        for what, upload in (("with", True), ("without", LEFT_OUT)):
            entries = [asset, url(spec, kind)]
            request = sample(spec, both, **{list_of(kind): entries}, auto_upload_assets=upload)
            yield accepted(f"assets/beside-a-url-{what}-auto-upload", "auto-upload", request)
    refusing = _with_two(spec, kind, strict)
    if refusing is not None:
        entries = [url(spec, kind), asset]
        request = sample(spec, refusing, **{list_of(kind): entries}, auto_upload_assets=True)
        yield rejected("assets/strict-beside-a-url", request, Code.ASSET_NOT_ALLOWED)
    for at, name in enumerate(strict):
        plain = plain_setting(spec, name)
        request = sample(spec, plain, auto_upload_assets=True, asset_retention_hours=3)
        yield accepted(f"assets/{name}/ignored", "auto-upload-strict", request)
        if at == 0:
            request = sample(spec, plain, auto_upload_assets="yes", asset_retention_hours=-1)
            yield accepted(f"assets/{name}/not-checked", "auto-upload-strict", request)


def retention(spec: Spec) -> Iterator[Draft]:
    """Clause `retention`: which hours are taken, and where they have no effect."""
    setting = setting_with(spec, among=with_assets(spec))
    if setting is None:
        return
    hours = spec.rules[setting.task_type].columns[setting.mode].retention_hours
    last = MANY**4 if is_open(hours) else hours.stop - 1
    for what, number in (
        ("at-minimum", hours.start),
        ("at-maximum" if not is_open(hours) else "many", last),
        ("whole-float", float(hours.start)),
    ):
        request = sample(spec, setting, auto_upload_assets=True, asset_retention_hours=number)
        yield accepted(f"retention/{what}", "retention", request)
    outside = [("below-minimum", hours.start - 1)]
    outside += [] if is_open(hours) else [("above-maximum", hours.stop)]
    for what, number in outside:
        request = sample(spec, setting, auto_upload_assets=True, asset_retention_hours=number)
        yield rejected(f"retention/{what}", request, Code.INVALID_RETENTION)
    for what, wrong in (
        ("half", hours.start + 0.5),
        ("text", str(hours.start)),
        ("true", True),
    ):
        request = sample(spec, setting, auto_upload_assets=True, asset_retention_hours=wrong)
        yield rejected(f"retention/{what}", request, Code.WRONG_TYPE)
    for what, upload in (("without-auto-upload", LEFT_OUT), ("auto-upload-false", False)):
        request = sample(
            spec, setting, auto_upload_assets=upload, asset_retention_hours=hours.start - 1
        )
        yield accepted(f"retention/ignored-{what}", "retention", request)


def _with_two(spec: Spec, kind: str, among: list[str]) -> Setting | None:
    """Return a setting with two references of a kind, or one more than it needs."""
    setting = setting_with(spec, kind, among=among)
    at = list(spec.media).index(kind)
    for mode in modes_of(spec, setting.task_type) if setting else ():
        assert setting is not None
        counts = (*setting.counts[:at], setting.counts[at] + 1, *setting.counts[at + 1 :])
        if not refusals(spec, setting.task_type, mode, counts):
            return Setting(setting.task_type, mode, counts)
    return None
