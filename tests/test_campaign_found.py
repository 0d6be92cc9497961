"""What the campaign of 200,000 inputs broke, smallest first."""

import zipfile

import pytest
from golden import map_atlases
from spacy.tokens import Doc

import geomap
from geomap.discourse.pointing import is_end_of_way
from geomap.errors import InputError
from geomap.files import values
from geomap.files.own_shapes import _from_wkt
from geomap.gazetteer import open_gazetteer
from geomap.locating.countries import country_code


def test_a_way_from_nowhere_ends_nowhere(nlp):
    words = ["from", "Gao", "to", "Kidal"]
    doc = Doc(nlp.vocab, words, heads=[0, 0, 0, 2], deps=["ROOT", "pobj", "prep", "pobj"])
    assert not is_end_of_way(doc[2])
    assert not is_end_of_way(doc[0])


@pytest.mark.parametrize(("cell", "number"), [("12", 12), ("9" * 10, 9_999_999_999)])
def test_a_toll_is_a_number_of_people(cell, number):
    assert values.killed(cell)["killed_least"] == number


@pytest.mark.parametrize("cell", ["9" * 11, "9" * 20, "9" * 5_000])
def test_a_number_that_no_people_have_is_no_toll(cell):
    assert values.killed(cell)["killed_least"] is None


def test_a_country_of_thousands_of_figures_is_refused_in_words():
    with pytest.raises(InputError, match="expected a country"):
        country_code("7" * 6_000, open_gazetteer())


@pytest.mark.parametrize("before", range(4))
def test_a_shape_whose_message_is_cut_inside_a_letter_is_refused_in_words(before):
    with pytest.raises(InputError, match="expected WKT"):
        _from_wkt("x" * before + "é" * 2_000)


def test_a_saved_atlas_with_broken_letters_is_refused(tmp_path):
    path = map_atlases.small().save(tmp_path / "a.geomap")
    with zipfile.ZipFile(path) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    broken = {}
    for name, data in members.items():
        at = data.find(b"Panjshir")
        broken[name] = data[:at] + b"\xe2\x28Panjs" + data[at + 7 :] if at > 0 else data
    assert broken != members
    with zipfile.ZipFile(path, "w") as whole:
        for name, data in broken.items():
            whole.writestr(name, data)
    with pytest.raises(InputError, match="a file that Atlas"):
        geomap.open_atlas(path)
