"""Claimed encirclement at its edges: what is not told to be so, whose words, which characters."""

import json
from datetime import date

import pytest

from geomap import encirclement, pipeline, reports
from geomap.maps.signs import Sign, sign_of
from geomap.model import Degree, Phase, SideState, Siege, Verdict

FROM_TWO_SIDES = "from Mellit in the north and Um Keddada in the east"


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


def read(text, tools, published=date(2024, 11, 12)):
    report = reports.from_text(text, report_id="x", title="Dispatch", published=published)
    found = pipeline.read_one(report, tools).claims
    return [claim for claim in found if claim.siege is not None]


def one(text, tools, **rest):
    (claim,) = read(text, tools, **rest)
    return claim


def test_what_is_said_to_be_so_is_borne_out_by_where_positions_lie(tools):
    text = f"The RSF has surrounded El Fasher {FROM_TWO_SIDES}."
    assert one(text, tools).verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        (
            f"The army denied on Monday that El Fasher was surrounded by the RSF {FROM_TWO_SIDES}.",
            Phase.DENIED,
        ),
        (f"El Fasher is not surrounded by the RSF {FROM_TWO_SIDES}.", Phase.DENIED),
        (f"Residents fear that the RSF will besiege El Fasher {FROM_TWO_SIDES}.", Phase.FEARED),
        (f"The RSF tried to besiege El Fasher {FROM_TWO_SIDES}.", Phase.ATTEMPTED),
        (f"The RSF threatened to besiege El Fasher {FROM_TWO_SIDES}.", Phase.THREATENED),
        (f"El Fasher is not yet surrounded {FROM_TWO_SIDES}.", Phase.NOT_YET),
        (
            "The government denied that Raqqa was surrounded from Tal Abyad in the north.",
            Phase.DENIED,
        ),
        (
            "Residents fear that M23 will besiege Goma from Rutshuru in the north.",
            Phase.FEARED,
        ),
        ("Rebels tried to surround Goma from Sake in the east.", Phase.ATTEMPTED),
        ("The army denied that Goma was surrounded from Sake in the east.", Phase.DENIED),
    ],
)
def test_where_positions_lie_says_nothing_of_what_is_not_told_to_be_so(text, phase, tools):
    claim = one(text, tools)
    assert claim.siege.phase is phase
    assert claim.siege.positions
    assert claim.verdict is Verdict.UNDETERMINED
    assert phase.label in claim.why


def test_a_claim_of_all_sides_is_the_same_in_its_verdict_its_line_and_its_sign(tools):
    claim = one(f"The RSF has completely surrounded El Fasher {FROM_TWO_SIDES}.", tools)
    assert claim.siege.all_round
    assert claim.verdict is Verdict.UNDETERMINED
    assert encirclement.sides_said(claim.siege) == "all sides"
    assert "no side is left out" in encirclement.three_lines(claim.siege)[1]
    assert sign_of(claim.siege) is Sign.COMPLETE


@pytest.mark.parametrize(
    ("said", "all_round"),
    [({"count": 4}, True), ({"degree": Degree.COMPLETE}, True), ({"count": 3}, False), ({}, False)],
)
def test_all_sides_are_said_by_a_word_or_by_their_number(said, all_round):
    assert Siege(target="Goma", **said).all_round is all_round


# ---- whose words


