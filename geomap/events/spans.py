"""The exact words of a statement: the trigger's clause, without what is only around it."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Voice, blaming, grammar
from geomap.discourse.paragraphs import in_spans
from geomap.discourse.speech import SAY
from geomap.events.drafts import Draft
from geomap.events.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LONG_SUBJECT = 20
"""Words of an actor that are not repeated in a statement's own words."""

_DEEDS = lexicon.words("deeds.backgrounds", "deeds.again")
_LONG_VOICE = 1.5
"""How much longer than what is said the words about its speaker may be, to stand with it."""

_SKIPPED = frozenset({"punct", "cc", "mark", "preconj", "relcl"})
_CLAUSE_NOUNS = frozenset({"dobj", "nsubj", "nsubjpass", "attr"})
_IN_PHRASE = frozenset({"compound", "conj", "pobj", "prep", "amod", "nmod", "poss"})
_ASIDES = frozenset({"relcl", "appos"})
_BETWEEN = _ASIDES | {"acl"}
_ADVERBIALS = frozenset({"prep", "advcl", "npadvmod"})
_IF = frozenset({"if", "unless"})
_JOINTS = frozenset({",", ";", ":", ".", "-", "–", "—"})


def head_of(trigger: Trigger) -> "Token":
    """The token whose words the statement takes: a clause's verb, or a noun."""
    token = trigger.token
    if trigger.clause is not None:
        return trigger.clause
    if trigger.nominal:
        phrase = token
        while phrase.dep_ in _IN_PHRASE and phrase.head.pos_ in {*grammar.NOUNS, "ADP"}:
            phrase = phrase.head
        in_clause = phrase.dep_ in _CLAUSE_NOUNS and phrase.head.pos_ in grammar.VERBAL
        judged = blaming.judged_by(token) is not None  # "condemned the raid"
        return grammar.clause_of(phrase.head) if in_clause and not judged else token
    if token.pos_ in ("ADP", "SCONJ") and token.head.pos_ in grammar.NOUNS:
        return token.head
    return grammar.clause_of(token)


def holds(upper: Trigger, lower: Trigger) -> bool:
    """Whether a verb's words say for what deed somebody is blamed, what is condemned, who says so.

    As in "rebels killed six in X, said a trader who fled to Y": the trader fled besides.
    """
    if lower.nominal:
        return blaming.judged_by(lower.token) == upper.token
    speaker = lower.token.head
    tells = lower.token.dep_ == "relcl" and speaker.dep_ == "nsubj"
    return tells and speaker.head.lemma_ in SAY and speaker.head.is_ancestor(upper.token)


def is_condition(clause: "Token") -> bool:
    """Whether a clause is what the rest depends on: "if they attack, we will resist"."""
    marks = grammar.children(clause, {"mark", "advmod"})
    return clause.dep_ == "advcl" and any(mark.lower_ in _IF for mark in marks)


def is_aside(phrase: "Token") -> bool:
    """Whether a phrase or clause only adds to what is said: it stands behind a comma."""
    first = phrase.left_edge.i
    return first > 0 and phrase.doc[first - 1].text == ","


def clause_span(draft: Draft, cuts: set[int], joins: Mapping[int, bool]) -> tuple[int, int]:
    """Characters of the passage that report the event.

    `cuts` are tokens to leave out; `joins` says which dependent clauses belong to it, where that is
    known.
    """
    trigger, doc = draft.trigger, draft.paragraph.doc
    keep, head = trigger.token, head_of(trigger)
    begin, barred = _begin(head, keep), _barred(draft)
    own = {
        token.i
        for token in _tokens(head, keep, cuts, joins)
        if token.i >= begin and not in_spans(token.idx, barred)
    }
    over = {i for i in _told_of(own, doc, cuts) if not in_spans(doc[i].idx, barred)}
    run = range(_reach(keep, own, over, step=-1), _reach(keep, own, over, step=1) + 1)
    words = _trimmed([doc[i] for i in run])
    span = _with_marks(words[0].idx, words[-1].idx + len(words[-1]), draft)
    return _with_voice(*span, draft)


def _trimmed(words: list["Token"]) -> list["Token"]:
    """A clause's words without the marks that it begins and the joints that it ends with."""
    while len(words) > 1 and words[0].is_punct:
        del words[0]
    while len(words) > 1 and words[-1].text in _JOINTS:
        del words[-1]
    return words


def _tokens(
    head: "Token", keep: "Token", cuts: set[int], joins: Mapping[int, bool]
) -> list["Token"]:
    """The clause's tokens, without clauses and phrases that hold statements of their own."""
    path = {keep, *keep.ancestors}
    tokens, stack = [head], list(head.children)
    while stack:
        token = stack.pop()
        joined = _joined(token, joins)
        apart = not joined if joined is not None else _is_apart(token, head)
        if token in path or not (token.i in cuts or apart):
            tokens.append(token)
            stack += token.children
    return tokens


