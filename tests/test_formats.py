"""Files of the atlas: the same rows back, in every format, whatever a report says."""

import csv
import json
import os
import subprocess
import sys
import warnings
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given
from hypothesis import strategies as st

from geomap.atlas import Atlas, exchange, formats
from geomap.atlas.codes import acled_types, actor_group, geo_code, interaction, plover, time_codes
from geomap.atlas.tabular import escaped, unescaped
from geomap.errors import GeomapWarning, InputError, TableError
from geomap.model import SCHEMAS, table

TABLE_SUFFIXES = (".geojson", ".gpkg", ".parquet", ".csv", ".kml")
FORMULA = '=HYPERLINK("http://example.org","click, here")'
NASTY = f"{FORMULA}\r\nsecond, line\rthird پنجشیر 🔥 'x' \"y\" </script><b>{{{{ 7*7 }}}}\ttab;semi"


def events() -> gpd.GeoDataFrame:
    area = shapely.box(69.1, 35.0, 69.1 + 1 / 3, 35.5)
    hole = shapely.difference(area, shapely.box(69.2, 35.1, 69.3, 35.2))
    both = shapely.MultiPolygon([hole, shapely.box(70, 35, 71, 36)])
    return table(
        "events",
        [
            {
                "event_id": "e1",
                "event_type": "COERCE",
                "event_mode": "seize",
                "acled_type": "Non-state actor overtakes territory",
                "actors": "resistance; Taliban; villagers",
                "place": "Banu",
                "place_id": "gn:1147118",
                "geo_precision": "1/1",
                "when_start": "2021-08-20",
                "when_end": "2021-08-20",
                "time_precision": "day",
                "status": "claimed",
                "n_sources": 2,
                "n_statements": 3,
                "first_reported": "2021-08-20",
                "uncertainty_m": 1000.5,
                "geometry": shapely.Point(69.26019, 35.63348),
            },
            {"event_id": "e2", "event_type": "2021-08-20", "actors": NASTY, "status": "denied"},
            {
                "event_id": "e3",
                "event_type": "007",
                "actors": "'=already quoted",
                "place": "+1 -1 @x",
                "geo_precision": "3/4",
                "status": "contested",
                "when_end": "2021-09-01",
                "geometry": hole,
            },
            {"event_id": "e4", "place": "\tabbed", "status": "reported", "geometry": both},
        ],
    )


def atlas() -> Atlas:
    line = shapely.LineString([(69.172, 34.528), (69.51519, 35.31292)])
    statement = {
        "statement_id": "s1",
        "report_id": "r1",
        "event_id": "e1",
        "start": 3,
        "end": 9,
        "text": NASTY,
        "event_type": "COERCE",
        "said_by": "Mujahid",
        "status": "claimed",
        "geometry": shapely.Point(69.26019, 35.63348),
    }
    claim = {
        "claim_id": "c1",
        "report_id": "r1",
        "start": 0,
        "end": 5,
        "text": "80 km north of Kabul </script>",
        "relation": "distance",
        "subject": "valley",
        "object": "Kabul",
        "said_by": "Mujahid",
        "value": "80",
        "unit": "km",
        "probability": 0.93,
        "verdict": "supported",
        "why": "72 to 80 km.",
        "geometry": line,
    }
    mention = {
        "mention_id": "m1",
        "report_id": "r1",
        "start": 1,
        "end": 4,
        "text": "Banu",
        "name": "Banu",
        "country": "AF",
        "place_id": "gn:1147118",
        "geometry": shapely.Point(69.26019, 35.63348),
    }
    source = {"report_id": "r1", "title": "=1+1", "publisher": "TASS", "published": "2021-08-23"}
    return Atlas(
        sources=table("sources", [source]),
        mentions=table(
            "mentions", [mention, {"mention_id": "m2", "text": "X", "reason": "no such place"}]
        ),
        statements=table("statements", [statement]),
        events=events(),
        claims=table("claims", [claim]),
    )


