"""A documentation page of our own, as a saved one looks, and what its page file says of it.

It is a page of the tables of 2026-06 in words of its own. Like a saved page it has lost line
breaks: statements are glued together, and to the tables and examples beside them. `BROKEN` is the
same page with its line breaks restored.
"""

from typing import Any, Final

from seedance_rules import Spec, load_spec
from spec_tables.pages import entries

__all__ = ["BROKEN", "PAGE", "PAGE_FILE", "SPEC", "STATEMENTS", "with_page"]

BROKEN: Final = """\
Lanterns and ferries are made here.
Model | Kind | Review
---|---|---
seedance-2 | Pro, the brightest lantern | Strict |
seedance-2-fast | Fast | Strict |
seedance-2-mini | Mini | Strict |
seedance-2-less-restriction | Pro | Lenient |
seedance-2-fast-less-restriction | Fast | Lenient |
A lenient lantern is lit once — never twice.
It takes what its twin takes.
| Old name | New name |
|---|---|
seedance-2-preview | seedance-2 |
seedance-2-fast-preview | seedance-2-fast |
seedance-2-preview-vip | seedance-2 |
seedance-2-fast-preview-vip | seedance-2-fast |
Fast lanterns have no 1080p.
| Model | Size | Dollars a second |
|---|---|---|
| seedance-2 | 480p | $0.10 |
| seedance-2 | 720p | $0.20 |
| seedance-2 | 1080p | $0.50 |
| seedance-2-fast | 480p | $0.08 |
| seedance-2-fast | 720p | $0.16 |
| seedance-2-mini | 720p | $0.15 |
| seedance-2-less-restriction | 480p | $0.11 |
| seedance-2-less-restriction | 720p | $0.22 |
| seedance-2-less-restriction | 1080p | $0.55 |
| seedance-2-fast-less-restriction | 480p | $0.088 |
| seedance-2-fast-less-restriction | 720p | $0.176 |
price = rate × seconds
price = rate × seconds + (rate / 2) × seconds_of_videos
mode is optional … the lantern guesses:
text_to_video
first_last_frames
omni_reference
duration: the user's choice (4–15s)
image_urls: 1–2 images needed.
duration: the user's choice (4–15s)
audio_urls: a song (mp3/wav, ≤15 seconds)
| Field | text_to_video | first_last_frames | omni_reference |
|---|---|---|---|
| duration | From 4 to 15 | From 4 to 15 | From 4 to 15 |
| aspect_ratio | One of 6 | One of 6, or auto | One of 6 |
| image_urls | None | 1–2 needed | 9 in all |
| video_urls | None | None | 9 in all |
| audio_urls | None | None | 9 in all |
The ratio is "16:9" when a ferry has no wish.
@image1, @image2, … — the lanterns by their place
@图片1 means the same (a _ may follow the word).
Strict lanterns refuse asset://<asset_id> with HTTP 422.
| Way | How | Why |
|---|---|---|
| By hand | Upload a lantern, then write asset://<asset_id>. | One lantern, many nights. |
| By flag | Set auto_upload_assets: true and sail on. | Another lantern each night. |
This is a request:
{
"model": "seedance",
"task_type": "seedance-2-fast-less-restriction",
"input": {
"prompt": "A ferry with two lanterns leaves at dusk",
"image_urls": [
"https://ferry.example/a.png",
"asset://asset-lantern-1"
],
"auto_upload_assets": true,
"asset_retention_hours": 3,
"duration": 5
}
}
And this is another:
{ "model": "seedance", "task_type": "seedance-2", "input": { "prompt": "Dusk" } }
Nothing else is known of the ferry.
"""

_GLUED: Final = (
    ".\nModel | Kind",
    ".\nIt takes",
    ".\n| Old",
    ".\n| Model | Size",
    "seconds\nprice",
    "videos\nmode",
    ":\ntext_to_video\nfirst_last_frames\nomni_reference\nduration",
    ")\nimage_urls",
    ".\nduration",
    ")\naudio",
    "place\n@",
    ").\nStrict",
    ":\n{",
    "}\nAnd",
    "}\nNothing",
)
"""Where the page as saved has lost its line breaks."""


def _glued(page: str) -> str:
    for place in _GLUED:
        assert place in page
        page = page.replace(place, place.replace("\n", ""))
    return page


PAGE: Final = _glued(BROKEN)

