"""Own events in the files that people have: days, places that contradict their row, map tools."""

import json
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pytest
import shapely

from geomap import files
from geomap.errors import InputError, MissingExtraError
from geomap.files import feature_columns, values
from geomap.gazetteer import EmbeddedGazetteer
from geomap.model import Report, day_order, read_days
from geomap.pipeline import read_atlas
from geomap.settings import OFFLINE

REPORT = Report(report_id="r", text="The market opened.")
HEAD = "date,place,latitude,longitude,notes\n"


def read(folder: Path, text: str, name: str = "own.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return files.read_events(path)


@pytest.mark.parametrize(
    ("cell", "first", "last", "precision"),
    [
        ("August 2021", "2021-08-01", "2021-08-31", "month"),
        ("08/2021", "2021-08-01", "2021-08-31", "month"),
        ("22nd August 2021", "2021-08-22", "2021-08-22", "day"),
        ("the 1st of March, 1999", "1999-03-01", "1999-03-01", "day"),
        ("Sunday, 22 August 2021", "2021-08-22", "2021-08-22", "day"),
        ("Sun, 22 Aug 2021 14:00:00 +0000", "2021-08-22", "2021-08-22", "day"),
        ("Sun Aug 22 14:00:00 +0000 2021", "2021-08-22", "2021-08-22", "day"),
        ("Aug. 22, 2021 at 3:05 pm", "2021-08-22", "2021-08-22", "day"),
        ("2021-08-22 14:00 UTC", "2021-08-22", "2021-08-22", "day"),
        ("20210822T120000Z", "2021-08-22", "2021-08-22", "day"),
        ("2021-08-22T23:30:00+02:00", "2021-08-22", "2021-08-22", "day"),
        ("31.12.2015 0:00", "2015-12-31", "2015-12-31", "day"),
        ("7 Feb 87", "1987-02-07", "1987-02-07", "day"),
        ("2021-08-22/2021-08-24", "2021-08-22", "2021-08-24", "days"),
        ("20-22 August 2021", "2021-08-20", "2021-08-22", "days"),
        ("August 20–22, 2021", "2021-08-20", "2021-08-22", "days"),
        ("30 August to 3 September 2021", "2021-08-30", "2021-09-03", "days"),
        ("22-Aug-2021 - 24-Aug-2021", "2021-08-22", "2021-08-24", "days"),
        ("July – August 2021", "2021-07-01", "2021-08-31", "year"),
        ("2021", "2021-01-01", "2021-12-31", "year"),
    ],
)
def test_what_is_one_reading_is_read(cell, first, last, precision):
    start, end, known = read_days(cell)
    assert (str(start), str(end)) == (first, last)
    assert known == precision


@pytest.mark.parametrize(
    "cell",
    [
        "5²²", "²² May 2023", "5 ④ 2021", "9" * 5000, f"{'1' * 5000} May 2021",
        "unknown", "03/05/2023", "1/2/16", "202112", "March", "22 August", "30 February 2021",
        "2021-08-22 - 2021-08-20", "1 May 2021; 3 May 2021", "1629590400",
    ],
)  # fmt: skip
def test_what_is_no_day_or_may_be_two_is_not_guessed(cell):
    with pytest.raises(InputError, match="expected a day"):
        read_days(cell)


@pytest.mark.parametrize(
    ("rows", "order"),
    [
        ([{"date": "1/2/16"}, {"date": "31/1/16"}], "day"),
        ([{"date": "1/2/16"}, {"date": "1/31/16"}], "month"),
        ([{"date": "1/2/16"}, {"date": "3/2/16"}], ""),
        ([{"date": "1/2/16", "month": "2"}, {"date": "3/4/16"}], "day"),
        ([{"date": "1/2/16", "month": "1.0"}], "month"),
        ([{"date": "16/02/01", "year": "2016"}], "year"),
        ([{"date": "1/2/2016"}, {"date": "99/99/2016"}, {"date": "31/1/2016"}], "day"),
        ([{"date": "18/04/2001"}, {"date": "04/18/2001"}], ""),
    ],
)
def test_one_order_fits_all_days_of_a_column_or_none_is_taken(rows, order):
    assert day_order(rows, ["date"]) == order


def test_a_day_that_cannot_be_read_costs_the_day_alone_and_is_said_once(tmp_path):
    rows = [f"{cell},P{n},34.0{n},69.1,n" for n, cell in enumerate(["unknown", "2021-08-22"] * 3)]
    found, lost = read(tmp_path, HEAD + "\n".join(rows))
    assert len(found) == 6
    assert found["when_start"].notna().sum() == 3
    assert not found.geometry.isna().any()
    (loss,) = lost
    assert (loss.what, loss.parts) == ("day", ("line 2", "line 4", "line 6"))


@pytest.mark.parametrize("year", ["0023", "0025", "1786", "2205"])
@pytest.mark.parametrize("needed", ["", ",event_id_cnty,sub_event_type"])
def test_a_year_that_cannot_be_meant_is_named_and_the_place_kept(tmp_path, year, needed):
    head = "event_date,event_type,latitude,longitude,location" + needed
    rows = [f"{year}-04-20,Battles,12.05,24.88,Nyala", "2023-04-22,Battles,13.45,22.45,El Geneina"]
    found, lost = read(tmp_path, "\n".join([head, *rows]))
    assert len(found) == 2
    assert list(found["when_start"].dropna()) == [pd.Timestamp("2023-04-22")]
    (loss,) = lost
    assert f"the year {int(year)}" in str(loss)
    assert "line 2" in str(loss)


# place, country, latitude and longitude as they should be
TOWNS = [
    ("El Fasher", "Sudan", 13.63, 25.35),
    ("Taiz", "Yemen", 13.58, 44.02),
    ("Aleppo", "Syria", 36.2, 37.16),
    ("Goma", "Democratic Republic of the Congo", -1.68, 29.22),
    ("Kharkiv", "UA", 49.99, 36.23),
    ("Maiduguri", "NGA", 11.85, 13.16),
]


@pytest.mark.parametrize(("place", "country", "lat", "lon"), TOWNS)
def test_coordinates_in_each_others_columns_are_said_and_not_moved(
    tmp_path, place, country, lat, lon
):
    head = "event_date,country,location,latitude,longitude\n"
    right = f"2023-04-22,{country},{place},{lat},{lon}\n"
    found, lost = read(tmp_path, f"{head}2023-04-21,{country},{place},{lon},{lat}\n{right}")
    assert [(shape.x, shape.y) for shape in found.sort_values("when_start").geometry] == [
        (lat, lon), (lon, lat),
    ]  # fmt: skip
    (loss,) = lost
    assert loss.parts == ("line 2",)
    assert f"with latitude and longitude exchanged it would be {place}" in loss.why


@pytest.mark.parametrize(
    ("place", "country", "lat", "lon", "how"),
    [
        ("Bogotá", "Colombia", 4.61, 74.08, "with the other sign before its longitude"),
        ("Goma", "DR Congo", 1.68, 29.22, "with the other sign before its latitude"),
    ],
)
def test_a_lost_minus_is_said(tmp_path, place, country, lat, lon, how):
    head = "date,country,place,latitude,longitude\n"
    _, lost = read(tmp_path, f"{head}2023-04-21,{country},{place},{lat},{lon}\n")
    assert how in str(lost[0])


def test_without_a_country_the_place_alone_is_held(tmp_path):
    _, lost = read(tmp_path, HEAD + "2023-04-21,El Fasher,25.35,13.63,n\n")
    assert "exchanged it would be El Fasher" in str(lost[0])


def test_many_rows_swapped_alike_are_one_loss(tmp_path):
    head = "date,country,place,latitude,longitude\n"
    rows = [f"2023-04-21,{c},{p},{lon},{lat}" for p, c, lat, lon in TOWNS]
    _, lost = read(tmp_path, head + "\n".join(rows))
    (loss,) = lost
    assert loss.count == len(TOWNS)


@pytest.mark.parametrize(
    "row",
    [
        "Sudan,Nyala,12.05,24.88",
        "Ukraine,Sevastopol,44.6,33.53",  # whose a border is, is not for us to say
        "Somalia,Coast of Eyl,8.1,51.5",
        "India,Leh,34.16,77.58",
        "Atlantis,Poseidonis,35.0,-30.0",
        ",Springfield,12.05,24.88",
        "Sudan,a farm that nobody knows,12.2,24.9",
    ],
)
def test_rows_that_nothing_contradicts_are_left_alone(tmp_path, row):
    head = "date,country,place,latitude,longitude\n"
    found, lost = read(tmp_path, f"{head}2023-04-21,{row}\n")
    assert len(found) == 1
    assert not lost


def test_a_table_that_pandas_wrote_with_its_index_is_read(tmp_path):
    frame = pd.DataFrame({"date": ["2021-08-22"] * 3, "lat": [34, 35, 36], "lon": [69, 69, 69]})
    frame.to_csv(tmp_path / "own.csv")
    found, lost = files.read_events(tmp_path / "own.csv")
    assert len(found) == 3
    assert not lost


GOOD = "<Point><coordinates>69.17,34.53,0</coordinates></Point>"
KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="{ns}"><Document><name>My map</name><Folder><name>Strikes</name>
<Placemark><name>Market</name><description><![CDATA[Shelling on <b>22 August</b>
<br>two &amp; more]]></description>{when}<Point><coordinates>
 69.17,34.53,0
</coordinates></Point></Placemark></Folder>
<Placemark><name>Road</name><LineString><coordinates>69,34 69.5,34.5</coordinates></LineString>
<ExtendedData><Data name="Type"><value>Battles</value></Data></ExtendedData></Placemark>
</Document></kml>"""
STAMP = "<TimeStamp><when>2021-08-22{}</when></TimeStamp>"


@pytest.mark.parametrize(
    "ns",
    ["http://www.opengis.net/kml/2.2", "http://earth.google.com/kml/2.1", "http://www.google.com/kml/ext/2.2"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("when", "last"),
    [
        (STAMP.format(""), "2021-08-22"),
        (STAMP.format("T10:00:00Z"), "2021-08-22"),
        ("<TimeSpan><begin>2021-08-22</begin><end>2021-08-24</end></TimeSpan>", "2021-08-24"),
    ],
)
@pytest.mark.parametrize("suffix", [".kml", ".kmz"])
def test_maps_of_other_tools_are_read(tmp_path, ns, when, last, suffix):
    text = KML.format(ns=ns, when=when)
    path = tmp_path / f"my{suffix}"
    if suffix == ".kmz":
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("files/icon.png", b"")
            packed.writestr("doc.kml", text)
    else:
        path.write_text(text, encoding="utf-8")
    found, lost = files.read_events(path)
    assert not lost
    market = found[found["place"] == "Market"].iloc[0]
    assert market["notes"] == "Shelling on 22 August\ntwo & more"
    assert f"{market['when_start']:%F} {market['when_end']:%F}" == f"2021-08-22 {last}"
    assert (market.geometry.x, market.geometry.y) == (69.17, 34.53)
    assert json.loads(market["given"])["folder"] == "Strikes"
    road = found[found["place"] == "Road"].iloc[0]
    assert road.geometry.geom_type == "LineString"
    assert road["event_type"] == "ASSAULT"


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        (
            "<NetworkLink><Link><href>http://x.test/a.kml</href></Link></NetworkLink>",
            "export it",
        ),
        ("<name>empty</name>", "found none"),
        ("<Placemark><Point><coordinates>9,95</coordinates></Point></Placemark>", "latitude"),
        ("<Placemark><Point><coordinates>x</coordinates></Point></Placemark>", "coordinates"),
    ],
)
def test_kml_without_events_says_what_it_is(tmp_path, inside, says):
    text = f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{inside}</Document></kml>'
    with pytest.raises(InputError, match=says):
        read(tmp_path, text, "my.kml")


@pytest.mark.parametrize("suffix", [".gpkg", ".fgb", ".shp", ".parquet", ".geojson"])
@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:32642"])
def test_layers_of_geographic_tools_are_read(tmp_path, suffix, crs):
    if suffix == ".geojson" and crs != "EPSG:4326":
        pytest.skip("GeoJSON is in longitude and latitude")
    points = gpd.points_from_xy([69.17, 69.3], [34.53, 35.1])
    data = {"Name": ["Market", "Bridge"], "Date": ["22 August 2021", "2021-08-23"]}
    frame = gpd.GeoDataFrame(data, geometry=points, crs="EPSG:4326").to_crs(crs)
    path = tmp_path / f"mine{suffix}"
    frame.to_parquet(path) if suffix == ".parquet" else frame.to_file(path)
    found, lost = files.read_events(path)
    assert not lost
    assert sorted(found["place"]) == ["Bridge", "Market"]
    assert sorted(found["when_start"].dt.day) == [22, 23]
    market = found[found["place"] == "Market"].geometry.item()
    assert market.distance(shapely.Point(69.17, 34.53)) < 1e-6


def test_every_layer_of_a_geopackage_is_read_and_named(tmp_path):
    path = tmp_path / "mine.gpkg"
    for layer, when in (("may", "2021-05-01"), ("june", "sometime")):
        shape = gpd.points_from_xy([69.17], [34.53])
        frame = gpd.GeoDataFrame({"date": [when]}, geometry=shape, crs="EPSG:4326")
        frame.to_file(path, layer=layer)
    found, lost = files.read_events(path)
    assert len(found) == 2
    assert "june row 1" in str(lost[0])


def test_parquet_without_geometry_is_read_by_its_columns(tmp_path):
    path = tmp_path / "mine.parquet"
    pd.DataFrame({"day": ["2021-08-22"], "lat": [34.5], "lon": [69.2]}).to_parquet(path)
    found, lost = files.read_events(path)
    assert not lost
    assert found.geometry.item() == shapely.Point(69.2, 34.5)
    pd.DataFrame({"day": ["2021-08-22"]}).to_parquet(path)
    with pytest.raises(InputError, match="longitude"):
        files.read_events(path)


def test_a_workbook_is_read_sheet_by_sheet(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for sheet, day in ((book.active, pd.Timestamp("2021-08-22")), (book.create_sheet("b"), "soon")):
        sheet.append(["Date", "Place", "Latitude", "Longitude"])
        sheet.append([day.to_pydatetime() if day != "soon" else day, "Market", 34.53, 69.17])
    book.save(tmp_path / "own.xlsx")
    found, lost = files.read_events(tmp_path / "own.xlsx")
    assert len(found) == 2
    assert found["when_start"].dropna().item() == pd.Timestamp("2021-08-22")
    assert "b row 2" in str(lost[0])


def workbook(path, sheets):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


EVENTS = [["Date", "Place", "Latitude", "Longitude"], ["2021-08-22", "Market", 34.53, 69.17]]
NOTES = [["How to read this"], ["Each row is a strike."], ["Ask before use."]]
SUMS = [["Total", "Total", "Lat", "Lon", "Lat"], [1, 2, 3, 4, 5]]


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(("title", "other"), [("Read me", NOTES), ("Sums", SUMS)])
def test_a_sheet_of_something_else_is_named_and_costs_no_other(tmp_path, title, other, first):
    both = {title: other, "Strikes": EVENTS} if first else {"Strikes": EVENTS, title: other}
    found, (lost,) = files.read_events(workbook(tmp_path / "own.xlsx", both))
    assert list(found["place"]) == ["Market"]
    assert (lost.what, lost.parts) == ("sheet", (title,))


@pytest.mark.parametrize(
    ("sheets", "says"),
    [({"a": NOTES}, "longitude and latitude"), ({"a": SUMS}, "lat twice"), ({"a": []}, "a sheet")],
)
def test_a_workbook_without_events_says_so(tmp_path, sheets, says):
    with pytest.raises(InputError, match=says):
        files.read_events(workbook(tmp_path / "own.xlsx", sheets))


@pytest.mark.parametrize(
    "bad",
    [
        "<Point><coordinates> </coordinates></Point>",
        "<Point></Point>",
        "<Point><coordinates>269.17,34.5</coordinates></Point>",
        "<LineString><coordinates>69,34</coordinates></LineString>",
        "<Polygon></Polygon>",
        f"{'<MultiGeometry>' * 3000}{'</MultiGeometry>' * 3000}",
    ],
)
def test_one_bad_placemark_is_named_and_costs_no_other(tmp_path, bad):
    marks = [f"<Placemark><name>n</name>{shape}</Placemark>" for shape in (bad, GOOD)]
    found, (lost,) = read(tmp_path, f"<kml><Document>{''.join(marks)}</Document></kml>", "my.kml")
    assert len(found) == 1
    assert (lost.what, lost.parts) == ("row", ("placemark 1",))


def test_a_map_of_another_tool_is_taken_apart_once(tmp_path, monkeypatch):
    text = f"<kml><Document><Placemark>{GOOD}</Placemark></Document></kml>"
    plain, parsed = ElementTree.fromstring, []
    monkeypatch.setattr(ElementTree, "fromstring", lambda data: parsed.append(1) or plain(data))
    read(tmp_path, text, "my.kml")
    assert parsed == [1]


def test_the_country_under_rows_in_doubt_is_looked_up_once(tmp_path, monkeypatch):
    asked = []
    plain = EmbeddedGazetteer.places_within

    def places_within(gazetteer, *args, **kwargs):
        asked.append(args)
        return plain(gazetteer, *args, **kwargs)

    monkeypatch.setattr(EmbeddedGazetteer, "places_within", places_within)
    rows = "".join(f"2021-08-22,El Fasher,25.3{n},13.63,n\n" for n in range(30))
    _, (lost,) = read(tmp_path, HEAD + rows)
    assert lost.count == 30
    assert len(asked) == 1


def test_rows_are_held_against_the_places_of_the_settings(tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_text("name,lon,lat\nQoroghon,66.2,37.1\n", encoding="utf-8")
    own = tmp_path / "own.csv"
    own.write_text(
        HEAD + "2021-08-22,Qoroghon,66.2,37.1,n\n2021-08-23,Qoroghon,37.1,66.2,n\n", "utf-8"
    )
    settings = replace(OFFLINE, places=(mine,))
    assert not files.read_events(own)[1]
    for _, lost in (
        files.read_events(own, settings=settings),
        (None, files.with_events(read_atlas([REPORT], settings=settings), own).lost),
    ):
        assert "exchanged it would be Qoroghon" in lost[-1].why


def test_a_workbook_without_its_library_names_the_extra(tmp_path, monkeypatch):
    (tmp_path / "own.xlsx").write_bytes(b"PK")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match=r"geomap-news\[xlsx\]"):
        files.read_events(tmp_path / "own.xlsx")


# 1,787 km; the case says 1,700
SWAPPED = """line 2: kept as it stands: it lies in Libya, 1,800 km from El Fasher and outside Sudan,
which the row names; with latitude and longitude exchanged it would be El Fasher"""


def swapped(found, lost):
    return len(found) == 2 and " ".join(SWAPPED.split()) in str(*lost)


def year_23(found, lost):
    return len(found) == 2 and found["when_start"].isna().sum() == 1 and "year 23" in str(*lost)


def hand_made(found, lost):
    row = found.iloc[0]
    told = (row["place"], f"{row['when_start']:%F}", row["notes"], row.geometry.x, row.geometry.y)
    return told == ("Market", "2021-08-22", "Shelling on 22 August", 69.17, 34.53) and not lost


def written_days(found, lost):
    rows = found.sort_values("place").itertuples()
    told = {row.place: f"{row.when_start} {row.when_end}".replace(" 00:00:00", "") for row in rows}
    one = "2021-08-22 2021-08-22"
    right = {"B": one, "C": one, "F": one, "D": "2021-08-22 2021-08-24", "E": "NaT NaT"}
    return told == right | {"A": "2021-08-01 2021-08-31"} and "'unknown'" in str(*lost)


@pytest.mark.parametrize(
    ("case", "is_right"),
    [
        ("17-swapped-columns", swapped),
        ("19-year-0023", year_23),
        ("37-kml-of-a-hand-made-map", hand_made),
        ("39-months-and-ordinals-in-own-events", written_days),
    ],
)
def test_cases_of_the_field_have_their_right_value(shared, case, is_right):
    folder = shared / "cases" / case / "input"
    (path,) = (path for path in folder.iterdir() if path.suffix in {".csv", ".kml"})
    assert is_right(*files.read_events(path))


def test_a_number_of_people_has_at_most_ten_digits():
    found = [values.killed(cell)["killed_least"] for cell in ("7", "1" * 10, "1" * 11, "few")]
    assert found == [7, 1_111_111_111, None, None]


@pytest.mark.parametrize(
    ("cells", "same"),
    [
        (["Point", "Point"], True),
        (["Point", "Polygon"], False),
        (["Point", None], False),
        ([1, 1], False),
        ([None, None], False),
    ],
)
def test_a_column_is_one_text_where_every_cell_says_it(cells, same):
    assert feature_columns._are(pa.array(cells), "Point") is same
