"""From plain data to the parts of a `Spec`: one function a table, refusing what cannot be true.

A table that names an entry of another is checked against it where it does, so that an error says
the place to mend. Nothing here is used after a spec is built.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from seedance_rules import limits
from seedance_rules.codes import Code
from seedance_rules.fields import INPUT_FIELDS, KINDS, path_of
from seedance_rules.money import EXACT
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
)
from seedance_rules.tables import Table
from seedance_rules.values import FrozenDict
from seedance_rules.wording import show

__all__ = [
    "aliases",
    "auto_aspect_ratio",
    "citations",
    "clauses",
    "clauses_of",
    "fields",
    "inference",
    "keep_resolution",
    "markup_claims",
    "media",
    "moderation",
    "prompt_marks",
    "prompt_pattern",
    "prompt_references",
    "task_types",
    "url_pattern",
    "urls",
    "version",
]

_VERSION: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])(\.[1-9][0-9]*)?")
_EXTENSION: Final = re.compile(r"[a-z0-9]+")
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*")
_STATUSES: Final = ("documented", "reading")
_FIELD_TYPES: Final = ("boolean", "integer", "number", "string")


def version(root: Table) -> str:
    """Read the version, `YYYY-MM` or, for a correction, `YYYY-MM.N`."""
    name = root.text("version")
    if not _VERSION.fullmatch(name):
        raise root.wrong(f"must be YYYY-MM or YYYY-MM.N, not {show(name)}", "version")
    return name


def clauses(root: Table) -> dict[str, Clause]:
    """Read the clauses; a reading says its question, choice and reason, no other does."""
    found: dict[str, Clause] = {}
    for table in root.tables("clauses"):
        clause = table.text("id")
        if clause in found:
            raise table.wrong(f"{show(clause)} stands twice", "id")
        status = table.one_of("status", _STATUSES, "status")
        of_a_reading = {"question": "", "choice": "", "reason": ""}
        if status == "reading":
            of_a_reading = {key: table.text(key) for key in of_a_reading}
        found[clause] = Clause(id=clause, status=status, text=table.text("text"), **of_a_reading)
    return found


def moderation(root: Table, known: Mapping[str, Clause]) -> dict[str, ModerationPolicy]:
    """Read the moderation policies that task types name."""
    found: dict[str, ModerationPolicy] = {}
    for name, table in root.named("moderation").items():
        found[name] = ModerationPolicy(
            name=name,
            review=table.text("review"),
            retries=table.whole("retries"),
            refunded=table.flag("refunded"),
            clause=table.one_of("clause", known, "clause"),
            final_clause=table.one_of("final_clause", known, "clause"),
        )
    return found


def citations(root: Table, known: Mapping[str, Clause]) -> Citations:
    """Read which clause each finding cites; codes that a version never raises may be left out."""
    by_code: dict[str, str] = {}
    by_path: dict[tuple[str, str], str] = {}
    http_statuses: dict[str, int] = {}
    outer = root.table("findings")
    for code, table in root.named("findings").items():
        outer.known(code, code, list(Code), "finding code")
        by_code[code] = table.one_of("clause", known, "clause")
        status = table.optional("http_status", table.whole)
        if status is not None:
            if not 400 <= status <= 599:
                raise table.wrong(f"must be an HTTP error status, not {status}", "http_status")
            http_statuses[code] = status
        if (at := table.optional("at", table.table)) is not None:
            for name in at.keys():
                at.known(name, name, INPUT_FIELDS, "field")
                by_path[code, path_of(name)] = at.one_of(name, known, "clause")
    return Citations(FrozenDict(by_code), FrozenDict(by_path), FrozenDict(http_statuses))


def clauses_of(table: Table, known: Mapping[str, Clause]) -> Mapping[str, str]:
    """Read the `clauses` of a mode, a task type or a kind of media: clauses by finding code."""
    stated = table.optional("clauses", table.table)
    if stated is None:
        return FrozenDict()
    for code in stated.keys():
        stated.known(code, code, list(Code), "finding code")
    return FrozenDict({code: stated.one_of(code, known, "clause") for code in stated.keys()})


def inference(table: Table, modes: Iterable[str]) -> tuple[Inference, ...]:
    """Read in which order, on what conditions, a mode is inferred; the first that holds counts."""
    found: list[Inference] = []
    for rule in table.tables("inference"):
        if found and _any_counts(found[-1]):
            raise rule.wrong("is never reached: the one before it has no condition")
        when = rule.optional("when", rule.table)
        counts = {kind: range(limits.OPEN) for kind in KINDS}
        for kind in when.keys() if when else ():
            assert when is not None
            when.known(kind, kind, KINDS, "kind of reference")
            condition = when.table(kind)
            minimum = condition.optional("minimum", condition.whole)
            maximum = condition.optional("maximum", condition.whole)
            counts[kind] = range(minimum or 0, limits.OPEN if maximum is None else maximum + 1)
            if not counts[kind]:
                raise condition.wrong(f"minimum {minimum} is above maximum {maximum}")
        found.append(
            Inference(
                mode=Mode(rule.one_of("mode", modes, "mode")),
                images=counts["image"],
                videos=counts["video"],
                audios=counts["audio"],
            )
        )
    return tuple(found)


def _any_counts(rule: Inference) -> bool:
    return rule.images == rule.videos == rule.audios == range(limits.OPEN)


def task_types(
    root: Table,
    *,
    modes: Iterable[str],
    resolutions: tuple[str, ...],
    policies: Mapping[str, ModerationPolicy],
) -> dict[str, TaskType]:
    """Read the task types and their prices; a pair without a price does not exist."""
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
            table.known("strict_twin", twin, [n for n in tables if n != name], "other task type")
        found[name] = TaskType(
            name=name,
            tier=table.text("tier"),
            moderation=policies[table.one_of("moderation", policies, "moderation policy")],
            modes=types_modes,
            assets=table.flag("assets"),
            strict_twin=twin,
            prices=FrozenDict(prices[name]),
        )
    for what, names, used in (
        ("modes", modes, {mode for found_type in found.values() for mode in found_type.modes}),
        ("moderation", policies, {found_type.moderation.name for found_type in found.values()}),
        ("resolutions", resolutions, {entry for listed in prices.values() for entry in listed}),
    ):
        for entry in names:
            if entry not in used:
                raise root.wrong(f"{show(entry)} is used by no task type", what)
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
    if deprecated is None:
        return {}
    names = deprecated.table("task_types")
    for name in names.keys():
        if name in known:
            raise names.wrong("is a task type of its own", name)
    return {name: names.one_of(name, known, "task type") for name in names.keys()}


def keep_resolution(
    root: Table,
    names: Mapping[str, str],
    types: Mapping[str, TaskType],
    known: Mapping[str, Clause],
) -> KeepResolution | None:
    """Read the resolution to recommend with a deprecated name; every equivalent must have it."""
    deprecated = root.optional("deprecated", root.table)
    if deprecated is None:
        return None
    table = deprecated.optional("keep_resolution", deprecated.table)
    deprecated.optional("task_types", deprecated.table)
    if table is None:
        return None
    for meant in names.values():
        table.known("value", table.text("value"), types[meant].prices, f"resolution of {meant}")
    return KeepResolution(table.text("value"), table.one_of("clause", known, "clause"))


def auto_aspect_ratio(root: Table, ratios: tuple[str, ...]) -> AutoAspectRatio | None:
    """Read the aspect ratio that follows a reference; it must be none of the fixed ones."""
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


def media(root: Table, known: Mapping[str, Clause], schemes: tuple[str, ...]) -> dict[str, Media]:
    """Read the kinds of references: words in prompts, formats, and extensions that are known."""
    tables = root.table("media")
    by_kind = {kind: tables.table(kind) for kind in KINDS}
    extensions: dict[str, tuple[str, ...]] = {}
    words: dict[str, str] = {}
    for kind, table in by_kind.items():
        extensions[kind] = table.texts("known_extensions")
        for index, extension in enumerate(extensions[kind]):
            place = f"known_extensions[{index}]"
            if not _EXTENSION.fullmatch(extension):
                raise table.wrong(f"must be lower-case and without a dot: {show(extension)}", place)
            for other in extensions:
                if other != kind and extension in extensions[other]:
                    raise table.wrong(f"{show(extension)} is also known as {other}", place)
        for index, word in enumerate(table.texts("words")):
            if not word.isalpha():
                raise table.wrong(f"must be letters: {show(word)}", f"words[{index}]")
            if word in words:
                raise table.wrong(
                    f"{show(word)} is also a word for {words[word]}", f"words[{index}]"
                )
            words[word] = kind
    every = {extension for known_of_kind in extensions.values() for extension in known_of_kind}
    found: dict[str, Media] = {}
    for kind, table in by_kind.items():
        own = extensions[kind]
        formats = table.some_of("formats", own, "known extension") if table.has("formats") else None
        taken = own if formats is None else formats
        found[kind] = Media(
            kind=kind,
            words=table.texts("words"),
            formats=formats,
            known_extensions=own,
            refused_extensions=frozenset(every.difference(taken)),
            usual_url=_usual_url(schemes, taken),
            clauses=clauses_of(table, known),
        )
    return found


def prompt_marks(root: Table) -> tuple[str, str | None]:
    """Read what stands before the word of a prompt reference, and what may stand behind it."""
    table = root.table("prompt_references")
    separator = table.optional("separator", table.text)
    if separator and any(sign.isalnum() for sign in separator):
        problem = f"{show(separator)} could be a part of the word before it or of the number after"
        raise table.wrong(f"{problem}; use signs that are neither", "separator")
    return table.text("marker"), separator


def prompt_references(
    marker: str, separator: str | None, kinds: Iterable[Media]
) -> dict[str, tuple[int, int]]:
    """Return the references of one digit, as most are, each with its kind's place and its index."""
    return {
        f"{marker}{word}{between}{index}": (at, index)
        for at, kind in enumerate(kinds)
        for word in kind.words
        for between in ("", separator or "")
        for index in range(1, 10)
    }


