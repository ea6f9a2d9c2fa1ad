"""Cases about references: modes and how many they take, URLs and formats, prompts, assets."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from attrs import evolve

from seedance_rules import Code, validate
from seedance_rules.conformance.clients.making import (
    LEFT_OUT,
    MANY,
    PROMPT,
    Counts,
    Draft,
    Sample,
    Samples,
    is_open,
    other_name,
)
from seedance_rules.fields import KINDS, field_of
from seedance_rules.money import EXACT

__all__ = ["MAKERS"]

_NONE: Final[Counts] = (0,) * len(KINDS)


def names(samples: Samples) -> Iterator[Draft]:
    """Clause `modes`: other names."""
    known, plain = samples.spec.modes, samples.plain()
    candidates = ("image_to_video", "first_frame", "reference_to_video")
    hyphens = tuple(mode.replace("_", "-") for mode in known)
    for name in (*other_name(known, *candidates), *other_name(known, *hyphens)):
        yield plain.rejected(f"modes/{name}", Code.UNKNOWN_MODE, {"mode": name})


def inferred_modes(samples: Samples) -> Iterator[Draft]:
    """Clause `mode-inference`: every number of references at which the mode changes.

    Of another task type, only where it leads elsewhere. Of what leads nowhere, the first is enough.
    """
    usual: dict[Counts, object] = {}
    for task_type in (samples.usual, *samples.others):
        nowhere = False
        for counts in _inferred_counts(samples, task_type):
            sample = Sample(samples.spec, task_type, "", counts, {"mode": LEFT_OUT})
            report = validate(sample.request(), spec=samples.spec)
            leads_to = str(report.mode), report.ok
            if task_type == samples.usual:
                usual[counts] = leads_to
            elif sum(map(bool, counts)) > 1 or usual.get(counts, leads_to) == leads_to:
                continue
            if report.mode is None and nowhere:
                continue
            nowhere = nowhere or report.mode is None
            place = "" if task_type == samples.usual else f"{task_type}/"
            case_id = f"modes/{place}inferred/{sample.words}"
            twin = _nearest(samples, sample)
            yield sample.either(case_id, "mode-inference", {}, twin=twin)


def given_modes(samples: Samples) -> Iterator[Draft]:
    """Clauses `modes`, `mode-strict`, `mini-modes`, `same-schema`, and the one of each mode.

    The usual task type gets every number of references at which a verdict changes, another one
    the most of each kind, of all together, one more, and what it judges otherwise.
    """
    spec = samples.spec
    for task_type in (samples.usual, *samples.others):
        usual = task_type == samples.usual
        for mode in spec.modes:
            for counts in dict.fromkeys(_given_counts(samples, task_type, mode)):
                sample = Sample(spec, task_type, mode, counts)
                twin = evolve(sample, task_type=samples.usual)
                if usual or not _alike(samples, sample, twin):
                    yield _of_numbers(samples, sample)
            if usual or mode not in spec.task_types[task_type].modes:
                continue
            together = [samples.fullest(task_type, mode, beyond=more) for more in (0, 1)]
            most = [samples.most(task_type, mode, kind) for kind in KINDS]
            for full in filter(None, (*together, *most)):
                if any(full.counts):
                    yield _of_numbers(samples, full)


def _of_numbers(samples: Samples, sample: Sample) -> Draft:
    """Draft the case of a given mode with some numbers of references."""
    spec, task_type = samples.spec, sample.task_type
    place = "" if task_type == samples.usual else f"{task_type}/"
    case_id = f"modes/{place}{sample.mode}/{sample.words}"
    left_out = sample.but({"mode": LEFT_OUT}).request()
    inferred = validate(left_out, spec=spec).mode == sample.mode
    if spec.task_types[task_type].strict_twin is not None:
        clause = "same-schema"
    elif not any(sample.counts) and not inferred:
        clause = "omni-empty"
    else:
        clause = sample.mode_clause if inferred or sum(sample.counts) > 1 else "mode-strict"
    return sample.either(case_id, clause, {}, twin=_nearest(samples, sample))


def _alike(samples: Samples, sample: Sample, other: Sample) -> bool:
    """Tell whether two samples of a mode are judged alike, and the mode is not one's alone."""
    alone = sample.mode in samples.modes(sample.task_type)
    alone = alone and sample.mode not in samples.modes(other.task_type)
    return samples.takes(sample) == samples.takes(other) and not alone


