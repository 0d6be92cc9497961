"""Ways of saying that reports of any war use: how many sentences of each kind come out right.

    python benchmarks/ways.py [FILE.csv]

The file, tests/gold/ways.csv by default, has the columns kind, text, field and wanted. The field
says what must hold: `place`, `actor` or `recipient`, that one of the statements names the wanted
words there; `last`, that the last one has that place, `elsewhere`, that it has not; `never`, that
there are statements and none has it; `type`, that one has one of the types and the place after
them; `toll`, that one has that harm and number. A kind with few right is where the next rule would
pay.
"""

import csv
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from geomap import pipeline, reports
from geomap.model import Statement

WAYS = Path(__file__).resolve().parents[1] / "tests" / "gold" / "ways.csv"
PUBLISHED = date(2022, 3, 10)


def _place(one: Statement) -> str:
    if one.place is None:
        return ""
    return f"{one.place.mention.text} {one.place.place.name if one.place.place else ''}"


def _of_type(told: Sequence[Statement], wanted: str) -> bool:
    types, _, place = wanted.partition(" ")
    return any(one.event_type in types.split("|") and place in _place(one) for one in told)


def _toll(told: Sequence[Statement], wanted: str) -> bool:
    kind, _, number = wanted.partition(" ")
    return any(one.kind == kind and one.least == int(number) for each in told for one in each.tolls)


RIGHT: Mapping[str, Callable[[Sequence[Statement], str], bool]] = {
    "place": lambda told, wanted: any(wanted in _place(one) for one in told),
    "last": lambda told, wanted: bool(told) and wanted in _place(told[-1]),
    "never": lambda told, wanted: bool(told) and not any(wanted in _place(one) for one in told),
    "elsewhere": lambda told, wanted: bool(told) and wanted not in _place(told[-1]),
    "type": _of_type,
    "toll": _toll,
    "actor": lambda told, wanted: any(wanted in one.actor for one in told),
    "recipient": lambda told, wanted: any(wanted in one.recipient for one in told),
}


def bench(path: Path, tools: pipeline.Tools) -> dict[str, Any]:
    """Right and all of each kind, and the sentences that are wrong."""
    counts: dict[str, list[int]] = {}
    wrong = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            report = reports.from_text(row["text"], published=PUBLISHED)
            told = pipeline.read_one(report, tools).statements
            right = RIGHT[row["field"]](told, row["wanted"])
            count = counts.setdefault(row["kind"], [0, 0])
            count[0] += right
            count[1] += 1
            wrong += [] if right else [row]
    figures = {
        "right": sum(a for a, _ in counts.values()),
        "of": sum(b for _, b in counts.values()),
    }
    return {"figures": figures, "kinds": counts, "wrong": wrong}


def main() -> None:
    """Print each kind, the sentences that are wrong, and the sum."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else WAYS
    found = bench(path, pipeline.open_tools())
    for row in found["wrong"]:
        print(f"wrong: {row['kind']}: {row['field']} {row['wanted']}: {row['text']}")
    for kind, (right, of) in found["kinds"].items():
        print(f"{kind:40}{right:4} of {of}")
    print(f"{'all':40}{found['figures']['right']:4} of {found['figures']['of']}")


if __name__ == "__main__":
    main()
