"""The edges of the command line: options that are half given, files in place of words, a pipe."""

import itertools
import json
from types import SimpleNamespace

import pytest

from geomap import store
from geomap.cli import console, options, stores


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Rebels captured Gao on Monday.", encoding="utf-8")
    return path


@pytest.mark.parametrize("pair", ["username", "=me", "="])
def test_an_option_of_a_provider_without_key_or_value_is_refused(geomap, report, pair):
    asked = ["mentions", report, "--provider", "geonames", "--provider-option", pair]
    status, _, err = geomap(*asked)
    assert (status, "KEY=VALUE" in err) == (2, True)


def test_a_file_of_expressions_is_measured_and_one_alone_is_placed(geomap, tmp_path):
    batch = tmp_path / "places.csv"
    batch.write_text("text,lon,lat\n10 km N of Kabul,69.17,34.62\n", encoding="utf-8")
    status, out, _ = geomap("locate", "--batch", batch, "--json")
    assert (status, json.loads(out)["known"]) == (0, 1)
    status, out, _ = geomap("locate", "10 km N of Kabul", "--json")
    assert (status, "known" in json.loads(out)) == (0, False)


def test_unless_told_otherwise_a_corpus_is_read_in_one_process(geomap, report, monkeypatch):
    asked = []

    def built(*_, workers, **__):
        asked.append(workers)
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "build", built)
    for more in ([], ["--workers", "3"]):
        geomap("build", report, "-o", report.parent / "store", *more)
    assert asked == [1, 3]


def test_in_a_pipe_a_row_of_a_table_stays_on_one_line(capsys):
    row = {"place": "Gao", "text": "Rebels captured Gao on Monday, officials in the capital said."}
    console.print_table([row], row)
    assert any("Gao" in line and line.rstrip(" │┃").endswith("said.")
               for line in capsys.readouterr().out.splitlines())  # fmt: skip


def test_who_waits_for_some_seconds_is_told_why_and_for_a_moment_not(monkeypatch):
    asked = []

    def timer(seconds, *_):
        asked.append(seconds)
        return SimpleNamespace(start=lambda: None, cancel=lambda: None)

    monkeypatch.setattr(console.threading, "Timer", timer)
    with console.waiting("the gazetteer is unpacked"):
        pass
    assert 1 < asked[0] < 10


def test_in_a_pipe_reading_is_told_of_a_few_times_a_minute(monkeypatch, capsys):
    ticks = itertools.count(step=2)  # two seconds a report
    monkeypatch.setattr(console, "time", SimpleNamespace(monotonic=lambda: next(ticks)))
    assert len(list(console.track(range(30), 30))) == 30
    assert 2 <= capsys.readouterr().err.count("reading reports: ") <= 10


def test_four_degrees_are_a_window_and_a_word_is_a_place():
    window = stores.asked(None, "66,33,70,37", options.Given())["area"]
    assert list(map(float, window)) == [66, 33, 70, 37]
    assert stores.asked(None, "Kabul", options.Given())["area"].area > 0
