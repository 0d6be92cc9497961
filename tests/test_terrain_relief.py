"""What must be true of the relief: where its rows lie and how its light falls."""

import numpy as np
import pytest
from pyproj import Transformer
from terrain_grids import grid

from geomap import terrain
from geomap.errors import (
    InputError,
)


@pytest.fixture(scope="module")
def shipped() -> terrain.Terrain:
    return terrain.load()


def test_a_picture_row_lies_where_web_mercator_puts_it():
    values = np.full((600, 3), 100.0)
    values[123] = np.nan
    elevation = grid(values, west=0.0, north=60.0, step=0.1)
    picture = terrain.hill_shade(elevation)
    project = Transformer.from_crs(4326, 3857, always_xy=True).transform
    top, bottom, here = (project(0.0, lat)[1] for lat in (60.0, 0.0, elevation.lats[123]))
    expected = (top - here) / (top - bottom) * 600
    (clear,) = np.nonzero(picture[:, 0, 3] == 0)
    assert clear.mean() + 0.5 == pytest.approx(expected, abs=1.0)


def test_picture_rows_divide_web_mercator_evenly():
    elevation = terrain.load().elevation
    lats = terrain.mercator_row_lats(elevation, rows=480)
    y = Transformer.from_crs(4326, 3857, always_xy=True).transform(np.zeros(480), lats)[1]
    np.testing.assert_allclose(np.diff(y), np.diff(y).mean(), rtol=1e-6)
    assert lats[0] < 37.5
    assert lats[-1] > 33.5


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize("scale", [1, 2])
def test_the_relief_is_opaque_and_its_light_suits_the_labels(shipped, palette, scale):
    picture = terrain.hill_shade(shipped.elevation, palette=palette, scale=scale)
    assert picture.dtype == np.uint8
    assert picture.shape == (480 * scale, 660 * scale, 4)
    assert (picture[..., 3] == 255).all()
    bright = picture[..., :3].mean(axis=-1) / 255
    if palette == "light":
        assert np.quantile(bright, 0.02) > 0.6
    else:
        assert np.quantile(bright, 0.98) < 0.5


def test_slopes_that_face_the_light_are_brighter():
    rows, columns = np.mgrid[0:40, 0:40]
    to_light = grid(100.0 * (rows + columns), step=0.01)
    away = grid(-100.0 * (rows + columns), step=0.01)
    lit, dark = (terrain.hill_shade(g)[20, 20, :3].mean() for g in (to_light, away))
    assert lit > dark + 20


def test_the_same_slope_in_metres_looks_the_same_at_any_latitude():
    columns = np.tile(np.arange(40.0), (40, 1))
    equator = terrain.hill_shade(grid(100.0 * columns, north=0.2, step=0.01))
    north = terrain.hill_shade(grid(100.0 * columns, north=60.2, step=0.02, step_lat=0.01))
    assert np.abs(equator[20, 20].astype(int) - north[20, 20]).max() <= 2


@pytest.mark.parametrize(
    "values", [np.zeros((1, 1)), np.full((5, 5), 3.0), np.full((3, 3), np.nan), [[1.0, np.nan]]]
)
@pytest.mark.parametrize("scale", [1, 3])
def test_relief_of_odd_grids(values, scale):
    picture = terrain.hill_shade(grid(values), scale=scale)
    known = np.isfinite(np.asarray(values)).repeat(scale, axis=0).repeat(scale, axis=1)
    np.testing.assert_array_equal(picture[..., 3] == 255, known)


@pytest.mark.parametrize("options", [{"palette": "pink"}, {"scale": 9}])
def test_odd_options_of_the_relief_are_refused(options):
    with pytest.raises(InputError, match="expected"):
        terrain.hill_shade(grid(np.zeros((3, 3))), **options)


def test_the_same_relief_twice(shipped):
    part = shipped.elevation.window((69, 35, 70, 36))
    assert terrain.hill_shade(part).tobytes() == terrain.hill_shade(part).tobytes()
