"""Words that claims know: kinds of places, verbs of place and of saying."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KINDS = {
    "valley": ("T.VAL",),
    "gorge": ("T.VAL", "T.GRGE", "T.CNYN"),
    "province": ("A.ADM1",),
    "state": ("A.ADM1",),
    "governorate": ("A.ADM1",),
    "oblast": ("A.ADM1",),
    "district": ("A.ADM2", "A.ADM3", "P."),
    "county": ("A.ADM2",),
    "city": ("P.",),
    "town": ("P.",),
    "village": ("P.",),
    "hamlet": ("P.",),
    "suburb": ("P.",),
    "resort": ("P.",),
    "settlement": ("P.",),
    "port": ("P.",),
    "capital": ("P.PPLC", "P.PPLA", "P."),
    "pass": ("T.PASS",),
    "tunnel": ("R.TNL", "T.PASS"),
    "highway": ("R.", "T.PASS"),
    "road": ("R.", "T.PASS"),
    "river": ("H.",),
    "island": ("T.ISL",),
    "mountain": ("T.",),
    "country": ("A.PCL",),
}
"""Kinds of places that a noun names, as GeoNames classes and codes begin."""

WAYS = _words("highway road")
"""Nouns of kinds that lend no name: a road bears the names of its ends."""

VAGUE = _words(
    "area bastion enclave garrison holdout hub it location outpost place pocket redoubt region "
    "site stronghold territory that there which zone"
)
"""Nouns and pronouns that stand for any place."""

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

LOCAL = _words("district hamlet pass port resort road settlement suburb town tunnel village")
"""Nouns that stand only for a place of the same or the previous passage."""

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
