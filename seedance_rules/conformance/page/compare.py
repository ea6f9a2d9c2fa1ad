"""A saved page against what the page of a version said, and against its tables."""

from math import inf

from seedance_rules import Spec, load_spec
from seedance_rules.conformance.page.difference import Difference
from seedance_rules.conformance.page.expected import Page, page_of
from seedance_rules.conformance.page.pieces import compare_examples, compare_statements, lay_out
from seedance_rules.conformance.page.saved import Prose, Saved
from seedance_rules.conformance.page.tables import compare_tables
from seedance_rules.values import exact

__all__ = ["compare_document"]


def compare_document(text: str, *, spec: Spec | str | None = None) -> tuple[Difference, ...]:
    """Return where a saved documentation page does not say what it said, in its order.

    `text` is the page as Markdown. Every table, statement and JSON example of it is accounted for:
    `()` means that the page says what it said, and that the tables say the same. White space, line
    breaks lost or restored, headings, bullets, marks of Markdown and kinds of dashes, quotes and
    signs make no difference. `spec` is a `Spec`, a version, or None for the default one.

    Never raises for anything in the text. Raises `TypeError` for a text that is not a string,
    `UnknownVersion` for a version without tables, `NoPage`, a `LookupError`, for tables without
    page data, and `InvalidSpec` for a key `page` that does not follow the format.
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}")
    tables = spec if isinstance(spec, Spec) else load_spec(spec)
    page, saved = page_of(tables), Saved.of(exact(text))
    differences = compare_tables(page.tables, saved, tables)
    prose = Prose.of(saved.lines)
    laid_out = lay_out(prose, page.statements)
    there = sum(piece.as_it_was for piece in laid_out[0])
    if differences is None or not (page.tables or there):
        return (_wrong_kind(exact(text), page, there),)
    differences += compare_statements(prose, page.statements, laid_out, tables.to_dict())
    differences += compare_examples(saved.examples, page.examples, tables)
    return tuple(sorted(differences, key=lambda found: found.line or inf))


def _wrong_kind(text: str, page: Page, there: int) -> Difference:
    kind = "HTML" if "</" in text else "another text" if text.strip() else "nothing"
    tables = " or ".join([known.name for known in page.tables] or ["without tables"])
    return Difference(
        None,
        "the whole page",
        f"a page in Markdown with tables: {tables}",
        f"{kind}: none of these tables, and {there} of {len(page.statements)} statements",
    )
