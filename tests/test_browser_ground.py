"""The ground in a real browser, on a page of each region: whole, quiet, safe, reachable."""

import io
from dataclasses import replace

import numpy as np
import pytest
import regions
from golden import map_atlases
from PIL import Image
from test_browser import chromium, quiet, visit  # noqa: F401

from geomap import html, open_gazetteer

pytestmark = pytest.mark.browser
OF_REGION = pytest.mark.parametrize("region", regions.REGIONS)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder, made = tmp_path_factory.mktemp("regions"), {}

    def page_of(region):
        """A page whose events and words are hostile, on the ground of a region."""
        if region not in made:
            made[region] = folder / f"{region}.html"
            html.to_html(hostile(regions.atlas(region)), made[region])
        return made[region]

    return page_of


def hostile(atlas):
    """The atlas with hostile words for every place, actor and statement."""
    words = list(map_atlases.HOSTILE)
    events, statements = atlas.events.copy(), atlas.statements.copy()
    for frame, columns in ((events, ("place", "actor")), (statements, ("text", "said_by"))):
        for column in columns:
            frame[column] = [words[row % len(words)] for row in range(len(frame))]
    return replace(atlas, events=events, statements=statements)


def go(page, zoom, *, east=0.0):
    """Look from a zoom, so many widths of the view to the east of the middle."""
    page.evaluate(
        """([zoom, east]) => {
          const map = geomap.apps[0].map;
          map.setView(map.getCenter(), zoom, { animate: false });
          map.panBy([east * map.getSize().x, 0], { animate: false });
        }""",
        [zoom, east],
    )
    page.wait_for_timeout(250)


@OF_REGION
def test_a_page_of_each_region_is_quiet_and_safe(visit, pages, region):  # noqa: F811
    page = visit(pages(region))
    go(page, 2)
    go(page, 7, east=1.5)
    assert quiet(page), (page.requests, page.complaints)
    assert page.evaluate("typeof window.hacked") == "undefined"


@OF_REGION
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_a_page_of_each_region(visit, pages, region, scheme):  # noqa: F811
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = visit(pages(region), color_scheme=scheme, bypass_csp=True)
    found = axe.run(page).response["violations"]
    serious = [one["id"] for one in found if one["impact"] in {"serious", "critical"}]
    assert not serious


@OF_REGION
@pytest.mark.parametrize("east", [0, 1, -1])
def test_wherever_a_reader_goes_there_is_ground(visit, pages, region, east):  # noqa: F811
    """Zoomed out to the globe, or one view to the side: no part of the map is bare."""
    page = visit(pages(region))
    for zoom in (2, 5, 9):
        go(page, zoom, east=east)
        stage = page.locator(".folium-map")
        pixels = np.asarray(Image.open(io.BytesIO(stage.screenshot())).convert("RGB"), dtype=int)
        bare = (np.abs(pixels - np.array([244, 242, 236])).sum(axis=-1) == 0).mean()
        assert bare < 0.01  # the plain colour of land lies under the relief, and shows through it


@OF_REGION
@pytest.mark.parametrize("zoom", [5, 7, 9])
def test_no_name_lies_on_another(visit, pages, region, zoom):  # noqa: F811
    page = visit(pages(region))
    go(page, zoom)
    boxes = page.evaluate("geomap.apps[0].placedLabels.map(p => p.boxes)")
    assert boxes or zoom == 9  # between Asia and America there is sea alone
    flat = [(i, box) for i, of in enumerate(boxes) for box in of]
    for n, (i, a) in enumerate(flat):
        for j, b in flat[n + 1 :]:
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert i == j or apart


@OF_REGION
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_no_name_is_cut_by_the_edge_of_the_view(visit, pages, region, size):  # noqa: F811
    page = visit(pages(region), width=size[0], height=size[1])
    for zoom in (5, 7, 9):
        go(page, zoom)
        width, height, boxes = page.evaluate(
            """(() => {
              const a = geomap.apps[0], s = a.map.getSize();
              return [s.x, s.y, a.placedLabels.flatMap(p => p.boxes)];
            })()"""
        )
        west, north = width / 4, height / 4  # the canvas reaches so far beyond the view
        for x0, y0, x1, y1 in boxes:
            inside = (
                x0 >= west - 1
                and x1 <= west + width + 1
                and y0 >= north - 1
                and y1 <= north + height + 1
            )
            outside = (
                x1 <= west + 1
                or x0 >= west + width - 1
                or y1 <= north + 1
                or y0 >= north + height - 1
            )
            assert inside or outside


def test_beyond_the_antimeridian_there_are_names(visit, pages):  # noqa: F811
    page = visit(pages("bering"))
    page.evaluate("geomap.apps[0].map.setView([55, 260], 4, { animate: false })")
    page.wait_for_timeout(250)
    names = page.evaluate("geomap.apps[0].placedLabels.map(p => p.text)")
    assert "Canada" in names


@pytest.mark.parametrize("spots", [[(32.6, 46.6), (30.7, 46.4)], [(-77.0, 3.9)], [(179.5, 64.7)]])
def test_the_edge_of_its_ground_is_no_coast_on_the_map_of_the_review(chromium, spots):  # noqa: F811
    widget = pytest.importorskip("geomap.reviewing.widget")
    level = widget.ground_of(spots, open_gazetteer(), regions.OFFLINE)
    script = widget._script().replace("export default", "window.review = { open, paths }; void")
    page = chromium.new_page()
    page.add_script_tag(type="module", content=script)
    page.wait_for_function("window.review")
    coasts = page.evaluate(
        "level => review.open(review.paths(level.land, level.digits), level.window)", level
    )
    page.close()
    assert coasts
    west, south, east, north = level["window"]
    for line in coasts:
        lats, lons = np.array(line).T
        for start, end in zip(range(len(line)), range(1, len(line)), strict=False):
            x, y = lons[[start, end]], lats[[start, end]]
            assert x.max() > west
            assert x.min() < east
            assert y.max() > south
            assert y.min() < north
