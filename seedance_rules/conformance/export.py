"""The cases as JSON, for clients in other languages.

The format is documented in `spec_tables/README.md`. Nothing here writes a file.
"""

import json
from collections.abc import Iterable
from typing import Final

from seedance_rules import Spec, load_spec
from seedance_rules.conformance.case import cases, clauses_without_cases

__all__ = ["to_json"]

_FORMAT: Final = 1
"""Goes up when what reads the file would have to change."""


def to_json(spec: Spec | str | None = None) -> str:
    """Return the cases of a version as a JSON document, one clause or case a line.

    Raises what `cases` raises.
    """
    tables = spec if isinstance(spec, Spec) else load_spec(spec)
    made = cases(tables)
    cited = {case.clause for case in made}
    clauses = [
        f"{_json(clause.id)}: {_json({'status': clause.status, 'text': clause.text})}"
        for clause in tables.clauses.values()
        if clause.id in cited
    ]
    unshown = [f"{_json(key)}: {_json(why)}" for key, why in clauses_without_cases(tables).items()]
    parts = (
        f'"format": {_FORMAT}',
        f'"version": {_json(tables.version)}',
        f'"clauses": {{{_block(clauses)}}}',
        f'"clauses_without_cases": {{{_block(unshown)}}}',
        f'"cases": [{_block(_json(case.to_dict()) for case in made)}]',
    )
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _json(value: object) -> str:
    """Write a value as JSON that can be read: as it is, and escaped where nobody would see it."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def _block(lines: Iterable[str]) -> str:
    return "\n" + ",\n".join(f"  {line}" for line in lines) + "\n"
