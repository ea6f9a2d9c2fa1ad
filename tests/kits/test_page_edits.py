"""Edits of a page, made one by one: each real one is seen, each harmless one makes no difference.

The real ones are drawn from the page itself: every word of it left out, doubled, negated or with
another figure; an exception behind every statement, a paragraph, a table and an example at every
line; every cell otherwise, every row left out.
"""

import re
import sys
from collections.abc import Callable, Iterator
from types import FrameType

import pytest
from documents import BROKEN, PAGE, SPEC, STATEMENTS

from seedance_rules.conformance import compare_document
from seedance_rules.conformance.page.compare import lay_out
from seedance_rules.conformance.page.saved import APART, Prose, hashed, squeezed, take_apart

MADE = pytest.mark.parametrize("page", [PAGE, BROKEN], ids=["glued", "restored"])

WORDS = re.compile(r"[^\s|{}\[\],]*[^\W_][^\s|{}\[\],]*")
"""What a reader takes for a word: with letters or digits, without the signs of tables and JSON."""

EXCEPTIONS = [
    " (not on mini)",
    " unless the account is old",
    ", except on Sundays",
    "; 480p is upgraded",
    " for 30 days",
    " × 2",
]


def edits(page: str) -> Iterator[tuple[str, str]]:
    """Yield edited pages, each with what was done to it."""
    for word in WORDS.finditer(page):
        start, end = word.span()
        others = {"", word[0] * 2, "not " + word[0], word[0] + "s", "no"} - {word[0]}
        if digit := re.search("[0-9]", word[0]):
            figure = str((int(digit[0]) + 1) % 10)
            others.add(word[0][: digit.start()] + figure + word[0][digit.end() :])
        for other in sorted(others):
            yield f"{word[0]!r} at {start} is {other!r}", page[:start] + other + page[end:]
    lines = page.split("\n")
    for at in range(len(lines) + 1):
        for more in ("Prompts have at most 9 words.", "\n| Voice | Fee |\n|---|---|\n| a | $1 |\n"):
            yield f"{more!r} at line {at}", "\n".join([*lines[:at], more, *lines[at:]])
        if any(re.search(r"\w", line) for line in lines[at : at + 1]):
            yield f"line {at} is gone", "\n".join([*lines[:at], *lines[at + 1 :]])


def ends(page: str) -> Iterator[int]:
    """Yield where in a page its statements end."""
    for statement in STATEMENTS:
        for line in BROKEN.split("\n"):
            if hashed(squeezed(line)) == statement["hash"]:
                yield from (found.end() for found in re.finditer(re.escape(line), page))


@MADE
@pytest.mark.parametrize(
    "part", [slice(3, None, 7), pytest.param(slice(None), marks=pytest.mark.slow)]
)
def test_real_edits_are_seen(page: str, part: slice) -> None:
    made = [*edits(page)]
    assert len(made) > 1600
    missed = [
        what
        for what, edited in made[part]
        if re.sub(r"\s", "", edited) != re.sub(r"\s", "", page)
        and not compare_document(edited, spec=SPEC)
    ]
    assert missed == []


@MADE
def test_exceptions_behind_statements_are_seen(page: str) -> None:
    places = sorted({*ends(page)})
    assert len(places) > 12
    for at in places:
        for more in EXCEPTIONS:
            found = compare_document(page[:at] + more + page[at:], spec=SPEC)
            assert any(more.strip(" ,;") in str(difference) for difference in found), (at, more)


@MADE
def test_a_new_line_is_told_with_its_number(page: str) -> None:
    lines = page.split("\n")
    for at in range(len(lines)):
        if (
            "|" in lines[at]
            or (at and "|" in lines[at - 1])
            or '"' in lines[at]
            or "}" in lines[at]
        ):
            continue
        edited = "\n".join([*lines[:at], "", "Prompts have at most 9 words.", "", *lines[at:]])
        found = compare_document(edited, spec=SPEC)
        assert [one.line for one in found if one.found == "Prompts have at most 9 words."] == [
            at + 2
        ]


