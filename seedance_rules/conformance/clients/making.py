"""Requests that every client takes as they are, made from the tables, to be changed in one place.

A sample states its mode, duration and resolution, all at their defaults, names its references in
the prompt and has an image beside any audio, so that a client that is wrong about one of these
fails only the cases that are about it. Nothing here judges: `validate` is asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import product
from typing import Any, Final

from attrs import evolve, field, frozen

from seedance_rules import Code, Spec, validate
from seedance_rules.fields import ENVELOPE_FIELDS, KINDS, field_of
from seedance_rules.spec import Limits
from seedance_rules.wording import bounds

__all__ = [
    "INPUT_SECONDS",
    "LEFT_OUT",
    "MANY",
    "PROMPT",
    "Counts",
    "Draft",
    "Sample",
    "Samples",
    "each",
    "edges",
    "entries",
    "unknown",
]

PROMPT: Final = "A paper boat drifts down a street in the rain."
INPUT_SECONDS: Final = Decimal(7)
"""The total seconds of input video of every request with videos, where it needs no other."""

LEFT_OUT: Final = object()
"""The value of a field that a sample is to leave out."""

MANY: Final = 20
"""Where a number of references that nothing limits is many enough."""

Counts = tuple[int, ...]
"""How many references of each kind, in the order of `KINDS`."""


@frozen
class Draft:
    """A case to be: a request, what it is there for, and what it was made to show."""

    id: str
    clause: str | None
    """What the case is there for, if it is accepted."""
    request: dict[str, object]
    total_input_video_duration: Decimal | None
    total_input_audio_duration: Decimal | None
    code: Code | None = None
    """The code that the request is made to be rejected with; None where it is not."""
    fault: str | None = None
    """The clause of the case if it is rejected; None where that is the one of the violation."""
    twin: "Draft | None" = None
    """Of a request that may be rejected, the one without the fault."""


@frozen(eq=False)
class Sample:
    """A task type, a mode, a number of references of each kind, and what else is changed."""

    spec: Spec
    task_type: str
    mode: str
    counts: Counts
    changes: Mapping[str, object] = field(factory=dict)

    @property
    def limits(self) -> Limits:
        """What holds here, or in the type's first mode where the type does not have this one."""
        modes = self.spec.task_type(self.task_type).modes
        return self.spec.limits(self.task_type, self.mode if self.mode in modes else modes[0])

    @property
    def site(self) -> str:
        """The scheme and the host of every URL in a sample, `https` where the tables have it."""
        web = [name for name in self.spec.url_schemes if f"{name}://" != self.spec.asset_prefix]
        return f"{'https' if 'https' in web else web[0]}://media.example"

    @property
    def prompt(self) -> str:
        """A prompt that names every reference."""
        names = [
            f"{self.spec.prompt_marker}{self.spec.media[kind].words[0]}{number}"
            for kind, count in zip(KINDS, self.counts, strict=True)
            for number in range(1, count + 1)
        ]
        return " ".join([PROMPT, *names])[: self.limits.prompt_maximum]

    def count(self, kind: str) -> int:
        """Return the number of references of a kind."""
        return self.counts[KINDS.index(kind)]

    def having(self, kind: str, count: int) -> "Sample":
        """Return this sample with another number of references of a kind."""
        at = KINDS.index(kind)
        return evolve(self, counts=(*self.counts[:at], count, *self.counts[at + 1 :]))

    def url(self, kind: str, number: int = 1) -> str:
        """Return a URL that its list takes, a different one for each number."""
        media = self.spec.media[kind]
        return f"{self.site}/{kind}-{number}.{(media.formats or media.known_extensions)[0]}"

    def but(self, changes: Mapping[str, object]) -> "Sample":
        """Return this sample with more fields, of `input` or beside it, changed or left out."""
        return evolve(self, changes={**self.changes, **changes})

    def request(self) -> dict[str, object]:
        """Return the request."""
        limits = self.limits
        body: dict[str, object] = {
            "prompt": self.prompt,
            "mode": self.mode,
            "duration": limits.default_duration,
            "resolution": limits.default_resolution,
        }
        for kind, count in zip(KINDS, self.counts, strict=True):
            if count:
                body[field_of(kind)] = [self.url(kind, at) for at in range(1, count + 1)]
        model, task_type = self.spec.model, self.task_type
        whole: dict[str, object] = {"model": model, "task_type": task_type, "input": body}
        for name, value in self.changes.items():
            place = whole if name in ENVELOPE_FIELDS else body
            place[name] = value
            if value is LEFT_OUT:
                del place[name]
        return whole

    def draft(
        self,
        case_id: str,
        clause: str | None,
        changes: Mapping[str, object] | None = None,
        *,
        videos: Decimal | None = INPUT_SECONDS,
        audios: Decimal | None = None,
        **shown: Any,
    ) -> Draft:
        """Draft a case that is accepted because of `clause`, with these seconds stated.

        The rest is what else a `Draft` says of it.
        """
        request = self.but(changes or {}).request()
        body = request.get("input")
        if not (isinstance(body, dict) and body.get(field_of("video"))):
            videos = None
        elif videos == INPUT_SECONDS:
            videos = min(videos, self.limits.kinds["video"].maximum_seconds or videos)
        return Draft(case_id, clause, request, videos, audios, **shown)

    def alone(self) -> Draft:
        """Draft a case of the sample as it is: the twin of what changes it."""
        place = [f"samples/{self.task_type}/{self.mode or 'inferred'}/{self.words}"]
        changed = [name for name in self.changes if name != "mode"]
        return self.draft("-".join(place + changed), self.mode_clause)

    @property
    def mode_clause(self) -> str:
        """The clause of the mode: the one that it cites where others do not."""
        cited, limits = self.spec.citations.by_code, self.limits.clauses
        of_modes = (Code.REFERENCES_NOT_ALLOWED, Code.IMAGE_COUNT, Code.TOO_MANY_REFERENCES)
        own = [limits[code] for code in of_modes if limits.get(code) != cited.get(code)]
        return own[0] if own else cited[Code.UNKNOWN_MODE]

    @property
    def words(self) -> str:
        """The numbers of references for an id: `2-images-1-video`, `nothing`."""
        given = [(n, kind) for kind, n in zip(KINDS, self.counts, strict=True) if n]
        return "-".join(f"{n}-{kind}{'s' if n > 1 else ''}" for n, kind in given) or "nothing"


