"""Spatial statements: found, understood, drawn and held against geography."""

import json
import re

import pytest
from claims_rows import only
from shapely import Point
from timing import quiet_s

from geomap import claims, encirclement, events, locating, reports, terrain
from geomap.errors import InputError, UnknownPlaceError
from geomap.expressions import quantities
from geomap.maps.marks import marks
from geomap.model import Mention, Resolution, Role, Statement, Status, Verdict
from geomap.relations import GEOD

IDS = {
    "Kabul": "gn:1138958",
    "Panjshir": "gn:6957555",
    "Panjshir valley": "geomap:panjshir-valley",
    "Panjshir Valley": "geomap:panjshir-valley",
    "Andarab valley": "geomap:andarab-valley",
    "Andarab": "gn:1147118",
    "Badakhshan": "gn:1147745",
    "Takhar": "gn:1123230",
    "Baghlan": "gn:1147537",
    "Bazarak": "gn:1429434",
    "Anaba": "gn:1148695",
    "Jurm": "gn:1139085",
    "Charikar": "gn:1145352",
    "Salang": "geomap:salang-pass",
    "Jalalabad": "gn:1139715",
}


@pytest.fixture(scope="module")
def land():
    return terrain.load()


@pytest.fixture(scope="module")
def resolved(gazetteer):
    """Resolve the place names of `IDS` in a report as written there."""

    def run(report):
        found = []
        for match in re.finditer(_names(), report.text):
            place = gazetteer.place(IDS[match.group()])
            assert place is not None, match.group()
            mention = Mention(
                report_id=report.report_id,
                start=match.start(),
                end=match.end(),
                text=match.group(),
                role=Role.OTHER_PLACE,
            )
            found.append(Resolution(mention=mention, place=place, probability=1.0))
        return found

    return run


@pytest.fixture(scope="module")
def check(story, gazetteer, land, resolved):
    """Check a text whose place names are those of `IDS`, resolved as written there."""

    def run(text, *, with_terrain=True, title="", report=None):
        read = report or reports.from_text(text, report_id="r", title=title)
        told = story(read, resolved(read), others=True)
        ground = land if with_terrain else None
        return claims.check(told, events.statements(told), gazetteer, terrain=ground)

    return run


def _names():
    return r"\b(?:" + "|".join(sorted(map(re.escape, IDS), key=len, reverse=True)) + r")\b"


# the acceptance report


@pytest.fixture(scope="module")
def accepted(check, acceptance):
    return check("", report=acceptance)


@pytest.fixture(scope="module")
def gold(shared):
    return {
        item["id"]: item
        for item in json.loads(
            (shared / "reports" / "panjshir-afp.gold.json").read_text(encoding="utf-8")
        )["spatial"]
    }


def at(rows, item):
    return [row for row in rows if row.start < item["end"] and item["start"] < row.end]


def test_every_gold_expression_of_space_is_seen(accepted, gold):
    missed = [key for key, item in gold.items() if not at(accepted, item)]
    assert missed == []


def test_quoted_text_is_the_reports_own(accepted, acceptance):
    for row in accepted:
        assert row.text == acceptance.text[row.start : row.end]


def test_x1_the_valley_lies_north_of_kabul(accepted, gold):
    row = only(at(accepted, gold["X1"]), "direction")
    assert (row.subject_id, row.object_id) == ("geomap:panjshir-valley", "gn:1138958")
    assert row.verdict is Verdict.SUPPORTED


def test_x2_the_valley_begins_around_80_km_north_of_kabul(accepted, gold):
    rows = at(accepted, gold["X2"])
    distance = only(rows, "distance")
    assert distance.verdict is Verdict.SUPPORTED
    assert (distance.value, distance.unit, distance.way) == ("80", "km", "north")
    assert "the mouth of" in distance.why
    low, high = distance.interval
    assert 60 < low < high < 83
    # the mouth lies in the area that the words select, the province's centre does not
    assert distance.geometry.covers(Point(69.30, 35.17))
    assert not distance.geometry.covers(Point(69.85, 35.45))


