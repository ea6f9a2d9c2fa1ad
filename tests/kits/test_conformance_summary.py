"""`summary` and `closest_versions`: what a client does otherwise, on a page."""

import pickle
import re
from decimal import Decimal
from typing import Any, cast

import pytest
from spoiling import right
from wrong_clients import WRONG_OF_THE_REVIEW

import seedance_rules
from seedance_rules import Spec, conformance
from seedance_rules.conformance import (
    NOT_ASKED,
    Answer,
    Client,
    check,
    closest_versions,
    summary,
)

CASES = conformance.cases("2026-06")


def says(answer: object) -> Client:
    """Make a client that always answers the same, whatever it is."""
    return cast(Client, lambda request, videos, audios: answer)


def told(client: Client) -> list[str]:
    """Return the lines of a client's summary."""
    return summary(check(client, cases=CASES)).splitlines()


class TestSummary:
    """`summary(mismatches)`: counts, then groups by what the client did."""

    def test_a_right_client_is_told_on_one_line(self) -> None:
        assert told(right) == [f"{len(CASES)} cases: {len(CASES)} as documented"]

    def test_a_client_that_is_asked_nothing(self) -> None:
        assert told(says(NOT_ASKED)) == [
            f"{len(CASES)} cases: {len(CASES)} not asked",
            "the client was asked nothing, or never answered",
        ]

    def test_a_client_that_takes_everything_is_told_on_a_page(self) -> None:
        lines = told(says(Answer(True)))
        rejected = sum(not case.accepted for case in CASES)
        accepted = len(CASES) - rejected
        assert lines[0] == f"{len(CASES)} cases: {accepted} as documented, {rejected} differ"
        assert lines[1] == "from what is documented:"
        assert len(lines) <= 25
        counted = [int(line.split()[0]) for line in lines[2:] if line.startswith("  ")]
        assert sum(counted) == rejected

    def test_the_largest_group_is_first_with_three_cases_and_its_clauses(self) -> None:
        lines = told(says(Answer(True)))
        assert re.fullmatch(
            r" +\d+  accepts what is rejected \((\w+)\) \([a-z-]+(, [a-z-]+)*\): \S+, \S+, \S+, …",
            lines[2],
        )
        counted = [int(line.split()[0]) for line in lines[2:15]]
        assert counted == sorted(counted, reverse=True)
        assert lines.index("from readings:") > 2

    def test_further_groups_are_counted(self) -> None:
        found = check(says(Answer(True)), cases=CASES)
        lines = summary(found, longest=4).splitlines()
        assert len(lines) == 10
        assert lines[6].endswith("smaller groups")
        assert len(summary(found, longest=1000).splitlines()) == 25

    def test_a_client_that_raises_is_told_once(self) -> None:
        def raises(request: object, videos: object, audios: object) -> Answer:
            raise ValueError(f"no mode in 'input', {len(str(request))} letters")

        counts, same, _, group = told(raises)
        assert counts == f"{len(CASES)} cases: {len(CASES)} differ"
        assert same == "the client raised the same error in every case"
        assert group.startswith(f"  {len(CASES)}  raises ValueError: no mode in … letters (")

    def test_a_client_that_raises_the_same_here_and_there(self) -> None:
        def raises(request: dict[str, object], *stated: Any) -> Answer:
            if "-mini" in str(request.get("task_type")):
                raise LookupError(f"nothing of {request['task_type']}")
            return right(request, *stated)

        assert told(raises)[1].startswith("the client raised the same error in ")

    @pytest.mark.parametrize(
        ("answer", "did"),
        [
            (None, "returns None, which is not an Answer"),
            ({"accepted": True}, "returns {…: True}, which is not an Answer"),
            (Answer(cast(bool, "yes")), "says neither True nor False"),
        ],
    )
    def test_nonsense_is_told_once(self, answer: object, did: str) -> None:
        lines = told(says(answer))
        assert len(lines) == 3 and did in lines[2]

    def test_a_price_that_is_not_a_number_is_told_once(self) -> None:
        lines = told(says(Answer(credits=float("nan"))))
        (first, *rest) = [line for line in lines if line.startswith("  ")]
        assert "gives a price that is not a number" in first
        assert all("gives a price while" in line for line in rest)

    def test_names_and_numbers_in_reasons_make_no_difference(self) -> None:
        def refuses(request: dict[str, object], *stated: Any) -> Answer:
            name = request.get("task_type")
            return Answer(
                False, reason=f"'{name}' doesn't take {len(str(request))} letters, {name}!"
            )

        lines = told(refuses)
        assert len(lines) == 3
        assert "rejects what is accepted: … doesn't take … letters, … (" in lines[2]

    def test_a_code_for_a_reason_remains(self) -> None:
        def refuses(request: dict[str, object], *stated: Any) -> Answer:
            text_alone = "image_urls" not in str(request)
            return Answer(False, reason="INVALID_PROMPT" if text_alone else "INVALID_IMAGE_URL")

        lines = [line for line in told(refuses) if line.startswith("  ")]
        assert [re.findall("INVALID_[A-Z_]+", line) for line in lines] == [
            ["INVALID_PROMPT"],
            ["INVALID_IMAGE_URL"],
        ]

    def test_a_change_of_the_request_is_told_once(self) -> None:
        def changes(request: dict[str, object], *stated: Any) -> Answer:
            found = right(request, *stated)
            request.clear()
            return found

        assert len(told(changes)) == 3

    def test_mismatches_without_counts(self) -> None:
        found = [*check(says(Answer(False)), cases=CASES)]
        assert summary(found).startswith(f"{len(found)} mismatches\nfrom what is documented:\n")
        assert summary(found[:1]).startswith("1 mismatch\n")
        assert summary(()) == "0 mismatches"

    def test_mismatches_can_be_pickled_with_their_counts(self) -> None:
        found = check(says(Answer(False)), cases=CASES)
        assert pickle.loads(pickle.dumps(found)).counts == found.counts

    @pytest.mark.parametrize("mistake", WRONG_OF_THE_REVIEW)
    def test_each_bug_of_a_public_client_is_one_group(self, mistake: str) -> None:
        client, did = WRONG_OF_THE_REVIEW[mistake]
        (line,) = [line for line in told(client) if line.startswith("  ")]
        assert did in line


