"""Words that claims know: kinds of places, verbs of place and of saying."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WAYS = _words("highway road")
"""Nouns of kinds that lend no name: a road bears the names of its ends."""

GAP_WORDS = _words(
    "a an ancient area besieged border capital central city county district eastern "
    "federal gorge government-held her highway his its local main mountain mountains "
    "national nearby new northern of old pass port province provincial rebel-held region "
    "regional river road southern state strategic that the their this town troubled "
    "valley village war-torn western"
)
"""Words that may stand between a preposition and a name."""

GAP_NOUNS = _words("capital city district port province stronghold town village")
"""Nouns that a nation's adjective may stand before: "the Afghan capital"."""

ABSTRACT = _words(
    "agreement border ceasefire competition conflict cooperation deal dialogue difference "
    "dispute exchange flight friendship game link match meeting negotiation partnership "
    "peace relation relationship rivalry service summit talk tension tie trade treaty "
    "truce war"
)
"""What is between two places and is no place: ties, talks, flights."""

LOCATIVE = _words(
    "abut adjoin be begin besiege border encircle end extend finish flank lie locate "
    "neighbor neighbour nestle open position remain rise share sit situate stand start "
    "stretch surround"
)
"""Verbs whose subject is where the words say."""

PLACING = _words("describe give locate place position put situate")
"""Verbs whose object is put where the words say."""

SAY = _words(
    "acknowledge add admit allege announce argue assert believe boast claim confirm "
    "declare deny estimate explain insist maintain note post reiterate reject repeat "
    "report say state stress suggest tell tweet vow warn write"
)
"""Verbs of saying."""
