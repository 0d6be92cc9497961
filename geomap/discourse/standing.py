"""Where only places stand in a sentence: "near X", "the town of X", "retook X", "X crossing"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar
from geomap.relations import direction

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.discourse.paragraphs import Paragraph

_NO_PLACE = frozenset({"PERSON", "NORP", "ORG", "DATE", "TIME", "CARDINAL", "MONEY", "EVENT"})
_LOCATED = frozenset({"GPE", "LOC", "FAC"})
_MISREAD = frozenset({"PERSON", "GPE", ""})
_BEARINGS = lexicon.words("space.bearing_words")
_PLACES = lexicon.words("places.nouns")
_TOWNS = lexicon.words("places.town_words", "places.hamlets")
_LOCATIVE = lexicon.words("space.at_or_around")
_HOLDS = lexicon.words("space.at")
_ONTO = lexicon.words("deeds.falls_on")
_LENGTHS = lexicon.words("space.lengths")
_LEAVES = lexicon.words("deeds.leaves")
_GOES = lexicon.words("deeds.goes")
_TO = frozenset({"to", "toward", "towards"})
_OF_FAITHS = lexicon.words("places.of_faiths")
_TAKES_PLACE = lexicon.words("deeds.takes_or_visits")
_ONLY_PLACES = lexicon.words("deeds.takes_only_places")
_ATTACKED = lexicon.words("deeds.attacks_either")
_NEVER = lexicon.words("people.not_places")
_OF_PEOPLE = lexicon.words("places.of_people")
_AT_PLACES = lexicon.words("deeds.at_places")
_OF_BODIES = lexicon.words("people.groups", "people.armed", "people.press", "deeds.backgrounds")
_ON_THE_SPOT = lexicon.words("people.armed", "people.besieged", "people.local_sources")
_OF_PLACES = _PLACES | lexicon.words("people.residents", "people.of_towns")
_LIES = lexicon.words("space.lies_beside")
_IS = lexicon.words("space.stays")
_LOCAL_GOVERNMENT = " Local Government Area"
"""What Nigeria calls its districts; the recogniser takes them for bodies."""

_FIGURE_WORDS = 5
"""Words that a figure in two units takes before "from": "40 km (25 miles) from"."""


def may_be(token: "Token") -> bool:
    """Whether a word may be a place's name; of plurals only one that is said to be a place."""
    if token.lower_ in _NEVER:
        return False
    return token.tag_ == "NNP" or (token.tag_ == "NNPS" and _is_called_place(token))


def is_placed(token: "Token", covered: set[int]) -> bool:
    """Whether a proper noun stands where places stand: "near X", "the town of X", "X crossing"."""
    above, free = token.head, token.ent_type_ not in _NO_PLACE
    called = _is_called_place(token) or _is_one_of_places(token) or _is_after_noun(token)
    called = called or _is_measured(token)
    if called or _is_attacked_in(token, covered) or is_rowed(token, covered):
        return True
    if token.lemma_.lower() in _PLACES and any(child.pos_ == "PROPN" for child in token.lefts):
        return free or token.doc[: token.i + 1].text.endswith(_LOCAL_GOVERNMENT)
    if token.dep_ in ("compound", "nmod", "det") and above.lemma_.lower() in _PLACES:
        return _lends_name(token, above)
    return _is_linked(token, covered)


def _is_linked(token: "Token", covered: set[int]) -> bool:
    """Whether what governs a name, or what it is joined to, makes it a place."""
    link, free = token.dep_, token.ent_type_ not in _NO_PLACE
    if link == "pobj":
        return _is_governed(token, free=free)
    if link in ("dobj", "nsubjpass") and _takes_place(token.head):
        return free or token.ent_type_ == "ORG" or _is_taken(token)
    return _is_put(token) if link == "nsubj" else _is_listed(token, covered)


def _is_called_place(token: "Token") -> bool:
    """Whether an apposition says what a name is: "Inates, a town in western Niger"."""
    settled = token.dep_ in ("dobj", "pobj", "nsubjpass", "conj")
    return settled and any(
        child.dep_ == "appos"
        and child.tag_ == "NN"
        and child.lemma_.lower() in _PLACES
        and any(word.dep_ == "det" for word in child.lefts)
        for child in token.rights
    )


def _is_after_noun(token: "Token") -> bool:
    """Whether the noun right before a name calls it a town: "the village Dvani"."""
    before = token.doc[token.i - 1] if token.i else token
    called = before.head == token and before.lower_ in _TOWNS and before.dep_ == "compound"
    return called and any(one.lower_ == "the" or one.dep_ == "poss" for one in token.lefts)


