"""Saved documentation pages held against the tables: what differs is found, in every place."""

import sys
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any

import pytest
from documents import cells_of, document, documentation, facts_of, glue, rows_text
from tables import changed, without

from seedance_rules import Spec, UnknownVersion, load_spec
from seedance_rules.conformance import Difference, compare_document

SPEC = load_spec()
PAGE = document(SPEC)
TABLES = {table.name: table for table in documentation(SPEC).tables}
FACTS = documentation(SPEC).facts

CELLS = [
    (table.name, row, column)
    for table in TABLES.values()
    for row in range(1, len(table.rows) + 1)
    for column in range(table.keys, len(table.header))
]
ROWS = [(table.name, row) for table in TABLES.values() for row in range(1, len(table.rows) + 1)]
HEADINGS = [(table.name, at) for table in TABLES.values() for at in range(len(table.header))]
VALUES = [(at, part) for at, fact in enumerate(FACTS) for part in range(1, len(fact.parts), 2)]


def with_fact(at: int, parts: Iterable[str]) -> str:
    """Write the page with one of its facts stated otherwise, or not at all."""
    facts = facts_of(SPEC)
    stated = tuple(parts)
    return document(SPEC, facts=[*facts[:at], *([stated] if stated else []), *facts[at + 1 :]])


def assert_states(difference: Difference, at: int) -> None:
    """A difference is about a fact; which of several that state the same, only its value tells."""
    fact = FACTS[at]
    assert difference.clause == fact.clause
    assert difference.expected == " ".join("".join(fact.parts).split())
    same_words = [other for other in FACTS if other.parts == fact.parts]
    assert difference.place in {other.place for other in same_words}


def without_row(table: str, row: int) -> str:
    """Write the page with a row of one of its tables left out."""
    cells = cells_of(SPEC)
    line = rows_text(
        {place: text for place, text in cells.items() if place[:2] in ((table, row),)}, table
    )
    gone = line.splitlines()[0].strip("| ")
    assert PAGE.count(gone) == 1
    return "\n".join(line for line in PAGE.split("\n") if gone not in line)


class TestPageAsSaved:
    """A page that states what the tables state differs nowhere, however it is laid out."""

    def test_no_difference(self) -> None:
        assert compare_document(PAGE) == ()

    @pytest.mark.parametrize("spec", [SPEC, "2026-06", None])
    def test_spec_is_a_spec_a_version_or_the_default(self, spec: Spec | str | None) -> None:
        assert compare_document(PAGE, spec=spec) == ()

    @pytest.mark.parametrize(
        "laid_out",
        [
            pytest.param(lambda page: page.replace("| ", "|").replace(" |", "|"), id="narrow"),
            pytest.param(lambda page: page.replace(" | ", "     |  "), id="wide"),
            pytest.param(lambda page: page.replace("|---", "| :---: "), id="aligned"),
            pytest.param(lambda page: page.replace("\n|---", "\n---").replace("---|\n", "---\n"), id="bare rule"),
            pytest.param(lambda page: page.replace("\n| ", "\n"), id="no left pipe"),
            pytest.param(lambda page: page.replace(" |\n", "\n"), id="no right pipe"),
            pytest.param(lambda page: page.replace("\n", "\r\n"), id="carriage returns"),
            pytest.param(lambda page: page.replace(" ", "\u00a0"), id="no-break spaces"),
            pytest.param(lambda page: page.replace(" ", "  "), id="double spaces"),
            pytest.param(lambda page: page.replace(". ", ".\n\n"), id="paragraphs"),
            pytest.param(lambda page: page.replace("aspect_ratio: ", "\n- aspect_ratio: "), id="lists"),
            pytest.param(lambda page: page.replace("480p (def", "\n## Values\n480p (def"), id="headings"),
            pytest.param(lambda page: page.replace("–", "-").replace("—", "-"), id="hyphens"),
            pytest.param(lambda page: page.replace('"', "”"), id="curly quotes"),
            pytest.param(lambda page: page.replace("_", r"\_").replace("-", r"\-").replace(r"|\-\-\-", "|---"), id="escapes"),
            pytest.param(lambda page: page.replace("seedance-2-mini", "`seedance-2-mini`"), id="code"),
            pytest.param(lambda page: page.replace("seedance-2-fast", "**seedance-2-fast**"), id="bold"),
            pytest.param(lambda page: page.replace("omni_reference", "[omni_reference](#modes)"), id="links"),
            pytest.param(lambda page: page.replace("<", "&lt;").replace(">", "&gt;"), id="entities"),
            pytest.param(lambda page: "\ufeff" + page.replace("/", "/\u200b"), id="invisible"),
        ],
    )  # fmt: skip
    def test_layout_makes_no_difference(self, laid_out: Callable[[str], str]) -> None:
        assert laid_out(PAGE) != PAGE
        assert compare_document(laid_out(PAGE)) == ()

    def test_a_header_may_lose_its_pipes_and_the_line_break_before_it(self) -> None:
        page = PAGE.replace("| Deprecated task type | Now", "All of it.Deprecated task type | Now")
        assert page != PAGE and compare_document(page) == ()

    def test_columns_may_stand_in_another_order(self) -> None:
        cells = cells_of(SPEC)
        swapped = {
            ("prices", row, 2 - at): cells["prices", row, at]
            for row in range(12)
            for at in (0, 1, 2)
        }
        assert compare_document(document(SPEC, cells=swapped)) == ()

    def test_a_table_that_the_tables_do_not_know_is_passed_over(self) -> None:
        assert compare_document(f"{PAGE}\n| Lake | Ferry |\n|---|---|\n| 1 | 2 |\n") == ()

    def test_what_the_tables_leave_out_is_not_compared(self) -> None:
        assert compare_document("", spec=Spec.from_dict(without("page"))) == ()
        no_facts = Spec.from_dict(without("page", "facts"))
        assert compare_document(document(SPEC, facts=[]), spec=no_facts) == ()


