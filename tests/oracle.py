"""A second reading of the Seedance 2 rules, written by hand, for the tests to compare against.

The library applies tables; this module has none. Every name, limit and price below was typed in
from the page, and every decision is spelled out as a plain sequence of questions, slow and
obvious. Where the library and this module disagree about a request, one of them has misread a
clause, and a property test says which request shows it.

What it never does: import the package under test, read its tables or any file, share a helper
with it, or try to be fast or general. It knows version 2026-06 and nothing else. It gives only
what can be compared: codes and paths, the mode, the price and the body, and no messages.

Docstrings name the clauses that a function reads.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

__all__ = ["NotSeconds", "Verdict", "judge", "price", "references"]

Finding = tuple[str, str]
"""A code, and a JSON Pointer into the request."""

Pairs = list[tuple[object, object]]
"""The keys and values of a mapping, as they are."""

Number = int | float | Decimal
"""A number of JSON, or an exact one."""

Stated = Number | str | Sequence[Number | str]
"""What a stated duration may be: a number, decimal text, or a list of these."""


class NotSeconds(Exception):
    """What is stated is not a duration, or not one for each URL: an error of whoever states it."""


@dataclass(frozen=True)
class Verdict:
    """What the rules say about one request."""

    accepted: bool
    mode: str | None
    violations: tuple[Finding, ...]
    notices: tuple[Finding, ...]
    credits: Fraction | None
    body: dict[object, object] | None


def judge(
    request: object,
    total_input_video_duration: Stated | None = None,
    total_input_audio_duration: Stated | None = None,
) -> Verdict:
    """Judge a whole request: clauses envelope and envelope-extra, then all the others in order.

    Raises `NotSeconds` for stated seconds that are not (clause input-seconds).
    """
    video_seconds = seconds_of(total_input_video_duration)
    audio_seconds = seconds_of(total_input_audio_duration)
    if not isinstance(request, Mapping):
        return Verdict(False, None, (("not_an_object", ""),), (), None, None)
    outer = pairs_of(request)
    envelope = by_name(outer)
    task = meaning_of(envelope.get("task_type"))

    violations: list[Finding] = []
    notices: list[Finding] = []
    violations += model_faults(envelope.get("model"))
    violations += task_type_faults(envelope.get("task_type"))
    notices += task_type_notices(envelope.get("task_type"))

    inner = envelope.get("input")
    if not isinstance(inner, Mapping):
        violations.append(("missing_field" if inner is None else "not_an_object", "/input"))
        return Verdict(False, None, tuple(violations), tuple(notices), None, None)
    within = pairs_of(inner)
    fields = by_name(within)

    images = entries_of(fields.get("image_urls"))
    videos = entries_of(fields.get("video_urls"))
    audios = entries_of(fields.get("audio_urls"))
    if images is not None and videos is not None and audios is not None:
        one_for_each(total_input_video_duration, videos)
        one_for_each(total_input_audio_duration, audios)
    given_mode = fields.get("mode")
    mode = reported_mode(given_mode, images, videos, audios)
    rule_mode = mode_whose_rules_hold(given_mode, mode, task)

    violations += mode_faults(given_mode, task)
    violations += duration_faults(fields.get("duration"))
    violations += resolution_faults(fields.get("resolution"), task)
    violations += aspect_ratio_faults(fields.get("aspect_ratio"), given_mode, rule_mode, images)
    violations += shared_maximum_faults(rule_mode, images, videos, audios)

    violations += image_list_faults(images, rule_mode)
    violations += inferred_mode_faults(given_mode, mode, task, videos, audios)
    violations += entry_faults("image_urls", images, task)

    violations += moving_list_faults("video_urls", videos, task, rule_mode)
    violations += entry_faults("video_urls", videos, task)

    audio_list_faults = moving_list_faults("audio_urls", audios, task, rule_mode)
    violations += audio_list_faults
    violations += entry_faults("audio_urls", audios, task)
    if audios and not audio_list_faults:
        violations += audio_length_faults(audio_seconds)

    violations += prompt_faults(fields.get("prompt"), images, videos, audios)
    violations += auto_upload_faults(fields.get("auto_upload_assets"), task)
    violations += retention_faults(fields, task)

    if falls_back(fields.get("aspect_ratio"), given_mode, rule_mode, images):
        notices.append(("auto_fell_back", "/input/aspect_ratio"))
    notices += prompt_notices(fields.get("prompt"), rule_mode, images, videos, audios)
    notices += ignored_asset_fields(fields, task)
    notices += unknown_fields(within)

    if violations or task is None or mode is None or images is None or videos is None:
        return Verdict(False, mode, tuple(violations), tuple(notices), None, None)

    body = body_to_send(outer, within, task, mode)
    sent = body["input"]
    assert isinstance(sent, dict)
    credits = credits_of(
        task,
        sent["resolution"],
        sent["duration"],
        bool(videos),
        bool(audios),
        video_seconds,
        audio_seconds,
    )
    return Verdict(True, mode, (), tuple(notices), credits, body)


# --- Plain values ------------------------------------------------------------------------------


def plain(value: str) -> str:
    """The characters of a string, free of whatever a subclass does (clause types)."""
    return str.__str__(value)


def is_one_of(value: object, *names: str) -> bool:
    """Whether a value is a string and exactly one of these names (clause types)."""
    return isinstance(value, str) and plain(value) in names


def pairs_of(mapping: Mapping[object, object]) -> Pairs:
    """What is in a mapping, in its own order (clause types: an object is any mapping)."""
    return [(key, mapping[key]) for key in mapping]


def by_name(pairs: Pairs) -> dict[str, object]:
    """The values whose keys are strings; a look-up of an absent one is None (clause absent)."""
    return {plain(key): value for key, value in pairs if isinstance(key, str)}


def entries_of(value: object) -> list[object] | None:
    """The entries of a URL list; none when not given; None when it is not a list (absent, types)."""
    if value is None:
        return []
    if isinstance(value, (list, tuple)):
        return list(value)
    return None


def whole(value: object) -> int | Decimal | None:
    """The whole number that a value is, or None (clauses types, duration-integer, retention).

    A Decimal with a great exponent stays a Decimal: nobody wants its zeros written out.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return int.__int__(value)
    if isinstance(value, float):
        number = float.__float__(value)
        return int(number) if number.is_integer() else None
    if isinstance(value, Decimal):
        _, digits, exponent = Decimal.as_tuple(value)
        if not isinstance(exponent, int):  # infinite, or not a number, quiet or signalling
            return None
        if not any(digits):
            return 0
        if exponent > 5000:
            return value
        if exponent < 0 and any(digits[exponent:]):
            return None
        return Decimal.__int__(value)
    return integer_of_a_library(value)


