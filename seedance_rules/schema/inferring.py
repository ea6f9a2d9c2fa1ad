"""In which mode a request runs, as a condition on its `input` (clause `mode-inference`)."""

from collections.abc import Mapping

from seedance_rules import Spec
from seedance_rules.schema.keywords import Schema, entries, with_fields

__all__ = ["inference", "lengths", "runs_in"]


def runs_in(tables: Spec, task_type: str, mode: str) -> Schema:
    """Say of `input` that it runs in a mode: by giving it, or by what leads to it."""
    ways = [with_fields({"mode": {"const": mode}})]
    earlier: list[Mapping[str, range]] = []
    for led_to, counts in inference(tables, task_type):
        if led_to == mode:
            way = with_fields({"mode": {"type": "null"}, **lengths(counts)})
            before = [with_fields(lengths(other)) for other in earlier if _overlap(counts, other)]
            ways.append({**way, "not": {"anyOf": before}} if before else way)
        earlier.append(counts)
    return {"anyOf": ways} if len(ways) > 1 else ways[0]


def inference(tables: Spec, task_type: str) -> list[tuple[str, Mapping[str, range]]]:
    """Return the modes that are inferred, in order, and the lengths of lists that lead to each."""
    return [
        (
            rule.mode,
            {"image_urls": rule.images, "video_urls": rule.videos, "audio_urls": rule.audios},
        )
        for rule in tables.rules[task_type].inference
    ]


def lengths(counts: Mapping[str, range]) -> dict[str, Schema]:
    """Say how long lists are; nothing of one that may have any length."""
    said = {name: entries(numbers) for name, numbers in counts.items()}
    return {name: schema for name, schema in said.items() if schema.keys() != {"type"}}


def _overlap(some: Mapping[str, range], others: Mapping[str, range]) -> bool:
    """Tell whether the same lists can have lengths of both."""
    return all(
        some[name].start < others[name].stop and others[name].start < some[name].stop
        for name in some
    )
