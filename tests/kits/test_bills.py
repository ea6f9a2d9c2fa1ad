"""Bills: what is stored of a quote gives that quote again, and a charge is explained or is not.

The bills here are real ones (of clients, in points) and made-up ones of every kind of assumption,
each worked out a second time in fractions.
"""

import json
import re
from collections import UserDict
from collections.abc import Callable
from datetime import date
from decimal import Context, Decimal, Inexact, localcontext
from fractions import Fraction
from math import ceil, floor, inf, nan
from types import MappingProxyType
from typing import Any

import pytest
from drawing import many
from hypothesis import given
from hypothesis import strategies as st

from seedance_rules import (
    InputDurationError,
    InvalidRequest,
    Quote,
    Spec,
    UnknownVersion,
    bills,
    infer_mode,
    load_spec,
    quote,
    validate,
    version_on,
    versions,
)
from seedance_rules.bills import BillError, Explanation, RecordError, explain, record, replay

SEED = "2026-06"
VIDEO = "https://example.com/a.mp4"
IMAGE = "https://example.com/a.png"
AUDIO = "https://example.com/a.mp3"


def a_request(task_type: str = "seedance-2-fast", **fields: object) -> dict[str, Any]:
    body = {"prompt": "A cat walks through a garden", **fields}
    return {"model": "seedance", "task_type": task_type, "input": body}


def own_tables(spec: str = SEED) -> Spec:
    return load_spec(spec).with_changes(
        {"prices": {"seedance-2-fast": {"480p": "0.07"}}}, label="acme"
    )


