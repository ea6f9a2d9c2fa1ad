"""Cases about the shape of a request and its fields: envelope, prompt, types, values, money."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import evolve

from seedance_rules import Code
from seedance_rules.conformance.clients.making import (
    INPUT_SECONDS,
    LEFT_OUT,
    MANY,
    PROMPT,
    Draft,
    Sample,
    Samples,
    is_open,
    other_name,
)
from seedance_rules.fields import KINDS, field_of

__all__ = ["MAKERS"]

_TAKEN: Final[dict[str, object]] = {"boolean": True, "integer": 1, "number": 1.5, "string": "a"}
_WRONG: Final[dict[str, object]] = {"boolean": "true", "integer": 1.5, "number": "1", "string": 1}


def envelope(samples: Samples) -> Iterator[Draft]:
    """Clauses `envelope`, `envelope-extra`."""
    spec, plain = samples.spec, samples.plain()
    for key in ("model", "task_type", "input"):
        yield plain.rejected(f"request/{key}-missing", Code.MISSING_FIELD, {key: LEFT_OUT})
    for name in other_name([spec.model], plain.task_type):
        yield plain.rejected("request/model-a-task-type", Code.UNKNOWN_MODEL, {"model": name})
    yield plain.rejected("request/input-a-text", Code.NOT_AN_OBJECT, {"input": PROMPT})
    draft = plain.accepted("request/other-keys", "envelope-extra")
    more = {
        "config": {"webhook_config": {"endpoint": "https://client.example/done"}},
        "service_mode": "public",
        "reference": None,
    }
    yield evolve(draft, request=draft.request | more)


def absent(samples: Samples) -> Iterator[Draft]:
    """Clause `absent`: what is not given, and what only looks as if it were not."""
    spec, plain = samples.spec, samples.plain()
    uploading = samples.holding(among=samples.with_assets())
    empty: dict[str, object] = {
        field_of(kind): [] for kind in KINDS if not plain.count(kind) and kind in spec.media
    }
    for name in spec.known_fields:
        sample = plain
        if name == "mode":
            sample = samples.holding("image") or plain
        if name in ("auto_upload_assets", "asset_retention_hours") and uploading:
            # These two are looked at only where they have an effect.
            sample = uploading.but({"auto_upload_assets": True})
        if name != "prompt" and (not name.endswith("_urls") or name in empty):
            yield sample.accepted(f"absent/{name}-null", "absent", {name: None})
    for name in empty:
        yield plain.accepted(f"absent/{name}-empty", "absent", {name: []})
    yield plain.accepted("absent/empty-lists-and-no-mode", "absent", {**empty, "mode": LEFT_OUT})
    for what, name, value, code in (
        ("empty-text", "mode", "", Code.UNKNOWN_MODE),
        ("zero", "duration", 0, Code.DURATION_OUT_OF_RANGE),
        ("empty-text", "resolution", "", Code.UNKNOWN_RESOLUTION),
        ("empty-text", "aspect_ratio", "", Code.UNKNOWN_ASPECT_RATIO),
        ("empty-text", "image_urls", "", Code.WRONG_TYPE),
        ("false", "video_urls", False, Code.WRONG_TYPE),
        ("empty-object", "audio_urls", {}, Code.WRONG_TYPE),
    ):
        yield plain.rejected(f"absent/{name}-{what}", code, {name: value}, clause="absent")


def prompt(samples: Samples) -> Iterator[Draft]:
    """Clause `prompt-required`, and a maximum of characters where there is one."""
    plain = samples.plain()
    for what, value, code in (
        ("missing", LEFT_OUT, Code.MISSING_FIELD),
        ("null", None, Code.MISSING_FIELD),
        ("empty", "", Code.MISSING_FIELD),
        ("blank", " \n\u3000", Code.MISSING_FIELD),
        ("a-number", 5, Code.WRONG_TYPE),
        ("a-list", [PROMPT], Code.WRONG_TYPE),
    ):
        yield plain.rejected(f"prompt/{what}", code, {"prompt": value})
    yield plain.accepted("prompt/one-character", "prompt-required", {"prompt": "猫"})
    most = plain.limits.prompt_maximum
    if most is None:
        yield plain.accepted("prompt/long", "prompt-required", {"prompt": " ".join([PROMPT] * 120)})
        return
    clause = plain.limits.clauses[Code.PROMPT_TOO_LONG]
    # A character outside the basic plane counts once, though it is two units of UTF-16.
    yield plain.accepted("prompt/at-maximum", clause, {"prompt": "🎬" + "a" * (most - 1)})
    longer = {"prompt": "a" * (most + 1)}
    yield plain.rejected("prompt/above-maximum", Code.PROMPT_TOO_LONG, longer)


def further_keys(samples: Samples) -> Iterator[Draft]:
    """Clause `input-extra`: keys of `input` that the documentation does not name change nothing."""
    plain = samples.plain()
    for name, value in (("seed", 42), ("Duration", 1), ("image_url", plain.url("image"))):
        for unknown in other_name(samples.spec.known_fields, name):
            yield plain.accepted(f"input/{unknown}", "input-extra", {unknown: value})


def types(samples: Samples) -> Iterator[Draft]:
    """Clause `types`: names are matched exactly, and no value is converted."""
    plain, limits = samples.plain(), samples.plain().limits
    for name, value, code in (
        ("model", samples.spec.model, Code.UNKNOWN_MODEL),
        ("task_type", plain.task_type, Code.UNKNOWN_TASK_TYPE),
        ("mode", plain.mode, Code.UNKNOWN_MODE),
        ("resolution", limits.default_resolution, Code.UNKNOWN_RESOLUTION),
        ("aspect_ratio", limits.default_aspect_ratio, Code.UNKNOWN_ASPECT_RATIO),
    ):
        variants = {"upper-case": value.upper(), "padded": f"{value} "}
        for what, variant in variants.items():
            if variant != value:
                yield plain.rejected(f"types/{name}-{what}", code, {name: variant}, clause="types")
    digits = "".join(filter(str.isdecimal, limits.default_resolution))
    for what, name, wrong in (
        ("text", "duration", str(limits.default_duration)),
        ("a-number", "resolution", int(digits or 0)),
        ("a-number", "aspect_ratio", 1.78),
    ):
        yield plain.rejected(f"types/{name}-{what}", Code.WRONG_TYPE, {name: wrong})
    for kind in samples.spec.media:
        sample, name = samples.holding(kind), field_of(kind)
        if sample is None:
            continue
        link, code = sample.url(kind), Code.WRONG_TYPE
        yield sample.rejected(f"types/{name}-a-text", code, {name: link})
        yield sample.rejected(f"types/{name}-null-in-it", code, {name: [link, None]})
        if kind == KINDS[0]:
            entries = [link, {"url": link}]
            yield sample.rejected(f"types/{name}-object-in-it", code, {name: entries})


def task_types(samples: Samples) -> Iterator[Draft]:
    """Clause `task-types`: other names, such as a twin that a task type does not have."""
    spec, usual = samples.spec, samples.plain()
    twins = {
        name: found.strict_twin for name, found in spec.task_types.items() if found.strict_twin
    }
    alone = [name for name in spec.task_types if name not in {*twins, *twins.values()}]
    known = (*spec.task_types, *spec.aliases)
    unknown = [(usual.task_type, f"{usual.task_type}{word}") for word in ("-turbo", "-max")]
    unknown = [(name, other) for name, other in unknown if other not in known][:1]
    for name, other in (*unknown, *_named_alike(samples, alone, twins)):
        fault = {"task_type": other}
        code = Code.UNKNOWN_TASK_TYPE
        yield samples.plain(name).rejected(f"task-types/{other}", code, fault)


def deprecated(samples: Samples) -> Iterator[Draft]:
    """Clauses `deprecated`, `deprecated-720p`: a name is checked and priced as what it means."""
    spec, keep = samples.spec, samples.spec.keep_resolution
    for alias, meant in spec.aliases.items():
        named = evolve(samples.plain(meant), task_type=alias)
        clause = keep.clause if keep else "deprecated"
        case_id = f"deprecated/{alias}"
        yield named.accepted(f"{case_id}/resolution-left-out", clause, {"resolution": LEFT_OUT})
        prices = named.limits.resolutions
        for resolution in [name for name in spec.resolutions if name not in prices][:1]:
            yield named.rejected(
                f"{case_id}/{resolution}",
                Code.UNSUPPORTED_RESOLUTION,
                {"resolution": resolution},
                clause="deprecated",
            )
        best = {"resolution": prices[-1]}
        yield named.accepted(f"{case_id}/{prices[-1]}", "deprecated", best)
    never_renamed = [name for name in spec.task_types if name not in spec.aliases.values()]
    for name, unknown in _named_alike(samples, never_renamed, spec.aliases):
        yield samples.plain(name).rejected(
            f"deprecated/{unknown}",
            Code.UNKNOWN_TASK_TYPE,
            {"task_type": unknown},
            clause="deprecated",
        )


def _named_alike(
    samples: Samples, names: list[str], others: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return one of some names, and one made from it as others are made from theirs, if unknown."""
    known = (*samples.spec.task_types, *samples.spec.aliases)
    suffixes = [other.removeprefix(name) for other, name in others.items() if other != name]
    pairs = [(name, f"{name}{suffix}") for name in names for suffix in suffixes]
    return [(name, unknown) for name, unknown in pairs if unknown not in known][:1]


