"""The errors of a caller's own making: each a subclass of the builtin one would catch.

What is wrong in a request is never one of these; it is a finding in a report, and `InvalidRequest`
(in `report`) carries that report.
"""

from collections.abc import Iterable

from seedance_rules.wording import either, nearest, printable, show

__all__ = [
    "InputDurationError",
    "InvalidSpec",
    "NotInTables",
    "OutputDurationError",
    "UnknownVersion",
]


class UnknownVersion(LookupError):
    """No tables of that version are shipped; the message names those that are."""


class InvalidSpec(ValueError):
    """Tables that contradict themselves or the format; `place` says where, `problem` what."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(place, problem)
        self.place = place
        self.problem = problem

    def __str__(self) -> str:
        return f"{printable(self.place, 200)}: {self.problem}"


class NotInTables(LookupError):
    """A name that the tables do not have was looked up; the message names those that they do."""

    @classmethod
    def named(cls, what: str, value: object, choices: Iterable[str]) -> "NotInTables":
        """Say that `value` is not a `what`; name the choices, and the one probably meant."""
        known = tuple(choices)
        near = nearest(value, known)
        meant = f"; did you mean {show(near)}?" if near else ""
        return cls(f"{what} {show(value)} is not in the tables; use {either(known)}{meant}")


class InputDurationError(ValueError):
    """An input duration that is invalid, missing, or given for media the request does not have."""


class OutputDurationError(ValueError):
    """An output duration that is not whole, or that the task type does not have."""
