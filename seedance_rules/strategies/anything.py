"""Values of every sort: JSON values of other types, any JSON value, and any Python value at all.

Nothing here knows a rule or a table.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

__all__ = ["Listed", "Object", "Row", "Text", "Whole", "anything", "json_values", "other_than"]


class Text(str):
    """A `str` that is not exactly one, as enumerations and template engines hand them out."""


class Whole(int):
    """An `int` that is not exactly one."""


class Listed(list[object]):
    """A `list` that is not exactly one."""


class Row(tuple[object, ...]):
    """A `tuple` that is not exactly one, as database drivers hand them out."""


class Object(dict[str, object]):
    """A `dict` that is not exactly one."""


_EXAMPLES: Final[Mapping[str, tuple[object, ...]]] = MappingProxyType(
    {
        "whole": (0, 5, -1),
        "fraction": (5.5,),
        "string": ("5", "true", ""),
        "boolean": (True, False),
        "list": ([], ["https://example.com/1"], [None]),
        "object": ({}, {"url": "https://example.com/1"}),
    }
)


def other_than(*types: str, truthy: bool = False) -> SearchStrategy[object]:
    """Draw JSON values, none of them `null`, of other types than those named."""
    values = [
        value
        for kind, examples in _EXAMPLES.items()
        for value in examples
        if kind not in types and (value or not truthy)
    ]
    return st.sampled_from(values).map(deepcopy)


def json_values() -> SearchStrategy[object]:
    """Draw values that JSON can carry, at most two levels deep."""
    finite = st.floats(allow_nan=False, allow_infinity=False)
    scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), finite)
    return st.one_of(
        scalars,
        st.lists(scalars, max_size=3),
        st.dictionaries(st.text(max_size=8), scalars, max_size=3),
    )


def _deep() -> object:
    value: object = "x"
    for _ in range(100):
        value = [value]
    return value


_HOSTILE: Final[tuple[Callable[[], object], ...]] = (
    lambda: (),
    lambda: ("https://example.com/1", None),
    lambda: b"bytes",
    lambda: {"a", 1},
    object,
    lambda: 10**5000,
    lambda: -(10**5000),
    lambda: Decimal("5.00"),
    lambda: Decimal("5.5"),
    lambda: Decimal("NaN"),
    lambda: Decimal("sNaN"),
    lambda: Decimal("-Infinity"),
    lambda: Decimal("1E+999999"),
    lambda: Decimal("1E-999999"),
    lambda: 1j,
    lambda: "\ud800",
    lambda: "\x00\u202e\ufeff",
    lambda: "x" * 100_000,
    lambda: Text("text_to_video"),
    lambda: MappingProxyType({"prompt": "a cat"}),
    lambda: range(3),
    lambda: iter(()),
    _deep,
)


def anything() -> SearchStrategy[object]:
    """Draw any value at all, JSON or not, to stand where a request or a value in one should."""
    return st.one_of(
        json_values(),
        st.sampled_from((float("nan"), float("inf"), -0.0, 1e308)),
        st.sampled_from(_HOSTILE).map(lambda make: make()),
        st.lists(st.sampled_from(_HOSTILE).map(lambda make: make()), max_size=3),
    )
