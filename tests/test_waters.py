"""Lakes and rivers that reports name have a shape: their banks and shores are where they are."""

import pytest
from shapely import Point

from geomap import terrain
from geomap.locating import locate


@pytest.fixture(scope="module")
def land():
    return terrain.load()


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("on the western bank of the Dnipro", (33.42, 46.86), (33.30, 46.72)),
        ("on the eastern bank of the Dnieper River", (33.30, 46.72), (33.42, 46.86)),
        ("on the shore of Lake Kivu", (29.23, -1.67), (29.6, -1.5)),
        ("on the western shore of Lake Kivu", (28.86, -2.2), (29.38, -2.1)),
        ("on the banks of the Nile", (32.88, 24.09), (33.8, 24.1)),
        ("on the northern shore of Lake Victoria", (32.60, 0.25), (33.0, -2.5)),
        ("on the shores of Lake Tana", (37.39, 11.60), (38.2, 11.6)),
        ("on the banks of the Irrawaddy", (96.06, 21.98), (97.0, 22.0)),
    ],
)
def test_a_bank_or_a_shore_is_an_area_on_its_side(gazetteer, land, text, inside, outside):
    area = locate(text, gazetteer, terrain=land).area
    assert area.contains(Point(*inside))
    assert not area.contains(Point(*outside))


def test_a_water_is_told_by_either_of_its_names_and_by_where_it_is():
    dnipro = terrain.named_water(["Dnieper River"], Point(33.0, 46.8))
    assert dnipro.geom_type == "MultiLineString"
    assert dnipro.equals(terrain.named_water(["the Dnipro"], Point(33.0, 46.8)))
    assert terrain.named_water(["Dnipro"], Point(-70.0, 10.0)) is None
    assert terrain.named_water(["Lake Kivu"], Point(29.1, -2.0)).area > 0.1
