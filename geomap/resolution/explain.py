"""Why a candidate won: each kind of evidence, by how far the winner falls without it.

For the winner each group of columns is set to what the runner-up has there; the loss of score is
what that evidence was worth. Only evidence that speaks for the winner is named.
"""

from collections.abc import Mapping

import numpy as np

from geomap.model import Candidate
from geomap.resolution.story_features import NAMES
from geomap.toponyms.trees import Floats, Trees

_LEAST_LOSS = 0.05
_MOST_REASONS = 4
_EVIDENCE: Mapping[str, tuple[str, ...]] = {
    "chain": ("chain_into", "chain_from", "has_chain", "contains_others"),
    "country": ("same_country", "beside_country", "named_country", "country_rank", "country_twin"),
    "cues": ("cue_share", "cue_best", "suffix_country"),
    "dateline": ("dateline_near", "dateline_country", "is_dateline"),
    "division": ("same_admin1", "beside_admin1", "named_admin1", "named_admin2", "beside_named"),
    "kind": ("kind", "asked", "asked_agrees", "is_settlement_of_division"),
    "name": (
        "score", "match", "score_rank", "score_gap", "same_name", "n_alternates", "lower_part",
    ),
    "near": (
        "near_40km", "near_150km", "near_600km", "beside_40km", "beside_150km", "beside_600km",
        "best_near", "place_150km_rank",
    ),
    "people": ("log_population", "population_rank", "population_share"),
}  # fmt: skip
_COLUMNS = [[NAMES.index(name) for name in names] for names in _EVIDENCE.values()]
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


def reasons(
    trees: Trees, rows: Floats, pairs: list[tuple[int, int]], winners: list[Candidate]
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
    winners
        The winners.
    """
    size = len(_COLUMNS) + 1
    probes = np.repeat(rows[[winner for winner, _ in pairs]], size, axis=0)
    for n, (_, second) in enumerate(pairs):
        for k, columns in enumerate(_COLUMNS, 1):
            probes[n * size + k, columns] = rows[second, columns]
    scores = trees.score(probes).reshape(len(pairs), size)
    losses = scores[:, :1] - scores[:, 1:]
    return [
        _said(winner, loss) if first != second else _said_of_one(winner)
        for (first, second), loss, winner in zip(pairs, losses, winners, strict=True)
    ]


def _said(winner: Candidate, loss: Floats) -> tuple[str, ...]:
    words = list(_words(winner).values())
    strongest = [n for n in np.argsort(-loss, kind="stable") if loss[n] >= _LEAST_LOSS]
    return tuple(words[n] for n in strongest[:_MOST_REASONS]) or (_words(winner)["name"],)


def _said_of_one(winner: Candidate) -> tuple[str, ...]:
    return _words(winner)["name"], "the only place that this name fits"


def _words(winner: Candidate) -> dict[str, str]:
    """What each kind of evidence says for a candidate, in the order of `_EVIDENCE`."""
    place = winner.place
    larger = f"the larger place ({place.population:,} people)"
    return {
        "chain": "the text writes it inside a place that holds it, or around one",
        "country": f"the story's other places lie in {place.country or 'the same country'}",
        "cues": f"words of the text and the outlet point to {place.country}",
        "dateline": "it agrees with the dateline",
        "division": f"the story names {place.admin1 or place.name}",
        "kind": f"its kind ({place.kind})",
        "name": f"{_MATCHED.get(winner.match, winner.match)} “{winner.matched[:60]}”",
        "near": "it lies near other places of the story",
        "people": larger if place.population else "its importance among places of this name",
    }
