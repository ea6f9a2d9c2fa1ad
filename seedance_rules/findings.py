"""What can be said about a request: the codes, and a `Finding` with its message.

A message is written when it is read, from what the finding holds, so that findings cost little
until somebody looks. A new code is one member of `Code` and its sentence in `say`; mypy tells when
one is missing. Every sentence names its field, what was given, what is allowed and what to do.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, assert_never

from attrs import field, frozen

from seedance_rules.fields import KINDS
from seedance_rules.values import exact, is_object, opened
from seedance_rules.wording import (
    either,
    kind_of,
    nearest,
    number,
    plain,
    printable,
    show,
    span,
)

__all__ = ["NOTICES", "About", "Allowed", "Code", "Finding", "OpenFinding"]


class Code(StrEnum):
    """What a finding is about. Codes are stable across versions of the tables."""

    NOT_AN_OBJECT = "not_an_object"
    MISSING_FIELD = "missing_field"
    WRONG_TYPE = "wrong_type"
    UNKNOWN_MODEL = "unknown_model"
    UNKNOWN_TASK_TYPE = "unknown_task_type"
    UNKNOWN_MODE = "unknown_mode"
    UNSUPPORTED_MODE = "unsupported_mode"
    DURATION_OUT_OF_RANGE = "duration_out_of_range"
    UNKNOWN_RESOLUTION = "unknown_resolution"
    UNSUPPORTED_RESOLUTION = "unsupported_resolution"
    UNKNOWN_ASPECT_RATIO = "unknown_aspect_ratio"
    UNSUPPORTED_ASPECT_RATIO = "unsupported_aspect_ratio"
    AUTO_NOT_ALLOWED = "auto_not_allowed"
    MEDIA_NOT_SUPPORTED = "media_not_supported"
    REFERENCES_NOT_ALLOWED = "references_not_allowed"
    IMAGE_COUNT = "image_count"
    TOO_MANY_REFERENCES = "too_many_references"
    INVALID_URL = "invalid_url"
    UNSUPPORTED_FORMAT = "unsupported_format"
    ASSET_NOT_ALLOWED = "asset_not_allowed"
    AUDIO_TOO_LONG = "audio_too_long"
    VIDEO_TOO_LONG = "video_too_long"
    REFERENCE_OUT_OF_RANGE = "reference_out_of_range"
    INVALID_RETENTION = "invalid_retention"
    PROMPT_TOO_LONG = "prompt_too_long"
    REFERENCE_REQUIRED = "reference_required"
    UNSUPPORTED_FIELD = "unsupported_field"
    VALUE_NOT_ALLOWED = "value_not_allowed"
    DEPRECATED_TASK_TYPE = "deprecated_task_type"
    UNKNOWN_FIELD = "unknown_field"
    IGNORED_FIELD = "ignored_field"
    AUTO_FELL_BACK = "auto_fell_back"
    VALUE_REPLACED = "value_replaced"
    UNREAD_REFERENCE = "unread_reference"
    UNNAMED_REFERENCE = "unnamed_reference"


NOTICES: Final = frozenset(
    {
        Code.DEPRECATED_TASK_TYPE,
        Code.UNKNOWN_FIELD,
        Code.IGNORED_FIELD,
        Code.AUTO_FELL_BACK,
        Code.VALUE_REPLACED,
        Code.UNREAD_REFERENCE,
        Code.UNNAMED_REFERENCE,
    }
)
"""The codes of notices; every other code is a violation."""

Allowed = tuple[str, ...] | tuple[int | None, int | None] | int | Decimal | None
"""What a finding allows: names, both ends of a range, a maximum, or nothing to list."""

_LONGEST_PATH: Final = 80
_LONGEST_LIST: Final = 12
_LONGEST_NUMBER: Final = 18
"""Digits of a decimal that is written out; an exponent could make it one of any length."""

_MOST_LOOKED_AT: Final = 10_000

About = Mapping[str, Any] | Callable[[], Mapping[str, Any]] | None
"""What a message needs beside the value and what is allowed, by name, or how to find it out.