def test_positions_of_one_claim_are_not_taken_for_those_of_another(tools):
    told, feared, broken = read(
        "The army surrounded Goma from Sake in the west and Rutshuru in the north on Monday, it "
        "said. Residents feared on Monday that M23 would besiege Goma. M23 broke the siege of Goma "
        "on Monday.",
        tools,
    )
    assert [one.name for one in told.siege.positions] == ["Sake", "Rutshuru"]
    for other in (feared, broken):
        assert (other.siege.positions, other.siege.sides) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "Rebels surrounded {0}. The army encircled {1} from {2} in the {3}.",
        "The army encircled {1} from {2} in the {3}. Rebels surrounded {0}.",
    ],
)
@pytest.mark.parametrize(
    "names",
    [
        ("Gao", "Mopti", "Sevare", "east"),
        ("Kunduz", "Ghazni", "Qarabagh", "south"),
        ("Bria", "Bambari", "Ippy", "east"),
        ("Taiz", "Marib", "Sirwah", "west"),
        ("Donetsk", "Bakhmut", "Soledar", "north"),
    ],
)
def test_a_neighbouring_siege_keeps_its_own_positions(text, names, tools):
    found = {claim.siege.target: claim.siege for claim in read(text.format(*names), tools)}
    assert found[names[0]].positions == ()
    assert [one.name for one in found[names[1]].positions] == [names[2]]


def test_positions_that_are_told_before_the_siege_are_its_own(tools):
    text = "M23 holds Sake in the west and Rutshuru in the north. Goma is surrounded."
    assert [one.name for one in one(text, tools).siege.positions] == ["Sake", "Rutshuru"]


# ---- what closes a side


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("Goma is surrounded; Lake Kivu lies to the south.", True),
        ("Goma is besieged from the north, with the Rwandan border to the east.", True),
        ("Goma is besieged from the north, with the Rwandan border to the west.", False),
        ("Odesa is besieged from the north and the Black Sea lies to the south.", True),
        ("Mariupol is besieged from the west, with the Sea of Azov to the north.", False),
        ("Gaza City is surrounded from the north, with the sea to the west.", True),
        ("Gaza City is surrounded from the north, with the sea to the east.", False),
        ("Hodeidah is besieged from the south, with the Red Sea to the west.", True),
        ("Kobani is besieged from the east, with the Turkish border to the north.", True),
        ("Kobani is besieged from the east, with the Turkish border to the south.", False),
        ("Chernihiv is besieged from the east, with the Belarusian border to the south.", False),
        ("Bukavu is besieged from the north, with the border to the east.", True),
        # none of it is near, or nothing is known of where it runs
        ("El Fasher is besieged from the north, with the sea to the south.", None),
        ("Bakhmut is besieged from the north and the sea is to the south.", None),
        ("Malakal is besieged from the south, with the Nile to the west.", None),
        ("Goma is besieged from the west and has the lake to the south.", None),
    ],
)
def test_what_closes_a_side_is_held_against_the_ground(text, fits, tools):
    claim = one(text, tools)
    (shut,) = (side for side in claim.siege.sides if side.state is SideState.BARRIER)
    assert shut.fits is fits
    assert (claim.verdict is Verdict.CONTRADICTED) is (fits is False)
    assert (f"{shut.by} is said to close the {shut.way}".lower() in claim.why.lower()) is (
        fits is False
    )
    assert ("does not lie there" in encirclement.three_lines(claim.siege)[0]) is (fits is False)


def test_a_lake_and_a_border_are_sides_of_a_place_that_is_surrounded_on_all(tools):
    text = "Goma is surrounded on all sides, from Sake in the west and Rutshuru in the north{}."
    shut = ", with Lake Kivu to the south and the Rwandan border to the east"
    assert one(text.format(shut), tools).verdict is Verdict.SUPPORTED
    assert one(text.format(""), tools).verdict is Verdict.UNDETERMINED


# ---- every road


