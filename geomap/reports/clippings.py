"""Articles in one text, as Nexis and Factiva export them: taken apart by their own marks.

| export | mark | title | publisher | body |
|---|---|---|---|---|
| LexisNexis | "3 of 250 DOCUMENTS" | above "BYLINE:" and such | first line | below those |
| Nexis Uni | "End of Document" | first line | above the day | below "Body" |
| Factiva | "Document AFPR0000201403..." | first line | below the day | below the rights |
| Factiva by field | the same | HD | SN | LP and TD |
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath

from geomap.errors import InputError
from geomap.model import Loss, Report, read_days
from geomap.reports.fields import from_fields, from_record

Fields = dict[str, str]

_OF_DOCUMENTS = re.compile(r"(?m)^[ \t]*\d+ of \d+ DOCUMENTS?[ \t]*$")
_END = re.compile(r"(?m)^[ \t]*End of Document[ \t]*$")
_DOCUMENT = re.compile(r"(?m)^[ \t]*(?:AN\s+)?Document [A-Z0-9]{4,}\d{8}[a-z0-9]+[ \t]*$")
_FIELD = re.compile(r"[A-Z][A-Za-z-]{3,20}:(?:[ \t]|$)")
_BODY = re.compile(r"(?m)^[ \t]*Body[ \t]*$")
_WORDS = re.compile(r"(?mi)^[ \t]*(?:LENGTH:[ \t]*)?[\d,.]+ words\b[^\n]*$")
_RIGHTS = re.compile(r"(?mi)^[ \t]*(?:Copyright\b|\(c\)|©)[^\n]*$|\brights reserved\b")
_TAG = re.compile(r"(?m)^([A-Z]{2,3})(?:[ \t]+|[ \t]*\n)")
_CLOCK = re.compile(r"\d{1,2}:\d\d")


def read_clippings(name: PurePath, fields: Mapping[str, str]) -> Iterator[Report | Loss]:
    """The reports of a text: the articles of an archive's export, else the one that it is."""
    found = articles(fields["text"])
    if not found:
        yield from from_fields(name, fields)
    for number, article in enumerate(found, 1):
        yield from from_record(name, f"article {number}", article)


def articles(text: str) -> list[Fields]:
    """The articles of an export, each with its fields by our names; none of any other text.

    What is between two marks and no article has no fields.
    """
    text = text.replace("\r\n", "\n")
    for mark, read in _EXPORTS.items():
        if mark.search(text):
            found = [read(part) for part in mark.split(text) if part.strip()]
            return found if any(fields.get("text") for fields in found) else []
    return []


def _nexis(part: str) -> Fields:
    words = _WORDS.search(part)
    if words is None:
        return {}
    above = _paragraphs(part[: words.start()])
    below = _paragraphs(part[words.end() :])
    plain = [one for one in above if not _FIELD.match(one)]
    while below and _FIELD.match(below[0]):
        below.pop(0)
    day, _ = _day(plain)
    return {
        "title": plain[-1] if len(plain) > 1 else "",
        "publisher": plain[0] if plain else "",
        "published": day,
        "text": _text(below),
    }


def _nexis_uni(part: str) -> Fields:
    body = _BODY.search(part)
    if body is None:
        return {}
    head = _lines(part[: body.start()])
    day, at = _day(head)
    return {
        "title": head[0] if head else "",
        "publisher": head[at - 1] if at > 1 else "",
        "published": day,
        "text": _text(_paragraphs(part[body.end() :])),
    }


def _factiva(part: str) -> Fields:
    tagged = _TAG.split(part)
    told = dict(zip(tagged[1::2], tagged[2::2], strict=True))
    if "HD" in told and ("LP" in told or "TD" in told):
        names = {"title": "HD", "published": "PD", "publisher": "SN"}
        fields = {ours: " ".join(told.get(tag, "").split()) for ours, tag in names.items()}
        return fields | {"text": f"{told.get('LP', '')}\n{told.get('TD', '')}".strip()}
    words = _WORDS.search(part)
    return {} if words is None else _factiva_plain(part, words)


def _factiva_plain(part: str, words: re.Match[str]) -> Fields:
    """An article whose head is what stands around the line that counts its words."""
    head, rights = _lines(part[: words.start()]), _RIGHTS.search(part)
    # what stands on the line of the rights is no body
    end, body = rights.end() if rights else words.end(), part[words.end() :]
    if rights:
        body = part[end:].partition("\n")[2]
    below = _lines(part[words.end() : end])
    day, at = _day(below)
    after = [line for line in below[at + 1 :] if not _CLOCK.match(line)] if day else []
    return {
        "title": next(iter(head), ""),
        "publisher": next(iter(after), ""),
        "published": day,
        "text": _text(_paragraphs(body)),
    }


def _lines(text: str) -> list[str]:
    """Lines with words in them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _paragraphs(text: str) -> list[str]:
    """What blank lines part, with its own lines."""
    return [one.strip() for one in re.split(r"\n[ \t]*\n", text) if one.strip()]


def _text(paragraphs: list[str]) -> str:
    """A body without what an archive says about it at its end."""
    while paragraphs and _is_about(paragraphs[-1]):
        paragraphs.pop()
    return "\n\n".join(paragraphs)


def _is_about(paragraph: str) -> bool:
    return bool(
        _FIELD.match(paragraph) or _RIGHTS.search(paragraph) or paragraph == "Classification"
    )


def _day(lines: list[str]) -> tuple[str, int]:
    """The first line that is one day, and its number."""
    for number, line in enumerate(lines):
        for words in (line, line.partition("\n")[0]):
            try:
                first, last, _ = read_days(words)
            except InputError:
                continue
            if first is not None and first == last:
                return first.isoformat(), number
    return "", 0


_EXPORTS: Mapping[re.Pattern[str], Callable[[str], Fields]] = {
    _OF_DOCUMENTS: _nexis,
    _END: _nexis_uni,
    _DOCUMENT: _factiva,
}
