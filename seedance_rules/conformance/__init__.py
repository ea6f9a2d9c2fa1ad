"""Hold clients, documents and versions against the documented rules, in their own CI.

`cases` makes requests from the tables, each with what the documentation says of it; `check` asks a
client about them and says where it differs; `to_json` writes them for clients in other languages.
`compare_document` holds a saved documentation page against the tables, `compare_specs` one version
of the tables against another. Everything stands on the public face of `seedance_rules`, which
never imports this.
"""

from seedance_rules.conformance.case import (
    Case,
    Contradiction,
    cases,
    clauses_without_cases,
)
from seedance_rules.conformance.changes import Change, changes_to_markdown, compare_specs
from seedance_rules.conformance.checking import Answer, Client, Mismatch, check
from seedance_rules.conformance.export import to_json
from seedance_rules.conformance.page import Difference, NoPage, compare_document

__all__ = [
    "Answer",
    "Case",
    "Change",
    "Client",
    "Contradiction",
    "Difference",
    "Mismatch",
    "NoPage",
    "cases",
    "changes_to_markdown",
    "check",
    "clauses_without_cases",
    "compare_document",
    "compare_specs",
    "to_json",
]
