"""What docs/ and the docstrings say is so: links lead somewhere, examples run, none is missing."""

import contextlib
import doctest
import importlib
import inspect
import io
import pkgutil
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import geomap
from geomap.cli import app

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
sys.path.insert(0, str(ROOT / "tools"))
docs_examples = importlib.import_module("docs_examples")
docs_generated = importlib.import_module("docs_generated")
docs_pictures = importlib.import_module("docs_pictures")

PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
NAMED = [page.relative_to(ROOT).as_posix() for page in PAGES]
IN_DOCS = [page for page in PAGES if page.is_relative_to(DOCS)]
IN_DOCS_NAMED = [name for name in NAMED if name.startswith("docs/")]
ALL_MODULES = ["geomap", *(m.name for m in pkgutil.walk_packages(geomap.__path__, "geomap."))]
MODULES = sorted(
    name
    for name in ALL_MODULES
    if ">>> " in Path(importlib.util.find_spec(name).origin).read_text(encoding="utf-8")
)
COMMANDS = dict(docs_generated.commands(app))
RENEW = "run: python tools/build_docs.py --renew"


def prose(page):
    return re.sub(r"^(`{3,}).*?^\1[ ]*$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)


def anchors(page):
    """Anchors of a page's headings, as the repository's viewer and the built pages make them."""
    found = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in found}


@pytest.mark.parametrize("page", PAGES, ids=NAMED)
def test_every_link_leads_somewhere(page):
    for link in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if "://" in link or link.startswith("mailto:"):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


def test_every_page_is_in_the_index():
    listed = set(re.findall(r"\]\(([^)#]+\.md)\)", (DOCS / "index.md").read_text(encoding="utf-8")))
    pages = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")}
    pages = {name for name in pages if not name.startswith("decisions/")}
    assert pages - {"index.md"} == listed - {"../README.md", "../CONTRIBUTING.md"}


@pytest.mark.parametrize("page", IN_DOCS, ids=IN_DOCS_NAMED)
def test_every_example_of_a_page_runs(page, tmp_path):
    wrong, _ = docs_examples.run(page, tmp_path)
    assert not wrong, "\n".join([*wrong, "renew: python tools/build_docs.py --renew-examples"])


@pytest.mark.parametrize("name", MODULES)
def test_every_example_of_a_docstring_runs(name, monkeypatch):
    monkeypatch.chdir(ROOT)
    module = importlib.import_module(name)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        found = doctest.testmod(
            module, extraglobs={"geomap": geomap}, optionflags=docs_examples.OPTIONS
        )
    assert found.failed == 0, printed.getvalue()


@pytest.mark.parametrize("page", IN_DOCS, ids=IN_DOCS_NAMED)
def test_what_a_page_takes_from_the_code_is_up_to_date(page):
    text = page.read_text(encoding="utf-8")
    fresh = docs_generated.renewed(text)
    if not docs_examples.same(text, fresh):
        changed = [line for line in fresh.splitlines() if line not in text]
        pytest.fail("\n".join([RENEW, *changed]), pytrace=False)


def test_the_status_rule_is_explained_row_by_row():
    from geomap.events import STATUS_RULE

    page = (DOCS / "explanation" / "status-rule.md").read_text(encoding="utf-8")
    at = [page.index(f"| {row.cue_class} | {row.examples} |") for row in STATUS_RULE]
    assert at == sorted(at)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name):
    page = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    assert f"## {name}\n" in page, RENEW
    assert COMMANDS[name].help, f"{name} needs a docstring"
    others = [p for p in PAGES if p.name != "commands.md"]
    assert any(name in p.read_text(encoding="utf-8") for p in others), f"no page uses {name}"


def command_lines():
    for page in PAGES:
        for block in docs_examples.blocks(page.read_text(encoding="utf-8")):
            if block.language in {"sh", "console"}:
                for line in block.text.replace("\\\n", " ").splitlines():
                    words = line.removeprefix("$ ").strip()
                    if words.startswith("geomap ") and (
                        block.language == "sh" or line.startswith("$ ")
                    ):
                        yield f"{page.relative_to(ROOT)}: {words}"


@pytest.mark.parametrize("line", sorted(set(command_lines())))
def test_every_command_line_in_the_documents_can_be_typed(line):
    words = shlex.split(line.split(": ", 1)[1], comments=True)
    depth = 3 if " ".join(words[:3]) in COMMANDS else 2
    known = COMMANDS.get(" ".join(words[:depth]))
    assert known is not None, line
    options = {name for param in known.params for name in (*param.opts, *param.secondary_opts)}
    given = {word.split("=")[0] for word in words[depth:] if re.match(r"--?[a-z]", word)}
    assert given <= options, f"{line}: no such option: {given - options}"


@pytest.mark.parametrize("room", docs_generated.rooms())
def test_every_public_name_has_a_docstring(room):
    module = importlib.import_module(f"geomap.{room}")
    assert module.__doc__, room
    for name in docs_generated.public(room):
        value = getattr(module, name)
        if inspect.isclass(value) or inspect.isroutine(value):
            assert (inspect.getdoc(value) or "").strip(), f"{room}.{name}"
            own = value.__doc__ or ""
            assert not own.startswith(f"{name}("), f"{room}.{name} has only a signature"


