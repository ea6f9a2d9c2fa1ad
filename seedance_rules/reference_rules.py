"""The rules on references: which lists a request may have, how many entries, what each entry is.

Also the references in the prompt, which name entries of those lists. Nothing is downloaded.
"""

from decimal import Decimal
from typing import Final

from seedance_rules.codes import Code
from seedance_rules.fields import KINDS, field_of, path_of
from seedance_rules.limits import bounds
from seedance_rules.modes import leading_kind
from seedance_rules.references import extension_of, is_one_word, place_of
from seedance_rules.scope import Scope

__all__ = ["check_lists", "check_prompt_references"]

_MOST_MISSES: Final = 10
"""References to nothing that get a finding each; one more counts the rest."""

_PATHS: Final = tuple(path_of(field_of(kind)) for kind in KINDS)
_AUDIO: Final = KINDS.index("audio")


def check_lists(scope: Scope, audio_seconds: Decimal | None) -> None:
    """Clauses `text-to-video`, `first-last-frames`, `omni-reference`, `mini-modes`, `urls`."""
    counts, column = scope.counts, scope.column
    most, kinds = column.references_maximum, column.kinds
    if most is not None and counts is not None and sum(counts) > most:
        about = (str(scope.mode), "reference")
        scope.add(Code.TOO_MANY_REFERENCES, "/input", sum(counts), most, about)
    led = _list_that_led(scope) if kinds is None else None
    for at, entries in enumerate(scope.given.lists):
        if type(entries) is not tuple:
            scope.add(Code.WRONG_TYPE, _PATHS[at], entries, about=("a list of URLs",))
            continue
        if at == led:
            scope.add_unsupported_mode(_PATHS[at])
        count = len(entries)
        refused = (kinds is None or count not in kinds[at].free) and _check_count(scope, at, count)
        if not count:
            continue
        is_usual = scope.spec.media_kinds[at].usual_url.fullmatch
        for index, entry in enumerate(entries):
            if type(entry) is not str or not is_usual(entry):
                _check_entry(scope, at, index, entry)
        if at == _AUDIO and not refused and audio_seconds is not None:
            limit = column.audio_seconds
            if limit is not None and audio_seconds > limit:
                scope.add(Code.AUDIO_TOO_LONG, _PATHS[at], audio_seconds, limit)


def _list_that_led(scope: Scope) -> int | None:
    """Return which list led to an inferred mode that the task type does not have, if one did.

    A list that the type never takes is a finding of its own, and the mode that it led to is none.
    """
    rules, counts = scope.rules, scope.counts
    if scope.mode is None or scope.given.mode is not None or counts is None:
        return None
    if any(count and not taken for count, taken in zip(counts, rules.takes, strict=True)):
        return None
    return leading_kind(rules.inference, counts)


def _check_count(scope: Scope, at: int, count: int) -> bool:
    """Judge how many references of a kind there are; return whether the list is refused whole."""
    kind, path, column, task_type = KINDS[at], _PATHS[at], scope.column, scope.task_type
    if count and task_type is not None and not scope.rules.takes[at]:
        about: tuple[str, ...] = (task_type.name, *scope.types_taking(at))
        scope.add(Code.MEDIA_NOT_SUPPORTED, path, count, about=about)
        return True
    if column.kinds is None:
        return False
    limits = column.kinds[at]
    if count and not limits.taken:
        how = "inferred" if scope.given.mode is None else "given"
        others = [
            name
            for name, other in scope.rules.columns.items()
            if name is not None and other.kinds is not None and other.kinds[at].taken
        ]
        about = (str(scope.mode), how, *others)
        scope.add(Code.REFERENCES_NOT_ALLOWED, path, count, about=about)
        return True
    if count not in limits.counts:
        allowed, about = bounds(limits.counts), (str(scope.mode), kind)
        if limits.counts.start and kind == "image":
            scope.add(Code.IMAGE_COUNT, path, count, allowed, about)
        elif count < limits.counts.start:
            scope.add(Code.REFERENCE_REQUIRED, path, count, allowed, about)
        else:
            scope.add(Code.TOO_MANY_REFERENCES, path, count, allowed[1], about)
    if count and limits.requires_one_of:
        if not any(scope.given.lists[KINDS.index(other)] for other in limits.requires_one_of):
            fields = tuple(field_of(other) for other in limits.requires_one_of)
            scope.add(Code.REFERENCE_REQUIRED, path, count, fields, (str(scope.mode),))
    return False


def _check_entry(scope: Scope, at: int, index: int, entry: object) -> None:
    """Clauses `urls`, `assets`, `video-formats`, `audio-formats`, `formats-by-extension`."""
    spec, media, task_type = scope.spec, scope.spec.media_kinds[at], scope.task_type
    allowed: tuple[str, ...] | None = None
    about: tuple[str, ...] = ()
    clause = None
    match = spec.url_pattern.match(entry) if type(entry) is str else None
    if type(entry) is not str:
        code, about = Code.WRONG_TYPE, ("a URL",)
    elif match is None or not is_one_word(entry):
        takes_assets = task_type is None or task_type.assets
        code, allowed = Code.INVALID_URL, spec.url_schemes[: None if takes_assets else -1]
    elif match.lastgroup == "asset":
        if task_type is None or task_type.assets:
            return
        code, allowed, about = Code.ASSET_NOT_ALLOWED, scope.types_with_assets(), (task_type.name,)
    else:
        extension = extension_of(entry[match.end() :])
        if extension not in media.refused_extensions:
            return
        code, allowed, about = Code.UNSUPPORTED_FORMAT, media.formats, (media.kind, extension)
        clause = media.clauses.get(code)
    scope.add(code, f"{_PATHS[at]}/{index}", entry, allowed, about, clause)


def check_prompt_references(scope: Scope, prompt: str) -> None:
    """Clause `prompt-reference-range`, for the kinds whose list can be counted."""
    spec, usual = scope.spec, scope.spec.prompt_references
    counts = scope.counts or [
        len(entries) if type(entries) is tuple else None for entries in scope.given.lists
    ]
    missed: set[tuple[int, int]] = set()
    for reference in spec.prompt_pattern.findall(prompt):
        at, index = usual.get(reference) or place_of(reference, spec)
        count = counts[at]
        if count is None or 1 <= index <= count or (at, index) in missed:
            continue
        missed.add((at, index))
        if len(missed) <= _MOST_MISSES:
            about = (KINDS[at],)
            scope.add(Code.REFERENCE_OUT_OF_RANGE, "/input/prompt", reference, count, about)
    rest = len(missed) - _MOST_MISSES
    if rest > 0:
        scope.add(Code.REFERENCE_OUT_OF_RANGE, "/input/prompt", rest)
