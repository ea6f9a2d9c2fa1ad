"""The strategies draw what they say, of every sort, and shrink to the plainest request."""

import importlib
import json
import sys
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from operator import index
from typing import Any

import pytest
from drawing import Changes, in_every_version, made_up_tables, many, sample
from hypothesis import find, given
from hypothesis import strategies as st
from tables import spec_with, without

from seedance_rules import (
    Code,
    InputDurationError,
    InvalidRequest,
    NotInTables,
    Report,
    Spec,
    asset_plan,
    load_spec,
    prompt_references,
    quote,
    validate,
)
from seedance_rules.fields import KINDS
from seedance_rules.findings import NOTICES
from seedance_rules.strategies import (
    anything,
    invalid_durations,
    invalid_requests,
    media_durations,
    overlong_audio,
    overlong_video,
    priced_requests,
    prompts,
    requests,
    respelled,
    seconds,
    urls,
    valid_requests,
)
from seedance_rules.strategies.values import Index

SPEC = load_spec()
NAMES = [*SPEC.task_types, *SPEC.aliases]
PLAIN = {"model": "seedance", "task_type": "seedance-2", "input": {"prompt": "a cat"}}

OF_OTHER_TABLES = {
    Code.PROMPT_TOO_LONG,
    Code.REFERENCE_REQUIRED,
    Code.UNSUPPORTED_FIELD,
    Code.VALUE_NOT_ALLOWED,
    Code.UNSUPPORTED_ASPECT_RATIO,
}
"""The codes that no request of version 2026-06 leads to."""

OF_SECONDS = {Code.AUDIO_TOO_LONG, Code.VIDEO_TOO_LONG}

OF_REQUESTS = set(Code) - NOTICES - OF_OTHER_TABLES - OF_SECONDS
"""The codes of violations that a request of version 2026-06 leads to by itself."""


EVERY_MODE = {Code.UNSUPPORTED_MODE, Code.MEDIA_NOT_SUPPORTED}
NO_ASSETS = EVERY_MODE | {Code.INVALID_RETENTION}
SAME_PRICES = {Code.UNSUPPORTED_RESOLUTION}
ANY_RATIO = {Code.AUTO_NOT_ALLOWED, Code.UNKNOWN_ASPECT_RATIO}

NOT_IN = {
    "2026-04-08": NO_ASSETS | SAME_PRICES | ANY_RATIO,
    "2026-05-03": NO_ASSETS,
    "2026-06-03": NO_ASSETS,
    "2026-08-01": EVERY_MODE,
    "2026-08-08": EVERY_MODE,
    "2026-09-22": EVERY_MODE,
}
ALSO_IN = {
    version: {Code.PROMPT_TOO_LONG, Code.REFERENCE_REQUIRED}
    for version in ("2026-08-01", "2026-08-08", "2026-09-22")
}
"""The codes that requests of a version do not lead to, and those that they also do."""


def body(request: Mapping[str, object]) -> dict[str, Any]:
    """Return the input of a request."""
    inner = request["input"]
    assert isinstance(inner, dict)
    return inner


def codes_of(request: Mapping[str, object], spec: Spec = SPEC, **stated: Any) -> set[Code]:
    """Return the codes of a request's violations."""
    return {finding.code for finding in validate(request, spec=spec, **stated).violations}


def said(report: Report) -> list[object]:
    """Return what a report says, as a list: in one, a NaN is equal to itself."""
    findings = [
        (found.code, found.path, found.value, found.allowed, found.clause, found.http_status)
        for found in (*report.violations, *report.notices)
    ]
    return [report.ok, report.mode, *findings]


