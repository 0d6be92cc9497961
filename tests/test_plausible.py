"""What the text says about a place wins: containers that it states, countries that it speaks of."""

from dataclasses import replace
from datetime import date

import pytest

from geomap import pipeline, reports
from geomap.corrections import Corrections, MentionCorrection, Where
from geomap.gazetteer import fold
from geomap.resolution import Overrides


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


def report(text):
    return reports.from_text(text, published=date(2024, 12, 5))


def named(text, name, tools):
    """What the one mention of a name means; fails where it is no place name of the report."""
    found = pipeline.read_one(report(text), tools).resolutions
    chosen = [one for one in found if one.mention.text == name]
    assert len(chosen) == 1, [one.mention.text for one in found]
    return chosen[0]


def known(name, country, tools):
    """The first place of a name that the gazetteer knows in a country."""
    return tools.gazetteer.lookup(name, country=country)[0].place


# a container beside a name wins over a bigger namesake elsewhere

BESIDE = [
    ("Gunmen attacked Florida, a town in Colombia, on Sunday.", "Florida: CO Valle del Cauca"),
    ("Fighters took Gaya, a town in Niger, on Friday.", "Gaya: NE Dosso"),
    ("Rockets hit Nara, a town in western Mali, on Friday.", "Nara: ML Koulikoro"),
    ("Clashes broke out in Samara, a town in northern Ethiopia, on Friday.", "Samara: ET Afar"),
    ("Drones struck Azov, a village in Ukraine, on Tuesday.", "Azov: UA Zaporizhzhia"),
    ("Bombs hit Basra, a village in Pakistan, on Monday.", "Basra: PK Punjab"),
    ("A bomb exploded in Barcelona, a town in the Philippines, on Sunday.", "Barcelona: PH Bicol"),
    ("Troops shelled Santiago, in the northern Philippines.", "Santiago: PH Cagayan Valley"),
    ("Drones hit Gao, a village in southern Burkina Faso, on Sunday.", "Gao: BF Centre-Ouest"),
    ("Fighters shelled Nawa, a town in southern Syria, on Sunday.", "Nawa: SY Daraa"),
    ("Gangs burned houses in Cavaillon, a town in southern Haiti, on Monday.", "Cavaillon: HT Sud"),
    ("Drones hit Al-Faw, a town in eastern Sudan, on Monday.", "Al-Faw: SD Al Qadarif"),
    ("Rockets hit Al Bayda, a town in central Yemen, on Friday.", "Al Bayda: YE Al Bayda'"),
    ("Clashes broke out in Al Jawf, a town in southern Libya, on Monday.", "Al Jawf: LY Kufra"),
]
OWNED = [
    ("Militants attacked Ethiopia's Samara on Sunday.", "Samara: ET Afar"),
    ("Shells hit Ukraine's Azov on Sunday.", "Azov: UA Zaporizhzhia"),
    ("Rockets hit Mali's Nara on Sunday.", "Nara: ML Koulikoro"),
    ("Gunmen attacked Colombia's Florida on Friday.", "Florida: CO Valle del Cauca"),
]
AFTER_A_COMMA = [
    ("Rebels attacked a post in Miranda, Cauca, on Friday.", "Miranda: CO Cauca"),
    ("Gunmen shot three people in San Diego, Cesar, on Friday.", "San Diego: CO Cesar"),
    ("Clashes broke out in Monterrey, Casanare, on Friday.", "Monterrey: CO Casanare"),
    ("Fighters shelled Samara, Afar, on Friday.", "Samara: ET Afar"),
]


@pytest.mark.parametrize(("text", "where"), [*BESIDE, *OWNED, *AFTER_A_COMMA])
def test_a_stated_container_wins_over_a_bigger_namesake(tools, text, where):
    name, inside = where.split(": ")
    country, admin1 = inside.split(" ", 1)
    place = named(text, name, tools).place
    others = [hit.place for hit in tools.gazetteer.lookup(name, limit=20)]
    assert any(o.population > place.population and o.country != country for o in others)
    assert (place.country, place.admin1) == (country, admin1)


