"""A user's own events: what is read from files of others, and what becomes of it."""

import json
from pathlib import Path

import pandas as pd
import pytest
import shapely
from format_tables import TABLE_SUFFIXES, atlas, bare, events, write_text
from geopandas.testing import assert_geodataframe_equal

from geomap import files
from geomap.errors import GeomapWarning, InputError
from geomap.files.joining import EXTRA_COLUMNS
from geomap.model import SCHEMAS

ACLED_COLUMNS = (
    "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,inter1,"
    "actor2,inter2,interaction,country,location,latitude,longitude,geo_precision,source,notes,"
    "fatalities"
)
ACLED_TEXT = f"""{ACLED_COLUMNS}
AFG1,20 August 2021,2021,1,Battles,Armed clash,Taliban,%(a)s,NRF,%(b)s,%(ab)s,Afghanistan,Banu,\
35.6335,69.2602,1,Tolo; TASS,"Clash, ""heavy"".",3
AFG2,2021-08-21,2021,2,Protests,Peaceful protest,Protesters (Afghanistan),%(c)s,,%(z)s,%(cz)s,\
Afghanistan,Kabul,34.528,69.172,3,Tolo,March.,0
AFG3,2021-08-21,2021,2,Riots,Mob violence,,%(d)s,,%(z)s,%(dz)s,Afghanistan,Nowhere,,,2,Tolo,No.,0
AFG4,2021-08-21,2021,1,Battles,Armed clash,X,1,Y,2,12,Afghanistan,Swapped,169.2,35.6,1,Tolo,Bad.,0
AFG5,08/09/2021,2021,1,Battles,Armed clash,X,1,Y,2,12,Afghanistan,Banu,35.6,69.2,1,Tolo,Bad.,0
"""
NUMBERS = {"a": "2", "b": "3.0", "ab": "23", "c": "6", "z": "0", "cz": "60", "d": "5", "dz": "50"}
WORDS = {
    "a": "Rebel group",
    "b": "Political militia",
    "ab": "Rebel group-Political militia",
    "c": "Protesters",
    "z": "",
    "cz": "Protesters only",
    "d": "Rioters",
    "dz": "Rioters only",
}


@pytest.mark.parametrize("codes", [NUMBERS, WORDS], ids=["numbers", "words"])
def test_acled_of_either_age_reads_the_same(tmp_path: Path, codes: dict[str, str]) -> None:
    found, errors = files.read_events(write_text(tmp_path / "acled.csv", ACLED_TEXT % codes))
    assert list(found.index) == ["acled:AFG1", "acled:AFG2", "acled:AFG3", "acled:AFG5"]
    assert list(found["actor"]) == ["Taliban", "Protesters (Afghanistan)", "Rioters", "X"]
    assert list(found["recipient"]) == ["NRF", "", "", "Y"]
    assert list(found["killed_least"]) == [3, 0, 0, 0]
    assert list(found["interaction"])[:3] == [WORDS["ab"], WORDS["cz"], WORDS["dz"]]
    assert list(found["event_type"]) == ["ASSAULT", "PROTEST", "PROTEST", "ASSAULT"]
    assert list(found["fatalities"]) == ["3", "0", "0", "0"]
    assert list(found["n_sources"]) == [2, 1, 1, 1]
    assert found.geometry.iloc[0] == shapely.Point(69.2602, 35.6335)
    assert found.geometry.iloc[2] is None
    assert found["when_start"].iloc[0] == pd.Timestamp("2021-08-20")
    assert len(errors) == 2
    assert "line 5" in str(errors[0])
    assert "latitude" in str(errors[0])
    assert "either of two days" in str(errors[1])


def test_old_acled_files_in_capitals_and_semicolons_read_too(tmp_path: Path) -> None:
    text = (
        "EVENT_ID_CNTY;EVENT_DATE;EVENT_TYPE;SUB_EVENT_TYPE;ACTOR1;LATITUDE;LONGITUDE\n"
        "SYR7;20-August-2021;Riots;Mob violence;Rioters;33,5;36,3\n"
    )
    found, errors = files.read_events(write_text(tmp_path / "old.csv", text))
    assert not errors
    assert found.geometry.item() == shapely.Point(36.3, 33.5)