class TestValidRequests:
    """`valid_requests` draws accepted requests, of every sort there is."""

    @many(100)
    @given(valid_requests())
    def test_each_is_accepted_and_plain_json(self, request: dict[str, object]) -> None:
        assert codes_of(request) == set()
        assert json.loads(json.dumps(request)) == request

    @pytest.mark.slow
    @many(1000)
    @given(valid_requests())
    def test_many_more_are_accepted(self, request: dict[str, object]) -> None:
        assert codes_of(request) == set()

    @many(100)
    @given(st.data(), st.sampled_from(NAMES), st.sampled_from([*SPEC.modes]))
    def test_of_one_task_type_in_one_mode(self, data: st.DataObject, name: str, mode: str) -> None:
        if mode not in SPEC.task_type(name).modes:
            with pytest.raises(NotInTables, match=f"for {name}, mode '{mode}'"):
                valid_requests(task_type=name, mode=mode)
            return
        request = data.draw(valid_requests(task_type=name, mode=mode))
        assert request["task_type"] == name
        assert validate(request).mode == mode

    @pytest.mark.parametrize(
        "wanted",
        [
            {"task_type": "seedance-9"},
            {"mode": "omni"},
            {"task_type": "seedance-2-mini", "mode": "omni_reference"},
        ],
    )
    def test_an_unknown_task_type_or_mode_is_refused(self, wanted: dict[str, str]) -> None:
        with pytest.raises(NotInTables, match="use "):
            valid_requests(**wanted)

    def test_spread_over_every_name_mode_and_price(self) -> None:
        seen: set[tuple[object, ...]] = set()
        for request in sample(valid_requests(), 1000):
            accepted = validate(request).request
            assert accepted is not None
            lists = accepted.image_urls, accepted.video_urls, accepted.audio_urls
            seen.add(("name", request["task_type"]))
            seen.add(("mode", accepted.task_type, accepted.mode))
            seen.add(("resolution", accepted.resolution))
            seen.update(("kind", at) for at, urls in enumerate(lists) if urls)
            seen.update(("handling", use.handling) for use in asset_plan(request))
        expected: set[tuple[object, ...]] = {("name", name) for name in NAMES}
        expected |= {("mode", n, mode) for n, t in SPEC.task_types.items() for mode in t.modes}
        expected |= {("resolution", resolution) for resolution in SPEC.resolutions}
        expected |= {("kind", at) for at in range(3)}
        expected |= {("handling", handling) for handling in ("raw", "asset", "ephemeral")}
        assert seen >= expected, expected - seen

    def test_shrinks_to_the_plainest(self) -> None:
        assert find(valid_requests(), lambda request: True) == PLAIN

    def test_shrinks_to_what_matters_alone(self) -> None:
        found = find(valid_requests(), lambda request: bool(body(request).get("video_urls")))
        urls = ["https://example.com/1.mp4"]
        assert found == {**PLAIN, "input": {"prompt": "a cat", "video_urls": urls}}


class TestInvalidRequests:
    """`invalid_requests` draws rejected requests and says exactly which codes they have."""

    @many(75)
    @given(invalid_requests())
    def test_each_has_exactly_its_codes(
        self, drawn: tuple[dict[str, object], frozenset[Code]]
    ) -> None:
        request, codes = drawn
        assert codes and codes_of(request) == codes
        assert json.loads(json.dumps(request)) == request

    @pytest.mark.slow
    @many(1500)
    @given(invalid_requests())
    def test_many_more_have_exactly_their_codes(
        self, drawn: tuple[dict[str, object], frozenset[Code]]
    ) -> None:
        request, codes = drawn
        assert codes and codes_of(request) == codes

    def test_spread_over_every_code(self) -> None:
        size = 800
        drawn = sample(invalid_requests(), size)
        seen = Counter(code for _, codes in drawn for code in codes)
        assert set(seen) == OF_REQUESTS
        assert all(count > size / len(OF_REQUESTS) / 4 for count in seen.values())
        assert sum(len(codes) == 1 for _, codes in drawn) > size / 2
        assert sum(len(codes) >= 2 for _, codes in drawn) > size / 10

    @pytest.mark.parametrize("code", sorted(OF_REQUESTS))
    def test_of_one_code(self, code: Code) -> None:
        assert all(code in codes for _, codes in sample(invalid_requests(code=code), 10))

    def test_of_a_code_that_no_request_leads_to(self) -> None:
        with pytest.raises(NotInTables, match=r"use not_an_object, .* or invalid_retention"):
            invalid_requests(code="audio_too_long")

    @pytest.mark.parametrize(
        ("code", "spoilt"),
        [
            (Code.NOT_AN_OBJECT, {**PLAIN, "input": 0}),
            (Code.DURATION_OUT_OF_RANGE, {"prompt": "a cat", "duration": 3}),
            (Code.IMAGE_COUNT, {"prompt": "a cat", "mode": "first_last_frames"}),
            (Code.ASSET_NOT_ALLOWED, {"prompt": "a cat", "image_urls": ["asset://a"]}),
        ],
    )
    def test_shrinks_to_the_fault_alone(self, code: Code, spoilt: dict[str, object]) -> None:
        request, codes = find(invalid_requests(code=code), lambda drawn: True)
        assert codes == {code}
        assert request == (spoilt if "model" in spoilt else {**PLAIN, "input": spoilt})


