"""Single expressions of place, turned into areas."""

import json

import pytest
import shapely
from shapely import Point

from geomap import locating, terrain
from geomap.errors import InputError, UnknownPlaceError
from geomap.evaluation import locate as batch_locate
from geomap.relations import GEOD, compass_word, distance_m


@pytest.fixture(scope="module")
def land():
    return terrain.load()


def test_a_catalogue_string_gives_a_narrow_sector(gazetteer):
    found = locating.locate("33 km S of Jurm, Afghanistan", gazetteer)
    jurm = gazetteer.place(found.place_ids[0])
    assert jurm.country == "AF"
    centre = Point(found.lon, found.lat)
    assert distance_m(jurm.point, centre) / 1000 == pytest.approx(33.25, abs=0.3)
    assert found.area.covers(centre)
    # a ring of 1.6 km over a sixteenth of the horizon and a little
    assert found.area_km2 == pytest.approx(33.3 * 1.6 * 0.403, rel=0.02)
    assert found.uncertainty_m < 8_000
    json.dumps(found.to_dict())


@pytest.mark.parametrize(
    ("text", "relation", "inside", "outside"),
    [
        ("about 80 km north of Kabul", "distance", (69.17, 35.25), (69.17, 34.6)),
        ("near Bazarak", "near", (69.55, 35.35), (69.17, 34.5)),
        ("between Kabul and Jalalabad", "between", (69.8, 34.48), (69.5, 35.3)),
        ("on the road from Kabul to Jalalabad", "road", (69.172, 34.528), (69.5, 35.3)),
        ("the mouth of the Panjshir Valley", "part", (69.29, 35.165), (69.7, 35.4)),
        ("Panjshir heights", "part", None, (69.377, 35.233)),
        ("the outskirts of Kabul", "outskirts", (69.40, 34.528), (69.172, 34.528)),
        ("in the north of Panjshir", "part of", (69.95, 35.7), (69.4, 35.23)),
        ("deep inside Panjshir", "deep inside", (69.75, 35.45), (69.3, 35.17)),
        ("Bazarak", "place", (69.515, 35.313), (69.17, 34.5)),
    ],
)
def test_expressions_become_areas(gazetteer, land, text, relation, inside, outside):
    found = locating.locate(text, gazetteer, terrain=land)
    assert found.relation == relation
    assert found.area.is_valid
    if inside is not None:
        assert found.area.covers(Point(inside))
    assert not found.area.covers(Point(outside))


def test_names_of_several_places_are_all_drawn(gazetteer):
    found = locating.locate("10 km N of San Antonio, Puerto Rico", gazetteer)
    assert "each is drawn" in found.why
    assert len(shapely.get_parts(found.area)) > 1


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("9 km N of Redding, CA", "US"),
        ("9 km N of Toronto, CA", "CA"),
        ("9 km N of Carolina, Puerto Rico", "PR"),
        ("9 km N of Mentone, Texas", "US"),
        ("9 km N of Jurm, AF", "AF"),
        ("9 km N of Mawlaik, Burma", "MM"),
    ],
)
def test_qualifiers_narrow_the_choice(gazetteer, text, country):
    found = locating.locate(text, gazetteer)
    assert gazetteer.place(found.place_ids[0]).country == country


@pytest.mark.parametrize("text", ["9 km N of Johannesburg, CA", "9 km N of Kabul, Nevada"])
def test_a_name_outside_its_qualifier_is_unknown_and_not_somewhere_else(gazetteer, text):
    with pytest.raises(UnknownPlaceError):
        locating.locate(text, gazetteer)


def test_locate_refuses_what_it_does_not_know(gazetteer):
    with pytest.raises(UnknownPlaceError, match="Xqzvwy"):
        locating.locate("10 km N of Xqzvwy, Afghanistan", gazetteer)
    with pytest.raises(InputError, match="empty"):
        locating.locate("  ", gazetteer)
    with pytest.raises(InputError, match="two places"):
        locating.locate("between Kabul", gazetteer)


