"""The edges of finding names: how many words, how many small ones between, how sure, how near."""

import numpy as np
import pytest

from geomap.model import Candidate, Place
from geomap.toponyms import company, unsure
from geomap.toponyms.spans import Span, spans

KM = 1 / 111.2


def names(text, nlp, *known):
    keys = {name.lower() for name in known}
    doc = nlp.make_doc(text)
    return {doc.text[s.start_char : s.end_char] for s in spans(doc, keys.__contains__, frozenset())}


@pytest.mark.parametrize(
    ("small", "one"), [("of", True), ("of the", True), ("de la de", True), ("of the de la", False)]
)
def test_up_to_three_small_words_join_two_capitals(nlp, small, one):
    whole = f"Qolla {small} Zarnag"
    assert (whole in names(f"They went to {whole} early.", nlp, whole)) == one


@pytest.mark.parametrize(("words", "found"), [(6, True), (7, False)])
def test_a_name_within_a_longer_run_has_up_to_six_words(nlp, words, found):
    run = ["Alba", "Banu", "Qolla", "Zarnag", "Dargul", "Hisar", "Kotal", "Omar", "Peik"]
    name = " ".join(run[:words])
    assert (name in names(f"They went to {' '.join(run)} early.", nlp, name)) == found


@pytest.mark.parametrize(("length", "found"), [(60, True), (61, False)])
def test_a_word_of_more_than_sixty_letters_is_no_name(nlp, length, found):
    word = "Q" + "a" * (length - 1)
    assert (word in names(f"They went to {word} early.", nlp, word)) == found


def test_a_long_name_is_looked_up_whole(nlp):
    name = "Qollapampachayan Zarnagopolaskirchen Dargulastanawi Hisaropalamakota"
    found = spans(nlp.make_doc(f"They went to {name} early."), {name.lower()}.__contains__, ())
    assert [one.key for one in found if one.known] == [name.lower()]


class World:
    """A gazetteer of towns by name, so many km north of the story's."""

    def __init__(self, **km):
        self.km = km

    def lookup(self, key, *, limit):
        lat = 35.0 + self.km[key] * KM
        place = Place(place_id=key, name=key, kind="P.PPL", lon=69.0, lat=lat, country="AF")
        return [Candidate(place=place, matched=key, match="exact", score=0.5)]


def lifted(nlp, score, km, *, n_places=1, sure=0.9, sure_km=0, name="Zarnag", after="early"):
    doc = nlp(f"They left Alba and Banu for {name} {after}.")
    found = []
    for word in ("Alba", "Banu", name):
        start = doc.text.index(word)
        span = doc.char_span(start, start + len(word))
        found.append(
            Span(
                doc, span.start, span.end, start, start + len(word), word.lower(), True, "",
                (span.start, span.end),
            )
        )  # fmt: skip
    scores = np.array([sure, sure, score], dtype=np.float32)
    world = World(alba=0, banu=sure_km, **{name.lower(): km})
    unsure.by_story(found, scores, world, facts=lambda key: [float(n_places)], least=0.5)
    return bool(scores[2] >= 0.5)


@pytest.mark.parametrize(
    ("score", "km", "n_places", "taken"),
    [
        # one of up to three places of the name lies within 300 km of the story, of up to eight 120
        (0.1, 299, 3, True),
        (0.1, 301, 3, False),
        (0.1, 119, 4, True),
        (0.1, 121, 4, False),
        (0.1, 10, 8, True),
        (0.1, 10, 9, False),
        # and it is not quite out of the question
        (0.031, 10, 1, True),
        (0.029, 10, 1, False),
    ],
)
def test_a_rare_name_beside_the_story_is_taken(nlp, score, km, n_places, taken):
    assert lifted(nlp, score, km, n_places=n_places) == taken


def test_two_sure_places_are_needed_and_both_near(nlp):
    assert not lifted(nlp, 0.1, 10, sure=0.59)
    assert lifted(nlp, 0.1, 10, sure=0.61)
    assert not lifted(nlp, 0.1, 10, sure_km=2_000)


@pytest.mark.parametrize(("score", "taken"), [(0.021, True), (0.019, False)])
def test_a_full_typed_name_of_the_gazetteer_needs_two_in_a_hundred(nlp, score, taken):
    assert lifted(nlp, score, 5_000, name="Zarnag pass") == taken


@pytest.mark.parametrize(
    ("text", "is_taken"),
    [
        ("Zarnag was quickly seized by rebels.", True),
        ("Zarnag has fallen to rebels.", True),
        ("Zarnag was angry about rebels.", False),
        ("Zarnag was the captain of rebels.", False),
        ("Zarnag has been there already", False),
        ("Zarnag has been", False),
        ("Zarnag is 15 km from the line.", True),
    ],
)
def test_what_is_said_of_a_name_after_it_is_said_of_places(nlp, text, is_taken):
    doc = nlp(text)
    name = Span(doc, 0, 1, 0, len(doc[0]), doc[0].lower_, True, "", (0, 1))
    assert company.said_of_places_after(name) == is_taken
