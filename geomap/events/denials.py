"""Denials of what was said before: "denied the claim", "rejected it"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, People, grammar
from geomap.discourse.speech import SAY
from geomap.model import Certainty, Interval, Polarity, Report, Statement, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_DENY = lexicon.words("speech.deny_report")
_POINTING_BACK = lexicon.words("speech.denied_objects")
_CHARGES = lexicon.words("speech.denied_nouns")
_POINTS_BACK = _POINTING_BACK | _CHARGES | {"which"}
_UNTRUE, _DESCRIBES = lexicon.words("speech.untrue"), lexicon.words("speech.calls")
_ABOUT = frozenset({"of", "about"})
_BACK = 16
"""How many statements back a denial reaches."""

_OPEN = frozenset({Status.CLAIMED, Status.ASSERTED, Status.REPORTED, Status.OBSERVED})


@dataclass(frozen=True)
class Denial:
    """A verb of denying that itself says nothing of the deed, who denies, and its words' span.

    Its object only points back ("denied it"), unless `within` says where in the passage the deed is
    told that it denies: "the claim that rebels took X was rejected by the army".
    """

    verb: "Token"
    said_by: str
    start: int
    end: int
    said_when: Interval | None
    within: tuple[int, int] | None = None


def is_denial(verb: "Token") -> bool:
    """Whether a verb denies what others say, by its object: "rejected the allegations"."""
    return is_denying(verb) and any(one.lemma_.lower() in _CHARGES for one in _things(verb))


def _things(verb: "Token") -> "list[Token]":
    """What a verb acts on, in a clause that describes it too: "a claim that the army denied"."""
    found = list(grammar.children(verb, {"dobj"}))
    if verb.dep_ == "relcl" and all(one.tag_ == "WDT" for one in found):
        return [verb.head, *found]
    return found


def is_passed_on(verb: "Token") -> bool:
    """Whether a verb only denies what its subject tells: "the claim that ... was rejected by X"."""
    if verb.dep_ == "nsubjpass":
        verb = verb.head  # "the allegation", which is no accusation of its own there
    if verb.lemma_ not in _DENY or not grammar.is_passive(verb):
        return False
    subjects = grammar.children(verb, {"nsubjpass"})
    return any(_has_content(one) and one.lemma_.lower() in _CHARGES for one in subjects)


def is_denying(token: "Token") -> bool:
    """Whether a verb denies something in the active voice."""
    return token.pos_ == "VERB" and token.lemma_ in _DENY and not grammar.is_passive(token)


def find(paragraph: Paragraph, people: People) -> Iterator[Denial]:
    """Denials in a passage whose verb says nothing of the deed that is denied."""
    for verb in paragraph.doc:
        if verb.pos_ not in grammar.VERBAL:
            continue
        speaker, denied = _judged(verb)
        if verb.lemma_ in _DENY and verb.pos_ == "VERB":
            speaker, denied = _passive(verb) if grammar.is_passive(verb) else _active(verb)
        if speaker is not None and denied is not None:
            yield _denial(verb, speaker, denied, paragraph=paragraph, people=people)


def _judged(verb: "Token") -> "tuple[Token | None, Token | None]":
    """Who holds what to be untrue: "called the report baseless", "said the claim was a lie"."""
    untrue = next((one for one in _complements(verb) if one.lower_ in _UNTRUE), None)
    if untrue is None or grammar.has(verb, ("not", "n't")):
        return None, None
    is_called = verb.lemma_ in _DESCRIBES
    says = verb if is_called else verb.head
    if not is_called and (verb.lemma_ != "be" or verb.dep_ != "ccomp" or says.lemma_ not in SAY):
        return None, None
    things = [*grammar.objects(verb), *grammar.children(verb, {"oprd"})]
    things += grammar.children(untrue, {"nsubj"})
    things += [] if is_called else grammar.children(verb, {"nsubj"})
    denied = next((one for one in things if one.lemma_.lower() in _POINTS_BACK), None)
    return grammar.subject(says), denied


def _complements(verb: "Token") -> "Iterator[Token]":
    """What a verb says that something is: "baseless", "a lie", "as false"."""
    yield from grammar.children(verb, {"oprd", "acomp", "attr", "ccomp", "xcomp", "dobj"})
    for prep in grammar.children(verb, {"prep"}):
        if prep.lower_ == "as":
            yield from prep.children
    for named in grammar.children(verb, {"oprd", "dobj"}):  # "called reports of it | a lie"
        yield verb.doc[named.right_edge.i]


def _active(verb: "Token") -> "tuple[Token | None, Token | None]":
    """Who denies what, where the object only points back."""
    denied = _denied_by(verb)
    return (grammar.subject(verb), denied) if denied is not None else (None, None)


def _passive(verb: "Token") -> "tuple[Token | None, Token | None]":
    """By whom what is denied: "the report was dismissed by the army"."""
    negated = any(True for _ in grammar.children(verb, {"neg"}))
    agents = (inner for prep, inner in grammar.prepositional(verb) if prep.lower_ == "by")
    denied = next(grammar.children(verb, {"nsubjpass"}), None)
    return (None, None) if negated else (next(agents, None), denied)


def _denial(
    verb: "Token", speaker: "Token", denied: "Token", *, paragraph: Paragraph, people: People
) -> Denial:
    doc = paragraph.doc
    times = (paragraph.time_tokens.get(word.i) for word in verb.subtree)
    first = doc[min(speaker.left_edge.i, verb.i, denied.left_edge.i)]
    last = doc[max(denied.right_edge.i, verb.i, speaker.right_edge.i if verb.i < speaker.i else 0)]
    points = denied.lemma_.lower() in _POINTS_BACK and not _has_content(denied, verb)
    told = doc[denied.left_edge.i], doc[denied.right_edge.i]
    return Denial(
        verb=verb,
        said_by=people.of(speaker, paragraph),
        start=first.idx,
        end=last.idx + len(last),
        said_when=next((time.interval for time in times if time is not None), None),
        within=None if points else (told[0].idx, told[1].idx + len(told[1])),
    )


def _denied_by(verb: "Token") -> "Token | None":
    """The object of a denial, unless verb or object says itself what is denied."""
    if any(True for _ in grammar.children(verb, {"ccomp", "xcomp", "neg"})):
        return None
    things = (*_things(verb), *grammar.objects(verb))
    denied = next((one for one in things if one.lemma_.lower() in _POINTS_BACK), None)
    return None if denied is None or _has_content(denied, verb) else denied


def _has_content(noun: "Token", verb: "Token | None" = None) -> bool:
    """Whether a noun says what is denied, but for the denial: "the report that", "claims of"."""
    return any(
        child != verb and (child.dep_ in ("acl", "relcl", "ccomp") or child.lower_ in _ABOUT)
        for child in noun.rights
    )


def _since(denial: Denial, paragraph: Paragraph, previous: Paragraph | None) -> int:
    """Where the sentence before a denial's own begins, in the report's text."""
    first = denial.verb.sent.start
    if first == 0 and (previous is None or not len(previous.doc)):
        return paragraph.passage.start
    where, before = (paragraph, first - 1) if first or previous is None else (previous, -1)
    start = where.doc[before].sent.start_char
    return where.passage.span(start, start + 1)[0]


def denied(
    denial: Denial,
    paragraph: Paragraph,
    before: Sequence[Statement],
    report: Report,
    *,
    previous: Paragraph | None = None,
) -> Statement | None:
    """The statement that a denial points back to, as the denying side's own statement.

    It stands in the same sentence or the one before, which may be a paragraph of its own, or in
    what is denied; a denial of anything else names no event.
    """
    start, end = paragraph.passage.span(denial.start, denial.end)
    since, until = _since(denial, paragraph, previous), start
    if denial.within is not None:
        since, until = paragraph.passage.span(*denial.within)
    for statement in reversed(before[-_BACK:]):
        near = since < statement.end and statement.start < until
        deed = not statement.event_type.is_spoken
        others = denial.said_by not in ("", statement.said_by)
        if near and deed and others and statement.status in _OPEN:
            return replace(
                statement,
                start=start,
                end=end,
                text=report.text[start:end],
                said_by=denial.said_by,
                said_when=denial.said_when,
                cue=denial.verb.lower_,
                polarity=Polarity.DENIED,
                certainty=Certainty.CERTAIN,
                status=Status.DENIED,
            )
    return None
