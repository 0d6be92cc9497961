"""What is published without the names of the files that it was made from."""

import json
import re
import sys
import zipfile
from dataclasses import replace

import geopandas as gpd
import pytest
from shapely import LineString

import geomap
from geomap import pipeline
from geomap.atlas.anonymous import _OURS
from geomap.cli import main
from geomap.files import SUFFIXES
from geomap.model import SCHEMAS
from geomap.settings import OFFLINE

HIDDEN = ("zwfolder", "zwinner", "zwreport", "zwlines", "zwown", "zwplaces", "zwchoices", "zwphoto",
          "zwroads", "zwbroken", "zwtwice", "zwlater")  # fmt: skip
"""Parts of the names of all files and folders."""

TEXT = (
    "Rebels captured Gao on 4 May 2020, officials said. The town is 300 km east of Timbuktu. The "
    "army surrounded Kidal from three sides, from Gao, Timbuktu and Mopti, a spokesman said. "
    "Rebels attacked Zork on 5 May 2020."
)
ALL_SUFFIXES = [*SUFFIXES, ".html", ".png", ".svg", ".pdf"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    home = tmp_path_factory.mktemp("home") / "zwfolder"
    (home / "zwinner").mkdir(parents=True)
    front = "title: A zwreport, final\npublisher: Daily\nurl: file:///home/zwfolder/zwreport.md"
    (home / "zwreport.md").write_text(f"---\n{front}\n---\n{TEXT}", encoding="utf-8")
    (home / "zwtwice.txt").write_text(TEXT, encoding="utf-8")
    lines = json.dumps({"text": "Rebels shelled Mopti on 6 May 2020.", "title": "Shells on Mopti"})
    (home / "zwinner" / "zwlines.jsonl").write_text(f"{lines}\n{{\n", encoding="utf-8")
    (home / "zwbroken.pdf").write_bytes(b"%PDF-1.4 no more")
    (home / "zwphoto.jpg").write_bytes(b"x")
    return home


@pytest.fixture(scope="module")
def read(folder):
    beside = folder.parent / "zwinner"
    beside.mkdir()
    places, choices, own = (
        beside / name for name in ("zwplaces.csv", "zwchoices.csv", "zwown.csv")
    )
    places.write_text("name,lon,lat\nZork,-0.04,16.27\n", encoding="utf-8")
    rows = "report_id,name,start,lon,lat\n,Gao,,-0.04,16.27\nzwreport-00000000,Gao,3,1,1\n"
    choices.write_text(rows, encoding="utf-8")
    own.write_text("lon,lat,place,date\n0,16,Gao,2020-05-04\nx,16,Gao,\n", encoding="utf-8")
    road = gpd.GeoDataFrame(
        {"name": ["Main"]}, geometry=[LineString([(-1, 16), (0, 17)])], crs=4326
    )
    road.to_file(beside / "zwroads.geojson")
    settings = replace(
        OFFLINE, overrides=choices, places=(places,), basemap=(beside / "zwroads.geojson",)
    )
    return pipeline.read_atlas([folder], events=own, settings=settings)


def names_in(data):
    return [name for name in HIDDEN if name.encode() in data]


def bytes_of(path):
    """What a file holds, unpacked where it is an archive or compresses its text."""
    if path.suffix == ".parquet":
        return str(geomap.files.read_parquet(path).reset_index().to_dict()).encode()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as whole:
            return b"".join(map(whole.read, whole.namelist()))
    return path.read_bytes()


@pytest.mark.parametrize("suffix", ALL_SUFFIXES)
def test_no_format_holds_the_name_of_a_file_or_folder(read, tmp_path, suffix):
    hidden = read.anonymous()
    assert names_in(bytes_of(hidden.to_file(tmp_path / f"map{suffix}"))) == []


def test_without_it_they_are_there_so_that_the_test_can_fail(read, tmp_path):
    page = bytes_of(read.to_file(tmp_path / "map.html"))
    assert {"zwreport", "zwown", "zwroads"} <= set(names_in(page))
    assert {"zwreport", "zwplaces", "zwchoices"} <= set(
        names_in(bytes_of(read.to_file(tmp_path / "map.gpkg")))
    )


def test_no_table_loss_or_saved_file_holds_them(read, tmp_path):
    hidden = read.anonymous()
    for name, frame in hidden.frames.items():
        assert names_in(str(frame.reset_index().to_dict()).encode()) == [], name
    assert len(read.lost) >= 5
    assert names_in(" ".join(map(str, hidden.lost)).encode()) == []
    assert names_in(hidden.losses.to_csv().encode()) == []
    assert names_in(hidden._repr_html_().encode()) == []
    saved = hidden.save(tmp_path / "atlas.geomap")
    with zipfile.ZipFile(saved) as whole:
        assert names_in(whole.read("geomap.json")) == []
    again = geomap.open_atlas(saved)
    for frame in again.frames.values():
        assert names_in(str(frame.reset_index().to_dict()).encode()) == []


def test_of_a_saved_atlas_they_are_left_out_as_well(read, tmp_path):
    again = geomap.open_atlas(read.save(tmp_path / "atlas.geomap")).anonymous()
    for name, frame in again.frames.items():
        assert names_in(str(frame.reset_index().to_dict()).encode()) == [], name


@pytest.fixture(scope="module")
def opened_again(read, folder, tmp_path_factory):
    """An atlas that was saved without names, opened, and given own events and ground after that."""
    saved = read.anonymous().save(tmp_path_factory.mktemp("saved") / "atlas.geomap")
    again = geomap.open_atlas(saved)
    beside = folder.parent / "zwinner"
    (beside / "zwlater.csv").write_text(
        "lon,lat,place,date\n1,17,Kidal,2020-05-09\nx,,,\n", encoding="utf-8"
    )
    whole = geomap.files.with_events(again, beside / "zwlater.csv")
    return replace(whole, settings=replace(whole.settings, basemap=(beside / "zwroads.geojson",)))


@pytest.mark.parametrize("suffix", ALL_SUFFIXES)
def test_what_is_added_to_a_saved_one_has_no_name_either(opened_again, tmp_path, suffix):
    assert "zwlater" in str(opened_again.sources.to_dict())
    assert names_in(bytes_of(opened_again.to_file(tmp_path / f"map{suffix}"))) == []


def test_once_without_names_it_stays_so(read, opened_again, tmp_path):
    saved = opened_again.save(tmp_path / "again.geomap")
    assert names_in(bytes_of(saved)) == []
    for whole in (
        geomap.open_atlas(saved),
        opened_again.filter(place="Gao"),
        geomap.concat([read.filter(place="Mopti"), opened_again]),
        geomap.concat([opened_again, read.filter(place="Mopti")]),
    ):
        assert names_in(bytes_of(whole.to_file(tmp_path / "map.gpkg"))) == []


def test_nothing_else_is_lost_and_every_row_still_finds_its_report(read):
    hidden = read.anonymous()
    assert {n: len(f) for n, f in hidden.frames.items()} == {
        n: len(f) for n, f in read.frames.items()
    }
    assert set(hidden.statements["report_id"]) <= set(hidden.sources.index)
    assert set(hidden.mentions["report_id"]) <= set(hidden.sources.index)
    heads = hidden.mentions.index.str.partition("/").get_level_values(0)
    assert list(heads) == list(hidden.mentions["report_id"])
    assert set(hidden.statements["event_id"]) == set(hidden.events.index)
    assert sorted(hidden.statements["text"]) == sorted(read.statements["text"])
    assert sorted(hidden.sources["title"]) == ["", "Shells on Mopti", "own events"]
    assert sorted(hidden.sources["publisher"]) == ["", "", "Daily"]
    assert all(
        re.fullmatch(r"(report-|own:events:)[0-9a-f]{8}", key) for key in hidden.sources.index
    )
    assert sum(loss.count for loss in hidden.lost) == sum(loss.count for loss in read.lost)
    placed = hidden.mentions.loc[hidden.mentions["text"] == "Zork", "place_id"]
    assert set(placed) == {"user:places-1:2"}
    assert hidden.anonymous() == hidden


def test_two_files_of_places_stay_two(read):
    frame = read.mentions.assign(
        place_id=[f"user:{'ab'[n % 2]}:2" for n in range(len(read.mentions))]
    )
    hidden = replace(read, mentions=frame).anonymous()
    assert hidden.mentions["place_id"].nunique() == 2


def test_the_columns_that_are_looked_through_are_columns():
    assert set(_OURS) <= {name for schema in SCHEMAS.values() for name in schema.columns}


def test_the_command_leaves_them_out(folder, tmp_path, monkeypatch, capsys):
    target = tmp_path / "map.html"
    command = ["geomap", "map", str(folder), "--anonymous-sources", "-o", str(target)]
    monkeypatch.setattr(sys, "argv", command)
    with pytest.raises(SystemExit):
        main()
    assert names_in(target.read_bytes()) == []
    assert "Shells on Mopti" in target.read_text(encoding="utf-8")
    table = tmp_path / "events.csv"
    command = ["geomap", "events", str(folder), "--anonymous-sources", "-o", str(table)]
    monkeypatch.setattr(sys, "argv", [*command, "--table", "statements"])
    with pytest.raises(SystemExit):
        main()
    assert names_in(table.read_bytes()) == []
    assert "report-" in table.read_text(encoding="utf-8")
    capsys.readouterr()
