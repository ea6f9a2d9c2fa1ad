"""`python tests/mutants.py`, after `mutmut run`: what survived, and why it may.

A mutant is known by its function and by what its changed lines hold, never by a line number. One
that survives and is not listed here fails the command: a test is to be written, or a reason.
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

__all__ = ["EXPLAINED", "counts", "main"]

EXPLAINED: dict[str, dict[str, str]] = {
    "pricing.Quote.rounded": {
        "Decimal((1, (1,), -places))": "only the exponent of what it is rounded to counts",
        "Decimal((0, (2,), -places))": "only the exponent of what it is rounded to counts",
    },
    "request.whole_number": {
        "type(None) is int": "the longer way gives the same",
        "> _LARGEST_EXPONENT": "10^400 itself is written out as what stands for it",
        "_HUGE if": "no range holds either of the two",
        "context=None": "a context does not change how a whole number is rounded",
    },
    "rules._deprecated": {'clause = ""': "neither is a clause"},
    "rules._check_field": {
        '("XXrangeXX",)': "whether there is a word is all that the message asks",
        '("RANGE",)': "whether there is a word is all that the message asks",
    },
    "scope.Scope.types_where": {"(self.task_type) or True": "asked only for a known type"},
    "wording.number": {
        'format(value, "F")': "an amount is finite",
        'rstrip("XX0XX")': "digits hold no X",
        'rstrip("XX.XX")': "digits hold no X",
    },
    "wording.nearest": {
        "3 * len(": "what shares few letters is near in no comparison: it only saves time",
        ">= len(letters)": "what shares few letters is near in no comparison: it only saves time",
        "worth, cutoff=0.7": "the first of them is taken",
        "n=2": "the first of them is taken",
    },
}
"""By function: what the changed lines of a mutant hold, and why no request and no table shows it."""

MUTMUT = Path(sys.executable).parent / "mutmut"


def mutmut(*arguments: str) -> list[str]:
    """Ask mutmut, in the directory of its last run."""
    done = subprocess.run(
        [MUTMUT, *arguments], stdout=subprocess.PIPE, encoding="utf-8", check=True
    )
    return [line for line in done.stdout.splitlines() if line]


def results() -> Iterator[tuple[str, str]]:
    """Yield the name of every mutant that was run, and what became of it."""
    for line in mutmut("results", "--all", "true"):
        name, _, status = line.strip().partition(": ")
        if name.startswith("seedance_rules.") and status != "not checked":
            yield name, status


def function_of(name: str) -> str:
    """Return the function of a mutant: `rules.check`, `spec.Spec.to_dict`."""
    module, _, mangled = name.removeprefix("seedance_rules.").partition(".")
    function = mangled.rpartition("__mutmut_")[0].removeprefix("x_").removeprefix("x")
    return f"{module}.{function.strip('ǁ').replace('ǁ', '.')}"


def change(name: str) -> str:
    """Return the lines that a mutant takes away and those that it puts in their place."""
    lines = mutmut("show", name)
    start = next(at for at, line in enumerate(lines) if line.startswith("@@"))
    return "\n".join(f"{line[0]} {line[1:].strip()}" for line in lines[start:] if line[0] in "-+")


def reason(function: str, changed: str) -> str | None:
    """Return why a mutant may survive, None where nobody has said it."""
    known = EXPLAINED.get(function, {})
    return next((known[part] for part in known if part in changed), None)


def counts(found: list[tuple[str, str]]) -> Iterator[str]:
    """Write how many mutants of each module were killed, and of how many."""
    total: Counter[str] = Counter()
    killed: Counter[str] = Counter()
    for name, status in found:
        module = name.split(".")[1]
        total[module] += 1
        killed[module] += status in ("killed", "timeout")
    for module in sorted(total):
        share = killed[module] / total[module]
        yield f"{module:<16} {killed[module]:>4} of {total[module]:>4} killed, {share:.1%}"


def main() -> int:
    found = list(results())
    print(*counts(found), sep="\n")
    unexplained = 0
    for name, status in found:
        if status not in ("killed", "timeout"):
            changed = change(name)
            if reason(function_of(name), changed) is None:
                unexplained += 1
                print(f"\n{name}: {status}, in {function_of(name)}\n{changed}")
    print(f"\n{unexplained} neither killed nor explained")
    return 1 if unexplained or not found else 0


if __name__ == "__main__":
    sys.exit(main())
