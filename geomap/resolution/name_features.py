"""What a candidate's own row and name say for it, before the rest of the story is asked."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from geomap.gazetteer import fold
from geomap.model import Candidate, Report
from geomap.resolution.candidates import MOST_CHARS, Group, Name
from geomap.toponyms.trees import Floats

_MATCHES = ("exact", "folded", "alias", "type-stripped", "transliteration", "fuzzy", "type",
            "abbreviation", "people", "capital")  # fmt: skip
_MATCH_ID = {match: n for n, match in enumerate(_MATCHES)}
_KINDS = ("A.PCL", "A.ADM1", "A.ADM2", "A.ADM3", "A.ADM4", "P.PPLC", "P.PPLA", "P.PPL", "L.CONT",
          "L.", "T.", "H.", "S.", "R.")  # fmt: skip
NAMES = (
    "score", "match", "log_population", "population_rank", "population_share", "score_rank",
    "score_gap", "kind", "n_candidates", "asked", "asked_agrees", "same_name", "n_alternates",
    "mentions", "n_words", "all_capitals", "is_settlement_of_division", "country_twin",
    "suffix_country", "lower_part", "cue_share", "cue_best",
)  # fmt: skip


def name_rows(report: Report, groups: Sequence[Group], hints: Mapping[str, float]) -> Floats:
    """Rows of `NAMES` for all candidates of the groups, in their order.

    `hints` is the share of the text's cue words by country, from `cues.countries`.
    """
    outlet = _outlet_country(report.publisher)
    return np.concatenate([_rows(group, outlet, hints) for group in groups])


def _rows(group: Group, outlet: str, hints: Mapping[str, float]) -> Floats:
    places = [candidate.place for candidate in group.candidates]
    people = np.array([place.population for place in places], dtype=float)
    scores = np.array([candidate.score for candidate in group.candidates])
    countries = Counter(place.country for place in places)
    divisions = {(p.country, fold(p.name)) for p in places if p.kind.startswith("A.")}
    of_group = {
        "n_candidates": len(places),
        "asked": bool(group.name.asked),
        "mentions": min(len(group.mentions), 20),
        "n_words": len(fold(group.name.text[:MOST_CHARS]).split()),
        "all_capitals": group.name.text.isupper(),
    }
    columns = {
        "population_rank": _ranks(people),
        "population_share": people / (people.sum() + 1),
        "score_rank": _ranks(scores),
        "score_gap": scores.max() - scores,
    }
    rows = []
    for n, candidate in enumerate(group.candidates):
        place = candidate.place
        row = of_group | _of_candidate(candidate, group.name, outlet, hints)
        row |= {name: column[n] for name, column in columns.items()}
        row["country_twin"] = countries[place.country]
        twin = (place.country, fold(place.name)) in divisions
        row["is_settlement_of_division"] = twin and place.kind.startswith("P.")
        rows.append([row[name] for name in NAMES])
    return np.array(rows, dtype=np.float32)


def _of_candidate(
    candidate: Candidate, name: Name, outlet: str, hints: Mapping[str, float]
) -> dict[str, float]:
    place, own, key = candidate.place, fold(candidate.place.name), fold(name.text[:MOST_CHARS])
    return {
        "score": candidate.score,
        "match": _MATCH_ID.get(candidate.match, -1),
        "log_population": np.log10(place.population + 1),
        "kind": _kind(place.kind),
        "asked_agrees": _agrees(name.asked, place.kind),
        "same_name": (own == key) + (place.name == name.text),
        "n_alternates": np.log2(len(place.alternates) + 1),
        "suffix_country": (outlet == place.country) - (not outlet),
        "lower_part": key in own and key != own,
        "cue_share": hints.get(place.country, 0.0),
        "cue_best": max(hints.values(), default=0.0) - hints.get(place.country, 0.0),
    }


def _ranks(values: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    """Rank of each value, 0 for the highest; the earlier one of equals goes first."""
    return np.argsort(np.argsort(-values, kind="stable"))


def _kind(kind: str) -> int:
    return next((n for n, known in enumerate(_KINDS) if kind.startswith(known)), -1)


def _agrees(asked: str, kind: str) -> float:
    """Agreement of a kind with the one that the words beside the name ask for, -1 to 1."""
    if not asked:
        return 0.0
    if asked == kind or (asked.startswith("P.") and kind.startswith("P.")):
        return 1.0
    if asked[0] in "HT":
        return 1.0 if kind[0] == asked[0] else -1.0
    return 0.5 if asked[:4] == kind[:4] == "A.AD" else -1.0


def _outlet_country(publisher: str) -> str:
    """Country of an outlet's domain, from its last label: "example.co.uk" gives "GB"."""
    label = publisher.casefold().rstrip("/").rpartition(".")[2]
    if len(label) != 2 or not label.isalpha() or "." not in publisher:
        return ""
    return {"uk": "GB"}.get(label, label.upper())
