"""Spatial claims as schema.org ClaimReview in JSON-LD.

`ratingValue` is 3 for supported, 2 for undetermined and 1 for contradicted by geography. It rates
the spatial statement alone, as `ratingExplanation` says, and has no date, since the same reports
give the same bytes.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import shapely

from geomap.files.rows import flat, records
from geomap.model import Verdict

_WEB = re.compile(r"https?://", re.IGNORECASE)
_RATINGS: Mapping[str, int] = {
    Verdict.SUPPORTED: 3,
    Verdict.UNDETERMINED: 2,
    Verdict.CONTRADICTED: 1,
}
_TOOL = {"@type": "Organization", "name": "geomap (automatic check against geography)"}


def to_claim_review(tables: Mapping[str, gpd.GeoDataFrame]) -> bytes:
    """The claims as one JSON-LD graph; with the sources' table, each says where it appeared."""
    sources = tables.get("sources")
    known = {} if sources is None else {row["report_id"]: row for row, _ in records(flat(sources))}
    graph = [
        _review(row, shape, known.get(row["report_id"], {}))
        for row, shape in records(flat(tables["claims"]))
    ]
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=1
    )
    # a reader may paste this into a page's script element
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").encode("utf-8") + b"\n"


def _review(row: Mapping[Any, Any], shape: Any, source: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        "@type": "ClaimReview",
        "@id": f"urn:geomap:claim:{row['claim_id']}",
        "claimReviewed": row["text"],
        "author": _TOOL,
        "reviewRating": _rating(row),
        "itemReviewed": _claim(row, source),
        **({} if shape is None else {"spatialCoverage": _box(shape)}),
    }


def _rating(row: Mapping[Any, Any]) -> dict[str, Any]:
    words = [row["measured"], row["why"]]
    if row["probability"] is not None:
        words.append(f"Probability that the spatial statement is true: {row['probability']:.2f}.")
    return {
        "@type": "Rating",
        "ratingValue": _RATINGS.get(row["verdict"], 2),
        "bestRating": 3,
        "worstRating": 1,
        "alternateName": row["verdict"],
        "ratingExplanation": " ".join(word for word in words if word),
    }


def _claim(row: Mapping[Any, Any], source: Mapping[Any, Any]) -> dict[str, Any]:
    claim: dict[str, Any] = {"@type": "Claim", "text": row["text"]}
    if row["said_by"]:
        # whether a person or a body speaks, the report does not tell
        claim["author"] = {"@type": "Thing", "name": row["said_by"]}
    article: dict[str, Any] = {"@type": "NewsArticle", "identifier": row["report_id"]}
    article |= {
        key: source[column]
        for key, column in (("headline", "title"), ("url", "url"), ("datePublished", "published"))
        if source.get(column) and (column != "url" or _WEB.match(source[column]))
    }
    if source.get("publisher"):
        article["publisher"] = {"@type": "Organization", "name": source["publisher"]}
    return claim | {"appearance": article}


def _box(shape: Any) -> dict[str, Any]:
    """The claim's area as a box, in schema.org's order: latitude before longitude."""
    west, south, east, north = (round(float(edge), 5) for edge in shapely.bounds(shape))
    box = f"{south} {west} {north} {east}"
    return {"@type": "Place", "geo": {"@type": "GeoShape", "box": box}}
