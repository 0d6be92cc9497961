"""A small story of own events in each of eight regions, for tests and the bench."""

from pathlib import Path

from geomap import pipeline
from geomap.atlas import Atlas
from geomap.settings import OFFLINE, Settings

# places with longitude and latitude; what is said of them is invented
REGIONS: dict[str, tuple[tuple[str, float, float], ...]] = {
    "darfur": (("Nyala", 24.88, 12.05), ("Zalingei", 23.48, 12.91), ("El Fasher", 25.35, 13.63)),
    "goma": (("Goma", 29.23, -1.68), ("Sake", 29.04, -1.57), ("Rutshuru", 29.45, -1.18)),
    "kherson": (("Kherson", 32.62, 46.64), ("Beryslav", 33.43, 46.84), ("Skadovsk", 32.91, 46.11)),
    "tigray": (("Mekelle", 39.48, 13.50), ("Adwa", 38.90, 14.16), ("Humera", 36.61, 14.29)),
    "shan": (("Lashio", 97.75, 22.93), ("Hsenwi", 97.97, 23.30), ("Laukkai", 98.77, 23.69)),
    "sahel": (("Gao", -0.04, 16.27), ("Djibo", -1.63, 14.10), ("Tillaberi", 1.45, 14.21)),
    "colombia": (("Buenaventura", -77.03, 3.88), ("Tumaco", -78.79, 1.80), ("Guapi", -77.88, 2.57)),
    "bering": (
        ("Anadyr", 177.51, 64.73),
        ("Nome", -165.41, 64.50),
        ("Provideniya", -173.23, 64.42),
    ),
}


def rows(region: str) -> str:
    """The region's events as a table: a date, a place, its longitude and latitude, a note."""
    lines = ["date,place,longitude,latitude,notes"]
    for day, (name, lon, lat) in enumerate(REGIONS[region], 1):
        lines.append(f"2023-08-0{day},{name},{lon},{lat},Shells hit {name} and killed two people.")
    return "\n".join(lines) + "\n"


def atlas(region: str, folder: Path, settings: Settings = OFFLINE) -> Atlas:
    """The atlas of a region's events."""
    path = folder / f"{region}.csv"
    path.write_text(rows(region), encoding="utf-8")
    return pipeline.read_atlas([], events=[path], settings=settings)
