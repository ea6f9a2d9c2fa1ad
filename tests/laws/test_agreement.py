"""The engine agrees with the oracle, a second and naive reading of the document, on every request.

The two share no code and no table. Requests are drawn valid, nearly valid and wild, each often.
"""

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import Any

import making
import oracle
import pytest
from drawing import many, sample
from hypothesis import given
from hypothesis import strategies as st

from seedance_rules import (
    InputDurationError,
    InvalidRequest,
    Spec,
    credits,
    load_spec,
    prompt_references,
    quote,
    validate,
)
from seedance_rules.fields import KINDS
from seedance_rules.findings import NOTICES
from seedance_rules.strategies import (
    invalid_requests,
    prompts,
    requests,
    valid_requests,
)

SPEC = load_spec("2026-06")
TYPES = SPEC.task_types
MATCHES: Any = SPEC._lookups.usual_urls
USUAL = [*zip(KINDS, (match.__self__ for match in MATCHES), strict=True)]
"""The patterns of URLs that are accepted at sight, by kind."""

LESS = "seedance-2-less-restriction"

one = (
    st.integers(0, 40)
    | st.sampled_from([7.3, 14.999, 15.001, Decimal("0.001"), "5.405400", " 7", "1e1", "15.0001"])
    | st.decimals(0, 20, places=3).map(str)
)
stated = st.none() | one | st.lists(one | st.sampled_from(["x", -1, None, True]), max_size=3)

every_request = st.one_of(
    valid_requests(SPEC),
    invalid_requests(SPEC).map(lambda drawn: drawn[0]),
    requests(SPEC),
)


def agree(request: Any, video: Any, audio: Any, spec: Spec = SPEC) -> oracle.Verdict:
    """Hold the engine's answers to one request against the oracle's, and return the oracle's."""
    durations = {"total_input_video_duration": video, "total_input_audio_duration": audio}
    try:
        expected = oracle.judge(request, video, audio)
    except oracle.NotSeconds:
        with pytest.raises(InputDurationError):
            validate(request, **durations, spec=spec)
        return oracle.judge(request)
    report = validate(request, **durations, spec=spec)
    assert report.ok is expected.accepted
    assert report.mode == expected.mode
    assert tuple((str(f.code), f.path) for f in report.violations) == expected.violations
    assert tuple((str(f.code), f.path) for f in report.notices) == expected.notices
    assert (report.request.to_dict() if report.request else None) == expected.body
    try:
        asked = quote(request, **durations, spec=spec)
    except (InvalidRequest, InputDurationError):
        assert expected.credits is None
    else:
        assert Fraction(asked.credits) == expected.credits
    return expected


@many(100)
@given(every_request, stated, stated)
def test_verdict_mode_findings_body_and_price(request: Any, video: Any, audio: Any) -> None:
    agree(request, video, audio)


@pytest.mark.slow
@many(2000)
@given(every_request, stated, stated)
def test_the_same_of_many_more(request: Any, video: Any, audio: Any) -> None:
    agree(request, video, audio)


def test_of_tables_read_anew() -> None:
    spec = Spec.from_dict(SPEC.to_dict())
    for request, video, audio in sample(st.tuples(every_request, stated, stated), 200):
        agree(request, video, audio, spec)


def test_requests_are_drawn_of_every_sort() -> None:
    size = 1600
    seen: Counter[object] = Counter()
    for request, video, audio in sample(st.tuples(every_request, stated, stated), size):
        verdict = agree(request, video, audio)
        faults = len({code for code, _ in verdict.violations})
        seen["valid" if verdict.accepted else "nearly valid" if faults == 1 else "wild"] += 1
        seen["priced"] += verdict.credits is not None
        seen.update({code for code, _ in verdict.violations + verdict.notices})
    for sort in ("valid", "nearly valid", "wild"):
        assert seen[sort] > size / 8, seen
    assert seen["priced"] > size / 10
    raised = set(SPEC.citations.by_code) - NOTICES - {"unsupported_aspect_ratio"}
    assert raised <= set(map(str, seen)), seen


