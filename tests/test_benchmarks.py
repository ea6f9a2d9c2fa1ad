"""The benchmarks measure what they say: their requests, their answers and their table.

No figure is tested and no clock counts. What is timed gives the right answer first, the requests
are read by the hand-written oracle as they are described, and the table says what was measured.
"""

import ast
import gc
import json
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import oracle
import pytest

import seedance_rules
from benchmarks import __main__ as command
from benchmarks.cases import (
    ACCEPTED,
    REJECTED,
    Case,
    stream,
    with_prompt,
    with_references,
    wrong_urls,
)
from benchmarks.figures import Effort, Figure
from benchmarks.imports import measure_imports
from benchmarks.rows import ROWS, Disagreement, Row, check, in_turn
from benchmarks.timing import measure

FOLDER = Path(__file__).parent.parent / "benchmarks"
MISSING = [name for name in ("pydantic", "jsonschema_rs") if find_spec(name) is None]
needs_peers = pytest.mark.skipif(
    bool(MISSING), reason=f"the dependency group bench is not installed: {', '.join(MISSING)}"
)
by_name = {case.name: case for case in (*ACCEPTED, *REJECTED)}


class TestCases:
    """The requests are what they are said to be."""

    @pytest.mark.parametrize("case", by_name.values(), ids=lambda case: case.name)
    def test_the_oracle_reads_it_so(self, case: Case) -> None:
        verdict = oracle.judge(case.request, *case.seconds)
        assert verdict.mode == case.mode
        assert tuple(code for code, _ in verdict.violations) == case.codes
        assert verdict.notices == ()
        assert verdict.credits == (None if case.credits is None else Fraction(case.credits))

    @pytest.mark.parametrize("case", by_name.values(), ids=lambda case: case.name)
    def test_its_text_is_the_request(self, case: Case) -> None:
        assert json.loads(case.text) == case.request

    def test_cases_span_what_they_are_for(self) -> None:
        assert {case.mode for case in ACCEPTED} == set(seedance_rules.load_spec().modes)
        sent = [seedance_rules.quote(case.request, **case.stated).request for case in ACCEPTED]
        assert {request.task_type for request in sent} == {
            "seedance-2",
            "seedance-2-fast",
            "seedance-2-mini",
            "seedance-2-fast-less-restriction",
        }
        assert any(r.image_urls and r.video_urls and r.audio_urls for r in sent)
        assert any(url.startswith("asset://") for r in sent for url in r.image_urls)

    @pytest.mark.parametrize("case", REJECTED, ids=lambda case: case.name)
    def test_a_rejected_one_is_a_copy_with_faults(self, case: Case) -> None:
        twin = by_name[case.twin]
        assert twin in ACCEPTED
        assert twin.stated == case.stated
        assert twin.request["input"].keys() == case.request["input"].keys()
        assert twin.request != case.request


class TestStream:
    """The stream is the same wherever it is made, varied, and nearly all accepted."""

    def test_a_part_is_a_part_of_the_whole(self) -> None:
        assert stream(300, 500) == stream(0, 1000)[300:500]

    def test_no_two_are_the_same(self) -> None:
        assert len({case.text for case in stream(0, 2000)}) == 2000

    def test_the_stream_holds_every_type_and_mode_and_some_faults(self) -> None:
        reports = [seedance_rules.validate(case.request) for case in stream(0, 2000)]
        accepted = [report.request for report in reports if report.request is not None]
        spec = seedance_rules.load_spec()
        assert {request.task_type for request in accepted} == set(spec.task_types)
        assert {request.mode for request in accepted} == set(spec.modes)
        assert 0.9 < len(accepted) / len(reports) < 0.99
        assert {finding.code for report in reports for finding in report.violations} == {
            "duration_out_of_range",
            "unknown_resolution",
            "unknown_aspect_ratio",
            "reference_out_of_range",
            "wrong_type",
        }

    def test_what_is_accepted_has_a_price(self) -> None:
        for case in stream(0, 500):
            verdict = oracle.judge(case.request, *case.seconds)
            try:
                found: Decimal | None = seedance_rules.quote(case.request, **case.stated).credits
            except seedance_rules.InvalidRequest:
                found = None
            assert (None if found is None else Fraction(found)) == verdict.credits


