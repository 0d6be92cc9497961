"""The edges of the records: what no record may hold, and what it holds where nothing is said."""

import pytest

from geomap.errors import CoordinateError
from geomap.model import Place, check_lonlat


@pytest.mark.parametrize(("lon", "lat"), [(180, 90), (-180, -90), (0, 0)])
def test_the_edges_of_the_world_are_in_it(lon, lat):
    check_lonlat(lon, lat)


@pytest.mark.parametrize(
    ("lon", "lat"), [(180.1, 0), (-180.1, 0), (0, 90.1), (0, -90.1), (200, 100), (float("nan"), 0)]
)
def test_what_lies_beyond_either_edge_is_no_place(lon, lat):
    with pytest.raises(CoordinateError):
        check_lonlat(lon, lat)
    with pytest.raises(CoordinateError):
        Place(place_id="x", name="X", kind="P.PPL", lon=lon, lat=lat)


def test_a_place_whose_uncertainty_nobody_states_is_known_as_a_town_is():
    place = Place(place_id="x", name="X", kind="P.PPL", lon=0, lat=0)
    assert place.population == 0
    assert 1_000 < place.uncertainty_m < 10_000
