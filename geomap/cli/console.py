"""What every command shares: printing tables and JSON, progress, options read one way."""

import json
import re
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from geomap.model import Report


_CELL_CHARS = 120
_PIPE_COLUMNS = 200
_SAY_EVERY_S, _SILENT_S = 10, 3
# what moves the cursor, sets the clipboard, links or turns the reading order around in a terminal
_COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

# a pipe has no width of its own: rows stay on one line there; what a report says is no markup
out = Console(
    soft_wrap=True,
    markup=False,
    highlight=False,
    width=None if sys.stdout.isatty() else _PIPE_COLUMNS,
)
err = Console(stderr=True, soft_wrap=True)


def print_json(value: object) -> None:
    """Print one JSON document, readable, in the script's own letters."""
    # surrogates cannot leave the process as UTF-8
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_plain, allow_nan=False)
    told = _COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    out.file.write(told.encode("utf-8", "replace").decode("utf-8") + "\n")


def _plain(value: object) -> object:
    from geomap.files.rows import plain

    return value.isoformat() if isinstance(value, date) else plain(value)


def show(found: Any, *, as_json: bool) -> None:
    """Print what was measured: as JSON, or its lines."""
    if as_json:
        print_json(found.to_dict())
    else:
        say("\n".join(found.lines()))


def records(frame: "pd.DataFrame") -> list[dict[Any, Any]]:
    """Rows of a table as plain values, geometry as lon and lat, missing values as None."""
    from geomap.files.rows import records as plain_records

    whole = frame.reset_index() if frame.index.name else frame
    whole = whole if "geometry" in whole else whole.assign(geometry=None)
    return [row | _point(shape) for row, shape in plain_records(whole)]


def _point(shape: Any) -> dict[str, float | None]:
    if shape is None or shape.is_empty:
        return {"lon": None, "lat": None}
    centre = shape if shape.geom_type == "Point" else shape.representative_point()
    return {"lon": round(centre.x, 6), "lat": round(centre.y, 6)}


def print_table(
    rows: Sequence[Mapping[str, Any]], columns: Iterable[str], *, title: str = ""
) -> None:
    """Print rows as a table; what a report says is printed as it is, never as markup."""
    shown = Table(title=Text(title) if title else None, title_justify="left")
    names = list(columns)
    for name in names:
        shown.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        shown.add_row(*(Text(_cell(row.get(name))) for name in names))
    out.print(shown)


def _cell(value: object) -> str:
    if value is None:
        return ""
    number = isinstance(value, float)
    text = f"{value:.3f}".rstrip("0").rstrip(".") if number else harmless(str(value))
    return text if len(text) <= _CELL_CHARS else text[: _CELL_CHARS - 1] + "…"


def note(line: str) -> None:
    """Say something beside the result, on standard error."""
    err.print(Text(harmless(line)))


def say(text: str) -> None:
    """Print lines on standard output; what a report or a file says in them is harmless."""
    out.print(Text(harmless(text)))


def harmless(text: str) -> str:
    """A text without what a terminal would obey; each such character is drawn as unknown."""
    return _COMMANDS.sub("\ufffd", text)


@contextmanager
def waiting(why: str) -> Iterator[None]:
    """Say on standard error why nothing is seen, where what is done inside lasts some seconds."""
    late = threading.Timer(_SILENT_S, note, [why])
    late.daemon = True
    late.start()
    try:
        yield
    finally:
        late.cancel()


def track(reports: Iterable["Report"], total: int) -> Iterable["Report"]:
    """Show a progress bar over reports on standard error; a line now and then in a pipe or file."""
    said = time.monotonic()
    with Progress(console=err, transient=True, disable=not err.is_terminal) as bar:
        listed = bar.track(reports, total=total, description="reading reports")
        for number, report in enumerate(listed):
            if not err.is_terminal and time.monotonic() - said > _SAY_EVERY_S:
                said = time.monotonic()
                note(f"reading reports: {number} of {total}")
            yield report
