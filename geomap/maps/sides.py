"""Who stands on which side: the parties that do most in a set of events, in a fixed order."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import overload

from geomap.maps import parties
from geomap.maps.encoding import SIDE_COLOURS
from geomap.maps.parties import Parties
from geomap.model import EventType, Tables

_SPOKEN = [str(kind) for kind in EventType if kind.is_spoken or kind is EventType.CONSULT]


@dataclass(frozen=True)
class Sides(Sequence[str]):
    """Names of the sides, most active first, and the ways in which each is named."""

    names: tuple[str, ...] = ()
    parties: Parties = field(default_factory=Parties)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[str, ...]: ...
    def __getitem__(self, at: int | slice) -> str | tuple[str, ...]:
        return self.names[at]

    def __len__(self) -> int:
        return len(self.names)

    def of(self, actors: str) -> int:
        """Position of the first party in a cell of actors; -1 where it is no side."""
        name = self.parties.first(actors)
        folded = [parties.folded(side) for side in self.names]
        key = parties.folded(name)
        return folded.index(key) if key in folded else -1


def of(atlas: Tables) -> Sides:
    """The sides of an atlas, by who acts, or is acted on if it has another name in a table.

    Words alone (threats, appeals, talks) make no side.
    """
    known = parties.of(atlas)
    done = ~atlas.events["event_type"].isin(_SPOKEN)
    cells = atlas.events[["actor", "recipient"]]
    cells = cells[done] if done.any() else cells
    names = frozenset(known.known.values())
    acting, suffering = (Counter(cells[name].astype(str)) for name in ("actor", "recipient"))
    acting.update({cell: n for cell, n in suffering.items() if known.first(cell) in names})
    return rank(acting, known)


def rank(
    actors: Iterable[str] | Mapping[str, int],
    known: Parties | None = None,
    *,
    limit: int = len(SIDE_COLOURS),
) -> Sides:
    """The parties that lead most events, most frequent first; ties in alphabetical order.

    `actors` are cells of actors, or how often each is there. A party that is named once only is no
    side, unless fewer than two are named more often.
    """
    named = known or Parties()
    counts: Counter[str] = Counter()
    for cell, n in Counter(actors).items():
        if name := named.first(cell):
            counts[name] += n
    merged = _merged(counts)
    ranked = sorted(merged.items(), key=lambda item: (-item[1], item[0]))
    often = [item for item in ranked if item[1] > 1]
    chosen = often if len(often) >= 2 else ranked[:2]
    return Sides(tuple(name for name, _ in chosen[:limit]), named)


def _merged(counts: Counter[str]) -> Counter[str]:
    """Counts by the most frequent spelling of each name."""
    ordered = sorted(counts.items(), key=lambda item: (item[1], item[0][:1].isupper(), item[0]))
    written = {parties.folded(name): name for name, _ in ordered}
    merged: Counter[str] = Counter()
    for name, n in counts.items():
        merged[written[parties.folded(name)]] += n
    return merged
