"""Requests as JSON, for the tests that compare a schema with the engine.

Most are drawn valid and then changed in a place or two, so that a verdict hangs on one thing; every
place has its odd values. All is drawn from a `Spec`, so that made-up tables are tested as well.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence

from hypothesis import strategies as st

from seedance_rules import Spec, load_spec
from seedance_rules.schema import ONLY_THE_ENGINE

__all__ = ["ENTRIES", "SPECS", "made_up", "one_entry", "requests", "seen_by_a_schema"]

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

ENTRIES = {
    "image": ["https://example.com/a.png", "HTTP://user:pw@EXAMPLE.com:80/a.b/IMAGE.JPG?x=.mp4"],
    "video": ["https://example.com/a.mp4", "http://[::1]/clip.MOV#.webm", "https://example.com"],
    "audio": ["https://example.com/a.mp3", "https://example.com/a.wav?q", "http://h/.ogg"],
}
"""Entries that each kind of list takes."""

_ODD_ENTRIES: list[Json] = [
    "asset://a-1",
    "asset://",
    "ASSET://a-1",
    "asset://a/b.webm",
    "ftp://example.com/a.png",
    "https://",
    "https:///a.png",
    "https://:80/a.png",
    "https://a:b/c.png",
    "https://a@/c.png",
    "https://a@b@c/d.png",
    "https://[::1/a.png",
    "https://a]b/c.png",
    "https://h:/x",
    "https://h?a.webm",
    "https://h/a.webm",
    "https://h/a.WebM?x",
    "https://h/a.mkv#y",
    "https://h/a.wav/",
    "https://h/..wav",
    "https://h/a.b/.wav",
    "https://h/a.txt",
    "https://h/a.gif",
    "https://h/a b.png",
    "https://h/a.png\n",
    "https://h/a.png\u3000",
    "https://h/\x85",
    "https://h/\x00",
    "https://h/\ufeff.png",
    "https://h/\U0001f600.mp4",
    "//h/a.png",
    "a.png",
    "",
    5,
    None,
    ["https://h/a.png"],
]

_PROMPTS: list[Json] = [
    "a cat",
    " \n.",
    "\ufeff",
    "\x1b",
    "@image1 and @视频_2",
    "@audio9",
    "x" * 40,
    "\U0001f600" * 21,
]

_NO_PROMPTS: list[Json] = ["", " ", "\x1c\x85\u2003\u3000\n", "\u1680", 5, None, ["a cat"]]


@st.composite
def requests(draw: st.DrawFn, spec: Spec) -> dict[str, object]:
    """Draw a request: valid to begin with, then with none, one, or a few odd values in it."""
    name = draw(st.sampled_from([*spec.task_types, *spec.aliases]))
    task_type = spec.task_type(name)
    mode = draw(st.sampled_from(task_type.modes))
    limits = spec.limits(name, mode)
    body: dict[str, Json] = {"prompt": draw(st.sampled_from(_PROMPTS[:4]))}
    room = 12 if limits.references_maximum is None else limits.references_maximum
    for kind, own in limits.kinds.items():
        if own.taken and (own.minimum or draw(st.booleans())):
            most = min(12 if own.maximum is None else own.maximum, max(room, own.minimum))
            count = draw(st.integers(own.minimum, most))
            room -= count
            body[f"{kind}_urls"] = draw(_lists(ENTRIES[kind], count))
    if draw(st.integers(0, 2)):
        body["mode"] = mode
    optional: Mapping[str, Sequence[Json]] = {
        "duration": [limits.durations.start, 7, 7.0],
        "resolution": [*task_type.prices],
        "aspect_ratio": [*limits.aspect_ratios],
        "auto_upload_assets": [True, False],
        "asset_retention_hours": [1, 3.0, 48],
        "trace": ["anything"],
    }
    for field, values in optional.items():
        if draw(st.integers(0, 3)) == 0:
            body[field] = draw(st.sampled_from(values))
    request: dict[str, Json] = {"model": spec.model, "task_type": name, "input": body}
    for _ in range(draw(st.sampled_from([0, 1, 1, 1, 2, 2, 3]))):
        draw(st.sampled_from(_CHANGES))(draw, spec, request)
    found: dict[str, object] = json.loads(json.dumps(request))
    return found


def one_entry(spec: Spec) -> st.SearchStrategy[dict[str, object]]:
    """Draw requests whose prompt is any short text, and whose one entry is that or nearly a URL."""
    texts = st.text("aA4m.p/?#@:[] \n\x00\x1c\x85\xa0\u1680\u2028\ufeff\U0001f600", max_size=9)
    begins = ["https://h", "http://a.b/c", "https://h/a.Mp4", "asset://", "asset", ""]
    urls = st.builds("{}{}{}".format, st.sampled_from(begins), texts, _EXTENSIONS)
    return st.builds(
        lambda name, prompt, kind, url: {
            "model": spec.model,
            "task_type": name,
            "input": {"prompt": prompt, f"{kind}_urls": [url]},
        },
        st.sampled_from([*spec.task_types]),
        texts,
        st.sampled_from([*ENTRIES]),
        urls,
    )


_EXTENSIONS = st.sampled_from(["", ".", ".mp4", "/.Webm", ".wav?", ".PNG#", ".x"])


def _lists(entries: Sequence[Json], count: int) -> st.SearchStrategy[list[Json]]:
    return st.lists(st.sampled_from(entries), min_size=count, max_size=count)


_Change = Callable[[st.DrawFn, Spec, dict[str, Json]], None]


def _odd(field: str, values: Callable[[Spec], Sequence[Json]]) -> _Change:
    """Change a field of `input` to one of some values, or of the same few for every field."""

    def change(draw: st.DrawFn, spec: Spec, request: dict[str, Json]) -> None:
        body = request.get("input")
        if isinstance(body, dict):
            anything: list[Json] = [None, True, 1, "", [], {}]
            body[field] = draw(st.sampled_from([*values(spec), *values(spec), *anything]))

    return change


def _odd_envelope(draw: st.DrawFn, spec: Spec, request: dict[str, Json]) -> None:
    names: list[Json] = ["", "Seedance", spec.model, *spec.task_types, *spec.aliases, None, 5]
    field = draw(st.sampled_from(["model", "task_type", "webhook", "task_type", "input"]))
    if field == "input":
        request[field] = draw(st.sampled_from([None, [], "a cat", {}, request.get("input")]))
    else:
        request[field] = draw(st.sampled_from(names))


def _missing(draw: st.DrawFn, spec: Spec, request: dict[str, Json]) -> None:
    body = request.get("input")
    inside = body if isinstance(body, dict) else {}
    field = draw(st.sampled_from([*request, *inside, "mode"]))
    inside.pop(field, None)
    request.pop(field, None)


def _odd_list(draw: st.DrawFn, spec: Spec, request: dict[str, Json]) -> None:
    body = request.get("input")
    kind = draw(st.sampled_from([*spec.media]))
    if isinstance(body, dict):
        count = draw(st.sampled_from([0, 1, 1, 2, 3, 8, 9, 10, 13]))
        body[f"{kind}_urls"] = draw(_lists(ENTRIES[kind], count))


def _odd_entry(draw: st.DrawFn, spec: Spec, request: dict[str, Json]) -> None:
    body = request.get("input")
    field = draw(st.sampled_from([f"{kind}_urls" for kind in spec.media]))
    if isinstance(body, dict):
        odd: Json = draw(st.one_of(st.sampled_from(_ODD_ENTRIES), _URL_LIKE))
        before = body.get(field)
        body[field] = [*before, odd] if isinstance(before, list) and draw(st.booleans()) else [odd]


_URL_LIKE = st.builds(
    "{}{}".format,
    st.sampled_from(["http://", "https://h/", "https://h/a", "asset://", "https://h:1", ""]),
    st.text("aA4m.p/?#@:[]\\ \n\x00\x7f\xa0\u2028\ufeff0v\U0001f600", max_size=8),
)

_CHANGES: list[_Change] = [
    _odd("prompt", lambda spec: [*_PROMPTS, *_NO_PROMPTS]),
    _odd("mode", lambda spec: [*spec.modes, "Text_To_Video"]),
    _odd("duration", lambda spec: [0, 3, 4.0, 4, 9.5, 15, 16, 30, -5, 1e300, "5"]),
    _odd("resolution", lambda spec: [*spec.resolutions, "720P", 720]),
    _odd("aspect_ratio", lambda spec: [*spec.aspect_ratios, "auto", "auto", "auto", "2:1"]),
    _odd("auto_upload_assets", lambda spec: [True, True, False, "yes", 0]),
    _odd("asset_retention_hours", lambda spec: [0, 1.0, 2.5, 72, 73, -1, "3"]),
    _odd("image_urls", lambda spec: ["https://example.com/a.png"]),
    _odd("audio_urls", lambda spec: [5]),
    lambda draw, spec, request: _odd(
        draw(st.sampled_from([*spec.fields, "unknown"])),
        lambda spec: [False, 5.0, 0.5, 101, -1, "fast", "slow"],
    )(draw, spec, request),
    _odd_envelope,
    _missing,
    _odd_list,
    _odd_list,
    _odd_entry,
    _odd_entry,
]


def seen_by_a_schema(codes: Iterable[str], spec: Spec) -> bool:
    """Tell whether a schema sees one of these violations: all but those only the engine sees."""
    shared = [
        spec.limits(known.name, mode).references_maximum or 0
        for known in spec.task_types.values()
        for mode in known.modes
    ]
    unseen = {str(code) for code in ONLY_THE_ENGINE}
    if max(shared) < 20:
        unseen.remove("too_many_references")
    return not unseen.issuperset(codes)


def made_up(changes: Mapping[str, object]) -> Spec:
    """Return the default tables with some changes, without hints; None takes an entry out."""

    def change(table: dict[str, object], changes: Mapping[str, object]) -> None:
        for key, value in changes.items():
            inner = table.get(key)
            if value is None:
                del table[key]
            elif isinstance(value, Mapping) and isinstance(inner, dict):
                change(inner, value)
            else:
                table[key] = value

    data = load_spec().to_dict()
    change(data, {"hints": None, **changes})
    return Spec.from_dict(data)


_CITED = {"clause": "types"}

SPECS: Mapping[str, Spec] = {
    "as shipped": load_spec(),
    "without assets, mode required, a ratio ignored": load_spec("2026-04-08"),
    "further fields, a shared minimum": load_spec("2026-08-01"),
    "limits in every place": made_up(
        {
            "limits": {
                "prompt": {"maximum_length": 30},
                "asset_retention_hours": {"maximum": 72},
            },
            "modes": {
                "omni_reference": {
                    "limits": {
                        "duration": {"minimum": 5, "maximum": 10},
                        "references": {
                            "maximum": 12,
                            "image": {"maximum": 9},
                            "video": {"maximum": 3},
                            "audio": {"maximum": 3, "requires_one_of": ["image", "video"]},
                        },
                    }
                }
            },
            "task_types": {
                "seedance-2-fast": {
                    "limits": {
                        "prompt": {"maximum_length": 20},
                        "aspect_ratio": {"values": ["16:9", "9:16"]},
                    },
                    "mode_limits": {"first_last_frames": {"duration": {"maximum": 8}}},
                },
                "seedance-2-less-restriction": {
                    "limits": {"references": {"video": {"maximum": 1}}}
                },
            },
            "fields": {
                "audio": {"type": "boolean", **_CITED},
                "seed": {
                    "type": "integer",
                    "minimum": 0,
                    "maximum": 100,
                    "task_types": ["seedance-2", "seedance-2-mini"],
                    **_CITED,
                },
                "strength": {
                    "type": "number",
                    "maximum": 1,
                    "modes": ["omni_reference", "text_to_video"],
                    **_CITED,
                },
                "speed": {"type": "string", "values": ["fast", "slow"], **_CITED},
            },
            "findings": dict.fromkeys(
                [
                    "prompt_too_long",
                    "reference_required",
                    "unsupported_field",
                    "value_not_allowed",
                ],
                _CITED,
            ),
        }
    ),
    "a task type with its own modes": made_up(
        {
            "modes": {
                "edit": {
                    "limits": {
                        "duration": {"maximum": 600},
                        "references": {
                            "takes": ["video", "image"],
                            "video": {"minimum": 1, "maximum": 1},
                        },
                    }
                },
            },
            "task_types": {
                "seedance-2-mini": {
                    "modes": ["edit", "text_to_video"],
                    "inference": [
                        {"mode": "edit", "when": {"video": {"minimum": 1}}},
                        {
                            "mode": "text_to_video",
                            "when": {"image": {"maximum": 0}, "audio": {"maximum": 0}},
                        },
                    ],
                }
            },
            "auto_aspect_ratio": {"follows": "video"},
            "findings": {"reference_required": _CITED},
        }
    ),
    "one task type, one mode and hardly a limit": made_up(
        {
            "modes": {
                "text_to_video": None,
                "first_last_frames": None,
                "omni_reference": {"limits": {"references": {"takes": None, "maximum": 100}}},
            },
            "inference": [{"mode": "omni_reference"}],
            "moderation": {"less_restrictive": None, "single_path": None},
            "task_types": {
                "seedance-2": {"modes": ["omni_reference"]},
                "seedance-2-fast": None,
                "seedance-2-mini": None,
                "seedance-2-less-restriction": None,
                "seedance-2-fast-less-restriction": None,
            },
            "deprecated": None,
            "markup_claims": None,
            "prices": {
                "seedance-2-fast": None,
                "seedance-2-mini": None,
                "seedance-2-less-restriction": None,
                "seedance-2-fast-less-restriction": None,
            },
            "auto_aspect_ratio": {"fallback": None},
            "limits": {"duration": {"minimum": None, "maximum": None}},
            "media": {
                "image": {"known_extensions": []},
                "video": {"formats": None, "clauses": None},
                "audio": {"known_extensions": [], "formats": None, "clauses": None},
            },
            "urls": {"schemes": ["s3+v.2", "https", "http"]},
        }
    ),
    "every task type takes what its modes require": made_up(
        {
            "modes": {
                "text_to_video": None,
                "omni_reference": {
                    "limits": {"references": {"image": {"minimum": 1}, "maximum": 2}}
                },
            },
            "inference": [
                {"mode": "first_last_frames", "when": {"video": {"maximum": 0}}},
                {"mode": "omni_reference"},
            ],
            "task_types": {
                "seedance-2": {"modes": ["first_last_frames", "omni_reference"]},
                "seedance-2-fast": {"modes": ["omni_reference"]},
                "seedance-2-mini": {"modes": ["first_last_frames"]},
                "seedance-2-less-restriction": {"modes": ["first_last_frames", "omni_reference"]},
                "seedance-2-fast-less-restriction": {"modes": ["omni_reference"]},
            },
            "auto_aspect_ratio": None,
        }
    ),
}
"""The shipped tables, and made-up ones that together use all that the format can say."""
