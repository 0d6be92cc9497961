"""The sheet: a Web Mercator window, and lengths in points on it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geomap.terrain import Bounds

Floats = npt.NDArray[np.float64]


def mercator(lonlat: npt.ArrayLike) -> Floats:
    """Longitude and latitude as Web Mercator degrees, shape (..., 2).

    Examples
    --------
    >>> mercator([[10.0, 0.0]]).tolist()
    [[10.0, 0.0]]
    """
    values = np.asarray(lonlat, dtype=float)
    lat = np.clip(values[..., 1], -85.0, 85.0)
    return np.stack([values[..., 0], np.degrees(np.arcsinh(np.tan(np.radians(lat))))], axis=-1)


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A window on the sheet: `low` and `high` are its corners in Web Mercator degrees.

    `width_pt` and `height_pt` are its size on paper in points of 1/72 inch. In a frame that is
    `east` longitudes below 0 count on from 180, see `geomap.maps.Picture`.
    """

    low: tuple[float, float]
    high: tuple[float, float]
    width_pt: float
    height_pt: float
    east: bool = False

    @classmethod
    def fit(
        cls, bounds: Bounds, *, width_pt: float, height_pt: float, east: bool = False
    ) -> "Frame":
        """The smallest window of the paper's proportions that holds the bounds."""
        corners = mercator([[bounds[0], bounds[1]], [bounds[2], bounds[3]]])
        middle, size = corners.mean(axis=0), corners[1] - corners[0]
        degrees_per_pt = max(size[0] / width_pt, size[1] / height_pt)
        half = np.array([width_pt, height_pt]) * degrees_per_pt / 2
        low, high = ((float(x), float(y)) for x, y in (middle - half, middle + half))
        return cls(low=low, high=high, width_pt=width_pt, height_pt=height_pt, east=east)

    @property
    def points_per_degree(self) -> float:
        """Points on paper for one degree of longitude."""
        return self.width_pt / (self.high[0] - self.low[0])

    @property
    def bounds(self) -> Bounds:
        """West, south, east, north of the window in degrees."""
        south, north = (
            float(np.degrees(np.arctan(np.sinh(np.radians(y)))))
            for y in (self.low[1], self.high[1])
        )
        return self.low[0], south, self.high[0], north

    def points(self, lonlat: npt.ArrayLike) -> Floats:
        """Where longitudes and latitudes lie on the sheet, in points from its lower left."""
        values = np.array(lonlat, dtype=float)
        if self.east:
            values[..., 0] += 360.0 * (values[..., 0] < 0)
        return self.fixed(values)

    def fixed(self, lonlat: npt.ArrayLike) -> Floats:
        """As `points`, for longitudes that are those of the frame already."""
        return np.asarray((mercator(lonlat) - np.array(self.low)) * self.points_per_degree)

    def metres_per_point(self, lat: float | None = None) -> float:
        """Metres on the ground for one point on paper, at a latitude or in the middle."""
        _, south, _, north = self.bounds
        at = (south + north) / 2 if lat is None else lat
        return float(111_319.49 / self.points_per_degree * np.cos(np.radians(at)))
