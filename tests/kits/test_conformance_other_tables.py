"""Cases of other tables: a new version gets its own, from its tables alone.

Each change here is one that a page could bring, or brought. Some cases must then be there, no two
may be the same, and a rejected one has an accepted twin.
"""

from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from seedance_rules import InputDurationError, Spec, load_spec, quote, validate
from seedance_rules.conformance import (
    Answer,
    Client,
    cases,
    check,
    clauses_without_cases,
    to_json,
)

# Tables are plain nested data, as `tomllib` reads them.
Tables = dict[str, Any]
Change = Callable[[Tables], object]

PRO, MINI = "seedance-2", "seedance-2-mini"
OMNI, FRAMES = "omni_reference", "first_last_frames"


def changed(*changes: Change) -> Spec:
    """Return the tables of 2026-06 with some changes."""
    tables: Tables = deepcopy(load_spec("2026-06").to_dict())
    tables["findings"] |= {
        "prompt_too_long": {"clause": "prompt-required"},
        "reference_required": {"clause": "omni-reference"},
        "unsupported_field": {"clause": "input-extra"},
        "value_not_allowed": {"clause": "input-extra"},
    }
    del tables["hints"]  # a hint for a name that the tables then have is refused
    for change in changes:
        change(tables)
    return Spec.from_dict(tables)


def set_at(place: str, value: object) -> Change:
    """Set a value at a place such as `limits.duration.maximum`; "-" means a key with dots."""

    def change(tables: Tables) -> None:
        *outer, last = place.split(".")
        for key in outer:
            tables = tables.setdefault(key, {})
        tables[last] = value

    return change


def without(place: str) -> Change:
    """Take a key away."""

    def change(tables: Tables) -> None:
        *outer, last = place.split(".")
        for key in outer:
            tables = tables[key]
        del tables[last]

    return change


def text_alone(tables: Tables) -> None:
    """Leave one mode that takes no references."""
    tables["modes"] = {"text_to_video": tables["modes"]["text_to_video"]}
    tables["inference"] = [{"mode": "text_to_video"}]
    for task_type in tables["task_types"].values():
        task_type["modes"] = ["text_to_video"]
    del tables["auto_aspect_ratio"]


def two_task_types(tables: Tables) -> None:
    """Leave two task types with prices of two resolutions, neither deprecated names nor assets."""
    kept = (PRO, "seedance-2-fast")
    for name in [name for name in tables["task_types"] if name not in kept]:
        del tables["task_types"][name]
        del tables["prices"][name]
    for prices in tables["prices"].values():
        prices.pop("1080p", None)
    tables["resolutions"] = ["480p", "720p"]
    del tables["deprecated"], tables["moderation"]["less_restrictive"]
    del tables["moderation"]["single_path"], tables["markup_claims"]


def mode_required(tables: Tables) -> None:
    """Infer no mode from anything."""
    tables["inference"] = []
    tables["findings"]["missing_field"]["at"]["mode"] = "modes"


def a_mode_of_its_own(tables: Tables) -> None:
    """Add a mode with one image that only mini has, and infers."""
    tables["modes"]["one_frame"] = {
        "limits": {
            "references": {"takes": ["image"], "image": {"minimum": 1, "maximum": 1}},
            "duration": {"maximum": 8},
        }
    }
    mini = tables["task_types"][MINI]
    mini["modes"] = ["text_to_video", "one_frame"]
    mini["inference"] = [
        {"mode": "one_frame", "when": {"image": {"minimum": 1}}},
        {"mode": "text_to_video"},
    ]


def audios_lead_nowhere(tables: Tables) -> None:
    """Infer no mode for a request with audios."""
    tables["inference"][-1]["when"] = {"audio": {"maximum": 0}}


def two_videos_at_least(tables: Tables) -> None:
    """Add a mode that needs two videos, and one image beside any audio."""
    tables["modes"]["stitch"] = {
        "limits": {
            "references": {
                "takes": ["image", "video", "audio"],
                "video": {"minimum": 2, "maximum": 4},
                "audio": {"maximum": 1, "requires_one_of": ["image"]},
            }
        }
    }
    tables["task_types"][PRO]["modes"].append("stitch")


