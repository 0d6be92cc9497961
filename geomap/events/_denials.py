"""Denials of what was said before: "denied the claim", "rejected it"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, People
from geomap.discourse import grammar as r
from geomap.events._triggers import SPEECH_ACTS
from geomap.model import Interval, Report, Statement, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_DENY = lexicon.words("speech.deny_report")
_SAID = lexicon.words("speech.denied_objects")
_BACK = 16
_WORDS = SPEECH_ACTS - {"SUPPORT"}
_OPEN = frozenset({Status.CLAIMED, Status.ASSERTED, Status.REPORTED, Status.OBSERVED})


@dataclass(frozen=True)
class Denial:
    """A verb of denying whose object only points back, and who denies."""

    token: "Token"
    said_by: str
    start: int
    end: int
    said_when: Interval | None


def find(paragraph: Paragraph, people: People) -> Iterator[Denial]:
    """Denials in a passage that name their object only by "it" or "the claim"."""
    for token in paragraph.doc:
        if token.pos_ != "VERB" or token.lemma_ not in _DENY:
            continue
        if any(child.dep_ in ("ccomp", "xcomp", "neg") for child in token.children):
            continue
        found = next((one for one in r.objects(token) if one.lemma_.lower() in _SAID), None)
        speaker = next(r.children(token, {"nsubj"}), None) or r.subject(token)
        if found is None and token.dep_ == "relcl" and token.head.lemma_.lower() in _SAID:
            found = token.head
        if found is None or speaker is None or r.is_passive(token):
            continue
        if found != token.head and _tells(found):
            continue
        times = (paragraph.time_tokens.get(one.i) for one in token.subtree)
        when = next((one.interval for one in times if one is not None), None)
        first = min(speaker.left_edge.i, token.i, found.i)
        last = token.i if found == token.head else max(found.right_edge.i, token.i)
        doc = paragraph.doc
        yield Denial(
            token=token,
            said_by=people.of(speaker, paragraph),
            start=doc[first].idx,
            end=doc[last].idx + len(doc[last]),
            said_when=when,
        )


def is_denial(token: "Token") -> bool:
    """Whether a verb denies what others say, by its object: "rejected the allegations"."""
    if token.lemma_ not in _DENY or token.pos_ != "VERB" or r.is_passive(token):
        return False
    return any(one.lemma_.lower() in _SAYINGS for one in r.children(token, {"dobj"}))


_SAYINGS = lexicon.words("speech.denied_nouns")


def _tells(found: "Token") -> bool:
    """Whether the object itself says what is denied: "the report that ...", "claims of ..."."""
    return any(
        child.dep_ in ("acl", "relcl", "ccomp") or child.lower_ in ("of", "about")
        for child in found.rights
    )


def _since(denial: Denial, paragraph: Paragraph, previous: Paragraph | None) -> int:
    """Where the sentence before a denial's own begins, in the report's text."""
    sentence = denial.token.sent
    if sentence.start > 0:
        start = paragraph.doc[sentence.start - 1].sent.start_char
        return paragraph.passage.span(start, start + 1)[0]
    if previous is None or not len(previous.doc):
        return paragraph.passage.start
    start = previous.doc[-1].sent.start_char
    return previous.passage.span(start, start + 1)[0]


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
    for one in reversed([one for one in before[-_BACK:] if since < one.end and one.start < start]):
        deed = one.event_type not in _WORDS and one.status in _OPEN
        if deed and one.said_by != denial.said_by and denial.said_by:
            return replace(
                one,
                start=start,
                end=end,
                text=report.text[start:end],
                said_by=denial.said_by,
                said_when=denial.said_when,
                cue=denial.token.lower_,
                polarity="denied",
                certainty="certain",
                status=Status.DENIED,
            )
    return None
