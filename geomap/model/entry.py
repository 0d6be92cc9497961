"""Enums whose members carry a row of a table."""

from enum import StrEnum
from typing import Self


class Row(StrEnum):
    """A word with the rest of its row, which `__init__` takes.

    A member equals its word ("claimed"), as tables, files and the map's data hold it, and is
    looked up by its word alone.
    """

    def __new__(cls, word: str, *_: object) -> Self:
        """A member of this word; what follows it is for `__init__`."""
        member = str.__new__(cls, word)
        member._value_ = word
        return member


class Entry(Row):
    """A word of a table that is drawn: what a reader sees for it, and what it means."""

    label: str
    definition: str

    def __init__(self, _word: str, label: str = "", definition: str = "") -> None:
        # no row leaves out a default; a look-up by the word alone does
        self.label, self.definition = label, definition
