"""Files that the user names beside the reports, opened before any report is read."""

from collections.abc import Iterable
from pathlib import Path

from geomap.settings import Settings


def check(settings: Settings, *, events: Iterable[Path] = (), basemap: Iterable[Path] = ()) -> None:
    """Open every file that the user names, so that a wrong name costs no reading.

    Parameters
    ----------
    settings
        Its decisions, places, parties and roads.
    events, basemap
        Own events, and own ground.

    Raises
    ------
    InputError
        For the first that is not there or cannot be read.
    """
    from geomap import corrections, files, terrain
    from geomap.gazetteer.user import UserPlaces
    from geomap.maps import parties

    UserPlaces.read(settings.places)
    if settings.overrides is not None:
        corrections.read(settings.overrides)
    if settings.sides is not None:
        parties.read(settings.sides)
    if settings.roads is not None:
        terrain.load(settings)
    for path in events:
        files.check_events(path)
    for path in basemap:
        terrain.check_overlay(path)
