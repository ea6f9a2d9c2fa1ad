"""What an accepted request costs: the formula, and the quote that breaks it down.

Amounts are exact decimals of credits, whatever the caller's decimal context. Nothing here judges a
request; a duration that prices nothing is refused.
"""

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any, Final

from attrs import frozen

from seedance_rules.amounts import EXACT, NOT_STATED, Stated, seconds_of, tidy
from seedance_rules.errors import InputDurationError, NotInTables, OutputDurationError
from seedance_rules.fields import KINDS, field_of
from seedance_rules.findings import Finding
from seedance_rules.rendering import Section, Shown
from seedance_rules.report import Judged, accepted
from seedance_rules.request import Request, whole_number
from seedance_rules.spec import Mode, Spec
from seedance_rules.spec.parts import Billing, Counts
from seedance_rules.values import opened
from seedance_rules.wording import bounds, either, few, number, show, span

__all__ = ["Quote", "check_entries", "credits_of", "price"]

_ZERO: Final = Decimal(0)
_FOR_DISPLAY: Final = Context(prec=EXACT.prec)
_MOST_PLACES: Final = 30


def cost(unit_price: Decimal, rate: Decimal, duration: int, video_seconds: Decimal) -> Decimal:
    """Return the credits of an output and its input videos (clauses `formula`, `formula-mini`).

    `unit_price` is credits per second of output, `rate` the part of it that a second of input video
    costs, `duration` seconds of output and `video_seconds` of all input videos.
    """
    output = EXACT.multiply(unit_price, duration)
    if not video_seconds:
        return tidy(output)
    return tidy(EXACT.add(output, EXACT.multiply(EXACT.multiply(unit_price, rate), video_seconds)))


@frozen(weakref_slot=False)
class Quote(Shown):
    """What a request costs, and what that is made of (clauses `formula`, `exact`).

    `unit_price` is credits for a second of output. Every other amount follows from it and from what
    the quote holds, exactly, and is worked out when it is asked for.
    """

    request: Request
    unit_price: Decimal
    total_input_video_duration: Decimal
    """Seconds of input video, as stated; zero where the request has none."""
    notices: tuple[Finding, ...]
    billing: Billing

    @property
    def credits(self) -> Decimal:
        """The whole price in credits."""
        rate, seconds = self.billing.input_video_rate, self.total_input_video_duration
        return cost(self.unit_price, rate, self.request.duration, seconds)

    @property
    def output_credits(self) -> Decimal:
        """The part for the output, in credits."""
        return cost(self.unit_price, self.billing.input_video_rate, self.duration, _ZERO)

    @property
    def input_video_credits(self) -> Decimal:
        """The part for the input videos, in credits; zero where the request has none."""
        rate, seconds = self.billing.input_video_rate, self.total_input_video_duration
        return cost(self.unit_price, rate, 0, seconds)

    @property
    def points(self) -> Decimal | None:
        """The whole price in points, as bills state it; None where the tables name no ratio."""
        points = self.billing.points_per_credit
        return None if points is None else tidy(EXACT.multiply(self.credits, points))

    @property
    def currency(self) -> str:
        """The currency of which one unit is one credit (clause `credit-unit`)."""
        return self.billing.currency

    @property
    def input_video_rate(self) -> Decimal:
        """The part of the unit price that a second of input video costs."""
        return self.billing.input_video_rate

    @property
    def spec_version(self) -> str:
        """The version of the tables."""
        return self.billing.spec_version

    @property
    def spec_digest(self) -> str:
        """16 hex digits that identify the rules of the tables."""
        return self.billing.spec_digest

    @property
    def task_type(self) -> str:
        """The task type that is priced: the canonical one."""
        return self.request.task_type

    @property
    def mode(self) -> Mode:
        """The mode that the request runs in."""
        return self.request.mode

    @property
    def resolution(self) -> str:
        """The resolution that is priced, given or by default."""
        return self.request.resolution

    @property
    def duration(self) -> int:
        """Seconds of output, given or by default."""
        return self.request.duration

    def to_dict(self) -> dict[str, Any]:
        """Return the quote as plain data that `json.dumps` takes, amounts as decimal strings.

        The request is not in it.
        """
        points = self.points
        return {
            "credits": number(self.credits),
            "unit_price": number(self.unit_price),
            "output_credits": number(self.output_credits),
            "input_video_credits": number(self.input_video_credits),
            "points": None if points is None else number(points),
            "currency": self.currency,
            "task_type": self.task_type,
            "mode": str(self.mode),
            "resolution": self.resolution,
            "duration": self.duration,
            "total_input_video_duration": number(self.total_input_video_duration),
            "notices": [notice.to_dict() for notice in self.notices],
            "spec_version": self.spec_version,
            "spec_digest": self.spec_digest,
        }

    def rounded(self, places: int = 2, rounding: str = ROUND_HALF_UP) -> Decimal:
        """Return the credits rounded for display; the quote itself stays exact (clause `exact`).

        `places` is how many decimal places to keep, 0 to 30, `rounding` one of the rounding modes
        of `decimal`. Raises `ValueError` for other places, `TypeError` for another rounding.
        """
        if type(places) is not int or not 0 <= places <= _MOST_PLACES:
            raise ValueError(
                f"places must be a whole number, 0 to {_MOST_PLACES}, not {show(places)}"
            )
        return self.credits.quantize(Decimal((0, (1,), -places)), rounding, _FOR_DISPLAY)

    def _parts(self) -> list[tuple[str, str, str]]:
        """List what the price is made of: the part, how it is worked out, and its credits."""
        price, seconds = number(self.unit_price), self.total_input_video_duration
        parts = [("output", f"{self.duration} s × {price}", number(self.output_credits))]
        if seconds:
            worked_out = f"{number(seconds)} s × {number(self.input_video_rate)} × {price}"
            parts.append(("input video", worked_out, number(self.input_video_credits)))
        return parts

    def _total(self) -> str:
        amount = number(self.credits)
        points = "" if self.points is None else f", {number(self.points)} points"
        return f"{amount} credit{'' if amount == '1' else 's'} ({self.currency} {amount}{points})"

    def _section(self) -> Section:
        rows = [*self._parts(), ("total", "", self._total())]
        title = f"{self.task_type}, {self.mode}, {self.resolution}"
        notes = [f"Tables {self.spec_version}.", *few(self.notices, "notice")]
        return Section(title, ("Part", "Worked out", "Credits"), rows, notes)

    def __str__(self) -> str:
        """Break the price down, a line a part."""
        lines = [f"{self.task_type}, {self.mode}, {self.resolution} (tables {self.spec_version})"]
        lines += [f"  {part:<11}  {how} = {credits}" for part, how, credits in self._parts()]
        lines.append(f"  {'total':<11}  {self._total()}")
        lines += [f"  {line}" for line in few(self.notices, "notice")]
        return "\n".join(lines)


