"""What a `Spec` is made of: one small class for each table of the documentation, and its reader.

Values alone, immutable and without rules. Each reader refuses what cannot be true and says where;
a table that names an entry of another is checked against it there.
"""

import re
from collections.abc import Container, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple

from seedance_rules.amounts import EXACT
from seedance_rules.fields import ENVELOPE_FIELDS, INPUT_FIELDS, KINDS, path_of
from seedance_rules.findings import Code
from seedance_rules.spec.reading import Table
from seedance_rules.values import FrozenDict
from seedance_rules.wording import OPEN, plain_fields, show

__all__ = [
    "AutoAspectRatio",
    "Billing",
    "Citations",
    "Clause",
    "Counts",
    "Field",
    "Inference",
    "KeepResolution",
    "MarkupClaim",
    "Media",
    "Mode",
    "ModerationPolicy",
    "TaskType",
    "inferred_mode",
]

Counts = tuple[int, int, int]
"""The numbers of images, videos and audios."""

_VERSION: Final = re.compile(
    r"[0-9]{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?(\.[1-9][0-9]*)?"
    r"(\+[a-zA-Z0-9]+([.-][a-zA-Z0-9]+)*)?"
)
_SIGNS_IN_A_SCHEME: Final = str.maketrans("", "", "+.-")
_STATUSES: Final = ("documented", "reading", "reported", "inherited")
_CODES: Final = tuple(map(str, Code))
_FIELD_TYPES: Final = ("boolean", "integer", "number", "string")


class Mode(str):
    """The name of a mode, as the tables spell it."""

    __slots__ = ()


def version(root: Table) -> str:
    """Read the version: `YYYY-MM` or `YYYY-MM-DD`, a correction's `.N`, own tables' `+label`."""
    name = root.text("version")
    if not _VERSION.fullmatch(name):
        raise root.wrong(
            "must be YYYY-MM or YYYY-MM-DD, with .N for a correction and +label for tables of "
            f"your own, not {show(name)}",
            "version",
        )
    return name


