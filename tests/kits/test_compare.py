"""Comparing and budgeting: the engine's own quotes, put side by side."""

import json
import re
from collections import UserDict
from collections.abc import Mapping, Sequence
from decimal import Context, Decimal, Inexact, localcontext
from fractions import Fraction
from types import MappingProxyType

import pytest
from drawing import many
from hypothesis import given
from hypothesis import strategies as st
from schema_requests import SPECS, made_up, requests

from seedance_rules import (
    Code,
    InputDurationError,
    InvalidRequest,
    Quote,
    Spec,
    UnknownVersion,
    compare,
    load_spec,
    quote,
    validate,
)
from seedance_rules.compare import (
    Alternative,
    BudgetError,
    Longest,
    alternatives,
    longest_within,
    total,
)

SPEC = load_spec()


def pairs_of(spec: Spec) -> list[tuple[str, str]]:
    return [
        (name, resolution) for name, known in spec.task_types.items() for resolution in known.prices
    ]


PAIRS = pairs_of(SPEC)
VIDEO = "https://example.com/a.mp4"
IMAGE = "https://example.com/a.png"
FRAMES = {"minimum": 6, "maximum": 9, "default": 6}


def a_request(task_type: str = "seedance-2-fast", **fields: object) -> dict[str, object]:
    body = {"prompt": "A cat walks through a garden", **fields}
    return {"model": "seedance", "task_type": task_type, "input": body}


def body_of(request: Mapping[str, object]) -> Mapping[str, object]:
    body = request["input"]
    assert isinstance(body, Mapping)
    return body


def seconds_of_videos(request: Mapping[str, object]) -> int | None:
    """State seconds for the videos that a request has."""
    body = request.get("input")
    return 2 if isinstance(body, Mapping) and body.get("video_urls") else None


