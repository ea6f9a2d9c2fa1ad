"""A spec: built from plain data, refused where the data is wrong, and something to read."""

import json
import pickle
from decimal import Decimal
from typing import Any

import pytest
from tables import Place, changed, without

from seedance_rules import (
    InvalidSpec,
    NotInTables,
    Spec,
    UnknownVersion,
    load_spec,
    quote,
    validate,
    versions,
)
from seedance_rules._tables import TABLES
from seedance_rules.codes import Code
from spec_tables.__main__ import GENERATED, HERE, generate, read_tables

SPEC = load_spec()


class TestVersions:
    """Versions are shipped with the package, generated from the TOML files."""

    def test_the_generated_tables_are_fresh(self) -> None:
        message = "stale: run `python -m spec_tables`"
        assert GENERATED.read_text(encoding="utf-8") == generate(read_tables()), message

    def test_the_default_is_marked_in_the_tables(self) -> None:
        marked = [version for version, data in TABLES.items() if data.get("default")]
        assert [load_spec().version] == marked == ["2026-06"]

    def test_versions_are_in_order(self) -> None:
        assert versions() == tuple(sorted(versions()))
        assert load_spec("2026-06") is load_spec()

    @pytest.mark.parametrize("version", ["2025-01", "", 202606, ["2026-06"]])
    def test_an_unknown_one_is_named_with_the_known(self, version: Any) -> None:
        with pytest.raises(UnknownVersion, match="2026-06"):
            load_spec(version)


WRONG: list[tuple[str, Place, Any, str]] = [
    ("a price for an unknown task type", ("prices", "seedance-3"), {"480p": "1"}, "prices.seedance-3"),
    ("a price for an unknown resolution", ("prices", "seedance-2", "4k"), "1", "prices.seedance-2.4k"),
    ("a negative price", ("prices", "seedance-2", "480p"), "-0.10", "prices.seedance-2.480p"),
    ("a price of nothing", ("prices", "seedance-2", "480p"), "0", "prices.seedance-2.480p"),
    ("a float as a price", ("prices", "seedance-2", "480p"), 0.1, "prices.seedance-2.480p"),
    ("a word as a price", ("prices", "seedance-2", "480p"), "ten", "prices.seedance-2.480p"),
    ("a price that is not finite", ("prices", "seedance-2", "480p"), "NaN", "prices.seedance-2.480p"),
    ("an endless price", ("prices", "seedance-2", "480p"), "1E+99", "prices.seedance-2.480p"),
    ("a float as the rate", ("billing", "input_video_rate"), 0.5, "billing.input_video_rate"),
    ("an alias to nowhere", ("deprecated", "task_types", "old"), "seedance-9", "deprecated.task_types.old"),
    ("an alias that is a type", ("deprecated", "task_types", "seedance-2"), "seedance-2-fast", "seedance-2"),
    ("a misspelt key", ("task_types", "seedance-2", "teir"), "pro", "task_types.seedance-2.teir"),
    ("a misspelt limit", ("limits", "duration", "maximun"), 9, "limits.duration.maximun"),
    ("an unknown top-level key", ("price",), {}, "price"),
    ("a mode nobody uses", ("modes", "edit"), {}, "modes"),
    ("a mode nobody knows", ("task_types", "seedance-2", "modes"), ["edit"], "seedance-2.modes[0]"),
    ("a resolution nobody has", ("resolutions",), ["480p", "720p", "1080p", "4k"], "resolutions"),
    ("a policy nobody has", ("task_types", "seedance-2", "moderation"), "lax", "seedance-2.moderation"),
    ("a default above its limit", ("limits", "duration", "default"), 16, "duration.default"),
    ("a default that is no ratio", ("limits", "aspect_ratio", "default"), "2:1", "aspect_ratio.default"),
    ("a default without a price", ("limits", "resolution", "default"), "4k", "task_types.seedance-2"),
    ("a range that is empty", ("limits", "duration", "minimum"), 20, "duration"),
    ("a duration of nothing", ("limits", "duration", "minimum"), 0, "limits.duration.minimum"),
    ("a boolean as a number", ("limits", "duration", "maximum"), True, "limits.duration.maximum"),
    ("a number as a flag", ("task_types", "seedance-2", "assets"), 1, "task_types.seedance-2.assets"),
    ("a string as a list", ("resolutions",), "480p", "resolutions"),
    ("a name twice", ("aspect_ratios",), ["16:9", "16:9"], "aspect_ratios[1]"),
    ("a version of another form", ("version",), "2026-13", "version"),
    ("a status of another kind", ("clauses", 0, "status"), "guessed", "clauses[0].status"),
    ("a clause twice", ("clauses", 1, "id"), "envelope", "clauses[1].id"),
    ("a clause that is cited but missing", ("findings", "invalid_url", "clause"), "url", "invalid_url.clause"),
    ("a code nobody raises", ("findings", "bad_url"), {"clause": "urls"}, "findings.bad_url"),
    ("a status that is no error", ("findings", "asset_not_allowed", "http_status"), 200, "http_status"),
    ("a format nobody knows", ("media", "video", "formats"), ["mp5"], "media.video.formats[0]"),
    ("an extension of two kinds", ("media", "audio", "known_extensions"), ["mp3", "wav", "mp4"], "extensions[2]"),
    ("an extension with a dot", ("media", "image", "known_extensions"), [".png"], "known_extensions[0]"),
    ("a word of two kinds", ("media", "audio", "words"), ["image"], "media.audio.words[0]"),
    ("an automatic ratio that is fixed", ("auto_aspect_ratio", "value"), "1:1", "auto_aspect_ratio.value"),
    ("a fallback that is no ratio", ("auto_aspect_ratio", "fallback"), "2:1", "auto_aspect_ratio.fallback"),
    ("an inference to nowhere", ("inference", 0, "mode"), "edit", "inference[0].mode"),
    ("an inference never reached", ("inference", 0, "when"), {}, "inference[1]"),
    ("a kind nobody knows", ("inference", 0, "when", "text"), {}, "inference[0].when.text"),
    ("a twin that is missing", ("task_types", "seedance-2", "strict_twin"), "seedance-1", "strict_twin"),
    ("a resolution to keep without a price", ("deprecated", "keep_resolution", "value"), "1080p", "keep_resolution"),
    ("images required where none is taken", ("modes", "text_to_video", "limits", "references", "image"), {"minimum": 1}, "image.minimum"),
    ("a scheme that is none", ("urls", "schemes"), ["ht tp"], "urls.schemes[0]"),
    ("a field the engine has", ("fields",), {"prompt": {"type": "string", "clause": "types"}}, "fields.prompt"),
    ("a field of no type", ("fields",), {"audio": {"type": "bool", "clause": "types"}}, "fields.audio.type"),
    ("a limit without a cited clause", ("limits", "prompt"), {"maximum_length": 9}, "findings.prompt_too_long"),
    ("a list instead of tables", ("task_types",), [], "task_types"),
]  # fmt: skip


