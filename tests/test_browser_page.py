"""The page as a reader meets it, in a real browser: story, key, colours, discs, doubt, small screens."""

# ruff: noqa: E501  lines of script

import csv
import io
import re
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from golden import map_atlases
from shapely import Point
from test_browser import APP, chromium, folder, hostile, panjshir, quiet, visit  # noqa: F401

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import made_events

import geomap
from geomap import html, maps, relations
from geomap.maps import gathered, payload

pytestmark = pytest.mark.browser
SIZES = [(1440, 900), (1024, 768), (760, 520), (390, 844)]
HITS = (
    f"(() => {{ const a = {APP}, l = a.eventLayer;"
    " const b = a.map.getContainer().getBoundingClientRect();"
    " return l.hits.map(h => { const p = a.map.layerPointToContainerPoint("
    "a.map.latLngToLayerPoint(l.topLeft).add([h.x, h.y]));"
    " return [b.left + p.x, b.top + p.y, h.r, h.row]; }); })()"
)
BOX = (
    "s => { const b = document.querySelector(s).getBoundingClientRect();"
    " return [b.left, b.top, b.right, b.bottom]; }"
)


def saved(folder, name, atlas, **options):  # noqa: F811
    path = folder / f"{name}.html"
    html.to_html(maps.explore(atlas, **options), path)
    return path


def with_place(atlas, row, point):
    geometry = atlas.events.geometry.copy()
    geometry.iloc[row] = point
    return replace(atlas, events=atlas.events.set_geometry(geometry))


# ---- the first screen


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_of_the_page_covers_a_sign_of_the_first_view(visit, panjshir, width, height):  # noqa: F811
    page = visit(panjshir, width=width, height=height)
    assert quiet(page), page.complaints
    page.wait_for_timeout(300)
    stage = page.evaluate(BOX, ".geomap-map")
    key = page.evaluate(BOX, ".geomap-key")
    assert key[1] >= stage[3] - 1
    head = page.evaluate(BOX, ".geomap-head")
    for x, y, r, _ in page.evaluate(HITS):
        inside = stage[0] <= x <= stage[2] and stage[1] <= y <= stage[3]
        covered = head[0] < x + r and x - r < head[2] and head[1] < y + r and y - r < head[3]
        assert not (inside and covered), (x, y)


def test_the_story_is_made_of_clauses_that_lead_to_their_events(visit, panjshir):  # noqa: F811
    page = visit(panjshir)
    clauses = page.locator(".geomap-standfirst button")
    assert 1 < clauses.count() <= 4
    assert not page.locator(".geomap-body").is_visible()
    clauses.first.click()
    page.wait_for_timeout(300)
    assert page.evaluate(f"{APP}.selection.kind") == "event"
    assert page.locator(".geomap-detail blockquote").first.is_visible()
    page.get_by_role("button", name="Close the panel").click()
    assert not page.locator(".geomap-body").is_visible()


def test_codes_stand_under_details_only(visit, panjshir):  # noqa: F811
    page = visit(panjshir)
    page.get_by_role("tab", name="Events").click()
    assert not {"COERCE", "ASSAULT"} & set(page.locator(".geomap-table").inner_text().split())
    page.evaluate(f"{APP}.select({{kind: 'event', row: 0}})")
    codes = page.locator(".geomap-way", has_text="Details: codes")
    assert not codes.get_by_text("PLOVER").is_visible()
    codes.locator("summary").click()
    assert codes.get_by_text("PLOVER").is_visible()


def test_a_title_of_ones_own_heads_the_page(visit, folder):  # noqa: F811
    page = visit(saved(folder, "titled", map_atlases.small(), title="My <b>own</b> headline"))
    assert page.locator("h1").inner_text() == page.title() == "My <b>own</b> headline"


# ---- a user's own thousands


@pytest.fixture(scope="module")
def thousands(folder):  # noqa: F811
    atlas = map_atlases.large(3_000)
    late = atlas.sources.assign(published=pd.Timestamp("2025-01-01"))
    return saved(folder, "thousands", replace(atlas, sources=late))