def test_x3_names_no_positions_and_stays_undetermined(accepted, gold):
    row = only(at(accepted, gold["X3"]), "surrounded")
    assert row.verdict is Verdict.UNDETERMINED
    assert "no positions" in row.why
    assert (row.value, row.unit, row.subject) == ("3", "sides", "Panjshir")
    assert "Mujahid" in row.said_by


def test_x4_the_border_faces_northwest(accepted, gold):
    row = only(at(accepted, gold["X4"]), "border")
    assert (row.subject_id, row.object_id) == ("geomap:andarab-valley", "gn:6957555")
    assert row.verdict is Verdict.SUPPORTED
    normal = float(re.search(r"mean outward normal (\d+)", row.measured).group(1))
    assert normal == pytest.approx(324, abs=15)
    assert row.said_by == ""


def test_vague_areas_are_areas_and_unnamed_land_has_no_point(accepted, gold):
    for key in ("X6", "X7"):
        assert all(row.geometry.area > 0 for row in at(accepted, gold[key]))
    for key in ("X8", "X11"):
        assert all(row.geometry is None for row in at(accepted, gold[key]))
    assert at(accepted, gold["X9"])[0].object == "Kabul"


def test_the_heights_lie_in_the_province_and_are_not_all_of_it(accepted, gold, gazetteer):
    band = at(accepted, gold["X7"])[0].geometry
    province = gazetteer.area("gn:6957555")
    assert band.intersection(province).area == pytest.approx(band.area, rel=0.1)
    assert 0.2 < band.area / province.area < 0.5


def test_without_terrain_the_claims_still_come_and_say_so(check):
    row = only(check("Bazarak lies about 93 km from Kabul.", with_terrain=False), "distance")
    assert row.verdict is Verdict.SUPPORTED
    assert "no terrain" in row.why


# verdicts


@pytest.mark.parametrize(
    ("text", "relation", "verdict"),
    [
        ("Panjshir lies northwest of Kabul.", "direction", "contradicted"),
        ("Panjshir is 300 km north of Kabul.", "distance", "contradicted"),
        ("Panjshir is northeast of Kabul.", "direction", "supported"),
        ("Bazarak is 93 km north of Kabul.", "distance", "supported"),
        ("Bazarak is 400 miles north of Kabul.", "distance", "contradicted"),
        ("Bazarak lies within 20 km of Kabul.", "distance", "contradicted"),
        ("Bazarak lies more than 60 km from Kabul.", "distance", "supported"),
        ("Bazarak is a three-hour drive from Kabul.", "distance", "supported"),
        ("Bazarak is an hour's walk from Kabul.", "distance", "contradicted"),
        ("Bazarak is not north of Kabul.", "direction", "contradicted"),
        ("Baghlan borders Panjshir.", "border", "supported"),
        ("Takhar borders Panjshir to the south.", "border", "supported"),
        ("Takhar abuts Panjshir from the south.", "border", "contradicted"),
        ("Kabul borders Badakhshan.", "border", "contradicted"),
        ("Charikar, near Kabul, is quiet.", "near", "contradicted"),
        ("Bazarak lies between Kabul and Badakhshan.", "between", "supported"),
        ("Jalalabad lies between Kabul and Panjshir.", "between", "contradicted"),
        ("Bazarak lies deep inside Panjshir.", "deep inside", "supported"),
    ],
)
def test_verdicts(check, text, relation, verdict):
    row = only(check(text), relation)
    assert row.verdict.value == verdict, (row.measured, row.why)
    assert row.why


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("300 km north", Verdict.CONTRADICTED),
        ("93 km north", Verdict.SUPPORTED),
        ("93 km south", Verdict.CONTRADICTED),
    ],
)
def test_a_distance_and_its_direction_are_one_claim_that_holds_where_both_do(check, said, verdict):
    row = only(check(f"Bazarak is {said} of Kabul."), "distance")
    assert row.verdict is verdict, row.why
    assert row.way == said.split()[-1]
    assert "bears" in row.measured


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        # the straight line is 71 km: a road may be up to twice as long, and never shorter
        ("105 km", Verdict.UNDETERMINED),
        ("135 km", Verdict.UNDETERMINED),
        ("175 km", Verdict.CONTRADICTED),
        ("45 km by road", Verdict.CONTRADICTED),
        ("105 km by road", Verdict.SUPPORTED),
        ("135 km by road", Verdict.UNDETERMINED),
        ("175 km by road", Verdict.CONTRADICTED),
    ],
)
def test_what_may_be_a_roads_length_is_not_refuted_by_the_straight_line(world, said, verdict):
    row = only(world(f"Khost is {said} from Gardez.", Khost="AF P.", Gardez="AF P."), "distance")
    assert row.verdict is verdict, row.why


