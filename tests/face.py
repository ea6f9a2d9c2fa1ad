"""Everything that `import seedance_rules` offers, called once over, and described as plain data.

The tests of trust compare these answers: between processes that differ in their environment,
between threads, under other decimal contexts, from a source tree and from an installed wheel. Run
as a program, this prints `answers()` as JSON. It knows the package and the standard library alone,
so that it runs where nothing else is installed; it judges no answer right or wrong.
"""

import inspect
import json
import sys
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from re import Pattern
from typing import Any, TypeVar

import seedance_rules
from seedance_rules import (
    Code,
    InputDurationError,
    InvalidRequest,
    InvalidSpec,
    NotInTables,
    OutputDurationError,
    Spec,
    UnknownVersion,
    asset_plan,
    credits,
    infer_mode,
    load_spec,
    moderation,
    on_content_rejection,
    prompt_references,
    quote,
    validate,
    verdict,
    version_info,
    version_on,
    versions,
)

__all__ = ["Asked", "answers", "calls", "describe", "later_spec", "requests", "results"]

IMAGE, VIDEO, AUDIO = "https://cdn.test/1.png", "https://cdn.test/1.mp4", "https://cdn.test/1.mp3"
ASSET = "asset://asset-1"
LESS = "seedance-2-less-restriction"

Seconds = float | Decimal | str | Sequence[float | Decimal | str] | None
"""A stated total: an integer as well, decimal text, or a list with one of these for each URL."""

Asked = tuple[object, Seconds, Seconds]
"""A request, and the stated seconds of its videos and of its audios."""

Call = Callable[[], object]

Container = dict[str, object] | list[object]
"""What holds other values in plain data."""

Key = TypeVar("Key", bound=Hashable)

ERRORS = (
    InputDurationError,
    InvalidRequest,
    InvalidSpec,
    NotInTables,
    OutputDurationError,
    UnknownVersion,
    TypeError,  # a prompt that is not a string, a day that is not one
    ValueError,  # an attempt that is not a whole number above zero, a code that does not exist
)
"""The errors that the public face promises, and none of their subclasses."""


def asked(
    task_type: object = "seedance-2",
    videos: Seconds = None,
    audios: Seconds = None,
    **fields: object,
) -> Asked:
    """Make a request of a task type and fields of `input`, with its stated seconds."""
    body = {"prompt": "A cat in the rain", **fields}
    return {"model": "seedance", "task_type": task_type, "input": body}, videos, audios


def asked_with(more: Mapping[Key, object]) -> Asked:
    """Make a less restrictive request whose `input` has these keys, whatever they are."""
    body = {"prompt": "A cat in the rain", **as_dict(more)}
    return {"model": "seedance", "task_type": LESS, "input": body}, None, None


