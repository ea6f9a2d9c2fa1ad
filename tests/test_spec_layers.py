"""Tables laid over each other: a base, what is removed from it, what differs, and a digest of it."""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_rules import InvalidSpec
from seedance_rules.spec.layers import digest, merged, over, plain

BASE: dict[str, Any] = {
    "version": "2031-01",
    "source": "a page",
    "limits": {"duration": {"minimum": 4, "maximum": 15}},
    "task_types": {
        "heron-1": {"modes": ["plain"]},
        "heron-1.5": {"modes": ["plain", "solo"]},
    },
    "prices": {"heron-1": {"480p": "1", "720p": "2"}},
    "clauses": {
        "duration": {"status": "documented", "text": "There is a maximum."},
        "price": {
            "status": "reading",
            "text": "The list counts.",
            "question": "Which?",
            "choice": "The list.",
            "reason": "It is a list.",
        },
    },
}
NEXT: dict[str, Any] = {
    "version": "2031-02",
    "source": "its next state",
    "base": "2031-01",
}


NOTHING: dict[str, Mapping[str, object]] = {}


def whole(changes: Mapping[str, Any], *others: Mapping[str, Any]) -> dict[str, Any]:
    """Merge a version with a base, `2031-01` and others being published."""
    published = {tables["version"]: tables for tables in (BASE, *others)}
    return merged({**NEXT, **changes}, published)


def refused(run: Callable[[], object]) -> InvalidSpec:
    with pytest.raises(InvalidSpec) as caught:
        run()
    return caught.value


class TestDifferences:
    """A version with a base says only what differs from it."""

    def test_tables_merge_key_by_key(self) -> None:
        found = whole(
            {
                "limits": {"duration": {"maximum": 20}},
                "prices": {"heron-2": {"4k": "9"}},
            }
        )
        assert found["limits"] == {"duration": {"minimum": 4, "maximum": 20}}
        assert found["prices"] == {
            "heron-1": {"480p": "1", "720p": "2"},
            "heron-2": {"4k": "9"},
        }

    def test_lists_and_values_are_replaced(self) -> None:
        found = whole({"task_types": {"heron-1": {"modes": ["solo"]}}, "prices": "none"})
        assert found["task_types"]["heron-1"]["modes"] == ["solo"]
        assert found["prices"] == "none"

    def test_a_version_names_itself_and_its_source(self) -> None:
        """They are lines of each file, so they are never those of the base."""
        found = merged({"base": "2031-01"}, {"2031-01": BASE})
        assert "version" not in found and "source" not in found
        assert whole({})["version"] == "2031-02"
        assert whole({})["source"] == "its next state"

    def test_what_says_how_to_merge_is_not_in_the_whole(self) -> None:
        found = whole({"remove": ["prices"], "documented": ["price"]})
        assert {"base", "remove", "documented", "prices"}.isdisjoint(found)

    def test_bases_have_bases(self) -> None:
        middle = {**NEXT, "prices": {"heron-1": {"480p": "3"}}, "remove": ["limits"]}
        found = whole(
            {
                "version": "2031-03",
                "base": "2031-02",
                "prices": {"heron-1": {"720p": "4"}},
            },
            middle,
        )
        assert found["prices"] == {"heron-1": {"480p": "3", "720p": "4"}}
        assert "limits" not in found

    def test_complete_tables_are_as_they_are(self) -> None:
        assert merged(BASE, NOTHING) == BASE

    def test_nothing_given_is_changed(self) -> None:
        before = plain(BASE)
        found = whole({"remove": ["prices.heron-1"], "limits": {"duration": {"maximum": 1}}})
        found["task_types"]["heron-1"]["modes"].append("changed")
        assert before == BASE