class TestAlternatives:
    """The same request on every task type and resolution that has a price."""

    def test_alternatives_of_an_example(self) -> None:
        asked = a_request(duration=10, resolution="720p", video_urls=[VIDEO])
        found = alternatives(asked, total_input_video_duration=6)
        assert [(a.task_type, a.resolution, str(a.difference)) for a in found if a.quote] == [
            ("seedance-2-fast", "480p", "-1.04"),
            ("seedance-2-fast-less-restriction", "480p", "-0.936"),
            ("seedance-2", "480p", "-0.78"),
            ("seedance-2-less-restriction", "480p", "-0.65"),
            ("seedance-2-fast", "720p", "0"),
            ("seedance-2-fast-less-restriction", "720p", "0.208"),
            ("seedance-2", "720p", "0.52"),
            ("seedance-2-less-restriction", "720p", "0.78"),
            ("seedance-2", "1080p", "4.42"),
            ("seedance-2-less-restriction", "1080p", "5.07"),
        ]
        (mini,) = [alternative for alternative in found if alternative.quote is None]
        assert mini is found[-1]
        assert (mini.task_type, mini.resolution) == ("seedance-2-mini", "720p")
        assert [finding.code for finding in mini.findings] == [Code.MEDIA_NOT_SUPPORTED]

    @pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
    @many(60)
    @given(data=st.data())
    def test_each_is_the_engines_own_answer(self, spec: Spec, data: st.DataObject) -> None:
        request = data.draw(requests(spec))
        seconds = seconds_of_videos(request)
        found = alternatives(request, total_input_video_duration=seconds, spec=spec)
        body = request.get("input")
        price: dict[tuple[str, str], Decimal] = {}
        for alternative in found:
            pair = alternative.task_type, alternative.resolution
            moved = {**request, "task_type": pair[0]}
            if isinstance(body, Mapping):
                moved["input"] = {**body, "resolution": pair[1]}
            if alternative.quote is None:
                report = validate(moved, spec=spec)
                assert alternative.findings == report.violations != ()
                assert alternative.difference is None
            else:
                same = quote(moved, total_input_video_duration=seconds, spec=spec)
                assert alternative.quote == same
                assert alternative.findings == ()
                price[pair] = same.credits
        pairs = pairs_of(spec)
        order = sorted(price, key=lambda pair: (price[pair], pairs.index(pair)))
        order += [pair for pair in pairs if pair not in price]
        assert [(a.task_type, a.resolution) for a in found] == order
        try:
            asked = quote(request, total_input_video_duration=seconds, spec=spec)
        except InvalidRequest:
            assert all(alternative.difference is None for alternative in found)
        else:
            for alternative in found[: len(price)]:
                assert alternative.quote and alternative.difference is not None
                assert Fraction(alternative.difference) == (
                    Fraction(alternative.quote.credits) - Fraction(asked.credits)
                )
            assert price[asked.task_type, asked.resolution] == asked.credits

    @pytest.mark.parametrize(
        "request_",
        [
            a_request(duration=99),
            {"model": "seedance", "input": {}},
            {"model": "seedance", "input": "a cat"},
            {},
            "a cat",
            None,
        ],
        ids=str,
    )
    def test_a_request_that_no_task_type_accepts(self, request_: Mapping[str, object]) -> None:
        """All say why, in the order of the tables."""
        found = alternatives(request_)
        assert [(a.task_type, a.resolution) for a in found] == PAIRS
        assert all(a.quote is None and a.findings for a in found)
        assert all(str(finding) in str(a) for a in found for finding in a.findings)

    def test_what_was_asked_may_be_rejected_where_others_are_not(self) -> None:
        found = alternatives(a_request("seedance-2-mini", resolution="480p"))
        assert len([a for a in found if a.quote]) == len(PAIRS)
        assert {a.difference for a in found} == {None}

    def test_a_deprecated_name_is_compared_as_what_it_means(self) -> None:
        new, old = (alternatives(a_request(n)) for n in ("seedance-2", "seedance-2-preview"))
        assert [(a.task_type, a.difference) for a in new] == [
            (a.task_type, a.difference) for a in old
        ]

    def test_equal_prices_keep_the_order_of_the_tables(self) -> None:
        spec = made_up({"prices": {"seedance-2-mini": {"720p": "0.2"}}})
        found = [
            a.task_type for a in alternatives(a_request(), spec=spec) if a.resolution == "720p"
        ]
        assert found.index("seedance-2") + 1 == found.index("seedance-2-mini")

    def test_alternatives_check_what_the_caller_states(self) -> None:
        """Clause input-seconds: videos without seconds have no price anywhere."""
        with pytest.raises(InputDurationError, match="video_urls"):
            alternatives(a_request(video_urls=[VIDEO]))
        with pytest.raises(InputDurationError, match="audio"):
            alternatives(a_request(), total_input_audio_duration=3)
        with pytest.raises(UnknownVersion):
            alternatives(a_request(), spec="1999-01")

    def test_any_mapping_is_an_object(self) -> None:
        """Clause types: whatever its own methods say."""

        class Liar(dict[str, object]):
            def get(self, *args: object) -> object:
                raise RuntimeError

            __getitem__ = __iter__ = keys = get  # type: ignore[assignment]  # all of them lie

        request = a_request("seedance-2", resolution="720p")
        body = request["input"]
        assert isinstance(body, dict)
        others = (
            MappingProxyType({**request, "input": MappingProxyType(body)}),
            Liar({**request, "input": Liar(body)}),
            UserDict({**request, "input": UserDict(body)}),
        )
        for other in others:
            assert alternatives(other) == alternatives(request)
            assert longest_within(1, other) == longest_within(1, request)

    def test_nothing_given_is_changed(self) -> None:
        request = a_request()
        before = json.dumps(request)
        alternatives(request, spec="2026-06")
        assert json.dumps(request) == before

    def test_alternatives_as_text_and_plain_data(self) -> None:
        found = alternatives(a_request("seedance-2", resolution="720p"))
        lines = [str(alternative) for alternative in found]
        assert "seedance-2 720p: 1 credits, as asked" in lines
        assert "seedance-2 1080p: 2.5 credits, 1.5 more" in lines
        assert "seedance-2-fast 480p: 0.4 credits, 0.6 less" in lines
        plain = json.loads(json.dumps([alternative.to_dict() for alternative in found]))
        assert [entry["difference"] for entry in plain][:2] == ["-0.6", "-0.56"]
        assert plain[0]["quote"]["credits"] == "0.4"
        stopped = alternatives(a_request(duration=99))[0]
        assert stopped.to_dict()["quote"] is None
        assert stopped.to_dict()["difference"] is None
        assert "99" in json.dumps(stopped.to_dict())
        lines = [str(alternative) for alternative in alternatives(a_request("nothing"))]
        assert "seedance-2 1080p: 2.5 credits" in lines


