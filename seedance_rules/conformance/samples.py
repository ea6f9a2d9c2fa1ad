"""Requests made from the tables that are accepted as they stand, to be changed in one place.

A sample states its mode, duration and resolution, all at their defaults, so that a client with a
wrong default or a wrong inference fails only the cases that are about it. Nothing here judges.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from seedance_rules import Spec
from seedance_rules.conformance.settings import Setting

__all__ = [
    "LEFT_OUT",
    "PROMPT",
    "changed",
    "list_of",
    "other_name",
    "price",
    "sample",
    "site",
    "url",
    "with_entry",
]

PROMPT: Final = "A paper boat drifts down a street in the rain."

LEFT_OUT: Final = object()
"""The value of a field that `sample` is to leave out."""


def list_of(kind: str) -> str:
    """Return the `input` field that lists the references of a kind."""
    return f"{kind}_urls"


def site(spec: Spec) -> str:
    """Return the scheme and the host of every URL in a sample, `https` where the tables have it."""
    web = [scheme for scheme in spec.url_schemes if f"{scheme}://" != spec.asset_prefix]
    return f"{'https' if 'https' in web else web[0]}://media.example"


def url(spec: Spec, kind: str, number: int = 1) -> str:
    """Return a URL that its list takes, a different one for each number."""
    media = spec.media[kind]
    extension = (media.formats or media.known_extensions)[0]
    return f"{site(spec)}/{kind}-{number}.{extension}"


def sample(spec: Spec, setting: Setting, **changes: object) -> dict[str, object]:
    """Return an accepted request for a setting, with fields of `input` changed or left out."""
    columns = spec.rules[setting.task_type].columns
    column = columns.get(setting.mode, columns[None])
    body: dict[str, object] = {
        "prompt": PROMPT[: column.prompt_maximum],
        "mode": setting.mode,
        "duration": column.default_duration,
        "resolution": column.default_resolution,
    }
    for kind, count in zip(spec.media, setting.counts, strict=True):
        if count:
            body[list_of(kind)] = [url(spec, kind, number) for number in range(1, count + 1)]
    body |= changes
    return {
        "model": spec.model,
        "task_type": setting.task_type,
        "input": {name: value for name, value in body.items() if value is not LEFT_OUT},
    }


def price(
    spec: Spec, task_type: str, resolution: str, duration: int, videos: Decimal = Decimal(0)
) -> Fraction:
    """Return the credits of a request by the formula, `videos` seconds of input video included."""
    seconds = duration + Fraction(spec.input_video_rate) * Fraction(videos)
    return Fraction(spec.task_types[task_type].prices[resolution]) * seconds


def with_entry(
    spec: Spec, setting: Setting, kind: str, entry: object, **changes: object
) -> dict[str, object]:
    """Return a sample whose first reference of a kind is `entry`."""
    count = setting.counts[list(spec.media).index(kind)]
    others = [url(spec, kind, number) for number in range(2, count + 1)]
    return sample(spec, setting, **{list_of(kind): [entry, *others]}, **changes)


def changed(request: dict[str, object], **changes: object) -> dict[str, object]:
    """Return a request with keys beside `input` changed, or `input` itself."""
    whole = {**request, **changes}
    return {name: value for name, value in whole.items() if value is not LEFT_OUT}


def other_name(known: Iterable[str], *names: str) -> Iterator[str]:
    """Yield the first of these names that is not a known one, so that no case rests on a guess."""
    taken = frozenset(known)
    yield from [name for name in names if name not in taken][:1]
