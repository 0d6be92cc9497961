"""The command line, called as a person calls it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from geomap import __version__

SAMPLES = Path(__file__).parents[1] / "data" / "reports"


def answer(result):
    status, out, err = result
    assert status == 0, err
    return json.loads(out)


def test_the_version_is_the_installed_one_and_names_the_makers_of_the_data(geomap):
    status, out, err = geomap("--version")
    assert (status, err) == (0, "")
    assert out.startswith(f"geomap {__version__}, ")
    assert out.count("\n") == 1
    for maker in ("GeoNames", "Natural Earth", "NOAA GLOBE", "Unicode CLDR"):
        assert maker in out


def test_geocode_finds_what_the_news_names(geomap):
    names = ["Panjshir", "Andarab", "Kabul", "Bazarak", "Panjshir Valley", "Khawak Pass", "Paris"]
    rows = {row["query"]: row for row in answer(geomap("geocode", *names, "Salang", "--json"))}
    assert {rows[name]["country"] for name in names[:-1]} == {"AF"}
    assert rows["Paris"]["country"] == "FR"
    assert rows["Salang"]["country"] == "AF"
    assert rows["Panjshir"]["area_km2"] > 3000
    assert rows["Panjshir Valley"]["kind"] == "T.VAL"
    assert rows["Khawak Pass"]["kind"] == "T.PASS"


@pytest.mark.parametrize(
    "variants",
    [
        ["Panjshir", "Panjsher", "Panjšēr", "Panjshayr", "پنجشیر"],
        ["Pul-e Hisar", "Pol-e-Hesar", "Pul-e-Hesar"],
        ["Deh-e Salah", "Dih Saleh", "Deh Salah", "Deh Saleh"],
    ],
)
def test_variants_find_the_same_place(geomap, variants):
    rows = answer(geomap("geocode", *variants, "--json"))
    assert len({row["place_id"] for row in rows}) == 1


def test_andarab_in_afghanistan(geomap):
    row = answer(geomap("geocode", "Andarab", "--country", "AF", "--json"))[0]
    assert abs(row["lon"] - 69.26) < 0.1
    assert abs(row["lat"] - 35.63) < 0.09


@pytest.mark.parametrize("about", [["--country", "Lebanon"], ["--near", "Beirut"]])
def test_what_reports_are_about_is_an_option_of_every_reading(geomap, tmp_path, about):
    (tmp_path / "a.txt").write_text("Fighters shelled Tripoli on Tuesday.", encoding="utf-8")
    (row,) = answer(geomap("mentions", tmp_path / "a.txt", "--json"))
    assert row["country"] == "LY"
    (row,) = answer(geomap("mentions", tmp_path / "a.txt", *about, "--json"))
    assert row["country"] == "LB"
    status, _, err = geomap("events", tmp_path / "a.txt", "--country", "Atlantis")
    assert status == 2
    assert "expected a country" in err


def test_distance_kabul_bazarak(geomap):
    found = answer(geomap("distance", "Kabul", "Bazarak", "--json"))
    assert 92 <= found["distance_km"] <= 93.5
    assert 19 <= found["bearing_deg"] <= 21
    assert found["compass"] == "north-northeast"
    assert found["uncertainty_km"] > 0


def test_distance_between_coordinates_is_exact(geomap):
    found = answer(geomap("distance", "0,0", "0,1", "--json"))
    assert found["distance_km"] == pytest.approx(110.57, abs=0.01)
    assert found["compass"] == "north"
    assert found["uncertainty_km"] == 0


def test_gazetteer_info_names_sources_and_licences(geomap):
    info = json.dumps(answer(geomap("gazetteer", "info", "--json")))
    assert "GeoNames" in info
    assert "CC BY 4.0" in info or "CC-BY-4.0" in info


def test_mentions_of_the_samples(geomap):
    rows = answer(geomap("mentions", SAMPLES, "--json"))
    kabul = [row for row in rows if row["text"] == "Kabul"]
    assert kabul
    assert all(row["country"] == "AF" for row in kabul if row["place_id"])
    assert all(row["place_id"] or row["reason"] for row in rows)


def test_check_says_which_claims_answer_one_question(geomap):
    found = answer(geomap("check", SAMPLES, "--json"))
    ids = {claim["claim_id"] for claim in found["claims"]}
    assert {row["claim_id"] for row in found["side_by_side"]} <= ids
    questions = {row["question"] for row in found["side_by_side"]}
    assert "surrounded: Panjshir" in questions
    status, out, err = geomap("check", SAMPLES)
    assert status == 0, err
    assert "side by side" in out


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "parquet", "csv"])
def test_events_go_to_files_that_geopandas_opens(geomap, tmp_path, suffix):
    from geomap import files

    target = tmp_path / f"events.{suffix}"
    status, _, err = geomap("events", SAMPLES, "-o", target)
    assert status == 0, err
    assert len(files.read(target)) == len(answer(geomap("events", SAMPLES, "--json")))


def test_map_says_where_the_file_lies(geomap, tmp_path):
    target = tmp_path / "map.html"
    status, out, _ = geomap("map", SAMPLES, "-o", target)
    assert status == 0
    assert str(target) in out.replace("\n", "")
    assert target.stat().st_size > 100_000


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["map", "no-such-folder"], "expected a file or folder"),
        (["distance", "Kabul", "Xqzwv Nowhere"], "expected a place"),
        (["distance", "Kabul", "500,10"], "longitude"),
        (["geocode", "Paris", "--country", "Texas"], "expected a country"),
        (["geocode", "Kabul", "--limit", "0"], "limit"),
        (["events", SAMPLES, "-o", "no-such-folder/x.csv"], "existing folder"),
        (["events", SAMPLES, "-o", "x.docx"], ".geojson"),
        (["mentions", SAMPLES, "--published", "someday"], "YYYY-MM-DD"),
        (["bench", "toponyms", "no-such.xml"], "expected a corpus file"),
        (["bench", "statements", "no-such.json"], "expected a readable gold file"),
        (["fly"], "fly"),
        (["geocode"], "NAME"),
    ],
)
def test_bad_input_is_one_plain_line_and_status_2(geomap, arguments, says):
    status, _, err = geomap(*arguments)
    assert status == 2
    assert "Traceback" not in err
    assert says in err
    assert len(err.strip().splitlines()) == 1


def test_a_bad_report_is_named_and_the_rest_is_mapped(geomap, tmp_path):
    (tmp_path / "a.txt").write_text(
        "Shelling hit Bakhmut on Monday, officials said.", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_bytes(bytes(range(256)) * 4)
    status, out, err = geomap("mentions", tmp_path, "--json")
    assert status == 0
    assert "b.txt" in err
    assert any(row["text"] == "Bakhmut" for row in json.loads(out))


def test_own_events_are_no_reports_and_each_row_that_is_lost_is_named(geomap, tmp_path):
    report, own = tmp_path / "a.txt", tmp_path / "own.csv"
    report.write_text("Shelling hit Bakhmut, officials said.", encoding="utf-8")
    own.write_text(
        "lon,lat,place\n38,48.6,Bakhmut\nabc,48.6,X\n38,99,Y\n38,48.7,Z\n", encoding="utf-8"
    )
    target = tmp_path / "map.html"
    options = ["--events", own, "--events", own]
    status, out, err = geomap("map", report, *options, "-o", target)
    assert status == 0
    assert out.startswith("1 report, 1 file of own events, ")
    lines = err.strip().splitlines()
    assert len(lines) == 6
    assert all(line.startswith("lost: own.csv, line ") for line in lines)
    assert "line 3: expected decimal degrees in longitude" in lines[0]
    # the file once more brings nothing new, and empties nothing
    assert "is in the atlas already" in err
    assert target.stat().st_size > 100_000


def test_the_package_runs_as_a_module():
    asked = [sys.executable, "-m", "geomap", "--help"]
    said = subprocess.run(
        asked, capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout
    assert "map" in said