OTHER: dict[str, tuple[tuple[Change, ...], tuple[str, ...]]] = {
    "a duration range of its own for a task type": (
        (set_at(f"task_types.{MINI}.limits.duration", {"minimum": 5, "maximum": 10}),),
        (f"duration/{MINI}/{FRAMES}/above-maximum", f"duration/{MINI}/text_to_video/at-minimum"),
    ),
    "a duration range for a task type in a mode": (
        (
            set_at(
                f"task_types.seedance-2-fast.mode_limits.{OMNI}.duration",
                {"maximum": 8, "default": 6},
            ),
        ),
        (
            f"duration/seedance-2-fast/{OMNI}/above-maximum",
            f"duration/seedance-2-fast/{OMNI}/left-out",
        ),
    ),
    "durations without a maximum": (
        (without("limits.duration.maximum"),),
        ("duration/text_to_video/many",),
    ),
    "a maximum for each kind of reference beside a shared one": (
        (
            set_at(f"modes.{OMNI}.limits.references.image", {"maximum": 9}),
            set_at(f"modes.{OMNI}.limits.references.video", {"maximum": 3}),
            set_at(
                f"modes.{OMNI}.limits.references.audio", {"maximum": 3, "maximum_seconds": "15"}
            ),
            set_at(f"modes.{OMNI}.limits.references.maximum", 12),
        ),
        (
            f"modes/{OMNI}/4-videos",
            f"modes/{OMNI}/1-image-4-audios",
            f"modes/{OMNI}/6-images-3-videos-3-audios",
            f"modes/{OMNI}/7-images-3-videos-3-audios",
        ),
    ),
    "no shared maximum": ((without(f"modes.{OMNI}.limits.references.maximum"),), ()),
    "audio only beside an image or a video": (
        (
            set_at(
                f"modes.{OMNI}.limits.references.audio",
                {"requires_one_of": ["image", "video"], "maximum_seconds": "15"},
            ),
        ),
        (f"modes/{OMNI}/1-audio", "modes/inferred/1-audio", "formats/audio/wav"),
    ),
    "videos required in a mode": ((two_videos_at_least,), ("modes/stitch/1-video",)),
    "a mode of its own for a task type": (
        (a_mode_of_its_own,),
        (f"modes/{MINI}/one_frame/1-image", f"modes/{MINI}/one_frame/2-images"),
    ),
    "one mode without references": (
        (text_alone,),
        ("prices/seedance-2/720p", "assets/seedance-2/ignored"),
    ),
    "a maximum of characters in a prompt": (
        (set_at("limits.prompt.maximum_length", 2000),),
        ("prompt/at-maximum", "prompt/above-maximum"),
    ),
    "aspect ratios that only some take": (
        (set_at(f"task_types.{MINI}.limits.aspect_ratio.values", ["16:9", "9:16"]),),
        (f"aspect-ratio/{MINI}/text_to_video/21:9",),
    ),
    "auto in every mode": ((set_at("limits.aspect_ratio.auto", True),), ()),
    "auto that never falls back": (
        (without("auto_aspect_ratio.fallback"),),
        ("aspect-ratio/auto/inferred/nothing",),
    ),
    "a mode that only some references lead to": (
        (audios_lead_nowhere,),
        ("modes/inferred/1-audio",),
    ),
    "a mode that must be given": (
        (mode_required,),
        ("modes/inferred/nothing", "absent/mode-null", f"modes/{OMNI}/9-images"),
    ),
    "two task types, as on the oldest pages": (
        (two_task_types, mode_required),
        ("prices/seedance-2-fast/720p/with-video", "modes/inferred/nothing"),
    ),
    "input videos at the full rate": (
        (set_at("billing.input_video_rate", "1"),),
        ("prices/seedance-2/480p/with-video",),
    ),
    "no auto": ((without("auto_aspect_ratio"),), ()),
    "a range of hours for assets": (
        (set_at("limits.asset_retention_hours.maximum", 72),),
        ("retention/at-maximum", "retention/above-maximum"),
    ),
    "no assets at all": (
        (
            set_at("task_types.seedance-2-less-restriction.assets", False),
            set_at("task_types.seedance-2-fast-less-restriction.assets", False),
        ),
        (),
    ),
    "assets everywhere": (
        tuple(
            set_at(f"task_types.{name}.assets", True) for name in load_spec("2026-06").task_types
        ),
        (f"assets/{MINI}",),
    ),
    "no deprecated names": ((without("deprecated"),), ()),
    "no resolution to keep": ((without("deprecated.keep_resolution"),), ()),
    "another price and another rate": (
        (
            set_at("prices.seedance-2-mini", {"480p": "0.0701", "720p": "0.15"}),
            set_at("billing.input_video_rate", "0.25"),
        ),
        (f"prices/{MINI}/480p",),
    ),
    "no separator in prompt references": (
        (without("prompt_references.separator"),),
        ("prompt-references/image-word-2",),
    ),
    "a hyphen as separator": ((set_at("prompt_references.separator", "-"),), ()),
    "formats for images": (
        (set_at("media.image.formats", ["jpeg", "jpg", "png", "webp"]),),
        ("formats/image/gif",),
    ),
    "no formats at all": ((without("media.video.formats"), without("media.audio.formats")), ()),
    "no limit of audio seconds": ((without("limits.references.audio"),), ()),
    "http alone": ((set_at("urls.schemes", ["http"]),), ("urls/http-upper-case",)),
    "a boolean field for some": (
        (
            set_at(
                "fields.audio",
                {"type": "boolean", "clause": "input-extra", "task_types": [PRO]},
            ),
        ),
        ("fields/audio/text_to_video", f"fields/audio/{MINI}/text_to_video", "absent/audio-null"),
    ),
    "a number field with a range, in a mode": (
        (
            set_at(
                "fields.strength",
                {
                    "type": "number",
                    "clause": "input-extra",
                    "minimum": 1,
                    "maximum": 10,
                    "modes": [OMNI],
                },
            ),
        ),
        ("fields/strength/10", "fields/strength/11", "fields/strength/text_to_video"),
    ),
    "a whole-number field": (
        (set_at("fields.seed", {"type": "integer", "clause": "input-extra", "minimum": 0}),),
        ("fields/seed/wrong-type", "fields/seed/-1"),
    ),
    "a field that nothing takes": (
        (
            set_at(
                "fields.audio",
                {
                    "type": "boolean",
                    "clause": "input-extra",
                    "task_types": [MINI],
                    "modes": [OMNI],
                },
            ),
        ),
        (f"fields/audio/{OMNI}", f"fields/audio/{MINI}/text_to_video"),
    ),
    "a field of named values": (
        (
            set_at(
                "fields.camera",
                {"type": "string", "clause": "input-extra", "values": ["fixed", "free"]},
            ),
        ),
        ("fields/camera/free", "fields/camera/fixed-or-free"),
    ),
}


