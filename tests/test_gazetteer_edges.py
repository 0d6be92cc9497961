"""The edges of the gazetteer's rules: when a spelling is close enough, and what counts how much."""

import warnings
from dataclasses import replace

import pytest

from geomap.errors import DataError, InputError
from geomap.gazetteer import open_gazetteer, sound, strip_type
from geomap.gazetteer.embedded import _matched
from geomap.gazetteer.rows import settlement_radius_m
from geomap.gazetteer.scoring import Hit, distance_m, same_family, score, type_factor
from geomap.gazetteer.store import unpacked
from geomap.model import Place
from geomap.settings import OFFLINE


def hit(match="exact", *, flag=0, similarity=1.0, asked=""):
    return Hit(1, "key", match, flag, similarity, asked)


def value(one=None, *, kind="P.PPL", importance=1.0, **more):
    row = (1, "name", kind, 0, 0, importance * 1e4)
    return score(one or hit(), row, **more)


@pytest.mark.parametrize(("name", "key"), [("Po", ""), ("Aeiou", ""), ("Pol", "pl"), ("Ab", "ab")])
def test_a_sound_of_one_consonant_is_none(name, key):
    assert sound(name) == key


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Province of the Panjshir", "panjshir"),
        ("Cordillera de Province", "cordillera"),
        ("Islands of", "of"),
    ],
)
def test_links_go_with_the_type_word_and_something_always_stays(name, bare):
    assert strip_type(name)[0] == bare


@pytest.mark.parametrize(
    ("name", "wanted", "match"),
    [
        ("Bakmut", "Bakhmut", "fuzzy"),
        ("Kabl", "Kabul", "transliteration"),
        ("Kharkeev", "Kharkiv", "transliteration"),
        ("Severodonetskk", "Siverskodonetsk", "transliteration"),
        # 58 letters, one of them wrong
        (
            "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogocx",
            "Llanfairpwllgwyngyll",
            "fuzzy",
        ),
    ],
)
def test_what_is_nearly_spelt_so_is_found(gazetteer, name, wanted, match):
    best = gazetteer.lookup(name)[0]
    assert (best.place.name, best.match) == (wanted, match)


@pytest.mark.parametrize("name", ["Bxkhmxt", "Kbl", "Omdxrmxn", "Zarnegarabad Qulyaz", "x" * 61])
def test_what_is_spelt_too_differently_is_not(gazetteer, name):
    assert not [one for one in gazetteer.lookup(name) if one.match in ("fuzzy", "transliteration")]


def test_the_longest_name_asked_for_has_two_hundred_characters(tmp_path):
    rows = f"name,lon,lat\n{'ab' * 100},1,2\n{'ab' * 101},1,2\n"
    (tmp_path / "own.csv").write_text(rows, encoding="utf-8")
    gazetteer = open_gazetteer(OFFLINE, extra=[tmp_path / "own.csv"])
    assert gazetteer.lookup("ab" * 100)
    assert not gazetteer.lookup("ab" * 101)


def test_a_users_place_answers_only_to_its_own_country(tmp_path):
    rows = "name,lon,lat,country\nQolla Post,69,35,af\n"
    (tmp_path / "own.csv").write_text(rows, encoding="utf-8")
    gazetteer = open_gazetteer(OFFLINE, extra=[tmp_path / "own.csv"])
    for country in (None, "AF", "af"):
        assert gazetteer.lookup("Qolla Post", country=country)[0].place.country == "AF"
    assert not [one for one in gazetteer.lookup("Qolla Post", country="TJ") if one.score == 1]


def test_a_users_place_without_a_radius_is_known_to_two_kilometres(tmp_path):
    (tmp_path / "own.csv").write_text("name,lon,lat\nQolla Post,69,35\n", encoding="utf-8")
    gazetteer = open_gazetteer(OFFLINE, extra=[tmp_path / "own.csv"])
    assert gazetteer.lookup("Qolla Post")[0].place.uncertainty_m == 2_000
    for wrong in ("-1", "inf"):
        path = tmp_path / f"{wrong}.csv"
        path.write_text(f"name,lon,lat,uncertainty_m\nQolla Post,69,35,{wrong}\n", encoding="utf-8")
        with pytest.raises(InputError):
            open_gazetteer(OFFLINE, extra=[path])


def test_stricter_matches_count_more_than_looser_ones():
    order = ["exact", "folded", "type-stripped", "alias", "transliteration", "fuzzy"]
    values = [value(hit(match)) for match in order]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) == len(values)
    assert values[0] == 1.0
    assert values[-1] >= 0.5