@many(150)
@given(st.text() | prompts())
def test_references_in_a_prompt(prompt: str) -> None:
    found = [(f.kind, f.index, f.start, f.end) for f in prompt_references(prompt)]
    assert found == oracle.references(prompt)


SIGNS = ["@", "＠", "<", "<<<", "", "@@", "me@", "图@", "_@"]
WORDS = ["image", "Image", "VIDEO", "audio", "图片", "图", "图像", "音频", "img", "IMG", "视频"]
ODD = ["ımage", "İmage", "ſound", "ﬁ", "clip", "vıdeo", "imagé", "图图"]
BETWEEN = ["", "", "", "_", "-", " ", "__"]
DIGITS = ["1", "2", "01", "１", "٣", "12", "0", "²", "9" * 12]
ENDS = ["", "", ">", ">>>", " ", "x", "@", "，"]

look_alike = st.tuples(
    *map(st.sampled_from, (SIGNS, [*WORDS, *WORDS, *ODD], BETWEEN, DIGITS, ENDS))
)
pieces = st.lists(look_alike.map("".join), max_size=14).map("".join)
"""Prompts of what looks like references, is one, or almost looks like one."""


@many(200)
@given(pieces | prompts() | st.text(), st.tuples(*[st.integers(0, 3)] * 3))
def test_what_looks_like_a_reference(prompt: str, counts: tuple[int, int, int]) -> None:
    given_ = {f"{kind}s": count for kind, count in zip(KINDS, counts, strict=True)}
    agree(making.request(prompt=prompt, **given_), None, None)


def test_what_looks_like_a_reference_is_drawn_of_every_sort() -> None:
    drawn = sample(pieces, 400)
    unread = [prompt for prompt in drawn if oracle.unread_references(prompt)]
    assert 100 < len(unread) < 380
    assert any(len(oracle.unread_references(prompt)) > 3 for prompt in unread)
    assert any("<" in prompt for prompt in unread) and any("＠" in prompt for prompt in unread)


@many(150)
@given(st.sampled_from(SPEC.price_rows()), st.integers(4, 15), st.decimals(0, 1000, places=3))
def test_the_formula_agrees_with_the_oracle(
    row: dict[str, Any], duration: int, seconds: Decimal
) -> None:
    task_type, resolution = row["task_type"], row["resolution"]
    taken = any(SPEC.limits(task_type, m).kinds["video"].taken for m in TYPES[task_type].modes)
    videos = seconds if taken else Decimal(0)
    expected = oracle.price(task_type, resolution, duration, Fraction(videos))
    assert Fraction(credits(task_type, resolution, duration, videos)) == expected


@many(150)
@given(st.sampled_from(USUAL), st.data())
def test_a_url_that_is_accepted_at_sight(usual: tuple[str, Any], data: st.DataObject) -> None:
    """The pattern of usual URLs takes none that the document rejects."""
    kind, pattern = usual
    url = data.draw(st.from_regex(pattern, fullmatch=True))
    assert oracle.entry_fault(f"{kind}_urls", url, LESS) is None
    is_asset = pattern.fullmatch(url).lastindex is not None
    assert is_asset is (oracle.entry_fault(f"{kind}_urls", url, "seedance-2") is not None)


@many(250)
@given(st.sampled_from(USUAL), st.data())
def test_a_url_that_is_almost_usual(usual: tuple[str, Any], data: st.DataObject) -> None:
    """One character put into such a URL, or out of it, and the two still agree."""
    kind, pattern = usual
    url = data.draw(st.from_regex(pattern, fullmatch=True))
    at = data.draw(st.integers(0, len(url)))
    put = data.draw(st.sampled_from(["", *" \n\x85\u2003\u3000\x00@:[]/?#.%AséK図"]))
    url = url[:at] + put + url[at + data.draw(st.integers(0, 1)) :]
    request = {
        "model": "seedance",
        "task_type": data.draw(st.sampled_from(["seedance-2", LESS])),
        "input": {"prompt": "x", "mode": "omni_reference", f"{kind}_urls": [url]},
    }
    agree(request, None, None)
