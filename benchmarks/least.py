"""The least there is: one function that decides and prices a request, and can say nothing else.

Names, limits and prices of version 2026-06 are written into the code, nothing is looked up, kept
or explained, and the first fault ends it. It is the floor that tables, findings and a normalized
request are measured against, and nothing to build on: a new price list means a new function.

Values are compared as JSON decodes them, so an object is a `dict` and a list is a `list`.
"""

import re
from collections.abc import Callable
from typing import Final

__all__ = ["REJECTED", "least"]

REJECTED: Final = -1

# White space and control characters, spelled out: a class with \s in it is far slower to match.
_BAD: Final = r"\x00-\x20\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"


def _url(usual: str, *refused: str, asset: bool) -> Callable[[str], object]:
    """Compile one question for a whole entry: is it a URL, and of no format that is refused?

    The usual host and the usual extensions are tried first, and nothing is matched again in pieces.
    `refused` are extensions of the same length each, since a pattern looks back by whole lengths.
    """
    good = "".join(rf"(?<=\.{extension})|" for extension in usual.split("|"))
    other = "".join(rf"(?<![^/]\.(?i:{extensions}))" for extensions in refused)
    return re.compile(
        rf"""[hH][tT][tT][pP][sS]?://
        (?:[a-zA-Z0-9.-]++(?=/)
          |(?:[^/?\#{_BAD}]*@)?(?:[^/?\#@:\[\]{_BAD}]+|\[[^\[\]/?\#@{_BAD}]+\])(?::[0-9]*)?)
        (?:/[^?\#{_BAD}]*+(?:{good}{other}))?+
        (?:[?\#][^{_BAD}]*+)?+
        {rf"|asset://[^{_BAD}]+" if asset else ""}""",
        re.VERBOSE,
    ).fullmatch


_IMAGE, _IMAGE_OR_ASSET = (
    _url(
        "png|jpg|jpeg|webp",
        "mp4|mov|m4v|avi|mkv|mpg|wmv|flv|3gp|mp3|wav|aac|ogg|oga|m4a|wma",
        "webm|mpeg|flac|opus|aiff",
        asset=asset,
    )
    for asset in (False, True)
)
_VIDEO, _VIDEO_OR_ASSET = (
    _url(
        "mp4|mov",
        "m4v|avi|mkv|mpg|wmv|flv|3gp|mp3|wav|aac|ogg|oga|m4a|wma|jpg|png|bmp|gif|tif|svg",
        "webm|mpeg|flac|opus|aiff|jpeg|webp|tiff|heic|heif|avif",
        asset=asset,
    )
    for asset in (False, True)
)
_AUDIO, _AUDIO_OR_ASSET = (
    _url(
        "mp3|wav",
        "mp4|mov|m4v|avi|mkv|mpg|wmv|flv|3gp|aac|ogg|oga|m4a|wma|jpg|png|bmp|gif|tif|svg",
        "webm|mpeg|flac|opus|aiff|jpeg|webp|tiff|heic|heif|avif",
        asset=asset,
    )
    for asset in (False, True)
)
_REFERENCE: Final = re.compile(r"@(image|video|audio|图片|视频|音频)_?0*([0-9]+)")


def least(
    request: object, video_seconds: float | None = None, audio_seconds: float | None = None
) -> int:
    """Return the price of a request in millionths of a credit, or `REJECTED`.

    Seconds are those of all input videos and of all input audios. A request with videos of unknown
    length has no price, and is answered as a rejected one.
    """
    if type(request) is not dict or request.get("model") != "seedance":
        return REJECTED
    body = request.get("input")
    if type(body) is not dict:
        return REJECTED
    get = body.get

    task_type = request.get("task_type")
    less_restrictive = fast = mini = False
    if task_type == "seedance-2":
        pass
    elif task_type == "seedance-2-fast":
        fast = True
    elif task_type == "seedance-2-mini":
        mini = True
    elif task_type == "seedance-2-less-restriction":
        less_restrictive = True
    elif task_type == "seedance-2-fast-less-restriction":
        less_restrictive = fast = True
    elif task_type == "seedance-2-preview" or task_type == "seedance-2-preview-vip":
        pass
    elif task_type == "seedance-2-fast-preview" or task_type == "seedance-2-fast-preview-vip":
        fast = True
    else:
        return REJECTED

    resolution = get("resolution")
    if resolution is None:
        resolution = "720p" if mini else "480p"
    if mini:
        if resolution != "720p":
            return REJECTED
        price = 150_000
    elif resolution == "480p":
        price = 80_000 if fast else 100_000
    elif resolution == "720p":
        price = 160_000 if fast else 200_000
    elif resolution == "1080p" and not fast:
        price = 500_000
    else:
        return REJECTED
    if less_restrictive:
        price = price * 11 // 10

    duration = get("duration")
    if duration is None:
        duration = 5
    elif type(duration) is float and duration.is_integer():
        duration = int(duration)
    if type(duration) is not int or not 4 <= duration <= 15:
        return REJECTED

    images, videos, audios = get("image_urls"), get("video_urls"), get("audio_urls")
    images = [] if images is None else images
    videos = [] if videos is None else videos
    audios = [] if audios is None else audios
    if type(images) is not list or type(videos) is not list or type(audios) is not list:
        return REJECTED

    mode = get("mode")
    inferred = mode is None
    if inferred:
        if videos or audios or len(images) > 2:
            mode = "omni_reference"
        else:
            mode = "first_last_frames" if images else "text_to_video"
    if mode == "text_to_video":
        if images or videos or audios:
            return REJECTED
    elif mode == "first_last_frames":
        if videos or audios or not 1 <= len(images) <= 2:
            return REJECTED
    elif mode != "omni_reference" or mini or len(images) + len(videos) + len(audios) > 9:
        return REJECTED

    ratio = get("aspect_ratio")
    if ratio is not None:
        if ratio == "auto":
            if mode != "first_last_frames" and (images or not inferred):
                return REJECTED
        elif type(ratio) is not str or ratio not in ("21:9", "16:9", "4:3", "1:1", "3:4", "9:16"):
            return REJECTED

    if images or videos or audios:
        try:
            if less_restrictive:
                if not (
                    all(map(_IMAGE_OR_ASSET, images))
                    and all(map(_VIDEO_OR_ASSET, videos))
                    and all(map(_AUDIO_OR_ASSET, audios))
                ):
                    return REJECTED
            elif not (
                all(map(_IMAGE, images)) and all(map(_VIDEO, videos)) and all(map(_AUDIO, audios))
            ):
                return REJECTED
        except TypeError:  # an entry that is no string
            return REJECTED
    if audios and audio_seconds is not None and audio_seconds > 15:
        return REJECTED

    prompt = get("prompt")
    if type(prompt) is not str or not prompt or prompt.isspace():
        return REJECTED
    if "@" in prompt:
        for word, digits in _REFERENCE.findall(prompt):
            if word == "image" or word == "图片":
                count = len(images)
            elif word == "video" or word == "视频":
                count = len(videos)
            else:
                count = len(audios)
            if len(digits) > 1 or not "1" <= digits <= str(count):
                return REJECTED

    if less_restrictive:
        upload, hours = get("auto_upload_assets"), get("asset_retention_hours")
        if upload is not None and type(upload) is not bool:
            return REJECTED
        if upload and hours is not None:
            if type(hours) is float and hours.is_integer():
                hours = int(hours)
            if type(hours) is not int or hours < 1:
                return REJECTED

    if videos:
        return round(price * duration + price // 2 * video_seconds) if video_seconds else REJECTED
    return price * duration