@pytest.mark.parametrize(
    ("text", "name", "where"),
    [
        ("Shelling hit Iraq's Anbar province on Monday.", "Anbar", "IQ A.ADM1"),
        ("Rockets hit Colombia's Cordoba department on Sunday.", "Cordoba", "CO A.ADM1"),
        ("Militants raided Niger's Gaya district on Sunday.", "Gaya", "NE A.ADM2"),
    ],
)
def test_a_division_after_its_countrys_name_lies_there(tools, text, name, where):
    place = named(text, name, tools).place
    assert f"{place.country} {place.kind}" == where


# put where no such name is known

UNKNOWN = [
    ("Fighters attacked Hamburg, a village in Somalia, on Sunday.", "Hamburg", "DE"),
    ("Rebels took Sheffield, a village in eastern Congo, on Monday.", "Sheffield", "GB"),
    ("Drones hit Marseille, a village in northern Mali, on Monday.", "Marseille", "FR"),
    ("Shells hit Detroit, a town in eastern Ukraine, on Friday.", "Detroit", "US"),
    ("Bombs fell on Kumasi, a village in western Myanmar, on Sunday.", "Kumasi", "GH"),
    ("Gunmen attacked Nairobi, a village in northern Iraq, on Friday.", "Nairobi", "KE"),
    ("Clashes broke out in Hanoi, a village in southern Yemen, on Friday.", "Hanoi", "VN"),
    ("Clashes broke out in Osaka, a village in western Sudan, on Friday.", "Osaka", "JP"),
    ("Troops shelled Lusaka, a village in Ethiopia, on Friday.", "Lusaka", "ZM"),
    ("Gangs attacked Naples, a village in Haiti, on Friday.", "Naples", "IT"),
    ("Rockets hit Ankara, a village in eastern Syria, on Friday.", "Ankara", "TR"),
    ("Clashes broke out in Salamanca, a village in Colombia, on Sunday.", "Salamanca", "ES"),
]


@pytest.mark.parametrize(("text", "name", "elsewhere"), UNKNOWN)
def test_a_name_unknown_in_the_country_that_it_is_put_in_gets_no_place(
    tools, text, name, elsewhere
):
    found = named(text, name, tools)
    assert (found.place, found.probability) == (None, 0.0)
    assert "where no place of this name is known" in found.reason
    assert found.reason.endswith(f"{name} in {elsewhere} is another")


# a namesake in a country not spoken of

ASTRAY = [
    ("Shells hit Kherson in Ukraine on Sunday. A bomb also went off in Dori.", "Dori", "BF"),
    ("Troops shelled Mosul in Iraq on Monday. Clashes broke out in Laukkai.", "Laukkai", "MM"),
    ("Rebels shelled Goma in Congo on Friday. Clashes broke out in Mocha.", "Mocha", "YE"),
    ("Fighters shelled Nyala in Sudan on Friday. Clashes broke out in Malden.", "Malden", "US"),
    ("Soldiers shelled Baidoa in Somalia. A bomb went off in Cavaillon.", "Cavaillon", "FR"),
    ("Gangs burned houses in Jacmel, Haiti. A bomb also went off in Kidal.", "Kidal", "ML"),
    ("Clashes broke out in Taiz, Yemen. A bomb also went off in Arauca.", "Arauca", "CO"),
    ("Rebels shelled Gao in Mali. A bomb went off in Zelenodolsk.", "Zelenodolsk", "RU"),
    ("Shells hit Homs in Syria on Sunday. Clashes broke out in Menaka.", "Menaka", "ML"),
    ("Rebels attacked Gondar in Ethiopia. A bomb hit Guasdualito.", "Guasdualito", "VE"),
    ("Troops shelled Davao in the Philippines. A bomb hit Rutland.", "Rutland", "US"),
]
KEPT = [
    # capitals
    ("Clashes broke out in Mosul, Iraq, on Sunday. A bomb also hit Vienna.", "Vienna", "AT"),
    ("Troops shelled Lashio in Myanmar. A bomb also went off in Nairobi.", "Nairobi", "KE"),
    ("Rebels shelled Goma in Congo. A bomb also went off in Manila.", "Manila", "PH"),
    # large towns
    ("Troops shelled Davao in the Philippines. A bomb hit Hamburg.", "Hamburg", "DE"),
    ("Shells hit Bamako in Mali on Sunday, and Arequipa was quiet.", "Arequipa", "PE"),
    ("Fighters shelled El Fasher in Sudan. A drone crashed in Naples.", "Naples", "IT"),
    # small ones across the border
    ("Rebels shelled Arauca in Colombia. A bomb hit Guasdualito.", "Guasdualito", "VE"),
    ("Rockets hit Lviv in Ukraine on Sunday. A drone crashed in Przemysl.", "Przemysl", "PL"),
    ("Rebels shelled Myawaddy in Myanmar. Shells also fell on Mae Sot.", "Mae Sot", "TH"),
    ("Fighters attacked Geneina in Sudan. A bomb also went off in Adre.", "Adre", "TD"),
    ("Clashes broke out in Bukavu, Congo. A bomb went off in Cyangugu.", "Cyangugu", "RW"),
    ("Gangs attacked Ouanaminthe in Haiti. Shots were fired in Dajabon.", "Dajabon", "DO"),
]


