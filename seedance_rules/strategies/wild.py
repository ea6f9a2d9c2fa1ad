"""Requests of every sort: accepted, nearly accepted, jumbled, and with anything at all in them.

What comes of them is not known beforehand: they are for comparing two readers of the rules, and for
laws that hold of any request.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from attrs import frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from seedance_rules import Spec
from seedance_rules.strategies.accepted import choose, rarely, valid_requests
from seedance_rules.strategies.anything import Listed, Object, Row, Text, Whole, anything
from seedance_rules.strategies.places import (
    MOST_SPECS,
    field_of,
    kinds_of,
    places_of,
    spec_of,
    spellings_of,
)
from seedance_rules.strategies.rejected import invalid_requests
from seedance_rules.strategies.values import (
    bad_urls,
    field_values,
    missing_references,
    outside,
    prompts_for,
    unknown_names,
    urls,
    whole_numbers,
)

__all__ = ["requests", "respelled"]

_OUTER: Final = ("model", "task_type", "input")
_UNKNOWN_KEYS: Final = ("seed", "promt", "Duration", "a/b~c", "\ud800", "")
_LARGEST_EXACT: Final = 2**53
_MOST_URLS: Final = 3


@frozen
class _Key:
    """What a key of a request holds: what may stand there in some place, and what in none."""

    usual: SearchStrategy[object]
    odd: SearchStrategy[object]


def requests(spec: Spec | str | None = None) -> SearchStrategy[Mapping[str, object]]:
    """Draw requests of every sort, each as often as the others, the plainest first.

    Valid ones, ones with known faults, valid ones with a key or two changed, and jumbles in which
    every key holds what may stand there in some place, what may not, or any Python value at all.
    """
    return _requests(spec_of(spec))


@lru_cache(maxsize=MOST_SPECS)
def _requests(spec: Spec) -> SearchStrategy[Mapping[str, object]]:
    keys = _keys(spec)
    valid = valid_requests(spec)
    rejected = invalid_requests(spec).map(lambda drawn: drawn[0])

    @st.composite
    def changed(draw: DrawFn) -> dict[str, object]:
        return _draw_changed(draw, draw(valid), keys)

    @st.composite
    def jumbled(draw: DrawFn) -> dict[str, object]:
        return _draw_jumble(draw, keys)

    sorts = [valid, rejected, changed(), jumbled()]

    @st.composite
    def any_sort(draw: DrawFn) -> Mapping[str, object]:
        request = draw(choose(draw, sorts))
        return _draw_respelled(draw, request, spec) if rarely(draw) else request

    return any_sort()


def _keys(spec: Spec) -> dict[str, _Key]:
    """Return what each key may hold; the keys of `input` after those of the envelope."""
    places, auto = places_of(spec), spec.auto_aspect_ratio
    types = [*spec.task_types, *spec.aliases]
    ratios = [*spec.aspect_ratios, *([] if auto is None else [auto.value])]
    found = {
        "model": _Key(st.just(spec.model), unknown_names(spec.model)),
        "task_type": _names(types),
        "prompt": _prompts(spec),
        "mode": _names([*spec.modes]),
        "duration": _numbers({place.durations for place in places}),
        "resolution": _names([*spec.resolutions]),
        "aspect_ratio": _names(ratios),
        "auto_upload_assets": _Key(st.booleans(), anything()),
        "asset_retention_hours": _numbers({place.retention_hours for place in places}),
    }
    strays = [bad_urls(spec), anything(), *(urls(kind, spec=spec) for kind in kinds_of(spec))]
    for kind in kinds_of(spec):
        each = urls(kind, assets=True, spec=spec)
        few = st.lists(each, max_size=_MOST_URLS)
        many = st.sampled_from(sorted({sum(place.counts[-1]) for place in places}))
        full = st.builds(lambda url, count: [url] * count, each, many)
        mixed = st.lists(st.one_of(each, *strays), max_size=_MOST_URLS)
        found[field_of(kind)] = _Key(few | full, mixed)
    for name, further in spec.fields.items():
        right, wrong = field_values(further.type, further.bounds, further.values)
        found[name] = _Key(right, anything() if wrong is None else wrong)
    return found


def _names(known: list[str]) -> _Key:
    return _Key(st.sampled_from(known), unknown_names(*known))


def _numbers(ranges: set[range]) -> _Key:
    allowed = sorted(ranges, key=lambda numbers: (numbers.start, numbers.stop))
    wrong = st.one_of(*map(outside, allowed))
    return _Key(st.one_of(*map(whole_numbers, allowed)), wrong | st.sampled_from((5.5, "5", True)))


def _prompts(spec: Spec) -> _Key:
    """Return prompts that name no reference, a few, or some that few requests have."""
    none, few = (0,) * len(spec.media), (2, 1, 1)[: len(spec.media)]
    spellings = spellings_of(spec)
    usual = prompts_for(spellings, none, None) | prompts_for(spellings, few, None)
    return _Key(
        usual, missing_references(spellings, none, None) | st.sampled_from(("", " ", "\u3000"))
    )


def _draw_value(draw: DrawFn, key: _Key) -> object:
    """Draw what a key holds: mostly what may stand there, at times what may not, or anything."""
    if not rarely(draw):
        return draw(key.usual)
    return draw(key.odd if draw(st.booleans()) else anything())


def _draw_jumble(draw: DrawFn, keys: dict[str, _Key]) -> dict[str, object]:
    outer: dict[str, object] = {}
    body: dict[str, object] = {}
    for name, key in keys.items():
        # The keys that every request has are seldom left out, the others half the time.
        required = name in (*_OUTER, "prompt")
        if not rarely(draw) if required else draw(st.booleans()):
            (outer if name in _OUTER else body)[name] = _draw_value(draw, key)
    if rarely(draw):
        body[draw(st.sampled_from(_UNKNOWN_KEYS))] = draw(anything())
    outer["input"] = draw(anything()) if rarely(draw) and rarely(draw) else body
    return outer


def _draw_changed(
    draw: DrawFn, request: dict[str, object], keys: dict[str, _Key]
) -> dict[str, object]:
    body = request["input"]
    assert isinstance(body, dict)
    for _ in range(draw(st.integers(1, 2))):
        name = draw(st.sampled_from([*keys]))
        holder = request if name in _OUTER else body
        if name in holder and draw(st.booleans()):
            del holder[name]
        else:
            holder[name] = _draw_value(draw, keys[name])
    return request


def respelled(
    request: Mapping[str, object], *, spec: Spec | str | None = None
) -> SearchStrategy[Mapping[str, object]]:
    """Draw the same request in other Python values that mean the same (clause `types`).

    The report on it equals the report on `request`, unless a finding has a NaN, which equals
    nothing. The known keys come in another order, keys and strings as a subclass of `str`, whole
    numbers as `int`, a subclass of it, `float` or `Decimal`, objects as a subclass of `dict` or
    another mapping, URL lists as tuples or subclasses of either. Everything else stays as it is,
    what is beside `input` included.
    """
    tables = spec_of(spec)

    @st.composite
    def same(draw: DrawFn) -> Mapping[str, object]:
        return _draw_respelled(draw, request, tables)

    return same()


def _draw_respelled(
    draw: DrawFn, request: Mapping[str, object], spec: Spec
) -> Mapping[str, object]:
    lists = [field_of(kind) for kind in kinds_of(spec)]

    def inner(name: str, value: object) -> object:
        return _same_list(draw, value) if name in lists else _same(draw, value)

    def outer(name: str, value: object) -> object:
        if name == "input" and isinstance(value, Mapping):
            return _same_object(draw, value, spec.known_fields, inner)
        return _same(draw, value) if name in _OUTER else value

    return _same_object(draw, request, _OUTER, outer)


def _same_object(
    draw: DrawFn,
    given: Mapping[str, object],
    known: Sequence[str],
    same: Callable[[str, object], object],
) -> Mapping[str, object]:
    """Draw an object with the known keys in any order, and the others in theirs between them."""
    others = iter([key for key in given if key not in known])
    keys = [key if key in known else next(others) for key in draw(st.permutations([*given]))]
    found = {_same_text(draw, key): same(key, given[key]) for key in keys}
    return draw(st.sampled_from((found, Object(found), MappingProxyType(found))))


def _same_text(draw: DrawFn, value: str) -> str:
    return draw(st.sampled_from((str, Text)))(value)


def _same_list(draw: DrawFn, value: object) -> object:
    if not isinstance(value, (list, tuple)):
        return _same(draw, value)
    make = draw(st.sampled_from((list, tuple, Listed, Row)))
    return make(_same(draw, entry) for entry in value)


def _same(draw: DrawFn, value: object) -> object:
    """Draw a string or a whole number in another type, and anything else as it is."""
    if type(value) is str:
        return _same_text(draw, value)
    if isinstance(value, float) and value.is_integer():
        return draw(st.sampled_from((value, int(value), Whole(value), Decimal(value))))
    if type(value) is int and abs(value) <= _LARGEST_EXACT:
        ways = value, float(value), Whole(value), Decimal(f"{value}.00")
        return draw(st.sampled_from(ways))
    return value