def prompt_pattern(marker: str, separator: str | None, kinds: Iterable[Media]) -> re.Pattern[str]:
    """Return the pattern of a prompt reference (clause `prompt-reference-syntax`)."""
    words = sorted((word for kind in kinds for word in kind.words), key=len, reverse=True)
    between = f"(?:{re.escape(separator)})?" if separator else ""
    return re.compile(f"{re.escape(marker)}(?:{_any_of(words)}){between}[0-9]+")


def urls(root: Table) -> tuple[tuple[str, ...], str]:
    """Read the schemes of URLs that can be fetched, and the scheme of assets (clause `urls`)."""
    table = root.table("urls")
    schemes = table.texts("schemes")
    for index, scheme in enumerate(schemes):
        if not _SCHEME.fullmatch(scheme):
            raise table.wrong(f"{show(scheme)} is no URL scheme", f"schemes[{index}]")
    asset = table.text("asset_scheme")
    if not _SCHEME.fullmatch(asset) or asset in schemes:
        raise table.wrong(f"{show(asset)} must be a URL scheme of its own", "asset_scheme")
    return schemes, asset


def url_pattern(schemes: Iterable[str], asset: str) -> re.Pattern[str]:
    """Return the pattern of how an entry of a URL list begins (clause `urls`).

    It matches an asset up to its id, which its group `asset` tells, and any other URL up to its
    path. What else an entry may hold is for `references.is_one_word`.
    """
    return re.compile(
        rf"""(?ai:{_any_of(schemes)})://
        (?:[^@/?\#]*+@)*+                                # user information
        (?:\[[^\[\]@/?\#]++\]|[^\[\]:@/?\#]++)(?::[0-9]*+)?+  # host and port
        (?=[/?\#]|\Z)
        |(?P<asset>{re.escape(asset)}://)(?=.)""",
        re.VERBOSE | re.DOTALL,
    )