What would work instead takes longer to find out than judging does: it waits for a reader."""


@frozen(weakref_slot=False)
class Finding:
    """What is wrong, or worth knowing, at one place of a request.

    `path` is a JSON Pointer into the request, `value` what is there or was counted, `allowed` what
    may be there, `clause` the id of the clause in the tables, and `http_status` the status that the
    documentation names for it, or None where it names none.
    """

    code: Code
    path: str
    value: object = field(default=None, repr=show, hash=False)
    allowed: Allowed = None
    clause: str = ""
    http_status: int | None = None
    _about: About = field(default=None, repr=False, eq=False, alias="about")

    @property
    def message(self) -> str:
        """What was given, what is allowed and what to do, in a sentence or two."""
        return say(self.code, self.path, exact(self.value), self.allowed, self._facts())

    def _facts(self) -> Mapping[str, Any]:
        return (self._about() if callable(self._about) else self._about) or {}

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        told = self.code, self.path, self.value, self.allowed, self.clause, self.http_status
        return Finding, (*told, self._facts())

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as plain data that `json.dumps` takes, whatever the value was."""
        return {
            "code": str(self.code),
            "path": self.path,
            "message": self.message,
            "value": _exactly(self.value),
            "allowed": _exactly(self.allowed),
            "http_status": self.http_status,
            "clause": self.clause,
        }

    def __str__(self) -> str:
        return f"{printable(self.path) or '(the request)'}: {self.message}"


OpenFinding: Final = opened(Finding)


def _exactly(value: object) -> object:
    """Return plain data of a value, of a whole decimal as a number, as other counts are."""
    if type(value) is Decimal and value.is_finite() and value.adjusted() < _LONGEST_NUMBER:
        return plain(int(value)) if value == int(value) else plain(value)
    return plain(value)


