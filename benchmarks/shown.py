"""What the accuracy benchmarks share: one file measured, its figures and misses printed."""

import argparse
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from geomap import pipeline

Bench = Callable[[Path, pipeline.Tools], dict[str, Any]]


def main(bench: Bench, about: str) -> None:
    """Measure the file named on the command line and print what came out."""
    parser = argparse.ArgumentParser(
        description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="print figures and misses as JSON")
    given = parser.parse_args()
    found = bench(given.file, pipeline.open_tools())
    if given.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for miss in found["misses"]:
        print(f"missed: {miss}")
    for name, value in flat(found["figures"]):
        print(f"{name:45} {value:.3f}" if isinstance(value, float) else f"{name:45} {value}")


def flat(found: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, float]]:
    """Numbers of nested figures, named by the way to them."""
    for key, value in found.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{before}{key}, ")
        elif isinstance(value, int | float):
            yield f"{before}{key}", value
