"""What a place name does in its sentence, by written rules; each returns the cue that decided."""

from collections.abc import Callable

from spacy.tokens import Doc, Token

from geomap import lexicon
from geomap.model import Role
from geomap.toponyms import words
from geomap.toponyms.spans import Span

Decision = tuple[Role, str]
_NICKNAMED = lexicon.words("people.nicknamed")
_JOINS_BODY = lexicon.words("people.joins_body")
_EVENT_AT = lexicon.words("places.event_at")


def role(doc: Doc, span: Span, people: bool) -> Decision:
    """Role of a place name, and the words that decided it.

    Parameters
    ----------
    doc, span
        The passage's analysis and the name's tokens.
    people
        Whether the name is an adjective or a word for a people.
    """
    rules: tuple[Callable[[Doc, Span], Decision | None], ...] = (
        _nickname,
        _product,
        _bloc,
        _publisher,
    )
    for rule in rules:
        if decided := rule(doc, span):
            return decided
    if people:
        return Role.NATIONALITY, doc[span.last - 1].text
    for rule in (_organisation, _metonym, _origin, _event):
        if decided := rule(doc, span):
            return decided
    return Role.OTHER_PLACE, ""


def _token(doc: Doc, at: int) -> Token | None:
    return doc[at] if 0 <= at < len(doc) else None


def _lower(doc: Doc, at: int) -> str:
    token = _token(doc, at)
    return token.lower_ if token is not None else ""


def _nickname(doc: Doc, span: Span) -> Decision | None:
    """As in "Lion of Panjshir": a noun "of" the place, quoted or where someone is named."""
    at = span.first - 1
    if _lower(doc, at) == "the":
        at -= 1
    noun = _token(doc, at - 1)
    if _lower(doc, at) != "of" or noun is None or not noun.text[0].isupper():
        return None
    before = {_lower(doc, n) for n in range(max(at - 9, 0), at)}
    quoted = _quoted(doc, at - 2) and _lower(doc, span.last) in {'"', "'", ",", "."}
    if before & _NICKNAMED or (quoted and noun.lower_ not in words.TYPES):
        return Role.NICKNAME, f"{noun.text} of"
    return None


def _quoted(doc: Doc, at: int) -> bool:
    return _lower(doc, at) in {'"', "'"} or (
        _lower(doc, at) == "the" and _lower(doc, at - 1) in {'"', "'"}
    )


def _product(doc: Doc, span: Span) -> Decision | None:
    """As in "US-made Humvees", "American-made tanks", and with any other such participle."""
    if _lower(doc, span.last) == "-" and _lower(doc, span.last + 1) in words.MADE:
        participle = _lower(doc, span.last + 1)
        role = Role.PRODUCT if participle in words.PRODUCED else Role.NATIONALITY
        return role, f"-{participle}"
    last = doc[span.last - 1].lower_
    head, _, tail = last.rpartition("-")
    if head and tail in words.MADE:
        return (Role.PRODUCT if tail in words.PRODUCED else Role.NATIONALITY), f"-{tail}"
    return None


def _bloc(doc: Doc, span: Span) -> Decision | None:
    """As in "The West", "Soviet": a bloc or a state that is no more, never a place to draw."""
    if span.key in words.WEST_BLOC and doc[span.first].text[0].isupper():
        bloc = span.key in {"west", "western"}
        return (Role.METONYM if bloc else Role.NATIONALITY), doc[span.last - 1].text
    return None


def _publisher(doc: Doc, span: Span) -> Decision | None:
    """As in "Washington Post", "Paris Match": the name of a paper around the name of a place."""
    stop = max(span.run[1], span.last)
    after = {doc[at].lower_ for at in range(span.last, min(stop, span.last + 4))}
    own = doc[span.last - 1].lower_ if span.last - span.first > 1 else ""
    hit = sorted((after | {own}) & words.PUBLISHING)
    if hit and doc[min(span.last, len(doc) - 1)].text[0].isupper():
        return Role.PUBLISHER, hit[0]
    return None


