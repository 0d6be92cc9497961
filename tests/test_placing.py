"""Where an event is drawn: places in a row, areas around unknown names, "here"."""

from dataclasses import replace
from datetime import date

import pytest
import shapely

from geomap import pipeline, reports
from geomap.corrections import Corrections, MentionCorrection, Where
from geomap.relations import distance_m


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


def report(text):
    return reports.from_text(text, published=date(2024, 12, 5))


def read(text, tools):
    return pipeline.read_one(report(text), tools)


def only(rows):
    assert len(rows) == 1, rows
    return rows[0]


# places in a row are not one in the other


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Fighters regrouped around Panjshir, in Badakhshan.", "Panjshir Badakhshan"),
        ("Shells fell around Mekele, in Amhara, on Sunday.", "Mekele Amhara"),
        ("Fighting went on around Goma, in Ituri, on Sunday.", "Goma Ituri"),
        ("Clashes continued around Mosul, in Anbar, on Sunday.", "Mosul Anbar"),
        ("Fighters gathered around Lashio, in Kachin, on Sunday.", "Lashio Kachin"),
        ("Rockets struck Herat, Kandahar and Ghazni on Friday.", "Herat Kandahar Ghazni"),
        ("Rockets struck Herat, Paktika and Ghazni on Friday.", "Herat Paktika Ghazni"),
        ("Fighting raged in Bukavu, Ituri and Goma on Monday.", "Bukavu Ituri"),
        ("Rockets hit Mosul, Anbar and Kirkuk on Monday.", "Mosul Anbar Kirkuk"),
        ("Fighters attacked Gondar, Tigray and Adama.", "Gondar Tigray Adama"),
        ("Fighters attacked Aden, Shabwah and Taiz on Sunday.", "Aden Shabwah Taiz"),
        ("Rebels attacked Cali, Caqueta and Medellin.", "Cali Caqueta Medellin"),
        ("Drones hit Odesa, Crimea or Kharkiv on Sunday.", "Odesa Crimea Kharkiv"),
        ("Troops attacked Maiduguri, Yobe and Kano on Monday.", "Maiduguri Yobe Kano"),
        ("Shells hit Homs, Idlib province and Aleppo.", "Homs Idlib Aleppo"),
        ("Clashes broke out in Lashio, Kachin state and Mandalay.", "Lashio Kachin Mandalay"),
    ],
)
def test_places_in_a_row_are_all_kept_and_none_lies_in_the_next(tools, text, names):
    places = {one.mention.text: one.place for one in read(text, tools).resolutions}
    assert all(places[name] is not None for name in names.split())
    assert len({places[name].place_id for name in names.split()}) == len(names.split())
    assert pipeline.read_story(report(text), tools).containers == {}


# at an unknown street, quarter or village


@pytest.mark.parametrize(
    ("text", "name", "around"),
    [
        ("A car bomb exploded in the Zarmoun quarter of Aleppo.", "Zarmoun", "Aleppo"),
        ("Gunmen killed six people in the Quembo quarter of Goma.", "Quembo", "Goma"),
        ("Shells hit the Zarqun neighbourhood of Mosul on Tuesday.", "Zarqun", "Mosul"),
        ("An air strike hit Aleppo's Saadallah district on Friday.", "Saadallah", "Aleppo"),
        ("Gangs attacked the Delmonde neighborhood of Jacmel.", "Delmonde", "Jacmel"),
        ("A mortar hit the Jabal Senfar neighbourhood of Taiz.", "Jabal Senfar", "Taiz"),
        ("Rebels attacked Tarbuleh village in Idlib province.", "Tarbuleh", "Idlib"),
        ("Militants burned houses in Bourkadi, a village in Timbuktu region, on Friday.",
         "Bourkadi", "Timbuktu"),
        ("Troops killed nine people in Nam Pang Lot, a village in Shan state, on Monday.",
         "Nam Pang Lot", "Shan"),
        ("Rebels attacked the village of Los Tucanes in Arauca department on Sunday.",
         "Los Tucanes", "Arauca"),
        ("Rebels shelled Sitio Malabnao, a village in Basilan, on Friday.",
         "Sitio Malabnao", "Basilan"),
        ("Gunmen killed six people in Sabon Kwarbai, a village in Zamfara state, on Monday.",
         "Sabon Kwarbai", "Zamfara"),
        ("Clashes broke out in Bibalaku, a village in Ituri province, on Friday.",
         "Bibalaku", "Ituri"),
        ("Soldiers shelled Mai Zengo, a village in Tigray, on Friday.", "Mai Zengo", "Tigray"),
    ],
)  # fmt: skip
def test_an_event_at_an_unknown_name_is_somewhere_in_what_is_named_around_it(
    tools, text, name, around
):
    found = read(text, tools)
    places = {one.mention.text: one.place for one in found.resolutions}
    # a town that only its quarter's name shows has no row of its own
    larger = places.get(around) or tools.gazetteer.lookup(around)[0].place
    event = only(found.statements).place
    assert places[name] is None
    assert (event.mention.text, event.place.name) == (name, f"{name}, {larger.name}")
    assert event.place.place_id.startswith("text:")
    assert event.place.point == larger.point
    assert event.place.uncertainty_m >= larger.uncertainty_m
    area = tools.gazetteer.area(larger.place_id)
    corners = [] if area is None else shapely.get_coordinates(area)
    farthest = max((distance_m(larger.point, shapely.Point(at)) for at in corners), default=0)
    assert event.place.uncertainty_m >= farthest - 1
    assert event.explanation == (f"{name} is not known; the text names {larger.name} with it",)
    assert event.place.accuracy.startswith(f"somewhere in {larger.name}: ")


