"""References: what a prompt names, which URL lists a request may have, and what each entry is.

Nothing is downloaded: a URL is judged by its text alone.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from attrs import frozen

from seedance_rules.fields import KINDS, field_of, path_of
from seedance_rules.findings import Code
from seedance_rules.scope import Scope
from seedance_rules.spec import Spec
from seedance_rules.wording import plain_fields

__all__ = [
    "PromptReference",
    "check_lists",
    "check_prompt_references",
    "find_references",
]

_SPACE_OR_CONTROL: Final = r"[\s\x00-\x1f\x7f-\x9f]"
_MOST_DIGITS: Final = 9
LARGEST_INDEX: Final = 10**_MOST_DIGITS
"""What an index of more than nine digits is given as: no list is that long, and it stays small."""

_MOST_MISSES: Final = 10
"""References to nothing that get a finding each; one more counts the rest."""

_PATHS: Final = tuple(path_of(field_of(kind)) for kind in KINDS)


@frozen
class PromptReference:
    """One `@image1` in a prompt: kind, 1-based index, and where it is, in code points."""

    kind: str
    index: int
    start: int
    end: int
    text: str

    def to_dict(self) -> dict[str, Any]:
        """Return the reference as plain data."""
        return plain_fields(self)


def find_references(prompt: str, spec: Spec) -> Iterator[PromptReference]:
    """Yield the references of a prompt as they appear (clause `prompt-reference-syntax`)."""
    for match in spec._lookups.reference.finditer(prompt):
        at, index = _place_of(match[0], spec)
        yield PromptReference(KINDS[at], index, match.start(), match.end(), match[0])


def _place_of(reference: str, spec: Spec) -> tuple[int, int]:
    """Return the kind that a prompt reference names, as its place in `KINDS`, and its index.

    `01` is 1, and an index of more than nine digits is 10^9.
    """
    stem = reference.rstrip("0123456789")
    at, _ = spec._lookups.references[f"{stem}1"]
    return at, _index_of(reference[len(stem) :])


def _index_of(digits: str) -> int:
    digits = digits.lstrip("0") or "0"
    return int(digits) if len(digits) <= _MOST_DIGITS else LARGEST_INDEX


def check_lists(scope: Scope) -> None:
    """Clauses `text-to-video`, `first-last-frames`, `omni-reference`, `mini-modes`, `urls`."""
    counts, limits = scope.counts, scope.limits
    if counts is not None and scope.mode_fits:
        _check_total(scope, sum(counts))
    led = _list_that_led(scope) if not scope.mode_fits else None
    for at, entries in enumerate(scope.lists):
        if type(entries) is not tuple:
            scope.add(Code.WRONG_TYPE, _PATHS[at], entries, about={"what": "a list of URLs"})
            continue
        if at == led:
            add_unsupported_mode(scope, _PATHS[at])
        refused = _check_count(scope, at, len(entries))
        if not entries:
            continue
        is_usual = scope.spec._lookups.usual_urls[at]
        for index, entry in enumerate(entries):
            usual = is_usual(entry) if type(entry) is str else None
            if usual is None or usual.lastindex:
                _check_entry(scope, at, index, entry)
        if not refused and scope.is_too_long(KINDS[at], limits):
            seconds, longest = scope.seconds(KINDS[at]), limits.kinds[KINDS[at]].maximum_seconds
            code = Code(f"{KINDS[at]}_too_long")
            scope.add(code, _PATHS[at], seconds, longest, {"subject": scope.subject})


def _check_total(scope: Scope, total: int) -> None:
    """Judge how many references there are of all kinds together."""
    least, most = scope.limits.references_minimum, scope.limits.references_maximum
    if most is not None and total > most:
        scope.add(
            Code.TOO_MANY_REFERENCES,
            "/input",
            total,
            most,
            lambda: {"mode": scope.mode, "named": _are_named(scope)},
        )
    elif total < least:
        scope.add(
            Code.REFERENCE_REQUIRED,
            "/input",
            total,
            (least, most),
            lambda: {"mode": scope.mode, "lists": _lists_to_add(scope, KINDS, least - total)},
        )


def add_unsupported_mode(scope: Scope, path: str) -> None:
    """Add that the task type does not have the mode, given or led to (clause `mini-modes`)."""
    task_type, mode = scope.task_type, scope.mode
    assert task_type is not None  # an unknown one has every mode
    led = _list_that_led(scope)
    scope.add(
        Code.UNSUPPORTED_MODE,
        path,
        str(mode),
        task_type.modes,
        lambda: {
            "task_type": task_type.name,
            "counts": None if scope.mode_is_given else scope.counts,
            "at_most": None if led is None else _at_most(scope, led),
            "named": led is not None and _are_named(scope, led),
            "modes": scope.modes_instead(),
            "types": scope.types_where(lambda other: mode in other.modes),
        },
    )


def _at_most(scope: Scope, led: int) -> tuple[str, int] | None:
    """Find with how many of the references that led to the mode the request would fit."""
    counts = [*(scope.counts or ())]
    for fewer in range(min(counts[led] - 1, _MOST_MISSES), -1, -1):
        counts[led] = fewer
        if scope.fits_with((counts[0], counts[1], counts[2])):
            return KINDS[led], fewer
    return None


def _list_that_led(scope: Scope) -> int | None:
    """Return which list led to an inferred mode that the task type does not have, if one did.

    That is the first kind without which another mode would be inferred, else the first given. A
    list that the type never takes is a finding of its own, and the mode that it led to is not one.
    """
    of_type, counts = scope.of_type, scope.counts
    if scope.mode is None or scope.mode_is_given or counts is None:
        return None
    if any(count and not taken for count, taken in zip(counts, of_type.takes, strict=True)):
        return None
    images, videos, audios = counts
    without = ((0, videos, audios), (images, 0, audios), (images, videos, 0))
    given = [at for at, count in enumerate(counts) if count]
    led = [at for at in given if of_type.infer(without[at]) != scope.mode]
    return (led or given)[0] if given else None


def _check_count(scope: Scope, at: int, count: int) -> bool:
    """Judge how many references of a kind there are; return whether the list is refused whole."""
    kind, path, task_type = KINDS[at], _PATHS[at], scope.task_type
    if count and task_type is not None and not scope.of_type.takes[at]:
        takes = scope.spec._lookups.types
        scope.add(
            Code.MEDIA_NOT_SUPPORTED,
            path,
            count,
            about=lambda: {
                "task_type": task_type.name,
                "types": scope.types_where(lambda other: takes[other.name].takes[at]),
                "works_without": scope.fits_without(at),
                "named": _are_named(scope, at),
            },
        )
        return True
    if not scope.mode_fits:
        return False
    limits = scope.limits.kinds[kind]
    if count and not limits.taken:
        scope.add(
            Code.REFERENCES_NOT_ALLOWED,
            path,
            count,
            about=lambda: {
                "mode": scope.mode,
                "modes": scope.modes_instead() if scope.mode_is_given else (),
                "works_without": scope.fits_without(at),
                "named": _are_named(scope, at),
            },
        )
        return True
    least, most = limits.minimum, limits.maximum
    if not limits.allows(count):
        too_many = count > least and not (least and kind == "image")
        few = Code.IMAGE_COUNT if kind == "image" else Code.REFERENCE_REQUIRED
        scope.add(
            Code.TOO_MANY_REFERENCES if too_many else few,
            path,
            count,
            most if too_many else (least, most),
            lambda: {
                "mode": scope.mode,
                "kind": kind,
                "modes": scope.modes_instead(),
                "named": count > least and _are_named(scope, at),
            },
        )
    others = limits.requires_one_of
    if count and others and not any(scope.lists[KINDS.index(other)] for other in others):
        scope.add(
            Code.REFERENCE_REQUIRED,
            path,
            count,
            tuple(map(field_of, others)),
            lambda: {
                "mode": scope.mode,
                "alone": True,
                "beside": _lists_to_add(scope, others),
                "works_without": scope.fits_without(at),
                "named": _are_named(scope, at),
            },
        )
    return False


def _check_entry(scope: Scope, at: int, index: int, entry: object) -> None:
    """Clauses `urls`, `assets`, `video-formats`, `audio-formats`, `formats-by-extension`."""
    spec, media, task_type = scope.spec, scope.spec.media[KINDS[at]], scope.task_type
    path = f"{_PATHS[at]}/{index}"
    if type(entry) is not str:
        scope.add(
            Code.WRONG_TYPE,
            path,
            entry,
            about=lambda: {"what": "a URL", "removable": _is_removable(scope, at)},
        )
        return
    match = spec._lookups.url.match(entry)
    if match is None or not _is_one_word(entry):
        takes_assets = task_type is None or task_type.assets
        schemes = spec.url_schemes[: None if takes_assets else -1]
        scope.add(
            Code.INVALID_URL,
            path,
            entry,
            schemes,
            lambda: {
                "asset_scheme": spec.url_schemes[-1],
                "removable": _is_removable(scope, at),
                "well_formed": match is not None,
            },
        )
    elif match.lastgroup == "asset":
        if task_type is not None and not task_type.assets:
            scope.add(
                Code.ASSET_NOT_ALLOWED,
                path,
                entry,
                scope.types_with_assets,
                lambda: {"task_type": task_type.name, "schemes": spec.url_schemes[:-1]},
            )
    else:
        extension = _extension_of(entry[match.end() :])
        if extension in media.refused_extensions:
            scope.add(
                Code.UNSUPPORTED_FORMAT,
                path,
                entry,
                media.formats,
                lambda: {
                    "extension": extension,
                    "kind": media.kind,
                    "of": media.refused_extensions[extension],
                },
                clause=media.clauses.get(Code.UNSUPPORTED_FORMAT),
            )


def _are_named(scope: Scope, at: int | None = None) -> bool:
    """Tell whether the prompt names references of a kind, or of any."""
    prompt, spec = scope.given("prompt"), scope.spec
    found = spec._lookups.find_references(prompt) if type(prompt) is str else ()
    return any(at is None or _place_of(text, spec)[0] == at for text in found)


def _is_removable(scope: Scope, at: int) -> bool:
    """Tell whether a list may have one entry fewer."""
    return not _are_named(scope, at) and _fits_with_more(scope, KINDS[at], -1)


def _lists_to_add(scope: Scope, kinds: Iterable[str], more: int = 1) -> tuple[str, ...]:
    """Name the lists of which more entries bring no new fault."""
    return tuple(field_of(kind) for kind in kinds if _fits_with_more(scope, kind, more))


def _fits_with_more(scope: Scope, kind: str, more: int = 1) -> bool:
    """Tell whether the request has no new fault with more references of a kind, or fewer."""
    if scope.counts is None:
        return False
    counts = [*scope.counts]
    counts[KINDS.index(kind)] += more
    return scope.fits_with((counts[0], counts[1], counts[2]))


def _is_one_word(text: str) -> bool:
    """Tell whether a text holds neither white space nor control characters (clause `urls`)."""
    # The one kind of white space that is printable is the space; the pattern costs ten times more.
    return (text.isprintable() and " " not in text) or not re.search(_SPACE_OR_CONTROL, text)


def _extension_of(path: str) -> str:
    """Return the extension of a URL's path in lower case, or "" (clause `formats-by-extension`).

    The path may have its query and its fragment behind it; they are left out.
    """
    if "?" in path or "#" in path:
        path = path.partition("?")[0].partition("#")[0]
    stem, _, extension = path.rpartition("/")[2].rpartition(".")
    # Some letters beyond ASCII become ASCII ones in lower case; no known extension has any.
    return extension.lower() if stem and extension.isascii() else ""


def check_prompt_references(scope: Scope, prompt: str) -> None:
    """Clause `prompt-reference-range`, for the kinds whose list can be counted; and two notices.

    The notices are for what looks like a reference and is not read as one, and for references that
    a prompt leaves out where the mode knows them by their names.
    """
    spec, usual = scope.spec, scope.spec._lookups.references
    counts = scope.counts or tuple(
        len(entries) if type(entries) is tuple else None for entries in scope.lists
    )
    named: set[tuple[int, int]] = set()
    missed: set[tuple[int, int]] = set()
    found = spec._lookups.find_references(prompt)
    for reference in found:
        at, index = place = usual.get(reference) or _place_of(reference, spec)
        count = counts[at]
        if count is None or 1 <= index <= count:
            named.add(place)
        elif place not in missed:
            missed.add(place)
            if len(missed) <= _MOST_MISSES:
                _add_out_of_range(scope, reference, at, index, count)
    if len(missed) > _MOST_MISSES:
        rest = len(missed) - _MOST_MISSES
        scope.add(Code.REFERENCE_OUT_OF_RANGE, "/input/prompt", rest)
    signs = spec._lookups.other_signs
    if len(found) != prompt.count(spec.prompt_marker) or any(sign in prompt for sign in signs):
        _check_unread(scope, prompt)
    if scope.limits.references_named and named and scope.counts is not None:
        unnamed = [
            f"{spec.prompt_marker}{spec.media[kind].words[0]}{index}"
            for at, kind in enumerate(KINDS)
            for index in range(1, min(scope.counts[at], LARGEST_INDEX) + 1)
            if (at, index) not in named
        ]
        if unnamed:
            scope.add(
                Code.UNNAMED_REFERENCE,
                "/input/prompt",
                len(unnamed),
                about={"names": unnamed[:_MOST_MISSES]},
            )


def _add_out_of_range(scope: Scope, reference: str, at: int, index: int, count: int) -> None:
    kind, never = KINDS[at], scope.task_type is not None and not scope.of_type.takes[at]
    taken = scope.limits.kinds[kind].taken
    refused = never or (scope.mode_is_given and scope.mode_fits and not taken)
    scope.add(
        Code.REFERENCE_OUT_OF_RANGE,
        "/input/prompt",
        reference,
        count,
        lambda: {
            "kind": kind,
            "index": index,
            "stem": reference.rstrip("0123456789"),
            "more": count < index < LARGEST_INDEX and _fits_with_more(scope, kind, index - count),
            "subject": scope.subject if refused else None,
        },
    )


def _check_unread(scope: Scope, prompt: str) -> None:
    """Add a notice for what looks like a reference and is plain text; ten at most."""
    spec, look = scope.spec, scope.spec._lookups
    words = {word.casefold(): (kinds[0], "") for word, kinds in spec.hints["words"].items()}
    words |= {word.casefold(): (kind, word) for kind in KINDS for word in spec.media[kind].words}
    seen: set[str] = set()
    for match in re.finditer(look.looks_like_reference, prompt):
        if match[0] in seen or look.reference.match(prompt, match.start()):
            continue
        seen.add(match[0])
        kind, own = words[match[2].casefold()]
        index = _index_of("".join(str(int(digit)) for digit in match[3][: _MOST_DIGITS + 1]))
        count = scope.counts[KINDS.index(kind)] if scope.counts is not None else LARGEST_INDEX
        there = 1 <= index <= count
        written = f"{spec.prompt_marker}{own or spec.media[kind].words[0]}{index if there else 1}"
        about = {"kind": kind, "count": count, "there": there}
        scope.add(Code.UNREAD_REFERENCE, "/input/prompt", match[0], (written,), about)
        if len(seen) == _MOST_MISSES:
            return
