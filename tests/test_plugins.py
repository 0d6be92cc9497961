"""geomap where other tools look for it: geopy, geopandas, spaCy, GeoJSON; many distances."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
import spacy
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder
from shapely import Point
from spacy.tokens import DocBin

import geomap
from geomap.errors import InputError
from geomap.pipeline import find_place
from geomap.plugins import GeomapGeocoder

TEXT = "Fighters shelled a market in Omdurman on Tuesday. The Nile rose near Kosti, Reuters said."


@pytest.fixture(scope="module")
def geocoder():
    return GeomapGeocoder()


def test_a_name_is_a_location_of_geopys(geocoder):
    assert isinstance(geocoder, Geocoder)
    found = geocoder.geocode("Paris, Texas")
    assert found.address == "Paris, Texas, United States"
    assert (round(found.latitude, 1), round(found.longitude, 1)) == (33.7, -95.6)
    assert found.raw["properties"]["country"] == "US"
    assert geocoder.geocode("Nowhere at all xyz") is None
    several = geocoder.geocode("Tripoli", exactly_one=False, limit=3)
    assert {one.raw["properties"]["country"] for one in several} >= {"LY", "LB"}
    assert len(several) == 3


def test_what_names_are_about_is_said_once():
    found = GeomapGeocoder(country="Lebanon").geocode("Tripoli", timeout=5)
    assert found.address.endswith("Lebanon")
    assert GeomapGeocoder(near="Beirut").geocode("Tripoli").address.endswith("Lebanon")
    with pytest.raises(InputError):
        GeomapGeocoder(country="Atlantis")


@pytest.mark.parametrize("point", [(15.65, 32.48), "15.65, 32.48", "15 39m N 32 28m 48s E"])
def test_a_point_is_its_nearest_settlement(geocoder, point):
    assert geocoder.reverse(point).address == "Omdurman, Khartoum, Sudan"


def test_around_a_point_the_nearest_comes_first(geocoder):
    found = geocoder.reverse((48.85, 2.35), exactly_one=False, limit=5)
    metres = [
        geomap.distance((2.35, 48.85), (one.longitude, one.latitude)).distance_km for one in found
    ]
    assert len(found) == 5
    assert metres == sorted(metres)
    assert geocoder.reverse((0, -30)) is None
    assert geocoder.reverse((-89.9, 10)) is None
    with pytest.raises(ValueError, match="Latitude"):
        geocoder.reverse((95, 0))


def test_geopandas_and_the_rate_limiter_take_it(geocoder):
    names = pd.Series(["Nyala", "Nowhere at all xyz", "Kosti, Sudan"], index=["a", "b", "c"])
    found = gpd.tools.geocode(names, provider=GeomapGeocoder)
    assert list(found.index) == ["a", "b", "c"]
    assert found.loc["a", "address"] == "Nyala, South Darfur, Sudan"
    assert found.geometry.is_empty.to_list() == [False, True, False]
    back = gpd.tools.reverse_geocode(found.geometry[["a", "c"]], provider=GeomapGeocoder)
    assert list(back["address"]) == list(found.loc[["a", "c"], "address"])
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0.001)
    assert names.map(limited).isna().to_list() == [False, True, False]


def reader(name="en", **config):
    nlp = spacy.blank(name)
    nlp.add_pipe("geomap", config=config)
    return nlp


def test_a_documents_places_are_entities_that_know_where_they_are():
    doc = reader()(TEXT)
    places = {one.text: one for one in doc.ents}
    assert set(places) >= {"Omdurman", "Kosti"}
    assert places["Omdurman"].label_ == "GPE"
    assert places["Omdurman"]._.place == find_place("Omdurman")
    assert "Omdurman" in places["Omdurman"]._.place_why
    assert doc[0:1]._.place is None
    assert not doc[0:1]._.place_why
    assert len(reader()("  ").ents) == 0


def test_a_place_travels_with_its_document():
    nlp = reader()
    docs = list(nlp.pipe([TEXT, "Peace came to Goma."], n_process=2))
    packed = DocBin(store_user_data=True, docs=docs).to_bytes()
    (first, second) = DocBin().from_bytes(packed).get_docs(nlp.vocab)
    assert [one._.place for one in second.ents] == [find_place("Goma")]
    assert {one._.place.country for one in first.ents if one._.place} == {"SD"}


def test_entities_of_others_stay_where_no_known_place_is():
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "ORG", "pattern": "Reuters"},
            {"label": "PERSON", "pattern": "Omdurman"},
            {"label": "EVENT", "pattern": "Zzyxqa"},
        ]
    )
    nlp.add_pipe("geomap")
    found = {one.text: one.label_ for one in nlp(f"{TEXT} Troops left the town of Zzyxqa.").ents}
    assert found["Reuters"] == "ORG"
    assert found["Omdurman"] == "GPE"
    assert found["Zzyxqa"] == "EVENT"


def test_what_texts_are_about_is_said_in_the_pipes_settings():
    text = "Fighters shelled Tripoli on Tuesday."
    found = [
        reader(**config)(text).ents[0]._.place.country
        for config in ({}, {"country": "Lebanon"}, {"near": [35.5, 33.9]})
    ]
    assert found == ["LY", "LB", "LB"]
    with pytest.raises(InputError):
        reader(country="Atlantis")


def test_a_place_is_a_feature_of_geojson():
    place = find_place("Nyala")
    assert shapely.geometry.shape(place) == place.point
    frame = gpd.GeoDataFrame.from_features([place, find_place("Goma")], crs="EPSG:4326")
    assert list(frame["name"]) == ["Nyala", "Goma"]
    assert frame.geometry.iloc[0] == place.point
    assert place.__geo_interface__["id"] == place.place_id


def test_distances_are_those_of_one_by_one():
    found = geomap.distances(["Omdurman", "Paris, Texas"], ["Nyala", "Dallas"])
    for row, ends in zip(
        found.itertuples(), [("Omdurman", "Nyala"), ("Paris, Texas", "Dallas")], strict=True
    ):
        one = geomap.distance(*ends)
        assert row.distance_km == pytest.approx(one.distance_km)
        assert row.bearing_deg == pytest.approx(one.bearing_deg)
        assert (row.compass, row.why) == (one.compass, "")
        assert (row.origin_id, row.target_id) == (one.origin.place_id, one.target.place_id)
        assert row.uncertainty_km == pytest.approx(one.uncertainty_km)


NAMES = pd.Series(["Omdurman", "Nyala", "Kosti"], index=["x", "y", "z"])


@pytest.mark.parametrize(
    "other",
    [
        "Khartoum",
        find_place("Khartoum"),
        ["Khartoum"] * 3,
        pd.Series(["Khartoum"] * 3, index=["z", "y", "x"]),
        gpd.GeoSeries([find_place("Khartoum").point] * 3, index=NAMES.index, crs=4326),
        gpd.GeoSeries([find_place("Khartoum").point] * 3, index=NAMES.index, crs=4326).to_crs(3857),
        pd.DataFrame({"Longitude": [32.53241] * 3, "LAT": [15.55177] * 3}, index=NAMES.index),
    ],
    ids=["name", "place", "list", "series", "points", "projected", "frame"],
)
def test_distances_take_what_people_have_and_keep_its_index(other):
    found = geomap.distances(NAMES, other)
    assert list(found.index) == ["x", "y", "z"]
    assert found["distance_km"].round(-1).to_list() == [10.0, 910.0, 260.0]
    back = geomap.distances(other, NAMES)
    assert sorted(back["distance_km"].round(-1)) == [10.0, 260.0, 910.0]


def test_rows_go_together_by_label_and_a_gap_costs_its_row():
    others = pd.Series(["Khartoum", None, "Nowhere at all xyz"], index=["x", "z", "q"])
    found = geomap.distances(NAMES, others)
    assert found["distance_km"].notna().to_list() == [True, False, False]
    assert found["why"].str.contains("missing").to_list() == [False, True, True]
    (row,) = geomap.distances(["Omdurman"], ["Nowhere at all xyz"]).to_dict("records")
    assert "gazetteer knows" in row["why"]
    assert row["compass"] == row["origin"] == ""
    (row,) = geomap.distances([(32.5, 15.6)], [(32.5, 95.0)]).to_dict("records")
    assert "latitude" in row["why"]


def test_of_a_shape_the_middle_counts_and_the_same_point_has_no_bearing():
    box = shapely.box(32, 15, 33, 16)
    shapes = gpd.GeoSeries([box, Point(), None], crs=4326)
    found = geomap.distances(shapes, (32.5, 15.5))
    assert found["distance_km"].iloc[0] < 1
    assert found["why"].ne("").to_list() == [False, True, True]
    (same,) = geomap.distances([(1.0, 2.0)], (1.0, 2.0)).itertuples()
    assert (same.distance_km, same.compass) == (0, "")
    assert np.isnan(same.bearing_deg)
    assert geomap.distances([], "Nyala").empty


@pytest.mark.parametrize(
    ("a", "b", "says"),
    [
        (["Nyala"], ["Goma", "Kosti"], "as many places"),
        (gpd.GeoSeries([Point(1, 2)]), "Goma", "CRS"),
        (pd.DataFrame({"a": [1]}), "Goma", "longitude"),
        (NAMES, pd.Series(["Goma"] * 2, index=["x", "x"]), "each label once"),
        ("Goma", "Nyala, Atlantis", ""),
    ],
)
def test_what_does_not_go_together_is_refused(a, b, says):
    if not says:
        assert geomap.distances(a, b)["why"].item()
        return
    with pytest.raises(InputError, match=says):
        geomap.distances(a, b)


def test_a_name_for_all_rows_is_one_place():
    near = geomap.distances(["Beirut", "Baalbek", "Tripoli, Libya"], "Tripoli")
    assert near["target_id"].nunique() == 1
    assert near["target_id"].iloc[0] == find_place("Tripoli, Lebanon").place_id
