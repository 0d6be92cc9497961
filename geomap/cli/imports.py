"""Commands about gazetteers of the user's own: import, list, remove."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from geomap.cli.console import err, note, print_json, print_table, say
from geomap.cli.options import AsJson
from geomap.settings import OFFLINE


def import_places(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...", help="allCountries.txt, CC.zip, CC.txt, postal codes, or CSV"
        ),
    ],
    *,
    country: Annotated[
        list[str] | None, typer.Option(help="only rows of this country; may be repeated")
    ] = None,
    name: Annotated[
        str, typer.Option(help="what to call it; the first file's name where left out")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Build a gazetteer of your own from GeoNames dumps or CSV files; names are found there too.

    It is kept in your data folder and read by every command, until `geomap gazetteer remove`.
    With the environment variable GEOMAP_IMPORTED=none no command reads it.
    """
    from geomap import gazetteer
    from geomap.locating import country_code

    shipped = gazetteer.open_gazetteer(OFFLINE)
    codes = [country_code(said, shipped) for said in country or ()]
    with Progress(console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("reading the rows", total=1.0)
        done = gazetteer.import_places(
            paths,
            name=name,
            countries=codes,
            settings=OFFLINE,
            told=lambda stage, share: bar.update(task, description=stage, completed=share),
        )
    for line in done.refused:
        note(f"geomap: passed over {line}")
    if done.bad > len(done.refused):
        note(f"geomap: passed over {done.bad - len(done.refused)} more rows")
    if as_json:
        kept = ("name", "places", "names", "bad", "repeated", "refused")
        print_json({key: getattr(done, key) for key in kept} | {"path": str(done.path)})
        return
    said = f"{done.name}: {done.places:,} places under {done.names:,} names, in {done.path}"
    say(said)


def listed(*, as_json: AsJson = False) -> None:
    """List the imported gazetteers."""
    from geomap.gazetteer import imported

    rows = imported.describe(OFFLINE)
    if as_json:
        print_json(rows)
    elif rows:
        shown = [row | {"files": ", ".join(row["files"])} for row in rows]
        print_table(shown, ["name", "places", "names", "bad", "bytes", "files"])
    else:
        note("geomap: no gazetteer is imported; geomap gazetteer import FILE builds one")


def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="as `geomap gazetteer list` has it")],
) -> None:
    """Remove an imported gazetteer."""
    from geomap.gazetteer import imported

    say(f"removed {imported.remove(name, OFFLINE)}")
