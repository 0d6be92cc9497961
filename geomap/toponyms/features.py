"""What the tagger sees of each candidate span: one row of numbers a span.

Every feature is a count, a flag, a share over the document, or the log-odds that training gave
to a word in a slot beside the span.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from geomap.toponyms import words
from geomap.toponyms.spans import LABELS, Span, Stretch, lower
from geomap.toponyms.trees import Floats
from geomap.toponyms.usage import Usage

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SLOTS = ("prev", "prev2", "next", "next2", "first", "last", "run_next")
FACTS = ("n_places", "log_population", "country", "admin1", "admin2", "settlement", "nature")
_POS = ("PROPN", "NOUN", "ADP", "VERB", "ADJ", "DET", "PUNCT", "ADV", "PRON", "NUM", "CCONJ",
        "AUX", "PART", "SCONJ")  # fmt: skip
_DEPS = ("pobj", "compound", "nsubj", "poss", "dobj", "appos", "amod", "conj", "npadvmod", "ROOT",
         "nmod", "nsubjpass", "attr", "punct", "prep")  # fmt: skip
_LABEL_ID = {label: float(n) for n, label in enumerate(LABELS, 1)}
_POS_ID = {pos: float(n) for n, pos in enumerate(_POS, 1)}
_DEP_ID = {dep: float(n) for n, dep in enumerate(_DEPS, 1)}
_FORM = (
    "n_tokens", "n_chars", "known", "all_capitals", "dot_end", "digit", "typed", "headed",
    "abbreviation", "people", "plural_people", "run_tokens", "run_before", "run_after",
    "whole_run", "longer_known", "inner_known",
)  # fmt: skip
_GRAMMAR = (
    "entity", "cover", "cover_left", "cover_right", "pos_first", "pos_last", "dep_last",
    "head_pos", "sentence_start",
)  # fmt: skip
_BESIDE = (
    "label_prev", "pos_prev", "label_next", "pos_next", "after_comma", "before_comma",
    "in_brackets", "hyphen_before", "hyphen_after", "direction", "title_prev", "possessive",
    "said_next", "chain",
)  # fmt: skip
_DOCUMENT = (
    "doc_count", "doc_place_share", "doc_person_share", "doc_org_share", "doc_token_place",
    "doc_token_person", "doc_inside", "doc_lower", "doc_capitals",
)  # fmt: skip
_ODDS = tuple(f"odds_{slot}" for slot in SLOTS)
NAMES = (*_FORM, *_GRAMMAR, *_BESIDE, *_DOCUMENT, *FACTS, *_ODDS)
_MOST_COVERED = 8
_LONGEST_CHARS = 200

Facts = Callable[[str], Sequence[float]]
Odds = Mapping[str, Mapping[str, float]]


def table(
    docs: "Sequence[Doc]",
    spans: Sequence[Span],
    *,
    facts: Facts,
    peoples: Collection[str],
    odds: Odds,
) -> Floats:
    """Feature rows of a document's candidate spans, a column for each of `NAMES`.

    Parameters
    ----------
    docs, spans
        The analyses of all passages, and the candidate spans in them.
    facts
        What the gazetteer knows of a folded name, in the order of `FACTS`.
    peoples
        Lower-case words for peoples.
    odds
        Log-odds of a word in a slot, by slot.
    """
    usage = Usage(docs, spans)
    known: dict[tuple[Doc, Stretch], list[Span]] = defaultdict(list)
    for span in spans:
        if span.known:
            known[span.doc, span.run].append(span)
    rows = [
        [
            *_form(span, peoples),
            *_longest_known(span, known[span.doc, span.run]),
            *_grammar(span),
            *_beside(span),
            *usage.row(span),
            *facts(span.key),
            *(
                odds.get(slot, {}).get(word, 0.0)
                for slot, word in zip(SLOTS, slot_words(span), strict=True)
            ),
        ]
        for span in spans
    ]
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(NAMES))


def _form(span: Span, peoples: Collection[str]) -> tuple[float, ...]:
    """Length, letters, own words, and the run of capitalised words around."""
    size = span.end_char - span.start_char
    text = span.doc[span.first : span.last].text[:size] if size < _LONGEST_CHARS else ""
    first, last = span.doc[span.first].lower_, span.head.lower_
    bare = first.replace(".", " ").strip() if span.last - span.first == 1 else ""
    people = text.casefold() in peoples
    return (
        span.last - span.first,
        min(size, 100),
        span.known,
        text.isupper(),
        text.endswith("."),
        any(char.isdigit() for char in text),
        (last in words.TYPES) + (last in words.NATURAL),
        first in words.HEADS,
        bare in words.US_STATES or bare in words.ABBREVIATIONS,
        people,
        people and (last.endswith("s") or span.head.tag_ == "NNPS"),
        min(span.run[1] - span.run[0], 20),
        min(span.first - span.run[0], 20),
        max(min(span.run[1] - span.last, 20), -1),
        (span.first, span.last) == span.run,
    )


def _longest_known(span: Span, known: Sequence[Span]) -> tuple[int, int]:
    """Tokens of the longest known span of the same run around a span, and of one inside it."""
    longer = inner = 0
    for other in known:
        if other is not span and other.first <= span.first and other.last >= span.last:
            longer = max(longer, other.last - other.first)
        elif other is not span and other.first >= span.first and other.last <= span.last:
            inner = max(inner, other.last - other.first)
    return longer, inner


def _grammar(span: Span) -> tuple[float, ...]:
    """What spaCy's entities, tags and parse say of the span."""
    doc, first, last = span.doc, span.doc[span.first], span.head
    label = first.ent_type_ if first.ent_type_ == last.ent_type_ else ""
    left, right = span.first, span.last
    while left > 0 and doc[left].ent_iob == 1 and span.first - left < _MOST_COVERED:
        left -= 1
    while right < len(doc) and doc[right].ent_iob == 1 and right - span.last < _MOST_COVERED:
        right += 1
    return (
        _LABEL_ID.get(span.entity, 0.0),
        _LABEL_ID.get(label, 0.0),
        span.first - left,
        right - span.last,
        _POS_ID.get(first.pos_, 0.0),
        _POS_ID.get(last.pos_, 0.0),
        _DEP_ID.get(last.dep_, 0.0),
        _POS_ID.get(last.head.pos_, 0.0),
        first.is_sent_start is True or span.first == 0,
    )


