"""Who says it: direct quotations, indirect speech, "according to", reports without a name."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.discourse import blaming
from geomap.discourse import grammar as r
from geomap.discourse.closing import nominal_speaker
from geomap.discourse.content import aside, beside, content, is_content, is_of_its_own, told_in
from geomap.discourse.owning import is_claim
from geomap.discourse.paragraphs import Paragraph
from geomap.discourse.people import People
from geomap.discourse.phrases import phrase
from geomap.discourse.quotations import Marks, outside, quote_spans
from geomap.discourse.speech import (
    CONFIRM,
    DENY,
    HEARSAY,
    MIN_WORDS,
    NOUNS,
    SAY,
    SHORT,
    UNNAMED,
    WITH_VERB,
    Quote,
    Voice,
)
from geomap.discourse.standing import puts
from geomap.model import Interval

if TYPE_CHECKING:
    from spacy.tokens import Token


_LONG_CHARS = 30
"""A verb of saying inside a longer quotation is the quoted person's, not the report's."""

_OPEN_ENDED = ("since", "before", "after", "until")


def _interval_at(verb: "Token", paragraph: Paragraph, quotes: Marks) -> Interval | None:
    """Time expression that hangs on a verb of saying, outside quotations."""
    charge = blaming.charge_of(verb)
    for token in outside((one for one in verb.subtree if one.i < charge), quotes):
        mention = paragraph.time_tokens.get(token.i)
        if mention is None or mention.interval.text.lower().startswith(_OPEN_ENDED):
            continue
        above = r.governor(token)
        if verb in (above, token.head if above == token else None):
            return mention.interval
    return None


def _clause_chars(verb: "Token", speaker: "Token | None", quotes: Marks) -> tuple[int, int]:
    """Characters of the attribution itself: speaker, verb, and what is told to whom and when."""
    tokens = [verb]
    if speaker is not None and not _shared(speaker, verb):
        tokens += list(speaker.subtree)
    charge = blaming.charge_of(verb)
    for child in r.children(verb, WITH_VERB):
        if child.i > charge:
            break
        short = child.right_edge.i - child.left_edge.i < SHORT
        confirmed = child.dep_ == "dobj" and verb.lower_ in CONFIRM
        if short and not confirmed and child.lower_ != "according":
            tokens += _own_words(child)
    kept = sorted(outside(tokens, quotes) or [verb])
    return kept[0].idx, kept[-1].idx + len(kept[-1])


def _own_words(phrase: "Token") -> "list[Token]":
    """Words of a phrase up to where what is said begins."""
    words = list(phrase.subtree)
    end = next((one.left_edge.i for one in words if is_content(one)), len(phrase.doc))
    return [one for one in words if one.i < end]


def _shared(speaker: "Token", verb: "Token") -> bool:
    """Whether a speaker stands before another verb: "the army denied X and said Y"."""
    first = verb.head if verb.dep_ == "conj" else verb
    return first != verb and speaker.i < first.i < verb.i and speaker.head == first


_TELLING = SAY | DENY
_OTHER_CLAUSE = frozenset({"conj", "relcl", "advcl", "parataxis"})


def _speaker(verb: "Token") -> "tuple[Token | None, str]":
    """Who says it, and whether it is said, denied or passed on without a name."""
    kind = "denied" if verb.lemma_ in DENY else "said"
    if not r.is_passive(verb):
        return nominal_speaker(verb), kind
    agent = next((inner for prep, inner in r.prepositional(verb) if prep.lower_ == "by"), None)
    return agent, kind if agent is not None else "hearsay"


def _is_acting_body(token: "Token") -> bool:
    """Whether a sentence is about a body, which "it" then means: "The UN counted 12. It said"."""
    body = token.pos_ == "PROPN" and token.ent_type_ in ("ORG", "")
    return token.dep_ == "nsubj" and token.head == token.sent.root and body


def _nearest(said: Sequence[Voice], start: int, end: int, text: str) -> Voice | None:
    """Who says a quotation: behind it in its sentence, else before it.

    The quotation goes from `start` to `end` in the text of its paragraph.
    """
    before = [voice for voice in said if voice.end <= start + 1]
    after = [
        voice
        for voice in said
        if voice.start >= end and "." not in text[end + 1 : voice.start].strip(". ")
    ]
    return next(iter((*after[:1], *before[-1:])), None)


class Voices:
    """The voices of one report: who speaks in each passage, in quotations and around them."""

    def __init__(self, paragraphs: Sequence[Paragraph], people: People) -> None:
        self._people = people
        self._said: dict[int, list[Voice]] = {}
        self._verbs: dict[int, dict[int, Voice]] = {}
        self.quotes: dict[int, list[Quote]] = {}
        self._group = ""
        last: Voice | None = None
        for paragraph in paragraphs:
            last = self._read(paragraph, last)

    def _read(self, paragraph: Paragraph, last: Voice | None) -> Voice | None:
        spans = quote_spans(paragraph.text)
        voices = list(self._speakers(paragraph, spans))
        self._said[paragraph.index] = voices
        self._verbs[paragraph.index] = {voice.token: voice for voice in voices}
        quotes = [self._attribute(paragraph, span, voices, last) for span in spans]
        self.quotes[paragraph.index] = quotes
        spoken = [quote.voice for quote in quotes if quote.voice is not None]
        named = [voice for voice in voices if voice.kind == "said" and voice.said_by]
        if spoken:
            return spoken[-1]
        return named[-1] if named else None

    def _speakers(self, paragraph: Paragraph, spans: Marks) -> Iterator[Voice]:
        long = [span for span in spans if span[1] - span[0] > _LONG_CHARS]
        for token in outside(paragraph.doc, long):
            voice = None
            if _is_acting_body(token):
                self._group = self._people.of(token, paragraph)
            if token.pos_ == "VERB" and (token.lemma_ in _TELLING or r.accuses(token)):
                voice = self._from_verb(token, paragraph, spans)
            elif puts(token, paragraph):
                voice = self._from_verb(token, paragraph, spans)
                voice = replace(voice, kind="put") if voice and voice.said_by else None
            elif token.lower_ == "according":
                voice = self._according(token, paragraph, spans)
            if voice is not None:
                yield voice

    def _from_verb(self, verb: "Token", paragraph: Paragraph, spans: Marks) -> Voice | None:
        speaker, kind = _speaker(verb)
        charged = kind == "hearsay" and r.accuses(verb)
        if speaker is None and verb.dep_ in ("acl", "advcl", "relcl") and not charged:
            return None
        if kind == "said" and speaker is not None and speaker.lemma_.lower() in UNNAMED:
            kind = "hearsay"
        start, end = _clause_chars(verb, speaker, spans)
        return Voice(
            said_by=self._name(speaker, paragraph),
            cue=verb.text.lower(),
            kind=kind,
            token=verb.i,
            start=start,
            end=end,
            said_when=_interval_at(verb, paragraph, spans),
            pronoun=speaker is not None and speaker.pos_ == "PRON",
        )

    def _name(self, speaker: "Token | None", paragraph: Paragraph) -> str:
        """Name of a speaker; "it" and "they" are the group that spoke last."""
        if speaker is None:
            return ""
        name = self._people.speaking(speaker, paragraph)
        if speaker.lower_ in ("it", "they"):
            name = self._group or name
            return name if not self._names_itself(speaker, name, paragraph) else ""
        if name and not self._people.is_person(name):
            self._group = name
        return name

    def _names_itself(self, pronoun: "Token", group: str, paragraph: Paragraph) -> bool:
        """Whether "they" tell of that very group by its name: "they say the Taliban took Nawa"."""
        clauses = r.children(pronoun.head, {"ccomp"}) if pronoun.lower_ == "they" else ()
        told = (r.subject(one) for one in clauses)
        nouns = (one for one in told if one and one.pos_ in r.NOUNS)
        return group in (self._people.of(one, paragraph) for one in nouns)

    def _according(self, token: "Token", paragraph: Paragraph, spans: Marks) -> Voice | None:
        source = next((t for prep, t in r.prepositional(token) if prep.lower_ == "to"), None)
        if source is None:
            return None
        inner = outside(token.subtree, spans)
        times = (paragraph.time_tokens.get(one.i) for one in inner)
        return Voice(
            said_by=self._name(source, paragraph),
            cue="according to",
            kind="hearsay" if source.lemma_.lower() in UNNAMED else "said",
            token=token.i,
            start=inner[0].idx,
            end=inner[-1].idx + len(inner[-1]),
            said_when=next((one.interval for one in times if one is not None), None),
        )

    def _attribute(
        self,
        paragraph: Paragraph,
        span: tuple[int, int, bool],
        voices: Sequence[Voice],
        last: Voice | None,
    ) -> Quote:
        """A quotation with who says it: behind it in its sentence, else before it."""
        start, end, closed = span
        text = paragraph.text
        if len(text[start:end].split()) < MIN_WORDS and not closed:
            return Quote(start, end, None, closed)
        said = [voice for voice in voices if voice.kind != "hearsay" or voice.said_by]
        speaker = _nearest(said, start, end, text)
        if speaker is not None:
            return Quote(start, end, speaker, closed)
        if said and text[:start].strip(' "'):
            return Quote(start, end, None, closed)
        far = replace(last, token=-1, start=-1, end=-1) if last is not None else None
        return Quote(start, end, far, closed, carried=True)

    def spoken(self, paragraph: Paragraph) -> Sequence[Voice]:
        """The voices that a passage names, in the order of its text."""
        return self._said[paragraph.index]

    def quote_at(self, paragraph: Paragraph, token: "Token") -> Quote | None:
        """The quotation that a token stands in; a few quoted words are the reporter's own."""
        for quote in self.quotes[paragraph.index]:
            if quote.start <= token.idx < quote.end:
                words = paragraph.text[quote.start : quote.end].split()
                return quote if len(words) >= MIN_WORDS else None
        return None

    def of(self, paragraph: Paragraph, token: "Token") -> Voice | None:
        """Who says what a token belongs to, or None where the reporter speaks."""
        quote = self.quote_at(paragraph, token)
        if quote is not None:
            return quote.voice
        return self._indirect(paragraph, token) or self._trailing(paragraph, token)

    def _trailing(self, paragraph: Paragraph, token: "Token") -> Voice | None:
        """A speaker at the sentence's end, after a comma: "..., the agency reported on Friday"."""
        sentence, text = token.sent, paragraph.text
        for voice in self._said[paragraph.index]:
            behind = token.idx < voice.start and voice.end <= sentence.end_char
            if not behind or voice.kind == "denied" or not voice.said_by:
                continue
            before = text[sentence.start_char : voice.start].rstrip()
            after = text[voice.end : sentence.end_char]
            last = "," not in after and len(after.split()) <= SHORT
            closes = before.endswith(",") and (last or after.startswith(","))
            if closes and not is_of_its_own(paragraph.doc[voice.token]):
                return voice
        return None

    def _indirect(self, paragraph: Paragraph, token: "Token") -> Voice | None:
        """The verb of saying that governs a token's clause, or "according to" beside it."""
        verbs = self._verbs[paragraph.index]
        hearsay: Voice | None = None
        own = True
        for child in (token, *token.ancestors):
            if own and hearsay is None:
                hearsay = self._hearsay(child)
            if (at_side := beside(child, verbs)) is not None:
                return at_side
            above = child.head
            if above == child or aside(child):
                break
            voice = verbs.get(above.i)
            if voice is not None and content(child, voice):
                return voice
            if (told := told_in(child, verbs)) is not None:
                return told
            own = own and not (child.pos_ in r.VERBAL and child.dep_ in _OTHER_CLAUSE)
        return hearsay

    def _hearsay(self, token: "Token") -> Voice | None:
        """Nobody's word: "reportedly", "reports of clashes"."""
        word = next((t for t in token.children if t.lower_ in HEARSAY), None)
        if word is None and token.pos_ == "NOUN" and token.lemma_.lower() in NOUNS:
            linked = any(t.lower_ in ("of", "that") or t.dep_ == "acl" for t in token.rights)
            word = token if linked and not is_claim(token) else None
        if word is None:
            return None
        start, end = word.idx, word.idx + len(word)
        said_by = phrase(word, whole=False) if word.pos_ == "NOUN" else ""
        return Voice(said_by, word.lower_, "hearsay", word.i, start, end)
