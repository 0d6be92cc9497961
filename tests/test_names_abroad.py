# ruff: noqa: E501, five names stand in one row
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

CYRILLIC_LATER = """
Сараево 18.41 43.86|Приштина 21.17 42.67|Тирасполь 29.63 46.84|Душанбе 68.78 38.56|Хорог 71.55 37.49
Баткен 70.82 40.06|Гянджа 46.36 40.68|Агдам 46.93 39.99|Нахичевань 45.41 39.21|Аддис-Абеба 38.75 9.02
Мекеле 39.47 13.50|Тыграй 38.5 13.8|Тимбукту -3.01 16.77|Бамако -8.0 12.65|Нджамена 15.04 12.11
Банги 18.55 4.37|Букаву 28.86 -2.51|Могадишо 45.34 2.04|Хомс 36.72 34.73|Дейр-эз-Зор 40.15 35.34
Ракка 39.01 35.95|Тикрит 43.68 34.60|Рамади 43.30 33.42|Таиз 44.02 13.58|Ходейда 42.95 14.80
Нангархар 70.4 34.2|Тахар 69.6 36.7|Мандалай 96.08 21.97|Миколаїв 32.00 46.97
Чернігівська область 32.0 51.3
"""
ARABIC_LATER = """
كييف 30.52 50.45|خاركيف 36.25 49.99|ماريوبول 37.55 47.10|سراييفو 18.41 43.86|سريبرينيتسا 19.30 44.10
بريشتينا 21.17 42.67|غروزني 45.69 43.32|تبليسي 44.79 41.72|سوخومي 41.02 43.00|باكو 49.87 40.38
يريفان 44.51 40.18|غنجة 46.36 40.68|أديس أبابا 38.75 9.02|تيغراي 38.5 13.8|أسمرة 38.93 15.34
جوبا 31.58 4.85|نيالا 24.88 12.05|كسلا 36.40 15.45|بورتسودان 37.22 19.62|أم درمان 32.48 15.64
سبها 14.43 27.04|سرت 16.59 31.21|درنة 22.64 32.77|تمبكتو -3.01 16.77|باماكو -8.0 12.65
نجامينا 15.04 12.11|الرمادي 43.30 33.42|كركوك 44.39 35.47|حمص 36.72 34.73|منبج 37.95 36.53
"""
PERSIAN_LATER = """
دمشق 36.29 33.51|حمص 36.72 34.73|ادلب 36.63 35.93|دیرالزور 40.15 35.34|بغداد 44.37 33.32
تکریت 43.68 34.60|فلوجه 43.79 33.35|کرکوک 44.39 35.47|بصره 47.78 30.51|عدن 45.03 12.78
تعز 44.02 13.58|غزه 34.46 31.50|بیروت 35.50 33.89|تفلیس 44.79 41.72|باکو 49.87 40.38
نخجوان 45.41 39.21|سارایوو 18.41 43.86|موگادیشو 45.34 2.04|خارطوم 32.53 15.55|دارفور 24.5 13.5
پیشاور 71.58 34.01|کویته 67.01 30.18|بامیان 67.3 34.7|ارزگان 66.0 33.0|زابل 67.2 32.2
نیمروز 62.5 31.0|میدان وردک 68.2 34.4|سرپل 66.3 35.6|فاریاب 64.9 36.1|خوست 69.9 33.4
"""
FRENCH_LATER = """
Sarajevo 18.41 43.86|Srebrenica 19.30 44.10|Pristina 21.17 42.67|Grozny 45.69 43.32|Tbilissi 44.79 41.72
Soukhoumi 41.02 43.00|Stepanakert 46.75 39.82|Gandja 46.36 40.68|Nakhitchevan 45.41 39.21
Addis-Abeba 38.75 9.02|Mékélé 39.47 13.50|Tigré 38.5 13.8|N'Djamena 15.04 12.11|Bangui 18.55 4.37
Bambari 20.68 5.77|Bukavu 28.86 -2.51|Sud-Kivu 28.2 -3.0|Ituri 29.5 1.6|Kidal 1.41 18.44|Ménaka 2.40 15.92
Djouba 31.58 4.85|Nyala 24.88 12.05|El-Obeid 30.22 13.18|Misrata 15.09 32.37|Syrte 16.59 31.21
Homs 36.72 34.73|Deir ez-Zor 40.15 35.34|Hassaké 40.74 36.50|Kirkouk 44.39 35.47|Kounduz 68.87 36.73
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


FIRST = (CYRILLIC, ARABIC, PERSIAN, FRENCH)
LATER = (CYRILLIC_LATER, ARABIC_LATER, PERSIAN_LATER, FRENCH_LATER)


@pytest.mark.parametrize("text", [*FIRST, *LATER])
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


def test_every_division_of_another_language_is_one_of_its_country():
    for name, places in tongue.divisions().items():
        assert fold(name) == name
        for country, english in places.items():
            found = open_gazetteer().lookup(english, country=country)
            assert any(one.place.kind == "A.ADM1" for one in found), name


@pytest.mark.parametrize(
    ("name", "division"),
    [
        ("Дайкунди", "Daykundi"),
        ("بانشير", "Panjshir"),
        ("Вороба", "Woroba"),
        ("Даикунді", "Daykundi"),
        ("مازندارن", "Mazandaran"),
        ("روزګان", "Uruzgan"),
        ("Артібоніт", "Artibonite"),
    ],
)
def test_divisions_are_known_by_the_names_of_other_languages(name, division):
    found = open_gazetteer().lookup(name, limit=1)[0]
    assert (found.place.name, found.match) == (division, "alias")
