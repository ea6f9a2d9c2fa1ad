"""A spec: built from plain data, refused where the data is wrong, and something to read."""

import json
import pickle
from decimal import Context, Decimal, localcontext
from typing import Any

import pytest
from making import request
from tables import GONE, Place, changed, spec_with, without

from seedance_rules import (
    InvalidSpec,
    NotInTables,
    Spec,
    UnknownVersion,
    asset_plan,
    load_spec,
    quote,
    validate,
    versions,
)
from seedance_rules.spec._tables import HISTORY, TABLES
from spec_tables.__main__ import HERE

SPEC = load_spec("2026-06")


class TestVersions:
    """Versions are shipped with the package, generated from the TOML files."""

    def test_the_default_is_named_in_the_history(self) -> None:
        assert load_spec() is load_spec(HISTORY["default"])

    def test_versions_are_in_the_order_of_the_history(self) -> None:
        assert versions() == tuple(stated["name"] for stated in HISTORY["versions"])
        assert set(versions()) == set(TABLES)

    @pytest.mark.parametrize("version", versions())
    def test_each_is_built_once(self, version: str) -> None:
        assert load_spec(version) is load_spec(version)
        assert load_spec(version).version == load_spec(version).published == version

    @pytest.mark.parametrize("version", ["2025-01", "", 202606, ["2026-06"]])
    def test_an_unknown_one_is_named_with_the_known(self, version: Any) -> None:
        with pytest.raises(UnknownVersion, match="2026-06"):
            load_spec(version)


