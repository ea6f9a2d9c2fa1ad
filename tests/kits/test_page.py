"""A saved page compared with what its version's page said: every piece of it is accounted for."""

import json
from typing import Any

import pytest
from documents import BROKEN, PAGE, PAGE_FILE, SPEC, with_page

from seedance_rules import Spec, UnknownVersion, load_spec
from seedance_rules.conformance import Difference, NoPage, compare_document


def differences(page: str, spec: Spec = SPEC) -> list[Difference]:
    """Compare a page, and see to it that what is told of it can be printed and sent."""
    found = compare_document(page, spec=spec)
    for difference in found:
        assert str(difference).isprintable()
        assert Difference(**json.loads(json.dumps(difference.to_dict()))) == difference
    return [*found]


def edited(old: str, new: str, page: str = PAGE) -> str:
    """Return the page with something in it otherwise."""
    assert page.count(old) == 1, old
    return page.replace(old, new)


def line_of(text: str, page: str = PAGE) -> int:
    """Return the number of the line on which a text begins."""
    return page[: page.index(text)].count("\n") + 1


class TestAsItWas:
    """`()`: the page says what it said, and the tables say the same."""

    @pytest.mark.parametrize("page", [PAGE, BROKEN], ids=["glued", "restored"])
    def test_the_page_itself_has_no_difference(self, page: str) -> None:
        assert compare_document(page, spec=SPEC) == ()

    def test_sections_may_change_places(self) -> None:
        first, second = PAGE.split("Fast lanterns have")
        assert differences("Fast lanterns have" + second + "\n" + first) == []


