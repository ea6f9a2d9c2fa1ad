"""Clients with one realistic mistake each, and the one case of the kit that catches it.

Every function gathers the mistakes of a chapter. `only` names the case that alone catches a client,
and is None where several do. The names and numbers here are those of version 2026-06, as typed into
the oracle.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import cast

import oracle
from spoiling import (
    AUDIOS,
    FAST,
    FAST_LESS,
    FRAMES,
    IMAGES,
    LESS,
    LISTS,
    MINI,
    OMNI,
    PRO,
    TEXT,
    VIDEOS,
    Asked,
    Bill,
    Condition,
    Request,
    Seconds,
    all_of,
    always,
    billing,
    converting,
    counts_are,
    dropping,
    field_is,
    filling,
    inferring,
    judged,
    mode_is,
    overlooking,
    reading,
    refusing,
    replacing,
    rounded,
    task_is,
    where,
)

from seedance_rules.conformance import Answer, Client

__all__ = ["WRONG_OF_THE_REVIEW", "Wrong", "sending", "wrong_clients"]


@dataclass(frozen=True)
class Wrong:
    """A client, its one mistake, and the only case that catches it, None where several do."""

    mistake: str
    client: Client
    only: str | None = None


def wrong_clients() -> Iterator[Wrong]:
    """Yield every wrong client."""
    for chapter in (
        _envelope,
        _absent_fields,
        _prompts,
        _types,
        _task_types,
        _inference,
        _numbers_of_references,
        _durations,
        _resolutions,
        _aspect_ratios,
        _urls,
        _formats,
        _audio_seconds,
        _prompt_references,
        _assets,
        _retention,
        _prices,
        _input_seconds,
        _rounding,
        _other_times,
        _builders,
    ):
        yield from chapter()


def _envelope() -> Iterator[Wrong]:
    def without(key: str) -> Condition:
        return lambda asked: key not in asked.request

    for key in ("model", "task_type", "input"):
        client = overlooking("missing_field", f"/{key}", without(key))
        yield Wrong(f"does without {key}", client, f"request/{key}-missing")

    def model_is_the_task_type(asked: Asked) -> bool:
        return asked.request.get("model") == asked.task

    yield Wrong(
        "takes a task type for the model",
        overlooking("unknown_model", when=model_is_the_task_type),
        "request/model-a-task-type",
    )
    yield Wrong("does not look at the model", overlooking("unknown_model"))
    yield Wrong(
        "does not look into an input that is not an object",
        overlooking("not_an_object"),
        "request/input-a-text",
    )
    yield Wrong(
        "refuses what belongs to the transport",
        refusing(lambda asked: len(asked.request) > 3),
        "request/other-keys",
    )
    known = {"prompt", "mode", "duration", "resolution", "aspect_ratio", *LISTS}
    known |= {"auto_upload_assets", "asset_retention_hours"}
    yield Wrong("refuses unknown fields", refusing(lambda asked: not known >= set(asked.fields)))
    yield Wrong(
        "reads the names of fields in any case",
        reading(lambda _, body: body.update({name.lower(): body[name] for name in [*body]})),
        "input/Duration",
    )
    yield Wrong(
        "takes image_url for a list of one",
        where(
            lambda asked: "image_url" in asked.fields,
            reading(lambda _, body: body.update(image_urls=[body["image_url"]])),
        ),
        "input/image_url",
    )


def _absent_fields() -> Iterator[Wrong]:
    fields = ("mode", "duration", "resolution", "aspect_ratio", *LISTS)
    for name in (*fields, "auto_upload_assets", "asset_retention_hours"):
        yield Wrong(f"refuses {name}: null", refusing(field_is(name, None)), f"absent/{name}-null")
    yield Wrong("refuses every null", refusing(lambda asked: None in asked.fields.values()))
    for name in LISTS:
        client = refusing(all_of(mode_is(TEXT), field_is(name, [])))
        yield Wrong(f"takes {name}: [] for a list that is given", client, f"absent/{name}-empty")
    yield Wrong(
        "infers the mode from the lists that are there, empty or not",
        filling("mode", OMNI, when=all_of(mode_is(None), lambda a: set(LISTS) <= set(a.fields))),
        "absent/empty-lists-and-no-mode",
    )

    def falsy(name: str) -> Condition:
        return lambda asked: not asked.fields.get(name, True)

    for case in (
        "mode-empty-text",
        "duration-zero",
        "resolution-empty-text",
        "aspect_ratio-empty-text",
        "image_urls-empty-text",
        "video_urls-false",
        "audio_urls-empty-object",
    ):
        name = case.partition("-")[0]
        client = dropping(name, when=falsy(name))
        yield Wrong(f"takes a falsy {name} for absent", client, f"absent/{case}")


def _prompts() -> Iterator[Wrong]:
    missing = "missing_field", "/input/prompt"
    for what, value in (("missing", ...), ("null", None), ("empty", "")):
        client = overlooking(*missing, field_is("prompt", value))
        yield Wrong(f"does with a prompt that is {what}", client, f"prompt/{what}")
    yield Wrong("needs no prompt", overlooking(*missing))
    ascii_space = all_of(lambda asked: asked.prompt.isspace(), lambda asked: asked.prompt != "")
    yield Wrong(
        "strips ASCII white space alone", overlooking(*missing, ascii_space), "prompt/blank"
    )
    for what, kind in (("a-number", int), ("a-list", list)):
        client = overlooking("wrong_type", "/input/prompt", _prompt_of_type(kind))
        yield Wrong(f"makes a text of a prompt that is {what}", client, f"prompt/{what}")
    yield Wrong(
        "wants three characters of prompt",
        refusing(lambda asked: len(asked.prompt) < 3),
        "prompt/one-character",
    )
    yield Wrong(
        "allows 2,500 characters of prompt",
        refusing(lambda asked: len(asked.prompt) > 2500),
        "prompt/long",
    )


def _prompt_of_type(kind: type) -> Condition:
    return lambda asked: isinstance(asked.fields.get("prompt"), kind)


def _types() -> Iterator[Wrong]:
    def lower(value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    def strip(value: object) -> object:
        return value.strip() if isinstance(value, str) else value

    def number(value: object) -> object:
        return int(value) if isinstance(value, str) else value

    def with_p(value: object) -> object:
        return f"{value}p" if isinstance(value, int) else value

    def nearest(value: object) -> object:
        return "16:9" if isinstance(value, float) else value

    def alone(value: object) -> object:
        return [value] if isinstance(value, str) else value

    def without_nulls(value: object) -> object:
        return [one for one in value if one is not None] if isinstance(value, list) else value

    def opened(value: object) -> object:
        if not isinstance(value, list):
            return value
        return [one["url"] if isinstance(one, dict) else one for one in value]

    for name in ("model", "task_type", "mode", "resolution"):
        client = converting(name, lower)
        yield Wrong(f"reads {name} in any case", client, f"types/{name}-upper-case")
    for name in ("model", "task_type", "mode", "resolution", "aspect_ratio"):
        yield Wrong(f"strips {name}", converting(name, strip), f"types/{name}-padded")
    for name in LISTS:
        client = converting(name, alone)
        yield Wrong(f"takes a lone text for {name} of one", client, f"types/{name}-a-text")
        client = converting(name, without_nulls)
        yield Wrong(f"leaves nulls out of {name}", client, f"types/{name}-null-in-it")
    for mistake, name, convert, only in (
        ('takes "5" for 5', "duration", number, "duration-text"),
        ("takes 480 for 480p", "resolution", with_p, "resolution-a-number"),
        ("takes a number for an aspect ratio", "aspect_ratio", nearest, "aspect_ratio-a-number"),
        ("takes objects that hold a URL", IMAGES, opened, "image_urls-object-in-it"),
    ):
        yield Wrong(mistake, converting(name, convert), f"types/{only}")


def _task_types() -> Iterator[Wrong]:
    yield Wrong("takes any task type", overlooking("unknown_task_type"))
    for name, only in (
        (f"{MINI}-less-restriction", f"task-types/{MINI}-less-restriction"),
        (f"{MINI}-preview", f"deprecated/{MINI}-preview"),
    ):
        client = overlooking("unknown_task_type", when=task_is(name))
        yield Wrong(f"knows {name}", client, only)
    previews = {
        f"{meant}{suffix}": meant
        for meant in (PRO, FAST)
        for suffix in ("-preview", "-preview-vip")
    }
    yield Wrong("does not know the deprecated names", refusing(task_is(*previews)))
    yield Wrong("keeps 720p for the deprecated names", _defaulting_to("720p", *previews))
    yield Wrong(
        "bills the deprecated names apart",
        billing(lambda bill: bill.total * 2, lambda bill: bill.asked.task in previews),
    )
    for name, meant in previews.items():
        case = f"deprecated/{name}"
        client = _defaulting_to("720p", name)
        yield Wrong(f"keeps 720p for {name}", client, f"{case}/resolution-left-out")
        best = "1080p" if meant == PRO else "720p"
        client = billing(lambda bill: bill.total / 2, _billed_as(name, best))
        yield Wrong(f"bills {name} at {best} like one below", client, f"{case}/{best}")
        if meant == FAST:
            client = overlooking("unsupported_resolution", when=task_is(name))
            yield Wrong(f"keeps 1080p for {name}", client, f"{case}/1080p")


def _billed_as(name: str, resolution: str) -> Callable[[Bill], bool]:
    given = all_of(task_is(name), field_is("resolution", resolution))
    return lambda bill: given(bill.asked)


def _defaulting_to(resolution: str, *names: str) -> Client:
    """Fill in another resolution where none is given, for some task types."""
    when = all_of(task_is(*names), field_is("resolution", ..., None))
    return filling("resolution", resolution, when=when)


def _inference() -> Iterator[Wrong]:
    for mistake, counts, mode, only in (
        ("omni_reference without references", (0, 0, 0), OMNI, None),
        ("text_to_video with one image", (1, 0, 0), TEXT, None),
        ("omni_reference with two images", (2, 0, 0), OMNI, None),
        ("first and last frames with three images", (3, 0, 0), FRAMES, None),
        ("text_to_video with a video", (0, 1, 0), TEXT, None),
        ("text_to_video with audio", (0, 0, 1), TEXT, None),
        ("first and last frames with a video too", (1, 1, 0), FRAMES, None),
        ("first and last frames with audio too", (1, 0, 1), FRAMES, None),
    ):
        case = only and f"modes/inferred/{only}"
        yield Wrong(f"infers {mistake}", inferring(counts, mode), case)
    yield Wrong("infers the mode where one is given", dropping("mode"))
    for name in ("image_to_video", "text-to-video"):
        client = overlooking("unknown_mode", when=mode_is(name))
        yield Wrong(f"knows {name}", client, f"modes/{name}")
    yield Wrong(
        "does not count assets when it infers the mode",
        where(
            all_of(mode_is(None), _asset_in(IMAGES)),
            reading(lambda _, body: body.update(image_urls=[])),
        ),
        "assets/counted",
    )


def _numbers_of_references() -> Iterator[Wrong]:
    def given(mode: str, images: int) -> Condition:
        return all_of(mode_is(mode), lambda asked: len(asked.images) == images)

    def alone(name: str, more_than: int = 0) -> Condition:
        return lambda asked: len(asked.entries(name)) == sum(asked.counts) > more_than

    def most(name: str, count: int) -> Condition:
        """Hold for so many references of a kind, beside an image if it is audio."""
        return lambda asked: len(asked.entries(name)) == count >= sum(asked.counts) - 1

    for name, kind in zip(LISTS, ("image", "video", "audio"), strict=True):
        client = overlooking("references_not_allowed", f"/input/{name}", mode_is(TEXT))
        yield Wrong(f"ignores {name} in text_to_video", client, f"modes/{TEXT}/1-{kind}")
        words, count = ("1-image-8-audios", 8) if kind == "audio" else (f"9-{kind}s", 9)
        more = ("1-image-9-audios", 9) if kind == "audio" else (f"10-{kind}s", 10)
        for task in (PRO, FAST, LESS, FAST_LESS):
            place = f"modes/{OMNI}" if task == PRO else f"modes/{task}/{OMNI}"
            client = overlooking(
                "too_many_references",
                when=all_of(task_is(task), mode_is(OMNI), most(name, more[1])),
            )
            yield Wrong(f"has no maximum for {name} on {task}", client, f"{place}/{more[0]}")
            client = refusing(all_of(task_is(task), most(name, count)))
            yield Wrong(f"takes fewer {name} on {task}", client, f"{place}/{words}")
            if kind != "image":
                when = all_of(task_is(task), mode_is(FRAMES))
                client = overlooking("references_not_allowed", f"/input/{name}", when)
                case = f"{place.replace(OMNI, FRAMES)}/1-image-1-{kind}"
                yield Wrong(f"ignores {name} beside frames on {task}", client, case)
        yield Wrong(f"takes four {name} at most", refusing(_more_than(4, name)))
        if kind != "image":
            for counts, words in (((0, 1), f"1-{kind}"), ((1, 1), f"1-image-1-{kind}")):
                such = all_of(mode_is(None), _numbers(kind, *counts))
                client = overlooking("media_not_supported", f"/input/{name}", such)
                case = f"modes/{MINI}/inferred/{words}"
                yield Wrong(f"infers a mode from {words} on mini", client, case)
            client = overlooking("media_not_supported", f"/input/{name}", mode_is(FRAMES))
            case = f"modes/{MINI}/{FRAMES}/1-image-1-{kind}"
            yield Wrong(f"takes {name} beside frames on mini", client, case)
    yield Wrong(
        "refuses audio alone", refusing(lambda asked: sum(asked.counts) == len(asked.audios) > 0)
    )
    yield Wrong(
        "refuses audio alone where omni_reference is given",
        refusing(all_of(mode_is(OMNI), counts_are(0, 0, 1))),
        f"modes/{OMNI}/1-audio",
    )
    for mistake, client, only in (
        (
            "takes frames without an image",
            overlooking("image_count", when=given(FRAMES, 0)),
            "nothing",
        ),
    ):
        yield Wrong(mistake, client, f"modes/{FRAMES}/{only}")
    for task in (PRO, FAST, MINI, LESS, FAST_LESS):
        client = overlooking("image_count", when=all_of(task_is(task), given(FRAMES, 3)))
        place = f"modes/{FRAMES}" if task == PRO else f"modes/{task}/{FRAMES}"
        yield Wrong(f"takes three frames on {task}", client, f"{place}/3-images")
    yield Wrong("takes one frame alone", refusing(given(FRAMES, 2)))
    yield Wrong("takes two frames, no less", refusing(given(FRAMES, 1)))
    yield Wrong(
        "wants references in omni_reference",
        refusing(all_of(mode_is(OMNI), counts_are(0))),
        f"modes/{OMNI}/nothing",
    )
    client = filling("mode", FRAMES, when=all_of(mode_is(OMNI), counts_are(1)))
    yield Wrong("takes one image for a frame, whatever mode is given", client)
    for mistake, still_taken in (
        ("takes ten references", lambda asked: sum(asked.counts) <= 10),
        ("takes twelve references", lambda asked: sum(asked.counts) <= 12),
        ("takes nine references of each kind", lambda asked: max(asked.counts) <= 9),
    ):
        yield Wrong(mistake, overlooking("too_many_references", when=still_taken))
    yield Wrong("takes eight references", refusing(lambda asked: sum(asked.counts) > 8))
    yield Wrong(
        "checks the maximum of a given mode only",
        overlooking("too_many_references", when=mode_is(None)),
        "modes/inferred/4-images-3-videos-3-audios",
    )
    yield Wrong("has omni_reference on mini", overlooking("unsupported_mode"))
    for mistake, path, when, only in (
        ("takes three images on mini", IMAGES, always, "inferred/3-images"),
        ("has omni_reference of images on mini", "mode", alone(IMAGES, 0), f"{OMNI}/1-image"),
        ("has an empty omni_reference on mini", "mode", counts_are(0), f"{OMNI}/nothing"),
    ):
        client = overlooking("unsupported_mode", f"/input/{path}", when)
        yield Wrong(mistake, client, f"modes/{MINI}/{only}")
    for name in (FAST, MINI, LESS, FAST_LESS):
        frames = all_of(task_is(name), given(FRAMES, 2), lambda a: not _asset_in(IMAGES)(a))
        case = f"modes/{name}/{FRAMES}/2-images"
        yield Wrong(f"has no last frame on {name}", refusing(frames), case)
        if name != MINI:
            place = f"modes/{name}/{OMNI}"
            many = all_of(task_is(name), lambda asked: sum(asked.counts) > 4)
            yield Wrong(f"takes four references on {name}", refusing(many))
            spread = all_of(task_is(name), lambda asked: min(asked.counts) > 0)
            words = "3-images-3-videos-3-audios"
            yield Wrong(f"mixes no references on {name}", refusing(spread), f"{place}/{words}")
            client = overlooking("too_many_references", when=spread)
            words = "4-images-3-videos-3-audios"
            yield Wrong(f"counts each kind by itself on {name}", client, f"{place}/{words}")
            few = all_of(task_is(name), lambda asked: max(asked.counts[1:]) > 3)
            yield Wrong(f"takes 9 images, 3 videos and 3 audios on {name}", refusing(few))


def _more_than(count: int, name: str) -> Condition:
    return lambda asked: len(asked.entries(name)) > count


def _no_videos(asked: Asked) -> bool:
    return not asked.videos


def _numbers(kind: str, images: int, count: int) -> Condition:
    videos, audios = (count, 0) if kind == "video" else (0, count)
    return counts_are(images, videos, audios)


def _durations() -> Iterator[Wrong]:
    def seconds(task: str, mode: str, duration: int) -> Condition:
        return all_of(task_is(task), mode_is(mode), field_is("duration", duration))

    def defaulting(duration: int, when: Condition = always) -> Client:
        return filling("duration", duration, all_of(field_is("duration", ..., None), when))

    def between(low: int, high: int) -> Client:
        def faults(duration: object) -> list[oracle.Finding]:
            found = oracle.whole(duration)
            taken = duration is None or (found is not None and low <= found <= high)
            return [] if taken else [("duration_out_of_range", "/input/duration")]

        return replacing(duration_faults=faults)

    for mode in (TEXT, FRAMES, OMNI):
        case = f"duration/{mode}"
        for what, duration in (("at-minimum", 4), ("at-maximum", 15)):
            client = refusing(seconds(PRO, mode, duration))
            yield Wrong(f"refuses {duration} s in {mode}", client, f"{case}/{what}")
        for what, duration in (("below-minimum", 3), ("above-maximum", 16)):
            client = overlooking("duration_out_of_range", when=seconds(PRO, mode, duration))
            yield Wrong(f"takes {duration} s in {mode}", client, f"{case}/{what}")
        if mode != TEXT:
            client = defaulting(10, all_of(task_is(PRO), mode_is(mode)))
            yield Wrong(f"defaults to 10 s in {mode}", client, f"{case}/left-out")
    for task in (PRO, FAST, MINI, LESS, FAST_LESS):
        place = f"duration/{TEXT}" if task == PRO else f"duration/{task}/{TEXT}"
        for what, duration in (("at-minimum", 4), ("middle", 9), ("at-maximum", 15)):
            if task != PRO or what == "middle":
                client = refusing(seconds(task, TEXT, duration))
                yield Wrong(f"refuses {duration} s on {task}", client, f"{place}/{what}")
        if task != PRO:
            client = defaulting(10, all_of(task_is(task), mode_is(TEXT)))
            yield Wrong(f"defaults to 10 s on {task}", client, f"{place}/left-out")
            few = lambda asked: asked.fields.get("duration") not in (None, 5, 10, 15)  # noqa: E731
            yield Wrong(f"takes 5, 10 or 15 s on {task}", refusing(all_of(task_is(task), few)))
    for low, high in ((3, 15), (4, 16), (5, 15), (4, 14), (5, 10), (4, 12), (1, 60)):
        yield Wrong(f"takes {low} to {high} s", between(low, high))
    only_these = lambda asked: asked.fields.get("duration") not in (None, 5, 10, 15)  # noqa: E731
    yield Wrong("takes 5, 10 or 15 s", refusing(only_these))
    for duration in (4, 10):
        yield Wrong(f"defaults to {duration} s", defaulting(duration))
    yield Wrong("refuses 4.0", refusing(field_is("duration", 4.0)), "duration/whole-float")
    cut = converting("duration", lambda value: int(value) if isinstance(value, float) else value)
    yield Wrong("cuts 4.5 to 4", cut, "duration/half")


def _resolutions() -> Iterator[Wrong]:
    yield Wrong("defaults to 720p", _defaulting_to("720p", PRO, FAST, LESS, FAST_LESS))
    for task in (PRO, FAST, LESS, FAST_LESS):
        for what, videos in (("left-out", 0), ("left-out/with-video", 1)):
            client = where(
                all_of(task_is(task), _more_than(0, VIDEOS) if videos else _no_videos),
                _defaulting_to("720p", task),
            )
            only = f"resolution/{task}/{what}" if task != PRO or videos else None
            yield Wrong(f"defaults to 720p on {task}, {what}", client, only)
    client = _defaulting_to("480p", MINI)
    yield Wrong("defaults to 480p on mini", client, f"resolution/{MINI}/left-out")
    snapped = "unsupported_resolution"
    yield Wrong("snaps 1080p to 720p", overlooking(snapped, when=field_is("resolution", "1080p")))
    for task, name in ((FAST, "1080p"), (FAST_LESS, "1080p"), (MINI, "480p"), (MINI, "1080p")):
        client = overlooking(snapped, when=all_of(task_is(task), field_is("resolution", name)))
        yield Wrong(f"snaps {name} to 720p on {task}", client, f"resolution/{task}/{name}")
    for name in ("4k", "480"):
        client = overlooking("unknown_resolution", when=field_is("resolution", name))
        yield Wrong(f"knows the resolution {name}", client, f"resolution/{name}")


def _aspect_ratios() -> Iterator[Wrong]:
    ratios = ("21:9", "16:9", "4:3", "1:1", "3:4", "9:16")
    for task in (PRO, FAST, MINI, LESS, FAST_LESS):
        for ratio in ratios:
            client = refusing(all_of(task_is(task), mode_is(TEXT), field_is("aspect_ratio", ratio)))
            place = f"{TEXT}/{ratio}" if task == PRO else f"{task}/{TEXT}/{ratio}"
            yield Wrong(f"has no {ratio} on {task}", client, f"aspect-ratio/{place}")
        four = refusing(all_of(task_is(task), field_is("aspect_ratio", "21:9", "3:4")))
        yield Wrong(f"has four ratios on {task}", four)
        if task != PRO:
            client = refusing(all_of(task_is(task), field_is("aspect_ratio", "auto")))
            case = f"aspect-ratio/auto/{task}/{FRAMES}/with-image"
            yield Wrong(f"has no auto on {task}", client, case)
    for mode in (FRAMES, OMNI):
        for ratio in ("21:9", "9:16"):
            client = refusing(all_of(mode_is(mode), field_is("aspect_ratio", ratio)))
            yield Wrong(f"has no {ratio} in {mode}", client, f"aspect-ratio/{mode}/{ratio}")
    for name in ("9:21", "21x9", "adaptive"):
        client = overlooking("unknown_aspect_ratio", when=field_is("aspect_ratio", name))
        yield Wrong(f"knows the aspect ratio {name}", client, f"aspect-ratio/{name}")
    auto, not_allowed = field_is("aspect_ratio", "auto"), "auto_not_allowed"
    yield Wrong("takes auto everywhere", overlooking(not_allowed))
    yield Wrong("takes auto nowhere", refusing(auto))
    yield Wrong("lets auto never fall back", refusing(all_of(auto, lambda a: not a.images)))
    for mistake, when, only in (
        ("in a given text_to_video", mode_is(TEXT), f"{TEXT}/without-image"),
        (
            "in an empty omni_reference",
            all_of(mode_is(OMNI), counts_are(0)),
            f"{OMNI}/without-image",
        ),
        ("in a given omni_reference", all_of(mode_is(OMNI), counts_are(1)), f"{OMNI}/with-image"),
        ("with images of any number", all_of(mode_is(None), counts_are(3)), "inferred/3-images"),
        ("with an image beside a video", counts_are(1, 1), "inferred/1-image-1-video"),
    ):
        client = overlooking(not_allowed, when=when)
        yield Wrong(f"takes auto {mistake}", client, f"aspect-ratio/auto/{only}")
    for mistake, when, only in (
        (
            "in given frames",
            all_of(task_is(PRO), mode_is(FRAMES)),
            f"{FRAMES}/with-image",
        ),
        ("in inferred frames", all_of(mode_is(None), counts_are(1)), "inferred/1-image"),
        ("with a video alone", counts_are(0, 1), "inferred/1-video"),
        ("beside an empty list", field_is(IMAGES, []), "inferred/nothing-but-an-empty-list"),
    ):
        client = refusing(all_of(auto, when))
        yield Wrong(f"refuses auto {mistake}", client, f"aspect-ratio/auto/{only}")


Holds = Callable[[str], bool]


def _first_of(name: str, holds: Holds) -> Condition:
    """Hold where the first entry of a list is such a text."""

    def of_first(asked: Asked) -> bool:
        first = next(iter(asked.entries(name)), None)
        return isinstance(first, str) and holds(first)

    return of_first


def _asset_in(name: str) -> Condition:
    return _first_of(name, lambda url: url.startswith("asset://"))


def _starts(text: str) -> Holds:
    return lambda url: url.startswith(text)


def _ends(text: str) -> Holds:
    return lambda url: url.endswith(text)


def _has(text: str) -> Holds:
    return lambda url: text in url


def _urls() -> Iterator[Wrong]:
    for mistake, holds, only in (
        ("refuses http", _starts("http:"), "http"),
        ("wants the scheme in lower case", _starts("HTTPS:"), "https-upper-case"),
        ("wants no port", _has(":8443/"), "port"),
        ("wants no user", _has("user:pass@"), "user"),
        ("wants a path", _ends("media.example"), "no-path"),
        ("wants a host of names", _has("://["), "ip-address"),
        ("wants ASCII", lambda url: not url.isascii(), "chinese-path"),
    ):
        yield Wrong(f"{mistake} in URLs", refusing(_first_of(IMAGES, holds)), f"urls/{only}")
    for mistake, holds, only in (
        ("takes any scheme", _starts("ftp:"), "ftp"),
        ("adds a scheme", _starts("media."), "no-scheme"),
        ("completes a relative one", _starts("//"), "relative"),
        ("wants no host", _has(":///"), "no-host"),
        ("takes a port for a host", _has("://:"), "port-alone"),
        ("looks at the scheme alone", _starts("https:/m"), "one-slash"),
        ("takes data", _starts("data:"), "data"),
        ("takes an empty one", lambda url: not url, "empty"),
        ("takes white space", _has("/a "), "space-inside"),
        ("strips the left", _starts(" "), "space-before"),
        ("ends its pattern with $", _ends("\n"), "line-break-after"),
        ("takes control characters", _has("\x7f"), "control-character"),
        ("takes an asset without an id", _ends("asset://"), "asset-without-id"),
        ("takes ASSET://", _starts("ASSET:"), "asset-upper-case"),
        ("takes any id of an asset", _starts("asset://an "), "asset-space-inside"),
    ):
        # A list that is "" is not a list, nor one of an empty URL.
        client = overlooking("invalid_url", when=_first_of(IMAGES, holds))
        yield Wrong(f"{mistake} among URLs", client, f"urls/{only}")
    for name in (VIDEOS, AUDIOS):
        client = overlooking("invalid_url", f"/input/{name}")
        yield Wrong(f"looks at no URL in {name}", client, f"urls/{name}")


def _formats() -> Iterator[Wrong]:
    yield Wrong("judges no format", overlooking("unsupported_format"))
    for name, kind, taken, refused in (
        (
            IMAGES,
            "image",
            "jpg jpeg jfif png webp bmp gif tif tiff heic heif avif svg jxl ico",
            "mp4 mp3",
        ),
        (
            VIDEOS,
            "video",
            "mp4 mov",
            "m4v webm avi mkv mpg mpeg m2v wmv flv 3gp 3g2 ogv ts mts m2ts vob asf jpg mp3",
        ),
        (
            AUDIOS,
            "audio",
            "mp3 wav",
            "aac flac ogg oga opus weba m4a wma aif aiff aifc amr caf mka mid midi jpg mp4",
        ),
    ):
        for extension in taken.split():
            client = refusing(_first_of(name, _ends(f"/file.{extension}")))
            yield Wrong(f"takes no {extension} in {name}", client, f"formats/{kind}/{extension}")
        for extension in refused.split():
            when = _first_of(name, _ends(f"/file.{extension}"))
            client = overlooking("unsupported_format", when=when)
            yield Wrong(f"takes {extension} in {name}", client, f"formats/{kind}/{extension}")
    for mistake, holds, only in (
        ("compares with formats in lower case", _ends(".MP4"), "upper-case"),
        ("wants an extension", _ends(".example/file"), "none"),
        ("wants a known extension", _ends(".bin"), "unknown"),
        ("looks at the end of the URL", _has("?name=file.m4v"), "refused-in-query"),
        ("does not cut the fragment", _has("#file.m4v"), "refused-in-fragment"),
        ("looks at the host", _ends("//media.example.m4v"), "refused-in-host"),
        ("looks at the folder", _has(".m4v/"), "refused-in-folder"),
        ("looks at the first extension", _ends(".m4v.mp4"), "refused-before-taken"),
        ("takes a hidden file for an extension", _ends("/.m4v"), "refused-with-nothing-before"),
    ):
        client = refusing(_first_of(VIDEOS, holds))
        yield Wrong(mistake, client, f"formats/extension-{only}")
    for mistake, holds, only in (
        ("knows other formats in lower case", _ends(".M4V"), "refused-upper-case"),
        ("looks for a format anywhere", _has(".mp4"), "taken-before-refused"),
    ):
        client = overlooking("unsupported_format", when=_first_of(VIDEOS, holds))
        yield Wrong(mistake, client, f"formats/extension-{only}")
    client = refusing(_first_of(VIDEOS, lambda url: url == "asset://file.m4v"))
    yield Wrong("judges assets by their extension", client, "formats/asset")


def _audio_seconds() -> Iterator[Wrong]:
    def judging(is_fault: Callable[[Seconds], bool]) -> Client:
        too_long: list[oracle.Finding] = [("audio_too_long", "/input/audio_urls")]
        return replacing(audio_length_faults=lambda stated: too_long if is_fault(stated) else [])

    for mistake, is_fault, only in (
        ("takes less than 15 s of audio", lambda s: s is not None and s >= 15, "at-maximum"),
        ("takes up to 16 s of audio", lambda s: s is not None and s > 16, "above-maximum"),
        ("takes no audio of unknown length", lambda s: s is None or s > 15, None),
    ):
        yield Wrong(mistake, judging(is_fault), only and f"audio-seconds/{only}")


def _prompt_ends(*texts: str) -> Condition:
    return lambda asked: asked.prompt.endswith(tuple(f" {text}" for text in texts))


def _prompt_references() -> Iterator[Wrong]:
    missed = "reference_out_of_range"
    for kind, chinese in (("image", "图片"), ("video", "视频"), ("audio", "音频")):
        for only, spelling in (
            (f"{kind}-separated", f"@{kind}_"),
            (f"{kind}-word-2", f"@{chinese}"),
            (f"{kind}-word-2-separated", f"@{chinese}_"),
        ):
            client = overlooking(missed, when=_prompt_ends(f"{spelling}2"))
            yield Wrong(f"does not know {spelling}", client, f"prompt-references/{only}")
        numbers = [f"@{kind}{number}" for number in range(1, 9)]
        yield Wrong(f"does not check @{kind}", overlooking(missed, when=_prompt_ends(*numbers)))
        client = overlooking(missed, when=all_of(counts_are(3, 3, 3), _prompt_ends(f"@{kind}4")))
        only = f"prompt-references/{OMNI}/{kind}-4-of-3"
        yield Wrong(f"looks for @{kind} in all lists together", client, only)
    references = oracle.references
    yield Wrong(
        "counts from zero",
        replacing(references=lambda text: [(k, n + 1, a, b) for k, n, a, b in references(text)]),
    )
    for mistake, client, only in (
        (
            "checks nothing in text_to_video",
            overlooking(missed, when=mode_is(TEXT)),
            f"{TEXT}/image-1-of-0",
        ),
        (
            "names frames in their order",
            refusing(all_of(mode_is(FRAMES), _prompt_ends("@image2 @image1"))),
            f"{FRAMES}/last",
        ),
        (
            "is off by one in frames",
            overlooking(missed, when=_prompt_ends("@image3")),
            f"{FRAMES}/image-3-of-2",
        ),
        (
            "takes @video for a frame",
            overlooking(missed, when=all_of(mode_is(FRAMES), _prompt_ends("@video1"))),
            f"{FRAMES}/video-1-of-0",
        ),
        (
            "names references in their order",
            refusing(all_of(mode_is(OMNI), _prompt_ends("@image2 @image1"))),
            f"{OMNI}/last",
        ),
    ):
        yield Wrong(mistake, client, f"prompt-references/{only}")
    for mistake, prompt, only in (
        ("reads no leading zero", "@image01", "leading-zero"),
        ("reads a fraction", "@image1.5", "decimal-point"),
        ("reads the words in any case", "@Image2", "capitalized"),
        ("needs no marker", "image2 and Image 2", "no-marker"),
        ("needs no number", "@image and 2 more", "no-number"),
        ("skips a space before the number", "@image 2", "space-before-number"),
        ("takes a hyphen too", "@image-2", "other-separator"),
        ("reads the plural", "@images2", "plural"),
        ("takes any number of separators", "@image__2", "two-separators"),
        ("reads digits that are not ASCII", "@image２", "full-width-digit"),
    ):
        yield Wrong(mistake, refusing(_prompt_ends(prompt)), f"prompt-references/{only}")
    for mistake, prompt, only in (
        ("has no reference zero", "@image0", "zero"),
        ("takes a leading zero for text", "@image02", "leading-zero-absent"),
        ("reads one digit", "@image10", "two-digits"),
        ("reads numbers of 32 bits", "@image4294967297", "32-bits"),
        ("wants a space before the marker", "me@image2.com", "mail-address"),
        ("wants a word to end after the number", "@image2nd", "letters-after"),
        ("reads the first reference alone", "@image1 and @image2", "second-reference"),
    ):
        client = overlooking(missed, when=_prompt_ends(prompt))
        yield Wrong(mistake, client, f"prompt-references/{only}")


def _assets() -> Iterator[Wrong]:
    refused, uploads = "asset_not_allowed", "auto_upload_assets"
    uploading = field_is(uploads, True)
    previews = [
        f"{name}{suffix}" for name in (PRO, FAST) for suffix in ("-preview", "-preview-vip")
    ]
    yield Wrong("takes assets on every type", overlooking(refused))
    for name in (PRO, FAST, MINI, *previews):
        when = all_of(task_is(name), counts_are(1))
        yield Wrong(f"takes assets on {name}", overlooking(refused, when=when), f"assets/{name}")
    for name in (VIDEOS, AUDIOS):
        client = overlooking(refused, f"/input/{name}")
        yield Wrong(f"looks for no assets in {name}", client, f"assets/strict-{name}")
    client = overlooking(refused, f"/input/{IMAGES}/1")
    yield Wrong("looks for assets in the first entry", client, "assets/strict-beside-a-url")
    yield Wrong("takes no assets", refusing(_asset_in(IMAGES)))
    client = refusing(all_of(task_is(FAST_LESS), _asset_in(IMAGES)))
    yield Wrong(f"takes no assets on {FAST_LESS}", client, f"assets/{FAST_LESS}")
    yield Wrong("takes no assets among audios", refusing(_asset_in(AUDIOS)), f"assets/{AUDIOS}")
    free = billing(lambda bill: bill.output, lambda bill: _asset_in(VIDEOS)(bill.asked))
    yield Wrong("takes assets for free", free)
    mixed = all_of(_asset_in(IMAGES), lambda asked: len(asked.images) == 2)
    for mistake, when, only in (
        (
            "uploads nothing beside assets",
            all_of(mixed, uploading),
            "beside-a-url-with-auto-upload",
        ),
        (
            "wants to upload beside assets",
            all_of(mixed, field_is(uploads, ...)),
            "beside-a-url-without-auto-upload",
        ),
        (
            "uploads nothing but assets",
            all_of(uploading, counts_are(1), _first_of(IMAGES, _starts("https"))),
            "auto-upload-true",
        ),
        (
            "wants auto_upload_assets true or absent",
            all_of(field_is(uploads, False), counts_are(1)),
            "auto-upload-false",
        ),
        ("checks what strict types ignore", field_is(uploads, "yes"), f"{PRO}/not-checked"),
    ):
        yield Wrong(mistake, refusing(when), f"assets/{only}")
    for what, value in (("text", "true"), ("number", 1), ("empty-text", "")):
        when = field_is(uploads, value)
        client = overlooking("wrong_type", f"/input/{uploads}", when)
        yield Wrong(f"takes {value!r} for a boolean", client, f"assets/auto-upload-{what}")
    for name in (PRO, FAST, MINI):
        client = refusing(all_of(task_is(name), uploading, counts_are(0)))
        yield Wrong(f"refuses the asset fields on {name}", client, f"assets/{name}/ignored")


def _retention() -> Iterator[Wrong]:
    name, path = "asset_retention_hours", "/input/asset_retention_hours"
    uploading = all_of(task_is(LESS), field_is("auto_upload_assets", True))
    idle, off = field_is("auto_upload_assets", ...), field_is("auto_upload_assets", False)
    for mistake, when, only in (
        ("keeps assets for two hours at least", all_of(uploading, field_is(name, 1)), "at-minimum"),
        ("keeps assets for a week at most", field_is(name, 160_001), "many"),
        ("refuses 1.0 hours", field_is(name, 1.0), "whole-float"),
        (
            "checks hours without uploads",
            all_of(field_is(name, 0), idle),
            "ignored-without-auto-upload",
        ),
        (
            "checks hours with uploads off",
            all_of(field_is(name, 0), off),
            "ignored-auto-upload-false",
        ),
    ):
        yield Wrong(mistake, refusing(when), f"retention/{only}")
    client = overlooking("invalid_retention", path)
    yield Wrong("keeps assets for no time", client, "retention/below-minimum")
    for what, value in (("half", 1.5), ("text", "1"), ("true", True)):
        client = overlooking("wrong_type", path, field_is(name, value))
        yield Wrong(f"keeps assets for {value!r} hours", client, f"retention/{what}")


def _prices() -> Iterator[Wrong]:
    def pair(name: str, resolution: str, videos: bool | None = None) -> Callable[[Bill], bool]:
        def holds(bill: Bill) -> bool:
            given = (bill.asked.task, bill.resolution) == (name, resolution)
            return given and videos in (None, bool(bill.videos))

        return holds

    def times(factor: Fraction) -> Callable[[Bill], Fraction]:
        return lambda bill: bill.total * factor

    def too_little(bill: Bill) -> Fraction:
        return bill.total - Fraction(1, 1000)

    for name, resolutions in (
        (PRO, ("480p", "720p", "1080p")),
        (FAST, ("480p", "720p")),
        (LESS, ("480p", "720p", "1080p")),
        (FAST_LESS, ("480p", "720p")),
    ):
        default, *others = resolutions
        yield Wrong(
            f"bills {name} too little at {default}", billing(too_little, pair(name, default))
        )
        for resolution in others:
            for what, videos in (("", False), ("/with-video", True)):
                yield Wrong(
                    f"bills {name} too little at {resolution}{what}",
                    billing(too_little, pair(name, resolution, videos)),
                    f"prices/{name}/{resolution}{what}",
                )
    yield Wrong("bills mini too little", billing(too_little, pair(MINI, "720p")))
    yield Wrong(
        "bills mini like fast", billing(lambda b: b.duration * Fraction("0.16"), pair(MINI, "720p"))
    )
    marked_up = lambda bill: bill.task in (LESS, FAST_LESS)  # noqa: E731
    for percent in ("1.25", "1", "1.15"):
        yield Wrong(
            f"marks up by {percent}", billing(times(Fraction(percent) / Fraction("1.1")), marked_up)
        )
    yield Wrong("counts a hundred credits to the dollar", billing(lambda bill: bill.total * 100))
    yield Wrong(
        "bills 5 s whatever the duration",
        billing(lambda bill: bill.total - bill.unit * (bill.duration - 5)),
    )


def _input_seconds() -> Iterator[Wrong]:
    with_videos = lambda bill: bool(bill.videos)  # noqa: E731
    for mistake, bill, only in (
        ("leaves input videos out", lambda b: b.output, None),
        ("bills input videos like output", lambda b: b.with_videos(2 * b.videos), None),
        ("bills a quarter for input videos", lambda b: b.with_videos(b.videos / 2), None),
        ("bills input videos instead of output", lambda b: b.total - b.output, None),
        (
            "bills the total for each video",
            lambda b: b.with_videos(b.videos * len(b.asked.videos)),
            None,
        ),
        ("rounds input seconds up", lambda b: b.with_videos(-(-b.videos // 1)), None),
        ("cuts input seconds down", lambda b: b.with_videos(b.videos // 1), None),
        (
            "bills a second at least",
            lambda b: b.with_videos(max(b.videos, Fraction(1))),
            "below-one",
        ),
        (
            "bills 15 s at most",
            lambda b: b.with_videos(min(b.videos, Fraction(15))),
            "above-the-longest-output",
        ),
        (
            "adds the audio to the videos",
            lambda b: b.with_videos(b.videos + b.audios),
            "beside-audio",
        ),
    ):
        yield Wrong(mistake, billing(bill, with_videos), only and f"prices/input-seconds/{only}")
    yield Wrong("bills audio", billing(lambda bill: bill.with_videos(bill.videos + bill.audios)))
    for mistake, when, only in (
        ("prices videos of unknown length", lambda b: b.stated is None, "not-stated"),
        ("prices videos of no length", lambda b: b.stated == 0 and b.stated is not None, "zero"),
    ):
        client = billing(lambda bill: bill.output, when, unstated=True)
        yield Wrong(mistake, client, f"prices/input-seconds/{only}")


def _rounding() -> Iterator[Wrong]:
    def to(places: str) -> Callable[[Bill], Decimal]:
        return lambda bill: rounded(bill.total, places)

    def in_floats(bill: Bill) -> float:
        return float(bill.unit) * bill.duration + float(bill.unit) / 2 * float(bill.videos)

    yield Wrong("rounds to whole credits", billing(to("1")))
    yield Wrong("rounds to cents", billing(to("0.01")))
    yield Wrong("rounds to a tenth of a cent", billing(to("0.001")), "prices/many-decimals")
    yield Wrong("rounds to six decimals", billing(to("0.000001")), "prices/many-decimals")
    yield Wrong("reckons in floats", billing(in_floats), "prices/inexact-in-binary")


def _unnamed(asked: Asked) -> bool:
    """Hold where a prompt does not name every reference."""
    names = [
        f"@{kind}{number}"
        for kind, count in zip(("image", "video", "audio"), asked.counts, strict=True)
        for number in range(1, count + 1)
    ]
    return not all(name in asked.prompt for name in names)


def _other_times() -> Iterator[Wrong]:
    """Clients that follow the page at another time, or what others say of it."""
    less, strict = task_is(LESS, FAST_LESS), task_is(PRO, FAST, MINI)
    for mistake, when, only in (
        ("requires a mode", mode_is(None), None),
        ("requires that every reference is named", _unnamed, "prompt-references/unnamed"),
        ("has no 480p on the less types", all_of(less, field_is("resolution", "480p")), None),
        ("has no 1080p", field_is("resolution", "1080p"), None),
        ("has no 1080p on the less types", all_of(less, field_is("resolution", "1080p")), None),
        ("has no less types", less, None),
        ("has no mini", task_is(MINI), None),
        ("refuses uploads on strict types", all_of(strict, field_is(_UPLOAD, True)), None),
        ("takes an asset for a local file", _asset_in(IMAGES), None),
        ("requires an extension", _first_of(VIDEOS, _ends("/file")), None),
        ("takes nothing but mp4", _first_of(VIDEOS, _ends(".mov")), "formats/video/mov"),
        (
            "keeps assets for three hours at least",
            all_of(less, field_is(_UPLOAD, True), field_is("asset_retention_hours", 1)),
            "retention/at-minimum",
        ),
    ):
        yield Wrong(mistake, refusing(when), only)
    clamped = lambda value: 5 if isinstance(value, int) and not 4 <= value <= 15 else value  # noqa: E731
    yield Wrong("takes 5 s for a duration out of range", converting("duration", clamped))
    client = converting("task_type", lambda name: FAST if name == MINI else name)
    yield Wrong("takes mini for fast", client)
    client = overlooking("reference_out_of_range", when=lambda asked: not asked.prompt.isascii())
    yield Wrong("does not know Chinese references", client)
    client = overlooking("reference_out_of_range", when=_prompt_ends("@image_2", "@video_2"))
    yield Wrong("does not know separators", client)
    for name, resolution, price in (
        (FAST, "480p", "0.064"),
        (FAST, "720p", "0.096"),
        (MINI, "720p", "0.084"),
        (LESS, "480p", "0.125"),
    ):
        client = billing(_at(Fraction(price)), _is_pair(name, resolution))
        yield Wrong(f"bills {name} at {resolution} {price} a second", client)


def _at(price: Fraction) -> Callable[[Bill], Fraction]:
    return lambda bill: price * (bill.duration + bill.videos / 2)


def _is_pair(name: str, resolution: str) -> Callable[[Bill], bool]:
    return lambda bill: (bill.task, bill.resolution) == (name, resolution)


_UPLOAD = "auto_upload_assets"


def sending(change: Callable[[Request, Request], object], when: Condition = always) -> Client:
    """Send the right body of such requests with a change, and refuse what is to be rejected."""

    def client(request: Request, videos: Seconds, audios: Seconds) -> Answer:
        body = deepcopy(judged(request, videos, audios).body)
        if body is None:
            return Answer(False)
        sent, inner = cast(Request, body), cast(Request, body["input"])
        if when(Asked(request)):
            change(sent, inner)
        return Answer(sends=sent)

    return client


def _builders() -> Iterator[Wrong]:
    """Builders that send something else than what was asked, or what is then refused."""

    def fill(name: str, value: object) -> Callable[[Request, Request], object]:
        return lambda _, body: body.update({name: value})

    def clear(sent: Request, _: Request) -> None:
        sent.clear()

    def typed(name: str) -> Callable[[Request, Request], object]:
        return lambda sent, _: sent.update(task_type=name)

    def without_audio(_: Request, body: Request) -> None:
        body.pop(AUDIOS)
        body["mode"] = TEXT

    def named(_: Request, body: Request) -> None:
        body["prompt"] = f"{body['prompt']} @image1"

    def to_less(sent: Request, _: Request) -> None:
        sent["task_type"] = {PRO: LESS, FAST: FAST_LESS}.get(str(sent["task_type"]), MINI)

    only = {
        "sends a name after every prompt with images": "prompt-references/unnamed",
        "sends three images as frames": "modes/inferred/3-images",
    }
    images = lambda asked: bool(asked.images)  # noqa: E731
    no_resolution = all_of(field_is("resolution", ...), task_is(PRO, LESS))
    alone = lambda asked: sum(asked.counts) == len(asked.audios) > 0  # noqa: E731
    for mistake, change, when in (
        ("sends 9:16 whatever was asked", fill("aspect_ratio", "9:16"), always),
        ("sends 9:16 for none", fill("aspect_ratio", "9:16"), field_is("aspect_ratio", ...)),
        ("sends auto for frames", fill("aspect_ratio", "auto"), mode_is(FRAMES)),
        (
            "sends auto with every mode",
            fill("aspect_ratio", "auto"),
            field_is("aspect_ratio", "auto"),
        ),
        ("sends 1080p for none", fill("resolution", "1080p"), no_resolution),
        ("sends 6 s for none", fill("duration", 6), field_is("duration", ...)),
        ("sends 15 s for none", fill("duration", 15), field_is("duration", ...)),
        ("sends audio alone without the audio", without_audio, alone),
        ("sends images to the less type", to_less, images),
        ("sends a name after every prompt with images", named, all_of(images, _unnamed)),
        ("sends three images as frames", fill("mode", FRAMES), counts_are(3)),
        ("sends a type that there is not", typed(f"{MINI}-plus"), images),
        ("sends assets to a strict type", typed(PRO), _asset_in(IMAGES)),
        ("sends a text for the duration", fill("duration", "5"), always),
        ("sends nothing", clear, always),
    ):
        yield Wrong(mistake, sending(change, when), only.get(mistake))


def saying(reason: str, client: Client) -> Client:
    """Give a reason for whatever a client refuses."""

    def with_reason(request: Request, videos: Seconds, audios: Seconds) -> Answer:
        found = client(request, videos, audios)
        return found if found.accepted is not False else Answer(False, found.mode, reason=reason)

    return with_reason


REJECTS = "rejects what is accepted"

WRONG_OF_THE_REVIEW: dict[str, tuple[Client, str]] = {
    "no 480p on the less types": (
        saying(
            "resolution 480p is not for seedance-2-less-restriction",
            refusing(all_of(task_is(LESS, FAST_LESS), field_is("resolution", "480p"))),
        ),
        f"{REJECTS}: resolution … is not for …",
    ),
    "mode is required": (
        saying("mode is required", refusing(mode_is(None))),
        f"{REJECTS}: mode is required",
    ),
    "assets are taken for files": (
        saying("no such file: asset://asset-1", refusing(_asset_in(IMAGES))),
        f"{REJECTS}: no such file: …",
    ),
    "twelve references": (
        overlooking("too_many_references", when=lambda asked: sum(asked.counts) <= 12),
        "accepts what is rejected (too_many_references)",
    ),
    "9, 3 and 3 references": (
        saying("too many video_urls", refusing(lambda asked: max(asked.counts[1:]) > 3)),
        f"{REJECTS}: too many …",
    ),
    "four ratios on the less types": (
        refusing(all_of(task_is(LESS, FAST_LESS), field_is("aspect_ratio", "21:9", "3:4"))),
        REJECTS,
    ),
    "5, 10 or 15 s": (
        refusing(lambda asked: asked.fields.get("duration") not in (..., None, 5, 10, 15)),
        REJECTS,
    ),
    "input videos are left out of the price": (
        billing(lambda bill: bill.output),
        "price: leaves out input video (formula, ",
    ),
    "+25 %, as one place of the page says": (
        billing(
            lambda bill: bill.total / Fraction("1.1") * Fraction("1.25"),
            lambda bill: bill.task in (LESS, FAST_LESS),
        ),
        "price: +25 % on the price of the strict type",
    ),
    "input videos at the full rate": (
        billing(lambda bill: bill.with_videos(2 * bill.videos)),
        "price: bills input video at the full rate",
    ),
    "rounds to cents": (
        billing(lambda bill: rounded(bill.total, "0.01")),
        "price: rounded to cents",
    ),
    "a price in own credits": (
        billing(lambda bill: bill.total * 500),
        "gives 500 times the price",
    ),
    "three images are sent as frames": (
        inferring((3, 0, 0), FRAMES),
        "says mode 'first_last_frames' where the documentation says mode omni_reference",
    ),
    "1080p is sent for none": (
        sending(
            lambda _, body: body.update(resolution="1080p"),
            all_of(field_is("resolution", ..., None), task_is(PRO, LESS)),
        ),
        "sends something else: resolution",
    ),
    "9:16 is sent whatever was asked": (
        sending(lambda _, body: body.update(aspect_ratio="9:16")),
        "sends something else: aspect_ratio",
    ),
    "assets are sent to a strict type": (
        sending(lambda sent, _: sent.update(task_type=PRO), _asset_in(IMAGES)),
        "breaks what is accepted (asset_not_allowed)",
    ),
}
"""The bugs of public clients, and what the summary says that each one did."""
