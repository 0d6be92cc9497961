"""A deed told right after another stands where it does, and says so; what is apart stands alone."""

from datetime import date

import pytest
from pandas import DataFrame

from geomap import pipeline, reports
from geomap.settings import OFFLINE


def tables(text: str) -> tuple[DataFrame, DataFrame]:
    report = reports.from_text(text, report_id="r", published=date(2024, 5, 4))
    tools = pipeline.open_tools()
    atlas = pipeline.assemble([pipeline.read_one(report, tools)], settings=OFFLINE)
    return atlas.statements.sort_values("start"), atlas.events


CARRIED = [
    ("Gunmen attacked a checkpoint in Gao on Monday.", "The gunmen burned three trucks.", "Gao"),
    ("Rebels shelled Kadugli on Friday.", "At least nine civilians were killed.", "Kadugli"),
    ("A bomb exploded in Quetta on Sunday.", "Police arrested two men.", "Quetta"),
    ("Fighters stormed Mocimboa da Praia.", "The army fired on them for an hour.", "Mocimboa"),
    ("Protesters marched in Lashio.", "Soldiers opened fire.", "Lashio"),
    ("The militia raided Bria on Tuesday.", "Hundreds of people fled.", "Bria"),
    ("Drones struck Odesa overnight.", "Five workers were wounded.", "Odesa"),
    ("Troops entered Mekele on Monday.", "The soldiers looted shops.", "Mekele"),
    ("Gunmen ambushed a convoy near Arauca.", "Two policemen died.", "Arauca"),
    ("Jets bombed Taiz on Thursday.", "A strike killed a family of six.", "Taiz"),
]


@pytest.mark.parametrize(("first", "second", "place"), CARRIED)
def test_a_deed_right_after_another_is_at_its_place_and_says_that_it_is_inferred(
    first: str, second: str, place: str
) -> None:
    rows, _ = tables(f"{first} {second}")
    told = rows[rows["start"] > len(first)]
    assert len(told) == 1
    assert told["place_basis"].item() == "inferred"
    assert told["place"].item() == rows["place"].iloc[0] != ""


@pytest.mark.parametrize(("first", "second"), [one[:2] for one in CARRIED])
def test_a_place_is_carried_from_one_short_paragraph_to_the_next(first: str, second: str) -> None:
    rows, _ = tables(f"{first}\n\n{second}")
    assert rows["place_basis"].iloc[-1] == "inferred"
    assert rows["place"].iloc[-1] == rows["place"].iloc[0] != ""


@pytest.mark.parametrize(("first", "second"), [one[:2] for one in CARRIED[:4]])
def test_none_is_carried_out_of_a_long_paragraph(first: str, second: str) -> None:
    rows, _ = tables(f"The rain came late. The road is long. It is dry. {first}\n\n{second}")
    assert "inferred" not in set(rows["place_basis"])


SOME = [
    ("Rebels shelled Kadugli.", "They also killed nine people in a village."),
    ("Gunmen attacked a checkpoint in Gao.", "The gunmen raided two districts."),
    ("Jets bombed Taiz.", "The jets also bombed targets in several regions."),
    ("Fighters stormed Bria.", "The fighters burned houses in an area to the north."),
    ("Rebels besieged Kadugli.", "The districts had been lost to the army."),
    ("Rebels besieged Kadugli.", "The army said that its men had recaptured them."),
]


@pytest.mark.parametrize(("first", "second"), SOME)
def test_a_village_and_several_regions_are_not_the_place_that_was_told(
    first: str, second: str
) -> None:
    rows, _ = tables(f"{first} {second}")
    assert "inferred" not in set(rows["place_basis"])


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked Kadugli, Dilling and Heiban. The army said 78 soldiers had been killed.",
        "Jets bombed Taiz and Hodeidah. Rescuers said that eleven people were killed.",
        "Gunmen raided Gao and Menaka on Monday. Nine people were killed.",
    ],
)
def test_of_several_towns_told_together_none_is_the_next_deeds(text: str) -> None:
    rows, _ = tables(text)
    assert rows["place"].iloc[0]
    assert not rows["place"].iloc[-1]


@pytest.mark.parametrize(
    "second",
    [
        "The minister said that talks would begin.",  # what is said is done nowhere
        "The group killed twelve people in 2003.",  # what is past is another story
        "It has killed hundreds of civilians.",  # so is what has been going on
        "The army will attack them next week.",  # and what is only foreseen
    ],
)
@pytest.mark.parametrize(("first", "place"), [(one[0], one[2]) for one in CARRIED[:3]])
def test_what_is_told_apart_from_the_story_takes_no_place_from_it(
    first: str, place: str, second: str
) -> None:
    rows, _ = tables(f"{first} {second}")
    assert "inferred" not in set(rows["place_basis"])


