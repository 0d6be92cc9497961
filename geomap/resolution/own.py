"""What a candidate's own row and name say for it, before the rest of the story is asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geomap.gazetteer import fold
from geomap.model import Candidate, Report
from geomap.resolution.choices import Name

Floats = npt.NDArray[np.float32]
_MATCHES = ("exact", "folded", "alias", "type-stripped", "transliteration", "fuzzy", "type",
            "abbreviation", "people", "capital")  # fmt: skip
_KINDS = ("A.PCL", "A.ADM1", "A.ADM2", "A.ADM3", "A.ADM4", "P.PPLC", "P.PPLA", "P.PPL", "L.CONT",
          "L.", "T.", "H.", "S.", "R.")  # fmt: skip

OWN = (
    "score", "match", "log_population", "population_rank", "population_share", "score_rank",
    "score_gap", "kind", "n_candidates", "asked", "asked_agrees", "same_name", "n_alternates",
    "mentions", "n_words", "all_capitals", "is_settlement_of_division", "country_twin",
    "suffix_country", "lower_part", "cue_share", "cue_best",
)  # fmt: skip


@dataclass(frozen=True)
class Group:
    """One name of a document: its mentions' numbers and its candidates."""

    name: Name
    mentions: tuple[int, ...]
    candidates: tuple[Candidate, ...]


def own(
    report: Report,
    groups: Sequence[Group],
    codes: Sequence[tuple[str, str, str]],
    hints: Mapping[str, float],
) -> Floats:
    """Rows of `OWN` for all candidates of the groups, in their order."""
    suffix = _suffix_country(report.publisher)
    rows: list[list[float]] = []
    at = 0
    for group in groups:
        count = len(group.candidates)
        rows += _own_rows(group, codes[at : at + count], suffix, hints)
        at += count
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(OWN))


def _own_rows(
    group: Group, codes: Sequence[tuple[str, str, str]], suffix: str, hints: Mapping[str, float]
) -> Iterator[list[float]]:
    places = [candidate.place for candidate in group.candidates]
    people = np.array([place.population for place in places], dtype=float)
    scores = np.array([candidate.score for candidate in group.candidates])
    rank = _ranks(people)
    score_rank = _ranks(scores)
    total = people.sum() + 1
    asked, text = group.name.asked, group.name.text
    key = fold(text[:200])
    divisions = {
        (code[0], fold(place.name))
        for place, code in zip(places, codes, strict=True)
        if place.kind.startswith("A.")
    }
    countries = [code[0] for code in codes]
    most = max(hints.values(), default=0.0)
    for n, (candidate, place) in enumerate(zip(group.candidates, places, strict=True)):
        name_key = fold(place.name)
        yield [
            candidate.score,
            float(_MATCHES.index(candidate.match)) if candidate.match in _MATCHES else -1.0,
            float(np.log10(place.population + 1)),
            float(rank[n]),
            place.population / total,
            float(score_rank[n]),
            float(scores.max() - candidate.score),
            _kind(place.kind),
            float(len(places)),
            float(bool(asked)),
            _agrees(asked, place.kind),
            float(name_key == key) + float(place.name == text),
            float(np.log2(len(place.alternates) + 1)),
            float(min(len(group.mentions), 20)),
            float(len(key.split())),
            float(text.isupper()),
            float(place.kind.startswith("P.") and (place.country, name_key) in divisions),
            float(countries.count(place.country)),
            float(suffix == place.country) - float(not suffix),
            float(key in name_key and key != name_key),
            hints.get(place.country, 0.0),
            most - hints.get(place.country, 0.0),
        ]


def _ranks(values: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    result = np.empty(len(values), dtype=np.intp)
    result[np.argsort(-values, kind="stable")] = np.arange(len(values))
    return result


def _kind(kind: str) -> float:
    return next((float(n) for n, known in enumerate(_KINDS) if kind.startswith(known)), -1.0)


def _agrees(asked: str, kind: str) -> float:
    if not asked:
        return 0.0
    if asked == kind or (asked.startswith("P.") and kind.startswith("P.")):
        return 1.0
    if asked[0] in "HT":
        return 1.0 if kind[0] == asked[0] else -1.0
    return 0.5 if asked[:4] == kind[:4] == "A.AD" else -1.0


def _suffix_country(publisher: str) -> str:
    """Country of an outlet's domain, from its last label: "example.co.uk" gives "GB"."""
    label = publisher.casefold().rstrip("/").rpartition(".")[2]
    if len(label) != 2 or not label.isalpha() or "." not in publisher:
        return ""
    return {"uk": "GB"}.get(label, label.upper())
