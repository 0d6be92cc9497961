"""How an atlas, a place, a distance and a verdict show themselves: HTML and plain text.

Words from reports stand on the page as themselves: escaped, isolated so that right-to-left writing
turns nothing else round, and never read as LaTeX.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from math import cos, isnan, radians, sin
from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd

from geomap.atlas.own import n_files
from geomap.atlas.words import MOST_CHARS, one_line, text_html
from geomap.errors import InputError
from geomap.model import SCHEMAS, Claim, Place, Verdict

if TYPE_CHECKING:
    from geomap.atlas import Atlas

_KINDS = {
    "P": "settlement",
    "A": "administrative division",
    "T": "mountain, valley or pass",
    "H": "water",
    "S": "building or site",
    "R": "road or railway",
    "L": "area",
    "U": "undersea feature",
    "V": "forest or heath",
}
_SIGNS = {Verdict.SUPPORTED: "✓", Verdict.CONTRADICTED: "✗", Verdict.UNDETERMINED: "?"}
_MOST_SKIPPED = 10


class Distance(Protocol):
    """What `geomap.distance` returns."""

    @property
    def origin(self) -> Place: ...  # noqa: D102
    @property
    def target(self) -> Place: ...  # noqa: D102
    @property
    def distance_km(self) -> float: ...  # noqa: D102
    @property
    def bearing_deg(self) -> float: ...  # noqa: D102
    @property
    def compass(self) -> str: ...  # noqa: D102
    @property
    def uncertainty_km(self) -> float: ...  # noqa: D102


def html(shown: Any) -> str:
    """HTML of an `Atlas`, a `Place`, a `Distance`, a `Claim` or a row of `atlas.claims`.

    Raises
    ------
    InputError
        If it is none of these.
    """
    return _view(shown, _HTML)


def text(shown: Any) -> str:
    """Plain text of what `html` takes."""
    return _view(shown, _TEXT)


def atlas_html(atlas: "Atlas") -> str:
    """How many rows each table has and what they are, and what could not be read."""
    rows = "".join(
        f'<tr><th scope="row" style="text-align:left">{name}</th><td>{count:,}</td>'
        f'<td style="text-align:left">{text_html(note)}</td></tr>'
        for name, count, note in _counts(atlas)
    )
    head = "<tr><th>table</th><th>rows</th><th>of which</th></tr>"
    return _box(
        f"<strong>{text_html(_title(atlas))}</strong>"
        f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>{_skipped_html(atlas)}"
        "<p><code>atlas.explore()</code> draws the map, <code>atlas.events</code> and the like "
        "are GeoDataFrames, <code>atlas.to_html(path)</code> writes the page.</p>"
    )


def atlas_text(atlas: "Atlas") -> str:
    """`atlas_html` as plain text."""
    lines = [_title(atlas)]
    lines += [
        f"  {name:<10} {count:>7,}  {one_line(note)}".rstrip()
        for name, count, note in _counts(atlas)
    ]
    lines += [f"  not read: {one_line(why)}" for why in atlas.skipped[:_MOST_SKIPPED]]
    if (more := len(atlas.skipped) - _MOST_SKIPPED) > 0:
        lines.append(f"  and {more} more not read")
    return "\n".join(lines)


def place_html(place: Place) -> str:
    """A place's name, kind, position with its radius, and where the row comes from."""
    return _box(f"<strong>{text_html(place.name)}</strong>{_rows(_place_rows(place))}")


def place_text(place: Place) -> str:
    """`place_html` as plain text."""
    return _lines(place.name, _place_rows(place))


def distance_html(distance: Distance) -> str:
    """A distance with its uncertainty, and an arrow in its direction from north."""
    title = f"{distance.origin.name} to {distance.target.name}"
    return _box(
        f'<div style="display:flex;gap:1em;align-items:center">{_arrow(distance.bearing_deg)}'
        f"<div><strong>{text_html(title)}</strong>{_rows(_distance_rows(distance))}</div></div>"
    )


