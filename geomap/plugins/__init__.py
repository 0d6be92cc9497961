"""geomap where other tools look for such a thing: a geocoder of geopy's, a component of spaCy's.

>>> GeomapGeocoder().geocode("Paris, Texas").longitude
-95.55551
"""

from geomap.plugins.component import PlaceReader
from geomap.plugins.geocoder import GeomapGeocoder

__all__ = ["GeomapGeocoder", "PlaceReader"]
