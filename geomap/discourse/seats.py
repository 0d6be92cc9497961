"""Where speakers sit: "the government in Kinshasa", "told reporters in Geneva"."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar as r
from geomap.discourse.paragraphs import Paragraph
from geomap.discourse.pointing import is_close_by
from geomap.discourse.speech import Voice
from geomap.discourse.voices import Voices
from geomap.model import Resolution

if TYPE_CHECKING:
    from spacy.tokens import Token

_LOCAL = lexicon.words("people.local_sources")
_DEEDS = lexicon.words("deeds.again")
_RESIDENTS = lexicon.words("people.residents")
_POSTED = lexicon.words("people.posted")
_AT, _HOME = frozenset({"in", "at", "from"}), frozenset({"of", "in", "at"})


def of(paragraph: Paragraph, voices: Voices) -> list[tuple[int, int]]:
    """Spans of the passage that say where its speakers sit, not what they speak of.

    Those who live or fight in a town speak of that town; governments, agencies and spokespeople
    speak of others.
    """
    found = []
    spoken = voices.spoken(paragraph)
    seats = [token for token in paragraph.doc if _is_seat(token)] if spoken else []
    for voice in spoken:
        for token in seats:
            beside = voice.start <= token.idx < voice.end
            if beside or (voice.kind == "said" and r.governor(token).i == voice.token):
                last = token.right_edge
                end = last.idx + len(last)
                found.append((token.idx, min(voice.end, end) if beside else end))
    return found


def witness_place(voice: Voice, paragraph: Paragraph) -> Resolution | None:
    """Where those live who tell what happens around them: "residents of X said"."""
    return next(_homes(voice, paragraph, _RESIDENTS), None)


def post_place(voice: Voice, paragraph: Paragraph) -> Resolution | None:
    """Where those are posted who tell of a deed near them: "police in X said".

    In a capital, the police and officials may speak of any place of their country.
    """
    there = next(_homes(voice, paragraph, _LOCAL), None)
    if there is not None:
        return there
    homes = _homes(voice, paragraph, _POSTED)
    return next((home for home in homes if home.place is None or home.place.kind != "P.PPLC"), None)


def _homes(voice: Voice, paragraph: Paragraph, people: frozenset[str]) -> Iterator[Resolution]:
    """The place that each of some people among a speaker's words is of, in or at."""
    for token in paragraph.doc:
        if not voice.start <= token.idx < voice.end or token.lemma_.lower() not in people:
            continue
        for prep, inner in r.prepositional(token):
            if prep.lower_ in _HOME and not is_close_by(inner):
                places = (paragraph.place_at(one) for one in inner.subtree)
                yield from islice(filter(None, places), 1)


def _is_seat(token: "Token") -> bool:
    """Whether a preposition tells where somebody sits who does not speak of that place."""
    if token.dep_ != "prep" or token.lower_ not in _AT:
        return False
    above = token.head
    while above.dep_ == "pobj" and above.lemma_.lower() not in _LOCAL:
        above = above.head.head  # "a survivor of the attack in X"
    if above.lower_ in _DEEDS:
        return False  # "claimed the killing of two in X"
    local = above.lemma_.lower() in _LOCAL
    return not local or any(map(is_close_by, token.children))
