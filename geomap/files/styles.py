"""Looks that travel with a file: a style of QGIS for each layer of a GeoPackage.

QGIS reads the table `layer_styles` of a GeoPackage and draws its layers by it: the shapes of the
map by what happened, its fills by status, dashed outlines for areas, names beside. A layer holds
points, lines and areas, which QGIS opens as layers of one kind each, so every rule asks for the
kind of geometry that its symbol is for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

import pandas as pd

from geomap.model import EVENT_CODES, Status, Symbol

TABLE = "layer_styles"
"""Name of the table in which QGIS looks for styles."""
_MARKERS = {Symbol.CROSS: "cross_fill"}
_BRUSHES: Mapping[str, str] = {
    "solid": "solid", "hatch": "b_diagonal", "cross": "diagonal_x", "struck": "horizontal",
    "dots": "dense5", "outline": "no",
}  # fmt: skip
_FINE = "coalesce(\"geo_precision\", '')"
_NO_COUNTRY = f" AND {_FINE} NOT LIKE '%country%' AND {_FINE} NOT LIKE '%/6'"
_GREY, _INK, _PAPER = "#666666", "#222222", "#ffffff"
_VERDICTS = {"supported": "#00805C", "contradicted": "#B8331B", "undetermined": _GREY}
_POINT, _LINE, _AREA = "Point", "Line", "Polygon"
_TYPE = 'upper(trim("event_type"))'
_CODE = f"{_TYPE} || '/' || lower(trim(coalesce(\"event_mode\", '')))"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Which rows are drawn how: an expression of QGIS, what the key says, and the symbol."""

    label: str
    asks: str
    kind: str
    colour: str
    marker: str = "circle"
    brush: str = "solid"

    @property
    def filter(self) -> str:
        """The rows, of the kind of geometry that the symbol is for."""
        return f"geometry_type($geometry) = '{self.kind}' AND ({self.asks})"


@dataclass(frozen=True, kw_only=True)
class Group:
    """Rules for those rows alone for which an expression is true."""

    label: str
    asks: str
    rules: tuple[Rule, ...]


def layer_styles(columns: Mapping[str, Iterable[str]]) -> pd.DataFrame:
    """The table `layer_styles` for layers with these columns; one row for each that is drawn."""
    found = ((name, _style(set(held))) for name, held in columns.items())
    rows = [
        {
            "f_table_catalog": "",
            "f_table_schema": "",
            "f_table_name": name,
            "f_geometry_column": "geom",
            "styleName": name,
            "styleQML": qml,
            "styleSLD": "",
            "useAsDefault": True,
            "description": "shape: what happened; fill: who vouches for it",
            "owner": "",
            "ui": "",
            "update_time": "",
        }
        for name, qml in found
        if qml
    ]
    return pd.DataFrame(rows)


def _style(columns: set[str]) -> str:
    """The style of a layer by the columns it has; "" for one without any that is known."""
    if {"event_type", "event_mode", "status"} <= columns:
        found = tuple(_acts(symbol, fine="geo_precision" in columns) for symbol in Symbol)
        return _qml(found, '"place"')
    if {"verdict", "relation"} <= columns:
        return _qml(tuple(map(_claims, _VERDICTS)), '"relation" || \': \' || "subject"')
    if {"role", "name", "probability"} <= columns:
        return _qml((_mentions(),), 'coalesce(nullif("name", \'\'), "text")')
    return ""


def _acts(symbol: Symbol, *, fine: bool) -> Group:
    """What is drawn in one shape: points by status, areas as outlines; a country is no point."""
    drawn = {"colour": symbol.colour, "marker": _MARKERS.get(symbol, symbol.value)}
    fills = {one.pattern: [s for s in Status if s.pattern == one.pattern] for one in Status}
    points = (
        Rule(
            label=", ".join(one.label for one in statuses),
            asks=f'"status" IN ({_listed(statuses)})' + (_NO_COUNTRY if fine else ""),
            kind=_POINT,
            brush=_BRUSHES[pattern],
            **drawn,
        )
        for pattern, statuses in fills.items()
    )
    area = Rule(label="somewhere in the area", asks="true", kind=_AREA, brush="no", **drawn)
    return Group(label=symbol.label, asks=_drawn_as(symbol), rules=(*points, area))