def distance_text(distance: Distance) -> str:
    """`distance_html` as plain text."""
    title = f"{distance.origin.name} to {distance.target.name}"
    return _lines(title, _distance_rows(distance))


def claim_html(claim: "Claim | Mapping[str, Any] | pd.Series[Any]") -> str:
    """A spatial statement with what was said, what was measured, the verdict and why."""
    row = _claim(claim)
    verdict = _verdict(row)
    return _box(
        f"<blockquote>{text_html(str(row['text'])[:MOST_CHARS])}</blockquote>"
        f"<strong>{_SIGNS[verdict]} {verdict}</strong>{_rows(_claim_rows(row))}"
    )


def claim_text(claim: "Claim | Mapping[str, Any] | pd.Series[Any]") -> str:
    """`claim_html` as plain text."""
    row = _claim(claim)
    quoted = one_line(str(row["text"]))
    return _lines(f"{_verdict(row)}: “{quoted}”", _claim_rows(row))


def _view(shown: Any, views: Mapping[str, Callable[[Any], str]]) -> str:
    from geomap.atlas import Atlas

    if isinstance(shown, Atlas):
        return views["atlas"](shown)
    if isinstance(shown, Place):
        return views["place"](shown)
    if hasattr(shown, "distance_km") and hasattr(shown, "compass"):
        return views["distance"](shown)
    if isinstance(shown, Claim) or (hasattr(shown, "keys") and "verdict" in shown):
        return views["claim"](shown)
    raise InputError(
        "expected an Atlas, a Place, a Distance, a Claim or a row of atlas.claims such as "
        f"atlas.claims.iloc[0], got {type(shown).__name__}"
    )


def _title(atlas: "Atlas") -> str:
    days = atlas.sources["published"].dropna()
    title = f"Atlas of {_number(len(atlas.sources) - n_files(atlas.sources), 'report')}"
    if not len(days):
        return title
    first, last = days.min().date(), days.max().date()
    return f"{title}, {first}" + (f" to {last}" if last != first else "")


def _counts(atlas: "Atlas") -> Iterable[tuple[str, int, str]]:
    notes = {
        "sources": _number(atlas.sources["publisher"].replace("", None).nunique(), "publisher"),
        "mentions": _placed(atlas.mentions),
        "statements": _placed(atlas.statements),
        "events": _tally(atlas.events["status"]),
        "claims": _tally(atlas.claims["verdict"]),
    }
    return [(name, len(getattr(atlas, name)), notes[name]) for name in SCHEMAS]


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _placed(frame: pd.DataFrame) -> str:
    placed = int((frame["place_id"] != "").sum())
    return f"{placed:,} with a place, {len(frame) - placed:,} without" if len(frame) else ""


def _tally(column: "pd.Series[Any]") -> str:
    counts = column.value_counts()
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    return ", ".join(f"{count:,} {value}" for value, count in ordered)


def _skipped_html(atlas: "Atlas") -> str:
    if not atlas.skipped:
        return ""
    listed = "".join(
        f"<li>{text_html(one_line(why))}</li>" for why in atlas.skipped[:_MOST_SKIPPED]
    )
    more = len(atlas.skipped) - _MOST_SKIPPED
    rest = f"<li>and {more} more</li>" if more > 0 else ""
    head = f"<summary>{len(atlas.skipped)} not read</summary>"
    return f"<details open>{head}<ul>{listed}{rest}</ul></details>"


def _place_rows(place: Place) -> list[tuple[str, str]]:
    kind = _KINDS.get(place.kind[:1], "place")
    within = ", ".join(part for part in (place.admin2, place.admin1, place.country) if part)
    rows = [
        ("kind", f"{kind} ({place.kind})" if place.kind else kind),
        ("within", within),
        ("lon, lat", f"{place.lon:.5f}, {place.lat:.5f} ± {place.uncertainty_m / 1000:.3g} km"),
        ("people", f"{place.population:,}" if place.population else ""),
        ("id", place.place_id),
        ("source", "; ".join(part for part in (place.source, place.accuracy) if part)),
    ]
    return [(name, value) for name, value in rows if value]