def _organisation(doc: Doc, span: Span) -> Decision | None:
    """A place's name inside an organisation's: "Bank of England", "London School of Economics"."""
    first, last = doc[span.first], doc[span.last - 1]
    within = first.ent_type_ == "ORG" and last.ent_type_ == "ORG"
    if not within:
        return None
    entity = next((e for e in doc.ents if e.start <= span.first and e.end >= span.last), None)
    if entity is None:
        return None
    rest = [
        t for t in entity if not span.first <= t.i < span.last and t.lower_ not in {"the", "'s"}
    ]
    joined = any(t.lower_ in _JOINS_BODY for t in rest)
    if not joined and any(t.text[0].isupper() for t in rest):
        return Role.ORGANISATION, entity.text[:80]
    return None


def _metonym(doc: Doc, span: Span) -> Decision | None:
    """A place that acts, speaks or is dealt with: "Kabul says", "close links to Paris"."""
    head = doc[span.last - 1]
    while head.dep_ == "conj" and head.head.i < head.i:
        head = head.head
    verb = head.head
    if head.dep_ == "nsubj" and verb.lower_ in words.SPEAKS:
        return Role.METONYM, verb.text
    if head.dep_ == "dobj" and verb.lemma_.lower() in words.ADDRESSED:
        return Role.METONYM, verb.text
    for first in (span.first, head.i):
        at = first - 1
        if _lower(doc, at) == "the":
            at -= 1
        if _lower(doc, at) in {"to", "with", "between"}:
            near = [_lower(doc, n) for n in range(max(at - 2, 0), at)]
            if hit := [word for word in near if word in words.TIES]:
                return Role.METONYM, f"{hit[-1]} {_lower(doc, at)}"
    return None


def _origin(doc: Doc, span: Span) -> Decision | None:
    """People "from" or "of" a place, who may be elsewhere: "elders from the Panjshir Valley"."""
    preposition = _before(doc, span)
    if preposition is None or preposition.lower_ != "from":
        return None
    head = preposition.head
    people = head.ent_type_ in {"PERSON", "NORP"} or head.lemma_.lower() in words.PEOPLE
    if people and head.i < preposition.i:
        return Role.ORIGIN, f"{head.text} from"
    return None


def _before(doc: Doc, span: Span) -> Token | None:
    at = span.first - 1
    while (at >= 0 and doc[at].pos_ in {"DET", "ADJ"}) or _lower(doc, at) in words.DIRECTIONS:
        at -= 1
    return _token(doc, at)


def _event(doc: Doc, span: Span) -> Decision | None:
    """A place where, to which or against which something is done."""
    preposition = _before(doc, span)
    if preposition is not None and preposition.pos_ in {"ADP", "SCONJ", "PART"}:
        direction = _lower(doc, preposition.i - 1)
        if direction in words.DIRECTIONS:
            return Role.OTHER_PLACE, f"{direction} {preposition.lower_}"
        if decided := _event_at(preposition):
            return decided
    head = doc[span.last - 1]
    if head.dep_ in {"dobj", "nsubjpass"} and head.head.lemma_.lower() in words.EVENT_VERBS:
        return Role.EVENT_PLACE, head.head.text
    return None


def _event_at(preposition: Token) -> Decision | None:
    """The event that a preposition ties a place to: "fell to", "clashes around", "met in"."""
    if preposition.lower_ not in _EVENT_AT:
        return None
    for ancestor in [preposition.head, *list(preposition.ancestors)[:4]]:
        if ancestor.lemma_.lower() in words.EVENT_VERBS | words.EVENT_NOUNS:
            return Role.EVENT_PLACE, f"{ancestor.text} {preposition.lower_}"
    if preposition.lower_ == "in" and preposition.head.pos_ == "VERB":
        return Role.EVENT_PLACE, f"{preposition.head.text} in"
    return None
