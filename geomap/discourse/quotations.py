"""Quotation marks: which words of a paragraph stand between them."""

import re

_SINGLE = re.compile(r"(?<!\w)'((?:[^']|(?<=\w)'(?=\w)){20,}[,.!?])'(?!\w)")
"""A quotation in single marks, as British papers print them: long, and closed after a stop."""


def quote_spans(text: str) -> list[tuple[int, int, bool]]:
    """Spans between quotation marks of one paragraph, and whether each is closed.

    A mark after a space opens, one before a space closes; an unclosed quotation runs to the end
    of the paragraph, and never beyond it.
    """
    spans: list[tuple[int, int, bool]] = []
    opened: int | None = None
    for match in re.finditer('"', text):
        at = match.start()
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        opens = (before.isspace() or before in "([-–—") and not after.isspace()
        if opened is None:
            if opens or not (before.isdigit() and not before.isspace()):
                opened = at + 1
        elif opens and not (after.isspace() or after in ".,;:!?)"):
            spans.append((opened, at, False))
            opened = at + 1
        else:
            spans.append((opened, at, True))
            opened = None
    if opened is not None and opened < len(text):
        spans.append((opened, len(text), False))
    if not spans:
        spans = [(m.start(1), m.end(1), True) for m in _SINGLE.finditer(text)]
    return [span for span in spans if span[1] > span[0]]
