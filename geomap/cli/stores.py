"""Commands about stores: build, and what a map takes of one."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from geomap.cli import named
from geomap.cli.console import err, note, say
from geomap.cli.options import Given, Paths, with_reading

if TYPE_CHECKING:
    from geomap.atlas import Atlas

_AROUND_M = 25_000.0
_COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(),
    MofNCompleteColumn(),
    TimeRemainingColumn(),
)


@with_reading
def build(
    paths: Paths,
    *,
    store: Annotated[Path, typer.Option("-o", "--output", help="folder of the store")],
    workers: Annotated[int, typer.Option(min=1, help="processes of this machine")] = 1,
    scheduler: Annotated[
        str | None, typer.Option(help="a Dask scheduler instead: tcp://host:8786")
    ] = None,
    given: Given,
) -> None:
    """Read a corpus into a store, or what of it is new, changed or failed before.

    Ctrl-C keeps what is done; the same command goes on from there.
    """
    named.prepare(given.settings())
    from geomap import store as room

    with Progress(*_COLUMNS, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("reading", total=None)

        def told(far: room.Progress) -> None:
            rate = f"{far.done / far.seconds:.1f} files a second" if far.done else "reading"
            bar.update(task, total=far.to_do, completed=far.done, description=rate)

        done = room.build(
            paths,
            store,
            settings=given.settings(),
            published=given.published,
            workers=scheduler or workers,
            told=told,
        )
    for loss in done.lost:
        note(f"lost: {loss}")
    say(f"{done}; {done.reports} reports in {store}")


def is_store(path: Path) -> bool:
    """Whether a path is a store that `geomap build` made."""
    return (path / "store.json").is_file()


def opened(
    path: Path, conditions: Mapping[str, Any], *, given: Given, events: Sequence[Path] = ()
) -> "Atlas":
    """The part of a store that is asked for, with own events."""
    from functools import reduce

    from geomap.atlas import open_atlas
    from geomap.files import with_events

    atlas = open_atlas(path, settings=given.settings(), **conditions)
    for loss in atlas.lost:
        note(f"lost: {loss}")
    return reduce(with_events, events, atlas)


def asked(days: str | None, where: str | None, given: Given) -> dict[str, Any]:
    """The conditions of `Atlas.filter` that --days and --where mean."""
    found: dict[str, Any] = {}
    if days is not None:
        from geomap.atlas.filtering import first_and_last

        first, _, last = days.partition("/")
        found["days"] = (first, last) if last else first
        first_and_last(found["days"])
    if where is not None:
        found["area"] = _area(where, given)
    return found


def _area(where: str, given: Given) -> Any:
    """Four degrees, or the area of a place; around a town so far as its name is used."""
    from geomap import pipeline, relations
    from geomap.atlas.filtering import shape_of
    from geomap.gazetteer import open_gazetteer

    edges = where.split(",")
    if len(edges) == 4:
        shape_of(edges)
        return edges
    settings = given.settings()
    place = pipeline.find_place(where, settings=settings)
    area = open_gazetteer(settings, extra=settings.places).area(place.place_id)
    return area if area is not None else relations.disc(place.point, _AROUND_M)
