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
    edges,
    unknown,
)
from seedance_rules.fields import KINDS, field_of

__all__ = ["MAKERS"]

_TAKEN: Final[dict[str, object]] = {"boolean": True, "integer": 1, "number": 1.5, "string": "a"}
_WRONG: Final[dict[str, object]] = {"boolean": "true", "integer": 1.5, "number": "1", "string": 1}


def envelope(samples: Samples) -> Iterator[Draft]:
    """Clauses `envelope`, `envelope-extra`, `input-extra`."""
    spec, plain = samples.spec, samples.plain()
    for key in ("model", "task_type", "input"):
        yield from plain.each("request", key, {f"{key}-missing": LEFT_OUT}, Code.MISSING_FIELD)
    model = {"model-a-task-type": plain.task_type}
    yield from plain.each("request", "model", model, Code.UNKNOWN_MODEL)
    yield from plain.each("request", "input", {"input-a-text": PROMPT}, Code.NOT_AN_OBJECT)
    whole = plain.accepted("request/other-keys", "envelope-extra")
    config = {"webhook_config": {"endpoint": "https://client.example/done"}}
    more = {"config": config, "service_mode": "public", "reference": None}
    yield evolve(whole, request=whole.request | more)
    for name, value in (("seed", 42), ("Duration", 1), ("image_url", plain.url("image"))):
        if name not in spec.known_fields:
            yield plain.accepted(f"input/{name}", "input-extra", {name: value})


def absent(samples: Samples) -> Iterator[Draft]:
    """Clause `absent`: what is not given, and what only looks as if it were not."""
    spec, plain = samples.spec, samples.plain()
    uploading = samples.holding(among=samples.with_assets())
    empty: dict[str, object] = {field_of(kind): [] for kind in KINDS if not plain.count(kind)}
    for name in spec.known_fields:
        sample = plain
        if name == "mode":
            sample = samples.holding("image") or plain
        if name in ("auto_upload_assets", "asset_retention_hours") and uploading:
            # These two are looked at only where they have an effect.
            sample = uploading.but({"auto_upload_assets": True})
        if name != "prompt" and (not name.endswith("_urls") or name in empty):
            clause = samples.clause(
                "aspect-default" if name == "aspect_ratio" else "absent", "absent"
            )
            yield sample.drafted(f"absent/{name}-null", {name: None}, clause=clause)
    for name in empty:
        yield plain.accepted(f"absent/{name}-empty", "absent", {name: []})
    case_id, no_mode = "absent/empty-lists-and-no-mode", {"mode": LEFT_OUT}
    yield plain.but(empty).drafted(case_id, no_mode, clause="absent")
    for what, name, value, code in (
        ("empty-text", "mode", "", Code.UNKNOWN_MODE),
        ("zero", "duration", 0, Code.DURATION_OUT_OF_RANGE),
        ("empty-text", "resolution", "", Code.UNKNOWN_RESOLUTION),
        ("empty-text", "aspect_ratio", "", Code.UNKNOWN_ASPECT_RATIO),
        ("empty-text", "image_urls", "", Code.WRONG_TYPE),
        ("false", "video_urls", False, Code.WRONG_TYPE),
        ("empty-object", "audio_urls", {}, Code.WRONG_TYPE),
    ):
        yield from plain.each("absent", name, {f"{name}-{what}": value}, code, "absent")