class TestGrowth:
    """The requests that grow have the sizes that they are said to have."""

    @pytest.mark.parametrize("number", [1, 3, 9])
    def test_requests_grow_by_references(self, number: int) -> None:
        sent = seedance_rules.quote(with_references(number).request).request
        assert len(sent.image_urls) == number
        assert len(seedance_rules.prompt_references(sent.prompt)) == number

    @pytest.mark.parametrize("length", [10, 1000, 10_000])
    def test_requests_grow_by_prompts(self, length: int) -> None:
        prose, dense = (
            seedance_rules.quote(with_prompt(length, text).request).request.prompt
            for text in ("Rain, ", "@image1 ")
        )
        assert len(prose) == len(dense) == length
        assert seedance_rules.prompt_references(prose) == ()
        assert len(seedance_rules.prompt_references(dense)) >= length // len("@image1 ")

    def test_each_wrong_url_is_a_finding(self) -> None:
        report = seedance_rules.validate(wrong_urls(100).request)
        found = [finding.code for finding in report.violations]
        assert found.count(seedance_rules.Code.INVALID_URL) == 100


class TestRows:
    """What is timed is asserted to give the right answer first."""

    @pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row.name)
    def test_this_library_is_right(self, row: Row) -> None:
        check(row)

    @needs_peers
    def test_the_peers_are_right_in_what_they_do(self) -> None:
        from benchmarks import peers

        for row in peers.PEERS.values():
            check(row)

    @needs_peers
    def test_the_peers_do_not_see_a_reference_that_is_lost(self) -> None:
        """A case is left out for them because they would accept it, not to spare them work."""
        from benchmarks import peers

        for row in peers.PEERS.values():
            assert by_name["lost"] not in row.cases
            row.bind(by_name["lost"])()

    @needs_peers
    def test_the_model_has_the_prices_of_the_tables(self) -> None:
        from benchmarks import peers

        spec = seedance_rules.load_spec("2026-06")
        assert {
            (row["task_type"], row["resolution"]): row["unit_price"] for row in spec.price_rows()
        } == peers.PRICES

    def test_another_answer_is_found_out(self) -> None:
        wrong = Row("wrong", lambda case: lambda: Decimal("0.1"))
        with pytest.raises(Disagreement, match="wrong answers Decimal"):
            check(wrong)

    def test_a_rejection_is_an_answer(self) -> None:
        def refuse() -> None:
            raise KeyError

        check(Row("refuses", lambda case: refuse, rejections=(KeyError,), cases=REJECTED))
        with pytest.raises(Disagreement, match="answers None to 'text', not"):
            check(Row("refuses", lambda case: refuse, rejections=(KeyError,)))

    def test_all_are_asked_in_turn(self) -> None:
        asked: list[str] = []

        def bind(case: Case) -> Callable[[], None]:
            def ask() -> None:
                asked.append(case.name)
                if case in REJECTED:
                    raise KeyError

            return ask

        in_turn(Row("asks", bind, rejections=(KeyError,)), [*by_name.values()])()
        assert asked == [*by_name]
        with pytest.raises(KeyError):
            in_turn(Row("asks", bind), REJECTED)()