class TestTables:
    """Every cell, row, column and heading of the tables on the page."""

    @pytest.mark.parametrize("text", ["1.25", "Otherwise", ""])
    @pytest.mark.parametrize(("table", "row", "column"), CELLS)
    def test_a_cell_says_something_else(self, table: str, row: int, column: int, text: str) -> None:
        expected = TABLES[table].rows[row - 1]
        page = document(SPEC, cells={(table, row, column): text})
        assert compare_document(page) == (
            Difference(
                clause=expected.cells[column].clause,
                place=f"{table}, {expected.name}, {TABLES[table].header[column]}",
                expected=expected.cells[column].text,
                found=text,
            ),
        )

    @pytest.mark.parametrize(("table", "row"), ROWS)
    def test_a_row_is_not_on_the_page(self, table: str, row: int) -> None:
        expected = TABLES[table].rows[row - 1]
        place = f"{table}, {expected.name}"
        texts = " | ".join(cell.text for cell in expected.cells)
        assert compare_document(without_row(table, row)) == (
            Difference(TABLES[table].clause, place, texts, None),
        )

    @pytest.mark.parametrize(("table", "row"), ROWS)
    def test_a_row_has_another_name(self, table: str, row: int) -> None:
        expected = TABLES[table].rows[row - 1]
        page = document(SPEC, cells={(table, row, 0): "seedance-9"})
        gone, further = compare_document(page)
        assert (gone.place, gone.found) == (f"{table}, {expected.name}", None)
        assert (further.place, further.expected) == (f"{table}, a further row", None)
        assert further.found is not None and further.found.startswith("seedance-9 | ")
        assert gone.clause == further.clause == TABLES[table].clause

    @pytest.mark.parametrize("table", TABLES)
    def test_a_row_is_not_in_the_tables(self, table: str) -> None:
        cells = {(table, 90, at): f"new {at}" for at in range(len(TABLES[table].header))}
        texts = " | ".join(cells.values())
        assert compare_document(document(SPEC, cells=cells)) == (
            Difference(TABLES[table].clause, f"{table}, a further row", None, texts),
        )

    @pytest.mark.parametrize("table", TABLES)
    def test_a_row_that_stands_twice_is_compared_twice(self, table: str) -> None:
        cells = cells_of(SPEC)
        columns = range(len(TABLES[table].header))
        again = {(table, 90, at): cells[table, 1, at] for at in columns}
        assert compare_document(document(SPEC, cells=again)) == ()
        again[table, 90, len(columns) - 1] = "Otherwise"
        (difference,) = compare_document(document(SPEC, cells=again))
        assert difference.found == "Otherwise"

    @pytest.mark.parametrize(("table", "at"), HEADINGS)
    def test_a_heading_says_something_else(self, table: str, at: int) -> None:
        heading = TABLES[table].header[at]
        page = document(SPEC, cells={(table, 0, at): "Otherwise"})
        assert compare_document(page) == (
            Difference(TABLES[table].clause, f"{table}, heading {heading}", heading, "Otherwise"),
        )

    @pytest.mark.parametrize("table", TABLES)
    def test_a_column_is_not_in_the_tables(self, table: str) -> None:
        at = len(TABLES[table].header)
        further = {(table, row, at): "new" for row in range(len(TABLES[table].rows) + 1)}
        page = document(SPEC, cells=further)
        assert compare_document(page) == (
            Difference(TABLES[table].clause, f"{table}, a further column", None, "new"),
        )

    @pytest.mark.parametrize("table", TABLES)
    def test_a_column_is_not_on_the_page(self, table: str) -> None:
        header = TABLES[table].header
        last = len(header) - 1
        cells = {place: text for place, text in cells_of(SPEC).items() if place[0] == table}
        left = {place: text for place, text in cells.items() if place[2] != last}
        page = "\n".join(
            [
                rows_text(left, table) if name == table else rows_text(cells_of(SPEC), name)
                for name in TABLES
            ]
        ) + glue(facts_of(SPEC))
        assert compare_document(page) == (
            Difference(TABLES[table].clause, f"{table}, heading {header[-1]}", header[-1], None),
        )

    @pytest.mark.parametrize("table", TABLES)
    def test_a_table_is_not_on_the_page(self, table: str) -> None:
        others = "\n".join(rows_text(cells_of(SPEC), name) for name in TABLES if name != table)
        differences = compare_document(f"{others}\n{glue(facts_of(SPEC))}")
        assert [difference.place for difference in differences] == [
            f"{table}, {row.name}" for row in TABLES[table].rows
        ]
        assert {difference.found for difference in differences} == {None}

    def test_after_twenty_further_rows_the_rest_is_counted(self) -> None:
        further = {("prices", 90 + n, at): f"new {n}" for n in range(50) for at in range(3)}
        *listed, rest = compare_document(document(SPEC, cells=further))
        assert len(listed) == 20 and rest.found == "30 more like it"

    def test_text_behind_the_last_cell_is_still_read(self) -> None:
        """Markdown takes it for no part of the table; a page that lost a line break has it there."""
        gone = "".join(FACTS[0].parts)
        page = with_fact(0, ())
        assert compare_document(page)
        assert compare_document(page.replace("| Strict |\n", f"| Strict | {gone}\n", 1)) == ()


