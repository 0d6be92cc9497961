"""Where events are drawn: sentences by class, the team's cases, the country of a story."""

from datetime import date
from pathlib import Path

import pytest
from shapely import Point

from geomap import pipeline, reports
from geomap.discourse import lands
from geomap.relations import direction, distance_m

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


def report(text, published=date(2024, 12, 5)):
    return reports.from_text(text, published=published)


def drawn(text, tools):
    """Places of a text's statements that are drawn: all that are no country."""
    told = pipeline.read_one(report(text), tools).statements
    places = [one.place.place for one in told if one.place is not None]
    return [place for place in places if place is not None and not place.kind.startswith("A.PCL")]


def holds(want, place):
    lon, lat, km = want
    return distance_m(place.point, Point(lon, lat)) <= 1000 * km


def sentences():
    lines = (HERE / "event_places.txt").read_text(encoding="utf-8").splitlines()
    return [line.rsplit(" | ", 1) for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("text", "where"), sentences())
def test_events_are_drawn_where_the_text_says(text, where, tools):
    open_end = where.startswith("~")
    told = where.removeprefix("~").replace("none", "").split(";")
    wanted = [tuple(map(float, one.split())) for one in told if one.strip()]
    places = drawn(text.replace("\\n", "\n\n"), tools)
    assert all(any(holds(want, place) for want in wanted) for place in places), places
    assert open_end or all(any(holds(want, place) for place in places) for want in wanted)


# the team's cases


@pytest.mark.parametrize(
    ("case", "file", "where"),
    [
        ("03-street-in-a-named-city", "a.txt", "35.50 33.89 5"),
        ("03-street-in-a-named-city", "b.txt", "45.34 2.04 5"),
        ("05-road-between-two-towns", "a.txt", "0.68 17.36 20"),
        ("05-road-between-two-towns", "b.txt", "-3.9 14.42 20"),
        ("15-coordinates-decimal-and-dms", "a.txt", "32.4801 15.6412 0.01"),
        ("15-coordinates-decimal-and-dms", "b.txt", "32.4800 15.6411 0.05"),
        ("15-coordinates-decimal-and-dms", "c.txt", "32.4777 15.6445 0.01"),
        ("23-a-line-over-the-bering-strait", "r.txt", "177.5 64.7 30; -165.4 64.5 30"),
        ("29-three-cities-in-a-row", "a.txt", "30.52 50.45 9; 36.25 49.98 9; 30.74 46.48 9"),
        ("29-three-cities-in-a-row", "b.txt", "30.52 50.45 9; 36.25 49.98 9; 30.74 46.48 9"),
        ("33-dateline-and-here", "a.txt", "24.88 12.05 5"),
    ],
)
def test_a_case_of_the_team_is_drawn_where_it_is(case, file, where, shared, tools):
    text = (shared / "cases" / case / "input" / file).read_text(encoding="utf-8")
    places = drawn(text, tools)
    wanted = [tuple(map(float, one.split())) for one in where.split(";")]
    assert all(any(holds(want, place) for want in wanted) for place in places), places
    assert all(any(holds(want, place) for place in places) for want in wanted), places


def test_a_village_with_a_larger_namesake_abroad_stays_in_its_country(shared, tools):
    text = (shared / "cases" / "01-village-in-stated-country" / "input" / "r.txt").read_text(
        encoding="utf-8"
    )
    for one in pipeline.read_one(report(text), tools).statements:
        assert (one.place.mention.text, one.place.place.country) == ("Solhan", "BF")
        assert one.place.place.source == "geomap curated"


def test_each_town_lies_in_its_own_state(shared, tools):
    folder = shared / "cases" / "35-two-states-in-one-report" / "input"
    found = pipeline.read_one(report((folder / "a.txt").read_text(encoding="utf-8")), tools)
    places = {one.mention.text: one.place for one in found.resolutions}
    assert (places["Mt. Vernon"].admin1, places["Ft. Worth"].admin1) == ("Illinois", "Texas")
    assert places["St. Paul"].admin1 == "Minnesota"
    assert all("St. Paul" not in (one.actor, one.recipient) for one in found.statements)


