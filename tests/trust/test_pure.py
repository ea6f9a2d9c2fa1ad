"""Pure: the package reads and writes nothing but what it is given, and changes none of that.

Shown from two sides. The text of every module is walked: what it imports, and from where. And the
whole public face is called, as `face` lists it, while everything that Python can report is watched,
and again wherever something could differ that must not matter.
"""

import ast
import copy
import json
import locale
import os
import pickle
import random
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import (
    ROUND_05UP,
    ROUND_CEILING,
    ROUND_DOWN,
    Clamped,
    Context,
    DivisionByZero,
    FloatOperation,
    Inexact,
    InvalidOperation,
    Overflow,
    Rounded,
    Subnormal,
    Underflow,
    localcontext,
)
from functools import cache
from pathlib import Path

import face
import pytest

import seedance_rules
from seedance_rules import Code

PACKAGE = Path(seedance_rules.__file__).parent
TESTS = Path(__file__).parent.parent

LAYERS = (
    ("values", "fields"),
    ("wording",),
    ("errors", "findings", "rendering"),
    ("amounts",),
    (
        *("spec.reading", "spec.parts", "spec.limits", "spec.layers", "spec.markdown"),
        *("spec._tables", "spec.spec", "spec.shipped", "spec.__init__"),
    ),
    ("request",),
    ("scope",),
    ("references", "rules"),
    ("report",),
    ("pricing", "assets", "review"),
    ("engine",),
    ("__init__",),
)
"""The modules of the engine, in the order of the way through: each imports from earlier ones alone."""

ENGINE = tuple(name for layer in LAYERS for name in layer)

KITS = {
    "bills": frozenset[str](),
    "compare": frozenset[str](),
    "conformance": frozenset[str](),
    "schema": frozenset[str](),
    "sql": frozenset[str](),
    "strategies": frozenset({"hypothesis", "hypothesis.strategies"}),
}
"""What users build on beside the engine, and what each may import that the engine may not."""

LEAVES = frozenset({"amounts", "errors", "fields", "rendering", "values", "wording"})
"""Modules that judge nothing, which a kit may use beside the public face and `spec`."""

FORMULA = ("pricing", "cost")
"""The one thing that kits take from where a request is judged and priced."""

IMPORTS = frozenset(
    {
        "abc",
        "attrs",
        "collections.abc",
        "decimal",
        "enum",
        "functools",
        "itertools",
        "json",
        "math",
        "operator",
        "re",
        "types",
        "typing",
    }
)
"""All that the engine imports beside itself: nothing here can reach outside the process."""

MORE_IMPORTS = {
    "__init__": frozenset({"importlib"}),
    "spec.shipped": frozenset({"datetime"}),
    "wording": frozenset({"datetime"}),
}
"""What one module imports besides: what brings a kit when it is first used, and days, of which none
is today's."""

KIT_IMPORTS = IMPORTS | {
    *("bisect", "collections", "contextlib", "copy", "datetime", "fractions", "hashlib"),
    *("html", "reprlib"),
}
"""What any kit may import."""

CLOCKS = frozenset({"fromtimestamp", "now", "today", "utcnow"})
"""What a date or a time has that asks a clock, or a time zone."""

REACHING_OUT = frozenset(
    {"__import__", "breakpoint", "compile", "eval", "exec", "globals", "id", "input", "open"}
    | {"print", "vars"}
)
"""Built-in names that read or write what was not given, or depend on where an object lies."""


# What the text of the package says.


@cache
def modules() -> dict[str, ast.Module]:
    """Parse the modules of the package, by their name in it: `rules`, or `conformance.cases`."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"), path.name)
    return found


def walked(module: ast.AST) -> Iterator[ast.AST]:
    """Yield what is in a module, but for what only a type checker reads."""
    for node in ast.iter_child_nodes(module):
        if not isinstance(node, ast.If) or ast.unparse(node.test) != "TYPE_CHECKING":
            yield node
            yield from walked(node)


def imports_of(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield what a module imports, wherever in it: the module, and the name taken from it or ""."""
    for node in walked(module):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module is not None, "imports are absolute"
            yield from ((node.module, alias.name) for alias in node.names)


def kit_of(name: str) -> str | None:
    """Return the kit that a module belongs to, None for a module of the engine."""
    top = name.partition(".")[0]
    return None if name in ENGINE else top


