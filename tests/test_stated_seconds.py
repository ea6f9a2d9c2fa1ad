"""Seconds that callers state of input videos and audios, as people have them.

As a number of any library, as text such as ffprobe prints it, or one for each URL; from `validate`
and `quote` alike. What cannot be such seconds is an `InputDurationError` that says why.
"""

from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any, Final

import pytest
from drawing import many
from hypothesis import given
from hypothesis import strategies as st
from making import request

from seedance_rules import (
    InputDurationError,
    InvalidRequest,
    Report,
    credits,
    quote,
    validate,
    verdict,
)

VIDEO, AUDIO = "total_input_video_duration", "total_input_audio_duration"
NAN: Final = "is NaN; use None where it is unknown"
A_NUMBER: Final = "must be a number of seconds, or a list with one for each URL, not "
A_RANGE: Final = "must be from 0 to 1,000,000,000 seconds, not "


class Int64:
    """An integer of another library: it is not an `int`, and says which it is."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __index__(self) -> int:
        return self.value

    def __repr__(self) -> str:
        return f"Int64({self.value})"


class Float64(float):
    """A float of another library, with a `repr` of its own."""

    def __repr__(self) -> str:
        return "np.float64(?)"


class Broken:
    """What claims to be an integer and cannot say which."""

    def __index__(self) -> int:
        raise RuntimeError("no")


def seconds(stated: Any, videos: int = 2) -> Decimal:
    """Return the seconds that a quote is made for."""
    asked = quote(request(videos=videos), total_input_video_duration=stated)
    return asked.total_input_video_duration


ASKED: Final[list[Callable[..., Any]]] = [validate, quote]


def refusal(call: Callable[..., Any], stated: object, what: str = VIDEO) -> str:
    """Return why stated seconds are refused, without what they are called."""
    given = request(videos=2) if what == VIDEO else request(images=1, audios=2)
    with pytest.raises(InputDurationError) as error:
        call(given, **{what: stated})
    told = str(error.value)
    assert told.isprintable() and len(told) < 250 and isinstance(error.value, ValueError)
    return told.removeprefix(what).strip()


class TestForms:
    """The same seconds in every form that people have."""

    @pytest.mark.parametrize(
        "stated",
        [7, 7.0, Decimal(7), Decimal("7.00"), "7", "7.000000", " 7 ", "+7", "7e0", "0.7E1\n",
         Int64(7), Float64(7), [3, 4], (3, 4), ["3", "4.0"], [Int64(3), 4.0], [0, 7]],
        ids=repr,
    )  # fmt: skip
    def test_seven_seconds_in_every_form(self, stated: Any) -> None:
        assert seconds(stated) == 7
        plain = quote(request(videos=2), total_input_video_duration=7)
        assert quote(request(videos=2), total_input_video_duration=stated) == plain

    def test_as_ffprobe_prints_them(self) -> None:
        assert seconds("5.405400") == Decimal("5.4054")
        assert str(seconds(["5.405400", "0.033367"])) == "5.438767"

    def test_a_float_means_what_it_prints(self) -> None:
        assert seconds(7.3) == Decimal("7.3") and seconds(Float64(7.3)) == Decimal("7.3")
        assert seconds([2.1, 2.2]) == Decimal("4.3") != Decimal(repr(2.1 + 2.2))

    @many(75)
    @given(st.lists(st.decimals(0, 10**6, places=9), min_size=1, max_size=9))
    def test_a_list_is_added_exactly_in_any_context(self, each: list[Decimal]) -> None:
        total = sum(map(Fraction, each))
        with localcontext(prec=2):
            report = validate(request(videos=len(each)), total_input_video_duration=each)
            assert report.ok
            if total:
                texts = [str(one) for one in each]
                assert Fraction(seconds(each, len(each))) == total
                assert Fraction(seconds(texts, len(each))) == total

    def test_none_is_not_stated(self) -> None:
        assert validate(request(videos=1), total_input_video_duration=None).ok
        with pytest.raises(InputDurationError, match="state their total, above zero"):
            quote(request(videos=1), total_input_video_duration=None)

    def test_audio_is_judged_by_what_its_entries_add_up_to(self) -> None:
        def judged(stated: Any) -> Report:
            return validate(request(images=1, audios=2), total_input_audio_duration=stated)

        assert judged(["7.5", 7.5]).ok and judged("15.000").ok and judged(Int64(15)).ok
        for stated in ([7.5, "7.6"], "15.1", Int64(16)):
            (finding,) = judged(stated).violations
            assert finding.code == "audio_too_long"


class TestRefusals:
    """What is not seconds, from `validate` and `quote` alike, of videos and audios alike."""

    @pytest.mark.parametrize("what", [VIDEO, AUDIO])
    @pytest.mark.parametrize("call", ASKED)
    @pytest.mark.parametrize(
        ("stated", "why"),
        [
            (float("nan"), NAN),
            (Decimal("NaN"), NAN),
            (Decimal("sNaN"), NAN),
            ("nan", NAN),
            ("-NaN", NAN),
            (True, f"{A_NUMBER}true"),
            ("", f"{A_NUMBER}''"),
            ("5 s", f"{A_NUMBER}'5 s'"),
            ("00:05", f"{A_NUMBER}'00:05'"),
            ("5,4", f"{A_NUMBER}'5,4'"),
            ("1_0", f"{A_NUMBER}'1_0'"),
            ("0x5", f"{A_NUMBER}'0x5'"),
            ("７", f"{A_NUMBER}'７'"),
            ("9" * 10**6, f"{A_NUMBER}'{'9' * 60}…'"),
            ({"a": 1}, f"{A_NUMBER}an object"),
            ({1, 2}, f"{A_NUMBER}a Python set"),
            (b"5", f"{A_NUMBER}a Python bytes"),
            (Fraction(1, 2), f"{A_NUMBER}a Python Fraction"),
            (Broken(), f"{A_NUMBER}a Python Broken"),
            (-1, f"{A_RANGE}-1"),
            ("-0.1", f"{A_RANGE}'-0.1'"),
            (Int64(-5), f"{A_RANGE}-5"),
            (10**9 + 1, f"{A_RANGE}1000000001"),
            (10**5000, f"{A_RANGE}a huge number"),
            (float("inf"), f"{A_RANGE}inf"),
            ("1e999999999", f"{A_RANGE}'1e999999999'"),
            ("-Infinity", f"{A_RANGE}'-Infinity'"),
            ([10**9, 1], f"{A_RANGE}1000000001"),
            ("1e-31", "must have at most 30 decimal places, unlike '1e-31'"),
            (Decimal("0." + "1" * 31), f"must have at most 30 decimal places, unlike 0.{'1' * 31}"),
        ],
        ids=lambda value: type(value).__name__,
    )
    def test_a_refusal_says_why(
        self, call: Callable[..., Any], what: str, stated: object, why: str
    ) -> None:
        assert refusal(call, stated, what) == why

    @pytest.mark.parametrize("call", ASKED)
    @pytest.mark.parametrize(
        ("stated", "why"),
        [
            ([1, None], "[1] must be a number of seconds, not null"),
            ([[1], 2], "[0] must be a number of seconds, not a list"),
            (["x", 2], "[0] must be a number of seconds, not 'x'"),
            ([1, False], "[1] must be a number of seconds, not false"),
            ([1, -1], f"[1] {A_RANGE}-1"),
            (
                [1, float("nan")],
                "[1] is NaN; where one is unknown, use None in place of the list",
            ),
            ([1, "1e-40"], "[1] must have at most 30 decimal places, unlike '1e-40'"),
        ],
        ids=repr,
    )
    def test_of_one_entry(self, call: Callable[..., Any], stated: object, why: str) -> None:
        assert refusal(call, stated) == why

    @pytest.mark.parametrize("call", ASKED)
    @pytest.mark.parametrize("count", [0, 1, 3, 50_000])
    def test_another_number_of_entries_than_urls(
        self, call: Callable[..., Any], count: int
    ) -> None:
        entries = "1 entry" if count == 1 else f"{count} entries"
        for what, field in ((VIDEO, "video_urls"), (AUDIO, "audio_urls")):
            assert refusal(call, [0.0001] * count, what) == (
                f"has {entries} for 2 {field}; give one for each URL, or their total"
            )

    def test_where_the_urls_cannot_be_counted_nothing_is_compared(self) -> None:
        assert not validate(request(video_urls="x"), total_input_video_duration=[1, 2]).ok

    def test_a_rejected_request_comes_first_in_a_quote(self) -> None:
        with pytest.raises(InvalidRequest):
            quote(request(videos=2, duration=99), total_input_video_duration=[1])

    def test_the_formula_alone_takes_one_number(self) -> None:
        five: Any = Int64(5)
        price = credits("seedance-2", "720p", 5, "7.0")
        assert price == credits("seedance-2", "720p", five, Int64(7))
        refused: list[Any] = [[3, 4], None, "x", True]
        for stated in refused:
            with pytest.raises(InputDurationError) as error:
                credits("seedance-2", "720p", 5, stated)
            assert f"{VIDEO} must be a number of seconds, not " in str(error.value)
        with pytest.raises(InputDurationError, match=r"_duration is NaN$"):
            credits("seedance-2", "720p", 5, float("nan"))


class TestIntegersOfOtherLibraries:
    """A8: `5` is a whole number from 4 to 15, whoever's it is."""

    def test_in_a_request(self) -> None:
        asked = quote(request(duration=Int64(5)))
        assert asked.duration == 5 and type(asked.duration) is int
        assert type(asked.request.to_dict()["input"]["duration"]) is int
        report = validate(request(duration=Int64(16)))
        assert report.violations[0].message.startswith("duration 16 is out of range")

    def test_one_that_fails_is_a_wrong_type(self) -> None:
        report = validate(request(duration=Broken()))
        assert report.violations[0].message == (
            "duration must be a whole number of seconds, 4 to 15, not a Python Broken"
        )


class TestInAVerdict:
    """A verdict raises nothing: what is wrong with the seconds is why there is no price."""

    @pytest.mark.parametrize("stated", [float("nan"), "x", [1], [1, None], -1, True, object()])
    def test_wrong_seconds_come_back_in_the_verdict(self, stated: Any) -> None:
        told = verdict(request(videos=2), total_input_video_duration=stated)
        assert told["ok"] and told["quote"] is None
        assert told["unpriced"].startswith(VIDEO)
        with pytest.raises(InputDurationError) as error:
            quote(request(videos=2), total_input_video_duration=stated)
        assert told["unpriced"] == str(error.value)
