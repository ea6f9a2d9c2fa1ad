"""Tables cannot lie silently: a broken table is refused with its place, or is listed here with why not.

Each leaf of the shipped tables is deleted, given another type, cut off from what it names or is named
by, and its key misspelt. What then still makes a spec is one of the few things below that the format
lets be left out, or that are names and texts of their own; and what follows from leaving it out is
checked against requests, not taken on trust.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar

import face
import pytest
from making import urls
from tables import Place as Path
from tables import places

from seedance_rules import (
    InputDurationError,
    InvalidRequest,
    InvalidSpec,
    Spec,
    load_spec,
    quote,
    validate,
)

SPEC = load_spec("2026-06")
TABLES = SPEC.to_dict()


class Effect(Enum):
    """What follows from leaving an optional leaf out, for all requests."""

    ACCEPTS_MORE = "lifts a limit: nothing accepted before is refused"
    ACCEPTS_LESS = "removes an entry: nothing refused before is accepted"
    OTHER_MODES = (
        "lifts a condition of inference: a request that gives its mode is judged as before"
    )
    OTHER_WORDS = "verdicts, modes and prices stay; what is cited, claimed or recommended differs"
    NONE = "verdicts, modes, prices and every word of them stay"


OPTIONAL: dict[str, tuple[Effect, str]] = {
    "aspect_ratios[*]": (
        Effect.ACCEPTS_LESS,
        "one ratio less, unless a default or `auto` needs it",
    ),
    "limits.duration.minimum": (Effect.ACCEPTS_MORE, "a limit left out does not limit"),
    "limits.duration.maximum": (Effect.ACCEPTS_MORE, "a limit left out does not limit"),
    "limits.aspect_ratio.auto": (Effect.ACCEPTS_MORE, "left out, `auto` is taken"),
    "limits.references.audio.maximum_seconds": (Effect.ACCEPTS_MORE, "a limit left out"),
    "limits.asset_retention_hours.minimum": (Effect.NONE, "1 is what counts without a minimum"),
    "auto_aspect_ratio.fallback": (Effect.ACCEPTS_LESS, "left out, `auto` is rejected there"),
    "modes.*.clauses.*": (Effect.OTHER_WORDS, "the clause of `[findings]` is cited instead"),
    "modes.text_to_video.limits.references.takes": (Effect.ACCEPTS_MORE, "left out, all are taken"),
    "modes.first_last_frames.limits.aspect_ratio.auto": (
        Effect.ACCEPTS_LESS,
        "what `[limits]` says of `auto` counts instead",
    ),
    "modes.*.limits.references.image.minimum": (Effect.ACCEPTS_MORE, "a limit left out"),
    "modes.*.limits.references.image.maximum": (Effect.ACCEPTS_MORE, "a limit left out"),
    "modes.*.limits.references.maximum": (Effect.ACCEPTS_MORE, "a limit left out"),
    "modes.omni_reference.limits.references.named": (
        Effect.OTHER_WORDS,
        "left out, a prompt may name some references and not others without a notice",
    ),
    "modes.omni_reference.limits.references.takes[*]": (Effect.ACCEPTS_LESS, "one kind less"),
    "inference[1].when.image.minimum": (
        Effect.NONE,
        "without any reference the entry before it holds, so this one is only asked with an image",
    ),
    "inference[*].when.*.*": (Effect.OTHER_MODES, "a bound left out is not a condition"),
    "task_types.*.modes[*]": (Effect.ACCEPTS_LESS, "one mode less, while the type has another"),
    "task_types.*.clauses.*": (Effect.OTHER_WORDS, "a less particular clause is cited instead"),
    "task_types.*.strict_twin": (Effect.OTHER_WORDS, "claims are checked against fewer prices"),
    "deprecated.task_types.*": (Effect.ACCEPTS_LESS, "one old name less"),
    "prices.*.*": (Effect.ACCEPTS_LESS, "a pair without a price does not exist"),
    "media.*.words[*]": (Effect.ACCEPTS_MORE, "one word less that names a reference"),
    "media.*.formats[*]": (Effect.ACCEPTS_LESS, "one format less that is taken"),
    "media.*.known_extensions[*]": (Effect.ACCEPTS_MORE, "what is not known is not judged"),
    "media.*.clauses.*": (Effect.OTHER_WORDS, "a less particular clause is cited instead"),
    "urls.schemes[*]": (Effect.ACCEPTS_LESS, "one scheme less"),
    "prompt_references.separator": (Effect.ACCEPTS_MORE, "`@image_9` is plain text without it"),
    "hints.envelope.taskType": (Effect.NONE, "a spelling, which is told without a hint"),
    "hints.*.*[*]": (Effect.OTHER_WORDS, "one piece of advice less"),
    "hints.*.*": (Effect.OTHER_WORDS, "one piece of advice less"),
    "findings.*.at.*": (Effect.OTHER_WORDS, "the clause of the code is cited instead"),
    "findings.*.http_status": (Effect.OTHER_WORDS, "left out, the finding names no status"),
}
"""The leaves without which there is still a spec; the first pattern that fits counts."""

FREE: dict[str, str] = {
    "source": "a text",
    "model": "the literal itself: what a request must hold is what is here",
    "aspect_ratios[*]": "a name of its own, unless a default or the fallback names it",
    "auto_aspect_ratio.value": "the word itself",
    "moderation.*.review": "a word of the page, shown and compared, that no table names",
    "task_types.*.tier": "a label",
    "billing.currency": "a label",
    "markup_claims[*].stated": "a text",
    "media.*.words[*]": "the word itself",
    "media.*.known_extensions[*]": "the extension itself, unless `formats` names it",
    "urls.schemes[*]": "the scheme itself",
    "urls.asset_scheme": "the scheme itself",
    "prompt_references.marker": "the sign itself",
    "hints.*.*": "what others call so; a name that these tables do not have is left out",
    "hints.*.*[*]": "what others call so; a name that these tables do not have is left out",
    "clauses.*.text": "a text",
    "clauses.*.question": "a text",
    "clauses.*.choice": "a text",
    "clauses.*.reason": "a text",
}
"""The strings that may say something else: each is what it names, or a text for people."""

FREE_KEYS: dict[str, str] = {
    "clauses.*": "a name of its own, while no table cites the clause",
    "hints.*.*": "what others write",
    "deprecated.task_types.*": "the old name itself",
}
"""The keys that may be spelt otherwise: all others are the format's, or are named elsewhere."""

