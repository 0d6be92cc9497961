"""Gold corpora and the measures behind `geomap bench`."""