def test_the_part_of_the_valley_that_is_meant_decides(check):
    begins = only(check("The Panjshir Valley begins 72 km north of Kabul."), "distance")
    ends = only(check("The Panjshir Valley ends 72 km north of Kabul."), "distance")
    assert begins.verdict is Verdict.SUPPORTED
    assert ends.verdict is Verdict.CONTRADICTED


def test_an_event_is_drawn_where_the_words_put_it_and_not_at_the_town(check, gazetteer):
    row = only(check("Clashes were reported 15 km south of Jurm on Tuesday."), "distance")
    jurm = gazetteer.place("gn:1139085").point
    assert row.verdict is Verdict.UNDETERMINED
    assert not row.geometry.covers(jurm)
    assert row.geometry.covers(Point(*GEOD.fwd(jurm.x, jurm.y, 180, 15_000)[:2]))


def test_every_row_explains_itself_and_verdicts_follow_the_rule(accepted):
    for row in accepted:
        assert row.why
        if row.probability is None:
            assert row.verdict is Verdict.UNDETERMINED
        elif row.probability >= 0.9:
            assert row.verdict is Verdict.SUPPORTED
        elif row.probability <= 0.1:
            assert row.verdict is Verdict.CONTRADICTED
        else:
            assert row.verdict is Verdict.UNDETERMINED


# subjects, objects and speakers


@pytest.mark.parametrize(
    ("text", "subject", "target"),
    [
        ("Bazarak, a town 93 km north of Kabul, fell.", "Bazarak", "Kabul"),
        ("Bazarak fell. The town lies north of Kabul.", "Bazarak", "Kabul"),
        ("Bazarak fell. It lies north of Kabul.", "Bazarak", "Kabul"),
        ("In Panjshir they wait. The valley begins north of Kabul.", "Panjshir Valley", "Kabul"),
        ("Kabul is calm. Bazarak lies north of the capital.", "Bazarak", "Kabul"),
        ("Bazarak lies north of Kabul and south of Takhar.", "Bazarak", "Takhar"),
        ("The reporter put Bazarak 93 km north of Kabul.", "Bazarak", "Kabul"),
        ("They described Bazarak as a town north of Kabul.", "Bazarak", "Kabul"),
    ],
)
def test_subjects_and_objects(check, text, subject, target):
    rows = [row for row in check(text) if row.object == target]
    assert rows
    assert {row.subject for row in rows} == {subject}


def test_every_neighbour_of_a_list_is_checked(check):
    rows = check("Panjshir shares borders with Baghlan, Takhar and Badakhshan.")
    assert sorted(row.object for row in rows) == ["Badakhshan", "Baghlan", "Takhar"]
    assert {row.verdict for row in rows} == {Verdict.SUPPORTED}


def test_sides_named_by_direction_are_counted(check):
    row = only(check("They surrounded Bazarak from the north, east and west."), "surrounded")
    assert (row.value, row.unit, row.subject) == ("3", "sides", "Bazarak")


def test_a_village_without_a_name_is_no_place(check):
    rows = check("Bazarak fell. A village 20 km north of Kabul was shelled.")
    assert all(row.subject_id == "" for row in rows)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Bazarak lies north of Kabul.", ""),
        ("Bazarak lies north of Kabul, governor Karim Sabir said.", "Karim Sabir"),
        ("According to the ministry, Bazarak lies north of Kabul.", "ministry"),
        ('"Bazarak lies north of Kabul," Karim Sabir told reporters.', "Karim Sabir"),
        ("Karim Sabir said they wait, but Bazarak lies north of Kabul.", None),
    ],
)
def test_speakers(check, text, speaker):
    row = only(check(text), "direction")
    if speaker is not None:
        assert row.said_by == speaker


# encirclement in text and by name


