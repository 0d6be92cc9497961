"""What the story says for each candidate: one row of numbers a candidate.

Each of the story's other places weighs as much as it is probable: near it, in the country,
division or district that it names, inside the place that follows a comma.
"""

import numpy as np
import numpy.typing as npt

from geomap.resolution import name_features
from geomap.resolution.block import SCALES_KM, Block
from geomap.toponyms.trees import Floats

_OF_STORY = (
    *(f"near_{scale:.0f}km" for scale in SCALES_KM),
    *(f"beside_{scale:.0f}km" for scale in SCALES_KM),
    "same_country", "same_admin1", "beside_country", "beside_admin1",
    "named_country", "named_admin1", "named_admin2", "beside_named",
    "chain_into", "chain_from", "has_chain", "contains_others", "dateline_near",
    "dateline_country", "is_dateline", "prior", "prior_rank", "best_near", "groups",
    "country_rank", "place_150km_rank",
)  # fmt: skip
NAMES = (*name_features.NAMES, *_OF_STORY)
_SUPPORTING = [NAMES.index(name) for name in ("same_country", "near_600km", "named_country")]


def table(block: Block, belief: Floats | None) -> Floats:
    """Feature rows of a block's candidates, given how probable each now is.

    Parameters
    ----------
    block
        The candidates.
    belief
        Probability of each candidate; sums to at most 1 in each group. None where nothing is
        believed yet.

    Returns
    -------
    array of shape (candidates, features)
        Columns of `NAMES`; of `name_features.NAMES` alone without a belief.
    """
    if belief is None:
        return block.name_rows
    of, related = block.of, block.related
    mass = belief * block.weight[of]
    present = np.zeros(len(block.groups), dtype=np.float32)
    np.add.at(present, of, belief)
    rest = np.maximum((present * block.weight).sum() - (present * block.weight)[of], 1e-6)
    beside_rest = np.maximum(related["beside"] @ belief, 1e-6)
    nears = [related[f"near_{scale:.0f}km"] for scale in SCALES_KM]
    dated = belief * block.dateline[of]
    best = (nears[1] * belief[None, :]).max(axis=1)
    columns = [
        *(near @ mass / rest for near in nears),
        *((near * related["beside"]) @ belief / beside_rest for near in nears),
        related["country"] @ mass / rest,
        related["admin1"] @ mass / rest,
        (related["country"] * related["beside"]) @ belief / beside_rest,
        (related["admin1"] * related["beside"]) @ belief / beside_rest,
        related["in_country"] @ belief,
        related["in_admin1"] @ belief,
        related["in_admin2"] @ belief,
        (related["within"] * related["beside"]) @ belief,
        related["chain"] @ belief,
        related["chain"].T @ belief,
        block.has_chain[of].astype(np.float32),
        related["within"].T @ mass / rest,
        nears[1] @ dated,
        related["country"] @ dated,
        block.dateline[of].astype(np.float32),
        belief,
        _rank_in_group(belief, of),
        best,
        np.full(len(of), float(len(block.groups)), dtype=np.float32),
    ]
    columns += [_rank_in_group(columns[6], of), _rank_in_group(columns[1], of)]
    of_story = np.stack(columns, axis=1).astype(np.float32)
    return np.concatenate([block.name_rows, of_story], axis=1)


def support(rows: Floats) -> Floats:
    """How far a report's other places speak for each candidate, 0 to 1; NaN where there are none.

    The largest of: the share of them in its country, the share near it (falling to a half at
    600 km), and the belief that its country is named. `rows` are those of `table` with a belief.
    """
    found = rows[:, _SUPPORTING].max(axis=1).clip(0, 1)
    return np.where(rows[:, NAMES.index("groups")] > 1, found, np.float32(np.nan))


def _rank_in_group(values: Floats, of: npt.NDArray[np.intp]) -> Floats:
    """Rank of each value within its group, 0 for the highest."""
    order = np.lexsort((-values, of))
    sorted_of = of[order]
    start = np.searchsorted(sorted_of, sorted_of)
    result = np.empty(len(values), dtype=np.float32)
    result[order] = np.arange(len(values)) - start
    return result


def softmax(score: Floats, of: npt.NDArray[np.intp]) -> Floats:
    """Probabilities within each group from scores; `of` is the group of each, in rising order."""
    top = np.full(of[-1] + 1, -np.inf, dtype=np.float32)
    np.maximum.at(top, of, score)
    raised = np.exp(score - top[of])
    total = np.zeros(len(top), dtype=np.float32)
    np.add.at(total, of, raised)
    result: Floats = np.divide(raised, total[of], dtype=np.float32)
    return result
