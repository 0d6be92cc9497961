"""The tool that breaks one threshold at a time: what it finds and what it calls killed."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))
import mutants  # noqa: E402
import touched  # noqa: E402

ROOM = """
from dataclasses import dataclass

_FAR_M = 50_000.0
_DAYS = (1, 30)
_CHUNK = 1 << 20
_WORDS = ("near", "far")


@dataclass
class Settings:
    reach_km: float = 3.0


def far(distance_m, *, slack_m=10.0):
    if distance_m is None or not distance_m < 1e9:
        return False
    return distance_m - slack_m > _FAR_M


def other():
    return "nothing of it"
"""
TESTS = """
from geomap import room


def test_what_is_sixty_kilometres_away_is_far():
    assert room.far(60_000.0)
    assert not room.far(40_000.0)
    assert not room.far(None)
"""


@pytest.fixture
def tree(tmp_path):
    for name, text in {
        "geomap/__init__.py": "",
        "geomap/room.py": ROOM,
        "tests/test_room.py": TESTS,
        "tools/mutants.toml": "mutant = []",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def explain(tree, name, *changes, why="a size"):
    (tree / "tools/mutants.toml").write_text(
        f"[[mutant]]\nmodule = 'geomap/room.py'\nname = '{name}'\nchange = {list(changes)}\n"
        f"why = '{why}'\n",
        encoding="utf-8",
    )


def run(tree, *more):
    argv = [sys.executable, ROOT / "tools" / "mutate.py", "--root", tree, "--all", "--cold", *more]
    return subprocess.run(argv, capture_output=True, encoding="utf-8", check=False, timeout=300)


def test_numbers_defaults_and_conditions_are_found_one_change_each(tree):
    found = {(one.name, one.change) for one in mutants.find(tree)}
    both = (mutants.LARGER, mutants.SMALLER)
    for name in ("_FAR_M", "_DAYS", "_CHUNK", "Settings.reach_km", "far(slack_m)"):
        assert {(name, change) for change in both} <= found
    assert ("far: distance_m is None", mutants.TURNED) in found
    assert ("far: return False", mutants.TURNED) in found
    assert ("far: distance_m is None or not distance_m < 1000000000.0", "and for or") in found
    assert ("far: distance_m < 1000000000.0: 1000000000.0", mutants.LARGER) in found
    assert not [name for name, _ in found if "_WORDS" in name]


def test_a_mutant_differs_from_its_module_in_one_place_and_still_compiles(tree):
    for one in mutants.find(tree):
        compile(one.mutated, one.module, "exec")
        before, after = ROOM.splitlines(), one.mutated.decode().splitlines()
        assert [a == b for a, b in zip(before, after, strict=True)].count(False) == 1


@pytest.mark.parametrize(
    ("name", "change", "value"),
    [
        ("_FAR_M", mutants.LARGER, 500_000.0),
        ("_DAYS", mutants.SMALLER, (0, 3)),
        ("_CHUNK", mutants.LARGER, 10 << 20),
    ],
)
def test_a_change_of_a_number_is_gross(tree, name, change, value):
    one = next(one for one in mutants.find(tree) if (one.name, one.change) == (name, change))
    names = {"__name__": "room"}
    exec(compile(one.mutated, one.module, "exec"), names)
    assert names[name] == value


def test_a_sample_is_the_same_again_and_another_with_another_seed():
    every = mutants.find(ROOT)
    first, again, other = (mutants.sample(every, n=4, seed=seed) for seed in (0, 0, 1))
    assert first == again != other
    rooms = {one.room for one in every}
    assert {one.room for one in first} == rooms
    for room in rooms:
        assert len([one for one in first if one.room == room and one.number]) <= 4


def test_what_tests_notice_is_killed_what_they_do_not_survives_and_the_tree_is_as_it_was(tree):
    before = {path: path.read_bytes() for path in sorted(tree.rglob("*")) if path.is_file()}
    done = run(tree, "--like", "_FAR_M")
    assert {path: path.read_bytes() for path in sorted(tree.rglob("*")) if path.is_file()} == before
    lines = done.stdout.splitlines()
    assert [line for line in lines if "killed" in line and "_FAR_M  [times 10]" in line]
    assert not [line for line in lines if "SURVIVED" in line]
    assert done.returncode == 0, done.stdout + done.stderr

    explain(tree, "Settings.reach_km", "times 10")
    done = run(tree, "--like", "reach_km")
    assert "explained  geomap/room.py:12  Settings.reach_km  [times 10]: a size" in done.stdout
    assert "not explained: geomap/room.py:12  Settings.reach_km  [divided by 10]" in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize("name", ["_FAR_M", "_GONE"])
def test_an_explanation_of_what_no_longer_survives_fails(tree, name):
    explain(tree, name, "times 10")
    done = run(tree, "--like", "_FAR_M")
    assert "explained, and" in done.stdout
    assert done.returncode == 1


def test_tests_that_fail_already_are_said_and_nothing_is_judged(tree):
    (tree / "tests/test_room.py").write_text("def test_it(): assert False", encoding="utf-8")
    done = run(tree, "--like", "_FAR_M")
    assert "tests/test_room.py fails without a mutant" in done.stderr
    assert done.returncode == 1


SHARED = """
import pytest
from geomap import room


@pytest.fixture(scope="module")
def far():
    return room.far(60_000.0)


def test_it_asks_the_fixture(far):
    assert True


def test_it_asks_the_fixture_as_well(far):
    assert far


def test_it_asks_something_else():
    assert room.other()


def test_it_reads_the_constant():
    assert room._FAR_M
"""


def test_a_mutant_meets_the_tests_that_enter_what_it_changes_or_read_it_also_by_a_fixture(tree):
    (tree / "tests/test_room.py").write_text(SHARED, encoding="utf-8")
    done = run(tree, "--like", "_FAR_M")
    (killed,) = [line for line in done.stdout.splitlines() if "_FAR_M  [times 10]" in line][:1]
    assert "killed" in killed
    assert "3 tests" in killed
    done = run(tree, "--like", "reach_km")
    assert done.stdout.count("SURVIVED") == 2


MODULES = {
    "geomap/a.py": "_N = 3\n_TWICE = _N * 2\nWIDE = 9\n\n\ndef f(x, y=2):\n    return x > _TWICE\n"
    "\n\nclass A:\n    size: int = 4\n\n    def g(self):\n        return self.size > 1\n"
    "\n\nclass E:\n    ONE = 1\n\n    def of(cls):\n        return [*cls]\n",
    "geomap/b.py": "from geomap import a\n_N = 1\n\n\ndef h():\n    return _N + a.WIDE\n",
}


@pytest.mark.parametrize(
    ("name", "functions"),
    [
        ("_N", {touched.NOTHING, ("geomap/a.py", "f")}),
        ("WIDE", {touched.NOTHING, ("geomap/b.py", "h")}),
        ("f(y)", {("geomap/a.py", "f")}),
        ("A.size", {touched.NOTHING, ("geomap/a.py", "A.g")}),
        ("E.ONE", {touched.NOTHING, ("geomap/a.py", "E.of")}),
        ("A.g: self.size > 1", {("geomap/a.py", "A.g")}),
    ],
)
def test_what_a_mutant_changes_is_its_function_or_all_that_use_its_constant(
    tmp_path, name, functions
):
    for path, text in MODULES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    every = [one for one in mutants.find(tmp_path) if one.module == "geomap/a.py"]
    one = next(one for one in every if one.name == name)
    assert touched.changed_by(one, touched.modules(tmp_path)) == functions