@frozen(eq=False)
class Samples:
    """The samples that tables have, found by asking which numbers of references are taken."""

    spec: Spec
    _judged: dict[object, tuple[str | None, bool]] = field(factory=dict, init=False)

    @property
    def usual(self) -> str:
        """The task type that cases run with where any would do: the first with most modes."""
        return max(self.spec.task_types.values(), key=lambda found: len(found.modes)).name

    @property
    def task_types(self) -> list[str]:
        """Every task type, the usual one first."""
        return sorted(self.spec.task_types, key=lambda name: name != self.usual)

    def with_assets(self, taken: bool = True) -> list[str]:
        """Name the task types that take assets, or those that do not."""
        return [name for name, found in self.spec.task_types.items() if found.assets == taken]

    def modes(self, task_type: str) -> list[str]:
        """Return the modes of a task type in the order of the tables."""
        return [mode for mode in self.spec.modes if mode in self.spec.task_type(task_type).modes]

    def clause(self, *names: str) -> str:
        """Return the first of some clauses that the tables have, or the last."""
        return next((name for name in names if name in self.spec.clauses), names[-1])

    def place(self, sample: Sample) -> str:
        """Name a sample in an id: its mode, after its task type where that is not the usual one."""
        usual = sample.task_type == self.usual
        return sample.mode if usual else f"{sample.task_type}/{sample.mode}"

    def judged(self, sample: Sample) -> tuple[str | None, bool]:
        """Return the mode of a sample and whether it is accepted, by the engine."""
        key = sample.task_type, sample.mode, sample.counts, tuple(sample.changes)
        if key not in self._judged:
            report = validate(sample.request(), spec=self.spec)
            self._judged[key] = None if report.mode is None else str(report.mode), report.ok
        return self._judged[key]

    def least(self, task_type: str, mode: str, *kinds: str) -> Sample | None:
        """Return the sample with the fewest references, with one of each of `kinds`.

        None where such references are not taken together.
        """
        ranges = []
        for kind, limits in self.spec.limits(task_type, mode).kinds.items():
            fewest = max(limits.minimum, int(kind in kinds))
            most = MANY if limits.maximum is None else limits.maximum
            ranges.append(range(fewest, min(most, fewest + 3) + 1))
        found = sorted(
            (Sample(self.spec, task_type, mode, counts) for counts in product(*ranges)),
            key=lambda sample: (sum(sample.counts), [-count for count in sample.counts]),
        )
        # Many clients refuse audio alone.
        best = [sample for sample in found if "audio" not in kinds or sample.count("image")]
        return next((sample for sample in [*best, *found] if self.judged(sample)[1]), None)

    def holding(self, *kinds: str, among: Iterable[str] | None = None) -> Sample | None:
        """Return the first sample, of those with the fewest references, with one of each kind.

        Only the task types named by `among` are looked at, or all of them, the usual one first.
        None where no sample has them.
        """
        names = self.task_types if among is None else among
        found = [self.least(name, mode, *kinds) for name in names for mode in self.modes(name)]
        return min(filter(None, found), key=lambda sample: sum(sample.counts), default=None)

    def by_kind(self) -> list[tuple[str, Sample]]:
        """Return the kinds that are taken anywhere, each with a sample that has one of them."""
        found = [(kind, self.holding(kind)) for kind in self.spec.media]
        return [(kind, sample) for kind, sample in found if sample is not None]

    def plain(self, task_type: str | None = None) -> Sample:
        """Return the sample with the fewest references, of a task type or of the usual one."""
        found = self.holding(among=[task_type or self.usual])
        assert found is not None, "every mode of valid tables can be satisfied"
        return found

    def typical(self, task_type: str, mode: str) -> Sample:
        """Return the sample of a mode with a reference of the first kind that it takes, if any."""
        possible = [self.least(task_type, mode, *kinds) for kinds in (*zip(KINDS), ())]
        return next(sample for sample in possible if sample is not None)

    def everywhere(self) -> Iterator[tuple[Sample, bool]]:
        """Yield the typical sample of every task type and mode, and whether its mode is first."""
        for task_type in self.task_types:
            for at, mode in enumerate(self.modes(task_type)):
                yield self.typical(task_type, mode), at == 0

    def fullest(self, task_type: str, mode: str, beyond: int = 0) -> Sample | None:
        """Return the sample with most references, of as many kinds as a mode takes.

        `beyond` is how many more than that; None where no list could take one more.
        """
        limits = self.spec.limits(task_type, mode)
        kinds, shared = limits.kinds.values(), limits.references_maximum
        counts = [kind.minimum for kind in kinds]
        while sum(counts) < (MANY if shared is None else shared) + beyond:
            more = [at for at, kind in enumerate(kinds) if kind.allows(counts[at] + 1)]
            if not more:
                return None if beyond else Sample(self.spec, task_type, mode, tuple(counts))
            counts[min(more, key=counts.__getitem__)] += 1
        return Sample(self.spec, task_type, mode, tuple(counts))


