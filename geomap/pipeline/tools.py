"""What reading a report needs, opened once for all of them."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap import corrections, events, language, resolution, terrain, toponyms
from geomap.corrections import Corrections
from geomap.gazetteer import EmbeddedGazetteer, open_gazetteer
from geomap.model import Gazetteer
from geomap.pipeline import online
from geomap.settings import OFFLINE, Settings

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, kw_only=True)
class Tools:
    """What the step for one report needs; opened once, shared by all.

    `tagger`, `ranker` and `detector` stand in for the shipped weights of place names and
    statements, as when a corpus is measured with weights that saw none of it; None is the shipped
    ones.
    """

    nlp: "Language"
    gazetteer: EmbeddedGazetteer
    terrain: terrain.Terrain | None
    settings: Settings
    corrections: Corrections = field(default_factory=Corrections)
    localities: resolution.Localities | None = None
    provider: Gazetteer | None = None
    tagger: toponyms.Tagger | None = None
    ranker: resolution.Ranker | None = None
    detector: events.Detector | None = None


def open_tools(settings: Settings = OFFLINE) -> Tools:
    """Load the language pipeline, the gazetteer and the terrain."""
    gazetteer = open_gazetteer(settings, extra=settings.places)
    return Tools(
        nlp=language.load(settings),
        gazetteer=gazetteer,
        terrain=terrain.load(settings),
        settings=settings,
        corrections=corrections.load(settings.overrides, gazetteer),
        provider=online.open_provider(settings),
    )
