"""A corpus in a store: the same as in one process, whatever happens to the processes that read."""

import importlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import geomap
from geomap import cli, pipeline
from geomap.errors import InputError, MissingExtraError, ReportError
from geomap.store import Progress

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
made_reports = importlib.import_module("made_reports")

N = 300


def write(folder: Path, number: int, *, sentences: int = 3) -> Path:
    for name, text in made_reports.made(number, sentences=sentences):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write(tmp_path / "corpus", 12)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, geomap.Atlas]:
    folder = write(tmp_path_factory.mktemp("many"), N)
    return folder, geomap.read_atlas(folder)


def parts(store: Path) -> set[str]:
    return {path.name for path in (store / "parts").iterdir()}


# --- one process


def test_a_store_holds_what_one_process_reads(corpus, tmp_path):
    done = geomap.build(corpus, tmp_path / "store", part_size=5)
    assert (done.read, done.kept, done.reports) == (12, 0, 12)
    assert geomap.open_atlas(tmp_path / "store") == geomap.read_atlas(corpus)


def test_a_second_run_reads_what_is_new_or_changed_and_drops_what_is_gone(corpus, tmp_path):
    store = tmp_path / "store"
    geomap.build(corpus, store, part_size=4)
    before = parts(store)
    again = geomap.build(corpus, store, part_size=4)
    assert str(again) == "0 files read, 12 as they were"
    assert parts(store) == before
    files = sorted(corpus.rglob("*.md"))
    files[0].unlink()
    files[1].write_text(
        files[1].read_text(encoding="utf-8") + "\nRebels attacked Gao on Monday.\n",
        encoding="utf-8",
    )
    (corpus / "new.txt").write_text(
        "A bomb killed two people in Kidal on 3 May 2023.", encoding="utf-8"
    )
    done = geomap.build(corpus, store, part_size=4)
    assert (done.read, done.kept, done.dropped, done.reports) == (2, 10, 2, 12)
    assert geomap.open_atlas(store) == geomap.read_atlas(corpus)


def test_part_of_a_store_is_part_of_the_whole_and_reads_no_other_part(
    corpus, tmp_path, monkeypatch
):
    from geomap.atlas import stored

    store = tmp_path / "store"
    geomap.build(corpus, store, part_size=1)
    whole = geomap.open_atlas(store)
    read = []

    def noted(wanted, own=stored.read_reports):
        read.append(wanted)
        return own(wanted)

    monkeypatch.setattr(stored, "read_reports", noted)
    for asked in (
        {"days": ("2023-03-01", "2023-06-30")},
        {"area": (-20, 0, 20, 40)},
        {"days": "2023-05", "area": (-20, 0, 60, 40), "status": "claimed"},
        {"place": whole.events["place"].iloc[0]},
    ):
        assert geomap.open_atlas(store, **asked) == whole.filter(**asked)
    assert len(read[0]) < 12
    assert len(geomap.open_atlas(store, days="2030")) == 0


def test_events_are_shelved_by_their_days_and_are_the_same(corpus, tmp_path, monkeypatch):
    from geomap.store import joining, shelves

    monkeypatch.setattr(shelves, "_LEAST", 4)
    monkeypatch.setattr(shelves, "_IN_MEMORY", 11)
    store, joined = tmp_path / "store", []

    def noted(self, number, given, begun, own=joining._Join._joined):
        joined.append(number)
        return own(self, number, given, begun)

    monkeypatch.setattr(joining._Join, "_joined", noted)
    geomap.build(corpus, store, part_size=3)
    whole = len(joined)
    assert len(list(store.glob("joined/*/events-*.parquet"))) == whole > 3
    assert geomap.open_atlas(store) == geomap.read_atlas(corpus)
    for n, day in enumerate(("2023-06-01", "2023-12-30", "2023-01-02")):
        words = f"---\npublished: {day}\n---\nRebels attacked Gao on Monday, killing {n + 3} men."
        (corpus / f"new-{n}.md").write_text(words, encoding="utf-8")
        joined.clear()
        assert geomap.build(corpus, store, part_size=3).read == 1
        assert 0 < len(joined) < whole, "only those of its days"
        assert geomap.open_atlas(store) == geomap.read_atlas(corpus)
    (corpus / "new-1.md").unlink()
    geomap.build(corpus, store)
    assert geomap.open_atlas(store) == geomap.read_atlas(corpus)


