"""Total: whatever is in a request, in tables or in an argument, there is an answer, and soon.

An answer is a report, or one of the errors that the public face names. Its text is bounded and safe
to print, and `to_dict()` is JSON. That nothing grows faster than what is given is counted, in steps
of Python, of the pattern matcher and in bytes: no clock is read.
"""

import gc
import json
import re
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Hashable, Mapping
from decimal import Decimal
from itertools import combinations
from types import FrameType
from typing import TYPE_CHECKING, Any, TypeVar

import face
import pytest
from drawing import many, sample
from hostile import (
    KEYS,
    MAPPINGS,
    TEXTS,
    VALUES,
    Odd,
    anything,
    json_values,
    real,
    texts,
)
from hypothesis import given
from hypothesis import strategies as st
from steps import steps_of
from tables import Place, changed, places

from seedance_rules import (
    Code,
    Finding,
    InputDurationError,
    InvalidRequest,
    InvalidSpec,
    NotInTables,
    OutputDurationError,
    PromptReference,
    Quote,
    Report,
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
    versions,
)

Key = TypeVar("Key", bound=Hashable)

if TYPE_CHECKING:
    from _typeshed import TraceFunction

SPEC = load_spec("2026-06")
SPECS = {spec.version: spec for spec in (*map(load_spec, versions()), face.later_spec())}

drawn = many(100)

LONGEST_MESSAGE = 500
"""A few lines."""

MOST_CHECKED = 1000
"""Of the findings of one report: those that follow come about in the same way."""

LONGEST_TEXT = 40 * (LONGEST_MESSAGE + 200)
"""Of a report: it shows twenty violations and twenty notices, each with its path."""


def check(
    request: object,
    *,
    spec: Spec | None = None,
    videos: face.Seconds = None,
    audios: face.Seconds = None,
) -> Report:
    """Ask for all that can be asked of a request, and hold every answer to what is promised."""
    asked = face.as_dict(request)
    report = validate(
        asked, total_input_video_duration=videos, total_input_audio_duration=audios, spec=spec
    )
    check_report(report)
    stated = {"total_input_video_duration": videos, "total_input_audio_duration": audios}
    if type(request) is dict:  # text and bytes are decoded first
        check_verdict(report, request, stated, SPEC if spec is None else spec)
    try:
        mode = infer_mode(asked, spec=spec)
    except InvalidRequest as error:
        assert report.mode is None
        check_report(error.report)
    else:
        assert mode == report.mode
    try:
        plan = asset_plan(asked, spec=spec)
    except InvalidRequest as error:
        if videos is None and audios is None:
            assert shown(error.report) == shown(report)
        else:
            check_report(error.report)
    else:
        assert all(use.path.startswith("/input/") for use in plan)
    try:
        price = quote(
            asked, total_input_video_duration=videos, total_input_audio_duration=audios, spec=spec
        )
    except InvalidRequest as error:
        assert not report.ok
        assert shown(error.report) == shown(report)
    except InputDurationError:
        assert report.ok
    else:
        assert report.ok
        assert price.credits > 0
        json.dumps(price.to_dict(), allow_nan=False)
        assert len(str(price)) <= LONGEST_TEXT
        check_rendering(price)
    return report


def check_verdict(report: Report, given: object, seconds: Mapping[str, Any], spec: Spec) -> None:
    """`verdict` says what the report says, in JSON, whatever is given."""
    said = verdict(given, **seconds, spec=spec)
    json.dumps(said, allow_nan=False)
    assert said.items() >= report.to_dict().items()
    assert (said["request"] is not None) is report.ok
    assert (said["quote"] is not None) + (said["unpriced"] is not None) == report.ok


def check_report(report: Report) -> None:
    findings = (*report.violations, *report.notices)
    assert report.ok == (report.request is not None) == (not report.violations)
    json.dumps(report.to_dict(), allow_nan=False)
    assert len(str(report)) <= LONGEST_TEXT
    assert all(line.isprintable() for line in str(report).splitlines())
    repr(report)
    check_rendering(report)
    for finding in findings[:MOST_CHECKED]:
        check_finding(finding)


def shown(report: Report) -> object:
    """Return all that a report says; of very many findings, all that the first of them say."""
    findings = (*report.violations, *report.notices)
    first = [finding.to_dict() for finding in findings[:MOST_CHECKED]]
    return str(report), first, [(finding.code, finding.path) for finding in findings]


