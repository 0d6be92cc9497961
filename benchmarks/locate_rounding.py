"""How a catalogue cut its figures: strings such as "33 km S of Jurm", each with its point.

    python benchmarks/locate_rounding.py FILE.csv

The file is that of `geomap locate --batch`. Prints what areas would measure had every figure been
rounded to the kilometre and every direction to a sixteenth of the compass, and the share of whole
kilometres that the distance from the likeliest town gives if it is cut off, and if it is rounded.
"""

import math
import re
from pathlib import Path
from statistics import median
from typing import Any

import shown

from geomap import locating, pipeline
from geomap.errors import InputError, UnknownPlaceError
from geomap.evaluation import locate
from geomap.relations import distance_m

PRINTED = re.compile(r"\s*(\d+)\s*km\s+[NESW]{1,3}\s+of\b")


def printed(path: Path, tools: pipeline.Tools) -> list[tuple[int, float]]:
    """Kilometres as printed and as measured from the town to the point."""
    rows = []
    for text, point in locate.read_rows(path):
        match = PRINTED.match(text)
        try:
            area = locating.locate(text, tools.gazetteer, terrain=tools.terrain)
        except (UnknownPlaceError, InputError):
            continue
        town = tools.gazetteer.place(area.place_ids[0])
        if match is not None and int(match[1]) and town is not None:
            rows.append((int(match[1]), distance_m(town.point, point) / 1000))
    return rows


def bench(path: Path, tools: pipeline.Tools) -> dict[str, Any]:
    """The figures; none where no string has the form."""
    rows = printed(path, tools)
    if not rows:
        return {"figures": {"strings": 0}, "misses": []}
    figures = {
        "strings": len(rows),
        "median_strict_area_km2": median(n * math.pi / 8 for n, _ in rows),
        "cut_off_share": sum(math.floor(away) == n for n, away in rows) / len(rows),
        "rounded_share": sum(round(away) == n for n, away in rows) / len(rows),
    }
    return {"figures": figures, "misses": []}


if __name__ == "__main__":
    shown.main(bench, __doc__)
