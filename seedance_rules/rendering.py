"""Tables for people, in Markdown and in HTML, with nothing in them that either would act on.

Nothing here knows what a table is about.
"""

import re
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from seedance_rules.wording import printable

__all__ = ["Section", "Shown", "to_html", "to_markdown"]

_SIGNS: Final = r"[\\`*\[\]|~]|(?<![^\W_])_|_(?![^\W_])"


_ENTITIES: Final = str.maketrans({"<": "&lt;", ">": "&gt;", "&": "&amp;"})


class Section(NamedTuple):
    """A table under a title, and what is to be said about it. Texts are plain, not Markdown."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[object]]
    notes: Sequence[str] = ()


class Shown:
    """What a notebook shows as a table."""

    __slots__ = ()

    @abstractmethod
    def _section(self) -> Section:
        """Return the table."""

    def _repr_markdown_(self) -> str:
        return to_markdown([self._section()], level=4)

    def _repr_html_(self) -> str:
        return to_html([self._section()], level=4)


def to_markdown(sections: Iterable[Section], level: int = 2) -> str:
    """Write sections as Markdown, their titles as headings of a level."""
    blocks: list[str] = []
    for section in sections:
        blocks.append(f"{'#' * level} {_markdown(section.title)}")
        if section.rows:
            lines = [section.header, ["---"] * len(section.header)]
            lines += [[_markdown(cell) for cell in row] for row in section.rows]
            blocks.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
        blocks += map(_markdown, section.notes)
    return "\n\n".join(blocks) + "\n"


def to_html(sections: Iterable[Section], level: int = 2) -> str:
    """Write sections as HTML, their titles as headings of a level."""
    blocks: list[str] = []
    for section in sections:
        blocks.append(f"<h{level}>{_html(section.title)}</h{level}>")
        if section.rows:
            head = "".join(f"<th>{_html(name)}</th>" for name in section.header)
            rows = ("".join(f"<td>{_html(cell)}</td>" for cell in row) for row in section.rows)
            body = "".join(f"<tr>{row}</tr>" for row in rows)
            blocks.append(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")
        blocks += [f"<p>{_html(note)}</p>" for note in section.notes]
    return "\n".join(blocks) + "\n"


def _html(text: object) -> str:
    # The standard library's escape comes with the names of all entities, a third of our import.
    return _line(text).translate(_ENTITIES)


def _markdown(text: object) -> str:
    return re.sub(_SIGNS, r"\\\g<0>", _line(text)).translate(_ENTITIES)


def _line(text: object) -> str:
    line = " ".join(str(text).split())
    return printable(line, len(line))
