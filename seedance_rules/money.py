"""Exact arithmetic on amounts, whatever decimal context the caller has set (clause `exact`)."""

from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation
from typing import Final

__all__ = ["EXACT", "tidy"]

EXACT: Final = Context(prec=400, traps=[Inexact, InvalidOperation, DivisionByZero])
"""Far more digits than any product of a price, a rate and seconds has; rounding is an error."""

_ZERO: Final = Decimal(0)
_add, _normalize = EXACT.add, EXACT.normalize


def tidy(amount: Decimal) -> Decimal:
    """Return an amount in its plainest form, `0.88` or `200`: no trailing zeros, no exponent."""
    # Adding zero brings the exponent of a round number, such as 2E+2, back to that of a whole one.
    return _add(_normalize(amount), _ZERO)