class TestFacts:
    """Every fact outside the tables, in every place where the page states it."""

    @pytest.mark.parametrize(
        "stated",
        [
            pytest.param(lambda value: "zz9", id="another value"),
            pytest.param(lambda value: "9" + value, id="a digit before"),
            pytest.param(lambda value: value + "9", id="a digit behind"),
            pytest.param(lambda value: "zz, " + value, id="an entry before"),
            pytest.param(lambda value: value + " and zz", id="an entry behind"),
        ],
    )
    @pytest.mark.parametrize(("at", "part"), VALUES)
    def test_a_value_is_another(self, at: int, part: int, stated: Callable[[str], str]) -> None:
        fact = FACTS[at]
        parts = list(fact.parts)
        parts[part] = stated(parts[part])
        (difference,) = compare_document(with_fact(at, parts))
        assert (difference.clause, difference.place) == (fact.clause, fact.place)
        assert difference.expected == " ".join("".join(fact.parts).split())
        assert difference.found is not None and " ".join(parts[part].split()) in difference.found

    @pytest.mark.parametrize("at", range(len(FACTS)))
    def test_its_words_are_others(self, at: int) -> None:
        parts = list(FACTS[at].parts)
        words = max(parts[::2], key=len)
        middle = len(words) // 2
        parts[parts.index(words)] = f"{words[:middle]} otherwise {words[middle:]}"
        (difference,) = compare_document(with_fact(at, parts))
        assert_states(difference, at)

    @pytest.mark.parametrize("at", range(len(FACTS)))
    def test_it_is_not_on_the_page(self, at: int) -> None:
        (difference,) = compare_document(with_fact(at, ()))
        assert_states(difference, at)

    @pytest.mark.parametrize("at", range(len(FACTS)))
    def test_it_stands_once_more(self, at: int) -> None:
        """The words that it shares with what follows it stand once more too."""
        differences = compare_document(PAGE + "." + "".join(FACTS[at].parts))
        like_it = next(fact for fact in FACTS if fact.parts[::2] == FACTS[at].parts[::2])
        assert f"beside {like_it.place}" in {difference.place for difference in differences}
        assert {difference.expected for difference in differences} == {None}

    def test_what_is_left_of_lost_words_is_quoted(self) -> None:
        at = next(i for i, fact in enumerate(FACTS) if fact.clause == "formula")
        (difference,) = compare_document(with_fact(at, [FACTS[at].parts[0] + " × 1.2"]))
        assert difference.found is not None
        assert "credits = unit_price × output_duration × 1.2" in difference.found

    def test_after_twenty_further_statements_the_rest_is_counted(self) -> None:
        further = "duration: user-controlled (4–15s). " * 50
        *listed, rest = compare_document(PAGE + further)
        assert len(listed) == 20 and rest.found == "30 more like it"


