"""Drawing for tests: how much, samples that are the same on every run, and tables of no page."""

from typing import Any, Final, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from tables import CITED, Change, Place, spec_with

from seedance_rules import InvalidSpec, load_spec, versions

__all__ = ["Changes", "in_every_version", "made_up_tables", "many", "sample"]

T = TypeVar("T")

Changes = list[Change]


def many(examples: int) -> settings:
    """Return settings for so many examples, on a machine of any speed."""
    suppressed = {*settings().suppress_health_check, HealthCheck.too_slow}
    return settings(max_examples=examples, deadline=None, suppress_health_check=suppressed)


in_every_version: Final = pytest.mark.parametrize(
    "version",
    [
        version
        if version in (load_spec().version, versions()[-1])
        else pytest.param(version, marks=pytest.mark.slow)
        for version in versions()
    ],
)
"""The default and the newest version in the quick run, all in the slow one."""


def sample(strategy: SearchStrategy[T], size: int) -> list[T]:
    """Draw so many values, the same on every run, to be counted."""
    drawn: list[T] = []

    @settings(
        many(size),
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    @given(strategy)
    def collect(value: T) -> None:
        drawn.append(value)

    collect()
    return drawn


PRO: Final = "seedance-2"
MINI: Final = "seedance-2-mini"
LESS: Final = "seedance-2-less-restriction"
OMNI: Final = "omni_reference"
FRAMES: Final = "first_last_frames"

LIMITED: Final[list[Place]] = [
    ("limits",),
    ("modes", OMNI, "limits"),
    ("modes", FRAMES, "limits"),
    ("task_types", PRO, "limits"),
    ("task_types", MINI, "limits"),
    ("task_types", LESS, "mode_limits", OMNI),
    ("task_types", PRO, "mode_limits", FRAMES),
]
"""The four sorts of places where limits may be."""

LIMITS: Final[list[tuple[Place, list[Any]]]] = [
    (("duration", "minimum"), [1, 3, 5]),
    (("duration", "maximum"), [5, 6, 30, 10**9]),
    (("aspect_ratio", "values"), [["16:9"], ["16:9", "1:1"]]),
    (("aspect_ratio", "auto"), [True, False]),
    (("prompt", "maximum_length"), [1, 7, 8, 20, 500]),
    (("asset_retention_hours",), [{"minimum": 2}, {"maximum": 1}, {"minimum": 24, "maximum": 72}]),
    (("references", "maximum"), [0, 1, 2, 5, 12]),
    (("references", "audio", "maximum_seconds"), ["0", "0.5", "7.25", "60"]),
    (("references", "takes"), [["image", "video", "audio"], ["image", "video"], ["audio"], []]),
    *(
        (("references", kind), [{"minimum": 1}, {"maximum": 1}, {"minimum": 2, "maximum": 3}])
        for kind in ("image", "video", "audio")
    ),
    (("references", "audio", "requires_one_of"), [["image"], ["image", "video"]]),
    (("references", "video", "requires_one_of"), [["audio"]]),
    (("references", "image", "requires_one_of"), [["video", "audio"]]),
]

FIELDS: Final[list[dict[str, Any]]] = [
    {"type": "boolean"},
    {"type": "integer"},
    {"type": "integer", "minimum": 0, "maximum": 9},
    {"type": "number", "maximum": 1},
    {"type": "number", "minimum": 2},
    {"type": "string"},
    {"type": "string", "values": ["film", "anime"]},
]

WHO: Final[list[dict[str, Any]]] = [
    {},
    {"task_types": [PRO, LESS]},
    {"modes": [FRAMES]},
    {"task_types": [MINI], "modes": ["text_to_video"]},
]

OTHERS: Final[list[Changes]] = [
    [(("model",), "other")],
    [(("auto_aspect_ratio",), {"value": "auto", "follows": "image"})],
    [(("auto_aspect_ratio",), {"value": "like it", "follows": "video", "fallback": "1:1"})],
    [(("deprecated",), {"task_types": {}})],
    [(("deprecated", "task_types", "seedance-1"), MINI)],
    [(("inference",), [{"mode": "text_to_video", "when": {"image": {"maximum": 2}}}])],
    [(("inference",), [{"mode": OMNI}])],
    [(("task_types", LESS, "inference"), [{"mode": OMNI, "when": {"video": {"minimum": 1}}}])],
    [(("task_types", PRO, "modes"), ["text_to_video"])],
    [(("task_types", PRO, "modes"), [OMNI])],
    [(("task_types", PRO, "assets"), True), (("task_types", LESS, "assets"), False)],
    [(("prompt_references",), {"marker": "#"})],
    [(("prompt_references",), {"marker": "<<", "separator": "::"})],
    [(("media", "image", "words"), ["picture", "pic"])],
    [(("media", "image", "formats"), ["png", "jpg"])],
    [(("media", "audio", "formats"), [])],
    [(("urls",), {"schemes": ["https", "s3"], "asset_scheme": "library"})],
    [(("resolutions",), ["480p", "720p", "1080p", "4k"]), (("prices", PRO, "4k"), "1.25")],
    [
        (("modes", "extend"), {"limits": {"aspect_ratio": {"auto": False}, "references": {
            "takes": ["video"], "video": {"minimum": 1, "maximum": 1}}}}),
        (("task_types", "seedance-2-extend"), {
            "tier": "pro", "moderation": "strict", "modes": ["extend"], "assets": False,
            "inference": [{"mode": "extend"}]}),
        (("prices", "seedance-2-extend"), {"480p": "0.05"}),
    ],
]  # fmt: skip


@st.composite
def made_up_tables(draw: DrawFn) -> Changes:
    """Draw changes to the tables, for `spec_with`, that use every feature of the format in turn."""
    changes = [*CITED]
    for place, (leaf, values) in draw(
        st.lists(st.tuples(st.sampled_from(LIMITED), st.sampled_from(LIMITS)), max_size=4)
    ):
        changes.append(((*place, *leaf), draw(st.sampled_from(values))))
    for name in draw(st.sampled_from([[], ["seed"], ["seed", "style"]])):
        field = {"clause": "types", **draw(st.sampled_from(FIELDS)), **draw(st.sampled_from(WHO))}
        changes.append((("fields", name), field))
    for others in draw(st.lists(st.sampled_from(OTHERS), max_size=2)):
        changes += others
    try:
        spec_with(*changes)
    except InvalidSpec:
        reject()
    return changes