class TestStatements:
    """A statement that is gone and the piece in its place are one difference."""

    @pytest.mark.parametrize(
        ("old", "new", "clause", "says"),
        [
            ("lit once", "lit twice", "moderation-less", "no second review"),
            ("what its twin takes", "what it likes", "same-schema", "the same input"),
            ("It takes what its", "It takes, but for videos, what its", "same-schema", "the same input"),
            ("(rate / 2)", "(rate / 4)", "formula", "the price"),
            ("1–2 images", "1–3 images", "first-last-frames", "one or two images"),
            ("mp3/wav,", "mp3/wav/aac,", "audio-formats", "mp3 or wav"),
            ("≤15 seconds", "≤30 seconds", "audio-formats", "mp3 or wav"),
            ('"16:9" when', '"1:1" when', "aspect-ratio", "the default"),
            ("HTTP 422", "HTTP 403", "assets", "422"),
            ("refuse asset", "do not refuse asset", "assets", "422"),
            ("many nights", "one night", None, "a remark"),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("page", [PAGE, BROKEN], ids=["glued", "restored"])
    def test_a_changed_statement(
        self, page: str, old: str, new: str, clause: str, says: str
    ) -> None:
        (difference,) = differences(edited(old, new, page))
        assert (difference.clause, difference.expected) == (clause, says)
        assert difference.found is not None and new in difference.found
        assert difference.line == line_of(old, page) and difference.key is None

    def test_its_first_words_are_others(self) -> None:
        """Then it is known by what comes before and after it."""
        (difference,) = differences(edited("It takes what", "They take what"))
        assert difference.clause == "same-schema"
        assert difference.found == "They take what its twin takes."

    def test_one_of_several_like_it(self) -> None:
        at = PAGE.rindex("(4–15s)")
        (difference,) = differences(PAGE[:at] + "(4–12s)" + PAGE[at + 7 :])
        assert difference.found == "duration: the user's choice (4–12s)"
        assert str(difference) == (
            f"line {line_of('price = rate')}, 'duration: the …': the page said '4 to 15 seconds', "
            "now it says 'duration: the user's choice (4–12s)' (clause duration)"
        )

    def test_a_statement_that_is_gone(self) -> None:
        (difference,) = differences(edited("It takes what its twin takes.", ""))
        assert difference == Difference(
            "same-schema", "'It takes what …'", "the same input", None, None
        )
        assert str(difference) == (
            "'It takes what …': the page said 'the same input', now it says nothing "
            "(clause same-schema)"
        )

    def test_gone_while_another_begins_with_its_words(self) -> None:
        (difference,) = differences(edited("price = rate × seconds\n", "", BROKEN))
        assert difference.place == "'price = …'" and difference.found is None

    def test_two_gone_and_one_that_begins_as_both(self) -> None:
        both = "price = rate × seconds\nprice = rate × seconds + (rate / 2) × seconds_of_videos\n"
        changed, gone = differences(edited(both, "price = rate × SECONDS\n", BROKEN))
        assert (changed.place, changed.found) == ("'price = …'", "price = rate × SECONDS")
        assert (gone.place, gone.found) == ("'price = rate × seconds …'", None)

    def test_what_is_quoted_is_as_the_page_has_it(self) -> None:
        (difference,) = differences(PAGE + "…and ≤9 “lanterns” -- no more…")
        assert difference.found == "…and ≤9 “lanterns” -- no more…"

    def test_changed_and_cut_into_paragraphs(self) -> None:
        page = edited(
            "A lenient lantern is lit once", "A lenient lantern is\n\n- lit twice", BROKEN
        )
        changed, rest = differences(page)
        assert (changed.clause, changed.found) == ("moderation-less", "A lenient lantern is")
        assert (rest.expected, rest.found) == (None, "lit twice — never twice.")

    def test_two_beside_each_other(self) -> None:
        page = edited("lit once — never twice.It takes what", "lit twice.It takes what, mostly,")
        assert [d.found for d in differences(page)] == [
            "A lenient lantern is lit twice.",
            "It takes what, mostly, its twin takes.",
        ]

    def test_changed_with_a_new_paragraph_behind(self) -> None:
        page = edited("HTTP 422.", "HTTP 403.\n\nPrompts have 9 words at most.")
        changed, new = differences(page)
        assert (changed.clause, changed.found) == (
            "assets",
            "Strict lanterns refuse asset://<asset_id> with HTTP 403.",
        )
        assert (new.clause, new.expected, new.found) == (
            None,
            None,
            "Prompts have 9 words at most.",
        )

    @pytest.mark.parametrize(
        ("behind", "more", "clause"),
        [
            ("(mp3/wav, ≤15 seconds)", " on weekdays", "audio-formats"),
            ("its twin takes.", " A feast is extra.", "same-schema"),
            ("seconds_of_videos", " + 1", "formula"),
            ("Nothing else is known of the ferry.", " Ask the captain.", None),
        ],
    )
    def test_an_exception_behind_it(self, behind: str, more: str, clause: str | None) -> None:
        (difference,) = differences(edited(behind, behind + more))
        assert difference.found == more.strip() and difference.expected is None
        assert difference.clause == clause and difference.line == line_of(behind)

    def test_a_negation_before_it(self) -> None:
        (difference,) = differences(edited("Fast lanterns", "It is not true that Fast lanterns"))
        assert difference.found == "It is not true that" and difference.expected is None

    def test_a_statement_that_is_there_once_more(self) -> None:
        (difference,) = differences(PAGE + "Fast lanterns have no 1080p.\n")
        assert difference.found == "Fast lanterns have no 1080p."
        assert str(difference).startswith(f"line {PAGE.count(chr(10)) + 1}, after 'Nothing")

    def test_new_at_the_beginning(self) -> None:
        (difference,) = differences("A new lantern!\n\n" + PAGE)
        assert (difference.place, difference.line) == ("after the beginning", 1)

    def test_each_of_very_many_new_ones_is_told(self) -> None:
        found = differences(PAGE + "A new lantern.\n\n" * 90)
        assert [difference.found for difference in found] == ["A new lantern."] * 90

    def test_new_ones_never_take_the_place_of_a_cell(self) -> None:
        """Cells have their names: what follows a table is not the row that it lacks."""
        page = edited("| audio_urls | None | None | 9 in all |\n", "Lanterns sing.\n\n")
        new, *gone = differences(page)
        assert (new.expected, new.found) == (None, "Lanterns sing.")
        assert [one.place for one in gone] == [
            f"table parameters, audio_urls, {mode}" for mode in load_spec("2026-06").modes
        ]

    def test_dashes_without_a_table_are_a_piece_of_their_own(self) -> None:
        """They were once one dash more or less where first words are looked for."""
        (difference,) = differences("---|---|---\n\n" + BROKEN)
        assert (difference.found, difference.line) == ("---|---|---", 1)

    def test_a_word_is_restored(self) -> None:
        (difference,) = differences(edited("mode is optional", "Giving mode is optional"))
        assert difference.found == "Giving"


class TestTables:
    """Cells are compared by row and column with our tables."""

    @pytest.mark.parametrize(
        ("old", "new", "key", "held", "clause"),
        [
            ("| seedance-2 | 720p | $0.20 |", "| seedance-2 | 720p | $0.21 |", "prices.seedance-2.720p", "0.20", "prices"),
            ("$0.088", "$0.88", "prices.seedance-2-fast-less-restriction.480p", "0.088", "prices"),
            ("$0.15", "on request", "prices.seedance-2-mini.720p", "0.15", "prices"),
            ("$0.15", "$0.15.1", "prices.seedance-2-mini.720p", "0.15", "prices"),
            ("$0.15", "", "prices.seedance-2-mini.720p", "0.15", "prices"),
            ("seedance-2-mini | Mini", "seedance-2-mini | Fast", "task_types.seedance-2-mini.tier", "mini", "task-types"),
            ("Mini | Strict", "Mini | Lenient", "task_types.seedance-2-mini.moderation", "strict", "task-types"),
            ("preview-vip | seedance-2 |", "preview-vip | seedance-2-fast |", "deprecated.task_types.seedance-2-preview-vip", "seedance-2", "deprecated"),
            ("1–2 needed", "1–3 needed", "modes.first_last_frames.limits", "1 to 2", "first-last-frames"),
            ("1–2 needed", "1–2 hoped for", "modes.first_last_frames.limits", "1 to 2", "first-last-frames"),
            ("| One of 6 |\n", "| One of 7 |\n", "modes.omni_reference.limits", "21:9, 16:9, 4:3, 1:1, 3:4, 9:16, default 16:9", "modes"),
            ("| From 4 to 15 |\n", "| From 4 to 20 |\n", "modes.omni_reference.limits", "4 to 15 seconds, default 5", "duration"),
            ("preview-vip | seedance-2 |", "preview-vip | seedance-2.0 |", "deprecated.task_types.seedance-2-preview-vip", "seedance-2", "deprecated"),
            ("preview-vip | seedance-2 |", "preview-vip | SEEDANCE-2 |", "deprecated.task_types.seedance-2-preview-vip", "seedance-2", "deprecated"),
            ("$0.16", "$0.0.16", "prices.seedance-2-fast.720p", "0.16", "prices"),
            ("| audio_urls | None", "| audio_urls | 1", "modes.text_to_video.limits", "not taken", "modes"),
        ],
    )  # fmt: skip
    def test_a_cell_is_otherwise(
        self, old: str, new: str, key: str, held: str, clause: str
    ) -> None:
        (difference,) = differences(edited(old, new))
        assert (difference.key, difference.expected) == (key, held)
        assert difference.clause == clause and difference.line == line_of(old) + old.count(
            "\n"
        ) - old.endswith("\n")
        assert f"the tables say '{held}' ({key})" in str(difference)

    def test_a_cell_says_more(self) -> None:
        (difference,) = differences(edited("| $0.15 |", "| $0.15 (until May) |"))
        assert difference.expected == "0.15"
        assert difference.found == "seedance-2-mini 720p: $0.15 (until May);"

    def test_a_cell_that_says_more_is_a_statement_of_the_page_file(self) -> None:
        (difference,) = differences(edited("the brightest", "a bright"))
        assert (difference.clause, difference.expected) == ("tier-words", "pro is praised")
        assert difference.found == "seedance-2 Tier: Pro, a bright lantern;"

    def test_a_row_is_gone(self) -> None:
        (difference,) = differences(edited("| seedance-2-mini | 720p | $0.15 |\n", ""))
        place = "table prices, seedance-2-mini, 720p"
        key = "prices.seedance-2-mini.720p"
        assert difference == Difference("prices", place, "0.15", None, None, key)
        found = differences(edited("seedance-2-mini | Mini | Strict |\n", ""))
        assert [(one.key, one.expected, one.found) for one in found] == [
            ("task_types.seedance-2-mini.tier", "mini", None),
            ("task_types.seedance-2-mini.moderation", "strict", None),
        ]

    def test_a_row_is_new(self) -> None:
        row = "| seedance-3 | 480p | $0.30 |\n"
        (difference,) = differences(
            edited("| seedance-2-mini | 720p", row + "| seedance-2-mini | 720p")
        )
        assert (difference.expected, difference.found) == (None, "seedance-3 | 480p | $0.30")
        assert difference.place == "after table prices, seedance-2-fast, 720p"
        assert difference.line == line_of("| seedance-2-mini | 720p")

    def test_a_row_of_a_name_alone(self) -> None:
        (difference,) = differences(
            edited("| Fast | Strict |\n", "| Fast | Strict |\nseedance-3 |\n")
        )
        assert difference.found == "seedance-3"

    def test_a_pair_is_new(self) -> None:
        row = "| seedance-2-mini | 4k | $0.90 |\n"
        (difference,) = differences(
            edited(
                "| seedance-2-less-restriction | 480p", row + "| seedance-2-less-restriction | 480p"
            )
        )
        assert difference.place == "after table prices, seedance-2-mini, 720p"
        assert (difference.expected, difference.found) == (None, "seedance-2-mini 4k: $0.90;")

    @pytest.mark.parametrize("cell", ["-", "n/a", "$1"])
    def test_a_pair_is_new_whatever_its_price(self, cell: str) -> None:
        (difference,) = differences(
            edited("| $0.15 |\n", f"| $0.15 |\n| seedance-2-mini | 480p | {cell} |\n")
        )
        assert difference.found == f"seedance-2-mini 480p: {cell};"

    def test_a_pair_is_there_twice(self) -> None:
        (difference,) = differences(
            edited("| $0.15 |\n", "| $0.15 |\n| seedance-2-mini | 720p | $9 |\n")
        )
        assert difference.found == "seedance-2-mini 720p: $9;"

    def test_a_column_is_new(self) -> None:
        page = edited(
            "| Old name | New name |\n|---|---|", "| Old name | New name | Until |\n|---|---|---|"
        )
        found = differences(page.replace("preview | seedance-2 |", "preview | seedance-2 | May |"))
        assert [one.found for one in found] == ["Until", "May"]

    def test_a_heading_twice(self) -> None:
        page = edited(
            "| Model | Size | Dollars a second |\n|---|---|---|",
            "| Model | Size | Dollars a second | Dollars a second |\n|---|---|---|---|",
        )
        found = differences(page.replace("$0.16 |", "$0.16 | $0.19 |"))
        assert [one.found for one in found] == ["Dollars a second", "$0.19"]

    def test_a_column_of_a_resolution_beside_the_prices(self) -> None:
        lines = PAGE.split("\n")
        start = next(at for at, line in enumerate(lines) if "| Model | Size" in line)
        lines[start] += " 480p |"
        lines[start + 1] += "---|"
        lines[start + 2] += " $9 |"
        assert [one.found for one in differences("\n".join(lines))] == ["480p", "$9"]

    def test_a_column_is_gone(self) -> None:
        lines = PAGE.split("\n")
        start = next(at for at, line in enumerate(lines) if line.startswith("| Field"))
        rows = [line.split("|")[1].strip() for line in lines[start + 2 : start + 7]]
        for at in range(start, start + 7):
            lines[at] = "|".join(lines[at].split("|")[:-2]) + "|"
        found = differences("\n".join(lines))
        assert [one.place for one in found] == [
            f"table parameters, {row}, omni_reference" for row in rows
        ]
        assert {(one.key, one.found) for one in found} == {("modes.omni_reference.limits", None)}

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("| Dollars a second |", "| Dollars a minute |"),
            ("| Size |", "| Resolution |"),
            ("| New name |", "| Means |"),
            ("| Kind |", "| Tier |"),
        ],
    )
    def test_a_heading_is_otherwise(self, old: str, new: str) -> None:
        """Ours is another one, too; what is under it is read as before."""
        (difference,) = differences(edited(old, new))
        assert difference.found == new.strip(" |") and difference.line == line_of(old)

    def test_two_headings_are_otherwise(self) -> None:
        """Then nobody can tell which is which, and each price is gone."""
        found = differences(edited("| Size | Dollars a second |", "| Width | Cost |"))
        assert [one.found for one in found][:2] == ["Width", "Cost"]
        gone = [one for one in found if one.expected is not None]
        assert {str(one.key).split(".")[0] for one in gone} == {"prices"} and len(gone) == 11

    def test_the_heading_of_the_names_is_otherwise(self) -> None:
        (difference,) = differences(edited("| Old name |", "| Former name |"))
        assert difference.found == "Former name"

    def test_a_heading_is_gone(self) -> None:
        (difference,) = differences(edited("| Old name |", "| |"))
        assert difference.found == "unnamed"

    def test_a_table_is_gone(self) -> None:
        start, end = PAGE.index("| Old name"), PAGE.index("Fast lanterns")
        found = differences(PAGE[:start] + "\n" + PAGE[end:])
        assert [one.key for one in found] == [
            f"deprecated.task_types.{name}" for name in load_spec("2026-06").aliases
        ]
        assert all(one.found is None for one in found)

    def test_a_table_is_new(self) -> None:
        (difference,) = differences(PAGE + "| Harbour | Fee |\n|---|---|\n| Lake | $2 |\n")
        assert difference.found == "Harbour | Fee | Lake | $2"

    def test_a_table_may_be_in_two_parts(self) -> None:
        part = (
            "\nAnd:\n| Model | Size | Dollars a second |\n|---|---|---|\n| seedance-2-mini | 720p"
        )
        (difference,) = differences(edited("\n| seedance-2-mini | 720p", part))
        assert difference.found == "And:"

    def test_rows_and_columns_in_another_order(self) -> None:
        lines = PAGE.split("\n")
        start = next(at for at, line in enumerate(lines) if "| Model | Size" in line)
        before, table = (
            lines[start].split("|", 1)[0],
            ["|" + lines[start].split("|", 1)[1], *lines[start + 1 : start + 13]],
        )
        turned = [
            "| " + " | ".join(reversed([c.strip() for c in row.strip("|").split("|")])) + " |"
            for row in table
        ]
        turned[2:] = reversed(turned[2:])
        assert differences("\n".join([*lines[:start], before, *turned, *lines[start + 13 :]])) == []

    WIDE = """\
| Model | 1080p | 720p | 480p |
|---|---|---|---|
| seedance-2 | $0.5 | 0.20 | US$0.100 |
| seedance-2-fast | — | $0.16 | $.08 |
| seedance-2-mini | n/a | $0.150 | |
| seedance-2-less-restriction | $0.55 | $0.22 | $0.11 |
| seedance-2-fast-less-restriction | - | $0.176 | $0.088 |
"""

    def with_prices(self, table: str) -> str:
        """Return the page with another price table."""
        start, end = PAGE.index("| Model | Size"), PAGE.index("price = rate")
        return PAGE[:start] + "\n" + table + PAGE[end:]

    def test_a_column_for_each_resolution(self) -> None:
        assert differences(self.with_prices(self.WIDE)) == []
        (difference,) = differences(self.with_prices(self.WIDE.replace("0.20", "0.24")))
        assert difference.key == "prices.seedance-2.720p"
        assert difference.found == "seedance-2 720p: 0.24;"
        (difference,) = differences(self.with_prices(self.WIDE.replace("n/a", "$0.9")))
        assert (difference.expected, difference.found) == (None, "seedance-2-mini 1080p: $0.9;")
        (difference,) = differences(self.with_prices(self.WIDE.replace("$0.55", "—")))
        assert (difference.key, difference.found) == (
            "prices.seedance-2-less-restriction.1080p",
            "seedance-2-less-restriction 1080p: —;",
        )

    def test_no_column_for_resolutions(self) -> None:
        flat = "| Model | Dollars a second |\n|---|---|\n"
        flat += "".join(f"| {t} | $0.10 |\n" for t in load_spec("2026-06").task_types)
        found = {difference.key for difference in differences(self.with_prices(flat))}
        assert len(found) == 10 and "prices.seedance-2.480p" not in found
        one_price = {t: {"720p": "0.1"} for t in load_spec("2026-06").task_types}
        changes = {
            "limits": load_spec("2026-06").to_dict()["limits"] | {"resolution": {"default": "720p"}}
        }
        headings = PAGE_FILE["tables"]["prices"] | {
            "headings": {"Model": "Task type", "Dollars a second": "Credits per second"}
        }
        page = PAGE_FILE | {"tables": PAGE_FILE["tables"] | {"prices": headings}}
        spec = with_page(
            page,
            prices=one_price,
            resolutions=["720p"],
            deprecated=load_spec("2026-06").to_dict()["deprecated"],
            **changes,
        )
        assert differences(self.with_prices(flat), spec) == []


