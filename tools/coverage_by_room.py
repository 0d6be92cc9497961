"""Say how many of each room's statements the tests ran, from the data that `make coverage` left."""

import json
import tempfile
from collections import Counter
from pathlib import Path

from coverage import Coverage


def main() -> None:
    """Print one line a room, the least covered first, and the total."""
    ran, all_of = by_room()
    for room in sorted(all_of, key=lambda name: ran[name] / all_of[name]):
        print(f"{ran[room] / all_of[room]:6.1%}  of {all_of[room]:6,} statements  {room}")
    print(f"{ran.total() / all_of.total():6.1%}  of {all_of.total():6,} statements  geomap, in all")


def by_room() -> tuple[Counter[str], Counter[str]]:
    """Statements that ran, and all of them, by room."""
    coverage = Coverage()
    coverage.load()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        # a test of the mutants measures a package of its own, which is gone by now
        coverage.json_report(outfile=str(report), ignore_errors=True)
        files = json.loads(report.read_text(encoding="utf-8"))["files"]
    ran, all_of = Counter[str](), Counter[str]()
    for name, found in files.items():
        room = Path(name).with_suffix("").parts[1]
        ran[room] += found["summary"]["covered_lines"]
        all_of[room] += found["summary"]["num_statements"]
    return ran, all_of


if __name__ == "__main__":
    main()
