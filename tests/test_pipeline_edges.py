"""The edges of placing: what is told from a name, and cities that a text puts elsewhere."""

import pytest

import geomap
from geomap import pipeline, reports


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


@pytest.fixture(scope="module")
def placed(tools):
    def run(text):
        found = pipeline.read_one(reports.from_text(text, report_id="r"), tools).statements
        return [one.place.place for one in found if one.place is not None]

    return run


@pytest.mark.parametrize("town", ["Bentiu", "Djibo", "Kutum"])
def test_a_town_that_the_text_puts_in_another_land_is_one_of_the_same_name_there(placed, town):
    (place,) = placed(f"Rebels captured {town}, 20 km south of Goma, on Monday.")
    assert (place.name, place.country) == (f"{town}, 20 km south of Goma", "CD")


@pytest.mark.parametrize("city", ["Kassala", "Nyala", "Kosti"])
def test_a_city_is_where_it_is_whatever_the_text_says(placed, city):
    (place,) = placed(f"Rebels captured {city}, 20 km south of Goma, on Monday.")
    assert (place.name, place.country) == (city, "SD")


def test_what_happened_near_the_capital_is_drawn_around_the_one_that_these_words_mean(placed):
    (place,) = placed(
        "Burundi sent troops. Gunmen attacked a bus near the capital in December 2000."
    )
    assert place.name == "near the capital"
    assert (place.lon, place.lat) == pytest.approx((29.92, -3.43), abs=0.05)
    assert place.uncertainty_m > 5_000


def test_it_is_so_too_where_only_another_of_their_words_names_the_capital_itself(tools):
    text = (
        "Rebels shelled Bujumbura on Monday. "
        "The FNL was blamed for an attack on a bus near the capital in December 2000."
    )
    found = pipeline.read_one(reports.from_text(text, report_id="r"), tools).statements
    # the accusation and the attack that it is about stand there
    assert [one.place.mention.text for one in found] == ["Bujumbura", *["the capital"] * 2]


def test_what_a_text_says_of_another_kind_than_where_a_town_lies_does_not_move_it(placed):
    places = placed("Rebels captured Bentiu on Monday. Bentiu is surrounded by the army.")
    assert {place.country for place in places} == {"SS"}


def test_two_numbers_are_one_point_held_against_every_row():
    found = geomap.distances([32.53, 15.6], ["Nyala", "Kosti", "Goma"])
    assert list(found["target"]) == ["Nyala", "Kosti", "Goma"]
    assert found["distance_km"].notna().all()


def test_what_a_text_says_of_where_one_town_lies_moves_no_other(placed):
    places = placed("Rebels captured Bentiu on Monday. Kutum lies 20 km south of Goma.")
    assert [place.country for place in places] == ["SS"]
