"""Where a statement's deed was: what its own words name, else what they and their speaker mean."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, Reference, Voice, grammar, scenes, seats
from geomap.discourse.antecedents import Antecedents
from geomap.discourse.pointing import is_measured_from
from geomap.discourse.speech import SAY
from geomap.events import paths, places
from geomap.events.drafts import Draft
from geomap.events.triggers import Trigger
from geomap.events.untold import is_compared
from geomap.model import DRAWN_ROLES, Mode, Resolution, Role

if TYPE_CHECKING:
    from spacy.tokens import Token

_SCENES = DRAWN_ROLES - {Role.ORIGIN}
_ACTING = frozenset({"nsubj", "nsubjpass", "conj"})
_THERE = lexicon.words("space.at_or_around") | {"across", "throughout", "within"}
_LEFT = lexicon.words("deeds.leaves", "deeds.takes_or_visits")
_PARTS = lexicon.words("space.bearing_words", "places.nouns", "places.parts")
_ALLIES = lexicon.words("people.allies", "people.relations")
_POSTS = lexicon.words("places.posts")
_TOWNS = lexicon.words("places.settlements", "places.elsewhere", "places.public")
_KNOWN = lexicon.words("grammar.definite")


def find(draft: Draft, antecedents: Antecedents) -> Resolution | None:
    """Place that the clause names, or means by "the area", or where its speaker stands."""
    trigger, paragraph, voice = draft.trigger, draft.paragraph, draft.voice
    placed = trigger.cue.placed
    meant = antecedents.meant(trigger.token, paragraph) if trigger.token.pos_ == "ADP" else None
    place = meant or places.meant_or_named(trigger, paragraph, antecedents)
    place = place or _taken_from(trigger, paragraph) or _of_nation(trigger, paragraph)
    place = place or _named_within(draft)
    if place is not None or voice is None:
        return place
    if placed:
        return seats.witness_place(voice, paragraph)
    return _speakers_post(voice, paragraph) if voice.token >= 0 else None


def _named_within(draft: Draft) -> Resolution | None:
    """The first place that an event's words name at all, as in "Mexico's drug war".

    One that acts, by itself or with others, a people, somebody's home, where the speaker sits,
    what another place is measured from and where another event was are none.
    """
    paragraph, voice = draft.paragraph, draft.voice
    said = range(voice.start, voice.end) if voice is not None else range(0)
    inside = [one for one in paragraph.references if draft.start <= one.start < draft.end]
    unsaid = (one for one in inside if one.start not in said and not one.filed)
    found = next((one for one in unsaid if _may_be_scene(one, draft)), None)
    return found.resolution if found is not None else None


def _may_be_scene(one: Reference, draft: Draft) -> bool:
    """Whether a name is a place's where something may have happened, by its role and its links.

    Where something is only spoken of, words must say that it is there: "clashes in Haiti".
    """
    paragraph, trigger = draft.paragraph, draft.trigger
    if one.role not in _SCENES or not one.tokens or scenes.is_power(one, paragraph):
        return False
    words = [paragraph.doc[index] for index in one.tokens]
    root = next((word for word in words if word.head not in words), words[-1])
    if words[-1].pos_ == "ADJ" or _is_no_scene(root, trigger):
        return False
    if trigger.cue.placed:
        return grammar.governor(root).lemma_ not in SAY
    return _is_told_there(root)


def _is_no_scene(name: "Token", trigger: Trigger) -> bool:
    """Whether a name is of who acts, of what is measured from it, or of another deed."""
    acts = name.dep_ in _ACTING or places.is_other(name)
    apart = (is_compared(above) or paths.is_elsewhere(above) for above in name.ancestors)
    return acts or is_measured_from(name) or _is_end(name, trigger) or any(apart)


def _is_end(name: "Token", trigger: Trigger) -> bool:
    """Whether a name is an end of a way on which it happened: "hit a convoy on its way to X"."""
    on_way = name.dep_ == "pobj" and name.head.dep_ == "prep"
    return on_way and paths.leads_on(name.head, trigger.cue)


def _is_told_there(name: "Token") -> bool:
    """Whether words say that it is at a name, or that somebody leaves it: "in much of Haiti"."""
    if name.dep_ == "dobj":
        return name.head.lemma_ in _LEFT  # "ordered all families to leave Haiti"
    if name.dep_ == "poss" or (name.dep_ == "pobj" and name.head.lower_ == "of"):
        whole = name.head if name.dep_ == "poss" else name.head.head
        name = whole if whole.lemma_.lower() in _PARTS else name
    there = name.dep_ == "pobj" and name.head.lower_ in _THERE
    return there and name.head.head.lemma_.lower() not in _ALLIES  # "our friends in the West"


def _taken_from(trigger: Trigger, paragraph: Paragraph) -> Resolution | None:
    """Where people were abducted, if only their home is named: "took six students from X"."""
    if trigger.cue.mode is not Mode.ABDUCT:
        return None
    homes = (
        paragraph.places.get(inner.i)
        for taken in grammar.objects(trigger.token)
        for prep, inner in grammar.prepositional(taken)
        if prep.lower_ == "from"
    )
    towns = (one for one in homes if one and one.place and not one.place.kind.startswith("A.PCL"))
    return next(towns, None)


def _speakers_post(voice: Voice, paragraph: Paragraph) -> Resolution | None:
    """Where words were spoken, if the speaker stands at a named position, not at a press desk."""
    posts = (word for word in paragraph.doc[voice.token].subtree if word.lemma_.lower() in _POSTS)
    named = (paragraph.place_at(word) for post in posts for word in post.subtree)
    return next(filter(None, named), None)


def _of_nation(trigger: Trigger, paragraph: Paragraph) -> Resolution | None:
    """The country of an unnamed town or building that a deed is done to: "an Eritrean village".

    "The Eritrean village" means one that was named before.
    """
    clause = grammar.governor(trigger.token)
    found = (
        paragraph.places.get(people.i)
        for noun in _where(clause)
        if noun.lemma_.lower() in _TOWNS and not any(word.lower_ in _KNOWN for word in noun.lefts)
        for people in grammar.children(noun, {"amod"})
    )
    return next((one for one in found if one is not None and _is_country(one)), None)


def _where(verb: "Token") -> "Iterator[Token]":
    """Nouns that a verb acts on, or that a preposition below it or its objects leads to."""
    nouns = [*grammar.objects(verb), *grammar.children(verb, {"nsubjpass"})]
    yield from nouns
    for above in (verb, *nouns):
        yield from (inner for _, inner in grammar.prepositional(above))


def _is_country(one: Resolution) -> bool:
    place = one.place
    return one.mention.role is Role.NATIONALITY and (
        place is not None and place.kind.startswith("A.PCL")
    )