def requests() -> dict[str, Asked]:
    """Return requests by name, made afresh: for each mode, task type and kind of fault a few."""
    return {
        "plain": asked(),
        "every field": asked(
            LESS,
            Decimal("7.35"),
            14.5,
            mode="omni_reference",
            duration=13.0,
            resolution="1080p",
            aspect_ratio="9:16",
            image_urls=(IMAGE,),
            video_urls=[VIDEO, ASSET],
            audio_urls=[AUDIO],
            auto_upload_assets=True,
            asset_retention_hours=Decimal("3.0"),
            prompt="@image1 @video_2 @音频1",
        ),
        "transport": ({**as_dict(asked()[0]), "webhook": {"url": "https://client.test"}}, None, 0),
        "mini": asked("seedance-2-mini", image_urls=[IMAGE], aspect_ratio="auto"),
        "deprecated": asked("seedance-2-fast-preview-vip"),
        "assets": asked(LESS, image_urls=[IMAGE, ASSET], prompt="@image1 becomes @图片_2"),
        "assets refused": asked(image_urls=[IMAGE, ASSET]),
        "fallback": asked(aspect_ratio="auto"),
        "ignored": asked(auto_upload_assets="yes", asset_retention_hours=[1]),
        "looks like references": asked(
            prompt="as @Image1, ＠图2 and <<<video_1>>>; @image1", image_urls=[IMAGE]
        ),
        "not all named": asked(
            prompt="@image1 @video2",
            image_urls=[IMAGE],
            video_urls=[VIDEO] * 2,
            videos=[1.5, "2.25"],
        ),
        "seconds of one of two": asked(video_urls=[VIDEO] * 2, videos=["7"]),
        "no seconds": asked(video_urls=[VIDEO]),
        "seconds of nothing": asked(audios=3),
        "fine seconds": asked(videos=Decimal("1E-30"), video_urls=[VIDEO]),
        "odd keys": asked_with({"promt": 1, "a/b~c": [2], "\u202e\ud800\n": {"x": None}}),
        "other keys": asked_with({7: 7, None: "x"}),
        "other model": ({**as_dict(asked()[0]), "model": "Seedance"}, None, None),
        "nothing": (None, None, None),
        "empty": ({}, None, None),
        "no object": ({"model": 1, "task_type": "seedance-3", "input": "a cat"}, None, None),
        "wrong names": asked(
            "Seedance-2",
            mode="omni",
            resolution="720P",
            aspect_ratio="16x9",
            image_urls=IMAGE,
            duration=3,
        ),
        "wrong types": asked(
            LESS,
            prompt=["a cat"],
            mode=7,
            duration="5",
            resolution=720,
            aspect_ratio={"w": 16},
            image_urls=[None, True, float("nan"), Decimal("sNaN"), 10**5000, b"x", {1, 2}],
            auto_upload_assets=1,
        ),
        "wrong numbers": asked(
            LESS, duration=Decimal("1E+30"), auto_upload_assets=True, asset_retention_hours=-1.0
        ),
        "too many": asked(
            prompt="".join(f"@image{index} " for index in range(30)) + "@audio" + "9" * 5000,
            mode="omni_reference",
            image_urls=[IMAGE] * 10,
        ),
        "not in this mode": asked(
            mode="first_last_frames", image_urls=[IMAGE] * 3, video_urls=[VIDEO]
        ),
        "auto refused": asked(mode="text_to_video", aspect_ratio="auto"),
        "not in mini": asked(
            "seedance-2-mini", mode="omni_reference", resolution="1080p", audio_urls=[AUDIO]
        ),
        "led to a mode": asked("seedance-2-mini", image_urls=[IMAGE] * 3),
        "bad entries": asked(
            video_urls=["https://", "cdn.test/1.mp4", VIDEO.replace("mp4", "webm"), ASSET],
            audio_urls=[AUDIO],
            audios=15.25,
        ),
        "blank": asked(prompt=" \u3000\n"),
    }


def later_spec() -> Spec:
    """Return tables that use what the format has a place for and the shipped tables leave empty."""
    data = load_spec("2026-06").to_dict()
    tables = as_dict(data)
    tables["version"] = "2027-01"
    del as_dict(as_dict(tables["hints"])["fields"])["audio"]
    as_dict(tables["billing"])["points_per_credit"] = "10000000"
    limits, modes = as_dict(tables["limits"]), as_dict(tables["modes"])
    limits["prompt"] = {"maximum_length": 40}
    text_to_video = as_dict(as_dict(modes["text_to_video"])["limits"])
    text_to_video["aspect_ratio"] = {"values": ["16:9", "9:16"]}
    first_last_frames = as_dict(as_dict(modes["first_last_frames"])["limits"])
    as_dict(first_last_frames["aspect_ratio"])["otherwise"] = "1:1"
    mini = as_dict(as_dict(tables["task_types"])["seedance-2-mini"])
    as_dict(mini["limits"])["ignores"] = ["aspect_ratio"]
    omni_reference = as_dict(as_dict(modes["omni_reference"])["limits"])
    references = as_dict(omni_reference["references"])
    references["audio"] = {"requires_one_of": ["image", "video"]}
    references["video"] = {"maximum_seconds": "10.5"}
    references["minimum"] = 1
    tables["fields"] = {
        "audio": {"type": "boolean", "clause": "input-extra", "modes": ["text_to_video"]},
        "seed": {"type": "integer", "clause": "input-extra", "minimum": 1, "maximum": 99},
        "style": {"type": "string", "clause": "input-extra", "values": ["film", "drawing"]},
        "strength": {"type": "number", "clause": "input-extra", "task_types": [LESS]},
    }
    for code in Code:
        as_dict(tables["findings"]).setdefault(code, {"clause": "input-extra"})
    return Spec.from_dict(data)