def test_repeated_texts_and_what_cannot_be_read_are_lost_as_in_one_process(corpus, tmp_path):
    first, second, *_ = sorted(corpus.rglob("*.md"))
    (corpus / "a-copy.md").write_text(first.read_text(encoding="utf-8"), encoding="utf-8")
    (corpus / "z-copy.md").write_text(second.read_text(encoding="utf-8"), encoding="utf-8")
    (corpus / "empty.txt").write_text(" ", encoding="utf-8")
    (corpus / "sheet.xyz").write_text("?", encoding="utf-8")
    (corpus / "french.txt").write_text(
        "Les rebelles ont attaqué la ville hier soir et le marché a été fermé par la police, "
        "selon un habitant qui a parlé aux journalistes.",
        encoding="utf-8",
    )
    done = geomap.build(corpus, tmp_path / "store", part_size=2)
    alone = geomap.read_atlas(corpus)
    assert done.lost == alone.lost
    assert len(done.lost) >= 5
    assert geomap.open_atlas(tmp_path / "store") == alone


def test_a_big_file_is_read_in_pieces_and_a_row_more_costs_one(tmp_path, monkeypatch):
    from geomap.store import units

    monkeypatch.setattr(units, "_BIG_BYTES", 1000)
    monkeypatch.setattr(units, "_PIECE_REPORTS", 4)
    rows = [json.dumps({"text": text, "id": name}) for name, text in made_reports.made(10)]
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join([*rows, "no row"]), encoding="utf-8")
    store = tmp_path / "store"
    assert geomap.build(file, store).read == 3
    assert geomap.open_atlas(store) == geomap.read_atlas(file)
    file.write_text(
        "\n".join([*rows, "no row", rows[0].replace("report 0", "report ten")]), encoding="utf-8"
    )
    done = geomap.build(file, store)
    assert (done.read, done.kept) == (1, 2)
    assert geomap.open_atlas(store) == geomap.read_atlas(file)


def test_a_report_that_fails_is_named_and_read_again(corpus, tmp_path, monkeypatch):
    names = sorted(path.stem for path in corpus.rglob("*.md"))

    def fails(report, tools, passages, own=pipeline.read_one):
        if report.report_id.startswith(names[3]):
            raise RecursionError("too deep")
        return own(report, tools, passages)

    with monkeypatch.context() as broken:
        broken.setattr(pipeline, "read_one", fails)
        done = geomap.build(corpus, tmp_path / "store", part_size=5)
        (loss,) = done.lost
        assert loss.where.startswith(names[3])
        assert "RecursionError" in loss.why
        assert geomap.open_atlas(tmp_path / "store") == geomap.read_atlas(corpus)
        assert str(geomap.build(corpus, tmp_path / "store")) == (
            "1 files read (1 that failed before), 11 as they were"
        )
    assert geomap.build(corpus, tmp_path / "store").lost == ()
    assert geomap.open_atlas(tmp_path / "store") == geomap.read_atlas(corpus)


def test_what_is_done_is_kept_when_a_run_is_stopped(corpus, tmp_path):
    store = tmp_path / "store"

    def stop(far: Progress) -> None:
        if far.done == 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        geomap.build(corpus, store, part_size=3, told=stop)
    with pytest.raises(InputError, match="run geomap build again"):
        geomap.open_atlas(store)
    done = geomap.build(corpus, store, part_size=3)
    assert (done.read, done.kept) == (6, 6)
    assert geomap.open_atlas(store) == geomap.read_atlas(corpus)


