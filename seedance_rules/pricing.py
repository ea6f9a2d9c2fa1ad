"""What an accepted request costs: the formula, and the quote that breaks it down.

Amounts are exact decimals of credits, whatever the caller's decimal context. Nothing here judges a
request; a duration that prices nothing is refused.
"""

from decimal import (
    ROUND_05UP,
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)
from typing import Final

from attrs import frozen

from seedance_rules.durations import seconds_of
from seedance_rules.errors import InputDurationError, NotInTables, OutputDurationError
from seedance_rules.fields import field_of
from seedance_rules.findings import Finding
from seedance_rules.limits import bounds
from seedance_rules.money import EXACT, input_video_credits, output_credits, tidy
from seedance_rules.modes import NO_REFERENCES
from seedance_rules.parts import Mode
from seedance_rules.rendering import Section, to_html, to_markdown
from seedance_rules.report import accepted
from seedance_rules.request import Request, whole_number
from seedance_rules.scope import Scope
from seedance_rules.spec import Spec
from seedance_rules.values import exact
from seedance_rules.wording import either, few, number, show, span

__all__ = ["Quote", "credits_of", "quote_of"]

_NO_SECONDS: Final = Decimal(0)

_FOR_DISPLAY: Final = Context(prec=EXACT.prec)
_MOST_PLACES: Final = 30
_ROUNDINGS: Final = (
    ROUND_HALF_UP,
    ROUND_HALF_EVEN,
    ROUND_HALF_DOWN,
    ROUND_UP,
    ROUND_DOWN,
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_05UP,
)


@frozen(slots=False)
class Quote:
    """What a request costs, and what that is made of (clauses `formula`, `exact`).

    `unit_price` is credits for a second of output. Every other amount follows from it and from what
    the quote holds, exactly, and is worked out when it is asked for.
    """

    request: Request
    unit_price: Decimal
    input_video_rate: Decimal
    """The part of the unit price that a second of input video costs."""
    total_input_video_duration: Decimal
    """Seconds of input video, as stated; zero where the request has none."""
    notices: tuple[Finding, ...]
    spec_version: str

    @property
    def credits(self) -> Decimal:
        """The whole price in credits."""
        return tidy(EXACT.add(self.output_credits, self.input_video_credits))

    @property
    def output_credits(self) -> Decimal:
        """The part for the output, in credits."""
        return output_credits(self.unit_price, self.duration)

    @property
    def input_video_credits(self) -> Decimal:
        """The part for the input videos, in credits; zero where the request has none."""
        seconds = self.total_input_video_duration
        return input_video_credits(self.unit_price, self.input_video_rate, seconds)

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

    def to_dict(self) -> dict[str, object]:
        """Return the quote as plain data that `json.dumps` takes, amounts as decimal strings."""
        return {
            "credits": number(self.credits),
            "unit_price": number(self.unit_price),
            "output_credits": number(self.output_credits),
            "input_video_credits": number(self.input_video_credits),
            "task_type": self.task_type,
            "mode": str(self.mode),
            "resolution": self.resolution,
            "duration": self.duration,
            "total_input_video_duration": number(self.total_input_video_duration),
            "notices": [notice.to_dict() for notice in self.notices],
            "spec_version": self.spec_version,
        }

    def rounded(self, places: int = 2, rounding: str = ROUND_HALF_UP) -> Decimal:
        """Return the credits rounded for display; the quote itself stays exact (clause `exact`).

        `places` is how many decimal places to keep, 0 to 30, `rounding` one of the rounding modes
        of `decimal`. Raises `ValueError` for any other.
        """
        if type(places) is not int or not 0 <= places <= _MOST_PLACES:
            raise ValueError(
                f"places must be a whole number, 0 to {_MOST_PLACES}, not {show(places)}"
            )
        if rounding not in _ROUNDINGS:
            raise ValueError(f"rounding must be {either(_ROUNDINGS)}, not {show(rounding)}")
        return self.credits.quantize(Decimal((0, (1,), -places)), rounding, _FOR_DISPLAY)

    def _parts(self) -> list[tuple[str, str, str]]:
        """List what the price is made of: the part, how it is worked out, and its credits."""
        price, seconds = number(self.unit_price), self.total_input_video_duration
        parts = [("output", f"{self.duration} s × {price}", number(self.output_credits))]
        if seconds:
            worked_out = f"{number(seconds)} s × {number(self.input_video_rate)} × {price}"
            parts.append(("input video", worked_out, number(self.input_video_credits)))
        return parts

    def _section(self) -> Section:
        rows = [*self._parts(), ("total", "", number(self.credits))]
        title = f"{self.task_type}, {self.mode}, {self.resolution}"
        notes = [f"Tables {self.spec_version}.", *few(self.notices, "notice")]
        return Section(title, ("Part", "Worked out", "Credits"), rows, notes)

    def _repr_markdown_(self) -> str:
        return to_markdown([self._section()], level=4)

    def _repr_html_(self) -> str:
        return to_html([self._section()], level=4)

    def __str__(self) -> str:
        """Break the price down, a line a part."""
        lines = [f"{self.task_type}, {self.mode}, {self.resolution} (tables {self.spec_version})"]
        lines += [f"  {part:<11}  {how} = {credits}" for part, how, credits in self._parts()]
        lines.append(f"  {'total':<11}  {number(self.credits)} credits")
        lines += [f"  {line}" for line in few(self.notices, "notice")]
        return "\n".join(lines)