@pytest.mark.parametrize(("between", "kept"), [(0, True), (3, True), (4, False)])
@pytest.mark.parametrize("deed", ["Gunmen killed two soldiers.", "Police arrested two men."])
def test_a_place_is_carried_over_three_sentences_at_most(
    between: int, kept: bool, deed: str
) -> None:
    dull = "The road is long. "
    rows, _ = tables(f"Rebels shelled Kadugli. {dull * between}{deed}")
    assert (rows["place_basis"].iloc[-1] == "inferred") is kept


def test_a_sentence_that_names_another_place_takes_none() -> None:
    rows, _ = tables("Rebels shelled Kadugli. Nurses from Khartoum were killed.")
    assert "inferred" not in set(rows["place_basis"])


def test_a_place_of_its_own_goes_before_one_that_is_only_inferred() -> None:
    text = "Rebels shelled Kadugli on 3 May 2024. Nine people were killed in the shelling."
    _, events = tables(text)
    assert events["place_id"].nunique() == 1
    assert "stated" in set(events["place_basis"])


NAMES = [
    ("Near Fallujah, two strikes hit a bunker.", "Near Ramadi, one strike hit a boat."),
    ("Near Kobani, three strikes hit a truck.", "Near Jarabulus, one strike hit a tank."),
    ("Near Odesa, drones struck a depot.", "Near Mykolaiv, drones struck a bridge."),
    ("Near Goma, rebels shelled a camp.", "Near Sake, rebels shelled a school."),
    ("Near Gao, jets bombed a convoy.", "Near Bourem, jets bombed a camp."),
]


@pytest.mark.parametrize(("one", "other"), NAMES)
def test_what_is_near_two_names_is_two_events(one: str, other: str) -> None:
    _, events = tables(f"Strikes of 9 June 2016:\n\n- {one}\n\n- {other}")
    assert len(events) == 2
    assert events["place_id"].nunique() == 2


@pytest.mark.parametrize(
    "known", ["Fallujah", "Kobani", "Kadugli", "Odesa", "Goma", "Lashio", "Gao", "Taiz", "Mekele"]
)
def test_a_name_that_no_gazetteer_has_is_not_the_town_beside_it(known: str) -> None:
    _, events = tables(
        f"Strikes of 9 June 2016:\n\n- Near {known}, one strike hit a boat.\n\n"
        "- Near Qorombizi, one strike hit a boat."
    )
    assert len(events) == 2


AFTER = [
    ("The hostages were freed on Monday following a shootout between rival groups.", 2),
    ("Aid workers were evacuated after shelling by rebels.", 2),
    ("Troops were sent to Bria following an ambush of peacekeepers.", 2),
    ("The hostages were freed on Monday following the shootout between rival groups.", 1),
    ("Aid workers were evacuated after the shelling.", 1),
    ("Troops were sent to Bria following the ambush.", 1),
]


@pytest.mark.parametrize(("text", "n"), AFTER)
def test_what_another_deed_came_after_is_a_deed_of_its_own_unless_it_was_told_before(
    text: str, n: int
) -> None:
    rows, _ = tables(text)
    assert len(rows) == n


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers captured Rodrigo Alvarez on Monday.",
        "The device was kept in a Zorbin box, which was to explode in the evening.",
        "The navy used a Chevron jetty to attack the rebels.",
        "The rebels attacked the soldiers early Saturday.",
    ],
)
def test_a_person_a_firm_or_a_day_is_no_place_of_an_event(text: str) -> None:
    rows, _ = tables(text)
    assert not {"Rodrigo Alvarez", "Zorbin", "Chevron", "Saturday"} & set(rows["place"])


@pytest.mark.parametrize(
    "text",
    [
        "Fighters led by the general took Umm Dehelib, 40 km south of Kadugli.",
        "Rebels seized Kyauk Taing, 12 km north of Lashio.",
        "The army captured Bir Zarouq, 30 km west of Gao.",
        "Militiamen overran Khor Mahmoud, 15 kilometers east of Nyala.",
    ],
)
def test_a_long_name_whose_place_is_told_right_after_it_is_a_place(text: str) -> None:
    rows, _ = tables(text)
    town = text.split(",", maxsplit=1)[0].split()[-2:]
    assert " ".join(town) in rows["place"].iloc[0] or " of " in rows["place"].iloc[0]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Gunmen killed three Kurds in Kirkuk.", "Kirkuk"),
        ("Soldiers arrested a group of Syrians in Beirut.", "Beirut"),
        ("The militia abducted nine Afghans in Zahedan.", "Zahedan"),
    ],
)
def test_a_people_is_no_place(text: str, place: str) -> None:
    _, events = tables(text)
    assert list(events["place"]) == [place]


