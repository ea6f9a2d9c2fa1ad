"""The right client, which is the oracle, and the ways to spoil it.

A client here is wrong by one of a few means: it reads a request as another one, judges with a
function of the oracle replaced, overlooks a fault, refuses what is not one, infers another mode, or
bills something else; and it may be so only for some requests.

Nothing here imports the package, except for the `Answer` that a client gives.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact
from fractions import Fraction

import oracle

from seedance_rules.conformance import Answer, Client

__all__ = [
    "AUDIOS",
    "FAST",
    "FAST_LESS",
    "FRAMES",
    "IMAGES",
    "LESS",
    "LISTS",
    "MINI",
    "OMNI",
    "PRO",
    "TEXT",
    "VIDEOS",
    "Asked",
    "Bill",
    "Condition",
    "Request",
    "Seconds",
    "all_of",
    "always",
    "billing",
    "converting",
    "counts_are",
    "dropping",
    "field_is",
    "filling",
    "inferring",
    "mode_is",
    "overlooking",
    "reading",
    "refusing",
    "replacing",
    "right",
    "rounded",
    "task_is",
    "where",
]

Seconds = Decimal | None
Request = dict[str, object]

IMAGES, VIDEOS, AUDIOS = "image_urls", "video_urls", "audio_urls"
LISTS = (IMAGES, VIDEOS, AUDIOS)
TEXT, FRAMES, OMNI = "text_to_video", "first_last_frames", "omni_reference"
PRO, FAST, MINI = "seedance-2", "seedance-2-fast", "seedance-2-mini"
LESS, FAST_LESS = "seedance-2-less-restriction", "seedance-2-fast-less-restriction"


# --- The right client --------------------------------------------------------------------------

_JUDGED: dict[tuple[str, Seconds, Seconds], oracle.Verdict] = {}


def judged(request: Request, videos: Seconds, audios: Seconds) -> oracle.Verdict:
    """Return the verdict of the oracle, which is slow, on a request that may have come before."""
    key = repr(request), videos, audios
    if key not in _JUDGED:
        _JUDGED[key] = oracle.judge(request, videos, audios)
    return _JUDGED[key]


def right(request: Request, videos: Seconds, audios: Seconds) -> Answer:
    """Answer as the oracle does."""
    return answer(judged(request, videos, audios))


def answer(verdict: oracle.Verdict) -> Answer:
    """Turn a verdict into an answer."""
    credits = None if verdict.credits is None else exactly(verdict.credits)
    return Answer(verdict.accepted, verdict.mode, credits)


def exactly(amount: Fraction) -> Decimal:
    """Write a fraction as the decimal that it is."""
    return Context(prec=60, traps=[Inexact]).divide(amount.numerator, amount.denominator)


def rounded(amount: Fraction, places: str) -> Decimal:
    """Round an amount as money is rounded."""
    return exactly(amount).quantize(Decimal(places), ROUND_HALF_UP)


# --- Which requests ----------------------------------------------------------------------------


class Asked:
    """What is in a request, for a mistake to look at."""

    def __init__(self, request: Request) -> None:
        body = request.get("input")
        self.request = request
        self.fields: Request = body if isinstance(body, dict) else {}
        self.task = request.get("task_type")
        self.mode = self.fields.get("mode")
        self.prompt = str(self.fields.get("prompt"))
        self.images, self.videos, self.audios = (self.entries(name) for name in LISTS)
        self.counts = len(self.images), len(self.videos), len(self.audios)

    def entries(self, name: str) -> list[object]:
        """Return a list, empty where there is none."""
        value = self.fields.get(name)
        return value if isinstance(value, list) else []


Condition = Callable[[Asked], bool]


def always(asked: Asked) -> bool:
    """Hold for every request."""
    return True


def all_of(*conditions: Condition) -> Condition:
    """Hold where all of these hold."""
    return lambda asked: all(condition(asked) for condition in conditions)


def task_is(*names: str) -> Condition:
    """Hold for these names of task types."""
    return lambda asked: asked.task in names


def mode_is(mode: str | None) -> Condition:
    """Hold where this mode is given, or none is."""
    return lambda asked: asked.mode == mode


def counts_are(images: int, videos: int = 0, audios: int = 0) -> Condition:
    """Hold where a request has exactly so many references."""
    return lambda asked: asked.counts == (images, videos, audios)


def field_is(name: str, *values: object) -> Condition:
    """Hold where a field of `input` is one of these, and of its type; `...` is absent."""

    def holds(asked: Asked) -> bool:
        given = asked.fields.get(name, ...)
        return any(type(given) is type(value) and given == value for value in values)

    return holds


# --- Ways to be wrong --------------------------------------------------------------------------


def where(condition: Condition, client: Client) -> Client:
    """Be wrong for some requests alone."""

    def mostly_right(request: Request, videos: Seconds, audios: Seconds) -> Answer:
        chosen = client if condition(Asked(request)) else right
        return chosen(request, videos, audios)

    return mostly_right


def refusing(when: Condition) -> Client:
    """Refuse such requests too."""
    return where(when, lambda *asked: Answer(False, right(*asked).mode))


def overlooking(code: str, path: str = "", when: Condition = always) -> Client:
    """Overlook a fault, at a place or below it, in such requests."""

    def client(request: Request, videos: Seconds, audios: Seconds) -> Answer:
        verdict = judged(request, videos, audios)
        if verdict.accepted:
            return answer(verdict)
        return Answer(
            all(found == code and at.startswith(path) for found, at in verdict.violations),
            verdict.mode,
        )

    return where(when, client)


def reading(change: Callable[[Request, Request], object]) -> Client:
    """Change the request, and its `input`, before it is judged."""

    def client(request: Request, videos: Seconds, audios: Seconds) -> Answer:
        other = deepcopy(request)
        body = other.get("input")
        change(other, body if isinstance(body, dict) else {})
        return right(other, videos, audios)

    return client


def converting(name: str, convert: Callable[[object], object]) -> Client:
    """Read a field, of `input` or beside it, as another value where it is given."""

    def change(request: Request, body: Request) -> None:
        for place in (request, body):
            if name in place:
                place[name] = convert(place[name])

    return reading(change)


def filling(name: str, value: object, when: Condition = always) -> Client:
    """Read a field of `input` as if this were there."""
    return where(when, reading(lambda _, body: body.update({name: value})))


def dropping(name: str, when: Condition = always) -> Client:
    """Read a request as if it did not have a field of `input`."""
    return where(when, reading(lambda _, body: body.pop(name, None)))


def replacing(**functions: object) -> Client:
    """Judge with functions of the oracle replaced."""

    def client(request: Request, videos: Seconds, audios: Seconds) -> Answer:
        kept = {name: getattr(oracle, name) for name in functions}
        try:
            for name, function in functions.items():
                setattr(oracle, name, function)
            return answer(oracle.judge(request, videos, audios))
        finally:
            for name, function in kept.items():
                setattr(oracle, name, function)

    return client


def inferring(counts: tuple[int, int, int], mode: str) -> Client:
    """Infer this mode from these numbers of images, videos and audios."""
    inferred_mode = oracle.inferred_mode

    def instead(*lists: list[object] | None) -> str | None:
        found = tuple(-1 if entries is None else len(entries) for entries in lists)
        return mode if found == counts else inferred_mode(*lists)

    return replacing(inferred_mode=instead)


@dataclass(frozen=True)
class Bill:
    """What an accepted request is billed by; seconds that are not stated are None."""

    asked: Asked
    task: str
    resolution: str
    duration: int
    stated: Seconds
    audios: Fraction

    @property
    def videos(self) -> Fraction:
        """The total seconds of the input videos, 0 where they are not stated."""
        return Fraction(self.stated or 0)

    @property
    def unit(self) -> Fraction:
        """The price of a second of output."""
        return oracle.unit_price(self.task, self.resolution)

    @property
    def output(self) -> Fraction:
        """The price of the output alone."""
        return self.unit * self.duration

    def with_videos(self, seconds: Fraction | int) -> Fraction:
        """The price with so many seconds of input video."""
        return self.output + self.unit / 2 * seconds

    @property
    def total(self) -> Fraction:
        """The right price."""
        return self.with_videos(self.videos)


def billing(
    bill: Callable[[Bill], Fraction | Decimal | float],
    when: Callable[[Bill], bool] = lambda bill: True,
    *,
    unstated: bool = False,
) -> Client:
    """Bill something else, for some requests; where `unstated`, also what has no price."""

    def client(request: Request, videos: Seconds, audios: Seconds) -> Answer:
        verdict = judged(request, videos, audios)
        if verdict.body is None or (verdict.credits is None and not unstated):
            return answer(verdict)
        body = verdict.body["input"]
        assert isinstance(body, dict)
        found = Bill(
            asked=Asked(request),
            task=str(verdict.body["task_type"]),
            resolution=body["resolution"],
            duration=body["duration"],
            stated=videos,
            audios=Fraction(audios or 0),
        )
        if not when(found):
            return answer(verdict)
        credits = bill(found)
        return Answer(
            True, verdict.mode, exactly(credits) if isinstance(credits, Fraction) else credits
        )

    return client
