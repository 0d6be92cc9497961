"""spaCy reads normalised text; every span leads back to the report's own characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap import language, reports
from geomap.settings import Settings


@given(st.text(max_size=200))
def test_every_normalised_character_leads_back_into_the_text(text):
    plain, offsets, ends = language.normalise(text)
    assert len(offsets) == len(plain) + 1
    assert len(ends) == len(plain)
    assert all(0 <= a < b <= len(text) for a, b in zip(offsets, ends, strict=False))
    assert list(offsets) == sorted(offsets)


@given(st.text(max_size=200))
def test_normalising_twice_changes_nothing(text):
    once = language.normalise(text)[0]
    assert language.normalise(once)[0] == once


def test_curly_quotes_and_invisible_characters():
    plain, _, _ = language.normalise("“aren’t”\u200b \u202eabc")
    assert plain == '"aren\'t" abc'


def test_a_letter_with_its_mark_is_one_character_and_spans_both(nlp):
    report = reports.from_text("Clashes near Panjs\u030cir, officials said.")
    passage = language.passages(report, nlp)[0]
    start = passage.doc.text.index("Panjšir")
    assert report.text[slice(*passage.span(start, start + 7))] == "Panjs\u030cir"


def test_repeated_paragraphs_are_left_out(nlp):
    line = "Clashes were reported around the town on Monday."
    found = language.passages(reports.from_text(f"{line}\n{line}"), nlp)
    assert [passage.doc.text for passage in found] == [line]


def test_a_very_long_line_is_cut_and_nothing_is_lost(nlp):
    text = "Fighters took the town. " * 300
    settings = Settings(max_passage_chars=1000)
    found = language.passages(reports.from_text(text), nlp, settings=settings)
    assert all(len(passage.doc.text) <= 1000 for passage in found)
    assert "".join(passage.doc.text for passage in found) == text.strip()


def test_hostile_characters_pass(nlp):
    text = "Kabul \ud800 fell.\x00 \U0001f525\u2028 {{ 7*7 }} <script>"
    assert "Kabul" in language.passages(reports.from_text(text), nlp)[0].doc.text


def test_no_sentence_begins_in_the_middle_of_a_name(nlp):
    text = "They held two men during an operation in Muhammad Aghah district, Logar province."
    report = reports.from_text(text)
    (passage,) = language.passages(report, nlp)
    assert [sentence.text for sentence in passage.doc.sents] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Near Gao, rebels ambushed a convoy.",
        "Near Fallujah, one airstrike struck an ISIL river obstruction.",
        "- Near Tal Afar, one strike struck a tactical unit and destroyed a vehicle.",
        "Rebels fled. Near Bria, soldiers killed four of them.",
        "In Goma, shells killed ten people.",
        "Outside Sirte, two drones struck a fuel truck.",
    ],
)
def test_a_capital_preposition_before_a_name_is_one(text, nlp):
    doc = nlp(text)
    led = next(token for token in doc if token.text in ("Near", "In", "Outside"))
    assert (led.tag_, led.dep_, led.head.pos_) == ("IN", "prep", "VERB")
    assert any(child.dep_ == "pobj" for child in led.children)
