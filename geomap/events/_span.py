"""The exact words of a statement: the trigger's clause, without what is only around it."""

from typing import TYPE_CHECKING

from geomap.discourse import Paragraph, Quote, Voice
from geomap.discourse import grammar as r
from geomap.discourse.paragraphs import in_spans
from geomap.events._triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token

_SKIPPED = frozenset(["punct", "cc", "mark", "preconj", "relcl"])
_CLAUSES = frozenset(["advcl", "conj", "parataxis"])
_LONG_SUBJECT = 12
_LONG_VOICE = 1.5
_CLAUSE_NOUNS = frozenset(["dobj", "nsubj", "nsubjpass", "attr"])


def head_of(trigger: Trigger) -> "Token":
    """The token whose words the statement takes: a clause's verb, or a noun."""
    token = trigger.token
    if trigger.nominal:
        phrase = token
        while phrase.dep_ in ("compound", "conj", "pobj", "prep", "amod", "nmod", "poss") and (
            phrase.head.pos_ in ("NOUN", "PROPN", "ADP")
        ):
            if phrase.dep_ == "pobj" and phrase.head.head.pos_ in r.VERBAL:
                return token
            phrase = phrase.head
        if phrase.dep_ in _CLAUSE_NOUNS and phrase.head.pos_ in r.VERBAL:
            return r.clause_of(phrase.head)
        return token
    if token.pos_ in ("ADP", "SCONJ") and token.head.pos_ in ("NOUN", "PROPN"):
        return token.head
    return r.clause_of(token)


def is_condition(child: "Token") -> bool:
    """Whether a clause is what the rest depends on: "if they attack, we will resist"."""
    return child.dep_ == "advcl" and any(one.lower_ in _IF for one in r.children(child, _MARKS))


_IF = frozenset({"if", "unless"})
_MARKS = frozenset({"mark", "advmod"})


def _separate(child: "Token") -> bool:
    """Whether a dependent clause stands on its own."""
    if is_condition(child):
        return False
    own = any(True for _ in r.children(child, r.SUBJECTS))
    return own or child.dep_ in ("conj", "parataxis")


def is_aside(phrase: "Token") -> bool:
    """Whether a phrase or clause only adds to what is told: it stands behind a comma."""
    first = phrase.left_edge.i
    return first > 0 and phrase.doc[first - 1].text == ","


def _is_name(phrase: "Token") -> bool:
    """Whether a phrase gives a name or a day, not a description: "Goma, North Kivu"."""
    return phrase.pos_ in ("PROPN", "NUM") or phrase.tag_ == "NNS"


_ASIDES = frozenset({"relcl", "appos"})


def _tokens(head: "Token", keep: "Token", cuts: set[int]) -> list["Token"]:
    """The clause's tokens, without clauses and phrases that hold statements of their own."""
    path = {keep, *keep.ancestors}
    found = [head]
    stack = list(head.children)
    while stack:
        token = stack.pop()
        if token not in path:
            clause = token.dep_ in _CLAUSES and token.pos_ in r.VERBAL
            if token.i in cuts or (clause and token.head in path and _separate(token)):
                continue
            if token.dep_ in _ASIDES and is_aside(token) and not _is_name(token):
                continue
            if token.dep_ in _SKIPPED and token.head == head and head.pos_ in r.VERBAL:
                continue
        found.append(token)
        stack += list(token.children)
    return found


