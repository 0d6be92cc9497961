"""The tables together: what a set of reports says, ready for a map or a file."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd

from geomap.errors import InputError, TableError
from geomap.model import CRS, SCHEMAS
from geomap.settings import OFFLINE, Settings

if TYPE_CHECKING:
    import folium

TABLES = tuple(SCHEMAS)
_PAGES = (".html", ".htm")
_PICTURES = (".png", ".svg", ".pdf")


@dataclass(frozen=True, kw_only=True, eq=False)
class Atlas:
    """Tables made from reports; all GeoDataFrames in EPSG:4326 with a stable index.

    Attributes
    ----------
    sources
        One row a report.
    mentions
        One row a place mention, resolved or not, with the reason.
    statements
        One row a passage that reports something, with who says so.
    events
        One row an event that statements report.
    claims
        One row a spatial statement, with what was measured and the verdict.
    skipped
        What could not be read, and why, one line each.
    settings
        The settings that the tables were made with.

    Raises
    ------
    TableError
        If a table has another CRS, index name or columns than its schema.
    """

    sources: gpd.GeoDataFrame
    mentions: gpd.GeoDataFrame
    statements: gpd.GeoDataFrame
    events: gpd.GeoDataFrame
    claims: gpd.GeoDataFrame
    skipped: tuple[str, ...] = ()
    settings: Settings = field(default=OFFLINE)

    def __post_init__(self) -> None:
        for name in TABLES:
            _check(name, getattr(self, name))

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(getattr(self, name))} {name}" for name in TABLES)
        skipped = f", {len(self.skipped)} skipped" if self.skipped else ""
        return f"<Atlas: {counts}{skipped}>"

    def _repr_html_(self) -> str:
        from geomap.atlas import display

        return display.atlas_html(self)

    def explore(self) -> "folium.Map":
        """Build an interactive map of the atlas that needs no network.

        Returns
        -------
        folium.Map
            Add your own folium layers and plugins to it as to any other.
        """
        from geomap import maps

        return maps.explore(self)

    def to_html(self, path: Path | str | None = None) -> str:
        """Write the map to one self-contained HTML file, and return its text.

        The same atlas gives the same bytes. Nothing is written where `path` is None.
        """
        from geomap import html

        return html.to_html(self, path)

    def to_file(self, path: Path | str) -> Path:
        """Write the atlas to a file; the suffix says how.

        .html is the map; .png, .svg and .pdf are still pictures of it; .gpkg holds every table as
        a layer; .geojson, .parquet, .csv and .kml hold the events; .acled.csv and .ged.csv hold
        them in the shape of those datasets; .jsonld holds the claims as ClaimReview.

        Raises
        ------
        InputError
            If the suffix is none of these, or the folder does not exist.
        """
        from geomap.atlas import formats

        target = Path(path)
        suffix = target.suffix.lower()
        if not target.name.lower().endswith((*_PAGES, *_PICTURES, *formats.SUFFIXES)):
            known = " ".join((*_PAGES, *_PICTURES, *formats.SUFFIXES))
            raise InputError(f"{target}: expected a file ending in one of {known}")
        if suffix in _PAGES:
            self.to_html(target)
        elif suffix in _PICTURES:
            from geomap import figures

            figures.to_figure(self, target)
        else:
            formats.write(self, target)
        return target


def _check(name: str, frame: gpd.GeoDataFrame) -> None:
    schema = SCHEMAS[name]
    if frame.crs is None or frame.crs != CRS:
        raise TableError(f"{name} expects CRS {CRS}, got {frame.crs}")
    if frame.index.name != schema.index:
        raise TableError(f"{name} expects an index {schema.index!r}, got {frame.index.name!r}")
    if missing := [column for column in schema.columns if column not in frame]:
        raise TableError(f"{name} lacks the column {', '.join(missing)}")
