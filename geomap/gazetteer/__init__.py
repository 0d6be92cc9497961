"""Names to places, from an embedded SQLite file that is unpacked once.

`open_gazetteer` gives the shipped gazetteer, with a user's own CSV files before it. `fold` is
the key under which names are kept, `key_variants` the further keys that are tried.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from geomap.gazetteer.embedded import EmbeddedGazetteer
from geomap.gazetteer.names import fold, key_variants, sound, strip_type
from geomap.gazetteer.scoring import apart_km
from geomap.gazetteer.user import place_of_row
from geomap.settings import OFFLINE, Settings

__all__ = [
    "EmbeddedGazetteer",
    "apart_km",
    "fold",
    "key_variants",
    "open_gazetteer",
    "place_of_row",
    "sound",
    "strip_type",
]


def open_gazetteer(
    settings: Settings = OFFLINE, *, extra: Iterable[str | Path] = ()
) -> EmbeddedGazetteer:
    """Open the shipped gazetteer; the same settings give the same object.

    Parameters
    ----------
    settings
        Where the shipped file lies (`data_dir`) and where it is unpacked once (`cache_dir`).
    extra
        CSV files with the user's own places, columns name, lon, lat[, id, kind, country,
        alternates, uncertainty_m, source]; these places win over the shipped ones.

    Raises
    ------
    DataError
        If the shipped file is missing or damaged, or the cache folder cannot be written.
    InputError
        If a row of a user's file is not a place; the message names the file and the line.

    Examples
    --------
    >>> panjshir = open_gazetteer().lookup("Panjsher")[0].place
    >>> panjshir.name, panjshir.kind, panjshir.country, panjshir.has_area
    ('Panjshir', 'A.ADM1', 'AF', True)
    """
    return _opened(settings, tuple(str(path) for path in extra))


@cache
def _opened(settings: Settings, extra: tuple[str, ...]) -> EmbeddedGazetteer:
    return EmbeddedGazetteer(settings, extra=extra)
