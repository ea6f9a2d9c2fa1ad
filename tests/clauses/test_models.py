"""Models: a class a clause, named after it."""

import pytest
from making import codes, notices, request

from seedance_rules import credits, load_spec, moderation, quote, validate

SPEC = load_spec("2026-06")

LESS_RESTRICTIVE = {
    "seedance-2-less-restriction": "seedance-2",
    "seedance-2-fast-less-restriction": "seedance-2-fast",
}
DEPRECATED = {
    "seedance-2-preview": "seedance-2",
    "seedance-2-preview-vip": "seedance-2",
    "seedance-2-fast-preview": "seedance-2-fast",
    "seedance-2-fast-preview-vip": "seedance-2-fast",
}


class TestTaskTypes:
    """`task-types`: five, each with its tier and its moderation; mini has no twin."""

    def test_there_are_five_task_types(self) -> None:
        labels = {
            name: (task_type.tier, task_type.moderation.review)
            for name, task_type in SPEC.task_types.items()
        }
        assert labels == {
            "seedance-2": ("pro", "strict"),
            "seedance-2-fast": ("fast", "strict"),
            "seedance-2-mini": ("mini", "strict"),
            "seedance-2-less-restriction": ("pro", "less_restrictive"),
            "seedance-2-fast-less-restriction": ("fast", "less_restrictive"),
        }

    def test_any_other_task_type_is_unknown(self) -> None:
        given = request("seedance-2-mini-less-restriction")
        assert codes(given) == [("unknown_task_type", "/task_type")]

    def test_what_depends_on_an_unknown_task_type_is_not_judged(self) -> None:
        given = request(
            "seedance-3",
            mode="omni_reference",
            image_urls=["asset://a"],
            resolution="1080p",
            auto_upload_assets="yes",
            asset_retention_hours=-1,
        )
        assert codes(given) == [("unknown_task_type", "/task_type")]

    def test_what_does_not_depend_on_the_task_type_is_judged(self) -> None:
        given = request("seedance-3", duration=16, resolution="4k", videos=1, mode="text_to_video")
        assert codes(given) == [
            ("unknown_task_type", "/task_type"),
            ("duration_out_of_range", "/input/duration"),
            ("unknown_resolution", "/input/resolution"),
            ("references_not_allowed", "/input/video_urls"),
        ]


class TestTierWords:
    """`tier-words`: tiers are labels; what counts is what the tables say."""

    def test_the_lowest_cost_label_decides_no_price(self) -> None:
        mini, fast = SPEC.task_types["seedance-2-mini"], SPEC.task_types["seedance-2-fast"]
        assert mini.tier == "mini"
        assert mini.prices["720p"] < fast.prices["720p"]
        assert mini.prices["720p"] > fast.prices["480p"]


class TestSameSchema:
    """`same-schema`: a less restrictive type takes the input of its strict twin."""

    def test_less_restrictive_types_name_their_strict_twins(self) -> None:
        twins = {n: t.strict_twin for n, t in SPEC.task_types.items() if t.strict_twin}
        assert twins == LESS_RESTRICTIVE

    @pytest.mark.parametrize(("name", "twin"), LESS_RESTRICTIVE.items())
    def test_twins_have_the_same_limits_and_modes(self, name: str, twin: str) -> None:
        assert SPEC.task_types[name].modes == SPEC.task_types[twin].modes
        assert SPEC.task_types[name].prices.keys() == SPEC.task_types[twin].prices.keys()
        for mode in SPEC.modes:
            for given in (request(name, mode=mode), request(name, mode=mode, images=2, videos=8)):
                assert codes(given) == codes(given | {"task_type": twin})


class TestDeprecated:
    """`deprecated`: four names, accepted with a notice and judged and priced as what they mean."""

    def test_there_are_four_deprecated_names(self) -> None:
        assert dict(SPEC.aliases) == DEPRECATED

    @pytest.mark.parametrize(("name", "meant"), DEPRECATED.items())
    def test_each_deprecated_name_is_judged_as_what_it_means(self, name: str, meant: str) -> None:
        given = request(name, images=1, videos=1, duration=7, resolution="720p")
        assert notices(given) == [("deprecated_task_type", "/task_type")]
        old = quote(given, total_input_video_duration=3)
        new = quote(given | {"task_type": meant}, total_input_video_duration=3)
        assert (old.credits, old.task_type, old.request) == (new.credits, meant, new.request)
        assert moderation(name) == moderation(meant)
        assert credits(name, "480p", 5) == credits(meant, "480p", 5)


class TestDeprecated720p:
    """`deprecated-720p`: the notice says to ask for 720p when no resolution is given."""

    def test_720p_is_recommended_when_resolution_is_not_given(self) -> None:
        (notice,) = validate(request("seedance-2-preview")).notices
        assert notice.clause == "deprecated-720p"
        assert "set resolution '720p'" in notice.message

    def test_720p_is_not_recommended_when_resolution_is_given(self) -> None:
        (notice,) = validate(request("seedance-2-preview", resolution="480p")).notices
        assert notice.clause == "deprecated"
        assert "720p" not in notice.message

    def test_the_default_resolution_stays(self) -> None:
        assert quote(request("seedance-2-preview")).resolution == "480p"
