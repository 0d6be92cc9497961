"""Who can act or be acted upon: a word for someone, for a thing, and whose a thing is."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, grammar
from geomap.discourse.phrases import described
from geomap.discourse.speech import SAY
from geomap.events.cues import CueTable
from geomap.events.triggers import Trigger
from geomap.model import EventType, Mode, Role

if TYPE_CHECKING:
    from spacy.tokens import Token

INANIMATE = lexicon.words("grammar.inanimate")
_PEOPLES = frozenset({"NORP", "LANGUAGE"})
NAMED = frozenset({"NORP", "ORG", "PERSON"})
"""Kinds of names that are somebody's, as the language pipeline calls them."""

_PEOPLE = ("<person>", "<troops>", "<groups>", "<armed>")
_THINGS = ("<place>", "<weapon>", "<attack>", "<thing>")
_BODIES = lexicon.words("people.groups", "people.formations", "people.relations")
_ENDINGS = lexicon.ordered("people.endings")
_HARMS = frozenset({Mode.KILL, Mode.ASSASSINATE, Mode.BEAT, Mode.SEXUAL})
_HARMING = frozenset(
    verb for verb, harm in lexicon.table("harm.verbs").items() if harm in ("killed", "injured")
)
_TAKES = frozenset({Mode.SEIZE_PROPERTY, Mode.ABDUCT, Mode.ARREST})
_TIMES = {"time", *lexicon.table("time.units")}
_OF_STATES = lexicon.words("deeds.of_states")
_LANDS = lexicon.words("places.towns", "places.divisions")
_ACRONYM = re.compile(r"[A-Z]{3,6}")
SEEN = lexicon.words("speech.see", "speech.finds", "speech.condemn") | SAY - {"claim"}
"""Verbs by which others see a deed, tell of it or judge it."""

_CRAFT = lexicon.words("means.craft")
_STATE = re.compile(r"[A-Z]\.?[A-Z]\.?")
_SUSPECTED = lexicon.words("stance.suspected")
_TARGETS = ("<target>", "<property>")


def owner(thing: "Token", paragraph: Paragraph, table: CueTable) -> "Token | None":
    """Whose place or thing is attacked: "rebel positions", "an Iraqi army base", no Iraqi town."""
    before = list(grammar.children(thing, {"compound", "amod", "poss", "nmod"}))
    if thing.lemma_.lower() in _LANDS:
        before = [one for one in before if one.ent_type_ != "NORP"]
    named = (child for child in before if _names_party(child, paragraph))
    armed = (child for child in before if table.holds(child.lemma_, "<armed>", "<groups>"))
    used = table.holds(thing.lemma_, "<weapon>") or is_craft(thing)
    of_whom = grammar.counted(thing) if used else []
    bodies = (one for one in of_whom if is_someone(one, paragraph, table))
    return next(chain(named, armed, bodies, _whose(before, paragraph, table)), None)


def _whose(before: "Sequence[Token]", paragraph: Paragraph, table: CueTable) -> "Iterator[Token]":
    """The "whose" before a thing that is somebody's: "the militia, whose rockets hit X"."""
    for one in before:
        if one.lower_ == "whose" and (party := described(one)) is not None:
            yield from (one,) if is_someone(party, paragraph, table) else ()


def _names_party(name: "Token", paragraph: Paragraph) -> bool:
    if name.ent_type_ == "GPE" and name.pos_ == "ADJ":
        return True  # "Ukrainian shells"
    body = name.ent_type_ == "ORG" and not paragraph.is_place(name)
    return body or name.ent_type_ in _PEOPLES


def user(thing: "Token", paragraph: Paragraph, table: CueTable) -> "Token | None":
    """Whose a thing is that does harm, or who used it: "a rocket fired by X", "mines laid by X"."""
    own = owner(thing, paragraph, table)
    if own is not None:
        return own
    for who in _used_by(thing):
        if is_state(who, paragraph) or is_someone(who, paragraph, table):
            return who
        if is_craft(who):
            return user(who, paragraph, table)
    return thing if is_craft(thing) else None


def _used_by(thing: "Token") -> Iterator["Token"]:
    """By whom a weapon is used, or from what: "launched from an Israeli drone"."""
    for one in grammar.children(thing, {"acl"}):
        if one.tag_ == "VBN" and one.lemma_ not in SEEN:
            yield from grammar.governed(one, {"by"})
            yield from grammar.governed(one, {"from"})


def is_craft(thing: "Token") -> bool:
    """Whether a thing is steered by somebody, and acts where nobody says by whom."""
    return thing.lemma_.lower() in _CRAFT


