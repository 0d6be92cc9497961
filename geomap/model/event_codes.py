"""What may be reported to have happened: PLOVER's types and modes, each with words and a symbol.

PLOVER (Political Language Ontology for Verifiable Event Records) has 16 types, most of them with
modes. `EVENT_CODES` is the only place that says what a code means to a reader, which symbol the
map draws for it, and what ACLED calls it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from geomap.model.entry import Entry


class EventType(StrEnum):
    """PLOVER's types of events, and OTHER for an act that none fits or whose type is not clear."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    COOPERATE = "COOPERATE"
    AID = "AID"
    CONCEDE = "CONCEDE"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    RETREAT = "RETREAT"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    OTHER = "OTHER"

    @property
    def is_spoken(self) -> bool:
        """Whether the act is done by words alone, such as a threat or a promise."""
        return self in _SPOKEN


_SPOKEN = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE"})


class Mode(StrEnum):
    """How an event of some type came about; `EVENT_CODES` says which type has which modes."""

    ANY = ""
    ABDUCT = "abduct"
    AERIAL = "aerial"
    ALLEGE = "allege"
    ARREST = "arrest"
    ASSASSINATE = "assassinate"
    ASSIST = "assist"
    BAN = "ban"
    BEAT = "beat"
    BLOCKADE = "blockade"
    CEASEFIRE = "ceasefire"
    CLEANSING = "cleansing"
    COLLAPSE = "collapse"
    CONVICT = "convict"
    CROWD_CONTROL = "crowd-control"
    DEMO = "demo"
    DISCONTINUE = "discontinue"
    EXPEL = "expel"
    EXPLOSIVES = "explosives"
    FIREARMS = "firearms"
    FLEE = "flee"
    HEAVY_WEAPONS = "heavy-weapons"
    HUMANITARIAN = "humanitarian"
    KILL = "kill"
    MARTIAL_LAW = "martial-law"
    MILITARY = "military"
    MILITIA = "militia"
    RELEASE = "release"
    RESTRICT = "restrict"
    RETURN = "return"
    RIOT = "riot"
    SEIZE = "seize"
    SEIZE_PROPERTY = "seize-property"
    SEXUAL = "sexual"
    SIEGE = "siege"
    SUICIDE_ATTACK = "suicide-attack"
    TROOPS = "troops"
    UNCONVENTIONAL = "unconventional"
    VIOLENCE = "violence"
    VISIT = "visit"
    WEAPONS = "weapons"
    WITHDRAW = "withdraw"
    WITHHOLD = "withhold"


class Symbol(Entry):
    """The shape that stands for a kind of event on the map, with its line of the legend.

    Each row: the word, its label, its definition, the colour where colours say what happened, and
    the icon of Google Earth that is most like it.
    """

    colour: str
    icon: str

    def __init__(self, word: str, label: str = "", definition: str = "", *drawing: str) -> None:
        super().__init__(word, label, definition)
        self.colour, self.icon = drawing

    # fmt: off
    DIAMOND = ("diamond", "fighting", "attacks, clashes, shelling, air strikes",
               "#D55E00", "polygon")
    OCTAGON = ("octagon", "siege, blockade, cut road", "surrounded, besieged, a road or supply cut",
               "#8B4A9C", "donut")
    TRIANGLE = ("triangle", "movement, build-up", "forces move, gather, withdraw or arm",
                "#0072B2", "triangle")
    SQUARE = ("square", "taking or losing control", "a place is taken, held, lost or given up",
              "#00805C", "placemark_square")
    CIRCLE = ("circle", "talks, statements, other",
              "talks, appeals, threats, agreements, other acts", "#777777", "placemark_circle")
    CROSS = ("cross", "flight, aid, harm to people",
             "people flee, are helped, held, hurt or killed", "#B37400", "cross-hairs")
    # fmt: on


@dataclass(frozen=True)
class EventCode:
    """One type and mode: what it is in plain words, its symbol, and its ACLED sub-event type.

    The row without a mode stands for the type itself, and for any mode that PLOVER lacks.
    """

    event_type: EventType
    mode: Mode
    words: str
    symbol: Symbol
    definition: str
    sub_event: str = "Other"


