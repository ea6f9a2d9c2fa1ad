"""What a client does otherwise, on one page, and which version of the page it follows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

from attrs import asdict, frozen

from seedance_rules import Clause, Spec, load_spec, versions
from seedance_rules.conformance.clients.cases import cases
from seedance_rules.conformance.clients.check import Client, Mismatch, Mismatches, check

__all__ = ["Closeness", "closest_versions", "summary"]

_IDS: Final = 3


@frozen
class _Group:
    """Mismatches in which the client did the same."""

    did: str
    mismatches: tuple[Mismatch, ...]

    @property
    def clauses(self) -> list[Clause]:
        """What they are about, the most frequent first."""
        cited = [mismatch.differences[0].clause for mismatch in self.mismatches]
        return [clause for clause, _ in Counter(filter(None, cited)).most_common()]

    @property
    def documented(self) -> bool:
        """Whether the client differs from something that is documented, not only from readings."""
        return any(clause.status == "documented" for clause in self.clauses)

    def __str__(self) -> str:
        ids = [mismatch.case.id for mismatch in self.mismatches]
        more = ", …" if len(ids) > _IDS else ""
        names = [clause.id for clause in self.clauses[:_IDS]]
        return f"{len(ids):>5}  {self.did} ({', '.join(names)}): {', '.join(ids[:_IDS])}{more}"


def summary(mismatches: Iterable[Mismatch], *, longest: int = 16) -> str:
    """Tell mismatches on a page: how many there are, and what the client did, in groups.

    A group is of one thing that the client did: a verdict with the code or with the client's own
    reason, names and numbers left out; a mode; a field that it sends; a price with what would
    explain most of them. What differs from the documentation comes before what differs from
    readings, then the largest first, each with three ids; of more than `longest` groups, and of
    more than a quarter of that from readings, the rest is counted.
    """
    found = tuple(mismatches)
    counts = mismatches.counts if isinstance(mismatches, Mismatches) else {}
    asked = sum(counts.values())
    groups = _groups(found)
    lines = [f"{len(found)} mismatch{'' if len(found) == 1 else 'es'}"]
    if asked:
        told = [f"{count} {what}" for what, count in Counter(counts).most_common()]
        lines = [f"{asked} cases: {', '.join(told)}"]
        if counts.get("not asked") == asked:
            lines.append("the client was asked nothing, or never answered")
    if len(groups) == 1 and len(found) > 1 and all(mismatch.error for mismatch in found):
        where = "in every case" if len(found) == asked else f"in {len(found)} cases"
        lines.append(f"the client raised the same error {where}")
    for status, kept, most in (
        ("what is documented", True, longest),
        ("readings", False, longest // 4),
    ):
        of_status = [group for group in groups if group.documented is kept]
        lines += [f"from {status}:"] if of_status else []
        lines += map(str, of_status[:most])
        rest = of_status[most:]
        if rest:
            hidden = sum(len(group.mismatches) for group in rest)
            lines.append(f"{hidden:>5}  in {len(rest)} smaller group{'s' if len(rest) > 1 else ''}")
    return "\n".join(lines)


def _groups(mismatches: Sequence[Mismatch]) -> list[_Group]:
    """Group mismatches by the first thing that the client did, largest first.

    A wrong price may have several explanations: the one that explains most counts.
    """
    found: list[_Group] = []
    left = [*mismatches]
    while left:
        told = Counter(name for mismatch in left for name in _names(mismatch))
        ((best, _),) = told.most_common(1)
        found.append(_Group(best, tuple(one for one in left if best in _names(one))))
        left = [one for one in left if best not in _names(one)]
    return sorted(found, key=lambda group: -len(group.mismatches))


def _names(mismatch: Mismatch) -> list[str]:
    first = mismatch.differences[0]
    return [*(f"price: {name}" for name in first.explanations), first.did]


@frozen
class Closeness:
    """How well a client agrees with a version: of `asked` cases, it differs in `differ`."""

    version: str
    asked: int
    differ: int

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as plain data."""
        return asdict(self)

    def __str__(self) -> str:
        return f"{self.version}: differs in {self.differ} of {self.asked} cases"


def closest_versions(
    client: Client, *, specs: Iterable[Spec | str] | None = None
) -> tuple[Closeness, ...]:
    """Return the versions, or these of them, from the one that a client agrees with most.

    It is asked about the cases that have a price and those that are rejected: these tell versions
    apart. Cases that it is not asked about, or that say nothing, do not count. Raises
    `UnknownVersion` for a version without tables.
    """
    ranked = []
    for one in versions() if specs is None else specs:
        spec = one if isinstance(one, Spec) else load_spec(one)
        telling = [case for case in cases(spec) if case.credits is not None or not case.accepted]
        counts = check(client, cases=telling, spec=spec).counts
        asked = counts.get("as documented", 0) + counts.get("differ", 0)
        ranked.append(Closeness(spec.version, asked, counts.get("differ", 0)))
    return tuple(sorted(ranked, key=lambda found: found.differ / max(found.asked, 1)))