def _inferred_counts(samples: Samples, task_type: str) -> Iterator[Counts]:
    """Yield numbers of one kind on both sides of each change, pairs of kinds, and one too many."""
    for at, _ in enumerate(KINDS):
        before, mode = _NONE, ""
        for count in range(MANY):
            counts = _with(_NONE, at, count)
            request = Sample(samples.spec, task_type, "", counts, {"mode": LEFT_OUT}).request()
            found = str(validate(request, spec=samples.spec).mode)
            if found != mode:
                yield from dict.fromkeys((before, counts))
            before, mode = counts, found
    for at in range(1, len(KINDS)):
        yield _with((1, *_NONE[1:]), at, 1)
    for mode in samples.modes(task_type):
        beyond = samples.fullest(task_type, mode, beyond=1)
        if beyond is not None and len({*beyond.counts} - {0}) > 1:
            yield beyond.counts


def _given_counts(samples: Samples, task_type: str, mode: str) -> Iterator[Counts]:
    """Yield the numbers at which the verdict on a given mode changes.

    Those are none, one of each kind, the numbers on both sides of each edge, and as many references
    as it takes and one more, of as many kinds; each beside what the mode needs at least.
    """
    yield _NONE
    if mode not in samples.spec.task_types[task_type].modes:
        yield _with(_NONE, 0, 1)
        return
    limits, least = samples.spec.limits(task_type, mode), samples.least(task_type, mode)
    assert least is not None, "every mode of valid tables can be satisfied"
    yield least.counts
    for at, kind in enumerate(KINDS):
        yield _with(least.counts, at, max(1, least.counts[at]))
        beside, most = samples.least(task_type, mode, kind), samples.most(task_type, mode, kind)
        if beside is None or most is None:
            continue
        if limits.kinds[kind].minimum > 1:
            yield from (_with(beside.counts, at, beside.counts[at] - 1), beside.counts)
        yield most.counts
        if most.counts[at] < MANY:
            yield _with(most.counts, at, most.counts[at] + 1)
    for full in (samples.fullest(task_type, mode), samples.fullest(task_type, mode, beyond=1)):
        if full is not None:
            yield full.counts


def _nearest(samples: Samples, sample: Sample) -> Sample | None:
    """Return the accepted sample that differs in its mode or in the number of one kind alone."""
    others = samples.modes(sample.task_type)
    if sample.mode and sample.mode not in others:
        near = [evolve(sample, mode=mode) for mode in others]
        return next((found for found in near if samples.takes(found)), None)
    for step in range(1, MANY):
        for at, count in sorted(enumerate(sample.counts), key=lambda found: -found[1]):
            for number in (count - step, count + step):
                found = evolve(sample, counts=_with(sample.counts, at, number))
                if number >= 0 and validate(found.request(), spec=samples.spec).ok:
                    return found
    return None


def _with(counts: Counts, at: int, count: int) -> Counts:
    return (*counts[:at], count, *counts[at + 1 :])


