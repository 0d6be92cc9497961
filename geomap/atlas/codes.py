"""Crosswalks between the atlas's words and the codes of ACLED and UCDP GED.

Precision of place and time as in the design; ACLED's types as its codebook lists them. A radius
stands for a code where an outside file gives a code alone; it is a convention, not a measurement.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

import pandas as pd

from geomap.atlas.cells import first
from geomap.model import EVENT_CODES, GeoPrecision, TimePrecision


class GeoCode(NamedTuple):
    """How well a place is known: ACLED's and UCDP's codes, and the radius that stands for them."""

    acled: int | None
    ucdp: int | None
    uncertainty_m: float

    @property
    def text(self) -> str:
        """Both codes as `events.geo_precision` has them, such as "2/3"; "" for none."""
        both = f"{self.acled or ''}/{self.ucdp or ''}"
        return "" if both == "/" else both


_WORDS: Mapping[str, GeoCode] = {
    one.value: GeoCode(one.acled, one.ucdp, one.uncertainty_m) for one in GeoPrecision
}
COUNTRY = _WORDS["country"]
ABROAD = GeoCode(None, 7, COUNTRY.uncertainty_m)
UNKNOWN = GeoCode(None, None, float("nan"))
_BY_UCDP: Mapping[str, GeoCode] = {str(code.ucdp): code for code in (*_WORDS.values(), ABROAD)}
_BY_ACLED: Mapping[str, GeoCode] = {
    "1": _WORDS["settlement"], "2": _WORDS["near"], "3": _WORDS["province"],
}  # fmt: skip

# a sub-event type comes in as the first mode that goes out as it, but for these
_PLOVER: Mapping[str, tuple[str, str]] = {
    code.sub_event.casefold(): (code.event_type.value, code.mode.value)
    for code in reversed(tuple(EVENT_CODES.values()))
    if code.mode and code.sub_event != "Other"
} | {
    "government regains territory": ("COERCE", "seize"),
    "grenade": ("ASSAULT", "explosives"),
    "protest with intervention": ("PROTEST", "demo"),
    "mob violence": ("PROTEST", "riot"),
    "agreement": ("AGREE", ""),
    "disrupted weapons use": ("COERCE", "seize-property"),
    "headquarters or base established": ("MOBILIZE", "troops"),
    "battles": ("ASSAULT", "firearms"),
    "explosions/remote violence": ("ASSAULT", "explosives"),
    "violence against civilians": ("ASSAULT", "kill"),
    "protests": ("PROTEST", "demo"),
    "riots": ("PROTEST", "riot"),
    "riots/protests": ("PROTEST", ""),
}
# what ACLED called them before 2019, and made of them then
_OLD_TYPES: Mapping[str, str] = {
    "battle-no change of territory": "armed clash",
    "battle-government regains territory": "government regains territory",
    "battle-non-state actor overtakes territory": "non-state actor overtakes territory",
    "remote violence": "explosions/remote violence",
    "strategic development": "strategic developments",
}
_NAMED = frozenset(TimePrecision) - {TimePrecision.DAYS, TimePrecision.VAGUE}
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


def geo_code(cell: str) -> GeoCode:
    """The codes of a cell of `events.geo_precision`, or of a word for a kind of place.

    Examples
    --------
    >>> geo_code("2/3").acled, geo_code("/6").ucdp, geo_code("province").text, geo_code("").text
    (2, 6, '3/4', '')
    """
    acled, slash, ucdp = cell.strip().partition("/")
    if slash:
        return from_ucdp_precision(ucdp) if ucdp else from_acled_precision(acled)
    text = cell.casefold()
    return next((code for word, code in _WORDS.items() if word in text), UNKNOWN)


def from_acled_precision(code: str) -> GeoCode:
    """What an ACLED geo_precision code stands for; a blank or unknown code for nothing."""
    return _BY_ACLED.get(digits(code), UNKNOWN)


def from_ucdp_precision(code: str) -> GeoCode:
    """What a UCDP where_prec code stands for; a blank or unknown code for nothing."""
    return _BY_UCDP.get(digits(code), UNKNOWN)


def time_codes(precision: str, start: Any, end: Any) -> tuple[int | None, int | None]:
    """ACLED's and UCDP's time precision of an interval; None where an end is open.

    The precision's own word decides; "vague" and other words go by the interval's length.
    """
    if pd.isna(start) or pd.isna(end):
        return None, None
    by_length = TimePrecision.of_days((end - start).days + 1)
    # "days" is no more exact than its interval is long
    code = TimePrecision(precision) if precision in _NAMED else by_length
    return code.acled, code.ucdp


@lru_cache(maxsize=256)
def acled_types(cell: str) -> tuple[str, str]:
    """ACLED event type and sub-event type in a cell that names either or both.

    Examples
    --------
    >>> acled_types("Armed clash"), acled_types("Battles: Armed clash"), acled_types("Riots")
    (('Battles', 'Armed clash'), ('Battles', 'Armed clash'), ('Riots', ''))
    """
    text = _folded(cell)
    subs = _sub_events()
    if text in subs:
        return subs[text]
    if text == "riots/protests":
        # one type until 2019, and either of two since
        return "", ""
    for parent in sorted({parent for parent, _ in subs.values()}):
        if text.startswith(parent.casefold()):
            rest = text.removeprefix(parent.casefold()).strip(" :/-–>")
            return parent, subs.get(rest, ("", ""))[1]
    return "", ""


@cache
def _sub_events() -> Mapping[str, tuple[str, str]]:
    """ACLED's event type and sub-event type by the folded sub-event type."""
    from geomap.events import SUB_EVENTS

    return {sub.casefold(): (parent, sub) for sub, parent in SUB_EVENTS.items()}


def _folded(cell: str) -> str:
    text = " ".join(cell.split()).casefold().replace("protestors", "protesters")
    return _OLD_TYPES.get(text, text)


def disorder_type(event_type: str, sub_event_type: str) -> str:
    """ACLED's disorder type of an event type and sub-event type."""
    if sub_event_type == "Excessive force against protesters":
        return "Political violence; Demonstrations"
    if sub_event_type == "Violent demonstration" or event_type == "Protests":
        return "Demonstrations"
    violent = {"Battles", "Explosions/Remote violence", "Violence against civilians", "Riots"}
    return "Political violence" if event_type in violent else event_type


def plover(event_type: str, sub_event_type: str = "") -> tuple[str, str]:
    """PLOVER type and mode of an ACLED event; ACLED's type alone where PLOVER has none for it."""
    for cell in (sub_event_type, event_type):
        if (key := _folded(cell)) in _PLOVER:
            return _PLOVER[key]
    return acled_types(event_type)[0] or event_type.strip(), ""


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


def actor_groups(cells: Mapping[str, str]) -> dict[str, str]:
    """ACLED's groups of the actors in words, by their columns."""
    named = {name: actor_group(first(cells, name)) for name in ("inter1", "inter2")}
    return named | {"interaction": interaction(first(cells, "interaction"))}


def digits(cell: str) -> str:
    """A whole number's digits, also where a spreadsheet made "2" into "2.0"; else ""."""
    text = cell.strip().removesuffix(".0")
    return text if text.isascii() and text.isdigit() else ""
