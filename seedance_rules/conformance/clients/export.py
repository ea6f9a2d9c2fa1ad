"""The cases as JSON, for clients in other languages, and what that JSON looks like.

Nothing here writes a file.
"""

import json
from collections.abc import Iterable
from typing import Any, Final

from seedance_rules import Spec, load_spec
from seedance_rules.conformance.clients.cases import cases, clauses_without_cases

__all__ = ["json_format", "to_json"]

_FORMAT: Final = 1
"""Goes up when what reads the file would have to change."""


def to_json(spec: Spec | str | None = None) -> str:
    """Return the cases of a version as a JSON document, one clause or case a line.

    `json_format` says what is in it. Raises `UnknownVersion` for a version without tables.
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


def json_format() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what `to_json` writes."""
    amount = {"type": ["string", "null"], "pattern": r"^[0-9]+(\.[0-9]*[1-9])?$"}
    seconds = amount | {"description": "Total seconds, null where they are not stated."}
    case = {
        "id": _text("Stable and readable; no two cases have the same."),
        "clause": _text("The id of the clause that the case is there for."),
        "request": {"type": "object", "description": "The request, as it is sent."},
        "total_input_video_duration": seconds,
        "total_input_audio_duration": seconds,
        "accepted": {"type": "boolean", "description": "Whether the documentation accepts it."},
        "mode": {
            "type": ["string", "null"],
            "description": "The mode it runs in, also where it is rejected; null: cannot be told.",
        },
        "codes": {
            "type": "array",
            "items": {"type": "string"},
            "description": "The codes of all violations; empty for an accepted request.",
        },
        "credits": amount
        | {
            "description": "The exact price; null for a rejected request, and where the seconds of "
            "its videos are not stated. A binary float matches within a relative error of 1e-9, "
            "but in cases of the clause `exact`."
        },
        "twin": {
            "type": ["string", "null"],
            "description": "The id of the accepted case that differs in the fault alone. A client "
            "that rejects it too says nothing about this case.",
        },
    }
    clause = {"status": _text("documented, or a reading of the page."), "text": _text("The rule.")}
    of_clauses = {"type": "object", "additionalProperties": _object(clause)}
    reasons = {"type": "object", "additionalProperties": {"type": "string"}}
    document = {
        "format": {"const": _FORMAT},
        "version": _text("The version of the tables."),
        "clauses": of_clauses | {"description": "Those that cases are there for, by id."},
        "clauses_without_cases": reasons | {"description": "Why no request can show a clause."},
        "cases": {"type": "array", "items": _object(case)},
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | _object(document)


def _text(description: str) -> dict[str, Any]:
    return {"type": "string", "description": description}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object with all of these keys, and perhaps others later."""
    return {"type": "object", "required": [*properties], "properties": properties}


def _json(value: object) -> str:
    """Write a value as JSON that can be read: as it is, and escaped where nobody would see it."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def _block(lines: Iterable[str]) -> str:
    return "\n" + ",\n".join(f"  {line}" for line in lines) + "\n"
