"""Reports taken together, so that the language pipeline reads many passages at once."""

from collections.abc import Iterable, Iterator, Sequence

from geomap import language
from geomap.errors import DataError
from geomap.model import Report
from geomap.pipeline.tools import Tools

Read = tuple[Report, Sequence[language.Passage] | None]
_SEGMENTS = 64


def batches(reports: Iterable[Report], tools: Tools) -> Iterator[Read]:
    """Each report with its passages, in its order; without, where it must be read by itself.

    One report that the pipeline cannot read costs those beside it nothing but time.
    """
    some: list[Report] = []
    held = 0
    for report in reports:
        some.append(report)
        held += len(report.segments)
        if held >= _SEGMENTS:
            yield from _together(some, tools)
            some, held = [], 0
    yield from _together(some, tools)


def _together(reports: Sequence[Report], tools: Tools) -> Iterator[Read]:
    found: Sequence[Sequence[language.Passage] | None]
    try:
        found = language.together(reports, tools.nlp, settings=tools.settings)
    except DataError:  # the installation is at fault, not a report
        raise
    except Exception:  # whose fault it is shows when each is read by itself
        found = [None] * len(reports)
    yield from zip(reports, found, strict=True)
