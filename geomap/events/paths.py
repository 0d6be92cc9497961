"""What a step through the parse costs on the way from an event to its place."""

from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar
from geomap.discourse.pointing import is_end_of_way
from geomap.discourse.speech import DENY, SAY
from geomap.events.cues import Cue
from geomap.events.untold import is_second_as
from geomap.model import EventType, Mode

if TYPE_CHECKING:
    from spacy.tokens import Token

FAR = 10.0
"""A path of this cost leads to no place of the event."""

PLACES = lexicon.words("places.nouns")
STATIVE = lexicon.words("deeds.stative")
_BEARINGS = lexicon.words("space.bearing_words")
_PEOPLE = lexicon.words("people.actors")
_CAMPAIGNS = lexicon.words("deeds.backgrounds")
_LIKE = lexicon.words("stance.like")
_TIMES = lexicon.words("time.prepositions")
_CHARGED = lexicon.words("speech.charged")
_EVENTS = _CAMPAIGNS | lexicon.words("deeds.again")
_OTHER_TIMES = lexicon.words("time.before_or_after")
_DESCRIBES = frozenset({"acl", "relcl", "advcl", "appos", "prep"})
_FROM, _COMES = lexicon.words("deeds.comes_from"), lexicon.words("deeds.visits")
_DESCRIBES_AS = lexicon.words("speech.describes")
_ANSWERS, _MEANT = lexicon.words("deeds.answers"), lexicon.words("deeds.meant")
_FOR = frozenset({"for", "to"})
_BORDERS = lexicon.words("space.borders")
_FIGURES = lexicon.words("number.of_people")
_DIES = lexicon.words("deeds.dies")
_GOES = lexicon.words("deeds.goes", "deeds.carries_off") - {"take", "displace", "bring"}
_NAMED = frozenset({"GPE", "LOC", "FAC"})
_LEAVING = frozenset({EventType.RETREAT, EventType.SANCTION})
_DOWN = {
    "pobj": 0.0,
    "dobj": 0.5,
    "appos": 0.5,
    "conj": 1.0,
    "advmod": 1.0,
    "npadvmod": 1.0,
    "nsubjpass": 1.5,
    "acl": 2.0,
    "nsubj": 3.5,
    "relcl": 4.0,
}
"""Cost of a step down to a word, by what it is to the word above."""

_ANY_DOWN = 3.0
_UP = {
    "dobj": 0.8,
    "attr": 0.8,
    "acomp": 0.8,
    "xcomp": 1.0,
    "pcomp": 1.0,
    "prep": 1.0,
    "pobj": 1.0,
    "nsubjpass": 1.0,
    "nsubj": 1.2,
    "acl": 1.5,
    "conj": 1.5,
    "appos": 2.0,
    "advcl": 2.5,
    "relcl": 2.5,
}
"""Cost of a step up from a word, by what it is to the word above."""

_ANY_UP = 4.5
_PREPOSITIONS = (
    (lexicon.words("space.prepositions"), None, 1.0, 2.0),
    (frozenset({"of"}), frozenset({"native"}), FAR, 0.0),
    (frozenset({"of"}), lexicon.words("people.residents"), 1.0, 0.0),
    (frozenset({"of"}), _BEARINGS, 4.0, 0.0),
    (frozenset({"of"}), None, 1.0, 3.5),
    (frozenset({"from"}), None, 4.5, 2.0),
    (_BEARINGS, None, 1.5, 0.0),
    (_TIMES, None, 2.5, 2.0),
)
"""Cost of a step down to a preposition: the prepositions, the words above it (None is any), the
cost, and what is added where they are people. The first row that fits counts."""

_ANY_PREPOSITION = 4.0


def _is(token: "Token", words: frozenset[str]) -> bool:
    return token.lemma_.lower() in words


