"""How results show themselves: in terminals, in notebooks and in pull requests, always as text."""

from decimal import ROUND_CEILING, ROUND_DOWN, Decimal, localcontext
from html.parser import HTMLParser
from typing import Any

import pytest
from making import request
from tables import spec_with

from seedance_rules import Quote, Report, load_spec, quote, validate

SPEC = load_spec("2026-06")

HOSTILE = [
    "<script>alert(1)</script>",
    "a|b`c*d_[e](x)~&amp;",
    "line\nbreak\r\t",
    "\u202e\ud800\x00",
]


def hostile_reports() -> list[Report]:
    """Reports that show what a hostile request says: as a value, and as a key."""
    found = []
    for text in HOSTILE:
        body: dict[str, Any] = {"resolution": text, "image_urls": [text], text: 1}
        found.append(validate(request("seedance-2", **body)))
    return found


class Tags(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not attrs


PREVIEW = "task_type 'seedance-2-preview' is deprecated and taken as seedance-2; use that name"
"""What a quote of a deprecated name notes."""


def previewed() -> Quote:
    """Quote a request of a deprecated name, with a video."""
    given = request("seedance-2-preview", videos=1, resolution="720p", duration=8)
    return quote(given, total_input_video_duration=6.5)


class TestPlainData:
    """`to_dict()` is for logs and other programs: every amount a decimal string."""

    def test_a_quote(self) -> None:
        assert previewed().to_dict() == {
            "credits": "2.25",
            "unit_price": "0.2",
            "output_credits": "1.6",
            "input_video_credits": "0.65",
            "points": None,
            "currency": "USD",
            "task_type": "seedance-2",
            "mode": "omni_reference",
            "resolution": "720p",
            "duration": 8,
            "total_input_video_duration": "6.5",
            "notices": [notice.to_dict() for notice in previewed().notices],
            "spec_version": "2026-06",
            "spec_digest": SPEC.digest,
        }

    def test_a_quote_in_points(self) -> None:
        spec = spec_with((("billing", "points_per_credit"), "10000000"))
        asked = quote(request(resolution="720p", duration=4), spec=spec)
        assert asked.credits == Decimal("0.8") and asked.points == 8_000_000
        assert asked.to_dict()["points"] == "8000000"
        assert "0.8 credits (USD 0.8, 8000000 points)" in str(asked)

    def test_a_report(self) -> None:
        report = validate(request(duration=16, seed=1))
        assert report.to_dict() == {
            "ok": False,
            "mode": "text_to_video",
            "violations": [finding.to_dict() for finding in report.violations],
            "notices": [finding.to_dict() for finding in report.notices],
            "spec_version": "2026-06",
            "spec_digest": SPEC.digest,
        }
        assert [finding.code for finding in report.violations] == ["duration_out_of_range"]
        assert [finding.code for finding in report.notices] == ["unknown_field"]
        assert validate(request() | {"input": 5}).to_dict()["mode"] is None


class TestText:
    """`str()` is for a terminal."""

    def test_a_quote_notes_what_is_worth_knowing(self) -> None:
        assert str(previewed()).splitlines() == [
            "seedance-2, omni_reference, 720p (tables 2026-06)",
            "  output       8 s × 0.2 = 1.6",
            "  input video  6.5 s × 0.5 × 0.2 = 0.65",
            "  total        2.25 credits (USD 2.25)",
            f"  notice: /task_type: {PREVIEW}",
        ]

    def test_a_quote_is_a_breakdown(self) -> None:
        given = request("seedance-2-preview", videos=1, resolution="720p", duration=8)
        asked = quote(given, total_input_video_duration=6.5)
        head, output, videos, total, notice = str(asked).splitlines()
        assert head == "seedance-2, omni_reference, 720p (tables 2026-06)"
        assert output.split() == ["output", "8", "s", "×", "0.2", "=", "1.6"]
        assert videos.split() == ["input", "video", "6.5", "s", "×", "0.5", "×", "0.2", "=", "0.65"]
        assert total.split() == ["total", "2.25", "credits", "(USD", "2.25)"]
        assert "deprecated" in notice

    def test_a_report_tells_the_verdict_and_what_it_found(self) -> None:
        assert str(validate(request())) == "accepted, text_to_video (tables 2026-06)"
        assert str(validate(request("seedance-2-preview", resolution="720p", duration=16))) == (
            "rejected, text_to_video (tables 2026-06)\n"
            "  violation: /input/duration: duration 16 is out of range; give a whole number of "
            "seconds, 4 to 15\n"
            f"  notice: /task_type: {PREVIEW}"
        )
        assert str(validate(request() | {"input": 5})).splitlines() == [
            "rejected, mode unknown (tables 2026-06)",
            "  violation: /input: input must be an object with keys, not a number",
        ]

    def test_a_report_is_cut_short(self) -> None:
        lines = str(validate(request(**{f"unknown_{n}": n for n in range(100)}))).splitlines()
        assert len(lines) == 22 and lines[-1] == "  and 80 more notices"

    @pytest.mark.parametrize(
        "report", hostile_reports(), ids=["html", "markdown", "lines", "signs"]
    )
    def test_what_a_request_says_stays_on_its_line(self, report: Report) -> None:
        text = str(report)
        assert text.encode() and all(line.isprintable() for line in text.splitlines())
        assert len(text.splitlines()) == 1 + len(report.violations) + len(report.notices)

    def test_a_spec_counts_what_is_in_it(self) -> None:
        readings = [c for c in SPEC.clauses.values() if c.status == "reading"]
        assert str(SPEC) == (
            "Seedance rules 2026-06: 5 task types, 11 prices, 3 modes, "
            f"{len(SPEC.clauses)} clauses ({len(readings)} of them readings)"
        )
        assert repr(SPEC) == "<Spec 2026-06>"


class TestHtml:
    """`_repr_html_` is for notebooks; what a request says stays text."""

    @pytest.mark.parametrize(
        "report", hostile_reports(), ids=["html", "markdown", "lines", "signs"]
    )
    def test_a_report_holds_no_tag_of_a_request(self, report: Report) -> None:
        page = report._repr_html_()
        assert Tags(page).tags <= {"h4", "table", "thead", "tbody", "tr", "th", "td", "p"}
        assert page.encode()

    def test_a_long_key_is_cut_short(self) -> None:
        report = validate(request(**{"k" * 10_000: 1}))
        assert len(report._repr_html_()) < 1000
        assert len(report._repr_markdown_()) < 1000

    def test_a_fault_of_the_whole_request_has_a_place(self) -> None:
        report = validate([])  # type: ignore[arg-type]
        assert "<td>(the request)</td>" in report._repr_html_()

    def test_a_quote_stands_under_a_small_heading(self) -> None:
        heading, table, *notes = previewed()._repr_html_().splitlines()
        assert heading == "<h4>seedance-2, omni_reference, 720p</h4>"
        assert "<tr><th>Part</th><th>Worked out</th><th>Credits</th></tr>" in table
        assert notes == ["<p>Tables 2026-06.</p>", f"<p>notice: /task_type: {PREVIEW}</p>"]

    def test_a_quote_and_a_spec_are_tables(self) -> None:
        asked = quote(request(duration=10))
        assert "<td>total</td><td></td><td>1 credit (USD 1)</td>" in asked._repr_html_()
        page = SPEC._repr_html_()
        assert page.startswith(f"<h4>{SPEC}</h4>\n<table>")
        for row in SPEC.price_rows():
            name, resolution, price = row["task_type"], row["resolution"], row["unit_price"]
            assert f"<tr><td>{name}</td><td>{resolution}</td><td>{price}</td></tr>" in page


class TestMarkdown:
    """`_repr_markdown_` is for pull requests; what a request says stays text."""

    @pytest.mark.parametrize(
        "report", hostile_reports(), ids=["html", "markdown", "lines", "signs"]
    )
    def test_a_table_keeps_its_shape(self, report: Report) -> None:
        page = report._repr_markdown_()
        assert "<" not in page and "[e](" not in page
        rows = [line for line in page.splitlines() if line.startswith("|")]
        assert {line.replace("\\|", "").count("|") for line in rows} == {5}
        assert len(rows) == 2 + len(report.violations) + len(report.notices)

    def test_a_quote_is_a_section_of_a_page(self) -> None:
        assert previewed()._repr_markdown_().splitlines() == [
            "#### seedance-2, omni_reference, 720p",
            "",
            "| Part | Worked out | Credits |",
            "| --- | --- | --- |",
            "| output | 8 s × 0.2 | 1.6 |",
            "| input video | 6.5 s × 0.5 × 0.2 | 0.65 |",
            "| total |  | 2.25 credits (USD 2.25) |",
            "",
            "Tables 2026-06.",
            "",
            f"notice: /task_type: {PREVIEW}",
        ]

    def test_a_report_is_a_section_of_a_page(self) -> None:
        assert validate(request(duration=16, seed=1))._repr_markdown_().splitlines() == [
            "#### Rejected, text_to_video",
            "",
            "|  | Where | What | Clause |",
            "| --- | --- | --- | --- |",
            "| violation | /input/duration | duration 16 is out of range; "
            "give a whole number of seconds, 4 to 15 | duration |",
            "| notice | /input/seed | input has 'seed', which the tables of 2026-06 do not name and "
            f"pass through; the fields are {', '.join(SPEC.known_fields[:-1])} or "
            "asset_retention_hours | input-extra |",
            "",
            "Tables 2026-06.",
        ]
        assert validate(request())._repr_markdown_().splitlines() == [
            "#### Accepted, text_to_video",
            "",
            "Tables 2026-06.",
        ]
        unread = validate(request() | {"input": 5})
        assert unread._repr_markdown_().startswith("#### Rejected, mode unknown\n")
        many = validate(request(**{f"unknown_{n}": n for n in range(25)}))
        assert many._repr_markdown_().endswith("\n\nTables 2026-06.\n\nAnd 5 more.\n")

    def test_a_spec_begins_with_its_source(self) -> None:
        page = SPEC.to_markdown().splitlines()
        assert page[:6] == ["# Seedance rules 2026-06", "", "## Source", "", SPEC.source, ""]
        assert "## Models" in page

    def test_a_quote_and_a_spec(self) -> None:
        assert "| total |  | 0.5 credits (USD 0.5) |" in quote(request())._repr_markdown_()
        assert SPEC._repr_markdown_().startswith(f"#### {SPEC}\n\n| Task type | Resolution |")

    def test_a_spec_escapes_its_own_tables(self) -> None:
        hostile = "<b>|x|</b>"
        spec = spec_with((("source",), hostile), (("clauses", "envelope", "text"), hostile))
        assert "<b>" not in spec.to_markdown() + spec._repr_html_()


class TestRounded:
    """`Quote.rounded` rounds for display, and only when it is asked to."""

    ASKED: Quote = quote(
        request("seedance-2-fast-less-restriction", videos=1, duration=5),
        total_input_video_duration=0.125,
    )

    def test_credits_are_rounded_as_asked(self) -> None:
        assert self.ASKED.credits == Decimal("0.4455")
        assert str(self.ASKED.rounded()) == "0.45"
        assert str(self.ASKED.rounded(3)) == "0.446"
        assert str(self.ASKED.rounded(2, ROUND_DOWN)) == "0.44"
        assert str(self.ASKED.rounded(0, ROUND_CEILING)) == "1"
        assert str(self.ASKED.rounded(6)) == "0.445500"

    def test_the_callers_context_changes_nothing(self) -> None:
        with localcontext(prec=1, rounding=ROUND_DOWN):
            assert str(self.ASKED.rounded()) == "0.45"

    @pytest.mark.parametrize(
        ("places", "rounding", "what"),
        [
            (-1, "ROUND_UP", "places must be a whole number, 0 to 30, not -1"),
            (31, "ROUND_UP", "places must be a whole number, 0 to 30, not 31"),
            (True, "ROUND_UP", "places must be a whole number, 0 to 30, not true"),
        ],
    )
    def test_anything_else_is_refused(self, places: Any, rounding: Any, what: str) -> None:
        with pytest.raises(ValueError, match=r"places must be") as raised:
            self.ASKED.rounded(places, rounding)
        assert str(raised.value).endswith(what)

    @pytest.mark.parametrize("rounding", ["UP", 2])
    def test_another_rounding_is_refused(self, rounding: Any) -> None:
        with pytest.raises(TypeError):
            self.ASKED.rounded(2, rounding)

    def test_places_at_the_edges(self) -> None:
        assert str(self.ASKED.rounded(0)) == "0"
        assert str(self.ASKED.rounded(30)) == "0.4455" + "0" * 26
