"""News reports in, a sourced map of reported events out.

>>> import geomap
>>> atlas = geomap.read_atlas("data/reports")          # doctest: +SKIP
>>> atlas.events                                       # doctest: +SKIP
>>> atlas.to_html("map.html")                          # doctest: +SKIP

Names are loaded when they are first used, so that `import geomap` costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geomap.atlas import Atlas, concat, open_atlas
    from geomap.errors import GeomapError, GeomapWarning
    from geomap.gazetteer import open_gazetteer
    from geomap.locating.expressed import locate  # through the room mypy sees it twice
    from geomap.model import Place, Report, Role, Status, Verdict
    from geomap.pipeline import distance, distances, from_frame, from_texts, geocode, read_atlas
    from geomap.reviewing import review
    from geomap.settings import OFFLINE, ONLINE, Settings
    from geomap.store import build

__version__ = "0.1.0"

_HOMES = {
    "atlas": {"Atlas", "concat", "open_atlas"},
    "errors": {"GeomapError", "GeomapWarning"},
    "gazetteer": {"open_gazetteer"},
    "locating": {"locate"},
    "model": {"Place", "Report", "Role", "Status", "Verdict"},
    "pipeline": {"distance", "distances", "from_frame", "from_texts", "geocode", "read_atlas"},
    "reviewing": {"review"},
    "store": {"build"},
    "settings": {"OFFLINE", "ONLINE", "Settings"},
}

__all__ = [
    "OFFLINE",
    "ONLINE",
    "Atlas",
    "GeomapError",
    "GeomapWarning",
    "Place",
    "Report",
    "Role",
    "Settings",
    "Status",
    "Verdict",
    "__version__",
    "build",
    "concat",
    "distance",
    "distances",
    "from_frame",
    "from_texts",
    "geocode",
    "locate",
    "open_atlas",
    "open_gazetteer",
    "read_atlas",
    "review",
]


def __getattr__(name: str) -> Any:
    for room, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"geomap.{room}"), name)
    raise AttributeError(f"module 'geomap' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
