"""Spatial statements and relative events of many wars: verdicts that hold, places that fit."""

import json
from contextlib import suppress
from pathlib import Path

import pytest

from geomap import pipeline, reports
from geomap.cli import main
from geomap.evaluation import spatial
from geomap.relations import disc

GOLD = Path(__file__).parent / "gold" / "spatial"
STATEMENTS = json.loads((GOLD / "statements.json").read_text(encoding="utf-8"))
EVENTS = json.loads((GOLD / "events.json").read_text(encoding="utf-8"))
LEFT_OPEN = {
    "s15": "a town is not recognised",
    "s24": "a town of that name in another country is as likely",
    "s31": "the ends of a lake are not known",
    "s43": "a town is not recognised",
    "s46": "a town of that name in another country is as likely",
}
"""What is neither borne out nor refuted though it might be, and why."""


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


def read(item, tools):
    report = reports.from_text(
        item["text"], report_id=item["id"], title="Dispatch", published=spatial.PUBLISHED
    )
    return pipeline.read_one(report, tools)


@pytest.mark.parametrize("item", STATEMENTS, ids=lambda item: item["id"])
def test_no_true_statement_is_contradicted_and_no_false_one_supported(item, tools):
    score = spatial.Score()
    spatial.statement(item, read(item, tools), score)
    ((gold, given),) = score.verdicts.items()
    ((verdict, _),) = given.items()
    if item["id"] in LEFT_OPEN:
        assert verdict == "undetermined"
    else:
        right = {"true": "supported", "false": "contradicted", "road": "undetermined"}
        assert verdict == right[gold]


@pytest.mark.parametrize("item", EVENTS, ids=lambda item: item["id"])
def test_an_event_stands_where_the_relation_says_and_nowhere_else(item, tools):
    score = spatial.Score()
    spatial.event(item, read(item, tools), score)
    assert score.misses == []


@pytest.mark.parametrize("item", EVENTS, ids=lambda item: item["id"])
def test_what_is_drawn_is_the_area_of_a_claim(item, tools):
    found = read(item, tools)
    drawn = [one.place.place for one in found.statements if one.place and one.place.place]
    for place in (place for place in drawn if place.kind == "L.AREA"):
        claim = next(one for one in found.claims if one.why == place.accuracy)
        reach = disc(place.point, place.uncertainty_m * 1.01 + 100.0)
        # a border's strip is drawn on one side of it
        assert reach.covers(claim.geometry) or claim.geometry.intersects(reach)


def test_the_command_counts_what_is_right_and_names_what_is_wrong(tmp_path, capsys, monkeypatch):
    items = [
        {"id": "t1", "text": "Goma lies 800 km north of Kinshasa.", "claims": [
            {"subject": "Goma", "relation": "distance", "verdict": "false"}]},
        {"id": "t2", "text": "Kananga lies 800 km west of Kinshasa.", "claims": [
            {"subject": "Kananga", "relation": "distance", "verdict": "true"}]},
    ]  # fmt: skip
    (tmp_path / "statements.json").write_text(json.dumps(items), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["geomap", "bench", "spatial", str(tmp_path), "--json"])
    with suppress(SystemExit):
        main()
    found = json.loads(capsys.readouterr().out)
    assert found["verdicts"] == {"false": {"contradicted": 1}, "true": {"contradicted": 1}}
    assert [miss.split(":")[0] for miss in found["misses"]] == ["verdict, t2"]
