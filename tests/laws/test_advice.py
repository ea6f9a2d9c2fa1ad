"""Advice is true: whoever does what a message says has that fault no more, and no new one.

Each remedy that a message offers is read from its text (`remedies`) and done by itself. What could
not be judged before, for want of a task type, a mode or a list, may come to light: that is not a new
fault. Every message can be read alone: it names its field, and lists what is allowed.
"""

import json
import re
from collections import Counter
from typing import Any, Final

from drawing import in_every_version, many
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from making import request, urls
from remedies import ENTRY, remedies

from seedance_rules import Code, Finding, Spec, load_spec, prompt_references, validate, versions
from seedance_rules.strategies import invalid_requests, requests

SPECS: Final = {name: load_spec(name) for name in versions()}
LONGEST: Final = 600
ABSENT: Final = object()

HIDING: Final[dict[str, tuple[str, ...]]] = {
    "/task_type": ("missing_field", "wrong_type", "unknown_task_type"),
    "/input": ("missing_field", "not_an_object", "unsupported_mode"),
    "/input/mode": ("missing_field", "wrong_type", "unknown_mode", "unsupported_mode"),
    "/input/auto_upload_assets": ("wrong_type",),
    "/input/prompt": ("missing_field", "wrong_type"),
    **{f"/input/{key}": ("wrong_type", "unsupported_mode", "media_not_supported") for key in ENTRY},
}
"""Faults beside which some others are not judged, by their path."""


MORE_MISSING: Final = ("reference_out_of_range", "/input/prompt", "")
"""The finding that counts the references beyond the first ten."""


def key_of(finding: Finding, spec: Spec) -> tuple[str, ...]:
    """Return what makes a fault the same one: there may be many references in one prompt."""
    code, value = finding.code, finding.value
    if code is Code.REFERENCE_OUT_OF_RANGE and isinstance(value, str):
        (reference,) = prompt_references(value, spec=spec)
        return str(code), finding.path, reference.kind, str(reference.index)
    return str(code), finding.path, str(value) if code is Code.UNREAD_REFERENCE else ""


