"""The recipes run as they are written; the blocks of each after one another, as one program."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from guides import ROOT, sections

RECIPES = (ROOT / "seedance_rules" / "RECIPES.md").read_text(encoding="utf-8")
NOTEBOOK = "A notebook"
NEEDS = ("fastapi", "httpx", "httpx2", "pydantic", "tqdm")
REQUEST = {"model": "seedance", "task_type": "seedance-2", "input": {"prompt": "A kite"}}


def run(heading: str) -> dict[str, Any]:
    """Run the blocks of a recipe, and return what they define."""
    for package in NEEDS:
        pytest.importorskip(package, reason="the dependency group recipes is not installed")
    defined: dict[str, Any] = {"__name__": "recipe"}
    for block in sections(RECIPES)[heading]:
        exec(compile(block, "RECIPES.md", "exec"), defined)
    return defined


@pytest.mark.parametrize("heading", [name for name in sections(RECIPES) if name != NOTEBOOK])
def test_a_recipe_runs(heading: str) -> None:
    assert run(heading)


def test_every_recipe_is_in_the_table_of_contents() -> None:
    listed = re.findall(r"^\| \[(.+?)\]\(#(.+?)\) \|", RECIPES, re.MULTILINE)
    assert [name for name, _ in listed] == re.findall("^## (.+)$", RECIPES, re.MULTILINE)
    for name, link in listed:
        assert link == re.sub(r"[^\w ]", "", name.lower()).replace(" ", "-")


class TestModel:
    """The type for pydantic models, in a model of its own and beside other fields."""

    def test_errors_are_at_their_places(self) -> None:
        defined = run("A model that validates requests, and a server")
        pydantic: Any = pytest.importorskip("pydantic")
        job = pydantic.create_model(
            "Job", name=(str, ...), request=(defined["SeedanceRequest"], ...)
        )
        urls = ["https://media.example/a.png", "a.png"]
        body = {"prompt": "@image3", "image_urls": urls, "duration": 3}
        with pytest.raises(pydantic.ValidationError) as caught:
            job(request={**REQUEST, "input": body})
        assert [(error["type"], error["loc"]) for error in caught.value.errors()] == [
            ("missing", ("name",)),
            ("duration_out_of_range", ("request", "input", "duration")),
            ("invalid_url", ("request", "input", "image_urls", 1)),
            ("reference_out_of_range", ("request", "input", "prompt")),
        ]

    def test_the_value_is_the_normalized_request(self) -> None:
        defined = run("A model that validates requests, and a server")
        pydantic: Any = pytest.importorskip("pydantic")
        adapter = pydantic.TypeAdapter(defined["SeedanceRequest"])
        assert adapter.validate_python(REQUEST)["input"]["duration"] == 5
        assert adapter.json_schema()["properties"]["input"]["type"] == "object"

    def test_the_server_describes_its_requests(self) -> None:
        described = run("A model that validates requests, and a server")["app"].openapi()
        posted = described["paths"]["/quotes"]["post"]["requestBody"]["content"]
        assert "task_type" in posted["application/json"]["schema"]["properties"]


class TestClient:
    """The client that asks."""

    def test_what_is_not_confirmed_is_not_sent(self) -> None:
        defined = run("A client that asks before it spends")
        assert defined["submit"](None, REQUEST, lambda text: False) is None

    def test_what_is_rejected_is_not_asked_for(self) -> None:
        defined = run("A client that asks before it spends")
        wrong = {**REQUEST, "task_type": "seedance-3"}
        with pytest.raises(ValueError, match="seedance-3"):
            defined["submit"](None, wrong, pytest.fail)

    def test_the_end_is_told(self) -> None:
        defined = run("A client that asks before it spends")
        import httpx

        def service(request: httpx.Request) -> httpx.Response:
            return httpx.Response(200, json={"status": "done", "url": "https://media.example/1"})

        with httpx.Client(
            transport=httpx.MockTransport(service), base_url="https://service.example"
        ) as client:
            ended = defined["outcome"](client, "task-1", "seedance-2", pytest.fail)
        assert ended == "https://media.example/1"


def test_annotations_are_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    check = run("A file of requests in CI")["check"]
    monkeypatch.chdir(tmp_path)
    path = Path("requests.jsonl")
    wrong = {**REQUEST, "input": {"prompt": "A kite", "duration": 30}}
    path.write_text("\n".join([json.dumps(REQUEST), json.dumps(wrong), "{"]), encoding="utf-8")
    assert check(path) == 2
    (shown,) = re.findall(r"^```text\n(.*?)^```$", RECIPES, re.MULTILINE | re.DOTALL)
    assert capsys.readouterr().out == shown


@pytest.mark.slow
def test_the_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The blocks are cells of a notebook, which a real kernel runs: tables, a frame and a plot."""
    group = "the dependency group notebook is not installed"
    nbclient: Any = pytest.importorskip("nbclient", reason=group)
    nbformat: Any = pytest.importorskip("nbformat", reason=group)
    for package in ("ipykernel", "matplotlib", "pandas"):
        pytest.importorskip(package, reason=group)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTHONWARNINGS", "ignore")
    cells = [nbformat.v4.new_code_cell(block) for block in sections(RECIPES)[NOTEBOOK]]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    ).execute()
    shown = [cell.outputs[-1].data for cell in notebook.cells]
    pivot, table, _, short = (data.get("text/html", "") for data in shown)
    assert "<th>seedance-2-mini</th>" in pivot
    assert "<td>0.1" in pivot
    assert "as asked" in table and "seedance-2-fast" in table
    assert any("image/png" in output.get("data", {}) for output in notebook.cells[2].outputs)
    assert "2026-06" in short
    assert len(short) < 6_000, "the end of a cell shows a spec in short"