def _joined(token: "Token", joins: Mapping[int, bool]) -> bool | None:
    """Whether a clause, or the "and" before it, belongs to the clause above; None if not known."""
    if token.dep_ != "cc":
        return joins.get(token.i)
    after = (one for one in token.head.rights if one.dep_ == "conj" and one.i > token.i)
    return joins.get(next((one.i for one in after), -1))


def _is_apart(token: "Token", head: "Token") -> bool:
    """Whether a token begins what does not belong to the clause of `head`."""
    if token.dep_ in _ASIDES and is_aside(token) and not _is_name(token):
        return True
    return token.dep_ in _SKIPPED and token.head == head and head.pos_ in grammar.VERBAL


def _is_name(phrase: "Token") -> bool:
    """Whether a phrase gives a name or a day, not a description: "Goma, North Kivu"."""
    return phrase.pos_ in ("PROPN", "NUM") or phrase.tag_ == "NNS"


def _begin(head: "Token", keep: "Token") -> int:
    """Where the words begin: behind adverbials set off before the subject, and a long actor."""
    subject = next(grammar.children(head, {"nsubj", "nsubjpass"}), None)
    if subject is None or keep.i < subject.left_edge.i:
        return 0
    first, last = subject.left_edge.i, subject.right_edge.i
    if last - first >= _LONG_SUBJECT and keep.i > last and not _is_deed(subject):
        return head.i
    before = [word for word in head.lefts if word.i < first]
    return first if any(map(_is_set_off, before)) and not any(map(is_condition, before)) else 0


def _is_deed(subject: "Token") -> bool:
    """Whether a subject is what happened, not who did it: "the shelling of X killed two"."""
    return subject.pos_ == "NOUN" and subject.lemma_.lower() in _DEEDS


def _is_set_off(phrase: "Token") -> bool:
    return phrase.dep_ in _ADVERBIALS and phrase.right_edge.nbor().text == ","


def _barred(draft: Draft) -> list[tuple[int, int]]:
    """Characters that are no words of the event: the dateline, the speaker, around a quotation."""
    quote, voice = draft.quote, draft.voice
    barred = list(draft.paragraph.filed)
    if quote is not None:
        barred += [(0, quote.start), (quote.end, len(draft.paragraph.text))]
    elif voice is not None and voice.kind != "hearsay":
        barred.append((voice.start, voice.end))
    return barred


def _reach(keep: "Token", own: set[int], over: set[int], *, step: int) -> int:
    """The last of the words from one on, over gaps of punctuation and of some others."""
    doc, last = keep.doc, keep.i
    steps: Iterable[int] = range(keep.i + step, len(doc) if step > 0 else -1, step)
    for i in steps:
        if i in own:
            last = i
        elif not (doc[i].is_punct or doc[i].is_space or i in over):
            break
    return last


def _told_of(own: set[int], doc: "Doc", cuts: set[int]) -> set[int]:
    """Words of phrases and clauses that only tell more of some words, and hold no statement."""
    found: set[int] = set()
    for i in own:
        for child in doc[i].children:
            inside = {word.i for word in child.subtree} if child.dep_ in _BETWEEN else set()
            found |= inside if inside.isdisjoint(cuts) else set()
    return found


def _with_marks(start: int, end: int, draft: Draft) -> tuple[int, int]:
    """Add the quotation's marks where it is whole."""
    quote = draft.quote
    if quote is None or start > quote.start + 1 or end < quote.end - 2:
        return start, end
    return quote.start - 1, min(len(draft.paragraph.text), quote.end + 1)


def _with_voice(start: int, end: int, draft: Draft) -> tuple[int, int]:
    """Add a named speaker right beside the words."""
    text, voice = draft.paragraph.text, draft.voice
    if voice is None:
        return start, end
    most = _LONG_VOICE * (end - start)
    if voice.kind == "denied" and draft.quote is None:
        denies = draft.paragraph.doc[voice.token].idx
        begins = denies if denies - voice.start > most else voice.start
        return min(start, begins), max(end, voice.end)
    named = voice.kind != "hearsay" and not voice.pronoun and voice.said_by
    if named and _follows(voice, text, end) and voice.end - end <= most:
        return start, voice.end
    needed = named and voice.end - voice.start <= most and _is_pronouns_own(voice, text, start)
    return (voice.start if needed else start), end


def _follows(voice: Voice, text: str, end: int) -> bool:
    """Whether the words on the speaker come right after what is said: "..., he said"."""
    close = 0 <= voice.start - end <= 4 and "." not in text[end : voice.start]
    return close and voice.cue != "according to"


def _is_pronouns_own(voice: Voice, text: str, start: int) -> bool:
    """Whether the speaker's words are needed to say who "it" is: "the army said that it ..."."""
    between, first = text[voice.end : start].split(), text[start:].split(maxsplit=1)[0]
    return voice.end <= start and between in ([], ["that"]) and first.lower() in ("it", "they")
