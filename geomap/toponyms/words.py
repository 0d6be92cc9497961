"""Words of recognition, from the lexicon, and the shipped list of words for peoples."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from geomap import lexicon

NATURAL = lexicon.words("places.natural")
TYPES = lexicon.words("places.types")
HEADS = lexicon.words("places.heads")
INNER = lexicon.words("places.inner")
DIRECTIONS = lexicon.words("space.directions")
PUBLISHING = lexicon.words("people.press")
PERSON_TITLES = lexicon.words("people.titles")
MADE = lexicon.words("deeds.tied")
PRODUCED = lexicon.words("deeds.produced")
LOCATIVE = lexicon.words("places.locative")
TIES = lexicon.words("deeds.ties")
SPEAKS = lexicon.words("speech.spokesman_verbs")
ADDRESSED = lexicon.words("speech.addressed_verbs")
EVENT_VERBS = lexicon.words("deeds.at_places")
EVENT_NOUNS = lexicon.words("deeds.nouns_at_places")
HAPPENED = EVENT_VERBS | EVENT_NOUNS
FIRST_PERSON = lexicon.words("grammar.first_person")
PEOPLE = lexicon.words("people.nouns")
NEVER = lexicon.words("people.not_places")
ROADS = lexicon.words("places.named_roads")
WEST_BLOC = lexicon.words("places.west_bloc")
US_STATES = lexicon.table("places.us_states")
US_STATE_NAMES = lexicon.table("places.us_state_names")
PLACE_NOUNS = lexicon.words("places.nouns")
ABBREVIATIONS: Mapping[str, tuple[str, str]] = {
    short: (name, country)
    for short, place in lexicon.table("places.abbreviations").items()
    for name, country in [place.rsplit(", ", 1)]
}

SHORT_STATES = frozenset(short.replace(" ", "") for short in lexicon.words("places.short_states"))


@cache
def demonyms(data_dir: Path) -> Mapping[str, str]:
    """Lower-case adjective or word for a people, to a country's code or a region's name.

    Raises
    ------
    DataError
        If the shipped list is missing.
    """
    rows = lexicon.rows(data_dir / "toponyms_demonyms.csv")
    return {
        word.casefold(): row["code"] for row in rows for word in row["words"].split("|") if word
    }
