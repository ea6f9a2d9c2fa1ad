"""The patterns of a schema: what a text must hold, and what a URL can be seen to be.

They keep to what every dialect of regular expressions reads alike: no flags, no looking ahead, and
a `$` is never all that keeps a line break from the end. Nothing here knows a table.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from seedance_rules.schema.keywords import Schema

__all__ = ["not_blank", "url"]

# The wide ones stand as they are: not every dialect has an escape for them.
_WIDE_BLANKS: Final = "\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_BLANKS: Final = r"\x09-\x0d\x1c-\x20\x85\xa0" + _WIDE_BLANKS
"""White space, as `str.isspace` tells it, for a character class."""
_BLANKS_AND_CONTROLS: Final = r"\x00-\x20\x7f-\xa0" + _WIDE_BLANKS
"""White space and control characters, for a character class."""

_HOST: Final = r"([^/?#]*@)?(\[[^\[\]/?#@]+\]|[^/?#@:\[\]]+)(:[0-9]*)?([/?#]|$)"


def not_blank() -> str:
    """Return the pattern of a text that is not white space alone (clause `prompt-required`)."""
    return f"[^{_BLANKS}]"


def url(schemes: Sequence[str], asset_scheme: str | None, refused: Iterable[str]) -> Schema:
    """Say what an entry of a URL list is (clauses `urls`, `assets`, `formats-by-extension`).

    `asset_scheme` is None where assets are not taken, `refused` the extensions that are not.
    """
    web = f"({'|'.join(map(_in_any_case, schemes))})://"
    pattern = f"^{web}{_HOST}"
    if asset_scheme is not None:
        pattern += f"|^{_escaped(asset_scheme)}://."
    never = f"[{_BLANKS_AND_CONTROLS}]"
    extensions = "|".join(map(_in_any_case, sorted(refused)))
    if extensions:
        never += rf"|^{web}[^/?#]*/[^?#]*[^/?#]\.({extensions})([?#]|$)"
    return {"type": "string", "pattern": pattern, "not": {"pattern": never}}


def _escaped(text: str) -> str:
    """Escape the signs that a scheme may have; an escaped hyphen is an error in some dialects."""
    return text.replace(".", r"\.").replace("+", r"\+")


def _in_any_case(text: str) -> str:
    return "".join(f"[{sign.upper()}{sign}]" if sign.isalpha() else _escaped(sign) for sign in text)
