"""The JSON examples of a page: value by value as they were, and judged by the tables."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from seedance_rules import Spec, validate
from seedance_rules.conformance.page.difference import Difference, first_few
from seedance_rules.conformance.page.expected import KnownExample
from seedance_rules.conformance.page.saved import Example, fingerprint, squeezed
from seedance_rules.fields import ENVELOPE_FIELDS, pointer

__all__ = ["compare_examples", "values_of"]

_LONGEST = 200


def values_of(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the values of a JSON example by JSON Pointer, each as JSON.

    Of a text of several words, and of what is nested too deep, only the hash is given.
    """
    found: dict[str, str] = {}
    inside: list[tuple[str, Any]] = [("", data)]
    while inside:
        place, value = inside.pop()
        if value and isinstance(value, (dict, list)) and len(place) < _LONGEST:
            entries = value.items() if isinstance(value, dict) else enumerate(value)
            inside += reversed([(place + pointer(key), entry) for key, entry in entries])
            continue
        written = json.dumps(value, ensure_ascii=False)
        said = value if isinstance(value, str) else ""
        if len(written) > _LONGEST or len(said.split()) > 1:
            written = f"hash {fingerprint(squeezed(said or written))}"
        found[place] = written
    return found


def compare_examples(
    saved: Sequence[Example], known: Sequence[KnownExample], spec: Spec
) -> Iterator[Difference]:
    """Yield each key and value that is not as it was, and what the tables would reject."""
    told = [(example, values_of(example.data)) for example in saved]
    left = [*known]
    other: list[tuple[Example, dict[str, str]]] = []
    for example, values in told:
        same = next((one for one in left if one.values == values), None)
        if same is None:
            other.append((example, values))
        else:
            left.remove(same)
            yield from _judged(example, values, same, spec)
    for (example, values), one in zip(other, left, strict=False):
        yield from _judged(example, values, one, spec)
    for one in left[len(other) :]:
        yield Difference(one.clause, "example", one.says, None)
    further = other[len(left) :]
    for example, values in further[:1]:
        yield from _judged(example, values, KnownExample(None, "", values), spec)
    yield from first_few(
        further,
        lambda new: Difference(None, "a further example", None, str(new[1]), new[0].line),
    )


def _judged(
    example: Example, values: Mapping[str, str], known: KnownExample, spec: Spec
) -> Iterator[Difference]:
    """Yield the values that were changed, and those for which the tables reject the example."""
    is_request = any(field in example.data for field in ENVELOPE_FIELDS)
    violations = validate(example.data, spec=spec).violations if is_request else ()
    rejected = {violation.path: violation for violation in violations}
    changed = [
        place
        for place in dict.fromkeys([*known.values, *values])
        if known.values.get(place) != values.get(place)
    ]

    def tell(place: str) -> Difference:
        expected, found, clause = known.values.get(place), values.get(place), known.clause
        if place in rejected:
            found = f"{found or 'nothing'} (rejected: {rejected[place].message})"
            clause = rejected[place].clause
        return Difference(clause, f"example, {place}", expected, found, example.line)

    yield from first_few([*dict.fromkeys([*changed, *rejected])], tell)
