"""What the README promises is there, and its Python runs."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def links() -> list[str]:
    found = re.findall(r"\]\(([^)#]+)\)", README)
    return sorted({link for link in found if not link.startswith("http")})


@pytest.mark.parametrize("link", links())
def test_every_link_inside_the_repository_leads_somewhere(link):
    assert (ROOT / link).exists()


def test_every_room_is_on_the_map_of_rooms():
    package = ROOT / "geomap"
    rooms = {path.stem for path in package.iterdir() if path.name != "data"}
    rooms -= {"__init__", "py", "__pycache__"}
    assert rooms == set(re.findall(r"\[`(\w+)`\]\(geomap/", README))


def test_the_python_example_runs(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    (ROOT / "build").mkdir(exist_ok=True)
    example = re.search(r"```python\n(.*?)```", README, re.DOTALL).group(1)
    exec(example, {})
    assert "Atlas" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["map", "test"])
def test_the_two_commands_are_in_the_makefile(command):
    assert f"make {command}" in README
    assert re.search(rf"^{command}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
