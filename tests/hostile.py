"""Values that a request was never meant to hold: for the tests that show nothing is beyond judging.

Each is made afresh by name, so that a failing example says what it was even where the value itself
cannot be printed. Nothing here knows a rule.
"""

import datetime
import enum
import types
from collections import (
    ChainMap,
    OrderedDict,
    UserDict,
    UserList,
    UserString,
    defaultdict,
    deque,
)
from collections.abc import Callable, Hashable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NoReturn
from unittest.mock import Mock

from hypothesis import strategies as st

__all__ = ["KEYS", "MAPPINGS", "TEXTS", "VALUES", "Odd", "anything", "json_values", "real", "texts"]


class Odd:
    """A placeholder for a value by its name in `VALUES`, which `real` puts in its place."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"Odd({self.name!r})"


def refuse(*args: object, **kwargs: object) -> NoReturn:
    """Be a method that nobody has a reason to call."""
    raise AssertionError("a method of a value in the request was called")


_NEEDED = frozenset(
    {"__class__", "__dict__", "__doc__", "__getattribute__", "__init__", "__init_subclass__"}
    | {"__new__", "__slots__", "__subclasshook__", "__dir__", "__hash__", "__module__"}
)


def refusing(base: type) -> type:
    """Return a subclass of a builtin type every method of which raises, its hash excepted."""
    methods = {name: refuse for name in dir(base) if name not in _NEEDED}
    return type(f"Refusing{base.__name__}", (base,), {**methods, "__hash__": base.__hash__})


RefusingStr, RefusingInt, RefusingFloat = refusing(str), refusing(int), refusing(float)
RefusingDecimal, RefusingList, RefusingTuple = refusing(Decimal), refusing(list), refusing(tuple)
RefusingDict = refusing(dict)


class Refusing:
    """An object that answers nothing at all."""

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = refuse
    __bool__ = __len__ = __iter__ = __contains__ = __getitem__ = __call__ = refuse
    __repr__ = __str__ = __format__ = __int__ = __float__ = __index__ = __getattr__ = refuse
    __hash__ = None  # type: ignore[assignment]  # not hashable, as a list is not


class Liar:
    """An object that claims to be of a class that it is not of."""

    def __init__(self, claimed: type) -> None:
        self.claimed = claimed

    @property  # type: ignore[misc]  # the claim is the point
    def __class__(self) -> type:
        return self.claimed


class Unasked:
    """An object that must not even be asked for its class."""

    @property  # type: ignore[misc]  # that it raises is the point
    def __class__(self) -> type:
        raise AssertionError("asked for its class")


class RefusingClass(type):
    """A class that refuses to be compared, hashed or asked for its subclasses."""

    __eq__ = __hash__ = __instancecheck__ = __subclasscheck__ = refuse


class OfARefusingClass(metaclass=RefusingClass):
    """An object of such a class."""


class StrOfARefusingClass(str, metaclass=RefusingClass):
    """A string of such a class."""


class Namesake:
    """A key that a dict takes for `prompt` until it asks, and that does not answer."""

    __eq__ = refuse

    def __hash__(self) -> int:
        return hash("prompt")


class Lazy(Mapping[str, object]):
    """A mapping that is not a dict, with nothing but what a mapping must have."""

    def __init__(self, entries: Mapping[str, object]) -> None:
        self.entries = dict(entries)

    def __getitem__(self, key: str) -> object:
        return self.entries[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


class Mute(Lazy):
    """A mapping that does not say what it holds."""

    __iter__ = items = __len__ = __getitem__ = refuse


class Name(enum.StrEnum):
    """A name as an enumeration: a string, whatever else it is."""

    SEEDANCE_2 = "seedance-2"


class Seconds(enum.IntEnum):
    """A number as an enumeration."""

    FIVE = 5


def nested(depth: int) -> list[object]:
    """Return a list in a list in a list."""
    value: list[object] = []
    for _ in range(depth):
        value = [value]
    return value


def nested_objects(depth: int) -> dict[str, object]:
    """Return an object in an object in an object."""
    value: dict[str, object] = {}
    for _ in range(depth):
        value = {"input": value}
    return value


def shared(levels: int) -> list[object]:
    """Return a list of ten times the same list of ten times the same list…: small, and endless."""
    value: list[object] = ["x" * 100]
    for _ in range(levels):
        value = [value] * 10
    return value


def circular() -> list[object]:
    """Return a list that holds itself, more than once."""
    value: list[object] = []
    value.extend([value, {"again": value}, value])
    return value


VALUES: dict[str, Callable[[], object]] = {
    "a huge int": lambda: 10**5000,
    "a huge negative int": lambda: -(2**20000),
    "an int above every float": lambda: 10**400 + 5,
    "not a number": lambda: float("nan"),
    "infinity": lambda: float("-inf"),
    "minus zero": lambda: -0.0,
    "the largest float": lambda: 1.7976931348623157e308,
    "the smallest float": lambda: 5e-324,
    "a signaling NaN": lambda: Decimal("sNaN"),
    "a NaN with a payload": lambda: Decimal("-NaN" + "9" * 100),
    "a Decimal infinity": lambda: Decimal("Infinity"),
    "a Decimal of a million digits": lambda: Decimal("1E+1000000"),
    "the largest exponent": lambda: Decimal("-9E+999999999999999999"),
    "the smallest exponent": lambda: Decimal("1E-999999999999999999"),
    "a zero with an exponent": lambda: Decimal("-0E+999999999"),
    "five, at length": lambda: Decimal("5." + "0" * 2_000),
    "five, not quite": lambda: Decimal("5." + "0" * 2_000 + "1"),
    "a complex number": lambda: 5 + 0j,
    "a fraction": lambda: Fraction(5),
    "a deep list": lambda: nested(20_000),
    "a deep tuple in a list": lambda: [tuple(nested(5000))],
    "a deep object": lambda: nested_objects(20_000),
    "a list of the same": lambda: shared(20),
    "a circular list": circular,
    "a wide list": lambda: list(range(2_000)),
    "a wide object": lambda: {f"key {index}": index for index in range(2_000)},
    "an object with other keys": lambda: {None: 1, 7: 2, (): 3, "prompt": 4},
    "a set": lambda: {1, "a", None},
    "a frozen set": lambda: frozenset({1}),
    "bytes": lambda: b"https://cdn.test/1.png",
    "a byte array": lambda: bytearray(b"a cat"),
    "a view of bytes": lambda: memoryview(b"a cat"),
    "a range": lambda: range(10**9),
    "a generator": lambda: (character for character in "a cat"),
    "a queue": lambda: deque(["https://cdn.test/1.png"]),
    "a user's list": lambda: UserList(["https://cdn.test/1.png"]),
    "a user's string": lambda: UserString("a cat"),
    "a mapping that is not a dict": lambda: Lazy({"prompt": "a cat"}),
    "an object": object,
    "a class": lambda: str,
    "a function": lambda: refuse,
    "a module": lambda: types,
    "an exception": lambda: ValueError("a cat"),
    "an ellipsis": lambda: ...,
    "not implemented": lambda: NotImplemented,
    "a date": lambda: datetime.date(2026, 6, 8),
    "an enumerated name": lambda: Name.SEEDANCE_2,
    "an enumerated number": lambda: Seconds.FIVE,
    "a str that refuses": lambda: RefusingStr("https://cdn.test/1.mp4"),
    "a blank str that refuses": lambda: RefusingStr(" "),
    "a name that refuses": lambda: RefusingStr("seedance-2-preview"),
    "an int that refuses": lambda: RefusingInt(5),
    "a huge int that refuses": lambda: RefusingInt(10**5000),
    "a float that refuses": lambda: RefusingFloat(5),
    "a NaN that refuses": lambda: RefusingFloat("nan"),
    "a Decimal that refuses": lambda: RefusingDecimal("5.0"),
    "a list that refuses": lambda: RefusingList(["https://cdn.test/1.png", RefusingStr("x")]),
    "an empty list that refuses": lambda: RefusingList(),
    "a tuple that refuses": lambda: RefusingTuple(("https://cdn.test/1.png",)),
    "a dict that refuses": lambda: RefusingDict(prompt="a cat"),
    "an object that refuses": Refusing,
    "a mocked str": lambda: Mock(spec=str),
    "a mocked list": lambda: Mock(spec=list),
    "a mocked dict": lambda: Mock(spec=dict),
    "a mocked int": lambda: Mock(spec=int),
    "a liar, str": lambda: Liar(str),
    "a liar, dict": lambda: Liar(dict),
    "a liar, list": lambda: Liar(list),
    "a liar, float": lambda: Liar(float),
    "a liar, Decimal": lambda: Liar(Decimal),
    "unasked": Unasked,
    "a mapping that refuses": lambda: Mute({"prompt": "a cat"}),
    "an object of a class that refuses": OfARefusingClass,
    "a str of a class that refuses": lambda: StrOfARefusingClass("seedance-2"),
}
"""Values of every kind, each made by a function of its own."""

MAPPINGS: dict[str, Callable[[Mapping[str, object]], Mapping[str, object]]] = {
    "a dict": dict,
    "an ordered dict": OrderedDict,
    "a dict with defaults": lambda entries: defaultdict(refuse, entries),
    "a dict that refuses": lambda entries: RefusingDict(entries),
    "a read-only view": lambda entries: types.MappingProxyType(dict(entries)),
    "a chain of dicts": lambda entries: ChainMap({}, dict(entries)),
    "a user's dict": lambda entries: UserDict(entries),
    "a mapping that is not a dict": Lazy,
}
"""Ways to hold the same keys and values."""

KEYS: dict[str, Callable[[], Hashable]] = {
    "None": lambda: None,
    "a number": lambda: 7,
    "a huge number": lambda: 10**5000,
    "not a number": lambda: float("nan"),
    "a tuple": lambda: ("prompt",),
    "bytes": lambda: b"prompt",
    "a class": lambda: str,
    "an object": object,
    "a key that refuses": lambda: RefusingStr("an unknown key"),
    "a known key that refuses": lambda: RefusingStr("prompt"),
    "a namesake that refuses": Namesake,
    "a long key": lambda: "k" * 100_000,
    "a pointer": lambda: "/input/~0~1",
}
"""Keys of every kind that a dict can have."""

TEXTS = (
    "",
    " ",
    "\x00",
    "\ud800",
    "\udfff lone",
    "\u202e reversed \u2066",
    "a\u200bb",
    "line\nline\r\x85\u2028",
    "\x1b[31m red",
    "<script>alert(1)</script>",
    "'; -- \\ \" `",
    "\U0010ffff",
    "İstanbul ß ﬀ",
    "@image1",
    "@图片_1 @视频2 @音频3",
    "@image0",
    "@image" + "0" * 5000 + "1",
    "@video" + "9" * 5000,
    "@audio１",
    "@image" * 1000,
    "seedance-2",
    "SEEDANCE_2 ",
    "asset://",
    "asset://\u202e",
    "https://" + "a@" * 2000,
    "https://" + ":" * 2000,
    "https://[" * 500,
    "https://h" + ":1" * 2000,
    "https://h/" + "." * 5000 + "mp4",
    "http\x00://h/1.mp4",
    "HTTPS://H/1.WEBM?x#y",
    "x" * 10_000,
)
"""Strings that were trouble somewhere, once."""


def texts() -> st.SearchStrategy[str]:
    """Draw strings of every code point, lone surrogates included."""
    return st.sampled_from(TEXTS) | st.text(st.characters(), max_size=30)


def json_values() -> st.SearchStrategy[object]:
    """Draw whatever JSON can hold, and the numbers that Python's reader of it adds."""
    leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | texts()
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts(), inner, max_size=4),
        max_leaves=8,
    )


def anything() -> st.SearchStrategy[object]:
    """Draw any JSON, or an odd value by its name."""
    return json_values() | st.sampled_from(sorted(VALUES)).map(Odd)


def real(value: object) -> object:
    """Put odd values in the place of their names, in lists and objects as well."""
    if isinstance(value, Odd):
        return VALUES[value.name]()
    if isinstance(value, list):
        return [real(entry) for entry in value]
    if isinstance(value, dict):
        return {key: real(entry) for key, entry in value.items()}
    return value
