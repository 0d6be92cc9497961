"""Sides: the ways in which reports name one party are one name, and what cannot act is none."""

from dataclasses import replace

import pandas as pd
import pytest
from golden import map_atlases
from hypothesis import given
from hypothesis import strategies as st

from geomap import corrections
from geomap.corrections import SideCorrection
from geomap.errors import InputError
from geomap.maps import parties, sides
from geomap.maps.parties import Parties
from geomap.settings import OFFLINE


def atlas_of(actors, *, land="", settings=OFFLINE):
    """An atlas whose events are attacks by these, and which speaks of one country."""
    base = map_atlases.small()
    rows = base.events.iloc[[0] * len(actors)].assign(
        actor=actors, recipient="", event_type="ASSAULT"
    )
    rows.index = pd.Index([f"ev-{n}" for n in range(len(actors))], name="event_id", dtype="str")
    mentions = base.mentions.assign(country=land)
    return replace(base, events=rows, mentions=mentions, settings=settings)


# ruff: noqa: E501  rows of a table
# ---- forces of the shipped table, each in the words of reports of its own war


@pytest.mark.parametrize(
    ("land", "name", "said"),
    [
        ("SD", "Rapid Support Forces", ["RSF", "Rapid Support fighters", "the Rapid Support Forces (RSF)"]),
        ("SD", "Sudanese Armed Forces", ["the army", "SAF", "Abdel Fattah al-Burhan", "Sudan's army"]),
        ("CD", "March 23 Movement", ["M23", "M23 rebels", "AFC/M23", "Sultani Makenga"]),
        ("AF", "National Resistance Front", ["NRF", "leader of the resistance", "Ahmad Massoud"]),
        ("MM", "Arakan Army", ["AA", "Arakan Army troops", "members of the Arakan Army"]),
        ("MM", "Tatmadaw", ["Myanmar junta", "the Burmese army", "Myanmar military"]),
        ("YE", "Houthis", ["Houthi rebels", "Ansar Allah", "Houthi movement"]),
        ("UA", "Russian Armed Forces", ["Russian troops", "Russian forces", "Russian Defence Ministry"]),
        ("ET", "Tigray People's Liberation Front", ["TPLF", "Tigrayan forces", "TDF"]),
        ("LK", "LTTE", ["Tamil Tigers", "Tamil Tiger rebels", "LTTE: Liberation Tigers of Tamil Eelam"]),
        ("ML", "JNIM", ["JNIM fighters", "Group for Support of Islam and Muslims (JNIM)"]),
        ("SO", "al-Shabaab", ["Al Shabaab", "al-Shabab militants", "Al-Shabaab fighters"]),
    ],
)  # fmt: skip
def test_a_force_is_one_side_under_all_its_names(land, name, said):
    found = sides.of(atlas_of(said, land=land))
    assert found.names == (name,)
    assert {found.of(cell) for cell in said} == {0}


@pytest.mark.parametrize(
    "cell",
    [
        "Shelling", "Shelling of the Abu Shouk camp", "Fighting", "Clashes", "Airstrike on Goma",
        "Dozens", "Thousands", "At least 40 people", "40 people", "fighters", "group", "forces",
        "troops", "side", "Local officials", "", ";", "a road", "civilians",
    ],
)  # fmt: skip
def test_what_cannot_act_is_no_party(cell):
    assert Parties().first(cell) == ""


@pytest.mark.parametrize("cell", ["Libya Dawn", "rebels", "the army", "Wagner", "opposition"])
def test_a_name_or_a_word_for_a_group_is_a_party(cell):
    assert Parties().first(cell) == parties.party(cell)


def test_an_alias_means_a_force_of_the_country_that_is_spoken_of():
    assert parties.of(atlas_of(["SDF"], land="SY")).name("SDF") == "Syrian Democratic Forces"
    assert parties.of(atlas_of(["SNA"], land="SO")).name("SNA") == "Somali National Army"
    assert parties.of(atlas_of(["SNA"], land="SY")).name("SNA") == "Syrian National Army"
    assert parties.of(atlas_of(["SNA"])).name("SNA") == "SNA"
    assert parties.of(atlas_of(["army"], land="PE")).name("army") == "army"


def test_a_bare_group_leaves_the_word_to_the_name_beside_it():
    found = sides.of(atlas_of(["group; RSF", "RSF", "fighters; army", "army"], land="SD"))
    assert [found.of(cell) for cell in ("group; RSF", "fighters; army")] == [0, 1]


def test_an_acronym_of_any_party_joins_its_full_name():
    said = ["Free Hill Front", "FHF", "FHF fighters", "Plain Union", "Plain Union"]
    found = sides.of(atlas_of(said))
    assert found.names == ("Free Hill Front", "Plain Union")


