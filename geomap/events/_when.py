"""When it happened: the time expression of the event's clause, else what its tense allows."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, Voice
from geomap.discourse import grammar as r
from geomap.events._span import is_aside
from geomap.events._triggers import SPEECH_ACTS, Trigger
from geomap.model import Interval

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def _chain(token: "Token") -> set[int]:
    """Indices of the verbs whose time is the trigger's time."""
    verb = r.governor(token)
    found = {token.i, verb.i}
    while verb.dep_ in (
        "xcomp",
        "conj",
        "aux",
        "auxpass",
        "acl",
        "relcl",
        "advcl",
        "pcomp",
        "prep",
    ):
        if verb.head == verb:
            break
        if verb.dep_ == "relcl" or (verb.dep_ == "advcl" and _marks(verb) & _APART):
            break
        verb = verb.head
        found.add(verb.i)
    return found


def _marks(clause: "Token") -> set[str]:
    return {child.lower_ for child in clause.children if child.dep_ in ("advmod", "mark")}


_APART = lexicon.words("time.apart")


def _phrase(trigger: Trigger) -> "list[Token]":
    """A trigger's subtree without the clauses below it, but for participles of its own nouns."""
    own = {trigger.token.i, *trigger.used}
    found, stack = [], [trigger.token]
    while stack:
        one = stack.pop()
        found.append(one)
        stack += [
            child
            for child in one.children
            if child.pos_ not in r.VERBAL or (child.dep_ == "acl" and one.i in own)
        ]
    return found


def expressed(trigger: Trigger, paragraph: Paragraph, voice: Voice | None) -> Interval | None:
    """The time expression that belongs to the trigger, the nearest where several do.

    Best is one that hangs on the trigger or its clause, then one of the main clause, then one at
    the edge of the sentence ("... in Ghazni province, yesterday"), wherever it was hung.
    """
    token = trigger.token
    chain = _chain(token)
    below = {child.i for child in _phrase(trigger)}
    sentence = token.sent
    best: tuple[int, int, Interval] | None = None
    for span, above, mention in paragraph.time_heads:
        if not sentence.start <= span.start < sentence.end:
            continue
        if span.start <= token.i < span.end:
            return mention.event or mention.interval
        if above.dep_ == "acl" and above != token and trigger.cue.event_type in SPEECH_ACTS:
            continue  # "called for a return to the accord signed in 2015"
        own = span.root.i in below and not _of_another(trigger, span, above)
        if own or above.i == token.i:
            grade = 0
        else:
            grade = _grade(token, span, above, chain, voice)
            if grade == _NONE and _free(voice) and _at_edge(span) and _astray(above, paragraph):
                grade = _EDGE
        if voice is not None and voice.token in (above.i, span.root.i):
            grade = 1 if _after_saying(trigger, span, mention.interval, voice) else _NONE
        interval = mention.interval
        if grade >= _EDGE and (joined := _of_clause(token, above, interval, paragraph)) is not None:
            grade, interval = _JOINED, joined
        if grade < _NONE and (best is None or (grade, abs(span.root.i - token.i)) < best[:2]):
            best = (grade, abs(span.root.i - token.i), interval)
    return best[2] if best else None


def _of_another(trigger: Trigger, span: "Span", above: "Token") -> bool:
    """Whether a day only says which: "struck a commander wanted for the July 2 attack"."""
    which = span.root.dep_ in r.BEFORE_NOUN and above.pos_ in ("NOUN", "PROPN")
    return which and above.i not in trigger.used and above.head.i != trigger.token.i


_NONE = 9
_JOINED = 3
_EDGE = 2


def _of_clause(
    token: "Token", above: "Token", when: Interval, paragraph: Paragraph
) -> Interval | None:
    """The day of a clause of time below the event: "12 died when a drone hit ... on Monday".

    What is "after" is on that day or later; those killed after a blast died of it.
    """
    clause, verb = r.clause_of(above), r.governor(token)
    if clause.dep_ != "advcl" or clause.head != verb:
        return None
    marks = _marks(clause)
    if marks & {"when", "as", "while"}:
        return when
    if "after" not in marks or when.start is None:
        return None
    if verb.lemma_ in _SUFFER or paragraph.anchor is None or paragraph.anchor < when.start:
        return when
    return replace(when, end=paragraph.anchor, precision="vague")


_SUFFER = lexicon.words("deeds.suffer")


def _grade(
    token: "Token", span: "Span", above: "Token", chain: set[int], voice: Voice | None
) -> int:
    """How well a time expression belongs to a word: 0 best, `_NONE` not at all."""
    if above.i in chain:
        return 0
    if above.pos_ in ("NOUN", "PROPN"):
        return _NONE
    if _shared(above, token, voice):
        return 1
    apart = above.dep_ == "pcomp" or any(
        one.dep_ == "relcl" and is_aside(one) and not one.is_ancestor(token)
        for one in (above, *above.ancestors)
    )
    return _EDGE if _free(voice) and not apart and _main(token) and _at_edge(span) else _NONE


def _free(voice: Voice | None) -> bool:
    """Whether no verb of saying lays claim to the sentence's day: none, or it has its own."""
    return voice is None or voice.kind == "hearsay" or voice.said_when is not None


