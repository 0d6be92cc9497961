"""Boosted decision trees as arrays: evaluated with NumPy, stored in one small file.

Every tree is padded to a complete binary tree of one depth, so that a row's way down is
arithmetic (`2 node + 1 + (x > threshold)`) and all rows and trees go down together.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from geomap.errors import DataError

Floats = npt.NDArray[np.float32]
PARTS = ("feature", "threshold", "value")


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


def read(path: Path, **features: tuple[str, ...]) -> tuple[tuple[Trees, ...], dict[str, Any]]:
    """Ensembles of a file that training wrote, and what is said about them.

    Raises
    ------
    DataError
        If the file is missing, damaged, or its features are not those given, by their key in
        what is said.
    """
    try:
        with np.load(path, allow_pickle=False) as arrays:
            about: dict[str, Any] = json.loads(bytes(arrays["about"]).decode("utf-8"))
            ends = sorted(
                n.removeprefix("feature") for n in arrays.files if n.startswith("feature")
            )
            stages = tuple(Trees(**{part: arrays[part + end] for part in PARTS}) for end in ends)
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise DataError(f"expected a trained model at {path}: {error}") from error
    if any(tuple(about.get(key, ())) != names for key, names in features.items()):
        raise DataError(f"{path} was trained with other features; run tools/train_toponyms.py")
    return stages, about