def integer_of_a_library(value: object) -> int | None:
    """Clause types: what `operator.index` makes an integer is one."""
    if not hasattr(type(value), "__index__"):
        return None
    try:
        return operator.index(value)  # type: ignore[arg-type]  # just asked whether it can be
    except Exception:
        return None


def exactly(number: Number | Fraction) -> Fraction:
    """A number as the digits that it prints as (clause exact)."""
    if isinstance(number, float):
        return Fraction(float.__repr__(number))
    return Fraction(number)


# --- Stated seconds ----------------------------------------------------------------------------


def seconds_of(stated: object) -> Fraction | None:
    """Clause input-seconds: the seconds that are stated, of a list their sum."""
    if stated is None:
        return None
    if isinstance(stated, (list, tuple)):
        return in_range(sum((seconds_of_one(entry) for entry in stated), Fraction(0)))
    return seconds_of_one(stated)


def seconds_of_one(stated: object) -> Fraction:
    """Clauses input-seconds, types: a number or decimal text, to 30 decimal places."""
    if isinstance(stated, bool):
        raise NotSeconds
    if isinstance(stated, str):
        text = plain(stated).strip()
        if len(text) > 60 or not re.fullmatch(
            r"\+?([0-9]+\.?[0-9]*|\.[0-9]+)(E[+-]?[0-9]{1,2})?", text, re.IGNORECASE
        ):
            raise NotSeconds
        seconds = Fraction(Decimal(text))
    elif isinstance(stated, (int, float, Decimal)):
        if stated != stated or stated in (float("inf"), float("-inf")):
            raise NotSeconds
        seconds = exactly(stated)
    else:
        whole_seconds = integer_of_a_library(stated)
        if whole_seconds is None:
            raise NotSeconds
        seconds = Fraction(whole_seconds)
    if (seconds * 10**30).denominator != 1:
        raise NotSeconds
    return in_range(seconds)