def test_head_time_bar_and_discs_follow_what_is_shown(visit, thousands):  # noqa: F811
    page = visit(thousands)
    assert page.evaluate(f"geomap.iso({APP}.firstDay)").startswith("2021-01")
    glance = page.locator(".geomap-glance summary")
    before = glance.inner_text()
    assert "Afghanistan" in before
    assert "3,000 events" in before or " of 3,000" in before
    counts = f"{APP}.eventLayer.clusters.reduce((n, c) => n + c.count, 0)"
    assert page.evaluate(counts) == page.evaluate(f"{APP}.shown")
    page.evaluate(f"{APP}.set({{from: {APP}.firstDay, to: {APP}.firstDay + 30}})")
    page.wait_for_timeout(300)
    assert glance.inner_text() != before
    assert page.evaluate(counts) == page.evaluate(f"{APP}.shown") < 1_000
    shares = page.evaluate(
        f"{APP}.eventLayer.clusters.filter(c => c.shares)"
        ".map(c => [c.count, c.shares.colours.reduce((n, s) => n + s[1], 0), c.radius])"
    )
    assert shares
    assert all(n == of_colours for n, of_colours, _ in shares)
    assert all(a[2] <= b[2] for a in shares for b in shares if a[0] < b[0])


def test_discs_do_not_lie_on_each_other_and_hold_every_event_that_is_shown(visit, folder):  # noqa: F811
    atlas = map_atlases.large(6_000)
    page = visit(saved(folder, "discs", atlas))
    for zoom in (6, 8):
        page.evaluate(f"{APP}.map.setZoom({zoom}, {{animate: false}})")
        page.wait_for_timeout(600)
        apart, held, shown = page.evaluate(
            f"(() => {{ const a = {APP}, l = a.eventLayer, d = l.clusters.filter(c => c.shares);"
            " let worst = Infinity; for (const x of d) for (const y of d) if (x !== y) worst = Math.min(worst,"
            " Math.hypot(x.x - y.x, x.y - y.y) - x.radius - y.radius);"
            " const held = l.clusters.reduce((n, c) => n + geomap.rowsOf(a, c).length, 0);"
            " const ends = c => c.shares.colours.reduce((n, s) => n + s[1], 0);"
            " return [worst, held, d.every(c => ends(c) === c.count) ? a.shown : -1]; })()"
        )
        assert apart > -4
        assert 0 < held <= shown == 6_000
        assert zoom > 6 or held == shown  # far in, only what lies around the view is gathered


def test_bars_are_of_weeks_or_months_where_there_are_many_days(visit, thousands, panjshir):  # noqa: F811
    ends = lambda path: visit(path).locator(".geomap-ends").inner_text()  # noqa: E731
    assert "events a day" in ends(panjshir)
    assert "events a week" in ends(thousands) or "events a month" in ends(thousands)


def test_playing_never_takes_more_than_twenty_seconds(visit, thousands):  # noqa: F811
    page = visit(thousands)
    page.clock.install()
    page.get_by_role("button", name="Play").click()
    page.clock.run_for(20_500)
    assert page.get_by_role("button", name="Play").is_visible()
    assert page.evaluate(f"{APP}.filters.to === {APP}.lastDay")


def test_colours_tell_what_is_chosen_and_the_address_keeps_it(visit, panjshir):  # noqa: F811
    page = visit(panjshir)
    looks = f"[...Array({APP}.events.n).keys()].map(i => geomap.look({APP}, i).colour)"
    sides = page.evaluate(looks)
    page.locator(".geomap-choose select").select_option("shape")
    types = page.evaluate(looks)
    assert sides != types
    shapes = page.evaluate(
        f"[...Array({APP}.events.n).keys()].map(i => {APP}.events.at('shape', i))"
    )
    assert len(set(zip(shapes, types, strict=True))) == len(set(shapes))
    kept = page.evaluate("location.hash")
    assert "colour=shape" in kept
    assert visit(panjshir, fragment=kept).evaluate(looks) == types


def test_where_four_parties_lead_little_the_colour_is_what_happened(visit, folder):  # noqa: F811
    atlas = map_atlases.large(400)
    names = [f"Front of Valley {n % 80}" for n in range(400)]
    many = replace(atlas, events=atlas.events.assign(actor=names))
    page = visit(saved(folder, "parties", many))
    assert page.evaluate(f"{APP}.filters.colour") == "shape"


# ---- doubt, distance, tolls


