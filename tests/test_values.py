"""The small modules: how values are made safe, written and copied; how seconds are read."""

import copy
import json
import pickle
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_rules import InputDurationError
from seedance_rules.amounts import seconds_of, stated, tidy
from seedance_rules.fields import path_of, pointer
from seedance_rules.values import FrozenDict, exact
from seedance_rules.wording import (
    cut,
    either,
    kind_of,
    nearest,
    number,
    plain,
    printable,
    show,
    span,
)

amounts = st.decimals(0, 10**12, allow_nan=False, places=12)


class TestWording:
    """What is written for people is short, on one line and printable."""

    @given(st.text())
    def test_any_text_is_shown_on_one_short_line(self, text: str) -> None:
        shown = show(text)
        assert shown.isprintable() and len(shown) <= 10 * 61 + 3

    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            ("720P", "'720P'"),
            ("a\nb\u202e", "'a\\nb\\u202e'"),
            (None, "null"),
            (True, "true"),
            (False, "false"),
            (5, "5"),
            (10**5000, "a huge number"),
            (float("nan"), "nan"),
            (Decimal("1E+5"), "1E+5"),
            ([1], "a list"),
            ({}, "an object"),
            (b"", "a Python bytes"),
        ],
        ids=range(12),
    )
    def test_how_a_value_is_shown(self, value: object, shown: str) -> None:
        assert show(value) == shown
        assert kind_of(value)

    def test_the_rest_of_many_findings_is_counted(self) -> None:
        assert cut("abc", 2) == "ab…" and printable("é\x00") == "é\\x00"
        assert printable("a\\'\x00") == "a\\'\\x00"
        assert either([]) == "nothing" and either("a") == "a" and either("abc") == "a, b or c"
        spans = [
            span(ends) for ends in ((None, None), (0, 0), (1, None), (None, 2), (3, 3), (4, 9))
        ]
        assert spans == ["any number", "none", "at least 1", "at most 2", "exactly 3", "4 to 9"]

    @pytest.mark.parametrize(
        ("value", "name"),
        [("720P", "720p"), ("first-last frames", "first_last_frames"), ("FIRST LAST FRAMES", "first_last_frames"), ("x", None), ("7" * 99, None), (7, None)],
    )  # fmt: skip
    def test_the_nearest_name(self, value: object, name: str | None) -> None:
        assert nearest(value, ["480p", "720p", "first_last_frames"]) == name

    def test_a_space_or_a_hyphen_is_as_good_as_an_underscore(self) -> None:
        assert nearest("a b", ["a_b"]) == nearest("A-B", ["a_b"]) == "a_b"

    def test_the_longest_text_that_is_near_a_name(self) -> None:
        assert nearest("f" * 60, ["f" * 60]) == "f" * 60
        assert nearest("f" * 61, ["f" * 61]) is None

    @given(amounts)
    def test_numbers_are_plain_and_exact(self, amount: Decimal) -> None:
        text = number(amount)
        assert Decimal(text) == amount and "E" not in text
        assert "." not in text or text[-1] not in "0."


class TestPlain:
    """A copy that JSON can carry, of bounded size, whatever the value."""

    @given(st.recursive(st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20))  # fmt: skip
    def test_ordinary_json_is_copied_whole(self, value: object) -> None:
        assert plain(value) == value

    @pytest.mark.parametrize(
        ("largest", "larger", "shown"),
        [
            ([0] * 9_999, [0] * 10_000, "a list"),
            ("x" * 9_999, "x" * 10_000, show("x" * 10_000)),
            ({"k" * 9_998: 0}, {"k" * 9_999: 0}, "an object"),
            (10**18 - 1, 10**18, "a huge number"),
            (-0.5, float("nan"), "nan"),
        ],
        ids=["list", "text", "key", "number", "float"],
    )
    def test_how_much_is_copied(self, largest: object, larger: object, shown: str) -> None:
        assert plain(largest) == largest
        assert plain(larger) == shown

    @pytest.mark.parametrize("wrap", [lambda inner: [inner], lambda inner: {"inner": inner}])
    def test_how_deep_it_is_copied(self, wrap: Any) -> None:
        deep: Any = 0
        for _ in range(16):
            deep = wrap(deep)
        assert plain(deep) == deep
        assert plain(wrap(deep)) in ("a list", "an object")

    def test_what_json_cannot_carry_is_shown(self) -> None:
        shared: list[Any] = [1]
        for _ in range(14):
            shared = [shared] * 10
        cycle: list[Any] = []
        cycle.append(cycle)
        values = [
            float("inf"),
            10**30,
            object(),
            {1: 2},
            shared,
            cycle,
            "x" * 10**6,
            {"k" * 10**6: 1},
        ]
        for value in values:
            assert len(json.dumps(plain(value), allow_nan=False)) < 100