def prompt(samples: Samples) -> Iterator[Draft]:
    """Clause `prompt-required`, and a maximum of characters where there is one."""
    plain = samples.plain()
    missing = {"missing": LEFT_OUT, "null": None, "empty": "", "blank": " \n\u3000"}
    yield from plain.each("prompt", "prompt", missing, Code.MISSING_FIELD)
    wrong = {"a-number": 5, "a-list": [PROMPT]}
    yield from plain.each("prompt", "prompt", wrong, Code.WRONG_TYPE)
    yield plain.accepted("prompt/one-character", "prompt-required", {"prompt": "猫"})
    most = plain.limits.prompt_maximum
    if most is None:
        long = {"prompt": " ".join([PROMPT] * 120)}
        yield plain.accepted("prompt/long", "prompt-required", long)
        return
    clause = plain.limits.clauses[Code.PROMPT_TOO_LONG]
    # A character outside the basic plane counts once, though it is two units of UTF-16.
    yield plain.accepted("prompt/at-maximum", clause, {"prompt": "🎬" + "a" * (most - 1)})
    longer = {"above-maximum": "a" * (most + 1)}
    yield from plain.each("prompt", "prompt", longer, Code.PROMPT_TOO_LONG)


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
        wrong = {f"{name}-upper-case": value.upper(), f"{name}-padded": f"{value} "}
        wrong = {what: variant for what, variant in wrong.items() if variant != value}
        yield from plain.each("types", name, wrong, code, "types")
    digits = int("".join(filter(str.isdecimal, limits.default_resolution)) or 0)
    for what, name, other in (
        ("text", "duration", str(limits.default_duration)),
        ("a-number", "resolution", digits),
        ("a-number", "aspect_ratio", 1.78),
    ):
        yield from plain.each("types", name, {f"{name}-{what}": other}, Code.WRONG_TYPE)
    for kind, sample in samples.by_kind():
        name, link = field_of(kind), sample.url(kind)
        lists: dict[str, object] = {"a-text": link, "null-in-it": [link, None]}
        lists |= {"object-in-it": [link, {"url": link}]} if kind == KINDS[0] else {}
        lists = {f"{name}-{what}": value for what, value in lists.items()}
        yield from sample.each("types", name, lists, Code.WRONG_TYPE)


def task_types(samples: Samples) -> Iterator[Draft]:
    """Clauses `task-types`, `deprecated`, `deprecated-720p`.

    A deprecated name is checked and priced as what it means; other names are unknown, such as a
    twin or an old name that a task type does not have, made as others are made.
    """
    spec, keep, usual = samples.spec, samples.spec.keep_resolution, samples.plain()
    for alias, meant in spec.aliases.items():
        named, here = evolve(samples.plain(meant), task_type=alias), f"deprecated/{alias}"
        priced, clause = named.limits.resolutions, keep.clause if keep else "deprecated"
        yield named.accepted(f"{here}/resolution-left-out", clause, {"resolution": LEFT_OUT})
        missing = {name: name for name in spec.resolutions if name not in priced}
        refused = dict([*missing.items()][:1])
        code = Code.UNSUPPORTED_RESOLUTION
        yield from named.each(here, "resolution", refused, code, "deprecated")
        yield named.accepted(f"{here}/{priced[-1]}", "deprecated", {"resolution": priced[-1]})
    twins = {name: t.strict_twin for name, t in spec.task_types.items() if t.strict_twin}
    known = {*spec.task_types, *spec.aliases}
    for here, names, others in (
        ("task-types", [usual.task_type], {"-turbo": "", "-max": ""}),
        ("task-types", [*known.difference(twins, twins.values())], twins),
        ("deprecated", [*known.difference(spec.aliases, spec.aliases.values())], spec.aliases),
    ):
        made = [
            (name, f"{name}{other.removeprefix(meant)}")
            for name in spec.task_types
            if name in names
            for other, meant in others.items()
        ]
        for name, other in [pair for pair in made if pair[1] not in known][:1]:
            code, values = Code.UNKNOWN_TASK_TYPE, {other: other}
            yield from samples.plain(name).each(here, "task_type", values, code, here)