def with_prices(version: str, **prices: dict[str, str]) -> Spec:
    """Make a version with other prices, whose task types are named with underscores."""
    data = seedance_rules.load_spec("2026-06").to_dict()
    data["version"] = version
    for name, listed in prices.items():
        data["prices"][name.replace("_", "-")] = listed
    return Spec.from_dict(data)


class TestClosestVersions:
    """`closest_versions(client)`: which version a client follows."""

    SPECS = (
        with_prices("2026-08", seedance_2_fast={"480p": "0.064", "720p": "0.128"}),
        seedance_rules.load_spec("2026-06"),
        with_prices("2026-09", seedance_2_fast={"480p": "0.048", "720p": "0.096"}),
    )

    @pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.version)
    def test_a_client_is_closest_to_the_version_that_it_follows(self, spec: Spec) -> None:
        def client(
            request: dict[str, object], videos: Decimal | None, audios: Decimal | None
        ) -> Answer:
            stated: Any = {
                "total_input_video_duration": videos,
                "total_input_audio_duration": audios,
            }
            try:
                return Answer(
                    True, credits=seedance_rules.quote(request, **stated, spec=spec).credits
                )
            except seedance_rules.InvalidRequest:
                return Answer(False)

        best, *others = closest_versions(client, specs=self.SPECS)
        assert (best.version, best.differ) == (spec.version, 0)
        assert all(0 < other.differ < other.asked for other in others)
        assert str(best) == f"{spec.version}: differs in 0 of {best.asked} cases"

    @pytest.mark.parametrize("version", ["2026-04-08", "2026-08-08", "2026-09-22"])
    def test_clients_of_other_times_are_told_by_all_that_they_do(self, version: str) -> None:
        def client(
            request: dict[str, object], videos: Decimal | None, audios: Decimal | None
        ) -> Answer:
            told = seedance_rules.verdict(
                request,
                total_input_video_duration=videos,
                total_input_audio_duration=audios,
                spec=version,
            )
            price = told["quote"] and told["quote"]["credits"]
            return Answer(told["ok"], told["mode"], price, told["request"])

        assert closest_versions(client)[0].version == version

    def test_every_version_by_default(self) -> None:
        found = closest_versions(right)
        assert {one.version for one in found} == set(seedance_rules.versions())
        assert found[0].version == "2026-06"

    def test_a_client_that_is_asked_nothing_is_close_to_none(self) -> None:
        found = closest_versions(says(NOT_ASKED), specs=["2026-06"])
        assert [(one.asked, one.differ) for one in found] == [(0, 0)]

    def test_an_unknown_version_is_told(self) -> None:
        with pytest.raises(seedance_rules.UnknownVersion):
            closest_versions(right, specs=["1999-01"])
