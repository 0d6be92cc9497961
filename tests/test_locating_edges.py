"""The edges of locating an expression: behind a border, and what else a name may mean."""

from geomap import locating
from geomap.expressions import KINDS
from geomap.locating import Site, areas


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
