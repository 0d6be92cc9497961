"""Claimed encirclement in a real browser: signs, key, panel, days, and any text."""

import json
import re
from dataclasses import replace
from itertools import combinations

import pytest
from golden import map_atlases
from test_browser import APP, chromium, folder, quiet, visit  # noqa: F401  fixtures

from geomap import html
from geomap.maps.signs import EXAMPLES, Sign
from geomap.model import Phase, Position, Side, SideState, Siege, WayOut, table

pytestmark = pytest.mark.browser
TOWNS = (
    "gn:379303", "gn:367644", "gn:377962", "gn:370737", "gn:369004", "gn:377472", "gn:373141",
    "gn:376450", "gn:379003", "gn:363533", "gn:371760",
)  # fmt: skip
SIDES = (
    Side(way="north", bearing_deg=0.0),
    Side(way="west", bearing_deg=270.0),
    Side(way="south", bearing_deg=180.0, state=SideState.BARRIER, by="Lake Kivu"),
)
GOMA = Siege(
    target="Goma",
    target_id="gn:216281",
    by="M23 rebels",
    claimant="the governor",
    sides=SIDES,
    positions=(
        Position(name="Rutshuru", side="north", bearing_deg=24.3, km=59.0, fits=True),
        Position(name="Sake", side="west", bearing_deg=298.3, km=23.4, fits=True),
    ),
    ways=(WayOut(is_open=False, what="road", to="Kanyabayonga", bearing_deg=340.0),),
    said_on="2021-08-23",
)


def page_of(folder, name, *frames):  # noqa: F811
    """A page of an atlas with a claim for each frame, and no other claims."""
    base = map_atlases.small()
    siege = base.claims[base.claims["relation"] == "surrounded"].iloc[0].to_dict()
    rows = [siege | {"claim_id": f"c{n}", "siege": one.to_json()} for n, one in enumerate(frames)]
    html.to_html(replace(base, claims=table("claims", rows)), folder / f"{name}.html")
    return folder / f"{name}.html"


@pytest.fixture(scope="module")
def goma(folder):  # noqa: F811
    return page_of(folder, "goma", GOMA)


@pytest.fixture(scope="module")
def signs(folder):  # noqa: F811
    frames = [
        replace(EXAMPLES[sign], target=f"Town {n}", target_id=TOWNS[n], said_on="2021-08-23")
        for n, sign in enumerate(Sign)
    ]
    return page_of(folder, "signs", *frames)


@pytest.fixture(scope="module")
def days(folder):  # noqa: F811
    said = replace(GOMA, sides=(), positions=(), ways=(), count=3)
    frames = [
        said,
        replace(said, said_on="2021-08-24", phase=Phase.DENIED, claimant="the army"),
        *(replace(said, claimant=f"man {n}", said_on="2021-08-25") for n in range(4)),
        replace(said, target="Nowhere", target_id=""),
    ]
    return page_of(folder, "days", *frames)


def labels(page):
    found = page.evaluate(f"{APP}.placedLabels.map(p => [p.kind, p.text, p.boxes])")
    return [(kind, text.replace("\n", " "), boxes) for kind, text, boxes in found]


def apart(one, other):
    """Whether two boxes (left, top, right, bottom) share no point inside."""
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_view_shows_the_whole_ring_with_its_words(visit, goma, width, scheme):  # noqa: F811
    page = visit(goma, width=width, height=844, color_scheme=scheme)
    assert quiet(page), page.complaints
    whole = page.evaluate(
        f"(() => {{ const l = {APP}.encirclement, h = l.hits[0], v = l.view;"
        " return h.x - h.r >= v.left && h.x + h.r <= v.left + v.seenWidth"
        " && h.y - h.r >= v.top && h.y + h.r <= v.top + v.seenHeight; })()"
    )
    assert whole
    kinds = {kind: text for kind, text, _ in labels(page)}
    assert kinds["ring"].endswith("north and west, the governor, 23 August")
    assert {text for _, text, _ in labels(page)} >= {"Rutshuru 59 km", "Lake Kivu"}


def test_a_map_without_its_rings_finds_its_first_view_again(visit, goma):  # noqa: F811
    page = visit(goma)
    page.evaluate(f"{APP}.map.removeLayer({APP}.encirclement)")
    page.set_viewport_size({"width": 900, "height": 600})
    page.evaluate(f"{APP}.goHome()")
    assert quiet(page), page.complaints
    assert page.evaluate(f"{APP}.map.getBounds().isValid()")


def test_no_words_of_a_ring_lie_on_other_words_or_under_the_key(visit, goma):  # noqa: F811
    page = visit(goma)
    found = labels(page)
    owned = [(n, kind, box) for n, (kind, _, group) in enumerate(found) for box in group]
    boxes = [box for _, kind, box in owned if kind in {"ring", "way"}]
    assert boxes
    assert {"ring", "way"} <= {kind for kind, *_ in found}
    for (n, kind, one), (m, other_kind, other) in combinations(owned, 2):
        if n != m and {kind, other_kind} & {"ring", "way"}:
            assert apart(one, other), (found[n], found[m])
    view = page.evaluate(f"[{APP}.encirclement.view.left, {APP}.encirclement.view.top]")
    key = page.evaluate(
        "(() => { const k = document.querySelector('.geomap-key');"
        " return [k.offsetLeft, k.offsetTop, k.offsetWidth, k.offsetHeight]; })()"
    )
    left, top = view[0] + key[0], view[1] + key[1]
    assert all(apart(box, (left, top, left + key[2], top + key[3])) for box in boxes)


