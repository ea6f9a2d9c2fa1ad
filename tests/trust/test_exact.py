"""Exact: every price is the formula's, to the last digit, and no float ever enters a sum.

Prices are checked against fractions, which do not round, worked out by the second reading of the page
in `oracle`.
"""

import ast
import random
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import oracle
import pytest
from test_pure import ENGINE, modules

from seedance_rules import Quote, credits, load_spec, quote
from seedance_rules.amounts import EXACT
from seedance_rules.spec._tables import TABLES

SPEC = load_spec("2026-06")
PAIRS = [
    (name, resolution)
    for name in (*SPEC.task_types, *SPEC.aliases)
    for resolution in SPEC.task_type(name).prices
]
"""Every pair that has a price, by the deprecated names as well."""

Drawn = tuple[str, str, int, int | float | Decimal]
"""A task type, a resolution, output seconds, and the seconds of its input videos."""


def draws(count: int, seed: int) -> Iterator[Drawn]:
    """Draw what is priced: every pair and duration, and input seconds of every size and fineness."""
    chance = random.Random(seed)
    for _ in range(count):
        task_type, resolution = chance.choice(PAIRS)
        yield task_type, resolution, chance.randint(4, 15), seconds(chance, task_type)


def seconds(chance: random.Random, task_type: str) -> int | float | Decimal:
    """Draw input seconds: none for a type that takes no videos, else a number of any sort."""
    sort = 0 if task_type == "seedance-2-mini" else chance.randrange(6)
    match sort:
        case 0:
            return 0
        case 1:
            return chance.choice([chance.randint(1, 60), chance.randint(1, 10**9)])
        case 2:
            return chance.choice([7.3, 0.1, 1e-7, 4.35, 1e9, 123456.789])
        case 3:
            return round(chance.uniform(0, 60), chance.randint(1, 15))
        case 4:
            return Decimal(chance.randint(1, 10**12)).scaleb(-chance.randint(3, 30))
        case _:
            whole, places = chance.randint(0, 10**9 - 1), chance.randint(1, 30)
            return Decimal(f"{whole}.{chance.randrange(1, 10**places):0{places}}")


def request_of(drawn: Drawn) -> dict[str, object]:
    """Make the request that a draw describes; whether it has videos is told by their seconds."""
    task_type, resolution, duration, stated = drawn
    body: dict[str, object] = {"prompt": "A cat", "duration": duration, "resolution": resolution}
    if stated:
        body["video_urls"] = ["https://cdn.test/1.mp4"]
    return {"model": "seedance", "task_type": task_type, "input": body}


def check(drawn: Drawn) -> Quote:
    """Check the formula and the quote of one draw against fractions."""
    expected = oracle.price(*drawn)
    assert Fraction(credits(*drawn)) == expected
    priced = quote(request_of(drawn), total_input_video_duration=drawn[3] or None)
    assert Fraction(priced.credits) == expected
    return priced


def check_parts(priced: Quote, drawn: Drawn) -> None:
    """Check each part of a quote against fractions, and the text that `to_dict` makes of it."""
    task_type, resolution, duration, stated = drawn
    unit = oracle.unit_price(task_type, resolution)
    parts = {
        "unit_price": unit,
        "output_credits": unit * duration,
        "input_video_credits": unit / 2 * oracle.exactly(stated),
        "credits": oracle.price(*drawn),
        "total_input_video_duration": oracle.exactly(stated),
    }
    shown = priced.to_dict()
    for name, expected in parts.items():
        amount, text = getattr(priced, name), shown[name]
        assert type(amount) is Decimal
        assert Fraction(amount) == expected
        assert isinstance(text, str) and text == text.strip("+ ") and "E" not in text
        assert Fraction(text) == expected
        assert text == "0" or not text.startswith(".")
        assert "." not in text or not text.endswith("0")


@pytest.mark.parametrize("seed", range(4))
def test_prices_are_those_of_fractions(seed: int) -> None:
    """Clauses `formula`, `formula-mini`, `prices`, `exact`: a thousand draws each."""
    for drawn in draws(1000, seed):
        check_parts(check(drawn), drawn)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
