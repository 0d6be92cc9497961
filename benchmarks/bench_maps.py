"""Build time, bytes and first view of our page beside folium's ways and GeoDataFrame.explore().

All are built and opened in one run on one machine, so read the ratios. Pages open in headless
Chromium from disk; the other libraries' scripts come from networks that a page opened offline
cannot reach, so their pages get Leaflet (and nothing else that they do not need) from the same
installed package as ours. First view: from navigation to the second animation frame after load,
by the browser's own clock.
"""

import argparse
import shutil
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import folium
import geopandas as gpd
import regions
from golden import map_atlases

from geomap import html
from geomap.atlas import Atlas
from geomap.maps import ground, page

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
FIRST_VIEW = """new Promise(done => {
  const wait = () => document.readyState === 'complete' && (!window.geomap || window.geomapReady)
    ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))
    : setTimeout(wait, 5);
  wait();
})"""
SHIM = "window.$ = h => [new DOMParser().parseFromString(h, 'text/html').body.firstElementChild];"


def joined(atlas: Atlas) -> gpd.GeoDataFrame:
    """Events with the words of their statement, as one table."""
    words = atlas.statements.set_index("event_id")[["text", "said_by"]]
    frame = atlas.events.join(words)
    keep = ["event_type", "actor", "place", "status", "text", "said_by", "geometry"]
    return frame[frame.geometry.notna()][keep].reset_index()


def ours(atlas: Atlas) -> str:
    return html.to_html(atlas)


def markers(atlas: Atlas) -> str:
    made = folium.Map([34.9, 69.2], zoom_start=7, tiles=None)
    for row in joined(atlas).itertuples():
        popup = folium.Popup(f"{row.status} {row.actor} {row.place}: {row.text}")
        folium.Marker([row.geometry.y, row.geometry.x], popup=popup).add_to(made)
    return str(made.get_root().render())


def geojson(atlas: Atlas) -> str:
    made = folium.Map([34.9, 69.2], zoom_start=7, tiles=None)
    frame = joined(atlas)
    fields = [name for name in frame.columns if name != "geometry"]
    folium.GeoJson(
        frame, marker=folium.CircleMarker(radius=4), popup=folium.GeoJsonPopup(fields)
    ).add_to(made)
    return str(made.get_root().render())


def cluster(atlas: Atlas) -> str:
    from folium.plugins import FastMarkerCluster

    made = folium.Map([34.9, 69.2], zoom_start=7, tiles=None)
    frame = joined(atlas)
    rows = list(zip(frame.geometry.y, frame.geometry.x, frame["text"], strict=True))
    callback = (
        "function (row) { var m = L.marker(new L.LatLng(row[0], row[1]));"
        " m.bindPopup(String(row[2])); return m; }"
    )
    FastMarkerCluster(rows, callback=callback).add_to(made)
    return str(made.get_root().render())


def explored(atlas: Atlas) -> str:
    return str(joined(atlas).explore(tiles=None).get_root().render())


OURS = "geomap.to_html"
WAYS: dict[str, Callable[[Atlas], str]] = {
    OURS: ours,
    "folium Marker+Popup": markers,
    "folium FastMarkerCluster": cluster,
    "folium one GeoJson layer": geojson,
    "GeoDataFrame.explore()": explored,
}


def offline(text: str) -> str:
    """The page with Leaflet inlined in place of what it links; ours is left as it is."""
    if "geomap" in text[:4000]:
        return text
    script, style = page.leaflet()
    for url in page.external_links(text):
        tag = f'<script src="{url}"></script>'
        text = text.replace(
            tag, f"<script>{script}\n{SHIM}</script>" if "leaflet.js" in url else ""
        )
        text = text.replace(f'<link rel="stylesheet" href="{url}"/>', "")
    return text.replace("</head>", f"<style>{style}</style></head>", 1)


