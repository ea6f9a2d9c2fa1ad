"""Cases about the further `input` fields of a version: who takes them, and which values."""

from collections.abc import Iterator

from seedance_rules import Code, Spec
from seedance_rules.conformance.drafts import Draft, accepted, rejected
from seedance_rules.conformance.samples import sample
from seedance_rules.conformance.settings import Setting, modes_of, place, typical

__all__ = ["further_fields"]

_TAKEN: dict[str, object] = {"boolean": True, "integer": 1, "number": 1.5, "string": "a"}
_WRONG: dict[str, object] = {"boolean": "true", "integer": 1.5, "number": "1", "string": 1}


def further_fields(spec: Spec) -> Iterator[Draft]:
    """The clause of each field: every task type and mode, then its values and edges."""
    for name, field in spec.fields.items():
        taking: Setting | None = None
        low, high = field.bounds
        edges = [edge for edge in (low, high) if edge is not None]
        values: list[object] = [*(field.values or ()), *edges] or [_TAKEN[field.type]]
        for task_type in spec.task_types:
            for mode in modes_of(spec, task_type):
                setting = typical(spec, task_type, mode)
                case_id = f"fields/{name}/{place(spec, setting)}"
                request = sample(spec, setting, **{name: values[0]})
                if (field.task_types is None or task_type in field.task_types) and (
                    field.modes is None or mode in field.modes
                ):
                    taking = taking or setting
                    yield accepted(case_id, field.clause, request)
                else:
                    yield rejected(case_id, request, Code.UNSUPPORTED_FIELD)
        if taking is None:
            continue
        for value in values[1:]:
            request = sample(spec, taking, **{name: value})
            yield accepted(f"fields/{name}/{value}", field.clause, request)
        request = sample(spec, taking, **{name: _WRONG[field.type]})
        yield rejected(f"fields/{name}/wrong-type", request, Code.WRONG_TYPE)
        outside: list[object] = [] if low is None else [low - 1]
        outside += [] if high is None else [high + 1]
        outside += ["-or-".join(field.values)] if field.values else []
        for value in outside:
            request = sample(spec, taking, **{name: value})
            yield rejected(f"fields/{name}/{value}", request, Code.VALUE_NOT_ALLOWED)
