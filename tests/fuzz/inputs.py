"""Texts, files of every kind and tables of events, odd in some place, drawn from one source.

Every function takes a `random.Random`: of a seed for the long campaign, of Hypothesis for the
tests, which then looks for the smallest input that breaks.
"""

import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

import pandas as pd
from golden import map_atlases
from test_doors import BODY, CORE, DOCX, ODT, PAGE, WHOLE, packed

from geomap import reports

ROOT = Path(__file__).parents[2]
SENTENCES = tuple(
    sentence
    for path in sorted((ROOT / "data" / "reports").glob("*.md"))
    for sentence in re.split(r"(?<=[.:]) ", path.read_text(encoding="utf-8").split("---")[-1])
)
NUMBERS = (
    "9" * 400, "9" * 5000,
    "1e999", "-0", "NaN", "inf", "٣٤", "²", "½", "1,000,000", "0x1F", "1/0", "0001",
    "31 February 2021", "29.2.2023", "year 1", "24:61", "10000-01-01", "0000-00-00",
    "34°61′99″N 200°E", "-91, 181", "999999999999 km north of", "0 km from", "between 5 and 2 km",
)  # fmt: skip
SIGNS = (
    "\x00", "\x1b]52;c;cm0=\x07", "\x9b31m", "\u202e", "\u2066", "\ufeff", "\u2028", "\r", "\v",
    "a\u0301\u0301\u0301", "\U0001f389", "(", ")", "[", "—", "-", '"', "“", "'", "«", ";", "&", "|",
    "=1+1", "@x", "../../etc/passwd", "%s%n", "\\Uffffffff", "!!bool z", "&a [*a]", "{", "}",
)  # fmt: skip
ODD = (*NUMBERS, *SIGNS, *map_atlases.HOSTILE)
LONE = ("\ud800", "\udfff")
"""Halves of a character, which only a text in memory can hold."""

LONGEST = 20_000


def text(rng: Random) -> str:
    """A text of sentences and odd things, some of them many times, some words moved."""
    parts = [piece(rng) for _ in range(rng.randint(1, 8))]
    return rng.choice((" ", "\n\n", "", ", "))[:2].join(parts)[:LONGEST]


def piece(rng: Random) -> str:
    """A sentence, its words in disorder, something odd, or any of them many times."""
    one = rng.choice(rng.choice((SENTENCES, SENTENCES, ODD, LONE)))
    kind = rng.randrange(6)
    if kind == 0:
        words = one.split()
        rng.shuffle(words)
        return " ".join(words)
    if kind == 1:
        return (one + rng.choice(("", " ", "-", "\n"))) * rng.randint(2, 60)
    if kind == 2:
        at = rng.randrange(len(one) + 1)
        return one[:at] + rng.choice(ODD) + one[at:]
    return one


def words(rng: Random) -> str:
    """A short piece that a table can hold."""
    return re.sub("[\ud800-\udfff]", "?", piece(rng)[:300])


def damaged(rng: Random, whole: bytes) -> bytes:
    """A file with one thing wrong: cut, doubled, turned bits, something odd set in."""
    at, to = sorted(rng.randrange(len(whole) + 1) for _ in range(2))
    odd = rng.choice(ODD).encode("utf-8", "surrogatepass")
    kinds: tuple[Callable[[], bytes], ...] = (
        lambda: whole[:at],
        lambda: whole[at:],
        lambda: whole[:to] + whole[at:],
        lambda: whole[:at] + odd + whole[at:],
        lambda: whole[:at] + odd + whole[to:],
        lambda: whole[:at] + bytes(byte ^ 0x80 for byte in whole[at : at + 3]) + whole[at + 3 :],
        lambda: whole[:at] + odd * 500 + whole[at:],
        lambda: whole.decode("utf-8", "replace").encode(rng.choice(("utf-16", "utf-7", "utf-32"))),
        lambda: whole,
    )
    return rng.choice(kinds)()


def _tables() -> dict[str, bytes]:
    frame = pd.DataFrame({"text": [BODY, *SENTENCES[:3]], "date": "2021-08-20", "title": "T"})
    sheet, parquet = io.BytesIO(), io.BytesIO()
    frame.to_excel(sheet, index=False)
    frame.to_parquet(parquet)
    return {
        ".csv": frame.to_csv(index=False).encode(),
        ".tsv": frame.to_csv(index=False, sep="\t").encode(),
        ".json": frame.to_json(orient="records").encode(),
        ".jsonl": frame.to_json(orient="records", lines=True).encode(),
        ".xlsx": sheet.getvalue(),
        ".parquet": parquet.getvalue(),
    }


MARKDOWN = f"""---
title: Market shelled
published: 2021-08-20T10:00:00+02:00
publisher: {{name: Daily, tags: [a, b]}}
url: https://example.org/1
---
{BODY}
"""
ARTICLE = f"""<html><head><title>Market shelled</title><meta property="article:published_time"
content="2021-08-20"><script type="application/ld+json">{{"@type": "NewsArticle", "headline": "x",
"datePublished": "2021-08-20", "author": [{{"name": "A"}}]}}</script></head>
<body><article><h1>Market</h1><p>{BODY}</p><p>{" ".join(SENTENCES[:6])}</p></article></body>
</html>"""
FILES: Mapping[str, bytes] = {
    **WHOLE,
    **_tables(),
    ".md": MARKDOWN.encode(),
    ".htm": ARTICLE.encode(),
    ".text": " ".join(SENTENCES).encode(),
    ".xml": WHOLE[".rss"],
}
PARTS: Mapping[str, Mapping[str, str]] = {
    ".docx": {"word__document_xml": DOCX, "docProps__core_xml": CORE},
    ".odt": {"content_xml": ODT},
}
"""Files that are archives: damage goes into a part, or into the archive."""