class TestOwnFacts:
    """Facts of a user's own tables, whose values are harder to tell from the words around them."""

    @staticmethod
    def spec(text: str, *changes: tuple[tuple[str | int, ...], Any]) -> Spec:
        facts = [{"clause": "resolution", "place": "here", "text": text}]
        return Spec.from_dict(changed((("page",), {"facts": facts}), *changes))

    def test_a_value_holds_the_word_beside_it(self) -> None:
        spec = self.spec("Sizes {resolutions}, {resolutions_after_default} are taken")
        assert compare_document("Sizes 480p, 720p, 1080p, 720p, 1080p are taken", spec=spec) == ()
        (difference,) = compare_document("Sizes 480p, 720p, 2160p, 720p are taken", spec=spec)
        assert difference.found == "Sizes 480p, 720p, 2160p, 720p are taken"

    def test_a_value_is_long(self) -> None:
        name = "seedance-" + "x" * 500
        spec = self.spec("The model is {model} here", (("model",), name))
        assert compare_document(f"The model is {name} here", spec=spec) == ()
        assert compare_document(f"The model is {name}x here", spec=spec) != ()

    def test_a_value_at_the_end(self) -> None:
        spec = self.spec("The sizes are {resolutions}")
        for page in ("The sizes are 480p, 720p, 1080p", "The sizes are 480p, 720p, 1080p. Next."):
            assert compare_document(page, spec=spec) == ()
        for page, found in (
            ("The sizes are 480p, 720p, 1080p, 2160p", "The sizes are 480p, 720p, 1080p, 2160p"),
            ("The sizes are 480p; 720p is gone", "The sizes are 480p"),
            ("The sizes are 480p. 720p is gone", "The sizes are 480p"),
        ):
            (difference,) = compare_document(page, spec=spec)
            assert difference.found == found

    @pytest.mark.parametrize("more", [" × 2", " + 1", " / 2", "× 2"])
    def test_a_formula_goes_on(self, more: str) -> None:
        spec = self.spec("price = rate × seconds")
        assert compare_document("price = rate × seconds.", spec=spec) == ()
        (difference,) = compare_document(f"price = rate × seconds{more}", spec=spec)
        assert difference.found == f"price = rate × seconds{more}"
        (difference,) = compare_document("2 × price = rate × seconds", spec=spec)
        assert difference.found is not None

    def test_one_sentence_does_not_answer_for_another(self) -> None:
        spec = self.spec("Sizes are {resolutions} for all")
        (difference,) = compare_document("Sizes are given. It is for all", spec=spec)
        assert difference.found is None

    def test_the_order_of_the_page_counts(self) -> None:
        fact = {
            "clause": "duration",
            "place": "{each}",
            "each": "modes",
            "text": "Up to {each.duration.maximum} s",
        }
        data = changed(
            (("page",), {"facts": [fact]}),
            (("modes", "omni_reference", "limits", "duration"), {"maximum": 9}),
        )
        spec = Spec.from_dict(data)
        assert compare_document("Up to 15 s. Up to 15 s. Up to 9 s.", spec=spec) == ()
        swapped = compare_document("Up to 9 s. Up to 15 s. Up to 15 s.", spec=spec)
        assert [difference.place for difference in swapped] == ["text_to_video", "omni_reference"]
        (gone,) = compare_document("Up to 15 s. Up to 15 s.", spec=spec)
        assert gone.place == "omni_reference"


