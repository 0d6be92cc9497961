"""A map to one self-contained file: no network, the same bytes for the same input."""

from geomap.html.export import to_html

__all__ = ["to_html"]
