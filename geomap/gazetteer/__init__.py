"""Names to places, from an embedded SQLite file that is unpacked once.

`open_gazetteer` gives the shipped gazetteer, with what the user imported (`import_places`) beside
it and the user's own CSV files before it. `imported` lists and removes imports. `fold` is the key
under which names are kept, `key_variants` the further keys that are tried.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from geomap.gazetteer import imported
from geomap.gazetteer.embedded import EmbeddedGazetteer
from geomap.gazetteer.importing import Import, import_places
from geomap.gazetteer.names import fold, in_french, is_foreign, key_variants, sound, strip_type
from geomap.gazetteer.scoring import apart_km
from geomap.gazetteer.user import place_of_row
from geomap.settings import OFFLINE, Settings

__all__ = [
    "EmbeddedGazetteer",
    "Import",
    "apart_km",
    "fold",
    "import_places",
    "imported",
    "in_french",
    "is_foreign",
    "key_variants",
    "open_gazetteer",
    "place_of_row",
    "sound",
    "strip_type",
]


def open_gazetteer(
    settings: Settings = OFFLINE, *, extra: Iterable[str | Path] = ()
) -> EmbeddedGazetteer:
    """Open the shipped gazetteer with the imported ones; the same settings give the same object.

    Parameters
    ----------
    settings
        Where the shipped file lies (`data_dir`) and where it is unpacked once (`cache_dir`); which
        imported gazetteers are read with it (`imported`, `user_dir`).
    extra
        CSV files with the user's own places, columns name, lon, lat[, id, kind, country,
        alternates, uncertainty_m, source]; these places win over the shipped ones.

    Raises
    ------
    DataError
        If the shipped file is missing or damaged, the cache folder cannot be written, or an
        imported gazetteer cannot be read.
    InputError
        If a row of a user's file is not a place; the message names the file and the line.

    Examples
    --------
    >>> panjshir = open_gazetteer().lookup("Panjsher")[0].place
    >>> panjshir.name, panjshir.kind, panjshir.country, panjshir.has_area
    ('Panjshir', 'A.ADM1', 'AF', True)
    """
    seen = tuple((path, path.stat().st_mtime_ns) for path in imported.paths(settings))
    return _opened(settings, tuple(str(path) for path in extra), seen)


@cache
def _opened(
    settings: Settings,
    extra: tuple[str, ...],
    seen: tuple[tuple[Path, int], ...],  # noqa: ARG001, what was imported since is opened anew
) -> EmbeddedGazetteer:
    return EmbeddedGazetteer(settings, extra=extra)
