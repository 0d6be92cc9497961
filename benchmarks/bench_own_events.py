"""A map of a user's own events: build time, peak memory and bytes, beside two others in one run.

A generated file in ACLED's public shape (`made_events.py`) is read and mapped by each way in a
process of its own, from the file to the page's bytes on disk. The others read the same file with
pandas, whole, and get what they need alone: a point and a text for `FastMarkerCluster`, a point,
the type, the day and the text for `explore()`. Neither's page opens without a network.
The same events as GeoJSON are read beside `geopandas.read_file`, which makes no events of them.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import made_events

OURS = "geomap map --events"
ALONE = {"reading alone": "read"}
OF_FEATURES = {**ALONE, "geopandas.read_file": "read_file"}
WAYS = {OURS: "ours", "folium FastMarkerCluster": "cluster", "GeoDataFrame.explore()": "explored"}


def ours(path: Path, target: Path) -> None:
    import geomap

    geomap.read_atlas(events=path).to_html(target)


def read(path: Path, target: Path) -> None:  # noqa: ARG001  # the same call as the others
    from geomap import files

    files.read_events(path)


def read_file(path: Path, target: Path) -> None:  # noqa: ARG001  # the same call as the others
    import geopandas as gpd

    gpd.read_file(path)


def cluster(path: Path, target: Path) -> None:
    import folium
    import pandas as pd
    from folium.plugins import FastMarkerCluster

    frame = pd.read_csv(path)
    made = folium.Map(tiles=None)
    rows = list(zip(frame["latitude"], frame["longitude"], frame["notes"], strict=True))
    callback = (
        "function (row) { var m = L.marker(new L.LatLng(row[0], row[1]));"
        " m.bindPopup(String(row[2])); return m; }"
    )
    FastMarkerCluster(rows, callback=callback).add_to(made)
    made.save(str(target))


def explored(path: Path, target: Path) -> None:
    import geopandas as gpd
    import pandas as pd

    frame = pd.read_csv(path)[["longitude", "latitude", "event_type", "event_date", "notes"]]
    points = gpd.points_from_xy(frame.pop("longitude"), frame.pop("latitude"), crs="EPSG:4326")
    gpd.GeoDataFrame(frame, geometry=points).explore(tiles=None).save(str(target))


def measured(way: str, path: Path, target: Path, limit_s: float) -> dict[str, Any]:
    """Seconds by the clock and of the processor, peak memory and bytes, or why there are none."""
    line = [sys.executable, __file__, "--way", way, str(path), str(target)]
    try:
        done = subprocess.run(
            line, capture_output=True, encoding="utf-8", timeout=limit_s, check=False
        )
    except subprocess.TimeoutExpired:
        return {"why": f"not done in {limit_s:.0f} s"}
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["killed"]
        return {"why": last[0][:80]}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def run(way: str, path: Path, target: Path) -> None:
    """One way in this process; prints what it took."""
    begin = time.perf_counter()
    globals()[way](path, target)
    # the kernel's own mark: what `resource` tells is never below what the parent had
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = int(status.partition("VmHWM:")[2].split()[0]) * 1024
    size = target.stat().st_size if target.exists() else 0
    took = {"s": time.perf_counter() - begin, "cpu": time.process_time(), "peak": peak}
    print(json.dumps(took | {"bytes": size}))


def main() -> None:
    """Print a table for each number of events."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--limit", type=float, default=900.0, help="seconds that a way may take")
    parser.add_argument(
        "--way", choices=[*WAYS.values(), *OF_FEATURES.values()], help="that one alone, on a FILE"
    )
    parser.add_argument("paths", type=Path, nargs="*", metavar="FILE PAGE")
    chosen = parser.parse_args()
    if chosen.way:
        run(chosen.way, *chosen.paths)
        return
    with TemporaryDirectory() as folder:
        for n in chosen.events:
            for suffix, ways in ((".csv", ALONE | WAYS), (".geojson", OF_FEATURES)):
                path = made_events.write(Path(folder) / f"own{suffix}", n)
                show(path, n, ways, chosen.limit)
                path.unlink()


def show(path: Path, n: int, ways: Mapping[str, str], limit_s: float) -> None:
    """A table of what each way takes with a file of so many events."""
    page = path.with_suffix(".html")
    kind = path.suffix.removeprefix(".").upper()
    print(f"\n{n:,} own events, {path.stat().st_size / 1e6:.0f} MB of {kind}")
    print(f"{'way':<28}{'s':>8}{'cpu s':>8}{'peak GB':>9}{'page MB':>9}")
    for name, way in ways.items():
        print(f"{name:<28}{told(measured(way, path, page, limit_s))}", flush=True)
        page.unlink(missing_ok=True)


def told(row: dict[str, Any]) -> str:
    """What a way took, or why it did not work."""
    if "why" in row:
        return f"  {row['why']}"
    page = f"{row['bytes'] / 1e6:>9.1f}" if row["bytes"] else ""
    return f"{row['s']:>8.1f}{row['cpu']:>8.1f}{row['peak'] / 1e9:>9.2f}{page}"


if __name__ == "__main__":
    main()
