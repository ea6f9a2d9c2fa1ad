"""One version of the documented tables, as something to read and to look things up in.

A `Spec` is built once from plain data, checked as it is built, and never changes. Nothing here
looks at a request.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, Self, TypedDict

from attrs import field, frozen

from seedance_rules.errors import InvalidSpec, NotInTables
from seedance_rules.fields import ASSET_FIELDS, ENVELOPE_FIELDS, INPUT_FIELDS, KINDS
from seedance_rules.rendering import Section, Shown, to_markdown
from seedance_rules.spec import layers, markdown, parts
from seedance_rules.spec._tables import TABLES
from seedance_rules.spec.limits import Limits, TypeLimits, type_limits
from seedance_rules.spec.parts import (
    AutoAspectRatio,
    Billing,
    Citations,
    Clause,
    Field,
    Hints,
    Inference,
    KeepResolution,
    MarkupClaim,
    Media,
    Mode,
    ModerationPolicy,
    TaskType,
)
from seedance_rules.spec.reading import Table
from seedance_rules.values import FrozenDict, exact
from seedance_rules.wording import form, show

__all__ = ["Lookups", "PriceRow", "Spec"]

_LABEL: Final = "[a-zA-Z0-9]+(?:[.-][a-zA-Z0-9]+)*"


class PriceRow(TypedDict):
    """One row of the price table, as `Spec.price_rows` returns it."""

    version: str
    task_type: str
    tier: str
    review: str
    resolution: str
    unit_price: Decimal


class Lookups:
    """What the engine looks up, worked out once: nothing here is not in the tables as well."""

    __slots__ = (
        "billing",
        "find_references",
        "hints",
        "input_fields",
        "looks_like_reference",
        "mode_names",
        "other_signs",
        "reference",
        "references",
        "types",
        "url",
        "usual_urls",
    )

    def __init__(self, spec: "Spec", types: Mapping[str | None, TypeLimits]) -> None:
        self.types = types
        """By task type and by deprecated name; under None, what all task types have in common."""
        self.billing = Billing(
            spec.currency,
            spec.input_video_rate,
            spec.points_per_credit,
            spec.version,
            spec.digest,
        )
        self.mode_names = FrozenDict({mode: Mode(mode) for mode in spec.modes})
        self.input_fields = frozenset(INPUT_FIELDS).intersection(spec.known_fields)
        """The keys of `input` that rules look at, but for the further fields of the tables."""
        self.reference = re.compile(_reference(spec))
        self.find_references = self.reference.findall
        self.references = FrozenDict(_short_references(spec))
        """Every reference of one digit, with its kind's place in `KINDS` and its index."""
        self.looks_like_reference = _like_a_reference(spec)
        """A pattern, compiled where a prompt has such signs, as few have."""
        self.other_signs = tuple({marker[0]: None for marker in spec.hints["markers"]})
        """Signs that may begin what looks like a reference, beside the marker."""
        self.hints = FrozenDict(
            {
                what: FrozenDict({form(key): meant for key, meant in hints.items()})
                for what, hints in spec.hints.items()
            }
        )
        """What others call things, by the form in which a spelling makes no difference."""
        web = [scheme for scheme in spec.url_schemes if f"{scheme}://" != spec.asset_prefix]
        self.url = re.compile(_url_begin(web, spec.asset_prefix), re.VERBOSE | re.DOTALL)
        """How an entry of a URL list begins (clause `urls`): an asset up to its id, which the group
        `asset` tells, and any other URL up to its path."""
        self.usual_urls = tuple(
            re.compile(_usual_url(web, media, spec.asset_prefix)).fullmatch
            for media in spec.media.values()
        )
        """For each kind, what URLs match that are accepted at sight; an asset as group 1."""


def _any_of(texts: Iterable[str]) -> str:
    return "|".join(map(re.escape, texts))


def _reference(spec: "Spec") -> str:
    """Return the pattern of a prompt reference (clause `prompt-reference-syntax`)."""
    words = [word for media in spec.media.values() for word in media.words]
    between = f"(?:{re.escape(spec.prompt_separator)})?" if spec.prompt_separator else ""
    longest_first = _any_of(sorted(words, key=len, reverse=True))
    return f"{re.escape(spec.prompt_marker)}(?:{longest_first}){between}[0-9]+"


def _short_references(spec: "Spec") -> dict[str, tuple[int, int]]:
    return {
        f"{spec.prompt_marker}{word}{between}{index}": (at, index)
        for at, media in enumerate(spec.media.values())
        for word in media.words
        for between in ("", spec.prompt_separator or "")
        for index in range(1, 10)
    }


def _like_a_reference(spec: "Spec") -> str:
    """Return the pattern of what somebody may have meant as a reference: see `unread_reference`.

    Its groups are the marker, the word, in any case, and the number. Behind a letter or a digit it
    is an address or a part of something else.
    """
    markers = sorted((spec.prompt_marker, *spec.hints["markers"]), key=len, reverse=True)
    words = [word for media in spec.media.values() for word in media.words]
    words = sorted((*words, *spec.hints["words"]), key=len, reverse=True)
    return rf"(?<![^\W_])({_any_of(markers)})((?ai:{_any_of(words)}))[ _-]?(\d+)>*"


