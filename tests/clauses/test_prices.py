"""Prices: a class a clause, named after it. Amounts by hand, from the page."""

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from making import HOST, codes, request

from seedance_rules import (
    InputDurationError,
    NotInTables,
    OutputDurationError,
    credits,
    load_spec,
    quote,
    validate,
)

SPEC = load_spec("2026-06")
PAGE = {
    ("seedance-2", "480p"): "0.10",
    ("seedance-2", "720p"): "0.20",
    ("seedance-2", "1080p"): "0.50",
    ("seedance-2-fast", "480p"): "0.08",
    ("seedance-2-fast", "720p"): "0.16",
    ("seedance-2-mini", "720p"): "0.15",
    ("seedance-2-less-restriction", "480p"): "0.11",
    ("seedance-2-less-restriction", "720p"): "0.22",
    ("seedance-2-less-restriction", "1080p"): "0.55",
    ("seedance-2-fast-less-restriction", "480p"): "0.088",
    ("seedance-2-fast-less-restriction", "720p"): "0.176",
}


class TestPrices:
    """`prices`: eleven pairs, and no other."""

    def test_there_are_eleven_prices(self) -> None:
        rows = SPEC.price_rows()
        assert {(row["task_type"], row["resolution"]): row["unit_price"] for row in rows} == {
            pair: Decimal(price) for pair, price in PAGE.items()
        }

    @pytest.mark.parametrize("task_type", SPEC.task_types)
    @pytest.mark.parametrize("resolution", ["480p", "720p", "1080p", "4k"])
    def test_any_other_pair_has_no_price(self, task_type: str, resolution: str) -> None:
        if (task_type, resolution) in PAGE:
            price = Decimal(PAGE[task_type, resolution])
            assert SPEC.unit_price(task_type, resolution) == price
            assert quote(request(task_type, resolution=resolution)).unit_price == price
        else:
            with pytest.raises(NotInTables, match="use "):
                SPEC.unit_price(task_type, resolution)
            with pytest.raises(NotInTables, match="use "):
                credits(task_type, resolution, 5)


class TestMarkup:
    """`markup`: the table is +10 % to the digit and is what counts; both statements are claims."""

    def test_the_prices_bear_out_ten_percent(self) -> None:
        for task_type in SPEC.task_types.values():
            if task_type.strict_twin is not None:
                for resolution, price in task_type.prices.items():
                    assert price == SPEC.unit_price(task_type.strict_twin, resolution) * Decimal(
                        "1.1"
                    )

    def test_both_claims_of_the_markup_are_kept(self) -> None:
        claims = {int(claim.percent): claim.holds for claim in SPEC.markup_claims}
        assert claims == {25: False, 10: True}


class TestFormula:
    """`formula`: unit price × output duration, plus half of it × the seconds of input videos."""

    def test_the_formula_without_videos(self) -> None:
        assert quote(request(resolution="720p", duration=10)).credits == 2

    def test_the_formula_with_videos(self) -> None:
        given = request(resolution="1080p", duration=15, videos=2)
        asked = quote(given, total_input_video_duration=7)
        assert (asked.output_credits, asked.input_video_credits) == (
            Decimal("7.5"),
            Decimal("1.75"),
        )
        assert asked.credits == Decimal("9.25")

    @pytest.mark.parametrize(("duration", "shown"), [(5.5, "5.5"), (3, "3"), ("5", "'5'")])
    @pytest.mark.parametrize("videos", [0, 1])
    def test_another_output_duration_has_no_price(
        self, duration: Any, shown: str, videos: int
    ) -> None:
        with pytest.raises(OutputDurationError) as raised:
            credits("seedance-2", "480p", duration, videos)
        assert str(raised.value) == (
            f"output duration {shown} has no price with seedance-2; "
            "give a whole number of seconds, 4 to 15"
        )

    def test_the_first_example_of_the_page(self) -> None:
        given = request(
            "seedance-2-fast-less-restriction",
            prompt="A cinematic 5-second scene blending Image 1 and Image 2",
            images=2,
            auto_upload_assets=True,
            asset_retention_hours=3,
            aspect_ratio="16:9",
            duration=5,
            resolution="720p",
        )
        assert quote(given).credits == Decimal("0.88")
        assert quote(given).mode == "first_last_frames"

    def test_the_second_example_of_the_page(self) -> None:
        given = request(
            "seedance-2-fast-less-restriction",
            prompt="Image 1 walks through Image 2 at sunset",
            image_urls=["asset://asset-20260608154633-rv7g2", f"{HOST}/scene-today.png"],
            auto_upload_assets=True,
            aspect_ratio="16:9",
            duration=5,
        )
        assert quote(given).credits == Decimal("0.44")