def is_party(token: "Token", paragraph: Paragraph, table: CueTable) -> bool:
    """Whether a name that nobody knows stands for a party: in capitals, "FARDC", or suspected."""
    if is_state(token, paragraph) and _STATE.fullmatch(token.text):
        return True  # "a US strike"; "a Syria strike" was in Syria
    if token.pos_ != "PROPN" or paragraph.is_place(token) or token.i in paragraph.time_tokens:
        return False
    if table.holds(token.lemma_, "<weapon>", "<attack>", "<thing>"):
        return False
    before = (*token.lefts, *token.doc[max(0, token.i - 1) : token.i])
    return bool(_ACRONYM.fullmatch(token.text)) or any(one.lower_ in _SUSPECTED for one in before)


def is_state(token: "Token", paragraph: Paragraph) -> bool:
    """Whether a name is a country's, which can be spoken to."""
    found = paragraph.places.get(token.i)
    place = found.place if found is not None else None
    return place is not None and place.kind.startswith("A.PCL")


def is_lifeless(token: "Token", paragraph: Paragraph, table: CueTable) -> bool:
    """Whether a word means a place or thing, which does not act; a country may."""
    resolution = paragraph.places.get(token.i)
    if resolution is None:
        return token.pos_ == "NOUN" and table.holds(token.lemma_, *_THINGS)
    kind = resolution.place.kind if resolution.place is not None else ""
    acts = kind.startswith("A.PCL") or (kind == "P.PPLC" and _acts_for_state(token))
    return not acts and resolution.mention.role is not Role.METONYM


def _acts_for_state(capital: "Token") -> bool:
    """Whether a capital does what only its state can: "Ankara sent troops"."""
    verb = capital.head
    done = capital.dep_ == "nsubj" and verb.lemma_ in _OF_STATES
    return done and any(True for _ in grammar.children(verb, {"dobj"}))


def is_someone(token: "Token", paragraph: Paragraph, table: CueTable) -> bool:
    """Whether a word means someone: a person, a group, a force, or a pronoun for them."""
    if paragraph.is_place(token) or token.i in paragraph.time_tokens:
        return False
    if token.ent_type_ in NAMED or token.pos_ == "PRON":
        return token.pos_ in grammar.NOMINAL and token.lower_ not in INANIMATE
    if token.lemma_.lower() == "resistance" and not grammar.has(token, ("the",), {"det"}):
        return False  # "face staunch resistance"
    if token.lemma_.lower() in _BODIES or token.like_num or is_party(token, paragraph, table):
        return True
    return token.lower_.endswith(_ENDINGS) or table.holds(token.lemma_, *_PEOPLE)


def is_matter(token: "Token", paragraph: Paragraph, table: CueTable) -> bool:
    """Whether a common noun in the singular means nobody, so far as is known: "the incident"."""
    heads = (token, *grammar.counted(token))
    return token.tag_ == "NN" and not any(is_someone(one, paragraph, table) for one in heads)


def is_harmed(token: "Token", trigger: Trigger, paragraph: Paragraph, table: CueTable) -> bool:
    """Whether a noun must mean someone, since only people are killed: "eight cadre were killed"."""
    harms = trigger.cue.mode in _HARMS or token.head.lemma_ in _HARMING
    heads = [token, *grammar.counted(token)]
    return harms and token.dep_ != "pobj" and _is_hit(token, heads, paragraph, table)


def is_target(token: "Token", trigger: Trigger, paragraph: Paragraph, table: CueTable) -> bool:
    """Whether a noun means what was attacked, burnt or taken: "a supply truck", "two villages".

    A place of the gazetteer is none, nor are a weapon and a deed, which only say how.
    """
    cue = trigger.cue
    if trigger.learned or not (cue.event_type is EventType.ASSAULT or cue.mode in _TAKES):
        return False
    if token.dep_ == "pobj" and not table.holds(token.lemma_, *_TARGETS):
        return False  # "opened fire on the road", "attacked at dawn"
    meant = token.n_lefts or token.tag_ != "NN"  # "fought house to house"
    heads = [token, *grammar.counted(token), *grammar.children(token, {"compound"})]
    return bool(meant) and _is_hit(token, heads, paragraph, table)


def _is_hit(
    token: "Token", heads: "Sequence[Token]", paragraph: Paragraph, table: CueTable
) -> bool:
    """Whether a noun may mean who or what is hit: it and its heads say not how, where or when."""
    told = (token, *grammar.counted(token))  # "a string of airstrikes"
    how = any(
        table.holds(one.lemma_, "<attack>", "<weapon>") or one.lemma_.lower() in table.nouns
        for one in told
    )
    where = any(map(paragraph.is_place, heads))
    when = any(one.i in paragraph.time_tokens or one.lemma_ in _TIMES for one in heads)
    return token.pos_ in grammar.NOUNS and not (how or where or when)
