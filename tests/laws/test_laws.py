"""Laws that hold for every request and every price, whatever the tables say: a class a law."""

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import astuple
from drawing import in_every_version, many, sample
from hypothesis import assume, given
from hypothesis import strategies as st
from tables import changed

from seedance_rules import (
    Code,
    Finding,
    InputDurationError,
    InvalidRequest,
    InvalidSpec,
    Report,
    Spec,
    credits,
    load_spec,
    quote,
    validate,
    verdict,
)
from seedance_rules.findings import NOTICES
from seedance_rules.strategies import (
    MediaDurations,
    invalid_requests,
    priced_requests,
    requests,
    respelled,
    valid_requests,
)
from seedance_rules.wording import plain

SPEC = load_spec("2026-06")
PAIRS = [(row["task_type"], row["resolution"]) for row in SPEC.price_rows()]
WITH_VIDEOS = [
    (name, resolution)
    for name, resolution in PAIRS
    if any(SPEC.limits(name, mode).kinds["video"].taken for mode in SPEC.task_types[name].modes)
]
TWINS = {n: t.strict_twin for n, t in SPEC.task_types.items() if t.strict_twin}

durations = st.integers(4, 15)
seconds = st.decimals(0, 10**6, places=6)
any_request = valid_requests(SPEC) | requests(SPEC) | invalid_requests(SPEC).map(lambda d: d[0])


def price(request: Any, **stated: Any) -> Fraction | None:
    """Return the price of a request, None where it has none."""
    try:
        return Fraction(quote(request, **stated).credits)
    except (InvalidRequest, InputDurationError):
        return None


def said(report: Report) -> list[tuple[str, str]]:
    """List the violations of a report as codes and paths."""
    return [(str(finding.code), finding.path) for finding in report.violations]


def body_of(request: Any) -> dict[str, Any] | None:
    """Return the input of a request when it is a plain object."""
    inner = request.get("input") if isinstance(request, dict) else None
    return inner if isinstance(inner, dict) else None


class TestPriceIsLinear:
    """`formula`: the price is linear in the seconds of output and in those of input videos."""

    @many(100)
    @given(st.sampled_from(WITH_VIDEOS), durations, durations, seconds, seconds)
    def test_the_price_is_linear_in_output_and_input_seconds(
        self, pair: tuple[Any, Any], one: int, two: int, first: Decimal, second: Decimal
    ) -> None:
        def cost(duration: int, videos: Decimal) -> Fraction:
            return Fraction(credits(*pair, duration, videos))

        assert cost(one, first) - cost(two, first) == cost(one, second) - cost(two, second)
        per_second = Fraction(SPEC.unit_price(*pair))
        assert cost(one, first) - cost(two, first) == (one - two) * per_second
        difference = cost(one, first) - cost(one, second)
        assert difference == (Fraction(first) - Fraction(second)) * per_second / 2


class TestInputVideoIsHalf:
    """`formula`: for equal seconds, input videos cost half of the output."""

    @many(75)
    @given(priced_requests(SPEC))
    def test_input_video_costs_half_of_the_price(
        self, drawn: tuple[dict[str, object], MediaDurations]
    ) -> None:
        request, stated = drawn
        asked = quote(request, **stated)
        parts = Fraction(asked.output_credits) + Fraction(asked.input_video_credits)
        assert Fraction(asked.credits) == parts
        if asked.request.video_urls:
            even = quote(request, **stated | {"total_input_video_duration": asked.duration})
            assert even.input_video_credits * 2 == even.output_credits
        else:
            assert asked.input_video_credits == 0


