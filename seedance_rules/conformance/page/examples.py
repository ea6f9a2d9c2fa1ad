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
    left = [*known]
    other: list[tuple[Example, dict[str, str]]] = []
    for example in saved:
        values = values_of(example.data)
        same = next((one for one in left if one.values == values), None)
        if same is None:
            other.append((example, values))
        else:
            left.remove(same)
            yield from _compared(example, values, same, spec)
    for (example, values), one in zip(other, left, strict=False):
        yield from _compared(example, values, one, spec)
    for one in left[len(other) :]:
        yield Difference(one.clause, "example", one.says, None)

    def tell(new: tuple[Example, dict[str, str]]) -> Difference:
        rejected = "".join(f"(rejected: {text}) " for _, text in _rejected(new[0], spec).values())
        found = rejected + json.dumps(new[0].data, ensure_ascii=False)
        return Difference(None, "a further example", None, found, new[0].line)

    yield from first_few(other[len(left) :], tell)


def _compared(
    example: Example, values: Mapping[str, str], known: KnownExample, spec: Spec
) -> Iterator[Difference]:
    rejected = _rejected(example, spec)
    changed = dict.fromkeys([*known.values, *values, *rejected])

    def tell(place: str) -> Difference:
        found, clause = values.get(place), known.clause
        if place in rejected:
            clause, message = rejected[place]
            found = f"{found or 'nothing'} (rejected: {message})"
        return Difference(clause, f"example, {place}", known.values.get(place), found, example.line)

    differing = [p for p in changed if known.values.get(p) != values.get(p) or p in rejected]
    yield from first_few(differing, tell)


def _rejected(example: Example, spec: Spec) -> dict[str, tuple[str, str]]:
    """Return where the tables reject an example that is a request: by path, clause and message."""
    is_request = any(field in example.data for field in ENVELOPE_FIELDS)
    violations = validate(example.data, spec=spec).violations if is_request else ()
    return {violation.path: (violation.clause, violation.message) for violation in violations}
