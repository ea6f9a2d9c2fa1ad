"""What the documentation page says of each fact in the tables, place by place.

The tables lay it down in their optional section `page`: texts whose values are left open,
`duration: user-controlled ({each.duration.minimum}–{each.duration.maximum}s)`. Here those are filled
from the tables' own values, so that a text can never state another value than
the rules apply. No page is read here, and no text or name of the page stands here.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from attrs import field, frozen

from seedance_rules import Spec
from seedance_rules.conformance.page_values import values
from seedance_rules.tables import Table
from seedance_rules.wording import nearest, show

__all__ = ["Page", "PageCell", "PageFact", "PageRow", "PageTable", "documentation"]

_JOINED_BY: Final = ", "
"""What stands between the entries of a list, where no wording says otherwise."""

_FEWEST_LETTERS: Final = 3
"""A fact needs that many characters of its own words in a row, or it could not be found."""


@frozen
class PageFact:
    """One statement outside the tables of the page, in one of the places where it stands.

    `parts` are, in turn, words of the page and a value of the tables; the first and the last are
    words, which may be empty. Put together they are what the page says there.
    """

    clause: str
    place: str
    parts: tuple[str, ...]


@frozen
class PageCell:
    """What one cell of a table on the page says."""

    clause: str
    text: str


@frozen
class PageRow:
    """One row of a table on the page; `name` is what its key cells say."""

    name: str
    cells: tuple[PageCell, ...]


@frozen
class PageTable:
    """One table of the page. The first `keys` cells of a row name it."""

    name: str
    clause: str
    keys: int
    header: tuple[str, ...]
    rows: tuple[PageRow, ...]


@frozen
class Page:
    """What the tables expect the page to say. `joints` is what may join the entries of a list."""

    tables: tuple[PageTable, ...]
    facts: tuple[PageFact, ...]
    joints: tuple[str, ...]


@frozen
class _Wording:
    """How a value is written on the page where it is not written as in the tables."""

    join: str = _JOINED_BY
    count: bool = False
    words: Mapping[str, str] = field(factory=dict)

    def write(self, value: object) -> str:
        if isinstance(value, (tuple, dict)):
            written = str(len(value)) if self.count else self.join.join(value)
        elif isinstance(value, bool):
            written = "true" if value else "false"
        elif isinstance(value, Decimal):
            written = format(value, "f")
        else:
            written = "none" if value is None else str(value)
        return self.words.get(written, written)


_AS_IN_TABLES: Final = _Wording()


@frozen
class _Writer:
    """Fills texts from the values of the tables; `entry` is what `each` means, where it means one."""

    values: Mapping[str, object]
    wordings: Mapping[str, _Wording]
    entry: str = ""
    entries: tuple[str, ...] = ()

    def each(self, table: Table, key: str) -> "list[_Writer]":
        """Read the name of a group, and return a writer for each of its entries."""
        name = table.text(key)
        groups = [group for group, inner in self.values.items() if isinstance(inner, dict)]
        table.known(key, name, groups, "group of values")
        group = self.values[name]
        assert isinstance(group, dict)
        return [
            _Writer({**self.values, "each": group[entry]}, self.wordings, entry, tuple(group))
            for entry in group
        ]

    def parts(self, table: Table, key: str) -> tuple[str, ...]:
        """Read a text and fill it: words and values in turn."""
        first, *rest = table.text(key).split("{")
        if "}" in first or any(piece.count("}") != 1 for piece in rest):
            raise table.wrong("has a brace without its other one", key)
        parts = [first]
        for piece in rest:
            slot, _, words = piece.partition("}")
            name, colon, wording = slot.partition(":")
            if colon:
                table.known(key, wording, self.wordings, "wording")
            write = (self.wordings[wording] if colon else _AS_IN_TABLES).write
            parts += [write(self.value(table, key, name)), words]
        return tuple(parts)

    def value(self, table: Table, key: str, name: str) -> object:
        """Return the value of that name; `InvalidSpec` at the key for one that is not there."""
        if name == "each" and self.entry:
            return self.entry
        try:
            return _find(self.values, name)
        except KeyError:
            near = nearest(name, _names(self.values))
            meant = f"; did you mean {near}?" if near else ""
            raise table.wrong(f"{show(name)} is no value of these tables{meant}", key) from None

    def choose(self, table: Table) -> tuple[str, ...] | None:
        """Read the `text` of a table, or the first of its `choices` that holds, and fill it."""
        if not table.has("choices"):
            return self.parts(table, "text")
        found = [
            (self._holds(choice), self.parts(choice, "text")) for choice in table.tables("choices")
        ]
        return next((parts for holds, parts in found if holds), None)

    def _holds(self, choice: Table) -> bool:
        """Tell whether the conditions of a choice hold: a flag, and the entries it is for."""
        flag: object = True
        if choice.has("when"):
            flag = self.value(choice, "when", choice.text("when"))
            if not isinstance(flag, bool):
                raise choice.wrong("must name a value that is true or false", "when")
        if choice.has("of"):
            return flag is True and self.entry in choice.some_of("of", self.entries, "entry")
        return flag is True


def documentation(spec: Spec) -> Page | None:
    """Return what the tables expect of the page, None where they have no section `page`.

    Raises `InvalidSpec` for what does not follow the format and for a name of a value that is not
    there.
    """
    root = Table(spec.to_dict())
    page = root.optional("page", root.table)
    if page is None:
        return None
    clauses = tuple(spec.clauses)
    wordings = _wordings(page)
    writer = _Writer(values(spec), wordings)
    tables = page.named("tables") if page.has("tables") else {}
    facts = page.tables("facts") if page.has("facts") else ()
    joints = [wording.join for wording in (_AS_IN_TABLES, *wordings.values())]
    found = Page(
        tables=tuple(_table(name, table, writer, clauses) for name, table in tables.items()),
        facts=tuple(fact for table in facts for fact in _facts(table, writer, clauses)),
        joints=tuple(dict.fromkeys(joint for joint in joints if joint.strip())),
    )
    page.done()
    return found


def _wordings(page: Table) -> dict[str, _Wording]:
    """Read the wordings; each is one of words for values, a joint of lists, lines, or a count."""
    found: dict[str, _Wording] = {}
    for name, table in (page.named("wording") if page.has("wording") else {}).items():
        words = table.optional("words", table.table)
        join = table.optional("join", table.text)
        lines, count = table.optional("lines", table.flag), table.optional("count", table.flag)
        if sum(map(bool, (words, join, lines, count))) != 1:
            raise table.wrong("must have one of `words`, `join`, `lines` and `count`")
        found[name] = _Wording(
            join="\n" if lines else join or _JOINED_BY,
            count=bool(count),
            words={key: words.text(key) for key in words.keys()} if words else {},
        )
    return found


def _table(name: str, table: Table, writer: _Writer, known: tuple[str, ...]) -> PageTable:
    """Read a table of the page, whose rows or whose columns are the entries of a group."""
    clause = table.one_of("clause", known, "clause")
    if table.has("each_row") == table.has("each_column"):
        raise table.wrong("must have one of `each_row` and `each_column`")
    keys = 1
    if table.has("each_row"):
        columns = table.tables("columns")
        keys = table.optional("keys", table.positive) or keys
        if keys >= len(columns):
            raise table.wrong(f"must be below the number of columns, {len(columns)}", "keys")
        header = tuple(column.text("heading") for column in columns)
        rows = [
            tuple(_cell(column, entry, known, clause) for column in columns)
            for entry in writer.each(table, "each_row")
        ]
    else:
        entries = writer.each(table, "each_column")
        header = (table.text("corner"), *(entry.entry for entry in entries))
        stated = table.optional("clauses", table.table)
        clauses = {
            entry: stated.one_of(entry, known, "clause") if stated and stated.has(entry) else clause
            for entry in header[1:]
        }
        rows = [
            (
                PageCell(clause, row.text("heading")),
                *(_cell(row, entry, known, clauses[entry.entry]) for entry in entries),
            )
            for row in table.tables("rows")
        ]
    named = [PageRow(" ".join(cell.text for cell in cells[:keys]), cells) for cells in rows]
    return PageTable(name=name, clause=clause, keys=keys, header=header, rows=tuple(named))


def _cell(table: Table, writer: _Writer, known: tuple[str, ...], clause: str) -> PageCell:
    """Read one cell of a row or a column; its own clause counts more than the given one."""
    parts = writer.choose(table)
    if parts is None:
        raise table.wrong(f"none of them holds for {show(writer.entry)}", "choices")
    own = table.optional("clause", lambda key: table.one_of(key, known, "clause"))
    return PageCell(own or clause, "".join(parts))


def _facts(table: Table, writer: _Writer, known: tuple[str, ...]) -> Iterator[PageFact]:
    """Read one of the `facts`, and yield it once for each time that the page states it."""
    clause = table.one_of("clause", known, "clause")
    times = table.optional("times", table.positive) or 1
    for entry in writer.each(table, "each") if table.has("each") else [writer]:
        place = "".join(entry.parts(table, "place"))
        parts = entry.choose(table)
        if parts is None:
            continue
        words = ["".join(part.split()) for part in parts[::2]]
        if not all(words[1:-1]):
            raise table.wrong("has two values without words between them")
        if max(map(len, words)) < _FEWEST_LETTERS:
            raise table.wrong("has too few words of its own to be found on a page")
        yield from [PageFact(clause, place, parts)] * times


def _find(values: object, name: str) -> object:
    """Return the value at a dotted name; the longest key counts, since keys may hold dots."""
    if not isinstance(values, dict):
        raise KeyError(name)
    if name in values:
        return values[name]
    head, rest = name, ""
    while "." in head:
        head, _, last = head.rpartition(".")
        rest = f"{last}.{rest}" if rest else last
        if head in values:
            return _find(values[head], rest)
    raise KeyError(name)


def _names(values: Mapping[str, object], before: str = "") -> Iterator[str]:
    for key, value in values.items():
        yield before + key
        if isinstance(value, dict):
            yield from _names(value, f"{before}{key}.")