@pytest.mark.parametrize(
    ("region", "name"),
    [
        ("the north of Segou region", "near Mbokolo"),
        ("northern Mali", "in Qorombizi"),
        ("eastern Homs province", "near Homs"),
        ("eastern Burkina Faso", "in Tankoro"),
        ("the south of Kachin state", "near Nampeto"),
    ],
)
def test_a_name_may_lie_in_the_region_that_was_told_before(region: str, name: str) -> None:
    first = f"Rebels attacked a base in {region} on Monday, killing nine soldiers."
    _, events = tables(f"{first} The rebels killed nine soldiers at the base {name} on Monday.")
    assert len(events) == 1


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Gunmen threw bombs at a post in Pattani. They opened fire and fled towards Yala.",
            "Yala",
        ),
        (
            "The army shelled a camp in Dilling. Soldiers burned it and withdrew to Kadugli.",
            "Kadugli",
        ),
        ("Rebels raided a mine in Bria. They killed a guard and fled to Bambari.", "Bambari"),
        ("Militants shot a mayor in Gao. They burned his car and escaped to Bourem.", "Bourem"),
        ("Police fired on protesters in Goma. They beat a priest and marched to Sake.", "Sake"),
    ],
)
def test_where_somebody_goes_afterwards_is_not_where_the_deed_was(text: str, place: str) -> None:
    rows, _ = tables(text)
    done = rows[rows["text"].str.contains("fire and|burned|killed a|beat")]
    assert place not in set(done["place"])


@pytest.mark.parametrize(
    ("before", "label", "deed"),
    [
        (
            "Sumy region: Shells hit a farm.",
            "Mykolaiv",
            "Russians attacked the region with drones.",
        ),
        (
            "Gao region: Gunmen burned a truck.",
            "Mopti",
            "Jihadists attacked the region with mortars.",
        ),
        (
            "Idlib province: Jets bombed a camp.",
            "Hama",
            "Rebels shelled the province with rockets.",
        ),
    ],
)
def test_the_label_of_a_paragraph_is_the_region_that_it_speaks_of(
    before: str, label: str, deed: str
) -> None:
    rows, _ = tables(f"{before}\n\n{label} {before.split()[1]} {deed}")
    assert label in rows["place"].iloc[-1]


POSTED = [
    ("Police in southern India say a shootout has killed eight rebels.", "India"),
    ("Officials in Maiduguri say two suicide bombers have killed six people.", "Maiduguri"),
    ("Doctors in Aleppo said that barrel bombs had killed 12 people.", "Aleppo"),
    ("Residents of Mekele say soldiers arrested young men.", "Mek'ele"),
    ("Police in the Pakistani city of Quetta said gunmen had killed two policemen.", "Quetta"),
    ("The governor of Helmand says insurgents attacked a convoy.", "Helmand"),
    ("Activists in Homs say government tanks shelled a residential district.", "Homs"),
    ("Local authorities in Bunia say militiamen killed seven villagers overnight.", "Bunia"),
    ("A hospital in Mogadishu says it has received the bodies of nine people.", "Mogadishu"),
    # in a capital they may speak of any place of their country
    ("Officials in Kabul say militants killed six policemen.", ""),
    ("A spokesman in Geneva said rebels had killed six policemen.", ""),
]


@pytest.mark.parametrize(("text", "place"), POSTED)
def test_a_deed_without_a_place_is_where_those_are_posted_who_tell_of_it(
    text: str, place: str
) -> None:
    rows, _ = tables(text)
    assert rows["place"].iloc[-1] == place


@pytest.mark.parametrize(
    "text",
    [
        "The bodies were taken to Goma. Two more soldiers were killed.",
        "Twelve survivors were flown to Juba. Militiamen burned ten houses.",
        "Ten wounded soldiers were brought to Gao. Militants killed six others.",
    ],
)
def test_where_the_wounded_were_brought_is_not_where_the_next_deed_was(text: str) -> None:
    statements, _ = tables(text)
    assert not statements["place"].iloc[-1]