def test_batch_counts_and_measures(gazetteer, tmp_path):
    rows = ["text,lon,lat"]
    for place_id, bearing, km in [
        ("gn:1138958", 10, 12),
        ("gn:1429434", 200, 33),
        ("gn:1139085", 95, 140),
    ]:
        place = gazetteer.place(place_id)
        lon, lat, _ = GEOD.fwd(place.lon, place.lat, bearing, km * 1000 + 300)
        word = compass_word(bearing, short=True)
        rows.append(f'"{km} km {word} of {place.name}, Afghanistan",{lon},{lat}')
    rows.append('"9 km N of Xqzvwy, Afghanistan",69,34')
    file = tmp_path / "quakes.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    found = batch_locate.batch(file, gazetteer)
    assert (found.rows, found.known, found.inside) == (4, 3, 3)
    assert found.share == 1
    assert found.unknown == ("9 km N of Xqzvwy, Afghanistan",)
    assert found.median_error_km < 20
    assert any("100.0%" in line for line in found.lines())


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a,b\n1,2\n", "no text"),
        ("text,lon,lat\nx,200,1\n", "line 2"),
        ("text,lon,lat\nx,,\n", "line 2"),
    ],
)
def test_batch_names_what_is_wrong_with_a_file(gazetteer, tmp_path, content, expected):
    file = tmp_path / "bad.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=expected):
        batch_locate.batch(file, gazetteer)
    with pytest.raises(InputError, match="cannot be read"):
        batch_locate.batch(tmp_path / "none.csv", gazetteer)


def test_catalogue_strings_from_all_over_the_world_are_located(gazetteer):
    """Towns drawn from the whole gazetteer, points around them as a catalogue would print them."""
    import numpy as np

    frame = gazetteer.places_within((-180, -90, 180, 90), min_population=1_000, limit=40_000)
    generator = np.random.default_rng(7)
    rows = []
    for row in frame.iloc[generator.choice(len(frame), 250, replace=False)].itertuples():
        km, bearing = generator.uniform(1, 200), generator.uniform(0, 360)
        lon, lat, _ = GEOD.fwd(row.geometry.x, row.geometry.y, bearing, km * 1000)
        word = compass_word(bearing, short=True)
        rows.append((f"{round(km)} km {word} of {row.name}, {row.country}", Point(lon, lat)))
    found = batch_locate.score(rows, gazetteer)
    assert found.known / found.rows > 0.97
    assert found.share >= 0.97, found.missed
    # a kilometre of a sixteenth ring at the median of 100 km is 39 square km
    assert found.median_area_km2 < 0.3927 * 100 * 2.5


def test_locate_says_what_it_cannot_mean_and_what_it_read(gazetteer):
    with pytest.raises(InputError, match="fits on the Earth"):
        locating.locate("99999999 km N of Kabul", gazetteer)
    assert "read as Khartoum" in locating.locate("near Khartuom", gazetteer).why
    assert "read as" not in locating.locate("near Khartoum", gazetteer).why


def test_a_former_name_of_a_town_in_the_united_states_is_not_that_town(gazetteer):
    with pytest.raises(UnknownPlaceError):
        locating.locate("24 km NW of Grapevine, CA", gazetteer)  # once a name of Barstow
    assert locating.locate("5 km N of NYC, New York", gazetteer).places == ("New York City",)


def test_locate_along_a_border_is_the_line_with_a_width(gazetteer):
    found = locating.locate("along the border between Chad and Sudan", gazetteer)
    assert found.relation == "border"
    assert found.area_km2 < 30_000
    with pytest.raises(InputError, match="no border"):
        locating.locate("along the border between Chad and Nepal", gazetteer)


# two places, borders, sides


def test_both_ends_of_a_pair_are_chosen_together(gazetteer):
    near_east = locating.locate("between Tripoli and Sidon", gazetteer)
    assert [gazetteer.place(key).country for key in near_east.place_ids] == ["LB", "LB"]
    africa = locating.locate("halfway between Tripoli and Benghazi", gazetteer)
    assert [gazetteer.place(key).country for key in africa.place_ids] == ["LY", "LY"]
    assert africa.area_km2 < locating.locate("between Tripoli and Benghazi", gazetteer).area_km2