class TestFormulaWhen:
    """`formula-when`: the part for input videos counts when there are any."""

    @pytest.mark.parametrize("counts", [{}, {"images": 2}, {"audios": 1}, {"images": 5}])
    def test_without_videos_the_output_alone_is_billed(self, counts: dict[str, int]) -> None:
        asked = quote(request(duration=10, **counts))
        assert asked.credits == asked.output_credits == 1
        assert asked.input_video_credits == 0

    def test_with_videos_they_are_billed_too(self) -> None:
        asked = quote(request(duration=10, videos=1), total_input_video_duration=4)
        assert asked.credits == Decimal("1.2") == asked.output_credits + asked.input_video_credits


class TestFormulaMini:
    """`formula-mini`: unit price × output duration; it takes no input videos."""

    def test_the_price_of_mini(self) -> None:
        assert quote(request("seedance-2-mini", duration=12)).credits == Decimal("1.8")

    def test_input_seconds_have_no_price(self) -> None:
        with pytest.raises(NotInTables) as raised:
            credits("seedance-2-mini", "720p", 5, 1.5)
        assert str(raised.value) == (
            "seedance-2-mini takes no input videos, so 1.5 seconds of them have no price; use "
            "seedance-2, seedance-2-fast, seedance-2-less-restriction or "
            "seedance-2-fast-less-restriction, or 0 seconds"
        )
        assert credits("seedance-2-mini", "720p", 5, 0) == Decimal("0.75")


class TestCreditUnit:
    """`credit-unit`: one credit is one US dollar."""

    def test_a_second_costs_its_dollars(self) -> None:
        assert SPEC.currency == "USD"
        for (task_type, resolution), dollars in PAGE.items():
            assert credits(task_type, resolution, 4) == 4 * Decimal(dollars)


class TestExact:
    """`exact`: amounts are exact decimals, and nothing is rounded."""

    def test_the_callers_context_changes_nothing(self) -> None:
        seconds = Decimal("0.123456789012345678901234567891")
        given = request("seedance-2-fast-less-restriction", videos=1, duration=4)
        with localcontext(prec=2):
            asked = quote(given, total_input_video_duration=seconds)
            total = asked.credits
        assert Fraction(total) == Fraction("0.352") + Fraction("0.044") * Fraction(seconds)
        assert str(total) == "0.357432098716543209871654320987204"

    def test_a_float_is_read_as_the_digits_it_prints(self) -> None:
        assert credits("seedance-2", "1080p", 4, 7.3) == Decimal("3.825")

    @pytest.mark.parametrize(("duration", "text"), [(5, "1"), (4, "0.8"), (15, "3")])
    def test_amounts_are_written_plainly(self, duration: int, text: str) -> None:
        asked = quote(request(resolution="720p", duration=duration))
        assert asked.to_dict()["credits"] == str(asked.credits) == text


class TestInputSecondsUnrounded:
    """`input-seconds-unrounded`: billed as they are stated."""

    @pytest.mark.parametrize("seconds", ["7.3", "0.001", "6.9999"])
    def test_no_second_is_rounded(self, seconds: str) -> None:
        asked = quote(request(videos=1), total_input_video_duration=Decimal(seconds))
        assert asked.input_video_credits == Decimal(seconds) / 20


