"""One claim from one expression: what every handler shares."""

import re
from dataclasses import dataclass

from geomap.claims._doubt import denied, if_meant, unless_elsewhere, unless_guessed
from geomap.claims._find import Expression
from geomap.claims._measure import Finding, verdict
from geomap.claims._referents import object_at, stands_for
from geomap.claims._site import Site, site
from geomap.claims._standing import standing
from geomap.claims._story import Named, Story
from geomap.claims._subject import Subject, subject_of
from geomap.model import Claim
from geomap.settings import Settings

_JOURNEY = re.compile(
    r"\b(?:an?|the)\s+(?:[\w-]+\s+){0,2}?(?:drive|walk|ride|flight|march|hike|trek|distance|way)\s+$",
    re.I,
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """An expression in its passage, on its way to a claim."""

    told: Story
    number: int
    found: Expression
    settings: Settings

    @property
    def text(self) -> str:
        """Normalised text of the passage."""
        return self.told.texts[self.number]

    def subject(self, other: Named | None) -> Subject:
        """Subject of the expression; `other` is its object."""
        own = other.place.place_id if other is not None and other.place is not None else ""
        return subject_of(self.told, self.number, self.found, exclude=own)

    def parties(self) -> tuple[Subject, Named | None, int]:
        """Subject and object of the expression, and where the object's name ends.

        Where the object is only a pronoun or a noun, the subject is found first, and the object
        is another place.
        """
        at = self.found.at
        if not stands_for(self.told, self.number, at):
            target = object_at(self.told, self.number, at)
            other, end = target if target is not None else (None, self.found.end)
            return self.subject(other), other, end
        subject = self.subject(None)
        own = subject.named.place if subject.named is not None else None
        unknown = subject.named.text if subject.named is not None else subject.text
        exclude = own.place_id if own is not None else unknown
        target = object_at(self.told, self.number, at, exclude=exclude)
        other, end = target if target is not None else (None, self.found.end)
        return subject, other, end

    def site(self, name: Named | None) -> Site | None:
        """What is known of a named place's shape."""
        if name is None or name.place is None:
            return None
        key = ("site", name.place.place_id, name.text, name.edge)
        if key not in self.told.known:
            found = site(name, self.told.gazetteer, self.told.terrain)
            self.told.known[key] = found
        known: Site | None = self.told.known[key]
        return known


def claim(
    case: Case,
    relation: str,
    finding: Finding,
    *,
    subject: Subject | None = None,
    other: Named | None = None,
    said: tuple[str, str] = ("", ""),
    span: tuple[int, int] | None = None,
) -> Claim:
    """Claim of an expression with the outcome of its check; a denied statement is turned round.

    `said` is the value and the unit, `span` the words in the passage's characters.
    """
    start, end = span or (case.found.start, case.found.end)
    end = start + len(case.text[start:end].rstrip())
    first, last = case.told.paragraphs[case.number].passage.span(start, end)
    named = subject.named if subject is not None else None
    finding = _weighed(case, finding, named, other)
    finding = denied(finding) if subject is not None and subject.negated else finding
    return Claim(
        report_id=case.told.report.report_id,
        start=first,
        end=last,
        text=case.told.report.text[first:last],
        relation=relation,
        subject=named.text if named is not None else (subject.text if subject else ""),
        object=other.text if other is not None else "",
        value=said[0],
        unit=said[1],
        geometry=finding.geometry,
        measured=finding.measured,
        probability=finding.probability,
        interval=finding.interval,
        verdict=verdict(finding.probability),
        why=finding.why + _unread(case, relation),
        subject_id=_id(named),
        object_id=_id(other),
        **standing(case.told, case.number, (case.found.start, case.found.end)),
    )


def _weighed(case: Case, finding: Finding, named: Named | None, other: Named | None) -> Finding:
    """Finding as far as the places are the ones that are meant."""
    finding = if_meant(finding, named, other)
    sites = (case.site(named), case.site(other))
    finding = unless_elsewhere(case.told, finding, sites, case.found.quantity)
    return unless_guessed(finding, named, other)


def _unread(case: Case, relation: str) -> str:
    """That a way before a direction was not read: "a short drive east of Gao" has no figure."""
    journey = _JOURNEY.search(case.text, 0, case.found.start) if relation == "direction" else None
    quantified = case.found.quantity is not None
    return f" Not read: “{journey.group().strip()}”." if journey and not quantified else ""


def _id(name: Named | None) -> str:
    return name.place.place_id if name is not None and name.place is not None else ""


def unresolved(name: Named | None, what: str) -> str:
    """Why nothing can be measured from or to a name."""
    if name is None:
        return f"Seen, but the {what} was not found in the text."
    return f"The {what}, {name.text}, has no place: {name.reason or 'unresolved'}."


def nothing_there(subject: Subject) -> str:
    """Why a place cannot be held against what the words select."""
    if subject.named is not None and subject.named.place is None:
        return unresolved(subject.named, "subject")
    what = f"“{subject.text}”" if subject.text else "something"
    return f"The statement places {what} there; nothing else tells where that is."