_T, _M = EventType, Mode
_DIAMOND, _OCTAGON, _TRIANGLE, _SQUARE, _CIRCLE, _CROSS = Symbol
_ROWS = (
    (_T.AGREE, _M.ANY, "agreement", _CIRCLE, "parties come to terms", "Agreement"),
    (_T.CONSULT, _M.ANY, "talks", _CIRCLE, "parties meet or talk"),
    (_T.CONSULT, _M.VISIT, "visit", _CIRCLE, "somebody travels to meet others"),
    (_T.SUPPORT, _M.ANY, "support", _CIRCLE, "somebody backs a side in words"),
    (_T.COOPERATE, _M.ANY, "cooperation", _CIRCLE, "parties act together"),
    (_T.COOPERATE, _M.MILITARY, "military cooperation", _CIRCLE, "forces ally or train together"),
    (_T.AID, _M.ANY, "aid", _CROSS, "help is given"),
    (_T.AID, _M.HUMANITARIAN, "relief", _CROSS, "people are fed, treated or rescued"),
    (_T.AID, _M.MILITARY, "military aid", _CROSS, "weapons are given to a side"),
    (_T.CONCEDE, _M.ANY, "concession", _CIRCLE, "a side gives way in words"),
    (_T.REQUEST, _M.ANY, "appeal", _CIRCLE, "somebody asks for something"),
    (_T.REQUEST, _M.ASSIST, "appeal", _CIRCLE, "somebody asks or demands to be helped"),
    (_T.ACCUSE, _M.ANY, "accusation", _CIRCLE, "somebody blames another"),
    (_T.ACCUSE, _M.ALLEGE, "accusation", _CIRCLE, "somebody blames or condemns"),
    (_T.REJECT, _M.ANY, "refusal", _CIRCLE, "somebody will not do what is asked"),
    (_T.REJECT, _M.ASSIST, "refusal", _CIRCLE, "a demand or an offer is turned down"),
    (_T.REJECT, _M.COLLAPSE, "breakdown of talks", _CIRCLE, "talks or a deal fail"),
    (_T.THREATEN, _M.ANY, "threat", _CIRCLE, "somebody threatens"),
    (_T.THREATEN, _M.VIOLENCE, "threat of violence", _CIRCLE, "somebody threatens to use force"),
    (_T.PROTEST, _M.ANY, "protest", _CIRCLE, "people show that they object", "Peaceful protest"),
    (_T.PROTEST, _M.DEMO, "demonstration", _CIRCLE, "people march, rally or strike",
     "Peaceful protest"),
    (_T.PROTEST, _M.RIOT, "riot", _CIRCLE, "a crowd turns to violence", "Violent demonstration"),
    (_T.SANCTION, _M.ANY, "sanction", _OCTAGON, "somebody is punished or shut out"),
    (_T.SANCTION, _M.DISCONTINUE, "sanction", _OCTAGON, "ties or supplies are cut"),
    (_T.SANCTION, _M.CONVICT, "conviction", _CROSS, "a court holds somebody guilty"),
    (_T.SANCTION, _M.EXPEL, "flight or expulsion", _CROSS, "people flee or are driven out"),
    (_T.MOBILIZE, _M.ANY, "build-up", _TRIANGLE, "forces are made ready"),
    (_T.MOBILIZE, _M.TROOPS, "troop movement", _TRIANGLE, "soldiers move or gather",
     "Change to group/activity"),
    (_T.MOBILIZE, _M.MILITIA, "gathering of fighters", _TRIANGLE,
     "fighters outside the army gather or are called up", "Change to group/activity"),
    (_T.MOBILIZE, _M.WEAPONS, "weapons brought up", _TRIANGLE,
     "weapons or defences are put in place", "Headquarters or base established"),
    (_T.RETREAT, _M.ANY, "withdrawal", _TRIANGLE, "a side draws back"),
    (_T.RETREAT, _M.WITHDRAW, "withdrawal", _TRIANGLE, "forces leave a place or surrender",
     "Non-violent transfer of territory"),
    (_T.RETREAT, _M.CEASEFIRE, "ceasefire", _CIRCLE, "sides stop fighting", "Agreement"),
    (_T.RETREAT, _M.RELEASE, "release", _CIRCLE, "people who were held go free"),
    (_T.RETREAT, _M.RETURN, "return", _TRIANGLE, "people go back to their homes"),
    (_T.RETREAT, _M.FLEE, "flight", _CROSS, "people flee"),
    (_T.COERCE, _M.ANY, "coercion", _CROSS, "people are forced to something"),
    (_T.COERCE, _M.SEIZE, "taking or holding control", _SQUARE, "a side takes or holds a place",
     "Non-state actor overtakes territory"),
    (_T.COERCE, _M.RESTRICT, "blocking a way", _OCTAGON,
     "a place is surrounded, or a way to it blocked"),
    (_T.COERCE, _M.BLOCKADE, "blockade", _OCTAGON, "nothing is let into a place"),
    (_T.COERCE, _M.SIEGE, "siege", _OCTAGON, "forces surround a place to make it yield"),
    (_T.COERCE, _M.WITHHOLD, "withholding goods", _OCTAGON,
     "food, aid or other supplies are held back"),
    (_T.COERCE, _M.SEIZE_PROPERTY, "taking property", _CROSS,
     "goods are looted, confiscated or destroyed", "Looting/property destruction"),
    (_T.COERCE, _M.ARREST, "arrest", _CROSS, "people are arrested or held", "Arrests"),
    (_T.COERCE, _M.ABDUCT, "abduction", _CROSS, "people are abducted or taken hostage",
     "Abduction/forced disappearance"),
    (_T.COERCE, _M.MARTIAL_LAW, "martial law", _CROSS,
     "a curfew or a state of emergency is imposed"),
    (_T.COERCE, _M.BAN, "ban", _CROSS, "something is forbidden or censored"),
    (_T.ASSAULT, _M.ANY, "attack", _DIAMOND, "force is used", "Armed clash"),
    (_T.ASSAULT, _M.FIREARMS, "fighting", _DIAMOND, "sides fight or shoot", "Armed clash"),
    (_T.ASSAULT, _M.HEAVY_WEAPONS, "shelling", _DIAMOND,
     "artillery, rockets, missiles or tanks fire", "Shelling/artillery/missile attack"),
    (_T.ASSAULT, _M.AERIAL, "air strike", _DIAMOND, "aircraft or drones strike", "Air/drone strike",
     ),
    (_T.ASSAULT, _M.EXPLOSIVES, "bombing", _DIAMOND, "a bomb, mine or grenade goes off",
     "Remote explosive/landmine/IED"),
    (_T.ASSAULT, _M.SUICIDE_ATTACK, "suicide attack", _DIAMOND, "an attacker dies by his own bomb",
     "Suicide bomb"),
    (_T.ASSAULT, _M.UNCONVENTIONAL, "chemical attack", _DIAMOND,
     "gas or another poison is used as a weapon", "Chemical weapon"),
    (_T.ASSAULT, _M.KILL, "killing", _CROSS, "people are killed or wounded", "Attack"),
    (_T.ASSAULT, _M.ASSASSINATE, "assassination", _CROSS, "a person is picked out and killed",
     "Attack"),
    (_T.ASSAULT, _M.BEAT, "beating", _CROSS, "people are beaten or tortured", "Attack"),
    (_T.ASSAULT, _M.CLEANSING, "expulsion or massacre", _CROSS,
     "a people is driven out or destroyed", "Attack"),
    (_T.ASSAULT, _M.SEXUAL, "sexual violence", _CROSS, "people are raped or abused",
     "Sexual violence"),
    (_T.ASSAULT, _M.CROWD_CONTROL, "force against a crowd", _CROSS,
     "a crowd is driven apart by gas, clubs or bullets", "Excessive force against protesters"),
    (_T.OTHER, _M.ANY, "other act", _CIRCLE, "an act of no other kind, or whose kind is not clear"),
)  # fmt: skip
EVENT_CODES: Mapping[tuple[str, str], EventCode] = {row[:2]: EventCode(*row) for row in _ROWS}
"""Every type and mode with its definition, by both; a type itself under the mode ""."""


def event_code(event_type: str, mode: str = "") -> EventCode | None:
    """The code of a type and mode in any case; the type's own for a mode unknown to PLOVER.

    Returns
    -------
    EventCode or None
        None where the type is not PLOVER's, as in files of a user's own.

    Examples
    --------
    >>> event_code("ASSAULT", "heavy-weapons").words, event_code("assault", "with-clubs").words
    ('shelling', 'attack')
    """
    kind = event_type.upper().strip()
    return EVENT_CODES.get((kind, mode.lower().strip())) or EVENT_CODES.get((kind, ""))
