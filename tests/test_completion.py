"""What an editor or a prompt offers: the face, the kits, and nothing that is behind them."""

import ast
import importlib
import inspect
import pkgutil
import pydoc
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import seedance_rules

KITS = ("bills", "compare", "conformance", "schema", "sql", "strategies")
ROOT = Path(seedance_rules.__file__).parent


def test_completion_offers_the_face_and_the_kits() -> None:
    assert dir(seedance_rules) == sorted([*seedance_rules.__all__, *KITS, "__version__"])


@pytest.mark.parametrize("kit", KITS)
def test_a_kit_is_there_when_it_is_used(kit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(seedance_rules, kit, raising=False)
    module = getattr(seedance_rules, kit)
    assert module is importlib.import_module(f"seedance_rules.{kit}")
    assert set(module.__all__) <= set(dir(module))


def test_a_kit_that_cannot_be_imported_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """As everybody expects who asks for an attribute: `hasattr`, `help`, `inspect`."""
    monkeypatch.delattr(seedance_rules, "sql", raising=False)
    monkeypatch.setitem(sys.modules, "seedance_rules.sql", None)
    assert not hasattr(seedance_rules, "sql")


def test_nothing_else_is_brought() -> None:
    with pytest.raises(AttributeError, match="module 'seedance_rules' has no attribute 'qoute'"):
        _ = seedance_rules.qoute  # type: ignore[attr-defined]  # mypy must say so as well


ALONE = """
import sys
sys.modules["hypothesis"] = None  # as where it is not installed
import seedance_rules
assert "seedance_rules.compare" not in sys.modules
seedance_rules.compare.alternatives
assert not hasattr(seedance_rules, "strategies")
help(seedance_rules)
try:
    seedance_rules.strategies
except AttributeError as error:
    print(error)
"""


def test_a_kit_that_lacks_its_library_says_what_to_install() -> None:
    done = subprocess.run(
        [sys.executable, "-B", "-c", ALONE],
        env={"PYTHONPATH": str(ROOT.parent)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.splitlines()[-1] == (
        "seedance_rules.strategies needs hypothesis; "
        'install it with: pip install "seedance-rules[testing]"'
    )


def test_help_names_the_kits_and_the_version() -> None:
    text = pydoc.plain(pydoc.render_doc(seedance_rules))
    description, _, rest = text.partition("PACKAGE CONTENTS")
    for kit in KITS:
        assert f"`{kit}`" in description
    assert f"VERSION\n    {seedance_rules.__version__}\n" in rest


def packages() -> list[ModuleType]:
    inside = pkgutil.walk_packages(seedance_rules.__path__, "seedance_rules.")
    found = [importlib.import_module(one.name) for one in inside if one.ispkg]
    return [seedance_rules, *found]


@pytest.mark.parametrize("package", packages(), ids=lambda package: package.__name__)
def test_no_module_hides_behind_a_function_of_its_name(package: ModuleType) -> None:
    for one in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{one.name}")
        assert inspect.ismodule(getattr(package, one.name)), f"{package.__name__}.{one.name}"


def test_type_checkers_see_the_kits_that_are_brought() -> None:
    """Each is imported for them by its own name, which counts as public."""
    module = ast.parse((ROOT / "__init__.py").read_text(encoding="utf-8"))
    (seen,) = (
        node for node in module.body if isinstance(node, ast.If) and node.test.__class__ is ast.Name
    )
    names = [
        alias for node in seen.body if isinstance(node, ast.ImportFrom) for alias in node.names
    ]
    assert [(alias.name, alias.asname) for alias in names] == [(kit, kit) for kit in KITS]
