"""Bills: a quote stored with all that made it, made again later, and a charge explained.

`record` returns what a log should keep of a quote, as plain data; `replay` makes the quote again
and says what differs. Own tables (`2026-06+acme`) are not published: pass them as `spec` again.

```python
import json
from seedance_rules.bills import explain, record, replay

body = {"prompt": "Follow @video1", "video_urls": ["https://media.example/a.mp4"], "duration": 4}
request = {"model": "seedance", "task_type": "seedance-2-fast", "input": body}
line = json.dumps(record(request, total_input_video_duration=4, spec="2026-06"))
again = replay(json.loads(line))
assert again.same and str(again.quote.credits) == "0.48"
later = replay(json.loads(line), spec="2026-08-08")
assert "credits: '0.48' in the record, '0.384' now" in later.differences
```

`explain` looks for what gives exactly the amount that was charged: the quote by any version, as it
is or with one or two assumptions, those that assume least first. What fits is what could be, not
what was: an amount is a single number, and several ways may lead to it.

```python
found = explain(request, points=3_840_000, total_input_video_duration=4)
assert [(each.version, each.differences) for each in found[:2]] == [
    ("2026-08-08", ()),  # 0.064 a second then: the quote as it is
    ("2026-09-22", ("input video at the full unit price",)),  # at 0.048 that fits as well
]
assert not explain(request, billed="0.123456", total_input_video_duration=4)
```
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal, InvalidOperation
from itertools import combinations
from typing import Any, Final

from attrs import frozen

from seedance_rules import (
    Code,
    InvalidRequest,
    NotInTables,
    Quote,
    Seconds,
    Spec,
    UnknownVersion,
    load_spec,
    quote,
)
from seedance_rules import versions as published
from seedance_rules.amounts import EXACT, stated, tidy
from seedance_rules.pricing import cost
from seedance_rules.spec import spec_of
from seedance_rules.values import entries_of, exact, is_list, is_object, items_of
from seedance_rules.wording import OPEN, bounds, either, kind_of, number, plain, plain_fields, show

__all__ = ["BillError", "Explanation", "RecordError", "Replay", "explain", "record", "replay"]

Amount = int | float | Decimal | str

_SECONDS: Final = ("total_input_video_duration", "total_input_audio_duration")
_TOLD: Final = ("credits", "mode", "notices", "spec_version", "spec_digest")
_MOST_ASSUMED: Final = 2
_MOST_COPIED: Final = 100_000
_DEEPEST: Final = 50
_MOST_DIGITS: Final = 400
_CENT: Final = Decimal("0.01")
_ROUNDING: Final = Context(prec=EXACT.prec)


class RecordError(ValueError):
    """What is not a record as `record` returns it; the message says what is missing."""


class BillError(ValueError):
    """A charge that is not an amount, is stated twice or not at all, or is in unknown points."""


@frozen
class Replay:
    """A quote made again from a record, and what differs from the record, a sentence each."""

    quote: Quote
    differences: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether the quote is the recorded one, made with the same tables."""
        return not self.differences

    def to_dict(self) -> dict[str, Any]:
        """Return the replay as plain data that `json.dumps` takes."""
        return {"same": self.same, **plain_fields(self)}

    def __str__(self) -> str:
        return "\n".join([*(self.differences or ["as recorded"]), str(self.quote)])


@frozen
class Explanation:
    """One way to come to the amount that was charged.

    `differences` is what was assumed otherwise than the quote says, a phrase each, empty for the
    quote as it is. `quote` is that of the request as it was assumed, by the tables of `version`,
    and `credits` what it comes to with all that was assumed: the amount that was charged.
    """

    version: str
    differences: tuple[str, ...]
    quote: Quote
    credits: Decimal

    def to_dict(self) -> dict[str, Any]:
        """Return the explanation as plain data that `json.dumps` takes, amounts as strings."""
        return plain_fields(self)

    def __str__(self) -> str:
        told = either(self.differences or ["the quote as it is"], "and")
        return f"{number(self.credits)} credits by tables {self.version}: {told}"


def record(
    request: Mapping[str, object],
    *,
    total_input_video_duration: Seconds | None = None,
    total_input_audio_duration: Seconds | None = None,
    spec: Spec | str | None = None,
) -> dict[str, Any]:
    """Return all that is needed to make a quote again, as plain data that `json.dumps` takes.

    That is `request` as it was given, the stated seconds in all, as decimal text (of audios None
    where they are not stated), and what `Quote.to_dict` says: amounts, notices, version and digest
    of the tables. What JSON cannot carry, in values that are only passed through, becomes text.

    Raises what `quote` raises.
    """
    audio = stated(None, total_input_audio_duration).audio
    found = quote(
        request,
        total_input_video_duration=total_input_video_duration,
        total_input_audio_duration=total_input_audio_duration,
        spec=spec,
    )
    return {
        **found.to_dict(),
        "request": _copied(request, [_MOST_COPIED]),
        "total_input_audio_duration": None if audio is None else number(audio),
    }


