"""The embedded gazetteer: names to places, ids to places and areas, places within bounds."""

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry.base import BaseGeometry

from geomap.gazetteer import imported
from geomap.gazetteer.bloom import may_contain
from geomap.gazetteer.matching import Matcher
from geomap.gazetteer.names import FORMER, MAX_NAME_CHARS, fold, other_keys
from geomap.gazetteer.scoring import CODE_FLAG, score
from geomap.gazetteer.store import CELL, cell_ranges, checked, connect, unpacked
from geomap.gazetteer.user_file import opened
from geomap.model import CRS, Candidate, Place
from geomap.settings import OFFLINE, Settings

if TYPE_CHECKING:
    import geopandas as gpd

_PLACE = (
    "SELECT p.id, p.place_id, p.name, p.kind, p.lon_e5, p.lat_e5, p.country, p.admin1, p.admin2, "
    "p.population, p.uncertainty_m, p.has_area, p.alternates, p.source, p.accuracy FROM placed p "
)
_FACTS = (
    "SELECT count(DISTINCT id), max(population), max(kind LIKE 'A.PCL%'), max(kind = 'A.ADM1'), "
    "max(kind LIKE 'A.ADM%' AND kind <> 'A.ADM1'), max(kind LIKE 'P.%'), "
    "max(kind NOT LIKE 'A.%' AND kind NOT LIKE 'P.%') FROM named WHERE key = ? AND flag < ?"
)
_SPELLING_SLACK = 6
_KEPT_NAMES, _KEPT_AREAS = 10_000, 200  # answers: a war's reports name the same places
_MOST_OF_COUNTRY = 20_000
_POSTAL = "postal:%"
"""Ids, as SQL matches them, of villages that only lists of postal codes have."""