@st.composite
def priced(draw: st.DrawFn, spec: Spec) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw a request that is accepted, with notices or without, and the seconds of its media."""
    name = draw(st.sampled_from([*spec.task_types, *spec.aliases]))
    mode = draw(st.sampled_from(spec.task_type(name).modes))
    limits = spec.limits(name, mode)
    body: dict[str, Any] = {"prompt": draw(st.sampled_from(["a cat", "rain 雨", "@Image1"]))}
    stated: dict[str, Any] = {}
    for kind, url in (("image", IMAGE), ("audio", AUDIO), ("video", VIDEO)):
        known = limits.kinds[kind]
        count = draw(st.integers(0, 2)) if known.taken else 0
        if kind == "image":
            count = max(count, known.minimum, limits.references_minimum)
        if count:
            body[f"{kind}_urls"] = [url] * count
            each = [str(draw(st.integers(1, 7000)) / 1000) for _ in range(count)]
            total = float(sum(map(Decimal, each)))
            stated[f"total_input_{kind}_duration"] = draw(st.sampled_from([each, total]))
    stated.pop("total_input_image_duration", None)
    if body.get("audio_urls") and limits.kinds["audio"].requires_one_of:
        body["image_urls"] = [IMAGE]
    optional = {
        "mode": [mode],
        "duration": [*limits.durations, 7.0],
        "resolution": [*limits.resolutions],
        "aspect_ratio": [*limits.aspect_ratios],
        "colour": ["red", None, {"deep": [1.5, True]}],
        "auto_upload_assets": [True],
    }
    for key, values in optional.items():
        if draw(st.booleans()) or (key == "mode" and not spec.inference):
            body[key] = draw(st.sampled_from(values))
    request = {"model": spec.model, "task_type": name, "input": body, "webhook": ["kept"]}
    if "mode" not in body and spec.inference:
        body["mode"] = draw(
            st.sampled_from([mode, None] if mode == infer_mode(request, spec=spec) else [mode])
        )
    return request, stated


REAL_BILLS = [
    (date(2026, 8, 25), "seedance-2-fast", 4, 4, 3_840_000),
    (date(2026, 8, 25), "seedance-2-fast", 10, 10, 9_600_000),
    (date(2026, 8, 25), "seedance-2-fast-less-restriction", 10, 10, 10_500_000),
    (date(2026, 8, 25), "seedance-2-mini-less-restriction", 10, 10, 6_900_000),
    (date(2026, 5, 20), "seedance-2-fast", 4, None, 3_200_000),
]
"""The day, the task type at 480p, seconds of output and of input video, and the points charged."""


class TestRealBills:
    """What clients were charged is what the tables of the day give, to the digit."""

    @pytest.mark.parametrize(("day", "task_type", "seconds", "videos", "points"), REAL_BILLS)
    def test_the_tables_of_the_day_give_it(
        self, day: date, task_type: str, seconds: int, videos: int | None, points: int
    ) -> None:
        mode = "omni_reference" if videos else "text_to_video"
        urls = [VIDEO] if videos else None
        request = a_request(
            task_type, duration=seconds, resolution="480p", video_urls=urls, mode=mode
        )
        version = version_on(day)
        found = quote(request, total_input_video_duration=videos, spec=version)
        assert found.points == points
        told = explain(request, points=points, total_input_video_duration=videos)
        assert (version, ()) in [(each.version, each.differences) for each in told]
        again = explain(request, billed=found.credits, total_input_video_duration=videos)
        assert {(each.version, each.differences) for each in told} <= {
            (each.version, each.differences) for each in again
        }

    def test_an_amount_does_not_tell_a_full_rate_at_a_lower_price_from_a_plain_quote(self) -> None:
        """The bill of 3,840,000 points: 0.064 × (4 + 4 / 2), or 0.048 × (4 + 4)."""
        request = a_request(duration=4, resolution="480p", video_urls=[VIDEO])
        found = explain(request, points=3_840_000, total_input_video_duration=4)
        assert [(each.version, each.differences) for each in found[:2]] == [
            ("2026-08-08", ()),
            ("2026-09-22", ("input video at the full unit price",)),
        ]
        assert str(found[0]) == "0.384 credits by tables 2026-08-08: the quote as it is"


class TestRecords:
    """`replay(record(…))` is the quote, also after JSON, and says what was changed."""

    @pytest.mark.parametrize("version", versions())
    @many(40)
    @given(data=st.data())
    def test_a_record_gives_its_quote_again(self, version: str, data: st.DataObject) -> None:
        spec = load_spec(version)
        request, stated = data.draw(priced(spec))
        found = quote(request, **stated, spec=version)
        kept = json.loads(json.dumps(record(request, **stated, spec=version), allow_nan=False))
        again = replay(kept)
        assert again.same, again.differences
        assert again.quote == found
        assert kept["request"] == request
        assert {**kept, "request": None} == {
            **found.to_dict(),
            "request": None,
            "total_input_audio_duration": kept["total_input_audio_duration"],
        }

    def test_what_a_record_has(self) -> None:
        request = a_request("seedance-2-preview", video_urls=[VIDEO] * 2, audio_urls=[AUDIO])
        seconds = {"total_input_video_duration": [2.1, "2.20"], "total_input_audio_duration": 7.5}
        kept = record(request, **seconds, spec=SEED)  # type: ignore[arg-type]
        assert kept["request"] == request
        assert kept["total_input_video_duration"] == "4.3"
        assert kept["total_input_audio_duration"] == "7.5"
        assert (kept["credits"], kept["spec_version"]) == ("0.715", SEED)
        assert kept["spec_digest"] == load_spec(SEED).digest
        assert [notice["code"] for notice in kept["notices"]] == ["deprecated_task_type"]

    def test_any_mapping_and_any_value_become_json(self) -> None:
        cycle: list[object] = []
        cycle.append(cycle)
        deep: list[object] = []
        for _ in range(5000):
            deep = [deep]
        request = MappingProxyType(
            {
                "model": "seedance",
                "task_type": "seedance-2",
                "input": UserDict(
                    {
                        "prompt": "a cat \ud800",
                        "duration": Decimal("7.0"),
                        "video_urls": (VIDEO,),
                        "odd": [nan, inf, Decimal("NaN"), Decimal("1E+999999"), b"x", {1: {2}}],
                        "fine": [10**30, 1.5, Decimal("0.25"), True, None, "x" * 20_000],
                        "huge": 10**5000,
                        "cycle": cycle,
                        "deep": deep,
                        "wide": [[[0] * 1000] * 1000] * 1000,
                    }
                ),
                "trace": object(),
            }
        )
        kept = record(request, total_input_video_duration=2, spec=SEED)
        text = json.dumps(kept, allow_nan=False)
        assert len(text) < 5_000_000
        body = json.loads(text)["request"]["input"]
        assert (body["duration"], body["video_urls"]) == (7, [VIDEO])
        assert body["fine"] == [10**30, 1.5, 0.25, True, None, "x" * 20_000]
        assert all(isinstance(each, str) for each in body["odd"][:5])
        again = replay(json.loads(text))
        assert again.same, again.differences

    def test_what_quote_refuses_is_not_recorded(self) -> None:
        with pytest.raises(InvalidRequest):
            record(a_request(duration=99))
        with pytest.raises(InputDurationError):
            record(a_request(video_urls=[VIDEO]))
        with pytest.raises(UnknownVersion):
            record(a_request(), spec="1999-01")

    CHANGES: tuple[tuple[Callable[[dict[str, Any]], object], str], ...] = (
        (lambda kept: kept.update(credits="0.39"), "credits: '0.39' in the record, '0.4' now"),
        (lambda kept: kept.update(credits=0.4), "credits: 0.4 in the record, '0.4' now"),
        (lambda kept: kept.update(mode="omni_reference"), "mode: 'omni_reference' in the record"),
        (lambda kept: kept.update(notices=[]), "notices: '' in the record"),
        (
            lambda kept: kept.update(notices=[5]),
            "notices: 'null at null' in the record, 'deprecated_task_type at /task_type' now",
        ),
        (lambda kept: kept.update(notices=None), "notices: null in the record"),
        (lambda kept: kept.update(spec_digest="0" * 16), "spec_digest: '0000000000000000' in the"),
        (lambda kept: kept.update(duration=[{}]), "duration: 'null at null' in the record, 5 now"),
        (lambda kept: kept["request"].update(task_type="seedance-2"), "unit_price: '0.08' in the"),
        (lambda kept: kept["request"]["input"].update(duration=6), "credits: '0.4' in the record"),
    )

    @pytest.mark.parametrize(("change", "told"), CHANGES, ids=[told for _, told in CHANGES])
    def test_a_changed_record_says_what_differs(
        self, change: Callable[[dict[str, Any]], object], told: str
    ) -> None:
        kept = record(a_request("seedance-2-fast-preview"), spec=SEED)
        change(kept)
        again = replay(kept)
        assert not again.same
        assert any(difference.startswith(told) for difference in again.differences)
        assert json.loads(json.dumps(again.to_dict()))["differences"] == [*again.differences]
        assert again.differences[0] in str(again)

    def test_a_record_that_is_as_it_was(self) -> None:
        again = replay(record(a_request(), spec=SEED))
        assert again.to_dict() == {
            "same": True,
            "differences": [],
            "quote": quote(a_request(), spec=SEED).to_dict(),
        }
        assert str(again).startswith("as recorded\nseedance-2-fast, text_to_video, 480p")

    @pytest.mark.parametrize("wording", ["message", "value"])
    def test_the_wording_of_a_notice_does_not_count(self, wording: str) -> None:
        kept = record(a_request("seedance-2-preview"), spec=SEED)
        kept["notices"][0][wording] = "in other words"
        assert replay(kept).same

    def test_a_figure_that_a_later_release_adds_is_not_missed(self) -> None:
        kept = record(a_request(), spec=SEED)
        del kept["output_credits"]
        assert replay({**kept, "note": "paid"}).same

    def test_a_replay_by_other_tables(self) -> None:
        kept = record(a_request(), spec=SEED)
        again = replay(kept, spec="2026-08-08")
        assert again.quote == quote(a_request(), spec="2026-08-08")
        assert {difference.split(":")[0] for difference in again.differences} >= {
            *("credits", "unit_price", "output_credits", "spec_version", "spec_digest")
        }

    def test_own_tables_are_never_taken_for_the_published_ones(self) -> None:
        own = own_tables()
        kept = record(a_request(), spec=own)
        assert kept["spec_version"] == "2026-06+acme"
        with pytest.raises(UnknownVersion, match=r"'2026-06\+acme', .* pass those tables as spec"):
            replay(kept)
        assert replay(kept, spec=own).same
        other = replay(kept, spec=SEED)
        assert any(difference.startswith("spec_digest") for difference in other.differences)

    def test_own_tables_under_a_published_name_are_told_by_their_digest(self) -> None:
        data = load_spec(SEED).to_dict()
        data["prices"]["seedance-2"]["1080p"] = "0.51"
        again = replay(record(a_request(), spec=Spec.from_dict(data)))
        (difference,) = again.differences
        assert difference.startswith("spec_digest: ")

    @pytest.mark.parametrize(
        "thing",
        [None, "{}", [], 5, {}, a_request(), {"credits": "1"}, UserDict()],
        ids=lambda thing: repr(thing)[:20],
    )
    def test_what_is_not_a_record(self, thing: Any) -> None:
        with pytest.raises(
            RecordError, match=r"not a record: without (request,|total_input)"
        ) as raised:
            replay(thing)
        assert isinstance(raised.value, ValueError)

    @pytest.mark.parametrize(
        "key",
        [
            *("request", "total_input_video_duration", "total_input_audio_duration", "credits"),
            *("mode", "notices", "spec_version", "spec_digest"),
        ],
    )
    def test_what_is_missing_is_named(self, key: str) -> None:
        kept = record(a_request(), spec=SEED)
        del kept[key]
        with pytest.raises(RecordError, match=f"^this is not a record: without {key}$"):
            replay(kept)

    def test_a_record_changed_into_what_cannot_be_quoted(self) -> None:
        kept = record(a_request(video_urls=[VIDEO]), total_input_video_duration=2, spec=SEED)
        with pytest.raises(InvalidRequest):
            replay({**kept, "request": "a cat"})
        with pytest.raises(InvalidRequest):
            replay({**kept, "request": a_request(duration=99)})
        for seconds in [None, "two", {1: 2}, -1]:
            with pytest.raises(InputDurationError):
                replay({**kept, "total_input_video_duration": seconds})
        for version in (None, 5, "2030-01", ["2026-06"]):
            with pytest.raises(UnknownVersion):
                replay({**kept, "spec_version": version})


def worked_out(asked: Quote, differences: tuple[str, ...], spec: Spec, *, given: bool) -> Fraction:
    """Work out a charge from the words of an explanation, in fractions."""
    task_type, resolution, seconds = asked.task_type, asked.resolution, asked.duration
    videos = Fraction(asked.total_input_video_duration)
    rate, factor, twin, cents = Fraction(spec.input_video_rate), Fraction(1), False, False
    for told in sorted(differences, key=lambda told: not told.startswith("task type")):
        if found := re.fullmatch(r"task type (.+)", told):
            task_type = found[1]
            if not given:
                resolution = spec.limits(task_type, asked.mode).default_resolution
        elif found := re.fullmatch(r"resolution (.+)", told):
            resolution = found[1]
        elif found := re.fullmatch(r"(\d+) s of output", told):
            seconds = int(found[1])
        elif found := re.fullmatch(r"input video rounded (up|down) to (\d+) s", told):
            videos = Fraction(ceil(videos) if found[1] == "up" else floor(videos))
            assert videos == int(found[2])
        elif told == "input video at the full unit price":
            rate = Fraction(1)
        elif told == "input video left out":
            rate = Fraction(0)
        elif found := re.fullmatch(r"a markup of (\S+) % on the price( of the strict twin)?", told):
            assert Decimal(found[1]) in {claim.percent for claim in spec.markup_claims}
            factor, twin = 1 + Fraction(found[1]) / 100, bool(found[2])
        else:
            assert told == "rounded to cents"
            cents = True
    name = spec.task_types[task_type].strict_twin if twin else task_type
    price = Fraction(spec.unit_price(str(name), resolution))
    credits = factor * price * (seconds + rate * videos)
    return Fraction(floor(credits * 100 + Fraction(1, 2)), 100) if cents else credits


def kind_of(told: str) -> str:
    """Return what an assumption is about: of two about the same, only one can hold."""
    for kind in ("task type", "resolution", "s of output", "rounded up", "rounded down", "markup"):
        if kind in told:
            return kind.removesuffix(" up").removesuffix(" down")
    return "rate" if told.startswith("input video") else told


class TestExplanations:
    """What would give exactly the amount that was charged."""

    OPEN = a_request("seedance-2-preview", duration=6, video_urls=[VIDEO])
    """Its resolution is not given, and its name is deprecated; 7.3 s of video: 0.965 credits."""

    @pytest.mark.parametrize(
        ("billed", "told"),
        [
            ("0.965", ()),
            ("1.93", ("resolution 720p",)),
            ("4.825", ("resolution 1080p",)),
            ("0.772", ("task type seedance-2-fast",)),
            ("1.0615", ("task type seedance-2-less-restriction",)),
            ("0.765", ("4 s of output",)),
            ("1.865", ("15 s of output",)),
            ("1", ("input video rounded up to 8 s",)),
            ("0.95", ("input video rounded down to 7 s",)),
            ("1.33", ("input video at the full unit price",)),
            ("0.6", ("input video left out",)),
            ("1.20625", ("a markup of 25 % on the price",)),
            ("0.97", ("rounded to cents",)),
            ("1.2", ("resolution 720p", "input video left out")),
            ("1.4", ("input video rounded up to 8 s", "input video at the full unit price")),
            ("1.544", ("task type seedance-2-fast", "resolution 720p")),
            ("1.21", ("a markup of 25 % on the price", "rounded to cents")),
        ],
    )
    def test_each_assumption_is_found(self, billed: str, told: tuple[str, ...]) -> None:
        found = explain(self.OPEN, billed=billed, total_input_video_duration="7.3", spec=SEED)
        assert [each.differences for each in found][:1] == [told]
        assert {(each.version, str(each.credits)) for each in found} == {(SEED, billed)}

    def test_the_quote_is_that_of_the_request_as_it_was_assumed(self) -> None:
        (found, *_) = explain(
            self.OPEN, billed="1.544", total_input_video_duration="7.3", spec=SEED
        )
        assert (found.quote.task_type, found.quote.resolution) == ("seedance-2-fast", "720p")
        (found, *_) = explain(self.OPEN, billed="0.6", total_input_video_duration="7.3", spec=SEED)
        assert found.quote == quote(self.OPEN, total_input_video_duration="7.3", spec=SEED)
        assert (str(found.quote.credits), str(found.credits)) == ("0.965", "0.6")
        assert str(found) == "0.6 credits by tables 2026-06: input video left out"
        assert json.loads(json.dumps(found.to_dict())) == {
            "version": SEED,
            "differences": ["input video left out"],
            "credits": "0.6",
            "quote": json.loads(json.dumps(found.quote.to_dict())),
        }

    def test_a_markup_on_the_price_of_the_strict_twin(self) -> None:
        """Clause markup: the page states 25 and 10 per cent, and its prices are 10 per cent up."""
        request = a_request("seedance-2-less-restriction", resolution="480p")
        (found,) = explain(request, billed="0.625", spec=SEED)
        assert found.differences == ("a markup of 25 % on the price of the strict twin",)
        (found,) = explain(request, billed="0.55", spec=SEED)
        assert found.differences == ()

    def test_what_is_given_is_not_assumed_otherwise(self) -> None:
        given_ = a_request("seedance-2", duration=6, resolution="480p")
        assert explain(given_, billed="1.2", spec=SEED) == ()
        assert explain(given_, billed="0.48", spec=SEED) == ()
        assert explain(a_request("seedance-2", duration=6), billed="1.2", spec=SEED) != ()

    @pytest.mark.parametrize("version", versions())
    @many(40)
    @given(data=st.data())
    def test_every_explanation_holds_and_assumes_no_more_than_it_must(
        self, version: str, data: st.DataObject
    ) -> None:
        spec = load_spec(version)
        names = [*spec.task_types, *spec.aliases]
        name = data.draw(st.sampled_from(names))
        with_video = data.draw(st.booleans())
        mode = "omni_reference" if with_video else "text_to_video"
        if mode not in spec.task_type(name).modes:
            return
        request = a_request(name, mode=mode, duration=data.draw(st.integers(4, 15)))
        if with_video:
            request["input"]["video_urls"] = [VIDEO]
        if data.draw(st.booleans()):
            request["input"]["resolution"] = spec.limits(name, mode).default_resolution
        seconds = Decimal(data.draw(st.integers(1, 15_000))).scaleb(-3) if with_video else None
        asked = quote(request, total_input_video_duration=seconds, spec=spec)
        given_ = "resolution" in request["input"]
        words = [
            *(f"task type {other}" for other in spec.task_types if name in spec.aliases),
            *(f"resolution {r}" for r in spec.resolutions if not given_),
            *("4 s of output", "15 s of output", "rounded to cents"),
            *(f"a markup of {claim.percent} % on the price" for claim in spec.markup_claims),
        ]
        if seconds:
            words += [
                f"input video rounded up to {ceil(seconds)} s",
                f"input video rounded down to {floor(seconds)} s",
                "input video at the full unit price",
                "input video left out",
            ]
        some = tuple(data.draw(st.lists(st.sampled_from(words), max_size=2, unique=True)))
        if len({kind_of(told) for told in some}) < len(some):
            return  # they contradict each other
        try:
            charged = worked_out(asked, some, spec, given=given_)
        except LookupError:
            return
        billed = Decimal(charged.numerator) / Decimal(charged.denominator)
        assert Fraction(billed) == charged
        found = explain(request, billed=billed, total_input_video_duration=seconds, spec=spec)
        for each in found:
            assert worked_out(asked, each.differences, spec, given=given_) == charged
            assert each.credits == billed
            assert not [e for e in found if {*e.differences} < {*each.differences}]
        # Another task type may reject the request.
        if found or "task type" not in {*map(kind_of, some)}:
            assert [each for each in found if len(each.differences) <= len(some)]


class TestWhatIsTried:
    """Every version, the default first; or one; or some."""

    def test_all_versions_are_tried_by_default(self) -> None:
        """From May to July fast cost the same."""
        request = a_request(mode="text_to_video", resolution="480p")
        found = explain(request, billed="0.4")
        assert [each.version for each in found if not each.differences] == [
            *("2026-06", "2026-04-08", "2026-05-03", "2026-06-03", "2026-08-01")
        ]
        counts = [len(each.differences) for each in found]
        assert counts == sorted(counts) and counts[-1] <= 2

    def test_only_the_named_versions_are_tried(self) -> None:
        request = a_request(mode="text_to_video", resolution="480p")
        some = ("2026-08-01", "2026-05-03", "2026-06")
        found = explain(request, billed="0.4", versions=some)
        assert [each.version for each in found] == ["2026-06", "2026-08-01", "2026-05-03"]
        found = explain(request, billed="0.35", versions=["2026-06", own_tables()])
        assert [(each.version, each.differences) for each in found] == [("2026-06+acme", ())]
        assert explain(request, billed="0.35", spec=own_tables()) == found

    def test_a_version_that_rejects_the_request_is_left_out(self) -> None:
        request = a_request("seedance-2-mini-less-restriction", resolution="480p")
        found = explain(request, billed="0.23", versions=["2026-06", "2026-08-08", "2026-09-22"])
        assert {each.version for each in found if not each.differences} == {
            *("2026-08-08", "2026-09-22")
        }

    def test_a_request_that_every_version_rejects(self) -> None:
        with pytest.raises(InvalidRequest) as raised:
            explain(a_request(duration=99), billed=1)
        assert raised.value.report == validate(a_request(duration=99))
        with pytest.raises(InvalidRequest):
            explain(a_request("seedance-2-mini-less-restriction"), billed=1, spec=SEED)
        for nothing in [{1: 2}, None, "a cat", [5]]:
            with pytest.raises(InvalidRequest):
                explain(nothing, points=1)  # type: ignore[arg-type]  # what is under test

    def test_points_are_those_of_the_versions_that_state_the_ratio(self) -> None:
        """The page of the seed does not name it."""
        request = a_request(mode="text_to_video", resolution="480p")
        assert load_spec(SEED).points_per_credit is None
        stated = {v for v in versions() if load_spec(v).points_per_credit is not None}
        assert stated == {*versions()} - {SEED}
        by_points = explain(request, points=4_000_000)
        by_credits = explain(request, billed="0.4")
        assert by_points == tuple(each for each in by_credits if each.version in stated)
        with pytest.raises(BillError, match="states how many points a credit is; give billed"):
            explain(request, points=4_000_000, spec=SEED)

    @pytest.mark.parametrize(
        "amount",
        [
            -1,
            "-0.01",
            nan,
            inf,
            "NaN",
            Decimal("sNaN"),
            "two",
            "",
            "0,4",
            True,
            b"1",
            [1],
            {},
            "-1",
        ],
        ids=repr,
    )
    def test_what_is_not_an_amount(self, amount: Any) -> None:
        for name in ("billed", "points"):
            with pytest.raises(BillError, match=f"^{name} must be an amount") as raised:
                explain(a_request(), **{name: amount})
            assert isinstance(raised.value, ValueError)

    @pytest.mark.parametrize("amount", [0.4, "0.4", Decimal("0.40"), " 0.4 ", "4e-1"], ids=repr)
    def test_amounts_are_read_exactly(self, amount: float | Decimal | str) -> None:
        assert explain(a_request(), billed=amount, spec=SEED)[0].differences == ()

    def test_amounts_of_any_size(self) -> None:
        for amount in (0, 10**5000, "1E+999999999", "1E-999999999", "9" * 5000):
            assert explain(a_request(), billed=amount) == ()

    def test_one_amount_and_one_choice_of_versions(self) -> None:
        for both in ({}, {"billed": 1, "points": 1}):
            with pytest.raises(BillError, match="either as billed, in credits, or as points"):
                explain(a_request(), **both)  # type: ignore[arg-type]  # what is under test
        with pytest.raises(TypeError, match="either spec"):
            explain(a_request(), billed=1, spec=SEED, versions=[SEED])
        with pytest.raises(BillError, match="versions is empty"):
            explain(a_request(), billed=1, versions=[])
        with pytest.raises(UnknownVersion):
            explain(a_request(), billed=1, versions=["1999-01"])

    def test_seconds_are_those_of_quote(self) -> None:
        with pytest.raises(InputDurationError):
            explain(a_request(video_urls=[VIDEO]), billed=1, spec=SEED)
        with pytest.raises(InputDurationError):
            explain(a_request(), billed=1, total_input_video_duration=4, spec=SEED)

    def test_the_work_is_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A request is judged once by each version, and again only for what fits."""
        judged = []

        def counted(*args: Any, **keywords: Any) -> Any:
            judged.append(args)
            return quote(*args, **keywords)

        monkeypatch.setattr(bills, "quote", counted)
        request = a_request("seedance-2-preview", prompt="x" * 10**6, video_urls=[VIDEO])
        assert explain(request, billed="0.123456", total_input_video_duration="7.3") == ()
        assert len(judged) == len(versions())
        unlimited = load_spec(SEED).with_changes(
            {}, remove=["limits.duration.maximum"], label="open"
        )
        found = explain(a_request(), billed="0.32", spec=unlimited)
        assert found[0].differences == ("4 s of output",)

    def test_nothing_depends_on_the_decimal_context(self) -> None:
        def everything() -> tuple[tuple[Explanation, ...], str]:
            request = a_request("seedance-2-preview", video_urls=[VIDEO])
            found = explain(request, billed="0.87", total_input_video_duration=["7.3"])
            kept = record(request, total_input_video_duration="7.3", spec=SEED)
            return found, f"{replay(kept)}{kept}"

        expected = everything()
        assert expected[0]
        with localcontext(Context(prec=2, Emax=3, Emin=-3, traps=[Inexact])):
            assert everything() == expected


GUIDE: dict[str, object] = {}


@pytest.mark.parametrize(
    "block", re.findall(r"^```python\n(.*?)^```$", bills.__doc__ or "", re.DOTALL | re.MULTILINE)
)
def test_the_guide_runs(block: str) -> None:
    """The blocks of the module's docstring run, one after the other."""
    exec(compile(block, "bills.py", "exec"), GUIDE)
