"""The wheel carries the data once, the page's assets, and nothing of the workshop."""

import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def names(tmp_path_factory) -> list[str]:
    pytest.importorskip("hatchling")
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index"]
    command += ["--no-build-isolation", "--wheel-dir", str(target), str(ROOT)]
    subprocess.run(command, check=True, timeout=300)
    return zipfile.ZipFile(next(target.glob("geomap-*.whl"))).namelist()


def test_every_data_file_is_in_the_wheel_once(names):
    data = ROOT / "data"
    expected = {
        f"geomap/data/{path.relative_to(data).as_posix()}"
        for path in data.rglob("*")
        if path.is_file()
    }
    assert expected <= set(names)
    assert max(Counter(names).values()) == 1
    assert not [name for name in names if name.startswith("data/")]


def test_the_pages_assets_and_the_typing_marker_are_in_the_wheel(names):
    assert "geomap/py.typed" in names
    assert any(name.endswith(".js") for name in names)
    assert any(name.endswith(".css") for name in names)


def test_tests_tools_and_benchmarks_stay_at_home(names):
    home = {"tests", "tools", "notebooks", "benchmarks"}
    assert not [name for name in names if name.split("/")[0] in home]
    assert not [name for name in names if ".without-" in name]
