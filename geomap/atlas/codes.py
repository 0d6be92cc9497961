"""Crosswalks between the atlas's words and the codes of ACLED and UCDP GED.

Precision of place and time as in the design; ACLED's types as its codebook lists them. A radius
stands for a code where an outside file gives a code alone; it is a convention, not a measurement.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd


class GeoCode(NamedTuple):
    """A word for the precision of a place, its codes, and the radius that stands for it."""

    word: str
    acled: int | None
    ucdp: int
    uncertainty_m: float


GEO_CODES = (
    GeoCode("settlement", 1, 1, 5_000.0),
    GeoCode("near", 2, 2, 25_000.0),
    GeoCode("district", 2, 3, 30_000.0),
    GeoCode("valley", 2, 3, 30_000.0),
    GeoCode("road", 3, 5, 50_000.0),
    GeoCode("province", 3, 4, 100_000.0),
    GeoCode("area", 3, 5, 50_000.0),
    GeoCode("country", None, 6, 500_000.0),
)
_GIVEN_ACLED: Mapping[str, GeoCode] = {
    "1": GEO_CODES[0],
    "2": GEO_CODES[1],
    "3": GEO_CODES[5],
}
_GIVEN_UCDP: Mapping[str, GeoCode] = {
    "1": GEO_CODES[0],
    "2": GEO_CODES[1],
    "3": GEO_CODES[2],
    "4": GEO_CODES[5],
    "5": GEO_CODES[6],
    "6": GEO_CODES[7],
    "7": GeoCode("area", None, 7, 500_000.0),
}
_UNKNOWN = GeoCode("", None, 0, float("nan"))

_SUB_EVENTS: Mapping[str, tuple[str, ...]] = {
    "Battles": (
        "Armed clash",
        "Government regains territory",
        "Non-state actor overtakes territory",
    ),
    "Explosions/Remote violence": (
        "Air/drone strike",
        "Chemical weapon",
        "Grenade",
        "Remote explosive/landmine/IED",
        "Shelling/artillery/missile attack",
        "Suicide bomb",
    ),
    "Violence against civilians": (
        "Abduction/forced disappearance",
        "Attack",
        "Sexual violence",
    ),
    "Protests": (
        "Excessive force against protesters",
        "Peaceful protest",
        "Protest with intervention",
    ),
    "Riots": ("Mob violence", "Violent demonstration"),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ),
}
_PARENT = {sub.casefold(): (parent, sub) for parent, subs in _SUB_EVENTS.items() for sub in subs}
_PLOVER: Mapping[str, tuple[str, str]] = {
    "armed clash": ("ASSAULT", "firearms"),
    "government regains territory": ("COERCE", "seize"),
    "non-state actor overtakes territory": ("COERCE", "seize"),
    "air/drone strike": ("ASSAULT", "aerial"),
    "chemical weapon": ("ASSAULT", "unconventional"),
    "grenade": ("ASSAULT", "explosives"),
    "remote explosive/landmine/ied": ("ASSAULT", "explosives"),
    "shelling/artillery/missile attack": ("ASSAULT", "heavy-weapons"),
    "suicide bomb": ("ASSAULT", "suicide-attack"),
    "abduction/forced disappearance": ("COERCE", "abduct"),
    "attack": ("ASSAULT", "kill"),
    "sexual violence": ("ASSAULT", "sexual"),
    "excessive force against protesters": ("ASSAULT", "crowd-control"),
    "peaceful protest": ("PROTEST", "demo"),
    "protest with intervention": ("PROTEST", "demo"),
    "mob violence": ("PROTEST", "riot"),
    "violent demonstration": ("PROTEST", "riot"),
    "agreement": ("AGREE", ""),
    "arrests": ("COERCE", "arrest"),
    "change to group/activity": ("MOBILIZE", "troops"),
    "disrupted weapons use": ("COERCE", "seize-property"),
    "headquarters or base established": ("MOBILIZE", "troops"),
    "looting/property destruction": ("COERCE", "seize-property"),
    "non-violent transfer of territory": ("RETREAT", "withdraw"),
    "battles": ("ASSAULT", "firearms"),
    "explosions/remote violence": ("ASSAULT", "explosives"),
    "violence against civilians": ("ASSAULT", "kill"),
    "protests": ("PROTEST", "demo"),
    "riots": ("PROTEST", "riot"),
}
_INTER = (
    "State forces",
    "Rebel group",
    "Political militia",
    "Identity militia",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other forces",
)


def geo_code(word: str) -> GeoCode:
    """The codes of `events.geo_precision`, by the first known word in it.

    Examples
    --------
    >>> geo_code("near").ucdp, geo_code("province").acled, geo_code("").word
    (2, 3, '')
    """
    text = word.casefold()
    return next((code for code in GEO_CODES if code.word in text), _UNKNOWN)


def from_acled_precision(code: str) -> GeoCode:
    """What an ACLED geo_precision code stands for; a blank or unknown code for nothing."""
    return _GIVEN_ACLED.get(digits(code), _UNKNOWN)


def from_ucdp_precision(code: str) -> GeoCode:
    """What a UCDP where_prec code stands for; a blank or unknown code for nothing."""
    return _GIVEN_UCDP.get(digits(code), _UNKNOWN)


def time_codes(precision: str, start: Any, end: Any) -> tuple[int | None, int | None]:
    """ACLED's and UCDP's time precision of an interval; None where an end is open.

    The precision's own word decides; "vague" and other words go by the interval's length.
    """
    named = {"day": (1, 1), "week": (2, 3), "month": (3, 4), "year": (3, 5)}
    if pd.isna(start) or pd.isna(end):
        return None, None
    if precision in named:
        return named[precision]
    days = (end - start).days + 1
    for longest, codes in ((1, (1, 1)), (6, (2, 2)), (7, (2, 3)), (31, (3, 4)), (366, (3, 5))):
        if days <= longest:
            return codes
    return None, None


def acled_types(cell: str) -> tuple[str, str]:
    """ACLED event type and sub-event type in a cell that names either or both.

    Examples
    --------
    >>> acled_types("Armed clash"), acled_types("Battles: Armed clash"), acled_types("Riots")
    (('Battles', 'Armed clash'), ('Battles', 'Armed clash'), ('Riots', ''))
    """
    text = " ".join(cell.split()).casefold().replace("protestors", "protesters")
    if text in _PARENT:
        return _PARENT[text]
    for parent in _SUB_EVENTS:
        if text.startswith(parent.casefold()):
            rest = text.removeprefix(parent.casefold()).strip(" :/-–>")
            return parent, _PARENT.get(rest, ("", ""))[1]
    return "", ""


def disorder_type(event_type: str, sub_event_type: str) -> str:
    """ACLED's disorder type of an event type and sub-event type."""
    if sub_event_type == "Excessive force against protesters":
        return "Political violence; Demonstrations"
    if sub_event_type == "Violent demonstration" or event_type == "Protests":
        return "Demonstrations"
    violent = {"Battles", "Explosions/Remote violence", "Violence against civilians", "Riots"}
    return "Political violence" if event_type in violent else event_type