WRONG: list[tuple[str, Place, Any, str]] = [
    ("a price for an unknown task type", ("prices", "seedance-3"), {"480p": "1"},
     "prices.seedance-3: unknown task type 'seedance-3'; use seedance-2, seedance-2-fast, seedance-2-mini, seedance-2-less-restriction or seedance-2-fast-less-restriction"),
    ("a price for an unknown resolution", ("prices", "seedance-2", "4k"), "1",
     "prices.seedance-2.4k: unknown resolution '4k'; use 480p, 720p or 1080p"),
    ("a separator that could be a number", ("prompt_references", "separator"), "_1",
     "prompt_references.separator: '_1' could be a part of the word before it or of the number "
     "after; use signs that are neither"),
    ("a negative price", ("prices", "seedance-2", "480p"), "-0.10",
     "prices.seedance-2.480p: must not be negative, infinite or NaN: '-0.10'"),
    ("a price of nothing", ("prices", "seedance-2", "480p"), "0",
     "prices.seedance-2.480p: must be above zero"),
    ("a float as a price", ("prices", "seedance-2", "480p"), 0.1,
     "prices.seedance-2.480p: must be a string such as \"0.10\", which is exact, not 0.1"),
    ("a word as a price", ("prices", "seedance-2", "480p"), "ten",
     "prices.seedance-2.480p: must be a decimal number, not 'ten'"),
    ("a price that is not finite", ("prices", "seedance-2", "480p"), "NaN",
     "prices.seedance-2.480p: must not be negative, infinite or NaN: 'NaN'"),
    ("an endless price", ("prices", "seedance-2", "480p"), "1E+99",
     "prices.seedance-2.480p: has more than 40 digits: '1E+99'"),
    ("a float as the rate", ("billing", "input_video_rate"), 0.5,
     "billing.input_video_rate: must be a string such as \"0.10\", which is exact, not 0.5"),
    ("an alias to nowhere", ("deprecated", "task_types", "old"), "seedance-9",
     "deprecated.task_types.old: unknown task type 'seedance-9'; use seedance-2, seedance-2-fast, seedance-2-mini, seedance-2-less-restriction or seedance-2-fast-less-restriction"),
    ("an alias that is a type", ("deprecated", "task_types", "seedance-2"), "seedance-2-fast",
     "deprecated.task_types.seedance-2: is a task type of its own"),
    ("a misspelt key", ("task_types", "seedance-2", "teir"), "pro",
     "task_types.seedance-2.teir: unknown key; did you mean tier?"),
    ("a misspelt limit", ("limits", "duration", "maximun"), 9,
     "limits.duration.maximun: unknown limit 'duration.maximun'; did you mean 'duration.maximum'?"),
    ("an unknown top-level key", ("price",), {},
     "price: unknown key; did you mean prices?"),
    ("a mode nobody uses", ("modes", "edit"), {},
     "modes: 'edit' is not used by any task type"),
    ("a mode nobody knows", ("task_types", "seedance-2", "modes"), ["edit"],
     "task_types.seedance-2.modes[0]: unknown mode 'edit'; use text_to_video, first_last_frames or omni_reference"),
    ("a resolution nobody has", ("resolutions",), ["480p", "720p", "1080p", "4k"],
     "resolutions: '4k' is not used by any task type"),
    ("a policy nobody has", ("task_types", "seedance-2", "moderation"), "lax",
     "task_types.seedance-2.moderation: unknown moderation policy 'lax'; use strict, less_restrictive or single_path"),
    ("a default above its limit", ("limits", "duration", "default"), 16,
     "limits of seedance-2 in text_to_video.duration.default: 16 is outside its own limits, 4 to 15"),
    ("a default that is not a ratio", ("limits", "aspect_ratio", "default"), "2:1",
     "limits of seedance-2 in text_to_video.aspect_ratio.default: '2:1' is outside its own limits, 21:9, 16:9, 4:3, 1:1, 3:4 or 9:16"),
    ("a default without a price", ("limits", "resolution", "default"), "4k",
     "task_types.seedance-2: the default resolution '4k' has no price for it; use 480p, 720p or 1080p"),
    ("a range that is empty", ("limits", "duration", "minimum"), 20,
     "limits of seedance-2 in text_to_video.duration: minimum 20 is above maximum 15"),
    ("a duration of nothing", ("limits", "duration", "minimum"), 0,
     "limits.duration.minimum: must be above zero"),
    ("a boolean as a number", ("limits", "duration", "maximum"), True,
     "limits.duration.maximum: must be a whole number from 0 to 10^9, not true"),
    ("a number as a flag", ("task_types", "seedance-2", "assets"), 1,
     "task_types.seedance-2.assets: must be true or false, not 1"),
    ("a string as a list", ("resolutions",), "480p",
     "resolutions: must be a list of strings, not '480p'"),
    ("a name twice", ("aspect_ratios",), ["16:9", "16:9"],
     "aspect_ratios[1]: is given twice: '16:9'"),
    ("a version of another form", ("version",), "2026-13",
     "version: must be YYYY-MM or YYYY-MM-DD, with .N for a correction and +label for tables of your own, not '2026-13'"),
    ("a status of another kind", ("clauses", "envelope", "status"), "guessed",
     "clauses.envelope.status: unknown status 'guessed'; use documented, reading, reported or inherited"),
    ("clauses in a list", ("clauses",), [{"id": "envelope"}],
     "clauses: must be a table, not a list"),
    ("a clause that is cited but missing", ("findings", "invalid_url", "clause"), "url",
     "findings.invalid_url.clause: unknown clause 'url'; did you mean 'urls'?"),
    ("a code nobody raises", ("findings", "bad_url"), {"clause": "urls"},
     "findings.bad_url: unknown finding code 'bad_url'; use not_an_object, …"),
    ("a status that is not an error", ("findings", "asset_not_allowed", "http_status"), 200,
     "findings.asset_not_allowed.http_status: must be an HTTP error status, not 200"),
    ("a format nobody knows", ("media", "video", "formats"), ["mp5"],
     "media.video.formats[0]: unknown extension 'mp5'; use mp4, mov, m4v, webm, avi, mkv, mpg, mpeg, m2v, wmv, flv, 3gp, 3g2, ogv, ts, mts, m2ts, vob or asf"),
    ("an extension of two kinds", ("media", "audio", "known_extensions"), ["mp3", "wav", "mp4"],
     "media.audio.known_extensions[2]: 'mp4' is also known as video"),
    ("an extension with a dot", ("media", "image", "known_extensions"), [".png"],
     "media.image.known_extensions[0]: must be lower-case and without a dot: '.png'"),
    ("a word of two kinds", ("media", "audio", "words"), ["image"],
     "media.audio.words[0]: 'image' is also a word for image"),
    ("an automatic ratio that is fixed", ("auto_aspect_ratio", "value"), "1:1",
     "auto_aspect_ratio.value: '1:1' is also one of `aspect_ratios`"),
    ("a fallback that is not a ratio", ("auto_aspect_ratio", "fallback"), "2:1",
     "auto_aspect_ratio.fallback: unknown aspect ratio '2:1'; use 21:9, 16:9, 4:3, 1:1, 3:4 or 9:16"),
    ("an inference to nowhere", ("inference", 0, "mode"), "edit",
     "inference[0].mode: unknown mode 'edit'; use text_to_video, first_last_frames or omni_reference"),
    ("an inference never reached", ("inference", 0, "when"), {},
     "inference[1]: is never reached: the one before it has no condition"),
    ("a kind nobody knows", ("inference", 0, "when", "text"), {},
     "inference[0].when.text: unknown kind of reference 'text'; use image, video or audio"),
    ("a twin that is missing", ("task_types", "seedance-2", "strict_twin"), "seedance-1",
     "task_types.seedance-2.strict_twin: unknown task type 'seedance-1'; use seedance-2-fast, seedance-2-mini, seedance-2-less-restriction or seedance-2-fast-less-restriction"),
    ("a resolution to keep without a price", ("deprecated", "keep_resolution", "value"), "1080p",
     "deprecated.keep_resolution.value: unknown resolution '1080p'; use 480p or 720p"),
    ("images required where none is taken", ("modes", "text_to_video", "limits", "references", "image"), {"minimum": 1},
     "limits of seedance-2 in text_to_video.references.image.minimum: the mode takes no such list"),
    ("a clause of a resolution to keep that is missing", ("deprecated", "keep_resolution", "clause"), "urlz",
     "deprecated.keep_resolution.clause: unknown clause 'urlz'; did you mean 'urls'?"),
    ("an automatic ratio that follows nothing", ("auto_aspect_ratio", "follows"), "text",
     "auto_aspect_ratio.follows: unknown kind of reference 'text'; use image, video or audio"),
    ("a clause of a policy that is missing", ("moderation", "strict", "clause"), "urlz",
     "moderation.strict.clause: unknown clause 'urlz'; did you mean 'urls'?"),
    ("a final clause of a policy that is missing", ("moderation", "strict", "final_clause"), "urlz",
     "moderation.strict.final_clause: unknown clause 'urlz'; did you mean 'urls'?"),
    ("a clause of a place that is missing", ("findings", "missing_field", "at", "prompt"), "urlz",
     "findings.missing_field.at.prompt: unknown clause 'urlz'; did you mean 'urls'?"),
    ("a clause of a mode that is missing", ("modes", "text_to_video", "clauses", "references_not_allowed"), "urlz",
     "modes.text_to_video.clauses.references_not_allowed: unknown clause 'urlz'; did you mean 'urls'?"),
    ("a clause of a field that is missing", ("fields",), {"seed": {"type": "integer", "clause": "urlz"}},
     "fields.seed.clause: unknown clause 'urlz'; did you mean 'urls'?"),
    ("a scheme that is not one", ("urls", "schemes"), ["ht tp"],
     "urls.schemes[0]: 'ht tp' is not a URL scheme"),
    ("a field the engine has", ("fields",), {"prompt": {"type": "string", "clause": "types"}},
     "fields.prompt: is a field that the engine has rules for; it takes no table here"),
    ("a field of no type", ("fields",), {"audio": {"type": "bool", "clause": "types"}},
     "fields.audio.type: unknown field type 'bool'; use boolean, integer, number or string"),
    ("a list instead of tables", ("task_types",), [],
     "task_types: must be a table, not a list"),
    ("an empty key", ("prices", ""), {},
     "prices: key '' must be a string that is not empty"),
    ("a key that is not a string", (5,), "2026",
     "the tables: key 5 must be a string that is not empty"),
    ("no task type", ("task_types",), {},
     "task_types: must name at least one task type"),
    ("a task type without a mode", ("task_types", "seedance-2", "modes"), [],
     "task_types.seedance-2.modes: must name at least one mode"),
    ("a task type without a price", ("prices", "seedance-2"), {},
     "task_types.seedance-2: has no price in the table `prices`"),
    ("a blank text", ("source",), " ",
     "source: must be a string that is not blank, not ' '"),
    ("a number as a text", ("model",), 5,
     "model: must be a string that is not blank, not 5"),
    ("a blank name", ("resolutions",), ["480p", ""],
     "resolutions[1]: must be a string that is not blank, not ''"),
    ("a number as a name", ("resolutions",), [480],
     "resolutions[0]: must be a string that is not blank, not 480"),
    ("a table instead of a list", ("inference",), {},
     "inference: must be a list of tables, not an object"),
    ("a number that is negative", ("moderation", "strict", "retries"), -1,
     "moderation.strict.retries: must be a whole number from 0 to 10^9, not -1"),
    ("a number that is huge", ("limits", "duration", "maximum"), 10**9 + 1,
     "limits.duration.maximum: must be a whole number from 0 to 10^9, not 1000000001"),
    ("more digits than an amount has", ("prices", "seedance-2", "480p"), "0." + "1" * 41,
     "prices.seedance-2.480p: has more than 40 digits: '0.11111111111111111111111111111111111111111'"),
    ("a policy nobody uses", ("moderation", "lax"), {"review": "lax", "retries": 0, "refunded": True, "clause": "prices", "final_clause": "prices"},
     "moderation: 'lax' is not used by any task type"),
    ("a status above those of errors", ("findings", "asset_not_allowed", "http_status"), 600,
     "findings.asset_not_allowed.http_status: must be an HTTP error status, not 600"),
    ("a field nobody knows", ("findings", "missing_field", "at"), {"seed": "types"},
     "findings.missing_field.at.seed: unknown field 'seed'; use model, task_type, input, prompt, mode, duration, resolution, aspect_ratio, image_urls, video_urls, audio_urls, auto_upload_assets or asset_retention_hours"),
    ("a code of a mode that nobody raises", ("modes", "text_to_video", "clauses"), {"bad": "types"},
     "modes.text_to_video.clauses.bad: unknown finding code 'bad'; use not_an_object, …"),
    ("a condition that nothing meets", ("inference", 0, "when", "image"), {"minimum": 2, "maximum": 1},
     "inference[0].when.image: minimum 2 is above maximum 1"),
    ("a word of signs", ("media", "image", "words"), ["image", "im-age"],
     "media.image.words[1]: must be letters: 'im-age'"),
    ("an asset scheme that is not one", ("urls", "asset_scheme"), "7",
     "urls.asset_scheme: '7' must be a URL scheme of its own"),
    ("an asset scheme of other URLs", ("urls", "asset_scheme"), "http",
     "urls.asset_scheme: 'http' must be a URL scheme of its own"),
    ("a field whose range is empty", ("fields",), {"seed": {"type": "integer", "clause": "types", "minimum": 2, "maximum": 1}},
     "fields.seed: minimum 2 is above maximum 1"),
    ("a field of a mode nobody knows", ("fields",), {"style": {"type": "string", "clause": "types", "modes": ["edit"]}},
     "fields.style.modes[0]: unknown mode 'edit'; use text_to_video, first_last_frames or omni_reference"),
    ("a field of a type nobody knows", ("fields",), {"style": {"type": "string", "clause": "types", "task_types": ["veo"]}},
     "fields.style.task_types[0]: unknown task type 'veo'; use seedance-2, seedance-2-fast, seedance-2-mini, seedance-2-less-restriction or seedance-2-fast-less-restriction"),
    ("no aspect ratio at all", ("limits", "aspect_ratio", "values"), [],
     "limits.aspect_ratio.values: must not be empty; leave it out to allow them all"),
    ("an aspect ratio nobody has", ("limits", "aspect_ratio", "values"), ["2:1"],
     "limits.aspect_ratio.values[0]: unknown aspect ratio '2:1'; use 21:9, 16:9, 4:3, 1:1, 3:4 or 9:16"),
    ("an unheard-of limit", ("limits", "height"), 9,
     "limits.height: unknown limit 'height'; use prompt, duration, resolution, aspect_ratio, references, asset_retention_hours or ignores"),
    ("a kind nobody takes", ("modes", "omni_reference", "limits", "references", "takes"), ["text"],
     "modes.omni_reference.limits.references.takes[0]: unknown kind of reference 'text'; use image, video or audio"),
    ("a needed kind that is not taken", ("modes", "first_last_frames", "limits", "references", "image", "requires_one_of"), ["audio"],
     "limits of seedance-2 in first_last_frames.references.image.requires_one_of: the mode takes none of these kinds"),
    ("more required than allowed", ("modes", "first_last_frames", "limits", "references", "maximum"), 0,
     "limits of seedance-2 in first_last_frames.references.maximum: 0 is less than the 1 references that are required"),
    ("limits of a mode the type does not have", ("task_types", "seedance-2-mini", "mode_limits"), {"omni_reference": {}},
     "task_types.seedance-2-mini.mode_limits.omni_reference: unknown key"),
    ("a field that cannot be ignored", ("limits", "ignores"), ["duration"],
     "limits.ignores[0]: unknown field that can be ignored 'duration'; use aspect_ratio, auto_upload_assets or asset_retention_hours"),
    ("a ratio for others that is not one", ("limits", "aspect_ratio", "otherwise"), "2:1",
     "limits of seedance-2 in text_to_video.aspect_ratio.otherwise: '2:1' is outside its own limits, 21:9, 16:9, 4:3, 1:1, 3:4 or 9:16"),
    ("references required where none is taken", ("modes", "text_to_video", "limits", "references", "minimum"), 1,
     "limits of seedance-2 in text_to_video.references.minimum: the mode takes no references"),
    ("more references required than allowed", ("modes", "omni_reference", "limits", "references", "minimum"), 10,
     "limits of seedance-2 in omni_reference.references.maximum: 9 is less than the 10 references that are required"),
    ("a kind with more required than allowed", ("modes", "first_last_frames", "limits", "references", "image", "minimum"), 3,
     "limits of seedance-2 in first_last_frames.references.image: minimum 3 is above maximum 2"),
    ("names of references that are a number", ("limits", "references", "named"), 1,
     "limits.references.named: must be true or false, not 1"),
    ("seconds that are a number", ("limits", "references", "video"), {"maximum_seconds": 15},
     "limits.references.video.maximum_seconds: must be a string such as \"0.10\", which is exact, not 15"),
    ("seconds of images", ("limits", "references", "image"), {"maximum_seconds": "15"},
     "limits.references.image.maximum_seconds: unknown limit 'references.image.maximum_seconds'; use references.image.minimum, references.image.maximum or references.image.requires_one_of"),
    ("points that are a number", ("billing", "points_per_credit"), 100,
     "billing.points_per_credit: must be a string such as \"0.10\", which is exact, not 100"),
    ("hints of a kind that is not there", ("hints", "resolutions"), {"hd": "720p"},
     "hints.resolutions: unknown kind of hint 'resolutions'; use envelope, fields, elsewhere, task_types, modes, aspect_ratios, durations, words or markers"),
    ("a hint for a name of its own", ("hints", "fields", "prompt"), "mode",
     "hints.fields.prompt: is a name of these tables; take the hint out"),
    ("a hint that is a number", ("hints", "modes", "edit"), 5,
     "hints.modes.edit: must be a string that is not blank, not 5"),
    ("a hint of two kinds", ("hints", "elsewhere", "ratio"), "config.ratio",
     "hints.elsewhere.ratio: is also one of `hints.fields`"),
    ("a reading without its reason", ("clauses", "urls", "reason"), GONE,
     "clauses.urls.reason: is missing"),
    ("a report without who says so", ("clauses", "urls"), {"status": "reported", "text": "x", "when": "2026"},
     "clauses.urls.who: is missing"),
    ("a report that contradicts another, without a choice", ("clauses", "urls"),
     {"status": "reported", "text": "x", "who": "a client", "when": "2026", "question": "x?"},
     "clauses.urls.choice: is missing"),
    ("a documented clause with a question", ("clauses", "prices", "question"), "Which?",
     "clauses.prices.question: unknown key"),
    ("a label of signs", ("version",), "2026-06+a b",
     "version: must be YYYY-MM or YYYY-MM-DD, with .N for a correction and +label for tables of your own, not '2026-06+a b'"),
    ("what says how to merge, without a base", ("remove",), ["prices"],
     "remove: is for tables with a `base`; state what holds instead"),
    ("an own inference to another's mode", ("task_types", "seedance-2-mini", "inference"), [{"mode": "omni_reference"}],
     "task_types.seedance-2-mini.inference[0].mode: unknown mode 'omni_reference'; use text_to_video or first_last_frames"),
]  # fmt: skip


