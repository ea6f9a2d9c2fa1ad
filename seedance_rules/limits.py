"""What a request may say, resolved for one task type in one mode: a `Column`.

Tables state limits in four places: for every request, for a mode, for a task type, and for a task
type in one mode. The most particular statement counts, leaf by leaf, and what nobody states is not
limited. That is worked out here, once, when a `Spec` is built; rules only look at columns.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from attrs import frozen

from seedance_rules.errors import InvalidSpec
from seedance_rules.fields import KINDS
from seedance_rules.tables import Table
from seedance_rules.wording import either, nearest, show, span

__all__ = [
    "OPEN",
    "Column",
    "KindLimits",
    "Limits",
    "ReferenceLimits",
    "Statement",
    "bounds",
    "check",
    "column",
    "common",
    "statement",
]

OPEN: Final = 10**400
"""Where a range without a maximum stops: above every number that JSON can carry as a float."""

Statement = Mapping[str, object]
"""What one place in the tables states: values by the name of the leaf, `duration.minimum`."""


class KindLimits(NamedTuple):
    """How many references of one kind a request may have, and what they need beside them."""

    taken: bool
    counts: range
    requires_one_of: tuple[str, ...]
    free: range
    """The counts that are right whatever else is given: for a kind not taken, none but 0."""


@frozen(eq=False)
class Column:
    """The limits of one task type in one mode, or of what is the same for all where one is unknown.

    Ranges are of whole numbers. `auto` and `kinds` are None where the mode is unknown: what depends
    on the mode is not judged without one.
    """

    prompt_maximum: int | None
    durations: range
    default_duration: int
    default_resolution: str
    aspect_ratios: tuple[str, ...]
    default_aspect_ratio: str
    auto: bool | None
    kinds: tuple[KindLimits, ...] | None
    required: bool
    """Whether a request without any reference can be one too few."""
    references_maximum: int | None
    audio_seconds: Decimal | None
    retention_hours: range
    clauses: Mapping[str, str]
    """The clause that a finding cites, by its code."""


@frozen
class ReferenceLimits:
    """How many references of one kind a request may have in a mode, and what they must be.

    `maximum` is None where only the maximum of all kinds together counts, and 0 where the mode does
    not take the kind. `formats` are extensions, None where any is taken. `maximum_seconds` is the
    most that all of them together may last. `requires_one_of` names kinds of which one must be
    given beside them.
    """

    minimum: int
    maximum: int | None
    formats: tuple[str, ...] | None
    maximum_seconds: Decimal | None
    requires_one_of: tuple[str, ...]

    @property
    def taken(self) -> bool:
        """Whether the mode takes references of this kind."""
        return self.maximum != 0


@frozen(eq=False)
class Limits:
    """What holds for a task type in a mode: what a form builder needs, and every kit asks.

    `durations` and `retention_hours` are ranges of whole seconds and hours; `resolutions` those
    with a price. `auto_aspect_ratio` is the value that follows a reference, None where it is not
    taken. `kinds` has an entry for each kind of reference. `ignores` names the fields that are
    taken and have no effect. `clauses` is the clause that a finding cites, by its code.
    """

    prompt_maximum: int | None
    durations: range
    default_duration: int
    resolutions: tuple[str, ...]
    default_resolution: str
    aspect_ratios: tuple[str, ...]
    default_aspect_ratio: str
    auto_aspect_ratio: str | None
    kinds: Mapping[str, ReferenceLimits]
    references_minimum: int
    references_maximum: int | None
    retention_hours: range
    ignores: tuple[str, ...]
    clauses: Mapping[str, str]


def bounds(numbers: range) -> tuple[int, int | None]:
    """Return both ends of a range, None for an open one."""
    return numbers.start, None if numbers.stop == OPEN else numbers.stop - 1


def statement(table: Table, aspect_ratios: Sequence[str]) -> Statement:
    """Read one `limits` table; `InvalidSpec` for a leaf that is unknown or of the wrong type."""

    def ratios(inner: Table, key: str) -> tuple[str, ...]:
        values = inner.some_of(key, aspect_ratios, "aspect ratio")
        if not values:
            raise inner.wrong("must not be empty; leave it out to allow them all", key)
        return values

    def kinds(inner: Table, key: str) -> tuple[str, ...]:
        return inner.some_of(key, KINDS, "kind of reference")

    leaves: dict[str, Callable[[Table, str], object]] = {
        "prompt.maximum_length": Table.positive,
        "duration.minimum": Table.positive,
        "duration.maximum": Table.positive,
        "duration.default": Table.positive,
        "resolution.default": Table.text,
        "aspect_ratio.values": ratios,
        "aspect_ratio.default": Table.text,
        "aspect_ratio.auto": Table.flag,
        "asset_retention_hours.minimum": Table.positive,
        "asset_retention_hours.maximum": Table.positive,
        "references.takes": kinds,
        "references.maximum": Table.whole,
        "references.audio.maximum_seconds": Table.amount,
    }
    for kind in KINDS:
        leaves[f"references.{kind}.minimum"] = Table.whole
        leaves[f"references.{kind}.maximum"] = Table.whole
        leaves[f"references.{kind}.requires_one_of"] = kinds
    branches = {leaf[:at] for leaf in leaves for at, letter in enumerate(leaf) if letter == "."}

    def read(inner: Table, prefix: str) -> dict[str, object]:
        stated: dict[str, object] = {}
        for key in inner.keys():
            name = prefix + key
            if name in leaves:
                stated[name] = leaves[name](inner, key)
            elif name in branches:
                stated |= read(inner.table(key), f"{name}.")
            else:
                near = nearest(name, [*leaves, *branches])
                raise inner.wrong(f"is no limit{f'; did you mean {near}?' if near else ''}", key)
        return stated

    return read(table, "")


def common(statements: Sequence[Statement], general: Statement) -> Statement:
    """Keep the leaves on which all statements agree: only those can be judged for any of them.

    Defaults are the general ones where they differ; without the task type or the mode they fill
    nothing in.
    """
    first, *rest = statements
    agreed = {
        name: value
        for name, value in first.items()
        if all(name in other and other[name] == value for other in rest)
    }
    return {n: v for n, v in general.items() if n.endswith(".default")} | agreed


def column(
    stated: Statement,
    *,
    aspect_ratios: tuple[str, ...],
    clauses: Mapping[str, str],
    place: str,
    mode_known: bool,
) -> Column:
    """Make the column of what is stated.

    Raises `InvalidSpec`, naming `place`, for a range that is empty and a default that is missing.
    """

    def whole(name: str) -> int | None:
        value = stated.get(name)
        return value if isinstance(value, int) else None

    def names(name: str) -> tuple[str, ...] | None:
        value = stated.get(name)
        return value if isinstance(value, tuple) else None

    def numbers(name: str, least: int) -> range:
        minimum, maximum = whole(f"{name}.minimum"), whole(f"{name}.maximum")
        start = least if minimum is None else minimum
        found = range(start, OPEN if maximum is None else maximum + 1)
        if not found:
            raise InvalidSpec(f"{place}.{name}", f"minimum {start} is above maximum {maximum}")
        return found

    def default(name: str) -> object:
        if name not in stated:
            raise InvalidSpec(f"{place}.{name}", "is missing")
        return stated[name]

    takes = names("references.takes")

    def of_kind(kind: str) -> KindLimits:
        taken, counts = takes is None or kind in takes, numbers(f"references.{kind}", 0)
        others = names(f"references.{kind}.requires_one_of") or ()
        free = counts if taken and not others else range(int(0 in counts))
        return KindLimits(taken, counts, others, free)

    seconds = stated.get("references.audio.maximum_seconds")
    kinds = tuple(map(of_kind, KINDS))
    return Column(
        prompt_maximum=whole("prompt.maximum_length"),
        durations=numbers("duration", 1),
        default_duration=int(str(default("duration.default"))),
        default_resolution=str(default("resolution.default")),
        aspect_ratios=names("aspect_ratio.values") or aspect_ratios,
        default_aspect_ratio=str(default("aspect_ratio.default")),
        auto=stated.get("aspect_ratio.auto") is not False if mode_known else None,
        kinds=kinds if mode_known else None,
        required=mode_known and any(limits.counts.start for limits in kinds),
        references_maximum=whole("references.maximum") if mode_known else None,
        audio_seconds=seconds if isinstance(seconds, Decimal) else None,
        retention_hours=numbers("asset_retention_hours", 1),
        clauses=clauses,
    )


def check(found: Column, place: str) -> None:
    """Raise `InvalidSpec` for a column that nothing can satisfy, its own defaults included."""
    if found.default_duration not in found.durations:
        raise InvalidSpec(
            f"{place}.duration.default",
            f"{found.default_duration} is outside its own limits, {span(bounds(found.durations))}",
        )
    if found.default_aspect_ratio not in found.aspect_ratios:
        raise InvalidSpec(
            f"{place}.aspect_ratio.default",
            f"{show(found.default_aspect_ratio)} is outside its own limits, "
            f"{either(found.aspect_ratios)}",
        )
    kinds = dict(zip(KINDS, found.kinds or (), strict=False))
    for kind, limits in kinds.items():
        if limits.counts.start and not limits.taken:
            raise InvalidSpec(f"{place}.references.{kind}.minimum", "the mode takes no such list")
        if limits.requires_one_of and not any(kinds[k].taken for k in limits.requires_one_of):
            raise InvalidSpec(
                f"{place}.references.{kind}.requires_one_of", "the mode takes none of these"
            )
    least = sum(limits.counts.start for limits in kinds.values())
    if found.references_maximum is not None and least > found.references_maximum:
        raise InvalidSpec(
            f"{place}.references.maximum",
            f"{found.references_maximum} is less than the {least} references that are required",
        )
