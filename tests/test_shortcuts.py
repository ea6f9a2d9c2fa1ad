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

from seedance_rules import Spec, credits, load_spec
from seedance_rules.parts import Media

SPEC = load_spec()


def spec_with(**ready: Any) -> Spec:
    """Return the default spec with other answers ready."""
    return evolve(SPEC, **ready)


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


class TestUsualUrls:
    """URLs that are accepted at sight."""

    def test_are_looked_at_no_further(self) -> None:
        def at_sight(media: Media) -> Media:
            return evolve(media, usual_url=re.compile("anything"))

        spec = spec_with(media_kinds=tuple(map(at_sight, SPEC.media_kinds)))
        given = request(images=1)
        assert codes(given, spec=spec) == []
        given["input"]["image_urls"] = ["anything", "something"]
        assert codes(given, spec=spec) == [("invalid_url", "/input/image_urls/1")]