class EmbeddedGazetteer:
    """The shipped gazetteer with the imported ones; implements `geomap.model.Gazetteer`.

    It may be shared between threads and sent to other processes, which open it anew.
    """

    def __init__(self, settings: Settings = OFFLINE, *, extra: Sequence[Any] = ()) -> None:
        self._arguments = (settings, tuple(extra))
        self._base = connect(unpacked(settings))
        self._imported = imported.attach(self._base, imported.paths(settings))
        self._matcher = Matcher(self._base)
        self._user = opened(extra, settings)
        self._filter: bytes | None = None
        self._rows = lru_cache(_KEPT_NAMES)(self._matcher.rows)
        self._facts = lru_cache(_KEPT_NAMES)(self._facts_of)
        self._named = lru_cache(_KEPT_NAMES)(self._is_named)
        self._area = lru_cache(_KEPT_AREAS)(self._area_of)
        self._within = lru_cache(_KEPT_AREAS)(self._within_of)

    def __reduce__(self) -> tuple[Any, ...]:
        return _reopened, self._arguments

    def lookup(
        self,
        name: str,
        *,
        country: str | None = None,
        near: tuple[float, float] | None = None,
        limit: int = 10,
    ) -> list[Candidate]:
        """Candidates for a name, best first.

        Parameters
        ----------
        name
            As it stands in a text, in any script; over 200 characters nothing matches.
        country
            ISO 3166-1 alpha-2: only places of this country.
        near
            Longitude and latitude; places near it gain, none is left out.
        limit
            At most this many.

        Notes
        -----
        Spellings are tried from strict to loose: the folded name and its alternates; the name
        without a type word; the transliteration key; fuzzy matches. A looser stage runs only
        where the stricter ones found nothing. `geomap.gazetteer.scoring` defines the score.
        """
        if limit < 1 or not name or len(name) > MAX_NAME_CHARS:
            return []
        code = country.strip().upper() if country else None
        own = self._user.lookup(name, country=code)[:limit]
        ranked = sorted(
            ((score(hit, row, near=near), hit) for hit, row in self._rows(name, country=code)),
            key=lambda item: (-item[0], item[1].number),
        )[:limit]
        places = self._places([hit.number for _, hit in ranked])
        found = (
            Candidate(
                place=places[hit.number],
                matched=_matched(places[hit.number], hit.key),
                match=hit.match,
                score=value,
            )
            for value, hit in ranked
        )
        return [*own, *found][:limit]

    def place(self, place_id: str) -> Place | None:
        """The place with this id, or None."""
        own = self._user.place(place_id)
        if own is not None or not _is_text(place_id):
            return own
        row = self._base.execute(_PLACE + "WHERE p.place_id = ?", (place_id,)).fetchone()
        return _place(row) if row else None

    def towns(self, country: str) -> list[Place]:
        """Settlements and first-order divisions of a country (two letters), the larger first.

        Villages that only a list of postal codes has are left out: among so many, some village
        sounds like any word.
        """
        rows = self._base.execute(
            f"{_PLACE}WHERE p.country = ? AND (p.kind LIKE 'P.%' OR p.kind = 'A.ADM1') "
            "AND p.place_id NOT LIKE ? ORDER BY p.population DESC, p.place_id LIMIT ?",
            (country, _POSTAL, _MOST_OF_COUNTRY),
        )
        return [_place(row) for row in rows]

    def _places(self, numbers: list[int]) -> dict[int, Place]:
        """Places by their number in the file."""
        query = f"{_PLACE}WHERE p.id IN ({','.join('?' * len(numbers))})"
        return {row[0]: _place(row) for row in self._base.execute(query, numbers)}

    def facts(self, folded: str) -> tuple[int, float, int, int, int, int, int]:
        """What a folded name may be, in one query, for recognisers that ask it of every word.

        Returns the number of places of that very key; the highest log10(population + 1) among
        them; and, as 0 or 1, whether any is a country, a first-order division, a lower
        division, a settlement, anything else. Codes are left out, the user's own places too.
        """
        return self._facts(folded)

    def _facts_of(self, folded: str) -> tuple[int, float, int, int, int, int, int]:
        for key in (FORMER.get(folded, folded), *other_keys(folded)):
            count, most, *flags = self._base.execute(_FACTS, (key, CODE_FLAG)).fetchone()
            if count:
                break
        return (count, math.log10(1 + (most or 0)), *(int(f or 0) for f in flags))

    def area(self, place_id: str) -> BaseGeometry | None:
        """The place's area in EPSG:4326, or None where only a point is known."""
        return self._area(place_id) if _is_text(place_id) else None

    def _area_of(self, place_id: str) -> BaseGeometry | None:
        row = self._base.execute(
            "SELECT a.wkb FROM areas a JOIN places p ON p.id = a.place WHERE p.place_id = ?",
            (place_id,),
        ).fetchone()
        return shapely.from_wkb(row[0]) if row else None

    def contains(self, folded: str) -> bool:
        """Whether a folded name (see `fold`) is the name of any place; codes do not count.

        As in `lookup`, a name in "-ah" is that in "-a" too: Hodeidah is Hodeida.
        """
        if not folded or len(folded) > MAX_NAME_CHARS or not _is_text(folded):
            return False
        if self._user.named(folded) or folded in FORMER:
            return True
        return self._named(folded)

    def _is_named(self, folded: str) -> bool:
        return any(map(self._has, (folded, *other_keys(folded))))

    def _has(self, folded: str) -> bool:
        if self._filter is None:
            query = "SELECT value FROM meta WHERE key = 'names'"
            self._filter = bytes(self._base.execute(query).fetchone()[0])
        # the filter is over the shipped names alone
        if not self._imported and not may_contain(self._filter, folded):
            return False
        query = "SELECT 1 FROM named WHERE key = ? AND flag < ? LIMIT 1"
        return self._base.execute(query, (folded, CODE_FLAG)).fetchone() is not None

    def divisions(
        self, bounds: tuple[float, float, float, float], *, level: int = 1
    ) -> "gpd.GeoDataFrame":
        """Areas of countries (level 0) or first-order divisions (1) that meet the bounds.

        `bounds` is west, south, east, north. Level 2 holds those second-order divisions that
        have an area, 3 the valleys. Columns place_id, name, country, kind, geometry; EPSG:4326.
        """
        west, south, east, north = checked(bounds)
        rows = self._base.execute(
            "SELECT p.place_id, p.name, p.country, p.kind, a.wkb FROM areas a "
            "JOIN places p ON p.id = a.place WHERE a.level = ? AND a.east >= ? AND a.west <= ? "
            "AND a.north >= ? AND a.south <= ? ORDER BY p.id",
            (level, west, east, south, north),
        ).fetchall()
        shapes = [shapely.from_wkb(row[4]) for row in rows]
        box = shapely.box(west, south, east, north)
        kept = [
            (*row[:4], area) for row, area in zip(rows, shapes, strict=True) if area.intersects(box)
        ]
        return _frame(kept, ("place_id", "name", "country", "kind"))

    def places_within(
        self,
        bounds: tuple[float, float, float, float],
        *,
        min_population: int = 0,
        limit: int = 1_000,
        kinds: tuple[str, ...] = ("P.",),
    ) -> "gpd.GeoDataFrame":
        """Places within west, south, east, north, the most important first, for map labels.

        `kinds` are the beginnings of the kinds wanted, `("",)` for all. Columns place_id, name,
        kind, country, population, geometry (points); EPSG:4326.
        """
        return self._within(checked(bounds), min_population, limit, tuple(kinds)).copy()

    def _within_of(
        self, bounds: tuple[float, ...], min_population: int, limit: int, kinds: tuple[str, ...]
    ) -> "gpd.GeoDataFrame":
        west, south, east, north = bounds
        wanted = " OR ".join("kind LIKE ?" for _ in kinds) or "0"
        edges = (west * 1e5, east * 1e5, south * 1e5, north * 1e5)
        rows: list[tuple[Any, ...]] = []
        for low, high in cell_ranges(west, south, east, north):
            rows += self._base.execute(
                "SELECT -importance_e4, place_id, name, kind, country, population, lon_e5, lat_e5 "  # noqa: S608
                f"FROM placed WHERE {CELL} BETWEEN ? AND ? AND lon_e5 BETWEEN ? AND ? AND "
                f"lat_e5 BETWEEN ? AND ? AND population >= ? AND ({wanted}) "
                "ORDER BY 1, place_id LIMIT ?",
                (low, high, *edges, min_population, *(f"{kind}%" for kind in kinds), limit),
            ).fetchall()
        chosen = sorted(rows)[: max(0, limit)]
        points = [(*row[1:6], shapely.Point(row[6] / 1e5, row[7] / 1e5)) for row in chosen]
        return _frame(points, ("place_id", "name", "kind", "country", "population"))

    def info(self) -> dict[str, Any]:
        """What the gazetteer holds: rows per kind and source, versions, licences, own rows."""
        row = self._base.execute("SELECT value FROM meta WHERE key = 'info'").fetchone()
        found: dict[str, Any] = json.loads(row[0])
        own = {path.stem: places for path, places in self._imported.items()}
        return found | {"user_places": len(self._user), "imported": own}


