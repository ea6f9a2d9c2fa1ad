"""How values, lists of names and ranges are written in messages.

Everything written here is bounded in length and safe to print, whatever the value: the text of a
finding may end up in a log, a terminal or a page. Nothing here knows a rule or a table.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Context, Decimal
from math import isfinite
from typing import Any, Final

from attrs import fields

from seedance_rules.values import exact, is_list, is_object

__all__ = [
    "MOST_SHOWN",
    "OPEN",
    "bounds",
    "cut",
    "either",
    "few",
    "form",
    "kind_of",
    "nearest",
    "number",
    "plain",
    "plain_fields",
    "printable",
    "show",
    "span",
]

_LONGEST_TEXT = 60
MOST_SHOWN = 20
"""Findings that are written one by one; of more, only how many there are is told."""

_SHORT = 6
"""Letters from which on two may differ in a misspelling."""

_LARGEST_NUMBER = 10**18
_LARGEST_COPY = 10_000
_DEEPEST_COPY = 16
_PLAIN = Context()


def cut(text: str, longest: int = _LONGEST_TEXT) -> str:
    """Return `text`, or its beginning and an ellipsis when it is longer than `longest`."""
    return text if len(text) <= longest else text[:longest] + "…"


def printable(text: str, longest: int = _LONGEST_TEXT) -> str:
    """Return `text` cut short, on one line, with every unprintable character escaped."""
    short = cut(text, longest)
    if short.isprintable():
        return short
    # `repr` escapes without looking up a codec, which would open a file the first time.
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in short)


def kind_of(value: object) -> str:
    """Name the JSON type of a value, or the Python type of one that JSON does not have."""
    kind = type(value)
    if value is None:
        return "null"
    if kind is bool:
        return "a boolean"
    if issubclass(kind, str):
        return "a string"
    if issubclass(kind, (int, float, Decimal)):
        return "a number"
    if is_list(value):
        return "a list"
    return "an object" if is_object(value) else f"a Python {printable(kind.__name__)}"


def show(value: object) -> str:
    """Write a value for a person: short, on one line, every unprintable character escaped."""
    leaf = exact(value)
    if type(leaf) is str:
        return f"'{printable(leaf)}'"
    if type(leaf) is bool:
        return "true" if leaf else "false"
    if type(leaf) is int:
        # Python refuses to write out integers of thousands of digits.
        return str(leaf) if abs(leaf) < _LARGEST_NUMBER else "a huge number"
    if type(leaf) is float:
        return repr(leaf)
    return cut(_PLAIN.to_sci_string(leaf)) if type(leaf) is Decimal else kind_of(leaf)


def plain(value: object) -> object:
    """Return a copy of a value that JSON can carry; what is not JSON, or too large, as text."""
    try:
        return _copied(value, [_LARGEST_COPY], 0)
    except _NoCopy:
        return show(value)


class _NoCopy(Exception):
    """A value that JSON cannot carry, or that is too large to copy."""


def _copied(value: object, left: list[int], depth: int) -> object:
    """Copy a value, counting down what is left of the copy's size."""
    leaf = exact(value)
    left[0] -= 1 + (len(leaf) if type(leaf) is str else 0)
    if left[0] < 0 or depth > _DEEPEST_COPY:
        raise _NoCopy
    if leaf is None or type(leaf) is bool or type(leaf) is str:
        return leaf
    if type(leaf) is int and abs(leaf) < _LARGEST_NUMBER:
        return leaf
    if type(leaf) is float and isfinite(leaf):
        return leaf
    if type(leaf) is list or type(leaf) is tuple:
        return [_copied(entry, left, depth + 1) for entry in leaf]
    if type(leaf) is dict and all(type(key) is str for key in leaf):
        left[0] -= sum(map(len, leaf))
        return {key: _copied(entry, left, depth + 1) for key, entry in leaf.items()}
    raise _NoCopy