class TestLongestWithin:
    """The longest output duration that a budget pays for."""

    def test_the_longest_of_an_example(self) -> None:
        found = longest_within("2.10", a_request(resolution="720p"))
        assert (found.duration, str(found.left)) == (13, "0.02")
        assert found.quote and str(found.quote.credits) == "2.08"
        assert found.reason is None

    @pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
    @many(60)
    @given(data=st.data(), budget=st.decimals(0, 12, places=3))
    def test_no_longer_one_is_paid_for(
        self, spec: Spec, data: st.DataObject, budget: Decimal
    ) -> None:
        request = data.draw(requests(spec))
        seconds = seconds_of_videos(request)

        def credits_at(duration: int) -> Decimal | None:
            """Return the credits of the request at a duration, or None where it is rejected."""
            body = request["input"]
            assert isinstance(body, Mapping)
            moved = {**request, "input": {**body, "duration": duration}}
            try:
                return quote(moved, total_input_video_duration=seconds, spec=spec).credits
            except InvalidRequest:
                return None

        found = longest_within(budget, request, total_input_video_duration=seconds, spec=spec)
        assert found.budget == budget
        if found.duration is not None:
            longer = credits_at(found.duration + 1)
            assert found.quote and found.quote.credits <= budget
            assert found.quote.credits == credits_at(found.duration)
            assert longer is None or longer > budget
            assert found.left == budget - found.quote.credits
        elif found.shortest is not None:
            shortest = found.shortest.duration
            assert credits_at(shortest) == found.shortest.credits > budget
            assert shortest == 1 or credits_at(shortest - 1) is None
        else:
            assert found.findings
            assert all(finding.path != "/input/duration" for finding in found.findings)

    def test_the_duration_that_was_asked_counts_for_nothing(self) -> None:
        found = {longest_within(1, a_request(duration=d)).duration for d in (4, 99, "x", None)}
        assert found == {12}

    def test_a_budget_that_pays_for_everything(self) -> None:
        assert longest_within(10**18, a_request()).duration == 15

    def test_a_duration_without_a_maximum(self) -> None:
        spec = made_up({"limits": {"duration": {"maximum": None}}})
        assert longest_within(10**18, a_request(), spec=spec).duration == 10**20 // 8

    def test_a_budget_below_the_shortest(self) -> None:
        """The input videos alone may cost more than there is."""
        request = a_request(video_urls=[VIDEO])
        found = longest_within("0.5", request, total_input_video_duration=20)
        assert (found.quote, found.duration, found.left, found.findings) == (None, None, None, ())
        assert found.shortest and found.shortest.duration == 4
        assert found.reason == (
            "the shortest output, 4 s, costs 1.12 credits, 0.62 more than the budget"
        )

    def test_a_rejected_request(self) -> None:
        found = longest_within(1, a_request(resolution="1080p", aspect_ratio="2:1"))
        codes = [Code.UNSUPPORTED_RESOLUTION, Code.UNKNOWN_ASPECT_RATIO]
        assert [finding.code for finding in found.findings] == codes
        assert (found.duration, found.quote, found.shortest) == (None, None, None)
        assert found.reason == "\n".join(f"violation: {finding}" for finding in found.findings)

    @pytest.mark.parametrize("request_", [None, [], {}, {"input": 5}], ids=str)
    def test_what_is_not_a_request_is_rejected(self, request_: Mapping[str, object]) -> None:
        assert longest_within(1, request_).findings

    @pytest.mark.parametrize(
        "budget",
        [2.1, "2.1", Decimal("2.10"), "2.1" + "0" * 2000, " 2.1 "],
        ids=lambda b: str(b)[:9],
    )
    def test_budgets_are_read_exactly(self, budget: float | str | Decimal) -> None:
        assert str(longest_within(budget, a_request()).budget) == "2.1"

    def test_whole_budgets_and_none(self) -> None:
        assert [str(longest_within(b, a_request()).budget) for b in (200, "2E+2", 0, "-0")] == [
            "200",
            "200",
            "0",
            "0",
        ]

    @pytest.mark.parametrize(
        "budget",
        [
            -1,
            "-0.01",
            -0.5,
            float("nan"),
            "NaN",
            Decimal("sNaN"),
            float("inf"),
            "-Infinity",
            10**18 + 1,
            10**10_000,
            "1E+999999999",
            "1E-31",
            "1E-999999999",
            "1E+" + "9" * 50,
            "",
            "two",
            "2,50",
            "2" * 10_000,
            True,
            None,
            [2],
            b"2",
        ],
        ids=lambda budget: repr(budget)[:20] if not isinstance(budget, int) else str(budget > 0),
    )
    def test_an_invalid_budget_is_refused(self, budget: object) -> None:
        with pytest.raises(BudgetError) as caught:
            longest_within(budget, a_request())  # type: ignore[arg-type]  # what is under test
        assert isinstance(caught.value, ValueError)
        assert len(str(caught.value)) < 250

    def test_the_longest_checks_what_the_caller_states(self) -> None:
        with pytest.raises(InputDurationError):
            longest_within(1, a_request(video_urls=[VIDEO]))
        with pytest.raises(UnknownVersion):
            longest_within(1, a_request(), spec="1999-01")

    def test_the_longest_as_text_and_plain_data(self) -> None:
        paid = longest_within(1, a_request())
        assert str(paid).startswith("1 credits pay for 12 s, 0.04 left\nseedance-2-fast, ")
        assert json.loads(json.dumps(paid.to_dict()))["left"] == "0.04"
        short = longest_within("0.25", a_request())
        assert str(short) == (
            "0.25 credits pay for no output:\n"
            "  the shortest output, 4 s, costs 0.32 credits, 0.07 more than the budget"
        )
        assert json.loads(json.dumps(short.to_dict()))["shortest"]["credits"] == "0.32"
        rejected = longest_within(1, a_request("nothing", prompt=""))
        assert len(str(rejected).splitlines()) == 3
        assert json.loads(json.dumps(rejected.to_dict()))["reason"] == rejected.reason

    def test_texts_stay_short(self) -> None:
        request = a_request(image_urls=["nowhere"] * 1000)
        texts = [str(longest_within(1, request)), *map(str, alternatives(request))]
        assert all("and 98" in text and len(text) < 5000 for text in texts)


