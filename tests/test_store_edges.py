"""The edges of a store's tasks: what kills its reader, how work is shared, who waits for nobody."""

import subprocess
import sys
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from geomap import store
from geomap.errors import DataError, InputError
from geomap.settings import OFFLINE
from geomap.store import parts, running
from geomap.store.units import Unit

CULPRIT = "u", "report-7"


@pytest.fixture
def task(tmp_path):
    unit = Unit(key="u", path=tmp_path / "a.txt", name="a.txt")
    return parts.Task(store=tmp_path / "store", units=(unit,), settings=OFFLINE)


def died(task, *, reading):
    """The task again, after the process that read a report of it died."""
    task.store.mkdir(exist_ok=True)
    parts._note(task, *reading)
    return task.without_culprit()


def test_a_report_is_left_out_once_two_processes_died_of_it(task):
    once = died(task, reading=CULPRIT)
    assert once.skipped == frozenset()
    assert died(once, reading=CULPRIT).skipped == {CULPRIT}
    other = died(once, reading=("u", "report-8"))
    assert other.skipped == frozenset()
    assert died(other, reading=("u", "report-8")).skipped == {("u", "report-8")}


def test_processes_that_die_before_they_read_are_no_reports_fault(task):
    with pytest.raises(DataError, match="die before they begin"):
        task.without_culprit()


def test_what_kills_its_process_though_it_is_left_out_ends_the_build(task):
    with pytest.raises(DataError, match="die before they begin"):
        died(replace(task, skipped=frozenset({CULPRIT})), reading=CULPRIT)


@pytest.mark.parametrize(("kilobytes", "tasks"), [(1, (1, 3)), (300, (8, 20))])
def test_long_files_are_shared_among_several_workers_and_short_ones_read_together(
    tmp_path, kilobytes, tasks
):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 1_000 * kilobytes)
    units = [Unit(key=f"{n}", path=path, name="a.txt") for n in range(20)]
    found = list(store._split(units, 100))
    assert [unit for some in found for unit in some] == units
    assert tasks[0] <= len(found) <= tasks[1]


@dataclass
class Nobody:
    """A crew whose workers are gone."""

    died: tuple[type[Exception], ...] = ()
    executor: Any = None
    waited_s: list[float] = field(default_factory=list)

    def __post_init__(self):
        self.executor = self

    def submit(self, *_):
        return Future()

    def most(self):
        return 1

    def check(self):
        raise InputError("no worker")


def test_who_waits_for_workers_that_are_gone_is_told_within_minutes(task, monkeypatch):
    crew = Nobody()

    def wait(asked, *, timeout, **_):
        crew.waited_s.append(timeout)
        return set(), set(asked)

    monkeypatch.setattr(running, "wait", wait)
    with pytest.raises(InputError, match="no worker"):
        running.run([task], crew, told=lambda _: None)
    assert 20 < sum(crew.waited_s) < 600


KILLED = """
import os, sys
from geomap import writing

with writing.replacing(sys.argv[1]):
    os._exit(9)
"""


def test_a_build_that_was_killed_as_it_began_is_begun_again(tmp_path):
    """Found by the campaign: what was being written stood in the way of the next run."""
    told, home = tmp_path / "in.txt", tmp_path / "store"
    told.write_text("Rebels captured Gao on Monday, officials said.", encoding="utf-8")
    home.mkdir()
    subprocess.run([sys.executable, "-c", KILLED, str(home / "store.json")], check=False)
    assert len(list(home.iterdir())) == 1
    assert store.build(told, home).reports == 1
    # what is not geomap's still is nobody's store
    other = tmp_path / "other"
    other.mkdir()
    (other / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="new or empty"):
        store.build(told, other)
