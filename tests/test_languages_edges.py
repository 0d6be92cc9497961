"""The edges of reading other languages: several days in a line, whose side is told, which city."""

from datetime import date

import pytest

from geomap import competence, pipeline, reports
from geomap.foreign.days import days
from geomap.foreign.lines import Line
from geomap.foreign.meaning import _is_rather
from geomap.model import Place
from geomap.tongue import tongues


def test_every_day_of_a_sentence_is_read():
    text = "Tombée le 3 mars 2021, la ville a été reprise le 5 avril 2022."
    found = days(Line(tongues()["fr"], 0, text), date(2024, 1, 1))
    assert [one.days.start for one in found] == [date(2021, 3, 3), date(2022, 4, 5)]


@pytest.mark.parametrize(
    ("text", "subject", "other"),
    [
        ("Хуситы обстреляли Мариб, в 100 км к востоку от Саны, а потом Таиз.", "Ma'rib", "Sanaa"),
        ("Мариб лежит в 100 км к востоку от Саны.", "Ma'rib", "Sanaa"),
    ],
)
def test_how_far_it_is_is_said_of_the_name_before(text, subject, other):
    found = pipeline.read_one(reports.from_text(text), pipeline.open_tools()).claims
    assert [(one.subject, one.object) for one in found] == [(subject, other)]


def place(kind, people=0):
    return Place(
        place_id=kind, name="Arauca", kind=kind, lon=1, lat=2, country="CO", admin1="Arauca",
        population=people,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("people", "other", "rather"),
    [
        (50_000, place("A.ADM1"), True),
        (5_000, place("A.ADM1"), False),
        (50_000, place("P.PPL", 1_000), True),
        (10_000, place("P.PPL", 1_000), False),
    ],
)
def test_a_bare_name_is_the_city_and_not_its_province_or_a_village(people, other, rather):
    assert _is_rather(place("P.PPL", people), other) is rather


def test_short_words_that_german_has_too_make_no_english_of_it():
    competence._function_words.cache_clear()  # so that it is seen who asks
    text = "Die Kämpfer haben am Montag die Stadt von drei Seiten eingekesselt, so ein Sprecher."
    (loss,) = competence.unread(reports.from_text(text))
    assert "another language (de)" in loss.why