class TestInputSeconds:
    """`input-seconds`: the caller states them; a request with videos has no price without."""

    @pytest.mark.parametrize("seconds", [None, 0, 0.0])
    def test_videos_without_seconds(self, seconds: float | None) -> None:
        with pytest.raises(InputDurationError, match="state their total"):
            quote(request(videos=1), total_input_video_duration=seconds)

    def test_seconds_without_media(self) -> None:
        with pytest.raises(InputDurationError, match="no video_urls"):
            quote(request(), total_input_video_duration=1)
        with pytest.raises(InputDurationError, match="no audio_urls"):
            quote(request(), total_input_audio_duration=1)

    @pytest.mark.parametrize(
        "seconds",
        [
            *(True, float("nan"), float("inf"), -1, 10**9 + 1, Decimal("1E-31"), 1e-31),
            *("", "x", "7s", "0:07", "NaN", "-1", "1_0", "٧", b"7", {"seconds": 7}, "1" * 61),
            *([True], ["x"], [7, -1], [[7]], [10**9, 1]),
        ],
    )
    def test_what_is_not_a_duration_is_refused(self, seconds: Any) -> None:
        with pytest.raises(InputDurationError, match="total_input_video_duration"):
            quote(request(videos=1), total_input_video_duration=seconds)
        with pytest.raises(InputDurationError):
            credits("seedance-2", "480p", 5, seconds)

    def test_an_error_says_what_was_stated(self) -> None:
        with pytest.raises(InputDurationError) as raised:
            quote(request(videos=2))
        assert str(raised.value) == (
            "the request has video_urls, whose seconds are part of the price; "
            "state their total, above zero, as total_input_video_duration"
        )
        for kind in ("video", "audio"):
            stated: dict[str, Any] = {f"total_input_{kind}_duration": 1.5}
            with pytest.raises(InputDurationError) as raised:
                quote(request(), **stated)
            assert str(raised.value) == (
                f"total_input_{kind}_duration is 1.5 but the request has no {kind}_urls; "
                "leave the duration out, or give the URLs"
            )
        with pytest.raises(
            InputDurationError, match=r"^total_input_video_duration must be"
        ) as asked:
            credits("seedance-2", "480p", 5, -1)
        assert str(asked.value) == (
            "total_input_video_duration must be from 0 to 1,000,000,000 seconds, not -1"
        )

    @pytest.mark.parametrize(
        ("seconds", "total"),
        [
            ("5.405400", Decimal("5.4054")),
            (" 7 ", Decimal(7)),
            ("1e1", Decimal(10)),
            ([7], Decimal(7)),
            ((7.3,), Decimal("7.3")),
            ([Decimal("0.1")], Decimal("0.1")),
            (["5.405400"], Decimal("5.4054")),
        ],
    )
    def test_a_number_or_decimal_text_or_a_list(self, seconds: Any, total: Decimal) -> None:
        asked = quote(request(videos=1), total_input_video_duration=seconds)
        assert asked.total_input_video_duration == total
        assert asked.credits == Decimal("0.5") + total / 20

    def test_a_list_has_one_entry_for_each_url(self) -> None:
        asked = quote(request(videos=3), total_input_video_duration=[0.1, "0.2", 3])
        assert asked.total_input_video_duration == Decimal("3.3")
        for kind in ("video", "audio"):
            stated: dict[str, Any] = {f"total_input_{kind}_duration": [1, 2]}
            for ask in (validate, quote):
                with pytest.raises(InputDurationError) as raised:
                    ask(request(**{f"{kind}s": 3}), **stated)
                assert str(raised.value) == (
                    f"total_input_{kind}_duration has 2 entries for 3 {kind}_urls; "
                    "give one for each URL, or their total"
                )

    def test_what_is_stated_of_audio_counts_the_same_way(self) -> None:
        right: list[Any] = ["15", ["7.5", 7.5], [Decimal(15), 0]]
        for seconds in right:
            assert validate(request(audios=2), total_input_audio_duration=seconds).ok
        for seconds in ("15.01", [7.5, "7.51"]):
            assert codes(request(audios=2), total_input_audio_duration=seconds) == [
                ("audio_too_long", "/input/audio_urls")
            ]

    @pytest.mark.parametrize("seconds", [10**9, Decimal("1E-30"), Decimal("2." + "0" * 40)])
    def test_durations_at_the_edges_are_taken(self, seconds: Decimal) -> None:
        asked = quote(request(videos=1), total_input_video_duration=seconds)
        assert asked.total_input_video_duration == seconds