@pytest.mark.parametrize(
    ("text", "target", "by"),
    [
        ("The RSF has cut all roads leading to El Obeid, residents said.", "El Obeid", "RSF"),
        ("All roads into Taiz have been cut by Houthi fighters.", "Taiz", "Houthi fighters"),
        (
            "Every route out of Kherson has been closed by Russian troops, the mayor said.",
            "Kherson",
            "Russian troops",
        ),
        ("Every road into Timbuktu is blocked by JNIM fighters.", "Timbuktu", "JNIM fighters"),
        ("M23 rebels closed off every road leading into Goma on Tuesday.", "Goma", "M23 rebels"),
        (
            "Government forces severed all supply routes to eastern Aleppo, activists said.",
            "Aleppo",
            "government forces",
        ),
        (
            "Both roads into Severodonetsk have been cut by Russian troops, the governor said.",
            "Severodonetsk",
            "Russian troops",
        ),
        ("Federal troops have blocked all three roads into Mekelle.", "Mekelle", "federal troops"),
        ("Militiamen blocked all the roads into Baucau on Sunday.", "Baucau", "militiamen"),
        ("The rebels cut the only road to Menaka, a trader said.", "Menaka", "rebels"),
    ],
)
def test_a_place_whose_roads_are_all_cut_is_surrounded(text, target, by, tools):
    siege = one(text, tools).siege
    assert (siege.target, siege.by) == (target, by)
    assert [way.is_open for way in siege.ways] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "Floods have cut all roads into Beira.",
        "Snow closed every road into Bamyan on Monday.",
        "Protesters blocked all roads into Beirut.",
        "All roads into Derna have been cut by the flood, the mayor said.",
        "The only road to Derna has been cut by a landslide.",
        "All roads to Pokhara were closed after a landslide.",
        "Police closed all roads into Paris for the marathon.",
        "The army opened every road into Taiz.",
        "Farmers blocked every road into Delhi with tractors.",
        "Rebels blocked a road into Bambari.",
    ],
)
def test_roads_that_no_armed_people_cut_are_no_siege(text, tools):
    assert read(text, tools) == []


@pytest.mark.parametrize("joined", ["and hold", "and took", "and have seized"])
def test_a_way_ends_where_another_deed_is_told(joined, tools):
    text = f"Rebels have blocked every road into Bambari {joined} Ippy to the east."
    siege = one(text, tools).siege
    assert [(way.what, way.side) for way in siege.ways] == [("road", "")]
    assert [(one.name, one.side) for one in siege.positions] == [("Ippy", "east")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Insurgents isolated Pemba by cutting the road at Metuge, a driver said.", ["Metuge"]),
        ("The RSF has cut off El Obeid by blocking the highway at Umm Ruwaba.", ["Umm Ruwaba"]),
        ("Taiz was besieged by the Houthis, who cut the road at Turbah.", ["Turbah"]),
        ("Rebels encircled Aleppo after cutting the highway at Khan Tuman.", ["Khan Tuman"]),
        ("Kunduz is cut off after the Taliban closed the highway at Baghlan.", ["Baghlan"]),
        ("Bakhmut is nearly surrounded: Russian troops cut the road at Soledar.", ["Soledar"]),
        ("Insurgents have isolated Maiduguri and cut the road near Damboa.", ["Damboa"]),
        ("Rebels besieging Bambari cut the road near Ippy, a priest said.", ["Ippy"]),
        (
            "M23 has cut off Goma by blocking the road at Sake and Rutshuru.",
            ["Sake", "Rutshuru"],
        ),
        # where it leads they are not, nor where it is open
        ("The army surrounded Goma and blocked the road to Sake.", []),
        ("Rebels surround Goma; the road at Sake is open.", []),
    ],
)
def test_those_who_cut_a_road_stand_where_they_cut_it(text, names, tools):
    siege = one(text, tools).siege
    assert [one.name for one in siege.positions] == names
    assert len(siege.ways) == 1


# ---- which characters


def test_ways_and_sides_of_a_later_paragraph_have_the_characters_of_the_report(tools):
    first = "The war went on for another week, officials said in the capital.\n\n"
    text = (
        f"{first}Goma is cut off from Bukavu. The road to the north is cut, and the eastern side "
        "remains open."
    )
    siege = one(text, tools).siege
    words = {text[way.start : way.end] for way in siege.ways}
    assert words >= {"Bukavu", "road"}
    for side in siege.sides:
        assert side.start >= len(first)
        assert side.way in text[side.start : side.end + 20]