@pytest.mark.parametrize(("text", "name", "elsewhere"), ASTRAY)
def test_a_small_namesake_in_a_country_not_spoken_of_is_no_find(tools, text, name, elsewhere):
    found = named(text, name, tools)
    assert found.place is None
    assert found.probability < 0.1
    unsure = f"({elsewhere}), has only probability 0.0" in found.reason
    told = f" in {elsewhere} is known, but the report does not otherwise speak of" in found.reason
    assert told or unsure


@pytest.mark.parametrize(("text", "name", "country"), KEPT)
def test_a_great_or_a_near_place_of_another_country_is_kept(tools, text, name, country):
    assert named(text, name, tools).place.country == country


# what a person chose


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        (BESIDE[0][0], "Florida", "US"),
        (BESIDE[1][0], "Gaya", "IN"),
        (BESIDE[2][0], "Nara", "JP"),
        (OWNED[1][0], "Azov", "RU"),
        (AFTER_A_COMMA[1][0], "San Diego", "US"),
        *UNKNOWN[:4],
        *ASTRAY[:4],
    ],
)
@pytest.mark.parametrize("way", ["correction", "override"])
def test_a_persons_choice_is_not_overruled(tools, text, name, country, way):
    place = known(name, country, tools)
    correction = MentionCorrection(name=name, where=Where(place_id=place.place_id))
    chosen = {
        "correction": Corrections(mentions=(correction,), places={place.place_id: place}),
        "override": Corrections(plain=Overrides({("", fold(name)): (place.place_id, "o.csv")})),
    }
    found = named(text, name, replace(tools, corrections=chosen[way]))
    assert (found.place, found.by_hand, found.probability) == (place, True, 1.0)


# where few people live, the next town abroad lies far off


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A boat was attacked near Anadyr. Another was attacked near Nome.", "Nome", "US"),
        ("A cutter fired on a boat near Nome. A man was shot in Provideniya.", "Provideniya", "RU"),
        ("A man was arrested in Iqaluit. In Sisimiut a man was shot.", "Iqaluit", "CA"),
        ("A man was arrested in Iqaluit. In Sisimiut a man was shot.", "Sisimiut", "GL"),
        ("Soldiers were attacked in Tessalit. Gunmen attacked a post in Reggane.", "Reggane", "DZ"),
        (
            "Soldiers were attacked in Tessalit. Gunmen attacked a post in Reggane.",
            "Tessalit",
            "ML",
        ),
        (
            "Gunmen attacked Agadez. Soldiers clashed with smugglers near Djanet.",
            "Djanet",
            "DZ",
        ),
    ],
)
def test_the_next_town_abroad_may_lie_far_off_where_few_people_live(text, name, country, tools):
    found = named(text, name, tools)
    assert found.place is not None
    assert found.place.country == country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Troops attacked Kharkiv and Kupiansk. Shells hit Melrose.", "Melrose"),
        ("Gunmen attacked Maiduguri and Bama. Shells hit Nome.", "Nome"),
        ("Rebels attacked Bunia and Beni. Shells hit Provideniya.", "Provideniya"),
    ],
)
def test_a_namesake_far_from_everybody_is_still_none(text, name, tools):
    assert named(text, name, tools).place is None
