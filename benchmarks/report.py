"""What was measured, as text: aligned columns, no wider than a page of code."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from benchmarks.cases import INVALID, VALID
from benchmarks.comparison import BASE, CASES, Comparison
from benchmarks.growth import Growth
from benchmarks.imports import Imports
from benchmarks.steps import STEPS, Steps
from benchmarks.stream import MOST_GROWTH, Part

__all__ = [
    "Target",
    "comparison_table",
    "growth_table",
    "import_lines",
    "step_table",
    "stream_lines",
    "target_table",
    "targets",
]


@frozen
class Target:
    """A figure, and the most that it should be."""

    what: str
    value: float
    most: float


def _columns(lines: Iterable[Sequence[str]], texts: int) -> str:
    """Align the cells of all lines: so many columns to the left, those after them to the right."""
    cells = [list(line) for line in lines]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at < texts else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    )


def _ratio(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def comparison_table(found: Comparison) -> str:
    """Return all rows as multiples of decoding the same request, and that in microseconds."""
    lines = [["", "answers", *(case.name for case in VALID), "mean", *(c.name for c in INVALID)]]
    for row in found.rows:
        ratios = [_ratio(found.ratio(row.name, BASE, case.name)) for case in CASES]
        mean = _ratio(found.mean_ratio(row.name, BASE))
        lines.append(
            [row.name, row.answers, *ratios[: len(VALID)], mean, *ratios[len(VALID) :]],
        )
    base = [f"{found.seconds[BASE, case.name] * 1e6:.2f}" for case in CASES]
    lines.append([f"{BASE}, µs", "", *base[: len(VALID)], "", *base[len(VALID) :]])
    legend = [
        f"Times as multiples of {BASE} of the same request; - where there is no such answer.",
        *(f"  {case.name:6} {case.about}" for case in VALID),
        *(f"  {case.name:6} rejected, as {case.twin} but for {case.about}" for case in INVALID),
    ]
    return "\n".join([*legend, "", _columns(lines, texts=2)])


def targets(found: Comparison, imports: Imports) -> tuple[Target, ...]:
    """Return the figures that the library is held to."""
    calculator = found.ratio("credits", BASE, VALID[0].name)
    measured = (
        ("quote / json.loads, mean of the accepted", found.mean_ratio("quote", BASE), 1.0),
        ("quote / pydantic, mean of the accepted", found.mean_ratio("quote", "pydantic"), 0.75),
        ("validate, rejected / the same without fault", found.fault_ratio("validate"), 2.0),
        (f"credits / json.loads of {VALID[0].name}", calculator, 0.25),
        ("import beyond attrs, ms", imports.added_seconds * 1e3, 15.0),
    )
    return tuple(Target(what, value, most) for what, value, most in measured if value is not None)


def target_table(held: Iterable[Target]) -> str:
    """Return each figure beside the most that it should be."""
    lines = [["", "found", "at most", ""]]
    for target in held:
        verdict = "" if target.value <= target.most else "above"
        lines.append([target.what, f"{target.value:.2f}", f"{target.most:.2f}", verdict])
    return _columns(lines, texts=1)


def step_table(found: Steps) -> str:
    """Return the share of each step in a quote, and the microseconds of it all."""
    lines = [["", *found.seconds]]
    for at, step in enumerate(STEPS):
        shares = (seconds[at] / sum(seconds) for seconds in found.seconds.values())
        lines.append([step, *(f"{share:.0%}" for share in shares)])
    lines.append(["quote, µs", *(f"{sum(all_) * 1e6:.1f}" for all_ in found.seconds.values())])
    return _columns(lines, texts=1)


def import_lines(found: Imports) -> str:
    """Return what importing takes and keeps."""
    lines = [
        ["", "ms", "MB kept"],
        [
            "import attrs",
            f"{found.attrs_seconds * 1e3:.1f}",
            f"{found.attrs_bytes / 2**20:.2f}",
        ],
        [
            "import seedance_rules after it",
            f"{found.added_seconds * 1e3:.1f}",
            f"{found.added_bytes / 2**20:.2f}",
        ],
    ]
    return _columns(lines, texts=1)


def stream_lines(runs: Sequence[tuple[Part, ...]]) -> str:
    """Return the requests priced in a second by each number of processes, and their memory."""
    lines = [["", "requests/s", "accepted", "credits", "MB grown"]]
    for parts in runs:
        rate = sum(part.requests / part.seconds for part in parts)
        accepted = sum(part.accepted for part in parts)
        credits = sum(part.credits for part in parts)
        growth = max(part.growth for part in parts) / 2**20
        processes = "1 process" if len(parts) == 1 else f"{len(parts)} processes"
        lines.append(
            [processes, f"{rate:,.0f}", f"{accepted:,}", f"{credits:,}", f"{growth:.1f}"],
        )
    count = sum(part.requests for part in runs[0])
    return "\n".join(
        [
            f"quote over a stream of {count:,} requests; peak memory after the first tenth grows",
            f"by less than {MOST_GROWTH / 2**20:.0f} MB.",
            "",
            _columns(lines, texts=1),
        ]
    )


def growth_table(found: Growth) -> str:
    """Return the times of growing requests, and what each further unit takes."""
    lines = [[f"{found.unit}s", "µs", f"ns per further {found.unit}"]]
    steps = ["", *(f"{seconds * 1e9:,.2f}" for seconds in found.per_unit())]
    for size, seconds, step in zip(found.sizes, found.seconds, steps, strict=True):
        lines.append([f"{size:,}", f"{seconds * 1e6:,.1f}", step])
    return "\n".join([f"quote of {found.what}", "", _columns(lines, texts=0)])
