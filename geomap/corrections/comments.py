"""Comments of a file of corrections, so that a person's notes outlive a save."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import yaml

from geomap.corrections import rows
from geomap.errors import InputError


def comments(text: str) -> Mapping[Any, list[str]]:
    """Comment lines by what they stand before: "head", an entry's section and key, or "tail".

    A comment beside or within an entry moves before it.
    """
    head = _head(text)
    if head is not None:
        return {"head": head} if head else {}
    root = yaml.compose(text, Loader=yaml.BaseLoader)
    ends = list(_entries(root))
    first = root.start_mark.line if root is not None else 0
    kept: dict[Any, list[str]] = {}
    for line, comment in _found(text):
        owner = next((key for last, key in ends if line <= last), "tail")
        kept.setdefault("head" if line < first else owner, []).append(comment)
    return kept


def _head(text: str) -> list[str] | None:
    """Comments before all else where there can be no others, which spares a parse; else None."""
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if line and line[0] != "#"), len(lines))
    if any("#" in line for line in lines[first:]):
        return None
    return [line.rstrip() for line in lines[:first] if line]


def _entries(root: Any) -> Iterator[tuple[int, Any]]:
    """Last line of each entry's words, and its section and key, in the order of the file."""
    for section, listed in root.value if root is not None else ():
        make = rows.READERS.get(section.value)
        if make is None or not isinstance(listed, yaml.SequenceNode):
            continue
        for node in listed.value:
            last = max(value.end_mark.line for pair in node.value for value in pair)
            row = {name.value: value.value for name, value in node.value}
            with suppress(InputError, ValueError):
                yield last, (section.value, *make(row).key)


def _found(text: str) -> Iterator[tuple[int, str]]:
    """Each comment with the number of its line; what stands in a scalar is no comment."""
    covered = bytearray(len(text))
    for token in yaml.scan(text):
        if isinstance(token, yaml.ScalarToken):
            start, end = token.start_mark.index, token.end_mark.index
            covered[start:end] = b"\x01" * (end - start)
    at = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        for offset, char in enumerate(line):
            alone = offset == 0 or line[offset - 1] in " \t"
            if char == "#" and alone and not covered[at + offset]:
                yield number, line[offset:].rstrip()
                break
        at += len(line)
