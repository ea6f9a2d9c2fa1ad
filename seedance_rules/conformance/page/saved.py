"""A saved page taken apart: its JSON examples, its tables, and the text around them.

Saving a page loses line breaks and adds marks, so texts are compared *squeezed*: without white
space and Markdown, with one kind of dash, quote and sign. Nothing here knows what a page should
say. Every function is linear in the length of the page, and none raises for what it holds.
"""

import hashlib
import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from html import unescape
from itertools import accumulate, pairwise, takewhile
from typing import Any, Final

__all__ = ["APART", "Prose", "form", "hashed", "squeezed", "tables_of", "take_apart"]

APART: Final = " \f "
"""Put in place of a table or an example: no statement goes on behind it."""

_NEW_BLOCK: Final = " \v "
"""Put in place of bullets and of lines that say nothing: white space, so it changes no text."""

_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SIGN: Final = re.compile(
    r"([‐‑‒–—―−-]+)|([“”„‟«»‘’‚‛'])|(…)|(<=|⩽)|(>=|⩾)"
    r"|(✕|(?<!\S)[xX*](?!\S)|(?<=[0-9])[xX](?=[0-9])|(?<=[\w)])\*(?=[\w(]))|(\\?\||[^\S\n]+)"
)
_OF_ONE_KIND: Final = ("-", '"', "...", "≤", "≥", "×", "")
_FIRST_LETTER: Final = re.compile("(?<![@_])[A-Z](?=[a-z])")
_LOWER: Final = {at: at + 32 for at in range(ord("A"), ord("Z") + 1)}


def _decoded(entity: re.Match[str]) -> str:
    sign = unescape(entity[0]).translate(_INVISIBLE)
    return " " if sign.isspace() or sign == "|" else sign


_Forms = Mapping[str, str | Callable[[re.Match[str]], str]]
"""Patterns, and what is put in place of each, one after the other."""

_ENTITY: Final[_Forms] = {
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});": _decoded
}
_LINES: Final[_Forms] = {
    r"[^\S\r\n]+": " ",
    r" ?(?:\r\n?|\n) ?": "\n",
    # Quote marks; bullets; a whole heading, fence, rule or empty line, which says nothing.
    r"^(?:> ?)*((?:(?:[-*+•]|[0-9]{1,3}[.)]) )+)?(#.*|(?:`{3,}|~{3,}) ?[\w+-]*$|[-=_*]{3,}$|$)?": (
        lambda mark: _NEW_BLOCK if mark.lastindex else ""
    ),
}
_PLAIN: Final[_Forms] = {
    r"!?\[([^\[\]]*)\]\([^()\n]*\)": r"\1",
    r"</?(?i:a|abbr|b|br|code|del|em|i|ins|kbd|li|mark|p|s|small|span|strong|sub|sup|u|ul)"
    r"(?: [^<>\n]*)?/?>|`|~~": "",
    r"(?<![\w)*\\])\*(?![\s*])([^*|\n]*[^\s*\\])\*(?!\*)": r"\1",
    # An escape, or signs of Markdown; those in `a * b`, `a*b` and `a_b` are not marks.
    r"\\([!-/:-@\[-`{}~])|\\$|(?<![\w)])\*+(?=\S)|(?<=\S)\*+(?![\w(])|\*{2,}(?=\S)"
    r"|(?<=\S)\*{2,}|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)": r"\1",
    **_ENTITY,
}
_JSON: Final[_Forms] = {**_ENTITY, "[“”„‟]": '"', "\v": " ", r"\\([^\"\\/bfnrtu\n])": r"\1"}


def _nested(levels: int) -> str:
    others = r"[^\[\]{}]*+"
    return rf"[\[{{]{others}(?:{_nested(levels - 1)}{others})*+[\]}}]" if levels else "(?!)"


_OBJECT: Final = re.compile(r'(?=\{\s*["“”„‟&])' + _nested(10))


def _rewritten(text: str, forms: _Forms) -> str:
    for pattern, instead in forms.items():
        text = re.sub(pattern, instead, text, flags=re.MULTILINE)
    return text


def squeezed(text: str) -> str:
    """Return a plain text as texts are compared: one kind of each sign, no blanks in its lines."""
    return _SIGN.sub(lambda sign: _OF_ONE_KIND[(sign.lastindex or 0) - 1], text)