def plover(event_type: str, sub_event_type: str = "") -> tuple[str, str]:
    """PLOVER type and mode of an ACLED event; ("", "") for one that says too little."""
    for cell in (sub_event_type, event_type):
        key = " ".join(cell.split()).casefold().replace("protestors", "protesters")
        if key in _PLOVER:
            return _PLOVER[key]
    return "", ""


def actor_group(cell: str) -> str:
    """ACLED's group of an actor, which older files give as a code from 1 to 8.

    Examples
    --------
    >>> actor_group("2"), actor_group("Rebel group"), actor_group("0")
    ('Rebel group', 'Rebel group', '')
    """
    code = digits(cell)
    if not code:
        return cell.strip()
    return _INTER[int(code) - 1] if code in set("12345678") else ""


def interaction(cell: str) -> str:
    """ACLED's interaction, which older files give as a code of two digits.

    Examples
    --------
    >>> interaction("13"), interaction("60"), interaction("Rioters only")
    ('State forces-Political militia', 'Protesters only', 'Rioters only')
    """
    code = digits(cell)
    if not code:
        return cell.strip()
    groups = [group for digit in code if (group := actor_group(digit))]
    return f"{groups[0]} only" if len(groups) == 1 else "-".join(groups)


def digits(cell: str) -> str:
    """A whole number's digits, also where a spreadsheet made "2" into "2.0"; else ""."""
    text = cell.strip().removesuffix(".0")
    return text if text.isascii() and text.isdigit() else ""
