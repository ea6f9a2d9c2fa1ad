"""What follows when content is rejected: who may try again, and who gets the credits back."""

from attrs import frozen

from seedance_rules.parts import ModerationPolicy
from seedance_rules.spec import Spec
from seedance_rules.versions import spec_of
from seedance_rules.wording import show

__all__ = ["RejectionOutcome", "moderation", "on_content_rejection"]


@frozen
class RejectionOutcome:
    """What a content rejection leads to: one more try by another review path, or the end."""

    may_retry: bool
    final: bool
    credits_refunded: bool
    clause: str


def moderation(task_type: str, *, spec: Spec | str | None = None) -> ModerationPolicy:
    """Return how a task type's content is reviewed, a deprecated name as what it means.

    Clauses `moderation-strict`, `moderation-less`, `moderation-mini`. Raises `NotInTables` for an
    unknown task type.
    """
    return spec_of(spec).task_type(task_type).moderation


def on_content_rejection(
    task_type: str, *, attempt: int = 1, spec: Spec | str | None = None
) -> RejectionOutcome:
    """Return what follows the content rejection of an attempt; attempts count from 1.

    Clauses `moderation-strict`, `moderation-strict-final`, `moderation-less`, `moderation-mini`.
    Raises `NotInTables` for an unknown task type, `ValueError` for an attempt that is no whole
    number above zero.
    """
    policy = moderation(task_type, spec=spec)
    if type(attempt) is not int or attempt < 1:
        raise ValueError(f"attempt must be a whole number, 1 for the first, not {show(attempt)}")
    may_retry = attempt <= policy.retries
    return RejectionOutcome(
        may_retry=may_retry,
        final=not may_retry,
        credits_refunded=not may_retry and policy.refunded,
        clause=policy.clause if may_retry else policy.final_clause,
    )
