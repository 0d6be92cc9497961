"""Tables with what is hard to carry, for the tests of the files."""

from pathlib import Path

import geopandas as gpd
import shapely

from geomap.atlas import Atlas
from geomap.model import SCHEMAS, table

TABLE_SUFFIXES = (".geojson", ".gpkg", ".parquet", ".csv", ".kml")
FORMULA = '=HYPERLINK("http://example.org","click, here")'
NASTY = f"{FORMULA}\r\nsecond, line\rthird پنجشیر 🔥 'x' \"y\" </script><b>{{{{ 7*7 }}}}\ttab;semi"


def events() -> gpd.GeoDataFrame:
    area = shapely.box(69.1, 35.0, 69.1 + 1 / 3, 35.5)
    hole = shapely.difference(area, shapely.box(69.2, 35.1, 69.3, 35.2))
    both = shapely.MultiPolygon([hole, shapely.box(70, 35, 71, 36)])
    return table(
        "events",
        [
            {
                "event_id": "e1",
                "event_type": "COERCE",
                "event_mode": "seize",
                "acled_type": "Non-state actor overtakes territory",
                "actor": "resistance; Taliban",
                "recipient": "villagers",
                "when_basis": "stated",
                "killed_least": 2,
                "toll": "at least 2 killed",
                "place": "Banu",
                "place_id": "gn:1147118",
                "geo_precision": "1/1",
                "when_start": "2021-08-20",
                "when_end": "2021-08-20",
                "time_precision": "day",
                "status": "claimed",
                "n_sources": 2,
                "n_statements": 3,
                "first_reported": "2021-08-20",
                "uncertainty_m": 1000.5,
                "geometry": shapely.Point(69.26019, 35.63348),
            },
            {"event_id": "e2", "event_type": "2021-08-20", "actor": NASTY, "status": "denied"},
            {
                "event_id": "e3",
                "event_type": "007",
                "actor": "'=already quoted",
                "place": "+1 -1 @x",
                "geo_precision": "3/4",
                "status": "contested",
                "when_end": "2021-09-01",
                "geometry": hole,
            },
            {"event_id": "e4", "place": "\tabbed", "status": "reported", "geometry": both},
        ],
    )


def atlas() -> Atlas:
    line = shapely.LineString([(69.172, 34.528), (69.51519, 35.31292)])
    statement = {
        "statement_id": "s1",
        "report_id": "r1",
        "event_id": "e1",
        "start": 3,
        "end": 9,
        "text": NASTY,
        "event_type": "COERCE",
        "said_by": "Mujahid",
        "status": "claimed",
        "geometry": shapely.Point(69.26019, 35.63348),
    }
    claim = {
        "claim_id": "c1",
        "report_id": "r1",
        "start": 0,
        "end": 5,
        "text": "80 km north of Kabul </script>",
        "relation": "distance",
        "subject": "valley",
        "object": "Kabul",
        "said_by": "Mujahid",
        "value": "80",
        "unit": "km",
        "probability": 0.93,
        "verdict": "supported",
        "why": "72 to 80 km.",
        "geometry": line,
    }
    mention = {
        "mention_id": "m1",
        "report_id": "r1",
        "start": 1,
        "end": 4,
        "text": "Banu",
        "name": "Banu",
        "country": "AF",
        "place_id": "gn:1147118",
        "geometry": shapely.Point(69.26019, 35.63348),
    }
    source = {"report_id": "r1", "title": "=1+1", "publisher": "TASS", "published": "2021-08-23"}
    return Atlas(
        sources=table("sources", [source]),
        mentions=table(
            "mentions", [mention, {"mention_id": "m2", "text": "X", "reason": "no such place"}]
        ),
        statements=table("statements", [statement]),
        events=events(),
        claims=table("claims", [claim]),
    )


def bare() -> Atlas:
    """An atlas of no reports."""
    return Atlas(**{name: table(name, []) for name in SCHEMAS})


def write_text(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