class TestFrozenDict:
    """A mapping that cannot be changed, and can be copied and pickled."""

    def test_a_frozen_dict_stays_as_it_is(self) -> None:
        frozen = FrozenDict({"a": 1})
        with pytest.raises(TypeError):
            frozen["b"] = 2
        with pytest.raises(TypeError):
            frozen |= {"b": 2}
        assert frozen == {"a": 1} and hash(frozen) == hash(FrozenDict({"a": 1}))
        assert pickle.loads(pickle.dumps(frozen)) == copy.deepcopy(frozen) == frozen


class TestExact:
    """Subclasses of the leaves of JSON are taken as the leaves, whatever their methods say."""

    def test_no_method_of_a_subclass_is_called(self) -> None:
        def refuse(*_: object) -> Any:
            raise AssertionError

        methods = dict.fromkeys(
            ("__str__", "__repr__", "__int__", "__float__", "__eq__", "__hash__", "__len__"), refuse
        )
        for value in ("a", 1, 1.5, Decimal("2.5")):
            hostile = type("Hostile", (type(value),), methods)(value)
            assert type(exact(hostile)) is type(value) and exact(hostile) == value


class TestPointer:
    """A JSON Pointer (RFC 6901)."""

    def test_signs_are_escaped(self) -> None:
        assert pointer("input", "a/b~c", 0) == "/input/a~1b~0c/0"
        assert (path_of("model"), path_of("prompt"), pointer()) == ("/model", "/input/prompt", "")


class TestSeconds:
    """A stated total of seconds is read exactly, or refused."""

    @given(st.floats(1e-9, 1e9))
    def test_a_float_is_the_digits_it_prints(self, value: float) -> None:
        with localcontext(prec=1):
            assert seconds_of(value, "total") == Decimal(repr(value))

    @given(amounts)
    def test_the_context_changes_nothing(self, amount: Decimal) -> None:
        with localcontext(prec=1, Emax=1, Emin=-1):
            assert tidy(amount) == amount
            if amount <= 10**9:
                assert seconds_of(amount, "total") == amount

    @pytest.mark.parametrize(
        "value",
        [None, [7], 1j, Decimal("sNaN"), -0.1, 10**9 + 1, "", "7 s", "-1", "inf", "1" * 61, "1_0"],
    )
    def test_anything_else_is_refused(self, value: object) -> None:
        with pytest.raises(InputDurationError, match=r"^total "):
            seconds_of(value, "total")

    @given(amounts.filter(lambda amount: amount <= 10**9))
    def test_decimal_text_is_that_number(self, amount: Decimal) -> None:
        for text in (str(amount), f" {amount}\n", f"+{amount}", f"{amount:E}"):
            with localcontext(prec=1):
                assert seconds_of(text, "total") == amount

    def test_nan_is_told(self) -> None:
        for value in (float("nan"), Decimal("nan"), Decimal("sNaN"), "NaN"):
            with pytest.raises(InputDurationError) as raised:
                seconds_of(value, "total")
            assert str(raised.value) == "total is NaN"

    @given(st.lists(amounts.filter(lambda amount: amount <= 10**6), max_size=9))
    def test_a_list_is_added_exactly(self, entries: list[Decimal]) -> None:
        with localcontext(prec=1):
            total = stated(entries, tuple(map(str, entries)))
        assert total.video == total.audio == sum(entries)
        assert (total.video_entries, total.audio_entries) == (len(entries), len(entries))

    def test_a_bad_entry_is_named(self) -> None:
        with pytest.raises(InputDurationError, match=r"^total_input_video_duration\[1\] must be"):
            stated([7, "x"], None)
        with pytest.raises(InputDurationError, match=r"^total_input_audio_duration must be from 0"):
            stated(None, [10**9, 1])

    def test_what_is_not_stated_is_not_known(self) -> None:
        assert stated(None, None) == (None, None, None, None)
        assert stated(7, None) == (Decimal(7), None, None, None)

    def test_a_huge_one_is_refused_without_being_written_out(self) -> None:
        with pytest.raises(InputDurationError, match="a huge number"):
            seconds_of(10 ** (10**6), "total")