def test_the_key_holds_each_sign_that_is_drawn_and_the_legend_all(visit, signs, goma):  # noqa: F811
    page = visit(signs)
    key = page.locator(".geomap-key").inner_text()
    assert all(sign.label in key for sign in Sign)
    page = visit(goma)
    key = page.locator(".geomap-key").inner_text()
    assert Sign.PLACES.label in key
    assert Sign.BROKEN.label not in key
    page.get_by_role("tab", name="Legend").click()
    legend = page.locator("[data-kind=sign]").inner_text()
    assert all(sign.label in legend and sign.definition in legend for sign in Sign)
    assert "lake, sea, river or border" in legend


def test_the_signs_of_the_key_are_told_apart_without_colour(visit, signs):  # noqa: F811
    page = visit(signs)
    pictures = page.evaluate(
        f"{APP}.encoding.signs.map(s => {{ const c = geomap.siegeElement(s.marks, '#666666', 11);"
        " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        " return Array.from({length: d.length / 4}, (_, i) => d[4 * i + 3] > 128"
        " && (d[4 * i] + d[4 * i + 1] + d[4 * i + 2]) < 500 ? 1 : 0); })"
    )
    for i, one in enumerate(pictures):
        for other in pictures[i + 1 :]:
            assert sum(a != b for a, b in zip(one, other, strict=True)) > 0.012 * len(one)


def test_a_click_on_a_ring_shows_who_says_what_in_three_lines(visit, goma):  # noqa: F811
    page = visit(goma)
    at = page.evaluate(
        f"(() => {{ const a = {APP}, l = a.encirclement, h = l.hits[0];"
        " const p = a.map.layerPointToContainerPoint("
        "a.map.latLngToLayerPoint(l.topLeft).add([h.x + h.r * 0.94, h.y + h.r * 0.34]));"
        " const b = a.map.getContainer().getBoundingClientRect();"
        " return [b.left + p.x, b.top + p.y]; })()"
    )
    page.mouse.click(*at)
    detail = page.locator(".geomap-detail")
    lines = detail.locator(".geomap-three li").all_inner_texts()
    assert len(lines) == 3
    assert lines[0].startswith("Said: north and west; borne out by Rutshuru (59 km NE)")
    assert "closed by Lake Kivu to the south" in lines[0]
    assert lines[1].startswith("Nobody speaks of: ")
    assert lines[2] == "Ways out: road to Kanyabayonga said to be cut."
    for word in ("Goma", "the governor", "23 August", Sign.PLACES.definition):
        assert word in detail.inner_text()
    assert not detail.get_by_text(re.compile("widest gap")).is_visible()
    detail.locator("summary", has_text="Details").click()
    assert detail.get_by_text(re.compile("widest gap")).is_visible()


def test_a_ring_stands_on_its_day_and_what_finds_no_room_is_counted(visit, days):  # noqa: F811
    page = visit(days)
    shown = lambda: page.evaluate(f"{APP}.encirclement.hits.map(h => h.ring.sign)")  # noqa: E731
    assert len(shown()) == 3
    assert "denied" in shown()
    assert any("+3 more rings" in text for _, text, _ in labels(page))
    for day, signs in (("2021-08-23", ["count"]), ("2021-08-24", ["denied"])):
        page.evaluate(f"{APP}.set({{from: geomap.fromIso('{day}'), to: geomap.fromIso('{day}')}})")
        page.wait_for_timeout(200)
        assert shown() == signs
    page.get_by_role("tab", name="Claims").click()
    heads = page.locator(".geomap-ringhead").all_inner_texts()
    assert sum("3 sides, which is not said" in head for head in heads) == len(heads) == 7
    listed = page.locator(".geomap-rings").inner_text()
    assert "1 claim of a place without coordinates, not drawn" in listed


def test_the_claims_of_a_ring_show_its_lines_and_no_measures_in_the_list(visit, goma):  # noqa: F811
    page = visit(goma)
    page.get_by_role("tab", name="Claims").click()
    assert "widest gap" not in page.locator(".geomap-claims").inner_text()
    assert page.evaluate(f"{APP}.ringOf(0).rows") == [0]


def test_hostile_words_of_a_siege_are_shown_and_run_nothing(visit, folder):  # noqa: F811
    bad = "<img src=x onerror=window.pwned=1>{{7*7}}</script><script>window.pwned=2</script>"
    side = replace(SIDES[2], by=bad)
    where = replace(GOMA.positions[0], name=bad)
    way = replace(GOMA.ways[0], to=bad, what=bad)
    frame = replace(GOMA, target=bad, claimant=bad, sides=(side,), positions=(where,), ways=(way,))
    page = visit(page_of(folder, "hostile-siege", frame, replace(frame, target_id="")))
    page.get_by_role("tab", name="Claims").click()
    assert bad in page.locator(".geomap-rings").inner_text()
    page.evaluate(f"{APP}.select({{kind: 'claim', row: 0}})")
    page.wait_for_timeout(400)
    assert bad in page.locator(".geomap-detail").inner_text()
    assert page.evaluate("window.pwned") is None
    assert quiet(page), page.complaints
    assert json.loads(page.evaluate(f"JSON.stringify({APP}.encirclement.rings[0].target)")) == bad


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_serious_about_rings(visit, days, scheme, width):  # noqa: F811
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = visit(days, width=width, color_scheme=scheme)
    for tab in ("Claims", "Legend"):
        page.get_by_role("tab", name=tab).click()
        assert_clean(axe.run(page))
    page.evaluate(f"{APP}.select({{kind: 'claim', row: 0}})")
    assert_clean(axe.run(page))


def assert_clean(result):
    serious = {"serious", "critical"}
    assert not [v["id"] for v in result.response["violations"] if v["impact"] in serious]
