"""`geomap bench toponyms`: recognition and resolution of place names against gold corpora.

Every corpus is measured with a model that saw none of its articles where there is one: the
shipped model, or one of those that were trained without one corpus and are shipped beside it.
The result says which model was used and how many of the articles it had seen.
"""

import hashlib
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from geomap import language, resolution, toponyms
from geomap.evaluation import corpora, measures
from geomap.evaluation._toponym_results import CorpusResult, Result
from geomap.evaluation.corpora import Corpus, GoldArticle, GoldToponym
from geomap.evaluation.measures import FARTHEST_KM, NEAR_KM, Accuracy, Detection
from geomap.gazetteer import EmbeddedGazetteer, open_gazetteer
from geomap.model import Mention, Place, Report, Resolution, Role
from geomap.settings import OFFLINE, Settings

_TOPONYM_ROLES = frozenset(Role) - {Role.PUBLISHER, Role.NICKNAME}
Progress = Callable[[Iterable[GoldArticle]], Iterable[GoldArticle]]


@dataclass(frozen=True, kw_only=True)
class Models:
    """A tagger and a ranker, the names of their files, and the articles that they saw."""

    tagger: toponyms.Tagger
    ranker: resolution.Ranker
    name: str
    seen: frozenset[str]


def bench(
    paths: Iterable[Path | str],
    *,
    settings: Settings = OFFLINE,
    shipped_only: bool = False,
    models: Models | None = None,
    progress: Progress = iter,
) -> Result:
    """Measure recognition and resolution on gold corpora.

    Parameters
    ----------
    paths
        Corpus files, see `geomap.evaluation.corpora.read`.
    settings
        Where data and models lie.
    shipped_only
        Use the shipped model even where it saw the corpus; the result says so.
    models
        Use these models for every corpus.
    progress
        Wraps the articles of each corpus, for a progress bar.

    Raises
    ------
    ReportError
        If a file is no corpus.
    """
    read = [corpora.read(path) for path in paths]
    gazetteer = open_gazetteer(settings)
    results = []
    for corpus in read:
        chosen = models or unseen(corpus, settings=settings, shipped_only=shipped_only)
        results.append(_corpus(corpus, chosen, gazetteer, settings, progress))
    return Result(corpora=tuple(results))


def fingerprint(report: Report) -> str:
    """What tells an article from another, whatever its file: a hash of its words."""
    text = " ".join(report.text.split()).casefold()
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def unseen(corpus: Corpus, *, settings: Settings = OFFLINE, shipped_only: bool = False) -> Models:
    """The models that saw the fewest articles of a corpus; the shipped ones where they tie."""
    own = {fingerprint(article.report) for article in corpus.articles}
    shipped = _models(settings, "")
    others = [
        _models(settings, path.name.removeprefix("toponyms").removesuffix(".npz"))
        for path in sorted(settings.data_dir.glob("toponyms.without-*.npz"))
    ]
    every = [shipped] if shipped_only else [shipped, *others]
    return min(every, key=lambda each: len(each.seen & own))


def _models(settings: Settings, suffix: str) -> Models:
    tagger = toponyms.read_tagger(settings.data_dir / f"toponyms{suffix}.npz")
    ranker = resolution.read_ranker(settings.data_dir / f"resolution{suffix}.npz")
    seen = [hashes for about in (tagger, ranker) for hashes in about.trained_on.values()]
    return Models(
        tagger=tagger,
        ranker=ranker,
        name=suffix.replace(".without-", "trained without ") or "shipped",
        seen=frozenset(one for hashes in seen for one in hashes.split()),
    )


@dataclass(frozen=True)
class _Reading:
    """What was made of one article: resolutions of the gold spans, and of what was found."""

    article: GoldArticle
    gold: tuple[GoldToponym, ...]
    resolved: list[Resolution]
    found: list[Resolution]
    ceiling: list[bool]
    prior: list[bool]
    seconds: tuple[float, float]


def _corpus(
    corpus: Corpus,
    models: Models,
    gazetteer: EmbeddedGazetteer,
    settings: Settings,
    progress: Progress,
) -> CorpusResult:
    nlp = language.load(settings)
    read = [
        _article(article, nlp, models, gazetteer, settings) for article in progress(corpus.articles)
    ]
    own = {fingerprint(one.article.report) for one in read}
    pairs = [(t, r) for one in read for t, r in zip(one.gold, one.resolved, strict=True)]
    near = [_distance(t, r.place) < NEAR_KM for t, r in pairs]
    with_id = [(t, r) for t, r in pairs if t.geoname_id]
    sure = [(r.probability, hit) for (_, r), hit in zip(pairs, near, strict=True) if r.place]
    return CorpusResult(
        corpus=corpus.name,
        articles=len(read),
        marked=sum(len(one.article.toponyms) for one in read),
        gold=len(pairs),
        moved_spans=corpus.moved,
        skipped_articles=corpus.skipped,
        model=models.name,
        articles_seen_by_model=len(own & models.seen),
        detection=_detection(read),
        resolution=_denominators(pairs, gazetteer),
        with_locality=_with_locality(read, models, gazetteer, settings),
        end_to_end=_end_to_end(read),
        ceiling=_share([hit for one in read for hit in one.ceiling]),
        population_prior=_share([hit for one in read for hit in one.prior]),
        exact_id=_share(
            [r.place is not None and r.place.place_id == f"gn:{t.geoname_id}" for t, r in with_id]
        ),
        calibration_error=measures.expected_calibration_error(
            [p for p, _ in sure], [hit for _, hit in sure]
        ),
        mcnemar=measures.mcnemar(near, [hit for one in read for hit in one.prior]),
        seconds_spacy=sum(one.seconds[0] for one in read),
        seconds_whole=sum(one.seconds[1] for one in read),
    )