def durations(samples: Samples) -> Iterator[Draft]:
    """Clauses `duration`, `duration-integer`, `duration-default`.

    Both edges and both sides for the usual task type in each mode; the edges, the middle and the
    default for every other one; and all of it where another one has limits of its own.
    """
    usual, plain = samples.usual, samples.plain()
    for task_type in (usual, *samples.others):
        for at, mode in enumerate(samples.modes(task_type)):
            sample = samples.typical(task_type, mode)
            limits, here = sample.limits, f"duration/{samples.place(sample)}"
            twin = evolve(sample, task_type=usual).limits
            alike = task_type != usual and mode in samples.modes(usual)
            own = not alike or twin.durations != limits.durations
            default = not alike or twin.default_duration != limits.default_duration
            inside, outside = edges(limits.durations)
            if at == 0:
                inside["middle"] = limits.durations[len(limits.durations[:MANY]) // 2 - 1]
            if own or at == 0:
                clause = limits.clauses[Code.DURATION_OUT_OF_RANGE]
                yield from sample.each(here, "duration", inside, clause=clause)
            if own:
                yield from sample.each(here, "duration", outside, Code.DURATION_OUT_OF_RANGE)
            if default or at == 0:
                yield sample.accepted(
                    f"{here}/left-out", "duration-default", {"duration": LEFT_OUT}
                )
    least = plain.limits.durations.start
    whole = {"duration": float(least)}
    yield plain.accepted("duration/whole-float", "duration-integer", whole)
    yield from plain.each("duration", "duration", {"half": least + 0.5}, Code.WRONG_TYPE)


def resolutions(samples: Samples) -> Iterator[Draft]:
    """Clauses `resolution`, `resolution-fast`, `resolution-mini`: defaults, and what is refused."""
    known, usual = samples.spec.resolutions, samples.plain()
    for task_type in samples.spec.task_types:
        plain, here = samples.plain(task_type), f"resolution/{task_type}"
        limits, left_out = plain.limits, {"resolution": LEFT_OUT}
        own = limits.default_resolution != usual.limits.default_resolution
        clause = limits.clauses[Code.UNSUPPORTED_RESOLUTION] if own else "resolution"
        yield plain.accepted(f"{here}/left-out", clause, left_out)
        with_video = samples.holding("video", among=[task_type])
        if with_video is not None:
            yield with_video.accepted(f"{here}/left-out/with-video", clause, left_out)
        refused = {name: name for name in known if name not in limits.resolutions}
        yield from plain.each(here, "resolution", refused, Code.UNSUPPORTED_RESOLUTION)
    names = unknown(known, ("4k", "8k"), [name.rstrip("p") for name in known])
    yield from usual.each("resolution", "resolution", names, Code.UNKNOWN_RESOLUTION)


def aspect_ratios(samples: Samples) -> Iterator[Draft]:
    """Clause `aspect-ratio`: every ratio on every task type, its edges in every mode."""
    known, name = samples.spec.aspect_ratios, "aspect_ratio"
    for task_type in (samples.usual, *samples.others):
        for at, mode in enumerate(samples.modes(task_type)):
            sample = samples.typical(task_type, mode)
            limits, here = sample.limits, f"aspect-ratio/{samples.place(sample)}"
            allowed = limits.aspect_ratios
            shown = (allowed[0], allowed[-1]) if task_type == samples.usual else ()
            taken = {ratio: ratio for ratio in (allowed if at == 0 else shown)}
            # Of a ratio that is ignored, the clause is that of the notice.
            ignored = name in limits.ignores
            clause = None if ignored else limits.clauses[Code.UNKNOWN_ASPECT_RATIO]
            yield from sample.each(here, name, taken, clause=clause)
            refused = {ratio: ratio for ratio in known if ratio not in allowed}
            yield from sample.each(here, name, refused, Code.UNSUPPORTED_ASPECT_RATIO)
    turned = [":".join(reversed(ratio.split(":"))) for ratio in known]
    names = unknown(known, turned, [known[0].replace(":", "x")], ("adaptive", "original"))
    yield from samples.plain().each("aspect-ratio", name, names, Code.UNKNOWN_ASPECT_RATIO)


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
    for task_type in (samples.usual, *samples.others):
        for mode in samples.modes(task_type):
            least = samples.least(task_type, mode)
            following = samples.least(task_type, mode, auto.follows)
            for sample in filter(None, (least, following)):
                follows = bool(sample.count(auto.follows))
                clause, word = (documented, "with") if follows else (fallback, "without")
                case_id = f"{here}/{samples.place(sample)}/{word}-{auto.follows}"
                if task_type == samples.usual or (follows and sample.limits.auto_aspect_ratio):
                    yield sample.drafted(case_id, change, clause=clause, fault=clause)
    none = Sample(samples.spec, samples.usual, "", (0, 0, 0), {"mode": LEFT_OUT})
    for counts in ((0, 0, 0), (1, 0, 0), (3, 0, 0), (0, 1, 0), (1, 1, 0)):
        sample = evolve(none, counts=counts)
        clause = documented if sum(counts) == sample.count(auto.follows) == 1 else fallback
        case_id = f"{here}/inferred/{sample.words}"
        if samples.judged(sample)[1]:
            yield sample.drafted(case_id, change, clause=clause, fault=fallback)
    if auto.fallback is not None and samples.judged(none)[1]:
        case_id = f"{here}/inferred/nothing-but-an-empty-list"
        yield none.accepted(case_id, fallback, {field_of(auto.follows): [], **change})


def further_fields(samples: Samples) -> Iterator[Draft]:
    """The clause of each further field: every task type and mode, then its values and edges."""
    for name, found in samples.spec.fields.items():
        taking: Sample | None = None
        (low, high), here = found.bounds, f"fields/{name}"
        bounds = [edge for edge in found.bounds if edge is not None]
        values: list[object] = [*(found.values or ()), *bounds] or [_TAKEN[found.type]]
        for task_type in samples.spec.task_types:
            for mode in samples.modes(task_type):
                sample = samples.typical(task_type, mode)
                at = {samples.place(sample): values[0]}
                if (found.task_types is None or task_type in found.task_types) and (
                    found.modes is None or mode in found.modes
                ):
                    taking = taking or sample
                    yield from sample.each(here, name, at, clause=found.clause)
                else:
                    yield from sample.each(here, name, at, Code.UNSUPPORTED_FIELD)
        if taking is not None:
            taken = {str(value): value for value in values[1:]}
            yield from taking.each(here, name, taken, clause=found.clause)
            wrong = {"wrong-type": _WRONG[found.type]}
            yield from taking.each(here, name, wrong, Code.WRONG_TYPE)
            outside: list[object] = [] if low is None else [low - 1]
            outside += [] if high is None else [high + 1]
            outside += ["-or-".join(found.values)] if found.values else []
            refused = {str(value): value for value in outside}
            yield from taking.each(here, name, refused, Code.VALUE_NOT_ALLOWED)


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
            yield sample.accepted(f"prices/input-seconds/{what}", clause, videos=videos)
    if beside is not None:
        audios = min(INPUT_SECONDS, beside.limits.kinds["audio"].maximum_seconds or INPUT_SECONDS)
        yield beside.accepted("prices/input-seconds/beside-audio", "formula", audios=audios)


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
            if price == 1:
                one = plain.accepted("prices/one-credit", "credit-unit", change)
                found.setdefault(one.id, one)
            if price != Fraction(repr(float(unit) * seconds)):
                inexact = plain.accepted("prices/inexact-in-binary", "exact", change)
                found.setdefault(inexact.id, inexact)
    yield from found.values()
    cheapest, resolution, _ = min(rows, key=lambda row: row[2])
    with_video = samples.holding("video", among=[cheapest])
    if with_video is not None:
        case_id, videos = "prices/many-decimals", Decimal("7.00001")
        yield with_video.accepted(case_id, "exact", {"resolution": resolution}, videos=videos)


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
