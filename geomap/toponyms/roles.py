"""What a place name does in its sentence, by written rules; each returns the cue that decided."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.model import Role
from geomap.toponyms import words
from geomap.toponyms.spans import Span, lower

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Entity

Decision = tuple[Role, str]
_NICKNAMED = lexicon.words("people.nicknamed")
_JOINS_BODY = lexicon.words("people.joins_body")
_EVENT_AT = lexicon.words("places.event_at")
_QUOTES = frozenset({'"', "'"})


def role(span: Span, people: bool) -> Decision:
    """Role of a place name, and the words that decided it; the first rule that applies decides.

    Parameters
    ----------
    span
        The name's tokens.
    people
        Whether the name is an adjective or a word for a people.
    """
    for rule in (*_OF_ANY, _people if people else _organisation, *_OF_PLACES):
        if decided := rule(span):
            return decided
    return Role.OTHER_PLACE, ""


def _lower(doc: "Doc", at: int) -> str:
    return doc[at].lower_ if 0 <= at < len(doc) else ""


def _skip_the(doc: "Doc", at: int) -> int:
    return at - 1 if _lower(doc, at) == "the" else at


def _nickname(span: Span) -> Decision | None:
    """As in "Lion of Panjshir": a noun "of" the place, quoted or where someone is named."""
    doc, at = span.doc, _skip_the(span.doc, span.first - 1)
    if at < 1 or _lower(doc, at) != "of" or not doc[at - 1].text[0].isupper():
        return None
    noun = doc[at - 1]
    quoted = _lower(doc, _skip_the(doc, at - 2)) in _QUOTES
    closed = lower(span.after) in _QUOTES | {",", "."} and noun.lower_ not in words.TYPES
    named = any(token.lower_ in _NICKNAMED for token in doc[max(at - 9, 0) : at])
    return (Role.NICKNAME, f"{noun.text} of") if named or (quoted and closed) else None


def _product(span: Span) -> Decision | None:
    """As in "US-made Humvees", "American-made tanks", and with any other such participle."""
    head, _, participle = span.head.lower_.rpartition("-")
    if lower(span.after) == "-" and _lower(span.doc, span.last + 1) in words.MADE:
        head, participle = span.key, _lower(span.doc, span.last + 1)
    if not head or participle not in words.MADE:
        return None
    return Role.PRODUCT if participle in words.PRODUCED else Role.NATIONALITY, f"-{participle}"


def _bloc(span: Span) -> Decision | None:
    """As in "The West", "Soviet": a bloc or a state that is no more, never a place to draw."""
    if span.key in words.WEST_BLOC and span.doc[span.first].text[0].isupper():
        bloc = span.key in {"west", "western"}
        return Role.METONYM if bloc else Role.NATIONALITY, span.head.text
    return None


def _publisher(span: Span) -> Decision | None:
    """As in "Washington Post", "Paris Match": the name of a paper around the name of a place."""
    beside = span.doc[span.last : min(max(span.run[1], span.last), span.last + 4)]
    own = [span.head] if span.last - span.first > 1 else []
    hit = sorted({token.lower_ for token in (*beside, *own)} & words.PUBLISHING)
    return (Role.PUBLISHER, hit[0]) if hit and (span.after or span.head).text[0].isupper() else None


def _people(span: Span) -> Decision:
    return Role.NATIONALITY, span.head.text


def _organisation(span: Span) -> Decision | None:
    """A place's name inside an organisation's: "Bank of England", "London School of Economics"."""
    entity = _entity(span)
    if entity is None or entity[0].ent_type_ != "ORG" or _is_row(span, entity):
        return None
    rest = [*span.doc[entity.start : span.first], *span.doc[span.last : entity.end]]
    rest = [token for token in rest if token.lower_ not in {"the", "'s"}]
    if not _JOINS_BODY.isdisjoint(map(lower, rest)) or not any(t.text[0].isupper() for t in rest):
        return None
    return Role.ORGANISATION, entity.text[:80]


def _entity(span: Span) -> "Entity | None":
    """What the recogniser took for one name around a place's, or None."""
    doc, start, end = span.doc, span.first, span.first + 1
    if not doc[start].ent_type:
        return None
    while doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    # `doc.ents` would go through all words for each name
    return doc[start:end] if end >= span.last else None


