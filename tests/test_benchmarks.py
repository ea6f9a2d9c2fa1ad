"""The benchmarks measure what they say: their requests, their peers and their tables.

No figure is tested and no clock counts. What is timed gives the right answer first, the requests
are read by the hand-written oracle as they are described, and the tables say what was measured.
"""

import gc
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from importlib.util import find_spec
from itertools import count
from json import loads

import oracle
import pytest

import seedance_rules
from benchmarks import __main__ as command
from benchmarks import growth, report, stream
from benchmarks.cases import INVALID, VALID, Case
from benchmarks.comparison import BASE, CASES, Comparison
from benchmarks.growth import Growth
from benchmarks.imports import Imports
from benchmarks.least import REJECTED, least
from benchmarks.rows import (
    ANSWERS,
    NO_ANSWER,
    Disagreement,
    Row,
    check,
    engine_rows,
    peer_rows,
)
from benchmarks.steps import STEPS, Steps, measure_steps
from benchmarks.stream import Part, generate, price_part
from benchmarks.timing import Call, measure

MISSING = [
    name
    for name in ("pydantic", "jsonschema_rs", "fastjsonschema", "genai_prices")
    if find_spec(name) is None
]
needs_peers = pytest.mark.skipif(
    bool(MISSING), reason=f"the bench dependency group is not installed: {', '.join(MISSING)}"
)
PEERS = ("pydantic", "jsonschema-rs", "fastjsonschema", "genai-prices")
by_name = {case.name: case for case in CASES}


def engine_price(request: dict[str, object], video_seconds: float | None) -> Decimal | None:
    """The engine's answer to a request: its price, or None when it is rejected."""
    try:
        return seedance_rules.quote(request, total_input_video_duration=video_seconds).credits
    except seedance_rules.InvalidRequest:
        return None


class TestCases:
    """The requests are what they are said to be."""

    @pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
    def test_the_oracle_reads_it_so(self, case: Case) -> None:
        verdict = oracle.judge(case.request, case.video_seconds, case.audio_seconds)
        assert verdict.mode == case.mode
        assert tuple(code for code, _ in verdict.violations) == case.codes
        assert verdict.notices == ()
        expected = None if case.credits is None else Fraction(case.credits)
        assert verdict.credits == expected

    @pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
    def test_its_text_is_the_request(self, case: Case) -> None:
        assert loads(case.text) == case.request

    def test_they_span_what_they_are_for(self) -> None:
        assert {case.mode for case in VALID} == set(seedance_rules.load_spec().modes)
        sent = [seedance_rules.quote(case.request, **case.durations()).request for case in VALID]
        assert {request.task_type for request in sent} == {
            "seedance-2",
            "seedance-2-fast",
            "seedance-2-mini",
            "seedance-2-fast-less-restriction",
        }
        assert any(r.image_urls and r.video_urls and r.audio_urls for r in sent)
        assert any(url.startswith("asset://") for r in sent for url in r.image_urls)
        assert len(VALID) == 5
        assert len(INVALID) == 3

    @pytest.mark.parametrize("case", INVALID, ids=lambda case: case.name)
    def test_a_rejected_one_is_a_copy_with_faults(self, case: Case) -> None:
        twin = by_name[str(case.twin)]
        assert twin.credits is not None
        assert twin.durations() == case.durations()
        theirs, mine = twin.request["input"], case.request["input"]
        assert isinstance(theirs, dict)
        assert isinstance(mine, dict)
        assert theirs.keys() == mine.keys()
        assert mine != theirs or twin.request["task_type"] != case.request["task_type"]


