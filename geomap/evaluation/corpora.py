"""Gold corpora of place mentions, read into one form whatever their format.

Two XML formats are known, told apart by what stands in them: articles whose toponyms carry a
`gaztag` (Local-Global Lexicon, TR-News) and articles whose toponyms carry an `extractedName`
(GeoWebNews). What a toponym lacks stays None; spans that are off are moved to the nearest place
where their phrase stands.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from geomap import reports
from geomap.errors import GeomapError, ReportError
from geomap.model import Report, check_lonlat

_ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_COUNTRY_CODES = frozenset({"PCLI", "PCLD", "PCLS", "PCLF", "PCLIX", "PCL", "PCLH", "TERR"})


@dataclass(frozen=True, kw_only=True)
class GoldToponym:
    """A place name that a person marked, with where it lies if they could say.

    `geoname_id` and `code` are of GeoNames; `moved` says that the corpus's span did not hold its
    phrase and was moved.
    """

    start: int
    end: int
    text: str
    lon: float | None = None
    lat: float | None = None
    geoname_id: str = ""
    code: str = ""
    moved: bool = False

    @property
    def is_country(self) -> bool:
        """Whether the corpus itself says that this is a country."""
        return self.code in _COUNTRY_CODES


@dataclass(frozen=True, kw_only=True)
class GoldArticle:
    """One article of a corpus: a report and the place names marked in it."""

    report: Report
    toponyms: tuple[GoldToponym, ...]


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """Articles of one file.

    `unmarked` counts marked names that could not be found in the text, `skipped` articles that
    are no XML.
    """

    name: str
    articles: tuple[GoldArticle, ...]
    unmarked: int = 0
    skipped: int = 0

    @property
    def moved(self) -> int:
        """How many spans did not hold their phrase and were moved."""
        return sum(t.moved for a in self.articles for t in a.toponyms)


def read(path: Path | str) -> Corpus:
    """Read a gold corpus; its format is found from its content.

    Parameters
    ----------
    path
        An XML file of `article` elements, each with a `text` and `toponyms`.

    Returns
    -------
    Corpus
        Articles in the order of the file, toponyms in the order of the text.

    Raises
    ------
    ReportError
        If the file is missing or holds no article with toponyms.
    """
    path = Path(path)
    if not path.is_file():
        raise ReportError(f"{path}: expected a corpus file, found nothing there")
    elements, skipped = _elements(path)
    articles: list[GoldArticle] = []
    lost = 0
    for number, element in enumerate(elements, 1):
        text = element.findtext("text") or ""
        if not text.strip():
            continue
        marked = list(_toponyms(element, text))
        found = [toponym for toponym in marked if toponym is not None]
        lost += len(marked) - len(found)
        found.sort(key=lambda t: (t.start, t.end))
        articles.append(GoldArticle(report=_report(element, text, number), toponyms=tuple(found)))
    if not any(article.toponyms for article in articles):
        raise ReportError(f"{path}: expected articles with marked toponyms, found none")
    return Corpus(name=path.stem, articles=tuple(articles), unmarked=lost, skipped=skipped)


def _elements(path: Path) -> tuple[list[ET.Element], int]:
    """Article elements of a file; where it is no XML as a whole, each article on its own."""
    data = path.read_bytes()
    try:
        return list(ET.fromstring(data).iter("article")), 0  # noqa: S314
    except (ET.ParseError, ValueError, LookupError):
        text = _NO_XML.sub("\N{REPLACEMENT CHARACTER}", data.decode("utf-8", "replace"))
    found: list[ET.Element] = []
    skipped = 0
    for piece in _ARTICLE.finditer(text):
        try:
            found.append(ET.fromstring(piece.group()))  # noqa: S314
        except (ET.ParseError, ValueError):
            skipped += 1
    return found, skipped


def _report(element: ET.Element, text: str, number: int) -> Report:
    ident = element.get("docid") or element.get("file") or str(number)
    report = reports.from_text(
        text,
        report_id=ident,
        title=" ".join((element.findtext("title") or "").split()),
        publisher=_outlet(element),
        url=(element.findtext("url") or element.findtext("link") or "").strip(),
    )
    return replace(report, published=_day(element.findtext("dltime")))


def _outlet(element: ET.Element) -> str:
    """The outlet's domain, from its own field or from the article's address."""
    named = (element.findtext("domain") or "").strip()
    address = (element.findtext("url") or element.findtext("link") or "").strip()
    host = named or address.partition("://")[2].partition("/")[0]
    return host.casefold().removeprefix("www.")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "").strip()[:10])
    except ValueError:
        return None


def _toponyms(element: ET.Element, text: str) -> Iterator[GoldToponym | None]:
    for item in element.iter("toponym"):
        # typed as no place: an expression, a demonym, a homonym
        if not _is_untagged(item) or (item.findtext("latitude") or "").strip():
            yield _toponym(item, text)


def _is_untagged(item: ET.Element) -> bool:
    """Whether a toponym is in GeoWebNews' form, which holds the place itself."""
    return item.find("gaztag") is None and item.find("extractedName") is not None


def _toponym(item: ET.Element, text: str) -> GoldToponym | None:
    """The toponym of an element, None where the text does not hold its phrase."""
    phrase = item.findtext("phrase") or item.findtext("extractedName") or ""
    span = _aligned(text, item.findtext("start"), item.findtext("end"), phrase)
    if span is None:
        return None
    tag = item.find("gaztag")
    place, untagged = item if tag is None else tag, _is_untagged(item)
    ident = item.findtext("geonamesID") if untagged else place.get("geonameid")
    lon, lat = _lonlat(place)
    return GoldToponym(
        start=span[0],
        end=span[1],
        text=text[span[0] : span[1]],
        lon=lon,
        lat=lat,
        geoname_id=(ident or "").strip(),
        code="" if untagged else (place.findtext("fcode") or "").strip(),
        moved=span[2],
    )


def _lonlat(place: ET.Element) -> tuple[float | None, float | None]:
    lon, lat = (
        place.findtext(short) or place.findtext(full)
        for short, full in (("lon", "longitude"), ("lat", "latitude"))
    )
    try:
        point = float(lon or "nan"), float(lat or "nan")
        check_lonlat(*point)
    except (ValueError, GeomapError):
        return None, None
    return point


def _aligned(
    text: str, start: str | None, end: str | None, phrase: str
) -> tuple[int, int, bool] | None:
    """The span of a phrase: as marked, or moved to its nearest occurrence."""
    try:
        first, last = int(start or ""), int(end or "")
    except ValueError:
        return None
    phrase = phrase.strip()
    if not phrase or text[first:last] == phrase:
        return (first, last, False) if 0 <= first < last <= len(text) else None
    first = max(first, 0)
    before, after = text.rfind(phrase, 0, first + len(phrase)), text.find(phrase, first)
    hits = [at for at in (before, after) if at >= 0]
    if not hits:
        return None
    best = min(hits, key=lambda at: abs(at - first))
    return best, best + len(phrase), True
