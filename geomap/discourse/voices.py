"""Who says it: direct quotations, indirect speech, "according to", reports without a name."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar as r
from geomap.discourse.closing import closing_speaker
from geomap.discourse.content import aside, beside, content, is_content, is_of_its_own, told_in
from geomap.discourse.naming import measures
from geomap.discourse.paragraphs import Paragraph
from geomap.discourse.people import People, phrase
from geomap.discourse.quotations import quote_spans
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
from geomap.model import Interval

if TYPE_CHECKING:
    from spacy.tokens import Token


def _interval_at(
    verb: "Token", paragraph: Paragraph, quotes: Sequence[tuple[int, int, bool]]
) -> Interval | None:
    """Time expression that hangs on a verb of saying, outside quotations."""
    for token in verb.subtree:
        mention = paragraph.time_tokens.get(token.i)
        if mention is None or any(start <= token.idx < end for start, end, _ in quotes):
            continue
        if mention.interval.text.lower().startswith(("since", "before", "after", "until")):
            continue
        above = r.governor(token)
        if above == verb or (above == token and token.head == verb):
            return mention.interval
    return None


def _clause_chars(
    verb: "Token", speaker: "Token | None", quotes: Sequence[tuple[int, int, bool]]
) -> tuple[int, int]:
    """Characters of the attribution itself: speaker, verb, and what is told to whom and when."""
    tokens = [verb]
    if speaker is not None and not _shared(speaker, verb):
        tokens += list(speaker.subtree)
    for child in verb.children:
        size = child.right_edge.i - child.left_edge.i + 1
        if child.dep_ == "dobj" and verb.lower_ in CONFIRM:
            continue
        if child.dep_ in WITH_VERB and size <= SHORT and child.lower_ != "according":
            end = next((one.left_edge.i for one in child.subtree if is_content(one)), None)
            tokens += [one for one in child.subtree if end is None or one.i < end]
    outside = [t for t in tokens if not any(start <= t.idx < end for start, end, _ in quotes)]
    kept = sorted(outside or [verb], key=lambda t: t.i)
    return kept[0].idx, kept[-1].idx + len(kept[-1])


def _shared(speaker: "Token", verb: "Token") -> bool:
    """Whether a speaker stands before another verb: "the army denied X and said Y"."""
    first = verb.head if verb.dep_ == "conj" else verb
    return first != verb and speaker.i < first.i < verb.i and speaker.head == first


_PLACING = lexicon.words("space.placing_verbs")


def _puts_on_the_map(verb: "Token", paragraph: Paragraph) -> bool:
    """Whether someone says where a place lies: "RT put the valley 150 km north of Kabul"."""
    if not any(True for _ in r.children(verb, {"dobj"})):
        return False
    rest = [word for child in verb.rights for word in child.subtree]
    return any(map(measures, rest)) and any(paragraph.is_place(word) for word in rest)


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

    def _speakers(
        self, paragraph: Paragraph, spans: Sequence[tuple[int, int, bool]]
    ) -> Iterator[Voice]:
        for token in paragraph.doc:
            if any(start <= token.idx < end for start, end, _ in spans if end - start > 30):
                continue
            if token.pos_ == "VERB" and token.lemma_ in SAY | DENY | r.ACCUSING:
                voice = self._from_verb(token, paragraph, spans)
                if voice is not None:
                    yield voice
            elif token.lemma_ in _PLACING and _puts_on_the_map(token, paragraph):
                voice = self._from_verb(token, paragraph, spans)
                if voice is not None and voice.said_by:
                    yield replace(voice, kind="put")
            elif token.lower_ == "according":
                voice = self._according(token, paragraph, spans)
                if voice is not None:
                    yield voice

    def _from_verb(
        self, verb: "Token", paragraph: Paragraph, spans: Sequence[tuple[int, int, bool]]
    ) -> Voice | None:
        speaker = closing_speaker(verb) or r.subject(verb)
        kind = "denied" if verb.lemma_ in DENY else "said"
        if r.is_passive(verb):
            agent = next((t for prep, t in r.prepositional(verb) if prep.lower_ == "by"), None)
            kind = "hearsay" if agent is None else kind
            speaker = agent
        charged = kind == "hearsay" and verb.lemma_ in r.ACCUSING
        if speaker is None and verb.dep_ in ("acl", "advcl", "relcl") and not charged:
            return None
        start, end = _clause_chars(verb, speaker, spans)
        said_by = self._people.of(speaker, paragraph) if speaker is not None else ""
        if speaker is not None and speaker.lower_ in ("it", "they"):
            said_by = self._group or said_by
        elif said_by and not self._people.is_person(said_by):
            self._group = said_by
        if speaker is not None and kind == "said" and speaker.lemma_.lower() in UNNAMED:
            kind = "hearsay"
        return Voice(
            said_by=said_by,
            cue=verb.text.lower(),
            kind=kind,
            token=verb.i,
            start=start,
            end=end,
            said_when=_interval_at(verb, paragraph, spans),
            pronoun=speaker is not None and speaker.pos_ == "PRON",
        )

    def _according(
        self, token: "Token", paragraph: Paragraph, spans: Sequence[tuple[int, int, bool]]
    ) -> Voice | None:
        source = next((t for prep, t in r.prepositional(token) if prep.lower_ == "to"), None)
        if source is None:
            return None
        inner = [t for t in token.subtree if not any(a <= t.idx < b for a, b, _ in spans)]
        when = next(
            (paragraph.time_tokens[t.i].interval for t in inner if t.i in paragraph.time_tokens),
            None,
        )
        said_by = self._people.of(source, paragraph)
        self._group = self._group if self._people.is_person(said_by) else said_by
        return Voice(
            said_by=said_by,
            cue="according to",
            kind="hearsay" if source.lemma_.lower() in UNNAMED else "said",
            token=token.i,
            start=inner[0].idx,
            end=inner[-1].idx + len(inner[-1]),
            said_when=when,
        )

    def _attribute(
        self,
        paragraph: Paragraph,
        span: tuple[int, int, bool],
        voices: Sequence[Voice],
        last: Voice | None,
    ) -> Quote:
        start, end, closed = span
        text = paragraph.text
        said = [voice for voice in voices if voice.kind != "hearsay" or voice.said_by]
        after = [
            v
            for v in said
            if v.start >= end and "." not in text[end + 1 : v.start].strip(". ")[:200]
        ]
        before = [v for v in said if v.end <= start + 1]
        if len(text[start:end].split()) < MIN_WORDS and not closed:
            return Quote(start, end, None, closed)
        voice = None
        if after and after[0].start - end < 120:
            voice = after[0]
        elif before:
            voice = before[-1]
        elif after:
            voice = after[0]
        elif not text[:start].strip(' "') or not said:
            far = replace(last, token=-1, start=-1, end=-1) if last is not None else None
            return Quote(start, end, far, closed, carried=True)
        return Quote(start, end, voice, closed)

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
            here = sentence.start_char <= voice.start and voice.end <= sentence.end_char
            if not here or voice.start <= token.idx or voice.kind == "denied" or not voice.said_by:
                continue
            if is_of_its_own(paragraph.doc[voice.token]):
                continue
            before = text[sentence.start_char : voice.start].rstrip()
            after = text[voice.end : sentence.end_char]
            last = "," not in after and len(after.split()) <= SHORT
            if before.endswith(",") and (last or after.startswith(",")):
                return voice
        return None

    def _indirect(self, paragraph: Paragraph, token: "Token") -> Voice | None:
        """The verb of saying that governs a token's clause, or "according to" beside it."""
        verbs = self._verbs[paragraph.index]
        child = token
        found: Voice | None = None
        own = True
        while True:
            if own and found is None:
                found = self._hearsay(child)
            at_side = beside(child, verbs)
            if at_side is not None:
                return at_side
            above = child.head
            if above == child or aside(child):
                return found
            voice = verbs.get(above.i)
            if voice is not None and content(child, voice):
                return voice
            if (told := told_in(child, verbs)) is not None:
                return told
            if child.pos_ in r.VERBAL and child.dep_ in ("conj", "relcl", "advcl", "parataxis"):
                own = False
            child = above

    def _hearsay(self, token: "Token") -> Voice | None:
        word = next((t for t in token.children if t.lower_ in HEARSAY), None)
        if word is None and token.lemma_.lower() in NOUNS and token.pos_ == "NOUN":
            linked = any(t.lower_ in ("of", "that") or t.dep_ == "acl" for t in token.rights)
            word = token if linked else None
        if word is None:
            return None
        start, end = word.idx, word.idx + len(word)
        said_by = phrase(word) if word.pos_ == "NOUN" else ""
        return Voice(said_by, word.lower_, "hearsay", word.i, start, end)
