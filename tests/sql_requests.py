"""A log of requests as text, the malformed ones included, and what each verdict must be."""

import json
import random
from decimal import Decimal
from typing import Final, NamedTuple

from seedance_rules import (
    Finding,
    InputDurationError,
    InvalidRequest,
    load_spec,
    quote,
    validate,
)

SPEC: Final = load_spec()


class Logged(NamedTuple):
    """One row of a log: its number, the request as text, and the stated seconds."""

    number: int
    request: str | None
    total_input_video_duration: float | None
    total_input_audio_duration: float | None


MALFORMED: Final = (
    *(None, "", " ", "{", "null", "[]", "5", "NaN", '"seedance"', "{'model': 'seedance'}", "\0"),
    *("[" * 100_000, "9" * 5000, '{"input": ' * 100_000, '{"model": "seedance"}', '{"\\ud800": 1}'),
    '{"model": "seedance", "task_type": "seedance-2", "input": "a cat"}',
    '{"model": "seedance", "task_type": ["seedance-2"], "input": {"prompt": 5, "duration": true}}',
    '{"model": "seedance", "task_type": "seedance-2", "input": {"prompt": "a", "duration": NaN}}',
    '{"model": "seedance", "task_type": "\\udfff", "input": {"prompt": "\\ud800@image1"}}',
)
"""What a log may hold in place of a request: each is judged, and none stops the job."""


def drawn_log(count: int, seed: int) -> list[Logged]:
    """Return drawn requests of every kind, with malformed ones among them."""
    draw = random.Random(seed)
    rows = [Logged(number, None, None, None) for number in range(count)]
    texts = [*MALFORMED, *(json.dumps(_request(draw)) for _ in range(count - len(MALFORMED)))]
    draw.shuffle(texts)
    seconds = (None, 0.0, 4.5, 7.3, 15.0, 20.042, -1.0, 1e10, 0.1 + 0.2)
    return [
        row._replace(
            request=text,
            total_input_video_duration=draw.choice(seconds),
            total_input_audio_duration=draw.choice((None, None, *seconds)),
        )
        for row, text in zip(rows, texts, strict=True)
    ]


def _request(draw: random.Random) -> dict[str, object]:
    """Return a request, most often one with a fault or two."""

    def urls(extension: str) -> list[str]:
        at = range(draw.choice((0, 0, 0, 1, 2, 5)))
        return [f"https://example.com/{number}.{extension}" for number in at]

    body: dict[str, object] = {
        "prompt": draw.choice(("a cat", "the cat in @image1", "@视频2", " ")),
        "image_urls": urls("png"),
        "video_urls": urls(draw.choice(("mp4", "mov", "webm"))),
        "audio_urls": urls("mp3"),
    }
    for key, values in (
        ("mode", (*SPEC.modes, "text")),
        ("duration", (4, 5.0, 15, 16, 5.5, "5")),
        ("resolution", (*SPEC.resolutions, "4k")),
        ("aspect_ratio", (*SPEC.aspect_ratios, "auto", "2:1")),
        ("colour", ("red",)),
    ):
        if draw.random() < 0.3:
            body[key] = draw.choice(values)
    task_type = draw.choice((*SPEC.task_types, *SPEC.aliases, "seedance-3"))
    return {"model": "seedance", "task_type": task_type, "input": body}


def expected(row: Logged) -> dict[str, object]:
    """Return the verdict on a row, asked of the public face."""
    try:
        request = json.loads(row.request or "")
    except (ValueError, RecursionError):
        request = row.request
    credits, unpriced = None, None
    videos, audios = row.total_input_video_duration, row.total_input_audio_duration
    try:
        credits = quote(
            request, total_input_video_duration=videos, total_input_audio_duration=audios
        ).credits
    except InvalidRequest:
        pass
    except InputDurationError as error:
        unpriced = str(error)
    usable = audios is not None and 0 <= audios <= 10**9
    report = validate(request, total_input_audio_duration=audios if usable else None)

    def codes(findings: tuple[Finding, ...]) -> str:
        return " ".join(finding.code for finding in findings)

    findings = [finding.to_dict() for finding in (*report.violations, *report.notices)]
    return {
        "accepted": report.ok,
        "mode": report.mode,
        "credits": credits,
        "unpriced": unpriced,
        "violations": codes(report.violations),
        "notices": codes(report.notices),
        "findings": json.dumps(findings) if findings else None,
        "spec_version": SPEC.version,
    }


def total(verdicts: list[dict[str, object]]) -> Decimal:
    """Add up the credits of verdicts, exactly."""
    amounts = (verdict["credits"] for verdict in verdicts)
    return sum((amount for amount in amounts if isinstance(amount, Decimal)), Decimal(0))
