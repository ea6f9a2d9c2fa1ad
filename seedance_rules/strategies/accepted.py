"""Requests that are accepted: everything in them, as the tables want it.

A request is drawn for a place, a task type in a mode, with so many references. Nothing here draws
anything that the tables refuse, and nothing says so afterwards: the requests are valid as built.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from seedance_rules import Spec
from seedance_rules.strategies.anything import json_values
from seedance_rules.strategies.places import (
    MOST_SPECS,
    Counts,
    Place,
    field_of,
    kinds_of,
    places_of,
    spec_of,
)
from seedance_rules.strategies.values import (
    field_values,
    prompts_for,
    unknown_names,
    urls,
    whole_numbers,
)

T = TypeVar("T")

__all__ = ["choose", "draw_counts", "draw_request", "rarely", "valid_requests"]

_UNKNOWN_KEYS: Final = ("seed", "promt", "a/b~c", "", "图")
_SELDOM: Final = [False] * 7 + [True]
_ENVELOPE: Final = ("model", "task_type", "input")
_TRANSPORT_KEYS: Final = ("webhook", "service_mode", "config")


def valid_requests(
    spec: Spec | str | None = None, *, task_type: str | None = None, mode: str | None = None
) -> SearchStrategy[dict[str, object]]:
    """Draw accepted requests, as JSON values, for every task type, mode and deprecated name.

    Only those for one `task_type` (a deprecated name is itself alone) or one `mode` where they are
    given. Some lead to notices. Raises `NotInTables` for a task type or a mode that there is not,
    and for a mode that the task type does not have.
    """
    return _valid_requests(spec_of(spec), task_type, mode)


@lru_cache(maxsize=MOST_SPECS)
def _valid_requests(
    spec: Spec, task_type: str | None, mode: str | None
) -> SearchStrategy[dict[str, object]]:
    places = places_of(spec, task_type=task_type, mode=mode)
    by_name: dict[str, list[Place]] = {}
    for place in places:
        by_name.setdefault(place.names[0], []).append(place)
    for place in places:
        for name in place.names[1:]:
            by_name.setdefault(name, []).append(place)
    names = [*by_name]

    # A strategy shows its arguments when a test fails: it takes none, since places are long.
    @st.composite
    def valid(draw: DrawFn) -> dict[str, object]:
        name = choose(draw, names)
        place = choose(draw, by_name[name])
        counts = draw_counts(draw, place.counts)
        says_mode = draw(st.booleans()) or place.infer(counts) != place.mode
        return draw_request(draw, place, counts, says_mode=says_mode, name=name)

    return valid()


def choose(draw: DrawFn, among: Sequence[T]) -> T:
    """Draw one of these, the first being the simplest.

    To choose among one is a draw as well: otherwise a request would count as simpler, and be what
    others shrink to, for having fewer choices.
    """
    return among[draw(st.integers(0, max(1, len(among) - 1))) % len(among)]


def draw_counts(draw: DrawFn, among: Sequence[Counts]) -> Counts:
    """Draw how many references there are: each total as often as any other, the fewest first."""
    by_total: dict[int, list[Counts]] = {}
    for counts in among:
        by_total.setdefault(sum(counts), []).append(counts)
    return choose(draw, by_total[choose(draw, sorted(by_total))])


def rarely(draw: DrawFn) -> bool:
    """Draw a boolean that is seldom true."""
    return draw(st.sampled_from(_SELDOM))


def draw_request(
    draw: DrawFn, place: Place, counts: Counts, *, says_mode: bool, name: str | None = None
) -> dict[str, object]:
    """Draw a request at a place with so many references, in which nothing else is wrong.

    It is accepted when the place takes these counts and, where it does not say its mode, infers
    the mode from them.
    """
    spec = place.spec
    body: dict[str, object] = {
        "prompt": draw(prompts_for(place.spellings, counts, place.prompt_maximum))
    }
    if says_mode:
        body["mode"] = place.mode
    if draw(st.booleans()):
        body["duration"] = draw(whole_numbers(place.durations))
    if draw(st.booleans()):
        body["resolution"] = draw(st.sampled_from([*place.task_type.prices]))
    if draw(st.booleans()):
        body["aspect_ratio"] = draw(st.sampled_from(_aspect_ratios(place, counts, says_mode)))
    assets = place.task_type.assets and draw(st.booleans())
    for kind, count in zip(kinds_of(spec), counts, strict=True):
        if count:
            each = urls(kind, assets=assets, spec=spec)
            body[field_of(kind)] = [draw(each) for _ in range(count)]
    _draw_asset_fields(draw, place, body)
    for field in place.fields:
        if draw(st.booleans()):
            further = spec.fields[field]
            right, _ = field_values(further.type, further.bounds, further.values)
            body[field] = draw(right)
    if rarely(draw):
        _draw_absent(draw, spec, body)
    if rarely(draw):
        body[draw(_unknown_keys(spec.known_fields, _UNKNOWN_KEYS))] = draw(json_values())
    request: dict[str, object] = {
        "model": spec.model,
        "task_type": choose(draw, place.names) if name is None else name,
        "input": body,
    }
    if rarely(draw):
        request[draw(_unknown_keys(_ENVELOPE, _TRANSPORT_KEYS))] = draw(json_values())
    return request


def _aspect_ratios(place: Place, counts: Counts, says_mode: bool) -> list[str]:
    """Return the ratios that may be given: the automatic one where it is taken or falls back."""
    auto = place.spec.auto_aspect_ratio
    if auto is None:
        return [*place.aspect_ratios]
    followed = counts[kinds_of(place.spec).index(auto.follows)]
    falls_back = not says_mode and not followed and auto.fallback is not None
    return [*place.aspect_ratios, *([auto.value] if place.auto or falls_back else [])]


def _draw_asset_fields(draw: DrawFn, place: Place, body: dict[str, object]) -> None:
    """Add the two asset fields: right where assets are taken, anything where they are ignored."""
    taken = place.task_type.assets
    if not rarely(draw) and not (taken and draw(st.booleans())):
        return
    body["auto_upload_assets"] = draw(st.booleans() if taken else json_values())
    if draw(st.booleans()):
        counts = taken and body["auto_upload_assets"] is True
        hours = whole_numbers(place.retention_hours) if counts else json_values()
        body["asset_retention_hours"] = draw(hours)


def _draw_absent(draw: DrawFn, spec: Spec, body: dict[str, object]) -> None:
    """Write out a key that is not given (clause `absent`)."""
    absent = [key for key in spec.known_fields if key not in body]
    if absent:
        key = draw(st.sampled_from(absent))
        is_list = key in map(field_of, kinds_of(spec))
        body[key] = [] if is_list and draw(st.booleans()) else None


def _unknown_keys(known: Sequence[str], usual: Sequence[str]) -> SearchStrategy[str]:
    """Draw keys that are none of the known."""
    return st.sampled_from([key for key in usual if key not in known]) | unknown_names(*known)