def _preposition(parent: "Token", child: "Token", cue: Cue) -> float:
    if leads_on(child, cue):
        return FAR
    if child.lower_ == "from" and (cue.event_type in _LEAVING or cue.mode is Mode.ABDUCT):
        return 1.0
    if parent.lemma_ == "come" and _is(child, _TIMES):
        return FAR  # "the attack came after talks in Doha"
    if child.lower_ == "of" and parent.ent_type_ == "PERSON":
        return FAR  # where they are at home
    people = _is(parent, _PEOPLE) or parent.ent_type_ in ("PERSON", "NORP", "ORG")
    for words, above, cost, of_people in _PREPOSITIONS:
        if child.lower_ in words and (above is None or _is(parent, above)):
            return cost + of_people * people
    return _ANY_PREPOSITION


def _clause(child: "Token") -> float:
    """Coordinated and subordinate clauses: dearer where they have a subject of their own."""
    own = _has_subject(child)
    if child.dep_ == "conj":
        # "one was killed and four were wounded in X", "and four are missing after a raid on X", but
        # not "one was killed and they met in X"
        passive = _suffers(child.head) and _suffers_too(child)
        if _is_gapped(child):
            return 2.0  # "six were killed and ten wounded in X"
        if child.lemma_ in _GOES:
            return FAR  # "opened fire and fled to X"
        return 2.0 if not own else 4.0 if passive else FAR
    if child.dep_ == "xcomp":
        return 1.0
    if child.tag_ == "VBG":
        return 2.0  # "was shot while covering the clashes in X"
    return 4.5 if own else 3.5


def _suffers_too(clause: "Token") -> bool:
    """Whether a clause tells of more who came to harm: "and four were wounded"."""
    return grammar.is_passive(clause) or _counts_more(clause)


def _counts_more(verb: "Token") -> bool:
    """Whether a clause only says how many more there are: "and seven are missing"."""
    counted = (one.like_num or one.lemma_ in _SOME for one in grammar.children(verb, {"nsubj"}))
    return verb.lemma_ == "be" and any(counted)


_SOME = frozenset({"dozen", "score", "other"})


def _is_gapped(verb: "Token") -> bool:
    """Whether a participle shares the "were" of the passive that it is coordinated with."""
    bare = not any(True for _ in grammar.children(verb, {"aux", "auxpass", "dobj"}))
    return verb.tag_ in ("VBN", "VBD") and bare and grammar.is_passive(verb.head)


def _suffers(verb: "Token") -> bool:
    """Whether the subject of a verb comes to harm: "six died and ten were wounded in X"."""
    return grammar.is_passive(verb) or verb.lemma_ in _DIES


def _has_subject(verb: "Token") -> bool:
    return any(True for _ in grammar.children(verb, grammar.SUBJECTS))


def _modifier(parent: "Token", child: "Token") -> float:
    """A name before a noun: "Homs province", "the Manbij campaign", but not "a U.S. strike"."""
    adjective = child.ent_type_ == "NORP" or child.pos_ == "ADJ"
    if _is(parent, PLACES) or parent.ent_type_ in _NAMED:
        # the parser takes towns for peoples: "Kidal region"
        return 1.5 if child.dep_ == "poss" else FAR if child.pos_ == "ADJ" else 0.2
    if child.dep_ == "poss" or adjective:
        return 6.0
    return 1.0 if _is(parent, _CAMPAIGNS) else 8.0 if _is(parent, _PEOPLE) else 5.0


def _compares(word: "Token") -> bool:
    """Whether what stands behind a word is only held against what is told: "as deadly as X"."""
    than = word.dep_ == "prep" and (word.lower_ in _LIKE or word.lower_ == "since")
    return than or is_second_as(word)


def _is_charge(word: "Token") -> bool:
    """Whether a word says what people are held to have done before: "arrested men accused of"."""
    if word.lower_ not in _CHARGED or grammar.has(word, ("on",)):
        return False
    told = word.pos_ == "ADJ" or (word.tag_ == "VBN" and word.dep_ == "acl")
    return told or (word.dep_ == "relcl" and grammar.is_passive(word))


def leads_on(preposition: "Token", cue: Cue) -> bool:
    """Whether a preposition gives an end of a way on which it happened: "a bus from X to Y"."""
    struck = cue.event_type in (EventType.ASSAULT, EventType.COERCE)
    return struck and is_end_of_way(preposition)


