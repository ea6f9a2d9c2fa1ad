"""Tables laid over each other: a base, what is removed from it, and what differs.

Plain data in, plain data out. Nothing here knows what a key means, but for clauses, whose status
says where a version has them from.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from seedance_rules.errors import InvalidSpec
from seedance_rules.values import entries_of, exact, is_list, is_object, items_of
from seedance_rules.wording import either, kind_of, nearest, show

__all__ = ["digest", "merged", "over", "plain"]

Tables = dict[str, Any]
"""Tables as plain data: dicts, lists, and leaves of the builtin types."""

_OWN: Final = ("version", "source", "page")
"""What a version says of itself alone, and never takes from its base."""

_NOT_RULES: Final = ("version", "source", "clauses", "markup_claims", "hints", "page")
"""Names, prose, claims, advice, and what a page looks like: no verdict rests on them."""

_DEEPEST: Final = 16
_KEY: Final = r'"([^"]+)"|([^".\s]+)'
_PATH: Final = rf"(?:{_KEY})(?:\.(?:{_KEY}))*"
_PRIME: Final = 2**64 - 59


def merged(
    data: Mapping[str, object], published: Mapping[str, Mapping[str, object]]
) -> dict[str, Any]:
    """Return the whole tables that some data mean: their base, without `remove`, and their own.

    `published` has the data of every version that can be a base; these may have a base in turn.
    The result has no `base`, `remove` and `documented`. A clause that is neither stated anew nor
    listed under `documented` is `inherited`. A clause stated anew is as it is stated; only its
    `text`, left out, is that of the base.

    Raises `InvalidSpec` for a base that is not there, bases in a circle, and `remove` or
    `documented` of what the base does not have.
    """
    return _merged(plain(data), published, ())


def _merged(
    own: Tables,
    published: Mapping[str, Mapping[str, object]],
    above: tuple[object, ...],
) -> Tables:
    if "base" not in own:
        for key in ("remove", "documented"):
            if key in own:
                raise InvalidSpec(key, "is for tables with a `base`; state what holds instead")
        return own
    base, chain = own.pop("base"), (*above, own.get("version"))
    if type(base) is not str:
        raise InvalidSpec("base", f"must be the name of a version, not {show(base)}")
    if base in chain:
        names = " is based on ".join(map(show, (*chain, base)))
        raise InvalidSpec("base", f"is a circle: {names}")
    if base not in published:
        known = either(published)
        raise InvalidSpec("base", f"there are no tables of version {show(base)}; use {known}")
    whole = _merged(plain(published[base]), published, chain)
    for key in _OWN:
        whole.pop(key, None)
    whole = over(whole, {}, _texts(own, "remove"))
    documented = _texts(own, "documented")
    was, now = whole.pop("clauses", {}), own.pop("clauses", {})
    if type(was) is dict and type(now) is dict:
        now = _clauses(was, now, documented)
    return over(
        {key: own.pop(key) for key in _OWN if key in own} | whole,
        own | {"clauses": now},
    )


def _clauses(below: Tables, stated: Tables, documented: Sequence[str]) -> Tables:
    """Return the clauses of a version, each with the status that it has there."""
    for index, clause in enumerate(documented):
        if clause not in below or clause in stated:
            why = "is stated anew here, with its own status" if clause in stated else "is new"
            raise InvalidSpec(f"documented[{index}]", f"the clause {show(clause)} {why}")
    found: Tables = {}
    for clause, was in below.items():
        if type(was) is not dict:
            found[clause] = was
        elif clause in documented:
            found[clause] = {"status": "documented"} | _text(was)
        else:
            found[clause] = was | {"status": "inherited"}
    for clause, now in stated.items():
        found[clause] = _text(below.get(clause)) | now if type(now) is dict else now
    return found


def _text(clause: object) -> Tables:
    return {"text": clause["text"]} if type(clause) is dict and "text" in clause else {}


def over(
    below: Mapping[str, object],
    changes: Mapping[str, object],
    remove: Sequence[str] = (),
) -> dict[str, Any]:
    """Lay changes over tables: `remove` first, then tables key by key, lists and values replaced.

    `remove` names places, keys joined by dots; a key with a dot in it is put in double quotes.
    Raises `InvalidSpec` for a place that is not there.
    """
    whole = plain(below)
    for index, path in enumerate(remove):
        _remove(whole, path, f"remove[{index}]")
    _lay(whole, plain(changes))
    return whole


def _remove(whole: Tables, path: str, place: str) -> None:
    if not re.fullmatch(_PATH, path):
        raise InvalidSpec(
            place,
            f'must be keys joined by dots, as prices."seedance-2".720p, not {show(path)}',
        )
    *outer, last = [quoted or bare for quoted, bare in re.findall(_KEY, path)]
    inner: Any = whole
    for key in (*outer, last):
        if type(inner) is not dict or key not in inner:
            near = nearest(key, inner) if type(inner) is dict else None
            meant = f"; did you mean {show(near)}?" if near else ""
            raise InvalidSpec(place, f"nothing is at {show(path)}: {show(key)} is missing{meant}")
        holder, inner = inner, inner[key]
    del holder[last]


def _lay(below: Tables, changes: Tables) -> None:
    for key, value in changes.items():
        was = below.get(key)
        if type(was) is dict and type(value) is dict:
            _lay(was, value)
        else:
            below[key] = value


def _texts(own: Tables, key: str) -> list[str]:
    """Take a list of strings out of the tables."""
    found = own.pop(key, [])
    if type(found) is not list or not all(type(entry) is str for entry in found):
        raise InvalidSpec(key, f"must be a list of strings, not {show(found)}")
    return found


def digest(tables: Mapping[str, object]) -> str:
    """Return 16 hex digits over the rules of merged tables.

    Names, clauses, claims, hints and the section `page` do not count, nor does the order of keys,
    which stores of JSON do not keep; the order of lists does. It tells tables apart, but
    does not protect against someone who forges them.
    """
    rules = {key: value for key, value in tables.items() if key not in _NOT_RULES}
    # The text as one number, modulo a prime: hashlib would cost a tenth of the whole import.
    return f"{int.from_bytes(ascii(_sorted(rules)).encode(), 'big') % _PRIME:016x}"


def _sorted(value: object) -> object:
    if type(value) is dict:
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [*map(_sorted, value)] if type(value) is list else value


def plain(data: Mapping[str, object]) -> dict[str, Any]:
    """Return a copy of tables in which all is of the builtin types.

    Raises `InvalidSpec` for data that are not a table, or nested deeper than any table is.
    """
    copied = _copy(data, _DEEPEST + 1)
    if type(copied) is not dict:
        raise InvalidSpec("the tables", f"must be a table, not {kind_of(data)}")
    return copied


def _copy(value: object, depth: int) -> object:
    if type(value) is str:
        return value
    if not depth:
        raise InvalidSpec("the tables", "are nested deeper than any table of the format")
    if is_object(value):
        items = items_of(value)
        if items is None:
            raise InvalidSpec("the tables", "hold a table that does not say what it holds")
        return {exact(key): _copy(entry, depth - 1) for key, entry in items}
    if is_list(value):
        return [_copy(entry, depth - 1) for entry in entries_of(value)]
    return exact(value)
