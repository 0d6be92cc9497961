"""What a user names beside the reports is looked at before any report is read."""

import sys
import time

import pytest

from geomap import reports
from geomap.cli import console, main

ODD = "\x00\xff;;\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Rebels captured Gao on Monday.", encoding="utf-8")
    (tmp_path / "here").mkdir()
    for suffix in (".csv", ".yaml", ".geojson", ".gpkg", ".pmtiles"):
        (tmp_path / f"odd{suffix}").write_text(ODD, encoding="latin-1")
    return tmp_path


@pytest.mark.parametrize(
    "options",
    [
        "map -o {}/none/map.html",
        "map -o {}/map.htlm",
        "map -o {}/here",
        *(
            f"map --{option} {{}}/{name}"
            for option in ("overrides", "places", "sides", "events", "basemap")
            for name in ("none.csv", "odd.csv")
        ),
        *(f"map --basemap {{}}/odd{suffix}" for suffix in (".geojson", ".gpkg", ".pmtiles")),
        "map --overrides {}/odd.yaml",
        "map --days 2021-13",
        "map --where Nowhereville",
        "map --where 1,2,3,x",
        "map --near Nowhereville",
        "map --country Atlantis",
        "events -o {}/events.html",
        "events -o {}/none/events.csv",
        "events --table sentences",
        "events --overrides {}/none.csv",
        "mentions --places {}/none.csv",
        "check --roads {}/none.gpkg",
        "check --roads {}/odd.gpkg",
        "build -o {}/store --overrides {}/none.csv",
        "build -o {}/store --sides {}/none.csv",
    ],
)
def test_a_wrong_name_costs_no_reading(options, folder, monkeypatch, capfd):
    def read(*_, **__):
        raise AssertionError("a report was read")

    monkeypatch.setattr(reports, "read", read)
    monkeypatch.setattr(console, "_SILENT_S", 999)
    monkeypatch.chdir(folder)
    command, *rest = options.replace("{}", str(folder)).split()
    monkeypatch.setattr(sys, "argv", ["geomap", command, str(folder / "in"), *rest])
    with pytest.raises(SystemExit) as stop:
        main()
    said = capfd.readouterr()
    assert stop.value.code == 2
    assert len(said.err.strip().splitlines()) == 1
    assert said.err.startswith("geomap: ")


@pytest.mark.parametrize(("lasts_s", "told"), [(0.0, []), (0.3, ["loading"])])
def test_what_lasts_says_why_once(lasts_s, told, monkeypatch, capfd):
    monkeypatch.setattr(console, "_SILENT_S", 0.1)
    with console.waiting("loading"):
        time.sleep(lasts_s)
    time.sleep(0.15)
    assert capfd.readouterr().err.splitlines() == told
