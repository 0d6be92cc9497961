"""A deed that somebody owns up to or is blamed for is the one that was told, not another."""

import geopandas as gpd
import pytest

import geomap
from tests.statements_of import DAY, read


def events(text: str) -> gpd.GeoDataFrame:
    found = geomap.from_texts([text], published=DAY).events
    return found[found["event_type"].isin(["ASSAULT", "COERCE"])]


AGAIN = [
    # owned up to
    (
        (
            "A suicide bomber killed eight people in Quetta. The attack was claimed by the "
            "Pakistani Taliban."
        ),
        "Quetta",
        "Pakistani Taliban",
    ),
    (
        (
            "Two blasts killed nine people in Kabul on Thursday. The Islamic State group "
            "claimed the bombings."
        ),
        "Kabul",
        "Islamic State group",
    ),
    (
        (
            "Five aid workers were kidnapped in Dikwa on Sunday. Islamic State West Africa "
            "Province said it was behind the abductions."
        ),
        "Dikwa",
        "Islamic State West Africa Province",
    ),
    (
        (
            "Eleven miners were killed in Mach on Sunday. Islamic State has taken "
            "responsibility for the killings."
        ),
        "Mach",
        "Islamic State",
    ),
    # blamed on others
    (
        "A bus was bombed in Lamu on Friday. Police blame Al-Shabaab for the bombing.",
        "Lamu",
        "Al-Shabaab",
    ),
    (
        "Three teachers were shot dead in Narathiwat. Police suspect separatists of the murders.",
        "Narathiwat",
        "separatists",
    ),
    (
        (
            "Rockets hit the airport in Erbil on Monday. Kurdish officials held Iran-backed "
            "militias responsible for the attack."
        ),
        "Erbil",
        "Iran-backed militias",
    ),
    (
        (
            "A drone struck a convoy in Afar on Monday. Tigrayan officials blamed the "
            "Ethiopian army for the attack, which killed six."
        ),
        "Afar",
        "Ethiopian army",
    ),
    (
        (
            "Two officers were killed in Cizre on Monday. The attack was blamed on the PKK by "
            "the governor."
        ),
        "Cizre",
        "PKK",
    ),
    (
        (
            "Seven villagers were killed in Bankass on Sunday. The attack, which was blamed "
            "on jihadists, was the third this month."
        ),
        "Bankass",
        "jihadists",
    ),
    # before the deed is told
    (
        (
            "A faction of the JEM has been blamed for the kidnappings. Five peacekeepers were "
            "abducted in Nyala on Sunday."
        ),
        "Nyala",
        "faction of the JEM",
    ),
    # in the same sentence
    (
        "Four soldiers died in an ambush in Diffa on Monday, an attack claimed by Islamic State.",
        "Diffa",
        "Islamic State",
    ),
]


@pytest.mark.parametrize(("text", "place", "actor"), AGAIN)
def test_it_is_one_event_with_its_place_and_who_is_said_to_have_done_it(
    text: str, place: str, actor: str
) -> None:
    found = events(text)
    assert len(found) == 1, found[["event_type", "place", "actor"]]
    assert found["place"].iloc[0] == place
    assert actor in found["actor"].iloc[0].split("; ")


def test_who_owns_up_or_blames_says_so_and_the_report_only_tells_the_deed() -> None:
    first, blame, again = sorted(
        read("A bus was bombed in Lamu on Friday. Police blame Al-Shabaab for the bombing."),
        key=lambda one: (one.start, one.event_type != "ACCUSE"),
    )
    assert (first.actor, first.status) == ("", "asserted")
    assert (blame.actor, blame.recipient) == ("police", "Al-Shabaab")
    assert (again.actor, again.status, again.said_by) == ("Al-Shabaab", "claimed", "police")
    assert again.place is not None
    assert again.place.inferred
    assert again.when is not None
    assert again.when.inferred


def test_what_others_did_elsewhere_is_not_what_is_claimed() -> None:
    found = events(
        "Gunmen ambushed a bus in Lamu on Monday, killing nine passengers. Kenya said its jets had"
        " hit a camp in Garissa on Tuesday. The Islamist group claimed the attack on the bus."
    )
    assert set(found.loc[found["actor"].str.contains("Islamist"), "place"]) == {"Lamu"}
    assert list(found.loc[found["place"] == "Garissa", "actor"]) == ["Kenya's jets"]


def test_another_weapon_is_another_attack() -> None:
    found = events(
        "Jets bombed Taiz on Monday. A shell hit Marib on Tuesday. Rebels claimed the shelling."
    )
    assert list(found.loc[found["actor"] == "rebels", "place"]) == ["Ma'rib"]


@pytest.mark.parametrize(
    "text",
    [
        "The president blamed Rwanda for the violence.",
        "The minister blamed climate change for the drought in Turkana.",
        "Hamas denied responsibility for the attack in Jaffa.",
    ],
)
def test_blame_for_what_was_not_told_makes_nobody_act(text: str) -> None:
    assert not any(events(text)["actor"])


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("An attack condemned by the UN killed six people in Ituri.", ""),
        ("A strike reported by witnesses hit a school in Idlib.", ""),
        ("The attack, seen by reporters, killed two in Gaza City.", ""),
        ("The raid, which was carried out by the army, left four dead in Nyala.", "army"),
        ("An attack that was claimed by the PKK killed two policemen in Lice.", "PKK"),
        (
            "Three people were shot dead in Lyari on Friday, killings blamed on a local gang.",
            "local gang",
        ),
    ],
)
def test_who_judges_or_sees_a_deed_did_not_do_it(text: str, actor: str) -> None:
    assert [one.actor for one in read(text)] == [actor]
