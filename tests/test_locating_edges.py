"""The edges of locating an expression: behind a border, and what else a name may mean."""

import pytest
from shapely import Point

from geomap import locating
from geomap.errors import InputError
from geomap.expressions import KINDS
from geomap.locating import Site, World, anchors, areas
from geomap.relations import disc, plane_at
from geomap.terrain import load


def site(name, gazetteer, country):
    found = gazetteer.lookup(name, country=country, limit=1)
    return Site(name=name, place=found[0].place)


def test_far_from_any_border_all_around_is_drawn(gazetteer):
    inland = site("Lalibela", gazetteer, "ET")
    shape, why = areas.beyond("border", inland, gazetteer)
    assert shape.equals(areas.around(inland))
    assert "The border is not known there" in why


def test_beside_a_border_what_lies_behind_it_is_drawn(gazetteer):
    beside = site("Goma", gazetteer, "CD")
    shape, why = areas.beyond("border", beside, gazetteer)
    assert 0 < shape.area < areas.around(beside).area
    assert why == ""


def test_of_what_a_name_may_also_mean_five_are_told(gazetteer):
    assert len(locating.locate("10 km north of San Jose", gazetteer).alternatives) == 5


def test_an_expression_is_of_one_place_or_of_two():
    assert {kind.places for kind in KINDS.values()} == {1, 2}


@pytest.fixture(scope="module")
def world(gazetteer):
    return World(gazetteer=gazetteer, terrain=load())


def test_a_name_that_a_province_shares_with_a_town_is_the_town_only_where_one_measures_from_it(
    world,
):
    kinds = [anchors.one("Daraa", world, city=city).sites[0].place.kind for city in (False, True)]
    assert kinds == ["A.ADM1", "P.PPL"]
    (river,) = anchors.one("Kunduz", world, city=True, water=True).sites
    assert river.place.kind.startswith("H.")


def around_m(said, gazetteer):
    """How far the area of an expression reaches from where it is told from, on the ground."""
    found = locating.locate(said, gazetteer, terrain=load())
    plane = plane_at(found.area)
    return plane.project(found.area)


@pytest.mark.parametrize(
    "said", ["on the left bank of the Dnipro", "on the right bank of the Niger"]
)
def test_a_bank_is_the_land_within_a_walk_of_a_few_hours(said, gazetteer):
    flat = around_m(said, gazetteer)
    assert not flat.buffer(-3_000.0).is_empty
    assert flat.buffer(-12_000.0).is_empty


@pytest.mark.parametrize("said", ["downstream of Raqqa", "10 km upstream of Deir ez-Zor"])
def test_down_a_river_is_along_it_and_no_more_than_a_few_kilometres_off(said, gazetteer):
    flat = around_m(said, gazetteer)
    assert not flat.buffer(-2_000.0).is_empty
    assert flat.buffer(-10_000.0).is_empty


def test_the_sea_off_a_crowded_coast_holds_no_land_of_the_neighbour_with_smaller_towns(gazetteer):
    sea = locating.sea_side(disc(Point(34.45, 31.5), 100_000.0), gazetteer)
    assert sea.contains(Point(34.0, 31.7))
    assert not sea.intersects(Point(33.95, 31.0))  # Sinai
    assert not sea.intersects(Point(35.477, 31.417))  # Jordan


def test_a_thousand_kilometres_off_is_drawn_and_another_continent_is_not(gazetteer):
    assert locating.locate("1,000 km north of Kabul", gazetteer).lat == pytest.approx(43.5, abs=0.5)
    with pytest.raises(InputError):
        locating.locate("6,000 km north of Kabul", gazetteer)


@pytest.mark.parametrize(("name", "drawn"), [("Lake Chad", False), ("Sahel", True)])
def test_a_lake_or_region_has_its_outline_where_there_is_terrain(name, drawn, world, gazetteer):
    place = gazetteer.lookup(name, limit=1)[0].place
    assert World(gazetteer=gazetteer).site(place).area is None
    found = world.site(place)
    assert found.area.area > 0
    assert found.drawn is drawn


def test_an_area_of_the_gazetteer_is_no_outline_drawn_by_hand(world, gazetteer):
    place = gazetteer.lookup("Panjshir", country="AF", limit=1)[0].place
    found = world.site(place)
    assert found.area.equals(gazetteer.area(place.place_id))
    assert not found.drawn
