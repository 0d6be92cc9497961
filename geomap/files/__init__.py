"""Files of the atlas, and a user's own events read in: one suffix, one format.

`formats` chooses by suffix: `vector` (GeoJSON, GeoPackage, GeoParquet), `tabular` (CSV), `kml`,
`acled` and `ged` (events in the shapes of those datasets), `claimreview`. `own_events` reads what
others wrote, `joining` puts it into an atlas.
"""

from geomap.files.formats import SUFFIXES, read, read_tables, write
from geomap.files.joining import own_files
from geomap.files.own_events import add_events, check_events, read_events, with_events
from geomap.files.plain_table import LATITUDES, LONGITUDES
from geomap.files.vector import packed, read_parquet, read_reports, write_parquet

__all__ = [
    "LATITUDES",
    "LONGITUDES",
    "SUFFIXES",
    "add_events",
    "check_events",
    "own_files",
    "packed",
    "read",
    "read_events",
    "read_parquet",
    "read_reports",
    "read_tables",
    "with_events",
    "write",
    "write_parquet",
]
