"""Crosswalk from PLOVER types and modes to ACLED's event and sub-event types."""

from collections.abc import Mapping

from geomap.model import event_code

SUB_EVENTS: Mapping[str, str] = {
    "Armed clash": "Battles",
    "Government regains territory": "Battles",
    "Non-state actor overtakes territory": "Battles",
    "Chemical weapon": "Explosions/Remote violence",
    "Air/drone strike": "Explosions/Remote violence",
    "Suicide bomb": "Explosions/Remote violence",
    "Shelling/artillery/missile attack": "Explosions/Remote violence",
    "Remote explosive/landmine/IED": "Explosions/Remote violence",
    "Grenade": "Explosions/Remote violence",
    "Sexual violence": "Violence against civilians",
    "Attack": "Violence against civilians",
    "Abduction/forced disappearance": "Violence against civilians",
    "Peaceful protest": "Protests",
    "Protest with intervention": "Protests",
    "Excessive force against protesters": "Protests",
    "Violent demonstration": "Riots",
    "Mob violence": "Riots",
    "Agreement": "Strategic developments",
    "Arrests": "Strategic developments",
    "Change to group/activity": "Strategic developments",
    "Disrupted weapons use": "Strategic developments",
    "Headquarters or base established": "Strategic developments",
    "Looting/property destruction": "Strategic developments",
    "Non-violent transfer of territory": "Strategic developments",
    "Other": "Strategic developments",
}
"""ACLED's sub-event types and the event type of each."""


def acled_type(event_type: str, event_mode: str = "") -> str:
    """ACLED's event type and sub-event type for a PLOVER type and mode, joined by a slash.

    Examples
    --------
    >>> acled_type("ASSAULT", "aerial")
    'Explosions/Remote violence: Air/drone strike'
    """
    code = event_code(event_type, event_mode)
    sub = code.sub_event if code else "Other"
    return f"{SUB_EVENTS[sub]}: {sub}"
