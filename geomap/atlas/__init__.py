"""The tables together, which show, draw and save themselves through the rooms before this one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from geomap.atlas.events_frame import Events
from geomap.atlas.targets import PAGES, check_target
from geomap.model import Tables
from geomap.settings import OFFLINE, Settings

if TYPE_CHECKING:
    import geopandas as gpd
    from matplotlib.figure import Figure

    from geomap.maps import Map

__all__ = ["Atlas", "Events", "concat", "open_atlas"]


class Atlas(Tables):
    """What a set of reports says: five tables that show, draw and save themselves.

    Attributes are those of `geomap.model.Tables`: `sources`, `mentions`, `statements`, `events`
    and `claims`, all GeoDataFrames in EPSG:4326 with a stable index, what was `lost`, and the
    `settings` that the tables were made with. `events.in_words()` lists the events as a reader
    would, and any part of them has an `explore()`.
    """

    # each room is imported when it is asked: an atlas alone needs neither folium nor matplotlib
    __hash__ = None  # type: ignore[assignment]
    events: Events

    def __post_init__(self) -> None:
        super().__post_init__()
        # the record is frozen, and this is still its making
        object.__setattr__(self, "events", Events(self.events))

    def __len__(self) -> int:
        """How many events there are."""
        return len(self.events)

    def __bool__(self) -> bool:
        return True

    def __contains__(self, name: object) -> bool:
        """Whether a place is named so, or a row of a table has this id."""
        named = (self.events["place"], self.mentions["name"], self.mentions["text"])
        ids = (frame.index for frame in self.frames.values())
        return any((column == name).any() for column in (*named, *ids))

    def __eq__(self, other: object) -> bool:
        """Whether all tables, and what was lost, are the same."""
        if not isinstance(other, Tables):
            return NotImplemented
        pairs = ((frame, other.frames[name]) for name, frame in self.frames.items())
        return self.lost == other.lost and all(
            list(one.columns) == list(two.columns) and one.equals(two) for one, two in pairs
        )

    def _repr_html_(self) -> str:
        from geomap.atlas.overview import overview

        return overview(self)

    @property
    def losses(self) -> pd.DataFrame:
        """What was given and is not in the tables, or not whole: `what`, `where`, `why`, `n`."""
        rows = [
            (loss.what, ", ".join(filter(None, (loss.where, *loss.parts))), loss.why, loss.count)
            for loss in self.lost
        ]
        return pd.DataFrame(rows, columns=["what", "where", "why", "n"])

    def filter(
        self,
        mask: Any = None,
        *,
        place: str | Iterable[str] | None = None,
        status: str | Iterable[str] | None = None,
        days: Any = None,
        area: Any = None,
        side: str | Iterable[str] | None = None,
        report: str | Iterable[str] | None = None,
    ) -> "Atlas":
        """The part of the atlas with some events, and of the rest no word.

        All conditions must hold; of several places, statuses, sides or reports any may.

        Parameters
        ----------
        mask
            Booleans on the rows of `events`, or a function of `events` that gives them.
        place
            Names or ids of places, as `events` or a statement has them.
        status
            Words of the [status rule](../explanation/status-rule.md), as "claimed".
        days
            A day, a month or a year in words, a first and a last day, or a slice of them. Events
            that may have happened then; those without a day are left out.
        area
            A shape, a GeoDataFrame, or west, south, east, north in degrees; events in or across it.
        side
            Who acts, by the name of the party.
        report
            Ids of reports, with or without their hash, or titles. Only what they say is left, also
            of events that other reports tell of.

        Returns
        -------
        Atlas
            Statements, claims, mentions and sources follow the events. A source keeps its title
            and link. Losses stay for reports that are kept whole.

        Raises
        ------
        InputError
            If a name is not in the atlas, a word is no status, or the mask does not fit.
        """
        from geomap.atlas.filtering import chosen

        asked = {"place": place, "status": status, "days": days, "area": area}
        return chosen(self, mask, asked | {"side": side, "report": report})

    def anonymous(self) -> "Atlas":
        """The same atlas without the names of the files and folders that it was made from.

        Reports are called by the hash of their text, losses by the kind of file; a title that is
        the file's name, as PDFs have it, is left out. What reports say, and titles, publishers and
        addresses of their own, stay.
        """
        from geomap.atlas.anonymous import anonymous

        return replace(self, **anonymous(self))

    def save(self, path: Path | str) -> Path:
        """Write the whole atlas to one file, which `geomap.open_atlas` reads again without loss.

        The same atlas gives the same bytes; no folder of yours is in them.
        """
        from geomap.atlas.saved import save

        return save(self._told(), path)

    def explore(
        self,
        *,
        title: str | None = None,
        height: int = 720,
        embed: bool = False,
        basemap: Path | str | Sequence[Path | str] = (),
        layers: "Sequence[gpd.GeoDataFrame]" = (),
        explain: bool | None = None,
    ) -> "Map":
        """Build an interactive map of the atlas that needs no network.

        Parameters
        ----------
        title
            Headline of the page; by default made of the event that weighs most.
        height
            Height in a notebook, in pixels.
        embed
            Whether it shows headline, map and credit alone, for a frame in another page.
        basemap
            Files of your own ground: roads, front lines, districts as PMTiles, GeoPackage or
            GeoJSON, or a PMTiles archive of pictures. They are cut to the window and put into
            the page.
        layers
            Tables of your own ground.
        explain
            Whether statements say why their place was chosen, see `Settings.explain`.

        Returns
        -------
        geomap.maps.Map
            A folium.Map: add your own folium layers and plugins to it as to any other.
        """
        from geomap import figures, maps

        files = (basemap,) if isinstance(basemap, (str, Path)) else basemap
        known = replace(self.settings, basemap=(*self.settings.basemap, *map(Path, files)))
        if explain is not None:
            known = replace(known, explain=explain)
        return maps.explore(
            self._told(),
            settings=known,
            title=title,
            height=height,
            embed=embed,
            still=figures.thumbnail,
            layers=layers,
        )

    def plot(self) -> "Figure":
        """The map as a still picture with its legend, a matplotlib Figure."""
        from geomap import figures

        return figures.draw(self._told())

    def timeline(self, by: str = "status") -> "Figure":
        """How many events begin in each day, week or month, a matplotlib Figure.

        `by` is "status" or "side". `geomap.figures.event_counts` gives the numbers.
        """
        from geomap import figures

        return figures.timeline(self, by)

    def to_html(
        self, path: Path | str | None = None, *, title: str | None = None, embed: bool = False
    ) -> str:
        """Write the map to one self-contained HTML file, and return its text.

        The same atlas gives the same bytes. Nothing is written where `path` is None. `embed` makes
        a page of headline, map and credit, for a frame in another page.
        """
        from geomap import html

        return html.to_html(self.explore(title=title, embed=embed), path)

    def to_file(self, path: Path | str, *, title: str | None = None, embed: bool = False) -> Path:
        """Write the atlas to a file; the suffix says how.

        .html is the map; .png, .svg and .pdf are still pictures of it; .gpkg holds every table as
        a layer; .geojson, .parquet, .csv and .kml hold the events; .acled.csv and .ged.csv hold
        them in the shape of those datasets; .jsonld holds the claims as ClaimReview. `title` and
        `embed` are for pages, see `to_html`.

        Raises
        ------
        InputError
            If the suffix is none of these, or the folder does not exist.
        """
        target = Path(path)
        check_target(target)
        suffix = target.suffix.lower()
        if suffix in PAGES:
            self.to_html(target, title=title, embed=embed)
            return target
        from geomap import figures, files

        if suffix in figures.SUFFIXES:
            figures.to_figure(self._told(), target)
        else:
            files.write(self._told(), target)
        return target

    def _told(self) -> "Atlas":
        """What of it leaves: also what came to an atlas after its files lost their names."""
        return self.anonymous() if self.settings.anonymous_sources else self


def open_atlas(path: Path | str, *, settings: Settings = OFFLINE, **asked: Any) -> Atlas:
    """Open an atlas that `Atlas.save` wrote, or a store that `geomap.build` made, or part of it.

    Parameters
    ----------
    path
        The file, or the folder of the store.
    settings
        Where data lies on this machine.
    asked
        Conditions of `Atlas.filter`. Of a store only what `days`, `area` and `status` ask for is
        read.

    Raises
    ------
    InputError
        If there is none of these, or a newer geomap wrote it, or a condition names nothing there.
    """
    from geomap.atlas import stored
    from geomap.atlas.saved import opened

    source = Path(path)
    if stored.is_store(source):
        found = Atlas(**stored.opened(source, settings, asked))
    else:
        found = Atlas(**opened(source, settings))
    return found.filter(**asked) if asked else found


def concat(atlases: Iterable[Atlas]) -> Atlas:
    """Put atlases together; what different reports tell of one event becomes one event.

    A report that several have read is there once, as the first has it. Events are joined by the
    same evidence as in reading, and none is parted. Corrections of yours that part or join events
    count for each atlas by itself.

    Raises
    ------
    InputError
        If there is no atlas, or something else is among them.
    """
    from geomap.atlas.concatenated import concatenated

    return Atlas(**concatenated(list(atlases)))
