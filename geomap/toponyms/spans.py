"""Spans of a passage that could be place names: the tagger's choice is among these."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from geomap import lexicon
from geomap.gazetteer import fold
from geomap.toponyms.words import (
    ABBREVIATIONS,
    HEADS,
    INNER,
    NATURAL,
    NEVER,
    TYPES,
    US_STATES,
)

MAX_TOKENS = 6
_MAX_TOKEN_CHARS = 60
_MAX_BRIDGE = 3
_MOST_CHARS = 400
_LABELS = frozenset(
    {"GPE", "LOC", "FAC", "NORP", "ORG", "PERSON", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"}
)
_LEADS = lexicon.words("places.before_name")
_LED = re.compile(r"((?:[A-Z]\.){2,})-[a-z]+$")
_ROADS = lexicon.words("places.roads")
_PLURALS = lexicon.words("places.divisions_after")
_TAILS = frozenset({"'s", "'", '"', ")", ",", ".", "-", ";", ":"})


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens first..last (end exclusive) of a passage's doc, and how they came up.

    `known` says that the folded text is a name in the gazetteer, `entity` that spaCy marked
    exactly this span (trimmed), `run` gives the stretch of capitalised words around it.
    """

    first: int
    last: int
    start_char: int
    end_char: int
    key: str
    known: bool
    entity: str
    run: tuple[int, int]


def spans(doc: Doc, contains: Callable[[str], bool], words: frozenset[str]) -> list[Span]:
    """Candidate spans of one passage, in the order of the text.

    Parameters
    ----------
    doc
        spaCy's analysis.
    contains
        Whether a folded name is in the gazetteer.
    words
        Lower-case words for peoples, which are candidates too.
    """
    tokens, text = list(doc), doc.text
    entities = {_trimmed(tokens, ent.start, ent.end): ent.label_ for ent in doc.ents}
    stretches = {gram: run for run in _runs(tokens) for gram in _grams(tokens, run)}
    for gram, label in entities.items():
        if gram[0] < gram[1] and label in _LABELS:
            stretches.setdefault(gram, gram)
    found = []
    for (first, last), run in sorted(stretches.items()):
        start, end = _chars(tokens, first, last)
        key = fold(text[start : min(end, start + _MOST_CHARS)])
        known = contains(key)
        label = entities.get((first, last), "")
        likely = known or bool(label) or (first, last) == run
        if key not in NEVER and (likely or _named(tokens, first, last, words)):
            found.append(Span(first, last, start, end, key, known, label, run))
    return found


def _chars(tokens: list[Token], first: int, last: int) -> tuple[int, int]:
    """Characters of a span; a hyphenated last token ("U.S.-led") counts up to its hyphen."""
    start, tail = tokens[first].idx, tokens[last - 1]
    head = _LED.match(tail.text)
    if head:
        return start, tail.idx + head.end(1)
    if _is_abbreviation(tail) and last < len(tokens) and tokens[last].text == ".":
        return start, tokens[last].idx + 1
    return start, tail.idx + len(tail)


def _is_abbreviation(token: Token) -> bool:
    bare = token.lower_
    return (
        token.text[0].isupper()
        and len(bare) <= 5
        and (
            (bare in US_STATES and len(bare) > 2)
            or (bare in ABBREVIATIONS and not token.is_upper)
            or bare in _ROADS
        )
    )


def _is_capital(token: Token) -> bool:
    text = token.text
    if len(text) > _MAX_TOKEN_CHARS:
        return False
    return (
        text[0].isupper()
        or (len(text) > 1 and not text[0].isalnum() and text[1].isupper())
        or (
            text[0].isalpha() and not text[0].islower()  # scripts without case
        )
    )


def _runs(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised tokens, bridged over up to two words such as "of the"."""
    capital = [_is_capital(token) for token in tokens]
    at, size = 0, len(tokens)
    while at < size:
        if not capital[at]:
            at += 1
            continue
        last = at + 1
        while last < size:
            if capital[last]:
                last += 1
                continue
            ahead = last
            while ahead < size and ahead - last < _MAX_BRIDGE and tokens[ahead].lower_ in INNER:
                ahead += 1
            if last < ahead < size and capital[ahead]:
                last = ahead + 1
            else:
                break
        yield at, last
        at = last


def _grams(tokens: list[Token], run: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Stretches inside a run that start and end capitalised, and with a type word after it."""
    start, stop = run
    inner = [
        tokens[at].lower_ in INNER and not _is_capital(tokens[at]) for at in range(start, stop)
    ]
    for first in range(start, stop):
        if inner[first - start]:
            continue
        for last in range(first + 1, min(first + MAX_TOKENS, stop) + 1):
            if not inner[last - 1 - start]:
                yield first, last
        if stop < len(tokens) and stop - first < MAX_TOKENS and tokens[stop].lower_ in NATURAL:
            yield first, stop + 1
    if stop - start > MAX_TOKENS:
        yield start, stop


def _named(tokens: list[Token], first: int, last: int, words: frozenset[str]) -> bool:
    """Whether a span looks like a name by its own words: typed, abbreviated, or a people's."""
    head, tail = tokens[first].lower_, tokens[last - 1].lower_
    if last - first > 1:
        return tail in TYPES or head in HEADS
    bare = head.replace(".", " ").strip()
    return (
        head in words
        or (
            tokens[first].text[0].isupper()
            and (bare in US_STATES or bare in ABBREVIATIONS or bool(_LED.match(tokens[first].text)))
        )
        or (last < len(tokens) and tokens[last].lower_ in _PLURALS)
    )


def _trimmed(tokens: list[Token], first: int, last: int) -> tuple[int, int]:
    """An entity without articles before it and possessives or punctuation after it."""
    while first < last and tokens[first].lower_ in _LEADS:
        first += 1
    while last > first and tokens[last - 1].lower_ in _TAILS:
        last -= 1
    return first, last
