"""Places: a task type in a mode, how many references a request may have there, and its faults.

What a request may say is `Spec.limits`; with which codes counts are refused is asked of the engine.
A fault is a way to spoil an accepted request, and says what it hides and what must not be hidden
for it to be found, so that faults can be combined without one covering another. Nothing here draws
a request.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import Final

from attrs import field, frozen
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from seedance_rules import Code, NotInTables, validate
from seedance_rules.fields import ASSET_FIELDS, ENVELOPE_FIELDS, KINDS, field_of
from seedance_rules.spec import Limits, Spec, TaskType
from seedance_rules.spec.parts import Counts, inferred_mode
from seedance_rules.strategies import values

__all__ = ["ABSENT", "Fault", "Place", "faults_of", "places_of"]

_LONGEST_LIST: Final = 60
"""A list up to a maximum above this is not drawn: it would make every other draw slow."""


@frozen(eq=False)
class Place:
    """One task type in one mode, the names of the type, and the counts of references taken there.

    The type's own name comes before the deprecated ones, the fewest references before more.
    """

    spec: Spec
    task_type: TaskType
    names: tuple[str, ...]
    mode: str
    limits: Limits
    counts: tuple[Counts, ...]

    def with_one_of(self, kind: str | None) -> tuple[Counts, ...]:
        """Return the counts with at least one reference of a kind, all of them for None."""
        at = None if kind is None else KINDS.index(kind)
        return tuple(counts for counts in self.counts if at is None or counts[at])


def places_of(
    spec: Spec, *, task_type: str | None = None, mode: str | None = None
) -> tuple[Place, ...]:
    """Return the places of a spec, in the order of its task types and their modes.

    Raises `NotInTables` for a task type or a mode that there is not, and for a task type without
    that mode. A deprecated name is a place of its own name alone.
    """
    if mode is not None and mode not in spec.modes:
        raise NotInTables.named("mode", mode, spec.modes)
    types = spec.task_types.values() if task_type is None else [spec.task_type(task_type)]
    found = []
    for known in types:
        names = (known.name, *(old for old, meant in spec.aliases.items() if meant == known.name))
        own = names if task_type is None else (task_type,)
        for name in known.modes if mode is None else {mode}.intersection(known.modes):
            limits = spec.limits(known.name, name)
            counts = tuple(filter(limits.takes, _near_ends(limits, range(4), (-1, 0))))
            found.append(Place(spec, known, own, name, limits, counts))
    if not found:
        raise NotInTables.named(
            f"for {task_type}, mode", mode, spec.task_type(str(task_type)).modes
        )
    return tuple(place for place in found if place.counts)


def _near_ends(limits: Limits, few: range, steps: Sequence[int]) -> list[Counts]:
    """Return counts with a few references of each kind, or so many steps from the ends it has."""
    each = []
    for own in limits.kinds.values():
        stated = own.minimum, own.maximum, limits.references_maximum
        ends = [end for end in stated if end is not None and end <= _LONGEST_LIST]
        near = {end + step for end in ends for step in steps} | {own.minimum - 1, *few}
        each.append(near - {-1} if own.taken else {0, 1})
    return _all_counts(each)


def _all_counts(each: Iterable[Iterable[int]]) -> list[Counts]:
    """Return every count of each kind with every one of the others.

    Those with the fewest references come first, and of them those with most of the first kind.
    """
    every = [(images, videos, audios) for images, videos, audios in product(*each)]
    return sorted(every, key=lambda counts: (sum(counts), [-count for count in counts]))


# Faults


ABSENT: Final = object()
"""Marks a key that is left out."""

Values = Callable[[Counts], SearchStrategy[object]]
"""The values that a fault puts at its key, for a request with so many references."""

_MODE: Final = frozenset({"mode"})
_TYPE: Final = frozenset({"task_type"})
_BOTH: Final = _MODE | _TYPE


def _codes(code: Code | frozenset[Code]) -> frozenset[Code]:
    return frozenset({code}) if isinstance(code, Code) else code


def _for_counts(wrong: SearchStrategy[object] | Values) -> Values:
    return (lambda counts: wrong) if isinstance(wrong, SearchStrategy) else wrong


@frozen
class Fault:
    """One way to spoil a request: the codes that it leads to, the key, and what is put there.

    `hides` says what can no longer be told then, the mode or the task type; a fault that `needs`
    what another hides cannot be found beside it. Without a key, the counts themselves are at fault.
    """

    codes: frozenset[Code] = field(converter=_codes)
    key: str
    values: Values = field(converter=_for_counts)
    hides: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    says_mode: bool | None = None
    """Whether the request must say its mode, or must not; None where it may."""
    of_kind: str | None = None
    """The kind of which there must be a reference, to be spoilt or to be in the way."""
    entry: bool = False
    """Whether one entry of the list is spoilt, and not the key as a whole."""
    beside: tuple[tuple[str, object], ...] = ()
    """Other keys that must hold these values for the fault to count."""
    counts: Sequence[Counts] = ()
    """The counts of references that are at fault themselves."""

    def combines_with(self, other: "Fault") -> bool:
        """Tell whether both can be in one request and neither covers the other."""
        if self.hides & other.needs or other.hides & self.needs:
            return False
        mine, theirs = self._keys(), other._keys()
        inside = (mine | theirs).difference(ENVELOPE_FIELDS)
        return not mine & theirs and not ("input" in mine | theirs and inside)

    def _keys(self) -> set[str]:
        return {self.key, *(key for key, _ in self.beside)}


def faults_of(place: Place) -> Iterator[Fault]:
    """Yield every way to spoil a request that a place accepts: one key of it, or its counts."""
    for of in (_of_keys, _of_aspect_ratio, _of_lists, _of_prompt, _of_further_fields, _of_counts):
        yield from of(place)


def _of_keys(place: Place) -> Iterator[Fault]:
    """Yield the faults of the envelope, and of the parameters with a few values."""
    spec, known = place.spec, place.task_type
    gone: SearchStrategy[object] = st.sampled_from((ABSENT, None))
    unknown = values.unknown_names(*spec.task_types, *spec.aliases)
    # A task type may infer its modes in its own way, which is not told without it.
    for code, wrong in ((Code.MISSING_FIELD, gone), (Code.WRONG_TYPE, values.other_than("string"))):
        yield Fault(code, "model", wrong)
        yield Fault(code, "task_type", wrong, hides=_TYPE, says_mode=True)
    yield Fault(Code.UNKNOWN_MODEL, "model", values.unknown_names(spec.model))
    yield Fault(Code.UNKNOWN_TASK_TYPE, "task_type", unknown, hides=_TYPE, says_mode=True)
    yield Fault(Code.MISSING_FIELD, "input", gone, hides=_MODE)
    yield Fault(Code.NOT_AN_OBJECT, "input", values.other_than("object"), hides=_MODE)
    yield Fault(Code.WRONG_TYPE, "mode", values.other_than("string"), hides=_MODE)
    yield Fault(Code.UNKNOWN_MODE, "mode", values.unknown_names(*spec.modes), hides=_MODE)
    if lacking := [mode for mode in spec.modes if mode not in known.modes]:
        others = st.sampled_from(lacking)
        yield Fault(Code.UNSUPPORTED_MODE, "mode", others, hides=_MODE, needs=_TYPE)
    beyond = values.outside(place.limits.durations)
    yield Fault(Code.WRONG_TYPE, "duration", values.other_than("integer"))
    yield Fault(Code.DURATION_OUT_OF_RANGE, "duration", beyond, needs=_BOTH)
    yield Fault(Code.WRONG_TYPE, "resolution", values.other_than("string"))
    yield Fault(Code.UNKNOWN_RESOLUTION, "resolution", values.unknown_names(*spec.resolutions))
    if unpriced := [name for name in spec.resolutions if name not in known.prices]:
        wrong = st.sampled_from(unpriced)
        yield Fault(Code.UNSUPPORTED_RESOLUTION, "resolution", wrong, needs=_TYPE)


def _of_aspect_ratio(place: Place) -> Iterator[Fault]:
    key, limits, auto = "aspect_ratio", place.limits, place.spec.auto_aspect_ratio
    if key in limits.ignores:
        return
    # Where a mode ignores the field, it is not judged without one; what is replaced has a type.
    yield Fault(Code.WRONG_TYPE, key, values.other_than("string"), needs=_BOTH)
    if limits.otherwise_aspect_ratio is not None:
        return
    known = place.spec.aspect_ratios
    names = known if auto is None else (*known, auto.value)
    yield Fault(Code.UNKNOWN_ASPECT_RATIO, key, values.unknown_names(*names), needs=_BOTH)
    if elsewhere := [ratio for ratio in known if ratio not in limits.aspect_ratios]:
        wrong = st.sampled_from(elsewhere)
        yield Fault(Code.UNSUPPORTED_ASPECT_RATIO, key, wrong, needs=_BOTH)
    if auto is not None and limits.auto_aspect_ratio is None:
        value, code = st.just(auto.value), Code.AUTO_NOT_ALLOWED
        # It would fall back with nothing to follow, unless the mode is given.
        yield Fault(code, key, value, needs=_BOTH, says_mode=True)
        yield Fault(code, key, value, needs=_BOTH, of_kind=auto.follows)


def _of_lists(place: Place) -> Iterator[Fault]:
    spec = place.spec
    assets = st.sampled_from([f"{spec.asset_prefix}{name}" for name in ("a", "x.webm")])
    for kind in KINDS:
        key = field_of(kind)
        # What is not a list cannot be counted, and the mode that counts lead to cannot be told.
        yield Fault(Code.WRONG_TYPE, key, values.other_than("list", truthy=True), hides=_MODE)
        yield Fault(Code.WRONG_TYPE, key, values.other_than("string"), of_kind=kind, entry=True)
        yield Fault(Code.INVALID_URL, key, values.bad_urls(spec), of_kind=kind, entry=True)
        if spec.media[kind].refused_extensions:
            wrong = values.refused_urls(spec, kind)
            yield Fault(Code.UNSUPPORTED_FORMAT, key, wrong, of_kind=kind, entry=True)
        if not place.task_type.assets:
            code = Code.ASSET_NOT_ALLOWED
            yield Fault(code, key, assets, needs=_TYPE, of_kind=kind, entry=True)


def _of_prompt(place: Place) -> Iterator[Fault]:
    most, ways = place.limits.prompt_maximum, values.spellings_of(place.spec)
    blank: SearchStrategy[object] = st.sampled_from((ABSENT, None, "", " ", "\t\n\u3000"))
    yield Fault(Code.MISSING_FIELD, "prompt", blank)
    yield Fault(Code.WRONG_TYPE, "prompt", values.other_than("string"))
    if most is None or most > min(len(way) for of_kind in ways for way in of_kind):
        # Beside a list that cannot be counted, no reference is out of range.
        yield Fault(
            Code.REFERENCE_OUT_OF_RANGE,
            "prompt",
            lambda counts: values.missing_references(ways, counts, most),
            needs=_MODE,
        )
    if most is not None:
        too_long = st.sampled_from((1, 1000)).map(lambda more: "x" * (most + more))
        yield Fault(Code.PROMPT_TOO_LONG, "prompt", too_long, needs=_BOTH)


def _of_further_fields(place: Place) -> Iterator[Fault]:
    """Yield the faults of the asset fields, where they are read, and of the tables' own fields."""
    if place.task_type.assets:
        upload, hours = ASSET_FIELDS
        read = ((upload, True),)
        wrong = values.outside(place.limits.retention_hours)
        yield Fault(Code.WRONG_TYPE, upload, values.other_than("boolean"), needs=_TYPE)
        yield Fault(Code.WRONG_TYPE, hours, values.other_than("integer"), needs=_TYPE, beside=read)
        yield Fault(Code.INVALID_RETENTION, hours, wrong, needs=_BOTH, beside=read)
    for name, further in place.spec.fields.items():
        right, not_allowed = values.field_values(further)
        if not further.is_taken(place.task_type.name, place.mode):
            yield Fault(Code.UNSUPPORTED_FIELD, name, right, needs=_BOTH)
            continue
        yield Fault(Code.WRONG_TYPE, name, values.other_than(further.type))
        if not_allowed is not None:
            yield Fault(Code.VALUE_NOT_ALLOWED, name, not_allowed)