class TestStatedInManyPlaces:
    """What the documentation states more than once is compared in each of its places."""

    @pytest.mark.parametrize(
        ("said", "otherwise", "clause", "places"),
        [
            ("(4–15s)", "(4–12s)", "duration", 3),
            ("(4–15)", "(5–15)", "duration", 3),
            ("(6 options)", "(7 options)", "aspect-", 5),
            ("shared 9 max", "shared 12 max", "omni-reference", 3),
            ("1–2 ", "1–4 ", "first-last-frames", 2),
            ("1080p", "2160p", "", 6),
            ("16:9", "1:1", "aspect-", 3),
            ("only 720p", "only 480p", "resolution-mini", 3),
            ("720p only", "480p only", "task-types", 1),
            ("480p (default)", "720p (default)", "resolution", 1),
            ("defaults to 720p", "defaults to 480p", "resolution-mini", 1),
            ("mp4, mov", "mp4, mov, webm", "video-formats", 1),
            ("mp3/wav", "mp3/wav/aac", "audio-formats", 1),
            ("≤15 seconds", "≤30 seconds", "audio-formats", 1),
            ("+25%", "+20%", "markup", 1),
            ("+10%", "+15%", "markup", 1),
            ("unit_price / 2", "unit_price / 4", "formula", 1),
            ("retried once", "retried twice", "moderation-strict", 1),
            ("no retry", "one retry", "moderation-mini", 1),
            ("no further retry", "one further retry", "moderation-less", 1),
            ("not retried", "retried once", "moderation-less", 1),
            ("422", "403", "assets", 2),
            ("Not allowed", "optional", "", 5),
            ("$0.16 ", "$0.18 ", "prices", 1),
        ],
    )  # fmt: skip
    def test_each_alone(self, said: str, otherwise: str, clause: str, places: int) -> None:
        starts = [at for at in range(len(PAGE)) if PAGE.startswith(said, at)]
        assert len(starts) == places
        found = set()
        for start in starts:
            page = PAGE[:start] + otherwise + PAGE[start + len(said) :]
            differences = compare_document(page)
            assert differences and all(d.clause.startswith(clause) for d in differences)
            found.add(differences)
        assert len(found) == places, "each place is a difference of its own"


