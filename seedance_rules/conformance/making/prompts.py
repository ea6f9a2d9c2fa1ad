"""Cases about references in prompts: how one is written, and which entry it names."""

from collections.abc import Iterator

from seedance_rules import Code, Spec
from seedance_rules.conformance.drafts import Draft, accepted, rejected
from seedance_rules.conformance.samples import sample
from seedance_rules.conformance.settings import (
    Setting,
    fullest,
    modes_of,
    setting_with,
    usual_type,
)

__all__ = ["ranges", "spellings", "syntax"]


def spellings(spec: Spec) -> Iterator[Draft]:
    """Clause `prompt-references`: every word for every kind, with and without a separator.

    A reference to what is there shows only that it is no fault, so all of those share a request;
    one to what is not there shows that the spelling is known.
    """
    for kind in spec.media:
        setting = setting_with(spec, kind)
        if setting is None:
            continue
        count = setting.counts[list(spec.media).index(kind)]
        for what, spelling in _spellings(spec, kind):
            prompt = f"{spelling}{count + 1}"
            yield rejected(
                f"prompt-references/{what}",
                sample(spec, setting, prompt=prompt),
                Code.REFERENCE_OUT_OF_RANGE,
                clause="prompt-references",
            )
    everything = setting_with(spec, *spec.media)
    if everything is not None:
        prompt = " ".join(f"{text}1" for kind in spec.media for _, text in _spellings(spec, kind))
        request = sample(spec, everything, prompt=prompt)
        yield accepted("prompt-references/every-spelling", "prompt-references", request)


def ranges(spec: Spec) -> Iterator[Draft]:
    """Clause `prompt-reference-range`: in every mode, the last entries and the ones after them.

    Of the kinds that a mode does not take, one is enough.
    """
    task_type = usual_type(spec).name
    for mode in modes_of(spec, task_type):
        setting = Setting(task_type, mode, fullest(spec, task_type, mode))
        counts = dict(zip(spec.media, setting.counts, strict=True))
        given = [kind for kind, count in counts.items() if count]
        if given:
            prompt = " ".join(f"{_plainest(spec, kind)}{counts[kind]}" for kind in given)
            case_id = f"prompt-references/{mode}/last"
            request = sample(spec, setting, prompt=prompt)
            yield accepted(case_id, "prompt-reference-range", request)
        without = [kind for kind, count in counts.items() if not count]
        for kind in (*given, *without[:1]):
            prompt = f"{_plainest(spec, kind)}{counts[kind] + 1}"
            case_id = f"prompt-references/{mode}/{kind}-{counts[kind] + 1}-of-{counts[kind]}"
            request = sample(spec, setting, prompt=prompt)
            yield rejected(case_id, request, Code.REFERENCE_OUT_OF_RANGE)


def syntax(spec: Spec) -> Iterator[Draft]:
    """Clause `prompt-reference-syntax`: what is a reference, and what is plain text."""
    for kind, setting, word in _written_in_ascii(spec)[:1]:
        marker, separator = spec.prompt_marker, (spec.prompt_separator or "")
        there = setting.counts[list(spec.media).index(kind)]
        absent = there + 1
        hyphens = [("other-separator", f"{marker}{word}-{absent}")] if separator != "-" else []
        for what, prompt in (
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
            request = sample(spec, setting, prompt=prompt)
            yield accepted(f"prompt-references/{what}", "prompt-reference-syntax", request)
        for what, prompt in (
            ("zero", f"{marker}{word}0"),
            ("leading-zero-absent", f"{marker}{word}0{absent}"),
            ("two-digits", f"{marker}{word}{there}0"),
            ("32-bits", f"{marker}{word}{2**32 + there}"),
            ("mail-address", f"me{marker}{word}{absent}.com"),
            ("letters-after", f"{marker}{word}{absent}nd"),
            ("second-reference", f"{marker}{word}{there} and {marker}{word}{absent}"),
        ):
            yield rejected(
                f"prompt-references/{what}",
                sample(spec, setting, prompt=prompt),
                Code.REFERENCE_OUT_OF_RANGE,
                clause="prompt-reference-syntax",
            )


def _written_in_ascii(spec: Spec) -> list[tuple[str, Setting, str]]:
    """Return the kinds that have an ASCII word, with a setting and the word."""
    return [
        (kind, setting, word)
        for kind, media in spec.media.items()
        if (setting := setting_with(spec, kind)) is not None
        for word in media.words
        if word.isascii()
    ]


def _plainest(spec: Spec, kind: str) -> str:
    return f"{spec.prompt_marker}{spec.media[kind].words[0]}"


def _spellings(spec: Spec, kind: str) -> Iterator[tuple[str, str]]:
    """Yield each way to write a reference to a kind, up to its number, with a name for ids."""
    separator = spec.prompt_separator or ""
    for number, word in enumerate(spec.media[kind].words, start=1):
        name = word if word.isascii() else f"{kind}-word-{number}"
        yield name, f"{spec.prompt_marker}{word}"
        if separator:
            yield f"{name}-separated", f"{spec.prompt_marker}{word}{separator}"