class TestLessRestrictiveTakesAll:
    """`same-schema`: a less restrictive type accepts all that its strict twin accepts."""

    @many(100)
    @given(st.sampled_from([*TWINS.items()]), st.data())
    def test_a_less_restrictive_type_takes_what_its_twin_takes(
        self, twins: tuple[str, str], data: st.DataObject
    ) -> None:
        name, twin = twins
        request = data.draw(valid_requests(SPEC, task_type=twin))
        inner = request["input"]
        assert isinstance(inner, dict)
        asset_fields = ("auto_upload_assets", "asset_retention_hours")
        inner = {key: value for key, value in inner.items() if key not in asset_fields}
        report = validate({**request, "task_type": name, "input": inner})
        assert report.ok and report.mode == validate(request).mode


class TestUnknownKeys:
    """`input-extra`, `envelope-extra`: an unknown key changes neither verdict nor price."""

    @many(100)
    @given(any_request, st.text(min_size=1), st.none() | st.text() | st.integers())
    def test_unknown_keys_change_nothing(self, request: Any, key: str, value: object) -> None:
        inner = body_of(request)
        assume(inner is not None and key not in SPEC.known_fields and key not in inner)
        assert inner is not None
        more = {**request, "input": {**inner, key: value}}
        before, after = validate(request), validate(more)
        assert (said(before), before.mode) == (said(after), after.mode)
        assert price(request, total_input_video_duration=3) == price(
            more, total_input_video_duration=3
        )
        assume(key not in ("model", "task_type", "input") and key not in request)
        assert said(validate({**request, key: value})) == said(before)


class TestNormalizing:
    """`absent`: normalizing is idempotent, and keeps mode and price."""

    @many(125)
    @given(priced_requests(SPEC))
    def test_normalizing_twice_is_normalizing_once(
        self, drawn: tuple[dict[str, object], MediaDurations]
    ) -> None:
        request, stated = drawn
        asked = quote(request, **stated)
        again = quote(asked.request.to_dict(), **stated)
        assert again.request == asked.request
        assert again.request.to_dict() == asked.request.to_dict()
        assert (again.mode, again.credits) == (asked.mode, asked.credits)


class TestDeprecatedNames:
    """`deprecated`: a deprecated name gives the verdict and the price of what it means."""

    @many(125)
    @given(any_request, st.sampled_from([*SPEC.aliases.items()]))
    def test_deprecated_names_mean_their_equivalent(
        self, request: Any, names: tuple[str, str]
    ) -> None:
        assume(isinstance(request, dict))
        old, new = ({**request, "task_type": name} for name in names)
        before, after = validate(old), validate(new)
        assert (said(before), before.mode) == (said(after), after.mode)
        assert before.request == after.request
        assert price(old, total_input_video_duration=3) == price(new, total_input_video_duration=3)


class TestInferredMode:
    """`mode-inference`: giving the inferred mode changes nothing, a fallen-back `auto` aside."""

    @many(125)
    @given(priced_requests(SPEC))
    def test_an_inferred_mode_can_be_given(
        self, drawn: tuple[dict[str, object], MediaDurations]
    ) -> None:
        request, stated = drawn
        asked, inner = quote(request, **stated), body_of(request)
        assert inner is not None
        assume(all(notice.code != "auto_fell_back" for notice in asked.notices))
        explicit = {**request, "input": {**inner, "mode": str(asked.mode)}}
        assert quote(explicit, **stated) == asked


REMOVALS = (
    [("task_types", name) for name in SPEC.task_types]
    + [("modes", mode) for mode in SPEC.modes]
    + [("resolutions", resolution) for resolution in SPEC.resolutions]
    + [("aspect_ratios", ratio) for ratio in SPEC.aspect_ratios]
    + [("prices", *pair) for pair in PAIRS]
)


