"""Gold corpora and the measures behind `geomap bench`."""

from collections.abc import Iterable
from pathlib import Path

from geomap.events import trained_on as seen_by_detector
from geomap.settings import OFFLINE, Settings

__all__ = ["trained_on"]


def trained_on(gold: Iterable[Path | str], settings: Settings = OFFLINE) -> str:
    """Say how many annotated reports the detector of statements has seen; "" for none.

    Figures of reports that it was trained on are better than those of any others.

    Parameters
    ----------
    gold
        Files of annotations, NAME.gold.json or NAME.events.json.
    settings
        Where the detector lies.

    Raises
    ------
    DataError
        If the detector's file is missing or damaged.

    Examples
    --------
    >>> trained_on(["goma-sake-wire.gold.json", "another.gold.json"])
    '1 of these 2 reports trained the detector of statements'
    >>> trained_on(["another.gold.json"])
    ''
    """
    names = [Path(path).name.split(".")[0] for path in gold]
    seen = seen_by_detector(settings).intersection(names)
    if not seen:
        return ""
    return f"{len(seen)} of these {len(names)} reports trained the detector of statements"