def _article(
    article: GoldArticle,
    nlp: Any,
    models: Models,
    gazetteer: EmbeddedGazetteer,
    settings: Settings,
) -> _Reading:
    report = article.report
    start = perf_counter()
    passages = language.passages(report, nlp, settings=settings)
    parsed = perf_counter()
    mentions = toponyms.find(report, passages, gazetteer, settings=settings, tagger=models.tagger)
    found = resolution.resolve(report, mentions, gazetteer, settings=settings, ranker=models.ranker)
    done = perf_counter()
    gold = tuple(t for t in article.toponyms if t.lon is not None)
    spans = gold_mentions(report, gold)
    resolved = resolution.resolve(report, spans, gazetteer, settings=settings, ranker=models.ranker)
    offered = _offered(report, spans, gazetteer, settings)
    return _Reading(
        article=article,
        gold=gold,
        resolved=resolved,
        found=found,
        ceiling=[
            any(_distance(t, place) < NEAR_KM for place in places)
            for t, places in zip(gold, offered, strict=True)
        ],
        prior=[
            bool(places) and _distance(t, max(places, key=lambda p: p.population)) < NEAR_KM
            for t, places in zip(gold, offered, strict=True)
        ],
        seconds=(parsed - start, done - start),
    )


def gold_mentions(report: Report, gold: Sequence[GoldToponym]) -> list[Mention]:
    """Mentions at the spans that a person marked."""
    return [
        Mention(
            report_id=report.report_id, start=t.start, end=t.end, text=t.text, role=Role.OTHER_PLACE
        )
        for t in gold
    ]


def _offered(
    report: Report,
    mentions: Sequence[Mention],
    gazetteer: EmbeddedGazetteer,
    settings: Settings,
) -> list[list[Place]]:
    """Every candidate of every mention, in the gazetteer's order."""
    offered: list[list[Place]] = [[] for _ in mentions]
    for block in resolution.scenes(report, mentions, gazetteer, settings=settings):
        for group in block.groups:
            for number in group.mentions:
                offered[number] = [candidate.place for candidate in group.candidates]
    return offered


def _distance(gold: GoldToponym, place: Place | None) -> float:
    if place is None or gold.lon is None or gold.lat is None:
        return FARTHEST_KM
    return measures.distance_km((gold.lon, gold.lat), (place.lon, place.lat))


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else math.nan


def _detection(read: Sequence[_Reading]) -> Detection:
    right = proposed = marked = 0
    for one in read:
        gold = {(t.start, t.end) for t in one.article.toponyms}
        spans = _proposed(one)
        right, proposed, marked = (
            right + len(gold & spans.keys()),
            proposed + len(spans),
            marked + len(gold),
        )
    return Detection(right=right, proposed=proposed, gold=marked)


def _proposed(one: _Reading) -> dict[tuple[int, int], Resolution]:
    """Spans that were found as names of places, whatever their role beside papers' and people's."""
    return {
        (r.mention.start, r.mention.end): r for r in one.found if r.mention.role in _TOPONYM_ROLES
    }


def _denominators(
    pairs: Sequence[tuple[GoldToponym, Resolution]], gazetteer: EmbeddedGazetteer
) -> dict[str, Accuracy]:
    def of(chosen: Sequence[tuple[GoldToponym, Resolution]]) -> Accuracy:
        covered = _share([r.place is not None for _, r in chosen])
        return measures.accuracy([_distance(t, r.place) for t, r in chosen], coverage=covered)

    resolved = [(t, r) for t, r in pairs if r.place is not None]
    coverage = len(resolved) / len(pairs) if pairs else math.nan
    return {
        "all gold": of(pairs),
        "with a GeoNames id": of([(t, r) for t, r in pairs if t.geoname_id]),
        "resolved only": measures.accuracy(
            [_distance(t, r.place) for t, r in resolved], coverage=coverage
        ),
        "without countries": of([(t, r) for t, r in pairs if not _is_country(t, gazetteer)]),
    }


def _is_country(gold: GoldToponym, gazetteer: EmbeddedGazetteer) -> bool:
    place = gazetteer.place(f"gn:{gold.geoname_id}") if gold.geoname_id else None
    return gold.is_country or (place is not None and place.kind.startswith("A.PCL"))


def _end_to_end(read: Sequence[_Reading]) -> dict[str, Accuracy]:
    rows = []
    for one in read:
        spans = _proposed(one)
        for gold in one.gold:
            hit = spans.get((gold.start, gold.end))
            rows.append((gold, hit.place if hit is not None else None))

    def of(chosen: Sequence[tuple[GoldToponym, Place | None]]) -> Accuracy:
        covered = _share([place is not None for _, place in chosen])
        return measures.accuracy([_distance(t, place) for t, place in chosen], coverage=covered)

    return {
        "all gold": of(rows),
        "with a GeoNames id": of([(t, place) for t, place in rows if t.geoname_id]),
    }


def _with_locality(
    read: Sequence[_Reading], models: Models, gazetteer: EmbeddedGazetteer, settings: Settings
) -> Accuracy | None:
    """Resolution on gold spans again, with what the outlets' other articles teach."""
    reports = [one.article.report for one in read]
    if not any(report.publisher for report in reports):
        return None
    known = resolution.learn(reports, [one.resolved for one in read])
    distances: list[float] = []
    placed = 0
    for one in read:
        again = resolution.resolve(
            one.article.report,
            gold_mentions(one.article.report, one.gold),
            gazetteer,
            settings=settings,
            ranker=models.ranker,
            localities=known,
        )
        distances += [_distance(t, r.place) for t, r in zip(one.gold, again, strict=True)]
        placed += sum(r.place is not None for r in again)
    return measures.accuracy(distances, coverage=placed / max(len(distances), 1))