def say(code: Code, path: str, value: object, allowed: Allowed, about: Mapping[str, Any]) -> str:
    """Write the message of a finding; `about` holds what its sentence needs, by name."""
    name, get = _name(path), about.get
    match code:
        case Code.NOT_AN_OBJECT:
            decode = "; decode it from valid JSON" if kind_of(value) == "a string" else ""
            return f"{name} must be an object with keys, not {kind_of(value)}{decode}"
        case Code.MISSING_FIELD:
            what = "blank" if get("blank") else "missing"
            return f"{name} is {what}; {_to_give(path, about, allowed)}"
        case Code.WRONG_TYPE:
            return _wrong_type(name, value, allowed, about)
        case Code.UNKNOWN_MODEL | Code.UNKNOWN_TASK_TYPE:
            if get("is_type"):
                rather = "" if get("has_type") else f" and task_type {value}"
                return f"{name} {show(value)} is a task type; give {name} {_names(allowed)}{rather}"
            tables = f" to the tables of {get('version')}" if get("version") else ""
            return f"{name} {show(value)} is not known{tables}; {_meant(value, allowed, about)}"
        case Code.UNKNOWN_MODE | Code.UNKNOWN_RESOLUTION | Code.UNKNOWN_ASPECT_RATIO:
            if _is_blank(value):
                return f"{name} is blank; leave it out, or use {_names(allowed)}"
            where = get("elsewhere")
            only = (
                f"; to follow the {get('follows')} is for the mode {_names(where)}" if where else ""
            )
            return f"{name} {show(value)} is not known; {_meant(value, allowed, about)}{only}"
        case Code.UNSUPPORTED_MODE:
            return _unsupported_mode(name, value, allowed, about)
        case Code.DURATION_OUT_OF_RANGE:
            return (
                f"{_beyond(name, value)}; "
                f"give a whole number of seconds, {_range(allowed)}{_automatic(about)}"
            )
        case Code.UNSUPPORTED_RESOLUTION | Code.UNSUPPORTED_ASPECT_RATIO:
            ways = _or(f"use {_names(allowed)}", _types(about))
            return f"{name} {show(value)} is not for {get('subject')}{ways}"
        case Code.AUTO_NOT_ALLOWED:
            becomes = get("becomes")
            left_out = becomes and f"leave mode out: {name} then becomes {becomes}"
            ways = _or(f"use {_names(allowed)}", _modes(about), left_out or "")
            return f"{name} {show(value)} is not for {get('subject')}{ways}"
        case Code.MEDIA_NOT_SUPPORTED:
            taken = f"{get('task_type')} takes no {name}, {show(value)} given"
            return taken + _or(_leave_out(name, about), _types(about), otherwise=_LESS)
        case Code.REFERENCES_NOT_ALLOWED:
            taken = f"the mode {get('mode')} takes no {name}, {show(value)} given"
            return taken + _or(_leave_out(name, about), _modes(about), otherwise=_LESS)
        case Code.IMAGE_COUNT | Code.TOO_MANY_REFERENCES:
            return _count(name, value, allowed, about)
        case Code.REFERENCE_REQUIRED:
            return _required(name, path, value, allowed, about)
        case Code.INVALID_URL:
            return f"{name} {_url_fault(str(value), allowed, about)}"
        case Code.UNSUPPORTED_FORMAT:
            of, takes = str(get("of")), _names(allowed) if allowed else _things(str(get("kind")))
            is_of = f"{'an' if of[0] in 'aeiou' else 'a'} {of} format"
            return (
                f"{name} ends in .{get('extension')}, {is_of}"
                f"; {name.partition('[')[0]} takes {takes}"
            )
        case Code.ASSET_NOT_ALLOWED:
            fetched = f"give an {either(get('schemes', ()))} URL"
            types = _types({"types": allowed})
            given = f"takes no asset references, {show(value)} given"
            return f"{name}: {get('task_type')} {given}{_or(types, fetched)}"
        case Code.AUDIO_TOO_LONG | Code.VIDEO_TOO_LONG:
            most = number(allowed) if isinstance(allowed, Decimal) else allowed
            return (
                f"{name}: {show(value)} seconds together are too long; {get('subject')} takes at "
                f"most {most} seconds; shorten them or remove some"
            )
        case Code.REFERENCE_OUT_OF_RANGE:
            return _out_of_range(name, value, allowed, about)
        case Code.INVALID_RETENTION:
            return f"{_beyond(name, value)}; give a whole number of hours, {_range(allowed)}"
        case Code.PROMPT_TOO_LONG:
            return f"{name} has {show(value)} characters; shorten it to at most {allowed}"
        case Code.UNSUPPORTED_FIELD:
            ways = _or("leave it out", _types(about), _modes(about))
            return f"{name} is not a field of {get('subject')}{ways}"
        case Code.VALUE_NOT_ALLOWED:
            if get("is_range"):
                return f"{_beyond(name, value)}; give a number, {_range(allowed)}"
            return f"{name} {show(value)} is not allowed; {_meant(value, allowed, about)}"
        case Code.DEPRECATED_TASK_TYPE:
            meant = _names(allowed)
            advice = ""
            if get("keep"):
                advice = (
                    f"; no resolution is given and {meant} defaults to {get('default')}: "
                    f"set resolution {show(get('keep'))} to keep the output quality"
                )
            return f"{name} {show(value)} is deprecated and taken as {meant}; use that name{advice}"
        case Code.UNKNOWN_FIELD:
            return _unknown_field(name, value, allowed, about)
        case Code.IGNORED_FIELD:
            if get("needs"):
                return f"{name} has no effect without {get('needs')}; set that, or leave {name} out"
            return f"{name} has no effect with {get('subject')}; leave it out"
        case Code.AUTO_FELL_BACK:
            return (
                f"{name} {show(value)} follows the first {get('kind')}, and none is given; "
                f"it becomes {get('becomes')}"
            )
        case Code.VALUE_REPLACED:
            return (
                f"{name} {show(value)} is not one of {_names(allowed)}; "
                f"the service takes {get('becomes')} instead"
            )
        case Code.UNREAD_REFERENCE:
            return _unread(name, value, allowed, about)
        case Code.UNNAMED_REFERENCE:
            names = [*get("names", ())]
            more = (
                f" and {value - len(names)} more"
                if isinstance(value, int) and value > len(names)
                else ""
            )
            return (
                f"{name} names some references, but not {either(names)}{more}; "
                "name each in the prompt, or leave out what is not meant"
            )
        case _:
            assert_never(code)


_LESS: Final = "give fewer references"


def _name(path: str) -> str:
    """Name a field as a message does: `duration`, `image_urls[1]`."""
    if not path:
        return "the request"
    keys = [key.replace("~1", "/").replace("~0", "~") for key in path.split("/")[1:]]
    last = printable(keys[-1], _LONGEST_PATH)
    if len(keys) == 3 and keys[-1].isdecimal():
        return f"{keys[1]}[{last}]"
    return last


def _names(allowed: object) -> str:
    names = [str(name) for name in allowed] if isinstance(allowed, tuple) else []
    if len(names) > _LONGEST_LIST:
        names[_LONGEST_LIST:] = [f"{len(names) - _LONGEST_LIST} more"]
    return either(names)


def _ends(allowed: Any) -> tuple[int | None, int | None]:
    """Return both ends of the range that a finding allows, where it allows one."""
    least, most = allowed
    return least, most


def _range(allowed: Allowed) -> str:
    return span(_ends(allowed))


def _beyond(name: str, value: object) -> str:
    given = show(value)
    # A number that is too long to be written is described, and reads otherwise.
    return f"{name} is {given}, out of range" if " " in given else f"{name} {given} is out of range"


