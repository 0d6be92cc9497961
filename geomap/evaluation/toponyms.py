"""`geomap bench toponyms`: recognition and resolution of place names against gold corpora.

What is found and where it is put is what `pipeline.read_one` makes of each article, the reading
that users get. Resolution alone is measured on the gold spans, which no reading has: those are
resolved by the same room with the same weights.

Every corpus is measured with weights that saw none of its articles where there are such: the
shipped ones, or those that were trained without one corpus, in a checkout's `benchmarks/weights`.
"""

import hashlib
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from geomap import pipeline, resolution, toponyms
from geomap.errors import InputError
from geomap.evaluation import corpora, measures
from geomap.evaluation.corpora import Corpus, GoldArticle, GoldToponym
from geomap.evaluation.measures import FARTHEST_KM, Accuracy, Detection
from geomap.evaluation.results import CorpusResult, Result
from geomap.gazetteer import EmbeddedGazetteer
from geomap.model import Mention, Place, Report, Resolution, Role
from geomap.pipeline import Tools
from geomap.settings import OFFLINE, Settings

_IN_A_CHECKOUT = Path(__file__).resolve().parents[2] / "benchmarks" / "weights"
LEAVE_ONE_OUT = _IN_A_CHECKOUT if _IN_A_CHECKOUT.is_dir() else None
_TOPONYM_ROLES = frozenset(Role) - {Role.PUBLISHER, Role.NICKNAME}
Progress = Callable[[Iterable[GoldArticle]], Iterable[GoldArticle]]
Pair = tuple[GoldToponym, Place | None]


@dataclass(frozen=True, kw_only=True)
class Weights:
    """A tagger and a ranker, what they are called, and fingerprints of the articles they saw."""

    tagger: toponyms.Tagger
    ranker: resolution.Ranker
    name: str
    seen: frozenset[str]


def bench(
    paths: Iterable[Path | str],
    *,
    settings: Settings = OFFLINE,
    folder: Path | None = LEAVE_ONE_OUT,
    progress: Progress = iter,
) -> Result:
    """Measure recognition and resolution on gold corpora.

    Parameters
    ----------
    paths
        Corpus files, see `geomap.evaluation.corpora.read`.
    settings
        Where data and shipped weights lie.
    folder
        Folder of weights that were trained without one corpus each, as `tools/train_toponyms.py`
        writes them; by default a checkout's. None: the shipped weights, seen corpus or not.
    progress
        Wraps the articles of each corpus, for a progress bar.

    Raises
    ------
    ReportError
        If a file is no corpus.
    InputError
        If the folder holds no weights.
    """
    read = [corpora.read(path) for path in paths]
    known = choices(settings, folder)
    tools = pipeline.open_tools(settings)
    results = []
    for corpus in read:
        weights = unseen(corpus, known)
        own = replace(tools, tagger=weights.tagger, ranker=weights.ranker)
        readings = [read_article(article, own) for article in progress(corpus.articles)]
        results.append(result(corpus, weights, readings, tools.gazetteer))
    return Result(corpora=tuple(results))


def choices(settings: Settings = OFFLINE, folder: Path | None = LEAVE_ONE_OUT) -> list[Weights]:
    """The shipped weights, then those of a folder; see `bench`."""
    shipped = _weights(settings.data_dir, "")
    if folder is None:
        return [shipped]
    found = sorted(path.name for path in folder.glob("toponyms.without-*.npz"))
    if not found:
        raise InputError(f"expected toponyms.without-CORPUS.npz and resolution.* in {folder}")
    suffixes = [name.removeprefix("toponyms").removesuffix(".npz") for name in found]
    return [shipped, *(_weights(folder, suffix) for suffix in suffixes)]


def _weights(folder: Path, suffix: str) -> Weights:
    tagger = toponyms.read_tagger(folder / f"toponyms{suffix}.npz")
    ranker = resolution.read_ranker(folder / f"resolution{suffix}.npz")
    seen = [hashes for about in (tagger, ranker) for hashes in about.trained_on.values()]
    return Weights(
        tagger=tagger,
        ranker=ranker,
        name=suffix.replace(".without-", "trained without ") or "shipped",
        seen=frozenset(one for hashes in seen for one in hashes.split()),
    )


def unseen(corpus: Corpus, known: Sequence[Weights]) -> Weights:
    """The weights that saw the fewest articles of a corpus; the first of those that tie."""
    own = _fingerprints(corpus.articles)
    return min(known, key=lambda each: len(each.seen & own))


def fingerprint(report: Report) -> str:
    """What tells an article from another, whatever its file: a hash of its words."""
    text = " ".join(report.text.split()).casefold()
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _fingerprints(articles: Iterable[GoldArticle]) -> set[str]:
    return {fingerprint(article.report) for article in articles}


