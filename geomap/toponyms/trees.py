"""Boosted decision trees as arrays: evaluated with NumPy, stored in one small file.

Every tree is padded to a complete binary tree of one depth, so that a row's way down is
arithmetic (`2 node + 1 + (x > threshold)`) and all rows and trees go down together.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from geomap.errors import DataError

Floats = npt.NDArray[np.float32]
_PARTS = ("feature", "threshold", "value")


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
        open_nodes = [(0, info["tree_structure"])]
        while open_nodes:
            at, node = open_nodes.pop()
            if "split_feature" in node:
                feature[number, at] = node["split_feature"]
                threshold[number, at] = _floor32(node["threshold"])
                open_nodes += [(2 * at + 1, node["left_child"]), (2 * at + 2, node["right_child"])]
                continue
            while at < feature.shape[1]:  # above the bottom: its threshold is infinite, all go left
                at = 2 * at + 1
            value[number, at - feature.shape[1]] = node["leaf_value"]
    return Trees(feature=feature, threshold=threshold, value=value)


def _floor32(number: float) -> np.float32:
    """Largest 32-bit float not above a number, so that comparisons stay what they were."""
    near = np.float32(number)
    return near if float(near) <= number else np.nextafter(near, np.float32(-np.inf))


def read(path: Path, **features: tuple[str, ...]) -> tuple[tuple[Trees, ...], dict[str, Any]]:
    """Ensembles of a file written by `write`, and what is said about them.

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
            stages = tuple(Trees(**{part: arrays[part + end] for part in _PARTS}) for end in ends)
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise DataError(f"expected a trained model at {path}: {error}") from error
    if any(tuple(about[key]) != names for key, names in features.items()):
        raise DataError(f"{path} was trained with other features; run tools/train_toponyms.py")
    return stages, about


def write(path: Path, stages: Sequence[Trees], about: Mapping[str, Any]) -> None:
    """Write ensembles and what is said about them; the same model gives the same bytes."""
    text = json.dumps(about, sort_keys=True, ensure_ascii=False).encode("utf-8")
    arrays: dict[str, Any] = {
        f"{part}_{n}" if len(stages) > 1 else part: getattr(trees, part)
        for n, trees in enumerate(stages)
        for part in _PARTS
    }
    np.savez_compressed(path, about=np.frombuffer(text, dtype=np.uint8), **arrays)