def _or(*ways: str, otherwise: str = "") -> str:
    """Offer the ways out that there are."""
    found = [way for way in ways if way] or [otherwise]
    return f"; {', or '.join(found)}" if found[0] else ""


def _types(about: Mapping[str, Any]) -> str:
    types = about.get("types")
    return f"use the task type {_names(types)}" if types else ""


def _modes(about: Mapping[str, Any]) -> str:
    modes = about.get("modes")
    return f"use the mode {_names(modes)}" if modes else ""


def _leave_out(name: str, about: Mapping[str, Any]) -> str:
    """Offer to leave a list out where that works; the prompt must not name it any more then."""
    if not about.get("works_without"):
        return ""
    return f"leave {name} out{_and_in_the_prompt(about)}"


def _and_in_the_prompt(about: Mapping[str, Any]) -> str:
    return ", and what the prompt says of it" if about.get("named") else ""


def _is_blank(value: object) -> bool:
    return type(value) is str and not value.strip()


def _meant(value: object, allowed: Allowed, about: Mapping[str, Any]) -> str:
    """List what is allowed; say what was probably misspelt, or what the tables know it to mean."""
    names = [str(name) for name in allowed] if isinstance(allowed, tuple) else []
    near, hints = nearest(value, names), about.get("hints")
    if hints:
        return f"use {_names(allowed)}; here that is {_names(hints)}"
    if near:
        return f"use {_names(allowed)}; did you mean {show(near)}?"
    return f"use {_names(allowed)}"


def _to_give(path: str, about: Mapping[str, Any], allowed: Allowed) -> str:
    """Say what to give for a field that is missing or blank."""
    beside, written = about.get("beside", ()), about.get("written")
    if written:
        return f"{show(written)} is given instead; name it {_name(path)}"
    if path == "/input":
        if beside:
            put = f"put {either(beside, 'and')} into input"
            return put if "prompt" in beside else f"{put}, with a prompt"
        return "give an object with at least a prompt"
    if path == "/input/prompt":
        return "put prompt into input" if beside else "give a text that describes the video"
    return f"give {either(map(show, allowed if isinstance(allowed, tuple) else ()))}"


def _automatic(about: Mapping[str, Any]) -> str:
    if not about.get("automatic"):
        return ""
    return f"; a length cannot be automatic: left out, it is {about['default']}"


def _wrong_type(name: str, value: object, allowed: Allowed, about: Mapping[str, Any]) -> str:
    given, kind = show(value), kind_of(value)
    was = f"the {kind[2:]} {given}" if kind in ("a string", "a number") else given
    wanted = about.get("what", "a string")
    if _is_blank(value):
        return f"{name} is blank; leave it out, or give {wanted}{_within(allowed)}"
    advice = _automatic(about)
    if "[" in name:
        if is_object(value):
            advice = "; give the URL alone, as text"
        elif value is None and about.get("removable"):
            advice = "; leave the entry out, or give its URL"
        else:
            advice = "; give its URL, as text"
    elif wanted == "a list of URLs":
        advice = _as_list(value)
    elif type(value) is str and isinstance(allowed, tuple):
        advice = advice or _as_number(value, allowed)
    elif isinstance(allowed, tuple) and isinstance(allowed[0], str):
        near = nearest(show(value), [str(n) for n in allowed]) if kind == "a number" else None
        advice = f"; use {_names(allowed)}" + (f"; write {show(near)}, as text" if near else "")
    return f"{name} must be {wanted}{_within(allowed)}, not {was}{advice}"


def _within(allowed: Allowed) -> str:
    match allowed:
        case (int(), int() | None):
            return f", {_range(allowed)}"
        case _:
            return ""


def _as_number(text: str, allowed: Allowed) -> str:
    """Say to leave the quotes away where the text is a number that is allowed."""
    digits, (least, most) = text.strip(), _ends(allowed)
    if digits.isascii() and digits.isdigit() and len(digits) < 10:
        if (least or 0) <= int(digits) and (most is None or int(digits) <= most):
            return f"; give {int(digits)}, without quotes"
    return ""


def _as_list(value: object) -> str:
    if type(value) is not str:
        return "; give a list, of one URL or more"
    if value.lstrip().startswith("["):
        return "; decode its JSON first"
    if "," in value:
        return "; give a list, with each URL as a text of its own"
    return f"; give [{show(value)}]"


