"""The page for a browser that runs no scripts: headline, clauses, a still picture and a table."""

import html
from collections.abc import Callable, Iterator

import pandas as pd

from geomap import dates
from geomap.maps import page, story
from geomap.maps.build import Picture
from geomap.model import Tables

MOST_ROWS, MOST_DRAWN = 200, 2_000
_STYLE = (
    ".folium-map{display:none}.geomap-plain{max-width:1060px;margin:0 auto;padding:0 16px;"
    "font:15px/1.45 system-ui,sans-serif}.geomap-plain img{max-width:100%}"
    ".geomap-plain td{border-top:1px solid #ccc;padding:4px 12px 4px 0;vertical-align:top}"
)


def noscript(atlas: Tables, shown: Picture, still: Callable[[], bytes] | None = None) -> str:
    """The noscript element of a page; all text in it is escaped, braces too.

    Parameters
    ----------
    atlas
        The tables; the first 200 of their events are listed.
    shown
        What the map shows.
    still
        Draws the same as a PNG; not asked where there are many events.
    """
    title = _text(shown.title)
    clauses = "".join(
        f"<li>{_day(one.day)}: {_text(one.text)}</li>"
        for one in story.standfirst(atlas, shown.order)
    )
    drawn = still() if still and len(atlas.events) <= MOST_DRAWN else None
    source = page.data_uri("png", drawn) if drawn else ""
    picture = f'<img alt="{_escaped(shown.title)}" src="{source}">' if drawn else ""
    rows = _rows(atlas, shown) if shown.drawn is atlas else _places(shown.drawn)
    rest = len(atlas.events) - MOST_ROWS
    more = f"<p>and {rest:,} more events</p>" if rest > 0 and shown.drawn is atlas else ""
    return (
        f'<noscript><style>{_STYLE}</style><div class="geomap-plain"><h1>{title}</h1>'
        f"<ul>{clauses}</ul>{picture}<table>{''.join(rows)}</table>{more}</div>"
        "</noscript>"
    )


def _places(drawn: Tables) -> Iterator[str]:
    """The places with most events of those that are gathered, and how many were killed there."""
    found = drawn.events.groupby("place")[["n", "killed_least"]].sum().drop("", errors="ignore")
    for place, row in found.nlargest(MOST_ROWS, "n").iterrows():
        cells = _text(str(place)), f"{row['n']:,} events", f"{row['killed_least']:,} killed"
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _rows(atlas: Tables, shown: Picture) -> Iterator[str]:
    events = atlas.events.iloc[:MOST_ROWS].sort_values(["when_start", "when_end"], kind="stable")
    told = story.Teller(atlas, shown.order)
    for key in events.index:
        day = events.at[key, "when_start"]
        cells = _day(day), _text(told.sentence(key)), _text(str(events.at[key, "status"]))
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _day(day: pd.Timestamp | None) -> str:
    return "" if day is None or pd.isna(day) else dates.in_words(day)


def _text(words: str) -> str:
    return f"<bdi>{_escaped(words)}</bdi>" if words else ""


def _escaped(words: str) -> str:
    """Words that are no markup, in a template engine neither."""
    return html.escape(words).replace("{", "&#123;").replace("}", "&#125;")