# Where things are.


def named(path: Path) -> str:
    """Write a path as `InvalidSpec` writes a place."""
    written = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    return written.removeprefix(".")


def fitting(path: Path, patterns: Mapping[str, object]) -> str | None:
    """Return the first pattern that a path fits.

    `*` means one key, which may have a number with a decimal point, or one place in a list.
    """
    for pattern in patterns:
        if re.fullmatch(
            re.escape(pattern).replace(r"\*", r"[^.\[\]]+(?:\.\d[^.\[\]]*)?"), named(path)
        ):
            return pattern
    return None


def at(path: Path) -> object:
    """Return what is at a path."""
    value: object = TABLES
    for key in path:
        value = value[key]  # type: ignore[index]  # paths are of these tables
    return value


EVERY_LEAF = [path for path in places(TABLES) if [*places(at(path))] == []]
"""The path of each value that holds no other."""

EVERY_KEY = [path for path in places(TABLES) if isinstance(path[-1], str)]
"""The path of each key of each table."""

LEAVES = {top: [path for path in EVERY_LEAF if path[0] == top] for top in TABLES}
KEYS = {top: [path for path in EVERY_KEY if path[0] == top] for top in TABLES}

for _paths in (LEAVES, KEYS):
    _paths["hints"] = _paths["hints"][::3]  # all of a kind are alike

# Breaking one thing at a time.


@contextmanager
def changed(path: Path, change: Callable[[face.Container, str | int], None]) -> Iterator[None]:
    """Change the tables at one path, for as long as it takes."""
    outer = at(path[:-1]) if path[1:] else TABLES
    assert isinstance(outer, (dict, list))
    before = outer.copy()
    change(outer, path[-1])
    try:
        yield
    finally:
        outer.clear()
        outer.update(before) if isinstance(outer, dict) else outer.extend(before)


def delete(outer: face.Container, key: str | int) -> None:
    del outer[key]  # type: ignore[arg-type]  # a key of this very container