def test_positions_named_in_the_sentence_are_measured(check):
    text = "Panjshir is surrounded from three sides, from Badakhshan, Takhar and Andarab."
    row = only(check(text), "surrounded")
    assert "3 positions and may leave out others" in row.why
    assert "centre of Panjshir" in row.measured
    assert "Bazarak" in row.measured
    assert row.verdict is Verdict.UNDETERMINED


def test_the_ring_of_a_claim_shows_the_bearings_that_its_verdict_was_measured_from(
    check, gazetteer, land
):
    row = only(
        check("Kabul is surrounded by forces in Charikar, Jalalabad and Ghazni."), "surrounded"
    )
    assert json.loads(claims.table([row])["position_ids"].item()) == list(row.position_ids)
    world = locating.World(gazetteer=gazetteer, terrain=land)
    aim, *sites = (
        world.site(gazetteer.place(place_id)) for place_id in (row.subject_id, *row.position_ids)
    )
    measured = encirclement.surrounding(aim, sites, world=world, sides=None, seed=0).views[0]
    assert row.siege is not None
    assert [p.bearing_deg for p in row.siege.positions] == pytest.approx(
        measured.measures.bearings_deg, abs=0.06
    )
    drawn = [one for one in marks(row.siege) if one.kind == "line"]
    assert sum(one.end - one.start for one in drawn) / 360 == pytest.approx(
        measured.measures.covered.value, abs=0.01
    )


def test_the_same_three_positions_are_measured_from_both_standpoints(gazetteer, land):
    found = encirclement.encircle(
        "Panjshir",
        ["Badakhshan", "Takhar", "Andarab"],
        gazetteer=gazetteer,
        sides=3,
        exits=True,
        terrain=land,
    )
    centre, town = found.views
    assert (centre.name, town.name) == ("centre of Panjshir", "Bazarak")
    # all three lie to the north and west: the hull does not hold the target from either
    assert centre.measures.inside == town.measures.inside == 0
    assert centre.measures.gap_deg.value > 180
    # from the centre more of the horizon is covered than from the town, which lies further west
    assert centre.measures.covered.value > town.measures.covered.value
    assert centre.measures.at_least[3] > town.measures.at_least[3]
    assert found.verdict is Verdict.UNDETERMINED
    assert 0 < found.border_share < 0.6
    assert 0 < found.exits_cut < 1
    assert 0 <= found.flow_cut <= 1
    assert any(item.cut for item in found.exits)
    assert not next(item for item in found.exits if item.name == "mouth").cut
    json.dumps(found.to_dict())


def test_a_ring_of_towns_surrounds_and_a_pair_does_not(gazetteer):
    ring = encirclement.encircle(
        "Kabul", ["Charikar", "Jalalabad", "Ghazni", "Bamyan"], gazetteer=gazetteer
    )
    pair = encirclement.encircle("Kabul", ["Charikar", "Jalalabad"], gazetteer=gazetteer)
    assert ring.verdict is Verdict.SUPPORTED
    assert pair.verdict is Verdict.CONTRADICTED


def test_at_least_and_exactly_are_kept_apart(gazetteer):
    ring = ["Charikar", "Jalalabad", "Ghazni", "Bamyan"]
    measures = encirclement.encircle("Kabul", ring, gazetteer=gazetteer, sides=2).views[0].measures
    assert measures.at_least[2] >= measures.exactly[2]
    assert measures.at_least[2] == pytest.approx(sum(measures.exactly[2:]))


def test_encircle_refuses_what_it_cannot_measure(gazetteer):
    with pytest.raises(InputError, match="at least one position"):
        encirclement.encircle("Kabul", [], gazetteer=gazetteer)
    with pytest.raises(InputError, match="1 to 4 sides"):
        encirclement.encircle("Kabul", ["Charikar"], gazetteer=gazetteer, sides=5)
    with pytest.raises(UnknownPlaceError, match="Xqzvwy"):
        encirclement.encircle("Xqzvwy", ["Charikar"], gazetteer=gazetteer)
    found = encirclement.encircle("Kabul", ["Charikar", "Xqzvwy"], gazetteer=gazetteer)
    assert found.unresolved == ("Xqzvwy",)


