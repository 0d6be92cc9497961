"""What the tagger sees of each candidate span: one row of numbers a span.

Every feature is a count, a flag, a share over the document, or the log-odds that training gave
to a word in a slot beside the span.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from geomap.toponyms import words
from geomap.toponyms.spans import Span

SLOTS = ("prev", "prev2", "next", "next2", "first", "last", "run_next")
LABELS = ("GPE", "LOC", "FAC", "NORP", "ORG", "PERSON", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW")
_LABEL_ID = {label: float(n) for n, label in enumerate(LABELS, 1)}
_POS = ("PROPN", "NOUN", "ADP", "VERB", "ADJ", "DET", "PUNCT", "ADV", "PRON", "NUM", "CCONJ",
        "AUX", "PART", "SCONJ")  # fmt: skip
_POS_ID = {pos: float(n) for n, pos in enumerate(_POS, 1)}
_DEPS = ("pobj", "compound", "nsubj", "poss", "dobj", "appos", "amod", "conj", "npadvmod", "ROOT",
         "nmod", "nsubjpass", "attr", "punct", "prep")  # fmt: skip
_DEP_ID = {dep: float(n) for n, dep in enumerate(_DEPS, 1)}
FACTS = ("n_places", "log_population", "country", "admin1", "admin2", "settlement", "nature")
NAMES = (
    "n_tokens", "n_chars", "known", "entity", "cover", "cover_left", "cover_right", "label_prev",
    "label_next", "run_tokens", "run_before", "run_after", "sentence_start", "all_capitals",
    "doc_capitals", "pos_first", "pos_last", "pos_prev", "pos_next", "dep_last", "head_pos",
    "after_comma", "before_comma", "chain", "in_brackets", "hyphen_before", "hyphen_after",
    "typed", "headed", "direction", "abbreviation", "people", "plural_people", "dot_end",
    "doc_count", "doc_place_share", "doc_person_share", "doc_org_share", "doc_tok_place",
    "doc_tok_person", "doc_inside", "lower_in_doc", "digit", "title_prev", "possessive",
    "longer_known", "inner_known", "said_next", "last_capital_run", *FACTS,
    *(f"odds_{slot}" for slot in SLOTS),
)  # fmt: skip

NO_FACTS = (0.0,) * len(FACTS)
Facts = Callable[[str], Sequence[float]]


class Passages:
    """Attributes of every token of a document's passages, read once."""

    def __init__(self, docs: Sequence[Doc]) -> None:
        self.place: Counter[str] = Counter()
        self.person: Counter[str] = Counter()
        self.org: Counter[str] = Counter()
        self.token_place: Counter[str] = Counter()
        self.token_person: Counter[str] = Counter()
        self.token_all: Counter[str] = Counter()
        self.lower: set[str] = set()
        capitals = letters = 0
        for doc in docs:
            for token in doc:
                text = token.text
                if text[0].islower():
                    self.lower.add(text)
                    continue
                label = token.ent_type_
                low = token.lower_
                self.token_all[low] += 1
                if text.isalpha():
                    letters += 1
                    capitals += len(text) > 1 and text.isupper()
                if label in {"GPE", "LOC", "FAC"}:
                    self.token_place[low] += 1
                elif label == "PERSON":
                    self.token_person[low] += 1
        self.capitals = capitals / max(letters, 1)


def table(
    docs: Sequence[Doc],
    spans: Sequence[Sequence[Span]],
    *,
    facts: Facts,
    peoples: frozenset[str],
    odds: Mapping[str, Mapping[str, float]],
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
    seen = Passages(docs)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for each in spans:
        for span in each:
            counts[span.key][span.entity or "-"] += 1
    inside = Counter(
        word
        for each in spans
        for span in each
        if span.last - span.first > 1 and span.entity in {"ORG", "PERSON", "FAC"}
        for word in span.key.split()
    )
    rows = [
        _row(
            doc, span, nearby, seen=seen, counts=counts, inside=inside, facts=facts, peoples=peoples
        )
        + _odds(doc, span, odds)
        for doc, each in zip(docs, spans, strict=True)
        for span, nearby in _with_neighbours(each)
    ]
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(NAMES))


def _with_neighbours(each: Sequence[Span]) -> list[tuple[Span, tuple[int, int]]]:
    """Each span with the longest known span around it and inside it, in tokens more or less."""
    result = []
    by_run: dict[tuple[int, int], list[Span]] = defaultdict(list)
    for span in each:
        by_run[span.run].append(span)
    for span in each:
        longer = inner = 0
        for other in by_run[span.run]:
            if not other.known or other is span:
                continue
            if other.first <= span.first and other.last >= span.last:
                longer = max(longer, other.last - other.first)
            elif other.first >= span.first and other.last <= span.last:
                inner = max(inner, other.last - other.first)
        result.append((span, (longer, inner)))
    return result


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


def _odds(doc: Doc, span: Span, odds: Mapping[str, Mapping[str, float]]) -> list[float]:
    return [
        odds[slot].get(word, 0.0) if slot in odds else 0.0
        for slot, word in zip(SLOTS, slot_words(doc, span), strict=True)
    ]


