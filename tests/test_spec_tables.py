"""What `python -m spec_tables` writes: fresh, whole or not at all, and for any further version."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from seedance_rules import Spec, load_spec, versions
from spec_tables import __main__ as generator

ROOT = Path(__file__).resolve().parent.parent
STALE = "run `python -m spec_tables`"


def run(where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-c", _IN_PLACE, str(where), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


_IN_PLACE = """
import runpy, sys
where, *code = sys.argv[1:]
sys.path.insert(0, where)
exec(code[0]) if code else runpy.run_module("spec_tables", run_name="__main__")
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of what the command reads and writes."""
    for part in ("seedance_rules", "spec_tables"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def texts(where: Path) -> dict[str, bytes]:
    """Return every file that is not compiled, by its path."""
    found = [path for path in where.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    return {str(path.relative_to(where)): path.read_bytes() for path in found}


class TestGenerated:
    def test_the_tables_are_fresh(self) -> None:
        wanted = generator.tables_text(generator.read_tables())
        assert generator.GENERATED.read_text(encoding="utf-8") == wanted, STALE

    def test_the_cases_are_fresh(self) -> None:
        wanted = generator.case_texts()
        assert {path.name for path in generator.HERE.glob("*.cases.json")} == {
            path.name for path in wanted
        }
        for path, text in wanted.items():
            assert path.read_text(encoding="utf-8") == text, STALE


class TestAnotherVersion:
    """It is a file more, and an entry in `versions.toml`: no Python changes."""

    def test_the_example_of_the_format(self, copy: Path) -> None:
        """As it is after its base, whatever came later."""
        readme = (ROOT / "spec_tables" / "README.md").read_text(encoding="utf-8")
        rules, entry = re.findall(r"```toml\n(.*?)```", readme, re.DOTALL)
        version, base = (tomllib.loads(rules)[key] for key in ("version", "base"))
        tables = copy / "spec_tables"
        for later in versions()[versions().index(base) + 1 :]:
            for path in tables.glob(f"{later}.*"):
                path.unlink()
        (tables / f"{version}.toml").write_text(rules, encoding="utf-8")
        listed = (tables / "versions.toml").read_text(encoding="utf-8")
        moved = re.sub("(?m)^default = .*", f'default = "{version}"', listed)
        before, name, after = moved.partition(f'name = "{base}"')
        known = f"{before}{name}{after.partition('[[versions]]')[0]}"
        (tables / "versions.toml").write_text(f"{known}\n{entry}", encoding="utf-8")

        made = run(copy)
        assert made.returncode == 0, made.stderr
        *_, last = made.stdout.split("\n# ")
        assert last.startswith(f"{base} to {version}\n")
        assert "| prices.seedance-2.720p | 0.20 | 0.22 | yes |" in last
        asked = run(
            copy,
            "from seedance_rules import credits, load_spec, versions;"
            "print(versions()[-1], load_spec().version, credits('seedance-2-ultra', '1080p', 4))",
        )
        assert asked.stdout.split() == [version, version, "3.6"], asked.stderr
        assert (tables / f"{version}.cases.json").exists()

    def test_a_version_changes_nothing_of_the_others(self) -> None:
        """Released rules are read as they are written: generated tables hold them word for word."""
        for version in generator.read_tables()["TABLES"].values():
            assert Spec.from_dict(version) == load_spec(version["version"])


class TestNothingHalfWritten:
    @pytest.mark.parametrize(
        ("name", "before", "after", "what"),
        [
            ("2026-09-22.toml", '480p = "0.048"', "480p = 0.048", "2026-09-22.toml: prices.seedance-2-fast.480p: "),
            ("2026-09-22.toml", "base =", "bass =", "2026-09-22.toml: clauses.prices.text: is missing"),
            ("2026-09-22.toml", 'base = "2026-08-08"', 'base = "2026-10"', "2026-09-22.toml: base: there are no tables of version '2026-10'"),
            ("2026-08-01.toml", 'base = "2026-06"', 'base = "2026-09-22"', "2026-08-01.toml: base: is a circle: "),
            ("2026-08-08.toml", 'remove = ["', 'remove = ["prices.seedance-3", "', "2026-08-08.toml: remove[0]: "),
            ("2026-06.toml", 'version = "2026-06"', 'version = "2026-07"', "2026-06.toml holds version '2026-07'"),
            ("2026-06.toml", "[prices]", "[prices", "2026-06.toml: Expected"),
            ("versions.toml", 'default = "2026-06"', "", "versions.toml, or the default version: default: is missing"),
            ("versions.toml", 'default = "2026-06"', 'default = "2026-06"\ndefault = "2026-08-01"', "versions.toml: Cannot overwrite a value"),
            ("versions.toml", "first_seen = 2026-06-15", "first_seen = 2026-06-01", "versions[3].first_seen: must be after 2026-06-08"),
            ("versions.toml", 'name = "2026-06"', 'name = "2026-06.1"', "versions[3].name: there are no rules of '2026-06.1'"),
        ],
    )  # fmt: skip
    def test_where_anything_is_wrong(
        self, copy: Path, name: str, before: str, after: str, what: str
    ) -> None:
        path = copy / "spec_tables" / name
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), encoding="utf-8")
        untouched = texts(copy)
        made = run(copy)
        assert made.returncode != 0
        assert what in made.stderr
        assert texts(copy) == untouched
