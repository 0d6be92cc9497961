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
    "f01": "the figure is that of a road, which the text does not say",
    "f04": "the figure is that of a road, which the text does not say",
    "f05": "the figure is that of a road, which the text does not say",
    "f14": "the figure is that of a road, which the text does not say",
    "f17": "a town of that name in another country is taken",
    "f23": "it bears east-northeast from the middle of the country",
    "f27": "it is not sure enough which place of the name is meant",
    "s31": "the ends of a lake are not known",
    "s43": "a town is not recognised",
    "s46": "a town of that name in another country is as likely",
}
"""What is neither borne out nor refuted though it might be, and why."""

WITHOUT_AREA = frozenset({"e17", "g15"})
"""Events that stand at the city or in the country: no area was found for the relation."""

PART_DRAWN = frozenset({"e06", "e08", "g08"})
"""Events at a border, whose strip is drawn on one side of it or in part."""


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
        assert verdict in {"undetermined", "not read"}
    elif gold == "road":
        assert verdict != "contradicted"
    else:
        assert verdict == {"true": "supported", "false": "contradicted"}[gold]


@pytest.mark.parametrize("item", EVENTS, ids=lambda item: item["id"])
def test_an_event_stands_where_the_relation_says_and_nowhere_else(item, tools):
    score = spatial.Score()
    spatial.event(item, read(item, tools), score)
    assert score.misses == []


@pytest.mark.parametrize("item", EVENTS, ids=lambda item: item["id"])
def test_what_is_drawn_is_the_area_of_a_claim(item, tools):
    found = read(item, tools)
    drawn = [one.place.place for one in found.statements if one.place and one.place.place]
    areas = [place for place in drawn if place.kind == "L.AREA"]
    assert bool(areas) != (item["id"] in WITHOUT_AREA)
    for place in areas:
        claim = next(one for one in found.claims if one.why == place.accuracy)
        reach = disc(place.point, place.uncertainty_m * 1.01 + 100.0)
        holds = reach.intersects if item["id"] in PART_DRAWN else reach.covers
        assert holds(claim.geometry)


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


@pytest.mark.parametrize("km", [2, 5, 7, 9, 12])
@pytest.mark.parametrize("side", ["north", "east", "west", "southwest"])
def test_a_small_figure_from_the_centre_of_a_large_city_has_an_area(tools, km, side):
    text = f"Rockets hit Tripoli on Sunday. A depot about {km} km {side} of the city centre burned."
    report = reports.from_text(text, report_id="x", published=spatial.PUBLISHED)
    (claim,) = (one for one in pipeline.read_one(report, tools).claims if one.way)
    assert claim.geometry.area > 0