class TestExamples:
    """The values of JSON examples are statements, and `validate` judges the whole."""

    @pytest.mark.parametrize(
        ("old", "new", "said", "clauses"),
        [
            ('"duration": 5', '"duration": 20', "/input/duration: 20;", ["auto-upload", "duration"]),
            ('"duration": 5', '"duration": "5"', '/input/duration: "5";', ["auto-upload", "duration-integer"]),
            ('"duration": 5', '"duration": 5.0', "/input/duration: 5.0;", ["auto-upload"]),
            ('"duration": 5', '"duration": 50e-1', "/input/duration: 5.0;", ["auto-upload"]),
            ('"asset_retention_hours": 3', '"asset_retention_hours": 168', "/input/asset_retention_hours: 168;", ["auto-upload"]),
            ("leaves at dusk", "arrives at dusk", '/input/prompt: "A ferry with two lanterns arrives at dusk";', ["auto-upload"]),
            ("ferry.example/a.png", "ferry.example/b.png", '/input/image_urls/0: "https://ferry.example/b.png";', ["auto-upload"]),
            ("true,", "false,", "/input/auto_upload_assets: false;", ["auto-upload"]),
            ("ferry.example/a.png", "ferry.example/A-b.png", '/input/image_urls/0: "https://ferry.example/A-b.png";', ["auto-upload"]),
        ],
    )  # fmt: skip
    def test_a_value_is_otherwise(self, old: str, new: str, said: str, clauses: list[str]) -> None:
        changed, *rejected = differences(edited(old, new))
        assert (changed.expected, changed.found) == ("a value", said)
        assert changed.line == line_of("{\n")
        assert [one.clause for one in (changed, *rejected)] == clauses
        for one in rejected:
            assert one.place == "example, /input/duration" and one.line == changed.line
            assert str(one.found).startswith("one that they reject: duration ")

    def test_a_key_is_otherwise(self) -> None:
        found = differences(edited('"image_urls"', '"images"'))
        assert [one.found for one in found] == [
            '/input/images/0: "https://ferry.example/a.png"; '
            '/input/images/1: "asset://asset-lantern-1";',
            None,
        ]
        assert [one.place for one in found] == [f"'/input/image_urls/{at}: …'" for at in (0, 1)]

    @pytest.mark.parametrize("key", ["Duration", "duration ", " duration", "durationé"])
    def test_a_key_is_otherwise_by_little(self, key: str) -> None:
        assert differences(edited('"duration": 5', f'"{key}": 5'))

    def test_a_value_is_in_another_place(self) -> None:
        page = edited('"input": { "prompt": "Dusk" }', '"input": {}, "prompt": "Dusk"')
        found = differences(page)
        assert '/prompt: "Dusk";' in str([one.found for one in found])

    @pytest.mark.parametrize("sign", ["_", "*", "`", "|", "~~"])
    def test_signs_of_markdown_are_read_as_they_are(self, sign: str) -> None:
        for old in ('"duration": 5', "https://ferry.example/a", "leaves at dusk"):
            changed = edited(old, old[:4] + sign + old[4:])
            assert differences(changed) and len(differences(changed)) <= 2

    def test_a_key_twice(self) -> None:
        """JSON would take the last one in silence."""
        assert differences(edited('"duration": 5', '"duration": 20, "duration": 5'))

    def test_keys_in_another_order(self) -> None:
        page = edited(
            '"asset_retention_hours": 3,\n"duration": 5',
            '"duration": 5,\n"asset_retention_hours": 3',
        )
        assert differences(page) == []

    def test_an_example_is_gone(self) -> None:
        start, end = PAGE.index('{ "model"'), PAGE.index("Nothing else")
        found = differences(PAGE[:start] + PAGE[end:])
        assert {one.clause for one in found} == {"envelope", "auto-upload"}
        assert [one.place for one in found] == [
            f"'{at}: …'" for at in ("/model", "/task_type", "/input/prompt")
        ]

    def test_an_example_is_new(self) -> None:
        (difference,) = differences(
            PAGE + '{"code": 200, "data": {"task_id": "x", "list": [1, []], "none": null}}'
        )
        assert difference.expected is None and difference.found == (
            '/code: 200; /data/task_id: "x"; /data/list/0: 1; /data/list/1: []; /data/none: null;'
        )

    def test_a_new_one_that_the_tables_reject(self) -> None:
        request = '{"model": "seedance", "task_type": "seedance-9", "input": {"prompt": "x"}}'
        new, rejected = differences(PAGE + request)
        assert str(new.found).startswith('/model: "seedance"; /task_type: "seedance-9";')
        assert (rejected.place, rejected.clause) == ("example, /task_type", "task-types")
        assert str(rejected.found).startswith("one that they reject: task_type 'seedance-9'")

    def test_the_tables_come_to_reject_one(self) -> None:
        limits = load_spec("2026-06").to_dict()["limits"]
        spec = with_page(
            PAGE_FILE, limits=limits | {"duration": {"minimum": 6, "maximum": 15, "default": 6}}
        )
        (difference,) = [
            d for d in differences(PAGE, spec) if d.place == "example, /input/duration"
        ]
        assert str(difference.found).startswith("one that they reject: duration 5 is")

    def test_what_is_not_json_is_text(self) -> None:
        (difference,) = differences(PAGE + '{ a lantern } { "a": ')
        assert difference.found == '{ a lantern } { "a":'


