"""Words that claims know: kinds of places, verbs of place and of saying."""

from geomap import lexicon


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WAYS = _words("highway road")
"""Nouns of kinds that lend no name: a road bears the names of its ends."""

GAP_WORDS = lexicon.words("places.gap_words")
"""Words that may stand between a preposition and a name."""

GAP_NOUNS = lexicon.words("places.nation_nouns")
"""Nouns that a nation's adjective may stand before: "the Afghan capital"."""

ABSTRACT = lexicon.words("deeds.between")
"""What is between two places and is no place: ties, talks, flights."""

LOCATIVE = lexicon.words("space.locative_verbs")
"""Verbs whose subject is where the words say."""

PLACING = lexicon.words("space.placing_verbs")
"""Verbs whose object is put where the words say."""

SAY = lexicon.words("speech.say_spatial")
"""Verbs of saying."""