def test_who_only_speaks_is_no_side():
    atlas = atlas_of(["Jan Novak", "Jan Novak", "Hill Front", "Hill Front", "Lake Front"])
    talks = atlas.events["actor"] == "Jan Novak"
    spoken = atlas.events.assign(event_type=atlas.events["event_type"].where(~talks, "ACCUSE"))
    assert "Jan Novak" not in sides.of(replace(atlas, events=spoken)).names


def test_the_users_own_table_wins(tmp_path):
    path = tmp_path / "sides.csv"
    path.write_text("name,aliases,people\nBlues,RSF; Blue Front,Jan Novak\n", encoding="utf-8")
    atlas = atlas_of(["RSF", "Blue Front", "Jan Novak"], land="SD")
    assert len(sides.of(atlas)) == 2
    given = replace(atlas, settings=replace(OFFLINE, sides=path))
    assert sides.of(given).names == ("Blues",)


@pytest.mark.parametrize("text", ["label,other\na,b\n", None])
def test_a_table_without_names_is_refused_with_what_was_expected(tmp_path, text):
    path = tmp_path / "sides.csv"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="expected a"):
        parties.read(path)


def test_every_force_has_a_source_and_countries():
    for row in parties.read(OFFLINE.data_dir / "forces.csv"):
        assert row["source"].startswith("https://"), row
        assert all(len(land) == 2 for land in row["countries"].split()), row
        assert row["countries"], row


@given(st.lists(st.text(max_size=30), max_size=30))
def test_any_actors_give_at_most_four_sides_whatever_their_order(actors):
    order = sides.rank(actors)
    assert len(order) <= 4
    assert sides.rank(list(reversed(actors))) == order


@given(st.text(max_size=60))
def test_a_party_is_named_by_its_name(text):
    name = Parties().name(text)
    assert not name or Parties().name(name) in {name, ""}


# ---- decisions of a user


def reviewed(tmp_path, rows, actors, land=""):
    path = tmp_path / "overrides.yaml"
    path.write_text("geomap-overrides: 1\nsides:\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return sides.of(atlas_of(actors, land=land, settings=replace(OFFLINE, overrides=path)))


@pytest.mark.parametrize(
    ("land", "rows", "actors", "names"),
    [
        # two parties become one, with all their names
        ("SD", ["- alias: Rapid Support Forces", "  name: the army"], ["RSF", "Rapid Support fighters", "SAF", "Sudan Shield"] * 2, {"Sudanese Armed Forces", "Sudan Shield"}),
        ("CD", ["- alias: March 23 Movement", "  name: Congo River Alliance"], ["M23", "M23 rebels", "Congo River Alliance", "FARDC"] * 2, {"Congo River Alliance", "Congolese army"}),
        # a name that no table has is given to a party, or to nobody
        ("", ["- alias: Islamists", "  name: Ansar Dine"], ["Islamists", "Ansar Dine fighters", "French troops"] * 2, {"Ansar Dine", "French"}),
        ("", ["- alias: Gunmen of Mora", "  no_side: true"], ["Gunmen of Mora", "Boko Haram", "the Vigilantes"] * 2, {"Boko Haram", "Vigilantes"}),
    ],
)  # fmt: skip
def test_a_decision_says_whom_a_name_means(tmp_path, land, rows, actors, names):
    found = reviewed(tmp_path, rows, actors, land)
    assert set(found) == names
    before = sides.of(atlas_of(actors, land=land))
    assert set(before) != names


def test_decisions_on_sides_come_back_as_they_were_written(tmp_path):
    path = tmp_path / "o.yaml"
    kept = (
        SideCorrection(alias="M23", name="AFC", who="A", note="one command: since 2023"),
        SideCorrection(alias="gunmen", no_side=True),
    )
    corrections.write(path, corrections.Corrections(sides=kept))
    assert set(corrections.read(path).sides) == set(kept)
    corrections.write(path, corrections.Corrections())
    assert "sides" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "row",
    [
        "- alias: M23",
        "- name: AFC",
        "- alias: M23\n  name: AFC\n  no_side: true",
        "- alias: M23\n  name: AFC\n- alias: m23\n  no_side: true",
        "- alias: M23\n  title: AFC",
    ],
)
def test_a_decision_that_says_nothing_or_two_things_is_refused(tmp_path, row):
    path = tmp_path / "o.yaml"
    path.write_text(f"geomap-overrides: 1\nsides:\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError, match="sides"):
        corrections.read(path)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("fighters with the Islamic State", "Islamic State"),
        ("soldiers loyal to Riek Machar", "Riek Machar"),
        ("militants belonging to the Taliban", "Taliban"),
        ("two gunmen from Hamas", "Hamas"),
        ("hundreds of fighters of the RSF", "RSF"),
        ("12 members of the LRA", "LRA"),
        ("gunmen with rifles", ""),
    ],
)
def test_people_behind_whom_their_party_is_named_are_its(said, name):
    assert Parties().name(said) == name
