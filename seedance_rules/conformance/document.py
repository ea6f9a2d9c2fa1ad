"""Where a saved documentation page and the tables differ: cell by cell, and fact by fact.

What a fact looks like on the page is for the tables to say (section `page`, which `page_facts` reads); what is here and
in the modules beside it is only how a page is searched for it.
"""

from seedance_rules import Spec, load_spec
from seedance_rules.conformance.difference import Difference
from seedance_rules.conformance.page_facts import documentation
from seedance_rules.conformance.saved_facts import compare_facts
from seedance_rules.conformance.saved_page import Prose, SavedTable, take_apart
from seedance_rules.conformance.saved_tables import claimed, compare_table, glued
from seedance_rules.values import exact

__all__ = ["compare_document"]


def compare_document(text: str, *, spec: Spec | str | None = None) -> tuple[Difference, ...]:
    """Return where a saved documentation page and the tables differ; `()` where they agree.

    `text` is the page as Markdown; rows of tables may lack their outer pipes, and lines may be
    glued together. White space, kinds of dashes and quotes, and marks of Markdown make no
    difference. `spec` is a `Spec`, a version, or None for the default one; what its tables leave
    out of their section `page` is not compared. Never raises for what stands in the text; raises
    `TypeError` for a text that is no string, `UnknownVersion` for a version without tables, and
    `InvalidSpec` for a section `page` that does not follow the format.
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}")
    page = documentation(spec if isinstance(spec, Spec) else load_spec(spec))
    if page is None:
        return ()
    blocks = take_apart(exact(text))
    found = claimed(page.tables, (block for block in blocks if isinstance(block, SavedTable)))
    differences: list[Difference] = []
    beside: dict[int, list[str | SavedTable]] = {}
    for table in page.tables:
        differences += compare_table(table, found[table.name])
        for saved in found[table.name]:
            beside[id(saved)] = [saved.before, glued(table, saved), *saved.after]
    prose = Prose.of(part for block in blocks for part in beside.get(id(block), [block]))
    differences += compare_facts(page.facts, page.joints, prose)
    return tuple(differences)