def later_requests() -> dict[str, Asked]:
    """Return requests that show what only `later_spec` judges."""
    return {
        "long": asked(prompt="a cat " * 10, aspect_ratio="4:3"),
        "replaced": asked(image_urls=[IMAGE], aspect_ratio="wide"),
        "no effect": asked("seedance-2-mini", aspect_ratio=5),
        "too few": asked(mode="omni_reference"),
        "long videos": asked(video_urls=[VIDEO], videos="10.51"),
        "alone": asked(audio_urls=[AUDIO], audio=True),
        "fields": asked(audio=True, seed=Decimal("7.0"), style="film"),
        "bad fields": asked(audio=1, seed=100, style="Film", strength=0.5),
        "types of fields": asked(LESS, seed=0.5, style=3, strength="much"),
    }


def calls() -> Iterator[tuple[str, Call]]:
    """Yield every function of the public face with what it is asked, by a name for the answer."""
    spec, later = load_spec("2026-06"), later_spec()
    yield "versions", versions
    yield "load_spec", load_spec
    yield "load_spec: unknown", lambda: load_spec("2025-13")
    yield "Spec.from_dict", lambda: later
    yield "Spec.from_dict: bad", lambda: Spec.from_dict({**spec.to_dict(), "model": 5})
    changes = {"prices": {"seedance-2": {"480p": "0.07"}}}
    yield "Spec.with_changes", lambda: spec.with_changes(changes, label="acme")
    yield "Spec.with_changes: bad", lambda: spec.with_changes({}, remove=["modes.x"], label="acme")
    for name in (*versions(), "2025-13"):
        yield f"version_info: {name}", partial(version_info, name)
    for day in (
        date(2026, 6, 15),
        date(2026, 7, 20),
        date(1, 1, 1),
        date(9999, 12, 31),
        "2026-06-15",
    ):
        yield f"version_on: {day!r}", partial(version_on, day)  # type: ignore[arg-type]  # a text
    for tables in (spec, later):
        for task_type in tables.task_types.values():
            for mode in (*task_type.modes, "edit"):
                named = f"limits: {tables.version} {task_type.name} {mode}"
                yield named, partial(tables.limits, task_type.name, mode)
    rejecting = partial(validate, as_dict(asked(seed=1)[0]), spec=spec)
    yield "validate: rejecting", partial(rejecting, reject=["unknown_field"])
    yield "validate: rejecting no code", partial(rejecting, reject=["unknown"])
    yield "verdict: text", partial(verdict, json.dumps(asked()[0]), spec=spec)
    yield "verdict: no text", partial(verdict, b"{", spec=spec)
    for tables, many in ((spec, requests()), (later, later_requests())):
        for name, (request, videos, audios) in many.items():
            yield from calls_of_one(f"{tables.version} {name}", tables, request, videos, audios)
    for type_name in (*spec.task_types, *spec.aliases, "seedance-3", None):
        yield from _calls_of_type(type_name)


def calls_of_one(
    name: str,
    spec: Spec,
    request: object,
    videos: Seconds,
    audios: Seconds,
) -> Iterator[tuple[str, Call]]:
    # Whatever is given as a request is judged, so it is asked for here against its type.
    given = as_dict(request)
    stated: Any = {"total_input_video_duration": videos, "total_input_audio_duration": audios}
    yield f"validate: {name}", partial(validate, given, **stated, spec=spec)
    yield f"quote: {name}", partial(quote, given, **stated, spec=spec)
    yield f"verdict: {name}", partial(verdict, given, **stated, spec=spec)
    yield f"infer_mode: {name}", partial(infer_mode, given, spec=spec)
    yield f"asset_plan: {name}", partial(asset_plan, given, spec=spec)
    body = given.get("input") if isinstance(given, Mapping) else None
    prompt = as_text(body.get("prompt") if isinstance(body, Mapping) else None)
    yield f"prompt_references: {name}", partial(prompt_references, prompt, spec=spec)


def _calls_of_type(name: object) -> Iterator[tuple[str, Call]]:
    task_type, spec = as_text(name), load_spec("2026-06")
    yield f"moderation: {name}", partial(moderation, task_type)
    yield f"task_type: {name}", partial(spec.task_type, task_type)
    for attempt in (1, 2, 0):
        outcome = partial(on_content_rejection, task_type, attempt=attempt)
        yield f"on_content_rejection: {name} {attempt}", outcome
    for resolution in ("480p", "720p", "1080p", "4k"):
        yield f"unit_price: {name} {resolution}", partial(spec.unit_price, task_type, resolution)
        for duration, seconds in ((13, Decimal("7.35")), (4, 0), (16, 0), (5, -1.0)):
            cost = partial(credits, task_type, resolution, duration, seconds)
            yield f"credits: {name} {resolution} {duration} {seconds}", cost


