"""Features of a GeoJSON file read some thousands at a time, so that the file may be large.

Nearly every file that a program wrote is one object with one list "features" of objects. Whatever
else a file may be, this module does not say what is wrong with it: it raises `IrregularError`,
and the file is left to `vector.features`, which reads it whole.
"""

import codecs
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from geomap.files.vector import expect_wgs84, without_unwritable

_BLOCK = 1 << 24
_BLANK = re.compile(r"[ \t\n\r]*")
# what no file can hold stands in JSON in escapes alone
_UNWRITABLE = re.compile(r"\\u(?:d[89a-f]|0000)", re.IGNORECASE)
# how a feature follows another, up to the first name in it
_JOINT = re.compile(r'\}[ \t\n\r]*,[ \t\n\r]*\{[ \t\n\r]*"\w+"', re.ASCII)
_TRIES = 3
Part = TypeVar("Part")
_Decode = Callable[[str, int], tuple[Any, int]]


class IrregularError(ValueError):
    """The file is not of the kind that can be read in parts."""


def parts(
    path: Path, size: int, at_once: Callable[[str], Part | None]
) -> Iterator[Part | list[dict[str, Any]]]:
    """The features of a collection, some at a time, as `vector.features` has them.

    Only with the last part is it known that the file is sound: until then nothing should be made
    of those before it.

    Parameters
    ----------
    path
        The file.
    size
        How many features a part may have.
    at_once
        What makes a part of the text of many features, one a line; where it cannot it gives None,
        and they come as objects.

    Raises
    ------
    IrregularError
        If the file is no JSON, or JSON of another kind.
    InputError
        If it names another CRS than WGS84.
    """
    with path.open("rb") as file:
        scan, members = _Scan(file), dict[str, Any]()
        scan.take("{")
        while True:
            name = scan.value('"')
            scan.take(":")
            if name in members:
                raise IrregularError(name)
            if name == "features":
                members[name] = True
                yield from _listed(scan, size, at_once)
            else:
                members[name] = scan.value()
            if scan.take(",}") == "}":
                break
        scan.end()
    if members.get("type") != "FeatureCollection" or "features" not in members:
        raise IrregularError("no collection")
    expect_wgs84(members.get("crs"), path)


def _listed(
    scan: "_Scan", size: int, at_once: Callable[[str], Part | None]
) -> Iterator[Part | list[dict[str, Any]]]:
    """The objects of a list that begins here."""
    scan.take("[")
    if scan.peek() == "]":
        scan.take("]")
        return
    more, tries = True, _TRIES
    while more:
        if tries and (text := scan.alike()):
            if (part := at_once(text)) is not None:
                scan.skip_alike()
                yield part
                continue
            tries -= 1
        found = list[dict[str, Any]]()
        while more and len(found) < size:
            found.append(scan.value("{"))
            more = scan.take(",]") == ","
        yield found


class _Scan:
    """JSON of which a part is in memory: values and signs are taken from its front."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._utf8 = codecs.getincrementaldecoder("utf-8-sig")()
        self._plain: _Decode = json.JSONDecoder().raw_decode
        self._mending: _Decode = json.JSONDecoder(object_hook=without_unwritable).raw_decode
        self._decode: _Decode = self._plain
        self._text, self._at, self._whole = "", 0, False
        self._joint, self._end = "", 0

    def peek(self) -> str:
        """The next sign that is no blank, "" at the end."""
        while True:
            match = _BLANK.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def take(self, wanted: str) -> str:
        """The next sign, which must be one of these."""
        text, at = self._text, self._at
        found = text[at : at + 1]
        if not found or found not in wanted:
            found = self.peek()
            if not found or found not in wanted:
                raise IrregularError(found)
        self._at += 1
        return found

    def value(self, begins: str = "") -> Any:
        """The next value, which must begin with this sign."""
        if begins not in self.peek():
            raise IrregularError(begins)
        while True:
            try:
                found, end = self._decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if not self._more():
                    raise IrregularError(str(error)) from error
                continue
            # a number may go on in what is not read yet
            if end == len(self._text) and self._more():
                continue
            self._at = end
            return found

    def alike(self) -> str:
        """The features in memory up to the last that follows as the second does the first.

        Each comes in a line of its own; "" where that cannot be. What stands between two holds
        quotation marks that are not escaped, so it cannot stand within a text; where it stands
        within a feature, the lines are no JSON.
        """
        if len(self._text) - self._at < _BLOCK // 2 and not self._more():
            return ""
        self.peek()
        if not self._joint:
            self._joint = self._second()
        last = self._text.rfind(self._joint, self._at) if self._joint else -1
        if last < 0 or _UNWRITABLE.search(self._text):
            return ""
        self._end = last + 1
        begin, text = self._joint[self._joint.index("{") :], self._text[self._at : self._end]
        lines = text.replace(self._joint, f"}}\n{begin}")
        in_joints = text.count(self._joint) * self._joint.count("\n")
        return "" if "\n" in begin or text.count("\n") > in_joints else lines

    def _second(self) -> str:
        """What follows the first feature, up to the first name in the second."""
        try:
            _, end = self._plain(self._text, self._at)
        except (ValueError, RecursionError):
            return ""
        found = _JOINT.match(self._text, end - 1)
        return found[0] if found else ""

    def skip_alike(self) -> None:
        """Go on behind the features that `alike` gave."""
        self._at = self._end
        self.take(",")

    def end(self) -> None:
        """Nothing may follow but blanks."""
        if self.peek():
            raise IrregularError("more after the end")

    def _more(self) -> bool:
        """Read on, as much again as is not used yet; False at the end of the file."""
        if self._whole:
            return False
        rest = self._text[self._at :]
        block = self._file.read(max(_BLOCK, len(rest)))
        self._whole = not block
        try:
            self._text = rest + self._utf8.decode(block, final=self._whole)
        except UnicodeDecodeError as error:
            raise IrregularError(str(error)) from error
        self._at = 0
        self._decode = self._mending if _UNWRITABLE.search(self._text) else self._plain
        return True
