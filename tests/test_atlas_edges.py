"""The edges of an atlas: how high it is in a notebook, and how far a saved one may reach."""

import io
import json
import zipfile

import geopandas as gpd
import pytest
from golden import map_atlases

import geomap
from geomap.errors import InputError


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    path = map_atlases.small().save(tmp_path_factory.mktemp("saved") / "a.geomap")
    with zipfile.ZipFile(path) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


def again(path, parts):
    with zipfile.ZipFile(path, "w") as whole:
        for name, data in parts.items():
            whole.writestr(name, data)
    return geomap.open_atlas(path)


def test_a_map_in_a_notebook_is_as_high_as_most_of_a_screen():
    assert 500 <= map_atlases.small().explore().shown_px <= 1_000
    assert map_atlases.small().explore(height=300).shown_px == 300


@pytest.mark.parametrize(("lon", "kept"), [(539.0, True), (541.0, False), (-541.0, False)])
def test_a_saved_shape_may_go_once_around_the_earth_and_no_further(tmp_path, saved, lon, kept):
    events = map_atlases.small().events
    moved = events.set_geometry(
        gpd.points_from_xy([lon] * len(events), [35] * len(events), crs=4326)
    )
    data = io.BytesIO()
    moved.to_parquet(data)
    parts = saved | {"events.parquet": data.getvalue()}
    if kept:
        assert len(again(tmp_path / "a.geomap", parts).events) == len(events)
    else:
        with pytest.raises(InputError, match="longitudes"):
            again(tmp_path / "a.geomap", parts)


@pytest.mark.parametrize(
    ("near", "kept"), [([180, 90], True), ([181, 0], False), ([0, 91], False), ([-181, 0], False)]
)
def test_what_a_saved_atlas_is_about_lies_on_earth(tmp_path, saved, near, kept):
    about = json.loads(saved["geomap.json"])
    about["settings"]["near"] = near
    parts = saved | {"geomap.json": json.dumps(about).encode()}
    if kept:
        assert again(tmp_path / "a.geomap", parts).settings.near == tuple(near)
    else:
        with pytest.raises(InputError, match="near"):
            again(tmp_path / "a.geomap", parts)
