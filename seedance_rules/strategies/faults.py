"""Faults: every way to spoil one key of an accepted request, and the code that it leads to.

A fault says what it hides and what must not be hidden for it to be found, so that faults can stand
together without one covering another. Nothing here draws a request.
"""

from collections.abc import Callable, Iterator
from typing import Final

from attrs import field, frozen
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from seedance_rules import Code
from seedance_rules.strategies.anything import other_than
from seedance_rules.strategies.places import Counts, Place, field_of, kinds_of
from seedance_rules.strategies.values import (
    bad_urls,
    field_values,
    missing_references,
    outside,
    refused_urls,
    shortest_reference,
    unknown_names,
)

__all__ = ["ABSENT", "ENVELOPE", "Fault", "faults_of", "of_counts"]

ENVELOPE: Final = ("model", "task_type", "input")
"""The keys of a request that stand outside `input`."""


class _Absent:
    """Stands for a key that is left out."""


ABSENT: Final = _Absent()

Values = Callable[[Counts], SearchStrategy[object]]
"""The values that a fault puts at its key, for a request with so many references."""

_MODE: Final = frozenset({"mode"})
_TYPE: Final = frozenset({"task_type"})
_BOTH: Final = _MODE | _TYPE


def _for_counts(values: SearchStrategy[object] | Values) -> Values:
    return (lambda counts: values) if isinstance(values, SearchStrategy) else values


@frozen
class Fault:
    """One way to spoil a request: the code that it leads to, the key, and what is put there.

    `hides` says what can no longer be told then, the mode or the task type; a fault that `needs`
    what another hides cannot be found beside it. Without a key, the counts themselves are at fault.
    """

    code: Code
    key: str
    values: Values = field(converter=_for_counts)
    hides: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    says_mode: bool = False
    """Whether the request must say its mode, without which more or less would be wrong."""
    of_kind: str | None = None
    """The kind of which there must be a reference, to be spoilt or to be in the way."""
    entry: bool = False
    """Whether one entry of the list is spoilt, and not the key as a whole."""
    beside: tuple[tuple[str, object], ...] = ()
    """Other keys that must hold these values for the fault to count."""

    def stands_beside(self, other: "Fault") -> bool:
        """Tell whether both can be in one request and neither covers the other."""
        if self.hides & other.needs or other.hides & self.needs:
            return False
        mine, theirs = self._keys(), other._keys()
        inside = (mine | theirs).difference(ENVELOPE)
        return not mine & theirs and not ("input" in mine | theirs and inside)

    def _keys(self) -> set[str]:
        return {self.key, *(key for key, _ in self.beside)}


def of_counts(code: Code, *, hides_mode: bool) -> Fault:
    """Return the fault of a request whose counts are wrong, and in which nothing else is spoilt."""
    return Fault(code, "", st.none(), hides=_BOTH if hides_mode else frozenset(), needs=_BOTH)


def faults_of(place: Place) -> Iterator[Fault]:
    """Yield every way to spoil one key of a request that a place accepts."""
    yield from _of_envelope(place)
    yield from _of_mode(place)
    yield from _of_parameters(place)
    yield from _of_aspect_ratio(place)
    yield from _of_lists(place)
    yield from _of_prompt(place)
    yield from _of_asset_fields(place)
    yield from _of_further_fields(place)


def _of_envelope(place: Place) -> Iterator[Fault]:
    spec = place.spec
    gone: SearchStrategy[object] = st.sampled_from((ABSENT, None))
    no_string = other_than("string")
    yield Fault(Code.MISSING_FIELD, "model", gone)
    yield Fault(Code.WRONG_TYPE, "model", no_string)
    yield Fault(Code.UNKNOWN_MODEL, "model", unknown_names(spec.model))
    # A task type may infer its modes in its own way, which is not told without it.
    unknown = unknown_names(*spec.task_types, *spec.aliases)
    yield Fault(Code.MISSING_FIELD, "task_type", gone, hides=_TYPE, says_mode=True)
    yield Fault(Code.WRONG_TYPE, "task_type", no_string, hides=_TYPE, says_mode=True)
    yield Fault(Code.UNKNOWN_TASK_TYPE, "task_type", unknown, hides=_TYPE, says_mode=True)
    yield Fault(Code.MISSING_FIELD, "input", gone, hides=_MODE)
    yield Fault(Code.NOT_AN_OBJECT, "input", other_than("object"), hides=_MODE)


def _of_mode(place: Place) -> Iterator[Fault]:
    modes = place.spec.modes
    yield Fault(Code.WRONG_TYPE, "mode", other_than("string"), hides=_MODE)
    yield Fault(Code.UNKNOWN_MODE, "mode", unknown_names(*modes), hides=_MODE)
    if lacking := [mode for mode in modes if mode not in place.task_type.modes]:
        of_others = st.sampled_from(lacking)
        yield Fault(Code.UNSUPPORTED_MODE, "mode", of_others, hides=_MODE, needs=_TYPE)


