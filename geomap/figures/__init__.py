"""The same map as a still picture, and events over time, by matplotlib and without a browser."""

from geomap.figures.export import SUFFIXES, draw, thumbnail, to_figure
from geomap.figures.timeline import counts, timeline

__all__ = ["SUFFIXES", "counts", "draw", "thumbnail", "timeline", "to_figure"]
