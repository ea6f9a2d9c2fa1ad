"""The cases: requests made from the tables, each with what the documentation says of it."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from seedance_rules import InputDurationError, NotInTables, Spec, load_spec, quote, validate
from seedance_rules.conformance.clients import of_fields, of_references
from seedance_rules.conformance.clients.making import Draft, Samples
from seedance_rules.fields import KINDS, field_of
from seedance_rules.wording import number

__all__ = ["Case", "cases", "clauses_without_cases"]


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
        return {
            "id": self.id,
            "clause": self.clause,
            "request": json.loads(json.dumps(self.request)),
            "total_input_video_duration": _plain(self.total_input_video_duration),
            "total_input_audio_duration": _plain(self.total_input_audio_duration),
            "accepted": self.accepted,
            "mode": self.mode,
            "codes": list(self.codes),
            "credits": _plain(self.credits),
            "twin": None if self.twin is None else self.twin.id,
        }

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
    tables = spec if isinstance(spec, Spec) else load_spec(spec)
    made = tuple(_cases(tables))
    types = {str(case.request.get("task_type")) for case in made if case.accepted}
    fields = {*tables.known_fields, *KINDS}
    wanted = None if task_types is None else _names("task type", task_types, types)
    cited = None if clauses is None else _names("clause", clauses, tables.clauses)
    there, absent = (
        {field_of(name) if name in KINDS else name for name in _names("field", names, fields)}
        for names in (given, without)
    )

    def is_wanted(case: Case) -> bool:
        body = case.request.get("input")
        found = {name for name, value in body.items() if value} if isinstance(body, dict) else set()
        return (
            documented in (None, tables.clauses[case.clause].status == "documented")
            and (wanted is None or case.request.get("task_type") in wanted)
            and priced in (None, case.credits is not None)
            and there <= found
            and not absent & found
            and (cited is None or case.clause in cited)
        )

    return tuple(filter(is_wanted, made))


def clauses_without_cases(spec: Spec | str | None = None) -> Mapping[str, str]:
    """Return the clauses that no request can show, each with the reason, by their ids."""
    tables = spec if isinstance(spec, Spec) else load_spec(spec)
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


def _names(what: str, names: Iterable[str], known: Collection[str]) -> frozenset[str]:
    """Read the names of a filter, of which a lone one may be a string."""
    found = frozenset([names] if isinstance(names, str) else names)
    for name in sorted(found.difference(known), key=str):
        raise NotInTables.named(what, name, sorted(known))
    return found


def _cases(spec: Spec) -> Iterator[Case]:
    """Complete every draft; of two that ask the same the first counts.

    A twin that nothing else asks is a case of its own, after all others.
    """
    samples = Samples(spec)
    drafts = [d for maker in (*of_fields.MAKERS, *of_references.MAKERS) for d in maker(samples)]
    by_key: dict[str, Draft] = {}
    for draft in drafts:
        by_key.setdefault(_key(draft), draft)
    made: dict[str, Case | None] = {}

    def case_of(draft: Draft) -> Case | None:
        key = _key(draft)
        if key not in made:
            made[key] = None  # a request is not its own twin
            made[key] = _case(by_key.setdefault(key, draft), spec, case_of)
        return made[key]

    for draft in drafts:
        case_of(draft)
    yield from [case for key in by_key if (case := made[key]) is not None]


def _key(draft: Draft) -> str:
    stated = draft.total_input_video_duration, draft.total_input_audio_duration
    return json.dumps([draft.request, *map(str, stated)], sort_keys=True)


def _case(draft: Draft, spec: Spec, case_of: Callable[[Draft], Case | None]) -> Case | None:
    """Ask the engine about a draft; None where the tables do not have its clause."""
    stated: dict[str, Any] = {
        "total_input_video_duration": draft.total_input_video_duration,
        "total_input_audio_duration": draft.total_input_audio_duration,
    }
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


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else number(amount)