def smaller(*removal: Any) -> Spec | None:
    """Build a spec without one entry and all that names it; None when nothing sound is left."""
    data = changed()
    kind, name, *rest = removal
    types = data["task_types"]
    if kind == "task_types":
        for other in [name, *(n for n, t in types.items() if t.get("strict_twin") == name)]:
            types[other].pop("strict_twin", None)
        del types[name], data["prices"][name]
        aliases = data["deprecated"]["task_types"]
        data["deprecated"]["task_types"] = {a: m for a, m in aliases.items() if m != name}
    elif kind == "modes":
        del data["modes"][name]
        data["inference"] = [rule for rule in data["inference"] if rule["mode"] != name]
        for task_type in types.values():
            task_type["modes"] = [mode for mode in task_type["modes"] if mode != name]
    elif kind == "prices":
        del data["prices"][name][rest[0]]
    else:
        data[kind].remove(name)
        for listed in data["prices"].values():
            listed.pop(name, None)
        data["prices"] = {n: listed for n, listed in data["prices"].items() if listed}
        data["task_types"] = {n: t for n, t in types.items() if n in data["prices"]}
    used = {task_type["moderation"] for task_type in data["task_types"].values()}
    data["moderation"] = {n: policy for n, policy in data["moderation"].items() if n in used}
    if data["deprecated"]["keep_resolution"]["value"] == removal[-1]:
        del data["deprecated"]["keep_resolution"]
    try:
        return Spec.from_dict(data)
    except InvalidSpec:
        return None


SMALLER = {removal: smaller(*removal) for removal in REMOVALS}


class TestSmallerTables:
    """A spec without one of its task types, modes, resolutions, ratios or prices accepts no more."""

    def test_most_removals_leave_a_sound_spec(self) -> None:
        unsound = {removal for removal, spec in SMALLER.items() if spec is None}
        # What is left out would take a default with it: that is refused, and accepts nothing.
        assert all(removal[-1] in ("480p", "720p", "16:9") for removal in unsound), unsound
        assert len(unsound) < len(SMALLER) / 3

    @many(125)
    @given(st.data())
    def test_smaller_tables_accept_no_more(self, data: st.DataObject) -> None:
        removal = data.draw(st.sampled_from([r for r, spec in SMALLER.items() if spec]))
        spec = SMALLER[removal]
        assert spec is not None
        request = data.draw(valid_requests(spec) | any_request)
        assert not validate(request, spec=spec).ok or validate(request).ok


class TestRespelled:
    """`types`: a request in other Python values that mean the same has the same report.

    That guards the look-ups: most requests are as the look-ups want them, and what is respelled
    misses every one.
    """

    @staticmethod
    def told(report: Report) -> tuple[object, ...]:
        """Return what a report says; findings by their parts, since a NaN equals only itself.

        A message shows a number as it was given, so messages about numbers may differ.
        """
        findings = (*report.violations, *report.notices)
        parts = [astuple(finding, recurse=False)[:6] for finding in findings]
        messages = [finding.message for finding in findings if type(finding.value) is str]
        return report.ok, report.mode, report.request, parts, messages

    @many(200)
    @given(any_request, st.data())
    def test_a_respelled_request_has_the_same_report(
        self, request: Any, data: st.DataObject
    ) -> None:
        assume(isinstance(request, Mapping))
        same = data.draw(respelled(request, spec=SPEC))
        assert self.told(validate(request)) == self.told(validate(same))
        for seconds in (3, [3]):
            assert price(request, total_input_video_duration=seconds) == price(
                same, total_input_video_duration=seconds
            )

    @in_every_version
    def test_a_respelled_request_has_the_same_report_in_every_version(self, version: str) -> None:
        spec = load_spec(version)
        drawn = requests(spec).filter(lambda request: isinstance(request, Mapping))
        both = drawn.flatmap(lambda given: st.tuples(st.just(given), respelled(given, spec=spec)))
        for request, same in sample(both, 40):
            assert self.told(validate(request, spec=spec)) == self.told(validate(same, spec=spec))