def _place(row: tuple[Any, ...]) -> Place:
    return Place(
        place_id=row[1],
        name=row[2],
        kind=row[3],
        lon=row[4] / 1e5,
        lat=row[5] / 1e5,
        country=row[6],
        admin1=row[7],
        admin2=row[8],
        population=row[9],
        uncertainty_m=float(row[10]),
        has_area=bool(row[11]),
        alternates=tuple(row[12].split("\n")) if row[12] else (),
        source=row[13],
        accuracy=row[14],
    )


def _matched(place: Place, key: str) -> str:
    """The place's own spelling whose key this is; only spellings of about its length are tried."""
    if fold(place.name) == key:
        return place.name
    for text in place.alternates:
        if abs(len(text) - len(key)) <= _SPELLING_SLACK and fold(text) == key:
            return text
    return key


def _is_text(text: str) -> bool:
    """Whether a string can be asked for; half surrogate pairs cannot."""
    return text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text)


def _reopened(settings: Settings, extra: tuple[Any, ...]) -> EmbeddedGazetteer:
    return EmbeddedGazetteer(settings, extra=extra)


def _frame(rows: list[tuple[Any, ...]], columns: tuple[str, ...]) -> "gpd.GeoDataFrame":
    import geopandas as gpd

    data = {name: [row[i] for row in rows] for i, name in enumerate(columns)}
    return gpd.GeoDataFrame(data, geometry=[row[-1] for row in rows], crs=CRS)
