"""The step for one report over Dask: the same atlas, from as many processes as there are.

Needs the extra `distributed`. The scheduler is Dask's own business: processes on this machine by
default, or a cluster where a `dask.distributed.Client` is open.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from geomap import pipeline
from geomap import reports as report_files
from geomap.atlas import Atlas
from geomap.errors import MissingExtraError
from geomap.model import Report
from geomap.reports import Given
from geomap.resolution import Localities
from geomap.settings import OFFLINE, Settings


def read_atlas(
    given: Iterable[Given] | Given,
    *,
    settings: Settings = OFFLINE,
    published: pipeline.Day = None,
    partition_size: int = 100,
) -> Atlas:
    """Read reports and build their atlas over Dask; the same tables as `geomap.read_atlas`.

    Parameters
    ----------
    given
        Files, folders, reports, mappings, frames, see `geomap.reports.read`.
    settings
        What may vary; travels to every worker.
    published
        Day of publication of reports that do not name theirs.
    partition_size
        Reports that one task reads.

    Raises
    ------
    MissingExtraError
        If Dask is not installed.
    """
    try:
        import dask.bag
    except ImportError as error:
        raise MissingExtraError("expected Dask: pip install 'geomap-news[distributed]'") from error
    found, lost = report_files.read(given)
    reports = pipeline.with_day(found, published)
    localities = pipeline.prepare(reports, settings).localities
    bag = dask.bag.from_sequence(reports, partition_size=partition_size)  # type: ignore[no-untyped-call]
    done = bag.map_partitions(_step, settings, localities).compute()
    return pipeline.assemble(done, settings=settings, lost=lost)


def _step(
    reports: Iterable[Report], settings: Settings, localities: Localities | None
) -> list[pipeline.Findings]:
    tools = replace(_tools(settings), localities=localities)
    # a list, because a generator cannot be sent from one process to another
    return [pipeline.try_one(report, tools) for report in reports]


@cache
def _tools(settings: Settings) -> pipeline.Tools:
    return pipeline.open_tools(settings)
