"""An invented report in each of eight regions, for tests, the bench and contact sheets."""

from pathlib import Path

from geomap import pipeline
from geomap.atlas import Atlas
from geomap.settings import OFFLINE, Settings

FOLDER = Path(__file__).parent / "golden" / "regions"
REGIONS = tuple(sorted(path.stem for path in FOLDER.glob("*.md")))


def atlas(region: str, settings: Settings = OFFLINE) -> Atlas:
    """The atlas of a region's report."""
    return pipeline.read_atlas([FOLDER / f"{region}.md"], settings=settings)


def hundred(region: str, folder: Path) -> Atlas:
    """The atlas of a hundred own events, spread around the places of a region's report."""
    spots = atlas(region).events.geometry.dropna().representative_point()
    lines = ["date,place,longitude,latitude,notes"]
    for n in range(100):
        spot = spots.iloc[n % len(spots)]
        lon, lat = spot.x + n % 7 / 20, spot.y + n % 9 / 20
        words = f"Shells hit market {n} and killed {n % 5 + 1} people, a doctor said."
        lines.append(f'2023-08-{n % 28 + 1:02},market {n},{lon},{lat},"{words}"')
    path = folder / f"{region}.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return pipeline.read_atlas([], events=[path], settings=OFFLINE)