def _beside(span: Span) -> tuple[float, ...]:
    """The tokens right before and after the span."""
    left, right = lower(span.before), lower(span.after)
    return (
        *_label_and_pos(span.before),
        *_label_and_pos(span.after),
        left == ",",
        right == ",",
        left in {"(", "["} and right in {")", "]"},
        left in {"-", "/"},
        right in {"-", "/"},
        left in words.DIRECTIONS,
        left in words.PERSON_TITLES,
        span.after is not None and span.after.text in {"'s", "'"},
        right in words.SPEAKS,
        _chained(span),
    )


def _label_and_pos(token: "Token | None") -> tuple[float, float]:
    if token is None:
        return -1.0, -1.0
    return _LABEL_ID.get(token.ent_type_, 0.0), _POS_ID.get(token.pos_, 0.0)


def _chained(span: Span) -> int:
    """2 before ", Name", 1 after "Name,", 3 both: how places are written one inside another."""
    tail = span.doc[span.last : span.last + 2]
    head = span.doc[max(0, span.first - 2) : span.first]
    into = len(tail) == 2 and tail[0].text == "," and tail[1].text[0].isupper()
    out = len(head) == 2 and head[1].text == "," and head[0].text[0].isupper()
    return 2 * into + out


def slot_words(span: Span) -> tuple[str, ...]:
    """Lower-case words in the slots beside and in a span, in the order of `SLOTS`."""
    size = len(span.doc)

    def word(at: int) -> str:
        return span.doc[at].lower_ if 0 <= at < size else "|"

    return (
        word(span.first - 1),
        word(span.first - 2),
        word(span.last),
        word(span.last + 1),
        word(span.first),
        word(span.last - 1),
        word(span.run[1]) if span.run[1] > span.last else word(span.run[1] - 1) + "_",
    )