def form(text: str) -> str:
    """Return a plain text as names are looked for: squeezed, in lower case."""
    return squeezed(text).translate(_LOWER)


def hashed(text: str) -> str:
    """Return the hash of a plain text, squeezed; the case of first letters makes no difference."""
    said = _FIRST_LETTER.sub(lambda letter: letter[0].lower(), squeezed(text).replace("\n", ""))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def take_apart(text: str) -> tuple[list[str], list[tuple[int, dict[str, Any]]]]:
    """Return the lines of a page, without Markdown, and the JSON examples cut out of them.

    Of an example, the line where it begins, and its data. Lines are counted from 1.
    """
    examples: list[tuple[int, dict[str, Any]]] = []

    def cut_out(found: re.Match[str]) -> str:
        if not (data := _parsed(found[0])):
            return found[0]
        examples.append((bisect_left(breaks, found.start()), data))
        return APART + "\n" * found[0].count("\n")

    body = _rewritten("\n" + text.translate(_INVISIBLE), _LINES)
    breaks = [found.start() for found in re.finditer("\n", body)]
    return _rewritten(_OBJECT.sub(cut_out, body), _PLAIN).split("\n"), examples


def _parsed(text: str) -> dict[str, Any]:
    """Parse JSON, as written or without what saving it did to it; empty for other text."""
    for forms in ({}, _JSON):
        with suppress(ValueError):
            written = _rewritten(text, forms)
            return dict(json.loads(written, object_pairs_hook=_no_key_twice, strict=False))
    return {}


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(data := dict(pairs)) < len(pairs):
        raise ValueError
    return data


def tables_of(lines: Sequence[str]) -> Iterator[tuple[int, str, list[str], list[list[str]]]]:
    """Yield the tables of a page: line, what the line says before, header, and cells by row.

    Rows may lack outer pipes, and have any number of cells. The line above the one of dashes may
    have lost the break before it: its last cells are the header, as many as the line of dashes has.
    """
    rules = ["|" in line and "-" in line and not line.strip("|-: \v") for line in lines]
    headers = [
        at
        for at, (rule, below) in enumerate(pairwise(rules))
        if below and not rule and "|" in lines[at]
    ]
    for at, following in pairwise([*headers, len(lines)]):
        cells, count = _cells(lines[at]), len(_cells(lines[at + 1]))
        header = [*cells[-count:], *[""] * (count - len(cells))]
        rows = takewhile(lambda line: "|" in line, lines[at + 2 : following])
        yield at, "|".join(cells[:-count]), header, [*map(_cells, rows)]


def _cells(line: str) -> list[str]:
    inner = re.sub(r"^\||(?<!\\)\|$", "", line.strip())
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", inner)]


class Prose:
    """The text of a page, squeezed to search in, any part of which can be quoted.

    `text` has a line break for what is set apart. `blocks` is where in it paragraphs and entries of
    lists begin, and what is set apart begins and ends.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self.words = " \n ".join(lines).split(" ")
        every = [*{*self.words} - {"\n", "\f", "\v"}]
        forms = dict(zip(every, squeezed("\n".join(every)).split("\n"), strict=True))
        forms |= {"\n": "", "\f": "\n", "\v": ""}
        self.text = "".join(forms[word] for word in self.words)
        self.low = self.text.translate(_LOWER)
        self.starts = [0, *accumulate(len(forms[word]) for word in self.words)]
        self.breaks = [at for at, word in enumerate(self.words) if word == "\n"]
        marks = (at for at, word in enumerate(self.words) if word in ("\f", "\v"))
        self.blocks = {0, *(place for at in marks for place in self.starts[at : at + 2])}

    def line(self, at: int) -> int:
        """Return the number of the line on which a part of `text` begins."""
        return bisect_left(self.breaks, bisect_right(self.starts, at) - 1)

    def quote(self, start: int, end: int) -> str:
        """Return a part of `text` as a person reads it."""
        first, last = bisect_right(self.starts, start) - 1, bisect_left(self.starts, end)
        said = " ".join(self.words[first:last])
        said = said[start - self.starts[first] : len(said) + end - self.starts[last]]
        return " ".join(said.split())
