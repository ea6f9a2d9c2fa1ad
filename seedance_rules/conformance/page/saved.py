"""A saved page taken apart: its JSON examples, its tables, and the text around them.

Saving a page loses line breaks and adds marks, so texts are compared *squeezed*: without white
space and Markdown, with one kind of dash, quote and sign. Nothing here knows what a page should
say. Every function is linear in the length of the page, and none raises for what it holds.
"""

import hashlib
import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from html import unescape
from itertools import accumulate, pairwise, takewhile
from typing import Any, Final, NamedTuple

__all__ = ["APART", "Prose", "fingerprint", "lowered", "squeezed", "tables_of", "take_apart"]

APART: Final = " \f "
"""Put in place of a table or an example: no statement goes on behind it."""

_NEW_BLOCK: Final = " \v "
"""Put in place of bullets and of lines that say nothing: white space, so it changes no text."""

_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LOWER: Final = {at: at + 32 for at in range(ord("A"), ord("Z") + 1)}
_FIRST_LETTER: Final = re.compile("(?<![@_])[A-Z](?=[a-z])")
_PIPE: Final = re.compile(r"(?<!\\)\|")
_BRACE: Final = re.compile(r'\{(?=\s*["“”„‟&}])|\}')

_Instead = str | Callable[[re.Match[str]], str]


def _forms(*pairs: tuple[str, _Instead]) -> Callable[[str], str]:
    """Return what puts something in place of each of these patterns, one after the other."""
    forms = [(re.compile(pattern, re.MULTILINE), instead) for pattern, instead in pairs]

    def written(text: str) -> str:
        for pattern, instead in forms:
            text = pattern.sub(instead, text)
        return text

    return written


def _decoded(entity: re.Match[str]) -> str:
    sign = unescape(entity[0]).translate(_INVISIBLE)
    return " " if sign.isspace() or sign == "|" else sign


_ENTITY: Final[tuple[str, _Instead]] = (
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});",
    _decoded,
)
_in_lines: Final = _forms(
    (r"[^\S\r\n]+", " "),
    (r" ?(?:\r\n?|\n) ?", "\n"),
    # Quote marks; bullets; a whole heading, fence, rule or empty line, which says nothing.
    (
        r"^(?:> ?)*((?:(?:[-*+•]|[0-9]{1,3}[.)]) )+)?"
        r"(#.*|(?:`{3,}|~{3,}) ?[\w+-]*$|[-=_*]{3,}$|$)?",
        lambda mark: _NEW_BLOCK if mark.lastindex else "",
    ),
)
_plain: Final = _forms(
    (r"!?\[([^\[\]]*)\]\([^()\n]*\)", r"\1"),
    (
        r"(?i:</?(?:a|abbr|b|br|code|del|em|i|ins|kbd|li|mark|p|s|small|span|strong|sub|sup|u|ul)"
        r"(?: [^<>\n]*)?/?>)|`|~~",
        "",
    ),
    (r"(?<![\w)*\\])\*(?![\s*])([^*|\n]*[^\s*\\])\*(?!\*)", r"\1"),
    # An escape, or signs of Markdown; those in `a * b`, `a*b` and `a_b` are not marks.
    (
        r"\\([!-/:-@\[-`{}~])|\\$|(?<![\w)])\*+(?=\S)|(?<=\S)\*+(?![\w(])|\*{2,}(?=\S)"
        r"|(?<=\S)\*{2,}|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)",
        r"\1",
    ),
    _ENTITY,
)
_as_json: Final = _forms(_ENTITY, ("[“”„‟]", '"'), ("\v", " "), (r"\\([^\"\\/bfnrtu\n])", r"\1"))
_of_one_kind: Final = _forms(
    ("[‐‑‒–—―−-]+", "-"),
    ("[“”„‟«»‘’‚‛']", '"'),
    ("…", "..."),
    ("<=|⩽", "≤"),
    (">=|⩾", "≥"),
    (r"\\?\|", ""),
    (r"✕|(?<!\S)[xX*](?!\S)|(?<=[0-9])[xX](?=[0-9])|(?<=[\w)])\*(?=[\w(])", "×"),
)


