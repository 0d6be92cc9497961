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
    """PLOVER's types of events."""

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
    """The shape that stands for a kind of event on the map, with its line of the legend."""

    DIAMOND = "diamond", "fighting", "attacks, clashes, shelling, air strikes"
    OCTAGON = "octagon", "siege, blockade, cut road", "surrounded, besieged, a road or supply cut"
    TRIANGLE = "triangle", "movement, build-up", "forces move, gather, withdraw or arm"
    SQUARE = "square", "taking or losing control", "a place is taken, held, lost or given up"
    CIRCLE = "circle", "talks, statements", "talks, appeals, threats, accusations, agreements"
    CROSS = "cross", "flight, aid, harm to people", "people flee, are helped, held, hurt or killed"


@dataclass(frozen=True)
class EventCode:
    """One type and mode: what it is in plain words, its symbol, and its ACLED sub-event type.

    The row without a mode stands for the type itself, and for any mode that PLOVER lacks.
    """

    event_type: EventType
    mode: Mode
    words: str
    symbol: Symbol
    sub_event: str
    definition: str


_T, _M, _S = EventType, Mode, Symbol
_ROWS = (
    (_T.AGREE, _M.ANY, "agreement", _S.CIRCLE, "Agreement", "parties come to terms"),
    (_T.CONSULT, _M.ANY, "talks", _S.CIRCLE, "Other", "parties meet or talk"),
    (_T.CONSULT, _M.VISIT, "visit", _S.CIRCLE, "Other", "somebody travels to meet others"),
    (_T.SUPPORT, _M.ANY, "support", _S.CIRCLE, "Other", "somebody backs a side in words"),
    (_T.COOPERATE, _M.ANY, "cooperation", _S.CIRCLE, "Other", "parties act together"),
    (_T.COOPERATE, _M.MILITARY, "military cooperation", _S.CIRCLE, "Other",
     "forces ally or train together"),
    (_T.AID, _M.ANY, "aid", _S.CROSS, "Other", "help is given"),
    (_T.AID, _M.HUMANITARIAN, "relief", _S.CROSS, "Other", "people are fed, treated or rescued"),
    (_T.AID, _M.MILITARY, "military aid", _S.CROSS, "Other", "weapons are given to a side"),
    (_T.CONCEDE, _M.ANY, "concession", _S.CIRCLE, "Other", "a side gives way in words"),
    (_T.REQUEST, _M.ANY, "appeal", _S.CIRCLE, "Other", "somebody asks for something"),
    (_T.REQUEST, _M.ASSIST, "appeal", _S.CIRCLE, "Other", "somebody asks or demands to be helped"),
    (_T.ACCUSE, _M.ANY, "accusation", _S.CIRCLE, "Other", "somebody blames another"),
    (_T.ACCUSE, _M.ALLEGE, "accusation", _S.CIRCLE, "Other", "somebody blames or condemns"),
    (_T.REJECT, _M.ANY, "refusal", _S.CIRCLE, "Other", "somebody will not do what is asked"),
    (_T.REJECT, _M.ASSIST, "refusal", _S.CIRCLE, "Other", "a demand or an offer is turned down"),
    (_T.REJECT, _M.COLLAPSE, "breakdown of talks", _S.CIRCLE, "Other", "talks or a deal fail"),
    (_T.THREATEN, _M.ANY, "threat", _S.CIRCLE, "Other", "somebody threatens"),
    (_T.THREATEN, _M.VIOLENCE, "threat of violence", _S.CIRCLE, "Other",
     "somebody threatens to use force"),
    (_T.PROTEST, _M.ANY, "protest", _S.CIRCLE, "Peaceful protest", "people show that they object"),
    (_T.PROTEST, _M.DEMO, "demonstration", _S.CIRCLE, "Peaceful protest",
     "people march, rally or strike"),
    (_T.PROTEST, _M.RIOT, "riot", _S.CIRCLE, "Violent demonstration", "a crowd turns to violence"),
    (_T.SANCTION, _M.ANY, "sanction", _S.OCTAGON, "Other", "somebody is punished or shut out"),
    (_T.SANCTION, _M.DISCONTINUE, "sanction", _S.OCTAGON, "Other", "ties or supplies are cut"),
    (_T.SANCTION, _M.CONVICT, "conviction", _S.CROSS, "Other", "a court holds somebody guilty"),
    (_T.SANCTION, _M.EXPEL, "flight or expulsion", _S.CROSS, "Other",
     "people flee or are driven out"),
    (_T.MOBILIZE, _M.ANY, "build-up", _S.TRIANGLE, "Other", "forces are made ready"),
    (_T.MOBILIZE, _M.TROOPS, "troop movement", _S.TRIANGLE, "Change to group/activity",
     "soldiers move or gather"),
    (_T.MOBILIZE, _M.MILITIA, "gathering of fighters", _S.TRIANGLE, "Change to group/activity",
     "fighters outside the army gather or are called up"),
    (_T.MOBILIZE, _M.WEAPONS, "weapons brought up", _S.TRIANGLE,
     "Headquarters or base established", "weapons or defences are put in place"),
    (_T.RETREAT, _M.ANY, "withdrawal", _S.TRIANGLE, "Other", "a side draws back"),
    (_T.RETREAT, _M.WITHDRAW, "withdrawal", _S.TRIANGLE, "Non-violent transfer of territory",
     "forces leave a place or surrender"),
    (_T.RETREAT, _M.CEASEFIRE, "ceasefire", _S.CIRCLE, "Agreement", "sides stop fighting"),
    (_T.RETREAT, _M.RELEASE, "release", _S.CIRCLE, "Other", "people who were held go free"),
    (_T.RETREAT, _M.RETURN, "return", _S.TRIANGLE, "Other", "people go back to their homes"),
    (_T.RETREAT, _M.FLEE, "flight", _S.CROSS, "Other", "people flee"),
    (_T.COERCE, _M.ANY, "coercion", _S.CROSS, "Other", "people are forced to something"),
    (_T.COERCE, _M.SEIZE, "taking or holding control", _S.SQUARE,
     "Non-state actor overtakes territory", "a side takes or holds a place"),
    (_T.COERCE, _M.RESTRICT, "blocking a way", _S.OCTAGON, "Other",
     "a place is surrounded, or a way to it blocked"),
    (_T.COERCE, _M.BLOCKADE, "blockade", _S.OCTAGON, "Other", "nothing is let into a place"),
    (_T.COERCE, _M.SIEGE, "siege", _S.OCTAGON, "Other", "forces surround a place to make it yield"),
    (_T.COERCE, _M.WITHHOLD, "withholding goods", _S.OCTAGON, "Other",
     "food, aid or other supplies are held back"),
    (_T.COERCE, _M.SEIZE_PROPERTY, "taking property", _S.CROSS, "Looting/property destruction",
     "goods are looted, confiscated or destroyed"),
    (_T.COERCE, _M.ARREST, "arrest", _S.CROSS, "Arrests", "people are arrested or held"),
    (_T.COERCE, _M.ABDUCT, "abduction", _S.CROSS, "Abduction/forced disappearance",
     "people are abducted or taken hostage"),
    (_T.COERCE, _M.MARTIAL_LAW, "martial law", _S.CROSS, "Other",
     "a curfew or a state of emergency is imposed"),
    (_T.COERCE, _M.BAN, "ban", _S.CROSS, "Other", "something is forbidden or censored"),
    (_T.ASSAULT, _M.ANY, "attack", _S.DIAMOND, "Armed clash", "force is used"),
    (_T.ASSAULT, _M.FIREARMS, "fighting", _S.DIAMOND, "Armed clash", "sides fight or shoot"),
    (_T.ASSAULT, _M.HEAVY_WEAPONS, "shelling", _S.DIAMOND, "Shelling/artillery/missile attack",
     "artillery, rockets, missiles or tanks fire"),
    (_T.ASSAULT, _M.AERIAL, "air strike", _S.DIAMOND, "Air/drone strike",
     "aircraft or drones strike"),
    (_T.ASSAULT, _M.EXPLOSIVES, "bombing", _S.DIAMOND, "Remote explosive/landmine/IED",
     "a bomb, mine or grenade goes off"),
    (_T.ASSAULT, _M.SUICIDE_ATTACK, "suicide attack", _S.DIAMOND, "Suicide bomb",
     "an attacker dies by his own bomb"),
    (_T.ASSAULT, _M.UNCONVENTIONAL, "chemical attack", _S.DIAMOND, "Chemical weapon",
     "gas or another poison is used as a weapon"),
    (_T.ASSAULT, _M.KILL, "killing", _S.CROSS, "Attack", "people are killed or wounded"),
    (_T.ASSAULT, _M.ASSASSINATE, "assassination", _S.CROSS, "Attack",
     "a person is picked out and killed"),
    (_T.ASSAULT, _M.BEAT, "beating", _S.CROSS, "Attack", "people are beaten or tortured"),
    (_T.ASSAULT, _M.CLEANSING, "expulsion or massacre", _S.CROSS, "Attack",
     "a people is driven out or destroyed"),
    (_T.ASSAULT, _M.SEXUAL, "sexual violence", _S.CROSS, "Sexual violence",
     "people are raped or abused"),
    (_T.ASSAULT, _M.CROWD_CONTROL, "force against a crowd", _S.CROSS,
     "Excessive force against protesters", "a crowd is driven apart by gas, clubs or bullets"),
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
