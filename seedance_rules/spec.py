"""One version of the documented tables, as something to read and to look things up in.

A `Spec` is built once from plain data, checked as it is built, and never changes. Nothing here
looks at a request.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Self

from attrs import field, frozen

from seedance_rules import building, page, resolving
from seedance_rules.errors import InvalidSpec, NotInTables
from seedance_rules.fields import INPUT_FIELDS
from seedance_rules.limits import Column, Limits, ReferenceLimits, bounds
from seedance_rules.parts import (
    AutoAspectRatio,
    Citations,
    Clause,
    Field,
    Inference,
    KeepResolution,
    MarkupClaim,
    Media,
    Mode,
    ModerationPolicy,
    TaskType,
    TypeRules,
)
from seedance_rules.rendering import Section, to_html, to_markdown
from seedance_rules.tables import Table
from seedance_rules.values import (
    FrozenDict,
    entries_of,
    exact,
    is_list,
    is_object,
    items_of,
)
from seedance_rules.wording import show

__all__ = ["Spec"]

_DEEPEST = 16


@frozen(eq=False, repr=False)
class Spec:
    """One version of the documented tables. Make one with `from_dict` or `load_spec`.

    Two specs are equal when their tables are. A spec is immutable, and may be pickled and shared
    between threads.
    """

    version: str
    default: bool
    source: str
    model: str
    resolutions: tuple[str, ...]
    aspect_ratios: tuple[str, ...]
    task_types: Mapping[str, TaskType]
    modes: Mapping[str, Column]
    """Each mode's column of the mode/parameter matrix, as far as all task types agree on it."""
    mode_names: Mapping[str, Mode]
    aliases: Mapping[str, str]
    clauses: Mapping[str, Clause]
    inference: tuple[Inference, ...]
    moderation: Mapping[str, ModerationPolicy]
    auto_aspect_ratio: AutoAspectRatio | None
    keep_resolution: KeepResolution | None
    media: Mapping[str, Media]
    media_kinds: tuple[Media, ...]
    """The values of `media`, in the order of `KINDS`."""
    fields: Mapping[str, Field]
    currency: str
    input_video_rate: Decimal
    markup_claims: tuple[MarkupClaim, ...]
    unit_prices: Mapping[tuple[str, str], Decimal]
    """By task type or deprecated name, and resolution."""
    output_credits: Mapping[tuple[str, str, int], Decimal]
    """What seconds of output cost: the keys of `unit_prices` with every duration up to a minute."""
    rules: Mapping[str | None, TypeRules]
    """By task type and by deprecated name; under None, what all task types have in common."""
    citations: Citations
    known_fields: tuple[str, ...]
    url_schemes: tuple[str, ...]
    asset_prefix: str
    url_pattern: re.Pattern[str]
    prompt_marker: str
    prompt_separator: str | None
    """What may stand between the word and the number of a prompt reference."""
    prompt_references: Mapping[str, tuple[int, int]]
    """Every reference of one digit, with its kind's place in `KINDS` and its index."""
    prompt_pattern: re.Pattern[str]
    _data: Mapping[str, object] = field(alias="data")

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> Self:
        """Build a spec from plain data of the same shape as the TOML files in `spec_tables`.

        Raises `InvalidSpec`, a `ValueError` that says where, for data that does not follow the
        format or contradicts itself.
        """
        root = Table(data)
        clauses = building.clauses(root)
        ratios = root.texts("aspect_ratios")
        resolutions = root.texts("resolutions")
        modes = root.table("modes").keys()
        moderation = building.moderation(root, clauses)
        task_types = building.task_types(
            root, modes=modes, resolutions=resolutions, policies=moderation
        )
        aliases = building.aliases(root, task_types)
        inference = building.inference(root, modes)
        citations = building.citations(root, clauses)
        rules = resolving.type_rules(
            root,
            types=task_types,
            names=aliases,
            ratios=ratios,
            inferred=inference,
            known=clauses,
            cited=citations.by_code,
        )
        url_schemes, asset_scheme = building.urls(root)
        media = building.media(root, clauses, url_schemes)
        fields = building.fields(root, task_types=task_types, modes=modes, known=clauses)
        auto = building.auto_aspect_ratio(root, ratios)
        keep = building.keep_resolution(root, aliases, task_types, clauses)
        claims = building.markup_claims(root, task_types)
        resolving.check_raisable(root, citations, rules.values(), has_fields=bool(fields))
        unit_prices = {
            (name, resolution): price
            for name, rule in rules.items()
            if name is not None and rule.task_type is not None
            for resolution, price in rule.task_type.prices.items()
        }
        billing = root.table("billing")
        marker, separator = building.prompt_marks(root)
        spec = cls(
            version=building.version(root),
            default=bool(root.optional("default", root.flag)),
            source=root.text("source"),
            model=root.text("model"),
            resolutions=resolutions,
            aspect_ratios=ratios,
            task_types=FrozenDict(task_types),
            modes=FrozenDict({mode: rules[None].columns[mode] for mode in modes}),
            mode_names=FrozenDict({mode: Mode(mode) for mode in modes}),
            aliases=FrozenDict(aliases),
            clauses=FrozenDict(clauses),
            inference=inference,
            moderation=FrozenDict(moderation),
            auto_aspect_ratio=auto,
            keep_resolution=keep,
            media=FrozenDict(media),
            media_kinds=tuple(media.values()),
            fields=FrozenDict(fields),
            currency=billing.text("currency"),
            input_video_rate=billing.amount("input_video_rate"),
            markup_claims=claims,
            unit_prices=FrozenDict(unit_prices),
            output_credits=FrozenDict(resolving.output_credits(unit_prices, rules)),
            rules=FrozenDict(rules),
            citations=citations,
            known_fields=(*INPUT_FIELDS, *fields),
            url_schemes=(*url_schemes, asset_scheme),
            asset_prefix=f"{asset_scheme}://",
            url_pattern=building.url_pattern(url_schemes, asset_scheme),
            prompt_marker=marker,
            prompt_separator=separator,
            prompt_references=FrozenDict(
                building.prompt_references(marker, separator, media.values())
            ),
            prompt_pattern=building.prompt_pattern(marker, separator, media.values()),
            data=_plain_copy(data),
        )
        # What the page looks like is for the conformance kit: no verdict rests on it.
        root.leave("page")
        root.done()
        return spec

    def to_dict(self) -> dict[str, object]:
        """Return the plain data that the spec was built from, as a copy."""
        return _plain_copy(self._data)

    def unit_price(self, task_type: str, resolution: str) -> Decimal:
        """Return the price of one second of output in credits (clause `prices`).

        A deprecated name is taken as what it means. Raises `NotInTables` for an unknown task type
        and for a pair that the price table does not have.
        """
        if type(task_type) is str and type(resolution) is str:
            price = self.unit_prices.get((task_type, resolution))
            if price is not None:
                return price
        named, prices = exact(resolution), self.task_type(task_type).prices
        if type(named) is not str or named not in prices:
            what = f"for {show(task_type)}, resolution"
            raise NotInTables.named(what, resolution, prices)
        return prices[named]

    def task_type(self, name: str) -> TaskType:
        """Return the task type of that name, or of what that deprecated name means.

        Raises `NotInTables` for any other.
        """
        known = exact(name)
        rules = self.rules.get(known) if type(known) is str else None
        if rules is None or rules.task_type is None:
            raise NotInTables.named("task type", name, [*self.task_types, *self.aliases])
        return rules.task_type

    def limits(self, task_type: str, mode: str) -> Limits:
        """Return what holds for a task type, or a deprecated name, in a mode.

        Raises `NotInTables` for an unknown task type and for a mode that the type does not have.
        """
        of_type = self.task_type(task_type)
        name = exact(mode)
        if type(name) is not str or name not in of_type.modes:
            raise NotInTables.named(f"for {show(task_type)}, mode", mode, of_type.modes)
        column = self.rules[of_type.name].columns[name]
        auto = self.auto_aspect_ratio
        kinds = {}
        for media, limits in zip(self.media_kinds, column.kinds or (), strict=True):
            least, most = bounds(limits.counts)
            kinds[media.kind] = ReferenceLimits(
                minimum=least,
                maximum=most if limits.taken else 0,
                formats=media.formats,
                maximum_seconds=column.audio_seconds if media.kind == "audio" else None,
                requires_one_of=limits.requires_one_of,
            )
        return Limits(
            prompt_maximum=column.prompt_maximum,
            durations=column.durations,
            default_duration=column.default_duration,
            resolutions=tuple(of_type.prices),
            default_resolution=column.default_resolution,
            aspect_ratios=column.aspect_ratios,
            default_aspect_ratio=column.default_aspect_ratio,
            auto_aspect_ratio=auto.value if auto is not None and column.auto else None,
            kinds=FrozenDict(kinds),
            references_minimum=0,
            references_maximum=column.references_maximum,
            retention_hours=column.retention_hours,
            ignores=()
            if of_type.assets
            else ("auto_upload_assets", "asset_retention_hours"),
            clauses=column.clauses,
        )

    def price_rows(self) -> tuple[dict[str, str | Decimal], ...]:
        """Return the price table as plain rows, one a pair, for a data frame or a CSV file."""
        return tuple(
            {
                "version": self.version,
                "task_type": task_type.name,
                "tier": task_type.tier,
                "review": task_type.moderation.review,
                "resolution": resolution,
                "unit_price": price,
            }
            for task_type in self.task_types.values()
            for resolution, price in task_type.prices.items()
        )

    def to_markdown(self) -> str:
        """Return the tables as a Markdown page that can be held against the documentation."""
        return f"# Seedance rules {self.version}\n\n{to_markdown(self._sections())}"

    def _sections(self) -> list[Section]:
        types = self.task_types.values()
        return [
            Section("Source", (), (), [self.source]),
            page.models(types),
            page.deprecated(self.aliases),
            page.prices(types, self.input_video_rate, self.markup_claims),
            *page.modes(self.rules, self.auto_aspect_ratio),
            page.inference(self.inference),
            page.media(self.media.values()),
            *page.fields(self.fields.values()),
            *page.clauses(self.clauses.values()),
        ]

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def _repr_html_(self) -> str:
        return to_html(self._sections())

    def __str__(self) -> str:
        """Name the tables and count what is in them, on one line."""
        pairs = sum(len(task_type.prices) for task_type in self.task_types.values())
        readings = sum(clause.status == "reading" for clause in self.clauses.values())
        return (
            f"Seedance rules {self.version}: {len(self.task_types)} task types, {pairs} prices, "
            f"{len(self.modes)} modes, {len(self.clauses)} clauses ({readings} of them readings)"
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Spec):
            return NotImplemented
        return self._data == other._data

    def __hash__(self) -> int:
        return hash(self.version)

    def __repr__(self) -> str:
        return f"<Spec {self.version}>"

    def __reduce__(self) -> tuple[Callable[[Mapping[str, object]], Self], tuple[dict[str, object]]]:
        return type(self).from_dict, (self.to_dict(),)


def _plain_copy(data: Mapping[str, object]) -> dict[str, object]:
    return {exact(key): _copy(value, _DEEPEST) for key, value in items_of(data) or ()}


def _copy(value: object, depth: int) -> object:
    if type(value) is str:
        return value
    if not depth:
        raise InvalidSpec("the tables", "are nested deeper than any table of the format")
    if is_object(value):
        items = items_of(value)
        if items is None:
            raise InvalidSpec("the tables", "hold a table that does not say what it holds")
        return {exact(key): _copy(entry, depth - 1) for key, entry in items}
    if is_list(value):
        return [_copy(entry, depth - 1) for entry in entries_of(value)]
    return exact(value)