def own(source: str, taken: str) -> str | None:
    """Return the module of the package that an import names, None where it names another package."""
    top, _, inner = source.partition(".")
    if top != "seedance_rules":
        return None
    folder = PACKAGE.joinpath(*inner.split("."))
    if (folder / f"{taken}.py").exists():
        return f"{inner}.{taken}".removeprefix(".")
    if not (folder / "__init__.py").exists():
        return inner
    return f"{inner}.__init__".removeprefix(".")


def test_every_module_is_of_the_engine_or_of_a_kit() -> None:
    """A new module says where it belongs: in `LAYERS`, or in `KITS`."""
    assert {name for name in modules() if kit_of(name) is None} == set(ENGINE)
    assert {kit_of(name) for name in modules()} - {None} <= set(KITS)


@pytest.mark.parametrize("name", modules())
def test_only_listed_packages_are_imported(name: str) -> None:
    kit = kit_of(name)
    allowed = IMPORTS if kit is None else KIT_IMPORTS | KITS[kit]
    allowed = allowed | MORE_IMPORTS.get(name, frozenset())
    foreign = {source for source, taken in imports_of(modules()[name]) if not own(source, taken)}
    assert foreign <= allowed


@pytest.mark.parametrize("name", ENGINE)
def test_a_module_imports_only_from_those_earlier_on_the_way(name: str) -> None:
    earlier = ENGINE[: ENGINE.index(name)]
    from_own = {own(source, taken) for source, taken in imports_of(modules()[name])} - {None}
    assert from_own <= set(earlier)


def test_the_order_is_that_of_the_way_through() -> None:
    """Tables know no request, and nothing judges that prices."""
    knows = {name: from_all(name) for name in ENGINE}
    assert not knows["spec.__init__"] & {"request", "scope", "report", "pricing"}
    assert not knows["report"] & {"pricing", "assets", "review", "engine"}
    assert knows["engine"] >= {"report", "pricing", "spec.__init__", "amounts"}


GETATTR = """
def __getattr__(name: str) -> Any:
    'Import a kit when it is first used.'
    if name not in _KITS:
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    try:
        return import_module(f'{__name__}.{name}')
    except ImportError as error:
        raise AttributeError(str(error)) from error
"""


def test_the_face_has_names_only_and_brings_kits_when_they_are_first_used() -> None:
    """Nothing else of the package is lazy, and only this function imports by a name."""
    own = modules()["__init__"].body
    found = [node for node in own if not isinstance(node, (ast.ImportFrom, ast.Assign, ast.Expr))]
    for_checkers, lazy, completion = found
    assert isinstance(for_checkers, ast.If) and ast.unparse(for_checkers.test) == "TYPE_CHECKING"
    assert isinstance(lazy, ast.If) and ast.unparse(lazy.test) == "not TYPE_CHECKING"
    assert ast.unparse(ast.Module(lazy.body, [])) == ast.unparse(ast.parse(GETATTR))
    assert isinstance(completion, ast.FunctionDef) and completion.name == "__dir__"
    assert set(seedance_rules._KITS) == set(KITS)
    for name, module in modules().items():
        functions = [node for node in walked(module) if isinstance(node, ast.FunctionDef)]
        assert "__getattr__" not in {node.name for node in functions} or name == "__init__"
        assert "importlib" not in {source for source, _ in imports_of(module)} or name == "__init__"


def from_all(name: str) -> set[str]:
    """Return every module that a module imports, or one of those does."""
    found: set[str] = set()
    left = [name]
    while left:
        taken = {own(*one) for one in imports_of(modules()[left.pop()])} - {None} - found
        found |= taken  # type: ignore[arg-type]  # None has just been taken out
        left += taken  # type: ignore[arg-type]  # as above
    return found


@pytest.mark.parametrize("name", [name for name in modules() if kit_of(name) is not None])
def test_kits_are_built_on_the_public_face(name: str) -> None:
    """They take what `__all__` gives, `spec` and what judges nothing, and may use one another."""
    for source, taken in imports_of(modules()[name]):
        used = own(source, taken)
        if used == "__init__":
            assert not taken or taken in seedance_rules.__all__, f"{name} imports {taken}"
        elif used is not None and kit_of(used) is None and (used, taken) != FORMULA:
            is_spec = used.startswith("spec.") and used != "spec._tables"
            assert is_spec or used in LEAVES, f"{name} imports {used}, a module of the engine"


def test_nothing_of_the_engine_imports_a_kit() -> None:
    for name in ENGINE:
        assert not {kit_of(used) for used in from_all(name)} - {None}


