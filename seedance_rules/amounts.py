"""Exact credits and seconds, whatever decimal context the caller has set (clause `exact`).

Seconds are what callers state of media that nothing here downloads (clauses `input-seconds`,
`audio-seconds`). What may be priced is for `pricing`.
"""

from collections.abc import Sequence
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation
from typing import Final, NamedTuple, SupportsIndex

from seedance_rules.errors import InputDurationError
from seedance_rules.values import entries_of, exact, is_list
from seedance_rules.wording import show

__all__ = ["EXACT", "NOT_STATED", "Seconds", "Stated", "seconds_of", "stated", "tidy"]

EXACT: Final = Context(prec=400, traps=[Inexact, InvalidOperation, DivisionByZero])
"""Far more digits than any product of a price, a rate and seconds has; rounding is an error."""

Seconds = (
    int
    | float
    | Decimal
    | str
    | SupportsIndex
    | Sequence[int | float | Decimal | str | SupportsIndex]
)
"""How seconds may be stated: a total, as a number or decimal text, or a list with one entry a URL.

Floats are read by their `repr`, so 7.3 means exactly 7.3.
"""

_MOST_SECONDS: Final = 10**9
_MOST_PLACES: Final = 30
_LONGEST_TEXT: Final = 60
_OR_A_LIST: Final = ", or a list with one for each URL"
_OR_NONE: Final = "; use None where it is unknown"
_OR_NONE_AT_ALL: Final = "; where one is unknown, use None in place of the list"
_ZERO: Final = Decimal(0)
_add, _normalize = EXACT.add, EXACT.normalize


class Stated(NamedTuple):
    """Seconds of all input videos and of all input audios, None where they are not stated.

    And of how many entries they are the sum, None where they were stated as a total.
    """

    video: Decimal | None
    audio: Decimal | None
    video_entries: int | None
    audio_entries: int | None


NOT_STATED: Final = Stated(None, None, None, None)


def tidy(amount: Decimal) -> Decimal:
    """Return an amount in its plainest form, `0.88` or `200`: no trailing zeros, no exponent."""
    # Adding zero brings the exponent of a round number, such as 2E+2, back to that of a whole one.
    return _add(_normalize(amount), _ZERO)


def stated(video: Seconds | None, audio: Seconds | None) -> Stated:
    """Read what a caller states of the input videos and audios; see `seconds_of` for what raises.

    Text is one total, a list is one entry a URL.
    """
    video_seconds = audio_seconds = video_entries = audio_entries = None
    if video is not None:
        video_seconds, video_entries = _total(video, "total_input_video_duration")
    if audio is not None:
        audio_seconds, audio_entries = _total(audio, "total_input_audio_duration")
    return Stated(video_seconds, audio_seconds, video_entries, audio_entries)


def _total(value: Seconds, what: str) -> tuple[Decimal, int | None]:
    if type(value) is float or type(value) is int or not is_list(value):
        return seconds_of(value, what, _OR_A_LIST, _OR_NONE), None
    total, entries = _ZERO, entries_of(value)
    for index, entry in enumerate(entries):
        total = _add(total, seconds_of(entry, f"{what}[{index}]", "", _OR_NONE_AT_ALL))
    return seconds_of(tidy(total), what), len(entries)


def seconds_of(value: object, what: str, or_else: str = "", unknown: str = "") -> Decimal:
    """Return stated seconds as an exact decimal without trailing zeros.

    Raises `InputDurationError` for anything that is not a number or decimal text, for a boolean,
    NaN, an infinity, a negative number, and for what is above 10^9 seconds or finer than 30 decimal
    places. It names them as `what`, and says what else they may be, and what to give where they are
    unknown.
    """
    if type(value) is int and 0 <= value <= _MOST_SECONDS:
        return Decimal(value)
    # From 1 up a float prints as far fewer decimal places than are too many, and without zeros.
    if type(value) is float and 1 <= value <= _MOST_SECONDS:
        return Decimal(int(value)) if value.is_integer() else Decimal(repr(value))
    number: object = exact(value)
    if type(number) is str:
        number = _read(number)
    if type(number) is not int and type(number) is not float and type(number) is not Decimal:
        raise InputDurationError(f"{what} must be a number of seconds{or_else}, not {show(value)}")
    if number.is_nan() if type(number) is Decimal else number != number:
        raise InputDurationError(f"{what} is NaN{unknown}")
    if not 0 <= number <= _MOST_SECONDS:
        raise InputDurationError(
            f"{what} must be from 0 to {_MOST_SECONDS:,} seconds, not {show(value)}"
        )
    seconds = Decimal(repr(number)) if type(number) is float else Decimal(number)
    if not seconds:
        return _ZERO
    _, digits, exponent = seconds.as_tuple()
    if -int(exponent) > _MOST_PLACES:
        zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
        if -int(exponent) - zeros > _MOST_PLACES:
            raise InputDurationError(
                f"{what} must have at most {_MOST_PLACES} decimal places, unlike {show(value)}"
            )
    return tidy(seconds)


def _read(text: str) -> Decimal | str:
    """Read decimal text, such as ffprobe prints; any other is returned as it is."""
    plain = text.strip()
    if len(plain) > _LONGEST_TEXT or not plain.isascii() or "_" in plain:
        return text
    try:
        return Decimal(plain, EXACT)
    except InvalidOperation:
        return text
