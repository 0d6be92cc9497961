"""The candidates of a document's names, and how they relate to each other in space and text.

With more than `BLOCK` different names a document is read in blocks, so that cost stays linear in
its length.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from geomap.gazetteer import fold
from geomap.model import Candidate, Mention, Report
from geomap.resolution.own import Floats, Group, own

BLOCK = 60
EARTH_RADIUS_KM = 6_371.0
SCALES_KM = (40.0, 150.0, 600.0)
NEAR_CHARS = 400.0
_CHAIN = re.compile(r",? ?[(\[]|, ?|,? in (?:the )?|,? near (?:the )?")
_OWNER = re.compile(r"['’]s? ")
_DATELINE = re.compile(r".{0,40}?(?:--|—|–|\(\w+\)| - )")
Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Scene:
    """Candidates of the groups of a block of a document, flat, with what relates them."""

    groups: tuple[Group, ...]
    of: npt.NDArray[np.intp]
    own: Floats
    related: Mapping[str, Matrix]
    weight: Floats
    dateline: npt.NDArray[np.bool_]
    has_chain: npt.NDArray[np.bool_]

    @property
    def size(self) -> int:
        """Number of candidates."""
        return len(self.of)


def blocks(groups: Sequence[Group]) -> Iterator[Sequence[Group]]:
    """Groups in the order of the text, at most `BLOCK` at once."""
    for at in range(0, len(groups), BLOCK):
        yield groups[at : at + BLOCK]


def scene(
    report: Report,
    mentions: Sequence[Mention],
    groups: Sequence[Group],
    hints: Mapping[str, float],
) -> Scene:
    """Everything about a block's candidates that no probability changes.

    `hints` is the share of the text's cue words by country, from `cues.countries`.
    """
    flat = [(n, candidate) for n, group in enumerate(groups) for candidate in group.candidates]
    of = np.array([n for n, _ in flat], dtype=np.intp)
    codes = [_codes(candidate) for _, candidate in flat]
    chain, near = _text_relations(report, mentions, groups)
    related = _relations([candidate for _, candidate in flat], codes)
    other = of[:, None] != of[None, :]
    related["beside"] = near[np.ix_(of, of)]
    related["chain"] = chain[np.ix_(of, of)] * related["within"]
    return Scene(
        groups=tuple(groups),
        of=of,
        own=own(report, groups, codes, hints),
        related={key: (value * other).astype(np.float32) for key, value in related.items()},
        weight=np.sqrt([len(group.mentions) for group in groups]).astype(np.float32),
        dateline=_datelines(report, mentions, groups),
        has_chain=np.asarray(chain.any(axis=1), dtype=bool),
    )


def _relations(
    candidates: Sequence[Candidate], codes: Sequence[tuple[str, str, str]]
) -> dict[str, npt.NDArray[Any]]:
    """Which candidate shares, or lies in, which other's country or division, and how near."""
    country, admin1, admin2 = (_same(codes, level) for level in range(3))
    level = np.array([_level(candidate.place.kind) for candidate in candidates])[None, :]
    in_country, in_admin1, in_admin2 = (
        country & (level == 0),
        admin1 & (level == 1),
        admin2 & (level == 2),
    )
    d2 = _squared_km([c.place.lon for c in candidates], [c.place.lat for c in candidates])
    return {
        "country": country,
        "admin1": admin1,
        "in_country": in_country,
        "in_admin1": in_admin1,
        "in_admin2": in_admin2,
        "within": in_country | in_admin1 | in_admin2,
        **{f"near_{scale:.0f}km": 1 / (1 + d2 / scale**2) for scale in SCALES_KM},
    }


def _same(codes: Sequence[tuple[str, str, str]], level: int) -> npt.NDArray[np.bool_]:
    """Which candidates have the same code of a level; a missing one is like no other."""
    number: dict[str, int] = defaultdict(lambda: len(number))
    values = np.array(
        [number[code[level]] if code[level] else -1 - n for n, code in enumerate(codes)]
    )
    return np.asarray(values[:, None] == values[None, :])


def _datelines(
    report: Report, mentions: Sequence[Mention], groups: Sequence[Group]
) -> npt.NDArray[np.bool_]:
    starts = [min(mentions[n].start for n in group.mentions) for group in groups]
    return np.array(
        [start < 60 and bool(_DATELINE.match(report.text, start, start + 90)) for start in starts],
        dtype=bool,
    )


def _codes(candidate: Candidate) -> tuple[str, str, str]:
    """Country, first-order and second-order division of a candidate; "" where it has none."""
    place = candidate.place
    first = place.admin1 or (place.name if place.kind == "A.ADM1" else "")
    second = place.admin2 or (place.name if place.kind == "A.ADM2" else "")
    one = f"{place.country}|{fold(first)}" if first else ""
    two = f"{one}|{fold(second)}" if one and second else ""
    return place.country, one, two


def _level(kind: str) -> int:
    return 0 if kind.startswith("A.PCL") else {"A.ADM1": 1, "A.ADM2": 2}.get(kind, 9)


def _squared_km(lon: Sequence[float], lat: Sequence[float]) -> Matrix:
    """Squared chord lengths between all points; close to geodesic where nearness matters."""
    lam, phi = np.radians(np.array(lon)), np.radians(np.array(lat))
    xyz = np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=1)
    result: Matrix = np.maximum(EARTH_RADIUS_KM**2 * (2 - 2 * xyz @ xyz.T), 0).astype(np.float32)
    return result


def _text_relations(
    report: Report, mentions: Sequence[Mention], groups: Sequence[Group]
) -> tuple[Matrix, Matrix]:
    """Which group's name stands right before which as "X, Y"; and closeness in the text, 0 to 1."""
    size = len(groups)
    chain = np.zeros((size, size), dtype=np.float32)
    gap = np.full((size, size), np.inf)
    placed = sorted(
        (mentions[m].start, mentions[m].end, g) for g in range(size) for m in groups[g].mentions
    )
    for (_, end, g), (start, _, h) in pairwise(placed):
        between = report.text[end:start] if 0 < start - end <= 8 else ""
        if between and g != h:
            if _CHAIN.fullmatch(between):
                chain[g, h] = 1
            elif _OWNER.fullmatch(between):
                chain[h, g] = 1
    at = np.array([start for start, _, _ in placed])
    group = np.array([g for _, _, g in placed], dtype=np.intp)
    for n in range(len(placed)):
        close = slice(max(0, n - 8), n + 9)
        np.minimum.at(gap, (group[n], group[close]), np.abs(at[close] - at[n]))
    return chain, np.exp(-gap / NEAR_CHARS).astype(np.float32)