def test_ged_reads_sides_days_and_precision(tmp_path: Path) -> None:
    text = (
        "id,type_of_violence,side_a,side_b,number_of_sources,where_prec,where_coordinates,latitude,"
        "longitude,date_prec,date_start,date_end,best\n"
        "9,1,Government of X,Rebels,-1,4,North province,35.0,69.0,3,2021-08-20 00:00:00.000,"
        "2021-08-26 00:00:00.000,12\n"
        "10,1,A,B,2,1,Town,95.0,69.0,1,2021-08-20,2021-08-20,1\n"
    )
    found, errors = files.read_events(write_text(tmp_path / "ged.csv", text))
    assert (found["actor"].item(), found["recipient"].item()) == ("Government of X", "Rebels")
    assert found["killed_most"].item() == 12
    assert found["geo_precision"].item() == "3/4"
    assert found["time_precision"].item() == "week"
    assert found["fatalities"].item() == "12"
    assert found["n_sources"].item() == 0
    assert len(errors) == 1
    assert "line 3" in str(errors[0])


def test_plain_csv_needs_only_longitude_and_latitude(tmp_path: Path) -> None:
    text = (
        "Name,Lon,Lat,Date,Type,Notes,Status\n"
        "Depot,69.1,35.1,2021-08,Armed clash,=1+1,claimed\n"
        "Gulf,0,0,2021,,,\n"
        "Bad,abc,35,2021-08-20,,,\n"
        "Sure,69,35,2021-08-20,,,sure\n"
    )
    found, errors = files.read_events(write_text(tmp_path / "own.csv", text))
    by_place = found.set_index("place")
    assert by_place.loc["Depot", "event_type"] == "ASSAULT"
    assert by_place.loc["Depot", "when_end"] == pd.Timestamp("2021-08-31")
    assert by_place.loc["Depot", "time_precision"] == "month"
    assert by_place.loc["Depot", "notes"] == "=1+1"
    assert by_place.loc["Gulf", "geometry"] is None
    assert [error.parts for error in errors] == [("line 4",)]
    # a word of the user's own is no status of geomap's, and is kept
    assert by_place.loc["Sure", "status"] == "reported"
    assert json.loads(by_place.loc["Sure", "given"])["status"] == "sure"


def test_geojson_of_ones_own_keeps_areas_and_names_bad_features(tmp_path: Path) -> None:
    area = shapely.geometry.mapping(shapely.box(69, 35, 70, 36))
    features = [
        {"type": "Feature", "geometry": area, "properties": {"name": "Zone", "date": "2021-08-20"}},
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [690, 35]}},
        {"type": "Feature", "geometry": {"type": "Blob"}, "properties": None},
        {"type": "Feature", "geometry": None, "properties": {"name": "Some\ud800where"}},
        "nothing",
    ]
    path = tmp_path / "own.geojson"
    write_text(path, json.dumps({"type": "FeatureCollection", "features": features}))
    found, errors = files.read_events(path)
    assert set(found["place"]) == {"Zone", "Some\ufffdwhere"}
    assert found.set_index("place").geometry["Zone"].area == pytest.approx(1)
    assert [error.parts for error in errors] == [("feature 2",), ("feature 3",), ("feature 5",)]


