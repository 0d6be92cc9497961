"""Where it happened: the place that an event's own words name, not where it was said."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from geomap.events import _reading as r
from geomap.events._lists import words
from geomap.events._reading import Reading
from geomap.events._triggers import Trigger
from geomap.model import Resolution, Role

if TYPE_CHECKING:
    from spacy.tokens import Token

_IN = words(
    "in at near around inside outside on within along through throughout across by of off over "
    "into to towards toward against between under behind beyond above onto"
)
_FROM = frozenset({"from"})
_OUT = frozenset({"RETREAT", "SANCTION"})
_BEARINGS = words(
    "north south east west northeast northwest southeast southwest northern southern eastern "
    "western kilometer kilometre mile km outskirt kilometers"
)
_SPEECH_PLACE = frozenset({"in", "at", "from"})
_VAGUE = words(
    "area valley city town village district province region there territory bastion capital "
    "enclave stronghold"
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
        if verb.pos_ not in r.VERBAL or not _argument(token, verb):
            return
    else:
        verb = token
    yield from _of_verb(verb, reading, kind)
    yield from _of_clauses(verb, reading, kind)
    found = r.subject(verb)
    if found is not None and found.ent_type_ != "PERSON":
        yield from _of_subject(found, verb, reading)


def _argument(token: "Token", verb: "Token") -> bool:
    """Whether a noun is an argument of a verb, not part of a remote phrase."""
    while token.head != verb:
        if token.dep_ in ("appos", "relcl", "acl", "advcl", "pcomp"):
            return False
        token = token.head
    return True


def _of_verb(verb: "Token", reading: Reading, kind: str) -> Iterator[Resolution]:
    yield from _prepositional(verb, reading, kind)
    for found in r.objects(verb):
        for one in r.with_conjuncts(found):
            yield from _under(one, reading)
            for clause in r.children(one, {"acl"}):
                yield from _prepositional(clause, reading, kind)


def _of_clauses(verb: "Token", reading: Reading, kind: str) -> Iterator[Resolution]:
    """Places of the verb's open complements and of the verbs that it completes."""
    for child in r.children(verb, {"xcomp", "ccomp", "advcl"}):
        if child.dep_ != "advcl" or child.tag_ == "VBG":
            yield from _of_verb(child, reading, kind)
    above = verb
    while above.dep_ in _UPWARD and above.head != above:
        above = above.head
        if above.pos_ in r.VERBAL:
            yield from _prepositional(above, reading, kind)


_UPWARD = frozenset({"xcomp", "pcomp", "prep", "aux", "advcl", "acl", "conj", "acomp"})


def _of_subject(found: "Token", verb: "Token", reading: Reading) -> Iterator[Resolution]:
    if found.dep_ == "nsubjpass":
        yield from _under(found, reading)
    elif verb.lemma_ in ("fall", "be", "remain", "come", "collapse"):
        yield from _under(found, reading)
    for child in r.children(found, {"prep"}):
        if child.lower_ in ("in", "at", "near", "of", "around"):
            for last in r.children(child, {"pobj"}):
                yield from _under(last, reading)


def place_of(trigger: Trigger, reading: Reading) -> Resolution | None:
    """The place that the trigger's own clause names, most specific first, or None."""
    return next(_candidates(trigger, reading), None)


def in_clause(trigger: Trigger, reading: Reading) -> Resolution | None:
    """Any place in the words below the trigger's clause, for an event that happened somewhere."""
    root = trigger.token if trigger.nominal else r.clause_of(trigger.token)
    stack, found = [root], []
    while stack:
        token = stack.pop()
        place = _mentions_in(reading, token)
        if place is not None:
            found.append((token.i < trigger.token.i, abs(token.i - trigger.token.i), place))
            continue
        stack += [
            child
            for child in token.children
            if child.dep_ not in ("nsubj", "relcl", "parataxis", "conj", "ccomp", "poss")
            and child.lower_ not in ("from", "according")
            and not (child.lower_ == "of" and token.lower_ in _BEARINGS)
        ]
    return min(found, key=lambda one: one[:2])[2] if found else None


def of_speaker(trigger: Trigger, reading: Reading, verb: "Token") -> Resolution | None:
    """Where words were spoken, if the speaker stands at a named position, not at a press desk."""
    for token in verb.subtree:
        if token.lemma_.lower() in _POSTS and token.dep_ == "pobj" and token.i != trigger.token.i:
            found = next(_under(token, reading), None)
            if found is not None:
                return found
    return None


_POSTS = words("position checkpoint outpost post base front frontline trench camp hilltop rally")


_MEMORY = 12


class Trail:
    """Places named so far, for "the area" and "there", in the order of the text."""

    def __init__(self) -> None:
        self._seen: list[Resolution] = []

    def leave(self, reading: Reading) -> None:
        """Remember the places of a passage that has been read."""
        self._seen += _drawn(reading)

    def meant(self, trigger: Trigger, reading: Reading) -> Resolution | None:
        """The place that the trigger's clause means without naming it, or None."""
        word = _anaphor(trigger, reading)
        if word is None:
            return None
        named = next(_under(word, reading), None)
        if named is not None:
            return named
        before = [one for one in _drawn(reading) if _first(one, reading) < word.i]
        known = [*self._seen[-_MEMORY:], *before]
        fitting = [one for one in known if _fits(word.lemma_.lower(), one)]
        return fitting[-1] if fitting else None


def _drawn(reading: Reading) -> list[Resolution]:
    """Places of a passage that are drawn, each once, in the order of the text."""
    unique = {id(one): one for one in reading.places.values() if one.mention.role in DRAWN}
    return sorted(unique.values(), key=lambda one: one.mention.start)


def _first(one: Resolution, reading: Reading) -> int:
    return min(index for index, other in reading.places.items() if other is one)


_SETTLEMENTS = frozenset({"city", "town", "village", "capital"})
_DIVISIONS = frozenset({"province", "district", "region"})


def _fits(word: str, one: Resolution) -> bool:
    """Whether a place can be called by a common noun."""
    kind = one.place.kind if one.place is not None else ""
    if kind.startswith("A.PCL"):
        return False
    if word in one.mention.text.lower():
        return True
    if word in _SETTLEMENTS:
        return kind.startswith("P.")
    if word == "valley":
        return kind.startswith(("T.", "A.")) or not kind
    return not (word in _DIVISIONS and kind and not kind.startswith("A."))


def _anaphor(trigger: Trigger, reading: Reading) -> "Token | None":
    """The common noun by which the clause means a place: "the area", "the valley", "there"."""
    verb = r.governor(trigger.token)
    for token in verb.subtree:
        if token.lemma_.lower() not in _VAGUE or token.i in reading.places:
            continue
        if token.lower_ == "there":
            if token.dep_ == "advmod":
                return token
            continue
        if any(t.lower_ in _POINTING for t in token.lefts) or token == trigger.token.head:
            return token
    return None


_POINTING = frozenset({"the", "this", "that", "their", "its"})