HARMLESS: dict[str, Callable[[str], str]] = {
    "carriage returns and line feeds": lambda page: page.replace("\n", "\r\n"),
    "carriage returns": lambda page: page.replace("\n", "\r"),
    "a byte order mark": lambda page: "\ufeff" + page,
    "invisible characters": lambda page: page.replace("/", "/\u200b"),
    "tabs": lambda page: page.replace(" ", "\t"),
    "double spaces": lambda page: page.replace(" ", "  "),
    "no-break spaces": lambda page: page.replace(" ", "\u00a0"),
    "paragraphs": lambda page: re.sub(r"\n(?![|\"\]}s{-])", "\n\n", page),
    "wrapped lines": lambda page: page.replace("lantern ", "lantern\n").replace("| Upload a lantern\n", "| Upload a lantern ").replace("the brightest lantern\n", "the brightest lantern "),
    "headings": lambda page: page.replace("\nFast", "\n## Lanterns\nFast").replace("\nThe ratio", "\n# Ratios #\nThe ratio"),
    "rules": lambda page: page.replace("\nThe ratio", "\n\n***\n\nThe ratio"),
    "bullets": lambda page: page.replace("\nprice", "\n- price").replace("\nThe ratio", "\n* The ratio"),
    "numbers": lambda page: page.replace("\nprice", "\n1. price").replace("\n@", "\n2) @"),
    "quoted": lambda page: "> " + page.replace("\n", "\n> "),
    "fences": lambda page: page.replace("{\n\"model\"", "\n```json\n{\n\"model\"").replace("}\n}", "}\n}\n```\n"),
    "indented JSON": lambda page: re.sub(r"\n(?=[\"\]}])", "\n    ", page),
    "JSON on one line": lambda page: re.sub(r"\n(?=[\"\]}])", " ", page),
    "no outer pipes": lambda page: page.replace("\n| ", "\n").replace(" |\n", "\n"),
    "outer pipes": lambda page: re.sub(r"\n(seedance-2[^|\n]*\|)", r"\n| \1", page),
    "narrow cells": lambda page: page.replace("| ", "|").replace(" |", "|"),
    "wide cells": lambda page: page.replace(" | ", "     |  "),
    "aligned": lambda page: page.replace("|---", "|:---:"),
    "bold": lambda page: page.replace("Fast lanterns", "**Fast** lanterns").replace("seedance-2-mini", "**seedance-2-mini**"),
    "italics": lambda page: page.replace("Fast lanterns", "*Fast* lanterns").replace("no 1080p", "_no_ 1080p"),
    "italics beside lost line breaks": lambda page: page.replace("audio_urls: a", "*audio_urls*: a").replace("price = rate × seconds\n", "*price* = rate × seconds\n").replace("mode is", "*mode* is"),
    "lists of another kind": lambda page: page.replace("\nThe ratio", "\n▪ The ratio").replace("\nFast", "\n-\n\nFast"),
    "rules with spaces": lambda page: page.replace("\nThe ratio", "\n\n* * *\n\nThe ratio"),
    "a title of a fence": lambda page: page.replace("{\n\"model\"", "\n```json title=\"One\"\n{\n\"model\"").replace("}\n}", "}\n}\n```\n"),
    "a wrapped text in JSON": lambda page: page.replace("two lanterns leaves", "two lanterns\nleaves"),
    "a link with brackets": lambda page: page.replace("Fast lanterns", "[Fast lanterns](https://ferry.example/a_(b))"),
    "double underlines": lambda page: page.replace("Fast lanterns", "__Fast__ lanterns"),
    "bold italics": lambda page: page.replace("Fast lanterns", "***Fast*** lanterns"),
    "struck": lambda page: page.replace("Fast lanterns", "~~Fast~~ lanterns"),
    "code": lambda page: re.sub(r"\b(?<![\"_])([a-z]+_[a-z_]+)\b(?!\")", r"`\1`", page),
    "tags": lambda page: page.replace("seedance-2-mini", "<code class='name'>seedance-2-mini</code>").replace("Fast lanterns", "<b>Fast</b><br/>lanterns"),
    "links": lambda page: page.replace("seedance-2-mini", "[seedance-2-mini](#mini)").replace("Fast lanterns", "[Fast lanterns](https://ferry.example)"),
    "escapes": lambda page: page.replace("_", r"\_").replace("less-restriction", r"less\-restriction"),
    "escaped signs": lambda page: page.replace(" × ", r" \* "),
    "hyphens": lambda page: page.replace("–", "-").replace("—", "-"),
    "two hyphens": lambda page: page.replace("—", "--"),
    "minus": lambda page: page.replace("–", "−").replace("—", "―"),
    "dots": lambda page: page.replace("…", "..."),
    "an x": lambda page: page.replace(" × ", " x "),
    "a star": lambda page: page.replace(" × ", " * "),
    "a star without spaces": lambda page: page.replace(" × ", "*"),
    "less or equal": lambda page: page.replace("≤", "<="),
    "curly quotes": lambda page: re.sub(r'"([^"\n]*)"', r"“\1”", page).replace("'", "’"),
    "entities": lambda page: page.replace("—", "&mdash;").replace("≤", "&le;").replace("×", "&#215;").replace("–", "&#x2013;").replace("<a", "&lt;a").replace("_id>", "_id&gt;"),
    "entities in JSON": lambda page: page.replace('"prompt"', "&quot;prompt&quot;"),
    "a first letter": lambda page: page.replace("a song", "A song").replace("It takes", "it takes").replace("Strict", "strict"),
    "amounts": lambda page: page.replace("$0.10", "$0.1").replace("$0.50", "$0.500").replace("$0.16", "US$0.16").replace("$0.22", "0.22"),
}  # fmt: skip


@MADE
@pytest.mark.parametrize("edit", HARMLESS.values(), ids=HARMLESS)
def test_harmless_edits_make_no_difference(page: str, edit: Callable[[str], str]) -> None:
    assert edit(BROKEN) != BROKEN
    assert compare_document(edit(page), spec=SPEC) == ()