class TestTablesAlone:
    """A value that changes in the tables alone is a difference from the page, at its clause."""

    @pytest.mark.parametrize(
        ("place", "value", "clause"),
        [
            (("model",), "seedance-3", "envelope"),
            (("limits", "duration", "maximum"), 12, "duration"),
            (("limits", "duration", "minimum"), 3, "duration"),
            (("modes", "omni_reference", "limits", "duration"), {"maximum": 10}, "duration"),
            (("task_types", "seedance-2", "mode_limits"), {"text_to_video": {"duration": {"maximum": 9}}}, "duration"),
            (("limits", "resolution", "default"), "720p", "resolution"),
            (("task_types", "seedance-2-mini", "limits", "resolution", "default"), "480p", "resolution-mini"),
            (("limits", "aspect_ratio", "default"), "1:1", "aspect-ratio"),
            (("aspect_ratios",), ["16:9", "1:1"], "aspect-ratio"),
            (("modes", "text_to_video", "limits", "aspect_ratio"), {"values": ["16:9"]}, "aspect-ratio"),
            (("modes", "omni_reference", "limits", "aspect_ratio"), {"auto": True}, "aspect-auto"),
            (("auto_aspect_ratio", "fallback"), "1:1", "aspect-auto-fallback"),
            (("auto_aspect_ratio", "value"), "source", "aspect-auto"),
            (("limits", "references", "audio", "maximum_seconds"), "30", "audio-formats"),
            (("modes", "first_last_frames", "limits", "references", "image", "maximum"), 3, "first-last-frames"),
            (("modes", "first_last_frames", "limits", "references", "takes"), ["image", "audio"], "first-last-frames"),
            (("modes", "omni_reference", "limits", "references", "maximum"), 12, "omni-reference"),
            (("modes", "omni_reference", "limits", "references", "takes"), ["image", "video"], "omni-reference"),
            (("inference",), [{"mode": "omni_reference"}], "mode-inference"),
            (("media", "video", "formats"), ["mp4", "mov", "webm"], "video-formats"),
            (("media", "audio", "formats"), ["mp3"], "audio-formats"),
            (("media", "video", "words"), ["clip", "视频"], "prompt-references"),
            (("media", "image", "words"), ["image", "图"], "prompt-references"),
            (("prompt_references", "separator"), "-", "prompt-references"),
            (("prompt_references", "marker"), "#", "prompt-references"),
            (("urls", "asset_scheme"), "library", "assets"),
            (("findings", "asset_not_allowed", "http_status"), 403, "assets"),
            (("task_types", "seedance-2", "assets"), True, "assets"),
            (("task_types", "seedance-2", "tier"), "fast", "task-types"),
            (("task_types", "seedance-2-mini", "modes"), ["text_to_video"], "mini-modes"),
            (("task_types", "seedance-2-mini", "modes"), ["text_to_video", "omni_reference"], "mini-modes"),
            (("task_types", "seedance-2", "moderation"), "less_restrictive", "moderation-strict"),
            (("task_types", "seedance-2-less-restriction", "strict_twin"), "seedance-2-mini", "task-types"),
            (("moderation", "strict", "retries"), 2, "moderation-strict"),
            (("moderation", "less_restrictive", "retries"), 1, "moderation-less"),
            (("moderation", "less_restrictive", "refunded"), False, "moderation-less"),
            (("moderation", "single_path", "retries"), 1, "moderation-mini"),
            (("moderation", "single_path", "refunded"), False, "moderation-mini"),
            (("moderation", "less_restrictive", "review"), "strict", "moderation-less"),
            (("deprecated", "task_types", "seedance-2-preview"), "seedance-2-fast", "deprecated"),
            (("deprecated", "task_types", "seedance-1"), "seedance-2", "deprecated"),
            (("deprecated", "keep_resolution", "value"), "480p", "deprecated-720p"),
            (("prices", "seedance-2", "720p"), "0.21", "prices"),
            (("prices", "seedance-2-fast", "1080p"), "0.40", "resolution-fast"),
            (("prices", "seedance-2-mini", "480p"), "0.07", "resolution-mini"),
            (("billing", "input_video_rate"), "0.25", "formula"),
            (("markup_claims", 0, "percent"), "10", "markup"),
            (("markup_claims", 1, "percent"), "12.5", "markup"),
        ],
    )  # fmt: skip
    def test_a_value_changes(self, place: tuple[str | int, ...], value: Any, clause: str) -> None:
        changes = [(place, value)]
        if place == ("task_types", "seedance-2-mini", "limits", "resolution", "default"):
            changes.append((("prices", "seedance-2-mini", "480p"), "0.07"))
        differences = compare_document(PAGE, spec=Spec.from_dict(changed(*changes)))
        assert clause in {difference.clause for difference in differences}

    def test_a_task_type_is_new(self) -> None:
        data = changed(
            (("prices", "seedance-2.5"), {"720p": "0.30"}),
            (("task_types", "seedance-2.5"), load_spec().to_dict()["task_types"]["seedance-2"]),  # type: ignore[index]  # plain data
        )
        data["task_types"]["seedance-2.5"]["limits"] = {"resolution": {"default": "720p"}}
        places = [
            difference.place for difference in compare_document(PAGE, spec=Spec.from_dict(data))
        ]
        assert {"models, seedance-2.5", "prices, seedance-2.5 720p"} <= set(places)


