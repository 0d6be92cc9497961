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
    from geomap.atlas import Atlas
    from geomap.errors import GeomapError, GeomapWarning
    from geomap.gazetteer import open_gazetteer
    from geomap.model import Place, Report, Role, Status, Verdict
    from geomap.pipeline import distance, geocode, read_atlas
    from geomap.reviewing import review
    from geomap.settings import OFFLINE, ONLINE, Settings

    __version__: str

_HOMES = {
    "Atlas": "atlas",
    "GeomapError": "errors",
    "GeomapWarning": "errors",
    "OFFLINE": "settings",
    "ONLINE": "settings",
    "Place": "model",
    "Report": "model",
    "Role": "model",
    "Settings": "settings",
    "Status": "model",
    "Verdict": "model",
    "distance": "pipeline",
    "geocode": "pipeline",
    "open_gazetteer": "gazetteer",
    "read_atlas": "pipeline",
    "review": "reviewing",
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
    "distance",
    "geocode",
    "open_gazetteer",
    "read_atlas",
    "review",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("geomap")
    if name not in _HOMES:
        raise AttributeError(f"module 'geomap' has no attribute {name!r}")
    return getattr(import_module(f"geomap.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
