"""What a statement of space is said of, and when a doubt about that leaves its verdict open."""

import pytest
from claims_rows import only

from geomap.model import Verdict

MALI = dict.fromkeys(["Gao", "Ansongo", "Kidal", "Timbuktu", "Bamako"], "ML P.")


def of(world, text, relation, **places):
    chosen = {name: kind for name, kind in {**MALI, **places}.items() if name in text}
    return only(world(text, **chosen), relation)


# names that are not the subject


@pytest.mark.parametrize(
    "text",
    [
        "They took Ansongo, the garrison on the track to Niger about 90 km south of Gao.",
        "They took Ansongo, a town on the road to Kidal about 90 km south of Gao.",
        "Ansongo, the largest town of eastern Mali, about 90 km south of Gao, fell.",
        "Ansongo, which Bamako lost in May, is a town 90 km south of Gao.",
    ],
)
def test_a_name_that_hangs_on_a_noun_is_not_the_subject(world, text):
    row = of(world, text, "distance", Niger="NE A.PCL", Mali="ML A.PCL")
    assert (row.subject, row.verdict) == ("Ansongo", Verdict.SUPPORTED), row.why


def test_a_settlement_passed_over_is_tried_before_anything_is_contradicted(world):
    text = "They took Kidal, a base on the road to Ansongo about 90 km south of Gao."
    row = of(world, text, "distance")
    assert row.subject == "Kidal"
    assert row.verdict is Verdict.UNDETERMINED
    assert "Said of Ansongo" in row.why


@pytest.mark.parametrize(
    "text",
    [
        "Trucks stopped on the Bamako-Gao road near Ansongo.",
        "Gunmen attacked a bus on the Gao-Kidal highway near Ansongo.",
        "A bus was attacked on the Gao-Kidal road near Ansongo.",
        "Gunmen attacked a convoy on the Kidal road near Ansongo.",
    ],
)
def test_a_road_does_not_lie_where_an_end_of_it_lies(world, text):
    row = of(world, text, "near")
    assert row.subject_id == ""
    assert row.verdict is Verdict.UNDETERMINED


def test_a_person_from_a_place_lends_it_no_place(world):
    row = of(world, "Ali Wali, a trader from Ansongo, 90 km south of Gao, agreed.", "distance")
    assert (row.subject, row.verdict) == ("Ansongo", Verdict.SUPPORTED)


# names that are the subject


@pytest.mark.parametrize(
    "text",
    [
        'Rebels stood at Ansongo, "90 miles north of Gao", they said.',
        "Ansongo — 90 miles north of Gao — was quiet.",
        "Ansongo (90 miles north of Gao) was quiet.",
        "Ansongo, on a plain 90 miles north of Gao, has held out.",
        "Ansongo, of which Gao is the rival, lies 90 miles north of Gao.",
        'They described Ansongo, in their hands since May, as sitting "90 miles north of Gao".',
        'He said that Ansongo, which they hold, is "a small town 90 miles north of Gao".',
    ],
)
def test_falsehoods_in_marks_asides_and_clauses_are_found(world, text):
    row = of(world, text, "distance")
    assert (row.subject, row.verdict) == ("Ansongo", Verdict.CONTRADICTED), row.why


def test_troops_in_a_town_are_not_the_town(world):
    row = of(world, "Troops in Gao, on trucks near Timbuktu, have left.", "near")
    assert row.subject_id == ""


def test_what_follows_a_comma_is_said_of_the_first_place(world):
    text = "Ansongo lies 90 km south of Gao, 700 km from Bamako."
    rows = world(text, Ansongo="ML P.", Gao="ML P.", Bamako="ML P.")
    row = next(r for r in rows if r.relation == "distance" and r.object == "Bamako")
    assert row.subject == "Ansongo"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Rebels hold Gao and Ansongo; the latter lies 900 km from Bamako.", "Ansongo"),
        ("Rebels hold Gao and Ansongo; the first of these lies 900 km from Bamako.", "Gao"),
        ("Ansongo lies south of Gao. The town is 900 km from Bamako.", "Ansongo"),
        ("Ansongo, on the Atlantic, fell because it is 900 km from Bamako.", "Ansongo"),
    ],
)
def test_words_that_stand_for_a_place(world, text, subject):
    row = of(world, text, "distance", Atlantic="- H.")
    assert row.subject == subject


def test_two_towns_that_a_noun_may_stand_for_are_both_tried(world):
    text = "Ansongo lies south of Gao. The town is 320 km from Timbuktu."
    row = of(world, text, "distance")
    assert row.verdict is Verdict.UNDETERMINED
    assert "Said of Gao" in row.why


# a landmark that is not named


def test_a_distance_without_a_landmark_is_taken_from_the_place_before(world):
    row = of(world, "Many who left Gao went to Ansongo, about 90 km to the south.", "distance")
    assert (row.subject, row.object, row.verdict) == ("Ansongo", "Gao", Verdict.SUPPORTED)
    assert "does not name the place measured from" in row.why


