"""What stands in front of the first sentence is none of its words."""

from datetime import date

import pytest

from geomap import filing, language, pipeline, reports

TOLD = "Gunmen in Odesa abducted a judge on Tuesday, residents said."


@pytest.mark.parametrize(
    "filed",
    [
        "KYIV, Ukraine (AP) - ",
        "Kyiv, Ukraine, 26th May, 2022: ",
        "Kyiv, 26 May 2022 - ",
        "KYIV, May 26 (Reuters) - ",
        "Kyiv (AFP) – ",
        "KYIV: ",
        "KYIV, May 26: ",
        "KYIV: Thursday, May 26, 2022: ",
        "Kyiv/Moscow, May 26 (DPA) - ",
        "May 26, 2022 (KYIV) - ",
        "26 May 2022 (IRIN) - ",
        "By Ann Odhiambo in Kyiv - ",
        "Kyiv, Ukraine --(UNA)-- ",
        "Kyiv | 26.05.2022 | ",
        "Kyiv -- Thursday, 26 May: ",
    ],
)
def test_a_sentence_is_read_as_if_nothing_stood_before_it(filed):
    assert filing.end(filed + TOLD) == len(filed)
    alone, below = (
        pipeline.build_atlas([reports.from_text(text, report_id="r", published=date(2022, 5, 26))])
        for text in (TOLD, filed + TOLD)
    )
    told = ["text", "place", "actor", "recipient", "said_by", "event_type", "when_start"]
    assert below.statements[told].values.tolist() == alone.statements[told].values.tolist()


@pytest.mark.parametrize(
    "text",
    [
        "Goma – the hub of the east – fell on Monday.",
        "On 26 May 2022 rebels took Goma.",
        "The president: Rebels lied.",
        "Al-Shabaab (in Arabic) said so.",
        "M23: Rebels or bandits?",
        "",
    ],
)
def test_a_sentence_that_begins_with_its_own_words_has_nothing_before_it(text):
    assert filing.end(text) == 0


def test_the_words_of_both_parts_keep_their_places(nlp):
    text = "KYIV (AP) -  " + TOLD
    (passage,) = language.passages(reports.from_text(text, report_id="r"), nlp)
    judge = next(token for token in passage.doc if token.text == "judge")
    start, end = passage.span(judge.idx, judge.idx + len(judge))
    assert (passage.text, text[start:end]) == (text, "judge")
    assert passage.doc.tensor.shape[0] == len(passage.doc)


def test_a_line_of_capitals_is_no_head_however_it_goes_on():
    assert filing.end("KYIV " * 50 + "- Shells fell.") > 0
    assert filing.end("KYIV " * 80 + "- Shells fell.") == 0
