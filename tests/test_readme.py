"""The README and the guides do what they say: their Python runs, and what they list is what there is."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import seedance_rules
from seedance_rules import Code, load_spec, validate, versions
from seedance_rules.conformance import changes

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "seedance_rules"
README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")
GUIDES = sorted([*PACKAGE.rglob("README.md"), *ROOT.glob("[a-z]*/README.md")])
"""The guides beside the README. `RECIPES.md` has a test of its own, `tests/kits/test_recipes.py`."""

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = BLOCK.findall(TEXT)


def python_of(text: str) -> dict[str, str]:
    """Return the Python blocks of a text, by their number and the heading that they are under.

    Each is behind as many line ends as there are before it, so that an error names the line of the
    text. What needs Spark runs in `test_warehouse`.
    """
    found: dict[str, str] = {}
    for block in BLOCK.finditer(text):
        if block[1] == "python" and "pyspark" not in block[2]:
            before = text[: block.start(2)]
            heading = before.rpartition("\n## ")[2].partition("\n")[0]
            found[f"{len(found)}: {heading}"] = "\n" * before.count("\n") + block[2]
    return found


def section(title: str) -> str:
    """Return the text below a heading of the README."""
    (found,) = re.findall(
        rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL
    )
    return str(found)


@pytest.mark.parametrize("name", python_of(TEXT))
def test_a_block_of_the_readme_runs_alone(name: str) -> None:
    exec(compile(python_of(TEXT)[name], str(README), "exec"), {"__name__": "readme"})


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: str(path.relative_to(ROOT).parent))
def test_the_blocks_of_a_guide_run_one_after_the_other(guide: Path) -> None:
    names: dict[str, object] = {"__name__": "guide"}
    for block in python_of(guide.read_text(encoding="utf-8")).values():
        exec(compile(block, str(guide), "exec"), names)


def test_the_guide_to_changes_runs() -> None:
    """It is a docstring. Those of `compare` and `bills` run in the tests of these modules."""
    (block,) = python_of(changes.__doc__ or "").values()
    exec(compile(block, "changes", "exec"), {"__name__": "guide"})


def test_the_first_command_prints_what_is_shown() -> None:
    shell, shown = BLOCKS[0][1], BLOCKS[1][1]
    (program,) = re.findall(r"<<'EOF'\n(.*?)^EOF$", shell, re.MULTILINE | re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == shown


def test_ci_runs_the_test_command() -> None:
    command = BLOCKS[2][1].strip()
    assert command.endswith("-m pytest")
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_readme_is_two_screens_and_a_bit() -> None:
    assert len(TEXT.splitlines()) <= 250


def test_every_guide_is_linked_from_the_readme() -> None:
    linked = set(re.findall(r"\]\(([^)#]+\.md)\)", TEXT))
    assert {
        *(str(path.relative_to(ROOT)) for path in GUIDES),
        "seedance_rules/RECIPES.md",
    } <= linked


def test_every_kit_is_in_the_table_of_kits() -> None:
    named = set(re.findall(r"^\| `(\w+)` \|", section("The kits and their guides"), re.MULTILINE))
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")} - {"spec"}
    assert named == folders | {"bills", "compare"}


def test_the_readings_and_reports_are_those_of_the_tables() -> None:
    said = section("What rests on a reading or a report")
    _, readings, reports = re.split(r"The readings of `2026-06`:|The reports on which", said)
    clauses = load_spec("2026-06").clauses.values()
    assert sorted(re.findall(r"`([\w-]+)`", readings.partition("Of a report")[0])) == sorted(
        clause.id for clause in clauses if clause.status == "reading"
    )
    version, *reported = re.findall(r"`([\w-]+)`", reports)
    assert sorted(reported) == sorted(
        clause.id for clause in load_spec(version).clauses.values() if clause.who is not None
    )


def test_the_default_version_is_the_one_that_is_named() -> None:
    assert f"the default, `{load_spec().version}`" in TEXT


def test_the_new_codes_are_codes() -> None:
    (said,) = re.findall(r"New codes: (.*?)\.$", section("Changes"), re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", said)) <= set(map(str, Code))


def test_findings_come_in_the_order_that_is_described() -> None:
    (order,) = re.findall(r"Findings come in this order: (.*?)other keys", TEXT, re.DOTALL)
    described = re.findall(r"`(\w+)`", order)
    body: dict[str, object] = {
        "asset_retention_hours": 0,
        "auto_upload_assets": True,
        "prompt": "",
        "audio_urls": ["https://media.example/a.wav"],
        "video_urls": ["no"],
        "image_urls": ["no"] * 9,
        "aspect_ratio": "2:1",
        "resolution": "8k",
        "duration": 0,
        "style": "film",
    }
    asked = {"model": "sora", "task_type": "seedance-2-less-restriction", "input": body}
    report = validate(asked, total_input_audio_duration=16)
    paths = [finding.path.split("/") for finding in (*report.violations, *report.notices)]
    fields = [path[-1] if len(path) < 4 else path[2] for path in paths]
    assert fields[0] == "model" and fields[-1] == "style"
    seen = [*dict.fromkeys(field for field in fields[1:-1] if field != "input")]
    assert seen == [name for name in described if name in seen]
    assert {*seen, "model", "task_type", "input", "mode", "auto_upload_assets"} == set(described)
    # Too many together come before the lists; of a list, its entries come before its seconds.
    assert fields.index("input") == fields.index("image_urls") - 1
    both = {"audio_urls": ["https://media.example/a.mp4"], "image_urls": ["no"]}
    body = {"prompt": "a", "mode": "film", **both}
    found = validate({**asked, "task_type": "film", "input": body}, total_input_audio_duration=16)
    assert [finding.path for finding in found.violations][:3] == [
        "/model",
        "/task_type",
        "/input/mode",
    ]


def test_where_things_are_names_files_that_exist() -> None:
    """Files are named from `seedance_rules`, or from the root."""
    for name in re.findall(r"`([\w/]+(?:\.py|\.toml|/))`", section("Where things are")):
        places = [ROOT / name, PACKAGE / name, ROOT / "spec_tables" / name]
        places.append(PACKAGE / "conformance" / "clients" / name)
        assert any(place.exists() for place in places), name


def test_a_wheel_has_the_tables_and_the_cases() -> None:
    """What the TOML files and the cases hold is reached by functions, as JSON."""
    for version in versions():
        spec = load_spec(version)
        assert seedance_rules.Spec.from_dict(json.loads(json.dumps(spec.to_dict()))) == spec
    cases = json.loads(seedance_rules.conformance.to_json("2026-06"))
    written = (ROOT / "spec_tables" / "2026-06.cases.json").read_text(encoding="utf-8")
    assert cases == json.loads(written)