@pytest.mark.parametrize(
    "text",
    [
        "Goma is surrounded. The road to the west is open.",
        "Taiz is besieged. The road to the south remains open.",
        "Kunduz is surrounded; the highway to the north is still open.",
        "Bakhmut is nearly encircled and one road to the west stays open.",
    ],
)
def test_a_road_to_an_open_side_is_one_way_out(text, tools):
    siege = one(text, tools).siege
    assert [way.what for way in siege.ways] in (["road"], ["highway"])
    assert [side.state for side in siege.sides] == [SideState.OPEN]


def test_a_side_that_another_way_says_nothing_of_is_a_way_out_of_its_own(tools):
    siege = one("Goma is surrounded. The western road is cut and the north is open.", tools).siege
    assert {(way.side, way.is_open) for way in siege.ways} == {("west", False), ("north", True)}


@pytest.mark.parametrize(
    ("end", "fits"), [("Mellit", False), ("Nyala", True)], ids=["held", "free"]
)
def test_a_way_to_a_place_is_held_against_positions_as_one_to_a_side_is(end, fits, tools):
    text = f"El Fasher is surrounded by the RSF in Mellit. The road to {end} is open."
    claim = one(text, tools)
    (way,) = claim.siege.ways
    assert (way.side, way.fits) == ("", fits)
    assert (f"The road to {end} is said to be open, and a" in claim.why) is not fits


def test_a_way_without_a_side_points_to_the_place_it_leads_to(tools):
    siege = one("Goma is surrounded. The road to Rutshuru is cut.", tools).siege
    assert siege.ways[0].bearing_deg == pytest.approx(24.3, abs=1)


def test_words_without_a_day_have_the_day_of_publication(tools):
    text = "Rebels have surrounded Goma."
    assert one(text, tools, published=date(2024, 11, 12)).siege.said_on == "2024-11-12"
    assert one(text, tools, published=None).siege.said_on == ""


# ---- the frame as JSON


GOOD = json.loads(Siege(target="Goma", target_id="gn:216281").to_json())
SIDE = {"way": "north", "bearing_deg": 0.0, "state": "held", "by": "", "start": 1, "end": 2}


@pytest.mark.parametrize(
    "text",
    [
        None,
        float("nan"),
        3,
        "",
        "null",
        "[1]",
        "[" * 100_000,
        *(
            json.dumps(GOOD | bad)
            for bad in (
                {"said_on": "2024-05"},
                {"said_on": None},
                {"holds_on": ["", "May"]},
                {"holds_on": ["2024-05-01"]},
                {"count": "3"},
                {"count": 3.0},
                {"count": True},
                {"target": None},
                {"phase": "rumoured"},
                {"degree": 2},
                {"sides": None},
                {"sides": ["north"]},
                {"sides": [SIDE | {"bearing_deg": "0"}]},
                {"sides": [SIDE | {"bearing_deg": float("nan")}]},
                {"sides": [SIDE | {"bearing_deg": 10**400}]},
                {"sides": [SIDE | {"state": "lost"}]},
                {"positions": [{"name": 3}]},
                {"positions": [{"name": "Sake", "km": float("inf")}]},
                {"ways": [{"is_open": "yes"}]},
                {"ways": [{"is_open": True, "shape": "round"}]},
                {"mood": "grim"},
            )
        ),
    ],
)
def test_a_frame_that_is_none_is_a_value_error(text):
    with pytest.raises(ValueError, match="expected a frame as to_json writes it"):
        Siege.from_json(text)


def test_a_frame_with_whole_numbers_of_degrees_is_one():
    found = Siege.from_json(json.dumps(GOOD | {"sides": [SIDE | {"bearing_deg": 90}]}))
    assert found.sides[0].bearing_deg == 90.0
