"""Cases about the shape of a request and its fields: envelope, prompt, types, values, money."""

from collections.abc import Iterator
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
    each,
    edges,
    unknown,
)
from seedance_rules.fields import ASSET_FIELDS, ENVELOPE_FIELDS, KINDS, field_of

__all__ = ["MAKERS"]

_TAKEN: Final[dict[str, object]] = {"boolean": True, "integer": 1, "number": 1.5, "string": "a"}
_WRONG: Final[dict[str, object]] = {"boolean": "true", "integer": 1.5, "number": "1", "string": 1}


def envelope(samples: Samples) -> Iterator[Draft]:
    """Clauses `envelope`, `envelope-extra`, `input-extra`."""
    plain, here = samples.plain(), "request/"
    for key in ENVELOPE_FIELDS:
        yield from each(plain, here, key, {f"{key}-missing": LEFT_OUT}, Code.MISSING_FIELD)
    model = {"model-a-task-type": plain.task_type}
    yield from each(plain, here, "model", model, Code.UNKNOWN_MODEL)
    yield from each(plain, here, "input", {"input-a-text": PROMPT}, Code.NOT_AN_OBJECT)
    whole = plain.draft("request/other-keys", "envelope-extra")
    config = {"webhook_config": {"endpoint": "https://client.example/done"}}
    more = {"config": config, "service_mode": "public", "reference": None}
    yield evolve(whole, request=whole.request | more)
    for name, value in (("seed", 42), ("Duration", 1), ("image_url", plain.url("image"))):
        if name not in samples.spec.known_fields:
            yield from each(plain, "input/", name, {name: value}, clause="input-extra")


def absent(samples: Samples) -> Iterator[Draft]:
    """Clause `absent`: what is not given, and what only looks as if it were not."""
    plain, here, clause = samples.plain(), "absent/", "absent"
    uploading = samples.holding(among=samples.with_assets())
    empty: dict[str, object] = {field_of(kind): [] for kind in KINDS if not plain.count(kind)}
    for name in samples.spec.known_fields:
        sample, cited = plain, clause
        if name == "mode":
            sample = samples.holding("image") or plain
        elif name == "aspect_ratio":
            cited = samples.clause("aspect-default", clause)
        elif name in ASSET_FIELDS and uploading:
            # These two are looked at only where they have an effect.
            sample = uploading.but({"auto_upload_assets": True})
        if name != "prompt" and (not name.endswith("_urls") or name in empty):
            yield from each(sample, here, name, {f"{name}-null": None}, clause=cited)
    for name in empty:
        yield from each(plain, here, name, {f"{name}-empty": []}, clause=clause)
    no_mode = {"empty-lists-and-no-mode": LEFT_OUT}
    yield from each(plain.but(empty), here, "mode", no_mode, clause=clause)
    for what, name, value, code in (
        ("empty-text", "mode", "", Code.UNKNOWN_MODE),
        ("zero", "duration", 0, Code.DURATION_OUT_OF_RANGE),
        ("empty-text", "resolution", "", Code.UNKNOWN_RESOLUTION),
        ("empty-text", "aspect_ratio", "", Code.UNKNOWN_ASPECT_RATIO),
        ("empty-text", "image_urls", "", Code.WRONG_TYPE),
        ("false", "video_urls", False, Code.WRONG_TYPE),
        ("empty-object", "audio_urls", {}, Code.WRONG_TYPE),
    ):
        yield from each(plain, here, name, {f"{name}-{what}": value}, code, clause)


def prompt(samples: Samples) -> Iterator[Draft]:
    """Clause `prompt-required`, and a maximum of characters where there is one."""
    plain, name, clause, long = samples.plain(), "prompt", "prompt-required", Code.PROMPT_TOO_LONG
    missing = {"missing": LEFT_OUT, "null": None, "empty": "", "blank": " \n\u3000"}
    yield from each(plain, "prompt/", name, missing, Code.MISSING_FIELD)
    yield from each(plain, "prompt/", name, {"a-number": 5, "a-list": [PROMPT]}, Code.WRONG_TYPE)
    taken, most = {"one-character": "猫"}, plain.limits.prompt_maximum
    if most is None:
        taken["long"] = " ".join([PROMPT] * 120)
    yield from each(plain, "prompt/", name, taken, clause=clause)
    if most is not None:
        # A character outside the basic plane counts once, though it is two units of UTF-16.
        edge = {"at-maximum": "🎬" + "a" * (most - 1)}
        yield from each(plain, "prompt/", name, edge, clause=plain.limits.clauses[long])
        yield from each(plain, "prompt/", name, {"above-maximum": "a" * (most + 1)}, long)


