"""What the README promises is there, and its Python runs."""

import re
import tomllib
from pathlib import Path

import pytest

from geomap.cli import app

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
    rooms -= {"__init__", "__main__", "py", "__pycache__"}
    assert rooms == set(re.findall(r"\[`(\w+)`\]\(geomap/", README))


def test_rooms_stand_in_the_order_in_which_they_may_need_each_other():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (layers,) = (
        one["layers"] for one in contracts["tool"]["importlinter"]["contracts"] if "layers" in one
    )
    order = re.findall(r"\[`(\w+)`\]\(geomap/", README)
    # a ":" stands between rooms of one layer, which need no order
    levels = [[room.removeprefix("geomap.") for room in one.split(" : ")] for one in layers[::-1]]
    assert sorted(order) == sorted(room for level in levels for room in level)
    level_of = {room: n for n, level in enumerate(levels) for room in level}
    assert [level_of[room] for room in order] == sorted(level_of.values())


def test_every_command_is_shown():
    names = [one.name or one.callback.__name__.replace("_", "-") for one in app.registered_commands]
    names += [group.name for group in app.registered_groups]
    shown = set(re.findall(r"^geomap ([\w-]+)", README, re.MULTILINE))
    assert [name for name in names if name not in shown] == []


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
