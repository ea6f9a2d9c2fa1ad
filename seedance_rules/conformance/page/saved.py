"""A saved page as text: without Markdown, examples as their values, and squeezed to be compared.

Saving a page loses line breaks and adds marks, so texts are compared without white space, and with
one kind of dash, quote and sign. Everything is linear in the length of a page, and nothing raises.
"""

import hashlib
import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import reduce
from html import unescape
from itertools import chain, starmap
from typing import Any, Final

from seedance_rules.fields import pointer
from seedance_rules.wording import cut

__all__ = ["APART", "Prose", "form", "hashed", "squeezed", "take_apart"]

APART: Final = "\0"  # around cells, examples and so on: no statement goes on behind it
_NEW_BLOCK: Final = "\v"  # for bullets and empty lines: white space, so that it changes no text
_INVISIBLE: Final = dict.fromkeys(map(ord, "\0\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LOWER: Final = {at: at + 32 for at in range(ord("A"), ord("Z") + 1)}
_WORD: Final = re.compile(r"[^\s|]+")

# Patterns, and what is put in place of each, one after the other.
_LINES: Final[Mapping[str, Any]] = {
    r"[^\S\r\n]+": " ",
    r" ?(?:\r\n?|\n) ?": "\n",
    # Quote marks; bullets; a whole heading, fence, rule or empty line, which says nothing.
    r"^(?:> ?)*((?:(?:[-*+•◦▪·‣●]|[0-9]{1,3}[.)]) )+)?(#.*|[-*+•]$|[-=_*]{3,}$|$"
    r"|(?:`{3,}|~{3,}) ?[\w+-]*(?: [\w-]+=[^\n`]*)?$)?": lambda m: (
        _NEW_BLOCK if m.lastindex else ""
    ),
}
_PLAIN: Final = {
    r"!?\[([^\[\]]*)\]\((?:[^()\n]|\([^()\n]*\))*+\)": r"\1",
    r"</?(?i:a|abbr|b|br|code|del|em|i|ins|kbd|li|mark|p|s|small|span|strong|sub|sup|u|ul)"
    r"(?: [^<>\n]*)?/?>|`|~~": "",
    r"(?<![\w)*\\])\*(?![\s*])([^*|\n]*[^\s*\\])\*(?!\*)": r"\1",
    r"(?<![*\\])\*(?![\s*])([^*|\n=+/]*[^\s*\\=+/])\*(?!\*)": r"\1",  # beside a lost line break
    # An escape, or signs of Markdown; those in `a * b`, `a*b` and `a_b` are not marks.
    r"\\([!-/:-@\[-`{}~])|\\$|(?<![\w)])\*+(?=\S)|(?<=\S)\*+(?![\w(])|\*{2,}(?=\S)"
    r"|(?<=\S)\*{2,}|(?<!\w)_+(?=\S)|(?<=[^\s_])_++(?!\w)": r"\1",
}
_SIGN: Final = re.compile(
    r"([‐‑‒–—―−-]+)|([“”„‟«»‘’‚‛'])|(…|\.\.\.)|(<=|⩽)|(>=|⩾)"
    r"|(✕|(?<!\S)[xX*](?!\S)|(?<=[0-9])[xX](?=[0-9])|(?<=[\w)])\*(?=[\w(]))"
)
_JSON: Final = {"[“”„‟]": '"', "\v": " ", r"\\([^\"\\/bfnrtu\n])": r"\1"}
_REST: Final = r"[^\[\]{}]*+"
_NESTED: Final = reduce(lambda one, _: rf"[\[{{]{_REST}(?:{one}{_REST})*+[\]}}]", range(10), "(?!)")
_OBJECT: Final = re.compile(r'(?=\{\s*["“”„‟])' + _NESTED)


def _rewritten(text: str, forms: Mapping[str, Any]) -> str:
    for pattern, instead in forms.items():
        text = re.sub(pattern, instead, text, flags=re.MULTILINE)
    return text


def _signed(text: str) -> str:
    """Write signs of one kind alike, each in the room that it had."""
    return _SIGN.sub(lambda sign: '-"…≤≥×'[(sign.lastindex or 0) - 1].ljust(len(sign[0])), text)


def squeezed(text: str) -> str:
    """Return a plain text as texts are compared: one kind of each sign, no blanks and pipes."""
    return "".join(_WORD.findall(_signed(text)))


def form(text: str) -> str:
    """Return a plain text as names are looked for: squeezed, in lower case."""
    return squeezed(text).translate(_LOWER)


def hashed(text: str) -> str:
    """Return length and hash of a squeezed text; the case of first letters makes no difference."""
    letters = "(?<![@_])[A-Z](?=[a-z])" if text[:1] != "/" else "(?!)"  # but in values of examples
    said = re.sub(letters, lambda letter: letter[0].lower(), text)
    digest = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{len(text)}:{digest[:12]}"


def take_apart(text: str) -> tuple[list[str], list[tuple[int, dict[str, Any]]]]:
    """Return the lines of a page, without Markdown, and its JSON examples: where, and their data.

    Lines are counted from 1. That of an example has its values instead, with JSON Pointers.
    """
    examples: list[tuple[int, dict[str, Any]]] = []

    def cut_out(found: re.Match[str]) -> str:
        for written in (bare := found[0].replace("\n", " "), _rewritten(bare, _JSON)):
            with suppress(ValueError):
                data = json.loads(written, object_pairs_hook=_no_key_twice, strict=False)
                examples.append((bisect_left(breaks, found.start()), data))
                return APART + "\n" * found[0].count("\n")
        return found[0]

    text = unescape(re.sub("&#(?=[0-9]{8})", "", text))  # Python refuses to read so many digits
    body = _rewritten("\n" + text.translate(_INVISIBLE), _LINES)
    breaks = [found.start() for found in re.finditer("\n", body)]
    plain = _rewritten(_OBJECT.sub(cut_out, body), _PLAIN)
    values = iter(["".join([APART, *_values(data), APART]) for _, data in examples])
    return re.sub(APART, lambda _: next(values), plain).split("\n"), examples


def _values(data: Any, place: str = "") -> Iterator[str]:
    if data and isinstance(data, (dict, list)):
        for key, entry in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _values(entry, cut(place + pointer(re.sub(r"\s", "␣", str(key)))))
    else:
        yield f"{place}: {json.dumps(data, ensure_ascii=False)}; ".replace("|", "\\u007c")


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return dict(zip(dict(pairs), (value for _, value in pairs), strict=True))


class Prose:
    """The text of a page, squeezed, any part of which can be quoted; it has parts from `blocks`."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.plain = "\n".join(lines).replace("\\|", "  ")
        signed = _signed(self.plain)
        spans = [word.span() for word in _WORD.finditer(signed)]
        self.text = "".join(signed[start:end] for start, end in spans)
        self.low = self.text.translate(_LOWER)
        self._places = [*chain.from_iterable(starmap(range, spans)), len(signed)]
        self._breaks = [found.start() for found in re.finditer("\n", signed)]
        marks = (found.span() for found in re.finditer(f"{APART}|{_NEW_BLOCK}", signed))
        self.blocks = {0, *map(self.at, chain.from_iterable(marks))}

    def at(self, place: int) -> int:
        """Return where in `text` a place of `plain` is."""
        return bisect_left(self._places, place)

    def line(self, at: int) -> int:
        """Return the number of the line on which a part of `text` begins."""
        return bisect_left(self._breaks, self._places[at])

    def quote(self, start: int, end: int) -> str:
        """Return a part of `text` as a person reads it, cut short."""
        said = self.plain[self._places[start] : self._places[end]].split()
        return cut(" ".join(said).strip("| "), 300)
