"""A state whose attack it was is not where it was: "died in Gaza in Israel's bombardment"."""

import pytest

import geomap
from tests.statements_of import DAY


@pytest.mark.parametrize(
    ("text", "place", "country"),
    [
        ("Nine people died in Khan Younis in Israel's bombardment.", "Khan Yunis", "PS"),
        ("Saudi Arabia's bombing of Saada destroyed homes.", "Sa'dah", "YE"),
        ("Armenia's shelling of Ganja killed ten people.", "Ganja", "AZ"),
        ("Rwanda's attack on Goma forced thousands to flee.", "Goma", "CD"),
        ("Residents fled Kobani during Turkey's assault.", "Ayn al Arab", "SY"),
        ("Kenya's troops entered Kismayo on Friday.", "Kismayo", "SO"),
        # it is, where no deed is its own
        ("A blast hit Zahedan in Iran's southeast.", "Zahedan", "IR"),
        ("Rebels shelled Bosso in Niger's Diffa region.", "Bosso", "NE"),
        ("Clashes broke out in Iraq's province of Anbar.", "Al Anbar", "IQ"),
    ],
)
def test_a_place_is_not_put_into_the_land_of_those_who_attack_it(
    text: str, place: str, country: str
) -> None:
    atlas = geomap.from_texts([text], published=DAY)
    assert atlas.events["place"].iloc[0] == place
    mention = atlas.mentions[atlas.mentions["name"] == place]
    assert mention["country"].iloc[0] == country


@pytest.mark.parametrize(
    "text",
    [
        "Havana, Mar 3 (Prensa Latina) Gunmen killed two farmers in Cauca on Sunday.",
        "Ramallah, 3 March (WAFA) Gunmen killed two farmers in Jenin on Sunday.",
    ],
)
def test_a_dateline_with_its_agency_is_no_part_of_who_acts(text: str) -> None:
    first = geomap.from_texts([text], published=DAY).events.iloc[0]
    assert first["actor"].lower() == "gunmen"
    assert str(first["when_start"])[:10] in ("2023-02-26", "2023-02-27")
