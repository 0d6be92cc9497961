"""The atlas saves itself by suffix and tells its days; the top level has what it lists."""

from dataclasses import replace

import pandas as pd
import pytest
from golden import map_atlases

import geomap
from geomap.errors import InputError


@pytest.fixture(scope="module")
def atlas():
    return map_atlases.small()


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.html", b"<!DOCTYPE html>"), ("a.HTM", b"<!DOCTYPE html>"), ("a.svg", b"<?xml"),
     ("a.csv", b"\xef\xbb\xbf\"event_id"), ("a.geojson", b"{")],
)  # fmt: skip
def test_a_file_is_what_its_suffix_says(atlas, tmp_path, name, begins):
    path = atlas.to_file(tmp_path / name)
    assert path.read_bytes().lstrip()[: len(begins)].lower() == begins.lower()


def test_another_suffix_is_refused_with_those_that_are_known(atlas, tmp_path):
    with pytest.raises(InputError, match=r"\.html.*\.svg.*\.csv"):
        atlas.to_file(tmp_path / "a.docx")
    assert not list(tmp_path.iterdir())


def shown_on(atlas, *days):
    sources = atlas.sources.head(len(days)).assign(published=pd.to_datetime(list(days)))
    return replace(atlas, sources=sources)._repr_html_()


def test_the_title_names_one_day_once_and_both_ends_of_several(atlas):
    assert "Atlas of 1 report, 2021-08-24<" in shown_on(atlas, "2021-08-24")
    assert "Atlas of 2 reports, 2021-08-24 to 2021-08-26<" in shown_on(
        atlas, "2021-08-24", "2021-08-26"
    )


def test_the_top_level_has_what_it_lists_and_nothing_else():
    assert all(getattr(geomap, name) is not None for name in geomap.__all__)
    assert geomap.__version__.count(".") >= 1
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = geomap.no_such_name