class TestInvalidSpec:
    """Tables that contradict themselves or the format are refused where they do."""

    @pytest.mark.parametrize(
        ("place", "value", "what"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG]
    )
    def test_a_wrong_table_is_refused_with_its_place_and_problem(
        self, place: Place, value: Any, what: str
    ) -> None:
        with pytest.raises(InvalidSpec) as raised:
            Spec.from_dict(changed((place, value)))
        said = str(raised.value)
        assert said == f"{raised.value.place}: {raised.value.problem}"
        assert said.startswith(what.removesuffix("…")) if what.endswith("…") else said == what

    @pytest.mark.parametrize("key", [k for k in TABLES["2026-06"] if k not in ("auto_aspect_ratio", "deprecated", "hints", "inference", "markup_claims", "page")])  # fmt: skip
    def test_a_required_table_is_missed(self, key: str) -> None:
        with pytest.raises(InvalidSpec, match=f"^{key}"):
            Spec.from_dict(without(key))

    def test_a_code_may_be_left_out_and_then_cites_no_clause(self) -> None:
        spec = Spec.from_dict(without("findings", "duration_out_of_range"))
        (finding,) = validate(request(duration=16), spec=spec).violations
        assert (finding.code, finding.clause) == ("duration_out_of_range", "")

    @pytest.mark.parametrize("leaf", ["duration", "resolution", "aspect_ratio"])
    def test_a_default_is_missed(self, leaf: str) -> None:
        with pytest.raises(InvalidSpec) as raised:
            Spec.from_dict(without("limits", leaf, "default"))
        mode, where = "text_to_video", f"{leaf}.default: is missing"
        assert str(raised.value) == f"limits of seedance-2 in {mode}.{where}"

    @pytest.mark.parametrize(
        "field",
        [
            {"type": "string", "minimum": 2},
            {"type": "boolean", "maximum": 2},
            {"type": "integer", "values": ["film"]},
        ],
    )
    def test_a_field_has_the_limits_of_its_type(self, field: dict[str, Any]) -> None:
        (limit,) = set(field) - {"type"}
        with pytest.raises(InvalidSpec, match=f"^fields.x.{limit}: unknown key"):
            Spec.from_dict(changed((("fields",), {"x": field | {"clause": "types"}})))

    def test_tables_nested_without_end(self) -> None:
        deep: dict[str, Any] = {}
        for _ in range(20):
            deep = {"deeper": deep}
        with pytest.raises(InvalidSpec) as raised:
            Spec.from_dict(changed((("page",), deep)))
        assert str(raised.value) == "the tables: are nested deeper than any table of the format"

    @pytest.mark.parametrize("wrap", [lambda inner: [inner], lambda inner: {"inner": inner}])
    def test_tables_as_deep_as_the_format(self, wrap: Any) -> None:
        deep: Any = 0
        for _ in range(15):
            deep = wrap(deep)
        assert Spec.from_dict(changed((("page",), deep))).to_dict()["page"] == deep
        with pytest.raises(InvalidSpec, match="nested deeper"):
            Spec.from_dict(changed((("page",), wrap(deep))))

    def test_a_place_is_cut_short(self) -> None:
        with pytest.raises(InvalidSpec) as raised:
            Spec.from_dict(changed((("x" * 999,), 1)))
        assert len(str(raised.value)) < 300

    def test_a_misspelt_key_is_helped(self) -> None:
        with pytest.raises(InvalidSpec, match="did you mean input_video_rate"):
            Spec.from_dict(changed((("billing", "input_video_rat"), "0.5")))

    @pytest.mark.parametrize(
        ("data", "what"),
        [
            (None, "the tables: must be a table, not null"),
            ([], "the tables: must be a table, not a list"),
            ("2026-06", "the tables: must be a table, not a string"),
            ({}, "clauses: is missing"),
            ({1: 2}, "the tables: key 1 must be a string that is not empty"),
        ],
    )
    def test_no_tables_at_all(self, data: Any, what: str) -> None:
        with pytest.raises(InvalidSpec) as raised:
            Spec.from_dict(data)
        assert str(raised.value) == what


