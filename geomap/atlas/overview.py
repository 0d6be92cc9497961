"""What an atlas shows of itself in a notebook."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from geomap.display import box, one_line, text_html
from geomap.files import own_files
from geomap.model import Loss, Tables

if TYPE_CHECKING:
    import pandas as pd

_MOST_LOSSES = 10


def overview(tables: Tables) -> str:
    """How many rows each table has and what they are, and what could not be read, as HTML."""
    notes = _notes(tables)
    rows = "".join(
        f'<tr><th scope="row" style="text-align:left">{name}</th><td>{len(frame):,}</td>'
        f'<td style="text-align:left">{text_html(notes[name])}</td></tr>'
        for name, frame in tables.frames.items()
    )
    head = "<tr><th>table</th><th>rows</th><th>of which</th></tr>"
    return box(
        f"<strong>{text_html(_title(tables))}</strong>"
        f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>{_lost(tables.lost)}"
        "<p><code>atlas.explore()</code> draws the map, <code>atlas.events</code> and the like "
        "are GeoDataFrames, <code>atlas.to_html(path)</code> writes the page.</p>"
    )


def _title(tables: Tables) -> str:
    reports = len(tables.sources) - int(own_files(tables.sources).sum())
    days = tables.sources["published"].dropna()
    title = f"Atlas of {number(reports, 'report')}"
    if not len(days):
        return title
    first, last = days.min().date(), days.max().date()
    return f"{title}, {first}" + (f" to {last}" if last != first else "")


def _notes(tables: Tables) -> Mapping[str, str]:
    publishers = tables.sources["publisher"].replace("", None).nunique()
    return {
        "sources": number(publishers, "publisher"),
        "mentions": _placed(tables.mentions),
        "statements": _placed(tables.statements),
        "events": _tally(tables.events["status"]),
        "claims": _tally(tables.claims["verdict"]),
    }


def number(count: int, noun: str) -> str:
    """A count with its noun: "1 report", "2,000 reports"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _placed(frame: "pd.DataFrame") -> str:
    placed = int((frame["place_id"] != "").sum())
    return f"{placed:,} with a place, {len(frame) - placed:,} without" if len(frame) else ""


def _tally(column: "pd.Series[Any]") -> str:
    counts = column.value_counts()
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    return ", ".join(f"{count:,} {value}" for value, count in ordered)


def _lost(losses: tuple[Loss, ...]) -> str:
    if not losses:
        return ""
    told = losses[:_MOST_LOSSES]
    listed = "".join(f"<li>{text_html(one_line(str(loss)))}</li>" for loss in told)
    more = len(losses) - _MOST_LOSSES
    rest = f"<li>and {more} more</li>" if more > 0 else ""
    n = sum(loss.count for loss in losses)
    head = f"<summary>{n} not read, or not whole</summary>"
    return f"<details open>{head}<ul>{listed}{rest}</ul></details>"
