"""The edges of choosing among places of one name: how near, how alike, how many people."""

import numpy as np
import pytest

from geomap import pipeline, reports, resolution
from geomap.model import Candidate, Mention, Place, Report, Resolution, Role
from geomap.resolution import Overrides, candidates, cues, name_features, order, ranking
from geomap.settings import OFFLINE

KM = 1 / 111.2


def place(name, kind, *, lat=50.0, people=0, admin1="Alba", country="RO", place_id=""):
    return Place(
        place_id=place_id or f"{name}:{kind}:{lat}",
        name=name,
        kind=kind,
        lon=20.0,
        lat=lat,
        country=country,
        admin1=admin1,
        admin2="Alba",
        population=people,
    )


def candidate(one, score=0.5, match="exact"):
    return Candidate(place=one, matched=one.name, match=match, score=score)


def chosen(asked, *places, name="Alba"):
    ranked = [candidate(one, 0.9 - 0.1 * n) for n, one in enumerate(places)]
    found, _ = order.choose(ranked, asked, name)
    assert sorted(c.place.place_id for c in found) == sorted(p.place_id for p in places)
    return found[0].place.kind


PROVINCE = place("Alba", "A.ADM1", people=100_000)


@pytest.mark.parametrize(("people", "kind"), [(8_000, "P.PPL"), (7_900, "A.ADM1")])
def test_a_bare_name_is_the_town_where_eight_in_a_hundred_live_there(people, kind):
    assert chosen("", PROVINCE, place("Alba", "P.PPL", people=people)) == kind


@pytest.mark.parametrize(("km", "kind"), [(160, "P.PPL"), (162, "A.ADM1")])
def test_a_bare_name_is_the_town_only_near_the_middle_of_its_division(km, kind):
    town = place("Alba", "P.PPL", people=50_000, lat=50 + km * KM)
    assert chosen("", PROVINCE, town) == kind
    assert chosen("town", PROVINCE, town) == "P.PPL"


@pytest.mark.parametrize(("km", "kind"), [(599, "P.PPL"), (601, "A.ADM1")])
def test_words_beside_a_name_reach_six_hundred_kilometres(km, kind):
    assert chosen("town", PROVINCE, place("Alba", "P.PPL", people=5, lat=50 + km * KM)) == kind


@pytest.mark.parametrize(("own", "kind"), [("Albah", "P.PPL"), ("Alxyz", "A.ADM1")])
def test_a_town_is_meant_where_its_own_name_is_a_spelling_of_the_one_said(own, kind):
    assert chosen("town", PROVINCE, place(own, "P.PPL", people=50_000)) == kind


@pytest.mark.parametrize(
    ("asked", "kinds", "kind"),
    [
        ("large", ("P.PPL", "A.ADM2", "A.ADM1"), "A.ADM1"),
        ("small", ("P.PPL", "A.ADM1", "A.ADM2"), "A.ADM2"),
        ("river", ("P.PPL", "H.LK", "H.STM"), "H.STM"),
        ("river", ("H.LK", "H.STM"), "H.LK"),
        ("country", ("A.ADM1", "P.PPL"), "A.ADM1"),
        ("", ("P.PPL", "A.ADM1"), "P.PPL"),
    ],
)
def test_words_beside_a_name_choose_among_the_kinds(asked, kinds, kind):
    assert chosen(asked, *(place("Alba", one, people=50_000) for one in kinds)) == kind


def test_a_division_of_another_country_or_far_away_is_not_meant():
    town = place("Alba", "P.PPL", people=50_000)
    abroad = place("Alba", "A.ADM1", country="MD", place_id="md")
    far = place("Alba", "A.ADM1", lat=50 + 605 * KM, place_id="far")
    assert chosen("large", town, abroad, far) == "P.PPL"