def file(rng: Random) -> tuple[str, bytes]:
    """A suffix and a file of that kind, damaged or of another kind."""
    suffix = rng.choice(reports.SUFFIXES)
    if rng.randrange(12) == 0:
        return suffix, FILES[rng.choice(tuple(FILES))]
    if suffix in PARTS and rng.randrange(3):
        parts = {name: damaged(rng, part.encode()) for name, part in PARTS[suffix].items()}
        return suffix, packed(**parts)
    whole = FILES.get(suffix, PAGE.encode())
    return suffix, damaged(rng, whole)


ASKS = (
    "go", "undecided", "half", "everything", "search", "accept", "place", "point", "no_place",
    "status", "add_name", "add_event", "take_back", "undo", "save", "", "none",
)  # fmt: skip
"""What the page of a review asks for, and what none does."""


def asked(rng: Random) -> dict[str, object]:
    """What a page sends with what it asks, the kinds of values in disorder."""
    values: tuple[object, ...] = (
        0, 1, -1, 10**400, 1e308, float("inf"), float("nan"), None, True, [], {}, "", "events",
        "Kabul", "claimed", "2021-08-20", "report", rng.choice(ODD), words(rng),
    )  # fmt: skip
    names = ("to", "half", "on", "name", "n", "lon", "lat", "radius_m", "role", "status", "first",
             "last", "start", "end", "scope", "event_type", "text", "who", "note")  # fmt: skip
    return {name: rng.choice(values) for name in names if rng.randrange(4)}


CELLS: Mapping[str, str] = {
    "longitude": "69.2", "latitude": "34.5", "date": "2021-08-20", "place": "Kabul", "id": "a1",
    "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "Army", "actor2": "Rebels",
    "event_date": "20 August 2021", "event_id_cnty": "AFG1", "fatalities": "3", "notes": BODY,
    "country": "Afghanistan", "location": "Kabul", "source": "Daily", "WKT": "POINT (69 34)",
    "date_start": "2021-08-20", "date_end": "2021-08-21", "best": "3", "low": "1", "high": "9",
    "type_of_violence": "1", "side_a": "A", "side_b": "B", "relid": "AFG-1", "geo_precision": "1",
    "killed": "3", "uncertainty_m": "100", "probability": ".5", "status": "claimed", "name": "Zork",
    "lon": "69.2", "lat": "34.5", "population": "10", "kind": "P.PPL", "report_id": "r",
    "start": "5", "place_id": "gn:1138958",
}  # fmt: skip


def rows(rng: Random) -> list[dict[str, str]]:
    """Rows of a table with columns of many shapes, some cells odd."""
    names = [name for name in CELLS if rng.randrange(3)]
    odd = [*ODD, "", " ", "x" * 5000]
    return [
        {name: rng.choice(odd) if rng.randrange(8) == 0 else CELLS[name] for name in names}
        for _ in range(rng.randint(0, 4))
    ]


def table_file(rng: Random) -> tuple[str, bytes]:
    """A suffix and a table of events in that form, at times damaged."""
    found = rows(rng)
    frame = pd.DataFrame(found)
    features = [
        {
            "type": "Feature",
            "properties": row,
            "geometry": rng.choice((
                {"type": "Point", "coordinates": [69.2, 34.5]},
                {"type": "Point", "coordinates": [rng.choice(ODD), None]},
                {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 1], [1, 0], [0, 0]]]},
                {"type": "LineString", "coordinates": []},
                {"type": "GeometryCollection", "geometries": [None]},
                None,
            )),
        }
        for row in found
    ]  # fmt: skip
    marks = "".join(
        f"<Placemark><name>{row.get('place')}</name><description><![CDATA[{row}]]></description>"
        "<Point><coordinates>69.2,34.5</coordinates></Point></Placemark>"
        for row in found
    )
    kml = f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{marks}</Document></kml>'
    kinds = {
        ".csv": frame.to_csv(index=False),
        ".tsv": frame.to_csv(index=False, sep="\t"),
        ".geojson": json.dumps({"type": "FeatureCollection", "features": features}),
        ".json": json.dumps(found),
        ".kml": kml,
    }
    suffix = rng.choice(tuple(kinds))
    whole = kinds[suffix].encode("utf-8", "replace")
    return suffix, damaged(rng, whole) if rng.randrange(3) == 0 else whole


def entries(rng: Random) -> tuple[str, bytes]:
    """A suffix and a file of decisions or places in that form."""
    if rng.randrange(2):
        return ".csv", pd.DataFrame(rows(rng)).to_csv(index=False).encode("utf-8", "replace")
    lines = []
    for row in rows(rng):
        keys = [name for name in row if rng.randrange(2)]
        quote = rng.choice(("", '"', "'"))
        lines.append("- {" + ", ".join(f"{key}: {quote}{row[key]}{quote}" for key in keys) + "}")
    text = "\n".join(lines) or rng.choice(ODD)
    return ".yaml", damaged(rng, text.encode("utf-8", "replace"))