def _url_begin(schemes: Iterable[str], asset_prefix: str) -> str:
    return rf"""(?ai:{_any_of(schemes)})://
        (?:[^@/?\#]*+@)*+                                # user information
        (?:\[[^\[\]@/?\#]++\]|[^\[\]:@/?\#]++)(?::[0-9]*+)?+  # host and port
        (?=[/?\#]|\Z)
        |(?P<asset>{re.escape(asset_prefix)})(?=.)"""


def _usual_url(schemes: Iterable[str], media: Media, asset_prefix: str) -> str:
    """Return the pattern of URLs that no rule has anything against, as most are: visible ASCII.

    A plain host, and a path that ends with an extension that is taken; or, as group 1, an asset.
    """
    taken = media.known_extensions if media.formats is None else media.formats
    # A pattern looks back by a fixed number of characters: once for each length.
    by_length: dict[int, list[str]] = {}
    for extension in taken:
        by_length.setdefault(len(extension), []).append(extension)
    ends = "|".join(rf"(?<=\.(?:{_any_of(some)}))" for some in by_length.values())
    return (
        rf"(?:{_any_of(schemes)})://[a-zA-Z0-9.-]++/"
        rf"[!-\"$->@-~]*+(?:{ends or '(?!)'})(?:[?#][!-~]*+)?+"
        rf"|({re.escape(asset_prefix)})[!-~]++"
    )