class Clause(NamedTuple):
    """One rule, and how it is known.

    `status` is `documented` (on the page), `reading` (the page is silent or contradicts itself:
    `question`, `choice`, `reason`), `reported` (`who` says so, and `when` it was seen; with the
    three of a reading where reports contradict each other) or `inherited` (no source says that it
    differs from the tables that these are based on).
    """

    id: str
    status: str
    text: str
    question: str | None = None
    choice: str | None = None
    reason: str | None = None
    who: str | None = None
    when: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the clause as plain data."""
        return plain_fields(self)


_OF_A_READING: Final = ("question", "choice", "reason")
_OF_A_REPORT: Final = ("who", "when")


def clauses(root: Table) -> dict[str, Clause]:
    """Read the clauses, a table each; each status says its own reasons."""
    found: dict[str, Clause] = {}
    for name, table in root.named("clauses").items():
        status = table.one_of("status", _STATUSES, "status")
        is_reading = status == "reading" or (status != "documented" and table.has("question"))
        is_report = status == "reported" or (status == "inherited" and table.has("who"))
        reasons = {key: table.text(key) for key in _OF_A_READING} if is_reading else {}
        reasons |= {key: table.text(key) for key in _OF_A_REPORT} if is_report else {}
        found[name] = Clause(name, status, table.text("text"), **reasons)
    return found


class Citations(NamedTuple):
    """The clause that each finding cites, and the HTTP statuses that the page names.

    `by_code` is what counts where no mode, task type or kind of media says better; `by_path` is
    for the codes whose clause depends on the field.
    """

    by_code: Mapping[str, str]
    by_path: Mapping[tuple[str, str], str]
    http_statuses: Mapping[str, int]


def citations(root: Table, known: Mapping[str, Clause], input_fields: Iterable[str]) -> Citations:
    """Read which clause each finding cites; codes that a version never raises may be left out."""
    by_code: dict[str, str] = {}
    by_path: dict[tuple[str, str], str] = {}
    http_statuses: dict[str, int] = {}
    outer, fields = root.table("findings"), (*ENVELOPE_FIELDS, *input_fields)
    for code, table in root.named("findings").items():
        outer.known(code, code, _CODES, "finding code")
        by_code[code] = table.one_of("clause", known, "clause")
        status = table.optional("http_status", table.whole)
        if status is not None:
            if not 400 <= status <= 599:
                raise table.wrong(f"must be an HTTP error status, not {status}", "http_status")
            http_statuses[code] = status
        if (at := table.optional("at", table.table)) is not None:
            for name in at.keys():
                at.known(name, name, fields, "field")
                by_path[code, path_of(name)] = at.one_of(name, known, "clause")
    return Citations(FrozenDict(by_code), FrozenDict(by_path), FrozenDict(http_statuses))


def clauses_of(table: Table, known: Mapping[str, Clause]) -> Mapping[str, str]:
    """Read the `clauses` of a mode, a task type or a kind of media: clauses by finding code."""
    stated = table.optional("clauses", table.table)
    if stated is None:
        return FrozenDict()
    for code in stated.keys():
        stated.known(code, code, _CODES, "finding code")
    return FrozenDict({code: stated.one_of(code, known, "clause") for code in stated.keys()})


class Inference(NamedTuple):
    """A mode, and the counts of references at which a request that gives none runs in it."""

    mode: Mode
    images: range
    videos: range
    audios: range


def inferred_mode(inference: Iterable[Inference], counts: Counts) -> Mode | None:
    """Return the first mode whose conditions the counts meet (clause `mode-inference`)."""
    images, videos, audios = counts
    for rule in inference:
        if images in rule.images and videos in rule.videos and audios in rule.audios:
            return rule.mode
    return None


def inference(table: Table, modes: Iterable[str]) -> tuple[Inference, ...]:
    """Read in which order, on what conditions, a mode is inferred; the first that holds counts.

    Left out, nothing is inferred: `mode` is required.
    """
    found: list[Inference] = []
    any_counts = range(OPEN)
    for rule in table.optional("inference", table.tables) or ():
        if found and found[-1][1:] == (any_counts, any_counts, any_counts):
            raise rule.wrong("is never reached: the one before it has no condition")
        when = rule.optional("when", rule.table)
        counts = dict.fromkeys(KINDS, any_counts)
        for kind in when.keys() if when else ():
            assert when is not None
            when.known(kind, kind, KINDS, "kind of reference")
            condition = when.table(kind)
            minimum = condition.optional("minimum", condition.whole)
            maximum = condition.optional("maximum", condition.whole)
            counts[kind] = range(minimum or 0, OPEN if maximum is None else maximum + 1)
            if not counts[kind]:
                raise condition.wrong(f"minimum {minimum} is above maximum {maximum}")
        mode = Mode(rule.one_of("mode", modes, "mode"))
        found.append(Inference(mode, *(counts[kind] for kind in KINDS)))
    return tuple(found)


class ModerationPolicy(NamedTuple):
    """How a task type's content is reviewed, and what follows a rejection.

    `final_clause` is the clause of a rejection after the last retry.
    """

    name: str
    review: str
    retries: int
    refunded: bool
    clause: str
    final_clause: str

    def to_dict(self) -> dict[str, Any]:
        """Return the policy as plain data."""
        return plain_fields(self)


def moderation(root: Table, known: Mapping[str, Clause]) -> dict[str, ModerationPolicy]:
    """Read the moderation policies that task types name."""
    return {
        name: ModerationPolicy(
            name=name,
            review=table.text("review"),
            retries=table.whole("retries"),
            refunded=table.flag("refunded"),
            clause=table.one_of("clause", known, "clause"),
            final_clause=table.one_of("final_clause", known, "clause"),
        )
        for name, table in root.named("moderation").items()
    }


class TaskType(NamedTuple):
    """One model: its labels, its modes, whether it takes assets, and its prices by resolution.

    `prices` are US dollars (credits) per second of output. `strict_twin` is the task type whose
    input a less restrictive one takes. `inference` is how its mode is inferred.
    """

    name: str
    tier: str
    moderation: ModerationPolicy
    modes: tuple[str, ...]
    assets: bool
    strict_twin: str | None
    prices: Mapping[str, Decimal]
    inference: tuple[Inference, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the task type as plain data, its moderation by name, prices as decimal strings."""
        shown = plain_fields(self) | {"moderation": self.moderation.name}
        del shown["inference"]
        return shown


