"""The exact words of a statement: the trigger's clause, without what is only around it."""

from typing import TYPE_CHECKING

from geomap.events import _reading as r
from geomap.events._reading import Reading
from geomap.events._triggers import Trigger
from geomap.events._voices import Quote, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

_CUT = frozenset({"relcl", "parataxis", "ccomp", "advcl", "conj", "cc", "punct", "mark", "preconj"})


def _head(trigger: Trigger) -> "Token":
    token = trigger.token
    if trigger.nominal:
        above = token
        while above.head != above and above.pos_ not in r.VERBAL and above.dep_ not in ("pcomp",):
            if above.dep_ == "appos":
                return above
            above = above.head
        if above.pos_ not in r.VERBAL:
            return token
        token = above
    return r.clause_of(token) if token.dep_ in ("xcomp", "aux", "auxpass") else token


def _tokens(head: "Token", keep: "Token") -> list["Token"]:
    """The clause's tokens, without subordinate clauses that do not hold the trigger."""
    found = [head]
    ancestors = {keep, *keep.ancestors}
    for child in head.children:
        clause = child.dep_ in ("advcl", "conj", "parataxis", "ccomp") and child.pos_ in r.VERBAL
        if child in ancestors:
            found += list(child.subtree)
        elif (clause and _separate(child)) or child.dep_ in ("punct", "cc", "mark", "preconj") or child.dep_ == "relcl":
            continue
        else:
            found += list(child.subtree)
    return found


def _separate(child: "Token") -> bool:
    """Whether a dependent clause stands on its own: its own subject, or coordinated."""
    own = any(True for _ in r.children(child, r.SUBJECTS))
    return own or child.dep_ in ("conj", "parataxis")


def clause_span(
    trigger: Trigger, reading: Reading, quote: Quote | None, voice: Voice | None
) -> tuple[int, int]:
    """Characters of the passage that report the event."""
    tokens = _tokens(_head(trigger), trigger.token)
    if quote is not None:
        tokens = [t for t in tokens if quote.start <= t.idx < quote.end] or [trigger.token]
    elif voice is not None:
        tokens = [t for t in tokens if not voice.start <= t.idx < voice.end] or [trigger.token]
        if voice.token < trigger.token.i:
            tokens = [t for t in tokens if t.idx >= voice.end] or [trigger.token]
    indices = sorted(t.i for t in tokens)
    doc = reading.doc
    first, last = indices[0], indices[-1]
    while (
        first < last
        and (doc[first].is_punct or doc[first].dep_ in ("cc", "mark"))
        and doc[first].text not in ('"',)
    ):
        first += 1
    while last > first and doc[last].is_punct and doc[last].text not in ('"', "%"):
        last -= 1
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    return _with_voice(start, end, reading, quote, voice)


def _with_voice(
    start: int, end: int, reading: Reading, quote: Quote | None, voice: Voice | None
) -> tuple[int, int]:
    """Add the quotation's marks where it is whole, and a named speaker that follows at once."""
    text = reading.doc.text
    if quote is not None and start <= quote.start + 1 and end >= quote.end - 2:
        start, end = quote.start - 1, min(len(text), quote.end + 1)
    if voice is None or voice.pronoun or not voice.said_by:
        return start, end
    if end <= voice.start and voice.start - end <= 4:
        return start, max(end, voice.end)
    return start, end