class TestRestsOn:
    """A statement that stays while the tables change is told as well."""

    def test_a_figure_that_the_tables_no_longer_have(self) -> None:
        limits = load_spec("2026-06").to_dict()["limits"]
        spec = with_page(
            PAGE_FILE, limits=limits | {"duration": {"minimum": 4, "maximum": 12, "default": 5}}
        )
        found = [d for d in differences(PAGE, spec) if d.key == "limits.duration.maximum"]
        assert [(d.expected, d.found, d.clause) for d in found] == [("12", "15", "duration")] * 2
        assert "the tables say '12' (limits.duration.maximum), the page says '15'" in str(found[0])

    @pytest.mark.parametrize(
        ("rests_on", "key", "said", "held"),
        [
            ({"aspect_ratios": ["1:1"]}, "aspect_ratios", '["1:1"]', '["21:9", "16:9", "4:3", "1:1", "3:4", "9:16"]'),
            ({"aspect_ratios": {"9": "1:1"}}, "aspect_ratios.9", "1:1", None),
            ({"aspect_ratios": {"last": "1:1"}}, "aspect_ratios.last", "1:1", None),
            ({"aspect_ratios": {"0": "1:1"}}, "aspect_ratios.0", "1:1", "21:9"),
            ({"limits": {"aspect_ratio": {"auto": True}}}, "limits.aspect_ratio.auto", "true", "false"),
            ({"limits": {"duration": {"maximum": 9}}}, "limits.duration.maximum", "9", "15"),
            ({"limits": {"nowhere": {"minimum": 1}}}, "limits.nowhere.minimum", "1", None),
            ({"version": {"name": "1"}}, "version.name", "1", None),
            ({"task_types": {"seedance-2.5": {"assets": True}}}, "task_types.seedance-2.5.assets", "true", "false"),
        ],
    )  # fmt: skip
    def test_what_the_tables_say(
        self, rests_on: dict[str, Any], key: str, said: str, held: str | None
    ) -> None:
        statement = PAGE_FILE["statements"][0] | {"rests_on": rests_on}
        page = PAGE_FILE | {"statements": [statement, *PAGE_FILE["statements"][1:]]}
        types = load_spec("2026-06").to_dict()
        prices = types["prices"] | {"seedance-2.5": {"480p": "1"}}
        types = types["task_types"] | {"seedance-2.5": types["task_types"]["seedance-2"]}
        spec = with_page(page, task_types=types, prices=prices)
        (difference,) = [d for d in differences(PAGE, spec) if d.key == key]
        assert (difference.expected, difference.found) == (held, said)