def test_other_settings_read_again(corpus, tmp_path):
    from dataclasses import replace

    store = tmp_path / "store"
    geomap.build(corpus, store)
    other = replace(geomap.OFFLINE, min_probability=0.6)
    assert geomap.build(corpus, store, settings=other).read == 12
    assert geomap.open_atlas(store) == geomap.read_atlas(corpus, settings=other)


def test_every_setting_counts_or_is_known_not_to():
    from dataclasses import fields

    from geomap.store import keys

    by_their_bytes = {"data_dir", "overrides", "places", "roads", "imported", "user_dir"}
    shown = {"anonymous_sources", "basemap", "explain", "sides"}
    no_matter = {*shown, "cache_dir", "outlet_locality", "user_agent"}
    known = {*keys._PLAIN, *by_their_bytes, *no_matter}
    assert {field.name for field in fields(geomap.Settings)} == known


def test_decisions_on_mentions_are_applied_and_what_a_store_cannot_do_is_said(corpus, tmp_path):
    from dataclasses import replace

    decided = tmp_path / "decided.csv"
    decided.write_text("name,place_id,lon,lat\nGao,,1.5,16.5\n", encoding="utf-8")
    settings = replace(geomap.OFFLINE, overrides=decided)
    geomap.build(corpus, tmp_path / "store", settings=settings)
    opened = geomap.open_atlas(tmp_path / "store", settings=settings)
    assert opened == geomap.read_atlas(corpus, settings=settings)
    with pytest.raises(InputError, match="outlet_locality"):
        geomap.build(corpus, tmp_path / "x", settings=replace(settings, outlet_locality=True))


def test_wrong_input_is_an_error(corpus, tmp_path):
    with pytest.raises(InputError, match="expected a store"):
        geomap.build(corpus, corpus)
    with pytest.raises(InputError, match="one worker"):
        geomap.build(corpus, tmp_path / "s", workers=0)
    (tmp_path / "nothing").mkdir()
    with pytest.raises(ReportError, match="found none"):
        geomap.build(tmp_path / "nothing", tmp_path / "s")


def test_without_dask_the_extra_is_named(corpus, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtraError, match=re.escape("geomap-news[distributed]")):
        geomap.build(corpus, tmp_path / "s", workers="tcp://127.0.0.1:1")


