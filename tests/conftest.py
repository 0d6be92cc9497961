# ruff: noqa: E402
"""Fixtures that several test files share."""

import os
import re
import sys
import tempfile
from datetime import date
from pathlib import Path

# before anything is imported: no test, nor a process that it starts, may see the user's own folder
_AWAY = tempfile.mkdtemp(prefix="geomap-tests-")
os.environ |= {"XDG_DATA_HOME": _AWAY, "WIN_PD_OVERRIDE_LOCAL_APPDATA": _AWAY}

import pytest
from hypothesis import HealthCheck, settings

from geomap import claims, cli, discourse, events, language, reports, resolution, toponyms
from geomap.model import Mention, Report, Resolution, Role

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


@pytest.fixture
def geomap(monkeypatch, capsys):
    """Run one command; gives the exit status, standard output and standard error."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["geomap", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        said = capsys.readouterr()
        return stop.value.code, said.out, said.err

    return run


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
    """Read a report whose place names are given with their places; `others` are recognised."""

    def read(report, known, *, others=False):
        passages = language.passages(report, nlp)
        by_start = {one.mention.start: one for one in known}
        given = [one.mention for one in known]
        found = [
            one
            for one in toponyms.find(report, passages, gazetteer)
            if others
            and not any(one.start < other.end and other.start < one.end for other in given)
        ]

        def resolve(mentions):
            if not others:
                known = (by_start.get(one.start) for one in mentions)
                return [
                    found or Resolution(mention=one, place=None, reason="not given")
                    for one, found in zip(mentions, known, strict=True)
                ]
            solved = resolution.resolve(report, mentions, gazetteer)
            return [by_start.get(one.mention.start, one) for one in solved]

        return discourse.read(
            report,
            passages,
            sorted([*given, *found], key=lambda one: one.start),
            resolve=resolve,
            gazetteer=gazetteer,
            persons=events.persons(),
        )

    return read


@pytest.fixture(scope="session")
def acceptance(shared: Path) -> Report:
    """The report that the project was asked to map."""
    found, errors = reports.read(shared / "reports" / "panjshir-afp.txt")
    assert not errors
    return found[0]


@pytest.fixture(scope="session")
def world(story, gazetteer):
    """Check a text with places given as name to "country code or -, beginning of the kind"."""

    def run(text, **places):
        report = reports.from_text(text, report_id="w", published=date(2024, 12, 5))
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
        told = story(report, found, others=True)
        return claims.check(told, events.statements(told), gazetteer)

    return run