def _is_measured(token: "Token") -> bool:
    """Whether a length tells where a name lies: "X, 100 km to the south"."""
    lengths = (one for one in token.rights if one.dep_ == "appos" and one.lower_ in _LENGTHS)
    return any(child.dep_ == "nummod" for one in lengths for child in one.lefts)


def _is_one_of_places(token: "Token") -> bool:
    """Whether a name is told beside other places: "fired on X and other towns"."""
    return any(
        one.lemma_.lower() in _PLACES and grammar.has(one, ("other",)) for one in token.conjuncts
    )


def _is_attacked_in(token: "Token", covered: set[int]) -> bool:
    """Whether a name is attacked and then put in a place: "attacked Yelwata, in Benue state"."""
    if token.dep_ not in ("dobj", "nsubjpass") or token.head.lemma_ not in _ATTACKED:
        return False
    after = [token.doc[i] for i in range(token.i + 1, min(token.i + 5, len(token.doc)))]
    apart = [word.text for word in after[:1]] == [","]
    words = after[apart:]
    put = words[:1] and words[0].lower_ in _HOLDS and any(word.i in covered for word in words)
    return bool(put) and (apart or _is_bare_target(token))


def _is_bare_target(token: "Token") -> bool:
    """Whether what is attacked may be a place without a comma: no one person attacks another."""
    named = any(one.dep_ == "nsubj" and one.tag_ == "NNP" for one in token.head.lefts)
    return token.ent_type_ in _MISREAD and token.head.lemma_ == "attack" and not named


def _is_taken(token: "Token") -> bool:
    """Whether a bare name is what a verb of places takes: "retook X", not "took X hostage"."""
    verb = token.head
    bare = all(
        child.dep_ in ("compound", "punct") or child.lower_ in _HOLDS or _speaks(child)
        for child in token.children
    )
    return bare and (verb.lemma_ in _ONLY_PLACES or _takes_hold(verb))


def _speaks(noun: "Token") -> bool:
    """Whether what is hung on a name tells, by the verb that ends the sentence, what is said."""
    said = noun.sent.root
    return noun.dep_ == "appos" and said.i > noun.i and grammar.subject(said) is None


def _is_put(token: "Token") -> bool:
    """Whether a subject is put on the map: "X borders ...", "X is 20 km north of ..."."""
    verb = token.head
    return token.ent_type_ != "NORP" and (verb.lemma_ in _LIES or _tells_where(verb))


def is_beside(token: "Token", covered: set[int]) -> bool:
    """Whether a name is coordinated with a known one: "between X and Kidal"."""
    return any(other.i in covered for other in token.conjuncts)


def is_rowed(token: "Token", covered: set[int]) -> bool:
    """Whether what is taken for one name is a row of places: "attacks on X, Y and Odesa"."""
    return any(_is_one_name(token, other) for other in token.conjuncts if other.i in covered)


def _is_one_name(token: "Token", other: "Token") -> bool:
    first, last = sorted((token.i, other.i))
    return all(between.ent_iob_ == "I" for between in token.doc[first + 1 : last + 1])


def _is_listed(token: "Token", covered: set[int]) -> bool:
    """Whether a name is joined to a place: "from Mellit, Zalingei and X"."""
    above, free = token.head, token.ent_type_ not in _NO_PLACE
    if free and is_beside(token, covered):
        return True
    if token.dep_ == "conj" and free and above.tag_ == "NNP":
        return is_placed(above, covered)
    return token.ent_type_ in _LOCATED and token.dep_ in ("appos", "conj")


def _lends_name(token: "Token", noun: "Token") -> bool:
    """Whether a name before a noun is a place's: people have houses, the X creek is a place.

    "A Druze village" and "Dogon villages" say whose they are.
    """
    plural = noun.tag_ == "NNS" and not {*token.conjuncts, *noun.conjuncts}
    if plural or grammar.has(noun, ("a", "an")):
        return False
    person = token.ent_type_ == "PERSON" and noun.lemma_.lower() in _OF_PEOPLE
    faith = noun.lemma_.lower() in _OF_FAITHS and token.ent_type_ not in _LOCATED
    # "attacked Makuach village": what is a people's has an article
    people = token.ent_type_ == "NORP" and any(True for _ in grammar.children(noun, {"det"}))
    return noun.pos_ == "NOUN" and not people and not person and not faith


