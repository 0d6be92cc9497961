"""Wordings of space beyond distance and direction, each held against geography."""

import pytest
from claims_rows import only

from geomap.model import Verdict
from geomap.relations import distance_m

# closer to one than to another


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Ansongo is closer to Gao than to Kidal.", "supported"),
        ("Ansongo is much closer to Kidal than to Gao.", "contradicted"),
        ("Ansongo is not nearer to Kidal than to Gao.", "supported"),
    ],
)
def test_closer_holds_two_distances_against_each_other(world, text, verdict):
    row = only(world(text, Ansongo="ML P.", Gao="ML P.", Kidal="ML P."), "closer")
    assert row.verdict.value == verdict, row.why
    assert "from Gao" in row.measured
    assert "from Kidal" in row.measured


def test_closer_to_a_deal_is_no_place(world):
    assert world("Rebels in Gao are closer to a deal than to war.", Gao="ML P.") == []


# across a border, a river


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Uvira lies just across the border from Bujumbura.", "supported"),
        ("Gitega lies just across the border from Bujumbura.", "contradicted"),
        ("Kalemie lies across the border from Bujumbura.", "contradicted"),
        ("Uvira lies across the lake from Bujumbura.", "undetermined"),
    ],
)
def test_across_the_border_is_near_and_in_another_country(world, text, verdict):
    places = {"Uvira": "CD P.", "Bujumbura": "BI P.", "Gitega": "BI P.", "Kalemie": "CD P."}
    named = {name: kind for name, kind in places.items() if name in text}
    row = only(world(text, **named), "across")
    assert row.verdict.value == verdict, row.why


def test_the_land_across_the_border_is_the_other_country(world, gazetteer):
    row = only(world("Shells fell across the border from Bujumbura.", Bujumbura="BI P."), "across")
    town = gazetteer.place(row.object_id)
    assert row.geometry.area > 0
    assert not row.geometry.covers(town.point)
    assert distance_m(row.geometry, town.point) < 25_000


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Kinshasa lies across the river from Brazzaville.", "supported"),
        ("Matadi lies across the Congo river from Brazzaville.", "contradicted"),
    ],
)
def test_which_bank_of_a_river_a_town_is_on_is_known(world, text, verdict):
    places = {"Kinshasa": "CD P.", "Matadi": "CD P."}
    named = {name: kind for name, kind in places.items() if name in text}
    told = f"{text} Goma is calm, and so is Pointe-Noire."
    rows = world(told, Brazzaville="CG P.", Goma="CD P.", **{"Pointe-Noire": "CG P."}, **named)
    row = only(rows, "across")
    assert row.verdict.value == verdict, row.why


# roads told by their ends


@pytest.mark.parametrize(
    ("text", "subject", "verdict"),
    [
        ("Zaria lies on the Kaduna-Kano road.", "Zaria", "supported"),
        ("Lagos lies along the Kaduna-Kano highway.", "Lagos", "contradicted"),
        ("They want the Kaduna-Kano highway.", "", "undetermined"),
    ],
)
def test_a_road_told_by_its_ends_is_a_corridor(world, text, subject, verdict):
    places = {"Zaria": "NG P.", "Lagos": "NG P."}
    named = {name: kind for name, kind in places.items() if name in text}
    row = only(world(text, Kaduna="NG P.", Kano="NG P.", **named), "road")
    assert row.geometry.area > 0
    assert row.verdict.value == verdict, row.why
    assert not subject or row.subject == subject


def test_a_cut_road_told_by_its_ends_is_drawn_between_them(world):
    row = only(world("Floods cut the Gao-Kidal road.", Gao="ML P.", Kidal="ML P."), "road status")
    assert row.object == "Gao and Kidal"
    assert row.geometry.area > 0


# part of the way


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Segou lies halfway between Bamako and Mopti.", "supported"),
        ("Segou lies three-quarters of the way from Bamako to Timbuktu.", "contradicted"),
        ("Segou lies between Bamako and Timbuktu.", "supported"),
    ],
)
def test_halfway_is_the_middle_of_between(world, text, verdict):
    places = {"Segou": "ML P.", "Bamako": "ML P.", "Mopti": "ML P.", "Timbuktu": "ML P."}
    named = {name: kind for name, kind in places.items() if name in text}
    row = only(world(text, **named), "between")
    assert row.verdict.value == verdict, row.why