def test_a_name_found_by_its_sound_must_lie_close_to_the_other_end(gazetteer):
    with pytest.raises(UnknownPlaceError):
        locating.locate("the Sevare-Gao road", gazetteer)


def test_a_direction_is_taken_from_the_city_and_not_from_its_province(gazetteer):
    for text in ("north of Kandahar", "40 km north of Kandahar", "near Kandahar"):
        found = locating.locate(text, gazetteer)
        assert gazetteer.place(found.place_ids[0]).kind.startswith("P."), text
    whole = locating.locate("north of Kandahar province", gazetteer)
    assert gazetteer.place(whole.place_ids[0]).kind.startswith("A.ADM1")


@pytest.mark.parametrize(
    ("text", "relation", "inside", "outside"),
    [
        ("the Benghazi-Tobruk highway", "road", (22.0, 32.3), (20.0, 30.0)),
        ("a convoy on the Bamako to Gao road", "road", (-4.0, 14.5), (-8.0, 17.0)),
        ("the Deir ez-Zor-Raqqa road", "road", (39.6, 35.65), (38.0, 36.5)),
        ("closer to Gao than to Kidal", "closer", (0.0, 16.6), (1.2, 18.0)),
        ("a third of the way from Bamako to Gao", "between", (-5.5, 13.9), (-2.0, 15.5)),
        ("along the Nigerien-Malian border", "border", (1.0, 14.99), (2.1, 13.5)),
        ("near the border with Chad", "near", (22.3, 13.4), (25.0, 13.0)),
        ("just across the border from Bujumbura", "across", (29.15, -3.4), (29.45, -3.38)),
        (
            "20 km inside Niger from the border with Mali",
            "inside by",
            (4.4098, 16.9333),
            (9.0, 14.0),
        ),
        ("the northern suburbs of Kano", "outskirts", (8.52, 12.13), (8.52, 11.87)),
        ("the northern half of Nigeria", "part of", (8.5, 12.0), (3.4, 6.5)),
        ("southern Mali", "place", (-7.0, 12.0), (1.4, 18.4)),
        ("off the coast of Benghazi", "offshore", (19.8, 32.3), (20.3, 32.0)),
        ("30 miles off Mogadishu", "distance", (45.75, 1.75), (44.95, 2.3)),
        ("downtown Kano", "centre", (8.52, 12.0), (8.9, 12.2)),
        ("the upper Panjshir Valley", "part", (69.85, 35.5), (69.3, 35.17)),
        ("Gao, 20 km to its north", "distance", (-0.04, 16.45), (-0.04, 16.27)),
        ("south of Gao by about 20 km", "distance", (-0.04, 16.09), (-0.04, 16.45)),
        ("M5.2 - 24 km N of Gao, Mali", "distance", (-0.04, 16.488), (-0.04, 16.38)),
        ("1,200 metres south of Gao", "distance", (-0.04, 16.25), (-0.04, 16.35)),
    ],
)
def test_further_expressions_become_areas(gazetteer, land, text, relation, inside, outside):
    found = locating.locate(text, gazetteer, terrain=land)
    assert found.relation == relation
    assert found.area.is_valid
    assert found.area.covers(Point(inside))
    assert not found.area.covers(Point(outside))


def test_what_is_not_read_is_named(gazetteer):
    assert (
        "Not read: “a column of smoke”"
        in locating.locate("a column of smoke 5 km south of Gao", gazetteer).why
    )
    assert "Not read" not in locating.locate("the area 5 km south of Gao", gazetteer).why


def test_a_name_with_a_direction_of_its_own_is_a_name(gazetteer):
    assert locating.locate("Northern Ireland", gazetteer).places == ("Northern Ireland",)
    assert locating.locate("northern Mali", gazetteer).places == ("Mali",)
