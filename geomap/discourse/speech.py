"""Words of saying and denying, and the records of who says something."""

from dataclasses import dataclass

from geomap import lexicon
from geomap.model import Interval

SAY = lexicon.words("speech.say")
DENY = lexicon.words("speech.deny")
EMOTION = lexicon.words("speech.emotion")
NOUNS = lexicon.words("speech.saying_nouns")
HEARSAY = lexicon.words("speech.hearsay")
MESSAGES = lexicon.words("speech.messages")
UNNAMED = lexicon.words("speech.unnamed_sources")
CONFIRM = lexicon.words("speech.confirm")
MIN_WORDS = 4
SHORT = 9
WITH_VERB = frozenset(["dobj", "dative", "prep", "npadvmod", "advmod", "aux", "prt", "mark"])


@dataclass(frozen=True)
class Voice:
    """Who says something, with which word, and when; `token` is the word's index in its passage.

    `kind` is "said", "denied", "hearsay" (no named source) or "put" (said where a place lies).
    `medium` is the interview, article or recording that the words are taken from, where the report
    names one.
    """

    said_by: str
    cue: str
    kind: str
    token: int
    start: int
    end: int
    said_when: Interval | None = None
    pronoun: bool = False
    medium: str = ""


@dataclass(frozen=True)
class Quote:
    """A direct quotation: its span in the passage's text, without its marks, and its voice.

    `carried` says that the voice is the one of the passage before.
    """

    start: int
    end: int
    voice: Voice | None
    closed: bool = True
    carried: bool = False
