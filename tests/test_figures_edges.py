"""The edges of the still picture: what stays apart, what fits on the sheet, whose colour it is."""

import io

import numpy as np
import pytest
from golden import map_atlases
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from PIL import Image

from geomap import figures
from geomap.figures import base, legend, sieges, symbols
from geomap.figures.frame import Frame
from geomap.maps import picture
from geomap.maps.encoding import NO_SIDE, NO_SIDE_COLOUR, SIDE_COLOURS
from geomap.maps.marks import Mark


@pytest.fixture(scope="module")
def atlas():
    return map_atlases.small()


@pytest.fixture(scope="module")
def sheet(atlas):
    return figures.draw(atlas)


def test_the_picture_behind_a_map_is_as_wide_as_a_page_and_keeps_its_colours(atlas):
    shown = Image.open(io.BytesIO(figures.thumbnail(atlas)))
    assert 700 <= shown.width <= 1_600
    assert len(shown.convert("RGB").getcolors(1 << 20)) >= 32


def test_the_key_stands_beside_the_map_and_on_the_sheet(sheet):
    ground, key = (axes.get_window_extent() for axes in sheet.axes)
    assert ground.x1 < key.x0
    assert ground.width > 2 * key.width
    words = [one.get_window_extent(sheet.canvas.get_renderer()) for one in sheet.axes[1].texts]
    assert len(words) > 20
    assert all(key.x0 <= one.x0 and one.x1 <= sheet.bbox.x1 for one in words)


def test_the_small_map_takes_a_corner_and_its_land_is_seen(sheet):
    axes = sheet.axes[0]
    (corner,) = [one for one in axes.patches if one.get_zorder() == 41]
    inside, box = corner.get_window_extent(), axes.get_window_extent()
    assert 0.1 < inside.width / box.width < 0.3
    assert 0.1 < inside.height / box.height < 0.3
    assert box.x0 <= inside.x0 < inside.x1 <= box.x1
    assert box.y0 <= inside.y0 < inside.y1 <= box.y1


def test_places_far_apart_keep_a_sign_each(atlas):
    shown = picture(atlas, atlas.settings)
    frame = Frame.fit(shown.bounds, width_pt=560, height_pt=500)
    drawn = symbols.table(atlas, shown)
    at = dict(zip(drawn["place"], frame.fixed(drawn[["lon", "lat"]].to_numpy()), strict=True))
    for one in symbols.groups(atlas, shown, frame):
        if not one.area:
            assert np.hypot(*(at[one.name] - (one.x, one.y))) < 5
    points = drawn[drawn["outline"] != "area"]["place"]
    far = {
        name for name in points
        if all(np.hypot(*(at[name] - at[other])) > 60 for other in points if other != name)
    }  # fmt: skip
    assert len(far) > 1
    assert far <= {one.name for one in symbols.groups(atlas, shown, frame)}


def test_a_side_has_the_colour_of_the_map_over_time_and_who_is_on_none_is_grey(atlas):
    axes = figures.timeline(atlas, "side").axes[0]
    bars, names = axes.get_legend_handles_labels()
    found = {name: to_hex(bar[0].get_facecolor()) for bar, name in zip(bars, names, strict=True)}
    assert found.pop(NO_SIDE) == NO_SIDE_COLOUR.lower()
    order = picture(atlas, atlas.settings).order
    assert found
    for name, colour in found.items():
        assert colour == SIDE_COLOURS[list(order).index(name)].lower()


@pytest.mark.parametrize(
    ("kind", "start", "end", "way"), [("wave", 135.0, 225.0, 180.0), ("place", 90.0, 90.0, 90.0)]
)
def test_the_name_of_a_lake_stands_at_its_middle_and_that_of_a_town_where_it_lies(
    kind, start, end, way
):
    pen = sieges.Pen(axes=Figure().subplots(), x=0.0, y=0.0, radius=32.0, colour="#666666")
    (label,) = sieges.draw(pen, [Mark(kind=kind, start=start, end=end, text="Kivu", km=9.0)])
    assert np.degrees(np.arctan2(label.x, label.y)) % 360 == pytest.approx(way)
    assert label.toward % 360 in {way, way + 180.0}
    if kind == "wave":
        assert 32 < -label.y < 45


@pytest.mark.parametrize(("kind", "km"), [("out", 0.0), ("cut", 0.0), ("place", 90.0)])
def test_the_name_of_what_leads_away_stands_right_beyond_its_arrow(kind, km):
    axes = Figure().subplots()
    pen = sieges.Pen(axes=axes, x=0.0, y=0.0, radius=32.0, colour="#666666", km=10.0, km_pt=3.2)
    (label,) = sieges.draw(pen, [Mark(kind=kind, start=90.0, end=90.0, text="Kisoro", km=km)])
    drawn = [line.get_xdata().max() for line in axes.lines]
    drawn += [one.get_xy()[:, 0].max() for one in axes.patches]
    assert max(drawn) <= label.x <= max(drawn) + 12
    assert label.x < 2 * pen.radius


def test_the_key_names_the_countries_and_a_place_of_many_events_takes_more_room(atlas):
    shown = picture(atlas, atlas.settings)
    told = dict(legend.glance(atlas, shown))
    assert "Afghanistan" in told["Where"]
    extents = [symbols._extent(n) for n in (1, 2, 3, 4, 40)]
    assert extents == sorted(extents)
    assert extents[2] < extents[3] == extents[4]


def test_small_towns_are_named_on_a_sheet_of_a_small_land(atlas):
    shown = picture(atlas, atlas.settings)
    frame = Frame.fit(shown.bounds, width_pt=560, height_pt=500, east=shown.east)
    assert 20 < len(base.named_places(frame, shown)) < len(shown.base.places)
