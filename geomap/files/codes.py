"""Crosswalks between the atlas's words and the codes of ACLED and UCDP GED.

Precision of time as in the design, ACLED's types as its codebook lists them; the precision of a
place is in `geomap.model`.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import pandas as pd

from geomap.files.columns import Facet
from geomap.files.values import first
from geomap.model import EVENT_CODES, TimePrecision

# names as ACLED's codebook writes them; cells are compared with them whatever their case.
# A sub-event type comes in as the first mode that goes out as it, but for these
_TYPES: Mapping[str, tuple[str, str]] = {
    code.sub_event: (code.event_type.value, code.mode.value)
    for code in reversed(tuple(EVENT_CODES.values()))
    if code.mode and code.sub_event != "Other"
} | {
    "Government regains territory": ("COERCE", "seize"),
    "Grenade": ("ASSAULT", "explosives"),
    "Protest with intervention": ("PROTEST", "demo"),
    "Mob violence": ("PROTEST", "riot"),
    "Agreement": ("AGREE", ""),
    "Disrupted weapons use": ("COERCE", "seize-property"),
    "Headquarters or base established": ("MOBILIZE", "troops"),
    "Battles": ("ASSAULT", "firearms"),
    "Explosions/Remote violence": ("ASSAULT", "explosives"),
    "Violence against civilians": ("ASSAULT", "kill"),
    "Protests": ("PROTEST", "demo"),
    "Riots": ("PROTEST", "riot"),
    "Riots/Protests": ("PROTEST", ""),
}
_PLOVER = {name.casefold(): code for name, code in _TYPES.items()}
# what ACLED called them before 2019, and made of them then
_RENAMED: Mapping[str, str] = {
    "Battle-No change of territory": "Armed clash",
    "Battle-Government regains territory": "Government regains territory",
    "Battle-Non-state actor overtakes territory": "Non-state actor overtakes territory",
    "Remote violence": "Explosions/Remote violence",
    "Strategic development": "Strategic developments",
}
_OLD_TYPES = {old.casefold(): new.casefold() for old, new in _RENAMED.items()}
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


def time_codes(precision: str, start: Any, end: Any) -> tuple[int | None, int | None]:
    """ACLED's and UCDP's time precision of an interval; None where an end is open.

    The precision's own word decides; "days", "vague" and other words go by the interval's length.
    """
    if pd.isna(start) or pd.isna(end):
        return None, None
    # "days" is no more exact than its interval is long
    named = TimePrecision(precision) if precision in _NAMED else None
    code = named or TimePrecision.of_days((end - start).days + 1)
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


GROUPS = Facet(("inter1", "inter2", "interaction"), lambda cells, _: actor_groups(cells))


def digits(cell: str) -> str:
    """A whole number's digits, also where a spreadsheet made "2" into "2.0"; else ""."""
    text = cell.strip().removesuffix(".0")
    return text if text.isascii() and text.isdigit() else ""
