"""Doing what a message says: every remedy that a finding offers, read from its sentence alone.

A reader here knows English and the request, and nothing of the rules: a remedy that cannot be done
as it is written, or that leads to the next rejection, shows up in tests/laws/test_advice.py.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any, Final

from seedance_rules import Finding, Spec, prompt_references

__all__ = ["ENTRY", "WHOLE", "Remedy", "remedies"]

Remedy = tuple[str, Callable[[], Any]]
"""What is done, in the words of the message, and how: it returns the request that comes of it."""

NAME: Final = r"(?!or\b)[^\s,;'?]*[^\s,;'?.:]"
NAMES: Final = rf"({NAME}(?:, {NAME})*(?: or {NAME})?)"
QUOTED: Final = r"'((?:[^';]|'(?=\w))*)'"
URL: Final = "https://media.example/made"
ENTRY: Final = {"image_urls": f"{URL}.png", "video_urls": f"{URL}.mp4", "audio_urls": f"{URL}.mp3"}
GOOD: Final = {
    "prompt": "A cat",
    "duration": 5,
    "resolution": "720p",
    "aspect_ratio": "16:9",
    **{key: [url] for key, url in ENTRY.items()},
}
"""What fields take that are often written otherwise."""

WHOLE: Final = 10**6
"""A whole number that a range without an end goes on to."""


def listed(names: str) -> list[str]:
    """Return the names of a list such as `a, b or c`."""
    return re.split(r", | or ", names)


def remedies(finding: Finding, request: Any, spec: Spec) -> Iterator[Remedy]:
    """Yield every remedy that a message offers, each by itself."""
    keys = [key.replace("~1", "/").replace("~0", "~") for key in finding.path.split("/")[1:]]
    follow = _Follower(finding, request, keys, spec)
    for pattern, ways in GRAMMAR.items():
        for match in re.finditer(pattern, finding.message):
            for what, change in ways(follow, match):
                yield f"{match[0]}: {what}", lambda change=change: follow.done(change)  # type: ignore[misc]


class _Follower:
    """Who reads a message about one place of a request, and does what it says to a copy."""

    def __init__(self, finding: Finding, request: Any, keys: list[str], spec: Spec) -> None:
        self.finding, self.request, self.keys, self.spec = finding, request, keys, spec

    def done(self, change: Callable[[Any], None]) -> Any:
        """Return a copy of the request, changed."""
        copy = deepcopy(self.request)
        change(copy)
        return copy

    def holder(self, copy: Any) -> Any:
        """Return what holds the place of the finding."""
        for key in self.keys[:-1]:
            copy = copy[int(key)] if isinstance(copy, list) else copy[key]
        return copy

    @property
    def last(self) -> Any:
        """Return the last key of the path, an index as a number."""
        return int(self.keys[-1]) if len(self.keys) == 3 else self.keys[-1]

    # What can be done.

    def put(self, value: object) -> Callable[[Any], None]:
        """Set the field, or the entry."""

        def change(copy: Any) -> None:
            self.holder(copy)[self.last] = value

        return change

    def put_beside(self, key: str, value: object) -> Callable[[Any], None]:
        """Set another field of `input`."""
        return lambda copy: copy["input"].__setitem__(key, value)

    def rename(self, key: str) -> Callable[[Any], None]:
        """Name the key of the finding otherwise, with a value that such a field takes."""

        def change(copy: Any) -> None:
            holder = self.holder(copy)
            del holder[self.last]
            holder[key] = GOOD.get(key)

        return change

    def drop(self, key: object, named: bool = False) -> Callable[[Any], None]:
        """Leave a field of `input` out, and perhaps what the prompt says of it."""

        def change(copy: Any) -> None:
            holder = self.holder(copy) if key == self.last else copy["input"]
            del holder[key]
            if named:
                forget(copy, self.spec, {str(key): 0})

        return change

    def resize(self, counts: Mapping[str, int], named: bool = False) -> Callable[[Any], None]:
        """Give another number of entries in lists, and perhaps name only those in the prompt."""

        def change(copy: Any) -> None:
            for key, count in counts.items():
                entries = [*(copy["input"].get(key) or ())]
                copy["input"][key] = (entries + [ENTRY[key]] * count)[:count]
            if named:
                forget(copy, self.spec, counts)

        return change

    def count(self, key: str) -> int:
        """Count the entries of a list."""
        entries = self.request["input"].get(key)
        return len(entries) if isinstance(entries, list) else 0

    def fewer(self, by: int) -> Iterator[dict[str, int]]:
        """Yield counts with so many entries fewer: all of one list, or of the longest."""
        if self.keys != ["input"]:
            yield {self.last: self.count(self.last) - by}
            return
        counts = {key: self.count(key) for key in ENTRY}
        for _ in range(by):
            counts[max(counts, key=lambda key: counts[key])] -= 1
        yield counts


def forget(copy: Any, spec: Spec, counts: Mapping[str, int]) -> None:
    """Take out of the prompt what names more than so many entries of a list."""
    words = {f"{kind}_urls": media.words for kind, media in spec.media.items()}
    if not isinstance(copy["input"].get("prompt"), str):
        return
    for key, count in counts.items():
        some = "|".join(map(re.escape, words[key]))
        copy["input"]["prompt"] = re.sub(
            rf"{re.escape(spec.prompt_marker)}(?:{some})_?([0-9]+)",
            lambda found, count=count: found[0] if 1 <= int(found[1][:9]) <= count else "it",  # type: ignore[misc]
            copy["input"]["prompt"],
        )


Ways = Callable[[_Follower, re.Match[str]], Iterator[tuple[str, Callable[[Any], None]]]]


def _use(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    for name in listed(match[1]):
        yield name, follow.put(name)


def _use_type(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    for name in listed(match[1]):
        yield name, lambda copy, name=name: copy.__setitem__("task_type", name)


def _use_mode(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    for name in listed(match[1]):
        yield name, follow.put_beside("mode", name)


def _meant(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    """A spelling, or what the tables know others to mean."""
    for name in listed(match[1]):
        if follow.finding.code == "unknown_field":
            # Nobody writes over a field that is given as well.
            if follow.request["input"].get(name) is None:
                yield name, follow.rename(name)
        else:
            yield name, follow.put(name)


def _leave_out(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    if match[1] == "the entry":
        yield "it", follow.drop(follow.last)
    else:
        key = follow.last if match[1] == "it" else match[1]
        yield key, follow.drop(key, named=match[2] is not None)


def _remove_some(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    for counts in follow.fewer(int(match[1])):
        yield str(counts), follow.resize(counts, named=match[2] is not None)


def _add_some(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    for key in listed(match[2]) if match[2] else [follow.last]:
        yield key, follow.resize({key: follow.count(key) + int(match[1])})


def _range(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    numbers = [int(number) for number in re.findall(r"\d+", match[1])]
    if match[1].startswith("at least"):
        numbers.append(WHOLE)
    elif match[1].startswith("at most"):
        numbers.append(0)
    for number in numbers:
        yield str(number), follow.put(number)


def _give_counted(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    counts = {f"{match[3].removesuffix('s')}_urls": int(match[2])}
    yield str(counts), follow.resize(counts, named=match[4] is not None)


def _write_name(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    first, last = match[1], match[2] or match[1]
    stem = first.rstrip("0123456789")
    for index in range(int(first[len(stem) :]), int(last[len(stem) :]) + 1):
        yield f"{stem}{index}", _in_prompt(follow, f"{stem}{index}")


def _in_prompt(follow: _Follower, instead: str) -> Callable[[Any], None]:
    """Write something else for what the finding is about, in any spelling, wherever it is."""
    given, spec = follow.finding.value, follow.spec

    def change(copy: Any) -> None:
        prompt = copy["input"]["prompt"]
        if follow.finding.code == "unread_reference":
            copy["input"]["prompt"] = prompt.replace(given, instead)
            return
        (named,) = prompt_references(str(given), spec=spec)
        for found in reversed(prompt_references(prompt, spec=spec)):
            if (found.kind, found.index) == (named.kind, named.index):
                prompt = prompt[: found.start] + instead + prompt[found.end :]
        copy["input"]["prompt"] = prompt

    return change


def _write(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    if "…" not in match[1]:
        yield match[1], follow.put(match[1])


def _from_prompt(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    yield "it", _in_prompt(follow, "it")


def _put_in(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    names = re.split(r", | and ", match[1])

    def change(copy: Any) -> None:
        if not isinstance(copy.get("input"), dict):
            copy["input"] = {}
        for name in names:
            copy["input"][name] = copy.pop(name)
        if match[2]:
            copy["input"]["prompt"] = "A cat"

    yield ", ".join(names), change


def _fetched(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    url = ENTRY[follow.keys[1]]
    for scheme in match[1].replace("://", "").split(" or "):
        yield scheme, follow.put(url.replace("https", scheme))


def _decoded(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    try:
        value = json.loads(str(follow.finding.value))
    except ValueError:
        return
    if isinstance(value, list if len(follow.keys) == 2 else dict):
        yield "decoded", follow.put(value)


def _beside(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    for key in listed(match[1]):
        yield key, follow.put_beside(key, [ENTRY[key]])


def _name_it(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    yield match[2], lambda copy: copy.__setitem__(match[2], copy.pop(match[1]))


def _is_type(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    yield match[0], lambda copy: copy.update(model=match[1], task_type=match[2])


def _elsewhere(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    for place in listed(match[1]):
        outer, _, inner = place.partition(".")

        def change(copy: Any, outer: str = outer, inner: str = inner) -> None:
            value = copy["input"].pop(follow.last)
            if not inner:
                copy[outer] = value
            else:
                copy[outer] = {inner: value}

        yield place, change


def _without_white_space(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    def change(copy: Any) -> None:
        holder = follow.holder(copy)
        odd = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")
        instead = "%20" if "%20" in match[0] else ""
        holder[follow.last] = odd.sub(instead, holder[follow.last])

    yield "of all of it", change


def _shorter(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    yield "cut", lambda copy: copy["input"].__setitem__("prompt", "x" * int(match[1]))


def _fewer(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    """As few as may be."""
    key = follow.last
    fewer = {key: 0}
    if key != "image_urls" and follow.count("image_urls") > 2:
        fewer["image_urls"] = 2
    yield str(fewer), follow.resize(fewer, named=True)


def _of_type(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    """A value of another type; a name is listed beside it, and any other text will do."""
    allowed = follow.finding.allowed
    if match[1] == "true or false":
        yield "true", follow.put(True)
    elif match[1] == "a string" and allowed is None:
        yield "text", follow.put("A cat")
    elif allowed is None:
        yield "a number", follow.put(1)


def _all_missing(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    def change(copy: Any) -> None:
        forget(copy, follow.spec, {key: follow.count(key) for key in ENTRY})

    yield "all", change


def _name_each(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    def change(copy: Any) -> None:
        each = (
            f" {follow.spec.prompt_marker}{media.words[0]}{index}"
            for kind, media in follow.spec.media.items()
            for index in range(1, follow.count(f"{kind}_urls") + 1)
        )
        copy["input"]["prompt"] += "".join(each)

    yield "all", change


def _canonical(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    (name,) = follow.finding.allowed  # type: ignore[misc]

    def change(copy: Any) -> None:
        copy["task_type"] = name
        if match[1]:
            copy["input"]["resolution"] = match[1]

    yield str(name), change


def _formats(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    for end in ["png"] if match[1] == "images" else listed(match[1]):
        yield end, follow.put(f"{URL}.{end}")


def _in_lower_case(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    value = str(follow.finding.value).strip()
    yield "so", follow.put(match[1] + value[len(match[1]) :])


GRAMMAR: Final[Mapping[str, Ways]] = {
    rf"\buse (?!the |that |None){NAMES}": _use,
    rf"\buse the task type {NAMES}": _use_type,
    rf"\buse the mode {NAMES}": _use_mode,
    rf"did you mean {QUOTED}\?": _meant,
    rf"here that is {NAMES}": _meant,
    r"\bleave (the entry|[a-z_]+) out(, and what the prompt says of it)?": _leave_out,
    r"\bremove (\d+)(, and what the prompt says of (?:it|them))?": _remove_some,
    rf"\badd (\d+)(?:, in {NAMES})?": _add_some,
    r"\bgive a (?:whole )?number(?: of [a-z]+)?, (\d+ to \d+|(?:at least|at most|exactly) \d+)": (
        _range
    ),
    r"\bgive (at most|at least) (\d+) ([a-z]+)(?: references?)?(, and what the prompt says of it)?": _give_counted,
    r"\bwrite (@[^\s,;]+)(?: (?:to|or) (@[^\s,;]+))?(?= *(?:,|;|$))": _write_name,
    rf"\bwrite {QUOTED}": _write,
    r"\bgive (\d+), without quotes": lambda follow, match: iter(
        [("it", follow.put(int(match[1])))]
    ),
    r"\bremove (?:it|them) from the prompt": _from_prompt,
    r"\bput ((?:[a-z_]+(?:, | and )?)+) into input(, with a prompt)?": _put_in,
    r"\bgive an (?:absolute )?(http or https|https|http) URL": _fetched,
    r"\bgive one that begins with (http:// or https://|https://)": _fetched,
    r"\bgive its (https) URL": _fetched,
    r"\bdecode (?:its JSON first|it from valid JSON)": _decoded,
    rf"\bgive {NAMES} beside it": _beside,
    rf"{QUOTED} is given instead; name it ([a-z_]+)": _name_it,
    rf"\bgive model ({NAME}) and task_type ({NAME})": _is_type,
    rf"it belongs beside input, as {NAMES}": _elsewhere,
    r"(?<!not there); (?:remove it|write it as %20)$": _without_white_space,
    r"\bgive a URL such as (https)://host/path": _fetched,
    r"\bgive (?:its URL|the URL alone), as (text)": lambda follow, match: iter(
        [("it", follow.put(ENTRY[follow.keys[1]]))]
    ),
    r"\bgive a list, (?:of|with)": lambda follow, match: iter(
        [("a list", follow.put([ENTRY[follow.last]]))]
    ),
    r"\bgive fewer references": _fewer,
    r"\bgive an object with at least a (prompt)": lambda follow, match: iter(
        [("it", follow.put({match[1]: "A cat"}))]
    ),
    r"must be (a string|true or false|a number|a whole number)(?=, not)": _of_type,
    r"left out, it is \d+": lambda follow, match: iter([("so", follow.drop(follow.last))]),
    r"not there; remove (?:it|them)$": _all_missing,
    r"name (each) in the prompt": _name_each,
    r"\buse that name(?:.*: set resolution '(\w+)')?": _canonical,
    rf"\bgive model ({NAME})$": lambda follow, match: iter([("it", follow.put(match[1]))]),
    rf"[a-z]+_urls takes (?:{NAMES})$": _formats,
    r"\bshorten it to at most (\d+)": _shorter,
    r"\bwrite ([a-z]+://) in lower case": _in_lower_case,
    r"\bgive a text that describes the video": lambda follow, match: iter(
        [("a text", follow.put_beside("prompt", "A cat"))]
    ),
    rf"(?:^|; )give (\[?{QUOTED}[^;]*)$": lambda follow, match: _given(follow, match),
}


def _given(follow: _Follower, match: re.Match[str]) -> Iterator[Any]:
    if match[1].startswith("["):
        yield "a list", follow.put([follow.finding.value])
        return
    for name in re.findall(QUOTED, match[1]):
        yield name, follow.put(name)