class TestRequests:
    """`requests` draws valid, nearly valid and wild requests, and shrinks like the others."""

    def test_each_sort_occurs_often(self) -> None:
        size = 500
        faults = Counter(len(validate(request).violations) for request in sample(requests(), size))
        nearly, wild = faults[1] + faults[2], sum(faults[count] for count in faults if count > 2)
        assert faults[0] > size / 4
        assert nearly > size / 4
        assert wild > size / 20

    def test_shrinks_to_the_plainest(self) -> None:
        assert find(requests(), lambda request: True) == PLAIN

    @many(100)
    @given(st.data())
    def test_respelled_means_the_same(self, data: st.DataObject) -> None:
        request = data.draw(requests())
        same = data.draw(respelled(request))
        before, after = validate(request), validate(same)
        assert said(after) == said(before)
        if before.request and after.request:
            assert after.request.to_dict() == before.request.to_dict()

    def test_an_integer_of_another_library(self) -> None:
        assert {Index(5)} == {5} and index(Index(5)) == 5

    def test_respelled_in_every_way(self) -> None:
        given = {"prompt": "a", "duration": 5, "image_urls": ["asset://a"], "x": 1, "y": 2}
        drawn = sample(respelled({**PLAIN, "input": given}), 300)
        objects = {"dict", "Object", "mappingproxy"}
        assert {type(same).__name__ for same in drawn} == objects
        inner: list[Any] = [same["input"] for same in drawn]
        assert {type(same).__name__ for same in inner} == objects
        keys = {type(key).__name__ for same in inner for key in same}
        types = {type(value).__name__ for same in inner for value in same.values()}
        assert keys == {"str", "Text"}
        numbers = {"int", "Whole", "Index", "float", "Decimal"}
        assert types == keys | numbers | {"list", "Listed", "tuple", "Row"}
        assert len({tuple(same) for same in drawn}) == 6
        assert all(list(same).index("x") < list(same).index("y") for same in inner)

    @many(100)
    @given(anything())
    def test_anything_may_be_drawn_as_a_request(self, value: Any) -> None:
        assert not validate(value).ok


class TestSeconds:
    """Stated durations come with a request to have, or not to have, a price."""

    @many(100)
    @given(priced_requests())
    def test_a_priced_request_has_a_price(self, drawn: tuple[dict[str, object], Any]) -> None:
        request, durations = drawn
        assert quote(request, **durations).credits > 0

    def test_priced_in_every_way(self) -> None:
        drawn = sample(priced_requests(task_type="seedance-2", mode="omni_reference"), 400)
        for name in ("total_input_video_duration", "total_input_audio_duration"):
            stated = [durations[name] for _, durations in drawn if name in durations]
            kinds = {type(value).__name__ for value in stated}
            assert kinds == {"int", "float", "Decimal", "str", "list"}
            assert 0 in stated and len(stated) < len(drawn)

    def test_a_rejected_request_has_no_durations(self) -> None:
        with pytest.raises(InvalidRequest):
            media_durations({**PLAIN, "model": "other"})

    @many(100)
    @given(overlong_audio())
    def test_overlong_audio_is_all_that_is_wrong(
        self, drawn: tuple[dict[str, object], Any]
    ) -> None:
        request, durations = drawn
        assert codes_of(request) == set()
        assert codes_of(request, **durations) == {Code.AUDIO_TOO_LONG}

    @many(60)
    @given(overlong_video("2026-08-01"))
    def test_overlong_video_is_all_that_is_wrong(
        self, drawn: tuple[dict[str, object], Any]
    ) -> None:
        request, durations = drawn
        spec = load_spec("2026-08-01")
        assert codes_of(request, spec) == set()
        assert codes_of(request, spec, **durations) == {Code.VIDEO_TOO_LONG}

    @many(60)
    @given(overlong_audio("2026-08-01"))
    def test_overlong_audio_beside_videos_that_are_not(
        self, drawn: tuple[dict[str, object], Any]
    ) -> None:
        request, durations = drawn
        assert codes_of(request, load_spec("2026-08-01"), **durations) == {Code.AUDIO_TOO_LONG}

    def test_nothing_is_overlong_where_nothing_is_limited(self) -> None:
        spec = Spec.from_dict(without("limits", "references"))
        with pytest.raises(NotInTables, match="limit the seconds of no audio"):
            overlong_audio(spec)
        with pytest.raises(NotInTables, match="limit the seconds of no video"):
            overlong_video()

    @many(100)
    @given(st.data())
    def test_seconds_keep_to_their_ends(self, data: st.DataObject) -> None:
        ends: list[tuple[Any, Any]] = [(0, 10**9), (15, 15.5), ("0.1", "0.2"), (0, "1E-30"), (3, 4)]
        low, high = data.draw(st.sampled_from(ends))
        total = data.draw(seconds(high, above=low))
        assert Fraction(low) < Fraction(str(total)) <= Fraction(high)
        validate(PLAIN, total_input_video_duration=total)

    @pytest.mark.parametrize(("above", "most"), [(5, 5), (-1, 5), (0, 10**9 + 1), (0, "1E-31")])
    def test_no_seconds_between(self, above: Any, most: Any) -> None:
        with pytest.raises(ValueError, match="no seconds above"):
            seconds(most, above=above)

    @many(50)
    @given(invalid_durations())
    def test_invalid_durations(self, total: Any) -> None:
        with pytest.raises(InputDurationError):
            validate(PLAIN, total_input_audio_duration=total)


