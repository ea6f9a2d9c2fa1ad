"""A saved page taken apart: its tables, its JSON examples, and the text around them.

Saving a page loses line breaks and adds marks, so texts are compared *squeezed*: without white
space and Markdown, with one kind of dash, quote and sign. Nothing here knows what a page should
say. Every function is linear in the length of the page, and none raises for what it holds.
"""

import hashlib
import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from html import unescape
from itertools import accumulate, pairwise, takewhile
from typing import Any, Final, NamedTuple

from attrs import frozen

__all__ = ["Example", "Prose", "Saved", "SavedTable", "fingerprint", "lowered", "squeezed"]

_BREAK: Final = re.compile(r"\r\n?|\n")
_LINE_MARKS: Final = re.compile(
    r"^[^\S\n]*(?:>[^\S\n]*)*((?:(?:[-*+•]|[0-9]{1,3}[.)])[^\S\n]+)+)?"
    r"(#.*|(?:`{3,}|~{3,})[^\S\n]*+[\w+-]*+[^\S\n]*+$|[-=_*]{3,}+[^\S\n]*+$|$)?",
    re.MULTILINE,
)
"""Quote marks; bullets; a whole heading, fence, rule or empty line, which are no statements."""

_NEW_BLOCK: Final = "\v"
"""Put in place of bullets and of such lines: white space, so that it changes no text."""

_APART: Final = "\f"
"""Put in place of a table or an example: no statement goes on behind it."""

_WORD: Final = re.compile(rf"[{_APART}{_NEW_BLOCK}]|\S+")

_LINK: Final = re.compile(r"!?\[([^\[\]]*)\]\([^()\n]*\)")
_TAG: Final = re.compile(
    r"</?(?:a|abbr|b|br|code|del|em|i|ins|kbd|li|mark|p|s|small|span|strong|sub|sup|u|ul)"
    r"(?:\s[^<>\n]*)?/?>|`|~~",
    re.IGNORECASE,
)
_ITALICS: Final = re.compile(r"(?<![\w)*\\])\*(?![\s*])([^*\n]*[^\s*\\])\*(?!\*)")
_MARK: Final = re.compile(
    r"\\([!-/:-@\[-`{-~])|\\$|(?<![\w)])\*+(?=\S)|(?<=\S)\*+(?![\w(])|\*{2,}(?=\S)|(?<=\S)\*{2,}"
    r"|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)",
    re.MULTILINE,
)
"""An escape, or signs of Markdown; those in `a * b`, `a*b` and `a_b` are not marks."""

_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_ONE_KIND: Final = str.maketrans(
    dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("“”„‟«»‘’‚‛'", '"')
    | {"…": "...", "⩽": "≤", "⩾": "≥", "✕": "×", "|": None}
)
_DASHES: Final = re.compile("--+")
_TIMES: Final = re.compile(r"(?<!\S)[xX*](?!\S)|(?<=[0-9])[xX](?=[0-9])|(?<=[\w)])\*(?=[\w(])")

_FIRST_LETTER: Final = re.compile("(?<![@_])[A-Z](?=[a-z])")
_LOWER: Final = {at: at + 32 for at in range(ord("A"), ord("Z") + 1)}

_PIPE: Final = re.compile(r"(?<!\\)\|")
_RULE: Final = "|-: \t\u00a0\v"
_BRACE: Final = re.compile(r'\{(?=\s*["“”„‟&}])|\}')
_BRACE_OR_STRING: Final = re.compile(r'[{}]|"(?:[^"\\\n]++|\\.)*+"?')
_JSON_SIGNS: Final = str.maketrans(dict.fromkeys("“”„‟", '"') | dict.fromkeys("\u00a0\v", " "))
_NO_JSON_ESCAPE: Final = re.compile(r"\\([^\"\\/bfnrtu\n])")


class Example(NamedTuple):
    """A JSON object on the page."""

    line: int
    data: dict[str, Any]


class SavedTable(NamedTuple):
    """A table on the page; the cells of a row are plain, and may be fewer than the header."""

    line: int
    header: list[str]
    rows: list[tuple[int, list[str]]]
    beside: dict[int, str]
    """What its lines say besides, by their numbers: before the header, after a row's last cell."""


class Saved(NamedTuple):
    """A saved page: `lines`, from 1, have what is said beside examples, in tables too."""

    lines: list[str]
    tables: list[SavedTable]
    examples: list[Example]

    @classmethod
    def of(cls, text: str) -> "Saved":
        """Take a page apart."""
        spaces = dict.fromkeys(map(ord, _APART + _NEW_BLOCK), " ")
        body = _BREAK.sub("\n", text.translate(_INVISIBLE | spaces))
        body = _LINE_MARKS.sub(lambda mark: _NEW_BLOCK if mark.lastindex else "", body)
        parts, examples = ["\n"], []
        number, done = 1, 0
        for start, end in _objects(body):
            if (data := _parsed(body[start:end])) is not None:
                number += body.count("\n", done, start)
                examples.append(Example(number, data))
                breaks = body.count("\n", start, end)
                parts += [body[done:start], _APART, "\n" * breaks]
                number, done = number + breaks, end
        lines = "".join([*parts, body[done:]]).split("\n")
        return cls(lines, _tables(lines), examples)

    def take_out(self, table: SavedTable) -> None:
        """Leave of the lines of a table what they say besides."""
        for line, text in table.beside.items():
            self.lines[line] = text

    def add(self, line: int, text: str) -> None:
        """Add a text of its own to a line."""
        self.lines[line] += text + _APART