def write_text(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", TABLE_SUFFIXES)
@pytest.mark.parametrize("name", list(SCHEMAS))
def test_each_table_comes_back_the_same_from_each_format(
    tmp_path: Path, suffix: str, name: str
) -> None:
    frame = getattr(atlas(), name)
    written = formats.write(frame, tmp_path / f"x{suffix}")
    assert_geodataframe_equal(formats.read(written), frame)


@pytest.mark.parametrize("suffix", TABLE_SUFFIXES)
@pytest.mark.parametrize("name", list(SCHEMAS))
def test_a_table_without_rows_stays_that_table(tmp_path: Path, suffix: str, name: str) -> None:
    frame = table(name, [])
    back = formats.read(formats.write(frame, tmp_path / f"x{suffix}"))
    assert len(back) == 0
    assert list(back.columns) == list(frame.columns)
    assert back.index.name == frame.index.name


@pytest.mark.parametrize("suffix", TABLE_SUFFIXES)
def test_geopandas_alone_sees_the_same_rows_and_places(tmp_path: Path, suffix: str) -> None:
    frame = events()
    path = formats.write(frame, tmp_path / f"x{suffix}")
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
        "import sys; sys.path.insert(0, sys.argv[2]); import test_formats as t;"
        "from geomap.atlas import formats;"
        "[formats.write(t.atlas(), f'{sys.argv[1]}/x{end}') for end in formats.SUFFIXES]"
    )
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        argv = [sys.executable, "-c", code, str(folder), str(Path(__file__).parent)]
        subprocess.run(argv, check=True, env=os.environ | {"PYTHONHASHSEED": seed})
    for suffix in formats.SUFFIXES:
        one, two = (tmp_path / seed / f"x{suffix}" for seed in ("1", "2"))
        assert one.read_bytes() == two.read_bytes(), suffix


def test_an_atlas_goes_into_one_geopackage_with_a_layer_a_table(tmp_path: Path) -> None:
    whole = atlas()
    path = formats.write(whole, tmp_path / "atlas.gpkg")
    tables = formats.read_tables(path)
    assert list(tables) == list(SCHEMAS)
    for name, frame in tables.items():
        assert_geodataframe_equal(frame, getattr(whole, name))
    assert_geodataframe_equal(formats.read(path), whole.events)
    assert_geodataframe_equal(formats.read(path, table="claims"), whole.claims)
    with pytest.raises(InputError, match="holds sources, mentions"):
        formats.read(path, table="nothing")


def test_no_cell_of_the_csv_is_a_formula_and_nothing_lies_at_zero(tmp_path: Path) -> None:
    path = formats.write(events(), tmp_path / "x.csv")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    numbers = {"longitude", "latitude", "uncertainty_m", "n_sources", "n_statements"}
    for row in rows:
        for column, cell in row.items():
            assert column in numbers or not cell.startswith(tuple("=+-@\t\r\n"))
    assert [row["longitude"] for row in rows][1] == ""
    assert rows[0]["longitude"] == "69.26019"