def in_range(seconds: Fraction) -> Fraction:
    """Clause input-seconds: zero to a thousand million."""
    if not 0 <= seconds <= 10**9:
        raise NotSeconds
    return seconds


def one_for_each(stated: object, urls: list[object]) -> None:
    """Clause input-seconds: a list states one duration for each URL of the kind."""
    if isinstance(stated, (list, tuple)) and len(stated) != len(urls):
        raise NotSeconds


# --- The envelope ------------------------------------------------------------------------------


def model_faults(model: object) -> list[Finding]:
    """Clause envelope: `model` is the literal `seedance`."""
    if model is None:
        return [("missing_field", "/model")]
    if not isinstance(model, str):
        return [("wrong_type", "/model")]
    if plain(model) != "seedance":
        return [("unknown_model", "/model")]
    return []


def meaning_of(task_type: object) -> str | None:
    """The task type that a name means, or None (clauses task-types, deprecated)."""
    if is_one_of(task_type, "seedance-2-preview", "seedance-2-preview-vip"):
        return "seedance-2"
    if is_one_of(task_type, "seedance-2-fast-preview", "seedance-2-fast-preview-vip"):
        return "seedance-2-fast"
    for name in (
        "seedance-2",
        "seedance-2-fast",
        "seedance-2-mini",
        "seedance-2-less-restriction",
        "seedance-2-fast-less-restriction",
    ):
        if is_one_of(task_type, name):
            return name
    return None


def task_type_faults(task_type: object) -> list[Finding]:
    """Clauses envelope, task-types, deprecated."""
    if task_type is None:
        return [("missing_field", "/task_type")]
    if not isinstance(task_type, str):
        return [("wrong_type", "/task_type")]
    if meaning_of(task_type) is None:
        return [("unknown_task_type", "/task_type")]
    return []


def task_type_notices(task_type: object) -> list[Finding]:
    """Clause deprecated: an old name is taken with a notice."""
    meaning = meaning_of(task_type)
    if meaning is None or is_one_of(task_type, meaning):
        return []
    return [("deprecated_task_type", "/task_type")]


def is_less_restrictive(task: str) -> bool:
    """Clause task-types: the two types that the name itself marks."""
    return task.endswith("-less-restriction")


# --- The mode ----------------------------------------------------------------------------------


def is_mode(value: object) -> bool:
    """Clause modes."""
    return is_one_of(value, "text_to_video", "first_last_frames", "omni_reference")


def inferred_mode(
    images: list[object] | None,
    videos: list[object] | None,
    audios: list[object] | None,
) -> str | None:
    """Clause mode-inference; None when one of the lists cannot be counted."""
    if images is None or videos is None or audios is None:
        return None
    if videos or audios:
        return "omni_reference"
    if len(images) == 0:
        return "text_to_video"
    if len(images) <= 2:
        return "first_last_frames"
    return "omni_reference"


def reported_mode(
    given: object,
    images: list[object] | None,
    videos: list[object] | None,
    audios: list[object] | None,
) -> str | None:
    """Clauses modes, mode-inference: the given mode if it is known, else the inferred one."""
    if isinstance(given, str) and is_mode(given):
        return plain(given)
    return inferred_mode(images, videos, audios)


def type_has_mode(task: str | None, mode: str) -> bool:
    """Clause mini-modes: every type has every mode, except that mini has no omni_reference."""
    return not (task == "seedance-2-mini" and mode == "omni_reference")


def mode_whose_rules_hold(given: object, mode: str | None, task: str | None) -> str | None:
    """Clauses mode-strict, mini-modes: the mode to judge by, or None when there is none.

    There is none when the given mode is not a mode, and none when the type lacks the mode.
    """
    if given is not None and not is_mode(given):
        return None
    if mode is None or not type_has_mode(task, mode):
        return None
    return mode