def _is_governed(token: "Token", *, free: bool) -> bool:
    """Whether a preposition makes a name a place: "of" a town, "in", bombs "on", 20 km "from"."""
    word, above, person = token.head.lower_, token.head.head, token.ent_type_ == "PERSON"
    noun = above.lemma_.lower()
    if word == "of" and noun in _OF_PLACES:
        return above.pos_ == "NOUN"
    if word in _LOCATIVE:
        # nobody is in a person: the parser knows names of people better than those of villages
        return free or (word in _HOLDS and (person or _happens_at(token)))
    if token.ent_type_ in _LOCATED or _is_gone_to(token) or _is_measured_from(token):
        return True
    if not (free or person or _is_no_body(token)):
        return False
    return (word == "on" and noun in _ONTO) or _is_left(token)


def _is_measured_from(token: "Token") -> bool:
    """Whether a direction with a length is told from a name: "25 km W of X"."""
    way = token.head.head
    length = way.i > 0 and way.nbor(-1).lower_ in _LENGTHS
    return length and token.head.lower_ == "of" and direction(way.text) is not None


def _is_left(token: "Token") -> bool:
    """Whether somebody goes away from a name: "withdrew from X", "fell back from X", "out of X"."""
    word, above = token.head.lower_, token.head.head
    if word == "from" and above.lower_ == "back":
        return above.head.pos_ == "VERB"
    return (word == "from" and above.lemma_ in _LEAVES) or (word, above.lower_) == ("of", "out")


def _happens_at(token: "Token") -> bool:
    """Whether a deed is put at what is taken for a body: "killed 14 herders in Dogon Karfe"."""
    return grammar.governor(token).lemma_ in _AT_PLACES and _is_no_body(token)


def _is_no_body(token: "Token") -> bool:
    """Whether what is taken for a body bears none's word or article: "fled from Dar Boudouk".

    Ministers and states leave bodies ("Niger withdrew from Ecowas"); fighters and residents towns.
    """
    named = [word for word in token.subtree if word.ent_type_ and word.i <= token.i]
    bare = all(word.tag_ == "NNP" and word.lower_ not in _OF_BODIES for word in named)
    actor = grammar.subject(grammar.governor(token))
    return token.ent_type_ == "ORG" and bare and actor is not None and actor.lemma_ in _ON_THE_SPOT


def _is_gone_to(token: "Token") -> bool:
    """Whether somebody goes to a name: "fled to X"; to bodies, with an article, people defect."""
    bare = not any(child.dep_ in ("det", "poss") for child in token.children)
    return bare and token.head.lower_ in _TO and token.head.head.lemma_ in _GOES


def _takes_hold(verb: "Token") -> bool:
    """Whether "took X" speaks of a place, not of someone taken prisoner."""
    people = any(child.lower_ in _HOSTAGES for child in verb.subtree)
    return verb.lemma_ == "take" and not people


_HOSTAGES = frozenset({"hostage", "prisoner", "captive"})


def _takes_place(verb: "Token") -> bool:
    """Whether a verb's object is a place: "retook X", "took over X"."""
    over = verb.lemma_ == "take" and any(child.lower_ == "over" for child in verb.children)
    return over or verb.lemma_ in _TAKES_PLACE or verb.lower_ in _ONLY_PLACES


def _tells_where(verb: "Token") -> bool:
    """Whether a verb puts its subject on the map: "X is 20 km north of ..."."""
    if verb.lemma_ not in _IS:
        return False
    said = (
        word
        for child in verb.rights
        if child.dep_ in ("prep", "npadvmod", "advmod", "attr")
        for word in child.subtree
    )
    return any(map(measures, said))


def is_landmark(token: "Token") -> bool:
    """Whether a place is only what another is measured from: "40 km from the town of X"."""
    while token.dep_ in ("compound", "nmod") or (
        token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.dep_ == "pobj"
    ):
        token = token.head if token.dep_ != "pobj" else token.head.head
    above = token.head
    if token.dep_ != "pobj" or above.lower_ not in ("of", "from"):
        return False
    return any(measures(one) for one in _around(above))


def _around(preposition: "Token") -> Iterator["Token"]:
    yield preposition.head
    yield from preposition.doc[max(0, preposition.i - _FIGURE_WORDS) : preposition.i]


def measures(token: "Token") -> bool:
    """Whether a word is a direction or a unit of distance: "north", "kilometers", "away"."""
    return token.lemma_.lower() in _BEARINGS


_PLACING = lexicon.words("space.placing_verbs")


def puts(verb: "Token", paragraph: "Paragraph") -> bool:
    """Whether someone says where a place lies: "RT put the valley 150 km north of Kabul"."""
    if verb.lemma_ not in _PLACING or not any(True for _ in grammar.children(verb, {"dobj"})):
        return False
    rest = [word for child in verb.rights for word in child.subtree]
    return any(map(measures, rest)) and any(paragraph.is_place(word) for word in rest)
