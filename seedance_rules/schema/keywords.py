"""The words of a schema: small pieces of one, made of ranges, names, counts and extensions.

In all of them what may be missing may also be null (clause `absent`); `without_null` takes that out
of a whole schema. Nothing here knows a table.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from seedance_rules.wording import OPEN, bounds

__all__ = [
    "EMPTY",
    "NOT_BLANK",
    "NOT_EMPTY",
    "Schema",
    "all_of",
    "any_of",
    "at_least",
    "at_most",
    "between",
    "entries",
    "lengths",
    "one_of",
    "url",
    "when",
    "whole",
    "with_fields",
    "without_null",
]

Schema = Mapping[str, Any]

EMPTY: Final = range(1)
NOT_EMPTY: Final = range(1, OPEN)
"""How many entries a list has that is empty, and one that is not."""


def one_of(names: Iterable[str]) -> Schema:
    """Say that a value is one of some names."""
    return {"type": ["string", "null"], "enum": [*names, None]}


def whole(numbers: range) -> Schema:
    """Say that a value is a whole number within a range; `5.0` is whole, to a schema too."""
    return {"type": ["integer", "null"], **between(*bounds(numbers))}


def between(low: int | None, high: int | None) -> Schema:
    """Say that a number is not below or above these, None for an end that is open."""
    stated = {"minimum": low, "maximum": high}
    return {keyword: end for keyword, end in stated.items() if end is not None}


def entries(counts: range) -> Schema:
    """Say how many entries a list has; one that may be empty may also be missing."""
    least, most = bounds(counts)
    types = {"type": ["array"], "minItems": least} if least else {"type": ["array", "null"]}
    return types if most is None else {**types, "maxItems": most}


def with_fields(fields: Mapping[str, Schema], rules: Sequence[Schema] = ()) -> Schema:
    """Say what the fields of an object are, and rules that it keeps.

    Fields that may not be null are required.
    """
    required = [
        name
        for name, schema in fields.items()
        if "const" in schema or "null" not in schema.get("type", "null")
    ]
    said = {"required": required, "properties": {**fields}, "allOf": [*rules]}
    return {keyword: value for keyword, value in said.items() if value}


def any_of(schemas: Sequence[Schema]) -> Schema:
    """Say that at least one of some schemas holds."""
    return schemas[0] if len(schemas) == 1 else {"anyOf": [*schemas]}


def all_of(schemas: Sequence[Schema]) -> Schema:
    """Say that all of some schemas hold."""
    return schemas[0] if len(schemas) == 1 else {"allOf": [*schemas]}


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


# A number of entries that several lists share: a schema cannot add, so it says how many one list
# may or must have beside each length of the others. Each list has a maximum of its own.


def at_most(total: int, maxima: Mapping[str, int]) -> Iterator[Schema]:
    """Say that lists have no more entries together than `total`."""
    *others, last = maxima
    if total < maxima[last]:
        yield with_fields({last: entries(range(total + 1))})
    before = {field: maxima[field] for field in others}
    for length in range(min(total, maxima[last]) + 1 if others else 0):
        rest = [*at_most(total - length, before)]
        if rest and length:
            yield when(with_fields({last: entries(range(length, OPEN))}), all_of(rest))
        else:
            yield from rest


def at_least(total: int, maxima: Mapping[str, int]) -> Iterator[Schema]:
    """Say that lists have no fewer entries together than `total`, which is not 0."""
    first, *others = maxima
    for counts in lengths(total - 1, [maxima[field] for field in others]):
        shorter = {f: entries(range(n + 1)) for f, n in zip(others, counts, strict=True)}
        needed = entries(range(total - sum(counts), OPEN))
        yield when(with_fields(shorter), with_fields({first: needed}))


def lengths(most: int, maxima: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the lengths that lists can have which are no longer than `most` together."""
    if not maxima:
        yield ()
        return
    for length in range(min(maxima[0], most) + 1):
        for others in lengths(most - length, maxima[1:]):
            yield length, *others


# Patterns keep to what every dialect of regular expressions reads alike: no flags, no looking
# ahead, and a `$` is never all that keeps a line break from the end.

# The wide ones are written out: not every dialect has an escape for them.
_WIDE_BLANKS: Final = "\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_BLANKS: Final = r"\x09-\x0d\x1c-\x20\x85\xa0" + _WIDE_BLANKS
"""White space, as `str.isspace` tells it, for a character class."""
_BLANKS_AND_CONTROLS: Final = r"\x00-\x20\x7f-\xa0" + _WIDE_BLANKS
"""White space and control characters, for a character class."""

NOT_BLANK: Final = f"[^{_BLANKS}]"
"""The pattern of a text that is not white space alone (clause `prompt-required`)."""

_HOST: Final = r"([^/?#]*@)?(\[[^\[\]/?#@]+\]|[^/?#@:\[\]]+)(:[0-9]*)?([/?#]|$)"


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