def _unsupported_mode(name: str, value: object, allowed: Allowed, about: Mapping[str, Any]) -> str:
    task_type, counts = about["task_type"], about.get("counts")
    if counts is None:
        missing = f"{name} {show(value)} is not a mode of {task_type}"
        its_modes = f"its modes are {_names(allowed)}"
        return missing + _or(_modes(about), _types(about), otherwise=its_modes)
    given = [_counted(count, kind) for count, kind in zip(counts, KINDS, strict=True) if count]
    makes = "makes" if sum(counts) == 1 else "make"
    led = f"{either(given, 'and')} {makes} the request {value}"
    if not given:
        led = f"without references the request is {value}"
    fewer = ""
    if about.get("at_most"):
        kind, most = about["at_most"]
        fewer = f"give at most {_counted(most, kind)}" if most else f"leave {name} out"
        fewer += _and_in_the_prompt(about)
    return f"{name}: {led}, a mode that {task_type} does not have" + _or(
        fewer, _types(about), otherwise=_LESS
    )


def _counted(count: object, noun: str) -> str:
    """Write a number of things."""
    return f"{show(count)} {_things(noun)[:-1] if count == 1 else _things(noun)}"


def _things(noun: str) -> str:
    """Return the plural of a noun; audio has none of its own."""
    return "audio references" if noun == "audio" else f"{noun}s"


def _count(name: str, value: Any, allowed: Allowed, about: Mapping[str, Any]) -> str:
    kind, mode = about.get("kind", "reference"), about.get("mode")
    least, most = _ends(allowed if isinstance(allowed, tuple) else (None, allowed))
    things = _many((least or None, most), kind)
    where = "" if "kind" in about else " together"
    taken = f"{name}: the mode {mode} takes {things}{where}, {show(value)} given"
    way = f"add {(least or 0) - value}"
    if most is not None and value > most:
        way = f"remove {value - most}{_and_in_the_prompt(about)}"
    return taken + _or(way, _modes(about))


def _required(name: str, path: str, value: Any, allowed: Allowed, about: Mapping[str, Any]) -> str:
    mode = about["mode"]
    if about.get("alone"):
        beside = f"give {_names(about['beside'])} beside it" if about["beside"] else ""
        alone = f"{name} cannot be given without {_names(allowed)} in the mode {mode}"
        return alone + _or(beside, _leave_out(name, about))
    ends = _ends(allowed)
    add = f"add {(ends[0] or 0) - value}"
    if path == "/input":
        within = f", in {either(about['lists'])}" if about["lists"] else ""
        needed = f"{name}: the mode {mode} needs {_many(ends, 'reference')}"
        return f"{needed}, {show(value)} given; {add}{within}"
    needed = f"the mode {mode} needs {_many(ends, about['kind'])} in {name}"
    return f"{needed}, {show(value)} given; {add}"


def _many(ends: tuple[int | None, int | None], noun: str) -> str:
    """Write a range of things: `exactly 1 image`, `1 to 2 images`."""
    within = span(ends)
    return f"{within} {_things(noun)[:-1] if within.endswith(' 1') else _things(noun)}"


def _out_of_range(name: str, value: object, allowed: Allowed, about: Mapping[str, Any]) -> str:
    get = about.get
    if "kind" not in about:
        those, them = ("that is", "it") if value == 1 else ("that are", "them")
        return f"{name} names {_counted(value, 'more reference')} {those} not there; remove {them}"
    count = allowed if isinstance(allowed, int) else 0
    kind, stem = get("kind"), printable(str(get("stem")))
    named = f"{name} names {show(value)}"
    first, last = f"{stem}1", f"{stem}{count}"
    joined = "or" if count == 2 else "to"
    rather = f"write {first}" if count == 1 else f"write {first} {joined} {last}" if count else ""
    if get("subject") and not get("more"):
        why = f"but {get('subject')} takes no {_things(str(kind))}"
        return f"{named}, {why}; remove it from the prompt"
    if not get("index"):
        why = "but entries are counted from 1"
        return f"{named}, {why}" + _or(rather, "remove it from the prompt")
    given = "is given" if count == 1 or (not count and kind == "audio") else "are given"
    there = (
        f"only {_counted(count, str(kind))}"
        if count
        else f"no {kind}{'' if kind == 'audio' else 's'}"
    )
    more = f"give at least {_counted(get('index'), str(kind))}" if get("more") else ""
    return f"{named}, but {there} {given}" + _or(rather, more, "remove it from the prompt")


