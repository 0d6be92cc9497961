"""Spans of a passage that could be place names: the tagger's choice is among these."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.gazetteer import fold
from geomap.toponyms.words import ABBREVIATIONS, HEADS, INNER, NATURAL, NEVER, TYPES, US_STATES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MAX_TOKENS = 6
_MAX_TOKEN_CHARS = 60
_MOST_CHARS = 400
_MOST_SHORTENED = 5
"""So many letters has "Burma", fewer "Sask." and "Alta.", whose full stop is their own."""

LABELS = ("GPE", "LOC", "FAC", "NORP", "ORG", "PERSON", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW")
_LEADS = lexicon.words("places.before_name")
_LED = re.compile(r"((?:[A-Z]\.){2,})-[a-z]+$")
_FURTHER = lexicon.words("space.further")
_ROADS = lexicon.words("places.roads")
_PLURALS = lexicon.words("places.divisions_after")
_TAILS = frozenset({"'s", "'", '"', ")", ",", ".", "-", ";", ":"})
# capitals (C, or I for "Of"), bridged over up to three words (i) such as "of the"
_RUN = re.compile(r"[CI](?:[CI]|i[iI]{0,2}+[CI])*")
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """Tokens first..last (end exclusive) of a passage's doc, and how they came up.

    `key` is the folded text, `known` says that it is a name in the gazetteer, `entity` that spaCy
    marked exactly this span (trimmed), `run` gives the stretch of capitalised words around it.
    """

    doc: "Doc"
    first: int
    last: int
    start_char: int
    end_char: int
    key: str
    known: bool
    entity: str
    run: Stretch

    @property
    def before(self) -> "Token | None":
        """The token right before, if any."""
        return self.doc[self.first - 1] if self.first else None

    @property
    def after(self) -> "Token | None":
        """The token right after, if any."""
        return self.doc[self.last] if self.last < len(self.doc) else None

    @property
    def head(self) -> "Token":
        """The last token, which the parse ties to the sentence."""
        return self.doc[self.last - 1]


def lower(token: "Token | None") -> str:
    """A token in lower case, "" for none."""
    return token.lower_ if token is not None else ""


def spans(doc: "Doc", contains: Callable[[str], bool], peoples: Collection[str]) -> list[Span]:
    """Candidate spans of one passage, in the order of the text.

    Parameters
    ----------
    doc
        spaCy's analysis.
    contains
        Whether a folded name is in the gazetteer.
    peoples
        Lower-case words for peoples, which are candidates too.
    """
    tokens, text = list(doc), doc.text
    trimmed = ((_trimmed(tokens, ent.start, ent.end), ent.label_) for ent in doc.ents)
    entities = {span: label for span, label in trimmed if span[0] < span[1]}
    runs = {span: span for span, label in entities.items() if label in LABELS}
    runs |= {gram: run for run, gram in _grams(tokens)}
    found = []
    for (first, last), run in sorted(runs.items()):
        start, end = _chars(tokens, first, last)
        key = fold(text[start : min(end, start + _MOST_CHARS)])
        known, label = contains(key), entities.get((first, last), "")
        likely = known or label or (first, last) == run
        if key in NEVER or key.partition(" ")[0] in _FURTHER:
            continue  # "Further east, gunmen attacked X"
        if likely or _named(tokens, first, last, peoples):
            found.append(Span(doc, first, last, start, end, key, known, label, run))
    return found


def _chars(tokens: "list[Token]", first: int, last: int) -> Stretch:
    """Characters of a span; a hyphenated last token ("U.S.-led") counts up to its hyphen."""
    start, tail = tokens[first].idx, tokens[last - 1]
    if led := _LED.match(tail.text):
        return start, tail.idx + led.end(1)
    if last < len(tokens) and tokens[last].text == "." and _is_abbreviation(tail):
        return start, tokens[last].idx + 1
    return start, tail.idx + len(tail)


def _is_abbreviation(token: "Token") -> bool:
    bare = token.lower_
    short = (
        (bare in US_STATES and len(bare) > 2)
        or (bare in ABBREVIATIONS and not token.is_upper and len(bare) < _MOST_SHORTENED)
        or bare in _ROADS
    )
    return short and token.text[0].isupper() and len(bare) <= 5


def _flag(token: "Token") -> str:
    """Letter of a token for `_RUN`: capitalised C, or I; a word inside names i; another "."."""
    first, second = token.text[0], token.text[1:2]
    capital = len(token) <= _MAX_TOKEN_CHARS and (
        first.isupper()
        or (second.isupper() and not first.isalnum())
        or (first.isalpha() and not first.islower())  # scripts without case
    )
    return {(True, False): "C", (True, True): "I", (False, True): "i"}.get(
        (capital, token.lower_ in INNER), "."
    )


def _grams(tokens: "list[Token]") -> Iterator[tuple[Stretch, Stretch]]:
    """Runs of capitals, each with its stretches that start capitalised and end so or in a type."""
    flags = "".join(map(_flag, tokens))
    for run in (found.span() for found in _RUN.finditer(flags)):
        start, stop = run
        capitals = [at for at in range(start, stop) if flags[at] != "i"]
        ends = [at + 1 for at in capitals]
        if stop < len(tokens) and tokens[stop].lower_ in NATURAL:
            ends.append(stop + 1)
        for n, first in enumerate(capitals):
            for last in ends[n : n + MAX_TOKENS]:
                if last - first <= MAX_TOKENS:
                    yield run, (first, last)
        if stop - start > MAX_TOKENS:
            yield run, run


def _named(tokens: "list[Token]", first: int, last: int, peoples: Collection[str]) -> bool:
    """Whether a span looks like a name by its own words: typed, abbreviated, or a people's."""
    head, tail = tokens[first], tokens[last - 1]
    if last - first > 1:
        return tail.lower_ in TYPES or head.lower_ in HEADS
    bare = head.lower_.replace(".", " ").strip()
    short = bare in US_STATES or bare in ABBREVIATIONS or bool(_LED.match(head.text))
    plural = last < len(tokens) and tokens[last].lower_ in _PLURALS
    return head.lower_ in peoples or (short and head.text[0].isupper()) or plural


def _trimmed(tokens: "list[Token]", first: int, last: int) -> Stretch:
    """An entity without articles before it and possessives or punctuation after it."""
    while first < last and tokens[first].lower_ in _LEADS:
        first += 1
    while last > first and tokens[last - 1].lower_ in _TAILS:
        last -= 1
    return first, last
