"""The makers of cases: one module a chapter of the documentation, one function a group of clauses.

A maker is a function from a `Spec` to drafts. Each knows by construction what the tables say of its
requests; none asks the engine.
"""

from collections.abc import Callable, Iterator
from typing import Final

from seedance_rules import Spec
from seedance_rules.conformance.drafts import Draft
from seedance_rules.conformance.making import (
    assets,
    envelope,
    fields,
    media,
    models,
    modes,
    parameters,
    prices,
    prompts,
)

__all__ = ["MAKERS"]

MAKERS: Final[tuple[Callable[[Spec], Iterator[Draft]], ...]] = (
    envelope.envelope,
    envelope.absent,
    envelope.prompt,
    envelope.further_keys,
    envelope.types,
    models.task_types,
    models.deprecated,
    modes.names,
    modes.reference_counts,
    modes.full_modes,
    parameters.durations,
    parameters.resolutions,
    parameters.aspect_ratios,
    parameters.auto_aspect_ratio,
    media.urls,
    media.formats,
    media.extensions,
    media.audio_seconds,
    prompts.spellings,
    prompts.ranges,
    prompts.syntax,
    assets.assets,
    assets.auto_upload,
    assets.retention,
    fields.further_fields,
    prices.prices,
    prices.input_seconds,
    prices.exactness,
)
"""Every maker, in the order in which cases stand."""
