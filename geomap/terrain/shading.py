"""Relief as a picture: hypsometric tint under light from several directions."""

from typing import Literal

import numpy as np
import numpy.typing as npt

from geomap.errors import InputError
from geomap.terrain.elevation import Elevation

Palette = Literal["light", "dark"]

_TINTS: dict[str, tuple[tuple[float, int, int, int], ...]] = {
    "light": (
        (0.00, 214, 224, 205),
        (0.18, 226, 229, 208),
        (0.38, 236, 230, 210),
        (0.58, 229, 218, 199),
        (0.78, 224, 216, 206),
        (0.92, 236, 234, 231),
        (1.00, 250, 250, 249),
    ),
    "dark": (
        (0.00, 30, 38, 40),
        (0.38, 42, 49, 50),
        (0.58, 54, 57, 58),
        (0.78, 70, 72, 75),
        (1.00, 104, 109, 116),
    ),
}
_DEPTH: dict[str, tuple[float, float]] = {"light": (0.60, 0.10), "dark": (0.62, 0.55)}
# degrees clockwise from the main light, and weight
_LIGHTS = ((0.0, 0.52), (-60.0, 0.20), (60.0, 0.20), (180.0, 0.08))
_LIGHT_AZIMUTH_DEG, _LIGHT_ALTITUDE_DEG = 315.0, 45.0
FLAT = float(np.sin(np.radians(_LIGHT_ALTITUDE_DEG)))
"""Light on level ground."""
_EXAGGERATION = 1.5
_LEAST_RANGE_M = 400.0
_TINT_STEPS = 2048
# metres, and the share of the tints that ground so high may reach: white is for high mountains
_HIGHEST_TINT = ((600.0, 4200.0), (0.55, 1.0))


def hill_shade(
    elevation: Elevation,
    *,
    palette: Palette = "light",
    scale: int = 1,
) -> npt.NDArray[np.uint8]:
    """Muted relief picture whose rows are spaced as Web Mercator spaces them.

    Laid over a Leaflet map with `elevation.bounds`, every row falls on its own latitude: the
    rows of the picture divide the Mercator ordinate asinh(tan(latitude)) evenly, each is
    interpolated linearly between the two nearest rows of the shaded grid. (Web Mercator ends at
    latitude 85.06: the picture of a grid that reaches further ends there too.)

    Parameters
    ----------
    elevation
        The grid; cells without height become transparent.
    palette
        "light" for dark labels, "dark" for light ones.
    scale
        Picture cells per grid cell along each axis, 1 to 8; heights between are interpolated.

    Returns
    -------
    numpy.ndarray
        uint8, shape (rows, columns, 4), red green blue alpha, north up, west first.

    Raises
    ------
    InputError
        If the scale is outside its range or the palette is unknown.

    Notes
    -----
    Slopes by Horn (1981), with the metres of a cell taken row by row, 1.5 times as steep as they
    are; the light is the cosine of incidence, summed over four directions as in Mark (1992),
    "Multidirectional, oblique-weighted, shaded-relief image", with fixed weights that favour the
    main light, which stands in the northwest, 45 degrees high. The first and the last tint stand
    for the 1st and 99th percentile of the heights.
    """
    if not 1 <= scale <= 8:
        raise InputError(f"expected a scale from 1 to 8, got {scale}")
    grid = _finer(elevation, scale)
    return relief(grid, light(grid), palette=palette)


def relief(
    elevation: Elevation,
    lit: npt.NDArray[np.float32],
    *,
    palette: Palette = "light",
    span_m: tuple[float, float] | None = None,
) -> npt.NDArray[np.uint8]:
    """Picture of a grid under a light that is known; see `hill_shade` for what it gives.

    Parameters
    ----------
    elevation
        The grid; cells without height become transparent.
    lit
        Light on every cell, as `light` gives it.
    palette
        "light" for dark labels, "dark" for light ones.
    span_m
        Heights of the first and the last tint; by default `tint_span` of the grid.
    """
    if palette not in _TINTS:
        raise InputError(f"expected a palette of {', '.join(_TINTS)}, got {palette!r}")
    shadow, glow = _DEPTH[palette]
    lift, dip = glow / (1.0 - FLAT + 1e-6), shadow / FLAT
    factor = 1.0 + np.where(lit >= FLAT, lift, dip).astype(np.float32) * (lit - FLAT)
    picture = np.empty((*lit.shape, 4), dtype=np.float32)
    tint = _tint(elevation.values, palette, span_m or tint_span(elevation.values))
    np.clip(tint * factor[..., None], 0.0, 255.0, out=picture[..., :3])
    picture[..., 3] = 255.0
    picture[~np.isfinite(elevation.values)] = 0.0
    return np.rint(_mercator_rows(picture, elevation)).astype(np.uint8)


def mercator_row_lats(elevation: Elevation, *, rows: int) -> npt.NDArray[np.float64]:
    """Latitude of the middle of every picture row when rows divide Web Mercator evenly.

    Parameters
    ----------
    elevation
        The grid whose southern and northern edge the picture shares.
    rows
        Number of rows of the picture.
    """
    _, south, _, north = elevation.bounds
    top, bottom = _ordinate(min(north, 85.06)), _ordinate(max(south, -85.06))
    middles = top + (np.arange(rows) + 0.5) / rows * (bottom - top)
    return np.degrees(np.arctan(np.sinh(middles)))


def _ordinate(lat: float) -> float:
    return float(np.arcsinh(np.tan(np.radians(lat))))


