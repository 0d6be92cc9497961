"""Files of the atlas: the same rows back, in every format, whatever a report says."""

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from format_tables import TABLE_SUFFIXES, atlas, events, write_text
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given
from hypothesis import strategies as st

from geomap import files
from geomap.errors import InputError, TableError
from geomap.files.tabular import escaped, unescaped
from geomap.model import SCHEMAS, table


@pytest.mark.parametrize("suffix", TABLE_SUFFIXES)
@pytest.mark.parametrize("name", list(SCHEMAS))
def test_each_table_comes_back_the_same_from_each_format(
    tmp_path: Path, suffix: str, name: str
) -> None:
    frame = getattr(atlas(), name)
    written = files.write(frame, tmp_path / f"x{suffix}")
    assert_geodataframe_equal(frame, files.read(written))


@pytest.mark.parametrize("suffix", TABLE_SUFFIXES)
@pytest.mark.parametrize("name", list(SCHEMAS))
def test_a_table_without_rows_stays_that_table(tmp_path: Path, suffix: str, name: str) -> None:
    frame = table(name, [])
    back = files.read(files.write(frame, tmp_path / f"x{suffix}"))
    assert len(back) == 0
    assert list(back.columns) == list(frame.columns)
    assert back.index.name == frame.index.name


@pytest.mark.parametrize("suffix", TABLE_SUFFIXES)
def test_geopandas_alone_sees_the_same_rows_and_places(tmp_path: Path, suffix: str) -> None:
    frame = events()
    path = files.write(frame, tmp_path / f"x{suffix}")
    seen = gpd.read_parquet(path) if suffix == ".parquet" else gpd.read_file(path)
    assert len(seen) == len(frame)
    assert list(seen.geometry.isna()) == [False, True, False, False]
    same = seen.geometry.reset_index(drop=True).geom_equals(
        frame.geometry.reset_index(drop=True).set_crs(seen.crs, allow_override=True)
    )
    assert list(same) == [True, False, True, True]
    assert list(seen["status"]) == list(frame["status"])


def test_same_atlas_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[2]); import format_tables as t;"
        "from geomap import files;"
        "[files.write(t.atlas(), f'{sys.argv[1]}/x{end}') for end in files.SUFFIXES]"
    )
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        argv = [sys.executable, "-c", code, str(folder), str(Path(__file__).parent)]
        subprocess.run(argv, check=True, env=os.environ | {"PYTHONHASHSEED": seed})
    for suffix in files.SUFFIXES:
        one, two = (tmp_path / seed / f"x{suffix}" for seed in ("1", "2"))
        assert one.read_bytes() == two.read_bytes(), suffix


def test_an_atlas_goes_into_one_geopackage_with_a_layer_a_table(tmp_path: Path) -> None:
    whole = atlas()
    path = files.write(whole, tmp_path / "atlas.gpkg")
    tables = files.read_tables(path)
    assert list(tables) == list(SCHEMAS)
    for name, frame in tables.items():
        assert_geodataframe_equal(getattr(whole, name), frame)
    assert_geodataframe_equal(whole.events, files.read(path))
    assert_geodataframe_equal(files.read(path, table="claims"), whole.claims)
    with pytest.raises(InputError, match="holds sources, mentions"):
        files.read(path, table="nothing")


def test_no_cell_of_the_csv_is_a_formula_and_nothing_lies_at_zero(tmp_path: Path) -> None:
    path = files.write(events(), tmp_path / "x.csv")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    numbers = {"longitude", "latitude", "uncertainty_m", "n_sources", "n_statements"}
    for row in rows:
        for column, cell in row.items():
            assert column in numbers or not cell.startswith(tuple("=+-@\t\r\n"))
    assert [row["longitude"] for row in rows][1] == ""
    assert rows[0]["longitude"] == "69.26019"


def test_no_cell_is_a_formula_where_others_part_cells() -> None:
    text = escaped("a;=1+1;b\t@x\n-1\r\n+2;'quoted")
    for cell in re.split("[;\t\r\n]", text):
        assert not cell.startswith(tuple("=+-@"))
    for unseen in "\u061c\u206a\u00ad":
        assert escaped(f"{unseen}=1").startswith("'")