class TestRemove:
    """`remove` acts on the base first; then the differences are laid over it."""

    def test_places_are_keys_joined_by_dots(self) -> None:
        found = whole({"remove": ["prices.heron-1.720p", "limits"]})
        assert found["prices"] == {"heron-1": {"480p": "1"}}
        assert "limits" not in found

    def test_a_name_with_a_dot_is_quoted(self) -> None:
        found = whole({"remove": ['task_types."heron-1.5"']})
        assert [*found["task_types"]] == ["heron-1"]

    def test_what_is_removed_can_be_said_anew(self) -> None:
        found = whole({"remove": ["prices.heron-1"], "prices": {"heron-1": {"4k": "9"}}})
        assert found["prices"] == {"heron-1": {"4k": "9"}}

    @pytest.mark.parametrize(
        ("path", "what"),
        [
            ("prices.heron-1.4k", "nothing is at 'prices.heron-1.4k': '4k' is missing"),
            ("price", "'price' is missing; did you mean 'prices'?"),
            ("task_types.heron-1.5", "'5' is missing"),
            ("prices.heron-1.480p.deeper", "'deeper' is missing"),
            ("task_types.heron-1.modes.0", "'0' is missing"),
        ],
    )
    def test_what_is_not_there_is_refused(self, path: str, what: str) -> None:
        error = refused(lambda: whole({"remove": ["limits", path]}))
        assert error.place == "remove[1]"
        assert what in error.problem

    def test_twice_is_once_too_often(self) -> None:
        assert refused(lambda: whole({"remove": ["limits", "limits"]})).place == "remove[1]"

    @pytest.mark.parametrize("path", ["", ".", "prices.", ".prices", "a..b", 'a."b', 'a""', "a b"])
    def test_what_is_not_a_place_is_refused(self, path: str) -> None:
        error = refused(lambda: whole({"remove": [path]}))
        assert error.place == "remove[0]" and "keys joined by dots" in error.problem

    @pytest.mark.parametrize("value", ["prices", [1], {"prices": True}, None])
    def test_what_is_not_a_list_of_texts_is_refused(self, value: object) -> None:
        for key in ("remove", "documented"):
            assert refused(lambda key=key: whole({key: value})).place == key  # type: ignore[misc]

    @pytest.mark.parametrize("key", ["remove", "documented"])
    def test_without_a_base_there_is_nothing_to_act_on(self, key: str) -> None:
        error = refused(lambda: merged({**BASE, key: []}, NOTHING))
        assert error.place == key and "`base`" in error.problem


class TestClauses:
    """What no source says anew of a clause is inherited, and says so."""

    def test_a_clause_that_is_not_named_is_inherited(self) -> None:
        clauses = whole({})["clauses"]
        assert clauses["duration"] == {
            "status": "inherited",
            "text": "There is a maximum.",
        }
        assert clauses["price"] == {**BASE["clauses"]["price"], "status": "inherited"}

    def test_one_that_the_page_still_shows_is_documented(self) -> None:
        clauses = whole({"documented": ["price"]})["clauses"]
        assert clauses["price"] == {"status": "documented", "text": "The list counts."}
        assert clauses["duration"]["status"] == "inherited"

    def test_one_stated_anew_is_as_it_is_stated(self) -> None:
        """Its text may be left out: it is that of the base. All else is not taken over."""
        reported = {"status": "reported", "who": "a client", "when": "2031-02"}
        clauses = whole({"clauses": {"price": reported}})["clauses"]
        assert clauses["price"] == {**reported, "text": "The list counts."}
        other = {**reported, "text": "Otherwise."}
        assert whole({"clauses": {"price": other}})["clauses"]["price"] == other

    def test_a_new_clause_is_as_it_is_stated(self) -> None:
        clause = {"status": "documented", "text": "New."}
        assert whole({"clauses": {"new": clause}})["clauses"]["new"] == clause

    @pytest.mark.parametrize(
        ("listed", "what"),
        [("new", "is new"), ("other", "is stated anew"), ("price", "is stated anew")],
    )
    def test_only_clauses_of_the_base_can_be_listed(self, listed: str, what: str) -> None:
        stated = {"price": {"status": "documented"}, "other": {"text": "New."}}
        error = refused(lambda: whole({"documented": ["duration", listed], "clauses": stated}))
        assert error.place == "documented[1]"
        assert what in error.problem

    def test_clauses_that_are_not_tables_are_for_the_reader_to_refuse(self) -> None:
        assert whole({"clauses": 5})["clauses"] == 5
        assert whole({"clauses": {"price": 5, "new": 6}})["clauses"]["price"] == 5
        odd = {
            **BASE,
            "version": "2031-00",
            "clauses": {"a": 1, "b": {"status": "reading"}},
        }
        found = whole({"base": "2031-00", "documented": ["b"], "clauses": {"c": {}}}, odd)
        assert found["clauses"] == {"a": 1, "b": {"status": "documented"}, "c": {}}
        odd = {**BASE, "version": "2031-00", "clauses": []}
        assert whole({"base": "2031-00", "clauses": {"c": {}}}, odd)["clauses"] == {"c": {}}