def _unknown_field(name: str, value: object, allowed: Allowed, about: Mapping[str, Any]) -> str:
    known, elsewhere, hints = _names(allowed), about.get("elsewhere"), about.get("hints")
    given = f"input has '{name}'"
    if elsewhere:
        where = either(elsewhere)
        return f"{given}, which is passed through unread; it belongs beside input, as {where}"
    near = nearest(name, [str(field) for field in allowed] if isinstance(allowed, tuple) else ())
    here = f"; did you mean {show(near)}?" if near else ""
    if hints:
        here = f"; here that is {_names(hints)}"
    tables = f"which the tables of {about.get('version')} do not name and pass through"
    return f"{given}, {tables}; the fields are {known}{here}"


def _unread(name: str, value: object, allowed: Allowed, about: Mapping[str, Any]) -> str:
    unread = f"{name} contains {show(value)}, which is not read as a reference"
    if about["there"]:
        return f"{unread}; write {_names(allowed)}"
    count, kind = about["count"], about["kind"]
    given = f"only {_counted(count, kind)} {'is' if count == 1 else 'are'}"
    given = given if count else f"no {kind} is"
    return f"{unread}, and {given} given; references are written as in {_names(allowed)}"


def _url_fault(url: str, allowed: Allowed, about: Mapping[str, Any]) -> str:
    """Say what keeps an entry from being a URL that the service can use; one sentence a cause."""
    schemes = [str(scheme) for scheme in allowed] if isinstance(allowed, tuple) else []
    asset = str(about["asset_scheme"])
    web = [scheme for scheme in schemes if scheme != asset]
    give = f"give an absolute {either(web)} URL"
    looked_at = url[:_MOST_LOOKED_AT].strip()
    if not looked_at:
        leave = "leave the entry out, or " if about.get("removable") else ""
        return f"is blank; {leave}{give}"
    scheme, colon, rest = looked_at.partition(":")
    folded = scheme.lower()
    given = show(url)
    if folded == asset and asset not in schemes:
        return f"{given} is not an asset that can be used here; {give}"
    if folded == asset:
        if scheme != asset and rest.startswith("//") and len(rest) > len("//"):
            return f"{given} has capitals in its scheme; write {asset}:// in lower case"
        if not rest.removeprefix("//"):
            return f"{given} lacks the asset id; write {asset}:// and the id, or {give}"
    if asset in schemes and _looks_like_an_id(looked_at, asset):
        return f"{given} is an asset id without its scheme; write {show(f'{asset}://{looked_at}')}"
    if not about.get("well_formed"):
        is_path = looked_at[0] in "/.~\\" and not looked_at.startswith("//")
        if is_path or (colon and (folded in ("data", "file", "blob") or len(scheme) == 1)):
            why = f"{given} cannot be fetched by the service"
            return f"{why}; upload it, and give its {either(web[-1:])} URL"
        if not colon or not scheme.isidentifier() or "." in scheme or rest[:1].isdigit():
            return f"{given} is not an absolute URL; give one that begins with {_starts(web)}"
        if folded not in web and folded != asset:
            return f"{given} has the scheme {show(scheme)}, which is not taken; {give}"
        if not rest.startswith("//"):
            return f"{given} lacks the two slashes of {folded}://; {give}"
        if rest.lstrip("/") == "" or rest[2:3] in ("", "/", "?", "#"):
            return f"{given} has no host; give a URL such as https://host/path"
    at = next((at for at, sign in enumerate(url[:_MOST_LOOKED_AT]) if _is_odd(sign)), None)
    if at is None and about.get("well_formed"):
        return f"{given} contains white space or a control character; remove it"
    if at is None:
        return f"{given} has a host or port that is not valid; give a URL such as https://host/path"
    what = "a space" if url[at] == " " else "white space or a control character"
    in_path = "/" in url[:at].partition("://")[2]
    if url != url.strip() or url[at] != " " or not in_path:
        return f"{given} contains {what} (character {at + 1}); remove it"
    return f"{given} contains a space (character {at + 1}); write it as %20"


def _is_odd(sign: str) -> bool:
    return sign.isspace() or sign < " " or "\x7f" <= sign <= "\x9f"


def _looks_like_an_id(text: str, asset: str) -> bool:
    """Tell whether a text is like the ids of assets: the scheme, a hyphen, letters and digits."""
    rest = text.removeprefix(f"{asset}-")
    return rest != text and rest.isascii() and rest.replace("-", "").replace("_", "").isalnum()


def _starts(schemes: Iterable[str]) -> str:
    return either(f"{scheme}://" for scheme in schemes)
