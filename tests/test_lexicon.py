"""Words are data: the lexicon is whole, and no list of words lies in the code."""

import ast
import enum
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from spacy.glossary import GLOSSARY

import geomap
from geomap import lexicon, model
from geomap.errors import DataError
from geomap.resolution import story_features
from geomap.toponyms import features

PACKAGE = Path(geomap.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
WORD = re.compile(r"[a-zà-ÿ]{2,}(?:[ '’-][a-zà-ÿ]+)*\.?")
FEWEST = 4


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def texts(nodes: Iterable[ast.AST | None]) -> list[str]:
    return [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def names_of_the_program() -> set[str]:
    """Columns, features, fields, values of options, members of enums, keys of records.

    Keys that two mappings share, or that lead to computed values, are a choice among names too.
    """
    names = {*story_features.NAMES, *features.NAMES, *features.SLOTS, *features.FACTS}
    names |= {column for schema in model.SCHEMAS.values() for column in schema.columns}
    names |= {str(member.value) for each in vars(model).values() for member in _members(each)}
    keys: Counter[str] = Counter()
    for node in (node for path in MODULES for node in ast.walk(tree(path))):
        if isinstance(node, ast.keyword):
            names |= set(texts([node.value]))
        elif isinstance(node, ast.Subscript):
            names |= set(texts([node.slice]))
        elif isinstance(node, ast.ClassDef):
            fields = (field.target for field in node.body if isinstance(field, ast.AnnAssign))
            names |= {field.id for field in fields if isinstance(field, ast.Name)}
        elif isinstance(node, ast.Dict):
            keys.update(texts(node.keys))
            if not all(isinstance(value, ast.Constant | ast.Tuple) for value in node.values):
                names |= set(texts(node.keys))
    return names | {key for key, times in keys.items() if times > 1}


def _members(each: object) -> list[enum.Enum]:
    return list(each) if isinstance(each, type) and issubclass(each, enum.Enum) else []


NAMES = names_of_the_program()


def is_list_of_words(group: list[str]) -> bool:
    """Four words or more, and most of the group is no name of the program."""
    words = [text for text in group if WORD.fullmatch(text)]
    plain = [text for text in words if text not in NAMES and text not in GLOSSARY]
    return len(words) >= FEWEST and 2 * len(plain) > len(group)


def literals(module: ast.Module) -> Iterator[tuple[int, list[str]]]:
    """Groups of texts that one literal holds: collections, keys, split texts and patterns."""
    for node in ast.walk(module):
        if isinstance(node, ast.Set | ast.List | ast.Tuple):
            yield node.lineno, texts(node.elts)
        elif isinstance(node, ast.Dict):
            yield node.lineno, texts(node.keys)
        elif isinstance(node, ast.Call) and (called := _split(node)):
            yield node.lineno, called
        elif isinstance(node, ast.Constant | ast.JoinedStr):
            yield from ((node.lineno, found) for found in alternatives(_pattern(node)))


def _split(node: ast.Call) -> list[str]:
    """Words of a text that is split, or given alone to a function of ours."""
    if isinstance(node.func, ast.Attribute) and node.func.attr == "split":
        return [word for text in texts([node.func.value]) for word in text.split()]
    if isinstance(node.func, ast.Name) and "word" in node.func.id:
        return [word for text in texts(node.args) for word in text.split()]
    return []


def _pattern(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(texts([part])[0] if texts([part]) else "\0" for part in node.values)


def alternatives(pattern: str) -> Iterator[list[str]]:
    r"""Words of each group of a pattern, with "cross(?:ed|ing)?" or "ahead\s+of" as one word."""
    pattern = re.sub(r"\((?:\?(?:P<\w+>|<?[=!]|[a-z]*:))?", "(", pattern)
    pattern = re.sub(r"\\s[+*]?|\[ -\]", " ", pattern.replace(r"\b", "").replace(r"\w*", ""))
    ending = re.compile(r"\(([^()|]*)\)\??|\w\?|(?<=[a-z])\([a-z|]*\)\??")
    while ending.search(pattern):
        pattern = ending.sub(r"\1", pattern)
    for group in re.split(r"[()]", pattern):
        yield [part.strip().lower() for part in group.split("|") if part.strip()]


def lists_in(module: ast.Module) -> list[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value.value = ""  # a docstring
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            node.value = ast.copy_location(ast.Constant(""), node)  # what a room offers
    found = (f"{line}: {group}" for line, group in literals(module) if is_list_of_words(group))
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_no_module_holds_a_list_of_words(path):
    assert lists_in(tree(path)) == []


@pytest.mark.parametrize(
    "code",
    [
        "SAY = frozenset(['say', 'tell', 'claim', 'deny'])",
        "SAY = ('say', 'tell', 'claim', 'deny', 'that-is')",
        "SAY = 'say tell claim deny'.split()",
        "SAY = _words('say tell claim deny')",
        "SPEED = {'walk': 5, 'march': 6, 'ride': 15, 'drive': 60}",
        r"P = re.compile(r'\b(?:say|tell|claim|deny)s?\b')",
        r"P = re.compile(r'(?P<verb>says?|speak|claim(?:s|ed)?|den(?:y|ied))')",
        r"P = re.compile(rf'{X}\s+(?:ahead\s+of|beyond|prior\s+to|amid)')",
    ],
)
def test_lists_of_words_are_found(code):
    assert len(lists_in(ast.parse(code))) == 1


@pytest.mark.parametrize(
    "code",
    [
        "BE = {'am', 'is', 'are'}",
        "COLUMNS = ('event_id', 'event_type', 'place', 'status', 'notes')",
        "LABELS = ('pobj', 'nsubj', 'dobj', 'appos')",
        "P = re.compile(r'(?:say|tell|claim)')",
        "def f():\n    'Say | tell | claim | deny.'",
    ],
)
def test_names_and_short_lists_are_not(code):
    assert lists_in(ast.parse(code)) == []


def written(tmp_path, text):
    path = tmp_path / "lexicon.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[a.b]\nwords = 'one two'", "meaning"),
        ("[a]\nmeaning = 'm'\nwords = 'one two one'", "'one' twice"),
        ("[a]\nmeaning = 'm'\nwords = 'town(s) towns'", "'towns' twice"),
        ("[a]\nmeaning = 'm'\nwords = 'One'", "lower case"),
        ("[a]\nmeaning = 'm'\nwords = 'one'\n[b]\nmeaning = 'n'\nwords = 'one'", "same words"),
        ("[a]\nmeaning = 'm'\nwords = 'x'\n[b]\nmeaning = ''\ninclude = ['a']\nwords = 'x'", "x"),
        ("[a]\nmeaning = 'm'\ninclude = ['b']", "no list"),
        ("[a]\nmeaning = 'm'\ninclude = ['a']", "includes it"),
        ("[a]\nmeaning = 'm'\nword = 'one'", "expected"),
        ("[a", "expected"),
    ],
)  # fmt: skip
def test_a_damaged_lexicon_is_refused(tmp_path, text, said):
    with pytest.raises(DataError, match=said):
        lexicon.lexicon(written(tmp_path, text))


def test_a_missing_lexicon_is_refused(tmp_path):
    with pytest.raises(DataError, match="shipped"):
        lexicon.lexicon(tmp_path / "none.toml")


def test_lists_include_others_and_hold_phrases(tmp_path):
    text = "[a]\nmeaning = 'm'\nwords = 'say'\n[b]\nmeaning = 'n'\n"
    path = written(tmp_path, text + "include = ['a']\nwords = 'make_known'")
    read = lexicon.lexicon(path)
    assert read["b"].words == ("say", "make known")


def test_values_are_numbers_where_they_read_as_numbers(tmp_path):
    text = "[a]\nmeaning = 'm'\n[a.values]\n-1 = 'last past'\n'P.PPL' = 'town'"
    assert lexicon.lexicon(written(tmp_path, text))["a"].values == {
        "last": -1,
        "past": -1,
        "town": "P.PPL",
    }


def test_an_unknown_list_names_the_nearest():
    with pytest.raises(DataError, match=r"space\.points"):
        lexicon.words("space.point")


def test_stems_are_for_patterns_only():
    with pytest.raises(DataError, match="whole words"):
        lexicon.words("deeds.lost")


@pytest.mark.parametrize("text", ["harbor", "harbour", "old city", "old\n city", "suburbs"])
def test_a_pattern_matches_each_form(text):
    assert re.fullmatch(lexicon.alternation("places.town_parts"), text)


def test_a_pattern_prefers_the_longest_and_ends_stems():
    pattern = lexicon.alternation("time.limits", "deeds.lost")
    assert re.match(pattern, "captured Goma")[0] == "captured"
    assert re.match(lexicon.alternation("number.all"), "sixteen")[0] == "sixteen"
    assert re.fullmatch(lexicon.alternation("time.months", capital=True), "May")


def test_every_list_is_used():
    data = lexicon.default_data_dir()
    files = [*MODULES, data / "lexicon.toml", data / "event_cues.toml"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    used = set(re.findall(r"[\"']@?(\w+\.\w+)[\"']", text))
    assert lexicon.lexicon().keys() - used == set()


def test_reading_the_package_reads_no_lexicon():
    code = "import geomap, sys; assert 'geomap.lexicon' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
