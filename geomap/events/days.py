"""When it happened: the time expression of the event's clause, else what its tense allows."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, Voice, grammar
from geomap.events.offsets import counted
from geomap.events.spans import is_aside
from geomap.events.triggers import Trigger
from geomap.model import Interval, Mode, TimePrecision

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_OWN, _SHARED, _EDGE, _JOINED, _NONE = range(5)
"""How well a time belongs to an event: it hangs on it, on the main clause, stands at the edge of
the sentence, hangs on a clause of time below the event, or does not belong to it."""

MEANWHILE = frozenset({"when", "as", "while"})
APART = lexicon.words("time.apart")
_AMID = lexicon.words("time.amid")
_LIMITS = lexicon.words("time.limits")
_ABOVE = frozenset({"xcomp", "conj", "acl", "advcl", "pcomp", "prep"})
_SUBORDINATE = frozenset({"relcl", "ccomp", "parataxis", "appos", "acl", "pcomp"})


def expressed(trigger: Trigger, paragraph: Paragraph, voice: Voice | None) -> Interval | None:
    """The time expression that belongs to the trigger, the nearest where several do.

    Best is one that hangs on the trigger or its clause, then one of the main clause, then one at
    the edge of the sentence ("... in Ghazni province, yesterday"), wherever it was hung.
    """
    token, reader = trigger.token, _Reader(trigger, paragraph, voice)
    if (apart := counted(token, paragraph)) is not None:
        return apart
    graded = []
    for span, above, mention in paragraph.time_heads:
        if not token.sent.start <= span.start < token.sent.end:
            continue
        if span.start <= token.i < span.end:
            return mention.event or mention.interval
        interval = _itself(mention.interval) if reader.tells_of(span) else mention.interval
        grade = reader.grade(span, above, interval)
        if grade >= _EDGE and (joined := reader.of_clause(above, interval)) is not None:
            grade, interval = _JOINED, joined
        if grade < _NONE:
            graded.append((grade, abs(span.root.i - token.i), interval))
    return min(graded, key=lambda each: each[:2])[2] if graded else None


@dataclass(frozen=True)
class _Reader:
    """What grades the time expressions of a sentence for one trigger in it."""

    trigger: Trigger
    paragraph: Paragraph
    voice: Voice | None

    def grade(self, span: "Span", above: "Token", when: Interval) -> int:
        """How well a time expression, which hangs on `above`, belongs to the trigger."""
        token, voice = self.trigger.token, self.voice
        if self.tells_of(span):
            return _OWN
        if above.dep_ == "acl" and above != token and self.trigger.cue.event_type.is_spoken:
            return _NONE  # "called for a return to the accord signed in 2015"
        if voice is not None and voice.token in (above.i, span.root.i):
            return _SHARED if self._is_confirmed(voice, span, when) else _NONE
        own = above.i in self._verbs or self._is_in_phrase(span, above)
        return _OWN if own else self._of_sentence(span, above)

    def _is_in_phrase(self, span: "Span", above: "Token") -> bool:
        """Whether a day stands in the event's own words, and is not another's."""
        return span.root.i in self._phrase and not self._is_of_another(span, above)

    def tells_of(self, span: "Span") -> bool:
        """Whether a day is the one that the trigger's clause tells of: "on 3 May, when it fell"."""
        clause = grammar.clause_of(self.trigger.token)
        told = clause.dep_ in ("relcl", "advcl") and span.start <= clause.head.i < span.end
        return told and bool(marks_of(clause) & MEANWHILE)

    def _of_sentence(self, span: "Span", above: "Token") -> int:
        """How well a time that does not hang on the event belongs to it by the whole sentence."""
        if above.pos_ in ("NOUN", "PROPN") or not is_main(self.trigger.token):
            return _NONE
        voice = self.voice
        if is_main(above) and (voice is None or voice.kind == "hearsay"):
            return _SHARED
        return _EDGE if _at_edge(span) and self._is_free and not self._is_apart(above) else _NONE

    @property
    def _is_free(self) -> bool:
        """Whether no verb of saying claims the sentence's day: none does, or it has its own."""
        voice = self.voice
        return voice is None or voice.kind == "hearsay" or voice.said_when is not None

    def _is_of_another(self, span: "Span", above: "Token") -> bool:
        """Whether a day only says which: "struck a commander wanted for the July 2 attack".

        What the deed was part of has its day: "killed in Monday's assault".
        """
        which = span.root.dep_ in grammar.BEFORE_NOUN and above.pos_ in ("NOUN", "PROPN")
        whole = above.head.lower_ in _AMID and above.head.head == self.trigger.token
        return which and not whole and above.head != self.trigger.token

    def _is_confirmed(self, voice: Voice, span: "Span", when: Interval) -> bool:
        """Whether a time hung on the saying is the event's: "confirmed today the arrest on Friday".

        It is where the saying has another day, or tells the event in one noun, as its subject too:
        "shelling was reported on Friday".
        """
        token = self.trigger.token
        if token.dep_ == "nsubjpass" and token.head.i == voice.token:
            return True
        if grammar.charged_by(token) is not None:
            return span.start > token.i
        if span.start < token.i or voice.token > token.i:
            return False
        has_own = voice.said_when is not None and voice.said_when.text != when.text
        return has_own or (self.trigger.nominal and token.head.i == voice.token)

    @cached_property
    def _verbs(self) -> set[int]:
        """Indices of the trigger and the verbs whose time is its time."""
        token = self.trigger.token
        verb = grammar.governor(token)
        indices = {token.i, verb.i}
        while verb.dep_ in _ABOVE:
            if verb.dep_ == "advcl" and marks_of(verb) & APART:
                break
            verb = verb.head
            indices.add(verb.i)
        return indices

    @cached_property
    def _phrase(self) -> set[int]:
        """The trigger's subtree without clauses below it, but for participles of its own nouns."""
        own = {self.trigger.token.i, *self.trigger.used}
        indices, stack = set(), [self.trigger.token]
        while stack:
            token = stack.pop()
            indices.add(token.i)
            stack += (
                child
                for child in token.children
                if child.pos_ not in grammar.VERBAL or (child.dep_ == "acl" and token.i in own)
            )
        return indices

    def _is_apart(self, above: "Token") -> bool:
        """Whether what a time hangs on is an aside that does not hold the trigger."""
        return above.dep_ == "pcomp" or any(
            word.dep_ == "relcl" and is_aside(word) and not word.is_ancestor(self.trigger.token)
            for word in (above, *above.ancestors)
        )

    def of_clause(self, above: "Token", when: Interval) -> Interval | None:
        """The day of a clause of time below the event: "12 died when a drone hit ... on Monday".

        What is "after" is on that day or later.
        """
        clause, verb = grammar.clause_of(above), grammar.governor(self.trigger.token)
        marks = marks_of(clause) if clause.dep_ == "advcl" and clause.head == verb else set()
        if "after" in marks:
            since = _since(when, self.paragraph.anchor)
            return replace(since, precision=TimePrecision.VAGUE)
        return when if marks & MEANWHILE else None


