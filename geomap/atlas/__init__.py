"""The tables together, which show, draw and save themselves through the rooms before this one."""

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from geomap.errors import InputError
from geomap.model import Tables

if TYPE_CHECKING:
    from geomap.maps import Map

__all__ = ["Atlas"]


class Atlas(Tables):
    """What a set of reports says: five tables that show, draw and save themselves.

    Attributes are those of `geomap.model.Tables`: `sources`, `mentions`, `statements`, `events`
    and `claims`, all GeoDataFrames in EPSG:4326 with a stable index, what was `lost`, and the
    `settings` that the tables were made with.
    """

    # each room is imported when it is asked: an atlas alone needs neither folium nor matplotlib

    def _repr_html_(self) -> str:
        from geomap.atlas.overview import overview

        return overview(self)

    @property
    def losses(self) -> pd.DataFrame:
        """What was given and is not in the tables, or not whole: `what`, `where`, `why`, `n`."""
        rows = [
            (loss.what, ", ".join((loss.where, *loss.parts)), loss.why, loss.count)
            for loss in self.lost
        ]
        return pd.DataFrame(rows, columns=["what", "where", "why", "n"])

    def explore(self) -> "Map":
        """Build an interactive map of the atlas that needs no network.

        Returns
        -------
        geomap.maps.Map
            A folium.Map: add your own folium layers and plugins to it as to any other.
        """
        from geomap import figures, maps

        return maps.explore(self, still=figures.thumbnail)

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
        from geomap import figures, files, html

        target = Path(path)
        suffix = target.suffix.lower()
        known = (*html.SUFFIXES, *figures.SUFFIXES, *files.SUFFIXES)
        if not target.name.lower().endswith(known):
            raise InputError(f"{target}: expected a file ending in one of {' '.join(known)}")
        if suffix in html.SUFFIXES:
            html.to_html(self, target)
        elif suffix in figures.SUFFIXES:
            figures.to_figure(self, target)
        else:
            files.write(self, target)
        return target
