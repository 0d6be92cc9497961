"""Events on the map beside the gold: which are drawn, which in a wrong place, how surely."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from shapely import Point

from geomap.evaluation.gold_events import GoldEvent, Match
from geomap.model import GeoPrecision
from geomap.relations import distance_m


def point_of(row: Any) -> Point | None:
    """The point of a row of the events table, or None where it has no geometry."""
    geometry = row.geometry
    return None if geometry is None or geometry.is_empty else geometry.representative_point()


def inside(row: Any, gold: GoldEvent, slack_m: float = 0.0) -> bool:
    """Whether a row's point lies within a gold point's radius and `slack_m` metres."""
    point = point_of(row)
    return point is not None and any(
        distance_m(point, Point(lon, lat)) <= 1000 * radius + slack_m
        for lon, lat, radius in gold.points
    )


def is_drawn(row: Any) -> bool:
    """Whether a row stands on the map as a point: not at a country."""
    return point_of(row) is not None and str(row.geo_precision) != GeoPrecision.COUNTRY


def drawn(matches: Sequence[Match]) -> list[Match]:
    """Those whose row stands on the map as a point."""
    return [m for m in matches if is_drawn(m.row)]


def _is_there(match: Match, golds: Sequence[GoldEvent]) -> bool:
    """Whether a drawn row stands where its event is; one of no event, where any event is."""
    if match.place_right and match.gold is not None and match.gold.places:
        return True
    if match.gold is not None and match.gold.points:
        return inside(match.row, match.gold)
    if match.gold is not None and not match.gold.places and not match.gold.optional:
        return False
    return any(inside(match.row, gold) for gold in golds)


def stated(
    rows: Sequence[Match], golds: Sequence[GoldEvent], mentions: pd.DataFrame | None
) -> dict[str, float]:
    """How many drawn points stand at a place that the report names, right, by probability."""
    if mentions is None:
        return {}
    placed = mentions.dropna(subset=["place_id"])
    surest = placed.groupby("name")["probability"].max()
    named = [m for m in rows if str(m.row.place) in surest.index]
    return {
        "drawn_named": len(named),
        "drawn_named_right": sum(_is_there(m, golds) for m in named),
        "drawn_named_probability": float(sum(surest[str(m.row.place)] for m in named)),
    }


def wrongly_drawn(rows: Sequence[Match], golds: Sequence[GoldEvent]) -> list[str]:
    """What stands in a wrong place, each with what was meant."""
    return [_wrong(m) for m in rows if not _is_there(m, golds)]


def _wrong(match: Match) -> str:
    meant = " / ".join(match.gold.places) if match.gold is not None else "no event of the gold"
    point = point_of(match.row)
    where = f"{point.x:.2f}, {point.y:.2f}" if point is not None else ""
    return f"{match.row.place} ({where}) for {meant or 'no place'}: {match.text[:120]}"