def test_a_doubtful_place_has_its_sign_on_map_table_key_and_in_words(visit, folder):  # noqa: F811
    base = map_atlases.small()
    unsure = base.mentions["name"] == "Bazarak"
    chance = base.mentions["probability"].mask(unsure, 0.55).mask(~unsure, 0.95)
    page = visit(
        saved(folder, "doubt", replace(base, mentions=base.mentions.assign(probability=chance)))
    )
    doubts = page.evaluate(
        f"[...Array({APP}.events.n).keys()].filter(i => geomap.look({APP}, i).doubt)"
        f".map(i => {APP}.events.at('place', i))"
    )
    assert set(doubts) == {"Bazarak"}
    assert "in doubt" in page.locator(".geomap-key").inner_text()
    differ = page.evaluate(
        "(() => { const look = {shape: 'circle', outline: 'full', pattern: 'solid', colour: '#666666'};"
        " const of = doubt => geomap.symbolElement(null, {...look, doubt}, 9).toDataURL();"
        " return of(true) !== of(false); })()"
    )
    assert differ
    row = page.evaluate(
        f"[...Array({APP}.events.n).keys()].find(i => {APP}.events.at('place', i) === 'Bazarak')"
    )
    page.evaluate(f"{APP}.select({{kind: 'event', row: {row}}})")
    assert (
        "perhaps another place of that name (this one: 0.55)"
        in page.locator(".geomap-detail").inner_text()
    )
    page.evaluate(f"{APP}.toggle('doubt', 1, false)")
    assert (
        page.evaluate(f"[...{APP}.visible].filter((v, i) => v && geomap.doubt({APP}, i)).length")
        == 0
    )


def test_what_lies_far_off_is_counted_and_can_be_reached(visit, folder, panjshir):  # noqa: F811
    assert not visit(panjshir).locator(".geomap-outliers").is_visible()
    far = with_place(map_atlases.small(), 0, Point(-70.0, -33.0))
    page = visit(saved(folder, "far", far))
    home = page.evaluate(f"{APP}.map.getZoom()")
    assert home > 6
    line = page.locator(".geomap-outliers button")
    assert line.inner_text() == "1 event lies far off: show"
    line.click()
    assert page.evaluate(f"{APP}.map.getBounds().contains([-33, -70])")
    line.click()
    assert page.evaluate(f"{APP}.map.getZoom()") == home


def test_tolls_are_in_table_detail_filter_and_size(visit, folder):  # noqa: F811
    base = map_atlases.small()
    dead = pd.Series([None] * len(base.events), index=base.events.index, dtype="Int64")
    dead.iloc[1], dead.iloc[2] = 7, 240
    words = dead.map(lambda n: "" if pd.isna(n) else f"{n} killed").astype("str")
    events = base.events.assign(killed_least=dead, killed_most=dead, toll=words)
    known = base.statements["event_id"].map(dead).astype("Int64")
    told = base.statements.assign(killed_least=known, killed_most=known)
    page = visit(saved(folder, "tolls", replace(base, events=events, statements=told)))
    page.get_by_role("tab", name="Events").click()
    assert {"7", "240"} <= set(page.locator(".geomap-figure").all_inner_texts())
    page.evaluate(f"{APP}.select({{kind: 'event', row: 2}})")
    assert "240 killed, says" in page.locator(".geomap-detail").inner_text()
    page.evaluate(f"{APP}.select(null); {APP}.toggle('toll', 0, false)")
    assert page.evaluate(f"{APP}.shown") == 2
    sizes = "[...new Set(" + f"{APP}.eventLayer.hits.map(h => h.r))].length"
    page.evaluate(f"{APP}.reset()")
    page.locator(".geomap-choose input").check()
    page.wait_for_timeout(200)
    assert page.evaluate(sizes) > 1


# ---- claimed areas and lanes


def test_a_district_that_is_said_to_be_held_is_tinted_and_a_province_is_not(visit, folder):  # noqa: F811
    base = map_atlases.small()
    rows = base.events.reset_index()
    control = rows.assign(
        event_type="COERCE", event_mode="seize", status="claimed", actor="Taliban",
        geo_precision=["settlement" if p != "Panjshir" else "province" for p in rows["place"]],
    ).set_index("event_id")  # fmt: skip
    page = visit(saved(folder, "held", replace(base, events=control.set_geometry("geometry"))))
    layer = f"{APP}.layers.find(l => l.name === 'Claimed areas').layer"
    held = page.evaluate(f"{layer}.held.map(h => h.group.place)")
    assert "Bazarak" in held
    assert "Panjshir" not in held


