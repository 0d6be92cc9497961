"""Events in plain words: what happened where, by whom, with which toll; who says so."""

import re
from collections.abc import Mapping

import pandas as pd

from geomap import lexicon
from geomap.display import one_line
from geomap.maps.encoding import words
from geomap.maps.parties import Parties, cells
from geomap.model import Tables

# a noun for the deed and how its place is joined to it, where "in" does not do
_DEEDS: Mapping[tuple[str, str], str] = {
    ("AID", ""): "aid for", ("AID", "humanitarian"): "relief for",
    ("ASSAULT", ""): "attack on", ("ASSAULT", "aerial"): "air strike on",
    ("ASSAULT", "heavy-weapons"): "shelling of", ("ASSAULT", "kill"): "people killed in",
    ("COERCE", "seize"): "control of", ("COERCE", "restrict"): "siege or blocked road at",
    ("COERCE", "blockade"): "blockade of", ("COERCE", "siege"): "siege of",
    ("COERCE", "withhold"): "supplies kept from", ("COERCE", "seize-property"): "looting in",
    ("CONSULT", "visit"): "visit to", ("MOBILIZE", "troops"): "forces move in",
    ("MOBILIZE", "militia"): "fighters gather in", ("MOBILIZE", "weapons"): "weapons brought to",
    ("RETREAT", ""): "withdrawal from", ("RETREAT", "withdraw"): "withdrawal from",
    ("RETREAT", "flee"): "people in flight at", ("RETREAT", "return"): "return to",
    ("COERCE", ""): "pressure on people in", ("SANCTION", ""): "punishment of people in",
    ("SANCTION", "discontinue"): "ties or supplies cut in",
    ("SANCTION", "expel"): "people displaced at",
}  # fmt: skip
_SAID_SO = re.compile(
    r"(?:near|around|outside|between|along|off|on|opposite|towards?"
    r"|[\d.,]+ ?(?:km|kilomet\w+|miles?)|(?:north|south|east|west)[a-z-]* of)\b"
)
_PART = re.compile(r"(?:[a-z-]+ )?(?:edge|outskirts|shores?|banks?|side|flank|coast|tip) of\b")
_UNCOUNTED = lexicon.words("people.counted") | {"police"}


def deed(event_type: str, event_mode: str = "") -> str:
    """What happened as words before the name of its place.

    Examples
    --------
    >>> deed("ASSAULT", "heavy-weapons"), deed("COERCE", "seize"), deed("PROTEST", "riot")
    ('shelling of', 'control of', 'riot in')
    """
    key = event_type.upper().strip(), event_mode.lower().strip()
    return _DEEDS.get(key) or f"{words(event_type, event_mode)} in"


def deeds(atlas: Tables) -> "pd.Series[str]":
    """`deed` of each event, on their index; what is said to surround a place is a siege."""
    told = atlas.statements["event_id"]
    around = atlas.claims.loc[atlas.claims["relation"] == "surrounded", "statement_id"]
    sieges = frozenset(told[told.index.isin(around)])
    events = atlas.events
    pairs = zip(events.index, events["event_type"], events["event_mode"], strict=True)
    found = [
        "siege of" if key in sieges and kind == "COERCE" else deed(kind, mode)
        for key, kind, mode in pairs
    ]
    return pd.Series(found, index=events.index, dtype="str")


def happened(did: str, place: str) -> str:
    """A deed with its place: what already says near what it lies needs no other joint.

    Examples
    --------
    >>> happened("shelling of", "Goma"), happened("shelling of", "near Goma")
    ('shelling of Goma', 'shelling near Goma')
    >>> happened("fighting in", "western edge of Goma")
    'fighting on the western edge of Goma'
    >>> happened("fighting in", "between Gao and Kidal"), happened("fighting in", "southern Sudan")
    ('fighting between Gao and Kidal', 'fighting in southern Sudan')
    >>> happened("fighting in", "in the west of Mexico")
    'fighting in the west of Mexico'
    """
    noun = did.rsplit(" ", 1)[0]
    named = one_line(place, 60)
    if not named:
        return noun
    if _PART.match(named):
        return f"{noun} on the {named}"
    said = _SAID_SO.match(named) or named.startswith("in ")
    return f"{noun if said else did} {named}"


def outcome(did: str, place: str, *, by: str = "", toll: str = "") -> str:
    """A deed with its place, who did it and its toll; of people killed the toll is the deed.

    Examples
    --------
    >>> outcome("shelling of", "Goma", by="the army", toll="9 killed")
    'shelling of Goma by the army: 9 killed'
    >>> outcome("people killed in", "Goma", toll="9 killed")
    '9 killed in Goma'
    """
    told, done = one_line(toll, 60), f" by {by}" if by else ""
    if told and did == _DEEDS["ASSAULT", "kill"]:
        return f"{happened(f'{told} in', place)}{done}"
    return f"{happened(did, place)}{done}" + (f": {told}" if told else "")


def doer(actors: str, parties: Parties) -> str:
    """The first in a cell of actors who can act, as the report names it; "" for nobody.

    Of "Fighters of the Rapid Support Forces" the party is enough.

    Examples
    --------
    >>> known = Parties({"rapid support forces": "Rapid Support Forces"})
    >>> doer("Fighters of the Rapid Support Forces; army", known), doer("army", known)
    ('Rapid Support Forces', 'the army')
    """
    found = next((cell for cell in cells(actors) if parties.name(cell)), "")
    listed = parties.name(found) in found and parties.name(found) in parties.known.values()
    return voice(parties.name(found) if listed else found) if found else ""


def voice(name: str) -> str:
    """Who speaks or acts, with an article where a common noun stands for one.

    Examples
    --------
    >>> [voice(name) for name in ("doctor", "army", "residents", "RSF", "official")]
    ['a doctor', 'the army', 'residents', 'RSF', 'an official']
    """
    text = one_line(name, 80)
    last = text.casefold().split()[-1:] or [""]
    plural = last[0].endswith("s") or last[0] in _UNCOUNTED
    if not text or not text[0].islower() or plural or " " in text:
        return text
    if last[0] in lexicon.words("people.groups"):
        return f"the {text}"
    return f"{'an' if text[0] in 'aeiou' else 'a'} {text}"
