"""A saved page against what the page of a version said, and against its tables."""

from math import inf

from seedance_rules import Spec, load_spec
from seedance_rules.conformance.page.difference import Difference
from seedance_rules.conformance.page.examples import compare_examples
from seedance_rules.conformance.page.expected import Page, page_of
from seedance_rules.conformance.page.saved import Example, Prose, Saved
from seedance_rules.conformance.page.statements import compare_statements, lay_out
from seedance_rules.conformance.page.tables import assign, compare_table, held_by
from seedance_rules.values import exact

__all__ = ["compare_document", "read_page"]


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
    page, text = page_of(tables), exact(text)
    differences, prose, examples = read_page(text, page, tables)
    pieces = lay_out(prose.text, page.statements)
    there = sum(index >= 0 for _, _, index in pieces)
    if differences is None or not (page.tables or there):
        return (_wrong_kind(text, page, there),)
    differences += compare_statements(prose, pieces, page.statements, tables.to_dict())
    differences += compare_examples(examples, page.examples, tables)
    return tuple(sorted(differences, key=lambda found: found.line or inf))


def read_page(
    text: str, page: Page, spec: Spec
) -> tuple[list[Difference] | None, Prose, list[Example]]:
    """Return where the tables of a saved page differ from ours, its prose, and its examples.

    None in place of the differences where the page has none of the tables that are known.
    """
    saved, held = Saved.of(text), held_by(spec)
    parts = assign(page.tables, held, saved.tables)
    differences = [
        difference
        for known in page.tables
        for difference in compare_table(known, held[known.name], parts[known.name])
    ]
    found = [part for of_one in parts.values() for part in of_one]
    for part in found:
        for line, beside in part.beside.items():
            saved.lines[line] = beside
    nothing_known = page.tables and not found
    return None if nothing_known else differences, Prose.of(saved.lines), saved.examples


def _wrong_kind(text: str, page: Page, there: int) -> Difference:
    kind = "HTML" if "</" in text else "another text" if text.strip() else "nothing"
    tables = " or ".join([known.name for known in page.tables] or ["without tables"])
    return Difference(
        None,
        "the whole page",
        f"a page in Markdown with tables: {tables}",
        f"{kind}: none of these tables, and {there} of {len(page.statements)} statements",
    )
