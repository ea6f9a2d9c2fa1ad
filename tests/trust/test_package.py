"""What ships: the package and nothing beside it, the same bytes each time, working on its own.

Both distributions are built from copies of the tree. What downloads (the package's one dependency,
at the oldest version that is allowed and at the newest) is marked `slow`.
"""

import email
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from email.message import Message
from pathlib import Path

import face
import pytest

import seedance_rules

ROOT = Path(__file__).parent.parent.parent
NAME = f"seedance_rules-{seedance_rules.__version__}"


def ran(*command: str | Path, where: Path, env: Mapping[str, str] | None = None) -> str:
    """Run a command in a directory and return what it prints."""
    done = subprocess.run(
        [*map(str, command)],
        cwd=where,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert not done.returncode, done.stdout
    return done.stdout


def copied(tree: Path) -> Path:
    """Copy the tree as a fresh clone would have it, to a directory that is not there yet."""

    def unwanted(directory: str, names: list[str]) -> set[str]:
        hidden = {name for name in names if name.startswith(".") and name != ".gitignore"}
        return hidden | ({"__pycache__", "node_modules", "build", "dist"} & set(names))

    shutil.copytree(ROOT, tree, ignore=unwanted)
    return tree


def built(tree: Path, env: Mapping[str, str] | None = None) -> tuple[Path, Path]:
    """Build a source distribution, and a wheel from it, as for a release; return both."""
    ran(sys.executable, "-m", "build", "--no-isolation", where=tree, env=env)
    (sdist,) = (tree / "dist").glob("*.tar.gz")
    (wheel,) = (tree / "dist").glob("*.whl")
    return sdist, wheel


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return built(copied(tmp_path_factory.mktemp("here") / "tree"))


def package_files(*more: str) -> set[str]:
    """Name the files of the package as they are in the tree: modules, and what else is asked for."""
    package = ROOT / "seedance_rules"
    found = [*package.rglob("*.py"), package / "py.typed"]
    found += [path for pattern in more for path in package.rglob(pattern)]
    return {path.relative_to(ROOT).as_posix() for path in found}


def test_the_wheel_holds_the_package_and_what_describes_it(
    distributions: tuple[Path, Path],
) -> None:
    about = {f"{NAME}.dist-info/{file}" for file in ("METADATA", "WHEEL", "RECORD")}
    with zipfile.ZipFile(distributions[1]) as wheel:
        assert set(wheel.namelist()) == {
            *package_files(),
            *about,
            f"{NAME}.dist-info/licenses/LICENSE",
        }
        assert "seedance_rules/py.typed" in wheel.namelist()
        assert any(name.endswith("/_tables.py") for name in wheel.namelist())
        for file in package_files():
            assert wheel.read(file) == (ROOT / file).read_bytes()


def test_the_source_distribution_holds_what_builds_the_wheel(
    distributions: tuple[Path, Path],
) -> None:
    """With the guides; its own description, the README and `.gitignore` the build always takes."""
    described = {"pyproject.toml", "README.md", "LICENSE", "PKG-INFO", ".gitignore"}
    with tarfile.open(distributions[0]) as sdist:
        assert {member.name for member in sdist.getmembers() if member.isfile()} == {
            f"{NAME}/{file}" for file in package_files("*.md") | described
        }


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as opened:
        return email.message_from_bytes(opened.read(f"{NAME}.dist-info/METADATA"))


def test_the_wheel_says_what_it_needs(distributions: tuple[Path, Path]) -> None:
    """Python 3.11 and attrs; all else is an extra."""
    about = metadata(distributions[1])
    needed = about.get_all("Requires-Dist") or []
    assert [need.partition(">")[0] for need in needed if "extra ==" not in need] == ["attrs"]
    assert about["Requires-Python"] == ">=3.11"
    assert about["License-Expression"] == "MIT"


def test_building_again_gives_the_same_bytes(
    distributions: tuple[Path, Path], tmp_path: Path
) -> None:
    """Elsewhere, later, under another hash seed, time zone and mask, and with caches about."""
    tree = copied(tmp_path / "another tree")
    for path in tree.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        if path.is_file():
            path.chmod(0o600)
    for cache in ("__pycache__", "build", ".mypy_cache"):
        (tree / "seedance_rules" / cache).mkdir()
        (tree / "seedance_rules" / cache / "rules.pyc").write_bytes(b"a cache")
    env = {"PYTHONHASHSEED": "7", "TZ": "Asia/Kathmandu", "LC_ALL": "C"}
    for here, there in zip(distributions, built(tree, env), strict=True):
        assert here.name == there.name
        assert contents(here) == contents(there)
        assert here.read_bytes() == there.read_bytes()


def contents(distribution: Path) -> dict[str, tuple[int, bytes]]:
    """Return the files of a distribution, with their modes: they say more than bytes that differ."""
    opened = io.BytesIO(distribution.read_bytes())
    if distribution.suffix == ".whl":
        with zipfile.ZipFile(opened) as wheel:
            files = wheel.infolist()
            return {file.filename: (file.external_attr, wheel.read(file)) for file in files}
    with tarfile.open(fileobj=opened) as sdist:
        found = {}
        for member in sdist.getmembers():
            extracted = sdist.extractfile(member)
            found[member.name] = (member.mode, extracted.read() if extracted else b"")
        return found


# The wheel at work, with no source tree in sight.


def answered(printed: str, inside: Path) -> object:
    """Read what `face` printed, and make sure of where the package was that it asked."""
    told = json.loads(printed)
    assert Path(told["package"]).resolve().is_relative_to(inside.resolve()), told["package"]
    return told["answers"]


def test_the_wheel_works_as_it_is(distributions: tuple[Path, Path], tmp_path: Path) -> None:
    """Imported from the wheel itself, which is a zip file, every answer is the same as here."""
    wheel = distributions[1]
    program = tmp_path / "face.py"
    shutil.copy(ROOT / "tests" / "face.py", program)
    run = (
        "import runpy, sys; sys.path.insert(0, sys.argv[1]);"
        "runpy.run_path(sys.argv[2], run_name='__main__')"
    )
    printed = ran(sys.executable, "-I", "-B", "-c", run, wheel, program, where=tmp_path)
    assert answered(printed, wheel) == json.loads(json.dumps(face.answers()))


def oldest_attrs(wheel: Path) -> str:
    """Return the oldest version of attrs that the wheel allows, as a requirement."""
    (need,) = (
        need for need in metadata(wheel).get_all("Requires-Dist") or [] if "extra" not in need
    )
    found = re.fullmatch(r"attrs>=([0-9.]+)", need)
    assert found is not None, need
    return f"attrs=={found[1]}.*"


def installed(home: Path, *requirements: str | Path) -> Path:
    """Make a virtual environment with what is required; return its Python."""
    ran(sys.executable, "-m", "venv", home, where=home.parent)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    ran(python, "-m", "pip", "install", "--quiet", *requirements, where=home.parent)
    return python


@pytest.fixture(scope="module")
def homes(
    distributions: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Install the wheel beside the oldest attrs that it allows, and beside the newest there is."""
    wheel, homes = distributions[1], tmp_path_factory.mktemp("homes")
    return {
        "oldest": installed(homes / "oldest", wheel, oldest_attrs(wheel)),
        "newest": installed(homes / "newest", wheel),
    }


@pytest.mark.slow
@pytest.mark.parametrize("attrs", ["oldest", "newest"])
def test_the_installed_wheel_works(homes: dict[str, Path], attrs: str, tmp_path: Path) -> None:
    """Every answer of the public face is the one that the tree gives."""
    python, program = homes[attrs], tmp_path / "face.py"
    shutil.copy(ROOT / "tests" / "face.py", program)
    printed = ran(python, "-I", "-B", "-W", "error", program, where=tmp_path)
    assert answered(printed, python.parent.parent) == json.loads(json.dumps(face.answers()))


@pytest.mark.slow
def test_every_module_of_the_installed_wheel_imports(
    homes: dict[str, Path], tmp_path: Path
) -> None:
    """With attrs alone; but for the one that builds on what the extra `testing` brings."""
    paths = [Path(name) for name in package_files() if name.endswith(".py")]
    names = [".".join(path.with_suffix("").parts) for path in paths]
    modules = sorted(name for name in names if "strategies" not in name)
    program = "import importlib, sys; [importlib.import_module(name) for name in sys.argv[1:]]"
    ran(homes["newest"], "-I", "-B", "-W", "error", "-c", program, *modules, where=tmp_path)


CLIENT = '''\
"""A client that does all that the README shows, with every value named by its type."""

from collections.abc import Mapping
from decimal import Decimal

from seedance_rules import (
    AssetUse,
    Clause,
    Code,
    Finding,
    InvalidRequest,
    Mode,
    ModerationPolicy,
    PromptReference,
    Quote,
    RejectionOutcome,
    Report,
    Request,
    Spec,
    TaskType,
    asset_plan,
    credits,
    infer_mode,
    load_spec,
    moderation,
    on_content_rejection,
    prompt_references,
    quote,
    validate,
    versions,
)


def price_of(request: Mapping[str, object], seconds: float | Decimal) -> Decimal | None:
    try:
        priced: Quote = quote(request, total_input_video_duration=seconds)
    except InvalidRequest as error:
        findings: tuple[Finding, ...] = error.report.violations
        assert all(finding.code is not Code.AUTO_FELL_BACK for finding in findings)
        return None
    normalized: Request = priced.request
    body: dict[str, object] = normalized.to_dict()
    mode: Mode = infer_mode(body, spec="2026-06")
    name: str = mode
    assert name == priced.mode
    return priced.credits


def main() -> None:
    spec: Spec = load_spec(versions()[0])
    task_type: TaskType = spec.task_type("seedance-2")
    clause: Clause = spec.clauses["prices"]
    report: Report = validate({}, spec=spec)
    if report.request is not None:
        duration: int = report.request.duration
        print(duration)
    cost: Decimal = credits(task_type.name, "480p", 5, 7.3)
    uses: tuple[AssetUse, ...] = asset_plan({"model": "seedance"})
    hours: int | None = uses[0].retention_hours
    references: tuple[PromptReference, ...] = prompt_references("@image1")
    policy: ModerationPolicy = moderation("seedance-2")
    outcome: RejectionOutcome = on_content_rejection("seedance-2", attempt=policy.retries)
    print(cost + 1, clause.text, hours, references[0].index, outcome.final, price_of({}, 3))
'''

WRONG_CLIENTS = {
    "a misspelt attribute": ("quote({}).credit", 'has no attribute "credit"'),
    "a misspelt attribute of a finding": ("validate({}).notices[0].msg", 'no attribute "msg"'),
    "a quote where a request is wanted": ("validate(quote({}))", "incompatible type"),
    "a report where a request is wanted": ("quote(validate({}))", "incompatible type"),
    "a duration as a str": ('credits("seedance-2", "480p", "5")', "incompatible type"),
    "stated seconds as a dict": ("quote({}, total_input_video_duration={})", "incompatible type"),
    "stated seconds by their place": ("quote({}, 7)", "Too many positional arguments"),
    "an unknown keyword": ('validate({}, version="2026-06")', "Unexpected keyword argument"),
    "a spec that is a number": ("validate({}, spec=2026)", "incompatible type"),
    "a request that may not be there": ("validate({}).request.duration", '"None" of "Request'),
    "credits and a float": ("quote({}).credits + 0.5", "Unsupported operand types"),
    "an unknown code": ("Code.TOO_LONG", 'has no attribute "TOO_LONG"'),
    "an attempt as a str": ('on_content_rejection("", attempt="1")', "incompatible type"),
    "a price that is set": ("quote({}).credits = Decimal(1)", "read-only"),
}
"""What a type checker must not let pass, and what it says of it."""


@pytest.mark.slow
def test_a_typed_client_passes_and_wrong_ones_fail(homes: dict[str, Path], tmp_path: Path) -> None:
    """Against the installed wheel: its types are all that the checker sees of it."""
    pytest.importorskip("mypy", reason="the dependency group lint is not installed")
    (tmp_path / "client.py").write_text(CLIENT, encoding="utf-8")
    imports = CLIENT[CLIENT.index("from decimal") : CLIENT.index("\n\n\ndef ")]
    for number, (wrong, _said) in enumerate(WRONG_CLIENTS.values()):
        text = f"{imports}\n\n{wrong}\n"
        (tmp_path / f"wrong_{number}.py").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "--python-executable", homes["newest"]),
            *("--cache-dir", tmp_path / "cache", "--no-error-summary", "."),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr
    errors = [line for line in done.stdout.splitlines() if ": error: " in line]
    found = {line.partition(":")[0]: line for line in errors}
    assert "client.py" not in found, found["client.py"]
    for number, (name, (_wrong, said)) in enumerate(WRONG_CLIENTS.items()):
        assert said in found.get(f"wrong_{number}.py", "nothing"), (name, found)