def engine(spec: Spec) -> Client:
    """Answer as the engine does by these tables, and send what it would."""

    def client(
        request: dict[str, object], videos: Decimal | None, audios: Decimal | None
    ) -> Answer:
        stated: Any = {"total_input_video_duration": videos, "total_input_audio_duration": audios}
        report = validate(request, **stated, spec=spec)
        if report.request is None:
            return Answer(False, report.mode)
        try:
            price = quote(request, **stated, spec=spec).credits
        except InputDurationError:
            price = None
        return Answer(True, report.mode, price, report.request.to_dict())

    return client


@pytest.mark.parametrize(("changes", "ids"), OTHER.values(), ids=OTHER)
def test_cases_follow_the_tables(changes: tuple[Change, ...], ids: tuple[str, ...]) -> None:
    spec = changed(*changes)
    made = cases(spec)
    found = {case.id: case for case in made}
    assert len(found) == len(made)
    assert set(ids) <= set(found)
    assert all(case.clause in spec.clauses for case in made)
    assert not {case.clause for case in made} & set(clauses_without_cases(spec))
    assert check(engine(spec), cases=made, spec=spec) == ()
    for case in made:
        assert case.accepted or (case.twin is not None and case.twin.accepted), case.id
        assert case.twin is None or case.twin == found[case.twin.id]


def test_json_is_the_same_each_time() -> None:
    spec = changed(*OTHER["no auto"][0])
    assert to_json(spec) == to_json(spec)


def test_cases_follow_all_changes_together() -> None:
    apart = {"one mode without references", "no auto", "no deprecated names", "http alone"}
    apart |= {"auto that never falls back", "no resolution to keep", "no assets at all"}
    apart |= {"a mode that must be given", "two task types, as on the oldest pages"}
    changes = [change for name in OTHER if name not in apart for change in OTHER[name][0]]
    assert len(cases(changed(*changes))) > 300


def test_unchanged_tables_have_the_same_cases() -> None:
    assert cases(changed()) == cases("2026-06")
