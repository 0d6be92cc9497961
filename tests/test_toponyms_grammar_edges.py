"""The edges of names that stand as places do, and of what the tagger sees beside a name."""

import numpy as np
import pytest

from geomap.model import Candidate, Place, Role
from geomap.toponyms import features, roles, unsure
from geomap.toponyms.spans import Span

KM = 1 / 111.2


def span_of(doc, name, *, known=True, key=None):
    start = doc.text.index(name)
    found = doc.char_span(start, start + len(name))
    run = (found.start, found.end)
    return Span(
        doc, found.start, found.end, start, start + len(name), key or name.lower(), known, "", run
    )


class World:
    """A gazetteer of one town, and the story's own 35 degrees north."""

    def __init__(self, *, kind="P.PPL", km=5_000, people=0, country="XX", match="exact"):
        self.town = {"kind": kind, "lat": 35 + km * KM, "population": people, "country": country}
        self.match = match

    def lookup(self, key, *, limit):
        row = self.town if key == "zarnag" else {"kind": "P.PPL", "lat": 35.0, "country": "AF"}
        place = Place(place_id=key, name=key, lon=69.0, **row)
        return [Candidate(place=place, matched=key, match=self.match, score=0.5)]

    def facts(self, key):
        return [1.0, 0.0, 1.0 if key == "chad" else 0.0]


def lifted(nlp, text, score, world, *, sure="Alba", key=None):
    doc = nlp(text)
    found = [span_of(doc, sure), span_of(doc, "Zarnag", key=key)]
    scores = np.array([0.9, score], dtype=np.float32)
    unsure.by_grammar(found, scores, world, docs=[doc], peoples={"afghan": "AF"}, least=0.5)
    return bool(scores[1] >= 0.5)


TAKEN = "They left Alba after rebels seized Zarnag on Monday."
NEAR = World(km=299)


@pytest.mark.parametrize(("score", "taken"), [(0.0051, True), (0.0049, False)])
def test_a_name_that_stands_as_a_place_needs_half_a_percent(nlp, score, taken):
    assert lifted(nlp, TAKEN, score, NEAR) == taken


@pytest.mark.parametrize(
    ("world", "taken"),
    [
        (World(km=299), True),
        (World(km=301), False),
        (World(people=20_000), True),
        (World(people=19_999), False),
        (World(people=20_000, kind="A.ADM2"), True),
        (World(people=20_000, kind="H.STM"), False),
        (World(people=20_000, match="fuzzy"), False),
    ],
)
def test_it_is_a_large_town_or_division_or_one_near_the_story(nlp, world, taken):
    assert lifted(nlp, TAKEN, 0.1, world) == taken


@pytest.mark.parametrize(("country", "taken"), [("AF", True), ("XX", False)])
def test_or_one_in_a_country_whose_people_the_text_names(nlp, country, taken):
    doc = nlp("The Afghan army left Alba after rebels seized Zarnag on Monday.")
    found = [span_of(doc, name) for name in ("Afghan", "Alba", "Zarnag")]
    scores = np.array([0.1, 0.9, 0.1], dtype=np.float32)
    world = World(country=country)
    unsure.by_grammar(found, scores, world, docs=[doc], peoples={"afghan": "AF"}, least=0.5)
    assert (scores[2] >= 0.5) == taken


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        (TAKEN, True),
        ("They left Alba for the town of Zarnag on Monday.", True),
        ("They left Alba for the brother of Zarnag on Monday.", False),
        ("They left Alba when Zarnag fell on Monday.", True),
        ("They left Alba when Zarnag wept on Monday.", False),
        # a capital, a title or a verb of saying beside it makes it a person
        ("They left Alba after rebels seized Zarnag Omar on Monday.", False),
        ("They left Alba after rebels seized Omar Zarnag on Monday.", False),
        ("They left Alba when Omar Zarnag fell on Monday.", False),
        ("They left Alba when uncle Zarnag fell on Monday.", False),
        ("Zarnag fell when they left Alba on Monday.", True),
        # the text writes the word small, too
        ("They left Alba after rebels seized Zarnag, a real zarnag.", False),
    ],
)
def test_words_beside_a_name_say_that_it_is_a_place(nlp, text, taken):
    assert lifted(nlp, text, 0.1, NEAR) == taken


