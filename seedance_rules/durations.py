"""Totals of input seconds that a caller states, since nothing can be read from a URL.

Seconds are read exactly, as decimals (clauses `input-seconds`, `audio-seconds`).
"""

from decimal import Decimal
from typing import Final

from seedance_rules.errors import InputDurationError
from seedance_rules.money import tidy
from seedance_rules.values import exact
from seedance_rules.wording import show

__all__ = ["Seconds", "seconds_of"]

Seconds = int | float | Decimal
"""How a total of seconds may be stated; a float is read as the digits it prints as."""

_MOST_SECONDS: Final = 10**9
_MOST_PLACES: Final = 30
_ADVICE: Final = (
    f"state one total in seconds, from 0 to {_MOST_SECONDS}, "
    f"with at most {_MOST_PLACES} decimal places"
)


def seconds_of(stated: object, what: str) -> Decimal:
    """Return a stated total as an exact decimal without trailing zeros.

    Raises `InputDurationError`, which names the total as `what`, for anything that is no int, float
    or Decimal, for a boolean, NaN, an infinity, a negative number, and for what is above 10^9
    seconds or finer than 30 decimal places.
    """
    if type(stated) is int and 0 <= stated <= _MOST_SECONDS:
        return Decimal(stated)
    # From 1 up a float prints as far fewer decimal places than are too many.
    if type(stated) is float and 1 <= stated <= _MOST_SECONDS:
        return tidy(Decimal(repr(stated)))
    total: object = exact(stated)
    if type(total) is not int and type(total) is not float and type(total) is not Decimal:
        raise InputDurationError(f"{what} must be a number, not {show(stated)}; {_ADVICE}")
    if (type(total) is Decimal and total.is_nan()) or not 0 <= total <= _MOST_SECONDS:
        raise InputDurationError(f"{what} {show(stated)} is no such duration; {_ADVICE}")
    seconds = Decimal(repr(total)) if type(total) is float else Decimal(total)
    if not seconds:
        return Decimal(0)
    _, digits, exponent = seconds.as_tuple()
    if -int(exponent) > _MOST_PLACES:
        zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
        if -int(exponent) - zeros > _MOST_PLACES:
            raise InputDurationError(f"{what} {show(stated)} is too fine; {_ADVICE}")
    return tidy(seconds)
