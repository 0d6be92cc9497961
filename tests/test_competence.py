"""Which parts of a report can be read, and that the others are named."""

from datetime import date

import pytest

from geomap import competence, pipeline, reports
from geomap.maps import payload, sides
from geomap.settings import OFFLINE, Settings
from geomap.tongue import tongues

ENGLISH = (
    "Fighters took the town of Gao on Monday, officials said, and the army left for the north.",
    "KABUL (Nov. 9) - An Afghan and coalition force arrested a Taliban leader during an operation.",
    "Airstrikes: Raqqa 4, Mosul 3, Bayji 1, Hit 2, Kisik 1, Sinjar 2, Ramadi 3, Fallujah 1, Qaim 1",
    "Nine dead.",
    "Militants killed 18 people in an attack on a village in Kutum.",
    "The force confiscated multiple improvised explosive device components, they said.",
)
READ = (
    "Les talibans ont encerclé la vallée du Panjshir sur trois côtés, dit un porte-parole.",
    "Los combatientes tomaron el pueblo el lunes, y las autoridades no dejaron pasar nada.",
    "Российские войска окружили город с трёх сторон, сообщил в понедельник представитель армии.",
    "Українські військові повідомили, що місто оточене з трьох боків, дорога перерізана.",
    "قال متحدث باسم الجيش يوم الاثنين إن القوات حاصرت المدينة من ثلاث جهات وقطعت الطريق إليها",
    "سخنگوی طالبان روز دوشنبه گفت که دره پنجشیر از سه طرف در محاصره است و راه آن بسته شده است",
    "د طالبانو ویاند د دوشنبې په ورځ وویل چې د پنجشېر دره له دریو خواوو کلابنده شوې ده او لاره",
)
OTHERS = (
    "Die Kämpfer haben am Montag die Stadt von drei Seiten eingekesselt, so ein Sprecher.",
    "Os combatentes tomaram a cidade na segunda-feira, e as autoridades fecharam a estrada.",
    "I combattenti hanno circondato la città di Bakhmut da tre lati, ha detto lunedì un portavoce.",
    "Pazartesi günü savaşçılar şehrini üç taraftan kuşattı, ordu sözcüsü salı günü söyledi.",
)


def unread(text, **settings):
    given = Settings(**settings) if settings else OFFLINE
    return list(competence.unread(reports.from_text(text), settings=given))


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_read_whatever_its_kind(text):
    assert unread(text) == []


@pytest.mark.parametrize("text", OTHERS)
def test_another_language_is_not_read_by_english_rules_and_is_said(text):
    (loss,) = unread(text)
    assert "another language" in loss.why
    tools = pipeline.open_tools()
    both = reports.from_text(f"{ENGLISH[0]}\n\n{text}", published=date(2023, 5, 2))
    found = pipeline.read_one(both, tools)
    assert {one.start < len(ENGLISH[0]) for one in found.statements} == {True}
    (loss,) = found.lost
    assert loss.parts == (f"character {len(ENGLISH[0]) + 2}",)


@pytest.mark.parametrize(
    ("text", "code"), list(zip(READ, ["fr", "es", "ru", "uk", "ar", "fa", "ps"], strict=True))
)
def test_a_language_that_has_a_file_is_read_by_it_and_what_is_left_out_is_said(text, code):
    (part,) = competence.parts(reports.from_text(text))
    assert (part.language, part.unread) == (code, "")
    (loss,) = unread(f"{ENGLISH[0]}\n\n{text}")
    assert loss.why.startswith(f"in {tongues()[code].name}: ")
    assert ("events are not" in loss.why) is not tongues()[code].reads_events


@pytest.mark.parametrize(
    ("texts", "codes", "scope"),
    [
        (ENGLISH[:1], "en", ""),
        (READ[:1], "fr", "in French"),
        ((ENGLISH[3], READ[4], READ[4]), "ar en", "in Arabic (events are not read) and English"),
        ((*ENGLISH[:2], READ[2]), "en ru", "in English and Russian"),
        (OTHERS[:1], "de", "in another language (de, not read)"),
    ],
)
def test_the_table_of_sources_and_the_page_say_the_language_and_what_is_read(texts, codes, scope):
    atlas = pipeline.from_texts({"one": "\n\n".join(texts)})
    assert atlas.sources["language"].tolist() == [codes]
    assert payload.tables(atlas, sides.of(atlas))["sources"]["scope"]["l"] == [scope]


def test_a_heading_in_another_script_is_not_english():
    (part,) = competence.parts(reports.from_text("Бои у Мариуполя"))
    assert part.language or part.unread


def test_a_short_line_has_the_language_of_the_one_before_it():
    assert [loss.count for loss in unread(f"{OTHERS[0]}\n\nNeuf morts.\n\n{ENGLISH[0]}")] == [2]
    assert unread(f"{ENGLISH[0]}\n\nNeuf morts.") == []


@pytest.mark.parametrize(("length", "lost"), [(199, 0), (200, 1)])
def test_two_hundred_signs_without_a_space_are_no_words(length, lost):
    text = f"{ENGLISH[0]} {'Kabul-' * 50}"[: len(ENGLISH[0]) + 1 + length]
    assert len(unread(text)) == lost


def test_a_long_address_is_no_loss_and_the_words_around_it_are_read():
    text = f"{ENGLISH[0]} See https://example.org/{'a' * 300} for more."
    assert unread(text) == []
    read = [part for part in competence.parts(reports.from_text(text)) if not part.unread]
    assert [text[part.start : part.end] for part in read] == [f"{ENGLISH[0]} See ", " for more."]


def test_of_a_report_beyond_the_limit_the_rest_is_named():
    text = "\n\n".join(f"{n}. {ENGLISH[0]}" for n in range(30))
    (loss,) = unread(text, max_report_chars=1_000)
    assert "1,000" in loss.why
    assert 15 < loss.count < 25