def urls(samples: Samples) -> Iterator[Draft]:
    """Clause `urls`."""
    spec, possible = samples.spec, _by_kind(samples)
    if not possible:
        return
    (kind, sample), *elsewhere = possible
    scheme, _, host = sample.site.partition("://")
    link = sample.url(kind)
    rest, file = link.removeprefix(f"{scheme}://"), link.removeprefix(f"{sample.site}/")
    asset = spec.asset_prefix.removesuffix("://")
    web = [name for name in spec.url_schemes if name not in (scheme, asset)]
    for what, entry in (
        *[(other, f"{other}://{rest}") for other in web],
        (f"{scheme}-upper-case", f"{scheme.upper()}://{rest}"),
        ("port", f"{scheme}://{host}:8443/{file}"),
        ("user", f"{scheme}://user:pass@{host}/{file}"),
        ("no-path", f"{scheme}://{host}"),
        ("ip-address", f"{scheme}://[2001:db8::1]/{file}"),
        ("chinese-path", f"{scheme}://{host}/猫/{file}"),
    ):
        yield sample.accepted(f"urls/{what}", "urls", sample.first(kind, entry))
    for what, entry in (
        *[(other, f"{other}://{rest}") for other in other_name(spec.url_schemes, "ftp", "file")],
        ("no-scheme", rest),
        ("relative", f"//{rest}"),
        ("no-host", f"{scheme}:///{file}"),
        ("port-alone", f"{scheme}://:443/{file}"),
        ("one-slash", f"{scheme}:/{rest}"),
        ("data", "data:image/png;base64,iVBORw0KGgo="),
        ("empty", ""),
        ("space-inside", f"{scheme}://{host}/a {file}"),
        ("space-before", f" {link}"),
        ("line-break-after", f"{link}\n"),
        ("control-character", f"{scheme}://{host}/\x7f{file}"),
    ):
        yield sample.rejected(f"urls/{what}", Code.INVALID_URL, sample.first(kind, entry))
    for other, found in elsewhere:
        fault = found.first(other, "file.bin")
        yield found.rejected(f"urls/{field_of(other)}", Code.INVALID_URL, fault)
    uploading = samples.holding(kind, among=samples.with_assets())
    for what, entry in (
        ("without-id", f"{asset}://"),
        ("upper-case", f"{asset.upper()}://id"),
        ("space-inside", f"{asset}://an id"),
    ):
        if uploading is not None:
            fault = uploading.first(kind, entry)
            yield uploading.rejected(f"urls/{asset}-{what}", Code.INVALID_URL, fault)


def formats(samples: Samples) -> Iterator[Draft]:
    """Clauses `video-formats`, `audio-formats`: every format that is taken, and what is not.

    A kind without a list of formats takes every extension that is known for it.
    """
    media = samples.spec.media
    for kind, sample in _by_kind(samples):
        clause = media[kind].clauses.get(Code.UNSUPPORTED_FORMAT)
        clause = clause or samples.spec.citations.by_code[Code.UNSUPPORTED_FORMAT]
        # Of every other kind one is enough: nobody takes some images for videos and others not.
        strange = [media[other].known_extensions[0] for other in media if other != kind]
        for extension in (*media[kind].known_extensions, *strange):
            case_id = f"formats/{kind}/{extension}"
            change = sample.first(kind, f"{sample.site}/file.{extension}")
            if extension in media[kind].refused_extensions:
                yield sample.rejected(case_id, Code.UNSUPPORTED_FORMAT, change)
            else:
                yield sample.accepted(case_id, clause, change)


def extensions(samples: Samples) -> Iterator[Draft]:
    """Clause `formats-by-extension`: where the extension of a URL is, and where it is not."""
    media = samples.spec.media
    known = {extension for found in media.values() for extension in found.known_extensions}
    of_its_own = [found for found in _by_kind(samples) if media[found[0]].formats]
    for kind, sample in of_its_own[:1]:
        site, refused = sample.site, media[kind].refused_extensions
        yes = (media[kind].formats or ("",))[0]
        no = next(
            name for name in (*media[kind].known_extensions, *sorted(known)) if name in refused
        )
        for what, entry in (
            ("upper-case", f"{site}/FILE.{yes.upper()}"),
            ("none", f"{site}/file"),
            ("refused-in-query", f"{site}/file.{yes}?name=file.{no}"),
            ("refused-in-fragment", f"{site}/file.{yes}#file.{no}"),
            ("refused-in-host", f"{site}.{no}"),
            ("refused-in-folder", f"{site}/files.{no}/file"),
            ("refused-before-taken", f"{site}/file.{no}.{yes}"),
            ("refused-with-nothing-before", f"{site}/.{no}"),
            *[("unknown", f"{site}/file.{name}") for name in other_name(known, "bin", "php")],
        ):
            case_id, change = f"formats/extension-{what}", sample.first(kind, entry)
            yield sample.accepted(case_id, "formats-by-extension", change)
        for what, entry in (
            ("refused-upper-case", f"{site}/FILE.{no.upper()}"),
            ("taken-before-refused", f"{site}/file.{yes}.{no}"),
        ):
            case_id, change = f"formats/extension-{what}", sample.first(kind, entry)
            code, clause = Code.UNSUPPORTED_FORMAT, "formats-by-extension"
            yield sample.rejected(case_id, code, change, clause=clause)
        uploading = samples.holding(kind, among=samples.with_assets())
        if uploading is not None:
            change = uploading.first(kind, f"{samples.spec.asset_prefix}file.{no}")
            yield uploading.accepted("formats/asset", "formats-by-extension", change)


