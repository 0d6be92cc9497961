"""The map's encoding: fill pattern = status, outline = precision, shape = type, colour = side.

The tables here are the only place where it is written down; the browser part, the still pictures
and the legend all read them.
"""

from dataclasses import dataclass

from geomap.model import Status, event_code

SIDE_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")
NO_SIDE_COLOUR = "#666666"
NO_SIDE = "no side named"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the legend: a key, the word a reader sees, and its definition."""

    key: str
    label: str
    definition: str
    pattern: str = ""
    shown: bool = True


STATUSES: tuple[Entry, ...] = (
    Entry(
        key=Status.OBSERVED,
        label="observed",
        pattern="solid",
        definition="the reporter saw it, or a picture or record shows it",
    ),
    Entry(
        key=Status.ASSERTED,
        label="asserted",
        pattern="solid",
        definition="the report states it in its own voice",
    ),
    Entry(
        key=Status.CLAIMED,
        label="claimed",
        pattern="hatch",
        definition="a named party says so; nobody else confirms it",
    ),
    Entry(
        key=Status.CONTESTED,
        label="contested",
        pattern="cross",
        definition="sources disagree; both sides are named",
    ),
    Entry(
        key=Status.DENIED,
        label="denied",
        pattern="struck",
        definition="a named party says that it is not so",
    ),
    Entry(
        key=Status.REPORTED,
        label="reported, unverified",
        pattern="dots",
        definition="passed on without naming who says so",
    ),
    Entry(
        key=Status.CONDITIONAL,
        label="conditional",
        pattern="outline",
        shown=False,
        definition="a plan, threat, fear or condition; it has not happened",
    ),
    Entry(
        key=Status.HISTORICAL,
        label="historical",
        pattern="outline",
        shown=False,
        definition="background from before the story",
    ),
    Entry(
        key=Status.NEGATED,
        label="negated",
        pattern="outline",
        shown=False,
        definition="the text itself says that it did not happen",
    ),
)

SHAPES: tuple[Entry, ...] = (
    Entry(key="diamond", label="fighting", definition="attacks, clashes, shelling, air strikes"),
    Entry(
        key="octagon",
        label="siege, blockade, cut road",
        definition="surrounded, besieged, a road or supply cut",
    ),
    Entry(
        key="triangle",
        label="movement, build-up",
        definition="forces move, gather, withdraw or arm",
    ),
    Entry(
        key="square",
        label="taking or losing control",
        definition="a place is taken, held, lost or given up",
    ),
    Entry(
        key="circle",
        label="talks, statements",
        definition="talks, appeals, threats, accusations, agreements",
    ),
    Entry(
        key="cross",
        label="flight, aid, harm to people",
        definition="people flee, are helped, held, hurt or killed",
    ),
)

PRECISIONS: tuple[Entry, ...] = (
    Entry(key="full", label="up to 5 km", definition="full outline: a settlement or nearer"),
    Entry(
        key="dashed", label="up to 25 km", definition="dashed outline: near a place or a district"
    ),
    Entry(
        key="dotted",
        label="beyond 25 km",
        definition="dotted outline, with the radius drawn to scale on selection",
    ),
    Entry(
        key="area",
        label="area only",
        definition="the area is outlined and its events stand in a box; no point is meant",
    ),
)


def shape(event_type: str, event_mode: str = "") -> str:
    """The shape of an event's symbol, from its PLOVER type and mode; a circle for an unknown type.

    Examples
    --------
    >>> shape("ASSAULT", "aerial"), shape("COERCE", "seize"), shape("CONSULT")
    ('diamond', 'square', 'circle')
    """
    code = event_code(event_type, event_mode)
    return str(code.symbol) if code else "circle"


def outline(uncertainty_m: float, *, area: bool = False) -> str:
    """The outline of a symbol, from how well its place is known.

    Examples
    --------
    >>> outline(1_000.0), outline(20_000.0), outline(80_000.0), outline(1.0, area=True)
    ('full', 'dashed', 'dotted', 'area')
    """
    if area:
        return "area"
    if uncertainty_m <= 5_000:
        return "full"
    return "dashed" if uncertainty_m <= 25_000 else "dotted"


_WORDS = {
    "AGREE": "agreement", "CONSULT": "talks", "SUPPORT": "support", "COOPERATE": "cooperation",
    "CONCEDE": "concession", "YIELD": "concession", "AID": "aid", "RETREAT": "withdrawal",
    "REQUEST": "appeal", "ACCUSE": "accusation", "REJECT": "refusal", "THREATEN": "threat",
    "PROTEST": "protest", "SANCTION": "sanction", "MOBILIZE": "build-up", "COERCE": "coercion",
    "ASSAULT": "attack",
}  # fmt: skip
_MODE_WORDS = {
    ("COERCE", "seize"): "taking or holding control", ("COERCE", "restrict"): "blocking a way",
    ("COERCE", "blockade"): "blockade", ("COERCE", "siege"): "siege",
    ("COERCE", "withhold"): "withholding goods", ("COERCE", "seize-property"): "taking property",
    ("COERCE", "arrest"): "arrest", ("COERCE", "abduct"): "abduction",
    ("COERCE", "martial-law"): "martial law", ("COERCE", "ban"): "ban",
    ("ASSAULT", "firearms"): "fighting", ("ASSAULT", "kill"): "killing",
    ("ASSAULT", "assassinate"): "assassination", ("ASSAULT", "heavy-weapons"): "shelling",
    ("ASSAULT", "aerial"): "air strike", ("ASSAULT", "explosives"): "bombing",
    ("ASSAULT", "beat"): "beating", ("ASSAULT", "cleansing"): "expulsion or massacre",
    ("ASSAULT", "sexual"): "sexual violence", ("ASSAULT", "suicide-attack"): "suicide attack",
    ("MOBILIZE", "troops"): "troop movement", ("MOBILIZE", "militia"): "gathering of fighters",
    ("MOBILIZE", "weapons"): "weapons brought up", ("RETREAT", "flee"): "flight",
    ("RETREAT", "ceasefire"): "ceasefire", ("RETREAT", "release"): "release",
    ("RETREAT", "expel"): "expulsion", ("RETREAT", "withdraw"): "withdrawal",
    ("AID", "humanitarian"): "relief", ("AID", "military"): "military aid",
    ("PROTEST", "demo"): "demonstration", ("PROTEST", "riot"): "riot",
    ("CONSULT", "visit"): "visit",
}  # fmt: skip


def words(event_type: str, event_mode: str = "") -> str:
    """What happened in plain words, from an event's PLOVER type and mode.

    Examples
    --------
    >>> words("COERCE", "seize"), words("ACCUSE", "allege"), words("OTHER", "")
    ('taking or holding control', 'accusation (allege)', 'other')
    """
    kind, mode = event_type.upper().strip(), event_mode.lower().strip()
    if (kind, mode) in _MODE_WORDS:
        return _MODE_WORDS[kind, mode]
    plain = _WORDS.get(kind, event_type.lower())
    return f"{plain} ({event_mode})" if mode else plain