def task_types(
    root: Table,
    *,
    modes: Iterable[str],
    resolutions: tuple[str, ...],
    policies: Mapping[str, ModerationPolicy],
    inferred: tuple[Inference, ...],
) -> dict[str, TaskType]:
    """Read the task types and their prices; a pair without a price does not exist.

    `inferred` is how the mode of each is inferred whose table says nothing of it.
    """
    tables = root.named("task_types")
    if not tables:
        raise root.wrong("must name at least one task type", "task_types")
    prices = _prices(root, tables, resolutions)
    found: dict[str, TaskType] = {}
    for name, table in tables.items():
        if not prices.get(name):
            raise table.wrong("has no price in the table `prices`")
        types_modes = table.some_of("modes", modes, "mode")
        if not types_modes:
            raise table.wrong("must name at least one mode", "modes")
        twin = table.optional("strict_twin", table.text)
        if twin is not None:
            table.known("strict_twin", twin, [n for n in tables if n != name], "task type")
        found[name] = TaskType(
            name=name,
            tier=table.text("tier"),
            moderation=policies[table.one_of("moderation", policies, "moderation policy")],
            modes=types_modes,
            assets=table.flag("assets"),
            strict_twin=twin,
            prices=FrozenDict(prices[name]),
            inference=inference(table, types_modes) if table.has("inference") else inferred,
        )
    for what, names, used in (
        ("modes", modes, {mode for found_type in found.values() for mode in found_type.modes}),
        ("moderation", policies, {found_type.moderation.name for found_type in found.values()}),
        ("resolutions", resolutions, {entry for listed in prices.values() for entry in listed}),
    ):
        for entry in names:
            if entry not in used:
                raise root.wrong(f"{show(entry)} is not used by any task type", what)
    return found


def _prices(
    root: Table, known: Iterable[str], resolutions: tuple[str, ...]
) -> dict[str, dict[str, Decimal]]:
    outer = root.table("prices")
    found: dict[str, dict[str, Decimal]] = {}
    for name, table in root.named("prices").items():
        outer.known(name, name, known, "task type")
        for resolution in table.keys():
            table.known(resolution, resolution, resolutions, "resolution")
        found[name] = {
            resolution: table.amount(resolution)
            for resolution in resolutions
            if table.has(resolution)
        }
        for resolution, price in found[name].items():
            if not price:
                raise table.wrong("must be above zero", resolution)
    return found


def aliases(root: Table, known: Mapping[str, TaskType]) -> dict[str, str]:
    """Read the deprecated names, and the task type that each now means."""
    deprecated = root.optional("deprecated", root.table)
    names = deprecated.optional("task_types", deprecated.table) if deprecated else None
    if names is None:
        return {}
    for name in names.keys():
        if name in known:
            raise names.wrong("is a task type of its own", name)
    return {name: names.one_of(name, known, "task type") for name in names.keys()}


class KeepResolution(NamedTuple):
    """The resolution to ask for instead of a deprecated name's, to keep the output quality."""

    value: str
    clause: str


def keep_resolution(
    root: Table,
    names: Mapping[str, str],
    types: Mapping[str, TaskType],
    known: Mapping[str, Clause],
) -> KeepResolution | None:
    """Read the resolution to recommend with a deprecated name; every equivalent must have it."""
    deprecated = root.optional("deprecated", root.table)
    table = deprecated.optional("keep_resolution", deprecated.table) if deprecated else None
    if table is None:
        return None
    for meant in names.values():
        table.known("value", table.text("value"), types[meant].prices, "resolution")
    return KeepResolution(table.text("value"), table.one_of("clause", known, "clause"))


class AutoAspectRatio(NamedTuple):
    """The aspect ratio that follows the first reference of a kind, and what it is without one."""

    value: str
    follows: str
    fallback: str | None


