"""What several schemas of a field have in common, and what one of them says beyond that.

Nothing here knows a table.
"""

from collections.abc import Iterable, Sequence

from seedance_rules.schema.keywords import Schema

__all__ = ["loosest", "narrower"]


def loosest(schemas: Sequence[Schema]) -> Schema:
    """Keep of each keyword what allows all that any of the schemas allows."""
    found: dict[str, object] = {}
    for keyword, first in schemas[0].items():
        values = [schema[keyword] for schema in schemas if keyword in schema]
        numbers = [value for value in values if isinstance(value, int)]
        if len(values) < len(schemas):
            continue
        if all(value == first for value in values):
            found[keyword] = first
        elif keyword in ("type", "enum"):
            found[keyword] = _united([value for value in values if isinstance(value, list)])
        elif keyword in ("minimum", "minItems"):
            found[keyword] = min(numbers)
        elif keyword in ("maximum", "maxItems", "maxLength"):
            found[keyword] = max(numbers)
        elif keyword == "items":
            found[keyword] = loosest([value for value in values if isinstance(value, dict)])
    return found


def _united(lists: Iterable[list[object]]) -> list[object]:
    """Return each entry of some lists once, null at the end."""
    entries = dict.fromkeys(entry for entries in lists for entry in entries)
    return sorted(entries, key=lambda entry: entry in (None, "null"))


def narrower(schema: Schema, loose: Schema) -> Schema:
    """Return what a schema says beyond the loose one, with its type; nothing when that is all."""
    found: dict[str, object] = {}
    for keyword, value in schema.items():
        other = loose.get(keyword)
        if isinstance(value, dict) and isinstance(other, dict) and keyword == "items":
            value = narrower(value, other) or other
        if value != other:
            found[keyword] = value
    return {"type": schema["type"], **found} if found else {}
