"""Boosted decision trees as arrays: evaluated with NumPy, stored in one small file.

Every tree is padded to a complete binary tree of one depth, so that a row's way down is
arithmetic (`2 node + 1 + (x > threshold)`) and all rows and trees go down together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Trees:
    """An ensemble: arrays of shape (trees, 2**depth - 1) and, for the leaves, (trees, 2**depth)."""

    feature: npt.NDArray[np.int16]
    threshold: Floats
    value: Floats

    @property
    def depth(self) -> int:
        """Number of comparisons on every way from root to leaf."""
        return int(self.value.shape[1]).bit_length() - 1

    def leaves(self, rows: Floats) -> npt.NDArray[np.intp]:
        """Index of the leaf that each row reaches in each tree, shape (rows, trees)."""
        n_trees, n_inner = self.feature.shape
        base = (np.arange(n_trees) * n_inner)[None, :]
        offset = (np.arange(len(rows)) * rows.shape[1])[:, None]
        flat, feature, threshold = rows.ravel(), self.feature.ravel(), self.threshold.ravel()
        node = np.zeros((len(rows), n_trees), dtype=np.intp)
        for _ in range(self.depth):
            at = node + base
            right = flat.take(offset + feature.take(at)) > threshold.take(at)
            node += node + 1 + right
        reached: npt.NDArray[np.intp] = node - n_inner
        return reached

    def score(self, rows: Floats) -> Floats:
        """Sum of the trees' values for each row."""
        if not len(rows):
            return np.zeros(0, dtype=np.float32)
        n_trees, n_leaves = self.value.shape
        at = self.leaves(np.ascontiguousarray(rows, dtype=np.float32))
        picked = self.value.ravel().take(at + (np.arange(n_trees) * n_leaves)[None, :])
        total: Floats = picked.sum(axis=1, dtype=np.float32)
        return total


def from_lightgbm(dump: Mapping[str, Any], *, depth: int) -> Trees:
    """Trees of a LightGBM model, from its `dump_model()`; none may be deeper than `depth`."""
    infos = dump["tree_info"]
    feature = np.zeros((len(infos), 2**depth - 1), dtype=np.int16)
    threshold = np.full(feature.shape, np.inf, dtype=np.float32)
    value = np.zeros((len(infos), 2**depth), dtype=np.float32)
    for number, info in enumerate(infos):
        _fill(info["tree_structure"], 0, 0, (feature[number], threshold[number], value[number]))
    return Trees(feature=feature, threshold=threshold, value=value)


def _fill(node: Mapping[str, Any], at: int, level: int, arrays: tuple[Any, Any, Any]) -> None:
    feature, threshold, value = arrays
    inner = len(feature)
    if "split_feature" in node:
        feature[at] = node["split_feature"]
        threshold[at] = _floor32(node["threshold"])
        _fill(node["left_child"], 2 * at + 1, level + 1, arrays)
        _fill(node["right_child"], 2 * at + 2, level + 1, arrays)
        return
    while at < inner:  # a leaf above the bottom: its threshold is infinite, all go left
        at = 2 * at + 1
    value[at - inner] = node["leaf_value"]


def _floor32(number: float) -> np.float32:
    """Largest 32-bit float not above a number, so that comparisons stay what they were."""
    near = np.float32(number)
    return near if float(near) <= number else np.nextafter(near, np.float32(-np.inf))


def sigmoid(score: Floats) -> Floats:
    """Probability from log-odds."""
    return (1 / (1 + np.exp(-score))).astype(np.float32)