def mode_faults(given: object, task: str | None) -> list[Finding]:
    """Clauses modes, mini-modes, for a mode that is given."""
    if given is None:
        return []
    if not isinstance(given, str):
        return [("wrong_type", "/input/mode")]
    if not is_mode(given):
        return [("unknown_mode", "/input/mode")]
    if not type_has_mode(task, plain(given)):
        return [("unsupported_mode", "/input/mode")]
    return []


def inferred_mode_faults(
    given: object,
    mode: str | None,
    task: str | None,
    videos: list[object] | None,
    audios: list[object] | None,
) -> list[Finding]:
    """Clause mini-modes: an inferred mode that the type lacks, when images alone led to it."""
    if given is not None or mode is None or type_has_mode(task, mode):
        return []
    if videos or audios:
        return []
    return [("unsupported_mode", "/input/image_urls")]


# --- Duration, resolution, aspect ratio --------------------------------------------------------


def duration_faults(duration: object) -> list[Finding]:
    """Clauses duration, duration-integer, duration-default."""
    if duration is None:
        return []
    seconds = whole(duration)
    if seconds is None:
        return [("wrong_type", "/input/duration")]
    if seconds < 4 or seconds > 15:
        return [("duration_out_of_range", "/input/duration")]
    return []


def resolution_faults(resolution: object, task: str | None) -> list[Finding]:
    """Clauses resolution, resolution-fast, resolution-mini."""
    if resolution is None:
        return []
    if not isinstance(resolution, str):
        return [("wrong_type", "/input/resolution")]
    if not is_one_of(resolution, "480p", "720p", "1080p"):
        return [("unknown_resolution", "/input/resolution")]
    if task == "seedance-2-mini" and not is_one_of(resolution, "720p"):
        return [("unsupported_resolution", "/input/resolution")]
    is_fast = task in ("seedance-2-fast", "seedance-2-fast-less-restriction")
    if is_fast and is_one_of(resolution, "1080p"):
        return [("unsupported_resolution", "/input/resolution")]
    return []


def aspect_ratio_faults(
    ratio: object, given_mode: object, rule_mode: str | None, images: list[object] | None
) -> list[Finding]:
    """Clauses aspect-ratio, aspect-auto, aspect-auto-fallback."""
    if ratio is None:
        return []
    if not isinstance(ratio, str):
        return [("wrong_type", "/input/aspect_ratio")]
    if is_one_of(ratio, "21:9", "16:9", "4:3", "1:1", "3:4", "9:16"):
        return []
    if not is_one_of(ratio, "auto"):
        return [("unknown_aspect_ratio", "/input/aspect_ratio")]
    if rule_mode is None or rule_mode == "first_last_frames":
        return []
    if falls_back(ratio, given_mode, rule_mode, images):
        return []
    return [("auto_not_allowed", "/input/aspect_ratio")]


def falls_back(
    ratio: object, given_mode: object, rule_mode: str | None, images: list[object] | None
) -> bool:
    """Clause aspect-auto-fallback: `auto`, a mode that was inferred, and no image."""
    return is_one_of(ratio, "auto") and given_mode is None and rule_mode is not None and not images


# --- The three lists ---------------------------------------------------------------------------


def shared_maximum_faults(
    rule_mode: str | None,
    images: list[object] | None,
    videos: list[object] | None,
    audios: list[object] | None,
) -> list[Finding]:
    """Clause omni-reference: at most 9 together, bad entries counted too (types)."""
    if rule_mode != "omni_reference" or images is None or videos is None or audios is None:
        return []
    if len(images) + len(videos) + len(audios) > 9:
        return [("too_many_references", "/input")]
    return []


def image_list_faults(images: list[object] | None, rule_mode: str | None) -> list[Finding]:
    """Clauses types, text-to-video, first-last-frames, on the list of images as a whole."""
    if images is None:
        return [("wrong_type", "/input/image_urls")]
    if rule_mode == "text_to_video" and len(images) > 0:
        return [("references_not_allowed", "/input/image_urls")]
    if rule_mode == "first_last_frames" and len(images) not in (1, 2):
        return [("image_count", "/input/image_urls")]
    return []