def test_only_names_count_and_no_misspelling():
    town = candidate(place("Alba", "P.PPL", people=50_000), 0.4, "fuzzy")
    assert order.choose([candidate(PROVINCE, 0.9), town], "town", "Alba")[1] == ""


@pytest.mark.parametrize(("between", "cue"), [("central ", "town"), ("", "")])
def test_a_cue_stands_right_beside_the_name(between, cue):
    text = f"They met in {between}Alba on Monday."
    start = text.index("Alba")
    assert order.cue(text, start, start + 4) == cue


def test_a_long_distance_phrase_before_a_name_is_still_seen():
    text = "Fighting went on some 12,500.5 kilometres to the due north-northeast of the Alba."
    start = text.index("Alba")
    assert order.cue(text, start, start + 4) == "town"


def near(places):
    report = Report(report_id="a", text="", publisher="The Post")
    mention = Mention(report_id="a", start=0, end=4, text="Alba", role=Role.EVENT_PLACE)
    found = [Resolution(mention=mention, place=one, probability=1.0) for one in places]
    local = resolution.learn([report], [found])
    return local.of(Report(report_id="b", text="", publisher="The Post"))


def test_an_outlet_is_dense_within_a_hundred_kilometres_of_its_places():
    known = near([place("Alba", "P.PPL")])
    at, beside, away = (place("X", "P.PPL", lat=50 + km * KM) for km in (0, 100, 1_000))
    density = known.density([at, beside, away])
    assert density[0] == pytest.approx(1)
    assert density[1] == pytest.approx(0.25, abs=0.01)
    assert density[2] < 0.001


def test_countries_and_provinces_say_nothing_about_where_an_outlet_is():
    assert near([place("Romania", "A.PCLI"), place("Alba", "A.ADM1")]) is None
    assert near([place("Alba", "A.ADM2")]) is not None


def test_the_share_of_a_countrys_words_grows_slowly_with_their_number():
    one = cues.countries("The sheriff came.", OFFLINE.data_dir)["US"]
    many = cues.countries("The sheriff came. " * 20, OFFLINE.data_dir)["US"]
    assert 0.2 < one < 0.5 < many < 0.8


def test_words_far_down_a_long_text_are_not_counted():
    for before, known in ((19_000, True), (20_001, False)):
        text = "x" * before + " sheriff"
        assert bool(cues.countries(text, OFFLINE.data_dir)) == known


def test_the_five_likeliest_others_are_kept(gazetteer):
    report = Report(report_id="r", text="A fire burned in Springfield on Monday.")
    mention = Mention(report_id="r", start=17, end=28, text="Springfield", role=Role.OTHER_PLACE)
    (found,) = resolution.resolve(report, [mention], gazetteer)
    assert len(found.alternatives) == 5
    scores = [one.score for one in found.alternatives]
    assert scores == sorted(scores, reverse=True)
    assert 0 < len(found.explanation) <= 5
    assert not np.isnan(found.probability)


@pytest.mark.parametrize(("length", "says"), [(200, "no place of this"), (201, "201 characters")])
def test_a_name_longer_than_two_hundred_characters_is_not_looked_up(length, says, gazetteer):
    report = Report(report_id="r", text="Q" * length)
    mention = Mention(report_id="r", start=0, end=length, text=report.text, role=Role.OTHER_PLACE)
    (found,) = resolution.resolve(report, [mention], gazetteer, overrides=Overrides())
    assert found.place is None
    assert says in found.reason


def test_a_place_that_is_too_improbable_is_none_with_the_figure_as_its_reason(gazetteer):
    report = Report(report_id="r", text="A fire burned in Springfield on Monday.")
    mention = Mention(report_id="r", start=17, end=28, text="Springfield", role=Role.OTHER_PLACE)
    (found,) = resolution.resolve(report, [mention], gazetteer)
    for least, kept in ((found.probability - 0.01, True), (found.probability + 0.01, False)):
        from dataclasses import replace

        settings = replace(OFFLINE, min_probability=least)
        (again,) = resolution.resolve(report, [mention], gazetteer, settings=settings)
        assert (again.place is not None) == kept
        assert len(again.alternatives) == 5


