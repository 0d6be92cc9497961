"""Names that no mention covers, told as places by their grammar: "retook X", "the X creek"."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events import _reading as r
from geomap.events._lists import words
from geomap.events._paths import PLACES
from geomap.events._reading import Reading
from geomap.model import Mention, Resolution, Role

if TYPE_CHECKING:
    from spacy.tokens import Token

_NO_PLACE = frozenset({"PERSON", "NORP", "ORG", "DATE", "TIME", "CARDINAL", "MONEY", "EVENT"})
_LOCATIVE = frozenset({"in", "at", "near", "outside", "around", "inside"})
_ONTO = words("bomb drop rain fall land fire shell rocket missile march advance close fighting")
_LEAVES = words("drive flee withdraw expel retreat push evict escape evacuate oust")
_LOCATED = frozenset({"GPE", "LOC", "FAC"})
_OF_FAITHS = words("school church mosque temple university")
_HOLDS = frozenset({"in", "at", "outside", "inside", "near"})
_TAKES_PLACE = words(
    "capture seize retake recapture liberate overrun shell bombard storm besiege surround encircle "
    "blockade pound bomb strike hit target flee leave enter reach invade occupy evacuate visit "
    "approach rock shake engulf"
)
_ONLY_PLACES = words(
    "retake retook recapture overrun besiege shell bombard storm encircle enter flee reach approach"
)
_OF_PEOPLE = words(
    "house home compound position stronghold bastion post side part hotel palace office front "
    "building quarter land"
)


def unlisted(token: "Token", reading: Reading) -> Resolution | None:
    """A name that stands where places stand, though no mention covers it: unresolved."""
    if token.i in reading.time_tokens or r.in_spans(token.idx, reading.filed):
        return None
    if not _placelike(token, reading.known):
        return None
    first, last = _whole_name(token)
    start, end = reading.passage.span(
        token.doc[first].idx, token.doc[last].idx + len(token.doc[last])
    )
    mention = Mention(
        report_id=reading.passage.report_id,
        start=start,
        end=end,
        text=token.doc[first : last + 1].text,
        role=Role.EVENT_PLACE,
        cue=token.head.lower_,
    )
    known = reading.known.get(mention.text)
    if known is not None:
        return replace(known, mention=mention)
    return Resolution(mention=mention, place=None, reason="not known as a place name")


def _whole_name(token: "Token") -> tuple[int, int]:
    """First and last token of a name, over the hyphens in it: "Nahr al-Bared"."""
    doc = token.doc
    first = last = token.i
    while first > 0 and _of_name(doc[first - 1], doc[first]):
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].text == "-" and not doc[last].whitespace_:
        if last + 2 >= len(doc) or doc[last + 1].whitespace_ or not doc[last + 2].is_alpha:
            break
        last += 2
    return first, last


def _of_name(before: "Token", token: "Token") -> bool:
    """Whether a word belongs to the name after it: a name hung on it, or a hyphen's other side."""
    if "-" in (before.text, token.text):
        return not before.whitespace_
    article = token.lower_ in _ARTICLES and before.head == token.head
    return before.pos_ == "PROPN" and (before.head == token or article)


_ARTICLES = words("al el ad ar as ash at an az ed er es ez ul")


def _placelike(token: "Token", known: Mapping[str, Resolution]) -> bool:
    """Whether a proper noun stands where places stand: "near X", "the town of X", "X crossing"."""
    above = token.head
    free = token.ent_type_ not in _NO_PLACE
    if token.lemma_.lower() in PLACES and any(child.pos_ == "PROPN" for child in token.lefts):
        return free
    if token.dep_ in ("compound", "nmod", "det") and above.lemma_.lower() in PLACES:
        # people have houses and positions; a checkpoint or a creek of the name is a place's
        person = token.ent_type_ == "PERSON" and above.lemma_.lower() in _OF_PEOPLE
        noun = above.pos_ == "NOUN" or above.lower_ == "crossing"
        kind = above.lemma_.lower() in _OF_FAITHS and token.ent_type_ not in _LOCATED
        return noun and token.ent_type_ != "NORP" and not person and not kind
    if token.dep_ == "pobj":
        return _governed(token, free=free)
    if token.dep_ in ("dobj", "nsubjpass") and _takes(above):
        bare = all(child.dep_ in ("compound", "punct") for child in token.children)
        alone = above.lemma_ in _ONLY_PLACES and bare
        return free or token.ent_type_ == "ORG" or token.text in known or alone
    return token.ent_type_ in _LOCATED and token.dep_ in ("appos", "conj")


def _governed(token: "Token", *, free: bool) -> bool:
    """Whether a preposition makes a name a place: "of" a town, "in", bombs "on"."""
    above = token.head
    if above.lower_ == "of" and above.head.lemma_.lower() in PLACES:
        person = token.ent_type_ == "PERSON" and above.head.lemma_.lower() in _OF_PEOPLE
        return above.head.pos_ == "NOUN" and not person
    if above.lower_ == "of" and above.head.lower_ == "out":
        return free or token.ent_type_ == "PERSON"
    if above.lower_ in _LOCATIVE:
        # nobody is in a person: the parser knows names of people better than those of villages
        in_place = above.head.lemma_.lower() in PLACES and token.ent_type_ == "ORG"
        return free or in_place or (token.ent_type_ == "PERSON" and above.lower_ in _HOLDS)
    if above.lower_ == "from" and above.head.lemma_ in _LEAVES:
        return free or token.ent_type_ == "PERSON"
    onto = above.lower_ == "on" and above.head.lemma_.lower() in _ONTO
    return token.ent_type_ in _LOCATED or (onto and (free or token.ent_type_ == "PERSON"))


def _takes(verb: "Token") -> bool:
    """Whether a verb's object is a place: "retook X", "took over X"."""
    over = verb.lemma_ == "take" and any(child.lower_ == "over" for child in verb.children)
    return over or verb.lemma_ in _TAKES_PLACE or verb.lower_ in _ONLY_PLACES
