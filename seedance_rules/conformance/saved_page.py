"""A saved documentation page taken apart: its tables row by row, and its prose to search in.

Saving a page loses line breaks and adds marks, so two texts count as the same here when they differ
only in white space, in the kind of dash or quote, and in marks of Markdown. Nothing here knows what
a page should say. Every function is linear in the length of the page.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Final

from attrs import define, frozen

__all__ = ["Prose", "SavedTable", "plain", "same", "squeezed", "take_apart"]

_LONGEST_QUOTE: Final = 300

_SAME: Final = str.maketrans("‐‑‒–—―−“”„‘’", '-------"""\'\'')
"""Dashes and quotes that count as one."""

_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LINK: Final = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_PIPE: Final = re.compile(r"(?<!\\)\|")
_ENTITIES: Final = {"nbsp": " ", "lt": "<", "gt": ">", "quot": '"', "#39": "'", "amp": "&"}
_ENTITY: Final = re.compile(f"&({'|'.join(_ENTITIES)});")
_LINE_MARK: Final = re.compile(r"^[ \t]*(?:[-*+•]|#{1,6}|>|[0-9]{1,3}[.)])(?=\s)", re.MULTILINE)


@define
class SavedTable:
    """A table as it stands on the page: its first line, and its rows."""

    before: str
    """What was glued to the first line, in front of the header."""
    open: bool
    """Whether no pipe stands before the header, so that its first cell may hold glued text too."""
    header: tuple[str, ...]
    rows: list[tuple[str, ...]]
    """The cells of each row; a row may have fewer than the header."""
    lines: list[str]
    after: list[str]
    """What stands behind the last cell of a row, which Markdown takes for no part of the table."""


def take_apart(page: str) -> list[str | SavedTable]:
    """Split a page into its tables and the texts between them, in their order.

    Rows may lack their outer pipes, and the line above the one of dashes may have lost the line
    break before it: its last cells are the header, as many as the line of dashes has.
    """
    lines = page.translate(_INVISIBLE).splitlines()
    rules = [at for at, line in enumerate(lines) if _is_rule(line)]
    headers = {rule - 1 for rule in rules if rule and "|" in lines[rule - 1]}
    found: list[str | SavedTable] = []
    done = 0
    for at in sorted(headers):
        if at < done:
            continue
        found.append("\n".join(lines[done:at]))
        table = _headed(lines[at], len(_cells(lines[at + 1])))
        done = at + 2
        while done < len(lines) and "|" in lines[done] and done not in headers:
            _add_row(table, lines[done])
            done += 1
        found.append(table)
    found.append("\n".join(lines[done:]))
    return found


def _is_rule(line: str) -> bool:
    """Tell whether a line is the one of dashes under a header."""
    return "|" in line and "-" in line and not line.strip("|-: \t")


def _cells(line: str) -> list[str]:
    """Split a row at its pipes; the outer ones are not needed."""
    cells = _PIPE.split(line.strip())
    if not cells[-1] and len(cells) > 1:
        cells.pop()
    return cells[1:] if not cells[0] and len(cells) > 1 else cells


def _headed(line: str, count: int) -> SavedTable:
    """Make a table of a first line whose last `count` cells are the header."""
    cells = _PIPE.split(line.strip())
    if not cells[-1]:
        cells.pop()
    return SavedTable(
        before="|".join(cells[:-count]),
        open=len(cells) <= count,
        header=tuple(map(plain, cells[-count:])),
        rows=[],
        lines=[line],
        after=[],
    )


def _add_row(table: SavedTable, line: str) -> None:
    cells = _cells(line)
    count = len(table.header)
    table.rows.append(tuple(map(plain, cells[:count])))
    table.lines.append(line)
    if len(cells) > count:
        table.after.append("|".join(cells[count:]))


def plain(text: str) -> str:
    """Return a text without the marks of Markdown, every run of white space a single space."""
    text = _LINK.sub(r"\1", text).replace("**", "").replace("`", "")
    text = _ENTITY.sub(lambda entity: _ENTITIES[entity[1]], _ESCAPE.sub(r"\1", text))
    return " ".join(text.split())


def squeezed(text: str) -> str:
    """Return a text in the form in which texts are compared: no white space, one kind of dash."""
    return "".join(text.split()).translate(_SAME)


def same(one: str, other: str) -> bool:
    """Tell whether two texts say the same."""
    return squeezed(one) == squeezed(other)


@frozen
class Prose:
    """A text to search in, squeezed; any part of it can be quoted as it stands on the page."""

    text: str
    _words: list[str]
    _ends: list[int]

    @classmethod
    def of(cls, blocks: Iterable[str | SavedTable]) -> "Prose":
        """Make one text of texts and tables, as they follow each other."""
        whole = "\n".join(
            block if isinstance(block, str) else "\n".join(block.lines) for block in blocks
        )
        words = plain(_LINE_MARK.sub("", whole)).split()
        text = "".join(words).translate(_SAME)
        return cls(text, words, list(accumulate(map(len, words))))

    def quote(self, start: int, end: int) -> str:
        """Return a part of the page, from one offset in the squeezed text to another."""
        end = min(end, start + _LONGEST_QUOTE)
        first = bisect_right(self._ends, start)
        quoted = []
        for at in range(first, len(self._words)):
            word_end = self._ends[at]
            word_start = word_end - len(self._words[at])
            if word_start >= end:
                break
            quoted.append(self._words[at][max(start - word_start, 0) : end - word_start])
        return " ".join(quoted)
