"""Names as other languages write them: the first answer is the place, or is called a guess."""

import pytest

from geomap import pipeline, tongue
from geomap.gazetteer import fold, open_gazetteer
from geomap.locating import AS_WRITTEN
from geomap.model import Place
from geomap.relations import distance_m

NEAR_M, ABROAD_M = 120_000.0, 500_000.0

CYRILLIC = """
Харьков 36.25 49.99|Мариуполь 37.55 47.10|Бахмут 38.00 48.59|Крым 34.4 45.3|Крим 34.4 45.3
Донецкая область 37.8 48.0|Луганська область 39.0 49.0|Запоріжжя 35.14 47.84|Херсон 32.62 46.64
Грозный 45.69 43.32|Гудермес 46.10 43.35|Цхинвали 43.97 42.23|Гори 44.11 41.98|Сухуми 41.02 43.00
Степанакерт 46.75 39.82|Нагорный Карабах 46.7 39.8|Алеппо 37.16 36.20|Идлиб 36.63 35.93
Дамаск 36.29 33.51|Пальмира 38.28 34.56|Мосул 43.13 36.34|Кабул 69.17 34.53|Кандагар 65.71 31.61
Панджшер 69.7 35.4|Баглан 69.0 35.8|Гильменд 64.1 31.2|Триполи 13.19 32.89|Бенгази 20.07 32.11
Дарфур 24.5 13.5|Хартум 32.53 15.55
"""
ARABIC = """
الموصل 43.13 36.34|حلب 37.16 36.20|دمشق 36.29 33.51|إدلب 36.63 35.93|تدمر 38.28 34.56
دير الزور 40.15 35.34|الرقة 39.01 35.95|درعا 36.10 32.62|بغداد 44.37 33.32|الفلوجة 43.79 33.35
الأنبار 42.0 32.9|نينوى 42.6 36.0|صنعاء 44.20 15.35|الحديدة 42.95 14.80|مأرب 45.32 15.46
تعز 44.02 13.58|عدن 45.03 12.78|الخرطوم 32.53 15.55|الفاشر 25.35 13.63|دارفور 24.5 13.5
الجنينة 22.45 13.45|طرابلس 13.19 32.89|بنغازي 20.07 32.11|مصراتة 15.09 32.37|غزة 34.46 31.50
كابول 69.17 34.53|بنجشير 69.7 35.4|هلمند 64.1 31.2|قندهار 65.71 31.61|مقديشو 45.34 2.04
"""
PERSIAN = """
کابل 69.17 34.53|قندهار 65.71 31.61|هرات 62.20 34.35|مزار شریف 67.11 36.71|بلخ 67.0 36.6
پنجشیر 69.7 35.4|بازارک 69.52 35.31|اندراب 69.26 35.63|بغلان 69.0 35.8|کندز 68.87 36.73
تخار 69.6 36.7|بدخشان 71.0 37.0|ننگرهار 70.4 34.2|جلال آباد 70.45 34.43|کنر 71.0 34.9
نورستان 70.9 35.3|لغمان 70.2 34.8|کاپیسا 69.6 34.9|پروان 69.0 35.0|چاریکار 69.17 35.01
غزنی 68.42 33.55|هلمند 64.1 31.2|لشکرگاه 64.36 31.59|فراه 62.1 32.5|خرمشهر 48.18 30.44
آبادان 48.30 30.34|حلب 37.16 36.20|موصل 43.13 36.34|صنعا 44.20 15.35|ایروان 44.51 40.18
"""
FRENCH = """
Kaboul 69.17 34.53|Hérat 62.20 34.35|Panchir 69.7 35.4|Baghlan 69.0 35.8|Alep 37.16 36.20
Damas 36.29 33.51|Palmyre 38.28 34.56|Raqqa 39.01 35.95|Mossoul 43.13 36.34|Bagdad 44.37 33.32
Falloujah 43.79 33.35|Haut-Karabakh 46.7 39.8|Bakou 49.87 40.38|Erevan 44.51 40.18
Tombouctou -3.01 16.77|Gao -0.04 16.27|Darfour 24.5 13.5|Khartoum 32.53 15.55|Omdourman 32.48 15.64
Mogadiscio 45.34 2.04|Tripoli 13.19 32.89|Benghazi 20.07 32.11|Sanaa 44.20 15.35|Aden 45.03 12.78
Hodeïda 42.95 14.80|Nord-Kivu 28.8 -0.8|Goma 29.22 -1.68|Kharkiv 36.25 49.99|Marioupol 37.55 47.10
Tchétchénie 45.7 43.4
"""


def rows(text):
    for entry in text.replace("\n", "|").split("|"):
        if entry.strip():
            name, lon, lat = entry.strip().rsplit(" ", 2)
            yield (
                name,
                Place(
                    place_id="",
                    name=name,
                    kind="",
                    lon=float(lon),
                    lat=float(lat),
                    uncertainty_m=0.0,
                ),
            )


@pytest.mark.parametrize("text", [CYRILLIC, ARABIC, PERSIAN, FRENCH])
def test_first_answers_are_right_and_no_other_is_given_for_sure(text):
    wanted = dict(rows(text))
    assert len(wanted) == 30
    found = pipeline.geocode(list(wanted)).set_index("query")
    near = {
        name: found.loc[name, "rank"] > 0
        and distance_m(found.loc[name, "geometry"], place.point) <= NEAR_M
        for name, place in wanted.items()
    }
    assert sum(near.values()) >= 27, [name for name in near if not near[name]]
    abroad = [
        name
        for name, place in wanted.items()
        if found.loc[name, "rank"]
        and distance_m(found.loc[name, "geometry"], place.point) > ABROAD_M
    ]
    assert all(found.loc[name, "guess"] for name in abroad), abroad


@pytest.mark.parametrize("name", ["هلمنذ", "Кримь", "قندهارك"])
def test_a_similar_spelling_of_another_script_is_no_country(name):
    found = open_gazetteer().lookup(name)
    assert not any(one.place.kind.startswith("A.PCL") for one in found)


@pytest.mark.parametrize("one", tongue.names().items(), ids=lambda pair: pair[0])
def test_every_name_of_another_language_stands_for_a_place_that_is_known(one):
    name, english = one
    assert fold(english) == english.strip()
    assert open_gazetteer().lookup(english, limit=1)[0].match in AS_WRITTEN, name