@pytest.mark.parametrize("suffix", TABLE_SUFFIXES)
def test_events_that_geomap_wrote_come_back_as_events(tmp_path: Path, suffix: str) -> None:
    path = files.write(events(), tmp_path / f"x{suffix}")
    found, errors = files.read_events(path)
    assert not errors
    kept = [
        "actor",
        "recipient",
        "killed_least",
        "killed_most",
        "toll",
        "when_basis",
        "place",
        "status",
        "when_start",
        "when_end",
        "uncertainty_m",
        "n_sources",
    ]
    known = events()
    known.loc[["e2", "e3", "e4"], "n_sources"] = 0
    known["uncertainty_m"] = known["uncertainty_m"].where(known.index != "e3", 100_000.0)
    # cells are read as text here, so blanks at their ends go
    for column in ("actor", "place"):
        known[column] = known[column].str.strip()
    assert_geodataframe_equal(found[[*kept, "geometry"]], known[[*kept, "geometry"]])


def test_the_expected_columns_are_named(tmp_path: Path) -> None:
    path = write_text(tmp_path / "x.csv", "a,b\n1,2\n")
    with pytest.raises(InputError) as caught:
        files.read_events(path)
    for word in ("longitude", "event_date", "where_prec", "got: a, b"):
        assert word in str(caught.value)
    with pytest.raises(InputError, match="header"):
        files.read_events(write_text(tmp_path / "y.csv", ""))
    with pytest.raises(InputError, match="FeatureCollection"):
        files.read_events(write_text(tmp_path / "y.json", "[1]"))


def test_own_events_join_an_atlas_with_their_words(tmp_path: Path) -> None:
    path = write_text(tmp_path / "acled.csv", ACLED_TEXT % WORDS)
    with pytest.warns(GeomapWarning, match="2 of its rows"):
        whole = files.add_events(atlas(), path)
    assert len(whole.events) == 8
    assert sum(loss.count for loss in whole.lost) == 2
    (source,) = set(whole.sources.index) - {"r1"}
    assert source.startswith("own:acled.csv:")
    statement = whole.statements.loc["acled:AFG1/note"]
    assert statement["text"] == 'Clash, "heavy".'
    assert statement["report_id"] == source
    for name, schema in SCHEMAS.items():
        columns = list(schema.columns)
        extra = list(EXTRA_COLUMNS) if name == "events" else []
        assert list(getattr(whole, name).columns) == [*columns, *extra]
        assert getattr(whole, name).dtypes[columns].equals(getattr(atlas(), name).dtypes)
    assert whole.events.loc["acled:AFG1", "fatalities"] == "3"
    assert whole.events.loc["e1", "fatalities"] == ""
    assert whole.events.loc["acled:AFG1", "n_statements"] == 1