# where the sentence names no place: the country that is spoken of


def events(text, tools):
    done = [pipeline.try_one(report(text), tools)]
    atlas = pipeline.assemble(done, settings=tools.settings)
    return atlas.events, atlas.statements


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Haiti is in turmoil. Gunmen attacked a patrol on Friday.", "Haiti"),
        ("The war in Sudan goes on. Shells killed nine people on Friday.", "Sudan"),
        (
            "Rebels left Goma in Congo. It rains. It is late. It is wet. It is dark. He was shot.",
            "Democratic Republic of the Congo",
        ),
        ("The junta in Mali is in trouble. Jihadists ambushed a convoy on Friday.", "Mali"),
        ("Yemen is at war. Two peacekeepers from Peru were shot on Friday.", "Yemen"),
        ("Myanmar is at war. An air strike killed six villagers on Friday.", "Myanmar"),
        ("Ukraine is under attack. Drones struck a power plant on Friday.", "Ukraine"),
        ("Somalia has no peace. A suicide bomber killed five soldiers on Friday.", "Somalia"),
        ("Gangs rule Haiti. Gunmen abducted three American nurses on Friday.", "Haiti"),
        ("Colombia mourns. Rebels killed a mayor on Friday.", "Colombia"),
    ],
)  # fmt: skip
def test_an_event_without_a_place_is_in_the_country_that_is_spoken_of(text, country, tools):
    found, told = events(text, tools)
    last = told.sort_values("start").iloc[-1]
    event = found.loc[last["event_id"]] if last["event_id"] in found.index else None
    assert last["place_basis"] != "stated"
    assert (event["place"], event["geo_precision"]) == (country, "country")
    assert event["place_basis"] in ("country", "inferred")


def test_two_countries_spoken_of_alike_tell_nothing(tools):
    text = "Chad and Sudan are rivals. Gunmen attacked a patrol on Friday."
    found, _ = events(text, tools)
    assert list(found["place"]) == [""]


def test_a_side_of_a_country_is_no_point_and_keeps_its_words(tools):
    text = "Fighting went on in eastern Ukraine on Friday."
    found, told = events(text, tools)
    assert list(told["place"]) == ["eastern Ukraine"]
    assert set(found["geo_precision"]) == {"country"}


def test_a_side_lies_on_that_side_of_the_middle(tools):
    land = tools.gazetteer.lookup("Mali")[0].place
    north = lands.side(land, direction("north"), "northern Mali", tools.gazetteer)
    kidal, sikasso = (
        tools.gazetteer.lookup(n, country="ML")[0].place for n in ("Kidal", "Sikasso")
    )
    assert north.lat > land.lat
    for place, inside in ((kidal, True), (sikasso, False)):
        on_side = lands.is_on_side(place, land, direction("north"), tools.gazetteer)
        within = distance_m(north.point, place.point) <= north.uncertainty_m
        assert on_side is inside
        assert within or not inside


@pytest.mark.parametrize(
    ("text", "year", "town"),
    [
        ("Burundi is at war. Rebels shelled the capital on Friday.", 2003, "Bujumbura"),
        ("Burundi is at war. Rebels shelled the capital on Friday.", 2023, "Gitega"),
        ("Soldiers fired on monks in Burma's capital on Friday.", 1998, "Yangon"),
        ("Soldiers fired on monks in Myanmar's capital on Friday.", 2021, "Nay Pyi Taw"),
        ("Protesters marched in Kazakhstan's capital on Friday.", 1995, "Almaty"),
        ("Protesters marched in Kazakhstan's capital on Friday.", 2022, "Astana"),
        ("Rebels in Ivory Coast attacked the capital on Friday.", 1982, "Abidjan"),
    ],
)
def test_the_capital_is_that_of_the_day(text, year, town, tools):
    told = pipeline.read_one(report(text, published=date(year, 7, 11)), tools).statements
    assert [one.place.place.name for one in told] == [town]
