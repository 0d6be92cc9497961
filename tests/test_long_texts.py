"""Texts that nobody would write so, and long ones: what each costs is bounded, what is left named."""

import pytest

from geomap import language, pipeline, reports

FIRST = "Fighters took the town of Gao on Monday, officials said. "


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


def sentences(text, tools):
    read = language.passages(reports.from_text(text), tools.nlp, settings=tools.settings)
    return [sentence for passage in read for sentence in passage.doc.sents]


@pytest.mark.parametrize(
    "unit",
    [
        "Gao, ",
        "Gao and ",
        '"said ',
        "He said that she said that ",
        "killing 20, ",
        "of the ",
        "Ab-Cd ",
    ],
)
def test_what_no_stop_ends_is_parted_at_a_pause(unit, tools):
    found = sentences(f"{FIRST}{unit * 700}", tools)
    assert found[0].text.strip() == FIRST.strip()
    assert max(map(len, found)) <= 200


@pytest.mark.parametrize("words", [20, 86, 140])
def test_a_sentence_of_usual_length_stays_whole(words, tools):
    listed = ", ".join(["Gao"] * (words // 2))
    assert len(sentences(f"Rebels attacked {listed}. They left.", tools)) == 2


@pytest.mark.parametrize(
    "signs", ["\U0001f389 " * 150, ". " * 120, "(( " * 80, "_ - " * 60, "—\n" * 3]
)
def test_a_stretch_of_signs_is_no_text_and_is_named(signs, tools):
    text = f"{FIRST}{signs}Rebels shelled Timbuktu on Tuesday."
    found = pipeline.read_one(reports.from_text(text), tools)
    assert {one.mention.text for one in found.resolutions} == {"Gao", "Timbuktu"}
    said = [loss.why for loss in found.lost]
    long = len("".join(signs.split())) >= 100
    assert said == ["expected words, found 100 signs and more without a word"] * long


def test_a_namesake_is_weighed_once_however_often_it_stands_there(tools, monkeypatch):
    from geomap.discourse import plausible

    asked = []
    plain = plausible._is_astray
    monkeypatch.setattr(
        plausible, "_is_astray", lambda one, *a: asked.append(one) or plain(one, *a)
    )
    text = "Rebels attacked Gao, Timbuktu, Mopti and Kidal. " * 40
    found = pipeline.read_one(reports.from_text(text), tools)
    assert len(found.resolutions) == 160
    assert len(asked) <= 8
