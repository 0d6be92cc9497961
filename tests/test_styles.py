"""Looks that travel: styles of QGIS inside a GeoPackage, icons and colours inside KML."""

import sqlite3
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from format_tables import atlas
from golden import map_atlases

from geomap import files
from geomap.files import styles
from geomap.maps import encoding
from geomap.model import EVENT_CODES, SCHEMAS, Status, Symbol

BRUSHES = {"solid", "b_diagonal", "diagonal_x", "horizontal", "dense5", "no"}  # Qt's words
DRAWN = [name for name in SCHEMAS if name != "sources"]


@pytest.fixture(scope="module")
def rows(tmp_path_factory) -> dict[str, ET.Element]:
    path = tmp_path_factory.mktemp("styles") / "x.gpkg"
    with sqlite3.connect(files.write(atlas(), path)) as base:
        ask = "SELECT f_table_name, styleQML, useAsDefault, f_geometry_column FROM layer_styles"
        found = base.execute(ask).fetchall()
        columns = dict(base.execute("SELECT table_name, column_name FROM gpkg_geometry_columns"))
    assert all(default and columns[name] == geom for name, _, default, geom in found)
    return {name: ET.fromstring(qml) for name, qml, *_ in found}


@pytest.mark.parametrize("name", DRAWN)
def test_each_layer_that_is_drawn_has_a_default_style(rows, name: str) -> None:
    style = rows[name]
    symbols = {one.get("name"): one for one in style.iter("symbol")}
    for rule in style.iter("rule"):
        assert rule.get("symbol") is None or rule.get("symbol") in symbols
    kinds = {"marker": "Point", "fill": "Polygon", "line": "Line"}
    for rule in style.findall(".//rule[@symbol]"):
        assert f"'{kinds[symbols[rule.get('symbol')].get('type')]}'" in rule.get("filter")
    assert style.find("labeling/settings/text-style").get("fieldName")
    assert {one.get("value") for one in style.iter("Option") if one.get("name") == "style"} <= (
        BRUSHES
    )


def shown(style: ET.Element, row: dict[str, str], kind: str = "Point") -> list[tuple[str, str]]:
    """Marker and brush that each rule gives a row; the filters are such that SQLite reads them."""
    base = sqlite3.connect(":memory:")
    base.create_function("geometry_type", 1, lambda shape: shape)
    names = ", ".join(f":{name} AS {name}" for name in row)
    ask = "SELECT count(*) FROM (SELECT {names}) WHERE {filter}"

    def holds(rule: ET.Element) -> bool:
        told = ask.format(names=names, filter=rule.get("filter"))
        return bool(base.execute(told, row | {"geometry": kind}).fetchone()[0])

    symbols = {one.get("name"): one for one in style.findall("renderer-v2/symbols/symbol")}
    found = []
    for group in style.findall("renderer-v2/rules/rule"):
        for rule in filter(holds, group if holds(group) else ()):
            symbol = symbols[rule.get("symbol")]
            values = {o.get("name"): o.get("value") for o in symbol.iter("Option")}
            found.append((values.get("name", ""), values["style"]))
    return found


@pytest.mark.parametrize("code", EVENT_CODES.values(), ids=lambda c: f"{c.event_type}-{c.mode}")
def test_every_code_is_drawn_once_and_in_its_shape(rows, code) -> None:
    row = {"event_type": code.event_type, "event_mode": code.mode, "status": "observed"}
    row |= {"geo_precision": "settlement"}
    (found,) = shown(rows["events"], row)
    assert found == (code.symbol.replace("cross", "cross_fill"), "solid")
    assert shown(rows["events"], row | {"geo_precision": "/6"}) == []
    assert shown(rows["events"], row, kind="Polygon") == [("", "no")]


@pytest.mark.parametrize("event_type", ["looting", "", "Violence against civilians"])
def test_what_is_not_plovers_is_a_circle_as_on_the_map(rows, event_type: str) -> None:
    row = {"event_type": event_type, "event_mode": "x", "status": "claimed", "geo_precision": ""}
    assert shown(rows["events"], row) == [(encoding.shape(event_type), "b_diagonal")]


def test_each_status_has_one_fill_and_those_that_differ_on_the_map_differ_here(rows) -> None:
    row = {"event_type": "ASSAULT", "event_mode": "aerial", "geo_precision": "settlement"}
    brushes: dict[str, set[str]] = {}
    for status in Status:
        (found,) = shown(rows["events"], row | {"status": status})
        brushes.setdefault(status.pattern, set()).add(found[1])
    assert all(len(found) == 1 for found in brushes.values())
    assert len({min(found) for found in brushes.values()}) == len(brushes)


def test_styles_are_no_table_of_the_atlas(tmp_path: Path) -> None:
    path = files.write(atlas(), tmp_path / "x.gpkg")
    assert styles.TABLE not in files.read_tables(path)
    assert list(files.read_tables(files.write(atlas().sources, tmp_path / "y.gpkg"))) == ["sources"]


def test_kml_has_the_icon_and_colour_of_each_shape(tmp_path: Path) -> None:
    whole = map_atlases.small()
    root = ET.parse(files.write(whole, tmp_path / "x.kml")).getroot()
    space = "{http://www.opengis.net/kml/2.2}"
    known = {style.get("id") for style in root.iter(f"{space}Style")}
    assert known == set(Symbol)
    shapes = [encoding.shape(*pair) for pair in whole.events[["event_type", "event_mode"]].values]
    assert [url.text for url in root.iter(f"{space}styleUrl")] == [f"#{one}" for one in shapes]
    assert "<styleUrl>" not in files.write(whole.claims, tmp_path / "y.kml").read_text(
        encoding="utf-8"
    )
