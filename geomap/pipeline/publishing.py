"""The day of publication: the report's own, else the one given, else a guess from its dateline."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from geomap.dates import dateline, find_text
from geomap.errors import InputError
from geomap.model import Loss, Report, Statement, check_year, read_days

Day = date | str | None

_ANY_DAY = date(2000, 1, 3)


def with_day(reports: Iterable[Report], published: Day) -> list[Report]:
    """Reports with a day of publication, where they do not say their own.

    Parameters
    ----------
    reports
        Reports as read.
    published
        The day of those that do not say theirs, also as words that say one. Without it the day of
        a report's dateline counts, and `Report.published_from` says that it is a guess.

    Raises
    ------
    InputError
        If `published` is no day.
    """
    given = _one_day(published)
    return [_dated(report, given) for report in reports]


def undated(report: Report, told: Iterable[Statement]) -> Iterator[Loss]:
    """What a report without a day of publication costs: the days that are told from it."""
    if report.published is None and any(_says_when(one) for one in told if one.when is None):
        why = (
            'no day of publication is known, so days like "on Sunday" are lost; '
            "say it with --published or published="
        )
        yield Loss(what="day", where="", parts=(report.report_id,), why=why)


def _says_when(one: Statement) -> bool:
    """Whether words of a statement would be a day if the day of publication were known."""
    return bool(find_text(one.text, _ANY_DAY))


def _dated(report: Report, given: date | None) -> Report:
    if report.published is not None:
        return report
    if given is not None:
        return replace(report, published=given, published_from="given")
    guessed = dateline(report.text)
    if guessed is None:
        return report
    return replace(report, published=guessed, published_from="guessed from the dateline")


def _one_day(said: Day) -> date | None:
    if said is None or isinstance(said, date):
        return said
    first, last, _ = check_year(read_days(said))
    if first is None or first != last:
        raise InputError(f"expected one day of publication as YYYY-MM-DD, got {said[:40]!r}")
    return first