def _itself(when: Interval) -> Interval:
    """The day that an interval is told by: "until 8 May, when police came"."""
    if when.start is None:
        return replace(when, start=when.end, precision=TimePrecision.DAY)
    bound = when.text.lower().split()[:1]
    return replace(when, end=when.start) if set(bound) & _LIMITS else when


def _since(when: Interval, until: date | None) -> Interval:
    """From an interval on, up to the day of the report."""
    if until is None or when.end is None or until <= when.end:
        return when
    return replace(when, end=until, precision=TimePrecision.VAGUE)


def marks_of(clause: "Token") -> set[str]:
    """The conjunctions that open a clause, in lower case."""
    return {mark.lower_ for mark in grammar.children(clause, {"advmod", "mark"})}


def _at_edge(span: "Span") -> bool:
    """Whether a time expression opens or closes its sentence."""
    sentence = span.root.sent
    after = sentence.doc[span.end : sentence.end]
    return span.start - sentence.start < 2 or all(token.is_punct for token in after)


def is_main(token: "Token") -> bool:
    """Whether a word belongs to its sentence's main clause, or one that shares its time."""
    return not any(
        word.dep_ in _SUBORDINATE or (word.dep_ == "advcl" and not _is_participle(word))
        for word in (token, *token.ancestors)
    )


def _is_participle(clause: "Token") -> bool:
    """Whether a clause is one without a subject of its own: "killing two"."""
    subject = next(grammar.children(clause, grammar.SUBJECTS), None)
    return clause.tag_ == "VBG" and subject is None


def is_present(token: "Token") -> bool:
    """Whether the trigger's clause stands in the simple or progressive present."""
    verb = grammar.clause_of(token)
    auxiliaries = list(grammar.children(verb, {"aux", "auxpass"}))
    if any(child.lemma_ == "have" or child.tag_ == "MD" for child in auxiliaries):
        return False
    if auxiliaries:
        goes_on = verb.tag_ == "VBG" or any(child.tag_ == "VBG" for child in auxiliaries)
        return auxiliaries[0].tag_ in ("VBP", "VBZ") and goes_on
    return verb.tag_ in ("VBP", "VBZ") or (verb.tag_ == "VB" and verb.dep_ != "xcomp")


def default(trigger: Trigger, anchor: date | None, voice: Voice | None) -> Interval | None:
    """What the tense allows: the saying's own day for words, up to the anchor for deeds."""
    said = voice.said_when if voice is not None else None
    if said is not None and trigger.cue.event_type.is_spoken:
        return said
    until = (said and said.end) or anchor
    if until is None:
        return None
    one_day = said is None or said.start == said.end
    if one_day and _holds_when_said(trigger, voice):
        return Interval(start=until, end=until, precision=TimePrecision.DAY, anchor=anchor)
    return Interval(start=None, end=until, precision=TimePrecision.VAGUE, anchor=anchor)


def _holds_when_said(trigger: Trigger, voice: Voice | None) -> bool:
    """Whether the clause tells how things stand when it is said.

    The present does. "The town was surrounded, he said" is "is surrounded" in his mouth; "an area
    under their control" and "no breakthrough yet" hold on the day of the report.
    """
    token = trigger.token
    verb = grammar.clause_of(token)
    if is_present(token) or any(child.lower_ == "yet" for child in verb.children):
        return True
    if token.pos_ == "ADP" and token.head.pos_ in grammar.NOUNS:
        return True
    if trigger.cue.mode is not Mode.RESTRICT or voice is None:
        return False
    return any(be.lower_ in ("was", "were") for be in grammar.children(verb, {"auxpass"}))
