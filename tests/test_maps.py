"""The map's model: encoding, sides, what is drawn where, and folium elements that combine."""

import base64
import json
from dataclasses import replace

import folium
import numpy as np
import pytest
import shapely
from golden import map_atlases
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Template
from shapely import Point

from geomap import maps
from geomap.errors import InputError
from geomap.maps import (
    basemap,
    build,
    distances,
    encoding,
    geometry,
    payload,
    safejson,
    sides,
)
from geomap.model import Status, Symbol
from geomap.settings import OFFLINE


@pytest.fixture(scope="module")
def atlas():
    return map_atlases.small()


@pytest.fixture(scope="module")
def shown(atlas):
    return maps.picture(atlas, atlas.settings)


# ---- text as data


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_comes_back_as_it_was_and_holds_no_markup(value):
    text = safejson.dumps(value)
    assert json.loads(text) == value
    assert not set(text) & set("<>&'`")
    assert text.isascii()
    assert Template(text).render() == text.removesuffix("\n")


@pytest.mark.parametrize("text", map_atlases.HOSTILE)
def test_hostile_text_survives_being_rendered_as_jinja_twice(text):
    once = Template(safejson.dumps({"a": {"b": text}})).render()
    assert json.loads(Template(once).render()) == {"a": {"b": text}}


def test_long_data_is_packed_and_small():
    packed = safejson.pack({"text": ["the convoy left the village"] * 50_000})
    assert set(json.loads(packed)) == {"gzip"}
    assert len(packed) < 50_000
    assert packed == safejson.pack({"text": ["the convoy left the village"] * 50_000})
    # the tenth byte names a system, and each Python another: the same map must be the same bytes
    assert base64.b64decode(json.loads(packed)["gzip"])[:10] == bytes.fromhex(
        "1f8b0800000000000003"
    )


# ---- encoding


def test_every_status_has_a_line_in_the_legend_and_its_own_pattern_as_designed():
    patterns = {status.value: status.pattern for status in Status}
    assert patterns["observed"] == patterns["asserted"] == "solid"
    drawn = {"claimed": "hatch", "contested": "cross", "denied": "struck", "reported": "dots"}
    assert {key: patterns[key] for key in drawn} == drawn
    off = {status.value for status in Status if not status.shown}
    assert off == {"conditional", "historical", "negated"}


@pytest.mark.parametrize(
    ("kind", "mode", "shape"),
    [
        ("ASSAULT", "firearms", "diamond"),
        ("ASSAULT", "aerial", "diamond"),
        ("ASSAULT", "heavy-weapons", "diamond"),
        ("ASSAULT", "crowd-control", "cross"),
        ("ASSAULT", "own-code-of-weapons", "diamond"),
        ("COERCE", "withheld permit", "cross"),
        ("COERCE", "restrict", "octagon"),
        ("COERCE", "seize", "square"),
        ("COERCE", "seize-property", "cross"),
        ("COERCE", "arrest", "cross"),
        ("MOBILIZE", "troops", "triangle"),
        ("RETREAT", "withdraw", "triangle"),
        ("RETREAT", "flee", "cross"),
        ("AID", "humanitarian", "cross"),
        ("CONSULT", "visit", "circle"),
        ("THREATEN", "violence", "circle"),
        ("SOMETHING NEW", "", "circle"),
    ],
)
def test_shapes_follow_the_design(kind, mode, shape):
    assert encoding.shape(kind, mode) == shape


@given(st.text(), st.text())
def test_any_type_has_a_shape_and_words(kind, mode):
    assert encoding.shape(kind, mode) in set(Symbol)
    assert isinstance(encoding.words(kind, mode), str)


def test_no_side_looks_like_another_to_a_colour_blind_reader():
    colours = [*encoding.SIDE_COLOURS, encoding.NO_SIDE_COLOUR]
    for matrix in _DEFICIENCIES.values():
        seen = [_lab(matrix @ _linear(colour)) for colour in colours]
        for i, one in enumerate(seen):
            for other in seen[i + 1 :]:
                assert np.linalg.norm(one - other) > 10


# Machado, Oliveira and Fernandes (2009), severity 1.0.
_DEFICIENCIES = {
    "none": np.eye(3),
    "protan": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deutan": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.01182, 0.04294, 0.968881],
        ]
    ),
    "tritan": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.3039],
        ]
    ),
}


def _linear(colour):
    value = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def _lab(rgb):
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    x, y, z = np.cbrt(np.clip(to_xyz @ np.clip(rgb, 0, 1) / [0.9505, 1.0, 1.089], 1e-4, 1))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


# ---- what is drawn


