"""The verdict on a request: `judge`, the report of every finding, and the request to send.

How a request is judged
-----------------------
*Limits in layers.* What a request may say depends on its task type and its mode. Tables state
limits for every request, for a mode, for a task type, and for a task type in one mode; the most
particular statement counts, and `spec.limits` has laid them over each other once, when the tables
were read. Here a request's task type and mode are looked up, and with them everything that applies.

*Look up first, explain what misses.* Each field is looked up in what its limits take. What is there
as it was given, as most is, is taken; a field that is not given is its default. Only a field that
misses goes to its rule (`rules`, `references`), which says what is wrong, or what else the value is
taken as: `5.0` is 5. So a limit is stated once, in the tables, and a look-up that is too strict
costs time and never a verdict: a test gives every request in forms that miss every look-up.

*Unknowns are skipped.* With an unknown task type, a mode that is unknown or that the type does not
have, or a list that is not a list, whatever depends on it is not judged: the limits looked up are
then those that all task types, or all modes, have in common.

*One fault, one finding.* A rule looks at the request alone, never at what another rule found, and
a fault that shows in two places is told at the one where it is mended.

*In a fixed order.* Findings come in the order in which the fields are looked up: the envelope, the
parameters, the lists, the prompt, the asset fields, further fields.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from attrs import frozen

from seedance_rules.amounts import NOT_STATED, Stated
from seedance_rules.fields import ENVELOPE_FIELDS
from seedance_rules.findings import Code, Finding
from seedance_rules.references import check_lists
from seedance_rules.rendering import Section, Shown
from seedance_rules.request import NOTHING, OpenRequest, Request, entries, parted, usual_entries
from seedance_rules.rules import (
    aspect_ratio_of,
    asset_fields_of,
    check_envelope,
    check_input,
    check_mode,
    duration_of,
    extra_of,
    ignored_of,
    prompt_of,
    resolution_of,
)
from seedance_rules.scope import NO_REFERENCES, Scope
from seedance_rules.spec import Limits, Mode, Spec
from seedance_rules.spec.parts import Counts
from seedance_rules.values import FrozenDict, exact
from seedance_rules.wording import MOST_SHOWN, few, printable

__all__ = ["InvalidRequest", "Judged", "Report", "accepted", "judge", "report_of"]

Judged = tuple[
    Mode | None,
    Counts | None,
    Request | None,
    Decimal | None,
    Sequence[Finding],
    Sequence[Finding],
]
"""The mode of a request, its counts of references, the normalized request and its unit price (both
None where it is rejected), its violations and its notices."""

_ENVELOPE_FIELDS: Final = frozenset(ENVELOPE_FIELDS)


def judge(request: object, spec: Spec, stated: Stated, reject: Collection[str] = ()) -> Judged:
    """Judge a request, with the seconds that are stated of its videos and audios.

    `reject` are the codes of notices that count as violations.
    """
    # Read: what is given, under the names that have a rule, and what else.
    look = spec._lookups
    envelope, envelope_extra = parted(request, _ENVELOPE_FIELDS)
    if envelope is None:
        return _without_input(request, NOTHING, NOTHING, spec, reject)
    given, extra = parted(envelope.get("input"), look.input_fields)
    if given is None:
        return _without_input(request, envelope, envelope_extra, spec, reject)

    # Look up: the task type, the references, the mode, and with them the limits.
    missed: dict[str, Callable[[Scope], Any]] = {}
    name, model = envelope.get("task_type"), envelope.get("model")
    if type(name) is not str:
        name = exact(name)
    of_type = look.types.get(name) if type(name) is str else None
    if of_type is None or type(model) is not str or model != spec.model:
        missed["envelope"] = check_envelope
        of_type = of_type or look.types[None]
    elif name in spec.aliases:
        missed["envelope"] = check_envelope
    # What `given` holds has the types that its look-up, or its rule, makes sure of.
    get: Callable[[str], Any] = given.get
    images, videos, audios = get("image_urls"), get("video_urls"), get("audio_urls")
    counts: Counts | None = NO_REFERENCES
    usual = True
    if images is videos is audios is None:
        images = videos = audios = ()
    else:
        (of_image, of_video, of_audio), assets = look.usual_urls, of_type.assets
        given_lists = images, videos, audios
        images = () if images is None else usual_entries(images, of_image, assets)
        videos = () if videos is None else usual_entries(videos, of_video, assets)
        audios = () if audios is None else usual_entries(audios, of_audio, assets)
        if images is None or videos is None or audios is None:
            images, videos, audios = map(entries, given_lists)
            usual, counts = False, None
        if type(images) is tuple and type(videos) is tuple and type(audios) is tuple:
            counts = len(images), len(videos), len(audios)
    mode = get("mode")
    if mode is None:
        if counts is not None:
            mode = of_type.inferred.get(counts) or of_type.infer(counts)
        limits = of_type.limits.get(mode)
    else:
        if type(mode) is not str:
            mode = exact(mode)
        mode = look.mode_names.get(mode) if type(mode) is str else None
        limits = of_type.limits.get(mode)
        if mode is None and counts is not None:
            mode = of_type.infer(counts)
    if limits is None or limits.mode is None:
        missed["mode"] = check_mode
        limits = of_type.limits[None]

    # And each field in what its limits take; in the order of the findings.
    duration = get("duration")
    if duration is None:
        duration = limits.default_duration
    elif type(duration) is not int or duration not in limits.durations:
        missed["duration"] = duration_of
    resolution = get("resolution")
    price = None
    if resolution is None:
        resolution = limits.default_resolution
        price = of_type.prices.get(resolution)
    elif type(resolution) is not str or (price := of_type.prices.get(resolution)) is None:
        missed["resolution"] = resolution_of
    ratio = get("aspect_ratio")
    if ratio is None:
        ratio = limits.default_aspect_ratio
    elif type(ratio) is not str or ratio not in limits.ratios_as_given:
        missed["aspect_ratio"] = aspect_ratio_of
    if not usual or counts not in limits.right_counts:
        missed["lists"] = check_lists
    elif stated is not NOT_STATED and _is_too_long(stated, limits):
        missed["lists"] = check_lists
    prompt, most = get("prompt"), limits.prompt_maximum
    if type(prompt) is not str or not prompt or prompt.isspace():
        missed["prompt"] = prompt_of
    elif most is not None and len(prompt) > most:
        missed["prompt"] = prompt_of
    else:
        if spec.prompt_marker in prompt:
            named: set[tuple[int, int]] = set()
            found, place_of = look.find_references(prompt), look.references.get
            for reference in found:
                place = place_of(reference)
                if place is None or counts is None or place[1] > counts[place[0]]:
                    missed["prompt"] = prompt_of
                    break
                named.add(place)
            if len(found) != prompt.count(spec.prompt_marker):
                missed["prompt"] = prompt_of
            elif limits.references_named and counts is not None and len(named) != sum(counts):
                missed["prompt"] = prompt_of
        for sign in look.other_signs:
            if sign in prompt:
                missed["prompt"] = prompt_of
    upload, hours = get("auto_upload_assets"), get("asset_retention_hours")
    if upload is not None or hours is not None:
        if limits.ignores or type(upload) is not bool:
            missed["assets"] = asset_fields_of
        elif hours is not None:
            if not upload or type(hours) is not int or hours not in limits.retention_hours:
                missed["assets"] = asset_fields_of
    if extra:
        missed["extra"] = extra_of

    # The rules of the fields that missed, and the report of what they found.
    notices: Sequence[Finding] = ()
    if missed:
        scope = Scope(
            spec,
            envelope,
            envelope_extra,
            given,
            extra,
            (images, videos, audios),
            counts,
            of_type,
            mode,
            limits,
            stated,
            reject,
        )
        taken = {field: rule(scope) for field, rule in missed.items()}
        violations, notices = scope.take_findings()
        if violations:
            return mode, counts, None, None, violations, notices
        prompt, duration = taken.get("prompt", prompt), taken.get("duration", duration)
        resolution, ratio = taken.get("resolution", resolution), taken.get("aspect_ratio", ratio)
        upload, hours = taken.get("assets", (upload, hours))
        price, ignored = of_type.prices[resolution], ignored_of(scope)
        if extra or ignored:
            extra = FrozenDict({**taken.get("extra", extra), **ignored})
    made = OpenRequest()
    made.model = spec.model
    made.task_type = of_type.name
    made.mode = mode
    made.prompt = prompt
    made.duration = duration
    made.resolution = resolution
    made.aspect_ratio = ratio
    made.image_urls = images
    made.video_urls = videos
    made.audio_urls = audios
    made.auto_upload_assets = upload
    made.asset_retention_hours = hours
    made.input_extra = extra
    made.envelope_extra = envelope_extra
    made.__class__ = Request
    return mode, counts, made, price, (), notices


def _is_too_long(stated: Stated, limits: Limits) -> bool:
    """Tell whether videos or audios last longer than limits allow."""
    video, audio = limits.kinds["video"].maximum_seconds, limits.kinds["audio"].maximum_seconds
    return (stated.video is not None and video is not None and stated.video > video) or (
        stated.audio is not None and audio is not None and stated.audio > audio
    )


def _without_input(
    request: object,
    envelope: Mapping[str, object],
    envelope_extra: Mapping[str, object],
    spec: Spec,
    reject: Collection[str],
) -> Judged:
    """Judge what is not an object, or whose `input` is not: no field of it is looked at."""
    name, types = exact(envelope.get("task_type")), spec._lookups.types
    of_type = (types.get(name) if type(name) is str else None) or types[None]
    scope = Scope(
        spec,
        envelope,
        envelope_extra,
        NOTHING,
        NOTHING,
        ((), (), ()),
        None,
        of_type,
        None,
        of_type.limits[None],
        NOT_STATED,
        reject,
    )
    if envelope is NOTHING:
        scope.add(Code.NOT_AN_OBJECT, "", request)
    else:
        check_envelope(scope)
        check_input(scope)
    return None, None, None, None, *scope.take_findings()


@frozen(slots=False)
class Report(Shown):
    """What `validate` found. `violations` reject the request, `notices` do not.

    `mode` is the mode that the request runs in, also when it is rejected, or None when that cannot
    be told. `request` is the normalized request, or None when the request is rejected.
    `spec_version` and `spec_digest` identify the tables. A report is true where the request is
    accepted.
    """

    mode: Mode | None
    violations: tuple[Finding, ...]
    notices: tuple[Finding, ...]
    request: Request | None
    spec_version: str
    spec_digest: str

    @property
    def ok(self) -> bool:
        """Whether the request is accepted."""
        return not self.violations

    def __bool__(self) -> bool:
        return not self.violations

    def raise_for_violations(self) -> Request:
        """Return the normalized request; raise `InvalidRequest` when the request is rejected."""
        if self.request is None:
            raise InvalidRequest(self)
        return self.request

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data that `json.dumps` takes; the request is not in it."""
        return {
            "ok": self.ok,
            "mode": None if self.mode is None else str(self.mode),
            "violations": [finding.to_dict() for finding in self.violations],
            "notices": [finding.to_dict() for finding in self.notices],
            "spec_version": self.spec_version,
            "spec_digest": self.spec_digest,
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


def report_of(judged: Judged, spec: Spec) -> Report:
    """Make the report of a request that has been judged."""
    mode, _, request, _, violations, notices = judged
    return Report(mode, tuple(violations), tuple(notices), request, spec.version, spec.digest)


def accepted(judged: Judged, spec: Spec) -> Request:
    """Return the normalized request; raise `InvalidRequest` when it has been rejected."""
    return judged[2] or report_of(judged, spec).raise_for_violations()
