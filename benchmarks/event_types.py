"""Snippets with one of thirty event types: the rules, the majority class, and a trained row.

    python benchmarks/event_types.py FILE.tsv

The file has the columns EventSnippet and SubType. A snippet is classed as a whole, by
`sub_events.sub_event`: no reading of a report is measured here.
"""

import csv
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shown
import sub_events

from geomap import pipeline

CODES: Mapping[str, str] = {
    "ABDUCT_DISSAP": "Abduction/forced disappearance",
    "AGREEMENT": "Agreement",
    "AIR_STRIKE": "Air/drone strike",
    "ARMED_CLASH": "Armed clash",
    "ARREST": "Arrests",
    "ART_MISS_ATTACK": "Shelling/artillery/missile attack",
    "ATTACK": "Attack",
    "ATTRIB": "Attribution",
    "CHANGE_TO_GROUP_ACT": "Change to group/activity",
    "CHEM_WEAP": "Chemical weapon",
    "DIPLO": "Diplomatic measure",
    "DISR_WEAP": "Disrupted weapons use",
    "FORCE_AGAINST_PROTEST": "Excessive force against protesters",
    "GOV_REGAINS_TERIT": "Government regains territory",
    "GRENADE": "Grenade",
    "HQ_ESTABLISHED": "Headquarters or base established",
    "MAN_MADE_DISASTER": "Man-made disaster",
    "MOB_VIOL": "Mob violence",
    "NATURAL_DISASTER": "Natural disaster",
    "NON_STATE_ACTOR_OVERTAKES_TER": "Non-state actor overtakes territory",
    "NON_VIOL_TERRIT_TRANSFER": "Non-violent transfer of territory",
    "ORG_CRIME": "Organised crime",
    "OTHER": "Other",
    "PEACE_PROTEST": "Peaceful protest",
    "PROPERTY_DISTRUCT": "Looting/property destruction",
    "PROTEST_WITH_INTER": "Protest with intervention",
    "REM_EXPLOS": "Remote explosive/landmine/IED",
    "SEX_VIOL": "Sexual violence",
    "SUIC_BOMB": "Suicide bomb",
    "VIOL_DEMONSTR": "Violent demonstration",
}
_WORD = re.compile(r"[a-z][a-z'-]+")
_STEPS, _RATE, _DECAY = 120, 40.0, 1e-4


def read(path: Path) -> list[tuple[str, str]]:
    """Snippets and the names of their types."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["EventSnippet"], CODES.get(row["SubType"], row["SubType"])) for row in rows]


def macro_f1(gold: Sequence[str], found: Sequence[str]) -> float:
    """Mean of the F1 of each type that the gold holds."""
    scores = []
    for label in sorted(set(gold)):
        hits = sum(g == f == label for g, f in zip(gold, found, strict=True))
        scores.append(2 * hits / (found.count(label) + gold.count(label)))
    return sum(scores) / max(1, len(scores))


def _terms(text: str) -> set[str]:
    words = _WORD.findall(text.lower())
    return {*words, *(f"{one} {two}" for one, two in pairwise(words))}


def _features(texts: Sequence[str], terms: Mapping[str, int]) -> npt.NDArray[np.float64]:
    table = np.zeros((len(texts), len(terms)))
    for row, text in enumerate(texts):
        for term in _terms(text):
            if term in terms:
                table[row, terms[term]] = 1.0
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    return np.asarray(table / np.maximum(lengths, 1.0), dtype=np.float64)


def _train(
    table: npt.NDArray[np.float64], target: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Multinomial logistic regression by gradient descent with a fixed number of steps."""
    classes = int(target.max()) + 1
    weights = np.zeros((table.shape[1], classes))
    wanted = np.eye(classes)[target]
    for _ in range(_STEPS):
        logits = table @ weights
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        weights -= _RATE * (table.T @ (odds - wanted) / len(target) + _DECAY * weights)
    return weights


def _trained(train: Sequence[tuple[str, str]], test: Sequence[tuple[str, str]]) -> list[str]:
    """Types of the test half by a model of words and rule scores trained on the other half."""
    counts = Counter(term for text, _ in train for term in _terms(text))
    terms = {
        term: place for place, term in enumerate(sorted(t for t, n in counts.items() if n > 1))
    }
    labels = sorted({label for _, label in train})

    def table(rows: Sequence[tuple[str, str]]) -> npt.NDArray[np.float64]:
        texts = [text for text, _ in rows]
        scores = [list(sub_events.scores(text).values()) for text in texts]
        return np.hstack([_features(texts, terms), np.array(scores) / 6.0])

    target = np.array([labels.index(label) for _, label in train])
    weights = _train(table(train), target)
    return [labels[place] for place in (table(test) @ weights).argmax(axis=1)]


def bench(path: Path, _: pipeline.Tools) -> dict[str, Any]:
    """Macro F1 of the rules, of the majority class, and of a model trained on half of the file."""
    rows = read(path)
    gold = [label for _, label in rows]
    found = [sub_events.sub_event(text) for text, _ in rows]
    majority = Counter(gold).most_common(1)[0][0]
    first, second = rows[0::2], rows[1::2]
    test = [label for _, label in second]
    figures = {
        "snippets": len(rows),
        "types": len(set(gold)),
        "macro_f1": macro_f1(gold, found),
        "accuracy": sum(g == f for g, f in zip(gold, found, strict=True)) / max(1, len(rows)),
        "majority_macro_f1": macro_f1(gold, [majority] * len(gold)),
        "majority_accuracy": gold.count(majority) / max(1, len(gold)),
        "half_rules_macro_f1": macro_f1(test, found[1::2]),
        "half_trained_macro_f1": macro_f1(test, _trained(first, second)),
    }
    misses = [
        {"gold": g, "put_out": f, "text": text[:200]}
        for (text, g), f in zip(rows, found, strict=True)
        if g != f
    ]
    return {"figures": figures, "misses": misses}


if __name__ == "__main__":
    shown.main(bench, __doc__)
