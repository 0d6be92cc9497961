"""Reports taken together, so that the language pipeline reads many passages at once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby

from geomap import language
from geomap.errors import DataError
from geomap.model import Report
from geomap.pipeline.stretches import Read, Step, read, stretches
from geomap.pipeline.tables import Findings
from geomap.pipeline.tools import Tools

Progress = Callable[[Iterable[Report], int], Iterable[Report]]

_SEGMENTS = 64


def batches(reports: Iterable[Report], tools: Tools) -> Iterator[Read]:
    """Each report with its passages, in its order; without, where it must be read by itself.

    One report that the pipeline cannot read costs those beside it nothing but time. One of several
    stretches is read by itself.
    """
    some: list[Report] = []
    held = 0
    for report in reports:
        if len(stretches(report, tools.settings)) > 1:
            yield from _together(some, tools)
            some, held = [], 0
            yield report, None
            continue
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


def each(
    reports: Sequence[Report], tools: Tools, step: Step, progress: Progress
) -> Iterator[Findings]:
    """What each report yields, in its order; `progress` is told of every stretch."""
    pieces = [stretches(report, tools.settings) for report in reports]
    home = {id(piece): n for n, some in enumerate(pieces) for piece in some}
    listed = progress([*chain.from_iterable(pieces)], len(home))
    for n, reads in groupby(batches(listed, tools), key=lambda one: home[id(one[0])]):
        yield read(reports[n], reads, step, tools.settings)
