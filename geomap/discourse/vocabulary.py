"""Words that several questions to the text share."""


def words(text: str) -> frozenset[str]:
    """Set of the words of a running text."""
    return frozenset(text.split())


BEARINGS = words(
    "north south east west northeast northwest southeast southwest north-east north-west "
    "south-east south-west kilometer kilometers kilometre kilometres mile miles km away"
)
PLACES = words(
    "area valley city town village district province region territory capital border airport base "
    "camp crossing junction countryside suburb outskirt edge neighborhood neighbourhood island "
    "port coast road highway street square hospital school market compound outpost checkpoint "
    "creek stream canal gorge ward roundabout gate farm well orchard crossroad crossroads mine "
    "department prefecture oblast canton commune parish township locality raion hamlet lodge "
    "site airstrip runway buffer "
    "front headquarters hq center centre mosque church building embassy settlement municipality "
    "governorate county hill mountain pass river lake sea bridge station plant terminal "
    "facility installation field oilfield airbase airfield prison university hotel palace tunnel "
    "corridor enclave pocket strip desert forest sector zone heights slum quarter part side post "
    "position stronghold bastion house home peninsula gulf bay plain jungle highland stadium "
    "park refugee north south east west center peak ridge dam refinery warehouse frontier land"
)
RESIDENTS = words("resident inhabitant witness villager local")

KINDS = {
    "valley": ("T.VAL",),
    "gorge": ("T.VAL", "T.GRGE", "T.CNYN"),
    "province": ("A.ADM1", "A."),
    "region": ("A.ADM1", "A."),
    "state": ("A.ADM1",),
    "governorate": ("A.ADM1",),
    "oblast": ("A.ADM1",),
    "district": ("A.ADM2", "A.ADM3", "A.", "P."),
    "county": ("A.ADM2",),
    "city": ("P.",),
    "town": ("P.",),
    "village": ("P.",),
    "hamlet": ("P.",),
    "suburb": ("P.",),
    "resort": ("P.",),
    "settlement": ("P.",),
    "port": ("P.",),
    "capital": ("P.PPLC",),
    "seat": ("P.",),
    "pass": ("T.PASS",),
    "tunnel": ("R.TNL", "T.PASS"),
    "highway": ("R.", "T.PASS"),
    "road": ("R.", "T.PASS"),
    "river": ("H.",),
    "island": ("T.ISL",),
    "mountain": ("T.",),
    "country": ("A.PCL",),
}
"""Kinds of places that a noun names, as GeoNames classes and codes begin; the likeliest first."""

VAGUE = words(
    "area bastion enclave garrison holdout hub it location outpost place pocket redoubt "
    "site stronghold territory that there which zone"
)
"""Nouns and pronouns that stand for any place but a country or a water."""

LOCAL = words("district hamlet pass port resort road settlement suburb town tunnel village")
"""Nouns that surely stand only for a place of the same or the previous paragraph."""
