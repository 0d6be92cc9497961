"""The same map as a still picture, and events over time, by matplotlib and without a browser."""

from geomap.figures.export import SUFFIXES, draw, thumbnail, to_figure
from geomap.figures.timeline import event_counts, timeline

__all__ = ["SUFFIXES", "draw", "event_counts", "thumbnail", "timeline", "to_figure"]
