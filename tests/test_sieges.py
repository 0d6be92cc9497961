"""Claimed encirclement: what is read of it in any war, what is tested, what a reader is told."""

import json
from datetime import date
from pathlib import Path

import pytest

from geomap import encirclement, pipeline, reports
from geomap.errors import InputError
from geomap.evaluation import spatial
from geomap.model import Phase, Side, SideState, Siege, Verdict, WayOut

GOLD = Path(__file__).parent / "gold" / "spatial"
ITEMS = json.loads((GOLD / "encirclement.json").read_text(encoding="utf-8"))
UNREAD = {
    "mixed-b-21": "a town that somebody 'broke through to' is not recognised",
    "mixed-b-25": "what others are measured from is no topic that 'the city' would mean",
    "mixed-b-35": "a town before a colon is taken for a speaker",
    "south-1": "in 'said by radio' the radio is taken for the speaker",
    "south-4": "a place that may be in several countries is taken for none",
    "south-9": "'clansmen' are not known to be fighters",
}
NOT_DRAWN = {
    **{name: why for name, why in UNREAD.items() if name not in {"south-1", "mixed-b-22"}},
    "k-5": "a namesake in another country is likelier",
    "sides-verb-1": "a namesake in the country of the army is taken",
    "historical-1": "the province of the name is taken, in whose middle the city does not lie",
    "attempted-2": "only the district is known, and the name is read as a slip for a large city's",
    "lifted-5": "only a foreign city that is also spelt so is known",
    "mixed-b-20": "only a namesake in the same country is known",
    "mixed-b-26": "an old town is no place of its own",
    "mixed-b-30": "the second half of a name is taken for the whole",
    "wire-c-29": "whether the town or the district is meant stays open",
}
NOWHERE = frozenset({"Dammaj", "Foua", "Zamalka"})
"""Targets that no gazetteer has, nor another place of the name: no ring may stand for them."""


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


def read(text, tools, published=date(2024, 11, 12)):
    report = reports.from_text(text, report_id="x", title="Dispatch", published=published)
    found = pipeline.read_one(report, tools).claims
    return [claim for claim in found if claim.siege is not None]


def one(text, tools):
    (claim,) = read(text, tools)
    return claim


def items(wrong, *, kept=ITEMS):
    """Items as parameters, those that are known to be wrong marked so."""
    marks = {name: pytest.mark.xfail(reason=why, strict=True) for name, why in wrong.items()}
    return [pytest.param(one, id=one["id"], marks=marks.get(one["id"], ())) for one in kept]


def misses(item, tools):
    score = spatial.Score()
    report = reports.from_text(
        item["text"], report_id=item["id"], title="Dispatch", published=spatial.PUBLISHED
    )
    spatial.encirclement(item, pipeline.read_one(report, tools), score)
    return score.misses


@pytest.mark.parametrize("item", items(UNREAD))
def test_what_is_said_of_an_encirclement_is_read(item, tools):
    # where its ring stands is tested below
    assert [miss for miss in misses(item, tools) if not miss.startswith("drawn")] == []


PLACED = [one for one in ITEMS if not one["negative"] and one["target"] not in NOWHERE]


def test_most_places_of_all_continents_are_given():
    assert sum("km" in one for one in PLACED) == len(PLACED) >= 200


@pytest.mark.parametrize("item", items(NOT_DRAWN, kept=PLACED))
def test_a_ring_stands_where_the_place_lies(item, tools):
    assert not [miss for miss in misses(item, tools) if miss.startswith("drawn")]


@pytest.mark.parametrize("item", [one for one in ITEMS if one["target"] in NOWHERE])
def test_no_ring_stands_for_a_place_that_no_gazetteer_has(item, tools):
    sieges = [claim.siege for claim in read(item["text"], tools)]
    assert [one.target_id for one in sieges if one.target == item["target"]] == [""]


def test_the_accepted_report_is_told_in_a_line(tools, shared):
    (report,), errors = reports.read(shared / "reports" / "panjshir-afp.txt")
    assert not errors
    (report,) = pipeline.with_day([report], date(2021, 8, 25))
    claims = pipeline.read_one(report, tools).claims
    (claim,) = (claim for claim in claims if claim.siege is not None and claim.siege.count)
    said = encirclement.headline(claim.siege)
    assert said == "3 sides, which is not said, the Taliban spokesman, 23 August"
    assert claim.verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        # every side that is said has a position on it
        (
            "Troops have surrounded Raqqa from Tal Abyad in the north and Tabqa in the west.",
            Verdict.SUPPORTED,
        ),
        # a position on the wrong side
        ("Rebels have surrounded Goma from Sake in the east.", Verdict.CONTRADICTED),
        # names without sides are a sample
        ("Goma is surrounded by rebels in Sake and Rutshuru.", Verdict.UNDETERMINED),
        # too far to be there
        ("Goma is surrounded by rebels in Kisangani in the west.", Verdict.UNDETERMINED),
        ("Goma is surrounded on all sides.", Verdict.UNDETERMINED),
    ],
)
def test_only_what_the_text_tells_whole_is_judged(text, verdict, tools):
    assert one(text, tools).verdict is verdict


def test_a_reader_is_told_sides_silence_and_ways(tools):
    claim = one(
        "Rebels have surrounded Goma from Sake in the west. The road to Kibumba is cut.", tools
    )
    said, unsaid, ways = encirclement.three_lines(claim.siege)
    assert "west" in said
    assert "Sake (" in said
    assert unsaid.startswith("Nobody speaks of: ")
    assert ways == "Ways out: road to Kibumba said to be cut."


def test_a_way_that_is_open_lies_where_no_position_is_named(tools):
    text = "Rebels surround Goma from Sake in the west; the road to the {} is open."
    free, taken = (one(text.format(side), tools).siege.ways[0] for side in ("north", "west"))
    assert (free.fits, taken.fits) == (True, False)


def test_barriers_close_a_side_and_are_no_position(tools):
    siege = one("Goma is besieged from the west and has the lake to the south.", tools).siege
    states = {side.way: side.state for side in siege.sides}
    assert states == {"west": SideState.HELD, "south": SideState.BARRIER}
    assert siege.positions == ()


def test_two_places_that_are_surrounded_have_a_claim_each(tools):
    assert [claim.siege.target for claim in read("Rebels surrounded Gao and Kidal.", tools)] == [
        "Gao",
        "Kidal",
    ]


def test_an_open_supply_route_is_no_besieger(tools):
    siege = one("Kupiansk is surrounded from the east. Supplies come from Chuhuiv.", tools).siege
    assert siege.positions == ()


def test_a_frame_survives_the_table():
    siege = Siege(
        target="Goma",
        phase=Phase.DENIED,
        sides=(Side(way="north", bearing_deg=0.0, state=SideState.OPEN),),
        ways=(WayOut(is_open=True, width_km=5.0),),
    )
    assert Siege.from_json(siege.to_json()) == siege


def test_a_folder_without_items_is_named(tmp_path):
    with pytest.raises(InputError, match=r"encirclement, statements, events"):
        spatial.bench(tmp_path)