def _row(
    doc: Doc,
    span: Span,
    nearby: tuple[int, int],
    *,
    seen: Passages,
    counts: Mapping[str, Counter[str]],
    inside: Counter[str],
    facts: Facts,
    peoples: frozenset[str],
) -> list[float]:
    first, last = doc[span.first], doc[span.last - 1]
    size = len(doc)
    before = doc[span.first - 1] if span.first else None
    after = doc[span.last] if span.last < size else None
    label = first.ent_type_ if first.ent_type_ == last.ent_type_ else ""
    cover_left = cover_right = 0
    at = span.first
    while at > 0 and doc[at].ent_iob == 1 and cover_left < 8:
        at -= 1
        cover_left += 1
    at = span.last
    while at < size and doc[at].ent_iob == 1 and cover_right < 8:
        at += 1
        cover_right += 1
    tally = counts[span.key]
    total = sum(tally.values())
    low_first, low_last = first.lower_, last.lower_
    head = last.head
    word_count = max(seen.token_all[low_last], 1)
    text = (
        doc.text[span.start_char : span.end_char] if span.end_char - span.start_char < 200 else ""
    )
    bare = low_first.replace(".", " ").strip() if span.last - span.first == 1 else ""
    key = text.casefold()
    return [
        float(span.last - span.first),
        float(min(span.end_char - span.start_char, 100)),
        float(span.known),
        _LABEL_ID.get(span.entity, 0.0),
        _LABEL_ID.get(label, 0.0),
        float(cover_left),
        float(cover_right),
        _LABEL_ID.get(before.ent_type_, 0.0) if before is not None else -1.0,
        _LABEL_ID.get(after.ent_type_, 0.0) if after is not None else -1.0,
        float(min(span.run[1] - span.run[0], 20)),
        float(min(span.first - span.run[0], 20)),
        float(max(min(span.run[1] - span.last, 20), -1)),
        float(first.is_sent_start is True or span.first == 0),
        float(text.isupper()),
        seen.capitals,
        _POS_ID.get(first.pos_, 0.0),
        _POS_ID.get(last.pos_, 0.0),
        _POS_ID.get(before.pos_, 0.0) if before is not None else -1.0,
        _POS_ID.get(after.pos_, 0.0) if after is not None else -1.0,
        _DEP_ID.get(last.dep_, 0.0),
        _POS_ID.get(head.pos_, 0.0),
        float(before is not None and before.text == ","),
        float(after is not None and after.text == ","),
        float(_chained(doc, span)),
        float(
            before is not None and before.text in "([" and after is not None and after.text in ")]"
        ),
        float(before is not None and before.text in "-/"),
        float(after is not None and after.text in "-/"),
        float(low_last in words.TYPES) + float(low_last in words.NATURAL),
        float(low_first in words.HEADS),
        float(before is not None and before.lower_ in words.DIRECTIONS),
        float(bare in words.US_STATES or bare in words.ABBREVIATIONS),
        float(key in peoples),
        float(key in peoples and (key.endswith("s") or last.tag_ == "NNPS")),
        float(text.endswith(".")),
        float(min(total, 30)),
        (tally["GPE"] + tally["LOC"] + tally["FAC"]) / total,
        tally["PERSON"] / total,
        tally["ORG"] / total,
        seen.token_place[low_last] / word_count,
        seen.token_person[low_last] / word_count,
        float(min(inside[low_last], 20)) / word_count,
        float(low_first in seen.lower) + float(low_last in seen.lower),
        float(any(char.isdigit() for char in text)),
        float(before is not None and before.lower_ in words.PERSON_TITLES),
        float(after is not None and after.text in {"'s", "'"}),
        float(nearby[0]),
        float(nearby[1]),
        float(after is not None and after.lower_ in words.SPEAKS),
        float(span.run[1] == span.last and span.run[0] == span.first),
        *facts(span.key),
    ]


def _chained(doc: Doc, span: Span) -> int:
    """2 before ", Name", 1 after "Name,", 3 both: how places are written one inside another."""
    size = len(doc)
    ahead = (
        span.last + 1 < size and doc[span.last].text == "," and doc[span.last + 1].text[0].isupper()
    )
    back = (
        span.first > 1 and doc[span.first - 1].text == "," and doc[span.first - 2].text[0].isupper()
    )
    return 2 * ahead + back


def odds_table(
    words_by_slot: Sequence[tuple[str, ...]],
    gold: Sequence[bool],
    *,
    least: int = 4,
    prior: float = 4.0,
) -> dict[str, dict[str, float]]:
    """Smoothed log-odds of being a place name, for each word that a slot held often enough."""
    base = sum(gold) / max(len(gold), 1)
    result: dict[str, dict[str, float]] = {}
    for column, slot in enumerate(SLOTS):
        hits: Counter[str] = Counter()
        total: Counter[str] = Counter()
        for row, is_gold in zip(words_by_slot, gold, strict=True):
            total[row[column]] += 1
            hits[row[column]] += is_gold
        result[slot] = {
            word: round(
                math.log((hits[word] + prior * base) / (n - hits[word] + prior * (1 - base)))
                - math.log(base / (1 - base)),
                3,
            )
            for word, n in sorted(total.items())
            if n >= least
        }
    return result
