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
    "building._usual_url": {"'XX(?!)XX'": "neither matches anything"},
    "building.keep_resolution": {
        "deprecated.optional(": "the names have been read before, and the key is known",
    },
    "building.prompt_pattern": {
        "key=None": "the digits tell which word is meant, in any order",
        "kind.words), reverse=True)": "the digits tell which word is meant, in any order",
        "key=len, )": "the digits tell which word is meant, in any order",
        "reverse=False": "the digits tell which word is meant, in any order",
    },
    "limits.check": {
        "zip(KINDS, found.kinds": "there are as many as kinds: it is asked with a mode"
    },
    "limits.column": {
        "required=mode_known or": "without a mode no count is judged",
        "(isinstance(value, int)) or True": "read as a number where it is one",
        "(isinstance(value, tuple)) or True": "read as names where they are",
        "(isinstance(seconds, Decimal)) or True": "read as an amount where it is one",
    },
    "messages._audio_too_long": {"or True else allowed": "the tables hold amounts alone"},
    "messages._choices": {"or True else []": "asked only with names"},
    "messages._excess": {
        "or True else": "both are counts",
        "or isinstance(allowed": "both are counts",
        '"XXsomeXX"': "both are counts",
        '"SOME"': "both are counts",
    },
    "messages._meant": {"or True else None": "asked only with names"},
    "messages._range": {
        "span((None, None))": "asked only with both ends of a range",
    },
    "messages._unsupported_mode": {
        "(others) or True": "a mode that no type has makes no tables",
        '"XXXX"': "a mode that no type has makes no tables",
        "XXanother task typeXX": "a mode that no type has makes no tables",
        "ANOTHER TASK TYPE": "a mode that no type has makes no tables",
    },
    "messages._wrong_type": {
        '"XXnullXX"': "null is its own kind",
        '"NULL"': "null is its own kind",
    },
    "modes.leading_kind": {
        "if (given) or True else None": "asked only where something is given",
    },
    "messages._remedy": {
        "- case _": "asked only for a count outside a range",
        'return "XXXX"': "asked only for a count outside a range",
        "value <= minimum": "what equals the least is in the range",
    },
    "normalizing._passed_through": {"or True": "no field is named by what is not a string"},
    "normalizing.normalized": {
        "task_type is None and mode is None": "without either there are violations",
        "upload is None or hours": "the longer way gives the same",
    },
    "pricing.Quote.rounded": {
        "Decimal((1, (1,), -places))": "only the exponent of what it is rounded to counts",
        "Decimal((0, (2,), -places))": "only the exponent of what it is rounded to counts",
    },
    "reference_rules._list_that_led": {
        "zip(counts, rules.takes": "both are as long as there are kinds",
    },
    "reference_rules._check_count": {
        '"XXinferredXX"': "whether it is given is all that the message asks",
        '"INFERRED"': "whether it is given is all that the message asks",
        "count <= limits.counts.start": "what equals the least is in the range",
    },
    "reference_rules._check_entry": {
        "about: tuple[str, ...] = None": "the messages without names do not look for any",
        'clause = ""': "neither is a clause",
    },
    "reference_rules.check_lists": {
        "type(None) is not str": "the longer way gives the same",
    },
    "references.place_of": {
        'lstrip("XX0XX")': "digits hold no X",
    },
    "references.extension_of": {'else "XXXX"': "no extension that is refused is in upper case"},
    "request.read": {
        "audios is None) and False": "the longer way gives the same",
        "is not audios is None": "the longer way gives the same",
        "is audios is not None": "the longer way gives the same",
    },
    "request._parted": {
        "+ kind = None": "the longer way gives the same",
        "is not int or not is_exact": "the longer way gives the same",
        "is not str or kind is not int": "the longer way gives the same",
        "is_exact(None)": "the longer way gives the same",
        "type(None) is dict": "the longer way gives the same",
        "type(given) is not dict": "the longer way gives the same",
        "type(None) is not str": "the longer way gives the same",
        "+ if type(key) is str": "the longer way gives the same",
    },
    "request._entries": {
        "type(None) is list": "the longer way gives the same",
        "type(None) is not str": "the longer way gives the same",
    },
    "request.whole_number": {
        "type(None) is int": "the longer way gives the same",
        "> _LARGEST_EXPONENT": "10^400 itself is written out as what is given for it",
        "_HUGE if": "no range holds either of the two",
        "context=None": "a context does not change how a whole number is rounded",
    },
    "resolving.check_raisable": {"zip(KINDS, column.kinds or ()": "there are as many, or none"},
    "resolving.type_rules": {
        "resolve(shared, None": "a fault of what is common is found in a mode before",
        "(stated, general), None": "a fault of what is common is found in a mode before",
        "resolve(every, ": "a fault of what is common is found in a mode before",
    },
    "rules.check": {"given.mode is None or column": "a mode that fits has no finding"},
    "rules._deprecated": {'clause = ""': "neither is a clause"},
    "rules._check_prompt": {
        '"XXblankXX"': "whether there is a second word is all that the message asks",
        '"BLANK"': "whether there is a second word is all that the message asks",
    },
    "rules._check_extra": {
        "(type(name) is str) or True": "no field is named by what is not a string",
    },
    "rules._check_field": {
        '("XXrangeXX",)': "whether there is a word is all that the message asks",
        '("RANGE",)': "whether there is a word is all that the message asks",
    },
    "scope.Scope.add_unsupported_mode": {
        '"XXinferredXX"': "whether it is given is all that the message asks",
        '"INFERRED"': "whether it is given is all that the message asks",
    },
    "scope.Scope.types_where": {"(self.task_type) or True": "asked only for a known type"},
    "scope.Scope.types_with_assets": {"(self.task_type) or True": "asked only for a known type"},
    "spec.Spec.from_dict": {
        "rule.task_type is": "prices that are not found at once are found the longer way",
    },
    "spec._copy": {"type(None) is str": "the longer way gives the same"},
    "spec.Spec._sections": {
        'Section("Source", None, ()': "without rows no header is written",
        'Section("Source", (), None': "nothing is the same as no rows",
    },
    "tables.Table.leave": {"pop(None, None)": "nothing has entered the only table that is left"},
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
