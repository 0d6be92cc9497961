"""Encirclement measured on bearings: gaps, depth, covered horizon, sides.

All functions take bearings in degrees in an array whose last axis runs over positions, so that
one call measures one arrangement or ten thousand draws of it.
"""

from typing import Any

import numpy as np

from geomap.relations.plane import Floats

ARC_DEG = 45.0
"""Half-width of the arc of the horizon that a position covers by default."""

_TINY_DEG = 1e-9


def largest_gap_deg(bearings: Any) -> Floats:
    """G: largest gap between neighbouring bearings, 0 to 360; 360 for one position.

    Parameters
    ----------
    bearings
        Degrees from the target to the positions, shape (..., n).

    Returns
    -------
    array
        Degrees, shape (...). G < 180 exactly when the target lies inside the convex hull of the
        positions.

    Examples
    --------
    >>> float(largest_gap_deg([0.0, 90.0, 200.0]))
    160.0
    """
    ordered = _ordered(bearings)
    gaps = np.diff(ordered, axis=0, append=ordered[:1] + 360.0)
    return np.asarray(gaps.max(axis=0))


def depth(bearings: Any) -> Any:
    """Least number of positions in any closed half-plane through the target.

    Parameters
    ----------
    bearings
        Degrees from the target to the positions, shape (..., n).

    Returns
    -------
    array of int
        Shape (...); 0 when some half-plane is empty, so the target lies outside the hull.

    Notes
    -----
    Tukey's half-space depth of the target among the positions (Tukey 1975), by the sorted-angle
    method of Rousseeuw and Ruts (1996).

    Examples
    --------
    >>> int(depth([0.0, 90.0, 180.0, 270.0])), int(depth([0.0, 45.0, 90.0]))
    (2, 0)
    """
    ordered = _ordered(bearings)
    n = len(ordered)
    ahead = np.concatenate([ordered, ordered + 360.0])
    least = np.full(ordered.shape[1:], n)
    for i in range(n):
        # half-planes that begin just after position i, and that end just before its opposite
        window = ahead[i : i + n] - ordered[i]
        far = window >= 180.0 - _TINY_DEG
        near = (window > _TINY_DEG) & (window <= 180.0 + _TINY_DEG)
        least = np.minimum(least, np.minimum(far.sum(axis=0), near.sum(axis=0)))
    return least


def _ordered(bearings: Any) -> Floats:
    """Bearings from 0 to 360 in ascending order, positions on the first axis."""
    first = np.moveaxis(np.asarray(bearings, float), -1, 0)
    return np.sort(np.ascontiguousarray(first) % 360.0, axis=0)


def open_arcs(bearings: Any, half_width_deg: Any = ARC_DEG) -> tuple[Floats, Floats]:
    """Arcs of the horizon that no position covers: their starts and their widths.

    Parameters
    ----------
    bearings
        Degrees from the target to the positions, shape (..., n).
    half_width_deg
        Half-width of each position's arc, a number or an array of the bearings' shape.

    Returns
    -------
    starts, widths
        Shape (..., n), degrees; a width of 0 stands for no open arc.
    """
    angles = np.asarray(bearings, float)
    half = np.minimum(np.broadcast_to(np.asarray(half_width_deg, float), angles.shape), 180.0)
    # positions on the first axis, where sorting ten thousand draws of a few is fast
    left = np.ascontiguousarray(np.moveaxis(angles - half, -1, 0)) % 360.0
    order = np.argsort(left, axis=0)
    left = np.take_along_axis(left, order, axis=0)
    wide = 2 * np.take_along_axis(np.moveaxis(half, -1, 0), order, axis=0)
    reach = np.maximum.accumulate(left + wide, axis=0)
    reach = np.maximum(reach, reach[-1:] - 360.0)
    following = np.concatenate([left[1:], left[:1] + 360.0])
    widths = np.maximum(following - reach, 0.0)
    return np.moveaxis(reach % 360.0, 0, -1), np.moveaxis(widths, 0, -1)


def covered_share(bearings: Any, half_width_deg: Any = ARC_DEG) -> Floats:
    """C: share of the horizon covered by the positions' arcs, 0 to 1.

    Examples
    --------
    >>> float(covered_share([0.0, 180.0]))
    0.5
    """
    return np.asarray(1.0 - open_arcs(bearings, half_width_deg)[1].sum(axis=-1) / 360.0)


def widest_open_deg(bearings: Any, half_width_deg: Any = ARC_DEG) -> Floats:
    """O: width in degrees of the widest arc of the horizon that no position covers.

    Examples
    --------
    >>> float(widest_open_deg([0.0, 90.0]))
    180.0
    """
    return np.asarray(open_arcs(bearings, half_width_deg)[1].max(axis=-1))


def covered_cones(starts: Floats, widths: Floats) -> Floats:
    """Share of each of the fixed N, E, S, W cones outside open arcs, shape (..., 4)."""
    cones = []
    for middle in (0.0, 90.0, 180.0, 270.0):
        # positions along the horizon counted from the cone's left edge
        left = starts - (middle - 45.0)
        left = np.where(left < 0.0, left + 360.0, np.where(left >= 360.0, left - 360.0, left))
        right = left + widths
        uncovered = np.maximum(np.minimum(right, 90.0) - left, 0.0)
        uncovered += np.clip(right - 360.0, 0.0, 90.0)
        cones.append(1.0 - uncovered.sum(axis=-1) / 90.0)
    return np.stack(cones, axis=-1)


def sides(bearings: Any, half_width_deg: Any = ARC_DEG) -> Any:
    """How many of the fixed N, E, S, W cones are covered by more than half.

    Strictly more: two opposite positions cover two sides, or none when they stand exactly on the
    cones' edges; never four.

    Examples
    --------
    >>> int(sides([0.0, 180.0])), int(sides([45.0, 225.0])), int(sides([0.0, 90.0, 280.0]))
    (2, 0, 3)
    """
    return count_sides(covered_cones(*open_arcs(bearings, half_width_deg)))


def count_sides(cones: Floats) -> Any:
    """How many of the cones' covered shares are more than half."""
    return np.sum(cones > 0.5 + _TINY_DEG, axis=-1)


def chance_surrounded(n: int) -> float:
    """Probability that n random bearings surround a point: 1 - n / 2^(n - 1).

    Notes
    -----
    Wendel (1962), "A problem in geometric probability", in two dimensions.

    Examples
    --------
    >>> chance_surrounded(3), chance_surrounded(2)
    (0.25, 0.0)
    """
    return 1.0 - n / 2.0 ** (n - 1) if n > 0 else 0.0
