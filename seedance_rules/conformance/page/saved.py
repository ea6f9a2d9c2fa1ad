"""A saved page taken apart: its tables, its JSON examples, and the text around them.

Saving a page loses line breaks and adds marks, so texts are compared *squeezed*: without white
space and Markdown, with one kind of dash, quote and sign. Nothing here knows what a page should
say. Every function is linear in the length of the page, and none raises for what it holds.
"""

import hashlib
import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import accumulate
from typing import Any, Final

from attrs import define, frozen

__all__ = [
    "Example",
    "Line",
    "Prose",
    "SavedTable",
    "fingerprint",
    "folded",
    "lowered",
    "plain",
    "squeezed",
    "take_apart",
]

Line = tuple[int, str]
"""A piece of the page, and the number of the line on which it is found."""

_BREAK: Final = re.compile(r"\r\n?|\n")
_LINE_MARKS: Final = re.compile(
    r"^[^\S\n]*(?:>[^\S\n]*)*((?:(?:[-*+•]|[0-9]{1,3}[.)])[^\S\n]+)*)"
    r"(?:#.*|(?:`{3,}|~{3,})[^\S\n]*+[\w+-]*+[^\S\n]*+$|[-=_*]{3,}+[^\S\n]*+$)?",
    re.MULTILINE,
)
"""Quote marks and bullets; then a whole heading, fence or rule, none of which is a statement."""

_NEW_BLOCK: Final = "\v"
"""Put in place of a bullet: white space, so that it changes no text."""

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


@frozen
class Example:
    """A JSON object on the page."""

    line: int
    data: dict[str, Any]


@define(eq=False)
class SavedTable:
    """A table on the page; the cells of a row are plain, and may be fewer than the header."""

    lines: list[Line]
    header: list[str]
    rows: list[tuple[int, list[str]]]
    beside: list[Line]
    """What the table holds besides: what follows the last cell of a row."""


def take_apart(text: str) -> Iterator[list[Line] | SavedTable | Example]:
    """Yield the tables, the JSON examples and the texts between them, in their order."""
    body = _BREAK.sub("\n", text.translate(_INVISIBLE))
    body = _LINE_MARKS.sub(lambda mark: _NEW_BLOCK if mark[1] else "", body)
    number, done = 1, 0
    for start, end in _objects(body):
        data = _parsed(body[start:end])
        if data is not None:
            yield from _tables(body[done:start], number)
            number += body.count("\n", done, start)
            yield Example(number, data)
            number += body.count("\n", start, end)
            done = end
    yield from _tables(body[done:], number)


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


def _tables(text: str, number: int) -> Iterator[list[Line] | SavedTable]:
    """Yield the tables of a text, whose rows may lack outer pipes, and the lines between them.

    The line above the one of dashes may have lost the line break before it: its last cells are the
    header, as many as the line of dashes has.
    """
    lines = [*enumerate(text.split("\n"), number)]
    rules = {
        at
        for at, (_, line) in enumerate(lines)
        if "|" in line and "-" in line and not line.strip(_RULE)
    }
    headers = [at - 1 for at in sorted(rules) if at - 1 not in rules and "|" in lines[at - 1][1]]
    done = 0
    for header, following in zip(headers, [*headers[1:], len(lines)], strict=False):
        at, cells = lines[header][0], _cells(lines[header][1])
        count = len(_cells(lines[header + 1][1]))
        yield [*lines[done:header], (at, "|".join(cells[:-count]))]
        table = SavedTable(
            [(at, " | ".join(cells[-count:]))], [*map(plain, cells[-count:])], [], []
        )
        done = header + 2
        while done < following and "|" in lines[done][1]:
            at, cells = lines[done][0], _cells(lines[done][1])
            table.lines.append(lines[done])
            table.rows.append((at, [*map(plain, cells[:count])]))
            table.beside += [(at, "|".join(cells[count:]))] if len(cells) > count else []
            done += 1
        yield table
    yield lines[done:]


def _cells(line: str) -> list[str]:
    cells = [cell.strip() for cell in _PIPE.split(line.strip())]
    if not cells[-1] and len(cells) > 1:
        cells.pop()
    return cells[1:] if not cells[0] and len(cells) > 1 else cells


def plain(text: str) -> str:
    """Return a text without the marks of Markdown, its line breaks kept."""
    text = _ITALICS.sub(r"\1", _TAG.sub("", _LINK.sub(r"\1", text)))
    return _decoded(_MARK.sub(lambda mark: mark[1] or "", text)).translate(_INVISIBLE)


def _decoded(text: str) -> str:
    return _ENTITY.sub(lambda entity: unescape(entity[0]).replace("\n", " "), text)


def folded(text: str) -> str:
    """Return a plain text with one kind of each sign."""
    text = _DASHES.sub("-", text.translate(_ONE_KIND)).replace("<=", "≤").replace(">=", "≥")
    return _TIMES.sub("×", text)


def squeezed(text: str) -> str:
    """Return a plain text as texts are compared: one kind of each sign, and no white space."""
    return "".join(folded(text).split())


def lowered(text: str) -> str:
    """Return a text in lower case, every letter in its place."""
    return text.translate(_LOWER)


def fingerprint(text: str) -> str:
    """Return the hash of a squeezed text; the case of first letters makes no difference."""
    said = _FIRST_LETTER.sub(lambda letter: lowered(letter[0]), text)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]


@frozen
class Prose:
    """The texts of a page, squeezed: one string to search in, any part of which can be quoted."""

    text: str
    """Parts between which a table or an example is found are parted by a line break."""
    blocks: list[int]
    """Where in `text` a paragraph, or an entry of a list, begins."""
    words: list[Line]
    starts: list[int]
    """Where in `text` each word begins."""

    @classmethod
    def of(cls, texts: Iterable[list[Line]]) -> "Prose":
        """Make one string of texts, each a list of lines."""
        words: list[Line] = []
        new: set[int] = set()
        for text in texts:
            new.add(len(words))
            said = plain("\n".join(line for _, line in text)).split("\n")
            for (number, _), line in zip(text, said, strict=False):
                if line.startswith(_NEW_BLOCK) or not line.strip():
                    new.add(len(words))
                words += ((number, word) for word in line.split())
            words.append((0, "\n"))
        forms = {word: squeezed(word) for word in {word for _, word in words}} | {"\n": "\n"}
        starts = [0, *accumulate(len(forms[word]) for _, word in words)]
        whole = "".join(forms[word] for _, word in words)
        return cls(whole, [starts[at] for at in sorted(new)], words, starts)

    def line(self, at: int) -> int:
        """Return the number of the line on which a part of `text` begins."""
        return self.words[bisect_right(self.starts, at) - 1][0]

    def quote(self, start: int, end: int) -> str:
        """Return a part of `text` as a person reads it; of a long one the beginning."""
        first, last = bisect_right(self.starts, start) - 1, bisect_left(self.starts, end)
        words = [word for _, word in self.words[first : min(last, first + 100)]]
        if last - first == len(words) and _keeps_its_length(words[-1]):
            words[-1] = words[-1][: len(words[-1]) - self.starts[last] + end]
        if _keeps_its_length(self.words[first][1]):
            words[0] = words[0][start - self.starts[first] :]
        return " ".join(words)


def _keeps_its_length(word: str) -> bool:
    return len(squeezed(word)) == len(word)
