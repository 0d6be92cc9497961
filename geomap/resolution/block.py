"""The candidates of a document's names, and how they relate to each other in space and text.

With more than `MOST_NAMES` different names a document is read in blocks, so that cost stays linear
in its length.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from geomap.gazetteer import EmbeddedGazetteer, fold
from geomap.model import Candidate, Mention, Place, Report
from geomap.resolution import cues
from geomap.resolution.candidates import Group, groups_of
from geomap.resolution.name_features import name_rows
from geomap.settings import OFFLINE, Settings
from geomap.toponyms.trees import Floats
from geomap.toponyms.words import demonyms

MOST_NAMES = 60
EARTH_RADIUS_KM = 6_371.0
SCALES_KM = (40.0, 150.0, 600.0)
_NEAR_CHARS = 400.0
_MOST_LINK_CHARS = 8
_NEIGHBOURS = 8
_INTO = re.compile(r",? ?[(\[]|, ?|,? in (?:the )?|,? near (?:the )?")
_OWNER = re.compile(r"['’]s? ")
_DATELINE = re.compile(r".{0,40}?(?:--|—|–|\(\w+\)| - )")


@dataclass(frozen=True, eq=False)
class Block:
    """Some names of a document with their candidates, and what no probability changes.

    Attributes
    ----------
    groups
        The names.
    of
        Number of the group of each candidate, group by group.
    name_rows
        What a candidate's own row and name say, a column for each of `name_features.NAMES`.
    related
        Matrices over the candidates by name of a relation, 0 within a group: the column lies in,
        is near, or is written beside or around the row.
    weight
        Root of the number of each group's mentions.
    dateline, has_chain
        Whether each group's name stands in a dateline, or before the name of what holds it.
    """

    groups: tuple[Group, ...]
    of: npt.NDArray[np.intp]
    name_rows: Floats
    related: Mapping[str, Floats]
    weight: Floats
    dateline: npt.NDArray[np.bool_]
    has_chain: npt.NDArray[np.bool_]

    @property
    def candidates(self) -> list[Candidate]:
        """The candidates of all groups."""
        return [candidate for group in self.groups for candidate in group.candidates]


def blocks(
    report: Report,
    mentions: Sequence[Mention],
    gazetteer: EmbeddedGazetteer,
    *,
    settings: Settings = OFFLINE,
) -> Iterator[Block]:
    """Names of a report with their candidates and relations, in blocks; what the ranker sees."""
    hints = cues.countries(report.text, settings.data_dir) if mentions else {}
    groups = list(groups_of(report, mentions, gazetteer, demonyms(settings.data_dir)))
    for at in range(0, len(groups), MOST_NAMES):
        yield _block(report, mentions, groups[at : at + MOST_NAMES], hints)


def _block(
    report: Report,
    mentions: Sequence[Mention],
    groups: Sequence[Group],
    hints: Mapping[str, float],
) -> Block:
    of = np.repeat(np.arange(len(groups)), [len(group.candidates) for group in groups])
    chain, near = _text_relations(report, mentions, groups)
    related = _relations([c.place for group in groups for c in group.candidates])
    related["beside"] = near[np.ix_(of, of)]
    related["chain"] = chain[np.ix_(of, of)] * related["within"]
    other = of[:, None] != of[None, :]
    starts = [min(mentions[n].start for n in group.mentions) for group in groups]
    dated = [start < 60 and _DATELINE.match(report.text, start, start + 90) for start in starts]
    return Block(
        groups=tuple(groups),
        of=of,
        name_rows=name_rows(report, groups, hints),
        related={key: (value * other).astype(np.float32) for key, value in related.items()},
        weight=np.sqrt([len(group.mentions) for group in groups]).astype(np.float32),
        dateline=np.array(dated, dtype=bool),
        has_chain=np.asarray(chain.any(axis=1), dtype=bool),
    )


def _relations(places: Sequence[Place]) -> dict[str, npt.NDArray[Any]]:
    """Which place shares, or lies in, which other's country or division, and how near they are."""
    country, admin1, admin2 = (_same(codes) for codes in zip(*map(_codes, places), strict=True))
    kinds = np.array([place.kind for place in places])
    in_country = country & np.char.startswith(kinds, "A.PCL")
    in_admin1, in_admin2 = admin1 & (kinds == "A.ADM1"), admin2 & (kinds == "A.ADM2")
    xyz = unit_vectors(places)
    squared_km = np.maximum(EARTH_RADIUS_KM**2 * (2 - 2 * xyz @ xyz.T), 0).astype(np.float32)
    return {
        "country": country,
        "admin1": admin1,
        "in_country": in_country,
        "in_admin1": in_admin1,
        "in_admin2": in_admin2,
        "within": in_country | in_admin1 | in_admin2,
        **{f"near_{scale:.0f}km": 1 / (1 + squared_km / scale**2) for scale in SCALES_KM},
    }


def _codes(place: Place) -> tuple[str, str, str]:
    """Country, first-order and second-order division of a place; "" where it has none."""
    first = place.admin1 or (place.name if place.kind == "A.ADM1" else "")
    second = place.admin2 or (place.name if place.kind == "A.ADM2" else "")
    one = f"{place.country}|{fold(first)}" if first else ""
    return place.country, one, f"{one}|{fold(second)}" if one and second else ""


def _same(codes: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which have the same code; a missing one is like no other."""
    known, numbers = np.unique(codes, return_inverse=True)
    named = known[numbers] != ""
    result: npt.NDArray[np.bool_] = (numbers[:, None] == numbers[None, :]) & named[None, :]
    return result


def unit_vectors(places: Sequence[Place]) -> npt.NDArray[np.float64]:
    """Places on the unit sphere, shape (places, 3); chords are close to geodesic where near."""
    lam = np.radians([place.lon for place in places])
    phi = np.radians([place.lat for place in places])
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=1)


def _text_relations(
    report: Report, mentions: Sequence[Mention], groups: Sequence[Group]
) -> tuple[Floats, Floats]:
    """Which group's name stands right before which as "X, Y"; and closeness in the text, 0 to 1."""
    chain = np.zeros((len(groups), len(groups)), dtype=np.float32)
    group_of = {m: g for g, group in enumerate(groups) for m in group.mentions}
    placed = sorted((mentions[m].start, mentions[m].end, g) for m, g in group_of.items())
    for (_, end, g), (start, _, h) in pairwise(placed):
        between = report.text[end:start] if start - end <= _MOST_LINK_CHARS else ""
        chain[g, h] = max(chain[g, h], _INTO.fullmatch(between) is not None)
        chain[h, g] = max(chain[h, g], _OWNER.fullmatch(between) is not None)
    np.fill_diagonal(chain, 0)
    gap = np.full(chain.shape, np.inf)
    at = np.array([start for start, _, _ in placed])
    group_at = np.array([g for _, _, g in placed], dtype=np.intp)
    for n in range(len(placed)):
        close = slice(max(0, n - _NEIGHBOURS), n + _NEIGHBOURS + 1)
        np.minimum.at(gap, (group_at[n], group_at[close]), np.abs(at[close] - at[n]))
    return chain, np.exp(-gap / _NEAR_CHARS).astype(np.float32)