def test_a_person_can_read_the_measures(gazetteer, land):
    found = encirclement.encircle(
        "Panjshir", ["Badakhshan", "Takhar"], gazetteer=gazetteer, exits=True, terrain=land
    )
    text = "\n".join(found.lines())
    for word in ("G, largest gap", "sides", "at least k", "exactly k", "mouth", "verdict"):
        assert word in text
    assert "square km" in "\n".join(locating.locate("near Kabul", gazetteer).lines())


# where events are put


def test_an_event_is_placed_by_the_words_and_not_by_the_name(check, gazetteer):
    text = "Clashes were reported 15 km south of Jurm on Tuesday."
    rows = check(text)
    jurm = gazetteer.place("gn:1139085")
    mention = Mention(report_id="r", start=37, end=41, text="Jurm", role=Role.EVENT_PLACE)
    event = Statement(
        report_id=rows[0].report_id,
        start=0,
        end=len(text),
        text=text,
        event_type="ASSAULT",
        status=Status.REPORTED,
        place=Resolution(mention=mention, place=jurm, probability=1.0),
    )
    put = claims.place_of(event, rows)
    assert put is not None
    assert put.relation == "distance"
    assert not put.geometry.covers(jurm.point)
    elsewhere = check("Bazarak lies 93 km north of Kabul.")
    assert claims.place_of(event, elsewhere) is None


# conflicts across reports


def test_conflicting_statements_stand_side_by_side(check, nlp):
    rows = []
    for number, text in enumerate(
        [
            "The Panjshir Valley begins around 80 km north of Kabul. Salang is open.",
            "The Panjshir Valley lies about 125km (78 miles) north of Kabul. Salang is closed.",
            "Panjshir Valley is 150 km north of Kabul. Panjshir is surrounded on all sides.",
            "Panjshir was surrounded from three sides. Bazarak lies 93 km from Kabul.",
        ]
    ):
        report = reports.from_text(text, report_id=f"r{number}")
        rows += check("", report=report)
    beside = claims.side_by_side(claims.table(rows))
    distances = beside[beside["question"].str.startswith("distance")]
    assert list(distances["value"]) == ["80", "125", "150"]
    assert set(beside[beside["question"].str.startswith("surrounded")]["value"]) == {"3", "all"}
    assert "Bazarak" not in "".join(beside["question"])


def test_no_conflict_gives_an_empty_table(check):
    rows = check("Bazarak lies north of Kabul.")
    assert claims.side_by_side(claims.table(rows)).empty


# what is seen and not read


@pytest.mark.parametrize(
    "text",
    [
        "They marched 40 km through the night.",
        "The convoy stopped 15 km to the south.",
        "Fighting went on 20 km north of Xqzvwy.",
    ],
)
def test_what_cannot_be_parsed_is_listed(check, text):
    rows = check(text)
    assert rows
    assert all(row.verdict is Verdict.UNDETERMINED for row in rows)
    assert all(row.why for row in rows)


def test_text_without_space_gives_no_claims(check):
    assert check("The minister resigned on Monday and thanked his party.") == []


@pytest.mark.parametrize(
    "text",
    [
        "north of",
        "80 km",
        "80 km north of",
        "surrounded from",
        "between and",
        "km km km north north of of of Kabul Kabul",
        "9" * 400 + " km north of Kabul",
        "0 km north of Kabul",
        "north of Kabul " * 200,
        "{{ 80 km }} <b>north</b> of Kabul",
    ],
)
def test_hostile_text_raises_nothing(check, text):
    check(text)


def test_the_same_input_gives_the_same_table(check):
    text = "Panjshir is surrounded from Badakhshan, Takhar and Andarab, 80 km north of Kabul."
    one, two = (claims.table(check(text)) for _ in range(2))
    assert one.drop(columns="geometry").equals(two.drop(columns="geometry"))
    assert list(one.geometry.to_wkb()) == list(two.geometry.to_wkb())


# quantities


