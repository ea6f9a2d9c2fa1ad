"""Every state of the page: when it held, what it cost, what its rules were, and how that is known.

The figures are those of the sources, written here once more and by hand; each test names the
version that it means.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from seedance_rules import (
    Code,
    InvalidSpec,
    NotInTables,
    Report,
    Spec,
    UnknownVersion,
    credits,
    load_spec,
    quote,
    validate,
    version_info,
    version_on,
    versions,
)
from seedance_rules.spec.shipped import read_history

VERSIONS = (
    "2026-04-08",
    "2026-05-03",
    "2026-06-03",
    "2026-06",
    "2026-08-01",
    "2026-08-08",
    "2026-09-22",
)

DAYS = {
    "2026-04-08": ("2026-04-08", "2026-05-02"),
    "2026-05-03": ("2026-05-03", "2026-06-02"),
    "2026-06-03": ("2026-06-03", "2026-06-08"),
    "2026-06": ("2026-06-15", "2026-07-16"),
    "2026-08-01": ("2026-08-01", "2026-08-07"),
    "2026-08-08": ("2026-08-08", "2026-09-07"),
    "2026-09-22": ("2026-09-22", "2026-10-04"),
}

PRICES = """
seedance-2                       .10/.10 .10/.20/.50 .10/.20/.50    .10/.20/.50 .10/.20/.50 .10/.20/.50 .10/.20/.50
seedance-2-fast                  .08/.08 .08/.16     .08/.16        .08/.16     .08/.16     .064/.128   .048/.096
seedance-2-mini                  -       -           -              /.15        .07/.14     .042/.084   .042/.084
seedance-2-less-restriction      -       -           .125/.25/.625  .11/.22/.55 .11/.22/.55 .11/.22/.55 .11/.22/.55
seedance-2-fast-less-restriction -       -           .10/.20        .088/.176   .088/.176   .07/.141    .053/.106
seedance-2-mini-less-restriction -       -           -              -           .077/.154   .046/.092   .046/.092
"""
"""Dollars a second of output at 480p, 720p and 1080p, a column for each version."""

RESOLUTIONS = ("480p", "720p", "1080p")

DIGESTS = {
    "2026-04-08": "74dc781e4673cf3b",
    "2026-05-03": "9a13897cd3166082",
    "2026-06-03": "b999bdd2b4c682eb",
    "2026-06": "f1d3309c38a58ff1",
    "2026-08-01": "d8b694badcf35281",
    "2026-08-08": "a465334ba4449512",
    "2026-09-22": "fe62d940d5d2044b",
}
"""Of the rules as they were released: they never change."""


def price_table() -> Iterator[tuple[str, str, str, str]]:
    """Yield version, task type, resolution and price, an empty price where there is none."""
    for line in PRICES.strip().splitlines():
        task_type, *columns = line.split()
        for version, column in zip(VERSIONS, columns, strict=True):
            listed = (*column.replace("-", "").split("/"), "", "")
            for resolution, price in zip(RESOLUTIONS, listed, strict=False):
                yield version, task_type, resolution, price


def request(version: str, task_type: str = "seedance-2", **given: Any) -> dict[str, Any]:
    """Make a request that is right in a version; up to May, its mode is given."""
    if version < "2026-06" and "mode" not in given:
        given["mode"] = "omni_reference" if any("urls" in key for key in given) else "text_to_video"
    return {"model": "seedance", "task_type": task_type, "input": {"prompt": "A lake"} | given}


def urls(extension: str, count: int) -> list[str]:
    return [f"https://media.example/{index}.{extension}" for index in range(count)]


def judged(version: str, task_type: str = "seedance-2", **given: Any) -> Report:
    return validate(request(version, task_type, **given), spec=version)


def violations(version: str, task_type: str = "seedance-2", **given: Any) -> list[tuple[str, str]]:
    """Return the code and the clause of each violation of a request in a version."""
    found = judged(version, task_type, **given).violations
    return [(finding.code, finding.clause) for finding in found]


def notices(version: str, task_type: str = "seedance-2", **given: Any) -> list[str]:
    report = judged(version, task_type, **given)
    assert report.ok
    return [finding.code for finding in report.notices]


class TestPrices:
    @pytest.mark.parametrize(("version", "task_type", "resolution", "price"), [*price_table()])
    def test_each_price(self, version: str, task_type: str, resolution: str, price: str) -> None:
        """Four seconds, the shortest output, cost four times what a second does."""
        if price:
            assert credits(task_type, resolution, 4, spec=version) == 4 * Decimal(price)
        else:
            with pytest.raises(NotInTables):
                credits(task_type, resolution, 4, spec=version)

    @pytest.mark.parametrize("version", VERSIONS)
    def test_there_are_no_other_prices(self, version: str) -> None:
        listed = {
            (task_type, resolution): Decimal(price)
            for of, task_type, resolution, price in price_table()
            if of == version and price
        }
        rows = load_spec(version).price_rows()
        assert {(row["task_type"], row["resolution"]): row["unit_price"] for row in rows} == listed

    def test_input_video_was_billed_in_full_in_april_and_at_half_since(self) -> None:
        costs = [credits("seedance-2", "480p", 4, 6, spec=version) for version in VERSIONS]
        assert costs == [Decimal("1.0")] + [Decimal("0.7")] * 6

    @pytest.mark.parametrize(
        ("version", "claims"),
        [
            ("2026-04-08", []),
            ("2026-05-03", []),
            ("2026-06-03", [("25", True), ("25", True)]),
            ("2026-06", [("25", False), ("10", True)]),
            ("2026-08-01", [("10", True)]),
            ("2026-08-08", [("10", False)]),
            ("2026-09-22", [("10", False)]),
        ],
    )
    def test_the_stated_markup(self, version: str, claims: list[tuple[str, bool]]) -> None:
        found = load_spec(version).markup_claims
        assert [(claim.percent, claim.holds) for claim in found] == [
            (Decimal(percent), holds) for percent, holds in claims
        ]

    @pytest.mark.parametrize("version", ["2026-08-08", "2026-09-22"])
    def test_the_markup_is_rounded_half_up_to_three_places(self, version: str) -> None:
        spec = load_spec(version)
        for task_type in spec.task_types.values():
            for resolution, price in task_type.prices.items():
                if task_type.strict_twin is not None:
                    strict = spec.unit_price(task_type.strict_twin, resolution)
                    exact = strict * Decimal("1.10")
                    assert price == exact.quantize(Decimal("0.001"), "ROUND_HALF_UP")


class TestBills:
    """What was charged, in points, is what the tables of the day give, to the digit."""

    @pytest.mark.parametrize(
        ("day", "task_type", "seconds", "input_seconds", "points"),
        [
            (date(2026, 8, 25), "seedance-2-fast", 4, 4, 3_840_000),
            (date(2026, 8, 25), "seedance-2-fast", 10, 10, 9_600_000),
            (date(2026, 8, 25), "seedance-2-fast-less-restriction", 10, 10, 10_500_000),
            (date(2026, 8, 25), "seedance-2-mini-less-restriction", 10, 10, 6_900_000),
            (date(2026, 5, 15), "seedance-2-fast", 4, None, 3_200_000),
        ],
    )
    def test_each_bill_is_what_the_tables_of_its_day_give(
        self, day: date, task_type: str, seconds: int, input_seconds: int | None, points: int
    ) -> None:
        version = version_on(day)
        given: dict[str, Any] = {"video_urls": urls("mp4", 1)} if input_seconds else {}
        asked = request(version, task_type, duration=seconds, resolution="480p", **given)
        assert quote(asked, total_input_video_duration=input_seconds, spec=version).points == points

    def test_only_the_page_of_june_names_no_points(self) -> None:
        named = {version: load_spec(version).points_per_credit for version in VERSIONS}
        assert named.pop("2026-06") is None
        assert {*named.values()} == {Decimal(10_000_000)}


class TestDays:
    def test_versions_are_in_the_order_of_time(self) -> None:
        assert versions()[: len(VERSIONS)] == VERSIONS

    def test_the_default_is_the_page_that_is_known_whole(self) -> None:
        assert load_spec().version == quote(request("2026-06")).spec_version == "2026-06"
        assert credits("seedance-2", "480p", 4, spec=None) == Decimal("0.4")

    @pytest.mark.parametrize("version", VERSIONS)
    def test_the_first_and_the_last_are_included(self, version: str) -> None:
        info = version_info(version)
        assert (str(info.first_seen), str(info.last_seen)) == DAYS[version]
        assert version_on(info.first_seen) == version_on(info.last_seen) == info.name == version

    def test_every_day_is_of_one_version_or_of_none(self) -> None:
        first, last = date(2026, 4, 1), date(2026, 10, 11)
        for number in range((last - first).days):
            day = first + timedelta(number)
            of_the_day = [v for v, (a, b) in DAYS.items() if a <= day.isoformat() <= b]
            if of_the_day:
                assert [version_on(day)] == of_the_day
            else:
                with pytest.raises(UnknownVersion):
                    version_on(day)

    @pytest.mark.parametrize(
        ("day", "neighbours"),
        [
            (date.min, ["2026-04-08 was first seen on 2026-04-08"]),
            (date(2026, 4, 7), ["2026-04-08 was first seen on 2026-04-08"]),
            (
                date(2026, 6, 9),
                [
                    "2026-06-03 was last seen on 2026-06-08",
                    "2026-06 was first seen on 2026-06-15",
                ],
            ),
            (
                date(2026, 9, 21),
                [
                    "2026-08-08 was last seen on 2026-09-07",
                    "2026-09-22 was first seen on 2026-09-22",
                ],
            ),
            (date(2026, 10, 5), ["2026-09-22 was last seen on 2026-10-04"]),
            (
                date.max,
                [f"{versions()[-1]} was last seen on {version_info(versions()[-1]).last_seen}"],
            ),
        ],
    )
    def test_a_day_that_no_source_covers(self, day: date, neighbours: list[str]) -> None:
        with pytest.raises(UnknownVersion) as caught:
            version_on(day)
        assert f"held on {day} is not known: {' and '.join(neighbours)}" in str(caught.value)

    @pytest.mark.parametrize(
        ("day", "why"),
        [
            ("2026-06-15", "not a string; datetime.date.fromisoformat"),
            (datetime(2026, 6, 15), "time zone"),
            (datetime(2026, 6, 15, tzinfo=UTC), "time zone"),
            (20260615, "not a number"),
            (None, "not null"),
        ],
    )
    def test_what_is_not_a_day(self, day: Any, why: str) -> None:
        with pytest.raises(TypeError, match=re.escape(why)):
            version_on(day)

    @pytest.mark.parametrize("name", ["2026-07", "", None, 2026, ["2026-06"]])
    def test_a_version_that_is_not_there(self, name: Any) -> None:
        with pytest.raises(UnknownVersion, match=r"use 2026-04-08, .*2026-09-22"):
            version_info(name)

    def test_plain_data(self) -> None:
        assert version_info("2026-08-08").to_dict() == {
            "name": "2026-08-08",
            "first_seen": "2026-08-08",
            "last_seen": "2026-09-07",
            "sources": [
                {
                    "kind": "client",
                    "what": "the prices and rules of two clients",
                    "when": "2026-08-08 to 2026-09-07",
                },
                {
                    "kind": "client",
                    "what": "the announced end of a promotion, at 06:00 UTC of the last day",
                    "when": "2026-09-07",
                },
                {"kind": "client", "what": "bills", "when": "2026-08-25"},
            ],
        }


class TestApril:
    version = "2026-04-08"

    def test_mode_is_required_in_april(self) -> None:
        missing = request(self.version, mode=None)
        (finding,) = validate(missing, spec=self.version).violations
        assert (finding.code, finding.path) == ("missing_field", "/input/mode")
        assert finding.clause == "mode-inference"

    def test_any_aspect_ratio_is_ignored_between_frames(self) -> None:
        for ratio in ("21:9", "auto", "whatever", 5):
            given: dict[str, Any] = {"mode": "first_last_frames", "image_urls": urls("png", 1)}
            report = judged(self.version, **given, aspect_ratio=ratio)
            assert report.ok and [n.code for n in report.notices] == [Code.IGNORED_FIELD]
            assert report.notices[0].clause == "aspect-ignored"

    def test_elsewhere_one_that_is_not_listed_becomes_16_9(self) -> None:
        report = judged(self.version, aspect_ratio="whatever")
        assert [(n.code, n.clause) for n in report.notices] == [
            (Code.VALUE_REPLACED, "aspect-otherwise")
        ]
        assert (
            report.request is not None
            and report.request.to_dict()["input"]["aspect_ratio"] == "16:9"
        )

    def test_brackets_hold_a_reference(self) -> None:
        given: dict[str, Any] = {"image_urls": urls("png", 1)}
        assert violations(self.version, **given, prompt="【@图片1】") == []
        assert violations(self.version, **given, prompt="【@图片2】") == [
            ("reference_out_of_range", "prompt-reference-range")
        ]

    def test_there_is_no_1080p(self) -> None:
        assert load_spec(self.version).resolutions == ("480p", "720p")


class TestMay:
    version = "2026-05-03"

    def test_mode_is_required_in_may(self) -> None:
        assert violations(self.version, mode=None) == [("missing_field", "mode-inference")]

    def test_auto_is_for_frames_only(self) -> None:
        frames: dict[str, Any] = {"mode": "first_last_frames", "image_urls": urls("png", 1)}
        assert violations(self.version, **frames, aspect_ratio="auto") == []
        assert violations(self.version, aspect_ratio="auto") == [
            ("auto_not_allowed", "aspect-auto")
        ]

    def test_fast_has_no_1080p(self) -> None:
        found = violations(self.version, "seedance-2-fast", resolution="1080p")
        assert found == [("unsupported_resolution", "resolution-fast")]

    def test_the_previews_are_not_in_these_tables(self) -> None:
        with pytest.raises(NotInTables):
            credits("seedance-2-preview", "480p", 4, spec=self.version)


class TestUpToJune:
    """Three versions without assets, and with twelve references."""

    @pytest.mark.parametrize("version", ["2026-04-08", "2026-05-03", "2026-06-03"])
    def test_there_are_no_assets(self, version: str) -> None:
        fields: dict[str, Any] = {"auto_upload_assets": True, "asset_retention_hours": "any"}
        assert notices(version, **fields) == [Code.UNKNOWN_FIELD] * 2
        report = judged(version, image_urls=["asset://a"], mode="omni_reference")
        (finding,) = report.violations
        assert (finding.code, finding.clause) == ("asset_not_allowed", "assets")
        assert finding.http_status is None

    @pytest.mark.parametrize("version", ["2026-04-08", "2026-05-03", "2026-06-03"])
    def test_twelve_references(self, version: str) -> None:
        given: dict[str, Any] = {"image_urls": urls("png", 9), "mode": "omni_reference"}
        assert violations(version, **given, audio_urls=urls("mp3", 3)) == []
        found = violations(version, **given, audio_urls=urls("mp3", 4))
        assert found == [("too_many_references", "omni-reference")]

    def test_deprecated_names_from_june_on(self) -> None:
        assert notices("2026-06-03", "seedance-2-preview")[0] == Code.DEPRECATED_TASK_TYPE


class TestAugust:
    @pytest.mark.parametrize("version", ["2026-08-01", "2026-08-08", "2026-09-22"])
    def test_mini_has_all_modes(self, version: str) -> None:
        for name in ("seedance-2-mini", "seedance-2-mini-less-restriction"):
            spec = load_spec(version)
            assert spec.task_type(name).modes == (
                "text_to_video",
                "first_last_frames",
                "omni_reference",
            )
            for mode in spec.modes:
                assert spec.limits(name, mode).default_resolution == "720p"
            given: dict[str, Any] = {"video_urls": urls("mp4", 1), "resolution": "480p"}
            assert violations(version, name, **given) == []

    @pytest.mark.parametrize("version", ["2026-08-01", "2026-08-08", "2026-09-22"])
    def test_mini_takes_references_of_all_kinds(self, version: str) -> None:
        assert violations(version, mode="omni_reference") == [("reference_required", "omni-empty")]
        assert violations(version, audio_urls=urls("mp3", 1)) == [
            ("reference_required", "audio-beside")
        ]
        beside: dict[str, Any] = {"audio_urls": urls("mp3", 1), "image_urls": urls("png", 1)}
        assert violations(version, **beside) == []

    @pytest.mark.parametrize("version", ["2026-08-01", "2026-08-08", "2026-09-22"])
    def test_prompt_and_videos_have_a_maximum(self, version: str) -> None:
        assert violations(version, prompt="a" * 4000) == []
        assert violations(version, prompt="a" * 4001) == [("prompt_too_long", "prompt-length")]
        asked = request(version, video_urls=urls("mp4", 2))
        for seconds, codes in (("15.4", []), ("15.5", ["video_too_long"])):
            report = validate(asked, total_input_video_duration=Decimal(seconds), spec=version)
            assert [finding.code for finding in report.violations] == codes

    def test_shared_nine_at_first_and_nine_three_three_then(self) -> None:
        most: dict[str, Any] = {
            "image_urls": urls("png", 9),
            "video_urls": urls("mp4", 3),
            "audio_urls": urls("mp3", 3),
        }
        assert violations("2026-08-01", **most) == [("too_many_references", "omni-reference")]
        assert violations("2026-08-08", **most) == violations("2026-09-22", **most) == []
        for field, extension in (
            ("image_urls", "png"),
            ("video_urls", "mp4"),
            ("audio_urls", "mp3"),
        ):
            more = most | {field: urls(extension, len(most[field]) + 1)}
            assert violations("2026-08-08", **more) == [("too_many_references", "omni-reference")]

    @pytest.mark.parametrize(
        ("version", "hours", "is_taken"),
        [
            *(("2026-08-01", hours, 3 <= hours <= 8) for hours in (2, 3, 8, 9)),
            *(("2026-08-08", hours, hours > 0) for hours in (0, 1, 168, 1000)),
        ],
    )
    def test_the_range_of_retention(self, version: str, hours: int, is_taken: bool) -> None:
        for name in ("seedance-2-less-restriction", "seedance-2-mini-less-restriction"):
            given: dict[str, Any] = {"image_urls": urls("png", 1), "auto_upload_assets": True}
            found = violations(version, name, **given, asset_retention_hours=hours)
            assert found == ([] if is_taken else [("invalid_retention", "retention")])

    def test_a_field_for_sound(self) -> None:
        assert notices("2026-06", audio=True) == [Code.UNKNOWN_FIELD]
        report = judged("2026-08-01", audio=True)
        assert report.notices == () and report.request is not None
        assert report.request.to_dict()["input"]["audio"] is True
        assert [code for code, _ in violations("2026-08-01", audio="yes")] == [Code.WRONG_TYPE]
        filled = judged("2026-08-01").request
        assert filled is not None and "audio" not in filled.to_dict()["input"]


class TestClauses:
    """Each says how it is known, and names no figure that a table holds."""

    @pytest.mark.parametrize("version", VERSIONS)
    def test_how_each_is_known(self, version: str) -> None:
        for clause in load_spec(version).clauses.values():
            assert clause.status in ("documented", "reading", "reported", "inherited")
            assert (clause.status != "inherited") or version != "2026-06"
            if clause.status == "reading":
                assert clause.question and clause.choice and clause.reason
            if clause.status == "reported":
                assert clause.who and clause.when
            if clause.status == "documented":
                assert not (clause.question or clause.choice or clause.reason or clause.who)

    def test_only_stored_pages_document(self) -> None:
        known = {
            version: {source.kind for source in version_info(version).sources}
            for version in VERSIONS
        }
        for version in VERSIONS:
            statuses = {clause.status for clause in load_spec(version).clauses.values()}
            assert ("documented" in statuses) == ("page" in known[version])

    def test_readings_and_documented_clauses_of_the_default(self) -> None:
        statuses = {name: clause.status for name, clause in load_spec("2026-06").clauses.items()}
        for reading in (
            "envelope",
            "same-schema",
            "aspect-default",
            "formula-when",
            "input-seconds-unrounded",
        ):
            assert statuses[reading] == "reading"
        for documented in ("aspect-ratio", "formula", "mode-strict", "auto-upload-strict"):
            assert statuses[documented] == "documented"

    @pytest.mark.parametrize("version", VERSIONS)
    def test_texts_name_no_figures(self, version: str) -> None:
        """Code in backticks may: `@image01` is an example of syntax."""
        words = "two three four five six seven eight nine ten eleven twelve fifteen half twice"
        figure = re.compile(
            rf"\b([0-9]+([.:][0-9]+)?p?|{words.replace(' ', '|')})\b", re.IGNORECASE
        )
        for clause in load_spec(version).clauses.values():
            assert not figure.search(re.sub(r"`[^`]*`", "", clause.text)), clause.id

    @pytest.mark.parametrize("version", VERSIONS)
    def test_texts_list_nothing_that_a_table_lists(self, version: str) -> None:
        spec = load_spec(version)
        lists: list[tuple[str, ...]] = [spec.resolutions, spec.aspect_ratios, spec.modes]
        lists += [(*spec.task_types,), (*spec.aliases,)]
        lists += [media.known_extensions for media in spec.media.values()]
        for clause in spec.clauses.values():
            named = re.findall(r"[\w:.-]+", clause.text)
            for listed in lists:
                assert len({*named} & {*listed}) < 2, (clause.id, listed)

    @pytest.mark.parametrize("version", VERSIONS)
    def test_every_clause_of_a_finding_is_there(self, version: str) -> None:
        spec = load_spec(version)
        cited = {*spec.citations.by_code.values(), *spec.citations.by_path.values()}
        assert cited <= {*spec.clauses}


class TestDigests:
    @pytest.mark.parametrize("version", VERSIONS)
    def test_released_rules_never_change(self, version: str) -> None:
        assert load_spec(version).digest == DIGESTS[version]

    def test_a_quote_names_the_rules_it_was_made_by(self) -> None:
        for version in VERSIONS:
            made = quote(request(version), spec=version)
            assert (made.spec_version, made.spec_digest) == (version, DIGESTS[version])


DAY = {"sources": [{"kind": "page", "what": "the page", "when": "2031-01"}]}
RULES = ("2031-01", "2031-01.2", "2031-01.10")
HISTORY: dict[str, Any] = {
    "default": "2031-01.2",
    "versions": [
        {"name": "2031-01", "first_seen": "2031-01-01", "last_seen": "2031-01-31", **DAY},
        {"name": "2031-01.10", "first_seen": "2031-02-01", "last_seen": "2031-02-01", **DAY},
        {"name": "2031-01.2", "first_seen": "2031-02-03", "last_seen": "2031-02-04", **DAY},
    ],
}


def history(index: int | None = None, **changes: Any) -> dict[str, Any]:
    """Return the history with a version, or the whole, changed; None takes a key away."""
    listed = [dict(version) for version in HISTORY["versions"]]
    data: dict[str, Any] = {**HISTORY, "versions": listed}
    place = data if index is None else listed[index]
    place.update(changes)
    for key, value in changes.items():
        if value is None:
            del place[key]
    return data


class TestHistory:
    """What `versions.toml` says, and what it cannot say."""

    def test_versions_are_in_its_order(self) -> None:
        found = read_history(HISTORY, RULES)
        assert [*found.versions] == ["2031-01", "2031-01.10", "2031-01.2"]
        assert found.default == "2031-01.2"

    @pytest.mark.parametrize(
        ("data", "place"),
        [
            (history(default=None), "default"),
            (history(default=["2031-01", "2031-01.2"]), "default"),
            (history(default="2031-02"), "default"),
            (history(1, last_seen="2031-01-30"), "versions[1].last_seen"),
            (history(1, first_seen="2031-01-31"), "versions[1].first_seen"),
            (history(2, first_seen="2030-12-31"), "versions[2].first_seen"),
            (history(0, first_seen=None), "versions[0].first_seen"),
            (history(0, first_seen="20310101"), "versions[0].first_seen"),
            (history(0, first_seen="2031-W01-1"), "versions[0].first_seen"),
            (history(0, first_seen="2031-02-30"), "versions[0].first_seen"),
            (history(0, first_seen="2031-01-01T00:00:00"), "versions[0].first_seen"),
            (history(0, first_seen=date(2031, 1, 1)), "versions[0].first_seen"),
            (history(1, name="2031-01"), "versions[1].name"),
            (history(1, name="2031-03"), "versions[1].name"),
            (history(1, sources=[]), "versions[1].sources"),
            (history(1, sources=None), "versions[1].sources"),
            (history(1, sources=[{"kind": "rumour", "what": "a", "when": "b"}]), "versions[1].sources[0].kind"),
            (history(1, until="2031-03-01"), "versions[1].until"),
            (history(versions=HISTORY["versions"][:2], default="2031-01"), "versions"),
            (history(latest="2031-01"), "latest"),
        ],
    )  # fmt: skip
    def test_what_it_cannot_say(self, data: Mapping[str, object], place: str) -> None:
        with pytest.raises(InvalidSpec) as caught:
            read_history(data, RULES)
        assert caught.value.place == place

    def test_corrections_and_days_are_names(self) -> None:
        for name in (
            "2026-06.10",
            "2026-06-15",
            "2026-06-15.2",
            "2026-06+acme",
            "2026-06.1+acme.2",
        ):
            assert (
                Spec.from_dict({**load_spec("2026-06").to_dict(), "version": name}).version == name
            )
        for name in ("2026", "2026-6", "2026-06.0", "2026-06+a b", "2026-06+", "June 2026"):
            with pytest.raises(InvalidSpec) as caught:
                Spec.from_dict({**load_spec("2026-06").to_dict(), "version": name})
            assert caught.value.place == "version"


ACME: dict[str, Any] = {
    "version": "2026-06+acme",
    "source": "our price list",
    "base": "2026-06",
    "prices": {"seedance-2-mini": {"720p": "0.12"}},
}


class TestInheritedHints:
    """A hint of the base gives way to a name that a version has, and one to a name it lacks."""

    def test_for_a_field_that_is_new(self) -> None:
        field = {"type": "string", "clause": "types"}
        spec = load_spec("2026-06").with_changes({"fields": {"ratio": field}}, label="acme")
        assert "ratio" in load_spec("2026-06").hints["fields"]
        assert "ratio" not in spec.hints["fields"]

    def test_for_a_mode_that_is_gone(self) -> None:
        hints = (
            load_spec("2026-06")
            .with_changes(
                {"hints": {"modes": {"film": ["text_to_film", "text_to_video"]}}}, label="acme"
            )
            .hints
        )
        assert hints["modes"]["film"] == ("text_to_video",)


class TestOwnTables:
    """Tables of one's own are differences like any version, under a name that tells them apart."""

    def test_a_base_is_a_shipped_version(self) -> None:
        spec = Spec.from_dict(ACME)
        assert credits("seedance-2-mini", "720p", 4, spec=spec) == Decimal("0.48")
        assert credits("seedance-2", "720p", 4, spec=spec) == Decimal("0.8")
        assert (spec.version, spec.source) == ("2026-06+acme", "our price list")
        assert {clause.status for clause in spec.clauses.values()} == {"inherited"}
        assert {"base", "remove", "documented"}.isdisjoint(spec.to_dict())
        assert Spec.from_dict(spec.to_dict()) == spec

    def test_a_quote_is_never_taken_for_one_of_the_published_tables(self) -> None:
        mine = load_spec("2026-06").with_changes({"prices": ACME["prices"]}, label="acme")
        made = quote(request("2026-06", "seedance-2-mini"), spec=mine)
        assert made.spec_version == "2026-06+acme"
        assert made.spec_digest == Spec.from_dict(ACME).digest != DIGESTS["2026-06"]
        assert mine.clauses == load_spec("2026-06").clauses

    @pytest.mark.parametrize("label", ["a b", "", " acme", "acme+", "a_b", "ä", None, 5])
    def test_a_label_is_letters_and_digits(self, label: Any) -> None:
        with pytest.raises(InvalidSpec) as caught:
            load_spec("2026-06").with_changes({}, label=label)
        assert caught.value.place == "label"

    @pytest.mark.parametrize(
        ("changes", "place", "what"),
        [
            ({"base": "2026-10"}, "base", "use 2026-04-08, "),
            ({"base": "2026-06+acme"}, "base", "is a circle"),
            ({"remove": ["prices.seedance-2.4k"]}, "remove[0]", "'4k' is missing"),
            ({"remove": ["prices.seedance-2-mini"], "prices": {}}, "task_types.seedance-2-mini", "has no price"),
            ({"source": " "}, "source", "must be a string that is not blank"),
            ({"clauses": {"duration": {"status": "reported"}}}, "clauses.duration.who", "is missing"),
            ({"clauses": {"duration": {"status": "reading"}}}, "clauses.duration.question", "is missing"),
            ({"clauses": {"duration": {"status": "guessed"}}}, "clauses.duration.status", "'guessed'"),
            ({"hints": {"modes": {"omni_reference": "text_to_video"}}}, "hints.modes.omni_reference", "take the hint out"),
            ({"hints": {"films": {"film": "text_to_video"}}}, "hints.films", "unknown kind of hint 'films'"),
            ({"default": True}, "default", ""),
        ],
    )  # fmt: skip
    def test_where_they_are_wrong(self, changes: dict[str, Any], place: str, what: str) -> None:
        with pytest.raises(InvalidSpec) as caught:
            Spec.from_dict({**ACME, **changes})
        assert caught.value.place == place
        assert what in caught.value.problem

    def test_every_version_can_be_built_on(self) -> None:
        for version in VERSIONS:
            spec = Spec.from_dict({"version": f"{version}+same", "source": "a", "base": version})
            assert spec.digest == DIGESTS[version]
