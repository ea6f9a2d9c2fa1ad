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

LONGER = "the longer way gives the same"
UNASKED = "a name that nothing asks for"
AS_MANY = "of each kind there is one count"

EXPLAINED: dict[str, dict[str, str]] = {
    "pricing.Quote.rounded": {
        "Decimal((1, (1,), -places))": "only the exponent of what it is rounded to counts",
        "Decimal((0, (2,), -places))": "only the exponent of what it is rounded to counts",
    },
    "references._at_most": {
        "counts[led] + 1": "as many references lead to the mode as well",
        "-2, -1)": "there are no fewer than none",
    },
    "report.judge": {
        "NOTHING, None, spec": "of what is not an object no rule reads it",
        "NOTHING, NOTHING, spec, None": "what is not an object has no notices",
        "_without_input(None, envelope": "of an object its keys are read",
        "envelope.get(None)": LONGER,
        'envelope.get("XX': LONGER,
        'envelope.get("MODEL")': LONGER,
        "type(None) is": LONGER,
        "type(model) is str or": LONGER,
        'missed["': UNASKED,
        "not audios is None": LONGER,
        "audios is not None": LONGER,
        "(images is None) and False": LONGER,
        "(videos is None) and False": LONGER,
        "(audios is None) and False": LONGER,
        "usual_entries(None": LONGER,
        "of_image, None)": LONGER,
        "of_video, None)": LONGER,
        "of_audio, None)": LONGER,
        "inferred.get(None)": LONGER,
        'price = ""': "it is looked up again where the look-up missed",
        "prices.get(None)": LONGER,
        "is not NOT_STATED or": LONGER,
        "get(None), limits.prompt": LONGER,
        'get("XXpromptXX")': LONGER,
        'get("PROMPT")': LONGER,
        "len(prompt) >= most": LONGER,
        "place = None": LONGER,
        "place_of(None)": LONGER,
        ">= counts[": LONGER,
        "named.add(None)": LONGER,
        "references_named or": LONGER,
        "sign not in prompt": LONGER,
        "if upload or type(hours)": LONGER,
        "if not upload and type(hours)": LONGER,
        "type(hours) is int or": LONGER,
    },
    "report._is_too_long": {">= video": LONGER, ">= audio": LONGER},
    "report._without_input": {
        "- NOTHING,": "no rule of the envelope reads it",
        "- ((), (), ()),": "no rule of the envelope reads it",
        "- NOT_STATED,": "no rule of the envelope reads it",
    },
    "request.whole_number": {
        "type(None) is int": LONGER,
        "> _LARGEST_EXPONENT": "10^400 itself is written out as what stands for it",
        "_HUGE if": "no range holds either of the two",
        "context=None": "a context does not change how a whole number is rounded",
    },
    "rules._add_auto_not_allowed": {"scope.limits.kinds, ": AS_MANY},
    "rules._deprecated": {'keep = ""': "neither is a resolution to keep"},
    "scope.Scope.fits_without": {"self.counts, ": AS_MANY},
    "scope.Scope._fits": {"limits.kinds.values(), ": AS_MANY},
    "wording.number": {
        'format(value, "F")': "an amount is finite",
        'rstrip("XX0XX")': "digits hold no X",
        'rstrip("XX.XX")': "digits hold no X",
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