def test_a_claim_that_the_other_side_denies_is_hatched_in_both_colours(visit, folder):  # noqa: F811
    base = map_atlases.small()
    event = base.events.index[base.events["place"] == "Bazarak"][0]
    mine = base.statements["event_id"] == event
    first = base.statements.index[mine][0]
    status = (
        base.statements["status"]
        .mask(mine, "denied")
        .mask(base.statements.index == first, "claimed")
    )
    voice = base.statements["said_by"].mask(mine, "Ahmad Massoud")
    voice = voice.mask(base.statements.index == first, "Taliban")
    told = base.statements.assign(status=status, said_by=voice)
    row = base.events.index == event
    change = {
        "event_type": "COERCE",
        "event_mode": "seize",
        "status": "contested",
        "actor": "Taliban",
        "geo_precision": "settlement",
    }
    events = base.events.assign(**{k: base.events[k].mask(row, v) for k, v in change.items()})
    page = visit(saved(folder, "hatched", replace(base, events=events, statements=told)))
    layer = f"{APP}.layers.find(l => l.name === 'Claimed areas').layer"
    sides = page.evaluate(f"[...{layer}.held.find(h => h.group.place === 'Bazarak').sides.keys()]")
    assert len(sides) == 2
    assert -1 not in sides
    page.get_by_role("tab", name="Claims").click()
    marks = page.locator(".geomap-lanetrack button").all_inner_texts()
    assert {"✓", "✕"} <= set(marks)
    page.locator(".geomap-lanetrack button", has_text="✕").first.click()
    assert page.evaluate(f"{APP}.selection.kind") == "event"


# ---- the hover card, downloads


def test_a_card_beside_the_pointer_has_quotation_speaker_day_and_source(visit, panjshir):  # noqa: F811
    page = visit(panjshir)
    row = page.evaluate(
        f"[...Array({APP}.events.n).keys()].find(i => {APP}.events.at('place', i) === 'Bazarak')"
    )
    x, y, *_ = next(hit for hit in page.evaluate(HITS) if hit[3] == row)
    page.mouse.move(x, y)
    card = page.locator(".geomap-tip")
    assert card.is_visible()
    quoted = page.evaluate(f"{APP}.statements.at('text', {APP}.statementsOf({row})[0])")
    text = card.inner_text()
    assert quoted[:60] in text
    assert " 2021" in text
    assert "Gazette" in text
    page.mouse.move(2, 850)
    assert not card.is_visible()


def test_hostile_words_on_the_card_and_in_downloads_are_words(visit, hostile):  # noqa: F811
    page = visit(hostile)
    for x, y, *_ in page.evaluate(HITS)[:12]:
        page.mouse.move(x, y)
    assert page.evaluate("window.pwned") is None
    assert page.locator(".geomap-tip img, .geomap-tip script").count() == 0
    assert ET.fromstring(page.evaluate(f"geomap.kml({APP})")) is not None
    assert quiet(page), page.complaints


def test_downloads_travel(visit, panjshir):  # noqa: F811
    page = visit(panjshir)
    space = "{http://www.opengis.net/kml/2.2}"
    root = ET.fromstring(page.evaluate(f"geomap.kml({APP})"))
    placed = page.evaluate(
        f"[...{APP}.visible].filter((v, i) => v && {APP}.events.at('lon', i) !== null).length"
    )
    assert len(root.findall(f".//{space}Placemark")) == placed
    assert len(root.findall(f".//{space}Folder")) > 2
    styles = {f"#{style.get('id')}" for style in root.iter(f"{space}Style")}
    assert {url.text for url in root.iter(f"{space}styleUrl")} <= styles
    rows = list(csv.DictReader(io.StringIO(page.evaluate(f"geomap.csv({APP})"))))
    assert {"title", "latitude", "longitude", "colour", "when_start"} <= set(rows[0])
    assert all(row["colour"].startswith("#") for row in rows)
    days = [row[name] for row in rows for name in ("when_start", "when_end", "first_reported")]
    assert all(re.fullmatch(r"(\d{4}-\d\d-\d\d)?", day) for day in days)
    assert any(days)
    told = page.evaluate("document.querySelector('.geomap-download small').textContent")
    assert all(name in told for name in ("Datawrapper", "Flourish", "kepler.gl", "QGIS", "Earth"))