def hidden(keys: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Return those faults beside which there may be others that are not judged."""
    return {key for key in keys if key[0] in HIDING.get(key[1], ())}


def added(now: set[tuple[str, ...]], before: set[tuple[str, ...]], what: str) -> set[Any]:
    """Return the new faults, without those that could not be told before.

    That is what was hidden, an entry that was not a URL, what was counted but not named, and what is wrong with a field under
    its right name: what it is called here does not say that this task type or mode takes it.
    """
    new, gone = now - before, before - now
    if hidden(gone):
        return set()
    judged = {key[1] for key in gone if key[0] == "invalid_url"}
    new = {key for key in new if key[1] not in judged}
    if MORE_MISSING in before:
        new = {key for key in new if key[0] != MORE_MISSING[0]}
    if re.match(r"(here that is|did you mean) .*: \w+_urls$", what):
        return set()
    return new


def values(spec: Spec) -> dict[str, list[Any]]:
    """Return what each key of a request may hold: right, wrong, and as others write it."""
    hints, ways = spec.hints, [*spec.media["image"].words, *spec.media["video"].words]
    marker = spec.prompt_marker
    types, ratios = [*spec.task_types], [*spec.aspect_ratios]
    refused = [f"{urls('image', 1)[0][:-3]}{end}" for end in ("mp4", "webm", "mp3", "png", "gif")]
    entries = [*ENTRY.values(), *refused, "", " ", None, 5, {"url": "x"}, "asset://a", "Asset://a"]
    entries += ["asset://", "asset-1-b", "asset-1", "picture.png", "media.example/a b.png", "//x/y"]
    entries += ["https:", "https://", "https:///a.png", "https://h/a b.png", " https://h/a.png"]
    entries += ["https://h/a.png\n", "https://h/a\tb", "ftp://h/a.png", "C:\\a.png", "/tmp/a.png"]
    entries += ["data:image/png;base64,AA==", "data: ,a b", "file:///a.png", "blob:https://h/1"]
    entries += ["https://h:port/a", "https://[::1/a", "HTTPS://h/a.png", "localhost:80/a.png"]
    entries += ["asset://a b", "asset:a", "http:/h/a.png", "javascript:alert(1)", "https://h /a"]
    entries += ["https://me@/a.png", "https://h\u200b/a.png", "https://h/\u3000", "s3://b/a.png"]
    given: dict[str, list[Any]] = {
        "model": [spec.model] * 12 + [None, ABSENT, 2, "", "Seedance", "sora", *types[:2]],
        "task_type": types * 4 + [*spec.aliases, *hints["task_types"], None, ABSENT, "", 5, "veo"]
        + [f"{types[0]} ", types[0].upper(), f"{types[-1]}-vip", types[-1].replace("-", "_")],
        "prompt": ["A cat"] * 6 + ["", " ", None, ABSENT, 5, ["A cat"], "x" * 5000]
        + [" ".join(f"{marker}{way}{index}" for way in some) for some in (ways[:1], ways[-1:], ways)
           for index in ("1", "2", "_2", "3", "0", "10", "01", "12345678901")]
        + [f"{marker}Image1, {marker}image 2 and <<<video_1>>>", f"{marker}audio1 {marker}audio2"]
        + [" ".join(f"{marker}image{index}" for index in range(14))],
        "mode": [ABSENT] * 8 + [*spec.modes] * 3 + [*hints["modes"], "", 1, "x", "Text-To-Video"]
        + ["text_to_vidio", ["omni_reference"]],
        "duration": [ABSENT] * 4 + [5, 5.0, 4, 15, 3, 16, 0, -1, 5.5, "5", "16", "5s", "auto", "-1"]
        + ["", " ", True, [5], float("nan"), float("inf"), 10**400, None],
        "resolution": [ABSENT] * 4 + [*spec.resolutions, "4k", "720P", "240p", "1080", 720, 480, ""]
        + [None, True, {}],
        "aspect_ratio": [ABSENT] * 4 + [*ratios[:2], "auto", "Auto", "16x9", "9/16", "9:21", "5:3"]
        + [*hints["aspect_ratios"], "", 1.5, None, "adaptive"],
        "auto_upload_assets": [ABSENT] * 4 + [True, True, False, "yes", 1, "", None],
        "asset_retention_hours": [ABSENT] * 4 + [1, 3, 5, 0, 9, -1, "3", "0", 2.5, "", 10**400],
    }  # fmt: skip
    for kind in ("image", "video", "audio"):
        key = f"{kind}_urls"
        good = [ENTRY[key]]
        lists = [ABSENT] * 4 + [good * count for count in (0, 1, 1, 2, 2, 3, 4, 9, 10, 13)]
        lists += [good[0], "", "a,b", f'["{good[0]}"]', {"url": good[0]}, 5, None, True]
        lists += [[entry] for entry in entries] + [[*good, entry] for entry in entries]
        given[key] = lists
    return given


def strange(spec: Spec) -> list[tuple[str, Any]]:
    """Return keys that do not belong in `input`, with what others give there."""
    hints = spec.hints
    return [
        *((key, 5) for key in (*hints["fields"], *hints["elsewhere"])),
        *[("promt", "a"), ("Duration", 5), ("imageUrls", [ENTRY["image_urls"]]), ("seed", 1)],
        *[("a/b~c", 1), ("model", "seedance"), ("audio", True), ("audio", "x"), ("aspectratio", 1)],
    ]


@st.composite
def faulty(draw: DrawFn, spec: Spec) -> Any:
    """Draw a request in which any key may hold anything that people have given there."""
    pools = VALUES[spec.version]
    outer: dict[str, Any] = {}
    inner: dict[str, Any] = {}
    odd = draw(st.integers(1, 4))
    for key, pool in pools.items():
        top = key in ("model", "task_type")
        plain = draw(st.sampled_from(pool)) if draw(st.integers(0, 9)) <= odd else pool[0]
        if plain is not ABSENT:
            (outer if top else inner)[key] = plain
    for key, value in draw(st.lists(st.sampled_from(strange(spec)), max_size=2)):
        inner.setdefault(key, value)
    where = draw(st.sampled_from(["in"] * 8 + ["beside", "mixed", "renamed", "text", "null"]))
    if where == "beside":
        return {**outer, **inner}
    if where == "mixed":
        moved = draw(st.sampled_from([*inner, "prompt"]))
        outer |= {key: inner.pop(key) for key in [*inner] if key in ("prompt", moved)}
    if where == "renamed":
        others = [*spec.hints["envelope"].items()]
        named, meant = draw(st.sampled_from(others))
        outer["input"] = inner
        if meant[0] in outer:
            outer[named] = outer.pop(meant[0])
        return outer
    return {**outer, "input": {"text": "a cat", "null": None}.get(where, inner)}


VALUES: Final = {name: values(spec) for name, spec in SPECS.items()}


def check(given: Any, spec: Spec, **stated: Any) -> Counter[str]:
    """Do what every message on a request says, each remedy by itself; count them by code."""
    report, done = validate(given, spec=spec, **stated), Counter[str]()
    before = {key_of(finding, spec) for finding in report.violations}
    for finding in (*report.violations, *report.notices):
        for what, follow in remedies(finding, given, spec):
            after = validate(follow(), spec=spec, **stated)
            now = {key_of(found, spec) for found in after.violations}
            told = f"{finding}\n  did {what}"
            left = now | {key_of(found, spec) for found in after.notices}
            assert key_of(finding, spec) not in left, f"{told}\n  it is still there"
            assert not added(now, before, what), f"{told}\n  which brought {now - before}"
            done[str(finding.code)] += 1
    return done


class TestAdviceIsTrue:
    """Whoever follows a message gets a request with that fault gone and no new one."""

    @in_every_version
    @many(75)
    @given(st.data())
    def test_advice_on_what_people_give_is_true(self, version: str, data: st.DataObject) -> None:
        check(data.draw(faulty(SPECS[version])), SPECS[version])

    @in_every_version
    @many(60)
    @given(st.data())
    def test_advice_on_rejected_requests_is_true(self, version: str, data: st.DataObject) -> None:
        check(data.draw(REJECTED[version]), SPECS[version])

    @in_every_version
    @many(40)
    @given(st.data())
    def test_advice_with_stated_seconds_is_true(self, version: str, data: st.DataObject) -> None:
        seconds = st.none() | st.sampled_from((1, 15, 16, "15.4", 15.5, 600))
        video, audio = data.draw(seconds), data.draw(seconds)
        given = data.draw(faulty(SPECS[version]))
        check(
            given,
            SPECS[version],
            total_input_video_duration=video,
            total_input_audio_duration=audio,
        )

    def test_what_is_too_long_is_shortened(self) -> None:
        spec = SPECS["2026-08-01"]
        given = request(images=1, videos=1, audios=1)
        told = validate(
            given, total_input_video_duration=16, total_input_audio_duration=16, spec=spec
        )
        most = [re.findall(r"at most ([0-9.]+) seconds", v.message) for v in told.violations]
        assert most == [["15.4"], ["15"]]
        assert validate(
            given, total_input_video_duration="15.4", total_input_audio_duration="15", spec=spec
        )

    def test_nearly_every_code_has_advice_to_follow(self) -> None:
        """That the reader of messages reads them: no remedy found would be no fault found."""
        followed = Counter[str]()
        for version, spec in SPECS.items():
            for code, one in FAULTS.items():
                if code not in RARE or version in RARE[code]:
                    assert check(one, spec)[code], f"{code}, {version}: {validate(one, spec=spec)}"
                    followed[code] += 1
        without = {"audio_too_long", "video_too_long", "value_not_allowed", "unsupported_field"}
        without |= {"unsupported_aspect_ratio", "auto_fell_back", "value_replaced"}
        assert {*followed} == {*map(str, Code)} - without


class TestEveryMessage:
    """A message can be read alone, in a log, whatever was given."""

    @in_every_version
    @many(60)
    @given(st.data())
    def test_every_message_names_its_field_and_what_is_allowed(
        self, version: str, data: st.DataObject
    ) -> None:
        spec = SPECS[version]
        report = validate(data.draw(faulty(spec) | ANYTHING[version]), spec=spec)
        for finding in (*report.violations, *report.notices):
            message, allowed = finding.message, finding.allowed
            assert message.isprintable() and len(message) <= LONGEST, message
            keys = [k.replace("~1", "/").replace("~0", "~") for k in finding.path.split("/")[1:]]
            field = (keys[1:2] or keys or ["the request"])[0]
            if field.isprintable() and len(field) <= LONGEST_KEY:
                assert field in message, message
            if len(keys) == 3:
                assert message.startswith(f"{keys[1]}[{keys[2]}]")
            if isinstance(allowed, tuple) and allowed and isinstance(allowed[0], str):
                if not re.search(OTHERWISE, message):
                    assert all(str(name) in message for name in allowed[:12]), message


LONGEST_KEY: Final = 80
OTHERWISE: Final = "is given instead|belongs beside input|_urls\\[|is not a mode of|have"
"""How messages begin or end that have better to say than all that is allowed."""

REJECTED: Final[dict[str, SearchStrategy[Any]]] = {
    name: invalid_requests(spec).map(lambda drawn: drawn[0]) for name, spec in SPECS.items()
}
ANYTHING: Final[dict[str, SearchStrategy[Any]]] = {
    name: requests(spec) for name, spec in SPECS.items()
}

LESS, MINI = "seedance-2-less-restriction", "seedance-2-mini"
ALL: Final = tuple(SPECS)
INFERRED, WITH_ASSETS, MODELESS = ALL[2:], ALL[3:], ALL[:2]
STRICT_MINI: Final = ("2026-06",)

FAULTS: Final[dict[str, Any]] = {
    "not_an_object": request()
    | {"input": json.dumps({"prompt": "A cat", "mode": "text_to_video"})},
    "missing_field": request(mode="text_to_video") | {"model": None},
    "wrong_type": request(mode="text_to_video", duration="5"),
    "unknown_model": request(mode="text_to_video") | {"model": "Seedance"},
    "unknown_task_type": request("seedance-2-fst", mode="text_to_video"),
    "unknown_mode": request(mode="t2v"),
    "unsupported_mode": request(MINI, mode="omni_reference", images=2),
    "duration_out_of_range": request(mode="text_to_video", duration=16),
    "unknown_resolution": request(mode="text_to_video", resolution="720P"),
    "unsupported_resolution": request("seedance-2-fast", mode="text_to_video", resolution="1080p"),
    "unknown_aspect_ratio": request(mode="text_to_video", aspect_ratio="16x9"),
    "auto_not_allowed": request(mode="text_to_video", aspect_ratio="auto"),
    "media_not_supported": request(MINI, videos=1),
    "references_not_allowed": request(mode="text_to_video", images=1),
    "image_count": request(mode="first_last_frames", images=3),
    "too_many_references": request(mode="omni_reference", images=13),
    "reference_required": request(mode="omni_reference", audios=1),
    "invalid_url": request(mode="omni_reference", image_urls=["data:image/png;base64,AA=="]),
    "unsupported_format": request(mode="omni_reference", video_urls=["https://h/a.webm"]),
    "asset_not_allowed": request(image_urls=["asset://a"]),
    "reference_out_of_range": request(mode="omni_reference", images=1, prompt="@image2"),
    "invalid_retention": request(LESS, auto_upload_assets=True, asset_retention_hours=0),
    "prompt_too_long": request(prompt="x" * 4001),
    "deprecated_task_type": request("seedance-2-preview"),
    "unknown_field": request(mode="text_to_video", ratio="9:16"),
    "ignored_field": request(asset_retention_hours=3),
    "unread_reference": request(mode="omni_reference", images=1, prompt="@Image1"),
    "unnamed_reference": request(mode="omni_reference", images=2, prompt="@image1"),
}
"""A request with a fault of each code, which every version has but those that `RARE` leaves out."""

RARE: Final[dict[str, tuple[str, ...]]] = {
    "unsupported_mode": STRICT_MINI,
    "media_not_supported": STRICT_MINI,
    "unsupported_resolution": ALL[1:],
    "unknown_aspect_ratio": ALL[1:],
    "auto_not_allowed": ALL[1:],
    "asset_not_allowed": WITH_ASSETS,
    "reference_required": ALL[4:],
    "invalid_retention": WITH_ASSETS,
    "prompt_too_long": ALL[4:],
    "deprecated_task_type": INFERRED,
    "ignored_field": WITH_ASSETS,
}
