"""Keys of names: one spelling for all the ways in which a place name is written.

`fold` is the exact key (case, marks, apostrophes and hyphens ignored, every script kept as it
is). `sound` is the coarser key behind transliterations: vowels, ezafe particles, articles,
doubled letters and look-alike consonants of Arabic, Persian and Cyrillic romanisations are
ignored. `strip_type` takes off words such as "Province" or "Mount" and says what they ask for.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from anyascii import anyascii

from geomap import lexicon, tongue

MAX_NAME_CHARS = 200

_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe",
        "þ": "th", "ŋ": "ng", "ə": "a", "ƶ": "z", "ҳ": "х", "қ": "к", "ғ": "г", "ҷ": "ж",
        "ي": "ی", "ى": "ی", "ې": "ی", "ك": "ک", "ہ": "ه", "ة": "ه", "ۀ": "ه", "ھ": "ه",
        "ە": "ه", "ٱ": "ا", "ـ": None, "&": " and ",
    }
)  # fmt: skip
_DROPPED = re.compile(r"['’‘`´ʹʺʻʼʽʾʿˈˊˋ\"“”„«»′″]")
_ACRONYM = re.compile(r"\b(\w)\.(?=\w\b)")
_SPACES = re.compile(r"[\W_]+")
_MARK_SCRIPTS_FROM = 10
_SIDES: dict[str, str] = lexicon.table("places.sides_french")
_DIVISIONS = lexicon.words("places.first_level")


def _fold_ascii(name: str) -> str:
    text = _DROPPED.sub("", name.lower()).replace("&", " and ")
    if "." in text:
        text = _ACRONYM.sub(r"\1", text)
    return _SPACES.sub(" ", text).strip()


def _is_kept(char: str) -> bool:
    """Whether a decomposed character carries meaning: vowel signs do, accents do not."""
    category = unicodedata.category(char)
    if category in {"Cf", "Cs", "Co"}:
        return False
    return category != "Mn" or unicodedata.combining(char) < _MARK_SCRIPTS_FROM


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Key under which a name is stored: case, accents, apostrophes and hyphens do not count.

    Names keep their own script, so "پنجشیر" and "Панджшер" have keys of their own; nothing is
    transliterated here. A name without letters or digits has the empty key.

    Examples
    --------
    >>> fold("Pol-e-Hesar"), fold("Panjšēr"), fold("‘Unābah"), fold("U.S.")
    ('pol e hesar', 'panjser', 'unabah', 'us')
    """
    if name.isascii():
        return _fold_ascii(name)
    text = _DROPPED.sub("", unicodedata.normalize("NFKD", name).casefold())
    text = "".join(char for char in text if _is_kept(char)).translate(_LETTERS)
    text = _ACRONYM.sub(r"\1", unicodedata.normalize("NFC", text))
    marks_kept = [
        char if char.isalnum() or unicodedata.category(char).startswith("M") else " "
        for char in text
    ]
    return " ".join("".join(marks_kept).split())


_UMLAUTS: dict[int, str | int | None] = {
    ord(letter): spelled
    for letter, spelled in zip("äöüÄÖÜ", ("ae", "oe", "ue", "Ae", "Oe", "Ue"), strict=True)
}
_EXPANSIONS: dict[str, str] = lexicon.table("places.spellings")


def key_variants(name: str) -> tuple[str, ...]:
    """Folded keys to try for a name, most literal first.

    Besides the key itself: without a leading article, with St/Mt/Ft written out or cut short,
    and with umlauts written as ae, oe, ue.

    Examples
    --------
    >>> key_variants("The Mt. Hermon")
    ('the mt hermon', 'mt hermon', 'the mount hermon', 'mount hermon')
    """
    key = fold(name)
    keys = [key]
    if key.startswith("the "):
        keys.append(key[4:])
    for base in tuple(keys):
        words = base.split()
        swapped = " ".join(_EXPANSIONS.get(word, word) for word in words)
        keys.append(swapped)
    if not name.isascii():
        keys.append(fold(unicodedata.normalize("NFC", name).translate(_UMLAUTS)))
    return tuple(dict.fromkeys(k for k in keys if k))


FORMER: dict[str, str] = lexicon.table("places.former_countries")
"""Folded name of the country today by a folded name that it bore once."""

ABROAD: dict[str, Mapping[str, str]] = {
    **tongue.divisions(),
    **{fold(name): {"": key} for name, key in tongue.names().items()},
}
"""Folded names of the gazetteer by country, or by "" for any, of a folded name that another
language has for the place."""

_LATIN_UNTIL = "\u0250"
_TYPES_ABROAD = tuple(
    (fold(word), is_after)
    for each in tongue.tongues().values()
    for word, means in each.table("types").items()
    if means in {"province", "region", "district"}
    for is_after in (False, True)
)


def is_foreign(key: str) -> bool:
    """Whether a folded name is written in another script than the Latin one."""
    return key[:1] >= _LATIN_UNTIL


