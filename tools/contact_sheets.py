"""Pages in Chromium as a reader meets them, put together on sheets to be looked at.

    python tools/contact_sheets.py                    # the demo and the eight regions
    python tools/contact_sheets.py report.md folder/  # one page for each report or folder
    python tools/contact_sheets.py --docs             # the screenshots of docs/map.md anew

Each page gives four sheets in build/sheets, which git ignores: its ground at zoom 5, 7, 9 and 11,
wide in light and in dark and on a phone in both, and what opens at every size, embedded, printed
and as a still picture. Needs playwright and Chromium.
"""

import io
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from geomap import html, maps, pipeline
from geomap.atlas import Atlas
from geomap.maps.geometry import is_eastward
from geomap.settings import OFFLINE

ROOT = Path(__file__).resolve().parents[1]
SHEETS = ROOT / "build" / "sheets"
ZOOMS = (5, 7, 9, 11)
WIDE, TABLET, FRAME, PHONE = (1440, 900), (1024, 768), (760, 520), (390, 844)
PAPER = (1039, 1420)  # two sheets of A4 without their margins
_APART, _MOST, _FLAT = 8, 1600, Image.Dither.NONE
_GO = "([zoom, at]) => geomap.apps[0].map.setView(at, zoom, { animate: false })"
# of which page, how wide and high, and in which scheme a picture of docs/images is
DOCS = {
    "map-light.png": ("reports", (1400, 900), "light"),
    "map-dark.png": ("reports", (1400, 900), "dark"),
    "map-phone.png": ("reports", PHONE, "light"),
    "map-phone-dark.png": ("reports", PHONE, "dark"),
    "ground-bering.webp": ("bering", (1200, 760), "light"),
    "ground-colombia.webp": ("colombia", (1200, 760), "light"),
    "ground-goma.webp": ("goma", (1200, 760), "light"),
    "ground-kherson.webp": ("kherson", (1200, 760), "light"),
    "ground-shan-dark.webp": ("shan", (1200, 760), "dark"),
    "ground-darfur-phone-dark.webp": ("darfur", PHONE, "dark"),
    "ground-sahel-phone.webp": ("sahel", PHONE, "light"),
    "ground-tigray-phone.webp": ("tigray", PHONE, "light"),
}
Pictures = Sequence[tuple[str, Image.Image]]


def main(given: Sequence[str]) -> None:
    """Make the sheets of each report given, else of the demo and of the eight regions."""
    from playwright.sync_api import sync_playwright

    docs = "--docs" in given
    regions = sorted((ROOT / "tests" / "golden" / "regions").glob("*.md"))
    chosen = [Path(one) for one in given if one != "--docs"]
    SHEETS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for path in chosen or [ROOT / "data" / "reports", *regions]:
            atlas, page = (
                pipeline.read_atlas([path], settings=OFFLINE),
                SHEETS / f"{path.stem}.html",
            )
            html.to_html(atlas, page)
            documents(browser, page) if docs else sheets(browser, page, atlas)
        browser.close()


def documents(browser: Any, page: Path) -> None:
    """The pictures of docs/images that show a page."""
    for name, (of, size, scheme) in DOCS.items():
        if of == page.stem:
            with opened(browser, page, size, scheme) as tab:
                picture = _picture(tab)
            plain = name.endswith("webp")
            few = (
                picture
                if plain
                else picture.quantize(256, Image.Quantize.MAXCOVERAGE, dither=_FLAT)
            )
            few.save(ROOT / "docs" / "images" / name, quality=82, method=6, optimize=True)
            print(name, flush=True)


def sheets(browser: Any, made: Path, atlas: Atlas) -> None:
    """The four sheets of the page of an atlas."""
    name, at = made.stem, middle(atlas)
    phone = []
    for scheme in ("light", "dark"):
        _sheet(f"{name}-{scheme}", list(grounds(browser, made, WIDE, scheme, at)), across=2)
        phone += list(grounds(browser, made, PHONE, scheme, at))
    _sheet(f"{name}-phone", phone, across=4)
    _sheet(f"{name}-first", list(firsts(browser, made, atlas)), across=3)


