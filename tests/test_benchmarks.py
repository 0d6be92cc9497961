"""The development benchmarks read their gold, reach what was promised, and compare two runs."""

import importlib
import json
import sys
from pathlib import Path

import pytest

from geomap import pipeline
from geomap.model import Place

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
event_places = importlib.import_module("event_places")
event_types = importlib.import_module("event_types")
figures = importlib.import_module("figures")
locate_rounding = importlib.import_module("locate_rounding")
place_names = importlib.import_module("place_names")
press_releases = importlib.import_module("press_releases")
sub_events = importlib.import_module("sub_events")


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_macro_f1_counts_each_type_alike():
    assert event_types.macro_f1(["a", "a", "b"], ["a", "a", "a"]) == pytest.approx(0.8 / 2)
    assert event_types.macro_f1(["a", "b"], ["a", "b"]) == 1.0


def test_every_code_has_a_name_of_its_own():
    assert len(set(event_types.CODES.values())) == len(event_types.CODES) == 30


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A suicide bomber blew himself up at a checkpoint in Maiduguri.", "Suicide bomb"),
        ("Warplanes carried out airstrikes on the rebel-held town.", "Air/drone strike"),
        ("Heavy rain caused floods and landslides in the hills.", "Natural disaster"),
        (
            "Police fired tear gas to disperse protesters in the capital.",
            "Protest with intervention",
        ),
        (
            "The foreign ministry expelled two diplomats in a tit-for-tat move.",
            "Diplomatic measure",
        ),
        ("The sky was blue.", "Other"),
    ],
)
def test_sub_event(text, name):
    assert sub_events.sub_event(text) == name


def test_event_places_in_characters_or_in_tokens(tmp_path, tools):
    rows = [
        {
            "text": "Rebels captured the town of Lalibela.",
            "spans": [
                {"label": "VERB", "start": 7, "end": 15, "text": "captured"},
                {"label": "LOCATION", "start": 28, "end": 36, "text": "Lalibela"},
            ],
        },
        {
            "text": "Protesters marched in Khartoum.",
            "spans": [
                {"label": "VERB", "start": 11, "end": 18, "text": "marched"},
                {"label": "LOCATION", "start": 3, "end": 3, "text": ""},
            ],
        },
        {
            "text": "He was captured.",
            "spans": [{"label": "VERB", "start": 7, "end": 15, "text": "captured"}],
        },
    ]
    text = "\n".join(json.dumps(row) for row in rows)
    found = event_places.bench(write(tmp_path / "places.jsonl", text), tools)["figures"]
    assert found["sentences"] == 3
    assert found["with_a_place"] == 2
    assert found["place_right"] == 1.0


def test_event_places_of_the_corpus(shared, tools):
    found = event_places.bench(shared / "corpora" / "event-place-dev.jsonl", tools)["figures"]
    assert found["place_right"] >= 0.75
    assert found["place_right"] > found["nearest_place_to_the_verb"]


def test_event_types_of_the_corpus(shared, tools):
    found = event_types.bench(shared / "corpora" / "event-type-dev.tsv", tools)["figures"]
    assert found["macro_f1"] >= 0.75
    assert found["macro_f1"] > found["majority_macro_f1"]
    assert found["half_trained_macro_f1"] > found["majority_macro_f1"]


def test_a_part_of_the_press_releases(shared, tmp_path, tools):
    lines = (shared / "corpora" / "isaf-dev.jsonl").read_text(encoding="utf-8").split("\n")
    part = write(tmp_path / "part.jsonl", "\n".join(lines[:60]))
    found = press_releases.bench(part, tools)["figures"]
    assert found["releases"] == 60
    assert found["province_right"] >= 0.85
    assert found["event_type_f1"] >= 0.75


def test_calibration_and_the_test_against_a_baseline_at_their_ends():
    assert place_names.mcnemar([True, False], [False, True]) == (1, 1, 1.0)
    assert place_names.mcnemar([True] * 6, [False] * 6) == (6, 0, 0.03125)
    assert place_names.expected_calibration_error([1.0, 0.9], [True, True]) == pytest.approx(0.05)
    assert place_names.expected_calibration_error([0.5, 0.5], [True, False]) == 0.0


@pytest.mark.parametrize(
    ("kind", "people", "small"),
    [("P.PPL", 9_999, True), ("P.PPL", 10_000, False), ("A.ADM1", 0, False), ("S.BLDG", 0, True)],
)
def test_small_places_are_points_of_few_people(kind, people, small):
    place = Place(
        place_id="a", name="A", kind=kind, lon=1.0, lat=1.0, population=people, uncertainty_m=1.0
    )
    assert place_names.is_small(place) is small


def test_what_explains_the_place_names_of_a_corpus(shared, tools):
    from geomap.evaluation import corpora, toponyms

    articles = corpora.read(shared / "corpora" / "TR-News.xml").articles[::12]
    read = [toponyms.read_article(article, tools) for article in articles]
    found = place_names.explained(read, tools)
    assert found["population_prior"] < found["ceiling"] <= 1
    assert found["calibration_error"] < 0.15
    assert 0 <= found["small_points_right"] <= 1
    assert 0 < found["small_points_probability"] < 1
    assert found["with_locality"]["acc_161km"] > found["population_prior"]


def test_figures_that_were_cut_off_are_told_from_rounded_ones(tmp_path, tools):
    from geomap.relations import GEOD

    jurm = next(c.place for c in tools.gazetteer.lookup("Jurm", country="AF"))
    rows = ["text,lon,lat", '"somewhere near Jurm, Afghanistan",70,36']
    for km in (12, 33):
        lon, lat, _ = GEOD.fwd(jurm.lon, jurm.lat, 180, (km + 0.8) * 1000)
        rows.append(f'"{km} km S of Jurm, Afghanistan",{lon},{lat}')
    file = write(tmp_path / "strings.csv", "\n".join(rows))
    found = locate_rounding.bench(file, tools)["figures"]
    assert (found["strings"], found["cut_off_share"], found["rounded_share"]) == (2, 1.0, 0.0)


def test_two_runs_are_laid_side_by_side_and_what_is_worse_is_marked():
    before = {"a: f1": 0.8, "a: b, mean_km": 100.0, "a: articles": 5, "a: gone": 1.0, "a: x": 0.5}
    after = {"a: f1": 0.7, "a: b, mean_km": 90.0, "a: articles": 6, "a: x": 0.5, "a: y": 0.1}
    rows = figures.side_by_side(before, after)
    assert {name: mark for name, *_, mark in rows} == {
        "a: f1": "WORSE",
        "a: b, mean_km": "better",
        "a: articles": "changed",
        "a: gone": "gone",
        "a: x": "",
        "a: y": "new",
    }
    assert rows[0][:3] == ("a: f1", "0.8000", "0.7000")


def test_a_corpus_that_is_not_there_is_left_out_and_said(tmp_path, capsys):
    chosen = figures.measures(tmp_path, None)
    # some stand in the repository
    outside = {name: one for name, one in chosen.items() if figures.GOLD not in one[0].parents}
    assert 0 < len(outside) < len(chosen)
    assert figures.run(outside, 1) == {}
    assert "left out: event places" in capsys.readouterr().err
