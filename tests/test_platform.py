"""Nothing here holds on one system alone: days, encodings and processes are portable."""

import ast
import re
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

import geomap
from geomap import dates

ROOT = Path(__file__).parents[1]
FILES = [
    p for room in ("geomap", "tools", "tests", "benchmarks") for p in (ROOT / room).rglob("*.py")
]
REPORT = ROOT / "data" / "reports" / "2021-08-23-three-directions.md"

UNPADDED = re.compile(r"%[-#][A-Za-z]")  # one system's C library knows it, another raises
OF_A_LOCALE = re.compile(r"%[aAbBcpxX]")  # another text for whoever sets a locale
ONE_SYSTEM = {"fork", "forkserver", "getuid", "geteuid", "linesep", "sep", "setlocale", "uname"}
OF_SYSTEMS = {"locale", "multiprocessing", "os"}
BYTES_BY_DEFAULT = {"Image", "lzma", "os", "packed", "rasterio", "tarfile", "webbrowser"}


class WindowsDay(datetime):
    """A day whose `strftime` knows what Windows' knows, in a reader's own language."""

    def strftime(self, form):
        return as_windows(self, form)


def as_windows(day, form):
    if "%-" in form:
        raise ValueError("Invalid format string")
    return datetime(day.year, day.month, day.day).strftime(OF_A_LOCALE.sub("août", form))


def literal(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def named(call):
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def mode(call):
    """How a file is opened: `open(path, mode)` and `path.open(mode)`."""
    given = [
        *map(literal, call.args),
        *(literal(k.value) for k in call.keywords if k.arg == "mode"),
    ]
    return next((text for text in given if re.fullmatch(r"[rwaxbt+]{1,3}", text)), "r")


def without_encoding(node):
    if not isinstance(node, ast.Call):
        return False
    keys = {keyword.arg for keyword in node.keywords}
    owner = getattr(getattr(node.func, "value", None), "id", "")
    text = named(node) in {"read_text", "write_text"} and len(node.args) < 2
    text |= named(node) == "open" and owner not in BYTES_BY_DEFAULT and "b" not in mode(node)
    text |= named(node) in {"run", "Popen", "check_output"} and "text" in keys
    return text and "encoding" not in keys


def unpadded(node):
    return bool(UNPADDED.search(literal(node)))


def of_a_locale(node):
    """A format for `strftime`, or behind the colon of an f-string."""
    forms = []
    if isinstance(node, ast.FormattedValue) and node.format_spec:
        forms = node.format_spec.values
    elif isinstance(node, ast.Call) and named(node) == "strftime":
        forms = node.args
    return any(OF_A_LOCALE.search(literal(form)) for form in forms)


def of_one_system(node):
    owner = getattr(getattr(node, "value", None), "id", "")
    return getattr(node, "attr", "") in ONE_SYSTEM and owner in OF_SYSTEMS


OF_DEVELOPERS = {"mutate.py", "campaign_machines.py"}
"""Tools for systems that can fork a warm process; they do not ship."""

HABITS = {
    unpadded: "strftime has this code on one system only",
    of_a_locale: "strftime says this in the words of a locale",
    of_one_system: "another system has not this, or has it otherwise",
    without_encoding: "text without its encoding is in another one on another system",
}


def habits(source):
    """What holds on one system alone, each with its line."""
    for node in ast.walk(ast.parse(source)):
        for seen, words in HABITS.items():
            if seen(node):
                yield node.lineno, words


@pytest.mark.parametrize(
    "source",
    [
        'f"{day:%-d %m}"',
        'day.strftime("%#d")',
        'f"{day:%B}"',
        'day.strftime("%d %b")',
        "path.read_text()",
        "path.write_text(text)",
        "open(path)",
        'path.open("w")',
        "subprocess.run(command, text=True)",
        "os.fork()",
        "path.split(os.sep)",
    ],
)
def test_a_habit_of_one_system_is_seen(source):
    assert list(habits(source))


@pytest.mark.parametrize(
    "source",
    [
        'f"{day:%Y-%m-%d}"',
        'f"{share:.0%}"',
        'path.read_text(encoding="utf-8")',
        'path.open("rb")',
        "lzma.open(path)",
        "subprocess.run(command, check=True)",
    ],
)
def test_what_holds_everywhere_is_left_alone(source):
    assert not list(habits(source))


def test_no_file_has_a_habit_of_one_system():
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{line}: {habit}"
        for path in FILES
        if path.name not in {"test_platform.py", *OF_DEVELOPERS}
        for line, habit in habits(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


def test_a_day_in_words_is_the_same_on_windows_and_in_any_language():
    day = WindowsDay(2021, 8, 5)
    with pytest.raises(ValueError, match="Invalid format"):
        f"{day:%-d}"
    assert f"{day:%d %b}" == "05 août"
    assert dates.in_words(day) == "5 Aug 2021"


def test_all_months_are_named():
    named = [dates.in_words(datetime(2021, month, 1)).split()[1] for month in range(1, 13)]
    assert " ".join(named) == "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"


def test_a_map_and_a_picture_are_made_where_strftime_is_windows(tmp_path, monkeypatch):
    atlas = geomap.read_atlas(REPORT)
    monkeypatch.setattr(pd.Timestamp, "strftime", as_windows)
    with pytest.raises(ValueError, match="Invalid format"):
        f"{pd.Timestamp(2021, 8, 5):%-d}"
    atlas.to_html(tmp_path / "map.html")
    assert "2021-08-23" in (tmp_path / "map.html").read_text(encoding="utf-8")
    atlas.to_file(tmp_path / "map.svg")
    assert "2021" in (tmp_path / "map.svg").read_text(encoding="utf-8")
