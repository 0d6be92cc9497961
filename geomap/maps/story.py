"""The story of an atlas: a headline, and a standfirst of clauses that each have a source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from geomap.display import one_line
from geomap.maps import wording
from geomap.maps.encoding import shape
from geomap.maps.sides import Sides
from geomap.model import EventType, GeoPrecision, Harm, Mode, Role, Status, Symbol, Tables

MOST_CLAUSES = 4
_MANY, _TOLD_SHARE, _SAME_PLACE = 200, 0.05, 1.0
_WEIGHTS = {Symbol.SQUARE: 3.0, Symbol.OCTAGON: 2.5, Symbol.DIAMOND: 2.0, Symbol.CROSS: 1.5}
_STATUS = {Status.CONTESTED: 1.5, Status.CLAIMED: 1.0, Status.DENIED: 1.0, Status.OBSERVED: 0.5}
_MONTH = pd.Timedelta(days=31)
_AGAINST = (Status.DENIED, Status.NEGATED)


@dataclass(frozen=True, kw_only=True)
class Clause:
    """What one voice says of one event, in words, with its day and the event's id."""

    text: str
    day: pd.Timestamp | None
    event_id: str
    after: str = ""
    """The words that do right after another clause of the same event; "" for the same words."""


def headline(atlas: Tables, order: Sides, lands: Sequence[str] = ()) -> str:
    """The headline: what weighs most in the atlas, and who says so.

    Parameters
    ----------
    atlas
        The tables.
    order
        Its sides.
    lands
        Countries in which most events lie, for an atlas of many events that nobody vouches for.
    """
    events = atlas.events
    if _is_unvouched(events):
        return _of_many(events, lands)
    weights = _weights(atlas)
    if not weights.any():
        return "Reports that name no place" if events["place"].eq("").all() else _of_many(events)
    lead = _ranked(events, weights)[0]
    return _capital(Teller(atlas, order).headline(lead))


def standfirst(atlas: Tables, order: Sides) -> list[Clause]:
    """At most four clauses in the order of their days: the headline's event, then other ones."""
    events = atlas.events
    if _is_unvouched(events):
        return []
    weights = _weights(atlas)
    teller, found, seen = Teller(atlas, order), list[Clause](), set[str]()
    for key in _ranked(events, weights)[: 3 * MOST_CLAUSES]:
        if (deed := teller.deed(key)) not in seen:
            found += teller.clauses(key)
        seen.add(deed)
    far = pd.Timestamp.max
    kept = sorted(found[:MOST_CLAUSES], key=lambda one: far if one.day is None else one.day)
    before = ["", *(one.event_id for one in kept)]
    return [
        replace(one, text=one.after) if one.after and one.event_id == last else one
        for one, last in zip(kept, before, strict=False)
    ]


def _is_unvouched(events: Any) -> bool:
    """Whether events are many and nearly nobody vouches for one."""
    told = events["status"].isin([*_STATUS]).mean()
    return len(events) > _MANY and bool(told < _TOLD_SHARE)


def _weights(atlas: Tables) -> "pd.Series[float]":
    """How much each event weighs; 0 where it has no place or the map hides it at first."""
    events, told = atlas.events, atlas.statements[atlas.statements["said_by"] != ""]
    voices = told.groupby("event_id")["said_by"].nunique().reindex(events.index, fill_value=0)
    shapes = [
        Symbol(shape(*pair)) for pair in zip(events.event_type, events.event_mode, strict=True)
    ]
    dead = events["killed_least"].fillna(events["killed_most"]).astype(float).fillna(0)
    other = (events["event_type"] == EventType.OTHER).to_numpy()
    base = np.array([_WEIGHTS.get(one, 0.5) for one in shapes]) + np.log10(1 + dead.clip(lower=0))
    said = np.array([_STATUS.get(status, 0.0) for status in events["status"]])
    wide = [GeoPrecision.of(str(known)) is GeoPrecision.COUNTRY for known in events.geo_precision]
    shown = events["status"].isin([one for one in Status if one.shown])
    sure = events["probability"].fillna(1.0)
    keep = (events["place"] != "") & shown
    weight = base + said + np.minimum(voices, 3) * 0.75
    fit = sure * keep * np.where(other, 0.2, 1.0) * np.where(wide, 0.2, 1.0)
    found: pd.Series[float] = weight * fit
    return found


