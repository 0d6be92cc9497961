"""Fixtures that several test files share."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from geomap import language, reports
from geomap.model import Report

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
def acceptance(shared: Path) -> Report:
    """The report that the project was asked to map."""
    found, errors = reports.read(shared / "reports" / "panjshir-afp.txt")
    assert not errors
    return found[0]
