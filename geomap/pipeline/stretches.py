"""A long report in stretches, each read by itself: its length costs no more than its share."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from geomap import competence, language
from geomap.errors import DataError
from geomap.limits import TooLong, at_most
from geomap.model import Loss, Report, Segment, alike
from geomap.pipeline.tables import Findings
from geomap.settings import Settings

Passages = Sequence[language.Passage] | None
Read = tuple[Report, Passages]
Step = Callable[..., Findings]
_MOST_SAID = 300


def stretches(report: Report, settings: Settings) -> list[Report]:
    """The same report with some of its paragraphs each, in their order.

    Names, speakers and days begin anew in each, as they would in a report of its own. Almost every
    report is one stretch. What lies beyond `max_report_chars` is left in the last.
    """
    some: list[Segment] = []
    found = [some]
    for segment in _bounded(report, settings.max_stretch_chars):
        longer = bool(some) and segment.end - some[0].start > settings.max_stretch_chars
        if longer and segment.start < settings.max_report_chars:
            some = []
            found.append(some)
        some.append(segment)
    if len(found) == 1:
        return [report]
    return [replace(report, segments=tuple(one)) for one in found]


def _bounded(report: Report, most: int) -> Iterator[Segment]:
    """Paragraphs of a report; one that is longer than a stretch comes in pieces."""
    for segment in report.segments:
        for start, end in competence.pieces(report.text, segment.start, segment.end, most=most):
            yield replace(segment, start=start, end=end)


def read(report: Report, reads: Iterable[Read], step: Step, settings: Settings) -> Findings:
    """What a report yields, stretch by stretch; where one fails, the others and the loss.

    Parameters
    ----------
    report
        The whole report.
    reads
        Its stretches, with their passages where these have been read.
    step
        What reads one of them, with its `passages`.
    settings
        `max_report_s` is how long all of them together may take.
    """
    until, found = time.process_time() + settings.max_report_s, []
    for piece, passages in reads:
        done = _tried(partial(step, piece, passages=passages), until - time.process_time())
        # the clock that stops a step may be ahead of this one
        until = 0.0 if done == "" else until
        whole = piece.segments == report.segments
        found.append(_lost(piece, done, settings, whole=whole) if isinstance(done, str) else done)
    return _merged(report, found)


def _tried(step: Callable[[], Findings], left_s: float) -> Findings | str:
    """What a step yields, or why it yields nothing; "" where its time was over."""
    if left_s <= 0:
        return ""
    try:
        with at_most(left_s):
            return step()
    except DataError:  # the installation is at fault, not the report
        raise
    except TooLong:
        return ""
    except Exception as error:  # one bad report must never empty the rest
        return " ".join(f"{type(error).__name__}: {error}".split())[:_MOST_SAID]


def _lost(piece: Report, why: str, settings: Settings, *, whole: bool) -> Findings:
    limit = f"expected at most {settings.max_report_s:,g} s of processor time, the rest is not read"
    parts = () if whole else (f"character {piece.segments[0].start}",)
    what = "report" if whole else "text"
    loss = Loss(what=what, where=piece.report_id, parts=parts, why=why or limit)
    return Findings(report=piece, lost=(loss,))


def _merged(report: Report, found: Sequence[Findings]) -> Findings:
    if len(found) == 1:
        return replace(found[0], report=report)
    return Findings(
        report=report,
        resolutions=tuple(chain.from_iterable(one.resolutions for one in found)),
        sentences=tuple(chain.from_iterable(one.sentences for one in found)),
        statements=tuple(chain.from_iterable(one.statements for one in found)),
        claims=tuple(chain.from_iterable(one.claims for one in found)),
        lost=alike(chain.from_iterable(one.lost for one in found)),
    )