class TestShotLists:
    """A list of requests is compared, and paid for, as a whole."""

    SHOTS = (
        a_request(duration=4),
        a_request("seedance-2", video_urls=[VIDEO], duration=15),
        a_request(prompt="rain", duration=8),
    )
    SECONDS = (None, 2, 0)

    def test_each_pair_is_the_sum_of_what_each_request_costs_there(self) -> None:
        found = alternatives(self.SHOTS, total_input_video_duration=self.SECONDS)
        alone = [
            {(a.task_type, a.resolution): a for a in alternatives(s, total_input_video_duration=v)}
            for s, v in zip(self.SHOTS, self.SECONDS, strict=True)
        ]
        assert sorted((a.task_type, a.resolution) for a in found) == sorted(PAIRS)
        for one in found:
            each = [of_shot[one.task_type, one.resolution] for of_shot in alone]
            assert one.rejections == tuple(a.findings for a in each)
            if one.credits is None:
                assert one.task_type == "seedance-2-mini"
                assert (one.quotes, one.difference) == ((), None)
                continue
            assert one.quotes == tuple(a.quote for a in each)
            assert one.credits == total(one.quotes)
            assert one.difference == sum(a.difference or 0 for a in each)
        order = [a.credits for a in found if a.credits is not None]
        assert order == sorted(order)

    def test_who_is_rejected_is_told(self) -> None:
        mini = alternatives(self.SHOTS, total_input_video_duration=self.SECONDS)[-1]
        (finding,) = mini.findings
        assert str(mini) == (
            f"seedance-2-mini 720p: rejected\n  violation: request 2 of 3: {finding}"
        )
        assert mini.quote is None
        plain = json.loads(json.dumps(mini.to_dict()))
        assert (plain["quotes"], [len(r) for r in plain["rejections"]]) == ([], [0, 1, 0])

    @many(60)
    @given(
        st.lists(st.tuples(st.sampled_from(PAIRS), st.booleans()), min_size=2, max_size=4),
        st.decimals(0, 40, places=3),
    )
    def test_no_longer_ones_are_paid_for(
        self, shots: list[tuple[tuple[str, str], bool]], budget: Decimal
    ) -> None:
        """Durations of 4 to 15 s, in frames of 6 to 9 s: each has the same, or its nearest."""
        spec = made_up({"modes": {"first_last_frames": {"limits": {"duration": FRAMES}}}})
        requests_ = [
            a_request(name, resolution=resolution, image_urls=[IMAGE] if frames else None)
            for (name, resolution), frames in shots
        ]

        def at(seconds: int) -> list[Quote]:
            wanted = [min(max(seconds, 6), 9) if frames else seconds for _, frames in shots]
            return [
                quote({**r, "input": {**body_of(r), "duration": s}}, spec=spec)
                for r, s in zip(requests_, wanted, strict=True)
            ]

        payable = [s for s in range(4, 16) if total(at(s)) <= budget]
        found = longest_within(budget, requests_, spec=spec)
        if payable:
            assert found.quotes == tuple(at(payable[-1]))
            assert found.duration == max(one.duration for one in found.quotes)
            assert found.left == budget - total(found.quotes)
            assert found.reason is None
        else:
            assert found.shortest_quotes == tuple(at(4))
            assert (found.quotes, found.duration, found.left) == ((), None, None)
            assert found.shortest is None

    def test_too_little_for_any(self) -> None:
        found = longest_within(1, self.SHOTS, total_input_video_duration=self.SECONDS)
        assert str(found) == (
            "1 credits pay for no output:\n"
            "  the shortest outputs, 12 s together, cost 1.14 credits, 0.14 more than the budget"
        )
        assert len(found.to_dict()["shortest"]) == 3

    def test_one_that_is_rejected_stops_the_list(self) -> None:
        found = longest_within(9, [a_request(), a_request(aspect_ratio="2:1")])
        assert found.rejections[0] == () and found.rejections[1] == found.findings != ()
        assert found.reason == f"violation: request 2 of 2: {found.findings[0]}"
        assert found.to_dict()["shortest"] == []

    def test_a_list_of_one_is_that_request(self) -> None:
        assert alternatives([self.SHOTS[0]]) == alternatives(self.SHOTS[0])
        assert longest_within(1, (self.SHOTS[0],)) == longest_within(1, self.SHOTS[0])

    @pytest.mark.parametrize("stated", [2, [1, 2], [], "2", {}], ids=str)
    def test_seconds_are_stated_for_each_request(self, stated: Sequence[int]) -> None:
        message = "of 3 requests must be None or a list of 3 entries"
        with pytest.raises(InputDurationError, match=message):
            alternatives(self.SHOTS, total_input_video_duration=stated)
        with pytest.raises(InputDurationError, match=message):
            longest_within(1, self.SHOTS, total_input_audio_duration=stated)


