"""Review of an atlas by a person, in JupyterLab: what is doubtful first, decisions kept in a file.

`queue` puts mentions and events in the order of doubt, `desk` holds decisions and saves them,
`locator` draws the small map, `widgets` shows it all. What the decisions change is written in the
room `corrections`.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import MissingExtraError
from geomap.reviewing.desk import Desk
from geomap.reviewing.queue import EventItem, MentionItem, event_items, mention_items

if TYPE_CHECKING:
    from geomap.atlas import Atlas
    from geomap.reviewing.widgets import Review

__all__ = ["Desk", "EventItem", "MentionItem", "event_items", "mention_items", "review"]


def review(
    atlas: "Atlas", *, path: Path | str = "overrides.yaml", who: str | None = None
) -> "Review":
    """Review an atlas in a notebook: accept, choose, set a point, or say that it is no place.

    Parameters
    ----------
    atlas
        What to review; it is not changed. Read the reports again with `Review.settings` to see
        the decisions applied.
    path
        The file of corrections, which is made where there is none. What stands in it is kept.
    who
        Your name, written with the day beside each of your decisions; by default neither is.

    Returns
    -------
    Review
        Shows itself in a notebook; `.save()` writes the file, `.settings` applies it.

    Raises
    ------
    MissingExtraError
        If ipywidgets is not installed.
    InputError
        If the file there is not one that this version of geomap writes; it is left as it is.

    Examples
    --------
    >>> review = geomap.review(atlas, path="overrides.yaml")         # doctest: +SKIP
    >>> review.save()                                                # doctest: +SKIP
    >>> geomap.read_atlas("reports", settings=review.settings)       # doctest: +SKIP
    """
    try:
        import ipywidgets  # noqa: F401
    except ImportError as error:
        raise MissingExtraError(
            "the review needs ipywidgets: install geomap with the extra lab, "
            'as in `pip install "geomap-news[lab]"`'
        ) from error
    from geomap.reviewing.widgets import Review

    return Review(Desk(atlas, path=path, who=who))