def durations(samples: Samples) -> Iterator[Draft]:
    """Clauses `duration`, `duration-integer`, `duration-default`.

    Both edges and both sides for the usual task type in each mode; the edges, the middle and the
    default for every other one; and all of it where another one has limits of its own.
    """
    spec, usual = samples.spec, samples.usual
    for task_type in (usual, *samples.others):
        for at, mode in enumerate(samples.modes(task_type)):
            sample = samples.typical(task_type, mode)
            limits, here = sample.limits, f"duration/{samples.place(sample)}"
            twin = spec.limits(usual, mode) if mode in spec.task_types[usual].modes else None
            same = twin is not None and limits.durations == twin.durations
            numbers, clause = limits.durations, limits.clauses[Code.DURATION_OUT_OF_RANGE]
            last = numbers.start + MANY if is_open(numbers) else numbers.stop - 1
            if task_type == usual or not same or at == 0:
                middle = (numbers.start + last) // 2
                for what, seconds in (
                    ("at-minimum", numbers.start),
                    ("middle", middle),
                    ("at-maximum", last),
                ):
                    if what != "middle" or at == 0:
                        yield sample.accepted(f"{here}/{what}", clause, {"duration": seconds})
            if task_type == usual or not same:
                outside = [("below-minimum", numbers.start - 1)]
                outside += [] if is_open(numbers) else [("above-maximum", numbers.stop)]
                for what, seconds in outside:
                    code = Code.DURATION_OUT_OF_RANGE
                    yield sample.rejected(f"{here}/{what}", code, {"duration": seconds})
            own = twin is None or twin.default_duration != limits.default_duration
            if task_type == usual or own or at == 0:
                left_out = {"duration": LEFT_OUT}
                yield sample.accepted(f"{here}/left-out", "duration-default", left_out)
    plain = samples.plain()
    least = plain.limits.durations.start
    whole = {"duration": float(least)}
    yield plain.accepted("duration/whole-float", "duration-integer", whole)
    yield plain.rejected("duration/half", Code.WRONG_TYPE, {"duration": least + 0.5})