def test_a_statements_own_link_and_the_reports_films_are_links_and_not_loaded(visit, folder):  # noqa: F811
    atlas = map_atlases.small()
    told = atlas.statements.sort_values(["report_id", "start"])
    first = told.iloc[0]
    film, page_, other = (f"https://example.org/{x}" for x in ("a.mp4", "post/1", "far"))
    links = f"-1 {film}\n{first['start'] + 2} {page_}\n99999 {other}\n0 javascript:alert(1)"
    sources = atlas.sources.copy()
    sources.loc[first["report_id"], "links"] = links
    page = visit(saved(folder, "links", replace(atlas, sources=sources)))
    at = page.evaluate(f"{APP}.events.index('id').get('{first['event_id']}')")
    page.evaluate(f"{APP}.select({{kind: 'event', row: {at}}})")
    found = page.locator(".geomap-detail .geomap-links a")
    assert {found.nth(n).get_attribute("href") for n in range(found.count())} == {film, page_}
    assert found.first.get_attribute("rel") == "noopener noreferrer nofollow"
    assert page.locator(".geomap-detail :is(img, video, iframe, embed, object)").count() == 0
    assert "example.org" in page.locator(".geomap-detail .geomap-links").first.inner_text()
    assert quiet(page), page.complaints


# ---- the way between two that are selected


WAYS = [
    (30.0, 15.0, 32.5, 15.6), (179.5, -17.0, -179.5, -16.0), (0.0, 0.0, 0.0, 60.0),
    (69.17, 34.53, 69.17, 34.53), (-64.0, 82.5, 29.2, -1.67), (36.25, 49.98, 37.54, 47.1),
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_the_page_measures_as_the_house_does(visit, panjshir, way):  # noqa: F811
    found = visit(panjshir).evaluate("way => geomap.geodesic(...way)", way)
    a, b = Point(way[:2]), Point(way[2:])
    assert found["metres"] == pytest.approx(relations.distance_m(a, b), abs=0.01)
    if found["metres"]:
        assert found["bearing"] == pytest.approx(relations.bearing_deg(a, b), abs=1e-6)


def test_a_line_lies_between_two_events_that_are_selected(visit, panjshir):  # noqa: F811
    page = visit(panjshir)
    t = f"{APP}.events"
    one, two, area = page.evaluate(
        f"(() => {{ const t = {t}, all = [...Array(t.n).keys()].filter(i => t.at('lon', i) !== null),"
        " points = all.filter(i => t.at('outline', i) !== 'area');"
        " return [points[0], points.find(i => t.at('lon', i) !== t.at('lon', points[0])),"
        " all.find(i => t.at('outline', i) === 'area')]; })()"
    )
    page.evaluate(f"{APP}.select({{kind: 'event', row: {one}}})")
    page.get_by_role("button", name="Distance to another event").click()
    page.evaluate(f"geomap.goTo({APP}, {two})")
    assert re.search(r"\d km.*, \d+° [NESW]+", page.locator(".geomap-between").inner_text())
    page.wait_for_timeout(300)
    assert page.evaluate(f"{APP}.eventLayer.labels.some(l => l.kind === 'distance')")
    assert "from=" in page.evaluate("location.hash")
    page.reload()
    for _ in range(200):
        if page.evaluate("!!window.geomapReady"):
            break
        page.wait_for_timeout(50)
    assert page.evaluate(f"{APP}.selection.from") == one
    page.get_by_role("button", name="Remove").click()
    assert page.evaluate(f"geomap.between({APP})") is None
    page.evaluate(f"{APP}.measuring = {one}; {APP}.select({{kind: 'event', row: {area}}})")
    assert "only as an area" in page.locator(".geomap-between").inner_text()
    assert not page.evaluate(f"{APP}.eventLayer.labels.some(l => l.kind === 'distance')")
    assert not page.complaints


# ---- small, embedded, without scripts


@pytest.mark.parametrize("chosen", [False, True])
def test_on_a_phone_the_map_has_sixty_percent_also_with_a_selection(visit, panjshir, chosen):  # noqa: F811
    page = visit(panjshir, width=390, height=844)
    if chosen:
        page.evaluate(f"{APP}.select({{kind: 'event', row: 3}})")
        page.wait_for_timeout(400)
        assert page.locator(".geomap-detail h2").is_visible()
    left, top, right, bottom = page.evaluate(BOX, ".geomap-map")
    assert (bottom - top) * (right - left) >= 0.6 * 390 * 844


def test_an_embedded_page_is_headline_map_and_credit(visit, folder):  # noqa: F811
    page = visit(saved(folder, "embed", map_atlases.small(), embed=True), width=760, height=520)
    assert quiet(page), page.complaints
    assert page.locator("h1").is_visible()
    assert page.locator(".leaflet-control-attribution").is_visible()
    for part in (".geomap-time", ".geomap-tabs", ".geomap-standfirst"):
        assert page.locator(part).count() == 0 or not page.locator(part).is_visible()
    page.mouse.move(400, 300)
    zoom = page.evaluate(f"{APP}.map.getZoom()")
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(500)
    assert page.evaluate(f"{APP}.map.getZoom()") == zoom
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(600)
    assert page.evaluate(f"{APP}.map.getZoom()") > zoom


def test_without_scripts_there_is_a_picture_and_a_table(chromium, folder):  # noqa: F811
    atlas = map_atlases.small()
    atlas.to_html(folder / "plain.html")
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "plain.html").as_uri())
    assert page.locator("h1").is_visible()
    assert page.locator("img").bounding_box()["width"] > 400
    assert page.locator("tr").count() == len(atlas.events)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_axe_finds_nothing_serious_at_four_sizes(visit, panjshir, scheme, width, height):  # noqa: F811
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = visit(panjshir, width=width, height=height, color_scheme=scheme)
    for state in ("0", f"{APP}.panel.open('Claims')", f"{APP}.select({{kind: 'event', row: 3}})"):
        page.evaluate(state)
        found = axe.run(page).response["violations"]
        serious = [
            (v["id"], v["nodes"][0]["html"][:120])
            for v in found
            if v["impact"] in {"serious", "critical"}
        ]
        assert not serious, serious


