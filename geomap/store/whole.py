"""Folders of a store say of themselves what they hold, so that a damaged one is made again."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def told(folder: Path, name: str, about: Mapping[str, Any]) -> None:
    """Write what a folder says of itself, with the size of each file that it holds, as its last."""
    sizes = {path.name: path.stat().st_size for path in sorted(folder.iterdir())}
    text = json.dumps({**about, "files": sizes}, ensure_ascii=True)
    (folder / name).write_text(text, encoding="utf-8")


def read(path: Path) -> dict[str, Any] | None:
    """What a folder says of itself in a file, or None where that or another file is damaged."""
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
        sizes = about["files"]
        there = {name: (path.parent / name).stat().st_size for name in sizes}
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return None
    return about if there == sizes else None


def cleared(parent: Path, name: str) -> dict[str, dict[str, Any]]:
    """What the whole folders in a folder say of themselves, by their names; others are removed."""
    found = {}
    for folder in sorted(parent.glob("*/")):
        about = read(folder / name)
        if about is None:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            found[folder.name] = about
    return found