def resolutions(samples: Samples) -> Iterator[Draft]:
    """Clauses `resolution`, `resolution-fast`, `resolution-mini`: defaults, and what is refused."""
    spec, usual = samples.spec, samples.plain()
    for task_type in spec.task_types:
        plain, here = samples.plain(task_type), f"resolution/{task_type}"
        limits, left_out = plain.limits, {"resolution": LEFT_OUT}
        own = limits.default_resolution != usual.limits.default_resolution
        clause = limits.clauses[Code.UNSUPPORTED_RESOLUTION] if own else "resolution"
        yield plain.accepted(f"{here}/left-out", clause, left_out)
        with_video = samples.holding("video", among=[task_type])
        if with_video is not None:
            yield with_video.accepted(f"{here}/left-out/with-video", clause, left_out)
        for name in spec.resolutions:
            if name not in limits.resolutions:
                code = Code.UNSUPPORTED_RESOLUTION
                yield plain.rejected(f"{here}/{name}", code, {"resolution": name})
    digits = tuple(name.rstrip("p") for name in spec.resolutions)
    known = spec.resolutions
    for name in (*other_name(known, "4k", "8k"), *other_name(known, *digits)):
        fault = {"resolution": name}
        yield usual.rejected(f"resolution/{name}", Code.UNKNOWN_RESOLUTION, fault)


