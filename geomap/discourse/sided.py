"""Names that only places bear by what is said around them: what is besieged, and what has a side.

The parser takes "Bria" for a person where rebels surround it; nobody surrounds a person from the
north, and "X in the south" beside a siege is where somebody stands.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FORMS = lexicon.words("deeds.surround_forms")
_WITH_PARTICLE = lexicon.table("deeds.siege_particles")
_NOUNS = lexicon.words("deeds.siege_nouns")
_HOLDS = lexicon.words("deeds.holds_place")
_NO_NAMES = lexicon.words("people.armed", "people.besieged", "places.besieged", "places.nouns")
_TAKEN_FOR = frozenset({"NN", "JJ", "RB", "VB", "FW", "VBN", "VBD"})
"""What the parser takes a strange name for at the beginning of a sentence."""

_LIES = lexicon.words("space.stays", "space.lies_beside")
_TELLS = lexicon.words("space.tells_where")
_WAYS = lexicon.words("space.points", "space.cardinals")
_OBJECTS = frozenset({"dobj", "nsubjpass"})
_LISTED = frozenset({"conj", "appos"})
_TIES = lexicon.words("space.ties_siege")
_PRESSES, _ONTO = lexicon.words("deeds.presses"), lexicon.words("space.at_pressed")
_SIDES = lexicon.words("space.sides")
_AHEAD, _STATE, _WHERE, _SIDES_AHEAD = 3, 5, 8, 10


def is_around(token: "Token") -> bool:
    """Whether a name is what is surrounded, lies on a side that is told, or is listed with such."""
    if not _is_name(token):
        return False
    if _has_side(token) or _follows_siege(token):
        return True
    if _is_person(token) and not (token.dep_ in _OBJECTS and _is_siege(token.head)):
        return False
    if any(child.dep_ in {"det", "poss"} for child in token.children):
        return False
    told = (_is_located, _is_besieged, _is_pressed, _is_held, _is_before_state, _is_listed)
    return any(is_told(token) for is_told in told)


def _is_person(token: "Token") -> bool:
    """Whether a name is a person's with a first name."""
    whole = (one for one in token.children if one.dep_ == "compound" and one.text[0].isupper())
    return token.ent_type_ == "PERSON" and any(whole) and token.doc[token.i - 1].text != "-"


def _is_listed(token: "Token") -> bool:
    """Whether a name is listed with another where a siege is told."""
    return token.dep_ in _LISTED and token.head.tag_ == "NNP" and _tells_siege(token)


def _is_name(token: "Token") -> bool:
    """Whether a word is a name, also where the parser takes it for another word."""
    if token.tag_ == "NNP":
        return True
    strange = token.text.istitle() and token.tag_ in _TAKEN_FOR and token.pos_ != "PRON"
    return strange and token.lower_ not in _NO_NAMES


def _is_siege(word: "Token") -> bool:
    """Whether a word is a form of surrounding, with its particle where it needs one."""
    particle = _WITH_PARTICLE.get(word.lemma_.lower())
    near = word.doc[word.i + 1 : word.i + 1 + _AHEAD]
    return word.lower_ in _FORMS or any(one.lower_ == particle for one in near)


def _is_besieged(token: "Token") -> bool:
    """Whether a name stands where only what is surrounded does."""
    above, link = token.head, token.dep_
    if link in _OBJECTS:
        return _is_siege(above) or _is_under(token)
    if link == "nsubj":
        return _is_in_state(token)
    if link in {"compound", "poss"}:
        return above.lower_ in _NOUNS and above.pos_ == "NOUN"
    return link == "pobj" and _is_tied(above)


def _is_in_state(token: "Token") -> bool:
    """Whether a subject is surrounded: "X is besieged", "have X surrounded", "X is under siege"."""
    above, first = token.head, token.left_edge.i
    had = first > 0 and token.doc[first - 1].lemma_ == "have"
    if (above.tag_ == "VBN" or had) and _is_siege(above):
        return True
    if any(_is_siege(child) for child in above.children if child.dep_ in {"acomp", "oprd"}):
        return True
    under = (one for child in above.children if child.dep_ == "prep" for one in child.children)
    return any(one.lower_ in _NOUNS for one in under)


def _is_pressed(token: "Token") -> bool:
    """Whether a name is attacked from sides that are told: "struck X from the north and east"."""
    above, link = token.head, token.dep_
    if link == "pobj" and above.lower_ in _ONTO:
        return _presses_from_sides(above.head) or _presses_from_sides(above.head.head)
    if link == "nsubj":
        under = (one for prep, one in grammar.prepositional(above) if prep.lower_ == "under")
        return any(_presses_from_sides(one) for one in under)
    return link in _OBJECTS and _presses_from_sides(above)


