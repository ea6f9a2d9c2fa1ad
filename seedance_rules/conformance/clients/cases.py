"""The cases: requests made from the tables, each with what the documentation says of it.

They can be had as JSON, for clients in other languages; nothing here writes a file.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from attrs import field, frozen

from seedance_rules import InputDurationError, NotInTables, Spec, quote, validate
from seedance_rules.conformance.clients import of_fields, of_references
from seedance_rules.conformance.clients.making import Draft, Samples
from seedance_rules.fields import KINDS, LASTING_KINDS, field_of
from seedance_rules.spec import spec_of
from seedance_rules.wording import plain_fields

__all__ = [
    "STATED",
    "Case",
    "cases",
    "clauses_without_cases",
    "inputs_of",
    "json_format",
    "stated_of",
    "to_json",
]

STATED: Final = tuple(f"total_input_{kind}_duration" for kind in LASTING_KINDS)
"""The seconds that are stated beside a request, by the names that `validate` has for them."""

_FORMAT: Final = 1
"""Of the JSON document: goes up when what reads the file would have to change."""


@frozen
class Case:
    """A request, and what the documentation says of it.

    Durations are total seconds, None where none are stated. `mode` is None where it cannot be told;
    a rejected request has one all the same. `credits` is None for a rejected request and for one
    that has no price, since the seconds of its input videos are not stated.
    """

    id: str
    clause: str
    """The clause that the case is there for, by its id in the tables."""
    request: dict[str, object] = field(hash=False)
    """Plain JSON: what is sent to the service."""
    total_input_video_duration: Decimal | None
    total_input_audio_duration: Decimal | None
    accepted: bool
    mode: str | None
    codes: tuple[str, ...]
    """The codes of the violations, in the order in which `validate` gives them."""
    credits: Decimal | None
    twin: "Case | None" = field(default=None, repr=str)
    """Of a rejected request, the accepted one that differs in the fault alone."""

    def to_dict(self) -> dict[str, object]:
        """Return the case as plain data for `json.dumps`: decimals as text, the twin by its id."""
        request = json.loads(json.dumps(self.request))
        return plain_fields(self) | {"request": request, "twin": self.twin and self.twin.id}

    def __str__(self) -> str:
        return self.id


def cases(
    spec: Spec | str | None = None,
    *,
    documented: bool | None = None,
    task_types: Iterable[str] | None = None,
    priced: bool | None = None,
    given: Iterable[str] = (),
    without: Iterable[str] = (),
    clauses: Iterable[str] | None = None,
) -> tuple[Case, ...]:
    """Return the cases of a version: of a `Spec`, of a version's name, or of the default one.

    They are made anew by each call, so that a caller may change a request. The rest says which:
    `documented`, whether their clause is; `task_types`, which names their requests give, deprecated
    ones too; `priced`, whether they have a price; `given` and `without`, the fields of `input` that
    they all give, or do not, `audio` meaning `audio_urls`; `clauses`, which they are there for.
    Raises `UnknownVersion` for a version without tables, `NotInTables` for a name that no case has.
    """
    tables = spec_of(spec)
    made = _cases(tables)
    types = {str(case.request.get("task_type")) for case in made if case.accepted}
    fields = {*tables.known_fields, *KINDS}
    wanted = None if task_types is None else _names("task type", task_types, types)
    cited = None if clauses is None else _names("clause", clauses, tables.clauses)
    there, absent = (
        {field_of(name) if name in KINDS else name for name in _names("field", names, fields)}
        for names in (given, without)
    )

    def is_wanted(case: Case) -> bool:
        found = {name for name, value in inputs_of(case).items() if value}
        return (
            documented in (None, tables.clauses[case.clause].status == "documented")
            and (wanted is None or case.request.get("task_type") in wanted)
            and priced in (None, case.credits is not None)
            and there <= found
            and not absent & found
            and (cited is None or case.clause in cited)
        )

    return tuple(filter(is_wanted, made))


def stated_of(case: Case | Draft) -> dict[str, Any]:
    """Return the seconds that are stated of a case, as `validate` and `quote` take them."""
    return {name: getattr(case, name) for name in STATED}


def inputs_of(case: Case) -> Mapping[str, object]:
    """Return the fields that a request gives in its `input`."""
    body = case.request.get("input")
    return body if isinstance(body, Mapping) else {}


def clauses_without_cases(spec: Spec | str | None = None) -> Mapping[str, str]:
    """Return the clauses that no request can show, each with the reason, by their ids."""
    tables = spec_of(spec)
    reasons = {
        "tier-words": "Labels and remarks are not rules: no request is judged by them.",
        "points": "Points are another unit of the credits that cases have.",
    }
    for policy in tables.moderation.values():
        for clause in (policy.clause, policy.final_clause):
            reasons[clause] = (
                "What follows a rejection of content is decided after a request was accepted; "
                "on_content_rejection tells it."
            )
    return {clause: reasons[clause] for clause in tables.clauses if clause in reasons}


def to_json(spec: Spec | str | None = None) -> str:
    """Return the cases of a version as a JSON document, one clause or case a line.

    `json_format` says what is in it. Raises `UnknownVersion` for a version without tables.
    """
    tables = spec_of(spec)
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
    text, flag, maybe = ["string"], ["boolean"], ["string", "null"]
    seconds = _is("Total seconds; null where they are not stated.", maybe, **decimal)
    case = {
        "id": _is("Stable and readable; no two cases have the same.", text),
        "clause": _is("The id of the clause that the case is there for.", text),
        "request": _is("The request, as it is sent.", ["object"]),
        **dict.fromkeys(STATED, seconds),
        "accepted": _is("Whether the documentation accepts the request.", flag),
        "mode": _is(
            "The mode that it runs in, also where it is rejected; null where that cannot be told.",
            maybe,
        ),
        "codes": _is("The codes of all violations.", ["array"], items={"type": "string"}),
        "credits": _is(
            "The exact price; null for a rejected request, and where the seconds of its videos are "
            "not stated. A binary float may be off by a part of 1e-9, but for the clause `exact`.",
            maybe,
            **decimal,
        ),
        "twin": _is(
            "Of a rejected request, the id of the accepted case that differs in the fault alone: a "
            "client that rejects it too says nothing about this case.",
            maybe,
        ),
    }
    status = _is("`documented`, `reading`, `reported` or `inherited`.", text)
    clauses = _object({"status": status, "text": _is("The rule.", text)})
    why = "Why no request can show a clause, by its id."
    document = {
        "format": {"const": _FORMAT},
        "version": _is("The version of the tables.", text),
        "clauses": _is("Those of the cases, by id.", ["object"], additionalProperties=clauses),
        "clauses_without_cases": _is(why, ["object"]),
        "cases": _is("The cases.", ["array"], items=_object(case)),
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | _object(document)


def _names(what: str, names: Iterable[str], known: Collection[str]) -> frozenset[str]:
    """Read the names of a filter, of which a lone one may be a string."""
    found = frozenset([names] if isinstance(names, str) else names)
    for name in sorted(found.difference(known), key=str):
        raise NotInTables.named(what, name, sorted(known))
    return found


def _cases(spec: Spec) -> tuple[Case, ...]:
    """Complete every draft; of two that ask the same the first counts.

    A twin that nothing else asks is a case of its own, after all others.
    """
    samples, drafts = Samples(spec), dict[str, Draft]()
    for maker in (*of_fields.MAKERS, *of_references.MAKERS):
        for draft in maker(samples):
            drafts.setdefault(_key(draft), draft)
    made: dict[str, Case | None] = {}

    def case_of(draft: Draft) -> Case | None:
        key = _key(draft)
        if key not in made:
            made[key] = None  # a request is not its own twin
            made[key] = _case(drafts.setdefault(key, draft), spec, case_of)
        return made[key]

    for draft in tuple(drafts.values()):
        case_of(draft)
    return tuple(case for key in drafts if (case := made[key]) is not None)


def _key(draft: Draft) -> str:
    return json.dumps([draft.request, *map(str, stated_of(draft).values())], sort_keys=True)


def _case(draft: Draft, spec: Spec, case_of: Callable[[Draft], Case | None]) -> Case | None:
    """Ask the engine about a draft; None where the tables do not have its clause."""
    stated = stated_of(draft)
    report = validate(draft.request, **stated, spec=spec)
    credits, twin, clauses = None, None, [draft.clause]
    if report.ok:
        if draft.clause is None or draft.code is not None:
            # What is taken although it is wrong is taken with a notice that says why.
            clauses = [*(notice.clause for notice in report.notices), draft.clause]
        try:
            credits = quote(draft.request, **stated, spec=spec).credits
        except InputDurationError:
            credits = None  # the seconds of its videos are not stated
    else:
        meant = [found.clause for found in report.violations if found.code == draft.code]
        clauses = [draft.fault, *meant, report.violations[0].clause]
        twin = None if draft.twin is None else case_of(draft.twin)
    clause = next((found for found in clauses if found in spec.clauses), None)
    if clause is None:
        return None
    return Case(
        id=draft.id,
        clause=clause,
        request=draft.request,
        **stated,
        accepted=report.ok,
        mode=None if report.mode is None else str(report.mode),
        codes=tuple(str(violation.code) for violation in report.violations),
        credits=credits,
        twin=twin if twin is not None and twin.accepted else None,
    )


def _is(description: str, types: list[str], **more: Any) -> dict[str, Any]:
    return {"description": description, "type": types, **more}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object with all of these keys, and perhaps others later."""
    return {"type": "object", "required": [*properties], "properties": properties}


def _json(value: object) -> str:
    """Write a value as JSON that can be read: as it is, and escaped where nobody would see it."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def _block(lines: Iterable[str]) -> str:
    return "\n" + ",\n".join(f"  {line}" for line in lines) + "\n"
