"""Requests: accepted ones, rejected ones with the codes of their violations, and every other sort.

An accepted request is drawn for a place with so many references, and is valid as built: nothing
that the tables refuse is drawn, and nothing is filtered out. A rejected one is such a request with
a fault or several in it, of which none covers another.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from seedance_rules import Code, NotInTables
from seedance_rules.fields import ASSET_FIELDS, ENVELOPE_FIELDS, KINDS, field_of
from seedance_rules.spec import Spec, spec_of
from seedance_rules.spec.parts import Counts, inferred_mode
from seedance_rules.strategies import values
from seedance_rules.strategies.places import ABSENT, Fault, Place, faults_of, places_of

__all__ = [
    "choose",
    "draw_counts",
    "draw_request",
    "invalid_requests",
    "rarely",
    "requests",
    "respelled",
    "valid_requests",
]

T = TypeVar("T")

_MOST_SPECS: Final = 16
"""Strategies for so many specs are kept: they are dear to make, and asked for again and again."""

_LISTS: Final = tuple(map(field_of, KINDS))
_UNKNOWN_KEYS: Final = ("seed", "promt", "Duration", "a/b~c", "", "图")
_TRANSPORT_KEYS: Final = ("webhook", "service_mode", "config")
_HOW_MANY_MORE: Final = (0, 0, 0, 1, 2)
_LARGEST_EXACT: Final = 2**53


def choose(draw: DrawFn, among: Sequence[T]) -> T:
    """Draw one of these, the first being the simplest.

    To choose among one is a draw as well: otherwise a request would count as simpler, and be what
    others shrink to, for having fewer choices.
    """
    return among[draw(st.integers(0, max(1, len(among) - 1))) % len(among)]


def draw_counts(draw: DrawFn, place: Place, among: Sequence[Counts]) -> tuple[Counts, bool]:
    """Draw how many references there are at a place, and whether the request says its mode.

    Each total comes as often as any other, the fewest first. The mode is said at times, and always
    where the references lead to another.
    """
    by_total: dict[int, list[Counts]] = {}
    for each in among:
        by_total.setdefault(sum(each), []).append(each)
    counts = choose(draw, by_total[choose(draw, sorted(by_total))])
    inferred = inferred_mode(place.task_type.inference, counts)
    return counts, draw(st.booleans()) or inferred != place.mode


def rarely(draw: DrawFn) -> bool:
    """Draw a boolean that is seldom true."""
    return draw(st.sampled_from([False] * 7 + [True]))


# Accepted requests


def valid_requests(
    spec: Spec | str | None = None, *, task_type: str | None = None, mode: str | None = None
) -> SearchStrategy[dict[str, object]]:
    """Draw accepted requests, as JSON values, for every task type, mode and deprecated name.

    Only those for one `task_type` (a deprecated name is itself alone) or one `mode` where they are
    given. Some lead to notices. Raises `NotInTables` for a task type or a mode that there is not,
    and for a mode that the task type does not have.
    """
    return _valid_requests(spec_of(spec), task_type, mode)


@lru_cache(maxsize=_MOST_SPECS)
def _valid_requests(
    spec: Spec, task_type: str | None, mode: str | None
) -> SearchStrategy[dict[str, object]]:
    places = places_of(spec, task_type=task_type, mode=mode)
    # The names of task types first: the simplest request has one that is not deprecated.
    names = dict.fromkeys([*(place.names[0] for place in places), *spec.aliases])
    by_name = {name: [place for place in places if name in place.names] for name in names}
    possible = [name for name in names if by_name[name]]

    # A strategy shows its arguments when a test fails: it takes none, since places are long.
    @st.composite
    def valid(draw: DrawFn) -> dict[str, object]:
        name = choose(draw, possible)
        place = choose(draw, by_name[name])
        counts, says_mode = draw_counts(draw, place, place.counts)
        return draw_request(draw, place, counts, says_mode=says_mode, name=name)

    return valid()


def draw_request(
    draw: DrawFn, place: Place, counts: Counts, *, says_mode: bool, name: str | None = None
) -> dict[str, object]:
    """Draw a request at a place with so many references, in which nothing else is wrong.

    It is accepted when the place takes these counts and, where it does not say its mode, infers
    the mode from them.
    """
    spec, limits = place.spec, place.limits
    body: dict[str, object] = {
        "prompt": draw(values.prompts_for(values.spellings_of(spec), counts, limits.prompt_maximum))
    }
    if says_mode:
        body["mode"] = place.mode
    if draw(st.booleans()):
        body["duration"] = draw(values.whole_numbers(limits.durations))
    if draw(st.booleans()):
        body["resolution"] = draw(st.sampled_from(limits.resolutions))
    if draw(st.booleans()):
        body["aspect_ratio"] = draw(_aspect_ratios(place, counts, says_mode=says_mode))
    assets = place.task_type.assets and draw(st.booleans())
    for kind, count in zip(KINDS, counts, strict=True):
        if count:
            each = values.urls(kind, assets=assets, spec=spec)
            body[field_of(kind)] = [draw(each) for _ in range(count)]
    _draw_asset_fields(draw, place, body)
    for field, further in spec.fields.items():
        if further.is_taken(place.task_type.name, place.mode) and draw(st.booleans()):
            body[field] = draw(values.field_values(further)[0])
    if rarely(draw):
        _draw_absent(draw, spec, body)
    if rarely(draw):
        body[draw(_unknown_keys(spec.known_fields, _UNKNOWN_KEYS))] = draw(values.json_values())
    request: dict[str, object] = {
        "model": spec.model,
        "task_type": choose(draw, place.names) if name is None else name,
        "input": body,
    }
    if rarely(draw):
        request[draw(_unknown_keys(ENVELOPE_FIELDS, _TRANSPORT_KEYS))] = draw(values.json_values())
    return request


def _aspect_ratios(place: Place, counts: Counts, *, says_mode: bool) -> SearchStrategy[object]:
    """Return the ratios that may be given: the automatic one where it is taken or falls back."""
    limits, auto = place.limits, place.spec.auto_aspect_ratio
    ratios = [*limits.aspect_ratios]
    if auto is not None:
        falls_back = auto.fallback is not None and not says_mode
        if limits.auto_aspect_ratio or (falls_back and not counts[KINDS.index(auto.follows)]):
            ratios.append(auto.value)
    right: SearchStrategy[object] = st.sampled_from(ratios)
    if "aspect_ratio" in limits.ignores:
        return right | values.json_values()
    return right if limits.otherwise_aspect_ratio is None else right | values.short_text()


def _draw_asset_fields(draw: DrawFn, place: Place, body: dict[str, object]) -> None:
    """Add the two asset fields: right where assets are taken, anything where they are ignored."""
    taken, (upload, hours) = place.task_type.assets, ASSET_FIELDS
    if not rarely(draw) and not (taken and draw(st.booleans())):
        return
    body[upload] = draw(st.booleans() if taken else values.json_values())
    if draw(st.booleans()):
        counts = taken and body[upload] is True
        body[hours] = draw(
            values.whole_numbers(place.limits.retention_hours) if counts else values.json_values()
        )


def _draw_absent(draw: DrawFn, spec: Spec, body: dict[str, object]) -> None:
    """Write out a key (clause `absent`), where the one drawn is not given."""
    key = draw(st.sampled_from(spec.known_fields))
    body.setdefault(key, [] if key in _LISTS and draw(st.booleans()) else None)


def _unknown_keys(known: Sequence[str], usual: Sequence[str]) -> SearchStrategy[str]:
    """Draw keys that are not among the known."""
    return st.sampled_from([key for key in usual if key not in known]) | values.unknown_names(
        *known
    )


# Rejected requests

_Rejected = tuple[dict[str, object], frozenset[Code]]

_Recipe = tuple[Place, Fault, tuple[Fault, ...]]
"""One sort of rejected request: a place, what is wrong, and what else can be spoilt there."""


def invalid_requests(
    spec: Spec | str | None = None, *, code: Code | str | None = None
) -> SearchStrategy[_Rejected]:
    """Draw rejected requests, as JSON values, each with exactly the codes of its violations.

    All codes that a request of these tables can lead to come about equally often; where one is
    given as `code`, every request has it. Codes that need stated seconds (`audio_too_long`) are
    not among them: `overlong_audio` and `overlong_video` draw those. Raises `NotInTables` for any
    other code.
    """
    by_code = _recipes_by_code(spec_of(spec))
    possible = [found for found in Code if found in by_code]
    if code is not None:
        if code not in possible:
            raise NotInTables.named("for a request alone, code", code, possible)
        possible = [Code(code)]

    @st.composite
    def invalid(draw: DrawFn) -> _Rejected:
        return _draw_rejected(draw, *choose(draw, by_code[choose(draw, possible)]))

    return invalid()


@lru_cache(maxsize=_MOST_SPECS)
def _recipes_by_code(spec: Spec) -> dict[Code, list[_Recipe]]:
    found: dict[Code, list[_Recipe]] = {}
    for place in places_of(spec):
        faults = tuple(faults_of(place))
        for fault in faults:
            if place.with_one_of(fault.of_kind):
                for code in fault.codes:
                    found.setdefault(code, []).append((place, fault, faults))
    return found


def _draw_rejected(draw: DrawFn, place: Place, first: Fault, faults: Sequence[Fault]) -> _Rejected:
    among = first.counts or place.with_one_of(first.of_kind)
    counts, says_mode = draw_counts(draw, place, among)
    if first.says_mode is not None:
        says_mode = first.says_mode
    request = draw_request(draw, place, counts, says_mode=says_mode)
    present = {None, *(kind for kind, count in zip(KINDS, counts, strict=True) if count)}
    chosen = [first]
    for _ in range(draw(st.sampled_from(_HOW_MANY_MORE))):
        others = [
            fault
            for fault in faults
            if fault.key
            and fault.of_kind in present
            and (says_mode or not fault.says_mode)
            and all(fault.combines_with(other) for other in chosen)
        ]
        if others:
            chosen.append(draw(st.sampled_from(others)))
    for fault in chosen:
        if fault.key:
            _spoil(draw, fault, request, counts)
    return request, frozenset().union(*(fault.codes for fault in chosen))


def _spoil(draw: DrawFn, fault: Fault, request: dict[str, object], counts: Counts) -> None:
    """Put what a fault wants at its key."""
    holder = request if fault.key in ENVELOPE_FIELDS else request["input"]
    assert isinstance(holder, dict)
    holder.update(fault.beside)
    value = draw(fault.values(counts))
    if fault.entry:
        entries = holder[fault.key]
        entries[draw(st.integers(0, len(entries) - 1))] = value
    elif value is ABSENT:
        holder.pop(fault.key, None)
    else:
        holder[fault.key] = value


# Requests of every sort: what comes of them is not known beforehand


def requests(spec: Spec | str | None = None) -> SearchStrategy[Mapping[str, object]]:
    """Draw requests of every sort, each as often as the others, the plainest first.

    Valid ones, ones with known faults, and some in which each key is that of one or another of
    several such requests, or holds any Python value at all. They are for comparing two readers of
    the rules, and for laws that hold of any request.
    """
    return _requests(spec_of(spec))


@lru_cache(maxsize=_MOST_SPECS)
def _requests(spec: Spec) -> SearchStrategy[Mapping[str, object]]:
    valid, rejected = valid_requests(spec), invalid_requests(spec).map(lambda drawn: drawn[0])

    @st.composite
    def crossed(draw: DrawFn, *sorts: SearchStrategy[dict[str, object]]) -> dict[str, object]:
        parents = [draw(sort) for sort in sorts]
        found = _draw_mixed(draw, parents)
        bodies = [body for parent in parents if isinstance(body := parent.get("input"), dict)]
        is_wild = rarely(draw) and rarely(draw)
        return found if is_wild else {**found, "input": _draw_mixed(draw, bodies)}

    sorts = [valid, rejected, crossed(valid, rejected), crossed(rejected, rejected, rejected)]

    @st.composite
    def any_sort(draw: DrawFn) -> Mapping[str, object]:
        request = draw(choose(draw, sorts))
        return _draw_respelled(draw, request, spec, _PYTHON) if rarely(draw) else request

    return any_sort()


def _draw_mixed(draw: DrawFn, parents: Sequence[dict[str, object]]) -> dict[str, object]:
    """Draw an object each key of which is as one of the parents has it, or holds anything."""
    found: dict[str, object] = {}
    for key in dict.fromkeys(key for parent in parents for key in parent):
        parent = choose(draw, parents)
        if rarely(draw):
            found[key] = draw(values.anything())
        elif key in parent:
            found[key] = parent[key]
    if rarely(draw):
        found[draw(st.sampled_from((*_UNKNOWN_KEYS, "\ud800")))] = draw(values.anything())
    return found


# The same request in other values

_Numbers = tuple[Callable[[int], object], ...]
_PYTHON: Final[_Numbers] = (int, float, values.Whole, lambda number: Decimal(f"{number}.00"))


def respelled(
    request: Mapping[str, object], *, spec: Spec | str | None = None
) -> SearchStrategy[Mapping[str, object]]:
    """Draw the same request in other Python values that mean the same (clause `types`).

    The report on it equals the report on `request`, unless a finding has a NaN, which equals
    nothing. The known keys come in another order, keys and strings as a subclass of `str`, whole
    numbers as `int`, a subclass of it, an integer of another library, `float` or `Decimal`, objects
    as a subclass of `dict` or another mapping, URL lists as tuples or subclasses of either.
    Everything else stays as it is, what is beside `input` included.
    """
    tables = spec_of(spec)

    @st.composite
    def same(draw: DrawFn) -> Mapping[str, object]:
        return _draw_respelled(draw, request, tables, (*_PYTHON, values.Index))

    return same()


def _draw_respelled(
    draw: DrawFn, request: Mapping[str, object], spec: Spec, numbers: _Numbers
) -> Mapping[str, object]:
    def inner(name: str, value: object) -> object:
        if name not in _LISTS or not isinstance(value, (list, tuple)):
            return _same(draw, value, numbers)
        make = draw(st.sampled_from((list, tuple, values.Listed, values.Row)))
        return make(_same(draw, entry, numbers) for entry in value)

    def outer(name: str, value: object) -> object:
        if name == "input" and isinstance(value, Mapping):
            return _same_object(draw, value, spec.known_fields, inner)
        return _same(draw, value, numbers) if name in ENVELOPE_FIELDS else value

    return _same_object(draw, request, ENVELOPE_FIELDS, outer)


def _same_object(
    draw: DrawFn,
    given: Mapping[str, object],
    known: Sequence[str],
    same: Callable[[str, object], object],
) -> Mapping[str, object]:
    """Draw an object with the known keys in any order, and the others in theirs between them."""
    others = iter([key for key in given if key not in known])
    keys = [key if key in known else next(others) for key in draw(st.permutations([*given]))]
    found = {draw(st.sampled_from((key, values.Text(key)))): same(key, given[key]) for key in keys}
    return draw(st.sampled_from((found, values.Object(found), MappingProxyType(found))))


def _same(draw: DrawFn, value: object, numbers: _Numbers) -> object:
    """Draw a string or a whole number in another type, and anything else as it is."""
    if type(value) is str:
        return draw(st.sampled_from((value, values.Text(value))))
    if isinstance(value, (int, float)) and type(value) is not bool:
        if abs(value) <= _LARGEST_EXACT and value == int(value):
            return draw(st.sampled_from([make(int(value)) for make in numbers]))
    return value