def typed_keys(key: str) -> Iterator[str]:
    """Keys of a name in another script with each word for a division beside it.

    Divisions are known by such names alone: "ولایت هلمند", "Донецкая область".
    """
    if is_foreign(key):
        for word, is_after in _TYPES_ABROAD:
            if is_foreign(word):
                yield f"{key} {word}" if is_after else f"{word} {key}"


_FINAL_AH = re.compile(r"(?<=[^aeiou\W]a)h?$")
_MIN_FINAL_AH = 5


def endings(key: str) -> tuple[str, ...]:
    """The key of a name in "-ah" or "-a" with the other ending: one Arabic letter, two spellings.

    Examples
    --------
    >>> endings("hodeidah"), endings("latakia"), endings("goma")
    (('hodeida',), (), ())
    """
    if len(key) < _MIN_FINAL_AH or not key.isascii():
        return ()
    other = key[:-1] if key.endswith("ah") else key + "h"
    return (other,) if _FINAL_AH.search(key) else ()


_PARTICLES = lexicon.words("places.particles")
_DIGRAPHS = (
    ("tch", "C"), ("dsch", "j"), ("sch", "S"), ("sh", "S"), ("ch", "C"), ("zh", "j"),
    ("dj", "j"), ("dzh", "j"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"),
    ("dh", "d"), ("ck", "k"), ("ts", "c"), ("tz", "c"), ("q", "k"), ("w", "v"), ("x", "ks"),
)  # fmt: skip
_GLIDES = re.compile(r"(?<=[aeiou])[wvy](?![aeiou])|(?<=.)y")
_VOWELS = re.compile(r"[aeiou]+")
_DOUBLED = re.compile(r"(.)\1+")
_FINAL_H = re.compile(r"(?<=[aeiou])h\b")
MIN_SOUND_CHARS = 2
_HACEKS = str.maketrans({"š": "sh", "č": "ch", "ž": "zh", "Š": "Sh", "Č": "Ch", "Ž": "Zh"})


@lru_cache(maxsize=65_536)
def sound(name: str) -> str:
    """Coarse key that the common romanisations of one name share; "" where too little is left.

    Examples
    --------
    >>> sound("Panjshayr") == sound("Panjsher") == sound("Panjshir")
    True
    >>> sound("Pol-i-Hisar") == sound("Pul-e Hesar") == sound("Puli Khisar")
    True
    """
    key = fold(unicodedata.normalize("NFC", name).translate(_HACEKS))
    if not key.isascii():
        key = fold(anyascii(key))
    words = [word for word in key.split() if word not in _PARTICLES] or key.split()
    return _squeeze("".join(_sound_word(word) for word in words))


def _sound_word(word: str) -> str:
    word = _GLIDES.sub("i", _FINAL_H.sub("", word))
    for spelled, heard in _DIGRAPHS:
        word = word.replace(spelled, heard)
    head = "a" if word[:1] in tuple("aeiou") else ""
    return head + _VOWELS.sub("", word)


def _squeeze(text: str) -> str:
    text = _DOUBLED.sub(r"\1", text)
    return text if len(text) >= MIN_SOUND_CHARS else ""


_TYPE_OF: dict[str, str] = lexicon.table("places.type_kinds")
_LINKS = lexicon.words("places.name_links")


def strip_type(name: str) -> tuple[str, str] | None:
    """Folded name without its type word, and the kind that this word asks for.

    Examples
    --------
    >>> strip_type("Wilayat-e Takhar"), strip_type("Donetsk Oblast"), strip_type("Takhar")
    (('takhar', 'A.ADM1'), ('donetsk', 'A.ADM1'), None)
    """
    words = fold(name).split()
    for width in (3, 2, 1):
        if len(words) <= width:
            continue
        if kind := _TYPE_OF.get(" ".join(words[-width:])):
            return " ".join(_trim_links(words[:-width])), kind
        if kind := _TYPE_OF.get(" ".join(words[:width])):
            return " ".join(_trim_links(words[width:])), kind
    return None


def _trim_links(words: list[str]) -> list[str]:
    while len(words) > 1 and words[0] in _LINKS:
        words = words[1:]
    while len(words) > 1 and words[-1] in _LINKS:
        words = words[:-1]
    return words


def other_keys(folded: str) -> Iterator[str]:
    """Keys under which a name of another language, or one with an "h", may stand for its place."""
    if folded.endswith("h"):
        yield from endings(folded)
    yield from ABROAD.get(folded, {}).values()
    yield from typed_keys(folded)


def in_french(name: str) -> str:
    """Key of a side of a country as French has it, "" for another name.

    Texts in English call Nord in Haiti and Est in Burkina Faso "North" and "the East Region".

    Examples
    --------
    >>> in_french("North-East"), in_french("East Region"), in_french("North Kivu")
    ('nord est', 'est', '')
    """
    words = fold(name).split()
    if len(words) > 1 and words[-1] in _DIVISIONS:
        words.pop()
    return " ".join(_SIDES[word] for word in words) if _SIDES.keys() >= set(words) else ""