def seconds(samples: Samples) -> Iterator[Draft]:
    """Clauses `audio-formats`, `audio-seconds`: the length of references, where it is stated."""
    for kind, sample in _by_kind(samples):
        most = sample.limits.kinds[kind].maximum_seconds
        if most is None:
            continue
        code, more = Code(f"{kind}_too_long"), EXACT.add(most, Decimal("0.01"))
        right, wrong = (
            sample.accepted(
                f"{kind}-seconds/{what}", sample.limits.clauses[code], **{f"{kind}s": n}
            )
            for what, n in (("at-maximum", most), ("above-maximum", more))
        )
        yield from (right, evolve(wrong, code=code, twin=right))
        if kind == "audio":
            yield sample.accepted("audio-seconds/not-stated", "audio-seconds")


def prompt_references(samples: Samples) -> Iterator[Draft]:
    """Clause `prompt-references`: every word for every kind, with and without a separator.

    A reference to what is there shows only that it is no fault, so all of those share a request;
    one to what is not there shows that the spelling is known.
    """
    code, clause = Code.REFERENCE_OUT_OF_RANGE, "prompt-references"
    for kind, sample in _by_kind(samples):
        for what, spelling in _spellings(samples, kind):
            change = {"prompt": f"{sample.prompt} {spelling}{sample.count(kind) + 1}"}
            yield sample.rejected(f"prompt-references/{what}", code, change, clause=clause)
    everything = samples.holding(*samples.spec.media)
    if everything is not None:
        spellings = [text for kind in KINDS for _, text in _spellings(samples, kind)]
        prompt = {"prompt": " ".join(f"{text}1" for text in spellings)}
        yield everything.accepted("prompt-references/every-spelling", clause, prompt)
        case_id = "prompt-references/unnamed"
        yield everything.accepted(case_id, clause, {"prompt": PROMPT})


def ranges(samples: Samples) -> Iterator[Draft]:
    """Clause `prompt-reference-range`: in every mode, the last entries and the ones after them.

    Of the kinds that a mode does not take, one is enough.
    """
    for mode in samples.modes(samples.usual):
        full = samples.fullest(samples.usual, mode)
        assert full is not None
        names = {kind: f"{_plainest(samples, kind)}{full.count(kind)}" for kind in KINDS}
        given = [kind for kind in KINDS if full.count(kind)]
        if given:
            prompt = {"prompt": " ".join(names[kind] for kind in given)}
            case_id = f"prompt-references/{mode}/last"
            yield full.accepted(case_id, "prompt-reference-range", prompt)
        for kind in (*given, *[kind for kind in KINDS if not full.count(kind)][:1]):
            count = full.count(kind)
            change = {"prompt": f"{full.prompt} {_plainest(samples, kind)}{count + 1}"}
            case_id = f"prompt-references/{mode}/{kind}-{count + 1}-of-{count}"
            yield full.rejected(case_id, Code.REFERENCE_OUT_OF_RANGE, change)