class TestRows:
    """Everything that is timed is asserted to give the same answer, in what it does at all."""

    def test_the_rows_are_those_that_are_promised(self) -> None:
        assert [row.name for row in engine_rows()] == [
            BASE,
            "quote",
            "validate",
            "infer_mode",
            "credits",
            "least",
        ]

    @pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
    def test_the_library_and_the_least_agree(self, case: Case) -> None:
        for row in engine_rows():
            check(row, case)

    @needs_peers
    @pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
    def test_the_peers_agree(self, case: Case) -> None:
        rows = peer_rows()
        assert tuple(row.name for row in rows) == PEERS
        for row in rows:
            check(row, case)

    @needs_peers
    def test_a_structure_does_not_see_the_rest(self) -> None:
        """A case is left out for schemas because they would accept it, not to spare them work."""
        from benchmarks import schema_peers

        for case in INVALID:
            for price in (
                schema_peers.price_with_jsonschema_rs,
                schema_peers.price_with_fastjsonschema,
            ):
                if case.in_structure:
                    with pytest.raises(schema_peers.REJECTIONS):
                        price(case.request, case.video_seconds)
                else:
                    price(case.request, case.video_seconds)

    def test_another_answer_is_found_out(self) -> None:
        wrong = Row("wrong", "verdict and price", lambda case: lambda: Decimal("0.1"))
        for case in CASES:
            with pytest.raises(Disagreement, match="wrong answers"):
                check(wrong, case)

    def test_a_rejection_is_an_answer(self) -> None:
        def refuse() -> None:
            raise KeyError

        row = Row("refuses", "verdict and price", lambda case: refuse, (KeyError,))
        for case in INVALID:
            check(row, case)
        with pytest.raises(Disagreement, match="answers None to 'text', not"):
            check(row, VALID[0])

    def test_what_has_no_answer_is_not_timed(self) -> None:
        row = Row("price", "a price alone", lambda case: lambda: case.credits)
        assert all(row.call_for(case) is not None for case in VALID)
        assert all(row.call_for(case) is None for case in INVALID)
        assert ANSWERS["structure and price"](by_name["lost"]) is NO_ANSWER


class TestLeast:
    """The floor decides as the engine does, and not only on the requests that it is timed on."""

    def test_on_the_stream(self) -> None:
        for request, video_seconds in generate(0, 4000):
            micro = least(request, video_seconds)
            found = None if micro == REJECTED else Decimal(str(micro)) / 10**6
            assert found == engine_price(request, video_seconds), request

    @pytest.mark.parametrize("task_type", ["seedance-2", "seedance-2-less-restriction"])
    @pytest.mark.parametrize("field", ["image_urls", "video_urls", "audio_urls"])
    @pytest.mark.parametrize(
        "entry",
        [
            "HTTPS://media.example.com",
            "https://media.example.com?still.mp4",
            "https://media.example.com#.mp4",
            "https://media.mp4",
            "https://someone:secret@media.example.com:8080/a.b/c.PNG",
            "https://[2001:db8::1]:443/clip.Mp4?x=.mp3#y",
            "https://media.example.com/.mp4",
            "https://media.example.com/a/.mp3",
            "https://media.example.com/sound.WAV",
            "https://media.example.com/clip.mov/",
            "https://media.example.com/clip.webm",
            "https://media.example.com/still.heic",
            "https://media.example.com/notes.txt",
            "https://media.example.com/no extension",
            "https://media.example.com/wide\u3000space.png",
            "https://媒体.example/镜头.mp4",
            "https:///clip.mp4",
            "https://@/clip.mp4",
            "https://a:b:c/clip.mp4",
            "ftp://media.example.com/clip.mp4",
            "asset://asset-1",
            "asset://",
            "ASSET://asset-1",
            "asset:///x.png",
            " https://media.example.com/clip.mp4",
            "",
            7,
            None,
        ],
    )
    def test_on_entries_of_every_kind(self, task_type: str, field: str, entry: object) -> None:
        fields = {"prompt": "a kite", field: [entry]}
        request = {"model": "seedance", "task_type": task_type, "input": fields}
        accepted = seedance_rules.validate(request).ok
        assert (least(request, 1.0) != REJECTED) == accepted

    @pytest.mark.parametrize(
        "change",
        [
            {"prompt": "\u2003"},
            {"prompt": 5},
            {"prompt": "@image0"},
            {"prompt": "@image_02 and @图片1"},
            {"prompt": "@image10"},
            {"prompt": "@video1"},
            {"mode": "omni_reference"},
            {"mode": "text_to_video"},
            {"mode": "first_last_frames", "aspect_ratio": "auto"},
            {"mode": "morph"},
            {"duration": 7.0},
            {"duration": 7.5},
            {"duration": True},
            {"duration": None},
            {"aspect_ratio": "auto", "mode": "omni_reference"},
            {"aspect_ratio": []},
            {"resolution": "1080p"},
            {"resolution": 720},
            {"image_urls": [], "prompt": "a kite", "aspect_ratio": "auto"},
            {"image_urls": "https://media.example.com/a.png"},
            {"image_urls": ["https://media.example.com/a.png"] * 9},
            {"image_urls": ["https://media.example.com/a.png"] * 10},
            {"auto_upload_assets": "yes"},
            {"auto_upload_assets": True, "asset_retention_hours": 3.0},
            {"auto_upload_assets": True, "asset_retention_hours": 0},
            {"asset_retention_hours": 0},
        ],
        ids=str,
    )
    def test_on_every_field(self, change: dict[str, object]) -> None:
        frames = ["https://media.example.com/a.png", "https://media.example.com/b.png"]
        fields: dict[str, object] = {"prompt": "@image1 becomes @image2", "image_urls": frames}
        for task_type in [*seedance_rules.load_spec().task_types, "seedance-2-preview", "other"]:
            body = {**fields, **change}
            request: dict[str, object] = {
                "model": "seedance",
                "task_type": task_type,
                "input": body,
            }
            micro = least(request)
            found = None if micro == REJECTED else Decimal(micro) / 10**6
            assert found == engine_price(request, None), task_type