def middle(atlas: Atlas) -> list[float]:
    """Latitude and longitude of the event that lies nearest the middle of all."""
    shapes = atlas.events.geometry.dropna().representative_point()
    lons = shapes.x % 360 if is_eastward(shapes.x) else shapes.x
    spots = np.column_stack([shapes.y, lons])
    off = np.hypot(*(spots - np.median(spots, axis=0)).T)
    return [float(one) for one in spots[off.argmin()]]


@contextmanager
def opened(browser: Any, page: Path, size: tuple[int, int], scheme: str) -> Iterator[Any]:
    """A page of this size and scheme, ready, without a network."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, offline=True
    )
    tab = context.new_page()
    tab.goto(page.as_uri())
    tab.wait_for_timeout(400)
    while not all(
        frame.evaluate("!window.geomap || window.geomapReady > 0") for frame in tab.frames
    ):
        tab.wait_for_timeout(50)
    tab.wait_for_timeout(400)
    yield tab
    context.close()


def grounds(
    browser: Any, page: Path, size: tuple[int, int], scheme: str, at: list[float]
) -> Iterator[tuple[str, Image.Image]]:
    """The page around a place, from afar to near."""
    with opened(browser, page, size, scheme) as tab:
        for zoom in ZOOMS:
            tab.evaluate(_GO, [zoom, at])
            tab.wait_for_timeout(500)
            yield f"{scheme}, zoom {zoom}", _picture(tab)


def firsts(browser: Any, page: Path, atlas: Atlas) -> Iterator[tuple[str, Image.Image]]:
    """What opens at every size, in a frame, on paper and as a still picture."""
    embedded, frame = page.with_suffix(".embed.html"), page.with_suffix(".frame.html")
    html.to_html(maps.explore(atlas, embed=True), embedded)
    width, height = FRAME
    frame.write_text(
        f'<iframe src="{embedded.name}" width="{width}" height="{height}" style="border:0">'
        "</iframe>",
        encoding="utf-8",
    )
    for size in (WIDE, TABLET, PHONE):
        for scheme in ("light", "dark"):
            with opened(browser, page, size, scheme) as tab:
                yield f"{size[0]} x {size[1]}, {scheme}", _picture(tab)
    for scheme in ("light", "dark"):
        with opened(browser, frame, (width + 16, height + 16), scheme) as tab:
            yield f"{width} x {height} in a frame, {scheme}", _picture(tab)
    with opened(browser, page, PAPER, "dark") as tab:
        tab.emulate_media(media="print")
        tab.wait_for_timeout(800)
        yield "print", _picture(tab)
        tab.pdf(
            path=page.with_suffix(".print.pdf"), print_background=True, prefer_css_page_size=True
        )
    for suffix in (".png", ".svg", ".pdf"):
        atlas.to_file(page.with_suffix(suffix))
    yield "still picture", Image.open(page.with_suffix(".png")).convert("RGB")


def _picture(tab: Any) -> Image.Image:
    return Image.open(io.BytesIO(tab.screenshot())).convert("RGB")


def _sheet(name: str, pictures: Pictures, *, across: int) -> None:
    """Put pictures side by side, each under its title, as large as a screen shows them whole."""
    cell = _MOST // across - _APART
    small = [
        (title, one.resize((round(one.width * share), round(one.height * share)), Image.LANCZOS))
        for title, one in pictures
        for share in [min(cell / one.width, 1.0)]
    ]
    rows = [small[n : n + across] for n in range(0, len(small), across)]
    heights = [max(one.height for _, one in row) + 16 + _APART for row in rows]
    sheet = Image.new("RGB", (_MOST, sum(heights)), "white")
    draw, top = ImageDraw.Draw(sheet), 0
    for row, height in zip(rows, heights, strict=True):
        for n, (title, one) in enumerate(row):
            draw.text((n * (cell + _APART) + 2, top + 2), title, fill="black")
            sheet.paste(one, (n * (cell + _APART), top + 16))
        top += height
    sheet.save(SHEETS / f"{name}.png")
    print(SHEETS / f"{name}.png", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
