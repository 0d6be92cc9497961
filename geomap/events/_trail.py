"""The places that a report has named so far, for "the city", "the area" and "there"."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from geomap.events import _reading as r
from geomap.events import _where
from geomap.events._lists import words
from geomap.events._paths import BEARINGS
from geomap.events._reading import Reading
from geomap.events._triggers import Trigger
from geomap.model import Resolution

if TYPE_CHECKING:
    from spacy.tokens import Token

_FACILITIES = words(
    "airport airbase airfield airstrip base port camp bridge dam hospital prison plant refinery "
    "station crossing palace garrison"
)
_VAGUE = _FACILITIES | words(
    "area valley city town village district province region there territory bastion capital "
    "enclave stronghold"
)
_MEMORY = 12


class Trail:
    """Places named so far, for "the area" and "there", in the order of the text."""

    def __init__(
        self,
        readings: Sequence[Reading],
        seats: Mapping[int, Sequence[tuple[int, int]]] | None = None,
    ) -> None:
        self._seen: list[Resolution] = []
        self._unknown: list[Resolution] = []
        self._seats = seats or {}
        self._called = {
            one.mention.start: _called(one, reading)
            for reading in readings
            for one in _drawn(reading)
        }
        told = (one for reading in readings for one in self._told(reading))
        self._counts = Counter(_key(one) for one in told)

    def _told(self, reading: Reading) -> list[Resolution]:
        """Places of a passage, without those where its speakers only sit."""
        seats = self._seats.get(reading.index, ())
        doc = reading.doc
        first = {id(one): doc[_first(one, reading)] for one in _drawn(reading)}
        return [
            one
            for one in _drawn(reading)
            if not r.in_spans(first[id(one)].idx, seats) and not _is_landmark(first[id(one)])
        ]

    def leave(self, reading: Reading) -> None:
        """Remember the places of a passage that has been read."""
        self._seen += self._told(reading)

    def note(self, place: Resolution | None) -> None:
        """Remember an event's place that recognition did not know, for "the village" after it."""
        if place is not None and place.place is None:
            self._unknown.append(place)

    def meant(self, trigger: Trigger, reading: Reading) -> Resolution | None:
        """The place that the trigger's clause means without naming it, or None."""
        word = anaphor(trigger, reading)
        if word is None:
            return None
        beside = _apposed(word, reading)
        if beside is not None or _has_name(word):
            return beside
        before = [one for one in self._told(reading) if _first(one, reading) < word.i]
        lemma = word.lemma_.lower()
        if lemma == "capital" and any(child.lower_ in _SEATS for child in word.lefts):
            lemma = "seat"
        at = reading.passage.span(word.idx, word.idx + 1)[0]
        unknown = [one for one in self._unknown[-_MEMORY:] if one.mention.start < at]
        named = sorted(
            (*self._seen[-_MEMORY:], *before, *unknown), key=lambda one: one.mention.start
        )
        fitting = [one for one in named if self._fits(lemma, one)]
        fitting = _of_level(lemma, fitting)
        since = reading.passage.start
        here = [one for one in fitting if one in before or one.mention.start >= since]
        if here and not (lemma in _STEADY and _listed(here[-1], reading)):
            return here[-1]
        fitting = [one for one in fitting if one not in here] or fitting
        if fitting and lemma in _STEADY:
            return max(reversed(fitting), key=lambda one: self._counts[_key(one)])
        return fitting[-1] if fitting else _speakers_own(lemma, word, reading)

    def _fits(self, lemma: str, one: Resolution) -> bool:
        """Whether a place can be meant by a word; "the airport" only by "Khartoum airport"."""
        if lemma in _FACILITIES:
            return lemma in self._called.get(one.mention.start, one.mention.text.lower()).split()
        return _fits(lemma, one)


def _called(one: Resolution, reading: Reading) -> str:
    """A place's name in the text with the word after it: "khartoum airport"."""
    last = max(index for index, other in reading.places.items() if other is one)
    after = reading.doc[last + 1].lower_ if last + 1 < len(reading.doc) else ""
    return f"{one.mention.text.lower()} {after}"


def _is_landmark(token: "Token") -> bool:
    """Whether a place is only what another is measured from: "40 km from the town of X"."""
    while token.dep_ in ("compound", "nmod") or (
        token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.dep_ == "pobj"
    ):
        token = token.head if token.dep_ != "pobj" else token.head.head
    above = token.head
    if token.dep_ != "pobj" or above.lower_ not in ("of", "from"):
        return False
    around = (above.head, *above.doc[max(0, above.i - _FIGURE) : above.i])
    return any(_measures(one) for one in around)


