"""What follows when content is rejected: does the service try again, who gets the credits back?"""

from typing import Any

from attrs import frozen

from seedance_rules.spec import ModerationPolicy, Spec, spec_of
from seedance_rules.values import exact
from seedance_rules.wording import plain_fields, show

__all__ = ["RejectionOutcome", "moderation", "on_content_rejection"]


@frozen
class RejectionOutcome:
    """What a content rejection leads to.

    `service_may_retry` tells whether the service itself may try once more, by another review path;
    nobody sends the request again. `final` and `credits_refunded` are of a rejection that the
    service does not retry.
    """

    service_may_retry: bool
    final: bool
    credits_refunded: bool
    clause: str

    def to_dict(self) -> dict[str, Any]:
        """Return the outcome as plain data."""
        return plain_fields(self)

    def __str__(self) -> str:
        if self.service_may_retry:
            return "the service itself may try once more; send nothing again"
        refund = "the credits are refunded" if self.credits_refunded else "nothing is refunded"
        return f"the rejection is final; {refund}"


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
    Raises `NotInTables` for an unknown task type, `ValueError` for an attempt that is not a
    whole number above zero.
    """
    policy = moderation(task_type, spec=spec)
    count = exact(attempt)
    if type(count) is not int or count < 1:
        raise ValueError(f"attempt must be a whole number, 1 for the first, not {show(attempt)}")
    may_retry = count <= policy.retries
    return RejectionOutcome(
        service_may_retry=may_retry,
        final=not may_retry,
        credits_refunded=not may_retry and policy.refunded,
        clause=policy.clause if may_retry else policy.final_clause,
    )
