"""The command line: parse, call, print.

Bad input ends with exit status 2 and one plain line that says what was expected.
"""

import sys

import click
import typer

from geomap.cli import places, reports
from geomap.cli.console import note
from geomap.errors import GeomapError

app = typer.Typer(
    name="geomap",
    help="Turn news reports into a sourced map of reported events, offline.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
reports.register(app)
places.register(app)


def main() -> None:
    """Run the command line; the console script's entry."""
    try:
        status = app(standalone_mode=False)
    except click.ClickException as error:
        note(f"geomap: {error.format_message()}")
        status = 2
    except (GeomapError, OSError) as error:
        note(f"geomap: {' '.join(str(error).split())}")
        status = 2
    except (KeyboardInterrupt, click.Abort):
        note("geomap: stopped")
        status = 130
    sys.exit(status if isinstance(status, int) else 0)