class TestValues:
    """URLs and prompts are to be had alone."""

    @many(100)
    @given(st.data(), st.sampled_from([*SPEC.media]))
    def test_urls_are_taken(self, data: st.DataObject, kind: str) -> None:
        url = data.draw(urls(kind, assets=True))
        given = {"prompt": "a cat", f"{kind}_urls": [url]}
        assert (
            codes_of({**PLAIN, "task_type": "seedance-2-less-restriction", "input": given}) == set()
        )

    @many(100)
    @given(prompts({"image": 2, "audio": 12}))
    def test_prompts_name_what_is_there(self, prompt: str) -> None:
        assert not prompt.isspace()
        most = {"image": 2, "video": 0, "audio": 12}
        for reference in prompt_references(prompt):
            assert 1 <= reference.index <= most[reference.kind]

    def test_an_unknown_kind_is_refused(self) -> None:
        with pytest.raises(NotInTables, match="use image, video or audio"):
            urls("text")
        with pytest.raises(NotInTables, match="use image, video or audio"):
            prompts({"text": 1})


def follow(data: st.DataObject, spec: Spec) -> None:
    """Draw requests of every sort from a spec, and hold them to what they are said to be."""
    for _ in range(2):
        assert codes_of(data.draw(valid_requests(spec)), spec) == set()
        request, codes = data.draw(invalid_requests(spec))
        assert codes_of(request, spec) == codes
    request, durations = data.draw(priced_requests(spec))
    quote(request, spec=spec, **durations)


class TestOtherTables:
    """Whatever the tables say, the strategies follow."""

    @in_every_version
    @many(60)
    @given(data=st.data())
    def test_every_version(self, version: str, data: st.DataObject) -> None:
        follow(data, load_spec(version))

    @pytest.mark.parametrize("version", [*NOT_IN, "2026-06"])
    def test_every_code_of_every_version(self, version: str) -> None:
        """A version without the rule behind a code does not have it."""
        seen = {code for _, codes in sample(invalid_requests(version), 500) for code in codes}
        assert seen == OF_REQUESTS - NOT_IN.get(version, set()) | ALSO_IN.get(version, set())

    @many(40)
    @given(st.data(), made_up_tables())
    def test_what_is_drawn_is_what_it_says(self, data: st.DataObject, changes: Changes) -> None:
        follow(data, spec_with(*changes))

    @pytest.mark.slow
    @many(200)
    @given(st.data(), made_up_tables())
    def test_of_many_more_tables(self, data: st.DataObject, changes: Changes) -> None:
        follow(data, spec_with(*changes))

    def test_every_further_code_occurs(self) -> None:
        omni = ("modes", "omni_reference", "limits")
        spec = spec_with(
            ((*omni, "references", "audio"), {"requires_one_of": ["image"]}),
            ((*omni, "aspect_ratio"), {"values": ["16:9"]}),
            (("limits", "prompt"), {"maximum_length": 30}),
            (("fields",), {"seed": {"type": "integer", "clause": "types", "minimum": 0}}),
            (
                ("fields", "style"),
                {"type": "string", "clause": "types", "modes": ["omni_reference"]},
            ),
            *((("findings", code), {"clause": "types"}) for code in OF_OTHER_TABLES),
        )
        seen = {code for _, codes in sample(invalid_requests(spec), 600) for code in codes}
        assert seen == OF_REQUESTS | OF_OTHER_TABLES

    def test_where_no_extension_is_known_and_no_prompt_can_name_anything(self) -> None:
        nothing = [((("media", kind), {"words": [kind], "known_extensions": []})) for kind in KINDS]
        spec = spec_with((("limits", "prompt"), {"maximum_length": 6}), *nothing)
        for request, codes in sample(invalid_requests(spec), 100):
            assert codes_of(request, spec) == codes
            assert not codes & {Code.UNSUPPORTED_FORMAT, Code.REFERENCE_OUT_OF_RANGE}

    def test_a_version_by_its_name(self) -> None:
        assert valid_requests("2026-06") is valid_requests(SPEC)


def test_without_hypothesis_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "seedance_rules.strategies")
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    with pytest.raises(ImportError, match=r'pip install "seedance-rules\[testing\]"'):
        importlib.import_module("seedance_rules.strategies")
