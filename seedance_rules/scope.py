"""A request together with all that holds for it: what every rule looks at, and writes findings to.

The tables are looked up here, once, by what the request says; rules only compare.
"""

from collections.abc import Callable

from attrs import define

from seedance_rules.codes import NOTICES, Code
from seedance_rules.findings import Finding
from seedance_rules.limits import Column
from seedance_rules.messages import Allowed
from seedance_rules.modes import Counts, counts_of, inferred_mode, known_mode
from seedance_rules.parts import Mode, TaskType, TypeRules
from seedance_rules.request import Given
from seedance_rules.spec import Spec

__all__ = ["Scope", "scope_of"]


@define(eq=False, repr=False)
class Scope:
    """A request, and all that holds for it: its task type's rules and its mode's column."""

    given: Given
    spec: Spec
    rules: TypeRules
    task_type: TaskType | None
    """The task type, a deprecated name as what it means; None for an unknown one."""
    counts: Counts | None
    mode: Mode | None
    """The mode that the request runs in, None when that cannot be told."""
    column: Column
    """Of the task type in the mode; of what is common where the type lacks it or it is unknown."""
    violations: list[Finding]
    notices: list[Finding]

    def add(
        self,
        code: Code,
        path: str,
        value: object = None,
        allowed: Allowed = None,
        about: tuple[str, ...] = (),
        clause: str | None = None,
    ) -> None:
        """Add a finding; it cites the clause given, else that of the tables for code and path."""
        citations = self.spec.citations
        findings = self.notices if code in NOTICES else self.violations
        findings.append(
            Finding(
                code,
                path,
                value,
                allowed,
                clause or citations.by_path.get((code, path)) or self.column.clauses[code],
                citations.http_statuses.get(code),
                about,
            )
        )

    @property
    def mode_fits(self) -> bool:
        """Whether the mode is one that the task type has."""
        return self.column.kinds is not None

    def add_unsupported_mode(self, path: str) -> None:
        """Add that the task type does not have the mode, given or led to (clause `mini-modes`)."""
        if self.task_type is None:
            return
        mode, how = str(self.mode), "inferred" if self.given.mode is None else "given"
        others = self.types_where(lambda other: mode in other.modes)
        about = (self.task_type.name, how, *others)
        self.add(Code.UNSUPPORTED_MODE, path, mode, self.task_type.modes, about)

    def types_where(self, wanted: Callable[[TaskType], bool]) -> tuple[str, ...]:
        """Name the task types to use instead: reviewed as this one is, if there are any."""
        found = [other for other in self.spec.task_types.values() if wanted(other)]
        review = self.task_type.moderation.review if self.task_type else None
        alike = [other for other in found if other.moderation.review == review]
        return tuple(other.name for other in alike or found)

    def types_taking(self, at: int) -> tuple[str, ...]:
        """Name the task types to use instead that take references of the kind at that place."""
        return self.types_where(lambda other: self.spec.rules[other.name].takes[at])

    def types_with_assets(self) -> tuple[str, ...]:
        """Name the task types to use instead that take assets, the twin of this one first."""
        name = self.task_type.name if self.task_type else None
        found = self.types_where(lambda other: other.assets)
        twins = [n for n in found if self.spec.task_types[n].strict_twin == name]
        return tuple(twins) or found


def scope_of(given: Given, spec: Spec) -> Scope:
    """Look up what holds for a request: its task type's rules, its mode and its column."""
    name = given.task_type
    rules = (spec.rules.get(name) if type(name) is str else None) or spec.rules[None]
    columns, counts = rules.columns, counts_of(given)
    if given.mode is None:
        mode = None if counts is None else inferred_mode(rules.inference, counts)
        column = columns.get(mode)
    else:
        mode = known_mode(given, spec)
        column = columns.get(mode)
        if mode is None and counts is not None:
            mode = inferred_mode(rules.inference, counts)
    return Scope(given, spec, rules, rules.task_type, counts, mode, column or columns[None], [], [])