def measure(browser: Any, name: str, atlas: Atlas, folder: Path, limit_s: float) -> dict[str, Any]:
    """One way: seconds to build (wall and processor), bytes, seconds to the first view."""
    start, used = time.perf_counter(), time.process_time()
    try:
        text = WAYS[name](atlas)
    except ImportError as error:  # GeoDataFrame.explore() wants mapclassify
        nothing = float("nan")
        why = str(error).split(",")[0][:60]
        return {
            "build_s": nothing,
            "cpu_s": nothing,
            "bytes": nothing,
            "view_s": nothing,
            "note": why,
        }
    row = {"build_s": time.perf_counter() - start, "cpu_s": time.process_time() - used}
    row["bytes"] = len(text.encode())
    target = folder / "map.html"
    target.write_text(offline(text), encoding="utf-8")
    tab = browser.new_page(viewport={"width": 1400, "height": 900})
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.set_default_timeout(limit_s * 1000)
    try:
        tab.goto(target.as_uri(), timeout=limit_s * 1000)
        row["view_s"] = tab.evaluate(FIRST_VIEW) / 1000
    except Exception:  # too slow to open is a result too
        row["view_s"] = float("inf")
    row["note"] = "needs its plugin's script from the network" if errors else ""
    tab.close()
    return row


def main() -> None:
    """Print a table for each number of events."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, nargs="*", default=[30, 10_000, 100_000])
    parser.add_argument("--slow", action="store_true", help="others at more than 10,000 too")
    parser.add_argument("--limit", type=float, default=90.0, help="seconds to wait for a view")
    chosen = parser.parse_args()
    from playwright.sync_api import sync_playwright

    warnings.simplefilter("ignore")
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as driver, TemporaryDirectory() as folder:
        browser = driver.chromium.launch(executable_path=found, args=ARGUMENTS)
        for n in chosen.events:
            atlas = map_atlases.small() if n == 30 else map_atlases.large(n)
            names = list(WAYS) if n <= 10_000 or chosen.slow else [OURS]
            report(n, {k: measure(browser, k, atlas, Path(folder), chosen.limit) for k in names})
        where(browser, Path(folder), chosen.limit)
        browser.close()


def where(browser: Any, folder: Path, limit_s: float) -> None:
    """Our page of small stories all over the world, beside the demo's."""
    atlases = {"demo": map_atlases.small()}
    atlases |= {name: regions.atlas(name) for name in regions.REGIONS}
    for atlas in atlases.values():
        ours(atlas)  # what is read once a process is no part of a page
    rows = {}
    for name, atlas in atlases.items():
        ground._pictures.cache_clear()  # but a page draws its own relief
        rows[name] = measure(browser, OURS, atlas, folder, limit_s)
    print(
        f"\n{'region':<28}{'build s':>9}{'cpu s':>8}{'MB':>8}{'view s':>8}   times the demo's cpu"
    )
    for name, row in rows.items():
        print(
            f"{name:<28}{row['build_s']:>9.2f}{row['cpu_s']:>8.2f}{row['bytes'] / 1e6:>8.2f}"
            f"{row['view_s']:>8.2f}   {row['cpu_s'] / rows['demo']['cpu_s']:.1f}"
        )


def report(n: int, rows: dict[str, dict[str, Any]]) -> None:
    """Print one table, each figure as it is and as a multiple of ours."""
    own = rows[OURS]
    title = "the demo story" if n == 30 else f"{n:,} events, one statement each"
    print(f"\n{title}\n{'way':<28}{'build s':>9}{'cpu s':>8}{'MB':>8}{'view s':>8}   times ours")
    for name, row in rows.items():
        times = ", ".join(f"{k} {row[k] / own[k]:.1f}" for k in ("build_s", "bytes", "view_s"))
        print(
            f"{name:<28}{row['build_s']:>9.2f}{row['cpu_s']:>8.2f}{row['bytes'] / 1e6:>8.2f}"
            f"{row['view_s']:>8.2f}   {times} {row['note']}"
        )


if __name__ == "__main__":
    main()
