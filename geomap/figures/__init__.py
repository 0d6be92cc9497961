"""The same map as a still picture, PNG, SVG or PDF, by matplotlib and without a browser."""

from geomap.figures.export import to_figure

__all__ = ["to_figure"]