def _of_parameters(place: Place) -> Iterator[Fault]:
    known, priced = place.spec.resolutions, place.task_type.prices
    yield Fault(Code.WRONG_TYPE, "duration", other_than("whole"))
    yield Fault(Code.DURATION_OUT_OF_RANGE, "duration", outside(place.durations), needs=_BOTH)
    yield Fault(Code.WRONG_TYPE, "resolution", other_than("string"))
    yield Fault(Code.UNKNOWN_RESOLUTION, "resolution", unknown_names(*known))
    if unpriced := [resolution for resolution in known if resolution not in priced]:
        values = st.sampled_from(unpriced)
        yield Fault(Code.UNSUPPORTED_RESOLUTION, "resolution", values, needs=_TYPE)


def _of_aspect_ratio(place: Place) -> Iterator[Fault]:
    key, known, auto = "aspect_ratio", place.spec.aspect_ratios, place.spec.auto_aspect_ratio
    names = known if auto is None else (*known, auto.value)
    yield Fault(Code.WRONG_TYPE, key, other_than("string"))
    yield Fault(Code.UNKNOWN_ASPECT_RATIO, key, unknown_names(*names))
    if elsewhere := [ratio for ratio in known if ratio not in place.aspect_ratios]:
        values = st.sampled_from(elsewhere)
        yield Fault(Code.UNSUPPORTED_ASPECT_RATIO, key, values, needs=_BOTH)
    if auto is not None and not place.auto:
        value, code = st.just(auto.value), Code.AUTO_NOT_ALLOWED
        # It would fall back with nothing to follow, unless the mode is given.
        yield Fault(code, key, value, needs=_BOTH, says_mode=True)
        yield Fault(code, key, value, needs=_BOTH, of_kind=auto.follows)


def _of_lists(place: Place) -> Iterator[Fault]:
    spec = place.spec
    assets = st.sampled_from([f"{spec.asset_prefix}{name}" for name in ("a", "x.webm")])
    for kind in kinds_of(spec):
        key = field_of(kind)
        # What is no list cannot be counted, and the mode that counts lead to cannot be told.
        yield Fault(Code.WRONG_TYPE, key, other_than("list", truthy=True), hides=_MODE)
        entries: list[tuple[Code, SearchStrategy[object]]] = [
            (Code.WRONG_TYPE, other_than("string")),
            (Code.INVALID_URL, bad_urls(spec)),
        ]
        if spec.media[kind].refused_extensions:
            entries.append((Code.UNSUPPORTED_FORMAT, refused_urls(spec, kind)))
        for code, values in entries:
            yield Fault(code, key, values, of_kind=kind, entry=True)
        if not place.task_type.assets:
            code = Code.ASSET_NOT_ALLOWED
            yield Fault(code, key, assets, needs=_TYPE, of_kind=kind, entry=True)


def _of_prompt(place: Place) -> Iterator[Fault]:
    most = place.prompt_maximum
    blank: SearchStrategy[object] = st.sampled_from((ABSENT, None, "", " ", "\t\n\u3000"))
    yield Fault(Code.MISSING_FIELD, "prompt", blank)
    yield Fault(Code.WRONG_TYPE, "prompt", other_than("string"))
    if most is None or most >= shortest_reference(place.spellings):
        # Beside a list that cannot be counted, no reference is out of range.
        yield Fault(
            Code.REFERENCE_OUT_OF_RANGE,
            "prompt",
            lambda counts: missing_references(place.spellings, counts, most),
            needs=_MODE,
        )
    if most is not None:
        too_long = st.sampled_from((1, 1000)).map(lambda more: "x" * (most + more))
        yield Fault(Code.PROMPT_TOO_LONG, "prompt", too_long, needs=_BOTH)


def _of_asset_fields(place: Place) -> Iterator[Fault]:
    if not place.task_type.assets:
        return
    upload, hours = "auto_upload_assets", "asset_retention_hours"
    yield Fault(Code.WRONG_TYPE, upload, other_than("boolean"), needs=_TYPE)
    counts = ((upload, True),)
    yield Fault(Code.WRONG_TYPE, hours, other_than("whole"), needs=_TYPE, beside=counts)
    wrong = outside(place.retention_hours)
    yield Fault(Code.INVALID_RETENTION, hours, wrong, needs=_BOTH, beside=counts)


def _of_further_fields(place: Place) -> Iterator[Fault]:
    types = {
        "boolean": ("boolean",),
        "integer": ("whole",),
        "number": ("whole", "fraction"),
        "string": ("string",),
    }
    for name, further in place.spec.fields.items():
        right, wrong = field_values(further.type, further.bounds, further.values)
        if name not in place.fields:
            yield Fault(Code.UNSUPPORTED_FIELD, name, right, needs=_BOTH)
            continue
        yield Fault(Code.WRONG_TYPE, name, other_than(*types[further.type]))
        if wrong is not None:
            yield Fault(Code.VALUE_NOT_ALLOWED, name, wrong)
