"""Values of any kind, made safe to work with: exact JSON leaves, and mappings that do not change.

A caller may hold subclasses of the builtin types, whose own methods may say or raise anything;
nothing later relies on them. Nothing here knows a rule or a table.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from operator import index
from types import NoneType
from typing import Any, NoReturn, TypeGuard, TypeVar

from attrs import fields

__all__ = [
    "FrozenDict",
    "entries_of",
    "exact",
    "is_exact",
    "is_list",
    "is_object",
    "items_of",
    "opened",
]

_K = TypeVar("_K")
_V = TypeVar("_V")
_T = TypeVar("_T")


class FrozenDict(dict[_K, _V]):
    """A dict that cannot be changed, can be pickled, and looks things up as fast as any."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("this mapping cannot be changed")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]  # unlike a dict, it never changes
        return hash(frozenset(self))

    def __reduce__(self) -> tuple[type, tuple[dict[_K, _V]]]:
        return type(self), (dict(self),)


def is_exact(kind: type) -> bool:
    """Tell whether a type is a builtin one, whose own methods can be relied on."""
    # By identity, since a class may refuse even to be compared or hashed.
    return (
        kind is str
        or kind is int
        or kind is list
        or kind is dict
        or kind is float
        or kind is bool
        or kind is NoneType
        or kind is tuple
        or kind is Decimal
    )


def exact(value: _T) -> _T:
    """Return a leaf of a subclass of `str`, `int`, `float` or `Decimal` as that type itself.

    An integer of another library (what `operator.index` takes) is an `int`, too (clause `types`).
    """
    leaf: Any = value
    kind = type(leaf)
    if is_exact(kind):
        return value
    # Types are asked, not values: an object may lie about its class.
    if issubclass(kind, str):
        leaf = str.__str__(leaf)
    elif issubclass(kind, int):
        leaf = int.__int__(leaf)
    elif issubclass(kind, float):
        leaf = float.__float__(leaf)
    elif issubclass(kind, Decimal):
        leaf = Decimal(leaf)
    else:
        try:
            leaf = index(leaf)
        except Exception:  # not an integer; and a class may raise anything
            return value
    exactly: _T = leaf
    return exactly


def is_object(value: object) -> TypeGuard[Mapping[str, object]]:
    """Tell whether a value is what JSON calls an object (clause `types`): any mapping."""
    kind = type(value)
    # Asking for dict first spares it the slow question to an abstract class.
    if issubclass(kind, dict):
        return True
    try:
        return issubclass(kind, Mapping)
    except Exception:  # a class may refuse to be asked
        return False


def is_list(value: object) -> TypeGuard[list[object] | tuple[object, ...]]:
    """Tell whether a value is what JSON calls a list (clause `types`): a list or a tuple."""
    return issubclass(type(value), (list, tuple))


def entries_of(value: list[object] | tuple[object, ...]) -> tuple[object, ...]:
    """Return the entries of a list, whatever a subclass of it says they are."""
    listed: Any = value
    iterate = tuple.__iter__ if issubclass(type(value), tuple) else list.__iter__
    return tuple(iterate(listed))


def items_of(value: Mapping[str, object]) -> list[tuple[str, object]] | None:
    """Return the keys and values of an object, whatever a subclass of `dict` says they are.

    None for one that does not say what it holds.
    """
    mapping: Any = value
    try:
        items = dict.items(mapping) if issubclass(type(value), dict) else mapping.items()
        return [(key, entry) for key, entry in items]
    except Exception:  # a mapping may raise anything
        return None


def opened(sealed: type) -> Callable[[], Any]:
    """Return an open twin of a frozen attrs class with slots: the same fields, free to be set.

    A frozen class sets its fields by a slow way, which would be a fifth of all that a quote takes.
    Whoever makes many fills in an open one and seals it, by `made.__class__ = ...`.
    """
    slots = [entry.name for entry in fields(sealed)]
    return type(sealed.__name__, sealed.__bases__, {"__slots__": slots})
