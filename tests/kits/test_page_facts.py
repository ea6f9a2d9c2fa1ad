"""The section `page` of the tables: texts of the documentation, filled from the tables' own values."""

import pickle
from typing import Any

import pytest
from tables import changed, without

from seedance_rules import InvalidSpec, Spec, load_spec
from seedance_rules.conformance.page_facts import Page, documentation

FACT = {"clause": "duration", "place": "somewhere", "text": "lasts {default_duration} seconds"}


def read(page: dict[str, Any], *changes: tuple[tuple[str | int, ...], Any]) -> Page:
    """Read a section `page`, in place of that of a version."""
    found = documentation(Spec.from_dict(changed((("page",), page), *changes)))
    assert found is not None
    return found


def said(text: str, *changes: tuple[tuple[str | int, ...], Any], **more: Any) -> list[str]:
    """Return what a fact says, in each place where it stands."""
    page = {"wording": WORDING, "facts": [{**FACT, "text": text, **more}]}
    return ["".join(fact.parts) for fact in read(page, *changes).facts]


WORDING = {
    "and": {"join": " and "},
    "count": {"count": True},
    "lines": {"lines": True},
    "times": {"words": {"1": "once", "2": "twice"}},
    "flag": {"words": {"true": "yes", "false": "no"}},
}


