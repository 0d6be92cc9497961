"""Every notebook runs offline from top to bottom, and is kept without its outputs."""

import ast
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


def code(path: Path) -> list[str]:
    return [c.source for c in nbformat.read(path, 4).cells if c.cell_type == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_stripped(path):
    cells = [c for c in nbformat.read(path, 4).cells if c.cell_type == "code"]
    assert all(not c.outputs and c.execution_count is None for c in cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_code_is_short_and_defines_no_function(path):
    lines = [line for cell in code(path) for line in cell.splitlines() if line.strip()]
    assert len(lines) <= 120
    trees = [ast.parse(cell) for cell in code(path)]
    defined = [n for t in trees for n in ast.walk(t) if isinstance(n, ast.FunctionDef | ast.Lambda)]
    assert not [node for node in defined if isinstance(node, ast.FunctionDef)]


@pytest.mark.notebook
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.allow_hosts(["127.0.0.1", "localhost"])
def test_it_runs_and_exports(path):
    from nbclient import NotebookClient
    from nbconvert import HTMLExporter

    notebook = nbformat.read(path, 4)
    NotebookClient(
        notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    build = path.parents[1] / "build" / "notebooks"
    build.mkdir(parents=True, exist_ok=True)
    body, _ = HTMLExporter(embed_images=True).from_notebook_node(notebook)
    (build / f"{path.stem}.html").write_text(body, encoding="utf-8")