def syntax(samples: Samples) -> Iterator[Draft]:
    """Clause `prompt-reference-syntax`: what is a reference, and what is plain text."""
    marker, separator = samples.spec.prompt_marker, samples.spec.prompt_separator or ""
    ascii_words = [
        (kind, sample, word)
        for kind, sample in _by_kind(samples)
        for word in samples.spec.media[kind].words
        if word.isascii()
    ]
    for kind, sample, word in ascii_words[:1]:
        there, absent = sample.count(kind), sample.count(kind) + 1
        clause = "prompt-reference-syntax"
        hyphens = [("other-separator", f"{marker}{word}-{absent}")] if separator != "-" else []
        for what, text in (
            ("leading-zero", f"{marker}{word}0{there}"),
            ("decimal-point", f"{marker}{word}{there}.5"),
            ("capitalized", f"{marker}{word.capitalize()}{absent}"),
            ("no-marker", f"{word}{absent} and {word.capitalize()} {absent}"),
            ("no-number", f"{marker}{word} and {absent} more"),
            ("space-before-number", f"{marker}{word} {absent}"),
            *hyphens,
            ("plural", f"{marker}{word}s{absent}"),
            ("two-separators", f"{marker}{word}{(separator or '_') * 2}{absent}"),
            ("full-width-digit", f"{marker}{word}{chr(ord('０') + absent % 10)}"),
        ):
            prompt = {"prompt": f"{sample.prompt} {text}"}
            yield sample.accepted(f"prompt-references/{what}", clause, prompt)
        for what, text in (
            ("zero", f"{marker}{word}0"),
            ("leading-zero-absent", f"{marker}{word}0{absent}"),
            ("two-digits", f"{marker}{word}{there}0"),
            ("32-bits", f"{marker}{word}{2**32 + there}"),
            ("mail-address", f"me{marker}{word}{absent}.com"),
            ("letters-after", f"{marker}{word}{absent}nd"),
            ("second-reference", f"{marker}{word}{there} and {marker}{word}{absent}"),
        ):
            prompt = {"prompt": f"{sample.prompt} {text}"}
            code = Code.REFERENCE_OUT_OF_RANGE
            yield sample.rejected(f"prompt-references/{what}", code, prompt, clause=clause)


def _by_kind(samples: Samples) -> list[tuple[str, Sample]]:
    """Return the kinds that are taken anywhere, each with a sample that has one of them."""
    found = [(kind, samples.holding(kind)) for kind in samples.spec.media]
    return [(kind, sample) for kind, sample in found if sample is not None]


def _plainest(samples: Samples, kind: str) -> str:
    return f"{samples.spec.prompt_marker}{samples.spec.media[kind].words[0]}"


def _spellings(samples: Samples, kind: str) -> Iterator[tuple[str, str]]:
    """Yield each way to write a reference to a kind, up to its number, with a name for ids."""
    spec, separator = samples.spec, samples.spec.prompt_separator
    for number, word in enumerate(spec.media[kind].words, start=1):
        name = word if word.isascii() else f"{kind}-word-{number}"
        yield name, f"{spec.prompt_marker}{word}"
        if separator:
            yield f"{name}-separated", f"{spec.prompt_marker}{word}{separator}"


def assets(samples: Samples) -> Iterator[Draft]:
    """Clauses `assets`, `asset-free`: for every name of a task type, and in every list."""
    spec, asset, code = samples.spec, f"{samples.spec.asset_prefix}asset-1", Code.ASSET_NOT_ALLOWED
    taking, strict = samples.with_assets(), samples.with_assets(False)
    first, *others = spec.media
    for name in (*spec.task_types, *spec.aliases):
        meant = spec.aliases.get(name, name)
        sample = samples.holding(first, among=[meant])
        if sample is None:
            continue
        named = evolve(sample, task_type=name)
        yield named.either(f"assets/{name}", "assets", named.first(first, asset))
    for kind in others:
        refusing = samples.holding(kind, among=strict)
        if refusing is not None:
            change = refusing.first(kind, asset)
            yield refusing.rejected(f"assets/strict-{field_of(kind)}", code, change)
        sample = samples.holding(kind, among=taking)
        if sample is not None:
            clause = "asset-free" if kind == "video" else "assets"
            change = sample.first(kind, asset)
            yield sample.accepted(f"assets/{field_of(kind)}", clause, change)
    sample = samples.holding(first, among=taking)
    if sample is not None:
        change = {**sample.first(first, asset), "mode": LEFT_OUT}
        yield sample.either("assets/counted", "assets", change)