def auto_aspect_ratio(root: Table, ratios: tuple[str, ...]) -> AutoAspectRatio | None:
    """Read the aspect ratio that follows a reference; it must differ from the fixed ones."""
    table = root.optional("auto_aspect_ratio", root.table)
    if table is None:
        return None
    value = table.text("value")
    if value in ratios:
        raise table.wrong(f"{show(value)} is also one of `aspect_ratios`", "value")
    return AutoAspectRatio(
        value=value,
        follows=table.one_of("follows", KINDS, "kind of reference"),
        fallback=table.optional("fallback", lambda key: table.one_of(key, ratios, "aspect ratio")),
    )


class Media(NamedTuple):
    """One kind of reference: its words in prompts, its formats, and the extensions it refuses.

    `formats` is None where any extension is taken that is not known as another kind's.
    """

    kind: str
    words: tuple[str, ...]
    formats: tuple[str, ...] | None
    known_extensions: tuple[str, ...]
    clauses: Mapping[str, str]
    refused_extensions: Mapping[str, str]
    """The known extensions that are not taken, each with the kind whose it is."""


def media(root: Table, known: Mapping[str, Clause]) -> dict[str, Media]:
    """Read the kinds of references: words in prompts, formats, and extensions that are known."""
    tables = root.table("media")
    kind_of: dict[str, str] = {}
    words: dict[str, str] = {}
    for kind in KINDS:
        table = tables.table(kind)
        for index, extension in enumerate(table.texts("known_extensions")):
            place = f"known_extensions[{index}]"
            if not _is_plain(extension):
                raise table.wrong(f"must be lower-case and without a dot: {show(extension)}", place)
            if extension in kind_of:
                problem = f"{show(extension)} is also known as {kind_of[extension]}"
                raise table.wrong(problem, place)
            kind_of[extension] = kind
        for index, word in enumerate(table.texts("words")):
            place = f"words[{index}]"
            if not word.isalpha():
                raise table.wrong(f"must be letters: {show(word)}", place)
            if word in words:
                raise table.wrong(f"{show(word)} is also a word for {words[word]}", place)
            words[word] = kind
    found: dict[str, Media] = {}
    for kind in KINDS:
        table = tables.table(kind)
        own = table.texts("known_extensions")
        formats = table.some_of("formats", own, "extension") if table.has("formats") else None
        taken = own if formats is None else formats
        found[kind] = Media(
            kind=kind,
            words=table.texts("words"),
            formats=formats,
            known_extensions=own,
            clauses=clauses_of(table, known),
            refused_extensions=FrozenDict(
                {name: of for name, of in kind_of.items() if name not in taken}
            ),
        )
    return found


class Field(NamedTuple):
    """A further typed `input` field that a version documents: who takes it, and which values."""

    name: str
    type: str
    clause: str
    values: tuple[str, ...] | None
    bounds: tuple[int | None, int | None]
    task_types: tuple[str, ...] | None
    modes: tuple[str, ...] | None

    def is_taken(self, task_type: str | None, mode: str | None) -> bool:
        """Tell whether a task type takes the field in a mode; where none is named, each does."""
        return (not self.task_types or task_type in self.task_types) and (
            not self.modes or mode in self.modes
        )


def fields(
    root: Table, *, task_types: Iterable[str], modes: Iterable[str], known: Mapping[str, Clause]
) -> dict[str, Field]:
    """Read the further `input` fields of a version."""
    found: dict[str, Field] = {}
    for name, table in root.named("fields").items() if root.has("fields") else ():
        if name in INPUT_FIELDS:
            raise table.wrong("is a field that the engine has rules for; it takes no table here")
        kind = table.one_of("type", _FIELD_TYPES, "field type")
        numeric, texts = kind in ("integer", "number"), kind == "string"
        minimum = table.optional("minimum", table.whole) if numeric else None
        maximum = table.optional("maximum", table.whole) if numeric else None
        if minimum is not None and maximum is not None and minimum > maximum:
            raise table.wrong(f"minimum {minimum} is above maximum {maximum}")
        found[name] = Field(
            name=name,
            type=kind,
            clause=table.one_of("clause", known, "clause"),
            values=table.optional("values", table.texts) if texts else None,
            bounds=(minimum, maximum),
            task_types=table.some_of("task_types", task_types, "task type")
            if table.has("task_types")
            else None,
            modes=table.some_of("modes", modes, "mode") if table.has("modes") else None,
        )
    return found


