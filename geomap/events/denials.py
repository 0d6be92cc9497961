"""Denials of what was said before: "denied the claim", "rejected it"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, People, grammar
from geomap.model import Certainty, EventType, Interval, Polarity, Report, Statement, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_DENY = lexicon.words("speech.deny_report")
_POINTING_BACK = lexicon.words("speech.denied_objects")
_CHARGES = lexicon.words("speech.denied_nouns")
_BACK = 16
"""How many statements back a denial reaches."""

_OPEN = frozenset({Status.CLAIMED, Status.ASSERTED, Status.REPORTED, Status.OBSERVED})


@dataclass(frozen=True)
class Denial:
    """A verb of denying whose object only points back, who denies, and its words' span."""

    verb: "Token"
    said_by: str
    start: int
    end: int
    said_when: Interval | None


def is_denial(verb: "Token") -> bool:
    """Whether a verb denies what others say, by its object: "rejected the allegations"."""
    objects = grammar.children(verb, {"dobj"})
    return is_denying(verb) and any(word.lemma_.lower() in _CHARGES for word in objects)


def is_denying(token: "Token") -> bool:
    """Whether a verb denies something in the active voice."""
    return token.pos_ == "VERB" and token.lemma_ in _DENY and not grammar.is_passive(token)


def find(paragraph: Paragraph, people: People) -> Iterator[Denial]:
    """Denials in a passage that name their object only by "it" or "the claim"."""
    doc = paragraph.doc
    for verb in filter(is_denying, doc):
        denied, speaker = _denied_by(verb), grammar.subject(verb)
        if denied is None or speaker is None:
            continue
        times = (paragraph.time_tokens.get(word.i) for word in verb.subtree)
        first = doc[min(speaker.left_edge.i, verb.i, denied.i)]
        last = verb if denied == verb.head else doc[max(denied.right_edge.i, verb.i)]
        yield Denial(
            verb=verb,
            said_by=people.of(speaker, paragraph),
            start=first.idx,
            end=last.idx + len(last),
            said_when=next((time.interval for time in times if time is not None), None),
        )


def _denied_by(verb: "Token") -> "Token | None":
    """The object of a denial, unless verb or object says itself what is denied."""
    if any(True for _ in grammar.children(verb, {"ccomp", "xcomp", "neg"})):
        return None
    objects = (word for word in grammar.objects(verb) if word.lemma_.lower() in _POINTING_BACK)
    denied = next(objects, None)
    return None if denied is None or (denied != verb.head and _has_content(denied)) else denied


def _has_content(noun: "Token") -> bool:
    """Whether a noun says what is denied: "the report that ...", "claims of ..."."""
    return any(
        child.dep_ in ("acl", "relcl", "ccomp") or child.lower_ in ("of", "about")
        for child in noun.rights
    )


def _since(denial: Denial, paragraph: Paragraph, previous: Paragraph | None) -> int:
    """Where the sentence before a denial's own begins, in the report's text."""
    first = denial.verb.sent.start
    if first == 0 and previous is None:
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

    It stands in the same sentence or the one before, which may be a paragraph of its own; a denial
    of anything else names no event.
    """
    start, end = paragraph.passage.span(denial.start, denial.end)
    since = _since(denial, paragraph, previous)
    for statement in reversed(before[-_BACK:]):
        near = since < statement.end and statement.start < start
        deed = statement.event_type == EventType.SUPPORT or not statement.event_type.is_spoken
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
