"""Closed word lists of recognition: what names places' types, states, people and papers."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from geomap.errors import DataError


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# lower-case after a name, these belong to it: "Panjshir valley", "the Khawak pass"
NATURAL = _words(
    """
    valley valleys pass river rivers creek lake heights hills hill mountain mountains range
    peak gorge canyon desert plateau peninsula island islands bay gulf sea ocean strait tunnel
    highlands lowlands plain plains basin delta dam glacier forest massif
    """
)
# with a capital, these belong to the name before them: "Rapides Parish", "Salang Pass"
TYPES = NATURAL | _words(
    """
    county parish township borough district province state region governorate prefecture
    oblast krai raion republic territory canton city town village municipality commune park
    beach harbor harbour port airport bridge road street avenue boulevard lane drive highway
    route square station county. co. rd. st. ave. blvd. dr. cemetery reservation reservoir
    springs falls cove point cape isle isles archipelago woods heath moor forest hospital
    university college school stadium arena center centre hall museum church cathedral temple
    mosque prison base barracks plaza mall theatre theater counties parishes provinces rivers
    lakes coast crossing checkpoint front corridor border camp quarter estate house palace
    castle
    """
)
# before a name, with a capital: "Lake Erie", "Mount Etna", "Fort Worth"
HEADS = _words(
    """
    lake mount mt mt. fort ft ft. port cape river north south east west northern southern
    eastern western northeast northwest southeast southwest central upper lower new old
    greater saint st st. san santa el la le los las al great little gulf bay strait isle ivory
    camp rio sao
    """
)
INNER = _words(
    """
    of de la del du des le el al and the di da do dos van der den e i y upon on in sur am les
    - ' & 's
    """
)
DIRECTIONS = _words(
    """
    north south east west northern southern eastern western northeast northwest southeast
    southwest northeastern northwestern southeastern southwestern central upper lower mid
    """
)
PUBLISHING = _words(
    """
    post times match herald tribune journal gazette news press daily telegraph guardian
    observer chronicle today globe mail sun mirror express independent standard examiner
    inquirer bulletin courier dispatch ledger review weekly magazine monde figaro zeitung
    radio tv television broadcasting agency newspaper star record reporter sentinel advertiser
    argus echo bee citizen enterprise free register republican-american newswire wire
    """
)
PERSON_TITLES = _words(
    """
    mr mr. mrs mrs. ms ms. miss dr dr. sir lord lady judge justice sgt sgt. capt capt. col
    col. lt lt. gen gen. maj maj. sen sen. rep rep. gov gov. rev rev. officer deputy det det.
    professor prof prof. pastor father sister brother coach uncle aunt king queen prince
    princess
    """
)
MADE = _words(
    """
    made built backed led funded born based style trained supplied bound educated brokered
    sponsored language speaking owned run controlled installed occupied held produced
    manufactured
    """
)
PRODUCED = frozenset(["made", "built", "produced", "manufactured", "supplied", "designed"])
LOCATIVE = _words(
    """
    in at near around outside inside within into toward towards through throughout across
    above beyond along onto reaching leaving entering surrounding abuts beside via
    """
)
TIES = _words(
    """
    links ties relations loyal allied alliance relationship talks deal pact
    agreement diplomacy hostile pressure appeal friendly
    """
)
SPEAKS = _words(
    """
    say says said wants want wanted accuse accuses accused denies denied deny claims claimed
    insists insisted warns warned urged urges condemned condemns vows vowed announced
    announces hopes rejects rejected agreed agrees refuses refused demands demanded threatens
    threatened believes backs backed supports pledged promised blames blamed imposed signed
    """
)
ADDRESSED = _words(
    """
    accuse blame urge warn tell ask sanction criticise criticize condemn praise thank assure
    pressure push persuade convince embarrass anger irritate sue support oppose
    """
)
EVENT_VERBS = _words(
    """
    attack kill capture seize take retake lose fall fight clash bomb shell strike raid ambush
    arrest protest march gather flee retreat withdraw move send deploy arrive enter leave
    cross advance surround besiege block close open hold meet talk visit explode shoot die
    injure wound destroy burn happen occur begin start crash hit damage find rescue evacuate
    host launch abduct kidnap murder stab sentence charge storm patrol bring overrun liberate
    occupy defend headed head go come reach return resist
    """
)  # fmt: skip
EVENT_NOUNS = _words(
    """
    attack fall capture seizure siege blockade clash fighting fight battle assault raid strike
    explosion bombing blast shooting ambush protest rally march shelling airstrike withdrawal
    retreat evacuation arrest killing death crash fire flood earthquake meeting talk visit
    crossing offensive advance takeover occupation massacre hostage surrender
    """
)
PEOPLE = _words(
    """
    elder elders resident people man woman child refugee family fighter soldier troop force
    delegation delegate official lawmaker leader commander journalist reporter student worker
    villager farmer trader migrant volunteer recruit militant insurgent rebel officer native
    emigrant visitor tourist player team member representative senator governor doctor teacher
    activist protester survivor victim patient driver pilot sailor crew envoy diplomat minister
    cleric imam scholar youth girl boy teenager prisoner detainee evacuee convoy one those thousand
    hundred dozen everyone anyone someone
    """
)
# movements, alliances and bodies whose names are also some small place's
NEVER = _words(
    """
    taliban taleban talib talibs hamas hezbollah hizbullah isis isil daesh qaeda houthi houthis
    nato isaf unama fatah farc antifa mujahideen mujahedin pkk ypg ltte nrf god allah bible koran
    quran ramadan eid ashura nowruz easter christmas
    eastern western northern southern northeastern northwestern southeastern southwestern
    """
)
US_STATES: Mapping[str, str] = {
    "ala": "AL", "ariz": "AZ", "ark": "AR", "calif": "CA", "colo": "CO", "conn": "CT",
    "del": "DE", "fla": "FL", "ga": "GA", "ill": "IL", "ind": "IN", "kan": "KS", "ky": "KY",
    "la": "LA", "md": "MD", "mass": "MA", "mich": "MI", "minn": "MN", "miss": "MS", "mo": "MO",
    "mont": "MT", "neb": "NE", "nev": "NV", "okla": "OK", "ore": "OR", "pa": "PA", "tenn": "TN",
    "tex": "TX", "vt": "VT", "va": "VA", "wash": "WA", "wis": "WI", "wyo": "WY",
    "n h": "NH", "n j": "NJ", "n m": "NM", "n y": "NY", "n c": "NC", "n d": "ND", "r i": "RI",
    "s c": "SC", "s d": "SD", "w va": "WV", "d c": "DC", "nh": "NH", "nj": "NJ", "nm": "NM",
    "ny": "NY", "nc": "NC", "nd": "ND", "ri": "RI", "sc": "SC", "sd": "SD", "wv": "WV",
    "dc": "DC", "al": "AL", "az": "AZ", "ar": "AR", "ca": "CA", "co": "CO", "ct": "CT",
    "de": "DE", "fl": "FL", "il": "IL", "in": "IN", "ia": "IA", "id": "ID", "ks": "KS",
    "me": "ME", "ma": "MA", "mi": "MI", "mn": "MN", "ms": "MS", "mt": "MT", "ne": "NE",
    "nv": "NV", "oh": "OH", "ok": "OK", "or": "OR", "sd.": "SD", "tn": "TN", "tx": "TX",
    "ut": "UT", "wa": "WA", "wi": "WI", "wy": "WY", "hi": "HI", "ak": "AK", "w v": "WV",
}  # fmt: skip
US_STATE_NAMES: Mapping[str, str] = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa",
    "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland",
    "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi",
    "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire",
    "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina",
    "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania",
    "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee",
    "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington",
    "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming", "DC": "Washington, D.C.",
}  # fmt: skip
# abbreviations of other countries' divisions, and of countries, as the press writes them
ABBREVIATIONS: Mapping[str, tuple[str, str]] = {
    "alta": ("Alberta", "CA"),
    "b c": ("British Columbia", "CA"),
    "bc": ("British Columbia", "CA"),
    "man": ("Manitoba", "CA"),
    "n b": ("New Brunswick", "CA"),
    "nl": ("Newfoundland and Labrador", "CA"),
    "n s": ("Nova Scotia", "CA"),
    "ont": ("Ontario", "CA"),
    "p e i": ("Prince Edward Island", "CA"),
    "pei": ("Prince Edward Island", "CA"),
    "que": ("Quebec", "CA"),
    "sask": ("Saskatchewan", "CA"),
    "nsw": ("New South Wales", "AU"),
    "n s w": ("New South Wales", "AU"),
    "act": ("Australian Capital Territory", "AU"),
    "qld": ("Queensland", "AU"),
    "tas": ("Tasmania", "AU"),
    "u s": ("United States", "US"),
    "us": ("United States", "US"),
    "usa": ("United States", "US"),
    "u s a": ("United States", "US"),
    "uk": ("United Kingdom", "GB"),
    "u k": ("United Kingdom", "GB"),
    "uae": ("United Arab Emirates", "AE"),
    "u a e": ("United Arab Emirates", "AE"),
    "drc": ("Democratic Republic of the Congo", "CD"),
    "prc": ("China", "CN"),
    "ussr": ("Russia", "RU"),
    "nyc": ("New York City", "US"),
    "l a": ("Los Angeles", "US"),
    "d f": ("Mexico City", "MX"),
    "k p": ("Khyber Pakhtunkhwa", "PK"),
    "fata": ("Federally Administered Tribal Areas", "PK"),
    "t and t": ("Trinidad and Tobago", "TT"),
    "t t": ("Trinidad and Tobago", "TT"),
    "ksa": ("Saudi Arabia", "SA"),
    "png": ("Papua New Guinea", "PG"),
    "u p": ("Uttar Pradesh", "IN"),
    "america": ("United States", "US"),
    "britain": ("United Kingdom", "GB"),
    "burma": ("Myanmar", "MM"),
    "holland": ("Netherlands", "NL"),
    "gb": ("United Kingdom", "GB"),
}
WEST_BLOC = frozenset({"west", "the west", "western", "soviet", "soviets", "soviet union", "ussr"})


@cache
def demonyms(data_dir: Path) -> Mapping[str, str]:
    """Lower-case adjective or word for a people, to a country's code or a region's name.

    Raises
    ------
    DataError
        If the shipped list is missing.
    """
    path = data_dir / "toponyms_demonyms.csv"
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except OSError as error:
        raise DataError(f"{path}: expected the shipped list of demonyms") from error
    return {
        word.casefold(): row["code"] for row in rows for word in row["words"].split("|") if word
    }