@given(st.text())
def test_the_escape_is_undone_exactly(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert not escaped(text).lstrip().startswith(("=", "+", "-", "@"))


@given(st.text(min_size=1, max_size=40))
def test_any_text_survives_csv_and_geojson(tmp_path_factory, text: str) -> None:
    frame = table("events", [{"event_id": "e", "actors": text, "status": "claimed"}])
    kept = text.replace("\x00", "\ufffd")
    folder = tmp_path_factory.mktemp("any")
    for suffix in (".csv", ".geojson"):
        back = formats.read(formats.write(frame, folder / f"x{suffix}"))
        assert back["actors"].item() == kept


def test_text_that_utf8_cannot_hold_spoils_nothing(tmp_path: Path) -> None:
    frame = table("events", [{"event_id": "e", "status": "claimed"}])
    frame["actors"] = pd.Series(["a\ud800b\x00c"], index=frame.index, dtype=object)
    for suffix in TABLE_SUFFIXES:
        back = formats.read(formats.write(frame, tmp_path / f"x{suffix}"))
        assert back["actors"].item() == "a\ufffdb\ufffdc"


def test_kml_has_time_spans_and_no_markup_from_a_report(tmp_path: Path) -> None:
    text = formats.write(events(), tmp_path / "x.kml").read_text(encoding="utf-8")
    assert "<TimeSpan><begin>2021-08-20</begin><end>2021-08-20</end></TimeSpan>" in text
    assert "<TimeSpan><end>2021-09-01</end></TimeSpan>" in text
    assert "</script>" not in text
    # viewers render the description, so markup is escaped once more there
    assert "&amp;lt;/script&amp;gt;" in text


def test_geojson_areas_wind_as_the_standard_says(tmp_path: Path) -> None:
    path = formats.write(events(), tmp_path / "x.geojson")
    found = json.loads(path.read_text(encoding="utf-8"))
    geometry = found["features"][2]["geometry"]
    assert shapely.LinearRing(geometry["coordinates"][0]).is_ccw
    assert not shapely.LinearRing(geometry["coordinates"][1]).is_ccw
    assert found["features"][1]["geometry"] is None


def test_infinity_spoils_no_file(tmp_path: Path) -> None:
    claims = atlas().claims.assign(interval_high=float("inf"))
    for suffix in TABLE_SUFFIXES:
        back = formats.read(formats.write(claims, tmp_path / f"x{suffix}"))
        high = back["interval_high"].item()
        assert pd.isna(high) if suffix == ".geojson" else high == float("inf")


def test_another_crs_is_brought_to_longitude_and_latitude(tmp_path: Path) -> None:
    frame = events().iloc[:1].to_crs("EPSG:32642")
    point = formats.read(formats.write(frame, tmp_path / "x.geojson")).geometry.item()
    assert point.distance(shapely.Point(69.26019, 35.63348)) < 1e-7
    with pytest.raises(TableError, match="CRS"):
        formats.write(frame.set_crs(None, allow_override=True), tmp_path / "y.geojson")


def test_plain_errors_for_a_bad_path(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="existing folder"):
        formats.write(events(), tmp_path / "none" / "x.csv")
    with pytest.raises(InputError, match=r"ends with \.geojson"):
        formats.write(events(), tmp_path / "x.shp")
    with pytest.raises(InputError, match="existing file"):
        formats.read(tmp_path / "x.csv")
    for suffix in TABLE_SUFFIXES:
        broken = tmp_path / f"broken{suffix}"
        broken.write_bytes(b"\xff\xfe\x00 nothing")
        with pytest.raises(InputError, match="broken"):
            formats.read(broken)


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    path = write_text(tmp_path / "x.jsonld", "old")
    with pytest.raises(InputError, match="table claims"):
        formats.write(events(), path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_acled_shape_invents_nothing_and_comes_back(tmp_path: Path) -> None:
    path = formats.write(atlas(), tmp_path / "x.acled.csv")
    rows = pd.read_csv(path, dtype=str, keep_default_na=False).to_dict("records")
    assert len(rows) == 4
    blank = ("event_id_cnty", "fatalities", "inter1", "inter2", "interaction", "iso", "timestamp")
    assert all(row[column] == "" for row in rows for column in blank)
    one = rows[0]
    assert (one["event_type"], one["sub_event_type"]) == (
        "Battles",
        "Non-state actor overtakes territory",
    )
    assert (one["actor1"], one["actor2"]) == ("resistance", "Taliban")
    assert (one["geo_precision"], one["time_precision"]) == ("1", "1")
    assert (one["source"], one["country"]) == ("TASS", "AF")
    assert "status=claimed" in one["tags"]
    assert one["notes"].startswith("Status: claimed.")
    assert (rows[1]["longitude"], rows[1]["geo_precision"]) == ("", "")


@pytest.mark.parametrize("suffix", [".acled.csv", ".ged.csv"])
def test_own_outside_shapes_keep_status_type_and_place(tmp_path: Path, suffix: str) -> None:
    frame = events().iloc[[0]]
    path = formats.write(frame, tmp_path / f"x{suffix}")
    back, errors = exchange.read_events(path)
    assert not errors
    for column in ("event_type", "event_mode", "place", "status", "when_start", "geo_precision"):
        assert back[column].item() == frame[column].item()
    assert back.geometry.item() == frame.geometry.item()
    assert back.index.item().startswith("own:")


def test_ged_shape_invents_nothing(tmp_path: Path) -> None:
    path = formats.write(atlas(), tmp_path / "x.ged.csv")
    rows = pd.read_csv(path, dtype=str, keep_default_na=False).to_dict("records")
    blank = ("id", "relid", "type_of_violence", "best", "high", "low", "deaths_a", "country_id")
    assert all(row[column] == "" for row in rows for column in blank)
    assert (rows[0]["where_prec"], rows[0]["date_prec"]) == ("1", "1")
    assert rows[0]["geom_wkt"] == "POINT (69.26019 35.63348)"
    assert rows[2]["where_prec"] == "4"


def test_claim_review_names_claimant_appearance_and_verdict(tmp_path: Path) -> None:
    text = formats.write(atlas(), tmp_path / "x.jsonld").read_text(encoding="utf-8")
    assert "</script>" not in text
    review = json.loads(text)["@graph"][0]
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"] == "80 km north of Kabul </script>"
    assert review["reviewRating"]["alternateName"] == "supported"
    assert review["reviewRating"]["ratingValue"] == 3
    assert review["itemReviewed"]["author"]["name"] == "Mujahid"
    assert review["itemReviewed"]["appearance"]["datePublished"] == "2021-08-23"


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
    found, errors = exchange.read_events(write_text(tmp_path / "acled.csv", ACLED_TEXT % codes))
    assert list(found.index) == ["acled:AFG1", "acled:AFG2", "acled:AFG3"]
    assert list(found["actors"]) == ["Taliban; NRF", "Protesters (Afghanistan)", "Rioters"]
    assert list(found["interaction"]) == [WORDS["ab"], WORDS["cz"], WORDS["dz"]]
    assert list(found["event_type"]) == ["ASSAULT", "PROTEST", "PROTEST"]
    assert list(found["fatalities"]) == ["3", "0", "0"]
    assert list(found["n_sources"]) == [2, 1, 1]
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
    found, errors = exchange.read_events(write_text(tmp_path / "old.csv", text))
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
    found, errors = exchange.read_events(write_text(tmp_path / "ged.csv", text))
    assert found["actors"].item() == "Government of X; Rebels"
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
        "Wrong,69,35,2021-08-20,,,sure\n"
    )
    found, errors = exchange.read_events(write_text(tmp_path / "own.csv", text))
    by_place = found.set_index("place")
    assert by_place.loc["Depot", "event_type"] == "ASSAULT"
    assert by_place.loc["Depot", "when_end"] == pd.Timestamp("2021-08-31")
    assert by_place.loc["Depot", "time_precision"] == "month"
    assert by_place.loc["Depot", "notes"] == "=1+1"
    assert by_place.loc["Gulf", "geometry"] is None
    assert [str(error).split(": ")[1] for error in errors] == ["line 4", "line 5"]
    assert "observed, asserted" in str(errors[1])


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
    found, errors = exchange.read_events(path)
    assert set(found["place"]) == {"Zone", "Some\ufffdwhere"}
    assert found.set_index("place").geometry["Zone"].area == pytest.approx(1)
    assert [str(error).split(": ")[1] for error in errors] == [
        "feature 2",
        "feature 3",
        "feature 5",
    ]


@pytest.mark.parametrize("suffix", TABLE_SUFFIXES)
def test_events_that_geomap_wrote_come_back_as_events(tmp_path: Path, suffix: str) -> None:
    path = formats.write(events(), tmp_path / f"x{suffix}")
    found, errors = exchange.read_events(path)
    assert not errors
    kept = ["actors", "place", "status", "when_start", "when_end", "uncertainty_m", "n_sources"]
    known = events()
    known.loc[["e2", "e3", "e4"], "n_sources"] = 0
    known["uncertainty_m"] = known["uncertainty_m"].where(known.index != "e3", 100_000.0)
    # cells are read as text here, so blanks at their ends go
    for column in ("actors", "place"):
        known[column] = known[column].str.strip()
    assert_geodataframe_equal(found[[*kept, "geometry"]], known[[*kept, "geometry"]])


def test_the_expected_columns_are_named(tmp_path: Path) -> None:
    path = write_text(tmp_path / "x.csv", "a,b\n1,2\n")
    with pytest.raises(InputError) as caught:
        exchange.read_events(path)
    for word in ("longitude", "event_date", "where_prec", "got: a, b"):
        assert word in str(caught.value)
    with pytest.raises(InputError, match="header"):
        exchange.read_events(write_text(tmp_path / "y.csv", ""))
    with pytest.raises(InputError, match="FeatureCollection"):
        exchange.read_events(write_text(tmp_path / "y.json", "[1]"))


def test_own_events_join_an_atlas_with_their_words(tmp_path: Path) -> None:
    path = write_text(tmp_path / "acled.csv", ACLED_TEXT % WORDS)
    with pytest.warns(GeomapWarning, match="2 of its events"):
        whole = exchange.add_events(atlas(), path)
    assert len(whole.events) == 7
    assert len(whole.skipped) == 2
    (source,) = set(whole.sources.index) - {"r1"}
    assert source.startswith("own:acled.csv:")
    statement = whole.statements.loc["acled:AFG1:note"]
    assert statement["text"] == 'Clash, "heavy".'
    assert statement["report_id"] == source
    for name, schema in SCHEMAS.items():
        assert list(getattr(whole, name).columns) == list(schema.columns)
        assert getattr(whole, name).dtypes.equals(getattr(atlas(), name).dtypes)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", GeomapWarning)
        with pytest.raises(InputError, match="already"):
            exchange.add_events(whole, path)


@pytest.mark.parametrize(
    ("word", "acled", "ucdp"),
    [
        ("settlement", 1, 1),
        ("near", 2, 2),
        ("district", 2, 3),
        ("valley", 2, 3),
        ("road", 3, 5),
        ("province", 3, 4),
        ("country", None, 6),
        ("1/1", 1, 1),
        ("2/3", 2, 3),
        ("3/5", 3, 5),
        ("/6", None, 6),
        ("", None, None),
        ("9/9", None, None),
    ],
)
def test_precision_crosswalk_of_places(word: str, acled: int | None, ucdp: int) -> None:
    assert (geo_code(word).acled, geo_code(word).ucdp) == (acled, ucdp)


@pytest.mark.parametrize(
    ("precision", "days", "codes"),
    [
        ("day", 1, (1, 1)),
        ("days", 2, (2, 2)),
        ("days", 6, (2, 2)),
        ("week", 7, (2, 3)),
        ("month", 31, (3, 4)),
        ("year", 365, (3, 5)),
        ("vague", 12, (3, 4)),
        ("vague", 800, (None, None)),
    ],
)
def test_precision_crosswalk_of_time(
    precision: str, days: int, codes: tuple[int | None, int | None]
) -> None:
    start = pd.Timestamp("2021-08-20")
    assert time_codes(precision, start, start + pd.Timedelta(days=days - 1)) == codes
    assert time_codes(precision, start, pd.NaT) == (None, None)


def test_acled_words() -> None:
    assert acled_types("Explosions/Remote violence: Grenade") == (
        "Explosions/Remote violence",
        "Grenade",
    )
    assert acled_types("Excessive force against protestors")[0] == "Protests"
    assert plover("Battles", "Government regains territory") == ("COERCE", "seize")
    assert actor_group("8") == "External/Other forces"
    assert interaction("88") == "External/Other forces-External/Other forces"