@pytest.mark.parametrize("name", ENGINE)
def test_nothing_reaches_out_or_is_kept_for_the_next_call(name: str) -> None:
    """No built-in opens or runs anything, no statement rebinds a global, nothing is imported late."""
    module = modules()[name]
    for node in walked(module):
        assert not isinstance(node, ast.Global), "a global is rebound"
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            assert node.id not in REACHING_OUT, f"line {node.lineno} uses {node.id}"
        if isinstance(node, ast.Attribute):
            assert node.attr not in CLOCKS, f"line {node.lineno} uses {node.attr}"
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            assert node in module.body, f"line {node.lineno} imports when it is run"


# What is seen while it runs.


def run(program: str, *flags: str, env: Mapping[str, str] | None = None, given: bytes = b"") -> str:
    """Run a program in a process of its own, where the package and these tests can be imported.

    Its environment has nothing else; return what it prints.
    """
    done = subprocess.run(
        [sys.executable, "-B", *flags, "-c", program],
        env={"PYTHONPATH": os.pathsep.join([str(PACKAGE.parent), str(TESTS)]), **(env or {})},
        input=given,
        capture_output=True,
        check=False,
    )
    assert not done.returncode, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("ascii")


def test_the_whole_face_is_called() -> None:
    """`face` calls each public function, and its answers hold each public class and code."""
    called = {name.partition(":")[0] for name, _ in face.calls()}
    results = face.results().values()
    seen = {type(entry).__name__ for result in results for entry in parts_of(result)}
    for name in seedance_rules.__all__:
        public = getattr(seedance_rules, name)
        assert name in seen or name in called or not callable(public), name
    codes = {entry.code for result in results for entry in parts_of(result) if is_finding(entry)}
    assert codes == set(Code)


def is_finding(value: object) -> bool:
    return isinstance(value, seedance_rules.Finding)


def parts_of(value: object) -> Iterator[seedance_rules.Finding]:
    """Yield a value and the public values that it holds."""
    yield value  # type: ignore[misc]  # any value; only findings are asked for more
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for entry in value:
            yield from parts_of(entry)
    elif type(value) in face.SURFACE:
        for name in face.SURFACE[type(value)][0]:
            yield from parts_of(getattr(value, name))


AUDIT = """
import json, sys
import face

events = set()
watching = False

def hook(event, arguments):
    if watching:
        events.add(event)

sys.addaudithook(hook)
watching = True
results = face.results()
shown = [face.describe(result) for result in results.values()]
watching = False
print(json.dumps(sorted(events)))
"""


def test_an_audit_hook_sees_nothing() -> None:
    """After import no call opens, connects, starts, imports, compiles or asks for anything.

    Python reports each of these to audit hooks, which cannot be removed: so it is another process.
    Two events are of no concern: the `repr` that attrs writes guards itself by `id`, and a spec that
    is built is frozen for everybody but itself.
    """
    assert set(json.loads(run(AUDIT))) <= {"builtins.id", "object.__setattr__"}


PROFILE = """
import json, sys
import face

called = set()

def watch(frame, event, argument):
    if event == "c_call":
        owner = argument.__self__ if isinstance(argument.__self__, type) else type(argument.__self__)
        called.add(argument.__module__ or owner.__module__)
    elif event == "call":
        called.add(frame.f_globals.get("__name__", "?"))

calls = list(face.calls())
sys.setprofile(watch)
for _, call in calls:
    face.result(call)
sys.setprofile(None)
print(json.dumps(sorted(called - {"face", "sys"})))
"""

RUNS = frozenset(
    {"_abc", "_functools", "_sre", "abc", "builtins", "decimal", "math", "re"}
    | {"contextlib", "re._compiler", "re._parser"}
    | {"attr._make", "attr._next_gen", "collections", "collections.abc", "enum", "functools"}
    | {"_collections_abc", "types", "_collections", "operator", "_operator", "datetime"}
    | {"json", "json.decoder", "json.scanner", "_json", "itertools"}
)
"""The modules, compiled ones included, whose functions a call may run. None has a clock or a file,
but for the dates of `datetime`, of which no function that asks a clock is named anywhere.

Python names the module of a tuple with names after the class: `namedtuple_Inference`.
"""
"""The modules, compiled ones included, whose functions a call may run. None has a clock or a file."""