def plain_fields(value: Any) -> dict[str, Any]:
    """Return the fields of an attrs class or a named tuple as data that `json.dumps` takes.

    Amounts are decimal strings, ranges both ends with None for an open one; fields that `repr`
    leaves out are left out.
    """
    names = getattr(value, "_fields", None) or [f.name for f in fields(type(value)) if f.repr]
    return {name: _plain_field(getattr(value, name)) for name in names}


def _plain_field(value: Any) -> Any:
    match value:
        case Decimal():
            return number(value)
        case range():
            return list(bounds(value))
        case dict():
            return {key: _plain_field(entry) for key, entry in value.items()}
        case date():
            return value.isoformat()
        case _ if hasattr(value, "to_dict"):
            return value.to_dict()
        case tuple():
            return [_plain_field(entry) for entry in value]
        case _:
            return value


def number(value: Decimal) -> str:
    """Write an exact decimal without exponent or trailing zeros: `0.88`, `2`."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def either(names: Iterable[str], word: str = "or") -> str:
    """Join names as a sentence does: `a, b or c`."""
    *rest, last = [*names] or ["nothing"]
    return f"{', '.join(rest)} {word} {last}" if rest else last


OPEN: Final = 10**400
"""Where a range without a maximum stops: above every number that JSON can carry as a float."""


def bounds(numbers: range) -> tuple[int, int | None]:
    """Return both ends of a range, None for an open one."""
    return numbers.start, None if numbers.stop == OPEN else numbers.stop - 1


def span(ends: tuple[int | None, int | None]) -> str:
    """Write a range whose ends may be open: `4 to 15`, `at least 1`, `at most 9`."""
    match ends:
        case (None | 0, None):
            return "any number"
        case (0, 0):
            return "none"
        case (minimum, None):
            return f"at least {minimum}"
        case (None, maximum):
            return f"at most {maximum}"
    minimum, maximum = ends
    return f"exactly {minimum}" if minimum == maximum else f"{minimum} to {maximum}"


def few(findings: Sequence[object], word: str) -> list[str]:
    """Write findings, a line each; of very many, the first, and how many more there are."""
    lines = [f"{word}: {finding}" for finding in findings[:MOST_SHOWN]]
    more = len(findings) - len(lines)
    return [*lines, f"and {more} more {word}s"] if more else lines


def nearest(value: object, names: Iterable[str]) -> str | None:
    """Return the name that `value` misspells, or None when there is not exactly one.

    A misspelling differs in case, separators and blanks, or in one or two letters (one in a short
    name), and never in a number.
    """
    text = exact(value)
    if type(text) is not str or len(text) > _LONGEST_TEXT:
        return None
    letters, numbers = form(text)
    alike: dict[int, list[str]] = {}
    for name in names:
        others, own_numbers = form(name)
        most = 1 if len(others) < _SHORT else 2
        if own_numbers == numbers and abs(len(others) - len(letters)) <= most:
            distance = _distance(letters, others)
            if distance <= most and distance < max(len(others), 2):
                alike.setdefault(distance, []).append(name)
    found = alike[min(alike)] if alike else []
    return found[0] if len(found) == 1 else None


def form(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the letters of a text, in one case and without separators, and its numbers.

    Two texts of one form differ in their spelling alone. Of a long text, the form of its beginning.
    """
    folded = cut(text).casefold()
    letters = "".join(filter(str.isalpha, folded))
    if not any(map(str.isdecimal, folded)):  # as in most names
        return letters, ()
    return letters, tuple("".join(s if s.isdecimal() else " " for s in folded).split())


def _distance(one: str, other: str) -> int:
    """Count the letters to add, drop, change or swap with the next to get from one to the other."""
    before: list[int] = []
    row: list[int] = [*range(len(other) + 1)]
    for at, letter in enumerate(one, 1):
        earlier, before, row = before, row, [at]
        for to, wanted in enumerate(other, 1):
            cost: int = min(before[to] + 1, row[-1] + 1, before[to - 1] + (letter != wanted))
            if at > 1 < to and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, earlier[to - 2] + 1)
            row.append(cost)
    return row[-1]