@pytest.mark.parametrize(("key", "taken"), [("zar", True), ("za", False)])
def test_a_name_of_two_letters_is_too_short(nlp, key, taken):
    assert lifted(nlp, TAKEN, 0.1, World(people=0, km=0), key=key) == taken


@pytest.mark.parametrize(("score", "taken"), [(0.011, True), (0.009, False)])
def test_a_name_found_so_is_taken_again_where_nothing_says_what_it_is(nlp, score, taken):
    doc = nlp("They left Alba after rebels seized Zarnag on Monday. People wept in Zarnag later.")
    found = [span_of(doc, "Alba"), span_of(doc, "Zarnag")]
    start = doc.text.rindex("Zarnag")
    again = doc.char_span(start, start + 6)
    run = (again.start, again.end)
    found.append(Span(doc, *run, start, start + 6, "zarnag", True, "", run))
    scores = np.array([0.9, 0.1, score], dtype=np.float32)
    unsure.by_grammar(found, scores, NEAR, docs=[doc], peoples={}, least=0.5)
    assert (scores[2] >= 0.5) == taken


def row_of(doc, name, **more):
    span = span_of(doc, name, **more)
    facts = dict.fromkeys(features.FACTS, 0.0)
    rows = features.table(
        [doc], [span], facts=lambda key: list(facts.values()), peoples=["afghans"], odds={}
    )
    return dict(zip(features.NAMES, rows[0].tolist(), strict=True))


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("They met in Zarnag on Monday", 0),
        ("They met in Alba, Zarnag on Monday", 1),
        ("They met in Zarnag, Alba on Monday", 2),
        ("They met in Omar, Zarnag, Alba on Monday", 3),
        ("Omar, Zarnag", 1),
        (", Zarnag,", 0),
        ("They met in town, Zarnag, and left", 0),
        ("They met in Omar; Zarnag; Alba on Monday", 0),
        ("Zarnag, Alba", 2),
    ],
)
def test_places_one_inside_another_are_a_chain(nlp, text, chain):
    assert row_of(nlp(text), "Zarnag")["chain"] == chain


@pytest.mark.parametrize(
    ("text", "name", "seen"),
    [
        ("They met (Zarnag) there", "Zarnag", {"in_brackets"}),
        ("They met (Zarnag there", "Zarnag", set()),
        ("They left for southern Zarnag there", "Zarnag", {"direction"}),
        ("They saw Dr. Zarnag there", "Zarnag", {"title_prev"}),
        ("They saw Zarnag's roofs", "Zarnag", {"possessive"}),
        ("Then Zarnag said no", "Zarnag", {"said_next"}),
        ("They saw ZARNAG there", "ZARNAG", {"all_capitals"}),
        ("They saw Zarnag5 there", "Zarnag5", {"digit"}),
        ("They saw Afghans there", "Afghans", {"people", "plural_people"}),
        ("They saw Zarnag valley there", "Zarnag valley", {"typed"}),
    ],
)
def test_what_the_words_beside_a_name_and_its_letters_say(nlp, text, name, seen):
    flags = {
        "in_brackets", "direction", "title_prev", "possessive", "said_next", "all_capitals",
        "digit", "people", "plural_people", "typed",
    }  # fmt: skip
    row = row_of(nlp(text), name)
    assert {flag for flag in flags if row[flag]} == seen


def test_lengths_are_counted_up_to_a_hundred_characters(nlp):
    assert row_of(nlp("They saw Zarnag there"), "Zarnag")["n_chars"] == 6
    for length in (99, 100, 101):
        name = "Q" * length
        assert row_of(nlp(f"They saw {name} there"), name)["n_chars"] == min(length, 100)


@pytest.mark.parametrize(
    ("text", "nickname"),
    [
        ('They mourned the "Lion of Zarnag," and wept.', True),
        ("He was nicknamed the Lion of Zarnag and wept.", True),
        ("They mourned the Lion of Zarnag and wept.", False),
        ('They mourned the "Lion of Zarnag and others.', False),
        ('They saw the "lion of Zarnag," and wept.', False),
    ],
)
def test_a_nickname_is_quoted_or_said_to_be_one(nlp, text, nickname):
    assert (roles.role(span_of(nlp(text), "Zarnag"), people=False)[0] is Role.NICKNAME) == nickname