class TestTables:
    """In a notebook and in a data frame."""

    def test_alternatives_as_flat_rows(self) -> None:
        found = alternatives(
            a_request(duration=5, video_urls=[VIDEO]), total_input_video_duration=2
        )
        assert found.rows()[0] == {
            "task_type": "seedance-2-fast",
            "resolution": "480p",
            "credits": Decimal("0.48"),
            "difference": Decimal(0),
            "rejected": None,
        }
        last = found.rows()[-1]
        assert last["credits"] is last["difference"] is None
        assert last["rejected"] == f"violation: {found[-1].findings[0]}"

    def test_alternatives_show_as_a_table(self) -> None:
        found = alternatives(
            a_request(duration=5, video_urls=[VIDEO]), total_input_video_duration=2
        )
        lines = found._repr_markdown_().splitlines()
        assert lines[:4] == [
            "#### Alternatives",
            "",
            "| Task type | Resolution | Credits |  |",
            "| --- | --- | --- | --- |",
        ]
        assert lines[4:6] == [
            "| seedance-2-fast | 480p | 0.48 | as asked |",
            "| seedance-2-fast-less-restriction | 480p | 0.528 | 0.048 more |",
        ]
        assert lines[-1].startswith("| seedance-2-mini | 720p | rejected | violation: /input/video")
        assert found._repr_html_().count("<tr>") == len(PAIRS) + 1
        assert found[0]._repr_html_().count("<td>seedance-2-fast</td>") == 1

    def test_what_a_budget_pays_for_shows_as_a_table(self) -> None:
        shown = longest_within(1, [a_request(), a_request("seedance-2")])._repr_markdown_()
        assert shown.splitlines()[2:] == [
            "| Task type | Resolution | Seconds | Credits |",
            "| --- | --- | --- | --- |",
            "| seedance-2-fast | 480p | 5 | 0.4 |",
            "| seedance-2 | 480p | 5 | 0.5 |",
            "",
            "0.1 credits are left.",
        ]
        none = longest_within("0.1", a_request())._repr_html_()
        assert "<table>" not in none and "<p>the shortest output, 4 s, costs 0.32" in none


