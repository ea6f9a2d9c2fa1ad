"""The verdict on a request: every finding at once, and the normalized request if accepted."""

from attrs import frozen

from seedance_rules.findings import Finding
from seedance_rules.normalizing import normalized
from seedance_rules.parts import Mode
from seedance_rules.rendering import Section, to_html, to_markdown
from seedance_rules.request import Request
from seedance_rules.scope import Scope
from seedance_rules.wording import MOST_SHOWN, few, printable

__all__ = ["InvalidRequest", "Report", "accepted", "report_of"]


@frozen(slots=False)
class Report:
    """What `validate` found. `violations` reject the request, `notices` do not.

    `mode` is the mode that the request runs in, also when it is rejected, or None when that cannot
    be told. `request` is the normalized request, or None when the request is rejected.
    """

    mode: Mode | None
    violations: tuple[Finding, ...]
    notices: tuple[Finding, ...]
    request: Request | None
    spec_version: str

    @property
    def ok(self) -> bool:
        """Whether the request is accepted."""
        return not self.violations

    def raise_for_violations(self) -> None:
        """Raise `InvalidRequest` when the request is rejected."""
        if self.request is None:
            raise InvalidRequest(self)

    def to_dict(self) -> dict[str, object]:
        """Return the report as plain data that `json.dumps` takes; the request is not in it."""
        return {
            "ok": self.ok,
            "mode": None if self.mode is None else str(self.mode),
            "violations": [finding.to_dict() for finding in self.violations],
            "notices": [finding.to_dict() for finding in self.notices],
            "spec_version": self.spec_version,
        }

    def _section(self) -> Section:
        rows = [
            (word, printable(finding.path) or "(the request)", finding.message, finding.clause)
            for word, findings in (("violation", self.violations), ("notice", self.notices))
            for finding in findings[:MOST_SHOWN]
        ]
        more = len(self.violations) + len(self.notices) - len(rows)
        title = f"{'Accepted' if self.ok else 'Rejected'}, {self.mode or 'mode unknown'}"
        notes = [f"Tables {self.spec_version}.", *([f"And {more} more."] if more else [])]
        return Section(title, ("", "Where", "What", "Clause"), rows, notes)

    def _repr_markdown_(self) -> str:
        return to_markdown([self._section()], level=4)

    def _repr_html_(self) -> str:
        return to_html([self._section()], level=4)

    def __str__(self) -> str:
        """Tell the verdict and every finding, a line each; of very many, the first."""
        verdict = "accepted" if self.ok else "rejected"
        lines = [f"{verdict}, {self.mode or 'mode unknown'} (tables {self.spec_version})"]
        findings = [*few(self.violations, "violation"), *few(self.notices, "notice")]
        return "\n".join([*lines, *(f"  {line}" for line in findings)])


class InvalidRequest(ValueError):
    """A request that would be rejected, or whose mode cannot be told; `report` says why."""

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.report = report

    def __str__(self) -> str:
        return str(self.report)


def report_of(scope: Scope) -> Report:
    """Make the report of a request that has been judged."""
    return Report(
        scope.mode,
        tuple(scope.violations),
        tuple(scope.notices),
        normalized(scope),
        scope.spec.version,
    )


def accepted(scope: Scope) -> Request:
    """Return the normalized request; raise `InvalidRequest` when it has been rejected."""
    request = normalized(scope)
    if request is None:
        raise InvalidRequest(report_of(scope))
    return request
