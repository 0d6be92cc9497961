"""An expression in its paragraph, on its way to a claim, and what is known of its places."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from geomap.claims.ground import Ground, Named, on_the_ground
from geomap.discourse import Paragraph, Reference
from geomap.discourse.paragraphs import in_spans
from geomap.expressions import KINDS, Expression, Kind
from geomap.locating import Shape, Site, World, shape_of
from geomap.model import Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """An expression in its paragraph, and the ground that it is held against."""

    ground: Ground
    paragraph: Paragraph
    expression: Expression
    chained: int = 0
    """How many expressions that lean on one another led here."""

    @property
    def kind(self) -> Kind:
        """The expression's row in the table of kinds."""
        return KINDS[self.expression.kind]

    @property
    def world(self) -> World:
        """Gazetteer and terrain."""
        return self.ground.world

    @property
    def text(self) -> str:
        """Normalised text of the paragraph."""
        return self.paragraph.text

    @property
    def words(self) -> str:
        """The words of the expression."""
        return self.text[self.expression.start : self.expression.end]

    @property
    def doc(self) -> "Doc":
        """The parse of the paragraph."""
        return self.paragraph.doc

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """References to places in the paragraph, in order; "Burundi's capital" before Burundi."""

        def made() -> tuple[Reference, ...]:
            found = on_the_ground(self.paragraph)
            return tuple(sorted(found, key=lambda one: (one.start, -one.end)))

        return self.ground.once(("references", self.paragraph.passage.start), made)

    @property
    def before(self) -> list[Reference]:
        """Those before the expression."""
        return [one for one in self.references if one.end <= self.expression.start]

    def token_at(self, start: int, end: int) -> "Token | None":
        """The word that a stretch of the paragraph hangs on, or None."""
        span = self.doc.char_span(start, max(end, start + 1), alignment_mode="expand")
        return span.root if span is not None and len(span) else None

    @cached_property
    def root(self) -> "Token | None":
        """The word that the expression hangs on."""
        return self.token_at(self.expression.start, self.expression.end)

    @cached_property
    def statement(self) -> Statement | None:
        """The statement that the expression lies in, of several the narrowest.

        None where it only says where a speaker sits: "told a parade in the capital".
        """
        if in_spans(self.expression.start, self.ground.story.seats[self.paragraph.index]):
            return None
        start, end = self.paragraph.passage.span(self.expression.start, self.expression.end)
        return max(
            (one for one in self.ground.statements if one.start < end and start < one.end),
            key=lambda one: (min(one.end, end) - max(one.start, start), one.start - one.end),
            default=None,
        )

    def site(self, name: Named | None) -> Site | None:
        """What is known of a named place's shape, looked up once a report."""
        if name is None or name.place is None:
            return None
        place, text, edge = name.place, name.text, name.edge
        key = ("site", place.place_id, text, edge)
        return self.ground.once(key, lambda: self.world.site(place, name=text, edge=edge))

    def shape(self, *sites: Site, kind: str = "") -> Shape:
        """Area that the expression selects around, inside or between sites, made once a report.

        `kind` takes the expression for one of another kind: a distance for its direction alone.
        """
        kind = kind or self.expression.kind
        expression = replace(self.expression, kind=kind, start=0, end=0, at=0)
        key = ("area", expression, *((s.place.place_id, s.name, s.edge) for s in sites))
        return self.ground.once(key, lambda: shape_of(expression, sites, self.world))
