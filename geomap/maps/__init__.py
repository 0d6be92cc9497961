"""An atlas to a folium.Map: offline, honest about claims, and safe to open.

The one place where report text is made safe. `explore` makes the map; the elements can be added to
any folium.Map and combined with folium's own layers and plugins.
"""

from geomap.maps.build import Picture, picture, window
from geomap.maps.elements import (
    About,
    ClaimList,
    Control,
    Distances,
    Divisions,
    Encirclement,
    Events,
    EventTable,
    Labels,
    Legend,
    Panel,
    Places,
    Relief,
    Rivers,
    Timeline,
    Valleys,
)
from geomap.maps.encoding import SIDE_COLOURS, Outline
from geomap.maps.map import Map, explore
from geomap.maps.page import Page

__all__ = [
    "SIDE_COLOURS", "About", "ClaimList", "Control", "Distances", "Divisions", "Encirclement",
    "EventTable", "Events", "Labels", "Legend", "Map", "Outline", "Page", "Panel", "Picture",
    "Places", "Relief", "Rivers", "Timeline", "Valleys", "explore", "picture", "window",
]  # fmt: skip
