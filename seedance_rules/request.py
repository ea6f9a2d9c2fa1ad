"""A request, taken apart as it was given, and the normalized one as it is sent.

What a caller changes later changes nothing here, but for what is inside a value that is only passed
through. Nothing here judges a value against a limit.
"""

import re
from collections.abc import Callable, Mapping, Set
from decimal import Decimal
from math import isfinite
from typing import Any, Final

from attrs import field, frozen

from seedance_rules.amounts import EXACT
from seedance_rules.spec import Mode
from seedance_rules.values import (
    FrozenDict,
    entries_of,
    exact,
    is_list,
    is_object,
    items_of,
    opened,
)
from seedance_rules.wording import show

__all__ = [
    "NOTHING",
    "OpenRequest",
    "Request",
    "entries",
    "finite_number",
    "parted",
    "usual_entries",
    "whole_number",
]

_LARGEST_EXPONENT: Final = 400
_HUGE: Final[int] = 10**_LARGEST_EXPONENT
"""A Decimal from here on is not written out as an integer, which could take all memory."""

NOTHING: Final[Mapping[str, object]] = FrozenDict()
"""An object without keys."""


@frozen(weakref_slot=False)
class Request:
    """A normalized request: the body to send, with the mode and every default filled in.

    Lists are tuples, empty where nothing was given. The aspect ratio and the two asset fields are
    None where they are not given or have no effect. `input_extra` holds the keys of `input` that
    are passed through as they were given (unknown keys, ignored fields), `envelope_extra` the keys
    beside `input`.
    """

    model: str
    task_type: str
    mode: Mode
    prompt: str = field(repr=show)
    duration: int
    resolution: str
    aspect_ratio: str | None
    image_urls: tuple[str, ...] = ()
    video_urls: tuple[str, ...] = ()
    audio_urls: tuple[str, ...] = ()
    auto_upload_assets: bool | None = None
    asset_retention_hours: int | None = None
    input_extra: Mapping[str, object] = field(default=NOTHING, hash=False, repr=show)
    envelope_extra: Mapping[str, object] = field(default=NOTHING, hash=False, repr=show)

    def to_dict(self) -> dict[str, Any]:
        """Return the body to send, as plain data; what is passed through is as it was given."""
        body: dict[str, object] = {
            "prompt": self.prompt,
            "mode": str(self.mode),
            "duration": self.duration,
            "resolution": self.resolution,
        }
        if self.aspect_ratio is not None:
            body["aspect_ratio"] = self.aspect_ratio
        for name, urls in (
            ("image_urls", self.image_urls),
            ("video_urls", self.video_urls),
            ("audio_urls", self.audio_urls),
        ):
            if urls:
                body[name] = list(urls)
        if self.auto_upload_assets is not None:
            body["auto_upload_assets"] = self.auto_upload_assets
        if self.asset_retention_hours is not None:
            body["asset_retention_hours"] = self.asset_retention_hours
        return {
            "model": self.model,
            "task_type": self.task_type,
            "input": {**body, **self.input_extra},
            **self.envelope_extra,
        }


OpenRequest: Final = opened(Request)


def parted(
    given: object, known: Set[str]
) -> tuple[Mapping[str, object] | None, Mapping[str, object]]:
    """Return what an object holds under known keys, and under others; None for what is not one.

    Values are as they were given.
    """
    if type(given) is dict:
        for key in given:
            if type(key) is not str or key not in known:
                break
        else:
            return given, NOTHING
    items = items_of(given) if is_object(given) else None
    if items is None:  # not an object, or one that does not say what it holds
        return None, NOTHING
    values: dict[str, object] = {}
    others: dict[str, object] = {}
    for given_key, value in items:
        key = exact(given_key)
        if type(key) is str and key in known:
            values[key] = value
        else:
            others[_as_key(key)] = exact(value)
    return values, FrozenDict(others)


def _as_key(key: str) -> str:
    """Return a key, or a text for one that no mapping can hold."""
    try:
        hash(key)
    except Exception:  # whatever it is that refuses
        return show(key)
    return key


def entries(value: object) -> object:
    """Return the entries of a list as a tuple, and anything else as it is."""
    if value is None:
        return ()
    if type(value) is list:
        for entry in value:
            if type(entry) is not str:
                return tuple(map(exact, value))
        return tuple(value)
    return tuple(map(exact, entries_of(value))) if is_list(value) else exact(value)


def usual_entries(
    value: object, is_usual: Callable[[str], re.Match[str] | None], assets: bool
) -> tuple[object, ...] | None:
    """Return the entries of a list of which each is a usual URL, None for any other value."""
    if type(value) is not list:
        return None
    for entry in value:
        found = is_usual(entry) if type(entry) is str else None
        if found is None or (found.lastindex and not assets):
            return None
    return tuple(value)


def whole_number(value: object) -> int | None:
    """Return a number that is whole as an integer (clause `duration-integer`), else None.

    `5.0` and `Decimal("5.00")` are 5; a boolean is not a number. A Decimal beyond 10^400 is
    given as that or its negative, which no range holds.
    """
    if type(value) is int:
        return value
    number = exact(value)
    if type(number) is int:
        return number
    if type(number) is float:
        return int(number) if number.is_integer() else None
    if type(number) is Decimal and number.is_finite():
        if number.adjusted() >= _LARGEST_EXPONENT:
            return -_HUGE if number.is_signed() else _HUGE
        integral = number.to_integral_value(context=EXACT)
        return int(integral) if integral == number else None
    return None


def finite_number(value: object) -> int | float | Decimal | None:
    """Return a value that is a number, neither infinite nor NaN, else None."""
    number = exact(value)
    if type(number) is int:
        return number
    if type(number) is float:
        return number if isfinite(number) else None
    return number if type(number) is Decimal and number.is_finite() else None
