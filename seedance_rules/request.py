"""A request, read once into typed values: as it was given, and as it is sent.

`read` takes a caller's mapping apart; what the caller changes later changes nothing here, but for
what stands inside a value that is only passed through. `Given` is what every later room looks at.
`Request` is the normalized request of an accepted report. Nothing here judges a value against a
limit.
"""

from collections.abc import Mapping, Set
from decimal import Decimal
from math import isfinite
from typing import Final

from attrs import define, field, frozen

from seedance_rules.fields import ENVELOPE_FIELDS, INPUT_FIELDS
from seedance_rules.money import EXACT
from seedance_rules.parts import Mode
from seedance_rules.values import (
    FrozenDict,
    entries_of,
    exact,
    is_exact,
    is_list,
    is_object,
    items_of,
)
from seedance_rules.wording import show

__all__ = ["NO_LISTS", "Given", "Request", "finite_number", "read", "whole_number"]

_LARGEST_EXPONENT: Final = 400
_HUGE: Final[int] = 10**_LARGEST_EXPONENT
"""A Decimal from here on is not written out as an integer, which could take all memory."""

_NOTHING: Final[Mapping[str, object]] = FrozenDict()
_ENVELOPE_FIELDS: Final = frozenset(ENVELOPE_FIELDS)
_INPUT_FIELDS: Final = frozenset(INPUT_FIELDS)
NO_LISTS: Final = ((), (), ())
"""The URL lists of a request that gives none."""


@define(eq=False, repr=False)
class Given:
    """What stands in a request, as it was given; made by `read`, and never changed after.

    A field that is not given (clause `absent`) is None.
    """

    is_object: bool = False
    """Whether the request is an object. Where it is not, nothing is given."""
    model: object = None
    task_type: object = None
    has_input: bool = False
    """Whether `input` is an object. Where it is not, no field of it is given."""
    input: object = None
    prompt: object = None
    mode: object = None
    duration: object = None
    resolution: object = None
    aspect_ratio: object = None
    lists: tuple[object, object, object] = NO_LISTS
    """The URL lists in the order of `KINDS`: a tuple of the entries, `()` for one that is not given.

    Whatever else stands where a list should is kept as it is.
    """
    auto_upload_assets: object = None
    asset_retention_hours: object = None
    input_extra: Mapping[str, object] = _NOTHING
    """The keys of `input` that are none of `INPUT_FIELDS`, the tables' `fields` included."""
    envelope_extra: Mapping[str, object] = _NOTHING


@frozen(slots=False)
class Request:
    """A normalized request: the body to send, with the mode and every default filled in.

    Lists are tuples, empty where nothing was given. The two asset fields are None where they are
    not given or have no effect. `input_extra` holds the keys of `input` that are passed through as
    they were given (unknown keys, ignored fields), `envelope_extra` the keys beside `input`.
    """

    model: str
    task_type: str
    mode: Mode
    prompt: str = field(repr=show)
    duration: int
    resolution: str
    aspect_ratio: str
    image_urls: tuple[str, ...] = ()
    video_urls: tuple[str, ...] = ()
    audio_urls: tuple[str, ...] = ()
    auto_upload_assets: bool | None = None
    asset_retention_hours: int | None = None
    input_extra: Mapping[str, object] = field(default=_NOTHING, hash=False, repr=show)
    envelope_extra: Mapping[str, object] = field(default=_NOTHING, hash=False, repr=show)

    def to_dict(self) -> dict[str, object]:
        """Return the body to send, as plain data; what is passed through is as it was given."""
        body: dict[str, object] = {
            "prompt": self.prompt,
            "mode": str(self.mode),
            "duration": self.duration,
            "resolution": self.resolution,
            "aspect_ratio": self.aspect_ratio,
        }
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


def read(request: object) -> Given:
    """Take a request apart. What stands in it is kept as it is, whatever it is."""
    envelope, envelope_extra = _parted(request, _ENVELOPE_FIELDS)
    if envelope is None:
        return Given()
    model, task_type, body = envelope.get("model"), envelope.get("task_type"), envelope.get("input")
    given, input_extra = _parted(body, _INPUT_FIELDS)
    if given is None:
        return Given(True, model, task_type, input=body)
    get = given.get
    images, videos, audios = get("image_urls"), get("video_urls"), get("audio_urls")
    return Given(
        True,
        model,
        task_type,
        True,
        body,
        get("prompt"),
        get("mode"),
        get("duration"),
        get("resolution"),
        get("aspect_ratio"),
        NO_LISTS
        if images is videos is audios is None
        else (_entries(images), _entries(videos), _entries(audios)),
        get("auto_upload_assets"),
        get("asset_retention_hours"),
        input_extra,
        envelope_extra,
    )


def _parted(
    given: object, known: Set[str]
) -> tuple[Mapping[str, object] | None, Mapping[str, object]]:
    """Return what an object holds under known keys, and under others; None for no object.

    No key and no value is of a subclass of a JSON type.
    """
    if type(given) is dict:
        for key, value in given.items():
            if type(key) is not str or key not in known:
                break
            kind = type(value)
            if kind is not str and kind is not int and not is_exact(kind):
                break
        else:
            return given, _NOTHING
    items = items_of(given) if is_object(given) else None
    if items is None:  # no object, or one that does not say what it holds
        return None, _NOTHING
    values: dict[str, object] = {}
    others: dict[str, object] = {}
    for given_key, value in items:
        key = exact(given_key)
        if type(key) is str and key in known:
            values[key] = exact(value)
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


def _entries(value: object) -> object:
    """Return the entries of a list as a tuple, and anything else as it is."""
    if value is None:
        return ()
    if type(value) is list:
        for entry in value:
            if type(entry) is not str:
                return tuple(map(exact, value))
        return tuple(value)
    return tuple(map(exact, entries_of(value))) if is_list(value) else value


def whole_number(value: object) -> int | None:
    """Return a number that is whole as an integer (clause `duration-integer`), else None.

    `5.0` and `Decimal("5.00")` are 5; a boolean is no number. A Decimal beyond 10^400 is given as
    that or its negative, which no range holds.
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
