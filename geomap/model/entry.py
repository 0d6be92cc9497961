"""Enums whose members carry their line of the legend."""

from enum import StrEnum
from typing import Self


class Entry(StrEnum):
    """A word of a table that is drawn: what a reader sees for it, and what it means.

    A member equals its word ("claimed"), as tables, files and the map's data hold it. It is looked
    up by its word alone, so the rest of a row has defaults; no row leaves it out.
    """

    label: str
    definition: str

    def __new__(cls, word: str, *_: object) -> Self:
        """A member of this word; what follows it is for `__init__`."""
        member = str.__new__(cls, word)
        member._value_ = word
        return member

    def __init__(self, _word: str, label: str = "", definition: str = "") -> None:
        self.label, self.definition = label, definition