@pytest.mark.parametrize(("km", "share"), [(160, 0.8), (162, 0.5)])
def test_a_winner_and_what_lies_within_161_kilometres_of_it_are_one_place(km, share):
    ranked = [
        candidate(place("Alba", "P.PPL")),
        candidate(place("Alba", "A.ADM1", lat=50 + km * KM)),
        candidate(place("Alba", "P.PPL", lat=-50)),
    ]
    assert ranking.near_share(ranked, np.array([0.5, 0.3, 0.2])) == pytest.approx(share)


def evidence(share=0.5, n=2, *, match="exact", support=1.0, kind="P.PPL", population=0):
    winner = candidate(place("Alba", kind, people=population), match=match)
    return ranking.evidence(winner, share, n, support=support)


def test_a_name_with_one_place_alone_has_no_odds_to_go_by():
    assert (evidence(1.0, 1).log_odds, evidence(1.0, 1).alone) == (0.0, 1.0)
    assert (evidence(match="fuzzy").log_odds, evidence(match="fuzzy").loose) == (0.0, 1.0)
    for share in (0.0, 1.0):
        assert 5 < abs(evidence(share).log_odds) < 12


@pytest.mark.parametrize(
    ("population", "support", "n", "astray", "astray_alone"),
    [
        (0, 0.14, 1, 1.0, 1.0),
        (0, 0.14, 2, 1.0, 0.0),
        (9_999_999, 0.0, 1, 0.0, 0.0),
        (0, 0.15, 1, 0.0, 0.0),
        (0, None, 1, 0.0, 0.0),
    ],
)
def test_a_small_place_is_astray_where_the_report_speaks_of_others_only(
    population, support, n, astray, astray_alone
):
    found = evidence(0.9, n, population=population, support=support)
    assert (found.astray, found.astray_alone) == (astray, astray_alone)


def test_mountains_and_seas_have_no_people_to_lack():
    assert evidence(kind="T.MTS").small == 0.0
    assert evidence(kind="P.PPL").small == 1.0


@pytest.mark.parametrize(
    ("match", "support", "told", "people", "guess"),
    [
        ("fuzzy", 0.14, False, 9_000_000, True),
        ("transliteration", None, False, 9_000_000, True),
        ("fuzzy", 0.15, True, 0, False),
        ("exact", 0.14, True, 49_999, True),
        ("exact", 0.14, True, 50_000, False),
        ("exact", 0.15, True, 0, False),
        ("exact", 0.14, False, 0, False),
        ("exact", None, False, 0, False),
    ],
)
def test_a_likeness_alone_and_a_small_namesake_elsewhere_are_guesses(
    match, support, told, people, guess
):
    winner = candidate(place("Alba", "P.PPL", people=people), match=match)
    assert ranking.is_guess(winner, support, told=told) is guess


@pytest.mark.parametrize("kind", ["P.PPLC", "A.ADM1", "A.PCLI", "T.MTS", "L.RGN"])
def test_what_all_know_by_its_kind_is_no_guess(kind):
    people = 60_000 if kind == "A.PCLI" else 0
    assert not ranking.is_guess(candidate(place("Alba", kind, people=people)), 0.0, told=True)


def where(text, name, gazetteer):
    report = Report(report_id="r", text=text)
    start = text.index(name)
    mention = Mention(
        report_id="r", start=start, end=start + len(name), text=name, role=Role.OTHER_PLACE
    )
    (found,) = resolution.resolve(report, [mention], gazetteer)
    return found.place


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Turkish envoys left.", "Turkish", "A.PCL"),
        ("African envoys left.", "African", "L.CONT"),
        ("They fled over the Panjshir mountains.", "Panjshir", "T.VAL"),
        ("They fled over the Panjshir valley.", "Panjshir", "T.VAL"),
        ("They fled over the Panjshir province.", "Panjshir", "A.ADM1"),
        ("They met in the capital of Ukraine.", "capital of Ukraine", "P.PPLC"),
    ],
)
def test_the_word_beside_a_name_or_in_it_says_what_it_is(text, name, kind, gazetteer):
    assert where(text, name, gazetteer).kind.startswith(kind)