def aspect_ratios(samples: Samples) -> Iterator[Draft]:
    """Clause `aspect-ratio`: every ratio on every task type, its edges in every mode."""
    spec, usual = samples.spec, samples.plain()
    for task_type in (samples.usual, *samples.others):
        for at, mode in enumerate(samples.modes(task_type)):
            sample = samples.typical(task_type, mode)
            limits, allowed = sample.limits, sample.limits.aspect_ratios
            clause = limits.clauses[Code.UNKNOWN_ASPECT_RATIO]
            for ratio in spec.aspect_ratios:
                change, here = {"aspect_ratio": ratio}, f"aspect-ratio/{samples.place(sample)}"
                if ratio not in allowed:
                    code = Code.UNSUPPORTED_ASPECT_RATIO
                    yield sample.rejected(f"{here}/{ratio}", code, change)
                elif at == 0 or (task_type == samples.usual and ratio in (allowed[0], allowed[-1])):
                    yield sample.accepted(f"{here}/{ratio}", clause, change)
    known = spec.aspect_ratios
    turned = [":".join(reversed(ratio.split(":"))) for ratio in known]
    for name in (
        *other_name(known, *turned),
        *other_name(known, known[0].replace(":", "x")),
        *other_name(known, "adaptive", "original"),
    ):
        fault = {"aspect_ratio": name}
        yield usual.rejected(f"aspect-ratio/{name}", Code.UNKNOWN_ASPECT_RATIO, fault)


def auto_aspect_ratio(samples: Samples) -> Iterator[Draft]:
    """Clauses `aspect-auto`, `aspect-auto-fallback`: in each mode, given, and inferred.

    That `auto` is refused without what it follows beside a given mode is how a contradiction of the
    page is read, so such cases cite the reading.
    """
    auto = samples.spec.auto_aspect_ratio
    if auto is None:
        return
    change, code = {"aspect_ratio": auto.value}, Code.AUTO_NOT_ALLOWED
    here, fallback = f"aspect-ratio/{auto.value}", "aspect-auto-fallback"
    for task_type in (samples.usual, *samples.others):
        for mode in samples.modes(task_type):
            least, following = (
                samples.least(task_type, mode),
                samples.least(task_type, mode, auto.follows),
            )
            for sample in dict.fromkeys(filter(None, (least, following))):
                follows = bool(sample.count(auto.follows))
                clause = "aspect-auto" if follows else fallback
                words = f"{'with' if follows else 'without'}-{auto.follows}"
                case_id = f"{here}/{samples.place(sample)}/{words}"
                if sample.limits.auto_aspect_ratio is not None:
                    if follows:
                        yield sample.accepted(case_id, clause, change)
                elif task_type == samples.usual:
                    yield sample.rejected(case_id, code, change, clause=clause)
    none = Sample(samples.spec, samples.usual, samples.modes(samples.usual)[0], (0, 0, 0))
    for counts in ((0, 0, 0), (1, 0, 0), (3, 0, 0), (0, 1, 0), (1, 1, 0)):
        sample = evolve(none, counts=counts).but({"mode": LEFT_OUT})
        clause = "aspect-auto" if sum(counts) == sample.count(auto.follows) == 1 else fallback
        case_id = f"{here}/inferred/{sample.words}"
        yield sample.either(case_id, clause, change, fault=fallback)
    if auto.fallback is not None:
        empty = {field_of(auto.follows): [], **change}
        case_id = f"{here}/inferred/nothing-but-an-empty-list"
        yield none.but({"mode": LEFT_OUT}).accepted(case_id, fallback, empty)


