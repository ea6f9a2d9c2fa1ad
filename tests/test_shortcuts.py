"""What is worked out when a spec is built is what counts, and only for what it was worked out for.

Every shortcut gives what the longer way gives, so its answers alone cannot show that it is taken.
Here a spec holds another answer in the place of the one that is ready.
"""

import re
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from making import codes, request
from tables import CITED, Change, changed

from seedance_rules import Spec, credits, load_spec
from seedance_rules.spec.parts import Media

SPEC = load_spec()


def spec_with(**ready: Any) -> Spec:
    """Return the default spec with other answers ready."""
    return evolve(SPEC, **ready)


def tables_with(*changes: Change) -> Spec:
    """Build a spec of changed tables anew."""
    return Spec.from_dict(changed(*changes, *CITED))


class TestOutputCredits:
    """`credits` of exact strings and ints, with 0 as input seconds."""

    spec = spec_with(output_credits={("seedance-2", "480p", 5): Decimal(7)})

    def test_are_ready(self) -> None:
        assert credits("seedance-2", "480p", 5, spec=self.spec) == 7

    @pytest.mark.parametrize(
        ("duration", "input_seconds"),
        [(5.0, 0), (Decimal(5), 0), (5, 0.0), (5, Decimal(0)), (5.0, Decimal(0))],
    )
    def test_only_for_whole_numbers(self, duration: Any, input_seconds: Any) -> None:
        assert credits("seedance-2", "480p", duration, input_seconds, spec=self.spec) == Decimal(
            "0.5"
        )

    def test_only_where_there_is_no_input_video(self) -> None:
        assert credits("seedance-2", "480p", 5, 1, spec=self.spec) == Decimal("0.55")

    def test_only_for_exact_strings(self) -> None:
        class Name(str):
            """A string that is not quite one."""

        assert credits(Name("seedance-2"), "480p", 5, spec=self.spec) == Decimal("0.5")
        assert credits("seedance-2", Name("480p"), 5, spec=self.spec) == Decimal("0.5")

    def test_the_others_are_worked_out(self) -> None:
        assert credits("seedance-2", "480p", 6, spec=self.spec) == Decimal("0.6")

    def test_up_to_a_minute(self) -> None:
        data: Any = SPEC.to_dict()
        data["limits"]["duration"]["maximum"] = 90
        spec = Spec.from_dict(data)
        ready = {
            seconds for task_type, _, seconds in spec.output_credits if task_type == "seedance-2"
        }
        assert ready == set(range(4, 61))
        for seconds in (60, 61, 90):
            assert credits("seedance-2", "480p", seconds, spec=spec) == Decimal(seconds) / 10


class TestUnitPrices:
    """`Spec.unit_price` of exact strings."""

    spec = spec_with(unit_prices={("seedance-2", "480p"): Decimal(7)})

    def test_are_ready(self) -> None:
        assert self.spec.unit_price("seedance-2", "480p") == 7

    def test_only_for_exact_strings(self) -> None:
        class Name(str):
            """A string that is not quite one."""

        assert self.spec.unit_price(Name("seedance-2"), "480p") == Decimal("0.1")
        assert self.spec.unit_price("seedance-2", Name("480p")) == Decimal("0.1")


class TestPromptReferences:
    """References of one digit."""

    def test_are_ready(self) -> None:
        known = {**SPEC.prompt_references, "@image1": (0, 3)}
        given = request(prompt="@image1 and @image2", images=2)
        found = codes(given, spec=spec_with(prompt_references=known))
        assert found == [("reference_out_of_range", "/input/prompt")]

    def test_are_those_of_every_word_and_digit(self) -> None:
        words = [f"{word}{between}" for word in ("@image", "@图片") for between in ("", "_")]
        images = {reference for reference, (at, _) in SPEC.prompt_references.items() if at == 0}
        assert images == {f"{word}{index}" for word in words for index in range(1, 10)}
        data: Any = SPEC.to_dict()
        del data["prompt_references"]["separator"]
        references = Spec.from_dict(data).prompt_references
        assert len(references) == 6 * 9 and references["@音频9"] == (2, 9)


class TestFreeCounts:
    """Counts of references that are right whatever else is given."""

    def test_are_those_of_the_mode(self) -> None:
        spec = Spec.from_dict(SPEC.to_dict())
        kinds = spec.rules["seedance-2"].columns["first_last_frames"].kinds
        assert kinds is not None
        assert [limits.free for limits in kinds] == [range(1, 3), range(1), range(1)]

    def test_are_none_but_zero_where_another_kind_is_needed(self) -> None:
        needs = {"requires_one_of": ["image"]}
        limits = ("modes", "omni_reference", "limits", "references")
        spec = tables_with(
            ((*limits, "audio"), needs), ((*limits, "video"), {**needs, "minimum": 1})
        )
        kinds = spec.rules["seedance-2"].columns["omni_reference"].kinds
        assert kinds is not None
        assert [list(limits.free) for limits in kinds[1:]] == [[], [0]]


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
    def test_end_with_an_extension_that_is_taken(self, url: str) -> None:
        image, video, _ = (media.usual_url for media in Spec.from_dict(SPEC.to_dict()).media_kinds)
        assert image.fullmatch(url) and not video.fullmatch(url)

    def test_are_none_where_no_extension_is_known(self) -> None:
        spec = tables_with((("media", "image", "known_extensions"), []))
        usual = spec.media["image"].usual_url
        assert not usual.fullmatch("https://media.example/a.png")
        assert not usual.fullmatch("https://media.example/a")
        assert codes(request(images=1), spec=spec) == []

    def test_are_looked_at_no_further(self) -> None:
        def at_sight(media: Media) -> Media:
            return evolve(media, usual_url=re.compile("anything"))

        spec = spec_with(media_kinds=tuple(map(at_sight, SPEC.media_kinds)))
        given = request(images=1)
        assert codes(given, spec=spec) == []
        given["input"]["image_urls"] = ["anything", "something"]
        assert codes(given, spec=spec) == [("invalid_url", "/input/image_urls/1")]