# sides


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Kano lies in the northern half of Nigeria.", "supported"),
        ("Lagos lies in the northern half of Nigeria.", "contradicted"),
        ("Maiduguri lies in the far northeast of Nigeria.", "supported"),
        ("Lagos lies in the far northeast of Nigeria.", "contradicted"),
        ("Jos lies in the far northeast of Nigeria.", "undetermined"),
    ],
)
def test_sides_of_a_country(world, text, verdict):
    places = {"Kano": "NG P.", "Lagos": "NG P.", "Maiduguri": "NG P.", "Jos": "NG P."}
    named = {name: kind for name, kind in places.items() if name in text}
    row = only(world(text, Nigeria="NG A.PCL", **named), "part of")
    assert row.verdict.value == verdict, row.why


def test_suburbs_on_one_side_are_that_part_of_the_outskirts(world, gazetteer):
    whole = only(world("Shells hit the outskirts of Kano.", Kano="NG P."), "outskirts")
    north = only(world("Shells hit the northern suburbs of Kano.", Kano="NG P."), "outskirts")
    middle = gazetteer.place(north.object_id).point
    assert north.geometry.area < whole.geometry.area / 2
    assert north.geometry.centroid.y > middle.y


# borders


def test_the_border_with_a_country_is_measured_from(world):
    text = "Agadez is calm. Ayorou lies 25 km from the border with Mali."
    row = only(world(text, Agadez="NE P.", Ayorou="NE P."), "distance")
    assert (row.object, row.verdict) == ("Mali", Verdict.SUPPORTED), row.why


def test_the_border_of_two_peoples_is_a_border(world):
    text = "Ayorou lies 25 km from the Malian-Nigerien border."
    row = only(world(text, Ayorou="NE P."), "distance")
    assert row.verdict is Verdict.SUPPORTED, row.why


def test_a_point_on_the_border_is_what_is_measured_from(world):
    text = "Maradi lies about 200 km from the Nigerian border at Magaria."
    row = only(world(text, Maradi="NE P.", Magaria="NE P."), "distance")
    assert row.object == "Magaria"
    assert row.verdict is Verdict.SUPPORTED, row.why


# the sea


def test_off_a_coast_is_at_sea(world, gazetteer):
    row = only(world("The ship sank 30 miles off Benghazi.", Benghazi="LY P."), "distance")
    land = gazetteer.area(gazetteer.lookup("LY", limit=1)[0].place.place_id)
    assert row.geometry.area > 0
    assert row.geometry.intersection(land).area < 0.01 * row.geometry.area


def test_where_no_sea_is_known_the_whole_ring_stands_and_says_so(world):
    row = only(world("A drone fell 30 miles off Bamako.", Bamako="ML P."), "distance")
    assert "the whole ring is drawn" in row.why


# what is not read


def test_a_journey_without_a_figure_is_named_as_not_read(world):
    text = "Derna is a short drive west of Benghazi."
    row = only(world(text, Derna="LY P.", Benghazi="LY P."), "direction")
    assert row.verdict is Verdict.CONTRADICTED
    assert "Not read: “a short drive”" in row.why


def test_what_is_deep_inside_a_land_without_a_name_is_listed(world):
    row = only(world("They were deep inside the southern desert."), "unparsed")
    assert row.verdict is Verdict.UNDETERMINED


def test_near_a_border_reaches_farther_than_near_a_town(world):
    near = only(world("Loikaw is close to the border with Thailand.", Loikaw="MM P."), "near")
    assert near.verdict is Verdict.UNDETERMINED
    far = only(world("Mandalay is close to the border with Thailand.", Mandalay="MM P."), "near")
    assert far.verdict is Verdict.CONTRADICTED


def test_closer_to_a_border_is_measured_to_where_it_is_nearest(world):
    text = "Bentiu is closer to the border with Sudan than to Juba. Malakal is calm."
    row = only(world(text, Bentiu="SS P.", Juba="SS P.", Malakal="SS P."), "closer")
    assert row.verdict is Verdict.SUPPORTED, row.why