def test_events_of_the_atlas_are_named_and_the_others_join(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", "event_id,lon,lat\ne1,69,35\nmine,69,36\n")
    with pytest.warns(GeomapWarning, match="1 of its rows"):
        whole = files.add_events(atlas(), path)
    assert "mine" in whole.events.index
    assert [str(loss) for loss in whole.lost] == [
        f"{path.name}, line 2: the event e1 is in the atlas already"
    ]
    with pytest.warns(GeomapWarning, match="2 of its rows"):
        again = files.add_events(whole, path)
    assert again.events.equals(whole.events)
    assert len(again.sources) == len(whole.sources)


def test_every_own_event_leads_back_to_its_file(tmp_path: Path) -> None:
    text = "event_date,lon,lat,location,source,notes\n2021-08-22,69.26,35.63,Banu,our stringer,\n"
    text += "2021-08-23,,,nobody knows,a rumour,Heard.\n"
    whole = files.add_events(bare(), write_text(tmp_path / "own.csv", text))
    told = whole.statements.set_index("place")
    assert told.loc["Banu", "text"] == (
        "event_date: 2021-08-22; lon: 69.26; lat: 35.63; location: Banu; source: our stringer"
    )
    assert told.loc["nobody knows", "text"] == "Heard."
    assert told.loc["nobody knows", "said_by"] == "a rumour"
    assert set(told["event_id"]) == set(whole.events.index)
    assert list(whole.sources["title"]) == ["own.csv"]
    assert list(whole.sources["publisher"]) == [""]
    assert "our stringer" in whole.to_html()
    assert "Atlas of 0 reports" in whole._repr_html_()
    shape = '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [69, 35]}}'
    silent = files.add_events(bare(), write_text(tmp_path / "silent.geojson", shape))
    assert list(silent.statements["text"]) == ["silent.geojson"]


def read(folder: Path, text: str, name: str = "own.csv"):
    return files.read_events(write_text(folder / name, text))


def features(*listed: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": listed})


def point(x: float, y: float, /, **properties: object) -> dict[str, object]:
    geometry = {"type": "Point", "coordinates": [x, y]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def days(found: pd.DataFrame) -> list[str]:
    return [f"{day:%Y-%m-%d}" for day in found.sort_values("place")["when_start"]]


def test_a_file_has_one_order_of_day_and_month(tmp_path: Path) -> None:
    head = "lon,lat,place,date\n"
    european = head + "69,35,a,18/04/2001\n69,35,b,07/05/2001\n69,35,c,5/5/2001\n"
    found, errors = read(tmp_path, european)
    assert not errors
    assert days(found) == ["2001-04-18", "2001-05-07", "2001-05-05"]
    american = head + "69,35,a,5/6/2015 0:00\n69,35,b,12/31/2015 0:00\n"
    found, errors = read(tmp_path, american)
    assert not errors
    assert days(found) == ["2015-05-06", "2015-12-31"]


def test_a_file_that_leaves_the_order_open_names_its_rows(tmp_path: Path) -> None:
    head = "lon,lat,place,date\n"
    for other in ("2001-05-07", "18/04/2001\n69,35,c,04/18/2001"):
        found, errors = read(tmp_path, f"{head}69,35,a,07/05/2001\n69,35,b,{other}\n")
        assert pd.isna(found.set_index("place").loc["a", "when_start"])
        (error,) = errors
        assert "line 2" in str(error)
        assert "the file's other dates do not settle which" in str(error)


def test_ged_that_a_spreadsheet_saved_again_keeps_its_days(tmp_path: Path) -> None:
    text = "id,date_start,date_end,latitude,longitude,where_prec,best_est,source_article\n"
    text += "1,5/6/2015,5/6/2015,35,69,1,6,Reuters; AP\n2,1/1/2015,12/31/2015,35,69,1,0,\n"
    found, errors = read(tmp_path, text)
    assert not errors
    assert found.loc["ged:1", "when_start"] == pd.Timestamp("2015-05-06")
    assert list(found["time_precision"]) == ["day", "year"]
    # names of GED until 2016
    assert list(found["fatalities"]) == ["6", "0"]
    assert list(found["n_sources"]) == [2, 0]


def test_an_interval_that_ends_before_it_starts_is_named(tmp_path: Path) -> None:
    text = "id,date_start,date_end,latitude,longitude,where_prec\n1,2021-08-20,2021-08-10,35,69,1\n"
    found, errors = read(tmp_path, text)
    assert len(found) == 0
    assert "expected an end on or after 2021-08-20" in str(errors[0])


@pytest.mark.parametrize(
    ("cell", "start", "end", "precision"),
    [
        ("16-Feb-19", "2019-02-16", "2019-02-16", "day"),
        ("2021-8-5", "2021-08-05", "2021-08-05", "day"),
        ("2021-W33", "2021-08-16", "2021-08-22", "week"),
        ("August 15 2021", "2021-08-15", "2021-08-15", "day"),
    ],
)
def test_days_as_files_have_them(
    tmp_path: Path, cell: str, start: str, end: str, precision: str
) -> None:
    found, errors = read(tmp_path, f"lon,lat,date\n69,35,{cell}\n")
    assert not errors
    assert found["when_start"].item() == pd.Timestamp(start)
    assert found["when_end"].item() == pd.Timestamp(end)
    assert found["time_precision"].item() == precision


def test_months_without_a_dash_are_no_day(tmp_path: Path) -> None:
    _, errors = read(tmp_path, "lon,lat,date\n69,35,202112\n")
    assert "expected a day" in str(errors[0])


def test_types_of_old_acled_files(tmp_path: Path) -> None:
    text = "EVENT_ID_CNTY,EVENT_DATE,EVENT_TYPE,ACTOR1,INTER1,INTER2,LATITUDE,LONGITUDE\n"
    kinds = [
        ("Riots/Protests", "5", "", "PROTEST", "Riots"),
        ("Riots/Protests", "1", "6", "PROTEST", "Protests"),
        ("Riots/Protests", "", "", "PROTEST", "Riots/Protests"),
        ("Battle-No change of territory", "1", "2", "ASSAULT", "Battles: Armed clash"),
        ("Strategic development", "1", "", "Strategic developments", "Strategic developments"),
        ("Remote violence", "1", "", "ASSAULT", "Explosions/Remote violence"),
        ("Battles: something new", "1", "", "Battles", "Battles: something new"),
    ]
    for number, (given, inter1, inter2, *_) in enumerate(kinds):
        text += f"A{number},2001-04-18,{given},X,{inter1},{inter2},35,69\n"
    found, errors = read(tmp_path, text)
    assert not errors
    assert list(zip(found["event_type"], found["acled_type"], strict=True)) == [
        (event_type, acled_type) for *_, event_type, acled_type in kinds
    ]


def test_nothing_lies_at_zero_zero(tmp_path: Path) -> None:
    found, errors = read(tmp_path, "lon,lat,WKT\n,,POINT (0 0)\n0,0,\n")
    assert not errors
    assert found.geometry.isna().all()
    found, errors = read(tmp_path, features(point(0, 0), point(0, 1)), "own.geojson")
    assert not errors
    assert list(found.geometry.isna()).count(True) == 1


def test_a_geometry_is_not_undone_by_properties(tmp_path: Path) -> None:
    utm = point(69.26, 35.63, name="a", x=520000, y=3940000)
    half = point(69.27, 35.64, name="b", lon=69.3, lat="")
    found, errors = read(tmp_path, features(utm, half), "own.geojson")
    assert not errors
    assert [shape.x for shape in found.sort_values("place").geometry] == [69.26, 69.27]
    found, errors = read(tmp_path, "x,y,WKT\n520000,3940000,POINT (69 35)\n")
    assert not errors
    assert found.geometry.item() == shapely.Point(69, 35)


def test_features_that_differ_in_their_id_alone_are_two(tmp_path: Path) -> None:
    one, two = ({"id": number} | point(69, 35, date="2021-08-15") for number in (1, 2))
    found, errors = read(tmp_path, features(one, two, two), "own.geojson")
    assert len(found) == 2
    assert sorted(json.loads(row)["feature_id"] for row in found["given"]) == ["1", "2"]
    assert "as feature 2" in str(errors[0])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"type": ["x"], "features": []}', "expected a GeoJSON Feature"),
        ('{"type": "FeatureCollection"}', "without a list of features"),
    ],
)
def test_what_is_no_geojson_is_said_plainly(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read(tmp_path, text, "own.geojson")


def test_odd_features_are_named_and_spoil_nothing(tmp_path: Path) -> None:
    odd = {"type": "Feature", "geometry": "x", "properties": {}}
    broken = '{"type": "Feature", "properties": {"place": ["\\ud800bad"]}, "geometry": null}'
    text = features(odd, point(69, 35)).replace("]}", f", {broken}]}}")
    text = features(odd, json.loads(broken), point(69, 35))
    found, errors = read(tmp_path, text, "own.geojson")
    assert len(found) == 2
    assert [str(error) for error in errors] == [
        'own.geojson, feature 1: expected a GeoJSON geometry, got "x"'
    ]


def test_cells_beyond_the_header_are_a_named_row(tmp_path: Path) -> None:
    text = "lon,lat,notes,place\nabc,35\n69,35,He said, loudly, no,Banu\n70,36,ok,Kabul,,\n71,37\n"
    found, errors = read(tmp_path, text)
    assert set(found["place"]) == {"Kabul", ""}
    one, two = map(str, errors)
    assert "line 2: expected decimal degrees" in one
    assert "line 3: expected a column name for each cell, 'Banu' has none" in two


def test_a_quote_that_is_not_closed_swallows_no_row(tmp_path: Path) -> None:
    text = 'lon,lat,notes\n69,35,"oops\n70,36,b\n71,37,"c\nc"\n'
    found, errors = read(tmp_path, text)
    assert set(found["notes"]) == {"b", "c\nc"}
    assert "line 2" in str(errors[0])
    found, errors = read(tmp_path, 'lon,lat,notes\n69,35,"a "quoted" word"\n70,36,b\n')
    assert list(found["notes"]) == ["b"]
    assert "line 2: not CSV" in str(errors[0])


def test_quotes_that_are_never_closed_cost_a_line(tmp_path: Path) -> None:
    for row in ('69,35,"x\n', '69,35,"x ""\n', '69,35,"\n', '69,35,"""x\n69,35,y\n'):
        found, errors = read(tmp_path, "lon,lat,notes\n" + row * 20_000)
        assert len(found) + sum(error.count for error in errors) > 9_000


def test_a_row_of_blanks_is_no_event(tmp_path: Path) -> None:
    found, errors = read(tmp_path, "lon,lat,notes\n , ,  \n69,35,a\n,,\n")
    assert len(found) == 1
    assert not errors


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected each column once, got notes"):
        read(tmp_path, "lon,lat,notes,Notes\n69,35,a,b\n")


def test_encodings_and_separators_of_spreadsheets(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes("lon,lat,place\n69,35,پنجشیر\n".encode("utf-16"))
    assert files.read_events(path)[0]["place"].item() == "پنجشیر"
    path.write_bytes("lon,lat,place\n69,35,ok\n69,36,Séoul\n".encode("cp1252"))
    with pytest.raises(InputError, match=r'line 3: expected CSV in UTF-8.*"CSV UTF-8"'):
        files.read_events(path)
    for text in (
        "sep=;\nlon;lat;place\n69;35;a, b\n",
        "lon\tlat\tplace\tnotes, long, and, more\n69\t35\ta, b\tx\n",
    ):
        assert read(tmp_path, text)[0]["place"].item() == "a, b"


def test_apostrophes_of_others_stay(tmp_path: Path) -> None:
    found, _ = read(tmp_path, "lon,lat,place,notes\n69,35,''tis,'=1+1 quoted\n")
    assert found["place"].item() == "''tis"
    assert found["notes"].item() == "'=1+1 quoted"


def test_ordinary_columns_skip_no_row(tmp_path: Path) -> None:
    found, errors = read(tmp_path, "lon,lat,status,n_sources\n69,35,verified,2.0\n")
    assert not errors
    assert (found["status"].item(), found["n_sources"].item()) == ("reported", 2)


def test_python_writing_of_numbers_is_no_coordinate(tmp_path: Path) -> None:
    _, errors = read(tmp_path, "lon,lat\n6_9,35\n")
    assert "expected decimal degrees in longitude, got '6_9'" in str(errors[0])


@pytest.mark.parametrize("suffix", TABLE_SUFFIXES)
def test_what_own_events_bring_comes_back_from_each_format(tmp_path: Path, suffix: str) -> None:
    path = write_text(tmp_path / "acled.csv", ACLED_TEXT % WORDS)
    with pytest.warns(GeomapWarning):
        whole = files.add_events(atlas(), path)
    # the words of geomap's own for how well a place is known stay too
    known = whole.events.assign(geo_precision="province")
    found, errors = files.read_events(files.write(known, tmp_path / f"x{suffix}"))
    assert not errors
    for column in ("fatalities", "source", "notes", "inter1", "interaction", "acled_date"):
        pd.testing.assert_series_equal(found[column], known[column])
    assert set(found["geo_precision"]) == {"province"}
    ours = known["given"] != ""
    assert list(found.loc[ours, "given"]) == list(known.loc[ours, "given"])