def _of_counts(place: Place) -> Iterator[Fault]:
    """Yield counts right outside those taken, and those that lead to no mode, or to one lacking."""
    known, few = place.task_type, _all_counts([range(5)] * len(KINDS))
    beside = _near_ends(place.limits, range(2), (0, 1))
    refused = [counts for counts in beside if not place.limits.takes(counts)]
    astray = [counts for counts in few if inferred_mode(known.inference, counts) not in known.modes]
    url = f"{place.spec.url_schemes[0]}://example.com"
    request = {"model": place.spec.model, "task_type": known.name}
    for says_mode, wrong in ((True, refused), (False, astray)):
        by_codes: dict[frozenset[Code], list[Counts]] = {}
        for counts in wrong:
            body: dict[str, object] = {"prompt": "x", "mode": place.mode if says_mode else None}
            body |= {field_of(kind): [url] * n for kind, n in zip(KINDS, counts, strict=True)}
            report = validate({**request, "input": body}, spec=place.spec)
            codes = frozenset(finding.code for finding in report.violations)
            by_codes.setdefault(codes, []).append(counts)
        hides = frozenset() if says_mode else _BOTH
        for codes, listed in by_codes.items():
            yield Fault(codes, "", st.none(), hides, _BOTH, says_mode, counts=listed)
