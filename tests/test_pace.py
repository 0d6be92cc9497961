"""The language pipeline made faster gives the answers of the one that spaCy loads."""

import numpy as np
import pytest
import spacy
from threadpoolctl import threadpool_info

from geomap import language, pace, reports

TEXTS = (
    "Rebels of the Allied Democratic Forces killed 12 people near Beni on Tuesday, the army said.",
    "They ain't gonna leave Goma, and there are those who'd have got to.",
    "C'mon, let's go: y'all can't stay  in El Fasher any more.",
    "Shells hit Kherson's port; its workers, who had been told to, fled.",
    "That which they could not hold they burned -- no one knows why.",
    "",
)
KINDS = ("TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "ENT_TYPE", "ENT_IOB")


@pytest.fixture(scope="module")
def nlp():
    return language.load()


@pytest.fixture(scope="module")
def plain(nlp):
    return spacy.load(f"{nlp.meta['lang']}_{nlp.meta['name']}")


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_told_what_the_attribute_ruler_tells_them(plain, text):
    ruler = plain.get_pipe("attribute_ruler")
    with plain.select_pipes(enable=["tok2vec", "tagger", "parser"]):
        expected, found = ruler(plain(text)), pace.Words(ruler)(plain(text))
    kinds = list(KINDS[:5])
    assert np.array_equal(found.to_array(kinds), expected.to_array(kinds))


@pytest.mark.parametrize("text", TEXTS)
def test_sums_by_numpy_lead_to_the_same_reading(plain, text):
    quick = spacy.load(f"{plain.meta['lang']}_{plain.meta['name']}")
    pace.quicken(quick)
    assert quick(text).to_json() == plain(text).to_json()


def test_another_pipeline_of_the_process_keeps_its_own_sums(nlp, plain):
    assert not nlp.get_pipe("tok2vec").model.ops.use_blis
    assert plain.get_pipe("tok2vec").model.ops.use_blis


def test_sums_are_in_one_thread_only_while_the_pipeline_reads():
    def threads():
        pools = (pool for pool in threadpool_info() if pool["user_api"] == "blas")
        return [pool["num_threads"] for pool in pools if "numpy" in pool["filepath"]]

    before = threads()
    with pace.one_thread():
        assert set(threads()) <= {1}
    assert threads() == before


def test_a_sentence_begins_after_a_dateline_and_not_inside_a_line(nlp):
    text = "MAIDUGURI, Nigeria - Suspected militants killed six people in Muhammad Aghah."
    doc = language.passages(reports.from_text(text, report_id="r"), nlp)[0].doc
    assert [sentence[0].text for sentence in doc.sents] == ["MAIDUGURI", "Suspected"]
    assert not any(token.is_sent_start for token in doc if token.text in {"killed", "Aghah"})
