"""The figures of the events table: what is right, twice, wrong, missed and too much."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geomap.cli import app
from geomap.errors import GeomapError, InputError
from geomap.evaluation import events, gold_events
from geomap.model import EventType

REPORT = """---
date: 2023-04-16
---

Shelling killed six people in Omdurman on Saturday. Gunmen attacked a convoy in Nyala on Friday.

Both attacks came in one weekend.
"""
OMDURMAN = {
    "what": "Shelling kills six people", "places": ["Omdurman"], "points": [[32.48, 15.64, 15]],
    "day": "2023-04-15", "types": ["ASSAULT"], "main": True,
}  # fmt: skip
NYALA = {
    "what": "Gunmen attack a convoy", "places": ["Nyala"], "points": [[24.88, 12.05, 40]],
    "day": "2023-04-14", "types": ["ASSAULT"],
}  # fmt: skip
SUMMED = {"start": 98, "end": 131}


@pytest.fixture
def gold(tmp_path):
    def write(*golds, umbrella=(SUMMED,)):
        (tmp_path / "weekend.md").write_text(REPORT, encoding="utf-8")
        raw = {"document": "weekend.md", "published": None, "umbrella": umbrella}
        path = tmp_path / "weekend.events.json"
        path.write_text(json.dumps(raw | {"events": golds}), encoding="utf-8")
        return path

    return write


def figures(path):
    return events.bench([path])[0]["figures"]


def test_events_at_their_places_and_on_their_days_are_right(gold):
    found = figures(gold(OMDURMAN, NYALA))
    assert (found["gold"], found["place_and_type_right"], found["day_right_too"]) == (2, 2, 2)
    assert (found["main_there"], found["duplicates"], found["drawn_wrong"]) == (1, 0, 0)


@pytest.mark.parametrize(
    ("change", "figure", "value"),
    [
        ({"types": ["PROTEST"]}, "place_and_type_right", 1),
        ({"places": ["Port Sudan"], "points": [[37.2, 19.6, 10]]}, "place_and_type_right", 1),
        ({"places": ["Port Sudan"], "points": [[37.2, 19.6, 10]]}, "drawn_wrong", 1),
        ({"day": "2023-04-10"}, "day_right_too", 1),
        ({"day": None}, "with_a_day", 1),
    ],
)
def test_a_wrong_type_place_or_day_counts_there(gold, change, figure, value):
    assert figures(gold(OMDURMAN | change, NYALA))[figure] == value


def test_probabilities_of_drawn_points_are_held_against_what_is_right(gold):
    path = gold(OMDURMAN, NYALA | {"points": [[0.0, 0.0, 1]], "places": ["Port Sudan"]})
    (found,) = events.bench([path])
    assert (found["figures"]["drawn_named"], found["figures"]["drawn_named_right"]) == (2, 1)
    assert 1.0 < found["figures"]["drawn_named_probability"] <= 2.0
    whole = events.total([found, found])
    assert whole["drawn_named_right_share"] == 0.5
    assert 0.5 < whole["drawn_named_mean_probability"] <= 1.0


def test_what_the_gold_lacks_is_surplus_and_what_the_table_lacks_is_missed(gold):
    absent = {"what": "A strike on a market kills dozens", "places": ["Geneina"], "points": [],
              "day": None, "types": ["MOBILIZE"]}  # fmt: skip
    found = events.bench([gold(OMDURMAN, absent)])[0]
    assert found["missed"] == [absent["what"]]
    assert found["figures"]["stand_for_nothing"] == len(found["surplus"]) > 0


def test_an_optional_event_is_neither_missed_nor_too_much(gold):
    found = events.bench([gold(OMDURMAN, NYALA | {"optional": True})])[0]
    assert found["figures"]["gold"] == 1
    assert not found["missed"]
    assert not found["surplus"]


def test_a_place_that_the_text_does_not_name_is_right_only_without_one(gold):
    nowhere = OMDURMAN | {"places": [], "points": []}
    assert figures(gold(nowhere, NYALA))["place_and_type_right"] == 1


def test_the_sum_has_the_shares(gold):
    one = events.bench([gold(OMDURMAN, NYALA)])
    whole = events.total(one + one)
    assert whole["gold"] == 4
    assert whole["place_and_type_share"] == whole["day_share"] == 1.0
    assert events.total([]) == {}


def test_the_report_may_lie_in_another_folder(gold, tmp_path):
    path = gold(OMDURMAN)
    (tmp_path / "texts").mkdir()
    (tmp_path / "weekend.md").rename(tmp_path / "texts" / "weekend.md")
    with pytest.raises(GeomapError, match=r"weekend\.md"):
        events.bench([path])
    assert events.bench([path], texts=tmp_path / "texts")[0]["figures"]["gold"] == 1


@pytest.mark.parametrize(
    "text", ["", "[]", '{"document": "a.md"}', '{"document": 1, "events": [1]}']
)
def test_gold_of_another_form_says_what_was_expected(tmp_path, text):
    path = tmp_path / "a.events.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="expected gold events"):
        events.bench([path])


def test_the_command_prints_the_figures_and_each_miss(gold):
    path = gold(OMDURMAN | {"places": ["Port Sudan"], "points": [[37.2, 19.6, 10]]}, NYALA)
    done = CliRunner().invoke(app, ["bench", "events", str(path)])
    assert done.exit_code == 0
    assert "drawn_wrong" in done.stdout
    assert "wrong: Omdurman" in done.stdout
    again = CliRunner().invoke(app, ["bench", "events", str(path), "--json"])
    assert json.loads(again.stdout)[0]["figures"]["gold"] == 2


WARS = sorted((Path(__file__).parent / "gold" / "wars").glob("*.events.json"))


def test_the_reports_of_twenty_wars_can_be_measured():
    read = [gold_events.read(path) for path in WARS]
    assert len({report.published for report, _ in read}) == len(WARS) == 20
    golds = [gold for _, golds in read for gold in golds]
    assert len(golds) == 159
    assert sum(bool(gold.actor) for gold in golds) > 140
    for report, golds in read:
        assert report.published is not None
        assert sum(gold.main for gold in golds) == 1
        assert {kind for gold in golds for kind in gold.types} <= {*map(str, EventType)}