def replace(value: object) -> Callable[[face.Container, str | int], None]:
    def put(outer: face.Container, key: str | int) -> None:
        outer[key] = value  # type: ignore[index]  # a key of this very container

    return put


def misspell(outer: face.Container, key: str | int) -> None:
    assert isinstance(outer, dict)
    entries = [(f"{name}x" if name == key else name, entry) for name, entry in outer.items()]
    outer.clear()
    outer.update(entries)


def built(path: Path, change: Callable[[face.Container, str | int], None]) -> Spec | InvalidSpec:
    """Build a spec of the tables with one change; return the error where they are refused."""
    with changed(path, change):
        try:
            return Spec.from_dict(TABLES)
        except InvalidSpec as error:
            return error


def nowhere(outer: face.Container, key: str | int) -> None:
    replace("nosuchname")(outer, key)


built_once = cache(built)
"""The same for what more than one test asks: a leaf deleted, led nowhere, or misspelt."""


def tells(error: InvalidSpec, path: Path) -> bool:
    """Tell whether an error says what to mend.

    That is the place itself, one that holds it or is held by it, the leaf of a limit as it counts
    for a task type in a mode, or the place of an entry that names what is gone. In the ordered list
    of `inference`, the entry behind one without conditions tells that it is never reached.
    """
    place, gone = named(path), at(path)
    if place.startswith(error.place) or error.place.startswith(place):
        return True
    if path[0] == "inference" and error.place.startswith("inference"):
        return True
    if path[0] == "limits" and error.place.endswith(place.removeprefix("limits.")):
        return True
    names = [gone] if isinstance(gone, str) else []
    names += [key for key in path[-2:] if isinstance(key, str)]
    return any(name in str(error) for name in names)


def told(path: Path, result: Spec | InvalidSpec, listed: Mapping[str, object]) -> bool:
    """Tell whether a change is found out, by an error that says where, or is one of those listed."""
    if isinstance(result, InvalidSpec):
        return tells(result, path)
    return fitting(path, listed) is not None


@pytest.mark.parametrize("top", TABLES)
def test_a_deleted_leaf_is_missed_or_listed(top: str) -> None:
    silent = []
    for path in LEAVES[top]:
        result = built_once(path, delete)
        if not told(path, result, OPTIONAL):
            silent.append((named(path), str(result)))
    assert silent == []


OTHERS: tuple[object, ...] = (None, True, 7, 1.5, "x", ["x"], [], {}, {"x": 1})
"""A value of every type that TOML and JSON have, empty ones included."""


def others(path: Path) -> list[object]:
    """Return values of every other type than a leaf's own; a hint is one name or several."""
    own = (str, list) if path[0] == "hints" else (type(at(path)),)
    return [value for value in OTHERS if type(value) not in own]


@pytest.mark.parametrize("top", TABLES)
def test_a_leaf_of_another_type_is_refused(top: str) -> None:
    """Three types a leaf, another three for the next: every type is tried on every sort of leaf."""
    silent = []
    for number, path in enumerate(LEAVES[top]):
        wrong = others(path)
        for turn in range(3):
            value = wrong[(3 * number + turn) % len(wrong)]
            result = built(path, replace(value))
            if not told(path, result, {}):
                silent.append((named(path), value, str(result)))
    assert silent == []


@pytest.mark.slow
@pytest.mark.parametrize("top", TABLES)
def test_a_leaf_of_any_other_type_is_refused(top: str) -> None:
    for path in LEAVES[top]:
        for value in others(path):
            assert told(path, built(path, replace(value)), {}), (named(path), value)


@pytest.mark.parametrize("top", TABLES)
def test_a_name_that_leads_nowhere_is_refused_or_listed(top: str) -> None:
    """Every string is given a name that no table has; those that may have one are in `FREE`."""
    silent = []
    for path in LEAVES[top]:
        if isinstance(at(path), str):
            result = built_once(path, nowhere)
            if not told(path, result, FREE):
                silent.append((named(path), str(result)))
    assert silent == []


@pytest.mark.parametrize("top", TABLES)
def test_a_misspelt_key_is_refused_or_listed(top: str) -> None:
    silent = []
    for path in KEYS[top]:
        result = built_once(path, misspell)
        if not told(path, result, FREE_KEYS):
            silent.append((named(path), str(result)))
    assert silent == []


