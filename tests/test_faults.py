"""Inputs and machines that go wrong: nothing is destroyed, nothing leaks, all is said in a line."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from golden import map_atlases

from geomap import corrections, pipeline, writing
from geomap.cli import main
from geomap.errors import GeomapError, GeomapWarning, InputError
from geomap.files import SUFFIXES, read_events
from geomap.gazetteer.store import unpacked
from geomap.gazetteer.user import UserPlaces
from geomap.resolution import read_overrides
from geomap.settings import OFFLINE

ALL_SUFFIXES = [*SUFFIXES, ".html", ".png", ".svg", ".pdf"]
SECRET = "very-private-folder"
REPORT = "Rebels captured Gao on Monday, officials said. The town is 300 km east of Timbuktu."


@pytest.fixture
def geomap(monkeypatch, capsys):
    """Run one command; gives the exit status and all that it said."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["geomap", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            main()
        said = capsys.readouterr()
        return stop.value.code, said.out + said.err

    return run


FULL = """
import resource, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from golden import map_atlases
folder, suffixes = Path(sys.argv[2]), sys.argv[3:]
atlas = map_atlases.small()
atlas.to_file(folder / "warm.png")  # what a library keeps beside is kept by now
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
for suffix in suffixes:
    target = folder / f"map{suffix}"
    try:
        atlas.to_file(target)
        print(suffix, "written")
    except OSError as error:
        print(suffix, "refused", error.filename == str(target))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on a file's size needs POSIX")
def test_on_a_full_disk_every_old_file_stays(tmp_path):
    for suffix in ALL_SUFFIXES:
        (tmp_path / f"map{suffix}").write_text("old", encoding="utf-8")
    tests = str(Path(__file__).parent)
    command = [sys.executable, "-c", FULL, tests, str(tmp_path), *ALL_SUFFIXES]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.splitlines() == [f"{suffix} refused True" for suffix in ALL_SUFFIXES], (
        done.stderr
    )
    for suffix in ALL_SUFFIXES:
        assert (tmp_path / f"map{suffix}").read_text(encoding="utf-8") == "old"
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("suffix", ALL_SUFFIXES)
def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path, suffix):
    target = tmp_path / f"map{suffix}"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    map_atlases.small().to_file(target)
    assert target.read_bytes() != b"old"
    assert target.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


KILLED = """
import sys
from geomap.writing import replacing
with replacing(sys.argv[1]) as part:
    part.write_text("half", encoding="utf-8")
    print("begun", flush=True)
    sys.stdin.read()
"""


def test_what_a_killed_process_left_is_removed_and_what_another_writes_stays(tmp_path):
    target = tmp_path / "map.txt"
    target.write_text("old", encoding="utf-8")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", KILLED, str(target)], **pipes) as other:
        assert other.stdout.readline().strip() == b"begun"
        writing.clear_left_overs(tmp_path)
        assert len(list(tmp_path.iterdir())) == 2
        other.kill()
        other.wait()
    assert target.read_text(encoding="utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 2
    with writing.replacing(target) as part:
        part.write_text("new", encoding="utf-8")
    assert target.read_text(encoding="utf-8") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["map.txt"]


def test_a_folder_left_without_its_lock_is_removed_once_it_is_no_longer_new(tmp_path):
    new, old = tmp_path / ".geomap-new", tmp_path / ".geomap-old"
    for left in (new, old):
        left.mkdir()
        (left / "map.txt").write_text("half", encoding="utf-8")
    os.utime(old, (time.time() - 90, time.time() - 90))
    (tmp_path / ".geomap-file").write_text("a user's own", encoding="utf-8")
    writing.clear_left_overs(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".geomap-file", ".geomap-new"]


MANY = """
import sys
from pathlib import Path
from geomap.writing import replacing
folder, name = Path(sys.argv[1]), sys.argv[2]
sys.stdin.read()
for n in range(150):
    with replacing(folder / f"{name}.txt") as part:
        part.write_text(f"{name} {n}", encoding="utf-8")