def test_a_landmark_that_is_not_named_contradicts_nothing(world):
    rows = world("Many who left Gao went to Ansongo, 400 km to the north.", Gao="ML P.",
                 Ansongo="ML P.")  # fmt: skip
    assert {row.verdict for row in rows} == {Verdict.UNDETERMINED}
    assert all("another may be meant" in row.why for row in rows)


def test_without_a_place_before_the_distance_stays_unparsed(world):
    row = only(world("Kidal is calm. It lies 40 km to the north.", Kidal="ML P."), "unparsed")
    assert row.verdict is Verdict.UNDETERMINED


# the likelier reading is another place of the name


def test_a_lone_place_in_a_country_not_spoken_of_leaves_it_open(world):
    rows = world("Tripoli, 30 km west of Gao, fell. Gao is in Mali.", Tripoli="GR P.", Gao="ML P.",
                 Mali="ML A.PCL")  # fmt: skip
    told = [row for row in rows if row.relation in {"distance", "direction"}]
    assert {row.verdict for row in told} == {Verdict.UNDETERMINED}
    assert all("does not otherwise speak of" in row.why for row in told)


def test_a_far_place_in_a_country_spoken_of_is_contradicted(world):
    text = "Tripoli, 30 km west of Gao, fell. Benghazi did not."
    rows = world(text, Tripoli="LY P.", Gao="ML P.", Benghazi="LY P.")
    # Mali is then the country that only one place lies in, so a second one there is named
    assert only(rows, "distance").verdict is Verdict.UNDETERMINED
    rows = world(f"{text} Kidal is calm.", Tripoli="LY P.", Gao="ML P.", Benghazi="LY P.",
                 Kidal="ML P.")  # fmt: skip
    assert only(rows, "distance").verdict is Verdict.CONTRADICTED


# speakers


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('Maps from Moscow placed Gao "north of Ansongo". The mayor said so, too.', "maps"),
        ('Gao is "north of Ansongo", according to a nurse. She said Gao is near Kidal.', "nurse"),
        (
            'An officer said his men "held firm" at Gao, although Gao is north of Ansongo.',
            "",
        ),
        (
            'A spokesman, who was away, told us that Gao was "north of Ansongo".',
            "spokesman",
        ),
    ],
)
def test_speakers_of_the_same_sentence(world, text, speaker):
    rows = world(text, Gao="ML P.", Ansongo="ML P.", Kidal="ML P.")
    relation = "near" if "near" in text else "direction"
    said = only(rows, relation).said_by
    assert said == "" if not speaker else speaker in said


# what lies beside, and how sure it is


@pytest.mark.parametrize(
    "text",
    [
        "Bukoba, on Lake Victoria, 60 km south of Masaka, is quiet.",
        "Bukoba lies on Lake Victoria, south of Masaka.",
    ],
)
def test_the_water_beside_a_town_is_not_the_subject(world, text):
    rows = world(text, Bukoba="TZ P.", Masaka="UG P.", Lake_Victoria="- H.")
    assert {row.subject for row in rows if row.object == "Masaka"} == {"Bukoba"}


def test_what_follows_an_event_may_be_said_of_the_event(world):
    text = "The quake struck 20 km west of Gao, 900 km from Ansongo."
    rows = world(text, Gao="ML P.", Ansongo="ML P.")
    row = next(r for r in rows if r.object == "Ansongo")
    assert row.verdict is Verdict.UNDETERMINED
    assert "may be said of what happened there" in row.why
    text = "The quake struck 20 km west of Gao, closer to Timbuktu than to Ansongo."
    rows = world(text, Gao="ML P.", Ansongo="ML P.", Timbuktu="ML P.")
    assert only(rows, "closer").subject_id == ""


def test_a_great_city_is_no_likely_namesake(world):
    text = "Lagos lies 20 km north of Gao. Kidal is calm."
    row = only(world(text, Lagos="NG P.", Gao="ML P.", Kidal="ML P."), "distance")
    assert row.verdict is Verdict.CONTRADICTED


def test_a_small_place_far_off_contradicts_no_nearness(world):
    row = only(world("Ansongo lies near Kidal.", Ansongo="ML P.", Kidal="ML P."), "near")
    assert row.verdict is Verdict.UNDETERMINED
    assert "another place of the name is likely meant" in row.why
    row = only(world("Lagos lies near Abuja.", Lagos="NG P.", Abuja="NG P."), "near")
    assert row.verdict is Verdict.CONTRADICTED


def test_a_settlement_is_the_likelier_landmark(world):
    text = "Kano, in northern Nigeria, and Zaria, 140 km to the southwest, are calm."
    row = only(world(text, Kano="NG P.", Nigeria="NG A.PCL", Zaria="NG P."), "distance")
    assert (row.subject, row.object) == ("Zaria", "Kano")


def test_a_compound_is_no_place_that_was_named_before(world):
    text = "Kano is calm. Many were trapped in the war zone in the southern part of Nigeria."
    row = only(world(text, Kano="NG P.", Nigeria="NG A.PCL"), "part of")
    assert row.subject_id == ""
