"""Whether the first answer to a name is only a guess, and why."""

from collections.abc import Sequence

from geomap.gazetteer import fold, is_foreign
from geomap.model import Candidate

_AS_LIKELY = 0.85
"""Share of the first score from which a place of another country may be meant too."""


def guessed(query: str, found: Sequence[Candidate]) -> str:
    """Why the first answer to a name is only a guess, or "".

    One spelling of another script may stand for two names: "آبادان" is Abadan and Ibadan.
    """
    if not found:
        return ""
    first, *others = found
    if first.match in {"fuzzy", "transliteration"}:
        return f"a guess: {first.place.name} is only of a similar spelling or sound"
    rival = next((one for one in others if one.place.country != first.place.country), None)
    if rival is None or not is_foreign(fold(query)) or rival.score < _AS_LIKELY * first.score:
        return ""
    where = ", ".join(filter(None, (rival.place.name, rival.place.admin1, rival.place.country)))
    return f"a guess: {where} is written so, too"