def moving_list_faults(
    name: str, entries: list[object] | None, task: str | None, rule_mode: str | None
) -> list[Finding]:
    """Clauses types, mini-modes, text-to-video, first-last-frames, on videos or audios."""
    if entries is None:
        return [("wrong_type", "/input/" + name)]
    if len(entries) == 0:
        return []
    if task == "seedance-2-mini":
        return [("media_not_supported", "/input/" + name)]
    if rule_mode in ("text_to_video", "first_last_frames"):
        return [("references_not_allowed", "/input/" + name)]
    return []


def entry_faults(name: str, entries: list[object] | None, task: str | None) -> list[Finding]:
    """Clauses types, urls, formats-by-extension, assets, entry by entry."""
    found: list[Finding] = []
    for position, entry in enumerate(entries or []):
        code = entry_fault(name, entry, task)
        if code is not None:
            found.append((code, f"/input/{name}/{position}"))
    return found


def entry_fault(name: str, entry: object, task: str | None) -> str | None:
    """Clauses types, urls, formats-by-extension, assets, for one entry."""
    if not isinstance(entry, str):
        return "wrong_type"
    url = plain(entry)
    if is_asset(url):
        if task is not None and not is_less_restrictive(task):
            return "asset_not_allowed"
        return None
    if not is_web_address(url):
        return "invalid_url"
    if not format_is_taken(name, extension_of(url)):
        return "unsupported_format"
    return None


def audio_length_faults(seconds: Fraction | None) -> list[Finding]:
    """Clauses audio-formats, audio-seconds: at most 15 seconds, when the caller says."""
    if seconds is not None and seconds > 15:
        return [("audio_too_long", "/input/audio_urls")]
    return []


# --- One address -------------------------------------------------------------------------------


def has_blank_or_control(url: str) -> bool:
    """Clause urls: white space, or a control character (C0, DEL, C1)."""
    return any(mark.isspace() or ord(mark) < 0x20 or 0x7F <= ord(mark) <= 0x9F for mark in url)


def is_asset(url: str) -> bool:
    """Clause urls: `asset://<id>`, exactly so, with an id."""
    return url.startswith("asset://") and url != "asset://" and not has_blank_or_control(url)


def after_scheme(url: str) -> str | None:
    """Clause urls: what follows `http://` or `https://` in any case, or None."""
    scheme, separator, rest = url.partition("://")
    if separator and scheme.lower() in ("http", "https"):
        return rest
    return None


def before_any(text: str, stops: str) -> str:
    """The text up to the first of these characters."""
    for stop in stops:
        text = text.partition(stop)[0]
    return text


def is_web_address(url: str) -> bool:
    """Clause urls: http or https, and a host; a port, if any, is digits."""
    rest = after_scheme(url)
    if rest is None or has_blank_or_control(url):
        return False
    authority = before_any(rest, "/?#")
    place = authority.rpartition("@")[2]  # a name and a password may come before the host
    if place.startswith("["):
        host, bracket, port = place[1:].partition("]")
        if not bracket or (port and not port.startswith(":")):
            return False
        port = port[1:]
    else:
        host, _, port = place.partition(":")
    if host == "" or "[" in host or "]" in host:
        return False
    return all(mark in "0123456789" for mark in port)


def extension_of(url: str) -> str:
    """Clause formats-by-extension: after the last dot of the last segment; empty if none."""
    rest = after_scheme(url) or ""
    path = before_any(rest, "?#").partition("/")[2]
    segment = path.rpartition("/")[2]
    stem, _, extension = segment.rpartition(".")
    return extension.lower() if stem else ""


