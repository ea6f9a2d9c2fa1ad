"""Cases about references: modes and how many they take, URLs and formats, prompts, assets."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

from attrs import evolve

from seedance_rules import Code
from seedance_rules.amounts import EXACT
from seedance_rules.conformance.clients.making import (
    LEFT_OUT,
    MANY,
    PROMPT,
    Draft,
    Sample,
    Samples,
    each,
    edges,
    entries,
    unknown,
)
from seedance_rules.fields import ASSET_FIELDS, KINDS, field_of

__all__ = ["MAKERS"]


def numbers_of_references(samples: Samples) -> Iterator[Draft]:
    """Clauses `modes`, `mode-inference`, `mode-strict`, `same-schema`, and the one of each mode.

    The usual task type gets every number of references at which a mode or a verdict changes, any
    other one those of a given mode, but for the smallest, and what it judges otherwise. Of all the
    numbers that lead to no mode, one is enough. Other names are unknown.
    """
    known = samples.spec.modes
    others = ("image_to_video", "first_frame", "reference_to_video")
    values = unknown(known, others, [mode.replace("_", "-") for mode in known])
    yield from each(samples.plain(), "modes/", "mode", values, Code.UNKNOWN_MODE)
    for task_type in samples.task_types:
        nowhere, usual = False, task_type == samples.usual
        for mode in ("", *known):
            changes = {} if mode else {"mode": LEFT_OUT}
            sample = Sample(samples.spec, task_type, mode, (0,) * len(KINDS), changes)
            for found in {one.counts: one for one in _telling(samples, sample)}.values():
                judged = samples.judged(found)
                alike = judged == samples.judged(evolve(found, task_type=samples.usual))
                twin = None if judged[1] else _nearest(samples, found)
                untold = judged[1] or (twin is not None and not (judged[0] is None and nowhere))
                if untold and (usual or not alike or (mode and sum(found.counts) > 1)):
                    nowhere = nowhere or judged[0] is None
                    place = mode or "inferred"
                    case_id = f"modes/{place if usual else f'{task_type}/{place}'}/{found.words}"
                    yield found.draft(case_id, _clause(samples, found), twin=twin and twin.alone())


def _clause(samples: Samples, sample: Sample) -> str:
    """Return the clause by which a number of references is accepted."""
    inferred, _ = samples.judged(sample.but({"mode": LEFT_OUT}))
    of_type = sample.limits.clauses[Code.UNSUPPORTED_MODE]
    if not sample.mode:
        return "mode-inference"
    if of_type != samples.spec.citations.by_code[Code.UNSUPPORTED_MODE]:
        return of_type
    if samples.spec.task_types[sample.task_type].strict_twin is not None:
        return "same-schema"
    if not any(sample.counts) and inferred != sample.mode:
        return "omni-empty"
    at_edge = inferred == sample.mode or sum(sample.counts) > 1
    return sample.mode_clause if at_edge else "mode-strict"


def _telling(samples: Samples, sample: Sample) -> Iterator[Sample]:
    """Yield the numbers of references that tell something of a mode, given or left out.

    Those are none, one of each kind, with each kind those on both sides of each change, the first
    kind with each other one, and as many as are taken and one more, of as many kinds.
    """
    task_type, mode, modes = sample.task_type, sample.mode, samples.modes(sample.task_type)
    yield sample
    if mode and mode not in modes:
        yield sample.having(KINDS[0], 1)
        return
    for kind in KINDS:
        one, base = sample.having(kind, 1), sample
        if mode:
            base = samples.least(task_type, mode, kind) or samples.typical(task_type, mode)
        row = [base.having(kind, count) for count in range(MANY)]
        told = [samples.judged(found)[1 if mode else 0] for found in row]
        for at in range(1, MANY):
            if told[at] != told[at - 1]:
                yield from row[at - 1 : at + 1]
        if not mode:
            yield from (one, one.having(KINDS[0], 1))
        elif sample.limits.kinds[kind].taken:
            yield one
    for name in [mode] if mode else modes:
        for beyond in (0, 1):
            full = samples.fullest(task_type, name, beyond)
            if full is not None and sum(map(bool, full.counts)) > 1:
                yield evolve(sample, counts=full.counts)


def _nearest(samples: Samples, sample: Sample) -> Sample | None:
    """Return the accepted sample that differs in its mode or in the number of one kind alone."""
    modes = samples.modes(sample.task_type)
    near = [
        sample.having(kind, count)
        for step in range(1, MANY)
        for kind in sorted(KINDS, key=sample.count, reverse=True)
        for count in (sample.count(kind) - step, sample.count(kind) + step)
        if count >= 0
    ]
    if (sample.mode or samples.judged(sample)[0]) not in modes:
        near = [*(evolve(sample, mode=mode, changes={}) for mode in modes), *near]
    return next((found for found in near if samples.judged(found)[1]), None)


def urls(samples: Samples) -> Iterator[Draft]:
    """Clause `urls`."""
    asset, schemes = samples.spec.asset_prefix.removesuffix("://"), samples.spec.url_schemes
    if not samples.by_kind():
        return
    (kind, sample), *others = samples.by_kind()
    scheme, _, host = sample.site.partition("://")
    link, file = sample.url(kind), sample.url(kind).removeprefix(f"{sample.site}/")
    rest = link.removeprefix(f"{scheme}://")
    taken = {
        **{name: f"{name}://{rest}" for name in schemes if name not in (scheme, asset)},
        f"{scheme}-upper-case": f"{scheme.upper()}://{rest}",
        "port": f"{scheme}://{host}:8443/{file}",
        "user": f"{scheme}://user:pass@{host}/{file}",
        "no-path": f"{scheme}://{host}",
        "ip-address": f"{scheme}://[2001:db8::1]/{file}",
        "chinese-path": f"{scheme}://{host}/猫/{file}",
    }
    refused = {
        **{name: f"{name}://{rest}" for name in unknown(schemes, ("ftp", "file"))},
        "no-scheme": rest,
        "relative": f"//{rest}",
        "no-host": f"{scheme}:///{file}",
        "port-alone": f"{scheme}://:443/{file}",
        "one-slash": f"{scheme}:/{rest}",
        "data": "data:image/png;base64,iVBORw0KGgo=",
        "empty": "",
        "space-inside": f"{scheme}://{host}/a {file}",
        "space-before": f" {link}",
        "line-break-after": f"{link}\n",
        "control-character": f"{scheme}://{host}/\x7f{file}",
    }
    assets = {
        f"{asset}-without-id": f"{asset}://",
        f"{asset}-upper-case": f"{asset.upper()}://id",
        f"{asset}-space-inside": f"{asset}://an id",
    }
    uploading = samples.holding(kind, among=samples.with_assets())
    yield from entries(sample, "urls/", kind, taken, clause="urls")
    yield from entries(sample, "urls/", kind, refused, Code.INVALID_URL)
    yield from entries(uploading, "urls/", kind, assets, Code.INVALID_URL)
    for kind, sample in others:
        yield from entries(sample, "urls/", kind, {field_of(kind): "file.bin"}, Code.INVALID_URL)


def formats(samples: Samples) -> Iterator[Draft]:
    """Clauses `video-formats`, `audio-formats`: every format that is taken, and what is not.

    A kind without a list of formats takes every extension that is known for it.
    """
    media, code = samples.spec.media, Code.UNSUPPORTED_FORMAT
    for kind, sample in samples.by_kind():
        clause = media[kind].clauses.get(code, samples.spec.citations.by_code[code])
        # Of every other kind one is enough: nobody takes some images for videos and others not.
        strange = [media[other].known_extensions[0] for other in media if other != kind]
        for extension in (*media[kind].known_extensions, *strange):
            refused = extension in media[kind].refused_extensions
            shown = (code, None) if refused else (None, clause)
            entry = {extension: f"{sample.site}/file.{extension}"}
            yield from entries(sample, f"formats/{kind}/", kind, entry, *shown)


def extensions(samples: Samples) -> Iterator[Draft]:
    """Clause `formats-by-extension`: where the extension of a URL is, and where it is not."""
    media, clause = samples.spec.media, "formats-by-extension"
    known = {extension for found in media.values() for extension in found.known_extensions}
    of_its_own = [found for found in samples.by_kind() if media[found[0]].formats]
    for kind, sample in of_its_own[:1]:
        site, refused, here = sample.site, media[kind].refused_extensions, "formats/extension-"
        yes = (media[kind].formats or ("",))[0]
        possible = (*media[kind].known_extensions, *sorted(known))
        no = next(name for name in possible if name in refused)
        taken = {
            "upper-case": f"{site}/FILE.{yes.upper()}",
            "none": f"{site}/file",
            "refused-in-query": f"{site}/file.{yes}?name=file.{no}",
            "refused-in-fragment": f"{site}/file.{yes}#file.{no}",
            "refused-in-host": f"{site}.{no}",
            "refused-in-folder": f"{site}/files.{no}/file",
            "refused-before-taken": f"{site}/file.{no}.{yes}",
            "refused-with-nothing-before": f"{site}/.{no}",
            "unknown": f"{site}/file.{unknown(known, ('bin', 'php', 'dat'))[0]}",
        }
        wrong = {
            "refused-upper-case": f"{site}/FILE.{no.upper()}",
            "taken-before-refused": f"{site}/file.{yes}.{no}",
        }
        asset = {"asset": f"{samples.spec.asset_prefix}file.{no}"}
        uploading = samples.holding(kind, among=samples.with_assets())
        yield from entries(sample, here, kind, taken, clause=clause)
        yield from entries(sample, here, kind, wrong, Code.UNSUPPORTED_FORMAT, clause)
        yield from entries(uploading, "formats/", kind, asset, clause=clause)


def seconds(samples: Samples) -> Iterator[Draft]:
    """Clauses `audio-formats`, `audio-seconds`: the length of references, where it is stated."""
    for kind, sample in samples.by_kind():
        most = sample.limits.kinds[kind].maximum_seconds
        if most is not None:
            too_long, twin = Code(f"{kind}_too_long"), None
            for what, total, code in (
                ("at-maximum", most, None),
                ("above-maximum", EXACT.add(most, Decimal("0.01")), too_long),
            ):
                case_id, clause = f"{kind}-seconds/{what}", sample.limits.clauses[too_long]
                stated: dict[str, Any] = {f"{kind}s": total}
                twin = sample.draft(case_id, clause, code=code, twin=twin, **stated)
                yield twin
            if kind == "audio":
                yield sample.draft("audio-seconds/not-stated", "audio-seconds")


def prompt_references(samples: Samples) -> Iterator[Draft]:
    """Clauses `prompt-references`, `prompt-reference-range`.

    Every word for every kind, with and without a separator: a reference to what is there shows only
    that it is taken, so all of those share a request; one to what is not there shows that the
    spelling is known. Then, in every mode, the last entries and the ones after them; of the kinds
    that a mode does not take, one is enough.
    """
    spec, code, clause = samples.spec, Code.REFERENCE_OUT_OF_RANGE, "prompt-references"
    every = []
    for kind, sample in samples.by_kind():
        spellings = {}
        for number, word in enumerate(spec.media[kind].words, start=1):
            name = word if word.isascii() else f"{kind}-word-{number}"
            spellings[name] = f"{spec.prompt_marker}{word}"
            if spec.prompt_separator:
                spellings[f"{name}-separated"] = f"{spellings[name]}{spec.prompt_separator}"
        every += [f"{spelling}1" for spelling in spellings.values()]
        end = sample.count(kind) + 1
        beyond = {what: f"{sample.prompt} {name}{end}" for what, name in spellings.items()}
        yield from each(sample, f"{clause}/", "prompt", beyond, code, clause)
    texts = {"every-spelling": " ".join(every), "unnamed": PROMPT}
    yield from each(samples.holding(*spec.media), f"{clause}/", "prompt", texts, clause=clause)
    for mode in samples.modes(samples.usual):
        full = samples.fullest(samples.usual, mode)
        assert full is not None
        here, given = f"{clause}/{mode}/", [kind for kind in KINDS if full.count(kind)]
        if given:
            names = reversed(full.prompt.removeprefix(PROMPT).split())
            last = {"last": " ".join([PROMPT, *names])}
            yield from each(full, here, "prompt", last, clause="prompt-reference-range")
        for kind in (*given, *[kind for kind in KINDS if kind not in given][:1]):
            count, name = full.count(kind), f"{spec.prompt_marker}{spec.media[kind].words[0]}"
            what = {f"{kind}-{count + 1}-of-{count}": f"{full.prompt} {name}{count + 1}"}
            yield from each(full, here, "prompt", what, code)


def syntax(samples: Samples) -> Iterator[Draft]:
    """Clause `prompt-reference-syntax`: what is a reference, and what is plain text."""
    clause, spec = "prompt-reference-syntax", samples.spec
    separator, marker = spec.prompt_separator or "", spec.prompt_marker
    possible = [
        (sample, word, sample.count(kind))
        for kind, sample in samples.by_kind()
        for word in spec.media[kind].words
        if word.isascii()
    ]
    for sample, word, there in possible[:1]:
        name, absent = f"{marker}{word}", there + 1
        plain = {
            "leading-zero": f"{name}0{there}",
            "decimal-point": f"{name}{there}.5",
            "capitalized": f"{marker}{word.capitalize()}{absent}",
            "no-marker": f"{word}{absent} and {word.capitalize()} {absent}",
            "no-number": f"{name} and {absent} more",
            "space-before-number": f"{name} {absent}",
            "other-separator": f"{name}{'.' if separator == '-' else '-'}{absent}",
            "plural": f"{name}s{absent}",
            "two-separators": f"{name}{(separator or '_') * 2}{absent}",
            "full-width-digit": f"{name}{chr(ord('０') + absent % 10)}",
        }
        beyond = {
            "zero": f"{name}0",
            "leading-zero-absent": f"{name}0{absent}",
            "two-digits": f"{name}{there}0",
            "32-bits": f"{name}{2**32 + there}",
            "mail-address": f"me{name}{absent}.com",
            "letters-after": f"{name}{absent}nd",
            "second-reference": f"{name}{there} and {name}{absent}",
        }
        for texts, code in ((plain, None), (beyond, Code.REFERENCE_OUT_OF_RANGE)):
            prompts = {what: f"{sample.prompt} {text}" for what, text in texts.items()}
            yield from each(sample, "prompt-references/", "prompt", prompts, code, clause)


def assets(samples: Samples) -> Iterator[Draft]:
    """Clauses `assets`, `asset-free`: for every name of a task type, and in every list."""
    spec, here, clause, code = samples.spec, "assets/", "assets", Code.ASSET_NOT_ALLOWED
    asset, taking, strict = _asset(samples), samples.with_assets(), samples.with_assets(False)
    first, *others = spec.media
    for name in (*spec.task_types, *spec.aliases):
        sample = samples.holding(first, among=[spec.aliases.get(name, name)])
        named = sample and evolve(sample, task_type=name)
        refused = None if spec.task_type(name).assets else code
        yield from entries(named, here, first, {name: asset}, refused, clause)
    for kind in others:
        name, of_kind = field_of(kind), "asset-free" if kind == "video" else clause
        refusing, sample = samples.holding(kind, among=strict), samples.holding(kind, among=taking)
        yield from entries(refusing, here, kind, {f"strict-{name}": asset}, code)
        yield from entries(sample, here, kind, {name: asset}, clause=of_kind)
    sample = samples.holding(first, among=taking)
    counted = sample and sample.but({"mode": LEFT_OUT})
    if counted is not None and samples.judged(counted)[1]:
        yield from entries(counted, here, first, {"counted": asset}, clause=clause)


def auto_upload(samples: Samples) -> Iterator[Draft]:
    """Clauses `auto-upload`, `auto-upload-strict`: with URLs, with assets, where ignored."""
    asset, kind = _asset(samples), next(iter(samples.spec.media))
    here, clause = "assets/", "auto-upload"
    taking, strict = samples.with_assets(), samples.with_assets(False)
    sample, named = samples.holding(kind, among=taking), f"{here}{clause}-"
    yield from each(sample, named, _UPLOAD, {"true": True, "false": False}, clause=clause)
    wrong = {"text": "true", "number": 1, "empty-text": ""}
    yield from each(sample, named, _UPLOAD, wrong, Code.WRONG_TYPE)
    both, refusing = (_with_two(samples, kind, among) for among in (taking, strict))
    for what, upload in (("with", True), ("without", LEFT_OUT)):
        beside = both and both.but({_UPLOAD: upload})
        entry = {f"beside-a-url-{what}-auto-upload": asset}
        yield from entries(beside, here, kind, entry, clause=clause)
    if refusing is not None:
        links = [refusing.url(kind, at) for at in range(1, refusing.count(kind) + 1)]
        second = {"strict-beside-a-url": [links[0], asset, *links[2:]]}
        uploading = refusing.but({_UPLOAD: True})
        yield from each(uploading, here, field_of(kind), second, Code.ASSET_NOT_ALLOWED)
    for at, name in enumerate(strict):
        plain, here, clause = samples.plain(name), f"assets/{name}/", "auto-upload-strict"
        yield plain.draft(f"{here}ignored", clause, {_UPLOAD: True, _HOURS: 3})
        if at == 0:
            yield plain.draft(f"{here}not-checked", clause, {_UPLOAD: "yes", _HOURS: -1})


def retention(samples: Samples) -> Iterator[Draft]:
    """Clause `retention`: which hours are taken, and where they have no effect."""
    plain, here, clause = samples.holding(among=samples.with_assets()), "retention/", "retention"
    if plain is None:
        return
    sample, hours = plain.but({_UPLOAD: True}), plain.limits.retention_hours
    inside, outside = edges(hours)
    inside["whole-float"] = float(hours.start)
    yield from each(sample, here, _HOURS, inside, clause=clause)
    yield from each(sample, here, _HOURS, outside, Code.INVALID_RETENTION)
    wrong = {"half": hours.start + 0.5, "text": str(hours.start), "true": True}
    yield from each(sample, here, _HOURS, wrong, Code.WRONG_TYPE)
    for what, upload in (("without-auto-upload", LEFT_OUT), ("auto-upload-false", False)):
        idle, ignored = plain.but({_UPLOAD: upload}), {f"ignored-{what}": hours.start - 1}
        yield from each(idle, here, _HOURS, ignored, clause=clause)


_UPLOAD, _HOURS = ASSET_FIELDS


def _asset(samples: Samples) -> str:
    return f"{samples.spec.asset_prefix}asset-1"


def _with_two(samples: Samples, kind: str, among: Iterable[str]) -> Sample | None:
    """Return a sample with two references of a kind, or one more than it needs."""
    one = samples.holding(kind, among=among)
    if one is None:
        return None
    more = one.having(kind, one.count(kind) + 1)
    possible = [evolve(more, mode=mode) for mode in samples.modes(one.task_type)]
    return next((sample for sample in possible if samples.judged(sample)[1]), None)


MAKERS: Final = (
    numbers_of_references,
    urls,
    formats,
    extensions,
    seconds,
    prompt_references,
    syntax,
    assets,
    auto_upload,
    retention,
)