def as_dict(value: object) -> dict[str, object]:
    """Return a value as it is, where a dict is asked for."""
    return value  # type: ignore[return-value]  # whether it is one is what is being tried


def as_text(value: object) -> str:
    """Return a value as it is, where a str is asked for."""
    return value  # type: ignore[return-value]  # whether it is one is what is being tried


def result(call: Call) -> object:
    """Return what a call gives, or the error that it raises when that is one of those promised."""
    try:
        return call()
    except ERRORS as error:
        if type(error) not in ERRORS:
            raise
        return error


def results() -> dict[str, object]:
    """Return what each call gives, or the named error that it raises, by the call's name."""
    return {name: result(call) for name, call in calls()}


def answers() -> dict[str, object]:
    """Return what each call gives, as plain data that is equal when the answers are."""
    return {name: describe(found) for name, found in results().items()}


def describe(value: object) -> object:
    """Return a value with all that it shows publicly, as JSON; never through a decimal context."""
    if isinstance(value, Exception):
        return [type(value).__name__, str(value), describe(value.args)]
    if isinstance(value, str):
        # Lone surrogates would not survive being printed.
        return f"{type(value).__name__} {str.__str__(value)!a}"
    if type(value) in SURFACE:
        return _describe_one_of_ours(value)
    if isinstance(value, Mapping):
        return [[describe(key), describe(entry)] for key, entry in value.items()]
    if isinstance(value, (list, tuple)):
        return [describe(entry) for entry in value]
    if isinstance(value, (set, frozenset)):
        return sorted(str(describe(entry)) for entry in value)
    if isinstance(value, Decimal):
        return f"Decimal {tuple(value.as_tuple())}"
    if isinstance(value, int) and not isinstance(value, bool):
        return hex(value)
    if isinstance(value, Pattern):
        return [value.pattern, value.flags]
    return repr(value)


def _describe_one_of_ours(value: object) -> object:
    attributes, methods = SURFACE[type(value)]
    # A text that Python itself makes up tells where the value lies, and that differs always.
    has_text = {type(value).__str__, type(value).__repr__} != {object.__str__, object.__repr__}
    shown: dict[str, object] = {
        "": [type(value).__name__, describe(str(value)) if has_text else ""]
    }
    for name in attributes:
        shown[name] = describe(getattr(value, name))
    for name in methods:
        try:
            shown[name] = describe(getattr(value, name)())
        except ValueError as error:
            shown[name] = type(error).__name__
    return shown


def _surface() -> dict[type, tuple[list[str], list[str]]]:
    """Find, for each class of the package, its public attributes and its methods without arguments.

    Done on import, since asking for a signature is an event that an audit hook sees.
    """
    modules = [module for name, module in sys.modules.items() if name.startswith("seedance_rules")]
    found: dict[type, tuple[list[str], list[str]]] = {}
    for module in modules:
        for one in vars(module).values():
            if not inspect.isclass(one) or one.__module__ != module.__name__:
                continue
            if not issubclass(one, (str, dict, Exception)) and not one.__name__.startswith("_"):
                found[one] = _surface_of(one)
    return found


def _surface_of(one: type) -> tuple[list[str], list[str]]:
    attributes = {field.name for field in getattr(one, "__attrs_attrs__", ())}
    methods = set()
    for name, member in inspect.getmembers_static(one):
        if name.startswith("_") and not name.startswith("_repr_"):
            continue
        if inspect.isfunction(member):
            _self, *asked_for = inspect.signature(member).parameters.values()
            if all(parameter.default is not parameter.empty for parameter in asked_for):
                methods.add(name)
        elif isinstance(member, property):
            attributes.add(name)
    public = sorted(name for name in attributes if not name.startswith("_"))
    return public, sorted(methods)


SURFACE = _surface()
"""For each class of the package, its public attributes and its methods without arguments."""


if __name__ == "__main__":
    json.dump({"package": seedance_rules.__file__, "answers": answers()}, sys.stdout)
