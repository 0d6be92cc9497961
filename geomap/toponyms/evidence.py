"""What a whole document says about its names: how often spaCy called each a place or a person."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from spacy.tokens import Doc

from geomap.toponyms.spans import Span

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_HOLDERS = frozenset({"ORG", "PERSON", "FAC"})


class Evidence:
    """Counts over a document's tokens and candidate spans, made once, then only read."""

    def __init__(self, docs: Sequence[Doc], spans: Sequence[Sequence[Span]]) -> None:
        self.lower: set[str] = set()
        self._all: Counter[str] = Counter()
        self._place: Counter[str] = Counter()
        self._person: Counter[str] = Counter()
        self._inside: Counter[str] = Counter()
        self._labels: dict[str, Counter[str]] = defaultdict(Counter)
        letters = capitals = 0
        for doc in docs:
            for token in doc:
                text = token.text
                if text[0].islower():
                    self.lower.add(text)
                    continue
                self._token(token.lower_, token.ent_type_)
                if text.isalpha():
                    letters += 1
                    capitals += len(text) > 1 and text.isupper()
        self.capitals = capitals / max(letters, 1)
        for each in spans:
            for span in each:
                self._labels[span.key][span.entity or "-"] += 1
                if span.last - span.first > 1 and span.entity in _HOLDERS:
                    self._inside.update(span.key.split())

    def _token(self, lower: str, label: str) -> None:
        self._all[lower] += 1
        if label in _PLACES:
            self._place[lower] += 1
        elif label == "PERSON":
            self._person[lower] += 1

    def row(self, key: str, first: str, last: str) -> list[float]:
        """How a name, its first and its last word (lower case) are used over the document."""
        labels = self._labels[key]
        total = max(sum(labels.values()), 1)
        words = max(self._all[last], 1)
        return [
            float(min(total, 30)),
            sum(labels[label] for label in _PLACES) / total,
            labels["PERSON"] / total,
            labels["ORG"] / total,
            self._place[last] / words,
            self._person[last] / words,
            float(min(self._inside[last], 20)) / words,
            float(first in self.lower) + float(last in self.lower),
            self.capitals,
        ]