def format_is_taken(name: str, extension: str) -> bool:
    """Clauses video-formats, audio-formats, formats-by-extension."""
    is_image = is_one_of(
        extension,
        *("jpg", "jpeg", "jfif", "png", "webp", "bmp", "gif"),
        *("tif", "tiff", "heic", "heif", "avif", "svg", "jxl", "ico"),
    )
    is_video = is_one_of(
        extension,
        *("mp4", "mov", "m4v", "webm", "avi", "mkv", "mpg", "mpeg", "m2v"),
        *("wmv", "flv", "3gp", "3g2", "ogv", "ts", "mts", "m2ts", "vob", "asf"),
    )
    is_audio = is_one_of(
        extension,
        *("mp3", "wav", "aac", "flac", "ogg", "oga", "opus", "weba", "m4a"),
        *("wma", "aif", "aiff", "aifc", "amr", "caf", "mka", "mid", "midi"),
    )
    if name == "image_urls":
        return not (is_video or is_audio)
    if name == "video_urls":
        return extension in ("mp4", "mov") or not (is_image or is_video or is_audio)
    return extension in ("mp3", "wav") or not (is_image or is_video or is_audio)


# --- The prompt --------------------------------------------------------------------------------


def references(prompt: str) -> list[tuple[str, int, int, int]]:
    """Clauses prompt-references, prompt-reference-syntax: (kind, index, start, end) in order."""
    prompt = plain(prompt)
    found = []
    start = prompt.find("@")
    while start >= 0:
        reference = reference_at(prompt, start)
        if reference is not None:
            found.append(reference)
        start = prompt.find("@", start + 1)
    return found


def reference_at(prompt: str, start: int) -> tuple[str, int, int, int] | None:
    """Clause prompt-reference-syntax: the reference whose `@` is at start, or None."""
    for word, kind in (
        ("image", "image"),
        ("图片", "image"),
        ("video", "video"),
        ("视频", "video"),
        ("audio", "audio"),
        ("音频", "audio"),
    ):
        if not prompt.startswith(word, start + 1):
            continue
        first = start + 1 + len(word)
        if prompt.startswith("_", first):
            first += 1
        end = first
        while end < len(prompt) and prompt[end] in "0123456789":
            end += 1
        if end == first:
            return None
        return (kind, index_of(prompt[first:end]), start, end)
    return None


def index_of(digits: str) -> int:
    """Clause prompt-reference-syntax: `01` is 1; more than nine digits are given as 10^9."""
    digits = digits.lstrip("0")
    if digits == "":
        return 0
    return int(digits) if len(digits) <= 9 else 1_000_000_000


def prompt_faults(
    prompt: object,
    images: list[object] | None,
    videos: list[object] | None,
    audios: list[object] | None,
) -> list[Finding]:
    """Clauses prompt-required, prompt-reference-range: ten at most, then one for the rest."""
    if prompt is None:
        return [("missing_field", "/input/prompt")]
    if not isinstance(prompt, str):
        return [("wrong_type", "/input/prompt")]
    text = plain(prompt)
    if text == "" or text.isspace():
        return [("missing_field", "/input/prompt")]
    absent: set[tuple[str, int]] = set()
    for kind, index, _, _ in references(text):
        entries = {"image": images, "video": videos, "audio": audios}[kind]
        if entries is not None and not 1 <= index <= len(entries):
            absent.add((kind, index))
    return [("reference_out_of_range", "/input/prompt")] * min(len(absent), 10 + 1)


def prompt_notices(
    prompt: object,
    rule_mode: str | None,
    images: list[object] | None,
    videos: list[object] | None,
    audios: list[object] | None,
) -> list[Finding]:
    """Clauses prompt-references, prompt-reference-syntax: what is worth a second look."""
    if not isinstance(prompt, str) or plain(prompt) == "" or plain(prompt).isspace():
        return []
    text = plain(prompt)
    found = [("unread_reference", "/input/prompt")] * min(len(unread_references(text)), 10)
    if rule_mode == "omni_reference" and not (images is None or videos is None or audios is None):
        given = {("image", index) for index in range(1, len(images) + 1)}
        given |= {("video", index) for index in range(1, len(videos) + 1)}
        given |= {("audio", index) for index in range(1, len(audios) + 1)}
        named = {(kind, index) for kind, index, _, _ in references(text)} & given
        if named and named != given:
            found.append(("unnamed_reference", "/input/prompt"))
    return found


def unread_references(text: str) -> set[str]:
    """Clause prompt-reference-syntax: what looks like a reference and is plain text, each once."""
    found: set[str] = set()
    start = 0
    while start < len(text):
        end = end_of_a_look_alike(text, start)
        if end is None:
            start += 1
            continue
        if reference_at(text, start) is None or text[start] != "@":
            found.add(text[start:end])
        start = end
    return found