_OpenQuote: Final = opened(Quote)


def price(judged: Judged, spec: Spec, stated: Stated) -> Quote:
    """Price a request that has been judged.

    Raises `InvalidRequest` for a rejected one, and `InputDurationError` for videos whose seconds
    are not stated and for seconds of media that the request does not have (`input-seconds`).
    """
    _, counts, request, unit_price, _, notices = judged
    if request is None or unit_price is None:
        request, unit_price = accepted(judged, spec), _ZERO
    videos, seconds = request.video_urls, stated.video
    if stated is not NOT_STATED:
        check_entries(counts, stated)
        if seconds and not videos:
            raise _nothing_to_total("video", seconds)
        if stated.audio and not request.audio_urls:
            raise _nothing_to_total("audio", stated.audio)
    if videos and not seconds:
        raise InputDurationError(
            "the request has video_urls, whose seconds are part of the price; state their total, "
            "above zero, as total_input_video_duration"
        )
    made = _OpenQuote()
    made.request = request
    made.unit_price = unit_price
    made.total_input_video_duration = seconds or _ZERO
    made.notices = tuple(notices)
    made.billing = spec._lookups.billing
    made.__class__ = Quote
    quote: Quote = made
    return quote


def _nothing_to_total(kind: str, seconds: Decimal) -> InputDurationError:
    return InputDurationError(
        f"total_input_{kind}_duration is {number(seconds)} but the request has no "
        f"{field_of(kind)}; leave the duration out, or give the URLs"
    )


def check_entries(counts: Counts | None, stated: Stated) -> None:
    """Raise `InputDurationError` for stated seconds of more or fewer entries than there are URLs.

    Seconds stated as one total, and lists that are not lists, are not compared.
    """
    if counts is None or stated.video_entries is stated.audio_entries is None:
        return
    _, videos, audios = counts
    for kind, entries, urls in (
        ("video", stated.video_entries, videos),
        ("audio", stated.audio_entries, audios),
    ):
        if entries is not None and entries != urls:
            many = f"{entries} {'entry' if entries == 1 else 'entries'}"
            raise InputDurationError(
                f"total_input_{kind}_duration has {many} for {urls} {field_of(kind)}; "
                "give one for each URL, or their total"
            )


def credits_of(
    task_type: str,
    resolution: str,
    duration: object,
    input_seconds: object,
    spec: Spec,
) -> Decimal:
    """Apply the formula to what a calculator holds; see `engine.credits` for what is raised."""
    what = "total_input_video_duration"
    unit_price, name = spec.unit_price(task_type, resolution), spec.task_type(task_type).name
    in_modes = spec._lookups.types[name].of_modes
    seconds, videos = whole_number(duration), seconds_of(input_seconds, what)
    if videos:
        in_modes = tuple(limits for limits in in_modes if limits.kinds["video"].taken)
        longest = [limits.kinds["video"].maximum_seconds for limits in in_modes]
        if not in_modes:
            raise _takes_no_videos(name, videos, spec)
        known = [most for most in longest if most is not None]
        if len(known) == len(longest) and videos > max(known):
            raise InputDurationError(
                f"{what} must be at most {number(max(known))} seconds with {name}, "
                f"not {number(videos)}"
            )
    for limits in in_modes:
        if seconds is not None and seconds in limits.durations:
            return cost(unit_price, spec.input_video_rate, seconds, videos)
    spans = dict.fromkeys(span(bounds(limits.durations)) for limits in in_modes)
    raise OutputDurationError(
        f"output duration {show(duration)} has no price with {name}; "
        f"give a whole number of seconds, {either(spans)}"
    )


def _takes_no_videos(name: str, videos: Decimal, spec: Spec) -> NotInTables:
    types, at = spec._lookups.types, KINDS.index("video")
    takers = [other for other in spec.task_types if types[other].takes[at]]
    instead = f"use {either(takers)}, or 0 seconds" if takers else "use 0 seconds"
    seconds = f"{number(videos)} seconds of them have no price"
    return NotInTables(f"{name} takes no input videos, so {seconds}; {instead}")
