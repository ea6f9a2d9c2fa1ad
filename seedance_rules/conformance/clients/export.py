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
    decimal = {"pattern": r"^[0-9]+(\.[0-9]*[1-9])?$"}
    seconds = _is("Total seconds; null where they are not stated.", "string", "null", **decimal)
    case = {
        "id": _is("Stable and readable; no two cases have the same.", "string"),
        "clause": _is("The id of the clause that the case is there for.", "string"),
        "request": _is("The request, as it is sent.", "object"),
        "total_input_video_duration": seconds,
        "total_input_audio_duration": seconds,
        "accepted": _is("Whether the documentation accepts the request.", "boolean"),
        "mode": _is(
            "The mode that it runs in, also where it is rejected; null where that cannot be told.",
            *("string", "null"),
        ),
        "codes": _is("The codes of all violations.", "array", items={"type": "string"}),
        "credits": _is(
            "The exact price; null for a rejected request, and where the seconds of its videos are "
            "not stated. A binary float may be off by a part of 1e-9, but for the clause `exact`.",
            *("string", "null"),
            **decimal,
        ),
        "twin": _is(
            "Of a rejected request, the id of the accepted case that differs in the fault alone: a "
            "client that rejects it too says nothing about this case.",
            *("string", "null"),
        ),
    }
    status = _is("`documented`, `reading`, `reported` or `inherited`.", "string")
    clauses = _object({"status": status, "text": _is("The rule.", "string")})
    document = {
        "format": {"const": _FORMAT},
        "version": _is("The version of the tables.", "string"),
        "clauses": _is("Those of the cases, by id.", "object", additionalProperties=clauses),
        "clauses_without_cases": _is("Why no request can show a clause, by its id.", "object"),
        "cases": _is("The cases.", "array", items=_object(case)),
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | _object(document)


def _is(description: str, *types: str, **more: Any) -> dict[str, Any]:
    return {"description": description, "type": [*types], **more}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object with all of these keys, and perhaps others later."""
    return {"type": "object", "required": [*properties], "properties": properties}


def _json(value: object) -> str:
    """Write a value as JSON that can be read: as it is, and escaped where nobody would see it."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def _block(lines: Iterable[str]) -> str:
    return "\n" + ",\n".join(f"  {line}" for line in lines) + "\n"
