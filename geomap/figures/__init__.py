"""The same map as a still picture, PNG, SVG or PDF, by matplotlib and without a browser."""

from geomap.figures.export import SUFFIXES, draw, thumbnail, to_figure

__all__ = ["SUFFIXES", "draw", "thumbnail", "to_figure"]
