"""A request, the limits that apply to it, and the findings so far: what every rule looks at.

It also answers what would work instead, so that advice is true when it is followed.
"""

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal

from seedance_rules.amounts import Stated
from seedance_rules.fields import ASSET_FIELDS, KINDS, LASTING_KINDS
from seedance_rules.findings import NOTICES, About, Allowed, Code, Finding, OpenFinding
from seedance_rules.request import whole_number
from seedance_rules.spec import Limits, Mode, Spec, TaskType
from seedance_rules.spec.limits import TypeLimits
from seedance_rules.spec.parts import Counts
from seedance_rules.values import exact

__all__ = ["NO_REFERENCES", "Scope"]

NO_REFERENCES: Counts = (0, 0, 0)


class Scope:
    """A request, its task type's limits in its mode, and what has been found.

    `counts` is None where a URL list is not a list; `mode` where it cannot be told. `limits` are
    those of the type in the mode; where the type is unknown or does not have the mode, what is
    common.
    """

    def __init__(
        self,
        spec: Spec,
        envelope: Mapping[str, object],
        envelope_extra: Mapping[str, object],
        given: Mapping[str, object],
        extra: Mapping[str, object],
        lists: tuple[object, object, object],
        counts: Counts | None,
        of_type: TypeLimits,
        mode: Mode | None,
        limits: Limits,
        stated: Stated,
        reject: Collection[str],
    ) -> None:
        self.spec = spec
        # Copies: a message is written later, when the caller may have changed the request.
        self._envelope = {**envelope}
        self.envelope_extra = envelope_extra
        self._given = {**given}
        self.extra = extra
        self.lists = lists
        self.counts = counts
        self.of_type = of_type
        self.task_type: TaskType | None = of_type.task_type
        self.mode = mode
        self.limits = limits
        self.stated = stated
        self.reject = reject
        self._violations: list[Finding] = []
        self._notices: list[Finding] = []
        self._types_with_assets: tuple[str, ...] | None = None

    def envelope(self, field: str) -> object:
        """Return what the request has beside `input`, or as its `input`; see `given`."""
        return exact(self._envelope.get(field))

    def given(self, field: str) -> object:
        """Return what the `input` has under a key, None where that is not given (clause `absent`).

        A leaf is of no subclass, whose own methods may say anything.
        """
        return exact(self._given.get(field))

    def add(
        self,
        code: Code,
        path: str,
        value: object = None,
        allowed: Allowed = None,
        about: About = None,
        *,
        clause: str | None = None,
    ) -> None:
        """Add a finding; it cites the clause given, else that of the tables for code and path.

        `about` finds out what its message needs, by name, once somebody reads it.
        """
        citations = self.spec.citations
        is_notice = code in NOTICES and code not in self.reject
        clause = clause or citations.by_path.get((code, path)) or self.limits.clauses.get(code, "")
        finding = OpenFinding()
        finding.code = code
        finding.path = path
        finding.value = value
        finding.allowed = allowed
        finding.clause = clause
        finding.http_status = citations.http_statuses.get(code)
        finding._about = about
        finding.__class__ = Finding
        (self._notices if is_notice else self._violations).append(finding)

    def take_findings(self) -> tuple[list[Finding], list[Finding]]:
        """Take the violations and the notices out of the scope, which has none afterwards.

        A finding holds the scope for its message; were it held by it in turn, both would stay in
        memory until garbage is collected.
        """
        found = self._violations, self._notices
        self._violations, self._notices = [], []
        return found

    @property
    def mode_fits(self) -> bool:
        """Whether the mode is one that the task type has."""
        return self.limits.mode is not None

    @property
    def mode_is_given(self) -> bool:
        """Whether the request gives a mode, so that none is inferred."""
        return self._given.get("mode") is not None

    @property
    def subject(self) -> str:
        """The task type and the mode, as a message names them."""
        name = self.task_type.name if self.task_type else "the task type"
        return f"{name} in {self.mode}" if self.mode and self.mode_fits else name

    # What would work instead.

    def types_where(self, wanted: Callable[[TaskType], bool]) -> tuple[str, ...]:
        """Name the task types to use instead, those first that are reviewed as this one is.

        Only such as bring no new fault: with the same counts, and the other fields as given.
        """
        found = [
            other
            for other in self.spec.task_types.values()
            if other is not self.task_type and wanted(other) and self._fits_type(other.name)
        ]
        own = self.task_type
        alike = [o for o in found if own and o.moderation.review == own.moderation.review]
        twins = [o for o in found if own and o.strict_twin == own.name]
        return tuple(other.name for other in alike or twins or found)

    @property
    def types_with_assets(self) -> tuple[str, ...]:
        """The task types to use instead that take assets: asked for each asset of a request."""
        if self._types_with_assets is None:
            self._types_with_assets = self.types_where(lambda other: other.assets)
        return self._types_with_assets

    def modes_instead(self) -> tuple[str, ...]:
        """Name the modes of the task type that the request fits, but for the one it is in."""
        return tuple(
            mode
            for mode, limits in self.of_type.limits.items()
            if mode is not None and mode != self.limits.mode and self._fits(self.of_type, limits)
        )

    def fits_without(self, at: int) -> bool:
        """Tell whether the request has no new fault without the list of a kind.

        Other lists that are refused as well are taken to be left out, too.
        """
        if self.counts is None:
            return True
        kinds, takes = self.limits.kinds, self.of_type.takes
        left = tuple(
            0 if other == at or not takes[other] or not kinds[kind].taken else count
            for other, (kind, count) in enumerate(zip(KINDS, self.counts, strict=True))
        )
        return self.fits_with((left[0], left[1], left[2]))

    def fits_with(self, counts: Counts) -> bool:
        """Tell whether the request has no new fault with other counts of references."""
        mode = self.limits.mode if self.mode_is_given else self.of_type.infer(counts)
        limits = self.of_type.limits.get(mode)
        return limits is not None and self._fits(self.of_type, limits, counts)

    def _fits_type(self, name: str) -> bool:
        of_type = self.spec._lookups.types[name]
        mode: str | None = self.mode
        if not self.mode_is_given and self.counts is not None:
            mode = of_type.infer(self.counts)
        limits = of_type.limits.get(mode)
        return limits is not None and self._fits(of_type, limits)

    def _fits(self, of_type: TypeLimits, limits: Limits, counts: Counts | None = None) -> bool:
        """Tell whether other limits bring no fault that the request does not have already."""
        now, get = self.limits, self.given
        counts = self.counts if counts is None else counts
        if limits.mode is None or (counts is not None and not limits.takes(counts)):
            return False
        if counts is None and any(
            type(entries) is tuple and not of_kind.allows(len(entries))
            for entries, of_kind in zip(self.lists, limits.kinds.values(), strict=True)
        ):
            return False
        seconds = whole_number(get("duration"))
        if seconds is not None and seconds in now.durations and seconds not in limits.durations:
            return False
        resolution = get("resolution")
        if type(resolution) is str:
            if resolution in self.of_type.prices and resolution not in of_type.prices:
                return False
        if not self._takes_ratio(limits, counts) and self._takes_ratio(now, self.counts):
            return False
        if self.of_type.assets and not of_type.assets and self.has_assets():
            return False
        if of_type.assets and not self.of_type.assets and not self._takes_asset_fields(limits):
            return False
        prompt, most = get("prompt"), limits.prompt_maximum
        if type(prompt) is str and most is not None and len(prompt) > most:
            return now.prompt_maximum is not None and len(prompt) > now.prompt_maximum
        if any(self.is_too_long(kind, limits) for kind in LASTING_KINDS):
            return False
        return all(
            field.is_taken(limits.task_type, limits.mode)
            for name, field in self.spec.fields.items()
            if self.extra.get(name) is not None
        )

    def seconds(self, kind: str) -> Decimal | None:
        """Return the stated seconds of all references of a kind, None where they are not stated."""
        return {"video": self.stated.video, "audio": self.stated.audio}.get(kind)

    def is_too_long(self, kind: str, limits: Limits) -> bool:
        """Tell whether the references of a kind last longer than limits allow."""
        seconds, longest = self.seconds(kind), limits.kinds[kind].maximum_seconds
        return seconds is not None and longest is not None and seconds > longest

    def _takes_ratio(self, limits: Limits, counts: Counts | None) -> bool:
        ratio = self.given("aspect_ratio")
        if ratio is None or "aspect_ratio" in limits.ignores:
            return True
        if type(ratio) is not str or limits.otherwise_aspect_ratio is not None:
            return type(ratio) is str
        return ratio in limits.ratios_as_given or self.auto_fallback(ratio, counts) is not None

    def _takes_asset_fields(self, limits: Limits) -> bool:
        upload, hours = (self.given(field) for field in ASSET_FIELDS)
        if upload is not None and type(upload) is not bool:
            return False
        if not upload or hours is None:
            return True
        # Whether None is in a range would be found out by going through it, however long it is.
        whole = whole_number(hours)
        return whole is not None and whole in limits.retention_hours

    def auto_fallback(self, ratio: object, counts: Counts | None) -> str | None:
        """Return what an automatic aspect ratio becomes, or None where it is rejected instead.

        It falls back only where the mode is inferred and nothing is given that it could follow
        (clause `aspect-auto-fallback`).
        """
        auto = self.spec.auto_aspect_ratio
        if auto is None or ratio != auto.value or self.mode_is_given or counts is None:
            return None
        return None if counts[KINDS.index(auto.follows)] else auto.fallback

    def has_assets(self) -> bool:
        """Tell whether an entry of a list is an asset."""
        prefix = self.spec.asset_prefix
        return any(
            type(entry) is str and entry.startswith(prefix)
            for entries in self.lists
            if type(entries) is tuple
            for entry in entries
        )