def each(
    sample: Sample | None,
    here: str,
    name: str,
    values: Mapping[str, object] | Iterable[object],
    code: Code | None = None,
    clause: str | None = None,
) -> Iterator[Draft]:
    """Draft a case for each value of a field.

    Their ids are `here` and the key of the value, or the value. They are accepted because of
    `clause`, or made to be rejected with `code`, because of `clause` or else of what the violation
    cites. Where tables have no such sample (None), there are no cases.
    """
    if sample is None:
        return
    shown: dict[str, Any] = {"twin": sample.alone()}
    if code is not None:
        shown |= {"code": code, "fault": clause}
        clause = clause or sample.limits.clauses.get(code)
    named = values if isinstance(values, Mapping) else {str(value): value for value in values}
    for what, value in named.items():
        yield sample.draft(f"{here}{what}", clause, {name: value}, **shown)


def entries(
    sample: Sample | None,
    here: str,
    kind: str,
    values: Mapping[str, object],
    code: Code | None = None,
    clause: str | None = None,
) -> Iterator[Draft]:
    """Draft a case for each of these first references of a kind, as `each` does."""
    if sample is not None:
        others = [sample.url(kind, number) for number in range(2, sample.count(kind) + 1)]
        lists = {what: [value, *others] for what, value in values.items()}
        yield from each(sample, here, field_of(kind), lists, code, clause)


def edges(numbers: range) -> tuple[dict[str, float], dict[str, int]]:
    """Return the numbers at the edges of a range, and those beside them outside of it.

    Of a range without a maximum, many more than the minimum.
    """
    least, most = bounds(numbers)
    inside, outside = {"at-minimum": least}, {"below-minimum": least - 1}
    if most is None:
        return {**inside, "many": least + MANY**4}, outside
    return {**inside, "at-maximum": most}, {**outside, "above-maximum": most + 1}


def unknown(known: Iterable[str], *names: Iterable[str]) -> list[str]:
    """Return the first of each of these names that is not a known one."""
    taken = frozenset(known)
    return [name for some in names for name in [n for n in some if n not in taken][:1]]
