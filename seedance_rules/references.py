"""References in prompts and in URL lists: what a text names, and what a URL can be seen to be.

Nothing is downloaded, and no rule is applied here.
"""

import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from seedance_rules.fields import KINDS
from seedance_rules.spec import Spec

__all__ = ["PromptReference", "extension_of", "find_references", "is_one_word", "place_of"]

_SPACE_OR_CONTROL: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")
_MOST_DIGITS: Final = 9
LARGEST_INDEX: Final = 10**_MOST_DIGITS
"""What an index of more than nine digits is given as: no list is that long, and it stays small."""


@frozen
class PromptReference:
    """One `@image1` in a prompt: kind, 1-based index, and where it stands, in code points."""

    kind: str
    index: int
    start: int
    end: int
    text: str


def find_references(prompt: str, spec: Spec) -> Iterator[PromptReference]:
    """Yield the references of a prompt as they appear (clause `prompt-reference-syntax`)."""
    for match in spec.prompt_pattern.finditer(prompt):
        at, index = place_of(match[0], spec)
        yield PromptReference(KINDS[at], index, match.start(), match.end(), match[0])


def place_of(reference: str, spec: Spec) -> tuple[int, int]:
    """Return the kind that a prompt reference names, as its place in `KINDS`, and its index.

    `01` is 1, and an index of more than nine digits is 10^9.
    """
    stem = reference.rstrip("0123456789")
    digits = reference[len(stem) :].lstrip("0") or "0"
    index = int(digits) if len(digits) <= _MOST_DIGITS else LARGEST_INDEX
    at, _ = spec.prompt_references[f"{stem}1"]
    return at, index


def is_one_word(text: str) -> bool:
    """Tell whether a text holds neither white space nor control characters (clause `urls`)."""
    # The one kind of white space that is printable is the space; the pattern costs ten times more.
    return (text.isprintable() and " " not in text) or not _SPACE_OR_CONTROL.search(text)


def extension_of(path: str) -> str:
    """Return the extension of a URL's path in lower case, or "" (clause `formats-by-extension`).

    The path may have its query and its fragment behind it; they are left out.
    """
    if "?" in path or "#" in path:
        path = path.partition("?")[0].partition("#")[0]
    stem, _, extension = path.rpartition("/")[2].rpartition(".")
    # Some letters beyond ASCII become ASCII ones in lower case; no known extension has any.
    return extension.lower() if stem and extension.isascii() else ""