class TestTiming:
    """Calls take turns, and the quietest batch counts; shown with a clock of our own."""

    class Time:
        """A clock that does not go on while nothing of ours runs."""

        def __init__(self) -> None:
            self.now = 0.0
            self.order: list[str] = []

        def read(self) -> float:
            return self.now

        def work(self, name: str, seconds: Callable[[], float]) -> Callable[[], None]:
            def run() -> None:
                self.now += seconds()
                self.order.append(name)

            return run

    def test_what_a_call_takes_comes_out(self) -> None:
        time = self.Time()
        calls = [time.work("short", lambda: 1.0), time.work("long", lambda: 4.0)]
        assert measure(calls, rounds=3, batch_seconds=8, clock=time.read) == [1.0, 4.0]

    def test_calls_take_turns_forwards_and_backwards(self) -> None:
        time = self.Time()
        names = ["first", "second", "third"]
        calls = [time.work(name, lambda: 1.0) for name in names]
        measure(calls, rounds=2, batch_seconds=1, clock=time.read)
        assert time.order[-6:] == [*names, *reversed(names)]

    def test_a_disturbed_round_does_not_count(self) -> None:
        time, runs = self.Time(), count()
        call = time.work("call", lambda: 2.0 if next(runs) == 6 else 9.0)
        assert measure([call], rounds=5, batch_seconds=9, clock=time.read) == [2.0]

    def test_a_disturbed_try_does_not_shorten_the_batches(self) -> None:
        time, runs = self.Time(), count()
        call = time.work("call", lambda: 90.0 if next(runs) == 0 else 1.0)
        measure([call], rounds=1, batch_seconds=4, clock=time.read)
        assert len(time.order) == 3 * 1 + 3 * 2 + 4

    def test_the_garbage_collector_is_off_meanwhile(self) -> None:
        seen: list[bool] = []
        measure([lambda: seen.append(gc.isenabled())], rounds=1, batch_seconds=1e-9)
        assert set(seen) == {False}
        assert gc.isenabled()


class TestImports:
    """Each part of importing takes some time."""

    def test_imports_are_timed_in_three_parts(self) -> None:
        attrs, standard, library = measure_imports(1)
        assert min(attrs, library) > 0
        assert standard >= 0


class TestCommand:
    """`python -m benchmarks` prints one table."""

    def test_a_figure_is_a_line_of_the_table(self) -> None:
        text = command.table(
            [
                Figure("things, × json.loads", "one thing", 2.5, 2.0, "3.10 µs"),
                Figure("things, × json.loads", "another", 0.5, 2.0),
                Figure("other things, × pydantic", "one thing", 0.754),
            ]
        )
        lines = [line.split() for line in text.splitlines() if line]
        assert lines == [
            ["found", "at", "most"],
            ["things,", "×", "json.loads"],
            ["one", "thing", "2.50", "2.00", "above", "3.10", "µs"],
            ["another", "0.50", "2.00"],
            ["other", "things,", "×", "pydantic"],
            ["one", "thing", "0.75"],
        ]

    @needs_peers
    def test_the_command_prints_every_figure(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        least_effort = Effort(rounds=1, long_rounds=1, imports=1, stream=20, batch_seconds=1e-6)
        monkeypatch.setattr(command, "QUICK", least_effort)
        command.main(["--quick"])
        lines = capsys.readouterr().out.splitlines()
        assert all(len(line) <= 100 for line in lines)
        held = [line for line in lines if re.fullmatch(r" +\d\.\d\d", line[52:61])]
        of_what = [line[2:44].split()[0] for line in held]
        grown = ["9", "1,000,000", "100,000", "10,000"]
        assert of_what == [
            "quote",
            "quote",
            *(case.name for case in REJECTED),
            *grown,
            "blocks",
            "seedance_rules",
        ]

    def test_a_missing_peer_is_named(self) -> None:
        with pytest.raises(SystemExit, match="no-such-peer is not installed"):
            command.header(["no-such-peer"])


class TestPublicFace:
    """The benchmarks use what everybody can use."""

    @pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.name)
    def test_only_public_modules_are_imported(self, path: Path) -> None:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        named |= {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for alias in node.names
        }
        ours = {name for name in named if name and name.partition(".")[0] == "seedance_rules"}
        assert ours <= {"seedance_rules", "seedance_rules.schema"}

    def test_the_guide_names_every_file(self) -> None:
        guide = (FOLDER / "README.md").read_text(encoding="utf-8")
        named = set(re.findall(r"^\| `(\w+\.py)` \|", guide, re.MULTILINE))
        assert named == {path.name for path in FOLDER.glob("*.py")} - {"__init__.py"}
