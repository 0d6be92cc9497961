"""Words of other scripts that are towns letter by letter, and words that are none."""

import pytest

from geomap.foreign import tagging
from geomap.foreign.hearing import heard
from geomap.foreign.lines import Line
from geomap.gazetteer import open_gazetteer
from geomap.tongue import tongues

TOWNS = (
    ("ar", "خاركيف", "UA", "Kharkiv"),
    ("ar", "كوستيانتينيفكا", "UA", "Kostyantynivka"),
    ("ar", "كراماتورسك", "UA", "Kramatorsk"),
    ("ar", "ميكيلي", "ET", "Mek'ele"),
    ("ar", "أديغرات", "ET", "Adigrat"),
    ("ar", "غوراجدة", "BA", "Goražde"),
    ("ar", "بوتشا", "UA", "Bucha"),
    ("ar", "غوريس", "AM", "Goris"),
    ("ar", "بل خمري", "AF", "Pul-e Khumri"),
    ("ar", "بوكافو", "CD", "Bukavu"),
    ("ru", "Гвоза", "NG", "Gwoza"),
    ("ru", "Макомия", "MZ", "Macomia"),
    ("ru", "Адди-Грат", "ET", "Adigrat"),
    ("ru", "Сан-Висенте-дель-Кагуан", "CO", "San Vicente del Caguán"),
    ("ru", "Куэльяр", "ES", "Cuéllar"),
    ("uk", "Сребрениця", "BA", "Srebrenica"),
)
WORDS = (
    ("ar", "المعارك"), ("ar", "اشتباكات"), ("ar", "القوات"), ("ar", "مستشفى"), ("ar", "أسلحة"),
    ("ar", "قذائف"), ("ar", "مواقع"), ("ar", "ضحايا"), ("ru", "Боевики"), ("ru", "Колонна"),
)  # fmt: skip


@pytest.mark.parametrize(("code", "word", "country", "town"), TOWNS)
def test_a_word_is_the_town_whose_spelling_it_may_be(code, word, country, town):
    found = heard(word, tongues()[code], open_gazetteer(), countries={country}, led=True)
    assert found is not None
    assert found.name == town


@pytest.mark.parametrize(("code", "word"), WORDS)
@pytest.mark.parametrize("country", ["AF", "BA", "ET", "SD", "UA"])
def test_a_common_word_is_no_town(code, word, country):
    found = heard(word, tongues()[code], open_gazetteer(), countries={country}, led=True)
    assert found is None


@pytest.mark.parametrize(("word", "found"), [("خاركيف", True), ("بوتشا", False), ("سومي", False)])
def test_a_word_that_nothing_leads_in_is_a_large_town_of_a_long_name(word, found):
    told = heard(word, tongues()["ar"], open_gazetteer(), countries={"UA"}, led=False)
    assert (told is not None) is found


def test_what_nothing_leads_in_is_no_town_of_some_ten_thousands():
    word, tongue = "زالنجي", tongues()["ar"]  # Zalingei
    led, bare = (
        heard(word, tongue, open_gazetteer(), countries={"SD"}, led=led) for led in (True, False)
    )
    assert led is not None
    assert 5_000 < led.population < 50_000
    assert bare is None


def test_no_town_of_another_country_is_heard():
    told = heard("خاركيف", tongues()["ar"], open_gazetteer(), countries={"SD", "ET"}, led=True)
    assert told is None


def test_a_recogniser_marks_places_and_persons_and_of_bodies_neither(monkeypatch):
    def marked(_):
        return [(0, 4, "LOC"), (5, 9, "PER"), (10, 13, "ORG")]

    monkeypatch.setattr(tagging, "_recogniser", lambda _: marked)
    found = tagging.entities(Line(tongues()["ru"], 0, "Гоза Иван ООН"))
    assert [(one.is_place, one.is_person) for one in found] == [
        (True, False), (False, True), (False, False),
    ]  # fmt: skip