def test_nothing_is_listed_in_vain() -> None:
    """Each pattern fits a leaf that may indeed be left out, be named otherwise or be spelt so."""
    for patterns, paths, change in (
        (OPTIONAL, EVERY_LEAF, delete),
        (FREE, EVERY_LEAF, nowhere),
        (FREE_KEYS, EVERY_KEY, misspell),
    ):
        unused = {*patterns}
        for path in paths:
            pattern = fitting(path, patterns)
            if pattern in unused and isinstance(built_once(path, change), Spec):
                unused.remove(pattern)
        assert unused == set()


# What follows from leaving a leaf out.


COUNTS = (
    (0, 0, 0),
    (1, 0, 0),
    (2, 0, 0),
    (3, 0, 0),
    (0, 1, 0),
    (1, 1, 0),
    (1, 0, 1),
    (0, 0, 1),
    (10, 0, 0),
)
"""How many images, videos and audios a request has, where it makes a difference."""


@cache
def shown() -> dict[str, face.Asked]:
    """Make requests that show each leaf at work: its limit on both sides, its name, its citation."""
    types, modes = [*SPEC.task_types, *SPEC.aliases], [None, *SPEC.modes]
    found: dict[str, face.Asked] = {}

    def show(task_type: str, audios: face.Seconds = None, **fields: object) -> None:
        given = {name: value for name, value in fields.items() if value is not None}
        videos = 3 if given.get("video_urls") else None
        name = f"{task_type} {given} {audios}"
        found[name] = face.asked(task_type, videos, audios, **given)

    def show_list(kind: str, entries: list[str]) -> None:
        given: dict[str, Any] = {f"{kind}_urls": entries}
        show("seedance-2", **given)

    for task_type in types:
        for mode in modes:
            for images, videos, audios in COUNTS:
                show(
                    task_type,
                    mode=mode,
                    image_urls=urls("image", images),
                    video_urls=urls("video", videos),
                    audio_urls=urls("audio", audios),
                )
            for ratio in (*SPEC.aspect_ratios, "auto"):
                show(task_type, mode=mode, aspect_ratio=ratio)
                show(task_type, mode=mode, aspect_ratio=ratio, image_urls=urls("image", 1))
        for resolution in SPEC.resolutions:
            show(task_type, resolution=resolution)
        for number in (0, 1, 3, 4, 15, 16, 5.5):
            show(task_type, duration=number)
            show(task_type, auto_upload_assets=True, asset_retention_hours=number)
        show(task_type, asset_retention_hours=1)
        show(task_type, prompt=" ")
        show(task_type, image_urls=[face.ASSET])
        show(task_type, audio_urls=urls("audio", 1), audios=Decimal("15.01"))
    for kind in ("image", "video", "audio"):
        for media in SPEC.media.values():
            for extension in media.known_extensions:
                show_list(kind, urls(kind, 1, extension))
        show_list(kind, [f"http://cdn.test/{kind}"])
        for word in SPEC.media[kind].words:
            show("seedance-2", prompt=f"@{word}9")
            show("seedance-2", prompt=f"@{word}_9")
    show("seedance-2", prompt="@image1", image_urls=urls("image", 3))
    for key in SPEC.hints["envelope"]:
        found[f"envelope {key}"] = {"model": "seedance", key: "seedance-2"}, None, None
    for key in (*SPEC.hints["fields"], *SPEC.hints["elsewhere"]):
        found[f"key {key}"] = face.asked_with({key: 1})
        found[f"key {key} for a prompt"] = face.asked_with({key: "a cat", "prompt": None})
        for kind in ("image", "video", "audio"):
            found[f"key {key} for {kind}s"] = face.asked_with({key: urls(kind, 1)})
    for name in SPEC.hints["task_types"]:
        show(name)
    for name in SPEC.hints["modes"]:
        show("seedance-2", mode=name)
        with_image = {"mode": name, "image_urls": urls("image", 1)}
        found[f"what is called {name}, with an image"] = face.asked_with(with_image)
    for name in SPEC.hints["aspect_ratios"]:
        show("seedance-2", aspect_ratio=name, image_urls=urls("image", 1))
    for word in SPEC.hints["words"]:
        show("seedance-2", prompt=f"@{word}1", image_urls=urls("image", 1))
    for marker in SPEC.hints["markers"]:
        show("seedance-2", prompt=f"{marker}image1", image_urls=urls("image", 1))
    for text in SPEC.hints["durations"]:
        show("seedance-2", duration=text)
    return found


