"""The shipped tagger: trees, the log-odds of context words, a threshold; and what it saw."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geomap.settings import OFFLINE, Settings
from geomap.toponyms import features, trees
from geomap.toponyms.features import Facts, Odds
from geomap.toponyms.spans import Span
from geomap.toponyms.trees import Floats, Trees

if TYPE_CHECKING:
    from spacy.tokens import Doc

FILE = "toponyms.npz"


@dataclass(frozen=True, eq=False)
class Tagger:
    """Trees over `features.NAMES`, log-odds by slot and word, and the least probability kept.

    `trained_on` maps the names of the training corpora to a fingerprint of their texts.
    """

    trees: Trees
    odds: Odds
    threshold: float
    trained_on: Mapping[str, str] = field(default_factory=dict)

    def probabilities(
        self,
        docs: "Sequence[Doc]",
        spans: Sequence[Span],
        *,
        facts: Facts,
        peoples: Collection[str],
    ) -> Floats:
        """Probability of each of a document's spans that a person would mark it."""
        rows = features.table(docs, spans, facts=facts, peoples=peoples, odds=self.odds)
        return (1 / (1 + np.exp(-self.trees.score(rows)))).astype(np.float32)


def load(settings: Settings = OFFLINE) -> Tagger:
    """The shipped tagger.

    Raises
    ------
    DataError
        If its file is missing, damaged, or of another version of the features.
    """
    return read_tagger(settings.data_dir / FILE)


@cache
def read_tagger(path: Path) -> Tagger:
    """A tagger from a file that training wrote."""
    (ensemble,), about = trees.read(path, features=features.NAMES)
    return Tagger(ensemble, about["odds"], float(about["threshold"]), about["trained_on"])