def auto_upload(samples: Samples) -> Iterator[Draft]:
    """Clauses `auto-upload`, `auto-upload-strict`: with URLs, with assets, where ignored."""
    asset, kind = f"{samples.spec.asset_prefix}asset-1", next(iter(samples.spec.media))
    taking, strict = samples.with_assets(), samples.with_assets(False)
    sample = samples.holding(kind, among=taking)
    if sample is not None:
        for value in (True, False):
            case_id, change = f"assets/auto-upload-{str(value).lower()}", {_UPLOAD: value}
            yield sample.accepted(case_id, "auto-upload", change)
        for what, wrong in (("text", "true"), ("number", 1), ("empty-text", "")):
            case_id = f"assets/auto-upload-{what}"
            yield sample.rejected(case_id, Code.WRONG_TYPE, {_UPLOAD: wrong})
    both = _with_two(samples, kind, taking)
    if both is not None:
        for what, upload in (("with", True), ("without", LEFT_OUT)):
            case_id = f"assets/beside-a-url-{what}-auto-upload"
            yield both.accepted(
                case_id, "auto-upload", {**both.first(kind, asset), _UPLOAD: upload}
            )
    refusing = _with_two(samples, kind, strict)
    if refusing is not None:
        first, *others = [refusing.url(kind, at) for at in range(1, refusing.count(kind) + 1)]
        fault = {field_of(kind): [first, asset, *others[1:]]}
        case_id = "assets/strict-beside-a-url"
        yield refusing.but({_UPLOAD: True}).rejected(case_id, Code.ASSET_NOT_ALLOWED, fault)
    for at, name in enumerate(strict):
        plain, here = samples.plain(name), f"assets/{name}"
        clause = "auto-upload-strict"
        yield plain.accepted(f"{here}/ignored", clause, {_UPLOAD: True, _HOURS: 3})
        if at == 0:
            yield plain.accepted(f"{here}/not-checked", clause, {_UPLOAD: "yes", _HOURS: -1})


def retention(samples: Samples) -> Iterator[Draft]:
    """Clause `retention`: which hours are taken, and where they have no effect."""
    plain = samples.holding(among=samples.with_assets())
    if plain is None:
        return
    sample, hours = plain.but({_UPLOAD: True}), plain.limits.retention_hours
    last = MANY**4 if is_open(hours) else hours.stop - 1
    for what, number in (
        ("at-minimum", hours.start),
        ("many" if is_open(hours) else "at-maximum", last),
        ("whole-float", float(hours.start)),
    ):
        yield sample.accepted(f"retention/{what}", "retention", {_HOURS: number})
    outside = [("below-minimum", hours.start - 1)]
    outside += [] if is_open(hours) else [("above-maximum", hours.stop)]
    for what, number in outside:
        yield sample.rejected(f"retention/{what}", Code.INVALID_RETENTION, {_HOURS: number})
    for what, wrong in (("half", hours.start + 0.5), ("text", str(hours.start)), ("true", True)):
        yield sample.rejected(f"retention/{what}", Code.WRONG_TYPE, {_HOURS: wrong})
    for what, upload in (("without-auto-upload", LEFT_OUT), ("auto-upload-false", False)):
        change = {_UPLOAD: upload, _HOURS: hours.start - 1}
        yield plain.accepted(f"retention/ignored-{what}", "retention", change)


_UPLOAD: Final = "auto_upload_assets"
_HOURS: Final = "asset_retention_hours"


def _with_two(samples: Samples, kind: str, among: Iterable[str]) -> Sample | None:
    """Return a sample with two references of a kind, or one more than it needs."""
    one = samples.holding(kind, among=among)
    if one is None:
        return None
    counts = _with(one.counts, KINDS.index(kind), one.count(kind) + 1)
    possible = [evolve(one, mode=mode, counts=counts) for mode in samples.modes(one.task_type)]
    return next((sample for sample in possible if samples.takes(sample)), None)


MAKERS: Final = (
    names,
    inferred_modes,
    given_modes,
    urls,
    formats,
    extensions,
    seconds,
    prompt_references,
    ranges,
    syntax,
    assets,
    auto_upload,
    retention,
)
