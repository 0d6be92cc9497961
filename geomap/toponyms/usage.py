"""How a whole document uses its names: how often spaCy called each a place or a person."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

from geomap.toponyms.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_KIND = dict.fromkeys(_PLACES, "place") | {"PERSON": "person"}
_HOLDERS = frozenset({"ORG", "PERSON", "FAC"})


class Usage:
    """Counts over a document's tokens and candidate spans, made once, then only read."""

    def __init__(self, docs: "Sequence[Doc]", spans: Sequence[Span]) -> None:
        labelled: dict[str, Counter[str]] = defaultdict(Counter)
        self._lower: set[str] = set()
        letters = capitals = 0
        for token in chain.from_iterable(docs):
            if token.text[0].islower():
                self._lower.add(token.text)
                continue
            labelled["any"][token.lower_] += 1
            labelled[_KIND.get(token.ent_type_, "")][token.lower_] += 1
            letters += token.text.isalpha()
            capitals += len(token) > 1 and token.text.isalpha() and token.text.isupper()
        self._capitals = capitals / max(letters, 1)
        self._all, self._place, self._person = (labelled[k] for k in ("any", "place", "person"))
        self._inside: Counter[str] = Counter()
        self._labels: dict[str, Counter[str]] = defaultdict(Counter)
        for span in spans:
            self._labels[span.key][span.entity] += 1
            if span.last - span.first > 1 and span.entity in _HOLDERS:
                self._inside.update(span.key.split())

    def row(self, span: Span) -> list[float]:
        """How a name, its first and its last word are used over the document."""
        first, last = span.doc[span.first].lower_, span.head.lower_
        labels = self._labels[span.key]
        total = labels.total()
        words = max(self._all[last], 1)
        return [
            float(min(total, 30)),
            sum(labels[label] for label in _PLACES) / total,
            labels["PERSON"] / total,
            labels["ORG"] / total,
            self._place[last] / words,
            self._person[last] / words,
            float(min(self._inside[last], 20)) / words,
            float(first in self._lower) + float(last in self._lower),
            self._capitals,
        ]