@pytest.mark.parametrize(
    ("said", "low_km", "high_km"),
    [
        ("80 km", 75, 85),
        ("around 80 kilometers", 70, 90),
        ("33 km", 32.5, 33.5),
        ("12.5 km", 12.45, 12.55),
        ("300 km", 262.5, 337.5),
        ("15 km", 12.5, 17.5),
        ("about 125km (78 miles)", 118.75, 131.25),
        ("50 miles", 72.42, 88.51),
        ("eighty kilometres", 75, 85),
        ("a dozen kilometres", 11.5, 12.5),
        ("between 80 and 90 km", 75, 95),
        ("within 20 km", 0, 25),
        ("two hours' drive", 35, 157.5),
        ("a three-hour walk", 6.9, 17.9),
    ],
)
def test_precision_follows_the_figure(said, low_km, high_km):
    quantity = quantities.read(quantities.QUANTITY.search(said))
    assert quantity.low_m / 1000 == pytest.approx(low_km, rel=0.01)
    assert quantity.high_m / 1000 == pytest.approx(high_km, rel=0.01)


# speed


def test_a_thousand_claims_take_under_ten_seconds(story, gazetteer, land, resolved):
    towns = ["Bazarak", "Anaba", "Jurm", "Charikar", "Jalalabad"]
    rest = ["Takhar", "Badakhshan", "Baghlan", "Panjshir", "Panjshir Valley"]
    text = "\n\n".join(
        f"{town} lies {40 + 7 * number} km north of Kabul and south of {other}. "
        f"{other} borders Panjshir to the north. {town} was surrounded from {other}, Takhar and "
        f"Kabul. {town} lies near {other}, between Kabul and {other}."
        for number in range(8)
        for town in towns
        for other in rest
    )
    report = reports.from_text(text, report_id="long")
    told = story(report, resolved(report))
    rows = []
    took = quiet_s(lambda: rows.extend(claims.check(told, (), gazetteer, terrain=land)))
    assert len(rows) >= 1_000
    assert took / len(rows) * 1_000 < 10


# other wars: what is no position, which name is the subject, whose side is told


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "Troops surrounded Kobani, a town about 150 km northeast of Aleppo.",
            {"Kobani": "SY P.", "Aleppo": "SY P."},
        ),
        (
            "Rebels have surrounded Sarajevo, the capital of Bosnia, diplomats in Vienna said.",
            {"Sarajevo": "BA P.", "Bosnia": "BA A.PCL", "Vienna": "AT P."},
        ),
        (
            "Marawi is surrounded by gunmen who came from Indonesia, Malaysia and Yemen.",
            {"Marawi": "PH P.", "Indonesia": "ID A.PCL", "Malaysia": "MY A.PCL", "Yemen": "YE A.P"},
        ),
        (
            "The army encircled Marib, capital of Marib province, from the north, west and south.",
            {"Marib": "YE P."},
        ),
        (
            "Fighters surrounded Gao from Bourem, a resident told an agency in Dakar.",
            {"Gao": "ML P.", "Bourem": "ML P.", "Dakar": "SN P."},
        ),
    ],
)
def test_what_is_no_position_contradicts_no_ring(world, text, places):
    row = only(world(text, **places), "surrounded")
    assert row.verdict is Verdict.UNDETERMINED, row.why
    assert "names no positions" in row.why or "names only" in row.why


def test_one_position_is_too_few_and_is_counted(world):
    row = only(world("Gao is surrounded from Bourem.", Gao="ML P.", Bourem="ML P."), "surrounded")
    assert "names only 1 position" in row.why
    assert row.object == "Bourem"


@pytest.mark.parametrize(
    ("text", "subject", "places"),
    [
        (
            "Vukovar is in Croatia, west of Novi Sad.",
            "Vukovar",
            {"Vukovar": "HR P.", "Croatia": "HR A.PCL", "Novi_Sad": "RS P."},
        ),
        (
            "Lalibela is in northern Ethiopia, about 330 km north of Addis Ababa.",
            "Lalibela",
            {"Lalibela": "ET P.", "Ethiopia": "ET A.PCL", "Addis_Ababa": "ET P."},
        ),
        (
            "Zawiya, a city in Libya about 45 km west of Tripoli, was shelled.",
            "Zawiya",
            {"Zawiya": "LY P.", "Libya": "LY A.PCL", "Tripoli": "LY P."},
        ),
    ],
)
def test_the_country_around_is_not_the_subject(world, text, subject, places):
    rows = [row for row in world(text, **places) if row.relation in {"direction", "distance"}]
    assert rows
    countries = {"Croatia", "Ethiopia", "Libya"}
    assert not {row.subject for row in rows} & countries
    assert {row.verdict for row in rows} <= {Verdict.SUPPORTED, Verdict.UNDETERMINED}
    assert subject in {row.subject for row in rows}