def test_nothing_is_unread() -> None:
    """Every character but marks is in a statement, a table or an example."""
    lines, _ = take_apart(PAGE)
    prose = Prose(lines)
    pieces = lay_out(prose, ())
    assert sum(end - start for start, end, _, _ in pieces) == len(prose.text.replace(APART, ""))


MEGABYTE = 1_000_000

HOSTILE = {
    "pipes": "|" * MEGABYTE,
    "lines of pipes": "|\n" * 100_000,
    "rules": "|-|\n" * 100_000,
    "headers": "| a | b |\n|---|---|\n" * 10_000,
    "a wide table": "|a" * 50_000 + "\n" + "|-" * 50_000,
    "columns": "| Model " * 9999 + "|\n" + "|---" * 9999 + "|\n| seedance-2 | seedance-2-fast |\n",
    "rows without a header": "| seedance-2 | 480p | $0.10 |\n" * 1000,
    "fences": "```\n" * 100_000,
    "an unclosed fence": PAGE.replace("{\n", "```json\n{\n", 1),
    "a fence and spaces": "```" + " " * 100_000 + "!",
    "lone surrogates": "\ud800 | \udfff\n---|---\n\udbff | \ud83d\n" + "\udc00" * 100_000,
    "a page of lone surrogates": PAGE.replace("a", "\udfff"),
    "one line": PAGE.replace("\n", " "),
    "nul": "\0" * 100_000,
    "braces": "{" * 100_000,
    "braces and quotes": '{"' * 100_000,
    "escaped quotes": '{"' + '\\"' * 100_000,
    "deep": '{"a":' * 20_000 + "1" + "}" * 20_000,
    "deep lists": '{"a":' + "[" * 20_000 + "]" * 20_000 + "}",
    "objects": '{"a":1}' * 5000,
    "a key too long": '{"' + "K" * 100_000 + '":{' + ",".join(f'"a{i}":1' for i in range(999)) + "}}",
    "a number too long": PAGE.replace(" 5\n", f" {'9' * 5000}\n").replace("$0.10", f"${'9' * 5000}"),
    "no numbers": PAGE.replace(" 5\n", " NaN\n").replace(" 3,", " 1e999,"),
    "many URLs": PAGE.replace('"asset://', '"x",' * 5000 + '"asset://'),
    "stars": "*" * MEGABYTE,
    "stars and letters": "*a " * 50_000,
    "underlines": "_a" * 50_000,
    "underlines in a word": "a" + "_" * MEGABYTE + "b",
    "long places": ('{"' + "k" * 58 + '":') * 8 + "[" + "1," * 20_000 + "1]" + "}" * 8,
    "backslashes": "\\" * MEGABYTE,
    "brackets": "[" * MEGABYTE,
    "links": "[a](" * 50_000,
    "tags": "<code " * 50_000,
    "entities": "&amp;" * 50_000,
    "an entity too long": "&#" + "9" * 10_000 + ";&#xD800;&#0;",
    "hashes": "#" * MEGABYTE,
    "quotes": ">" * MEGABYTE,
    "bullets": "- " * 100_000,
    "first words": "duration: the " * 20_000,
    "the page fifty times": PAGE * 50,
    "further rows": PAGE.replace("| seedance-2-mini | 720p", "| seedance-9 | 480p | $1 |\n" * 5000 + "| seedance-2-mini | 720p"),
    "wrong rows": PAGE.replace("| seedance-2-mini | 720p", "| seedance-2 | 480p | $1 |\n" * 5000 + "| seedance-2-mini | 720p"),
    "a long cell": PAGE.replace("$0.10", "$0.10" + "long " * 50_000),
    "a terminal": PAGE.replace("$0.10", "\x1b[31m$0.10\u202e"),
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_give_differences(text: str) -> None:
    found = compare_document(text, spec=SPEC)
    assert found
    for difference in found:
        assert str(difference).isprintable() and len(str(difference)) < 2000


class TestLinear:
    """Twice the text is twice the work: calls are counted, since a clock would not be exact."""

    PIECES = (
        "| seedance-2 | 480p | $0.10 |\n",
        "| a | b |\n|---|---|\n| c | d |\n",
        "| Model | Size | Dollars a second |\n|---|---|---|\n| seedance-2 | 480p | $1 |\n\n",
        "duration: the user's choice (4–15s)",
        "A lenient lantern is lit once\n\n",
        "price = rate × ",
        '{"model": "seedance"}\n',
        '{"a": ',
        "[a](b",
        "\\_",
        "a__b",
        "*a ",
        "\n- ",
        PAGE,
    )

    @pytest.mark.parametrize("piece", PIECES, ids=lambda piece: f"{piece[:12]!a}")
    def test_calls_grow_no_faster_than_the_page(self, piece: str) -> None:
        count = 5 if piece == PAGE else 300
        once, twice = (self.calls(PAGE + piece * times) for times in (count, 2 * count))
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
            compare_document(text, spec=SPEC)
        finally:
            sys.setprofile(before)
        return count