def _drawn_as(symbol: Symbol) -> str:
    """An expression for the events of a shape: by type, but for the modes that have another."""
    codes = EVENT_CODES.values()
    plain = [code for code in codes if not code.mode]
    own = _listed(code.event_type for code in plain if code.symbol is symbol)
    modes, others = (
        _listed(
            f"{c.event_type}/{c.mode}" for c in codes if c.mode and (c.symbol is symbol) is here
        )
        for here in (True, False)
    )
    found = f"{_TYPE} IN ({own}) AND {_CODE} NOT IN ({others}) OR {_CODE} IN ({modes})"
    if symbol is not Symbol.CIRCLE:
        return found
    # what is not PLOVER's is drawn so
    return f"{found} OR {_TYPE} NOT IN ({_listed(code.event_type for code in plain)})"


def _claims(verdict: str) -> Group:
    rules = tuple(
        Rule(label="", asks="true", kind=kind, colour=_VERDICTS[verdict], brush="no")
        for kind in (_POINT, _LINE, _AREA)
    )
    return Group(label=verdict, asks=f"\"verdict\" = '{verdict}'", rules=rules)


def _mentions() -> Group:
    rules = (
        Rule(label="sure of the place", asks='"probability" >= 0.7', kind=_POINT, colour=_GREY),
        Rule(
            label="in doubt",
            asks='coalesce("probability", 0) < 0.7',
            kind=_POINT,
            colour=_GREY,
            brush="no",
        ),
        Rule(label="an area", asks="true", kind=_AREA, colour=_GREY, brush="no"),
    )
    return Group(label="places that are named", asks="true", rules=rules)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words)) or "NULL"


def _qml(groups: Iterable[Group], label: str) -> str:
    """A style as QGIS writes one (3.18 and later): rules, their symbols, and a label."""
    rules = ""
    symbols: list[str] = []
    for at, group in enumerate(groups):
        inner = ""
        for rule in group.rules:
            key = str(len(symbols))
            inner += f'<rule key="{{{key}}}" symbol="{key}"{_words(rule.label, rule.filter)}/>'
            symbols.append(_symbol(key, rule))
        rules += f'<rule key="{{group {at}}}"{_words(group.label, group.asks)}>{inner}</rule>'
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        '<qgis version="3.28.0" styleCategories="Symbology|Labeling" labelsEnabled="1">'
        '<renderer-v2 type="RuleRenderer" symbollevels="0" forceraster="0" enableorderby="0">'
        f'<rules key="{{rules}}">{rules}</rules><symbols>{"".join(symbols)}</symbols>'
        f"</renderer-v2>{_labeling(label)}</qgis>"
    )


def _words(label: str, asks: str) -> str:
    return f" label={quoteattr(label)} filter={quoteattr(asks)}"


def _symbol(name: str, rule: Rule) -> str:
    edge = {"outline_color": _rgb(rule.colour), "outline_width": "0.5", "outline_width_unit": "MM"}
    fill = {"color": _rgb(rule.colour), "style": rule.brush, **edge}
    if rule.kind == _POINT:
        inner = _of_kind(f"@{name}@0", "fill", _layer("SimpleFill", fill))
        marker = {"name": rule.marker, "size": "4", "size_unit": "MM"}
        return _of_kind(name, "marker", _layer("FilledMarker", marker, inner))
    if rule.kind == _LINE:
        line = {"line_color": _rgb(rule.colour), "line_width": "0.7", "line_width_unit": "MM"}
        return _of_kind(name, "line", _layer("SimpleLine", line))
    return _of_kind(name, "fill", _layer("SimpleFill", fill | {"outline_style": "dash"}))


def _of_kind(name: str, kind: str, layer: str) -> str:
    return f'<symbol name="{name}" type="{kind}" alpha="1" clip_to_extent="1">{layer}</symbol>'


def _layer(kind: str, options: Mapping[str, str], inner: str = "") -> str:
    listed = "".join(
        f'<Option name="{name}" type="QString" value="{value}"/>' for name, value in options.items()
    )
    return (
        f'<layer class="{kind}" enabled="1" pass="0" locked="0">'
        f'<Option type="Map">{listed}</Option>{inner}</layer>'
    )


def _labeling(expression: str) -> str:
    return (
        '<labeling type="simple"><settings><text-style isExpression="1" fontSize="8" '
        f'fontSizeUnit="Point" textColor="{_rgb(_INK)}" fieldName={quoteattr(expression)}>'
        f'<text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" '
        f'bufferColor="{_rgb(_PAPER)}"/></text-style></settings></labeling>'
    )


def _rgb(colour: str) -> str:
    """A colour as QGIS writes it: "#D55E00" as "213,94,0,255"."""
    return ",".join(str(part) for part in (*bytes.fromhex(colour[1:]), 255))