class TestTexts:
    """A text is filled from the values that hold, written as the tables or a wording write them."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("lasts {default_duration} seconds", "lasts 5 seconds"),
            ("costs {prices.seedance-2 480p.price} a second", "costs 0.10 a second"),
            ("sizes {resolutions}", "sizes 480p, 720p, 1080p"),
            ("sizes {resolutions:and}", "sizes 480p and 720p and 1080p"),
            ("sizes {resolutions:count}", "sizes 3"),
            ("modes {modes:count}", "modes 3"),
            ("modes {modes:lines}", "modes text_to_video\nfirst_last_frames\nomni_reference"),
            ("tried {moderation.strict.retries:times}", "tried once"),
            ("tried {moderation.less_restrictive.retries:times}", "tried 0"),
            ("assets {task_types.seedance-2.assets}", "assets false"),
            ("assets {task_types.seedance-2.assets:flag}", "assets no"),
            ("at most {modes.text_to_video.references_maximum}", "at most none"),
            ("at most {modes.omni_reference.references_maximum}", "at most 9"),
            ("kinds {modes.first_last_frames.kinds}", "kinds image"),
            (
                "lists {task_types.seedance-2-mini.other_lists:and}",
                "lists video_urls and audio_urls",
            ),
            ("words {media.image.references}", "words @image, @图片"),
            ("hours from {task_types.seedance-2.retention_hours.minimum}", "hours from 1"),
        ],
    )
    def test_value(self, text: str, expected: str) -> None:
        assert said(text) == [expected]

    def test_limits_are_those_that_hold(self) -> None:
        text = "up to {each.duration.maximum} seconds in {each}"
        assert said(text, each="modes") == [
            "up to 15 seconds in text_to_video",
            "up to 15 seconds in first_last_frames",
            "up to 15 seconds in omni_reference",
        ]
        particular = (("modes", "omni_reference", "limits", "duration"), {"maximum": 10})
        assert said(text, particular, each="modes")[2] == "up to 10 seconds in omni_reference"

    def test_resolutions_around_the_default(self) -> None:
        text = "sizes {resolutions_to_default} (default), {resolutions_after_default}"
        assert said(text) == ["sizes 480p (default), 720p, 1080p"]
        default = (("limits", "resolution", "default"), "720p")
        assert said(text, default) == ["sizes 480p, 720p (default), 1080p"]

    def test_a_name_may_hold_dots(self) -> None:
        data = changed(
            (("page",), {"facts": [{**FACT, "text": "{task_types.seedance-2.5.tier} is it"}]})
        )
        data["task_types"]["seedance-2.5"] = data["task_types"]["seedance-2"]
        data["prices"]["seedance-2.5"] = data["prices"]["seedance-2"]
        page = documentation(Spec.from_dict(data))
        assert page is not None and "".join(page.facts[0].parts) == "pro is it"

    def test_further_fields(self) -> None:
        field = {"type": "string", "values": ["high", "low"], "clause": "input-extra"}
        codes = [
            (("findings", code), {"clause": "types"})
            for code in ("unsupported_field", "value_not_allowed")
        ]
        changes = ((("fields", "quality"), field), *codes)
        assert said("quality is {fields.quality.values}", *changes) == ["quality is high, low"]

    def test_times(self) -> None:
        assert said("said again and again", times=3) == ["said again and again"] * 3

    def test_choices(self) -> None:
        choices = [
            {"of": ["omni_reference"], "text": "the mode for all"},
            {"when": "each.auto", "text": "the mode that takes {auto_aspect_ratio.value}"},
            {"text": "the mode without"},
        ]
        fact = {"clause": "modes", "place": "{each}", "each": "modes", "choices": choices}
        facts = read({"facts": [fact]}).facts
        assert [(fact.place, "".join(fact.parts)) for fact in facts] == [
            ("text_to_video", "the mode without"),
            ("first_last_frames", "the mode that takes auto"),
            ("omni_reference", "the mode for all"),
        ]
        del choices[2]
        assert len(read({"facts": [fact]}).facts) == 2

    def test_both_conditions_of_a_choice_must_hold(self) -> None:
        choices = [{"of": ["omni_reference"], "when": "each.auto", "text": "never said"}]
        fact = {"clause": "modes", "place": "{each}", "each": "modes", "choices": choices}
        assert read({"facts": [fact]}).facts == ()


class TestPage:
    def test_every_shipped_fact_and_table_cites_a_clause(self) -> None:
        page = documentation(load_spec())
        assert page is not None
        cited = {fact.clause for fact in page.facts} | {table.clause for table in page.tables}
        cited |= {cell.clause for table in page.tables for row in table.rows for cell in row.cells}
        assert cited <= set(load_spec().clauses)

    def test_it_is_optional(self) -> None:
        assert documentation(Spec.from_dict(without("page"))) is None
        assert read({}) == Page((), (), (", ",))

    def test_it_is_pickled_with_the_spec(self) -> None:
        spec = load_spec()
        assert documentation(pickle.loads(pickle.dumps(spec))) == documentation(spec)

    def test_a_column_may_state_its_own_clause(self) -> None:
        columns = [
            {"heading": "Model", "text": "{each}"},
            {"heading": "Assets", "text": "{each.assets}", "clause": "assets"},
        ]
        table = {"clause": "task-types", "each_row": "task_types", "columns": columns}
        row = read({"tables": {"assets": table}}).tables[0].rows[0]
        assert [(cell.clause, cell.text) for cell in row.cells] == [
            ("task-types", "seedance-2"),
            ("assets", "false"),
        ]


def table(**changes: Any) -> dict[str, Any]:
    columns = [{"heading": "Model", "text": "{each}"}, {"heading": "Tier", "text": "{each.tier}"}]
    rows = {"clause": "modes", "each_row": "task_types", "columns": columns}
    given = {**rows, **changes}
    return {"tables": {"models": {key: value for key, value in given.items() if value is not None}}}


def fact(**changes: Any) -> dict[str, Any]:
    given = {**FACT, **changes}
    return {"facts": [{key: value for key, value in given.items() if value is not None}]}


def choice(**given: Any) -> dict[str, Any]:
    return fact(text=None, each="modes", choices=[given])


class TestInvalidSpec:
    """A section that does not follow the format is refused, with the place where it does not."""

    @pytest.mark.parametrize(
        ("page", "place"),
        [
            ("text", "page"),
            ({"facta": []}, "page.facta"),
            ({"facts": {}}, "page.facts"),
            ({"facts": ["text"]}, "page.facts[0]"),
            (fact(clause="durations"), "page.facts[0].clause"),
            (fact(clause=None), "page.facts[0].clause"),
            (fact(place=None), "page.facts[0].place"),
            (fact(place="{nowhere}"), "page.facts[0].place"),
            (fact(text=None), "page.facts[0].text"),
            (fact(text=" "), "page.facts[0].text"),
            (fact(text="lasts {default_duratoin} seconds"), "page.facts[0].text"),
            (fact(text="lasts {each} seconds"), "page.facts[0].text"),
            (fact(text="lasts {task_types.seedance-9.tier} seconds"), "page.facts[0].text"),
            (fact(text="lasts {model.length} seconds"), "page.facts[0].text"),
            (fact(text="lasts {} seconds"), "page.facts[0].text"),
            (fact(text="lasts {default_duration:times} seconds"), "page.facts[0].text"),
            (fact(text="lasts {default_duration seconds"), "page.facts[0].text"),
            (fact(text="lasts default_duration} seconds"), "page.facts[0].text"),
            (fact(text="{resolutions} {aspect_ratios} both"), "page.facts[0]"),
            (fact(text="{resolutions} or"), "page.facts[0]"),
            (fact(times=0), "page.facts[0].times"),
            (fact(times="2"), "page.facts[0].times"),
            (fact(each="seconds"), "page.facts[0].each"),
            (fact(each="resolutions"), "page.facts[0].each"),
            (fact(txt="lasts"), "page.facts[0].txt"),
            (fact(choices=[{"text": "one"}]), "page.facts[0].text"),
            (choice(when="each.kinds", text="said"), "page.facts[0].choices[0].when"),
            (choice(when="each.autos", text="said"), "page.facts[0].choices[0].when"),
            (choice(of=["no_mode"], text="said"), "page.facts[0].choices[0].of[0]"),
            (choice(of="omni_reference", text="said"), "page.facts[0].choices[0].of"),
            (choice(if_="each.auto", text="said"), "page.facts[0].choices[0].if_"),
            ({"wording": {"and": {}}}, "page.wording.and"),
            ({"wording": {"and": {"join": ", ", "count": True}}}, "page.wording.and"),
            ({"wording": {"and": {"words": {"1": 1}}}}, "page.wording.and.words.1"),
            ({"wording": {"and": {"glue": ", "}}}, "page.wording.and"),
            (table(clause="model"), "page.tables.models.clause"),
            (table(each_row=None), "page.tables.models"),
            (table(each_column="modes"), "page.tables.models"),
            (table(each_row="model"), "page.tables.models.each_row"),
            (table(keys=2), "page.tables.models.keys"),
            (table(columns=[]), "page.tables.models.keys"),
            (table(corner="Model"), "page.tables.models.corner"),
            (table(columns=[{"text": "a"}, {"text": "b"}]), "page.tables.models.columns[0].heading"),
            (
                table(columns=[{"heading": "a", "text": "{each}"}, {"heading": "b", "choices": []}]),
                "page.tables.models.columns[1].choices",
            ),
            (
                table(each_row=None, columns=None, each_column="modes", corner="P", clauses={"no_mode": "modes"}, rows=[]),
                "page.tables.models.clauses.no_mode",
            ),
        ],
    )  # fmt: skip
    def test_place(self, page: Any, place: str) -> None:
        with pytest.raises(InvalidSpec) as error:
            assert documentation(Spec.from_dict(changed((("page",), page))))
        assert error.value.place == place

    def test_the_value_that_was_meant_is_named(self) -> None:
        page = fact(text="lasts {default_duratoin} seconds")
        with pytest.raises(InvalidSpec, match="did you mean default_duration"):
            assert documentation(Spec.from_dict(changed((("page",), page))))