def test_the_commands_build_a_store_and_map_part_of_it(corpus, tmp_path, monkeypatch, capsys):
    store, page = tmp_path / "store", tmp_path / "map.html"
    for arguments in (
        ["build", str(corpus), "-o", str(store)],
        ["map", str(store), "--days", "2023-03/2023-09", "--where", "Mali", "-o", str(page)],
        ["map", str(store), "--where", "Gao", "-o", str(page)],
    ):
        monkeypatch.setattr(sys, "argv", ["geomap", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert ended.value.code == 0
    said = capsys.readouterr().out
    assert "12 files read, 0 as they were; 12 reports" in said
    assert page.stat().st_size > 100_000


# --- several processes


def children() -> set[int]:
    """Processes that this one started, and those that they started."""
    found: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        found.setdefault(int(words[1]), []).append(int(path.parent.name))
    below, new = set(), [os.getpid()]
    while new:
        new = [one for parent in new for one in found.get(parent, [])]
        below |= set(new)
    return below


def reads(pid: int) -> bool:
    """Whether a process is one that reads reports, not one that keeps books."""
    try:
        mapped = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8")
    except OSError:
        return False
    return "thinc" in mapped


@contextmanager
def killing(store: Path, wanted: str, *, times: int) -> Iterator[list[int]]:
    """Kill the processes that read, at once, while one of them reads the report that is wanted."""
    killed: list[int] = []
    over = threading.Event()

    def watch() -> None:
        n = 0
        while n < times and not over.is_set():
            time.sleep(0.002)
            if any(wanted in _text(path) for path in (store / "at").glob("*")):
                some = [pid for pid in children() if reads(pid)]
                for pid in some:
                    os.kill(pid, signal.SIGKILL)
                killed.extend(some)
                n += bool(some)
                time.sleep(0.5)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield killed
    finally:
        over.set()
        watcher.join()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds processes in /proc")


@pytest.mark.slow
@linux
def test_a_process_that_is_killed_once_costs_nothing(corpus, tmp_path):
    long = " ".join(text.split("\n\n")[-1] for _, text in made_reports.made(12))
    dated = f"---\npublished: 2023-05-02\n---\n{long}"
    (corpus / "long.md").write_text(dated, encoding="utf-8")
    with killing(tmp_path / "store", "long", times=1) as killed:
        done = geomap.build(corpus, tmp_path / "store", workers=2, part_size=4)
    assert killed
    assert done.lost == ()
    assert geomap.open_atlas(tmp_path / "store") == geomap.read_atlas(corpus)


@pytest.mark.slow
@linux
def test_a_report_that_kills_its_process_is_named_and_all_others_are_there(corpus, tmp_path):
    long = " ".join(text.split("\n\n")[-1] for _, text in made_reports.made(12))
    (corpus / "long.txt").write_text(long, encoding="utf-8")
    with killing(tmp_path / "store", "long", times=3) as killed:
        done = geomap.build(corpus, tmp_path / "store", workers=2, part_size=4)
    assert killed
    (loss,) = done.lost
    assert (loss.what, loss.where[:4]) == ("report", "long")
    assert "killed" in loss.why
    (corpus / "long.txt").unlink()
    here = geomap.open_atlas(tmp_path / "store")
    assert geomap.concat([here]).events.equals(geomap.read_atlas(corpus).events)


@pytest.fixture
def cluster():
    """Two processes of a `LocalCluster`, each watched by one that starts it anew."""
    import dask
    from distributed import LocalCluster

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as started,
    ):
        yield started.scheduler_address


@pytest.fixture
def workers(tmp_path):
    """A scheduler and two workers as a user starts them, each a process of its own."""
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    start = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    work = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nworkers", "2"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    path = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    environment = os.environ | {"PYTHONPATH": path}
    host = ["--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard"]
    commands = ([*start, *host], [*work, "--nthreads", "1", "--no-dashboard"])
    started = [subprocess.Popen(one, env=environment, **quiet) for one in commands]
    yield address
    for one in reversed(started):
        one.terminate()
        one.wait(30)


@pytest.mark.slow
@linux
def test_a_local_cluster_reads_what_one_process_reads_though_a_worker_is_killed(
    many, tmp_path, cluster
):
    folder, alone = many
    with killing(tmp_path / "store", f"report-{N // 2:07}", times=1) as killed:
        done = geomap.build(folder, tmp_path / "store", workers=cluster, part_size=20)
    assert killed
    assert (done.read, done.reports, done.lost) == (N, N, ())
    assert geomap.open_atlas(tmp_path / "store") == alone


@pytest.mark.slow
@linux
def test_workers_in_processes_of_their_own_read_what_one_process_reads(many, tmp_path, workers):
    folder, alone = many
    done = geomap.build(folder, tmp_path / "store", workers=workers, part_size=20)
    assert (done.read, done.reports, done.lost) == (N, N, ())
    assert geomap.open_atlas(tmp_path / "store") == alone


@pytest.mark.slow
@linux
def test_a_report_that_kills_the_workers_of_a_cluster_is_named(corpus, tmp_path, cluster):
    long = " ".join(text.split("\n\n")[-1] for _, text in made_reports.made(12))
    (corpus / "long.txt").write_text(long, encoding="utf-8")
    with killing(tmp_path / "store", "long", times=3):
        done = geomap.build(corpus, tmp_path / "store", workers=cluster, part_size=4)
    (loss,) = done.lost
    assert (loss.what, loss.where[:4]) == ("report", "long")
    assert done.reports == 13
