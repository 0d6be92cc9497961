"""Commands about reports: map, mentions, events."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geomap.cli import named
from geomap.cli.console import note, print_json, print_table, records, say, track
from geomap.cli.options import (
    Anonymous,
    AsJson,
    Days,
    Given,
    MaybePaths,
    Paths,
    Where,
    with_reading,
)
from geomap.cli.stores import asked, is_store, opened
from geomap.errors import InputError

if TYPE_CHECKING:
    from geomap.atlas import Atlas


@with_reading
def map_reports(
    paths: MaybePaths = None,
    *,
    output: Annotated[
        Path, typer.Option("-o", "--output", help=".html, or .png, .svg, .pdf, .gpkg")
    ] = Path("map.html"),
    own_events: Annotated[
        list[Path] | None,
        typer.Option("--events", help="your own events: CSV, .xlsx, GeoJSON, KML; repeatable"),
    ] = None,
    title: Annotated[
        str | None,
        typer.Option(help="headline of the page, in place of the one made of the events"),
    ] = None,
    embed: Annotated[
        bool, typer.Option(help="a page for a frame in another: headline, map and credit")
    ] = False,
    explain: Annotated[
        bool | None,
        typer.Option(
            help="say why each place was chosen; by default on pages of up to 100 reports"
        ),
    ] = None,
    basemap: Annotated[
        list[Path] | None,
        typer.Option(help="your own ground: PMTiles, GeoPackage, GeoJSON; repeatable"),
    ] = None,
    days: Days = None,
    where: Where = None,
    anonymous_sources: Anonymous = False,
    given: Given,
) -> None:
    """Turn reports, a store, your own events into one map file that opens without a network."""
    found, own, ground = paths or [], own_events or [], tuple(basemap or ())
    named.prepare(given.settings(), target=output, events=own, basemap=ground)
    conditions = asked(days, where, given)
    if len(found) == 1 and is_store(found[0]):
        atlas = opened(found[0], conditions, given=given, events=own)
    else:
        atlas = read(found, given, events=own)
        atlas = atlas.filter(**conditions) if conditions else atlas
    atlas = atlas.anonymous() if anonymous_sources else atlas
    atlas = replace(atlas, settings=replace(atlas.settings, basemap=ground, explain=explain))
    written = atlas.to_file(output, title=title, embed=embed)
    say(_counts(atlas))
    say(f"{written} ({written.stat().st_size / 1e6:.2f} MB)")


@with_reading
def mentions(
    paths: Paths,
    *,
    given: Given,
    explain: Annotated[bool, typer.Option(help="say what spoke for each choice")] = False,
    as_json: AsJson = False,
) -> None:
    """List the place mentions of reports: role, place, probability, or why there is none."""
    rows = records(read(paths, given).mentions)
    if as_json:
        print_json(rows)
        return
    shown = ["text", "role", "name", "country", "kind", "probability", "reason"]
    print_table(rows, [*shown, "explanation"] if explain else shown)


@with_reading
def events(
    paths: Paths,
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help=".geojson .gpkg .parquet .csv .kml, .acled.csv .ged.csv, .jsonld of the claims",
        ),
    ] = None,
    table: Annotated[
        str | None, typer.Option(help="write another table: statements, mentions, claims, sources")
    ] = None,
    anonymous_sources: Anonymous = False,
    given: Given,
    as_json: AsJson = False,
) -> None:
    """List the events that reports tell of, or write them to a file."""
    _check(output, table)
    atlas = read(paths, given)
    atlas = atlas.anonymous() if anonymous_sources else atlas
    if output is not None:
        from geomap import files

        files.write(_table(atlas, table), output)
        note(f"{table or 'events'}: {output}")
    if as_json:
        print_json(records(atlas.events))
    elif output is None:
        rows = records(atlas.events.sort_values(["when_end", "when_start", "place"]))
        shown = [
            "when_start",
            "when_end",
            "place",
            "event_type",
            "event_mode",
            "actor",
            "recipient",
            "toll",
        ]
        shown += ["status", "n_sources"]
        print_table(rows, shown)


def read(
    paths: list[Path], given: Given, *, roads: Path | None = None, events: Sequence[Path] = ()
) -> "Atlas":
    """Read reports with a progress bar; what is lost is named on standard error."""
    settings = replace(given.settings(), roads=roads)
    named.prepare(settings)
    from geomap import pipeline

    atlas = pipeline.read_atlas(
        paths,
        events=events,
        settings=settings,
        published=given.published,
        progress=track,
    )
    for loss in atlas.lost:
        note(f"lost: {loss}")
    return atlas


def _counts(atlas: "Atlas") -> str:
    from geomap.atlas.overview import number
    from geomap.files import own_files

    placed = int((~atlas.events.geometry.isna()).sum())
    own = int(own_files(atlas.sources).sum())
    beside = f"{number(own, 'file')} of own events, " if own else ""
    return (
        f"{number(len(atlas.sources) - own, 'report')}, {beside}"
        f"{len(atlas.mentions)} place mentions, "
        f"{len(atlas.statements)} statements, {len(atlas.events)} events ({placed} placed), "
        f"{len(atlas.claims)} spatial claims"
    )


def _check(output: Path | None, table: str | None) -> None:
    """Whether there is such a table, and a file of this name can hold one."""
    from geomap import writing
    from geomap.files import formats
    from geomap.model import SCHEMAS

    if output is not None:
        writing.check(output)
        formats.suffix_of(output)
    if table and table not in SCHEMAS:
        raise InputError(f"--table expects one of {', '.join(SCHEMAS)}, got {table!r}")


def _table(atlas: "Atlas", name: str | None) -> Any:
    return atlas.frames[name] if name else atlas