class TestSpec:
    """A spec is immutable, equal by its tables, and can be pickled, read and looked up."""

    def test_a_spec_is_equal_by_its_tables(self) -> None:
        again = Spec.from_dict(SPEC.to_dict())
        assert again == SPEC and hash(again) == hash(SPEC) and again is not SPEC
        assert Spec.from_dict(changed((("prices", "seedance-2", "480p"), "0.12"))) != SPEC
        assert SPEC != "2026-06"
        assert hash(Spec.from_dict(changed((("version",), "2026-07")))) != hash(SPEC)

    def test_a_spec_survives_a_pickle(self) -> None:
        assert pickle.loads(pickle.dumps(SPEC)) == SPEC

    def test_its_data_is_a_copy(self) -> None:
        SPEC.to_dict()["prices"] = {}
        assert SPEC.to_dict()["prices"]

    @pytest.mark.parametrize(
        "mapping",
        [
            SPEC.task_types,
            SPEC.task_types["seedance-2"].prices,
            SPEC.clauses,
            SPEC.hints,
            SPEC.limits("seedance-2", "text_to_video").kinds,
        ],
    )
    def test_a_spec_cannot_be_changed(self, mapping: Any) -> None:
        before = dict(mapping)
        for change in (
            lambda: mapping.update({"x": 1}),
            lambda: mapping.pop("seedance-2", None),
            lambda: mapping.__setitem__("x", 1),
            mapping.clear,
        ):
            with pytest.raises(TypeError):
                change()
        assert mapping == before
        with pytest.raises(AttributeError):
            SPEC.version = "2026-07"  # type: ignore[misc]  # that is the point

    def test_names_that_are_not_there(self) -> None:
        with pytest.raises(NotInTables, match="did you mean 'seedance-2-fast'"):
            SPEC.task_type("seedance-2-fst")
        with pytest.raises(NotInTables, match="use 480p or 720p"):
            SPEC.unit_price("seedance-2-fast", "1080p")
        names: list[Any] = [None, 5, [], "seedance-2 "]
        for name in names:
            with pytest.raises(NotInTables):
                SPEC.unit_price(name, "480p")

    def test_what_is_asked_for_is_named_with_the_choices(self) -> None:
        with pytest.raises(NotInTables) as raised:
            SPEC.unit_price("seedance-2-fast", "1080P")
        assert str(raised.value) == (
            "for 'seedance-2-fast', resolution '1080P' is not in the tables; use 480p or 720p"
        )
        with pytest.raises(
            NotInTables, match=r"^task type 'veo' is not in the tables; use seedance-2,"
        ):
            SPEC.task_type("veo")

    def test_a_name_of_a_subclass_of_str_is_that_name(self) -> None:
        class Name(str):
            pass

        assert SPEC.unit_price(Name("seedance-2"), Name("720p")) == Decimal("0.20")
        with pytest.raises(NotInTables, match="resolution '4k'"):
            SPEC.unit_price("seedance-2", Name("4k"))

    def test_a_deprecated_name_is_looked_up_as_what_it_means(self) -> None:
        assert SPEC.unit_price("seedance-2-preview", "480p") == Decimal("0.10")

    def test_price_rows_are_plain(self) -> None:
        rows = SPEC.price_rows()
        assert rows[0] == {
            "version": "2026-06",
            "task_type": "seedance-2",
            "tier": "pro",
            "review": "strict",
            "resolution": "480p",
            "unit_price": Decimal("0.10"),
        }
        assert len({(row["task_type"], row["resolution"]) for row in rows}) == len(rows)


