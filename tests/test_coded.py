"""Files of coded events that are given as reports: recognised, said so, and read as events."""

from pathlib import PurePath

import pytest

import geomap
from geomap.errors import GeomapWarning
from geomap.reports import coded

ACLED = (
    "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,location,latitude,longitude,"
    "geo_precision,source,notes,fatalities\n"
    "SOM1,2015-01-02,Battles,Armed clash,Al Shabaab,Military,Mogadishu,2.04,45.34,1,Radio,"
    '"On 2 January 2015, Al Shabaab attacked Mogadishu.",3\n'
)
GED = (
    "id,date_start,date_end,side_a,side_b,latitude,longitude,where_prec,best,high,low\n"
    "7,2015-01-02,2015-01-03,Government,Rebels,2.04,45.34,1,3,5,2\n"
)
GEOJSON = (
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"date":"2021-01-02",'
    '"event_type":"Battles"},"geometry":{"type":"Point","coordinates":[29.2,-1.6]}}]}'
)


@pytest.mark.parametrize(
    ("name", "head", "who"),
    [
        ("a.csv", ACLED, "ACLED"),
        ("a.tsv", ACLED.replace(",", "\t"), "ACLED"),
        ("a.csv", ACLED.replace(",", ";").upper(), "ACLED"),
        ("a.csv", "\ufeff" + GED, "UCDP GED"),
        ("a.geojson", GEOJSON, "GeoJSON"),
        ("a.json", GEOJSON, "GeoJSON"),
        ("a.kml", "<kml/>", "KML"),
        ("a.csv", "date,title,text\n2021-01-01,One,Two\n", ""),
        ("a.csv", "title,text,latitude,longitude\n", ""),
        ("a.csv", "", ""),
        ("a.json", '[{"text": "one"}]', ""),
        ("a.md", ACLED, ""),
    ],
)
def test_events_are_told_from_reports(name, head, who):
    assert coded.shape(PurePath(name), head.encode()) == who


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.csv", ACLED), ("g.csv", GED), ("a.json", GEOJSON), ("b.geojson", GEOJSON)],
)
def test_events_given_as_reports_are_read_as_events_and_it_is_said(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.warns(GeomapWarning, match=f"{name}: events .*not as reports"):
        atlas = geomap.read_atlas(path)
    assert len(atlas.events) == 1
    assert atlas.events.geometry.iloc[0] is not None
    assert not len(atlas.mentions)


def test_events_in_a_folder_of_reports_are_named_with_what_to_do(tmp_path):
    (tmp_path / "a.csv").write_text(ACLED, encoding="utf-8")
    (tmp_path / "one.txt").write_text("Rebels shelled Goma on Monday.", encoding="utf-8")
    atlas = geomap.read_atlas(tmp_path, published="2025-01-24")
    assert len(atlas.sources) == 1
    (loss,) = atlas.lost
    assert "a.csv" in str(loss)
    assert "--events" in str(loss)
