"""Review of an atlas by a person, in a notebook: what is doubtful first, decisions kept in a file.

`queue` puts mentions and events in the order of doubt, `desk` holds decisions and saves them,
`screen` says what is shown and does what is asked, `widget` brings both into JupyterLab, Notebook
and marimo. What the decisions change is written in the room `corrections`.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import MissingExtraError
from geomap.reviewing.desk import Desk
from geomap.reviewing.queue import EventItem, MentionItem, event_items, mention_items
from geomap.reviewing.screen import Screen

if TYPE_CHECKING:
    from geomap.atlas import Atlas
    from geomap.reviewing.widget import Review

__all__ = ["Desk", "EventItem", "MentionItem", "Screen", "event_items", "mention_items", "review"]


def review(
    atlas: "Atlas", *, path: Path | str = "overrides.yaml", who: str | None = None
) -> "Review":
    """Review an atlas in a notebook: accept, choose, click a point, add what was missed.

    Parameters
    ----------
    atlas
        What to review; it is not changed. `Review.apply` gives one with the decisions.
    path
        The file of corrections, which is made where there is none. What stands in it is kept.
    who
        Your name, written with the day beside each of your decisions; by default neither is.

    Returns
    -------
    Review
        A widget; `.save()` writes the file, `.apply(reports)` gives the atlas with its decisions.

    Raises
    ------
    MissingExtraError
        If anywidget is not installed.
    InputError
        If the file there is not one that this version of geomap writes; it is left as it is.

    Examples
    --------
    >>> review = geomap.review(atlas, path="overrides.yaml")         # doctest: +SKIP
    >>> atlas = review.apply("reports")                              # doctest: +SKIP
    """
    try:
        import anywidget  # noqa: F401
    except ImportError as error:
        raise MissingExtraError(
            "the review needs anywidget: install geomap with the extra lab, "
            'as in `pip install "geomap-news[lab]"`'
        ) from error
    from geomap.reviewing.widget import Review

    return Review(Desk(atlas, path=path, who=who))