def replay(record: Mapping[str, object], *, spec: Spec | str | None = None) -> Replay:
    """Make the quote of a record again, by the tables of its version or by `spec`, and compare.

    Every figure, the mode, the notices (by code and place), version and digest are compared.

    Raises `RecordError`, a `ValueError`, for what is not a record; `UnknownVersion` for a version
    that is not published, where its tables are not passed as `spec`; and what `quote` raises where
    the request or the seconds were changed into what cannot be quoted.
    """
    known = _plain(record)
    missing = [key for key in ("request", *_SECONDS, *_TOLD) if key not in known]
    if missing:
        raise RecordError(f"this is not a record: without {either(missing, 'and')}")
    version: Any = plain(known["spec_version"])
    if spec is None and version not in published():
        raise UnknownVersion(
            f"the record was made with tables {show(version)}, which are not among the published "
            f"ones, {either(published(), 'and')}; pass those tables as spec"
        )
    seconds = {key: known.pop(key) for key in _SECONDS}
    found = quote(known["request"], **seconds, spec=version if spec is None else spec)
    differences = []
    for key, value in found.to_dict().items():
        now, then = _comparable(value), _comparable(known.get(key, value))
        if now != then:
            differences.append(f"{key}: {show(then)} in the record, {show(now)} now")
    return Replay(found, tuple(differences))


def explain(
    request: Mapping[str, object],
    *,
    billed: Amount | None = None,
    points: Amount | None = None,
    total_input_video_duration: Seconds | None = None,
    spec: Spec | str | None = None,
    versions: Iterable[Spec | str] | None = None,
) -> tuple[Explanation, ...]:
    """Return what gives exactly the amount that was charged, the fewest assumptions first.

    The amount is stated in credits (`billed`) or in points, which each version turns into credits
    by the ratio that it states; a version that states none is not tried with points. It is a number
    or decimal text; a float is read as the digits it prints as.

    What may be assumed, two at most: another resolution, where none is given; another task type,
    where a deprecated name is given; the shortest or the longest output; input video rounded to
    whole seconds, up or down, at the full unit price, or left out; a markup that the version
    states, on the price or on that of the strict twin; rounding to cents. What fits by a version
    with a part of the assumptions is not told again with more.

    Every version is tried, the default first, or only `spec`, or only those of `versions`; of as
    many assumptions, earlier ones come first. `()` where nothing fits.

    Raises `BillError`, a `ValueError`, for an amount that is negative, NaN or not a number, for
    both or neither of the two, and for points where no version that is tried states a ratio;
    `InvalidRequest` for a request that every version rejects; and `InputDurationError` and
    `UnknownVersion` as `quote` does.
    """
    if (billed is None) is (points is None):
        raise BillError("state what was charged either as billed, in credits, or as points")
    charged = _amount(points, "points") if billed is None else _amount(billed, "billed")
    tried = [
        (tables, ratio)
        for tables in _tried(spec, versions)
        if (ratio := tables.points_per_credit if billed is None else Decimal(1)) is not None
    ]
    if not tried:
        raise BillError(
            "versions is empty; name some, or leave it out"
            if points is None
            else "none of these tables states how many points a credit is; give billed, in credits"
        )
    open_resolution = _plain(_plain(request).get("input")).get("resolution") is None
    found: list[Explanation] = []
    rejected: list[InvalidRequest] = []
    for tables, ratio in tried:
        try:
            asked = quote(
                request, total_input_video_duration=total_input_video_duration, spec=tables
            )
            found += _explained(asked, open_resolution, tables, charged, ratio)
        except InvalidRequest as error:
            rejected.append(error)
    if len(rejected) == len(tried):
        raise rejected[0]
    return tuple(sorted(found, key=lambda each: len(each.differences)))


def _explained(
    asked: Quote, open_resolution: bool, tables: Spec, charged: Decimal, ratio: Decimal
) -> Iterator[Explanation]:
    """Yield what fits by one version, but not what fits with a part of its assumptions alone."""
    assumptions = [*_assumptions(asked, open_resolution, tables)]
    enough: list[set[str]] = []
    for count in range(_MOST_ASSUMED + 1):
        for some in combinations(assumptions, count):
            words = tuple(told for told, _ in some)
            if any(fewer.issubset(words) for fewer in enough):
                continue
            # Of two that contradict each other the second counts, which was tried alone before.
            changes = dict(change for _, changed in some for change in changed.items())
            with suppress(NotInTables, InvalidRequest):
                amount = _charge(asked, changes, tables)
                if EXACT.multiply(amount, ratio) == charged:
                    found = _assumed(asked, changes, tables)
                    enough.append({*words})
                    yield Explanation(tables.version, words, found, amount)