def types(samples: Samples) -> Iterator[Draft]:
    """Clause `types`: names are matched exactly, and no value is converted."""
    plain, limits = samples.plain(), samples.plain().limits
    for name, value, code in (
        ("model", samples.spec.model, Code.UNKNOWN_MODEL),
        ("task_type", plain.task_type, Code.UNKNOWN_TASK_TYPE),
        ("mode", plain.mode, Code.UNKNOWN_MODE),
        ("resolution", limits.default_resolution, Code.UNKNOWN_RESOLUTION),
        ("aspect_ratio", samples.spec.aspect_ratios[0], Code.UNKNOWN_ASPECT_RATIO),
    ):
        upper = {"upper-case": value.upper()} if value.upper() != value else {}
        wrong = {**upper, "padded": f"{value} "}
        yield from each(plain, f"types/{name}-", name, wrong, code, "types")
    digits = int("".join(filter(str.isdecimal, limits.default_resolution)) or 0)
    for name, what, other in (
        ("duration", "text", str(limits.default_duration)),
        ("resolution", "a-number", digits),
        ("aspect_ratio", "a-number", 1.78),
    ):
        yield from each(plain, f"types/{name}-", name, {what: other}, Code.WRONG_TYPE)
    for kind, sample in samples.by_kind():
        name, link = field_of(kind), sample.url(kind)
        lists: dict[str, object] = {"a-text": link, "null-in-it": [link, None]}
        lists |= {"object-in-it": [link, {"url": link}]} if kind == KINDS[0] else {}
        yield from each(sample, f"types/{name}-", name, lists, Code.WRONG_TYPE)


def task_types(samples: Samples) -> Iterator[Draft]:
    """Clauses `task-types`, `deprecated`, `deprecated-720p`.

    A deprecated name is checked and priced as what it means; other names are unknown, such as a
    twin or an old name that a task type does not have, made as others are made.
    """
    spec, keep, clause, name = (
        samples.spec,
        samples.spec.keep_resolution,
        "deprecated",
        "resolution",
    )
    for alias, meant in spec.aliases.items():
        named, here = evolve(samples.plain(meant), task_type=alias), f"deprecated/{alias}/"
        priced, of_default = named.limits.resolutions, keep.clause if keep else clause
        yield from each(named, here, name, {"resolution-left-out": LEFT_OUT}, clause=of_default)
        refused = unknown(priced, spec.resolutions)
        yield from each(named, here, name, refused, Code.UNSUPPORTED_RESOLUTION, clause)
        yield from each(named, here, name, priced[-1:], clause=clause)
    twins = {name: t.strict_twin for name, t in spec.task_types.items() if t.strict_twin}
    known = {*spec.task_types, *spec.aliases}
    for clause, names, others in (
        ("task-types", {samples.usual}, {"-turbo": "", "-max": ""}),
        ("task-types", known.difference(twins, twins.values()), twins),
        ("deprecated", known.difference(spec.aliases, spec.aliases.values()), spec.aliases),
    ):
        made = [
            (samples.plain(name), f"{name}{other.removeprefix(meant)}")
            for name in spec.task_types
            if name in names
            for other, meant in others.items()
        ]
        for plain, other in [pair for pair in made if pair[1] not in known][:1]:
            code = Code.UNKNOWN_TASK_TYPE
            yield from each(plain, f"{clause}/", "task_type", [other], code, clause)


