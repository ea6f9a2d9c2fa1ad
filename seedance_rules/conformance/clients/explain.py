"""What would explain a price that is not the documented one, worked out from the tables."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Final

from seedance_rules import InputDurationError, InvalidRequest, Quote, Spec, quote, versions
from seedance_rules.conformance.clients.cases import Case
from seedance_rules.wording import number

__all__ = ["explanations"]

_NEAR: Final = Fraction(1, 10**9)
_PLAIN: Final = Context(prec=100)
_ROUNDINGS: Final = (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_FLOOR, ROUND_CEILING)


def explanations(case: Case, amount: Decimal, spec: Spec) -> tuple[str, ...]:
    """Return everything that would make `amount` of the price of a case, the most telling first."""
    right = _quote(case, spec)
    if right is None or not -20 < amount.adjusted() < 20:
        return ()
    said = Fraction(amount)
    possible = [*_from_tables(case, right, spec), *_from_rounding(right.credits)]
    for version in versions():
        other = _quote(case, version) if version != spec.version else None
        if other is not None and other.credits != right.credits:
            possible.append((f"prices of {version}", Fraction(other.credits)))
    near = [name for name, price in possible if abs(price - said) <= price * _NEAR]
    return tuple(dict.fromkeys(near))


def _from_tables(case: Case, right: Quote, spec: Spec) -> Iterator[tuple[str, Fraction]]:
    unit, videos = Fraction(right.unit_price), Fraction(right.total_input_video_duration)
    output, whole = Fraction(right.output_credits), Fraction(right.credits)
    if videos:
        yield "leaves out input video", output
        yield "bills input video at the full rate", output + unit * videos
    twin = spec.task_types[right.task_type].strict_twin
    if twin is not None:
        strict = Fraction(spec.unit_price(twin, right.resolution)) / unit * whole
        yield "the price of the strict type", strict
        for claim in spec.markup_claims:
            marked_up = strict * (1 + Fraction(claim.percent) / 100)
            yield f"+{number(claim.percent)} % on the price of the strict type", marked_up
    for other in spec.task_types.values():
        if right.resolution in other.prices and other.name != right.task_type:
            price = Fraction(other.prices[right.resolution])
            yield f"the price of {other.name}", whole * price / unit
    body = case.request.get("input")
    given = body if isinstance(body, dict) else {}
    if given.get("resolution") is None:
        for name, listed in spec.task_types[right.task_type].prices.items():
            price = whole * Fraction(listed) / unit
            yield f"takes {name} for the resolution that is left out", price
    if given.get("duration") is None:
        for seconds in spec.limits(right.task_type, right.mode).durations[:60]:
            price = whole - output + unit * seconds
            yield f"takes {seconds} s for the duration that is left out", price
    if right.points is not None:
        yield "counted in points", Fraction(right.points)
    yield "a binary float", whole


def _from_rounding(right: Decimal) -> Iterator[tuple[str, Fraction]]:
    for places, name in ((2, "cents"), (0, "whole credits"), (3, "3 decimals")):
        for rounding in _ROUNDINGS:
            rounded = right.quantize(Decimal((0, (1,), -places)), rounding, _PLAIN)
            if rounded != right:
                yield f"rounded to {name}", Fraction(rounded)


def _quote(case: Case, spec: Spec | str) -> Quote | None:
    try:
        return quote(
            case.request,
            total_input_video_duration=case.total_input_video_duration,
            total_input_audio_duration=case.total_input_audio_duration,
            spec=spec,
        )
    except (InvalidRequest, InputDurationError):
        return None
