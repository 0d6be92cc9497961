"""The shipped data is what its description says, and nothing else."""

import hashlib
import json
from pathlib import Path

import pytest

from geomap.settings import OFFLINE

DATA = OFFLINE.data_dir
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["path"]: resource for resource in PACKAGE["resources"]}


def shipped() -> dict[str, Path]:
    files = (path for path in DATA.rglob("*") if path.is_file())
    return {path.relative_to(DATA).as_posix(): path for path in files} | {}


def test_every_file_is_described_and_every_description_has_its_file():
    assert set(RESOURCES) == set(shipped()) - {"datapackage.json"}


@pytest.mark.parametrize("path", sorted(RESOURCES))
def test_bytes_and_hash_are_as_described(path):
    content = (DATA / path).read_bytes()
    assert len(content) == RESOURCES[path]["bytes"]
    assert RESOURCES[path]["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


@pytest.mark.parametrize("path", sorted(RESOURCES))
def test_every_file_names_its_licence_and_sources(path):
    resource = RESOURCES[path]
    assert resource["licenses"]
    assert all(licence["name"] for licence in resource["licenses"])
    assert resource["sources"]
    assert all(source["title"] for source in resource["sources"])


def test_the_whole_is_at_most_40_mb():
    assert sum(path.stat().st_size for path in shipped().values()) <= 40e6
