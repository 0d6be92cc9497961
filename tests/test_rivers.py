"""Rivers: which way they flow, their banks, what lies across them, and names that mean them."""

import pytest
from shapely import Point

from geomap import pipeline, reports
from geomap.gazetteer import open_gazetteer
from geomap.locating import locate
from geomap.model import Verdict
from geomap.terrain import course, load, river_by


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


def area(said):
    return locate(said, open_gazetteer(), terrain=load()).area


def covers(said, place):
    found = locate(place, open_gazetteer())
    return area(said).covers(Point(found.lon, found.lat))


def verdicts(text, relation, tools):
    found = pipeline.read_one(reports.from_text(text), tools).claims
    return [claim.verdict for claim in found if claim.relation == relation]


@pytest.mark.parametrize(
    ("town", "mouth"),
    [
        ((31.2, 30.0), (30.9, 31.4)),  # the Nile at Cairo
        ((32.53, 15.55), (30.9, 31.4)),  # at Khartoum
        ((44.4, 33.3), (48.5, 30.0)),  # the Tigris at Baghdad
        ((40.14, 35.33), (48.5, 30.0)),  # the Euphrates at Deir ez-Zor
        ((32.61, 46.64), (32.6, 46.6)),  # the Dnipro at Kherson
        ((30.5, 50.4), (32.6, 46.6)),  # at Kyiv
        ((104.95, 11.55), (105.8, 10.0)),  # the Mekong at Phnom Penh
        ((96.1, 21.97), (95.0, 16.3)),  # the Irrawaddy at Mandalay
        ((68.37, 25.39), (67.5, 24.1)),  # the Indus at Hyderabad
        ((-74.8, 10.96), (-74.9, 11.1)),  # the Magdalena at Barranquilla
        ((6.8, 51.2), (4.8, 51.7)),  # the Rhine at Düsseldorf
        ((105.8, 21.0), (106.5, 20.3)),  # the Red River at Hanoi
    ],
)
def test_a_river_flows_to_the_sea(town, mouth):
    end = Point(course(river_by(Point(town))).coords[-1])
    assert end.distance(Point(mouth)) < 0.7


@pytest.mark.parametrize(
    ("town", "other"),
    [
        ("Kherson", "Oleshky"),
        ("Beryslav", "Nova Kakhovka"),
        ("Nikopol", "Enerhodar"),
        ("Khartoum", "Omdurman"),
        ("Kinshasa", "Brazzaville"),
        ("Bangui", "Zongo, Democratic Republic of the Congo"),
        ("Tiraspol", "Bender, Moldova"),
        ("Vidin", "Calafat"),
        ("Laredo, Texas", "Nuevo Laredo"),
        ("Vientiane", "Nong Khai"),
        ("Mukdahan", "Savannakhet"),
    ],
)
def test_what_lies_across_the_river_is_known(town, other):
    assert covers(f"across the river from {town}", other)
    assert not covers(f"across the river from {town}", town)


def test_where_the_map_has_no_river_all_around_is_drawn():
    found = locate("across the river from Agadez", open_gazetteer(), terrain=load())
    assert "not known" in found.why
    found = locate("20 km upstream of Agadez", open_gazetteer(), terrain=load())
    assert "No river is known" in found.why


@pytest.mark.parametrize(
    ("said", "inside", "outside"),
    [
        ("on the left bank of the Dnipro", "Oleshky", "Beryslav"),
        ("on the right bank of the Dnipro", "Beryslav", "Oleshky"),
        ("on the western bank of the Nile", "Giza", "Luxor"),
        ("on the eastern bank of the Nile", "Luxor", "Giza"),
        ("on the right bank of the Danube", "Ruse, Bulgaria", "Giurgiu"),
        ("on the left bank of the Danube", "Giurgiu", "Ruse, Bulgaria"),
        ("on the left bank of the Dniester", "Tiraspol", "Bender, Moldova"),
        ("on the left bank of the Congo River", "Kinshasa", "Brazzaville"),
        ("on the right bank of the Congo River", "Brazzaville", "Kinshasa"),
        ("on the left bank of the Mekong", "Savannakhet", "Mukdahan"),
    ],
)
def test_banks_are_told_by_the_compass_and_by_the_flow(said, inside, outside):
    assert covers(said, inside)
    assert not covers(said, outside)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Raqqa lies upstream of Deir ez-Zor.", Verdict.SUPPORTED),
        ("Raqqa lies downstream of Deir ez-Zor.", Verdict.CONTRADICTED),
        ("Kyiv lies upstream of Kherson.", Verdict.SUPPORTED),
        ("Basra lies downstream of Baghdad.", Verdict.SUPPORTED),
        ("Basra lies upstream of Baghdad.", Verdict.CONTRADICTED),
        ("Luxor lies upstream of Cairo.", Verdict.SUPPORTED),
        ("Gao lies downstream of Timbuktu.", Verdict.SUPPORTED),
        ("Samarra lies 100 km upstream of Baghdad.", Verdict.SUPPORTED),
        ("Agadez lies upstream of Niamey.", Verdict.UNDETERMINED),
    ],
)
def test_up_and_down_a_river_are_checked_along_it(text, verdict, tools):
    assert verdicts(text, "direction", tools) == [verdict]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Oleshky lies across the Dnipro from Kherson.", Verdict.SUPPORTED),
        ("Omdurman lies across the Nile from Khartoum.", Verdict.SUPPORTED),
        ("Giurgiu lies across the Danube from Ruse.", Verdict.SUPPORTED),
        ("Enerhodar lies across the river from Nikopol.", Verdict.SUPPORTED),
        ("Marhanets lies across the river from Nikopol.", Verdict.CONTRADICTED),
        ("Mykolaiv lies across the river from Kherson.", Verdict.CONTRADICTED),
    ],
)
def test_across_a_river_is_checked_by_the_river(text, verdict, tools):
    assert verdicts(text, "across", tools) == [verdict]


def meant(text, name, tools):
    found = pipeline.read_one(reports.from_text(text), tools).resolutions
    return next(one.place for one in found if one.mention.text == name)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Troops crossed the Dnipro near Kherson on Monday.", "Dnipro", "H.STM"),
        ("Russian troops reached the Oskil near Kupiansk.", "Oskil", "H.STM"),
        ("Shells fell on the banks of the Kaveri near Erode.", "Kaveri", "H.STM"),
        ("Soldiers blew up a bridge over the Sava near Brcko.", "Sava", "H.STM"),
        ("Clashes broke out on the bank of the Dniester near Bender.", "Dniester", "H.STM"),
        ("A drone hit the Dnipro region on Monday.", "Dnipro", "A.ADM"),
        ("Shells hit the Kherson district on Monday.", "Kherson", "A.ADM"),
        ("The Dnipro city council said two people died.", "Dnipro", "P."),
        ("Troops shelled Dnipro on Monday.", "Dnipro", "P."),
        ("Insurgents ambushed troops on the Kabul-Kandahar highway.", "Kabul", "P."),
    ],
)
def test_a_town_has_no_article(text, name, kind, tools):
    assert meant(text, name, tools).kind.startswith(kind)


@pytest.mark.parametrize("river", ["Dniester", "Ruzizi", "Tigris", "Nile"])
def test_the_west_bank_of_a_river_is_not_the_west_bank(river, tools):
    text = f"Clashes broke out on the west bank of the {river} on Monday."
    found = pipeline.read_one(reports.from_text(text), tools)
    assert all(one.place is None or one.place.name != "West Bank" for one in found.resolutions)