class TestVerdict:
    """`verdict` says what `validate` and `quote` say, in JSON."""

    @many(75)
    @given(any_request, st.none() | st.integers(0, 20) | st.sampled_from(["7.5", "x", [1], -1]))
    def test_a_verdict_agrees_with_report_and_quote(self, request: Any, seconds: Any) -> None:
        said = verdict(request, total_input_video_duration=seconds)
        assert json.loads(json.dumps(said, allow_nan=False)) == said
        try:
            report = validate(request, total_input_video_duration=seconds)
        except InputDurationError:
            report = validate(request)
            assert said["quote"] is None and said["unpriced"]
        assert said.items() >= report.to_dict().items()
        credits = price(request, total_input_video_duration=seconds) if said["quote"] else None
        assert (said["quote"] is None) or Fraction(said["quote"]["credits"]) == credits
        if report.request is not None:
            assert said["request"] == json.loads(json.dumps(plain(report.request.to_dict())))

    @many(100)
    @given(any_request)
    def test_a_verdict_takes_text(self, request: Any) -> None:
        try:
            text = json.dumps(request, allow_nan=False)
        except (TypeError, ValueError):
            assume(False)
        for given_ in (text, text.encode()):
            assert verdict(given_) == verdict(json.loads(text))


class TestReject:
    """`reject`: the notices named become violations, and nothing else changes."""

    @many(100)
    @given(any_request, st.sets(st.sampled_from(sorted(NOTICES))))
    def test_reject_makes_notices_violations(self, request: Any, codes: set[Code]) -> None:
        plainly, strictly = validate(request), validate(request, reject=codes)
        moved = [notice for notice in plainly.notices if notice.code in codes]
        assert strictly.ok is (plainly.ok and not moved)
        assert strictly.mode == plainly.mode
        left = [notice for notice in plainly.notices if notice.code not in codes]
        assert [n.code for n in strictly.notices] == [n.code for n in left]
        all_of = [finding.code for finding in (*plainly.violations, *moved)]
        assert sorted(f.code for f in strictly.violations) == sorted(all_of)

    @pytest.mark.parametrize(
        "codes", [["unknown"], [None], [7], "unknown_field", ["Unknown_Field"]]
    )
    def test_a_code_that_does_not_exist(self, codes: Any) -> None:
        for ask in (validate, quote, verdict):
            with pytest.raises(ValueError, match=r"^reject: .* is not a code; use not_an_object, "):
                ask({}, reject=codes)


class TestFindings:
    """A finding points into the request, cites a clause and says something short."""

    @staticmethod
    def is_there(request: Any, finding: Finding) -> None:
        """Follow the path: all but its last key are in the request, which may be what is missing."""
        keys = [key.replace("~1", "/").replace("~0", "~") for key in finding.path.split("/")[1:]]
        for key in keys[:-1]:
            request = request[int(key)] if isinstance(request, (list, tuple)) else request[key]
        if isinstance(request, (list, tuple)) and keys:
            assert 0 <= int(keys[-1]) < len(request)

    @many(150)
    @given(any_request)
    def test_each_finding_is_about_what_is_there(self, request: Any) -> None:
        report = validate(request)
        for finding in (*report.violations, *report.notices):
            self.is_there(request, finding)
            assert finding.clause in SPEC.clauses
            assert 10 < len(finding.message) < 500

    @many(100)
    @given(any_request, st.randoms())
    def test_the_order_of_keys_changes_no_verdict(self, request: Any, random: Any) -> None:
        inner = body_of(request)
        assume(inner is not None)
        assert inner is not None
        keys = list(inner)
        random.shuffle(keys)
        assert said(validate({**request, "input": {key: inner[key] for key in keys}})) == said(
            validate(request)
        )

    @pytest.mark.parametrize(
        "request_", [{}, {"input": {}}, {"model": 1, "task_type": 2, "input": 3}]
    )
    def test_the_order_is_fixed(self, request_: dict[str, object]) -> None:
        paths = [finding.path for finding in validate(request_).violations]
        assert paths == sorted(paths, key=["/model", "/task_type", "/input", "/input/prompt"].index)