def check_rendering(value: Report | Quote) -> None:
    """What notebooks and pull requests show is bounded as well, escapes included."""
    for text in (value._repr_html_(), value._repr_markdown_()):
        assert len(text) <= 6 * LONGEST_TEXT
        assert all(line.isprintable() for line in text.splitlines())


def check_finding(finding: Finding) -> None:
    assert finding.path == "" or finding.path.startswith("/")
    assert 0 < len(finding.message) <= LONGEST_MESSAGE
    assert finding.message.isprintable()
    assert str(finding).isprintable()
    assert len(json.dumps(finding.to_dict()["value"])) <= 100_000


# Anything at all in a request.


def fields(anything: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Draw an `input` of which each field may be right, of the right type, or anything."""
    urls = mostly(
        st.sampled_from([face.IMAGE, face.VIDEO, face.AUDIO, face.ASSET]), texts() | anything
    )
    lists = mostly(st.lists(urls, max_size=3), anything)
    numbers = st.floats() | st.decimals() | anything
    known: dict[str, st.SearchStrategy[object]] = {
        "mode": mostly(st.sampled_from([*SPEC.modes]), anything),
        "duration": mostly(st.integers(4, 15), numbers),
        "resolution": mostly(st.sampled_from(SPEC.resolutions), anything),
        "aspect_ratio": mostly(st.sampled_from([*SPEC.aspect_ratios, "auto"]), anything),
        "image_urls": lists,
        "video_urls": lists,
        "audio_urls": lists,
        "auto_upload_assets": mostly(st.booleans(), anything),
        "asset_retention_hours": mostly(st.integers(0, 3), numbers),
        "audio": mostly(st.booleans(), anything),
        "seed": mostly(st.integers(0, 100), numbers),
        "style": mostly(st.just("film"), anything),
        "strength": mostly(st.floats(0, 1), numbers),
    }
    prompts = {"prompt": mostly(st.just("A cat @image1") | st.just("A cat"), texts() | anything)}
    whole = st.fixed_dictionaries(prompts, optional=known)
    return mostly(whole, st.fixed_dictionaries({}, optional=known) | anything)


def mostly(
    right: st.SearchStrategy[object], wrong: st.SearchStrategy[object]
) -> st.SearchStrategy[object]:
    """Draw what is right five times of six."""
    return st.integers(0, 5).flatmap(lambda chance: wrong if chance == 5 else right)


def requests(anything: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Draw a request of which each part may be right or anything."""
    names = [*SPEC.task_types, *SPEC.aliases]
    envelope = {
        "model": mostly(st.just("seedance"), anything),
        "task_type": mostly(st.sampled_from(names), anything),
        "input": fields(anything),
    }
    return mostly(st.fixed_dictionaries(envelope, optional={"webhook": anything}), anything)


@drawn
@given(requests(json_values()), st.sampled_from([*SPECS]))
def test_any_json_is_judged(request: object, version: str) -> None:
    check(request, spec=SPECS[version])


@drawn
@given(requests(anything()), st.sampled_from([*SPECS]))
def test_any_value_in_any_place_is_judged(request: object, version: str) -> None:
    check(real(request), spec=SPECS[version])


PLACES = [
    "model",
    "task_type",
    "input",
    *(f"input/{field}" for field in (*SPEC.known_fields, "seed", "style", "audio", "more")),
    "input/image_urls/0",
    "input/video_urls/0",
    "input/audio_urls/0",
    "webhook",
]
"""Every place of a request, each tried with every value."""


def placed(value: object, place: str) -> dict[str, object]:
    """Return a request that is right but for what is at one place."""
    request, *_ = face.asked(face.LESS, auto_upload_assets=True)
    whole = face.as_dict(request)
    put(whole, value, place)
    return whole


def put(whole: dict[str, object], value: object, place: str) -> None:
    """Put a value at a place of a request."""
    match place.split("/"):
        case [outer]:
            whole[outer] = value
        case [_, field]:
            face.as_dict(whole["input"])[field] = value
        case [_, field, _]:
            face.as_dict(whole["input"])[field] = [value]


@pytest.mark.parametrize("name", VALUES)
def test_every_odd_value_in_every_place(name: str) -> None:
    value = VALUES[name]()
    for place in PLACES:
        check(placed(value, place), spec=SPECS["2027-01"])
    check(value)


PAIRS: list[tuple[object, object]] = [
    (1.5, -1),
    ("", 1.5),
    (0, face.ASSET),
    (10**30, "x"),
    ([], {}),
]


@pytest.mark.parametrize("task_type", [*SPEC.task_types, "seedance-3"])
def test_two_odd_values_at_once(task_type: str) -> None:
    """What would mend one fault is looked for among values that have another."""
    places = [place for place in PLACES if place != "input"]
    for one, other in combinations(places, 2):
        for values in PAIRS:
            request, *_ = face.asked(task_type, auto_upload_assets=True, asset_retention_hours=1.5)
            whole = face.as_dict(request)
            put(whole, face.ASSET, "input/image_urls/0")
            for value, place in zip(values, (one, other), strict=True):
                put(whole, value, place)
            for spec in (SPEC, SPECS["2027-01"]):
                check_report(validate(whole, spec=spec))


@pytest.mark.parametrize("place", PLACES)
def test_every_odd_text_in_every_place(place: str) -> None:
    for text in TEXTS:
        check(placed(text, place), spec=SPECS["2027-01"])


@pytest.mark.parametrize("name", KEYS)
def test_every_odd_key_is_judged(name: str) -> None:
    request = face.as_dict(face.asked()[0])
    check({**request, "input": {KEYS[name](): 1}})
    request[face.as_text(KEYS[name]())] = 1
    check(request)


@pytest.mark.parametrize("name", MAPPINGS)
def test_a_mapping_is_an_object_whatever_its_class(name: str) -> None:
    """Clause `types`: the same keys and values give the same report."""
    request = face.as_dict(face.asked("seedance-2-fast", aspect_ratio="auto", extra=1)[0])
    same = MAPPINGS[name]({**request, "input": MAPPINGS[name](face.as_dict(request["input"]))})
    assert check(same).to_dict() == check(request).to_dict()
    assert check(same).ok


def test_the_drawn_requests_are_of_every_sort() -> None:
    """What is drawn is accepted now and then, and finds most of what can be found."""
    seen: set[object] = set()

    for request in sample(requests(anything()), 300):
        report = check(real(request), spec=SPECS["2027-01"])
        seen.add(report.ok)
        seen.update(finding.code for finding in (*report.violations, *report.notices))
    assert {True, False} < seen
    assert len(seen.intersection(Code)) >= 15


# Anything at all in the other arguments.


@drawn
@given(anything(), anything())
def test_any_stated_duration(videos: object, audios: object) -> None:
    """Clauses `input-seconds`, `audio-seconds`: a number, or `InputDurationError`."""
    request, *_ = face.asked(video_urls=[face.VIDEO], audio_urls=[face.AUDIO])
    for one, other in ((videos, None), (None, audios), (videos, audios)):
        try:
            check(request, videos=as_seconds(real(one)), audios=as_seconds(real(other)))
        except InputDurationError as error:
            assert len(str(error)) <= LONGEST_MESSAGE
            assert str(error).isprintable()


def as_seconds(value: object) -> face.Seconds:
    """Return a value as it is, where seconds are asked for."""
    return value  # type: ignore[return-value]  # whether they are seconds is what is being tried


@drawn
@given(
    st.sampled_from([*SPEC.task_types]) | anything(),
    st.sampled_from(SPEC.resolutions) | anything(),
    st.integers(3, 16) | anything(),
    st.just(0) | anything(),
)
def test_any_argument_of_the_formula(
    task_type: object, resolution: object, duration: object, seconds: object
) -> None:
    try:
        cost = credits(
            face.as_text(real(task_type)),
            face.as_text(real(resolution)),
            as_whole(real(duration)),
            real(seconds),  # type: ignore[arg-type]  # whether they are seconds is being tried
        )
    except (NotInTables, OutputDurationError, InputDurationError) as error:
        assert len(str(error)) <= LONGEST_MESSAGE
        assert str(error).isprintable()
    else:
        assert cost > 0


def as_whole(value: object) -> int:
    """Return a value as it is, where a whole number is asked for."""
    return value  # type: ignore[return-value]  # whether it is one is what is being tried


@drawn
@given(anything(), anything())
def test_any_argument_of_the_look_ups(name: object, attempt: object) -> None:
    text = face.as_text(real(name))
    for look_up in (
        lambda: moderation(text),
        lambda: on_content_rejection(text),
        lambda: SPEC.task_type(text),
        lambda: SPEC.unit_price(text, "480p"),
        lambda: SPEC.unit_price("seedance-2", text),
        lambda: SPEC.limits("seedance-2", text),
        lambda: SPEC.limits(text, "text_to_video"),
    ):
        try:
            look_up()
        except NotInTables as error:
            assert len(str(error)) <= LONGEST_MESSAGE
            assert str(error).isprintable()
    try:
        on_content_rejection("seedance-2", attempt=as_whole(real(attempt)))
    except ValueError as error:
        assert type(error) is ValueError
        assert len(str(error)) <= LONGEST_MESSAGE
    try:
        spec = load_spec(text)
    except UnknownVersion as error:
        assert len(str(error)) <= LONGEST_MESSAGE
        assert str(error).isprintable()
    else:
        assert spec.version in versions()


@drawn
@given(texts() | anything())
def test_any_prompt_is_read(prompt: object) -> None:
    """Each reference is where it says it is; what is not a string is a `TypeError`."""
    text = real(prompt)
    try:
        found = prompt_references(face.as_text(text))
    except TypeError as error:
        assert not issubclass(type(text), str)
        assert len(str(error)) <= LONGEST_MESSAGE
    else:
        check_references(found, str.__str__(text))


def check_references(found: tuple[PromptReference, ...], text: object) -> None:
    assert isinstance(text, str)
    last = 0
    for reference in found:
        assert last <= reference.start < reference.end <= len(text)
        assert text[reference.start : reference.end] == reference.text
        assert 0 <= reference.index <= 10**9
        last = reference.end


# Anything at all in tables.


def check_tables(data: object) -> None:
    """Building a spec gives one, or says where it cannot be one."""
    try:
        spec = Spec.from_dict(face.as_dict(data))
    except InvalidSpec as error:
        assert error.place
        assert len(str(error)) <= 2 * LONGEST_MESSAGE
    else:
        check(face.asked()[0], spec=spec)
        assert Spec.from_dict(spec.to_dict()) == spec


@drawn
@given(anything())
def test_any_value_for_tables(data: object) -> None:
    check_tables(real(data))


WHERE = [*places(SPEC.to_dict())]
"""The place of every leaf, list and table."""


@drawn
@given(st.sampled_from(WHERE), anything())
def test_any_value_in_any_place_of_tables(place: Place, value: object) -> None:
    check_tables(changed((place, real(value))))


@drawn
@given(
    st.sampled_from([place for place in WHERE if isinstance(place[-1], str)]),
    texts() | st.sampled_from(sorted(KEYS)).map(Odd),
    anything(),
)
def test_any_further_key_in_tables(place: Place, key: object, value: object) -> None:
    further: Any = KEYS[key.name]() if isinstance(key, Odd) else key
    check_tables(changed(((*place[:-1], further), real(value))))


# Nothing grows faster than what is given.


def sized(size: int) -> dict[str, Callable[[], object]]:
    """Return what grows, by name, at a size: each a call that is counted, and nothing else."""

    def asked(**more: object) -> Callable[[], object]:
        return further(more)

    def further(fields: Mapping[Key, object]) -> Callable[[], object]:
        request = face.as_dict(face.asked_with(fields)[0])
        return lambda: validate(request).to_dict()

    references = [f"@image{index}" for index in range(size)]
    return {
        "a long prompt": asked(prompt="x" * size),
        "a blank prompt": asked(prompt=" " * size),
        "a prompt of references": asked(prompt="@image1" * size, image_urls=[face.IMAGE]),
        "a prompt of references to nothing": asked(prompt="@video1" * size),
        "a prompt of different references": asked(prompt=" ".join(references)),
        "a prompt of markers": asked(prompt="@" * size),
        "a prompt of words": asked(prompt="@image" * size),
        "an index of many digits": asked(prompt="@image" + "1" * size),
        "an index of many zeros": asked(prompt="@image" + "0" * size + "1"),
        "a prompt of signs": asked(prompt="<＠" * size),
        "a prompt of words in any case": asked(prompt="@IMAGE" * size),
        "a prompt of look-alikes": asked(prompt="@Image1 " * size, image_urls=[face.IMAGE]),
        "a prompt of different look-alikes": asked(
            prompt=" ".join(f"@Image{index}" for index in range(size))
        ),
        "a look-alike of many digits": asked(prompt="@Image" + "1" * size),
        "a look-alike of many brackets": asked(prompt="<image1" + ">" * size),
        "references and many entries": asked(prompt="@image1", image_urls=[face.IMAGE] * size),
        "the references of a prompt": lambda: prompt_references("@图片_1" * size),
        "unknown keys": further({f"key {index}": index for index in range(size)}),
        "keys that are nearly known": further({f"promp{index}": 1 for index in range(size)}),
        "keys that are not strings": further(dict.fromkeys(range(size))),
        "a long key": further({"k" * size: 1}),
        "a long key of escapes": further({"~/\x00" * size: 1}),
        "other envelope keys": lambda: validate(dict.fromkeys(map(str, range(size)))).to_dict(),
        "a list of URLs": asked(image_urls=[face.IMAGE] * size),
        "a list of assets": asked(image_urls=[face.ASSET] * size),
        "a list of no URLs": asked(image_urls=["x"] * size),
        "a list of numbers": asked(image_urls=[7] * size),
        "three lists": asked(
            image_urls=[face.IMAGE] * size,
            video_urls=[face.VIDEO] * size,
            audio_urls=[face.IMAGE] * size,
        ),
        "a plan of assets": lambda: face.result(
            lambda: asset_plan(face.as_dict(face.asked(image_urls=[face.IMAGE] * size)[0]))
        ),
        "a list for a string": asked(prompt=list(range(size))),
        "an object for a string": asked(mode=dict.fromkeys(map(str, range(size)))),
        "a long string for a name": asked(mode="x" * size, resolution="x" * size),
        "a long task type": lambda: validate(face.as_dict(face.asked("x" * size)[0])).to_dict(),
        "a long fraction": asked(duration=Decimal("5." + "0" * size + "1")),
        "a long number": asked(duration=10**size),
        "a long stated duration": lambda: face.result(
            lambda: validate({}, total_input_video_duration=Decimal("1." + "0" * size))
        ),
        "a long stated text": lambda: face.result(
            lambda: validate({}, total_input_video_duration="1" * size)
        ),
        "many stated seconds": lambda: face.result(
            lambda: validate({}, total_input_video_duration=["0.1"] * size)
        ),
        "a verdict on a long text": lambda: verdict("[" * size),
        "a long unknown version": lambda: face.result(lambda: load_spec("x" * size)),
        **{f"a URL: {name}": asked(image_urls=[url]) for name, url in hostile_urls(size).items()},
    }


def hostile_urls(size: int) -> dict[str, str]:
    """Return URLs that a pattern might read more than once, by what they repeat."""
    return {
        "letters": "https://" + "a" * size + " ",
        "at signs": "https://" + "a@" * size,
        "at signs and an end": "https://" + "@" * size + "/ ",
        "colons": "https://" + ":" * size,
        "ports": "https://a" + ":1" * size,
        "digits": "https://a:" + "1" * size + "x",
        "brackets": "https://" + "[" * size,
        "bracket pairs": "https://" + "[]" * size,
        "an open bracket": "https://[" + "a" * size,
        "slashes": "https://a" + "/" * size + " ",
        "dots": "https://a/" + "." * size,
        "question marks": "https://a/" + "?#" * size + " ",
        "spaces": "https://a/" + " " * size,
        "schemes": "https://" * size,
        "asset schemes": "asset://" * size,
        "controls": "asset://" + "\x00" * size,
        "wide characters": "https://" + "图@" * size + "\u3000",
    }


def lines_run(call: Callable[[], object]) -> int:
    """Count the lines of Python that a call runs, loops counted each time around."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> "TraceFunction":
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def bytes_held(call: Callable[[], object]) -> int:
    """Count the bytes that a call holds at its fullest, beside what was there before it."""
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


SMALL, LARGE = 250, 1000


@pytest.mark.parametrize("name", sized(1))
def test_steps_grow_no_faster_than_what_is_given(name: str) -> None:
    """Four times the size takes little more than four times the lines."""
    small, large = (lines_run(sized(size)[name]) for size in (SMALL, LARGE))
    assert large <= 1.1 * LARGE / SMALL * small + 1000


@pytest.mark.parametrize("name", sized(1))
def test_memory_grows_no_faster_than_what_is_given(name: str) -> None:
    small, large = (bytes_held(sized(size)[name]) for size in (2 * SMALL, 2 * LARGE))
    assert large <= 1.5 * LARGE / SMALL * small + 200_000


def test_nothing_waits_for_the_garbage_collector() -> None:
    """A rejected request, its findings and what their messages need are gone when they are."""
    request, *_ = face.asked("seedance-2-mini", duration=30, mode="omni_reference", seed=1)
    assert len(str(validate(face.as_dict(request)))) > 100  # what is made once is made
    gc.collect()
    gc.disable()
    try:
        report = validate(face.as_dict(request))
        assert len(report.violations) > 1
        del report
        assert gc.collect() == 0
    finally:
        gc.enable()


@pytest.mark.parametrize("name", hostile_urls(1))
def test_steps_of_the_url_pattern(name: str) -> None:
    """No URL makes the pattern go back over what it has read, beyond a few times."""
    pattern = SPEC._lookups.url
    small, large = (steps_of(pattern, hostile_urls(size)[name]) for size in (SMALL, LARGE))
    assert large <= LARGE / SMALL * small + 200


@drawn
@given(
    st.lists(st.sampled_from("a@:[]/?#. \x00图"), max_size=4).map("".join),
    st.lists(st.sampled_from("a@:[]/?#. \x00图"), min_size=1, max_size=4).map("".join),
    st.lists(st.sampled_from("a@:[]/?#. \x00图"), max_size=4).map("".join),
)
def test_steps_of_the_url_pattern_on_anything_repeated(start: str, again: str, end: str) -> None:
    pattern = SPEC._lookups.url
    small, large = (steps_of(pattern, f"https://{start}{again * n}{end}") for n in (50, 200))
    assert large <= 4 * small + 200


@pytest.mark.parametrize(
    "again", ["@", "@image", "@image1", "@image_", "@im", "0", "图片", "@图片_"]
)
def test_steps_of_the_prompt_pattern(again: str) -> None:
    pattern = SPEC._lookups.reference
    for start in ("", "@image", "@图片_"):
        small, large = (steps_of(pattern, start + again * n, all_of=True) for n in (100, 400))
        assert large <= 4 * small + 200


def test_steps_tell_a_pattern_that_goes_back() -> None:
    """The count would find one: this pattern reads every run of letters once from each letter."""
    small, large = (steps_of(re.compile("a+b"), "a" * n, all_of=True) for n in (50, 200))
    assert large > 12 * small


@pytest.mark.parametrize("text", TEXTS)
def test_steps_are_those_of_the_matcher(text: str) -> None:
    """The counted matcher finds what `re` finds, so what it counts is what `re` does."""
    # Long texts are cut, since counting is slow.
    look, text = SPEC._lookups, text[:300]
    for pattern, all_of in ((look.url, False), (look.reference, True)):
        steps_of(pattern, text, all_of=all_of)


HUGE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (300, 300))
resource.setrlimit(resource.RLIMIT_AS, (12 << 30, 12 << 30))
import face
from test_total import huge
name = sys.argv[1]
huge()[name]()
"""


def huge() -> dict[str, Callable[[], object]]:
    """Return requests of the largest sizes that anybody has thought of, by name."""
    million = 10**6
    ten_megabytes = 10 * million

    def judged(**more: object) -> Callable[[], object]:
        return lambda: check(face.asked_with(more)[0])

    return {
        "a prompt of 10 MB": judged(prompt="x" * ten_megabytes),
        "a blank prompt of 10 MB": judged(prompt="\u3000" * ten_megabytes),
        "a million references": judged(prompt="@image1" * million, image_urls=[face.IMAGE]),
        "a million references to nothing": judged(
            prompt=" ".join(f"@image{index}" for index in range(million))
        ),
        "an index of ten million digits": judged(prompt="@image" + "9" * ten_megabytes),
        "a quarter of a million unknown keys": lambda: check(
            face.asked_with({f"key{index}": index for index in range(million // 4)})[0]
        ),
        "a key of 10 MB": lambda: check(face.asked_with({"k" * ten_megabytes: 1})[0]),
        "a million URLs": judged(image_urls=[face.IMAGE] * million),
        "a million assets": judged(video_urls=[face.ASSET] * million),
        "a quarter of a million no URLs": judged(audio_urls=["x"] * (million // 4)),
        "a URL of 10 MB": judged(image_urls=["https://" + "a@" * (ten_megabytes // 2)]),
        "a number of a million digits": judged(duration=10**million),
        "a fraction of a million digits": judged(duration=Decimal("5." + "0" * million + "1")),
        "a list of the same, endlessly": judged(prompt=VALUES["a list of the same"]()),
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", huge())
def test_nothing_is_too_large(name: str) -> None:
    """Each within limits of processor and memory that only a mistake of growth would meet."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", HUGE, name],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        check=False,
    )
    assert not done.returncode, done.stderr.decode("utf-8", "replace")[-2000:]
