"""Every clause has its tests, and every test class of a clause names one that exists."""

import ast
from pathlib import Path

from tables import CITED

from seedance_rules import Code, load_spec
from seedance_rules.findings import NOTICES

SPEC = load_spec("2026-06")


def clauses_under_test() -> dict[str, int]:
    """Count the tests of each clause: a class `TestSomeClause` that begins "`some-clause`: "."""
    counts: dict[str, int] = {}
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                docstring = ast.get_docstring(node) or ""
                clause = docstring.split("`")[1] if docstring.startswith("`") else node.name
                expected = "Test" + "".join(word.capitalize() for word in clause.split("-"))
                assert node.name == expected, f"{path.name}: {node.name} tests {clause}"
                tests = [n for n in node.body if isinstance(n, ast.FunctionDef)]
                counts[clause] = len([n for n in tests if n.name.startswith("test_")])
    return counts


def test_every_clause_has_a_test() -> None:
    counts = clauses_under_test()
    assert set(counts) == set(SPEC.clauses)
    assert all(counts.values())


def test_a_reading_says_what_it_rests_on() -> None:
    for clause in SPEC.clauses.values():
        of_a_reading = (clause.question, clause.choice, clause.reason)
        assert all(of_a_reading) if clause.status == "reading" else not any(of_a_reading)
        assert clause.text


def test_every_code_cites_a_clause() -> None:
    later = {place[1] for place, _ in CITED}
    assert set(SPEC.citations.by_code) == set(Code) - later
    assert set(Code) >= NOTICES
