"""The words of a schema: small pieces of one, made of ranges, names and counts.

In all of them what may be missing may also be null (clause `absent`). Nothing here knows a table.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

__all__ = [
    "EMPTY",
    "NOT_EMPTY",
    "Schema",
    "any_way",
    "between",
    "entries",
    "one_of",
    "ways_to_keep",
    "whole",
    "with_fields",
]

Schema = Mapping[str, object]

_LARGEST_STATED: Final = 10**9
"""The largest whole number that tables can state: a range that goes on after it is open."""
EMPTY: Final = range(1)
NOT_EMPTY: Final = range(1, _LARGEST_STATED + 2)
"""How many entries a list has that is empty, and one that is not."""


def one_of(names: Iterable[str]) -> Schema:
    """Say that a value is one of some names."""
    return {"type": ["string", "null"], "enum": [*names, None]}


def whole(numbers: range) -> Schema:
    """Say that a value is a whole number within a range; `5.0` is whole, to a schema too."""
    return {"type": ["integer", "null"], **between(numbers.start, _highest(numbers))}


def between(low: int | None, high: int | None) -> Schema:
    """Say that a number is not below or above these, None for an end that is open."""
    ends = {"minimum": low, "maximum": high}
    return {keyword: end for keyword, end in ends.items() if end is not None}


def entries(counts: range) -> Schema:
    """Say how many entries a list has; one that may be empty may also be missing."""
    least = {"type": ["array"], "minItems": counts.start}
    high = _highest(counts)
    return {
        **(least if counts.start else {"type": ["array", "null"]}),
        **({} if high is None else {"maxItems": high}),
    }


def _highest(numbers: range) -> int | None:
    return numbers.stop - 1 if numbers.stop - 1 <= _LARGEST_STATED else None


def with_fields(fields: Mapping[str, Schema]) -> Schema:
    """Say what the fields of an object are: those that may not be null are required."""
    required = [name for name, schema in fields.items() if not _may_be_null(schema)]
    return {**({"required": required} if required else {}), "properties": {**fields}}


def _may_be_null(schema: Schema) -> bool:
    types = schema.get("type", "null")
    return "const" not in schema and (
        types == "null" or isinstance(types, list) and "null" in types
    )


# A maximum that several lists share: a schema cannot add, so it lists the ways to keep it.


def ways_to_keep(most: int, maxima: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the greatest lengths of lists that are no more than `most` together.

    `maxima` are the maxima of the lists themselves. Where they are no more than `most` together,
    there is one way.
    """
    if not maxima:
        yield ()
        return
    first, *others = maxima
    highest = min(first, most)
    # Up to this length of the first list there is room for all that the others may have.
    lowest = min(highest, max(0, most - sum(others)))
    for length in range(lowest, highest + 1):
        for lengths in ways_to_keep(most - length, others):
            yield length, *lengths


def any_way(fields: Sequence[str], ways: Iterable[tuple[int, ...]]) -> Schema:
    """Say that lists are no longer than in one of the ways, which are sorted by the first list."""
    first, *others = fields
    found: list[Schema] = []
    for length, alike in groupby(ways, key=lambda way: way[0]):
        inner = [
            with_fields({f: entries(range(n + 1)) for f, n in zip(others, way[1:], strict=True)})
            for way in alike
        ]
        found.append({**with_fields({first: entries(range(length + 1))}), "anyOf": inner})
    return {"anyOf": found}
