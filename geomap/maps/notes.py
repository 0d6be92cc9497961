"""What the map says about itself: notes, licences, attribution, the rule of statuses."""

from collections.abc import Iterator, Sequence
from typing import Any

from geomap.maps import overlay
from geomap.terrain import Overlay

NOTES = (
    "A claim is not an event: each symbol shows who vouches for it, and whether anyone denies it.",
    "Where symbols share a place they stand side by side; a box means somewhere in the area.",
    (
        "Distances are geodesic on WGS84, straight lines, not roads; bearings run clockwise from "
        "true north."
    ),
    (
        "Projection: Web Mercator, for the screen only; nothing is measured in it. The scale bar "
        "holds for the middle of the view."
    ),
    (
        "A ring shows what one claimant says of one day: sides that are said, 45 degrees to each "
        "side, and filled teeth where a named place bears it out. Fine dots are sides that nobody "
        "speaks of, no proof of a way out. It is a sign of a claim and no front line."
    ),
    "Borders and names follow the sources named below and imply no opinion on their status.",
)
_GEONAMES = {
    "text": "Places: GeoNames.",
    "url": "https://creativecommons.org/licenses/by/4.0/",
    "licence": "CC BY 4.0",
}
_BORDERS = {
    "text": "Land, water, borders: Natural Earth, public domain; rivers without a name: WDB II.",
    "url": "https://www.naturalearthdata.com/about/terms-of-use/",
    "licence": "terms of use",
}
_RELIEF = {
    "text": "Relief: NOAA GLOBE and ETOPO5, T. Patterson's shaded relief; public domain.",
    "url": "https://www.ngdc.noaa.gov/mgg/topo/globe.html",
    "licence": "about the data",
}
_LEAFLET = {
    "text": "Map software: Leaflet 1.9.3, BSD 2-Clause, © Volodymyr Agafonkin, © CloudMade.",
    "url": "https://leafletjs.com/",
    "licence": "leafletjs.com",
}


def about(own: Sequence[Overlay] = ()) -> dict[str, Any]:
    """Notes and credits of a map, those of the user's own ground first."""
    shipped = [_GEONAMES, _BORDERS, _RELIEF, _LEAFLET]
    return {"notes": list(NOTES), "credits": [*overlay.credits_of(own), *shipped]}


def status_rules() -> Iterator[str]:
    """The written rule from cue words to status, one line each, in the order of trial."""
    from geomap.events import STATUS_RULE

    for row in STATUS_RULE:
        yield f"{row.status}: {row.status.definition} ({row.cue_class}: {row.examples})"