class TestBuilding:
    """Tables read anew hold what is in them, and judge as the published cases say."""

    def test_names_and_labels(self) -> None:
        data, spec = changed(), Spec.from_dict(changed())
        assert (spec.version, spec.published) == ("2026-06", None)
        assert (spec.source, spec.model) == (data["source"], data["model"])
        assert spec.resolutions == tuple(data["resolutions"])
        assert spec.aspect_ratios == tuple(data["aspect_ratios"])
        assert dict(spec.aliases) == data["deprecated"]["task_types"]
        assert spec.modes == tuple(data["modes"])
        assert (spec.currency, spec.points_per_credit) == ("USD", None)
        assert spec.digest == SPEC.digest

    def test_task_types_and_prices(self) -> None:
        data, spec = changed(), Spec.from_dict(changed())
        assert list(spec.task_types) == list(data["task_types"])
        for name, stated in data["task_types"].items():
            task_type = spec.task_types[name]
            assert (task_type.name, task_type.tier) == (name, stated["tier"])
            assert task_type.moderation == spec.moderation[stated["moderation"]]
            assert task_type.modes == tuple(stated["modes"])
            assert task_type.assets is stated["assets"]
            assert task_type.strict_twin == stated.get("strict_twin")
            prices = {resolution: str(price) for resolution, price in task_type.prices.items()}
            assert prices == data["prices"][name]
            for resolution, price in prices.items():
                assert spec.unit_price(name, resolution) == Decimal(price)

    def test_moderation_clauses_and_claims(self) -> None:
        data, spec = changed(), Spec.from_dict(changed())
        assert list(spec.moderation) == list(data["moderation"])
        for name, stated in data["moderation"].items():
            policy = spec.moderation[name]
            assert policy.name == name
            for key, value in stated.items():
                assert getattr(policy, key) == value
        assert list(spec.clauses) == list(data["clauses"])
        for name, stated in data["clauses"].items():
            assert spec.clauses[name].id == name
            for key in ("status", "text", "question", "choice", "reason", "who", "when"):
                assert getattr(spec.clauses[name], key) == stated.get(key)
        claims = [(str(claim.percent), claim.stated) for claim in spec.markup_claims]
        assert claims == [(stated["percent"], stated["stated"]) for stated in data["markup_claims"]]
        assert [claim.holds for claim in spec.markup_claims] == [False, True]

    def test_media(self) -> None:
        data, spec = changed(), Spec.from_dict(changed())
        assert list(spec.media) == ["image", "video", "audio"]
        for kind, stated in data["media"].items():
            media = spec.media[kind]
            assert (media.kind, media.words) == (kind, tuple(stated["words"]))
            assert list(media.formats or ()) == stated.get("formats", [])
            assert media.known_extensions == tuple(stated["known_extensions"])

    def test_their_clauses_are_cited(self) -> None:
        spec, data = Spec.from_dict(changed()), changed()
        for code, stated in data["findings"].items():
            assert spec.citations.by_code[code] == stated["clause"]
            assert spec.citations.http_statuses.get(code) == stated.get("http_status")
        for key, value, clause in (
            ("prompt", None, "prompt-required"),
            ("duration", "5", "duration-integer"),
            ("mode", 5, "types"),
        ):
            (finding,) = validate(request(**{key: value}), spec=spec).violations
            assert finding.clause == clause

    @pytest.mark.parametrize("price", ["1" * 40, "0." + "0" * 39 + "1", "1E+40"])
    def test_the_largest_and_the_finest_amounts(self, price: str) -> None:
        spec = Spec.from_dict(changed((("prices", "seedance-2", "480p"), price)))
        assert spec.unit_price("seedance-2", "480p") == Decimal(price)

    def test_amounts_are_read_whatever_the_callers_context(self) -> None:
        with localcontext(Context(traps=[])), pytest.raises(InvalidSpec, match="decimal number"):
            Spec.from_dict(changed((("prices", "seedance-2", "480p"), "ten")))

    def test_the_largest_number(self) -> None:
        spec = Spec.from_dict(changed((("limits", "duration", "maximum"), 10**9)))
        assert validate(request(duration=10**9), spec=spec).ok

    @pytest.mark.parametrize("status", [400, 599])
    def test_any_status_of_an_error(self, status: int) -> None:
        spec = Spec.from_dict(changed((("findings", "invalid_url", "http_status"), status)))
        (finding,) = validate(request(image_urls=["x"]), spec=spec).violations
        assert finding.http_status == status

    def test_notices_schemes_and_assets(self) -> None:
        spec = Spec.from_dict(changed())
        (notice,) = validate(request("seedance-2-preview"), spec=spec).notices
        assert notice.clause == "deprecated-720p" and "set resolution '720p'" in notice.message
        (finding,) = validate(request(image_urls=["x"]), spec=spec).violations
        assert finding.allowed == ("http", "https")
        less = request("seedance-2-less-restriction", image_urls=["x"])
        (finding,) = validate(less, spec=spec).violations
        assert finding.allowed == ("http", "https", "asset")
        mixed = ["asset://a", "https://media.example/b.png"]
        plan = asset_plan(request("seedance-2-less-restriction", image_urls=mixed), spec=spec)
        assert [use.handling for use in plan] == ["asset", "raw"]
        assert spec.prompt_separator == "_"

    def test_verdicts_modes_codes_and_prices(self) -> None:
        spec = Spec.from_dict(changed())
        cases = json.loads((HERE / "2026-06.cases.json").read_text(encoding="utf-8"))["cases"]
        for case in cases:
            stated: Any = {
                key: None if case[key] is None else Decimal(case[key])
                for key in ("total_input_video_duration", "total_input_audio_duration")
            }
            report = validate(case["request"], spec=spec, **stated)
            assert (report.ok, report.mode) == (case["accepted"], case["mode"]), case["id"]
            assert [finding.code for finding in report.violations] == case["codes"], case["id"]
            if case["credits"] is not None:
                asked = quote(case["request"], spec=spec, **stated)
                assert asked.credits == Decimal(case["credits"]), case["id"]


