"""What keys hold: URLs, prompts, numbers and names, right and wrong, and any Python value at all.

Each strategy draws its simplest value first. What is right or wrong is read from the tables;
whether it is where it may be is for the modules that draw requests.
"""

from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from seedance_rules import NotInTables
from seedance_rules.fields import KINDS
from seedance_rules.spec import Spec, spec_of
from seedance_rules.spec.parts import Field
from seedance_rules.wording import OPEN

__all__ = ["anything", "json_values", "prompts", "urls"]
"""What the kit shows of these; the rest is for its other modules."""

Spellings = tuple[tuple[str, ...], ...]
"""What comes before the index where a prompt names a reference, for each kind: `@image`."""


class Text(str):
    """A `str` that is not exactly one, as enumerations and template engines hand them out."""


class Whole(int):
    """An `int` that is not exactly one."""


class Listed(list[object]):
    """A `list` that is not exactly one."""


class Row(tuple[object, ...]):
    """A `tuple` that is not exactly one, as database drivers hand them out."""


class Object(dict[str, object]):
    """A `dict` that is not exactly one."""


class Index:
    """An integer of another library: `operator.index` makes an `int` of it."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __index__(self) -> int:
        return self._number

    def __eq__(self, other: object) -> bool:
        return self._number == other

    def __hash__(self) -> int:
        return hash(self._number)


_EXAMPLES: Final[Mapping[str, tuple[object, ...]]] = {
    "integer": (0, 5, -1),
    "number": (5.5,),
    "string": ("5", "true", ""),
    "boolean": (True, False),
    "list": ([], ["https://example.com/1"], [None]),
    "object": ({}, {"url": "https://example.com/1"}),
}


def other_than(wanted: str, *, truthy: bool = False) -> SearchStrategy[object]:
    """Draw JSON values, but for `null`, of other types than the wanted one."""
    right = ("integer", "number") if wanted == "number" else (wanted,)
    values = [
        value
        for kind, examples in _EXAMPLES.items()
        for value in examples
        if kind not in right and (value or not truthy)
    ]
    return st.sampled_from(values).map(deepcopy)


def short_text() -> SearchStrategy[str]:
    """Draw text of at most eight characters that JSON can carry.

    The alphabet that hypothesis takes otherwise is the same, and takes it seconds to work out.
    """
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


def json_values() -> SearchStrategy[object]:
    """Draw values that JSON can carry, at most two levels deep."""
    finite = st.floats(allow_nan=False, allow_infinity=False)
    scalars = st.one_of(st.none(), st.booleans(), st.integers(), short_text(), finite)
    return st.one_of(
        scalars,
        st.lists(scalars, max_size=3),
        st.dictionaries(short_text(), scalars, max_size=3),
    )


def _hostile() -> list[object]:
    """Make values that JSON cannot carry, or hardly: new ones, since some can be changed."""
    deep: object = "x"
    for _ in range(100):
        deep = [deep]
    decimals = ("5.00", "5.5", "NaN", "sNaN", "-Infinity", "1E+999999", "1E-999999")
    plain: list[object] = [(), ("https://example.com/1", None), b"bytes", {"a", 1}, object()]
    numbers: list[object] = [10**5000, -(10**5000), *map(Decimal, decimals), 1j]
    texts: list[object] = ["\ud800", "\x00\u202e\ufeff", "x" * 100_000, Text("text_to_video")]
    others: list[object] = [MappingProxyType({"prompt": "a cat"}), range(3), iter(()), deep]
    return plain + numbers + texts + others


def anything() -> SearchStrategy[object]:
    """Draw any value at all, JSON or not, in place of a request or of a value in one."""
    hostile = st.sampled_from(range(len(_hostile()))).map(lambda at: _hostile()[at])
    return st.one_of(
        json_values(),
        st.sampled_from((float("nan"), float("inf"), -0.0, 1e308)),
        hostile,
        st.lists(hostile, max_size=3),
    )


_remembered = lru_cache(maxsize=1000)
"""Strategies are the same for the same tables, and dear to make anew for every draw."""

_FAR: Final = 1000

_HOSTS: Final = ("example.com", "cdn.example.com:8443", "me@localhost", "[2001:db8::1]", "例え.jp")
_STEMS: Final = ("/1", "/a/b.c/clip", "/UPPER", "/%20", "/..", "/x@y:z", "/图")
_TAILS: Final = ("", "?v=1", "#t=5", "?next=/a.exe#b.txt")
_IDS: Final = ("a", "asset-1", "a/b?c#d", "x.webm", "é")
_SENTENCES: Final = (
    "a cat",
    "A cat walks through a garden",
    "雨の街 🌧",
    "<b>50%</b> & more",
    " \tx\n",
)
_FEW_REFERENCES: Final = 3


# URLs


def urls(kind: str, *, assets: bool = False, spec: Spec | str | None = None) -> SearchStrategy[str]:
    """Draw URLs that a list of that kind takes (clauses `urls`, `formats-by-extension`).

    With `assets` some are references to assets, which only some task types take. Raises
    `NotInTables` for an unknown kind.
    """
    tables = spec_of(spec)
    _check_kind(kind)
    media = tables.media[kind]
    taken = media.known_extensions if media.formats is None else media.formats
    endings = (*(f".{name}" for name in taken), "", ".part", ".")
    return _urls(tables.url_schemes, endings, tables.asset_prefix if assets else None)


def refused_urls(spec: Spec, kind: str) -> SearchStrategy[str]:
    """Draw URLs whose extension is known and not taken; there must be one."""
    refused = sorted(spec.media[kind].refused_extensions)
    return _urls(spec.url_schemes, tuple(f".{name}" for name in refused), None)


@_remembered
def _urls(
    schemes: tuple[str, ...], endings: tuple[str, ...], assets: str | None
) -> SearchStrategy[str]:
    """Draw URLs whose path ends so, plain ones first, the ending in capitals too; and assets."""
    *web, _ = schemes
    first = [f"{web[-1]}://{_HOSTS[0]}{_STEMS[0]}{ending}" for ending in endings]
    built = st.builds(
        "{}://{}{}{}{}".format,
        st.sampled_from([*reversed(web), *(scheme.upper() for scheme in web)]),
        st.sampled_from(_HOSTS),
        st.sampled_from(_STEMS),
        st.sampled_from([*endings, *(ending.upper() for ending in endings)]),
        st.sampled_from(_TAILS),
    )
    found = st.sampled_from(first) | built
    return found if assets is None else found | st.sampled_from([assets + name for name in _IDS])


def bad_urls(spec: Spec) -> SearchStrategy[str]:
    """Draw strings that are not URLs which can be used (clause `urls`)."""
    *_, scheme, asset = spec.url_schemes
    host, web = _HOSTS[0], f"{scheme}://"
    not_whole = ["", "example.com/1", f"//{host}/1", f"{scheme}:"]
    hosts = [web + rest for rest in ("", "/1", "?v=1", "me@/1", f"{host}:port/1", "[2001:db8::1/1")]
    blanks = [f" {web}{host}/1", *(f"{web}{host}/{path}" for path in ("a b", "\u00a0", "\x07"))]
    schemes = [f"{scheme}s+x://{host}/1", f"{asset}://", f"{asset}:a", f"{asset.upper()}://a"]
    return st.sampled_from([*not_whole, *hosts, *blanks, *schemes, f"{asset}://a b"])


# Prompts


def prompts(
    references: Mapping[str, int] | None = None, *, spec: Spec | str | None = None
) -> SearchStrategy[str]:
    """Draw prompts for a request with so many references of each kind, none where left out.

    Some name references, all of them there (clause `prompt-reference-range`). Of any length.
    """
    given = dict(references or {})
    for kind in given:
        _check_kind(kind)
    counts = tuple(given.get(kind, 0) for kind in KINDS)
    return prompts_for(spellings_of(spec_of(spec)), counts, None)


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise NotInTables.named("kind of reference", kind, KINDS)


def spellings_of(spec: Spec) -> Spellings:
    """Return the ways to name a reference that tables have, the plainest first."""
    ways = (("", ""), ("", spec.prompt_separator or ""), ("me", "00"))
    return tuple(
        tuple(
            f"{before}{spec.prompt_marker}{word}{after}"
            for before, after in ways
            for word in media.words
        )
        for media in spec.media.values()
    )


@_remembered
def prompts_for(
    spellings: Spellings, counts: tuple[int, ...], most: int | None
) -> SearchStrategy[str]:
    """Draw prompts of at most `most` characters that name only references which are there."""
    choices = [st.sampled_from(_SENTENCES).map(lambda text: _cut(text, most))]
    present = [
        f"{way}{index}"
        for ways, count in zip(spellings, counts, strict=True)
        for index in sorted({1, count})
        if 1 <= index <= count
        for way in ways
    ]
    if present:
        some = st.lists(st.sampled_from(present), min_size=1, max_size=_FEW_REFERENCES)
        named = some.map(" and ".join)
        choices.append(named.map(lambda text: text if most is None or len(text) <= most else "x"))
    # Any text names nothing without the sign that all references begin with.
    sign = spellings[0][0][0]
    any_text = st.text(st.characters(exclude_characters=sign), max_size=20)
    choices.append(any_text.map(lambda text: _cut(f"x{text}", most)))
    if most is not None:
        choices.append(st.just("x" * most))
    return st.one_of(*choices)


def _cut(text: str, most: int | None) -> str:
    """Return a text cut to a length, or a letter where nothing but white space would be left."""
    cut = text[:most]
    return cut if cut and not cut.isspace() else "x"


@_remembered
def missing_references(
    spellings: Spellings, counts: tuple[int, ...], most: int | None
) -> SearchStrategy[str]:
    """Draw prompts that name at least one reference which is not there; `most` must leave room."""
    absent = [
        f"{way}{index}"
        for ways, count in zip(spellings, counts, strict=True)
        for index in (count + 1, 0, count + 11, 10**12)
        for way in ways
    ]
    one = st.sampled_from([text for text in absent if most is None or len(text) <= most])
    many = st.lists(one, min_size=1, max_size=15).map(" ".join)
    return one if most is not None else one | many


# Names and numbers


@_remembered
def unknown_names(*names: str) -> SearchStrategy[str]:
    """Draw names that are not among these: some near one, some far."""
    near = [
        changed
        for name in names
        for changed in (name.upper(), name[:-1], f"{name} ", f"{name}x", name.title())
    ]
    wrong = [name for name in dict.fromkeys(["x", *near, ""]) if name not in names]
    return st.sampled_from(wrong) | short_text().filter(lambda name: name not in names)


@_remembered
def whole_numbers(allowed: range) -> SearchStrategy[int | float]:
    """Draw whole numbers within a range, the ends often, and `5.0` for 5 as well."""
    most = min(allowed.stop - 1, allowed.start + _FAR)
    numbers = st.integers(allowed.start, most)
    return st.one_of(numbers, st.sampled_from(sorted({allowed.start, most})), numbers.map(float))


def outside(allowed: range) -> SearchStrategy[int | float]:
    """Draw whole numbers outside a range, those next to its ends first."""
    below = [allowed.start - 1, 0, -1, -_FAR]
    above = [allowed.stop, allowed.stop + _FAR] if allowed.stop != OPEN else []
    # Floats are made of what is found: a range looks for a float among all its numbers in turn.
    numbers = st.sampled_from([number for number in [*below, *above] if number not in allowed])
    return numbers | numbers.map(float)


@_remembered
def field_values(field: Field) -> tuple[SearchStrategy[object], SearchStrategy[object] | None]:
    """Return what a further field takes, and values of its type that it does not, if there are."""
    if field.type == "boolean":
        return st.booleans(), None
    if field.type == "string":
        if field.values is None:
            return short_text(), None
        return st.sampled_from(field.values), unknown_names(*field.values)
    low, high = field.bounds
    least = (0 if high is None else high - _FAR) if low is None else low
    most = least + _FAR if high is None else high
    ends = [*([] if low is None else [low - 1]), *([] if high is None else [high + 1])]
    wrong = st.sampled_from([*ends, *map(float, ends)]) if ends else None
    if field.type == "integer":
        return whole_numbers(range(least, most + 1)), wrong
    return st.integers(least, most) | st.floats(least, most), wrong