def test_an_override_may_be_a_point_of_two_numbers_or_an_id(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("Alba: [20.5, 45.5]\nBanu: 'gn:1148311'\n", encoding="utf-8")
    read = resolution.read_overrides(path)
    alba, _ = read.decisions["", "alba"]
    assert (alba.lon, alba.lat, alba.uncertainty_m) == (20.5, 45.5, 1_000)
    assert read.place_ids == {"gn:1148311"}


def seen(text, name, gazetteer):
    report = Report(report_id="r", text=text)
    start = text.index(name)
    mention = Mention(
        report_id="r", start=start, end=start + len(name), text=name, role=Role.OTHER_PLACE
    )
    (block,) = resolution.blocks(report, [mention], gazetteer)
    return block


@pytest.mark.parametrize(("before", "dateline"), [(0, True), (59, True), (60, False)])
def test_a_dateline_begins_in_the_first_sixty_characters(before, dateline, gazetteer):
    block = seen("." * before + "KYIV -- Rockets hit.", "KYIV", gazetteer)
    assert list(block.dateline) == [dateline]


def test_a_place_of_the_very_spelling_is_told_from_one_of_the_name(gazetteer):
    block = seen("They left Mekelle and went.", "Mekelle", gazetteer)
    same = block.name_rows[:, name_features.NAMES.index("same_name")]
    names = [one.place.name for one in block.groups[0].candidates]
    assert [value == 2 for value in same] == [name == "Mekelle" for name in names]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("YAOUNDE - Rebels raided Wum, in Cameroon's North West region.", "Nord-Ouest", "CM"),
        ("Burkina Faso says gunmen attacked a mine in the East region.", "Est", "BF"),
        ("Burkina Faso says gunmen attacked a mine in the North region.", "Nord", "BF"),
        ("Haiti's police fought gangs in the Centre department.", "Centre", "HT"),
        ("Sri Lanka shelled a camp in the Eastern Province.", "Eastern Province", "LK"),
        ("Ghana sent troops to the Upper East region.", "Upper East", "GH"),
    ],
)
def test_a_division_named_for_its_side_is_that_of_the_country_spoken_of(text, name, country):
    told = pipeline.build_atlas([reports.from_text(text, report_id="r")]).mentions
    division = told[told["kind"] == "A.ADM1"].iloc[-1]
    assert (division["name"], division["country"]) == (name, country)


def test_a_side_of_a_country_that_has_no_such_division_is_no_other_countrys():
    text = "Libya's army shelled a camp in the North West region, a spokesman in Tripoli said."
    told = pipeline.build_atlas([reports.from_text(text, report_id="r")]).mentions
    assert set(told["country"]) <= {"LY", ""}


@pytest.mark.parametrize(
    ("name", "around"),
    [
        ("Karak Castle", "Karak"),
        ("Goma International Airport", "Goma"),
        ("Eastern Congo", "Congo"),
        ("Central Prison", ""),
        ("International Airport", ""),
        ("Castle", ""),
        ("Gao", ""),
    ],
)
def test_a_building_is_named_for_its_town(name, around):
    assert candidates._around(name) == around


def test_a_building_named_for_its_town_stands_there():
    text = "Gunmen raided Karak in Jordan and shot at Karak Castle."
    told = pipeline.build_atlas([reports.from_text(text, report_id="r")]).mentions
    assert set(told[told["text"] == "Karak Castle"]["name"]) == {"Karak City"}
