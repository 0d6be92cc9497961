"""Where it happened: the place that an event's own words name, not where it was said."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from geomap.events import _reading as r
from geomap.events._reading import Reading
from geomap.events._triggers import Trigger
from geomap.model import Resolution, Role

if TYPE_CHECKING:
    from spacy.tokens import Token

_IN = frozenset(
    ["in", "at", "near", "around", "inside", "outside", "on", "within", "along", "through", "throughout", "across", "by", "of", "off", "over", "into", "to", "towards", "toward", "against", "between", "under", "behind", "beyond", "above", "onto"]
)
_FROM = frozenset({"from"})
_OUT = frozenset({"RETREAT", "SANCTION"})
_BEARINGS = frozenset(
    ["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "northern", "southern", "eastern", "western", "kilometer", "kilometre", "mile", "km", "outskirt", "kilometers"]
)
_SPEECH_PLACE = frozenset({"in", "at", "from"})
_VAGUE = frozenset(
    ["area", "valley", "city", "town", "village", "district", "province", "region", "there", "territory", "bastion", "capital", "enclave", "stronghold"]
)
DRAWN = frozenset({Role.EVENT_PLACE, Role.OTHER_PLACE})


def _mentions_in(reading: Reading, token: "Token") -> "Resolution | None":
    found = reading.places.get(token.i)
    if found is not None and found.mention.role in DRAWN:
        return found
    return None


def _under(token: "Token", reading: Reading) -> Iterator[Resolution]:
    """Places named by a noun phrase: its head, its compounds, what is in or of it."""
    own = _mentions_in(reading, token)
    if own is not None:
        yield own
        return
    for child in token.children:
        if child.dep_ in ("compound", "nmod", "appos", "amod"):
            inner = _mentions_in(reading, child)
            if inner is not None:
                yield inner
            elif child.dep_ == "appos":
                yield from _under(child, reading)
        elif child.dep_ == "prep" and child.lower_ in _IN:
            for last in r.children(child, {"pobj"}):
                yield from _under(last, reading)
        elif child.dep_ == "poss" and (inner := _mentions_in(reading, child)) is not None:
            yield inner


def _prepositional(token: "Token", reading: Reading, event_type: str) -> Iterator[Resolution]:
    for prep, inner in r.prepositional(token):
        word = prep.lower_
        if word in _IN or (word in _FROM and event_type in _OUT):
            for one in r.with_conjuncts(inner):
                yield from _under(one, reading)
    for child in r.children(token, {"advmod", "npadvmod"}):
        yield from _under(child, reading)


def _candidates(trigger: Trigger, reading: Reading) -> Iterator[Resolution]:
    token, kind = trigger.token, trigger.cue.event_type
    if trigger.nominal:
        yield from _under(token, reading)
        yield from _prepositional(token, reading, kind)
        verb = r.governor(token)
        if verb.pos_ not in r.VERBAL:
            return
    else:
        verb = token
    yield from _prepositional(verb, reading, kind)
    for found in r.objects(verb):
        for one in r.with_conjuncts(found):
            yield from _under(one, reading)
    for child in r.children(verb, {"xcomp", "ccomp", "advcl"}):
        if child.dep_ != "advcl" or child.tag_ == "VBG":
            yield from _prepositional(child, reading, kind)
            for found in r.objects(child):
                yield from _under(found, reading)
    above = verb
    while (
        above.dep_ in ("xcomp", "pcomp", "prep", "aux", "advcl", "acl", "conj")
        and above.head != above
    ):
        above = above.head
        if above.pos_ in r.VERBAL:
            yield from _prepositional(above, reading, kind)
    found = next(r.children(verb, {"nsubjpass"}), None)
    if found is not None:
        yield from _under(found, reading)
    own = r.subject(verb)
    if own is not None and own.ent_type_ != "PERSON":
        for child in r.children(own, {"prep"}):
            if child.lower_ in ("in", "at", "near", "of"):
                for last in r.children(child, {"pobj"}):
                    yield from _under(last, reading)


def place_of(trigger: Trigger, reading: Reading) -> Resolution | None:
    """The place that the trigger's own clause names, most specific first, or None."""
    return next(_candidates(trigger, reading), None)


def anaphor(trigger: Trigger, reading: Reading) -> bool:
    """Whether the clause says "the area", "the valley", "there" instead of a name."""
    verb = r.governor(trigger.token)
    for token in verb.subtree:
        if token.lemma_.lower() in _VAGUE and token.i not in reading.places:
            if token.lower_ == "there" and token.dep_ == "expl":
                continue
            article = any(t.lower_ in ("the", "this", "that", "their", "its") for t in token.lefts)
            if article or token.lower_ == "there":
                return True
    return False


def last_place(reading: Reading, before: int) -> Resolution | None:
    """The last place named in a passage before a token."""
    found = [
        resolution
        for index, resolution in reading.places.items()
        if index < before and resolution.mention.role in DRAWN
    ]
    return found[-1] if found else None


def focus(readings: Sequence[Reading]) -> Resolution | None:
    """The place named most often, which "the area" falls back on."""
    counts: dict[str, list[Resolution]] = {}
    for reading in readings:
        for resolution in {id(one): one for one in reading.places.values()}.values():
            if resolution.mention.role in DRAWN:
                key = resolution.place.place_id if resolution.place else resolution.mention.text
                counts.setdefault(key, []).append(resolution)
    if not counts:
        return None
    return max(counts.values(), key=lambda group: (len(group), -group[0].mention.start))[0]
