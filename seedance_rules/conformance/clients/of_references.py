"""Cases about references: modes and how many they take, URLs and formats, prompts, assets."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from attrs import evolve

from seedance_rules import Code
from seedance_rules.amounts import EXACT
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


def numbers_of_references(samples: Samples) -> Iterator[Draft]:
    """Clauses `modes`, `mode-inference`, `mode-strict`, `same-schema`, and the one of each mode.

    The usual task type gets every number of references at which a mode or a verdict changes, any
    other one those of a given mode, but for the smallest, and what it judges otherwise. Of all the
    numbers that lead to no mode, one is enough. Other names are unknown.
    """
    known = samples.spec.modes
    others = ("image_to_video", "first_frame", "reference_to_video")
    values = unknown(known, others, [mode.replace("_", "-") for mode in known])
    yield from samples.plain().each("modes", "mode", values, Code.UNKNOWN_MODE)
    for task_type in (samples.usual, *samples.others):
        nowhere, usual = False, task_type == samples.usual
        for mode in ("", *samples.spec.modes):
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
                    clause = _clause(samples, found)
                    yield found.drafted(case_id, {}, clause=clause, twin=twin)


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
    for at, (kind, sample) in enumerate(samples.by_kind()):
        if at > 0:
            bare = {field_of(kind): "file.bin"}
            yield from sample.entries("urls", kind, bare, Code.INVALID_URL)
            continue
        scheme, _, host = sample.site.partition("://")
        link, file = sample.url(kind), sample.url(kind).removeprefix(f"{sample.site}/")
        rest = link.removeprefix(f"{scheme}://")
        taken: dict[str, object] = {
            **{name: f"{name}://{rest}" for name in schemes if name not in (scheme, asset)},
            f"{scheme}-upper-case": f"{scheme.upper()}://{rest}",
            "port": f"{scheme}://{host}:8443/{file}",
            "user": f"{scheme}://user:pass@{host}/{file}",
            "no-path": f"{scheme}://{host}",
            "ip-address": f"{scheme}://[2001:db8::1]/{file}",
            "chinese-path": f"{scheme}://{host}/猫/{file}",
        }
        refused: dict[str, object] = {
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
        yield from sample.entries("urls", kind, taken, clause="urls")
        yield from sample.entries("urls", kind, refused, Code.INVALID_URL)
        assets: dict[str, object] = {
            f"{asset}-without-id": f"{asset}://",
            f"{asset}-upper-case": f"{asset.upper()}://id",
            f"{asset}-space-inside": f"{asset}://an id",
        }
        uploading = samples.holding(kind, among=samples.with_assets())
        if uploading is not None:
            yield from uploading.entries("urls", kind, assets, Code.INVALID_URL)


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
            refused = code if extension in media[kind].refused_extensions else None
            entry = {extension: f"{sample.site}/file.{extension}"}
            why = None if refused else clause
            yield from sample.entries(f"formats/{kind}", kind, entry, refused, why)


def extensions(samples: Samples) -> Iterator[Draft]:
    """Clause `formats-by-extension`: where the extension of a URL is, and where it is not."""
    media, clause = samples.spec.media, "formats-by-extension"
    known = {extension for found in media.values() for extension in found.known_extensions}
    of_its_own = [found for found in samples.by_kind() if media[found[0]].formats]
    for kind, sample in of_its_own[:1]:
        site, refused = sample.site, media[kind].refused_extensions
        yes = (media[kind].formats or ("",))[0]
        possible = (*media[kind].known_extensions, *sorted(known))
        no = next(name for name in possible if name in refused)
        taken: dict[str, object] = {
            "upper-case": f"{site}/FILE.{yes.upper()}",
            "none": f"{site}/file",
            "refused-in-query": f"{site}/file.{yes}?name=file.{no}",
            "refused-in-fragment": f"{site}/file.{yes}#file.{no}",
            "refused-in-host": f"{site}.{no}",
            "refused-in-folder": f"{site}/files.{no}/file",
            "refused-before-taken": f"{site}/file.{no}.{yes}",
            "refused-with-nothing-before": f"{site}/.{no}",
            "unknown": f"{site}/file.{next(iter(unknown(known, ('bin', 'php', 'dat'))))}",
        }
        wrong: dict[str, object] = {
            "refused-upper-case": f"{site}/FILE.{no.upper()}",
            "taken-before-refused": f"{site}/file.{yes}.{no}",
        }
        for found, code in ((taken, None), (wrong, Code.UNSUPPORTED_FORMAT)):
            entries = {f"extension-{what}": entry for what, entry in found.items()}
            yield from sample.entries("formats", kind, entries, code, clause)
        uploading = samples.holding(kind, among=samples.with_assets())
        if uploading is not None:
            asset = {"asset": f"{samples.spec.asset_prefix}file.{no}"}
            yield from uploading.entries("formats", kind, asset, clause=clause)


def seconds(samples: Samples) -> Iterator[Draft]:
    """Clauses `audio-formats`, `audio-seconds`: the length of references, where it is stated."""
    for kind, sample in samples.by_kind():
        most = sample.limits.kinds[kind].maximum_seconds
        if most is None:
            continue
        code, drafts = Code(f"{kind}_too_long"), []
        for what, more in (("at-maximum", "0"), ("above-maximum", "0.01")):
            stated = EXACT.add(most, Decimal(more))
            videos, audios = (stated, None) if kind == "video" else (INPUT_SECONDS, stated)
            case_id, clause = f"{kind}-seconds/{what}", sample.limits.clauses[code]
            drafts.append(sample.accepted(case_id, clause, videos=videos, audios=audios))
        yield from (drafts[0], evolve(drafts[1], code=code, twin=drafts[0]))
        if kind == "audio":
            yield sample.accepted("audio-seconds/not-stated", "audio-seconds")


def prompt_references(samples: Samples) -> Iterator[Draft]:
    """Clauses `prompt-references`, `prompt-reference-range`.

    Every word for every kind, with and without a separator: a reference to what is there shows only
    that it is taken, so all of those share a request; one to what is not there shows that the
    spelling is known. Then, in every mode, the last entries and the ones after them; of the kinds
    that a mode does not take, one is enough.
    """
    code, here, clause = Code.REFERENCE_OUT_OF_RANGE, "prompt-references", "prompt-references"
    every = []
    for kind, sample in samples.by_kind():
        spellings = _spellings(samples, kind)
        every += [f"{spelling}1" for spelling in spellings.values()]
        beyond: dict[str, object] = {
            what: f"{sample.prompt} {spelling}{sample.count(kind) + 1}"
            for what, spelling in spellings.items()
        }
        yield from sample.each(here, "prompt", beyond, code, clause)
    everything = samples.holding(*samples.spec.media)
    if everything is not None:
        texts: dict[str, object] = {"every-spelling": " ".join(every), "unnamed": PROMPT}
        yield from everything.each(here, "prompt", texts, clause=clause)
    for mode in samples.modes(samples.usual):
        full = samples.fullest(samples.usual, mode)
        assert full is not None
        place, given = f"{here}/{mode}", [kind for kind in KINDS if full.count(kind)]
        if given:
            names = reversed(full.prompt.removeprefix(PROMPT).split())
            last = {"last": " ".join([PROMPT, *names])}
            yield from full.each(place, "prompt", last, clause="prompt-reference-range")
        for kind in (*given, *[kind for kind in KINDS if not full.count(kind)][:1]):
            count = full.count(kind)
            prompt = f"{full.prompt} {_plainest(samples, kind)}{count + 1}"
            what: dict[str, object] = {f"{kind}-{count + 1}-of-{count}": prompt}
            yield from full.each(place, "prompt", what, code)


def syntax(samples: Samples) -> Iterator[Draft]:
    """Clause `prompt-reference-syntax`: what is a reference, and what is plain text."""
    clause, separator = "prompt-reference-syntax", samples.spec.prompt_separator or ""
    possible = [
        (kind, sample, word)
        for kind, sample in samples.by_kind()
        for word in samples.spec.media[kind].words
        if word.isascii()
    ]
    for kind, sample, word in possible[:1]:
        there, absent = sample.count(kind), sample.count(kind) + 1
        name = f"{samples.spec.prompt_marker}{word}"
        plain = {
            "leading-zero": f"{name}0{there}",
            "decimal-point": f"{name}{there}.5",
            "capitalized": f"{samples.spec.prompt_marker}{word.capitalize()}{absent}",
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
            yield from sample.each("prompt-references", "prompt", prompts, code, clause)


def _plainest(samples: Samples, kind: str) -> str:
    return f"{samples.spec.prompt_marker}{samples.spec.media[kind].words[0]}"


def _spellings(samples: Samples, kind: str) -> dict[str, str]:
    """Return each way to write a reference to a kind, up to its number, with a name for ids."""
    spec, found = samples.spec, {}
    for number, word in enumerate(spec.media[kind].words, start=1):
        name = word if word.isascii() else f"{kind}-word-{number}"
        found[name] = f"{spec.prompt_marker}{word}"
        if spec.prompt_separator:
            found[f"{name}-separated"] = f"{spec.prompt_marker}{word}{spec.prompt_separator}"
    return found


def assets(samples: Samples) -> Iterator[Draft]:
    """Clauses `assets`, `asset-free`: for every name of a task type, and in every list."""
    spec, asset = samples.spec, f"{samples.spec.asset_prefix}asset-1"
    taking, strict = samples.with_assets(), samples.with_assets(False)
    first, *others = spec.media
    for name in (*spec.task_types, *spec.aliases):
        sample = samples.holding(first, among=[spec.aliases.get(name, name)])
        if sample is not None:
            named = evolve(sample, task_type=name)
            refused = None if spec.task_type(name).assets else Code.ASSET_NOT_ALLOWED
            yield from named.entries("assets", first, {name: asset}, refused, "assets")
    for kind in others:
        refusing, sample = samples.holding(kind, among=strict), samples.holding(kind, among=taking)
        name, clause = field_of(kind), "asset-free" if kind == "video" else "assets"
        if refusing is not None:
            entry = {f"strict-{name}": asset}
            yield from refusing.entries("assets", kind, entry, Code.ASSET_NOT_ALLOWED)
        if sample is not None:
            yield from sample.entries("assets", kind, {name: asset}, clause=clause)
    sample = samples.holding(first, among=taking)
    if sample is not None:
        counted = sample.but({"mode": LEFT_OUT})
        if samples.judged(counted)[1]:
            yield from counted.entries("assets", first, {"counted": asset}, clause="assets")


def auto_upload(samples: Samples) -> Iterator[Draft]:
    """Clauses `auto-upload`, `auto-upload-strict`: with URLs, with assets, where ignored."""
    asset, kind = f"{samples.spec.asset_prefix}asset-1", next(iter(samples.spec.media))
    taking, strict = samples.with_assets(), samples.with_assets(False)
    sample, clause = samples.holding(kind, among=taking), "auto-upload"
    if sample is not None:
        flags = {"auto-upload-true": True, "auto-upload-false": False}
        yield from sample.each("assets", _UPLOAD, flags, clause=clause)
        wrong = {"text": "true", "number": 1, "empty-text": ""}
        wrong = {f"auto-upload-{what}": value for what, value in wrong.items()}
        yield from sample.each("assets", _UPLOAD, wrong, Code.WRONG_TYPE)
    both, refusing = (_with_two(samples, kind, among) for among in (taking, strict))
    for what, upload in (("with", True), ("without", LEFT_OUT)):
        if both is not None:
            entry = {f"beside-a-url-{what}-auto-upload": asset}
            yield from both.but({_UPLOAD: upload}).entries("assets", kind, entry, clause=clause)
    if refusing is not None:
        entries = [refusing.url(kind, at) for at in range(1, refusing.count(kind) + 1)]
        second = {"strict-beside-a-url": [entries[0], asset, *entries[2:]]}
        uploading = refusing.but({_UPLOAD: True})
        yield from uploading.each("assets", field_of(kind), second, Code.ASSET_NOT_ALLOWED)
    for at, name in enumerate(strict):
        for what, changes in (
            ("ignored", {_UPLOAD: True, _HOURS: 3}),
            ("not-checked", {_UPLOAD: "yes", _HOURS: -1}),
        )[: 2 if at == 0 else 1]:
            case_id = f"assets/{name}/{what}"
            yield samples.plain(name).accepted(case_id, "auto-upload-strict", changes)


def retention(samples: Samples) -> Iterator[Draft]:
    """Clause `retention`: which hours are taken, and where they have no effect."""
    plain, here = samples.holding(among=samples.with_assets()), "retention"
    if plain is not None:
        sample, hours = plain.but({_UPLOAD: True}), plain.limits.retention_hours
        inside, outside = edges(hours)
        whole = {**inside, "whole-float": float(hours.start)}
        yield from sample.each(here, _HOURS, whole, clause=here)
        yield from sample.each(here, _HOURS, outside, Code.INVALID_RETENTION)
        wrong = {"half": hours.start + 0.5, "text": str(hours.start), "true": True}
        yield from sample.each(here, _HOURS, wrong, Code.WRONG_TYPE)
        for what, upload in (("without-auto-upload", LEFT_OUT), ("auto-upload-false", False)):
            idle, ignored = plain.but({_UPLOAD: upload}), {f"ignored-{what}": hours.start - 1}
            yield from idle.each(here, _HOURS, ignored, clause=here)


_UPLOAD: Final = "auto_upload_assets"
_HOURS: Final = "asset_retention_hours"


def _with_two(samples: Samples, kind: str, among: Iterable[str]) -> Sample | None:
    """Return a sample with two references of a kind, or one more than it needs."""
    one = samples.holding(kind, among=among)
    modes = samples.modes(one.task_type) if one is not None else ()
    more = [evolve(one.having(kind, one.count(kind) + 1), mode=m) for m in modes if one is not None]
    return next((sample for sample in more if samples.judged(sample)[1]), None)


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
