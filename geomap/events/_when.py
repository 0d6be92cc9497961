"""When it happened: the time expression of the event's clause, else what its tense allows."""

from datetime import date
from typing import TYPE_CHECKING

from geomap.events import _reading as r
from geomap.events._reading import Reading
from geomap.events._speech import Voice
from geomap.events._triggers import Trigger
from geomap.model import Interval

if TYPE_CHECKING:
    from spacy.tokens import Token


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
        if verb.dep_ == "relcl":
            break
        verb = verb.head
        found.add(verb.i)
    return found


def _phrase(token: "Token") -> "list[Token]":
    """A token's subtree without the clauses below it."""
    found, stack = [], [token]
    while stack:
        one = stack.pop()
        found.append(one)
        stack += [
            child for child in one.children if child.pos_ not in r.VERBAL or child.dep_ == "acl"
        ]
    return found


def expressed(trigger: Trigger, reading: Reading, voice: Voice | None) -> Interval | None:
    """The time expression that belongs to the trigger, the nearest where several do."""
    token = trigger.token
    chain = _chain(token)
    below = {child.i for child in _phrase(token)}
    sentence = token.sent
    first, last = sentence.start, sentence.end
    best: tuple[bool, int, Interval] | None = None
    for span, above, mention in reading.time_heads:
        if not first <= span.start < last:
            continue
        if mention.event is not None and span.start <= token.i < span.end:
            return mention.event
        if voice is not None and voice.token in (above.i, span.root.i):
            content = trigger.nominal and token.head.i == voice.token and span.start > token.i
            if not content:
                continue
        own = above.i in chain or span.root.i in below or token.i in range(span.start, span.end)
        if not own and not _shared(above, token, voice):
            continue
        rank = (not own, abs(span.root.i - token.i), mention.interval)
        if best is None or rank[:2] < best[:2]:
            best = rank
    return best[2] if best else None


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


def narrated(trigger: Trigger, reading: Reading) -> Interval | None:
    """The day that the narrative has reached: "last night ... During the search ...".

    It is the latest day that the main clause of an earlier sentence of the passage states.
    """
    start = trigger.token.sent.start
    found = [
        mention.interval
        for span, above, mention in reading.time_heads
        if span.end <= start and _is_one_day(mention.interval) and _main(above)
    ]
    return found[-1] if found else None


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
