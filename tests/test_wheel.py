"""The wheel carries the data once, each licence's text, the page's assets, no workshop."""

import json
import re
import subprocess
import sys
import zipfile
from collections import Counter
from email import message_from_bytes
from pathlib import Path

import pytest

import geomap

ROOT = Path(__file__).parents[1]
TEXTS = {path.stem: path for path in (ROOT / "LICENSES").glob("*.txt")}
IN_MAPS = {"BSD-2-Clause"}  # Leaflet: in every map that is made, not in the wheel itself
SPDX = {
    "MIT": "Permission is hereby granted, free of charge",
    "CC-BY-4.0": "Attribution 4.0 International",
    "CC0-1.0": "CC0 1.0 Universal",
    "LGPL-2.1-or-later": "Version 2.1, February 1999",
    "LGPL-3.0-or-later": "Version 3, 29 June 2007",
    "Unicode-3.0": "UNICODE LICENSE V3",
    "BSD-2-Clause": "Vladimir Agafonkin",
    "LicenseRef-public-domain": "17 U.S.C. 105",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> zipfile.ZipFile:
    pytest.importorskip("hatchling")
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index"]
    command += ["--no-build-isolation", "--wheel-dir", str(target), str(ROOT)]
    subprocess.run(command, check=True, timeout=300)
    return zipfile.ZipFile(next(target.glob("geomap_news-*.whl")))


@pytest.fixture(scope="module")
def names(wheel) -> list[str]:
    return wheel.namelist()


@pytest.fixture(scope="module")
def metadata(wheel):
    name = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    return message_from_bytes(wheel.read(name))


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


def of_the_data() -> set[str]:
    """Licences that the shipped data names; what SPDX does not know is a LicenseRef."""
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    named = {licence["name"] for file in package["resources"] for licence in file["licenses"]}
    return {"LicenseRef-public-domain" if name == "public-domain" else name for name in named}


def test_the_metadata_names_every_licence_of_the_code_and_the_data(metadata):
    named = metadata["License-Expression"].split(" AND ")
    assert sorted(named) == sorted({"MIT"} | of_the_data())


def test_the_wheel_has_a_name_of_our_own_and_the_sockets_of_others(wheel, metadata):
    assert metadata["Name"] == "geomap-news"
    assert metadata["Version"] == geomap.__version__
    points = next(n for n in wheel.namelist() if n.endswith(".dist-info/entry_points.txt"))
    told = wheel.read(points).decode()
    assert "[console_scripts]\ngeomap = geomap.cli:main" in told
    assert "[spacy_factories]\ngeomap = geomap.plugins.component:place_reader" in told


def test_no_text_names_the_package_that_is_not_ours():
    kinds = ("*.py", "*.md", "*.toml", "*.ipynb", "*.js", "*.ts")
    folders = ("geomap", "docs", "notebooks", "tools")
    texts = [path for folder in folders for kind in kinds for path in (ROOT / folder).rglob(kind)]
    texts += [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "pyproject.toml")]
    theirs = re.compile(r"(?<![\w-])geomap\[[a-z,]+\]|pip install [\"']?geomap(?![\w-])")
    named = {str(path) for path in texts if theirs.search(path.read_text(encoding="utf-8"))}
    assert not named


def test_every_licence_has_its_text_in_the_wheel(wheel, metadata):
    assert set(TEXTS) == {"MIT"} | of_the_data() | IN_MAPS
    assert set(metadata.get_all("License-File")) == {
        "LICENSE",
        *(f"LICENSES/{path.name}" for path in TEXTS.values()),
    }
    for path in TEXTS.values():
        name = next(n for n in wheel.namelist() if n.endswith(f"licenses/LICENSES/{path.name}"))
        assert wheel.read(name) == path.read_bytes()


@pytest.mark.parametrize("name", sorted(SPDX))
def test_a_licences_text_is_that_licence(name):
    assert SPDX[name] in TEXTS[name].read_text(encoding="utf-8")


def test_the_readme_names_every_licence_of_the_data():
    readme = (ROOT / "README.md").read_text(encoding="utf-8").replace("CC BY 4.0", "CC-BY-4.0")
    for name in of_the_data():
        words = name.removeprefix("LicenseRef-").replace("public-domain", "public domain")
        assert words.removesuffix("-1.0").removesuffix("-or-later") in readme