def end_of_a_look_alike(text: str, start: int) -> int | None:
    """Where something that looks like a reference ends, or None: `@Image 1`, `＠图1`, `<img_1>`.

    It begins with a sign, not right behind a letter or a digit; then a word for a kind in any case, a
    blank, an underscore or a hyphen where there is one, digits of any script, and closing brackets.
    """
    if start > 0 and text[start - 1].isalnum():
        return None
    for sign in ("<<<", "<", "@", "＠"):
        if not text.startswith(sign, start):
            continue
        for word in ("image", "video", "audio", "img", "图片", "图像", "图", "视频", "音频"):
            first = start + len(sign) + len(word)
            if text[start + len(sign) : first].lower() != word:
                continue
            if text[first : first + 1] in (" ", "_", "-"):
                first += 1
            end = first
            while text[end : end + 1].isdecimal():
                end += 1
            if end == first:
                continue
            while text[end : end + 1] == ">":
                end += 1
            return end
    return None


# --- The asset fields --------------------------------------------------------------------------


def retention_counts(fields: dict[str, object], task: str | None) -> bool:
    """Clauses auto-upload, retention: whether asset_retention_hours has an effect."""
    return (
        task is not None and is_less_restrictive(task) and fields.get("auto_upload_assets") is True
    )


def auto_upload_faults(switch: object, task: str | None) -> list[Finding]:
    """Clauses auto-upload, auto-upload-strict: true or false, where it is read at all."""
    if task is None or not is_less_restrictive(task):
        return []
    if switch is None or isinstance(switch, bool):
        return []
    return [("wrong_type", "/input/auto_upload_assets")]


def retention_faults(fields: dict[str, object], task: str | None) -> list[Finding]:
    """Clause retention: a positive whole number of hours, where it has an effect."""
    given = fields.get("asset_retention_hours")
    if given is None or not retention_counts(fields, task):
        return []
    hours = whole(given)
    if hours is None:
        return [("wrong_type", "/input/asset_retention_hours")]
    if hours <= 0:
        return [("invalid_retention", "/input/asset_retention_hours")]
    return []


def ignored_asset_fields(fields: dict[str, object], task: str | None) -> list[Finding]:
    """Clauses auto-upload-strict, retention: what is given and has no effect."""
    if task is None:
        return []
    switch = fields.get("auto_upload_assets")
    hours = fields.get("asset_retention_hours")
    found: list[Finding] = []
    if is_less_restrictive(task):
        if hours is not None and (switch is None or switch is False):
            found.append(("ignored_field", "/input/asset_retention_hours"))
        return found
    if switch is not None:
        found.append(("ignored_field", "/input/auto_upload_assets"))
    if hours is not None:
        found.append(("ignored_field", "/input/asset_retention_hours"))
    return found


# --- Unknown fields ----------------------------------------------------------------------------


def is_known_field(key: object) -> bool:
    """Clause input-extra: the ten names that the page has."""
    return is_one_of(
        key,
        "prompt",
        "mode",
        "duration",
        "resolution",
        "aspect_ratio",
        "image_urls",
        "video_urls",
        "audio_urls",
        "auto_upload_assets",
        "asset_retention_hours",
    )


def unknown_fields(within: Pairs) -> list[Finding]:
    """Clause input-extra: one notice for each other key, in the order that they have."""
    return [
        ("unknown_field", "/input/" + pointer_part(key))
        for key, _ in within
        if not is_known_field(key)
    ]


def pointer_part(key: object) -> str:
    """A key as a part of a JSON Pointer."""
    if isinstance(key, str):
        text = plain(key)
    else:
        try:
            text = plain(str(key))
        except Exception:
            text = f"<{type(key).__name__}>"
    return text.replace("~", "~0").replace("/", "~1")


# --- The body to send --------------------------------------------------------------------------