def test_no_function_of_a_clock_an_environment_or_a_generator_of_chance_is_run() -> None:
    """Python reports no event for these; but every function that is run can be watched."""
    run_from = set(json.loads(run(PROFILE)))
    ours = ("seedance_rules", "namedtuple_")
    assert {name for name in run_from if not name.startswith(ours)} <= RUNS


def test_importing_the_package_brings_no_kit_and_no_way_out() -> None:
    loaded = json.loads(
        run(
            "import attrs, json, sys; before = set(sys.modules); import seedance_rules;"
            "print(json.dumps(sorted(set(sys.modules) - before)))"
        )
    )
    assert {name for name in loaded if name.startswith("seedance_rules.")} == {
        f"seedance_rules.{name}".removesuffix(".__init__") for name in ENGINE if name != "__init__"
    }
    assert not {"html", "difflib", "heapq"} & {*loaded}
    tops = {name.partition(".")[0] for name in loaded}
    assert not tops & {"asyncio", "http", "logging", "multiprocessing", "random", "socket", "ssl"}
    assert not tops & {"sqlite3", "subprocess", "tempfile", "threading", "urllib", "hypothesis"}


# What is given stays as it was.


def snapshot(value: object) -> object:
    """Describe a value to the last object in it: which it is, its type, and what it holds."""
    held: object = None
    if isinstance(value, Mapping):
        held = [(snapshot(key), snapshot(entry)) for key, entry in value.items()]
    elif isinstance(value, (list, tuple)):
        held = [snapshot(entry) for entry in value]
    elif isinstance(value, (set, frozenset)):
        held = sorted(map(id, value))
    return id(value), type(value), held


@pytest.mark.parametrize("name", face.requests())
def test_a_request_is_deeply_unchanged(name: str) -> None:
    request, videos, audios = face.requests()[name]
    before = snapshot(request)
    for _, call in face.calls_of_one(
        name, seedance_rules.load_spec("2026-06"), request, videos, audios
    ):
        describe(call)
        assert snapshot(request) == before


def test_tables_are_deeply_unchanged() -> None:
    data = seedance_rules.load_spec("2026-06").to_dict()
    before = snapshot(data)
    spec = seedance_rules.Spec.from_dict(data)
    face.describe(spec)
    assert snapshot(data) == before


SPOIL = """
import json
import face

def spoil(value):
    if isinstance(value, (list, tuple, set, frozenset)):
        for entry in list(value):
            spoil(entry)
    elif isinstance(value, face.Mapping):
        for entry in list(value.values()):
            spoil(entry)
    elif type(value) in face.SURFACE:
        attributes, methods = face.SURFACE[type(value)]
        for name in attributes:
            spoil(getattr(value, name))
            try:
                setattr(value, name, None)
            except AttributeError:
                continue
            raise SystemExit(f"{type(value).__name__}.{name} can be set")
        for name in methods:
            try:
                spoil(getattr(value, name)())
            except ValueError:
                pass
    if isinstance(value, (list, dict, set)):
        try:
            value.clear()
        except TypeError:
            pass

before = face.answers()
for result in face.results().values():
    spoil(result)
after = face.answers()
print(json.dumps([name for name in before if before[name] != after[name]]))
"""


def test_what_a_caller_does_to_an_answer_changes_no_other() -> None:
    """Every attribute refuses to be set; every list and dict in an answer is the caller's own."""
    assert json.loads(run(SPOIL)) == []


# What must not matter.

HERE = face.answers()


def differing(answers: Mapping[str, object]) -> list[str]:
    """Name the answers that are not what they are here."""
    return [name for name in HERE if answers[name] != HERE[name]]