"""


def test_many_processes_write_into_one_folder_and_none_takes_anothers(tmp_path):
    command = [sys.executable, "-c", MANY, str(tmp_path)]
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    running = [subprocess.Popen([*command, f"p{n}"], **pipes) for n in range(8)]
    for one in running:
        one.stdin.close()
        one.stdin = None
    assert [one.communicate()[1] for one in running] == [""] * 8
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"p{n}.txt" for n in range(8)]
    assert {path.read_text(encoding="utf-8").split()[1] for path in tmp_path.iterdir()} == {"149"}


@pytest.mark.parametrize("done", [False, True])
def test_a_folder_that_was_cleared_before_it_was_locked_is_made_again(tmp_path, monkeypatch, done):
    plain, taken = writing.FileLock.acquire, []

    def acquire(lock, *args, **kwargs):
        if len(taken) >= 3:
            return plain(lock, *args, **kwargs)
        taken.append(lock.lock_file)
        if done:  # the other has removed it between the opening of the lock and its taking
            held = plain(lock, *args, **kwargs)
            shutil.rmtree(Path(lock.lock_file).parent)
            return held
        other = writing.FileLock(lock.lock_file)
        plain(other)
        try:
            return plain(lock, *args, **kwargs)
        finally:
            other.release()

    monkeypatch.setattr(writing.FileLock, "acquire", acquire)
    with writing.replacing(tmp_path / "map.txt") as part:
        part.write_text("new", encoding="utf-8")
    assert len(set(taken)) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["map.txt"]


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path):
    real = tmp_path / "real"
    real.mkdir()
    (real / "map.txt").write_text("old", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(real / "map.txt")
    with writing.replacing(tmp_path / "link.txt") as part:
        assert part.name == "link.txt"
        part.write_text("new", encoding="utf-8")
    assert (tmp_path / "link.txt").is_symlink()
    assert (real / "map.txt").read_text(encoding="utf-8") == "new"
    assert [path.name for path in real.iterdir()] == ["map.txt"]


def test_what_cannot_be_locked_says_so(tmp_path, monkeypatch):
    with pytest.raises(InputError, match="existing folder"), writing.locked(tmp_path / "no" / "x"):
        pass
    assert not list(tmp_path.iterdir())

    def refused(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(writing.FileLock, "acquire", refused)
    with pytest.raises(InputError, match="can be written in"), writing.locked(tmp_path / "x"):
        pass


def test_a_damaged_cache_is_unpacked_again_and_says_so(tmp_path):
    settings = replace(OFFLINE, cache_dir=tmp_path)
    path = unpacked(settings)
    whole = path.read_bytes()
    # touched but the same: no reason to unpack
    os.utime(path, (time.time(), time.time()))
    assert unpacked(settings).read_bytes() == whole
    middle = len(whole) // 2
    path.write_bytes(whole[:middle] + b"damaged!" + whole[middle + 8 :])
    with pytest.warns(GeomapWarning, match="unpacked again"):
        unpacked(settings)
    assert path.read_bytes() == whole
    path.write_bytes(whole[:middle])
    with pytest.warns(GeomapWarning, match="unpacked again"):
        unpacked(settings)
    assert path.read_bytes() == whole


ESCAPES = (
    "\x1b]52;c;cm0gLXJmIH4=\x07\x1b[2J\x1b]8;;http://evil.example\x1b\\\x9b31m\u202e\u2066\x7f"
)


@pytest.mark.parametrize(
    "command",
    [
        ["events"], ["events", "--json"], ["mentions"], ["mentions", "--explain"],
        ["mentions", "--json"], ["check"], ["check", "--json"],
    ],
)  # fmt: skip
def test_no_escape_sequence_reaches_the_terminal(geomap, tmp_path, command):
    text = f"The {ESCAPES}Taliban{ESCAPES} captured Baz{ESCAPES}arak. Kabul is 90 km{ESCAPES} south"
    record = {
        "text": f"{text} of Bazarak, a{ESCAPES} spokesman said.",
        "title": ESCAPES,
        "id": ESCAPES,
    }
    (tmp_path / f"a{ESCAPES.replace('/', '')}.txt").write_text(text + ".", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps(record) + "\n{\n", encoding="utf-8")
    _, said = geomap(*command, tmp_path)
    assert "Taliban" in said or "Kabul" in said or command == ["check"]
    assert not {*"\x1b\x07\x9b\u202e\u2066\x7f"} & {*said}


ODD = "1" * 400
POINT = f'{{"type": "Point", "coordinates": [{ODD}, 35]}}'
FEATURES = f'[{{"type": "Feature", "geometry": {POINT}}}]'
FEATURE = f'{{"type": "FeatureCollection", "features": {FEATURES}}}'


@pytest.mark.parametrize(
    ("name", "content", "read"),
    [
        ("p.csv", "name,lon,lat,population\nZork,69,35,inf\n", lambda p: UserPlaces.read([p])),
        ("p.csv", "name,lon,lat,population\nZork,69,35,nan\n", lambda p: UserPlaces.read([p])),
        ("p.csv", f"name,lon,lat\nZork,{ODD},35\n", lambda p: UserPlaces.read([p])),
        ("p.csv", "name,lon,lat,uncertainty_m\nZork,69,35,1e999\n", lambda p: UserPlaces.read([p])),
        ("o.csv", "name,report_id,start,place_id\nx,r,²,gn:1\n", read_overrides),
        ("o.yaml", "- {name: Kabul, start: !!int x}\n", read_overrides),
        ("o.yaml", "Kabul: {place_id: [a, b]}\n", read_overrides),
        ("o.yaml", "Kabul: " + "[" * 3000, read_overrides),
        ("o.yaml", "a: &a [x, x]\nb: &b [*a, *a]\nc: {place_id: *b}\n", read_overrides),
        ("e.csv", f"lon,lat\n{ODD},35\n", None),
        ("e.csv", "lon,lat,date\n69,35,0000-00-00\n", None),
        ("e.csv", "lon,lat,date\n69,35,²\n", None),
        ("e.csv", f"lon,lat,date\n69,35,{ODD * 15} May\n", None),
        ("e.csv", f"lon,lat,date,year\n69,35,1/2/2021,{ODD * 15}\n", None),
        ("c.yaml", '- "\\Uffffffff"\n', corrections.read),
        (
            "e.geojson",
            FEATURE,
            None,
        ),
        ("e.geojson", '{"type": "FeatureCollection", "features": ' + "[" * 9999, read_events),
    ],
)
def test_odd_values_are_refused_in_words_or_named_and_kept_out(tmp_path, name, content, read):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    if read is None:
        _, lost = read_events(path)
        assert len(lost) == 1
    else:
        with pytest.raises(InputError):
            read(path)


def test_a_tag_in_overrides_is_a_word(tmp_path):
    path = tmp_path / "o.yaml"
    path.write_text("Kabul: !!bool z\n", encoding="utf-8")
    assert read_overrides(path).place_ids == {"z"}


def test_no_published_file_holds_the_users_folders(tmp_path):
    folder = tmp_path / SECRET
    folder.mkdir()
    (folder / "a.txt").write_text(REPORT, encoding="utf-8")
    (folder / "bad.txt").write_bytes(bytes(range(9)) * 99)
    (folder / "bad.jsonl").write_text("{\n", encoding="utf-8")
    (folder / "photo.jpg").write_bytes(b"x")
    overrides = folder / "o.csv"
    overrides.write_text("name,lon,lat\nGao,-0.04,16.27\nTimbuktu,-3,16.77\n", encoding="utf-8")
    places = folder / "p.csv"
    places.write_text("name,lon,lat\nGao,-0.04,16.27\n", encoding="utf-8")
    own = folder / "own.csv"
    own.write_text("lon,lat,place\n0,16,Gao\nx,16,Gao\n", encoding="utf-8")
    settings = replace(OFFLINE, overrides=overrides, places=(places,))
    atlas = pipeline.read_atlas([folder], settings=settings)
    from geomap import files

    with pytest.warns(GeomapWarning):
        atlas = files.add_events(atlas, own)
    assert len(atlas.lost) >= 4
    for suffix in ALL_SUFFIXES:
        written = atlas.to_file(tmp_path / f"map{suffix}").read_bytes()
        assert SECRET.encode() not in written, suffix
    assert not any(SECRET in str(frame.to_csv()) for frame in atlas.frames.values())
    assert SECRET not in atlas._repr_html_()


READ_FOLDER = """
import sys
from geomap import pipeline
for loss in pipeline.read_atlas([sys.argv[1]], published="2023-05-02").lost:
    print(loss.what, loss.where)
