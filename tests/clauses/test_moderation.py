"""Content moderation: a class a clause, named after it."""

import pytest
from tables import spec_with

from seedance_rules import NotInTables, moderation, on_content_rejection

STRICT = ["seedance-2", "seedance-2-fast", "seedance-2-preview", "seedance-2-fast-preview-vip"]
LESS = ["seedance-2-less-restriction", "seedance-2-fast-less-restriction"]


class TestModerationStrict:
    """`moderation-strict`: a rejection may be retried once."""

    @pytest.mark.parametrize("task_type", STRICT)
    def test_the_service_may_retry_once(self, task_type: str) -> None:
        assert (moderation(task_type).review, moderation(task_type).retries) == ("strict", 1)
        first = on_content_rejection(task_type)
        assert (first.service_may_retry, first.final, first.credits_refunded) == (
            True,
            False,
            False,
        )
        assert first.clause == "moderation-strict"

    def test_the_outcome_as_text(self) -> None:
        assert str(on_content_rejection("seedance-2")) == (
            "the service itself may try once more; send nothing again"
        )
        assert str(on_content_rejection("seedance-2", attempt=2)) == (
            "the rejection is final; the credits are refunded"
        )
        spec = spec_with((("moderation", "strict", "refunded"), False))
        assert str(on_content_rejection("seedance-2", attempt=2, spec=spec)) == (
            "the rejection is final; nothing is refunded"
        )


class TestModerationLess:
    """`moderation-less`: no retry; final, and refunded."""

    @pytest.mark.parametrize("task_type", LESS)
    def test_a_less_restrictive_type_is_not_retried(self, task_type: str) -> None:
        policy = moderation(task_type)
        assert (policy.review, policy.retries) == ("less_restrictive", 0)
        first = on_content_rejection(task_type)
        assert (first.service_may_retry, first.final, first.credits_refunded) == (False, True, True)


class TestModerationMini:
    """`moderation-mini`: one review path, no retry; refunded and ended."""

    def test_mini_is_not_retried(self) -> None:
        policy = moderation("seedance-2-mini")
        assert (policy.review, policy.retries) == ("strict", 0)
        first = on_content_rejection("seedance-2-mini")
        assert (first.service_may_retry, first.final, first.credits_refunded) == (False, True, True)
        assert first.clause == "moderation-mini"


class TestModerationStrictFinal:
    """`moderation-strict-final`: a rejection after the retry is final and refunded."""

    @pytest.mark.parametrize("attempt", [2, 3, 1000])
    def test_a_rejection_after_the_retry_is_final(self, attempt: int) -> None:
        outcome = on_content_rejection("seedance-2", attempt=attempt)
        assert (outcome.service_may_retry, outcome.final, outcome.credits_refunded) == (
            False,
            True,
            True,
        )
        assert outcome.clause == "moderation-strict-final"

    @pytest.mark.parametrize("attempt", [0, -1, 1.0, True])
    def test_attempts_count_from_one(self, attempt: int) -> None:
        with pytest.raises(ValueError, match="1 for the first"):
            on_content_rejection("seedance-2", attempt=attempt)

    def test_an_unknown_task_type_is_not_in_the_tables(self) -> None:
        with pytest.raises(NotInTables, match="did you mean 'seedance-2'"):
            moderation("seedance2")