def further_fields(samples: Samples) -> Iterator[Draft]:
    """The clause of each further field: every task type and mode, then its values and edges."""
    for name, found in samples.spec.fields.items():
        taking: Sample | None = None
        low, high = found.bounds
        edges = [edge for edge in (low, high) if edge is not None]
        values: list[object] = [*(found.values or ()), *edges] or [_TAKEN[found.type]]
        for task_type in samples.spec.task_types:
            for mode in samples.modes(task_type):
                sample, change = samples.typical(task_type, mode), {name: values[0]}
                case_id = f"fields/{name}/{samples.place(sample)}"
                if (found.task_types is None or task_type in found.task_types) and (
                    found.modes is None or mode in found.modes
                ):
                    taking = taking or sample
                    yield sample.accepted(case_id, found.clause, change)
                else:
                    yield sample.rejected(case_id, Code.UNSUPPORTED_FIELD, change)
        if taking is None:
            continue
        for value in values[1:]:
            yield taking.accepted(f"fields/{name}/{value}", found.clause, {name: value})
        wrong = {name: _WRONG[found.type]}
        yield taking.rejected(f"fields/{name}/wrong-type", Code.WRONG_TYPE, wrong)
        outside: list[object] = [] if low is None else [low - 1]
        outside += [] if high is None else [high + 1]
        outside += ["-or-".join(found.values)] if found.values else []
        for value in outside:
            case_id = f"fields/{name}/{value}"
            yield taking.rejected(case_id, Code.VALUE_NOT_ALLOWED, {name: value})


def prices(samples: Samples) -> Iterator[Draft]:
    """Clauses `prices`, `markup`, `formula`, `formula-mini`: every pair, also with input videos."""
    for name, task_type in samples.spec.task_types.items():
        with_video = samples.holding("video", among=[name])
        clause = "markup" if task_type.strict_twin else "prices"
        clause = "formula-mini" if with_video is None else clause
        for resolution in task_type.prices:
            case_id, change = f"prices/{name}/{resolution}", {"resolution": resolution}
            yield samples.plain(name).accepted(case_id, clause, change)
            if with_video is not None:
                yield with_video.accepted(f"{case_id}/with-video", "formula", change)


def input_seconds(samples: Samples) -> Iterator[Draft]:
    """Clauses `formula`, `input-seconds`: one total, as it is stated, and of the videos alone."""
    sample = samples.holding("video")
    if sample is None:
        return
    limits, here = sample.limits, "prices/input-seconds"
    longest = limits.durations.start if is_open(limits.durations) else limits.durations.stop - 1
    most = limits.kinds["video"].maximum_seconds or Decimal(4 * longest)
    for what, clause, videos in (
        ("below-one", "formula", Decimal("0.4")),
        ("above-the-longest-output", "formula", min(Decimal(4 * longest), most)),
        ("not-stated", "input-seconds", None),
        ("zero", "input-seconds", Decimal(0)),
    ):
        yield sample.accepted(f"{here}/{what}", clause, videos=videos)
    beside = samples.holding("video", "audio")
    if beside is not None:
        audios = min(INPUT_SECONDS, beside.limits.kinds["audio"].maximum_seconds or INPUT_SECONDS)
        yield beside.accepted(f"{here}/beside-audio", "formula", audios=audios)


def exactness(samples: Samples) -> Iterator[Draft]:
    """Clauses `credit-unit`, `exact`."""
    rows = [(t.name, *pair) for t in samples.spec.task_types.values() for pair in t.prices.items()]
    bills = [
        (unit, seconds, samples.plain(name), {"resolution": resolution, "duration": seconds})
        for name, resolution, unit in rows
        for seconds in samples.plain(name).limits.durations[:100]
    ]
    whole = [bill[2:] for bill in bills if Fraction(bill[0]) * bill[1] == 1]
    inexact = [
        bill[2:]
        for bill in bills
        if Fraction(repr(float(bill[0]) * bill[1])) != Fraction(bill[0]) * bill[1]
    ]
    for plain, change in whole[:1]:
        yield plain.accepted("prices/one-credit", "credit-unit", change)
    for plain, change in inexact[:1]:
        yield plain.accepted("prices/inexact-in-binary", "exact", change)
    cheapest, resolution, _ = min(rows, key=lambda row: row[2])
    with_video = samples.holding("video", among=[cheapest])
    if with_video is not None:
        case_id, videos = "prices/many-decimals", Decimal("7.00001")
        at = {"resolution": resolution}
        yield with_video.accepted(case_id, "exact", at, videos=videos)


MAKERS: Final = (
    envelope,
    absent,
    prompt,
    further_keys,
    types,
    task_types,
    deprecated,
    durations,
    resolutions,
    aspect_ratios,
    auto_aspect_ratio,
    further_fields,
    prices,
    input_seconds,
    exactness,
)
