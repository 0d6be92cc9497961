"""Crosswalk from PLOVER types and modes to ACLED's event and sub-event types."""

from collections.abc import Mapping

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

_MODES: Mapping[tuple[str, str], str] = {
    ("ASSAULT", "firearms"): "Armed clash",
    ("ASSAULT", "kill"): "Attack",
    ("ASSAULT", "assassinate"): "Attack",
    ("ASSAULT", "beat"): "Attack",
    ("ASSAULT", "cleansing"): "Attack",
    ("ASSAULT", "heavy-weapons"): "Shelling/artillery/missile attack",
    ("ASSAULT", "aerial"): "Air/drone strike",
    ("ASSAULT", "explosives"): "Remote explosive/landmine/IED",
    ("ASSAULT", "suicide-attack"): "Suicide bomb",
    ("ASSAULT", "sexual"): "Sexual violence",
    ("ASSAULT", "unconventional"): "Chemical weapon",
    ("ASSAULT", "crowd-control"): "Excessive force against protesters",
    ("COERCE", "seize"): "Non-state actor overtakes territory",
    ("COERCE", "seize-property"): "Looting/property destruction",
    ("COERCE", "arrest"): "Arrests",
    ("COERCE", "abduct"): "Abduction/forced disappearance",
    ("MOBILIZE", "troops"): "Change to group/activity",
    ("MOBILIZE", "militia"): "Change to group/activity",
    ("MOBILIZE", "weapons"): "Headquarters or base established",
    ("RETREAT", "withdraw"): "Non-violent transfer of territory",
    ("RETREAT", "ceasefire"): "Agreement",
    ("PROTEST", "demo"): "Peaceful protest",
    ("PROTEST", "riot"): "Violent demonstration",
    ("AGREE", ""): "Agreement",
}
_TYPES: Mapping[str, str] = {
    "ASSAULT": "Armed clash",
    "PROTEST": "Peaceful protest",
    "AGREE": "Agreement",
}


def acled_type(event_type: str, event_mode: str = "") -> str:
    """ACLED's event type and sub-event type for a PLOVER type and mode, joined by a slash.

    Examples
    --------
    >>> acled_type("ASSAULT", "aerial")
    'Explosions/Remote violence: Air/drone strike'
    """
    sub = _MODES.get((event_type, event_mode)) or _TYPES.get(event_type, "Other")
    return f"{SUB_EVENTS[sub]}: {sub}"
