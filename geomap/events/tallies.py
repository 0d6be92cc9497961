"""How many came to harm where the text states it as a figure: "the death toll rose to 80"."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, grammar
from geomap.events import counts
from geomap.events.counts import Count
from geomap.model import Harm

if TYPE_CHECKING:
    from spacy.tokens import Token

_TOLLS, _FIGURES = lexicon.words("number.tolls"), lexicon.words("number.figures")
_HARMS = lexicon.table("harm.verbs") | lexicon.table("harm.nouns")
_STATES = lexicon.table("harm.states")
_KINDS = frozenset(Harm)
_COMES_TO = frozenset({"at", "to"})
_VALUES = frozenset({"attr", "dobj", "acomp", "oprd"})
_RAISES = lexicon.words("number.raises")
_FURTHEST = 25
"""Words behind a word for a figure among which its value is looked for."""


@dataclass(frozen=True)
class Tally:
    """A stated figure: its noun, the harm, how many, and the words up to its value.

    `runs` says that a deed only adds to it: "raising the number killed this year to 50".
    """

    noun: "Token"
    kind: Harm
    count: Count
    words: range
    runs: bool


def find(paragraph: Paragraph, persons: frozenset[str]) -> Iterator[Tally]:
    """Figures of harm that a passage states, in the order of its text.

    Parameters
    ----------
    paragraph
        The passage.
    persons
        Lemmas of nouns that mean a person.
    """
    for noun in paragraph.doc:
        if noun.pos_ != "NOUN" or noun.lemma_.lower() not in _FIGURES:
            continue
        value = next((one for one in _behind(noun) if _is_value(one, noun, paragraph)), None)
        kind = _kind(noun, value) if value is not None else None
        count = counts.of(value, persons) if value is not None and kind is not None else None
        if value is not None and kind is not None and count is not None:
            runs = noun.dep_ == "dobj" and noun.head.lemma_ in _RAISES
            yield Tally(noun, kind, count, range(noun.i + 1, value.i + 1), runs)


def _behind(noun: "Token") -> Iterator["Token"]:
    """The words behind a noun in its sentence, so far as its figure may stand."""
    behind = noun.doc[noun.i + 1 : noun.i + 1 + _FURTHEST]
    return takewhile(lambda word: not word.is_sent_start, behind)


def _is_value(word: "Token", noun: "Token", paragraph: Paragraph) -> bool:
    """Whether a word is what a figure comes to: "rose to | 80", "reached | 45", "a toll of | 12".

    The parser may hang it on another word than the verb: "the number killed there at | 68".
    """
    numbered = word.like_num or any(True for _ in grammar.children(word, {"nummod"}))
    if not numbered or word.i in paragraph.time_tokens:
        return False
    above = word.head
    if word.dep_ == "pobj":
        return above.lower_ in _COMES_TO or (above.lower_ == "of" and above.head == noun)
    return word.dep_ in _VALUES and above == noun.head


def _kind(noun: "Token", value: "Token") -> Harm | None:
    """The harm that a figure is of: the first that is named from the noun to the value."""
    around = (*grammar.children(noun, {"compound"}), *noun.doc[noun.i + 1 : value.i])
    named = (_STATES.get(one.lower_) or _HARMS.get(one.lemma_.lower(), "") for one in around)
    found = next((Harm(kind) for kind in named if kind in _KINDS), None)
    return found or (Harm.KILLED if noun.lemma_.lower() in _TOLLS else None)
