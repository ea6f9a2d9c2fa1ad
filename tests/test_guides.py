"""The programs in the README and in the guides are typed, and the links between the texts lead somewhere."""

import ast
import builtins
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from guides import ROOT, guides, python_blocks

GUIDES = dict(guides())
PAGE = ROOT / "tests" / "browser" / "calculator.html"
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)")


def lacks_names(program: str) -> bool:
    """Tell whether a program uses names that it does not define."""
    used, defined = set[str](), {*dir(builtins)}
    for node in ast.walk(ast.parse(program)):
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                used.add(name)
            case ast.Name(id=name) | ast.arg(arg=name) | ast.ExceptHandler(name=str(name)):
                defined.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                defined.add(name)
            case ast.alias(name=name, asname=asname):
                defined.add(asname or name)
    return bool(used - defined)


def programs() -> Iterator[tuple[str, str]]:
    """Yield each program with the name of its text: a block, after those that it goes on with."""
    for name, text in GUIDES.items():
        found: list[str] = []
        for block in python_blocks(text):
            program = block
            while found and lacks_names(program):
                program = found.pop() + program
            found.append(program)
        yield from ((name, program) for program in found)
    page = PAGE.read_text(encoding="utf-8")
    (script,) = re.findall(r'<script type="text/python".*?>\n(.*?)</script>', page, re.DOTALL)
    yield PAGE.name, script


def test_there_are_programs() -> None:
    assert {"README.md", "seedance_rules/compare.py", PAGE.name} <= {name for name, _ in programs()}
    assert len(list(programs())) > 20


@pytest.mark.slow
def test_a_type_checker_takes_every_program(tmp_path: Path) -> None:
    """As its reader would check it: without the strict rules, since examples are short."""
    pytest.importorskip("mypy", reason="the dependency group lint is not installed")
    (tmp_path / "mypy.ini").write_text("[mypy]\n", encoding="utf-8")
    named = {}
    for number, (name, program) in enumerate(programs()):
        named[f"program_{number}.py"] = name
        (tmp_path / f"program_{number}.py").write_text(program, encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--config-file", "mypy.ini"),
            *("--check-untyped-defs", "--ignore-missing-imports", "--no-error-summary", *named),
        ],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines()
    files = [line.partition(":")[0] for line in lines]
    told = [
        f"{named[file]}: {line}" for file, line in zip(files, lines, strict=True) if file in named
    ]
    assert not told, "\n".join(told)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def anchors(text: str) -> set[str]:
    """Return the names that headings have as targets of links."""
    found = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", name.lower()).replace(" ", "-") for name in found}


@pytest.mark.parametrize("name", [name for name in GUIDES if name.endswith(".md")])
def test_links_lead_somewhere(name: str) -> None:
    for target, anchor in LINK.findall(GUIDES[name]):
        path = (ROOT / name).parent / target if target else ROOT / name
        assert path.exists(), f"{name}: {target}"
        if anchor and path.suffix == ".md":
            assert anchor in anchors(path.read_text("utf-8")), f"{name}: {target}#{anchor}"