def _usual_url(schemes: Iterable[str], extensions: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of URLs that no rule has anything against, as most are: visible ASCII.

    A plain host, and a path that ends with one of the extensions, all of which are taken.
    """
    # A pattern looks back by a fixed number of characters: once for each length.
    by_length: dict[int, list[str]] = {}
    for extension in extensions:
        by_length.setdefault(len(extension), []).append(extension)
    ends = "|".join(rf"(?<=\.(?:{_any_of(some)}))" for some in by_length.values())
    return re.compile(
        rf"(?:{_any_of(schemes)})://[a-zA-Z0-9.-]++/[!-\"$->@-~]*+(?:{ends or '(?!)'})(?:[?#][!-~]*+)?+"
    )


def _any_of(texts: Iterable[str]) -> str:
    return "|".join(map(re.escape, texts))


def fields(
    root: Table, *, task_types: Iterable[str], modes: Iterable[str], known: Mapping[str, Clause]
) -> dict[str, Field]:
    """Read the further `input` fields of a version."""
    if not root.has("fields"):
        return {}
    found: dict[str, Field] = {}
    for name, table in root.named("fields").items():
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


def markup_claims(root: Table, types: Mapping[str, TaskType]) -> tuple[MarkupClaim, ...]:
    """Read the stated markups, and whether the prices of all types with a twin bear them out."""
    if not root.has("markup_claims"):
        return ()
    pairs = [
        (price, types[task_type.strict_twin].prices.get(resolution))
        for task_type in types.values()
        if task_type.strict_twin is not None
        for resolution, price in task_type.prices.items()
    ]
    found: list[MarkupClaim] = []
    for table in root.tables("markup_claims"):
        percent = table.amount("percent")
        factor = EXACT.add(EXACT.scaleb(percent, -2), 1)
        holds = bool(pairs) and all(
            twin is not None and price == EXACT.multiply(twin, factor) for price, twin in pairs
        )
        found.append(MarkupClaim(percent, table.text("stated"), holds))
    return tuple(found)
