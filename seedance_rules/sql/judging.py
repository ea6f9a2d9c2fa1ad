"""Whole verdicts at scale: what `seedance_rules.verdict` says of each row of a log, as a flat row.

`verdict` judges one request and raises for nothing that a log can hold: what is malformed comes
back as findings. `verdicts` does so for the pandas frames that Spark's `mapInPandas` hands to a
Python worker; it asks the frames themselves for what it needs, and imports neither library.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, TypeVar

from seedance_rules import Seconds, Spec, UnknownVersion, version_on
from seedance_rules import verdict as whole_verdict
from seedance_rules.spec import spec_of
from seedance_rules.wording import show

__all__ = ["VERDICT_COLUMNS", "VERDICT_SCHEMA", "ColumnTaken", "verdict", "verdicts"]

VERDICT_COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "accepted": "BOOLEAN",
        "mode": "STRING",
        "credits": "DECIMAL(38, 24)",
        "unpriced": "STRING",
        "violations": "STRING",
        "notices": "STRING",
        "findings": "STRING",
        "spec_version": "STRING",
    }
)
"""The columns of a verdict and their types, as Spark and DuckDB name them; see `verdict`."""

VERDICT_SCHEMA: Final = ", ".join(f"{name} {kind}" for name, kind in VERDICT_COLUMNS.items())
"""The same as one text, such as a Spark schema or a CREATE TABLE takes."""

_CREDIT_DIGITS: Final = 38
_CREDIT_PLACES: Final = 24


class ColumnTaken(ValueError):
    """A log has a column of its own under a name that a verdict needs."""


_Frame = TypeVar("_Frame")
"""A pandas frame, of which only `in`, `[]`, `len` and `assign` are used."""


def verdict(
    request: object,
    *,
    total_input_video_duration: Seconds | None = None,
    total_input_audio_duration: Seconds | None = None,
    spec: Spec | str | None = None,
) -> dict[str, Any]:
    """Judge and price one logged request; return a flat row of `VERDICT_COLUMNS`.

    `request` is a mapping, or JSON text (or bytes) of one; what cannot be read is judged as it
    is. The totals are seconds, None where they are not known.

    The row: `accepted`, `mode` and `spec_version` as in `Report`; `credits` as in `Quote`, exact,
    or None; `unpriced`, what is wrong with the stated seconds; `violations` and `notices`, the
    codes in order with a space between them, "" for none; `findings`, all of them as JSON text,
    None for none.

    Raises nothing for what is in the request or for the totals, and `UnknownVersion` for a
    version without tables.
    """
    found = whole_verdict(
        request,
        total_input_video_duration=total_input_video_duration,
        total_input_audio_duration=total_input_audio_duration,
        spec=spec,
    )
    credits, unpriced = None, found["unpriced"]
    if found["quote"] is not None:
        credits, unpriced = _as_column(Decimal(found["quote"]["credits"]))
    findings = [*found["violations"], *found["notices"]]
    return {
        "accepted": found["ok"],
        "mode": found["mode"],
        "credits": credits,
        "unpriced": unpriced,
        "violations": " ".join(finding["code"] for finding in found["violations"]),
        "notices": " ".join(finding["code"] for finding in found["notices"]),
        "findings": json.dumps(findings) if findings else None,
        "spec_version": found["spec_version"],
    }


def verdicts(
    frames: Iterable[_Frame],
    *,
    request: str = "request",
    total_input_video_duration: str | None = "total_input_video_duration",
    total_input_audio_duration: str | None = "total_input_audio_duration",
    on: str | None = None,
    spec: Spec | str | None = None,
) -> Iterator[_Frame]:
    """Yield each pandas frame of a log with the `VERDICT_COLUMNS` of its rows beside its own.

    Made for `mapInPandas`; bind what is not the default with `functools.partial` (a `Spec` can be
    pickled). The first three names are columns of the log: the request as JSON text, and the
    seconds, None where the log has no such column. Missing values (NULL, NaN) are not known.

    `on` is a column of days, dates or their ISO text: each row is judged by the version that held
    on its day. A row of a day that no version covers, or without a day, is not judged: all its
    columns are None, and `unpriced` says why.

    Raises `ColumnTaken` for a log that has one of the `VERDICT_COLUMNS` already, and `TypeError`
    for `on` beside `spec`.
    """
    if on is not None and spec is not None:
        raise TypeError("`on` judges each row by the version of its day; leave `spec` out, or `on`")
    tables = spec_of(spec)
    for each in frames:
        frame: Any = each
        taken = [name for name in VERDICT_COLUMNS if name in frame]
        if taken:
            raise ColumnTaken(
                f"the log has columns named {', '.join(taken)} already; rename them first, "
                "so that the verdicts replace nothing"
            )
        named = (request, total_input_video_duration, total_input_audio_duration, on)
        rows = []
        for body, videos, audios, day in zip(*(_values(frame, n) for n in named), strict=True):
            try:
                held = tables if on is None else version_on(_day(day))
            except (UnknownVersion, ValueError) as error:
                rows.append({**dict.fromkeys(VERDICT_COLUMNS), "unpriced": str(error)})
                continue
            seconds = {
                "total_input_video_duration": videos,
                "total_input_audio_duration": audios,
            }
            rows.append(verdict(body, **seconds, spec=held))
        yield frame.assign(**{name: [row[name] for row in rows] for name in VERDICT_COLUMNS})


def _day(value: Any) -> date:
    """Read a day: a date, or its ISO text. Raises `ValueError` for anything else."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    with suppress(TypeError, ValueError):
        day = date.fromisoformat(value)
        if day.isoformat() == value:
            return day
    raise ValueError(
        f"{show(value)} is not a day: give a date, without a time, or ISO text: 2026-08-25"
    )


def _as_column(credits: Decimal) -> tuple[Decimal | None, str | None]:
    """Return credits that the column can hold exactly, else why there are none."""
    _, _, exponent = credits.as_tuple()
    if -int(exponent) <= _CREDIT_PLACES and credits.adjusted() < _CREDIT_DIGITS - _CREDIT_PLACES:
        return credits, None
    return None, (
        f"{credits} credits do not fit into {VERDICT_COLUMNS['credits']} exactly; "
        "state the seconds of input less finely"
    )


def _values(frame: Any, column: str | None) -> list[Any]:
    """Return a column's values as Python's own types, None where they are missing."""
    if column is None:
        return [None] * len(frame)
    values, known = frame[column].tolist(), frame[column].notna()
    return [value if is_known else None for value, is_known in zip(values, known, strict=True)]