_TABLES: Final[dict[str, Any]] = {
    "models": {
        "clause": "task-types",
        "section": "Models",
        "key": "task_types.{row}.{column}",
        "headings": {"Model": "Task type", "Kind": "Tier", "Review": "Moderation"},
        "words": {"less_restrictive": "Lenient"},
    },
    "deprecated": {
        "clause": "deprecated",
        "section": "Deprecated names",
        "key": "deprecated.task_types.{row}",
        "headings": {"Old name": "Deprecated task type", "New name": "Means"},
    },
    "prices": {
        "clause": "prices",
        "section": "Prices",
        "key": "prices.{row}.{column}",
        "headings": {
            "Model": "Task type",
            "Size": "Resolution",
            "Dollars a second": "Credits per second",
        },
    },
    "parameters": {
        "clause": "modes",
        "section": "Modes",
        "key": "modes.{column}.limits",
        "headings": {
            "Field": "Parameter",
            "text_to_video": "text_to_video",
            "first_last_frames": "first_last_frames",
            "omni_reference": "omni_reference",
        },
        "rows": ["duration", "aspect_ratio", "image_urls", "video_urls", "audio_urls"],
        "clauses": {"duration": "duration", "first_last_frames": "first-last-frames"},
        "words": {
            "4 to 15 seconds, default 5": "From 4 to 15",
            "21:9, 16:9, 4:3, 1:1, 3:4, 9:16, default 16:9": "One of 6",
            "21:9, 16:9, 4:3, 1:1, 3:4, 9:16, auto, default 16:9": "One of 6, or auto",
            "1 to 2": "1–2 needed",
            "at most 9 of all kinds": "9 in all",
            "at most 9 of all kinds, at most 15 seconds together": "9 in all",
            "not taken": "None",
        },
    },
}

_MEANT: Final[dict[str, tuple[str | None, str, dict[str, Any]]]] = {
    "seedance-2 Tier:": (
        "tier-words",
        "pro is praised",
        {"task_types": {"seedance-2": {"tier": "pro"}}},
    ),
    "A lenient": (
        "moderation-less",
        "no second review",
        {"moderation": {"less_restrictive": {"retries": 0}}},
    ),
    "It takes": ("same-schema", "the same input", {}),
    "Fast lanterns": ("resolution-fast", "no 1080p", {}),
    "price = rate ×": ("formula", "the price", {"billing": {"input_video_rate": "0.5"}}),
    "mode is": ("mode-inference", "a mode left out is inferred", {}),
    "duration:": (
        "duration",
        "4 to 15 seconds",
        {"limits": {"duration": {"minimum": 4, "maximum": 15}}},
    ),
    "image_urls:": ("first-last-frames", "one or two images", {}),
    "audio_urls:": (
        "audio-formats",
        "mp3 or wav",
        {"media": {"audio": {"formats": ["mp3", "wav"]}}},
    ),
    "The ratio": ("aspect-ratio", "the default", {"limits": {"aspect_ratio": {"default": "16:9"}}}),
    "@image1,": ("prompt-references", "by place", {"media": {"image": {"words": {"0": "image"}}}}),
    "/input": ("auto-upload", "a value", {}),
    "/": ("envelope", "a value", {}),
    "Strict lanterns": ("assets", "422", {"findings": {"asset_not_allowed": {"http_status": 422}}}),
}
"""Clause, `says` and `rests_on` of statements, by how they begin."""


def _page_file() -> dict[str, Any]:
    page = entries(BROKEN, {"tables": _TABLES}, "2026-06")
    for entry in page["statements"]:
        clause, entry["says"], rests_on = next(
            (meant for starts, meant in _MEANT.items() if entry["starts"].startswith(starts)),
            (None, "a remark", {}),
        )
        meant = {"clause": clause, "rests_on": rests_on}
        entry.update({key: value for key, value in meant.items() if value})
    return page


PAGE_FILE: Final = _page_file()
STATEMENTS: Final[list[dict[str, Any]]] = PAGE_FILE["statements"]


def with_page(page: dict[str, Any], **changes: Any) -> Spec:
    """Build a spec of one's own, with a page, from the tables of 2026-06 and further tables."""
    return Spec.from_dict(load_spec("2026-06").to_dict() | changes | {"page": page})


SPEC: Final = with_page(PAGE_FILE)
