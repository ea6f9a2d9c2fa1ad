"""`PYTHONPATH=tests python tests/trust/fuzz_requests.py`: requests bred by coverage, held to what `test_total` holds.

Needs atheris, which is in no extra; every option of libFuzzer may follow (`-max_total_time=600`,
`-runs=100000`, a directory to keep what it finds). It stops at the first request that is answered
by anything but a report or a named error, and writes down the bytes that made it.
"""

import json
import sys
from importlib import import_module
from typing import Protocol

# Without stubs, and only installed by those who fuzz.
atheris = import_module("atheris")

with atheris.instrument_imports(include=["seedance_rules"]):
    import seedance_rules

from hostile import KEYS, MAPPINGS, TEXTS, VALUES
from test_total import SPECS, check, check_references

__all__ = ["judge"]

SPEC = seedance_rules.load_spec("2026-06")
NAMES = (
    *("seedance", "auto", "film"),
    *SPEC.task_types,
    *SPEC.aliases,
    *SPEC.modes,
    *SPEC.resolutions,
    *SPEC.aspect_ratios,
)
FIELDS = (*SPEC.known_fields, "audio", "seed", "style", "strength")
OTHER_KEYS = tuple(name for name in KEYS if "refuses" not in name)
"""Keys that can be in one dict together."""

DEEPEST = 4


class Bytes(Protocol):
    """What atheris makes of the bytes that it breeds."""

    def ConsumeIntInRange(self, low: int, high: int) -> int: ...
    def ConsumeInt(self, size: int) -> int: ...
    def ConsumeFloat(self) -> float: ...
    def ConsumeUnicode(self, count: int) -> str: ...
    def ConsumeBool(self) -> bool: ...


def pick(source: Bytes, names: tuple[str, ...]) -> str:
    return names[source.ConsumeIntInRange(0, len(names) - 1)]


def value(source: Bytes, depth: int = 0) -> object:
    """Make a value of any sort."""
    match source.ConsumeIntInRange(0, 9 if depth < DEEPEST else 7):
        case 0:
            return None
        case 1:
            return source.ConsumeBool()
        case 2:
            return source.ConsumeInt(8)
        case 3:
            return source.ConsumeFloat()
        case 4:
            return source.ConsumeUnicode(60)
        case 5:
            return pick(source, NAMES)
        case 6:
            return pick(source, TEXTS)
        case 7:
            return VALUES[pick(source, tuple(VALUES))]()
        case 8:
            return [value(source, depth + 1) for _ in range(source.ConsumeIntInRange(0, 4))]
        case _:
            return {key(source): value(source, depth + 1) for _ in range(3)}


def key(source: Bytes) -> object:
    """Make a key, of a field as often as not."""
    match source.ConsumeIntInRange(0, 5):
        case 0:
            return source.ConsumeUnicode(20)
        case 1:
            return KEYS[pick(source, OTHER_KEYS)]()
        case _:
            return pick(source, FIELDS)


def field(source: Bytes, name: str) -> object:
    """Make the value of a field, of the right type as often as not."""
    sort = source.ConsumeIntInRange(0, 3)
    if not sort:
        return value(source)
    if name.endswith("_urls"):
        return [entry(source) for _ in range(source.ConsumeIntInRange(0, 4))]
    match name:
        case "prompt":
            return "A cat @image1 " + source.ConsumeUnicode(60)
        case "duration" | "asset_retention_hours" | "seed" | "strength":
            return source.ConsumeIntInRange(0, 20)
        case "auto_upload_assets" | "audio":
            return source.ConsumeBool()
        case _:
            return pick(source, NAMES)


def entry(source: Bytes) -> object:
    """Make an entry of a list of URLs."""
    match source.ConsumeIntInRange(0, 4):
        case 0:
            return value(source, DEEPEST)
        case 1:
            return "asset://" + source.ConsumeUnicode(10)
        case 2:
            return "https://" + source.ConsumeUnicode(40)
        case _:
            return f"https://cdn.test/1.{pick(source, ('png', 'mp4', 'mp3', 'webm', 'MOV', ''))}"


def request(source: Bytes) -> object:
    """Make a request: JSON as it is written, anything, or one that is nearly right."""
    match source.ConsumeIntInRange(0, 9):
        case 0:
            return value(source)
        case 1:
            try:
                return json.loads(source.ConsumeUnicode(1000))
            except (ValueError, RecursionError):
                return None
    names = {pick(source, FIELDS) for _ in range(source.ConsumeIntInRange(0, 8))}
    body = {"prompt": "A cat", **{name: field(source, name) for name in sorted(names)}}
    task_type = pick(source, NAMES)
    whole: dict[str, object] = {"model": "seedance", "task_type": task_type, "input": body}
    if not source.ConsumeIntInRange(0, 9):
        whole[pick(source, tuple(whole))] = value(source)
    return MAPPINGS[pick(source, tuple(MAPPINGS))](whole)


def judge(data: bytes) -> None:
    """Judge the request that bytes make, under the shipped tables and under later ones."""
    source: Bytes = atheris.FuzzedDataProvider(data)
    spec = SPECS[pick(source, tuple(SPECS))]
    check(request(source), spec=spec)
    prompt = source.ConsumeUnicode(200)
    check_references(seedance_rules.prompt_references(prompt, spec=spec), prompt)


if __name__ == "__main__":
    atheris.Setup(sys.argv, judge)
    atheris.Fuzz()