@frozen(eq=False, repr=False)
class Spec(Shown):
    """One version of the documented tables. Make one with `load_spec`, `from_dict`, `with_changes`.

    Two specs are equal when their tables are. A spec is immutable, and may be pickled and shared
    between threads. `published` is the shipped version that the tables are or were derived from by
    `with_changes`, None for tables from elsewhere.
    """

    version: str
    published: str | None
    digest: str = field(init=False)
    """16 hex digits over the rules: equal for tables that give the same verdicts and prices."""
    source: str
    model: str
    resolutions: tuple[str, ...]
    aspect_ratios: tuple[str, ...]
    task_types: Mapping[str, TaskType]
    modes: tuple[str, ...]
    aliases: Mapping[str, str]
    clauses: Mapping[str, Clause]
    inference: tuple[Inference, ...]
    moderation: Mapping[str, ModerationPolicy]
    auto_aspect_ratio: AutoAspectRatio | None
    keep_resolution: KeepResolution | None
    media: Mapping[str, Media]
    fields: Mapping[str, Field]
    known_fields: tuple[str, ...]
    """The keys of `input` that this version names."""
    currency: str
    input_video_rate: Decimal
    """The part of the unit price that a second of input video costs."""
    points_per_credit: Decimal | None
    markup_claims: tuple[MarkupClaim, ...]
    citations: Citations
    url_schemes: tuple[str, ...]
    asset_prefix: str
    prompt_marker: str
    prompt_separator: str | None
    """What may come between the word and the number of a prompt reference."""
    hints: Hints
    _data: Mapping[str, Any] = field(alias="data")
    _lookups: Lookups = field(init=False)

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> Self:
        """Build a spec from plain data of the same shape as the TOML files in `spec_tables`.

        `base`, the name of a shipped version, and `remove` are taken as there. Raises
        `InvalidSpec`, a `ValueError` that says where, for data that does not follow the format or
        contradicts itself.
        """
        whole = layers.merged(data, TABLES)
        return cls._of(whole, published=None, hints=layers.plain(data).get("hints"))

    def with_changes(
        self, changes: Mapping[str, object], *, remove: Sequence[str] = (), label: str
    ) -> Self:
        """Return these tables with differences, laid over them as a version over its base.

        `remove` names what is taken out first, keys joined by dots. `label` names the result,
        letters and digits: `2026-06+label`. Raises `InvalidSpec` as `from_dict` does.
        """
        name = exact(label)
        if type(name) is not str or not re.fullmatch(_LABEL, name):
            problem = f"must be letters and digits, with . or - between them, not {show(label)}"
            raise InvalidSpec("label", problem)
        changed = layers.over(self._data, changes, remove)
        changed["version"] = f"{self.version.partition('+')[0]}+{name}"
        hints = layers.plain(changes).get("hints")
        return self._of(changed, published=self.published, hints=hints)

    @classmethod
    def _of(cls, data: dict[str, Any], *, published: str | None, hints: object = None) -> Self:
        """Build a spec of merged tables; `hints` are those that are stated anew."""
        root = Table(data)
        clauses = parts.clauses(root)
        ratios, resolutions = root.texts("aspect_ratios"), root.texts("resolutions")
        modes = root.table("modes").keys()
        moderation = parts.moderation(root, clauses)
        inference = parts.inference(root, modes)
        task_types = parts.task_types(
            root, modes=modes, resolutions=resolutions, policies=moderation, inferred=inference
        )
        aliases = parts.aliases(root, task_types)
        fields = parts.fields(root, task_types=task_types, modes=modes, known=clauses)
        takes_assets = any(task_type.assets for task_type in task_types.values())
        named = [name for name in INPUT_FIELDS if takes_assets or name not in ASSET_FIELDS]
        known_fields = (*named, *fields)
        citations = parts.citations(root, clauses, (*INPUT_FIELDS, *fields))
        auto, media = parts.auto_aspect_ratio(root, ratios), parts.media(root, clauses)
        types = type_limits(
            root,
            types=task_types,
            names=aliases,
            inference=inference,
            auto=auto,
            media=media,
            known=clauses,
            cited=citations.by_code,
        )
        url_schemes, asset_scheme = parts.urls(root)
        marker, separator = parts.prompt_marks(root)
        billing = root.table("billing")
        ratio_names = ratios if auto is None else (*ratios, auto.value)
        words = [word for of_kind in media.values() for word in of_kind.words]
        spec = cls(
            version=parts.version(root),
            published=published,
            source=root.text("source"),
            model=root.text("model"),
            resolutions=resolutions,
            aspect_ratios=ratios,
            task_types=FrozenDict(task_types),
            modes=modes,
            aliases=FrozenDict(aliases),
            clauses=FrozenDict(clauses),
            inference=inference,
            moderation=FrozenDict(moderation),
            auto_aspect_ratio=auto,
            keep_resolution=parts.keep_resolution(root, aliases, task_types, clauses),
            media=FrozenDict(media),
            fields=FrozenDict(fields),
            known_fields=known_fields,
            currency=billing.text("currency"),
            input_video_rate=billing.amount("input_video_rate"),
            points_per_credit=billing.optional("points_per_credit", billing.amount),
            markup_claims=parts.markup_claims(root, task_types),
            citations=citations,
            url_schemes=(*url_schemes, asset_scheme),
            asset_prefix=f"{asset_scheme}://",
            prompt_marker=marker,
            prompt_separator=separator,
            hints=parts.hints(
                root,
                {
                    "envelope": (ENVELOPE_FIELDS, ENVELOPE_FIELDS),
                    "fields": (known_fields, known_fields),
                    "elsewhere": (None, known_fields),
                    "task_types": (task_types, (*task_types, *aliases)),
                    "modes": (modes, modes),
                    "aspect_ratios": (ratio_names, ratio_names),
                    "durations": (None, ()),
                    "words": (KINDS, words),
                    "markers": ((marker,), (marker,)),
                },
                stated=hints if isinstance(hints, dict) else {},
            ),
            data=data,
        )
        # What the page looks like is for the conformance kit: no verdict rests on it.
        root.leave("page")
        root.done()
        # Worked out of the parts, now that each is right; the class is frozen for everybody else.
        object.__setattr__(spec, "digest", layers.digest(data))
        object.__setattr__(spec, "_lookups", Lookups(spec, FrozenDict(types)))
        return spec

    def to_dict(self) -> dict[str, Any]:
        """Return the whole tables as plain data, a copy: without `base` and `remove`."""
        return layers.plain(self._data)

    def limits(self, task_type: str, mode: str) -> Limits:
        """Return what holds for a task type, or a deprecated name, in a mode.

        Raises `NotInTables` for an unknown task type and for a mode that the type does not have.
        """
        of_type = self.task_type(task_type)
        name = exact(mode)
        if type(name) is not str or name not in of_type.modes:
            raise NotInTables.named(f"for {show(task_type)}, mode", mode, of_type.modes)
        return self._lookups.types[of_type.name].limits[name]

    def unit_price(self, task_type: str, resolution: str) -> Decimal:
        """Return the price of one second of output in credits (clause `prices`).

        A deprecated name is taken as what it means. Raises `NotInTables` for an unknown task type
        and for a pair that the price table does not have.
        """
        named, prices = exact(resolution), self.task_type(task_type).prices
        if type(named) is not str or named not in prices:
            raise NotInTables.named(f"for {show(task_type)}, resolution", resolution, prices)
        return prices[named]

    def task_type(self, name: str) -> TaskType:
        """Return the task type of that name, or of what that deprecated name means.

        Raises `NotInTables` for any other.
        """
        known = exact(name)
        if type(known) is str:
            found = self.task_types.get(self.aliases.get(known, known))
            if found is not None:
                return found
        raise NotInTables.named("task type", name, self.task_types)

    def price_rows(self) -> tuple[PriceRow, ...]:
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
        """Return the tables as a Markdown page that can be checked against the documentation."""
        return f"# Seedance rules {self.version}\n\n{to_markdown(markdown.sections(self))}"

    def _section(self) -> Section:
        rows = [
            (row["task_type"], row["resolution"], row["unit_price"]) for row in self.price_rows()
        ]
        return Section(str(self), ("Task type", "Resolution", "Credits per second"), rows)

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

    def __reduce__(self) -> tuple[Callable[..., "Spec"], tuple[dict[str, Any], str | None]]:
        return _unpickled, (self.to_dict(), self.published)


def _unpickled(data: dict[str, Any], published: str | None) -> Spec:
    return Spec._of(data, published=published)