def test_an_alternate_name_counts_a_little_less_and_a_code_much_less():
    own, other, code = (value(hit(flag=flag)) for flag in (0, 2, 3))
    assert own > other > 0.8 * own
    assert code < 0.5 * own
    assert value(hit(flag=1)) == own


def test_a_kind_that_the_type_word_asks_for_beats_any_other():
    assert type_factor(hit(asked="T.VAL"), "T.VAL") == 1.0
    assert type_factor(hit(asked="T.VAL"), "P.PPL") == 0.75
    assert type_factor(hit("type-stripped", asked="T.VAL"), "P.PPL") == 0.6
    # without a type word, what only shares its name with a town gives way to it
    for kind in ("A.ADM1", "A.ADM2", "A.ADM3", "H.STM", "R.RD"):
        assert 0.7 < type_factor(hit(), kind) < type_factor(hit(), "P.PPL") == 1.0


@pytest.mark.parametrize(
    ("asked", "kind", "same"),
    [
        ("T.MT", "T.MTS", True),
        ("T.ISL", "T.ISLS", True),
        ("H.SEA", "H.STRT", True),
        ("T.MT", "T.ISL", False),
        ("A.ADM1", "A.ADM1", True),
        ("A.ADM1", "A.ADM2", False),
        ("A.ADM2", "A.ADM3", True),
        ("A.ADM2", "A.ADM1", True),
        ("P.PPL", "P.PPLA", True),
        ("P.PPL", "A.ADM2", False),
        ("A.ADM1", "A.PCLI", False),
    ],
)
def test_which_kinds_a_type_word_stands_for(asked, kind, same):
    assert same_family(asked, kind) == same


def test_nearness_weighs_a_place_down_to_not_quite_half_and_no_further():
    here, far = value(near=(0.0, 0.0)), value(near=(180.0, 0.0))
    assert here == 1.0
    assert far == pytest.approx(0.55, abs=1e-6)
    # 300 km away, e to the minus one of the rest is left
    near = (2.698, 0.0)
    assert distance_m((0.0, 0.0), near) == pytest.approx(300_000, rel=1e-3)
    assert value(near=near) == pytest.approx(0.55 + 0.45 * 0.3679, abs=1e-3)


def test_a_place_of_no_importance_keeps_three_tenths():
    assert value(importance=0.0) == pytest.approx(0.3)


def test_first_order_divisions_come_unless_another_level_is_asked_for(gazetteer):
    kabul = (69.1, 34.4, 69.3, 34.6)
    assert set(gazetteer.divisions(kabul)["kind"]) == {"A.ADM1"}
    assert all(kind.startswith("A.PCL") for kind in gazetteer.divisions(kabul, level=0)["kind"])


def test_the_most_important_places_come_first_and_no_more_than_asked(gazetteer):
    europe = (-5.0, 42.0, 20.0, 55.0)
    assert len(gazetteer.places_within(europe)) == 1_000
    few = gazetteer.places_within(europe, limit=3)
    assert len(few) == 3
    assert few["population"].min() > 1_000_000
    assert gazetteer.places_within(europe, min_population=500_000)["population"].min() >= 500_000
    assert len(gazetteer.lookup("San Jose")) == 10


def test_many_places_may_be_asked_for_at_once(gazetteer):
    found = gazetteer.lookup("San Jose", limit=700)
    assert len({one.place.place_id for one in found}) == len(found) > 100


@pytest.mark.parametrize(
    ("left", "damaged"), [(["sqlite"], False), (["json"], False), (["sqlite", "json"], True)]
)
def test_only_an_unpacked_file_that_was_whole_once_is_called_damaged(tmp_path, left, damaged):
    data, cache = tmp_path / "data", tmp_path / "cache"
    data.mkdir()
    cache.mkdir()
    (data / "gazetteer.json").write_text('{"bytes": 5, "sha256": "0123456789abcdef0"}', "utf-8")
    for suffix in left:
        (cache / f"gazetteer-0123456789abcdef.{suffix}").write_text("{}", "utf-8")
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with pytest.raises(DataError):
            unpacked(replace(OFFLINE, data_dir=data, cache_dir=cache))
    assert ["is damaged" in str(one.message) for one in told] == [True] * damaged


@pytest.mark.parametrize(("people", "least_km", "most_km"), [(500, 1.5, 2), (3_000_000, 15, 25)])
def test_a_village_is_known_to_two_kilometres_and_a_city_of_millions_to_twenty(
    people, least_km, most_km
):
    assert least_km <= settlement_radius_m(people) / 1000 <= most_km


def test_the_spelling_that_is_told_is_the_one_that_was_asked_for():
    place = Place(
        place_id="x", name="Kabul", kind="P.PPLC", lon=69, lat=34, alternates=("Kabol", "Cabul")
    )
    assert _matched(place, "cabul") == "Cabul"
