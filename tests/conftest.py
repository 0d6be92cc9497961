"""Fixtures that several test files share."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from geomap import claims, discourse, events, language, reports
from geomap.model import Mention, Report, Resolution, Role
from geomap.settings import OFFLINE
from geomap.toponyms.words import demonyms

# the same examples on every machine, however slow it is
settings.register_profile(
    "geomap", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("geomap")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The team's folder of corpora and facts, which the project does not ship."""
    folder = Path(__file__).parents[1].parent / "shared"
    if not folder.is_dir():
        pytest.skip("the team's shared folder is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def nlp():
    """The spaCy pipeline, loaded once."""
    return language.load()


@pytest.fixture(scope="session")
def gazetteer():
    """The shipped gazetteer, opened once."""
    from geomap.gazetteer import open_gazetteer

    return open_gazetteer()


@pytest.fixture(scope="session")
def story(nlp, gazetteer):
    """Read a report whose place names and their places are given."""

    def read(report, known):
        by_start = {one.mention.start: one for one in known}
        unknown = "not given"
        return discourse.read(
            report,
            language.passages(report, nlp),
            [one.mention for one in known],
            resolve=lambda mentions: [
                by_start.get(one.start) or Resolution(mention=one, place=None, reason=unknown)
                for one in mentions
            ],
            gazetteer=gazetteer,
            persons=events.persons(),
            peoples=demonyms(OFFLINE.data_dir),
        )

    return read


@pytest.fixture(scope="session")
def acceptance(shared: Path) -> Report:
    """The report that the project was asked to map."""
    found, errors = reports.read(shared / "reports" / "panjshir-afp.txt")
    assert not errors
    return found[0]


@pytest.fixture(scope="session")
def world(nlp, gazetteer):
    """Check a text with places given as name to "country code or -, beginning of the kind"."""

    def run(text, **places):
        report = reports.from_text(text, report_id="w", published="2024-12-05")
        found = []
        for key, wanted in places.items():
            name = key.replace("_", " ")
            country, kind = wanted.split()
            known = gazetteer.lookup(name, country=country.strip("-") or None, limit=20)
            place = next(c.place for c in known if c.place.kind.startswith(kind))
            for match in re.finditer(rf"\b{name}\b", text):
                mention = Mention(
                    report_id="w",
                    start=match.start(),
                    end=match.end(),
                    text=name,
                    role=Role.OTHER_PLACE,
                )
                found.append(Resolution(mention=mention, place=place, probability=1.0))
        return claims.check(report, language.passages(report, nlp), found, gazetteer)

    return run