# ---- own events by the hundred thousand


def test_gathered_events_are_counted_through_every_filter(
    visit,  # noqa: F811
    folder,  # noqa: F811
    monkeypatch,
    tmp_path,
):
    atlas = geomap.read_atlas(events=made_events.write(tmp_path / "own.csv", 3_000))
    monkeypatch.setattr(gathered, "MOST_WHOLE", 1_000)
    page = visit(saved(folder, "gathered", atlas), width=390, height=844)
    assert quiet(page), page.complaints
    events = atlas.events
    shapes = payload.shapes(events)

    def shown():
        return page.evaluate(f"{APP}.shown")

    assert shown() == 3_000
    assert "3,000 events" in page.inner_text(".geomap-glance summary")
    assert page.inner_text(".geomap-gathered").startswith("Each number counts own events")
    discs = page.evaluate(f"{APP}.eventLayer.clusters.reduce((n, c) => n + c.count, 0)")
    assert discs == 3_000
    page.evaluate(f"{APP}.toggle('shape', 'diamond', false)")
    assert shown() == int((shapes != "diamond").sum())
    page.evaluate(f"{APP}.reset()")
    page.evaluate(f"{APP}.toggle('toll', 0, false)")
    assert shown() == int((events["killed_least"] > 0).sum())
    page.evaluate(f"{APP}.reset()")
    first = pd.Timestamp("2019-06-30")
    page.evaluate(f"{APP}.set({{to: {(first - pd.Timestamp(0)).days}}})")
    assert shown() == int((events["when_start"] <= first).sum())
    page.evaluate(f"{APP}.reset()")
    for colour in ("side", "shape", "toll"):
        page.evaluate(f"{APP}.set({{colour: '{colour}'}})")
    page.evaluate(f"{APP}.selectGroup({APP}.eventLayer.clusters.find(c => c.shares))")
    assert re.search(r"\d+ events", page.inner_text(".geomap-detail"))
    page.evaluate(
        f"{APP}.select({{kind: 'event', row: Array.from({APP}.weight).findIndex(n => n > 1)}})"
    )
    told = page.inner_text(".geomap-detail")
    assert "Gathered by place, month and kind of deed" in told
    assert quiet(page), page.complaints


def test_a_page_of_many_reports_works_without_its_whys(visit, folder, monkeypatch):  # noqa: F811
    monkeypatch.setattr(payload, "MANY_REPORTS", 1)
    atlas = map_atlases.small()
    for name, explain in (("left-out", None), ("put-in", True)):
        path = folder / f"{name}.html"
        atlas.explore(explain=explain).save(path)
        page = visit(path)
        page.get_by_role("tab", name="Events").click()
        page.locator("#geomap-search").fill("Panjshir")
        page.wait_for_timeout(300)
        assert page.locator(".geomap-table tbody tr").count() > 0
        page.locator(".geomap-pick").first.click()
        way = page.locator(".geomap-way", has_text="From the words to the coordinate").first
        way.locator("summary").click()
        assert way.get_by_text("Candidate").is_visible()
        assert way.get_by_text("geomap map --explain puts it in").count() == (name == "left-out")
        assert quiet(page), page.complaints