@pytest.mark.parametrize(
    "block", re.findall(r"^```python\n(.*?)^```$", compare.__doc__ or "", re.DOTALL | re.MULTILINE)
)
def test_the_guide_runs(block: str) -> None:
    """The blocks of the module's docstring run, one after the other."""
    exec(compile(block, "compare.py", "exec"), GUIDE)


GUIDE: dict[str, object] = {}


class TestTotal:
    """The credits of a shot list."""

    def test_the_total_of_three_quotes(self) -> None:
        shots = [a_request(duration=d, resolution="720p") for d in (5, 8, 15)]
        assert str(total(quote(shot) for shot in shots)) == "4.48"

    def test_nothing_costs_nothing(self) -> None:
        assert total([]) == 0

    def test_only_quotes_have_a_price(self) -> None:
        with pytest.raises(TypeError, match="entry 1 is a Report"):
            total([quote(a_request()), validate({})])  # type: ignore[list-item]  # as it should be

    @many(50)
    @given(st.lists(st.tuples(st.sampled_from(PAIRS), st.integers(4, 15)), max_size=30))
    def test_a_total_is_the_exact_sum(self, shots: list[tuple[tuple[str, str], int]]) -> None:
        quotes = [
            quote(a_request(task_type, resolution=resolution, duration=duration))
            for (task_type, resolution), duration in shots
        ]
        found = total(quotes)
        assert Fraction(found) == sum(Fraction(q.credits) for q in quotes)
        assert "E" not in str(found)
        assert str(found) == str(found).rstrip("0").rstrip(".") or "." not in str(found)


def test_nothing_depends_on_the_decimal_context() -> None:
    """Clause exact: not even under a precision of two digits that traps what it would round."""

    def everything() -> tuple[tuple[Alternative, ...], Longest, Decimal, list[str]]:
        request = a_request("seedance-2-fast-less-restriction", duration=13, video_urls=[VIDEO])
        found = alternatives(request, total_input_video_duration=7.35)
        longest = longest_within("2.93481", request, total_input_video_duration=7.35)
        sum_of_all = total(a.quote for a in found if a.quote)
        texts = [*map(str, found), str(longest), str(longest.to_dict()), str(sum_of_all)]
        return found, longest, sum_of_all, texts

    expected = everything()
    with localcontext(Context(prec=2, Emax=3, Emin=-3, traps=[Inexact])):
        assert everything() == expected
