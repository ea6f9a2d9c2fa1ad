"""Making requests for tests: valid ones in as few words as the case at hand needs."""

from typing import Any

from seedance_rules import Report, validate

__all__ = ["codes", "found", "notices", "request", "urls"]

HOST = "https://media.example"

EXTENSIONS = {"image": "png", "video": "mp4", "audio": "mp3"}


def urls(kind: str, count: int, extension: str | None = None) -> list[str]:
    """Make a list of different URLs of a kind, or with another extension."""
    ending = EXTENSIONS[kind] if extension is None else extension
    return [f"{HOST}/{kind}-{number}.{ending}" for number in range(1, count + 1)]


def request(task_type: str = "seedance-2", /, **given: Any) -> dict[str, Any]:
    """Make a request; `given` is set in its input as it is, a null as a null.

    `images`, `videos` and `audios` are counts instead: so many references of the kind are made.
    """
    body: dict[str, Any] = {"prompt": "A lantern drifts over a lake"}
    for kind in EXTENSIONS:
        count = given.pop(f"{kind}s", 0)
        if count:
            body[f"{kind}_urls"] = urls(kind, count)
    return {"model": "seedance", "task_type": task_type, "input": body | given}


def found(report: Report) -> list[tuple[str, str]]:
    """List the violations of a report as codes and paths."""
    return [(str(finding.code), finding.path) for finding in report.violations]


def codes(given: Any, **stated: Any) -> list[tuple[str, str]]:
    """Validate a request, which may be any object, and list its violations as codes and paths."""
    return found(validate(given, **stated))


def notices(given: dict[str, Any]) -> list[tuple[str, str]]:
    """Validate a request that must be accepted, and list its notices as codes and paths."""
    report = validate(given)
    assert report.ok, str(report)
    return [(str(notice.code), notice.path) for notice in report.notices]
