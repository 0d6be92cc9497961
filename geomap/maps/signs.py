"""The eleven signs of a claimed encirclement, which of them a claim has, and its few words."""

from geomap.encirclement import phase_said
from geomap.model import Degree, Entry, Phase, Position, Side, Siege, WayOut


class Sign(Entry):
    """The sign of a claimed encirclement: the word, its label, and how a reader knows it."""

    # fmt: off
    SIDES = ("sides", "sides said, no place named",
             "solid where it is said to be held; hollow teeth: no place is named that bears it out")
    COUNT = ("count", "so many sides, which is not said",
             "dashes all round, a ? on each side: the ring makes no arc out of a guess")
    PLACES = ("places", "places named on the sides said",
              "filled teeth: a named place lies there; arrows say which and how far")
    COMPLETE = ("complete", "on all sides", "a closed double ring with teeth all round")
    NEARLY = ("nearly", "all but complete",
              "a ring with a gap: the way out, or a ? where it is not said which")
    UNSAID = ("unsaid", "surrounded, sides not said", "short strokes far apart, one large ?")
    ATTEMPTED = ("attempted", "attempted or just begun", "arrows press in on a ring of fine dots")
    FEARED = ("feared", "feared, threatened, not yet", "heavy dots: it has not come to be")
    DENIED = ("denied", "denied", "a hollow ring, struck through")
    BROKEN = ("broken", "broken open",
              "two halves apart, and an arrow out of the break, or a ? where no way is told")
    LIFTED = ("lifted", "lifted, or long ago", "a pale band without teeth: it is over")
    # fmt: on

    @property
    def stands(self) -> bool:
        """Whether the claim says that somebody surrounds the place, or may come to."""
        return self not in {Sign.DENIED, Sign.BROKEN, Sign.LIFTED}


class Beside(Entry):
    """What stands on a ring beside its sides: the kind of mark, its label, and what it means."""

    OUT = ("out", "a way out, said to be open", "an arrow out, with the place that it leads to")
    CUT = ("cut", "a way, said to be cut", "a line out with two bars across it")
    WAVE = ("wave", "lake, sea, river or border", "a wavy line: the side is closed by it")
    FAINT = ("faint", "nobody speaks of it", "fine dots: neither held nor said to be open")


_BY_PHASE = {
    Phase.NEARLY: Sign.NEARLY,
    Phase.WAS: Sign.LIFTED,
    Phase.LIFTED: Sign.LIFTED,
    Phase.BROKEN: Sign.BROKEN,
    Phase.DENIED: Sign.DENIED,
    Phase.BEGAN: Sign.ATTEMPTED,
    Phase.ATTEMPTED: Sign.ATTEMPTED,
    Phase.THREATENED: Sign.FEARED,
    Phase.FEARED: Sign.FEARED,
    Phase.CONDITIONAL: Sign.FEARED,
    Phase.NOT_YET: Sign.FEARED,
}


def sign_of(siege: Siege) -> Sign:
    """The sign of a claim: by how far it has come, then by how much it tells."""
    if siege.phase in _BY_PHASE:
        return _BY_PHASE[siege.phase]
    if siege.degree is Degree.NEARLY:
        return Sign.NEARLY
    if siege.all_round:
        return Sign.COMPLETE
    if any(one.fits for one in siege.positions):
        return Sign.PLACES
    if siege.held and len(siege.held) >= siege.count:
        return Sign.SIDES
    return Sign.COUNT if siege.count else Sign.UNSAID


def note_of(siege: Siege) -> str:
    """The few words on a ring, so that it can be read without the key."""
    sign = sign_of(siege)
    if sign in {Sign.SIDES, Sign.PLACES, Sign.COUNT}:
        return f"{siege.count} of {Siege.ALL_SIDES} sides" if len(siege.held) < siege.count else ""
    return {
        Sign.COMPLETE: "all sides",
        Sign.NEARLY: "almost",
        Sign.UNSAID: siege.degree.label if siege.degree is Degree.PARTLY else "sides not said",
    }.get(sign, phase_said(siege))


_NORTH, _EAST, _SOUTH = (
    Side(way=way, bearing_deg=at) for way, at in (("north", 0.0), ("east", 90.0), ("south", 180.0))
)
_THERE = tuple(
    Position(name="", side=side.way, bearing_deg=side.bearing_deg, fits=True)
    for side in (_NORTH, _EAST, _SOUTH)
)
_NORTH_EAST = WayOut(is_open=True, bearing_deg=45.0)
EXAMPLES = {
    Sign.SIDES: Siege(target="", sides=(_NORTH, _EAST, _SOUTH)),
    Sign.COUNT: Siege(target="", count=3),
    Sign.PLACES: Siege(target="", sides=(_NORTH, _EAST, _SOUTH), positions=_THERE),
    Sign.COMPLETE: Siege(target="", degree=Degree.COMPLETE),
    Sign.NEARLY: Siege(target="", degree=Degree.NEARLY),
    Sign.UNSAID: Siege(target=""),
    Sign.ATTEMPTED: Siege(target="", phase=Phase.ATTEMPTED),
    Sign.FEARED: Siege(target="", phase=Phase.FEARED),
    Sign.DENIED: Siege(target="", phase=Phase.DENIED),
    Sign.BROKEN: Siege(target="", phase=Phase.BROKEN, ways=(_NORTH_EAST,)),
    Sign.LIFTED: Siege(target="", phase=Phase.LIFTED),
}
"""The plainest claim of each sign, for the key."""