def squeezed(text: str) -> str:
    """Return a plain text as texts are compared: one kind of each sign, and no white space."""
    return "".join(_of_one_kind(text).split())


def lowered(text: str) -> str:
    """Return a text in lower case, every letter in its place."""
    return text.translate(_LOWER)


def fingerprint(text: str) -> str:
    """Return the hash of a squeezed text; the case of first letters makes no difference."""
    said = _FIRST_LETTER.sub(lambda letter: letter[0].lower(), text)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def take_apart(text: str) -> tuple[list[str], list[tuple[int, dict[str, Any]]]]:
    """Return the lines of a page, without Markdown, and the JSON examples cut out of them.

    Of an example, the line where it begins, and its data. Lines are counted from 1.
    """
    body = _in_lines("\n" + text.translate(_INVISIBLE))
    breaks = [found.start() for found in re.finditer("\n", body)]
    parts, examples, done = [""], [], 0
    for start, end in _objects(body):
        if data := _parsed(body[start:end]):
            first, last = bisect_left(breaks, start), bisect_left(breaks, end)
            examples.append((first, data))
            parts += [body[done:start], APART, "\n" * (last - first)]
            done = end
    return _plain("".join([*parts, body[done:]])).split("\n"), examples


def _objects(body: str) -> list[tuple[int, int]]:
    """Return where the outermost pairs of braces of a text begin and end."""
    opened: list[int] = []
    closed: list[tuple[int, int]] = []
    for brace in _BRACE.finditer(body):
        if brace[0] == "{":
            opened.append(brace.start())
        elif opened:
            start = opened.pop()
            while closed and closed[-1][0] > start:
                closed.pop()
            closed.append((start, brace.end()))
    return closed


def _parsed(text: str) -> dict[str, Any]:
    """Parse JSON, as written or without what saving it did to it; empty for other text."""
    for written in (text, _as_json(text)):
        with suppress(ValueError, RecursionError):
            return dict(json.loads(written, object_pairs_hook=_no_key_twice, strict=False))
    return {}


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(data := dict(pairs)) < len(pairs):
        raise ValueError
    return data


class SavedTable(NamedTuple):
    """A table on the page: the line of its header and what is before it; cells row by row."""

    line: int
    before: str
    header: list[str]
    rows: list[list[str]]


def tables_of(lines: Sequence[str]) -> Iterator[SavedTable]:
    """Yield the tables of a page, whose rows may lack outer pipes, or have any number of cells.

    The line above the one of dashes may have lost the line break before it: its last cells are the
    header, as many as the line of dashes has.
    """
    rules = [not line.strip("|-: \v") and "|" in line and "-" in line for line in lines]
    headers = [
        at
        for at, (rule, below) in enumerate(pairwise(rules))
        if below and not rule and "|" in lines[at]
    ]
    for at, following in pairwise([*headers, len(lines)]):
        cells, count = _cells(lines[at]), len(_cells(lines[at + 1]))
        rows = takewhile(lambda line: "|" in line, lines[at + 2 : following])
        yield SavedTable(at, "|".join(cells[:-count]), cells[-count:], [*map(_cells, rows)])


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in _PIPE.split(inner)]


class Prose:
    """The text of a page, squeezed to search in, any part of which can be quoted.

    `text` has a line break for what is set apart; `blocks` is where in it paragraphs begin and
    entries of lists, and what is set apart ends, too.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self.words = " \n ".join(lines).split(" ")
        every = [*{*self.words}]
        forms = dict(zip(every, _of_one_kind(" ".join(every)).split(" "), strict=True))
        forms |= {"\n": "", "\f": "\n", "\v": ""}
        self.text = "".join(forms[word] for word in self.words)
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