def _astray(above: "Token", paragraph: Paragraph) -> bool:
    """Whether the parser hung a day on what has none: a place's name, or no clause at all."""
    return above.i in paragraph.places or (above.head == above and above.pos_ not in r.VERBAL)


def _at_edge(span: "Span") -> bool:
    """Whether a time expression opens or closes its sentence."""
    sentence = span.root.sent
    closing = [token for token in sentence.doc[span.end : sentence.end] if not token.is_punct]
    return not closing or span.start - sentence.start < _EDGE


def _after_saying(trigger: Trigger, span: "Span", when: Interval, voice: Voice) -> bool:
    """Whether a time hung on the verb of saying is the event's.

    It is in "confirmed today the arrest of X on Friday", where the saying has a day of its own.
    """
    if span.start < trigger.token.i or voice.token > trigger.token.i:
        return False
    own = voice.said_when is not None and voice.said_when.text != when.text
    return own or (trigger.nominal and trigger.token.head.i == voice.token)


def _shared(above: "Token", token: "Token", voice: Voice | None) -> bool:
    """Whether a time said of the sentence's main clause holds for a word of the same clause."""
    if voice is not None and voice.kind != "hearsay":
        return False
    return _main(above) and _main(token)


def _main(token: "Token") -> bool:
    """Whether a word belongs to its sentence's main clause, or one that shares its time."""
    while token.head != token:
        if token.dep_ in ("relcl", "ccomp", "parataxis", "appos", "acl", "pcomp"):
            return False
        if token.dep_ == "advcl" and (
            token.tag_ != "VBG" or any(True for _ in r.children(token, r.SUBJECTS))
        ):
            return False
        token = token.head
    return True


def narrated(trigger: Trigger, paragraph: Paragraph) -> Interval | None:
    """The days since the one that the narrative has reached: "last night ... The search ...".

    It is the latest day that the main clause of an earlier sentence of the passage states. What
    others do, and what has happened or happens now, is told apart from that narrative.
    """
    sentence = trigger.token.sent
    found = [
        (span, mention.interval)
        for span, above, mention in paragraph.time_heads
        if span.end <= sentence.start and _is_one_day(mention.interval) and _main(above)
    ]
    if not found or is_perfect(trigger.token):
        return None
    span, when = found[-1]
    if _other_actor(trigger, paragraph.doc[span.root.sent.start : sentence.start]):
        return None
    until = paragraph.anchor
    if until is None or when.end is None or until <= when.end:
        return when
    return replace(when, end=until, precision="vague")


def _other_actor(trigger: Trigger, told: "Span") -> bool:
    """Whether the clause's subject is someone that the narrative has not spoken of."""
    acts = r.subject(r.clause_of(trigger.token))
    if acts is None or acts.pos_ not in ("NOUN", "PROPN"):
        return False
    return acts.lemma_.lower() not in {token.lemma_.lower() for token in told}


def is_perfect(token: "Token") -> bool:
    """Whether the trigger's clause tells what has happened: "has closed", "have not reached"."""
    verb = r.clause_of(token)
    return any(child.lower_ in ("has", "have", "'ve") for child in verb.children)


def _is_one_day(when: Interval) -> bool:
    """Whether an interval is one day, or a night between two."""
    if when.start is None or when.end is None:
        return False
    return when.precision in ("day", "days") and (when.end - when.start).days <= 1


def is_present(token: "Token") -> bool:
    """Whether the trigger's clause stands in the simple or progressive present."""
    verb = r.clause_of(token)
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(child.lemma_ == "have" or child.tag_ == "MD" for child in auxiliaries):
        return False
    if auxiliaries:
        return auxiliaries[0].tag_ in ("VBP", "VBZ") and verb.tag_ == "VBG"
    return verb.tag_ in ("VBP", "VBZ") or (verb.tag_ == "VB" and verb.dep_ != "xcomp")


def default(
    trigger: Trigger, anchor: date | None, voice: Voice | None, *, speech_act: bool
) -> Interval | None:
    """What the tense allows: the saying's own day for words, up to the anchor for deeds."""
    said = voice.said_when if voice is not None else None
    if speech_act and said is not None:
        return said
    until = said.end if said is not None and said.end is not None else anchor
    if until is None:
        return None
    known = said is None or said.start == said.end
    if known and (is_present(trigger.token) or _is_state(trigger, voice)):
        return Interval(start=until, end=until, precision="day", anchor=anchor)
    return Interval(start=None, end=until, precision="vague", anchor=anchor)


def _is_state(trigger: Trigger, voice: Voice | None) -> bool:
    """Whether the clause tells how things stand when it is said.

    "The town was surrounded, he said" is "is surrounded" in his mouth; "an area under their
    control" and "no breakthrough yet" hold on the day of the report.
    """
    token = trigger.token
    verb = r.clause_of(token)
    if any(child.lower_ == "yet" for child in verb.children):
        return True
    if token.pos_ == "ADP" and token.head.pos_ in ("NOUN", "PROPN"):
        return True
    be = any(child.lower_ in ("was", "were") for child in verb.children if child.dep_ == "auxpass")
    perfect = any(child.lemma_ == "have" for child in verb.children if child.dep_ == "aux")
    indirect = voice is not None and voice.kind == "said"
    return indirect and trigger.cue.mode == "restrict" and be and not perfect