def test_every_measure_is_explained():
    from geomap import relations

    page = (DOCS / "explanation" / "measures.md").read_text(encoding="utf-8")
    # helpers, and measures of whole tables that the page explains one by one
    plumbing = {"area_km2", "centre", "disc", "line", "max_flow", "nearest_points", "plane_at"}
    plumbing |= {"sample", "share_inside", "widen", "wrap_deg", "direction", "direction_score"}
    plumbing |= {"bearings_deg", "bearings_from", "distances_m"}  # over a table, or a sample
    plumbing |= {"open_arcs"}  # parts of C, O and sides
    measures = {n for n in relations.__all__ if inspect.isfunction(getattr(relations, n))}
    for name in sorted(measures - plumbing):
        assert f"`{name}`" in page, name


def conventions():
    """Numbers that pages state, as the code has them."""
    from geomap import encirclement, locating, model, relations
    from geomap.claims import distances
    from geomap.evaluation.measures import NEAR_KM
    from geomap.expressions import quantities
    from geomap.settings import OFFLINE

    for figure in ("80", "33", "125", "300"):
        said = quantities.read(quantities.QUANTITY.search(f"{figure} km"))
        left = f'"{figure}" leaves {said.low_m / 1000:g} to {said.high_m / 1000:g} open'
        yield "explanation/verdict-rule.md", left
    low, high = distances.DETOUR
    yield "explanation/place-names.md", f"within {NEAR_KM:.0f} km"
    yield "explanation/verdict-rule.md", f"probability is {model.SUPPORTED:g} or more"
    yield "explanation/verdict-rule.md", f"probability is {model.CONTRADICTED:g} or less"
    yield "explanation/verdict-rule.md", f"else {low:g} to {high:g} times the straight line"
    yield "explanation/measures.md", f"within {encirclement.CUT_WITHIN_M / 1000:.0f} km of it"
    yield "explanation/measures.md", f"widened by {relations.NEAR_M / 1000:.0f} km"
    yield "explanation/measures.md", f"{relations.ARC_DEG:.0f} degrees to each side"
    yield "explanation/measures.md", f"each from {relations.DRAWS:,} draws"
    yield "explanation/terrain.md", f"a mouth {locating.PART_UNCERTAINTY_M / 1000:.0f} km"
    yield "explanation/place-names.md", f"`min_probability` ({OFFLINE.min_probability:g})"
    yield "howto/big-corpora.md", f"({OFFLINE.max_passage_chars:,} characters by default)"
    yield "howto/big-corpora.md", f"`max_stretch_chars` ({OFFLINE.max_stretch_chars:,})"
    yield "howto/big-corpora.md", f"({OFFLINE.max_report_chars:,})"
    yield "howto/big-corpora.md", f"`max_report_s` ({OFFLINE.max_report_s:.0f} seconds"


@pytest.mark.parametrize(("page", "words"), list(conventions()))
def test_conventions_are_stated_as_they_are(page, words):
    assert words in " ".join((DOCS / page).read_text(encoding="utf-8").split())


def test_pictures_are_the_measures_of_today(tmp_path):
    folder = DOCS / "explanation" / "pictures"
    docs_pictures.draw_all(tmp_path)
    assert {p.name for p in folder.iterdir()} == {p.name for p in tmp_path.iterdir()}
    used = "".join(page.read_text(encoding="utf-8") for page in (DOCS / "explanation").glob("*.md"))
    for fresh in sorted(tmp_path.iterdir()):
        kept = (folder / fresh.name).read_text(encoding="utf-8")
        assert f"pictures/{fresh.name}" in used
        drawn_by = [
            re.search(r"Matplotlib v[\d.]+", t)[0]
            for t in (kept, fresh.read_text(encoding="utf-8"))
        ]
        if drawn_by[0] == drawn_by[1]:
            assert kept == fresh.read_text(encoding="utf-8"), f"{fresh.name}; {RENEW}"


def test_the_pages_are_built_without_a_network_and_ask_for_none(tmp_path):
    target = tmp_path / "docs"
    script = f"import build_docs; from pathlib import Path; build_docs.build(Path({str(target)!r}))"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT / "tools", check=True, timeout=300)
    pages = sorted(target.rglob("*.html"))
    assert len(pages) > len(NAMED)
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert str(ROOT) not in text, f"{page.name} names this machine's folders"
        asked = re.findall(r"<(?:script|link|img|iframe)\b[^>]*?(?:src|href)=\"([^\"]+)\"", text)
        for address in asked:
            assert not re.match(r"(?:https?:)?//", address), f"{page.name}: {address}"
            path = address.split("?")[0].split("#")[0]
            assert (page.parent / path).exists() or not path, f"{page.name}: {address}"
    for style in target.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//", style.read_text(encoding="utf-8"))


def test_every_path_and_target_that_a_page_names_is_there():
    targets = set(
        re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    for page in [p for p in PAGES if p.parent.name != "decisions"]:
        text = page.read_text(encoding="utf-8")
        for path in re.findall(r"`((?:geomap|tests|tools|data|docs|benchmarks)/[\w./-]*)`", text):
            assert (ROOT / path).exists(), f"{page.name}: {path}"
        for target in re.findall(r"(?:`|^)make (\w+)", text, re.MULTILINE):
            assert target in targets, f"{page.name}: make {target}"
