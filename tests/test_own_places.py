"""A user's own places: few in memory, many in a file that all processes share, with one answer."""

import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import replace

import pytest

from geomap.errors import GeomapWarning, InputError
from geomap.gazetteer import EmbeddedGazetteer, user_file
from geomap.gazetteer.names import fold
from geomap.gazetteer.user import UserPlaces
from geomap.gazetteer.user_file import SharedPlaces, opened
from geomap.settings import OFFLINE

ROWS = """name,lon,lat,id,kind,country,alternates,admin1,population,uncertainty_m,source
Qolla,69.123456789,35.3,,S.CHKP,af,Post Seven|CP7|,Kapisa,12,300.25,survey
Kolleh,69.5,35.1,x1,,AF,Qolla|"a "" b",,,,
Qolla,10,20,x2,,TJ,,,,,
"Two
lines",11,21,x3,,,"one
name|Ünye",,,,
123,12,22,x4,T.MT,TR,U.S.|İzmir,,,,
"""
LATER = "name,lon,lat,id,alternates\nNew Kolleh,1,2,x1,Other\nQolla,3,4,x9,\n"
NAMES = [
    "Qolla", "qolla", "Post Seven", "cp7", 'a " b', "Two\nlines", "one\nname", "ünye", "Unye",
    "123", "U.S.", "izmir", "Kolleh", "New Kolleh", "Other", "nobody", "a\ud800", "",
]  # fmt: skip
IDS = ["user:own:2", "x1", "x2", "x3", "x4", "x9", "none", "x\ud800"]


@pytest.fixture
def paths(tmp_path):
    (tmp_path / "own.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "later.csv").write_text(LATER, encoding="utf-8-sig")
    return [tmp_path / "own.csv", tmp_path / "later.csv"]


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Settings with a cache folder of their own; any number of places is many."""
    monkeypatch.setattr(user_file, "FEW_BYTES", 0)
    return replace(OFFLINE, cache_dir=tmp_path / "cache")


def test_few_places_are_kept_in_no_file(paths, tmp_path):
    cache = tmp_path / "cache"
    assert isinstance(opened(paths, replace(OFFLINE, cache_dir=cache)), UserPlaces)
    assert not cache.exists()


def test_the_file_answers_as_memory_does(paths, settings):
    few, many = UserPlaces.read(paths), opened(paths, settings)
    assert isinstance(many, SharedPlaces)
    assert len(many) == len(few) == 6
    for name in NAMES:
        assert list(many.named(fold(name))) == list(few.named(fold(name))), name
        for country in (None, "AF", "TJ"):
            assert many.lookup(name, country=country) == few.lookup(name, country=country)
    assert [many.place(one) for one in IDS] == [few.place(one) for one in IDS]
    assert few.lookup("Qolla", country=None)
    assert len(opened(paths[::-1], settings).named("new kolleh")) == 0


def test_a_gazetteer_with_many_places_of_ones_own_says_the_same(paths, tmp_path, monkeypatch):
    few = EmbeddedGazetteer(OFFLINE, extra=paths)
    monkeypatch.setattr(user_file, "FEW_BYTES", 0)
    # the shipped file beside it need not be unpacked again
    monkeypatch.setattr(user_file, "_kept", lambda files, _: kept(files, tmp_path / "cache"))
    many = EmbeddedGazetteer(OFFLINE, extra=paths)
    for name in (*NAMES, "Paris", "Kabul"):
        assert many.lookup(name) == few.lookup(name)
        assert many.contains(fold(name)) == few.contains(fold(name))
    assert [many.place(one) for one in IDS] == [few.place(one) for one in IDS]
    assert many.info()["user_places"] == few.info()["user_places"] == 6


kept = user_file._kept


def made(settings):
    return sorted(path.name for path in settings.cache_dir.glob("places-*.sqlite"))


def test_the_file_is_made_once_and_anew_when_it_must(paths, settings, monkeypatch):
    written = []
    write = user_file._write
    monkeypatch.setattr(
        user_file, "_write", lambda part, files: written.append(part) or write(part, files)
    )
    for _ in range(2):
        opened(paths, settings)
    assert len(written) == 1
    first = made(settings)
    # the same name with other places, and nothing of the old is left
    paths[0].write_text(ROWS.replace("Kolleh", "Kolleh Bala"), encoding="utf-8")
    assert opened(paths, settings).place("x1").name == "New Kolleh"
    assert opened(paths[:1], settings).place("x1").name == "Kolleh Bala"
    assert len(written) == 3
    assert not set(first) & set(made(settings))
    monkeypatch.setattr(user_file, "_code", lambda: b"another code")
    opened(paths, settings)
    assert len(written) == 4
    assert len(made(settings)) == 2


@pytest.mark.parametrize("damage", ["a part", "its end"])
def test_a_damaged_file_is_made_again_and_says_so(paths, settings, damage):
    opened(paths, settings)
    path = settings.cache_dir / made(settings)[0]
    whole = path.read_bytes()
    middle = len(whole) // 2
    path.write_bytes(
        whole[:middle] if damage == "its end" else whole[:middle] + b"damaged" + whole[middle + 7 :]
    )
    with pytest.warns(GeomapWarning, match="made again"):
        again = opened(paths, settings)
    assert again.place("x2").name == "Qolla"
    # one whose making broke off lies beside its place, where nobody looks for it
    path.unlink()
    assert opened(paths, settings).place("x2").name == "Qolla"


def test_a_bad_row_is_named_and_leaves_no_file(paths, settings):
    paths[1].write_text("name,lon,lat\nX,1,1\nY,east,10\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"later\.csv, line 3"):
        opened(paths, settings)
    with pytest.raises(InputError, match=r"nowhere\.csv"):
        opened([*paths, paths[0].with_name("nowhere.csv")], settings)
    assert not made(settings)


ASKING = """
import json, sys
from dataclasses import replace
from pathlib import Path
from geomap.gazetteer import user_file
from geomap.settings import OFFLINE
user_file.FEW_BYTES = 0
write, written = user_file._write, []
user_file._write = lambda part, files: written.append(1) or write(part, files)
found = user_file.opened(sys.argv[2:], replace(OFFLINE, cache_dir=Path(sys.argv[1])))
first = found.lookup("cp7", country="AF")[0]
print(json.dumps([len(written), found.place("x2").name, first.match]))
"""


def test_processes_that_begin_together_make_one_file(paths, settings):
    line = [sys.executable, "-c", ASKING, str(settings.cache_dir), *map(str, paths)]
    both = [subprocess.Popen(line, stdout=subprocess.PIPE, env=os.environ) for _ in range(3)]
    told = [json.loads(one.communicate(timeout=120)[0]) for one in both]
    assert [answer[1:] for answer in told] == [["Qolla", "alias"]] * 3
    assert sum(answer[0] for answer in told) == 1
    assert len(made(settings)) == 1


def test_a_file_without_rows_is_no_file_of_places(paths, settings):
    path = settings.cache_dir
    paths[0].write_text("name,lon,lat\n", encoding="utf-8")
    assert len(opened(paths[:1], settings)) == 0
    with sqlite3.connect(path / made(settings)[0]) as base:
        assert base.execute("SELECT count(*) FROM names").fetchone() == (0,)