def _is_row(span: Span, entity: "Entity") -> bool:
    """Whether an organisation is only a row of names or a way: "Kyiv, Odesa", "A-B highway"."""
    inside = range(entity.start, entity.end)
    listed = any(token.i in inside for token in span.head.conjuncts)
    listed |= any(t and t.text == "," and t.i in inside for t in (span.before, span.after))
    return listed or not {entity.root.lemma_, entity.root.head.lemma_}.isdisjoint(words.ROADS)


def _short_state(span: Span) -> Decision | None:
    """A state's short name that stands for the adjective: "US forces", "a UK citizen"."""
    head, noun = span.head, span.head.head
    before = head.dep_ in {"compound", "nmod", "amod"} and head.i < noun.i
    if span.key.replace(" ", "") not in words.SHORT_STATES or not before:
        return None
    placed = noun.lemma_.lower() in words.PLACE_NOUNS
    return None if placed else (Role.NATIONALITY, noun.text)


def _metonym(span: Span) -> Decision | None:
    """A place that acts, speaks or is dealt with: "Kabul says", "close links to Paris"."""
    head = span.head
    while head.dep_ == "conj" and head.head.i < head.i:
        head = head.head
    verb = head.head
    speaks = head.dep_ == "nsubj" and verb.lower_ in words.SPEAKS
    if speaks or (head.dep_ == "dobj" and verb.lemma_.lower() in words.ADDRESSED):
        return Role.METONYM, verb.text
    for at in (_skip_the(span.doc, first - 1) for first in (span.first, head.i)):
        ties = [t.lower_ for t in span.doc[max(at - 2, 0) : max(at, 0)] if t.lower_ in words.TIES]
        if ties and _lower(span.doc, at) in {"to", "with", "between"}:
            return Role.METONYM, f"{ties[-1]} {_lower(span.doc, at)}"
    return None


def _origin(span: Span) -> Decision | None:
    """People "from" or "of" a place, who may be elsewhere: "elders from the Panjshir Valley"."""
    preposition = _preposition(span)
    if preposition is None or preposition.lower_ != "from":
        return None
    head = preposition.head
    people = head.ent_type_ in {"PERSON", "NORP"} or head.lemma_.lower() in words.PEOPLE
    return (Role.ORIGIN, f"{head.text} from") if people and head.i < preposition.i else None


def _preposition(span: Span) -> "Token | None":
    """The word before the name and its articles, adjectives and directions."""
    for token in reversed(span.doc[: span.first]):
        if token.pos_ not in {"DET", "ADJ"} and token.lower_ not in words.DIRECTIONS:
            return token
    return None


def _event(span: Span) -> Decision | None:
    """A place where, to which or against which something is done."""
    preposition = _preposition(span)
    if preposition is not None and preposition.pos_ in {"ADP", "SCONJ", "PART"}:
        direction = _lower(span.doc, preposition.i - 1)
        if direction in words.DIRECTIONS:
            return Role.OTHER_PLACE, f"{direction} {preposition.lower_}"
        if decided := _event_at(preposition):
            return decided
    head = span.head
    if head.dep_ in {"dobj", "nsubjpass"} and head.head.lemma_.lower() in words.EVENT_VERBS:
        return Role.EVENT_PLACE, head.head.text
    return None


def _event_at(preposition: "Token") -> Decision | None:
    """The event that a preposition ties a place to: "fell to", "clashes around", "met in"."""
    if preposition.lower_ not in _EVENT_AT:
        return None
    for ancestor in [preposition.head, *list(preposition.ancestors)[:4]]:
        if ancestor.lemma_.lower() in words.EVENT_VERBS | words.EVENT_NOUNS:
            return Role.EVENT_PLACE, f"{ancestor.text} {preposition.lower_}"
    if preposition.lower_ == "in" and preposition.head.pos_ == "VERB":
        return Role.EVENT_PLACE, f"{preposition.head.text} in"
    return None


_Rule = Callable[[Span], Decision | None]
_OF_ANY: tuple[_Rule, ...] = (_nickname, _product, _bloc, _publisher)
_OF_PLACES: tuple[_Rule, ...] = (_short_state, _metonym, _origin, _event)
