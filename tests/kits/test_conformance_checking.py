"""`check`: what is compared, and what is said of a client that differs or does not answer."""

from collections.abc import Callable
from decimal import Decimal, Inexact, localcontext
from fractions import Fraction
from typing import Any, cast

import oracle
import pytest
from spoiling import judged, right
from wrong_clients import sending

import seedance_rules
from seedance_rules import conformance
from seedance_rules.conformance import NOT_ASKED, Answer, Case, Client, check
from seedance_rules.conformance.clients import check as checking

CASES = conformance.cases("2026-06")
BY_ID = {case.id: case for case in CASES}
FORMULA = seedance_rules.load_spec("2026-06").clauses["formula"].text
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
    return tuple(map(str, found[0].differences)) if found else ()


def in_floats(request: dict[str, object], videos: Decimal | None, audios: Decimal | None) -> Answer:
    """Answer rightly, the formula worked out in binary floats as a JavaScript client does."""
    verdict = judged(request, videos, audios)
    if verdict.credits is None or verdict.body is None:
        return Answer(verdict.accepted, verdict.mode)
    body = cast(dict[str, Any], verdict.body["input"])
    unit = float(oracle.unit_price(str(verdict.body["task_type"]), body["resolution"]))
    return Answer(True, verdict.mode, unit * body["duration"] + unit / 2 * float(videos or 0))


def price_alone(
    request: dict[str, object], videos: Decimal | None, audios: Decimal | None
) -> Answer:
    """Price what has a type, a resolution and a duration, whatever else is wrong with it."""
    body = request.get("input")
    fields = body if isinstance(body, dict) else {}
    task, resolution = str(request.get("task_type")), fields.get("resolution")
    try:
        unit = oracle.unit_price(task, str(resolution))
        price = unit * fields.get("duration", 5) + unit / 2 * Fraction(videos or 0)
    except (KeyError, TypeError, ValueError, AssertionError):
        return NOT_ASKED
    return Answer(credits=float(price))


class TestRightClients:
    """A client that is right gets no mismatch, whatever part of the answer it gives."""

    def test_one_that_answers_everything(self) -> None:
        found = check(right, cases=CASES)
        assert found.counts == {"as documented": len(CASES)} and found == ()

    def test_one_that_reckons_in_floats(self) -> None:
        not_exact = [case for case in CASES if case.clause != "exact"]
        assert check(in_floats, cases=not_exact) == ()

    def test_a_price_function(self) -> None:
        asked = conformance.cases("2026-06", priced=True, given=("resolution", "duration"))
        found = check(price_alone, cases=[case for case in asked if case.clause != "exact"])
        assert found.counts["as documented"] > 200 and found == ()

    def test_a_builder(self) -> None:
        found = check(sending(lambda *_: None), cases=CASES)
        assert found.counts == {"as documented": len(CASES)} and found == ()

    def test_a_builder_that_leaves_out_what_has_no_effect(self) -> None:
        def without_defaults(sent: dict[str, object], body: dict[str, object]) -> None:
            for name in ("seed", "Duration", "image_url", "config", "service_mode", "reference"):
                body.pop(name, None)
                sent.pop(name, None)
            if body.get("auto_upload_assets") is False or "less" not in str(sent["task_type"]):
                body.pop("auto_upload_assets", None)
            if body.get("auto_upload_assets") is not True:
                body.pop("asset_retention_hours", None)
            if body["duration"] == 5:
                del body["duration"]

        assert check(sending(without_defaults), cases=CASES) == ()

    def test_one_that_is_asked_nothing(self) -> None:
        found = check(lambda *asked: NOT_ASKED, cases=CASES)
        assert found.counts == {"not asked": len(CASES)} and found == ()

    def test_the_engine_is_a_right_client(self) -> None:
        def engine(
            request: dict[str, object], videos: Decimal | None, audios: Decimal | None
        ) -> Answer:
            told = seedance_rules.validate(request, total_input_audio_duration=audios)
            try:
                price = seedance_rules.quote(
                    request, total_input_video_duration=videos, total_input_audio_duration=audios
                ).credits
            except (seedance_rules.InvalidRequest, seedance_rules.InputDurationError):
                price = None
            return Answer(told.ok, told.mode, price)

        assert check(engine) == ()