def _is_other_time(preposition: "Token") -> bool:
    """Whether a preposition only dates a deed by what was elsewhere: "before the summit in X".

    What came of a deed was where the deed was: "died after clashes in X".
    """
    if preposition.lower_ not in _OTHER_TIMES:
        return False
    below = grammar.children(preposition, {"pobj"})
    return any(one.pos_ == "NOUN" and not _is(one, _EVENTS) for one in below)


def _is_origin(verb: "Token", preposition: "Token") -> bool:
    """Whether a place is where those are from who act or are struck.

    "The fighters come from Chad", "a volunteer who came from Sweden", "a woman visiting from Peru".
    """
    if preposition.lower_ != "from" or verb.lemma_ not in _FROM | _COMES:
        return False
    if verb.dep_ in ("acl", "relcl"):
        return True
    actor = grammar.subject(verb) if verb.lemma_ in _FROM else None
    if actor is None:
        return False
    return any(_is(one, _PEOPLE) or one.lower_ in _FIGURES for one in (actor, *actor.subtree))


def _is_reason(word: "Token") -> bool:
    """Whether a word leads to what a deed is held to be, or to what it answers or is meant for.

    "Condemned as a bid to derail talks in Doha", "revenge for the raid on Gao", "in response to".
    """
    above = word.head
    if word.dep_ == "prep" and word.lower_ == "as":
        return not _DESCRIBES_AS.isdisjoint((above.lemma_, above.head.lemma_))
    if _is_answered(word):
        return True
    return word.dep_ in ("xcomp", "advcl") and above.lemma_ in _MEANT and above.tag_ == "VBN"


def _is_answered(word: "Token") -> bool:
    """Whether a word leads to what a deed answers: "revenge | for the raid", "avenged the raid"."""
    if word.dep_ == "prep" and word.lower_ in _FOR:
        return word.i > 0 and word.nbor(-1).lemma_.lower() in _ANSWERS
    return word.dep_ == "dobj" and word.head.lemma_ in _ANSWERS


def is_border(word: "Token") -> bool:
    """Whether a word only says what a place lies beside: "a district bordering Niger"."""
    told = word.lemma_ in _BORDERS or word.lower_.removesuffix("ing") in _BORDERS
    # where the parser hangs "a district neighbouring" on the name
    misread = word.dep_ == "amod" and word.i > 0 and word.nbor(-1).pos_ == "NOUN"
    return told and (misread or word.dep_ in _DESCRIBES)


def is_elsewhere(word: "Token") -> bool:
    """Whether a word leads to other deeds, homes and lands than those of the words above it."""
    of_time_or_home = _is_other_time(word) or _is_origin(word.head, word)
    return _is_charge(word) or of_time_or_home or is_border(word) or _is_reason(word)


def _is_beside(parent: "Token", child: "Token") -> bool:
    """Whether what hangs on a word is no part of its event: who says it, what it is like."""
    says = child.lemma_ in SAY and child.dep_ in ("pcomp", "advcl", "acl")
    when = child.dep_ == "advcl" and parent.lemma_ == "come"
    return child.lower_ == "according" or says or when or _compares(child) or is_elsewhere(child)


def down(parent: "Token", child: "Token", cue: Cue) -> float:
    """Cost of a step from a word to one that depends on it, for an event of some cue."""
    link = child.dep_
    if _is_beside(parent, child):
        return FAR
    if link in ("prep", "agent"):
        return _preposition(parent, child, cue)
    if link in ("compound", "amod", "poss", "nmod"):
        return _modifier(parent, child)
    if link in ("conj", "xcomp", "advcl") and child.pos_ in grammar.VERBAL:
        return _clause(child)
    # "the shelling of X killed five": what the deed was done by is the deed
    stands = link == "nsubj" and (parent.lemma_ in STATIVE or child.lower_ in _EVENTS)
    return 1.0 if stands else _DOWN.get(link, _ANY_DOWN)


def up(token: "Token") -> float:
    """Cost of a step from a word to the one that it depends on; where it is said is no place."""
    link = token.dep_
    said = link in ("ccomp", "advcl", "parataxis") and token.head.lemma_ in SAY | DENY
    if said or (token.dep_ == "pcomp" and grammar.charged_by(token) is not None):
        return FAR
    return _UP.get(link, _ANY_UP)