@needs_peers
class TestPydantic:
    """The model is a serious one: it decides as the engine does on whatever the stream holds."""

    def test_on_the_stream(self) -> None:
        from benchmarks import pydantic_peer

        for request, video_seconds in generate(0, 4000):
            try:
                found = pydantic_peer.price(request, video_seconds)
            except pydantic_peer.REJECTIONS:
                found = None
            assert found == engine_price(request, video_seconds), request


class TestStream:
    """The stream is the same wherever it is made, varied, and nearly all accepted."""

    def test_a_part_is_a_part_of_the_whole(self) -> None:
        assert list(generate(300, 500)) == list(generate(0, 1000))[300:500]

    def test_no_two_are_the_same(self) -> None:
        assert len({repr(item) for item in generate(0, 2000)}) == 2000

    def test_it_holds_every_type_and_mode_and_some_faults(self) -> None:
        reports = [seedance_rules.validate(request) for request, _ in generate(0, 2000)]
        accepted = [report.request for report in reports if report.request is not None]
        spec = seedance_rules.load_spec()
        assert {request.task_type for request in accepted} == set(spec.task_types)
        assert {request.mode for request in accepted} == set(spec.modes)
        assert 0.9 < len(accepted) / len(reports) < 0.99
        codes = {finding.code for report in reports for finding in report.violations}
        assert codes == {
            "duration_out_of_range",
            "unknown_resolution",
            "unknown_aspect_ratio",
            "reference_out_of_range",
            "wrong_type",
        }

    def test_parts_add_up(self) -> None:
        whole, parts = price_part(0, 1500), [price_part(0, 700), price_part(700, 1500)]
        assert whole.requests == sum(part.requests for part in parts) == 1500
        assert whole.accepted == sum(part.accepted for part in parts)
        assert whole.credits == sum(part.credits for part in parts) > 0

    def test_two_processes_come_to_the_same(self) -> None:
        parts = stream.measure_stream(600, 2)
        whole = price_part(0, 600)
        assert [part.requests for part in parts] == [300, 300]
        assert sum(part.credits for part in parts) == whole.credits

    def test_growing_memory_is_found_out(self) -> None:
        stream.check_memory(Part(10, 10, Decimal(1), 1.0, stream.MOST_GROWTH))
        with pytest.raises(stream.Unbounded, match="5.0 MB over 10 requests"):
            stream.check_memory(Part(10, 10, Decimal(1), 1.0, 5 * 2**20))