def _presses_from_sides(word: "Token") -> bool:
    """Whether a word is an attack or a threat of which sides are told."""
    if word.lemma_.lower() not in _PRESSES:
        return False
    if any(child.lower_.endswith(("pronged", "sided")) for child in word.lefts):
        return True
    # the parser may tie the sides to what is attacked, or to the verb of the noun
    near = word.doc[word.i + 1 : word.i + 1 + _SIDES_AHEAD]
    return any(one.lower_ in {"from", "on"} and _leads_to_sides(one) for one in near)


def _leads_to_sides(prep: "Token") -> bool:
    """Whether a preposition leads to counted sides, or to two that are named."""
    for side in grammar.children(prep, {"pobj"}):
        counted = any(child.dep_ in {"nummod", "det", "amod"} for child in side.lefts)
        if (side.lower_ in _SIDES and counted) or (
            side.lower_ in _WAYS and any(one.lower_ in _WAYS for one in side.conjuncts)
        ):
            return True
    return False


def _is_tied(prep: "Token") -> bool:
    """Whether a preposition ties its name to a siege: "the siege of X", "closing on X"."""
    noun, word = prep.head, prep.lower_
    return word in _TIES and (noun.lower_ in _NOUNS or (word == "on" and _is_siege(noun)))


def _follows_siege(token: "Token") -> bool:
    """Whether a name stands right after a form of surrounding: "besieged X", "blockading X"."""
    return token.left_edge.i > 0 and token.doc[token.left_edge.i - 1].lower_ in _FORMS


def _is_held(token: "Token") -> bool:
    """Whether a name follows a word of holding, where a siege is told: "holding X"."""
    return token.i > 0 and token.nbor(-1).lower_ in _HOLDS and _tells_siege(token)


def _is_before_state(token: "Token") -> bool:
    """Whether "is nearly surrounded" follows a name at once, which the parser may not tie to it."""
    row = token.doc[token.i + 1 : token.i + 2 + _STATE]
    if len(row) < _AHEAD or row[0].lemma_ not in {"be", "have"}:
        return False
    until = next((n for n, one in enumerate(row) if _is_siege(one)), 0)
    return until > 0 and all(one.pos_ not in {"NOUN", "PROPN", "PUNCT"} for one in row[:until])


def _is_located(token: "Token") -> bool:
    """Whether a sentence begins with a name and tells where it lies: "X is south of Y"."""
    row = token.doc[token.i + 1 : token.i + 2 + _WHERE]
    if len(row) < _AHEAD or row[0].lemma_ not in _LIES or token.left_edge.i != token.sent.start:
        return False
    until = next((n for n, one in enumerate(row) if one.lower_ in _TELLS), 0)
    apart = any(one.is_punct and one.text != "-" for one in row[:until])
    sure = token.ent_type_ != "PERSON" or row[until].lower_ not in {"near", "close"}
    return until > 0 and not apart and sure


def _is_under(token: "Token") -> bool:
    """Whether "under siege" follows a name: "they keep X under siege"."""
    row = [one.lower_ for one in token.doc[token.i + 1 : token.i + 3]]
    return row[:1] == ["under"] and not _NOUNS.isdisjoint(row[1:])


def _tells_siege(token: "Token") -> bool:
    return _siege_in(token.doc, token.sent.start)


@lru_cache(maxsize=8)
def _siege_in(doc: "Doc", start: int) -> bool:
    """Whether the sentence that begins at a word tells of a siege; many of its names ask that."""
    return any(_is_siege(word) or word.lower_ in _NOUNS for word in doc[start].sent)


def _has_side(token: "Token") -> bool:
    """Whether "in the south" or ", to the west" follows a name that acts on nothing."""
    if token.dep_ == "nsubj" and token.ent_type_ == "PERSON" and not _tells_siege(token):
        return False
    row = [one for one in token.doc[token.i + 1 : token.i + 5] if one.text != ","]
    if len(row) < _AHEAD or row[0].lower_ not in {"in", "to", "on"}:
        return False
    side = row[2].lower_.replace("-", "")
    after = row[3].lower_ if len(row) > _AHEAD else ""
    return row[1].lower_ in {"the", "its"} and side in _WAYS and after != "of"
