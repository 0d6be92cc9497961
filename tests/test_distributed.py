"""Over Dask the atlas is the same."""

from pathlib import Path

import dask
import geopandas.testing

from geomap import distributed, pipeline
from geomap.model import SCHEMAS

SAMPLES = Path(__file__).parents[1] / "data" / "reports"


def test_the_tables_of_several_processes_are_the_same_as_those_of_one():
    paths = sorted(SAMPLES.glob("*.md"))[:3]
    alone = pipeline.read_atlas(paths)
    with dask.config.set(scheduler="processes", num_workers=2):
        over_dask = distributed.read_atlas(paths, partition_size=1)
    for name in SCHEMAS:
        geopandas.testing.assert_geodataframe_equal(getattr(alone, name), getattr(over_dask, name))