class Billing(NamedTuple):
    """What an amount means: its currency, the rates, and the tables that it was worked out with."""

    currency: str
    input_video_rate: Decimal
    points_per_credit: Decimal | None
    spec_version: str
    spec_digest: str


class MarkupClaim(NamedTuple):
    """A markup in percent that the page states; `holds` tells whether every price bears it out."""

    percent: Decimal
    stated: str
    holds: bool


def markup_claims(root: Table, types: Mapping[str, TaskType]) -> tuple[MarkupClaim, ...]:
    """Read the stated markups, and whether the prices of all types with a twin bear them out."""
    pairs = [
        (price, types[task_type.strict_twin].prices.get(resolution))
        for task_type in types.values()
        if task_type.strict_twin is not None
        for resolution, price in task_type.prices.items()
    ]
    found: list[MarkupClaim] = []
    for table in root.optional("markup_claims", root.tables) or ():
        percent = table.amount("percent")
        factor = EXACT.add(EXACT.scaleb(percent, -2), 1)
        holds = bool(pairs) and all(
            twin is not None and price == EXACT.multiply(twin, factor) for price, twin in pairs
        )
        found.append(MarkupClaim(percent, table.text("stated"), holds))
    return tuple(found)


def _is_plain(text: str) -> bool:
    """Tell whether a text is ASCII letters, in lower case, and digits."""
    return text.isascii() and text.isalnum() and text == text.lower()


def _is_scheme(text: str) -> bool:
    return text[:1].isalpha() and _is_plain(text.translate(_SIGNS_IN_A_SCHEME))


def urls(root: Table) -> tuple[tuple[str, ...], str]:
    """Read the schemes of URLs that can be fetched, and the scheme of assets (clause `urls`)."""
    table = root.table("urls")
    schemes = table.texts("schemes")
    for index, scheme in enumerate(schemes):
        if not _is_scheme(scheme):
            raise table.wrong(f"{show(scheme)} is not a URL scheme", f"schemes[{index}]")
    asset = table.text("asset_scheme")
    if not _is_scheme(asset) or asset in schemes:
        raise table.wrong(f"{show(asset)} must be a URL scheme of its own", "asset_scheme")
    return schemes, asset


def prompt_marks(root: Table) -> tuple[str, str | None]:
    """Read what comes before the word of a prompt reference, and what may come behind it."""
    table = root.table("prompt_references")
    separator = table.optional("separator", table.text)
    if separator and any(sign.isalnum() for sign in separator):
        problem = f"{show(separator)} could be a part of the word before it or of the number after"
        raise table.wrong(f"{problem}; use signs that are neither", "separator")
    return table.text("marker"), separator


Hints = Mapping[str, Mapping[str, tuple[str, ...]]]
"""What other services call a thing: by table (`fields`, `modes`, ...), then by their name."""


def hints(
    root: Table,
    names: Mapping[str, tuple[Container[str] | None, Container[str]]],
    stated: Mapping[str, Any],
) -> Hints:
    """Read what other services call a field, a mode, a value or a task type.

    `names` are, by table, those that its hints may lead to, None where they are free text, and
    those that the version has itself, for which a hint is refused where it is `stated`; one that a
    version inherits gives way, as does a name that the version does not have.
    """
    outer = root.optional("hints", root.table)
    found: dict[str, Mapping[str, tuple[str, ...]]] = dict.fromkeys(names, FrozenDict())
    for what in outer.keys() if outer is not None else ():
        assert outer is not None
        outer.known(what, what, names, "kind of hint")
        table, (known, own) = outer.table(what), names[what]
        meant: dict[str, tuple[str, ...]] = {}
        for key in table.keys():
            values = table.one_or_more(key)
            if key in own:
                if key in stated.get(what, ()):
                    raise table.wrong("is a name of these tables; take the hint out", key)
                continue
            fitting = tuple(value for value in values if known is None or value in known)
            if fitting or not values:
                meant[key] = fitting
        found[what] = FrozenDict(meant)
    for key in found["elsewhere"]:
        if key in found["fields"]:
            raise root.wrong("is also one of `hints.fields`", f"hints.elsewhere.{key}")
    return FrozenDict(found)
