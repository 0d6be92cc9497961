"""An expression in its passage: whom it is about, and what is known of these places."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from geomap.claims._referents import object_at, stands_for
from geomap.claims._story import Named, Story
from geomap.claims._subject import Subject, subject_of
from geomap.discourse import Reference
from geomap.expressions import KINDS, Expression, Kind
from geomap.locating import Shape, Site, World, shape_of
from geomap.settings import Settings


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """An expression in its passage, on its way to a claim."""

    story: Story
    number: int
    expression: Expression
    settings: Settings

    @property
    def kind(self) -> Kind:
        """The expression's row in the table of kinds."""
        return KINDS[self.expression.kind]

    @property
    def text(self) -> str:
        """Normalised text of the passage."""
        return self.story.texts[self.number]

    @property
    def words(self) -> str:
        """The words of the expression."""
        return self.text[self.expression.start : self.expression.end]

    @property
    def doc(self) -> Any:
        """The parse of the passage."""
        return self.story.paragraphs[self.number].doc

    @property
    def references(self) -> tuple[Reference, ...]:
        """References to places in the passage, in order."""
        return self.story.references[self.number]

    @cached_property
    def world(self) -> World:
        """What the expression is read against."""
        story = self.story
        return World(
            gazetteer=story.gazetteer, terrain=story.terrain, data_dir=story.settings.data_dir
        )

    def subject(self, other: Named | None) -> Subject:
        """Subject of the expression; `other` is its object."""
        own = other.place.place_id if other is not None and other.place is not None else ""
        return subject_of(self.story, self.number, self.expression, exclude=own)

    def parties(self) -> tuple[Subject, Named | None, int]:
        """Subject and object of the expression, and where the object's name ends.

        Where the object is only a pronoun or a noun, the subject is found first, and the object
        is another place.
        """
        at = self.expression.at
        if not stands_for(self.story, self.number, at):
            target = object_at(self.story, self.number, at)
            other, end = target if target is not None else (None, self.expression.end)
            return self.subject(other), other, end
        subject = self.subject(None)
        own = subject.named.place if subject.named is not None else None
        unknown = subject.named.text if subject.named is not None else subject.text
        exclude = own.place_id if own is not None else unknown
        target = object_at(self.story, self.number, at, exclude=exclude)
        other, end = target if target is not None else (None, self.expression.end)
        return subject, other, end

    def site(self, name: Named | None) -> Site | None:
        """What is known of a named place's shape, looked up once a report."""
        if name is None or name.place is None:
            return None
        key = ("site", name.place.place_id, name.text, name.edge)
        if key not in self.story.known:
            self.story.known[key] = self.world.site(name.place, name=name.text, edge=name.edge)
        known: Site = self.story.known[key]
        return known

    def shape(self, *sites: Site, kind: str = "") -> Shape:
        """Area that the expression selects around, inside or between sites, made once a report.

        `kind` takes the expression for one of another kind: a distance for its direction alone.
        """
        kind = kind or self.expression.kind
        expression = replace(self.expression, kind=kind, start=0, end=0, at=0)
        key = ("area", expression, *((s.place.place_id, s.name, s.edge) for s in sites))
        if key not in self.story.known:
            self.story.known[key] = shape_of(expression, sites, self.world)
        known: Shape = self.story.known[key]
        return known
