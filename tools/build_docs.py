"""Build the documents of docs/ into build/docs, offline.

    python tools/build_docs.py              # HTML pages that open from disk
    python tools/build_docs.py --renew      # write what docs/ takes from the code anew
    python tools/build_docs.py --renew-examples   # and what the examples print

docs/ is plain Markdown that reads well by itself. For the pages, Sphinx gets a copy in
build/docs-source with the sidebar's lists, and one page a room made from the docstrings.
"""

import argparse
import importlib
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import docs_examples
import docs_generated
import docs_pictures

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PICTURES = DOCS / "explanation" / "pictures"
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s]+)\)")
_LISTED = re.compile(r"\[[^\]]+\]\(([^)#]+\.md|decisions)\)")
_DECISIONS = "decisions/index.md"
CONFIG: dict[str, Any] = {
    "project": "geomap",
    "author": "The geomap founders",
    "copyright": "The geomap founders, MIT licence",
    "extensions": ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"],
    "root_doc": "index",
    "html_theme": "furo",
    "html_title": "geomap",
    "html_theme_options": {"light_css_variables": {"code-font-size": "0.72rem"}},
    "html_copy_source": False,
    "html_show_sphinx": False,
    "html_show_search_summary": False,  # a page opened from disk may not fetch others
    "default_role": "code",
    "myst_heading_anchors": 4,
    "napoleon_google_docstring": False,
    "autodoc_preserve_defaults": True,  # as they are written, not where this machine keeps data
    "autodoc_typehints_format": "short",
    "python_use_unqualified_type_names": True,
    "exclude_patterns": [],
    "suppress_warnings": ["misc.highlighting_failure"],
}


def main() -> None:
    """Renew or build, as asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--renew", action="store_true", help="generated parts and pictures")
    parser.add_argument("--renew-examples", action="store_true", help="what examples print")
    given = parser.parse_args()
    if given.renew:
        renew()
    if given.renew_examples:
        renew_examples()
    if not (given.renew or given.renew_examples):
        build(ROOT / "build" / "docs")
        print(f"{ROOT / 'build' / 'docs' / 'index.html'}")


def pages() -> list[Path]:
    """Every page of docs/, by name."""
    return sorted(DOCS.rglob("*.md"))


def renew() -> None:
    """Write the generated parts of the pages and the pictures anew."""
    for page in pages():
        old = page.read_text(encoding="utf-8")
        new = docs_generated.renewed(old)
        if new != old:
            page.write_text(new, encoding="utf-8", newline="\n")
            print(f"renewed {page.relative_to(ROOT)}")
    PICTURES.mkdir(exist_ok=True)
    docs_pictures.draw_all(PICTURES)


def renew_examples() -> None:
    """Write what the pages' console examples print now, and say what went wrong elsewhere."""
    for page in pages():
        with tempfile.TemporaryDirectory() as folder:
            wrong, text = docs_examples.run(page, Path(folder))
        if text != page.read_text(encoding="utf-8"):
            page.write_text(text, encoding="utf-8", newline="\n")
        for line in wrong:
            print(line)


def build(target: Path) -> None:
    """Build the pages; a warning is an error."""
    source = target.with_name(f"{target.name}-source")
    for folder in (source, target):
        shutil.rmtree(folder, ignore_errors=True)
    stage(source, target)
    from sphinx.application import Sphinx

    app = Sphinx(
        srcdir=source,
        confdir=None,
        outdir=target,
        doctreedir=source / ".doctrees",
        buildername="html",
        confoverrides=CONFIG,
        status=None,
        warning=sys.stderr,
        freshenv=True,
        warningiserror=True,
    )
    app.connect("autodoc-process-docstring", _escaped)
    app.connect("autodoc-process-signature", _offline)
    app.build(force_all=True)
    if app.statuscode:
        raise SystemExit(app.statuscode)
    (target / "objects.inv").unlink(missing_ok=True)


