"""Commands about reports: map, mentions, events."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli.console import day, note, out, print_json, print_table, records, track
from geomap.settings import OFFLINE, Settings

if TYPE_CHECKING:
    from geomap.atlas import Atlas

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="report files or folders")]
Published = Annotated[
    str | None, typer.Option(help="day of publication of reports that do not say theirs")
]
Overrides = Annotated[
    Path | None, typer.Option(help="your own decisions on mentions, CSV or YAML; they win")
]
Places = Annotated[
    list[Path] | None, typer.Option(help="CSV of your own places: name,lon,lat,...; repeatable")
]
Locality = Annotated[
    bool, typer.Option("--outlet-locality", help="let an outlet's other reports say where it is")
]
AsJson = Annotated[bool, typer.Option("--json", help="print JSON")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command(name="map")(map_reports)
    app.command()(mentions)
    app.command()(events)


def map_reports(
    paths: Paths,
    *,
    output: Annotated[
        Path, typer.Option("-o", "--output", help=".html, or .png, .svg, .pdf, .gpkg")
    ] = Path("map.html"),
    own_events: Annotated[
        list[Path] | None,
        typer.Option("--events", help="your own events: ACLED or GED CSV, GeoJSON; repeatable"),
    ] = None,
    published: Published = None,
    overrides: Overrides = None,
    places: Places = None,
    outlet_locality: Locality = False,
) -> None:
    """Turn reports into one map file that opens without a network."""
    from geomap.atlas import exchange

    _check_folder(output)
    atlas = read(paths, published, _settings(overrides, places, outlet_locality))
    for path in own_events or ():
        atlas = exchange.add_events(atlas, path)
    written = atlas.to_file(output)
    out.print(f"{_counts(atlas)}", markup=False, highlight=False)
    out.print(f"{written} ({written.stat().st_size / 1e6:.2f} MB)", markup=False, highlight=False)


def mentions(
    paths: Paths,
    *,
    published: Published = None,
    overrides: Overrides = None,
    places: Places = None,
    outlet_locality: Locality = False,
    explain: Annotated[bool, typer.Option(help="say what spoke for each choice")] = False,
    as_json: AsJson = False,
) -> None:
    """List the place mentions of reports: role, place, probability, or why there is none."""
    rows = records(read(paths, published, _settings(overrides, places, outlet_locality)).mentions)
    if as_json:
        print_json(rows)
        return
    shown = ["text", "role", "name", "country", "kind", "probability", "reason"]
    print_table(rows, [*shown, "explanation"] if explain else shown)


def events(
    paths: Paths,
    *,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help=".geojson, .gpkg, .parquet, .csv or .kml"),
    ] = None,
    published: Published = None,
    overrides: Overrides = None,
    places: Places = None,
    outlet_locality: Locality = False,
    as_json: AsJson = False,
) -> None:
    """List the events that reports tell of, or write them to a file."""
    if output is not None:
        _check_folder(output)
    atlas = read(paths, published, _settings(overrides, places, outlet_locality))
    if output is not None:
        from geomap.atlas import formats

        formats.write(atlas, output)
        note(f"{len(atlas.events)} events: {output}")
    if as_json:
        print_json(records(atlas.events))
    elif output is None:
        rows = records(atlas.events)
        shown = ["event_type", "actors", "place", "when_start", "when_end", "status", "n_sources"]
        print_table(rows, shown)


def read(paths: list[Path], published: str | None, settings: Settings | None = None) -> "Atlas":
    """Read reports with a progress bar; what is skipped is named on standard error."""
    from geomap import pipeline

    atlas = pipeline.read_atlas(
        paths, settings=settings or OFFLINE, published=day(published), progress=track
    )
    for line in atlas.skipped:
        note(f"skipped: {line}")
    return atlas


def _settings(overrides: Path | None, places: list[Path] | None, locality: bool) -> Settings:
    return replace(
        OFFLINE, overrides=overrides, places=tuple(places or ()), outlet_locality=locality
    )


def _counts(atlas: "Atlas") -> str:
    placed = int((~atlas.events.geometry.isna()).sum())
    return (
        f"{len(atlas.sources)} reports, {len(atlas.mentions)} place mentions, "
        f"{len(atlas.statements)} statements, {len(atlas.events)} events ({placed} placed), "
        f"{len(atlas.claims)} spatial claims"
    )


def _check_folder(output: Path) -> None:
    from geomap.errors import InputError

    if not output.parent.is_dir():
        raise InputError(f"{output}: expected an existing folder, {output.parent} is none")
