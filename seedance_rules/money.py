"""Exact arithmetic on amounts, whatever decimal context the caller has set (clause `exact`).

The two products that the formula adds up are here; whether they may be asked for is for `pricing`.
"""

from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation
from typing import Final

__all__ = ["EXACT", "input_video_credits", "output_credits", "tidy"]

EXACT: Final = Context(prec=400, traps=[Inexact, InvalidOperation, DivisionByZero])
"""Far more digits than any product of a price, a rate and seconds has; rounding is an error."""

_ZERO: Final = Decimal(0)
_add, _multiply, _normalize = EXACT.add, EXACT.multiply, EXACT.normalize


def tidy(amount: Decimal) -> Decimal:
    """Return an amount in its plainest form, `0.88` or `200`: no trailing zeros, no exponent."""
    # Adding zero brings the exponent of a round number, such as 2E+2, back to that of a whole one.
    return _add(_normalize(amount), _ZERO)


def output_credits(unit_price: Decimal, seconds: int) -> Decimal:
    """Return what seconds of output cost at a price per second, in credits (`formula-mini`)."""
    return tidy(_multiply(unit_price, seconds))


def input_video_credits(unit_price: Decimal, rate: Decimal, seconds: Decimal) -> Decimal:
    """Return what seconds of input videos cost at a part of a price per second (`formula`)."""
    return tidy(_multiply(_multiply(unit_price, rate), seconds))