@dataclass(frozen=True, kw_only=True)
class ReadArticle:
    """What was made of one article: resolutions of its gold spans, and the names that were found.

    `gold` are the marked names with coordinates, `resolved` their resolutions, in their order;
    `found` are the spans that the pipeline took for places' names.
    """

    article: GoldArticle
    gold: tuple[GoldToponym, ...]
    resolved: tuple[Resolution, ...]
    found: Mapping[tuple[int, int], Place | None]

    @property
    def pairs(self) -> list[Pair]:
        """Gold names beside the places that their spans were resolved to."""
        return [(t, r.place) for t, r in zip(self.gold, self.resolved, strict=True)]


def read_article(article: GoldArticle, tools: Tools) -> ReadArticle:
    """Read an article as users' reports are read, and resolve its gold spans."""
    gold = tuple(t for t in article.toponyms if t.lon is not None)
    found = pipeline.read_one(article.report, tools).resolutions
    return ReadArticle(
        article=article,
        gold=gold,
        resolved=tuple(resolve_gold(article.report, gold, tools)),
        found={
            (one.mention.start, one.mention.end): one.place
            for one in found
            if one.mention.role in _TOPONYM_ROLES
        },
    )


def resolve_gold(report: Report, gold: Sequence[GoldToponym], tools: Tools) -> list[Resolution]:
    """Resolve the spans that a person marked."""
    return resolution.resolve(
        report,
        gold_mentions(report, gold),
        tools.gazetteer,
        settings=tools.settings,
        ranker=tools.ranker,
        localities=tools.localities,
    )


def gold_mentions(report: Report, gold: Sequence[GoldToponym]) -> list[Mention]:
    """Mentions at the spans that a person marked."""
    return [
        Mention(
            report_id=report.report_id, start=t.start, end=t.end, text=t.text, role=Role.OTHER_PLACE
        )
        for t in gold
    ]


def result(
    corpus: Corpus, weights: Weights, read: Sequence[ReadArticle], gazetteer: EmbeddedGazetteer
) -> CorpusResult:
    """Figures of a corpus, or of a part of it, from what was made of its articles."""
    pairs = [pair for one in read for pair in one.pairs]
    return CorpusResult(
        corpus=corpus.name,
        articles=len(read),
        marked=sum(len(one.article.toponyms) for one in read),
        gold=len(pairs),
        moved_spans=corpus.moved,
        skipped_articles=corpus.skipped,
        model=weights.name,
        articles_seen_by_model=len(_fingerprints(one.article for one in read) & weights.seen),
        detection=_detection(read),
        resolution=_denominators(pairs, gazetteer),
        end_to_end=_end_to_end(read),
        exact_id=_share(
            place is not None and place.place_id == f"gn:{gold.geoname_id}"
            for gold, place in pairs
            if gold.geoname_id
        ),
    )


def error_km(gold: GoldToponym, place: Place | None) -> float:
    """Great-circle distance to the gold point; the farthest there is where no place was given."""
    if place is None or gold.lon is None or gold.lat is None:
        return FARTHEST_KM
    return measures.distance_km((gold.lon, gold.lat), (place.lon, place.lat))


def _share(hits: Iterable[bool]) -> float:
    known = list(hits)
    return sum(known) / len(known) if known else math.nan


def accuracy(pairs: Sequence[Pair]) -> Accuracy:
    """Sum up how far places lie from where the gold puts them."""
    covered = _share(place is not None for _, place in pairs)
    return measures.accuracy([error_km(*pair) for pair in pairs], coverage=covered)


def _detection(read: Sequence[ReadArticle]) -> Detection:
    """Spans found as names of places, whatever their role beside papers' and people's."""
    marked = [{(t.start, t.end) for t in one.article.toponyms} for one in read]
    return Detection(
        right=sum(len(gold & one.found.keys()) for gold, one in zip(marked, read, strict=True)),
        proposed=sum(len(one.found) for one in read),
        gold=sum(map(len, marked)),
    )


def _denominators(pairs: Sequence[Pair], gazetteer: EmbeddedGazetteer) -> dict[str, Accuracy]:
    every = accuracy(pairs)
    resolved = accuracy([pair for pair in pairs if pair[1] is not None])
    return {
        "all gold": every,
        "with a GeoNames id": accuracy([pair for pair in pairs if pair[0].geoname_id]),
        "resolved only": replace(resolved, coverage=every.coverage),
        "without countries": accuracy(
            [pair for pair in pairs if not _is_country(pair[0], gazetteer)]
        ),
    }


def _is_country(gold: GoldToponym, gazetteer: EmbeddedGazetteer) -> bool:
    place = gazetteer.place(f"gn:{gold.geoname_id}") if gold.geoname_id else None
    return gold.is_country or (place is not None and place.kind.startswith("A.PCL"))


def _end_to_end(read: Sequence[ReadArticle]) -> dict[str, Accuracy]:
    pairs = [(gold, one.found.get((gold.start, gold.end))) for one in read for gold in one.gold]
    return {
        "all gold": accuracy(pairs),
        "with a GeoNames id": accuracy([pair for pair in pairs if pair[0].geoname_id]),
    }