def _finer(elevation: Elevation, scale: int) -> Elevation:
    """The same ground on smaller cells, cubic between the middles of the old ones."""
    if scale == 1:
        return elevation
    known = np.isfinite(elevation.values)
    # cubic B-splines reach two cells far, so near the unknown the old cells stay as they are
    from scipy import ndimage

    whole = ndimage.minimum_filter(known, size=5, mode="nearest")
    finer = ndimage.zoom(
        np.nan_to_num(elevation.values).astype(np.float64),
        scale,
        mode="nearest",
        prefilter=False,
        grid_mode=True,
    )
    coarse, whole = (
        part.repeat(scale, axis=0).repeat(scale, axis=1) for part in (elevation.values, whole)
    )
    return Elevation(
        values=np.where(whole, finer, coarse),
        west=elevation.west,
        north=elevation.north,
        step_lon_deg=elevation.step_lon_deg / scale,
        step_lat_deg=elevation.step_lat_deg / scale,
    )


def _gradient(elevation: Elevation) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Rise per metre towards east and towards north, Horn's weights; 0 where unknown."""
    z = np.pad(elevation.values, 1, mode="edge")
    rows, columns = elevation.values.shape
    whole = bool(np.isfinite(z).all())

    def shifted(dy: int, dx: int) -> npt.NDArray[np.float32]:
        part = z[1 + dy : 1 + dy + rows, 1 + dx : 1 + dx + columns]
        known = part if whole else np.where(np.isfinite(part), part, elevation.values)
        return np.asarray(known, dtype=np.float32)

    east = shifted(-1, 1) + 2 * shifted(0, 1) + shifted(1, 1)
    west = shifted(-1, -1) + 2 * shifted(0, -1) + shifted(1, -1)
    north = shifted(-1, -1) + 2 * shifted(-1, 0) + shifted(-1, 1)
    south = shifted(1, -1) + 2 * shifted(1, 0) + shifted(1, 1)
    to_east = (east - west) / (8 * elevation.cell_widths_m[:, None]).astype(np.float32)
    to_north = (north - south) / (8 * elevation.cell_heights_m[:, None]).astype(np.float32)
    return np.nan_to_num(to_east), np.nan_to_num(to_north)


def light(elevation: Elevation, *, steeper: float = 1.0) -> npt.NDArray[np.float32]:
    """Light from 0 to 1 on every cell; flat ground gets the sine of the altitude.

    `steeper` makes up for cells so wide that slopes are lost in them.
    """
    exaggeration = np.float32(_EXAGGERATION * steeper)
    to_east, to_north = (rise * exaggeration for rise in _gradient(elevation))
    steep = np.sqrt(1.0 + to_east**2 + to_north**2)
    high, level = (float(f(np.radians(_LIGHT_ALTITUDE_DEG))) for f in (np.sin, np.cos))
    total = np.zeros_like(steep)
    for turn_deg, weight in _LIGHTS:
        azimuth = np.radians(_LIGHT_AZIMUTH_DEG + turn_deg)
        east, north = level * float(np.sin(azimuth)), level * float(np.cos(azimuth))
        facing = high - east * to_east - north * to_north
        total += weight * np.clip(facing / steep, 0.0, 1.0)
    return np.asarray(total)


def tint_span(heights: npt.NDArray[np.float32]) -> tuple[float, float]:
    """Heights that the first and the last tint stand for.

    The 1st and the 99th percentile in high mountains; in lower ground the last tints stay unused,
    so that a hill does not look like snow.
    """
    known = heights[np.isfinite(heights)]
    if known.size == 0:
        return 0.0, _LEAST_RANGE_M
    low, high = (float(value) for value in np.percentile(known, (1.0, 99.0)))
    share = float(np.interp(high, *_HIGHEST_TINT))
    return low, max(low + (high - low) / share, low + _LEAST_RANGE_M)


def _tint(
    heights: npt.NDArray[np.float32], palette: str, span_m: tuple[float, float]
) -> npt.NDArray[np.float32]:
    low, high = span_m
    share = np.clip(np.nan_to_num((heights - low) / (high - low)), 0.0, 1.0)
    stops = np.array(_TINTS[palette], dtype=float)
    steps = np.linspace(0.0, 1.0, _TINT_STEPS)
    ramp = np.stack([np.interp(steps, stops[:, 0], stops[:, k]) for k in (1, 2, 3)], axis=-1)
    nearest = np.rint(share * (_TINT_STEPS - 1)).astype(np.int32)
    return np.asarray(ramp.astype(np.float32)[nearest])


def _mercator_rows(
    picture: npt.NDArray[np.float32], elevation: Elevation
) -> npt.NDArray[np.float32]:
    """Rows of a picture of the grid, taken anew where Web Mercator wants them."""
    rows = picture.shape[0]
    wanted = (elevation.north - mercator_row_lats(elevation, rows=rows)) / elevation.step_lat_deg
    at = np.clip(wanted - 0.5, 0, rows - 1)
    top = np.floor(at).astype(int)
    bottom = np.minimum(top + 1, rows - 1)
    share = (at - top).astype(np.float32)[:, None, None]
    mixed = picture[top] * (1 - share) + picture[bottom] * share
    if (picture[..., 3] == 255.0).all():
        return np.asarray(mixed)
    whole = (picture[top, :, 3:] > 0) & (picture[bottom, :, 3:] > 0)
    return np.asarray(np.where(whole, mixed, picture[np.rint(at).astype(int)]))
