"""The JSON examples of a page: value by value as they were, and judged by the tables."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from seedance_rules import Spec, validate
from seedance_rules.conformance.page.difference import Difference, first_few
from seedance_rules.conformance.page.expected import KnownExample
from seedance_rules.conformance.page.saved import Example, fingerprint
from seedance_rules.fields import ENVELOPE_FIELDS, pointer
from seedance_rules.wording import MOST_SHOWN

__all__ = ["compare_examples", "values_of"]

_DEEPEST = 8
_LONGEST = 100


def values_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a JSON example by JSON Pointer, each number, word and flag as it is.

    Of anything else, such as a text of several words, only the hash is given.
    """
    found: dict[str, Any] = {}
    inside: list[tuple[str, int, Any]] = [("", 0, data)]
    while inside:
        place, depth, value = inside.pop()
        if value and depth < _DEEPEST and isinstance(value, (dict, list)):
            entries = value.items() if isinstance(value, dict) else enumerate(value)
            within = [(place + pointer(_short(key)), depth + 1, entry) for key, entry in entries]
            inside += reversed(within)
        elif isinstance(value, str) and len(value) <= _LONGEST and len(value.split()) == 1:
            found[place] = value
        else:
            known = isinstance(value, (bool, int, float))
            found[place] = value if known else f"hash {fingerprint(json.dumps(value))}"
    return found


def _short(key: str | int) -> str | int:
    return f"hash {fingerprint(key)}" if isinstance(key, str) and len(key) > _LONGEST else key


def compare_examples(
    saved: Sequence[Example], known: Sequence[KnownExample], spec: Spec
) -> Iterator[Difference]:
    """Yield each key and value that is not as it was, and what the tables would reject."""
    left, other = [*known], []
    for example in saved:
        values = values_of(example.data)
        same = next((one for one in left if _written(one.values) == _written(values)), None)
        if same is None:
            other.append((example, values))
        else:
            left.remove(same)
            yield from _judged(example, values, {}, None, spec)
    further = other[len(left) :]
    for (example, values), one in zip(other, left, strict=False):
        changed = {
            place: None if place not in one.values else _written(one.values[place])
            for place in dict.fromkeys([*one.values, *values])
            if _written(one.values.get(place)) != _written(values.get(place))
        }
        yield from _judged(example, values, changed, one.clause, spec)
    for one in left[len(other) :]:
        yield Difference(one.clause, "example", one.says, None)
    yield from first_few(
        further,
        lambda new: Difference(
            None, "a further example", None, _written(new[0].data)[:300], new[0].line
        ),
    )
    for example, values in further[:MOST_SHOWN]:
        yield from _judged(example, values, {}, None, spec)


def _judged(
    example: Example,
    values: Mapping[str, Any],
    changed: Mapping[str, str | None],
    clause: str | None,
    spec: Spec,
) -> Iterator[Difference]:
    """Yield the values that were changed, and those for which the tables reject the example."""
    is_request = any(field in example.data for field in ENVELOPE_FIELDS)
    violations = validate(example.data, spec=spec).violations if is_request else ()
    rejected = {violation.path: violation for violation in reversed(violations)}

    def tell(place: str) -> Difference:
        found = _written(values[place]) if place in values else None
        expected = changed.get(place, "what the tables accept")
        if place not in rejected:
            return Difference(clause, f"example, {place}", expected, found, example.line)
        found = f"{found or 'nothing'} (rejected: {rejected[place].message})"
        by = rejected[place].clause
        return Difference(by, f"example, {place}", expected, found, example.line)

    yield from first_few([*dict.fromkeys([*changed, *rejected])], tell)


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
