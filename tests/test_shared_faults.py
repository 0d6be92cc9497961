"""Inputs that once broke a run, kept in ../shared/faults: none costs another file, none hangs."""

import shutil
import sys
from pathlib import Path

import pytest
from timing import quiet_s

from geomap import pipeline, reports
from geomap.cli import main

FAULTS = Path(__file__).parents[2] / "shared" / "faults"
needs_faults = pytest.mark.skipif(
    not FAULTS.is_dir(), reason="the team's shared folder of faults is not beside this checkout"
)
GOOD = "Rebels captured Gao on Monday, officials said. The town is 300 km east of Timbuktu."
OPTIONS = {"events": "--events", "overrides": "--overrides", "places": "--places"}
"""What a file is for, by the first part of its name; any other is a report."""

CPU_S = 12
"""Five times what the slowest of the files takes on one quiet core."""


def files(folder):
    """The files as parameters; one that is skipped where there are none."""
    found = sorted(path.name for path in (FAULTS / folder).glob("*"))
    return found or [pytest.param("none", marks=needs_faults)]


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


@pytest.mark.parametrize("name", files("min"))
def test_a_file_that_broke_a_run_costs_no_other(name, tmp_path, monkeypatch, capfd):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    option = OPTIONS.get(name.split("-")[0])
    shutil.copy(FAULTS / "min" / name, tmp_path if option else folder)
    given = [option, str(tmp_path / name)] if option else []
    command = ["map", str(folder), *given, "-o", str(tmp_path / "map.csv")]
    monkeypatch.setattr(sys, "argv", ["geomap", *command])
    with pytest.raises(SystemExit) as stop:
        main()
    said = capfd.readouterr()
    assert "Traceback" not in said.out + said.err
    if stop.value.code:
        # a file that a user names is wrong: one line says so, nothing is written
        assert option
        assert stop.value.code == 2
        assert len(said.err.strip().splitlines()) == 1
    else:
        assert "Gao" in (tmp_path / "map.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", files("slow"))
def test_a_text_that_hung_a_run_is_read_in_bounded_time(name, tools):
    (report,), _ = reports.read(FAULTS / "slow" / name)
    assert quiet_s(lambda: pipeline.read_one(report, tools)) < CPU_S
