"""The words of a schema: small pieces of one, made of ranges, names, counts and extensions.

In all of them what may be missing may also be null (clause `absent`); `without_null` takes that out
of a whole schema. Nothing here knows a table.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

__all__ = [
    "EMPTY",
    "NOT_EMPTY",
    "OPEN",
    "Schema",
    "any_of",
    "any_way",
    "between",
    "ends",
    "entries",
    "not_blank",
    "one_of",
    "url",
    "ways",
    "when",
    "whole",
    "with_fields",
    "without_null",
]

Schema = Mapping[str, Any]

OPEN: Final = 10**9 + 2
"""Where a range of counts without a maximum stops: tables state no number above 10^9."""
EMPTY: Final = range(1)
NOT_EMPTY: Final = range(1, OPEN)
"""How many entries a list has that is empty, and one that is not."""


def ends(numbers: range) -> tuple[int, int | None]:
    """Return the least and the greatest number of a range, None where it is open."""
    return numbers.start, None if numbers.stop >= OPEN else numbers.stop - 1


def one_of(names: Iterable[str]) -> Schema:
    """Say that a value is one of some names."""
    return {"type": ["string", "null"], "enum": [*names, None]}


def whole(numbers: range) -> Schema:
    """Say that a value is a whole number within a range; `5.0` is whole, to a schema too."""
    return {"type": ["integer", "null"], **between(*ends(numbers))}


def between(low: int | None, high: int | None) -> Schema:
    """Say that a number is not below or above these, None for an end that is open."""
    stated = {"minimum": low, "maximum": high}
    return {keyword: end for keyword, end in stated.items() if end is not None}


def entries(counts: range) -> Schema:
    """Say how many entries a list has; one that may be empty may also be missing."""
    least, most = ends(counts)
    types = {"type": ["array"], "minItems": least} if least else {"type": ["array", "null"]}
    return types if most is None else {**types, "maxItems": most}


def with_fields(fields: Mapping[str, Schema]) -> Schema:
    """Say what the fields of an object are: those that may not be null are required."""
    required = [name for name, schema in fields.items() if not _may_be_null(schema)]
    return {**({"required": required} if required else {}), "properties": {**fields}}


def _may_be_null(schema: Schema) -> bool:
    return "const" not in schema and "null" in schema.get("type", "null")


def any_of(schemas: Sequence[Schema]) -> Schema:
    """Say that at least one of some schemas holds."""
    return schemas[0] if len(schemas) == 1 else {"anyOf": [*schemas]}


def when(condition: Schema, then: Schema) -> Schema:
    """Say something under a condition."""
    return {"if": condition, "then": then}


def without_null(schema: Any) -> Any:
    """Return a schema that takes null nowhere: what is not given is left out.

    `"type": ["string", "null"]` becomes `"type": "string"`, and what may only be null may not be
    there, which the schema `false` says.
    """
    if isinstance(schema, list):
        return [without_null(inner) for inner in schema if inner is not None]
    if not isinstance(schema, dict):
        return schema
    found = {keyword: without_null(value) for keyword, value in schema.items()}
    if isinstance(schema.get("type"), list):
        types = [name for name in schema["type"] if name != "null"]
        if not types:
            return False
        found["type"] = types[0]
    return found


# A number of entries that several lists share: a schema cannot add, so it lists the ways.


def ways(total: int, maxima: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the lengths of lists that are `total` together, or all they may be where that is less.

    `maxima` are the maxima of the lists themselves.
    """
    if not maxima:
        yield ()
        return
    first, *others = maxima
    highest = min(first, total)
    # Up to this length of the first list there is room for all that the others may have.
    lowest = min(highest, max(0, total - sum(others)))
    for length in range(lowest, highest + 1):
        for lengths in ways(total - length, others):
            yield length, *lengths


def any_way(fields: Sequence[str], found: Iterable[tuple[int, ...]], *, most: bool) -> Schema:
    """Say that lists are at most, or at least, as long as in one of the ways, which are sorted."""
    first, *others = fields

    def as_long(length: int) -> Schema:
        return entries(range(length + 1) if most else range(length, OPEN))

    outer: list[Schema] = []
    for length, alike in groupby(found, key=lambda way: way[0]):
        inner = [
            with_fields({f: as_long(n) for f, n in zip(others, way[1:], strict=True)})
            for way in alike
        ]
        outer.append({**with_fields({first: as_long(length)}), "anyOf": inner})
    return {"anyOf": outer}


# Patterns keep to what every dialect of regular expressions reads alike: no flags, no looking
# ahead, and a `$` is never all that keeps a line break from the end.

# The wide ones are written out: not every dialect has an escape for them.
_WIDE_BLANKS: Final = "\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_BLANKS: Final = r"\x09-\x0d\x1c-\x20\x85\xa0" + _WIDE_BLANKS
"""White space, as `str.isspace` tells it, for a character class."""
_BLANKS_AND_CONTROLS: Final = r"\x00-\x20\x7f-\xa0" + _WIDE_BLANKS
"""White space and control characters, for a character class."""

_HOST: Final = r"([^/?#]*@)?(\[[^\[\]/?#@]+\]|[^/?#@:\[\]]+)(:[0-9]*)?([/?#]|$)"


def not_blank() -> str:
    """Return the pattern of a text that is not white space alone (clause `prompt-required`)."""
    return f"[^{_BLANKS}]"


def url(schemes: Sequence[str], asset_scheme: str | None, refused: Iterable[str]) -> Schema:
    """Say what an entry of a URL list is (clauses `urls`, `assets`, `formats-by-extension`).

    `asset_scheme` is None where assets are not taken, `refused` the extensions that are not.
    """
    web = f"({'|'.join(map(_in_any_case, schemes))})://"
    pattern = f"^{web}{_HOST}"
    if asset_scheme is not None:
        pattern += f"|^{_escaped(asset_scheme)}://."
    never = f"[{_BLANKS_AND_CONTROLS}]"
    extensions = "|".join(map(_in_any_case, sorted(refused)))
    if extensions:
        never += rf"|^{web}[^/?#]*/[^?#]*[^/?#]\.({extensions})([?#]|$)"
    return {"type": "string", "pattern": pattern, "not": {"pattern": never}}


def _escaped(text: str) -> str:
    """Escape the signs that a scheme may have; an escaped hyphen is an error in some dialects."""
    return text.replace(".", r"\.").replace("+", r"\+")


def _in_any_case(text: str) -> str:
    return "".join(f"[{sign.upper()}{sign}]" if sign.isalpha() else _escaped(sign) for sign in text)
