"""What is worked out when a spec is built is what counts, and only for what it was worked out for.

Every shortcut gives what the longer way gives. Where that can be asked for, the two are compared;
where it cannot, a spec holds another answer in the place of the one that is ready, which shows that
the ready one is taken, and where it is not.
"""

import re
from itertools import product
from typing import Any

import pytest
from attrs import evolve
from making import codes, request
from tables import CITED, changed, spec_with

from seedance_rules import Limits, Spec, load_spec, prompt_references, versions
from seedance_rules.fields import KINDS
from seedance_rules.spec.parts import inferred_mode

SPEC = load_spec("2026-06")
LESS = "seedance-2-less-restriction"
COUNTS = [*product(range(13), range(13), range(13))]
OMNI = ("modes", "omni_reference", "limits", "references")

NEEDS = {"requires_one_of": ["image"]}
OTHERS = {
    "a kind that needs another": spec_with(
        ((*OMNI, "audio"), NEEDS), ((*OMNI, "video"), {**NEEDS, "minimum": 1}), *CITED
    ),
    "a minimum together": spec_with(((*OMNI, "minimum"), 3), *CITED),
    "no maximum": spec_with((OMNI, {"takes": ["image", "video", "audio"]})),
    "a large maximum of one kind": spec_with((OMNI, {"image": {"maximum": 40}})),
}
SPECS = {**{version: load_spec(version) for version in versions()}, **OTHERS}


def fresh() -> Any:
    """Build the spec anew, so that what it holds ready can be changed."""
    return Spec.from_dict(changed())


def limits_of(spec: Spec) -> list[Limits]:
    """List the limits of every task type in every mode."""
    return [
        spec.limits(name, mode)
        for name, task_type in spec.task_types.items()
        for mode in task_type.modes
    ]


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
class TestCounts:
    """Counts of references that are right, and the modes that they lead to."""

    def test_right_counts_are_those_that_the_limits_take(self, spec: Spec) -> None:
        for limits in limits_of(spec):
            none_ready = evolve(limits, right_counts=frozenset())
            assert limits.right_counts
            for counts in COUNTS:
                assert none_ready.takes(counts) is limits.takes(counts)

    def test_right_counts_are_few(self, spec: Spec) -> None:
        assert all(len(limits.right_counts) <= 1000 for limits in limits_of(spec))

    def test_counts_lead_to_the_mode_that_is_inferred(self, spec: Spec) -> None:
        for of_type in spec._lookups.types.values():
            for counts in COUNTS:
                assert of_type.infer(counts) == inferred_mode(of_type.inference, counts)


class TestFreeCounts:
    """Counts of references that are right whatever else is given."""

    def test_free_counts_are_those_of_the_mode(self) -> None:
        limits = SPEC.limits("seedance-2", "first_last_frames")
        assert limits.right_counts == {(1, 0, 0), (2, 0, 0)}
        assert SPEC.limits("seedance-2", "text_to_video").right_counts == {(0, 0, 0)}

    def test_free_counts_are_those_of_all_kinds_together(self) -> None:
        limits = SPEC.limits("seedance-2", "omni_reference")
        assert limits.right_counts == {counts for counts in COUNTS if sum(counts) <= 9}

    def test_free_counts_need_the_kind_that_is_needed(self) -> None:
        limits = OTHERS["a kind that needs another"].limits("seedance-2", "omni_reference")
        assert (1, 1, 0) in limits.right_counts
        assert not limits.right_counts & {(0, 1, 0), (0, 1, 1), (1, 0, 1), (0, 0, 0)}

    def test_free_counts_are_looked_up(self) -> None:
        spec = fresh()
        of_type = spec._lookups.types["seedance-2"]
        ready = evolve(of_type.limits["text_to_video"], right_counts=frozenset({(1, 0, 0)}))
        of_type.limits = {**of_type.limits, "text_to_video": ready}
        assert codes(request(mode="text_to_video", images=1), spec=spec) == []
        assert codes(request(mode="text_to_video", images=2), spec=spec) == [
            ("references_not_allowed", "/input/image_urls")
        ]


class TestPromptReferences:
    """References of one digit."""

    def test_references_of_one_digit_are_ready(self) -> None:
        spec = fresh()
        spec._lookups.references = {**spec._lookups.references, "@image1": (0, 3)}
        given = request(prompt="@image1 and @image2", images=2)
        assert codes(given, spec=spec) == [("reference_out_of_range", "/input/prompt")]

    def test_ready_references_are_those_of_every_word_and_digit(self) -> None:
        ready = SPEC._lookups.references
        words = [f"{word}{between}" for word in ("@image", "@图片") for between in ("", "_")]
        images = {reference for reference, (at, _) in ready.items() if at == 0}
        assert images == {f"{word}{index}" for word in words for index in range(1, 10)}
        data: Any = SPEC.to_dict()
        del data["prompt_references"]["separator"]
        references = Spec.from_dict(data)._lookups.references
        assert len(references) == 6 * 9 and references["@音频9"] == (2, 9)

    def test_ready_references_are_what_is_read(self) -> None:
        for text, (at, index) in SPEC._lookups.references.items():
            (found,) = prompt_references(text)
            assert (found.kind, found.index) == (KINDS[at], index)


class TestUsualUrls:
    """URLs that are accepted at sight."""

    @pytest.mark.parametrize(
        "url",
        [
            "https://media.example/a.png",
            "http://media.example/cast/dancer.jpeg?width=2048#top",
            "https://10.0.0.1/-/.webp",
        ],
    )
    def test_usual_urls_end_with_an_extension_that_is_taken(self, url: str) -> None:
        image, video, _ = SPEC._lookups.usual_urls
        assert image(url) and not video(url)

    @pytest.mark.parametrize(
        ("url", "usual"),
        [
            ("asset://asset-1", True),
            ("asset://", False),
            ("asset://a b", False),
            ("ASSET://a", False),
            ("https://media.example/a.png", True),
        ],
    )
    def test_usual_urls_are_assets_where_they_are_taken(self, url: str, usual: bool) -> None:
        found = SPEC._lookups.usual_urls[0](url)
        assert bool(found) is usual
        taken, refused = request(LESS, image_urls=[url]), request(image_urls=[url])
        assert (codes(taken) == []) is usual
        is_asset = found is not None and found.lastindex == 1
        assert (codes(refused) == []) is (usual and not is_asset)

    def test_no_url_is_usual_where_no_extension_is_known(self) -> None:
        spec = spec_with((("media", "image", "known_extensions"), []))
        usual = spec._lookups.usual_urls[0]
        assert not usual("https://media.example/a.png")
        assert not usual("https://media.example/a")
        assert codes(request(images=1), spec=spec) == []

    def test_usual_urls_are_looked_at_no_further(self) -> None:
        spec = fresh()
        spec._lookups.usual_urls = (re.compile("anything").fullmatch,) * 3
        given = request(images=1)
        assert codes(given, spec=spec) == []
        given["input"]["image_urls"] = ["anything", "something"]
        assert codes(given, spec=spec) == [("invalid_url", "/input/image_urls/1")]


class TestAspectRatios:
    """Aspect ratios that are taken as they are given."""

    def test_ready_ratios_are_those_of_the_limits(self) -> None:
        for spec in SPECS.values():
            for limits in limits_of(spec):
                auto = limits.auto_aspect_ratio
                taken = {*limits.aspect_ratios, *([] if auto is None else [auto])}
                assert limits.ratios_as_given == (
                    set() if "aspect_ratio" in limits.ignores else taken
                )
