"""The signs of claimed encirclement: what is drawn for what is said, on the page and on paper."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from golden import map_atlases, siege_signs

from geomap import figures, maps, pipeline
from geomap.figures import sieges
from geomap.maps import encirclement
from geomap.maps.build import with_rings
from geomap.maps.marks import marks
from geomap.maps.signs import EXAMPLES, Sign, sign_of
from geomap.model import Degree, Phase, Position, Side, SideState, Siege, WayOut, table
from geomap.settings import OFFLINE

NORTH, EAST = Side(way="north", bearing_deg=0.0), Side(way="east", bearing_deg=90.0)
LAKE = Side(way="south", bearing_deg=180.0, state=SideState.BARRIER, by="Lake Kivu")
THERE = Position(name="Sake", side="north", bearing_deg=10.0, km=23.4, fits=True)
ASTRAY = replace(THERE, bearing_deg=170.0, fits=False)
FAR = replace(THERE, km=400.0, fits=None)
ROAD = WayOut(is_open=True, to="Kisoro", bearing_deg=45.0, width_km=5.0)


def goma(**said):
    return Siege(target="Goma", target_id="gn:216281", **said)


def panjshir(**said):
    return Siege(target="Panjshir", target_id="gn:6957555", **said)


def kinds(siege):
    return [one.kind for one in marks(siege)]


def arcs(siege, kind):
    return [(one.start, one.end) for one in marks(siege) if one.kind == kind]


@pytest.mark.parametrize("sign", Sign)
def test_the_example_of_a_sign_has_it(sign):
    assert sign_of(EXAMPLES[sign]) is sign


@pytest.mark.parametrize(("one", "other"), list(combinations(Sign, 2)))
def test_two_signs_differ_in_what_is_drawn_and_not_in_colour_or_words_alone(one, other):
    shapes = [
        {(m.kind, m.start, m.end) for m in marks(EXAMPLES[sign]) if m.kind != "note"}
        for sign in (one, other)
    ]
    assert shapes[0] != shapes[1]
    assert {kind for kind, *_ in shapes[0] ^ shapes[1]} - {"faint"}


@pytest.mark.parametrize(
    ("said", "sign"),
    [
        ({}, Sign.UNSAID),
        ({"degree": Degree.PARTLY}, Sign.UNSAID),
        ({"count": 3}, Sign.COUNT),
        ({"count": 3, "sides": (NORTH,)}, Sign.COUNT),
        ({"count": 1, "sides": (NORTH, EAST)}, Sign.SIDES),
        ({"sides": (NORTH,), "positions": (THERE,)}, Sign.PLACES),
        ({"sides": (NORTH,), "positions": (ASTRAY,)}, Sign.SIDES),
        ({"sides": (NORTH,), "positions": (FAR,)}, Sign.SIDES),
        ({"count": 4}, Sign.COMPLETE),
        ({"degree": Degree.NEARLY, "ways": (ROAD,)}, Sign.NEARLY),
        ({"phase": Phase.NEARLY, "count": 4}, Sign.NEARLY),
        ({"phase": Phase.BEGAN, "count": 3}, Sign.ATTEMPTED),
        ({"phase": Phase.THREATENED, "positions": (THERE,)}, Sign.FEARED),
        ({"phase": Phase.NOT_YET}, Sign.FEARED),
        ({"phase": Phase.CONDITIONAL}, Sign.FEARED),
        ({"phase": Phase.DENIED, "count": 3}, Sign.DENIED),
        ({"phase": Phase.WAS, "degree": Degree.COMPLETE}, Sign.LIFTED),
    ],
)
def test_the_sign_is_how_far_it_has_come_then_how_much_is_told(said, sign):
    assert sign_of(goma(**said)) is sign


def test_every_phase_has_a_sign():
    assert {sign_of(goma(phase=phase)) for phase in Phase} >= {
        Sign.ATTEMPTED, Sign.FEARED, Sign.DENIED, Sign.BROKEN, Sign.LIFTED, Sign.NEARLY,
    }  # fmt: skip


def test_an_arc_is_a_side_that_is_said_and_teeth_are_filled_where_a_place_bears_it_out():
    told = goma(sides=(NORTH, EAST), positions=(THERE,))
    assert arcs(told, "line") == [(315.0, 495.0)]
    assert arcs(told, "teeth") == [(315.0, 405.0)]
    assert arcs(told, "points") == [(45.0, 135.0)]
    assert arcs(goma(sides=(NORTH,), positions=(FAR,)), "teeth") == []


@pytest.mark.parametrize(
    ("phase", "holds_on", "note"),
    [
        (Phase.WAS, ("1992-01-01", "1996-12-31"), "long ago, 1992 to 1996"),
        (Phase.LIFTED, ("2003-08-01", "2003-08-31"), "lifted, 2003"),
        (Phase.LIFTED, ("2025-01-19", "2025-01-19"), "lifted"),
        (Phase.LIFTED, ("", ""), "lifted"),
        (Phase.DENIED, ("2003-08-01", "2003-08-31"), "denied"),
    ],
)
def test_what_is_over_has_its_years_where_they_are_others(phase, holds_on, note):
    told = goma(phase=phase, holds_on=holds_on, said_on="2025-01-20")
    assert marks(told)[-1].text == note


def test_a_number_of_sides_makes_no_arc():
    told = goma(count=3)
    assert arcs(told, "line") == []
    assert arcs(told, "dash") == [(0.0, 360.0)]
    assert kinds(told).count("ask") == 4
    assert marks(told)[-1].text == "3 of 4 sides"
    assert kinds(goma(count=3, sides=(NORTH,))).count("ask") == 3


def test_a_lake_closes_its_side_with_its_name_and_is_not_one_that_nobody_speaks_of():
    (wave,) = [one for one in marks(goma(sides=(NORTH, LAKE))) if one.kind == "wave"]
    assert (wave.start, wave.end, wave.text) == (135.0, 225.0, "Lake Kivu")
    assert arcs(goma(sides=(NORTH, LAKE)), "faint") == [(45.0, 135.0), (225.0, 315.0)]


def test_the_gap_of_a_ring_is_the_open_road_and_a_question_where_none_is_told():
    told = goma(degree=Degree.NEARLY, ways=(ROAD,))
    ((start, end),) = arcs(told, "line")
    assert start - (end - 360.0) == pytest.approx(44.0)
    assert (start + end) / 2 == pytest.approx(225.0)
    (way,) = [one for one in marks(told) if one.kind == "out"]
    assert (way.start, way.text) == (45.0, "road to Kisoro open, 5 km wide")
    assert "ask" not in kinds(told)
    assert "ask" in kinds(goma(degree=Degree.NEARLY))


def test_a_position_that_does_not_fit_says_where_it_lies_and_where_it_is_said_to():
    (arrow,) = [
        m for m in marks(goma(sides=(NORTH,), positions=(ASTRAY,))) if m.kind == "elsewhere"
    ]
    assert (arrow.start, arrow.end, arrow.km) == (170.0, 170.0, 23.4)
    assert arrow.text == "Sake 23 km S, said north"


def test_a_ring_is_broken_along_the_way_that_is_told_and_a_question_where_none_is():
    told = goma(phase=Phase.BROKEN, ways=(WayOut(is_open=True, to="Kisoro", bearing_deg=45.0),))
    assert [m.start for m in marks(told) if m.kind == "out"] == [45.0]
    silent = kinds(goma(phase=Phase.BROKEN))
    assert "ask" in silent
    assert "out" not in silent


def test_what_is_attempted_is_no_side_that_nobody_speaks_of():
    faint = {mark.kind for mark in marks(goma(sides=(NORTH,)))} & {"faint"}
    assert faint
    assert "faint" not in kinds(goma(phase=Phase.ATTEMPTED))


@pytest.mark.parametrize("phase", [Phase.DENIED, Phase.BROKEN, Phase.LIFTED])
def test_what_does_not_stand_shows_no_side_as_held(phase):
    told = goma(phase=phase, sides=(NORTH, LAKE), positions=(THERE,))
    assert not set(kinds(told)) & {"teeth", "points", "place", "wave", "double"}


@pytest.mark.parametrize("sign", Sign)
def test_the_words_on_a_ring_stand_clear_of_its_question_marks_and_arrows(sign):
    found = marks(EXAMPLES[sign])
    notes = [one.start for one in found if one.kind == "note"]
    others = [one.start for one in found if one.kind in {"ask", "huh", "out", "in"}]
    assert all(abs((a - b + 180) % 360 - 180) >= 40 for a in notes for b in others)


@pytest.mark.parametrize("sign", Sign)
def test_each_sign_is_drawn_as_it_was(sign):
    assert siege_signs.svg(sign) == siege_signs.kept(sign)


def test_signs_in_grey_differ_from_one_another_as_pictures():
    drawn = {sign: siege_signs.pixels(sign) for sign in Sign}
    for one, other in combinations(Sign, 2):
        assert (drawn[one] != drawn[other]).mean() > 0.015, (one, other)


# ---- rings of an atlas


def atlas_of(*frames):
    """An atlas with a claim for each frame."""
    base = map_atlases.small()
    siege = base.claims[base.claims["relation"] == "surrounded"].iloc[0].to_dict()
    told = [frame.to_json() if isinstance(frame, Siege) else frame for frame in frames]
    rows = [siege | {"claim_id": f"c{n}", "siege": one} for n, one in enumerate(told)]
    return replace(base, claims=table("claims", rows))


def rings(*frames):
    return maps.picture(atlas_of(*frames), OFFLINE).rings


def test_one_ring_a_claimant_and_day_and_the_rest_of_what_he_said_is_kept():
    said = goma(claimant="the army", said_on="2025-01-20", count=3)
    more = replace(said, sides=(NORTH, EAST))
    other = replace(said, claimant="M23")
    later = replace(said, said_on="2025-01-21")
    denied = replace(said, phase=Phase.DENIED)
    found = rings(said, more, said, other, later, denied)
    assert len(found) == 4
    (both,) = [one for one in found if len(one.rows) == 3]
    assert both.siege == more
    assert both.also == ("3 sides, which is not said, the army, 20 January",)


def test_more_rings_than_can_be_read_at_a_place_are_kept_and_not_drawn():
    found = rings(*(goma(claimant=f"man {n}", count=2) for n in range(5)))
    assert len(found) == 5
    assert [len(place) for place in encirclement.drawn(found)] == [encirclement.MOST_AT_A_PLACE]


def test_a_target_without_a_place_is_listed_and_not_drawn():
    (ring,) = rings(Siege(target="Nowhere", count=3))
    assert ring.middle is None
    assert encirclement.drawn([ring]) == []
    assert encirclement.data([ring])["rings"][0]["lon"] is None


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "null",
        "[1]",
        '{"target": 3}',
        "<script>",
        None,
        float("nan"),
        '{"target": "Goma", "said_on": "2024-05"}',
        '{"target": "Goma", "count": "3"}',
    ],
)
def test_a_frame_that_cannot_be_read_is_told_from_the_row(frame):
    (ring,) = rings(frame)
    assert (ring.siege.target, ring.sign) == ("Panjshir", Sign.UNSAID)


def test_a_ring_reaches_beyond_its_target_and_short_of_the_nearest_position():
    near = replace(THERE, km=10.0)
    (alone,) = rings(goma(count=2))
    (close,) = rings(goma(positions=(near,)))
    (astray,) = rings(goma(positions=(replace(near, fits=False),)))
    assert close.km == pytest.approx(6.0)
    assert alone.km == astray.km == 10.0


def test_the_first_view_holds_every_ring_whole_with_room_for_its_words():
    shown = maps.picture(atlas_of(goma(positions=(THERE,))), OFFLINE)
    (ring,) = shown.rings
    west, south, east, north = shown.bounds
    high = ring.km / 111.2
    assert south < ring.middle.y - 1.3 * high < ring.middle.y + 1.3 * high < north
    assert west < ring.middle.x - 1.3 * high < ring.middle.x + 1.3 * high < east


def test_the_first_view_holds_the_widest_ring_of_a_place():
    near, far = rings(goma(claimant="one"), goma(claimant="two"))
    pair = [replace(near, km=10.0), replace(far, km=40.0)]
    middle = near.middle
    for order in (pair, pair[::-1]):
        _, south, _, north = with_rings((*middle.coords[0], *middle.coords[0]), order)
        assert (north - middle.y) * 111.2 > 40.0
        assert (middle.y - south) * 111.2 > 40.0


def test_a_claim_whose_frame_cannot_be_read_has_the_day_of_its_report():
    (ring,) = rings("")
    assert ring.day == ring.known == (date(2021, 8, 23) - date(1970, 1, 1)).days
    assert ring.label.endswith("23 August")


@pytest.mark.parametrize("name", ["Khawak Pass", "Khawak pass", "KHAWAK PASS"])
def test_a_pass_that_is_named_in_other_letters_is_mentioned(name):
    (silent,) = rings(panjshir())
    assert "Khawak Pass" in silent.lines[2].partition("Not mentioned: ")[2]
    (told,) = rings(panjshir(ways=(WayOut(is_open=True, what="pass", to=name),)))
    assert "Khawak" not in told.lines[2].partition("Not mentioned: ")[2]


def test_the_statements_are_looked_through_once_a_claim(monkeypatch):
    calls, near = [], encirclement._near
    monkeypatch.setattr(
        encirclement, "_near", lambda atlas, claim: calls.append(claim) or near(atlas, claim)
    )
    rings(goma(claimant="one"), goma(claimant="two"))
    assert len(calls) == 2


def test_the_still_picture_says_what_each_ring_says_and_counts_what_it_leaves_out():
    frames = [goma(claimant=f"man {n}", count=2, said_on="2021-08-23") for n in range(5)]
    figure = figures.draw(atlas_of(*frames, Siege(target="Nowhere", count=3)))
    words = " ".join(text.get_text() for axes in figure.axes for text in axes.texts)
    assert "2 sides," in words.replace("\n", " ")
    assert "2 of 4 sides" in words
    assert "3 more, not drawn" in words
    assert "Nowhere: 3 sides" in words


def test_marks_of_a_kind_that_paper_draws_are_all_that_there_are():
    frames = [
        *EXAMPLES.values(),
        goma(sides=(NORTH, LAKE), positions=(THERE, ASTRAY), ways=(ROAD,)),
    ]
    found = {one.kind for frame in frames for one in marks(frame)}
    assert found <= set(sieges._KINDS)


def test_the_acceptance_report_alone_shows_its_claim_at_the_valley(shared):
    atlas = pipeline.read_atlas(
        shared / "reports" / "panjshir-afp.txt", published=date(2021, 8, 25)
    )
    shown = maps.picture(atlas, OFFLINE)
    (ring,) = shown.rings
    assert ring.label == "3 sides, which is not said, the Taliban spokesman, 23 August"
    assert ring.sign is Sign.COUNT
    assert ring.siege.target_id == "gn:6957555"
    assert [one.text for one in ring.marks if one.kind == "note"] == ["3 of 4 sides"]
    west, south, east, north = shown.bounds
    assert south < ring.middle.y - ring.km / 111.2 < ring.middle.y + ring.km / 111.2 < north
    assert west < ring.middle.x < east