"""
UNPRIVILEGED = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
"""Starts a process that may not read whatever it likes, though root owns it."""


def can_drop_rights():
    try:
        return (
            subprocess.run([*UNPRIVILEGED, "true"], check=False, capture_output=True).returncode
            == 0
        )
    except OSError:
        return False


def test_an_unreadable_folder_and_file_are_named(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir()
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "b.txt").chmod(0)
    closed.chmod(0)
    may_read = os.access(closed, os.R_OK)
    if may_read and not can_drop_rights():
        pytest.skip("the user of this machine may read everything")
    prefix = UNPRIVILEGED if may_read else ()
    command = [*prefix, sys.executable, "-c", READ_FOLDER, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    closed.chmod(0o700)
    assert done.stdout.splitlines() == ["file b.txt", "folder closed"], done.stderr


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs POSIX")
def test_every_error_of_a_command_is_one_line(geomap, tmp_path):
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    for arguments in (
        ["events", tmp_path / "a.txt", "--published", "0"],
        ["map", tmp_path / "a.txt", "-o", tmp_path / "none" / "map.html"],
        ["geocode", "Kabul", "--country", "\ud800"],
        ["map", tmp_path / "a.txt", "--events", tmp_path / "none.csv", "-o", tmp_path / "m.html"],
    ):
        status, said = geomap(*arguments)
        assert status == 2, arguments
        assert len(said.strip().splitlines()) == 1, said
        assert "Traceback" not in said
    assert issubclass(InputError, GeomapError)


@pytest.mark.parametrize(
    ("url", "kept"),
    [("https://example.org/1", True), ("javascript:alert(1)", False), ("file:///etc/x", False)],
)
def test_only_addresses_of_the_web_go_into_json_ld(tmp_path, url, kept):
    atlas = map_atlases.small()
    atlas = replace(atlas, sources=atlas.sources.assign(url=url))
    written = atlas.to_file(tmp_path / "claims.jsonld").read_text(encoding="utf-8")
    assert (url in written) == kept
