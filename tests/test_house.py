"""How the house is built: no file of it needs, through others, itself."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "geomap"


def modules(package: Path) -> dict[str, Path]:
    """Files of a package by the name that they are imported by."""
    paths = {
        path.relative_to(package.parent).with_suffix(""): path for path in package.rglob("*.py")
    }
    return {".".join(p.parts).removesuffix(".__init__"): path for p, path in paths.items()}


def imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Modules and the names taken from them, in functions too, but not for types alone."""
    if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
        for other in node.orelse:
            yield from imported(other)
        return
    if isinstance(node, ast.Import):
        yield from ((alias.name, "") for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports in this house are absolute"
        yield from ((str(node.module), alias.name) for alias in node.names)
    for child in ast.iter_child_nodes(node):
        yield from imported(child)


def needs(package: Path) -> dict[str, set[str]]:
    """For each file the files that it imports: a module, or the package that a name comes from."""
    known = modules(package)
    graph: dict[str, set[str]] = {}
    for module, path in known.items():
        pairs = imported(ast.parse(path.read_text(encoding="utf-8")))
        found = {f"{m}.{name}" if f"{m}.{name}" in known else m for m, name in pairs}
        graph[module] = (found & set(known)) - {module}
    return graph


def circle(graph: dict[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_file_needs_itself_through_others():
    graph = needs(PACKAGE)
    assert len(graph) > 100
    assert "geomap.model.tables" in graph["geomap.model"]
    assert circle(graph) == []


@pytest.mark.parametrize(
    ("one", "other", "is_circle"),
    [
        ("from house import other", "from house.one import a", True),
        ("import house.other", "def f():\n    from house import one", True),
        ("from house import other", "from typing import TYPE_CHECKING", False),
        ("from house import other", "if TYPE_CHECKING:\n    from house import one", False),
        ("from house import other", "if TYPE_CHECKING:\n    a\nelse:\n    import house.one", True),
        ("from house import other", "from house import name", True),
    ],
)
def test_a_circle_is_seen(tmp_path, one, other, is_circle):
    house = tmp_path / "house"
    house.mkdir()
    (house / "__init__.py").write_text("from house.one import b", encoding="utf-8")
    (house / "one.py").write_text(one, encoding="utf-8")
    (house / "other.py").write_text(other, encoding="utf-8")
    assert bool(circle(needs(house))) == is_circle
