"""Gold corpora are read whatever their quirks; measures are what their papers say."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import InputError, ReportError
from geomap.evaluation import corpora, measures
from geomap.evaluation import toponyms as evaluation

TAGGED = """<?xml version="1.0" encoding="utf-8"?>
<articles><article docid="7"><title>T</title><domain>www.example.com</domain>
<dltime>2016-12-19 10:00:00-05</dltime>
<text><![CDATA[Shelling hit Aleppo and Ankara.]]></text>
<toponyms>
<toponym><start>14</start><end>20</end><phrase>Aleppo</phrase>
<gaztag geonameid="170063"><name>Aleppo</name><fcode>PPLA</fcode><lat>36.20</lat><lon>37.16</lon>
</gaztag></toponym>
<toponym><start>24</start><end>30</end><phrase>Ankara</phrase></toponym>
<toponym><start>3</start><end>9</end><phrase>Nowhere</phrase></toponym>
</toponyms></article></articles>"""
TYPED = """<?xml version="1.0"?><articles><article file="0"><title>T</title>
<link>http://www.example.org/a</link><text>London is far from the English shore.</text>
<toponyms>
<toponym><extractedName>London</extractedName><type>Literal</type><start>0</start><end>6</end>
<geonamesID>2643743</geonamesID><latitude>51.5</latitude><longitude>-0.12</longitude></toponym>
<toponym><extractedName>shore</extractedName><type>Literal_Expression</type>
<start>31</start><end>36</end></toponym>
</toponyms></article></articles>"""


def write(tmp_path, text, name="corpus.xml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_tagged_corpora_are_read_and_spans_moved_to_their_phrase(tmp_path):
    found = corpora.read(write(tmp_path, TAGGED))
    (article,) = found.articles
    assert [t.text for t in article.toponyms] == ["Aleppo", "Ankara"]
    assert (article.toponyms[0].start, article.toponyms[0].moved) == (13, True)
    assert (article.toponyms[0].lon, article.toponyms[0].lat) == (37.16, 36.20)
    assert article.toponyms[1].lon is None
    assert (found.moved, found.unmarked) == (1, 1)
    assert article.report.publisher == "example.com"
    assert str(article.report.published) == "2016-12-19"


def test_typed_corpora_keep_only_what_has_coordinates(tmp_path):
    (article,) = corpora.read(write(tmp_path, TYPED)).articles
    assert [(t.text, t.geoname_id) for t in article.toponyms] == [("London", "2643743")]
    assert article.report.publisher == "example.org"


def test_a_broken_article_changes_nothing_for_the_others(tmp_path):
    inner = TYPED.partition("<articles>")[2].removesuffix("</articles>")
    whole = corpora.read(write(tmp_path, TYPED)).articles[0]
    odd = inner.replace("London is", "\x02 London is").encode()
    data = b"<articles>" + odd + b"<article><text>\xff & torn</article>" + inner.encode()
    path = tmp_path / "torn.xml"
    path.write_bytes(data + b"</articles>")
    found = corpora.read(path)
    assert found.skipped == 1
    assert found.articles[1] == whole
    assert [t.text for t in found.articles[0].toponyms] == ["London"]


@pytest.mark.parametrize("text", ["", "<a><b>", "<articles/>", "\x00\xff", "<article/>"])
def test_what_is_no_corpus_is_said_so(text, tmp_path):
    with pytest.raises(ReportError, match="expected"):
        corpora.read(write(tmp_path, text))
    with pytest.raises(ReportError, match="expected"):
        corpora.read(tmp_path / "missing.xml")


LON, LAT = st.floats(-180, 180), st.floats(-90, 90)


@given(LON, LAT, LON, LAT)
def test_distance_is_symmetric_and_never_over_half_the_earth(lon1, lat1, lon2, lat2):
    there = measures.distance_km((lon1, lat1), (lon2, lat2))
    back = measures.distance_km((lon2, lat2), (lon1, lat1))
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 20_016


@given(st.lists(st.floats(0, measures.FARTHEST_KM), min_size=1))
def test_area_and_accuracy_stay_between_none_and_all(distances):
    found = measures.accuracy(distances)
    assert 0 <= found.auc <= 1.0001
    assert 0 <= found.acc_161km <= 1


def test_measures_at_their_ends():
    worst = measures.accuracy([measures.FARTHEST_KM] * 5)
    assert (worst.acc_161km, worst.auc) == (0.0, pytest.approx(1, abs=1e-5))
    assert measures.accuracy([0.0] * 5).auc == 0
    assert math.isnan(measures.accuracy([]).acc_161km)
    found = measures.Detection(right=1, proposed=2, gold=4)
    assert (found.precision, found.recall) == (0.5, 0.25)
    assert found.f1 == pytest.approx(1 / 3)


def test_bench_measures_a_corpus_and_says_what_its_model_saw(tmp_path):
    found = evaluation.bench([write(tmp_path, TAGGED), write(tmp_path, TYPED, "typed.xml")])
    tagged, typed = found.corpora
    assert (tagged.gold, typed.gold) == (1, 1)
    assert tagged.articles_seen_by_model == typed.articles_seen_by_model == 0
    assert tagged.model == "shipped"
    assert typed.resolution["all gold"].acc_161km == 1
    assert typed.end_to_end["all gold"].acc_161km == 1
    assert "end to end, all gold: acc@161 (n)" in [row[0] for row in found.rows()]
    assert found.as_dict()["corpora"][0]["corpus"] == "corpus"
    assert not found.notes()


def test_what_is_measured_is_the_reading_that_users_get(tmp_path):
    """A name that only its event shows to be a place is found, as in an atlas."""
    from geomap import pipeline

    text = "Government forces retook Ngungu. The army had left Goma."
    typed = TYPED.replace("London is far from the English shore.", text)
    corpus = write(tmp_path, typed.replace("London", "Goma"))
    read = pipeline.read_one(corpora.read(corpus).articles[0].report, pipeline.open_tools())
    (found,) = evaluation.bench([corpus]).corpora
    assert "Ngungu" in [one.mention.text for one in read.resolutions]
    assert found.detection.proposed == len(read.resolutions)


def test_a_corpus_that_cannot_be_measured_in_full_is_still_json(tmp_path):
    import json

    unmarked = TAGGED.replace("<lat>36.20</lat><lon>37.16</lon>", "")
    found = evaluation.bench([write(tmp_path, unmarked)]).as_dict()
    assert found["corpora"][0]["exact_id"] is None
    json.dumps(found, allow_nan=False)


def test_weights_come_from_the_folder_that_is_named(tmp_path):
    for name in ("toponyms", "resolution"):
        source = evaluation.LEAVE_ONE_OUT / f"{name}.without-lgl.npz"
        (tmp_path / f"{name}.without-mine.npz").write_bytes(source.read_bytes())
    assert [one.name for one in evaluation.choices(folder=tmp_path)] == [
        "shipped",
        "trained without mine",
    ]
    assert [one.name for one in evaluation.choices(folder=None)] == ["shipped"]
    with pytest.raises(InputError, match="expected toponyms"):
        evaluation.choices(folder=tmp_path / "none")


@pytest.mark.parametrize("name", ["lgl", "TR-News", "GWN"])
def test_a_known_corpus_is_measured_by_a_model_that_saw_none_of_it(name, shared):
    corpus = corpora.read(shared / "corpora" / f"{name}.xml")
    own = {evaluation.fingerprint(article.report) for article in corpus.articles}
    assert not own & evaluation.unseen(corpus, evaluation.choices()).seen
    assert own <= evaluation.unseen(corpus, evaluation.choices(folder=None)).seen


def test_it_is_said_where_the_weights_saw_the_corpus(shared):
    corpus = shared / "corpora" / "TR-News.xml"
    found = evaluation.bench([corpus], folder=None, progress=lambda articles: list(articles)[:2])
    (note,) = found.notes()
    assert "trained on 2 of its 2 articles" in note


def test_scores_hold_on_a_part_of_each_corpus(shared, tmp_path):
    """A twentieth of the articles of one corpus, far under the figures of docs/results.md."""
    corpus = shared / "corpora" / "TR-News.xml"
    (found,) = evaluation.bench([corpus], progress=lambda articles: list(articles)[::20]).corpora
    assert found.detection.f1 > 0.75
    assert found.resolution["all gold"].acc_161km > 0.75