Verdict = tuple[bool, str | None, Decimal | None]
"""Whether a request is accepted, its mode, and its price where it has one."""


def verdicts(spec: Spec) -> dict[str, Verdict]:
    """Judge and price what is shown."""
    found: dict[str, Verdict] = {}
    for name, (request, videos, audios) in shown().items():
        body = face.as_dict(request)
        stated: Any = {"total_input_video_duration": videos, "total_input_audio_duration": audios}
        try:
            priced = quote(body, **stated, spec=spec)
        except InvalidRequest as error:
            found[name] = False, error.report.mode, None
        except InputDurationError:
            found[name] = True, validate(body, spec=spec).mode, None
        else:
            found[name] = True, priced.mode, priced.credits
    return found


def words(spec: Spec) -> object:
    """Return all that is said of what is shown, and of the claims."""
    said = [
        validate(face.as_dict(request), total_input_audio_duration=audios, spec=spec).to_dict()
        | {"spec_digest": None}
        for request, _, audios in shown().values()
    ]
    return said, spec.markup_claims, [spec.task_type(name).to_dict() for name in spec.task_types]


Changed = TypeVar("Changed")


def differing(before: Mapping[str, Changed], after: Mapping[str, Changed]) -> list[str]:
    return [name for name in before if before[name] != after[name]]


def gives_mode(name: str) -> bool:
    """Tell whether a request gives a mode that there is, so that none is inferred."""
    request, *_ = shown()[name]
    return face.as_dict(face.as_dict(request)["input"]).get("mode") in SPEC.modes


BEFORE = cache(lambda: verdicts(SPEC))
WORDS_BEFORE = cache(lambda: words(SPEC))


def follows(effect: Effect, spec: Spec) -> str | None:
    """Return what contradicts the effect that leaving a leaf out is said to have, None for nothing."""
    before, after = BEFORE(), verdicts(spec)
    changes = differing(before, after)
    match effect:
        case Effect.ACCEPTS_MORE | Effect.ACCEPTS_LESS:
            more = effect is Effect.ACCEPTS_MORE
            for name in changes:
                if before[name][0] is not more and after[name][0] is not more:
                    continue  # refused both times, in another mode
                if before[name][0] is more or after[name][0] is not more:
                    return name
            return None if changes else "nothing changes"
        case Effect.OTHER_MODES:
            return next(filter(gives_mode, changes), None if changes else "nothing changes")
        case Effect.OTHER_WORDS:
            said = words(spec) != WORDS_BEFORE()
            return changes[0] if changes else None if said else "nothing changes"
        case _:
            assert effect is Effect.NONE
            said = words(spec) != WORDS_BEFORE()
            return changes[0] if changes else "other words" if said else None


@pytest.mark.parametrize("pattern", OPTIONAL)
def test_what_follows_from_leaving_it_out(pattern: str) -> None:
    """Checked against every request shown, for the first and the last leaf that the pattern fits."""
    effect, _why = OPTIONAL[pattern]
    fit = [path for path in EVERY_LEAF if fitting(path, OPTIONAL) == pattern]
    optional = [path for path in fit if isinstance(built_once(path, delete), Spec)]
    for path in {optional[0], optional[-1]}:
        spec = built_once(path, delete)
        assert isinstance(spec, Spec)
        assert follows(effect, spec) is None, named(path)


@pytest.mark.slow
def test_what_follows_from_leaving_any_of_them_out() -> None:
    for path in EVERY_LEAF:
        pattern = fitting(path, OPTIONAL)
        spec = built_once(path, delete) if pattern else None
        if pattern and isinstance(spec, Spec):
            assert follows(OPTIONAL[pattern][0], spec) is None, named(path)


def test_no_verdict_rests_on_the_page() -> None:
    spec = Spec.from_dict(TABLES | {"page": {"any": ["thing", {"at": "all"}]}})
    assert spec.digest == SPEC.digest
    assert verdicts(spec) == BEFORE()
    assert words(spec) == WORDS_BEFORE()