class TestBadInput:
    """Whatever a text is, differences come of it, and never an exception."""

    MISSING = sum(len(table.rows) for table in TABLES.values()) + len(FACTS)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "\n",
            "A page about ferries.",
            "\x00",
            "\x00|\x00\n|-|\n\x00|\x00",
            "\ud800 | \udfff\n---|---\n\udbff | \ud83d",
            "|" * 1_000_000,
            "|-" * 100_000 + "\n" + "|-" * 100_000,
            "|-|\n" * 50_000,
            "a|b\n-|-\n" + "|\n" * 50_000,
            "\\" * 100_000,
            "[](" * 50_000,
            "[" * 100_000 + "]" * 100_000,
            "&" * 100_000,
            "# " * 100_000,
            "(auto becomes " * 20_000,
            "9" * 100_000,
        ],
        ids=lambda text: f"{text[:12]!a}",
    )
    def test_everything_is_missing(self, text: str) -> None:
        differences = compare_document(text)
        expected = [difference for difference in differences if difference.expected is not None]
        assert len(expected) == self.MISSING
        assert all(str(difference).isprintable() for difference in differences)

    def test_ten_megabytes(self) -> None:
        differences = compare_document("lorem ipsum dolor sit amet, " * 400_000)
        assert len(differences) == self.MISSING

    def test_what_is_quoted_from_a_page_is_short(self) -> None:
        long = "long " * 100_000
        for cells in ({("prices", 1, 2): long}, {("prices", 0, 2): long}, {("prices", 1, 0): long}):
            for difference in compare_document(document(SPEC, cells=cells)):
                assert len(str(difference)) < 1000

    def test_escape_sequences_do_not_reach_a_terminal(self) -> None:
        page = document(SPEC, cells={("prices", 1, 2): "\x1b[31m$0.10\u202e"})
        (difference,) = compare_document(page)
        assert str(difference) == (
            "prices, seedance-2 480p, Price per second: the tables say '$0.10', "
            "the page says '\\x1b[31m$0.10\\u202e' (clause prices)"
        )

    @pytest.mark.parametrize("text", [None, 1, b"| a |", ["| a |"]])
    def test_what_is_no_text_is_refused(self, text: Any) -> None:
        with pytest.raises(TypeError, match="text must be a str, not"):
            compare_document(text)

    def test_a_text_may_be_of_a_subclass_of_str(self) -> None:
        class Text(str):
            def translate(self, table: object) -> str:
                raise AssertionError

        assert compare_document(Text(PAGE)) == ()

    def test_an_unknown_version_is_refused(self) -> None:
        with pytest.raises(UnknownVersion):
            compare_document(PAGE, spec="1999-01")


class TestLinear:
    """Twice the text is twice the work: calls are counted, since a clock would not be exact."""

    PIECES = (
        "| seedance-2 | 480p | $0.10 |\n",
        "| a | b |\n|---|---|\n| c | d |\n",
        "| Model | Tier | Content moderation |\n|---|---|---|\n| x | y | z |\n",
        "(auto becomes ",
        " is not supported on the ",
        "credits = unit_price × output_duration + (unit_price / ",
        "duration: user-controlled (4–15s)",
        "mode is optional — when omitted, it is automatically inferred from the input:",
        "seedance-2 / seedance-2-fast (strict): on a content rejection, the task may be ",
        "21:9, 16:9, ",
        "[a](b",
        "\\_",
        "\n- ",
    )

    @pytest.mark.parametrize("piece", PIECES)
    def test_calls(self, piece: str) -> None:
        once, twice = (self.calls(piece * count) for count in (300, 600))
        assert twice < 2.2 * once

    @staticmethod
    def calls(text: str) -> int:
        count = 0

        def counted(frame: FrameType, event: str, argument: object) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(counted)
        try:
            compare_document(text)
        finally:
            sys.setprofile(before)
        return count
