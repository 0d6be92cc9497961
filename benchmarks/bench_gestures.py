"""How long the page needs for a zoom step, a filter and a step of the slider, on many events.

Each gesture is made many times in headless Chromium. Two figures: the processor's time on the
page's main thread (from Linux's /proc), which another program on the machine does not change much,
and the time by the clock until the picture stands (the second animation frame). As a measure in the
same run, each is also given as a multiple of one pass of the page over a million numbers, which
takes 1 to 2 ms on an idle machine.
"""

import argparse
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import made_events
from golden import map_atlases

from geomap import html, read_atlas

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
LIMIT_MS = 200
MANY = 500_000
ACT = """async ([kind, n]) => {
  const a = geomap.apps[0], zoom = a.map.getZoom();
  const frame = () => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)));
  await frame();
  const begin = performance.now();
  if (kind === 'zoom step') a.map.setZoom(zoom + (n % 2 ? -1 : 1), {animate: false});
  if (kind === 'filter') a.toggle('status', 'claimed', n % 2 === 1);
  if (kind === 'slider') a.set({to: a.lastDay - 5 - n});
  await frame();
  return performance.now() - begin;
}"""
UNIT = """() => {
  const v = new Float64Array(1e6).map((_, i) => i % 977), begin = performance.now();
  let sum = 0;
  for (let k = 0; k < 10; k++) for (let i = 0; i < v.length; i++) if (v[i] > k) sum += v[i];
  return [(performance.now() - begin) / 10, sum];
}"""
GESTURES = ("zoom step", "filter", "slider")


def quantile(values: list[float], share: float) -> float:
    """The value that this share of them does not pass."""
    return sorted(values)[min(len(values) - 1, round(share * (len(values) - 1)))]


def gestures(tab: Any, times: int) -> dict[str, dict[str, list[float]]]:
    """Milliseconds of each gesture, of the main thread's processor and by the clock."""
    session = tab.context.browser.new_browser_cdp_session()
    ran = [
        Path(f"/proc/{one['id']}/task/{one['id']}/schedstat")
        for one in session.send("SystemInfo.getProcessInfo")["processInfo"]
        if one["type"] == "renderer"
    ]

    def used() -> float:
        return (
            sum(int(path.read_text(encoding="utf-8").split()[0]) for path in ran if path.exists())
            / 1e6
        )

    rows: dict[str, dict[str, list[float]]] = {}
    for kind in GESTURES:
        rows[kind] = {"cpu": [], "clock": []}
        for n in range(times):
            before = used()
            rows[kind]["clock"].append(tab.evaluate(ACT, [kind, n]))
            rows[kind]["cpu"].append(used() - before)
        tab.evaluate("geomap.apps[0].reset()")
    return rows


def main() -> None:
    """Print a table for each number of events."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--page", type=Path, help="a page that is there already, in place of those")
    chosen = parser.parse_args()
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as driver, TemporaryDirectory() as folder:
        browser = driver.chromium.launch(executable_path=found, args=ARGUMENTS)
        for n in [0] if chosen.page else chosen.events:
            path = chosen.page or _page(n, Path(folder))
            tab = browser.new_page(viewport={"width": 1400, "height": 900})
            tab.goto(Path(path).resolve().as_uri())
            while not tab.evaluate("() => Boolean(window.geomapReady)"):
                tab.wait_for_timeout(200)
            tab.wait_for_timeout(2000)
            report(f"{n:,} events" if n else str(path), gestures(tab, chosen.times), tab)
            tab.close()
        browser.close()


def _page(n: int, folder: Path) -> Path:
    """A page of so many events, in a folder; a million are a user's own, which are gathered."""
    path = folder / "map.html"
    if n < MANY:
        html.to_html(map_atlases.large(n), path)
    else:
        atlas = read_atlas(events=made_events.write(folder / "own.csv", n))
        html.to_html(atlas, path)
    return path


def report(title: str, rows: dict[str, dict[str, list[float]]], tab: Any) -> None:
    """One table: median and p95, and p95 by the clock as a multiple of a pass over numbers."""
    unit = quantile([tab.evaluate(UNIT)[0] for _ in range(9)], 0.5)
    print(f"\n{title}; a pass over a million numbers: {unit:.1f} ms")
    print(f"{'gesture':<12}{'cpu p50':>9}{'p95':>7}{'clock p50':>11}{'p95':>7}   p95 in passes")
    for kind, found in rows.items():
        cpu, clock = (
            [quantile(found[of], share) for share in (0.5, 0.95)] for of in ("cpu", "clock")
        )
        told = "" if cpu[1] <= LIMIT_MS else f"   over {LIMIT_MS} ms"
        print(
            f"{kind:<12}{cpu[0]:>9.0f}{cpu[1]:>7.0f}{clock[0]:>11.0f}{clock[1]:>7.0f}"
            f"   {clock[1] / unit:.0f}{told}"
        )


if __name__ == "__main__":
    main()
