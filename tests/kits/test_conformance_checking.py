"""`check`: what is compared, and what is said of a client that differs or does not answer."""

from collections.abc import Callable
from decimal import Decimal
from typing import cast

import pytest
from spoiling import right

import seedance_rules
from seedance_rules import conformance
from seedance_rules.conformance import Answer, Case, Client, check

BY_ID = {case.id: case for case in conformance.cases()}
ACCEPTED = BY_ID["modes/inferred/3-images"]
REJECTED = BY_ID["duration/text_to_video/above-maximum"]
WITH_VIDEO = BY_ID["prices/seedance-2/480p/with-video"]
UNPRICED = BY_ID["prices/input-seconds/not-stated"]
NO_MODE = BY_ID["request/input-missing"]


def says(answer: object) -> Client:
    """Make a client that always answers the same, whatever it is."""
    return cast(Client, lambda request, videos, audios: answer)


def differences(client: Client, case: Case) -> tuple[str, ...]:
    """Return what is said of a client and a case."""
    found = check(client, cases=[case])
    return found[0].differences if found else ()


class TestAnswers:
    """`Answer(accepted, mode=None, credits=None)`: what is None is not compared."""

    def test_what_is_none_is_not_compared(self) -> None:
        for case in BY_ID.values():
            assert differences(says(Answer(case.accepted)), case) == ()

    @pytest.mark.parametrize("credits", [0.85, Decimal("0.85"), Decimal("0.850")])
    def test_credits_are_compared_exactly_whatever_number_they_are(
        self, credits: Decimal | float
    ) -> None:
        assert differences(says(Answer(True, "omni_reference", credits)), WITH_VIDEO) == ()

    def test_a_mode_may_be_any_string(self) -> None:
        mode = seedance_rules.infer_mode(ACCEPTED.request)
        assert differences(says(Answer(True, mode)), ACCEPTED) == ()

    @pytest.mark.parametrize(
        ("answer", "case", "said"),
        [
            (
                Answer(False),
                ACCEPTED,
                "the documentation accepts this request; the client rejects it",
            ),
            (
                Answer(True),
                REJECTED,
                "the documentation rejects this request (duration_out_of_range); "
                "the client accepts it",
            ),
            (
                Answer(True, "first_last_frames"),
                ACCEPTED,
                "the documentation says mode omni_reference; the client says 'first_last_frames'",
            ),
            (
                Answer(False, "text_to_video"),
                NO_MODE,
                "the documentation says no mode, since none can be told; "
                "the client says 'text_to_video'",
            ),
            (
                Answer(True, None, 0.5),
                WITH_VIDEO,
                "the documentation says 0.85 credits; the client says 0.5",
            ),
            (
                Answer(True, None, 0.8500000000000001),
                WITH_VIDEO,
                "the documentation says 0.85 credits; the client says 0.8500000000000001",
            ),
            (
                Answer(True, None, 0),
                UNPRICED,
                "the documentation gives no price while the seconds of the videos are not "
                "stated; the client says 0",
            ),
            (
                Answer(False, None, 1),
                REJECTED,
                "the documentation gives no price to a request that it rejects; the client says 1",
            ),
        ],
    )
    def test_a_difference_says_both_sides(self, answer: Answer, case: Case, said: str) -> None:
        assert differences(says(answer), case) == (said,)

    def test_a_case_is_one_mismatch_with_all_its_differences(self) -> None:
        (mismatch,) = check(says(Answer(False, "text_to_video", 3)), cases=[WITH_VIDEO])
        assert mismatch.case == WITH_VIDEO
        assert len(mismatch.differences) == 3


class Unspeakable:
    """What cannot even be shown."""

    def __repr__(self) -> str:
        raise RuntimeError


class TestNonsense:
    """A client that does not answer is a mismatch that says so, never an exception."""

    @pytest.mark.parametrize(
        "nonsense",
        [None, "accepted", True, 1, (True, None, None), {"accepted": True}, Unspeakable(), Answer],
        ids=lambda value: type(value).__name__,
    )
    def test_what_is_no_answer(self, nonsense: object) -> None:
        (said,) = differences(says(nonsense), ACCEPTED)
        assert said.startswith("the documentation accepts this request; the client returned ")
        assert said.endswith(", which is no Answer")

    @pytest.mark.parametrize(
        "accepted", [None, 1, "yes", Unspeakable()], ids=lambda value: type(value).__name__
    )
    def test_accepted_that_is_no_boolean(self, accepted: object) -> None:
        (said,) = differences(says(Answer(cast(bool, accepted))), ACCEPTED)
        assert said.endswith(", which is neither True nor False")

    @pytest.mark.parametrize("mode", [1, b"omni_reference", ["omni_reference"], Unspeakable()])
    def test_a_mode_that_is_no_string(self, mode: object) -> None:
        (said,) = differences(says(Answer(True, cast(str, mode))), ACCEPTED)
        assert said.startswith("the documentation says mode omni_reference; the client says ")

    @pytest.mark.parametrize(
        "credits",
        [
            "0.85",
            True,
            float("nan"),
            float("inf"),
            Decimal("NaN"),
            Decimal("sNaN"),
            Decimal("Infinity"),
            Decimal("1e999999"),
            10**5000,
            1e308,
            0.85 + 0j,
            Unspeakable(),
        ],
        ids=lambda value: type(value).__name__,
    )
    def test_credits_that_are_no_such_amount(self, credits: object) -> None:
        (said,) = differences(says(Answer(True, None, cast(Decimal, credits))), WITH_VIDEO)
        assert said.startswith("the documentation says 0.85 credits; the client says ")
        assert len(said) < 250

    @pytest.mark.parametrize("error", [ValueError("no"), KeyError("model"), RecursionError()])
    def test_a_client_that_raises(self, error: Exception) -> None:
        def raises(request: object, videos: object, audios: object) -> Answer:
            raise error

        (mismatch,) = check(raises, cases=[REJECTED])
        assert mismatch.error is error
        assert "the client raised " in mismatch.differences[0]
        assert type(error).__name__ in str(mismatch)

    def test_an_interrupt_is_let_through(self) -> None:
        def interrupted(request: object, videos: object, audios: object) -> Answer:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            check(interrupted)

    def test_a_function_of_other_arguments(self) -> None:
        found = check(cast(Client, lambda request: Answer(True)))
        assert len(found) == len(BY_ID)