def durations(samples: Samples) -> Iterator[Draft]:
    """Clauses `duration`, `duration-integer`, `duration-default`.

    Both edges and both sides for the usual task type in each mode; the edges, the middle and the
    default for every other one; and all of it where another one has limits of its own.
    """
    usual, plain, name, code = (
        samples.usual,
        samples.plain(),
        "duration",
        Code.DURATION_OUT_OF_RANGE,
    )
    for sample, first in samples.everywhere():
        limits, here = sample.limits, f"duration/{samples.place(sample)}/"
        twin = evolve(sample, task_type=usual).limits
        alike = sample.task_type != usual and sample.mode in samples.modes(usual)
        own = not alike or twin.durations != limits.durations
        inside, outside = edges(limits.durations)
        if first:
            inside["middle"] = limits.durations[len(limits.durations[:MANY]) // 2 - 1]
        if own or first:
            yield from each(sample, here, name, inside, clause=limits.clauses[code])
        if own:
            yield from each(sample, here, name, outside, code)
        if first or not alike or twin.default_duration != limits.default_duration:
            yield from each(sample, here, name, {"left-out": LEFT_OUT}, clause="duration-default")
    least, here = plain.limits.durations.start, "duration/"
    yield from each(plain, here, name, {"whole-float": float(least)}, clause="duration-integer")
    yield from each(plain, here, name, {"half": least + 0.5}, Code.WRONG_TYPE)


def resolutions(samples: Samples) -> Iterator[Draft]:
    """Clauses `resolution`, `resolution-fast`, `resolution-mini`: defaults, and what is refused."""
    known, usual, name = samples.spec.resolutions, samples.plain(), "resolution"
    for task_type in samples.spec.task_types:
        plain, here = samples.plain(task_type), f"resolution/{task_type}/"
        limits, code = plain.limits, Code.UNSUPPORTED_RESOLUTION
        own = limits.default_resolution != usual.limits.default_resolution
        clause = limits.clauses[code] if own else "resolution"
        with_video = samples.holding("video", among=[task_type])
        for sample, what in ((plain, "left-out"), (with_video, "left-out/with-video")):
            yield from each(sample, here, name, {what: LEFT_OUT}, clause=clause)
        refused = [value for value in known if value not in limits.resolutions]
        yield from each(plain, here, name, refused, code)
    names = unknown(known, ("4k", "8k"), [value.rstrip("p") for value in known])
    yield from each(usual, "resolution/", name, names, Code.UNKNOWN_RESOLUTION)


def aspect_ratios(samples: Samples) -> Iterator[Draft]:
    """Clause `aspect-ratio`: every ratio on every task type, its edges in every mode."""
    known, name, code = samples.spec.aspect_ratios, "aspect_ratio", Code.UNKNOWN_ASPECT_RATIO
    for sample, first in samples.everywhere():
        limits, here = sample.limits, f"aspect-ratio/{samples.place(sample)}/"
        allowed = limits.aspect_ratios
        shown = (allowed[0], allowed[-1]) if sample.task_type == samples.usual else ()
        # Of a ratio that is ignored, the clause is that of the notice.
        clause = None if name in limits.ignores else limits.clauses[code]
        yield from each(sample, here, name, allowed if first else shown, clause=clause)
        refused = [ratio for ratio in known if ratio not in allowed]
        yield from each(sample, here, name, refused, Code.UNSUPPORTED_ASPECT_RATIO)
    turned = [":".join(reversed(ratio.split(":"))) for ratio in known]
    names = unknown(known, turned, [known[0].replace(":", "x")], ("adaptive", "original"))
    yield from each(samples.plain(), "aspect-ratio/", name, names, code)


def auto_aspect_ratio(samples: Samples) -> Iterator[Draft]:
    """Clauses `aspect-auto`, `aspect-auto-fallback`: in each mode, given, and inferred.

    That `auto` is refused without what it follows beside a given mode is how a contradiction of the
    page is read, so such cases cite the reading.
    """
    auto = samples.spec.auto_aspect_ratio
    if auto is None:
        return
    change, here = {"aspect_ratio": auto.value}, f"aspect-ratio/{auto.value}"
    documented, fallback = "aspect-auto", "aspect-auto-fallback"

    def draft(sample: Sample, what: str, clause: str, fault: str) -> Draft:
        case_id, twin = f"{here}/{what}", sample.alone()
        return sample.draft(case_id, clause, change, fault=fault, twin=twin)

    for typical, _ in samples.everywhere():
        at = typical.task_type, typical.mode
        for sample in filter(None, (samples.least(*at), samples.least(*at, auto.follows))):
            follows = bool(sample.count(auto.follows))
            clause, word = (documented, "with") if follows else (fallback, "without")
            of_usual = sample.task_type == samples.usual
            if of_usual or (follows and sample.limits.auto_aspect_ratio):
                what = f"{samples.place(sample)}/{word}-{auto.follows}"
                yield draft(sample, what, clause, clause)
    none = Sample(samples.spec, samples.usual, "", (0, 0, 0), {"mode": LEFT_OUT})
    for counts in ((0, 0, 0), (1, 0, 0), (3, 0, 0), (0, 1, 0), (1, 1, 0)):
        sample = evolve(none, counts=counts)
        clause = documented if sum(counts) == sample.count(auto.follows) == 1 else fallback
        if samples.judged(sample)[1]:
            yield draft(sample, f"inferred/{sample.words}", clause, fallback)
    if auto.fallback is not None and samples.judged(none)[1]:
        case_id = f"{here}/inferred/nothing-but-an-empty-list"
        yield none.draft(case_id, fallback, {field_of(auto.follows): [], **change})


def further_fields(samples: Samples) -> Iterator[Draft]:
    """The clause of each further field: every task type and mode, then its values and edges."""
    for name, found in samples.spec.fields.items():
        taking, (low, high), here = None, found.bounds, f"fields/{name}/"
        bounds = [edge for edge in found.bounds if edge is not None]
        first, *more = [*(found.values or ()), *bounds] or [_TAKEN[found.type]]
        for sample, _ in samples.everywhere():
            at = {samples.place(sample): first}
            if found.is_taken(sample.task_type, sample.mode):
                taking = taking or sample
                yield from each(sample, here, name, at, clause=found.clause)
            else:
                yield from each(sample, here, name, at, Code.UNSUPPORTED_FIELD)
        yield from each(taking, here, name, more, clause=found.clause)
        yield from each(taking, here, name, {"wrong-type": _WRONG[found.type]}, Code.WRONG_TYPE)
        outside: list[object] = [] if low is None else [low - 1]
        outside += [] if high is None else [high + 1]
        outside += ["-or-".join(found.values)] if found.values else []
        yield from each(taking, here, name, outside, Code.VALUE_NOT_ALLOWED)


def prices(samples: Samples) -> Iterator[Draft]:
    """Clauses `prices`, `markup`, `formula`, `formula-mini`: every pair, also with input videos."""
    for name, task_type in samples.spec.task_types.items():
        with_video, here = samples.holding("video", among=[name]), f"prices/{name}/"
        clause = "markup" if task_type.strict_twin else "prices"
        clause = "formula-mini" if with_video is None else clause
        for resolution in task_type.prices:
            yield from each(samples.plain(name), here, "resolution", [resolution], clause=clause)
            beside = {f"{resolution}/with-video": resolution}
            yield from each(with_video, here, "resolution", beside, clause="formula")


def input_seconds(samples: Samples) -> Iterator[Draft]:
    """Clauses `formula`, `input-seconds`: one total, as it is stated, and of the videos alone."""
    sample, beside = samples.holding("video"), samples.holding("video", "audio")
    if sample is not None:
        most = sample.limits.kinds["video"].maximum_seconds
        whenever = samples.clause("formula-when", "formula")
        longest = Decimal(4 * sample.limits.durations[:MANY][-1])
        for what, clause, videos in (
            ("below-one", samples.clause("input-seconds-unrounded", "formula"), Decimal("0.4")),
            ("above-the-longest-output", whenever, min(longest, most or longest)),
            ("not-stated", "input-seconds", None),
            ("zero", "input-seconds", Decimal(0)),
        ):
            yield sample.draft(f"prices/input-seconds/{what}", clause, videos=videos)
    if beside is not None:
        audios = min(INPUT_SECONDS, beside.limits.kinds["audio"].maximum_seconds or INPUT_SECONDS)
        yield beside.draft("prices/input-seconds/beside-audio", "formula", audios=audios)


def exactness(samples: Samples) -> Iterator[Draft]:
    """Clauses `credit-unit`, `exact`."""
    rows = [(t.name, *pair) for t in samples.spec.task_types.values() for pair in t.prices.items()]
    found: dict[str, Draft] = {}
    for name, resolution, unit in rows:
        plain = samples.plain(name)
        for seconds in plain.limits.durations[:100]:
            change, price = (
                {"resolution": resolution, "duration": seconds},
                Fraction(unit) * seconds,
            )
            inexact = price != Fraction(repr(float(unit) * seconds))
            for case_id, clause, shown in (
                ("prices/one-credit", "credit-unit", price == 1),
                ("prices/inexact-in-binary", "exact", inexact),
            ):
                if shown and case_id not in found:
                    found[case_id] = plain.draft(case_id, clause, change)
    yield from found.values()
    cheapest, resolution, _ = min(rows, key=lambda row: row[2])
    with_video = samples.holding("video", among=[cheapest])
    if with_video is not None:
        case_id, videos = "prices/many-decimals", Decimal("7.00001")
        yield with_video.draft(case_id, "exact", {"resolution": resolution}, videos=videos)


MAKERS: Final = (
    envelope,
    absent,
    prompt,
    types,
    task_types,
    durations,
    resolutions,
    aspect_ratios,
    auto_aspect_ratio,
    further_fields,
    prices,
    input_seconds,
    exactness,
)
