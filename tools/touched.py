"""Which test enters which function of geomap: pytest plugins that record it and that go by it.

A mutant is only noticed by a test that enters a function which it changes. One run of the tests
as the tree stands records that for each test with its seconds; a mutant then meets those tests
alone, those at an edge before others and the cheapest first.
"""

import ast
import functools
import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType

import pytest
from mutants import Mutant

Function = tuple[str, str]  # path of a module below the root, qualified name
NOTHING: Function = ("", "")
"""What a test enters that only reads constants, and what changes with each of these."""


@dataclass(eq=False)
class Recorder:
    """Plugin: write each passed test's seconds and the functions that it entered as JSON.

    What a fixture of a file or of the session enters counts for every test that asks for it.
    """

    root: Path
    to: Path
    _tests: dict[str, tuple[float, set[CodeType]]] = field(default_factory=dict)
    _fixtures: dict[str, set[CodeType]] = field(default_factory=dict)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Record one test."""
        before = time.process_time()
        with _entering() as entered:
            yield
        for name in getattr(item, "fixturenames", ()):
            entered |= self._fixtures.get(name, set())
        self._tests[item.nodeid] = time.process_time() - before, entered

    @pytest.hookimpl(hookwrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef) -> Iterator[None]:
        """Record a fixture that several tests share."""
        with _entering() as entered:
            yield
        if fixturedef.scope != "function":
            self._fixtures.setdefault(fixturedef.argname, set()).update(entered)

    def pytest_sessionfinish(self) -> None:
        """Write what was recorded."""
        package = f"{self.root}/geomap/"
        rows = {
            name: (seconds, sorted({
                (code.co_filename.removeprefix(f"{self.root}/"),
                 code.co_qualname.partition(".<locals>")[0])
                for code in entered if code.co_filename.startswith(package)
            }))
            for name, (seconds, entered) in self._tests.items()
        }  # fmt: skip
        self.to.write_text(json.dumps(rows), encoding="utf-8")


_OPEN: list[set[CodeType]] = []


@contextmanager
def _entering() -> Iterator[set[CodeType]]:
    """Give the set of code that is entered inside, of which what is around it has its share."""
    entered: set[CodeType] = set()
    outer = sys.gettrace()

    def enter(frame: FrameType, *_: object) -> None:
        entered.add(frame.f_code)

    _OPEN.append(entered)
    sys.settrace(enter)
    threading.settrace(enter)
    try:
        yield entered
    finally:
        sys.settrace(outer)
        threading.settrace(outer)
        _OPEN.pop()
        if _OPEN:
            _OPEN[-1].update(entered)


@dataclass(eq=False)
class Chooser:
    """Plugin: run these tests alone, by their rank, the tests of a file together."""

    seconds: dict[str, float]

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Choose among what was collected, and sort it."""
        chosen = [item for item in items if item.nodeid in self.seconds]
        whole: dict[str, float] = {}
        for item in chosen:
            name = item.nodeid.partition("::")[0]
            whole[name] = whole.get(name, 0) + self.seconds[item.nodeid]
        files = {name: rank(name, seconds) for name, seconds in whole.items()}
        items[:] = sorted(
            chosen,
            key=lambda item: (
                files[item.nodeid.partition("::")[0]],
                rank(item.nodeid, self.seconds[item.nodeid]),
            ),
        )


def rank(name: str, seconds: float) -> tuple[bool, float, str]:
    """What a test or a file of tests is sorted by: those at an edge first, then the cheapest."""
    return "_edges.py" not in name, seconds, name


def changed_by(mutant: Mutant, trees: dict[str, ast.Module]) -> set[Function]:
    """The functions that a mutant changes: the one it lies in, or all that mention its constant.

    Parameters
    ----------
    mutant
        The change.
    trees
        Every module of the package, by its path.

    Returns
    -------
    set
        Paths and qualified names; of a constant of a class the class's own methods too, which may
        go through all of it. With `NOTHING` where a constant is changed.
    """
    tree = trees[mutant.module]
    inside = {name for name, node in _functions(tree) if _holds(node, mutant.line)}
    if inside:
        return {(mutant.module, name) for name in inside}
    names = {name for one in _assignments(tree) if _holds(one, mutant.line) for name in _set(one)}
    own = f"{mutant.name.rpartition('.')[0]}."
    methods = {name for name, _ in _functions(tree) if name.startswith(own)}
    found: set[Function] = {NOTHING, *((mutant.module, name) for name in methods)}
    reach = {path: one for path, one in trees.items() if path == mutant.module or _public(names)}
    for _ in range(3):  # a constant may be made of a constant that is made of it
        for one in (one for tree in reach.values() for one in _assignments(tree)):
            if one.value is not None and names & _mentioned(one.value):
                names |= _set(one)
    for path, one in reach.items():
        found |= {(path, name) for name, node in _functions(one) if names & _mentioned(node)}
    return found


def modules(root: Path) -> dict[str, ast.Module]:
    """Every module of the package below a root, by its path with slashes."""
    paths = sorted((root / "geomap").rglob("*.py"))
    return {path.relative_to(root).as_posix(): ast.parse(path.read_bytes()) for path in paths}


def _public(names: set[str]) -> bool:
    return any(not name.startswith("_") for name in names)


def _holds(node: ast.AST, line: int) -> bool:
    return node.lineno <= line <= node.end_lineno


def _functions(tree: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Functions of a module and methods of its classes; what lies in a function is part of it."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield prefix + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{prefix}{node.name}.")


def _assignments(tree: ast.Module | ast.ClassDef) -> Iterator[ast.Assign | ast.AnnAssign]:
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            yield node
        elif isinstance(node, ast.ClassDef):
            yield from _assignments(node)


def _set(node: ast.Assign | ast.AnnAssign) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}


@functools.cache
def _mentioned(node: ast.AST) -> frozenset[str]:
    """Every name, attribute and keyword below a node."""
    kinds = {ast.Name: "id", ast.Attribute: "attr", ast.keyword: "arg"}
    below = ((one, kinds.get(type(one))) for one in ast.walk(node))
    return frozenset(getattr(one, kind) for one, kind in below if kind and getattr(one, kind))
