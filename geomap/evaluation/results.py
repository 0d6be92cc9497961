"""Figures of `geomap bench toponyms`: records, plain data, and a table."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from geomap.evaluation.measures import Accuracy, Detection


@dataclass(frozen=True, kw_only=True)
class CorpusResult:
    """All figures of one corpus; `resolution` is on the gold spans.

    `gold` counts the toponyms with coordinates, `marked` all; the denominators of `resolution`
    are all gold, those with a GeoNames id, those resolved, those that are no countries. A gold
    toponym without a place counts as 20,039 km everywhere but in `resolved only`.
    """

    corpus: str
    articles: int
    marked: int
    gold: int
    moved_spans: int
    skipped_articles: int
    model: str
    articles_seen_by_model: int
    detection: Detection
    resolution: Mapping[str, Accuracy]
    end_to_end: Mapping[str, Accuracy]
    exact_id: float

    def as_dict(self) -> dict[str, Any]:
        """The figures for JSON; what cannot be measured is None."""
        found = asdict(self)
        for name in ("precision", "recall", "f1"):
            found["detection"][name] = getattr(self.detection, name)
        return dict(_without_nan(found))


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nan(each) for key, each in value.items()}
    return None if isinstance(value, float) and math.isnan(value) else value


@dataclass(frozen=True, kw_only=True)
class Result:
    """Figures of several corpora, as a table and as plain data."""

    corpora: tuple[CorpusResult, ...]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {"corpora": [found.as_dict() for found in self.corpora]}

    def notes(self) -> list[str]:
        """What to know before trusting the figures: weights that were trained on the corpus."""
        return [
            f"{one.corpus}: the {one.model} weights were trained on {one.articles_seen_by_model} "
            f"of its {one.articles} articles, so these figures flatter; --weights takes a folder "
            "of weights trained without it"
            for one in self.corpora
            if one.articles_seen_by_model
        ]

    def rows(self) -> list[tuple[str, ...]]:
        """The table: a heading, then one row a figure, with one column a corpus."""
        columns = [dict(_lines(found)) for found in self.corpora]
        labels = dict.fromkeys(label for column in columns for label in column)
        return [
            ("", *(found.corpus for found in self.corpora)),
            *((label, *(c.get(label, "") for c in columns)) for label in labels),
        ]


def _lines(found: CorpusResult) -> list[tuple[str, str]]:
    lines = [
        ("articles", f"{found.articles}"),
        ("toponyms marked / with coordinates", f"{found.marked} / {found.gold}"),
        ("spans moved to their phrase", f"{found.moved_spans}"),
        ("articles skipped as no XML", f"{found.skipped_articles}"),
        ("model", found.model),
        ("articles that the model saw", f"{found.articles_seen_by_model}"),
        ("detection P", f"{found.detection.precision:.3f}"),
        ("detection R", f"{found.detection.recall:.3f}"),
        ("detection F1", f"{found.detection.f1:.3f}"),
    ]
    blocks = [
        *((f"gold spans, {name}", value) for name, value in found.resolution.items()),
        *((f"end to end, {name}", value) for name, value in found.end_to_end.items()),
    ]
    for name, value in blocks:
        lines.append((f"{name}: acc@161 (n)", f"{value.acc_161km:.3f} ({value.n})"))
        lines.append((f"{name}: coverage", f"{value.coverage:.3f}"))
        lines.append((f"{name}: mean / median km", f"{value.mean_km:.0f} / {value.median_km:.1f}"))
        lines.append((f"{name}: AUC", f"{value.auc:.3f}"))
    return [*lines, ("exact GeoNames id", f"{found.exact_id:.3f}")]