def change_duration(request: dict[str, object]) -> None:
    body = request["input"]
    assert isinstance(body, dict)
    body["duration"] = float(body["duration"])


def nest(request: dict[str, object]) -> None:
    request["itself"] = request


class TestRequests:
    """Every call gets a request of its own, which is not the client's to change."""

    @pytest.mark.parametrize(
        "change",
        [
            dict.clear,
            change_duration,
            nest,
            lambda request: request.update(model=object()),
            lambda request: request.update({1: 2}),
            lambda request: request.setdefault("webhook", None),
        ],
    )
    def test_a_client_that_changes_the_request(
        self, change: Callable[[dict[str, object]], object]
    ) -> None:
        before = ACCEPTED.to_dict()

        def changes(
            request: dict[str, object], videos: Decimal | None, audios: Decimal | None
        ) -> Answer:
            found = right(request, videos, audios)
            change(request)
            return found

        assert differences(changes, ACCEPTED) == (
            "the client changed the request, which belongs to its caller",
        )
        assert ACCEPTED.to_dict() == before

    def test_a_client_that_puts_everything_back(self) -> None:
        def restores(
            request: dict[str, object], videos: Decimal | None, audios: Decimal | None
        ) -> Answer:
            body = request.pop("input", ...)
            if body is not ...:
                request["input"] = body
            return right(request, videos, audios)

        assert check(restores) == ()

    def test_durations_are_decimals_or_none(self) -> None:
        seen: set[type] = set()

        def looks(request: object, videos: object, audios: object) -> Answer:
            seen.update((type(videos), type(audios)))
            return Answer(True)

        check(looks)
        assert seen == {Decimal, type(None)}


class TestMismatch:
    """`str(Mismatch)` tells what the documentation says, with the clause."""

    def test_it_holds_all_that_is_needed_to_mend_the_client(self) -> None:
        (mismatch,) = check(says(Answer(True, None, Decimal("0.5"))), cases=[WITH_VIDEO])
        assert str(mismatch) == (
            "prices/seedance-2/480p/with-video\n"
            "  the documentation says 0.85 credits; the client says Decimal('0.5')\n"
            "  clause formula (documented): credits = unit price × output duration; when there "
            "are input videos, plus half the unit price × their total duration.\n"
            '  request {"model": "seedance", "task_type": "seedance-2", "input": {"prompt": "A '
            'paper boat drifts down a street in the rain.", "mode": "omni_reference", '
            '"duration": 5, "resolution": "480p", "video_urls": '
            '["https://media.example/video-1.mp4"]}}\n'
            "  total_input_video_duration 7"
        )

    def test_a_reading_is_called_one(self) -> None:
        (mismatch,) = check(says(Answer(False)), cases=[BY_ID["absent/mode-null"]])
        assert "clause absent (reading): A known key counts as not given" in str(mismatch)

    def test_a_long_request_is_cut(self) -> None:
        (mismatch,) = check(says(Answer(False)), cases=[BY_ID["prompt/long"]])
        assert "…" in str(mismatch) and len(str(mismatch)) < 1000

    def test_a_clause_that_the_tables_do_not_have_is_named(self) -> None:
        data = seedance_rules.load_spec().to_dict()
        clauses = data["clauses"]
        assert isinstance(clauses, list)
        data["clauses"] = [clause for clause in clauses if clause["id"] != "tier-words"]
        other = seedance_rules.Spec.from_dict(data)
        groundless = Case(
            id="made/by-hand",
            clause="tier-words",
            request={},
            total_input_video_duration=None,
            total_input_audio_duration=None,
            accepted=True,
            mode=None,
            codes=(),
            credits=None,
        )
        (mismatch,) = check(says(Answer(False)), cases=[groundless], spec=other)
        assert mismatch.clause is None and "clause tier-words\n" in str(mismatch)


class TestWhatIsAsked:
    """`cases` are some of the cases, `spec` the tables that they are from."""

    def test_all_by_default(self) -> None:
        found = check(says(None))
        assert [mismatch.case.id for mismatch in found] == [*BY_ID]

    def test_some_as_any_iterable(self) -> None:
        assert len(check(says(None), cases=iter([ACCEPTED, REJECTED]))) == 2
        assert check(says(None), cases=()) == ()

    def test_a_version_or_a_spec(self) -> None:
        spec = seedance_rules.load_spec()
        assert check(right, spec=spec) == check(right, spec=spec.version) == ()
        with pytest.raises(seedance_rules.UnknownVersion):
            check(right, spec="1999-01")
