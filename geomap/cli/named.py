"""What a run needs, and the files that a user names: opened before any report is read."""

from collections.abc import Iterable
from pathlib import Path

from geomap.cli.console import waiting
from geomap.settings import Settings

_LOADING = (
    "loading libraries, the language pipeline and the gazetteer; "
    "the first run after an install takes up to a minute"
)


def prepare(
    settings: Settings,
    *,
    target: Path | None = None,
    events: Iterable[Path] = (),
    basemap: Iterable[Path] = (),
) -> None:
    """Load what reading takes, and open every file that the user names: a slip costs no reading.

    Where that lasts, standard error says so.

    Parameters
    ----------
    settings
        Its decisions, places, parties and roads.
    target
        The file that an atlas will be written to.
    events, basemap
        Own events, and own ground.

    Raises
    ------
    InputError
        For the first file that is not there or cannot be read, or a target that cannot be written.
    """
    with waiting(_LOADING):
        from geomap import corrections, files, language, terrain
        from geomap.atlas.targets import check_target
        from geomap.gazetteer.store import unpacked
        from geomap.gazetteer.user_file import opened
        from geomap.maps import parties

        if target is not None:
            check_target(target)
        opened(settings.places, settings)
        if settings.overrides is not None:
            corrections.read(settings.overrides)
        if settings.sides is not None:
            parties.read(settings.sides)
        for path in events:
            files.check_events(path)
        for path in basemap:
            terrain.check_overlay(path)
        terrain.load(settings)
        unpacked(settings)
        language.load(settings)