def body_to_send(outer: Pairs, within: Pairs, task: str, mode: str) -> dict[object, object]:
    """Clauses envelope-extra, absent, deprecated and the defaults, for an accepted request."""
    body: dict[object, object] = {
        key: value for key, value in outer if not is_one_of(key, "model", "task_type", "input")
    }
    body["model"] = "seedance"
    body["task_type"] = task
    body["input"] = input_to_send(within, task, mode)
    return body


def input_to_send(within: Pairs, task: str, mode: str) -> dict[object, object]:
    """Clauses absent, duration-default, resolution, resolution-mini, aspect-ratio, retention."""
    fields = by_name(within)
    sent: dict[object, object] = {key: value for key, value in within if not is_known_field(key)}
    prompt = fields["prompt"]
    assert isinstance(prompt, str)
    sent["prompt"] = plain(prompt)
    sent["mode"] = mode

    duration = fields.get("duration")
    sent["duration"] = 5 if duration is None else whole(duration)

    resolution = fields.get("resolution")
    if isinstance(resolution, str):
        sent["resolution"] = plain(resolution)
    elif task == "seedance-2-mini":
        sent["resolution"] = "720p"
    else:
        sent["resolution"] = "480p"

    ratio = fields.get("aspect_ratio")
    if isinstance(ratio, str) and (plain(ratio) != "auto" or mode == "first_last_frames"):
        sent["aspect_ratio"] = plain(ratio)
    else:
        sent["aspect_ratio"] = "16:9"

    for name in ("image_urls", "video_urls", "audio_urls"):
        entries = entries_of(fields.get(name))
        if entries:
            sent[name] = [plain(entry) for entry in entries if isinstance(entry, str)]

    for name in ("auto_upload_assets", "asset_retention_hours"):
        if fields.get(name) is not None:
            number = integer_of_a_library(fields[name])
            own = fields[name] if isinstance(fields[name], int) or number is None else number
            sent[name] = own
    if "asset_retention_hours" in sent and retention_counts(fields, task):
        sent["asset_retention_hours"] = whole(fields["asset_retention_hours"])
    return sent


# --- Money -------------------------------------------------------------------------------------


def unit_price(task_type: str, resolution: str) -> Fraction:
    """Clause prices: dollars per second of output, the eleven pairs of the page."""
    match (meaning_of(task_type), plain(resolution)):
        case ("seedance-2", "480p"):
            return Fraction("0.10")
        case ("seedance-2", "720p"):
            return Fraction("0.20")
        case ("seedance-2", "1080p"):
            return Fraction("0.50")
        case ("seedance-2-fast", "480p"):
            return Fraction("0.08")
        case ("seedance-2-fast", "720p"):
            return Fraction("0.16")
        case ("seedance-2-mini", "720p"):
            return Fraction("0.15")
        case ("seedance-2-less-restriction", "480p"):
            return Fraction("0.11")
        case ("seedance-2-less-restriction", "720p"):
            return Fraction("0.22")
        case ("seedance-2-less-restriction", "1080p"):
            return Fraction("0.55")
        case ("seedance-2-fast-less-restriction", "480p"):
            return Fraction("0.088")
        case ("seedance-2-fast-less-restriction", "720p"):
            return Fraction("0.176")
        case _:
            raise LookupError(f"the page has no price for {task_type} at {resolution}")


def price(
    task_type: str, resolution: str, duration: int, input_seconds: Number | Fraction
) -> Fraction:
    """Clauses formula, formula-mini, credit-unit, exact, for a pair that the page prices."""
    unit = unit_price(task_type, resolution)
    if meaning_of(task_type) == "seedance-2-mini":
        return unit * duration
    return unit * duration + unit / 2 * exactly(input_seconds)


def credits_of(
    task: str,
    resolution: object,
    duration: object,
    has_videos: bool,
    has_audios: bool,
    video_seconds: Fraction | None,
    audio_seconds: Fraction | None,
) -> Fraction | None:
    """Clauses formula, input-seconds: the price, or None when what was stated does not fit."""
    assert isinstance(resolution, str) and isinstance(duration, int)
    video = video_seconds or Fraction(0)
    audio = audio_seconds or Fraction(0)
    if has_videos != (video > 0):
        return None
    if audio > 0 and not has_audios:
        return None
    return price(task, resolution, duration, video)