def _assumptions(
    asked: Quote, open_resolution: bool, tables: Spec
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what may be assumed otherwise, in words, and what it changes in a charge."""
    if any(notice.code is Code.DEPRECATED_TASK_TYPE for notice in asked.notices):
        for name, task_type in tables.task_types.items():
            if asked.mode in task_type.modes:
                default = tables.limits(name, asked.mode).default_resolution
                resolution = default if open_resolution else asked.resolution
                yield f"task type {name}", {"task_type": name, "resolution": resolution}
    if open_resolution:
        for resolution in tables.resolutions:
            yield f"resolution {resolution}", {"resolution": resolution}
    for seconds in bounds(tables.limits(asked.task_type, asked.mode).durations):
        if seconds is not None:
            yield f"{seconds} s of output", {"duration": seconds}
    if videos := asked.total_input_video_duration:
        for word, rounding in (("up", ROUND_CEILING), ("down", ROUND_FLOOR)):
            whole = videos.to_integral_value(rounding)
            yield f"input video rounded {word} to {number(whole)} s", {"seconds": whole}
        yield "input video at the full unit price", {"rate": Decimal(1)}
        yield "input video left out", {"rate": Decimal(0)}
    for claim in tables.markup_claims:
        markup = f"a markup of {number(claim.percent)} % on the price"
        yield markup, {"percent": claim.percent, "of_twin": False}
        yield f"{markup} of the strict twin", {"percent": claim.percent, "of_twin": True}
    yield "rounded to cents", {"cents": True}


def _charge(asked: Quote, changes: Mapping[str, Any], tables: Spec) -> Decimal:
    """Return what is charged in credits; `NotInTables` for what has no price."""
    name: Any = changes.get("task_type", asked.task_type)
    if changes.get("of_twin"):
        name = tables.task_types[name].strict_twin
    amount = cost(
        tables.unit_price(name, changes.get("resolution", asked.resolution)),
        changes.get("rate", asked.input_video_rate),
        changes.get("duration", asked.duration),
        changes.get("seconds", asked.total_input_video_duration),
    )
    factor = EXACT.add(1, changes.get("percent", Decimal(0)).scaleb(-2, EXACT))
    amount = tidy(EXACT.multiply(amount, factor))
    return tidy(amount.quantize(_CENT, ROUND_HALF_UP, _ROUNDING)) if "cents" in changes else amount


def _assumed(asked: Quote, changes: Mapping[str, Any], tables: Spec) -> Quote:
    """Return the quote of the request as it is assumed; `InvalidRequest` where it is rejected."""
    body = asked.request.to_dict()
    wanted = {key: changes[key] for key in ("resolution", "duration") if key in changes}
    if "task_type" not in changes and not wanted:
        return asked
    body["task_type"] = changes.get("task_type", asked.task_type)
    body["input"] |= wanted
    return quote(body, total_input_video_duration=asked.total_input_video_duration, spec=tables)


def _tried(spec: Spec | str | None, versions: Iterable[Spec | str] | None) -> list[Spec]:
    """Return the tables that are tried, the default ones first."""
    if spec is None:
        tables = [spec_of(name) for name in (published() if versions is None else versions)]
        return sorted(tables, key=lambda each: each.version != load_spec().version)
    if versions is not None:
        raise TypeError("give either spec, which is then tried alone, or versions")
    return [spec_of(spec)]


def _amount(stated: object, what: str) -> Decimal:
    """Read an amount exactly; `BillError` for what is not one."""
    given: Any = exact(stated)
    if type(given) is int:
        given = min(given, OPEN)  # nothing costs as much, and more digits take long to read
    if kind_of(given) in ("a number", "a string"):
        with suppress(InvalidOperation):  # text that is not a number
            amount = Decimal(repr(given) if type(given) is float else given, EXACT)
            if amount.is_finite() and amount >= 0:
                return amount
    raise BillError(
        f"{what} must be an amount, 0 or more, as a number or decimal text such as '2.50', "
        f"not {show(stated)}"
    )


def _plain(given: object) -> dict[str, Any]:
    """Return a mapping as a dict, whatever methods it or its keys have; empty for anything else."""
    return {exact(key): value for key, value in items_of(given) or ()} if is_object(given) else {}


def _comparable(value: object) -> object:
    """Return what counts of a recorded value: of notices, the codes and places."""
    if not is_list(value):
        return plain(value)
    notices = map(_plain, entries_of(value))
    told = ([show(one.get(key)).strip("'") for key in ("code", "path")] for one in notices)
    return "; ".join(" at ".join(words) for words in told)


def _copied(value: object, left: list[int], depth: int = 0) -> Any:
    """Copy a value as plain JSON, counting down what may be copied; anything else as text."""
    leaf = exact(value)
    left[0] -= 1
    if left[0] < 0 or depth > _DEEPEST:
        return show(leaf)
    if is_object(leaf):
        return {
            key if type(key) is str else show(key): _copied(each, left, depth + 1)
            for key, each in _plain(leaf).items()
        }
    if is_list(leaf):
        return [_copied(each, left, depth + 1) for each in entries_of(leaf)]
    if type(leaf) is Decimal and leaf.is_finite() and abs(leaf.adjusted()) < _MOST_DIGITS:
        leaf = int(leaf) if leaf == leaf.to_integral_value(context=EXACT) else float(leaf)
    if type(leaf) is str or (type(leaf) is int and abs(leaf) < 10**_MOST_DIGITS):
        return leaf
    return plain(leaf)
