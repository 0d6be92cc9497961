"""Where speakers sit: "the government in Kinshasa", "told reporters in Geneva"."""

from typing import TYPE_CHECKING

from geomap.events._lists import words
from geomap.events._reading import Reading
from geomap.events._voices import Voices

if TYPE_CHECKING:
    from spacy.tokens import Token

_LOCAL = words(
    "resident people inhabitant witness villager civilian local doctor nurse medic mayor governor "
    "man woman shopkeeper refugee fighter soldier rebel commander activist"
)
_AT = words("in at from")


def of(reading: Reading, voices: Voices) -> list[tuple[int, int]]:
    """Spans of the passage that say where its speakers sit, not what they speak of.

    Those who live or fight in a town speak of that town; governments, agencies and spokespeople
    speak of others.
    """
    found = []
    for voice in voices.spoken(reading):
        for token in reading.doc:
            if voice.start <= token.idx < voice.end and _is_seat(token):
                last = token.right_edge
                found.append((token.idx, min(voice.end, last.idx + len(last))))
    return found


def _is_seat(token: "Token") -> bool:
    above = token.head
    if token.dep_ != "prep" or token.lower_ not in _AT:
        return False
    return above.lemma_.lower() not in _LOCAL
