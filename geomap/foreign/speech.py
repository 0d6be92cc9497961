"""Who says what a line of another language tells."""

from dataclasses import dataclass
from functools import cache

from geomap.foreign.lines import Line
from geomap.tongue import Row, tongues

_QUOTE = '"'


@dataclass(frozen=True, kw_only=True)
class Said:
    """Words that somebody says: their span in the line, who says them, and how.

    `kind` is "said" or "denied".
    """

    start: int
    end: int
    speaker: str
    kind: str


@cache
def _rows(code: str) -> tuple[Row, ...]:
    return tongues()[code].rows("says")


def said(line: Line) -> Said | None:
    """Who says a line, by the first wording of the language's file that fits; None for nobody."""
    text = line.plain.rstrip(" .!?…")
    for row in _rows(line.tongue.code):
        match = row.pattern.search(text)
        if match is None:
            continue
        held = match.groupdict()
        group = next((name for name in ("speaker", "speaker_again") if held.get(name)), "")
        first, last = match.span(group) if group else (0, 0)
        before = match.start() == 0
        start, end = (match.end(), len(text)) if before else (0, match.start())
        speaker = line.text[first:last].strip()
        return Said(start=start, end=end, speaker=speaker, kind=row.means)
    return None