ENVIRONMENTS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "hash seed": ((), {"PYTHONHASHSEED": "1", "PYTHONUTF8": "1"}),
    "another hash seed, in Turkish": (
        (),
        {"PYTHONHASHSEED": "4711", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr", "PYTHONUTF8": "0"},
    ),
    "time zone, no text encoding": (
        (),
        {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    ),
    "few digits": (("-O",), {"PYTHONINTMAXSTRDIGITS": "640", "TZ": "America/St_Johns"}),
    "any number of digits": (("-OO",), {"PYTHONINTMAXSTRDIGITS": "0", "PYTHONHASHSEED": "0"}),
    "every check of Python": (("-bb", "-X", "dev", "-W", "error"), {"PYTHONHASHSEED": "99"}),
}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_the_environment_makes_no_difference(name: str) -> None:
    flags, env = ENVIRONMENTS[name]
    program = "import json, face; print(json.dumps(face.answers()))"
    assert differing(json.loads(run(program, *flags, env=env))) == []


@contextmanager
def collation(name: str) -> Iterator[None]:
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:  # not every machine has every locale; the plain one is everywhere
        locale.setlocale(locale.LC_ALL, "C")
    try:
        yield
    finally:
        locale.setlocale(locale.LC_ALL, before)


@pytest.mark.parametrize("name", ["C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8"])
def test_the_locale_makes_no_difference(name: str) -> None:
    with collation(name):
        assert differing(face.answers()) == []


SIGNALS = [
    Clamped,
    DivisionByZero,
    FloatOperation,
    Inexact,
    InvalidOperation,
    Overflow,
    Rounded,
    Subnormal,
    Underflow,
]

CONTEXTS = {
    "precision 2, inexact results trapped": Context(prec=2, traps=[Inexact]),
    "precision 1, everything trapped": Context(prec=1, Emin=0, Emax=0, traps=SIGNALS),
    "nothing trapped": Context(prec=3, rounding=ROUND_CEILING, traps=[]),
    "small letters, clamped": Context(prec=5, capitals=0, clamp=1, rounding=ROUND_05UP),
    "no precision spared": Context(prec=10**6, rounding=ROUND_DOWN, traps=SIGNALS),
}


@pytest.mark.parametrize("name", CONTEXTS)
def test_the_decimal_context_makes_no_difference(name: str) -> None:
    """No result depends on the caller's context, and none of its flags is raised."""
    with localcontext(CONTEXTS[name]) as context:
        context.clear_flags()
        assert differing(face.answers()) == []
        assert not any(context.flags.values())


@contextmanager
def recursion_limit(limit: int) -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(limit)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def depth() -> int:
    frame, found = sys._getframe(), 0
    while frame.f_back is not None:
        frame, found = frame.f_back, found + 1
    return found


@pytest.mark.parametrize("more", [120, 10**6])
def test_a_hundred_calls_deep_is_enough(more: int) -> None:
    """Whatever is in a request, a hundred calls deep is enough."""
    calls = list(face.calls())
    nested: list[object] = []
    for _ in range(10_000):
        nested = [nested]
    expected = judged(nested)
    with recursion_limit(depth() + more):
        assert judged(nested) == expected
        assert differing({name: describe(call) for name, call in calls}) == []


def judged(prompt: object) -> object:
    request, *_ = face.asked(prompt=prompt, more=prompt)
    return seedance_rules.validate(face.as_dict(request)).to_dict()


def describe(call: face.Call) -> object:
    return face.describe(face.result(call))


def test_threads_give_the_same_answers() -> None:
    """Many threads share the specs and the requests, and switch as often as Python lets them."""
    calls, count = list(face.calls()), 6
    start, found = threading.Barrier(count), list[dict[str, object]]()

    def work(seed: int) -> None:
        mine = random.Random(seed).sample(calls, len(calls))
        start.wait()
        found.append({name: describe(call) for name, call in mine})

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(count)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert len(found) == count
    assert not any(map(differing, found))


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_every_public_value_survives_pickling(protocol: int) -> None:
    for name, result in face.results().items():
        again = pickle.loads(pickle.dumps(result, protocol))
        assert type(again) is type(result)
        assert face.describe(again) == HERE[name]


def test_every_public_value_survives_copying() -> None:
    for name, result in face.results().items():
        assert face.describe(copy.deepcopy(result)) == HERE[name]
        assert face.describe(copy.copy(result)) == HERE[name]


def test_every_part_of_a_public_value_survives_pickling() -> None:
    """A task type, a clause, a column or a finding alone, as a worker may send it."""
    for result in face.results().values():
        for part in parts_of(result):
            if type(part) in face.SURFACE and type(part).__name__ in seedance_rules.__all__:
                assert face.describe(pickle.loads(pickle.dumps(part))) == face.describe(part)


UNPICKLE = """
import json, pickle, sys
import face

results = pickle.load(sys.stdin.buffer)
print(json.dumps({name: face.describe(result) for name, result in results.items()}))
"""


def test_processes_give_the_same_answers() -> None:
    """What one process pickles, another with other hashes reads as the same."""
    given = pickle.dumps(face.results())
    assert differing(json.loads(run(UNPICKLE, env={"PYTHONHASHSEED": "5"}, given=given))) == []