class TestBase:
    def test_one_that_is_not_there(self) -> None:
        error = refused(lambda: whole({"base": "2030-12"}))
        assert error.place == "base"
        assert error.problem == "there are no tables of version '2030-12'; use 2031-01"

    @pytest.mark.parametrize("base", [None, 5, ["2031-01"], {}])
    def test_one_that_is_not_a_name(self, base: object) -> None:
        assert refused(lambda: whole({"base": base})).place == "base"

    def test_bases_in_a_circle_are_refused(self) -> None:
        one = {**BASE, "base": "2031-03"}
        three = {**NEXT, "version": "2031-03", "base": "2031-02"}
        error = refused(lambda: whole({}, one, three, NEXT))
        assert error.place == "base"
        assert "'2031-02' is based on '2031-01' is based on '2031-03'" in error.problem

    def test_a_version_cannot_be_its_own_base(self) -> None:
        assert "circle" in refused(lambda: whole({"base": "2031-02"})).problem


class TestOver:
    """Changes of a caller's own: the merging alone, the clauses as they are."""

    def test_changes_laid_over_tables(self) -> None:
        found = over(BASE, {"prices": {"heron-1": {"4k": "9"}}}, ["prices.heron-1.480p"])
        assert found == {**BASE, "prices": {"heron-1": {"720p": "2", "4k": "9"}}}


class TestPlain:
    """What comes out is of the builtin types, whatever goes in."""

    def test_other_mappings_and_lists(self) -> None:
        class Text(str):
            def __eq__(self, other: object) -> bool:
                raise RuntimeError

            __hash__ = str.__hash__

        found = plain(MappingProxyType({"a": (1, Text("b")), "c": MappingProxyType({})}))
        assert found == {"a": [1, "b"], "c": {}}
        assert type(found["a"][1]) is str

    @pytest.mark.parametrize("data", [None, 5, "tables", ["tables"]])
    def test_what_is_not_a_table(self, data: Any) -> None:
        assert "must be a table" in refused(lambda: plain(data)).problem

    def test_one_that_does_not_say_what_it_holds(self) -> None:
        class Silent(Mapping[str, object]):
            def __getitem__(self, key: str) -> object:
                raise KeyError(key)

            def __iter__(self) -> Any:
                raise RuntimeError

            def __len__(self) -> int:
                return 1

        assert "does not say" in refused(lambda: plain({"limits": Silent()})).problem

    def test_one_that_holds_itself(self) -> None:
        circle: dict[str, Any] = {}
        circle["limits"] = [circle]
        assert "deeper" in refused(lambda: plain(circle)).problem


RULES = st.recursive(
    st.text(max_size=3) | st.integers(0, 9) | st.booleans(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


def reordered(value: Any) -> Any:
    """Return the same tables, the keys of each in the opposite order."""
    if isinstance(value, dict):
        return {key: reordered(value[key]) for key in reversed(value)}
    return [reordered(entry) for entry in value] if isinstance(value, list) else value


class TestDigest:
    """Sixteen hex digits over the rules: what can change a verdict, a price or a citation."""

    def test_a_digest_is_16_hex_digits(self) -> None:
        assert digest(BASE) == digest(plain(BASE))
        assert len(digest(BASE)) == len(digest({})) == 16
        assert int(digest(BASE), 16) >= 0

    def test_a_digest_stays_what_it_is(self) -> None:
        """Stored quotes carry it, so it is the same in every release and on every Python."""
        assert (
            digest({"prices": {"heron-1": {"480p": "1"}}, "words": ["图片"]}) == "271428aee97d3447"
        )

    @pytest.mark.parametrize(
        "key", ["version", "source", "clauses", "markup_claims", "hints", "page"]
    )
    def test_names_prose_claims_and_advice_do_not_count(self, key: str) -> None:
        assert digest({**BASE, key: "otherwise"}) == digest(BASE)

    @pytest.mark.parametrize("key", ["limits", "prices", "findings", "billing"])
    def test_every_other_table_counts(self, key: str) -> None:
        assert digest({**BASE, key: "otherwise"}) != digest(BASE)

    @given(st.dictionaries(st.text(max_size=2), RULES, max_size=4))
    def test_the_order_of_keys_does_not_count(self, rules: dict[str, Any]) -> None:
        """Stores of JSON do not keep it."""
        assert digest(reordered(rules)) == digest(rules)

    @given(st.lists(RULES, max_size=2), st.lists(RULES, max_size=2))
    def test_other_rules_have_another_digest(self, one: list[Any], other: list[Any]) -> None:
        same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
        assert (digest({"limits": one}) == digest({"limits": other})) == same

    def test_the_order_of_a_list_counts(self) -> None:
        assert digest({"inference": ["a", "b"]}) != digest({"inference": ["b", "a"]})
