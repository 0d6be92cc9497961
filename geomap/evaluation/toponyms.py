"""`geomap bench toponyms`: recognition and resolution of place names against gold corpora.

What is found and where it is put is what `pipeline.read_one` makes of each article, the reading
that users get. Resolution alone is measured on the gold spans, which no reading has: those are
resolved by the same room with the same weights.

Every corpus is measured with weights that saw none of its articles where there are such: the
shipped ones, or those that were trained without one corpus, in a checkout's `benchmarks/weights`.
"""

import hashlib
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from geomap import pipeline, resolution, toponyms
from geomap.errors import InputError
from geomap.evaluation import corpora, measures
from geomap.evaluation.corpora import Corpus, GoldArticle, GoldToponym
from geomap.evaluation.measures import FARTHEST_KM, NEAR_KM, Accuracy, Detection
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
    weights: Path | None = LEAVE_ONE_OUT,
    progress: Progress = iter,
) -> Result:
    """Measure recognition and resolution on gold corpora.

    Parameters
    ----------
    paths
        Corpus files, see `geomap.evaluation.corpora.read`.
    settings
        Where data and shipped weights lie.
    weights
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
    known = choices(settings, weights)
    tools = pipeline.open_tools(settings)
    return Result(
        corpora=tuple(_corpus(corpus, unseen(corpus, known), tools, progress) for corpus in read)
    )


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


@dataclass(frozen=True)
class _Reading:
    """What was made of one article: resolutions of the gold spans, and of what was found."""

    article: GoldArticle
    gold: tuple[GoldToponym, ...]
    resolved: list[Resolution]
    found: dict[tuple[int, int], Place | None]
    offered: list[list[Place]]


def _corpus(corpus: Corpus, weights: Weights, tools: Tools, progress: Progress) -> CorpusResult:
    tools = replace(tools, tagger=weights.tagger, ranker=weights.ranker)
    read = [_article(article, tools) for article in progress(corpus.articles)]
    golds = [gold for one in read for gold in one.gold]
    resolved = [answer for one in read for answer in one.resolved]
    offered = [places for one in read for places in one.offered]
    pairs = [(gold, answer.place) for gold, answer in zip(golds, resolved, strict=True)]
    near = [_near(*pair) for pair in pairs]
    prior = [
        _near(gold, max(places, key=lambda place: place.population, default=None))
        for gold, places in zip(golds, offered, strict=True)
    ]
    sure = [(r.probability, hit) for r, hit in zip(resolved, near, strict=True) if r.place]
    return CorpusResult(
        corpus=corpus.name,
        articles=len(read),
        marked=sum(len(one.article.toponyms) for one in read),
        gold=len(golds),
        moved_spans=corpus.moved,
        skipped_articles=corpus.skipped,
        model=weights.name,
        articles_seen_by_model=len(_fingerprints(one.article for one in read) & weights.seen),
        detection=_detection(read),
        resolution=_denominators(pairs, tools.gazetteer),
        with_locality=_with_locality(read, tools),
        end_to_end=_end_to_end(read),
        ceiling=_share(
            any(_near(gold, place) for place in places)
            for gold, places in zip(golds, offered, strict=True)
        ),
        population_prior=_share(prior),
        exact_id=_share(
            place is not None and place.place_id == f"gn:{gold.geoname_id}"
            for gold, place in pairs
            if gold.geoname_id
        ),
        calibration_error=measures.expected_calibration_error(
            [p for p, _ in sure], [hit for _, hit in sure]
        ),
        mcnemar=measures.mcnemar(near, prior),
    )


def _article(article: GoldArticle, tools: Tools) -> _Reading:
    gold = tuple(t for t in article.toponyms if t.lon is not None)
    found = pipeline.read_one(article.report, tools).resolutions
    return _Reading(
        article=article,
        gold=gold,
        resolved=_resolved(article.report, gold, tools),
        found={
            (one.mention.start, one.mention.end): one.place
            for one in found
            if one.mention.role in _TOPONYM_ROLES
        },
        offered=_offered(article.report, gold, tools),
    )


def _resolved(report: Report, gold: Sequence[GoldToponym], tools: Tools) -> list[Resolution]:
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


def _offered(report: Report, gold: Sequence[GoldToponym], tools: Tools) -> list[list[Place]]:
    """Every candidate of every gold span, in the gazetteer's order."""
    mentions = gold_mentions(report, gold)
    offered: list[list[Place]] = [[] for _ in gold]
    for block in resolution.scenes(report, mentions, tools.gazetteer, settings=tools.settings):
        for group in block.groups:
            for number in group.mentions:
                offered[number] = [candidate.place for candidate in group.candidates]
    return offered


def _distance(gold: GoldToponym, place: Place | None) -> float:
    if place is None or gold.lon is None or gold.lat is None:
        return FARTHEST_KM
    return measures.distance_km((gold.lon, gold.lat), (place.lon, place.lat))


def _near(gold: GoldToponym, place: Place | None) -> bool:
    return _distance(gold, place) < NEAR_KM


def _share(hits: Iterable[bool]) -> float:
    known = list(hits)
    return sum(known) / len(known) if known else math.nan


def _accuracy(pairs: Sequence[Pair]) -> Accuracy:
    covered = _share(place is not None for _, place in pairs)
    return measures.accuracy([_distance(*pair) for pair in pairs], coverage=covered)


def _detection(read: Sequence[_Reading]) -> Detection:
    """Spans found as names of places, whatever their role beside papers' and people's."""
    marked = [{(t.start, t.end) for t in one.article.toponyms} for one in read]
    return Detection(
        right=sum(len(gold & one.found.keys()) for gold, one in zip(marked, read, strict=True)),
        proposed=sum(len(one.found) for one in read),
        gold=sum(map(len, marked)),
    )


def _denominators(pairs: Sequence[Pair], gazetteer: EmbeddedGazetteer) -> dict[str, Accuracy]:
    every = _accuracy(pairs)
    resolved = _accuracy([pair for pair in pairs if pair[1] is not None])
    return {
        "all gold": every,
        "with a GeoNames id": _accuracy([pair for pair in pairs if pair[0].geoname_id]),
        "resolved only": replace(resolved, coverage=every.coverage),
        "without countries": _accuracy(
            [pair for pair in pairs if not _is_country(pair[0], gazetteer)]
        ),
    }


def _is_country(gold: GoldToponym, gazetteer: EmbeddedGazetteer) -> bool:
    place = gazetteer.place(f"gn:{gold.geoname_id}") if gold.geoname_id else None
    return gold.is_country or (place is not None and place.kind.startswith("A.PCL"))


def _end_to_end(read: Sequence[_Reading]) -> dict[str, Accuracy]:
    pairs = [(gold, one.found.get((gold.start, gold.end))) for one in read for gold in one.gold]
    return {
        "all gold": _accuracy(pairs),
        "with a GeoNames id": _accuracy([pair for pair in pairs if pair[0].geoname_id]),
    }


def _with_locality(read: Sequence[_Reading], tools: Tools) -> Accuracy | None:
    """Resolution on gold spans again, with what the outlets' other articles teach."""
    reports = [one.article.report for one in read]
    if not any(report.publisher for report in reports):
        return None
    known = resolution.learn(reports, [one.resolved for one in read])
    tools = replace(tools, localities=known)
    again = [(one, _resolved(one.article.report, one.gold, tools)) for one in read]
    return _accuracy(
        [
            (gold, answer.place)
            for one, answers in again
            for gold, answer in zip(one.gold, answers, strict=True)
        ]
    )
