"""The edges of the geocoder: how many places it gives, how far it looks, which one is nearest."""

import geopandas as gpd
import pytest

from geomap.model import CRS, Place
from geomap.plugins import GeomapGeocoder

LAT, LON = 23.0, 25.0


class Known:
    """A gazetteer of a desert: settlements so many degrees north and east of a point."""

    def __init__(self, there):
        self.places = {
            name: Place(place_id=name, name=name, kind="P.PPL", lat=LAT + up, lon=LON + right)
            for name, (up, right) in there.items()
        }

    def places_within(self, bounds, *, limit):
        points = gpd.GeoSeries({name: one.point for name, one in self.places.items()}, crs=CRS)
        inside = points.cx[bounds[0] : bounds[2], bounds[1] : bounds[3]][:limit]
        return gpd.GeoDataFrame({"place_id": inside.index}, geometry=inside.to_numpy(), crs=CRS)

    def place(self, name):
        return self.places[name]


@pytest.fixture
def desert(monkeypatch):
    def make(**there):
        geocoder = GeomapGeocoder()
        monkeypatch.setattr(geocoder, "_gazetteer", Known(there))
        return geocoder

    return make


def around(geocoder, **options):
    found = geocoder.reverse((LAT, LON), exactly_one=False, **options) or []
    return [one.raw["properties"]["name"] for one in found]


def test_who_says_no_number_gets_ten_places():
    geocoder = GeomapGeocoder()
    assert len(geocoder.geocode("San Jose", exactly_one=False)) == 10
    assert len(geocoder.reverse((48.85, 2.35), exactly_one=False)) == 10


def test_the_nearest_is_found_also_where_a_farther_one_lies_at_the_corner_of_the_same_degrees(
    desert,
):
    assert around(desert(Corner=(0.098, 0.098), Nearer=(0.105, 0.0)), limit=1) == ["Nearer"]


def test_where_one_lies_close_the_others_that_were_asked_for_are_looked_for_farther_off(desert):
    geocoder = desert(Close=(0.02, 0.0), Beyond=(0.3, 0.0), Far=(0.7, 0.0))
    assert around(geocoder, limit=3) == ["Close", "Beyond", "Far"]


@pytest.mark.parametrize(("up", "found"), [(0.89, ["Alba"]), (0.92, [])])
def test_what_lies_more_than_a_hundred_kilometres_off_is_not_where_a_point_is(desert, up, found):
    assert around(desert(Alba=(up, 0.0))) == found


@pytest.mark.parametrize("right", [0.95, -0.95])
def test_east_and_west_it_looks_a_hundred_kilometres_far_too(desert, right):
    assert around(desert(Alba=(0.0, right))) == ["Alba"]
