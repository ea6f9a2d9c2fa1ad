"""Two versions of the tables side by side: what changed, and what of it can break a client."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from random import Random
from typing import Any

import pytest
from drawing import many
from hypothesis import given
from hypothesis import strategies as st
from making import urls
from tables import CITED, GONE, Place, changed
from tables import Change as Edit

from seedance_rules import (
    InvalidRequest,
    InvalidSpec,
    Spec,
    UnknownVersion,
    load_spec,
    quote,
    versions,
)
from seedance_rules.conformance import Change, changes_to_markdown, compare_specs
from seedance_rules.conformance.changes.breaking import Versions


def edited(*edits: Edit) -> dict[str, Any]:
    """Return tables that can say all that the format can, with some places changed."""
    return changed(*CITED, (("page",), GONE), (("hints",), GONE), *edits)


OLD = Spec.from_dict(edited())


def compared(*edits: Edit) -> dict[str, Change]:
    """Compare the tables with what some edits make of them, by the paths of the changes."""
    return {change.path: change for change in compare_specs(OLD, Spec.from_dict(edited(*edits)))}


def request(
    task_type: str, counts: tuple[int, int, int], extension: str, **given: Any
) -> dict[str, Any]:
    kinds = zip(("image", "video", "audio"), counts, strict=True)
    body = {f"{kind}_urls": urls(kind, count) for kind, count in kinds if count}
    if extension and counts[0]:
        body["image_urls"][0] = f"https://media.example/still.{extension}"
    given = {key: value for key, value in given.items() if value is not None}
    return {
        "model": "seedance",
        "task_type": task_type,
        "input": {"prompt": "A lake"} | body | given,
    }


def requests() -> Iterator[dict[str, Any]]:
    """Yield requests that between them reach every limit of the tables, accepted or not."""
    counts = [
        (0, 0, 0),
        (1, 0, 0),
        (2, 0, 0),
        (3, 0, 0),
        (9, 0, 0),
        (0, 1, 0),
        (0, 0, 1),
        (1, 1, 1),
    ]
    modes = [None, "text_to_video", "first_last_frames", "omni_reference"]
    for name in [*OLD.task_types, "seedance-2-preview"]:
        for count, mode in product(counts, modes):
            for duration in (None, 4, 15):
                yield request(name, count, "", mode=mode, duration=duration)
            for ratio in ("auto", "21:9"):
                yield request(name, count, "", mode=mode, aspect_ratio=ratio)
            yield request(name, count, "", mode=mode, quality="high")
        for resolution in OLD.resolutions:
            yield request(name, (0, 0, 0), "", resolution=resolution)
        for extension in ("png", "tiff", "unknown"):
            yield request(name, (1, 0, 0), extension)
        yield request(name, (1, 0, 0), "", prompt="@image1 and @still9")
        yield request(name, (0, 0, 0), "", prompt="long " * 200)
        yield request(name, (1, 0, 0), "", image_urls=["asset://a"])
        yield request(name, (1, 0, 0), "", image_urls=["http://media.example/a"])
        yield request(name, (1, 0, 0), "", auto_upload_assets=True, asset_retention_hours=500)
        yield request(name, (1, 0, 0), "", auto_upload_assets="yes")


def price(given: dict[str, Any], spec: Spec) -> Decimal | None:
    """Return what a request costs, None for one that is rejected."""
    try:
        return quote(
            given,
            total_input_video_duration=7 if "video_urls" in given["input"] else None,
            total_input_audio_duration=12 if "audio_urls" in given["input"] else None,
            spec=spec,
        ).credits
    except InvalidRequest:
        return None


REQUESTS = list(requests())
PRICES = [(given, was) for given in REQUESTS if (was := price(given, OLD)) is not None]


def breaks_one(new: Spec) -> bool:
    """Tell whether one of the requests is rejected by new tables, or costs more."""
    return any((now := price(given, new)) is None or now > was for given, was in PRICES)


IMAGES_TOO = [
    {"mode": "text_to_video", "when": {"image": {"maximum": 0}, "video": {"maximum": 0}, "audio": {"maximum": 0}}},
    {"mode": "omni_reference"},
]  # fmt: skip
THREE_FRAMES = [
    IMAGES_TOO[0],
    {"mode": "first_last_frames", "when": {"image": {"minimum": 1, "maximum": 3}, "video": {"maximum": 0}, "audio": {"maximum": 0}}},
    {"mode": "omni_reference"},
]  # fmt: skip
TYPE = OLD.to_dict()["task_types"]["seedance-2"]
MODE = OLD.to_dict()["modes"]["text_to_video"]
FIELD = {"type": "string", "values": ["high", "low"], "clause": "input-extra"}
EXTENSIONS = list(OLD.media["video"].known_extensions)

VIDEO_TOO_LONG: Edit = (("findings", "video_too_long"), {"clause": "types"})
REPLACED: Edit = (("findings", "value_replaced"), {"clause": "types"})

BREAKING: list[tuple[str, list[Edit]]] = [
    ("model", [(("model",), "seedance-3")]),
    ("prices.seedance-2.720p", [(("prices", "seedance-2", "720p"), "0.21")]),
    ("prices.seedance-2.1080p", [(("prices", "seedance-2", "1080p"), GONE)]),
    ("billing.input_video_rate", [(("billing", "input_video_rate"), "0.6")]),
    ("limits.duration.maximum", [(("limits", "duration", "maximum"), 12)]),
    ("limits.duration.minimum", [(("limits", "duration", "minimum"), 5)]),
    ("limits.duration.default", [(("limits", "duration", "default"), 6)]),
    ("modes.omni_reference.limits.duration.maximum", [(("modes", "omni_reference", "limits", "duration"), {"maximum": 10})]),
    ("task_types.seedance-2.limits.duration.minimum", [(("task_types", "seedance-2", "limits"), {"duration": {"minimum": 5}})]),
    ("task_types.seedance-2.mode_limits.text_to_video.duration.maximum", [(("task_types", "seedance-2", "mode_limits"), {"text_to_video": {"duration": {"maximum": 9}}})]),
    ("limits.resolution.default", [(("limits", "resolution", "default"), "720p")]),
    ("aspect_ratios", [(("aspect_ratios",), ["16:9", "9:16"])]),
    ("limits.aspect_ratio.values", [(("limits", "aspect_ratio", "values"), ["16:9"])]),
    ("modes.first_last_frames.limits.aspect_ratio.auto", [(("modes", "first_last_frames", "limits", "aspect_ratio", "auto"), False)]),
    ("auto_aspect_ratio.fallback", [(("auto_aspect_ratio", "fallback"), GONE)]),
    ("auto_aspect_ratio.value", [(("auto_aspect_ratio", "value"), "source")]),
    ("auto_aspect_ratio.follows", [(("auto_aspect_ratio", "follows"), "video")]),
    ("limits.prompt.maximum_length", [(("limits", "prompt"), {"maximum_length": 500})]),
    ("limits.references.audio.maximum_seconds", [(("limits", "references", "audio", "maximum_seconds"), "10")]),
    ("limits.asset_retention_hours.maximum", [(("limits", "asset_retention_hours", "maximum"), 72)]),
    ("modes.omni_reference.limits.references.maximum", [(("modes", "omni_reference", "limits", "references", "maximum"), 8)]),
    ("modes.omni_reference.limits.references.takes", [(("modes", "omni_reference", "limits", "references", "takes"), ["image", "video"])]),
    ("modes.omni_reference.limits.references.image.maximum", [(("modes", "omni_reference", "limits", "references", "image"), {"maximum": 4})]),
    ("modes.omni_reference.limits.references.image.minimum", [(("modes", "omni_reference", "limits", "references", "image"), {"minimum": 1})]),
    ("modes.omni_reference.limits.references.audio.requires_one_of", [(("modes", "omni_reference", "limits", "references", "audio"), {"requires_one_of": ["image"]})]),
    ("modes.first_last_frames.limits.references.image.maximum", [(("modes", "first_last_frames", "limits", "references", "image", "maximum"), 1)]),
    ("modes.omni_reference.limits.references.minimum", [(("modes", "omni_reference", "limits", "references", "minimum"), 2)]),
    ("limits.references.video.maximum_seconds", [(("limits", "references", "video"), {"maximum_seconds": "6"}), VIDEO_TOO_LONG]),
    ("inference", [(("inference",), GONE)]),
    ("inference", [(("inference",), THREE_FRAMES)]),
    ("inference", [(("inference",), [{"mode": "omni_reference"}])]),
    ("inference", [(("inference",), THREE_FRAMES[:2])]),
    ("task_types.seedance-2.inference", [(("task_types", "seedance-2", "inference"), THREE_FRAMES)]),
    ("task_types.seedance-2.modes", [(("task_types", "seedance-2", "modes"), ["text_to_video", "omni_reference"])]),
    ("task_types.seedance-2-less-restriction.assets", [(("task_types", "seedance-2-less-restriction", "assets"), False)]),
    ("task_types.seedance-2.assets", [(("task_types", "seedance-2", "assets"), True)]),
    ("task_types.seedance-2-mini", [(("task_types", "seedance-2-mini"), GONE), (("prices", "seedance-2-mini"), GONE), (("moderation", "single_path"), GONE)]),
    ("deprecated.task_types.seedance-2-preview", [(("deprecated", "task_types", "seedance-2-preview"), GONE)]),
    ("deprecated.task_types.seedance-2-preview", [(("deprecated", "task_types", "seedance-2-preview"), "seedance-2-less-restriction")]),
    ("media.image.formats", [(("media", "image", "formats"), ["jpg", "png"])]),
    ("media.video.known_extensions", [(("media", "video", "known_extensions"), [*EXTENSIONS, "unknown"])]),
    ("media.image.known_extensions", [(("media", "image", "known_extensions"), ["png"]), (("media", "video", "known_extensions"), [*EXTENSIONS, "tiff"])]),
    ("media.image.words", [(("media", "image", "words"), ["image", "图片", "still"])]),
    ("urls.schemes", [(("urls", "schemes"), ["https"])]),
    ("urls.asset_scheme", [(("urls", "asset_scheme"), "library")]),
    ("fields.quality", [(("fields", "quality"), {**FIELD, "values": ["low"]})]),
]  # fmt: skip

WORSE_ENDS: list[tuple[str, list[Edit]]] = [
    ("moderation.strict.retries", [(("moderation", "strict", "retries"), 0)]),
    ("moderation.strict.refunded", [(("moderation", "strict", "refunded"), False)]),
    ("moderation.less_restrictive.review", [(("moderation", "less_restrictive", "review"), "strict")]),
    ("task_types.seedance-2.moderation", [(("task_types", "seedance-2", "moderation"), "single_path")]),
    ("billing.currency", [(("billing", "currency"), "EUR")]),
    ("prompt_references.marker", [(("prompt_references", "marker"), "#")]),
    ("prompt_references.separator", [(("prompt_references", "separator"), "-")]),
    ("modes.solo", [(("modes", "solo"), GONE), (("task_types", "seedance-2", "modes"), list(TYPE["modes"]))]),
]  # fmt: skip

HARMLESS: list[tuple[str, list[Edit]]] = [
    ("version", [(("version",), "2026-07")]),
    ("source", [(("source",), "another page")]),
    ("resolutions", [(("resolutions",), ["480p", "720p", "1080p", "2160p"]), (("prices", "seedance-2", "2160p"), "1")]),
    ("prices.seedance-2.2160p", [(("resolutions",), ["480p", "720p", "1080p", "2160p"]), (("prices", "seedance-2", "2160p"), "1")]),
    ("aspect_ratios", [(("aspect_ratios",), [*OLD.aspect_ratios, "2:1"])]),
    ("prices.seedance-2.720p", [(("prices", "seedance-2", "720p"), "0.19")]),
    ("prices.seedance-2.720p", [(("prices", "seedance-2", "720p"), "0.200")]),
    ("billing.input_video_rate", [(("billing", "input_video_rate"), "0.4")]),
    ("limits.duration.maximum", [(("limits", "duration", "maximum"), 20)]),
    ("limits.duration.maximum", [(("limits", "duration", "maximum"), GONE)]),
    ("limits.duration.minimum", [(("limits", "duration", "minimum"), 3)]),
    ("limits.duration.default", [(("limits", "duration", "default"), 4)]),
    ("limits.aspect_ratio.default", [(("limits", "aspect_ratio", "default"), "1:1")]),
    ("modes.omni_reference.limits.duration.maximum", [(("modes", "omni_reference", "limits", "duration"), {"maximum": 20})]),
    ("limits.aspect_ratio.auto", [(("limits", "aspect_ratio", "auto"), True)]),
    ("auto_aspect_ratio.fallback", [(("auto_aspect_ratio", "fallback"), "1:1")]),
    ("limits.references.audio.maximum_seconds", [(("limits", "references", "audio", "maximum_seconds"), GONE)]),
    ("modes.omni_reference.limits.references.maximum", [(("modes", "omni_reference", "limits", "references", "maximum"), 12)]),
    ("modes.omni_reference.limits.references.image.maximum", [(("modes", "omni_reference", "limits", "references", "image"), {"maximum": 10**6})]),
    ("modes.text_to_video.limits.references.takes", [(("modes", "text_to_video", "limits", "references", "takes"), ["audio"])]),
    ("modes.first_last_frames.limits.references.image.minimum", [(("modes", "first_last_frames", "limits", "references", "image", "minimum"), GONE)]),
    ("modes.first_last_frames.clauses.image_count", [(("modes", "first_last_frames", "clauses", "image_count"), "modes")]),
    ("modes.omni_reference.limits.references.named", [(("modes", "omni_reference", "limits", "references", "named"), False)]),
    ("limits.aspect_ratio.otherwise", [(("limits", "aspect_ratio", "otherwise"), "16:9"), REPLACED]),
    ("limits.ignores", [(("limits", "ignores"), ["aspect_ratio"])]),
    ("billing.points_per_credit", [(("billing", "points_per_credit"), "100")]),
    ("hints.modes.i2v", [(("hints",), {"modes": {"i2v": "omni_reference"}})]),
    ("inference", [(("inference",), IMAGES_TOO), (("modes", "omni_reference", "limits", "aspect_ratio"), {"auto": True}), (("task_types", "seedance-2-mini", "inference"), THREE_FRAMES[:2])]),
    ("task_types.seedance-2-mini.modes", [(("task_types", "seedance-2-mini", "modes"), list(TYPE["modes"]))]),
    ("task_types.seedance-2.tier", [(("task_types", "seedance-2", "tier"), "best")]),
    ("task_types.seedance-2-less-restriction.strict_twin", [(("task_types", "seedance-2-less-restriction", "strict_twin"), GONE)]),
    ("task_types.seedance-3", [(("task_types", "seedance-3"), TYPE), (("prices", "seedance-3"), {"480p": "1"})]),
    ("prices.seedance-3.480p", [(("task_types", "seedance-3"), TYPE), (("prices", "seedance-3"), {"480p": "1"})]),
    ("modes.solo", [(("modes", "solo"), MODE), (("task_types", "seedance-2", "modes"), [*TYPE["modes"], "solo"])]),
    ("moderation.strict.retries", [(("moderation", "strict", "retries"), 2)]),
    ("moderation.strict.clause", [(("moderation", "strict", "clause"), "modes")]),
    ("task_types.seedance-2-mini.moderation", [(("task_types", "seedance-2-mini", "moderation"), "strict"), (("moderation", "single_path"), GONE)]),
    ("moderation.single_path", [(("task_types", "seedance-2-mini", "moderation"), "strict"), (("moderation", "single_path"), GONE)]),
    ("deprecated.task_types.seedance-1", [(("deprecated", "task_types", "seedance-1"), "seedance-2")]),
    ("deprecated.task_types.seedance-2-fast-preview", [(("deprecated", "task_types", "seedance-2-fast-preview"), GONE), (("task_types", "seedance-2-fast-preview"), {**TYPE, "tier": "fast"}), (("prices", "seedance-2-fast-preview"), {"480p": "0.08", "720p": "0.10"})]),
    ("deprecated.keep_resolution.value", [(("deprecated", "keep_resolution", "value"), "480p")]),
    ("media.video.formats", [(("media", "video", "formats"), ["mp4", "mov", "webm"])]),
    ("media.video.formats", [(("media", "video", "formats"), GONE)]),
    ("media.video.known_extensions", [(("media", "video", "known_extensions"), EXTENSIONS[:-1])]),
    ("media.video.words", [(("media", "video", "words"), ["video"])]),
    ("media.video.clauses.unsupported_format", [(("media", "video", "clauses"), {})]),
    ("urls.schemes", [(("urls", "schemes"), ["http", "https", "ftp"])]),
    ("findings.asset_not_allowed.http_status", [(("findings", "asset_not_allowed", "http_status"), 403)]),
    ("markup_claims", [(("markup_claims",), GONE)]),
    ("clauses.envelope.text", [(("clauses", "envelope", "text"), "Otherwise.")]),
    ("page.facts", [(("page",), {"facts": []})]),
]  # fmt: skip

SOLO = Spec.from_dict(
    edited(
        (("modes", "solo"), MODE), (("task_types", "seedance-2", "modes"), [*TYPE["modes"], "solo"])
    )
)


def paths(cases: list[tuple[str, list[Edit]]]) -> list[str]:
    return [f"{index}-{path}" for index, (path, _) in enumerate(cases)]


class TestBreaking:
    """Breaking is what can reject a request that was accepted, or make it cost more."""

    @pytest.mark.parametrize(("path", "edits"), BREAKING, ids=paths(BREAKING))
    def test_a_request_shows_each_breaking_change(self, path: str, edits: list[Edit]) -> None:
        assert compared(*edits)[path].breaking
        assert breaks_one(Spec.from_dict(edited(*edits)))

    @pytest.mark.parametrize(("path", "edits"), WORSE_ENDS, ids=paths(WORSE_ENDS))
    def test_breaking_changes_that_no_request_can_show(self, path: str, edits: list[Edit]) -> None:
        changes = compare_specs(SOLO, Spec.from_dict(edited(*edits)))
        assert next(change for change in changes if change.path == path).breaking

    @pytest.mark.parametrize(("path", "edits"), HARMLESS, ids=paths(HARMLESS))
    def test_no_other_change_is_breaking(self, path: str, edits: list[Edit]) -> None:
        changes = compared(*edits)
        assert path in changes
        assert [change for change in changes.values() if change.breaking] == []
        assert not breaks_one(Spec.from_dict(edited(*edits)))

    def test_a_statement_that_a_more_particular_one_overrules_breaks_nothing(self) -> None:
        particular = {"duration": {"maximum": 15}}
        modes = [
            (("modes", mode, "limits", "duration"), particular["duration"]) for mode in OLD.modes
        ]
        changes = compared((("limits", "duration", "maximum"), 10), *modes)
        assert len(changes) == 4 and not any(change.breaking for change in changes.values())

    def test_a_later_default_that_costs_no_more_breaks_nothing(self) -> None:
        cheaper = [(("prices", name, "720p"), "0.01") for name in OLD.task_types]
        changes = compared((("limits", "resolution", "default"), "720p"), *cheaper)
        assert not changes["limits.resolution.default"].breaking

    @pytest.mark.parametrize(
        ("leaf", "old", "new", "breaking"),
        [
            ("type", "integer", "number", False),
            ("type", "number", "integer", True),
            ("minimum", 1, 2, True),
            ("minimum", 2, 1, False),
            ("minimum", None, 1, True),
            ("minimum", 1, None, False),
            ("maximum", 9, 8, True),
            ("maximum", 8, 9, False),
            ("maximum", None, 9, True),
            ("task_types", None, ["seedance-2"], True),
            ("task_types", ["seedance-2"], None, False),
            ("task_types", ["seedance-2"], ["seedance-2-fast"], True),
            ("modes", ["omni_reference"], list(OLD.modes), False),
            ("clause", "types", "input-extra", False),
        ],
    )
    def test_further_fields(self, leaf: str, old: object, new: object, breaking: bool) -> None:
        def spec(value: object) -> Spec:
            field = {"type": "number", "clause": "types", leaf: value}
            return Spec.from_dict(
                edited((("fields", "level"), {k: v for k, v in field.items() if v is not None}))
            )

        assert compare_specs(spec(old), spec(new)) == (
            Change(f"fields.level.{leaf}", old, new, breaking),
        )

    def test_values_of_a_further_field(self) -> None:
        def spec(*values: str) -> Spec:
            return Spec.from_dict(
                edited((("fields", "quality"), {**FIELD, "values": list(values)}))
            )

        (more,) = compare_specs(spec("low"), spec("high", "low"))
        (less,) = compare_specs(spec("high", "low"), spec("low"))
        assert (more.breaking, less.breaking) == (False, True)

    def test_an_automatic_aspect_ratio_that_is_new_breaks_nothing(self) -> None:
        without_it = Spec.from_dict(edited((("auto_aspect_ratio",), GONE)))
        there, back = compare_specs(without_it, OLD), compare_specs(OLD, without_it)
        assert not any(change.breaking for change in there)
        assert {change.path for change in back if change.breaking} == {
            "auto_aspect_ratio.value",
            "auto_aspect_ratio.follows",
            "auto_aspect_ratio.fallback",
        }
        never = Spec.from_dict(
            edited((("auto_aspect_ratio",), GONE), (("limits", "aspect_ratio", "auto"), True))
        )
        assert not any(change.breaking for change in compare_specs(never, without_it))

    def test_counts_that_were_refused_do_not_matter(self) -> None:
        """Audio alone infers no mode any more, but it was refused before."""
        audio = ("modes", "omni_reference", "limits", "references", "audio")
        needs: Edit = (audio, {"requires_one_of": ["image", "video"]})
        beside = [
            {"mode": "omni_reference", "when": {kind: {"minimum": 1}}}
            for kind in ("image", "video")
        ]
        frames = edited()["inference"][:2]
        old = Spec.from_dict(edited(needs))
        new = Spec.from_dict(edited(needs, (("inference",), [*frames, *beside])))
        assert [change.breaking for change in compare_specs(old, new)] == [False]
        assert compared((("inference",), [*frames, *beside]))["inference"].breaking

    def test_a_further_field_that_is_gone_is_passed_through(self) -> None:
        new = Spec.from_dict(edited((("fields", "quality"), FIELD)))
        assert [change.breaking for change in compare_specs(new, OLD)] == [False]


class TestWhatCannotBeTold:
    """A place that is not judged counts as breaking."""

    @pytest.mark.parametrize(
        "path",
        [
            "rates",
            "limits.duration.step",
            "modes.text_to_video.title",
            "task_types.seedance-2.region",
            "auto_aspect_ratio.kinds",
            "media.image.maximum_bytes",
            "moderation.strict",
            "billing.rounding",
            "urls.hosts",
            "fields.quality.pattern",
        ],
    )
    def test_what_cannot_be_told_is_breaking(self, path: str) -> None:
        fewer = Spec.from_dict(edited((("moderation", "strict", "retries"), 0)))
        assert Versions(OLD, fewer).breaks(path.split("."), 1, 2)


class TestChange:
    """A change says where, what was there, what is there now, and whether it can break."""

    def test_the_values_of_a_change(self) -> None:
        changes = compared(
            (("prices", "seedance-2", "720p"), "0.21"),
            (("limits", "prompt"), {"maximum_length": 5000}),
        )
        assert changes == {
            "limits.prompt.maximum_length": Change(
                "limits.prompt.maximum_length", None, 5000, True
            ),
            "prices.seedance-2.720p": Change("prices.seedance-2.720p", "0.20", "0.21", True),
        }

    def test_a_change_as_plain_data(self) -> None:
        change = Change("limits.prompt", None, {"maximum_length": 5}, True)
        assert change.to_dict() == {
            "path": "limits.prompt",
            "old": None,
            "new": {"maximum_length": 5},
            "breaking": True,
            "wording": False,
        }

    def test_a_change_as_text(self) -> None:
        assert str(Change("prices.seedance-2.720p", "0.20", "0.21", True)) == (
            "prices.seedance-2.720p: '0.20' -> '0.21' (breaking)"
        )
        assert str(Change("limits.prompt", 500, None, False)) == "limits.prompt: 500 -> nothing"
        assert str(Change("source", "a\x1b[0m", "b", False)).isprintable()
        assert len(str(Change("source", "a" * 10_000, "b", False))) < 1000

    def test_an_entry_that_is_new_or_gone_is_one_change(self) -> None:
        edits = [(("task_types", "seedance-3"), TYPE), (("prices", "seedance-3"), {"480p": "1"})]
        changes = compared(*edits)
        assert list(changes) == ["prices.seedance-3.480p", "task_types.seedance-3"]
        assert changes["task_types.seedance-3"].new == TYPE

    def test_clauses_are_told_apart_by_their_ids(self) -> None:
        new = {"status": "documented", "text": "New."}
        assert compared((("clauses", "new"), new)) == {
            "clauses.new": Change("clauses.new", None, new, False, True)
        }

    def test_a_key_that_holds_a_dot_is_quoted(self) -> None:
        changes = compared(
            (("task_types", "seedance-2.5"), TYPE), (("prices", "seedance-2.5"), {"480p": "1"})
        )
        assert list(changes) == ['prices."seedance-2.5".480p', 'task_types."seedance-2.5"']

    def test_the_order_of_a_table_does_not_count(self) -> None:
        data = edited()
        data["prices"] = dict(reversed(data["prices"].items()))
        assert compare_specs(OLD, Spec.from_dict(data)) == ()


class TestArguments:
    def test_versions_and_specs(self) -> None:
        assert compare_specs("2026-06", None) == compare_specs(load_spec(), "2026-06") == ()

    def test_an_unknown_version_is_refused(self) -> None:
        with pytest.raises(UnknownVersion):
            compare_specs("1999-01", None)

    def test_two_versions_with_nothing_in_common(self) -> None:
        kinds = ("image", "video", "audio")
        other = Spec.from_dict(
            {
                "version": "2031-01",
                "source": "another service",
                "model": "heron",
                "resolutions": ["4k"],
                "aspect_ratios": ["3:2"],
                "limits": {"duration": {"default": 1}, "resolution": {"default": "4k"}, "aspect_ratio": {"default": "3:2"}},
                "modes": {"plain": {}},
                "inference": [{"mode": "plain"}],
                "moderation": {"none": {"review": "none", "retries": 0, "refunded": False, "clause": "all", "final_clause": "all"}},
                "task_types": {"heron-1": {"tier": "only", "moderation": "none", "modes": ["plain"], "assets": False}},
                "prices": {"heron-1": {"4k": "3"}},
                "billing": {"currency": "EUR", "input_video_rate": "0"},
                "media": {kind: {"words": [f"my{kind}"], "known_extensions": [f"{kind[:2]}x"]} for kind in kinds},
                "urls": {"schemes": ["https"], "asset_scheme": "stored"},
                "prompt_references": {"marker": "%"},
                "findings": {str(code): {"clause": "all"} for code in load_spec().citations.by_code},
                "clauses": {"all": {"status": "documented", "text": "All."}},
            }
        )  # fmt: skip
        there, back = compare_specs(None, other), compare_specs(other, None)
        assert {change.path: (change.old, change.new) for change in there} == {
            change.path: (change.new, change.old) for change in back
        }
        for changes in (there, back):
            breaking = {change.path for change in changes if change.breaking}
            assert {"model", "resolutions", "aspect_ratios"} <= breaking
            assert changes_to_markdown(changes).count("\n| ") == len(changes) + 4


class TestChangelog:
    """Prices first, clauses last, and wording apart from rules."""

    def test_the_order_of_the_tables(self) -> None:
        changes = compare_specs("2026-06", "2026-08-01")
        tops = [*dict.fromkeys(change.path.partition(".")[0] for change in changes)]
        assert tops[:3] == ["prices", "billing", "task_types"]
        assert tops[-1] == "clauses"
        worded = [change.wording for change in changes]
        assert worded == sorted(worded)

    def test_wording_never_breaks_and_is_not_in_the_digest(self) -> None:
        data = load_spec("2026-06").to_dict()
        other = load_spec("2026-08-01").to_dict()
        for top in ("source", "markup_claims", "hints", "version"):
            data[top] = other[top] if top != "hints" else {}
        new = Spec.from_dict(data)
        changes = compare_specs("2026-06", new)
        assert changes and all(change.wording and not change.breaking for change in changes)
        assert new.digest == load_spec("2026-06").digest

    def test_a_price_change_is_read_at_a_glance(self) -> None:
        rules = [
            change for change in compare_specs("2026-08-08", "2026-09-22") if not change.wording
        ]
        assert [str(change) for change in rules] == [
            "prices.seedance-2-fast.480p: '0.064' -> '0.048'",
            "prices.seedance-2-fast.720p: '0.128' -> '0.096'",
            "prices.seedance-2-fast-less-restriction.480p: '0.07' -> '0.053'",
            "prices.seedance-2-fast-less-restriction.720p: '0.141' -> '0.106'",
        ]

    @pytest.mark.parametrize(("old", "new"), [*product(versions(), repeat=2)])
    def test_any_two_versions(self, old: str, new: str) -> None:
        """There is a change of the rules where their digests differ, and only there."""
        changes = compare_specs(old, new)
        assert (changes == ()) == (old == new)
        rules = [change for change in changes if not change.wording]
        assert bool(rules) == (load_spec(old).digest != load_spec(new).digest)
        assert changes_to_markdown(changes).startswith(f"## Changes of the rules: {len(rules)},")


class TestMarkdown:
    def test_rules_in_full(self) -> None:
        changes = [
            Change("prices.seedance-2.720p", None, "0.21", True),
            Change("resolutions", ["480p"], ["480p", "720p"], False),
            Change("limits", {"a": [1]}, 5, False),
        ]
        assert changes_to_markdown(changes) == (
            "## Changes of the rules: 3, of them breaking: 1\n\n"
            "| Place | Before | Now | Breaking |\n"
            "| --- | --- | --- | --- |\n"
            "| prices.seedance-2.720p | – | 0.21 | yes |\n"
            "| resolutions | 480p | 480p, 720p | no |\n"
            '| limits | {"a": \\[1\\]} | 5 | no |\n'
        )

    def test_wording_in_short(self) -> None:
        """Of how clauses are known, only that it is otherwise."""
        changes = [
            Change("source", "a page", "a client", False, True),
            Change("clauses.duration.status", "documented", "inherited", False, True),
            Change("clauses.duration.text", "Before.", "Now.", False, True),
            Change("clauses.modes.status", "documented", "inherited", False, True),
        ]
        assert changes_to_markdown(changes) == (
            "## Changes of the rules: 0, of them breaking: 0\n\n"
            "## Changes of the wording: 4\n\n"
            "| Place | Before | Now |\n"
            "| --- | --- | --- |\n"
            "| source | a page | a client |\n"
            "| clauses.duration.text | Before. | Now. |\n\n"
            "Clauses that are known otherwise than before: 2\n"
        )

    def test_no_change(self) -> None:
        assert changes_to_markdown(()) == "## Changes of the rules: 0, of them breaking: 0\n"

    def test_nothing_in_it_is_acted_on(self) -> None:
        text = "a|b\\|c<b>&*d*[e](f)\n| g | `h` _i_ ~j~"
        *_, row = changes_to_markdown([Change(text, text, [text], False)]).splitlines()
        assert row.count("|") - row.count("\\|") == 5
        for sign in ("<", ">", "\n", " *", " `", " _", " ["):
            assert sign not in row

    def test_a_changelog_is_short_whatever_is_in_it(self) -> None:
        assert len(changes_to_markdown([Change("a", "b" * 10**6, ["c"] * 10**6, True)])) < 2000


NAMES = st.sampled_from(list(OLD.task_types))
MODES = st.sampled_from(list(OLD.modes))
KINDS = st.sampled_from(["image", "video", "audio"])
SOME_KINDS = st.lists(KINDS, max_size=3, unique=True)


def at(place: st.SearchStrategy[Place], value: st.SearchStrategy[Any]) -> st.SearchStrategy[Edit]:
    """Draw an edit: a value at a place, or what is there taken away."""
    return st.tuples(place, value | st.just(GONE))


LEVELS: st.SearchStrategy[Place] = st.one_of(
    st.just(("limits",)),
    st.tuples(st.just("modes"), MODES, st.just("limits")),
    st.tuples(st.just("task_types"), NAMES, st.just("limits")),
    st.tuples(st.just("task_types"), NAMES, st.just("mode_limits"), MODES),
)
LIMITS: list[tuple[tuple[str, ...], st.SearchStrategy[Any]]] = [
    (("prompt", "maximum_length"), st.sampled_from([6, 900, 2000])),
    (("duration", "minimum"), st.sampled_from([1, 4, 5])),
    (("duration", "maximum"), st.sampled_from([10, 15, 20])),
    (("duration", "default"), st.sampled_from([4, 5, 8])),
    (("resolution", "default"), st.sampled_from(["480p", "720p"])),
    (("aspect_ratio", "values"), st.sampled_from([["16:9"], ["16:9", "21:9"], list(OLD.aspect_ratios)])),
    (("aspect_ratio", "auto"), st.booleans()),
    (("references", "takes"), SOME_KINDS),
    (("references", "maximum"), st.sampled_from([0, 1, 3, 9, 12])),
    (("references", "audio", "maximum_seconds"), st.sampled_from(["10", "15", "30"])),
    (("references", "image", "minimum"), st.integers(0, 2)),
    (("references", "image", "maximum"), st.integers(0, 9)),
    (("references", "audio", "requires_one_of"), SOME_KINDS),
    (("asset_retention_hours", "maximum"), st.sampled_from([24, 500, 900])),
]  # fmt: skip
RULES = st.builds(
    lambda mode, kind, most: {"mode": mode, "when": {kind: {"maximum": most}}}, MODES, KINDS, st.integers(0, 4)
)  # fmt: skip


def limit(leaf: tuple[str, ...], value: st.SearchStrategy[Any]) -> st.SearchStrategy[Edit]:
    """Draw an edit of a limit, at any of the places that may state it."""
    return at(LEVELS.map(lambda level: (*level, *leaf)), value)


EDITS: st.SearchStrategy[Edit] = st.one_of(
    *(limit(leaf, value) for leaf, value in LIMITS),
    at(
        st.tuples(st.just("prices"), NAMES, st.sampled_from(OLD.resolutions)),
        st.sampled_from(["0.05", "0.10", "0.2", "0.50"]),
    ),
    st.tuples(
        st.just(("inference",)) | st.tuples(st.just("task_types"), NAMES, st.just("inference")),
        st.builds(lambda first, last: [*first, {"mode": last}], st.lists(RULES, max_size=2), MODES)
        | st.sampled_from([IMAGES_TOO, THREE_FRAMES]),
    ),
    st.tuples(
        st.tuples(st.just("task_types"), NAMES, st.just("modes")),
        st.lists(MODES, min_size=1, max_size=3, unique=True),
    ),
    st.tuples(st.tuples(st.just("task_types"), NAMES, st.just("assets")), st.booleans()),
    at(
        st.tuples(st.just("deprecated"), st.just("task_types"), st.just("seedance-2-preview")), NAMES
    ),
    at(
        st.tuples(st.just("media"), KINDS, st.just("formats")),
        st.sampled_from([["png"], ["png", "jpg"], ["mp4"], ["mp3", "wav", "aac"]]),
    ),
    st.tuples(
        st.just(("media", "image", "known_extensions")),
        st.sampled_from([["png", "jpg"], ["png", "jpg", "tiff", "unknown"]]),
    ),
    st.tuples(st.just(("media", "image", "words")), st.sampled_from([["image"], ["image", "still"]])),
    st.tuples(st.just(("urls", "schemes")), st.sampled_from([["https"], ["https", "http"]])),
    st.tuples(st.just(("billing", "input_video_rate")), st.sampled_from(["0", "0.5", "1"])),
    at(st.just(("auto_aspect_ratio", "fallback")), st.sampled_from(["1:1", "16:9"])),
    at(st.just(("auto_aspect_ratio", "follows")), KINDS),
    at(
        st.just(("fields", "quality")),
        st.builds(
            lambda values, modes: {**FIELD, "values": values, "modes": modes},
            st.sampled_from([["low"], ["high", "low"]]),
            st.lists(MODES, max_size=3, unique=True),
        ),
    ),
)  # fmt: skip


def built(*edits: Edit) -> Spec | None:
    """Build the edited tables, None where they contradict themselves."""
    try:
        return Spec.from_dict(edited(*edits))
    except InvalidSpec:
        return None


def fare_as_well(before: list[Edit], then: list[Edit], random: Random) -> None:
    """Check some requests against tables before and after edits, unless these are breaking."""
    old, new = built(*before), built(*before, *then)
    if old is None or new is None:
        return
    if any(change.breaking for change in compare_specs(old, new)):
        return
    for asked in random.sample(REQUESTS, 60):
        was = price(asked, old)
        if was is not None:
            now = price(asked, new)
            assert now is not None and now <= was, asked


class TestWhatIsNotBreaking:
    """Where no change is breaking, what was accepted is accepted, and at no higher price."""

    twice_edited = given(
        st.lists(EDITS, max_size=2), st.lists(EDITS, min_size=1, max_size=2), st.randoms()
    )

    @many(60)
    @twice_edited
    def test_every_request_fares_as_well(
        self, before: list[Edit], then: list[Edit], random: Random
    ) -> None:
        fare_as_well(before, then, random)

    @pytest.mark.slow
    @many(300)
    @twice_edited
    def test_of_many_more_edits(self, before: list[Edit], then: list[Edit], random: Random) -> None:
        fare_as_well(before, then, random)
