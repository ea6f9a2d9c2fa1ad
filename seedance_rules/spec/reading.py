"""Reading plain data, key by key, and saying exactly where it is wrong.

A `Table` is one mapping of the tables. Every key is asked for by the type it must have, and
`done()` refuses the keys that nobody asked for, so that a misspelt key is never silently ignored.
The data are plain: `layers.plain` has copied them. Nothing here knows what the keys mean.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from seedance_rules.amounts import EXACT
from seedance_rules.errors import InvalidSpec
from seedance_rules.wording import either, kind_of, nearest, show

__all__ = ["Table"]

_T = TypeVar("_T")

_MOST_DIGITS = 40
"""Digits of an amount. Far above any price; it keeps every product within the exact context."""


class Table:
    """One mapping of the tables, and its place in them."""

    def __init__(self, data: object, place: str = "", root: "Table | None" = None) -> None:
        self.place = place
        self.root = self if root is None else root
        if type(data) is not dict:
            raise InvalidSpec(place or "the tables", f"must be a table, not {kind_of(data)}")
        for key in data:
            if type(key) is not str or not key:
                raise self.wrong(f"key {show(key)} must be a string that is not empty")
        self._data: dict[str, object] = data
        self._asked: set[str] = set()
        self._inner: dict[str, Table] = {}

    def wrong(self, problem: str, key: str | None = None) -> InvalidSpec:
        """Return the error that says what is wrong here, or with one key here."""
        return InvalidSpec(self.at(key) if key is not None else self.place or "the tables", problem)

    def at(self, key: str) -> str:
        """Return the place of a key of this table."""
        return f"{self.place}.{key}" if self.place else key

    def keys(self) -> tuple[str, ...]:
        """Return the keys, in their order."""
        return tuple(self._data)

    def has(self, key: str) -> bool:
        """Tell whether the table has the key."""
        return key in self._data

    def done(self) -> None:
        """Refuse the keys, here and in the tables inside, that were never asked for."""
        for key in self._data:
            if key not in self._asked:
                near = nearest(key, self._asked)
                meant = f"; did you mean {near}?" if near else ""
                raise self.wrong(f"unknown key{meant}", key)
        for inner in self._inner.values():
            inner.done()

    def leave(self, key: str) -> None:
        """Leave a key unread, whatever it holds: it is for somebody else to check."""
        self._asked.add(key)
        self._inner.pop(key, None)

    def _value(self, key: str) -> object:
        self._asked.add(key)
        if key not in self._data:
            raise self.wrong("is missing", key)
        return self._data[key]

    def optional(self, key: str, read: Callable[[str], _T]) -> _T | None:
        """Read a key that may be left out with one of the methods below."""
        self._asked.add(key)
        return read(key) if key in self._data else None

    def text(self, key: str) -> str:
        """Read a string that is not blank."""
        value = self._value(key)
        if type(value) is not str or not value.strip():
            raise self.wrong(f"must be a string that is not blank, not {show(value)}", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of different strings that are not blank."""
        value = self._value(key)
        if type(value) is not list:
            raise self.wrong(f"must be a list of strings, not {show(value)}", key)
        entries: list[str] = []
        for index, entry in enumerate(value):
            if type(entry) is not str or not entry.strip():
                raise self.wrong(
                    f"must be a string that is not blank, not {show(entry)}", f"{key}[{index}]"
                )
            if entry in entries:
                raise self.wrong(f"is given twice: {show(entry)}", f"{key}[{index}]")
            entries.append(entry)
        return tuple(entries)

    def flag(self, key: str) -> bool:
        """Read a boolean."""
        value = self._value(key)
        if type(value) is not bool:
            raise self.wrong(f"must be true or false, not {show(value)}", key)
        return value

    def whole(self, key: str) -> int:
        """Read a whole number that is not negative."""
        value = self._value(key)
        if type(value) is not int or not 0 <= value <= 10**9:
            raise self.wrong(f"must be a whole number from 0 to 10^9, not {show(value)}", key)
        return value

    def positive(self, key: str) -> int:
        """Read a whole number above zero."""
        value = self.whole(key)
        if not value:
            raise self.wrong("must be above zero", key)
        return value

    def amount(self, key: str) -> Decimal:
        """Read an exact amount above or at zero: a string of digits, since a float is not exact."""
        value = self._value(key)
        if type(value) is not str:
            raise self.wrong(
                f'must be a string such as "0.10", which is exact, not {show(value)}', key
            )
        try:
            amount = Decimal(value, EXACT)
        except InvalidOperation:
            raise self.wrong(f"must be a decimal number, not {show(value)}", key) from None
        if not amount.is_finite() or amount.is_signed():
            raise self.wrong(f"must not be negative, infinite or NaN: {show(value)}", key)
        _, digits, exponent = amount.as_tuple()
        if len(digits) > _MOST_DIGITS or not -_MOST_DIGITS <= int(exponent) <= _MOST_DIGITS:
            raise self.wrong(f"has more than {_MOST_DIGITS} digits: {show(value)}", key)
        return amount

    def one_of(self, key: str, names: Iterable[str], what: str) -> str:
        """Read a name that must be one of `names`."""
        value = self.text(key)
        self.known(key, value, names, what)
        return value

    def some_of(self, key: str, names: Iterable[str], what: str) -> tuple[str, ...]:
        """Read a list of names, each one of `names`."""
        values = self.texts(key)
        known = tuple(names)
        for index, value in enumerate(values):
            self.known(f"{key}[{index}]", value, known, what)
        return values

    def one_or_more(self, key: str) -> tuple[str, ...]:
        """Read a name, or a list of names."""
        return self.texts(key) if type(self._value(key)) is list else (self.text(key),)

    def known(self, key: str, value: str, names: Iterable[str], what: str) -> None:
        """Refuse a value that is not one of `names`."""
        known = tuple(names)
        if value not in known:
            near = nearest(value, known)
            meant = f"; did you mean {show(near)}?" if near else f"; use {either(known)}"
            raise self.wrong(f"unknown {what} {show(value)}{meant}", key)

    def table(self, key: str) -> "Table":
        """Read a table inside this one; asking again gives the same one."""
        return self._enter(self._value(key), key)

    def tables(self, key: str) -> tuple["Table", ...]:
        """Read a list of tables."""
        value = self._value(key)
        if type(value) is not list:
            raise self.wrong(f"must be a list of tables, not {show(value)}", key)
        return tuple(self._enter(entry, f"{key}[{index}]") for index, entry in enumerate(value))

    def named(self, key: str) -> dict[str, "Table"]:
        """Read a table of named tables."""
        outer = self.table(key)
        return {name: outer.table(name) for name in outer.keys()}

    def _enter(self, data: object, key: str) -> "Table":
        if key not in self._inner:
            self._inner[key] = Table(data, self.at(key), self.root)
        return self._inner[key]