def _leading(tokens: list["Token"], head: "Token", keep: "Token") -> list["Token"]:
    """Without adverbials set off before the subject, and without an actor of many words."""
    subject = next(r.children(head, {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.i > head.i or keep.i < subject.left_edge.i:
        return tokens
    first = subject.left_edge.i
    acts = subject.dep_ == "nsubj" and head.lemma_ != "be"
    if acts and subject.right_edge.i - first + 1 > _LONG_SUBJECT and keep.i > subject.right_edge.i:
        later = (t.i for t in head.lefts if t.dep_ in _VERB_GROUP and t.i > subject.i)
        return [t for t in tokens if t.i >= min([head.i, *later])]
    before = [t for t in head.lefts if t.i < first]
    if any(is_condition(t) for t in before):
        return tokens
    set_off = any(
        t.dep_ in _ADVERBIALS and head.doc[t.right_edge.i + 1].text == "," for t in before
    )
    return [t for t in tokens if t.i >= first] if set_off else tokens


_VERB_GROUP = frozenset(["aux", "auxpass", "neg", "advmod"])
_ADVERBIALS = frozenset(["prep", "advcl", "npadvmod"])


def _run(tokens: list["Token"], keep: int) -> tuple[int, int]:
    """First and last of the tokens around one, over gaps of punctuation but no others."""
    chosen = {t.i for t in tokens}
    doc = tokens[0].doc
    first = last = keep
    step = first - 1
    while step >= 0 and (step in chosen or doc[step].is_punct or doc[step].is_space):
        first = step if step in chosen else first
        step -= 1
    step = last + 1
    while step < len(doc) and (step in chosen or doc[step].is_punct or doc[step].is_space):
        last = step if step in chosen else last
        step += 1
    return first, last


def clause_span(
    trigger: Trigger,
    paragraph: Paragraph,
    quote: Quote | None,
    voice: Voice | None,
    cuts: set[int],
) -> tuple[int, int]:
    """Characters of the passage that report the event."""
    head = head_of(trigger)
    tokens = _leading(_tokens(head, trigger.token, cuts), head, trigger.token)
    tokens = [t for t in tokens if not in_spans(t.idx, paragraph.filed)]
    inside = quote is not None
    if quote is not None:
        tokens = [t for t in tokens if quote.start <= t.idx < quote.end]
    elif voice is not None and voice.token != trigger.token.i and voice.kind != "hearsay":
        tokens = [t for t in tokens if not voice.start <= t.idx < voice.end]
        if voice.token < trigger.token.i:
            tokens = [t for t in tokens if t.idx >= voice.end]
    if trigger.token not in tokens:
        tokens.append(trigger.token)
    doc = paragraph.doc
    first, last = _run(tokens, trigger.token.i)
    while first < last and (doc[first].is_punct or _only_joins(doc[first])):
        first += 1
    while last > first and doc[last].text in _JOINTS:
        last -= 1
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    return _with_voice(start, end, paragraph, quote if inside else None, voice)


_JOINTS = frozenset({",", ";", ":", "-", "–", "—"})


def _only_joins(token: "Token") -> bool:
    """Whether a word only joins a clause to another: "and", "that", not "if"."""
    return token.dep_ in ("cc", "mark") and token.lower_ not in _IF


def _with_voice(
    start: int, end: int, paragraph: Paragraph, quote: Quote | None, voice: Voice | None
) -> tuple[int, int]:
    """Add the quotation's marks where it is whole, and a named speaker right beside the words."""
    text = paragraph.text
    if quote is not None and start <= quote.start + 1 and end >= quote.end - 2:
        start, end = quote.start - 1, min(len(text), quote.end + 1)
    if voice is not None and voice.kind == "denied" and quote is None:
        denies = paragraph.doc[voice.token].idx
        long = denies - voice.start > _LONG_VOICE * (end - start)
        return min(start, denies if long else voice.start), max(end, voice.end)
    if voice is None or voice.kind == "hearsay" or voice.pronoun or not voice.said_by:
        return start, end
    close = 0 <= voice.start - end <= 4 and "." not in text[end : voice.start]
    if close and voice.cue != "according to" and voice.end - end <= _LONG_VOICE * (end - start):
        return start, voice.end
    between = text[voice.end : start].split() if voice.end <= start else ["far", "away"]
    first_word = text[start:end].split()[0].lower()
    short = voice.end - voice.start <= _LONG_VOICE * (end - start)
    if quote is None and short and first_word in ("it", "they") and between in ([], ["that"]):
        return voice.start, end
    return start, end
