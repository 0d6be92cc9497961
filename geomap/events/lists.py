"""Places in a row: "took A, B and C", "in A, in B and near C", "ten in A and five in B"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, Reference, Story, grammar
from geomap.events.drafts import Draft
from geomap.model import Resolution, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

_PREPOSITIONS = lexicon.words("space.prepositions")
_ACTED_ON = frozenset({"dobj", "nsubjpass"})
_AND = frozenset({"and", "or"})
_JOINED = _AND | {","}
_WORDS = _JOINED | _PREPOSITIONS | {"both", "the"}
_PLACES, _KNOWN = lexicon.words("places.nouns"), lexicon.words("grammar.definite")
_COUNTED = lexicon.table("number.all") | {"both": 2}
_RECENT = 12
"""How many statements back a row of places may have been told that a plural takes up."""

_WAYS = lexicon.words("space.way_links")


def narrowed(place: Resolution | None, paragraph: Paragraph, story: Story) -> Resolution | None:
    """Of a land the place that the same words put there: "in Tripura, in northeastern India"."""
    if place is None:
        return None
    inner = (
        one.resolution
        for one in paragraph.named
        if (held := story.containers.get(one.resolution.mention.start)) is not None
        and held.resolution.mention.start == place.mention.start
        and not held.within_m
    )
    return next(inner, place)


def listed(draft: Draft, statement: Statement, story: Story) -> list[Statement]:
    """The same statement for each further place of a list.

    What lies between two places lies at neither, and "Mosul, Iraq" is one place.
    """
    paragraph, place = draft.paragraph, statement.place
    if place is None or not draft.trigger.cue.placed:
        return []
    tokens = [paragraph.doc[index] for index in paragraph.tokens_of(place)]
    root = next((token for token in tokens if token.head not in tokens), None)
    if root is None or _is_end(root):
        return []
    row = {one.mention.start: one for one in (place, *_beside(root, paragraph))}
    held = [story.containers[start] for start in row if start in story.containers]
    around = {place.mention.start, *(each.resolution.mention.start for each in held)}
    return [replace(statement, place=one) for start, one in row.items() if start not in around]


def taken_up(draft: Draft, before: Sequence[Statement]) -> list[Resolution]:
    """The places of a row told before that a plural means: "looted both villages", "the two"."""
    clause = grammar.governor(draft.trigger.token)
    words = [word for word in clause.subtree if draft.start <= word.idx < draft.end]
    if any(word.i in draft.paragraph.places for word in words):
        return []
    number = next(filter(None, map(_taking_up, words)), 0)
    recent = [one for one in before[-_RECENT:] if one.place is not None]
    for _, row in groupby(reversed(recent), key=lambda one: (one.start, one.end)):
        row_places = {one.place.mention.start: one.place for one in row if one.place is not None}
        if number and len(row_places) == number:
            return [replace(row_places[start], inferred=True) for start in sorted(row_places)]
    return []


def _taking_up(noun: "Token") -> int:
    """How many places a plural takes up; 0 for other words."""
    if noun.tag_ != "NNS" or noun.lemma_.lower() not in _PLACES:
        return 0
    before = {word.lower_ for word in noun.lefts}
    counted = next((int(_COUNTED[word]) for word in before if word in _COUNTED), 0)
    return counted if "both" in before or not _KNOWN.isdisjoint(before) else 0


def _is_end(token: "Token") -> bool:
    """Whether a name is an end of a way: "between A and B", "the road linking A and B"."""
    while token.dep_ == "conj":
        token = token.head
    return token.head.lower_ in _WAYS


def _beside(root: "Token", paragraph: Paragraph) -> Iterator[Resolution]:
    """Places that are named in a row with the one that a token names, in the order of the text."""
    tokens = {*root.conjuncts, *_counted_apart(root)}
    for chain in _chains(paragraph):
        if any(root.i in one.tokens for one in chain):
            tokens |= {paragraph.doc[one.tokens[-1]] for one in chain}
    found = (paragraph.place_at(token) for token in sorted(tokens, key=lambda one: one.i))
    yield from (one for one in found if one is not None)


def _counted_apart(root: "Token") -> "Iterator[Token]":
    """Names of "five in B" beside "ten people in A", "a base in B" beside a depot that is hit."""
    counted = root.head.head if root.dep_ == "pobj" else root
    first = [*counted.conjuncts, counted][0] if counted.dep_ == "conj" else counted
    hit = first.dep_ in _ACTED_ON
    beside = [one for one in counted.conjuncts if hit or _is_count(one, counted)]
    for count in grammar.children(root, {"appos"}):
        beside += filter(_is_count, (count, *count.conjuncts))
    for one in beside:
        yield from (inner for _, inner in grammar.prepositional(one))


def _is_count(*words: "Token") -> bool:
    return any(word.tag_ == "CD" for word in words)


@lru_cache(maxsize=4)
def _chains(paragraph: Paragraph) -> Sequence[Sequence[Reference]]:
    """Places joined by prepositions of their own, the last by "and": "in A, in B and near C".

    The statements of a paragraph ask one after another.
    """
    chains, chain = [], list[Reference]()
    for one, two in pairwise([r for r in paragraph.named if r.tokens]):
        gap = [token.lower_ for token in paragraph.doc[one.tokens[-1] + 1 : two.tokens[0]]]
        led = sum(word in _PREPOSITIONS for word in gap) == 1 and _WORDS.issuperset(gap)
        chain = [*(chain or [one]), two] if led and not _JOINED.isdisjoint(gap) else []
        if chain and not _AND.isdisjoint(gap):
            chains.append(chain)
            chain = []
    return chains


def is_of_several(told: Sequence[Statement]) -> bool:
    """Whether the deed told last was at several places: of which one goes on nobody says."""
    last = told[-1]
    same = (one for one in told[-_RECENT:] if (one.start, one.end) == (last.start, last.end))
    return len({one.place.mention.text for one in same if one.place is not None}) > 1
