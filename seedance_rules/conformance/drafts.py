"""A case as its maker states it: a request, and what the tables must say of it.

A maker knows what its request is for, so it states the verdict before anybody is asked: accepted,
or exactly which codes. Nothing here looks at a `Spec`.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from seedance_rules import Code

__all__ = ["INPUT_SECONDS", "Draft", "accepted", "rejected"]

INPUT_SECONDS: Final = Decimal(7)
"""The total seconds of input video of every request with videos, where it needs no other."""


@frozen
class Draft:
    """A case to be. `cases` asks the engine for the rest, and refuses what that contradicts."""

    id: str
    request: dict[str, object]
    codes: tuple[Code, ...]
    """The codes of all violations, in no particular order; none for an accepted request."""
    clause: str | None
    """What the case is for; None where that is the clause of the violation."""
    mode: str | None
    """The mode that the request must run in, None where the maker does not state it."""
    credits: Fraction | None
    """The price that the request must have, None where the maker does not state it."""
    total_input_video_duration: Decimal | None
    total_input_audio_duration: Decimal | None


def accepted(
    case_id: str,
    clause: str,
    request: dict[str, object],
    *,
    mode: str | None = None,
    credits: Fraction | None = None,
    videos: Decimal | None = INPUT_SECONDS,
    audios: Decimal | None = None,
) -> Draft:
    """Draft a case whose request is accepted because of `clause`.

    `videos` and `audios` are the total seconds stated; those of videos go unstated without videos.
    """
    seconds = videos if _has_videos(request) else None
    return Draft(case_id, request, (), clause, mode, credits, seconds, audios)


def rejected(
    case_id: str,
    request: dict[str, object],
    *codes: Code,
    clause: str | None = None,
    mode: str | None = None,
    audios: Decimal | None = None,
) -> Draft:
    """Draft a case whose request is rejected with exactly these codes."""
    seconds = INPUT_SECONDS if _has_videos(request) else None
    return Draft(case_id, request, codes, clause, mode, None, seconds, audios)


def _has_videos(request: Mapping[str, object]) -> bool:
    body = request.get("input")
    return isinstance(body, Mapping) and bool(body.get("video_urls"))