_FIGURE = 5
"""Words that a figure in two units takes before "from": "40 km (25 miles) from"."""


def _measures(token: "Token") -> bool:
    return token.lemma_.lower() in BEARINGS or token.lower_ in BEARINGS


def _of_level(lemma: str, fitting: list[Resolution]) -> list[Resolution]:
    """For "the province", only provinces where there are any, not their districts."""
    first = [one for one in fitting if one.place is not None and one.place.kind == "A.ADM1"]
    return first if lemma == "province" and first else fitting


def _speakers_own(lemma: str, word: "Token", reading: Reading) -> Resolution | None:
    """The town where the speaker sits, if nothing else can be meant: no seat of a government."""
    towns = [
        one
        for one in _drawn(reading)
        if _first(one, reading) < word.i and _fits(lemma, one) and not _is_capital(one)
    ]
    if lemma in _FACILITIES:
        return None
    return towns[-1] if towns else None


def _is_capital(one: Resolution) -> bool:
    return one.place is not None and one.place.kind == "P.PPLC"


def _drawn(reading: Reading) -> list[Resolution]:
    """Places of a passage that are drawn, each once, in the order of the text."""
    unique = {id(one): one for one in reading.places.values() if one.mention.role in _where.DRAWN}
    return sorted(unique.values(), key=lambda one: one.mention.start)


def _first(one: Resolution, reading: Reading) -> int:
    return min(index for index, other in reading.places.items() if other is one)


def _listed(one: Resolution, reading: Reading) -> bool:
    """Whether a place is one of several named together, so that no word points to it alone."""
    last = max((index for index, other in reading.places.items() if other is one), default=None)
    return last is not None and any(
        other.i in reading.places for other in reading.doc[last].conjuncts
    )


def _key(one: Resolution) -> str:
    return one.place.place_id if one.place is not None else one.mention.text


_SEATS = words("regional provincial state district county departmental")
_STEADY = frozenset({"province", "valley", "region", "city", "town"})
_KINDS = {"capital": "P.PPLC", "seat": "P.", "city": "P.", "town": "P.", "village": "P."}
_LARGE = frozenset({"capital", "seat", "province", "region", "territory"})
_DIVISIONS = frozenset({"province", "district", "region"})


def _fits(word: str, one: Resolution) -> bool:
    """Whether a place can be called by a common noun."""
    if one.place is None:
        return word not in _LARGE
    kind = one.place.kind if one.place is not None else ""
    if kind.startswith("A.PCL"):
        return False
    if word in one.mention.text.lower():
        return True
    if word in _KINDS:
        return kind.startswith(_KINDS[word])
    if word == "valley":
        return kind.startswith(("T.", "A.")) or not kind
    return not (word in _DIVISIONS and kind and not kind.startswith("A."))


def anaphor(trigger: Trigger, reading: Reading) -> "Token | None":
    """The common noun by which the clause means a place: "the area", "the valley", "there"."""
    verb = r.governor(trigger.token)
    for token in verb.subtree:
        if token.lemma_.lower() not in _VAGUE or token.i in reading.places:
            continue
        if _in_another_clause(token, verb):
            continue
        if token.lower_ == "there":
            if token.dep_ == "advmod":
                return token
            continue
        if token.tag_ == "NNS":
            continue
        if any(t.lower_ in _POINTING for t in token.lefts) or token == trigger.token.head:
            return token
    return None


def _in_another_clause(token: "Token", verb: "Token") -> bool:
    """Whether a word belongs to a verb that is coordinated below: "met X and left the city"."""
    while token != verb:
        if token.dep_ == "conj" and token.pos_ in r.VERBAL:
            return True
        token = token.head
    return False


_POINTING = frozenset({"the", "this", "that", "their", "its"})


def _apposed(word: "Token", reading: Reading) -> Resolution | None:
    """The name given beside a common noun: "their bastion, the Panjshir Valley"."""
    measured = word.dep_ == "pobj" and word.head.lower_ in ("of", "from")
    for child in word.children:
        if child.dep_ in ("appos", "compound", "nmod") or (_of_name(child) and not measured):
            places = (_where.named(one, reading) for one in child.subtree)
            found = next((one for one in places if one is not None), None)
            if found is not None:
                return found
    return None


def _of_name(child: "Token") -> bool:
    """Whether a preposition gives a name: "the town of X"."""
    return child.lower_ == "of" and any(one.pos_ == "PROPN" for one in child.children)


def _has_name(word: "Token") -> bool:
    """Whether a common noun bears a name of its own, so that it points back to nothing."""
    return any(_of_name(child) for child in word.children)