def stage(source: Path, target: Path) -> None:
    """Lay out what Sphinx reads."""
    shutil.copytree(DOCS, source)
    for page in source.rglob("*.md"):
        old = page.read_text(encoding="utf-8")
        own = DOCS / page.relative_to(source)
        page.write_text(_outward(old, own, target), encoding="utf-8")
    decided = [page.stem for page in sorted((source / "decisions").glob("*.md"))]
    (source / _DECISIONS).write_text(_decisions(decided), encoding="utf-8")
    index = source / "index.md"
    index.write_text(index.read_text(encoding="utf-8") + _sidebar(DOCS), encoding="utf-8")
    python = source / "reference" / "python.md"
    python.write_text(python.read_text(encoding="utf-8") + _rooms(source), encoding="utf-8")


def _outward(text: str, page: Path, target: Path) -> str:
    """A page whose links out of docs/ lead from where its HTML lies to the checkout."""
    up = "../" * (len(target.relative_to(ROOT).parts) if target.is_relative_to(ROOT) else 2)
    up += "../" * (len(page.relative_to(DOCS).parts) - 1)

    def linked(found: re.Match[str]) -> str:
        words, link = found.groups()
        if "://" in link or link.startswith("#"):
            return found[0]
        there = (page.parent / link.split("#")[0]).resolve()
        if there == DOCS / "decisions":
            return f"[{words}]({'../' * (len(page.relative_to(DOCS).parts) - 1)}{_DECISIONS})"
        if there.is_relative_to(DOCS) and there.is_file():
            return found[0]
        words = re.sub(r"`([^`]+)`", r"<code>\1</code>", words)
        return f'<a href="{up}{there.relative_to(ROOT).as_posix()}">{words}</a>'

    return _LINK.sub(linked, text)


def _sidebar(docs: Path) -> str:
    """Hidden lists of pages, one for each heading of the index that links to pages."""
    text = (docs / "index.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:]
    lists = []
    for caption, body in zip(parts[::2], parts[1::2], strict=True):
        if names := list(dict.fromkeys(_LISTED.findall(body))):
            listed = "\n".join(
                _DECISIONS.removesuffix(".md") if name == "decisions" else name.removesuffix(".md")
                for name in names
            )
            lists.append(f"```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{listed}\n```\n")
    return "\n" + "\n".join(lists)


def _decisions(names: list[str]) -> str:
    listed = "\n".join(names)
    return f"# Decisions\n\nOne page at most each, dated.\n\n```{{toctree}}\n{listed}\n```\n"


def _rooms(source: Path) -> str:
    """Pages of the rooms, from their docstrings, and the list of them."""
    folder = source / "reference" / "python"
    folder.mkdir()
    names = docs_generated.rooms()
    for room in names:
        title = f"geomap.{room}"
        listed = hasattr(importlib.import_module(title), "__all__")
        imported = "\n   :imported-members:" if listed else ""
        (folder / f"{room}.rst").write_text(
            f"{title}\n{'=' * len(title)}\n\n.. automodule:: {title}\n   :members:{imported}\n",
            encoding="utf-8",
        )
    listed = "\n".join(f"python/{name}" for name in names)
    return f"\n```{{toctree}}\n:hidden:\n\n{listed}\n```\n"


def _escaped(*given: Any) -> None:
    """Bars and stars of plain docstrings, which reStructuredText would read as marks."""
    lines = given[-1]
    for number, line in enumerate(lines):
        if not line.lstrip().startswith(">>>"):
            lines[number] = re.sub(r"(?<![`\\])\|(?!`)", r"\\|", line)


def _offline(*given: Any) -> tuple[str | None, str | None]:
    """A signature in which the default settings have their name, not this machine's folders."""
    from geomap.settings import OFFLINE

    signature, returns = given[-2:]
    return signature and signature.replace(repr(OFFLINE), "OFFLINE"), returns


if __name__ == "__main__":
    main()
