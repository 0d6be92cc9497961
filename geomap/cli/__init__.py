"""The command line: parse, call, print.

Bad input ends with exit status 2 and one plain line that says what was expected.
"""

import gc
import json
import sys
import warnings
from typing import Annotated, Any

import typer

import geomap
from geomap.cli import bench, places, reports, spatial, stores
from geomap.cli.console import note, say
from geomap.errors import GeomapError
from geomap.settings import OFFLINE

app = typer.Typer(
    name="geomap",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _say_version(asked: bool) -> None:
    """Print the version and who made the data, and end."""
    if asked:
        described = json.loads((OFFLINE.data_dir / "datapackage.json").read_text(encoding="utf-8"))
        sources = [source for file in described["resources"] for source in file["sources"]]
        makers = {s["title"].split(", through")[0] for s in sources if "path" in s}
        say(f"geomap {geomap.__version__}, its data from {', '.join(sorted(makers))}")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option(
        "--version",
        callback=_say_version,
        is_eager=True,
        help="say which version this is and where its data are from",
    ),
]


@app.callback()
def _every_command(*, version: Version = False) -> None:
    """Turn news reports into a sourced map of reported events, offline."""


app.command(name="map")(reports.map_reports)
for command in (
    stores.build, reports.mentions, reports.events, places.geocode, places.distance,
    spatial.check, spatial.coverage, spatial.locate, spatial.encircle, bench.explain_status,
):  # fmt: skip
    # a coordinate may begin with a minus
    minus = {"ignore_unknown_options": command is places.distance}
    app.command(context_settings=minus)(command)
app.add_typer(places.gazetteer, name="gazetteer")
app.add_typer(bench.bench, name="bench")

# typer carries its own click; a wrong parameter is a usage error, and so is a wrong command
_USAGE_ERROR: Any = typer.BadParameter.__mro__[1]


def main() -> None:
    """Run the command line; the console script's entry."""
    arguments = sys.argv[1:] or ["--help"]
    gc.set_threshold(50_000, 20, 20)  # libraries make many objects that stay
    warnings.showwarning = lambda message, *_, **__: note(f"geomap: {message}")
    try:
        status = app(args=arguments, standalone_mode=False)
    except typer.Abort:
        note("geomap: stopped")
        status = 130
    except GeomapError as error:
        note(f"geomap: {' '.join(str(error).split())}")
        status = 2
    except OSError as error:
        note(f"geomap: {error.filename or 'this machine'}: {error.strerror or error}")
        status = 2
    except _USAGE_ERROR as error:
        note(f"geomap: {' '.join(error.format_message().split())}")
        status = 2
    sys.exit(status if isinstance(status, int) else 0)