def test_a_country_is_not_drawn_as_a_point_and_a_province_is_an_area(atlas, shown):
    table = shown.tables["events"]
    column = table["place"]
    place = column["v"] if "v" in column else [column["l"][c] for c in column["c"]]
    lon = table["lon"]["v"]
    assert lon[place.index("Afghanistan")] is None
    outline = payload.outlines(atlas.events, frozenset(shown.areas))
    assert set(outline[atlas.events["place"] == "Panjshir"]) == {"area"}
    assert set(outline[atlas.events["place"] == "Bazarak"]) == {"full"}


def test_nothing_unresolved_is_ever_drawn_at_null_island(shown):
    table = shown.tables["events"]
    places = zip(table["lon"]["v"], table["lat"]["v"], strict=True)
    assert (0, 0) not in set(places)
    assert None in table["lon"]["v"]


def test_colour_is_the_side_of_who_acts_not_of_the_first_name_in_the_row(atlas):
    order = sides.of(atlas)
    side = payload.events(atlas, order)["side"]["v"]
    acting = atlas.events["actor"].str.startswith("Resistance").to_numpy()
    assert {order[code] for code, acts in zip(side, acting, strict=True) if acts} == {
        "National Resistance Front"
    }


def test_the_window_follows_the_story_not_one_place_far_away():
    atlas = map_atlases.large(500)
    west, south, east, north = maps.window(atlas)
    assert 66 < west < east < 73
    assert 32 < south < north < 38


def test_a_window_of_nothing_and_of_one_point_still_makes_a_map(atlas):
    from dataclasses import replace

    empty = replace(
        atlas, events=atlas.events[:0], statements=atlas.statements[:0],
        mentions=atlas.mentions[:0], claims=atlas.claims[:0], sources=atlas.sources[:0],
    )  # fmt: skip
    assert isinstance(maps.explore(empty), folium.Map)
    one = replace(atlas, events=atlas.events[atlas.events["place"] == "Kabul"])
    west, south, east, north = maps.window(one)
    assert west < 69.17 < east
    assert south < 34.53 < north


def test_outside_the_shipped_valleys_the_map_has_land_borders_water_and_places():
    base = basemap.base_map((30.0, 46.0, 38.0, 51.0))
    assert base.rivers == []
    assert {"Kyiv", "Kharkiv"} <= {place["name"] for place in base.places}
    assert any(name["name"] == "Ukraine" for name in base.names)
    assert any("Dnipro" in river["name"] for river in base.levels[-1]["rivers"])


@given(
    st.lists(
        st.tuples(st.floats(-179, 179), st.floats(-80, 80)), min_size=2, max_size=30, unique=True
    )
)
def test_lines_come_back_from_whole_numbers_within_their_precision(points):
    line = shapely.LineString(points)
    for ring in geometry.paths(line, digits=4):
        back = geometry.decode(ring, digits=4)
        assert abs(back - np.array([points[0]])).min() <= 1e-4
        assert shapely.LineString(back).hausdorff_distance(line) < 2e-4


# ---- distances and encirclement


def test_paths_of_many_shapes_keep_their_order_and_leave_out_points():
    line = shapely.LineString([(5, 5), (6, 5)])
    holed = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))
    many = shapely.GeometryCollection(
        [line, shapely.GeometryCollection([shapely.Point(1, 1), line])]
    )
    shapes = [holed, None, shapely.Point(0, 0), many, shapely.Polygon(), shapely.box(7, 7, 8, 8)]
    expected = [ring for shape in shapes for ring in geometry.paths(shape)]
    assert geometry.paths(shapes) == expected
    assert [geometry.decode(ring)[0].tolist() for ring in expected][2:4] == [[5, 5], [5, 5]]
    assert len(expected) == 5
    assert geometry.paths([]) == geometry.paths(None) == []
    assert geometry.paths(shapely.LineString([(0, 0), (1e-9, 0)])) == []


def test_distance_lines_are_geodesic_and_say_what_they_are_not():
    line = distances.measure(
        ("Kabul", Point(69.172, 34.528)), ("Bazarak", Point(69.51519, 35.31292))
    )
    assert line.km == pytest.approx(92.6, abs=0.1)
    assert line.label == "92.6 km, 20° NNE\nstraight line, not road"


def test_a_ring_says_who_claims_what_of_which_day(shown):
    (ring,) = shown.rings
    assert ring.label == "3 sides, which is not said, the Taliban spokesman, 23 August"
    assert ring.colour == encoding.SIDE_COLOURS[0]
    assert ring.sign == "places"
    arrows = [mark.text for mark in ring.marks if mark.kind == "place"]
    assert arrows == ["Badakhshan 231 km", "Takhar 140 km", "Andarab 52 km"]


