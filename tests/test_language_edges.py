"""Where a long paragraph is cut, and what is typed in other signs."""

import pytest

from geomap import language, reports
from geomap.settings import Settings


def read(text, nlp, **settings):
    report = reports.from_text(text)
    return [one.text for one in language.passages(report, nlp, settings=Settings(**settings))]


@pytest.mark.parametrize(("length", "pieces"), [(100, 1), (101, 2)])
def test_a_paragraph_is_cut_when_it_is_longer_than_the_parser_may_see(nlp, length, pieces):
    text = ("Men fled to Kabul and on. " * 5)[: length - 1] + "."
    assert len(text) == length
    assert len(read(text, nlp, max_passage_chars=100)) == pieces


def test_it_is_cut_at_the_last_sentence_end_of_its_second_half_whichever_mark_ends_it(nlp):
    for mark in ".?!":
        first = "a" * 60 + mark
        assert read(f"{first} {'of ' * 60}", nlp, max_passage_chars=100)[0].strip() == first


def test_a_sentence_that_ends_in_the_first_half_is_no_place_to_cut(nlp):
    text = "Short one. " + "this " * 40
    first = read(text, nlp, max_passage_chars=100)[0]
    assert len(first) > 90
    assert first.endswith("this ")


@pytest.mark.parametrize(("stop", "cut"), [(6_100, 6_100), (5_900, 8_000)])
def test_a_very_long_paragraph_is_cut_in_the_last_two_thousand_characters(nlp, stop, cut):
    text = ("this " * 2_000)[: stop - 2] + ". " + "this " * 2_000
    assert cut - 10 < len(read(text, nlp, max_passage_chars=8_000)[0]) <= cut


def test_a_word_longer_than_the_limit_is_cut_there(nlp):
    assert [len(one) for one in read("x" * 150, nlp, max_passage_chars=60)] == [60, 60, 30]


def test_a_long_paragraph_is_read_in_one_piece_and_a_page_without_breaks_is_not(nlp):
    assert len(read("Rebels shelled Gao again. " * 100, nlp)) == 1
    assert len(read("Rebels shelled Gao again. " * 200, nlp)) > 1


@pytest.mark.parametrize("space", "\u00a0\u2000\u2009\u200a\u202f\u3000\t")
def test_every_space_is_a_space(space):
    assert language.normalise(f"El{space}Fasher")[0] == "El Fasher"


@pytest.mark.parametrize("sign", "\u200b\u200e\u202a\u202e\u2066\u2069\ufeff")
def test_every_invisible_sign_is_dropped(sign):
    assert language.normalise(f"Fa{sign}sher")[0] == "Fasher"


def test_a_sentence_begins_after_a_dateline(nlp):
    text = "MAIDUGURI, Nigeria - Suspected militants killed nine people."
    (passage,) = language.passages(reports.from_text(text), nlp)
    assert [one.text for one in passage.doc.sents][-1].startswith("Suspected")