def _distance_rows(distance: Distance) -> list[tuple[str, str]]:
    bearing = distance.bearing_deg
    direction = "the same point" if isnan(bearing) else f"{bearing:.1f}° ({distance.compass})"
    return [
        ("distance", f"{distance.distance_km:.1f} km ± {distance.uncertainty_km:.1f} km"),
        ("bearing", direction),
        ("line", "straight line, not road; between the places' points"),
    ]


def _claim(claim: Any) -> Mapping[str, Any]:
    if is_dataclass(claim):
        row = {one.name: getattr(claim, one.name) for one in fields(claim)}
        low, high = row.pop("interval") or (None, None)
        return row | {"interval_low": low, "interval_high": high}
    row = dict(claim)
    lacking = [name for name in SCHEMAS["claims"].columns if name not in row]
    if lacking:
        raise InputError(f"expected a row of atlas.claims, it lacks {', '.join(lacking)}")
    return row


def _verdict(row: Mapping[str, Any]) -> Verdict:
    found = str(row["verdict"])
    return Verdict(found) if found in set(Verdict) else Verdict.UNDETERMINED


def _claim_rows(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    low, high = row["interval_low"], row["interval_high"]
    spread = "" if pd.isna(low) or pd.isna(high) else f"{low:.4g} to {high:.4g} (90 %)"
    odds = "" if pd.isna(row["probability"]) else f"{row['probability']:.2f}"
    rows = [
        ("said by", row["said_by"] or "the reporter"),
        ("subject", row["subject"]),
        ("relation", row["relation"]),
        ("object", row["object"]),
        ("said", " ".join(str(row[name]) for name in ("value", "unit") if row[name])),
        ("measured", row["measured"]),
        ("interval", spread),
        ("probability", odds),
        ("why", row["why"]),
    ]
    return [(name, one_line(str(value))) for name, value in rows if value]


def _rows(rows: Iterable[tuple[str, str]]) -> str:
    cells = "".join(
        f'<tr><th scope="row" style="text-align:left">{name}</th>'
        f'<td style="text-align:left">{text_html(value)}</td></tr>'
        for name, value in rows
    )
    return f"<table><tbody>{cells}</tbody></table>"


def _lines(title: str, rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join([one_line(title), *(f"  {n}: {one_line(value)}" for n, value in rows)])


def _box(inner: str) -> str:
    return f'<div class="geomap tex2jax_ignore mathjax_ignore">{inner}</div>'


def _arrow(bearing_deg: float) -> str:
    """A dial with north up and an arrow in the direction; the number stands beside it."""
    if isnan(bearing_deg):
        return ""
    x, y = 24 + 17 * sin(radians(bearing_deg)), 24 - 17 * cos(radians(bearing_deg))
    return (
        '<svg viewBox="0 0 48 48" width="48" height="48" role="img" '
        f'aria-label="bearing {bearing_deg:.0f} degrees" fill="none" stroke="currentColor">'
        '<circle cx="24" cy="24" r="22"/><path d="M24 2v5"/>'
        f'<path d="M24 24L{x:.1f} {y:.1f}" stroke-width="3" stroke-linecap="round"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="currentColor"/></svg>'
    )


_HTML: Mapping[str, Callable[[Any], str]] = {
    "atlas": atlas_html,
    "place": place_html,
    "distance": distance_html,
    "claim": claim_html,
}
_TEXT: Mapping[str, Callable[[Any], str]] = {
    "atlas": atlas_text,
    "place": place_text,
    "distance": distance_text,
    "claim": claim_text,
}