class TestTiming:
    """Calls take turns, and the quietest batch counts; shown with a clock of our own."""

    class Time:
        """A clock that stands still while nothing of ours runs."""

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
        calls = [Call(time.work("short", lambda: 1.0)), Call(time.work("long", lambda: 4.0))]
        assert measure(calls, rounds=3, batch_seconds=8, clock=time.read) == [1.0, 4.0]

    def test_calls_take_turns_forwards_and_backwards(self) -> None:
        time = self.Time()
        names = ["first", "second", "third"]
        calls = [Call(time.work(name, lambda: 1.0)) for name in names]
        measure(calls, rounds=2, batch_seconds=1, clock=time.read)
        assert time.order[-6:] == [*names, *reversed(names)]

    def test_a_disturbed_round_does_not_count(self) -> None:
        time, runs = self.Time(), count()
        call = Call(time.work("call", lambda: 2.0 if next(runs) == 6 else 9.0))
        assert measure([call], rounds=5, batch_seconds=9, clock=time.read) == [2.0]

    def test_a_disturbed_try_does_not_shorten_the_batches(self) -> None:
        time, runs = self.Time(), count()
        call = Call(time.work("call", lambda: 90.0 if next(runs) == 0 else 1.0))
        measure([call], rounds=1, batch_seconds=4, clock=time.read)
        assert len(time.order) == 3 * 1 + 3 * 2 + 4

    def test_a_rejection_is_timed_like_an_answer(self) -> None:
        time = self.Time()

        def refuse() -> None:
            time.now += 3.0
            raise LookupError

        assert measure(
            [Call(refuse, (LookupError,))], rounds=1, batch_seconds=3, clock=time.read
        ) == [3.0]
        with pytest.raises(LookupError):
            measure([Call(refuse)], rounds=1, batch_seconds=3, clock=time.read)
        assert gc.isenabled()


class TestGrowth:
    """The growing requests have the sizes that they are said to have, and are accepted."""

    @pytest.mark.parametrize("number", growth.REFERENCES)
    def test_references(self, number: int) -> None:
        request = growth.with_references(number)
        sent = seedance_rules.quote(request).request
        assert len(sent.image_urls) == number
        assert len(seedance_rules.prompt_references(sent.prompt)) == number

    @pytest.mark.parametrize("length", growth.LENGTHS[:4])
    def test_prompts(self, length: int) -> None:
        prose = seedance_rules.quote(growth.with_prompt(length, dense=False)).request.prompt
        dense = seedance_rules.quote(growth.with_prompt(length, dense=True)).request.prompt
        assert len(prose) == len(dense) == length
        assert seedance_rules.prompt_references(prose) == ()
        assert len(seedance_rules.prompt_references(dense)) >= length // len("@image1 ")

    def test_each_further_unit_is_what_lies_between_two_sizes(self) -> None:
        found = Growth("references", "reference", (1, 3, 9), (10.0, 14.0, 26.0))
        assert found.per_unit() == (2.0, 2.0)


def fabricated() -> Comparison:
    """A comparison in which everything takes twice as long as decoding, and `credits` half."""
    rows = (
        *engine_rows(),
        Row("pydantic", "verdict and price", lambda case: lambda: None),
        Row("fastjsonschema", "structure and price", lambda case: lambda: None),
    )
    factor = {BASE: 1.0, "credits": 0.5, "pydantic": 4.0}
    return Comparison(
        rows,
        {
            (row.name, case.name): factor.get(row.name, 2.0) * (at + 1) * 2**-20
            for row in rows
            for at, case in enumerate(CASES)
            if row.call_for(case) is not None
        },
    )


