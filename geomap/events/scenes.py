"""Whether the reporter is there: only what they saw, or describe on the spot, is observed."""

from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, Story, grammar
from geomap.events import days
from geomap.events.drafts import Draft
from geomap.model import EventType

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_SEE = lexicon.words("speech.see")
_REPORTERS = lexicon.words("people.reporters")
_SPOTS = lexicon.words("places.spots")
_VISIBLE = frozenset({EventType.ASSAULT, EventType.MOBILIZE})
_ANY = frozenset({"a", "an", "one"})
_NOT_NOW = lexicon.words("time.not_now")
_LASTS = 4
"""How many passages a scene lasts, once the report is there."""


def is_on_scene(draft: Draft, story: Story) -> bool:
    """Whether the reporter tells what is before them.

    A journalist saw it, or it is done before our eyes: on a spot on which the sentence opens ("On a
    rooftop, soldiers fired rockets"), or in the present where the passages before opened on one. A
    headline in the present is none of these.
    """
    trigger, paragraph = draft.trigger, draft.paragraph
    if any(map(_is_witness, trigger.token.ancestors)):
        return not trigger.cue.event_type.is_spoken
    if trigger.cue.event_type not in _VISIBLE or trigger.nominal:
        return False
    if _opens_on_spot(trigger.token.sent):
        return not grammar.has(grammar.clause_of(trigger.token), _NOT_NOW)
    before = story.paragraphs[max(0, paragraph.index - _LASTS) : paragraph.index + 1]
    return days.is_present(trigger.token) and any(map(_is_scene, before))


def _is_witness(verb: "Token") -> bool:
    """Whether a journalist saw it: "an AFP reporter saw helicopters fire rockets"."""
    witness = grammar.subject(verb) if verb.lemma_ in _SEE else None
    return witness is not None and witness.lemma_.lower() in _REPORTERS


def _is_scene(paragraph: Paragraph) -> bool:
    return any(map(_opens_on_spot, paragraph.doc.sents))


def _opens_on_spot(sentence: "Span") -> bool:
    """Whether a sentence opens where somebody stands who sees it: "Atop a craggy mountain, ..."."""
    first = sentence[0]
    if first.pos_ not in ("ADP", "SCONJ") or not sentence.text.rstrip("\"'\u201d ").endswith("."):
        return False
    spots = (word for _, word in grammar.prepositional(first.head) if word.head == first)
    own = (*grammar.children(first, {"pobj"}), *spots)
    return any(
        spot.lemma_.lower() in _SPOTS and grammar.has(spot, _ANY, {"det", "nummod"}) for spot in own
    )
