"""How SQLite, DuckDB and Spark differ in writing down a name, a text, a number and an amount.

Everything else that `prices` writes is SQL on which the three agree. Nothing here knows a price.
"""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

__all__ = [
    "CREDIT_DIGITS",
    "DIALECTS",
    "Dialect",
    "InvalidName",
    "Name",
    "UnknownDialect",
    "dialect_of",
    "literal",
]

Name = str | Sequence[str]
"""A column or a table: one name, or the names of a path, `("warehouse", "tasks")`."""

CREDIT_DIGITS: Final = 18
"""Digits of an amount of credits, `DECIMAL(18, credit_places())`: those of a 64-bit integer."""

_EXACT_PLACES: Final = 28
"""What a DECIMAL(38) leaves behind the ten digits that `MOST_SECONDS` needs before the point."""

_EXACT_TYPES: Final = (
    "^(u?(tiny|small|big|huge)?int|u?integer|decimal[(][0-9]+, ?([0-9]|1[0-9]|2[0-8])[)])$"
)
"""The names of the integer types, and of the decimal types of at most `_EXACT_PLACES` places."""


class UnknownDialect(ValueError):
    """No such dialect is written here; the message names those that are."""


class InvalidName(ValueError):
    """A name of a column or table, or a text of the tables, that cannot be in SQL safely."""


@frozen
class Dialect:
    """One database's way of writing.

    `quote` is put around names. `decimals` tells whether there is an exact DECIMAL, and a cast that
    gives NULL where it fails. `binary` compares a column byte by byte, whatever its collation.
    `matches` is the function that searches a text for a pattern. `day` writes the day that a text
    names as ISO text.
    """

    name: str
    quote: str
    decimals: bool
    binary: str
    matches: str = ""
    day: str = "CAST(TRY_CAST({} AS DATE) AS STRING)"

    def identifier(self, name: Name) -> str:
        """Quote a name or a path. Raises `InvalidName` for what no database would take as one."""
        one = isinstance(name, str) or not isinstance(name, Sequence)
        parts: Sequence[object] = (name,) if one else name
        if not parts:
            raise InvalidName("an empty path names no column or table; give at least one name")
        return ".".join(map(self._quoted, parts))

    def _quoted(self, name: object) -> str:
        # Spark replaces ${...} in a query before it parses it, quoted or not.
        if not isinstance(name, str) or not name or not name.isprintable() or "${" in name:
            raise InvalidName(
                f"{name!r:.100} is not a name of a column or table; give a text of printable "
                "characters without ${, or a sequence of such texts for a path"
            )
        return f"{self.quote}{name.replace(self.quote, self.quote * 2)}{self.quote}"

    def text(self, name: Name) -> str:
        """Return a column of texts as something to compare exactly."""
        return self.binary.format(self.identifier(name))

    def number(self, column: str) -> str:
        """Return a column as something to compute with in floating point."""
        return f"TRY_CAST({column} AS DOUBLE)" if self.decimals else column

    def units(self, column: str, places: int) -> str:
        """Return a column of numbers as a whole number of its units of the last decimal place.

        For what `fits` in that many places and has at most fifteen digits: the double
        nearest to it is then so near to the one whole number there is that rounding finds it.
        """
        cast = "TRY_CAST" if self.decimals else "CAST"
        return f"{cast}(ROUND({self.number(column)} * 1e{places}) AS BIGINT)"

    def fits(self, column: str, places: int) -> str:
        """Return a condition: the column holds a number, exactly, in so many decimal places.

        A double is read as the digits it prints as: it fits when it is the double nearest to a
        decimal of that many places. Text, booleans and other types are not numbers.
        """
        number = self.number(column)
        nearest = f"ROUND({number} * 1e{places}) / 1e{places} = {number}"
        if not self.decimals:
            return f"typeof({column}) IN ('integer', 'real') AND {nearest}"
        exactly = f"DECIMAL(38, {_EXACT_PLACES})"
        kind = f"lower(typeof({column}))"
        return (
            f"CASE WHEN {self.matches}({kind}, '{_EXACT_TYPES}') "
            f"THEN TRY_CAST(TRY_CAST({column} AS DECIMAL(18, {places})) AS {exactly})"
            f" = TRY_CAST({column} AS {exactly}) "
            f"WHEN {kind} IN ('double', 'float') THEN {nearest} END"
        )

    def amount(self, units: str, places: int) -> str:
        """Return credits, given in units of their last place, as the database keeps amounts."""
        if not self.decimals:
            return units
        unit = f"CAST(0.{'1'.zfill(places)} AS DECIMAL({places + 1}, {places}))"
        whole = f"CAST({units} AS DECIMAL({CREDIT_DIGITS}, 0))"
        return f"CAST({whole} * {unit} AS DECIMAL({CREDIT_DIGITS}, {places}))"


_DIALECTS: Final = {
    dialect.name: dialect
    for dialect in (
        # Backquotes: SQLite takes a name in double quotes that it does not know for a text.
        # `+0 days`: from a day that is counted from, June has no 31st.
        Dialect("sqlite", "`", False, "{} COLLATE BINARY", day="date({}, '+0 days')"),
        Dialect("duckdb", '"', True, 'CAST({} AS VARCHAR) COLLATE "binary"', "regexp_matches"),
        # A plain STRING has Spark's binary collation.
        Dialect("spark", "`", True, "CAST({} AS STRING)", "regexp_like"),
    )
}

DIALECTS: Final = tuple(_DIALECTS)
"""The dialects that `dialect` may name."""


def dialect_of(name: str) -> Dialect:
    """Return the dialect of that name. Raises `UnknownDialect`, which lists them, for any other."""
    if not isinstance(name, str) or name not in _DIALECTS:
        raise UnknownDialect(f"unknown dialect {name!r:.100}; use {', '.join(map(repr, DIALECTS))}")
    return _DIALECTS[name]


def literal(text: str) -> str:
    """Write down a text of the tables as SQL.

    Raises `InvalidName` for a text that the dialects would escape in ways of their own.
    """
    if not text.isprintable() or "'" in text or "\\" in text or "${" in text:
        raise InvalidName(
            f"{text!r:.100} cannot be written in every dialect; in tables for SQL, use names of "
            "printable characters without quotation marks, backslashes and ${"
        )
    return f"'{text}'"
