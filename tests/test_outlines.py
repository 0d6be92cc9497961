"""Seas, ranges and regions as areas, and shores and edges of towns that are land."""

import pytest
import shapely

from geomap.errors import DataError
from geomap.gazetteer import open_gazetteer
from geomap.lexicon import rows
from geomap.locating import locate
from geomap.relations import area_km2, centre
from geomap.settings import OFFLINE
from geomap.terrain import load, outlined

IDS = [row["id"] for row in rows(OFFLINE.data_dir / "outlines.csv")]


def place(key):
    return open_gazetteer().place(f"geomap:{key}")


@pytest.mark.parametrize("key", IDS)
def test_an_outline_is_an_area_of_a_known_place_within_one_turn(key):
    known = open_gazetteer().place(key)
    area = outlined(known)
    west, south, east, north = area.bounds
    assert area.is_valid
    assert area.area > 0
    assert -180 <= west < east <= 180
    assert -90 <= south < north <= 90


# square kilometres as works of reference give them
@pytest.mark.parametrize(
    ("key", "km2"),
    [
        ("mediterranean-sea", 2_500_000),
        ("black-sea", 436_000),
        ("sea-of-azov", 39_000),
        ("sea-of-marmara", 11_350),
        ("aegean-sea", 214_000),
        ("adriatic-sea", 138_600),
        ("red-sea", 438_000),
        ("persian-gulf", 251_000),
        ("caspian-sea", 386_000),
        ("baltic-sea", 377_000),
        ("north-sea", 570_000),
        ("irish-sea", 46_000),
        ("bay-of-bengal", 2_170_000),
        ("gulf-of-thailand", 320_000),
        ("gulf-of-tonkin", 126_000),
        ("sea-of-okhotsk", 1_583_000),
        ("sea-of-japan", 978_000),
        ("bering-sea", 2_260_000),
        ("pacific-ocean", 165_000_000),
        ("atlantic-ocean", 85_000_000),
        ("indian-ocean", 70_560_000),
        ("hudson-bay", 887_000),
        ("gulf-of-mexico", 1_550_000),
        ("caribbean-sea", 2_754_000),
        ("gulf-of-st-lawrence", 226_000),
    ],
)
def test_a_sea_is_about_as_large_as_it_is(key, km2):
    assert area_km2(outlined(place(key))) == pytest.approx(km2, rel=0.2)


@pytest.mark.parametrize(
    ("key", "town", "inside"),
    [
        ("nuba-mountains", "Kadugli", True),
        ("nuba-mountains", "El Obeid", False),
        ("darfur", "El Fasher", True),
        ("darfur", "Khartoum", False),
        ("donbas", "Kramatorsk", True),
        ("donbas", "Kharkiv", False),
        ("bekaa-valley", "Zahle", True),
        ("bekaa-valley", "Beirut", False),
        ("cyrenaica", "Benghazi", True),
        ("cyrenaica", "Sirte", False),
        ("fezzan", "Sabha, Libya", True),
        ("sinjar-mountains", "Mosul", False),
        ("kashmir", "Srinagar", True),
        ("hindu-kush", "Kandahar", False),
        ("sinai", "Arish, Egypt", True),
        ("sinai", "Cairo", False),
        ("gaza-strip", "Khan Yunis", True),
        ("west-bank", "Nablus", True),
        ("west-bank", "Tel Aviv", False),
        ("fergana-valley", "Andijan", True),
    ],
)
def test_towns_lie_inside_or_outside_as_they_do(key, town, inside):
    found = locate(town, open_gazetteer())
    assert outlined(place(key)).covers(shapely.Point(found.lon, found.lat)) is inside


def test_a_sea_across_the_antimeridian_stays_together():
    area = outlined(place("bering-sea"))
    assert len(shapely.get_parts(area)) > 1
    assert abs(centre(area).x) > 170


@pytest.mark.parametrize(
    "said",
    [
        "the western edge of Goma",
        "the outskirts of Port Sudan",
        "the southern outskirts of Bukavu",
        "the northern outskirts of Benghazi",
        "the outskirts of Mariupol",
        "the western outskirts of Bujumbura",
        "the edge of Mocimboa da Praia",
        "the outskirts of Hodeidah",
        "on the shore of Lake Kivu",
        "on the shore of Lake Chad",
        "on the coast of the Red Sea",
        "on the eastern shore of the Caspian Sea",
        "on the shore of the Gulf of Aden",
        "on the western bank of the Dnipro",
    ],
)
def test_edges_of_towns_and_shores_are_land(said):
    found = locate(said, open_gazetteer(), terrain=load())
    seas = [outlined(place(key)) for key in ("red-sea", "black-sea", "gulf-of-aden", "caspian-sea")]
    wet = sum(found.area.intersection(sea).area for sea in seas)
    assert wet < 0.01 * found.area.area
    assert found.area.covers(shapely.Point(found.lon, found.lat))


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("in the Nuba Mountains", "Nuba Mountains"),
        ("in the Gulf of Aden", "Gulf of Aden"),
        ("in the Tibesti Mountains", "Tibesti"),
        ("in The Hague", "The Hague"),
        ("somewhere in the Bering Sea", "Bering Sea"),
    ],
)
def test_words_before_a_name_are_no_part_of_it(said, name):
    found = locate(said, open_gazetteer(), terrain=load())
    assert found.places == (name,)


def test_damaged_outlines_are_named(tmp_path):
    from dataclasses import replace

    (tmp_path / "outlines.csv").write_text("id,outline\ngeomap:x,1 2\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"outlines\.csv"):
        outlined(place("red-sea"), replace(OFFLINE, data_dir=tmp_path))