def quote_of(scope: Scope, video_seconds: Decimal | None, audio_seconds: Decimal | None) -> Quote:
    """Price a request that has been judged.

    Raises `InvalidRequest` for a rejected one, and `InputDurationError` for videos whose seconds
    are not stated and for seconds of media that the request does not have (`input-seconds`).
    """
    request, spec = accepted(scope), scope.spec
    _, videos, audios = scope.counts or NO_REFERENCES
    if video_seconds and not videos:
        raise _nothing_to_total("video", video_seconds)
    if audio_seconds and not audios:
        raise _nothing_to_total("audio", audio_seconds)
    if videos and not video_seconds:
        raise InputDurationError(
            "the request has video_urls, whose seconds are part of the price; "
            "state their total, above zero, as total_input_video_duration"
        )
    return Quote(
        request,
        spec.task_types[request.task_type].prices[request.resolution],
        spec.input_video_rate,
        video_seconds or _NO_SECONDS,
        tuple(scope.notices),
        spec.version,
    )


def _nothing_to_total(kind: str, seconds: Decimal) -> InputDurationError:
    return InputDurationError(
        f"total_input_{kind}_duration is {number(seconds)} but the request has no "
        f"{field_of(kind)}; leave the duration out, or give the URLs"
    )


def credits_of(
    task_type: str,
    resolution: str,
    duration: object,
    input_seconds: object,
    spec: Spec,
) -> Decimal:
    """Apply the formula to what a calculator holds; see `engine.credits` for what is raised."""
    of_names = type(task_type) is type(resolution) is str
    if of_names and type(duration) is type(input_seconds) is int and not input_seconds:
        worked_out = spec.output_credits.get((task_type, resolution, duration))
        if worked_out is not None:
            return worked_out
    unit_price = spec.unit_price(task_type, resolution)
    rules = spec.rules[exact(task_type)]
    durations, seconds = rules.durations, whole_number(duration)
    videos = seconds_of(input_seconds, "total_input_video_duration")
    if videos:
        durations = rules.video_durations
        if not durations:
            raise _takes_no_videos(task_type, videos, spec)
    if seconds is None or not _in_any(seconds, durations):
        spans = either(span(bounds(found)) for found in durations)
        raise OutputDurationError(
            f"output duration {show(duration)} has no price with {task_type}; "
            f"give a whole number of seconds, {spans}"
        )
    output = output_credits(unit_price, seconds)
    if not videos:
        return output
    rate = spec.input_video_rate
    return tidy(EXACT.add(output, input_video_credits(unit_price, rate, videos)))


def _in_any(number: int, ranges: tuple[range, ...]) -> bool:
    for numbers in ranges:
        if number in numbers:
            return True
    return False


def _takes_no_videos(task_type: str, videos: Decimal, spec: Spec) -> NotInTables:
    takers = [name for name in spec.task_types if spec.rules[name].video_durations]
    return NotInTables(
        f"{task_type} takes no input videos, so {number(videos)} seconds of them have no price; "
        f"use {either(takers)}, or 0 seconds"
    )
