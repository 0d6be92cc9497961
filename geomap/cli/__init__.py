"""The command line: parse, call, print.

Bad input ends with exit status 2 and one plain line that says what was expected.
"""

import sys

import typer

from geomap.cli import bench, places, reports, spatial
from geomap.cli.console import note
from geomap.errors import GeomapError

app = typer.Typer(
    name="geomap",
    help="Turn news reports into a sourced map of reported events, offline.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
reports.register(app)
places.register(app)
spatial.register(app)
bench.register(app)

# typer carries its own click; a wrong parameter is a usage error, and so is a wrong command
_USAGE_ERROR = typer.BadParameter.__mro__[1]


def main() -> None:
    """Run the command line; the console script's entry."""
    arguments = sys.argv[1:] or ["--help"]
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
    except Exception as error:
        if not isinstance(error, _USAGE_ERROR):
            raise
        note(f"geomap: {' '.join(error.format_message().split())}")  # type: ignore[attr-defined]
        status = 2
    sys.exit(status if isinstance(status, int) else 0)
