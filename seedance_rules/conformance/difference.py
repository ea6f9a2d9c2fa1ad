"""What is quoted in a difference, cut to a length that can be shown."""

from typing import Final

__all__ = ["cut"]

_LONGEST: Final = 300


def cut(text: str) -> str:
    """Return a text, or the beginning of one that is too long to show."""
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