class TestMarkdown:
    """`to_markdown` shows every table, so that a person can check it against the page."""

    @property
    def page(self) -> str:
        return Spec.from_dict(changed()).to_markdown()

    def test_every_name_price_and_clause_is_there(self) -> None:
        page = self.page
        for name in [*SPEC.task_types, *SPEC.aliases, *SPEC.modes, *SPEC.resolutions]:
            assert f"| {name} |" in page
        for row in SPEC.price_rows():
            assert f"| {row['task_type']} | {row['resolution']} | {row['unit_price']} |" in page
        for clause in SPEC.clauses:
            assert f"| {clause} | " in page

    def test_the_matrix_of_modes_and_parameters(self) -> None:
        ratios = "21:9, 16:9, 4:3, 1:1, 3:4, 9:16"
        taken = [f"{ratios}, {more}default 16:9" for more in ("", "auto, ", "")]
        assert f"| aspect_ratio | {' | '.join(taken)} |" in self.page
        assert "| image_urls | not taken | 1 to 2 | at most 9 of all kinds |" in self.page
        assert "| all references | not taken | any number | at most 9 |" in self.page
        assert "| seedance-2-mini | text_to_video | resolution | 720p, default 720p |" in self.page

    def test_what_only_later_pages_say(self) -> None:
        text, omni = ("modes", "text_to_video", "limits"), ("modes", "omni_reference", "limits")
        page = spec_with(
            ((*text, "aspect_ratio", "otherwise"), "1:1"),
            ((*text, "prompt", "maximum_length"), 40),
            ((*omni, "references", "audio", "requires_one_of"), ["image", "video"]),
        ).to_markdown()
        assert "default 16:9; any other becomes 1:1 |" in page
        assert "| required, at most 40 characters |" in page
        assert "15 seconds together, with image_urls or video_urls |" in page

    def test_where_no_task_type_differs_nothing_is_said_of_it(self) -> None:
        data = changed()
        one = "seedance-2"
        data["task_types"] = {one: data["task_types"][one]}
        data["prices"] = {one: data["prices"][one]}
        data["moderation"] = {"strict": data["moderation"]["strict"]}
        del data["deprecated"]
        assert "Where a task type differs" in self.page
        assert "Where a task type differs" not in Spec.from_dict(data).to_markdown()

    def test_the_contradiction_is_visible(self) -> None:
        assert (
            "25 % is stated in the remark under the models: the prices do not bear it" in self.page
        )
        assert "10 % is stated in the remark under the prices: the prices bear it out" in self.page

    def test_rows_are_whole(self) -> None:
        width = 0
        for line in self.page.splitlines():
            cells = line.replace("\\|", "").count("|")
            if line.startswith("| ---"):
                width = cells
            elif line.startswith("|") and width:
                assert cells == width, line
            elif not line.startswith("|"):
                width = 0