def _ranked(events: Any, weights: "pd.Series[float]") -> list[str]:
    """The event that weighs most at the place that weighs most, then the others; ties by id.

    One more at that place counts as much as a claim of it does.
    """
    places = weights.groupby(events["place"]).sum()
    top = min(places.index, key=lambda name: (-places[name], name), default="")
    there = weights + (events["place"] == top) * _SAME_PLACE
    found = sorted((key for key in events.index if weights[key] > 0), key=lambda k: (-there[k], k))
    first = [key for key in found if events.at[key, "place"] == top][:1]
    return [*first, *(key for key in found if key not in first)]


def _of_many(events: Any, lands: Sequence[str] = ()) -> str:
    """Events that nobody vouches for: how many, where, in which years."""
    years = pd.concat([events["when_start"], events["when_end"]]).dropna().dt.year
    span = sorted({int(years.min()), int(years.max())}) if len(years) else []
    where = " and ".join(filter(None, (", ".join(lands[:-1]), *lands[-1:])))
    named = f" in {where}" if where else ""
    return f"{len(events):,} events{named}" + (f", {'–'.join(map(str, span))}" if span else "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _gives_toll(row: Any) -> bool:
    """Whether a row of statements says how many came to harm."""
    ends = (f"{harm}_{end}" for harm in Harm for end in ("least", "most"))
    return any(pd.notna(getattr(row, end)) for end in ends)


class Teller:
    """What the statements of an atlas say of its events, in words.

    Methods take the id of an event, and mean all events of the same deed at the same place.
    """

    def __init__(self, atlas: Tables, order: Sides):
        self.atlas, self.order = atlas, order
        self.deeds = wording.deeds(atlas)
        taken = atlas.events["event_mode"] == Mode.SEIZE
        by = atlas.events["actor"].map(self._party).where(taken, "")  # two take a place by turns
        self.acts = self.deeds + "\t" + atlas.events["place"] + "\t" + by
        self.rows = atlas.statements.groupby(
            atlas.statements["event_id"].map(self.acts), sort=False
        ).indices
        said = sorted({*atlas.statements["said_by"], *atlas.statements["actor"]})
        self.acronyms = {self._party(name): name for name in said if name.isupper()}
        peoples = atlas.mentions[atlas.mentions["role"] == Role.NATIONALITY]
        self.lands = dict(zip(peoples["text"], peoples["name"], strict=True))

    def deed(self, key: str) -> str:
        """What happened where, with its toll."""
        return self._what(key, doer=False)

    def headline(self, key: str) -> str:
        """The event, who claims it and who denies it, as a headline."""
        event, what = self.atlas.events.loc[key], self._what(key)
        says, denies = self._voices(key)
        if self._own(says, event):
            told = f"{self._says(says, 'claim')} {self._what(key, doer=False)}"
        elif event["status"] == Status.CONTESTED and says:
            told = f"{what}{';' if ':' in what else ':'} {self._says(says, 'say')} so"
        else:
            told = f"{what}, {self._says(says, 'say')}" if says else what
        if denies:
            told += f"{',' if told.endswith(' so') else ';'} {self._says(denies, 'den')} it"
        return told

    def sentence(self, key: str) -> str:
        """The event in plain words, with who says it first."""
        says, _ = self._voices(key)
        who = self._short(says)
        return _capital(self._what(key)) + (f", {_verb(who, 'say')} {who}" if says else "")

    def clauses(self, key: str) -> Iterator[Clause]:
        """The first who says it and the first who denies it."""
        done = set()
        for row in self._statements(key):
            against = row.status in _AGAINST or row.polarity != "affirmed"
            if against in done or not (row.said_by or not against):
                continue
            done.add(against)
            text = self._denial(row, self._what(key)) if against else self._saying(row, key)
            after = _capital(self._denial(row, "it")) if against else ""
            yield Clause(text=_capital(text), day=self._day(row), event_id=key, after=after)

    def _saying(self, row: Any, key: str) -> str:
        who = row.said_by
        if not who:
            source = self._source(row)
            return f"{source} reports {self._what(key)}" if source else self._what(key)
        if self._own(who, self.atlas.events.loc[key]):
            return f"{self._says(who, 'claim')} {self._what(key, doer=False)}"
        return f"{self._what(key)}, {_verb(self._short(who), 'say')} {self._short(who)}"

    def _denial(self, row: Any, what: str) -> str:
        return f"{self._says(row.said_by, 'den')} {what}"

    def _statements(self, key: str) -> list[Any]:
        """What is said of the same deed at the same place: of its days first, tolls, days, names.

        Whoever gives the toll comes first, because the headline states the toll in their name.
        """
        frame = self.atlas.statements.iloc[self.rows.get(self.acts[key], [])]
        rows = list(frame.itertuples())
        claimed = (Status.CLAIMED, *_AGAINST)
        return sorted(
            rows,
            key=lambda r: (
                self._is_of_other_days(r.event_id, key),
                *(r.said_by == "", not _gives_toll(r), r.status not in claimed, str(self._day(r))),
                *(r.status in _AGAINST, r.said_by[:1].islower(), r.start),
            ),
        )

    def _is_of_other_days(self, one: str, other: str) -> bool:
        """Whether two events lie months apart: shelling of this year and of another."""
        ends = self.atlas.events["when_end"]
        apart = ends[one] - ends[other]
        return bool(pd.notna(apart) and abs(apart) > _MONTH)

    def _voices(self, key: str) -> tuple[str, str]:
        """Who says it first and who denies it first; "" for nobody."""
        rows = [row for row in self._statements(key) if row.said_by]
        no = [row.said_by for row in rows if row.status in _AGAINST]
        yes = [r.said_by for r in rows if r.status not in _AGAINST and r.polarity == "affirmed"]
        return (yes or [""])[0], (no or [""])[0]

    def _what(self, key: str, *, doer: bool = True) -> str:
        event = self.atlas.events.loc[key]
        did = str(self.deeds[key])
        by = wording.doer(event["actor"], self.order.parties) if doer else ""
        by = self._short(self.lands.get(by) or by) if by else ""  # "by Israel", not "by Israeli"
        return wording.outcome(did, event["place"], by=by, toll=event["toll"])

    def _own(self, who: str, event: Any) -> bool:
        """Whether the speaker claims a deed of his own side; what is done by words is no claim."""
        spoken = shape(event["event_type"], event["event_mode"]) == Symbol.CIRCLE
        return not spoken and self._party(who) == self._party(event["actor"]) != ""

    def _party(self, name: str) -> str:
        return self.order.parties.first(name)

    def _short(self, name: str) -> str:
        """A name as it is said, or as the acronym under which reports name the party too."""
        return one_line(self.acronyms.get(self._party(name), "") or wording.voice(name), 50)

    def _says(self, name: str, stem: str) -> str:
        return f"{self._short(name)} {_verb(self._short(name), stem)}"

    def _source(self, row: Any) -> str:
        sources = self.atlas.sources
        known = sources.loc[row.report_id] if row.report_id in sources.index else None
        named = "" if known is None else str(known["publisher"] or known["title"])
        return one_line(named, 40)

    def _day(self, row: Any) -> pd.Timestamp | None:
        sources = self.atlas.sources["published"]
        days = (row.said_when_start, sources.get(row.report_id), row.when_start, row.when_end)
        return next((day for day in days if day is not None and not pd.isna(day)), None)


def _verb(who: str, stem: str) -> str:
    """A verb of speech that agrees with its speaker: residents say, the army says."""
    words = who.split() or [""]
    plural = words[-1].endswith("s") and not words[-1].endswith("ss")
    plural &= words[-1][:1].islower() or (len(words) == 1 and not who.isupper())
    ends = {"den": ("y", "ies")}.get(stem, ("", "s"))
    return stem + ends[0 if plural else 1]
