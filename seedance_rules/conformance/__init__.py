"""Check clients, documents and versions against the documented rules, in their own CI.

`cases` makes requests from the tables, each with what the documentation says of it; `check` asks a
client about them and says where it differs, `summary` what it does otherwise, on a page;
`check_answers` and `to_json` are for clients in other languages, `closest_versions` tells which
version a client follows. `compare_document` checks a saved documentation page against the tables,
`compare_specs` one version of the tables against another. Everything uses the public face of
`seedance_rules`, which never imports this.
"""

from seedance_rules.conformance.changes import Change, changes_to_markdown, compare_specs
from seedance_rules.conformance.clients.cases import (
    Case,
    cases,
    clauses_without_cases,
    json_format,
    to_json,
)
from seedance_rules.conformance.clients.check import (
    Closeness,
    check,
    check_answers,
    closest_versions,
)
from seedance_rules.conformance.clients.mismatches import (
    NOT_ASKED,
    Answer,
    Client,
    Deviation,
    Mismatch,
    Mismatches,
    summary,
)
from seedance_rules.conformance.page.compare import Difference, compare_document
from seedance_rules.conformance.page.known import NoPage

__all__ = [
    "NOT_ASKED",
    "Answer",
    "Case",
    "Change",
    "Client",
    "Closeness",
    "Deviation",
    "Difference",
    "Mismatch",
    "Mismatches",
    "NoPage",
    "cases",
    "changes_to_markdown",
    "check",
    "check_answers",
    "clauses_without_cases",
    "closest_versions",
    "compare_document",
    "compare_specs",
    "json_format",
    "summary",
    "to_json",
]
