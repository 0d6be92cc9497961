"""How a claim stands: as the statement does that it lies in, else by the same rules."""

from typing import Any

from geomap import events
from geomap.claims._story import Story, token_at
from geomap.model import Statement

_TOLD = ("status", "said_by", "said_when", "when", "polarity")


def standing(told: Story, number: int, span: tuple[int, int]) -> dict[str, Any]:
    """Fields of a claim that say who tells it, when, and whether anyone denies it.

    `span` is the spatial expression in the paragraph's normalised characters.
    """
    paragraph = told.paragraphs[number]
    statement = _around(told, *paragraph.passage.span(*span))
    if statement is not None:
        own = {name: getattr(statement, name) for name in _TOLD}
        return {"statement_id": events.statement_id(statement), **own}
    token = token_at(paragraph.doc, *span)
    if token is None:
        return {}
    stands = events.standing(told.reading, paragraph, token)
    return {name: getattr(stands, name) for name in _TOLD}


def _around(told: Story, start: int, end: int) -> Statement | None:
    """The statement that a span of the report lies in; of several the narrowest."""
    shared = [
        (min(one.end, end) - max(one.start, start), one.start - one.end, one)
        for one in told.statements
        if one.start < end and start < one.end
    ]
    return max(shared, key=lambda item: item[:2])[2] if shared else None
