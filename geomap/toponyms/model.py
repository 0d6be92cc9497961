"""The shipped tagger: trees, the log-odds of context words, a threshold; and what it saw."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from geomap.errors import DataError
from geomap.settings import OFFLINE, Settings
from geomap.toponyms.features import NAMES
from geomap.toponyms.trees import Trees

FILE = "toponyms.npz"


@dataclass(frozen=True, eq=False)
class Tagger:
    """Trees over `features.NAMES`, log-odds by slot and word, and the least probability kept.

    `trained_on` maps the names of the training corpora to a fingerprint of their texts.
    """

    trees: Trees
    odds: Mapping[str, Mapping[str, float]]
    threshold: float
    trained_on: Mapping[str, str] = field(default_factory=dict)


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
    """A tagger from a file written by the training tool."""
    trees, about = read_trees(path, NAMES)
    return Tagger(
        trees=trees,
        odds=about["odds"],
        threshold=float(about["threshold"]),
        trained_on=about["trained_on"],
    )


def read_trees(path: Path, names: tuple[str, ...]) -> tuple[Trees, dict[str, Any]]:
    """Trees of a file written by `write_trees`, and what is said about them.

    Raises
    ------
    DataError
        If the file is missing, damaged, or its features are not `names`.
    """
    try:
        with np.load(path, allow_pickle=False) as arrays:
            about: dict[str, Any] = json.loads(bytes(arrays["about"]).decode("utf-8"))
            trees = Trees(
                feature=arrays["feature"], threshold=arrays["threshold"], value=arrays["value"]
            )
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise DataError(f"expected a trained model at {path}: {error}") from error
    if tuple(about["features"]) != names:
        raise DataError(f"{path} was trained with other features; run tools/train_toponyms.py")
    return trees, about


def write_trees(path: Path, trees: Trees, about: Mapping[str, Any]) -> None:
    """Write trees and what is said about them; the same model gives the same bytes."""
    text = json.dumps(about, sort_keys=True, ensure_ascii=False).encode("utf-8")
    np.savez_compressed(
        path,
        feature=trees.feature,
        threshold=trees.threshold,
        value=trees.value,
        about=np.frombuffer(text, dtype=np.uint8),
    )