@given(st.text(alphabet="a'=;\t\r\n -") | st.text())
def test_the_escape_is_undone_exactly(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert not escaped(text).lstrip().startswith(("=", "+", "-", "@"))


@given(st.text(min_size=1, max_size=40))
def test_any_text_survives_csv_and_geojson(tmp_path_factory, text: str) -> None:
    frame = table("events", [{"event_id": "e", "actor": text, "status": "claimed"}])
    kept = text.replace("\x00", "\ufffd")
    folder = tmp_path_factory.mktemp("any")
    for suffix in (".csv", ".geojson"):
        back = files.read(files.write(frame, folder / f"x{suffix}"))
        assert back["actor"].item() == kept


def test_text_that_utf8_cannot_hold_spoils_nothing(tmp_path: Path) -> None:
    frame = table("events", [{"event_id": "e", "status": "claimed"}])
    frame["actor"] = pd.Series(["a\ud800b\x00c"], index=frame.index, dtype=object)
    for suffix in TABLE_SUFFIXES:
        back = files.read(files.write(frame, tmp_path / f"x{suffix}"))
        assert back["actor"].item() == "a\ufffdb\ufffdc"


def test_kml_has_time_spans_and_no_markup_from_a_report(tmp_path: Path) -> None:
    text = files.write(events(), tmp_path / "x.kml").read_text(encoding="utf-8")
    assert "<TimeSpan><begin>2021-08-20</begin><end>2021-08-20</end></TimeSpan>" in text
    assert "<TimeSpan><end>2021-09-01</end></TimeSpan>" in text
    assert "</script>" not in text
    # viewers render the description, so markup is escaped once more there
    assert "&amp;lt;/script&amp;gt;" in text


def test_geojson_areas_wind_as_the_standard_says(tmp_path: Path) -> None:
    path = files.write(events(), tmp_path / "x.geojson")
    found = json.loads(path.read_text(encoding="utf-8"))
    geometry = found["features"][2]["geometry"]
    assert shapely.LinearRing(geometry["coordinates"][0]).is_ccw
    assert not shapely.LinearRing(geometry["coordinates"][1]).is_ccw
    assert found["features"][1]["geometry"] is None


def test_heights_survive_every_format(tmp_path: Path) -> None:
    frame = events().iloc[[0]].set_geometry([shapely.Point(69.26, 35.63, 1900.5)], crs="EPSG:4326")
    for suffix in TABLE_SUFFIXES:
        point = files.read(files.write(frame, tmp_path / f"x{suffix}")).geometry.item()
        assert (point.x, point.y, point.z) == (69.26, 35.63, 1900.5), suffix


def test_kml_without_rows_opens_in_geopandas(tmp_path: Path) -> None:
    assert len(gpd.read_file(files.write(table("events", []), tmp_path / "x.kml"))) == 0


def test_infinity_spoils_no_file(tmp_path: Path) -> None:
    claims = atlas().claims.assign(interval_high=float("inf"))
    for suffix in TABLE_SUFFIXES:
        back = files.read(files.write(claims, tmp_path / f"x{suffix}"))
        high = back["interval_high"].item()
        assert pd.isna(high) if suffix == ".geojson" else high == float("inf")


def test_another_crs_is_brought_to_longitude_and_latitude(tmp_path: Path) -> None:
    frame = events().iloc[:1].to_crs("EPSG:32642")
    point = files.read(files.write(frame, tmp_path / "x.geojson")).geometry.item()
    assert point.distance(shapely.Point(69.26019, 35.63348)) < 1e-7
    with pytest.raises(TableError, match="CRS"):
        files.write(frame.set_crs(None, allow_override=True), tmp_path / "y.geojson")


def test_plain_errors_for_a_bad_path(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="existing folder"):
        files.write(events(), tmp_path / "none" / "x.csv")
    with pytest.raises(InputError, match=r"ends with \.geojson"):
        files.write(events(), tmp_path / "x.shp")
    with pytest.raises(InputError, match="existing file"):
        files.read(tmp_path / "x.csv")
    for suffix in TABLE_SUFFIXES:
        broken = tmp_path / f"broken{suffix}"
        broken.write_bytes(b"\xff\xfe\x00 nothing")
        with pytest.raises(InputError, match="broken"):
            files.read(broken)


def test_an_error_names_the_file_that_was_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "folder.geojson"
    folder.mkdir()
    with pytest.raises(InputError, match=r"folder\.geojson: expected a file") as caught:
        files.write(events(), folder)
    assert ".geomap-" not in str(caught.value)
    assert list(tmp_path.iterdir()) == [folder]


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    path = write_text(tmp_path / "x.jsonld", "old")
    with pytest.raises(InputError, match="table claims"):
        files.write(events(), path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]
