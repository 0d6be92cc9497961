"""Why a candidate won: each kind of evidence, by how far the winner falls without it.

For the winner each group of columns is set to what the runner-up has there; the loss of score is
what that evidence was worth. Only evidence that speaks for the winner is named.
"""

from collections.abc import Callable, Mapping

import numpy as np

from geomap.model import Candidate
from geomap.resolution.context import NAMES
from geomap.resolution.own import Floats
from geomap.toponyms.trees import Trees

_LEAST_LOSS = 0.05
_MOST_REASONS = 4
_EVIDENCE: Mapping[str, tuple[str, ...]] = {
    "people": ("log_population", "population_rank", "population_share"),
    "name": (
        "score", "match", "score_rank", "score_gap", "same_name", "n_alternates", "lower_part",
    ),
    "kind": ("kind", "asked", "asked_agrees", "is_settlement_of_division"),
    "near": (
        "near_40km", "near_150km", "near_600km", "beside_40km", "beside_150km", "beside_600km",
        "best_near", "place_150km_rank",
    ),
    "country": ("same_country", "beside_country", "named_country", "country_rank", "country_twin"),
    "division": ("same_admin1", "beside_admin1", "named_admin1", "named_admin2", "beside_named"),
    "chain": ("chain_into", "chain_from", "has_chain", "contains_others"),
    "dateline": ("dateline_near", "dateline_country", "is_dateline"),
    "cues": ("cue_share", "cue_best", "suffix_country"),
}  # fmt: skip
_COLUMNS = {
    kind: np.array([NAMES.index(name) for name in names]) for kind, names in _EVIDENCE.items()
}
_MATCHED = {
    "exact": "the very name",
    "folded": "the name but for case, marks or hyphens",
    "alias": "another name of it,",
    "type-stripped": "the name without its type word,",
    "transliteration": "another spelling of",
    "fuzzy": "a name much like",
    "type": "the name with the type word beside it,",
    "abbreviation": "an abbreviation of",
    "people": "the word for the people of",
    "capital": "the capital that the text names without its name,",
}
_WORDS: Mapping[str, Callable[[Candidate], str]] = {
    "people": lambda c: (
        f"the larger place ({c.place.population:,} people)"
        if c.place.population
        else "its importance among places of this name"
    ),
    "name": lambda c: f"{_MATCHED.get(c.match, c.match)} “{c.matched[:60]}”",
    "kind": lambda c: f"its kind ({c.place.kind})",
    "near": lambda c: "it lies near other places of the story",  # noqa: ARG005
    "country": lambda c: f"the story's other places lie in {c.place.country or 'the same country'}",
    "division": lambda c: f"the story names {c.place.admin1 or c.place.name}",
    "chain": lambda c: "the text writes it inside a place that holds it, or around one",  # noqa: ARG005
    "dateline": lambda c: "it agrees with the dateline",  # noqa: ARG005
    "cues": lambda c: f"words of the text and the outlet point to {c.place.country}",
}


def reasons(
    trees: Trees, rows: Floats, pairs: list[tuple[int, int]], candidates: list[Candidate]
) -> list[tuple[str, ...]]:
    """What spoke for each winner against its runner-up, strongest first.

    Parameters
    ----------
    trees
        The ranker's last stage.
    rows
        The features that it saw.
    pairs
        Rows of a winner and its runner-up; the same row twice where there was only one.
    candidates
        The winners.
    """
    kinds = list(_COLUMNS)
    probes = np.repeat(rows[[winner for winner, _ in pairs]], len(kinds) + 1, axis=0)
    for n, (_, second) in enumerate(pairs):
        for k, kind in enumerate(kinds):
            at = n * (len(kinds) + 1) + k + 1
            probes[at, _COLUMNS[kind]] = rows[second, _COLUMNS[kind]]
    scores = trees.score(probes).reshape(len(pairs), len(kinds) + 1)
    found: list[tuple[str, ...]] = []
    for (winner, second), score, candidate in zip(pairs, scores, candidates, strict=True):
        if winner == second:
            found.append((_WORDS["name"](candidate), "the only place that this name fits"))
            continue
        loss = [(float(score[0] - score[k + 1]), kind) for k, kind in enumerate(kinds)]
        strong = sorted((x for x in loss if x[0] >= _LEAST_LOSS), key=lambda x: (-x[0], x[1]))
        words = [_WORDS[kind](candidate) for _, kind in strong[:_MOST_REASONS]]
        found.append(tuple(words or [_WORDS["name"](candidate)]))
    return found