def test_fighting_in_a_country_near_a_town_has_no_far_point(world):
    rows = world("Clashes erupted in northern Nigeria, near Maiduguri.", Nigeria="NG A.PCL",
                 Maiduguri="NG P.")  # fmt: skip
    assert only(rows, "near").verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Portugal borders Spain to the west.", "contradicted"),
        ("Portugal borders Spain to the east.", "supported"),
        ("Portugal borders Spain from the west.", "supported"),
        ("Spain borders Portugal from the west.", "contradicted"),
    ],
)
def test_to_a_side_tells_the_object_and_from_a_side_the_subject(world, text, verdict):
    row = only(world(text, Portugal="PT A.PCL", Spain="ES A.PCL"), "border")
    assert row.verdict.value == verdict, row.why


def test_not_far_is_near_and_no_denial(world):
    near = only(world("Grozny is not far from Argun.", Grozny="RU P.", Argun="RU P."), "near")
    assert near.verdict is Verdict.SUPPORTED
    far = only(world("Grozny is not far from Moscow.", Grozny="RU P.", Moscow="RU P."), "near")
    assert far.verdict is Verdict.CONTRADICTED
    assert "denies" not in near.why + far.why


def test_not_more_than_is_a_bound_and_no_denial(check):
    row = only(check("Bazarak is not more than 100 km from Kabul."), "distance")
    assert row.verdict is Verdict.SUPPORTED
    row = only(check("Bazarak is not less than 300 km from Kabul."), "distance")
    assert row.verdict is Verdict.CONTRADICTED


def test_the_capital_is_not_where_the_report_was_filed(world):
    text = (
        "AMMAN, Dec 5 (Agency) - Shells hit Yemen. Rebels hold Dhamar, 100 km south of the capital."
    )
    rows = world(text, AMMAN="JO P.PPLC", Yemen="YE A.PCL", Dhamar="YE P.")
    assert {row.object for row in rows if row.relation == "distance"} <= {
        "Sanaa",
        "Sana'a",
        "Şan‘ā’",
    }
    assert only(rows, "distance").verdict is not Verdict.CONTRADICTED


def test_less_than_half_inside_the_cone_is_never_supported(world):
    rows = world("Damascus lies north of Beirut. Tripoli lies north of Beirut.", Damascus="SY P.",
                 Beirut="LB P.", Tripoli="LB P.")  # fmt: skip
    for row in rows:
        share = int(re.search(r"(\d+)% of", row.measured).group(1))
        assert row.verdict is not Verdict.SUPPORTED or share >= 50


def test_a_division_is_tried_as_the_city_of_its_name(world, gazetteer):
    text = "Melitopol lies 115 km south of Zaporizhzhia."
    rows = world(text, Melitopol="UA P.", Zaporizhzhia="UA A.ADM1")
    row = only(rows, "distance")
    assert row.verdict is Verdict.SUPPORTED, row.why
    assert gazetteer.place(row.object_id).kind.startswith("P.")
    assert "taken for the city" in row.why
    typed = world(text.replace("zhia.", "zhia province."), Melitopol="UA P.",
                  Zaporizhzhia="UA A.ADM1")  # fmt: skip
    assert "taken for the city" not in only(typed, "distance").why


def test_a_subject_is_looked_for_as_far_as_the_text_puts_it(world):
    row = only(world("Adrar is 1,200 km southwest of Algiers.", Algiers="DZ P."), "distance")
    assert row.subject == "Adrar"


def test_another_place_of_the_name_close_by_leaves_it_open(world):
    text = "Martuni lies 40 km east of Stepanakert."
    row = only(world(text, Martuni="AM P.", Stepanakert="AZ P."), "distance")
    assert row.verdict is Verdict.UNDETERMINED
    assert "Another place of that name" in row.why