def test_a_ring_is_drawn_from_the_frame_and_not_from_the_names_of_the_row(atlas):
    renamed = replace(atlas, claims=atlas.claims.assign(object="Kabul, Bazarak", position_ids=""))
    assert maps.picture(renamed, OFFLINE).rings == maps.picture(atlas, OFFLINE).rings


# ---- folium


def test_explore_gives_a_folium_map_whose_children_are_folium_layers(atlas):
    made = maps.explore(atlas)
    assert isinstance(made, folium.Map)
    layers = [c for c in made._children.values() if isinstance(c, folium.map.Layer)]
    assert {"Relief", "Events", "Claimed encirclement", "Claimed areas"} <= {
        layer.layer_name for layer in layers if layer.control
    }


def test_our_layers_can_be_added_to_a_plain_folium_map(atlas, shown):
    made = folium.Map(tiles=None)
    group = folium.FeatureGroup(name="Story").add_to(made)
    maps.Events.of(atlas, shown).add_to(group)
    maps.Rivers({"digits": 4, "lines": shown.base.rivers}).add_to(made)
    folium.LayerControl().add_to(made)
    text = made.get_root().render()
    assert "geomap.layers.events" in text
    assert text.count("geomap.CanvasLayer = ") == 1


def test_an_element_without_a_map_says_so():
    with pytest.raises(InputError, match="added to a folium"):
        maps.Labels().render()


def test_a_map_is_shown_in_notebooks_with_a_picture_behind_it(atlas):
    made = atlas.explore()
    text = made._repr_html_()
    assert text.count("<iframe") == 1
    assert 'src="data:image/png;base64,' in text
    before, _, inside = text.partition("srcdoc=")
    assert "<script" not in before
    assert "&lt;script&gt;" in inside
    assert text == made._repr_html_()
    assert "<img" not in maps.explore(atlas)._repr_html_().partition("srcdoc=")[0]


def test_a_hostile_atlas_never_reaches_a_template(atlas):
    made = maps.explore(map_atlases.hostile())
    assert "49" not in made.page.title
    assert made.get_root().render() == made.get_root().render()


def test_the_tables_for_the_browser_are_as_reviewed(atlas):
    """Renew with `python -m golden.map_renew` in tests/ and read the difference."""
    from pathlib import Path

    order = sides.of(atlas)
    kept = Path(__file__).parent / "golden" / "map_tables.json"
    assert json.loads(kept.read_text(encoding="utf-8")) == json.loads(
        safejson.dumps(payload.tables(atlas, order))
    )


def test_pages_of_many_reports_say_why_a_place_was_chosen_only_when_asked(monkeypatch):
    atlas = map_atlases.small()
    told = {"explanation", "alternatives"}

    def page(explain=None):
        settings = replace(atlas.settings, explain=explain)
        return build.event_data(atlas, build.picture(atlas, settings))

    few = page()
    assert told <= few["mentions"].keys()
    assert few["meta"]["unexplained"] == ""
    assert told.isdisjoint(page(explain=False)["mentions"])
    monkeypatch.setattr(payload, "MANY_REPORTS", len(atlas.sources) - 1)
    many = page()
    assert few["mentions"].keys() - many["mentions"].keys() == told
    assert f"a page of {len(atlas.sources)} reports" in many["meta"]["unexplained"]
    assert page(explain=True) == few


def test_files_of_own_events_are_no_reports(monkeypatch):
    atlas = map_atlases.small()
    own = atlas.sources.rename(index=lambda name: f"{payload.OWN_FILE}{name}")
    assert payload.n_reports(replace(atlas, sources=own)) == 0
    assert payload.n_own(replace(atlas, sources=own)) == len(atlas.sources)


def test_the_wider_a_claim_reaches_the_coarser_it_is_drawn(atlas):
    n_points = []
    for wide in (1.0, 80.0):
        angles, ragged = np.linspace(0, 2 * np.pi, 4_000), np.tile([0.0, 0.02], 2_000)
        reach = wide / 2 + ragged  # a coast with bays of two kilometres
        area = shapely.Polygon(
            np.column_stack([20 + reach * np.cos(angles), 10 + reach * np.sin(angles)])
        )
        claims = atlas.claims[:1].assign(geometry=[area])
        (drawn,) = build.claim_data(replace(atlas, claims=claims)).values()
        n_points.append(len(drawn["lines"][0]) // 2)
    assert n_points[0] > 2_000
    assert 30 < n_points[1] < 400