class TestAnswers:
    """`Answer(accepted, mode=None, credits=None)`: what is None is not compared."""

    def test_what_is_left_out_is_not_compared(self) -> None:
        for case in BY_ID.values():
            assert differences(says(Answer(case.accepted)), case) == ()

    @pytest.mark.parametrize(
        "credits",
        [
            0.85,
            0.8500000000000001,
            0.85000000049,
            Decimal("0.85"),
            Decimal("0.850"),
            "0.85",
            "0.8500",
        ],
    )
    def test_credits_may_be_any_number_or_decimal_text(
        self, credits: Decimal | float | str
    ) -> None:
        assert differences(says(Answer(True, "omni_reference", credits)), WITH_VIDEO) == ()
        assert differences(says(Answer(credits=credits)), WITH_VIDEO) == ()

    @pytest.mark.parametrize(
        "credits", ["0.8500000000000001", Decimal("0.8500000001"), 0.850000001]
    )
    def test_what_is_exact_must_be_and_a_float_nearly(self, credits: Decimal | float | str) -> None:
        assert len(differences(says(Answer(credits=credits)), WITH_VIDEO)) == 1

    def test_in_cases_of_exactness_a_float_must_be_exact(self) -> None:
        case = BY_ID["prices/inexact-in-binary"]
        assert differences(says(Answer(credits=float(case.credits or 0))), case) == ()
        near = float(case.credits or 0) * (1 + 1e-15)
        (said,) = differences(says(Answer(credits=near)), case)
        assert said.endswith("(a binary float?)")

    def test_a_price_alone_says_nothing_of_a_request_that_is_rejected(self) -> None:
        found = check(says(Answer(credits=0.5)), cases=[REJECTED])
        assert found.counts == {"not asked": 1} and found == ()

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
                "the documentation says 0.85 credits; the client says 0.5 "
                "(leaves out input video?)",
            ),
            (
                Answer(False, reason="only 9 of @image9\nand 'mode'"),
                ACCEPTED,
                "the documentation accepts this request; the client rejects it: "
                "\"only 9 of @image9\\nand 'mode'\"",
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
    def test_what_is_not_an_answer(self, nonsense: object) -> None:
        (said,) = differences(says(nonsense), ACCEPTED)
        assert said.startswith("the documentation accepts this request; the client returned ")
        assert said.endswith(", which is not an Answer")

    @pytest.mark.parametrize(
        "accepted", [1, "yes", Unspeakable()], ids=lambda value: type(value).__name__
    )
    def test_accepted_that_is_not_a_boolean(self, accepted: object) -> None:
        (said,) = differences(says(Answer(cast(bool, accepted))), ACCEPTED)
        assert said.endswith(", which is neither True nor False")

    @pytest.mark.parametrize("mode", [1, b"omni_reference", ["omni_reference"], Unspeakable()])
    def test_a_mode_that_is_not_a_string(self, mode: object) -> None:
        (said,) = differences(says(Answer(True, cast(str, mode))), ACCEPTED)
        assert said.startswith("the documentation says mode omni_reference; the client says ")

    @pytest.mark.parametrize(
        "credits",
        [
            "0,85",
            "1e-1",
            "",
            True,
            b"0.85",
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
    def test_credits_that_are_not_an_amount(self, credits: object) -> None:
        (said,) = differences(says(Answer(True, None, cast(Decimal, credits))), WITH_VIDEO)
        assert said.startswith("the documentation says 0.85 credits; the client says ")
        assert len(said) < 250

    @pytest.mark.parametrize("error", [ValueError("no"), KeyError("model"), RecursionError()])
    def test_a_client_that_raises(self, error: Exception) -> None:
        def raises(request: object, videos: object, audios: object) -> Answer:
            raise error

        (mismatch,) = check(raises, cases=[REJECTED])
        assert mismatch.error is error
        assert "the client raised " in str(mismatch.differences[0])
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


class TestTwins:
    """Where a client rejects the accepted twin too, a rejected case says nothing."""

    def test_a_rejected_twin_is_counted_apart(self) -> None:
        found = check(says(Answer(False)), cases=CASES)
        rejected = [case for case in CASES if not case.accepted]
        assert found.counts == {
            "say nothing": len(rejected),
            "differ": len(CASES) - len(rejected),
        }

    def test_a_twin_that_is_not_among_the_cases_is_asked_too(self) -> None:
        asked: list[object] = []

        def refuses(request: dict[str, object], *stated: object) -> Answer:
            asked.append(request["input"])
            return Answer(False)

        assert check(refuses, cases=[REJECTED]).counts == {"say nothing": 1}
        assert len(asked) == 2

    @pytest.mark.parametrize("of_twin", [Answer(True), NOT_ASKED, None])
    def test_a_client_that_takes_the_twin_or_does_not_say_is_right(self, of_twin: object) -> None:
        def client(request: dict[str, object], *stated: object) -> object:
            return Answer(False) if request == REJECTED.request else of_twin

        assert check(cast(Client, client), cases=[REJECTED]).counts == {"as documented": 1}

    def test_a_case_made_by_hand_has_no_twin(self) -> None:
        alone = Case("by/hand", "envelope", {}, None, None, False, None, ("missing_field",), None)
        assert check(says(Answer(False)), cases=[alone]).counts == {"as documented": 1}


class TestBuilders:
    """`Answer(sends=)`: the same, repaired, passed on, something else, broken."""

    DEFAULTS = BY_ID["resolution/seedance-2/left-out"]

    def sends(self, case: Case, **changes: Any) -> Client:
        """Send the request of a case with changes of its input."""
        body = cast(dict[str, object], case.request["input"])
        return says(Answer(sends={**case.request, "input": {**body, **changes}}))

    def test_the_same_and_what_means_the_same(self) -> None:
        for changes in ({}, {"mode": None}, {"resolution": "480p"}, {"aspect_ratio": "16:9"}):
            found = check(self.sends(self.DEFAULTS, **changes), cases=[self.DEFAULTS])
            assert found.counts == {"as documented": 1} and found == ()

    def test_what_is_rejected_is_repaired_or_passed_on(self) -> None:
        assert check(self.sends(REJECTED), cases=[REJECTED]).counts == {"passed on": 1}
        repaired = check(self.sends(REJECTED, duration=15), cases=[REJECTED])
        assert repaired.counts == {"repaired": 1} and repaired == ()

    def test_something_else_is_told_field_by_field_with_the_price(self) -> None:
        client = self.sends(self.DEFAULTS, resolution="1080p", duration=6)
        (mismatch,) = check(client, cases=[self.DEFAULTS])
        costs = "(it costs 3 credits instead of 0.5)"
        assert [str(found) for found in mismatch.differences] == [
            f"the client sends something else: duration: 6 instead of 5 {costs}",
            f"the client sends something else: resolution: '1080p' instead of '480p' {costs}",
        ]
        clauses = [found.clause.id for found in mismatch.differences if found.clause]
        assert clauses == ["duration", "resolution"]

    def test_lists_are_told_by_their_entries(self) -> None:
        case = BY_ID["modes/omni_reference/9-images"]
        one = {"image_urls": ["https://a.example/1.png"], "prompt": "A lake."}
        _, few = differences(self.sends(case, **one), case)
        assert few == "the client sends something else: image_urls: 1 entry instead of 9 entries"
        body = cast(dict[str, list[str]], case.request["input"])
        other = ["https://a.example/1.png", *body["image_urls"][1:]]
        (said,) = differences(self.sends(case, image_urls=other), case)
        assert said.startswith("the client sends something else: image_urls[0]: 'https://a.ex")

    def test_videos_that_are_left_out_have_no_seconds(self) -> None:
        client = self.sends(WITH_VIDEO, video_urls=[], prompt="A lake.")
        said = differences(client, WITH_VIDEO)
        assert said[0].endswith("(it costs 0.5 credits instead of 0.85)")
        assert "video_urls: null instead of 1 entry" in said[1]

    def test_a_body_that_has_no_price_is_told_without_one(self) -> None:
        (said,) = differences(self.sends(UNPRICED, duration=6), UNPRICED)
        assert said == "the client sends something else: duration: 6 instead of 5"

    @pytest.mark.parametrize("body", [{}, "a text", 5, ["model"], {"model": "seedance"}])
    def test_what_is_rejected_then_is_broken(self, body: object) -> None:
        (said,) = differences(says(Answer(sends=cast(dict[str, object], body))), ACCEPTED)
        assert said.startswith(
            "the documentation accepts this request; what the client sends is rejected: "
        )

    def test_the_clause_is_that_of_the_violation(self) -> None:
        (mismatch,) = check(self.sends(ACCEPTED, duration=16), cases=[ACCEPTED])
        assert mismatch.differences[0].clause == seedance_rules.load_spec().clauses["duration"]


class TestMismatch:
    """`str(Mismatch)` tells what the documentation says, with the clause that this is about."""

    def test_a_mismatch_holds_all_that_is_needed_to_mend_the_client(self) -> None:
        (mismatch,) = check(says(Answer(True, None, Decimal("0.3"))), cases=[WITH_VIDEO])
        assert str(mismatch) == (
            "prices/seedance-2/480p/with-video\n"
            "  the documentation says 0.85 credits; the client says Decimal('0.3')\n"
            f"    formula (documented): {FORMULA}\n"
            '  request {"model": "seedance", "task_type": "seedance-2", "input": {"prompt": "A '
            'paper boat drifts down a street in the rain. @video1", "mode": "omni_reference", '
            '"duration": 5, "resolution": "480p", "video_urls": '
            '["https://media.example/video-1.mp4"]}}\n'
            "  total_input_video_duration 7"
        )

    @pytest.mark.parametrize(
        ("case_id", "change"),
        [
            ("duration/half", "input.duration: 4.5 instead of 5"),
            ("prompt/missing", "input.prompt: nothing instead of 'A paper boat drifts down a st"),
            ("formats/video/m4v", "input.video_urls[0]: 'https://media.example/file.m4v' instead"),
            ("modes/omni_reference/10-images", "input.image_urls: 10 entries instead of 9 entries"),
            ("request/input-a-text", "input: 'A paper boat drifts down a street in the rain.' ins"),
            ("audio-seconds/above-maximum", "total_input_audio_duration: '15.01' instead of '15'"),
            ("prompt-references/omni_reference/audio-4-of-3", "input.prompt: '…"),
        ],
    )
    def test_a_rejected_case_shows_what_it_changes(self, case_id: str, change: str) -> None:
        case = BY_ID[case_id]
        (mismatch,) = check(says(Answer(True)), cases=[case])
        assert case.twin is not None
        told = str(mismatch).partition(f"\n  against {case.twin.id}, which is accepted:\n")[2]
        assert f"    {change}" in told
        assert len(told) < 400

    def test_a_reading_is_called_one(self) -> None:
        (mismatch,) = check(says(Answer(False)), cases=[BY_ID["absent/mode-null"]])
        assert "    absent (reading): A known key counts as not given" in str(mismatch)

    @pytest.mark.parametrize(
        ("case_id", "answer", "clause"),
        [
            ("formats/video/mp4", Answer(True, None, 0.5), "formula"),
            ("prompt-references/unnamed", Answer(credits=99), "formula"),
            ("duration/text_to_video/middle", Answer(credits=99), "prices"),
            ("prices/seedance-2-mini/720p", Answer(credits=99), "formula-mini"),
            ("prices/input-seconds/zero", Answer(credits=99), "input-seconds"),
            ("resolution/seedance-2/left-out", Answer(credits="2.5"), "resolution"),
            ("duration/text_to_video/left-out", Answer(credits=1), "duration-default"),
            ("urls/port", Answer(True, "omni_reference"), "mode-strict"),
            ("assets/counted", Answer(True, "omni_reference"), "mode-inference"),
            ("urls/port", Answer(False), "urls"),
            ("aspect-ratio/auto/text_to_video/without-image", Answer(True), "aspect-auto-fallback"),
            ("aspect-ratio/auto/omni_reference/with-image", Answer(True), "aspect-auto"),
        ],
    )
    def test_a_difference_cites_what_it_is_about(
        self, case_id: str, answer: Answer, clause: str
    ) -> None:
        (mismatch,) = check(says(answer), cases=[BY_ID[case_id]])
        (found,) = mismatch.differences
        assert found.clause is not None and found.clause.id == clause

    @pytest.mark.parametrize(
        ("case_id", "credits", "explanation"),
        [
            ("prices/seedance-2/480p/with-video", 0.5, "leaves out input video"),
            ("prices/seedance-2/480p/with-video", 1.2, "bills input video at the full rate"),
            (
                "prices/seedance-2-less-restriction/720p",
                1.25,
                "+25 % on the price of the strict type",
            ),
            ("prices/seedance-2-less-restriction/720p", 1, "the price of the strict type"),
            ("prices/seedance-2-mini/720p", "0.8", "the price of seedance-2-fast"),
            ("prices/many-decimals", "0.68", "rounded to cents"),
            ("prices/seedance-2-mini/720p", 1, "rounded to whole credits"),
            (
                "resolution/seedance-2/left-out",
                1,
                "takes 720p for the resolution that is left out",
            ),
            ("duration/text_to_video/left-out", 1, "takes 10 s for the duration that is left out"),
        ],
    )
    def test_a_price_comes_with_what_would_explain_it(
        self, case_id: str, credits: float | str, explanation: str
    ) -> None:
        (mismatch,) = check(says(Answer(credits=credits)), cases=[BY_ID[case_id]])
        assert explanation in mismatch.differences[0].explanations

    def test_points_are_another_unit(self) -> None:
        asked = conformance.cases("2026-08-08", clauses="exact")
        (case,) = [case for case in asked if case.id == "prices/many-decimals"]
        assert case.credits is not None
        client = says(Answer(credits=float(case.credits * 10_000_000)))
        (mismatch,) = check(client, cases=[case], spec="2026-08-08")
        assert mismatch.differences[0].explanations == ("counted in points",)

    def test_prices_of_another_version_are_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        case = BY_ID["prices/seedance-2-fast/720p"]
        data = seedance_rules.load_spec("2026-06").to_dict()
        data["version"] = "2026-08"
        data["prices"]["seedance-2-fast"] = {"480p": "0.064", "720p": "0.128"}
        specs = {"2026-08": seedance_rules.Spec.from_dict(data)}
        del data["deprecated"]["keep_resolution"], data["prices"]["seedance-2-fast"]["720p"]
        specs["2026-09"] = seedance_rules.Spec.from_dict(data)

        def quoted(*request: Any, spec: Any, **stated: Any) -> seedance_rules.Quote:
            return seedance_rules.quote(*request, spec=specs.get(spec, spec), **stated)

        monkeypatch.setattr(checking, "versions", lambda: ("2026-06", *specs))
        monkeypatch.setattr(checking, "quote", quoted)
        (mismatch,) = check(says(Answer(credits=0.64)), cases=[case])
        assert mismatch.differences[0].explanations == ("prices of 2026-08",)

    @pytest.mark.parametrize("digits", [1, 5, 9, 28])
    def test_the_callers_decimal_context_changes_nothing(self, digits: int) -> None:
        exact = [case for case in CASES if case.clause == "exact"]
        told = [*map(str, check(says(Answer(credits=Decimal("0.68"))), cases=exact))]
        with localcontext() as context:
            context.prec = digits
            context.traps[Inexact] = True
            assert conformance.cases("2026-06") == CASES
            again = check(says(Answer(credits=Decimal("0.68"))), cases=exact)
            assert [*map(str, again)] == told

    def test_a_long_request_is_cut(self) -> None:
        (mismatch,) = check(says(Answer(False)), cases=[BY_ID["prompt/long"]])
        assert "…" in str(mismatch) and len(str(mismatch)) < 1000

    def test_a_clause_that_the_tables_do_not_have_is_left_out(self) -> None:
        groundless = Case("by/hand", "tier-words", {}, None, None, True, None, (), None)
        data: dict[str, Any] = seedance_rules.load_spec().to_dict()
        del data["clauses"]["tier-words"]
        other = seedance_rules.Spec.from_dict(data)
        (mismatch,) = check(says(Answer(False)), cases=[groundless], spec=other)
        assert mismatch.differences[0].clause is None and "tier-words" not in str(mismatch)


class TestWhatIsAsked:
    """`cases` are some of the cases, `spec` the tables that they are from."""

    def test_all_cases_are_asked_by_default(self) -> None:
        found = check(says(None))
        assert [mismatch.case.id for mismatch in found] == [*BY_ID]

    def test_cases_may_be_any_iterable(self) -> None:
        assert len(check(says(None), cases=iter([ACCEPTED, REJECTED]))) == 2
        assert check(says(None), cases=()) == ()

    def test_a_version_or_a_spec(self) -> None:
        spec = seedance_rules.load_spec()
        assert check(right, spec=spec) == check(right, spec=spec.version) == ()
        with pytest.raises(seedance_rules.UnknownVersion):
            check(right, spec="1999-01")