class TestWhichPage:
    """Which page a text is compared with, and that there is one at all."""

    def test_changes_keep_the_page_of_their_base(self) -> None:
        changed = SPEC.with_changes({"limits": {"duration": {"maximum": 12}}}, label="short")
        assert {d.key for d in differences(PAGE, changed)} >= {"limits.duration.maximum"}
        shipped = load_spec("2026-06").with_changes({"billing": {"currency": "EUR"}}, label="x")
        assert len(compare_document(PAGE, spec=shipped)) > 20

    def test_tables_without_a_page(self) -> None:
        alone = Spec.from_dict(load_spec("2026-06").to_dict())
        for spec in (alone, "2026-08-01"):
            with pytest.raises(NoPage, match="have no page data"):
                compare_document(PAGE, spec=spec)
        assert issubclass(NoPage, LookupError)

    def test_a_version_or_the_default(self) -> None:
        assert compare_document(PAGE, spec="2026-06") == compare_document(PAGE)

    def test_an_unknown_version(self) -> None:
        with pytest.raises(UnknownVersion):
            compare_document(PAGE, spec="1999-01")

    @pytest.mark.parametrize("text", [None, 1, b"| a |", ["| a |"]])
    def test_what_is_not_a_text_is_refused(self, text: Any) -> None:
        with pytest.raises(TypeError, match="text must be a str, not"):
            compare_document(text)

    def test_a_text_may_be_of_a_subclass_of_str(self) -> None:
        class Text(str):
            def translate(self, table: object) -> str:
                raise AssertionError

            strip = __contains__ = translate  # type: ignore[assignment]

        assert compare_document(Text(PAGE), spec=SPEC) == ()
        assert compare_document(Text("no page"), spec=SPEC) != ()


class TestAnotherKindOfText:
    """One difference says first that this is not the page, and that Markdown is expected."""

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("", "nothing"),
            (" \n\n", "nothing"),
            ("<html><table><tr><td>seedance-2</td></tr></table></html>", "HTML"),
            ("A page about something else. Nothing else is known of the ferry.", "another text"),
            (PAGE.replace("\n", " "), "another text"),
        ],
    )  # fmt: skip
    def test_another_kind_of_text_is_one_difference(self, text: str, kind: str) -> None:
        (difference,) = differences(text)
        assert difference.place == "the whole page"
        assert "Markdown" in str(difference.expected) and str(difference.found).startswith(kind)

    def test_a_page_file_without_tables(self) -> None:
        spec = with_page({"statements": PAGE_FILE["statements"]})
        (difference,) = differences("another", spec)
        assert difference.place == "the whole page"
        assert len(differences("Fast lanterns have no 1080p.", spec)) > 20
        (difference,) = differences("", with_page({}))
        assert difference.place == "the whole page"

    def test_an_older_copy_is_compared_as_any(self) -> None:
        found = differences(PAGE[: PAGE.index("| Field")])
        assert 10 < len(found) < 40 and all(one.found is None for one in found)
