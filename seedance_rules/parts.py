"""What a `Spec` is made of: one small class for each table of the documentation.

Values alone, immutable and without rules; `building` makes them and `spec` holds them together.
What is only looked at, never compared, costs less to import as a named tuple or without equality.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from attrs import field, frozen

from seedance_rules.limits import Column

__all__ = [
    "AutoAspectRatio",
    "Citations",
    "Clause",
    "Field",
    "Inference",
    "KeepResolution",
    "MarkupClaim",
    "Media",
    "Mode",
    "ModerationPolicy",
    "TaskType",
    "TypeRules",
]


class Mode(str):
    """The name of a mode, as the tables spell it."""

    __slots__ = ()


@frozen
class Clause:
    """One rule: documented on the page, or a reading of it with its question, choice and reason."""

    id: str
    status: str
    text: str
    question: str | None = None
    choice: str | None = None
    reason: str | None = None


@frozen(eq=False, repr=False)
class Citations:
    """The clause that each finding cites, and the HTTP statuses that the page names.

    `by_code` is what counts where no mode, task type or kind of media says better; `by_path` is
    for the codes whose clause depends on the field.
    """

    by_code: Mapping[str, str]
    by_path: Mapping[tuple[str, str], str]
    http_statuses: Mapping[str, int]


@frozen
class ModerationPolicy:
    """How a task type's content is reviewed, and what follows a rejection."""

    name: str
    review: str
    retries: int
    refunded: bool
    clause: str
    final_clause: str
    """The clause of a rejection after the last retry."""


@frozen
class TaskType:
    """One model: its labels, its modes, whether it takes assets, and its prices by resolution.

    `prices` are US dollars (credits) per second of output. `strict_twin` is the task type whose
    input a less restrictive one takes.
    """

    name: str
    tier: str
    moderation: ModerationPolicy
    modes: tuple[str, ...]
    assets: bool
    strict_twin: str | None
    prices: Mapping[str, Decimal]


class Inference(NamedTuple):
    """A mode, and the counts of references at which a request that gives none runs in it."""

    mode: Mode
    images: range
    videos: range
    audios: range


@frozen(eq=False)
class Media:
    """One kind of reference: its words in prompts, its formats, and the extensions it refuses."""

    kind: str
    words: tuple[str, ...]
    formats: tuple[str, ...] | None
    known_extensions: tuple[str, ...]
    refused_extensions: frozenset[str] = field(repr=False)
    """The known extensions that are not taken."""
    usual_url: re.Pattern[str] = field(repr=False)
    """Of URLs that are accepted at sight; what it does not match is looked at piece by piece."""
    clauses: Mapping[str, str]


class AutoAspectRatio(NamedTuple):
    """The aspect ratio that follows the first reference of a kind, and what it is without one."""

    value: str
    follows: str
    fallback: str | None


class KeepResolution(NamedTuple):
    """The resolution to ask for instead of a deprecated name's, to keep the output quality."""

    value: str
    clause: str


class Field(NamedTuple):
    """A further typed `input` field that a version documents: who takes it, and which values."""

    name: str
    type: str
    clause: str
    values: tuple[str, ...] | None
    bounds: tuple[int | None, int | None]
    task_types: tuple[str, ...] | None
    modes: tuple[str, ...] | None


class MarkupClaim(NamedTuple):
    """A markup in percent that the page states; `holds` tells whether every price bears it out."""

    percent: Decimal
    stated: str
    holds: bool


@frozen(eq=False, repr=False)
class TypeRules:
    """What rules look up for a task type, or for one that is unknown (`task_type` None).

    `columns` has one entry a mode of the type, and one under None for a mode that is unknown or not
    among them. `takes` tells for each kind, in the order of `KINDS`, whether any mode takes it.
    """

    task_type: TaskType | None
    inference: tuple[Inference, ...]
    columns: Mapping[str | None, Column]
    takes: tuple[bool, ...]
    durations: tuple[range, ...]
    """The output durations of any mode, each range once."""
    video_durations: tuple[range, ...]
    """Those of the modes that take videos; empty where none does."""
