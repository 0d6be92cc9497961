"""What the tagger sees of each candidate span: one row of numbers a span.

Every feature is a count, a flag, a share over the document, or the log-odds that training gave
to a word in a slot beside the span.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Token

from geomap.toponyms import words
from geomap.toponyms.evidence import Evidence
from geomap.toponyms.spans import Span

SLOTS = ("prev", "prev2", "next", "next2", "first", "last", "run_next")
FACTS = ("n_places", "log_population", "country", "admin1", "admin2", "settlement", "nature")
NO_FACTS = (0.0,) * len(FACTS)
_LABELS = ("GPE", "LOC", "FAC", "NORP", "ORG", "PERSON", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW")
_POS = ("PROPN", "NOUN", "ADP", "VERB", "ADJ", "DET", "PUNCT", "ADV", "PRON", "NUM", "CCONJ",
        "AUX", "PART", "SCONJ")  # fmt: skip
_DEPS = ("pobj", "compound", "nsubj", "poss", "dobj", "appos", "amod", "conj", "npadvmod", "ROOT",
         "nmod", "nsubjpass", "attr", "punct", "prep")  # fmt: skip
_LABEL_ID = {label: float(n) for n, label in enumerate(_LABELS, 1)}
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
    docs: Sequence[Doc],
    spans: Sequence[Sequence[Span]],
    *,
    facts: Facts,
    peoples: frozenset[str],
    odds: Odds,
) -> npt.NDArray[np.float32]:
    """Feature rows of the spans of all passages, passage by passage.

    Parameters
    ----------
    docs, spans
        The passages' analyses and the candidate spans of each.
    facts
        What the gazetteer knows of a folded name, in the order of `FACTS`.
    peoples
        Lower-case words for peoples.
    odds
        Log-odds of a word in a slot, by slot.
    """
    seen = Evidence(docs, spans)
    rows = [
        [
            *_form(doc, span, peoples, nearby),
            *_grammar(doc, span),
            *_beside(doc, span),
            *seen.row(span.key, doc[span.first].lower_, doc[span.last - 1].lower_),
            *facts(span.key),
            *_odds(doc, span, odds),
        ]
        for doc, each in zip(docs, spans, strict=True)
        for span, nearby in _with_neighbours(each)
    ]
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(NAMES))


def _with_neighbours(each: Sequence[Span]) -> list[tuple[Span, tuple[int, int]]]:
    """Each span with the tokens of the longest known span around it and of one inside it."""
    by_run: dict[tuple[int, int], list[Span]] = defaultdict(list)
    for span in each:
        if span.known:
            by_run[span.run].append(span)
    result = []
    for span in each:
        longer = inner = 0
        for other in by_run.get(span.run, ()):
            if other is span:
                continue
            if other.first <= span.first and other.last >= span.last:
                longer = max(longer, other.last - other.first)
            elif other.first >= span.first and other.last <= span.last:
                inner = max(inner, other.last - other.first)
        result.append((span, (longer, inner)))
    return result


def _form(
    doc: Doc, span: Span, peoples: frozenset[str], nearby: tuple[int, int]
) -> tuple[float, ...]:
    """Length, letters, own words, and the run of capitalised words around."""
    size = span.end_char - span.start_char
    text = doc[span.first : span.last].text if size < _LONGEST_CHARS else ""
    text = text[:size]
    first, last = doc[span.first].lower_, doc[span.last - 1].lower_
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
        people and (last.endswith("s") or doc[span.last - 1].tag_ == "NNPS"),
        min(span.run[1] - span.run[0], 20),
        min(span.first - span.run[0], 20),
        max(min(span.run[1] - span.last, 20), -1),
        (span.first, span.last) == span.run,
        *nearby,
    )


def _grammar(doc: Doc, span: Span) -> tuple[float, ...]:
    """What spaCy's entities, tags and parse say of the span."""
    first, last = doc[span.first], doc[span.last - 1]
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


def _beside(doc: Doc, span: Span) -> tuple[float, ...]:
    """The tokens right before and after the span."""
    before = doc[span.first - 1] if span.first else None
    after = doc[span.last] if span.last < len(doc) else None
    left = before.text if before is not None else ""
    right = after.text if after is not None else ""
    left_lower = before.lower_ if before is not None else ""
    return (
        *_label_and_pos(before),
        *_label_and_pos(after),
        left == ",",
        right == ",",
        left in {"(", "["} and right in {")", "]"},
        left in {"-", "/"},
        right in {"-", "/"},
        left_lower in words.DIRECTIONS,
        left_lower in words.PERSON_TITLES,
        right in {"'s", "'"},
        after is not None and after.lower_ in words.SPEAKS,
        _chained(doc, span),
    )


def _label_and_pos(token: Token | None) -> tuple[float, float]:
    if token is None:
        return -1.0, -1.0
    return _LABEL_ID.get(token.ent_type_, 0.0), _POS_ID.get(token.pos_, 0.0)


def _chained(doc: Doc, span: Span) -> int:
    """2 before ", Name", 1 after "Name,", 3 both: how places are written one inside another."""
    ahead, back = span.last + 1, span.first - 2
    into = ahead < len(doc) and doc[ahead - 1].text == "," and doc[ahead].text[0].isupper()
    out = back >= 0 and doc[back + 1].text == "," and doc[back].text[0].isupper()
    return 2 * into + out


def slot_words(doc: Doc, span: Span) -> tuple[str, ...]:
    """Lower-case words in the slots beside and in a span, in the order of `SLOTS`."""
    size = len(doc)

    def word(at: int) -> str:
        return doc[at].lower_ if 0 <= at < size else "|"

    return (
        word(span.first - 1),
        word(span.first - 2),
        word(span.last),
        word(span.last + 1),
        word(span.first),
        word(span.last - 1),
        word(span.run[1]) if span.run[1] > span.last else word(span.run[1] - 1) + "_",
    )


def _odds(doc: Doc, span: Span, odds: Odds) -> list[float]:
    return [
        odds[slot].get(word, 0.0) if slot in odds else 0.0
        for slot, word in zip(SLOTS, slot_words(doc, span), strict=True)
    ]


def odds_table(
    rows: Sequence[tuple[str, ...]],
    gold: Sequence[bool],
    *,
    least: int = 4,
    prior: float = 4.0,
) -> dict[str, dict[str, float]]:
    """Smoothed log-odds of being a place name, for each word that a slot held often enough.

    Parameters
    ----------
    rows
        The slots' words of each span, from `slot_words`.
    gold
        Whether a person marked each span.
    least
        Rarer words get none.
    prior
        Weight of the overall share, in spans.
    """
    base = min(max(sum(gold) / max(len(gold), 1), 1e-6), 1 - 1e-6)
    result: dict[str, dict[str, float]] = {}
    for column, slot in enumerate(SLOTS):
        hits: Counter[str] = Counter()
        total: Counter[str] = Counter()
        for row, is_gold in zip(rows, gold, strict=True):
            total[row[column]] += 1
            hits[row[column]] += is_gold
        result[slot] = {
            word: round(_log_odds(hits[word] + prior * base, n + prior) - _log_odds(base, 1), 3)
            for word, n in sorted(total.items())
            if n >= least
        }
    return result


def _log_odds(part: float, whole: float) -> float:
    return math.log(part / (whole - part))
