"""Requests that are rejected, with the codes of what is wrong: accepted ones, spoilt on purpose.

Faults stand together only where none covers another, so that the codes of a request are exactly
those of its faults.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from attrs import frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from seedance_rules import Code, NotInTables, Spec
from seedance_rules.strategies.accepted import choose, draw_counts, draw_request
from seedance_rules.strategies.faults import (
    ABSENT,
    ENVELOPE,
    Fault,
    faults_of,
    of_counts,
)
from seedance_rules.strategies.places import (
    MOST_SPECS,
    Counts,
    Place,
    every_count,
    kinds_of,
    places_of,
    spec_of,
)

__all__ = ["invalid_requests"]

_HOW_MANY_MORE: Final = (0, 0, 0, 1, 2)


@frozen
class Recipe:
    """One sort of rejected request: a place, the counts to choose from, and what is wrong."""

    place: Place
    counts: tuple[Counts, ...]
    fault: Fault
    codes: frozenset[Code]
    says_mode: bool | None
    """Whether the request says its mode; None where it may."""
    others: tuple[Fault, ...]
    """What else can be spoilt at the place."""


def invalid_requests(
    spec: Spec | str | None = None, *, code: Code | str | None = None
) -> SearchStrategy[tuple[dict[str, object], frozenset[Code]]]:
    """Draw rejected requests, as JSON values, each with exactly the codes of its violations.

    All codes that a request of these tables can lead to come about equally often; where one is
    given as `code`, every request has it. A code that needs stated seconds (`audio_too_long`) is
    not among them: `overlong_audio` draws those. Raises `NotInTables` for any other code.
    """
    by_code = _recipes_by_code(spec_of(spec))
    possible = [found for found in Code if found in by_code]
    if code is not None:
        if code not in possible:
            raise NotInTables.named("for a request alone, code", code, possible)
        possible = [Code(code)]

    @st.composite
    def invalid(draw: DrawFn) -> tuple[dict[str, object], frozenset[Code]]:
        return _draw_rejected(draw, choose(draw, by_code[choose(draw, possible)]))

    return invalid()


@lru_cache(maxsize=MOST_SPECS)
def _recipes_by_code(spec: Spec) -> dict[Code, list[Recipe]]:
    found: dict[Code, list[Recipe]] = {}
    for place in places_of(spec):
        for recipe in _recipes(place):
            for code in recipe.codes:
                found.setdefault(code, []).append(recipe)
    return found


def _recipes(place: Place) -> Iterator[Recipe]:
    """Yield every sort of rejected request at a place."""
    faults = tuple(faults_of(place))
    for fault in faults:
        counts = place.counts if fault.of_kind is None else place.with_one_of(fault.of_kind)
        if counts:
            says_mode = fault.says_mode or None
            yield Recipe(place, counts, fault, frozenset({fault.code}), says_mode, faults)
    for codes, counts in place.refused.items():
        fault = of_counts(min(codes), hides_mode=False)
        yield Recipe(place, counts, fault, codes, True, faults)
    for code, counts in _without_mode(place).items():
        fault = of_counts(code, hides_mode=True)
        yield Recipe(place, counts, fault, frozenset({code}), False, faults)


def _without_mode(place: Place) -> dict[Code, tuple[Counts, ...]]:
    """Return the counts that lead to no mode, or to one that the task type lacks, by their code."""
    found: dict[Code, tuple[Counts, ...]] = {}
    for counts in every_count(place.spec):
        mode = place.infer(counts)
        refused = any(count and not taken for count, taken in zip(counts, place.takes, strict=True))
        if mode in place.task_type.modes or (mode is None and refused):
            continue
        code = Code.MISSING_FIELD if mode is None else Code.UNSUPPORTED_MODE
        code = Code.MEDIA_NOT_SUPPORTED if refused else code
        found[code] = (*found.get(code, ()), counts)
    return found


def _draw_rejected(draw: DrawFn, recipe: Recipe) -> tuple[dict[str, object], frozenset[Code]]:
    place = recipe.place
    counts = draw_counts(draw, recipe.counts)
    says_mode = draw(st.booleans()) or place.infer(counts) != place.mode
    if recipe.says_mode is not None:
        says_mode = recipe.says_mode
    request = draw_request(draw, place, counts, says_mode=says_mode)
    present = {kind for kind, count in zip(kinds_of(place.spec), counts, strict=True) if count}
    chosen = [recipe.fault]
    for _ in range(draw(st.sampled_from(_HOW_MANY_MORE))):
        others = [
            fault
            for fault in recipe.others
            if all(fault.stands_beside(other) for other in chosen)
            and (says_mode or not fault.says_mode)
            and (fault.of_kind is None or fault.of_kind in present)
        ]
        if others:
            chosen.append(draw(st.sampled_from(others)))
    for fault in chosen:
        _spoil(draw, fault, request, counts)
    return request, recipe.codes.union(fault.code for fault in chosen)


def _spoil(draw: DrawFn, fault: Fault, request: dict[str, object], counts: Counts) -> None:
    """Put what a fault wants at its key."""
    if not fault.key:
        return
    body = request.get("input")
    holder = body if isinstance(body, dict) and fault.key not in ENVELOPE else request
    holder.update(fault.beside)
    value = draw(fault.values(counts))
    if fault.entry:
        entries = holder[fault.key]
        assert isinstance(entries, list)
        entries[draw(st.integers(0, len(entries) - 1))] = value
    elif value is ABSENT:
        holder.pop(fault.key, None)
    else:
        holder[fault.key] = value