class TestReport:
    """The tables say what was measured."""

    def test_ratios_are_of_the_same_request(self) -> None:
        found = fabricated()
        assert found.ratio("quote", BASE, "omni") == 2
        assert found.ratio("credits", BASE, "value") is None
        assert found.mean_ratio("quote", "pydantic") == 0.5
        assert found.mean_ratio("credits", BASE, INVALID) is None
        # value, lost and type are sixth to eighth; their twins first, third and fourth.
        assert found.fault_ratio("validate") == (6 + 7 + 8) / (1 + 3 + 4)

    def test_the_comparison(self) -> None:
        text = report.comparison_table(fabricated())
        lines = text.splitlines()
        assert all(len(line) <= 100 for line in lines)
        heads = next(line.split() for line in lines if line.lstrip().startswith("answers"))
        assert heads == ["answers", *(c.name for c in VALID), "mean", *(c.name for c in INVALID)]
        rows = {line.split()[0]: line.split() for line in lines if line[:1].isalpha()}
        assert rows["quote"][-9:] == ["2.00"] * 9
        assert rows["credits"][-9:] == ["0.50"] * 6 + ["-"] * 3
        assert "a price alone" in text

    def test_the_targets(self) -> None:
        imports = Imports(0.03, 0.012, 10**6, 2**20)
        held = report.targets(fabricated(), imports)
        assert [round(target.value, 3) for target in held] == [2.0, 0.5, 2.625, 0.5, 12.0]
        lines = report.target_table(held).splitlines()[1:]
        assert [line.endswith("above") for line in lines] == [True, False, True, True, False]
        assert "12.0" in report.import_lines(imports)

    def test_the_stream(self) -> None:
        one = (Part(1000, 950, Decimal("12.5"), 0.5, 0),)
        two = tuple(Part(500, 475, Decimal("6.25"), 0.25, 2**20) for _ in range(2))
        text = report.stream_lines([one, two])
        assert "1 process" in text
        assert "2,000" in text
        assert "4,000" in text
        assert text.count("12.5") == 2
        assert "1.0" in text.splitlines()[-1]

    def test_growth(self) -> None:
        found = Growth("references", "reference", (1, 3), (10e-6, 14e-6))
        assert report.growth_table(found).splitlines()[-1].split() == ["3", "14.0", "2,000.00"]

    def test_the_steps(self) -> None:
        found = Steps({"text": (1e-6, 1e-6, 2e-6, 2e-6, 4e-6), "mini": (0, 0, 0, 0, 5e-7)})
        head, *rows = (line.split("  ") for line in report.step_table(found).splitlines())
        assert [row[0] for row in rows] == [*STEPS, "quote, µs"]
        shares = [[cell.strip() for cell in row[1:] if cell] for row in rows]
        assert shares[0] == ["10%", "0%"]
        assert shares[-2:] == [["40%", "100%"], ["10.0", "0.5"]]

    def test_the_steps_of_a_quote_are_the_whole_of_it(self) -> None:
        found = measure_steps(rounds=1, batch_seconds=1e-6)
        assert [*found.seconds] == [case.name for case in VALID]
        assert all(len(seconds) == len(STEPS) for seconds in found.seconds.values())


class TestCommand:
    """`python -m benchmarks` prints one report."""

    @needs_peers
    def test_the_whole_report(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        least_effort = command.Effort(1, 1, 1e-6, imports=1, stream=20)
        monkeypatch.setattr(command, "QUICK", least_effort)
        command.main(["--quick", "--stream", "40"])
        printed = capsys.readouterr().out
        steps = "Where the time of a quote goes"
        for title in ("One request", "Targets", steps, "Import", "Stream", "Growth"):
            assert f"\n{title}\n{'-' * len(title)}\n" in printed
        assert "a stream of 40 requests" in printed
        assert all(name in printed for name in PEERS)

    def test_too_short_a_stream(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            command.main(["--stream", "1"])
        assert "2 requests or more" in capsys.readouterr().err

    def test_a_missing_peer_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(command, "PEERS", ("no-such-peer",))
        with pytest.raises(SystemExit, match="no-such-peer is not installed"):
            command.main(["--quick"])