def test_a_million_prices_are_those_of_fractions(seed: int) -> None:
    """Clauses `formula`, `formula-mini`, `prices`, `exact`: a hundred thousand draws each."""
    for drawn in draws(100_000, seed):
        check(drawn)


def test_the_draws_cover_every_pair_duration_and_sort_of_number() -> None:
    drawn = [*draws(4000, 0)]
    assert {(task_type, resolution) for task_type, resolution, _, _ in drawn} == set(PAIRS)
    assert {duration for _, _, duration, _ in drawn} == set(range(4, 16))
    assert {type(stated) for *_, stated in drawn} == {int, float, Decimal}
    finest = min(int(stated.as_tuple().exponent) for *_, stated in drawn if type(stated) is Decimal)
    assert finest == -30
    assert max(stated for *_, stated in drawn) > 9 * 10**8


# No float enters a sum.


class Watched(float):
    """A float that refuses to be reckoned with: whoever does, calls one of its methods."""


def _refuse(name: str) -> object:
    def method(*args: object) -> object:
        raise AssertionError(f"a float was reckoned with: {name}")

    return method


for _name in (
    *("__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__", "__truediv__"),
    *("__rtruediv__", "__floordiv__", "__rfloordiv__", "__mod__", "__rmod__", "__divmod__"),
    *("__pow__", "__rpow__", "__neg__", "__pos__", "__abs__", "__round__", "__trunc__"),
    *("__int__", "__float__", "__floor__", "__ceil__", "as_integer_ratio"),
):
    setattr(Watched, _name, _refuse(_name))


def test_a_float_is_read_as_the_digits_it_prints_as_and_never_reckoned_with() -> None:
    """Clause `input-seconds`: 7.3 seconds are 7.3 seconds, not the binary fraction nearest to it."""
    drawn = ("seedance-2-fast", "720p", 5, 7.3)
    watched = (*drawn[:2], Watched(5.0), Watched(7.3))
    request = request_of(drawn)
    body = request["input"]
    assert isinstance(body, dict)
    body["duration"] = Watched(5.0)
    priced = quote(request, total_input_video_duration=Watched(7.3))
    assert priced.credits == credits(*watched) == Decimal("1.384")  # type: ignore[arg-type]  # 5.0
    assert type(priced.duration) is int
    assert priced.total_input_video_duration == Decimal("7.3")


def test_no_table_holds_a_float() -> None:
    def floats(value: object) -> Iterator[float]:
        if isinstance(value, float):
            yield value
        for entry in value.values() if isinstance(value, dict) else ():
            yield from floats(entry)
        for entry in value if isinstance(value, list) else ():
            yield from floats(entry)

    assert [*floats(TABLES)] == []


@pytest.mark.parametrize("name", ENGINE)
def test_no_module_makes_a_float(name: str) -> None:
    """Not one is written, converted to or divided into being; those that are given are read once."""
    for node in ast.walk(modules()[name]):
        where = f"{name}, line {getattr(node, 'lineno', '?')}"
        if isinstance(node, ast.Constant):
            assert type(node.value) is not float, where
        assert not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Div), where
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"float", "round", "divmod"}, where
        if isinstance(node, ast.ImportFrom) and node.module == "math":
            assert [alias.name for alias in node.names] == ["isfinite"], where


@pytest.mark.parametrize("name", ["amounts", "pricing"])
def test_amounts_are_reckoned_by_the_exact_context_alone(name: str) -> None:
    """No operator adds or multiplies amounts: only `EXACT` does, which takes no float at all.

    Minus counts digits and places, which are whole numbers.
    """
    for node in ast.walk(modules()[name]):
        if isinstance(node, ast.BinOp):
            assert isinstance(node.op, (ast.BitOr, ast.Pow, ast.Sub)), f"line {node.lineno}"


def test_the_exact_context_takes_no_float() -> None:
    for reckon in (EXACT.add, EXACT.multiply, EXACT.subtract):
        with pytest.raises(TypeError):
            reckon(Decimal(1), 0.5)  # type: ignore[arg-type]  # a float is not a Decimal