def test_an_event_stays_where_a_person_put_its_unknown_quarter(tools):
    here = MentionCorrection(name="Zarmoun", where=Where(lon=37.1, lat=36.2, uncertainty_m=400))
    text = "A car bomb exploded in the Zarmoun quarter of Aleppo on Sunday."
    corrected = replace(tools, corrections=Corrections(mentions=(here,)))
    place = only(read(text, corrected).statements).place.place
    assert (place.lon, place.lat, place.uncertainty_m) == (37.1, 36.2, 400)


# "here" is where the report was written


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("GOMA, Jan 24 - Heavy fighting broke out here on Friday, residents said.", "Goma CD"),
        ("KHARTOUM, Sudan, Jan 24 - Shells fell here on Friday, witnesses said.", "Khartoum SD"),
        ("TAIZ, Yemen, Jan 24 (Reuters) - Clashes broke out here on Friday.", "Taiz YE"),
        ("MOSUL, Iraq (AP) - A bomb exploded here on Friday, the police said.", "Mosul IQ"),
        ("LASHIO, Myanmar, Jan 24 - Soldiers killed four people here.", "Lashio MM"),
        ("BAMAKO, Jan 24 (AFP) - Gunfire broke out here on Friday.", "Bamako ML"),
        ("KHARKIV, Ukraine, Jan 24 - Russian missiles struck here on Friday.", "Kharkiv UA"),
        ("DAVAO, Philippines, Jan 24 - A bomb exploded here on Friday.", "Davao PH"),
        ("ALEPPO, Syria, Jan 24 - Rockets fell here on Friday.", "Aleppo SY"),
        ("CALI, Colombia, Jan 24 - A car bomb exploded here on Friday.", "Cali CO"),
        ("MOGADISHU, Somalia - A car bomb exploded here on Friday.", "Mogadishu SO"),
        ("GOMA, Jan 24 - Rebels shelled Sake.\n\nBUKAVU, Jan 25 - Gunfire broke out here.",
         "Bukavu CD"),
    ],
)  # fmt: skip
def test_here_means_the_town_of_the_dateline(tools, text, town):
    place = read(text, tools).statements[-1].place.place
    assert f"{place.name} {place.country}" == town
    assert place.kind.startswith("P.")


def test_here_is_no_country(tools):
    event = only(read("UKRAINE, Jan 24 - Missiles struck here on Friday.", tools).statements)
    assert event.place is None


# a province before its noun is a place, whatever the parser takes its name for


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fighting flared in Kidal region, near the border with Algeria, on Sunday.", "Kidal"),
        ("A helicopter came under fire in Baluchistan province on Thursday.", "Baluchistan"),
        ("Clashes erupted in Oromia region on Monday.", "Oromia"),
        ("Gunmen killed two people in Kurdistan region on Friday.", "Kurdistan"),
        ("Rebels attacked a convoy in Afar region on Sunday.", "Afar"),
        ("Troops fought militants in Tillaberi region, near Niger's border.", "Tillaberi"),
    ],
)
def test_an_event_in_a_province_is_there(text, name, tools):
    found = only(read(text, tools).statements).place
    assert found.mention.text == name
    assert found.place.kind.startswith("A.ADM")


def test_an_area_of_a_people_is_no_place(tools):
    found = only(read("Fighters attacked a base in Kurdish areas on Monday.", tools).statements)
    assert found.place is None


@pytest.mark.parametrize(
    ("text", "power"),
    [
        ("Rwanda's forces, which hold a port in the far north, were not involved.", "Rwanda"),
        ("Turkey's army shelled a village at dawn, residents said.", "Turkey"),
        ("Wagner fighters and Russia's troops raided a mine, a witness said.", "Russia"),
        ("Kenya's police shot three protesters near the airport.", "Kenya"),
    ],
)
def test_whose_forces_act_is_not_where_they_act(text, power):
    before = "Fighting goes on in Mozambique. Insurgents attacked Macomia in Mozambique. "
    report = reports.from_text(before + text, published=date(2024, 5, 12))
    assert power not in set(pipeline.build_atlas([report]).events["place"])