def test_a_port_does_not_bear_the_name_of_its_sea(world):
    text = "Massawa, the Red Sea port 60 km east of Asmara, is quiet."
    rows = world(text, Massawa="ER P.", Asmara="ER P.", Red_Sea="- H.")
    assert {row.subject for row in rows} == {"Massawa"}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Uvira lies on the border with Burundi.", "supported"),
        ("Uvira straddles the border with Burundi.", "supported"),
        ("Kalemie lies on the border with Burundi.", "contradicted"),
    ],
)
def test_on_the_border_is_beside_it(world, text, verdict):
    places = {"Uvira": "CD P.", "Kalemie": "CD P.", "Burundi": "BI A.PCLI"}
    named = {name: kind for name, kind in places.items() if name in text}
    row = only(world(text, **named), "near")
    assert row.verdict.value == verdict, row.why


# on a shore


@pytest.mark.parametrize(
    ("town", "water", "verdict"),
    [
        ("Tartus", "Mediterranean Sea", "supported"),
        ("Misrata", "Mediterranean Sea", "supported"),
        ("Mariupol", "Sea of Azov", "supported"),
        ("Aktau", "Caspian Sea", "supported"),
        # by another sea than the one that is named
        ("Odesa", "Mediterranean Sea", "undetermined"),
        ("Izmir", "Black Sea", "undetermined"),
        ("Sevastopol", "Sea of Azov", "undetermined"),
        # inland
        ("Damascus", "Mediterranean Sea", "undetermined"),
        ("Nairobi", "Mediterranean Sea", "contradicted"),
        ("Minsk", "Black Sea", "contradicted"),
        # of a lake only its middle is known, and how far it reaches
        ("Bukavu", "Lake Kivu", "undetermined"),
        ("Kisumu", "Lake Victoria", "undetermined"),
    ],
)
@pytest.mark.parametrize("on", ["on the shore of", "on the eastern coast of"])
def test_a_shore_is_where_the_sea_begins_and_opens_toward_it(world, on, town, water, verdict):
    named = {town: "- P.", water: "- H."}
    row = only(world(f"{town} lies {on} the {water}.", **named), "near")
    assert row.verdict.value == verdict, row.why


def test_who_is_on_a_shore_is_no_place(world):
    assert world("Villagers gathered on the shore of Lake Kivu.", **{"Lake Kivu": "- H."}) == []


# "the border" alone


@pytest.mark.parametrize(
    ("text", "name", "verdict"),
    [
        ("Sumy lies 30 km from the border.", "Sumy", "supported"),
        ("Kupiansk, 40 km from the border, was shelled.", "Kupiansk", "supported"),
        ("Tal Abyad is a few kilometres from the border.", "Tal Abyad", "supported"),
        ("Adre lies 5 km from its border.", "Adre", "supported"),
        # which border is not said
        ("Kidal is 20 km from the border.", "Kidal", "undetermined"),
        ("Sumy lies 300 km from the border.", "Sumy", "undetermined"),
    ],
)
def test_the_border_alone_is_that_of_the_own_country_and_a_guess(world, text, name, verdict):
    row = only(world(text, **{name: "- P."}), "distance")
    assert row.verdict.value == verdict, row.why
    assert "does not say which border" in row.why


@pytest.mark.parametrize(
    "text",
    [
        # the outline of a country is its coast, too
        "Benghazi lies 2 km from the border.",
        "Benghazi lies 2 km from the border town.",
        "Troops massed 10 km from the border.",
    ],
)
def test_a_border_that_may_be_a_coast_is_not_measured_from(world, text):
    only(world(text, **({"Benghazi": "LY P."} if "Benghazi" in text else {})), "unparsed")


@pytest.mark.parametrize(
    "text",
    [
        "Rebels hold positions 12 km west of Goma and 20 km north of it.",
        "Troops dug in 12 km east of Goma and 20 km south of it.",
    ],
)
def test_it_is_the_place_that_was_just_measured_from(world, text):
    told = [one for one in world(text, Goma="CD P.") if one.relation == "distance"]
    assert [one.value for one in told] == ["12", "20"]
    assert [one.object for one in told] == ["Goma", "Goma"]