class TestInvalidSpec:
    """Tables that contradict themselves or the format are refused where they do."""

    @pytest.mark.parametrize(
        ("place", "value", "where"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG]
    )
    def test_it_says_where(self, place: Place, value: Any, where: str) -> None:
        with pytest.raises(InvalidSpec) as raised:
            Spec.from_dict(changed((place, value)))
        assert where in raised.value.place
        assert str(raised.value).startswith(raised.value.place)

    @pytest.mark.parametrize("key", [k for k in TABLES["2026-06"] if k not in ("default", "auto_aspect_ratio", "deprecated", "markup_claims", "page")])  # fmt: skip
    def test_a_required_table_is_missed(self, key: str) -> None:
        with pytest.raises(InvalidSpec, match=f"^{key}"):
            Spec.from_dict(without(key))

    def test_a_misspelt_key_is_helped(self) -> None:
        with pytest.raises(InvalidSpec, match="did you mean input_video_rate"):
            Spec.from_dict(changed((("billing", "input_video_rat"), "0.5")))

    @pytest.mark.parametrize("data", [None, [], "2026-06", {}, {1: 2}])
    def test_no_tables_at_all(self, data: Any) -> None:
        with pytest.raises(InvalidSpec):
            Spec.from_dict(data)


class TestSpec:
    """A spec is immutable, equal by its tables, and can be pickled, read and looked up."""

    def test_it_is_equal_by_its_tables(self) -> None:
        again = Spec.from_dict(SPEC.to_dict())
        assert again == SPEC and hash(again) == hash(SPEC) and again is not SPEC
        assert Spec.from_dict(changed((("prices", "seedance-2", "480p"), "0.12"))) != SPEC
        assert SPEC != "2026-06"

    def test_it_survives_a_pickle(self) -> None:
        assert pickle.loads(pickle.dumps(SPEC)) == SPEC

    def test_its_data_is_a_copy(self) -> None:
        SPEC.to_dict()["prices"] = {}
        assert SPEC.to_dict()["prices"]

    @pytest.mark.parametrize(
        "mapping", [SPEC.task_types, SPEC.task_types["seedance-2"].prices, SPEC.clauses, SPEC.rules]
    )
    def test_it_cannot_be_changed(self, mapping: Any) -> None:
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
            "for 'seedance-2-fast', resolution '1080P' is not in the tables: use 480p or 720p"
        )
        with pytest.raises(NotInTables, match="^task type 'veo' is not in the tables: use seedance-2,"):
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
    """Tables read anew hold what stands in them, and judge as the published cases say."""

    def test_names_and_labels(self) -> None:
        data, spec = changed(), Spec.from_dict(changed())
        assert (spec.version, spec.default) == ("2026-06", True)
        assert (spec.source, spec.model) == (data["source"], data["model"])
        assert spec.resolutions == tuple(data["resolutions"])
        assert spec.aspect_ratios == tuple(data["aspect_ratios"])
        assert dict(spec.aliases) == data["deprecated"]["task_types"]
        assert list(spec.modes) == list(data["modes"]) == list(spec.mode_names)
        assert spec.currency == "USD"
        assert Spec.from_dict(without("default")).default is False

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
        assert list(spec.clauses) == [stated["id"] for stated in data["clauses"]]
        for stated in data["clauses"]:
            for key in ("id", "status", "text", "question", "choice", "reason"):
                assert (getattr(spec.clauses[stated["id"]], key) or None) == stated.get(key)
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

    def test_verdicts_modes_codes_and_prices(self) -> None:
        spec = Spec.from_dict(changed())
        cases = json.loads((HERE / "2026-06.cases.json").read_text(encoding="utf-8"))["cases"]
        for case in cases:
            stated = {
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
    """`to_markdown` shows every table, so that a person can hold it against the page."""

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

    def test_the_matrix(self) -> None:
        assert "| image_urls | not taken | 1 to 2 | any number |" in self.page
        assert "| all references | any number | any number | at most 9 |" in self.page
        assert "| seedance-2-mini | text_to_video | resolution | default 720p |" in self.page

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


def test_every_code_has_a_message() -> None:
    from seedance_rules.messages import _MESSAGES

    assert set(_MESSAGES) == set(Code)
