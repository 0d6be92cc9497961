"""The table of events as a frame that reads and draws itself."""

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from geomap.model import CRS, SCHEMAS, Tables, event_code, table

if TYPE_CHECKING:
    from geomap.maps import Map

_SORTED = ["when_start", "when_end", "place"]


class Events(gpd.GeoDataFrame):  # type: ignore[misc]
    """Events as a GeoDataFrame, of which any part still reads and draws itself."""

    def in_words(self) -> pd.DataFrame:
        """What happened, in the order of time and in plain words.

        Returns
        -------
        pandas.DataFrame
            Columns when ("2021-08-20", "2021-08-20 to 2021-08-22", "until ..."), what ("shelling"),
            place, actor, recipient, toll, status and n_sources, on the events' own index.
        """
        rows = self.sort_values(_SORTED, kind="stable")
        kinds = zip(rows["event_type"], rows["event_mode"], strict=True)
        days = zip(rows["when_start"], rows["when_end"], strict=True)
        told = {
            "when": [_when(*ends) for ends in days],
            "what": [code.words if (code := event_code(*kind)) else kind[0] for kind in kinds],
        }
        kept = ["place", "actor", "recipient", "toll", "status", "n_sources"]
        return pd.DataFrame(told, index=rows.index).join(pd.DataFrame(rows)[kept])

    def explore(
        self, *args: Any, title: str | None = None, height: int = 720, **kwargs: Any
    ) -> "Map":
        """Build the interactive map of these events alone; with other arguments, geopandas' own.

        `title` and `height` are those of `Atlas.explore`; the atlas's map has the words of the
        statements too.
        """
        schema = SCHEMAS["events"]
        known = self.index.name == schema.index and set(schema.columns) <= set(self.columns)
        if args or kwargs or not known:
            shown: Map = super().explore(*args, **kwargs)
            return shown
        from geomap import figures, maps

        none = {name: table(name, []) for name in SCHEMAS if name != "events"}
        alone = Tables(events=self.to_crs(CRS), **none)
        return maps.explore(alone, title=title, height=height, still=figures.thumbnail)


def _when(start: Any, end: Any) -> str:
    if pd.isna(start):
        return "" if pd.isna(end) else f"until {end:%F}"
    if pd.isna(end):
        return f"from {start:%F}"
    return f"{start:%F}" if start == end else f"{start:%F} to {end:%F}"
