"""The page files: what they must be, how they are made, and that those that are shipped are right."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from documents import BROKEN, PAGE, PAGE_FILE, with_page

import spec_tables.pages as maker
from seedance_rules import InvalidSpec, load_spec
from seedance_rules.conformance import compare_document
from seedance_rules.conformance.page._tables import PAGES
from seedance_rules.conformance.page.tables import Ours
from seedance_rules.spec.markdown import sections
from spec_tables.pages import entries, main, page_tables, read_pages, to_toml

STATEMENT = PAGE_FILE["statements"][0]
TABLE = PAGE_FILE["tables"]["prices"]
LONG = (
    "Nothing that is said of it here is longer than this one sentence, which is long enough for it."
)


def by_key(value: Any, key: str = "") -> dict[str, Any]:
    """Return plain data and everything in them, by the keys that lead there, joined by dots."""
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    found = {}
    for name, entry in entries:
        place = f"{key}.{name}" if key else str(name)
        found[place] = entry
        if isinstance(entry, (dict, list)):
            found |= by_key(entry, place)
    return found


class TestFormat:
    """A page file that contradicts the format is refused, with the place."""

    @pytest.mark.parametrize(
        ("page", "place", "problem"),
        [
            (1, "page", "must be a table, not a number"),
            ({"statement": []}, "page.statement", "did you mean statements?"),
            ({"statements": [STATEMENT | {"say": "x"}]}, "page.statements[0].say", "did you mean says?"),
            ({"statements": [{}]}, "page.statements[0].says", "is missing"),
            ({"statements": [STATEMENT | {"clause": "tides"}]}, "page.statements[0].clause", "tides"),
            ({"statements": [STATEMENT | {"hash": "FD0AC6525DFC"}]}, "page.statements[0].hash", "must be a length"),
            ({"statements": [STATEMENT | {"hash": "0:fd0ac6525dfc"}]}, "page.statements[0].hash", "must be a length"),
            ({"statements": [STATEMENT | {"hash": "99:FD0AC6525DFC"}]}, "page.statements[0].hash", "must be a length"),
            ({"statements": [STATEMENT | {"hash": "3:fd0ac6525dfc"}]}, "page.statements[0].hash", "not below that of `starts`"),
            ({"statements": [STATEMENT | {"starts": "||"}]}, "page.statements[0].hash", "not below that of `starts`"),
            ({"statements": [STATEMENT | {"times": 0}]}, "page.statements[0].times", "above zero"),
            ({"statements": [STATEMENT | {"rests_on": "x"}]}, "page.statements[0].rests_on", "must be a table"),
            ({"tables": {"prices": TABLE | {"heading": {}}}}, "page.tables.prices.heading", "did you mean headings?"),
            ({"tables": {"prices": TABLE | {"headings": ["A"]}}}, "page.tables.prices.headings", "must be a table"),
            ({"tables": {"prices": TABLE | {"headings": {}}}}, "page.tables.prices.headings", "must not be empty"),
            ({"tables": {"prices": TABLE | {"headings": {"A": 1}}}}, "page.tables.prices.headings.A", "must be a string"),
            ({"tables": {"prices": TABLE | {"words": {"A": 1}}}}, "page.tables.prices.words.A", "must be a string"),
            ({"tables": {"prices": TABLE | {"rows": "A"}}}, "page.tables.prices.rows", "must be a list"),
            ({"tables": {"prices": {"section": "Prices"}}}, "page.tables.prices.clause", "is missing"),
            ({"tables": {"prices": {"clause": "prices"}}}, "page.tables.prices.section", "is missing"),
            ({"tables": {"prices": TABLE | {"clauses": {"duration": "tides"}}}}, "page.tables.prices.clauses.duration", "tides"),
        ],
    )  # fmt: skip
    def test_what_does_not_follow_the_format_is_refused(
        self, page: Any, place: str, problem: str
    ) -> None:
        with pytest.raises(InvalidSpec) as refused:
            compare_document(PAGE, spec=with_page(page))
        assert refused.value.place == place and problem in refused.value.problem


class TestEntries:
    """The helper that prints the page file of a page."""

    def test_of_the_same_page_they_are_the_same(self) -> None:
        assert entries(BROKEN, PAGE_FILE, "2026-06") == PAGE_FILE
        assert entries(PAGE, PAGE_FILE, "2026-06") == PAGE_FILE

    def test_of_a_changed_page(self) -> None:
        changed = BROKEN.replace("HTTP 422", "HTTP 403").replace('"duration": 5', '"duration": 6')
        changed += "A new lantern is sold. It has no wick.\n"
        page = entries(changed, PAGE_FILE, "2026-06")
        old = [entry for entry in page["statements"] if entry in PAGE_FILE["statements"]]
        new = [entry for entry in page["statements"] if entry not in PAGE_FILE["statements"]]
        assert len(old) == len(PAGE_FILE["statements"]) - 2
        assert [(entry["says"], entry["starts"]) for entry in new] == [
            ("", "Strict lanterns refuse"),
            ("", "/input/duration:"),
            ("", "A new"),
            ("", "It has"),
        ]
        for entry in new:
            entry["says"] = "something new"
        assert compare_document(changed, spec=with_page(page)) == ()

    def test_of_a_page_with_another_price(self) -> None:
        """It comes as a statement without a meaning: what is to be mended are the tables."""
        page = entries(BROKEN.replace("$0.20", "$0.24"), PAGE_FILE, "2026-06")
        (new,) = [entry for entry in page["statements"] if entry not in PAGE_FILE["statements"]]
        assert (new["says"], new["starts"]) == ("", "seedance-2 720p:")
        with pytest.raises(InvalidSpec, match="must be a string that is not blank"):
            compare_document(PAGE, spec=with_page(page))

    def test_written_as_toml_they_are_the_same(self) -> None:
        page = PAGE_FILE | {
            "statements": [
                STATEMENT | {"says": LONG, "starts": 'It is "so"'},
                STATEMENT | {"says": "'\""},
            ]
        }
        for one in (page, PAGE_FILE):
            assert tomllib.loads(to_toml(one)) == one

    def test_no_sentence_of_the_page_is_kept(self) -> None:
        written = to_toml(PAGE_FILE)
        for sentence in re.findall(r"[A-Z][a-z]+(?: [\w-]+){6,}", PAGE.replace("\n", " ")):
            assert sentence not in written

    def test_a_page_file_is_printed(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        page = tmp_path / "page.md"
        page.write_text(BROKEN, encoding="utf-8")
        main(str(page), "2026-06")
        printed = tomllib.loads(capsys.readouterr().out)
        assert printed["tables"] == PAGES["2026-06"]["tables"] and printed["statements"]
        main(str(page), "2026-06", "2026-08-01")
        assert tomllib.loads(capsys.readouterr().out)["statements"] == printed["statements"]


class TestShipped:
    """The page files in `spec_tables`."""

    def test_page_files_are_generated_anew(self) -> None:
        assert maker.GENERATED.read_text(encoding="utf-8") == page_tables()
        assert read_pages() == PAGES

    def test_one_that_is_wrong_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for version, problem in (("2026-06", "unknown key"), ("1999-01", "1999-01")):
            monkeypatch.setattr(maker, "read_pages", lambda version=version: {version: {"x": 1}})
            with pytest.raises(SystemExit, match=rf"{version}\.page\.toml: .*{problem}"):
                page_tables()

    @pytest.mark.parametrize("version", PAGES)
    def test_what_statements_rest_on_is_what_the_tables_say(self, version: str) -> None:
        """Each with the value that the page gave it: nothing is told of a page that never changed."""
        held = by_key(load_spec(version).to_dict())
        rests_on = [s["rests_on"] for s in PAGES[version]["statements"] if "rests_on" in s]
        assert len(rests_on) > 20
        for stated in rests_on:
            leaves = {key: one for key, one in by_key(stated).items() if not isinstance(one, dict)}
            assert leaves == {key: held.get(key) for key in leaves}

    @pytest.mark.parametrize("version", PAGES)
    def test_cells_are_there_under_their_keys(self, version: str) -> None:
        """Where what a cell should say is in the files, and every name in a page file is one."""
        spec = load_spec(version)
        held = by_key(spec.to_dict())
        titled = {section.title: section for section in sections(spec)}
        for name, table in PAGES[version]["tables"].items():
            ours = Ours(name, table, titled)
            assert ours.held
            for cell in ours.statements():
                assert cell["key"] in held
                if name not in ("parameters", "models"):
                    assert held[cell["key"]] == cell["says"]
            rows, columns = {row for row, _ in ours.held}, {column for _, column in ours.held}
            assert {*table.get("rows", rows)} == rows
            assert {*table.get("words", ())} <= {*ours.held.values()}
            assert {*table.get("clauses", ())} <= rows | columns

    @pytest.mark.parametrize("version", PAGES)
    def test_every_documented_clause_is_stated(self, version: str) -> None:
        page = PAGES[version]
        told = {one.get("clause") for one in [*page["statements"], *page["tables"].values()]}
        told |= {c for table in page["tables"].values() for c in table.get("clauses", {}).values()}
        documented = {i for i, c in load_spec(version).clauses.items() if c.status == "documented"}
        assert documented <= told
