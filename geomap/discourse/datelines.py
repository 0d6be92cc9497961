"""Where a report was written: what "here" means, and "the city" where nothing else is named."""

from collections.abc import Sequence

from geomap.discourse.fitting import KINDS, fitting
from geomap.discourse.paragraphs import Paragraph, Reference
from geomap.model import Resolution


def town(paragraphs: Sequence[Paragraph]) -> Resolution | None:
    """The town of the last dateline of some paragraphs, or None."""
    return next((one.resolution for one in _towns(paragraphs)), None)


def called(noun: str, paragraphs: Sequence[Paragraph]) -> Resolution | None:
    """That town, where a noun can be said of it."""
    named = (one.resolution for one in fitting(noun, _towns(paragraphs)))
    return next(named, None) if noun in KINDS else None


def _towns(paragraphs: Sequence[Paragraph]) -> list[Reference]:
    filed = [
        one
        for each in paragraphs
        for one in each.references
        if one.filed and one.place is not None and not one.place.kind.startswith("A.")
    ]
    return [one for one in filed if one.paragraph == filed[-1].paragraph]
