"""A map to one self-contained file: no network, the same bytes for the same input."""

from geomap.html.export import SUFFIXES, to_html

__all__ = ["SUFFIXES", "to_html"]
