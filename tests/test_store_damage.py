"""A store with a damaged file says so in one line, and the next build makes it whole again."""

import shutil
import sys

import pytest

import geomap
from geomap.cli import main
from geomap.errors import InputError

TEXT = "Rebels captured Gao on 4 May 2020, officials said. The army surrounded Kidal."
DAMAGE = {
    "empty": lambda whole: b"",
    "noise": lambda whole: b"\xff\x00" * 50,
    "half": lambda whole: whole[: len(whole) // 2],
    "a list": lambda whole: b"[]",
    "an object": lambda whole: b"{}",
    "deep": lambda whole: b"[" * 100_000,
    "gone": lambda whole: None,
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    home = tmp_path_factory.mktemp("store")
    (home / "reports").mkdir()
    (home / "reports" / "a.txt").write_text(TEXT, encoding="utf-8")
    geomap.build(home / "reports", home / "store")
    return home


def files(home):
    inside = (home / "store").rglob("*.*")
    return sorted(path for path in inside if path.is_file() and not path.name.startswith("."))


@pytest.mark.parametrize("kind", DAMAGE)
def test_damage_is_said_and_made_good(built, tmp_path, kind):
    whole = geomap.open_atlas(built / "store")
    n_files = len(files(built))
    assert n_files >= 10
    several = [n for n, path in enumerate(files(built)) if path.suffix == ".json"]
    for number in range(n_files) if kind in {"noise", "gone"} else several:
        home = tmp_path / str(number)
        shutil.copytree(built / "store", home / "store")
        path = files(home)[number]
        left = DAMAGE[kind](path.read_bytes())
        path.unlink() if left is None else path.write_bytes(left)
        try:
            found = geomap.open_atlas(home / "store")
        except InputError:
            pass  # what opening does not ask for, it does not miss
        else:
            assert found == whole, path.name
        if path.name == "store.json" and left is None:
            continue  # then it is no store, and the user's own folder
        geomap.build(built / "reports", home / "store")
        assert geomap.open_atlas(home / "store") == whole, path.name
        assert files(home)[number].name == path.name


def test_the_command_says_it_in_one_line(built, tmp_path, monkeypatch, capsys):
    shutil.copytree(built / "store", tmp_path / "store")
    for path in files(tmp_path):
        path.write_bytes(b"\xff" * 9)
    command = ["geomap", "map", str(tmp_path / "store"), "-o", str(tmp_path / "m.html")]
    monkeypatch.setattr(sys, "argv", command)
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert "geomap build" in line
