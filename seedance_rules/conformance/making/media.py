"""Cases about the entries of URL lists: URLs, formats, and the length of audio."""

from collections.abc import Iterator
from decimal import Decimal

from seedance_rules import Code, Spec
from seedance_rules.conformance.drafts import Draft, accepted, rejected
from seedance_rules.conformance.samples import (
    list_of,
    other_name,
    sample,
    site,
    url,
    with_entry,
)
from seedance_rules.conformance.settings import Setting, setting_with, with_assets

__all__ = ["audio_seconds", "extensions", "formats", "urls"]


def urls(spec: Spec) -> Iterator[Draft]:
    """Clause `urls`."""
    settings = [(kind, setting_with(spec, kind)) for kind in spec.media]
    possible = [(kind, found) for kind, found in settings if found is not None]
    if not possible:
        return
    (kind, setting), *elsewhere = possible
    scheme, _, host = site(spec).partition("://")
    link = url(spec, kind)
    rest, file = link.removeprefix(f"{scheme}://"), link.removeprefix(f"{site(spec)}/")
    *web, asset = spec.url_schemes
    for what, entry in (
        *[(other, f"{other}://{rest}") for other in web if other != scheme],
        (f"{scheme}-upper-case", f"{scheme.upper()}://{rest}"),
        ("port", f"{scheme}://{host}:8443/{file}"),
        ("user", f"{scheme}://user:pass@{host}/{file}"),
        ("no-path", f"{scheme}://{host}"),
        ("ip-address", f"{scheme}://[2001:db8::1]/{file}"),
        ("chinese-path", f"{scheme}://{host}/猫/{file}"),
    ):
        yield accepted(f"urls/{what}", "urls", with_entry(spec, setting, kind, entry))
    for what, entry in (
        *[(other, f"{other}://{rest}") for other in other_name(spec.url_schemes, "ftp", "file")],
        ("no-scheme", rest),
        ("relative", f"//{rest}"),
        ("no-host", f"{scheme}:///{file}"),
        ("port-alone", f"{scheme}://:443/{file}"),
        ("one-slash", f"{scheme}:/{rest}"),
        ("data", "data:image/png;base64,iVBORw0KGgo="),
        ("empty", ""),
        ("space-inside", f"{scheme}://{host}/a {file}"),
        ("space-before", f" {link}"),
        ("line-break-after", f"{link}\n"),
        ("control-character", f"{scheme}://{host}/\x7f{file}"),
    ):
        request = with_entry(spec, setting, kind, entry)
        yield rejected(f"urls/{what}", request, Code.INVALID_URL)
    for other, found in elsewhere:
        request = with_entry(spec, found, other, "file.bin")
        yield rejected(f"urls/{list_of(other)}", request, Code.INVALID_URL)
    uploading = setting_with(spec, kind, among=with_assets(spec))
    for what, entry in (
        ("without-id", f"{asset}://"),
        ("upper-case", f"{asset.upper()}://id"),
        ("space-inside", f"{asset}://an id"),
    ):
        if uploading is not None:
            request = with_entry(spec, uploading, kind, entry)
            yield rejected(f"urls/{asset}-{what}", request, Code.INVALID_URL)


def formats(spec: Spec) -> Iterator[Draft]:
    """Clauses `video-formats`, `audio-formats`: every format that is taken, and what is not.

    A kind without a list of formats takes every extension that is known for it.
    """
    for kind, media in spec.media.items():
        setting = setting_with(spec, kind)
        if setting is None:
            continue
        by_code = spec.citations.by_code[Code.UNSUPPORTED_FORMAT]
        clause = media.clauses.get(Code.UNSUPPORTED_FORMAT, by_code)
        # Of every other kind one is enough: nobody takes some images for videos and others not.
        strange = [other.known_extensions[0] for other in spec.media.values() if other != media]
        for extension in (*media.known_extensions, *strange):
            case_id = f"formats/{kind}/{extension}"
            request = with_entry(spec, setting, kind, f"{site(spec)}/file.{extension}")
            if extension in media.refused_extensions:
                yield rejected(case_id, request, Code.UNSUPPORTED_FORMAT)
            else:
                yield accepted(case_id, clause, request)


def extensions(spec: Spec) -> Iterator[Draft]:
    """Clause `formats-by-extension`: where the extension of a URL stands, and where it does not."""
    known = {extension for media in spec.media.values() for extension in media.known_extensions}
    for kind, setting, yes, no in _taken_and_refused(spec)[:1]:
        where = site(spec)
        taken, wrong = f"{where}/file.{yes}", f"{where}/file.{no}"
        for what, entry in (
            ("upper-case", f"{where}/FILE.{yes.upper()}"),
            ("none", f"{where}/file"),
            ("refused-in-query", f"{taken}?name=file.{no}"),
            ("refused-in-fragment", f"{taken}#file.{no}"),
            ("refused-in-host", f"{where}.{no}"),
            ("refused-in-folder", f"{where}/files.{no}/file"),
            ("refused-before-taken", f"{wrong}.{yes}"),
            ("refused-with-nothing-before", f"{where}/.{no}"),
        ):
            request = with_entry(spec, setting, kind, entry)
            yield accepted(f"formats/extension-{what}", "formats-by-extension", request)
        for unknown in other_name(known, "bin", "php"):
            request = with_entry(spec, setting, kind, f"{where}/file.{unknown}")
            yield accepted("formats/extension-unknown", "formats-by-extension", request)
        for what, entry in (
            ("refused-upper-case", f"{where}/FILE.{no.upper()}"),
            ("taken-before-refused", f"{taken}.{no}"),
        ):
            request = with_entry(spec, setting, kind, entry)
            yield rejected(
                f"formats/extension-{what}",
                request,
                Code.UNSUPPORTED_FORMAT,
                clause="formats-by-extension",
            )
        uploading = setting_with(spec, kind, among=with_assets(spec))
        if uploading is not None:
            request = with_entry(spec, uploading, kind, f"{spec.asset_prefix}file.{no}")
            yield accepted("formats/asset", "formats-by-extension", request)


def _taken_and_refused(spec: Spec) -> list[tuple[str, Setting, str, str]]:
    """Return the kinds with formats of their own: a setting, a format, and an extension refused."""
    return [
        (kind, setting, media.formats[0], refused)
        for kind, media in spec.media.items()
        if media.formats is not None and (setting := setting_with(spec, kind)) is not None
        for refused in media.known_extensions
        if refused in media.refused_extensions
    ]


def audio_seconds(spec: Spec) -> Iterator[Draft]:
    """Clauses `audio-formats`, `audio-seconds`: the length of the audio, where it is stated."""
    setting, beside = setting_with(spec, "audio"), setting_with(spec, "image", "audio")
    if setting is None:
        return
    request = sample(spec, beside or setting)
    yield accepted("audio-seconds/not-stated", "audio-seconds", request)
    column = spec.rules[setting.task_type].columns[setting.mode]
    request, most = sample(spec, setting), column.audio_seconds
    if most is not None:
        clause = column.clauses[Code.AUDIO_TOO_LONG]
        yield accepted("audio-seconds/at-maximum", clause, request, audios=most)
        above = most + Decimal("0.01")
        yield rejected("audio-seconds/above-maximum", request, Code.AUDIO_TOO_LONG, audios=above)