def _objects(body: str) -> list[tuple[int, int]]:
    """Return where the outermost pairs of braces of a text begin and end."""
    opened: list[int] = []
    closed: list[tuple[int, int]] = []
    at = 0
    while brace := (_BRACE_OR_STRING if opened else _BRACE).search(body, at):
        at = brace.end()
        if brace[0] == "{":
            opened.append(brace.start())
        elif brace[0] == "}" and opened:
            start = opened.pop()
            while closed and closed[-1][0] > start:
                closed.pop()
            closed.append((start, at))
    return closed


def _parsed(text: str) -> dict[str, Any] | None:
    """Parse JSON, as written or without what saving it did to its signs; None for other text."""
    for written in (text, _NO_JSON_ESCAPE.sub(r"\1", _decoded(text).translate(_JSON_SIGNS))):
        try:
            data: dict[str, Any] = json.loads(
                written, object_pairs_hook=_no_key_twice, strict=False
            )
        except (ValueError, RecursionError):
            continue
        return data
    return None


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        raise ValueError
    return data


def _tables(lines: list[str]) -> list[SavedTable]:
    """Return the tables, whose rows may lack outer pipes, and set them apart in `lines`.

    The line above the one of dashes may have lost the line break before it: its last cells are the
    header, as many as the line of dashes has.
    """
    headers = [
        at
        for at, (line, below) in enumerate(pairwise(lines))
        if "|" in line and _is_rule(below) and not _is_rule(line)
    ]
    found: list[SavedTable] = []
    for number, following in zip(headers, [*headers[1:], len(lines)], strict=False):
        cells, count = _cells(lines[number]), len(_cells(lines[number + 1]))
        before, header = "|".join(cells[:-count]) + _APART, cells[-count:]
        table = SavedTable(number, [*map(_plain, header)], [], {number: before, number + 1: ""})
        lines[number], lines[number + 1] = before + " | ".join(header), ""
        for at in takewhile(lambda at: "|" in lines[at], range(number + 2, following)):
            cells = _cells(lines[at])
            table.rows.append((at, [*map(_plain, cells[:count])]))
            table.beside[at] = _APART + "|".join(cells[count:]) + _APART
        lines[number + 1 + len(table.rows)] += _APART
        found.append(table)
    return found


def _is_rule(line: str) -> bool:
    return "|" in line and "-" in line and not line.strip(_RULE)


def _cells(line: str) -> list[str]:
    cells = [cell.strip() for cell in _PIPE.split(line.strip())]
    if not cells[-1] and len(cells) > 1:
        cells.pop()
    return cells[1:] if not cells[0] and len(cells) > 1 else cells


def _plain(text: str) -> str:
    """Return a text without the marks of Markdown, its line breaks kept."""
    text = _ITALICS.sub(r"\1", _TAG.sub("", _LINK.sub(r"\1", text)))
    return _decoded(_MARK.sub(lambda mark: mark[1] or "", text)).translate(_INVISIBLE)


def _decoded(text: str) -> str:
    return _ENTITY.sub(lambda entity: unescape(entity[0]).replace("\n", " "), text)


def squeezed(text: str) -> str:
    """Return a plain text as texts are compared: one kind of each sign, and no white space."""
    text = _DASHES.sub("-", text.translate(_ONE_KIND)).replace("<=", "≤").replace(">=", "≥")
    return "".join(_TIMES.sub("×", text).split())


def lowered(text: str) -> str:
    """Return a text in lower case, every letter in its place."""
    return text.translate(_LOWER)


def fingerprint(text: str) -> str:
    """Return the hash of a squeezed text; the case of first letters makes no difference."""
    said = _FIRST_LETTER.sub(lambda letter: lowered(letter[0]), text)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]


@frozen
class Prose:
    """The text of a page, squeezed to search in, any part of which can be quoted."""

    said: str
    """The text as a person reads it, line for line as on the page."""
    words: list[tuple[int, int]]
    """Where in `said` each word begins and ends."""
    starts: list[int]
    """Where in `text` each word begins, and the last one ends."""
    blocks: list[int]
    """Where in `text` a paragraph, or an entry of a list, begins."""
    text: str
    """Squeezed; parts between which a table or an example is found are parted by a line break."""

    @classmethod
    def of(cls, lines: Sequence[str]) -> "Prose":
        """Squeeze the lines of a page."""
        said = _plain("\n".join(lines))
        words = [word.span() for word in _WORD.finditer(said)]
        written = [said[start:end] for start, end in words]
        forms = {word: squeezed(word) for word in {*written}} | {_APART: "\n"}
        starts = [0, *accumulate(len(forms[word]) for word in written)]
        marks = (at for at, word in enumerate(written, 1) if word in (_APART, _NEW_BLOCK))
        blocks = [0, *(starts[at] for at in marks)]
        return cls(said, words, starts, blocks, "".join(forms[word] for word in written))

    def line(self, at: int) -> int:
        """Return the number of the line on which a part of `text` begins."""
        return self.said.count("\n", 0, self.words[bisect_right(self.starts, at) - 1][0])

    def quote(self, start: int, end: int) -> str:
        """Return a part of `text` as a person reads it."""
        first, last = bisect_right(self.starts, start) - 1, bisect_left(self.starts, end)
        begin = self.words[first][0] + start - self.starts[first]
        stop = self.words[last - 1][1] + end - self.starts[last]
        return " ".join(self.said[begin:stop].split())
